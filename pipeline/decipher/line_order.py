"""The order of what stands on one line of an extractor's dump, decided together with its letters.

Extractors that write runs by their place on the page put the runs of a right-to-left line from left to right, so the
last comes first. Where a run ends is plain at numbers, Latin words, wide gaps and kashidas that were cut in two; often
it is not seen at all. A line is therefore a list of segments in reading order (the reverse of the dump's), and the
language model decides where else the line is cut, for all lines of a passage together.
"""

from __future__ import annotations

import collections
import itertools
from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace
from typing import Final

import numpy as np
from numpy.typing import NDArray

from pipeline.decipher import lattice
from pipeline.decipher.decoder import Decoder, Lattice
from pipeline.decipher.items import LAYOUT_SIGN, SOFT_SIGN, itemize
from pipeline.decipher.joins import Ends, Joins
from pipeline.decipher.lattice import LAYOUT
from pipeline.decipher.orders import Candidate, Costs, Options, Ordered, summary, unopened
from pipeline.decipher.segments import (
    SPACES,
    STRETCHED_LINE,
    Segment,
    before_spaces,
    behind_spaces,
    chained,
    joined,
    last_gap,
    next_gap,
    open_edges,
    pieces,
    stretched_cuts,
    turns,
)  # fmt: skip
from pipeline.language import tokens

_START: Final = (tokens.START, tokens.START)
_STOP: Final = tokens.SPECIAL_ID["."]
#: An order whose estimate is this near the best is decoded too, nats.
_NEAR: Final = 18.0
#: What it costs at most that a block ends where it does, nats.
_UNENDED: Final = -8.0
#: So many letters on each side of a seam tell which word it makes.
_SEAM: Final = 12
#: Lines of up to so many runs are tried in all orders, so many at a time, and so many of them are decoded.
_MOST_CHAINS: Final = 12
_BEAM: Final = 40
_PUZZLED: Final = 3
#: So many ways are kept to cut a line whose kashidas meet.
_TURNED: Final = 3
#: So many lines are enough to tell which way a dump's lines run.
_SAMPLE: Final = 25


def _plain(order: tuple[Segment, ...]) -> str:
    """An order by what is read, whichever of its spaces are the layout's."""
    return " ".join(" ".join(s.text for s in order).replace(SOFT_SIGN, " ").split())


def _meet(order: tuple[Segment, ...]) -> bool:
    """Whether cut kashidas meet in it."""
    return any(a.open_end and b.open_start for a, b in itertools.pairwise(order))


