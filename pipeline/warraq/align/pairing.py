"""Two documents: which paragraphs belong together, those that were moved too, and which of their sentences."""

from __future__ import annotations

import math
from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from typing import Final

from warraq.align.beads import BEADS, Bead, beads
from warraq.align.likeness import Likeness
from warraq.align.units import Unit

#: How often a paragraph that nothing is paired with in its place was moved; it is any of the other such ones then.
_MOVED: Final = 0.5
#: Of the paragraphs that both sides number so many (share) have the same number on both, or it says little.
_MOSTLY: Final = 0.7
#: How many paragraphs may stand between two parts of one, and logarithm of how often that is, beside a part that has no
#: partner at all.
_APART: Final = 2
_GOES_ON: Final = math.log(0.3) + BEADS[1, 2] - BEADS[1, 1] - BEADS[0, 1]
#: So many paragraphs with the same token are looked at for one that was moved.
_RARE: Final = 8


@dataclass(frozen=True, slots=True)
class Pair:
    """Units that belong together, or one that nothing belongs to; ``sentences`` are beads of their sentences, which are
    counted through all units of the pair.
    """

    left: tuple[int, ...]
    right: tuple[int, ...]
    confidence: float
    sentences: tuple[Bead, ...]
    moved: bool = False


def pairs(left: Sequence[Unit], right: Sequence[Unit]) -> list[Pair]:
    """All units of both, those of the left one in order; what only the right one has stands where it has it."""
    likeness = Likeness.of([unit.piece for unit in left], [unit.piece for unit in right])
    rough = _chosen(left, right, likeness)
    ratio = _ratio(rough, left, right)
    likeness = Likeness.of(
        [unit.piece for unit in left], [unit.piece for unit in right], ratio, numbered_alike=_alike(rough, left, right)
    )
    chosen = _chosen(left, right, likeness)
    lefts, rights = ([piece for unit in side for piece in unit.pieces] for side in (left, right))
    within = Likeness.of(lefts, rights, ratio)
    return [_with_sentences(bead, left, right, within) for bead in _put_together(chosen, left, right, likeness)]


def _chosen(left: Sequence[Unit], right: Sequence[Unit], likeness: Likeness) -> list[tuple[Bead, bool]]:
    """The beads of paragraphs, and whether each was moved."""
    in_order = beads([unit.piece for unit in left], [unit.piece for unit in right], likeness)
    moved = _moved(in_order, left, right, likeness)
    at_left = {bead.left.start: bead for bead in moved}
    lefts = {at for bead in moved for at in bead.left}
    rights = {at for bead in moved for at in bead.right}
    chosen: list[tuple[Bead, bool]] = []
    for bead in in_order:
        if not bead.right and bead.left.start in at_left:
            chosen.append((at_left[bead.left.start], True))
        elif lefts.isdisjoint(bead.left) and rights.isdisjoint(bead.right):
            chosen.append((bead, False))
    return chosen


def _moved(in_order: Iterable[Bead], left: Sequence[Unit], right: Sequence[Unit], likeness: Likeness) -> list[Bead]:
    """Beads of what has no partner in order, the likeliest first; what was split or joined is one of them, too.

    They stand under other headings than before, which says nothing therefore.
    """
    lefts = [bead.left.start for bead in in_order if not bead.right]
    rights = [bead.right.start for bead in in_order if not bead.left]
    pieces = [
        {at: replace(side[at].piece, above="") for at in left_over}
        for left_over, side in ((lefts, left), (rights, right))
    ]
    by_sign: dict[str, list[range]] = defaultdict(list)
    for run in _runs(rights):
        for sign in {sign for at in run for sign in _signs(right[at])}:
            by_sign[sign].append(run)
    prior = math.log(_MOVED / max(len(rights), 1))
    rated: list[tuple[float, Bead]] = []
    for run in _runs(lefts):
        signs = {sign for at in run for sign in _signs(left[at])}
        for other in {other for sign in signs if len(by_sign[sign]) <= _RARE for other in by_sign[sign]}:
            alike = likeness.of_pieces([pieces[0][at] for at in run], [pieces[1][at] for at in other])
            worth = prior + BEADS[len(run), len(other)] + alike
            if worth > 0:
                rated.append((worth, Bead(run, other, 1 / (1 + math.exp(-worth)))))
    moved: list[Bead] = []
    taken: tuple[set[int], set[int]] = (set(), set())
    for _, bead in sorted(rated, key=lambda pair: (-pair[0], pair[1].left.start, pair[1].right.start)):
        if taken[0].isdisjoint(bead.left) and taken[1].isdisjoint(bead.right):
            moved.append(bead)
            taken[0].update(bead.left)
            taken[1].update(bead.right)
    return moved


