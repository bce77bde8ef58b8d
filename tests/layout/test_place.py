"""Lines cut at wide white: most need no more than what is known of their widest."""

from __future__ import annotations

import random
from collections import Counter
from collections.abc import Sequence
from dataclasses import replace
from itertools import pairwise
from pathlib import Path

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tests.layout.lines import line as placed_line
from tests.repair.painter import Painter
from warraq.extract.pages.pdf_file import extract_pdf
from warraq.layout.place import beside, pieces, placed, rows_of
from warraq.model.line import Line, PlacedWords, Word
from warraq.pages import read_lines

FIXTURES = Path(__file__).parents[2] / "fixtures" / "pdf"


def expect_the_same(lines: Sequence[Line]) -> None:
    """No line is cut otherwise because its widest white is known."""
    for line in lines:
        edges = sorted((box[0], box[2]) for box in line.boxes if box is not None)
        whites = [after[0] - before[1] for before, after in pairwise(edges)]
        for white in (0.0, 4.0, *whites, *(white - 1e-6 for white in whites)):
            looked_at = replace(line, words=tuple(line.words))
            assert [part.words for part in pieces(line, white)] == [part.words for part in pieces(looked_at, white)]


@pytest.mark.parametrize("name", ["ctoc-cop-wg7-2020-4", "report-tables", "agenda"])
def test_lines_of_fixtures(name: str) -> None:
    lines, _, _ = read_lines(extract_pdf(FIXTURES / f"{name}.pdf"), [])
    assert any(line.white < line.size for line in lines)
    expect_the_same(lines)


@settings(max_examples=60)
@given(chance=st.randoms(use_true_random=False), angle=st.sampled_from((0.0, 90.0)))
def test_letters_in_any_places(chance: random.Random, angle: float) -> None:
    painter = Painter(kashida=0.2, noise=0.05)
    painter.line("بين 3-4 و هـذا كله", 100)
    painter.line("A/RES 5 من", 130)
    extraction, maps = painter.extraction()
    page = extraction.pages[0]
    moved = np.array([chance.choice((0, 0, 0, 3, 9, -4)) for _ in range(len(page))])
    page = replace(
        page,
        x=(page.x + np.cumsum(moved)).astype(np.float32),
        angle=np.full(len(page), angle, np.float32),
    )
    lines, _, _ = read_lines(replace(extraction, pages=[page]), maps)
    expect_the_same(lines)


def test_the_words_of_a_line_without_wide_white_are_not_looked_at(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delattr(PlacedWords, "boxes")
    line = Line(1, PlacedWords([Word("نص", "نص")] * 2, [(0.0, 0.0, 5.0, 9.0), (7.0, 0.0, 9.0, 9.0)], 2.0))
    assert pieces(line, 2.0) == [line]


def test_a_line_is_in_the_row_of_any_that_it_stands_beside() -> None:
    """Steps: the last stands beside the second, and below the first."""
    steps = [
        placed_line(text, 100 + 4 * k, 300 - 100 * k, 220 - 100 * k) for k, text in enumerate("\u0627\u0628\u062a")
    ]
    assert [[line.text for line in row] for row in rows_of([*steps, placed_line("\u062b", 140)])] == [
        ["\u0627", "\u0628", "\u062a"],
        ["\u062b"],
    ]


@given(st.lists(st.tuples(st.integers(0, 40), st.integers(0, 12), st.integers(0, 40)), max_size=30))
def test_a_row_is_all_lines_beside_one_of_it(places: list[tuple[int, int, int]]) -> None:
    """From the top, a line goes into the last row where it is beside any line of that row."""
    lines = [Line(1, (Word("a", "a"),), (left, top, left + 5.0, top + high)) for top, high, left in places]
    rows: list[list[Line]] = []
    for one in sorted(lines, key=lambda one: (placed(one)[3], placed(one)[0])):
        if rows and any(beside(placed(other), placed(one)) for other in rows[-1]):
            rows[-1].append(one)
        else:
            rows.append([one])
    assert [Counter(map(placed, row)) for row in rows_of(lines)] == [Counter(map(placed, row)) for row in rows]
