"""How many characters of the story a line is, and after how many of them it was cut, by what was read in it.

A dump counts the characters of its story only roughly: letters that come out as spaces are lost beside real ones, two
letters come out as one, and extractors add spaces. What was read tells better.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Final

import numpy as np
from numpy.typing import NDArray

from warraq.decipher.text.dump.block_edges import Cut, Place
from warraq.decipher.text.dump.items import JOIN, Items
from warraq.decipher.text.dump.segments import Segment, seams
from warraq.decipher.text.lattice.decoder import Path
from warraq.decipher.text.records import Piece
from warraq.language import tokens

#: A label in brackets.
LABEL: Final = re.compile(r"\(\w{1,2}\)")


@dataclass(frozen=True, slots=True)
class Read:
    """A line as it was read in one order.

    Attributes:
        cuts: where it is cut though the dump doesn't show it, in characters of the story.
        length: how many it has; the last is the space at which the line is broken.
    """

    cuts: tuple[Cut, ...]
    length: int

    @classmethod
    def of(cls, segments: Sequence[Segment], path: Path) -> Read:
        """The line as ``path`` reads its ``segments``."""
        items = path.items
        seam = items.codes == JOIN
        shown, met = _before((items.codes >= 0) & ~items.room), _before(seam)
        # those left out that may be an extractor's: a lost word is more than one
        spaces = _before(np.array([text == " " for text in items.texts], np.bool_) & ~items.soft)
        joins = np.flatnonzero(seam).tolist()
        begins: list[int] = []
        length = end = 0
        for piece, beside in zip(path.pieces, attached(path.pieces), strict=True):
            length += max(spaces[piece.start] - spaces[end], not beside) if begins else 0
            begins.append(length)
            # A word with diacritics has more symbols than letters, one with a ligature fewer
            symbols = shown[piece.end] - shown[piece.start]
            if met[piece.end] > met[piece.start]:
                symbols = sum(symbol >= 0 for symbol in items.symbols(piece.start, piece.end))
            length += max(len(piece.text), symbols)
            end = piece.end
        cuts = [
            _cut(items, path.pieces, begins, place, length + 1)
            for place, unseen in zip(joins, seams(segments), strict=True)
            if unseen and not _labels(path.pieces, place)
        ]
        return cls(tuple(cuts), length + 1)


def _before(which: NDArray[np.bool_]) -> list[int]:
    """How many of some items there are before each place of a text [items + 1]."""
    return [0, *np.cumsum(which).tolist()]


def places_as_read(places: Sequence[Place], reads: Sequence[Read]) -> list[Place]:
    """Where lines stand in the story, by what was read in them and in all before them.

    Args:
        places: by the dump's count, which tells what stands between them, or by an earlier reading.
        reads: of the same lines.
    """
    sure = []
    more = 0
    for place, read in zip(places, reads, strict=True):
        sure.append(Place(place.start + more, read.length, place.opens))
        more += read.length - place.length
    return sure


def unread_letters(path: Path) -> Iterator[str]:
    """The runs of letters of a text that are in none of its words."""
    items = path.items
    read = np.zeros(len(items), bool)
    for piece in path.pieces:
        read[piece.start : piece.end] = True
    unread = (
        text if code >= 0 and not seen else " " for text, code, seen in zip(items.texts, items.codes, read, strict=True)
    )
    yield from "".join(unread).split()


def _labels(pieces: Sequence[Piece], place: int) -> bool:
    """Nothing but a label in brackets stands before an item: behind it a tab ends the run."""
    return bool(LABEL.fullmatch("".join(piece.text for piece in pieces if piece.start < place)))


def _cut(items: Items, pieces: Sequence[Piece], begins: Sequence[int], place: int, length: int) -> Cut:
    """A cut of a line of this ``length`` before an item."""
    for piece, begin in zip(pieces, begins, strict=True):
        if place < piece.end:
            return Cut(begin + len(items.symbols(piece.start, place)), place > piece.start)
    return Cut(length)


def attached(pieces: Sequence[Piece], quoted: bool = False) -> Iterator[bool]:
    """For each token, whether it stands right behind the one before.

    ``quoted``: the line begins inside quotation marks.
    """
    open_quote = quoted
    glue = False
    for k, piece in enumerate(pieces):
        before = pieces[k - 1] if k else None
        after = pieces[k + 1] if k + 1 < len(pieces) else None
        yield glue or _attached(piece, before, open_quote)
        glue = _binds(piece, before, after, open_quote)
        if piece.text == '"':
            open_quote = not open_quote


def _attached(piece: Piece, before: Piece | None, open_quote: bool) -> bool:
    """The token stands right behind the one before."""
    if before is None:
        return False
    if piece.text in "\N{ARABIC COMMA}\N{ARABIC SEMICOLON}:.)\N{ARABIC QUESTION MARK}" or piece.text in "/-":
        return True
    if piece.text == '"':
        return open_quote
    return piece.token == tokens.NUMBER and before.text == "\N{ARABIC LETTER WAW}"


def _binds(piece: Piece, before: Piece | None, after: Piece | None, open_quote: bool) -> bool:
    """The next token stands right behind this one."""
    if piece.text in "(/":
        return True
    if piece.text == '"':
        return not open_quote
    if piece.text == "-":  # a label's dash ends it; one between words or numbers binds
        label = (
            before is not None and before.token == tokens.NUMBER and after is not None and after.token != tokens.NUMBER
        )
        return before is not None and not label
    return False
