"""How well a word fits between the words on both sides of its place, seen together or not.

The trigram knows which words it has seen side by side. This judge has a vector for each pair of beginning and ending
and for each stem, and for each frequent word one for what it is beyond their sum. A small network makes of what stands
around a gap the vector that the missing word should have: of the nearest words one by one, of those farther off their
sum. It was taught to find the word that was taken out of a text among others (``tools/build_cloze.py``).
"""

from __future__ import annotations

import functools
from collections.abc import Callable, Iterable
from pathlib import Path
from typing import Final

import numpy as np
from numpy.typing import NDArray

from warraq.language import tokens
from warraq.language.context.joins import FIRST_WORD, OUTSIDE, most_probable, shape_row, unpack
from warraq.language.context.topics import Topics
from warraq.language.model import DATA, LanguageModel

Array = NDArray[np.floating]
Ints = NDArray[np.int64]

#: So many tokens on each side count each at its distance, and so many in all; the farther ones by their sum.
NEAR: Final = 5
FAR: Final = 12
#: What each of the farther ones counts in their sum.
FAR_SHARE: Final = np.float32(0.2)
#: Words with a vector of their own: the most probable of the language model. The first so many have a finer one.
WORDS: Final = 40_000
FINE: Final = 8_000


def frequent_words(lm: LanguageModel) -> Ints:
    """Token ids [WORDS] of the words that have a vector of their own, in the order of their rows."""
    return most_probable(lm, WORDS)


def finer(frequent: Ints) -> Ints:
    """Those of the ``frequent_words`` whose vector is a finer one."""
    return frequent[:FINE]


def book_of(rows: int, words: int) -> Ints:
    """Which list of centroids each of ``rows`` codes is of: of shapes and stems, of ``words``, of what is finer."""
    return np.repeat(np.arange(3), (rows - words - FINE, words, FINE))


def decoded(code: NDArray[np.uint8], centroid: NDArray[np.floating], words: int) -> Array:
    """Vectors [rows, width] of ``code`` [rows, parts], ``centroid`` [3, parts, 256, width of a part]."""
    book = book_of(len(code), words)
    return np.concatenate([unpack(code[book == k], centroid[k]) for k in range(3)])


class Cloze:
    """log p(word | what stands around its place) - log p(word), nats, as far as vectors of words tell.

    Words and stems are those of the tables that the package ships; ``folder`` holds the judge's own.

    Raises FileNotFoundError where ``folder`` holds none.
    """

    def __init__(self, folder: Path = DATA) -> None:
        names = ("code", "centroid", "weight", "rest")
        try:
            code, centroid, weight, rest = (np.load(folder / f"cloze_{name}.npy") for name in names)
        except FileNotFoundError as error:
            raise FileNotFoundError(f"no judge of words in {folder}; build it with `make language`") from error
        self._stem = Topics.load().rows
        frequent = frequent_words(LanguageModel.load())
        vector = decoded(code, centroid, frequent.size)
        fine = len(code) - FINE
        self._vector = vector[:fine]
        first = fine - frequent.size
        self._vector[first : first + FINE] += vector[fine:]
        self._own = np.full(self._stem.size, -1, np.int64)
        self._own[frequent] = first + np.arange(frequent.size)
        #: row of each token's shape, -1 as long as nobody asked for it
        self._shape = np.full(self._stem.size, -1, np.int32)
        special = np.arange(len(tokens.SPECIAL))
        self._shape[special] = special
        self.width = width = vector.shape[1]
        # Products of 32 bits hang on how many threads NumPy has, and with them a confidence's last digit.
        rest = rest.astype(np.float64)
        hidden = weight.shape[1]
        self._bias, self._aim, self._level = rest[:hidden], rest[hidden : hidden + width], rest[hidden + width]
        net = weight * rest[hidden + width + 1 :, None]
        size = (2 * NEAR + 1) * width
        self._near, self._out = net[:size].reshape(2 * NEAR + 1, width, hidden), net[size:].T

    @classmethod
    @functools.cache
    def load(cls) -> Cloze:
        """The judge that the package ships, loaded once per process."""
        return cls()

    @property
    def outside(self) -> Array:
        """The vector [width] of what is outside a text."""
        return np.asarray(self._vector[OUTSIDE])

    def vectors(self, words: Iterable[tuple[int, str]]) -> Array:
        """Vectors [n, width] of tokens by their id and spelling, the sums of all that is known of each."""
        pairs = list(words)
        token = np.array([number for number, _ in pairs], np.int64)
        return self.vectors_of(token, lambda k: pairs[k][1])

    def vectors_of(self, token: Ints, spelling: Callable[[int], str]) -> Array:
        """``vectors`` of token ids [n]; ``spelling`` is asked for that of the k-th where it isn't known from the id."""
        row = self._shape[token].astype(np.int64)
        unknown = token == tokens.UNKNOWN
        for k in np.flatnonzero((row < 0) | unknown).tolist():
            row[k] = shape_row(spelling(k))
            if not unknown[k]:
                self._shape[token[k]] = row[k]
        vectors = self._vector[row]
        for row, first in ((self._stem[token], FIRST_WORD), (self._own[token], 0)):
            known = row >= 0
            vectors[known] += self._vector[first + row[known]]
        return np.asarray(vectors)

    def sides(self, line: Array, before: Ints, behind: Ints) -> tuple[Array, Array]:
        """What the network makes of what stands before and behind places of a text, [places, hidden] each.

        ``line`` [n, width] are the vectors of the text's tokens; ``before`` and ``behind`` [places] how many of these
        end before a place, and how many begin before it.
        """
        outside = np.repeat(self._vector[OUTSIDE : OUTSIDE + 1], FAR, axis=0)
        line = np.concatenate([outside, line, outside])
        nearest, first = before + FAR - 1, behind + FAR
        left = sum(line[nearest - k] @ self._near[2 * k] for k in range(NEAR))
        right = sum(line[first + k] @ self._near[2 * k + 1] for k in range(NEAR))
        far = [sum(line[at + sign * k] for k in range(NEAR, FAR)) for at, sign in ((nearest, -1), (first, 1))]
        left += FAR_SHARE * far[0] @ self._near[-1]
        right += FAR_SHARE * far[1] @ self._near[-1]
        return np.asarray(left), np.asarray(right)

    def beside(self, before: Array, behind: Array) -> tuple[Array, Array]:
        """``sides`` of places by the vectors of what stands ``before`` and ``behind`` each [places, FAR, width].

        The nearest come first.
        """
        left = sum(before[:, k] @ self._near[2 * k] for k in range(NEAR))
        right = sum(behind[:, k] @ self._near[2 * k + 1] for k in range(NEAR))
        left += FAR_SHARE * before[:, NEAR:].sum(1) @ self._near[-1]
        right += FAR_SHARE * behind[:, NEAR:].sum(1) @ self._near[-1]
        return np.asarray(left), np.asarray(right)

    def wanted(self, before: Array, behind: Array) -> Array:
        """The vectors [n, width] that words should have between these ``sides`` [n, hidden]."""
        return np.asarray(np.maximum(before + behind + self._bias, 0) @ self._out + self._aim)

    def judge(self, wanted: Array, words: Array) -> Array:
        """What it is worth that each of these words [n, width] stands where a vector is ``wanted`` [n, width]."""
        return np.asarray(np.einsum("ij,ij->i", wanted, words) + self._level)
