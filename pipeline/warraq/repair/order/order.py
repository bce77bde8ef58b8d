"""Logical order from painted order, verified by UAX #9.

The bidirectional algorithm maps a logical string to what the page shows. It has no inverse: several logical strings can
paint the same line, and some painted lines come from no plain string at all. So we propose: right-to-left text is read
from the right, and *islands* (Latin phrases, numbers) keep their painted order. A proposal is accepted where
``get_display`` (python-bidi) paints the line from it; where it doesn't, the joints between neighbouring islands are cut
or closed one after the other until one does.

Like ``bidi``, it works on one character per painted cluster.
"""

from __future__ import annotations

import re
from collections.abc import Collection, Iterator, Sequence
from dataclasses import dataclass, replace
from itertools import combinations, islice, pairwise, product
from typing import Final

from warraq.repair.order.bidi import (
    ARABIC,
    BRACKETS,
    CLOSING,
    LATIN,
    MIRROR,
    MIRRORED,
    Order,
    bidi_class,
    fewest_unpaired,
    kinds_of,
    paints,
    spell,
    standing_for,
    unpaired_brackets,
)
from warraq.repair.order.parted_formulas import parted_formulas
from warraq.repair.order.phrases import phrases
from warraq.repair.order.plausible import may_tell, plausibility
from warraq.repair.order.typed import faults, fewest_faults

#: Separators that rule W4 keeps between two numbers: CS; ES only where the numbers are European (not after Arabic).
_COMMON_SEPARATOR: Final = "CS"
_EUROPEAN_SEPARATOR: Final = "ES"
_EUROPEAN_TERMINATOR: Final = "ET"
#: Joints that are tried the other way round, at most; 2 at a time.
_MOST_JOINTS: Final = 10
#: Characters of all the ways together in which a line is read on trial, and of the likeliest ways so many at least.
#: There are up to 200, all of which are tried on a line of 500 characters; no page has room for a longer one.
_MOST_TRIED: Final = 100_000
_FIRST_TRIED: Final = 4
#: So many pieces of a line may be isolated, each with so many signs on each side.
_MOST_PIECES: Final = 8
_MOST_SIGNS: Final = 4
#: So many orders that paint a line are compared, at most.
_MOST_COMPARED: Final = 8
#: Signs that follow the word that they punctuate, and precede a space; so do those of currencies after their country.
_PUNCTUATION: Final = ".,:;\N{ARABIC COMMA}\N{ARABIC SEMICOLON}"
_CURRENCIES: Final = "$\N{EURO SIGN}\N{POUND SIGN}\N{YEN SIGN}"
#: What stands on both sides of a letter that is a piece by itself.
_APART: Final = frozenset(f" {_PUNCTUATION}")
#: Before a word and after a space, as no Latin phrase has it: what is on the left of it was written later.
_LATER: Final = re.compile(r"\s[,;:](?!\s)")
#: More Latin follows, if only after signs.
_LATIN_NEXT: Final = re.compile("o*L")
_OPENING: Final = frozenset("([{")
#: Neither a number nor neutral; and what isn't neutral.
_STRONG: Final = re.compile("[^No]")
_NO_NEUTRAL: Final = re.compile("[^o]")
_YEAR: Final = re.compile(r" \((?:19|20)\d\d\)")
#: What joins the parts of a formula, ``p < 0.05``, ``f(x) = -1``: relations (U+2243 and U+2248 almost equal, 2260 not
#: equal, 2264 and 2265, 2208 element of, 2192 arrow) and signs of operations (00B1, 00D7, 00F7, 2212 minus). Hyphens
#: and strokes join other things as well.
_OPERATORS: Final = "=<>\u2243\u2248\u2260\u2264\u2265\u2208\u2192+\u00b1\u00d7\u00f7\u2212"
_OPERATION: Final = re.compile(
    rf"[)\]}}\u00b0%'\s]*(?:[{_OPERATORS}]|:=|\?[?:]|&&|\|\||!=)[{_OPERATORS}(\[{{\s]*[-\u221a]?|[)\]}}]*\s(?://?|\*\*?|\^)\s|\s%\s"
)
#: Stands for the Arabic word beside a stretch: a prefix, if they touch.
_WAW: Final = "\N{ARABIC LETTER WAW}"
_WORD: Final = re.compile(r"[^\W\d_]+")
#: Between numbers that are listed, and in the decimals that TeX sets: a space follows the sign in reading.
_LISTING: Final = (", ", "; ")
#: Joins the groups of a long number.
_GLUE: Final = "\N{NO-BREAK SPACE}"


