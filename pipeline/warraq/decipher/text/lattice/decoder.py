"""From enciphered text to tokens: items, the arcs of the lattice, and the search. ``Decoder.decode`` does it all."""

from __future__ import annotations

import contextlib
import copy
import functools
from collections.abc import Iterator
from dataclasses import dataclass, field, replace
from typing import Any, Final

import numpy as np
from numpy.typing import NDArray

from warraq.decipher.text.dump.items import Items
from warraq.decipher.text.emissions.emissions import ENDS_IN_ALEF
from warraq.decipher.text.lattice import arcs, beam_search
from warraq.decipher.text.lattice.beam_search import Language, Remembered, Scorer, Weights
from warraq.decipher.text.lattice.item_kinds import ItemKinds
from warraq.decipher.text.lattice.layout_spaces import UNKNOWN
from warraq.decipher.text.lattice.recent import Recent
from warraq.decipher.text.lattice.word_lattice import Arcs
from warraq.decipher.text.lattice.word_search import Endings, Forms, Proclitics, Stems, Trie, UnitModel, dense_trigram
from warraq.decipher.text.records import Emissions, Piece, may_follow
from warraq.language import hashing, tokens
from warraq.language.model import NO_CLITICS, LanguageModel
from warraq.language.units import COUNT, spell
from warraq.language.words.harakat import LAST, kinds_of_words
from warraq.language.words.inflections import Inflections
from warraq.language.words.rare_words import RareWords


@dataclass(frozen=True, slots=True)
class Settings:
    """Weights of the search, natural logarithms. Set on the source dump; ``benchmarks.text_channel`` checks them."""

    beam: int = 16
    delta: float = 14.0
    #: arcs on no path that comes this near the best by unigrams are left out
    within: float = 26.0
    candidates: int = 30
    #: weight of the trigram, and a fee for each word
    weight: float = 1.0
    fee: float = -1.0
    #: an item that nothing explains
    junk: float = -14.0
    #: a second space between words
    extra_space: float = -6.0
    #: a space of the layout that is nothing, by its place (``layout_spaces``)
    layout: tuple[float, ...] = UNKNOWN
    #: emissions below this are not followed (log p), and the cut on a word's sum: ``cut - slope * length``
    floor: float = -6.5
    cut: float = -6.0
    slope: float = 0.6
    #: an emission never seen, and how likely a word must be to show one (quantised -log p; 0: none may, 1: only
    #: those that the document uses in clean passages)
    wild: float = -7.0
    wild_words: int = 0
    #: what is added to that price by unit, but not in words that the document uses in clean passages (``seldom_units``)
    unsettled: tuple[float, ...] = ()
    #: a space behind a word's last letter that is a diacritic, beside the price of one inside the word: there it is as
    #: likely a full stop that was lost, and only tanween is written so far out (behind alef it has a price of its own)
    trailing: float = 0.0
    #: what a word of the lexicon is worth that stands where there are spaces alone, and but for one only room for them
    #: (``collapsed_spaces``): nothing of the text speaks for it, but nothing against it, and the fee is for words that
    #: something is seen of. Of a dump by pdfium 8.2 % of the words are wrong without, 7.8 % so, and 8.1 % with 2
    hidden: float = 1.0
    #: beam over unknown words; 0 leaves them out. Each of their units is weighed by all before it, or by two, which
    #: is quicker
    unknown_width: int = 8
    unknown_exact: bool = True
    unknown_longest: int = 14
    #: so many words of each span that are forms of the lexicon's words; 0 leaves them out. None is less likely than the
    #: second, by its stem and endings and what is read of it (log p)
    inflected: int = 0
    inflected_least: float = -18.0
    #: so many words of each span that are of the list of rare words; 0 leaves them out
    rare: int = 0

    def limits(self, space: int, emissions: Emissions) -> arcs.Limits:
        """These settings as compiled code takes them. ``space`` is the symbol of the ``emissions``' channel."""
        behind = np.full(COUNT, self.trailing, np.float32)
        behind[list(ENDS_IN_ALEF)] = emissions.tanween - emissions.harakat[LAST]
        return arcs.Limits(
            space, self.candidates, self.floor, self.cut, self.slope, emissions.harakat, emissions.second, self.wild,
            self.wild_words, np.array(self.unsettled or np.zeros(COUNT), np.float32), self.hidden, behind,
            self.unknown_width, self.unknown_exact, self.unknown_longest, self.weight, self.fee, self.within,
            self.inflected, self.inflected_least, self.rare,
        )  # fmt: skip