class LineOrder:
    """Finds the reading order of the lines of a passage with one decoder.

    ``backwards``: this dump's lines stand with their last run first. Where they don't, nothing is cut or moved.
    """

    def __init__(self, decoder: Decoder, costs: Costs | None = None, *, backwards: bool = True) -> None:
        self.decoder = decoder
        self.costs = costs or Costs()
        self.backwards = backwards
        self.joins = Joins(decoder)
        self._openings: dict[int, float] = {}
        self._habits: dict[tuple[int, int], float] = {}

    def learn_openings(self, lines: list[Ordered], breaks: list[bool]) -> None:
        """How this document's blocks begin: counted on the lines that open one, in the order they have now."""
        first = [line.path.pieces[0].token for line, b in zip(lines, breaks, strict=True) if b and line.path.pieces]
        counts = collections.Counter(t for t in first if t >= len(tokens.SPECIAL))
        p = self.decoder.lm.token_trigram_logp
        self._openings = {
            token: float(np.log(0.5 * n / max(1, len(first)) + 0.5 * np.exp(p(*_START, token)))) - p(*_START, token)
            for token, n in counts.items()
            if n > 1
        }

    def opening(self, first: tuple[int, ...]) -> float:
        """What it is worth that a block begins with ``first``, by how others of the document begin, nats."""
        return self._openings.get(first[0], -0.7) if first and self._openings else 0.0

    def ending(self, last: tuple[int, int]) -> float:
        """What it is worth that a block ends with the tokens ``last``, nats; its full stop may have become a space."""
        p = self.decoder.token_logp
        a, b = last
        end = p(a, b, tokens.END)
        lost = self.decoder.lost_stop
        if b != _STOP and lost is not None:
            end = float(np.logaddexp(end, lost + p(a, b, _STOP) + p(b, _STOP, tokens.END)))
        return float(np.logaddexp(end, _UNENDED))

    def score(self, segments: tuple[Segment, ...], context: tuple[int, int] = _START, cost: float = 0.0) -> Ordered:
        """Decode the segments as they stand; ``cost`` is that of the moves that led to them."""
        path = self.decoder.decode(itemize(joined(segments), self.decoder.symbols), context)
        spent = cost + self._edges(segments) + self.costs.unopened * unopened(path.pieces)
        return Ordered(segments, path, path.score - spent, cost)

    def _edges(self, segments: tuple[Segment, ...]) -> float:
        """Cost of cut kashidas that meet no other cut; the line's own ends count too."""
        loose = 0
        for before, after in zip((None, *segments), (*segments, None), strict=True):
            opens = before is not None and before.open_end
            goes_on = after is not None and after.open_start
            loose += opens != goes_on
        return self.costs.loose_edge * loose

    def start(self, segments: list[Segment]) -> Ordered:
        """The usual order of this dump's lines."""
        return self.score(tuple(reversed(segments)) if self.backwards else tuple(segments))

    def prefers_backwards(self, lines: list[list[Segment]]) -> float:
        """How much better the lines with several runs read from the last run to the first than as they stand, nats."""
        several = [s for s in lines if len(s) > 1 and sum(part.letters for part in s) > 3][:_SAMPLE]
        return sum(self.score(tuple(reversed(s))).score - self.score(tuple(s)).score for s in several)

    def choose(self, lines: list[Options], breaks: list[bool]) -> list[Ordered]:
        """The orders of all lines of a passage together: those whose own scores and joins are best.

        Args:
            lines: the possible orders of each line.
            breaks: for each line, True where nothing of the line before leads into it.
        """
        for line in lines:
            line.decoded.setdefault(0, line.usual)
        estimates = [
            [replace(c, score=c.score + self._habit(line, k)) for k, c in enumerate(line.candidates)] for line in lines
        ]
        first = self._viterbi(estimates, breaks)
        wanted = [self._near(line, scores, k) for line, scores, k in zip(lines, estimates, first, strict=True)]
        new = [(line, k) for line, numbers in zip(lines, wanted, strict=True) for k in numbers if k not in line.decoded]
        with ThreadPoolExecutor(2) as pool:  # the compiled searches run without Python's lock
            decoded = list(pool.map(lambda one: self.score(one[0].orders[one[1]], cost=one[0].costs[one[1]]), new))
        for (line, k), order in zip(new, decoded, strict=True):
            line.decoded[k] = order
        exact = []
        for line, numbers in zip(lines, wanted, strict=True):
            exact.append([self._judged(line.decoded[k], self._habit(line, k)) for k in numbers])
        chosen = self._viterbi(exact, breaks)
        result = []
        for i, (line, numbers, k) in enumerate(zip(lines, wanted, chosen, strict=True)):
            line.choice = numbers[k]
            before = exact[i - 1][chosen[i - 1]] if i and not breaks[i] else None
            after = exact[i + 1][chosen[i + 1]] if i + 1 < len(lines) and not breaks[i + 1] else None
            result.append(replace(line.decoded[line.choice], certainty=self._certainty(exact[i], k, before, after)))
        return result

    def _certainty(
        self, candidates: list[Candidate], chosen: int, before: Candidate | None, after: Candidate | None
    ) -> float:
        """Share of the chosen order among the line's orders, between the lines around it as they were chosen."""
        ends = [c.ends for c in candidates]
        values = np.array([c.score for c in candidates])
        values += self.joins.table([before.ends], ends)[0] if before else [self.joins.opening(e) for e in ends]
        values += self.joins.table(ends, [after.ends])[:, 0] if after else [self.ending(e.last) for e in ends]
        shares = np.exp((values - values.max()) / self.costs.temperature)
        return float(shares[chosen] / shares.sum())

    def _near(self, line: Options, estimates: list[Candidate], chosen: int) -> list[int]:
        """The usual order, the one chosen by its estimate, and what comes near the best: all to be decoded."""
        best = max(c.score for c in estimates)
        near = sorted(range(1, len(estimates)), key=lambda k: -estimates[k].score)[: self.costs.near]
        return sorted({0, chosen, *(k for k in near if estimates[k].score > best - _NEAR)})

    def _habit(self, line: Options, k: int) -> float:
        """What an unseen cut is worth by what lines with such edges do in this document, nats."""
        return self._habits.get(line.edges, 0.0) if line.hidden[k] else 0.0

    def learn_habits(self, lines: list[Options]) -> None:
        """How often lines were cut unseen, by their outer spaces.

        An extractor that keeps the space at a line's end leaves it inside where it moved the end to the front.
        """
        seen: collections.Counter[tuple[int, int]] = collections.Counter()
        cut: collections.Counter[tuple[int, int]] = collections.Counter()
        for line in lines:
            seen[line.edges] += 1
            cut[line.edges] += line.hidden[line.choice] > 0
        overall = (sum(cut.values()) + 1.0) / (sum(seen.values()) + 2.0)

        def odds(share: float) -> float:
            return float(np.log(share / (1 - share)))

        self._habits = {
            e: self.costs.habit * (odds((cut[e] + 4 * overall) / (n + 4)) - odds(overall)) for e, n in seen.items()
        }

    def _viterbi(self, options: list[list[Candidate]], breaks: list[bool]) -> list[int]:
        """Numbers of the candidates whose own scores and joins are best."""
        back: list[NDArray[np.int64]] = []
        best = np.zeros(0)
        for i, (candidates, closes) in enumerate(zip(options, [*breaks[1:], True], strict=True)):
            ends = [c.ends for c in candidates]
            own = np.array([c.score + (self.ending(c.ends.last) if closes else 0.0) for c in candidates])
            if i and not breaks[i]:
                values = best[:, None] + self.joins.table([c.ends for c in options[i - 1]], ends)
            else:
                opened = np.array([self.opening(e.first) + self.joins.opening(e) for e in ends])
                values = (best if i else np.zeros(1))[:, None] + opened
            back.append(values.argmax(axis=0))
            best = values.max(axis=0) + own
        k = int(best.argmax())
        chosen = []
        for i in range(len(options) - 1, -1, -1):
            chosen.append(k)
            k = int(back[i][k])
        return chosen[::-1]

    def _judged(self, line: Ordered, habit: float) -> Candidate:
        """A line that was decoded, as the choice across lines sees it."""
        ends, inside = self.joins.judged(line.path)
        return Candidate(line.score + inside + habit, ends)

    def options(self, segments: list[Segment], edges: tuple[int, int] = (0, 0), most: int = 8) -> Options:
        """The reading orders of a line that are worth a thought: its pieces from the last to the first.

        Where the dump shows a run's edge, a cut is free; elsewhere it costs. The ways to cut are scored with one search
        from each cut; the scores are estimates until ``choose`` decodes what would be read.
        """
        usual = self.start(segments)
        result = Options(usual, [usual.segments], [summary(usual)], [usual.cost], [0], edges)
        if not self.backwards:
            return result
        linked = self._linked(usual.segments)
        for order in linked:
            result.add(order)
        self._tiled(result, LAYOUT_SIGN.join(s.text for s in segments), 0.0, most, self.costs.rotation)
        met = [(order.segments, order.cost) for order in linked[:1]]
        best = max(range(len(result.candidates)), key=lambda k: result.candidates[k].score)
        if best > len(linked) and _meet(result.orders[best]):
            met.append((result.orders[best], result.costs[best]))
        for segments_met, cost in met:
            spent = cost + self._edges(segments_met)  # an edge that stays loose speaks against this cut too
            self._tiled(result, joined(segments_met), spent, _TURNED, self.costs.begun)
        return result

    def _linked(self, usual: tuple[Segment, ...]) -> list[Ordered]:
        """Orders of a line whose cut kashidas meet, the line beginning with any of its runs or in an order of its own.

        None where they meet anyway. What leaves the usual order costs.
        """
        chains = chained(usual, self._seam)
        orders = turns(chains)
        if not orders:
            return []
        costs = [self.costs.turned if k else 0.0 for k in range(len(orders))]
        for order in self._puzzled(usual, chains):
            if order not in orders:
                orders.append(order)
                costs.append(self.costs.turned)
        return [self.score(tuple(usual[i] for i in o), cost=c) for o, c in zip(orders, costs, strict=True)]

    def _seam(self, first: Segment, second: Segment) -> float:
        """How well the word is that ends ``first`` and begins ``second``, nats: comparable between links of a line."""
        text = first.text.rstrip(SPACES)[-_SEAM:] + second.text.lstrip(SPACES)[:_SEAM]
        return self.decoder.decode(itemize(text, self.decoder.symbols)).score

    def _puzzled(self, usual: tuple[Segment, ...], chains: list[list[int]]) -> list[list[int]]:
        """The best orders of the chains by their joins alone: a beam over what has been set so far."""
        if not 2 < len(chains) <= _MOST_CHAINS:
            return []
        ends = [Ends.of(self.score(tuple(usual[i] for i in chain)).path) for chain in chains]
        gains = self.joins.table(ends, ends)
        beam: list[tuple[float, list[int]]] = [(0.0, [])]
        for _ in chains:
            longer = []
            for score, order in beam:
                for k in set(range(len(chains))) - set(order):
                    gain = 0.0
                    if order:
                        gain = float(gains[order[-1], k])
                        gain -= self.costs.torn * (chains[k][0] != chains[order[-1]][-1] + 1)
                    longer.append((score + gain, [*order, k]))
            beam = sorted(longer, key=lambda way: (-way[0], way[1]))[:_BEAM]
        return [[i for k in order for i in chains[k]] for _, order in beam[:_PUZZLED]]

    def _tiled(self, result: Options, raw: str, cost_before: float, most: int, unseen: float) -> None:
        """Adds the ``most`` best ways to cut the text ``raw`` and to read its pieces from the last to the first.

        What else was done to the line costs ``cost_before``, a cut that the dump doesn't show ``unseen``.
        """
        items = itemize(raw, self.decoder.symbols)
        found = self.decoder.lattice(items)
        cuts, cost = self._cuts(found, raw, unseen)
        if len(cuts) <= 2:
            return
        values, ways, heads = self._tilings(found, cuts, cost, open_edges(raw, items, cuts))
        seen = {_plain(order) for order in result.orders}
        found_orders = 0
        for k in np.argsort(-values, kind="stable"):
            inner = [int(i) for i in np.flatnonzero(ways[k])]
            order = tuple(pieces(raw, items, [0, *(cuts[i] for i in inner), len(items)]))
            key = _plain(order)
            if key in seen or found_orders == most:
                continue
            seen.add(key)
            found_orders += 1
            last_cut = inner[-1] if inner else 0
            first_cut = inner[0] if inner else len(cuts) - 1
            head, tail = heads[last_cut, len(cuts) - 1], heads[0, first_cut]
            ends = Ends((int(head[0]), int(head[1])), (int(tail[2]), int(tail[3])))
            candidate = Candidate(float(values[k]) - cost_before, ends)
            result.orders.append(order)
            result.candidates.append(candidate)
            result.costs.append(float(sum(cost[i] for i in inner)) + cost_before)
            result.hidden.append(sum(cost[i] > 0 for i in inner))

    def _cuts(self, found: Lattice, raw: str, unseen: float) -> tuple[list[int], NDArray[np.float64]]:
        """Where the line may be cut, the two ends included, and what each cut costs."""
        items = found.items
        path = found.search(0, len(items))
        visible = {p for p in range(len(items)) if items.codes[p] == LAYOUT}
        hidden = {piece.start for piece in path.pieces if piece.start - 1 not in visible}
        stretched = stretched_cuts(raw, items) if STRETCHED_LINE.search(raw) else set()
        cuts = sorted({0, *visible, *hidden, *stretched, len(items)})
        price = dict.fromkeys(cuts, unseen) | dict.fromkeys(stretched, self.costs.stretched)
        price |= dict.fromkeys(visible, 0.0) | {0: 0.0, len(items): 0.0}
        return cuts, np.array([price[c] for c in cuts])

    def _tilings(
        self,
        found: Lattice,
        cuts: list[int],
        cost: NDArray[np.float64],
        open_edges: tuple[NDArray[np.bool_], NDArray[np.bool_]],
    ) -> tuple[NDArray[np.float64], NDArray[np.uint8], NDArray[np.int32]]:
        """Scores and cuts of the best ways to read the line's pieces from the last to the first; the pieces' tokens."""
        items, d = found.items, self.decoder
        m = len(cuts)
        visible = [c for c in cuts if c < len(items) and items.codes[c] == LAYOUT]
        scores = np.full((m, m), np.float32(-1e30), np.float32)
        heads = np.zeros((m, m, 4), np.int32)
        ends = np.array(cuts, np.int64)
        late = np.array([last_gap(items, c) for c in cuts], np.int64)
        trim = np.array([before_spaces(items, c) for c in cuts], np.int64)
        for i in range(m - 1):
            begin = cuts[i] + (items.codes[cuts[i]] == LAYOUT)
            some = ends[i + 1 :]
            if begin >= some[-1]:
                continue
            ok = int(np.searchsorted(some, begin, side="right"))
            reached = lattice.search_from(
                begin, behind_spaces(items, begin), next_gap(items, begin), some[ok:], trim[i + 1 :][ok:],
                late[i + 1 :][ok:], found.at, found.target, found.token, found.score, 4,
                np.float32(d.settings.delta), np.float32(-self.costs.fragment),
                np.float32(self.costs.fragment_item), np.float32(d.settings.weight), np.float32(d.settings.fee),
                *d.language,
            )  # fmt: skip
            inside = np.array([sum(cuts[i] < c < e for c in visible) for e in some[ok:]])
            scores[i, i + 1 + ok :], heads[i, i + 1 + ok :] = reached[0] - self.costs.kept * inside, reached[1]
        values, ways = lattice.tile(
            scores, heads, cost, *open_edges, self.costs.loose_edge, 2 * self.costs.fragment, 10, d.settings.weight,
            *d.language,
        )  # fmt: skip
        return values, ways, heads
