"""What a sign may stand for that its outline doesn't propose: every letter, ligatures, and nothing."""

from __future__ import annotations

import itertools
from functools import lru_cache
from typing import Final

import numpy as np
from numpy.typing import ArrayLike, NDArray

from warraq.compiled import njit
from warraq.decipher.glyph.candidates import ANY_FORM, UNFAMILIAR, Candidates, deepest_of
from warraq.decipher.glyph.joining import JOINS_AFTER, JOINS_BEFORE
from warraq.decipher.glyph.spellings import LETTERS, Spellings
from warraq.language import units

#: That a sign means nothing has to be worth more than this (nats).
NOTHING_COST: Final = 25.0
#: Letters that the outline proposes first, which are tried with another letter beside them.
TOPS: Final = 3
#: Letters of a glyph that is tried as two, the one or the other of which may be two itself.
LONGEST_PAIR: Final = 3
#: Cost of a ligature in a form that the atlas lacks, below the one that it has (nats).
OTHER_FORM: Final = 10.0


@njit(cache=True)
def _beside(own, forms, outline, tried, letters, ligatures, pairs, deepest):  # type: ignore[no-untyped-def]
    """Those strings of ``tried`` that ``MoreLetters.beside`` tells of, each once, and what their outline is worth.

    ``own``, ``forms``, ``outline``: the candidates; ``deepest``: how much the outline can say against one. So many
    ``letters`` stand first in ``tried``, then nothing, and the rest behind it.
    """
    # What dots or other digits cost a candidate says nothing against letters that the outline doesn't propose.
    floor = min(max(outline.min(), -deepest), -deepest + 4)
    new, best = np.ones(max(tried.max(), own.max()) + 1, np.bool_), np.full(own.max() + 1, -np.inf)
    for i in range(own.size):
        new[own[i]] = False
        best[own[i]] = max(best[own[i]], outline[i])
    if pairs:
        new[ligatures] = True
        for i in range(own.size):
            if forms[i] == ANY_FORM:
                new[own[i]] = False
    strings, values, made = np.empty_like(tried), np.empty(tried.size), 0
    for i in range(tried.size):
        string = tried[i]
        if new[string]:
            new[string] = False
            value = floor - (1.0 if i < letters else NOTHING_COST if i == letters else 4.0)
            if pairs and string < best.size:
                value = max(value, best[string] - OTHER_FORM)
            strings[made], values[made] = string, value
            made += 1
    return strings[:made].copy(), values[:made].copy()


class MoreLetters:
    """What a sign may stand for that its outline doesn't propose."""

    def __init__(self, spellings: Spellings, ligatures: ArrayLike) -> None:
        self._spellings = spellings
        self._letters = spellings.numbers(tuple(units.LETTERS))
        self._nothing = np.array([spellings.number("")], np.int64)
        self._ligatures = np.array(ligatures, np.int64)
        self._lam_alefs = spellings.numbers(tuple(units.LAM + alef for alef in units.ALEFS))
        self._pairs: dict[str, NDArray[np.int64]] = {}

    def beside(
        self, candidates: Candidates, *, pairs: bool, lam_alefs: bool = False, novelty: float = UNFAMILIAR[0]
    ) -> Candidates:
        """Every letter, and that it means nothing; with ``pairs`` also the known ligatures, and pairs with the letters
        that the outline proposes first, or ``lam_alefs`` alone. What is among ``candidates`` is left out, but for
        ligatures in one form only: faces have some in forms that those of the atlas lack. ``novelty``: squared distance
        of the outline to the atlas."""
        strings = [self._letters, self._nothing]
        if pairs:
            strings += [self._ligatures, *(self._with(text) for text in self._tops(candidates))]
        elif lam_alefs:
            strings += [self._lam_alefs]
        own = candidates.strings, candidates.forms, candidates.outline
        tried, deepest = np.concatenate(strings), deepest_of(novelty)
        found, outline = _beside(*own, tried, self._letters.size, self._ligatures, pairs, deepest)
        return Candidates(found, np.full(found.size, ANY_FORM, np.int64), outline)

    def pairs(self, candidates: Candidates, reading: int) -> NDArray[np.int64]:
        """The pairs of a letter with the letters that the outline proposes first, or with those of ``reading``."""
        tops = dict.fromkeys([*self._tops(candidates), self._spellings.texts[reading]])
        found = [self._with(text) for text in tops if text and self._spellings.number(text) in self._letters]
        held = np.zeros(len(self._spellings.texts), np.bool_)
        for pairs in found:
            held[pairs] = True
        return np.flatnonzero(held)

    def _tops(self, candidates: Candidates) -> list[str]:
        """The letters that the outline proposes first."""
        texts = self._spellings.texts
        order = candidates.strings[np.argsort(-candidates.outline, kind="stable")].tolist()
        letters = (texts[s] for s in dict.fromkeys(order) if self._spellings.kind(s) == LETTERS)
        return list(itertools.islice(letters, TOPS))

    def _with(self, text: str) -> NDArray[np.int64]:
        """The strings of ``_joined_with``."""
        if text not in self._pairs:
            self._pairs[text] = self._spellings.numbers(_joined_with(text))
        return self._pairs[text]


@lru_cache(maxsize=1024)
def _joined_with(text: str) -> tuple[str, ...]:
    """``text`` and one more letter, before or behind it, of three letters at most, where the one joins the other: faces
    draw no two letters as one glyph that don't."""
    if len(text) >= LONGEST_PAIR:
        return ()
    both = [pair for letter in units.LETTERS for pair in ((text, letter), (letter, text))]
    return tuple(first + second for first, second in both if first[-1] in JOINS_AFTER and second[0] in JOINS_BEFORE)
