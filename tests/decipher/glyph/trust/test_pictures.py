"""Fonts of pictures: their glyphs are no letters."""

from __future__ import annotations

from dataclasses import replace

import numpy as np
import pytest

from tests.decipher.glyph.tiny_fonts import font, program
from tests.decipher.glyph.tiny_pages import page_of
from warraq.config import DEFAULT
from warraq.decipher.glyph.channel import decipher
from warraq.decipher.glyph.trust import pictures
from warraq.decipher.glyph.trust.pictures import is_picture_font, picture
from warraq.fonts.outlines import atlas
from warraq.fonts.outlines.outline import OutlineEvidence
from warraq.model.font import UNREAD


@pytest.mark.parametrize(
    "name",
    [
        *("Wingdings", "Wingdings-Regular", "Wingdings 2", "Webdings", "SymbolMT", "Symbol,Bold"),
        *(
            "ZapfDingbats",
            "ITCZapfDingbatsStd",
            "D050000L",
            "FontAwesome",
            "FontAwesome6Free-Solid",
            "MaterialIcons-Regular",
        ),
        *("OCHA-Icons", "HumanitarianIcons", "fontello icons", "CCIcons", "ESRIDefaultMarker", "ESRI Cartography"),
        *("MapInfo Symbols", "Carta", "Marlett", "dingbat", "MinionOrnaments"),
    ],
)
def test_picture_fonts_are_known_by_name(name: str) -> None:
    assert is_picture_font(replace(font(None), name=name))


@pytest.mark.parametrize(
    "name",
    [
        *("Symbola", "CambriaMath", "Amiri", "Fourier-Math-Symbols", "WingdingsArabic"),
        *("Silicon", "RubiconIconLC", "Lexicons", "Helicon-Bold", "Cartan", "Esrille"),
    ],
)
def test_other_fonts_are_none(name: str) -> None:
    assert not is_picture_font(replace(font(None), name=name))


@pytest.mark.parametrize(
    ("name", "claim", "shown"),
    [
        ("Wingdings", "\uf0a7", "▪"),
        ("Wingdings", "\uf04e", "☠"),
        ("Wingdings", "▪", "▪"),  # a claim that is a sign stands
        ("Wingdings", "\uf0b8", ""),  # an ornament
        ("Wingdings 3", "\uf022", "→"),
        ("SymbolMT", "\uf0b7", "•"),
        ("Symbol", "\uf061", "α"),
        ("ZapfDingbats", "\uf034", "✔"),
        ("ZapfDingbats", "\uf0b6", "❶"),
        ("ESRIDefaultMarker", "\uf022", ""),  # a mark of a map
        ("ESRIDefaultMarker", "B", ""),
        ("FontAwesome", "\ue900", ""),
        ("FontAwesome", "✓", "✓"),
    ],
)
def test_a_slot_shows_its_picture(name: str, claim: str, shown: str) -> None:
    made = replace(font(None, codes=(1,), claims={1: claim}), name=name)
    assert picture(made, 1, claim) == shown


def test_the_slot_is_the_code_of_a_simple_font_and_the_cmap_knows_it_too() -> None:
    simple = replace(font(None, codes=(0x6E,), claims={0x6E: "n"}), name="Wingdings", composite=False)
    assert picture(simple, 0x6E, "n") == "■"
    composite = replace(font(None, codes=(3,), cmap={3: "\uf06e"}), name="Wingdings")
    assert picture(composite, 3, None) == "■"


@pytest.mark.parametrize(("name", "claims"), [("OCHA-Icons", {1: "\ue900"}), ("OCHA-Icons", {})])
def test_the_marks_of_a_map_are_no_text(name: str, claims: dict[int, str]) -> None:
    made = font(program(["a"], {}), codes=(1,), claims=claims)
    (glyph_map,) = decipher(page_of(replace(made, name=name), [1, 1, 1]))
    assert (glyph_map.verdict, glyph_map.readings[1].text) == ("honest", "")


def test_a_picture_is_read_by_its_slot_not_by_its_outline() -> None:
    made = font(program(["a"], {}), codes=(1,), claims={1: "\uf0a7"})
    (glyph_map,) = decipher(page_of(replace(made, name="Wingdings"), [1, 1, 1]))
    assert (glyph_map.verdict, glyph_map.readings[1].text, glyph_map.readings[1].evidence) == ("honest", "▪", "legacy")
    (other,) = decipher(
        page_of(replace(made, name="Wingdings"), [1, 1, 1]),
        config=replace(DEFAULT, evidence=DEFAULT.evidence - {"legacy"}),
    )
    assert other.readings[1].text != "▪"


@pytest.mark.parametrize(("boxes", "shown"), [({}, "\u25aa"), ({"a": (0, 0, 100, 400, 500)}, UNREAD)])
def test_a_picture_that_nothing_names_is_a_bullet_by_its_outline_or_a_doubtful_sign(
    boxes: dict[str, tuple[int, int, int, int, int]], shown: str
) -> None:
    made = replace(font(program(["a"], {}, boxes=boxes), codes=(1,)), name="Wingdings")
    (glyph_map,) = decipher(page_of(made, [1, 1, 1]))
    assert glyph_map.readings[1].text == shown and (glyph_map.readings[1].confidence > 0.5) == (shown != UNREAD)


@pytest.mark.parametrize(
    ("like", "away", "shown"),
    [("\u2022", 21.0, "\u2022"), (".", 30.0, "\u2022"), (".", 60.0, UNREAD), ("O", 5.0, UNREAD)],
)
def test_a_round_spot_is_a_bullet(like: str, away: float, shown: str, monkeypatch: pytest.MonkeyPatch) -> None:
    labels = [label.text for label in atlas.shipped().labels]
    values = np.full((1, len(labels)), -50.0, np.float32)
    values[0, labels.index(like)] = 0.0
    seen = OutlineEvidence(values, np.array([away], np.float32), np.zeros(1, np.bool_), np.zeros(1, np.bool_), (None,))
    monkeypatch.setattr(pictures, "outline_evidence", lambda *_: seen)
    made = replace(font(program(["a"], {}, boxes={"a": (0, 0, 300, 400, 500)}), codes=(1,)), name="SymbolMT")
    assert decipher(page_of(made, [1, 1, 1]))[0].readings[1].text == shown


def test_a_slot_that_is_known_to_show_an_ornament_stays_one() -> None:
    made = replace(font(program(["a"], {}), codes=(1,), claims={1: "\uf0b8"}), name="Wingdings")
    assert decipher(page_of(made, [1, 1, 1]))[0].readings[1].text == ""
