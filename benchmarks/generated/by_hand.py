"""Producers that only draw: lines are broken and placed here, fpdf2 or ReportLab writes them.

Places are points from the top left of the page.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Final, Protocol, TypeAlias, assert_never

from benchmarks.corpus.page import PAGE
from benchmarks.generated.look import Look
from benchmarks.generated.sheet import (
    BIG,
    CAPTION,
    HEADING,
    LABEL,
    NOTE,
    TITLE,
    Across,
    Box,
    Cell,
    Columns,
    Figure,
    Foot,
    Pairs,
    Part,
    Table,
    Text,
)

_BLACK: Final = "000000"
_RULE: Final = "444444"
_INDENT: Final = 20.0
#: White around the text of a box.
_INSIDE: Final = 10.0
#: What a baseline is below the top of its line, as a share of the leading.
_BASELINE: Final = 0.72


@dataclass(frozen=True, slots=True)
class Dress:
    """How a line is set: size, distance of lines, weight, colour, ``right``, ``left``, ``centre`` or ``justify``."""

    size: float
    leading: float
    bold: bool = False
    colour: str = _BLACK
    align: str = "right"


@dataclass(frozen=True, slots=True)
class Line:
    """A line of text between ``left`` and ``right``; ``filled`` where it is stretched from edge to edge."""

    text: str
    left: float
    right: float
    top: float
    dress: Dress
    filled: bool = False
    keep: bool = False

    @property
    def bottom(self) -> float:
        return self.top + self.dress.leading

    @property
    def baseline(self) -> float:
        return self.top + _BASELINE * self.dress.leading

    def moved(self, x: float, y: float) -> Line:
        return replace(self, left=self.left + x, right=self.right + x, top=self.top + y)


@dataclass(frozen=True, slots=True)
class Fill:
    """A rectangle that is filled."""

    left: float
    top: float
    right: float
    bottom: float
    colour: str

    def moved(self, x: float, y: float) -> Fill:
        return Fill(self.left + x, self.top + y, self.right + x, self.bottom + y, self.colour)


Mark: TypeAlias = Line | Fill


class Pen(Protocol):
    """What draws: it knows how wide text is."""

    def width(self, text: str, size: float, bold: bool) -> float: ...

    def draw(self, mark: Mark) -> None: ...


def set_page(parts: Sequence[Part], look: Look, pen: Pen) -> None:
    """Draw a page. Raises ValueError where it is too long."""
    marks, bottom = Setter(look, pen).parts(parts, look.margin, PAGE[0] - look.margin, look.margin)
    if bottom > PAGE[1] - look.margin / 2:
        raise ValueError(f"the page is {bottom - PAGE[1] + look.margin:.0f} points too long")
    for mark in marks:
        pen.draw(mark)


class Setter:
    """Sets parts between two edges from a top; gives what to draw and where it ends."""

    def __init__(self, look: Look, pen: Pen) -> None:
        self._look, self._pen = look, pen

    def parts(self, parts: Iterable[Part], left: float, right: float, top: float) -> tuple[list[Mark], float]:
        marks: list[Mark] = []
        for part in parts:
            drawn, top = self._part(part, left, right, top)
            marks += drawn
        return marks, top

    def _part(self, part: Part, left: float, right: float, top: float) -> tuple[list[Mark], float]:
        match part:
            case Text():
                return self._text(part, left, right, top)
            case Figure():
                return self._figure(part, left, right, top)
            case Across():
                return self._across(part, left, right, top)
            case Columns():
                return self._columns(part, left, right, top)
            case Box():
                return self._box(part, left, right, top)
            case Table():
                return self._table(part, left, right, top)
            case Pairs():
                return self._pairs(part, left, right, top)
            case Foot():
                return self._foot(part, left, right, top)
        assert_never(part)

    def _dress(self, part: Text) -> Dress:
        look = self._look
        if part.role == HEADING:
            size, bold, colour = look.heading(part.level)
            return Dress(size, size * 1.4, bold, colour)
        if part.role in (CAPTION, NOTE):
            return Dress(look.small, look.small * 1.5, align="centre" if part.role == CAPTION else "right")
        if part.role == BIG:
            return Dress(look.big, look.big * 1.3, bold=True, colour=look.accent, align="centre")
        if part.role in (TITLE, LABEL):
            return Dress(look.size, look.leading, bold=True, align="centre" if part.role == TITLE else "right")
        return Dress(look.size, look.leading, align="justify" if look.justified and not part.depth else "right")

    def _text(self, part: Text, left: float, right: float, top: float) -> tuple[list[Mark], float]:
        dress = self._dress(part)
        top += {HEADING: 10.0 if part.level == 1 else 7.0}.get(part.role, 0.0)
        inside = right - _INDENT * part.depth
        marks: list[Mark] = []
        if part.label:
            marks.append(Line(part.label, left, inside + _INDENT, top, dress, keep=True))
        lines, bottom = self._lines(part.text, dress, left, inside, top)
        if part.role == HEADING:
            lines = [replace(line, keep=True) for line in lines]
        after = {HEADING: 5.0, CAPTION: 10.0, TITLE: 4.0, LABEL: 4.0, BIG: 0.0}.get(
            part.role, 4.0 if part.depth else 7.0
        )
        return [*marks, *lines], bottom + after

    def _lines(self, text: str, dress: Dress, left: float, right: float, top: float) -> tuple[list[Line], float]:
        lines: list[Line] = []
        broken = list(self._broken(text, dress, right - left))
        for number, words in enumerate(broken, 1):
            filled = dress.align == "justify" and number < len(broken)
            lines.append(Line(words, left, right, top, dress, filled))
            top += dress.leading
        return lines, top

    def _broken(self, text: str, dress: Dress, width: float) -> Iterator[str]:
        line = ""
        for word in text.split(" "):
            longer = f"{line} {word}" if line else word
            if line and self._pen.width(longer, dress.size, dress.bold) > width:
                yield line
                longer = word
            line = longer
        yield line

    def _figure(self, part: Figure, left: float, right: float, top: float) -> tuple[list[Mark], float]:
        look, step, bottom = self._look, (right - left) / len(part.bars), top + 5 + part.height
        marks: list[Mark] = [Fill(left, top + 5, right, bottom, look.ground)]
        for number, bar in enumerate(part.bars):
            edge = right - (number + 0.2) * step
            marks.append(Fill(edge - 0.6 * step, bottom - bar * part.height, edge, bottom, look.accent))
        dress = Dress(look.small, 14.0, align="centre")
        for number, (bar, figure, label) in enumerate(zip(part.bars, part.numbers, part.labels, strict=False)):
            edge = right - number * step
            marks.append(Line(figure, edge - step, edge, bottom - bar * part.height - 14, dress))
            marks.append(Line(label, edge - step, edge, bottom + 2, dress))
        return marks, bottom + (22 if part.labels else 5)

    def _across(self, part: Across, left: float, right: float, top: float) -> tuple[list[Mark], float]:
        width = right - left - part.gap * (len(part.groups) - 1)
        total, lowest = sum(part.shares), top
        marks: list[Mark] = []
        grounds = self._equal_boxes(part, left, right, top)
        for group, share in zip(part.groups, part.shares, strict=True):
            start = right - width * share / total
            drawn, bottom = self.parts(group, start, right, top)
            if grounds and isinstance(drawn[0], Fill):
                drawn[0] = replace(drawn[0], bottom=grounds)
            marks += drawn
            right, lowest = start - part.gap, max(lowest, bottom)
        return marks, lowest + 8

    def _equal_boxes(self, part: Across, left: float, right: float, top: float) -> float:
        """Where the longest of several boxes on grounds side by side ends; 0 where they aren't all such."""
        if not all(len(group) == 1 and isinstance(group[0], Box) and not group[0].border for group in part.groups):
            return 0.0
        width = right - left - part.gap * (len(part.groups) - 1)
        total = sum(part.shares)
        ends = [
            self.parts(group, 0.0, width * share / total, top)[1]
            for group, share in zip(part.groups, part.shares, strict=True)
        ]
        return max(ends) - 8

    def _columns(self, part: Columns, left: float, right: float, top: float) -> tuple[list[Mark], float]:
        width = (right - left - part.gap * (part.count - 1)) / part.count
        marks, total = self.parts(part.parts, right - width, right, 0.0)
        height = total / part.count
        while True:
            columns = _columns_of(marks, height)
            if len(columns) <= part.count:
                break
            height += 2.0
        placed, lowest = [], top
        for number, column in enumerate(columns):
            up = min(mark.top for mark in column)
            placed += [mark.moved(-number * (width + part.gap), top - up) for mark in column]
            lowest = max(lowest, top - up + max(mark.bottom for mark in column))
        return placed, lowest + 8

    def _box(self, part: Box, left: float, right: float, top: float) -> tuple[list[Mark], float]:
        marks, bottom = self.parts(part.parts, left + _INSIDE, right - _INSIDE, top + 6)
        bottom += 2
        frame: list[Mark] = [Fill(left, top, right, bottom, part.ground)] if part.ground else []
        if part.border:
            frame += _frame(left, top, right, bottom, part.border)
        return [*frame, *marks], bottom + 8

    def _table(self, part: Table, left: float, right: float, top: float) -> tuple[list[Mark], float]:
        inset = (right - left) * (1 - part.setting.width) / 2
        left, right = left + inset, right - inset
        total, edges = sum(part.shares), [left if part.ltr else right]
        for share in part.shares:
            edges.append(edges[-1] + (right - left) * share / total * (1 if part.ltr else -1))
        grounds: list[Mark] = []
        rules: list[Mark] = []
        cells: list[tuple[int, Cell, list[Line], float]] = []
        heights = [top]
        for number, row in enumerate(part.rows):
            top = heights[-1]
            bottom = top
            for column, cell in _placed(row):
                lines, end = self._cell(part, number, column, cell, edges)
                cells.append((number, cell, lines, end))
                if cell.down == 1:
                    bottom = max(bottom, top + end)
            heights.append(bottom)
            if ground := self._row_ground(part.rules, number < part.heads, number - part.heads):
                grounds.append(Fill(left, top, right, bottom, ground))
        marks: list[Mark] = []
        for number, cell, lines, end in cells:
            space = heights[number + cell.down] - heights[number] - end
            down = heights[number] + (space / 2 if part.setting.middle else 0.0)
            marks += [line.moved(0.0, down) for line in lines if line.text]
        for number, row in enumerate(part.rows):
            rules += _row_rules(part, row, edges, heights[number:])
        if part.rules in ("across", "lines"):
            rules.append(Fill(left, heights[0], right, heights[0] + 1.2, _RULE))
        if part.rules == "lines":
            rules += [Fill(left, at - 0.7, right, at, _RULE) for at in (heights[part.heads], heights[-1])]
        return [*grounds, *marks, *rules], heights[-1] + 8

    def _cell(self, part: Table, row: int, column: int, cell: Cell, edges: Sequence[float]) -> tuple[list[Line], float]:
        """The lines of a cell whose row begins at 0, and where its row ends."""
        is_head = row < part.heads
        ground = self._row_ground(part.rules, is_head, row - part.heads)
        dress = Dress(self._look.size, self._look.size * 1.35, is_head, "ffffff" if _is_dark(ground) else _BLACK)
        centred = cell.over > 1 or part.setting.centred
        align = "centre" if centred else "left" if (column in part.figures) != part.ltr else "right"
        low, high = sorted((edges[column], edges[column + cell.over]))
        beside, above = part.setting.padding
        lines, end = self._lines(cell.text, replace(dress, align=align), low + beside, high - beside, above)
        return lines, end + above

    def _row_ground(self, rules: str, is_head: bool, number: int) -> str:
        if is_head:
            return self._look.accent if rules in ("stripes", "head") else ""
        return self._look.ground if rules == "stripes" and number % 2 else ""

    def _pairs(self, part: Pairs, left: float, right: float, top: float) -> tuple[list[Mark], float]:
        dress = Dress(self._look.size, self._look.leading)
        marks: list[Mark] = []
        for label, text in part.rows:
            marks.append(Line(label, left, right, top, dress))
            if text:
                marks.append(Line(text, left, right, top, replace(dress, align="left")))
            start = left + (self._pen.width(text, dress.size, False) + 4 if text else 0.0)
            end = right - self._pen.width(label, dress.size, False) - 4
            if part.leader in ("dots", "pages"):
                dots = "." * int((end - start) / self._pen.width("." * 10, dress.size, False) * 10)
                marks.append(Line(dots, start, end, top, dress))
            elif part.leader == "rule":
                marks.append(Fill(start, top + 0.9 * dress.leading, end, top + 0.9 * dress.leading + 0.7, _BLACK))
            top += dress.leading + 4
        return marks, top + 4

    def _foot(self, part: Foot, left: float, right: float, top: float) -> tuple[list[Mark], float]:
        marks: list[Mark] = [Fill(right - 0.4 * (right - left), top + 10, right, top + 10.7, _BLACK)]
        top += 15
        for sign, text in part.notes:
            drawn, top = self._text(Text(f"({sign}) {text}", NOTE), left, right, top)
            marks += drawn
        return marks, top