def logical_order(painted: str, rtl: bool = True, after_arabic: bool | None = None) -> Order:
    """The logical order of a line of clusters.

    Args:
        painted: one character per cluster, left to right, as painted (a bracket as it looks).
        rtl: direction of the paragraph.
        after_arabic: True where the line goes on from Arabic text on the line before, so that a leading number is
            in Arabic context; False at the start of a paragraph; None where that isn't known.
    """
    if not rtl and painted.isascii():  # nothing is at a level of its own: no Arabic letter, no Arabic-Indic digit
        return Order(tuple(range(len(painted))), frozenset(), True)
    kinds = kinds_of(painted)
    if "L" not in kinds and "N" not in kinds:
        if rtl:
            return _without_islands(painted)
        if "R" not in kinds:
            return Order(tuple(range(len(painted))), frozenset(), True)
    if not rtl:
        return _left_to_right(painted, kinds)
    if after_arabic is not None:
        return _right_to_left(painted, kinds, after_arabic)
    after = _right_to_left(painted, kinds, True)
    # What comes before a line bears on nothing beyond its first strong letter, if that is a right-to-left one.
    if kinds.rstrip("o").endswith("R") or (after.verified and not may_tell(painted)):
        return after
    alone = _right_to_left(painted, kinds, False)
    if alone == after:
        return after
    # A line of numbers by itself, as job and page numbers are, goes on from nothing.
    likelier_first = (after, alone) if "R" in kinds else (alone, after)
    return max(likelier_first, key=lambda order: (order.verified, plausibility(spell(painted, order))))


def _without_islands(painted: str) -> Order:
    """Right-to-left letters and neutrals only: plain reversal, which UAX #9 paints back by rules N1, N2 and L2."""
    mirrored = frozenset([match.start() for match in MIRRORED.finditer(painted)])
    return Order(tuple(range(len(painted) - 1, -1, -1)), mirrored, True)


# --- right-to-left paragraphs ---------------------------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class _Joint:
    """The neutrals between two neighbouring atoms (Latin words, numbers): ``left < right`` are their painted bounds.

    ``closed``: they belong to one island with both. ``apart``: their signs tell that they don't. ``european``: neither
    neighbour is an Arabic-Indic number. ``firmness``: how little is to be said for turning it over, less first.
    """

    left: int
    right: int
    closed: bool
    apart: bool
    european: bool
    firmness: tuple[bool, bool, bool, int] = (False, False, False, 0)


def _right_to_left(painted: str, kinds: str, after_arabic: bool) -> Order:
    """Each stretch without right-to-left letters on its own; where that doesn't hold together, the line as a whole."""
    order = _by_stretches(painted, kinds, after_arabic)
    far = set(filter(_REACHES_FAR.__getitem__, set(painted)))
    if order.verified and not far:
        return order
    # Without Latin letters there is no bracket pair that rule N0 could give another level than N1 and N2 give it.
    if order.verified and "L" not in kinds and MIRROR.keys() >= far:
        verified = True
    else:
        verified = paints(painted, order, True, ARABIC if after_arabic else "")
    if verified != order.verified:
        order = replace(order, verified=verified)
    if verified and unpaired_brackets(spell(painted, order)) <= fewest_unpaired(painted):
        return order
    candidates = (order, _search(painted, kinds, after_arabic))
    return max(candidates, key=lambda order: order.verified * (1000 - unpaired_brackets(spell(painted, order))))


class _ReachesFar(dict[str, bool]):
    """Whether a character may bear on the levels beyond the next Arabic letter, as far as it was asked for."""

    def __missing__(self, character: str) -> bool:
        self[character] = far = bidi_class(character) not in _NEAR or character in MIRROR
        return far


#: Classes whose levels the Arabic letters on both sides decide, by all rules but N0: that one is for brackets.
_NEAR: Final = frozenset(("AL", "L", "EN", "AN", "ES", "ET", "CS", "WS", "ON"))
_REACHES_FAR: Final = _ReachesFar()


