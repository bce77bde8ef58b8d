"""Lines to paragraphs: where does a new one begin?"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Container, Iterable, Sequence
from itertools import pairwise, zip_longest
from typing import Final

from warraq.layout.labels import counts_on, is_label, starts_with_label
from warraq.layout.paragraphs.annexes import is_annex_heading
from warraq.layout.paragraphs.measure import Measured
from warraq.layout.place import placed
from warraq.layout.tables.white_tables import last_cell
from warraq.model.line import Block, Line

#: White above a line that opens a paragraph, in units of the usual line distance.
_GAP: Final = 0.3
#: Sizes that differ by more than this share are different texts.
_SIZE: Final = 0.12
#: ... and so are two headings, one below the other.
_HEADING_SIZE: Final = 0.05
#: Arabic smaller than this share of what has none is apart from it: what a figure in large type counts.
_MUCH_SMALLER: Final = 0.6
#: Columns whose widths differ by more than this share are different ones.
_WIDTH: Final = 0.25
#: Indents that differ by less than this are the same, in units of the font size.
_SAME_INDENT: Final = 0.8
#: So many first lines with the same indent are the setting of the document.
_ENOUGH_FIRST: Final = 4
#: Room at the end of a line beyond the next word that says "it stopped here", in units of the font size.
_SPARE: Final = 0.5
#: Bullets that hang alike: their places agree to this, and the white after them is wider than a space, in units of the
#: font size.
_SAME_PLACE: Final = 0.2
_TAB: Final = 0.6

_ARABIC: Final = re.compile(r"[\u0620-\u06d3]")
#: What ends a sentence, and what may close after it.
_STOPS: Final = tuple(".!\u061f:\u061b;\u06d4\u2026")
_CLOSING: Final = ")]\"'\u00bb\u201d"


def build_paragraphs(lines: Iterable[Measured], role: str = "body") -> list[Block]:
    """Blocks of the measured lines, which are in reading order and may run over columns and pages."""
    measured = list(lines)
    indents = _first_indents(measured)
    groups: list[list[Measured]] = []
    for line, below in zip_longest(measured, measured[1:]):
        # Of a quotation all lines stand where first lines do.
        as_deep = below is not None and round(below.line.indent) == round(line.line.indent)
        if groups and not begins_paragraph(groups[-1], line, () if as_deep else indents):
            groups[-1].append(line)
        else:
            groups.append([line])
    return [Block(role, tuple(measured.line for measured in group), centered=_centered(group)) for group in groups]


def _first_indents(lines: Sequence[Measured]) -> frozenset[int]:
    """The indents, whole points, of first lines that others follow at the margin, where enough are set so."""
    indents = Counter(
        round(above.line.indent)
        for above, below in pairwise(lines)
        if above.line.indent > _SAME_INDENT * above.line.size and below.line.indent < 1.0 and above.room < 1.0
    )
    return frozenset(indent for indent, count in indents.items() if count >= _ENOUGH_FIRST)


def begins_paragraph(block: list[Measured], new: Measured, first_indents: Container[int] = ()) -> bool:
    """Whether ``new`` opens a paragraph rather than going on with ``block``.

    Args:
        first_indents: where the first lines of paragraphs stand, ``_first_indents``.
    """
    last, line = block[-1].line, new.line
    if new.opens:
        return True
    if line.in_cells or last.in_cells:
        return line.in_cells or not _under_last_cell(last, line)
    if _sizes_differ(last, line) or _leaves_column(block[-1], new):
        return True
    if not new.first_in_column and line.gap_before > _GAP:
        return True
    if len(block) == 1 and not new.first_in_column and is_annex_heading(last.text):
        return True
    ended = _ends_sentence(last.text)
    stopped = _stopped_short(block[-1], new)
    if line.bold != last.bold and (stopped or ended or line.gap_before > _GAP / 2 or new.first_in_column):
        return True
    if _continues_heading(block, new, ended):
        return False
    if (stopped or ended or _outdented(block, new)) and starts_with_label(line.text):
        return True
    if _next_item(block[0].line, line) or counts_on(block[0].line.text, line.text):
        return True
    if stopped or (ended and _both_first(block, new, first_indents)):
        return True
    return _indent_breaks(block, new, ended)


def _under_last_cell(row: Line, line: Line) -> bool:
    """Whether the line starts where the last cell of the row above does, and so may go on with it."""
    cell, below = placed(last_cell(row)), placed(line)
    return (
        line.gap_before <= _GAP
        and abs(cell[2] - below[2] if line.rtl else cell[0] - below[0]) < _SAME_INDENT * line.size
    )


def _both_first(block: list[Measured], new: Measured, first_indents: Container[int]) -> bool:
    """Whether both lines stand where first lines do: a paragraph of one line that happens to be full, and another."""
    indent = round(new.line.indent)
    return len(block) == 1 and indent == round(block[0].line.indent) and indent in first_indents


def _sizes_differ(last: Line, line: Line, share: float = _SIZE) -> bool:
    """Whether two lines are set in different sizes. Latin beside Arabic usually is, and says nothing."""
    smaller, larger = sorted((line, last), key=lambda one: one.size)
    if larger.size - smaller.size <= share * larger.size or not _ARABIC.search(smaller.text):
        return False
    return smaller.size < _MUCH_SMALLER * larger.size or _ARABIC.search(larger.text) is not None


def _ends_sentence(text: str) -> bool:
    return text.rstrip(_CLOSING).endswith(_STOPS)


def _leaves_column(last: Measured, new: Measured) -> bool:
    """A heading over several columns, or text that goes on below them, is not one paragraph with theirs."""
    return abs(new.width - last.width) > _WIDTH * max(new.width, last.width) and last.line.page == new.line.page


def _stopped_short(last: Measured, new: Measured) -> bool:
    """The next word would still have fitted on the last line."""
    return last.room > new.first_width + _SPARE * last.line.size


def _continues_heading(block: list[Measured], new: Measured, ended: bool) -> bool:
    """Headings are broken by sense, not where the line is full: bold or centred lines set solid go on."""
    last, line = block[-1].line, new.line
    if ended or line.bold != last.bold or new.first_in_column or _sizes_differ(last, line, _HEADING_SIZE):
        return False
    goes_on = (last.bold and not _outdented(block, new)) or (block[-1].centered and new.centered)
    return goes_on and not starts_with_label(line.text)


def _outdented(block: list[Measured], new: Measured) -> bool:
    """The line starts clearly further out than the line before: a label that hangs."""
    return new.line.indent < block[-1].line.indent - _SAME_INDENT * new.line.size


def _next_item(first: Line, line: Line) -> bool:
    """Whether the line has the bullet or dash that its paragraph opens with, in its place and as far from the text.

    A dash inside a sentence that falls on a line's start has no tab after it.
    """
    if first.text[:1] != line.text[:1] or min(len(first.words), len(line.words)) < 2:
        return False
    mark = first.unplaced[0].text
    if mark != line.unplaced[0].text or not is_label(mark) or mark[0].isalnum():
        return False
    (one, text), (other, other_text) = first.boxes[:2], line.boxes[:2]
    if one is None or text is None or other is None or other_text is None or first.rtl != line.rtl:
        return False
    edge, tab = (one[2], one[0] - text[2]) if line.rtl else (one[0], text[0] - one[2])
    other_edge, other_tab = (other[2], other[0] - other_text[2]) if line.rtl else (other[0], other_text[0] - other[2])
    near = _SAME_PLACE * line.size
    return abs(edge - other_edge) < near and abs(tab - other_tab) < near and min(tab, other_tab) > _TAB * line.size


def _indent_breaks(block: list[Measured], new: Measured, ended: bool) -> bool:
    """Whether the indent of the line shows a new paragraph."""
    tolerance = _SAME_INDENT * new.line.size
    difference = new.line.indent - block[-1].line.indent
    if abs(difference) <= tolerance:
        return False
    if _at_far_side(block[-1]):
        return True
    labelled = starts_with_label(block[0].line.text)
    if new.centered != block[-1].centered and not (labelled and difference > 0 and not ended):
        return not (new.line.bold and block[-1].line.bold)
    if len(block) == 1:
        # Second line of a paragraph: further in under a hanging label, further out after a first-line indent.
        return difference > 0 and not labelled
    return ended or difference > 0


def _at_far_side(line: Measured) -> bool:
    """Whether it stands in the half of its column where lines end, as names below a text do: no first line does."""
    return line.line.indent > line.margin_width / 2


def _centered(group: list[Measured]) -> bool:
    """All lines centred, or full lines that end in a centred one. One that ends a sentence only happens to be short."""
    last = group[-1].line
    if len(group) == 1 and not last.bold and _ends_sentence(last.text):
        return False
    is_centered = False
    for line in group:
        if line.centered:
            is_centered = True
        elif not line.room + line.line.indent < 2 * line.line.size:
            return False
    return is_centered


def unplaced_paragraphs(lines: Iterable[Line]) -> list[Block]:
    """Blocks of lines without a box (a text dump): gaps, bold and labels decide."""
    groups: list[list[Line]] = []
    for line in lines:
        last = groups[-1][-1] if groups else None
        begins = (
            last is None
            or line.gap_before > _GAP
            or line.bold != last.bold
            or (starts_with_label(line.text) and _ends_sentence(last.text))
        )
        if begins:
            groups.append([line])
        else:
            groups[-1].append(line)
    return [Block("body", tuple(group)) for group in groups]
