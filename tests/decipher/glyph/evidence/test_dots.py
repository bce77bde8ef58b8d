"""Dots that a face draws once and sets over and under many bodies."""

from __future__ import annotations

import math
from collections.abc import Mapping
from dataclasses import replace
from io import BytesIO
from pathlib import Path
from typing import Any

import numpy as np
import pytest
from fontTools.fontBuilder import FontBuilder
from fontTools.pens.ttGlyphPen import TTGlyphPen

from tests.decipher.glyph.typesetter import Typeset, typeset
from tests.installed import require
from warraq.config import EVIDENCE, Config
from warraq.decipher.glyph import parameters
from warraq.decipher.glyph.candidates.candidates import Candidates
from warraq.decipher.glyph.channel import decipher
from warraq.decipher.glyph.evidence import dots as evidence
from warraq.decipher.glyph.evidence.dots import Dots, Size, _alike, _numbered, _without_holes, dots_of, signatures
from warraq.decipher.glyph.parameters import ANY_FORM
from warraq.decipher.glyph.search import solve
from warraq.decipher.glyph.search.sign_readings import with_borne_hamzas
from warraq.decipher.glyph.signs.spellings import Spellings
from warraq.fonts.outlines import atlas
from warraq.fonts.outlines.glyph_shape import GlyphOutlines
from warraq.model.font import Reading

AMIRI = Path("/usr/share/fonts/opentype/fonts-hosny-amiri/Amiri-Regular.ttf")
#: Words whose teeth this face draws in forms of their own, each of which stands in few words.
WORDS = (
    "يتخذ يتجاوز ينخفض بكتاب والكتابة يشرح شرحا شروط شهرين شراكات انتخاب يحب نحن تحت ثمن بين تبين يثبت نبني بنت يتيم "
)
TEH, NOON, YEH, BEH = "\u062a", "\u0646", "\u064a", "\u0628"
ABOVE, BELOW = ((1, 0),), ((-1, 0),)

Square = tuple[int, int, int]
"""Left, bottom, side."""


def outlines(*glyphs: list[Square], hole: Square | None = None) -> GlyphOutlines:
    """A font whose glyphs consist of squares; ``hole``: one more in the last glyph, that winds the other way."""
    builder = FontBuilder(1000, isTTF=True)
    order = [".notdef", *(f"g{k}" for k in range(len(glyphs)))]
    builder.setupGlyphOrder(order)
    builder.setupCharacterMap({})
    drawn = {".notdef": TTGlyphPen(None).glyph()}
    for name, squares in zip(order[1:], glyphs, strict=True):
        pen = TTGlyphPen(None)
        for left, bottom, side in squares:
            _square(pen, left, bottom, side, 1)
        if hole is not None and name == order[-1]:
            _square(pen, *hole, -1)
        drawn[name] = pen.glyph()
    builder.setupGlyf(drawn)
    builder.setupHorizontalMetrics(dict.fromkeys(order, (500, 0)))
    builder.setupHorizontalHeader(ascent=800, descent=-200)
    builder.setupNameTable({"familyName": "Dots", "styleName": "Regular"})
    builder.setupOS2()
    builder.setupPost(keepGlyphNames=False)
    stream = BytesIO()
    builder.save(stream)
    return GlyphOutlines(stream.getvalue())


def _square(pen: TTGlyphPen, left: int, bottom: int, side: int, way: int) -> None:
    corners = [(left, bottom), (left, bottom + side), (left + side, bottom + side), (left + side, bottom)][::way]
    pen.moveTo(corners[0])
    for corner in corners[1:]:
        pen.lineTo(corner)
    pen.closePath()


def test_dots_of_strings() -> None:
    assert dots_of(TEH) == ("..",) == dots_of("\u0644" + TEH)  # lam
    assert dots_of(NOON + BEH) == (",", ".")
    assert dots_of("\u0627") == ()  # alef
    assert dots_of("\u0643") is None  # kaf: what is drawn in it varies
    assert dots_of("5") is None
    assert dots_of("") is None


def test_the_same_contours_are_the_same_wherever_they_stand() -> None:
    body = (0, 0, 300)
    bearings = signatures(
        outlines([body, (0, 400, 80)], [body, (500, 390, 80)], [body, (10, -200, 80)], [body, (0, 400, 90)], [body]),
        range(1, 6),
    )
    assert bearings == [((1, 1),), ((1, 1),), ((-1, 1),), ((1, 2),), ()]


def test_what_glyphs_bear_is_remembered_for_the_same_ones() -> None:
    face = outlines([(0, 0, 300), (0, 400, 80)], [(0, 0, 300), (500, -200, 80)])
    bearings = signatures(face, [1, 2])
    assert signatures(face, [1, 2]) is bearings
    assert signatures(face, [2, 1]) == bearings[::-1]


def test_a_hole_is_no_dot_and_a_blank_glyph_bears_nothing() -> None:
    assert signatures(outlines([(0, 0, 300)], hole=(100, 100, 80)), [1, 0]) == [(), ()]


