"""The language model: a lexicon trie over units, a word trigram and a unit n-gram, read straight from disk.

All tables are memory-mapped; loading costs a few milliseconds. ``lookup`` has the look-ups that compiled loops share.
"""

from __future__ import annotations

import functools
import math
from collections.abc import Collection
from pathlib import Path
from typing import Final

import numpy as np
from numpy.typing import NDArray

from warraq.language import lookup, parameters, tokens
from warraq.language.alphabets import ALPHABETS, ARABIC, Alphabet
from warraq.language.parameters import STEP
from warraq.lazy import lazy

DATA: Final = Path(__file__).parent / "data"
#: Probability mass of words outside the vocabulary, spread by the unit n-gram.
UNKNOWN_SHARE: Final = 0.02
#: The share of the slots of the lexicon that are filled at most.
_MOST_FILLED: Final = 0.8
#: Words as they stand, for ``ngram_logp``.
NO_CLITICS: Final = np.zeros(0, np.int32)


def quantize(logp: NDArray[np.float64]) -> NDArray[np.uint8]:
    """Natural logarithms <= 0 as one byte."""
    return np.clip(np.rint(-np.asarray(logp) / STEP), 0, 255).astype(np.uint8)


def first_children(shape: NDArray[np.uint8]) -> NDArray[np.int32]:
    """First child of each node, the root's is 1; one more for the number of nodes.

    ``shape`` says how many children each has, level by level: for each child a 1, then a 0; eight bits a byte. Two bits
    a node (the level-order unary degree sequence of Jacobson 1989). What the last byte lacks are 1s.
    """
    ends = np.flatnonzero(np.unpackbits(~shape).view(np.bool_))
    first = np.ones(ends.size + 1, np.int32)
    np.subtract(ends, np.arange(-1, ends.size - 1, dtype=np.int32), out=first[1:], casting="same_kind")
    return first


