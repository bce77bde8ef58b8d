"""Kashidas by the white beside them: a short one of a heavy face is a square or a bar, as a stop or a hyphen is."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Final

import numpy as np

from warraq.arabic.letters import TATWEEL
from warraq.decipher.glyph.candidates.candidates import Candidates
from warraq.decipher.glyph.candidates.case import Case
from warraq.decipher.glyph.parameters import ANY_FORM, NON_LETTER_WITHIN
from warraq.decipher.glyph.parameters import Kashidas as P
from warraq.decipher.glyph.signs.spellings import DIGIT, KASHIDA, OTHER, PUNCTUATION

#: Signs that many faces draw from edge to edge.
_EDGE_TO_EDGE: Final = "_/\\|\N{EN DASH}\N{EM DASH}\N{HORIZONTAL BAR}"


def add_kashidas(case: Case, candidates: Mapping[int, Candidates]) -> None:
    """A glyph that looks like a sign and leaves no white on either side may be a kashida, and is hardly such a sign.

    One that leaves white is hardly a kashida.
    """
    kashida, kinds = case.spellings.number(TATWEEL), case.spellings.tables().kind
    edges = [case.spellings.number(sign) for sign in _EDGE_TO_EDGE]
    for sign, candidate in candidates.items():
        font, row = case.outlines.row_of[sign]
        box, advance = case.outlines.of_font[font].boxes[row], float(case.symbols.advance[case.signs.leader[sign]])
        if box is None or advance <= 0:
            continue
        if box[0] > P.NO_WHITE_LEFT or advance - box[2] > P.NO_WHITE_RIGHT:
            candidate.outline[candidate.strings == kashida] -= P.WHITE_ASIDE
            continue
        likest = candidate.strings[candidate.outline.argmax()]
        if kinds[likest] not in (PUNCTUATION, KASHIDA):
            continue
        if likest in edges:
            if not (candidate.strings == kashida).any():
                candidate.add([kashida], ANY_FORM, [-NON_LETTER_WITHIN])
            continue
        top = float(candidate.outline.max())
        signs = np.isin(kinds[candidate.strings], (PUNCTUATION, DIGIT, OTHER)) & ~np.isin(candidate.strings, edges)
        candidate.outline[signs] -= P.WHITE_ASIDE
        proposed = candidate.outline[candidate.strings == kashida]
        candidate.outline[candidate.strings == kashida] = np.maximum(proposed, top - P.SHORTER)
        if not proposed.size:
            candidate.add([kashida], ANY_FORM, [top - P.SHORTER])