class _Parts(dict[int, str]):
    """Code point -> 0 (European digit), 1 (Arabic-Indic one), c or e (common or European separator), o (neutral), x."""

    def __missing__(self, point: int) -> str:
        character = chr(point)
        kind = bidi_class(character)
        if character.isdecimal():
            part = "0" if character.isascii() else "1" if "\u0660" <= character <= "\u0669" else "x"
        else:
            part = _NEUTRAL_BY_A_NUMBER.get(kind, "x")
        self[point] = part
        return part


_NEUTRAL_BY_A_NUMBER: Final = {"WS": "o", "ON": "o", "CS": "c", "ES": "e"}
_PARTS: Final = _Parts()
#: Numbers of one script among such signs, and each with what one separator joins to it (W4), keep their order whatever
#: stands beside them.
_OF_NUMBERS: Final = re.compile(r"[oce]*(?:0+(?:[oce]+0+)*|1+(?:[oce]+1+)*)[oce]*")
#: A European separator between two European numbers joins them only outside Arabic context.
_AFTER_ARABIC: Final = re.compile(r"[01]+(?:c[01]+)*")
_ALONE: Final = re.compile(r"[01]+(?:(?:c|(?<=0)e)[01]+)*")
#: One Latin word, symbol or address among signs that no number or Latin letter takes to itself: it keeps its order
#: whatever stands beside it, since numbers in it are Latin (W7), and so is what parts its letters and numbers (N1).
_AMONG: Final = r"[\s.,:;!?\"'()\[\]\u060c\u061b\u061f\u00ab\u00bb-]*"
_OF_SYMBOL: Final = re.compile(rf"{_AMONG}+([A-Za-z](?:[A-Za-z0-9/._:@&-]*[A-Za-z0-9])?){_AMONG}")
_ATOM: Final = re.compile(r"[LN]")
_ATOMS: Final = re.compile(r"[LN]+")


def stretches_of(kinds: str) -> list[tuple[int, int]]:
    """Bounds of what has no right-to-left letter, and a Latin word or a number in it; left to right.

    Args:
        kinds: R (right-to-left letter), L, N (number) or another sign for each character.
    """
    stretches: list[tuple[int, int]] = []
    end = 0
    while atom := _ATOM.search(kinds, end):
        start, end = kinds.rfind("R", end, atom.start()) + 1, kinds.find("R", atom.end())
        if end < 0:
            return [*stretches, (start, len(kinds))]
        stretches.append((start, end))
    return stretches


def _by_stretches(painted: str, kinds: str, after_arabic: bool) -> Order:
    """Each stretch in its own order, all else from the right; verified where each stretch is, and its neighbours are
    Arabic letters: those part a line into stretches that have no influence on each other (UAX #9, W1 to N2).
    """
    indices: list[int] = []
    verified = True
    isolated: set[int] = set()
    parting: set[int] = set()
    mirrored = {match.start() for match in MIRRORED.finditer(painted)}
    position = len(painted)
    for start, end in reversed(stretches_of(kinds)):
        letter_left, letter_right = start > 0, end < len(painted)
        before = _word_before(painted, end)
        inner = stretch_order(painted[start:end], letter_left, letter_right or after_arabic, before)
        verified &= inner.verified
        indices.extend(range(position - 1, end - 1, -1))
        indices.extend([start + i for i in inner.indices])
        isolated.update(start + i for i in inner.isolated)
        parting.update(start + i for i in inner.parting)
        if mirrored:
            mirrored.difference_update(range(start, end))
            mirrored.update([start + i for i in inner.mirrored])
        position = start
    indices.extend(range(position - 1, -1, -1))
    return Order(tuple(indices), frozenset(mirrored), verified, frozenset(isolated), frozenset(parting))


def _word_before(painted: str, end: int) -> str:
    """The Arabic word before a stretch that ends there; one letter stands for a longer one that touches it."""
    word = _WORD.match(painted, end)
    if word is None:
        return ARABIC * (end < len(painted))
    return word.group()[::-1] if painted[end - 1].isspace() or len(word.group()) == 1 else ARABIC


