"""From enciphered text to tokens: items, the arcs of the lattice, and the search. ``Decoder.decode`` does it all."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Final

import numpy as np
from numpy.typing import NDArray

from pipeline.decipher import lattice
from pipeline.decipher.items import AFTER, BEFORE, BETWEEN, SOFT_SIGN, Items
from pipeline.decipher.lattice import JOIN, LAYOUT, Emissions, Piece
from pipeline.language import hashing, tokens
from pipeline.language.model import STEP, LanguageModel
from pipeline.language.units import spell

_MARKS: Final = AFTER | BEFORE | BETWEEN
Edges = tuple[NDArray[np.bool_], NDArray[np.bool_]]
#: Words that may stand at a place: rows (start, end, token) counted from it, and log p(items | word).
_Words = tuple[NDArray[np.int32], NDArray[np.float32]]


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
    soft_space: float = -0.3
    #: emissions below this are not followed (log p), and the cut on a word's sum: ``cut - slope * length``
    floor: float = -6.5
    cut: float = -6.0
    slope: float = 0.6
    #: an emission never seen, and how likely a word must be to show one (quantised -log p; 0: none may, 1: only
    #: those that the document uses in clean passages)
    wild: float = -7.0
    wild_words: int = 0
    #: a space behind a word's last letter that is a diacritic, beside the price of one inside the word: there it is as
    #: likely a full stop that was lost, and only tanween is written so far out
    trailing: float = 0.0
    #: beam over unknown words; 0 leaves them out
    unknown_width: int = 8
    unknown_longest: int = 14


@dataclass(frozen=True, slots=True)
class Memory:
    """What the document itself says of its words.

    ``words`` [tokens] are word probabilities in its clean passages (0: not there); ``pair_fingerprint`` and
    ``pair_logp`` hash the word pairs that it repeats, with log p(second | first).
    """

    words: NDArray[np.float32]
    pair_fingerprint: NDArray[np.uint32]
    pair_logp: NDArray[np.float32]

    @classmethod
    def empty(cls, lm: LanguageModel) -> Memory:
        return cls.of(lm, {}, {})

    @classmethod
    def of(cls, lm: LanguageModel, words: dict[int, int], pairs: dict[tuple[int, int], int]) -> Memory:
        """From counts of words in clean passages and of neighbours in what has been decoded.

        A pair counts once less than it was seen: its own place must not vouch for itself.
        """
        share = np.zeros(lm.word_value.shape[0], np.float32)
        for token, n in words.items():
            share[token] = n / sum(words.values())
        firsts: dict[int, int] = {}
        for (a, _), n in pairs.items():
            firsts[a] = firsts.get(a, 0) + n
        kept = sorted((pair, n) for pair, n in pairs.items() if n > 1)
        keys = np.array([(a << 20) | b for (a, b), _ in kept], np.uint64)
        fingerprints, slots = hashing.build(keys)
        logp = np.zeros(fingerprints.size, np.float32)
        logp[slots] = [np.log((n - 1) / firsts[a]) for (a, _), n in kept]
        return cls(share, fingerprints, logp)


#: ``Memory.pair_fingerprint`` and ``Memory.pair_logp`` of a document that repeats nothing.
_NO_PAIRS: Final = (hashing.build(np.zeros(0, np.uint64))[0], np.zeros(1, np.float32))


class _Arcs:
    """Columns of the lattice's arcs while they are gathered."""

    def __init__(self) -> None:
        self.columns: list[tuple[NDArray, NDArray, NDArray, NDArray, NDArray]] = []
        self.single: list[tuple[int, int, int, float, int]] = []

    def add(self, source: int, target: int, token: int, score: float, ref: int = -1) -> None:
        self.single.append((source, target, token, score, ref))

    def gathered(self) -> tuple[NDArray, NDArray, NDArray, NDArray, NDArray]:
        """Source, target, token, score and reference of all arcs, by source."""
        source, target, token, score, ref = (np.concatenate([p[i] for p in self.columns]) for i in range(5))
        order = np.argsort(source, kind="stable")
        return source[order], target[order], token[order], score[order], ref[order]


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
    ) -> tuple[NDArray, float, int, int]:
        """Arcs of the best path over items [begin, end), its score, and the last two tokens.

        ``repeated``: the pairs that the document repeats count.
        """
        d, s = self.decoder, self.decoder.settings
        path, total, a, b = lattice.search(
            begin, end, self.at, self.target, self.token, self.score, s.beam, np.float32(s.delta), context[0],
            context[1], np.float32(s.weight), np.float32(s.fee), *(d.language if repeated else d.unprompted),
        )  # fmt: skip
        return path, float(total), int(a), int(b)

    def search(self, begin: int, end: int, context: tuple[int, int] = (tokens.START, tokens.START)) -> Path:
        """The best path over items [begin, end)."""
        path, total, a, b = self.best(begin, end, context)
        pieces = tuple(self.piece(int(arc)) for arc in path if self.token[arc] >= 0)
        return Path(self.items, pieces, total, (a, b))

    def unprompted(self) -> list[int]:
        """Tokens of the best path as the language alone has it, whatever pairs the document repeats."""
        path = self.best(0, len(self.items), (tokens.START, tokens.START), repeated=False)[0]
        return [int(token) for token in self.token[path] if token >= 0]

    def piece(self, arc: int) -> Piece:
        """The token of an arc."""
        token, lm = int(self.token[arc]), self.decoder.lm
        start, end, score = int(self.source[arc]) // 2, int(self.target[arc]) // 2, float(self.score[arc])
        if token == tokens.UNKNOWN and self.ref[arc] >= 0:
            units = tuple(int(u) for u in self.unknown[self.ref[arc]] if u)
            return Piece(spell(units), start, end, token, units, score)
        if token >= len(tokens.SPECIAL):
            units = lm.units_of(token)
            return Piece(spell(units), start, end, token, units, score)
        if token in (tokens.NUMBER, tokens.LATIN, tokens.UNKNOWN):
            return Piece("".join(self.items.texts[start:end]), start, end, token, (), score)
        return Piece(tokens.SPECIAL[token], start, end, token, (), score)


