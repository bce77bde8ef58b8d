"""A claim that was right stays: nobody guesses at a font that nothing speaks against."""

from __future__ import annotations

from dataclasses import replace
from functools import cache

import numpy as np
import pytest

from tests.decipher.glyph.split_face import NASKH
from tests.decipher.glyph.tiny_fonts import font
from tests.decipher.glyph.tiny_pages import page_of
from tests.decipher.glyph.typesetter import Typeset, damaged, typeset
from tests.glyph_columns import glyph_columns, with_columns
from tests.installed import require
from warraq.decipher.glyph import channel
from warraq.decipher.glyph.channel import decipher
from warraq.decipher.glyph.parameters import Channel, Solve
from warraq.decipher.glyph.signs.tokens import symbols_of
from warraq.decipher.glyph.trust.claim_checks import ClaimChecks
from warraq.decipher.glyph.trust.font_selection import select_fonts
from warraq.model.finding import Finding
from warraq.model.glyph import Extraction

#: Persian of our own, in which a third of the words are none of Arabic's.
PERSIAN = """
پیش از آنکه گنجینه کتاب‌های شهر گشوده شود، چهار نفر از پژوهشگران جوان در گوشه‌ای از باغ گرد هم آمدند و
درباره چاپ نخست آن گفتگو کردند. یکی می‌گفت که ژرفای این پرسش را هیچ‌کس نمی‌داند، و دیگری پاسخ داد که
چنین گزارشی باید پیش از پایان سال نوشته شود. پس از چندی همگی پذیرفتند که برگه‌ها را دوباره بررسی کنند،
زیرا پیچیدگی نوشته‌ها بیش از آن بود که بتوان در یک روز به پایان رساند. گروهی نیز به گردآوری نگاره‌ها
پرداختند و چکیده‌ای از هر بخش فراهم آوردند تا خواننده بتواند آسان‌تر به پاسخ پرسش خود برسد.
"""


@cache
def page() -> Typeset:
    path = require(NASKH, "fonts-noto-core")
    return typeset(PERSIAN, path, typeset(PERSIAN, path).truth)


def with_bullet(extraction: Extraction, name: str) -> Extraction:
    """``extraction`` with a glyph of another font, which claims a code point for private use, at its end."""
    (sheet,) = extraction.pages
    bullet = replace(font(None, codes=(183,), claims={183: "\uf0b7"}), name=name)
    claims = (*extraction.claims, "\uf0b7")
    added = {"font": 1, "charcode": 183, "cid": 183, "gid": 183, "claim": len(claims) - 1}
    columns = {
        name: np.append(column, column.dtype.type(added.get(name, column[-1])))
        for name, column in glyph_columns(sheet).items()
    }
    return replace(extraction, pages=(with_columns(sheet, columns),), fonts=(*extraction.fonts, bullet), claims=claims)


@pytest.fixture
def never_accepted(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(ClaimChecks, "accepted", lambda self, number: False)


def test_a_font_of_bullets_says_nothing_of_the_maps_of_others(never_accepted: None) -> None:
    maps = decipher(with_bullet(page().extraction, "Symbol"))
    assert [glyph_map.verdict for glyph_map in maps] == ["honest", "honest"]
    assert maps[0].evidence == {"claim": 1.0}


def selected(extraction: Extraction) -> tuple[frozenset[int], frozenset[int]]:
    symbols = symbols_of(extraction)
    of_font = {number: np.flatnonzero(symbols.font == number).tolist() for number in range(len(extraction.fonts))}
    selection = select_fonts(extraction, symbols, of_font, ())
    return selection.fonts, selection.unproven


def test_ink_bears_out_what_spells_another_language() -> None:
    assert selected(with_bullet(page().extraction, "Amiri"))[0] == {1}


def test_a_wrong_map_of_another_language_is_no_better_for_it() -> None:
    path = require(NASKH, "fonts-noto-core")
    wrong = typeset(PERSIAN, path, damaged(page().truth, 0.4, seed=2))
    fonts, unproven = selected(with_bullet(wrong.extraction, "Amiri"))
    assert fonts == {0, 1}
    assert unproven == set()


def test_what_nothing_speaks_against_is_as_claimed_where_it_is_given_up(
    never_accepted: None, monkeypatch: pytest.MonkeyPatch
) -> None:
    """A font that claims nothing puts the others to the question; words of a language that isn't known answer none."""
    monkeypatch.setattr(Solve, "WORDS_OF_ARABIC", 0.0)
    glyph_map = decipher(with_bullet(page().extraction, "Amiri"))[0]
    assert glyph_map.verdict == "unreadable"
    assert {code: reading.text for code, reading in glyph_map.readings.items()} == page().truth
    assert max(reading.confidence for reading in glyph_map.readings.values()) <= 0.5


@pytest.mark.parametrize(
    ("shown", "borne_out"),
    [
        ("\u0628\u062a\u0633\u0644", True),
        ("\u062a\u0628\u0644\u0633", False),  # the tables say else
        ("", False),  # they know none
    ],
)
def test_tables_bear_out_claims_where_they_say_the_same(shown: str, borne_out: bool) -> None:
    claims = dict(enumerate("\u0628\u062a\u0633\u0644\u0638\u063a\u0636\u062b", start=1))
    made = font(None, codes=list(claims), claims=claims, cmap=dict(enumerate(shown, start=1)))
    symbols = symbols_of(page_of(made, list(claims)))
    assert channel._is_borne_out(made, range(len(symbols)), symbols) == borne_out


@pytest.mark.parametrize("borne_out", [True, False])
def test_what_is_borne_out_is_as_claimed_where_it_is_given_up(monkeypatch: pytest.MonkeyPatch, borne_out: bool) -> None:
    """A Nastaliq face whose map lacks a few glyphs was guessed as a whole, though its tables bear out the rest."""
    monkeypatch.setattr(Channel, "UNREADABLE_BELOW", 1.01)
    monkeypatch.setattr(channel, "_is_borne_out", lambda *_: borne_out)
    claims = {code: text for code, text in page().truth.items() if len(text) == 1}
    wrong = damaged(page().truth, 0.4, seed=2)
    sheet = typeset(PERSIAN, require(NASKH, "fonts-noto-core"), wrong).extraction
    finding = Finding("wrong_map", "font", f"{sheet.fonts[0].name} (font 0)", 1.0, "")
    readings = decipher(sheet, [finding])[0].readings
    wrongly = [code for code in claims if wrong.get(code) not in (None, claims[code]) and code in readings]
    assert any(readings[code].text == wrong[code] for code in wrongly) == borne_out
