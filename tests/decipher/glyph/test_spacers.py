"""Faces that keep their letters apart by glyphs without ink (Nastaliq), and tails that reach over white."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

import numpy as np
import pytest

from tests.decipher.glyph.split_face import (
    BASE,
    DOTS,
    DRAWN,
    SPACE,
    SPACER,
    codes,
    nastaliq,
)
from tests.decipher.glyph.tiny_fonts import font as font_of
from tests.glyph_columns import glyph_columns, with_columns
from warraq.config import EVIDENCE
from warraq.decipher.glyph.parts import dots_apart, whole_letters
from warraq.decipher.glyph.parts.split_dots import join_dots
from warraq.fonts.outlines.outline import outlines_of
from warraq.model.glyph import Extraction, Page

LAM, NOON, FEH = "\u0644", "\u0646", "\u0641"


@pytest.mark.parametrize(
    ("claims", "widths", "spacers"),
    [
        ({}, {SPACER: 0.0, SPACE: 250.0}, {SPACER}),
        ({SPACER: LAM}, {SPACER: 0.0, SPACE: 250.0}, {SPACER}),
        ({SPACER: "\N{ARABIC-INDIC DIGIT FOUR}"}, {SPACER: 0.0, SPACE: 250.0}, {SPACER}),  # by a wrong map
        ({SPACER: " "}, {SPACER: 0.0, SPACE: 250.0}, set()),
        ({SPACER: "\N{ZERO WIDTH JOINER}"}, {SPACER: 0.0, SPACE: 250.0}, set()),
        ({SPACER: "\N{ARABIC SUKUN}"}, {SPACER: 0.0, SPACE: 250.0}, {SPACER}),  # it has no ink
        ({SPACER: "\N{COMBINING GRAPHEME JOINER}"}, {SPACER: 0.0, SPACE: 250.0}, set()),
        ({}, {SPACER: 0.0, SPACE: 0.0}, set()),  # Qahiri's space
        ({}, {SPACER: 20.0, SPACE: 250.0}, set()),
    ],
)
def test_spacers_paint_nothing_and_take_no_room(
    claims: dict[int, str], widths: dict[int, float], spacers: set[int]
) -> None:
    font = replace(font_of(None, claims=claims, codes=(BASE, DOTS, SPACER, SPACE)), widths=widths)
    uses = {SPACER: 90, SPACE: 40}
    assert dots_apart.spacers_of(font, {BASE, DOTS}, uses) == spacers
    assert dots_apart.spacers_of(font, {BASE, DOTS}, {SPACER: 90, SPACE: 1}) == set()  # the space is what is used
    absent = replace(font, code_to_gid={SPACER: 0, SPACE: SPACE})
    assert dots_apart.spacers_of(absent, (), uses) == set()


def test_a_spacer_goes_and_leaves_its_claim_to_the_base_behind_it_where_codes_go_by_text() -> None:
    document = nastaliq({SPACER: LAM}, [SPACER, BASE, SPACE, BASE, SPACER], (0, 2, LAM), (3, 4, NOON), (4, 5, FEH))
    for by_text, claims in (({0}, [LAM, "", ""]), ((), ["", "", ""])):
        page = whole_letters._without_spacers(document.pages[0], {0: DRAWN}, by_text)
        assert page.charcode.tolist() == [BASE, SPACE, BASE]
        assert [document.claims[number] if number >= 0 else "" for number in page.claim.tolist()] == claims
        assert page.actual_text == ((0, 1, LAM), (2, 3, NOON))
    page = nastaliq({SPACER: LAM}, [SPACER, BASE, SPACER, SPACER, BASE, SPACER, BASE]).pages[0]
    page = replace(page, claim=np.array([0, -1, 0, -1, -1, 0, -1], np.int32), font=np.array([0] * 6 + [1], np.uint16))
    left = whole_letters._without_spacers(page, {0: DRAWN}, {0})
    assert left.claim.tolist() == [0, 0, -1]  # across another spacer, but to no other font
    page = nastaliq({SPACER: LAM, BASE: FEH}, [SPACER, BASE, SPACER]).pages[0]
    assert whole_letters._without_spacers(page, {0: DRAWN}, {0}).claim.tolist() == [page.claim[1]]
    assert whole_letters._without_spacers(page, {0: replace(DRAWN, spacers=frozenset())}, {0}) is page


@pytest.mark.parametrize(
    ("white", "tail", "closed"), [(1.0, -0.05, True), (1.0, 0.0, False), (0.0, 0.0, False), (17.0, -1.65, False)]
)
def test_a_tail_that_reaches_over_the_white_before_it_leaves_none(white: float, tail: float, closed: bool) -> None:
    page = nastaliq({}, [BASE, BASE]).pages[0]
    page = replace(page, x=np.array([10.0, 15.0 + white], np.float32))
    edges = {0: {BASE: (tail, 0.5)}}
    assert whole_letters._closed(page, edges).advance.tolist() == [5.0 + white if closed else 5.0, 5.0]
    turned = replace(page, angle=np.array([0.0, 90.0], np.float32))
    smaller = replace(page, size=np.array([10.0, 8.0], np.float32))
    other = replace(page, font=np.array([0, 1], np.uint16))
    for unlike in (turned, smaller, other):
        assert whole_letters._closed(unlike, edges).advance.tolist() == [5.0, 5.0]
    assert whole_letters._closed(page, {0: {DOTS: (tail, 0.5)}}).advance.tolist() == [5.0, 5.0]
    nothing = replace(page, size=np.zeros(2, np.float32))
    assert whole_letters._closed(nothing, edges).advance.tolist() == [5.0, 5.0]


def test_a_face_with_spacers_is_joined_without_them_and_its_tails_take_their_room(apart: Extraction) -> None:
    narrow = tuple(replace(page, advance=page.advance * np.float32(0.9)) for page in apart.pages)
    plain = join_dots(replace(apart, pages=narrow), EVIDENCE)
    spaced = join_dots(with_spacers(replace(apart, pages=narrow)), EVIDENCE)
    assert codes(spaced) == codes(plain)
    advance = [np.concatenate([page.advance for page in one.pages]) for one in (plain, spaced)]
    wider = advance[1] > advance[0]
    assert 0.2 < wider.mean() < 1.0
    assert (advance[1] >= advance[0]).all()


def with_spacers(apart: Extraction) -> Extraction:
    """A blank glyph without a width before each letter and the dots before it."""
    font = apart.fonts[0]
    outlines = outlines_of(font)
    assert outlines is not None
    blank = next(gid for gid in font.code_to_gid.values() if outlines.box(gid)[0] is None)
    spacer = 1 << 15
    made = replace(
        font, code_to_gid=font.code_to_gid | {spacer: blank}, widths=font.widths | {spacer: 0.0},
        program_hash=font.program_hash + "spaced",
    )  # fmt: skip
    return replace(apart, fonts=(made,), pages=tuple(_spaced(page, spacer, blank, font) for page in apart.pages))


def _spaced(page: Page, spacer: int, blank: int, font: Any) -> Page:
    bases = [row for row, code in enumerate(page.charcode.tolist()) if font.widths[code] and code != blank]
    columns = {name: np.insert(column, bases, column[bases]) for name, column in glyph_columns(page).items()}
    added = np.array(bases) + np.arange(len(bases))
    columns["charcode"][added], columns["gid"][added], columns["advance"][added] = spacer, blank, 0.0
    return with_columns(page, columns)


def test_marks_between_letters_take_no_room() -> None:
    page = nastaliq({}, [BASE, DOTS, BASE]).pages[0]
    page = replace(page, x=np.array([10.0, 15.5, 16.0], np.float32), advance=np.array([5.0, 0.0, 5.0], np.float32))
    edges = {0: {BASE: (-0.05, 0.5), DOTS: (0.0, 0.1)}}
    assert whole_letters._closed(page, edges).advance.tolist() == [6.0, 0.0, 5.0]
    assert whole_letters._closed(page, {0: {BASE: (-0.05, 0.5)}}).advance.tolist() == [5.0, 0.0, 5.0]
