"""How often a word is right that an engine is so sure of: by what kind of word it is.

Fitted with Tesseract on the pages that ``benchmarks.ocr`` was tried on, spoilt in five ways. On other pages
(``--apart``) the calibration error is 0.014.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from itertools import pairwise
from typing import Final

from warraq.language.model import LanguageModel
from warraq.ocr.mending.spelling import letters_of
from warraq.ocr.recogniser import RecognisedWord

#: Kind of word -> (how sure the engine is, how often such a word is right), between which the line is straight.
_KNOWN: Final = ((0.0, 0.4), (0.2, 0.6), (0.4, 0.84), (0.6, 0.88), (0.75, 0.97), (0.87, 0.99), (1.0, 0.998))
_PUT_RIGHT: Final = ((0.0, 0.5), (0.4, 0.78), (0.8, 0.84))
_UNKNOWN: Final = ((0.0, 0.0), (0.8, 0.3), (1.0, 0.6))
_OTHER: Final = ((0.0, 0.0), (0.4, 0.35), (0.7, 0.5), (0.85, 0.8), (0.95, 0.93), (1.0, 0.97))


def calibrated(words: Sequence[RecognisedWord]) -> list[RecognisedWord]:
    """The words, each as sure as such words are right."""
    model = LanguageModel.load()
    return [replace(word, confidence=_between(_table(word, model), word.confidence)) for word in words]


def _table(word: RecognisedWord, model: LanguageModel) -> Sequence[tuple[float, float]]:
    letters = letters_of(word.text)
    if not letters:
        return _OTHER
    if letters not in model:
        return _UNKNOWN
    return _PUT_RIGHT if word.read else _KNOWN


def _between(table: Sequence[tuple[float, float]], sure: float) -> float:
    """The value at ``sure`` on the straight lines between the points of a table."""
    for (low, first), (high, last) in pairwise(table):
        if sure <= high:
            return first + (last - first) * (sure - low) / (high - low)
    return table[-1][1]
