"""How much likelier two pieces of text are if one translates the other than if they have nothing to do with each other.

All of it are logarithms of likelihood ratios, so that they add up: the lengths (Gale and Church 1993), the tokens that
both sides of the documents have, and of paragraphs their numbers and the headings above them.
"""

from __future__ import annotations

import math
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass, field
from itertools import chain
from typing import Final

#: Spread of the logarithm of the ratio of lengths: of translations, for a long text and what one letter adds to the
#: variance (both measured on the texts of ``benchmarks/data/parallel``), and of texts that have nothing in common.
_SPREAD: Final = 0.12
_SPREAD_OF_LETTER: Final = 3.0
_SPREAD_OF_ANY: Final = 1.2
#: Letters that are added to a length: a text of one letter isn't infinitely longer than none.
_ADDED: Final = 4.0
#: How often a translation has a token that the text has, by the token's first letter (``tokens``). Words that look like
#: a name are often none: that one is missing says nothing.
_KEPT: Final = {"n": 0.9, "s": 0.95, "m": 0.9, "x": 0.6, "w": 0.6}
_TELLING: Final = frozenset("nsm")
#: Of paragraphs: both have the same number, different ones, different ones where most have the same, one of them has a
#: number; the same of the heading above them; one is a heading and the other is none.
_SAME_NUMBER: Final = 3.0
_OTHER_NUMBER: Final = -5.0
_OTHER_AMONG_SAME: Final = -12.0
_NO_NUMBER: Final = -7.0
_SAME_ABOVE: Final = 1.0
_OTHER_ABOVE: Final = -1.0
_HEADING: Final = -4.0


@dataclass(frozen=True, slots=True)
class Piece:
    """What is paired: a sentence or a paragraph.

    Attributes:
        length: letters.
        tokens: as ``tokens.tokens`` gives them.
        number: kind and ordinal of a paragraph that has one, such as ``paragraph 3``; else empty.
        above: the same of the nearest heading above it.
        heading: it is a heading itself.
    """

    length: int
    tokens: frozenset[str]
    number: str = ""
    above: str = ""
    heading: bool = False


@dataclass(frozen=True, slots=True)
class Likeness:
    """What is known of two documents as a whole.

    Attributes:
        left, right: in which share of its pieces each token is, of those that both have and of all that are telling.
        ratio: letters of the right one for each letter of the left one.
        numbered_alike: most of their paragraphs have the same numbers.
    """

    left: dict[str, float]
    right: dict[str, float]
    ratio: float
    numbered_alike: bool = False
    _tokens: frozenset[str] = field(init=False)

    def __post_init__(self) -> None:
        object.__setattr__(self, "_tokens", frozenset(self.left))

    @classmethod
    def of(
        cls, left: Sequence[Piece], right: Sequence[Piece], ratio: float | None = None, *, numbered_alike: bool = False
    ) -> Likeness:
        """``ratio``: where it is known better than by the lengths of both."""
        both = _shares(left), _shares(right)
        shared = both[0].keys() & both[1].keys()
        shared |= {token for shares in both for token in shares if token[0] in _TELLING}
        letters = [sum(piece.length for piece in pieces) for pieces in (left, right)]
        return cls(
            {token: both[0].get(token, 0.0) for token in shared},
            {token: both[1].get(token, 0.0) for token in shared},
            ratio or (letters[1] + 1) / (letters[0] + 1),
            numbered_alike,
        )

    def of_pieces(self, left: Sequence[Piece], right: Sequence[Piece]) -> float:
        """Of the ``left`` pieces together with the ``right`` ones together."""
        worth = self._of_lengths(sum(piece.length for piece in left), sum(piece.length for piece in right))
        tokens = [
            self._tokens.intersection(chain.from_iterable(piece.tokens for piece in side)) for side in (left, right)
        ]
        return worth + self._of_tokens(*tokens) + self._of_numbers(left, right)

    def _of_lengths(self, left: int, right: int) -> float:
        expected = self.ratio * left + _ADDED
        off = math.log((right + _ADDED) / expected)
        spread = math.sqrt(_SPREAD**2 + _SPREAD_OF_LETTER / expected)
        return math.log(_SPREAD_OF_ANY / spread) - 0.5 * off**2 * (spread**-2 - _SPREAD_OF_ANY**-2)

    def _of_tokens(self, left: frozenset[str], right: frozenset[str]) -> float:
        worth = 0.0
        for token in left & right:
            worth += math.log(_KEPT[token[0]] / max(self.left[token], self.right[token]))
        for token in left ^ right:
            if token[0] not in _TELLING:
                continue
            share = self.right[token] if token in left else self.left[token]
            worth += math.log((1 - _KEPT[token[0]]) / (1 - share))
        return worth

    def _of_numbers(self, left: Sequence[Piece], right: Sequence[Piece]) -> float:
        """By what the first piece of each side is numbered; what goes on with it has no number and is no heading."""
        first, other = left[0], right[0]
        different = _OTHER_AMONG_SAME if self.numbered_alike else _OTHER_NUMBER
        worth = _compared(first.number, other.number, _SAME_NUMBER, different, _NO_NUMBER)
        worth += _compared(first.above, other.above, _SAME_ABOVE, _OTHER_ABOVE, 0.0)
        worth += _HEADING * (first.heading != other.heading)
        for piece in (*left[1:], *right[1:]):
            worth += different * bool(piece.number) + _HEADING * piece.heading
        return worth


def _shares(pieces: Sequence[Piece]) -> dict[str, float]:
    """In which share of the pieces each token is; never in all of them, or it would tell nothing for certain."""
    counts: Counter[str] = Counter(token for piece in pieces for token in piece.tokens)
    return {token: (count + 0.5) / (len(pieces) + 1.5) for token, count in counts.items()}


def _compared(one: str, other: str, same: float, different: float, missing: float) -> float:
    if one and other:
        return same if one == other else different
    return missing if one or other else 0.0
