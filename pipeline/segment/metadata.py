"""What a document says of itself: symbol, job number, title, days of the meeting, language."""

from __future__ import annotations

import datetime
from collections import Counter
from collections.abc import Iterable, Sequence
from functools import cache
from importlib import resources

import regex

from pipeline.model.document import Furniture, Metadata, Node, normal_text
from pipeline.segment.words import fold

#: A UN document symbol: A/RES/55/25, CTOC/COP/WG.7/2020/4, with /Rev.1, /Add.2, /Corr.1.
SYMBOL = regex.compile(r"(?<![\w/])[A-Z]{1,6}(?:/[A-Z0-9]+(?:\.[A-Z0-9]+)*(?![a-z]))+(?:/(?:Rev|Add|Corr|L)\.\d+)*")
#: A UN job number: V.20-05359.
JOB_NUMBER = regex.compile(r"(?<!\w)[A-Z]{1,3}\.\d{2}-\d{4,6}")

#: A form of the verb to hold (ayn, qaf, dal) and what follows it in the sentence.
_HELD = regex.compile("\u0639\u0642\u062f(?P<date>[^.]{0,120})")
_ARABIC = regex.compile(r"\p{Arabic}")
#: Letters that only Persian, and only Urdu, writes.
_PERSIAN = regex.compile("[\u067e\u0686\u0698\u06af]")
_URDU = regex.compile("[\u0679\u0688\u0691\u06d2\u06ba]")
#: Below this share of the Arabic letters a foreign letter is a name, not the language.
FOREIGN_SHARE = 0.005

#: Days in a range beyond which the dates are not a meeting.
LONGEST_MEETING = 40


def read_metadata(title: str | None, pieces: Sequence[Furniture], nodes: Iterable[Node]) -> Metadata:
    """Metadata from the title, the page furniture and the texts of the body, each asked in that order."""
    furniture = [piece.text for piece in pieces]
    texts = [node.text for node in nodes if node.text and node.kind != "title"]
    where = [*furniture, title or "", *texts]
    days = meeting_days(title or "") or next((found for found in map(days_held, texts) if found), ())
    return Metadata(
        symbol=_most_common(SYMBOL, furniture) or _most_common(SYMBOL, [title or "", *texts[:3]]),
        job_number=_most_common(JOB_NUMBER, furniture) or _most_common(JOB_NUMBER, where),
        title=title or None,
        meeting_dates=tuple(day.isoformat() for day in days),
        language=language(" ".join([title or "", *texts])),
    )


def _most_common(pattern: regex.Pattern[str], texts: Iterable[str]) -> str | None:
    found = Counter(match for text in texts for match in pattern.findall(text))
    return found.most_common(1)[0][0] if found else None


@cache
def months() -> dict[str, int]:
    """Folded name of a month -> its number, from ``data/months.tsv``."""
    names: dict[str, int] = {}
    text = resources.files("pipeline.segment").joinpath("data/months.tsv").read_text(encoding="utf-8")
    for line in text.splitlines():
        if line and not line.startswith("#"):
            number, levantine, gregorian, *others = line.split("\t")
            for name in (levantine, gregorian, *(others[0].split() if others else ())):
                names[fold(name)] = int(number)
    return names


@cache
def _meeting() -> regex.Pattern[str]:
    """Folded text: ``yawmay D wa D MONTH YEAR``, ``min D [MONTH] ila D MONTH YEAR``, ``fi D MONTH YEAR``."""
    names = "|".join(sorted(map(regex.escape, months()), key=len, reverse=True))
    month = rf"(?:{names})(?:\s*/\s*(?:{names}))?"
    two_days = "\u064a\u0648\u0645\u064a"  # ywmy, on the two days
    since, until = "\u0645\u0646", "\u0627\u0644\u064a"  # mn, from; aly, to (folded)
    return regex.compile(
        rf"(?:{two_days}\s+(?P<first>\d\d?)\s+\u0648\s*(?P<second>\d\d?)"
        rf"|{since}\s+(?P<from>\d\d?)(?:\s+(?P<from_month>{month}))?\s+{until}\s+(?P<until>\d\d?)"
        rf"|(?P<day>\d\d?))\s+(?P<month>{month})\s+(?P<year>\d{{4}})"
    )


def meeting_days(text: str) -> tuple[datetime.date, ...]:
    """The days named by the first date in ``text``: one, two, or each of a range. Empty where there is none."""
    match = _meeting().search(fold(normal_text(text)))
    if match is None:
        return ()
    year, month = int(match["year"]), _month(match["month"])
    try:
        if match["first"]:
            return tuple(datetime.date(year, month, int(match[name])) for name in ("first", "second"))
        if match["from"]:
            start_month = _month(match["from_month"]) if match["from_month"] else month
            return _range(
                datetime.date(year, start_month, int(match["from"])), datetime.date(year, month, int(match["until"]))
            )
        return (datetime.date(year, month, int(match["day"])),)
    except ValueError:
        return ()


def days_held(text: str) -> tuple[datetime.date, ...]:
    """The days of the first date in ``text`` that follows a word for holding a meeting; a law's date is no meeting."""
    held = _HELD.search(fold(normal_text(text)))
    return meeting_days(held["date"]) if held else ()


def _month(name: str) -> int:
    return months()[name.split("/")[0].strip()]


def _range(first: datetime.date, last: datetime.date) -> tuple[datetime.date, ...]:
    days = (last - first).days
    return tuple(first + datetime.timedelta(days=day) for day in range(days + 1)) if days <= LONGEST_MEETING else ()


def language(text: str) -> str | None:
    """``ar``, ``fa`` or ``ur`` by the letters that only one of them writes; None without Arabic letters."""
    letters = len(_ARABIC.findall(text))
    if not letters:
        return None
    if len(_URDU.findall(text)) > FOREIGN_SHARE * letters:
        return "ur"
    return "fa" if len(_PERSIAN.findall(text)) > FOREIGN_SHARE * letters else "ar"
