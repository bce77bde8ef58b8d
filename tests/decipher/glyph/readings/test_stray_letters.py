"""Letters of other languages that a font's names call single glyphs of an Arabic text."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace

import pytest

from tests.decipher.glyph.split_face import NASKH, set_text
from tests.decipher.glyph.typesetter import Typeset, typeset
from tests.installed import require
from tests.repair.painter import line_read_by
from warraq.decipher.glyph.channel import decipher
from warraq.decipher.glyph.readings.stray_letters import stray_letters, with_upright_dots
from warraq.fonts.claims.table_evidence import TableEvidence

TEH, TTEHEH, TTEH = "\u062a", "\u067a", "\u0679"


@pytest.fixture(scope="module")
def page() -> Typeset:
    return typeset(set_text()[:900], require(NASKH, "fonts-noto-core"))


def read(page: Typeset, wrongly: Mapping[int, str]) -> dict[int, str]:
    """What the glyphs of ``page`` read as by names of its letters, where ``wrongly`` hasn't others."""
    shown = {gid: text for gid, text in page.truth.items() if text.isalpha()} | dict(wrongly)
    names = {gid: "_".join(f"uni{ord(c):04X}" for c in text) for gid, text in shown.items()}
    font = replace(page.extraction.fonts[0], gid_to_name=names, gid_to_unicode={})
    (glyph_map,) = decipher(replace(page.extraction, fonts=(font,)))
    return {code: reading.text for code, reading in glyph_map.readings.items()}


def test_a_glyph_that_is_named_after_a_letter_of_another_language_is_read_by_words_and_outline(page: Typeset) -> None:
    teh = min(gid for gid, text in page.truth.items() if text == TEH)
    assert read(page, {teh: TTEHEH})[teh] == TEH


def test_an_arabic_letter_with_upright_dots_is_as_likely_as_the_one_that_has_them() -> None:
    evidence = with_upright_dots(TableEvidence({TTEHEH: -0.1, TTEH: -7.0}, -12.0, "name"))
    assert evidence.scores == {TTEHEH: -0.1, TEH: -0.1, TTEH: -7.0}


def strays(text: str, evidence: str = "name") -> str:
    """The letters of ``text`` that are strays where ``evidence`` gave its letters."""
    readings, symbols = line_read_by(text, evidence)
    return "".join(sorted(readings[s].text for s in stray_letters(readings, symbols)))


def test_a_text_with_several_letters_that_arabic_has_not_is_written_with_them() -> None:
    assert strays(f"كتب زيد {TTEHEH} مرة") == TTEHEH
    assert strays(f"كتب زيد {TTEHEH} و{TTEH} مرة") == ""
    assert strays(f"كتب زيد {TTEHEH} وگ مرة") == ""
    assert strays(f"{'كتب زيد مرة ' * 40} {TTEHEH} و{TTEH}") == TTEH + TTEHEH


def test_borrowed_letters_and_what_is_claimed_are_no_strays() -> None:
    assert strays("كتب زيد \u06a4 مرة") == strays("كتب زيد \u0671لله مرة") == ""
    assert strays(f"كتب زيد {TTEHEH} مرة", "claim") == ""
