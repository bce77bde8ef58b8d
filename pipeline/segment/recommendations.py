"""The two series that run through the whole document: recommendations and numbered paragraphs; and plain text."""

from __future__ import annotations

from collections.abc import Iterator

from pipeline.segment.state import LastKind, Move, Piece, State, numbered, sequence_cost

#: Level in the tree of what stands in a section or subsection.
LEVEL = 3
#: Cost of numbering a paragraph whose label is lost: less than the gap that it explains (``state.GAP``), more than
#: plain text.
INFERRED = 1.4
#: A block shorter than this (words) is not taken for a paragraph that lost its number.
SHORTEST_INFERRED = 6
#: Cost of plain text after a complete text, and after an incomplete one.
TEXT = 0.3
TEXT_INSTEAD = 1.0
#: Cost of joining a block to a text that is already complete: in general, and in a dump where all texts are numbered.
JOIN_COMPLETE = 0.6
JOIN_UNPLACED = 0.2
#: Cost of a bold block as the rest of a text.
BOLD_REST = 0.6
#: Cost of a numbering that starts anew in a section.
RESTART = 0.8
#: Cost of a list number read as a paragraph number where a list is expected.
LIST_EXPECTED = 0.3


def recommendations(state: State, piece: Piece) -> Iterator[Move]:
    """Offer a label word with a number (a heading of its own, or glued to its paragraph)."""
    for label in piece.labels:
        if label.style == "recommendation":
            cost, fault = sequence_cost(label.ordinal, state.recommendation)
            after = _after(state, piece, "recommendation", empty=label.end >= len(piece.text))
            after = after._replace(recommendation=label.ordinal)
            yield numbered("recommendation", LEVEL, label, piece, cost, state, after, fault)


def paragraphs(state: State, piece: Piece) -> Iterator[Move]:
    """Offer a decimal label as the next numbered paragraph; a new section may start the numbers anew."""
    for label in piece.labels:
        if label.style == "decimal":
            cost, fault = sequence_cost(label.ordinal, state.paragraph)
            if label.ordinal == 1 and state.restart and state.paragraph:
                cost, fault = RESTART, ""
            cost += LIST_EXPECTED if state.colon else 0.0
            after = _after(state, piece, "paragraph")._replace(paragraph=label.ordinal, restart=False)
            yield numbered("paragraph", LEVEL, label, piece, cost, state, after, fault)


def lost_number(state: State, piece: Piece) -> Iterator[Move]:
    """Offer the next number to a block that has none. The numbers around it decide whether that is believed."""
    if (
        piece.starts_block
        and not piece.bold
        and not state.empty
        and state.section
        and len(piece.words) >= SHORTEST_INFERRED
        and (state.complete or state.in_heading or state.paragraph)
    ):
        value = state.paragraph + 1
        after = _after(state, piece, "paragraph")._replace(paragraph=value, restart=False)
        cost = INFERRED if state.complete or state.in_heading else INFERRED + JOIN_COMPLETE / 2
        yield Move("open", "paragraph", cost, after, None, value, str(value), fault="number_inferred")


def plain(state: State, piece: Piece) -> Iterator[Move]:
    """Offer an unnumbered text: the rest of the last node, or a node of its own."""
    return _plain(state, piece, JOIN_COMPLETE)


def plain_among_numbers(state: State, piece: Piece) -> Iterator[Move]:
    """The same where every paragraph has a number: a block of a dump is more likely the rest of one than a new text."""
    return _plain(state, piece, JOIN_COMPLETE if piece.placed or state.last == "text" else JOIN_UNPLACED)


def _plain(state: State, piece: Piece, join_complete: float) -> Iterator[Move]:
    if state.last in ("start", "title"):
        if piece.starts_block:
            after = _after(state, piece, "text")._replace(section=state.section)
            yield Move("open", "text", TEXT_INSTEAD, after)
        return
    after = state._replace(complete=piece.ends_sentence, colon=piece.ends_with_colon, empty=False, in_heading=False)
    if not state.in_heading:
        continues = state.empty or not state.complete or not piece.starts_block
        cost = 0.0 if continues else join_complete
        yield Move("join", state.last, cost + (BOLD_REST if piece.bold and piece.starts_block else 0.0), after)
    if piece.starts_block and not state.empty:
        cost = TEXT if state.complete else TEXT_INSTEAD
        yield Move("open", "text", cost, after._replace(last="text", items=()))


def _after(state: State, piece: Piece, last: LastKind, *, empty: bool = False) -> State:
    return state._replace(
        items=(),
        last=last,
        complete=piece.ends_sentence and not empty,
        colon=piece.ends_with_colon and not empty,
        empty=empty,
        in_heading=False,
    )
