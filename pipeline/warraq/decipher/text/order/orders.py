"""What the search for the order of a line is made of: its reading orders, and what each of them costs."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, field

import numpy as np
from numpy.typing import NDArray

from warraq.decipher.text import parameters
from warraq.decipher.text.dump.block_edges import ELSEWHERE, Cut, Elsewhere, Place, likelihood
from warraq.decipher.text.dump.segments import Segment, unseen_cuts
from warraq.decipher.text.lattice.decoder import Path
from warraq.decipher.text.order.beginnings import WAW
from warraq.decipher.text.order.joins import Ends
from warraq.decipher.text.order.line_lengths import Read
from warraq.decipher.text.parameters import Orders as P
from warraq.decipher.text.records import Piece


@dataclass(frozen=True, slots=True)
class Costs:
    """What leaving the usual order costs, nats. Set on the source dump; checked by ``benchmarks.text_channel``."""

    #: a cut that nothing shows, as long as nobody knows where blocks end
    unseen: float = 6.0
    #: a mark that is cut unseen from its text, once it is known which marks are letters
    mark: float = 0.0
    #: a cut at a kashida that may be whole, in a line that has others
    stretched: float = 3.0
    #: a cut beside a dash, which the processor may have set in another font than the words around it
    dash: float = 1.0
    #: a closing bracket before which the line has nothing that can be the opening one
    unopened: float = 3.0
    kept: float = 8.0
    loose_edge: float = 5.0
    fragment: float = 5.0
    fragment_item: float = 1.8
    #: how far what a document's lines do by their edges moves the price of a cut
    habit: float = 1.5
    #: so many orders of a line are decoded in earnest, those whose estimates are best
    near: int = 4
    #: so many orders of a line whose kashidas were cut are decoded, and the better half of them is kept
    drawn: int = 16
    #: so many orders in which a line is cut once more are decoded, and the better half of them is kept
    further: int = 0
    #: what such an order costs: of so many places the best one reads well by chance. Not where lines are cut anywhere.
    searched: float = 10.0
    #: whatever was decoded before may be chosen too; not while the channel is rough and is learnt from what is chosen
    every: bool = False
    #: scores of a line's orders are divided by this before they become shares
    temperature: float = 2.0


@dataclass(frozen=True, slots=True)
class Ordered:
    """A line in reading order with its decode.

    Attributes:
        standings: the orders that it may have, its own among them: their shares, and their letters (``standing``).
        marks: the item before each place where a full stop may have come out as a space, and the chance that one stands
            there as it was read, or that none does, 0..1.
    """

    segments: tuple[Segment, ...]
    path: Path
    score: float
    standings: tuple[tuple[float, str], ...] = ()
    marks: tuple[tuple[int, float], ...] = ()

    @property
    def quality(self) -> float:
        """How well it reads: its score an item, nats."""
        return self.score / max(1, len(self.path.items))


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
        segments: the line as the dump has it.
        place: where it stands in the story, by the dump's count at first, then by what was read.
        edges: its outer spaces, as classes.
        usual: the order that the dump shows, decoded.
        orders, candidates: the segments of each order, and its estimate.
        unseen: after how many characters each order has a cut that the dump doesn't show, as the dump counts them.
        reads: the same of orders that were decoded, as they were read.
        likely: what these cuts are worth, nats, by where blocks may end.
        decoded: orders that were decoded in earnest.
        cut_again: the ways to cut a line at its kashidas, of each of its readings the best first, and the orders in
            which it is cut once more.
        further: the numbers of the orders in which another was cut once more (``cuts_by_gain``).
        choice: the order that ``choose`` took.
    """

    segments: list[Segment]
    place: Place
    edges: tuple[int, int]
    usual: Ordered
    orders: list[tuple[Segment, ...]] = field(default_factory=list)
    candidates: list[Candidate] = field(default_factory=list)
    unseen: list[tuple[int, ...]] = field(default_factory=list)
    reads: dict[int, Read] = field(default_factory=dict)
    likely: list[float] = field(default_factory=list)
    decoded: dict[int, Ordered] = field(default_factory=dict)
    cut_again: dict[tuple[str, tuple[int, ...]], Callable[[], Iterator[tuple[Segment, ...]]]] = field(
        default_factory=dict
    )
    further: set[int] = field(default_factory=set)
    choice: int = 0
    _foreseen: NDArray[np.float64] = field(
        default_factory=lambda: np.full(parameters.BlockEdges.BLOCK, 1 / parameters.BlockEdges.BLOCK)
    )
    _elsewhere: Elsewhere = ELSEWHERE[0]

    def __post_init__(self) -> None:
        self.add(self.usual)

    @property
    def stretched(self) -> bool:
        """Kashidas of it were cut: it shows both sides of such cuts."""
        return is_stretched(self.segments)

    @property
    def cut_anywhere(self) -> bool:
        """This document's lines are cut inside words as often as between them."""
        return self._elsewhere == ELSEWHERE[-1]

    def add(self, order: Ordered) -> None:
        """One more order, decoded in earnest."""
        self.add_estimate(order.segments, summary(order))
        self.decode(len(self.orders) - 1, order)

    def decode(self, number: int, order: Ordered) -> None:
        """One of the orders, decoded in earnest."""
        self.decoded[number], self.reads[number] = order, Read.of(order.segments, order.path)
        self.likely[number] = self._likely(number)

    def add_estimate(self, segments: tuple[Segment, ...], candidate: Candidate) -> None:
        """One more order, of which only an estimate is known."""
        self.orders.append(segments)
        self.candidates.append(candidate)
        self.unseen.append(unseen_cuts(segments))
        self.likely.append(self._likely(len(self.orders) - 1))

    def foresee(self, shares: NDArray[np.float64], elsewhere: Elsewhere = ELSEWHERE[0]) -> None:
        """Weigh the orders anew by the ``shares`` [BLOCK] of the places where a block may end.

        ``elsewhere``: how often lines are cut where no block ends.
        """
        self._foreseen, self._elsewhere = shares, elsewhere
        self.likely = [self._likely(number) for number in range(len(self.orders))]

    def evidence(self, number: int, elsewhere: Elsewhere) -> NDArray[np.float64]:
        """How likely the line is in one of its orders, by where a block may end [BLOCK]."""
        read = self.reads.get(number)
        if read is None:
            cuts = tuple(map(Cut, self.unseen[number]))
            return likelihood(cuts, self.place.length, elsewhere, parameters.BlockEdges.COUNTED)
        return likelihood(read.cuts, self.place.length, elsewhere, parameters.BlockEdges.READ)

    def _likely(self, number: int) -> float:
        return float(np.log(self._foreseen @ self.evidence(number, self._elsewhere) + 1e-12))


def is_stretched(segments: Sequence[Segment]) -> bool:
    """Kashidas of a line were cut: it shows both sides of such cuts."""
    return any(s.open_start for s in segments) and any(s.open_end for s in segments)


def unopened(pieces: Sequence[Piece]) -> int:
    """How many closing brackets have nothing before them that can open them: a bracket, or a word with a waw."""
    count = 0
    used = -1
    for k, piece in enumerate(pieces):
        if piece.text != ")":
            continue
        before = range(k - 1, max(used, k - 1 - P.REACH), -1)
        opener = next((i for i in before if pieces[i].text == "(" or pieces[i].text.startswith(WAW)), None)
        count += opener is None
        used = k
    return count
