"""Regions of pages: what the layout took for what, in the order of reading."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from typing import Final

from warraq.layout.page import BoxText, Element, PageContent
from warraq.layout.place import around, placed
from warraq.layout.sheets import Part
from warraq.layout.tables.contents import Entry
from warraq.layout.turned import Turn
from warraq.model.document import RegionKind
from warraq.model.line import Block, Box, Line, Region

#: Pieces in a column that are a region each.
_ALONE: Final = frozenset({"box", "table"})
_FURNITURE: Final[tuple[RegionKind, RegionKind]] = ("header", "footer")


def page_regions(contents: Mapping[int, PageContent], furniture: Iterable[Block]) -> list[Region]:
    """The regions of all pages that were read, page by page: header, text, footnotes, footer.

    Args:
        contents: of each page by its number.
        furniture: blocks of headers and footers.
    """
    boxes: dict[tuple[int, str], list[Box]] = defaultdict(list)
    for block in furniture:
        boxes[block.page, block.role] += map(placed, block.lines)
    inside = {page: _in_text(page, content) for page, content in contents.items()}
    regions: list[Region] = []
    for page in sorted({*inside, *(page for page, _ in boxes)}):
        text = inside.get(page, [])
        above, below = (
            [Region(page, role, box) for box in _together(boxes.get((page, role), []), text)] for role in _FURNITURE
        )
        regions += [*above, *text, *below]
    return regions


def _in_text(page: int, content: PageContent) -> list[Region]:
    """The regions of a page's text, and of its footnotes.

    A column is one region, or several: what stands in it as one piece parts the text before it from the text behind it.
    """
    parts: list[tuple[RegionKind, list[Box]]] = []
    for column in content.columns:
        before: object = None
        for item in column.items:
            is_line = isinstance(item, Line)
            kind, box = (column.kind, placed(item)) if isinstance(item, Line) else (_kind(item), _box(item))
            if (kind, is_line) == before and (is_line or kind not in _ALONE):
                parts[-1][1].append(box)
            else:
                parts.append((kind, [box]))
            before = kind, is_line
    notes = [placed(line) for line in (*content.notes_before, *(line for note in content.notes for line in note.lines))]
    if notes:
        parts.append(("footnote", notes))
    return [Region(page, kind, around(boxes)) for kind, boxes in parts]


def _kind(element: Element) -> RegionKind:
    if isinstance(element.content, BoxText):
        return "box"
    return "toc" if isinstance(element.content, Entry) else "table"


def _box(element: Element) -> Box:
    """Its box; the text of a table may stick out of its rules."""
    return around((element.box, *map(placed, element.lines)))


def _together(boxes: Sequence[Box], text: Sequence[Region]) -> Sequence[Box]:
    """The box round headers or footers; each by itself where some stand beside the text or over it."""
    if len(boxes) < 2:
        return boxes
    whole = around(boxes)
    return boxes if any(_meet(whole, region.box) for region in text) else [whole]


def _meet(one: Box, other: Box) -> bool:
    return one[0] < other[2] and other[0] < one[2] and one[1] < other[3] and other[1] < one[3]


def as_displayed(region: Region, parts: Mapping[int, Part], turns: Mapping[int, Turn]) -> Region:
    """The region where it stands on the page of the file: sheets put together, turned pages turned back."""
    page, box = region.page, region.box
    if page in parts:
        page, box = parts[page].sheet, parts[page].on_sheet(box)
    return Region(page, region.kind, turns[page].displayed(box) if page in turns else box)
