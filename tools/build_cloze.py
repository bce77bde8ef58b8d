"""Teach the judge of words in their places: ``python -m tools.build_cloze CORPORA``, of ``make language``.

Stretches of the running texts are read with some of their words replaced, as a deciphered text has some wrong. For each
place the network makes a vector of what stands around it, and has to find the word that was there among those of all
other places of the step, and of each word its place (the noise-contrastive loss over rows and columns, Oord et al.
2018). A word's vector is the sum of its own, its stem's and that of its beginning and ending; now and then the first
are left out, so that seldom words lean on the others. They start from a factored table of neighbours (Levy and Goldberg
2014), and are product-quantised at the end (Jegou et al. 2011): stems, beginnings and endings, then what words are
beyond the sum of these, then what the most frequent are beyond that (Chen et al. 2010). The centroids learn on with the
network (Stock et al. 2020). Seeded throughout.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Final

import numpy as np
from numpy.typing import NDArray

from tools.build_joins import Adam, descend, factored, measured, quantized
from tools.build_language import read_corpora, running_texts, say, write
from warraq.language import tokens
from warraq.language.context.cloze import FAR, FAR_SHARE, NEAR, book_of, decoded, finer, frequent_words
from warraq.language.context.joins import FIRST_WORD, OUTSIDE, shape_row, unpack
from warraq.language.context.topics import Topics
from warraq.language.model import LanguageModel

Array = NDArray[np.float32]
Ints = NDArray[np.int64]

#: Numbers in a word's vector, how many share a byte, and units of the network.
WIDTH: Final = 64
SHARE: Final = 4
HIDDEN: Final = 256
#: Stretches a step, and places of each that may be asked for.
STRETCHES: Final = 50
PLACES: Final = 24
#: Share of the tokens that are read wrong.
NOISE: Final = 0.08
#: A word seen at least so often learns a vector of its own.
SEEN: Final = 5
#: Words of a larger share than this aren't asked for each time, and marks and numbers seldom.
OFTEN: Final = 2e-4
MARKS: Final = np.float32(0.1)
#: How many neighbours each side of a word are told apart in the first vectors.
NEIGHBOURS: Final = 1200
STEPS: Final = 16_000
#: Steps for the network and the centroids, once the vectors are quantised.
LAST_STEPS: Final = 1_600
#: After so many of these the vectors are made anew of their centroids.
RENEWED: Final = 10
#: What the sums of squared gradients of centroids begin with.
FIRST_SQUARE: Final = np.float32(0.1)


def _sums(vector: Array, parts: NDArray[np.int32]) -> Array:
    """[n, width]: for each row of ``parts`` the sum of these rows of ``vector``."""
    sums = vector[parts[:, 0]]
    for column in parts.T[1:]:
        sums += vector[column]
    return sums


def _around(line: Array, at: Ints, near: int, far: int, share: np.float32) -> Array:
    """[places, (2 near + 1) width]: the vectors around places ``at`` of ``line``, and the sum of the farther ones."""
    beside = [line[at + away] for step in range(1, near + 1) for away in (-step, step)]
    rest = np.zeros((at.size, line.shape[1]), np.float32)
    for step in range(near + 1, far + 1):
        rest += (line[at - step] + line[at + step]) * share
    return np.concatenate([*beside, rest], axis=1)


def _to_line(gradient: Array, at: Ints, near: int, far: int, share: np.float32, line: Array) -> None:
    """Add the ``gradient`` of what ``_around`` made of distinct places to that of the ``line``."""
    *beside, rest = np.split(gradient, 2 * near + 1, axis=1)
    for step in range(1, near + 1):
        line[at - step] += beside[2 * step - 2]
        line[at + step] += beside[2 * step - 1]
    rest = rest * share
    for step in range(near + 1, far + 1):
        line[at - step] += rest
        line[at + step] += rest


def _contrast(score: Array, word: NDArray[np.int32]) -> tuple[Array, float, float, float]:
    """Gradient of ``score`` [places, words], mean loss, share of words found, mean exp(score) of wrong pairs.

    The word of each place is in its column; the same ``word`` elsewhere is no rival, which is written to ``score``.
    """
    n = word.size
    score[(word[:, None] == word) & ~np.eye(n, dtype=np.bool_)] = -1e9
    right, top = score.diagonal(), score.max(1)
    rows, columns = np.exp(score - top[:, None]), np.exp(score - score.max(0))
    total = rows.sum(1)
    wrong = np.exp(score).sum(dtype=np.float64) - np.exp(right).sum(dtype=np.float64)
    gradient = rows / total[:, None] + columns / columns.sum(0)
    gradient.reshape(-1)[:: n + 1] -= 2
    return gradient, float((top + np.log(total) - right).mean()), float((right >= top).mean()), wrong / (n * (n - 1))


def _descend_codes(
    centroid: Array,
    seen: Array,
    code: NDArray[np.uint8],
    book: Ints,
    parts: NDArray[np.int32],
    gradient: Array,
    rate: float,
) -> None:
    """``descend`` on the ``centroid`` [books, parts, 256, width] that ``code`` [rows, parts] names, by ``book`` [rows].

    One rate a centroid; ``seen`` [books, parts, 256] holds the sums of squared gradients. ``parts`` [sums, 4] are those
    of each sum, ``rows`` for none.
    """
    pieces, codes, width = centroid.shape[1:]
    named = (book[:, None] * pieces + np.arange(pieces)) * codes + code  # all books, one behind the other
    named = np.concatenate([named, np.full((1, pieces), seen.size)])
    rows = named[parts].transpose(0, 2, 1).reshape(-1, parts.shape[1])
    descend(centroid.reshape(-1, width), seen.reshape(-1), rows, gradient.reshape(-1, width), rate, seen.size)


@dataclass(frozen=True, slots=True)
class Codes:
    """Vectors as they are shipped.

    Attributes:
        code: [rows, parts] of ``cloze.decoded``.
        centroid: [3, parts, 256, width of a part], which learns.
        book: [rows] which of the three each row's centroids are.
        seen: [3, parts, 256] sums of squared gradients.
    """

    code: NDArray[np.uint8]
    centroid: Array
    book: Ints
    seen: Array

    def vectors(self) -> Array:
        """[rows + 1, width]: those of the codes, and the one that stays zero."""
        whole = decoded(self.code, self.centroid, int((self.book == 1).sum()))
        return np.concatenate([whole, np.zeros_like(whole[:1])])


@dataclass(frozen=True, slots=True)
class Texts:
    """Running text as the judge learns it.

    Attributes:
        line: token ids, or -row of the shape of a word outside the vocabulary; passages have ``FAR`` times
            ``OUTSIDE`` between them.
        parts: [tokens, 3] rows of the vectors whose sum is a token's: of its shape, its stem and its own; ``none`` for
            what it lacks. Of quantised vectors [tokens, 4]: what is finer is the last.
        words: ids of the words that have an own one, in the order of their rows.
        none: the row that stays zero, the last.
        frequency: [tokens] of each id in ``line``; nothing lies outside.
        of_stem: [tokens] how often its stem was seen.
    """

    line: NDArray[np.int32]
    parts: NDArray[np.int32]
    words: Ints
    none: int
    frequency: Ints
    of_stem: Ints

    def rows(self, line: NDArray[np.int32]) -> NDArray[np.int32]:
        """``parts`` [n, 3 or 4] of tokens of ``line``, to be written into."""
        rows = self.parts[np.maximum(line, 0)]
        rows[line < 0] = self.none
        rows[line < 0, 0] = -line[line < 0]
        return rows


def texts(sentences: list[list[str]], lm: LanguageModel, topics: Topics) -> Texts:
    """The sentences' tokens as the judge learns them."""
    first = len(tokens.SPECIAL)
    numbers: dict[str, int] = {}
    line: list[int] = [OUTSIDE] * FAR
    for sentence in sentences:
        for token in sentence:
            number = numbers.get(token)
            if number is None:
                number = lm.token_id(token)
                number = numbers[token] = -shape_row(token) if number == tokens.UNKNOWN else number
            line.append(number)
        line += [OUTSIDE] * FAR
    array = np.array(line, np.int32)
    size = lm.word_value.shape[0]
    frequency = np.bincount(array[array > 0], minlength=size)
    words = first + np.argsort(-frequency[first:], kind="stable")
    words = words[frequency[words] >= SEEN]
    stems = topics.rows
    first_word = FIRST_WORD + int(stems.max()) + 1
    none = first_word + words.size
    parts = np.full((size, 3), none, np.int32)
    parts[:first, 0] = np.arange(first)
    parts[first:, 0] = [shape_row(lm.spelling_of(token)[1]) for token in range(first, size)]
    parts[:, 1] = np.where(stems >= 0, FIRST_WORD + stems, none)
    parts[words, 2] = first_word + np.arange(words.size)
    of_stem = np.bincount(stems[stems >= 0], frequency[stems >= 0]).astype(np.int64)
    return Texts(array, parts, words, none, frequency, np.where(stems >= 0, of_stem[stems], 0))


