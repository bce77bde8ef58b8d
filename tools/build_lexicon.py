"""Compile the words of Persian or Urdu from running text and word lists: ``make language CORPORA=DIR LANGUAGE=fa``.

Input: every ``LANGUAGE_*.txt.xz`` in DIR with running text (one passage a line), ``LANGUAGE_*_wordfreq.tsv.xz``
(``form<TAB>count`` lines), and PyPI's wordfreq. Output: a lexicon, word pairs and letter sequences in
``data/LANGUAGE``, derived figures only; see ``tools.build_language`` for how they are smoothed.

What a zero width non-joiner parts counts as two words. Texts in ``HELD_OUT`` are measured on
(``benchmarks.persian_urdu``) and left out; so is verse.
"""

from __future__ import annotations

import argparse
import collections
import lzma
import re
from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import Final

from tools.build_language import (
    Counter,
    NGrams,
    Source,
    Trie,
    merged_counts,
    say,
    unigrams,
    write_letters,
    write_ngrams,
)
from warraq.language import tokens
from warraq.language.alphabets import ALPHABETS, ZWNJ, Alphabet
from warraq.language.model import DATA
from warraq.language.parameters import TOKEN_BITS

LANGUAGES: Final = ("fa", "ur")
HELD_OUT: Final = ("fa_tico19", "fa_ud_treebanks", "ur_tico19", "ur_cncf")
VERSE: Final = ("fa_ganjoor_sample",)
#: Words, word pairs, triples and letter sequences that are kept.
WORDS, BIGRAMS, TRIGRAMS, LETTER_NGRAMS = 120_000, 220_000, 20_000, 90_000
#: Share of the lists in the unigram model.
LISTED_SHARE: Final = 0.15
#: A word must occur so often in the running texts, or stand in a list.
LEAST: Final = 2
_LIST: Final = "_wordfreq.tsv.xz"
_MARKS: Final = re.compile(f"[{tokens.HARAKAT}\u0640\u200d]")
_SAME: Final = str.maketrans("۰۱۲۳۴۵۶۷۸۹٠١٢٣٤٥٦٧٨٩,;«»“”?–—۔", '01234567890123456789،؛""""؟--.')


def tokenize(line: str, alphabet: Alphabet) -> list[str]:
    """Tokens of a line as ``tokens.tokenize`` has them, of words that non-joiners part too."""
    plain = alphabet.looked_up(_MARKS.sub("", line)).translate(_SAME).replace(ZWNJ, " ")
    pieces = re.findall(f'[{alphabet.letters}]+|[0-9]+|[A-Za-z]+|[،؛:.()"/\\-؟]', plain)
    return ["<num>" if t[0].isdigit() else "<lat>" if t[0].isascii() and t[0].isalpha() else t for t in pieces]


def sentences(paths: Iterable[Path], alphabet: Alphabet) -> Iterator[list[str]]:
    """Tokens of each line."""
    for path in paths:
        with lzma.open(path, "rt", encoding="utf-8") as lines:
            yield from filter(None, (tokenize(line, alphabet) for line in lines))


def frequencies(language: str) -> dict[str, float]:
    """Form -> share by PyPI's wordfreq. Raises ModuleNotFoundError where it isn't installed."""
    from wordfreq import get_frequency_dict

    shares: dict[str, float] = get_frequency_dict(language, "best")
    return shares


def listed(paths: Iterable[Path], alphabet: Alphabet) -> dict[str, float]:
    """Word -> share, the mean of the lists at ``paths`` and of wordfreq; sums to one."""
    lists: list[dict[str, float]] = [collections.defaultdict(float)]
    for form, share in frequencies(alphabet.language).items():
        _count(lists[0], form, share, alphabet)
    for path in paths:
        lists.append(collections.defaultdict(float))
        with lzma.open(path, "rt", encoding="utf-8") as lines:
            for line in lines:
                form, _, count = line.rstrip("\n").partition("\t")
                if count.isdigit():
                    _count(lists[-1], form, float(count), alphabet)
    mean: dict[str, float] = collections.defaultdict(float)
    for shares in lists:
        total = sum(shares.values())
        for word, value in shares.items():
            mean[word] += value / total / len(lists)
    return dict(mean)


def _count(shares: dict[str, float], form: str, value: float, alphabet: Alphabet) -> None:
    """Add a form of a list, whose parts between non-joiners are words."""
    for word in alphabet.looked_up(_MARKS.sub("", form)).split(ZWNJ):
        if alphabet.is_word(word):
            shares[word] += value


def vocabulary(running: Counter, lists: dict[str, float], alphabet: Alphabet) -> list[str]:
    """The most probable words."""
    total = sum(running.values())
    weight = {w: c / total + lists.get(w, 0.0) for w, c in running.items() if c >= LEAST or w in lists}
    weight |= {word: share for word, share in lists.items() if word not in weight}
    return sorted(filter(alphabet.is_word, weight), key=lambda w: (-weight[w], w))[:WORDS]


def build(corpora: Path, alphabet: Alphabet, folder: Path) -> None:
    """Read ``corpora``, write all tables into ``folder``. Raises FileNotFoundError where there is no text."""
    every = sorted(corpora.glob(f"{alphabet.language}_*.txt.xz"))
    texts = [path for path in every if not path.name.startswith((*HELD_OUT, *VERSE))]
    if not texts:
        raise FileNotFoundError(f"no {alphabet.language}_*.txt.xz in {corpora}")
    folder.mkdir(parents=True, exist_ok=True)
    spoken = list(sentences(texts, alphabet))
    lists = listed(sorted(corpora.glob(f"{alphabet.language}_*{_LIST}")), alphabet)
    trie = Trie(vocabulary(collections.Counter(t for s in spoken for t in s), lists, alphabet), alphabet)
    words = list(tokens.SPECIAL) + trie.words
    say(f"{sum(map(len, spoken)):,} tokens, {len(trie.words):,} words, {trie.unit.size:,} trie nodes")
    base = 1 << TOKEN_BITS
    of_three, of_two, of_one = merged_counts([Source(1.0, spoken)], {w: i for i, w in enumerate(words)}, base)
    tri, bi = NGrams(of_three, base), NGrams(of_two, base)
    p1 = unigrams(words, lists, of_one, LISTED_SHARE)
    write_ngrams(trie, p1, (bi, BIGRAMS), (tri, TRIGRAMS), folder)
    write_letters(trie, p1, alphabet, LETTER_NGRAMS, folder)


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("corpora", type=Path, help="folder with LANGUAGE_*.txt.xz")
    parser.add_argument("language", choices=LANGUAGES)
    parser.add_argument("--out", type=Path, help="folder for the tables (default: the package's own)")
    arguments = parser.parse_args()
    try:
        build(arguments.corpora, ALPHABETS[arguments.language], arguments.out or DATA / arguments.language)
    except (FileNotFoundError, ModuleNotFoundError) as error:
        parser.exit(2, f"{error}\n")


if __name__ == "__main__":
    main()
