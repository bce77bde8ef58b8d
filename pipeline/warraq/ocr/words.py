"""Words that an engine read, made ready for the page: what it can't have seen is put right, and nothing is invented."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator, Sequence
from dataclasses import replace
from itertools import groupby
from operator import attrgetter
from typing import Final

import regex

from warraq.model.line import Box
from warraq.ocr.recogniser import RecognisedWord
from warraq.repair.order.bidi import MIRROR

#: A letter with its marks.
_CLUSTER: Final = regex.compile(r"\X")
#: What runs from left to right in a word of right-to-left letters: a name; numbers with their separators, which engines
#: give in the order in which they stand.
_RIGHTWARDS: Final = re.compile("L(?:[LNCO]*[LN])?|N+(?:CN+)*")
_CLASSES: Final = {"L": "L", "EN": "N", "AN": "N", "CS": "C", "ES": "C", "R": "R", "AL": "R"}


def painted_order(word: RecognisedWord) -> list[str]:
    """The letters of a word as they stand on the page from left to right, each with its marks.

    Brackets are as they look.

    >>> painted_order(RecognisedWord("(5)-", (0, 0, 1, 1), 1.0, 0, painted=True))
    [')', '5', '(', '-']
    """
    clusters: list[str] = _CLUSTER.findall(word.text)
    if word.painted:
        return [MIRROR.get(cluster, cluster) for cluster in clusters]
    classes = "".join(_CLASSES.get(unicodedata.bidirectional(cluster[0]), "O") for cluster in clusters)
    if "L" in classes and "R" not in classes:
        return clusters
    painted: list[str] = []
    start = 0
    for match in _RIGHTWARDS.finditer(classes):
        painted += [MIRROR.get(cluster, cluster) for cluster in clusters[start : match.start()]]
        painted += reversed(clusters[match.start() : match.end()])
        start = match.end()
    painted += [MIRROR.get(cluster, cluster) for cluster in clusters[start:]]
    return painted[::-1]


def lines_of(words: Sequence[RecognisedWord]) -> Iterator[list[RecognisedWord]]:
    """The words of each line from left to right, none reaching over another.

    An engine's box may hold the words beside its own; of such a one the widest part is kept where they are not.
    """
    for _, of_line in groupby(sorted(words, key=attrgetter("line")), key=attrgetter("line")):
        line = sorted(of_line, key=_width)
        for place, word in enumerate(line):
            line[place] = replace(word, box=_alone(word.box, [other.box for other in line[:place]]))
        yield sorted(line, key=lambda word: word.box[0] + word.box[2])


def _width(word: RecognisedWord) -> float:
    return word.box[2] - word.box[0]


def _alone(box: Box, others: Sequence[Box]) -> Box:
    """The widest part of ``box`` between ``others``."""
    left, top, right, bottom = box
    free: list[tuple[float, float]] = []
    for other in sorted(other for other in others if other[0] < box[2] and other[2] > box[0]):
        free.append((left, max(other[0], left)))
        left = max(left, other[2])
    start, end = max([*free, (left, max(right, left))], key=lambda part: part[1] - part[0])
    return start, top, end, bottom
