"""What the search through a text hands on, and how the channel is laid out for it."""

from __future__ import annotations

from dataclasses import dataclass, field

import numpy as np
from numpy.typing import NDArray

from warraq.language.units import UNITS
from warraq.language.words.harakat import KINDS


def may_follow() -> NDArray[np.bool_]:
    """[COUNT, COUNT]: joining allows the second unit after the first (0 is the word boundary)."""
    to_next = np.array([form in ("ini", "med") for _, form in UNITS])
    from_last = np.array([form in ("med", "fin") for _, form in UNITS])
    follow: NDArray[np.bool_] = to_next[:, None] == from_last[None, :]
    follow[0, 0] = False
    return follow


@dataclass(frozen=True, slots=True)
class Piece:
    """One token of a decoded text.

    Attributes:
        text: the word, number or mark.
        start, end: the items [start, end) that it stands for.
        token: token id of the language model.
        units: its units; empty where it is no word.
        score: log p(items | token).
    """

    text: str
    start: int
    end: int
    token: int
    units: tuple[int, ...]
    score: float


@dataclass(slots=True)
class Emissions:
    """Log emissions as the lattice takes them, nats; see ``word_search.Channel``.

    ``own`` [states, symbols] is of a unit alone, ``after`` [units, next units, symbols] and ``before`` [units, units
    before, symbols] beside a neighbour; ``split`` [units] is the share of a unit's outputs that are two symbols.
    """

    own: NDArray[np.float32]
    after: NDArray[np.float32]
    before: NDArray[np.float32]
    split: NDArray[np.float32]
    #: character -> the punctuation marks that it may stand for: (token id, log p(character | mark))
    marks: dict[str, list[tuple[int, float]]]
    #: log p that a place in a word bears a haraka, which is a space, by its kind (``language.words.harakat``)
    harakat: NDArray[np.float32] = field(default_factory=lambda: np.full(KINDS, -5.5, np.float32))
    #: the same of a second one at a place that bears one, and behind the alef that ends a word
    second: float = -3.3
    tanween: float = -5.5
    #: a lam-alef of two characters has its alef first
    turned: bool = False
