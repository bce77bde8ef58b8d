"""Dates in Arabic text, to ISO 8601: Levantine and Gregorian months, Hijri dates, numbers.

Hijri dates are converted by the Umm al-Qura calendar (the package hijridate, 1343 to 1500 of the Hijra); a country that
sights the moon can differ by a day.
"""

from __future__ import annotations

import datetime
import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from functools import cache
from importlib import resources
from typing import TYPE_CHECKING, Final, Literal

import regex

from warraq.model.document import normal_text
from warraq.segment.numbering.words import Folding, fold, fold_with_places

if TYPE_CHECKING:
    from hijridate import Hijri

#: A form of the verb to hold (ayn, qaf, dal) and what follows it in the sentence.
_HELD = regex.compile("\u0639\u0642\u062f(?P<date>[^.]{0,120})")
#: ... in a text that isn't folded yet: its letters may carry marks and be stretched.
_PERHAPS_HELD = regex.compile("\u0639[\\p{Mn}\u0640]*\u0642[\\p{Mn}\u0640]*\u062f")
#: dated, dated (feminine), on the date of: what comes before the date of a paper, not of a meeting (folded).
_DATED = regex.compile("(?:\u0645\u0648\u0631\u062e\u0647?|\u0628\u062a\u0627\u0631\u064a\u062e)\\s+$")
#: Days in a range beyond which the dates are not a meeting.
LONGEST_MEETING: Final = 40
#: Years of the Hijra that the calendar knows.
HIJRI_YEARS: Final = range(1343, 1501)
#: A text without this has no date.
_YEAR = regex.compile(r"\d{4}")

#: A letter, for ``re``: it takes a third of the time that ``regex`` does for the longest of these patterns.
_L = r"[^\W\d_]"
_H = "\u0647"  # heh: of the Hijra
#: am, snh; lam, lsnh
_YEAR_WORDS = "\u0639\u0627\u0645|\u0633\u0646\u0647|\u0644\u0639\u0627\u0645|\u0644\u0633\u0646\u0647"


Calendar = Literal["gregorian", "hijri", "solar_hijri"]


@dataclass(frozen=True, slots=True)
class FoundDate:
    """A date that was read: where it stands in the text, and what it is in ISO 8601."""

    start: int
    end: int
    iso: str
    calendar: Calendar


@cache
def months() -> dict[str, int]:
    """Folded name of a month -> its number, from ``data/months.tsv``."""
    names: dict[str, int] = {}
    for number, levantine, gregorian, *others in rows_of("months.tsv"):
        for name in (levantine, gregorian, *(others[0].split() if others else ())):
            names[fold(name)] = int(number)
    return names


@cache
def hijri_months() -> dict[str, int]:
    """Folded name of a month of the Hijri calendar -> its number, from ``data/hijri_months.tsv``."""
    names: dict[str, int] = {}
    for number, name, *others in rows_of("hijri_months.tsv"):
        for spelling in (name, *(others[0].split(";") if others else ())):
            names[fold(spelling)] = int(number)
    return names


def rows_of(name: str) -> list[list[str]]:
    """The rows of a table of ``data``, each a list of its fields."""
    text = resources.files("warraq.segment").joinpath(f"data/{name}").read_text(encoding="utf-8")
    return [line.split("\t") for line in text.splitlines() if line and not line.startswith("#")]


def _month_pattern() -> str:
    names = "|".join(sorted(map(re.escape, months()), key=len, reverse=True))
    return rf"(?:{names})(?:\s*/\s*(?:{names}))?"


def _by_first_letter(beginnings: Iterable[str]) -> str:
    """An expression for any of ``beginnings``: one alternative a letter, for each of them is tried at every letter."""
    rests: dict[str, list[str]] = {}
    for beginning in sorted(beginnings):
        rests.setdefault(re.escape(beginning[0]), []).append(re.escape(beginning[1:]))
    return "|".join(f"{first}(?:{'|'.join(rest)})" for first, rest in rests.items())


