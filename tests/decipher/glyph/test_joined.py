"""Ligatures that no other face draws: the two letters of the font itself, set side by side."""

from __future__ import annotations

from pathlib import Path

import pytest

from pipeline.config import EVIDENCE, Config
from pipeline.decipher.glyph import atlas
from pipeline.decipher.glyph.glyph_channel import decipher
from tests.decipher.glyph.test_faces import text
from tests.decipher.glyph.typesetter import Typeset, typeset
from tests.installed import require

KACST = Path("/usr/share/fonts/truetype/kacst-one/KacstOne.ttf")
#: Seen and sad with reh, which this face draws as one glyph, in words that are words without the reh too.
WORDS = "تسري السرعة مصرف حصر عناصر القاصر يسري سر نصر عصر "


def ligatures(page: Typeset) -> dict[int, str]:
    return {code: shown for code, shown in page.truth.items() if shown in ("سر", "صر") and page.count[code]}


@pytest.fixture
def page(monkeypatch: pytest.MonkeyPatch) -> Typeset:
    path = require(KACST, "fonts-kacst-one")
    book = atlas.load(exclude=("KacstOne",))
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
