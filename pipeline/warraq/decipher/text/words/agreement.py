"""Places of a document that show the same agree on the words that they stand for.

A font that mixes letters up leaves several words to each spelling, and the neighbours at one place may favour the wrong
one. A document means the same word by it nearly everywhere. How well a word goes with the channel, and how frequent it
is, says no more where it is met ten times than once; what its neighbours say is new at each place.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace

import numpy as np
from numpy.typing import NDArray

from warraq.decipher.text.lattice.decoder import Decoder
from warraq.decipher.text.order.orders import Ordered
from warraq.decipher.text.parameters import Agreement as P
from warraq.decipher.text.records import Piece
from warraq.decipher.text.words.word_confidence import Alternatives
from warraq.decipher.text.words.word_judge import alone
from warraq.language.parameters import STEP


@dataclass(frozen=True, slots=True)
class _Place:
    """A place at which a word was read: number of its line and token in it."""

    line: int
    token: int
    words: Alternatives


def agreed(decoder: Decoder, lines: Sequence[Ordered], others: Sequence[Sequence[Alternatives]]) -> list[Ordered]:
    """The lines with the words that the places of each spelling agree on; ``others`` are the ``words_at`` each line."""
    pieces = [list(line.path.pieces) for line in lines]
    for places in _by_spelling(lines, others):
        if len(places) == 1:
            continue
        for place, word in zip(places, _elected(decoder, places), strict=True):
            read = pieces[place.line][place.token]
            if read.text != word:
                _, other = place.words[word]
                pieces[place.line][place.token] = replace(other, start=read.start, end=read.end)
    return [replace(line, path=replace(line.path, pieces=tuple(row))) for line, row in zip(lines, pieces, strict=True)]


def _by_spelling(lines: Sequence[Ordered], others: Sequence[Sequence[Alternatives]]) -> Iterable[list[_Place]]:
    """The places of each spelling (the symbols that stand there) at which the word that was read has alternatives."""
    by_spelling: defaultdict[bytes, list[_Place]] = defaultdict(list)
    for number, (line, row) in enumerate(zip(lines, others, strict=True)):
        for k, (piece, words) in enumerate(zip(line.path.pieces, row, strict=True)):
            if piece.text in words:
                spelling = line.path.items.spelling(piece.start, piece.end)
                by_spelling[spelling].append(_Place(number, k, words))
    return by_spelling.values()


def _elected(decoder: Decoder, places: Sequence[_Place]) -> list[str]:
    """The word of each place of a spelling, by its own neighbours and what those of the other places say."""
    pieces = {word: piece for place in places[::-1] for word, (_, piece) in place.words.items()}
    words = sorted(pieces)
    score = np.array([[place.words[w][0] if w in place.words else -np.inf for w in words] for place in places])
    known = _by_itself(decoder, [pieces[word] for word in words])
    votes = np.maximum(_logp(score - known), P.LEAST)
    of_others = P.VOTE * min(1.0, P.MOST_OTHERS / (len(places) - 1)) * (votes.sum(0) - votes)
    return [words[k] for k in (_logp(score) + of_others).argmax(1)]


def _by_itself(decoder: Decoder, pieces: Sequence[Piece]) -> NDArray[np.float64]:
    """What is known of words [n] wherever they stand: how they go with the symbols, and their frequency, nats.

    Nothing of a word of one letter, which is nearly always a label: brackets beside it don't tell which.
    """
    token = np.array([p.token for p in pieces], np.int64)
    scores = np.array([p.score for p in pieces]) + alone(decoder.lm, token)
    share, used = np.exp(-STEP * decoder.lm.word_value[token, 0].astype(np.float64)), decoder.memory.words[token]
    # as ``lattice.token_logp`` mixes them
    share = np.where(used > 0, 0.9 * share + 0.1 * used, share)
    scores += decoder.settings.weight * (np.log(share) + decoder.memory.topic[token])
    return np.where([len(p.text) > 1 for p in pieces], scores, 0.0)


def _logp(score: NDArray[np.float64]) -> NDArray[np.float64]:
    score = score - score.max(1, keepdims=True)
    return np.asarray(score - np.log(np.exp(score).sum(1, keepdims=True)))
