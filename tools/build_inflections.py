"""Count how words outside the lexicon are made of those in it: which proclitics and endings they have.

The running texts that the lexicon was made of hold words that were met once and that no list has: such as any new text
brings. Each is taken for a form of the words of the lexicon that share its stem, by expectation maximisation; what
spelling alone explains better doesn't count.
"""

from __future__ import annotations

import collections
import math
from collections.abc import Iterable
from pathlib import Path
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from tools.build_language import read_sentences, running_texts, say, write
from warraq.language import tokens, units
from warraq.language.model import LanguageModel, quantize
from warraq.language.words.inflections import ARTICLE, ENDINGS, NEVER, PROCLITICS, SHORTEST, kinds, shares

#: Rounds of expectation maximisation, and the least weight that keeps a rule.
ROUNDS, LEAST = 12, 0.5
#: How many kinds of words there are.
KINDS = ARTICLE + 1
_LONGEST = max(map(len, ENDINGS))
_NUMBER = {ending: number for number, ending in enumerate(ENDINGS)}


class Analysis(NamedTuple):
    """One way to make a word: numbers of its proclitic, of an ending that the lexicon has its stem with, and of its
    own; the kind of that word, and its share. Both endings are 0 where it is a whole word behind a proclitic."""

    proclitic: int
    kind: int
    known: int
    ending: int
    share: float


def _splits(word: str) -> Iterable[tuple[str, int]]:
    """(stem, number of the ending)."""
    for cut in range(len(word), max(SHORTEST, len(word) - _LONGEST) - 1, -1):
        number = _NUMBER.get(word[cut:])
        if number is not None:
            yield word[:cut], number


def analyses(
    word: str, whole: dict[str, tuple[int, float]], families: dict[str, list[tuple[int, int, float]]]
) -> list[Analysis]:
    """Every way to make ``word``. ``whole``: word -> kind and share; ``families``: stem -> the endings that the lexicon
    has it with, kinds and shares."""
    ways = []
    for number, proclitic in enumerate(PROCLITICS):
        if not word.startswith(proclitic):
            continue
        rest = word[len(proclitic) :]
        if proclitic and rest in whole:
            kind, q = whole[rest]
            ways.append(Analysis(number, kind, 0, 0, q))
        for stem, ending in _splits(rest):
            if ending:
                ways += [Analysis(number, kind, k, ending, q) for k, kind, q in families.get(stem, ()) if k != ending]
    return ways


def fit(words: list[str], lm: LanguageModel) -> tuple[NDArray[np.float64], NDArray[np.float64]]:
    """p of each proclitic [proclitics, kinds], and ``Inflections.rule``.

    Raises ValueError where none of the ``words`` is a form of one in the lexicon.
    """
    share = shares(lm)
    first = len(tokens.SPECIAL)
    value = lm.word_value[first:, 0]
    kind = kinds(lm)[first:]
    of_kind = np.maximum(np.bincount(kind, share[value], KINDS), 1e-9)
    whole = {lm.token(first + k): (int(kind[k]), float(share[value[k]])) for k in range(value.size)}
    families: dict[str, list[tuple[int, int, float]]] = collections.defaultdict(list)
    mass = np.zeros(len(ENDINGS))
    for word, (of, q) in whole.items():
        for stem, number in _splits(word):
            families[stem].append((number, of, q))
            mass[number] += q
    ways = [analyses(word, whole, families) for word in words]
    if not any(ways):
        raise ValueError(f"none of {len(words)} words is a form of one in the lexicon: give other or longer texts")
    spelt = [math.exp(lm.spelling_logp(word)) for word in words]
    before = np.full((len(PROCLITICS), of_kind.size), 1 / len(PROCLITICS))
    rule = np.zeros((len(ENDINGS), len(ENDINGS)))
    for a in (a for way in ways for a in way):
        rule[a.known, a.ending] = 1.0
    rule /= rule.sum() * np.maximum(mass, 1e-9)[:, None]
    derived = 0.5
    for _ in range(ROUNDS):
        counts, rules, total = np.zeros_like(before), np.zeros_like(rule), 0.0
        for word_ways, alone in zip(ways, spelt, strict=True):
            p = np.array([before[a.proclitic, a.kind] * rule[a.known, a.ending] * a.share for a in word_ways])
            p *= derived / (derived * p.sum() + (1 - derived) * alone)
            for a, weight in zip(word_ways, p.tolist(), strict=True):
                counts[a.proclitic, a.kind] += weight
                rules[a.known, a.ending] += weight
            total += p.sum()
        derived = total / len(words)
        before = (counts + 0.1) / (counts + 0.1).sum() / of_kind
        rules[rules < LEAST] = 0.0
        rule = rules / rules.sum() / np.maximum(mass, 1e-9)[:, None]
    say(f"{len(words):,} words, {derived:.0%} of them forms; {(rule > 0).sum():,} rules")
    return before, np.minimum(rule, 1.0)


def build(words: list[str], lm: LanguageModel, folder: Path) -> None:
    """Write the tables of ``words``, none of which is in the lexicon of ``lm``, into ``folder``."""
    before, rule = fit(words, lm)
    with np.errstate(divide="ignore"):
        logs = np.maximum(np.log(rule), -1e3)
    write("inflection_proclitic", quantize(np.log(np.minimum(before, 1.0))), folder)
    write(
        "inflection_ending", np.where(rule > 0, np.minimum(quantize(logs), NEVER - 1), NEVER).astype(np.uint8), folder
    )


def main() -> None:
    paths, folder = running_texts(__doc__.splitlines()[0])
    lm = LanguageModel(folder)
    met = {token for _, sentence in read_sentences(paths) for token in sentence if units.is_word(token)}
    build(sorted(word for word in met if word not in lm), lm, folder)


if __name__ == "__main__":
    main()
