"""Beside which letters a font draws a second glyph, found from what letters alike without dots come out as.

A font that has two glyphs for a letter form chooses by the shape of the letter beside it, and in one way for all
letters that are alike without their dots. So these letters share where the second glyph stands, a set of shapes on one
side, and each has an output of its own for either glyph. The set is the one that makes what was seen of them all
likeliest. A letter that was hardly seen there may come out as something else there, whatever it shows elsewhere: the
others of its shape tell so.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Final

import numpy as np
from numpy.typing import NDArray

from warraq.arabic.letters import ALIKE_JOINED, ALIKE_RIGHT_JOINING
from warraq.decipher.text.parameters import SecondGlyphs as P
from warraq.language.units import UNITS

#: Fonts draw in one way what stands before letters that are alike without their dots.
SHAPES: Final = (*ALIKE_JOINED, *ALIKE_RIGHT_JOINING)

#: Letters of one shape and form; what is beside a word.
Kind = tuple[str, str]


def _kind(number: int) -> Kind:
    text, form = UNITS[number]
    return next((letters for letters in SHAPES if text and text in letters), text), form


#: That of each unit.
KINDS: Final = tuple(_kind(number) for number in range(len(UNITS)))
_NAMES: Final = tuple(dict.fromkeys(KINDS))
#: [COUNT, kinds]: whether a unit is of a kind.
_OF_KIND: Final = np.array([[kind == name for name in _NAMES] for kind in KINDS], np.float64)
_KIND_OF: Final = _OF_KIND.argmax(1)


@dataclass(frozen=True, slots=True)
class SecondGlyph:
    """Where letters of one kind are drawn as which of their glyphs.

    Attributes:
        units: those letters that were seen.
        by_next: the letter behind it chooses, not the one before.
        share: [glyphs, COUNT] by the unit beside: how likely each glyph is; a column sums to one.
        gain: how much likelier it makes what was seen of the units, nats.
    """

    units: tuple[int, ...]
    by_next: bool
    share: NDArray[np.float64]
    gain: float

    def seen(self, table: NDArray[np.float64]) -> NDArray[np.float64]:
        """[glyphs, symbols] what a unit was seen to come out as; ``table`` [COUNT, symbols] are its counts by the unit
        beside."""
        return self.share @ table

    def hides(self, table: NDArray[np.float64]) -> bool:
        """Whether a unit of these counts was hardly seen as one of its glyphs."""
        return bool((self.seen(table).sum(1) < P.SEEN).any())

    def tells(self, table: NDArray[np.float64]) -> bool:
        """Whether a unit of these counts comes out nearly always as one symbol for each glyph."""
        return float(self.seen(table).max(1).sum()) >= P.PURE * float(table.sum())

    def outputs(
        self, table: NDArray[np.float64], usual: NDArray[np.float64], may: NDArray[np.float64]
    ) -> NDArray[np.float64]:
        """[COUNT, symbols] what a unit comes out as, by the unit beside.

        Args:
            table: its counts, [COUNT, symbols].
            usual: [symbols] what it comes out as in all.
            may: the same of a unit of which nothing is known.
        """
        each = [_glyph(row, (usual + may) / 2 if row.sum() < P.SEEN else usual) for row in self.seen(table)]
        glyphs = self.share.T @ np.array(each)
        return np.asarray((table + P.OF_GLYPH * glyphs) / (table.sum(1, keepdims=True) + P.OF_GLYPH))


def _glyph(counts: NDArray[np.float64], usual: NDArray[np.float64]) -> NDArray[np.float64]:
    """[symbols] what a glyph of these ``counts`` comes out as, backed off on what is ``usual``."""
    total = counts.sum()
    raised = counts**P.POWER
    return np.asarray((raised / max(raised.sum(), 1e-9) * total + P.OF_UNIT * usual) / (total + P.OF_UNIT))


def opened(
    glyphs: Sequence[SecondGlyph],
    after: NDArray[np.float64],
    before: NDArray[np.float64],
    usual: NDArray[np.float64],
    may: NDArray[np.float64],
) -> NDArray[np.float64]:
    """[COUNT, symbols] what units come out as, where ``usual`` is what they were seen to: those that were hardly seen
    as their second glyph come out as they ``may`` too. ``after`` and ``before`` are as of ``second_glyphs``."""
    result = usual.copy()
    for glyph in glyphs:
        for unit in glyph.units:
            if glyph.hides((after if glyph.by_next else before)[unit]):
                result[unit] = (1.0 - P.OPENED) * usual[unit] + P.OPENED * may[unit]
    return result


def second_glyphs(after: NDArray[np.float64], before: NDArray[np.float64]) -> list[SecondGlyph]:
    """Those that the counts tell of, one at most of each kind; a letter that joins with the unit chooses.

    ``after`` [COUNT, COUNT, symbols] are what was seen of each unit by the next unit, ``before`` by the one before.
    """
    groups: defaultdict[Kind, list[int]] = defaultdict(list)
    for unit in np.flatnonzero(after.any((1, 2))).tolist():
        groups[KINDS[unit]].append(unit)
    glyphs: list[SecondGlyph] = []
    for (_, form), units in groups.items():
        sides = [(after, True)] * (form in ("ini", "med")) + [(before, False)] * (form in ("med", "fin"))
        either = [_second_glyph(units, table, by_next) for table, by_next in sides]
        some = [glyph for glyph in either if glyph is not None]
        glyphs += [max(some, key=lambda glyph: glyph.gain)] if some else []
    return glyphs


def _second_glyph(units: list[int], table: NDArray[np.float64], by_next: bool) -> SecondGlyph | None:
    seen = np.einsum("ubs,bk->uks", table[units], _OF_KIND)
    beside = np.flatnonzero(seen.any((0, 2)))
    of_kinds, gain = _parted(seen[:, beside][:, :, seen.any((0, 1))], table.shape[2])
    if len(of_kinds) == 1:
        return None
    share = np.repeat(of_kinds.mean(1)[:, None], len(_NAMES), 1)
    share[:, beside] = of_kinds
    return SecondGlyph(tuple(units), by_next, share[:, _KIND_OF], gain)


def _parted(counts: NDArray[np.float64], symbols: int) -> tuple[NDArray[np.float64], float]:
    """[glyphs, kinds] how likely each glyph stands beside a kind, and how much likelier they make the ``counts``
    [units, kinds, symbols seen] than one glyph does; a single row where none is found."""
    whole = float(_likelihood(counts.sum(1), symbols).sum())
    best, best_where = whole + P.SECOND_GLYPH, None
    for where in _beginnings(counts) if counts.any() else ():
        value = _climb(counts, where, symbols)
        if value > best:
            best, best_where = value, where
    if best_where is None:
        return np.ones((1, counts.shape[1])), 0.0
    odds = np.where(best_where, -1.0, 1.0) * _changes(counts, best_where, symbols)[0]
    there = 1.0 / (1.0 + np.exp(-np.clip(odds, -30.0, 30.0)))
    return np.stack([1.0 - there, there]), best - whole


def _beginnings(counts: NDArray[np.float64]) -> list[NDArray[np.bool_]]:
    """Sets of kinds, each of those beside which one letter comes out mostly as a symbol that isn't its usual one."""
    distinct: dict[bytes, NDArray[np.bool_]] = {}
    for of_unit in counts:
        usual, most, top = of_unit.sum(0).argmax(), of_unit.max(1), of_unit.argmax(1)
        for symbol in range(of_unit.shape[1]):
            where = (top == symbol) & (most > 0)
            if symbol != usual and most[where].sum() >= P.SEEN:
                distinct[where.tobytes()] = where
    return [*distinct.values()]


