"""Words that stand side by side without a space, as Persian writes them: the forms of the letters show where one ends.

A zero width non-joiner paints nothing, and most producers set no glyph for it.
"""

from __future__ import annotations

from collections import Counter
from itertools import pairwise
from typing import Final

import numpy as np
from numpy.typing import NDArray

from warraq.decipher.glyph.signs.spellings import LETTERS, SpellingTables
from warraq.decipher.glyph.signs.tokens import Tokens

#: Bits of the joining contexts in which a letter joins the one after it, and the one before it.
_TO_NEXT: Final = 0b1010
_TO_LAST: Final = 0b1100

Bools = NDArray[np.bool_]


def ends_and_begins(
    spelled: NDArray[np.int64], forms: NDArray[np.int64], tables: SpellingTables
) -> tuple[Bools, Bools]:
    """Which signs are letters that could join the next one and are drawn not to, and which the same of the one before.

    Args:
        spelled, forms: by sign, the string that it reads as, and the contexts that it is drawn for.
    """
    letters = tables.kind[spelled] == LETTERS
    ends = letters & tables.joins_after[spelled] & (forms & _TO_NEXT == 0)
    begins = letters & tables.joins_before[spelled] & (forms & _TO_LAST == 0)
    return ends, begins


def parted(tokens: Tokens, ends: Bools, begins: Bools) -> Tokens:
    """``tokens`` cut between a sign that ``ends`` a word and one that ``begins`` another; the same ones where none
    is."""
    inside = np.ones(tokens.flat.size, np.bool_)
    inside[tokens.starts[:-1]] = False
    cut = np.zeros(tokens.flat.size, np.bool_)
    cut[1:] = inside[1:] & ends[tokens.flat[:-1]] & begins[tokens.flat[1:]]
    if not cut.any():
        return tokens
    flat, cuts = tokens.flat.tolist(), np.flatnonzero(cut).tolist()
    at = np.searchsorted(cuts, tokens.starts).tolist()
    pieces: list[list[tuple[int, ...]]] = []
    for k, (first, past) in enumerate(pairwise(tokens.starts.tolist())):
        bounds = [first, *cuts[at[k] : at[k + 1]], past]
        pieces.append([tuple(flat[a:b]) for a, b in pairwise(bounds)])
    return _counted(tokens, pieces)


def _counted(tokens: Tokens, pieces: list[list[tuple[int, ...]]]) -> Tokens:
    """The distinct ones of the ``pieces`` of each token, the most frequent first."""
    counts: Counter[tuple[int, ...]] = Counter()
    beside: Counter[tuple[tuple[int, ...], tuple[int, ...]]] = Counter()
    for parts, times in zip(pieces, tokens.counts.tolist(), strict=True):
        for part in parts:
            counts[part] += times
        for pair in pairwise(parts):
            beside[pair] += times
    for before, after, times in tokens.follows.tolist():
        beside[pieces[before][-1], pieces[after][0]] += times
    distinct = [part for part, _ in counts.most_common()]
    number = {part: k for k, part in enumerate(distinct)}
    follows = [(number[before], number[after], times) for (before, after), times in beside.most_common()]
    return Tokens(
        np.array([sign for part in distinct for sign in part], np.int64),
        np.cumsum([0, *map(len, distinct)], dtype=np.int64),
        np.array([counts[part] for part in distinct], np.int64),
        np.array(follows, np.int64).reshape(-1, 3),
        tokens.below,
        tokens.above,
    )
