"""Words chosen by what stands on both sides of them: the judge of joins, beside the trigram.

The trigram knows the words that it has seen together, two back, and backs off to how frequent a word is. The judge sees
four on each side by their kind. Its word on a place of a text that has been read once is a score of each word that may
stand there.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from typing import Final

import numpy as np
from numpy.typing import NDArray

from pipeline.decipher.text.decoder import Lattice
from pipeline.decipher.text.lattice import Piece, worth_keeping
from pipeline.language import tokens
from pipeline.language.joins import OUTSIDE, REACH, JoinJudge

Ints = NDArray[np.int64]

#: What the judge's word counts beside the trigram's, and how much it says at most for or against one join, nats. Chosen
#: on seven laws and reports through made-up channels (``benchmarks.text_channel``), held against others and the source
#: dump; 0.3 and 0.6 are nearly as good.
WEIGHT: Final = 0.4
MOST: Final = 4.0
#: Arcs on no path that comes this near the best by unigrams aren't judged, nats.
WITHIN: Final = np.float32(10.0)


class Around:
    """What is read before and behind each place of a text.

    Args:
        pieces: the text as it was read.
        starts, ends: the places where each of them begins and ends, ascending.
        places: their number.
    """

    def __init__(self, pieces: Sequence[Piece], starts: Sequence[int], ends: Sequence[int], places: int) -> None:
        self._judge = JoinJudge.load()
        outside = np.full(REACH, OUTSIDE)
        line = np.concatenate([outside, self.rows(pieces), outside])
        place, near = np.arange(places), np.arange(REACH)
        ended = REACH + np.searchsorted(np.array(ends), place, "right")[:, None]
        begun = REACH + np.searchsorted(np.array(starts), place, "left")[:, None]
        self._left, self._right = line[ended - 1 - near], line[begun + near]

    def rows(self, pieces: Sequence[Piece]) -> Ints:
        """The judge's rows of words."""
        return np.array([self._judge.row(p.token, p.text) for p in pieces], np.int64)

    def worth(self, rows: Ints, begins: Ints, ends: Ints) -> NDArray[np.float32]:
        """What it is worth that words of these rows stand between these places [words], nats."""
        found = self._judge.between(self._left, self._right, rows, begins, ends)
        return np.asarray(WEIGHT * np.clip(found, -MOST, MOST).sum(axis=0))


def reread(found: Lattice, read: Sequence[Piece]) -> list[Piece]:
    """The best path through all of ``found`` if each word is judged by what was ``read`` around it."""
    size = len(found.items)
    settings = found.decoder.settings
    near = worth_keeping(
        2 * size + 2, found.at, found.target, found.token, found.score, np.float32(settings.weight),
        np.float32(settings.fee), WITHIN, found.decoder.lm.word_value,
    )  # fmt: skip
    arcs = np.flatnonzero(near & (found.token >= 0))
    around = Around(read, [p.start for p in read], [p.end for p in read], size + 1)
    words = np.where(found.token[arcs] == tokens.UNKNOWN, -1 - arcs, found.token[arcs])
    _, first, number = np.unique(words, return_index=True, return_inverse=True)
    rows = around.rows([found.piece(int(arc)) for arc in arcs[first]])[number]
    worth = np.where(found.token >= 0, np.float32(-2 * WEIGHT * MOST), np.float32(0))
    worth[arcs] = around.worth(rows, found.source[arcs].astype(np.int64) // 2, found.target[arcs].astype(np.int64) // 2)
    score = (found.score + worth).astype(np.float32)
    path = replace(found, score=score).best(0, size, (tokens.START, tokens.START))[0]
    return [found.piece(int(arc)) for arc in path if found.token[arc] >= 0]
