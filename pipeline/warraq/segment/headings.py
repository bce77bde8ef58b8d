"""Headings: the title, headings without a number or with one that was lost, and headings of several lines."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from warraq.segment.front import is_front_matter
from warraq.segment.numbering import number_of
from warraq.segment.profiles import Profile, Series, freed_by
from warraq.segment.state import LOOSE_LEVELS, Move, Offer, Piece, State, moved_on

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
#: Cost of each sign that it is no continuation: it ends like a sentence, it is long, it is set apart.
UNLIKE_HEADING = 1.2
#: A heading has so many blocks after its first; cost of each further one.
PIECES_OF_HEADING = 2
OVERLONG = 0.8
#: Two pieces of a title agree in size within this share.
SAME_SIZE = 0.95
#: Cost of a heading without a number.
UNNUMBERED = 0.3
#: Cost of a text as the heading of its article where only its place in the middle says so.
BY_PLACE = 0.15


def title(piece: Piece, profile: Profile) -> Offer:
    """Before the first label stands the title; ``own_title`` tells it from the masthead afterwards."""
    unlike = UNLIKE_HEADING * (piece.ends_sentence + (piece.length > LONG_HEADING))

    def offer(state: State) -> Iterator[Move]:
        if state.last in ("start", "title") and piece.starts_block:
            cost = unlike + UNLIKE_HEADING * ((state.front >= LONG_FRONT) + (piece.opens is not None))
            after = state._replace(last="title", complete=False, front=state.front + 1)
            yield Move("open", "title", cost, after, level=1)
        elif state.last == "title":
            yield Move("join", "title", 0.0, state, level=1)

    return offer


def continued(piece: Piece, profile: Profile) -> Offer:
    """Offer an unlabelled piece as the rest of the heading right before it."""
    unlike = UNLIKE_HEADING * (piece.ends_sentence + (piece.length > LONG_HEADING) + piece.parted)

    def offer(state: State) -> Iterator[Move]:
        if state.in_heading:
            bold = piece.bold or not piece.starts_block
            cost = 0.0 if bold else UNLIKE_HEADING if state.bold_heading else UNCONFIRMED
            cost += unlike
            cost += OVERLONG * (piece.placed and piece.starts_block and state.front >= PIECES_OF_HEADING)
            yield Move("join", state.last, cost, state._replace(front=state.front + 1))

    return offer


def of_article(piece: Piece, profile: Profile) -> Offer | None:
    """Offer a bold or centered piece right after an article's label as the article's heading."""
    if not piece.starts_block or not (piece.bold or piece.centered):
        return None

    def offer(state: State) -> Iterator[Move]:
        if state.last == "article" and state.empty:
            cost = 0.0 if piece.bold else BY_PLACE
            cost += UNLIKE_HEADING * (piece.ends_sentence + (piece.length > LONG_HEADING))
            after = state._replace(empty=False, in_heading=True, bold_heading=piece.bold)
            yield Move("join", "article", cost, after, titled=True)

    return offer


def unnumbered(piece: Piece, profile: Profile) -> Offer | None:
    """Offer a short bold block without a label as a heading of its own."""
    if not (piece.bold and profile.loose and piece.starts_block and piece.length <= LONG_HEADING):
        return None
    if piece.ends_sentence or piece.caption:
        return None
    # Numbered headings of the level of sections: under an open one it is a subsection
    sections = [series.index for series in profile.series if series.level == LOOSE_LEVELS[0][0]]
    freed = {kind: freed_by(kind, profile.series) for _, kind in LOOSE_LEVELS}

    def offer(state: State) -> Iterator[Move]:
        if state.last != "start" and not state.in_heading and not state.empty:
            outer = piece.centered or not any(map(state.counters.__getitem__, sections))
            level, kind = LOOSE_LEVELS[0 if outer else 1]
            after = State(
                state.counters,
                (),
                kind,
                False,
                False,
                False,
                True,
                piece.bold,
                state.front,
                state.free | freed[kind],
                state.preamble,
            )
            yield Move("open", kind, UNNUMBERED, after, level=level)

    return offer


def annex(piece: Piece, profile: Profile) -> Offer | None:
    """Offer what the layout has found to head an annex as one, with whatever label it has."""
    if piece.role != "annex" or any(label.style == "annex" for label in piece.labels):
        return None
    level = next((series.level for series in profile.series if series.style == "annex"), 1)

    def offer(state: State) -> list[Move]:
        after = State(
            tuple(0 for _ in state.counters), last="annex", complete=False, in_heading=True, bold_heading=piece.bold
        )
        return [Move("open", "annex", 0.0, after, level=level)]

    return offer


def lost_number(piece: Piece, profile: Profile) -> Offer | None:
    """Offer the next number to a heading whose label can't be read: a bold line, or a short one alone."""
    unreadable = next((label for label in piece.labels if label.style == "unreadable"), None)
    alone = piece.starts_block and piece.length <= SHORT_HEADING
    if unreadable is None or not (piece.bold or alone):
        return None
    if any(label.style in ("ordinal", "abjad") and label.exactness >= READABLE for label in piece.labels):
        return None
    inferred = [series for series in profile.series if series.infer and series.form == "heading"]

    def offer(state: State) -> Iterator[Move]:
        outer: Series | None = None
        for series in inferred:
            if outer is None or state.counters[outer.index]:
                value = state.counters[series.index] + 1
                cost = INFERRED if piece.bold else INFERRED + UNLIKE_HEADING / 2
                after = State(
                    moved_on(state, series, value),
                    last=series.kind,
                    complete=False,
                    in_heading=True,
                    bold_heading=piece.bold,
                    free=state.free | series.frees,
                    preamble=state.preamble,
                )
                number = number_of(series.style, value)
                cost += DEEPER if outer is None else 0.0
                yield Move("open", series.kind, cost, after, unreadable, value, number, series.level, "number_inferred")
                outer = outer or series

    return offer


