"""What a long document holds while it is read: counted as objects, which no other program on the machine disturbs."""

from __future__ import annotations

import gc
import sys
from pathlib import Path

import pytest

import warraq.segment
from benchmarks.scale import TWO_HONEST_PAGES, repeated
from warraq.extract.content.stream_reader import ContentReader, GlyphColumns
from warraq.extract.pages.pdf_file import extract_pdf
from warraq.model.document import Node
from warraq.model.line import Line
from warraq.pages.rows.row_order import order_of_painted
from warraq.repair.order.bidi import kinds_of
from warraq.repair.order.order import stretch_order
from warraq.run import extract
from warraq.segment.metadata.metadata import Mentions, mentions
from warraq.segment.numbering.numbering import read_labels
from warraq.segment.numbering.words import fold_with_places
from warraq.segment.tree import Draft

PAGES = 30


@pytest.fixture
def long(tmp_path: Path) -> Path:
    return repeated(TWO_HONEST_PAGES, PAGES, tmp_path / "long.pdf")


def alive(*kinds: type) -> int:
    """How many objects of these kinds there are."""
    return sum(issubclass(type(each), kinds) for each in gc.get_objects())


def test_a_page_that_was_read_does_not_wait_for_the_garbage_collector(long: Path) -> None:
    gc.collect()
    before = alive(ContentReader, GlyphColumns)
    gc.disable()
    try:
        extraction = extract_pdf(long)
        assert alive(ContentReader, GlyphColumns) <= before + 1
    finally:
        gc.enable()
    assert len(extraction.pages) == PAGES


def test_lines_go_while_the_nodes_are_made_of_them(long: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    counts, nodes = [], 0

    def counted(node: Node, draft: Draft, code: str) -> Mentions:
        nonlocal nodes
        if nodes % 30 == 0:
            counts.append(alive(Line))
        nodes += 1
        return mentions(node, draft, code)

    gc.collect()
    before = alive(Line)
    monkeypatch.setattr(warraq.segment, "mentions", counted)
    document = extract(long)
    assert len(document.body) > PAGES
    assert counts[0] - before > 10 * PAGES
    assert counts[-1] - before < (counts[0] - before) / 4


def test_no_row_or_line_stays_in_memory_however_long_it_is() -> None:
    row = "12 (3) " * 300
    for function, arguments in (
        (stretch_order, (True, True)),
        (order_of_painted, (True, 0)),
        (kinds_of, ()),
        (read_labels, ()),
        (fold_with_places, ()),
    ):
        held = sys.getrefcount(row)
        function(row, *arguments)
        assert sys.getrefcount(row) == held