def _placed(row: Sequence[Cell]) -> list[tuple[int, Cell]]:
    """The cells of a row that none above reaches over, each with its column."""
    placed, column = [], 0
    for cell in row:
        if cell.down:
            placed.append((column, cell))
        column += cell.over
    return placed


def _row_rules(part: Table, row: Sequence[Cell], edges: Sequence[float], heights: Sequence[float]) -> list[Mark]:
    """What is drawn around the cells of a row that begins at the first of some heights."""
    if part.rules == "across":
        return [Fill(min(edges), heights[1] - 0.7, max(edges), heights[1], _RULE)]
    marks: list[Mark] = []
    for column, cell in _placed(row):
        low, high = sorted((edges[column], edges[column + cell.over]))
        if part.rules == "all" or (part.rules == "figures" and column in part.figures):
            marks += _frame(low, heights[0], high, heights[cell.down], _RULE)
    return marks


def _is_dark(ground: str) -> bool:
    return bool(ground) and sum(int(ground[at : at + 2], 16) for at in (0, 2, 4)) < 384


def _frame(left: float, top: float, right: float, bottom: float, colour: str) -> list[Mark]:
    half = 0.35
    return [
        Fill(left - half, top - half, right + half, top + half, colour),
        Fill(left - half, bottom - half, right + half, bottom + half, colour),
        Fill(left - half, top, left + half, bottom, colour),
        Fill(right - half, top, right + half, bottom, colour),
    ]


