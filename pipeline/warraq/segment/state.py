"""What the segmenter knows at one point of the text, and what it may do with the next piece."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass, field
from typing import Literal, NamedTuple

from warraq.model.document import NodeKind
from warraq.model.line import Line, Word
from warraq.segment.numbering import Label
from warraq.segment.profiles import Profile, Series

#: Kind of the last node; ``start`` before the first.
LastKind = NodeKind | Literal["start"]

#: A text that ends so is complete; what follows it is a new piece.
_TERMINAL = tuple(".!?\u061f\u061b;:")  # U+061F question mark, U+061B semicolon
#: What may close after it.
_CLOSING = '"\u00bb)]'

#: Level of texts and numbered paragraphs, and of the outermost items; deeper ones follow.
TEXT_LEVEL = 9
OUTERMOST = 10
#: Levels of a heading without a number.
LOOSE_LEVELS: tuple[tuple[int, NodeKind], tuple[int, NodeKind]] = ((6, "section"), (7, "subsection"))


def ends_sentence(text: str) -> bool:
    """Whether ``text`` ends as a complete one does."""
    return text.rstrip(_CLOSING).endswith(_TERMINAL)


@dataclass(frozen=True, slots=True)
class Piece:
    """Lines that belong to the same node: a block, or the part of one between two labels.

    Attributes:
        lines: in reading order.
        labels: what it could be numbered as (``numbering.read_labels``), as far as its profile knows the style.
        bold, centered: of its block; ``bold`` of its first line.
        starts_block: False where the piece begins inside a block.
        after_terminal: the line before it ends a sentence (True at the start of a block).
        role: of its block.
        short: its last line ends well before the column does, so nothing in the next block continues it.
        opens: kind of the unnumbered node that it opens like (``Profile.opening``).
        caption: a table, or the entries of a table of contents, follow right after it.
        parted: a table stands between it and the text above it on its page, or it is set as another text; the one above
            is complete.
        length: how many words it has.
    """

    lines: tuple[Line, ...]
    labels: tuple[Label, ...]
    bold: bool
    centered: bool
    starts_block: bool
    after_terminal: bool
    role: str = "body"
    short: bool = False
    opens: NodeKind | None = None
    caption: bool = False
    parted: bool = False
    length: int = field(init=False)
    text: str = field(init=False)
    ends_sentence: bool = field(init=False)
    ends_with_colon: bool = field(init=False)

    def __post_init__(self) -> None:
        text = " ".join([line.text for line in self.lines])
        put = object.__setattr__
        put(self, "length", sum([len(line.words) for line in self.lines]))
        put(self, "text", text)
        put(self, "ends_sentence", ends_sentence(text))
        put(self, "ends_with_colon", text.rstrip().endswith(":"))

    @property
    def first(self) -> Word:
        """Its first word, as ``Line.unplaced`` has it."""
        return next(word for line in self.lines for word in line.unplaced)

    @property
    def placed(self) -> bool:
        """Whether it comes from a page; the blocks of a text dump are less sure."""
        return self.lines[0].box is not None


class State(NamedTuple):
    """The counters, as far as they bear on the next piece.

    Attributes:
        counters: the last number given out in each series of the profile.
        items: the open item series, outermost first: (style, last number).
        last: kind of the last node; ``start`` before the first.
        complete: the last node's text ends a sentence.
        colon: it ends with a colon, so a list is to be expected.
        empty: it has a label but no text yet.
        in_heading: the last piece belonged to a heading.
        bold_heading: that heading is in bold type.
        front: how many pieces the title and the masthead have so far.
        free: series that may begin anew, a bit each by index.
        preamble: no numbered text has come yet since the title.
    """

    counters: tuple[int, ...] = ()
    items: tuple[tuple[str, int], ...] = ()
    last: LastKind = "start"
    complete: bool = True
    colon: bool = False
    empty: bool = False
    in_heading: bool = False
    bold_heading: bool = False
    front: int = 0
    free: int = 0
    preamble: bool = True


class Move(NamedTuple):
    """One thing that can be done with a piece.

    Attributes:
        act: ``open`` a node, or ``join`` the piece to the last one.
        kind: of the node that is opened or joined (``start`` never occurs here).
        cost: how much it goes against the grammar; 0 is as expected. Costs add up over the document.
        state: the counters after it.
        label: the label that was accepted, if any.
        ordinal, number: of the node; a paragraph whose label was lost has them without ``label``.
        level: of the node in the tree, 1 outermost.
        fault: name of a finding to report: ``numbering_gap``, ``numbering_repeat``, ``number_inferred``.
        titled: the piece is the heading of an article.
    """

    act: str
    kind: LastKind
    cost: float
    state: State
    label: Label | None = None
    ordinal: int | None = None
    number: str | None = None
    level: int = TEXT_LEVEL
    fault: str = ""
    titled: bool = False


#: The moves with which a piece may follow a state.
Offer = Callable[[State], Iterable[Move]]
#: A rule looks at a piece once: None where it has nothing to offer for it, whatever the state.
Rule = Callable[[Piece, Profile], Offer | None]

#: Exactness below which refusing a label costs nothing.
DOUBTFUL = 0.55
#: Cost of refusing an exact label at the start of a block, inside one, and of refusing a word with its number.
REFUSED = 2.0
REFUSED_INSIDE = 1.5
REFUSED_WORD = 4.0

#: Costs of departing from the sequence, in the same arbitrary unit as ``1 - exactness``; set on the truth of
#: ctoc-cop-wg7-2020-4 with labels dropped, doubled and damaged at random (tests/segment).
GAP = 2.0
GAP_EACH = 0.3
WIDEST_GAP = 4
REPEAT = 1.7
INSIDE_BLOCK = 0.3
INSIDE_SENTENCE = 1.5
#: Cost of a numbering that starts anew in a section.
RESTART = 0.8
#: Styles that are a word with its number, and all that don't occur at a line's start by chance, as digits do.
WORDS_WITH_NUMBER = frozenset({"article", "book", "division", "part", "chapter", "head", "subhead", "resolution"})
UNMISTAKABLE = frozenset({"ordinal", "abjad", "letter", "hija", "recommendation", "annex"}) | WORDS_WITH_NUMBER


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


def refusal_cost(piece: Piece) -> tuple[float, float]:
    """Cost of taking a piece that looks labelled as plain text: in the middle of a text, and where one may begin."""
    if not piece.labels:
        return 0.0, 0.0
    best = max(piece.labels, key=lambda label: label.exactness)
    if best.exactness <= DOUBTFUL:
        return 0.0, 0.0
    if piece.starts_block:
        cost = (REFUSED_WORD if best.style in WORDS_WITH_NUMBER else REFUSED) * best.exactness
        return cost, cost
    cost = REFUSED_INSIDE * best.exactness
    return cost if best.style in UNMISTAKABLE else 0.0, cost


def moved_on(state: State, series: Series, value: int) -> tuple[int, ...]:
    """The counters after ``series`` has given out ``value``: what lies below it begins anew."""
    counters = [0 if reset else counter for counter, reset in zip(state.counters, series.resets, strict=True)]
    counters[series.index] = value
    return tuple(counters)
