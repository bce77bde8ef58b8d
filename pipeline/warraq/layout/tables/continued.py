"""Tables that go on over pages: what stands at the top of a page, in the columns of the table above."""

from __future__ import annotations

from dataclasses import replace
from typing import Final

from warraq.layout.tables.breaks import EDGES
from warraq.layout.tables.tables import PagePart, part_box, repeated_rows
from warraq.pages.lines.regions.bands import Extent

#: Edges of columns on several pages that are the same are no further apart, points.
_SAME_EDGE: Final = 4.0


def continued(first: PagePart, second: PagePart) -> PagePart | None:
    """``second``, at the top of the next page, in the columns of ``first``, if it goes on with it.

    Edges of columns that rules draw are the same on both pages. Without rules they are known by the text, whose widest
    piece may be on either page: there each column has an edge or its middle in common with one above.
    """
    if second.page != first.page + 1 or first.ruled != second.ruled:
        return None
    if _has_edges(first, second):
        return second
    columns = None if first.ruled or _is_headed_anew(first, second) else _columns_above(first, second)
    if columns is None:
        return None
    cells = []
    for cell in second.cells:
        start, end = cell.columns(second.edges)
        left, right = first.edges[columns[start]], first.edges[columns[end - 1] + 1]
        cells.append(replace(cell, left=left, right=right))
    return replace(second, edges=first.edges, cells=tuple(cells))


def _has_edges(first: PagePart, second: PagePart) -> bool:
    """Whether one has the edges of the other, or some of them, the outer ones among these."""
    if abs(first.edges[0] - second.edges[0]) > _SAME_EDGE or abs(first.edges[-1] - second.edges[-1]) > _SAME_EDGE:
        return False
    fewer, more = sorted((first.edges, second.edges), key=len)
    return all(min(abs(edge - other) for other in more) <= _SAME_EDGE for edge in fewer)


def _is_headed_anew(first: PagePart, second: PagePart) -> bool:
    """Whether ``second`` has heads of all its columns, other than those of ``first``."""
    heads = [cell for cell in second.cells if cell.rows[0] < second.heads and cell.lines]
    return len(heads) >= len(second.edges) - 1 and not repeated_rows(first, second)


def _columns_above(first: PagePart, second: PagePart) -> list[int] | None:
    """For each column of ``second`` the one of ``first`` below which it stands; None where one stands below none."""
    above = _extents(first)
    columns: list[int] = []
    for extent in _extents(second):
        start = columns[-1] + 1 if columns else 0
        below = next((at for at in range(start, len(above)) if _is_below(above[at], extent)), None)
        if below is None:
            return None
        columns.append(below)
    return columns


def _extents(part: PagePart) -> list[Extent | None]:
    """Where the text of each column stands that reaches over no other; None of an empty one."""
    columns: list[list[Extent]] = [[] for _ in part.edges[1:]]
    for cell in part.cells:
        start, end = cell.columns(part.edges)
        if cell.lines and end == start + 1:
            columns[start].append(part_box(cell.lines)[::2])
    return [(min(left for left, _ in spans), max(right for _, right in spans)) if spans else None for spans in columns]


def _is_below(above: Extent | None, extent: Extent | None) -> bool:
    if above is None or extent is None:
        return False
    return any(abs(edge(above) - edge(extent)) <= _SAME_EDGE for edge in EDGES)
