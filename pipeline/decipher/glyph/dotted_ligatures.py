"""Ligatures that differ in their dots alone: a face may have one of them that no face of the atlas has."""

from __future__ import annotations

import itertools
from collections.abc import Sequence
from functools import lru_cache
from typing import Final

import numpy as np
from numpy.typing import NDArray

from pipeline.arabic.letters import ALIKE_JOINED
from pipeline.decipher.glyph.candidates import UNFAMILIAR, Candidates
from pipeline.decipher.glyph.spellings import LETTERS, Spellings

#: Letters that are drawn alike but for their dots, or nearly so, where none is joined behind them.
_LAST: Final = (
    "\u0628\u062a\u062b", "\u062c\u062d\u062e", "\u062f\u0630", "\u0631\u0632", "\u0633\u0634", "\u0635\u0636",
    "\u0637\u0638", "\u0639\u063a", "\u0649\u064a", "\u0647\u0629", "\u0648\u0624",
)  # fmt: skip
_ALIKE: Final = tuple({letter: group for group in groups for letter in group} for groups in (ALIKE_JOINED, _LAST))
#: Ligatures that an outline proposes first, of which others are tried, those that suit it so well (nats), and what the
#: others are behind.
TRIED: Final = 3
WITHIN: Final = 10.0
OTHER_DOTS: Final = 2.0


def add_other_dots(found: Sequence[Candidates], novelty: NDArray[np.float64], spellings: Spellings) -> None:
    """Add ligatures of two letters that differ in dots from those that an outline proposes, where it is like none that
    the atlas knows. ``novelty``: of each, squared distance to the atlas."""
    kinds = spellings.tables().kind
    for own, away in zip(found, novelty.tolist(), strict=True):
        if away < UNFAMILIAR[0]:
            continue
        near = own.outline > own.outline.max() - WITHIN
        rows = [k for k in np.argsort(-own.outline, kind="stable").tolist() if near[k]]
        of_two = [k for k in rows if kinds[own.strings[k]] == LETTERS and len(spellings.texts[own.strings[k]]) == 2]
        bases = list(dict.fromkeys(own.strings[of_two].tolist()))[:TRIED]
        best: dict[tuple[int, int], float] = {}
        for k in of_two:
            if own.strings[k] in bases:
                for text in with_other_dots(spellings.texts[own.strings[k]]):
                    key = spellings.number(text), int(own.forms[k])
                    best[key] = max(best.get(key, -np.inf), float(own.outline[k]) - OTHER_DOTS)
        for string, form, value in zip(own.strings.tolist(), own.forms.tolist(), own.outline.tolist(), strict=True):
            if best.get((string, form), np.inf) <= value:
                del best[string, form]
        if best:
            strings, forms = zip(*best, strict=True)
            own.add(strings, forms, list(best.values()))


@lru_cache(maxsize=1024)
def with_other_dots(text: str) -> tuple[str, ...]:
    """Two letters like those of ``text`` but for their dots.

    >>> with_other_dots("\\u0644\\u0649") == ("\\u0644\\u064a",)
    True
    """
    alike = itertools.product(*(_ALIKE[k].get(letter, letter) for k, letter in enumerate(text)))
    return tuple(other for one in alike if (other := "".join(one)) != text)
