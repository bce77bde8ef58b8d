"""How far the claims of fonts that are read anew are believed, by what is read of them."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Final

import numpy as np
from numpy.typing import NDArray

from warraq.arabic.letters import has_arabic
from warraq.decipher.glyph.parameters import ClaimTrust as P
from warraq.decipher.glyph.signs.spellings import Spellings
from warraq.fonts.claims.claim_text import MIRRORED, commonest, plain, shadda_first
from warraq.fonts.claims.table_evidence import OTHER_STRINGS, TableEvidence

#: Kinds of claims, see ``kind_of_claim``, and how often those of digits and signs of ASCII are right in maps that are
#: wrong otherwise; but not where so many others of them in the font are read and most of those are wrong.
KINDS: Final = 4
ARABIC, LATIN, ASCII_SIGN, FOREIGN = range(KINDS)


class Claims:
    """What the file claims each open sign stands for, and how far it is to be believed.

    Trust is learnt per font, kind of what is claimed, and claimed value: a map that is wrong for most letters is right
    for digits and stops more often than not.
    """

    def __init__(
        self,
        claims: Mapping[int, Mapping[str, int]],
        font_of: Mapping[int, int],
        spellings: Spellings,
        tables: Mapping[int, TableEvidence] | None = None,
    ) -> None:
        self._spellings = spellings
        #: sign -> what tables say that don't settle it
        self.tables = tables or {}
        #: sign -> its commonest claim, plain, marks in the order of the atlas
        self.value: dict[int, str] = {}
        for sign, values in claims.items():
            if values:
                self.value[sign] = shadda_first(plain(commonest(values)))
        #: claimed value -> its mirror image
        self._mirrored = {value: value.translate(MIRRORED) for value in self.value.values()}
        #: (font, claimed value); and in the order of ``value``, which of them each sign's is
        self._pairs = dict.fromkeys((font_of[sign], value) for sign, value in self.value.items())
        number = {pair: k for k, pair in enumerate(self._pairs)}
        self._pair_of = np.array([number[font_of[sign], value] for sign, value in self.value.items()], np.int64)
        self._font_of_pair = np.array([font for font, _ in self._pairs], np.int64)
        kinds = np.array([kind_of_claim(value) for _, value in self._pairs], np.int64)
        self._kind_of_pair = KINDS * self._font_of_pair + kinds
        #: by sign: numbers of the string that is claimed and of its mirror image, and what they and all others gain
        #: (nats); in the last column, of all signs behind it, that nothing is claimed or learnt
        count = 2 + max(self.value, default=-1)
        self._strings, self._gains = np.full((2, count), -1, np.int64), np.zeros((2, count))
        #: by sign: the share of the other claims of its font that are read as claimed
        self._others = np.zeros(count)

    def learn(self, readings: Mapping[int, str]) -> None:
        """Measure trust anew: the share of signs with a claimed value that are now read so."""
        if not self.value:
            return
        right = [self.says(sign, readings.get(sign, "")) for sign in self.value]
        agree = np.array(right, np.float64)
        trust = self._trust(agree)
        find = self._spellings.find
        strings = [(find(value), find(self._mirrored[value])) for _, value in self._pairs]
        gains = np.log(trust), np.log((1 - trust) / OTHER_STRINGS)
        signs = list(self.value)
        self._others[signs] = self._of_others(agree)
        self._strings[:, signs] = np.array(strings).T[:, self._pair_of]
        self._gains[:, signs] = gains

    def says(self, sign: int, text: str) -> bool:
        """Whether ``text`` is claimed for ``sign``, be it a bracket by its other side."""
        value = self.value.get(sign)
        return value is not None and text in (value, self._mirrored[value])

    def bears_out(self, sign: int, text: str) -> bool:
        """Whether ``text`` is claimed for ``sign``, by a map that is right about others more often than by chance."""
        return self.says(sign, text) and bool(self._others[sign] >= P.BY_CHANCE)

    def supports(self, sign: int, text: str) -> bool:
        """Whether ``text`` is claimed for ``sign``, by a map that is mostly right about others."""
        return self.says(sign, text) and bool(self._others[sign] >= P.MOSTLY_RIGHT)

    def _of_others(self, right: NDArray[np.float64]) -> NDArray[np.float64]:
        """The share of the other claims of each one's font that are ``right``; of digits and signs, how often they are.

        A claim that is the only one of its font counts as right.
        """
        font = self._font_of_pair[self._pair_of]
        others = np.bincount(font)[font] - 1
        share = np.where(others > 0, (np.bincount(font, right)[font] - right) / np.maximum(others, 1), 1.0)
        return np.where(self._are_usually_right(right), np.maximum(share, P.USUALLY_RIGHT), share)

    def _are_usually_right(self, right: NDArray[np.float64]) -> NDArray[np.bool_]:
        """Claims of digits and signs of ASCII, but where most others of the font aren't ``right``: some maps are wrong
        throughout."""
        kind = self._kind_of_pair[self._pair_of]
        others = np.bincount(kind)[kind] - 1
        contradicted = (others >= P.LEAST_CONTRADICTED) & (2 * (np.bincount(kind, right)[kind] - right) < others)
        is_sign: NDArray[np.bool_] = (kind % KINDS == ASCII_SIGN) & ~contradicted
        return is_sign

    def _trust(self, right: NDArray[np.float64]) -> NDArray[np.float64]:
        """How far each claim is believed, by what signs read as at present that claim the like.

        What a Latin letter, a digit or a sign itself reads as is left out: its outline alone says so, and no word.
        """
        kind = self._kind_of_pair[self._pair_of]
        not_arabic = (kind % KINDS != ARABIC).astype(np.float64)
        font = self._font_of_pair[self._pair_of]
        usual = np.bincount(font, right)[font] / np.bincount(font)[font]
        usual = np.where(self._are_usually_right(right), np.maximum(usual, P.USUALLY_RIGHT), usual)
        for group in (kind, self._pair_of):
            agreed, times = (
                np.bincount(group, right)[group] - not_arabic * right,
                np.bincount(group)[group] - not_arabic,
            )
            usual = (agreed + P.PRIOR_SIGNS * usual + 0.01) / (times + P.PRIOR_SIGNS + 0.02)
        return np.minimum(usual, P.MOST_TRUST)

    def score(self, signs: Sequence[int], begins: NDArray[np.int64], strings: NDArray[np.int64]) -> NDArray[np.float64]:
        """log p(claim, tables | string) of each candidate, up to a constant; zeros where nothing is said or learnt.

        Candidates of the k-th of ``signs`` are ``strings[begins[k]:begins[k + 1]]``.
        """
        rows = np.minimum(signs, self._gains.shape[1] - 1).repeat(begins[1:] - begins[:-1])
        (as_claimed, mirrored), (right, wrong) = self._strings, self._gains
        is_claimed = (strings == as_claimed.take(rows)) | (strings == mirrored.take(rows))
        scores: NDArray[np.float64] = np.where(is_claimed, right.take(rows), wrong.take(rows))
        for k in [k for k, sign in enumerate(signs) if sign in self.tables]:
            table, texts = self.tables[signs[k]], self._spellings.texts
            candidates = slice(begins[k], begins[k + 1])
            scores[candidates] += [table.scores.get(texts[s], table.other) for s in strings[candidates].tolist()]
        return scores


def kind_of_claim(value: str) -> int:
    """Which claims are right or wrong together: Arabic ones, Latin letters, digits and signs of ASCII, and others.

    Maps go wrong in their Arabic part. Faces that hold Arabic letters in the slots of Latin ones leave digits and stops
    where they are.
    """
    if has_arabic(value):
        return ARABIC
    if not value.isascii():
        return FOREIGN
    return LATIN if any(map(str.isalpha, value)) else ASCII_SIGN
