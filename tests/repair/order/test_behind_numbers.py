"""Units, currencies and reasons of statuses stand behind their numbers; names stand before theirs."""

from __future__ import annotations

import re

import pytest

from tests.repair.painter import visual
from warraq.repair.order.behind_numbers import BEFORE_THEIR_NUMBER
from warraq.repair.order.bidi import spell
from warraq.repair.order.order import logical_order

_BEFORE = re.compile(BEFORE_THEIR_NUMBER)


def read(text: str) -> str:
    painted = "".join(base for base, _ in visual(text))
    return spell(painted, logical_order(painted))


@pytest.mark.parametrize(
    "unit",
    [
        *("kg", "km", "mg/kg", "µg/m³", "km/h", "km²", "MW", "kWh", "GHz", "Hz", "MB", "ha", "m/s", "hPa", "atm"),
        *(
            "mA",
            "kΩ",
            "µF",
            "MP",
            "°C",
            "USD",
            "EUR",
            "SAR",
            "hp",
            "IU",
            "Gbps",
            "KB",
            "GiB",
            "g/day",
            "dBm",
            "mmol",
            "kVA",
        ),
        *("mSv/year", "Sv", "pm", "VA", "Gb", "dB/decade", "MFLOPS", "AU", "pcs", "min", "fL", "pg", "cbm", "tsp"),
    ],
)
def test_units_follow_their_number(unit: str) -> None:
    assert _BEFORE.search(f"{unit} 5")
    assert read(f"وزنه 5 {unit} تقريبا") == f"وزنه 5 {unit} تقريبا"


def test_a_letter_is_a_unit_of_decimals_and_some_of_many() -> None:
    assert read("وتركيزه 0.5 M تقريبا") == "وتركيزه 0.5 M تقريبا"
    assert read("طوله 30 m ومدته 5 s ثم 2 h تقريبا") == "طوله 30 m ومدته 5 s ثم 2 h تقريبا"
    assert read("عند 298 K تقريبا") == "عند 298 K تقريبا"
    assert read("الفئة A 20 والجزء K 5 منها") == "الفئة A 20 والجزء K 5 منها"


def test_a_unit_may_have_a_sign_a_relation_or_a_name_beside_it() -> None:
    assert read("العدسة -1.25 D ونقص الماء (< 1 L) فقط") == "العدسة -1.25 D ونقص الماء (< 1 L) فقط"
    assert read("تحتاج 2 GB RAM تقريبا") == "تحتاج 2 GB RAM تقريبا"
    assert read("وسعته 16 GB DDR4 3200 تقريبا") == "وسعته 16 GB DDR4 3200 تقريبا"


def test_plurals_are_counted_but_parts_of_a_text() -> None:
    assert read("الضمان (24 months) فقط") == "الضمان (24 months) فقط"
    assert read("بعد 28 days.") == "بعد 28 days."
    assert read("انظر pages 35 ثم class 5 فقط") == "انظر pages 35 ثم class 5 فقط"
    assert read("المنفذ https 443 والمكتبة pandas 1.3.4 فقط") == "المنفذ https 443 والمكتبة pandas 1.3.4 فقط"


def test_units_of_a_list_follow_each_its_number() -> None:
    assert read("بين 13 mm، 12 kg و5 USD فقط") == "بين 13 mm، 12 kg و5 USD فقط"
    assert read("بلغت (12 V) فقط") == "بلغت (12 V) فقط"
    assert read("معمارية 64-bit حديثة") == "معمارية 64-bit حديثة"


@pytest.mark.parametrize(
    "word", ["No.", "A", "B", "TV", "PA", "MA", "WHO", "BBC", "page", "Skg", "mkg", "pH", "UTC", "MHT"]
)
def test_other_words_precede_theirs(word: str) -> None:
    assert _BEFORE.search(f"{word} 5") is None
    assert read(f"انظر {word} 5 تقريبا") == f"انظر {word} 5 تقريبا"


def test_a_unit_inside_a_latin_phrase_stays_there() -> None:
    assert read("انظر per kg 5 تقريبا") == "انظر per kg 5 تقريبا"


@pytest.mark.parametrize(
    "text", ["أجاب 404 Not Found ثم", "أجاب 301 Moved Permanently ثم", "عند 14:30 UTC ثم", "عند 14:30 UTC+3 ثم"]
)
def test_reasons_and_zones_follow_their_number(text: str) -> None:
    assert read(text) == text


@pytest.mark.parametrize("text", ["صدر Not Found 405 ثم", "صدر Visual Studio 2022 ثم", "ألبوم Moved Permanently 2 ثم"])
def test_the_number_of_another_name_is_behind_it(text: str) -> None:
    assert read(text) == text
