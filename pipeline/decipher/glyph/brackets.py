"""Round brackets and braces, which the atlas mixes up: they are told apart by how their ink goes from middle to ends.

A round bracket is an arc, a brace goes up straight between its tip and its hooks. Language says nothing about either,
and in a picture of a few cells they differ by less than two faces do.
"""

from __future__ import annotations

import math
from collections.abc import Mapping
from typing import Final

import numpy as np

from pipeline.decipher.glyph.candidates import ANY_FORM, Candidates
from pipeline.decipher.glyph.case import Case
from pipeline.decipher.glyph.evidence.outline import outlines_of

#: From here on it is a brace (``GlyphOutlines.arch``).
BRACE: Final = 0.325
#: What the other one costs (nats).
OTHER_BRACKET: Final = 8.0
_PAIRS: Final = (("(", "{"), (")", "}"))


def tell_brackets(case: Case, candidates: Mapping[int, Candidates]) -> None:
    """Make that of round bracket and brace which the arch shows as likely as the likelier one, and the other less.

    Changes ``candidates``, sign -> what it may be, in place: of the signs that look most like one of them.
    """
    number = case.spellings.number
    pairs = [(number(bracket), number(brace)) for bracket, brace in _PAIRS]
    other_of = dict(pairs) | {brace: bracket for bracket, brace in pairs}
    braces = {brace for _, brace in pairs}
    for font, signs in case.outlines.signs_of_font.items():
        for row, sign in enumerate(signs):
            found = candidates.get(sign)
            top = int(found.strings[found.outline.argmax()]) if found is not None and found.strings.size > 1 else -1
            if found is None or top not in other_of:
                continue
            outlines = outlines_of(case.extraction.fonts[font])
            arch = outlines.arch(case.outlines.uses_of_font[font][row].gid) if outlines is not None else math.nan
            if not math.isnan(arch):
                _choose(found, top if (arch > BRACE) == (top in braces) else other_of[top], other_of)


def _choose(found: Candidates, right: int, other_of: Mapping[int, int]) -> None:
    best, wrong = float(found.outline.max()), other_of[right]
    if (found.strings == right).any():
        found.outline[found.strings == right] = best
    else:
        found.add([right], ANY_FORM, [best])
    found.outline[np.asarray(found.strings == wrong)] -= OTHER_BRACKET
