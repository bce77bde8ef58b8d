"""Lines that are cut once more, anywhere: of one run that the dump shows, the second half is read first.

The ways to cut a line that are weighed from the start begin pieces where words were read to begin, or where a block of
the story is expected to end. A cut inside a word, or one that comes to another, is seen only once the channel is
known, for the line reads badly as it is: each place of each run is tried, by one lattice of the run written twice, of
which every piece as long as the run is one of these orders.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator

import numpy as np
from numpy.typing import NDArray

from warraq.decipher.text.dump.items import JOIN_SIGN, itemize
from warraq.decipher.text.dump.segments import (
    SPACES,
    Segment,
    before_spaces,
    behind_spaces,
    last_gap,
    next_gap,
    softened,
)
from warraq.decipher.text.lattice import beam_search
from warraq.decipher.text.lattice.beam_search import Fragment, PieceEnds
from warraq.decipher.text.lattice.decoder import Decoder, Lattice
from warraq.decipher.text.order.orders import Costs
from warraq.decipher.text.parameters import FurtherCuts as P

Order = tuple[Segment, ...]
#: An estimate of what a cut gains, nats; the number of the run that is cut, and the characters of it before the cut.
Gain = tuple[float, int, int]


def gains_of_cuts(decoder: Decoder, order: Order, costs: Costs) -> list[Gain]:
    """Where one run of a line may be cut once more, the best estimates first.

    Args:
        order: the runs of the line in reading order, none of them cut at a kashida.
    """
    runs = range(len(order))
    gains = ((gain, number, at) for number in runs for gain, at in _gains(decoder, order, number, costs))
    return sorted(gains, key=lambda one: -one[0])


def cuts_by_gain(order: Order, gains: Iterable[Gain]) -> Iterator[tuple[float, Order]]:
    """The orders in which one run is cut at each of ``gains_of_cuts``, and what is expected of it, nats."""
    for gain, number, at in gains:
        text = order[number].text
        halves = text[:at], text[at:]
        if all(half.strip(SPACES) for half in halves):
            first, second = (Segment(softened(half, True, True)) for half in halves)
            yield gain, (*order[:number], second, first, *order[number + 1 :])


def _gains(decoder: Decoder, order: Order, number: int, costs: Costs) -> list[tuple[float, int]]:
    """Estimates of what is gained if the run of this number is cut, nats, and the characters before each cut."""
    run = order[number]
    if run.letters < P.SHORTEST:
        return []
    once = softened(run.text, True, True)
    at = itemize(run.text, decoder.symbols).at
    lattice = decoder.lattice(itemize(once + JOIN_SIGN + once, decoder.symbols))
    begins, ends = number > 0, number < len(order) - 1  # other runs of the line may end its words, or begin them
    whole = decoder.decode(itemize(once, decoder.symbols)).score
    scores = _scores(lattice, len(at), costs, begins, ends).tolist()
    return [(score - whole, place) for score, place in zip(scores, at[1:], strict=True)]


def _scores(lattice: Lattice, size: int, costs: Costs, begins: bool, ends: bool) -> NDArray[np.float32]:
    """What a run of ``size`` items, which is written twice, is worth if it is read from its second item on, from its
    third and so on, nats [size - 1].

    ``begins``, ``ends``: it may begin, or end, with a part of a word.
    """
    items, decoder, arcs = lattice.items, lattice.decoder, lattice.arcs
    scores = np.empty(size - 1, np.float32)
    fragment = Fragment(-costs.fragment, costs.fragment_item)
    with decoder.scorer() as scorer:
        for begin in range(1, size):
            end = begin + size + 1
            starts = begin, behind_spaces(items, begin), next_gap(items, begin) if begins else begin
            late = last_gap(items, end) if ends else end
            reachable = PieceEnds(np.array([end]), np.array([before_spaces(items, end)]), np.array([late]))
            scores[begin - 1] = beam_search.search_from(arcs, scorer, P.BEAM, starts, reachable, fragment)[0][0]
    return scores
