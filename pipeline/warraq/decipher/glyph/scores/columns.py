"""Signs with their candidates and tokens laid out for loops, and what is kept between sweeps over them.

Candidates of all signs stand in columns one behind the other; those of the k-th open sign are ``begins[k]`` to
``begins[k + 1]``. So do the numbers of the tokens that each is looked at in.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import Final, NamedTuple

import numpy as np
from numpy.typing import NDArray

from warraq.decipher.glyph.candidates.candidates import Candidates
from warraq.decipher.glyph.scores.sign_score import AsRead

#: Candidates that a sign may gain before all scores are found anew.
MORE_ROOM: Final = 28


class Columns(NamedTuple):
    """The open signs and their candidates.

    Attributes:
        signs: int64[m], the open signs in the order of a sweep.
        begins: int64[m + 1], where the candidates of each begin.
        strings, forms, outline: of all candidates.
        token_begins, tokens: int64[m + 1] and the tokens of each sign.
    """

    signs: NDArray[np.int64]
    begins: NDArray[np.int64]
    strings: NDArray[np.int64]
    forms: NDArray[np.int64]
    outline: NDArray[np.float64]
    token_begins: NDArray[np.int64]
    tokens: NDArray[np.int64]

    def of_tokens(self, chosen: NDArray[np.bool_]) -> tuple[NDArray[np.int64], NDArray[np.int64]]:
        """How many tokens each sign is looked at in, and how many of these are ``chosen`` (bool by token)."""
        before = begins_of(chosen[self.tokens])
        return sizes_of(self.token_begins), sizes_of(before[self.token_begins])


_NONE: Final = np.zeros(0, np.int64)
_NO_VALUES: Final = np.zeros(0)
_BEGIN: Final = np.zeros(1, np.int64)


def columns_of(
    signs: Sequence[int],
    candidates: Sequence[Candidates],
    tokens_of: dict[int, NDArray[np.int64]],
    before: Columns | None = None,
) -> Columns:
    """``candidates`` of ``signs``, laid out for the loops; ``before``: columns of the same signs, if there are any."""
    if not signs:
        return Columns(_NONE, _BEGIN, _NONE, _NONE, _NO_VALUES, _BEGIN, _NONE)
    strings = [candidate.strings for candidate in candidates]
    if before is not None:
        numbers, token_begins, tokens = before.signs, before.token_begins, before.tokens
    else:
        numbers, tokens_of_sign = np.array(signs, np.int64), [tokens_of.get(sign, _NONE) for sign in signs]
        token_begins, tokens = begins_of(list(map(len, tokens_of_sign))), np.concatenate(tokens_of_sign)
    return Columns(
        numbers,
        begins_of(list(map(len, strings))),
        np.concatenate(strings),
        np.concatenate([candidate.forms for candidate in candidates]),
        np.concatenate([candidate.outline for candidate in candidates]),
        token_begins,
        tokens,
    )


def begins_of(sizes: Sequence[int] | NDArray[np.int64] | NDArray[np.bool_]) -> NDArray[np.int64]:
    """Where each of some runs of these sizes begins, and the end of the last."""
    begins = np.zeros(len(sizes) + 1, np.int64)
    np.add.accumulate(sizes, dtype=np.int64, out=begins[1:])
    return begins


def sizes_of(begins: NDArray[np.int64]) -> NDArray[np.int64]:
    """How long each of the runs is of which ``begins_of`` gives ``begins``; for a few it beats ``np.diff`` by far."""
    return begins[1:] - begins[:-1]


class Kept(NamedTuple):
    """Scores of tokens under each candidate of a sign, for as long as no other sign of the token changes.

    Attributes:
        begins: int64[m + 1], where the scores of each open sign begin.
        scores: float32, of a sign [candidates, its tokens], with room for more candidates; NaN where unknown.
        since: int64 by token of each sign (as ``Columns.tokens``), when it was last found that all are as they were.
        changed: int64 by sign, when it last got another reading.
        clock: int64[1], changes so far.
        as_read: scores of the tokens as all their signs read.
    """

    begins: NDArray[np.int64]
    scores: NDArray[np.float32]
    since: NDArray[np.int64]
    changed: NDArray[np.int64]
    clock: NDArray[np.int64]
    as_read: AsRead

    def of_others(self) -> Kept:
        """No scores, and what changed when."""
        return self._replace(begins=self.begins[:0], scores=self.scores[:0], since=self.since[:0])

    def outgrown(self, columns: Columns) -> bool:
        """True where this is of other signs, or one has more candidates than there is room for."""
        if self.begins.size != columns.begins.size:
            return True
        return bool((sizes_of(columns.begins) * sizes_of(columns.token_begins) > sizes_of(self.begins)).any())


def nothing_kept(columns: Columns, changed: NDArray[np.int64], clock: NDArray[np.int64], as_read: AsRead) -> Kept:
    """Room for the candidates of ``columns`` and as many more as the ascent may find."""
    room = (sizes_of(columns.begins) + MORE_ROOM) * sizes_of(columns.token_begins)
    begins = begins_of(room)
    scores = np.full(int(begins[-1]), np.nan, np.float32)
    return Kept(begins, scores, np.zeros_like(columns.tokens), changed, clock, as_read)


class Words(NamedTuple):
    """How each token reads: token ids of its first and last word (-1: none), log p of its least likely word (or 0)."""

    first: NDArray[np.int64]
    final: NDArray[np.int64]
    worst: NDArray[np.float32]