class Decoder:
    """Decodes texts of one channel.

    Args:
        lm: the language model.
        emissions: the channel as ``lattice.match_words`` takes it.
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
        self.space = symbols[" "]
        self.memory = memory or Memory.empty(lm)
        #: what the compiled searches take of the language model and the document's memory
        self.language = (self.memory.words, self.memory.pair_fingerprint, self.memory.pair_logp, *lm.ngrams)
        #: the same without the pairs that the document repeats
        self.unprompted = (self.memory.words, *_NO_PAIRS, *lm.ngrams)
        self._dense = _shared(lm)
        self._best = _favoured(lm, self.memory.words)
        self._words: dict[str, _Words] = {}
        self._lengths: dict[str, set[int]] = {}
        self._recent: dict[tuple[tuple[str, ...], bytes], Lattice] = {}
        self._by_item: dict[tuple[str, int, bool], tuple[NDArray, NDArray, NDArray, NDArray]] = {}
        self._unknown_words: dict[str, tuple[NDArray[np.int32], NDArray[np.float32], NDArray[np.uint8]]] = {}
        self._follow = lattice.may_follow()
        signs = {c: {tokens.SPECIAL[t] for t, _ in table} for c, table in emissions.marks.items()}
        self._opening = _MARKS | {c for c, found in signs.items() if found & BEFORE}
        self._closing = _MARKS | {c for c, found in signs.items() if found & AFTER}

    def lattice(self, items: Items) -> Lattice:
        """Everything that ``items`` can stand for; ``Lattice.search`` finds the best path through any part of it."""
        key = (items.texts, items.soft.tobytes())
        found = self._recent.get(key)
        if found is None:
            if len(self._recent) >= _REMEMBERED:
                self._recent = {}
            found = self._recent[key] = self._lattice(items)
        return found

    def _lattice(self, items: Items) -> Lattice:
        arcs, unknown = self._arcs(items)
        source, target, token, score, ref = arcs
        nodes = 2 * len(items) + 2
        s = self.settings
        at = np.searchsorted(source, np.arange(nodes + 1)).astype(np.int32)
        keep = lattice.worth_keeping(
            nodes, at, target, token, score, np.float32(s.weight), np.float32(s.fee), np.float32(s.within),
            self.lm.word_value,
        )  # fmt: skip
        source, target, token, score, ref = source[keep], target[keep], token[keep], score[keep], ref[keep]
        at = np.searchsorted(source, np.arange(nodes + 2)).astype(np.int32)
        return Lattice(self, items, at, source, target, token, score, ref, unknown)

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
        return self.settings.weight * float(lattice.one_token_logp(a, b, c, *self.language))

    def matches(self, found: Items, keys: list[str], edges: Edges) -> tuple[NDArray[np.int32], NDArray[np.float32]]:
        """Lexicon words for spans: rows (start, end, token) and log p(items | word), the best of each span.

        What stands behind a start decides its words, so the pieces of a line are looked up once, in whatever order.
        """
        start_ok, end_ok = edges
        starts = np.flatnonzero(start_ok[:-1] & (found.codes >= 0))
        missing = np.zeros_like(start_ok)
        for s in starts:
            missing[s] = not self._known(keys[s])
        if missing.any():
            self._look_up(found, keys, missing, end_ok)
        parts = [self._words[keys[s]] for s in starts]
        rows = np.concatenate([p[0] for p in parts]) if parts else np.zeros((0, 3), np.int32)
        scores = np.concatenate([p[1] for p in parts]) if parts else np.zeros(0, np.float32)
        rows[:, :2] += np.repeat(starts, [len(p[1]) for p in parts])[:, None].astype(np.int32)
        return rows, scores

    def _look_up(self, found: Items, keys: list[str], missing: NDArray[np.bool_], end_ok: NDArray[np.bool_]) -> None:
        e, lm, s = self.emissions, self.lm, self.settings
        rows, scores, read = lattice.match_words(
            found.codes, self.space, _seams(found), missing, end_ok, e.own, e.after, e.before, e.split,
            lm.trie_unit, lm.trie_first, lm.trie_children, self._best, lm.trie_word,
            np.float32(s.floor), np.float32(s.cut), np.float32(s.slope), np.float32(e.diacritic), 20_000,
            np.float32(s.wild), np.uint8(s.wild_words), np.float32(s.trailing),
        )  # fmt: skip
        value = scores - STEP * lm.word_value[rows[:, 2], 0].astype(np.float32)
        value = np.where(self.memory.words[rows[:, 2]] > 0, value + 4, value).astype(np.float32)
        keep = lattice.best_of_spans(rows, value, s.candidates)
        rows, scores = rows[keep], scores[keep]
        starts = np.flatnonzero(missing)
        begin = np.searchsorted(rows[:, 0], starts)
        end = np.searchsorted(rows[:, 0], starts, side="right")
        for place, a, b in zip(starts, begin, end, strict=True):
            own = rows[a:b].copy()
            own[:, :2] -= place
            self._remember(keys[place], int(read[place] - place), (own, scores[a:b]))

    def _remember(self, key: str, read: int, words: _Words) -> None:
        """Keep the words found at a place whose text is ``key``, which ``read`` items of it decided."""
        while read < len(key) and key[read - 1] == SOFT_SIGN:
            read += 1  # a seam behind it would have been skipped
        self._words[key] = words
        if read < len(key):
            self._words[key[:read]] = words
            self._lengths.setdefault(key[:_HEAD], set()).add(read)

    def _known(self, key: str) -> bool:
        """Whether the words at a place whose text is ``key`` are known, from there or from another place like it."""
        if key in self._words:
            return True
        for length in tuple(self._lengths.get(key[:_HEAD], ())):  # lines are decoded by two threads, which add to it
            found = self._words.get(key[:length])
            if found is not None:
                self._words[key] = found
                return True
        return False

    def _edges(self, items: Items) -> Edges:
        """Where a word may start, and before which item one may end."""
        n = len(items)
        start = np.zeros(n + 1, bool)
        start[0] = True
        start[1:] = (items.codes < 0) | (items.codes == self.space)
        end = np.zeros(n + 1, bool)
        end[n] = True
        end[:n] = start[1:]
        start[1:] |= np.fromiter((c in self._opening for c in items.texts), bool, n)
        end[:n] |= np.fromiter((c in self._closing for c in items.texts), bool, n)
        return start, end

    def _arcs(self, items: Items) -> tuple[tuple[NDArray, ...], NDArray]:
        arcs = _Arcs()
        edges = self._edges(items)
        keys = _keys(items)
        rows, scores = self.matches(items, keys, edges)
        if len(rows):
            arcs.columns.append(
                (2 * rows[:, 0] + 1, 2 * rows[:, 1], rows[:, 2], scores, np.full(len(rows), -1, np.int32))
            )
        unknown = np.zeros((0, self.settings.unknown_longest), np.uint8)
        if self.settings.unknown_width:
            unknown = self._unknown(items, keys, arcs, edges)
        parts = [self._other_arcs(items, p) for p in range(len(items))]
        if parts:
            source, target, token, score = (np.concatenate([p[k] for p in parts]) for k in range(4))
            place = 2 * np.repeat(np.arange(len(parts), dtype=np.int32), [len(p[0]) for p in parts])
            arcs.columns.append((source + place, target + place, token, score, np.full(len(source), -1, np.int32)))
        return arcs.gathered(), unknown

    def _other_arcs(self, items: Items, p: int) -> tuple[NDArray, NDArray, NDArray, NDArray]:
        """Arcs over item p that are no words, as columns counted from its E node; the same item always has the same."""
        key = (items.texts[p], int(items.codes[p]), bool(items.soft[p]))
        found = self._by_item.get(key)
        if found is None:
            arcs = _Arcs()
            one = Items(items.codes[p : p + 1], items.texts[p : p + 1], items.soft[p : p + 1], (0,))
            self._item_arcs(one, 0, arcs)
            rows = arcs.single
            found = (
                np.array([r[0] for r in rows], np.int32),
                np.array([r[1] for r in rows], np.int32),
                np.array([r[2] for r in rows], np.int32),
                np.array([r[3] for r in rows], np.float32),
            )
            self._by_item[key] = found
        return found

    def _unknown(self, found: Items, keys: list[str], arcs: _Arcs, edges: Edges) -> NDArray[np.uint8]:
        start_ok, end_ok = edges
        starts = np.flatnonzero(start_ok[:-1] & (found.codes >= 0)).astype(np.int32)
        new = np.array([p for p in starts if keys[p] not in self._unknown_words], np.int32)
        s = self.settings
        if new.size:
            rows, scores, spelt = lattice.unknown_words(
                found.codes, _seams(found), new, end_ok, self.emissions.own, self._follow, self._dense,
                s.unknown_width, s.unknown_longest, np.float32(s.floor),
            )  # fmt: skip
            begin, end = np.searchsorted(rows[:, 0], new), np.searchsorted(rows[:, 0], new, side="right")
            for place, a, b in zip(new, begin, end, strict=True):
                self._unknown_words[keys[place]] = (rows[a:b] - place, scores[a:b], spelt[a:b])
        parts = [self._unknown_words[keys[p]] for p in starts]
        if not parts:
            return np.zeros((0, s.unknown_longest), np.uint8)
        rows = np.concatenate([p[0] for p in parts])
        rows += np.repeat(starts, [len(p[1]) for p in parts])[:, None]
        token = np.full(len(rows), tokens.UNKNOWN, np.int32)
        scores = np.concatenate([p[1] for p in parts])
        arcs.columns.append((2 * rows[:, 0] + 1, 2 * rows[:, 1], token, scores, np.arange(len(rows), dtype=np.int32)))
        return np.concatenate([p[2] for p in parts])

    def _item_arcs(self, items: Items, p: int, arcs: _Arcs) -> None:
        """Arcs over item p that are no words: separators, numbers, marks, and junk so that no path breaks."""
        code, text, s = int(items.codes[p]), items.texts[p], self.settings
        e, start, e_next, s_next = 2 * p, 2 * p + 1, 2 * p + 2, 2 * p + 3
        if code == self.space:
            arcs.add(e, s_next, -1, 0.0)
            arcs.add(start, s_next, -1, s.soft_space if items.soft[p] else s.extra_space)
            if items.soft[p]:
                arcs.add(e, e_next, -1, s.soft_space)
        elif code == JOIN:
            arcs.add(e, s_next, -1, 0.0)
            arcs.add(start, s_next, -1, -0.1)
            arcs.add(e, e_next, -1, -0.5)
            return
        elif code == LAYOUT:
            arcs.add(e, s_next, -1, 0.0)
            arcs.add(start, s_next, -1, -0.1)
            arcs.add(e, e_next, -1, -0.1)
            return
        elif text[0].isdigit() or (text[0].isascii() and text[0].isalpha()):
            token = tokens.NUMBER if text[0].isdigit() else tokens.LATIN
            arcs.add(start, e_next, token, 0.0)
            arcs.add(e, e_next, token, -1.0)
            arcs.add(e_next, s_next, -1, -1.0)
            return
        arcs.add(e, e_next, -1, s.junk)
        arcs.add(start, s_next, -1, s.junk)
        for token, logp in self.emissions.marks.get(text, ()):
            self._mark_arcs(tokens.SPECIAL[token], token, logp, text in _MARKS, p, arcs)

    def _mark_arcs(self, sign: str, token: int, logp: float, hard: bool, p: int, arcs: _Arcs) -> None:
        e, start, e_next, s_next = 2 * p, 2 * p + 1, 2 * p + 2, 2 * p + 3
        if sign in AFTER:
            arcs.add(e, e_next, token, logp)
            if hard:
                arcs.add(start, e_next, token, logp - 3.0)
                arcs.add(e, s_next, token, logp - 3.0)
        if sign in BEFORE:
            arcs.add(start, s_next, token, logp)
            if hard:
                arcs.add(e, s_next, token, logp - 3.0)
        if sign in BETWEEN:
            for source in (e, start):
                for target in (e_next, s_next):
                    arcs.add(source, target, token, logp - 0.7)


#: So many lattices are kept: the orders of a line come back to the same text.
_REMEMBERED: Final = 64
#: No word is longer than this in items, seams and diacritics included.
_REACH: Final = 32
#: What is known of a place is looked up by its first characters.
_HEAD: Final = 4
#: Stands behind a text's last item.
_END_SIGN: Final = "\x05"


def _keys(items: Items) -> list[str]:
    """For each item, what stands from it on as far as a word can reach: one character an item."""
    line = "".join(
        SOFT_SIGN if soft else (text if len(text) == 1 else "\x04")
        for text, soft in zip(items.texts, items.soft, strict=True)
    )
    line += _END_SIGN
    return [line[p : p + _REACH] for p in range(len(items))]


def _seams(items: Items) -> NDArray[np.int32]:
    """[items + 1]: for each item of a seam (JOIN and the layout spaces at it) the item behind the seam; else itself."""
    n = len(items)
    skip = np.arange(n + 1, dtype=np.int32)
    for p in np.flatnonzero(items.codes == JOIN):
        begin, end = int(p), int(p) + 1
        while begin > 0 and items.soft[begin - 1]:
            begin -= 1
        while end < n and items.soft[end]:
            end += 1
        skip[begin:end] = end
    return skip


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


_DENSE: dict[int, NDArray[np.float32]] = {}


def _shared(lm: LanguageModel) -> NDArray[np.float32]:
    """The dense unit trigram, made once a model."""
    if id(lm) not in _DENSE:
        _DENSE[id(lm)] = lattice.dense_trigram(lm)
    return _DENSE[id(lm)]
