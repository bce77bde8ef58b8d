"""Documents that a text cites: symbols, resolutions and decisions by number, laws by number and year."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import cache
from typing import Final, Literal

import regex

from warraq.segment.metadata.masthead_words import words_of
from warraq.segment.numbering.words import Folding, ascii_digits, fold_with_places

#: A UN document symbol: A/RES/55/25, CTOC/COP/WG.7/2020/4, with /Rev.1, /Add.2, /Corr.1; S/RES/2532 (2020).
SYMBOL: Final = regex.compile(
    r"(?<![\w/])S/RES/\d+\s\(\d{4}\)|(?<![\w/])[A-Z]{1,6}(?:/[A-Z0-9]+(?:\.[A-Z0-9]+)*(?![a-z]))+(?:/(?:Rev|Add|Corr|L)\.\d+)*"
)

#: A number that names a resolution: 5/3, 1373 (2001).
_ONE = r"\d{1,4}(?:/\d{1,4}(?![\d/])|\s?\(\d{4}\))"
_NUMBER = regex.compile(_ONE)
#: A text without this cites nothing and has no date.
DIGIT: Final = regex.compile(r"\d")
#: What every symbol has.
_IN_SYMBOL = re.compile(r"/[A-Z0-9]").search
_OPENS = re.compile(r"\s?\(")


@dataclass(frozen=True, slots=True)
class FoundCitation:
    """A citation that was read: where it stands in the text, and what it names."""

    start: int
    end: int
    kind: Literal["document", "resolution", "decision", "law"]
    number: str


@cache
def _patterns() -> tuple[tuple[str, str], str, regex.Pattern[str], regex.Pattern[str]]:
    """On folded text: how words for a resolution and a decision begin, and the word before a law's number; a resolution
    with its numbers; a law with its own.

    The words are in ``data/metadata.toml``.
    """
    words = words_of("citation")
    start, and_, between = rf"(?<!\p{{L}}){words['prefix']}", words["and"], r"(?:\s+\p{L}+)"
    numbers = rf"{_ONE}(?:\s?(?:\u060c|{and_})\s?{and_}?\s?{_ONE})*"
    resolution, decision = words["resolution"] + words["endings"], words["decision"] + words["endings"]
    return (
        (words["resolution"], words["decision"]),
        words["number"],
        regex.compile(
            rf"{start}(?:(?P<resolution>{resolution})|(?P<decision>{decision}))"
            rf"(?:\s+(?!{resolution}|{decision})\p{{L}}+){{0,7}}\s+(?P<numbers>{numbers})"
        ),
        regex.compile(
            rf"{start}(?:{words['law']}){between}{{0,6}}\s+{words['number']}\s*[(\[]?(?P<number>\d{{1,5}})[)\]]?"
            rf"\s+{words['year']}\s+[(\[]?(?P<year>\d{{4}})"
        ),
    )


def find_citations(text: str, folding: Folding | None = None) -> list[FoundCitation]:
    """Every citation in ``text``, in order; numbers of a list (``5/3 and 6/1``) are one each.

    Args:
        folding: its ``fold_with_places``, if it was made.
    """
    if not DIGIT.search(text):
        return []
    symbols = SYMBOL.finditer(text) if _IN_SYMBOL(text) else ()
    citations = [FoundCitation(match.start(), match.end(), "document", match[0]) for match in symbols]
    words, number, resolutions, laws = _patterns()
    folded, places = folding or fold_with_places(text)
    # The words alone are many, and looking on from each takes its time.
    if number in folded:
        citations.extend(_laws(laws, folded, places))
    if ("/" in text or ")" in text) and any(word in folded for word in words) and _NUMBER.search(folded):
        citations.extend(_resolutions(resolutions, folded, places))
    return sorted(citations, key=lambda citation: citation.start)


def _resolutions(pattern: regex.Pattern[str], folded: str, places: Sequence[int]) -> Iterator[FoundCitation]:
    for match in pattern.finditer(folded):
        kind: Literal["resolution", "decision"] = "resolution" if match["resolution"] else "decision"
        base = match.start("numbers")
        for number in _NUMBER.finditer(match["numbers"]):
            start, end = places[base + number.start()], places[base + number.end() - 1] + 1
            yield FoundCitation(start, end, kind, _plain(number[0]))


def _laws(pattern: regex.Pattern[str], folded: str, places: Sequence[int]) -> Iterator[FoundCitation]:
    for match in pattern.finditer(folded):
        number = f"{int(match['number'])}/{int(match['year'])}"
        yield FoundCitation(places[match.start()], places[match.end() - 1] + 1, "law", number)


def _plain(number: str) -> str:
    """A number in ASCII digits: ``5/3``, ``1373 (2001)``."""
    return _OPENS.sub(" (", ascii_digits(number))
