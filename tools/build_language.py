"""Compile the language model from running text and word lists: ``make language CORPORA=DIR``.

Input: every ``*.txt.xz`` in DIR with running text (one passage a line) is counted; ``unilex_ar.txt.xz`` there
(``form<TAB>count`` lines) and PyPI's wordfreq give general word frequencies. Output: the tables in ``data/``, derived
figures only. The corpora and wordfreq are needed here and nowhere else.

The word model is interpolated Kneser-Ney of order three with modified discounts (Chen and Goodman 1999), of which the
most frequent n-grams are kept, and written in back-off form; its unigrams are mixed with the general lists. Each source
is discounted by itself, then its counts are weighed (``language_sources.tsv``) and added (count merging, Bacchiani et
al. 2006): contexts that a source doesn't know are left to those that do.

With ``--ngrams`` the words of the model that is in the folder stay, and so do their probabilities: the n-grams alone
are made anew, in a minute, and all tables that go by the numbers of words hold as they are.
"""

from __future__ import annotations

import argparse
import collections
import hashlib
import lzma
import sys
import time
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import numpy as np
from numpy.typing import NDArray

from warraq.language import hashing, tokens, units
from warraq.language.alphabets import ARABIC, Alphabet
from warraq.language.context.register import packed
from warraq.language.model import DATA, LanguageModel, quantize
from warraq.language.parameters import STEP, TOKEN_BITS, UNIT_ORDER

#: What a word of each source counts.
SOURCES = Path(__file__).with_name("language_sources.tsv")
#: What the names of texts in other languages begin with (``tools.build_lexicon``).
OTHERS = ("fa_", "ur_")
#: Share of the general lists in the unigram model; fitted with the weights of the sources.
GENERAL_SHARE = 0.35
#: A word of the running text alone must occur this often to be in the vocabulary.
MIN_COUNT = 2
#: How many n-grams are kept, the most frequent first; this decides the size of the data.
BIGRAMS, TRIGRAMS, UNIT_NGRAMS = 1_300_000, 1_200_000, 250_000
#: How many words the vocabulary holds, the most probable first.
WORDS = 400_000

Counter = collections.Counter[str]
#: Units, oldest first.
Gram = tuple[int, ...]
Floats = NDArray[np.float64]
Ints = NDArray[np.int64]


@dataclass(frozen=True, slots=True)
class Source:
    """The sentences of a running text as tokens, and what a word of it counts."""

    weight: float
    sentences: list[list[str]]


def say(message: str, start: float = time.time()) -> None:
    print(f"[{time.time() - start:6.1f} s] {message}", file=sys.stderr, flush=True)


def read_sentences(paths: Iterable[Path]) -> Iterator[tuple[str, list[str]]]:
    """(source name, tokens) of each distinct line."""
    seen: set[bytes] = set()
    for path in paths:
        with lzma.open(path, "rt", encoding="utf-8") as lines:
            for line in lines:
                key = hashlib.blake2b(line.encode(), digest_size=8).digest()
                if key in seen:
                    continue
                seen.add(key)
                words = tokens.tokenize(line)
                if words:
                    yield path.name, words


def source_weights() -> dict[str, float]:
    """Source -> what a word of it counts, by ``SOURCES``."""
    rows = (line.split("\t") for line in SOURCES.read_text(encoding="utf-8").splitlines() if line[:1] != "#")
    return {name: float(weight) for name, weight in rows}


