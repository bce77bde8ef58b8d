"""Ligatures that differ in their dots alone, or in the body of their first letter: a face may have one of them that no
face of the atlas has."""

from __future__ import annotations

import itertools
from collections.abc import Sequence
from functools import lru_cache
from typing import Final

import numpy as np
from numpy.typing import NDArray

from warraq.arabic.letters import ALIKE_JOINED
from warraq.decipher.glyph.candidates.candidates import Candidates
from warraq.decipher.glyph.parameters import DottedLigatures as P
from warraq.decipher.glyph.signs.spellings import LETTERS, NAMES_OF_GOD, Spellings

#: Letters that are drawn alike but for their dots, or nearly so, where none is joined behind them.
_LAST: Final = (
    "\u0628\u062a\u062b", "\u062c\u062d\u062e", "\u062f\u0630", "\u0631\u0632", "\u0633\u0634", "\u0635\u0636",
    "\u0637\u0638", "\u0639\u063a", "\u0649\u064a", "\u0647\u0629", "\u0648\u0624",
)  # fmt: skip
_ALIKE: Final = {letter: group for group in ALIKE_JOINED for letter in group}
_ALIKE_LAST: Final = {letter: group for group in _LAST for letter in group}
#: First letters with the same dots, of bodies that ligatures draw small: noon, feh, ghain; teh, qaf.
_SAME_DOTS: Final = {letter: group for group in ("\u0646\u0641\u063a", "\u062a\u0642") for letter in group}


def add_other_dots(
    proposed: Sequence[Candidates], novelty: NDArray[np.float64], spellings: Spellings, drawn: NDArray[np.int64]
) -> None:
    """Add ligatures that differ from those that an outline proposes in dots, or in the first body, if it is like none
    that the atlas knows.

    ``novelty``: of each, squared distance to the atlas; ``drawn``: strings of the atlas.
    """
    kinds, known = spellings.tables().kind, set(drawn.tolist())
    for candidate, away in zip(proposed, novelty.tolist(), strict=True):
        if away < P.STRANGE_DOTS:
            continue
        near = candidate.outline > candidate.outline.max() - P.WITHIN
        rows = [k for k in np.argsort(-candidate.outline, kind="stable").tolist() if near[k]]
        several = [
            k
            for k in rows
            if kinds[candidate.strings[k]] == LETTERS and _may_have_other_dots(spellings, candidate.strings[k])
        ]
        bases = list(dict.fromkeys(candidate.strings[several].tolist()))[: P.TRIED]
        best: dict[tuple[int, int], float] = {}
        for k in several:
            if candidate.strings[k] in bases:
                text = spellings.texts[candidate.strings[k]]
                dots, bodies = with_other_dots(text), with_other_body(text) if away >= P.STRANGE_BODY else ()
                for other in (*dots, *bodies):
                    key = spellings.number(other), int(candidate.forms[k])
                    cost = P.OTHER_BODY if other in bodies else P.OTHER_DOTS + P.KNOWN_DOTS * (key[0] in known)
                    best[key] = max(best.get(key, -np.inf), float(candidate.outline[k]) - cost)
        for string, form, value in zip(
            candidate.strings.tolist(), candidate.forms.tolist(), candidate.outline.tolist(), strict=True
        ):
            if best.get((string, form), np.inf) <= value:
                del best[string, form]
        if best:
            strings, forms = zip(*best, strict=True)
            candidate.add(strings, forms, list(best.values()))


def _may_have_other_dots(spellings: Spellings, string: int) -> bool:
    text = spellings.texts[string]
    return len(text) > 1 and text not in NAMES_OF_GOD


@lru_cache(maxsize=1024)
def with_other_dots(text: str) -> tuple[str, ...]:
    """Letters like those of ``text`` but for their dots.

    >>> with_other_dots("\\u0644\\u0649") == ("\\u0644\\u064a",)
    True
    """
    joined = [_ALIKE.get(letter, letter) for letter in text[:-1]]
    alike = itertools.product(*joined, _ALIKE_LAST.get(text[-1], text[-1]))
    return tuple(other for one in alike if (other := "".join(one)) != text)


@lru_cache(maxsize=1024)
def with_other_body(text: str) -> tuple[str, ...]:
    """Two letters like those of ``text``, but for the body of the first.

    >>> with_other_body("\\u062a\\u064a") == ("\\u0642\\u064a",)
    True
    """
    return tuple(letter + text[1:] for letter in _SAME_DOTS.get(text[0], "") if letter != text[0])
