"""Teach the judge of joins: ``python -m tools.build_joins CORPORA``, a part of ``make language``.

Places of the running texts are taken in groups, half of a group from each of two passages. The network sees what stands
before each place and what stands behind each, and has to find which belong together (the noise-contrastive loss over
rows and columns of the table of all pairs, Oord et al. 2018): places of the same passage share their subject, so the
build of the sentence is what is left to tell by. Vectors start from a factored table of neighbours (Levy and Goldberg
2014), learn with the network, and are product-quantised at the end (Jegou et al. 2011); then the network alone learns
on. Seeded throughout.
"""

from __future__ import annotations

import itertools
from dataclasses import dataclass
from pathlib import Path
from typing import Final

import numpy as np
from numpy.typing import NDArray

from tools.build_language import read_corpora, running_texts, say, write
from warraq.language import tokens
from warraq.language.context.joins import FIRST_WORD, OUTSIDE, REACH, WORDS, shape_row, unpack, word_rows
from warraq.language.model import LanguageModel

Array = NDArray[np.float32]
Ints = NDArray[np.int64]

#: Numbers in a word's vector, how many share a byte, and units of the network.
WIDTH: Final = 48
SHARE: Final = 4
HIDDEN: Final = 128
#: Share of the tokens that are read wrong, as a deciphered text has them, and of the sides that are cut short.
NOISE: Final = 0.08
SHORT: Final = 0.05
#: Words seen less often than this learn with the row of their shape now and then.
SELDOM: Final = 30
#: The last tenth of each text isn't learnt: it is there to measure on.
LEARNT: Final = 0.9
#: How many neighbours each side of a word are told apart in the first vectors.
NEIGHBOURS: Final = 1200
GROUPS: Final = 32
PLACES: Final = 48
STEPS: Final = 6000
#: Steps for the network alone, once the vectors are quantised.
LAST_STEPS: Final = 450


def _contrast(after: Array, before: Array, out: Array) -> tuple[Array, Array, Array, NDArray[np.float64]]:
    """Gradients of ``after``, ``before`` [places, hidden] and ``out`` [hidden] in one group, and what they cost: loss,
    share of places whose own continuation is the best, and mean exp(score) of wrong pairs."""
    n, hidden = after.shape
    active = np.maximum(after[:, None] + before, 0)
    score = active @ out
    right, top, side = score.diagonal(), score.max(1), score.max(0)
    rows, columns = np.exp(score - top[:, None]), np.exp(score - side)
    row, column = rows.sum(1), columns.sum(0)
    wrong = np.exp(score).sum(dtype=np.float64) - np.exp(right).sum(dtype=np.float64)
    loss = (top + np.log(row) + side + np.log(column) - 2 * right).mean() / 2
    gradient = rows / row[:, None] + columns / column
    gradient.reshape(-1)[:: n + 1] -= 2
    works = (active > 0).astype(np.float32)
    d_after = (gradient[:, None] @ works)[:, 0] * out
    d_before = (gradient.T[:, None] @ works.transpose(1, 0, 2))[:, 0] * out
    d_out = gradient.reshape(-1) @ active.reshape(-1, hidden)
    return d_after, d_before, d_out, np.array([loss, (right >= top).mean(), wrong / (n * (n - 1))])


def descend(vector: Array, seen: Array, parts: NDArray[np.integer], gradient: Array, rate: float, none: int) -> None:
    """Adagrad on the rows of ``vector`` that are ``parts`` of sums, but for the row ``none``, one rate a row.

    ``seen`` holds the sums of squared gradients; ``gradient`` [sums, width] is that of each of the sums' ``parts``. One
    sum after the other: what was seen of a row before counts.
    """
    square = (gradient**2).sum(1)
    which, part = np.nonzero((parts != none) & (square > 0)[:, None])
    row = parts[which, part]
    order = np.argsort(row, kind="stable")
    which, row = which[order], row[order]
    begins = np.flatnonzero(np.diff(row, prepend=-1))
    if not begins.size:
        return
    mean = square[which] / np.float64(gradient.shape[1])
    sums = np.cumsum(mean)
    sums -= np.repeat(sums[begins] - mean[begins], np.diff(begins, append=row.size))
    sums += seen[row]
    seen[row] = sums  # of equal rows the last stays
    steps = (rate / np.sqrt(sums)).astype(np.float32)[:, None] * gradient[which]
    vector[row[begins]] -= np.add.reduceat(steps, begins)


