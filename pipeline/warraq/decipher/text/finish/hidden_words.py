"""Words that left no trace: where runs of spaces were made one, of a word whose letters all came out as spaces nothing
is left but what parts the words around it.

Nothing of the text speaks for such a word but what stands on both sides of its place. That is weighed when all else has
been read: how likely the trigram and the judge of words find it there, and how much likelier it makes the words around
it. Of two dumps of a report by pdfium and pdfplumber 7.7 and 7.0 % of the words are wrong without, 7.1 and 6.4 % so; of
two made-up dumps of other texts that lose such a word 19.9 and 15.6 %, and 19.6 and 13.4 %. Whatever is put in is
listed as uncertain.
"""

from __future__ import annotations

import math
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace

import numpy as np
from numpy.typing import NDArray

from warraq.decipher.text.lattice import beam_search
from warraq.decipher.text.lattice.decoder import Decoder
from warraq.decipher.text.order.orders import Ordered
from warraq.decipher.text.parameters import HiddenWords as P
from warraq.decipher.text.parameters import StopWorth
from warraq.decipher.text.records import Piece
from warraq.decipher.text.words.word_confidence import Doubt
from warraq.language import tokens
from warraq.language.context.cloze import FAR, Cloze
from warraq.language.model import LanguageModel
from warraq.language.parameters import STEP

Array = NDArray[np.float32]
Ints = NDArray[np.int64]
#: A line of a block, and the doubt about each of its tokens.
Doubted = tuple[Ordered, tuple[Doubt, ...]]


def may_be_hidden(decoder: Decoder) -> list[Piece]:
    """The frequent words that leave nothing where all their letters come out as spaces; the score of each is the log p
    of that. They stand nowhere yet."""
    lost = decoder.emissions.own[:, decoder.space]
    words = (replace(word, score=float(sum(lost[u] for u in word.units))) for word in frequent(decoder.lm, P.FREQUENT))
    return [word for word in words if len(word.text) > 1 and word.score >= P.LOST]


def frequent(lm: LanguageModel, most: int) -> Iterator[Piece]:
    """So many of the most frequent words at ``most``, the first ones first. They stand nowhere, and score nothing."""
    by_frequency = np.argsort(lm.word_value[:, 0], kind="stable")
    for token in by_frequency[by_frequency >= len(tokens.SPECIAL)][:most].tolist():
        units, word = lm.spelling_of(token)
        yield Piece(word, 0, 0, token, units, 0.0)


@dataclass(frozen=True, slots=True)
class Gaps:
    """Places of a passage between two of its tokens, which a word may stand in.

    Attributes:
        token: ids of START twice, of the passage's tokens, and of END three times.
        vectors: those of the judge for the same tokens, and for what is outside as far as it sees.
        before, behind: [gaps] the numbers of the tokens on both sides. They are neighbours, or the word that stands
            between them counts for nothing.
    """

    token: list[int]
    vectors: Array
    before: Ints
    behind: Ints

    @classmethod
    def of(cls, passage: Sequence[tuple[int, str]], before: Sequence[int], behind: Sequence[int]) -> Gaps:
        """Those of a ``passage`` of token ids and their spellings."""
        judge = Cloze.load()
        outside = np.repeat(judge.outside[None], FAR + 1, axis=0)
        vectors = np.concatenate([outside, judge.vectors(passage), outside])
        row = [tokens.START] * 2 + [token for token, _ in passage] + [tokens.END] * 3
        return cls(row, vectors, np.array(before, np.int64), np.array(behind, np.int64))

    def features(self, decoder: Decoder, word: Piece) -> NDArray[np.float64]:
        """What is known of a word in each gap [gaps, weights], as ``WEIGHTS`` count it."""
        trigrams = [self._trigrams(decoder, word.token, *sides) for sides in self._sides()]
        by_judge = np.clip(
            self._by_judge(Cloze.load().vectors([(word.token, word.text)])), StopWorth.LEAST, StopWorth.MOST
        )
        one = np.ones((len(by_judge), 1))
        alone = -STEP * float(decoder.lm.word_value[word.token, 0])
        return np.concatenate([one, np.array(trigrams), by_judge, alone * one], axis=1)

    def _sides(self) -> Iterator[tuple[int, int]]:
        return zip(self.before.tolist(), self.behind.tolist(), strict=True)

    def _trigrams(self, decoder: Decoder, word: int, before: int, behind: int) -> tuple[float, float, float]:
        def logp(a: int, b: int, c: int) -> float:
            return beam_search.token_logp(decoder.unprompted, a, b, c)

        a, b = self.token[before + 1 : before + 3]
        c, d = self.token[behind + 2 : behind + 4]
        return logp(a, b, word), logp(b, word, c) - logp(a, b, c), logp(word, c, d) - logp(b, c, d)

    def _by_judge(self, word: Array) -> Array:
        """What the judge says of the word of this vector [1, width], and of the tokens behind and before it rather than
        without it: [gaps, 3]."""
        step = np.arange(FAR)
        left, right = self.before + FAR + 1, self.behind + FAR + 1
        before, behind = self.vectors[left[:, None] - step], self.vectors[right[:, None] + step]
        earlier, later = self.vectors[left[:, None] - 1 - step], self.vectors[right[:, None] + 1 + step]
        words = np.repeat(word, left.size, axis=0)
        led = np.concatenate([words[:, None], before[:, :-1]], axis=1)
        followed = np.concatenate([words[:, None], behind[:, :-1]], axis=1)
        of_next, of_last = self.vectors[right], self.vectors[left]
        here = _worth(words, before, behind)
        behind_it = _worth(of_next, led, later) - _worth(of_next, before, later)
        before_it = _worth(of_last, earlier, followed) - _worth(of_last, earlier, behind)
        return np.stack([here, behind_it, before_it], axis=1)