@cache
def _dates() -> re.Pattern[str]:
    """Folded text: each way to write a date, its parts named."""
    hijri = "|".join(sorted(map(re.escape, hijri_months()), key=len, reverse=True))
    day = r"(?<![\d/.])(?P<{}>\d{{1,2}})\s+(?:\u0645\u0646\s+)?(?:\u0634\u0647\u0631\s+)?"  # mn, of; shhr, month
    year = r"(?:\u0633\u0646\u0647\s+|\u0639\u0627\u0645\s+)?(?P<{}>\d{{4}})(?!\d)"
    # to another day: a dash, w (and), aly (to)
    range_ = r"(?:(?<![\d/.])(?P<from>\d{1,2})\s?(?:[-\u2013]\s?|\u0648\s?|\u0627\u0644\u064a\s+))?"
    # What a date can begin with, first: most letters begin none.
    begin = _by_first_letter({name[:3] for name in (*months(), *hijri_months())})
    return re.compile(
        rf"(?=\d|(?<!{_L})(?:{begin})|{_YEAR_WORDS})(?:"
        rf"(?:{range_}{day.format('day')})?(?<!{_L})(?P<month>{_month_pattern()})\s*[,\u060c]?\s+{year.format('year')}"
        rf"|(?:{day.format('hijri_day')})?(?<!{_L})(?P<hijri_month>{hijri})\s*[,\u060c]?\s+{year.format('hijri_year')}"
        rf"|(?<![\d/.])(?P<d>\d{{1,2}})\s?[/.]\s?(?P<m>\d{{1,2}})\s?[/.]\s?(?P<y>\d{{4}})(?![\d/.]\d)"
        rf"|(?<![\d/.])(?P<y2>\d{{4}})\s?[/-]\s?(?P<m2>\d{{1,2}})\s?[/-]\s?(?P<d2>\d{{1,2}})(?![\d/]|\.\d)"
        rf"|(?:{_YEAR_WORDS})\s+(?P<only>\d{{4}})(?![\d/-])(?P<era>\s?{_H}(?:\u0640|\.|(?!{_L})))?"
        rf"|(?<![\d/.-])(?P<only_hijri>\d{{4}})\s?{_H}(?!{_L}))"
    )


def find_dates(text: str, folding: Folding | None = None) -> Iterator[FoundDate]:
    """Every date in ``text`` that the calendar has, in order. A number that could be one but isn't is passed over.

    Args:
        folding: its ``fold_with_places``, if it was made.
    """
    if not _YEAR.search(text):
        return
    folded, places = folding or fold_with_places(text)
    for match in _near_years(folded):
        read = _read(match)
        if read:
            yield FoundDate(places[match.start()], places[match.end()], *read)


def _near_years(folded: str) -> Iterator[re.Match[str]]:
    """What looks like a date. Each has a year, so that none is looked for far before one: most letters are far."""
    pattern = _dates()
    if "  " in folded or not folded.isprintable():  # white space of any length
        yield from pattern.finditer(folded)
        return
    end = 0
    for year in _YEAR.finditer(folded):
        if year.start() < end:
            continue
        match = pattern.search(folded, max(year.start() - _longest(), end))
        if match is None:
            return
        yield match
        end = match.end()


@cache
def _longest() -> int:
    """No more letters of a date stand before its year where white space is single spaces.

    Two names of a month and what parts them, before it ``D ila D min shahr``, after it a comma and ``sanat``.
    """
    return 2 * max(map(len, (*months(), *hijri_months()))) + len("/  ") + len("12 aly 12 mn shhr ") + len(" , snh ")


def _read(match: re.Match[str]) -> tuple[str, Literal["gregorian", "hijri"]] | None:
    """ISO form and calendar of a match; None where there is no such day."""
    if match["month"]:
        return _days(int(match["year"]), _month(match["month"]), match["from"], match["day"])
    if match["hijri_month"]:
        return hijri_days(int(match["hijri_year"]), hijri_months()[match["hijri_month"]], match["hijri_day"])
    for year, month, day in (("y", "m", "d"), ("y2", "m2", "d2")):
        if match[year]:
            if int(match[year]) in HIJRI_YEARS:
                return hijri_days(int(match[year]), int(match[month]), match[day])
            return gregorian_days(int(match[year]), int(match[month]), match[day])
    only = int(match["only"] or match["only_hijri"])
    if match["only_hijri"] or match["era"] or only in HIJRI_YEARS:
        return hijri_days(only, None, None)
    return f"{only:04}", "gregorian"


