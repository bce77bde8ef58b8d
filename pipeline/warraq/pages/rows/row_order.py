"""The logical order of the painted rows of a block."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace
from typing import Final

import numpy as np
from numpy.typing import NDArray

from warraq.arabic.digits import to_ascii
from warraq.pages.codes.character_roles import BRACKET, EASTERN, LETTER, OTHER, WESTERN
from warraq.pages.codes.codes import CodeColumns
from warraq.pages.lines.frame import Indices
from warraq.pages.rows.cells import LogicalCells
from warraq.pages.rows.following import Following, rows_following
from warraq.pages.rows.margins import AMONG_LATIN, FULL, among_latin, room_of, sides_of
from warraq.pages.rows.plain_rows import WALL, OrderClues, PlainRows
from warraq.pages.rows.words import BlockColumns
from warraq.repair.order.bidi import ARABIC, MIRROR, Order, kinds_of, spell, unpaired_brackets
from warraq.repair.order.brackets import inside_out
from warraq.repair.order.broken_phrases import (
    NOTHING,
    Beyond,
    begins_with,
    ends_in_latin,
    is_mostly_arabic,
    last_word,
    may_differ,
    readings,
    with_parted,
)
from warraq.repair.order.by_levels import without_pairs
from warraq.repair.order.painted_line import (
    after_a_word,
    cell_order,
    going_on,
    join_account,
    join_thousands,
    joined_below,
    may_be_left_to_right,
    may_go_on,
    may_group,
    paragraph_is_rtl,
)
from warraq.repair.order.stretches import order_of_stretches
from warraq.repair.order.typed import faults

#: Cells are parted by white that is wider than ``WALL``, and than so many usual spaces of the line.
_WALL_TIMES: Final = 3.0
#: The widest space of a line that is stretched is at most so many times its narrowest.
_ALIKE: Final = 1.5
#: R, N, b or o for each role of a character in a row.
_KINDS: Final = np.full(2 * OTHER, ord("o"), dtype=np.uint8)
_KINDS[[LETTER, WESTERN, EASTERN, BRACKET]] = tuple(b"RNNb")
#: A line with more Latin letters than this for one Arabic letter is no right-to-left one that ends in a Latin phrase.
_MOSTLY_LATIN: Final = 2
#: A stop before a Latin phrase or an abbreviation, which ended what the page shows on its other side; a command's
#: backslash behind it.
_WRONG_SIDE: Final = re.compile(
    r"(?<!\S)[.:?!](?:[A-Za-z]{2,}\s[A-Za-z]|(?:etc|e\.g|i\.e)(?!\w))|(?<=[A-Za-z}\]])\\(?!\S)"
)
#: What closes in a left-to-right line, and in a right-to-left one opens.
_CLOSES: Final = (")", "]", "}", "\N{RIGHT-POINTING DOUBLE ANGLE QUOTATION MARK}")
#: The label of an item, whose bracket opens nothing.
_LABEL: Final = re.compile(r"\s*(?:\d{1,3}|[^\W\d_])[.)-]")
#: A telephone number alone on its line, as it is dialled: in a right-to-left paragraph its groups would be painted the
#: other way round. And a number that a bracket closes, the label of what stands beside it: nobody types ``(5`` alone.
_DIALLED: Final = re.compile(r"\s*(?:\+\d[\d ()./-]*|0\d{1,4}(?: \d{2,4}){2,3}\s*|\d{1,3}[)\]]\s*)")
#: The value of a Latin name, in Arabic-Indic digits as the text around has them: it is read from the left with its
#: name, though a paragraph from the right would paint one that is typed before its name so, too.
_VALUE: Final = re.compile(r"(?<=[A-Za-z]=)[\u0660-\u0669]+")
#: White that may stand between the groups of a long number, in units of the font size.
_NARROW: Final = 0.5


def in_logical_order(columns: BlockColumns, codes: CodeColumns, mostly_rtl: bool, clues: OrderClues) -> LogicalCells:
    """The cells of a block in logical order.

    Args:
        mostly_rtl: the direction of most of the document.
        clues: what is told of the rows; their order is completed.
    """
    cells, code, size, walled, rows = columns.cells, columns.row, clues.size, clues.walled, clues.rows
    mirrored = np.zeros(len(cells.glyph), dtype=np.bool_)
    verified, rtl, within = ([True] * len(size) for _ in range(3))
    others = np.flatnonzero(~rows.plain).tolist()
    if others:
        of_cell = cells.codes(code)
        painted = codes.painted(of_cell)
        if np.count_nonzero(rows.apart):
            others = _order_apart(others, rows, painted, codes.role[of_cell], cells.bounds, mirrored)
    if others:
        following = rows_following(columns.block)
        latin = _mostly_latin(painted, cells.bounds, walled, others)
        arabic = [rows for rows in following.columns if not latin or 2 * sum(latin[row] for row in rows) < len(rows)]
        sides = sides_of(columns.block, mostly_rtl, arabic)
        room = room_of(columns.block, mostly_rtl, following.below, arabic)
        for row, among in enumerate(among_latin(columns.block, latin) if latin else ()):
            sides[row] = AMONG_LATIN if among else sides[row]
        first_space = np.searchsorted(cells.spaces, cells.bounds).tolist()
    for row in others:
        start, end = cells.bounds[row : row + 2]
        text, white = painted[start:end], dict[int, float]()
        if walled[row] or may_group(text):
            spaces = slice(first_space[row], first_space[row + 1])
            white = dict(zip((cells.spaces[spaces] - start).tolist(), cells.widths[spaces].tolist(), strict=True))
        beyond = _beyond(row, following, rows.order, mirrored, painted, cells.bounds, within, room)
        side = sides[row]
        if side == FULL:
            side = int(mostly_rtl and _is_among_arabic(row, following, painted, cells.bounds, sides))
        order, rtl[row] = _order_of_row(text, white, float(size[row]), mostly_rtl, side, beyond)
        within[row] = rtl[row] or (beyond.above != "" and "R" not in kinds_of(text))
        verified[row] = order.verified
        rows.order[start:end] = order.indices
        rows.order[start:end] += start
        if order.mirrored:
            mirrored[[start + index for index in order.mirrored]] = True
    return LogicalCells(rows.order, mirrored[rows.order], cells.bounds, verified, rtl)


def _order_apart(
    others: list[int],
    rows: PlainRows,
    painted: str,
    role: NDArray[np.uint16],
    bounds: list[int],
    mirrored: NDArray[np.bool_],
) -> list[int]:
    """Put the rows that fall into stretches in order; returns those of ``others`` that have to be read by themselves.

    Args:
        painted: one character a cell, of all rows; ``role`` is what each is.
        bounds: first cell of each row, and the end of the last.
        mirrored: is set where the character of a cell is the mirror image of what is painted.
    """
    marked = _KINDS[role % len(_KINDS)].tobytes().decode("ascii")
    left: list[int] = []
    turned: list[int] = []
    slots: list[int] = []
    cells: list[int] = []
    apart = rows.apart.tolist()
    for row in others:
        start, end = bounds[row : row + 2]
        parts = order_of_stretches(painted[start:end], marked[start:end]) if apart[row] else None
        if parts is None:
            left.append(row)
            continue
        for first, stretch in parts.stretches:
            slots += range(end - first - len(stretch), end - first)
            cells += [start + first + index for index in stretch]
        turned += [start + index for index in parts.mirrored]
    rows.order[slots] = cells
    mirrored[turned] = True
    return left


def _mostly_latin(painted: str, bounds: list[int], walled: NDArray[np.bool_], others: list[int]) -> list[bool]:
    """Whether most letters of each row are Latin ones, or it is signs alone and stands below such a row (hyphens in
    a listing); nothing where none of them has Arabic ones as well.

    Args:
        painted: one character a cell, of all rows; ``bounds`` the first cell of each row, and the end of the last.
        walled: whether a row may be one of a table: it tells nothing.
        others: the rows that have to be read by themselves.
    """
    latin, mixed = [False] * (len(bounds) - 1), False
    for row in others:
        kinds = kinds_of(painted[bounds[row] : bounds[row + 1]])
        roman, arabic = kinds.count("L"), kinds.count("R")
        signs = not roman and not arabic and "N" not in kinds
        latin[row] = ((row > 0 and latin[row - 1]) if signs else roman > arabic) and not walled[row]
        mixed = mixed or (latin[row] and arabic > 0)
    return latin if mixed else []


def _is_among_arabic(row: int, following: Following, painted: str, bounds: list[int], sides: list[int]) -> bool:
    """Whether a full row with Latin at both ends stands between lines of its margin that are mostly Arabic.

    Args:
        following: the rows above and below each.
        painted: one character a cell, of all rows; ``bounds`` the first cell of each row, and the end of the last.
        sides: of ``sides_of``.
    """
    strong = kinds_of(painted[_cells(bounds, row)]).replace("N", "").replace("o", "")
    above, below = following.above[row], following.below[row]
    if not strong or strong[0] != "L" or strong[-1] != "L" or above < 0 or below == len(sides):
        return False
    for other in (above, below):
        kinds = kinds_of(painted[_cells(bounds, other)])
        if sides[other] <= 0 or kinds.count("R") <= kinds.count("L"):
            return False
    return True


def _beyond(
    row: int,
    following: Following,
    order: Indices,
    mirrored: NDArray[np.bool_],
    painted: str,
    bounds: list[int],
    within_rtl: list[bool],
    room: list[float],
) -> Beyond:
    """What stands beyond the breaks of a row.

    Args:
        following: the rows above and below each.
        order, mirrored: the cells of the rows above in logical order, and which are mirror images.
        painted: one character a cell, of all rows; ``bounds`` the first cell of each row, and the end of the last.
        within_rtl: of the rows above, whether they belong to right-to-left paragraphs, or may as the rest of a phrase.
        room: of ``room_of``.
    """
    after = following.below[row]
    next_row = painted[_cells(bounds, after)] if after + 1 < len(bounds) else ""
    beyond = Beyond(below=begins_with(next_row), first=next_row[-1:], arabic_below=is_mostly_arabic(next_row))
    before = following.above[row]
    if before < 0 or not within_rtl[before]:
        return beyond
    this_row, above = painted[_cells(bounds, row)], painted[_cells(bounds, before)]
    if _is_without_letters(next_row) and _is_without_letters(this_row):  # values in a column, below what it is called
        return beyond
    if room[before] > len(this_row.rpartition(" ")[2]):  # the first word would have fitted there
        return beyond
    within = "R" in kinds_of(above)
    if not ends_in_latin(above):
        return replace(beyond, within=within, word=last_word(above))
    rows = [before]  # all of a phrase that lines of Latin alone go on with
    while "R" not in kinds_of(painted[_cells(bounds, rows[-1])]):
        before = following.above[before]
        if before < 0 or not within_rtl[before]:
            break
        rows.append(before)
    spelt = [
        "".join([MIRROR[painted[c]] if mirrored[c] and painted[c] in MIRROR else painted[c] for c in order[cells]])
        for cells in (_cells(bounds, one) for one in reversed(rows))
    ]
    return replace(beyond, above=" ".join(spelt), within=within)


def _is_without_letters(painted: str) -> bool:
    return bool(painted) and {"L", "R"}.isdisjoint(kinds_of(painted))


def _cells(bounds: Sequence[int], row: int) -> slice:
    """The cells of a row."""
    return slice(bounds[row], bounds[row + 1])


def _order_of_row(
    painted: str, white: dict[int, float], size: float, mostly_rtl: bool, side: int, beyond: Beyond
) -> tuple[Order, bool]:
    """The logical order of a row, and whether it belongs to a right-to-left paragraph.

    Args:
        painted: one character per cell, left to right.
        white: width of each space by its place, points; none is needed where none is wide and no number has any.
        size: font size at its left end, points.
        side: of ``sides_of``.
        beyond: what stands beyond its breaks.
    """
    least, narrow = max(WALL * size, _WALL_TIMES * _usual_space(white, size)), _NARROW * size
    walls = tuple([place for place, width in white.items() if width > least])
    grouping = (
        tuple([place for place, width in white.items() if width < narrow]) if white and may_group(painted) else ()
    )
    return order_of_painted(painted, mostly_rtl, side, beyond, walls, grouping)


def _usual_space(white: dict[int, float], size: float) -> float:
    """Width of the spaces between words of a row, points; 0 where all may part cells: wide ones that aren't alike, as
    those of a line are that is stretched to both margins.

    Args:
        white: width of each space by its place, points.
        size: font size, points.
    """
    widths = sorted(white.values())
    usual = widths[(len(widths) - 1) // 4] if widths else 0.0  # most may part cells
    return 0.0 if usual > WALL * size and widths[-1] > _ALIKE * widths[0] else usual


def order_of_painted(
    painted: str,
    mostly_rtl: bool,
    side: int,
    beyond: Beyond = NOTHING,
    walls: tuple[int, ...] = (),
    narrow: tuple[int, ...] = (),
) -> tuple[Order, bool]:
    """The logical order of a painted line, and whether it belongs to a right-to-left paragraph.

    Args:
        painted, mostly_rtl, side, beyond: as of ``_order_of_row``.
        walls: places of the spaces that part cells of a table or follow a tab.
        narrow: places of the spaces that are quite narrow; none where no number has any.
    """
    painted = _VALUE.sub(lambda value: to_ascii(value[0]), painted)
    turned = inside_out(painted)
    if turned:
        painted = "".join(MIRROR.get(c, c) if i in turned else c for i, c in enumerate(painted))
    rtl = paragraph_is_rtl(painted, mostly_rtl, side, goes_on=_goes_on(painted, side, beyond))
    if rtl and ((side <= AMONG_LATIN and not painted.endswith("%")) or (not walls and _DIALLED.fullmatch(painted))):
        rtl = not set("LR").isdisjoint(kinds_of(painted))
    if rtl and may_go_on(beyond.first):
        painted = joined_below(painted, beyond.first)
    order = _read(painted, walls, narrow, beyond, rtl)
    if not walls and _may_be_the_other_way(painted, rtl, side, mostly_rtl, beyond):
        other = _read(painted, walls, narrow, beyond, not rtl)
        read, otherwise = spell(painted, order), spell(painted, other)
        if rtl:
            fewer = not order.verified or _faults_of_line(otherwise) < _faults_of_line(read)
            better = fewer and not _LABEL.match(read)
        else:
            better = faults(beyond.around(otherwise), goes_on=True) < faults(beyond.around(read), goes_on=True)
        if better and other.verified:
            order, rtl = other, not rtl
    return (replace(order, mirrored=order.mirrored ^ turned) if turned else order), rtl


def _read(painted: str, walls: tuple[int, ...], narrow: tuple[int, ...], beyond: Beyond, rtl: bool) -> Order:
    """The order of a line of a paragraph of one direction: of its readings the one that people would have typed."""
    if not rtl:
        return _order_as_read(going_on(painted), walls, narrow, rtl)
    ways = readings(painted, beyond) if not walls and may_differ(painted, beyond) else (painted,)
    word = (beyond.word or ARABIC) if beyond.within and not beyond.above and not walls else ""
    orders = [with_parted(painted, way, _order_as_read(way, walls, narrow, rtl, word)) for way in ways]
    if len(orders) == 1:
        return orders[0]
    likely = [order for order in orders if order.verified or not orders[0].verified]
    return min(likely, key=lambda order: faults(beyond.around(spell(painted, order)), goes_on=True))


def _may_be_the_other_way(painted: str, rtl: bool, side: int, mostly_rtl: bool, beyond: Beyond) -> bool:
    """Whether a line may be of the other direction than it seems: one of a Latin paragraph among others, or the rest of
    a Latin phrase.
    """
    if rtl:
        return side <= 0 and may_be_left_to_right(painted, side)
    if not mostly_rtl or "R" in kinds_of(painted):
        return False
    return beyond.above != "" or (beyond.word != "" and painted.endswith(_CLOSES))


def _goes_on(painted: str, side: int, beyond: Beyond) -> bool:
    """Whether a line may be a right-to-left one that breaks within a Latin phrase, as ``paragraph_is_rtl`` asks."""
    kinds = kinds_of(painted)
    begins = side > 0 and kinds.rstrip("No").endswith("R")
    if begins or beyond.within:
        if beyond.below and kinds.count("R") > _MOSTLY_LATIN * kinds.count("L"):
            return True
        opened = unpaired_brackets(painted) > 0
        if (beyond.arabic_below and "L" in kinds_of(beyond.below)) or (
            opened and (beyond.below or beyond.arabic_below)
        ):
            return True
    if "L" not in kinds_of(beyond.below) or kinds.count("L") > _MOSTLY_LATIN * kinds.count("R"):
        return False
    return beyond.within or begins


def _faults_of_line(text: str) -> int:
    """How much in a logical string offends the habits of typing, with what tells of lines read from the wrong side."""
    return faults(text) + len(_WRONG_SIDE.findall(text))


def _order_as_read(way: str, walls: tuple[int, ...], narrow: tuple[int, ...], rtl: bool, word: str = "") -> Order:
    """The order of a line that is read in a way, with letters for some signs.

    Args:
        word: the Arabic word that it goes on from, if any.
    """
    grouped = join_account(way)  # first: 29 000 in GB29 000A is no number
    grouped = join_thousands(grouped, narrow) if narrow else grouped
    order = after_a_word(grouped, word) if word else cell_order(grouped, walls, rtl)
    return without_pairs(way, order) if rtl and not walls else order
