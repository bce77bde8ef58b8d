"""What stands in front of a document's title: the body that it is of, its session, the item of the agenda.

The patterns are in ``data/metadata.toml``.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping, Sequence
from functools import cache
from typing import Final

import regex

from warraq.model.un_numbers import DISTRIBUTION
from warraq.segment.metadata.masthead_words import words_of
from warraq.segment.numbering.headwords import rank_value, ranks
from warraq.segment.numbering.words import ascii_digits, fold, fold_with_places

#: The name of a body has no more words than this.
LONGEST_ORGAN: Final = 20
#: the session, its session (folded: aldwrh, dwrth, dwrtha)
_SESSION = regex.compile("(?:\u0627\u0644)?\u062f\u0648\u0631(?:\u0647|\u062a\u0647|\u062a\u0647\u0627)(?=\\s)")
#: eam, lsnt: of the year
_OF_YEAR = regex.compile(r"\s(?:\u0639\u0627\u0645|\u0644\u0639\u0627\u0645|\u0644\u0633\u0646\u0647)\s\d{4}(?!\d)")
#: What stands before the first Arabic letter: the distribution may be on the left of the name.
_BEFORE = regex.compile(r"^[^\p{Arabic}]+")
#: What may stand beside the name of a body: the distribution, or the date of it.
_LATIN = re.compile(r"(?:\d{1,2}\s)?[A-Za-z]")


@cache
def patterns_of(part: str) -> Mapping[str, regex.Pattern[str]]:
    """The expressions of one part of ``data/metadata.toml`` by name."""
    return {name: regex.compile(pattern) for name, pattern in words_of(part).items()}


def organ_of(title: str | None, front: Sequence[str], above: Sequence[str], texts: Sequence[str]) -> str | None:
    """The body that a document is of: the last that its masthead names, which prints the one before it that it belongs
    to; else the body that speaks, or that the title is about.

    Args:
        front: pieces of the masthead, and the first nodes.
        above: those of the nodes that stand above the title.
        texts: the first nodes of the text.
    """
    patterns = patterns_of("organ")
    for text in front:
        text = _BEFORE.sub("", text) if DISTRIBUTION.search(text) else text
        if text != title and _begins_with_body(text):
            return _part_of_it(above) or _until(text, patterns["ends"])
    for text in texts:
        opened = patterns["formula"].match(fold(text))
        if opened:
            return _until(text.split(maxsplit=1)[1], patterns["ends"])
    words = (title or "").split()
    for index in range(len(words)):
        rest = " ".join(words[index:])
        if patterns["folded"].match(fold(rest)):
            return _until(rest, patterns["ends"])
    return None


def _part_of_it(above: Sequence[str]) -> str | None:
    """The last of the texts that name a body, but a principal organ: that is a part of no other. None without one.

    What comes behind the item of the agenda is its title, and may be about any body.
    """
    patterns, item = patterns_of("organ"), patterns_of("agenda_item")["folded"]
    last = next((number for number, text in enumerate(above, 1) if item.search(fold(text))), len(above))
    named = [text for text in map(_without_session, above[:last]) if _begins_with_body(text)]
    others = [text for text in named if not patterns["principal"].match(fold(text))]
    return _until(others[-1], patterns["ends"]) if others else None


def _begins_with_body(text: str) -> bool:
    """It is as short as a name, and begins with that of a body."""
    return len(text.split()) <= LONGEST_ORGAN and patterns_of("organ")["folded"].match(fold(text)) is not None


def _without_session(text: str) -> str:
    """``text`` behind the session that it begins with, which may stand in the same paragraph."""
    folded = fold(text)
    head = _SESSION.match(folded)
    rank = ranks().match(folded, head.end()) if head else None
    return " ".join(text.split(" ")[folded[: rank.end()].count(" ") + 1 :]) if rank else text


def _until(text: str, ends: regex.Pattern[str]) -> str | None:
    """The words of ``text`` up to one at which ``ends`` matches, to what is Latin, or to a stop."""
    words = text.split()
    for index in range(1, len(words)):
        rest = " ".join(words[index:])
        if ends.match(fold(rest)) or _LATIN.match(rest):
            return " ".join(words[:index]).strip(" \u060c,:")
        if words[index - 1][-1] in "\u060c,.:;":
            return " ".join(words[:index]).strip(" \u060c,.:;")
    return text.strip(" \u060c,:") if len(words) <= LONGEST_ORGAN else None


def session_of(texts: Iterable[str]) -> tuple[str | None, int | None]:
    """The first session that is numbered in words, and its number; or that is named by its year."""
    for text in texts:
        folded = fold(text)
        for head in _SESSION.finditer(folded):
            rank = ranks().match(folded, head.end())
            match = rank or _OF_YEAR.match(folded, head.end())
            if match:
                first, last = (folded[: end + 1].count(" ") for end in (head.start(), match.end() - 1))
                printed = " ".join(text.split(" ")[first : last + 1])
                return printed.strip(" \u060c,.:;()"), rank_value(rank) if rank else None
    return None, None


def agenda_item_of(front: Iterable[str]) -> str | None:
    """The number of the item of the agenda, or of several as they are printed: ``12 (h)``, ``13 and 115``."""
    patterns = patterns_of("agenda_item")
    for text in front:
        folded, places = fold_with_places(text)
        match = patterns["folded"].search(folded)
        if match:
            return ascii_digits(text[places[match.start("item")] : places[match.end("item")]])
        match = patterns["printed"].search(text)
        if match:
            return ascii_digits(match["item"])
    return None


def is_front_matter(text: str) -> bool:
    """Whether a line is the name of a body, a session or the item of an agenda, and no title.

    What is longer than a name may be is a text that begins so.
    """
    if len(text.split()) > LONGEST_ORGAN:
        return False
    folded = fold(text)
    head = _SESSION.match(folded)
    if head and (ranks().match(folded, head.end()) or _OF_YEAR.match(folded, head.end())):
        return True
    if patterns_of("agenda_item")["folded"].match(folded):
        return True
    patterns = patterns_of("organ")
    return patterns["folded"].match(folded) is not None and _until(text, patterns["ends"]) == text.strip(" \u060c,:")
