"""How sure each word of a line is to stand where it does, by the other orders that its line may have.

Two orders of a line are the same letters in other places. A word that keeps its place in most of what the line may be
is surer of it than one that all other orders move: most of them move the lesser part of a line, and leave the
greater one.
"""

from __future__ import annotations

import itertools
from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from functools import lru_cache
from typing import Final

import numpy as np
from rapidfuzz.distance import Levenshtein

from warraq.arabic.letters import TATWEEL
from warraq.decipher.text.dump.items import OWN_SIGNS
from warraq.decipher.text.dump.segments import Segment
from warraq.decipher.text.order.orders import Ordered
from warraq.decipher.text.parameters import OrderConfidence as P
from warraq.decipher.text.records import Piece

_NO_LETTERS: Final = str.maketrans(dict.fromkeys((" ", TATWEEL, *OWN_SIGNS)))

#: Shares of orders, and the letters of each.
Standings = tuple[tuple[float, str], ...]


def letters_of(segments: Iterable[Segment]) -> str:
    """What stands in an order, whichever spaces are where."""
    return "".join(segment.text for segment in segments).translate(_NO_LETTERS)


def standings_of(orders: Iterable[tuple[float, tuple[Segment, ...]]], temperature: float) -> Standings:
    """Orders with their scores, nats, as ``Ordered.standings``: those of the same letters are one, likeliest first."""
    scores, segments = zip(*orders, strict=True)
    shares = np.exp((np.array(scores) - max(scores)) / temperature)
    share_of: defaultdict[str, float] = defaultdict(float)
    for order, share in zip(segments, (shares / shares.sum()).tolist(), strict=True):
        share_of[letters_of(order)] += share
    return _likeliest_first({letters: share for letters, share in share_of.items() if share >= P.LEAST})


def mean_of(ways: Sequence[Standings]) -> Standings:
    """The mean of what several ways to judge make of the same orders."""
    means: defaultdict[str, float] = defaultdict(float)
    for share, letters in itertools.chain(*ways):
        means[letters] += share / len(ways)
    return _likeliest_first(means)


def _likeliest_first(shares: Mapping[str, float]) -> Standings:
    """Orders by their letters with their shares, as ``Ordered.standings``."""
    return tuple(sorted(((share, letters) for letters, share in shares.items()), key=lambda one: (-one[0], one[1])))


def placed(piece: Piece, line: Ordered) -> float:
    """The share of the orders of a line in which a word of it stands where it does; 1 where it has no other."""
    if not line.standings:
        return 1.0
    begins, moved = _moved(line.path.items.texts, line.standings)
    return 1.0 - max(moved[begins[piece.start] : begins[piece.end]], default=0.0)


@lru_cache(64)
def _moved(texts: tuple[str, ...], standings: Standings) -> tuple[list[int], list[float]]:
    """Where the letters of each item of a line begin, and the share of the orders in which each letter stands
    elsewhere."""
    letters = "".join(texts).translate(_NO_LETTERS)
    begins = list(itertools.accumulate((len(text.translate(_NO_LETTERS)) for text in texts), initial=0))
    moved = np.zeros(len(letters))
    for share, other in standings:
        for edit in Levenshtein.opcodes(letters, other):
            if edit.tag != "equal":
                moved[edit.src_start : edit.src_end] += share
    return begins, np.minimum(moved, 1.0).tolist()
