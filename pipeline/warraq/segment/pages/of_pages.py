"""A document cut down to some of its pages: what stands on them is as it is in the whole one."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator
from dataclasses import replace
from typing import TypeVar

from warraq.model.document import Document, FindingReport, Furniture, HiddenText, Node, Quality
from warraq.model.finding import Finding
from warraq.segment.tree import PLACES

_Placed = TypeVar("_Placed", Furniture, HiddenText)


def of_pages(document: Document, pages: Collection[int]) -> Document:
    """The part of ``document`` that stands on ``pages``, before anybody judged whether it needs review.

    A node that runs on to other pages is kept whole, and so are those that a kept node lies in, wherever they stand:
    the heading of a section, the paragraph of an item. Footnotes are kept on their pages, and where a kept node refers
    to them. Ids, numbers, and what the document says of itself stay those of the whole one; so do the fonts.
    """
    if all(page.number in pages for page in document.pages):
        return document
    body = tuple(_kept(document.body, pages))
    nodes = [node for root in body for node in root.walk()]
    notes = {mark.note for node in nodes for mark in node.marks}
    footnotes = tuple(note for note in document.footnotes if note.id in notes or _stands_on(note, pages))
    known = {node.id for node in (*nodes, *footnotes)}
    metadata = document.metadata
    return replace(
        document,
        metadata=replace(
            metadata,
            dates=tuple(date for date in metadata.dates if date.node in known),
            citations=tuple(citation for citation in metadata.citations if citation.node in known),
        ),
        pages=tuple(page for page in document.pages if page.number in pages),
        body=body,
        footnotes=footnotes,
        furniture=_on(document.furniture, pages),
        hidden=_on(document.hidden, pages),
        findings=_findings(document.findings, nodes, pages),
        quality=_quality(nodes),
    )


def _kept(nodes: Iterable[Node], pages: Collection[int]) -> Iterator[Node]:
    for node in nodes:
        children = tuple(_kept(node.children, pages))
        if children or _stands_on(node, pages):
            yield node if children == node.children else replace(node, children=children)


def _stands_on(placed: Node | Furniture | HiddenText, pages: Collection[int]) -> bool:
    return any(span.page in pages for span in placed.spans)


def _on(placed: Iterable[_Placed], pages: Collection[int]) -> tuple[_Placed, ...]:
    return tuple(piece for piece in placed if _stands_on(piece, pages))


def _findings(
    findings: Iterable[FindingReport], nodes: Iterable[Node], pages: Collection[int]
) -> tuple[FindingReport, ...]:
    """Those of the pages, of the nodes that are kept, and of the file and its fonts."""
    named = {f"{node.kind} {node.number}" for node in nodes}
    return tuple(
        finding
        for finding in findings
        if is_of_pages(finding, pages) and (finding.subject != "block" or finding.where in named)
    )


def is_of_pages(finding: Finding | FindingReport, pages: Collection[int]) -> bool:
    """Whether it isn't about another page."""
    return finding.subject != "page" or finding.where.removeprefix("page ") in map(str, pages)


def _quality(nodes: Iterable[Node]) -> Quality:
    """As of a whole document, from the means of its nodes: what each word is sure of isn't known any more."""
    words = uncertain = 0
    sure = 0.0
    for node in nodes:
        count = len(node.content.split())
        words += count
        sure += count * node.confidence
        uncertain += len(node.uncertain)
    return Quality(confidence=round(sure / words, PLACES) if words else 0.0, words=words, uncertain=uncertain)
