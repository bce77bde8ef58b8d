"""Kashidas that look like another sign: only that they leave no white beside them tells."""

from __future__ import annotations

from types import SimpleNamespace
from typing import Any

import numpy as np
import pytest

from pipeline.decipher.glyph.candidates import ANY_FORM, NON_LETTER_WITHIN, Candidates
from pipeline.decipher.glyph.joining import TATWEEL
from pipeline.decipher.glyph.solve import add_kashidas
from pipeline.decipher.glyph.spellings import Spellings


def offered(best: str, box: tuple[float, float, float, float] | None, *others: str) -> list[tuple[str, float]]:
    """The candidates of a glyph 0.08 em wide that looks like ``best``, and what their outlines are worth."""
    spellings = Spellings()
    strings = np.array([spellings.number(text) for text in (best, *others)], np.int64)
    outline = -np.arange(strings.size, dtype=np.float64)
    own = Candidates(strings, np.full(strings.size, ANY_FORM), outline)
    case: Any = SimpleNamespace(
        spellings=spellings,
        symbols=SimpleNamespace(advance=np.array([0.08])),
        signs=SimpleNamespace(leader=np.array([0])),
        outlines=SimpleNamespace(row_of={0: (0, 0)}, of_font={0: SimpleNamespace(boxes=(box,))}),
    )
    add_kashidas(case, {0: own})
    return [(spellings.texts[s], worth) for s, worth in zip(own.strings.tolist(), own.outline.tolist(), strict=True)]


def test_a_square_without_white_on_either_side_may_be_a_kashida() -> None:
    assert offered(".", (-0.03, 0.0, 0.08, 0.1)) == [(".", 0.0), (TATWEEL, -NON_LETTER_WITHIN)]


@pytest.mark.parametrize("box", [(0.01, 0.0, 0.09, 0.1), (-0.03, 0.0, 0.07, 0.1), None])
def test_a_stop_with_white_beside_it_is_none(box: tuple[float, float, float, float] | None) -> None:
    assert offered(".", box) == [(".", 0.0)]


def test_a_letter_is_none_and_what_is_one_already_stays_so() -> None:
    wide = (-0.03, 0.0, 0.09, 0.1)
    assert offered("\N{ARABIC LETTER BEH}", wide, ".") == [("\N{ARABIC LETTER BEH}", 0.0), (".", -1.0)]
    assert offered(".", wide, TATWEEL) == [(".", 0.0), (TATWEEL, -1.0)]
