"""What a sign may stand for that its outline doesn't propose: every letter, ligatures, and nothing."""

from __future__ import annotations

import itertools
from functools import lru_cache

import numpy as np
from numpy.typing import ArrayLike, NDArray

from warraq.decipher.glyph.candidates import candidate_choice
from warraq.decipher.glyph.candidates.candidates import Candidates
from warraq.decipher.glyph.parameters import ANY_FORM, UNFAMILIAR
from warraq.decipher.glyph.parameters import MoreLetters as P
from warraq.decipher.glyph.signs.joining import JOINS_AFTER, JOINS_BEFORE
from warraq.decipher.glyph.signs.spellings import LETTERS, Spellings
from warraq.language import units


class MoreLetters:
    """What a sign may stand for that its outline doesn't propose."""

    def __init__(self, spellings: Spellings, ligatures: ArrayLike) -> None:
        self._spellings = spellings
        self._letters = spellings.numbers(tuple(spellings.alphabet.letters))
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
        columns = candidate_choice.Own(candidates.strings, candidates.forms, candidates.outline)
        tried = candidate_choice.Tried(np.concatenate(strings), self._letters.size, self._ligatures)
        deepest = candidate_choice.deepest_of(novelty)
        numbers, outline = candidate_choice.beside(columns, tried, pairs, deepest, len(self._spellings.texts))
        return Candidates(numbers, np.full(numbers.size, ANY_FORM, np.int64), outline)

    def pairs(self, candidates: Candidates, reading: int) -> NDArray[np.int64]:
        """The pairs of a letter with the letters that the outline proposes first, or with those of ``reading``."""
        tops = dict.fromkeys([*self._tops(candidates), self._spellings.texts[reading]])
        numbers = [self._with(text) for text in tops if text and self._spellings.number(text) in self._letters]
        held = np.zeros(len(self._spellings.texts), np.bool_)
        for pairs in numbers:
            held[pairs] = True
        return np.flatnonzero(held)

    def _tops(self, candidates: Candidates) -> list[str]:
        """The letters that the outline proposes first."""
        texts = self._spellings.texts
        order = candidates.strings[np.argsort(-candidates.outline, kind="stable")].tolist()
        letters = (texts[s] for s in dict.fromkeys(order) if self._spellings.kind(s) == LETTERS)
        return list(itertools.islice(letters, P.TOPS))

    def _with(self, text: str) -> NDArray[np.int64]:
        """The strings of ``_joined_with``."""
        if text not in self._pairs:
            self._pairs[text] = self._spellings.numbers(_joined_with(text, self._spellings.alphabet.letters))
        return self._pairs[text]


@lru_cache(maxsize=1024)
def _joined_with(text: str, letters: str) -> tuple[str, ...]:
    """``text`` and one more letter, before or behind it, of three letters at most, where the one joins the other: faces
    draw no two letters as one glyph that don't."""
    if len(text) >= P.LONGEST_PAIR:
        return ()
    both = [pair for letter in letters for pair in ((text, letter), (letter, text))]
    return tuple(first + second for first, second in both if first[-1] in JOINS_AFTER and second[0] in JOINS_BEFORE)
