"""The words of pages: they are those of the nodes, by their index, with labels, headers and footers beside them."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import pytest

from warraq import DEFAULT, extract
from warraq.errors import UsageError
from warraq.model.document import Document

PDFS = Path(__file__).parents[2] / "fixtures" / "pdf"


@pytest.mark.parametrize("name", ["honest-wrong-map.pdf", "report-tables.pdf", "law.pdf", "resolution.pdf"])
def test_the_words_of_pages_are_those_of_nodes(name: str) -> None:
    document = extract(PDFS / name)
    contents: dict[str, list[str]] = {}
    for word in document.words:
        assert word.bbox is not None
        if word.index is not None and word.node is not None:
            assert len(contents.setdefault(word.node, [])) == word.index
            contents[word.node].append(word.text)
    nodes = [*document.walk(), *document.footnotes]
    assert contents == {node.id: node.content.split() for node in nodes if node.content}
    assert [len(page.words or ()) for page in document.pages] == [page.word_count for page in document.pages]
    assert {word.page for word in document.pages[1].words or ()} == {2}
    doubts = {(node.id, doubt.index): doubt.alternatives for node in nodes for doubt in node.uncertain}
    held = {(word.node, word.index): word.alternatives for word in document.words}
    assert all(held[key] == alternatives for key, alternatives in doubts.items())


def test_a_page_has_its_labels_and_not_its_headers_as_text() -> None:
    document = extract(PDFS / "law.pdf")
    page = document.pages[0]
    first = next(node for node in document.walk() if node.label and node.content)
    assert f"{first.label} {first.content}"[:20] in page.text
    apart = [word.text for word in page.words or () if word.node is None]
    assert set(apart) <= {word for piece in document.furniture for word in piece.text.split()}
    assert len(page.text.split()) == page.word_count - len(apart)


def test_words_are_in_the_json_where_they_are_asked_for() -> None:
    document = extract(PDFS / "law.pdf")
    assert Document.from_json(document.to_json(words=True)) == document
    without = extract(PDFS / "law.pdf", config=replace(DEFAULT, words=False))
    assert without.to_json() == without.to_json(words=True) == document.to_json()
    assert Document.from_json(document.to_json()) == without
    for ask in (lambda: without.words, lambda: without.pages[0].text):
        with pytest.raises(UsageError, match="words of page 1 were not kept"):
            ask()
