"""Bands of rows that share gutters."""

from __future__ import annotations

from dataclasses import replace

import pytest

from warraq.pages.lines.regions.bands import Row, find_bands, merged, wide_white_of, without_justified

SIZE, PITCH = 10.0, 15.0


def rows(*spans: tuple[tuple[float, float], ...], step: float = PITCH) -> list[Row]:
    tops = (100 + step * number for number in range(len(spans)))
    return [
        Row(top, top + 1.15 * SIZE, SIZE, of_row, (SIZE,) * len(of_row), 1.4 * SIZE)
        for top, of_row in zip(tops, spans, strict=True)
    ]


TWO = ((50.0, 200.0), (300.0, 400.0))
FOUR = ((50.0, 80.0), (100.0, 200.0), (300.0, 330.0), (350.0, 400.0))
WHOLE = ((50.0, 400.0),)


def test_a_band_ends_where_more_gutters_begin_though_one_goes_on() -> None:
    bands = find_bands(rows(*[TWO] * 4, *[FOUR] * 4))
    assert [(band.first, band.end, len(band.columns)) for band in bands] == [(0, 4, 2), (4, 8, 4)]


FIVE = ((0.0, 20.0), (50.0, 80.0), (100.0, 200.0), (300.0, 330.0), (350.0, 400.0))
PARTED = ((0.0, 20.0), (50.0, 80.0), (100.0, 140.0), (160.0, 200.0), (300.0, 330.0), (350.0, 400.0))


def test_bands_below_each_other_that_share_nearly_all_gutters_are_one() -> None:
    (band,) = find_bands(rows(*[FIVE] * 6, *[PARTED] * 6))
    assert (band.first, band.end, len(band.columns)) == (0, 12, 5)
    assert band.wide == (12, 12, 12, 12)


def test_bands_far_below_each_other_are_not_united() -> None:
    upper, lower = rows(*[FIVE] * 6), rows(*[PARTED] * 6)
    moved = [replace(row, top=row.top + 250, bottom=row.bottom + 250) for row in lower]
    assert [(band.first, band.end) for band in find_bands([*upper, *moved])] == [(0, 6), (6, 12)]


@pytest.mark.parametrize(
    ("heads", "first"),
    [
        ([((110.0, 150.0), (310.0, 370.0))], 1),  # each in the middle of two
        ([((75.0, 145.0), (310.0, 370.0))], 1),
        ([((55.0, 95.0), (310.0, 370.0))], 2),  # from one column into the gutter beside it
        ([((110.0, 150.0), (310.0, 370.0)), ((10.0, 18.0),)], 1),  # one of both rows between them
        ([WHOLE, ((10.0, 18.0),)], 2),
    ],
)
def test_rows_that_head_several_columns_belong_to_the_table_below(
    heads: list[tuple[tuple[float, float], ...]], first: int
) -> None:
    (band,) = find_bands(rows(WHOLE, *heads, *[FIVE] * 5))
    assert band.first == first


def test_bands_as_far_apart_as_their_rows_are_one() -> None:
    upper = rows(FIVE, FIVE, FIVE, step=52.0)
    lower = [replace(row, top=row.top + 156, bottom=row.bottom + 156) for row in upper]
    (band,) = find_bands([*upper, *lower])
    assert (band.first, band.end) == (0, 6)


def test_a_row_that_runs_over_the_gutter_ends_a_band() -> None:
    bands = find_bands(rows(*[TWO] * 4, WHOLE, *[TWO] * 4))
    assert [(band.first, band.end) for band in bands] == [(0, 4), (5, 9)]
    assert bands[0].gutters == [250.0]


@pytest.mark.parametrize(("over", "ends"), [((180.0, 360.0), [9]), ((50.0, 400.0), [4, 9])])
def test_a_short_row_that_runs_over_gutters_of_a_table_is_in_its_band(
    over: tuple[float, float], ends: list[int]
) -> None:
    bands = find_bands(rows(*[FOUR] * 4, (over,), *[FOUR] * 4))
    assert [band.end for band in bands] == ends
    assert all(len(band.columns) == 4 for band in bands)