def stretch_order(painted: str, letter_left: bool, after_arabic: bool, before: str = _WAW) -> Order:
    """The order of a stretch without right-to-left letters, between the letters that stand at its ends.

    Args:
        letter_left: a letter follows it.
        after_arabic: a letter precedes it, if on the line above.
        before: the Arabic word that precedes it; none begins a line.
    """
    numbers = _order_of_numbers(painted, after_arabic)
    if numbers:
        return numbers
    symbol = _order_of_symbol(painted)
    if symbol and not faults(before + spell(painted, symbol) + _WAW * letter_left):
        return symbol
    text = ARABIC * letter_left + painted
    order = _search(text, kinds_of(text), after_arabic, before)
    if not letter_left:
        return order
    indices = tuple(i - 1 for i in order.indices if i > 0)
    places = (frozenset(i - 1 for i in indexes) for indexes in (order.mirrored, order.isolated, order.parting))
    mirrored, isolated, parting = places
    return Order(indices, mirrored, order.verified, isolated, parting)


def _order_of_numbers(painted: str, after_arabic: bool) -> Order | None:
    """The order of numbers and signs alone; None where it has to be tried out."""
    parts = painted.translate(_PARTS)
    if _OF_NUMBERS.fullmatch(parts) is None:
        return None
    mirrored = frozenset([match.start() for match in MIRRORED.finditer(painted)])
    numbers = [match.span() for match in (_AFTER_ARABIC if after_arabic else _ALONE).finditer(parts)]
    indices: list[int] = []
    position = len(painted)
    for start, end in reversed(numbers):
        indices += (*range(position - 1, end - 1, -1), *range(start, end))
        position = start
    return Order((*indices, *range(position - 1, -1, -1)), mirrored, True)


def _order_of_symbol(painted: str) -> Order | None:
    """The order of one Latin word, symbol or address alone; None where it has to be tried out."""
    symbol = _OF_SYMBOL.fullmatch(painted)
    if symbol is None:
        return None
    order = _around(painted, [symbol.span(1)])
    return Order(order.indices, order.mirrored, True)


def _search(painted: str, kinds: str, after_arabic: bool, before: str = "") -> Order:
    """The first order that UAX #9 paints; among those the one that offends the fewest habits of typing."""
    fewest = fewest_faults(painted)
    best = _least_faulty(painted, painted, after_arabic, before)
    if best is not None and best[0] <= fewest:
        return best[1]
    parting, formulas = parted_formulas(painted, kinds)
    if parting:
        apart = _least_faulty(painted, standing_for(painted, formulas, parting), after_arabic, before)
        if apart is not None and (best is None or apart[0] < best[0]):
            return replace(apart[1], isolated=formulas, parting=parting)
    if best is not None:
        return _with_pieces(painted, kinds, after_arabic, before, *best)
    joints = tuple(_joints(painted, kinds, after_arabic))
    unconfirmed = _unconfirmed(painted, joints)
    return _around(painted, next(_islands_with_and_without_signs(painted, kinds, joints, unconfirmed, after_arabic)))


def _least_faulty(painted: str, text: str, after_arabic: bool, before: str) -> tuple[int, Order] | None:
    """Of the orders that UAX #9 paints, the first with the fewest faults, with their number.

    Args:
        text: ``painted``, or what stands for it, see ``standing_for``.
        before: what precedes the line or stretch.
    """
    kinds, fewest = kinds_of(text), fewest_faults(painted)
    joints = tuple(_joints(text, kinds, after_arabic))
    best: tuple[int, Order] | None = None
    for order in islice(_painting(text, kinds, joints, after_arabic), _MOST_COMPARED):
        count = faults(before + spell(painted, order))
        if best is None or count < best[0]:
            best = count, order
        if count <= fewest:
            break
    return best


def _painting(painted: str, kinds: str, joints: Sequence[_Joint], after_arabic: bool) -> Iterator[Order]:
    """The orders that UAX #9 paints, those with the fewest joints turned over first."""
    context = ARABIC if after_arabic else ""
    tried: set[tuple[int, ...]] = set()
    seen: set[tuple[tuple[int, int], ...]] = set()
    for flipped in islice(_flips(joints), _tried(painted)):
        if flipped in tried:
            continue
        tried.add(flipped)
        for islands in _islands_with_and_without_signs(painted, kinds, joints, flipped, after_arabic):
            if islands in seen:
                continue
            seen.add(islands)
            order = _around(painted, islands)
            if paints(painted, order, True, context):
                yield Order(order.indices, order.mirrored, True)


