"""Dates in Persian and Urdu text, to ISO 8601: their names of months, and the Solar Hijri calendar of Persian.

The calendar has eight leap years in each cycle of 33, which is what was observed in all years since Iran took it up in
1304 and will be until 1501 (the longitude of Tehran decides about the new year; the rule first fails in 1502). Other
years are not converted. A number that is a year of it, 1402, is no year of the lunar calendar in a Persian text, where
no name of a month says so.
"""

from __future__ import annotations

import datetime
import re
from collections.abc import Iterator
from functools import cache
from operator import attrgetter
from typing import Final, Literal, cast

from warraq.segment.metadata.dates import Calendar, FoundDate, find_dates, gregorian_days, hijri_days, rows_of
from warraq.segment.numbering.words import Folding, fold, fold_with_places

#: Languages whose months are known here.
LANGUAGES: Final = frozenset({"fa", "ur"})
#: Years that the rule of the cycle has right, of the calendar with months of 31, 30 and 29 days.
SOLAR_YEARS: Final = range(1304, 1501)
#: Ordinal (``datetime.date.toordinal``) of the day before the first of the year 1, less that of leap days.
_EPOCH: Final = 1948320 - 1721425
_L: Final = r"[^\W\d_]"
_MONTH: Final = "\u0645\u0627\u0647"  # mah
_OF_YEAR: Final = "\u0633\u0627\u0644"  # sal
_SOLAR: Final = "\u0647\u0640?\\.?\\s?\u0634"  # heh, sheen: of the solar Hijra
_LUNAR: Final = "\u0647\u0640?\\.?\\s?\u0642"  # heh, qaf: of the lunar one
#: Arabic letters that are typed for those of Persian and Urdu.
_TYPED: Final = str.maketrans("\u06cc\u06a9\u06c1", "\u064a\u0643\u0647")


def dates_in(text: str, language: str, folding: Folding | None = None) -> list[FoundDate]:
    """Every date in a ``text`` of a document in ``language``, in order, as ``find_dates`` has those of Arabic.

    Args:
        folding: its ``fold_with_places``, if it was made.
    """
    if language not in LANGUAGES or re.search(r"\d{4}", text) is None:
        return list(find_dates(text, folding))
    folding = folding or fold_with_places(text)
    folded, places = folding
    matches = list(_matches(folded, language))
    dates = [
        FoundDate(places[match.start()], places[match.end()], *read)
        for match in matches
        if (read := _read(match, language)) is not None
    ]
    taken = [(places[match.start()], places[match.end()]) for match in matches]
    others = (
        date
        for date in find_dates(text, folding)
        if all(date.end <= start or date.start >= end for start, end in taken)
    )
    return sorted((*dates, *others), key=attrgetter("start"))


def solar_days(year: int, month: int | None, day: str | None) -> tuple[str, Literal["solar_hijri"]] | None:
    """A day of the Solar Hijri calendar, or the interval of days that a month or year is; None where there is none."""
    if year not in SOLAR_YEARS or not 1 <= (month or 1) <= 12:
        return None
    lengths = [31] * 6 + [30] * 5 + [_new_year(year + 1) - _new_year(year) - 336]
    months = range((month or 1) - 1, month or 12)
    first = _new_year(year) + sum(lengths[: months[0]])
    if day is None:
        return f"{_iso(first)}/{_iso(first + sum(lengths[at] for at in months) - 1)}", "solar_hijri"
    return (_iso(first + int(day) - 1), "solar_hijri") if 1 <= int(day) <= lengths[months[0]] else None


def _new_year(year: int) -> int:
    """Ordinal of its first day."""
    return _EPOCH + 365 * (year - 1) + (8 * year + 21) // 33


def _iso(ordinal: int) -> str:
    return datetime.date.fromordinal(ordinal).isoformat()


@cache
def months_of(language: str) -> dict[str, tuple[Calendar, int]]:
    """Folded name of a month -> its calendar and number, from ``data/eastern_months.tsv``."""
    names: dict[str, tuple[Calendar, int]] = {}
    for code, calendar, number, name, *others in rows_of("eastern_months.tsv"):
        if code == language:
            for spelling in (name, *(others[0].split(";") if others else ())):
                for typed in (spelling, spelling.translate(_TYPED)):
                    names[fold(typed)] = cast(Calendar, calendar), int(number)
    return names


@cache
def _pattern(language: str) -> re.Pattern[str]:
    """Folded text: a date with a name of a month; in Persian also a year that may be one of its own calendar."""
    names = "|".join(sorted(map(re.escape, months_of(language)), key=len, reverse=True))
    named = (
        rf"(?:(?<![\d/.])(?P<day>\d{{1,2}})\s+)?(?<!{_L})(?P<month>{names})(?:[\s\u200c]?{_MONTH})?"
        rf"\s*[,\u060c]?\s+(?:{_OF_YEAR}\s+)?(?P<year>\d{{4}})(?!\d)"
    )
    if language != "fa":
        return re.compile(named)
    return re.compile(
        rf"{named}|(?<![\d/.-])(?P<y>\d{{4}})\s?[/-]\s?(?P<m>\d{{1,2}})\s?[/-]\s?(?P<d>\d{{1,2}})(?![\d/]|\.\d)"
        r"|(?<![\d/.])(?P<d2>\d{1,2})\s?[/.]\s?(?P<m2>\d{1,2})\s?[/.]\s?(?P<y2>\d{4})(?![\d/.]\d)"
        rf"|(?:(?<!{_L}){_OF_YEAR}\s+(?P<only>\d{{4}})(?![\d/-])(?!\s?{_LUNAR})(?:\s?{_SOLAR}(?!{_L}))?"
        rf"|(?<![\d/.-])(?P<marked>\d{{4}})\s?{_SOLAR}(?!{_L}))"
    )


def _matches(folded: str, language: str) -> Iterator[re.Match[str]]:
    """What has the name of a month, or a year of the Solar Hijri calendar."""
    for match in _pattern(language).finditer(folded):
        if match["month"] or _solar_year(match) in SOLAR_YEARS:
            yield match


def _solar_year(match: re.Match[str]) -> int:
    return int(next(match[name] for name in ("y", "y2", "only", "marked") if match[name]))


def _read(match: re.Match[str], language: str) -> tuple[str, Calendar] | None:
    """ISO form and calendar of a match; None where there is no such day."""
    if not match["month"]:
        return solar_days(_solar_year(match), *_numbers(match))
    calendar, month = months_of(language)[match["month"]]
    year, day = int(match["year"]), match["day"]
    if calendar == "solar_hijri":
        return solar_days(year, month, day)
    return hijri_days(year, month, day) if calendar == "hijri" else gregorian_days(year, month, day)


def _numbers(match: re.Match[str]) -> tuple[int | None, str | None]:
    """Month and day that are written as numbers."""
    for month, day in (("m", "d"), ("m2", "d2")):
        if match[month]:
            return int(match[month]), match[day]
    return None, None
