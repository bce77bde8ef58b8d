"""Headings that a list of contents or the bookmarks name: such a text, alone in the body, is one, however it is set."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Mapping, Sequence
from itertools import pairwise
from typing import Final

from warraq.model.glyph import Bookmark
from warraq.model.line import Block, Line, Word
from warraq.segment.numbering.words import fold

#: So many letters tell one heading from another, at least.
LETTERS: Final = 4
#: A heading has so many lines at most, and the title of a list of contents so many words.
LINES: Final = 2
TITLE_WORDS: Final = 5
#: Entries whose indents differ by more lie at another depth, in units of their size.
DEEPER: Final = 0.8


def bookmark_blocks(bookmarks: Sequence[Bookmark]) -> tuple[Block, ...]:
    """A block for each bookmark, as the segmenter takes them."""
    return tuple(
        Block("bookmark", (Line(0, tuple(Word(word, word) for word in one.title.split()), indent=float(one.depth)),))
        for one in bookmarks
    )


def named_headings(blocks: Sequence[Block], bookmarks: Sequence[Block] = ()) -> dict[int, int]:
    """The depth, 1 the outermost, of each block that is named, and of what stands above a list of contents.

    A name is believed where its text is found as often as it is listed, at most: more often it may be a label.

    Args:
        blocks: the body in reading order; entries of contents have the role ``toc``.
        bookmarks: of the document's outline.
    """
    contents = [block for block in blocks if block.role == "toc"]
    places: dict[str, list[int]] = defaultdict(list)
    for at, block in enumerate(blocks if contents or bookmarks else ()):
        if block.role == "body" and len(block.lines) <= LINES and not any(line.in_cells for line in block.lines):
            places[_letters(block)].append(at)
    named = _placed(contents, places) | _placed(bookmarks, places)
    return named | {at: 1 for at, (above, below) in enumerate(pairwise(blocks)) if _heads_contents(above, below)}


def _placed(entries: Sequence[Block], places: Mapping[str, Sequence[int]]) -> dict[int, int]:
    """The depth of each block that one of the entries names; ``places`` are the blocks with the same letters."""
    depths: dict[str, list[int]] = defaultdict(list)
    for block, depth in zip(entries, _depths(entries), strict=True):
        depths[_letters(block)].append(depth)
    return {
        at: depth
        for letters, listed in depths.items()
        if len(letters) >= LETTERS and len(places.get(letters, ())) <= len(listed)
        for at, depth in zip(places.get(letters, ()), listed, strict=False)
    }


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
    sizes = Counter(entry.lines[0].size or 1.0 for entry in entries)
    size = max(sizes, key=sizes.__getitem__, default=1.0)
    steps: list[float] = []
    for indent in sorted(entry.lines[0].indent for entry in entries):
        if not steps or indent > steps[-1] + DEEPER * size:
            steps.append(indent)
    return [sum(step <= entry.lines[0].indent for step in steps) for entry in entries]


def _letters(block: Block) -> str:
    """Its letters, without marks, signs and numbers."""
    return "".join(filter(str.isalpha, fold(block.text)))
