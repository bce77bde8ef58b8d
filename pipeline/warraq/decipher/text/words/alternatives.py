"""What else could stand at each place of a decoded line, between the same neighbours."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Sequence

import numpy as np
from numpy.typing import NDArray

from warraq.decipher.text import parameters
from warraq.decipher.text.dump.items import Items
from warraq.decipher.text.lattice import beam_search
from warraq.decipher.text.lattice.beam_search import Language
from warraq.decipher.text.lattice.decoder import Lattice
from warraq.decipher.text.parameters import Alternatives as P
from warraq.decipher.text.records import Piece
from warraq.decipher.text.words.word_judge import Judge
from warraq.language import tokens

#: A reading of items: them, its pieces, and how much it counts.
Reading = tuple[Items, Sequence[Piece], float]


def score_alternatives(
    lattice: Lattice,
    pieces: Sequence[Piece],
    language: Language,
    before: tuple[int, int] = (tokens.START, tokens.START),
    after: Sequence[int] = (),
    judge: Judge | None = None,
) -> list[dict[int, float]]:
    """For each piece the arcs of ``lattice`` over its items and how well each goes with its neighbours, nats.

    ``language`` is ``Decoder.language`` or ``Decoder.unprompted``; ``before`` and ``after`` are the tokens beside the
    pieces. The ``judge`` counts beside the trigram, if there is one. Empty for what is no word, or outside the lattice.
    """
    row = np.array([*before, *(p.token for p in pieces), *after], np.int32)
    weight = lattice.decoder.settings.weight if judge is None else parameters.WordJudge.TRIGRAM
    result: list[dict[int, float]] = []
    for number, piece in enumerate(pieces):
        arcs = _arcs_over(lattice, piece) if piece.units else np.zeros(0, np.int64)
        fit = weight * beam_search.fits(language, row, number + 2, lattice.token[arcs])
        if judge is not None and arcs.size:
            fit += judge(number, lattice.pieces(arcs))
        result.append(dict(zip(arcs.tolist(), (lattice.score[arcs] + fit).tolist(), strict=True)))
    return result


def _arcs_over(lattice: Lattice, piece: Piece) -> NDArray[np.int64]:
    """The words that the lattice has over the items of ``piece``."""
    begin, end = int(lattice.at[2 * piece.start + 1]), int(lattice.at[2 * piece.start + 2])
    words = (lattice.target[begin:end] == 2 * piece.end) & (lattice.token[begin:end] >= tokens.UNKNOWN)
    return np.flatnonzero(words) + begin


def shared(lattice: Lattice, pieces: Sequence[Piece], judge: Judge | None = None) -> list[Reading]:
    """What each piece of a decoded text may be, with its share by the channel and the language alone."""
    readings: list[Reading] = []
    for piece, scores in zip(
        pieces, score_alternatives(lattice, pieces, lattice.decoder.unprompted, judge=judge), strict=True
    ):
        if not scores:
            readings.append((lattice.items, [piece], 1.0))
            continue
        top = max(scores.values())
        weights = {arc: float(np.exp(score - top)) for arc, score in scores.items()}
        total = sum(weights.values())
        kept = {arc: share for arc, share in weights.items() if share >= P.LEAST_SHARE * total}
        for other, share in zip(lattice.pieces(np.array([*kept], np.int64)), kept.values(), strict=True):
            readings.append((lattice.items, [other], share / total))
    return readings


def as_read(items: Items, pieces: Sequence[Piece]) -> list[Reading]:
    """Each piece of a decoded text as it was read, and nothing else."""
    return [(items, [piece], 1.0) for piece in pieces]


def by_type(readings: Iterable[Reading]) -> list[Reading]:
    """Each distinct spelling once, of weight n^``REPEATED``, parted among the words that it was read as.

    What is no word stays as it is. Each reading has one piece.
    """
    kept: list[Reading] = []
    spellings: defaultdict[bytes, float] = defaultdict(float)
    words: defaultdict[tuple[bytes, str], float] = defaultdict(float)
    first: dict[tuple[bytes, str], tuple[Items, Sequence[Piece]]] = {}
    for items, pieces, share in readings:
        piece = pieces[0]
        if not piece.units:
            kept.append((items, pieces, share))
            continue
        spelling = items.spelling(piece.start, piece.end)
        spellings[spelling] += share
        words[spelling, piece.text] += share
        first.setdefault((spelling, piece.text), (items, pieces))
    return kept + [(*first[key], spellings[key[0]] ** (P.REPEATED - 1) * share) for key, share in words.items()]
