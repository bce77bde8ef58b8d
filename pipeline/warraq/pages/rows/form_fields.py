"""Values of form fields among the lines of a page: each in the line of its label, or in lines of its own.

A value is known, so its words are sure, and are put where the field stands; letters that lie over a dotted leader never
meet its dots. What is printed to be filled in, a leader or an empty box, goes where a value stands on it.
"""

from __future__ import annotations

import math
import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from typing import Final
from unicodedata import bidirectional

import numpy as np
from numpy.typing import NDArray

from warraq.model.glyph import FormField
from warraq.model.line import Box, Line, Word
from warraq.pages.codes.codes import clean

#: Share of the font size that a character takes across, and the distance of lines in units of it.
_ACROSS: Final = 0.5
_LEADING: Final = 1.2
#: Font size of a field that says none, points; and its share of the height that a line has at most.
_USUAL: Final = 11.0
_HIGH: Final = 0.8
#: What check boxes and radio buttons read.
_MARKS: Final = ("\N{BALLOT BOX WITH CHECK}", "\N{BALLOT BOX}")
#: A field that is higher than this, in units of its font size, may have several lines.
_ONE_LINE: Final = 2.5
#: How far before a field its label is at most, for fields are aligned and labels are of any length; and how far on
#: either side any text that it belongs to, in units of that one's font size.
_FAR: Final = 12.0
_NEAR: Final = 2.0
_SPACE: Final = 0.25
#: What a rule between a word and a field may lie inside either, points.
_SLACK: Final = 2.0
#: Dots, low lines, hyphens or boxes that are printed to be filled in.
_FILLED_IN: Final = re.compile(
    r"[.\u2026_\u00b7\u0640\u2013\u2014-]{2,}|[_\u2026\u25a1\u25a2\u25fb\u25cb\u2610\uf0a8\uf06f]+"
)


@dataclass(frozen=True, slots=True)
class _Value:
    """A field on its page.

    Attributes:
        box: its place.
        texts: words, a line each.
        size: of its font, points.
    """

    box: Box
    texts: list[list[str]]
    size: float

    @property
    def is_mark(self) -> bool:
        """Whether it says no more than what is chosen: its label stands on either side."""
        return len(self.texts) == 1 and len(self.texts[0]) == 1 and self.texts[0][0] in _MARKS

    @property
    def rtl(self) -> bool | None:
        """Whether it is written from right to left, as its first letter is; None where it has none."""
        sides = (bidirectional(char) for words in self.texts for word in words for char in word)
        return next((side != "L" for side in sides if side in ("L", "R", "AL")), None)


def with_values(
    lines: Sequence[Line], number: int, fields: Iterable[FormField], rules: NDArray[np.float32], *, rtl: bool
) -> list[Line]:
    """The lines of a page with the values of its fields.

    Args:
        lines: what the page shows.
        number: of the page.
        fields: its form fields.
        rules: ``Page.rules``.
        rtl: the direction of most of the document.
    """
    hosts = list(lines)
    boxes = np.array([line.box or (math.inf,) * 4 for line in lines]).reshape(-1, 4)
    uprights = rules[rules[:, 2] - rules[:, 0] < rules[:, 3] - rules[:, 1]]
    alone: list[Line] = []
    # Of fields side by side the first one is nearest to the label before them.
    for value in sorted(map(_value, fields), key=lambda value: -value.box[2] if rtl else value.box[0]):
        if not value.texts:
            continue
        host = _host(value, hosts, boxes, uprights) if len(value.texts) == 1 else None
        if host is None:
            alone += _own_lines(value, number, rtl)
        else:
            hosts[host] = _put_in(value, hosts[host])
            boxes[host] = hosts[host].box
    return [*hosts, *alone]


def _value(field: FormField) -> _Value:
    """The words of a field in lines that fit into its box."""
    left, top, right, bottom = field.box
    texts = [words for line in field.text.splitlines() if (words := [t for t in map(clean, line.split()) if t.strip()])]
    size = min(field.size or _USUAL, _HIGH * (bottom - top))
    if len(texts) > 1 or bottom - top > _ONE_LINE * size:
        wide = max(int((right - left) / (_ACROSS * max(size, 1.0))), 1)
        texts = [part for words in texts for part in _wrapped(words, wide)]
    return _Value(field.box, texts, min(size, _HIGH * (bottom - top) / max(len(texts), 1)))


def _wrapped(words: Sequence[str], wide: int) -> list[list[str]]:
    """Words in lines of at most so many characters."""
    lines: list[list[str]] = [[]]
    length = 0
    for word in words:
        if lines[-1] and length + len(word) > wide:
            lines.append([])
            length = 0
        lines[-1].append(word)
        length += len(word) + 1
    return lines


