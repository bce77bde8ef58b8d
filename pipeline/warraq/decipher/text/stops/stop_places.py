"""The places of a text behind which a full stop may stand that came out as a space."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from enum import IntEnum
from typing import Final

import numpy as np

from warraq.decipher.text.dump.items import JOIN_SIGN, Items
from warraq.decipher.text.order.line_lengths import LABEL
from warraq.decipher.text.order.orders import Ordered
from warraq.decipher.text.parameters import StopPlaces as P
from warraq.decipher.text.records import Piece
from warraq.decipher.text.stops.lost_stops import STOP
from warraq.decipher.text.stops.second_spaces import plain_spaces
from warraq.language import tokens

#: What opens a label.
_OPENS_LABEL: Final = frozenset("(-")
#: What ends a sentence, or what leads to the next passage.
_CLOSES: Final = ".:\N{ARABIC SEMICOLON}\N{ARABIC QUESTION MARK}"


class Sort(IntEnum):
    """The end of a line inside a block; of one that is shorter than others; of one behind which empty lines stand; of a
    block's last. Inside a line, more than one space; and more than one where runs of the dump meet."""

    FULL = 0
    SHORT = 1
    APART = 2
    LAST = 3
    SPACED = 4
    SEAM = 5

    @property
    def inside(self) -> bool:
        """It is inside a line."""
        return self >= Sort.SPACED


@dataclass(frozen=True, slots=True)
class Place:
    """A place behind which a stop may stand.

    Attributes:
        block, line: number of the block, and of the line in it.
        sort: what it is.
        piece: the token of the text before it.
        at: the item of the line at which that one ends.
        spaced: it is the end of a line behind which more than one space is left.
        read: a stop was read there, the next token.
    """

    block: int
    line: int
    sort: Sort
    piece: int
    at: int
    spaced: bool = False
    read: bool = False


@dataclass(frozen=True, slots=True)
class Text:
    """The tokens of blocks one after the other, the stops that were lost at the ends of lines left out.

    Attributes:
        pieces: the tokens.
        begins, opens: which of them open a block, and a line.
        gaps: those between which and the next one a single space stands.
        places: where stops may have been lost.
    """

    pieces: list[Piece]
    begins: set[int]
    opens: set[int]
    gaps: list[int]
    places: list[Place]

    @classmethod
    def of(
        cls,
        blocks: Sequence[Sequence[Ordered]],
        apart: Sequence[Sequence[bool]] | None = None,
        added: Sequence[Sequence[int]] | None = None,
    ) -> Text:
        """``apart`` and ``added`` are those of ``line_stops.with_stops``."""
        usual = float(np.median([_length(line) for block in blocks for line in block]))
        text = cls([], set(), set(), [], [])
        for number, block in enumerate(blocks):
            text.begins.add(len(text.pieces))
            for k, line in enumerate(block):
                pieces, items = bare(line).path.pieces, line.path.items
                first = len(text.pieces)
                text.opens.add(first)
                text.gaps.extend(first + place for place in _single(line, pieces))
                text.pieces.extend(pieces)
                inside = _inside(items, pieces)
                text.places.extend(
                    Place(number, k, sort, first + n, pieces[n].end, False, read) for n, sort, read in inside
                )
                if not pieces or _shown(line, pieces[-1]):
                    continue
                if k + 1 == len(block):
                    sort = Sort.LAST
                elif apart is not None and apart[number][k + 1]:
                    sort = Sort.APART
                else:
                    sort = Sort.SHORT if _length(line) < P.SHORT * usual else Sort.FULL
                spaces = len(items) - pieces[-1].end - (added[number][k] if added is not None else 0)
                text.places.append(Place(number, k, sort, len(text.pieces) - 1, pieces[-1].end, spaces > 1))
        return text

    def may_stop(self, piece: int, read: bool = False) -> bool:
        """A stop may stand behind this token: a word, a number or a closing bracket, before a word, number or label.

        ``read``: one was read there, and is the next token.
        """
        after = piece + 1 + read
        if after >= len(self.pieces) or after in self.begins:
            return False
        behind = self.pieces[after]
        label = "".join(p.text for p in self.pieces[after : after + 3])
        return self._may_precede(piece) and (_is_word(behind) or bool(LABEL.fullmatch(label)))

    def may_have_stop(self, place: Place) -> bool:
        """The same of a place; behind a block's last token nothing speaks against it."""
        return self._may_precede(place.piece) if place.sort == Sort.LAST else self.may_stop(place.piece, place.read)

    def _may_precede(self, piece: int) -> bool:
        return _is_word(self.pieces[piece]) or self.pieces[piece].text in ')"'

    def is_heading(self, piece: int, closed: set[int]) -> bool:
        """The words up to this token are few, and have the lines for themselves that they stand in, without a label.

        ``closed`` are the tokens behind which a passage ends though no mark is there yet.
        """
        words = 0
        for k in range(piece, -1, -1):
            words += _is_word(self.pieces[k])
            if words > P.HEADING:
                return False
            if k in self.begins or k - 1 in closed or self.pieces[k - 1].text in _CLOSES:
                first = self.pieces[k]
                return k in self.opens and first.token != tokens.NUMBER and first.text not in _OPENS_LABEL
        return False


def is_lost_stop(piece: Piece, items: Items) -> bool:
    """It is a stop that came out as a space."""
    return piece.token == STOP and (piece.start >= len(items) or items.texts[piece.start] == " ")


def bare(line: Ordered) -> Ordered:
    """The line without a stop at its end that came out as a space."""
    pieces = line.path.pieces
    if not pieces or not is_lost_stop(pieces[-1], line.path.items):
        return line
    return replace(line, path=replace(line.path, pieces=pieces[:-1]))


def _inside(items: Items, pieces: Sequence[Piece]) -> Iterator[tuple[int, Sort, bool]]:
    """The tokens of a line, without a lost stop at its end, between which and the next one a stop may have been lost:
    the number of each, the sort of the place, and whether a stop was read there."""
    for k in range(len(pieces) - 1):
        if is_lost_stop(pieces[k], items):
            continue
        read = is_lost_stop(pieces[k + 1], items)
        start, end = pieces[k].end, pieces[k + 1 + read].start
        between = items.texts[start:end]
        if plain_spaces(items, start, end) > 1:
            yield k, Sort.SPACED, read
        elif JOIN_SIGN in between and set(between) <= {" ", JOIN_SIGN} and between.count(" ") > 1:
            yield k, Sort.SEAM, read


def _is_word(piece: Piece) -> bool:
    return bool(piece.units) or piece.token == tokens.NUMBER


def _shown(line: Ordered, last: Piece) -> bool:
    """Something stands behind the last token of a line, though it could not be read: the line's end was not lost."""
    return not set(line.path.items.texts[last.end :]) <= {" "}


def _length(line: Ordered) -> int:
    return int((~line.path.items.soft).sum())


def _single(line: Ordered, pieces: Sequence[Piece]) -> Iterator[int]:
    """The tokens of a line between which and the next one a single space of the text stands."""
    for k in range(len(pieces) - 1):
        if plain_spaces(line.path.items, pieces[k].end, pieces[k + 1].start) == 1:
            yield k
