"""What it is worth that pieces of text follow each other: the trigram, and the judge of kinds of words beside it."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import Final

import numpy as np
from numpy.typing import NDArray

from warraq.decipher.text.lattice import beam_search
from warraq.decipher.text.lattice.decoder import Decoder, Path
from warraq.decipher.text.order.beginnings import head
from warraq.decipher.text.parameters import Joins as P
from warraq.language import tokens
from warraq.language.context.joins import JoinJudge

Table = NDArray[np.float64]

_START: Final = (tokens.START, tokens.START)


@dataclass(frozen=True, slots=True)
class Ends:
    """The first and last tokens of a piece of text, as what joins it to others.

    Attributes:
        first, last: its first and last two token ids.
        head: its first word, if it begins with a label.
        before, after: the judge's states for what stands before it, and after it; None where it wasn't decoded.
    """

    first: tuple[int, ...]
    last: tuple[int, int]
    head: str = ""
    before: NDArray[np.float32] | None = None
    after: NDArray[np.float32] | None = None

    @classmethod
    def of(cls, path: Path) -> Ends:
        row = tuple(p.token for p in path.pieces)
        return cls(row[:2], (*_START, *row)[-2:], head(path.pieces))  # type: ignore[arg-type]


class Joins:
    """Scores joins with the language of one decoder."""

    def __init__(self, decoder: Decoder) -> None:
        self._decoder = decoder
        self._judge = JoinJudge.load()
        nothing: list[list[int]] = [[]]
        self._opening, self._closing = self._judge.after(nothing)[0], self._judge.before(nothing)[0]

    def ends_of(self, path: Path) -> tuple[Ends, float]:
        """A decoded piece's ends, and what its inside is worth beyond its decode, nats."""
        rows = [self._judge.row(p.token, p.text) for p in path.pieces]
        both_ends = Ends.of(path)
        ends = replace(both_ends, before=self._judge.before([rows])[0], after=self._judge.after([rows])[0])
        return ends, float(_counted(self._judge.inside(rows)).sum())

    def table(self, left: list[Ends], right: list[Ends]) -> Table:
        """What it is worth that each of ``right`` follows each of ``left`` [left, right], nats."""
        table = self._trigrams(left, right)
        after = [a.after for a in left if a.after is not None]
        before = [b.before for b in right if b.before is not None]
        if len(after) == len(left) and len(before) == len(right):
            table += _counted(self._judge.judge(np.stack(after)[:, None], np.stack(before)[None]))
        return table

    def opening(self, right: Ends) -> float:
        """What it is worth that a block begins with ``right``, nats."""
        return 0.0 if right.before is None else float(_counted(self._judge.judge(self._opening, right.before)))

    def _trigrams(self, left: list[Ends], right: list[Ends]) -> Table:
        """What it is worth that each of ``right`` follows each of ``left`` rather than a sentence start."""
        last = np.array([a.last for a in left], np.int32)
        first = np.array([(*b.first, 0, 0)[:2] for b in right], np.int32)
        return beam_search.join_table(self._decoder.language, last, first, P.TRIGRAM)


def _counted(value: NDArray[np.float32]) -> Table:
    return np.asarray(P.WEIGHT * np.clip(value, P.LEAST, P.MOST), np.float64)