def _with_pieces(painted: str, kinds: str, after_arabic: bool, before: str, fault_count: int, order: Order) -> Order:
    """``order``, or one with fewer faults that UAX #9 paints where Latin pieces are isolated.

    An author may set a piece from left to right; word processors, style sheets and formulas do. The signs that touch it
    may be its own, then: ``-h``, ``[0, 1)``.

    Args:
        before: what precedes the line or stretch.
        found: the faults of ``order``.
    """
    context = ARABIC if after_arabic else ""
    latin = painted
    islands = _islands(kinds, tuple(_joints(painted, kinds, after_arabic)), ())
    pieces = [(start, end) for start, end in islands if "L" in kinds[start:end]]
    for start, end in pieces[:_MOST_PIECES]:
        for first, last in _reaches(painted, kinds, start, end):
            inside = "".join(
                c if kind == "L" else LATIN for c, kind in zip(latin[first:last], kinds[first:last], strict=True)
            )
            text = f"{latin[:first]}{inside}{latin[last:]}"
            tried = _around(text, _islands(kinds_of(text), tuple(_joints(text, kinds_of(text), after_arabic)), ()))
            fewer = faults(before + spell(painted, tried))
            if fewer < fault_count and paints(text, tried, True, context):
                isolated = frozenset([place for place, c in enumerate(text) if c != painted[place]])
                latin, fault_count, order = text, fewer, Order(tried.indices, tried.mirrored, True, isolated)
        if fault_count <= fewest_faults(painted):
            break
    return order


def _reaches(painted: str, kinds: str, start: int, end: int) -> list[tuple[int, int]]:
    """Bounds of a Latin piece with more and more of the signs that touch it."""
    first, last = start, end
    while first > max(start - _MOST_SIGNS, 0) and kinds[first - 1] == "o" and not painted[first - 1].isspace():
        first -= 1
    while last < min(end + _MOST_SIGNS, len(kinds)) and kinds[last] == "o" and not painted[last].isspace():
        last += 1
    reaches = sorted(product(range(first, start + 1), range(end, last + 1)), key=lambda reach: reach[1] - reach[0])[1:]
    if "LL" in kinds[start:end]:
        return reaches
    # A letter by itself is a piece only between spaces and stops.
    outside = f" {painted} "
    apart = [reach for reach in reaches if _APART.issuperset((outside[reach[0]], outside[reach[1] + 1]))]
    return apart if " " in painted else []


