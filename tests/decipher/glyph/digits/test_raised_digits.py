"""Digits that stand high over the baseline, without a claim."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace
from types import SimpleNamespace
from typing import Any

import numpy as np
import pytest
import uharfbuzz as hb

from tests.decipher.glyph.test_faces import FACES, FONTS, text
from tests.decipher.glyph.typesetter import typeset
from tests.installed import require
from warraq.decipher.glyph import parameters
from warraq.decipher.glyph.candidates.candidates import Candidates
from warraq.decipher.glyph.channel import decipher
from warraq.decipher.glyph.digits import raised_digits
from warraq.decipher.glyph.digits.raised_digits import propose_raised, raised
from warraq.decipher.glyph.parameters import ANY_FORM
from warraq.decipher.glyph.signs.spellings import Spellings
from warraq.fonts.outlines import atlas
from warraq.fonts.outlines.outline import Use, outline_evidence
from warraq.model.font import Reading

#: Lower and upper edge of digits and of raised ones (em).
USUAL, HIGH = (0.0, 0.65), (0.3, 0.68)


def read(
    digits: Sequence[tuple[str, tuple[float, float] | None]], claims: Mapping[int, str] | None = None, fonts: int = 1
) -> str:
    """What ``digits`` with these edges are read as, in fonts that take turns."""
    boxes: list[list[Any]] = [[] for _ in range(fonts)]
    row_of = {}
    for sign, (_, edges) in enumerate(digits):
        of_font = boxes[sign % fonts]
        row_of[sign] = sign % fonts, len(of_font)
        of_font.append(edges and (0.0, edges[0], 0.3, edges[1]))
    outlines = SimpleNamespace(row_of=row_of, of_font=[SimpleNamespace(boxes=of_font) for of_font in boxes])
    claims_of = [{claim: 1} if (claim := (claims or {}).get(sign)) else {} for sign in range(len(digits))]
    case: Any = SimpleNamespace(outlines=outlines, signs=SimpleNamespace(claims=claims_of))
    readings = {sign: Reading(text, 0.9, "outline") for sign, (text, _) in enumerate(digits)}
    raised_readings = raised(readings, case)
    assert list(raised_readings) == list(readings)
    return "".join(reading.text for reading in raised_readings.values())


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


DEJAVU = FACES[0]
SUPERSCRIPTS = "\u00b9\u00b2\u00b3\u2074\u2075\u2076\u2077\u2078\u2079"


def proposed(characters: str, **changed: Any) -> dict[str, str]:
    """The likeliest string of each of ``characters`` of a face that the atlas doesn't have, beside its digits, where
    its outline proposes ``x`` and ``'``; evidence as ``changed``."""
    family, file, package = DEJAVU
    path = require(FONTS / file, package)
    font = typeset("0123456789", path).extraction.fonts[0]
    nominal = hb.Font(hb.Face(path.read_bytes())).get_nominal_glyph
    gids = [nominal(ord(character)) for character in "0123456789" + characters]
    book, uses = atlas.load(exclude=(family,)), [Use(gid, 0.4, 3) for gid in gids if gid]
    evidence = outline_evidence(font, uses, book)
    assert evidence is not None
    columns: dict[str, Any] = {name: np.full(len(uses), value) for name, value in changed.items()}
    evidence = replace(evidence, **columns)
    spellings, signs = Spellings(), list(range(len(uses)))
    strings = np.array([spellings.number("x"), spellings.number("'")])
    candidates = {sign: Candidates(strings, np.full(2, ANY_FORM), np.array([0.0, -1.0])) for sign in signs}
    outlines = SimpleNamespace(of_font={0: evidence}, uses_of_font={0: uses}, signs_of_font={0: signs})
    case: Any = SimpleNamespace(
        outlines=outlines, extraction=SimpleNamespace(fonts=[font]), book=book, spellings=spellings
    )
    propose_raised(case, candidates)
    best = [spellings.texts[int(each.strings[each.outline.argmax()])] for each in candidates.values()]
    return dict(zip("0123456789" + characters, best, strict=True))


def test_a_raised_glyph_that_looks_like_a_digit_when_it_is_enlarged_is_one() -> None:
    texts = proposed(SUPERSCRIPTS + "'\u2019\u00b0*\u00ba")
    assert [texts[sign] for sign in SUPERSCRIPTS] == list("123456789")
    others = texts.keys() - set(SUPERSCRIPTS)
    assert {texts[sign] for sign in others} == {"x"}


@pytest.mark.parametrize("changed", [{"mark": True}, {"novelty": 5.0}, {"novelty": 21.0}])
def test_a_mark_and_what_the_atlas_knows_are_no_raised_digits(changed: dict[str, Any]) -> None:
    assert set(proposed(SUPERSCRIPTS, **changed).values()) == {"x"}


@pytest.mark.parametrize(
    ("bottom", "top", "share"),
    [(0.3, 0.7, 0.625), (0.1, 0.5, 0.0), (0.3, 0.5, 0.0), (0.3, 0.95, 0.0)],  # on the line, too low, too high
)
def test_a_raised_digit_stands_high_and_is_neither_low_nor_as_high_as_others(
    bottom: float, top: float, share: float
) -> None:
    box = (0.0, bottom, 0.3, top)
    evidence: Any = SimpleNamespace(boxes=[box], mark=[False], novelty=[99.0])
    assert raised_digits._share(evidence, 0, 0.4, 0.64) == pytest.approx(share)
    evidence.novelty[0] = parameters.RaisedDigits.NEARER_BY - 1  # known well as it is
    assert raised_digits._share(evidence, 0, 0.4, 0.64) == 0.0


def test_raised_digits_of_a_page_without_a_map_are_read(monkeypatch: pytest.MonkeyPatch) -> None:
    family, file, package = DEJAVU
    path = require(FONTS / file, package)
    book = atlas.load(exclude=(family,))
    monkeypatch.setattr(atlas, "shipped", lambda: book)
    nominal = hb.Font(hb.Face(path.read_bytes())).get_nominal_glyph
    notes = "العام¹ القرار² م³"
    readings = decipher(typeset(text(2500) + "\n" + notes, path).extraction)[0].readings
    assert [readings[nominal(ord(sign))].text for sign in SUPERSCRIPTS[:3]] == list(SUPERSCRIPTS[:3])
