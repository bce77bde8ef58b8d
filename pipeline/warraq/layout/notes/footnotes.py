"""Footnotes: small print at the foot of a column, or under a short rule, opened by marks that the text names."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import Final

from warraq.layout.place import placed
from warraq.model.line import Block, Line

#: Footnotes are set smaller than this share of the text's size.
_SMALLER: Final = 0.93
_SYMBOL: Final = r"[0-9\u0660-\u0669\u06f0-\u06f9]{1,3}|[*\u2020\u2021]{1,3}"
#: Digits that are no part of a longer number, asterisks, or a letter in brackets; with what sets them apart, before a
#: word or a symbol (``A/58/1``): the denominators of a formula begin so, too.
_LABEL: Final = re.compile(
    rf"(?:[(\[]\s?(?P<bracketed>{_SYMBOL}|[a-z\u0621-\u064a])\s?[)\]]|(?P<bare>{_SYMBOL}))(?![0-9\u0660-\u0669/])"
    r"(?![-.:/][0-9\u0660-\u0669])\s?[-.:/]?\s?(?=.*[^\W\d_](?:[^\W\d_]|/))"
)
_MARK: Final = re.compile(rf"[(\[]?\s?({_SYMBOL}|[a-z\u0621-\u064a])\s?[)\]]?/?")
_BRACKETED: Final = re.compile(rf"\(\s?(?:{_SYMBOL}|[a-z\u0621-\u064a])\s?\)")
_RULE: Final = re.compile(r"_{5,}")
#: What ends a sentence (U+061F question mark).
_STOPS: Final = (".", "!", "?", "\u061f")


def is_note_rule(text: str) -> bool:
    """Whether a line is nothing but underscores, which may part footnotes from the text above."""
    return _RULE.fullmatch(text.strip()) is not None


def mark_number(mark: str) -> str:
    """``mark`` without brackets, its digits as ASCII: what a mark and its note have in common."""
    match = _MARK.fullmatch(mark.strip())
    inner = match[1] if match else mark
    return str(int(inner)) if inner.isdecimal() else inner


def label_of(line: Line) -> str | None:
    """Number of the mark that opens the line; None where there is none."""
    match = _LABEL.match(line.text)
    return mark_number(match["bracketed"] or match["bare"]) if match else None


def marks_of(lines: Sequence[Line]) -> set[str]:
    """Numbers of the raised marks in lines."""
    return {mark_number(word.mark) for line in lines if line.marked for word in line.unplaced if word.mark}


def first_footnote(
    column: Sequence[Line],
    page: Sequence[Line],
    body_size: float,
    rules: Sequence[float] = (),
    open_note: bool = False,
) -> int:
    """Index of the first line of the footnotes at the end of a column; its length where there are none.

    Args:
        column: in reading order.
        page: all lines of its page, in any order.
        body_size: font size of most of the text, points.
        rules: heights of the short level rules in the column, points.
        open_note: the last footnote of the column before may go on here.
    """
    start = _under_rule(column, body_size, rules, open_note)
    if start is not None:
        return start
    start = len(column)
    while start > 0 and column[start - 1].size < _SMALLER * body_size:
        start -= 1
    label = None
    while start < len(column) and (label := label_of(column[start])) is None:
        start += 1
    if label is None:
        return start
    top = placed(column[start])[1]
    return start if _is_named(label, [line for line in page if placed(line)[1] < top]) else len(column)


def _is_named(label: str, above: Sequence[Line]) -> bool:
    """Whether the text ``above`` bears the mark of a note: raised, in round brackets or as a sign. Small print may be
    numbered for itself, as code is and lists of works, which are cited in square brackets."""
    if label in marks_of(above):
        return True
    texts = [line.text for line in above]
    if not label.isalnum():
        return any(label in text for text in texts)
    return any(mark_number(mark[0]) == label for text in texts for mark in _BRACKETED.finditer(text, 1))


def _under_rule(column: Sequence[Line], body_size: float, rules: Sequence[float], open_note: bool) -> int | None:
    """The first line under the rule that parts footnotes from the text."""
    for rule in sorted(rules, reverse=True):
        start = next((number for number, line in enumerate(column) if placed(line)[1] > rule - 0.3 * line.size), None)
        if start is None or start == 0:
            continue
        if any(placed(line)[1] <= rule - 0.3 * line.size for line in column[start:]):
            continue
        small = all(line.size < _SMALLER * body_size for line in column[start:])
        label = label_of(column[start])
        if (label is not None and (small or label in marks_of(column[:start]))) or (small and open_note):
            return start
    return None


@dataclass(slots=True)
class Note:
    """A footnote in the making: the page and number of its mark (no number: the mark was not read), its lines."""

    page: int
    number: str | None
    lines: list[Line] = field(default_factory=list)

    @property
    def is_open(self) -> bool:
        """Whether it may go on in small print without a mark: its last sentence has no end."""
        return not (self.lines and self.lines[-1].text.endswith(_STOPS))


def split_notes(lines: Sequence[Line], marks: set[str], last: Note | None) -> tuple[list[Note], list[Line]]:
    """The footnotes of one column, and the lines before the first of them, which go on with ``last``.

    Args:
        lines: of the footnotes, in reading order.
        marks: numbers that the text of the page names.
        last: the footnote before.
    """
    notes: list[Note] = []
    before: list[Line] = []
    for line in lines:
        number = label_of(line)
        if number is not None and _opens(number, notes, marks, last):
            notes.append(Note(line.page, number, [line]))
        elif notes:
            notes[-1].lines.append(line)
        else:
            before.append(line)
    return notes, before


def _opens(number: str, notes: Sequence[Note], marks: set[str], last: Note | None) -> bool:
    """Whether a line that begins with this number opens a footnote rather than going on with one."""
    if number in {note.number for note in notes}:
        return False
    if number in marks:
        return True
    previous = notes[-1].number if notes else last.number if last else None
    if previous is None or not previous.isdecimal() or not number.isdecimal():
        return not notes
    return int(number) == int(previous) + 1 or (not notes and int(number) == 1)


def note_blocks(notes: Sequence[Note]) -> list[Block]:
    """A block for each footnote; keys are unique in the document."""
    keys: set[str] = set()
    blocks = []
    for note in notes:
        key = f"{note.page}:{note.number}" if note.number is not None else ""
        while key and key in keys:
            key += "+"
        keys.add(key)
        blocks.append(Block("footnote", tuple(note.lines), note=key))
    return blocks