def _worth(words: Array, before: Array, behind: Array) -> Array:
    """What the judge says of words [n, width] between what stands around each [n, FAR, width], the nearest first."""
    judge = Cloze.load()
    return judge.judge(judge.wanted(*judge.beside(before, behind)), words)


@dataclass(frozen=True, slots=True)
class _Gap:
    """Where a word of nothing may stand: the number of a line, and of the token in it that it stands before; of the
    tokens of the block on both sides; and whether one was read there."""

    line: int
    place: int
    before: int
    behind: int
    read: bool


def _gaps(block: Sequence[Doubted]) -> list[_Gap]:
    """Where the text shows no more than spaces between two tokens of a block."""
    gaps = []
    number, last = 0, sum(len(line.path.pieces) for line, _ in block) - 1
    for k, (line, _) in enumerate(block):
        end = 0
        for place, piece in enumerate(line.path.pieces):
            if leaves_nothing(line, piece):
                gaps.append(_Gap(k, place, number - 1, number + 1, True))
            elif not place or " " in line.path.items.texts[end : piece.start]:
                gaps.append(_Gap(k, place, number - 1, number, False))
            number, end = number + 1, piece.end
    return [gap for gap in gaps if gap.before >= 0 and gap.behind <= last]


def leaves_nothing(line: Ordered, piece: Piece) -> bool:
    """Whether no more than one space of the text is a word."""
    items = line.path.items
    shown = piece.end - piece.start - int(items.room[piece.start : piece.end].sum())
    return bool(piece.units) and shown <= 1 and set(items.texts[piece.start : piece.end]) <= {" "}


def with_hidden_words(decoder: Decoder, block: list[Doubted], words: Sequence[Piece]) -> list[Doubted]:
    """A block with each of the ``words`` (``may_be_hidden``) that is likelier to have stood in a gap than nothing, and
    without those of nothing that were read and aren't."""
    gaps = _gaps(block)
    if not gaps or not words:
        return block
    pieces = [piece for line, _ in block for piece in line.path.pieces]
    odds = _odds(decoder, pieces, gaps, words)
    # what stands around a gap says nothing if it was misread
    sure = np.log([doubt.confidence for _, doubts in block for doubt in doubts])
    odds += [sure[gap.before] + sure[gap.behind] for gap in gaps]
    lines = [list(zip(line.path.pieces, doubts, strict=True)) for line, doubts in block]
    taken = len(pieces)
    for k in reversed(range(len(gaps))):
        gap, word = gaps[k], words[int(odds[:, k].argmax())]
        value, row = float(odds[:, k].max()), lines[gap.line]
        if gap.read and value < 0:
            del row[gap.place]
        elif not gap.read and value > 0 and gap.behind < taken:
            at = row[gap.place - 1][0].end if gap.place else 0
            row.insert(gap.place, (replace(word, start=at, end=at), Doubt(round(_sure(value), 4), ())))
            taken = gap.before
    return [_of_tokens(line, row) for (line, _), row in zip(block, lines, strict=True)]


def _odds(
    decoder: Decoder, pieces: Sequence[Piece], gaps: Sequence[_Gap], words: Sequence[Piece]
) -> NDArray[np.float64]:
    """Log odds [words, gaps] that each word stood there: none does beside itself."""
    passage = [(piece.token, piece.text) for piece in pieces]
    places = Gaps.of(passage, [gap.before for gap in gaps], [gap.behind for gap in gaps])
    odds = np.stack([word.score + places.features(decoder, word) @ np.array(P.WEIGHTS) for word in words])
    beside = [[word.text in (pieces[gap.before].text, pieces[gap.behind].text) for gap in gaps] for word in words]
    return np.where(beside, -np.inf, odds)


def _sure(odds: float) -> float:
    return min(P.SURE, 1 / (1 + math.exp(-odds)))


def _of_tokens(line: Ordered, row: Sequence[tuple[Piece, Doubt]]) -> Doubted:
    """The line with these tokens."""
    pieces, doubts = tuple(piece for piece, _ in row), tuple(doubt for _, doubt in row)
    return replace(line, path=replace(line.path, pieces=pieces)), doubts
