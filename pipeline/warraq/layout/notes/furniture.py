"""Page furniture: running headers and footers, found by repetition at the edges of pages, digits masked."""

from __future__ import annotations

import re
from bisect import bisect_left, bisect_right
from collections import Counter, defaultdict
from collections.abc import Container, Mapping, Sequence
from functools import reduce
from math import inf
from operator import and_
from typing import Final

from warraq.layout.notes.footnotes import is_note_rule, label_of
from warraq.layout.place import ARABIC, placed, rows_of, same_height
from warraq.model.line import Box, Line
from warraq.model.un_numbers import is_job_line, job_numbers

#: Furniture lies within this share of the page's height from the edge.
_MARGIN: Final = 0.14
#: ... or, where it counts the pages and their upper margins are empty, within this share of the height from where the
#: print begins: a small page may lie on a larger sheet.
_FIRST_LINES: Final = 0.04
#: ... and, where nothing repeats (one page), a page number or symbol within this share.
_OUTER_MARGIN: Final = 0.09
#: Lines at each edge that are looked at; as many in one row are cells of a table, of which some may stand further in.
_DEPTH: Final = 4
_DEPTH_OF_TABLE: Final = 12
#: A text repeats if it stands at the edge of this share of the pages (facing pages may differ: of every second page).
_SHARE: Final = 0.3

#: A box of one line that is taller than this, in units of the font size, is that of a line set across the page.
_TALL: Final = 3.0

#: Feet of words on one baseline are no further apart than this share of the height of the tallest.
_STEP: Final = 0.4

#: Footnotes are set smaller than this share of the size of the text above.
_NOTE_SIZE: Final = 0.95

#: Digits of a number that are looked at: longer ones count no pages, and Python refuses to read the longest.
_MOST_DIGITS: Final = 18

_DIGIT: Final = re.compile(r"[0-9\u0660-\u0669\u06f0-\u06f9]+")
_NUMBER: Final = r"[0-9\u0660-\u0669\u06f0-\u06f9]{1,4}"
_PAGE_NUMBER: Final = re.compile(
    rf"[-\u2013\u2014(\[|\s]*{_NUMBER}(?:\s*(?:/|\u0645\u0646|of|-)\s*{_NUMBER})?[-\u2013\u2014)\]|\s]*"
)
_PAGE: Final = r"(?:\u0635\u0641\u062d\u0629|\u0627\u0644\u0635\u0641\u062d\u0629|Page|page)"
#: The same with the word for it (page, Page), which leaves no doubt; Word also sets it behind a number and a bar.
_NAMED_NUMBER: Final = re.compile(
    rf"[-|\s]*{_PAGE}[\s.:|]*{_NUMBER}(?:\s*(?:/|\u0645\u0646|of|-)\s*{_NUMBER})?[-|\s]*|{_NUMBER}\s*\|\s*{_PAGE}"
)
#: What a file marks as a running header or footer is believed within this share of the page's height from the edge, and
#: where it is at most this share of the page's lines.
_MARKED_MARGIN: Final = 0.2
_MARKED_SHARE: Final = 0.5
#: Beside the text: at most this share of the page's lines stands above or below.
_BESIDE: Final = 0.2

#: A number between dashes that opens or ends a line of other words.
_DASHED_NUMBER: Final = re.compile(rf"[-\u2013\u2014]\s?{_NUMBER}\s?[-\u2013\u2014]")


