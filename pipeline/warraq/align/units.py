"""A document as what is aligned: its nodes that have a text, in reading order, footnotes last, each in sentences."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from typing import Final

from warraq.align.likeness import Piece
from warraq.align.records import Sentence
from warraq.align.sentences import sentences
from warraq.align.tokens import tokens
from warraq.arabic.languages import in_latin_script
from warraq.emit.formats.printed import own_label, walk_with_path
from warraq.model.document import TITLED, Document, Node, NodeKind
from warraq.segment.numbering.latin import read_latin_labels
from warraq.segment.numbering.numbering import read_labels

#: Kinds whose numbers are one series: which of them a paragraph is depends on the kind of document that it is in.
_COUNTED: Final = ("paragraph", "operative", "agenda_item")
#: Kinds whose text isn't made of sentences.
_WHOLE: Final = frozenset({"title", "toc", "table"})
#: What a text is that begins with a number of this style, and how exactly that is written at least.
_KINDS: Final[dict[str, NodeKind]] = {
    "decimal": "paragraph",
    "letter": "item",
    "ordinal": "section",
    "abjad": "subsection",
    "article": "article",
    "recommendation": "recommendation",
}
_EXACT: Final = 0.6


@dataclass(frozen=True, slots=True)
class Unit:
    """A node, its sentences, and both as pieces."""

    id: str
    sentences: tuple[Sentence, ...]
    pieces: tuple[Piece, ...]
    piece: Piece


def units(document: Document) -> list[Unit]:
    """The units of a document."""
    body = [(node, path) for node, path in walk_with_path(document) if node.content]
    notes: list[tuple[Node, Sequence[Node]]] = [(note, ()) for note in document.footnotes if note.content]
    made: list[Unit] = []
    label: Node | None = None  # the number of the next text, which stands in a line of its own
    for node, path in (*body, *notes):
        node = _numbered(node)
        if label is not None and not node.number and node.kind == "text":
            node = replace(node, kind=label.kind, number=label.number, ordinal=label.ordinal, label=label.label)
        elif label is not None:
            made.append(_unit(replace(label, text=label.label), ()))
        label = None if node.content else node
        if label is None:
            made.append(_unit(node, path))
    return made if label is None else [*made, _unit(replace(label, text=label.label), ())]


def _unit(node: Node, path: Sequence[Node]) -> Unit:
    made = tuple(_sentences(node))
    pieces = tuple(Piece(_letters(sentence.text), tokens(sentence.text)) for sentence in made)
    above = next((parent for parent in reversed(path) if parent.number), None)
    whole = Piece(
        sum(piece.length for piece in pieces),
        frozenset().union(*(piece.tokens for piece in pieces)),
        _number(node),
        _number(above) if above else "",
        bool(node.title) or node.kind in TITLED or node.kind == "title",
    )
    return Unit(node.id, made, pieces, whole)


def _numbered(node: Node) -> Node:
    """The node; of a text that no series of its document goes on with, the number that it begins with apart from it."""
    if node.number or node.title or not node.text:
        return node
    read = read_latin_labels if in_latin_script([node.text]) else read_labels
    for label in read(node.text):
        if label.start == 0 and label.exactness >= _EXACT and label.style in _KINDS:
            shift = len(node.text[: label.end].split())
            return replace(
                node,
                kind=_KINDS[label.style],
                number=label.number,
                ordinal=label.ordinal,
                label=node.text[: label.end].strip(),
                text=node.text[label.end :],
                uncertain=tuple(
                    replace(doubt, index=doubt.index - shift) for doubt in node.uncertain if doubt.index >= shift
                ),
            )
    return node


def _letters(text: str) -> int:
    return len(text) - text.count(" ")


def _number(node: Node) -> str:
    """Kind and ordinal of a node with a number; one that was inferred from those around it isn't printed there."""
    if not node.ordinal or not node.label:
        return ""
    return f"{_COUNTED[0] if node.kind in _COUNTED else node.kind} {node.ordinal}"


def _sentences(node: Node) -> Iterator[Sentence]:
    words = node.content.split(" ")
    doubts = {doubt.index: doubt for doubt in node.uncertain}
    page = node.spans[0].page if node.spans else None
    for part in [range(len(words))] if node.kind in _WHOLE or node.title else sentences(words):
        uncertain = tuple(replace(doubts[at], index=at - part.start) for at in part if at in doubts)
        label = "" if part.start else own_label(node)
        yield Sentence(" ".join(words[part.start : part.stop]), node.id, label, page, uncertain)
