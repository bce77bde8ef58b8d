"""The zero width non-joiner, which paints nothing: where the stream or the forms of the letters show that it is there.

In Persian it spells words: two letters that could join stand side by side, neither joined nor parted by a space.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from itertools import pairwise
from typing import Final

import numpy as np
from numpy.typing import NDArray

from warraq.arabic.presentation_forms import PRESENTATION_FORM
from warraq.model.font import Font
from warraq.model.glyph import Page
from warraq.model.packed.pages import each_page
from warraq.pages.codes.codes import SILENT, SPACE, CodeTable, extended
from warraq.pages.codes.ink import inks
from warraq.pages.codes.readings import ZWNJ, is_foreign

#: Letters whose edges are nearer than this touch, in units of the font size.
_TOUCHING: Final = 0.02
#: Share of the places of a space that is a non-joiner at which it takes room all the same.
_TYPED: Final = 0.1
#: ... and so many places with room say before the last page that there will be too many.
_SURELY: Final = 20
#: Of all glyphs, fewer than this share are non-joiners, in Persian too; so of those of a font that shows so many.
_MOST_NON_JOINERS: Final = 0.08
_ENOUGH_OF_FONT: Final = 100
#: White at the edge of a glyph, in units of the font size; the ink of joined letters leaves none.
_CLEAR: Final = 0.005
#: Of the glyphs of letters that could be joined to the next one at least this share is, where a program joins letters:
#: each has two such forms of four.
_JOINED: Final = 0.25


def with_spaces_without_room(codes: CodeTable, rows: Sequence[NDArray[np.intp]], pages: Sequence[Page]) -> CodeTable:
    """The table with the spaces read as non-joiners that hardly stand anywhere but between letters that touch.

    Or over one of them: XeTeX and LuaTeX paint the glyph of the space for a non-joiner, and leave white between words.
    A non-joiner that somebody typed beside a sign may take room. A space over a letter that joins to none after it says
    nothing: kerning lays spaces below the tail of reh. What has no advance and is used as often as spaces are is one:
    in some faces (Qahiri) the space is so, and all letters touch. Such a face may write headings only.

    Args:
        rows: for each page, the row of each glyph, in the order of the stream.
    """
    without_room = codes.kind == SPACE
    onwards = np.array([(text[-1:], "ini") in PRESENTATION_FORM for text in codes.text], dtype=np.bool_)
    places, parting = np.zeros((2, len(codes.text)), np.int64)
    for row, page in zip(rows, pages, strict=True):
        if not np.count_nonzero(without_room):  # mostly after the first page
            return codes
        spaces = np.flatnonzero(without_room[row])
        telling, room = _take_room(page, row, codes, onwards, spaces)
        places += np.bincount(row[spaces[telling]], minlength=places.size)
        parting += np.bincount(row[spaces[room]], minlength=places.size)
        without_room &= (parting < _SURELY) | (parting <= _TYPED * places)
    without_room &= (places > 0) & (parting <= _TYPED * places)
    if not without_room.any():
        return codes
    without_room &= ~_often_without_advance(codes, rows, pages)
    if not without_room.any():
        return codes
    kind = np.where(without_room, SILENT, codes.kind).astype(codes.kind.dtype)
    text = [ZWNJ if here else text for here, text in zip(without_room.tolist(), codes.text, strict=True)]
    return replace(codes, kind=kind, text=tuple(text))


def with_spaces_inside_words(
    codes: CodeTable, rows: Sequence[NDArray[np.intp]], pages: Sequence[Page]
) -> tuple[CodeTable, Sequence[NDArray[np.intp]]]:
    """The table with a row more for each space that is a non-joiner in places, and the rows of the glyphs with it.

    HarfBuzz shapes a non-joiner as a space without advance: Chromium sets that where the letter on its right begins,
    between letters that touch and could be joined. In Arabic a space says nothing there.

    Args:
        rows: for each page, the row of each glyph, in the order of the stream.
    """
    if not (codes.kind == SPACE).any() or not is_foreign(codes.text):
        return codes, rows
    onwards = np.array([(text[-1:], "ini") in PRESENTATION_FORM for text in codes.text], dtype=np.bool_)
    inside = [_inside_words(page, row, codes, onwards) for row, page in zip(rows, pages, strict=True)]
    used = sorted({int(row[place]) for row, places in zip(rows, inside, strict=True) for place in places.tolist()})
    if not used:
        return codes, rows
    joiner = np.arange(len(codes.text))
    joiner[used] = np.arange(len(used)) + len(codes.text)

    def rows_of(index: int, page: Page) -> NDArray[np.intp]:
        row: NDArray[np.intp] = rows[index].copy()
        row[inside[index]] = joiner[row[inside[index]]]
        return row

    longer = extended(codes, [(row, ZWNJ) for row in used])
    kind = longer.kind.copy()
    kind[len(codes.text) :] = SILENT
    return replace(longer, kind=kind), each_page(pages, rows_of)


def _inside_words(page: Page, row: NDArray[np.intp], codes: CodeTable, onwards: NDArray[np.bool_]) -> NDArray[np.intp]:
    """The spaces of a page over the right one of two letters that touch, which could be joined to the other."""
    spaces = np.flatnonzero(codes.kind[row] == SPACE)
    spaces = spaces[(spaces > 0) & (spaces < len(page) - 1)]
    before, after = spaces - 1, spaces + 1
    letters = codes.arabic[row[before]] & codes.arabic[row[after]]
    from_right = _touch(page, before, after) & onwards[row[before]] & _begin_together(page, spaces, before)
    from_left = _touch(page, after, before) & onwards[row[after]] & _begin_together(page, spaces, after)
    return spaces[letters & (from_right | from_left)]


def _often_without_advance(
    codes: CodeTable, rows: Sequence[NDArray[np.intp]], pages: Sequence[Page]
) -> NDArray[np.bool_]:
    """Which codes are painted without an advance as often as spaces are: in the document, or in their font."""
    n = len(codes.text)
    used, still = np.zeros((2, n), np.int64)
    for row, page in zip(rows, pages, strict=True):
        used += np.bincount(row, minlength=n)
        still += np.bincount(row[page.advance == 0], minlength=n)
    _, font = np.unique(codes.keys >> np.uint64(32), return_inverse=True)
    of_font = np.bincount(font, used)[font]
    among = np.where(of_font >= _ENOUGH_OF_FONT, of_font, used.sum())
    often: NDArray[np.bool_] = still >= _MOST_NON_JOINERS * among
    return often


def _take_room(
    page: Page, row: NDArray[np.intp], codes: CodeTable, onwards: NDArray[np.bool_], spaces: NDArray[np.intp]
) -> tuple[NDArray[np.bool_], NDArray[np.bool_]]:
    """Which of the glyphs ``spaces`` tell anything, and which stand neither between letters that touch nor over one.

    ``onwards``: whether each code's letter joins to one after it.
    """
    before, after = np.maximum(spaces - 1, 0), np.minimum(spaces + 1, len(page) - 1)
    letters = codes.arabic[row[before]] & codes.arabic[row[after]]
    between = letters & (_touch(page, before, after) | _touch(page, after, before))
    over_before, over_after = _lies_over(page, spaces, before), _lies_over(page, spaces, after)
    over = (over_before & codes.arabic[row[before]]) | (over_after & codes.arabic[row[after]])
    joining = (over_before & onwards[row[before]]) | (over_after & onwards[row[after]])
    return joining | ~over, ~(between | over)


def _lies_over(page: Page, space: NDArray[np.intp], letter: NDArray[np.intp]) -> NDArray[np.bool_]:
    """Whether each of the glyphs ``space`` begins where a ``letter`` that is as wide does, on an upright line."""
    as_wide = page.advance[letter] >= page.advance[space]
    over: NDArray[np.bool_] = _begin_together(page, space, letter) & as_wide & (page.angle[space] == 0)
    return over


def _begin_together(page: Page, one: NDArray[np.intp], other: NDArray[np.intp]) -> NDArray[np.bool_]:
    """Whether each of the glyphs ``one`` begins where that of ``other`` does."""
    near = np.abs(page.x[one] - page.x[other]) < _TOUCHING * page.size[other]
    same: NDArray[np.bool_] = near & (np.abs(page.y[one] - page.y[other]) < _TOUCHING * page.size[other])
    return same


def _touch(page: Page, right: NDArray[np.intp], left: NDArray[np.intp]) -> NDArray[np.bool_]:
    """Whether each of the glyphs ``left`` ends where that of ``right`` begins, on an upright line."""
    edge = page.x[left] + page.advance[left]
    near = np.abs(edge - page.x[right]) < _TOUCHING * page.size[right]
    same_line = np.abs(page.y[left] - page.y[right]) < _TOUCHING * page.size[right]
    touching: NDArray[np.bool_] = near & same_line & (page.angle[left] == 0) & (page.angle[right] == 0)
    return touching


def non_joiners_without_room(page: Page, joiner: NDArray[np.bool_]) -> tuple[NDArray[np.float32], NDArray[np.float32]]:
    """``x`` and ``advance`` of a page as they are but for the non-joiners: they take no room between their letters.

    They are drawn with the glyph of the space. fpdf2 takes its advance back; LuaTeX lets it end where the letter before
    it begins.

    Args:
        joiner: whether each glyph of the page reads as a non-joiner.
    """
    if not joiner.any():
        return page.x, page.advance
    ends = page.x + page.advance
    joins_last = joiner & (np.abs(ends - np.roll(page.x, 1)) < _TOUCHING * page.size)
    return np.where(joins_last, ends, page.x), page.advance * ~joiner


class NonJoiners:
    """Where two letters of one word show that a non-joiner stands between them: they could join.

    Their forms may be known: the first has that of a last letter, or the second that of a first one, unless its ink
    reaches the letter before it (Arial draws initial and medial meem alike). Else their ink tells: that of joined
    letters meets at the edge that they share.

    In Arabic, which has no non-joiner, that is a word space that kerning has closed, or a font's fault: there it says
    nothing. Nor does it in a font whose letters a program has set side by side without joining any.
    """

    def __init__(self, codes: CodeTable, fonts: Sequence[Font]) -> None:
        #: Whether there may be any.
        self.possible = is_foreign(codes.text)
        if not self.possible:
            return
        onwards = np.array([(text[-1:], "ini") in PRESENTATION_FORM for text in codes.text], dtype=np.bool_)
        backwards = [(text[:1], "fin") in PRESENTATION_FORM for text in codes.text]
        left, right = _white(codes, fonts)
        joined = onwards & (codes.to_next | (left <= _CLEAR))
        alone = onwards & ~joined & (codes.ends | (left > _CLEAR))
        #: Letters that could be joined to the one after them, or before, and aren't as far as their form is known.
        #: Producers that shape text with the forms that Unicode encodes join no others.
        self._unjoined: list[bool] = (onwards & ~codes.to_next & _are_joined(codes, joined, alone)).tolist()
        self._apart: list[bool] = (np.array(backwards, np.bool_) & ~codes.to_last).tolist()
        self._ends: list[bool] = codes.ends.tolist()
        self._begins: list[bool] = (codes.to_next & ~(right <= _CLEAR)).tolist()
        self._clear_left: list[bool] = (left > _CLEAR).tolist()
        self._clear_right: list[bool] = (right > _CLEAR).tolist()

    def insert(self, used: Sequence[int], texts: list[str]) -> list[str]:
        """The texts of a word with the non-joiners that they lack; each goes with the letter after it.

        Args:
            used: row of each in the table of codes.
        """
        if not self.possible:
            return texts
        shown = [False, *(self._between(before, after) for before, after in pairwise(used))]
        return [ZWNJ + text if here else text for here, text in zip(shown, texts, strict=True)]

    def _between(self, before: int, after: int) -> bool:
        if not (self._unjoined[before] and self._apart[after]):
            return False
        return self._ends[before] or self._begins[after] or (self._clear_left[before] and self._clear_right[after])


def _are_joined(codes: CodeTable, joined: NDArray[np.bool_], alone: NDArray[np.bool_]) -> NDArray[np.bool_]:
    """For each code whether letters of its font are joined: enough of those that could be, or not, as far as known."""
    _, font = np.unique(codes.keys >> np.uint64(32), return_inverse=True)
    joining, known = (np.bincount(font, weights=some) for some in (joined, joined | alone))
    return (joining >= _JOINED * known)[font]


def _white(codes: CodeTable, fonts: Sequence[Font]) -> tuple[NDArray[np.float64], NDArray[np.float64]]:
    """For each letter the white between its ink and the edges of its advance, in units of the font size.

    NaN where its outline isn't known.
    """
    left, right = np.full((2, len(codes.text)), np.nan)
    keys = codes.keys.tolist()
    ink = inks(fonts, [keys[row] for row in np.flatnonzero(codes.arabic).tolist()])
    for row, key in enumerate(keys):
        if key in ink:
            advance = fonts[key >> 32].widths.get(key & 0xFFFFFFFF, np.nan)
            left[row], right[row] = ink[key].left, advance / 1000 - ink[key].right
    return left, right
