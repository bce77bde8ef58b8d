"""Titles, sections (أولا, ثانيا ...) and subsections (ألف, باء ...)."""

# Arabic above: U+0623 U+0648 U+0644 U+0627, U+062B U+0627 U+0646 U+064A U+0627,
# U+0623 U+0644 U+0641, U+0628 U+0627 U+0621.

from __future__ import annotations

from collections.abc import Iterator, Sequence

from pipeline.model.document import NodeKind
from pipeline.segment.numbering import Label, number_of
from pipeline.segment.state import Move, Piece, State, numbered, sequence_cost

#: A heading longer than this (words) is more likely a paragraph that lost its label.
LONG_HEADING = 45
#: Cost of a heading whose label can't be read; of a section rather than a subsection.
INFERRED = 0.8
DEEPER = 0.2
#: Exactness from which a heading's label needs no inference.
READABLE = 0.6
#: A line of so few words alone may be a heading, in whatever type.
SHORT_HEADING = 5
#: Masthead and title have no more pieces than this.
LONG_FRONT = 8
#: Cost of a continuation of a heading that nothing in the type confirms.
UNCONFIRMED = 0.25
#: Cost of each sign that it is no continuation: it ends like a sentence, it is long.
UNLIKE_HEADING = 1.2
#: Two pieces of a title agree in size within this share.
SAME_SIZE = 0.95
#: Cost of a heading without a number.
UNNUMBERED = 0.3


def sections(state: State, piece: Piece) -> Iterator[Move]:
    """Offer each ordinal label as a section."""
    for label in piece.labels:
        if label.style == "ordinal":
            cost, fault = sequence_cost(label.ordinal, state.section)
            after = State(
                section=label.ordinal,
                paragraph=state.paragraph,
                recommendation=state.recommendation,
                last="section",
                complete=False,
                in_heading=True,
                bold_heading=piece.bold,
                restart=True,
            )
            yield numbered("section", 1, label, piece, cost, state, after, fault)


def subsections(state: State, piece: Piece) -> Iterator[Move]:
    """Offer each name of an abjad letter as a subsection of the section."""
    for label in piece.labels:
        if label.style == "abjad":
            cost, fault = sequence_cost(label.ordinal, state.subsection)
            after = _in_heading(state, piece, "subsection")._replace(subsection=label.ordinal)
            yield numbered("subsection", 2, label, piece, cost, state, after, fault)


def title(state: State, piece: Piece) -> Iterator[Move]:
    """Before the first label stands the title; ``own_title`` tells it from the masthead afterwards."""
    if state.last in ("start", "title") and piece.starts_block:
        cost = UNLIKE_HEADING * (piece.ends_sentence + (len(piece.words) > LONG_HEADING))
        cost += UNLIKE_HEADING * (state.front >= LONG_FRONT)
        yield Move("open", "title", cost, state._replace(last="title", complete=False, front=state.front + 1), level=1)
    elif state.last == "title":
        yield Move("join", "title", 0.0, state, level=1)


def continued(state: State, piece: Piece) -> Iterator[Move]:
    """Offer an unlabelled piece as the rest of the heading right before it."""
    if state.in_heading:
        words = len(piece.words)
        cost = 0.0 if piece.bold or not piece.starts_block else UNLIKE_HEADING if state.bold_heading else UNCONFIRMED
        cost += UNLIKE_HEADING * (piece.ends_sentence + (words > LONG_HEADING))
        yield Move("join", state.last, cost, state)


def unnumbered(state: State, piece: Piece) -> Iterator[Move]:
    """Offer a short bold block without a label as a heading of its own."""
    short = len(piece.words) <= LONG_HEADING and not piece.ends_sentence
    if (
        piece.bold
        and piece.starts_block
        and short
        and state.last != "start"
        and not state.in_heading
        and not state.empty
    ):
        level = 1 if piece.centered or not state.section else 2
        kind: NodeKind = "section" if level == 1 else "subsection"
        after = _in_heading(state, piece, kind)
        yield Move("open", kind, UNNUMBERED, after, level=level)


def lost_number(state: State, piece: Piece) -> Iterator[Move]:
    """Offer the next number to a heading whose label can't be read: a bold line, or a short one alone."""
    if any(label.style in ("ordinal", "abjad") and label.exactness >= READABLE for label in piece.labels):
        return
    alone = piece.starts_block and len(piece.words) <= SHORT_HEADING
    for label in piece.labels:
        if label.style == "unreadable" and (piece.bold or alone):
            cost = INFERRED if piece.bold else INFERRED + UNLIKE_HEADING / 2
            value = state.section + 1
            after = State(
                section=value,
                paragraph=state.paragraph,
                recommendation=state.recommendation,
                last="section",
                complete=False,
                in_heading=True,
                bold_heading=piece.bold,
                restart=True,
            )
            yield _inferred("section", 1, label, value, number_of("ordinal", value), cost + DEEPER, after)
            if state.section:
                value = state.subsection + 1
                after = _in_heading(state, piece, "subsection")._replace(subsection=value)
                yield _inferred("subsection", 2, label, value, number_of("abjad", value), cost, after)


def _inferred(
    kind: NodeKind, level: int, label: Label, value: int, number: str | None, cost: float, after: State
) -> Move:
    return Move("open", kind, cost, after, label, value, number, level, "number_inferred")


def _in_heading(state: State, piece: Piece, kind: NodeKind) -> State:
    return state._replace(
        items=(), last=kind, complete=False, colon=False, empty=False, in_heading=True, bold_heading=piece.bold
    )


def own_title(pieces: Sequence[Piece]) -> range:
    """Which of the pieces before the first label are the document's title: a run of the largest bold ones, else all.

    The others are masthead (the organ, the session, the place and date).
    """
    sizes = [max((line.size for line in piece.lines), default=0.0) if piece.bold else 0.0 for piece in pieces]
    if not any(piece.bold for piece in pieces):
        return range(len(pieces))
    largest = max(sizes)
    first = next(i for i, piece in enumerate(pieces) if piece.bold and sizes[i] >= largest)
    last = first
    while last + 1 < len(pieces) and pieces[last + 1].bold and sizes[last + 1] >= largest * SAME_SIZE:
        last += 1
    return range(first, last + 1)
