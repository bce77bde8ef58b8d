"""What the search for the order of a line is made of: its reading orders, and what each of them costs."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import Final

from pipeline.decipher.decoder import Path
from pipeline.decipher.joins import Ends
from pipeline.decipher.lattice import Piece
from pipeline.decipher.segments import Segment

#: The one-letter word that is written together with the next one, and never joins to it; a bracket may come out as it.
WAW: Final = "\N{ARABIC LETTER WAW}"
#: An opening bracket stands at most so many tokens before the closing one.
REACH: Final = 9


@dataclass(frozen=True, slots=True)
class Costs:
    """What leaving the usual order costs, nats. Set on the source dump; checked by ``benchmarks.text_channel``."""

    rotation: float = 6.0
    #: a cut at a kashida that may be whole, in a line that has others
    stretched: float = 3.0
    #: a line with linked kashidas that does not begin with its last run
    turned: float = 2.0
    #: where such a line begins, if not with a run
    begun: float = 3.5
    #: a closing bracket before which the line has nothing that can be the opening one
    unopened: float = 3.0
    #: two runs side by side that were not so in the dump
    torn: float = 2.0
    kept: float = 8.0
    loose_edge: float = 5.0
    fragment: float = 5.0
    fragment_item: float = 1.8
    #: so many orders of a line are decoded in earnest, those whose estimates are best
    near: int = 4
    #: scores of rival orders are divided by this before they become shares
    temperature: float = 2.0
    #: how far what a document's lines do by their edges moves the price of a cut
    habit: float = 1.5


@dataclass(frozen=True, slots=True)
class Ordered:
    """A line in reading order with its decode. ``score`` includes ``cost``; ``certainty`` is that of its order."""

    segments: tuple[Segment, ...]
    path: Path
    score: float
    cost: float = 0.0
    certainty: float = 1.0


@dataclass(frozen=True, slots=True)
class Candidate:
    """One reading order of a line, as the choice across lines sees it.

    ``score`` is that of the line by itself, after START; ``ends`` is what joins it to the lines around it.
    """

    score: float
    ends: Ends


def summary(line: Ordered) -> Candidate:
    """The line as the choice across lines sees it before the judge of joins has read it."""
    return Candidate(line.score, Ends.of(line.path))


@dataclass(slots=True)
class Options:
    """The reading orders of one line, the usual one first.

    Attributes:
        usual: the dump's order backwards.
        orders, candidates, costs: the segments of each order, its estimate, and the cost of its cuts.
        hidden: how many of its cuts the dump doesn't show.
        edges: the line's outer spaces.
        decoded: orders that were decoded in earnest.
        choice: the order that ``choose`` took.
    """

    usual: Ordered
    orders: list[tuple[Segment, ...]]
    candidates: list[Candidate]
    costs: list[float]
    hidden: list[int]
    edges: tuple[int, int]
    decoded: dict[int, Ordered] = field(default_factory=dict)
    choice: int = 0

    def add(self, order: Ordered) -> None:
        """One more order, decoded in earnest; it has no hidden cuts."""
        self.decoded[len(self.orders)] = order
        self.orders.append(order.segments)
        self.candidates.append(summary(order))
        self.costs.append(order.cost)
        self.hidden.append(0)


def unopened(pieces: Sequence[Piece]) -> int:
    """How many closing brackets have nothing before them that can open them: a bracket, or a word with a waw."""
    count = 0
    used = -1
    for k, piece in enumerate(pieces):
        if piece.text != ")":
            continue
        before = range(k - 1, max(used, k - 1 - REACH), -1)
        opener = next((i for i in before if pieces[i].text == "(" or pieces[i].text.startswith(WAW)), None)
        count += opener is None
        used = k
    return count
