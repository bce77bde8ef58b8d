"""How far a document's words lean from what laws use to what is written in general.

The language model was counted in laws. A report shares their words and grammar, but speaks of floods and hospitals too,
which the model holds for unlikely. Each word has a lead: how much likelier general lists have it than the model does.
Raised to a power and given back their sum, leads make a family of unigrams between the two (an exponential family), and
the words that a document was read with say which of them it is from. ``tools/build_language.py`` makes the table.
"""

from __future__ import annotations

import functools
from collections.abc import Mapping
from pathlib import Path
from typing import Final

import numpy as np
from numpy.typing import NDArray

from warraq.language import tokens
from warraq.language.model import DATA, LanguageModel
from warraq.language.parameters import STEP

Array = NDArray[np.float32]

#: A lead is four bits: so many steps of so many nats below the highest.
HIGHEST: Final = 2.0
LEAD_STEP: Final = 0.5
#: Powers that are tried. Eleven texts made into dumps were of 0 to 0.1 (laws of three states) or of 0.25 to 0.35
#: (reports, a white paper, a law of families).
POWERS: Final = np.arange(0.0, 0.625, 0.05)


def packed(lead: NDArray[np.float64]) -> NDArray[np.uint8]:
    """Leads [words] in nats as four bits each, the first of two in the lower half of a byte."""
    level = np.clip(np.rint((HIGHEST - lead) / LEAD_STEP), 0, 15).astype(np.uint8)
    level = np.append(level, np.zeros(level.size % 2, np.uint8))
    return np.asarray(level[::2] | level[1::2] << 4, np.uint8)


def unpacked(code: NDArray[np.uint8], words: int) -> NDArray[np.uint8]:
    """How many steps the lead of each of so many words is below the highest."""
    return np.stack([code & 15, code >> 4], axis=1).reshape(-1)[:words]


class Register:
    """Where documents stand between law and writing in general.

    Raises FileNotFoundError where ``folder`` holds no table.
    """

    def __init__(self, folder: Path = DATA, lm: LanguageModel | None = None) -> None:
        lm = lm or LanguageModel.load()
        try:
            code = np.load(folder / "word_lead.npy")
        except FileNotFoundError as error:
            raise FileNotFoundError(f"no leads of words in {folder}; build them with `make language`") from error
        first = len(tokens.SPECIAL)
        value = lm.word_value[first:, 0]
        self._level = unpacked(code, value.size)
        self._lead = HIGHEST - LEAD_STEP * np.arange(16)
        share = np.bincount(self._level, np.exp(-STEP * value.astype(np.float64)), 16)
        #: what each power adds to the sum of all words, which is taken off again, nats
        self._lost = np.log(np.exp(POWERS[:, None] * self._lead) @ (share / share.sum()))

    @classmethod
    @functools.cache
    def load(cls) -> Register:
        """The table that the package ships, loaded once per process."""
        return cls()

    def power(self, used: Mapping[int, int]) -> int:
        """The number of the likeliest of ``POWERS`` for a document that used words, by token id, so often."""
        first = len(tokens.SPECIAL)
        counts = {token: n for token, n in used.items() if token >= first}
        if not counts:
            return 0
        level = self._level[np.array(list(counts)) - first]
        mean = np.average(self._lead[level], weights=list(counts.values()))
        return int(np.argmax(POWERS * mean - self._lost))

    def rescaling(self, used: Mapping[int, int]) -> Array:
        """[tokens]: what is added to the log p of each token in such a document; 0 for special tokens."""
        number = self.power(used)
        gain = (POWERS[number] * self._lead - self._lost[number]).astype(np.float32)
        return np.concatenate([np.zeros(len(tokens.SPECIAL), np.float32), gain[self._level]])
