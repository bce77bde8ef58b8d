"""How a document's blocks of text begin and end, and which of its lines open one.

A block is a paragraph, a heading or an item. Where one line leads into the next its words must go on; where a block
ends they need not, but there is a stop more often than not, and blocks of a document begin alike. Labels tell for
certain where a block begins. Blank lines tell it in some dumps, and stand anywhere in others: which it is what is
written around them says.
"""

from __future__ import annotations

import math
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Final

import numpy as np
from numpy.typing import NDArray

from warraq.decipher.text.lattice.decoder import Decoder
from warraq.decipher.text.order.beginnings import Heads, head
from warraq.decipher.text.order.joins import Ends, Joins
from warraq.decipher.text.order.orders import Ordered
from warraq.decipher.text.parameters import TextBlocks as P
from warraq.language import tokens

_START: Final = (tokens.START, tokens.START)
_STOP: Final = tokens.SPECIAL_ID["."]


@dataclass(frozen=True, slots=True)
class Around:
    """What stands around a line: the ends of the lines before and after it, None where it certainly opens, or closes, a
    block; and the chances that it does."""

    before: Ends | None
    after: Ends | None
    opens: float
    closes: float


class TextBlocks:
    """The blocks of one document, as one decoder reads it.

    Args:
        joins: what tells how well lines follow each other.
    """

    def __init__(self, decoder: Decoder, joins: Joins) -> None:
        self._decoder, self._joins = decoder, joins
        self._openings: dict[int, float] = {}
        self._heads = Heads()

    def learn(self, lines: Sequence[Ordered], opens: Sequence[float]) -> None:
        """How blocks begin: counted on the lines that open one, in the order they have now.

        ``opens``: the chance that each does.
        """
        rows = [line.path.pieces for line, chance in zip(lines, opens, strict=True) if chance > P.LIKELY]
        first = [row[0].token for row in rows if row]
        counts = Counter(token for token in first if token >= len(tokens.SPECIAL))
        p = self._decoder.lm.token_trigram_logp
        self._openings = {
            token: float(np.log(0.5 * n / max(1, len(first)) + 0.5 * np.exp(p(*_START, token)))) - p(*_START, token)
            for token, n in counts.items()
            if n > 1
        }
        used = [piece.text for line in lines for piece in line.path.pieces if piece.units]
        self._heads = Heads(used, [*filter(None, (head(line.path.pieces) for line in lines))])

    def chances(self, ends: Sequence[Ends], breaks: Sequence[bool], apart: Sequence[bool]) -> list[float]:
        """The chance that each line opens a block.

        Args:
            ends: of the lines.
            breaks: whether a line certainly opens one.
            apart: whether it is set apart. The share of these lines that open a block is learnt from their words.
        """
        places = [i for i in range(1, len(ends)) if apart[i] and not breaks[i]]
        pairs = [(ends[i - 1 : i], ends[i : i + 1]) for i in places]
        share = share_of(np.array([(self._parted(*pair) - self._followed(*pair)).item() for pair in pairs]))
        return [1.0 if certain else share * blank for certain, blank in zip(breaks, apart, strict=True)]

    def head(self, line: Ends) -> float:
        """What it is worth that a labelled block begins as the line does, nats; 0 where it has no label."""
        return self._heads.worth(line.head)

    def opening(self, line: Ends) -> float:
        """What it is worth that a block begins with the line, by how others of the document begin, nats."""
        usual = self._openings.get(line.first[0], P.UNUSUAL) if line.first and self._openings else 0.0
        return usual + self._joins.opening(line)

    def ending(self, last: tuple[int, int]) -> float:
        """What it is worth that a block ends with the tokens ``last``, nats; its full stop may have become a space."""
        p = self._decoder.token_logp
        a, b = last
        end = p(a, b, tokens.END)
        lost = self._decoder.lost_stop
        if b != _STOP and lost is not None:
            end = float(np.logaddexp(end, lost + p(a, b, _STOP) + p(b, _STOP, tokens.END)))
        return float(np.logaddexp(end, P.UNENDED))

    def table(self, left: Sequence[Ends], right: Sequence[Ends], opens: float = 0.0) -> NDArray[np.float64]:
        """What it is worth that each of ``right`` stands behind each of ``left`` [left, right], nats; ``opens`` is the
        chance, below 1, that a block begins between them."""
        followed = self._followed(left, right)
        if not opens:
            return followed
        return np.logaddexp(math.log(opens) + self._parted(left, right), math.log1p(-opens) + followed)

    def _followed(self, left: Sequence[Ends], right: Sequence[Ends]) -> NDArray[np.float64]:
        """``table`` where no block begins."""
        return self._joins.table([*left], [*right])

    def _parted(self, left: Sequence[Ends], right: Sequence[Ends]) -> NDArray[np.float64]:
        """``table`` where a block begins."""
        endings = np.array([self.ending(line.last) for line in left])
        parted: NDArray[np.float64] = endings[:, None] + np.array([self.opening(line) for line in right])
        return parted


def share_of(gains: NDArray[np.float64]) -> float:
    """The share of places where something is so, by what each of them says for it, nats: its likeliest value, which
    expectation maximisation finds, with half a place more of either kind."""
    share = 0.5
    odds = np.exp(np.clip(gains, -P.TELLS, P.TELLS))
    for _ in range(P.STEPS):
        held = odds * share / (odds * share + 1 - share)
        share = (float(held.sum()) + 0.5) / (gains.size + 1.0)
    return share
