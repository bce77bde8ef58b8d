"""Placed and packed words are the words themselves, to the last bit of their places."""

from __future__ import annotations

import math
import struct
from dataclasses import fields, replace

import numpy as np
import pytest

from warraq.model.line import Line, PackedWords, PlacedWords, Word, packed
from warraq.pages.lines.frame import Frame

PLACED = Word("نص", "صن", 0.75, (1.0, 2.25, 33.33, 700.01), (("بص", 0.2),), "1", "2:1", True, False)
WORDS = (PLACED, replace(PLACED, box=(0.1, 0.2, 0.3, 612.0)), Word("آخر", "آخر", 1.0, (5.0, 6.0, 7.0, 8.0)))


@pytest.mark.parametrize(
    "boxes",
    [
        [(1.0, 2.0, 3.0, 4.0), (0.07, 0.29, 1234.56, 9999.99), (-3.5, -0.01, 0.0, 841.89)],
        [(1.0, 2.0, 3.0, 4.0), (1 / 3, 2.0, 3.0, 4.0), (1.0, 2.0, 3.0, 1e-9)],
        [(1.0, 2.0, 3.0, 4.0), None, None],
        [(-0.0, 2.0, 3.0, 4.0), (1e12, 2.0, 3.0, 4.0), (1.0, math.inf, 3.0, 4.0)],
    ],
    ids=["rounded", "not rounded", "without a place", "no numbers of a page"],
)
def test_they_come_back_as_they_were(boxes: list[tuple[float, float, float, float] | None]) -> None:
    words = tuple(replace(word, box=box) for word, box in zip(WORDS, boxes, strict=True))
    packed_words = PackedWords(words, {})
    assert [repr(word) for word in packed_words] == [repr(word) for word in words]
    assert [repr(packed_words[place]) for place in (0, 2, -1, -3)] == [repr(words[place]) for place in (0, 2, -1, -3)]
    assert packed_words[1:] == words[1:] and packed_words[:-1] == words[:-1]
    assert packed_words == words and hash(packed_words) == hash(words) and len(packed_words) == 3
    assert (*packed_words, *words[:1]) == (*words, words[0])


def test_words_that_differ_in_their_place_alone_are_kept_once() -> None:
    known: dict[Word, Word] = {}
    first, second = PackedWords(WORDS, known), PackedWords(WORDS[::-1], known)
    assert len(known) == 2
    assert first.unplaced[0] is first.unplaced[1] is second.unplaced[1]
    assert first.unplaced[0] == replace(PLACED, box=None)


def test_a_packed_line_is_the_line() -> None:
    line = Line(1, WORDS, (0.1, 0.2, 33.33, 700.01), 12.0)
    result = packed(line, {})
    assert isinstance(result.words, PackedWords)
    assert result == line
    assert (result.text, result.original) == (line.text, line.original)
    assert replace(result, indent=3.0).text == line.text
    assert [word.text for word in result.unplaced] == [word.text for word in line.unplaced]


def test_placed_words_are_made_of_what_lines_share_and_their_boxes() -> None:
    unplaced, boxes = [replace(word, box=None) for word in WORDS], [word.box for word in WORDS]
    placed = PlacedWords(unplaced, boxes)
    assert placed.text == "نص نص آخر" and list(placed.boxes) == boxes
    assert placed.unplaced[0] is unplaced[0]
    assert placed == WORDS and placed[-1] == WORDS[-1] and placed[:2] == WORDS[:2] and len(placed) == 3
    assert placed[0] is placed[0]  # kept, once it was made


