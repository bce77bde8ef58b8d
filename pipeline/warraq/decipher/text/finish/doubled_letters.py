"""Letters that an extractor took for one that is printed twice, and left out.

Two of the same character that stand nearly in one place look bold: MuPDF and poppler keep one of them. Where a font
kerns two letters as near as that, and both come out as the same character, one is lost. The gap that it leaves is
written as a space, unless there is a space already: then nothing is left of it. The first tells of the second: the
channel shows a letter that comes out as a space before letters of its own character, and before no others. Between a
space and that character there is room for it.
"""

from __future__ import annotations

import itertools
from collections.abc import Collection, Sequence
from dataclasses import replace
from typing import Final

import numpy as np
from numpy.typing import NDArray

from warraq.decipher.text.dump.items import ECHO_SIGN
from warraq.decipher.text.dump.segments import SPACES, Segment
from warraq.decipher.text.parameters import DoubledLetters as P
from warraq.decipher.text.records import Emissions
from warraq.language.units import COUNT

#: How likely it is, at least, that it comes out as its character there, once there is room for it: log p.
SHOWN: Final = float(np.log(0.5))

#: Units, the units behind them, and the symbol of both [pairs, 3].
Pairs = NDArray[np.int64]


def taken_for_one(learnt: Emissions, space: int) -> Pairs:
    """The units that are lost before others of their own symbol, as the channel shows; ``space`` is that of a space."""
    as_symbol, as_space = np.exp(learnt.own[:COUNT]), np.exp(learnt.after[:, :, space])
    usual = as_symbol.argmax(1)
    known = (as_symbol.max(1) >= P.USUAL) & (usual != space)
    same = (usual[:, None] == usual) & known[:, None] & known
    lost = as_space > P.LOST
    units, others = np.nonzero(lost & ~(lost & ~same).any(1, keepdims=True))
    return np.stack([units, others, usual[units]], axis=1)


def shown_beside(learnt: Emissions, pairs: Pairs) -> Emissions:
    """``learnt``, where the first units of ``pairs`` may come out as their symbol before the second ones."""
    after = learnt.after.copy()
    where = tuple(pairs.T)
    after[where] = np.maximum(after[where], np.float32(SHOWN))
    return replace(learnt, after=after)


def with_echoes(segments: Sequence[Segment], characters: Collection[str]) -> list[Segment]:
    """``segments`` with room for each of the ``characters`` between a space and the same one."""
    return [Segment(_with_echoes(segment.text, characters)) for segment in segments]


def _with_echoes(text: str, characters: Collection[str]) -> str:
    rest = (ECHO_SIGN + c if before in SPACES and c in characters else c for before, c in itertools.pairwise(text))
    return text[:1] + "".join(rest)
