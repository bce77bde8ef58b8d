"""The beam search of ``segment.sequence`` by compiled code: the same moves, in a tenth of the time."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import islice
from typing import Final

import numpy as np
from numpy.typing import NDArray

from warraq.object_code import Call
from warraq.segment import sequence_kernel as kernel
from warraq.segment.items import LIST_ONLY, SURE
from warraq.segment.numbering import LETTERS, UNNUMBERED
from warraq.segment.profiles import ANYWHERE, Profile
from warraq.segment.sequence import BEAM, LABELLED
from warraq.segment.series import BIS
from warraq.segment.state import UNMISTAKABLE, Move, Piece, State, refusal_cost

_KIND: Final = {kind: number for number, kind in enumerate(kernel.KINDS)}
_FORM: Final = {form: number for number, form in enumerate(kernel.FORMS)}


def read_sequence(pieces: Sequence[Piece], profile: Profile, call: Call) -> list[Move]:
    """As ``sequence.read_sequence``; ``call`` is ``sequence_kernel.search``."""
    names = {style: number for number, style in enumerate(sorted(profile.styles))}
    rows, refusals, labels, exact = _columns(pieces, names)
    width = kernel.COUNTERS + len(profile.series) + 2 * len(profile.items)
    most = max((len(piece.labels) for piece in pieces), default=0)
    # Of each state: a move a label by every series and by every list that is open, and by each rule for texts.
    room = BEAM * (most * (len(profile.series) + 2 * len(profile.items) + 1) + 2 * len(profile.series) + 9) + 1
    chosen = np.zeros(len(pieces), np.int64)
    call(
        _series(profile, names), _styles(profile, names), rows, refusals, labels, exact,
        np.zeros((room, width + kernel.EXTRA), np.int64), np.zeros(room + 1),
        np.zeros((BEAM, width), np.int64), np.zeros(BEAM), np.zeros(BEAM, np.int64),
        np.zeros((len(pieces), BEAM), np.int32), chosen,
        kernel.EVERY_TEXT * profile.every_text | kernel.LOOSE * profile.loose,
    )  # fmt: skip
    return _moves(pieces, profile, chosen.tolist())


def _moves(pieces: Sequence[Piece], profile: Profile, chosen: Sequence[int]) -> list[Move]:
    """Ask the rule that was chosen for each piece for its move."""
    state = State(counters=(0,) * len(profile.series))
    moves = []
    for piece, choice in zip(pieces, chosen, strict=True):
        offer = LABELLED[choice >> kernel.RULE](piece, profile)
        assert offer is not None
        moves.append(next(islice(offer(state), choice & ((1 << kernel.RULE) - 1), None)))
        state = moves[-1].state
    return moves


def _series(profile: Profile, names: dict[str, int]) -> NDArray[np.int64]:
    rows = [
        (
            names[series.style],
            _KIND[series.kind],
            series.level,
            _FORM[series.form],
            series.starts,
            series.infer,
            series.front,
            ANYWHERE in series.restarts,
            series.frees,
            sum(1 << index for index, reset in enumerate(series.resets) if reset),
            kernel.BY_SECTION * ("section" in series.restarts)
            | kernel.BY_SUBSECTION * ("subsection" in series.restarts),
        )
        for series in profile.series
    ]
    return np.array(rows, np.int64).reshape(-1, kernel.SERIES_COLUMNS)


def _styles(profile: Profile, names: dict[str, int]) -> NDArray[np.int64]:
    flags = [
        kernel.IS_ITEM * (style in profile.items)
        | kernel.LIST_ONLY * (style in LIST_ONLY)
        | kernel.COUNTS_NOTHING * (style in UNNUMBERED)
        | kernel.HAS_LETTERS * (style in LETTERS)
        | kernel.UNMISTAKABLE * (style in UNMISTAKABLE)
        | kernel.DECIMAL * (style == "decimal")
        | kernel.WORD * (style in ("ordinal", "abjad"))
        | kernel.UNREADABLE * (style == "unreadable")
        for style in names
    ]
    return np.array(flags, np.int64)


def _columns(
    pieces: Sequence[Piece], names: dict[str, int]
) -> tuple[NDArray[np.int64], NDArray[np.float64], NDArray[np.int64], NDArray[np.float64]]:
    """The pieces, what refusing their labels costs, and the labels with their exactness."""
    rows: list[tuple[int, ...]] = []
    labels: list[tuple[int, ...]] = []
    exact: list[float] = []
    for piece in pieces:
        first = len(labels)
        for label in piece.labels:
            flags = kernel.HAS_NUMBER * bool(label.number) | kernel.BIS * (BIS in label.number)
            labels.append((names[label.style], label.ordinal, flags, label.end - label.start))
            exact.append(label.exactness)
        opened = -1 if piece.opens is None else _KIND[piece.opens]
        rows.append((_flags(piece), piece.length, opened, first, len(labels), len(piece.text)))
    return (
        np.array(rows, np.int64).reshape(-1, kernel.PIECE_COLUMNS),
        np.array([refusal_cost(piece) for piece in pieces], np.float64).reshape(-1, 2),
        np.array(labels, np.int64).reshape(-1, kernel.LABEL_COLUMNS),
        np.array(exact, np.float64),
    )


def _flags(piece: Piece) -> int:
    placed = piece.placed
    return (
        kernel.BOLD * piece.bold
        | kernel.CENTERED * piece.centered
        | kernel.BEGINS_BLOCK * piece.starts_block
        | kernel.AFTER_TERMINAL * piece.after_terminal
        | kernel.SHORT * piece.short
        | kernel.CAPTION * piece.caption
        | kernel.PARTED * piece.parted
        | kernel.ENDS * piece.ends_sentence
        | kernel.ENDS_WITH_COLON * piece.ends_with_colon
        | kernel.PLACED * placed
        | kernel.IS_ANNEX * (piece.role == "annex" and all(label.style != "annex" for label in piece.labels))
        | kernel.SURE * (placed and bool(piece.labels) and piece.first.confidence >= SURE)
    )
