"""The order of lines once more, where it was a close call, by the last reading: the one with the judge of words.

The order of all lines is decided while the channel is still learnt, by the trigram and what is known of the joins of
pieces. What a moved piece does to the words around it the judge of words in their places sees better, twelve on each
side; but it needs a text that has been read. So the orders that came near the one chosen are read again as the reader
will get them, each between the lines around it, and both scores count.
"""

from __future__ import annotations

from collections.abc import Sequence
from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace
from typing import Final

from pipeline.decipher.text.judged import reread_lines
from pipeline.decipher.text.line_order import LineOrder
from pipeline.decipher.text.orders import Options, Ordered
from pipeline.decipher.text.standing import rivals_of
from pipeline.model.record import dataclass

#: Orders are read again whose score is at most so much below that of the one chosen, nats.
NEAR: Final = 6.0
#: What the last reading counts, of 1; and how much better another order must be, nats. Chosen on made-up dumps of nine
#: texts, two of each, either half held against the other.
WEIGHT: Final = 0.9
BETTER: Final = 1.25


@dataclass(frozen=True, slots=True)
class Orders:
    """The orders that the lines of a passage may have.

    Attributes:
        order: that decided among them.
        options: of each line.
    """

    order: LineOrder
    options: Sequence[Options]

    def reconsidered(self, last: LineOrder, chosen: list[Ordered], breaks: list[bool]) -> list[Ordered]:
        """The lines, with the ``chosen`` order of each or another that the ``last`` decoder reads better."""
        if not self.order.backwards:
            return chosen
        last.learn_openings(chosen, breaks)
        with ThreadPoolExecutor(2) as pool:  # the compiled searches run without Python's lock
            return list(pool.map(lambda i: self._line(last, chosen, breaks, i), range(len(chosen))))

    def _line(self, last: LineOrder, chosen: list[Ordered], breaks: list[bool], i: int) -> Ordered:
        line = self.options[i]
        values = self.order.values(self.options, chosen, breaks, i)
        near = [k for k, value in values.items() if value >= values[line.choice] - NEAR]
        first = i - (i > 0 and not breaks[i])
        end = i + 1 + (i + 1 < len(chosen) and not breaks[i + 1])
        found: dict[int, float] = {}
        for k in near if len(near) > 1 else ():
            lines = [line.decoded[k] if n == i else chosen[n] for n in range(first, end)]
            read, score = reread_lines(last.decoder, lines)
            again = score + last.beside(read[i - first], first == i, end == i + 1)
            found[k] = (1 - WEIGHT) * values[k] + WEIGHT * (again + self.order.likely(line, k))
        best = max(found, key=lambda k: (found[k], k == line.choice), default=line.choice)
        worse = found.get(line.choice, values[line.choice]) - values[line.choice]
        shares = ((found.get(k, value + worse), line.orders[k]) for k, value in values.items())
        rivals = rivals_of(shares, self.order.costs.temperature)
        if best == line.choice or found[best] <= found[line.choice] + BETTER:
            return replace(chosen[i], rivals=rivals)
        line.choice = best
        return replace(line.decoded[best], rivals=rivals)
