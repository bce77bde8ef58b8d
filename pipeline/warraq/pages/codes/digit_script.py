"""Numbers that a map writes in two scripts at once: ``١44٥`` for 1445, ``۸۸۷٦`` for 8876.

Faces made in the Maghreb paint European digits under names of Arabic-Indic ones; a map that was corrected for some of
them mixes both. No number is written so: where a font's numbers are, the outline of its zero, a dot or an oval, says
which script all its digits have. It must not fire on a text that has whole numbers of both kinds.

Of the Persian digits some faces draw one as Arabic has it (Noto Naskh the six); Chromium maps that glyph to the Arabic
digit. It must not fire where the font paints some digit in both ways.

InDesign and Word show digits that were typed as European ones in the script of the text, and write what was typed: by
the rules of order they are what they show, and a zero that is a dot says so where no table does. Not so in Persian,
whose own digits are in the order of European ones.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Sequence
from typing import Final

import numpy as np
from numpy.typing import NDArray

from warraq.arabic.digits import EXTENDED, is_digit, to_arabic_indic, to_ascii, to_extended, value
from warraq.model.font import Font
from warraq.pages.codes.codes import CodeTable, with_characters, with_signs
from warraq.pages.codes.ink import inks

#: Neighbouring digits of different scripts that a font has at least, and their share of its neighbouring digits.
_LEAST: Final = 3
_SHARE: Final = 0.1
#: A zero that is lower is a dot, in units of the font size.
_DOT: Final = 0.35
#: peh, tcheh, jeh and gaf: Arabic text has one of them at most.
_PERSIAN: Final = frozenset("\u067e\u0686\u0698\u06af")


def one_script(codes: CodeTable, rows: Sequence[NDArray[np.intp]], fonts: Sequence[Font]) -> CodeTable:
    """The table with the digits of each font that mixes them in the script that it paints.

    Args:
        rows: for each page, the row of each glyph, in the order of the stream.
        fonts: of the document.
    """
    of_font: defaultdict[int, list[int]] = defaultdict(list)
    for row, text in enumerate(codes.text):
        if len(text) == 1 and is_digit(text):
            of_font[int(codes.keys[row]) >> 32].append(row)
    eastern = {font: [row for row in digits if not codes.text[row].isascii()] for font, digits in of_font.items()}
    changed: dict[int, str] = {}
    for font, digits in of_font.items():
        if not 0 < len(eastern[font]) < len(digits):
            continue
        mixed, pairs = _neighbours(rows, set(digits) - set(eastern[font]), set(eastern[font]))
        if mixed < max(_LEAST, _SHARE * pairs):
            continue
        zeros = [int(codes.keys[row]) for row in digits if to_ascii(codes.text[row]) == "0"]
        dots = {ink.height < _DOT for ink in inks(fonts, zeros).values()}
        if len(dots) == 1:
            write = to_arabic_indic if dots.pop() else to_ascii
            changed |= {row: write(codes.text[row]) for row in digits}
    persian = len(_PERSIAN.intersection("".join(codes.text))) > 1
    shown = {
        row: to_arabic_indic(codes.text[row])
        for font, digits in of_font.items()
        if not eastern[font] and not persian
        for row in _below_dots(codes, digits, fonts)
    }
    for digits in eastern.values():
        changed |= _in_one_eastern_script(codes, rows, [row for row in digits if row not in changed])
    return with_characters(with_signs(codes, changed), shown)


def _below_dots(codes: CodeTable, digits: Sequence[int], fonts: Sequence[Font]) -> list[int]:
    """Those digits of a font, all claimed as European ones, that it draws as Arabic-Indic ones: all where its zeros are
    dots, and of a font with both those that follow a dot in the order of its glyphs."""
    keys = {row: int(codes.keys[row]) for row in digits}
    heights = {key: ink.height for key, ink in inks(fonts, [keys[r] for r in digits if codes.text[r] == "0"]).items()}
    dots = [key for key, height in heights.items() if height < _DOT]
    if not dots:
        return []
    glyph = {key: fonts[key >> 32].code_to_gid.get(key & 0xFFFFFFFF, -1) for key in (*keys.values(), *dots)}
    first = {glyph[key] for key in dots}
    several = len({codes.text[row] for row in digits}) < len(digits)
    return [row for row in digits if not several or glyph[keys[row]] - int(codes.text[row]) in first]


def _in_one_eastern_script(codes: CodeTable, rows: Iterable[NDArray[np.intp]], digits: Sequence[int]) -> dict[int, str]:
    """The digits of a font that has each of them in one of two scripts, in the script that most of them are of.

    Args:
        digits: rows of those that aren't European.
    """
    persian = {row for row in digits if codes.text[row] in EXTENDED}
    arabic = set(digits) - persian
    values, others = ({value(codes.text[row]) for row in part} for part in (persian, arabic))
    if not values or not others or values & others or len(values) == len(others):
        return {}
    mixed, _ = _neighbours(rows, persian, arabic)
    write = to_extended if len(values) > len(others) else to_arabic_indic
    return {row: write(codes.text[row]) for row in digits} if mixed else {}


def _neighbours(rows: Iterable[NDArray[np.intp]], some: set[int], others: set[int]) -> tuple[int, int]:
    """How many pairs of neighbouring digits have one of both kinds, and how many pairs there are in all."""
    wanted = sorted(some | others)
    mixed = pairs = 0
    for row in rows:
        digit, other = np.isin(row, wanted), np.isin(row, sorted(others))
        beside = digit[:-1] & digit[1:]
        pairs += int(beside.sum())
        mixed += int((other[:-1] != other[1:])[beside].sum())
    return mixed, pairs
