"""The order of what stands on one line of an extractor's dump, decided together with its letters.

Extractors that write runs by their place on the page put the runs of a right-to-left line from left to right, so the
last comes first. Where a run ends is plain at numbers, Latin words, wide gaps and kashidas that were cut in two; often
it is not seen at all. How lines are drawn tells more: which piece of a run that was broken at its kashidas stands where
(``stretched_runs``), and that runs end with each block of the story, wherever that is (``block_edges``). What then is
open the language model decides, for all lines of a passage together.

Two kinds of block are meant here: one of the story is what a word processor hands over at a time (BLOCK characters),
one of the text a paragraph or a heading, which its first line opens and its last one closes. A cut is unseen where the
dump doesn't show that a run ends. An order has an estimate, made of its pieces, until it is decoded.
"""

from __future__ import annotations

import collections
import itertools
import math
from collections.abc import Hashable, Iterator, Sequence
from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace
from functools import partial
from typing import Final

import numpy as np
from numpy.typing import NDArray

from warraq.decipher.text import parameters
from warraq.decipher.text.dump.block_edges import Elsewhere, Place, foreseen
from warraq.decipher.text.dump.items import ECHO_SIGN, LAYOUT_SIGN, ROOM_SIGN, SOFT_SIGN, itemize
from warraq.decipher.text.dump.segments import Segment, characters_behind, cut_marks, joined, turned, uncut, unseen_cuts
from warraq.decipher.text.lattice import beam_search
from warraq.decipher.text.lattice.decoder import Decoder, Path
from warraq.decipher.text.lattice.recent import Recent
from warraq.decipher.text.order.further_cuts import Gain, cuts_by_gain, gains_of_cuts
from warraq.decipher.text.order.joins import Ends, Joins
from warraq.decipher.text.order.line_lengths import places_as_read, unread_letters
from warraq.decipher.text.order.line_pieces import PiecedLine, pieced
from warraq.decipher.text.order.orders import Candidate, Costs, Options, Ordered, is_stretched, unopened
from warraq.decipher.text.order.stretched_lines import cut_once_more, drawn
from warraq.decipher.text.order.stretched_runs import reading_orders
from warraq.decipher.text.order.text_blocks import Around, TextBlocks
from warraq.decipher.text.parameters import LineOrder as P

#: A line of more characters was never drawn in one, so it has no pieces to put in order: a page's holds some hundred,
#: and ways to cut are looked for in time and memory that grow with the square of what there is to cut.
_LONGEST: Final = 3000
#: So many letters of which nothing could be read may be two words, and no more; so many such places of a line are
#: looked at.
_GLUED: Final = range(5, 30)
#: A dump's count of the characters before a cut is off by one or two: shares of these distances.
_ABOUT: Final = np.array([0.5, 0.8, 1.0, 0.8, 0.5])
#: So many orders that were decoded are kept for lines that are the same, and what else is known of so many lines.
_SCORED: Final = 128
_LINES: Final = 16


#: Spaces that the text doesn't show, and what is no space.
_AS_SPACES: Final = str.maketrans({SOFT_SIGN: " ", ROOM_SIGN: " ", ECHO_SIGN: None})


def _plain(order: tuple[Segment, ...]) -> str:
    """An order by what is read, whichever of its spaces are the layout's."""
    return " ".join(" ".join(s.text for s in order).translate(_AS_SPACES).split())


def _evidence(line: Options, weights: dict[int, float], elsewhere: Elsewhere) -> NDArray[np.float64]:
    """float64[BLOCK], how likely a line is as it stands if a block of the story ends 0, 1, ... characters into it.

    ``weights``: number of each of its orders -> its share.
    """
    evidence = np.zeros(parameters.BlockEdges.BLOCK)
    for number, weight in weights.items():
        evidence += weight * line.evidence(number, elsewhere)
    return evidence


