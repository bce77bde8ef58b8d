"""Headings by how they are set: a style of type of which the whole document makes headings.

A style is a size, whether it is bold, and whether it stands in the middle. That of most of the text is the body's. One
that stands out, and whose blocks are mostly short, alone and above a text, is that of headings. Numbers say nothing
here, so it serves documents that have none, or whose headings are numbered as their lists are.
"""

from __future__ import annotations

import re
from collections import Counter, defaultdict
from collections.abc import Mapping, Sequence
from itertools import groupby, pairwise, takewhile
from typing import Final

from warraq.model.line import Block, Line
from warraq.segment.metadata.dates import find_dates
from warraq.segment.named_headings import named_headings
from warraq.segment.numbering.numbering import UNNUMBERED, read_labels
from warraq.segment.numbering.words import fold

#: In place of the level of a heading: that of all else, and where the type doesn't tell.
NO_HEADING: Final = 0
UNTOLD: Final = -1

#: Size in tenths of a point, bold, in the middle.
Style = tuple[int, bool, bool]

#: A style stands out by its size from this multiple of the body's; bold type does from a little less than the body's.
LARGER: Final = 1.1
AS_LARGE: Final = 0.95
#: A centred block has so much white at its start, in units of its size.
NARROW: Final = 2.0
#: Lines and words of a heading, at most.
LINES: Final = 2
WORDS: Final = 20
#: This share of the signs between a heading's number and its end are letters, at least: formulas have fewer. So many
#: letters are a word.
LETTERS: Final = 0.6
WORD: Final = 3
#: This share of the blocks of a style of headings could be one, at least.
SHARE: Final = 0.5
#: This share of the blocks of a page is plain type, at least, if it is no cover.
PLAIN: Final = 0.33
#: So many in one style right after one another are a list, a cover or lines of verse.
ROW: Final = 3
#: A line is full from this share of the usual one.
FULL: Final = 0.97
#: How many levels there are.
LEVELS: Final = 3
#: Sizes of the lines of one title agree within this share.
SAME_SIZE: Final = 0.95

#: Roles of blocks that can be a heading.
_HEADED: Final = frozenset({"body", "box"})

#: How the captions of tables and pictures begin (folded): jdwl, shkl, swrh, nmwdar, table, figure.
_CAPTION: Final = re.compile(
    r"(?:\u0627\u0644)?(?:\u062c\u062f\u0648\u0644|\u0634\u0643\u0644|\u0634\u06a9\u0644|\u0635\u0648\u0631\u0647"
    r"|\u0646\u0645\u0648\u062f\u0627\u0631)\b|(?:[Tt]able|[Ff]ig(?:ure)?)\b"
)
#: What may stand before a heading's words and behind them: its number, a colon.
_AROUND: Final = re.compile(r"^[\W\d_]+|[\W_]+$")
#: A sentence ends amid the text: after a word, not a number (U+061B semicolon).
_SENTENCES: Final = re.compile(r"[^\W\d_]{3,}[.!\u061b]\s")
#: What ends a sentence that is no heading: U+061B semicolon, U+060C comma. A heading may ask, or end with a colon.
_ENDS: Final = tuple(".\u061b;\u060c,")