def test_dots_that_are_larger_than_the_tooth_that_bears_them_are_no_body() -> None:
    body, dots = (0, 0, 300), 80
    large = [[body, (100 * k, 400, dots)] for k in range(3)]
    bearings = signatures(outlines(*large, [(0, 0, 60), (0, -200, dots)]), range(1, 5))
    assert bearings[0] == bearings[1] == bearings[2] == ((1, 1),)
    assert bearings[3] == ((-1, 1),)


def test_what_is_dots_and_nothing_else_bears_none() -> None:
    letters = [[(0, 0, 300), (100 * k, 400, 80)] for k in range(3)]
    assert signatures(outlines(*letters, [(0, 0, 80), (0, 300, 80)]), range(1, 5))[3] == ()  # a colon


def contours(count: int, least: int, most: int) -> list[Size]:
    """Contours of all sizes from ``least`` to ``most`` (thousandths of an em)."""
    rng = np.random.default_rng(count)
    width, height = rng.integers(least, most, (2, count)) / 1000
    areas = width * height * rng.uniform(0.9, 1.0, count)
    return [Size(*size) for size in zip(areas.tolist(), width.tolist(), height.tolist(), strict=True)]


def test_contours_are_found_as_one_by_one() -> None:
    """Sizes that differ by little lie in neighbouring cells."""
    drawn = contours(600, 60, 100)
    met: list[Size] = []
    numbers = []
    for contour in drawn:
        number = next((k for k, other in enumerate(met) if _alike(contour, other)), len(met))
        numbers.append(number)
        if number == len(met):
            met.append(contour)
    assert _numbered(drawn) == numbers
    assert 30 < len(met) < 300


def test_contours_of_a_large_font_are_not_compared_with_all_others(monkeypatch: pytest.MonkeyPatch) -> None:
    compared = 0

    def counting(*contours: Any) -> bool:
        nonlocal compared
        compared += 1
        return bool(_alike(*contours))

    monkeypatch.setattr(evidence, "_alike", counting)
    numbers = _numbered(contours(3000, 20, 900))
    assert max(numbers) > len(numbers) / 2
    assert len(numbers) / 2 < compared < 2 * len(numbers)


def test_holes_are_no_contours_and_the_largest_comes_first() -> None:
    areas = [-2.0, 8.0, 4.0, -5.0, -7.0]  # a hole among three, nothing, two that wind otherwise
    measured = np.column_stack([areas, np.zeros((5, 4))])
    contours, begins = _without_holes(measured, np.array([0, 3, 3, 5]), 2)
    assert (contours[:, 0].tolist(), begins.tolist()) == ([2.0, 1.0, -1.75, -1.25], [0, 2, 2, 4])
    contours, begins = _without_holes(measured[:0], np.array([0, 0]), 2)
    assert (len(contours), begins.tolist()) == (0, [0, 0])


def test_strings_fit_the_dots_that_are_borne_or_have_unknown_ones() -> None:
    spellings = Spellings()
    dots, kaf = Dots({}, {}, spellings), "\u0643"
    strings = np.array([spellings.number(text) for text in (NOON, TEH, kaf, TEH + NOON, "7")])
    assert dots.fit(strings, (".",)).tolist() == [True, False, True, False, True]
    assert dots.fit(strings, None).all()


def candidates(spellings: Spellings, *texts: str) -> Candidates:
    strings = np.array([spellings.number(text) for text in texts])
    return Candidates(strings, np.full(strings.size, ANY_FORM), np.zeros(strings.size))


def cost(votes: int, most: int) -> float:
    return (
        math.log((votes + parameters.Dots.UNSEEN) / (most + parameters.Dots.UNSEEN))
        * most
        / (most + parameters.Dots.ALONE)
    )


def test_a_glyph_is_charged_for_other_dots_than_its_fellows_bear_and_not_by_itself() -> None:
    spellings = Spellings()
    borne = dict.fromkeys(range(4), (0, ABOVE)) | {4: (1, ABOVE), 5: (0, ())}
    dots = Dots(borne, {0: TEH}, spellings)
    tried = {sign: candidates(spellings, TEH, NOON, "\u0643", TEH + "\u0627", "7") for sign in range(1, 6)}
    right = {1: TEH, 2: NOON, 3: NOON, 4: NOON, 5: NOON}
    changed = []
    for readings in ({2: BEH, 3: BEH}, right, right):  # what was charged before is taken back
        dots.learn(readings)
        changed.append(dots.weigh(tried))
    assert changed == [True, True, False]
    # the settled one counts three times, 1 not on itself
    assert tried[1].outline.tolist() == pytest.approx([0, cost(2, 3), 0, 0, cost(0, 3) * parameters.Dots.SIGN])
    assert tried[2].outline.tolist() == pytest.approx([0, cost(1, 4), 0, 0, cost(0, 4) * parameters.Dots.SIGN])
    assert tried[4].outline.tolist() == tried[5].outline.tolist() == [0] * 5
    assert dots.likeliest(2) == ("..",)
    assert dots.likeliest(4) is None
    assert dots.likeliest(5) == ()
    assert dots.likeliest(6) is None  # its outline isn't known


