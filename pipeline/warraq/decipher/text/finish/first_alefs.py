"""How a document spells the alefs that its words begin with, as far as those tell whose spelling shows.

Writers leave out hamzas that belong there, and put some where none belongs (on the infinitives of derived verbs above
all), but few do so always. Alefs inside words say nothing of that: nobody writes a hamza on those of length.
"""

from __future__ import annotations

import itertools
from collections import Counter
from collections.abc import Collection, Iterable
from typing import Final

from warraq.decipher.text.parameters import FirstAlefs as P
from warraq.language.model import LanguageModel
from warraq.language.units import UNITS, spell
from warraq.language.words.inflections import PROCLITICS

#: Alef, with hamza above, with hamza below, with madda.
ALEFS: Final = "\u0627\u0623\u0625\u0622"
#: The article, whose alef nobody writes otherwise.
ARTICLE: Final = "\u0627\u0644"


class FirstAlefs:
    """How often a document writes which alef where another one is usual.

    Args:
        uses: for words whose spelling shows, the usual letter, the one that is written, and how often the word is used.
    """

    def __init__(self, uses: Iterable[tuple[str, str, int]]) -> None:
        self._used: Counter[tuple[str, str]] = Counter()
        kinds: Counter[str] = Counter()
        for usual, written, times in uses:
            self._used[usual, written] += times
            kinds[usual] += usual != written
        self._varied = {usual for usual, n in kinds.items() if n >= P.LEAST_KINDS}

    def shares(self, usual: str, among: Collection[str]) -> dict[str, float]:
        """The share of each of some letters where one is ``usual``; empty where the document writes that one, or where
        nothing shows what it writes."""
        used = {letter: self._used[usual, letter] for letter in among}
        total = sum(used.values())
        return {letter: n / total for letter, n in used.items()} if usual in self._varied and total else {}


def first_alef(units: tuple[int, ...], lm: LanguageModel) -> int:
    """Which unit of a word has the alef that the word begins with, behind proclitics too; -1 where none has."""
    word = spell(units)
    for proclitic in PROCLITICS:
        rest = word[len(proclitic) :]
        if not word.startswith(proclitic) or rest[:1] not in tuple(ALEFS) or rest.startswith(ARTICLE):
            continue
        least = 0 if proclitic.endswith(ARTICLE) else P.LEAST_LETTERS
        if not proclitic or (len(rest) >= least and rest in lm):
            ends = itertools.accumulate(len(UNITS[unit][0]) for unit in units)
            return list(ends).index(len(proclitic) + 1)
    return -1


def usual_alef(units: tuple[int, ...], place: int, lm: LanguageModel) -> str | None:
    """The alef with which careful writers spell a word, which was read as ``units``, in the unit at ``place``; None
    where the lexicon has it with none."""
    read = UNITS[units[place]][0][-1]
    spellings = {alef: with_letter(units, place, alef) for alef in ALEFS}
    best = max(spellings, key=lambda alef: lm.word_logp(spellings[alef]) + P.LIKELIER * (alef == read))
    return best if spellings[best] in lm else None


def with_letter(units: tuple[int, ...], place: int, letter: str) -> str:
    """The word of ``units`` with another last letter in the unit at ``place``."""
    return spell(units[:place]) + UNITS[units[place]][0][:-1] + letter + spell(units[place + 1 :])