def find_furniture(lines: Sequence[Line], heights: Mapping[int, float]) -> dict[int, str]:
    """Index of each line that is furniture -> ``header`` or ``footer``.

    Args:
        lines: all lines of the document that have a box.
        heights: height of each page, points.
    """
    edges = {
        "header": _edge_lines(lines, heights, top=True),
        "footer": _edge_lines(lines, heights, top=False),
    }
    roles = {index: "header" for index, line in enumerate(lines) if line.across}
    roles = _marked(lines, heights) | roles | _set_across(lines) | _beside(lines)
    roles |= _note_rules(lines)
    needed = max(2.0, _SHARE * len(heights))
    at_edges = (index for by_page in edges.values() for indices in by_page.values() for index in indices)
    jobs = job_numbers(lines[index].text for index in at_edges)
    for role, by_page in edges.items():
        repeated = _repeated(lines, by_page, needed) | _job_numbers_apart(lines, by_page, jobs)
        inwards = _edge_lines(lines, heights, top=role == "header", depth=_DEPTH_OF_TABLE)
        for page, indices in by_page.items():
            cells = _cells(lines, inwards[page])
            counting = {index for index in indices if index not in cells and _is_page_number(lines[index], heights)}
            running = repeated - cells if len(cells) >= 2 * _DEPTH else repeated
            outermost = [place for place, index in enumerate(indices) if index in running or index in counting]
            for index in indices[: max(outermost, default=-1) + 1]:
                roles[index] = role
    if len(edges["header"]) < needed:
        roles.update(dict.fromkeys(_counting(lines, _first_lines(lines, heights), needed), "header"))
    return roles


def hidden_page_numbers(lines: Sequence[Line], heights: Mapping[int, float]) -> dict[int, str]:
    """Index of each page number among ``lines``, which the pages don't show -> ``header`` or ``footer``.

    Makers of journals leave the program's own number in its place, in white, where they paint another. Only a number
    by itself, in the same margin of enough pages and counting them, passes: nothing else hidden is furniture.
    """
    roles = {}
    needed = max(2.0, _SHARE * len(heights))
    numbers = [index for index, line in enumerate(lines) if _PAGE_NUMBER.fullmatch(line.text)]
    for role in ("header", "footer"):
        edges = _edge_lines([lines[index] for index in numbers], heights, top=role == "header")
        by_page = {page: [numbers[place] for place in places] for page, places in edges.items()}
        roles.update(dict.fromkeys(_counting(lines, by_page, needed), role))
    return roles


def _marked(lines: Sequence[Line], heights: Mapping[int, float]) -> dict[int, str]:
    """Lines that the file itself marks as headers and footers, where they stand at the edge of the page."""
    running = [index for index, line in enumerate(lines) if line.running]
    if not running:
        return {}
    marked, every = Counter(lines[index].page for index in running), Counter(line.page for line in lines)
    roles = {}
    for index in running:
        page = lines[index].page
        _, upper, _, lower = placed(lines[index])
        height = heights.get(page, 0.0)
        if marked[page] <= _MARKED_SHARE * every[page]:
            if lower < _MARKED_MARGIN * height:
                roles[index] = "header"
            elif upper > (1 - _MARKED_MARGIN) * height:
                roles[index] = "footer"
    return roles


def _set_across(lines: Sequence[Line]) -> dict[int, str]:
    """Lines that run up or across a page whose text is level: watermarks and notes in the margin."""
    across = {index for index, line in enumerate(lines) if _height(line) > _TALL * line.size and not _is_level(line)}
    level = Counter(line.page for index, line in enumerate(lines) if index not in across)
    tilted = Counter(lines[index].page for index in across)
    return {index: "header" for index in sorted(across) if tilted[lines[index].page] < level[lines[index].page]}


def _is_level(line: Line) -> bool:
    """Whether words of a line stand on one baseline, some of them larger than most, as the figures of charts are."""
    boxes = [box for box in line.boxes if box is not None]
    if len(boxes) < 2:
        return False
    feet = [bottom for _, _, _, bottom in boxes]
    return max(feet) - min(feet) < _STEP * max(bottom - top for _, top, _, bottom in boxes)


