"""Pages on which lines of one column are read between those of another: their order is uncertain.

It shows where a line and the one right below it, which goes on with its sentence, are parted by lines that stand beside
them, and where a line runs over white that ends the lines above and below. Boxes, captions, charts and text set round
pictures do that.
"""

from __future__ import annotations

import re
from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Sequence
from typing import Final

from warraq.layout.labels import is_label
from warraq.layout.place import pieces, placed, with_first_word
from warraq.model.finding import Finding
from warraq.model.line import Block, Box, Line

#: Blocks whose lines are read one after the other; those of a table without rules may be columns of text.
_FLOWING: Final = frozenset({"body", "box", "annex"})
#: Edges nearer than this are the same, and white wider than this may part columns, in units of the font size.
_SAME_EDGE: Final = 0.5
_WHITE: Final = 2.0
#: Lines of text are at least this wide, and their baselines less than this apart, in units of the font size.
_LINE: Final = 8.0
_LEADING: Final = 2.6
#: Sizes of one text differ by less than this share.
_SAME_SIZE: Final = 0.05
#: Lines between two of a column that are looked through, and lines before and after one that are its surroundings.
_BETWEEN: Final = 12
_AROUND: Final = 40
#: Places on a page that make its order uncertain: one may be a side heading.
_LEAST: Final = 2
#: What ends a sentence, or a line of a form (U+061F question mark, U+061B semicolon, U+2026 ellipsis).
_STOP: Final = re.compile(r"[.:!?\u061f\u061b\u2026_][)\]\u00bb\"\u201d]*$")


def uncertain_order(blocks: Iterable[Block]) -> list[Finding]:
    """A finding for each page with several such places; ``blocks`` are those of the document in reading order."""
    by_page: defaultdict[int, list[Line]] = defaultdict(list)
    for block in blocks:
        if block.role in _FLOWING or (block.table is not None and not block.table.ruled):
            for line in block.lines:
                if line.box is not None and line.words:
                    by_page[line.page].append(line)
    found: Counter[int] = Counter()
    for page, lines in by_page.items():
        found[page] = sum(1 for _ in _parted(lines)) + sum(1 for _ in _across(lines))
    detail = "lines of one column are read between those of another in {} places"
    return [
        Finding("uncertain_order", "page", str(page), min(1.0, count / 10), detail.format(count))
        for page, count in sorted(found.items())
        if count >= _LEAST
    ]


def _parted(lines: Sequence[Line]) -> Iterator[Line]:
    """Lines whose sentence goes on right below, after others that stand beside them."""
    for number, line in enumerate(lines):
        if _STOP.search(line.text):
            continue
        for between, below in enumerate(lines[number + 1 : number + 2 + _BETWEEN]):
            if _goes_on(placed(line), line, below):
                if between and _is_full(line, below, _around(lines, number)):
                    yield line
                break
            if not _apart(placed(line), placed(below)):
                break


def _across(lines: Sequence[Line]) -> Iterator[Line]:
    """Lines that run over the white at which the lines above and below end: a part of them belongs elsewhere."""
    for number, line in enumerate(lines):
        parts = pieces(line, _WHITE * max(line.size, 1.0))
        if len(parts) < 2 or any(is_label(part.text) for part in parts):
            continue
        for part in parts:
            box, beside = placed(part), [placed(other) for other in parts if other is not part]
            others = [
                other for other in _around(lines, number) if all(_apart(placed(other), taken) for taken in beside)
            ]
            above = [other for other in others if _goes_on(placed(other), other, line, box)]
            if any(not _STOP.search(other.text) for other in above) and any(
                _goes_on(box, line, other) for other in others
            ):
                yield line
                break


def _around(lines: Sequence[Line], number: int) -> Sequence[Line]:
    return lines[max(number - _AROUND, 0) : number + _AROUND]


def _goes_on(box: Box, line: Line, below: Line, at: Box | None = None) -> bool:
    """Whether ``below``, of which a part stands ``at`` a place, is the next line of the text of ``line``."""
    other = at or placed(below)
    size = max(line.size, 1.0)
    start = box[2] - other[2] if line.rtl else box[0] - other[0]
    return (
        0.0 < other[3] - box[3] < _LEADING * size
        and abs(start) < _SAME_EDGE * size
        and abs(line.size - below.size) < _SAME_SIZE * size
        and min(box[2] - box[0], other[2] - other[0]) > _LINE * size
    )


def _is_full(line: Line, below: Line, lines: Iterable[Line]) -> bool:
    """Whether the first word below had no room in a line: ``lines`` that begin on the same edge show how wide it is."""
    box, longer = placed(line), with_first_word(line, below)
    edge = 2 if line.rtl else 0
    widest = max(
        other.box[2] - other.box[0]
        for other in lines
        if other.box is not None and abs(other.box[edge] - box[edge]) < _SAME_EDGE * max(line.size, 1.0)
    )
    return longer is not None and longer > widest


def _apart(box: Box, other: Box) -> bool:
    """Whether one stands right or left of the other."""
    return other[0] >= box[2] or other[2] <= box[0]
