"""What speaks for digits beside their outlines: runs of glyph indices, what no other glyph is, and their neighbours."""

from __future__ import annotations

import itertools
from collections.abc import Sequence
from functools import partial
from typing import Final

import numpy as np
from numpy.typing import NDArray

from warraq.decipher.glyph import parameters
from warraq.decipher.glyph.candidates.candidates import Candidates, fixed
from warraq.decipher.glyph.candidates.case import Case
from warraq.decipher.glyph.digits.digits import STYLES, Assigned, digit_assignment, digit_runs, tenth_digits
from warraq.decipher.glyph.parameters import ANY_FORM
from warraq.decipher.glyph.parameters import DigitSupport as P
from warraq.decipher.glyph.signs.spellings import Spellings
from warraq.decipher.glyph.signs.tokens import Tokens

_ARABIC_ZERO: Final = "\N{ARABIC-INDIC DIGIT ZERO}"
_ZEROS: Final = frozenset(style[0] for style in STYLES)


def support_digits(case: Case, candidates: dict[int, Candidates], tokens: Tokens) -> None:
    """Digits in a run of glyph indices, and those that no other glyph is, are worth more than their outlines."""
    for font, result in case.outlines.of_font.items():
        signs = case.outlines.signs_of_font[font]
        uses = case.outlines.uses_of_font[font]
        beside = partial(_beside, tokens, signs)
        _lower_zeros(case, [sign for sign in signs if sign in candidates], candidates)
        taken: set[int] = set()
        for run in digit_runs(uses, result, case.book, beside):
            gain = P.DIGIT_SUPPORT * (len(run.digits) - 1)
            for row, digit in run.digits:
                if signs[row] not in candidates:
                    continue
                string = case.spellings.number(digit)
                if run.certain:
                    candidates[signs[row]] = fixed(string)
                    taken.add(string)
                    continue
                proposals = candidates[signs[row]]
                hit = proposals.strings == string
                if hit.any():
                    proposals.outline[hit] += gain
                else:
                    proposals.add([string], ANY_FORM, [gain - P.UNPROPOSED_DIGIT])

        claimed = [case.claimed(sign) for sign in signs]
        assigned = digit_assignment(uses, result, case.book, claimed, beside)
        for rows, digit in tenth_digits(uses, result, case.book, assigned):
            # Zero stands among zeros: a number that another digit is in will do.
            in_numbers = tokens.shares_with([signs[given.row] for given in assigned]) > parameters.Digits.AMONG_DIGITS
            near = [signs[row] for row in rows if signs[row] in candidates and in_numbers[signs[row]]]
            if near:
                proposals = candidates[max(near, key=lambda sign: int(case.signs.count[sign]))]
                proposals.add([case.spellings.number(digit)], ANY_FORM, [P.TENTH_DIGIT])
        for given in _without_leaders(assigned, signs, tokens):
            sign = signs[given.row]
            if sign in candidates and candidates[sign].strings.size > 1:
                favour_digit(candidates[sign], given, case.spellings)
        for proposals in (candidates[sign] for sign in signs if taken and sign in candidates):
            if proposals.strings.size == 1:
                continue
            proposals.outline[np.isin(proposals.strings, list(taken))] -= P.SECOND_DIGIT


def _without_leaders(assigned: Sequence[Assigned], signs: Sequence[int], tokens: Tokens) -> Sequence[Assigned]:
    """``assigned`` but for zeros that no other digit stands with: leaders look like them."""
    others = [given for given in assigned if given.digit not in _ZEROS]
    if len(others) == len(assigned):
        return assigned
    among = tokens.shares_with([signs[given.row] for given in others])
    return [given for given in assigned if given.digit not in _ZEROS or among[signs[given.row]]]


def _lower_zeros(case: Case, signs: Sequence[int], candidates: dict[int, Candidates]) -> None:
    """The Arabic zero floats, the full stop doesn't."""
    zero = case.spellings.number(_ARABIC_ZERO)
    for sign in signs:
        font, row = case.outlines.row_of[sign]
        box = case.outlines.of_font[font].boxes[row]
        if box is not None and box[1] <= P.ON_LINE:
            candidates[sign].outline[candidates[sign].strings == zero] -= P.ZERO_ON_LINE


def favour_digit(proposed: Candidates, given: Assigned, spellings: Spellings) -> None:
    """Make the assigned digit worth more than the outline says, and other digits less.

    It becomes a candidate where so many others suit the outline more that it is none.
    """
    string = spellings.number(given.digit)
    if not (proposed.strings == string).any():
        proposed.add([string], ANY_FORM, [given.suits])
    worth = {other: -given.others.get(other, P.ASSIGNED_DIGIT) for other in itertools.chain(*STYLES)}
    worth[given.digit] = P.ASSIGNED_DIGIT
    texts = (spellings.texts[string] for string in proposed.strings.tolist())
    proposed.outline += np.array([worth.get(text, 0.0) for text in texts])


def _beside(tokens: Tokens, signs: Sequence[int], rows: Sequence[int]) -> NDArray[np.float64]:
    """Of each of ``signs``, the share of its places that one of those in ``rows`` is beside."""
    return tokens.beside([signs[row] for row in rows])[np.array(signs, np.int64)]
