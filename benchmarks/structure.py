"""Structure on every PDF fixture that has a golden document, as a Markdown table.

    python -m benchmarks.structure [FIXTURE...]

``F1`` is of (kind, number) in reading order, ``with text`` counts only nodes whose text agrees too. A footnote link is
right where the mark hangs on the right word of the right node and names the right footnote. A cell is right where its
place, its spans and its text are exact (harakat folded). ``lost`` counts characters of the pages that the document
lacks, and that it has too many.
"""

from __future__ import annotations

import argparse
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

from benchmarks.accounting import accounted
from benchmarks.markdown import table_head, table_row
from benchmarks.structure_golden import FIXTURES, golden_path, sources
from warraq.emit.formats.json import read_document
from warraq.emit.report.compare import compare, fold_marks
from warraq.model.document import Document, Node, Table

COLUMNS = ("fixture", "F1", "with text", "footnote links", "ruled cells", "unruled cells", "lost")


@dataclass(frozen=True, slots=True)
class Share:
    """How many of how many."""

    right: int
    total: int

    def __str__(self) -> str:
        return f"{self.right}/{self.total}" if self.total else "–"

    def __add__(self, other: Share) -> Share:
        return Share(self.right + other.right, self.total + other.total)


def note_links(golden: Document, got: Document) -> Share:
    """Footnote marks that stand in the right place and name the right footnote."""
    true, read = _links(golden), _links(got)
    return Share(sum((true & read).values()), max(true.total(), read.total()))


def _links(document: Document) -> Counter[tuple[str, str | None, str, str]]:
    """Marks by the kind and number of their node, the word that they hang on, and the text of their footnote."""
    notes = {note.id: fold_marks(note.content) for note in document.footnotes}
    links: Counter[tuple[str, str | None, str, str]] = Counter()
    for node in document.walk():
        words = fold_marks(node.content).split()
        for mark in node.marks:
            links[node.kind, node.number, words[mark.index], notes.get(mark.note, "")] += 1
    return links


def cells(golden: Document, got: Document, *, ruled: bool) -> Share:
    """Cells that are exact, of the tables with or without rules. ``got`` says which have rules."""
    true, tables = _tables(golden), _tables(got)
    right = total = 0
    for number, table in enumerate(true):
        other = tables[number] if number < len(tables) else None
        if (other.ruled if other else False) == ruled:
            mine, theirs = _exact(table), _exact(other) if other else Counter()
            right += sum((mine & theirs).values())
            total += max(mine.total(), theirs.total())
    return Share(right, total)


def _tables(document: Document) -> list[Table]:
    return [node.table for node in document.walk() if node.table is not None]


def _exact(table: Table) -> Counter[tuple[int, int, int, int, str]]:
    return Counter((cell.row, cell.column, cell.rows, cell.columns, fold_marks(cell.text)) for cell in table.cells)


def row(fixture: Path) -> tuple[str, ...]:
    """The figures of one fixture."""
    golden = read_document(golden_path(fixture))
    checked = accounted(fixture)
    comparison = compare(golden, checked.document)
    return (
        fixture.name,
        f"{comparison.structure_f1:.4f}",
        f"{comparison.structure_text_f1:.4f}",
        str(note_links(golden, checked.document)),
        str(cells(golden, checked.document, ruled=True)),
        str(cells(golden, checked.document, ruled=False)),
        f"{checked.missing}/{checked.extra}",
    )


def lines(fixtures: Sequence[Path] = ()) -> Iterator[str]:
    """The table, line by line."""
    yield from table_head(*COLUMNS)
    for fixture in fixtures or [FIXTURES / name for name in sources() if name.endswith(".pdf")]:
        yield table_row(*row(fixture))


def differences(fixture: Path) -> Iterator[str]:
    """What keeps a fixture from its golden document, for people."""
    from warraq.emit.report.compare import structure_differences

    golden, got = read_document(golden_path(fixture)), accounted(fixture).document
    yield from structure_differences(golden, got)
    mine, theirs = _by_key(golden), _by_key(got)
    for key in mine:
        for one, other in zip(mine[key], theirs.get(key, []), strict=False):
            if fold_marks(one.content) != fold_marks(other.content):
                yield f"~ {key[0]} {key[1] or ''}: {one.content[:90]} >> {other.content[:90]}"


def _by_key(document: Document) -> dict[tuple[str, str | None], list[Node]]:
    nodes_of: dict[tuple[str, str | None], list[Node]] = {}
    for node in document.walk():
        nodes_of.setdefault((node.kind, node.number), []).append(node)
    return nodes_of


def main() -> None:
    parser = argparse.ArgumentParser(description="Structure on the fixtures, as a Markdown table.")
    parser.add_argument("fixtures", nargs="*", type=Path, help="default: all PDFs that have a golden document")
    parser.add_argument("--differences", action="store_true", help="say what differs")
    arguments = parser.parse_args()
    for line in lines(arguments.fixtures):
        print(line, flush=True)
    if arguments.differences:
        for fixture in arguments.fixtures:
            print(f"\n{fixture.name}", *differences(fixture), sep="\n")


if __name__ == "__main__":
    main()