def _days(year: int, month: int, first: str | None, last: str | None) -> tuple[str, Literal["gregorian"]] | None:
    """A day, a month, or the interval from its ``first`` day to its ``last``."""
    end, start = gregorian_days(year, month, last), gregorian_days(year, month, first)
    if end is None or first is None or start is None or start[0] >= end[0]:
        return end
    return f"{start[0]}/{end[0]}", "gregorian"


def gregorian_days(year: int, month: int, day: str | None) -> tuple[str, Literal["gregorian"]] | None:
    """A day, or a month; None where there is no such day."""
    if day is None:
        return f"{year:04}-{month:02}", "gregorian"
    try:
        return datetime.date(year, month, int(day)).isoformat(), "gregorian"
    except ValueError:
        return None


def hijri_days(year: int, month: int | None, day: str | None) -> tuple[str, Literal["hijri"]] | None:
    """A day, or the interval of days that a month or a year is."""
    if year not in HIJRI_YEARS:
        return None
    from hijridate import Hijri  # few documents have such a date

    try:
        if month is not None and day is not None:
            return _iso(Hijri(year, month, int(day))), "hijri"
        first, last = Hijri(year, month or 1, 1), Hijri(year, month or 12, 1)
        return f"{_iso(first)}/{_iso(Hijri(year, last.month, last.month_length()))}", "hijri"
    except (ValueError, OverflowError):
        return None


def _iso(day: Hijri) -> str:
    return str(day.to_gregorian().isoformat())


@cache
def _meeting() -> re.Pattern[str]:
    """Folded text: ``yawmay D wa D MONTH YEAR``, ``min D [MONTH] ila D MONTH YEAR``, ``fi D MONTH YEAR``."""
    month = _month_pattern()
    two_days = "\u064a\u0648\u0645\u064a"  # ywmy, on the two days
    since, until = "\u0645\u0646", "\u0627\u0644\u064a"  # mn, from; aly, to (folded)
    return re.compile(
        rf"(?:{two_days}\s+(?P<first>\d\d?)\s+\u0648\s*(?P<second>\d\d?)"
        rf"|{since}\s+(?P<from>\d\d?)(?:\s+(?P<from_month>{month}))?\s+{until}\s+(?P<until>\d\d?)"
        rf"|(?P<range_from>\d\d?)\s?[-\u2013]\s?(?P<range_until>\d\d?)"
        rf"|(?P<day>\d\d?))\s+(?P<month>{month})\s+(?P<year>\d{{4}})"
    )


def meeting_days(text: str) -> tuple[datetime.date, ...]:
    """The days named by the first date in ``text``: one, two, or each of a range. Empty where it dates a paper."""
    folded = fold(normal_text(text))
    match = _meeting().search(folded)
    if match is None or _DATED.search(folded[: match.start()]):
        return ()
    year, month = int(match["year"]), _month(match["month"])
    first, last = match["from"] or match["range_from"], match["until"] or match["range_until"]
    try:
        if match["first"]:
            return tuple(datetime.date(year, month, int(match[name])) for name in ("first", "second"))
        if first:
            start_month = _month(match["from_month"]) if match["from_month"] else month
            return _range(datetime.date(year, start_month, int(first)), datetime.date(year, month, int(last)))
        return (datetime.date(year, month, int(match["day"])),)
    except ValueError:
        return ()


def is_dated(text: str, start: int) -> bool:
    """Whether the date at ``start`` of ``text`` is said to be that of a paper."""
    return bool(_DATED.search(fold(text[:start])))


def days_held(text: str) -> tuple[datetime.date, ...]:
    """The days of the first date in ``text`` that follows a word for holding a meeting; a law's date is no meeting."""
    if not _PERHAPS_HELD.search(text):
        return ()
    held = _HELD.search(fold(normal_text(text)))
    return meeting_days(held["date"]) if held else ()


def _month(name: str) -> int:
    return months()[name.split("/")[0].strip()]


def _range(first: datetime.date, last: datetime.date) -> tuple[datetime.date, ...]:
    days = (last - first).days
    return tuple(first + datetime.timedelta(days=day) for day in range(days + 1)) if days <= LONGEST_MEETING else ()