def own_title(pieces: Sequence[Piece]) -> range:
    """Which of the pieces before the first label are the document's title: a run of the largest bold ones with what
    stands above it in the middle, as large or larger; where none is bold, those in the middle at the top, else the
    largest. A row of cells is no title, and parts what stands above it from what stands below. Of a dump without bold
    lines the words tell.

    The others are masthead (the organ, the session, the place and date).
    """
    if not any(piece.placed or piece.bold for piece in pieces):
        return _behind_front_matter(pieces)
    may_be = [not piece.lines[0].in_cells for piece in pieces]
    bold = [piece.bold and possible for piece, possible in zip(pieces, may_be, strict=True)]
    if not any(may_be):
        return range(0)
    if not any(bold):
        first = may_be.index(True)
        end = next((index for index in range(first, len(pieces)) if not may_be[index]), len(pieces))
        aside = next((index for index in range(first, end) if not pieces[index].centered), end)
        return (
            range(first, aside) if aside > first else _largest(pieces, [first <= i < end for i in range(len(pieces))])
        )
    found = _largest(pieces, bold)
    first, largest = found.start, _size(pieces[found.start])
    while first and may_be[first - 1] and pieces[first].centered and pieces[first - 1].centered:
        if _size(pieces[first - 1]) < largest:
            break
        first -= 1
    return range(first, found.stop)


def title_follows(front: Sequence[Piece], pieces: Sequence[Piece], moves: Sequence[Move]) -> bool:
    """Whether the first of the ``pieces`` behind the ``front`` is the title: a heading without a number in larger type,
    where the front names a body, a session or an item of the agenda.
    """
    if not pieces or moves[0].act != "open" or moves[0].kind not in ("section", "subsection") or moves[0].number:
        return False
    if max(map(_size, front)) >= _size(pieces[0]) * SAME_SIZE:
        return False
    return any(is_front_matter(line.text) for piece in front for line in piece.lines)


def _behind_front_matter(pieces: Sequence[Piece]) -> range:
    """The title of a dump, of which nothing is known but its words and blank lines: what stands together behind the
    last of body, session and item of the agenda; everything where none of these are named.
    """
    front = [at for at, piece in enumerate(pieces) if is_front_matter(piece.text)]
    first = max(front, default=-1) + 1
    if first == len(pieces):
        return range(first)
    blank = [at for at in range(first, len(pieces)) if front and pieces[at].lines[0].gap_before > 0]
    return range(*blank[:2]) if len(blank) > 1 else range(blank[0] if blank else first, len(pieces))


def _largest(pieces: Sequence[Piece], among: Sequence[bool]) -> range:
    """The first of the largest pieces ``among`` all, with those that follow it on its page in about the same size."""
    largest = max(_size(piece) for piece, possible in zip(pieces, among, strict=True) if possible)
    first = next(i for i, piece in enumerate(pieces) if among[i] and _size(piece) >= largest)
    end = first + 1
    page = pieces[first].lines[-1].page
    while end < len(pieces) and among[end] and _size(pieces[end]) >= largest * SAME_SIZE:
        if pieces[end].lines[0].page != page:
            break
        end += 1
    return range(first, end)


def _size(piece: Piece) -> float:
    return max((line.size for line in piece.lines), default=0.0)
