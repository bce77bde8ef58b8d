"""Words that are too rare for the lexicon, and known all the same: names, loan words and forms of a longer list.

Of what a new text has outside the lexicon a good part is in the lists that the lexicon was chosen from, among some
hundred thousand words that there was no room for. Nothing is told of any of them but how it is written.
"""

from __future__ import annotations

import functools
import math
from pathlib import Path
from typing import Final, NamedTuple

import numpy as np
from numpy.typing import NDArray

from warraq.language.model import DATA, first_children, quantize

#: The share of the words outside the lexicon that are of the list: 70 of 184 in nine laws and reports that no part of
#: the language model was made of.
SHARE: Final = 0.38
FILE: Final = "rare_words.npz"


class RareWords(NamedTuple):
    """The words as a trie over units, level by level, as compiled code takes it.

    ``unit``, ``first`` and ``children`` are those of ``LanguageModel``, ``parent`` too; ``node`` [nodes] numbers the
    nodes, which stand for the words that end there, and ``kinds`` [nodes] says nothing of where words bear harakat.
    ``logp`` is log p of each word, of those outside the lexicon, ``best`` [nodes] the same below each node, quantised.
    """

    unit: NDArray[np.uint8]
    first: NDArray[np.int32]
    children: NDArray[np.uint8]
    parent: NDArray[np.int32]
    best: NDArray[np.uint8]
    node: NDArray[np.int32]
    kinds: NDArray[np.uint64]
    logp: np.float32

    @classmethod
    def of(cls, unit: NDArray[np.uint8], shape: NDArray[np.uint8]) -> RareWords:
        """From the units of the nodes, plus 128 where a word ends, and the shape that ``first_children`` reads."""
        first = first_children(shape)
        children = np.diff(first).astype(np.uint8)
        node = np.arange(unit.size, dtype=np.int32)
        parent = np.concatenate([np.zeros(1, np.int32), np.repeat(node, children)])
        logp = math.log(SHARE / max(1, int((unit >= 128).sum())))
        best = np.full(unit.size, quantize(np.array(logp)), np.uint8)
        return cls(unit, first, children, parent, best, node, np.zeros(unit.size, np.uint64), np.float32(logp))

    @classmethod
    @functools.cache
    def none(cls) -> RareWords:
        """A list without words."""
        return cls.of(np.zeros(1, np.uint8), np.array([0x7F], np.uint8))

    @classmethod
    @functools.cache
    def load(cls, folder: Path = DATA) -> RareWords:
        """The list of ``folder``. Raises FileNotFoundError where there is none."""
        if not (folder / FILE).exists():
            raise FileNotFoundError(f"no list of rare words in {folder}; build it with `make language`")
        with np.load(folder / FILE) as tables:
            return cls.of(tables["unit"], tables["shape"])
