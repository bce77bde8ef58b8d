"""Dates, symbols, language."""

from __future__ import annotations

import pytest

from pipeline.segment.metadata import SYMBOL, language, meeting_days, read_metadata


@pytest.mark.parametrize(
    ("text", "days"),
    [
        ("المعقود في فيينا يومي 8 و9 أيلول/سبتمبر 2020", ["2020-09-08", "2020-09-09"]),
        ("من 11 إلى 13 تشرين الثاني/نوفمبر 2013", ["2013-11-11", "2013-11-12", "2013-11-13"]),
        ("من 30 أيار/مايو إلى 1 حزيران/يونيه 2012", ["2012-05-30", "2012-05-31", "2012-06-01"]),
        ("في ٥ كانون الأول/ديسمبر ٢٠١٩", ["2019-12-05"]),
        ("في 3 يوليو 2018", ["2018-07-03"]),
        ("في 31 شباط/فبراير 2018", []),
        ("بلا تاريخ", []),
    ],
)
def test_meeting_days(text: str, days: list[str]) -> None:
    assert [day.isoformat() for day in meeting_days(text)] == days


def test_only_a_date_on_which_something_was_held_is_a_meeting() -> None:
    body = ["صدر القانون في 10 كانون الثاني/يناير 2017.", "وعُقد الاجتماع في فيينا يومي 8 و9 أيلول/سبتمبر 2020."]
    assert read_metadata("قانون", [], body).meeting_dates == ("2020-09-08", "2020-09-09")
    assert read_metadata("قانون", [], body[:1]).meeting_dates == ()


@pytest.mark.parametrize(
    "symbol", ["CTOC/COP/WG.7/2020/4", "A/RES/55/25", "CTOC/COP/WG.7/2020/INF/1/Rev.1", "E/CN.4/2005/102/Add.1"]
)
def test_symbols(symbol: str) -> None:
    assert SYMBOL.findall(f"({symbol}).") == [symbol]


def test_the_symbol_of_the_furniture_wins_over_those_that_are_cited() -> None:
    metadata = read_metadata("تقرير", ["CTOC/COP/WG.7/2020/4", "4/10 V.20-05359"], ["انظر A/RES/55/25 و A/RES/55/25"])
    assert (metadata.symbol, metadata.job_number) == ("CTOC/COP/WG.7/2020/4", "V.20-05359")


@pytest.mark.parametrize(
    ("text", "code"),
    [("هذا نص عربي", "ar"), ("گزارش نهایی درباره پژوهش", "fa"), ("یہ ایک بڑی رپورٹ ہے", "ur"), ("English", None)],
)
def test_language(text: str, code: str | None) -> None:
    assert language(text) == code
