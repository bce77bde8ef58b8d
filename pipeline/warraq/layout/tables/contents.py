"""Tables of contents: entries with a leader and a page, one line each or a few."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace
from itertools import pairwise
from typing import Final

from warraq.layout.place import around, pieces, placed, same_height
from warraq.model.line import Line, Word

_PAGE: Final = r"[0-9\u0660-\u0669\u06f0-\u06f9]{1,4}|[ivxlc]{1,6}"
_DOTS: Final = ".\u2026\u00b7_\u06d4\uf02e"
#: Dots, ellipses, middle dots or low lines in a row.
_LEADER: Final = rf"(?:[{_DOTS}]\s?){{4,}}"
#: The paragraphs that a section has, as reports of the United Nations tell them before the page.
_PARAGRAPHS: Final = r"[0-9\u0660-\u0669]{1,4}(?:\s?[-\u2013]\s?[0-9\u0660-\u0669]{1,4})?"
_ENTRY: Final = re.compile(rf"(?P<text>.*?\S)\s*{_LEADER}\s*(?:{_PARAGRAPHS}\s+)?(?P<page>{_PAGE})\s*")
#: What stands beside a leader in columns of their own.
_NUMBERS: Final = re.compile(rf"(?:{_PARAGRAPHS}\s+)?(?:{_PARAGRAPHS}|{_PAGE})")
#: The page before the leader: the order of a line without letters at its end is anyone's guess.
_TURNED: Final = re.compile(rf"(?P<page>{_PAGE})\s*{_LEADER}\s*(?P<text>\S.*)")
_LEADER_WORD: Final = re.compile(rf"{_LEADER}|[{_DOTS}]+")
_ANYWHERE: Final = re.compile(rf"[{_DOTS}]\s?[{_DOTS}]")
_TRAILING: Final = re.compile(rf"\s*{_LEADER}$")
_NUMBER: Final = re.compile(_PAGE)
#: almhtwyat, fhrs, alfhrs, qaymt almhtwyat (contents, index, the index, list of contents); Persian fhrst, Urdu fhrst
_HEADING: Final = re.compile(
    r"(?:\u0642\u0627\u0626\u0645\u0629\s)?(?:\u0627\u0644)?(?:\u0645\u062d\u062a\u0648\u064a\u0627\u062a|"
    r"\u0641\u0647\u0631\u0633\u062a?)(?:\s\S+){0,2}|Contents|Table of Contents"
)
#: Entries without a leader that make a table of contents.
_LEAST: Final = 3
#: White before the page of an entry that has no leader, in units of the font size.
_WHITE: Final = 2.0
#: Lines of one entry.
_MOST_LINES: Final = 3


@dataclass(frozen=True, slots=True)
class Entry:
    """One entry.

    Attributes:
        lines: without leader and page.
        target: the page as printed.
        taken: numbers of the lines that it was read from.
    """

    lines: tuple[Line, ...]
    target: str
    taken: tuple[int, ...]


def find_entries(lines: Sequence[Line]) -> list[Entry]:
    """The entries among the lines of a column, which are in reading order.

    A line without a page that stands between two entries begins the second. Lines that end in a page without a leader
    count where three of them in a row follow a heading of contents. Without such a heading the pages rise: what has
    prices or other numbers behind its leaders is a menu or a form.
    """
    led = {number: parts for number, line in enumerate(lines) if (parts := _split(line)) is not None}
    headings = [number for number, line in enumerate(lines) if _HEADING.fullmatch(line.text.strip(" :"))]
    for heading in headings:
        led |= _without_leaders(lines, heading + 1)
    if not headings and (len(led) < 2 or _falls([page for _, page in led.values()])):
        return []
    entries: list[Entry] = []
    last = -1
    for number in sorted(led):
        text, page = led[number]
        start = number
        inside = last >= 0 or (number - 1 in headings)
        if inside and number - last <= _MOST_LINES and last >= 0:
            start = last + 1
        taken = tuple(range(start, number + 1))
        kept = [line for line in (*lines[start:number], text) if line.words]
        if not kept:  # a leader and a page of nothing
            continue
        entries.append(Entry(tuple(kept), page, taken))
        last = number
    return entries


def _falls(pages: Sequence[str]) -> bool:
    """Whether numbers go down at more than one step in three; lists in parts begin anew now and then."""
    numbers = [int(page) for page in pages if page.isdecimal()]
    steps = list(pairwise(numbers))
    return 3 * sum(later < earlier for earlier, later in steps) > len(steps)


def with_numbers_beside(lines: Sequence[Line]) -> list[tuple[Line, tuple[int, ...]]]:
    """The lines, with those of numbers alone put behind the leader that they stand beside, and what each was made of.

    Args:
        lines: of a page, in reading order.
    """
    led = [number for number, line in enumerate(lines) if _TRAILING.search(line.text)]
    numbers = [number for number, line in enumerate(lines) if led and _NUMBERS.fullmatch(line.text)]
    behind: dict[int, list[int]] = {}
    for number in numbers:
        leader = next((other for other in led if same_height(lines[other], lines[number])), None)
        if leader is not None:
            behind.setdefault(leader, []).append(number)
    gone = {number for beside in behind.values() for number in beside}
    return [
        (_joined([line, *(lines[other] for other in behind.get(number, ()))]), (number, *behind.get(number, ())))
        for number, line in enumerate(lines)
        if number not in gone
    ]


def _joined(lines: Sequence[Line]) -> Line:
    """A line of the words of several that stand beside each other, from the right where the first runs so."""
    first, *rest = lines
    if not rest:
        return first
    rest.sort(key=lambda line: -placed(line)[2] if first.rtl else placed(line)[0])
    words = tuple(word for line in (first, *rest) for word in line.words)
    return replace(first, words=words, box=around(map(placed, lines)))


def may_have_entries(lines: Sequence[Line]) -> bool:
    """Whether a leader or a heading of contents is anywhere among the lines, in any order."""
    return any(_ANYWHERE.search(line.text) or _HEADING.fullmatch(line.text.strip(" :")) for line in lines)


def _split(line: Line) -> tuple[Line, str] | None:
    """The line without leader and page, and the page; None where it is no entry."""
    text = line.text
    match = _ENTRY.fullmatch(text) or _TURNED.fullmatch(text)
    if match is None:
        return None
    page = match["page"]
    words = list(line.words)
    at = next(
        (i for i in (len(words) - 1, 0) if words[i].text == page),
        next((i for i in range(len(words) - 1, -1, -1) if words[i].text.endswith(page)), None),
    )
    if at is None:
        return None
    rest = words[at].text.removesuffix(page)
    words[at] = replace(words[at], text=rest)
    first = next((i for i, word in enumerate(words) if _LEADER_WORD.fullmatch(word.text)), 0)
    if first:  # the first dot of a leader may touch the word before it
        words[first - 1] = replace(words[first - 1], text=words[first - 1].text.rstrip(_DOTS))
    return replace(line, words=tuple(word for word in map(_without_leader, words) if word.text)), page


def _without_leader(word: Word) -> Word:
    if _LEADER_WORD.fullmatch(word.text):
        return replace(word, text="")
    return replace(word, text=_TRAILING.sub("", word.text))


def _without_leaders(lines: Sequence[Line], start: int) -> dict[int, tuple[Line, str]]:
    """Lines from ``start`` on whose last piece, far from the rest, is a page."""
    kept: dict[int, tuple[Line, str]] = {}
    for number in range(start, len(lines)):
        split = _split(lines[number])
        parts = pieces(lines[number], _WHITE * lines[number].size)
        if split is not None:
            kept[number] = split
        elif len(parts) > 1 and _NUMBER.fullmatch(parts[-1].text):
            words = tuple(word for part in parts[:-1] for word in part.words)
            kept[number] = (replace(lines[number], words=words), parts[-1].text)
        elif number - max(kept, default=start - 1) > 1:
            break
    return kept if len(kept) >= _LEAST else {}
