"""List items, nested to any depth by the series that are open."""

from __future__ import annotations

from collections.abc import Iterator

from warraq.segment.numbering import LETTERS, UNNUMBERED, Label, number_of
from warraq.segment.profiles import Profile
from warraq.segment.state import OUTERMOST, Move, Offer, Piece, State, label_cost, sequence_cost

#: Cost of a list that no colon announces, and of one that a colon does.
UNANNOUNCED = 1.2
ANNOUNCED = 0.1
#: Cost of closing one inner list to go on with an outer one.
CLOSE = 0.05
#: Cost of a letter that is read as the next one, whatever it looks like.
MISREAD = 0.4
#: Confidence from which a letter on a page is what it looks like.
SURE = 0.97
#: Cost of a list that no colon announces, of styles that number nothing else.
UNANNOUNCED_LETTER = 0.3
LIST_ONLY = frozenset({"dashed_letter", "dashed_hija", "persian", "bullet"})


def items(piece: Piece, profile: Profile) -> Offer | None:
    """Offer a label as the next item of each open list of its style, and as the first of a new, inner list."""
    labels = [label for label in piece.labels if label.style in profile.items]

    def offer(state: State) -> Iterator[Move]:
        if state.last in ("start", "title", "section", "subsection") and not state.items:
            return
        for label in labels:
            for depth, (style, last) in enumerate(state.items):
                if style == label.style:
                    yield from _go_on(state, piece, label, depth, last)
            begins = label.ordinal == 1 or label.style in UNNUMBERED
            if begins and all(style != label.style for style, _ in state.items):
                cost = ANNOUNCED if state.colon else UNANNOUNCED_LETTER if label.style in LIST_ONLY else UNANNOUNCED
                yield _move(state, piece, label, len(state.items), cost, "")

    return offer if labels else None


def _go_on(state: State, piece: Piece, label: Label, depth: int, last: int) -> Iterator[Move]:
    close = CLOSE * (len(state.items) - depth - 1)
    if label.style in UNNUMBERED:
        yield _move(state, piece, label, depth, close, "")
        return
    cost, fault = sequence_cost(label.ordinal, last)
    yield _move(state, piece, label, depth, cost + close, fault)
    table = LETTERS.get(label.style)
    if fault and table and _may_be_misread(piece):
        read_as = label._replace(ordinal=last + 1, number=number_of(table, last + 1) or label.number)
        yield _move(state, piece, read_as, depth, cost=MISREAD, fault="number_inferred")


def _may_be_misread(piece: Piece) -> bool:
    """Whether the letter of a label could be another one: the page doesn't vouch for it."""
    return not piece.placed or piece.first.confidence < SURE


def _move(state: State, piece: Piece, label: Label, depth: int, cost: float, fault: str) -> Move:
    after = State(
        state.counters,
        (*state.items[:depth], (label.style, label.ordinal)),
        "item",
        piece.ends_sentence or piece.short,
        piece.ends_with_colon,
        False,
        False,
        piece.bold,
        state.front,
        state.free,
        state.preamble,
    )
    return Move(
        "open",
        "item",
        cost + label_cost(label, piece, state),
        after,
        label,
        label.ordinal or None,
        label.number or None,
        OUTERMOST + depth,
        fault,
    )
