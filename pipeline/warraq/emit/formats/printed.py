"""How a node's number is printed, and where its footnotes and doubts stand: what all readable formats share."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Final

import regex

from warraq.model.document import Document, Node, NoteMark, UncertainWord

#: How a number is printed where it is printed the same for every source, by kind.
LABELS: Final = {
    "recommendation": "\u0627\u0644\u062a\u0648\u0635\u064a\u0629 {}",  # altwsyh, the recommendation
    "article": "\u0627\u0644\u0645\u0627\u062f\u0629 {}",  # almadh, the article
    "book": "\u0627\u0644\u0643\u062a\u0627\u0628 {}",  # alktab, the book
    "part": "\u0627\u0644\u0628\u0627\u0628 {}",  # albab, the part
    "chapter": "\u0627\u0644\u0641\u0635\u0644 {}",  # alfsl, the chapter
    "annex": "\u0627\u0644\u0645\u0631\u0641\u0642 {}",  # almrfq, the annex
    "resolution": "\u0627\u0644\u0642\u0631\u0627\u0631 {}",  # alqrar, the resolution
}
#: Level of the heading of each kind in a page of the document, 1 the title's; others have none.
HEADINGS: Final = {
    "title": 1,
    "annex": 2,
    "resolution": 2,
    "book": 2,
    "part": 2,
    "chapter": 3,
    "section": 2,
    "subsection": 3,
    "article": 4,
}
#: What XML and HTML can't hold: controls, lone surrogates, and what is no character.
_UNPRINTABLE = regex.compile(r"[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f\ud800-\udfff\ufdd0-\ufdef\ufffe\uffff]")


def printed_label(node: Node) -> str:
    """The node's number as UN documents print it, the same for every source: ``3-``, ``(b)``, ``recommendation 4``.

    It is what accuracy is measured on; whoever reads gets ``own_label``.
    """
    if node.number is None:
        return ""
    if node.kind in LABELS:
        return LABELS[node.kind].format(node.number)
    letter = node.kind == "item" and not node.number.isdecimal()
    return f"({node.number})" if letter else f"{node.number}-"


def own_label(node: Node) -> str:
    """The label as the document prints it, where it is known; else ``printed_label``."""
    return node.label or printed_label(node)


def measured_text(document: Document) -> str:
    """One line a node, ``printed_label`` first, in reading order: the text that accuracy is measured on."""
    return "".join(f"{printed_label(node)} {node.content}".strip() + "\n" for node in document.walk())


def printable(text: str) -> str:
    """``text`` with U+FFFD in place of what XML and HTML can't hold."""
    shown: str = _UNPRINTABLE.sub("\N{REPLACEMENT CHARACTER}", text)
    return shown


def words(node: Node) -> Iterator[tuple[str, UncertainWord | None, tuple[NoteMark, ...]]]:
    """Each word of the node's content, with the doubt about it and the footnote marks that hang on it."""
    doubts = {doubt.index: doubt for doubt in node.uncertain}
    marks: dict[int, tuple[NoteMark, ...]] = {}
    for mark in node.marks:
        marks[mark.index] = (*marks.get(mark.index, ()), mark)
    for index, word in enumerate(node.content.split()):
        yield word, doubts.get(index), marks.get(index, ())


def walk_with_path(document: Document) -> Iterator[tuple[Node, tuple[Node, ...]]]:
    """Every node of the body in reading order, with its ancestors from the outermost in."""

    def visit(node: Node, path: tuple[Node, ...]) -> Iterator[tuple[Node, tuple[Node, ...]]]:
        yield node, path
        for child in node.children:
            yield from visit(child, (*path, node))

    for root in document.body:
        yield from visit(root, ())
