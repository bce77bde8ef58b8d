"""Where words stand in a document, however they are spelled: with harakat or without, with hamza or without."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import accumulate
from typing import Final

from warraq.arabic.digits import to_ascii
from warraq.arabic.letters import fold_lookalikes, fold_marks
from warraq.integrations.pieces import listed_words, nodes
from warraq.model.document import Document, Word

#: Spellings that people mix: alef with hamza or madda (U+0623, U+0625, U+0622) and without (U+0627), teh marbuta
#: (U+0629) and heh (U+0647).
_SAME: Final = str.maketrans("\u0623\u0625\u0622\u0629", "\u0627\u0627\u0627\u0647")
#: Words before and after what was looked for that are shown with it.
_AROUND: Final = 8

Box = tuple[float, float, float, float]


@dataclass(frozen=True, slots=True)
class Place:
    """A place where something stands.

    Attributes:
        node: ``id`` of the node or footnote.
        page: number of the page where it begins, from 1; None where the document has no pages.
        bbox: around its words on that page: left, top, right and bottom in points from the top left of the page; None
            in a text dump.
        text: the words as they stand there.
        context: the same with some words before and after.
        uncertain: those among the words of ``context`` that may be wrong.
    """

    node: str
    page: int | None
    bbox: Box | None
    text: str
    context: str
    uncertain: tuple[str, ...]


def folded(text: str) -> str:
    """``text`` as it is compared: no harakat, no tatweel, one spelling of letters that people mix.

    >>> folded("الآثارُ إلى ١٢") == folded("الاثار الي 12")
    True
    """
    return " ".join(to_ascii(fold_lookalikes(fold_marks(text)).translate(_SAME)).casefold().split())


def find(document: Document, text: str) -> Iterator[Place]:
    """Every place where ``text`` stands, also within a word, node by node in the order of reading."""
    wanted = folded(text)
    if not wanted:
        return
    listed = listed_words(document)
    for words in _words_of_nodes(document):
        spelled = [folded(word.text) for word in words]
        line = " ".join(spelled)
        starts = [0, *accumulate(len(word) + 1 for word in spelled)]
        at = line.find(wanted)
        while at >= 0:
            first, last = (bisect_right(starts, end) - 1 for end in (at, at + len(wanted) - 1))
            yield _place(words, first, last, listed)
            at = line.find(wanted, starts[last + 1])


def _place(words: Sequence[Word], first: int, last: int, listed: set[tuple[str | None, int | None]]) -> Place:
    """Where ``words[first]`` to ``words[last]`` stand."""
    hit, around = words[first : last + 1], words[max(first - _AROUND, 0) : last + 1 + _AROUND]
    page = hit[0].page or None
    return Place(
        node=hit[0].node or "",
        page=page,
        bbox=_around([word.bbox for word in hit if word.bbox and word.page == page]),
        text=" ".join(word.text for word in hit),
        context=" ".join(word.text for word in around),
        uncertain=tuple(word.text for word in around if (word.node, word.index) in listed),
    )


def _around(boxes: Sequence[Box]) -> Box | None:
    if not boxes:
        return None
    lefts, tops, rights, bottoms = zip(*boxes, strict=True)
    return min(lefts), min(tops), max(rights), max(bottoms)


def _words_of_nodes(document: Document) -> Iterator[list[Word]]:
    """The words of each node; those of a text without pages have page 0."""
    by_node: dict[str, list[Word]] = {}
    for word in document.words:
        if word.node is not None:
            by_node.setdefault(word.node, []).append(word)
    if document.pages:
        yield from by_node.values()
        return
    for node in nodes(document):
        yield [Word(text=word, page=0, node=node.id, index=index) for index, word in enumerate(node.content.split())]
