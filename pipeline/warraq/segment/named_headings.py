"""Headings that a list of contents names: the text of an entry, alone in the body, is one, however it is set."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Sequence
from itertools import pairwise
from typing import Final

from warraq.model.line import Block
from warraq.segment.numbering.words import fold

#: So many letters tell one heading from another, at least.
LETTERS: Final = 4
#: A heading has so many lines at most, and the title of a list of contents so many words.
LINES: Final = 2
TITLE_WORDS: Final = 5
#: Entries whose indents differ by more lie at another depth, in units of their size.
DEEPER: Final = 0.8


def named_headings(blocks: Sequence[Block]) -> dict[int, int]:
    """The depth, 1 the outermost, of each block that a list of contents names, and of what stands above such a list.

    An entry is believed where its text is found as often as it is listed, at most: more often it may be a label.

    Args:
        blocks: the body in reading order; entries of contents have the role ``toc``.
    """
    entries = [block for block in blocks if block.role == "toc"]
    if not entries:
        return {}
    depths: dict[str, list[int]] = defaultdict(list)
    for block, depth in zip(entries, _depths(entries), strict=True):
        depths[_letters(block)].append(depth)
    places: dict[str, list[int]] = defaultdict(list)
    for at, block in enumerate(blocks):
        if block.role == "body" and len(block.lines) <= LINES and not any(line.in_cells for line in block.lines):
            letters = _letters(block)
            if len(letters) >= LETTERS and letters in depths:
                places[letters].append(at)
    named = {
        at: depth
        for letters, places_of in places.items()
        if len(places_of) <= len(depths[letters])
        for at, depth in zip(places_of, depths[letters], strict=False)
    }
    return named | {at: 1 for at, (above, below) in enumerate(pairwise(blocks)) if _heads_contents(above, below)}


def _heads_contents(above: Block, below: Block) -> bool:
    return (
        below.role == "toc"
        and above.role == "body"
        and above.page == below.page
        and len(above.lines) == 1
        and len(above.lines[0].words) <= TITLE_WORDS
        and len(_letters(above)) >= LETTERS
    )


def _depths(entries: Sequence[Block]) -> list[int]:
    """How deep each entry lies, by its indent."""
    size = Counter(entry.lines[0].size for entry in entries).most_common(1)[0][0]
    steps: list[float] = []
    for indent in sorted(entry.lines[0].indent for entry in entries):
        if not steps or indent > steps[-1] + DEEPER * size:
            steps.append(indent)
    return [sum(step <= entry.lines[0].indent for step in steps) for entry in entries]


def _letters(block: Block) -> str:
    """Its letters, without marks, signs and numbers."""
    return "".join(filter(str.isalpha, fold(block.text)))
