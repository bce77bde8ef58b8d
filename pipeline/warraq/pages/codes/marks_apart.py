"""Letters that claim the marks of the cluster in which they came first, where those marks are glyphs of their own.

Where HarfBuzz shapes with Graphite (Scheherazade), all glyphs of a letter and its marks are one cluster, and WeasyPrint
gives the string of the first one to the letter's glyph: each medial lam reads as lam with shadda and fatha then.
"""

from __future__ import annotations

import unicodedata
from collections.abc import Sequence
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from warraq.arabic.marks import is_mark
from warraq.pages.codes.codes import LETTER, MARK, SILENT, CodeTable, with_confidence, with_marks, with_texts

Rows = NDArray[np.intp]
#: Confidence of a glyph that draws marks of which nobody says which they are.
UNKNOWN_CONFIDENCE: float = 0.5


class _First(NamedTuple):
    """A letter with marks at its first place: the glyphs without width before it in the stream, and those behind."""

    row: int
    sides: tuple[list[int], list[int]]


def settle_marks_apart(codes: CodeTable, rows: Sequence[Rows]) -> CodeTable:
    """The table with the marks at the glyphs that draw them, and none at letters beside which they are drawn.

    A glyph without width that no string is left for may draw any mark: it makes words doubtful where the marks of its
    font are told so.

    Args:
        rows: for each page, the row of each glyph, in the order of the stream.
    """
    marks_of = {
        row: marks
        for row in np.flatnonzero(codes.kind == LETTER).tolist()
        if (marks := frozenset(filter(is_mark, unicodedata.normalize("NFC", codes.text[row]))))
    }
    if not marks_of:
        return codes
    places = _first_places(codes, rows, marks_of)
    votes = [sum(len(marks_of[first.row] & _shown(codes, first.sides[side])) for first in places) for side in (0, 1)]
    side = 0 if votes[0] >= votes[1] else 1
    letters: dict[int, str] = {}
    marks_read: dict[int, str] = {}
    for first in places:
        hung, run = marks_of[first.row], first.sides[side]
        shown, unread = _shown(codes, run), {row for row in run if not codes.text[row]}
        if not shown & hung:
            continue
        bare = unicodedata.normalize("NFC", codes.text[first.row])
        letters[first.row] = "".join(c for c in bare if c not in hung)
        rest = "".join(sorted(hung - shown))
        if rest and len(unread) == 1:
            marks_read.setdefault(unread.pop(), rest)
    if not letters:
        return codes
    doubtful = _unread(codes, letters) - marks_read.keys()
    return with_confidence(
        with_marks(with_texts(codes, letters), marks_read), dict.fromkeys(doubtful, UNKNOWN_CONFIDENCE)
    )


def _first_places(codes: CodeTable, rows: Sequence[Rows], wanted: dict[int, frozenset[str]]) -> list[_First]:
    """The first place of each of the ``wanted`` rows."""
    asked = np.zeros(len(codes.text), np.bool_)
    asked[list(wanted)] = True
    slight = ((codes.kind == MARK) | (codes.kind == SILENT)) & ~codes.bar
    places: list[_First] = []
    for page in rows:
        for place in np.flatnonzero(asked[page]).tolist():
            row = int(page[place])
            if asked[row]:
                asked[row] = False
                places.append(_First(row, (_run(page, place, -1, slight), _run(page, place, 1, slight))))
    return places


def _run(page: Rows, place: int, step: int, slight: NDArray[np.bool_]) -> list[int]:
    """The rows of the marks and silent glyphs next to a place of the stream, to one side."""
    run: list[int] = []
    while 0 <= (place := place + step) < len(page) and slight[page[place]]:
        run.append(int(page[place]))
    return run


def _shown(codes: CodeTable, run: Sequence[int]) -> frozenset[str]:
    return frozenset("".join(codes.text[row] for row in run))


def _unread(codes: CodeTable, letters: dict[int, str]) -> set[int]:
    """Silent glyphs with ink and without width, of the fonts of these letters."""
    fonts = {int(codes.keys[row]) >> 32 for row in letters}
    silent = (codes.kind == SILENT) & ~codes.bar & ~np.isnan(codes.ink_left)
    return {row for row in np.flatnonzero(silent).tolist() if int(codes.keys[row]) >> 32 in fonts}
