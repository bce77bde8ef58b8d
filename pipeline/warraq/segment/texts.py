"""Texts without a number: the rest of a node, a node of its own, a paragraph that lost its number, a preamble."""

from __future__ import annotations

from collections.abc import Iterator

from warraq.segment.profiles import Profile
from warraq.segment.state import OUTERMOST, LastKind, Move, Offer, Piece, State, moved_on

#: Cost of numbering a paragraph whose label is lost: less than the gap that it explains (``state.GAP``), more than
#: plain text.
INFERRED = 1.4
#: A block shorter than this (words) is not taken for a paragraph that lost its number.
SHORTEST_INFERRED = 6
#: Cost of plain text after a complete text, and after an incomplete one.
TEXT = 0.3
TEXT_INSTEAD = 1.0
#: Cost of a text as part of the item before it, rather than of what the list is in.
INSIDE_ITEM = 0.1
#: Cost of joining a block to a text that is already complete: in general, and in a dump where all texts are numbered.
JOIN_COMPLETE = 0.6
JOIN_UNPLACED = 0.2
#: Cost of a block as the rest of a text for each sign that it begins one: it is bold, a caption, opens like a preamble.
BEGINS = 0.6
#: Cost of a text that opens as the texts of a preamble do, and of one that says so outside a preamble.
OPENS = 0.05
OPENS_LATE = 0.9


def lost_number(piece: Piece, profile: Profile) -> Offer | None:
    """Offer the next number to a block that has none. The numbers around it decide whether that is believed."""
    if not profile.every_text or not piece.starts_block or piece.bold or piece.caption:
        return None
    inferred = [series for series in profile.series if series.infer and series.form == "text"]
    if piece.length < SHORTEST_INFERRED or not inferred:
        return None
    outer = next((series for series in profile.series if series.infer and series.form == "heading"), None)
    if outer is None:
        return None

    def offer(state: State) -> Iterator[Move]:
        begins = state.complete or state.in_heading
        if state.empty or not state.counters[outer.index]:
            return  # no text has a number before the outermost heading
        for series in inferred:
            value = state.counters[series.index] + 1
            if begins or value > 1:
                after = State(
                    moved_on(state, series, value),
                    (),
                    series.kind,
                    piece.ends_sentence or piece.short,
                    piece.ends_with_colon,
                    False,
                    False,
                    False,
                    state.front,
                    state.free & ~(1 << series.index),
                    False,
                )
                cost = INFERRED if begins else INFERRED + JOIN_COMPLETE / 2
                yield Move("open", series.kind, cost, after, None, value, str(value), series.level, "number_inferred")

    return offer


def opening(piece: Piece, profile: Profile) -> Offer | None:
    """Offer a text that opens like one of a preamble, or like an operative paragraph, as one."""
    kind = piece.opens
    if not kind or not piece.starts_block or piece.bold:
        return None

    def offer(state: State) -> Iterator[Move]:
        if state.last != "start":
            late = not state.preamble or (kind == "operative" and state.last != "preambular")
            after = _after(state, piece, kind)
            if kind == "operative":
                after = after._replace(preamble=False)
            yield Move("open", kind, OPENS_LATE if late else OPENS, after)

    return offer


def plain(piece: Piece, profile: Profile) -> Offer | None:
    """Offer an unnumbered text: the rest of the last node, or a node of its own.

    Where every paragraph has a number, a block of a dump is more likely the rest of one than a new text.
    """

    def offer(state: State) -> Iterator[Move]:
        if state.last in ("start", "title"):
            if piece.starts_block:
                yield Move("open", "text", TEXT_INSTEAD, _after(state, piece, "text"))
            return
        after_bold = state.bold_heading and not (piece.bold or state.empty or state.in_heading)
        complete = state.complete or after_bold or piece.parted
        if not state.in_heading:
            continues = state.empty or not complete or not piece.starts_block
            cost = 0.0 if continues else _join_complete(state, piece, profile)
            if piece.starts_block:
                cost += BEGINS * (piece.bold + piece.caption + (piece.opens is not None and state.preamble))
            yield Move("join", state.last, cost, _after(state, piece, state.last, state.items, piece.bold))
        if piece.starts_block and not state.empty:
            under_article = state.in_heading and state.last == "article"
            cost = TEXT if complete or piece.caption or under_article else TEXT_INSTEAD
            yield Move("open", "text", cost, _after(state, piece, "text"))
            if state.items and complete:
                inside = OUTERMOST + len(state.items)
                yield Move("open", "text", cost + INSIDE_ITEM, _after(state, piece, "text", state.items), level=inside)

    return offer


def _join_complete(state: State, piece: Piece, profile: Profile) -> float:
    unsure = profile.every_text and not piece.placed and state.last != "text"
    return JOIN_UNPLACED if unsure else JOIN_COMPLETE


def _after(
    state: State, piece: Piece, last: LastKind, items: tuple[tuple[str, int], ...] = (), bold_heading: bool = False
) -> State:
    return State(
        state.counters,
        items,
        last,
        piece.ends_sentence or piece.short,
        piece.ends_with_colon,
        False,
        False,
        bold_heading,
        state.front,
        state.free,
        state.preamble,
    )
