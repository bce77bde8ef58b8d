"""A kashida that stretches no word is a dash.

Arabic keyboards have tatweel where others have the dash, and many people type it between words, at the head of an item
and after its number; in faces with short ones they type several. A kashida stretches a word: it touches a letter, or
another one that does. What touches nothing, or digits alone, is a hyphen-minus, as ``remove_tatweel`` has it in text.
A longer row of them is a rule to be written on, and one with a mark shows the mark: both stay silent.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import Final

import numpy as np
from numpy.typing import NDArray

from warraq.arabic.digits import is_digit
from warraq.model.glyph import Page
from warraq.model.packed.pages import each_page
from warraq.pages.codes.codes import SILENT, SPACE, CodeTable, extended
from warraq.pages.codes.painted import visible

Indices = NDArray[np.intp]

#: White between glyphs that is none, and how far they stand apart in one line, in units of the font size.
_TOUCHING: Final = 0.06
_SAME_LINE: Final = 0.5
#: White by which words stand apart in lines without spaces, and the white within which a space is looked for in others,
#: in units of the font size.
_WORD_GAP: Final = 0.2
_REACH: Final = 1.0
#: Kinds of glyph.
OTHER, BAR, WHITE, DIGIT = range(4)
#: Kashidas that touch each other are a dash between these widths, in units of the font size: a speck is a piece of
#: one, and what is wider than an em dash is a rule.
_LEAST_WIDTH: Final = 0.1
_GREATEST_WIDTH: Final = 1.1


def with_dashes(
    codes: CodeTable, rows: Sequence[Indices], pages: Sequence[Page]
) -> tuple[CodeTable, Sequence[Indices]]:
    """The table with a row more for each kashida that is a dash anywhere, and the rows of the pages' glyphs with it.

    Args:
        rows: for each page, the row of each glyph.
    """
    bars = np.flatnonzero(codes.bar & (codes.kind == SILENT))
    if not bars.size:
        return codes, rows
    stretched = np.zeros(len(codes.text), np.bool_)
    stretched[bars] = True
    digits = np.array([len(text) == 1 and is_digit(text) for text in codes.text], np.bool_)
    kind = np.where(digits, DIGIT, np.where(stretched, BAR, np.where(codes.kind == SPACE, WHITE, OTHER)))
    lone = [_lone(page, kind[row]) for page, row in zip(pages, rows, strict=True)]
    used = sorted({int(row[place]) for row, places in zip(rows, lone, strict=True) for place in places.tolist()})
    if not used:
        return codes, rows
    dash = np.arange(len(codes.text))
    dash[used] = np.arange(len(used)) + len(codes.text)

    def rows_of(index: int, page: Page) -> Indices:
        row: Indices = rows[index].copy()
        row[lone[index]] = dash[row[lone[index]]]
        return row

    return extended(codes, [(row, "-") for row in used]), each_page(pages, rows_of)


def _lone(page: Page, kind: NDArray[np.int64]) -> Indices:
    """The first glyphs of the kashidas, or short rows of them, that stand by themselves, or beside digits.

    Args:
        kind: of each glyph of ``page``, see above.
    """
    if not np.any(kind == BAR):  # as on most pages
        return np.zeros(0, np.intp)
    seen = visible(page)
    seen = seen[np.round(page.angle[seen]) == 0]  # where lines are turned, nothing is said of which glyphs touch
    bars: Indices = seen[kind[seen] == BAR]
    if not bars.size:
        return bars
    left, right = np.minimum(page.x, page.x + page.advance), np.maximum(page.x, page.x + page.advance)

    def white(one: Indices, other: Indices) -> NDArray[np.float32]:
        """Between two glyphs of a line, in units of the font size; far more between those of two lines."""
        size = page.size[one]
        apart = np.maximum(left[other] - right[one], left[one] - right[other]) / size
        distance: NDArray[np.float32] = np.where(np.abs(page.y[other] - page.y[one]) < _SAME_LINE * size, apart, np.inf)
        return distance

    begins = np.append(0, np.flatnonzero(white(bars[1:], bars[:-1]) >= _TOUCHING) + 1)
    first = bars[begins]
    left[first], right[first] = np.minimum.reduceat(left[bars], begins), np.maximum.reduceat(right[bars], begins)
    width = (right[first] - left[first]) / page.size[first]
    others, spaces = seen[kind[seen] != WHITE], seen[kind[seen] == WHITE]
    others = others[(kind[others] == OTHER) | np.isin(others, first)]  # a row is its first glyph, which has its width
    # What comes before or after it in the stream touches most of them.
    place = np.searchsorted(others, first)
    beside = [others[np.clip(place + step, 0, others.size - 1)] for step in (-1, 1)]
    held = np.any([(other != first) & (white(first, other) < _TOUCHING) for other in beside], axis=0)
    middle = (left + right) / 2

    def is_lone(bar: int) -> bool:
        """No letter touches it, nor is there one that no space parts from it, as where letters are set apart."""
        of_line = spaces[np.isfinite(white(np.array(bar), spaces))]
        reach = _REACH if of_line.size else _WORD_GAP
        gaps = white(np.array(bar), others)
        near = (others != bar) & (gaps < reach)
        return all(
            gap >= _TOUCHING and _is_between(middle[of_line], middle[bar], middle[other])
            for gap, other in zip(gaps[near], others[near], strict=True)
        )

    short = (width > _LEAST_WIDTH) & (width < _GREATEST_WIDTH)
    return np.array([bar for bar in first[short & ~held].tolist() if is_lone(bar)], np.intp)


def _is_between(places: NDArray[np.float32], one: float, other: float) -> bool:
    """Whether one of the ``places`` lies between two others."""
    return bool(np.any((min(one, other) < places) & (places < max(one, other))))
