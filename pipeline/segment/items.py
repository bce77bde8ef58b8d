"""List items, nested to any depth by the series that are open."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace

from pipeline.segment.numbering import Label, number_of
from pipeline.segment.state import Move, Piece, State, numbered, sequence_cost

STYLES = frozenset({"decimal", "letter", "bracketed"})
#: Cost of a list that no colon announces, and of one that a colon does.
UNANNOUNCED = 1.2
ANNOUNCED = 0.1
#: Cost of closing one inner list to go on with an outer one.
CLOSE = 0.05
#: Cost of a letter that is read as the next one, whatever it looks like.
MISREAD = 0.4
#: Level of the outermost items; deeper ones follow.
OUTERMOST = 4


def items(state: State, piece: Piece) -> Iterator[Move]:
    """Offer a label as the next item of each open list of its style, and as the first of a new, inner list."""
    if state.last in ("start", "title", "section", "subsection") and not state.items:
        return
    for label in piece.labels:
        if label.style not in STYLES:
            continue
        for depth, (style, last) in enumerate(state.items):
            if style == label.style:
                cost, fault = sequence_cost(label.ordinal, last)
                cost += CLOSE * (len(state.items) - depth - 1)
                yield _move(state, piece, label, depth, cost, fault)
                if fault and style == "letter":
                    read_as = replace(label, ordinal=last + 1, number=number_of("letter", last + 1) or label.number)
                    yield _move(state, piece, read_as, depth, cost=MISREAD, fault="number_inferred")
        if label.ordinal == 1 and all(style != label.style for style, _ in state.items):
            yield _move(state, piece, label, len(state.items), ANNOUNCED if state.colon else UNANNOUNCED, "")


def _move(state: State, piece: Piece, label: Label, depth: int, cost: float, fault: str) -> Move:
    after = state._replace(
        items=(*state.items[:depth], (label.style, label.ordinal)),
        last="item",
        complete=piece.ends_sentence,
        colon=piece.ends_with_colon,
        empty=False,
        in_heading=False,
    )
    return numbered("item", OUTERMOST + depth, label, piece, cost, state, after, fault)
