"""What the segmenter knows at one point of the text, and what it may do with the next piece."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from functools import cached_property
from typing import Literal, NamedTuple

import regex

from pipeline.model.document import NodeKind
from pipeline.model.line import Line, Word
from pipeline.segment.numbering import Label

#: Kind of the last node; ``start`` before the first.
LastKind = NodeKind | Literal["start"]

#: A text that ends so is complete; what follows it is a new piece.
_TERMINAL = regex.compile(r"[.!?\u061f\u061b;:][\"\u00bb)\]]*$")  # U+061F question mark, U+061B semicolon
_COLON = regex.compile(r":\s*$")


@dataclass(frozen=True)
class Piece:
    """Lines that belong to the same node: a block, or the part of one between two labels.

    Attributes:
        lines: in reading order.
        labels: what it could be numbered as (``numbering.read_labels``).
        bold, centered: of its block; ``bold`` of its first line.
        starts_block: False where the piece begins inside a block.
        after_terminal: the line before it ends a sentence (True at the start of a block).
    """

    lines: tuple[Line, ...]
    labels: tuple[Label, ...]
    bold: bool
    centered: bool
    starts_block: bool
    after_terminal: bool

    @cached_property
    def words(self) -> tuple[Word, ...]:
        return tuple(word for line in self.lines for word in line.words)

    @cached_property
    def text(self) -> str:
        return " ".join(line.text for line in self.lines)

    @cached_property
    def placed(self) -> bool:
        """Whether it comes from a page; the blocks of a text dump are less sure."""
        return self.lines[0].box is not None

    @cached_property
    def ends_sentence(self) -> bool:
        return bool(_TERMINAL.search(self.text))

    @cached_property
    def ends_with_colon(self) -> bool:
        return bool(_COLON.search(self.text))


class State(NamedTuple):
    """The counters, as far as they bear on the next piece.

    Attributes:
        section, subsection, paragraph, recommendation: the last number given out in each series.
        items: the open item series, outermost first: (style, last number).
        last: kind of the last node; ``start`` before the first.
        complete: the last node's text ends a sentence.
        colon: it ends with a colon, so a list is to be expected.
        empty: it has a label but no text yet.
        in_heading: the last piece belonged to a heading.
        bold_heading: that heading is in bold type.
        front: how many pieces the title and the masthead have so far.
        restart: a section began and no paragraph has been numbered in it.
    """

    section: int = 0
    subsection: int = 0
    paragraph: int = 0
    recommendation: int = 0
    items: tuple[tuple[str, int], ...] = ()
    last: LastKind = "start"
    complete: bool = True
    colon: bool = False
    empty: bool = False
    in_heading: bool = False
    bold_heading: bool = False
    front: int = 0
    restart: bool = False


@dataclass(frozen=True, slots=True)
class Move:
    """One thing that can be done with a piece.

    Attributes:
        act: ``open`` a node, or ``join`` the piece to the last one.
        kind: of the node that is opened or joined (``start`` never occurs here).
        cost: how much it goes against the grammar; 0 is as expected. Costs add up over the document.
        state: the counters after it.
        label: the label that was accepted, if any.
        ordinal, number: of the node; a paragraph whose label was lost has them without ``label``.
        level: 1 section, 2 subsection, 3 paragraph or recommendation, 4 and deeper items.
        fault: name of a finding to report: ``numbering_gap``, ``numbering_repeat``, ``number_inferred``.
    """

    act: str
    kind: LastKind
    cost: float
    state: State
    label: Label | None = None
    ordinal: int | None = None
    number: str | None = None
    level: int = 3
    fault: str = ""


#: A rule looks at the state and the piece and offers moves.
Rule = Callable[[State, Piece], Iterator[Move]]

#: Exactness below which refusing a label costs nothing.
DOUBTFUL = 0.55
#: Cost of refusing an exact label at the start of a block, and inside one.
REFUSED = 2.0
REFUSED_INSIDE = 1.5

#: Costs of departing from the sequence, in the same arbitrary unit as ``1 - exactness``; set on the truth of
#: ctoc-cop-wg7-2020-4 with labels dropped, doubled and damaged at random (tests/segment).
GAP = 2.0
GAP_EACH = 0.3
WIDEST_GAP = 4
REPEAT = 1.7
INSIDE_BLOCK = 0.3
INSIDE_SENTENCE = 1.5
#: Styles that don't occur at a line's start by chance, as the digits of a number do.
UNMISTAKABLE = frozenset({"ordinal", "abjad", "letter", "recommendation"})


def sequence_cost(value: int, last: int) -> tuple[float, str]:
    """Cost of number ``value`` after ``last`` in one series, and the finding that it makes."""
    if value == last + 1:
        return 0.0, ""
    if value > last:
        return GAP + GAP_EACH * min(value - last - 2, WIDEST_GAP), "numbering_gap"
    return REPEAT + GAP_EACH * min(last - value, WIDEST_GAP), "numbering_repeat"


def label_cost(label: Label, piece: Piece, state: State) -> float:
    """Cost of believing that ``label`` is one, for how and where it is written."""
    return 1.0 - label.exactness + _place_cost(label, piece, state)


def _place_cost(label: Label, piece: Piece, state: State) -> float:
    if piece.starts_block:
        return 0.0
    if piece.after_terminal or state.in_heading or state.empty or label.style in UNMISTAKABLE:
        return INSIDE_BLOCK
    return INSIDE_SENTENCE


def numbered(
    kind: LastKind, level: int, label: Label, piece: Piece, cost: float, before: State, after: State, fault: str
) -> Move:
    """The move that opens a node at ``label``; how the label is written is added to ``cost``."""
    cost += label_cost(label, piece, before)
    return Move("open", kind, cost, after, label, label.ordinal, label.number, level, fault)


def refusal_cost(piece: Piece, state: State) -> float:
    """Cost of taking a piece that looks labelled as plain text."""
    best = max(piece.labels, key=lambda label: label.exactness, default=None)
    if best is None or best.exactness <= DOUBTFUL:
        return 0.0
    if piece.starts_block:
        return REFUSED * best.exactness
    certain = state.in_heading or state.empty or best.style in UNMISTAKABLE
    return REFUSED_INSIDE * best.exactness if certain else 0.0