def _climb(counts: NDArray[np.float64], where: NDArray[np.bool_], symbols: int) -> float:
    """Changes ``where`` [kinds], one kind after the other, as long as that makes the ``counts`` [units, kinds, symbols
    seen] likelier; their log likelihood."""
    now = 0.0
    for _ in range(2 * len(where)):
        change, now = _changes(counts, where, symbols)
        best = int(change.argmax())
        if change[best] <= 1e-6:
            break
        where[best] = not where[best]
    return now


def _changes(counts: NDArray[np.float64], where: NDArray[np.bool_], symbols: int) -> tuple[NDArray[np.float64], float]:
    """[kinds] how the log likelihood changes if the second glyph stands beside a kind too or no more; what it is."""
    second = counts[:, where].sum(1)
    first = counts.sum(1) - second
    sign = np.where(where, -1.0, 1.0)
    moved = np.moveaxis(counts * sign[None, :, None], 1, 0)
    both = np.maximum(np.stack([first - moved, second + moved]), 0.0)
    now = float(_likelihood(np.stack([first, second]), symbols).sum())
    return _likelihood(both, symbols).sum((0, 2)) - now - P.KIND * sign, now - P.KIND * int(where.sum())


def _likelihood(counts: NDArray[np.float64], symbols: int) -> NDArray[np.float64]:
    """[...] log likelihood of the ``counts`` [..., symbols seen] of a glyph, whichever of the ``symbols`` it shows."""
    each = P.SPREAD / symbols
    of_symbols = (_log_gamma(counts + each) - _log_gamma(np.array(each))).sum(-1)
    return np.asarray(of_symbols + _log_gamma(np.array(P.SPREAD)) - _log_gamma(counts.sum(-1) + P.SPREAD))


def _log_gamma(x: NDArray[np.float64]) -> NDArray[np.float64]:
    """Log of the gamma function of positive numbers, to seven digits: Stirling's series from four on."""
    up = x + 4.0
    series = (up - 0.5) * np.log(up) - up + 0.5 * np.log(2 * np.pi) + 1 / (12 * up) - 1 / (360 * up**3)
    return np.asarray(series - np.log(x * (x + 1) * (x + 2) * (x + 3)))
