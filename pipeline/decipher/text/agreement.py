"""Places of a document that show the same agree on the word that they stand for.

A font that mixes letters up leaves several words to each spelling, and the neighbours at one place may favour the wrong
one. A document means the same word by it nearly everywhere: the places vote.
"""

from __future__ import annotations

import math
from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import replace
from typing import Final

from pipeline.decipher.text.orders import Ordered
from pipeline.decipher.text.word_confidence import Rivals
from pipeline.model.record import dataclass

#: What the vote of another place counts beside the neighbours of the place itself. Far below 1: neighbours repeat too.
VOTE: Final = 0.3
#: The least that a place gives a word, and the most that all votes take from one (log p).
LEAST: Final = -6.0
OVERRULED: Final = -3.0


@dataclass(frozen=True, slots=True)
class _Place:
    """A place at which a word was read: number of its line and token in it, and log p of each word there."""

    line: int
    token: int
    words: dict[str, float]

    def vote(self, word: str) -> float:
        return max(self.words.get(word, LEAST), LEAST)


def agreed(lines: Sequence[Ordered], others: Sequence[Sequence[Rivals]]) -> list[Ordered]:
    """The lines with the words that the places of each spelling agree on; ``others`` are the ``words_at`` each line."""
    pieces = [list(line.path.pieces) for line in lines]
    for places in _by_spelling(lines, others):
        for place, word in _elections(places):
            read = pieces[place.line][place.token]
            if read.text != word:
                _, other = others[place.line][place.token][word]
                pieces[place.line][place.token] = replace(other, start=read.start, end=read.end)
    return [replace(line, path=replace(line.path, pieces=tuple(row))) for line, row in zip(lines, pieces, strict=True)]


def _by_spelling(lines: Sequence[Ordered], others: Sequence[Sequence[Rivals]]) -> Iterable[list[_Place]]:
    """The places of each spelling (the symbols that stand there) at which the word that was read has rivals."""
    found: defaultdict[bytes, list[_Place]] = defaultdict(list)
    for number, (line, row) in enumerate(zip(lines, others, strict=True)):
        for k, (piece, words) in enumerate(zip(line.path.pieces, row, strict=True)):
            if piece.text in words:
                spelling = line.path.items.codes[piece.start : piece.end].tobytes()
                found[spelling].append(_Place(number, k, _logp(words)))
    return found.values()


def _logp(words: Rivals) -> dict[str, float]:
    top = max(score for score, _ in words.values())
    total = top + math.log(sum(math.exp(score - top) for score, _ in words.values()))
    return {word: score - total for word, (score, _) in words.items()}


def _elections(places: Sequence[_Place]) -> Iterable[tuple[_Place, str]]:
    """Each place with the word that it is, by its own neighbours and what the other places say."""
    words = {word for place in places for word in place.words}
    votes = {word: sum(place.vote(word) for place in places) for word in words}
    for place in places if len(places) > 1 else ():
        of_others = {word: votes[word] - place.vote(word) for word in words}
        most = max(of_others.values())
        value = {word: p + max(VOTE * (of_others[word] - most), OVERRULED) for word, p in place.words.items()}
        yield place, max(value, key=lambda word: (value[word], word))
