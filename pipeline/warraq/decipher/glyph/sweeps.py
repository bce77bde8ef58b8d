"""The loops of the ascent, compiled: sweeps over signs with their candidates, and trials of more candidates.

Candidates of all signs stand in columns one behind the other; those of the k-th open sign are ``begins[k]`` to
``begins[k + 1]``. So do the numbers of the tokens that each is looked at in.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import Final, NamedTuple

import numpy as np
from numpy.typing import NDArray

from warraq.compiled import lean_njit, njit
from warraq.decipher.glyph.candidates import Candidates
from warraq.decipher.glyph.sign_score import AsRead, nothing_read, room_for, write_scores
from warraq.decipher.glyph.spellings import NO_LETTER, SEATED

#: Share of the tokens' verdict that counts between spellings of one word, and the most that it counts (nats), against
#: waw and yeh with hamza and against others; the most between digits, Latin letters and punctuation, whose place in a
#: token says a little.
SPELLING_SHARE: Final = 0.4
SEATED_MOST: Final = 16.0
SPELLING_MOST: Final = 4.0
NO_LETTER_MOST: Final = 8.0
#: A candidate that has fallen so far behind the best (nats) is given up: its score is then only a bound.
HOPELESS: Final = 60.0
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
    strings = [found.strings for found in candidates]
    if before is not None:
        numbers, token_begins, tokens = before.signs, before.token_begins, before.tokens
    else:
        numbers, own = np.array(signs, np.int64), [tokens_of.get(sign, _NONE) for sign in signs]
        token_begins, tokens = begins_of(list(map(len, own))), np.concatenate(own)
    return Columns(
        numbers,
        begins_of(list(map(len, strings))),
        np.concatenate(strings),
        np.concatenate([found.forms for found in candidates]),
        np.concatenate([found.outline for found in candidates]),
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


@lean_njit(cache=True)
def temper(strings, outline, scores, variant, flags, best):  # type: ignore[no-untyped-def]
    """Take back, in place, most of what language says between strings that people write for each other.

    Whether an alef bears a hamza, or a final yeh its dots, is for the outline to say: writers differ, and a model
    that knows the better spelling would correct them. ``flags`` tell those whom it may correct. ``best`` [2,
    strings + 1] is scratch space: what words say at best of a string, and of a group (``NO_LETTER`` stands last).
    """
    for i in range(strings.size):
        best[0, strings[i]] = best[1, variant[strings[i]]] = -np.inf
    for i in range(strings.size):
        string, group = strings[i], variant[strings[i]]
        best[0, string] = max(best[0, string], scores[i] - outline[i])
        best[1, group] = max(best[1, group], scores[i] - outline[i])
    for i in range(strings.size):
        group = variant[strings[i]]
        behind = best[1, group] - best[0, strings[i]]
        most = SEATED_MOST if flags[strings[i]] & SEATED else SPELLING_MOST
        scores[i] += behind - min(SPELLING_SHARE * behind, NO_LETTER_MOST if group == NO_LETTER else most)


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


@lean_njit(cache=True)
def _forget(sign, tokens, since, scores, flat, starts, kept):  # type: ignore[no-untyped-def]
    """Drop the scores of the tokens in which another sign than ``sign`` has changed; as they read, in which any has."""
    read, now = kept.as_read, kept.clock[0]
    for k in range(tokens.size):
        token, newest = tokens[k], 0
        if since[k] == now and read.since[token] == now:
            continue  # nothing at all has changed since
        for i in range(starts[token], starts[token + 1]):
            if flat[i] != sign:
                newest = max(newest, kept.changed[flat[i]])
        if newest > since[k]:
            scores[k :: tokens.size] = np.nan
        read.fresh[token] &= max(newest, kept.changed[sign]) <= read.since[token]
        since[k] = read.since[token] = now


@njit(cache=True)
def sweep(  # type: ignore[no-untyped-def]
    columns, prior, first, allowed, times, weights, flat, starts, spelled, forms, t, w, kept, scores, scored, given_up
):
    """Give each sign its best candidate, at most ``times`` over, until nothing changes.

    After the first sweep only signs are looked at whose tokens changed. ``first`` and ``allowed``, bool by sign: those
    of the first sweep, and those that may change at all; ``given_up`` as in ``score_candidates``. Writes ``spelled``
    and ``forms`` by sign, ``scores`` by candidate and ``scored`` by open sign.
    """
    waiting, touched = first & allowed, np.empty(first.size, np.bool_)
    best_said, room = np.empty((2, t.variant.size + 1)), room_for(columns.tokens, starts)
    for _ in range(times):
        changed = _sweep_once(
            columns, prior, waiting, touched, weights, flat, starts, spelled, forms, t, w, kept, scores, scored,
            given_up, best_said, room,
        )  # fmt: skip
        if not changed:
            return
        waiting = touched & allowed


@lean_njit(cache=True)
def _sweep_once(  # type: ignore[no-untyped-def]
    columns, prior, waiting, touched, weights, flat, starts, spelled, forms, t, w, kept, scores, scored, given_up,
    best_said, room,
):  # fmt: skip
    """Give each sign that is ``waiting`` its best candidate; returns whether any changed.

    Signs whose tokens did are ``touched`` then (both bool by sign). ``best_said`` is scratch space of ``temper``,
    ``room`` that of ``write_scores``.
    """
    touched[:] = False
    changed = False
    for k in range(columns.signs.size):
        sign = columns.signs[k]
        if not waiting[sign]:
            continue
        a, b = columns.begins[k], columns.begins[k + 1]
        c, d = columns.token_begins[k], columns.token_begins[k + 1]
        tokens, known = columns.tokens[c:d], kept.scores[kept.begins[k] : kept.begins[k + 1]]
        strings, masks, found = columns.strings[a:b], columns.forms[a:b], scores[a:b]
        _forget(sign, tokens, kept.since[c:d], known, flat, starts, kept)
        write_scores(
            sign, strings, masks, prior[a:b], tokens, known, kept.as_read, weights, flat, starts, spelled, forms, t, w,
            given_up, room, found, -np.inf,
        )  # fmt: skip
        temper(strings, columns.outline[a:b], found, t.variant, t.flags, best_said)
        scored[k] = True
        best = 0
        for candidate in range(1, b - a):
            if found[candidate] > found[best]:
                best = candidate
        if spelled[sign] != strings[best] or forms[sign] != masks[best]:
            spelled[sign], forms[sign] = strings[best], masks[best]
            kept.clock[0] += 1
            kept.changed[sign] = kept.clock[0]
            changed = True
            for token in tokens:
                for i in range(starts[token], starts[token + 1]):
                    touched[flat[i]] = True
    return changed


@njit(cache=True)
def probe(columns, weights, flat, starts, spelled, forms, t, w, given_up):  # type: ignore[no-untyped-def]
    """Score of each candidate under the present reading of all other signs; any joining context suits.

    Those that fall behind the first of their sign by ``given_up`` (nats) aren't looked at further.
    """
    scores, most = np.empty(columns.strings.size, np.float64), 0
    for k in range(columns.signs.size):
        tokens = columns.token_begins[k + 1] - columns.token_begins[k]
        most = max(most, (columns.begins[k + 1] - columns.begins[k]) * tokens)
    _probe_all(
        columns, weights, flat, starts, spelled, forms, t, w, given_up, nothing_read(starts.size - 1, flat.size),
        np.empty(most), room_for(columns.tokens, starts), scores,
    )  # fmt: skip
    return scores


@lean_njit(cache=True)
def _probe_all(  # type: ignore[no-untyped-def]
    columns, weights, flat, starts, spelled, forms, t, w, given_up, as_read, known, room, scores
):
    """``probe`` into ``scores``; ``known`` and ``room`` are scratch space."""
    for k in range(columns.signs.size):
        a, b = columns.begins[k], columns.begins[k + 1]
        tokens = columns.tokens[columns.token_begins[k] : columns.token_begins[k + 1]]
        known[: (b - a) * tokens.size] = np.nan
        write_scores(
            columns.signs[k], columns.strings[a:b], columns.forms[a:b], columns.outline[a:b], tokens, known, as_read,
            weights, flat, starts, spelled, forms, t, w, given_up, room, scores[a:b], -np.inf,
        )  # fmt: skip
