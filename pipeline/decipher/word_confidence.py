"""How sure each word of a decoded line is: what else could stand at its place, between the same neighbours."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from pipeline.decipher.decoder import Decoder
from pipeline.decipher.items import itemize
from pipeline.decipher.orders import Ordered
from pipeline.decipher.rivals import rivals
from pipeline.decipher.segments import joined
from pipeline.language import tokens


@dataclass(frozen=True, slots=True)
class Doubt:
    """Confidence in one token, and what else it could be with its share, best first."""

    confidence: float
    alternatives: tuple[tuple[str, float], ...]


#: Scores of rival words are divided by this before they become shares: channel and language are not independent.
TEMPERATURE = 1.8
#: Slope and offset, in log odds, from the raw confidence to the share of words that were right. Chosen between
#: what the source dump shows and what laws under random channels do (0.27, 2.0: there nearly every word is right).
CALIBRATION = (0.65, 0.9)
#: A word outside the lexicon is never surer than this.
UNKNOWN_CEILING = 0.6


def doubts(decoder: Decoder, line: Ordered) -> tuple[Doubt, ...]:
    """One ``Doubt`` for each token of the line.

    What the document repeats doesn't count: a mistake that comes again with its neighbours would look sure.
    """
    items = itemize(joined(line.segments), decoder.symbols)
    found = decoder.lattice(items)
    pieces = line.path.pieces
    # a line that the model finds hard to believe makes each of its words doubtful
    general = line.certainty / (1.0 + np.exp(-(line.path.score / max(1, len(items)) + 2.2) * 3.0))
    result = []
    for piece, scores in zip(pieces, rivals(found, pieces, decoder.unprompted), strict=True):
        if not piece.units:
            result.append(Doubt(1.0, ()))
            continue
        others: dict[str, float] = {}
        for arc, score in scores.items():
            text = found.piece(arc).text
            others[text] = max(others.get(text, -1e9), score)
        result.append(_share(piece.text, others, general, piece.token == tokens.UNKNOWN))
    return tuple(result)


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
