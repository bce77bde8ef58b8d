"""Full stops that came out as spaces, weighed once more when a dump has been read: at the ends of lines and blocks, of
which an extractor drops some spaces, so that it can't be seen whether one was a stop, and where the lattice read one.

The words on both sides tell. What they say is weighed as for two spaces (``second_spaces``): what they say where there
is no stop, between words with a single space, is its measure; how its sentences begin, and how many places have a stop,
the document tells itself. A line that is shorter than others, or behind which empty lines stand, may well end a
paragraph, and the last one of a block does, so each sort is counted apart, and of each sort those behind which more
than one space is left. A few words that stand by themselves without a label are a heading, which has no stop.

Whether a stop was read or not, the word before the place is only as sure as that.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass, replace
from typing import Final

import numpy as np
from numpy.typing import NDArray

from warraq.decipher.text.lattice.decoder import Decoder
from warraq.decipher.text.order.orders import Ordered
from warraq.decipher.text.parameters import LineStops as P
from warraq.decipher.text.records import Piece
from warraq.decipher.text.stops.lost_stops import STOP, learnt_share, log_mean
from warraq.decipher.text.stops.stop_places import Place, Sort, Text, bare, is_lost_stop
from warraq.decipher.text.stops.stop_worth import Worth

#: Marks behind which no full stop is written.
_NO_STOP_BEHIND: Final = frozenset(":(\N{ARABIC COMMA}\N{ARABIC SEMICOLON}\N{ARABIC QUESTION MARK}")
#: Stops must come out as spaces mostly, or those that were lost are few.
_LOST: Final = float(np.log(0.5))


@dataclass(frozen=True, slots=True)
class _Decided:
    """The item of a line at which a place begins, whether a stop stands there, and the chance that it is so."""

    at: int
    stop: bool
    sure: float


def with_stops(
    decoder: Decoder,
    blocks: Sequence[Sequence[Ordered]],
    apart: Sequence[Sequence[bool]] | None = None,
    added: Sequence[Sequence[int]] | None = None,
) -> list[list[Ordered]]:
    """The lines of blocks with the full stops that were lost, and how sure each of them is, and that there is none.

    ``apart``: which of the lines stand apart from the one before, behind empty lines; none of them if it is not known.
    ``added``: how many of the spaces at the end of each the dump doesn't show; none of them if it is not known.
    """
    blocks = [[_without_doubled(line) for line in block] for block in blocks]
    lost = decoder.lost_stop
    if lost is None or lost < _LOST:
        return [list(block) for block in blocks]
    text = Text.of(blocks, apart, added)
    places = [place for place in text.places if text.may_have_stop(place)]
    gaps = np.array([k for k in text.gaps if text.may_stop(k)], np.int64)
    if not places or not gaps.size:
        return [list(block) for block in blocks]
    worth = Worth(decoder, text)
    # what is said where no stop is, is 1 in the mean
    usual = log_mean(worth.of(gaps[:: -(-gaps.size // P.SAMPLE)]))
    pieces, read = (np.array([getattr(place, name) for place in places]) for name in ("piece", "read"))
    likely = _likely(worth.of(pieces, read) - usual, places)
    headings = _headings(text, places, likely)
    bias, growth = np.array([P.WORTH[place.sort] for place in places]).T
    odds = np.where(headings, P.UNSTOPPED, bias + growth * likely)
    decided: defaultdict[tuple[int, int], list[_Decided]] = defaultdict(list)
    for place, more, odds_of_place, heading in zip(
        places, likely.tolist(), odds.tolist(), headings.tolist(), strict=True
    ):
        stop = _has_stop(place, more, odds_of_place) and not heading
        sure = 1 / (1 + float(np.exp(-odds_of_place if stop else odds_of_place)))
        decided[place.block, place.line].append(_Decided(place.at, stop, sure))
    return [[_marked(line, decided[number, k]) for k, line in enumerate(block)] for number, block in enumerate(blocks)]


def _without_doubled(line: Ordered) -> Ordered:
    """The line without stops that came out as spaces right behind a mark, where none is written."""
    items, pieces = line.path.items, line.path.pieces
    kept = tuple(
        piece
        for before, piece in zip((None, *pieces), pieces, strict=False)
        if before is None or before.text not in _NO_STOP_BEHIND or not is_lost_stop(piece, items)
    )
    return line if len(kept) == len(pieces) else replace(line, path=replace(line.path, pieces=kept))


def _has_stop(place: Place, likely: float, odds: float) -> bool:
    """Whether a stop is to stand at a place, by what the words say and what that is worth, log odds.

    Between spaces of one run only those are that the lattice read.
    """
    if not place.sort.inside:
        return likely > P.CAUTION
    return odds > 0 and place.read


def _likely(odds: NDArray[np.float64], places: Sequence[Place]) -> NDArray[np.float64]:
    """Log odds that there are stops, from what the words say of each (``odds``), each sort of places by itself.

    What is known of a sort is known of its lines behind which more than one space is left, and of the others.
    """
    is_likely = np.zeros_like(odds)
    sort, spaced = np.array([(place.sort, place.spaced) for place in places]).T
    for kind in set(sort.tolist()):
        stops, known = P.BEFORE[kind]
        _, share = learnt_share(odds[sort == kind], stops, known)
        for left in (False, True):
            which = (sort == kind) & (spaced == left)
            is_likely[which], _ = learnt_share(odds[which], share * known, known)
    return is_likely


def _headings(text: Text, places: Sequence[Place], likely: NDArray[np.float64]) -> NDArray[np.bool_]:
    """Which of the ``places`` are the ends of headings, if stops are as ``likely`` as that, log odds."""
    closed: set[int] = set()
    is_heading = np.zeros(len(places), bool)
    for number, (place, more) in enumerate(zip(places, likely.tolist(), strict=True)):
        if place.sort.inside:
            continue
        is_heading[number] = place.sort in (Sort.APART, Sort.LAST) and text.is_heading(place.piece, closed)
        if is_heading[number] or more > P.CAUTION:
            closed.add(place.piece)
    return is_heading


def _marked(line: Ordered, decided: Sequence[_Decided]) -> Ordered:
    """The line with the stops that were ``decided``, and no others where it could be."""
    if not decided:
        return line
    stops = {place.at: place for place in decided}
    items, pieces = line.path.items, bare(line).path.pieces
    row: list[Piece] = []
    before: Piece | None = None
    for piece in pieces:
        if before is not None and before.end in stops and is_lost_stop(piece, items):
            continue
        before = piece
        row.append(piece)
        place = stops.get(piece.end)
        if place is not None and place.stop and not is_lost_stop(piece, items):
            start = _first_space(items.texts, piece.end)
            row.append(Piece(".", start, start + 1, STOP, (), float(np.log(place.sure))))
    marks = tuple((place.at, place.sure) for place in decided)
    return replace(line, path=replace(line.path, pieces=tuple(row)), marks=marks)


def _first_space(texts: Sequence[str], start: int) -> int:
    """The first item from ``start`` on that is a space; ``start`` where nothing more is there."""
    return next((k for k in range(start, len(texts)) if texts[k] == " "), start)
