"""Read the numbering of a whole document at once: the cheapest sequence of moves, found by beam search.

A label is believed for its form and for its place in the sequence together, so that ``19-`` at a line's start is not
paragraph 19 in the middle of a sentence, a list's ``2-`` is told from paragraph 2, and a number that was lost is
inferred from its neighbours.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import NamedTuple

from warraq.kernels import kernel
from warraq.segment import headings, items, series, texts
from warraq.segment.profiles import Profile
from warraq.segment.state import Move, Piece, Rule, State, refusal_cost

#: Hypotheses kept after each piece.
BEAM = 16
#: A hypothesis that costs so much more than the cheapest is dropped.
HOPELESS = 5.0

#: From so many pieces on, compiled code is quicker though it must be loaded first.
WORTH_LOADING = 60

#: Rules for pieces without a label, and those that need one, in the order in which they win a tie.
UNLABELLED: tuple[Rule, ...] = (
    headings.annex,
    headings.title,
    headings.of_article,
    headings.continued,
    headings.unnumbered,
    texts.opening,
    texts.plain,
    texts.lost_number,
)
LABELLED: tuple[Rule, ...] = (series.numbered, items.items, *UNLABELLED[:5], headings.lost_number, *UNLABELLED[5:])


class _Path(NamedTuple):
    """One hypothesis: the moves so far as a linked list, newest first."""

    cost: float
    state: State
    move: Move | None
    before: _Path | None


def read_sequence(pieces: Sequence[Piece], profile: Profile) -> list[Move]:
    """The cheapest move for each piece by the rules of ``profile``, over the document as a whole."""
    call = kernel("warraq.segment.sequence_kernel", worth_loading=len(pieces) >= WORTH_LOADING)
    if call is None:
        return search(pieces, profile)
    from warraq.segment import sequence_compiled

    return sequence_compiled.read_sequence(pieces, profile, call)


def search(pieces: Sequence[Piece], profile: Profile) -> list[Move]:
    """``read_sequence`` without compiled code."""
    beam = [_Path(0.0, State(counters=(0,) * len(profile.series)), None, None)]
    for piece in pieces:
        looked = [rule(piece, profile) for rule in (LABELLED if piece.labels else UNLABELLED)]
        offers = [offer for offer in looked if offer]
        inside, beginning = refusal_cost(piece)
        best: dict[State, _Path] = {}
        worst = float("inf")
        for path in beam:
            state = path.state
            refused = path.cost + (beginning if state.in_heading or state.empty else inside)
            for offer in offers:
                for move in offer(state):
                    cost = move.cost + (path.cost if move.label else refused)
                    if cost > worst:
                        continue
                    after = move.state
                    known = best.get(after)
                    if known is None or cost < known.cost:
                        best[after] = _Path(cost, after, move, path)
                        worst = min(worst, cost + HOPELESS)
        hopeful = [path for path in best.values() if path.cost <= worst]
        beam = sorted(hopeful, key=lambda path: path.cost)[:BEAM]
    return _moves(beam[0])


def _moves(path: _Path | None) -> list[Move]:
    moves = []
    while path is not None and path.move is not None:
        moves.append(path.move)
        path = path.before
    return moves[::-1]