def heading_levels(blocks: Sequence[Block], usual: float, bookmarks: Sequence[Block] = ()) -> list[int]:
    """The level of each of the blocks that is a heading by its style, 1 the outermost, or what stands in its place.

    Of the title, and what stands above it, the style doesn't tell.

    Args:
        blocks: the body in reading order. Of a dump, whose type nobody knows, all are ``UNTOLD``.
        usual: how far most lines inside a paragraph reach into their column, points.
        bookmarks: of the document's outline.
    """
    weight: Counter[Style] = Counter()
    # A menu or a form without running text has all but its headings in tables.
    roles = {"body"} if any(block.role == "body" and _is_long(block) for block in blocks) else {"body", "table"}
    for block in blocks:
        for line in block.lines if block.role in roles else ():
            weight[round(line.size * 10), line.bold, in_the_middle(block)] += len(line.text)
    if not weight or not any(size for size, *_ in weight):
        return [UNTOLD] * len(blocks)
    body = max(weight, key=lambda style: (weight[style], style))
    could = [
        block.role == "body"
        and _could_head(block, body)
        and not _is_item(blocks, at, body)
        and not _goes_on(block, body, usual)
        for at, block in enumerate(blocks)
    ]
    _drop_rows(blocks, could)
    _drop_last(blocks, could)
    front = _front(blocks, body)
    after = [at for at in range(len(blocks)) if at not in front]
    styles = _styles([blocks[at] for at in after], [could[at] for at in after])
    levels = [styles.get(_style(block), NO_HEADING) if could[at] else NO_HEADING for at, block in enumerate(blocks)]
    _add_named(levels, named_headings(blocks, bookmarks))
    return _fitted([UNTOLD if at in front else level for at, level in enumerate(levels)])


def headings_in_frames(blocks: Sequence[Block]) -> frozenset[int]:
    """Which of the blocks head the text of a frame: right above it in the same frame, and set apart from its type.

    A frame has a style of its own, light on dark or smaller than the page, so the document's styles say nothing there.
    """
    return frozenset(
        at
        for at, (block, below) in enumerate(pairwise(blocks))
        if block.group
        and block.group == below.group
        and _is_long(below)
        and _could_head(block, _style(below))
        and not _is_item(blocks, at, _style(below))
    )


def _add_named(levels: list[int], named: Mapping[int, int]) -> None:
    """Add the headings that contents or bookmarks name; one whose style tells nothing is as deep as others like it."""
    usual: dict[int, Counter[int]] = defaultdict(Counter)
    for at, depth in named.items():
        if levels[at]:
            usual[depth][levels[at]] += 1
    for at, depth in named.items():
        if not levels[at]:
            levels[at] = usual[depth].most_common(1)[0][0] if usual[depth] else min(depth, LEVELS)


def _fitted(levels: Sequence[int]) -> list[int]:
    """The levels without jumps: a heading is at most one deeper than the one that it lies in."""
    fitted: list[int] = []
    outer: list[int] = []
    for level in levels:
        if level > NO_HEADING:
            while outer and outer[-1] >= level:
                outer.pop()
            outer.append(level)
        fitted.append(min(len(outer), LEVELS) if level > NO_HEADING else level)
    return fitted


def _style(block: Block) -> Style:
    return round(block.lines[0].size * 10), block.lines[0].bold, in_the_middle(block)


def in_the_middle(block: Block) -> bool:
    """Whether it is centred, and too narrow for it to be full lines by chance."""
    return block.centered and block.lines[0].indent > NARROW * block.lines[0].size


def _stands_out(style: Style, body: Style) -> bool:
    size, bold, middle = style
    heavier = bold and (not body[1] or (middle and not body[2]))
    return size >= LARGER * body[0] or (heavier and size >= AS_LARGE * body[0])


def reach(line: Line) -> float:
    """How far a line reaches into its column from the right margin, points; 0 in a dump."""
    return line.box[2] - line.box[0] + max(line.indent, 0.0) if line.box else 0.0


def _goes_on(block: Block, body: Style, usual: float) -> bool:
    """Whether bold type fills the line, as where a text begins with its subject in bold, or goes on in plain type."""
    full = reach(block.lines[-1]) >= FULL * usual and not block.centered
    return full and _style(block)[0] < LARGER * body[0] and not block.text.endswith(":")


