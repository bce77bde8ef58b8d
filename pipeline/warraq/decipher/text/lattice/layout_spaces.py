"""What the layout's spaces cost where pieces of a line meet: a document tells how many stand there that are nothing.

An extractor moves the space before a run to its end, and adds others where a gap is wide, by rules of its own. What
stands there beyond that are letters that came out as spaces: a short word may have lost all of its own.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from typing import Final

import numpy as np
from numpy.typing import NDArray

from warraq.decipher.text.dump.items import JOIN, LAYOUT, Items
from warraq.decipher.text.parameters import LayoutSpaces as P
from warraq.decipher.text.records import Piece

#: Kinds of seams: spaces before it or behind it, where two pieces meet or at a line's edge.
SEAMS: Final = 4

#: The place of room for a space (``Items.room``), which isn't the layout's and has no price in ``Settings.layout``.
ROOM: Final = 1 + SEAMS * P.DEEPEST

#: ``Settings.layout`` as long as nothing is known.
UNKNOWN: Final = (P.USUAL,) * (SEAMS * P.DEEPEST)


def layout_places(items: Items) -> NDArray[np.int64]:
    """[items]: 0 for what is no space of the layout, else one more than its place in ``Settings.layout``."""
    places = np.zeros(len(items), np.int64)
    for seam, kind, spaces in _at_seams(items):
        for p in spaces:
            if not places[p]:
                places[p] = 1 + kind * P.DEEPEST + min(abs(p - seam), P.DEEPEST) - 1
    places[items.soft & (places == 0)] = 1
    places[items.room] = ROOM
    return places


def _at_seams(items: Items) -> Iterator[tuple[int, int, range]]:
    """Each seam with spaces of the layout on a side: its item, its kind, and the spaces from it on, the nearest first.

    Those before seams come first: between two seams spaces are counted from the second.
    """
    codes, n = items.codes.tolist(), len(items)
    soft = items.soft.tolist()
    seams = [-1, *(p for p, code in enumerate(codes) if code in (JOIN, LAYOUT)), n]
    for step, side in ((-1, 0), (1, 2)):
        for seam in seams:
            end = seam + step
            while 0 <= end < n and soft[end]:
                end += step
            if end != seam + step:
                yield seam, side + (seam in (-1, n) or codes[seam] == LAYOUT), range(seam + step, end, step)


def layout_prices(lines: Iterable[tuple[Items, Sequence[Piece]]]) -> tuple[float, ...]:
    """``Settings.layout`` as lines (items, pieces) were read: log p of one more space at a seam that has so many.

    More of them than are taken to stand there count once less than they were seen: where a word has lost all of its
    letters, its own seam must not support its being none.
    """
    count = np.zeros((SEAMS, P.DEEPEST + 1))
    for items, pieces in lines:
        read = np.zeros(len(items) + 1, np.bool_)
        for piece in pieces:
            read[piece.start : piece.end] = True
        for _, kind, spaces in _at_seams(items):
            free = next((k for k, p in enumerate(spaces) if read[p]), len(spaces))
            count[kind, min(free, P.DEEPEST)] += 1
    count[:, P.ASSUMED + 1 :] = np.maximum(count[:, P.ASSUMED + 1 :] - 1.0, 0.0)
    usual = np.exp(P.USUAL * np.arange(P.DEEPEST + 1))
    share = (count + P.TRUST * usual / usual.sum()) / (count.sum(1, keepdims=True) + P.TRUST)
    prices = np.minimum(np.diff(np.log(share), axis=1), P.USUAL)
    prices[:, : P.ASSUMED] = P.USUAL
    return tuple(prices.ravel().tolist())
