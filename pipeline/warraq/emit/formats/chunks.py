"""Passages for a search index or a language model: each a paragraph with its place, its headings and its confidence.

A passage is what a person would quote: a numbered paragraph, recommendation or article with its items. One that is
longer than ``LONGEST`` is cut before an item or after a sentence; nothing is said twice and nothing is left out.
"""

from __future__ import annotations

import json
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from typing import Final

import regex

from warraq.emit.formats.json import record_data
from warraq.emit.formats.passages import heading_path
from warraq.emit.formats.printed import own_label, walk_with_path
from warraq.model.document import Chunk, Document, Node, Span

#: Words of a passage beyond which it is cut.
LONGEST: Final = 300
#: Kinds whose items belong to the same passage.
_WHOLE: Final = frozenset(
    {
        "paragraph",
        "recommendation",
        "operative",
        "preambular",
        "article",
        "agenda_item",
        "speech",
        "text",
        "item",
        "title",
    }
)
#: Sentences, each with the node that it is of.
_Piece = list[tuple[Node, list[str]]]
_SENTENCE_END = regex.compile(r"[.!?\u061f\u061b]$")  # U+061F question mark, U+061B semicolon


def to_chunks(document: Document) -> str:
    """One JSON object a line (``Chunk``), in reading order; footnotes at the end."""
    return "".join(json.dumps(record_data(chunk), ensure_ascii=False) + "\n" for chunk in chunks(document))


@dataclass(frozen=True, slots=True)
class Size:
    """How long passages may be: ``longest`` in what ``count`` counts of some words, ``overlap`` of it said again."""

    longest: int = LONGEST
    overlap: int = 0
    count: Callable[[Sequence[str]], int] = len


def chunks(document: Document, size: Size = Size()) -> Iterator[Chunk]:
    """The passages of ``document``; none is longer than ``size`` allows unless a single sentence is."""
    inside: set[str] = set()
    for node, path in walk_with_path(document):
        if node.id in inside:
            continue
        parts = _parts(node)
        inside.update(part.id for part in parts)
        yield from _cut(document, node, heading_path(path), parts, size)
    for note in document.footnotes:
        yield from _cut(document, note, (), [note], size)


def _parts(node: Node) -> list[Node]:
    """The nodes of one passage: a paragraph with its items; a heading by itself."""
    if node.kind not in _WHOLE or node.title:
        return [node]
    return [node, *(part for child in node.children if child.kind == "item" for part in child.walk())]


def _cut(document: Document, node: Node, path: Sequence[str], parts: Sequence[Node], size: Size) -> Iterator[Chunk]:
    """The passage in pieces of at most ``size.longest``, cut between nodes or, inside one, between sentences."""
    pieces: list[_Piece] = [[]]
    count = 0
    for part in parts:
        for sentence in _sentences(part, size):
            length = size.count(sentence)
            if count and count + length > size.longest:
                pieces.append(_end(pieces[-1], min(size.overlap, size.longest - length), size))
                count = sum(size.count(words) for _, words in pieces[-1])
            pieces[-1].append((part, sentence))
            count += length
    for number, piece in enumerate(pieces, start=1):
        if piece:
            yield _chunk(document, node, path, piece, number)


def _end(piece: _Piece, room: int, size: Size) -> _Piece:
    """The last sentences of ``piece`` that fit into ``room``, to begin the next one with."""
    start = len(piece)
    while start and (room := room - size.count(piece[start - 1][1])) >= 0:
        start -= 1
    return piece[start:]


def _sentences(node: Node, size: Size) -> Iterator[list[str]]:
    """Label and text of a node in whole if it is short enough, else by sentences."""
    words = f"{own_label(node)} {node.content}".split()
    if size.count(words) <= size.longest:
        yield words
        return
    start = 0
    for index, word in enumerate(words, start=1):
        if _SENTENCE_END.search(word) or index == len(words):
            yield words[start:index]
            start = index


def _chunk(
    document: Document, node: Node, path: Sequence[str], piece: Sequence[tuple[Node, list[str]]], number: int
) -> Chunk:
    parts = list({part.id: part for part, _ in piece}.values())
    count = sum(len(words) for _, words in piece)
    trust = sum(part.confidence * len(words) for part, words in piece) / max(count, 1)
    text = " ".join(word for _, words in piece for word in words)
    held = set(text.split())
    return Chunk(
        id=node.id if number == 1 else f"{node.id}.{number}",
        document=document.metadata.symbol or document.source.file,
        sha256=document.source.sha256,
        kind=node.kind,
        number=node.number,
        path=tuple(path),
        text=text,
        pages=tuple(sorted({span.page for part in parts for span in part.spans})),
        spans=_around(parts),
        confidence=round(trust, 4),
        uncertain=tuple(doubt.word for part in parts for doubt in part.uncertain if doubt.word in held),
    )


def _around(parts: Sequence[Node]) -> tuple[Span, ...]:
    """One box a page round all of ``parts``."""
    boxes: dict[int, list[tuple[float, float, float, float]]] = {}
    for part in parts:
        for span in part.spans:
            boxes.setdefault(span.page, []).extend([span.bbox] if span.bbox else [])
    spans = []
    for page, of_page in sorted(boxes.items()):
        box = None
        if of_page:
            left, top, right, bottom = zip(*of_page, strict=True)
            box = (min(left), min(top), max(right), max(bottom))
        spans.append(Span(page=page, bbox=box))
    return tuple(spans)
