"""How a person types: brackets pair and hug what they hold, stops follow words, options begin with their hyphens.

Several logical strings may paint the same line. UAX #9 has no say in which of them it was; habits of typing have.
``faults`` counts what offends them, so that of such strings the one with the fewest is taken.
"""

from __future__ import annotations

import re
from typing import Final

from warraq.repair.order.bidi import INTERVAL, fewest_unpaired, unpaired

#: What a bracket without a partner weighs, and a quotation mark: more than any other habit.
_UNPAIRED: Final = 4
_LOOSE_QUOTE: Final = 2
_LATIN: Final = r"A-Za-z\u00c0-\u024f\u0370-\u03ff"
_ARABIC: Final = r"\u0620-\u064a\u066e-\u06d3"
#: Relations and operations that stand between spaces; U+2190 to U+2194 and 21CC are arrows.
_OPERATOR: Final = (
    r"(?:&&?|\|\|?|[=<>+/\u00b1\u00d7\u00f7\u2190-\u2194\u21cc\u2208\u2212\u2227-\u222a\u2243\u2248\u2260\u2264\u2265])"
)
#: What is typed so by nobody.
_FAULTS: Final = tuple(
    re.compile(pattern)
    for pattern in (
        # space inside brackets, and none outside
        r"[(\[]\s|\s[)\]](?!\w)",
        rf"[)\]](?=[{_LATIN}\d])|(?<=[)\]])[(\[](?=\d*\.)",
        # a stop after a space, two stops, and a comma before a word
        rf"(?<=\s)[,;:\u060c\u061b](?=\s|$|[\[(])|(?<![^\s(\[\"\u00ab.-])[,;\u060c\u061b](?=\w)|(?<=[{_ARABIC}]\s)\.(?=\s)",
        r"[,;:\u060c\u061b][.-](?!\w)|(?<!\S)\.(?:[A-Z][a-z]|[(\[])",
        # Arabic and Latin in one word, but for a prefix
        rf"[{_ARABIC}]{{2}}[A-Za-z]{{2}}|[A-Za-z]{{2}}[{_ARABIC}]{{2}}",
        r"\" ?\"|``",
        # signs on the wrong side: of a tag, a path, a variable, an option; of a name (C++)
        r"(?<!\S)[^\s<>=\"]+>{1,2}(?=\s|$)",
        r"(?<!\S)(?:[a-z]+/\S*|etc|dev|home|opt|tmp|usr|var)/(?=\s(?![A-Za-z\d]))|[a-z]{2}[#$@~\\](?=\s|$)",
        r"(?<!\S)(?:\+\+|[#+])[A-Z](?!\w)",
        r"(?<![^\s\"'(])(?:[a-z]|[a-z]{2}(?=--?\s(?![a-z]{2}))|[a-z][a-z-]+-)--?(?=\s\S)|[a-z]{2}--(?=\s)|(?<!\S)---\w",
        r"[A-Za-z_]\w*\s=\s?\d*\$(?=\s|$)",
        # an operator with nothing to operate on, or with an Arabic word before and a Latin one behind it
        rf"[{_ARABIC}]\s?[^\w\s]?{_OPERATOR}\s[\d({_LATIN}]|[\d)\]{_LATIN}]\s{_OPERATOR}\s[{_ARABIC}]",
        rf"\s{_OPERATOR}[,;.\u060c\u061b)\"]|(?<=[(\[|])(?:{_OPERATOR}|-)\s",
        rf"(?<=[{_ARABIC}]\s)\d+\s=\s",
        r"(?<=\s)=[<>!](?=[\s;,])|[<=][;,](?=\s|$)|[=<>\u2208\u2260\u2264\u2265]\s[=<>\u2260\u2264\u2265]\s",
        # what stands in brackets before the name that it belongs to, as a version does
        rf"(?:(?<=[{_ARABIC}])\s?\(\d[^\s()]*\)|\((?:\d+\.[^\s()]+|\d{{4}})\))\s[{_LATIN}]",
        # a stage of a version before its number
        r"(?<!\w)(?:rc|alpha|beta|pre|dev)\d*-\d+\.\d",
    )
)
_BARS: Final = "\N{DOUBLE VERTICAL LINE}"
#: Straight quotation marks and bars, which have two sides alike: they pair in turn.
_STRAIGHT: Final = ('"', "|", _BARS)
#: What may touch a straight quotation mark from outside.
_BEFORE_QUOTE: Final = frozenset(" ([{=,:<\u00ab\u2018")
_AFTER_QUOTE: Final = frozenset(" )]}>.,:;!?\u00bb\u2019\u060c\u061b\u061f")


def faults(text: str, goes_on: bool = False) -> int:
    """How much in a logical string offends the habits of typing; 0 is best.

    Args:
        text: a line, or a part of one with what stands beside it.
        goes_on: lines go on from it: what it opens may be closed there.
    """
    opened, closed = unpaired(text)
    text = INTERVAL.sub("0", text)
    found = _UNPAIRED * (opened + closed) + goes_on * closed + _quote_faults(text, goes_on)
    return found + sum(len(pattern.findall(text)) for pattern in _FAULTS)


def fewest_faults(text: str) -> int:
    """No order of ``text`` has fewer."""
    return _UNPAIRED * fewest_unpaired(text)


def _quote_faults(text: str, goes_on: bool) -> int:
    text = text.replace("||", _BARS)
    found = sum(_loose_marks(text, mark, goes_on) for mark in _STRAIGHT if mark in text)
    if "\u00ab" in text or "\u00bb" in text:
        opened, closed = unpaired(text.translate(_AS_BRACKETS))
        found += _LOOSE_QUOTE * (opened + closed) + goes_on * closed
    return found


#: Angle quotation marks as brackets, and no other brackets.
_AS_BRACKETS: Final = str.maketrans({"\u00ab": "(", "\u00bb": ")", **dict.fromkeys("()[]{}", None)})


def _loose_marks(text: str, mark: str, goes_on: bool) -> int:
    """Marks that neither open nor close anything, or not in turn. The last may go on on a later line."""
    places = [place for place, character in enumerate(text) if character == mark and not _between_spaces(text, place)]
    if len(places) % 2 and not goes_on:
        return 0
    found, inside = 0, False
    for place in places:
        before, after = text[place - 1 : place] or " ", text[place + 1 : place + 2] or " "
        opens = not after.isspace() and (mark != '"' or before in _BEFORE_QUOTE)
        closes = not before.isspace() and (mark != '"' or after in _AFTER_QUOTE)
        found += not (closes if inside else opens)
        inside = not inside if opens == closes else opens
    return found


def _between_spaces(text: str, place: int) -> bool:
    """Whether a mark stands by itself, as the bar of a pipe does."""
    return text[:place][-1:] in ("", " ") and text[place + 1 : place + 2] in ("", " ")
