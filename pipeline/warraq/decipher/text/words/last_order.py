"""The order of lines once more, where it was a close call, by the last reading: the one with the judge of words.

The order of all lines is decided while the channel is still learnt, by the trigram and what is known of the joins of
pieces. What a moved piece does to the words around it the judge of words in their places sees better, twelve on each
side; but it needs a text that has been read. So the orders that came near the one chosen are read again as the reader
will get them, each between the lines around it, and both scores count.
"""

from __future__ import annotations

from collections.abc import Sequence
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass, replace

import numpy as np

from warraq.decipher.text import parameters
from warraq.decipher.text.order.line_order import LineOrder
from warraq.decipher.text.order.order_confidence import Standings, mean_of, standings_of
from warraq.decipher.text.order.orders import Options, Ordered
from warraq.decipher.text.parameters import LastOrder as P
from warraq.decipher.text.words.word_judge import reread_lines


@dataclass(frozen=True, slots=True)
class Orders:
    """The orders that the lines of a passage may have.

    Attributes:
        order: that decided among them.
        options: of each line.
    """

    order: LineOrder
    options: Sequence[Options]

    def reconsidered(self, last: LineOrder, chosen: list[Ordered], opens: Sequence[float]) -> list[Ordered]:
        """The lines, with the ``chosen`` order of each or another that the ``last`` decoder reads better, first of each
        line by itself, then of two that follow one another: where both are wrong, neither is better alone."""
        if not self.order.backwards:
            return chosen
        last.blocks.learn(chosen, opens)
        with ThreadPoolExecutor(2) as pool:  # the compiled searches run without Python's lock
            scores = list(pool.map(lambda i: self._scores(last, chosen, opens, i), range(len(chosen))))
            state = [self._taken(i, scored, line) for i, (scored, line) in enumerate(zip(scores, chosen, strict=True))]
            for first in range(2):
                pairs = [i for i in range(first, len(state) - 1, 2) if opens[i + 1] <= parameters.TextBlocks.LIKELY]
                # all of them before any is taken: none may depend on which thread is first
                read = list(pool.map(lambda i: self._pair(last, state, opens, i, scores), pairs))
                for i, lines in zip(pairs, read, strict=True):
                    state[i : i + 2] = lines
        return [
            replace(line, standings=self._standings(i, scored, state, opens))
            for i, (line, scored) in enumerate(zip(state, scores, strict=True))
        ]

    def _standings(
        self, i: int, scores: dict[int, float], state: Sequence[Ordered], opens: Sequence[float]
    ) -> Standings:
        """The shares of a line's orders: the mean of those by their scores alone, and of those by their scores and what
        speaks for them beside their words. Each is sure of other orders that are wrong."""
        beside = self.order.beside_words(self.options, state, opens, i)
        orders = [self.options[i].orders[k] for k in scores]
        scored = [score + float(np.dot(P.BESIDE, beside[k])) for k, score in scores.items()]
        alone = standings_of(zip(scores.values(), orders, strict=True), self.order.costs.temperature)
        return mean_of((alone, standings_of(zip(scored, orders, strict=True), P.TEMPERATURE)))

    def _taken(self, i: int, scores: dict[int, float], line: Ordered) -> Ordered:
        """The line as it is, or in another order whose score is better by enough."""
        options = self.options[i]
        best = max(scores, key=lambda k: (scores[k], k == options.choice))
        if best == options.choice or scores[best] <= scores[options.choice] + P.BETTER:
            return line
        options.choice = best
        return options.decoded[best]

    def _scores(self, last: LineOrder, chosen: list[Ordered], opens: Sequence[float], i: int) -> dict[int, float]:
        """The score of each decoded order of a line between the lines around it, nats."""
        line = self.options[i]
        values = self.order.values(self.options, chosen, opens, i)
        near = [k for k, value in values.items() if value >= values[line.choice] - P.NEAR]
        scores: dict[int, float] = {}
        for k in near if len(near) > 1 else ():
            again = self._again(last, chosen, opens, i, [line.decoded[k]]) + self.order.likely(line, k)
            scores[k] = (1 - P.WEIGHT) * values[k] + P.WEIGHT * again
        worse = scores.get(line.choice, values[line.choice]) - values[line.choice]
        return {k: scores.get(k, value + worse) for k, value in values.items()}

    def _again(
        self, last: LineOrder, chosen: list[Ordered], opens: Sequence[float], i: int, orders: Sequence[Ordered]
    ) -> float:
        """What the last reading makes of lines from ``i`` on in these ``orders``, between the lines around them."""
        behind = i + len(orders)
        begins, ends = (
            i == 0 or opens[i] > parameters.TextBlocks.LIKELY,
            behind == len(chosen) or opens[behind] > parameters.TextBlocks.LIKELY,
        )
        lines = [*chosen[i - (not begins) : i], *orders, *chosen[behind : behind + (not ends)]]
        read, score = reread_lines(last.decoder, lines)
        reread = read[not begins :][: len(orders)]
        edges = ((begins and n == 0, ends and n == len(orders) - 1) for n in range(len(orders)))
        return score + sum(last.beside(line, *edge) for line, edge in zip(reread, edges, strict=True))

    def _pair(
        self, last: LineOrder, state: list[Ordered], opens: Sequence[float], i: int, scores: list[dict[int, float]]
    ) -> Sequence[Ordered]:
        """Two lines as they are, or in other orders where both together are better by enough; ``scores`` of these lines
        are changed."""
        one, two = self.options[i : i + 2]
        first, second = (_tried_together(scores[n], self.options[n].choice) for n in (i, i + 1))
        if min(len(first), len(second)) < 2:
            return state[i : i + 2]
        before = one.choice, two.choice
        scores_of_pairs = {}
        values = self.order.values(self.options, state, opens, i)
        for k in first:
            lines = [*state[:i], one.decoded[k], *state[i + 1 :]]
            behind = self.order.values(self.options, lines, opens, i + 1)
            for n in second:
                value = values[k] - values[before[0]] + behind[n] - behind[before[1]]
                again = self._again(last, state, opens, i, [one.decoded[k], two.decoded[n]])
                again += self.order.likely(one, k) + self.order.likely(two, n)
                scores_of_pairs[k, n] = (1 - P.WEIGHT) * value + P.WEIGHT * again
        as_now = scores_of_pairs[before]
        best = max(scores_of_pairs, key=lambda pair: (scores_of_pairs[pair], pair == before))
        bases = scores[i][before[0]], scores[i + 1][before[1]]
        for (k, n), score in scores_of_pairs.items():
            scores[i][k] = max(scores[i][k], bases[0] + score - as_now)
            scores[i + 1][n] = max(scores[i + 1][n], bases[1] + score - as_now)
        if scores_of_pairs[best] <= as_now + P.BETTER:
            return state[i : i + 2]
        one.choice, two.choice = best
        return one.decoded[best[0]], two.decoded[best[1]]


def _tried_together(scores: dict[int, float], choice: int) -> list[int]:
    """The orders of a line that are tried together with those of the next one: its ``choice``, and others that come
    near it."""
    others = sorted((k for k in scores if k != choice), key=lambda k: -scores[k])[: P.OTHERS]
    return [choice, *(k for k in others if scores[k] > scores[choice] - P.NEAR)]