@dataclass(frozen=True, slots=True)
class Memory:
    """What the document itself says of its words, and what is known of words by others.

    ``words`` [tokens] are word probabilities in its clean passages (0: not there); ``topic`` [tokens] is what its
    subject and register add to the log p of each word; ``pair_fingerprint`` and ``pair_logp`` hash the word pairs that
    it repeats, with log p(second | first). ``bare`` is that of ``clitics``, or ``NO_CLITICS``.
    """

    words: NDArray[np.float32]
    topic: NDArray[np.float32]
    pair_fingerprint: NDArray[np.uint32]
    pair_logp: NDArray[np.float32]
    bare: NDArray[np.int32]

    @classmethod
    def empty(cls, lm: LanguageModel) -> Memory:
        return cls.of(lm, {}, {})

    @classmethod
    def of(
        cls,
        lm: LanguageModel,
        words: dict[int, int],
        pairs: dict[tuple[int, int], int],
        topic: NDArray[np.float32] | None = None,
        bare: NDArray[np.int32] = NO_CLITICS,
    ) -> Memory:
        """From counts of words in clean passages and of neighbours in what has been decoded, its subject and register.

        A pair counts once less than it was seen: its own place must not support itself.
        """
        share = np.zeros(lm.word_value.shape[0], np.float32)
        total = sum(words.values())
        for token, n in words.items():
            share[token] = n / total
        firsts: dict[int, int] = {}
        for (a, _), n in pairs.items():
            firsts[a] = firsts.get(a, 0) + n
        kept = sorted((pair, n) for pair, n in pairs.items() if n > 1)
        keys = np.array([(a << 20) | b for (a, b), _ in kept], np.uint64)
        fingerprints, slots = hashing.build(keys)
        logp = np.zeros(fingerprints.size, np.float32)
        for slot, ((a, _), n) in zip(slots, kept, strict=True):
            if slot >= 0:
                logp[slot] = np.log((n - 1) / firsts[a])
        return cls(share, np.zeros_like(share) if topic is None else topic, fingerprints, logp, bare)


#: ``Memory.pair_fingerprint`` and ``Memory.pair_logp`` of a document that repeats nothing.
_NO_PAIRS: Final = (hashing.build(np.zeros(0, np.uint64))[0], np.zeros(1, np.float32))


@dataclass(frozen=True, slots=True)
class Path:
    """A decoded text: its items and tokens, the score of the path, and the last two token ids."""

    items: Items
    pieces: tuple[Piece, ...]
    score: float
    last: tuple[int, int]