def _tried(painted: str) -> int:
    """In how many ways a line is read on trial."""
    return max(_FIRST_TRIED, _MOST_TRIED // max(len(painted), 1))


def painting_orders(painted: str, after_arabic: bool) -> Iterator[Order]:
    """All that are tried of the orders of a right-to-left line that UAX #9 paints, the likeliest first."""
    kinds = kinds_of(painted)
    return _painting(painted, kinds, tuple(_joints(painted, kinds, after_arabic)), after_arabic)


def _unconfirmed(painted: str, joints: Sequence[_Joint]) -> tuple[int, ...]:
    """Joints to turn over where no order is confirmed: the producer set pieces left to right of its own accord.

    Formulas and Latin labels are such pieces: what a sign joins (``g(x) = 0``) stays together; a dash between numbers
    and brackets stay as they are.
    """
    separators = [painted[joint.left : joint.right].strip() for joint in joints]
    return tuple(
        number
        for number, (joint, separator) in enumerate(zip(joints, separators, strict=True))
        if not joint.closed and separator.strip("-\N{EN DASH}") and not set(separator) & MIRROR.keys()
    )


def _flips(joints: Sequence[_Joint]) -> Iterator[tuple[int, ...]]:
    """Which joints to turn over: none; all that are open, all that are closed; each, each pair; so that one is open."""
    opened = tuple(i for i, joint in enumerate(joints) if not joint.closed and not joint.apart)
    yield ()
    yield opened
    yield tuple(i for i in opened if joints[i].european)
    tried = range(min(len(joints), _MOST_JOINTS))
    yield from ((i,) for i in sorted(tried, key=lambda i: joints[i].firmness))
    yield tuple(i for i, joint in enumerate(joints) if joint.closed)
    yield from combinations(tried, 2)
    for one in tried:
        yield tuple(sorted({one}.symmetric_difference(opened)))


def _joints(painted: str, kinds: str, after_arabic: bool) -> Iterator[_Joint]:
    """Each stretch of neutrals between two atoms, left to right, with what UAX #9 most likely did there."""
    atoms = list(_ATOMS.finditer(kinds))
    in_latin = False
    latin = 0  # where the Latin text that ``left`` belongs to begins
    for left, right in pairwise(atoms):
        if "R" in kinds[left.end() : right.start()]:
            in_latin = False
            continue
        if not in_latin and "L" in left.group():
            in_latin, latin = True, left.start()
        separator = painted[left.end() : right.start()]
        spaced = any(character.isspace() and character != _GLUE for character in separator)
        apart = _LATER.match(separator) is not None
        if bidi_class(painted[right.start()]) == "AN":
            # W7 is for European numbers: Arabic-Indic ones stay apart from Latin words.
            closed = bidi_class(painted[left.end() - 1]) == "AN" and _keeps_numbers_together(separator, True)
        elif in_latin and "L" in right.group():
            closed = not apart  # N1: neutrals between two Latin words are Latin
        elif in_latin:
            # W7: a number after a Latin word is Latin too. Set apart by a space it may as well stand before it.
            # What punctuates a word follows it, so that the full stop of "No. 7" is the word's; of what stands before
            # more Latin that is no proof: cells of a table may.
            alone = _LATIN_NEXT.match(kinds, right.end()) is None
            gap = separator.lstrip(_PUNCTUATION if alone else "").lstrip(_CURRENCIES)
            closed = not spaced or ("L" in left.group() and gap.isspace())
            # Nor does the year in brackets after a symbol: S/RES/2467 (2019).
            closed = closed or (after_arabic and _YEAR.match(painted, left.end()) is not None)
            # A formula with a Latin letter on its left is read from there; not so one between two numbers.
            open_ended = painted[:latin].rstrip().endswith(tuple(_OPERATORS))
            closed = closed or (not open_ended and _OPERATION.fullmatch(separator) is not None)
            # Read from the right, "Table 3, 7" has its comma before a word and after a space.
            closed = closed or separator in _LISTING
            # The unit of a temperature follows its number.
            closed = closed and separator != "\N{DEGREE SIGN}"
        elif "L" in right.group():
            closed = not spaced
        else:
            closed = _keeps_numbers_together(separator, after_arabic or "R" in kinds[right.end() :])
        in_latin = in_latin and closed
        sides = painted[left.end() - 1], painted[right.start()]
        european = all(bidi_class(side) != "AN" for side in sides)
        # What a space parts is read apart sooner, the parts of a number later and two Latin words last; a number that
        # is typed first stands on the right.
        words, parts = left.group()[-1] == right.group()[0] == "L", "L" not in left.group() + right.group()
        firmness = (words, not spaced, parts, -left.end()) if closed else (False, False, False, left.end())
        yield _Joint(left.end(), right.start(), closed, apart, european, firmness)


def _keeps_numbers_together(separator: str, arabic_before: bool) -> bool:
    """Rule W4: one common separator joins numbers; one European separator does so outside Arabic context."""
    if len(separator) != 1:
        return False
    kind = bidi_class(separator)
    return kind == _COMMON_SEPARATOR or (kind == _EUROPEAN_SEPARATOR and not arabic_before)


def _islands_with_and_without_signs(
    painted: str, kinds: str, joints: Sequence[_Joint], flipped: tuple[int, ...], after_arabic: bool
) -> Iterator[tuple[tuple[int, int], ...]]:
    """Bounds of the islands, with the signs that stand with their numbers, and then without them."""
    islands = [_with_brackets(painted, kinds, start, end) for start, end in _islands(kinds, joints, set(flipped))]
    behind = _strong_behind(kinds, islands, after_arabic)
    yield _merged(
        [_with_terminators(painted, kinds, *island, strong) for island, strong in zip(islands, behind, strict=True)]
    )
    yield _merged(islands)


def _around(painted: str, islands: Sequence[tuple[int, int]]) -> Order:
    """The order in which islands are kept and all else is read from the right."""
    indices: list[int] = []
    mirrored = {match.start() for match in MIRRORED.finditer(painted)}
    position = len(painted)
    for start, end in reversed(islands):
        indices += (*range(position - 1, end - 1, -1), *range(start, end))
        mirrored.difference_update(range(start, end))
        position = start
    return Order((*indices, *range(position - 1, -1, -1)), frozenset(mirrored), False)


def _islands(kinds: str, joints: Sequence[_Joint], flipped: Collection[int]) -> list[tuple[int, int]]:
    """Bounds of atoms together with those that a joint closes to them, or turned over would."""
    closed = {joint.left: joint.right for index, joint in enumerate(joints) if joint.closed != (index in flipped)}
    islands: list[tuple[int, int]] = []
    for atom in _ATOMS.finditer(kinds):
        start, end = atom.span()
        if islands and closed.get(islands[-1][1]) == start:
            start = islands.pop()[0]
        islands.append((start, end))
    return islands


def _merged(spans: Sequence[tuple[int, int]]) -> tuple[tuple[int, int], ...]:
    """Spans that overlap or touch become one."""
    merged: list[tuple[int, int]] = []
    for start, end in spans:
        if merged and start <= merged[-1][1]:
            merged[-1] = (merged[-1][0], max(end, merged[-1][1]))
        else:
            merged.append((start, end))
    return tuple(merged)


def _with_brackets(painted: str, kinds: str, start: int, end: int) -> tuple[int, int]:
    """Rule N0: a bracket pair of which one half lies inside a Latin island belongs to it whole: ``A (B)``.

    So does what stands between its last word and the bracket (N1): ``A (B et al.)``.
    """
    if "L" not in kinds[start:end] or _OPENING.isdisjoint(painted[start:end]):
        return start, end
    inside, beyond = dict.fromkeys(_OPENING, 0), dict.fromkeys(_OPENING, 0)
    edge = end
    strong = _NO_NEUTRAL.search(kinds, edge)
    for match in BRACKETS.finditer(painted, start, strong.start() if strong else len(painted)):
        place, character = match.start(), match.group()
        opened = inside if place < edge else beyond
        if character in opened:
            opened[character] += 1
        elif opened[CLOSING[character]] > 0:
            opened[CLOSING[character]] -= 1
        elif inside[CLOSING[character]] > 0:
            inside[CLOSING[character]] -= 1
            end = place + 1
    return start, end


def _strong_behind(kinds: str, islands: Sequence[tuple[int, int]], after_arabic: bool) -> list[str]:
    """The kind of what stands to the right of each island, numbers and neutrals left out; a line is searched once."""
    outermost = "R" if after_arabic else ""
    behind, strong, known = [], outermost, len(kinds)
    for _, end in reversed(islands):
        if end > known:  # its bracket closes beyond the next island
            match = _STRONG.search(kinds, end)
            behind.append(match.group() if match else outermost)
            continue
        match = _STRONG.search(kinds, end, known)
        strong, known = match.group() if match else strong, end
        behind.append(strong)
    return behind[::-1]


def _with_terminators(painted: str, kinds: str, start: int, end: int, strong: str) -> tuple[int, int]:
    """Rule W5: per cent and currency signs stand with a European number, unless a right-to-left letter precedes it.

    ``strong``: the kind of what precedes the island, see ``_strong_behind``. Latin letters in it precede its end.
    """
    arabic_before = strong == "R"
    if bidi_class(painted[end - 1]) == "EN" and not (arabic_before and "L" not in kinds[start:end]):
        while end < len(painted) and bidi_class(painted[end]) == _EUROPEAN_TERMINATOR:
            end += 1
    if bidi_class(painted[start]) == "EN" and not arabic_before:
        while start > 0 and bidi_class(painted[start - 1]) == _EUROPEAN_TERMINATOR:
            start -= 1
    return start, end


# --- left-to-right paragraphs ---------------------------------------------------------------------------------------


def _left_to_right(painted: str, kinds: str) -> Order:
    """Arabic phrases in a Latin line are turned round, each with the numbers inside it."""
    first: Order | None = None
    for spans in islice(phrases(painted, kinds), _tried(painted)):
        order = _turn_phrases(painted, kinds, spans)
        if paints(painted, order, False):
            return Order(order.indices, order.mirrored, True)
        first = first or order
    assert first is not None
    return first


def _turn_phrases(painted: str, kinds: str, spans: Sequence[tuple[int, int]]) -> Order:
    indices: list[int] = []
    mirrored: set[int] = set()
    position = 0
    for start, end in spans:
        # W2 and W4: numbers that follow Arabic letters are set apart by a dash, those after Latin ones are not.
        after_arabic = kinds.rfind("R", 0, start) > kinds.rfind("L", 0, start)
        inner = _right_to_left(painted[start:end], kinds[start:end], after_arabic)
        indices.extend(range(position, start))
        indices.extend(start + i for i in inner.indices)
        mirrored.update(start + i for i in inner.mirrored)
        position = end
    indices.extend(range(position, len(painted)))
    return Order(tuple(indices), frozenset(mirrored), False)