def test_boxes_of_placed_words_may_be_bytes() -> None:
    unplaced, boxes = [replace(word, box=None) for word in WORDS], [(1 / 3, -0.0, 3.0, 4.5), (1.0, 2.0, 3.0, 1e12)]
    placed = PlacedWords(unplaced[:2], struct.pack("8d", *boxes[0], *boxes[1]), 2.5)
    assert repr(placed.boxes) == repr(boxes)
    assert repr([placed.box(place) for place in (0, 1, -1, -2)]) == repr([*boxes, *boxes[::-1]])
    assert placed[1] == replace(WORDS[1], box=boxes[1]) and placed[-2] == replace(WORDS[0], box=boxes[0])
    assert placed == PlacedWords(unplaced[:2], boxes) == PackedWords(placed, {})


def test_a_line_knows_its_widest_white() -> None:
    placed = PlacedWords([replace(word, box=None) for word in WORDS], [word.box for word in WORDS], 2.5)
    line = Line(1, placed)
    assert line.white == packed(line, {}).white == line.at(1.0, 2.0).white == 2.5
    assert Line(1, WORDS).white == packed(Line(1, WORDS), {}).white == math.inf
    assert line.with_words(placed[1:], None).white == math.inf


def test_words_are_packed_alike_whether_they_were_placed_or_not() -> None:
    known: dict[Word, Word] = {}
    placed = PlacedWords([replace(word, box=None) for word in WORDS], [word.box for word in WORDS])
    packed_words = PackedWords(placed, known)
    assert packed_words == PackedWords(WORDS, known) == WORDS
    assert len(known) == 2 and list(packed_words.boxes) == [word.box for word in WORDS]


def test_a_line_knows_the_boxes_of_its_words() -> None:
    boxes = [word.box for word in WORDS]
    for line in (Line(1, WORDS), packed(Line(1, WORDS), {})):
        assert list(line.boxes) == boxes
        assert [line.box_of(place) for place in range(3)] == boxes


def test_a_line_in_its_column_is_the_same_line() -> None:
    line = Line(3, WORDS, (1.0, 2.0, 3.0, 4.0), 12.0, True, 9.0, 8.0, False, True, True, True, True, 5)
    assert all(getattr(line, item.name) != item.default for item in fields(Line) if item.init)
    assert line.at(0.5, 7.25) == replace(line, gap_before=0.5, indent=7.25)
    assert line.at(0.5, 7.25).painted == 5


def test_a_line_of_other_words_is_the_same_line_but_for_them() -> None:
    line = Line(3, WORDS, (1.0, 2.0, 3.0, 4.0), 12.0, True, 9.0, 8.0, False, True, True, True, True, 5)
    made = line.with_words(WORDS[:1], (5.0, 6.0, 7.0, 8.0))
    assert made == replace(line, words=WORDS[:1], box=(5.0, 6.0, 7.0, 8.0))
    assert (made.text, made.painted) == (WORDS[0].text, 5)


def test_words_that_are_moved_stay_what_they_were() -> None:
    words = tuple(replace(PLACED, box=box) for box in ((1.0, 2.0, 3.0, 4.0), (5.25, 2.0, 9.5, 4.0)))
    placed = PlacedWords([replace(word, box=None) for word in words], [word.box for word in words], 2.5)
    for some in (placed, PackedWords(placed, {})):
        moved = some.moved(lambda box: (box[0] + 1.5, *box[1:]))
        assert type(moved) is type(some) and moved.white == 2.5
        assert list(moved.boxes) == [(2.5, 2.0, 3.0, 4.0), (6.75, 2.0, 9.5, 4.0)]
        assert moved.unplaced[0] is some.unplaced[0]


@pytest.mark.parametrize("angle", [0.0, 90.0, 180.0, 30.0])
def test_places_as_bytes_are_the_boxes_of_their_frame(angle: float) -> None:
    none = np.zeros(0)
    frame, sides = Frame(none, none, none, none, angle), np.array([[1.25, 2.0, 5.5, 4.0], [7.0, 3.0, 9.13, 8.0]])
    words = PlacedWords([replace(PLACED, box=None)] * 2, frame.packed_boxes(sides))
    assert list(words.boxes) == frame.boxes(sides)
