"""A second reading, by the picture of the page, of words that the text leaves in doubt.

Two readers that err in different ways seldom make the same word of it: what both say is sure. Where they contradict
each other the likelier reading stands, as sure as that leaves it, and the other one is kept beside it. Numbers stay.
"""

from __future__ import annotations

import re
import unicodedata
from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Final

from warraq.model.line import Box, Line, Word
from warraq.ocr.recogniser import RecognisedWord

#: Two words are the same place where so much of the narrower one is covered by the other.
_SHARED: Final = 0.3
#: How often two readers that are both wrong are so in the same way.
_ALIKE: Final = 0.03
#: What the picture shows is taken for a word that the text is less sure of, where it is so sure itself: of a word that
#: both have wrong the text has more letters right. A word that two readers see differently is never surer than this.
_LOST: Final = 0.2
_TAKEN: Final = 0.4
#: Of a word of which the text is less sure than this it has no letter right.
_NOTHING: Final = 0.03
_CONTRADICTED: Final = 0.8
#: How well pictures are read, in what is expected of them, is told by the words that the text is so sure of; so well
#: they usually are of faces that need it, which counts as so many words.
_SURE: Final = 0.95
_USUAL: Final = 0.7
_EXPECTED: Final = 4.0
#: No reader is surer than this, or less sure.
_MOST, _LEAST = 0.999, 0.001
_ARABIC: Final = re.compile(r"[\u0621-\u064a\u0671-\u06d3]")


@dataclass(frozen=True, slots=True)
class _Unit:
    """Neighbouring words of a line, by their numbers, and what was read in the same place of the picture."""

    words: tuple[int, ...]
    read: tuple[RecognisedWord, ...]


def with_witness(lines: Sequence[Line], read: Mapping[int, Sequence[RecognisedWord]]) -> list[Line]:
    """The lines, weighed against what was ``read`` in the pictures of some pages.

    Args:
        lines: of a whole document.
        read: page number -> the words of its picture, their boxes in points.
    """
    units = list(_units_of(lines, read))
    trust = _trust(lines, units)
    weighed = list(lines)
    for number, of_line in units:
        weighed[number] = _weighed(lines[number], of_line, trust)
    return weighed


def _units_of(lines: Sequence[Line], read: Mapping[int, Sequence[RecognisedWord]]) -> Iterator[tuple[int, list[_Unit]]]:
    """Of each line with its number the words that were read in the same places."""
    of_page: defaultdict[int, list[int]] = defaultdict(list)
    for number, line in enumerate(lines):
        if line.page in read and line.box is not None:
            of_page[line.page].append(number)
    for page, numbers in of_page.items():
        of_line: defaultdict[int, list[RecognisedWord]] = defaultdict(list)
        for word in read[page]:
            covers = {number: _covered(word.box, lines[number].box, down=True) for number in numbers}
            best = max(covers, key=covers.__getitem__)
            if covers[best] > _SHARED and not (word.painted and _ARABIC.search(word.text)):
                of_line[best].append(word)
        for number in numbers:
            if of_line[number]:
                yield number, _units(lines[number], of_line[number])


def _covered(box: Box, other: Box | None, *, down: bool) -> float:
    """Share of the smaller of two boxes that the other covers, ``down`` the page or along the line."""
    if other is None:
        return 0.0
    first, last = (1, 3) if down else (0, 2)
    if down and (box[2] <= other[0] or box[0] >= other[2]):
        return 0.0
    shared = min(box[last], other[last]) - max(box[first], other[first])
    return shared / max(min(box[last] - box[first], other[last] - other[first]), 0.01)


def _units(line: Line, read: Sequence[RecognisedWord]) -> list[_Unit]:
    boxes = list(line.boxes)
    owners: list[list[int]] = [
        [number for number, box in enumerate(boxes) if box and _covered(word.box, box, down=False) > _SHARED]
        for word in read
    ]
    group = list(range(len(boxes)))  # number of a word -> the first word of its unit
    for numbers in owners:
        for number in range(min(numbers, default=0), max(numbers, default=-1) + 1):
            group = [group[numbers[0]] if member == group[number] else member for member in group]
    units = []
    for first in dict.fromkeys(group):
        words = tuple(number for number, member in enumerate(group) if member == first)
        of_unit = [word for word, numbers in zip(read, owners, strict=True) if numbers and group[numbers[0]] == first]
        if of_unit:
            units.append(_Unit(words, tuple(sorted(of_unit, key=lambda word: word.box[0], reverse=line.rtl))))
    return units