def _columns_of(marks: Sequence[Mark], height: float) -> list[list[Mark]]:
    """Marks in columns of at most this height; a heading goes to where what it heads begins."""
    columns: list[list[Mark]] = []
    for mark in marks:
        if columns and (not columns[-1] or mark.bottom - columns[-1][0].top <= height):
            columns[-1].append(mark)
            continue
        heads: list[Mark] = []
        while columns and columns[-1] and _stays(columns[-1][-1]):
            heads.insert(0, columns[-1].pop())
        columns.append([*heads, mark])
    return [column for column in columns if column]


def _stays(mark: Mark) -> bool:
    return isinstance(mark, Line) and mark.keep


def channels(colour: str) -> tuple[int, int, int]:
    """Red, green and blue of six hex digits."""
    return int(colour[:2], 16), int(colour[2:4], 16), int(colour[4:], 16)


class FpdfPen:
    """fpdf2 with HarfBuzz and its own bidi: a line is one string."""

    def __init__(self, look: Look) -> None:
        from fpdf import FPDF

        from benchmarks.corpus.page import FALLBACK

        self._pdf = FPDF(unit="pt", format="A4")
        self._pdf.set_auto_page_break(False)
        self._pdf.set_margin(0)
        self._pdf.c_margin = 0
        self._pdf.add_page()
        self._pdf.add_font("face", "", str(look.face.path))
        self._pdf.add_font("face", "B", str(look.bold))
        self._pdf.add_font("fallback", "", str(FALLBACK))
        self._pdf.set_fallback_fonts(["fallback"], exact_match=False)
        self._pdf.set_text_shaping(True, direction="rtl", script="arab", language="ara")

    def width(self, text: str, size: float, bold: bool) -> float:
        self._pdf.set_font("face", "B" if bold else "", size)
        return float(self._pdf.get_string_width(text))

    def draw(self, mark: Mark) -> None:
        if isinstance(mark, Fill):
            self._pdf.set_fill_color(*channels(mark.colour))
            self._pdf.rect(mark.left, mark.top, mark.right - mark.left, mark.bottom - mark.top, style="F")
            return
        dress = mark.dress
        self._pdf.set_font("face", "B" if dress.bold else "", dress.size)
        self._pdf.set_text_color(*channels(dress.colour))
        self._pdf.set_xy(mark.left, mark.top)
        align = {"left": "L", "centre": "C"}.get(dress.align, "R")
        self._pdf.cell(mark.right - mark.left, dress.leading, mark.text, align=align)

    def save(self, out: Path) -> None:
        self._pdf.output(str(out))


