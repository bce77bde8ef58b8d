"""Which words go with the subject of a document, whatever stands beside them.

The trigram sees two words back. A law of marriage speaks of dowries, not of afternoons, on every page: each stem has a
vector, near those of the stems that passages use together with it, and a document the mean of those of its words
(unigram rescaling as of Gildea and Hofmann 1999, by vectors in place of classes). ``tools/build_topics.py`` makes
the tables.
"""

from __future__ import annotations

import functools
from collections.abc import Mapping
from pathlib import Path
from typing import Final

import numpy as np
from numpy.typing import NDArray

from warraq.language import tokens
from warraq.language.context.joins import unpack
from warraq.language.model import DATA, LanguageModel
from warraq.language.parameters import STEP
from warraq.language.units import ALEFS, LETTERS, UNITS
from warraq.language.words.word_tables import Spelt, stems_of_words

Array = NDArray[np.float32]

#: What ``light10`` (Larkey, Ballesteros and Connell 2007) takes off a word, the longest first, and more pronouns:
#: waw, beh, kaf or feh with the article, lam with it (and waw), the article, waw.
PREFIXES: Final = (
    "\u0648\u0627\u0644", "\u0628\u0627\u0644", "\u0643\u0627\u0644", "\u0641\u0627\u0644", "\u0648\u0644\u0644",
    "\u0627\u0644", "\u0644\u0644", "\u0648",
)  # fmt: skip
#: -ha, -an, -at, -un, -in, -ih, -ya, -hum, -huma, -na, -h, teh marbuta, yeh, alef.
SUFFIXES: Final = (
    "\u0647\u0645\u0627", "\u0647\u0627", "\u0627\u0646", "\u0627\u062a", "\u0648\u0646", "\u064a\u0646",
    "\u064a\u0647", "\u064a\u0629", "\u0647\u0645", "\u0646\u0627", "\u0647", "\u0629", "\u064a", "\u0627",
)  # fmt: skip
#: So many letters stay of a word that loses an affix of one letter, or a longer one.
LEFT: Final = (3, 2)

#: A frequent word tells little: of probability p it counts a / (a + p) (Arora et al. 2017, and their a).
FREQUENT: Final = 1e-4
#: What it is worth that a word's vector points where the document's does, nats, and at most. Chosen on six laws and
#: reports through made-up channels (``benchmarks.text_channel``), held against others and the source dump.
WORTH: Final = 5.0
MOST: Final = 2.0


def _numbers(text: str) -> list[int]:
    """Letters by number, from 1: one number for all alefs, one for yeh and alef maksura."""
    plain = text.translate({**dict.fromkeys(map(ord, ALEFS), ALEFS[-1]), 0x0649: 0x064A})
    return [1 + LETTERS.index(letter) for letter in plain]


def _table(texts: tuple[str, ...]) -> NDArray[np.uint8]:
    """[texts, longest] letters by number; 0 behind the last."""
    longest = max(map(len, texts))
    return np.array([_numbers(text) + [0] * (longest - len(text)) for text in texts], np.uint8)


def stems(lm: LanguageModel) -> NDArray[np.uint32]:
    """Hash [tokens] of each word's stem; 0 for special tokens. Words of one stem have the same."""
    letters = np.array([[*_numbers(text), 0, 0][:2] for text, _ in UNITS], np.uint8)
    affixes = (_table(PREFIXES), _table(SUFFIXES))
    spelt = Spelt(lm.word_nodes, lm.trie_unit, lm.trie_parent)
    stem_of = stems_of_words(spelt, letters, *affixes, np.array(LEFT))
    return np.concatenate([np.zeros(len(tokens.SPECIAL), np.uint32), stem_of])


class Topics:
    """How well words go with a document's subject.

    Raises FileNotFoundError where ``folder`` holds no tables.
    """

    def __init__(self, folder: Path = DATA, lm: LanguageModel | None = None) -> None:
        lm = lm or LanguageModel.load()
        try:
            code, centroid, stem = (np.load(folder / f"topic_{name}.npy") for name in ("code", "centroid", "stem"))
        except FileNotFoundError as error:
            raise FileNotFoundError(f"no topics in {folder}; build them with `make language`") from error
        vector = unpack(code, centroid)
        self._vector = vector / np.linalg.norm(vector, axis=1, keepdims=True)
        hashes = stems(lm)
        row = np.minimum(np.searchsorted(stem, hashes), stem.size - 1)
        self._tokens = np.flatnonzero(stem[row] == hashes)
        #: row [tokens] of each word's stem among those that have a vector, by their hashes; -1 for none
        self.rows = np.full(row.size, -1, np.int64)
        self.rows[self._tokens] = row[self._tokens]
        p = np.exp(-STEP * lm.word_value[self._tokens, 0].astype(np.float64))
        share = np.bincount(row[self._tokens], p, stem.size)
        self._weight = FREQUENT / (FREQUENT + share)

    @classmethod
    @functools.cache
    def load(cls) -> Topics:
        """The tables that the package ships, loaded once per process."""
        return cls()

    def rescaling(self, used: Mapping[int, int]) -> Array:
        """[tokens]: what is added to the log p of each token in a document that used words, by token id, so often.

        0 for words whose stem has no vector, and for all where the document has no other.
        """
        rows = self.rows[list(used)]
        known = rows >= 0
        counts = np.array(list(used.values()), np.float64)[known] * self._weight[rows[known]]
        subject = counts @ self._vector[rows[known]]
        factors = np.zeros(self.rows.size, np.float32)
        if subject.any():
            near = self._vector @ (subject / np.linalg.norm(subject))
            worth = np.clip(WORTH * (near - near.mean()), -MOST, MOST)
            factors[self._tokens] = worth[self.rows[self._tokens]]
        return factors
