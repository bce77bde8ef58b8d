"""Lines that an engine hardly read, read once more by themselves, and the better reading of each.

An engine that looks for lines may cut them in the wrong place; by white above and below they part better.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from statistics import median
from typing import Final

import numpy as np

from warraq.language.model import LanguageModel
from warraq.model.line import Box
from warraq.ocr.mending.missed import in_order, runs
from warraq.ocr.mending.spelling import letters_of
from warraq.ocr.recogniser import RecognisedWord
from warraq.pictures.painter import DARK, Pixels

#: A line is read again below this quality, and the second reading is taken where it is better by so much (0..1).
_DOUBTFUL: Final = 0.85
_BETTER: Final = 0.05
#: What an unknown word is worth beside a known one, and one whose letters are no Arabic ones.
_UNKNOWN: Final = 0.5
_OTHER: Final = 0.8
#: A line is looked for so far above and below its middle (heights of words), and read with so much around it.
_REACH: Final = 1.5
_AROUND: Final = 0.2
#: Most lines of a page that are read again.
_MOST: Final = 40


def doubtful_lines(picture: Pixels, words: Sequence[RecognisedWord]) -> list[Box]:
    """Boxes of the lines that were hardly read, pixels, by the white above and below them."""
    lines = _lines(words)
    doubtful = [line for line in lines if quality(line) < _DOUBTFUL]
    if not doubtful or len(doubtful) > _MOST:
        return []
    height = median(word.box[3] - word.box[1] for word in words)
    return [_box_of(picture, line, height) for line in doubtful]


def quality(words: Sequence[RecognisedWord]) -> float:
    """How well a line was read, 0..1: as sure as the engine is, less where its words are unknown."""
    model = LanguageModel.load()
    weighed = total = 0.0
    for word in words:
        letters = letters_of(word.text)
        known = (1.0 if letters in model else _UNKNOWN) if letters else _OTHER
        total += len(word.text)
        weighed += len(word.text) * known * word.confidence
    return weighed / total if total else 0.0


def with_better_lines(
    words: Sequence[RecognisedWord], boxes: Sequence[Box], second: Sequence[RecognisedWord]
) -> list[RecognisedWord]:
    """The words, those of lines in ``boxes`` as they were read the second time where that is better."""
    lines = dict(enumerate(_lines(words)))
    read: list[list[RecognisedWord]] = [[] for _ in boxes]
    for word in second:
        inside = next((number for number, box in enumerate(boxes) if _in(word, box)), None)
        if inside is not None:
            read[inside].append(word)
    number = len(lines)
    for box, again in zip(boxes, read, strict=True):
        before = [place for place, line in lines.items() if sum(_in(word, box) for word in line) * 2 > len(line)]
        known = [word for place in before for word in lines[place]]
        if again and (not known or quality(again) > quality(known) + _BETTER):
            for place in before[1:]:
                del lines[place]
            if before:
                lines[before[0]] = again
            else:
                lines[number] = again
                number += 1
    return in_order([replace(word, line=place) for place, line in lines.items() for word in line])


def _lines(words: Sequence[RecognisedWord]) -> list[list[RecognisedWord]]:
    lines: dict[int, list[RecognisedWord]] = {}
    for word in words:
        lines.setdefault(word.line, []).append(word)
    return list(lines.values())


def _in(word: RecognisedWord, box: Box) -> bool:
    """Whether the middle of a word lies in a box."""
    across, down = (word.box[0] + word.box[2]) / 2, (word.box[1] + word.box[3]) / 2
    return box[0] <= across <= box[2] and box[1] <= down <= box[3]


def _box_of(picture: Pixels, line: Sequence[RecognisedWord], height: float) -> Box:
    left, right = min(word.box[0] for word in line), max(word.box[2] for word in line)
    middle = median((word.box[1] + word.box[3]) / 2 for word in line)
    first = max(int(middle - _REACH * height), 0)
    ink = picture.grey[first : int(middle + _REACH * height), max(int(left), 0) : int(right) + 1] < DARK
    rows = [(first + top, first + bottom) for top, bottom in runs(np.any(ink, axis=1), 1)]
    around = _AROUND * height
    inside = [row for row in rows if row[0] <= middle <= row[1]]
    top, bottom = inside[0] if inside else (middle - height / 2, middle + height / 2)
    return left - around, top - around, right + around, bottom + around
