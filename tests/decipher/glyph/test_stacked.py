"""Letters stacked into one glyph, as the faces of type foundries have them and those of the atlas don't."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import numpy as np
import pytest
import uharfbuzz as hb

from tests.decipher.glyph.test_faces import text
from tests.decipher.glyph.typesetter import typeset
from tests.installed import require
from warraq.arabic import presentation_forms
from warraq.decipher.glyph.channel import decipher
from warraq.fonts.outlines import atlas
from warraq.model.glyph import Extraction, Page

NASKH = Path("/usr/share/fonts/truetype/noto/NotoNaskhArabic-Regular.ttf")
#: The presentation form whose glyph is put in the place of the two letters, the first of them without one before.
STACKED = {"لج": "\ufcc9", "لخ": "\ufccb", "مح": "\ufccf"}
WORDS = "الجريدة الجمهورية الخامسة الخاصة الجهاز الخبراء الجديدة الخدمات محكمة محلية الجملة محدود محرم"


def _glyphs(font: hb.Font, characters: str) -> list[int]:
    """Glyph indices from left to right."""
    buffer = hb.Buffer()
    buffer.add_str(characters)
    buffer.guess_segment_properties()
    hb.shape(font, buffer)
    return [info.codepoint for info in buffer.glyph_infos]


def _joined(page: Page, pairs: dict[tuple[int, int], int]) -> Page:
    """The page with one glyph for two; ``pairs``: (left, right) -> the glyph for both."""
    gid, advance, keep = page.gid.copy(), page.advance.copy(), np.ones(len(page), np.bool_)
    for (left, right), both in pairs.items():
        for i in np.flatnonzero((gid[:-1] == left) & (gid[1:] == right) & (page.y[:-1] == page.y[1:])):
            gid[i], keep[i + 1] = both, False
            advance[i] += advance[i + 1]
    code = gid[keep].astype(np.uint32)
    rest = {name: getattr(page, name)[keep] for name in ("font", "x", "y", "size", "angle", "flags", "claim")}
    return replace(page, charcode=code, cid=code, gid=gid[keep], advance=advance[keep], **rest)


@pytest.fixture
def stacked(monkeypatch: pytest.MonkeyPatch) -> tuple[Extraction, dict[int, str]]:
    """A page and a half in a face that the atlas doesn't have, without any map, and what the stacked glyphs show."""
    path = require(NASKH, "fonts-noto-core")
    book = atlas.load(exclude=("NotoNaskhArabic",))
    monkeypatch.setattr(atlas, "shipped", lambda: book)
    font = hb.Font(hb.Face(path.read_bytes()))
    pairs, shown = {}, {}
    for letters, form in STACKED.items():
        _, left, right, _ = _glyphs(font, f"\N{ARABIC LETTER ALEF}{letters}\N{ARABIC LETTER REH}")
        (both,) = _glyphs(font, form)
        pairs[left, right], shown[both] = both, letters
    extraction = typeset(text(2500) + "\n" + WORDS, path).extraction
    codes = replace(extraction.fonts[0], code_to_gid=extraction.fonts[0].code_to_gid | {both: both for both in shown})
    pages = tuple(_joined(page, pairs) for page in extraction.pages)
    return replace(extraction, pages=pages, fonts=(codes,)), shown


def test_stacked_letters_are_both_read(stacked: tuple[Extraction, dict[int, str]]) -> None:
    extraction, shown = stacked
    readings = decipher(extraction)[0].readings
    assert {code: readings[code].text for code in shown} == shown


def test_what_stands_on_one_letter_of_the_jeem_group_stands_on_all() -> None:
    """Unicode has lam and meem with jeem or hah, final, and with hah, initial, but none with khah."""
    assert {"لمج", "لمح", "لمخ"} <= set(presentation_forms.STACKED)