def _beside(lines: Sequence[Line]) -> dict[int, str]:
    """Page numbers that say so in the margin beside the text, where Word's gallery puts them, or below it all."""
    numbers = [index for index, line in enumerate(lines) if _NAMED_NUMBER.fullmatch(line.text)]
    boxes: dict[int, list[Box]] = {lines[index].page: [] for index in numbers}
    for line in lines:
        if line.page in boxes:
            boxes[line.page].append(placed(line))
    edges = {page: [sorted(edge) for edge in zip(*of_page, strict=True)] for page, of_page in boxes.items()}
    roles = {}
    for index in numbers:
        left, upper, right, _ = placed(lines[index])
        lefts, _, rights, lowers = edges[lines[index].page]
        others = len(lowers) - 1
        below = bisect_left(lowers, upper) == others
        over_each_other = bisect_left(lefts, right) - bisect_right(rights, left) - 1
        if below or over_each_other < _BESIDE * others:
            roles[index] = "footer"
    return roles


def _note_rules(lines: Sequence[Line]) -> dict[int, str]:
    """Rules that are typed as underscores right above a footnote, as the template of the United Nations has them.

    The note is in smaller type: what a signature stands above is not.
    """
    rules = [index for index, line in enumerate(lines) if len(line.words) == 1 and is_note_rule(line.text)]
    roles = {}
    for index in rules:
        left, _, right, lower = placed(lines[index])
        below = [
            line
            for line in lines
            if line.page == lines[index].page
            and placed(line)[1] + placed(line)[3] > 2 * lower
            and placed(line)[0] < right
            and placed(line)[2] > left
        ]
        nearest = min(below, key=lambda line: placed(line)[1], default=None)
        if (
            nearest is not None
            and label_of(nearest) is not None
            and nearest.size < _NOTE_SIZE * _size_above(lines, index)
        ):
            roles[index] = "footer"
    return roles


def _size_above(lines: Sequence[Line], rule: int) -> float:
    """The size of most lines above a rule on its page; without bounds where there are none."""
    _, _, _, lower = placed(lines[rule])
    sizes = Counter(line.size for line in lines if line.page == lines[rule].page and placed(line)[3] < lower)
    return max(sizes, key=lambda size: (sizes[size], size), default=inf)


def _height(line: Line) -> float:
    _, upper, _, lower = placed(line)
    return lower - upper


def _repeated(lines: Sequence[Line], by_page: Mapping[int, Sequence[int]], needed: float) -> set[int]:
    """Indices of the lines whose text, digits masked, stands at the edge of enough pages.

    Where the numbers differ they must count the pages: a numbered heading that happens to open several pages doesn't.
    """
    groups: dict[tuple[str, ...], list[int]] = defaultdict(list)
    for indices in by_page.values():
        for index in indices:
            groups[masked_words(lines[index])].append(index)
    repeated: set[int] = set()
    for group in groups.values():
        if len({lines[index].page for index in group}) >= needed:
            repeated.update(_counting_pages(lines, group))
    return repeated


def _job_numbers_apart(lines: Sequence[Line], by_page: Mapping[int, Sequence[int]], jobs: Container[str]) -> set[int]:
    """Indices of the lines that are nothing but one of the ``jobs``, with the number of the page on the other side."""
    apart = set()
    for indices in by_page.values():
        numbers = [index for index in indices if lines[index].text in jobs]
        apart.update(numbers)
        apart.update(
            index
            for index in indices
            if any(same_height(lines[index], lines[number]) for number in numbers)
            and _PAGE_NUMBER.fullmatch(lines[index].text)
        )
    return apart


def _counting_pages(lines: Sequence[Line], group: Sequence[int]) -> list[int]:
    """Those of the group whose numbers are the same on all pages, but for one that grows with the page."""
    numbers = {index: numbers_of(lines[index]) for index in group}
    constant = reduce(and_, numbers.values())
    steps: Counter[int | None] = Counter()
    shown: dict[int, set[int | None]] = {}
    for index, printed in numbers.items():
        varying = printed - constant
        shown[index] = {number - lines[index].page for number in varying} or {None}
        steps.update(shown[index])
    step, count = steps.most_common(1)[0]
    if count < 2 or (count < 0.6 * len(group) and count < len(group) - 1):
        return []
    return [index for index in group if step in shown[index] or None in shown[index]]


