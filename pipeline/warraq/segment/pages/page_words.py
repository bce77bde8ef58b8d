"""The words of each page as the document has them: with the place, the confidence and the node of each.

A page begins with its headers and ends with its footers; between them are the nodes in the order of reading, the
footnotes last. What a page doesn't show is none of its words.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from types import MappingProxyType

from warraq.model.document import Node, UncertainWord, Word, normal_text
from warraq.model.line import Block, Box, Line
from warraq.model.line import Word as PlacedWord
from warraq.segment.tree import PLACES, Draft

#: Gives the font of the word in a box of a page, where anybody knows.
FontOf = Callable[[int, Box | None], str | None]


def by_page(words: Iterable[Word]) -> dict[int, list[Word]]:
    """The words of each page, in their order."""
    pages: defaultdict[int, list[Word]] = defaultdict(list)
    for word in words:
        pages[word.page].append(word)
    return pages


def words_of_furniture(block: Block, font_of: FontOf) -> Iterator[Word]:
    """The words of a header or footer, which no node has."""
    for line in block.lines:
        if not line.hidden:
            for word, box in zip(line.unplaced, line.boxes, strict=True):
                yield from _worded(word.text, word, (line.page, box, font_of(line.page, box)))


def words_of_node(node: Node, draft: Draft, font_of: FontOf) -> Iterator[Word]:
    """The words of the lines that ``node`` was made of: those of its label, and those of its content by their index."""
    doubts = {doubt.index: doubt for doubt in node.uncertain}
    index = 0
    for whole, text, page, box in _printed(draft):
        place = page, box, font_of(page, box)
        if whole.text != text:
            label = whole.text.removesuffix(text) if text else whole.text
            yield from _worded(label, whole, place, node.id)
        for word in _worded(text, whole, place, node.id, index, doubts) if text else ():
            yield word
            index += 1


def _printed(draft: Draft) -> Iterator[tuple[PlacedWord, str, int, Box | None]]:
    """Each word as it is printed, what the label leaves of its text, its page and its place."""
    words = [word for line in draft.lines for word in line.unplaced]
    for whole, left, (page, box) in zip(words, draft.printed, _places(draft.lines), strict=True):
        yield whole, left.text, page, box


def _places(lines: Sequence[Line]) -> Iterator[tuple[int, Box | None]]:
    for line in lines:
        for box in line.boxes:
            yield line.page, box


def _worded(
    text: str,
    word: PlacedWord,
    place: tuple[int, Box | None, str | None],
    node: str | None = None,
    index: int | None = None,
    doubts: Mapping[int, UncertainWord] = MappingProxyType({}),
) -> Iterator[Word]:
    """The words between the spaces of ``text``, which is most often one; ``place``: page, box and font."""
    page, box, font = place
    confidence = round(word.confidence, PLACES)
    for number, part in enumerate((text,) if text.isalpha() else normal_text(text).split()):
        at = None if index is None else index + number
        doubt = doubts.get(at) if doubts and at is not None else None
        yield Word(
            text=part,
            page=page,
            bbox=box,
            confidence=confidence,
            node=node,
            index=at,
            alternatives=doubt.alternatives if doubt else (),
            font=font,
        )
