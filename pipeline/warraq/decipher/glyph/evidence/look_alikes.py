"""Signs that the atlas mixes up or hasn't got, told apart by measures of their outlines.

Language says nothing about them, and in a picture of a few cells they differ by less than two faces do. A round bracket
is an arc, a brace goes up straight between its tip and its hooks. The sign of multiplication is a small x that doesn't
stand on the baseline. Commas reach below it, full stops don't. A small star with blunt arms is an asterisk, wherever it
stands and whatever its arms look like. A dash is a bar, a tilde a wave.
"""

from __future__ import annotations

import math
from collections.abc import Mapping
from typing import Final

import numpy as np

from warraq.decipher.glyph.candidates.candidates import DASHES, Candidates
from warraq.decipher.glyph.candidates.case import Case
from warraq.decipher.glyph.parameters import LookAlikes as P
from warraq.fonts.outlines.outline import outlines_of

_BRACES: Final = {"(": "{", ")": "}"}
_BRACKETS: Final = {brace: bracket for bracket, brace in _BRACES.items()}
_TIMES: Final = "\N{MULTIPLICATION SIGN}"
#: What looks like a full stop and reaches below the line.
_COMMAS: Final = (",", "\N{ARABIC DECIMAL SEPARATOR}")
#: Asterisk, five-pointed star of Arabic, stars.
_STARS: Final = ("*", "\u066d", "\u2605", "\u2606")


def tell_apart(case: Case, candidates: Mapping[int, Candidates]) -> None:
    """Make the sign that the measures show as likely as the likeliest, and the one that is mixed up with it less.

    Changes ``candidates``, sign -> what it may be, in place: of the signs that look most like one of them.
    """
    texts = case.spellings.texts
    for font, signs in case.outlines.signs_of_font.items():
        for row, sign in enumerate(signs):
            candidate = candidates.get(sign)
            if candidate is None or candidate.strings.size == 1:
                continue
            if _is_asterisk(case, font, row):
                asterisk, *stars = map(case.spellings.number, _STARS)
                _choose(
                    candidate, [asterisk], candidate.strings[~np.isin(candidate.strings, [asterisk, *stars])].tolist()
                )
                continue
            shown = _shown(case, font, row, texts[int(candidate.strings[candidate.outline.argmax()])])
            if shown is not None:
                right, wrong = shown
                _choose(candidate, *(list(map(case.spellings.number, each)) for each in (right, wrong)))


def _shown(case: Case, font: int, row: int, top: str) -> tuple[tuple[str, ...], tuple[str, ...]] | None:
    """What a sign is that looks most like ``top``, one of some, and what it therefore isn't; None where it may be
    anything."""
    box = case.outlines.of_font[font].boxes[row]
    if top in ("x", "X"):
        return ((_TIMES,), (top,)) if _is_times(box) else None
    if top in DASHES:
        return (("~",), tuple(DASHES)) if _is_wave(case, font, row) else None
    if top in (".", ","):
        return _stop_or_comma(box, top)
    bracket = _BRACKETS.get(top, top)
    if bracket not in _BRACES:
        return None
    arch, brace = _arch(case, font, row), _BRACES[bracket]
    if math.isnan(arch):
        return None
    return ((brace,), (bracket,)) if arch > P.BRACE else ((bracket,), (brace,))


def _is_wave(case: Case, font: int, row: int) -> bool:
    outlines = outlines_of(case.extraction.fonts[font])
    return outlines is not None and 0 < outlines.fill(case.outlines.uses_of_font[font][row].gid) < P.WAVE


def _stop_or_comma(
    box: tuple[float, float, float, float] | None, top: str
) -> tuple[tuple[str, ...], tuple[str, ...]] | None:
    """As ``_shown``, of what looks most like a full stop or a comma. ``box`` as for ``_is_times``."""
    if box is None:
        return None
    left, foot, right, head = box
    if top == ".":
        return (_COMMAS, (top,)) if foot < P.STOP_FOOT else None
    is_stop = foot > P.STOP_FOOT and head - foot < P.STOP_HEIGHT * (right - left)
    return ((".",), (top,)) if is_stop else None


def _arch(case: Case, font: int, row: int) -> float:
    outlines = outlines_of(case.extraction.fonts[font])
    return math.nan if outlines is None else outlines.arch(case.outlines.uses_of_font[font][row].gid)


def _is_times(box: tuple[float, float, float, float] | None) -> bool:
    """``box``: left, bottom, right and top of the ink, em."""
    if box is None:
        return False
    left, bottom, right, top = box
    return bottom > P.TIMES_BOTTOM and abs((right - left) - (top - bottom)) < P.TIMES_SQUARE * (top - bottom)


def _is_asterisk(case: Case, font: int, row: int) -> bool:
    """Whether a glyph that the atlas has none like is a small star with blunt arms."""
    evidence = case.outlines.of_font[font]
    box = evidence.boxes[row]
    if box is None or evidence.novelty[row] < P.STRANGE:
        return False
    left, bottom, right, top = box
    less, more = sorted((right - left, top - bottom))
    if more > P.ASTERISK or less < P.ASTERISK_SQUARE * more:
        return False
    outlines = outlines_of(case.extraction.fonts[font])
    return outlines is not None and outlines.arms(case.outlines.uses_of_font[font][row].gid) > 0


def _choose(proposed: Candidates, right: list[int], wrong: list[int]) -> None:
    """Make the ``right`` strings as likely as the likeliest, and the ``wrong`` ones less."""
    best = float(proposed.outline.max())
    for string in right:
        proposed.put(string, best)
    proposed.outline[np.isin(proposed.strings, wrong)] -= P.NOT_IT