def fpdf2(parts: Sequence[Part], look: Look, out: Path) -> None:
    """Set a page and write it with fpdf2."""
    pen = FpdfPen(look)
    set_page(parts, look, pen)
    pen.save(out)


class ReportlabPen:
    """ReportLab as recipes have it: presentation forms in visual order, and each word at its place."""

    def __init__(self, look: Look, out: Path) -> None:
        from arabic_reshaper import ArabicReshaper
        from reportlab.pdfbase import pdfmetrics
        from reportlab.pdfbase.ttfonts import TTFont
        from reportlab.pdfgen.canvas import Canvas

        from benchmarks.corpus.page import FALLBACK

        self._names = {False: look.face.name, True: f"{look.face.name}-bold"}
        for name, path in ((self._names[False], look.face.path), (self._names[True], look.bold), ("other", FALLBACK)):
            pdfmetrics.registerFont(TTFont(name, str(path)))
        self._characters = look.face.characters
        self._reshaper = ArabicReshaper({"delete_harakat": False, "support_ligatures": True})
        self._canvas = Canvas(str(out), pagesize=PAGE, invariant=True)
        self._string_width: Callable[[str, str, float], float] = pdfmetrics.stringWidth

    def _painted(self, text: str) -> str:
        from benchmarks.corpus.levels import visual

        return visual(self._reshaper.reshape(text))

    def _runs(self, text: str, bold: bool) -> Iterator[tuple[str, str]]:
        from itertools import groupby

        for in_face, chars in groupby(text, lambda char: char in self._characters or char == " "):
            yield self._names[bold] if in_face else "other", "".join(chars)

    def width(self, text: str, size: float, bold: bool) -> float:
        return self._width(self._painted(text), size, bold)

    def _width(self, painted: str, size: float, bold: bool) -> float:
        return sum(self._string_width(part, font, size) for font, part in self._runs(painted, bold))

    def draw(self, mark: Mark) -> None:
        canvas = self._canvas
        if isinstance(mark, Fill):
            canvas.setFillColorRGB(*(part / 255 for part in channels(mark.colour)))
            canvas.rect(mark.left, PAGE[1] - mark.bottom, mark.right - mark.left, mark.bottom - mark.top, 0, 1)
            return
        dress = mark.dress
        canvas.setFillColorRGB(*(part / 255 for part in channels(dress.colour)))
        painted = self._painted(mark.text)
        space, slack = 0.0, mark.right - mark.left - self._width(painted, dress.size, dress.bold)
        x = mark.left + {"left": 0.0, "centre": slack / 2}.get(dress.align, slack)
        if mark.filled and " " in painted:
            space, x = slack / painted.count(" "), mark.left
        for word in painted.split(" "):
            for font, part in self._runs(word, dress.bold):
                canvas.setFont(font, dress.size)
                canvas.drawString(x, PAGE[1] - mark.baseline, part)
                x += self._string_width(part, font, dress.size)
            x += self._string_width(" ", self._names[dress.bold], dress.size) + space

    def save(self) -> None:
        self._canvas.save()


def reportlab(parts: Sequence[Part], look: Look, out: Path) -> None:
    """Set a page and write it with ReportLab."""
    pen = ReportlabPen(look, out)
    set_page(parts, look, pen)
    pen.save()
