"""One page: what stands in frames, tables and contents, the columns around it, and the footnotes below."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass, replace
from itertools import zip_longest

import numpy as np
from numpy.typing import NDArray

from warraq.layout.columns import Column, reading_order
from warraq.layout.notes.footnotes import Note, first_footnote, marks_of, split_notes
from warraq.layout.panels import Panel, find_panels
from warraq.layout.place import around, beside, placed, rows_of
from warraq.layout.tables.contents import Entry, find_entries, may_have_entries, with_numbers_beside
from warraq.layout.tables.frames import framed
from warraq.layout.tables.separators import Separators
from warraq.layout.tables.tables import PagePart, reading
from warraq.model.line import Box, Line
from warraq.pages.lines.regions.bands import WIDE


@dataclass(frozen=True, slots=True)
class BoxText:
    """The lines inside a frame, in reading order."""

    lines: list[Line]


@dataclass(frozen=True, slots=True)
class Element:
    """What stands as one piece in a column of lines."""

    box: Box
    content: PagePart | BoxText | Entry

    @property
    def lines(self) -> list[Line]:
        """All lines in it."""
        if isinstance(self.content, PagePart):
            return [line for cell in self.content.cells for line in cell.lines]
        return list(self.content.lines)


@dataclass(frozen=True, slots=True)
class PageContent:
    """One page in reading order.

    Attributes:
        columns: in reading order.
        notes: its footnotes.
        notes_before: lines of footnotes that go on with one of the page before.
    """

    columns: list[Column[Element]]
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
    drawn: tuple[NDArray[np.float32], NDArray[np.float32]],
    extent: tuple[float, float],
    body_size: float,
    last_note: Note | None,
) -> PageContent:
    """The content of a page.

    Args:
        lines: without furniture.
        drawn: ``Page.rules`` and ``Page.fills``.
        extent: width and height of the page, points.
        body_size: font size of most of the document's text.
        last_note: the last footnote of the page before.
    """
    rules, fills = drawn
    frames = framed(lines, drawn, *extent)
    elements = [Element(part.box, part) for part, _ in frames.tables]
    elements += [Element(around(map(placed, inside)), BoxText(reading(inside))) for inside in frames.boxes]
    taken = {id(line) for _, inside in frames.tables for line in inside}
    taken |= {id(line) for inside in (*frames.boxes, frames.marks) for line in inside}
    rest = [line for line in lines if id(line) not in taken]
    if may_have_entries(rest):
        rest = _take_entries(rest, elements)
    ordered = _ordered(_Content(rest, elements, find_panels(rest, fills, *extent)), Separators.of(rules, fills))
    content = _with_notes(ordered, frames.rules, body_size, lines, last_note)
    for mark in frames.marks:
        _put_beside(content.columns, Element(placed(mark), BoxText([mark])))
    return content


def _put_beside(columns: list[Column[Element]], element: Element) -> None:
    """Put the element after what stands beside it; at the end where that is a footnote."""
    for column in columns:
        for number, item in enumerate(column.items):
            if beside(element.box, item.box if isinstance(item, Element) else placed(item)):
                column.items.insert(number + 1, element)
                return
    columns.append(Column([element]))


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


def _with_notes(
    ordered: Sequence[Column[Element]],
    rules: Sequence[float],
    body_size: float,
    lines: Sequence[Line],
    last_note: Note | None,
) -> PageContent:
    """The columns of a page, footnotes cut off their ends; ``lines``: all of the page."""
    marks = marks_of(lines)
    columns: list[Column[Element]] = []
    notes: list[Note] = []
    before: list[Line] = []
    for number, column in enumerate(ordered):
        words = column.lines
        last = notes[-1] if notes else last_note
        ends_page = words and not _text_below(words, ordered[number + 1 :])
        cut = (
            first_footnote(words, lines, body_size, rules, open_note=last is not None and last.is_open)
            if ends_page
            else len(words)
        )
        new, rest = split_notes(words[cut:], marks, last)
        notes += new
        before += rest
        small = {id(line) for line in words[cut:]}
        columns.append(replace(column, items=[item for item in column.items if id(item) not in small]))
    return PageContent([column for column in columns if column.items], notes, before)


@dataclass(frozen=True, slots=True)
class _Content:
    """What stands on a page, or on a panel, and the panels on it."""

    lines: list[Line]
    elements: list[Element]
    panels: Sequence[Panel]


@dataclass(frozen=True, slots=True)
class _OnPanel:
    """A panel with what stands on it."""

    panel: Panel
    content: _Content

    @property
    def box(self) -> Box:
        return self.panel.box

    @property
    def lines(self) -> list[Line]:
        """All lines on it, those of its elements among them."""
        return [*self.content.lines, *(line for element in self.content.elements for line in element.lines)]


def _ordered(content: _Content, separators: Separators) -> list[Column[Element]]:
    """Lines and elements as columns in reading order.

    An element takes part as rows of its width without words, wherever something stands beside it or in it, and so does
    a panel, inside of which what stands there is put in order by itself.
    """
    outside, on_panels = _by_panel(content)
    stand_ins: dict[int, Element | _OnPanel] = {}
    rows: list[Line] = []
    holders: list[Element | _OnPanel] = [*outside.elements, *on_panels]
    heights = _heights([*outside.lines, *(line for holder in holders for line in holder.lines)]) if holders else []
    for holder in holders:
        for row in _stood_in(holder, heights):
            rows.append(row)
            stand_ins[id(row)] = holder
    columns: list[Column[Element]] = []
    seen: set[int] = set()
    for column in reading_order([*outside.lines, *rows], separators):
        columns.append(Column([], column.goes_on, column.kind))
        for item in column.items:
            stands_for = Element(item.box, item) if isinstance(item, PagePart) else stand_ins.get(id(item), item)
            if id(stands_for) in seen:
                continue
            seen.add(id(stands_for))
            if isinstance(stands_for, _OnPanel):
                first, *others = [
                    replace(on_panel, kind="box") for on_panel in _ordered(stands_for.content, separators)
                ]
                columns += [replace(first, goes_on=False), *others, Column([], goes_on=False)]
            else:
                columns[-1].items.append(stands_for)
    return columns


def _heights(lines: Sequence[Line]) -> list[tuple[float, float, float]]:
    """Top, bottom and font size of each row of a page."""
    rows = []
    for row in rows_of(lines):
        _, top, _, bottom = around(map(placed, row))
        rows.append((top, bottom, max(line.size for line in row)))
    return rows


def _stood_in(holder: Element | _OnPanel, heights: Sequence[tuple[float, float, float]]) -> list[Line]:
    """Rows without words that stand for ``holder``. Panels may touch each other; between their rows there is white."""
    left, first, right, last = holder.box
    page = holder.lines[0].page
    beside = [row for row in heights if first < (row[0] + row[1]) / 2 < last]
    if not beside:
        return [Line(page, (), holder.box, max(line.size for line in holder.lines))]
    rows = []
    for (top, bottom, size), below in zip_longest(beside, beside[1:]):
        inset = min(WIDE * size, (right - left) / 4) if isinstance(holder, _OnPanel) else 0.0
        bottom = bottom if below is None else max(bottom, below[0])  # no white parts it
        rows.append(Line(page, (), (left + inset, top, right - inset, bottom), size))
    return rows


def _by_panel(content: _Content) -> tuple[_Content, list[_OnPanel]]:
    """What stands on no panel, and what stands on each."""
    outside = _Content([], [], ())
    on_panels = [_OnPanel(panel, _Content([], [], panel.panels)) for panel in content.panels]

    def home(box: Box) -> _Content:
        return next((one.content for one in on_panels if one.panel.holds(box)), outside)

    for line in content.lines:
        home(placed(line)).lines.append(line)
    for element in content.elements:
        home(element.box).elements.append(element)
    return outside, on_panels


def _text_below(column: Sequence[Line], later: Sequence[Column[Element]]) -> bool:
    """Whether ``later`` columns go on below ``column``: small print at its end is then no footnote."""
    left, _, right, bottom = around(map(placed, column))
    boxes = (placed(line) for other in later for line in other.lines)
    return any(box[1] > bottom and box[0] < right and box[2] > left for box in boxes)
