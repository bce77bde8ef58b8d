"""How sure each word of a decoded line is: what else could stand at its place, between the same neighbours."""

from __future__ import annotations

import itertools
from collections.abc import Sequence

import numpy as np

from pipeline.decipher.text.decoder import Decoder, Lattice
from pipeline.decipher.text.items import itemize
from pipeline.decipher.text.judged import Around, alone
from pipeline.decipher.text.lattice import Piece
from pipeline.decipher.text.orders import Ordered
from pipeline.decipher.text.rivals import rivals
from pipeline.decipher.text.segments import joined
from pipeline.language import tokens
from pipeline.language.model import LanguageModel
from pipeline.model.record import dataclass


@dataclass(frozen=True, slots=True)
class Doubt:
    """Confidence in one token, and what else it could be with its share, best first."""

    confidence: float
    alternatives: tuple[tuple[str, float], ...]


#: The words that some items may be -> how well each goes with its neighbours (nats), and its token.
Rivals = dict[str, tuple[float, Piece]]

#: Scores of rival words are divided by this before they become shares: channel and language are not independent.
#: So that as many words of the texts that ``judged`` was fitted to are listed as without its judge.
TEMPERATURE = 2.2
#: Slope and offset, in log odds, from the raw confidence to the share of words that were right. Chosen between
#: what the source dump shows and what laws under random channels do (0.27, 2.0: there nearly every word is right).
CALIBRATION = (0.65, 0.9)
#: A word outside the lexicon is never surer than this.
UNKNOWN_CEILING = 0.6


def words_at(decoder: Decoder, block: Sequence[Ordered]) -> list[list[Rivals]]:
    """For each line of a block, and each of its tokens, the words that its items may be; empty for what is no word.

    What the document repeats doesn't count: a mistake that comes again with its neighbours would look sure.
    """
    passage = [piece for line in block for piece in line.path.pieces]
    row = [tokens.START, tokens.START, *(piece.token for piece in passage), tokens.END]
    lines = []
    begin = 0
    for line in block:
        end = begin + len(line.path.pieces)
        found = decoder.lattice(itemize(joined(line.segments), decoder.symbols))
        before, after = (row[begin], row[begin + 1]), row[end + 2 : end + 4]
        scores = rivals(found, line.path.pieces, decoder.unprompted, before, after)
        lines.append([_words(found, own) for own in scores])
        begin = end
    return _judged(decoder.lm, passage, lines)


def _judged(lm: LanguageModel, passage: Sequence[Piece], lines: list[list[Rivals]]) -> list[list[Rivals]]:
    """The rivals with what the judge of words in their places says of each, added to their scores."""
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


def _words(found: Lattice, scores: dict[int, float]) -> Rivals:
    """The words of arcs with their scores, each once."""
    words: Rivals = {}
    for arc, score in scores.items():
        piece = found.piece(arc)
        if piece.text not in words or words[piece.text][0] < score:
            words[piece.text] = score, piece
    return words


def doubts(line: Ordered, others: Sequence[Rivals]) -> tuple[Doubt, ...]:
    """One ``Doubt`` for each token of the line; ``others`` are the ``words_at`` it."""
    # a line that the model finds hard to believe makes each of its words doubtful
    items = max(1, len(line.path.items))
    general = line.certainty / (1.0 + np.exp(-(line.path.score / items + 2.2) * 3.0))
    found = [
        _share(piece.text, {t: score for t, (score, _) in words.items()}, general, piece.token == tokens.UNKNOWN)
        if piece.units
        else Doubt(1.0, ())
        for piece, words in zip(line.path.pieces, others, strict=True)
    ]
    if line.stop is not None:
        found[-1] = Doubt(round(line.stop, 4), ())
    return tuple(found)


def _share(text: str, scores: dict[str, float], general: float, unknown: bool) -> Doubt:
    if text not in scores:
        return Doubt(_calibrated(0.5 * float(general)), ())
    top = max(scores.values())
    weights = {t: np.exp((s - top) / TEMPERATURE) for t, s in scores.items()}
    total = sum(weights.values())
    confidence = float(weights[text] / total * (0.3 + 0.7 * general))
    if unknown:
        confidence = min(confidence, UNKNOWN_CEILING)
    others = sorted(((t, float(w / total)) for t, w in weights.items() if t != text), key=lambda o: (-o[1], o[0]))
    return Doubt(_calibrated(confidence), tuple((t, round(p, 4)) for t, p in others[:4] if p >= 0.01))


def _calibrated(confidence: float) -> float:
    odds = np.log(max(confidence, 1e-4) / max(1 - confidence, 1e-4))
    return round(float(1 / (1 + np.exp(-(CALIBRATION[0] * odds + CALIBRATION[1])))), 4)