def careful_spellings(counts: dict[str, Counter], total: Counter) -> dict[str, str]:
    """Words that one source writes without hamza, and the spelling that the careful sources prefer.

    A source is careful where hamza-bearing alefs are a usual share of its alefs: the others are respelt after them.
    """
    share = {
        name: sum(c * (w.count("أ") + w.count("إ")) for w, c in counter.items())
        / max(1, sum(c * w.count("ا") for w, c in counter.items()))
        for name, counter in counts.items()
    }
    limit = 0.9 * sorted(share.values())[len(share) // 2]
    good: Counter = collections.Counter()
    for name, counter in counts.items():
        if share[name] >= limit:
            good.update(counter)
    skeleton = str.maketrans("أإآى", "اااي")
    best: dict[str, str] = {}
    for word, count in good.items():
        key = word.translate(skeleton)
        if count > good.get(best.get(key, ""), 0):
            best[key] = word
    respelt = {}
    for word in total:
        better = best.get(word.translate(skeleton))
        if better and better != word and good[better] >= 3 and good[better] > 4 * good[word]:
            respelt[word] = better
    return respelt


def wordfreq_list() -> dict[str, float]:
    """Word -> share by PyPI's wordfreq. Raises ModuleNotFoundError, with what to do, where it isn't installed."""
    try:
        import wordfreq
    except ModuleNotFoundError as error:
        message = "wordfreq is needed to compile the language model: pip install 'warraq[language]'"
        raise ModuleNotFoundError(message, name=error.name) from None
    shares: dict[str, float] = wordfreq.get_frequency_dict("ar", "large")
    return shares


def general_frequencies(unilex: Path) -> dict[str, float]:
    """Word -> share, the mean of wordfreq's large Arabic list and UNILEX. Sums to one."""
    lists: list[dict[str, float]] = []
    shares: dict[str, float] = collections.defaultdict(float)
    for word, share in wordfreq_list().items():
        if units.is_word(word):
            shares[word] += share
    lists.append(shares)
    if unilex.exists():
        shares = collections.defaultdict(float)
        with lzma.open(unilex, "rt", encoding="utf-8") as lines:
            for line in lines:
                form, _, count = line.rstrip("\n").partition("\t")
                form = tokens.fold_marks(form)
                if count.isdigit() and units.is_word(form):
                    shares[form] += int(count)
        lists.append(shares)
    mean: dict[str, float] = collections.defaultdict(float)
    for shares in lists:
        total = sum(shares.values())
        for word, value in shares.items():
            mean[word] += value / total / len(lists)
    return dict(mean)


def choose_vocabulary(sources: Sequence[Source], general: dict[str, float]) -> list[str]:
    """The ``WORDS`` most probable words, in no particular order."""
    counts, weighed = collections.Counter[str](), collections.defaultdict[str, float](float)
    for source in sources:
        of_source = collections.Counter(t for s in source.sentences for t in s)
        counts.update(of_source)
        for word, count in of_source.items():
            weighed[word] += source.weight * count
    n = sum(weighed.values())
    weight = {
        w: (1 - GENERAL_SHARE) * c / n + GENERAL_SHARE * general.get(w, 0.0)
        for w, c in weighed.items()
        if units.is_word(w) and (counts[w] >= MIN_COUNT or w in general)
    }
    for word, share in general.items():
        weight.setdefault(word, GENERAL_SHARE * share)
    return sorted(weight, key=lambda w: (-weight[w], w))[:WORDS]


#: unit -> what follows it; -1 where a word ends.
_Node = dict[int, "_Node"]


class Trie:
    """Words as unit sequences in breadth-first order; word ids are the ranks of the terminal nodes.

    ``unit`` [nodes] holds the unit number, plus 128 where a word ends; ``children`` [nodes] the number of children,
    which stand next to each other further on.
    """

    def __init__(self, vocabulary: Iterable[str], alphabet: Alphabet = ARABIC) -> None:
        root: _Node = {}
        for word in vocabulary:
            node = root
            for number in alphabet.units(word):
                node = node.setdefault(number, {})
            node[-1] = {}
        unit: list[int] = [0]
        children: list[int] = []
        self.words: list[str] = []
        level: list[tuple[int, _Node, tuple[int, ...]]] = [(0, root, ())]
        while level:
            following: list[tuple[int, _Node, tuple[int, ...]]] = []
            for number, node, path in level:
                if -1 in node:
                    unit[number] |= 128
                    self.words.append(alphabet.spell(path))
                keys = sorted(k for k in node if k >= 0)
                children.append(len(keys))
                for key in keys:
                    following.append((len(unit), node[key], (*path, key)))
                    unit.append(key)
            level = following
        self.unit = np.array(unit, np.uint8)
        self.children = np.array(children, np.uint8)


def unit_key(gram: tuple[int, ...]) -> int:
    """64-bit key of up to ``UNIT_ORDER`` units, oldest first; its length tells it from a shorter one's."""
    key = len(gram)
    for unit in gram:
        key = (key << 8) | (unit + 1)
    return key


def shape_bits(children: NDArray[np.uint8]) -> NDArray[np.uint8]:
    """The shape of a tree from how many children each node has, level by level, as ``first_children`` reads it."""
    ends = np.cumsum(children, dtype=np.int64) + np.arange(children.size)
    bits = np.ones(-(-(ends[-1] + 1) // 8) * 8, np.uint8)
    bits[ends] = 0
    return np.packbits(bits)


def discounts(counts: NDArray[np.int64]) -> NDArray[np.float64]:
    """Modified Kneser-Ney discounts for counts 0, 1, 2 and 3 or more (Chen and Goodman 1999, eq. 26)."""
    n = [float((counts == i).sum()) + 0.5 for i in range(1, 5)]
    y = n[0] / (n[0] + 2 * n[1])
    return np.clip([0, *(i - (i + 1) * y * n[i] / n[i - 1] for i in (1, 2, 3))], 0, 2.9)


@dataclass(frozen=True, slots=True)
class Counts:
    """Counted n-grams of one order.

    Attributes:
        keys: [n] ascending, the oldest token highest.
        counts: [n] how often each was seen, weighed.
        cuts: [n] what is taken off each for n-grams that were never seen.
    """

    keys: Ints
    counts: Floats
    cuts: Floats

    @classmethod
    def of_source(cls, keys: Ints, counts: Ints, weight: float) -> Counts:
        """What one source counted, by the discounts of its own."""
        cut: Floats = weight * discounts(counts)[np.minimum(counts, 3)]
        return cls(keys, weight * counts.astype(np.float64), cut)

    @classmethod
    def merged(cls, parts: Sequence[Counts]) -> Counts:
        """The sums of all ``parts``."""
        keys, inverse = np.unique(np.concatenate([p.keys for p in parts]), return_inverse=True)
        sums: list[Floats] = [
            np.bincount(inverse, np.concatenate(rows)).astype(np.float64)
            for rows in ([p.counts for p in parts], [p.cuts for p in parts])
        ]
        return cls(keys, *sums)


class NGrams:
    """Counts of one order: ``context`` and ``word`` [n], smoothed probabilities and the contexts' back-off mass."""

    def __init__(self, counted: Counts, base: int) -> None:
        self.keys, self.counts = counted.keys, counted.counts
        self.context, self.word = self.keys // base, self.keys % base
        self.contexts, self.inverse = np.unique(self.context, return_inverse=True)
        total = np.bincount(self.inverse, counted.counts)
        self.mass = np.bincount(self.inverse, counted.cuts) / total
        self.own = (counted.counts - counted.cuts) / total[self.inverse]

    def interpolate(self, lower: Floats) -> Floats:
        """p(word | context) [n], given p(word | shorter context) [n]."""
        self.p = self.own + self.mass[self.inverse] * lower
        return self.p

    def most_frequent(self, number: int) -> NDArray[np.bool_]:
        """Mask of the ``number`` most frequent, ties broken by position."""
        keep = np.zeros(self.counts.size, bool)
        keep[np.argsort(-self.counts, kind="stable")[:number]] = True
        return keep

    def backoff(self, keep: NDArray[np.bool_], lower: Floats) -> Floats:
        """Back-off weight [contexts] where only the kept n-grams are listed."""
        listed = np.bincount(self.inverse[keep], self.p[keep], minlength=self.contexts.size)
        below = np.bincount(self.inverse[keep], lower[keep], minlength=self.contexts.size)
        return np.clip(1 - listed, 1e-6, 1) / np.clip(1 - below, 1e-6, 1)


def unit_ngrams(
    weights: dict[str, float], alphabet: Alphabet = ARABIC, most: int = UNIT_NGRAMS
) -> tuple[NDArray[np.uint64], NDArray[np.float64], NDArray[np.float64]]:
    """Witten-Bell n-gram of units up to order ``UNIT_ORDER`` over the words' types: keys, log p, log back-off weight.

    Each type counts (1e8 p)^0.3: between types and tokens, for it has to be good at words that nobody has seen.
    """
    counts, p = interpolated_unit_ngrams(weights, alphabet)
    kept = sorted(p, key=lambda g: (len(g), -counts[len(g) - 1][g], g))[:most]
    # What a context lists is taken out of the shorter context's share, so that pruning leaves a distribution.
    listed: dict[Gram, float] = collections.defaultdict(float)
    below: dict[Gram, float] = collections.defaultdict(float)
    for gram in kept:
        if len(gram) > 1:
            listed[gram[:-1]] += p[gram]
            below[gram[:-1]] += p[gram[1:]]
    back = [max(1e-4, 1 - listed[g]) / max(1e-4, 1 - below[g]) if g in listed else 1.0 for g in kept]
    keys = np.array([unit_key(g) for g in kept], np.uint64)
    return keys, np.log([p[g] for g in kept]), np.log(np.minimum(back, 1.0))


def interpolated_unit_ngrams(
    weights: dict[str, float], alphabet: Alphabet = ARABIC
) -> tuple[list[dict[Gram, float]], dict[Gram, float]]:
    """Counts of the unit n-grams, an entry an order, and p(last unit | those before) of each n-gram."""
    tables: list[dict[Gram, float]] = [collections.defaultdict(float) for _ in range(UNIT_ORDER)]
    for word, share in weights.items():
        w = max(1.0, 1e8 * share) ** 0.3
        line = (0,) * (UNIT_ORDER - 1) + alphabet.units(word) + (0,)
        for i in range(UNIT_ORDER - 1, len(line)):
            for order in range(UNIT_ORDER):
                tables[order][line[i - order : i + 1]] += w
    total = sum(tables[0].values())
    p = {gram: (c + 0.5) / (total + 0.5 * units.COUNT) for gram, c in tables[0].items()}
    for order in range(1, UNIT_ORDER):
        sums: dict[Gram, float] = collections.defaultdict(float)
        kinds: collections.Counter[Gram] = collections.Counter()
        for gram, c in tables[order].items():
            sums[gram[:-1]] += c
            kinds[gram[:-1]] += 1
        for gram, c in tables[order].items():
            mass = kinds[gram[:-1]] / (kinds[gram[:-1]] + sums[gram[:-1]])
            p[gram] = (1 - mass) * c / sums[gram[:-1]] + mass * p[gram[1:]]
    return tables, p


def unit_trigrams(weights: dict[str, float], alphabet: Alphabet = ARABIC) -> NDArray[np.float32]:
    """Rows (unit, unit, unit, p of the triple in running words) for the hidden Markov model; p sums to one."""
    table: dict[tuple[int, int, int], float] = collections.defaultdict(float)
    for word, p in weights.items():
        line = (0, 0, *alphabet.units(word), 0)
        for i in range(2, len(line)):
            table[line[i - 2], line[i - 1], line[i]] += p
    total = sum(table.values())
    return np.array([(*k, v / total) for k, v in sorted(table.items())], np.float32)


def count_ngrams(sentences: list[list[str]], ids: dict[str, int], base: int) -> list[tuple[Ints, Ints]]:
    """Keys and counts of the trigrams, of the bigrams by continuation count, and of the unigrams by theirs."""
    flat: list[int] = []
    for sentence in sentences:
        flat += (tokens.START, tokens.START)
        flat += [ids.get(t, tokens.UNKNOWN) for t in sentence]
        flat.append(tokens.END)
    a = np.array(flat, np.int64)
    x, y, z = a[:-2], a[1:-1], a[2:]
    inside = (z != tokens.START) & (y != tokens.END)
    tri_keys, tri_counts = np.unique((x * base * base + y * base + z)[inside], return_counts=True)
    bi_keys, bi_counts = np.unique(tri_keys % (base * base), return_counts=True)
    # A sentence start has nothing before it, so its bigrams are counted as they occur.
    raw_keys, raw_counts = np.unique((y * base + z)[inside & (y == tokens.START)], return_counts=True)
    bi_counts[np.searchsorted(bi_keys, raw_keys)] = raw_counts
    return [(tri_keys, tri_counts), (bi_keys, bi_counts), np.unique(bi_keys % base, return_counts=True)]


def merged_counts(sources: Sequence[Source], ids: dict[str, int], base: int) -> tuple[Counts, Counts, Counts]:
    """Trigrams, bigrams and unigrams of all ``sources``."""
    parts = [
        [Counts.of_source(keys, counts, source.weight) for keys, counts in count_ngrams(source.sentences, ids, base)]
        for source in sources
    ]
    tri, bi, uni = (Counts.merged(of_order) for of_order in zip(*parts, strict=True))
    return tri, bi, uni


def write(name: str, array: NDArray[Any], folder: Path) -> None:
    np.save(folder / f"{name}.npy", array)
    say(f"{name}: {array.shape} {array.dtype}, {array.nbytes / 1e6:.2f} MB")


def read_sources(paths: Iterable[Path]) -> list[Source]:
    """The running texts, spelt as the careful ones spell."""
    counts: dict[str, Counter] = collections.defaultdict(collections.Counter)
    by_source: dict[str, list[list[str]]] = collections.defaultdict(list)
    one: dict[str, str] = {}
    for name, words in read_sentences(paths):
        counts[name].update(words)
        by_source[name].append([one.setdefault(word, word) for word in words])
    total: Counter = collections.Counter()
    for counter in counts.values():
        total.update(counter)
    say(f"{sum(total.values()):,} tokens, {len(total):,} types")
    respelt = careful_spellings(counts, total)
    say(f"{len(respelt):,} types respelt, {sum(total[w] for w in respelt):,} tokens")
    weights = source_weights()
    return [
        Source(weights.get(name.split(".")[0], 1.0), [[respelt.get(t, t) for t in s] for s in part])
        for name, part in by_source.items()
    ]


def read_corpora(paths: Iterable[Path], share: float = 1.0) -> list[list[str]]:
    """The sentences of the first ``share`` of each running text, each as often as its weight says."""
    sentences: list[list[str]] = []
    for source in read_sources(paths):
        part = source.sentences[: int(share * len(source.sentences))]
        whole, rest = divmod(source.weight, 1.0)
        sentences += part * int(whole)
        sentences += [s for k, s in enumerate(part) if int((k + 1) * rest) > int(k * rest)]
    return sentences


def unigrams(words: list[str], general: dict[str, float], counted: Counts, listed: float = GENERAL_SHARE) -> Floats:
    """p [words]: continuation counts of the words in running text, mixed with the general lists."""
    total = counted.counts.sum()
    p = np.zeros(len(words))
    p[counted.keys] = (counted.counts - counted.cuts) / total
    g = np.array([general.get(w, 0.0) for w in words])
    g /= g.sum()
    p = (1 - listed) * p + (listed + (1 - listed) * counted.cuts.sum() / total) * g
    p[tokens.UNKNOWN] = max(p[tokens.UNKNOWN], 1e-4)
    mixed: Floats = np.maximum(p, 1e-9)
    return mixed


def leads(words: list[str], general: dict[str, float], value: NDArray[np.uint8]) -> NDArray[np.float64]:
    """How much likelier the general lists have ``words`` than the model, nats; ``value`` [words] is what it has."""
    leading: NDArray[np.float64] = np.log(np.maximum([general.get(w, 0.0) for w in words], 1e-12)) + STEP * value
    return leading


def build(corpora: Path, folder: Path) -> None:
    """Read ``corpora``, write all tables into ``folder``."""
    unilex = corpora / "unilex_ar.txt.xz"
    sources = read_sources(texts_in(corpora))
    general = general_frequencies(unilex)
    trie = Trie(choose_vocabulary(sources, general))
    words = list(tokens.SPECIAL) + trie.words
    say(f"{len(trie.words):,} words, {trie.unit.size:,} trie nodes")
    base = 1 << TOKEN_BITS
    of_three, of_two, of_one = merged_counts(sources, {w: i for i, w in enumerate(words)}, base)
    tri, bi = NGrams(of_three, base), NGrams(of_two, base)
    say(f"{tri.keys.size:,} trigrams, {bi.keys.size:,} bigrams")

    p1 = unigrams(words, general, of_one)
    write_ngrams(trie, p1, (bi, BIGRAMS), (tri, TRIGRAMS), folder)
    write("word_lead", packed(leads(trie.words, general, quantize(np.log(p1[len(tokens.SPECIAL) :])))), folder)
    write_letters(trie, p1, ARABIC, UNIT_NGRAMS, folder)
    say("done")


def build_ngrams(corpora: Path, folder: Path) -> None:
    """Make the n-grams of the model in ``folder`` anew of ``corpora``. Raises FileNotFoundError where there is none.

    Its words keep their numbers and probabilities, by which the judges and the letters go.
    """
    model = LanguageModel(folder)
    p1: Floats = np.exp(-STEP * model.word_value[:, 0].astype(np.float64))
    trie = Trie(model.token(number) for number in range(len(tokens.SPECIAL), p1.size))
    ids = {word: number for number, word in enumerate((*tokens.SPECIAL, *trie.words))}
    base = 1 << TOKEN_BITS
    of_three, of_two, _ = merged_counts(read_sources(texts_in(corpora)), ids, base)
    tri, bi = NGrams(of_three, base), NGrams(of_two, base)
    say(f"{tri.keys.size:,} trigrams, {bi.keys.size:,} bigrams")
    write_ngrams(trie, p1, (bi, BIGRAMS), (tri, TRIGRAMS), folder)
    say("done")


def write_ngrams(
    trie: Trie,
    p1: Floats,
    two: tuple[NGrams, int],
    three: tuple[NGrams, int],
    folder: Path,
) -> None:
    """Write the words, the bigrams and the trigrams in back-off form.

    Args:
        p1: of the special tokens and the words of ``trie``.
        two, three: n-grams, and how many of them are kept, the most frequent.
    """
    (bi, most2), (tri, most3) = two, three
    base = 1 << TOKEN_BITS
    p2 = bi.interpolate(p1[bi.word])
    lower3 = p2[np.searchsorted(bi.keys, tri.keys % (base * base))]
    p3 = tri.interpolate(lower3)
    keep2, keep3 = bi.most_frequent(most2), tri.most_frequent(most3)
    bow1 = np.ones(len(p1))
    bow1[bi.contexts] = bi.backoff(keep2, p1[bi.word])
    bow2 = np.ones(bi.keys.size)
    at = np.minimum(np.searchsorted(bi.keys, tri.contexts), bi.keys.size - 1)
    same = bi.keys[at] == tri.contexts
    bow2[at[same]] = tri.backoff(keep3, lower3)[same]
    write_words(folder, trie, p1, bow1)
    order = by_frequency(bi.counts, keep2)
    write_table("bigram", bi.keys[order].astype(np.uint64), np.stack([np.log(p2), np.log(bow2)], 1)[order], folder)
    order = by_frequency(tri.counts, keep3)
    write_table("trigram", tri.keys[order].astype(np.uint64), np.log(p3)[order], folder)


def write_letters(trie: Trie, p1: Floats, alphabet: Alphabet, most: int, folder: Path) -> None:
    """Write the n-grams of the letters of words, ``most`` of them, and the triples."""
    weights = {w: float(p) for w, p in zip(trie.words, p1[len(tokens.SPECIAL) :], strict=True)}
    keys, logp, back = unit_ngrams(weights, alphabet, most)
    write_table("unit", keys, np.stack([logp, back], 1), folder)
    triples = unit_trigrams(weights, alphabet)
    write("triple_units", triples[:, :3].astype(np.uint8), folder)
    write("triple_share", np.ascontiguousarray(triples[:, 3]), folder)


def by_frequency(counts: Floats, keep: NDArray[np.bool_]) -> NDArray[np.int64]:
    """Indices of those to keep, the most frequent first."""
    return np.flatnonzero(keep)[np.argsort(-counts[keep], kind="stable")]


def texts_in(folder: Path) -> list[Path]:
    """The running texts of a folder: all but the list of words and what is of other languages."""
    every = sorted(folder.glob("*.txt.xz"))
    return [path for path in every if path.name != "unilex_ar.txt.xz" and not path.name.startswith(OTHERS)]


def running_texts(description: str) -> tuple[list[Path], Path]:
    """The running texts of the folder that the command line names, and the folder of the language model."""
    parser = argparse.ArgumentParser(description=description)
    parser.add_argument("corpora", type=Path, help="folder with *.txt.xz")
    parser.add_argument("--out", type=Path, default=DATA, help="folder of the language model (default: the own)")
    arguments = parser.parse_args()
    paths = texts_in(arguments.corpora)
    if not paths:
        parser.error(f"no *.txt.xz in {arguments.corpora}")
    return paths, arguments.out


def write_table(name: str, keys: NDArray[np.uint64], logs: NDArray[np.float64], folder: Path) -> None:
    """The hash table of ``keys`` [n] and their quantised values: ``logs`` [n] or [n, 2]."""
    fingerprints, slots = hashing.build(keys, hashing.DENSE)
    values = np.zeros((fingerprints.size, *logs.shape[1:]), np.uint8)
    values[slots[slots >= 0]] = quantize(logs)[slots >= 0]
    write(f"{name}_fingerprint", fingerprints, folder)
    write(f"{name}_value", values, folder)


def write_words(folder: Path, trie: Trie, p1: NDArray[np.float64], bow1: NDArray[np.float64]) -> None:
    """The trie and the words' own figures."""
    logs = quantize(np.log(p1))
    write("trie_unit", trie.unit, folder)
    write("trie_shape", shape_bits(trie.children), folder)
    write("word_value", np.stack([logs, quantize(np.log(np.minimum(bow1, 1.0)))], 1), folder)


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("corpora", type=Path, help="folder with *.txt.xz")
    parser.add_argument("--out", type=Path, default=DATA, help="folder for the tables (default: the package's own)")
    parser.add_argument(
        "--ngrams", action="store_true", help="keep the words of the model there, make its n-grams anew"
    )
    arguments = parser.parse_args()
    if not list(arguments.corpora.glob("*.txt.xz")):
        parser.error(f"no *.txt.xz in {arguments.corpora}")
    arguments.out.mkdir(parents=True, exist_ok=True)
    try:
        (build_ngrams if arguments.ngrams else build)(arguments.corpora, arguments.out)
    except (FileNotFoundError, ModuleNotFoundError) as error:
        parser.exit(2, f"{error}\n")


if __name__ == "__main__":
    main()
