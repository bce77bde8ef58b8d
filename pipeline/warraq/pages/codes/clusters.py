"""What neighbours in the stream tell of single codes, where fonts draw one letter with several glyphs.

A producer has one string for such a cluster. It gives it to one glyph, or gives each glyph the string of the cluster in
which it came first; the other glyphs of the cluster then stand for nothing, or for too much.
"""

from __future__ import annotations

import unicodedata
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Final

import numpy as np
from numpy.typing import NDArray

from warraq.arabic.joining import ALEFS, LAM
from warraq.arabic.letters import is_arabic_letter
from warraq.arabic.marks import is_mark
from warraq.model.glyph import Page
from warraq.pages.codes.codes import LETTER, MARK, SILENT, CodeTable, with_signs, with_texts

_ALEF: Final = "\N{ARABIC LETTER ALEF}"
#: Madda above, hamza above and below.
_HAMZAS: Final = frozenset("\u0653\u0654\u0655")
#: Glyphs that are farther apart than this are of two lines, in units of the font size: no cluster is so wide.
ANOTHER_LINE: Final = 3.0
#: The share of its places at which an unknown stem must stand beside a lam to be the alef of a ligature.
_BESIDE_LAM: Final = 0.9


@dataclass(frozen=True, slots=True, eq=False)
class _Stream:
    """The glyphs of a document in the order of the stream: ``rows`` has the row of each by page."""

    codes: CodeTable
    rows: Sequence[NDArray[np.intp]]
    pages: Sequence[Page]

    def beside(self, wanted: Sequence[int]) -> Iterator[tuple[int, list[int]]]:
        """Each glyph of the ``wanted`` rows, as (its row, the rows of its neighbours).

        What stands in another line is no neighbour: a mark may come first in its line, behind a letter of the last one.
        """
        asked = np.zeros(len(self.codes.text), np.bool_)
        asked[wanted] = True
        for row, page in zip(self.rows, self.pages, strict=True) if wanted else ():
            places = np.flatnonzero(asked[row])
            near = _near_the_last(page) if places.size else np.zeros(0, np.bool_)
            for place in places.tolist():
                others = [i for i, close in ((place - 1, near[place]), (place + 1, near[place + 1])) if close]
                yield int(row[place]), [int(row[i]) for i in others]


def _near_the_last(page: Page) -> NDArray[np.bool_]:
    """bool[n + 1], whether each glyph of a page, in the order of the stream, may be in the line of the one before it.

    The first has none before it, and the last none behind.
    """
    near = np.zeros(len(page) + 1, np.bool_)
    away = np.hypot(np.diff(page.x), np.diff(page.y))
    near[1:-1] = away < ANOTHER_LINE * np.maximum(page.size[1:], page.size[:-1])
    return near


def settle_clusters(codes: CodeTable, rows: Sequence[NDArray[np.intp]], pages: Sequence[Page]) -> CodeTable:
    """The table with the letters of split clusters where they belong.

    Args:
        rows: for each page, the row of each glyph, in the order of the stream.
    """
    for step in (_letters_given_away, _bare_alefs, _alefs_of_lam):
        codes = with_texts(codes, step(_Stream(codes, rows, pages)))
    for step in (_marks_told_apart, _hamzas_under_vowels):
        codes = with_signs(codes, step(_Stream(codes, rows, pages)))
    return codes


def _letters_given_away(stream: _Stream) -> dict[int, str]:
    """The letters that a bar of kashida or a mark claims belong to its neighbour, if nothing is claimed for that.

    fpdf2 gives the string of a cluster to the glyph that is painted first, and that may be any of them. In a font whose
    map is wrong altogether claims give nothing away, nor does a hamza that claims a letter without one. Beside a whole
    lam-alef what paints nothing is no second alef (PakType has such a glyph for it).
    """
    codes = stream.codes
    letters = {
        row: "".join([c for c in unicodedata.normalize("NFC", codes.claimed[row]) if not is_mark(c)])
        for row in np.flatnonzero(codes.bar | (codes.kind == MARK)).tolist()
        if codes.text[row] not in _HAMZAS or codes.text[row] in unicodedata.normalize("NFD", codes.claimed[row])
    }
    if not any(letters.values()):
        return {}
    believed = _in_believed_fonts(codes)
    givers = [row for row, given in letters.items() if given and believed[row]]
    letters_of: dict[int, str] = {}
    for giver, beside in stream.beside(givers):
        mute = [
            other for other in beside if codes.kind[other] == SILENT and not (codes.claimed[other] or codes.bar[other])
        ]
        if len(mute) == 1:
            letters_of.setdefault(mute[0], letters[giver])
    whole = _beside_whole_lam_alefs(stream, [row for row in letters_of if np.isnan(codes.ink_left[row])])
    return {row: text for row, text in letters_of.items() if row not in whole}


