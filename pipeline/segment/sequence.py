"""Read the numbering of a whole document at once: the cheapest sequence of moves, found by beam search.

A label is believed for its form and for its place in the sequence together, so that ``19-`` at a line's start is not
paragraph 19 in the middle of a sentence, a list's ``2-`` is told from paragraph 2, and a number that was lost is
inferred from its neighbours.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from pipeline.model.line import Block, Line
from pipeline.segment.numbering import Label, read_labels
from pipeline.segment.state import Move, Piece, Rule, State, refusal_cost

#: Hypotheses kept after each piece.
BEAM = 32
#: A hypothesis that costs so much more than the cheapest is dropped.
HOPELESS = 5.0
#: A label inside a block must be written at least so exactly to be considered.
EXACT_INSIDE = 0.75
WORD_INSIDE_BLOCK = 0.5


@dataclass(frozen=True, slots=True)
class _Path:
    """One hypothesis: the moves so far as a linked list, newest first."""

    cost: float
    state: State
    move: Move | None
    before: _Path | None


def pieces_of(blocks: Sequence[Block]) -> tuple[Piece, ...]:
    """Cut each block before the lines that could begin with a label."""
    pieces = []
    for block in blocks:
        start = 0
        for cut in (*_cuts(block.lines), len(block.lines)):
            lines = block.lines[start:cut]
            if any(line.words for line in lines):
                pieces.append(_piece(block, lines, start))
            start = cut
    return tuple(pieces)


def _cuts(lines: Sequence[Line]) -> list[int]:
    return [index for index in range(1, len(lines)) if any(_may_cut(label) for label in read_labels(lines[index].text))]


def _may_cut(label: Label) -> bool:
    """Whether the label could begin a node inside a block. Cutting costs nothing where it is refused afterwards."""
    least = EXACT_INSIDE if label.style in ("decimal", "bracketed") else WORD_INSIDE_BLOCK
    return label.exactness >= least


def _piece(block: Block, lines: tuple[Line, ...], start: int) -> Piece:
    before = Piece(block.lines[start - 1 : start], (), False, False, False, False) if start else None
    return Piece(
        lines=lines,
        labels=tuple(_labels(lines)),
        bold=lines[0].bold,
        centered=block.centered,
        starts_block=start == 0,
        after_terminal=before is None or before.ends_sentence,
    )


def _labels(lines: Sequence[Line]) -> Iterator[Label]:
    """Labels at the start of the piece, at its end, at the end of its first line; inside that line in bold type."""
    first = lines[0].text
    text = " ".join(line.text for line in lines)
    for label in read_labels(first):
        if label.start == 0 or label.end == len(first) or lines[0].bold:
            yield label
    if len(lines) > 1:
        yield from (label for label in read_labels(text) if label.start and label.end == len(text))


def read_sequence(pieces: Sequence[Piece], rules: Sequence[Rule]) -> list[Move]:
    """The cheapest move for each piece by ``rules``, over the document as a whole."""
    beam = [_Path(0.0, State(), None, None)]
    for piece in pieces:
        best: dict[State, _Path] = {}
        for path in beam:
            refused = refusal_cost(piece, path.state)
            for move in (move for rule in rules for move in rule(path.state, piece)):
                cost = path.cost + move.cost + (0.0 if move.label else refused)
                known = best.get(move.state)
                if known is None or cost < known.cost:
                    best[move.state] = _Path(cost, move.state, move, path)
        cheapest = min(path.cost for path in best.values())
        hopeful = [path for path in best.values() if path.cost <= cheapest + HOPELESS]
        beam = sorted(hopeful, key=lambda path: path.cost)[:BEAM]
    return _moves(beam[0])


def _moves(path: _Path | None) -> list[Move]:
    moves = []
    while path is not None and path.move is not None:
        moves.append(path.move)
        path = path.before
    return moves[::-1]