class LineOrder:
    """Finds the reading order of the lines of a passage with one decoder.

    ``options`` are the orders of each line that are worth a thought, and ``choose`` takes one of each. ``foresee``
    learns from those where blocks of the story end; the next ``choose`` knows it. ``cut_further`` adds orders of the
    lines that still read badly.

    ``backwards``: this dump's lines stand with their last run first. Where they don't, nothing is cut or moved.
    """

    def __init__(self, decoder: Decoder, costs: Costs | None = None, *, backwards: bool = True) -> None:
        self.decoder = decoder
        self.costs = costs or Costs()
        self.backwards = backwards
        self.joins = Joins(decoder)
        self.blocks = TextBlocks(decoder, self.joins)
        self._habits: dict[tuple[int, int], float] = {}
        self._known: dict[tuple[Segment, ...], tuple[Ends, float]] = {}
        #: of the lines looked at last, for many a dump has the same line again and again
        self._scored: Recent[tuple[Segment, ...], Ordered] = Recent(_SCORED)
        self._gains: Recent[tuple[Segment, ...], list[Gain]] = Recent(_LINES)
        self._pieces: Recent[tuple[str, float], PiecedLine] = Recent(_LINES)
        self._estimated: Recent[Hashable, list[tuple[tuple[Segment, ...], tuple[int, ...]]]] = Recent(_LINES)

    def score(self, segments: tuple[Segment, ...]) -> Ordered:
        """Decode the segments as they stand."""
        return self._scored.of(segments, lambda: self._score(segments))

    def _score(self, segments: tuple[Segment, ...]) -> Ordered:
        path = self.decoder.decode(itemize(joined(segments), self.decoder.symbols))
        return Ordered(segments, path, path.score - self._cost(segments, path))

    def _cost(self, segments: tuple[Segment, ...], path: Path) -> float:
        """What an order costs by its cuts and its brackets."""
        return self._edges(segments) + self.costs.unopened * unopened(path.pieces)

    def beside(self, line: Ordered, opens: bool, closes: bool) -> float:
        """What a line that was read is worth beside its words: its cuts and brackets, and that it ``opens`` or
        ``closes`` a block, nats."""
        ends, _ = self.joins.ends_of(line.path)
        worth = self.blocks.head(ends) - self._cost(line.segments, line.path)
        return worth + opens * self.blocks.opening(ends) + closes * self.blocks.ending(ends.last)

    def _edges(self, segments: tuple[Segment, ...]) -> float:
        """Cost of cut kashidas that meet no other cut, the line's own ends counted too, and of marks cut from text."""
        loose = 0
        for before, after in zip((None, *segments), (*segments, None), strict=True):
            opens = before is not None and before.open_end
            goes_on = after is not None and after.open_start
            loose += opens != goes_on
        return self.costs.loose_edge * loose + self.costs.mark * cut_marks(segments)

    def chances(self, lines: Sequence[Ordered], breaks: Sequence[bool], apart: Sequence[bool]) -> list[float]:
        """The chance that each of the lines opens a block of text, as ``TextBlocks`` has it."""
        return self.blocks.chances([self._candidate(line).ends for line in lines], breaks, apart)

    def start(self, segments: list[Segment]) -> Ordered:
        """The order that the dump shows."""
        if not self.backwards:
            return self.score(tuple(segments))
        orders = reading_orders([(s.open_start, s.open_end) for s in segments])
        usual = next(orders, range(len(segments))[::-1])
        return self.score(tuple(segments[k] for k in usual))

    def prefers_backwards(self, lines: list[list[Segment]]) -> float:
        """How much better the lines with several runs read from the last run to the first, as ``start`` takes them,
        than as they stand, nats.

        Lines whose kashidas were cut count where there are no others: either way is a guess there, for their pieces
        stand in no simple order.
        """
        several = [s for s in lines if len(s) > 1 and sum(part.letters for part in s) > 3]
        several = [s for s in several if not is_stretched(s)] or several
        some = several[:: math.ceil(len(several) / P.SAMPLE) or 1]
        gains = (self.start(s).score - self.score(tuple(s)).score for s in some)
        return sum(min(max(gain, -P.VOTE), P.VOTE) for gain in gains)

    def choose(self, lines: list[Options], opens: Sequence[float]) -> list[Ordered]:
        """The orders of all lines of a passage together: those whose own scores and joins are best.

        Args:
            lines: the possible orders of each line.
            opens: the chance of each line that it opens a block of text, so that nothing of the line before leads into
                it.
        """
        estimates = [
            [replace(c, score=c.score + self.likely(line, k)) for k, c in enumerate(line.candidates)] for line in lines
        ]
        first = self._viterbi(estimates, opens)
        wanted = [self._near(line, scores, k) for line, scores, k in zip(lines, estimates, first, strict=True)]
        new = [(line, k) for line, numbers in zip(lines, wanted, strict=True) for k in numbers if k not in line.decoded]
        with ThreadPoolExecutor(2) as pool:  # the compiled searches run without Python's lock
            decoded = list(pool.map(lambda one: self.score(one[0].orders[one[1]]), new))
        for (line, k), order in zip(new, decoded, strict=True):
            line.decode(k, order)
        compared = [list(line.decoded) for line in lines] if self.costs.every else wanted
        exact = []
        for line, numbers in zip(lines, compared, strict=True):
            exact.append([self._candidate(line.decoded[k], self.likely(line, k)) for k in numbers])
        result = []
        for line, numbers, k in zip(lines, compared, self._viterbi(exact, opens), strict=True):
            line.choice = numbers[k]
            result.append(line.decoded[line.choice])
        return result

    def _between(self, candidates: list[Candidate], around: Around) -> NDArray[np.float64]:
        """Scores of a line's orders between the lines around it."""
        ends = [c.ends for c in candidates]
        values = np.array([c.score + self.blocks.head(c.ends) for c in candidates])
        return values + self._joined(ends, around)

    def _joined(self, ends: list[Ends], around: Around) -> NDArray[np.float64]:
        """What it is worth that a line with these ends, each of its orders, stands between the lines around it."""
        if around.before:
            values = self.blocks.table([around.before], ends, around.opens)[0]
        else:
            values = np.array([self.blocks.opening(e) for e in ends])
        if around.after:
            behind = self.blocks.table(ends, [around.after], around.closes)[:, 0]
        else:
            behind = np.array([self.blocks.ending(e.last) for e in ends])
        joined: NDArray[np.float64] = values + behind
        return joined

    def _near(self, line: Options, estimates: list[Candidate], chosen: int) -> list[int]:
        """Numbers of the orders to decode: the usual one, the one ``chosen`` by estimates, and those near the best."""
        best = max(c.score for c in estimates)
        near = sorted(range(1, len(estimates)), key=lambda k: -estimates[k].score)[: self.costs.near]
        return sorted({0, chosen, *(k for k in near if estimates[k].score > best - P.NEAR)})

    def likely(self, line: Options, k: int) -> float:
        """What the unseen cuts of an order, or its having none, are worth by where they are and by habit, nats."""
        return line.likely[k] + self._beforehand(line, k)

    def _beforehand(self, line: Options, k: int) -> float:
        """What an order is worth by how it was found, and by habit, nats."""
        searched = self.costs.searched if k in line.further and not line.cut_anywhere else 0.0
        return self._habit(line, k) - searched

    def _habit(self, line: Options, k: int) -> float:
        """What an unseen cut is worth by what lines with such edges do in this document, nats."""
        return self._habits.get(line.edges, 0.0) if line.unseen[k] and not line.stretched else 0.0

    def _learn_habits(self, lines: list[Options]) -> None:
        """How often lines were cut unseen, by their outer spaces.

        An extractor that keeps the space at a line's end leaves it inside where it moved the end to the front.
        """
        seen: collections.Counter[tuple[int, int]] = collections.Counter()
        cut: collections.Counter[tuple[int, int]] = collections.Counter()
        for line in lines:
            if not line.stretched:
                seen[line.edges] += 1
                cut[line.edges] += bool(line.unseen[line.choice])
        overall = (sum(cut.values()) + 1.0) / (sum(seen.values()) + 2.0)

        def odds(share: float) -> float:
            return float(np.log(share / (1 - share)))

        self._habits = {
            e: self.costs.habit * (odds((cut[e] + 4 * overall) / (n + 4)) - odds(overall)) for e, n in seen.items()
        }

    def foresee(self, lines: list[Options], chosen: list[Ordered], opens: Sequence[float]) -> None:
        """Learn from the orders of all lines where blocks end, and weigh each line's orders by what the others say.

        Cuts that are to be expected, and that no word begins at, are tried.
        """
        if not self.backwards:
            return
        self._learn_habits(lines)
        places = places_as_read([line.place for line in lines], [line.reads[line.choice] for line in lines])
        for line, place in zip(lines, places, strict=True):
            line.place = place
        weights = [self._weights(lines, chosen, opens, i) for i in range(len(lines))]

        def evidence(elsewhere: Elsewhere) -> NDArray[np.float64]:
            return np.stack([_evidence(line, weight, elsewhere) for line, weight in zip(lines, weights, strict=True)])

        shares, elsewhere = foreseen(places, evidence)
        for line, weight in zip(lines, shares, strict=True):
            line.foresee(weight, elsewhere)
        with ThreadPoolExecutor(2) as pool:
            list(pool.map(self._cut, lines, shares))

    def cut_further(self, lines: list[Options], chosen: list[Ordered]) -> None:
        """Of the lines that read worst, adds orders in which they are cut once more, anywhere."""
        if not self.backwards or not self.costs.further:
            return
        quality = np.array([order.quality for order in chosen])
        poor = quality <= np.quantile(quality, P.POOR)
        with ThreadPoolExecutor(2) as pool:
            list(pool.map(self._cut_further, itertools.compress(lines, poor), itertools.compress(chosen, poor)))

    def values(
        self, lines: Sequence[Options], chosen: Sequence[Ordered], opens: Sequence[float], i: int
    ) -> dict[int, float]:
        """The score of each decoded order of a line between the lines around it as they were ``chosen``, nats."""
        line = lines[i]
        candidates = [self._candidate(order, self.likely(line, k)) for k, order in line.decoded.items()]
        values = self._between(candidates, self._around(chosen, opens, i))
        return dict(zip(line.decoded, values.tolist(), strict=True))

    def beside_words(
        self, lines: Sequence[Options], chosen: Sequence[Ordered], opens: Sequence[float], i: int
    ) -> dict[int, tuple[float, float, float, float]]:
        """What ``values`` is made of beside the words of each decoded order of a line, nats: where it is cut, how its
        words go on from each other, how it goes on from the lines around it, and that it ends a block."""
        line, around = lines[i], self._around(chosen, opens, i)
        candidates = [self._candidate(order) for order in line.decoded.values()]
        joined = self._joined([one.ends for one in candidates], around).tolist()
        worth = {}
        for (k, order), one, beside in zip(line.decoded.items(), candidates, joined, strict=True):
            closes = around.closes * self.blocks.ending(one.ends.last)
            worth[k] = line.likely[k], one.score - order.score, beside, closes
        return worth

    def _around(self, chosen: Sequence[Ordered], opens: Sequence[float], i: int) -> Around:
        """The lines around a line."""
        begins, ends = opens[i] if i else 1.0, opens[i + 1] if i + 1 < len(chosen) else 1.0
        before = self._candidate(chosen[i - 1]).ends if begins < 1 else None
        after = self._candidate(chosen[i + 1]).ends if ends < 1 else None
        return Around(before, after, begins, ends)

    def _weights(self, lines: list[Options], chosen: list[Ordered], opens: Sequence[float], i: int) -> dict[int, float]:
        """The share of each decoded order of a line, by its words, those around it, and its outer spaces.

        Not by where blocks of the story end, as ``values``: that is learnt from these shares.
        """
        line = lines[i]
        candidates = [self._candidate(order, self._beforehand(line, k)) for k, order in line.decoded.items()]
        values = self._between(candidates, self._around(chosen, opens, i))
        shares = np.exp((values - values.max()) / self.costs.temperature)
        return dict(zip(line.decoded, shares.tolist(), strict=True))

    def _cut(self, line: Options, shares: NDArray[np.float64]) -> None:
        """Adds the orders of a line that is cut where a block of the story may well end; ``shares`` [BLOCK] of those
        places."""
        if line.stretched:
            self._cut_drawn(line, shares)
            return
        near = np.convolve(shares > P.LIKELY, np.ones(2 * P.AROUND + 1))[P.AROUND : -P.AROUND] > 0
        ways: dict[tuple[Segment, ...], float] = {}
        for place, characters in enumerate(characters_behind(line.segments)):
            if characters >= parameters.BlockEdges.BLOCK or not near[characters]:
                continue
            order = turned(line.segments, place)
            cuts = unseen_cuts(order)
            if len(cuts) == 1 and cuts[0] < parameters.BlockEdges.BLOCK and shares[cuts[0]] > P.LIKELY:
                ways[order] = float(shares[cuts[0]])
        self._add_foreseen(line, ways)

    def _cut_further(self, line: Options, chosen: Ordered) -> None:
        """Adds the best orders of a line in which the usual order, the one ``chosen`` or another good one is cut once
        more."""
        if sum(len(s.text) for s in line.segments) > _LONGEST:
            return
        seen = {_plain(line.orders[k]) for k in line.decoded}
        for ways in self._cut_once_more(line, chosen):
            new: dict[str, tuple[Segment, ...]] = {}
            for cut in ways:
                if (key := _plain(cut)) not in seen:
                    new.setdefault(key, cut)
                    if len(new) == self.costs.further and not line.stretched:
                        break
            seen |= new.keys()
            best_first = sorted(map(self.score, new.values()), key=lambda one: -one.score)
            for candidate in best_first[: self.costs.further // 2]:
                line.further.add(len(line.orders))
                line.add(candidate)

    def _cut_once_more(self, line: Options, chosen: Ordered) -> Iterator[Iterator[tuple[Segment, ...]]]:
        """For each order of a line that is to be cut once more, the orders that come of it, the best estimates first.

        Of a line whose kashidas were cut it is the best way to cut them, at all its places.
        """
        if line.stretched:
            yield from (ways() for ways in itertools.islice(line.cut_again.values(), 1))
            return
        best = sorted(line.decoded.values(), key=lambda order: -order.score)[: P.OTHERS]
        for order in dict.fromkeys((line.usual.segments, chosen.segments, *(order.segments for order in best))):
            yield self._by_gain(order)

    def _by_gain(self, order: tuple[Segment, ...]) -> Iterator[tuple[Segment, ...]]:
        """The orders in which one is cut once more, the best estimates first."""
        gains = self._gains.of(order, lambda: gains_of_cuts(self.decoder, order, self.costs))
        return (cut for _, cut in cuts_by_gain(order, gains))

    def _cut_drawn(self, line: Options, shares: NDArray[np.float64]) -> None:
        """``_cut`` for a line whose kashidas were cut: by the best ways to cut them, and before one place more."""
        if shares[: line.place.length].max() < P.LIKELY:
            return
        about = np.convolve(shares, _ABOUT, mode="same")
        ways: dict[tuple[Segment, ...], float] = {}
        for base, orders in enumerate(itertools.islice(line.cut_again.values(), P.BASES)):
            for order in orders():
                cuts = unseen_cuts(order)
                if len(cuts) == 1 and cuts[0] < parameters.BlockEdges.BLOCK and shares[cuts[0]] > P.LIKELY:
                    ways.setdefault(order, float(about[cuts[0]]) / 2**base)
        self._add_foreseen(line, ways)

    def _add_foreseen(self, line: Options, ways: dict[tuple[Segment, ...], float]) -> None:
        """Adds the likeliest of the orders ``ways``, which go with the share of the place where they are cut."""
        for order in sorted(ways, key=lambda order: (-ways[order], order[0].text))[: P.FORESEEN]:
            if order not in line.orders:
                line.add(self.score(order))

    def _viterbi(self, options: list[list[Candidate]], opens: Sequence[float]) -> list[int]:
        """For each line the number of the candidate with which the scores and joins of all lines are best."""
        back: list[NDArray[np.int64]] = []
        best = np.zeros(0)
        for i, (candidates, closes) in enumerate(zip(options, [*opens[1:], 1.0], strict=True)):
            ends = [c.ends for c in candidates]
            heads = np.array([c.score + self.blocks.head(c.ends) for c in candidates])
            if closes == 1:
                heads += [self.blocks.ending(e.last) for e in ends]
            if i and opens[i] < 1:
                values = best[:, None] + self.blocks.table([c.ends for c in options[i - 1]], ends, opens[i])
            else:
                values = (best if i else np.zeros(1))[:, None] + np.array([self.blocks.opening(e) for e in ends])
            back.append(values.argmax(axis=0))
            best = values.max(axis=0) + heads
        k = int(best.argmax())
        chosen = []
        for i in range(len(options) - 1, -1, -1):
            chosen.append(k)
            k = int(back[i][k])
        return chosen[::-1]

    def _candidate(self, line: Ordered, likely: float = 0.0) -> Candidate:
        """A line that was decoded, as the choice across lines sees it."""
        both_ends = self._known.get(line.segments)
        if both_ends is None:
            both_ends = self._known[line.segments] = self.joins.ends_of(line.path)
        ends, inside = both_ends
        return Candidate(line.score + inside + likely, ends)

    def options(self, segments: list[Segment], place: Place, edges: tuple[int, int] = (0, 0)) -> Options:
        """The reading orders of a line that are worth a thought.

        Where the dump shows a run's edge, a cut is free; elsewhere it costs. The ways to cut are scored with one search
        from each cut; the scores are estimates until ``choose`` decodes what would be read.
        """
        result = Options(segments, place, edges, self.start(segments))
        if not self.backwards:
            return result
        raw = LAYOUT_SIGN.join(s.text for s in segments)
        if len(raw) > _LONGEST:
            return result
        self._glued(result)
        if not result.stretched:
            self._tiled(result, self._pieced(raw, self.costs.kept))
            return result
        self._drawn(result, self._pieced(raw, kept=0.0), self.costs.drawn)
        for other in uncut(raw):
            self._drawn(result, self._pieced(other, kept=0.0), self.costs.drawn // 2)
        return result

    def _glued(self, result: Options) -> None:
        """Adds the best order of a line that is cut inside letters of which nothing could be read: the last run of a
        paragraph ends with no space, so that its last word and the first one of the line stand together."""
        text = LAYOUT_SIGN.join(s.text for s in result.segments)
        for unread in itertools.islice(unread_letters(result.usual.path), P.UNREAD):
            begin = text.find(unread)
            if begin >= 0 and len(unread) in _GLUED:
                places = range(begin + 1, begin + len(unread))
                scored = (self.score(turned(result.segments, len(text) - place)) for place in places)
                best = max(scored, key=lambda order: order.score)
                if best.score > result.usual.score:
                    result.add(best)

    def _pieced(self, raw: str, kept: float) -> PiecedLine:
        """A line in pieces, the segments that the dump shows parted by LAYOUT_SIGN."""

        def made() -> PiecedLine:
            lattice = self.decoder.lattice(itemize(raw, self.decoder.symbols))
            return pieced(self.decoder, lattice, raw, self.costs, kept)

        return self._pieces.of((raw, kept), made)

    def _drawn(self, result: Options, line: PiecedLine, most: int) -> None:
        """Adds the best orders of a line whose kashidas were cut, half of the ``most`` that are decoded."""

        def join(tokens: tuple[int, int, int, int]) -> float:
            return beam_search.join_logp(self.decoder.language, *tokens, self.decoder.settings.weight)

        def estimated() -> list[tuple[tuple[Segment, ...], tuple[int, ...]]]:
            seen = {_plain(result.usual.segments)}
            new: list[tuple[tuple[Segment, ...], tuple[int, ...]]] = []
            for order, cuts in drawn(line, join, self.costs):
                if len(new) == most:
                    break
                key = _plain(order)
                if key not in seen:
                    seen.add(key)
                    new.append((order, cuts))
            return new

        new = self._estimated.of((result.usual.segments, line.raw, most), estimated)
        decoded = sorted(((self.score(order), cuts) for order, cuts in new), key=lambda one: -one[0].score)
        for decoded_line, cuts in decoded[: most // 2]:
            result.cut_again.setdefault((line.raw, cuts), partial(cut_once_more, line, cuts))
            result.add(decoded_line)

    def _tiled(self, result: Options, line: PiecedLine) -> None:
        """Adds the best ways to cut a line and to read its pieces from the last to the first."""
        if len(line.cuts) <= 2:
            return
        pieces = beam_search.Pieces(line.scores, line.tokens, line.cost, line.starts, line.ends)
        values, ways = beam_search.tile(
            self.decoder.language, pieces, self.costs.loose_edge, 2 * self.costs.fragment, P.MOST + 2,
            self.decoder.settings.weight,
        )  # fmt: skip
        seen = {_plain(result.usual.segments)}
        for k in np.argsort(-values, kind="stable"):
            places = [0, *(int(i) for i in np.flatnonzero(ways[k])), len(line.cuts) - 1]
            order = tuple(line.segments(places))
            key = _plain(order)
            if key in seen or len(seen) > P.MOST:
                continue
            seen.add(key)
            head, tail = line.tokens[places[-2], places[-1]], line.tokens[places[0], places[1]]
            ends = Ends((int(head[0]), int(head[1])), (int(tail[2]), int(tail[3])))
            unseen = float(sum(line.cost[i] for i in places))  # the price of a cut is that of its place
            result.add_estimate(order, Candidate(float(values[k]) + unseen, ends))
