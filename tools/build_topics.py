"""Compile the vectors of topics: ``python -m tools.build_topics CORPORA``, a part of ``make language``.

What stands near a stem in the same passage, but not beside it, makes a table of positive pointwise mutual information;
its first factors are the vectors (Levy and Goldberg 2014), product-quantised at the end (Jegou et al. 2011). Seeded.
"""

from __future__ import annotations

from pathlib import Path
from typing import Final

import numpy as np
from numpy.typing import NDArray

from tools.build_joins import quantized
from tools.build_language import read_corpora, running_texts, say, write
from warraq.language import tokens
from warraq.language.context.topics import stems
from warraq.language.model import LanguageModel

Array = NDArray[np.float32]

#: Tokens on each side that count, but for the nearest, which tell of the build of the sentence.
REACH: Final = 20
NEAREST: Final = 2
#: The most frequent stems stand near anything; so many behind them are told apart as neighbours.
COMMON: Final = 60
NEIGHBOURS: Final = 1500
#: Stems seen less often have no vector.
LEAST: Final = 8
#: Numbers in a vector, and how many share a byte.
WIDTH: Final = 32
SHARE: Final = 4


def _near(
    line: NDArray[np.int32], row: NDArray[np.int32], rows: int, neighbours: int, reach: int, nearest: int, common: int
) -> Array:
    """[rows, neighbours]: how often stems stand near each other; ``line`` are token ids, a START before each passage.

    Rows go by frequency: ``row`` [tokens], -1 for none.
    """
    counts = np.zeros(rows * neighbours, np.float32)
    passage = np.cumsum(line == tokens.START)
    stem = np.where(line == tokens.START, -1, row[line])
    for far in range(nearest + 1, reach + 1):
        left, right = stem[:-far], stem[far:]
        within = (passage[:-far] == passage[far:]) & (left >= 0) & (right >= 0)
        for one, other in ((left[within], right[within]), (right[within], left[within])):
            column = other - common
            is_near = (column >= 0) & (column < neighbours)
            np.add.at(counts, one[is_near].astype(np.int64) * neighbours + column[is_near], np.float32(1))
    return counts.reshape(rows, neighbours)


def information(near: Array) -> Array:
    """Positive pointwise mutual information of rows and columns, less where a pair was seen seldom."""
    smooth = near.sum(0) ** 0.75
    expected = np.maximum(near.sum(1, keepdims=True), 1) * np.maximum(smooth / smooth.sum(), 1e-9)
    values = np.log(np.maximum(near / expected, 1))
    return np.asarray(values * near / (near + 1), np.float32)


def factors(table: Array, width: int) -> Array:
    """Vectors [rows, width]: the rows of ``table`` along its first singular vectors, scaled by the root of these."""
    square, basis = np.linalg.eigh(table.T @ table)
    return np.asarray(table @ basis[:, : -width - 1 : -1] / square[: -width - 1 : -1] ** 0.25, np.float32)


def build(sentences: list[list[str]], lm: LanguageModel, folder: Path, neighbours: int = NEIGHBOURS) -> None:
    """Read ``sentences``, write the tables into ``folder``; the stems are those of the words of ``lm``."""
    ids: dict[str, int] = {}
    line: list[int] = []
    for sentence in sentences:
        line.append(tokens.START)
        line += [ids[t] if t in ids else ids.setdefault(t, lm.token_id(t)) for t in sentence]
    array = np.array(line, np.int32)
    stem, of_token = np.unique(stems(lm), return_inverse=True)
    words = array[array >= len(tokens.SPECIAL)]
    frequency = np.bincount(of_token[words], minlength=stem.size)
    often = np.argsort(-frequency, kind="stable")[: int((frequency >= LEAST).sum())]
    row = np.full(stem.size, -1, np.int32)
    row[often] = np.arange(often.size)
    say(f"{words.size:,} words, {often.size:,} stems")
    near = _near(array, row[of_token], often.size, neighbours, REACH, NEAREST, COMMON)
    vector = factors(information(near), WIDTH)
    vector /= np.maximum(np.linalg.norm(vector, axis=1, keepdims=True), 1e-9)
    order = np.argsort(stem[often])
    vector, weight = vector[order], np.sqrt(frequency[often][order])
    code, centroid = quantized(vector, SHARE, weight, np.random.default_rng(1))
    write("topic_code", code, folder)
    write("topic_centroid", centroid, folder)
    write("topic_stem", stem[often][order], folder)


def main() -> None:
    paths, folder = running_texts(__doc__.splitlines()[0])
    build(read_corpora(paths), LanguageModel(folder), folder)


if __name__ == "__main__":
    main()