def _beside_whole_lam_alefs(stream: _Stream, wanted: Sequence[int]) -> set[int]:
    """Those of the ``wanted`` rows that a glyph which reads as lam and alef stands beside anywhere."""
    lam_alefs = {LAM + alef for alef in ALEFS}
    whole = {row for row, text in enumerate(stream.codes.text) if text in lam_alefs} if wanted else set()
    return {row for row, beside in stream.beside(wanted) if not whole.isdisjoint(beside)}


def _in_believed_fonts(codes: CodeTable) -> NDArray[np.bool_]:
    """For each row whether the Arabic letters of its font mostly read as they are claimed.

    A map that is wrong about them may be right about all digits and Latin letters.
    """
    font = (codes.keys >> np.uint64(32)).astype(np.intp)
    arabic = [
        bool(claim) and any(map(is_arabic_letter, text)) for claim, text in zip(codes.claimed, codes.text, strict=True)
    ]
    letter = (codes.kind == LETTER) & np.array(arabic, dtype=np.bool_)
    same = np.array([text == claim for text, claim in zip(codes.text, codes.claimed, strict=True)], dtype=np.bool_)
    right, all_of_them = (
        np.bincount(font[which], minlength=font.max(initial=0) + 1) for which in (letter & same, letter)
    )
    return (2 * right >= all_of_them)[font]


def _bare_alefs(stream: _Stream) -> dict[int, str]:
    """An alef is bare if its hamza or madda is a glyph of its own beside it somewhere; another letter's madda may be.

    One alef and one lam-alef serve all their letters then, and claim the one that came first.
    """
    codes = stream.codes
    marks = [row for row, text in enumerate(codes.text) if text in _HAMZAS]
    carried = {row: mark for row, text in enumerate(codes.text) if (mark := _carried(text))} if marks else {}
    bare = {
        other for mark, beside in stream.beside(marks) for other in beside if carried.get(other) == codes.text[mark]
    }
    return {row: unicodedata.normalize("NFD", codes.text[row]).replace(carried[row], "") for row in sorted(bare)}


def _carried(text: str) -> str:
    """The hamza or madda of an alef or a lam-alef; empty where it has none."""
    parts = unicodedata.normalize("NFD", text)
    on_alef = len(parts) > len(text) and parts[:-1] in (_ALEF, LAM + _ALEF)
    return parts[-1] if on_alef and parts[-1] in _HAMZAS else ""


def _marks_told_apart(stream: _Stream) -> dict[int, str]:
    """Of several marks that a glyph claims, those that no glyph which claims nothing draws beside it anywhere.

    Amiri draws shadda and a smaller vowel, which also stands alone elsewhere; WeasyPrint claims both for the vowel.
    What claims itself beside it may be another letter's mark.
    """
    codes = stream.codes
    several = [row for row in np.flatnonzero(codes.kind == MARK).tolist() if len(codes.text[row]) > 1]
    texts: dict[int, str] = {}
    for row, beside in stream.beside(several):
        for other in beside:
            rest = texts.get(row, codes.text[row]).replace(codes.text[other], "")
            if codes.kind[other] == MARK and not codes.claimed[other] and rest:
                texts[row] = rest
    return texts


def _hamzas_under_vowels(stream: _Stream) -> dict[int, str]:
    """A vowel that claims an alef with hamza is drawn with that hamza, if it stands nowhere but over bare alefs.

    Scheherazade and the like have one glyph for hamza and vowel; WeasyPrint and fpdf2 claim the whole letter for it.
    What reads as a hamza itself is no vowel, and a map that is wrong altogether claims nothing of the kind.
    """
    codes = stream.codes
    carried = {
        row: mark
        for row in np.flatnonzero((codes.kind == MARK) & _in_believed_fonts(codes)).tolist()
        if not any(c in _HAMZAS for c in codes.text[row])
        and (mark := _carried("".join(c for c in codes.claimed[row] if not is_mark(c))))
        and mark not in codes.text[row]
    }
    bare = {row for row, text in enumerate(codes.text) if text in (_ALEF, LAM + _ALEF)}
    others = {row for row, beside in stream.beside(list(carried)) if bare.isdisjoint(beside)}
    return {row: mark + codes.text[row] for row, mark in carried.items() if row not in others}


def _alefs_of_lam(stream: _Stream) -> dict[int, str]:
    """A stem without advance of which nothing is known but that it stands beside a lam is the alef of a lam-alef.

    XeTeX leaves the halves of ligatures out of ToUnicode, for they have no code point.
    """
    codes = stream.codes
    places: Counter[int] = Counter()
    lams: Counter[int] = Counter()
    for stem, beside in stream.beside(np.flatnonzero(codes.stem).tolist()):
        places[stem] += 1
        lams[stem] += any(codes.text[other] == LAM for other in beside)
    return {stem: _ALEF for stem, count in places.items() if lams[stem] >= _BESIDE_LAM * count}
