"""Glyphs to lines: what stands by itself, and what is raised or lowered beside a line."""

from __future__ import annotations

from types import ModuleType, SimpleNamespace

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.repair.sources import BASELINES
from warraq.pages.codes.codes import ARABIC, IS_ALEF
from warraq.pages.lines import baselines
from warraq.pages.lines.frame import Frame

_SIZE = 12.0
#: (left edge, baseline, font size) of a glyph 5 points wide.
Glyph = tuple[float, float, float]


def placed(
    module: ModuleType,
    left: np.ndarray,
    right: np.ndarray,
    down: np.ndarray,
    size: np.ndarray,
    arabic: np.ndarray,
    alef: int | None = None,
) -> baselines.Placed:
    """Glyphs, each with a code of its own, one maybe an alef, as ``module`` takes them: ``baselines`` or its source."""
    none = np.full(len(left), np.nan)
    codes = SimpleNamespace(kind=np.zeros(len(left), np.uint8), ink_left=none, ink_right=none)
    traits = np.where(arabic, ARABIC, 0).astype(np.uint8)
    if alef is not None:
        traits[alef] |= IS_ALEF
    columns = SimpleNamespace(codes=codes, traits=traits)
    return module.Placed(Frame(left, right, down, size, 0.0), np.arange(len(left)), columns)


def lines_of(*glyphs: Glyph) -> list[list[int]]:
    left, down, size = (np.array(column) for column in zip(*glyphs, strict=True))
    lines, source = (
        module.find_lines(placed(module, left, left + 5.0, down, size, left < 0), np.arange(len(left))).apart()
        for module in (baselines, BASELINES)
    )
    assert [line.tolist() for line in lines] == [line.tolist() for line in source]
    return [sorted(line.tolist()) for line in lines]


def of_words(left: np.ndarray, right: np.ndarray, down: np.ndarray, size: np.ndarray, arabic: np.ndarray) -> np.ndarray:
    """Where glyphs stand, words that cascade straightened."""
    straightened, source = (
        module.find_bands(placed(module, left, right, down, size, arabic), np.arange(len(left)))[0]
        for module in (baselines, BASELINES)
    )
    assert straightened.tolist() == source.tolist()
    return straightened


def test_lines_come_from_the_top_whatever_the_stream_says() -> None:
    assert lines_of((50.0, 300.0, _SIZE), (50.0, 100.0, _SIZE), (60.0, 100.5, _SIZE)) == [[1, 2], [0]]


def test_a_raised_mark_is_of_its_line_and_of_no_other() -> None:
    text = [(x, down, _SIZE) for down in (100.0, 120.0, 400.0) for x in (50.0, 60.0, 70.0)]
    assert lines_of(*text, (75.5, 115.0, 7.0)) == [[0, 1, 2], [3, 4, 5, 9], [6, 7, 8]]


def test_a_mark_too_high_is_a_line_of_its_own() -> None:
    text = [(x, 120.0, _SIZE) for x in (50.0, 60.0, 70.0)]
    assert lines_of(*text, (75.5, 108.0, 7.0)) == [[3], [0, 1, 2]]


@given(st.lists(st.tuples(st.integers(0, 40), st.integers(0, 12)), min_size=1, max_size=40))
def test_every_glyph_is_in_one_line_and_lines_that_are_far_apart_are_whole(places: list[tuple[int, int]]) -> None:
    lines = lines_of(*((10.0 * x, 30.0 * row, _SIZE) for x, row in places))
    rows = sorted({row for _, row in places})
    assert lines == [[number for number, (_, row) in enumerate(places) if row == wanted] for wanted in rows]


def test_letters_that_cascade_stand_on_the_lowest_baseline_of_many() -> None:
    left = np.array([50.0, 55.0, 59.0, 63.0, 68.0, 73.0])
    down = np.array([100.0, 103.0, 97.0, 93.0, 89.0, 100.0])
    line = np.linspace(200.0, 295.0, 20)
    for order in ([0, 1, 2, 3, 4, 5], [5, 4, 3, 2, 1, 0]):
        at, of = np.concatenate([left[order], line]), np.concatenate([down[order], np.full(20, 100.0)])
        size, arabic = np.full(26, _SIZE), np.ones(26, np.bool_)
        assert of_words(at, at + 5, of, size, arabic).tolist() == [100.0] * 26
        assert of_words(at, at + 5, of, size, ~arabic).tolist() == of.tolist()
        assert of_words(at * 2, at * 2 + 5, of, size, arabic).tolist() == of.tolist()