def test_a_piece_in_the_middle_of_a_table_reaches_over_its_columns() -> None:
    (band,) = find_bands(rows(*[FIVE] * 4, ((160.0, 240.0),), *[FIVE] * 4))
    assert (band.columns[2], len(band.columns)) == ((100.0, 200.0), 5)


@pytest.mark.parametrize("count", [1, 2])
def test_few_rows_of_two_cells_are_no_band(count: int) -> None:
    assert find_bands(rows(WHOLE, *[TWO] * count, WHOLE)) == []


def test_a_river_of_narrow_white_is_no_gutter() -> None:
    river = ((50.0, 200.0), (208.0, 400.0))
    assert find_bands(rows(*[river] * 8)) == []
    assert len(find_bands(rows(*[river] * 6, *[((50.0, 195.0), (212.0, 400.0))] * 2))) == 1


def test_columns_that_share_no_baselines_are_a_band() -> None:
    left, right = ((50.0, 200.0),), ((300.0, 400.0),)
    (band,) = find_bands(rows(*[left, right] * 5, step=7.0))
    assert (band.first, band.end) == (0, 10)
    assert find_bands(rows(*[left, right] * 5, step=20.0)) == []


def test_the_longer_column_begins_above_the_others() -> None:
    (band,) = find_bands(rows(WHOLE, ((300.0, 400.0),), ((310.0, 400.0),), *[TWO] * 4))
    assert (band.first, band.end) == (1, 7)


def test_white_is_wide_beside_the_spaces_of_its_row() -> None:
    assert wide_white_of([3.0, 3.0, 9.0], SIZE) == 8.0
    assert wide_white_of([5.0, 5.5, 9.0], SIZE) == 13.125
    assert wide_white_of([], SIZE) == 14.0


def test_spans_that_less_white_parts_are_one() -> None:
    assert merged([(0.0, 10.0), (12.0, 20.0), (40.0, 50.0)], 5.0) == [(0.0, 20.0), (40.0, 50.0)]


def test_a_line_in_one_column_goes_with_the_band_below_though_a_heading_beside_is_larger() -> None:
    """Sizes are compared a column, not a row."""
    column, beside = (50.0, 200.0), (300.0, 400.0)
    upper, *lower = rows((column,), *[(column, beside)] * 4)
    larger = [replace(row, size=13.0, sizes=(SIZE, 13.0)) for row in lower]
    (band,) = find_bands([upper, *larger])
    assert (band.first, band.end) == (0, 5)
    (band,) = find_bands([upper, *[replace(row, size=13.0, sizes=(13.0, 13.0)) for row in lower]])
    assert (band.first, band.end) == (1, 5)


@pytest.mark.parametrize(("between", "bands"), [(1, 1), (3, 2)])
def test_few_rows_in_one_column_between_bands_that_share_gutters_belong_to_them(between: int, bands: int) -> None:
    every = rows(*[FIVE] * 6, *[((100.0, 140.0),)] * between, *[PARTED] * 6)
    apart = [replace(row, sizes=(14.0 + 5 * n,)) for n, row in enumerate(every[6:-6])]
    assert len(find_bands([*every[:6], *apart, *every[-6:]])) == bands


def test_gutters_of_one_row_alone_count_nothing() -> None:
    """Months along the axis of a chart, above dates and the notes that these head."""
    months = tuple((5.0 + 40 * number, 15.0 + 40 * number) for number in range(10))
    dates = ((20.0, 70.0), (125.0, 170.0), (225.0, 270.0), (325.0, 370.0))
    notes = ((10.0, 80.0), (115.0, 180.0), (215.0, 280.0), (315.0, 380.0))
    bands = find_bands(rows(months, dates, *[notes] * 4))
    assert [(band.end, len(band.columns)) for band in bands] == [(6, 4)]


def test_a_title_between_columns_ends_the_band_above() -> None:
    lines = rows(TWO, TWO, TWO, ((225.0, 275.0),), ((50.0, 150.0), (330.0, 400.0)), ((260.0, 400.0),), WHOLE)
    assert [(band.first, band.end) for band in find_bands(lines)] == [(0, 3)]