class LanguageModel:
    """Word and spelling probabilities of a language: of Arabic as law and United Nations documents write it.

    Words are plain letters (``tokens.fold_marks`` removes harakat). Token ids: ``tokens.SPECIAL`` first, then words.
    All probabilities are natural logarithms.
    """

    def __init__(self, folder: Path = DATA, alphabet: Alphabet = ARABIC) -> None:
        self.alphabet = alphabet
        read = {p.stem: np.load(p, mmap_mode="r").view(np.ndarray) for p in sorted(folder.glob("*.npy"))}
        if "trie_unit" not in read:
            raise FileNotFoundError(f"no language model in {folder}; build it with `make language`")
        self.trie_unit = read["trie_unit"]
        self.word_value = read["word_value"]
        #: rows (unit, unit, unit, p of the triple in running words)
        self.unit_trigram = np.column_stack([read["triple_units"], read["triple_share"]])
        #: first child of each node; the last is that of the next one, and one more stands behind those of all nodes
        self.trie_first = first_children(read["trie_shape"])
        self.trie_children = np.diff(self.trie_first).astype(np.uint8)
        ends = self.trie_unit >= 128
        #: token id of the word that ends at a node; meaningless elsewhere
        self.trie_word = (np.cumsum(ends, dtype=np.int64) - 1 + len(tokens.SPECIAL)).astype(np.int32)
        #: trie node at which each word ends, by its number
        self.word_nodes = np.flatnonzero(ends).astype(np.int32)
        self.ngrams = (
            self.word_value,
            read["bigram_fingerprint"],
            read["bigram_value"],
            read["trigram_fingerprint"],
            read["trigram_value"],
        )
        self._unit_grams = read["unit_fingerprint"], read["unit_value"]
        self._log_known = math.log(1 - UNKNOWN_SHARE)
        self._log_unknown = math.log(UNKNOWN_SHARE)

    @classmethod
    def load(cls, language: str = "ar") -> LanguageModel:
        """The model of a language of ``ALPHABETS`` that the package ships, loaded once per process."""
        return _loaded(language)

    def word_ngrams_with(self, bare: NDArray[np.int32]) -> lookup.Ngrams:
        """The word trigram; ``bare`` [tokens] is that of ``clitics``."""
        return lookup.Ngrams(*self.ngrams, bare)

    @lazy
    def word_ngrams(self) -> lookup.Ngrams:
        """The word trigram of words as they stand."""
        return self.word_ngrams_with(NO_CLITICS)

    @lazy
    def unit_ngrams(self) -> lookup.Spelling:
        """The unit n-gram."""
        return lookup.Spelling(*self._unit_grams)

    @lazy
    def lexicon_table(self) -> lookup.Lexicon:
        """The words as a hash table, made in a hundredth of a second."""
        buckets = 1
        while buckets * parameters.OF_BUCKET * _MOST_FILLED < self.word_nodes.size:
            buckets *= 2
        specials = len(tokens.SPECIAL)
        return lookup.Lexicon(buckets, self.trie_unit, self.trie_first, self.word_value[specials:, 0], specials)

    @lazy
    def trie_parent(self) -> NDArray[np.int32]:
        """Parent of each trie node; the root's is itself."""
        nodes = np.arange(self.trie_unit.size, dtype=np.int32)
        return np.concatenate([np.zeros(1, np.int32), np.repeat(nodes, self.trie_children)])

    @lazy
    def trie_best(self) -> NDArray[np.uint8]:
        """Smallest quantised -log p of the words at and below each node."""
        best = np.full(self.trie_unit.size, 255, np.uint8)
        best[self.word_nodes] = self.word_value[len(tokens.SPECIAL) :, 0]
        levels = [0, 1]  # nodes stand level by level
        while levels[-1] < best.size:
            levels.append(levels[-1] + int(self.trie_children[levels[-2] : levels[-1]].sum()))
        for begin, end in zip(levels[-2:0:-1], levels[:1:-1], strict=True):
            np.minimum.at(best, self.trie_parent[begin:end], best[begin:end])
        return best

    @lazy
    def _ids(self) -> dict[str, int]:
        return dict(tokens.SPECIAL_ID)

    def token_id(self, token: str) -> int:
        """Id of a token; ``tokens.UNKNOWN`` for a word outside the vocabulary."""
        token_id = self._ids.get(token)
        if token_id is None:
            token_id = tokens.UNKNOWN
            if self.alphabet.is_word(token):
                sequence = np.array(self.alphabet.units(token), np.uint8)
                trie = self.trie_unit, self.trie_first, self.trie_children
                node = lookup.walk(sequence, 0, len(sequence), *trie)
                if node >= 0 and self.trie_unit[node] >= 128:
                    token_id = int(self.trie_word[node])
            self._ids[token] = token_id
        return token_id

    def path_of(self, token_id: int) -> list[int]:
        """Trie nodes from the root's child to the end of a word; empty for a special token."""
        path = []
        if token_id >= len(tokens.SPECIAL):
            node = int(self.word_nodes[token_id - len(tokens.SPECIAL)])
            while node:
                path.append(node)
                node = int(self.trie_parent[node])
        return path[::-1]

    def units_of(self, token_id: int) -> tuple[int, ...]:
        """Unit numbers of a word; empty for a special token."""
        return tuple(int(self.trie_unit[node]) & 127 for node in self.path_of(token_id))

    @functools.lru_cache(maxsize=1 << 17)  # noqa: B019 (one model lives as long as the process)
    def spelling_of(self, token_id: int) -> tuple[tuple[int, ...], str]:
        """Unit numbers of a word, and the word; both empty for a special token."""
        spelled = self.units_of(token_id)
        return spelled, self.alphabet.spell(spelled)

    def token(self, token_id: int) -> str:
        """The token of an id."""
        return (
            tokens.SPECIAL[token_id] if token_id < len(tokens.SPECIAL) else self.alphabet.spell(self.units_of(token_id))
        )

    def __contains__(self, word: str) -> bool:
        return self.token_id(word) != tokens.UNKNOWN

    def unknown(self, words: Collection[str]) -> list[str]:
        """Those of ``words`` that are not in the vocabulary. Most have been asked for before: that is seen at once."""
        asked = zip(words, map(self._ids.get, words), strict=True)
        perhaps = [word for word, token_id in asked if token_id is None or token_id == tokens.UNKNOWN]
        return [word for word in perhaps if word not in self]

    def spelling_logp(self, word: str) -> float:
        """log p of the word's letters alone, by the unit n-gram. Raises KeyError for other characters."""
        return lookup.word_spelling_logp(self.unit_ngrams, np.array(self.alphabet.units(word), np.uint8))

    @functools.lru_cache(maxsize=1 << 17)  # noqa: B019 (one model lives as long as the process)
    def word_logp(self, word: str) -> float:
        """log p of a word by itself: the unigram, or the unit n-gram for a word outside the vocabulary."""
        number = self.token_id(word)
        if number != tokens.UNKNOWN:
            return self._log_known - STEP * float(self.word_value[number, 0])
        if not self.alphabet.is_word(word):
            return -30.0
        return self._log_unknown + self.spelling_logp(word)

    def token_trigram_logp(self, a: int, b: int, c: int) -> float:
        """log p(c | a b) of token ids."""
        return lookup.ngram_logp(self.word_ngrams, a, b, c)

    def trigram_logp(self, first: str, second: str, third: str) -> float:
        """log p(third | first second) of tokens; an unknown third word is scored by its letters."""
        a, b, c = (self.token_id(t) for t in (first, second, third))
        value = lookup.ngram_logp(self.word_ngrams, a, b, c)
        if c == tokens.UNKNOWN and self.alphabet.is_word(third):
            value += self.spelling_logp(third)
        return value


@functools.cache
def _loaded(language: str) -> LanguageModel:
    return LanguageModel(DATA if language == "ar" else DATA / language, ALPHABETS[language])
