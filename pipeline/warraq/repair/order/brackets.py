"""Brackets whose claim is the logical character, not the one that is painted.

Producers that fill ToUnicode from the source text (Word, most printers) give a glyph that looks like ``(`` in
right-to-left text the claim ``)``: UAX #9 mirrors it, so that is what the author typed. Producers that fill it from the
font give what the glyph looks like. One glyph has one shape, so the page decides: seen from left to right, a pair must
look like ``( )``. Of a pair that a line breaks, the part that is read first stands above the other.
"""

from __future__ import annotations

import re
from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping, Sequence
from typing import Final

from warraq.repair.order.bidi import BOUNDS, MIRROR

_CLOSES: Final = {
    ")": "(",
    "]": "[",
    "}": "{",
    "\N{RIGHT-POINTING DOUBLE ANGLE QUOTATION MARK}": "\N{LEFT-POINTING DOUBLE ANGLE QUOTATION MARK}",
    "\N{SUPERSCRIPT RIGHT PARENTHESIS}": "\N{SUPERSCRIPT LEFT PARENTHESIS}",
}
_OPENS: Final = {opening: closing for closing, opening in _CLOSES.items()}
_CLOSING: Final = re.compile("[" + re.escape("".join(_CLOSES)) + "]")
_OPEN_INTERVAL: Final = rf"(?<!\](?={BOUNDS}\[))"
#: A phrase inside each kind of brackets that are painted inside out; an interval is open so.
_INSIDE_OUT: Final = {
    closing: re.compile(
        rf"(?<=\s)\{closing}(?=\S){_OPEN_INTERVAL}[^\{opening}\{closing}]*(?<=\S)\{opening}(?=[\s.,:;\u060c\u061b])"
    )
    for closing, opening in _CLOSES.items()
}

#: So many more pairs of one kind within lines are enough to tell.
_SURE_PAIRS: Final = 3

#: A bracket in its place: (character as claimed, code).
Bracket = tuple[str, int]
#: Whether lines are read from right to left, and the brackets of each from left to right, from top to bottom.
Stretch = tuple[bool, Sequence[Sequence[Bracket]]]


def count_pairs(line: Sequence[Bracket]) -> tuple[Counter[int], Counter[int]]:
    """How often each code stands in a pair that looks right, and in one that looks inside out.

    Args:
        line: the brackets of one line, left to right.
    """
    right, wrong, _ = _paired(line)
    return right, wrong


def _paired(line: Sequence[Bracket]) -> tuple[Counter[int], Counter[int], list[Bracket]]:
    """What ``count_pairs`` gives, and the brackets that have no partner."""
    right: Counter[int] = Counter()
    wrong: Counter[int] = Counter()
    waiting: list[Bracket] = []
    for character, code in line:
        partner = _CLOSES.get(character) or _OPENS.get(character)
        if waiting and waiting[-1][0] == partner:
            votes = right if character in _CLOSES else wrong
            votes.update((code, waiting.pop()[1]))
        elif partner:
            waiting.append((character, code))
    return right, wrong, waiting


def turned_codes(stretches: Sequence[Stretch]) -> set[int]:
    """Codes whose character has to be mirrored to be what is painted: most of their pairs look inside out.

    Codes that have no pair within a line are judged by those that lines of one stretch break. Of few pairs some may be
    halves of two that lines break: then those count, too, that all lines of a stretch make together.
    """
    right: Counter[int] = Counter()
    wrong: Counter[int] = Counter()
    broken_right: Counter[int] = Counter()
    broken_wrong: Counter[int] = Counter()
    for rtl, lines in stretches:
        alone: list[Bracket] = []
        for line in lines:
            line_right, line_wrong, waiting = _paired(line)
            right += line_right
            wrong += line_wrong
            alone = [*waiting, *alone] if rtl else [*alone, *waiting]
        block_right, block_wrong, _ = _paired(alone)
        broken_right += block_right
        broken_wrong += block_wrong
    decided = right.keys() | wrong.keys()
    doubtful = {code for code in decided if abs(wrong[code] - right[code]) < _SURE_PAIRS}
    if doubtful:
        _count_together(stretches, doubtful, right, wrong)
    turned = {code for code, count in wrong.items() if count > right[code]}
    return turned | {code for code, count in broken_wrong.items() if code not in decided and count > broken_right[code]}


def _count_together(stretches: Iterable[Stretch], codes: set[int], right: Counter[int], wrong: Counter[int]) -> None:
    """Add the pairs that ``codes`` make where all lines of a stretch are one, as they look and inside out."""
    for rtl, lines in stretches:
        together = [bracket for line in (reversed(lines) if rtl else lines) for bracket in line if bracket[1] in codes]
        right.update(_pairs(together, _CLOSES))
        wrong.update(_pairs(together, _OPENS))


def _pairs(brackets: Iterable[Bracket], ends: Mapping[str, str]) -> Counter[int]:
    """How often each code stands in a pair, each kind of brackets by itself.

    Args:
        ends: what a pair ends with on the right -> what it begins with.
    """
    pairs: Counter[int] = Counter()
    waiting: defaultdict[str, list[int]] = defaultdict(list)
    for character, code in brackets:
        begin = ends.get(character, "")
        if not begin:
            waiting[character].append(code)
        elif waiting[begin]:
            pairs.update((code, waiting[begin].pop()))
    return pairs


def inside_out(painted: str) -> frozenset[int]:
    """Places of brackets that are painted inside out around a phrase: ``)A/55/25(``.

    Shaping engines that take a bracket for Latin forget to mirror it. Both must stand against the phrase and clear of
    the rest, so that the end of one phrase and the start of the next (``a) b (c``) are left alone.

    Args:
        painted: one character per cluster, left to right, as painted.
    """
    closing = set(_CLOSING.findall(painted))
    if not closing:
        return frozenset()
    padded = f" {painted} "
    matches = [match for character in closing for match in _INSIDE_OUT[character].finditer(padded)]
    return frozenset([place for match in matches for place in (match.start() - 1, match.end() - 2)])


def is_bracket(text: str) -> bool:
    """Whether the text of a code is a bracket or an angle quotation mark."""
    return text in _CLOSES or text in _OPENS


def turned(text: str) -> str:
    """The mirror image of a bracket."""
    return MIRROR.get(text, text)
