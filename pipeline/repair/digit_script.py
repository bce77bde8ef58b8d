"""Numbers that a map writes in two scripts at once: ``١44٥`` for 1445.

Faces made in the Maghreb paint European digits under names of Arabic-Indic ones; a map that was corrected for some of
them mixes both. No number is written so: where a font's numbers are, the outline of its zero, a dot or an oval, says
which script all its digits have. It must not fire on a text that has whole numbers of both kinds.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable, Sequence
from typing import Final

import numpy as np
from numpy.typing import NDArray

from pipeline.arabic.digits import is_digit, to_arabic_indic, to_ascii
from pipeline.model.font import Font
from pipeline.repair.codes import CodeTable, with_signs
from pipeline.repair.ink import inks

#: Neighbouring digits of different scripts that a font has at least, and their share of its neighbouring digits.
_LEAST: Final = 3
_SHARE: Final = 0.1
#: A zero that is lower is a dot, in units of the font size.
_DOT: Final = 0.35


def one_script(codes: CodeTable, rows: Iterable[NDArray[np.intp]], fonts: Sequence[Font]) -> CodeTable:
    """The table with the digits of each font that mixes them in the script that it paints.

    Args:
        rows: for each page, the row of each glyph, in the order of the stream.
        fonts: of the document.
    """
    of_font: defaultdict[int, list[int]] = defaultdict(list)
    for row, text in enumerate(codes.text):
        if len(text) == 1 and is_digit(text):
            of_font[int(codes.keys[row]) >> 32].append(row)
    both = {font for font, digits in of_font.items() if len({codes.text[row].isascii() for row in digits}) > 1}
    changed: dict[int, str] = {}
    for font in _mixed(codes, rows, both) if both else ():
        zeros = [int(codes.keys[row]) for row in of_font[font] if to_ascii(codes.text[row]) == "0"]
        dots = {ink.height < _DOT for ink in inks(fonts, zeros).values()}
        if len(dots) == 1:
            write = to_arabic_indic if dots.pop() else to_ascii
            changed |= {row: write(codes.text[row]) for row in of_font[font]}
    return with_signs(codes, changed)


def _mixed(codes: CodeTable, rows: Iterable[NDArray[np.intp]], fonts: set[int]) -> list[int]:
    """Those of the fonts that write single numbers in two scripts."""
    font = (codes.keys >> np.uint64(32)).astype(np.intp)
    digit = np.array([len(text) == 1 and is_digit(text) for text in codes.text], dtype=np.bool_)
    ascii_ = np.array([text.isascii() for text in codes.text], dtype=np.bool_)
    pairs: Counter[int] = Counter()
    mixed: Counter[int] = Counter()
    for row in rows:
        first, second = row[:-1], row[1:]
        beside = digit[first] & digit[second] & (font[first] == font[second])
        pairs.update(font[first[beside]].tolist())
        mixed.update(font[first[beside & (ascii_[first] != ascii_[second])]].tolist())
    return sorted(f for f in fonts if mixed[f] >= max(_LEAST, _SHARE * pairs[f]))
