"""Footnotes of a text dump: what stands below a rule of underscores, to the end of its page."""

from __future__ import annotations

from collections.abc import Sequence

from pipeline.layout.footnotes import is_note_rule, label_of, note_blocks, split_notes
from pipeline.layout.marks import link_marks
from pipeline.model.line import Block


def with_notes_apart(blocks: Sequence[Block]) -> list[Block]:
    """The blocks of a dump with its footnotes as such, and with their marks in the text tied to them.

    Below a rule they go on to the end of the page, to furniture, or to a blank line that no other note follows. The
    rules become furniture. Blocks without a rule above a note come back as they are.
    """
    found: list[Block] = []
    place = 0
    while place < len(blocks):
        end = _end_of_notes(blocks, place)
        if end == place:
            found.append(blocks[place])
            place += 1
            continue
        found.append(Block("footer", blocks[place].lines))
        lines = [line for block in blocks[place + 1 : end] for line in block.lines]
        found += note_blocks(split_notes(lines, set(), None)[0])
        place = end
    return link_marks(found) if any(block.role == "footnote" for block in found) else found


def _end_of_notes(blocks: Sequence[Block], rule: int) -> int:
    """Where the notes end that stand below the block at ``rule``; ``rule`` itself where that is no rule of notes."""
    if not is_note_rule(blocks[rule].text):
        return rule
    end = rule + 1
    while end < len(blocks) and _goes_on(blocks[end], blocks[rule].page, first=end == rule + 1):
        end += 1
    return end if end > rule + 1 else rule


def _goes_on(block: Block, page: int, *, first: bool) -> bool:
    """Whether a block below a rule is of the notes; the first one has to open with a mark."""
    line = block.lines[0]
    if block.role != "body" or block.page != page:
        return False
    return label_of(line) is not None or not (first or line.gap_before > 0)