def first_vectors(corpus: Texts, draw: np.random.Generator) -> Array:
    """Vectors [special tokens + words, WIDTH] from the neighbours of each: pointwise mutual information, factored."""
    first = len(tokens.SPECIAL)
    size = corpus.frequency.size
    row = np.full(size, -1, np.int64)
    row[:first] = np.arange(first)
    row[corpus.words] = first + np.arange(corpus.words.size)
    line = np.maximum(corpus.line, tokens.UNKNOWN)
    column = np.full(size, -1, np.int64)
    column[np.argsort(-corpus.frequency, kind="stable")[:NEIGHBOURS]] = np.arange(NEIGHBOURS)
    table = np.zeros((first + corpus.words.size, 2 * NEIGHBOURS), np.float32)
    for side, (word, neighbour) in enumerate(((line[:-1], line[1:]), (line[1:], line[:-1]))):
        known = (row[word] >= 0) & (column[neighbour] >= 0)
        np.add.at(table, (row[word[known]], side * NEIGHBOURS + column[neighbour[known]]), 1)
    return factored(table, WIDTH, 2, draw)


def parted(corpus: Texts, whole: Array) -> Array:
    """The vectors [rows, WIDTH] of the parts of words: stems and shapes have the means of what they are part of."""
    first = len(tokens.SPECIAL)
    vector = np.zeros((corpus.none + 1, whole.shape[1]), np.float32)
    vector[:first], rest = whole[:first], whole[first:]
    parts = corpus.parts[corpus.words]
    weight = np.sqrt(corpus.frequency[corpus.words]).astype(np.float32)
    for kind in (1, 0):
        mean, mass = np.zeros_like(vector), np.zeros(len(vector), np.float32)
        np.add.at(mean, parts[:, kind], rest * weight[:, None])
        np.add.at(mass, parts[:, kind], weight)
        mass = np.maximum(mass, 1e-9)[:, None]
        mean /= mass * (1 + 8 / mass)
        mean[:first] = mean[corpus.none] = 0
        vector += mean
        rest = rest - mean[parts[:, kind]]
    vector[parts[:, 2]] = rest * np.float32(0.9)
    vector[corpus.none] = 0
    return vector


