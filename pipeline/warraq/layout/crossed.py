"""Pages on which lines of one column are read between those of another, or tables from a side that is hard to tell:
their order is uncertain.

The first shows where a line and the one right below it, which goes on with its sentence, are parted by lines that stand
beside them, where a line runs over white that ends the lines above and below, and where lines that go on below each
other on both sides of the same white are one line. Boxes, captions, charts and text set round pictures do that.
Fractions do it too: what stands over their bar and under it are lines of their own.
"""

from __future__ import annotations

import re
from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from itertools import pairwise
from typing import Final

import numpy as np
from numpy.typing import NDArray

from warraq.layout.labels import is_label
from warraq.layout.place import ARABIC, WORD, pieces, placed, with_first_word
from warraq.model.finding import Finding
from warraq.model.line import Block, Box, Line

Floats = NDArray[np.float64]

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
#: Fractions on a page that do: one or two are read as they are typed on a line, and told apart by whoever reads them.
_LEAST_FRACTIONS: Final = 3
#: The bar of a fraction is no longer than this, points; what stands over it and under it reaches no further beyond its
#: ends, and leaves no more of it, and is no further away, in units of the font size.
_LONGEST_BAR: Final = 300.0
_HUGS: Final = 0.3
_NEAR: Final = 0.5
#: A rule that lies so much higher than the lower edge of a word's box, or more, underlines it.
_NO_UNDERLINE: Final = -0.1
#: What ends a sentence, or a line of a form (U+061F question mark, U+061B semicolon, U+2026 ellipsis).
_STOP: Final = re.compile(r"[.:!?\u061f\u061b\u2026_][)\]\u00bb\"\u201d]*$")


def uncertain_order(blocks: Iterable[Block], rules: Mapping[int, NDArray[np.float32]] | None = None) -> list[Finding]:
    """A finding for each page with several such places, or such a table.

    Args:
        blocks: those of the document in reading order.
        rules: of each page, as of ``build_blocks``.
    """
    by_page: defaultdict[int, list[Line]] = defaultdict(list)
    every: defaultdict[int, list[Line]] = defaultdict(list)
    turned: Counter[int] = Counter()
    for block in blocks:
        if block.table is not None and block.table.doubtful:
            turned[block.page] += 1
        flowing = block.role in _FLOWING or (block.table is not None and not block.table.ruled)
        for line in block.lines if block.role != "hidden" else ():
            if line.box is not None and line.words:
                every[line.page].append(line)
                if flowing:
                    by_page[line.page].append(line)
    crossed: Counter[int] = Counter()
    for page, lines in by_page.items():
        crossed[page] = sum(sum(1 for _ in places) for places in (_parted(lines), _across(lines), _abreast(lines)))
    detail = "lines of one column are read between those of another in {} places"
    formulas = "{} fractions are read line by line"
    strewn = {page: _fractions(lines, rules[page]) for page, lines in every.items() if rules and page in rules}
    sides = "the first column of {} tables may be at the other side"
    kinds = ((crossed, _LEAST, detail), (strewn, _LEAST_FRACTIONS, formulas), (turned, 1, sides))
    return [
        Finding("uncertain_order", "page", str(page), min(1.0, counts[page] / 10), sentence.format(counts[page]))
        for page in sorted(every)
        for counts, least, sentence in kinds
        if counts.get(page, 0) >= least
    ]


def _parted(lines: Sequence[Line]) -> Iterator[Line]:
    """Lines whose sentence goes on right below, after words that stand beside them: an entry of a table of contents has
    its number there."""
    for number, line in enumerate(lines):
        if _STOP.search(line.text):
            continue
        for between, below in enumerate(lines[number + 1 : number + 2 + _BETWEEN]):
            if _goes_on(placed(line), line, below):
                beside = lines[number + 1 : number + 1 + between]
                if any(WORD.search(other.text) for other in beside) and _is_full(line, below, _around(lines, number)):
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


def _abreast(lines: Sequence[Line]) -> Iterator[Line]:
    """Parts of lines whose sentences go on below, each on its side of the same white: two texts are read as one."""
    cut = [pieces(line, _WHITE * max(line.size, 1.0)) for line in lines]
    for number, (parts, below) in enumerate(pairwise(cut)):
        if len(parts) != 2 or len(below) != 2 or any(_STOP.search(part.text) for part in parts):
            continue
        if all(_goes_on(placed(part), part, next_part) for part, next_part in zip(parts, below, strict=True)):
            near = [part for around in cut[max(number - _AROUND, 0) : number + _AROUND] for part in around]
            if all(_is_full(part, next_part, near) for part, next_part in zip(parts, below, strict=True)):
                yield from parts


def _fractions(lines: Sequence[Line], rules: NDArray[np.float32]) -> int:
    """How many level rules have Latin letters or numbers over and under their middle, and are as long as these."""
    left, top, right, bottom = rules.astype(np.float64).T
    upright = right - left < bottom - top
    level = np.flatnonzero((right - left > bottom - top) & (right - left < _LONGEST_BAR))
    words = [
        (*box, line.size)
        for line in (lines if level.size else ())
        for word, box in zip(line.unplaced, line.boxes, strict=True)
        if box is not None and not ARABIC.search(word.text)
    ]
    if not words:
        return 0
    boxes, size = np.array(words)[:, :4], np.array(words)[:, 4]
    middle = (top + bottom) / 2
    near = _NEAR * size.max()
    count = 0
    for bar in level[_beside(middle[level], boxes[:, 3], near) & _beside(middle[level], boxes[:, 1], near)]:
        y, first, last = middle[bar], left[bar], right[bar]
        within = (first - _HUGS * size < boxes[:, 0]) & (boxes[:, 2] < last + _HUGS * size)
        over = within & (_NO_UNDERLINE * size < y - boxes[:, 3]) & (y - boxes[:, 3] < _NEAR * size)
        under = within & (abs(boxes[:, 1] - y) < _NEAR * size)
        if over.any() and under.any() and _is_bar(first, last, boxes[over], boxes[under]):
            # what touches an upright rule is of a table
            meets = (first - 1 <= left) & (left <= last + 1) & (top - 1 <= y) & (y <= bottom + 1)
            count += not (meets & upright).any()
    return count


def _beside(places: Floats, edges: Floats, within: float) -> NDArray[np.bool_]:
    """Which of the places have one of the edges so near."""
    ordered = np.sort(edges)
    return np.searchsorted(ordered, places - within) < np.searchsorted(ordered, places + within, side="right")


def _is_bar(left: float, right: float, over: Floats, under: Floats) -> bool:
    """Whether the longer of two groups of words, boxes [n, 4], is as long as the bar, and both have its middle."""
    size = min((side[:, 3] - side[:, 1]).min() for side in (over, under))
    spans = [(side[:, 0].min(), side[:, 2].max()) for side in (over, under)]
    centred = all(abs(first + last - left - right) < 2 * _HUGS * size for first, last in spans)
    return bool(centred and right - left - max(last - first for first, last in spans) < 2 * _HUGS * size)


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
