"""Every character of a page lands in exactly one block, on every fixture."""

from __future__ import annotations

from collections import Counter
from pathlib import Path

import pytest

from benchmarks.accounting import accounted
from warraq.model.line import Block

FIXTURES = Path(__file__).resolve().parents[2] / "fixtures" / "pdf"
NAMES = sorted(path.name for path in FIXTURES.glob("*.pdf"))


@pytest.mark.parametrize("name", NAMES)
def test_nothing_is_lost_and_nothing_is_said_twice(name: str) -> None:
    account = accounted(FIXTURES / name)
    assert account.lost == Counter()
    assert account.gained == Counter()
    assert places(account.blocks).most_common(1)[0][1] == 1


def places(blocks: list[Block]) -> Counter[tuple[int, tuple[float, float, float, float] | None, str]]:
    """How often each word at its place is in a block. Signs of a leader, laid over each other, aside."""
    return Counter(
        (line.page, word.box, word.text) for block in blocks for line in block.lines for word in line.words if word.box
    )


@pytest.mark.parametrize("name", [name for name in NAMES if "damaged" not in name])
def test_the_lines_of_a_table_are_those_of_its_cells(name: str) -> None:
    for block in accounted(FIXTURES / name).blocks:
        if block.table is not None:
            assert block.lines == tuple(line for cell in block.table.cells for line in cell.lines)
            covered = Counter(
                (row, column)
                for cell in block.table.cells
                for row in range(cell.row, cell.row + cell.rows)
                for column in range(cell.column, cell.column + cell.columns)
            )
            assert covered.total() == block.table.rows * block.table.columns == len(covered)
