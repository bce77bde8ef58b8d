"""Digits that stand high over the baseline, without a claim."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from types import SimpleNamespace
from typing import Any

import pytest

from pipeline.decipher.glyph.raised_digits import raised
from pipeline.model.font import Reading

#: Lower and upper edge of digits and of raised ones (em).
USUAL, HIGH = (0.0, 0.65), (0.3, 0.68)


def read(
    digits: Sequence[tuple[str, tuple[float, float] | None]], claims: Mapping[int, str] | None = None, fonts: int = 1
) -> str:
    """What ``digits`` with these edges are read as, in fonts that take turns."""
    boxes: list[list[Any]] = [[] for _ in range(fonts)]
    row_of = {}
    for sign, (_, edges) in enumerate(digits):
        own = boxes[sign % fonts]
        row_of[sign] = sign % fonts, len(own)
        own.append(edges and (0.0, edges[0], 0.3, edges[1]))
    outlines = SimpleNamespace(row_of=row_of, of_font=[SimpleNamespace(boxes=own) for own in boxes])
    told = [{claim: 1} if (claim := (claims or {}).get(sign)) else {} for sign in range(len(digits))]
    case: Any = SimpleNamespace(outlines=outlines, signs=SimpleNamespace(claims=told))
    readings = {sign: Reading(text, 0.9, "outline") for sign, (text, _) in enumerate(digits)}
    found = raised(readings, case)
    assert list(found) == list(readings)
    return "".join(reading.text for reading in found.values())


@pytest.mark.parametrize(
    ("digits", "text"),
    [
        ([("2", USUAL), ("3", HIGH)], "2\u00b3"),
        ([("3", HIGH), ("3", USUAL)], "\u00b33"),
        ([("2", HIGH)], "\u00b2"),  # beside letters alone
        ([("2", (0.08, 0.6))], "2"),
        ([("2", (0.3, 0.9)), ("1", USUAL)], "21"),  # as high as the others: it is set higher
        ([("2", (0.3, 0.7)), ("1", (0.0, 0.45))], "21"),
        ([("\u0660", HIGH), ("5", USUAL)], "\u06605"),  # Arabic's zero is a dot
        ([("a", HIGH), ("", HIGH), ("1", None)], "a1"),
    ],
)
def test_digits_that_are_less_high_and_stand_over_the_baseline_are_raised(
    digits: list[tuple[str, tuple[float, float] | None]], text: str
) -> None:
    assert read(digits) == text


def test_a_digit_that_is_claimed_stays_one() -> None:
    assert read([("2", HIGH), ("3", HIGH)], claims={0: "2", 1: "5"}) == "2\u00b3"


def test_digits_are_held_against_those_of_their_own_font() -> None:
    assert read([("1", (0.0, 0.9)), ("1", (0.0, 0.3)), ("2", HIGH), ("2", HIGH)], fonts=2) == "11\u00b22"