def test_candidates_that_were_added_since_are_charged_too() -> None:
    spellings = Spellings()
    dots = Dots(dict.fromkeys(range(3), (0, ABOVE)), {}, spellings)
    tried = {0: candidates(spellings, TEH, BEH)}
    for _ in range(3):
        dots.learn({1: TEH, 2: TEH})
        dots.weigh(tried)
        if tried[0].strings.size < 4:
            tried[0].add([spellings.number(NOON)], ANY_FORM, [-1.0])
    assert tried[0].outline.tolist() == pytest.approx([0, cost(0, 2), *[cost(0, 2) - 1] * 2])


def test_dots_on_the_other_side_are_unlikely() -> None:
    spellings = Spellings()
    dots = Dots(dict.fromkeys(range(3), (0, BELOW)), {}, spellings)
    dots.learn({0: TEH, 1: YEH, 2: TEH})
    tried = {0: candidates(spellings, TEH, YEH, BEH)}
    dots.weigh(tried)
    assert dots.likeliest(0) == (",,",)
    assert tried[0].outline.tolist() == pytest.approx([-parameters.Dots.OTHER_SIDE, 0, cost(0, 1)])
    assert tried[0].outline.min() > -parameters.Dots.MOST_COST


def test_what_one_glyph_alone_bears_above_and_below_is_told_by_those_that_bear_either() -> None:
    borne = {0: (0, ABOVE), 1: (0, BELOW), 2: (0, BELOW + ABOVE), 3: (1, BELOW + ABOVE)}
    dots = Dots(borne, {0: NOON, 1: YEH}, Spellings())
    dots.learn({2: YEH, 3: YEH})
    assert dots.likeliest(2) == (",,", ".")
    assert dots.likeliest(3) is None
    dots = Dots(borne | {4: borne[2]}, {0: NOON, 1: YEH}, Spellings())
    dots.learn({2: YEH, 4: TEH + YEH})  # another glyph bears the same: that counts instead
    assert dots.likeliest(2) == (",,", "..")


def test_a_hamza_that_a_lam_bears_is_kept_beside_it() -> None:
    alef, lam, qaf = "\u0627", "\u0644", "\u0642"
    hamza, below, two = (
        ((parameters.Dots.FIRST_GLYPH, 0),),
        ((parameters.Dots.FIRST_GLYPH + 1, 0),),
        ((parameters.Dots.FIRST_GLYPH + 2, 0),),
    )
    signatures = [hamza] * 6 + [below] * 3 + [hamza + two] + [two] * 2 + [hamza + below]
    dots = Dots({sign: (0, dots_of) for sign, dots_of in enumerate(signatures)}, {}, Spellings())
    texts = ["\u0623", "\u0624", lam, alef, "\u0626", "", "\u0625", "\u0625", lam, qaf, TEH, qaf, "\u0623"]
    dots.learn(dict(enumerate(texts)))
    readings = with_borne_hamzas({sign: Reading(text, 1.0, "outline") for sign, text in enumerate(texts)}, dots)
    kept = {sign: reading.text for sign, reading in readings.items() if reading.text != texts[sign]}
    assert kept == {2: lam + "\u0654", 5: "\u0654", 8: lam + "\u0655", 9: qaf + "\u0654"}
    drawn = Dots(dict.fromkeys(range(5), (0, ABOVE)), {}, Spellings())  # contours of one glyph may be anything
    drawn.learn(dict(enumerate(texts[:5])))
    assert drawn.loose_hamza(2, lam) == ""


@pytest.fixture
def page(monkeypatch: pytest.MonkeyPatch) -> Typeset:
    path = require(AMIRI, "fonts-hosny-amiri")
    book = atlas.load(exclude=("Amiri",))
    monkeypatch.setattr(atlas, "shipped", lambda: book)
    return typeset(WORDS, path)


def wrong(page: Typeset, config: Config) -> int:
    readings = decipher(page.extraction, config=config)[0].readings
    return sum(readings[code].text != shown for code, shown in page.truth.items() if shown.isalpha())


def test_teeth_that_look_alike_are_told_apart_by_their_dots(page: Typeset) -> None:
    with_dots, without = wrong(page, Config()), wrong(page, Config(evidence=EVIDENCE - {"dots"}))
    assert with_dots <= without / 3


def test_hamzas_that_glyphs_bear_are_kept_where_a_document_is_read(
    page: Typeset, monkeypatch: pytest.MonkeyPatch
) -> None:
    mark = "\N{ARABIC HAMZA ABOVE}"

    def borne(readings: Mapping[int, Reading], dots: Dots) -> dict[int, Reading]:
        return {sign: replace(reading, text=reading.text + mark) for sign, reading in readings.items()}

    monkeypatch.setattr(solve, "with_borne_hamzas", borne)
    readings = decipher(page.extraction)[0].readings
    assert all(readings[code].text.endswith(mark) for code, shown in page.truth.items() if shown.isalpha())
