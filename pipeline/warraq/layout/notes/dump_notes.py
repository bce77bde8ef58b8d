"""Footnotes of a text dump: the end of a page below a rule of underscores, or that opens with marks of its text."""

from __future__ import annotations

import re
from collections.abc import Sequence
from itertools import groupby
from typing import Final

from warraq.layout.notes.footnotes import is_note_rule, label_of, mark_number, note_blocks, split_notes
from warraq.layout.notes.marks import link_marks
from warraq.model.line import Block

_NUMBER: Final = r"\([0-9\u0660-\u0669]{1,3}\)"
_LABEL: Final = re.compile(rf"{_NUMBER}(?=\s\S)")
#: Behind the last letter of a word, its quotation mark or bracket.
_MARK_BEHIND_WORD: Final = re.compile(rf"(?<=[\u0620-\u064a\u064b-\u0652\"\u201c\u201d\u00bb0-9)])({_NUMBER})")


def with_notes_apart(blocks: Sequence[Block]) -> list[Block]:
    """The blocks of a dump with its footnotes as such, and with their marks in the text tied to them.

    Below a rule they go on to the end of the page, to furniture, or to a blank line that the next note doesn't follow;
    where text follows, marks of the text before have to name them. The rules become furniture. Without one, the last
    lines of a page are notes if the first of them opens with a mark that is set right behind a word of the page, and
    the others count on. All else comes back as it is.
    """
    result: list[Block] = []
    for _, page in groupby(blocks, key=lambda block: block.page):
        result += _with_notes_of_page(list(page))
    return link_marks(result) if any(block.role == "footnote" for block in result) else result


def _with_notes_of_page(blocks: list[Block]) -> list[Block]:
    below = _below_rules(blocks)
    if below:
        return below
    end = max((place + 1 for place, block in enumerate(blocks) if block.role == "body"), default=0)
    start = _first_note(blocks[:end])
    return [*blocks[:start], *_notes(blocks[start:end]), *blocks[end:]]


def _below_rules(blocks: Sequence[Block]) -> list[Block]:
    """The blocks with the notes below each rule as such; nothing where there are none."""
    result: list[Block] = []
    done = 0
    marks: set[str] = set()
    for rule, block in enumerate(blocks):
        if rule < done:
            continue
        end = _end_of_notes(blocks, rule)
        follows = end < len(blocks) and blocks[end].role == "body"
        if end > rule and (not follows or label_of(blocks[rule + 1].lines[0]) in marks):
            result += [*blocks[done:rule], Block("footer", block.lines), *_notes(blocks[rule + 1 : end])]
            done = end
        elif block.role == "body":
            marks |= _marks_in(block)
    return [*result, *blocks[done:]] if result else []


def _notes(blocks: Sequence[Block]) -> list[Block]:
    return note_blocks(split_notes([line for block in blocks for line in block.lines], set(), None)[0])


def _marks_in(block: Block) -> set[str]:
    """Numbers of the marks that are set right behind words."""
    return {mark_number(mark) for mark in _MARK_BEHIND_WORD.findall(block.text)}


def _first_note(blocks: Sequence[Block]) -> int:
    """Where the notes begin that end a page, for all that tells; its length where there are none."""
    marks: set[str] = set()
    for place, block in enumerate(blocks):
        number = _bracketed(block)
        if number in marks and _all_count_on(blocks, place, marks):
            return place
        if block.role == "body":
            marks |= _marks_in(block)
    return len(blocks)


def _all_count_on(blocks: Sequence[Block], start: int, marks: set[str]) -> bool:
    """Whether each block from ``start`` on that opens with a number opens with the next one, and all are ``marks``."""
    expected = None
    for place in range(start, len(blocks)):
        number = _bracketed(blocks[place]) if blocks[place].role == "body" else None
        if number is None:
            continue
        if number not in marks or (expected is not None and int(number) != expected):
            return False
        expected = int(number) + 1
    return True


def _bracketed(block: Block) -> str | None:
    """The number in brackets that the block opens with."""
    opening = _LABEL.match(block.text)
    return mark_number(opening[0]) if opening else None


def _end_of_notes(blocks: Sequence[Block], rule: int) -> int:
    """Where the notes end that stand below the block at ``rule``; ``rule`` itself where that is no rule of notes."""
    if not is_note_rule(blocks[rule].text):
        return rule
    end, last = rule + 1, ""
    while end < len(blocks) and _goes_on(blocks[end], last):
        last = blocks[end].text if label_of(blocks[end].lines[0]) else last
        end += 1
    return end if end > rule + 1 else rule


def _goes_on(block: Block, last: str) -> bool:
    """Whether a block is of the notes, of which the last one is ``last``; the first one has to open with a mark.

    Behind a blank line a mark has to be printed like the last one: the numbers of paragraphs are in no brackets.
    """
    line = block.lines[0]
    if block.role != "body" or is_note_rule(block.text):
        return False
    if label_of(line) is None:
        return bool(last) and line.gap_before == 0
    return not last or line.gap_before == 0 or (last[0] == "(") == (block.text[0] == "(")
