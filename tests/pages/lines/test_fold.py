"""Which sheets hold two pages side by side."""

from __future__ import annotations

from dataclasses import replace

import numpy as np
import pytest

from tests.repair.painter import Painter
from warraq.pages import read_lines
from warraq.pages.lines.fold import is_crossed, is_folded, may_be_folded

WIDTH, HEIGHT = 842.0, 595.0


@pytest.mark.parametrize(
    ("spans", "folded"),
    [
        ([(60, 361), (481, 782)], True),
        ([(60, 361), (481, 782), (400, 440)], False),  # something stands over the fold
        ([(60, 391), (451, 782)], False),  # two columns
        ([(20, 400), (442, 822)], False),  # narrow margins, and little white between
        ([(20, 395), (447, 822)], True),
        ([(60, 320), (440, 782)], False),  # the white isn't in the middle
        ([(20, 100), (240, 380), (462, 602), (742, 822)], False),  # columns of a table
        ([(240, 380), (20, 100), (462, 822)], True),  # ... on one of the pages
        ([(20, 180), (200, 380), (462, 642), (662, 822)], True),  # columns of text
        ([(20, 380), (40, 60), (190, 210), (462, 822), (482, 502), (632, 652)], True),  # words above full lines
        ([(60, 160), (682, 782)], False),  # two narrow columns
        ([(60, 361)], False),
        ([(481, 782)], False),
        ([], False),
    ],
)
def test_a_sheet_is_folded_where_white_as_wide_as_its_margins_parts_it(
    spans: list[tuple[float, float]], folded: bool
) -> None:
    left, right = np.array(spans, dtype=float).reshape(-1, 2).T
    assert is_folded(left, right, WIDTH) is folded


@pytest.mark.parametrize(
    ("extent", "may"), [((842, 595), True), ((595, 842), False), ((700, 595), False), ((0, 0), False)]
)
def test_only_a_wide_sheet_may_be_folded(extent: tuple[float, float], may: bool) -> None:
    assert may_be_folded(*extent) is may


@pytest.mark.parametrize(
    ("rule", "crossed"),
    [((60, 782), True), ((60, 423), False), ((419, 782), False), ((420.5, 421.5), False), ((400, 442), True)],
)
def test_a_rule_that_ends_at_the_fold_does_not_go_over_it(rule: tuple[float, float], crossed: bool) -> None:
    for edge in (0.0, -WIDTH):
        rules = np.array([(rule[0] + edge, 300, rule[1] + edge, 300.5)], np.float32)
        assert is_crossed(rules, edge, WIDTH) is crossed


@pytest.mark.parametrize(("right", "lines"), [(782.0, 2), (400.0, 4)])
def test_rows_with_a_rule_over_the_middle_are_not_cut(right: float, lines: int) -> None:
    painter = Painter(width=WIDTH, height=HEIGHT)
    for y in (100, 130):
        for place in (782, 361):
            painter.line("تعمل الوزارة على تطوير الخدمات الحكومية المقدمة", y, right=place)
    extraction, maps = painter.extraction()
    rules = np.array([(60, 110, right, 110.5)], np.float32)
    rows_read, _, _ = read_lines(replace(extraction, pages=(replace(extraction.pages[0], rules=rules),)), maps)
    assert len(rows_read) == lines