class Trainer:
    """The vectors and the network while they learn."""

    def __init__(self, corpus: Texts, seed: int = 1) -> None:
        self.corpus = corpus
        self.draw = draw = np.random.default_rng(seed)
        self.vector = parted(corpus, first_vectors(corpus, draw))
        size = (2 * NEAR + 1) * WIDTH
        self.near = (draw.standard_normal((size, HIDDEN)) / np.sqrt(size)).astype(np.float32)
        self.out = (draw.standard_normal((HIDDEN, WIDTH)) / np.sqrt(HIDDEN) * 0.5).astype(np.float32)
        self.bias, self.aim = np.zeros(HIDDEN, np.float32), np.zeros(WIDTH, np.float32)
        self.level = 0.0
        self.codes: Codes | None = None
        self._adam = Adam([self.near, self.bias, self.out, self.aim])
        self._squares = np.full(len(self.vector), 1e-4, np.float32)
        first = len(tokens.SPECIAL)
        share = np.maximum(corpus.frequency, 1) / corpus.frequency.sum()
        self._asked = np.minimum(1, np.sqrt(OFTEN / share)).astype(np.float32)
        self._asked[:first] = MARKS
        noise = np.cumsum(corpus.frequency.astype(np.float64) ** 0.9)
        self._noise = noise / noise[-1]
        self._no_own = np.clip(30 / np.maximum(corpus.frequency, 1), 0, 0.2).astype(np.float32)
        self._no_stem = np.clip(15 / np.maximum(corpus.of_stem, 1), 0, 0.1).astype(np.float32)

    def _sample(self) -> tuple[NDArray[np.int32], NDArray[np.int32], Ints, NDArray[np.int32]]:
        """Of a step: the stretches' parts, those of the words asked for, their places, and the words."""
        corpus, draw = self.corpus, self.draw
        size = PLACES + 2 * FAR
        start = draw.integers(0, corpus.line.size - size, STRETCHES)
        line = corpus.line[start[:, None] + np.arange(size)].reshape(-1)
        seen = line.copy()
        wrong = (draw.random(line.size) < NOISE) & (line > 0)
        seen[wrong] = np.searchsorted(self._noise, draw.random(int(wrong.sum())))
        parts = corpus.rows(seen)
        parts[draw.random(line.size) < self._no_own[np.maximum(seen, 0)], 2:] = corpus.none
        parts[draw.random(line.size) < self._no_stem[np.maximum(seen, 0)], 1] = corpus.none
        places = (np.arange(STRETCHES)[:, None] * size + np.arange(FAR, size - FAR)).reshape(-1)
        word = line[places]
        asked = (draw.random(places.size) < self._asked[np.maximum(word, 0)]) & (word > 0)
        places, word = places[asked], word[asked]
        targets = corpus.rows(word)
        targets[draw.random(word.size) < self._no_own[np.maximum(word, 0)], 2:] = corpus.none
        return parts, targets, places, word

    def learn(self, steps: int, rate: float) -> None:
        """Take ``steps`` with a falling ``rate``; the vectors learn, or the centroids of which they are made."""
        sums = np.zeros(3)
        for step in range(steps):
            now = rate * min(1, (step + 1) / 100) * (1 - 0.97 * step / steps)
            parts, targets, places, word = self._sample()
            line, words = _sums(self.vector, parts), _sums(self.vector, targets)
            around = _around(line, places, NEAR, FAR, FAR_SHARE)
            hidden = np.maximum(around @ self.near + self.bias, 0)
            wanted = hidden @ self.out + self.aim
            g, *figures = _contrast(wanted @ words.T, word)
            sums += figures
            d_wanted, d_words = g @ words, g.T @ wanted
            d_hidden = d_wanted @ self.out.T
            d_hidden[hidden <= 0] = 0
            n = word.size
            gradients = [around.T @ d_hidden, d_hidden.sum(0), hidden.T @ d_wanted, d_wanted.sum(0)]
            d_line = np.zeros_like(line)
            _to_line(d_hidden @ self.near.T, places, NEAR, FAR, FAR_SHARE, d_line)
            self._adam.step([x / n for x in gradients], now / 10)
            self._descend(((parts, d_line), (targets, d_words)), 2 * now)
            if self.codes is not None and (step % RENEWED == RENEWED - 1 or step + 1 == steps):
                self.vector = self.codes.vectors()
            if step % 200 == 199 or step + 1 == steps:
                self.level = measured(sums, step % 200 + 1, step + 1)
                sums[:] = 0

    def _descend(self, gradients: Iterable[tuple[NDArray[np.int32], Array]], rate: float) -> None:
        """A step by the ``gradients`` of sums of vectors, each with the parts of the sums."""
        codes, none = self.codes, self.corpus.none
        for parts, gradient in gradients:
            if codes is None:
                descend(self.vector, self._squares, parts, gradient, rate, none)
            else:
                _descend_codes(codes.centroid, codes.seen, codes.code, codes.book, parts, gradient, rate)

    def quantize(self, lm: LanguageModel) -> None:
        """Put the vectors into ``codes``: those of the parts of words, then what frequent words are beyond these."""
        corpus, first = self.corpus, len(tokens.SPECIAL)
        frequent = frequent_words(lm)
        fine = finer(frequent)
        first_word = int(corpus.parts[corpus.words[0], 2])
        none = first_word + frequent.size + fine.size
        whole = _sums(self.vector, corpus.parts[frequent])
        parts = np.full((len(corpus.parts), 4), none, np.int32)
        parts[:, :2] = np.where(corpus.parts[:, :2] == corpus.none, none, corpus.parts[:, :2])
        weight = np.zeros(none + 1)
        np.add.at(weight, parts[first:, :2], corpus.frequency[first:, None])
        weight[:first] = 1e5
        draw = np.random.default_rng(1)
        books = [quantized(self.vector[:first_word], SHARE, np.sqrt(1 + weight[:first_word]), draw)]
        self.vector = np.zeros((none + 1, WIDTH), np.float32)
        self.vector[:first_word] = unpack(*books[0])
        for column, (words, row) in enumerate(((frequent, first_word), (fine, first_word + frequent.size)), 2):
            beyond = whole[: words.size] - _sums(self.vector, parts[words])
            books.append(quantized(beyond, SHARE, np.sqrt(1.0 + corpus.frequency[words]), draw))
            self.vector[row : row + words.size] = unpack(*books[-1])
            parts[words, column] = row + np.arange(words.size)
        code = np.concatenate([code for code, _ in books])
        centroid = np.stack([centroid for _, centroid in books]).astype(np.float32)
        seen = np.full(centroid.shape[:3], FIRST_SQUARE, np.float32)
        self.codes = Codes(code, centroid, book_of(none, frequent.size), seen)
        self.corpus = replace(corpus, parts=parts, none=none)


