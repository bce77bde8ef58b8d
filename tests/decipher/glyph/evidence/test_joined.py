"""Ligatures that no other face draws: the two letters of the font itself, set side by side."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from itertools import product
from pathlib import Path
from types import SimpleNamespace
from typing import Any, cast

import numpy as np
import pytest
from numpy.typing import NDArray

from tests.decipher.glyph.evidence.test_dots import outlines
from tests.decipher.glyph.test_faces import text
from tests.decipher.glyph.typesetter import Typeset, typeset
from tests.installed import require
from warraq.config import EVIDENCE, Config
from warraq.decipher.glyph import parameters
from warraq.decipher.glyph.channel import decipher
from warraq.decipher.glyph.evidence.joined import _lenders, _points
from warraq.fonts.outlines import atlas
from warraq.fonts.outlines.atlas import LETTER, Atlas, Label
from warraq.fonts.outlines.glyph_shape import GlyphOutlines, Part, Shapes
from warraq.fonts.outlines.outline import OutlineEvidence, Use

KACST = Path("/usr/share/fonts/truetype/kacst-one/KacstOne.ttf")
#: Seen and sad with reh, which this face draws as one glyph, in words that are words without the reh too.
WORDS = "تسري السرعة مصرف حصر عناصر القاصر يسري سر نصر عصر "


def ligatures(page: Typeset) -> dict[int, str]:
    return {code: shown for code, shown in page.truth.items() if shown in ("سر", "صر") and page.count[code]}


@pytest.fixture
def page(monkeypatch: pytest.MonkeyPatch) -> Typeset:
    path = require(KACST, "fonts-kacst-one")
    book = atlas.load(exclude=("KacstOne", "Amiri", "NotoNaskhArabic", "NotoSansArabic"))  # all that draw such
    monkeypatch.setattr(atlas, "shipped", lambda: book)
    return typeset(text(2500) + "\n" + WORDS, path)


def test_ligatures_of_the_face_itself_are_read(page: Typeset) -> None:
    wanted = ligatures(page)
    assert len(wanted) >= 2
    readings = decipher(page.extraction)[0].readings
    assert {code: readings[code].text for code in wanted} == wanted


def test_without_that_evidence_one_letter_is_lost(page: Typeset) -> None:
    wanted = ligatures(page)
    readings = decipher(page.extraction, config=Config(evidence=EVIDENCE - {"joined"}))[0].readings
    assert {code: readings[code].text for code in wanted} != wanted


def test_pairs_that_were_painted_for_one_file_are_remembered_for_others(monkeypatch: pytest.MonkeyPatch) -> None:
    face, book = outlines([(0, 0, 300)], [(100, 0, 200)], [(0, 300, 80)]), atlas.shipped()
    pairs = [[Part(one), Part(other, dx=500)] for one, other in ((1, 2), (2, 3), (1, 3))]
    wanted = book.project(face.shapes(pairs, [1000.0] * 3, 600.0))
    asked: list[int] = []
    shapes = GlyphOutlines.shapes

    def watched(outlines: GlyphOutlines, parts: Sequence[Sequence[Part]], *more: Any) -> Shapes:
        asked.append(len(parts))
        return shapes(outlines, parts, *more)

    monkeypatch.setattr(GlyphOutlines, "shapes", watched)
    clouds = [_points(some, [1000.0] * len(some), 600.0, face, book) for some in (pairs[:2], pairs)]
    np.testing.assert_allclose(clouds[1], wanted, atol=1e-5)
    np.testing.assert_array_equal(clouds[0], clouds[1][:2])
    assert asked == [2, 1]
    for advance, tall, other in ((1100.0, 600.0, book), (1000.0, 700.0, book), (1000.0, 600.0, replace(book))):
        _points(pairs[:1], [advance], tall, face, other)
    assert asked == [2, 1, 1, 1, 1]


def test_no_more_than_so_many_pairs_of_a_font_are_remembered(monkeypatch: pytest.MonkeyPatch) -> None:
    face, asked = outlines([(0, 0, 300)], [(100, 0, 200)]), list[int]()

    def shapes(outlines: GlyphOutlines, parts: Sequence[Sequence[Part]], *more: Any) -> NDArray[np.float32]:
        asked.append(len(parts))
        return np.zeros((len(parts), 2), np.float32)

    monkeypatch.setattr(GlyphOutlines, "shapes", shapes)
    book = cast("Atlas", SimpleNamespace(project=lambda shapes: shapes))
    many = [[Part(1), Part(2, dx=dx)] for dx in range(513)]
    for pairs in (many[:9], many[:9], many, many[:9], many):
        _points(pairs, [1000.0] * len(pairs), 600.0, face, book)
    assert asked == [9, 504, 9, 504]


def test_a_letter_lends_its_shape_in_the_forms_that_suit_its_outline() -> None:
    """Of each form the two glyphs that are used most, but none that is blank or strange."""
    seen = "\N{ARABIC LETTER SEEN}"
    forms = tuple(Label(seen, before, after, LETTER) for before, after in product((False, True), repeat=2))
    (_, initial, final, medial) = range(4)
    loglik = np.full((6, 4), -50.0, np.float32)
    loglik[:3, initial] = 0.0
    loglik[0, [final, medial]] = -parameters.Joined.FORM_WITHIN, -parameters.Joined.FORM_WITHIN - 0.1
    loglik[3:, final] = 0.0
    novelty = np.array([0, 0, 0, 0, parameters.Joined.FAMILIAR + 1, 0], np.float32)
    evidence = OutlineEvidence(loglik, novelty, np.arange(6) == 5, np.zeros(6, np.bool_), (None,) * 6)
    uses = [Use(gid, 0.5, times) for gid, times in enumerate((1, 3, 2, 1, 1, 1))]
    book = cast("Atlas", SimpleNamespace(labels=forms))
    firsts, finals = _lenders(uses, evidence, book, dict.fromkeys(range(6), seen))
    assert [(letter.row, letter.before) for letter in firsts[seen]] == [(1, False), (2, False)]
    assert [letter.row for letter in finals] == [0, 3]
