"""How sure each word of a decoded line is, and what else could stand at its place, between the same neighbours."""

from __future__ import annotations

import itertools
import math
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass

import numpy as np

from warraq.decipher.text import parameters
from warraq.decipher.text.dump.items import itemize
from warraq.decipher.text.dump.segments import joined
from warraq.decipher.text.lattice.decoder import Decoder, Lattice
from warraq.decipher.text.order.order_confidence import placed
from warraq.decipher.text.order.orders import Ordered
from warraq.decipher.text.parameters import WordConfidence as P
from warraq.decipher.text.records import Emissions, Piece
from warraq.decipher.text.words.alternatives import score_alternatives
from warraq.decipher.text.words.labels import Letters
from warraq.decipher.text.words.max_marginals import Without
from warraq.decipher.text.words.word_features import Features, Outputs, at_edge, confidence, in_order
from warraq.decipher.text.words.word_judge import Around, alone
from warraq.language import tokens
from warraq.language.model import LanguageModel


@dataclass(frozen=True, slots=True)
class Doubt:
    """Confidence in one token, and what else it could be with its share, best first."""

    confidence: float
    alternatives: tuple[tuple[str, float], ...]


#: The words that some items may be -> how well each goes with its neighbours (nats), and its token.
Alternatives = dict[str, tuple[float, Piece]]


def words_at(decoder: Decoder, block: Sequence[Ordered]) -> list[list[Alternatives]]:
    """For each line of a block, and each of its tokens, the words that its items may be; empty for what is no word.

    What the document repeats doesn't count: a mistake that comes again with its neighbours would look sure.
    """
    passage = [piece for line in block for piece in line.path.pieces]
    row = [tokens.START, tokens.START, *(piece.token for piece in passage), tokens.END]
    lines = []
    begin = 0
    for line in block:
        end = begin + len(line.path.pieces)
        lattice = decoder.lattice(itemize(joined(line.segments), decoder.symbols))
        before, after = (row[begin], row[begin + 1]), row[end + 2 : end + 4]
        scores = score_alternatives(lattice, line.path.pieces, decoder.unprompted, before, after)
        lines.append([_words(lattice, scores_of_line) for scores_of_line in scores])
        begin = end
    return _with_judge(decoder.lm, passage, lines)


def _with_judge(
    lm: LanguageModel, passage: Sequence[Piece], lines: list[list[Alternatives]]
) -> list[list[Alternatives]]:
    """The alternatives with what the judge of words in their places says of each, added to their scores."""
    places = range(len(passage) + 1)
    around = Around(passage, places[:-1], places[1:], len(places))
    others = [(k, p) for k, words in enumerate(itertools.chain(*lines)) for _, p in words.values()]
    at = np.array([k for k, _ in others], np.int64)
    vectors = around.vectors(p for _, p in others)
    worth = around.worth(vectors, np.arange(len(others)), at, at + 1)
    added = iter((worth + alone(lm, np.array([p.token for _, p in others], np.int64))).tolist())
    return [
        [{word: (score + next(added), p) for word, (score, p) in words.items()} for words in line] for line in lines
    ]


def _words(lattice: Lattice, scores: dict[int, float]) -> Alternatives:
    """The words of arcs with their scores, each once."""
    words: Alternatives = {}
    for piece, score in zip(lattice.pieces(np.array([*scores], np.int64)), scores.values(), strict=True):
        if piece.text not in words or words[piece.text][0] < score:
            words[piece.text] = score, piece
    return words


def outputs_of(lines: Sequence[Ordered], without: Sequence[Sequence[Without]], emissions: Emissions) -> Outputs:
    """What the words of a document, with what it reads ``without`` them, show of its letters."""
    words = (
        (piece, line.path.items, other.margin)
        for line, row in zip(lines, without, strict=True)
        for piece, other in zip(line.path.pieces, row, strict=True)
        if piece.units
    )
    return Outputs(words, emissions)


def doubts(
    line: Ordered,
    others: Sequence[Alternatives],
    without: Sequence[Without],
    shown: Outputs | None = None,
    earlier: Sequence[Collection[str]] = (),
    labels: Mapping[int, Letters] | None = None,
) -> tuple[Doubt, ...]:
    """One ``Doubt`` for each token of the line, whose ``words_at`` are ``others``, and what it reads ``without`` it.

    A token is right only if a full stop stands behind it, or none does, as it was read (``Ordered.marks``). Numbers and
    Latin words, whose letters nobody doubts, are as sure as their place.

    ``shown`` is what the document shows of its letters; None where nobody doubts what they come out as. ``earlier``
    are the words that each of the rounds before read in the line. ``labels``: what its tokens that number items may be,
    by their sequence; they are as sure as that.
    """
    marks = dict(line.marks)
    labels = labels or {}

    def doubt(number: int, piece: Piece, words: Alternatives, other: Without) -> Doubt:
        mark = marks.get(piece.end, 1.0)
        if number in labels:
            sure = dict(labels[number]).get(piece.text, 0.0) * in_order(*_place_of(piece, line))
            letters = ((letter, round(share, 4)) for letter, share in labels[number] if letter != piece.text)
            return Doubt(
                round(min(parameters.WordFeatures.MOST, max(parameters.WordFeatures.LEAST, sure * mark)), 4),
                tuple(letters),
            )
        if not piece.units:
            is_read = piece.token in (tokens.NUMBER, tokens.LATIN)
            in_place = in_order(*_place_of(piece, line)) if is_read else 1.0
            return Doubt(round(max(parameters.WordFeatures.LEAST, in_place * mark), 4), ())
        word = confidence(features_of(piece, other.margin, line, shown, earlier))
        return Doubt(round(max(parameters.WordFeatures.LEAST, word * mark), 4), _alternatives(piece.text, words, other))

    return tuple(doubt(k, *at) for k, at in enumerate(zip(line.path.pieces, others, without, strict=True)))


def features_of(
    piece: Piece,
    margin: float,
    line: Ordered,
    shown: Outputs | None = None,
    earlier: Sequence[Collection[str]] = (),
) -> Features:
    """What speaks for a word of a line, with its ``margin`` before what is read without it; see ``doubts``."""
    usual = shown.usual(piece, line.path.items) if shown else 1.0
    steady = sum(piece.text in words for words in earlier) / len(earlier) if earlier else 1.0
    return Features(margin, usual, steady, *_place_of(piece, line))


def _place_of(piece: Piece, line: Ordered) -> tuple[float, bool, int]:
    """What is known of the place of a piece in its line: ``Features`` from ``order`` on."""
    return placed(piece, line), at_edge(piece, line.path.items), max(1, len(line.segments))


def _alternatives(text: str, words: Alternatives, without: Without) -> tuple[tuple[str, float], ...]:
    """What else could stand in the place of a word, with its share, the best first."""
    if text not in words:
        return ()
    scores = {word: score for word, (score, _) in words.items()}
    if without.instead and math.isfinite(without.lead):
        scores.setdefault(without.instead, scores[text] - without.lead)
    top = max(scores.values())
    weights = {word: math.exp((score - top) / P.TEMPERATURE) for word, score in scores.items()}
    total = sum(weights.values())
    others = sorted(
        ((word, weight / total) for word, weight in weights.items() if word != text), key=lambda o: (-o[1], o[0])
    )
    return tuple((word, round(p, 4)) for word, p in others[:4] if p >= 0.01)