def _counting(lines: Sequence[Line], by_page: Mapping[int, Sequence[int]], needed: float) -> list[int]:
    """Those of the repeated lines that count the pages, each with a number of its own, where they are enough."""
    repeated = _repeated(lines, by_page, needed)
    times = Counter(lines[index].text for index in repeated)
    counting = [index for index in repeated if times[lines[index].text] == 1]
    return counting if len(counting) >= needed else []


def numbers_of(line: Line) -> Counter[int]:
    """The numbers of a line, each as often as it stands there."""
    return Counter(int(digits[:_MOST_DIGITS]) for digits in _DIGIT.findall(line.text))


def masked_words(line: Line) -> tuple[str, ...]:
    """The words, digits masked, in sorted order: on facing pages the pieces of a footer change sides."""
    return tuple(sorted(_DIGIT.sub("#", line.text).split(" ")))


def _edge_lines(
    lines: Sequence[Line], heights: Mapping[int, float], top: bool, margin: float = _MARGIN, depth: int = _DEPTH
) -> dict[int, list[int]]:
    """The outermost lines of each page inside its margin, a share of its height, from the edge inwards."""
    by_page: dict[int, list[int]] = defaultdict(list)
    for index, line in enumerate(lines):
        _, upper, _, lower = placed(line)
        height = heights[line.page] or 1.0  # the far edge, as ``_inset`` has it: nearly all lines are not there
        if (lower / height if top else 1 - upper / height) < margin and not line.across:
            by_page[line.page].append(index)
    for indices in by_page.values():
        indices.sort(key=lambda index: placed(lines[index])[3], reverse=not top)
        del indices[depth:]
    return by_page


def _first_lines(lines: Sequence[Line], heights: Mapping[int, float]) -> dict[int, list[int]]:
    """The same where nothing stands in the upper margins: the lines that are about as high as any of the document."""
    insets = (_inset(line, heights, top=True)[0] for line in lines if not line.across)
    return _edge_lines(lines, heights, True, min(insets, default=0.0) + _FIRST_LINES)


def _inset(line: Line, heights: Mapping[int, float], top: bool) -> tuple[float, float]:
    """How far the near and the far edge of the line are from the page's edge, as shares of its height."""
    height = heights[line.page] or 1.0  # a page may say that it has none
    _, upper, _, lower = placed(line)
    return (upper / height, lower / height) if top else (1 - lower / height, 1 - upper / height)


def _cells(lines: Sequence[Line], inwards: Sequence[int]) -> set[int]:
    """Those of the lines at the edge of a page that stand in a row of several, as the cells of a table that goes on
    there: their numbers count no pages, and heads, which are repeated above other rows, are no running heads.

    Args:
        lines: all lines.
        inwards: numbers of those at the edge, from there.
    """
    numbers = {id(lines[index]): index for index in inwards}
    rows = rows_of([lines[index] for index in inwards])
    return {numbers[id(line)] for row in rows if len(row) >= _DEPTH for line in row}


def _is_page_number(line: Line, heights: Mapping[int, float]) -> bool:
    """Whether a line in the margin is a page number or job number, or, at the very edge of the page, a symbol."""
    text = line.text
    if _NAMED_NUMBER.fullmatch(text) or is_job_line(text):
        return True
    if min(_inset(line, heights, top)[1] for top in (True, False)) >= _OUTER_MARGIN:
        return False
    dashed = any(_DASHED_NUMBER.fullmatch(line.unplaced[place].text) for place in (0, -1))
    return dashed or _PAGE_NUMBER.fullmatch(text) is not None or _is_symbol(line)


def _is_symbol(line: Line) -> bool:
    """A few words with numbers and without Arabic letters: ``A/RES/55/25``, ``V.20-05359  3/10``."""
    return len(line.words) <= 3 and _DIGIT.search(line.text) is not None and ARABIC.search(line.text) is None