class Adam:
    """Kingma and Ba 2015, with their constants, on a list of arrays in place."""

    def __init__(self, weights: list[Array]) -> None:
        self.weights = weights
        self.mean = [np.zeros_like(w) for w in weights]
        self.square = [np.zeros_like(w) for w in weights]
        self.count = 0

    def step(self, gradients: list[Array], rate: float) -> None:
        self.count += 1
        for w, m, s, g in zip(self.weights, self.mean, self.square, gradients, strict=True):
            m += 0.1 * (g - m)
            s += 0.001 * (g * g - s)
            w -= rate * (m / (1 - 0.9**self.count)) / (np.sqrt(s / (1 - 0.999**self.count)) + 1e-8)


@dataclass(frozen=True, slots=True)
class Texts:
    """Running text as rows of the judge's vectors.

    Attributes:
        line: all passages, ``REACH`` times ``OUTSIDE`` between them.
        places: indices of ``line`` before which a place lies: each token's, and each passage's end.
        shape: for each row, that of its word's shape.
        frequency: of each row in ``line``; nothing lies outside.
    """

    line: NDArray[np.int32]
    places: Ints
    shape: NDArray[np.int32]
    frequency: Ints


def texts(sentences: list[list[str]], lm: LanguageModel) -> Texts:
    """The sentences' tokens as the judge sees them."""
    row_of = word_rows(lm)
    rows: dict[str, int] = {}
    shape = np.arange(FIRST_WORD + WORDS, dtype=np.int32)
    line: list[int] = [OUTSIDE] * REACH
    inner: list[bool] = [False] * REACH
    for sentence in sentences:
        for token in sentence:
            row = rows.get(token)
            if row is None:
                number = lm.token_id(token)
                row = int(row_of[number]) if number != tokens.UNKNOWN else -1
                if row < 0:
                    row = shape_row(token)
                elif row >= FIRST_WORD:
                    shape[row] = shape_row(token)
                rows[token] = row
            line.append(row)
        line += [OUTSIDE] * REACH
        inner += [True] * (len(sentence) + 1) + [False] * (REACH - 1)
    array = np.array(line, np.int32)
    frequency = np.bincount(array, minlength=shape.size)
    frequency[OUTSIDE] = 0
    return Texts(array, np.flatnonzero(inner), shape, frequency)


