"""The words of each page as the document has them: with the place, the confidence and the node of each.

A page begins with its headers and ends with its footers; between them are the nodes in the order of reading, the
footnotes last. What a page doesn't show is none of its words.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from types import MappingProxyType

from warraq.model.document import Node, UncertainWord, Word, normal_text
from warraq.model.line import Block, Box, Line
from warraq.model.line import Word as PlacedWord
from warraq.segment.tree import PLACES, Draft


def by_page(words: Iterable[Word]) -> dict[int, list[Word]]:
    """The words of each page, in their order."""
    pages: defaultdict[int, list[Word]] = defaultdict(list)
    for word in words:
        pages[word.page].append(word)
    return pages


def words_of_furniture(block: Block) -> Iterator[Word]:
    """The words of a header or footer, which no node has."""
    for line in block.lines:
        if not line.hidden:
            for word, box in zip(line.unplaced, line.boxes, strict=True):
                yield from _worded(word.text, word, line.page, box)


def words_of_node(node: Node, draft: Draft) -> Iterator[Word]:
    """The words of the lines that ``node`` was made of: those of its label, and those of its content by their index."""
    doubts = {doubt.index: doubt for doubt in node.uncertain}
    index = 0
    for whole, text, page, box in _printed(draft):
        if whole.text != text:
            label = whole.text.removesuffix(text) if text else whole.text
            yield from _worded(label, whole, page, box, node.id)
        for word in _worded(text, whole, page, box, node.id, index, doubts) if text else ():
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
    page: int,
    box: Box | None,
    node: str | None = None,
    index: int | None = None,
    doubts: Mapping[int, UncertainWord] = MappingProxyType({}),
) -> Iterator[Word]:
    """The words between the spaces of ``text``, which is most often one."""
    confidence = round(word.confidence, PLACES)
    for number, part in enumerate((text,) if text.isalpha() else normal_text(text).split()):
        place = None if index is None else index + number
        doubt = doubts.get(place) if doubts and place is not None else None
        yield Word(
            text=part,
            page=page,
            bbox=box,
            confidence=confidence,
            node=node,
            index=place,
            alternatives=doubt.alternatives if doubt else (),
        )
