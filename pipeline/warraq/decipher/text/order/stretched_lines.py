"""The reading orders of a line whose kashidas were cut, by how such lines are drawn (``stretched_runs``).

What the dump shows of the pieces isn't all: some meet with nothing between them, and some cut kashidas are seen on one
side only. So further cuts and a few corrections of what is seen are tried, and what they lead to is weighed.
"""

from __future__ import annotations

import itertools
from collections.abc import Callable, Iterator, Sequence
from functools import lru_cache

import numpy as np

from warraq.arabic.letters import TATWEEL
from warraq.decipher.text.dump.segments import SPACES, Segment, open_edges
from warraq.decipher.text.order.line_pieces import PiecedLine, Span
from warraq.decipher.text.order.orders import Costs
from warraq.decipher.text.order.stretched_runs import reading_orders
from warraq.decipher.text.parameters import StretchedLines as P

Edges = tuple[tuple[bool, bool], ...]
#: log p that tokens follow others, nats: by the first two of a piece and the last two of the one before.
Join = Callable[[tuple[int, int, int, int]], float]


def drawn(line: PiecedLine, join: Join, costs: Costs) -> Iterator[tuple[tuple[Segment, ...], tuple[int, ...]]]:
    """The orders in which a line can be read, the best estimates first, and the items before which each cuts it at a
    kashida, or where the dump shows it."""
    pieces = _Pieces(line, join)
    ways = sorted(_ways(line, pieces, costs), key=lambda way: (-way[0], way[1]))
    sure = (line.cost == 0) | line.starts | line.ends
    for _, spans in ways:
        cuts = sorted({line.cuts[place] for span in spans for place in span if sure[place]})
        yield tuple(itertools.chain.from_iterable(map(line.segments, spans))), tuple(cuts)


def cut_once_more(line: PiecedLine, cuts: Sequence[int]) -> Iterator[tuple[Segment, ...]]:
    """The orders in which a line can be read that is cut before the items ``cuts``, its ends among them, and before
    one more, which may be inside a word."""
    starts, ends = open_edges(line.raw, line.items, list(range(len(line.items) + 1)))
    for more in sorted({*range(1, len(line.items))} - {*cuts}):
        spans = list(itertools.pairwise(sorted((*cuts, more))))
        edges = tuple((bool(starts[a]), bool(ends[b])) for a, b in spans)
        for order, _, _ in _readings(edges, P.CORRECTED[0] if len(spans) <= P.MOST_PIECES else 0):
            yield tuple(itertools.chain.from_iterable(line.piece(*spans[k]) for k in order))


class _Pieces:
    """What is asked of a line's pieces again and again, worked out once."""

    def __init__(self, line: PiecedLine, join: Join) -> None:
        self._line, self._join = line, join
        self._tokens: list[list[list[int]]] = line.tokens.tolist()
        self._scores: list[list[float]] = line.scores.tolist()
        self._joins: dict[tuple[Span, Span], float] = {}
        self._worth: dict[Span, tuple[float, bool, bool]] = {}

    def worth(self, span: Span) -> tuple[float, bool, bool]:
        """A piece's score, -1e30 where it is none; whether it holds any text; and whether it holds letters."""
        worth = self._worth.get(span)
        if worth is None:
            segments = self._line.segments(span)
            text = "".join(s.text for s in segments).strip(SPACES)
            full = bool(text.replace(TATWEEL, "").strip(SPACES))
            score = self._scores[span[0]][span[1]] if full else 0.0 if text else -1e30
            worth = self._worth[span] = score, full, any(s.letters for s in segments)
        return worth

    def join(self, before: Span, after: Span) -> float:
        """What it is worth that a piece follows another, nats."""
        score = self._joins.get((before, after))
        if score is None:
            a, b = self._tokens[before[0]][before[1]], self._tokens[after[0]][after[1]]
            score = self._joins[before, after] = self._join((a[2], a[3], b[0], b[1]))
        return score


def _ways(line: PiecedLine, pieces: _Pieces, costs: Costs) -> Iterator[tuple[float, tuple[Span, ...]]]:
    """Estimates of all ways to read the line, and its pieces as they are read then."""
    shown = [k for k, cost in enumerate(line.cost) if cost == 0]
    starts, ends = line.starts.tolist(), line.ends.tolist()
    for more in itertools.islice(_more_cuts(line), P.MOST):
        spans = list(itertools.pairwise(sorted((*shown, *more))))
        worth, full, worded = zip(*map(pieces.worth, spans), strict=True)
        total = sum(worth)
        if total < -1e29:
            continue
        edges = tuple((starts[a], ends[b]) for a, b in spans)
        most = P.CORRECTED[len(more)] if len(spans) <= P.MOST_PIECES else 0
        for order, corrections, links in _readings(edges, most):
            unseen = sum(worded[a] and worded[b] and (a, b) not in links for a, b in itertools.pairwise(order))
            value = total - costs.loose_edge * corrections + 2 * costs.fragment * len(links) - costs.unseen * unseen
            texts = [spans[k] for k in order if full[k]]
            value += sum(itertools.starmap(pieces.join, itertools.pairwise(texts)))
            yield value, tuple(spans[k] for k in order)


def _more_cuts(line: PiecedLine) -> Iterator[tuple[int, ...]]:
    """Cuts that the dump doesn't show: up to two, and a third where two of them are at kashidas."""
    hidden = [k for k, cost in enumerate(line.cost) if cost > 0]
    stretched = [k for k in hidden if line.starts[k] or line.ends[k]]
    for count in range(3):
        yield from itertools.combinations(hidden, count)
    three = (tuple(sorted({*two, one})) for two in itertools.combinations(stretched, 2) for one in hidden)
    yield from dict.fromkeys(cuts for cuts in three if len(cuts) == 3)


@lru_cache(4096)
def _readings(edges: Edges, most: int) -> tuple[tuple[tuple[int, ...], int, frozenset[Span]], ...]:
    """Orders of pieces by their edges, with the fewest corrections that make sense of them: (order, corrections, cut
    kashidas that meet)."""
    missing = sum(end - start for start, end in edges)
    for count in range(abs(missing), most + 1):
        readings = []
        for flipped in itertools.combinations(range(2 * len(edges)), count):
            now = np.array(edges)
            now.flat[list(flipped)] ^= True
            if now[:, 0].sum() != now[:, 1].sum():
                continue
            for order in reading_orders(now.tolist()):
                links = frozenset((a, b) for a, b in itertools.pairwise(order) if now[a][1] and now[b][0])
                readings.append((tuple(order), count, links))
        if readings:
            return tuple(readings)
    return ()
