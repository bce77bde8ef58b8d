"""Words that text recognition laid over each other, moved apart again.

OCR programs write a word as a piece of text that is stretched to the box in which they found it. Where a box is too
wide, it reaches over its neighbours, and by their places the letters of two words would stand among each other. The
stream has words in the order in which they are read: what reaches beyond the word before it, or over the one after it,
is cut there and its letters are set closer, so that white is left between them.
"""

from __future__ import annotations

from dataclasses import replace
from itertools import pairwise
from typing import Final

import numpy as np
from numpy.typing import NDArray

from warraq.model.glyph import RECOGNISED, Page

#: Letters of a word follow each other without white, but for kernings (font sizes); words of a line stand as high.
_SAME_WORD: Final = 0.15
_SAME_LINE: Final = 0.5
#: What has less advance than this is a mark, or paints nothing (font sizes).
_NO_ADVANCE: Final = 0.02
#: A page may have been scanned so slantwise (degrees).
_SLANTED: Final = 5.0
#: White between words (font sizes), where pieces of text are words: so many glyphs, on average.
_WHITE: Final = 0.25
_GLYPHS_OF_WORD: Final = 3
#: A word that is cut keeps so much of its width at least: what has less room is misplaced, not stretched.
_LEAST_ROOM: Final = 0.1


def with_words_apart(page: Page) -> Page:
    """``page``, where white parts the recognised words of a line; itself where it does."""
    rows = np.flatnonzero((page.flags & RECOGNISED) != 0)
    if rows.size < 2 or np.any(np.abs(page.angle[rows]) > _SLANTED):
        return page
    words = _words(page, rows)
    if rows.size < _GLYPHS_OF_WORD * len(words):
        return page
    edges = np.array([_edges(page, word) for word in words])
    x, advance = page.x.copy(), page.advance.copy()
    for line in _lines(page, words):
        for word in _parted(edges, line, float(page.size[words[line[0]][0]])):
            (left, right), glyphs = _edges(page, words[word]), words[word]
            scale = (edges[word, 1] - edges[word, 0]) / (right - left)
            x[glyphs] = edges[word, 0] + (page.x[glyphs] - left) * scale
            advance[glyphs] = page.advance[glyphs] * scale
    return page if np.array_equal(x, page.x) else replace(page, x=x, advance=advance)


def _words(page: Page, rows: NDArray[np.intp]) -> list[NDArray[np.intp]]:
    """The glyphs of each piece of text: they follow each other in the stream and on the page, marks go with letters."""
    wide = rows[_has_advance(page, rows)]
    first, second = wide[:-1], wide[1:]
    size = page.size[first]
    onwards = np.abs(page.x[second] - page.x[first] - page.advance[first])
    backwards = np.abs(page.x[first] - page.x[second] - page.advance[second])
    goes_on = np.minimum(onwards, backwards) <= _SAME_WORD * size
    goes_on &= np.abs(page.y[second] - page.y[first]) <= _SAME_LINE * size
    goes_on &= page.size[second] == size
    return np.split(rows, np.searchsorted(rows, second[~goes_on]))


def _has_advance(page: Page, rows: NDArray[np.intp]) -> NDArray[np.bool_]:
    has_advance: NDArray[np.bool_] = np.abs(page.advance[rows]) > _NO_ADVANCE * page.size[rows]
    return has_advance


def _edges(page: Page, word: NDArray[np.intp]) -> tuple[float, float]:
    wide = word[_has_advance(page, word)]
    glyphs = wide if wide.size else word
    ends = page.x[glyphs] + page.advance[glyphs]
    return float(min(page.x[glyphs].min(), ends.min())), float(max(page.x[glyphs].max(), ends.max()))


def _lines(page: Page, words: list[NDArray[np.intp]]) -> list[list[int]]:
    """Numbers of the words that follow each other at one height."""
    lines: list[list[int]] = [[0]]
    for number, (word, after) in enumerate(pairwise(words), 1):
        last, first = word[-1], after[0]
        heights = page.y[word[0]], page.y[last]
        near = min(abs(float(page.y[first] - y)) for y in heights) <= _SAME_LINE * float(page.size[first])
        if near and page.size[last] == page.size[first]:
            lines[-1].append(number)
        else:
            lines.append([number])
    return lines


def _parted(edges: NDArray[np.float64], line: list[int], size: float) -> set[int]:
    """Cut the words of a line that reach over their neighbours in ``edges``; returns which were cut."""
    middle = edges[line].mean(1)
    side = 0 if 2 * np.count_nonzero(np.diff(middle) < 0) > len(line) - 1 else 1  # written from right to left, or not
    onwards = (-1, 1)[side]
    cut: set[int] = set()
    for before, after in pairwise(line):
        white = max(edges[before, 0], edges[after, 0]) - min(edges[before, 1], edges[after, 1])
        if white > -_SAME_WORD * size:  # a bracket may touch the number in it
            continue
        # The end of the one before, or the start of the one after: whichever word keeps more of its width.
        shift = onwards * _WHITE * size
        parted = [
            (_share(edges[after], 1 - side, edges[before, side] + shift), after, 1 - side, edges[before, side] + shift),
            (_share(edges[before], side, edges[after, 1 - side] - shift), before, side, edges[after, 1 - side] - shift),
        ]
        share, word, edge, at = max(parted)
        if share > _LEAST_ROOM:
            edges[word, edge] = at
            cut.add(word)
    return cut


def _share(word: NDArray[np.float64], edge: int, at: float) -> float:
    """How much of its width a word keeps if its left or right edge moves."""
    room = at - word[0] if edge else word[1] - at
    return float(room / (word[1] - word[0])) if word[1] > word[0] else 0.0