def test_a_steep_step_is_one_of_a_word_where_it_rises_from_left_to_right() -> None:
    line = np.linspace(200.0, 295.0, 20)
    rising, falling = np.array([100.0, 91.0, 88.0]), np.array([88.0, 97.0, 100.0])
    for order in ([0, 1, 2], [2, 1, 0]):
        at = np.concatenate([np.array([50.0, 54.0, 59.0])[order], line])
        size, arabic = np.full(23, _SIZE), np.ones(23, np.bool_)
        for word, one_line in ((rising, True), (falling, False), (2 * rising - 100.0, False)):
            of = np.concatenate([word[order], np.full(20, 100.0)])
            assert (of_words(at, at + 5, of, size, arabic).tolist() == [100.0] * 23) == one_line


@pytest.mark.parametrize("step", [0.7, 0.86, 0.94])
def test_a_step_from_line_to_line_is_none_within_a_word(step: float) -> None:
    """A line may end where the next one begins, in the order of the stream, and lines of Word may be set that tight."""
    letters = np.arange(100.0, 200.0, 5.0)
    # what is painted last of a line stands beside what is painted first of the next one
    at = np.concatenate([letters, [55.0], [50.0], letters, letters])
    of = 100.0 + step * _SIZE * np.repeat([0.0, 1.0, 2.0], [letters.size + 1, letters.size + 1, letters.size])
    baselines = of_words(at, at + 5, of, np.full(at.size, _SIZE), np.ones(at.size, np.bool_))
    assert baselines.tolist() == of.tolist()


@pytest.mark.parametrize(("white", "one_line"), [(0.07, True), (0.1, False)])
def test_letters_that_cascade_may_leave_a_little_white_for_their_tails(white: float, one_line: bool) -> None:
    line = np.linspace(200.0, 295.0, 20)
    of = np.concatenate([np.array([100.0, 96.0, 92.0]), np.full(20, 100.0)])
    at = np.concatenate([np.array([50.0, 55.0, 60.0 + white * _SIZE]), line])
    baselines = of_words(at, at + 5, of, np.full(23, _SIZE), np.ones(23, np.bool_))
    assert (baselines[2] == 100.0) == one_line


def test_letters_of_one_baseline_stay_where_they_are() -> None:
    left, down = np.linspace(0.0, 15.0, 4), np.array([100.0, 101.0, 100.0, 100.5])
    baselines = of_words(left, left + 5, down, np.full(4, _SIZE), np.ones(4, np.bool_))
    assert baselines.tolist() == down.tolist()


def painted_order(left: list[float], right: list[float], alef: int) -> list[int]:
    """The glyphs of one line from left to right."""
    count = len(left)
    columns = np.array(left), np.array(right), np.full(count, 100.0), np.full(count, _SIZE), np.ones(count, np.bool_)
    glyphs, source = (
        module.find_lines(placed(module, *columns, alef), np.arange(count)).glyphs.tolist()
        for module in (baselines, BASELINES)
    )
    assert glyphs == source
    return glyphs


@pytest.mark.parametrize(("word_before", "word_behind"), [(78.0, 30.0), (30.0, 78.0)])
def test_an_alef_over_a_tail_is_put_in_order_by_its_word_whichever_way_words_follow(
    word_before: float, word_behind: float
) -> None:
    """Word paints the words of a line from the right, and the letters of each from the left."""
    left, right = [50.6, 50.0, 57.0], [53.5, 57.0, 65.0]  # alef, the reh that it stands over, and what is before that
    glyphs = painted_order([word_before, *left, word_behind], [word_before + 5, *right, word_behind + 5], 1)
    assert [glyph for glyph in glyphs if 1 <= glyph <= 3] == [1, 2, 3]


@pytest.mark.parametrize(("word_before", "word_behind"), [(78.0, 30.0), (30.0, 78.0)])
def test_so_is_one_that_is_painted_in_the_order_of_reading(word_before: float, word_behind: float) -> None:
    left, right = [57.0, 50.0, 50.6], [65.0, 57.0, 53.5]
    glyphs = painted_order([word_before, *left, word_behind], [word_before + 5, *right, word_behind + 5], 3)
    assert [glyph for glyph in glyphs if 1 <= glyph <= 3] == [3, 2, 1]


def test_an_alef_left_of_a_tail_stays_there() -> None:
    assert painted_order([78.0, 47.0, 50.0, 57.0, 30.0], [83.0, 49.9, 57.0, 65.0, 35.0], 1) == [4, 1, 2, 3, 0]
