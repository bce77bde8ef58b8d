"""Words chosen by what stands on both sides of them: the judge of words in their places, beside the trigram.

The trigram knows the words that it has seen together, two back, and backs off to how frequent a word is. The judge sees
twelve on each side by their kind. Its word on a place of a text that has been read once is a score of each word that
may stand there.
"""

from __future__ import annotations

import itertools
from bisect import bisect_left
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, replace

import numpy as np
from numpy.typing import NDArray

from warraq.decipher.text.dump.items import Items, itemize
from warraq.decipher.text.dump.segments import joined
from warraq.decipher.text.lattice.decoder import Decoder, Lattice
from warraq.decipher.text.lattice.word_lattice import Unigrams, worth_keeping
from warraq.decipher.text.order.orders import Ordered
from warraq.decipher.text.parameters import WordJudge as P
from warraq.decipher.text.records import Piece
from warraq.language import tokens
from warraq.language.context.cloze import Cloze
from warraq.language.model import LanguageModel
from warraq.language.parameters import STEP

Array = NDArray[np.float32]
#: What it is worth that each of some words stands in the place of the piece of this number, nats.
Judge = Callable[[int, Sequence[Piece]], Array]
Ints = NDArray[np.int64]


class Around:
    """What is read before and behind each place of a text.

    Args:
        pieces: the text as it was read.
        starts, ends: the places where each of them begins and ends, ascending.
        places: their number.
    """

    def __init__(self, pieces: Sequence[Piece], starts: Sequence[int], ends: Sequence[int], places: int) -> None:
        self._judge = Cloze.load()
        place, number = np.arange(places), np.arange(len(pieces) + 1)
        #: how many of the pieces end before each place, and how many begin before it: most places share their sides
        self._ended = np.searchsorted(np.array(ends), place, "right")
        self._begun = np.searchsorted(np.array(starts), place, "left")
        self._before, self._behind = self._judge.sides(self.vectors(pieces), number, number)

    def vectors(self, pieces: Iterable[Piece]) -> Array:
        """The judge's vectors of words."""
        return self._judge.vectors((p.token, p.text) for p in pieces)

    def vectors_of(self, token: NDArray[np.integer], spelling: Callable[[int], str]) -> Array:
        """The same by token ids [n], and the ``spelling`` of the k-th where that isn't enough."""
        return self._judge.vectors_of(token.astype(np.int64), spelling)

    def worth(self, words: Array, number: Ints, begins: Ints, ends: Ints) -> Array:
        """What it is worth that the ``number``-th of ``words`` [vectors] stand between these places [arcs], nats."""
        gaps = self._ended[begins] * len(self._before) + self._begun[ends]
        known, which = np.unique(gaps, return_inverse=True)
        before, behind = np.divmod(known, len(self._before))
        wanted = self._judge.wanted(self._before[before], self._behind[behind])
        worth = self._judge.judge(wanted[which], words[number])
        return np.asarray(P.WEIGHT * np.clip(worth, P.LEAST, P.MOST))


def alone(lm: LanguageModel, token: NDArray[np.integer]) -> Array:
    """What it is worth how frequent words of these token ids are [n], nats."""
    return np.asarray(np.float32(-P.ALONE * STEP) * lm.word_value[token, 0])


def in_place(passage: Sequence[Piece], lm: LanguageModel) -> Judge:
    """What words are worth in the places of the pieces of a ``passage``, by what was read around each."""
    places = range(len(passage) + 1)
    around = Around(passage, places[:-1], places[1:], len(places))

    def worth(number: int, words: Sequence[Piece]) -> Array:
        at = np.full(len(words), number, np.int64)
        judged = around.worth(around.vectors(words), np.arange(len(words)), at, at + 1)
        return judged + alone(lm, np.array([p.token for p in words], np.int64))

    return worth


def weighed(lattice: Lattice, read: Sequence[Piece]) -> Lattice:
    """``lattice`` with what the judge says of its words, by what was ``read`` around each, added to their scores."""
    size = len(lattice.items)
    settings = lattice.decoder.settings
    unigrams = Unigrams(lattice.decoder.lm.word_value, settings.weight, settings.fee)
    near = worth_keeping(2 * size + 2, lattice.arcs, unigrams, P.WITHIN)
    arcs = np.flatnonzero(near & (lattice.token >= 0))
    around = Around(read, [p.start for p in read], [p.end for p in read], size + 1)
    words = np.where(lattice.token[arcs] == tokens.UNKNOWN, -1 - arcs, lattice.token[arcs])
    _, first, number = np.unique(words, return_index=True, return_inverse=True)
    some = arcs[first]
    vectors = around.vectors_of(lattice.token[some], lambda k: lattice.word(int(some[k])))
    begins, ends = (nodes[arcs].astype(np.int64) // 2 for nodes in (lattice.source, lattice.target))
    worth = np.where(lattice.token >= 0, np.float32(P.WEIGHT * P.LEAST), np.float32(0))
    worth[arcs] = around.worth(vectors, number, begins, ends)
    worth += np.where(lattice.token >= 0, alone(lattice.decoder.lm, lattice.token), np.float32(0))
    return replace(lattice, score=(lattice.score + worth).astype(np.float32))


def reread(lattice: Lattice, read: Sequence[Piece]) -> tuple[list[Piece], float]:
    """The best path through ``lattice`` if each word is judged by what was ``read`` around it; its score, nats."""
    path, total, *_ = weighed(lattice, read).best(0, len(lattice.items), (tokens.START, tokens.START))
    return lattice.pieces(path), total


@dataclass(frozen=True, slots=True)
class Together:
    """Lines that follow one another as one text: their items, where each begins in it, and their pieces there."""

    parts: list[Items]
    begins: list[int]
    read: list[Piece]

    @classmethod
    def of(cls, decoder: Decoder, lines: Sequence[Ordered]) -> Together:
        parts = [itemize(joined(line.segments), decoder.symbols) for line in lines]
        begins = [0, *itertools.accumulate(len(items) + 1 for items in parts)]
        read = [_moved(p, begin) for line, begin in zip(lines, begins, strict=False) for p in line.path.pieces]
        return cls(parts, begins, read)

    @property
    def items(self) -> Items:
        """Those of all lines."""
        return Items.of_lines(self.parts)


def reread_lines(decoder: Decoder, lines: Sequence[Ordered]) -> tuple[list[Ordered], float]:
    """Lines that follow one another ``reread`` in one search, so that each bears on those around it."""
    text = Together.of(decoder, lines)
    pieces, score = reread(decoder.lattice(text.items), text.read)
    result = []
    starts = [p.start for p in pieces]
    for line, items, begin in zip(lines, text.parts, text.begins, strict=False):
        first, behind = (bisect_left(starts, place) for place in (begin, begin + len(items)))
        moved = tuple(_moved(p, -begin) for p in pieces[first:behind])
        result.append(replace(line, path=replace(line.path, items=items, pieces=moved)))
    return result, score


def _moved(piece: Piece, by: int) -> Piece:
    return Piece(piece.text, piece.start + by, piece.end + by, piece.token, piece.units, piece.score)
