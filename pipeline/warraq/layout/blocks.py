"""The layout stage: lines of all pages to blocks in reading order."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from operator import itemgetter
from typing import Final

import numpy as np
from numpy.typing import NDArray

from warraq.config import DEFAULT, Config
from warraq.layout.notes.footnotes import Note, note_blocks
from warraq.layout.notes.furniture import find_furniture, hidden_page_numbers
from warraq.layout.notes.marks import link_marks
from warraq.layout.notes.masthead import masthead_apart
from warraq.layout.page import BoxText, Element, PageContent, read_page, text_size
from warraq.layout.paragraphs.annexes import opens_annex
from warraq.layout.paragraphs.measure import measure
from warraq.layout.paragraphs.paragraphs import build_paragraphs, unplaced_paragraphs
from warraq.layout.paragraphs.wrapped import join_wrapped
from warraq.layout.regions import as_displayed, page_regions
from warraq.layout.sheets import NO_RULES, Drawn, Pages, part_sheets, put_together
from warraq.layout.tables.continued import continued
from warraq.layout.tables.direction import directions, script
from warraq.layout.tables.tables import PagePart, table_block
from warraq.layout.turned import Turn, find_turn, turned, turned_back
from warraq.model.line import Block, Line, Region

_ROLE_ORDER: Final = {"header": 0, "footnote": 2, "footer": 3, "hidden": 4}
_BODY_ORDER: Final = 1


@dataclass(frozen=True, slots=True)
class Layout:
    """What the stage makes of the lines of a document.

    Attributes:
        blocks: in reading order.
        regions: of all pages, those of a page in reading order; a text dump has none.
    """

    blocks: list[Block]
    regions: list[Region]


def build_blocks(
    lines: Sequence[Line],
    pages: Sequence[tuple[int, float, float]],
    config: Config = DEFAULT,
    rules: Mapping[int, NDArray[np.float32]] | None = None,
    hidden: Sequence[Line] = (),
    fills: Mapping[int, NDArray[np.float32]] | None = None,
) -> list[Block]:
    """The blocks of ``lay_out`` alone."""
    return lay_out(lines, pages, config, rules, hidden, fills).blocks


def lay_out(
    lines: Sequence[Line],
    pages: Sequence[tuple[int, float, float]],
    config: Config = DEFAULT,
    rules: Mapping[int, NDArray[np.float32]] | None = None,
    hidden: Sequence[Line] = (),
    fills: Mapping[int, NDArray[np.float32]] | None = None,
) -> Layout:
    """Blocks of a document: paragraphs and headings joined over lines, columns and pages; tables; furniture apart.

    Args:
        lines: of all pages; those without a box (a text dump) are joined by their text alone.
        pages: (number, width, height) of each page, points.
        rules: page number -> ``Page.rules``.
        fills: page number -> ``Page.fills``.
        hidden: lines that the pages don't show. They have no part in how the others are read.

    Returns:
        Blocks by the page on which they start: header, body, footnotes, footer, hidden. ``gap_before`` and ``indent``
        of their lines are set. Every word of ``lines`` is in exactly one block, except the leader and the page of an
        entry of a table of contents (``Block.target``); the halves of a word broken by a line are one word. Each line
        of the body, footnotes and furniture lies in a region of its page.
    """
    if any(line.box is None for line in lines):
        return Layout(join_wrapped(unplaced_paragraphs(lines)), [])
    unseen = _hidden_blocks(hidden, {number: height for number, _, height in pages})
    filled, pages, drawn, turns = _upright([line for line in lines if line.words], pages, (rules or {}, fills or {}))
    filled, pages, (rules, fills), parts = part_sheets(filled, pages, drawn)
    heights = {number: height for number, _, height in pages}
    blocks, filled = masthead_apart(filled, heights)
    furniture = find_furniture(filled, heights)
    blocks += [Block(role, (filled[index],)) for index, role in sorted(furniture.items(), key=lambda item: item[0])]
    text = [line for index, line in enumerate(filled) if index not in furniture]
    by_page: dict[int, list[Line]] = defaultdict(list)
    for line in text:
        by_page[line.page].append(line)
    size = text_size(text)
    contents: dict[int, PageContent] = {}
    last: Note | None = None
    for number, width, height in pages:
        if by_page[number]:
            on_page = rules.get(number, NO_RULES), fills.get(number, NO_RULES)
            content = contents[number] = read_page(by_page[number], on_page, (width, height), size, last)
            last = next((note for note in reversed(content.notes)), None)
    regions = page_regions(contents, blocks)
    if parts or turns:
        regions = [as_displayed(region, parts, turns) for region in regions]
    in_turn = list(contents.values())
    blocks += _body(in_turn)
    blocks += note_blocks(_joined_notes(in_turn))
    linked = join_wrapped(link_marks(sorted(blocks, key=_place)))
    whole = [put_together(block, parts) for block in linked] if parts else linked
    upright = [turned_back(block, turns) for block in whole] if turns else whole
    if not unseen:
        return Layout(upright, regions)
    last_part = {part.sheet: number for number, part in parts.items()}
    places = [*map(_place, linked), *((last_part.get(page, page), role) for page, role in map(_place, unseen))]
    ordered = sorted(zip(places, [*upright, *unseen], strict=True), key=itemgetter(0))
    return Layout([block for _, block in ordered], regions)


def _place(block: Block) -> tuple[int, int]:
    """Where a block comes in the order of the document: by page, then by role."""
    return block.page, _ROLE_ORDER.get(block.role, _BODY_ORDER)


def _hidden_blocks(lines: Sequence[Line], heights: Mapping[int, float]) -> list[Block]:
    """A block a line, those of page numbers as header or footer."""
    numbers = hidden_page_numbers(lines, heights)
    return [Block(numbers.get(index, "hidden"), (line,)) for index, line in enumerate(lines)]


def _upright(lines: list[Line], pages: Pages, drawn: Drawn) -> tuple[list[Line], Pages, Drawn, dict[int, Turn]]:
    """The same with the pages turned upright that are set sideways or upside down."""
    by_page: dict[int, list[Line]] = defaultdict(list)
    for line in lines:
        by_page[line.page].append(line)
    turns_of = ((number, find_turn(by_page[number], width, height)) for number, width, height in pages)
    turns = {number: turn for number, turn in turns_of if turn is not None}
    if not turns:
        return lines, pages, drawn, turns
    return (
        [turned(line, turns[line.page]) if line.page in turns else line for line in lines],
        [(page[0], *turns[page[0]].extent) if page[0] in turns else page for page in pages],
        tuple(
            {number: turns[number].rules(boxes) if number in turns else boxes for number, boxes in by_number.items()}
            for by_number in drawn
        ),
        turns,
    )


def _body(contents: Sequence[PageContent]) -> list[Block]:
    """Paragraphs of all pages, with what stands between them put in its place; repeated heads of tables."""
    columns = [column for page in contents for column in page.columns if column.lines]
    measured = measure([column.lines for column in columns], [column.goes_on for column in columns])
    paragraphs = iter(build_paragraphs(line for column in measured for line in column))
    tables, repeated = _tables(contents)
    blocks: list[Block] = []
    left = group = 0  # lines of the last paragraph that are still to come, frames so far
    for page in contents:
        opens_page = True
        for item in (item for column in page.columns for item in column.items):
            if isinstance(item, Element):
                group += isinstance(item.content, BoxText)
                blocks += _element_blocks(item, tables, group)
            elif left:
                left -= 1
            else:
                block = next(paragraphs)
                left = len(block.lines) - 1
                blocks.append(replace(block, role="annex") if opens_annex(block, opens_page) else block)
            opens_page = False
    return blocks + [Block("header", (line,)) for line in repeated]


def _element_blocks(element: Element, tables: Mapping[int, Block], group: int) -> list[Block]:
    """The blocks of what stands in one place of the page; none for a table that began on the page before."""
    content = element.content
    if isinstance(content, PagePart):
        return [tables[id(content)]] if id(content) in tables else []
    if isinstance(content, BoxText):
        inside = build_paragraphs((line for column in measure([content.lines]) for line in column), "box")
        return [replace(block, group=group) for block in inside]
    entry = tuple(line.line for column in measure([content.lines]) for line in column)
    return [Block("toc", entry, target=content.target)]


def _tables(contents: Sequence[PageContent]) -> tuple[dict[int, Block], list[Line]]:
    """Block of each table by the identity of its first part, and the heads repeated on later pages."""
    chains: list[list[PagePart]] = []
    begin_on: list[PageContent] = []
    before = False  # a table ends the page before
    for page in contents:
        items = [item for column in page.columns for item in column.items]
        for number, item in enumerate(items):
            content = item.content if isinstance(item, Element) else None
            if isinstance(content, PagePart):
                going_on = continued(chains[-1][-1], content) if number == 0 and before else None
                if going_on is not None:
                    chains[-1].append(going_on)
                else:
                    chains.append([content])
                    begin_on.append(page)
        last = items[-1] if items else None
        before = isinstance(last, Element) and isinstance(last.content, PagePart)
    around = [_script_of([page]) for page in begin_on]
    if not all(around):
        whole = _script_of(contents)
        around = [side or whole for side in around]
    blocks: dict[int, Block] = {}
    repeated: list[Line] = []
    for chain, side in zip(chains, directions(zip(chains, around, strict=True)), strict=True):
        block, heads = table_block(chain, rtl=side.rtl, doubtful=side.doubtful)
        blocks[id(chain[0])] = block
        repeated += heads
    return blocks, repeated


def _script_of(pages: Iterable[PageContent]) -> float:
    """``script`` of the lines outside of tables."""
    return script(line.text for page in pages for column in page.columns for line in column.lines)


def _joined_notes(contents: Sequence[PageContent]) -> list[Note]:
    """The footnotes of all pages; what stands before the first mark of a page goes on with the last one before."""
    notes: list[Note] = []
    for page in contents:
        if page.notes_before:
            if notes:
                notes[-1].lines.extend(page.notes_before)
            else:
                notes.append(Note(page.notes_before[0].page, None, list(page.notes_before)))
        notes += page.notes
    return notes
