"""Letters that number the items of lists, read by the order in which they follow each other (``label_sequence``).

Labels are `(x)`, `x.`, `x-`, `x)` and the like, one symbol where a line begins; elsewhere one symbol in brackets refers
to a label. Where a document has lists, its labels are read by what their sequence says, whatever the language makes of
them, and are as sure as that.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Final

import numpy as np

from warraq.decipher.text.dump.items import JOIN, LAYOUT, Items
from warraq.decipher.text.emissions.seldom_units import words_of_units
from warraq.decipher.text.lattice.decoder import Decoder
from warraq.decipher.text.order.orders import Ordered
from warraq.decipher.text.parameters import Labels as P
from warraq.decipher.text.records import Piece
from warraq.decipher.text.words.label_sequence import Array, counted
from warraq.language import tokens
from warraq.language.units import units

#: What may stand behind a label that is not in brackets; without its label, which was lost to a space, no line begins
#: with one of the second.
DASHES: Final = frozenset("-\N{EN DASH}\N{EM DASH}")
STOPS: Final = frozenset(".)/") | DASHES
NO_BEGINNING: Final = frozenset(".)")

#: The letters that a token may be, with their shares, the likeliest first.
Letters = tuple[tuple[str, float], ...]


@dataclass(frozen=True, slots=True)
class _Place:
    """Where a label may stand: its line, its item, whether it begins the line, and whether the line begins a block."""

    line: int
    item: int
    heads: bool
    begins: bool


def labelled(
    decoder: Decoder, lines: Sequence[Ordered], begins: Sequence[bool]
) -> tuple[list[Ordered], list[dict[int, Letters]]]:
    """The lines with their labels read by their sequence, and for each line what its tokens that are labels may be.

    ``begins`` marks the lines with which a block begins.
    """
    places = [place for number, line in enumerate(lines) for place in _places(number, line, begins[number])]
    heads = [place for place in places if place.heads]
    codes = [lines[place.line].path.items.codes[place.item] for place in heads]
    # a label that was read wrong must not support what its letter comes out as
    words = words_of_units((line.path.items, [p for p in line.path.pieces if len(p.units) > 1]) for line in lines)
    sequence = counted(codes, [p.begins for p in heads], decoder.emissions.own, words, decoder.symbols)
    read: list[dict[int, Letters]] = [{} for _ in lines]
    if sequence is None:
        return list(lines), read
    for place, shares in zip(heads, sequence.shares, strict=True):
        if shares.any():
            read[place.line][place.item] = _letters(sequence.letters, shares)
    for place in places:
        code = int(lines[place.line].path.items.codes[place.item])
        if not place.heads and sequence.shown[:, code].max() >= P.SHOWN_BY:
            read[place.line][place.item] = _letters(sequence.letters, sequence.referring[code])
    result = [_with_labels(decoder, line, letters) for line, letters in zip(lines, read, strict=True)]
    at = [{p.start: k for k, p in enumerate(line.path.pieces) if p.end == p.start + 1} for line in result]
    return result, [{k[i]: letters for i, letters in row.items() if i in k} for k, row in zip(at, read, strict=True)]


def _letters(letters: str, shares: Array) -> Letters:
    order = np.argsort(-shares, kind="stable")
    return tuple((letters[k], float(shares[k])) for k in order if shares[k] >= P.ALTERNATIVE)


def _places(number: int, line: Ordered, begins: bool) -> list[_Place]:
    """Where labels may stand in a line, in brackets anywhere, or before a stop where it begins a block."""
    items, pieces = line.path.items, line.path.pieces
    first = next((p for p in range(len(items)) if not _blank(items, p)), 0)
    head = _before_stop(items, pieces, first) if begins else None
    places = [_Place(number, head, True, begins)] if head is not None else []
    for k, piece in enumerate(pieces):
        opens = piece.text == "(" or (piece.text == ")" and piece.start == first)
        closing = next((p for p in pieces[k + 1 : k + 3] if p.text == ")"), None) if opens else None
        inside = _alone(items, piece.end, closing.start) if closing else None
        if inside is not None:
            places.append(_Place(number, inside, piece.start <= first, begins))
    return places


def _blank(items: Items, place: int) -> bool:
    return items.texts[place] == " " or items.codes[place] in (JOIN, LAYOUT)


def _alone(items: Items, start: int, end: int) -> int | None:
    """The one symbol of the items [start, end), a space if they hold nothing else."""
    symbols = [p for p in range(start, end) if items.codes[p] not in (JOIN, LAYOUT)]
    shown = [p for p in symbols if items.texts[p] != " "] or symbols[:1]
    return shown[0] if len(shown) == 1 and items.codes[shown[0]] >= 0 else None


def _before_stop(items: Items, pieces: Sequence[Piece], first: int) -> int | None:
    """The item of a label before a stop, where the line begins with item ``first``."""
    if first + 1 >= len(items):
        return None
    if items.texts[first] in NO_BEGINNING:  # the label came out as a space
        return first - 1 if first and items.codes[first - 1] >= 0 else None
    stop = next((p for p in range(first + 1, len(items)) if not _blank(items, p)), first)
    near = stop == first + 1 or items.texts[stop] in DASHES
    alone = items.codes[first] >= 0 and all(p.end <= stop or p.start >= stop for p in pieces)
    return first if alone and near and items.texts[stop] in STOPS else None


def _with_labels(decoder: Decoder, line: Ordered, read: Mapping[int, Letters]) -> Ordered:
    """The line with the letters at the items that ``read`` tells, the surest of each."""
    pieces = list(line.path.pieces)
    for place, letters in read.items():
        letter, share = letters[0]
        over = [k for k, p in enumerate(pieces) if p.start <= place < p.end]
        whole = all((pieces[k].start, pieces[k].end) == (place, place + 1) for k in over)
        if share >= P.LEAST and whole:
            before = sum(p.end <= place for p in pieces)
            piece = Piece(letter, place, place + 1, decoder.lm.token_id(letter), units(letter), 0.0)
            pieces[before : before + len(over)] = [piece]
            if before and pieces[before - 1].text == ")":  # no line begins with one
                pieces[before - 1] = replace(pieces[before - 1], text="(", token=tokens.SPECIAL_ID["("])
    return replace(line, path=replace(line.path, pieces=tuple(pieces)))