def _host(
    value: _Value, lines: Sequence[Line], boxes: NDArray[np.float64], uprights: NDArray[np.float32]
) -> int | None:
    """The number of the line that a value belongs into: at its height, nearest, and with no rule between."""
    left, top, right, bottom = value.box
    middle, of_lines = (top + bottom) / 2, (boxes[:, 1] + boxes[:, 3]) / 2
    level = ((top <= of_lines) & (of_lines <= bottom)) | ((boxes[:, 1] <= middle) & (middle <= boxes[:, 3]))
    best: tuple[bool, float, int] | None = None
    for number in np.flatnonzero(level).tolist():
        line = lines[number]
        size = max(line.size, 1.0)
        if line.across:
            continue
        for box in filter(None, line.boxes):
            gap = max(box[0] - right, left - box[2], 0.0)
            before = gap == 0.0 or (box[0] >= right if line.rtl else box[2] <= left)
            far = (_FAR if before and not value.is_mark else _NEAR) * size
            rank = not before and not value.is_mark, gap, number
            if gap > far or (best is not None and best <= rank):
                continue
            if not _is_parted(box, value.box, uprights):
                best = rank
    return best[2] if best else None


def _is_parted(word: Box, field: Box, uprights: NDArray[np.float32]) -> bool:
    """Whether a rule stands between a word and a field."""
    if not len(uprights):
        return False
    low, high = (word[2], field[0]) if word[0] < field[0] else (field[2], word[0])
    middle = (field[1] + field[3]) / 2
    x = (uprights[:, 0] + uprights[:, 2]) / 2
    between = (low - _SLACK <= x) & (x <= high + _SLACK) & (uprights[:, 1] <= middle) & (middle <= uprights[:, 3])
    return bool(between.any())


def _put_in(value: _Value, line: Line) -> Line:
    """The line with the words of a value behind those that are read before its field."""
    left, _, right, _ = value.box
    _, top, _, bottom = line.box or value.box
    kept = [
        word
        for word in line.words
        if word.box is None or not (_FILLED_IN.fullmatch(word.text) and _covered(word.box, left, right))
    ]
    middle = (left + right) / 2
    before = 0
    for word in kept:
        if word.box is not None:
            centre = (word.box[0] + word.box[2]) / 2
            before += centre > middle if line.rtl else centre < middle
    new: tuple[Word, ...]
    if value.is_mark:
        [text] = value.texts[0]
        new = (Word(text, text, box=(left, top, right, bottom)),)
    else:
        new = _words(value.texts[0], (left, top, right, bottom), min(value.size, bottom - top), rtl=line.rtl)
        if before and (label := kept[before - 1].box) is not None:
            new = (_up_to(label, new[0], line), *new[1:])
    words = (*kept[:before], *new, *kept[before:])
    placed = [word.box for word in words if word.box is not None]
    lefts, tops, rights, bottoms = zip(*placed, strict=True)
    filled = line.with_words(words, (min(lefts), min(tops), max(rights), max(bottoms)))
    return filled if line.in_cells or not _is_row(kept[:before], value) else replace(filled, in_cells=True)


def _is_row(words_before: Sequence[Word], value: _Value) -> bool:
    """Whether a line is one of a form, not of a text: its label has a colon, or something else is checked before."""
    if value.is_mark:
        return any(word.text in _MARKS for word in words_before)
    return bool(words_before) and words_before[-1].text.endswith(":")


def _up_to(label: Box, word: Word, line: Line) -> Word:
    """The first word of a value, its box reaching to a label before it: white between the two would part columns."""
    left, top, right, bottom = word.box or label
    gap = label[0] - right if line.rtl else left - label[2]
    if not _SPACE * line.size < gap <= _FAR * line.size:
        return word
    if line.rtl:
        right = round(label[0] - _SPACE * line.size, 2)
    else:
        left = round(label[2] + _SPACE * line.size, 2)
    return replace(word, box=(left, top, right, bottom))


def _covered(word: Box, left: float, right: float) -> bool:
    """Whether half of a word lies under a field, or the field over half of the word's length."""
    shared = min(word[2], right) - max(word[0], left)
    return 2 * shared > min(word[2] - word[0], right - left)


def _own_lines(value: _Value, number: int, rtl: bool) -> list[Line]:
    """The lines of a value that stands by itself, from the top of its box; one line in the middle."""
    left, top, right, bottom = value.box
    direction = value.rtl if value.rtl is not None else rtl
    step = min(_LEADING * value.size, (bottom - top) / len(value.texts))
    first = top if len(value.texts) > 1 else (top + bottom - step) / 2
    lines = []
    for row, texts in enumerate(value.texts):
        box = left, first + row * step, right, first + (row + 1) * step
        words = _words(texts, box, value.size, rtl=direction)
        boxes = [word.box for word in words if word.box is not None]
        placed = min(box[0] for box in boxes), box[1], max(box[2] for box in boxes), box[3]
        lines.append(Line(number, words, placed, round(value.size, 2), rtl=direction))
    return lines


def _words(texts: Sequence[str], box: Box, size: float, *, rtl: bool) -> tuple[Word, ...]:
    """Words side by side from where their line begins, as wide as their characters and no wider than there is room."""
    left, top, right, bottom = box
    length = sum(map(len, texts)) + len(texts) - 1
    unit = min(_ACROSS * size, (right - left) / length)
    words, at = [], 0
    for text in texts:
        start, end = at * unit, (at + len(text)) * unit
        sides = (right - end, right - start) if rtl else (left + start, left + end)
        words.append(Word(text, text, box=(round(sides[0], 2), round(top, 2), round(sides[1], 2), round(bottom, 2))))
        at += len(text) + 1
    return tuple(words)
