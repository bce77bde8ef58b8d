"""The numbered series of a profile: headings, numbered texts, articles."""

from __future__ import annotations

from warraq.segment.numbering import Label
from warraq.segment.profiles import ANYWHERE, Profile, Series
from warraq.segment.state import RESTART, Move, Offer, Piece, State, label_cost, moved_on, sequence_cost

#: Cost of a list number read as a paragraph number where a list is expected.
LIST_EXPECTED = 0.3
#: The word for a number between two, as of an article that was put in later: mkrr.
BIS = "\u0645\u0643\u0631\u0631"
#: What follows the label of an article is its heading if it has no more words than this, and no end of a sentence.
LONG_ARTICLE_HEADING = 20


def numbered(piece: Piece, profile: Profile) -> Offer | None:
    """Offer each label as the next number of each series of its style."""
    fitting = [(series, label) for series in profile.series for label in piece.labels if label.style == series.style]

    def offer(state: State) -> list[Move]:
        return [_next(state, piece, series, label) for series, label in fitting]

    return offer if fitting else None


def _next(state: State, piece: Piece, series: Series, label: Label) -> Move:
    cost, fault = _sequence(state, series, label)
    if series.form == "text" and state.colon and series.style == "decimal":
        cost += LIST_EXPECTED
    after = _after(state, piece, series, label)
    return Move(
        "open",
        series.kind,
        cost + label_cost(label, piece, state),
        after,
        label,
        label.ordinal or None,
        label.number or None,
        series.level,
        fault,
        titled=series.form == "article" and after.in_heading,
    )


def _sequence(state: State, series: Series, label: Label) -> tuple[float, str]:
    """Cost of the number in its series, and the finding that it makes."""
    last = state.counters[series.index]
    if not label.number or (series.starts and not last) or BIS in label.number:
        return 0.0, ""
    if label.ordinal == 1 and last and (state.free >> series.index & 1 or ANYWHERE in series.restarts):
        return RESTART, ""
    return sequence_cost(label.ordinal, last)


def _after(state: State, piece: Piece, series: Series, label: Label) -> State:
    counters = moved_on(state, series, label.ordinal)
    bare = label.end - label.start >= len(piece.text)
    preamble = series.front or (state.preamble and series.form == "heading")
    if series.form == "heading" or (series.form == "article" and not bare and _heads(piece)):
        return State(
            counters, (), series.kind, False, False, False, True, piece.bold, 0, state.free | series.frees, preamble
        )
    return State(
        counters,
        (),
        series.kind,
        (piece.ends_sentence or piece.short) and not bare,
        piece.ends_with_colon and not bare,
        bare,
        False,
        piece.bold,
        0,
        state.free & ~(1 << series.index) | series.frees,
        preamble,
    )


def _heads(piece: Piece) -> bool:
    """Whether what follows an article's label in its piece is a heading, by its type."""
    return (piece.bold or piece.centered) and not piece.ends_sentence and piece.length <= LONG_ARTICLE_HEADING
