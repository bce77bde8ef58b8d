"""Read the numbering of a whole document at once: the cheapest sequence of moves, found by beam search.

A label is believed for its form and for its place in the sequence together, so that ``19-`` at a line's start is not
paragraph 19 in the middle of a sentence, a list's ``2-`` is told from paragraph 2, and a number that was lost is
inferred from its neighbours.
"""

from __future__ import annotations

from collections.abc import Sequence
from operator import itemgetter
from typing import Final

from warraq.segment.numbering.profiles import Profile
from warraq.segment.pieces import Piece
from warraq.segment.rules import Found, Move, Path, PieceFacts, ProfileFacts, State, move_to, offer_moves

#: Hypotheses kept after each piece.
BEAM: Final = 16


_COST: Final = itemgetter(0)


def read_sequence(pieces: Sequence[Piece], profile: Profile) -> list[Move]:
    """The cheapest move for each piece by the rules of ``profile``, over the document as a whole."""
    asked = ProfileFacts(profile)
    beam: list[Path] = [(0.0, move_to(State(len(profile.series)), "open", 0.0, 0), None)]  # no move yet
    for piece in pieces:
        facts = PieceFacts(piece, asked)
        offered = Found()
        for path in beam:
            if path[0] > offered.worst:
                break  # no move costs less than nothing
            offer_moves(facts, path, offered)
        worst = offered.worst
        hopeful = [path for path in offered.best.values() if path[0] <= worst]
        beam = sorted(hopeful, key=_COST)[:BEAM]
    return _moves(beam[0])


def _moves(path: Path) -> list[Move]:
    """The moves of a hypothesis without the first of all, which is none."""
    moves = []
    _, move, before = path
    while before is not None:
        moves.append(move)
        _, move, before = before
    return moves[::-1]
