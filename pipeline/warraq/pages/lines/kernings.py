"""Letters of one word that kerning sets apart, on pages that draw no spaces: TeX's.

Beiruti, Zain and IBM Plex Sans Arabic set letters up to 0.14 em from the reh or alef before them, which is as wide as
the spaces of other lines. White between words is as wide as all spaces of its line, so that what is narrower is
kerning. It must not fire where words are kerned with the spaces between them, as in FreeSerif and Rakkas: there some
white behind letters that end words, for they stand apart from the next one, is narrow too.
"""

from __future__ import annotations

from dataclasses import replace
from typing import Final

import numpy as np
from numpy.typing import NDArray

from warraq.arabic.joining import joining_type
from warraq.model.glyph import Page
from warraq.pages.codes.codes import LETTER, SPACE, CodeTable
from warraq.pages.lines.frame import Floats, Indices

#: White that is narrower is never a word space, in units of the font size.
NEVER: Final = 0.06
#: White that is wider is no kerning, and white that differs by less is the same, in units of the font size.
WIDEST: Final = 0.25
SAME: Final = 0.004
#: More than this share of a line's white is wider than what is narrow.
MOST_WHITE: Final = 0.5
#: Words of a page that end with a letter which joins, at least, and the share of them with narrow white behind, at
#: most: pages of faces that are kerned with spaces have 0.14 and more, or are short; others none of 86 to 217.
ENDS: Final = 80
NARROW_ENDS: Final = 0.01
#: Glyphs of one line have their baselines within this, points.
LEVEL: Final = 0.5
#: It joins as alef does, and ends its word.
_TEH_MARBUTA: Final = "\N{ARABIC LETTER TEH MARBUTA}"


def without_kernings(page: Page, codes: CodeTable, rows: Indices) -> Page:
    """``page``, where letters that kerning sets apart take the room up to the letter before them.

    Args:
        rows: the row of ``codes`` of each glyph.
    """
    kind = codes.kind[rows]
    if not len(page) or (kind == SPACE).any() or page.angle.any():
        return page
    letter = (kind == LETTER) & codes.arabic[rows]
    if np.count_nonzero(letter) < ENDS:
        return page
    left, right, line = _neighbours(page)
    room = page.x[right] - page.x[left]
    white = (room - page.advance[left]).astype(np.float64) / np.maximum(page.size[left], 1e-6)
    between = letter[left] & letter[right] & (page.size[left] == page.size[right])
    of_code = np.array([_ending(text) for text in codes.text])
    kerned = _kerned(white, line, between, of_code[rows[right]])
    if not kerned.any():
        return page
    advance = page.advance.copy()
    advance[left[kerned]] = room[kerned]
    return replace(page, advance=advance)


def _ending(text: str) -> str:
    """Joining type of the last letter of ``text``: D where a white behind it ends a word, R where it may not."""
    return "D" if text.endswith(_TEH_MARBUTA) else joining_type(text[-1]) if text else ""


def _neighbours(page: Page) -> tuple[Indices, Indices, Indices]:
    """Glyphs with an advance that stand side by side in a line: the left one, the right one, and the line's number."""
    wide = np.flatnonzero(page.advance > 0)
    by_level = wide[np.argsort(page.y[wide], kind="stable")]
    number = np.zeros(len(page), np.intp)
    number[by_level] = np.cumsum(np.diff(page.y[by_level], prepend=page.y[by_level][:1]) > LEVEL)
    order = wide[np.lexsort((page.x[wide], number[wide]))]
    left, right = order[:-1], order[1:]
    both = number[left] == number[right]
    return left[both], right[both], number[left[both]]


def _kerned(white: Floats, line: Indices, between: NDArray[np.bool_], ending: NDArray[np.str_]) -> NDArray[np.bool_]:
    """Which ``white`` is kerning's.

    Args:
        white: between neighbours, in units of the font size.
        line: the number of the line that each is in.
        between: it is between two letters of the script.
        ending: joining type of the letter before it, see ``_ending``.
    """
    is_kerned = np.zeros(white.size, np.bool_)
    asked = np.flatnonzero(between & (white > NEVER) & (white < WIDEST))
    of_line = {number: white[(line == number) & (white > NEVER)] for number in set(line[asked].tolist())}
    places = zip(line[asked].tolist(), white[asked].tolist(), strict=True)
    narrow = np.array([_is_narrow(of_line[number], width) for number, width in places], np.bool_)
    ends = ending[asked] == "D"
    if np.count_nonzero(ends) >= ENDS and np.count_nonzero(ends & narrow) <= NARROW_ENDS * np.count_nonzero(ends):
        is_kerned[asked[narrow & (ending[asked] == "R")]] = True
    return is_kerned


def _is_narrow(of_line: Floats, width: float) -> bool:
    """Whether most white of a line is wider than ``width``."""
    return bool(np.count_nonzero(of_line > width + SAME) > MOST_WHITE * of_line.size)
