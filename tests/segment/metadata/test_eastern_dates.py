"""Dates of Persian and Urdu, and the Solar Hijri calendar."""

from __future__ import annotations

import datetime

import pytest

from warraq.segment.metadata.eastern_dates import SOLAR_YEARS, dates_in, solar_days

#: Leap years of Iran as they were kept.
LEAP = (1342, 1346, 1350, 1354, 1358, 1362, 1366, 1370, 1375, 1379, 1383, 1387, 1391, 1395, 1399, 1403)


@pytest.mark.parametrize(
    ("solar", "iso"),
    [
        ((1304, 1, 11), "1925-03-31"),
        ((1357, 11, 22), "1979-02-11"),
        ((1375, 12, 30), "1997-03-20"),
        ((1399, 12, 30), "2021-03-20"),
        ((1400, 1, 1), "2021-03-21"),
        ((1402, 5, 12), "2023-08-03"),
        ((1403, 1, 1), "2024-03-20"),
        ((1404, 1, 1), "2025-03-21"),
    ],
)
def test_days_of_the_solar_calendar(solar: tuple[int, int, int], iso: str) -> None:
    year, month, day = solar
    assert solar_days(year, month, str(day)) == (iso, "solar_hijri")


def test_leap_years_are_those_that_were_kept() -> None:
    assert tuple(y for y in range(1340, 1405) if solar_days(y, 12, "30")) == LEAP
    assert solar_days(1402, 7, "31") is None
    assert solar_days(1402, 13, "1") is None
    assert solar_days(1303, 1, "1") is None


def test_years_follow_one_another() -> None:
    for year in SOLAR_YEARS[:-1]:
        this, following = solar_days(year, None, None), solar_days(year + 1, 1, "1")
        assert this is not None
        assert following is not None
        last = datetime.date.fromisoformat(this[0].split("/")[1])
        assert last + datetime.timedelta(days=1) == datetime.date.fromisoformat(following[0])


@pytest.mark.parametrize(
    ("code", "text", "dates"),
    [
        ("fa", "در ۱۴۰۲/۰۵/۱۲ نوشته شد", [("۱۴۰۲/۰۵/۱۲", "2023-08-03", "solar_hijri")]),
        ("fa", "در ۱۲/۵/۱۴۰۲ نوشته شد", [("۱۲/۵/۱۴۰۲", "2023-08-03", "solar_hijri")]),
        ("fa", "روز ۱۲ مرداد ۱۴۰۲", [("۱۲ مرداد ۱۴۰۲", "2023-08-03", "solar_hijri")]),
        ("fa", "۱۲ مردادماه سال ۱۴۰۲", [("۱۲ مردادماه سال ۱۴۰۲", "2023-08-03", "solar_hijri")]),
        ("fa", "شهریور ۱۴۰۲", [("شهریور ۱۴۰۲", "2023-08-23/2023-09-22", "solar_hijri")]),
        ("fa", "سال ۱۳۹۹", [("سال ۱۳۹۹", "2020-03-20/2021-03-20", "solar_hijri")]),
        ("fa", "۳۰/۱۲/۱۴۰۲", []),
        (
            "fa",
            "۵ ژوئن ۲۰۲۰ و 2021/3/4",
            [("۵ ژوئن ۲۰۲۰", "2020-06-05", "gregorian"), ("2021/3/4", "2021-03-04", "gregorian")],
        ),
        ("fa", "۱۰ محرم ۱۴۴۰", [("۱۰ محرم ۱۴۴۰", "2018-09-20", "hijri")]),
        ("ur", "۱۲ جنوری ۲۰۲۰ء", [("۱۲ جنوری ۲۰۲۰", "2020-01-12", "gregorian")]),
        ("ur", "10 محرم الحرام 1440", [("10 محرم الحرام 1440", "2018-09-20", "hijri")]),
        ("ar", "في ۱۴۰۲/۰۵/۱۲", [("۱۴۰۲/۰۵/۱۲", "1982-03-07", "hijri")]),
        ("ar", "جون 2020", []),
    ],
)
def test_dates_by_the_language(code: str, text: str, dates: list[tuple[str, str, str]]) -> None:
    assert [(text[date.start : date.end], date.iso, date.calendar) for date in dates_in(text, code)] == dates
