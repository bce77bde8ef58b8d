"""How well words follow each other, judged by what kind of words they are: four on each side of a place.

The trigram knows which words it has seen together, and is silent about all others. This judge has a vector for each
frequent word, for each mark and for each kind of ending and beginning of the words beyond, and a small network that was
taught to tell how texts go on from places of the same texts that were put together at random: by
``tools/build_joins.py``.
"""

from __future__ import annotations

import functools
from collections.abc import Sequence
from pathlib import Path
from typing import Final

import numpy as np
from numpy.typing import NDArray

from warraq.language import tokens
from warraq.language.model import DATA, LanguageModel

Array = NDArray[np.floating]

#: Tokens on each side of a place that count.
REACH: Final = 4
#: Words with a vector of their own: the most probable of the language model.
WORDS: Final = 34_000
#: Row of the vectors for what lies outside a passage.
OUTSIDE: Final = tokens.START

#: Beginnings and endings by which words without a vector of their own are told apart, the longest that fits:
#: particles, the article, marks of person; gender, number, case and owner.
PREFIXES: Final = (
    "", "و", "ف", "ال", "وال", "ب", "بال", "ل", "لل", "ولل", "وب", "وبال", "ول", "ك", "كال", "س", "فال", "وسي",
    "ي", "ت", "وي", "وت", "ن", "سي",
)  # fmt: skip
SUFFIXES: Final = (
    "", "ة", "ات", "ين", "ون", "ها", "هم", "ه", "نا", "ية", "ي", "ا", "تها", "ته", "تهم", "اته", "اتها", "ان", "اء",
    "وا", "ت", "ن", "م", "ى", "يا", "تين",
)  # fmt: skip
_BY_LENGTH: Final = {affixes: sorted(filter(None, affixes), key=len, reverse=True) for affixes in (PREFIXES, SUFFIXES)}
#: Rows before those of the words: the special tokens, then the shapes.
SHAPES: Final = len(PREFIXES) * len(SUFFIXES)
FIRST_WORD: Final = len(tokens.SPECIAL) + SHAPES


@functools.lru_cache(1 << 12)
def shape_row(word: str) -> int:
    """Row of the words that begin and end as ``word`` does; two letters are left to its stem."""
    prefix = next((p for p in _BY_LENGTH[PREFIXES] if word.startswith(p) and len(word) - len(p) >= 2), "")
    rest = word[len(prefix) :]
    suffix = next((s for s in _BY_LENGTH[SUFFIXES] if rest.endswith(s) and len(rest) - len(s) >= 2), "")
    return len(tokens.SPECIAL) + PREFIXES.index(prefix) * len(SUFFIXES) + SUFFIXES.index(suffix)


def most_probable(lm: LanguageModel, number: int) -> NDArray[np.int64]:
    """Token ids of the ``number`` most probable words."""
    first = len(tokens.SPECIAL)
    return np.asarray(first + np.argsort(lm.word_value[first:, 0], kind="stable")[:number], np.int64)


def word_rows(lm: LanguageModel) -> NDArray[np.int32]:
    """Row of each token id; -1 for words that have none of their own."""
    rows = np.full(lm.word_value.shape[0], -1, np.int32)
    first = len(tokens.SPECIAL)
    rows[:first] = np.arange(first)
    often = most_probable(lm, WORDS)
    rows[often] = FIRST_WORD + np.arange(often.size)
    return rows


def unpack(code: NDArray[np.uint8], centroid: NDArray[np.float16]) -> Array:
    """Vectors [n, parts * width] of product-quantised rows: ``code`` [n, parts], ``centroid`` [parts, 256, width]."""
    parts = np.arange(code.shape[1])
    return np.asarray(centroid[parts, code].reshape(len(code), -1), np.float32)


class JoinJudge:
    """log p(right | left) - log p(right) of the words beside a place, nats, as far as kinds of words tell.

    Raises FileNotFoundError where ``folder`` holds no tables.
    """

    def __init__(self, folder: Path = DATA, lm: LanguageModel | None = None) -> None:
        try:
            code, centroid, weight = (np.load(folder / f"join_{name}.npy") for name in ("code", "centroid", "weight"))
        except FileNotFoundError as error:
            raise FileNotFoundError(f"no judge of joins in {folder}; build it with `make language`") from error
        self._vector = unpack(code, centroid)
        size = REACH * self._vector.shape[1]
        # Of 64 bits, as those of the other judge, so that nothing hangs on how many threads NumPy has.
        weight = weight.astype(np.float64)
        self._left, self._right = weight[:size], weight[size : 2 * size]
        self._bias, self._out, level = weight[2 * size :]
        self._level = level[0]
        self._rows = word_rows(lm or LanguageModel.load())

    @classmethod
    @functools.cache
    def load(cls) -> JoinJudge:
        """The judge that the package ships, loaded once per process."""
        return cls()

    def row(self, token: int, text: str) -> int:
        """Row of a token; ``text`` is its spelling, which decides where the token has no row of its own."""
        if token == tokens.UNKNOWN:
            return shape_row(text)
        row = int(self._rows[token])
        if row < 0:
            row = self._rows[token] = shape_row(text)
        return row

    def after(self, rows: Sequence[Sequence[int]]) -> Array:
        """The network's inner state [n, hidden] for what stands before a place: passages that end there."""
        near = [[*reversed(r[-REACH:]), *[OUTSIDE] * (REACH - len(r))] for r in rows]
        state: Array = self._state(np.array(near, np.int64).reshape(-1, REACH), self._left) + self._bias
        return state

    def before(self, rows: Sequence[Sequence[int]]) -> Array:
        """The same for what stands behind a place: passages that begin there."""
        near = [[*r[:REACH], *[OUTSIDE] * (REACH - len(r))] for r in rows]
        return self._state(np.array(near, np.int64).reshape(-1, REACH), self._right)

    def _state(self, near: NDArray[np.int64], weight: Array) -> Array:
        return np.asarray(self._vector[near].reshape(len(near), -1) @ weight)

    def judge(self, after: Array, before: Array) -> Array:
        """What it is worth that these follow those: the states broadcast, their last axis is used up."""
        return np.asarray(np.maximum(after + before, 0) @ self._out + self._level)

    def inside(self, rows: Sequence[int]) -> Array:
        """What each place between two tokens of a passage is worth [len(rows) - 1]."""
        if len(rows) < 2:
            return np.zeros(0, np.float32)
        line = np.concatenate([np.full(REACH, OUTSIDE), rows, np.full(REACH, OUTSIDE)]).astype(np.int64)
        places = np.arange(1, len(rows))[:, None] + REACH
        after = self._state(line[places - np.arange(1, REACH + 1)], self._left) + self._bias
        return self.judge(after, self._state(line[places + np.arange(REACH)], self._right))