def first_vectors(corpus: Texts, draw: np.random.Generator) -> Array:
    """Vectors [rows, WIDTH] from the neighbours of each row: positive pointwise mutual information, factored."""
    n = corpus.shape.size
    often = np.argsort(-corpus.frequency, kind="stable")[:NEIGHBOURS]
    column = np.full(n, -1, np.int64)
    column[often] = np.arange(often.size)
    table = np.zeros((n, 2 * NEIGHBOURS), np.float32)
    x, y = corpus.line[:-1], corpus.line[1:]
    for side, (word, neighbour) in enumerate(((x, y), (y, x))):
        ok = (column[neighbour] >= 0) & (word != OUTSIDE)
        keys, counts = np.unique(word[ok].astype(np.int64) * NEIGHBOURS + column[neighbour[ok]], return_counts=True)
        table[keys // NEIGHBOURS, side * NEIGHBOURS + keys % NEIGHBOURS] = counts
    return factored(table, WIDTH, 3, draw)


def factored(table: Array, width: int, turns: int, draw: np.random.Generator) -> Array:
    """Vectors [rows, width] from how often neighbours were seen, ``table`` [rows, neighbours], which is written over.

    Positive pointwise mutual information, factored by a random projection that takes so many ``turns`` (Halko et al.
    2011).
    """
    total = table.sum()
    smooth = table.sum(0) ** 0.75
    expected = (table.sum(1, keepdims=True) + 1) * np.maximum(smooth * (total / smooth.sum()), 1e-9)
    table *= total
    table /= expected
    np.log(np.maximum(table, 1, out=table), out=table)
    basis = draw.standard_normal((table.shape[1], width + 16)).astype(np.float32)
    for _ in range(turns):
        basis = np.linalg.qr(table.T @ np.linalg.qr(table @ basis)[0])[0]
    u, s, _ = np.linalg.svd(table @ basis, full_matrices=False)
    vector = u[:, :width] * np.sqrt(s[:width])
    return np.asarray(2 * vector / np.sqrt((vector**2).sum(1).mean()), np.float32)


def measured(sums: NDArray[np.float64], steps: int, step: int) -> float:
    """Say how learning goes: the mean loss and share of hits of the last ``steps``. The level that pairs are told by.

    ``sums`` are those of loss, hits and mean exp(score) of wrong pairs.
    """
    loss, hits, wrong = sums / steps
    level = -float(np.log(wrong))
    say(f"step {step}: loss {loss:.4f}, {hits:.1%} found, level {level:.2f}")
    return level


class Trainer:
    """The vectors and the network while they learn."""

    def __init__(self, corpus: Texts, seed: int = 1, groups: int = GROUPS) -> None:
        self.corpus, self.groups = corpus, groups
        self.draw = draw = np.random.default_rng(seed)
        self.vector = first_vectors(corpus, draw)
        size = REACH * WIDTH
        self.left, self.right, out = (
            (draw.standard_normal(shape) / np.sqrt(shape[0])).astype(np.float32)
            for shape in ((size, HIDDEN), (size, HIDDEN), (HIDDEN, 1))
        )
        self.out, self.bias = out[:, 0].copy(), np.zeros(HIDDEN, np.float32)
        self.level = 0.0
        share = np.cumsum(corpus.frequency**0.9)
        self._noise = share / share[-1]
        self._to_shape = np.clip(SELDOM / np.maximum(corpus.frequency, 1), 0, 0.15)

    def _sample(self) -> Ints:
        """Tokens [2, places, REACH] before and behind places of all groups, the nearest first."""
        corpus, draw = self.corpus, self.draw
        part = PLACES // 2
        first = draw.integers(0, max(1, corpus.places.size - 12 * part), (2 * self.groups, 1))
        index = first + np.cumsum(draw.integers(7, 12, (2 * self.groups, part)), axis=1)
        at = corpus.places[index % corpus.places.size].reshape(-1, 1)
        near = np.arange(REACH)
        seen = np.stack([corpus.line[at - 1 - near], corpus.line[at + near]]).astype(np.int64)
        wrong = (draw.random(seen.shape) < NOISE) & (seen != OUTSIDE)
        seen[wrong] = np.searchsorted(self._noise, draw.random(int(wrong.sum())))
        seen = np.where(draw.random(seen.shape) < self._to_shape[seen], corpus.shape[seen], seen)
        length = np.where(draw.random(seen.shape[:2]) < SHORT, draw.integers(1, REACH, seen.shape[:2]), REACH)
        return np.where(near < length[:, :, None], seen, OUTSIDE)

    def learn(self, steps: int, rate: float, *, vectors: bool) -> None:
        """Take ``steps`` with a falling ``rate``; the vectors learn too, or stay."""
        adam = Adam([self.left, self.right, self.bias, self.out])
        squares = np.full(len(self.vector), 1e-3, np.float32)
        sums = np.zeros(3)
        n = self.groups * PLACES
        for step in range(steps):
            now = rate * min(1.0, (step + 1) / 50) * (1 - step / steps)
            seen = self._sample()
            left, right = (self.vector[side].reshape(n, -1) for side in seen)
            after = (left @ self.left + self.bias).reshape(self.groups, PLACES, HIDDEN)
            before = (right @ self.right).reshape(self.groups, PLACES, HIDDEN)
            of_groups = zip(*map(_contrast, after, before, itertools.repeat(self.out)), strict=True)
            d_after, d_before, d_out, figures = map(np.stack, of_groups)
            sums += figures.mean(0)
            d_after, d_before, d_out = d_after.reshape(n, -1), d_before.reshape(n, -1), d_out.sum(0)
            d_vector = np.concatenate([d_after @ self.left.T, d_before @ self.right.T]).reshape(-1, WIDTH)
            adam.step([left.T @ d_after / n, right.T @ d_before / n, d_after.sum(0) / n, d_out / n], now / 10)
            if vectors:
                descend(self.vector, squares, seen.reshape(-1, 1), d_vector, 2 * now, -1)
            if step % 200 == 199 or step + 1 == steps:
                self.level = measured(sums, step % 200 + 1, step + 1)
                sums[:] = 0

    def quantize(self) -> tuple[NDArray[np.uint8], NDArray[np.float16]]:
        """Put the vectors into ``code`` and ``centroid`` of ``joins.unpack``, and keep them as they come back."""
        weight = np.sqrt(self.corpus.frequency + 1.0)
        code, centroid = quantized(self.vector, SHARE, weight, self.draw)
        self.vector = unpack(code, centroid)
        return code, centroid

    def weight(self) -> NDArray[np.float16]:
        """The network as ``JoinJudge`` reads it: left, right, bias, out, and a row with the level."""
        level = np.full(HIDDEN, self.level, np.float32)
        return np.concatenate([self.left, self.right, [self.bias, self.out, level]]).astype(np.float16)


def quantized(
    vector: Array, share: int, weight: NDArray[np.float64], draw: np.random.Generator
) -> tuple[NDArray[np.uint8], NDArray[np.float16]]:
    """``code`` and ``centroid`` of ``joins.unpack`` for rows that count by ``weight``: a byte for ``share`` numbers."""
    parts = [cluster(part, weight, draw) for part in np.split(vector, vector.shape[1] // share, axis=1)]
    code = np.stack([number for number, _ in parts], 1).astype(np.uint8)
    return code, np.stack([middle for _, middle in parts]).astype(np.float16)


def cluster(points: Array, weight: NDArray[np.float64], draw: np.random.Generator) -> tuple[Ints, Array]:
    """The nearest of 256 middles of each point, and the middles: k-means with weighted points."""
    middle = points[draw.choice(len(points), 256, p=weight / weight.sum())]
    number = np.zeros(len(points), np.int64)
    for _ in range(12):
        number = np.argmin((middle**2).sum(1) - 2 * points @ middle.T, axis=1)
        mass = np.bincount(number, weight, 256)
        sums = np.stack([np.bincount(number, weight * x, 256) for x in points.T], 1)
        middle = np.where(mass[:, None] > 0, sums / np.maximum(mass, 1e-9)[:, None], middle).astype(np.float32)
    return number, middle


def build(
    sentences: list[list[str]], lm: LanguageModel, folder: Path, steps: int = STEPS, groups: int = GROUPS
) -> None:
    """Learn from ``sentences`` and write the tables into ``folder``; rows are those of the words of ``lm``."""
    corpus = texts(sentences, lm)
    say(f"{corpus.line.size:,} tokens, {(corpus.frequency[FIRST_WORD:] > 0).sum():,} of {WORDS:,} words seen")
    trainer = Trainer(corpus, groups=groups)
    say("first vectors")
    trainer.learn(steps, 0.02, vectors=True)
    code, centroid = trainer.quantize()
    trainer.learn(max(1, steps * LAST_STEPS // STEPS), 0.01, vectors=False)
    write("join_code", code, folder)
    write("join_centroid", centroid, folder)
    write("join_weight", trainer.weight(), folder)


def main() -> None:
    paths, folder = running_texts(__doc__.splitlines()[0])
    build(read_corpora(paths, LEARNT), LanguageModel(folder), folder)


if __name__ == "__main__":
    main()