@dataclass(frozen=True, slots=True)
class Lattice:
    """The arcs of ``items`` by source node; see ``Decoder.lattice``."""

    decoder: Decoder
    items: Items
    at: NDArray[np.int32]
    source: NDArray[np.int32]
    target: NDArray[np.int32]
    token: NDArray[np.int32]
    score: NDArray[np.float32]
    ref: NDArray[np.int32]
    unknown: NDArray[np.uint8]

    def best(
        self, begin: int, end: int, context: tuple[int, int], *, repeated: bool = True
    ) -> tuple[NDArray[np.int32], float, int, int]:
        """Arcs of the best path over items [begin, end), its score, and the last two tokens.

        ``repeated``: the pairs that the document repeats count.
        """
        d = self.decoder
        with d.scorer(repeated=repeated) as scorer:
            return beam_search.search(self.arcs, scorer, d.settings.beam, begin, end, context)

    @property
    def arcs(self) -> Arcs:
        """As searches take them."""
        return Arcs(self.at, self.target, self.token, self.score)

    def search(self, begin: int, end: int, context: tuple[int, int] = (tokens.START, tokens.START)) -> Path:
        """The best path over items [begin, end)."""
        path, total, a, b = self.best(begin, end, context)
        return Path(self.items, tuple(self.pieces(path)), total, (a, b))

    def unprompted(self) -> list[int]:
        """Tokens of the best path as the language alone has it, whatever pairs the document repeats."""
        path = self.best(0, len(self.items), (tokens.START, tokens.START), repeated=False)[0]
        return [int(token) for token in self.token[path] if token >= 0]

    def piece(self, arc: int) -> Piece:
        """The token of an arc."""
        (piece,) = self.pieces(np.array([arc]))
        return piece

    def word(self, arc: int) -> str:
        """How the token of an arc is spelt."""
        if self.token[arc] == tokens.UNKNOWN and self.ref[arc] >= 0:
            return _spelt(self.unknown[self.ref[arc]].tobytes())[1]
        return self.piece(arc).text

    def pieces(self, arcs: NDArray[np.integer]) -> list[Piece]:
        """The tokens of arcs; those that are free for the language model have none."""
        columns = (column[arcs].tolist() for column in (self.token, self.source, self.target, self.score, self.ref))
        return [
            self._piece(token, ref, source // 2, target // 2, score)
            for token, source, target, score, ref in zip(*columns, strict=True)
            if token >= 0
        ]

    def _piece(self, token: int, ref: int, start: int, end: int, score: float) -> Piece:
        """The token of an arc, whose ``ref`` it is, over items [start, end)."""
        if token >= len(tokens.SPECIAL):
            units, word = self.decoder.lm.spelling_of(token)
        elif token == tokens.UNKNOWN and ref >= 0:
            units, word = _spelt(self.unknown[ref].tobytes())
        elif token in (tokens.NUMBER, tokens.LATIN, tokens.UNKNOWN):
            units, word = (), "".join(self.items.texts[start:end])
        else:
            units, word = (), tokens.SPECIAL[token]
        return Piece(word, start, end, token, units, score)


@functools.lru_cache(1 << 12)
def _spelt(row: bytes) -> tuple[tuple[int, ...], str]:
    """The units of a row of ``Lattice.unknown``, and the word that they are."""
    units = tuple(unit for unit in row if unit)
    return units, spell(units)


@dataclass(slots=True)
class Notes:
    """What searches remember: trigrams, and trigrams without the document's pairs."""

    prompted: Remembered = field(default_factory=Remembered)
    alone: Remembered = field(default_factory=Remembered)


class Decoder:
    """Decodes texts of one channel.

    Args:
        lm: the language model.
        emissions: the channel.
        symbols: character -> symbol number.
        memory: what the document itself says of its words.
    """

    def __init__(
        self,
        lm: LanguageModel,
        emissions: Emissions,
        symbols: dict[str, int],
        settings: Settings | None = None,
        memory: Memory | None = None,
    ) -> None:
        self.lm, self.emissions, self.symbols = lm, emissions, symbols
        self.settings = settings or Settings()
        self.weights = Weights(self.settings.delta, self.settings.weight, self.settings.fee)
        self.space = symbols[" "]
        self._remember(memory or Memory.empty(lm))
        # Columns, not lattices, which know their decoder: a ring keeps some megabytes until Python looks for garbage
        self._recent: Recent[tuple[tuple[str, ...], bytes, bytes], tuple[NDArray[Any], ...]] = Recent(_REMEMBERED)
        self._kinds = ItemKinds(emissions.marks, self.space, self.settings)
        limits = self.settings.limits(self.space, emissions)
        trie = Trie(
            lm.trie_unit, lm.trie_parent, lm.trie_first, lm.trie_children, _favoured(lm, self.memory.words),
            lm.trie_word, kinds_of_words(lm),
        )  # fmt: skip
        rare = RareWords.load() if self.settings.rare else RareWords.none()
        units = UnitModel(may_follow(), _dense(lm), lm.unit_ngrams)
        lexicon = arcs.Lexicon(
            trie, lm.word_value, self.memory.words, units, _forms(lm), arcs.trie_of_rare(rare), rare.logp
        )
        self.places = arcs.Places(limits, arcs.channel_of(emissions), lexicon)

    def _remember(self, memory: Memory) -> None:
        lm = self.lm
        self.memory = memory
        #: what the compiled searches take of the language model and the document's memory
        ngrams = lm.word_ngrams_with(memory.bare)
        self.language = Language(ngrams, memory.words, memory.topic, memory.pair_fingerprint, memory.pair_logp)
        #: the same without the pairs that the document repeats
        self.unprompted = Language(ngrams, memory.words, memory.topic, *_NO_PAIRS)
        self._notes: list[Notes] = []

    def on_subject(self, topic: NDArray[np.float32]) -> Decoder:
        """The same decoder for a document of another subject (``Memory.topic``); what was looked up serves it too."""
        other = copy.copy(self)
        other._remember(replace(self.memory, topic=topic))
        return other

    def lattice(self, items: Items) -> Lattice:
        """Everything that ``items`` can stand for; ``Lattice.search`` finds the best path through any part of it."""
        key = (items.texts, items.soft.tobytes(), items.room.tobytes())
        return Lattice(self, items, *self._recent.of(key, lambda: self.places.arcs(*self._kinds.of(items))))

    @contextlib.contextmanager
    def scorer(self, *, repeated: bool = True) -> Iterator[Scorer]:
        """What scores paths, lent to one thread: what a search remembers serves whoever comes next.

        ``repeated``: the pairs that the document repeats count.
        """
        try:
            notes = self._notes.pop()
        except IndexError:
            notes = Notes()
        if repeated:
            yield Scorer(self.language, notes.prompted, self.weights)
        else:
            yield Scorer(self.unprompted, notes.alone, self.weights)
        self._notes.append(notes)

    def decode(self, items: Items, context: tuple[int, int] = (tokens.START, tokens.START)) -> Path:
        """The best path through all of ``items``. ``context`` are the two tokens before."""
        return self.lattice(items).search(0, len(items), context)

    @property
    def lost_stop(self) -> float | None:
        """log p of a full stop's coming out as a space; None where it never does."""
        stop = tokens.SPECIAL_ID["."]
        return next((logp for token, logp in self.emissions.marks.get(" ", ()) if token == stop), None)

    def token_logp(self, a: int, b: int, c: int) -> float:
        """log p(c | a b) of token ids, with what the document repeats, times the weight of the trigram."""
        return self.settings.weight * beam_search.token_logp(self.language, a, b, c)


#: So many lattices are kept: the orders of a line come back to the same text.
_REMEMBERED: Final = 64


def _favoured(lm: LanguageModel, words: NDArray[np.float32]) -> NDArray[np.uint8]:
    """``lm.trie_best`` with the words that the document uses in clean passages made the likeliest of all."""
    known = np.flatnonzero(words > 0)
    if not known.size:
        return lm.trie_best
    best = lm.trie_best.copy()
    for token in known:
        for node in lm.path_of(int(token)):
            best[node] = 0
    return best


def _forms(lm: LanguageModel) -> Forms:
    """How words that the lexicon doesn't have are formed."""
    inflections = Inflections.load(lm)
    stems = Stems(inflections.share, inflections.kind, lm.word_value)
    return Forms(stems, Proclitics(*inflections.proclitics), Endings(*inflections.endings))


@functools.cache
def _dense(lm: LanguageModel) -> NDArray[np.float32]:
    """log p(unit | two units before it) [COUNT, COUNT, COUNT], for the pairs that words hold."""
    pairs = np.unique(lm.unit_trigram[:, :2].astype(np.uint8), axis=0)
    return dense_trigram(lm.unit_ngrams, pairs)