def packed(trainer: Trainer) -> tuple[NDArray[np.int8], NDArray[np.float16]]:
    """The network as ``Cloze`` reads it: near and out [rows, HIDDEN]; the bias, the aim, the level, each row's unit."""
    net = np.concatenate([trainer.near, trainer.out.T])
    unit = (np.abs(net).max(1) / 127).astype(np.float16)
    rest = np.concatenate([trainer.bias, trainer.aim, [trainer.level], unit]).astype(np.float16)
    return np.round(net / unit[:, None].astype(np.float32)).astype(np.int8), rest


def save(trainer: Trainer, lm: LanguageModel, folder: Path, steps: int = LAST_STEPS) -> None:
    """Write the tables of what was learnt into ``folder``; network and centroids learn on for some ``steps``."""
    trainer.quantize(lm)
    trainer.learn(steps, 0.01)
    assert trainer.codes is not None
    weight, rest = packed(trainer)
    write("cloze_code", trainer.codes.code, folder)
    write("cloze_centroid", trainer.codes.centroid.astype(np.float16), folder)
    write("cloze_weight", weight, folder)
    write("cloze_rest", rest, folder)


def main() -> None:
    paths, folder = running_texts(__doc__.splitlines()[0])
    lm = LanguageModel(folder)
    corpus = texts(read_corpora(paths), lm, Topics(folder, lm))
    say(f"{corpus.line.size:,} tokens, {corpus.words.size:,} words have vectors of their own")
    trainer = Trainer(corpus)
    say("first vectors")
    trainer.learn(STEPS, 0.02)
    save(trainer, lm, folder)


if __name__ == "__main__":
    main()