def _trust(lines: Sequence[Line], units: Sequence[tuple[int, list[_Unit]]]) -> float:
    """How often pictures were read right, in what they were expected to be: by the words that the text is sure of."""
    agreed, expected = _EXPECTED * _USUAL, _EXPECTED
    for number, of_line in units:
        words = lines[number].unplaced
        for unit in of_line:
            word = words[unit.words[0]]
            if len(unit.words) == 1 and word.confidence >= _SURE and len(_letters([word.text])) > 2:
                agreed += _letters([word.text]) == _letters([read.text for read in unit.read])
                expected += min(read.confidence for read in unit.read)
    return min(agreed / expected, 1.0)


def _letters(words: Sequence[str]) -> str:
    """Letters and digits, by which two readings are the same or not."""
    signs = unicodedata.normalize("NFC", "".join(words))
    return "".join(str(unicodedata.digit(sign, sign)) for sign in signs if sign.isalnum())


def _weighed(line: Line, units: Sequence[_Unit], trust: float) -> Line:
    words: list[Word | None] = list(line.words)
    placed: dict[int, list[Word]] = {}
    for unit in units:
        before = [word for word in (words[number] for number in unit.words) if word is not None]
        after = _decided(before, unit.read, trust)
        if after != before:
            placed[unit.words[0]] = after
            for number in unit.words:
                words[number] = None
    if not placed:
        return line
    made: list[Word] = []
    for number, word in enumerate(words):
        made += placed.get(number, [] if word is None else [word])
    return line.with_words(tuple(made), line.box)


def _decided(words: Sequence[Word], read: Sequence[RecognisedWord], trust: float) -> list[Word]:
    """What stands in one place, of two readings."""
    text = min(max(min(word.confidence for word in words), _LEAST), _MOST)
    seen = min(max(trust * min(word.confidence for word in read), _LEAST), _MOST)
    neither = (1 - text) * (1 - seen)
    if _letters([word.text for word in words]) == _letters([word.text for word in read]):
        sure = text * seen / (text * seen + neither * _ALIKE)
        return [replace(word, confidence=max(word.confidence, sure)) for word in words]
    total = text * (1 - seen) + seen * (1 - text) + neither
    by_text, by_picture = text * (1 - seen) / total, seen * (1 - text) / total
    likelier = by_picture > by_text and (by_picture > _TAKEN or text < _NOTHING)
    if text < _LOST and likelier and not any(map(_is_number, words)):
        return _as_read(words, read, min(by_picture, _CONTRADICTED), by_text)
    other = " ".join(word.text for word in read)
    return [
        replace(
            word,
            confidence=min(word.confidence, by_text),
            alternatives=_with_other(word.alternatives, other, by_picture) if len(words) == 1 else word.alternatives,
        )
        for word in words
    ]


def _is_number(word: Word) -> bool:
    return any(map(str.isdigit, word.text)) and not _ARABIC.search(word.text)


def _as_read(words: Sequence[Word], read: Sequence[RecognisedWord], sure: float, other: float) -> list[Word]:
    """The words as the picture shows them; what the file claims stays beside the first of them."""
    first, text = words[0], " ".join(word.text for word in words)
    original = " ".join(word.original for word in words)
    if len(words) == len(read) == 1:
        return [replace(first, text=read[0].text, confidence=sure, alternatives=((text, other),))]
    made = [Word(word.text, "", sure, word.box) for word in read]
    made[0] = replace(made[0], original=original, alternatives=((text, other),), mark=first.mark, note=first.note)
    return made


def _with_other(alternatives: Sequence[tuple[str, float]], text: str, share: float) -> tuple[tuple[str, float], ...]:
    kept = [pair for pair in alternatives if pair[0] != text]
    return tuple(sorted([*kept, (text, share)], key=lambda pair: -pair[1]))
