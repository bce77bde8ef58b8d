"""What a painted line says before it is ordered: its direction, and spaces and signs that hold a number or symbol."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import replace
from itertools import pairwise
from typing import Final

from warraq.repair.order.bidi import ARABIC, CLOSING, MIRROR, Order, bidi_class, kinds_of, spell
from warraq.repair.order.order import logical_order
from warraq.repair.order.plausible import plausibility

#: Numbers parted by single spaces, and such as are one number in groups of thousands: ``10 000``.
_NUMBERS: Final = re.compile(r"(?<![\d.,:/\u066b-])\d+(?: \d+)+")
_THOUSANDS: Final = re.compile(r"(?<!\d)[1-9\u0661-\u0669]\d{0,2}(?: \d{3})+(?!\d)")
#: ... beside which no other short number stands: a telephone number is no such number.
_SHORT: Final = re.compile(r"(?<!\d)\d{1,3}(?!\d)")
#: The number of a bank account in groups of four, as it is printed (ISO 13616-1).
_ACCOUNT: Final = re.compile(r"(?<![A-Za-z\d])[A-Z]{2}\d\d(?: [A-Z\d]{4}){2,7}(?: [A-Z\d]{1,3})?(?![A-Za-z\d])")
#: So many Latin letters for one Arabic letter make a line Latin in a document that is not.
_CLEAR_MAJORITY: Final = 2
#: What a line begins with that goes on with a symbol of the line above, as bidirectional classes.
_GOES_ON: Final = frozenset(("L", "EN", "AN"))
#: Between a Latin phrase and an Arabic one: only a left-to-right paragraph paints the stop there.
_STOP_AFTER_LATIN: Final = re.compile(r"[A-Za-z]\S*[^\W_][,;:\u060c\u061b] $")
#: A prefix of one letter (U+0648 waw, 0641 feh, 0628 beh, 0644 lam, 0643 kaf) at the right end of a Latin word: only a
#: right-to-left paragraph paints it there.
_PREFIX: Final = re.compile(r"[A-Za-z]\d*[\u0648\u0641\u0628\u0644\u0643](?!\S)")
#: An Arabic comma or semicolon (U+060C, 061B) on the left of the Arabic that a line ends with.
_STOP_WITHIN: Final = re.compile(r"(?<=[\s(])[\u060c\u061b](?=[^\W\d_a-zA-Z][^a-zA-Z]*\Z)")
#: Punctuation that closes: U+060C Arabic comma, U+061B semicolon.
_STOPS: Final = ".,:;\u060c\u061b"
_HYPHENS: Final = "-\u2010"
#: An Arabic word at the left end of a line that is no prefix of one letter, or is a piece of a symbol.
_WORD: Final = re.compile(r"[^\W\d_][^\W\d_]|[^\W\d_][/-]")
#: An address with a slash at its left end, where a right-to-left paragraph paints its last one.
_ADDRESS: Final = re.compile(r"/(?:[a-z]+://|www\.)")
#: Degrees and minutes as a line that is written from left to right shows them.
_ARC: Final = re.compile(r"\d\N{DEGREE SIGN}\s?[\d.,]+\s?['\N{RIGHT SINGLE QUOTATION MARK}\N{PRIME}]")
#: Braces alone on a line are those of code.
_BRACES: Final = re.compile(r"[\s{}()\[\];,]*[{}][\s{}()\[\];,]*")
#: The number of an item at the right end of a line, as a right-to-left paragraph paints it: ``1-`` is ``-1``.
_NUMBER_OF_ITEM: Final = re.compile(r"\s[-\u2013.)]\d{1,3}\Z")
#: What may stand before a symbol, right of it in a right-to-left line, as painted.
_OPENS: Final = ")]}\u00ab\u00bb\"'\u201c\u201d"


def paragraph_is_rtl(painted: str, default: bool = True, side: int = 0, goes_on: bool = False) -> bool:
    """Whether the line belongs to a right-to-left paragraph.

    Args:
        painted: one character per cluster, left to right.
        default: the direction of the document. Arabic at the left end makes a line right-to-left; Latin at both ends
            makes it the other where it is in the majority, in a right-to-left document clearly so. A line without
            letters follows the document.
        side: 1 where the line begins at the margin where lines of the document's direction begin, and ends short of
            the other: it is one of them. -1 where it is the other way round; -2 among Latin lines ragged on the right.
        goes_on: a Latin phrase at its left end may go on below, whose signs are painted as in a Latin line.
    """
    kinds = kinds_of(painted)
    arabic, latin = kinds.count("R"), kinds.count("L")
    if not arabic and not latin:
        # A year that a Latin line above has left over, and its full stop; degrees before their minutes; braces.
        left_to_right = _hangs_right(painted) or _ARC.search(painted) or _BRACES.fullmatch(painted)
        return default and not left_to_right
    if not arabic:
        # A Latin symbol or address alone on its line paints alike both ways, unless punctuation hangs at one edge.
        return (
            default
            and side >= -1
            and (_hangs_left(painted) or (side > 0 and _NUMBER_OF_ITEM.search(painted) is not None))
        )
    strong = kinds.replace("N", "").replace("o", "")
    if _PREFIX.search(painted):
        return True
    if side < -1:
        return False
    if strong[0] == "R":
        return True
    if not (default and goes_on) and _STOP_AFTER_LATIN.search(painted[: kinds.index("R")]):
        return False
    if side > 0:
        return default
    if strong[-1] == "R":
        return latin <= arabic if side < 0 or not default else True
    if side < 0 and latin > arabic:
        return not default
    return latin <= (_CLEAR_MAJORITY if default else 1) * arabic


def may_be_left_to_right(painted: str, side: int) -> bool:
    """Whether a line that is taken for one of a right-to-left paragraph may be none, if it reads better so.

    Args:
        side: as of ``paragraph_is_rtl``.
    """
    kinds = kinds_of(painted)
    arabic, latin = kinds.count("R"), kinds.count("L")
    if not arabic or not latin or _PREFIX.search(painted):
        return False
    return latin > arabic or (side < 0 and kinds.find("L") < kinds.find("R"))


def _hangs_left(painted: str) -> bool:
    """Closing punctuation at the left end of a Latin line: only a right-to-left paragraph paints it there.

    A dash that stands apart at the left, or before a line with a stop at its right end, is the label of a Latin item.
    """
    text = painted.strip()
    if not text or text[0] in _STOPS or _ADDRESS.match(text):
        return bool(text)
    closing = MIRROR.get(text[0], "")
    if closing in CLOSING and text.count(text[0]) > text.count(closing) + 1:
        return True  # of two halves that open nothing, this one was painted by a producer without bracket pairs
    hyphen = text[0] in _HYPHENS and text[-1] not in _HYPHENS and len(text) > 1
    return hyphen and not text[1].isspace() and not _hangs_right(text)


def _hangs_right(painted: str) -> bool:
    """Closing punctuation at the right end alone: a left-to-right paragraph paints it there."""
    text = painted.strip()
    return len(text) > 1 and text[-1] in _STOPS and text[0] not in _STOPS


def may_group(painted: str) -> bool:
    """Whether ``join_thousands`` may find anything to join."""
    return _NUMBERS.search(painted) is not None


def join_thousands(painted: str, narrow: Sequence[int]) -> str:
    """``painted`` with a no-break space where an ordinary one groups the digits of a number: ``10 000``.

    No number begins with three digits set close to another; with a no-break space UAX #9 keeps such groups together.

    Args:
        narrow: painted indices of the spaces that are no wider than those between words.
    """
    places = {place for run in _NUMBERS.finditer(painted) for place in _grouping(run)} & set(narrow)
    return "".join("\N{NO-BREAK SPACE}" if i in places else c for i, c in enumerate(painted)) if places else painted


def _grouping(run: re.Match[str]) -> Iterator[int]:
    """Places of the spaces that group the digits of a number among those of ``run``."""
    text = run.group()
    if _SHORT.search(_THOUSANDS.sub("", text)):
        return
    for number in _THOUSANDS.finditer(text):
        yield from (run.start() + place for place in range(*number.span()) if text[place] == " ")


def join_account(painted: str) -> str:
    """``painted`` with no-break spaces in the number of a bank account: its groups follow its letters."""
    return _ACCOUNT.sub(lambda number: number.group().replace(" ", "\N{NO-BREAK SPACE}"), painted)


def may_go_on(below: str) -> bool:
    """Whether a symbol of the line above may go on with this character, the first of a line; none is empty."""
    return bool(below) and bidi_class(below) in _GOES_ON


def joined_below(painted: str, below: str) -> str:
    """``painted`` for ordering, where a line breaks inside a number that goes on below: ``55/`` above ``25``.

    One slash between two numbers belongs to both (UAX #9, W4), also where no Latin letter makes Latin of all of it.

    Args:
        painted: a line of a right-to-left paragraph, left to right.
        below: the first character of the line below it.
    """
    after, kinds = bidi_class(below), kinds_of(painted)
    head = painted[: kinds.find("R")] if "R" in kinds else painted
    if after not in ("EN", "AN") or "L" in kinds[: len(head)]:
        return painted
    token = head.split(" ", 1)[0].rstrip(_OPENS)  # numbers run from the right, each by itself
    end = len(token)
    if end < 2 or bidi_class(token[-1]) != "CS" or bidi_class(token[-2]) != after or _WORD.match(painted, end):
        return painted
    return f"{painted[: end - 1]}{below}{painted[end:]}"


def going_on(painted: str) -> str:
    """``painted`` for ordering, where an Arabic phrase at the end of a left-to-right line goes on below: the stop
    between its parts, on its left, is within it.
    """
    return _STOP_WITHIN.sub(ARABIC, painted)


def after_a_word(painted: str, word: str) -> Order:
    """The logical order of a right-to-left line that goes on from a word, which makes Arabic of its first numbers.

    Producers that lay out each line by itself don't know of the word: where the numbers read better so, it isn't there.
    """
    order = logical_order(painted)
    if kinds_of(painted).rstrip("o").endswith("R"):
        return order
    end = len(painted)
    known = logical_order(f"{painted} {word[::-1]}")
    indices = tuple(place for place in known.indices if place < end)
    known = replace(known, indices=indices, mirrored=frozenset(place for place in known.mirrored if place < end))
    better = (known.verified, plausibility(spell(painted, known))) >= (
        order.verified,
        plausibility(spell(painted, order)),
    )
    return known if better else order


def cell_order(painted: str, walls: Sequence[int], rtl: bool) -> Order:
    """The logical order of a line that wide white cuts into cells (a table row, a tab stop).

    Each cell is ordered by itself, in the direction of its own letters; the cells follow in that of the line.

    Args:
        walls: painted indices of the spaces that part cells, rising.
    """
    if not walls:
        return logical_order(painted, rtl)
    bounds = [-1, *walls, len(painted)]
    cells = [range(start + 1, end) for start, end in pairwise(bounds)]
    indices: list[int] = []
    mirrored: set[int] = set()
    verified = True
    for number, cell in enumerate(reversed(cells) if rtl else cells):
        text = painted[cell.start : cell.stop]
        order = logical_order(text, paragraph_is_rtl(text, default=rtl))
        if number:
            indices.append(cell.stop if rtl else cell.start - 1)
        indices.extend(cell.start + i for i in order.indices)
        mirrored.update(cell.start + i for i in order.mirrored)
        verified = verified and order.verified
    return Order(tuple(indices), frozenset(mirrored), verified)
