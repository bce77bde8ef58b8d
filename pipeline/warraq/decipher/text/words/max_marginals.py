"""How much worse a text reads without one of its words: the word's max-marginal, in a window around it.

The words over the very same items are not all that could stand in a word's place: a space beside it may be a lost
letter of it (a waw above all), it may be two words, or end earlier. So the best reading with the word is held against
the best one without it. Its neighbours may be read otherwise then: what cuts a word in two, or takes a letter of the
next one, is often sure of each half beside the other.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import Final, NamedTuple

import numpy as np
from numpy.typing import NDArray

from warraq.decipher.text.lattice.beam_search import Windows, max_marginal
from warraq.decipher.text.lattice.decoder import Decoder, Lattice
from warraq.decipher.text.order.orders import Ordered
from warraq.decipher.text.parameters import MaxMarginals as P
from warraq.decipher.text.records import Piece
from warraq.decipher.text.words.word_judge import Together, weighed
from warraq.language import tokens


class Without(NamedTuple):
    """What a text reads where a word of it isn't read as it was.

    Attributes:
        margin: how much worse that is, nats; infinite where nothing else can be read, minus infinity where the word
            can't be read there itself.
        instead: the words that are read then between the same neighbours; empty where it is anything but words.
        lead: how much worse they are, nats.
    """

    margin: float
    instead: str
    lead: float


#: Of what is no word.
NO_WORD: Final = Without(0.0, "", 0.0)


def max_marginals(decoder: Decoder, lines: Sequence[Ordered]) -> list[list[Without]]:
    """For each token of lines that follow one another what they read without it.

    What the document repeats doesn't count: a mistake that comes again with its neighbours would look sure.
    """
    text = Together.of(decoder, lines)
    marginals = iter(_max_marginals(weighed(decoder.lattice(text.items), text.read), text.read))
    return [[next(marginals) for _ in line.path.pieces] for line in lines]


def _max_marginals(lattice: Lattice, read: Sequence[Piece]) -> list[Without]:
    words = np.array([k for k, piece in enumerate(read) if piece.units], np.int64)
    if not words.size:
        return [NO_WORD] * len(read)
    leads, instead = _without(lattice, read, words, 0)
    margins, _ = _without(lattice, read, words, P.FREE)
    result = [NO_WORD] * len(read)
    for k, margin, lead, arcs in zip(
        words.tolist(), np.minimum(leads, margins).tolist(), leads.tolist(), instead, strict=True
    ):
        others = lattice.pieces(arcs[arcs >= 0][::-1])
        whole = len(others) < P.MOST_INSTEAD and all(p.units for p in others)
        result[k] = Without(margin, " ".join(p.text for p in others) if whole else "", lead)
    return result


def _without(
    lattice: Lattice, read: Sequence[Piece], words: NDArray[np.int64], free: int
) -> tuple[NDArray[np.float32], NDArray[np.int32]]:
    """``max_marginal`` of some of the pieces that were ``read``, the ``words``, where so many neighbours on each side
    are ``free`` to be read otherwise."""
    d = lattice.decoder
    units = np.zeros((words.size, lattice.unknown.shape[1]), np.uint8)
    for letters, k in zip(units, words, strict=True):
        read_units = read[k].units[: letters.size]
        letters[: len(read_units)] = read_units
    token = [tokens.START, tokens.START, *(piece.token for piece in read), tokens.END]
    windows = Windows(
        *_windows(lattice, read, words, free),
        np.array(token, np.int32),
        np.array([(2 * read[k].start + 1, 2 * read[k].end) for k in words], np.int64),
        np.array([d.lm.token_id(read[k].text) for k in words], np.int32),
        units,
    )
    with d.scorer(repeated=False) as scorer:
        return max_marginal(lattice.arcs, scorer, windows, lattice.ref, lattice.unknown, P.BEAM, P.MOST_INSTEAD)


def _windows(
    lattice: Lattice, read: Sequence[Piece], words: NDArray[np.int64], free: int
) -> tuple[NDArray[np.int64], NDArray[np.int64], NDArray[np.int64]]:
    """``first``, ``last`` and ``place`` of ``Windows``; see ``_without``.

    From where the piece before ends to where the next may begin. A mark may stand right beside a word; one that was
    read from a space is in the window, for that may be a letter of the word.
    """
    start, end = np.array([p.start for p in read]), np.array([p.end for p in read])
    blank = np.array([_is_blank(lattice, piece) for piece in read])
    number = np.arange(len(read) + 1)
    # the first of the marks from spaces that end before each piece, and the first piece that is none from each on
    ahead = np.maximum.accumulate(np.append(0, np.where(blank, 0, number[1:])))
    behind = np.minimum.accumulate(np.append(np.where(blank, len(read), number[:-1]), len(read))[::-1])[::-1]
    begins, ends = ahead[words], behind[words + 1]
    for _ in range(free):
        begins, ends = ahead[np.maximum(0, begins - 1)], behind[np.minimum(len(read), ends + 1)]
    is_word = np.array([bool(piece.units) for piece in read])
    after = 2 * np.append(0, end)[begins]
    first = np.stack([after, after + 1 - np.append(False, is_word)[begins]], 1)
    first[begins == 0] = 1
    before = 2 * np.append(start, len(lattice.items))[ends]
    last = np.stack([before + np.append(is_word, False)[ends], before + 1], 1)
    return first, last, np.stack([begins, ends], 1) + 2


def _is_blank(lattice: Lattice, piece: Piece) -> bool:
    """A mark that was read from a space."""
    return not piece.units and lattice.items.texts[piece.start : piece.end] == (" ",)