def _could_head(block: Block, body: Style) -> bool:
    """Whether the block, by itself, could be a heading."""
    style = _style(block)
    if block.role not in _HEADED or len(block.lines) > LINES or not _stands_out(style, body):
        return False
    text = block.text
    if any(line.in_cells or line.bold != style[1] for line in block.lines) or len(text.split()) > WORDS:
        return False
    if text.endswith(_ENDS) or _SENTENCES.search(text) or _CAPTION.match(fold(text)):
        return False
    inside = _AROUND.sub("", text)
    letters = sum(map(str.isalpha, inside))
    return letters >= WORD and letters >= LETTERS * sum(not char.isspace() for char in inside)


def _is_item(blocks: Sequence[Block], at: int, body: Style) -> bool:
    """Whether it is an item of a list, and not larger than the text. A heading with a mark ends with a colon, and none
    with the same mark is beside it.
    """
    mark = _mark(blocks[at])
    if not mark or _style(blocks[at])[0] >= LARGER * body[0]:
        return False
    if not blocks[at].text.endswith(":"):
        return True
    return any(_mark(beside) == mark for beside in (*blocks[max(at - 1, 0) : at], *blocks[at + 1 : at + 2]))


def _mark(block: Block) -> str:
    """The bullet or dash that it begins with."""
    unnumbered = any(label.style in UNNUMBERED and label.start == 0 for label in read_labels(block.lines[0].text))
    return block.lines[0].text[:1] if unnumbered else ""


def _drop_rows(blocks: Sequence[Block], could: list[bool]) -> None:
    """Blocks in one style right after one another are no headings: nothing stands below them."""
    for (possible, _), places in groupby(range(len(blocks)), key=lambda at: (could[at], _style(blocks[at]))):
        row = list(places)
        if possible and len(row) >= ROW:
            for at in row:
                could[at] = False


def _drop_last(blocks: Sequence[Block], could: list[bool]) -> None:
    """What nothing follows heads nothing: it is a signature, or ends the text."""
    for at in reversed(range(len(blocks))):
        if not could[at]:
            return
        could[at] = False


def _front(blocks: Sequence[Block], body: Style) -> frozenset[int]:
    """Which blocks are the document's title, what stands above it, and dates below: up to the largest of its first page
    before a text. All of them on a cover. A menu or a form has no more text than a cover, but begins with its largest
    line, and much of it is plain, or tables.
    """
    page = sum(1 for _ in takewhile(lambda block: block.page == blocks[0].page, blocks))
    end = next((at for at in range(page) if _is_text(blocks[at], body)), page)
    if end == page:
        plain = [at for at in range(page) if blocks[at].role == "table" or not _stands_out(_style(blocks[at]), body)]
        title = max(range(page), key=lambda at: blocks[at].lines[0].size)
        if len(plain) < PLAIN * page or title > plain[0]:
            return frozenset(range(page))
        end = plain[0]
    largest = max((block.lines[0].size for block in blocks[:end]), default=0.0)
    last = max((at for at in range(end) if blocks[at].lines[0].size >= SAME_SIZE * largest), default=0)
    return frozenset(at for at in range(end) if at <= last or any(find_dates(blocks[at].text)))


def _is_text(block: Block, body: Style) -> bool:
    """Whether it is a paragraph, or another piece of the text that stands below a title."""
    if block.role != "body" or _stands_out(_style(block), body):
        return block.role == "toc"
    return _is_long(block)


def _is_long(block: Block) -> bool:
    """Whether it has more than a heading has, or ends as a sentence does."""
    return len(block.lines) > LINES or len(block.text.split()) > WORDS or block.text.endswith(_ENDS)


def _styles(blocks: Sequence[Block], could: Sequence[bool]) -> dict[Style, int]:
    """The styles of headings, each with its level: the larger and the bolder one is the outer one."""
    heads: dict[Style, int] = defaultdict(int)
    others: dict[Style, int] = defaultdict(int)
    for block, possible in zip(blocks, could, strict=True):
        (heads if possible else others)[_style(block)] += 1
    believed = [style for style, count in heads.items() if count >= SHARE * (count + others.get(style, 0))]
    return {style: rank for rank, style in enumerate(sorted(believed, reverse=True), 1)}
