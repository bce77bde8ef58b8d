"""One page: what stands in frames, tables and contents, the columns around it, and the footnotes below."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass, replace

import numpy as np
from numpy.typing import NDArray

from warraq.layout.columns import reading_order
from warraq.layout.notes.footnotes import Note, first_footnote, marks_of, split_notes
from warraq.layout.place import around, beside, placed
from warraq.layout.tables.contents import Entry, find_entries, may_have_entries, with_numbers_beside
from warraq.layout.tables.frames import framed
from warraq.layout.tables.tables import PagePart, reading
from warraq.layout.tables.white_tables import cut_rows, in_cells, white_tables
from warraq.model.line import Box, Line


@dataclass(frozen=True, slots=True)
class BoxText:
    """The lines inside a frame, in reading order."""

    lines: list[Line]


@dataclass(frozen=True, slots=True)
class Element:
    """What stands as one piece in a column of lines."""

    box: Box
    content: PagePart | BoxText | Entry


@dataclass(frozen=True, slots=True)
class PageContent:
    """One page in reading order.

    Attributes:
        columns: lines and elements.
        notes: its footnotes.
        notes_before: lines of footnotes that go on with one of the page before.
    """

    columns: list[list[Line | Element]]
    notes: list[Note]
    notes_before: list[Line]


def text_size(lines: Sequence[Line]) -> float:
    """The font size that covers most of the text."""
    widths: dict[float, float] = defaultdict(float)
    for line in lines:
        widths[round(line.size * 2) / 2] += placed(line)[2] - placed(line)[0]
    return max(widths, key=lambda size: (widths[size], size)) if widths else 0.0


def read_page(
    lines: Sequence[Line],
    rules: NDArray[np.float32],
    extent: tuple[float, float],
    body_size: float,
    last_note: Note | None,
) -> PageContent:
    """The content of a page.

    Args:
        lines: without furniture.
        rules: ``Page.rules``.
        extent: width and height of the page, points.
        body_size: font size of most of the document's text.
        last_note: the last footnote of the page before.
    """
    frames = framed(lines, rules, *extent)
    elements = [Element(part.box, part) for part, _ in frames.tables]
    elements += [Element(around(map(placed, inside)), BoxText(reading(inside))) for inside in frames.boxes]
    taken = {id(line) for _, inside in frames.tables for line in inside}
    taken |= {id(line) for inside in (*frames.boxes, frames.marks) for line in inside}
    rest = [line for line in lines if id(line) not in taken]
    if may_have_entries(rest):
        rest = _take_entries(rest, elements)
    rows = cut_rows(rest)
    far = {id(row.lines[0]) for row in rows if in_cells(row)}
    for part, used in white_tables(rows):
        elements.append(Element(part.box, part))
        gone = {id(line) for line in used}
        rest = [line for line in rest if id(line) not in gone]
    if far:
        rest = [replace(line, in_cells=True) if id(line) in far else line for line in rest]
    content = _in_columns(rest, elements, frames.rules, body_size, marks_of(lines), last_note)
    for mark in frames.marks:
        _put_beside(content.columns, Element(placed(mark), BoxText([mark])))
    return content


def _put_beside(columns: list[list[Line | Element]], element: Element) -> None:
    """Put the element after what stands beside it; at the end where that is a footnote."""
    for column in columns:
        for number, item in enumerate(column):
            if beside(element.box, item.box if isinstance(item, Element) else placed(item)):
                column.insert(number + 1, element)
                return
    columns.append([element])


def _take_entries(lines: list[Line], elements: list[Element]) -> list[Line]:
    """The lines that are no entries of contents; the entries become elements."""
    ordered = reading(lines)
    rows = with_numbers_beside(ordered)
    gone: set[int] = set()
    for entry in find_entries([line for line, _ in rows]):
        used = [ordered[number] for row in entry.taken for number in rows[row][1]]
        elements.append(Element(around(map(placed, used)), entry))
        gone.update(id(line) for line in used)
    return [line for line in lines if id(line) not in gone]


def _in_columns(
    lines: list[Line],
    elements: list[Element],
    rules: Sequence[float],
    body_size: float,
    marks: set[str],
    last_note: Note | None,
) -> PageContent:
    """Lines and elements in reading order, footnotes cut off the ends of the columns."""
    # An element takes its place among the lines as a line without words.
    holders = [(Line(0, (), element.box), element) for element in elements]
    stands_for = {id(holder): element for holder, element in holders}
    columns: list[list[Line | Element]] = []
    notes: list[Note] = []
    before: list[Line] = []
    ordered = reading_order([*lines, *(holder for holder, _ in holders)])
    for number, column in enumerate(ordered):
        words = [line for line in column if line.words]
        last = notes[-1] if notes else last_note
        ends_page = words and not _text_below(words, ordered[number + 1 :])
        cut = (
            first_footnote(words, body_size, rules, open_note=last is not None and last.is_open)
            if ends_page
            else len(words)
        )
        new, rest = split_notes(words[cut:], marks, last)
        notes += new
        before += rest
        small = {id(line) for line in words[cut:]}
        columns.append([stands_for.get(id(line), line) for line in column if id(line) not in small])
    return PageContent([column for column in columns if column], notes, before)


def _text_below(column: Sequence[Line], later: Sequence[Sequence[Line]]) -> bool:
    """Whether ``later`` columns go on below ``column``: small print at its end is then no footnote."""
    left, _, right, bottom = around(map(placed, column))
    boxes = (placed(line) for other in later for line in other if line.words)
    return any(box[1] > bottom and box[0] < right and box[2] > left for box in boxes)
