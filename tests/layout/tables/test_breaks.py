"""A table without rules ends where its edges do, at the widest white."""

from __future__ import annotations

from collections.abc import Sequence

from warraq.layout.rows import Row
from warraq.layout.tables.breaks import breaks
from warraq.pages.lines.regions.bands import Extent

SIZE = 10.0
#: An address block of ragged lines whose right edges are one, and a table whose columns have other edges.
ADDRESS: tuple[tuple[Extent, Extent], ...] = tuple(
    ((left, 300.0), (left + 220, 540.0)) for left in (260, 230, 245, 210)
)
TABLE: tuple[tuple[Extent, ...], ...] = tuple(
    ((50.0, 80.0), (240.0, 250.0 + 3 * n), (450.0 + 9 * n, 530.0)) for n in range(5)
)
COLUMNS: Sequence[Extent] = ((50.0, 80.0), (210.0, 300.0), (430.0, 540.0))


def rows(*groups: Sequence[Sequence[Extent]], white: float = 24.0) -> list[Row]:
    """Rows with white of six points between them, and more between the groups."""
    made, top = [], 100.0
    for group in groups:
        for spans in group:
            made.append(Row(top, top + SIZE, SIZE, tuple(spans), (SIZE,) * len(spans), SIZE, ()))
            top += SIZE + 6
        top += white - 6
    return made


def test_columns_with_other_edges_below_wide_white_are_another_table() -> None:
    assert breaks(rows(ADDRESS, TABLE), COLUMNS) == [0, 4, 9]
    assert breaks(rows(ADDRESS, TABLE, ADDRESS), COLUMNS) == [0, 4, 9, 13]


def test_the_same_edges_go_on_over_white() -> None:
    assert breaks(rows(TABLE[:3], TABLE[3:]), COLUMNS) == [0, 5]
    assert breaks(rows(ADDRESS[:2], ADDRESS[2:]), COLUMNS) == [0, 4]


def test_few_rows_below_white_are_asked() -> None:
    assert breaks(rows(ADDRESS[:2], ADDRESS[2:], TABLE), COLUMNS) == [0, 4, 9]


def test_middles_are_edges_too() -> None:
    centred = [((65.0 - n, 65.0 + n), (480.0 - 2 * n, 480.0 + 2 * n)) for n in (3, 6, 10, 14)]
    assert breaks(rows(centred[:2], centred[2:]), COLUMNS) == [0, 4]


def test_without_wider_white_nothing_ends() -> None:
    assert breaks(rows(ADDRESS, TABLE, white=7.0), COLUMNS) == [0, 9]


def test_a_single_row_is_no_part() -> None:
    assert breaks(rows(ADDRESS[:1], TABLE), COLUMNS) == [0, 6]


def test_the_widest_white_is_asked_first() -> None:
    """Of the rows above it the last ones: that the address stands before them decides nothing."""
    upper = rows(ADDRESS[:3], [ADDRESS[3]], TABLE, white=9.0)
    moved = [
        Row(row.top + 20 * (n > 3), row.bottom + 20 * (n > 3), SIZE, row.spans, row.sizes, SIZE, ())
        for n, row in enumerate(upper)
    ]
    assert breaks(moved, COLUMNS) == [0, 4, 9]


#: Items of a bill, and the totals below them: their keys end where a column of single digits does, and their amounts
#: begin beside those of the items.
ITEMS: Sequence[Sequence[Extent]] = [((55.0, 80.0), (234.0, 240.0), (450.0, 530.0)) for _ in range(4)]
TOTALS: Sequence[Sequence[Extent]] = [((50.0, 80.0 - 3 * n), (210.0 + 4 * n, 241.0)) for n in range(3)]


def test_totals_below_the_items_of_a_bill_are_apart() -> None:
    assert breaks(rows(ITEMS, TOTALS), COLUMNS) == [0, 4, 7]


def test_sums_below_the_columns_of_a_table_are_its_rows() -> None:
    """Those that have the edges of its columns, and those beside which the first column goes on."""
    assert breaks(rows(ITEMS, [spans[:2] for spans in ITEMS]), COLUMNS) == [0, 8]
    assert breaks(rows(ITEMS, [(*spans, (470.0, 530.0)) for spans in TOTALS]), COLUMNS) == [0, 7]
