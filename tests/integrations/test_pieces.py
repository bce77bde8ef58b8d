"""How documents are cut for indexes."""

from __future__ import annotations

from dataclasses import replace

import pytest

from tests.integrations.files import DOUBTFUL, FIRST_WORDS, FIXTURES, LAST_WORDS, REPORT
from warraq import Document, UsageError, extract
from warraq.integrations.pieces import By, Pieces


@pytest.fixture(scope="module")
def report() -> Document:
    return extract(REPORT)


@pytest.fixture(scope="module")
def doubtful() -> Document:
    return extract(DOUBTFUL)


def test_a_page_is_a_piece(report: Document) -> None:
    first, last = Pieces().cut(report)
    assert first.text.startswith(FIRST_WORDS)
    assert LAST_WORDS in last.text
    assert (first.pages, last.pages) == ((1,), (2,))
    assert first.total_pages == last.total_pages == 2
    assert first.facts["page_kind"] == "text"
    assert first.facts["symbol"] == "WQ/CONF.3/2019/12"


def test_a_passage_is_a_piece_with_the_headings_above_it(report: Document) -> None:
    pieces = list(Pieces("passage", max_tokens=40).cut(report))
    assert len(pieces) == len(list(report.chunks(40)))
    (item,) = (piece for piece in pieces if piece.facts["node"] == "par-1")
    assert (item.facts["kind"], item.facts["number"], item.pages) == ("paragraph", "1", (1,))
    assert str(item.facts["heading"]).endswith("أولا- مقدّمة")


def test_a_document_is_one_piece_of_markdown(report: Document) -> None:
    (piece,) = Pieces("document").cut(report)
    assert piece.text == report.to_markdown()
    assert piece.pages == (1, 2)


@pytest.mark.parametrize("by", ["page", "passage", "document"])
def test_every_doubt_is_in_some_piece(doubtful: Document, by: By) -> None:
    pieces = list(Pieces(by).cut(doubtful))
    listed = [word for piece in pieces for word in str(piece.facts["uncertain"]).split()]
    assert len(listed) == doubtful.quality.uncertain + sum(len(note.uncertain) for note in doubtful.footnotes) > 5
    assert all(piece.facts["needs_review"] == doubtful.quality.needs_review for piece in pieces)


@pytest.mark.parametrize("by", ["page", "passage", "document"])
def test_metadata_are_flat(doubtful: Document, report: Document, by: By) -> None:
    for document in (doubtful, report):
        for piece in Pieces(by).cut(document):
            assert {type(value) for value in piece.facts.values()} <= {str, int, float, bool}


def test_a_document_without_pages_is_left_whole(report: Document) -> None:
    unpaged = replace(report, pages=(), source=replace(report.source, pages=None))
    (piece,) = Pieces().cut(unpaged)
    assert (piece.pages, piece.total_pages) == ((), 0)
    assert FIRST_WORDS in piece.text


def test_a_page_without_words_is_there_and_is_not_trusted(report: Document) -> None:
    first, last = report.pages
    picture = replace(last, kind="picture", words=(), word_count=0)
    *_, piece = Pieces().cut(replace(report, pages=(first, picture)))
    assert (piece.text, piece.facts["page_kind"], piece.facts["confidence"]) == ("", "picture", 0.0)


def test_passages_overlap_where_it_is_asked_for() -> None:
    long = extract(FIXTURES / "pdf" / "ctoc-cop-wg7-2020-4-word.pdf")
    apart = list(Pieces("passage", max_tokens=60).cut(long))
    over = list(Pieces("passage", max_tokens=60, overlap=40).cut(long))
    assert sum(len(piece.text) for piece in over) > sum(len(piece.text) for piece in apart)


def test_another_way_of_cutting_is_refused() -> None:
    with pytest.raises(UsageError, match="sentence"):
        Pieces("sentence")  # type: ignore[arg-type]
