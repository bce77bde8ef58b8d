"""A dump's line and the places where it may be cut: what each piece between two of them is worth."""

from __future__ import annotations

import itertools
from collections.abc import Sequence
from dataclasses import dataclass, field

import numpy as np
from numpy.typing import NDArray

from warraq.decipher.text.dump.items import LAYOUT, Items
from warraq.decipher.text.dump.segments import (
    STRETCHED_LINE,
    Segment,
    before_spaces,
    behind_spaces,
    last_gap,
    next_gap,
    open_edges,
    piece,
    stretched_cuts,
)
from warraq.decipher.text.lattice import beam_search
from warraq.decipher.text.lattice.beam_search import Fragment, PieceEnds
from warraq.decipher.text.lattice.decoder import Decoder, Lattice
from warraq.decipher.text.order.orders import Costs
from warraq.decipher.text.parameters import FurtherCuts
from warraq.decipher.text.records import Piece

Span = tuple[int, int]


@dataclass(frozen=True, slots=True)
class PiecedLine:
    """A line, the places where it may be cut, and the pieces between any two of them.

    Attributes:
        raw, items: the line.
        cuts: items before which it may be cut, ascending; its two ends are the first and the last.
        cost: [cuts] what it costs to cut there, nats; 0 where the dump shows it.
        starts: [cuts] the piece behind a place begins with a cut kashida.
        ends: [cuts] the piece before it ends with one.
        scores: [cuts, cuts] what the piece between two places is worth, nats; -1e30 where there is none.
        tokens: [cuts, cuts, 4] its first two tokens, and its last two.
    """

    raw: str
    items: Items
    cuts: list[int]
    cost: NDArray[np.float64]
    starts: NDArray[np.bool_]
    ends: NDArray[np.bool_]
    scores: NDArray[np.float32]
    tokens: NDArray[np.int32]
    #: pieces that were asked for, by their items, which the ways to cut the line share
    _met: dict[tuple[int, int], list[Segment]] = field(default_factory=dict, compare=False, repr=False)

    def segments(self, places: Sequence[int]) -> list[Segment]:
        """The pieces between ``places`` (numbers of ``cuts``), the last first."""
        cuts = [self.cuts[place] for place in places]
        return [s for begin, end in list(itertools.pairwise(cuts))[::-1] for s in self.piece(begin, end)]

    def piece(self, begin: int, end: int) -> list[Segment]:
        """The piece between the items before which the line is cut, its two ends among these."""
        segments = self._met.get((begin, end))
        if segments is None:
            segments = self._met[begin, end] = piece(self.raw, self.items, begin, end)
        return segments


def pieced(decoder: Decoder, lattice: Lattice, raw: str, costs: Costs, kept: float) -> PiecedLine:
    """The line ``raw``, whose ``lattice`` is given, in pieces; a cut that the dump shows and that isn't made costs
    ``kept``."""
    items = lattice.items
    cuts, cost = _cuts(lattice, raw, costs)
    starts, ends = open_edges(raw, items, cuts)
    scores, heads = _scores(decoder, lattice, cuts, costs, kept)
    return PiecedLine(raw, items, cuts, cost, starts, ends, scores, heads)


def _cuts(lattice: Lattice, raw: str, costs: Costs) -> tuple[list[int], NDArray[np.float64]]:
    """Where the line may be cut, the two ends included, and what each cut costs."""
    items = lattice.items
    path = lattice.search(0, len(items))
    visible = {p for p in range(len(items)) if items.codes[p] == LAYOUT}
    hidden = {piece.start for piece in path.pieces if piece.start - 1 not in visible}
    stretched = stretched_cuts(raw, items) if STRETCHED_LINE.search(raw) else set()
    cuts = sorted({0, *visible, *hidden, *stretched, len(items)})
    price = dict.fromkeys(cuts, costs.unseen) | dict.fromkeys(stretched, costs.stretched)
    price |= dict.fromkeys(_beside_dashes(path.pieces) - stretched, costs.dash)
    price |= dict.fromkeys(visible, 0.0) | {0: 0.0, len(items): 0.0}
    return cuts, np.array([price[c] for c in cuts])


def _beside_dashes(pieces: Sequence[Piece]) -> set[int]:
    """The items at which dashes begin, and what stands behind them."""
    return {b.start for a, b in itertools.pairwise(pieces) if "-" in (a.text, b.text)}


def _scores(
    decoder: Decoder, lattice: Lattice, cuts: list[int], costs: Costs, kept: float
) -> tuple[NDArray[np.float32], NDArray[np.int32]]:
    """``PiecedLine.scores`` and ``tokens``: one search from each place."""
    items, arcs = lattice.items, lattice.arcs
    m = len(cuts)
    visible = [c for c in cuts if c < len(items) and items.codes[c] == LAYOUT]
    scores = np.full((m, m), np.float32(-1e30), np.float32)
    tokens = np.zeros((m, m, 4), np.int32)
    ends = np.array(cuts, np.int64)
    late = np.array([last_gap(items, c) for c in cuts], np.int64)
    trim = np.array([before_spaces(items, c) for c in cuts], np.int64)
    fragment = Fragment(-costs.fragment, costs.fragment_item)
    with decoder.scorer() as scorer:
        for i in range(m - 1):
            begin = cuts[i] + (items.codes[cuts[i]] == LAYOUT)
            some = ends[i + 1 :]
            if begin >= some[-1]:
                continue
            ok = int(np.searchsorted(some, begin, side="right"))
            begins = begin, behind_spaces(items, begin), next_gap(items, begin)
            reachable = PieceEnds(some[ok:], trim[i + 1 :][ok:], late[i + 1 :][ok:])
            reached = beam_search.search_from(arcs, scorer, FurtherCuts.BEAM, begins, reachable, fragment)
            crossed = np.searchsorted(visible, some[ok:]) - np.searchsorted(visible, cuts[i], side="right")
            scores[i, i + 1 + ok :] = reached[0] - kept * crossed
            tokens[i, i + 1 + ok :] = reached[1]
    return scores, tokens
