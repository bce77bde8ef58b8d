"""The measures of the benchmarks, on NFC text without tatweel and with white space collapsed, in document order."""

from __future__ import annotations

import unicodedata
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import Final

import numpy as np
import regex
from rapidfuzz.distance import Levenshtein

from warraq.arabic.digits import ASCII, SUPERSCRIPT
from warraq.emit.report.compare import character_error_rate, fold_marks, numbers_exact, word_error_rate
from warraq.model.document import normal_text

#: Bins of equal width that the calibration error is taken over.
BINS: Final = 20
#: A string of digits, or of raised ones; what joins two of them is left to the measure of numbers in order.
_NUMBER: Final = regex.compile(rf"\d+|[{SUPERSCRIPT}]+")
_WORD: Final = regex.compile(r"\w+")
_PLAIN: Final = str.maketrans(SUPERSCRIPT, ASCII)


@dataclass(frozen=True, slots=True)
class Scores:
    """How far a text is from the true one. Rates are shares; an error rate can exceed 1.

    Attributes:
        cer, wer: character and word error rate, harakat folded.
        numbers: share of the numbers and symbols that are right and in order.
        words: words of the true text.
    """

    cer: float
    wer: float
    numbers: float
    words: int


def scores(truth: str, text: str) -> Scores:
    """Compare ``text`` with ``truth``."""
    return Scores(
        character_error_rate(truth, text),
        word_error_rate(truth, text),
        numbers_exact(truth, text),
        len(truth.split()),
    )


@dataclass(frozen=True, slots=True)
class Bag:
    """Numbers or words of texts as a bag: order and layout are not asked for.

    Attributes:
        true: those of the true text.
        found: those of the other.
        right: those that both have.
    """

    true: int = 0
    found: int = 0
    right: int = 0

    def __add__(self, other: Bag) -> Bag:
        return Bag(self.true + other.true, self.found + other.found, self.right + other.right)

    @property
    def f1(self) -> float:
        """F1, 0..1; 1 where neither has any."""
        total = self.true + self.found
        return 2 * self.right / total if total else 1.0


def numbers(truth: str, text: str, furniture: str = "") -> Bag:
    """The numbers of ``text`` beside those of ``truth``, digits of all scripts folded; ``furniture``: see ``_bag``."""
    return _bag(*map(_numbers, (truth, text, furniture)))


def letters_and_numbers(truth: str, text: str, furniture: str = "") -> Bag:
    """The words of ``text`` beside those of ``truth``, without marks, signs and the script of digits."""
    return _bag(*map(_words, (truth, text, furniture)))


def _bag(true: Counter[str], read: Counter[str], furniture: Counter[str]) -> Bag:
    """``furniture`` is no part of the true text, whether who keyed it took it along or not, and no tool is charged for
    as much of it, whatever it made of it."""
    body = true - furniture
    right = (body & read).total()
    return Bag(body.total(), max(right, read.total() - furniture.total()), right)


def _numbers(text: str) -> Counter[str]:
    """A raised number is one of its own, also where a tool gives it in plain digits by itself."""
    return Counter(number.translate(_PLAIN) for number in _NUMBER.findall(ascii_digits(text)))


def _words(text: str) -> Counter[str]:
    return Counter(_WORD.findall(fold_marks(normal_text(ascii_digits(text)))))


def ascii_digits(text: str) -> str:
    """``text`` with the digits of every script as ASCII digits."""
    return "".join(str(unicodedata.digit(char)) if unicodedata.category(char) == "Nd" else char for char in text)


def right_words(truth: str, words: Sequence[str]) -> list[bool]:
    """For each word whether it stands in the true text at its place; harakat folded."""
    return in_place(fold_marks(normal_text(truth)).split(), [fold_marks(normal_text(word)) for word in words])


def in_place(true: Sequence[str], words: Sequence[str]) -> list[bool]:
    """For each of the words ``words`` whether the ``true`` ones have it at its place."""
    right = [False] * len(words)
    for edit in Levenshtein.opcodes(true, words):
        if edit.tag == "equal":
            right[edit.dest_start : edit.dest_end] = [True] * (edit.dest_end - edit.dest_start)
    return right


@dataclass(slots=True)
class Doubt:
    """Words with their confidence and whether they were right, gathered over files."""

    confidence: list[float] = field(default_factory=list)
    right: list[bool] = field(default_factory=list)

    def add(self, confidence: Sequence[float], right: Sequence[bool]) -> None:
        """One file's words. Raises ValueError where the lengths differ."""
        if len(confidence) != len(right):
            raise ValueError(f"{len(confidence)} confidences of {len(right)} words")
        self.confidence += confidence
        self.right += right

    def unflagged(self, below: float) -> float:
        """Wrong words per 1,000 whose confidence is not below the threshold."""
        wrong = sum(not right and sure >= below for sure, right in zip(self.confidence, self.right, strict=True))
        return 1000 * wrong / max(len(self.right), 1)

    def flagged(self, below: float) -> float:
        """Share of the words whose confidence is below the threshold."""
        return sum(sure < below for sure in self.confidence) / max(len(self.confidence), 1)

    def calibration_error(self) -> float:
        """Expected calibration error: mean distance of confidence and share of right words, by bin, weighted."""
        if not self.right:
            return 0.0
        sure, right = np.array(self.confidence), np.array(self.right, float)
        bins = np.minimum((sure * BINS).astype(int), BINS - 1)
        gaps = [abs(float((sure[bins == b] - right[bins == b]).sum())) for b in np.unique(bins)]
        return sum(gaps) / len(right)