def test_a_row_that_may_be_of_two_bands_is_of_the_nearer_one() -> None:
    row = ((50.0, 80.0), (350.0, 400.0))
    near = rows(TWO, TWO, TWO, row, *[FOUR] * 3)
    moved = [replace(row, top=row.top + 20, bottom=row.bottom + 20) for row in near[4:]]
    assert [(band.first, band.end) for band in find_bands([*near[:4], *moved])] == [(0, 4), (4, 7)]
    moved = [replace(row, top=row.top + 20, bottom=row.bottom + 20) for row in near[3:]]
    assert [(band.first, band.end) for band in find_bands([*near[:3], *moved])] == [(0, 3), (3, 7)]


def test_a_column_that_is_longer_has_its_next_paragraph_below_the_last_line_of_the_others() -> None:
    left, right = ((50.0, 200.0),), ((300.0, 400.0),)
    columns = rows(*[TWO] * 6, right, left, right)
    last = replace(columns[8], top=columns[8].top + 3, bottom=columns[8].bottom + 3)
    (band,) = find_bands([*columns[:8], last])
    assert (band.first, band.end) == (0, 9)
    far = replace(last, top=last.top + 30, bottom=last.bottom + 30)
    (band,) = find_bands([*columns[:8], far])
    assert (band.first, band.end) == (0, 8)


def test_a_line_below_one_that_is_justified_word_by_word_names_no_columns() -> None:
    words = tuple((start, start + 22.0) for start in (300.0, 326.0, 352.0, 378.0))
    left, right, justified = ((50.0, 200.0),), ((300.0, 400.0),), (*TWO[:1], *words)
    lines = [*[justified, right, left] * 2, *[TWO] * 6]
    (band,) = find_bands(rows(*lines, step=8.0))
    assert (band.first, band.end, len(band.columns)) == (0, len(lines), 2)


def test_a_line_in_the_middle_one_of_three_columns_runs_over_no_gutter() -> None:
    three = ((50.0, 200.0), (225.0, 375.0), (400.0, 550.0))
    last = ((90.0, 200.0), (401.0, 550.0)), ((226.0, 375.0),), ((170.0, 200.0), (402.0, 550.0))
    (band,) = find_bands(rows(*[three] * 6, *last))
    assert (band.first, band.end, len(band.columns)) == (0, 9, 3)


def test_words_of_a_justified_line_are_one_piece_however_wide_its_spaces() -> None:
    words = [(48.0, 63.5), (72.2, 85.9), (94.7, 128.2), (137.0, 167.5), (176.3, 201.1)]
    assert without_justified(words, SIZE) == [(48.0, 201.1)]
    assert without_justified([(10.0, 30.0), *words, (300.0, 310.0)], SIZE) == [
        (10.0, 30.0),
        (48.0, 201.1),
        (300.0, 310.0),
    ]


def test_cells_of_a_table_stay_apart_though_white_between_them_is_as_wide() -> None:
    digits = [(at, at + 5.0) for at in (0.0, 30.0, 60.0, 90.0, 120.0)]
    assert without_justified(digits, SIZE) == digits
    cells = [(0.0, 12.0), (30.0, 35.0), (60.0, 72.0), (90.0, 95.0), (120.0, 132.0)]
    assert without_justified(cells, SIZE) == cells
    numbers = [(0.0, 10.0), (25.0, 35.0), (50.0, 60.0), (75.0, 95.0)]  # their left edges are as far apart
    assert without_justified(numbers, SIZE) == numbers
    at_right = [(-20.0, 10.0), (25.0, 35.0), (50.0, 60.0), (75.0, 85.0)]
    assert without_justified(at_right, SIZE) == at_right
    far = [(0.0, 15.0), (55.0, 85.0), (125.0, 135.0), (175.0, 200.0)]
    assert without_justified(far, SIZE) == far
    three = [(0.0, 10.0), (20.0, 40.0), (50.0, 55.0)]
    assert without_justified(three, SIZE) == three