def _runs(places: Sequence[int]) -> list[range]:
    """Each place by itself, and with the next one."""
    there = set(places)
    return [range(at, at + length) for at in places for length in (1, 2) if at + length - 1 in there]


def _signs(unit: Unit) -> Iterator[str]:
    """What two units have in common if one was moved."""
    yield from unit.piece.tokens
    if unit.piece.number:
        yield unit.piece.number


def _alike(chosen: Sequence[tuple[Bead, bool]], left: Sequence[Unit], right: Sequence[Unit]) -> bool:
    """Whether most paragraphs that both number have the same number on both sides."""
    numbers = [
        (left[bead.left.start].piece.number, right[bead.right.start].piece.number)
        for bead, _ in chosen
        if bead.left and bead.right
    ]
    same = [one == other for one, other in numbers if one and other]
    return sum(same) > _MOSTLY * len(same)


def _ratio(chosen: Sequence[tuple[Bead, bool]], left: Sequence[Unit], right: Sequence[Unit]) -> float | None:
    """Letters of the right paragraphs for each one of those that they are paired with."""
    paired = [bead for bead, _ in chosen if bead.left and bead.right]
    letters = sum(left[at].piece.length for bead in paired for at in bead.left)
    return sum(right[at].piece.length for bead in paired for at in bead.right) / letters if letters else None


@dataclass(slots=True)
class _Parts:
    """A bead whose units may stand apart: places on the left and on the right."""

    sides: tuple[list[int], list[int]]
    confidence: float
    moved: bool


def _put_together(
    chosen: Sequence[tuple[Bead, bool]], left: Sequence[Unit], right: Sequence[Unit], likeness: Likeness
) -> list[_Parts]:
    """The beads; what is left over without a number goes on with a paragraph that something stands behind, a table or a
    paragraph that was moved there, where it is likelier than not that it is the rest of it.
    """
    parts = [_Parts((list(bead.left), list(bead.right)), bead.posterior, moved) for bead, moved in chosen]
    for side, units in enumerate((left, right)):
        of_unit = {at: part for part in parts for at in part.sides[side]}
        for rest in parts:
            if rest.sides[1 - side] or not rest.sides[side]:
                continue
            (at,) = rest.sides[side]
            if units[at].piece.number or units[at].piece.heading:
                continue
            for before in range(at - 2, at - 2 - _APART, -1):
                whole = of_unit.get(before)
                if whole is None or [len(places) for places in whole.sides] != [1, 1]:
                    continue
                pieces = [left[whole.sides[0][0]].piece], [right[whole.sides[1][0]].piece]
                worth = _GOES_ON - likeness.of_pieces(*pieces)
                pieces[side].append(units[at].piece)
                worth += likeness.of_pieces(*pieces)
                if worth > 0:
                    whole.sides[side].append(at)
                    whole.confidence *= 1 / (1 + math.exp(-worth))
                    rest.sides[side].clear()
                    break
    return [part for part in parts if part.sides[0] or part.sides[1]]


def _with_sentences(parts: _Parts, left: Sequence[Unit], right: Sequence[Unit], likeness: Likeness) -> Pair:
    lefts, rights = (
        [piece for at in side for piece in of[at].pieces] for side, of in zip(parts.sides, (left, right), strict=True)
    )
    one, other = map(tuple, parts.sides)
    return Pair(one, other, parts.confidence, tuple(beads(lefts, rights, likeness)), parts.moved)
