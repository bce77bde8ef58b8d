"""How good the tokens of a sign read under each of its candidates, and sweeps that give signs the best of them.

A token reads alike whichever contexts its signs are drawn for: what joins wrongly is counted apart.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

import cython
import numpy as np
from numpy.typing import NDArray

from warraq.decipher.glyph.parameters import NO_LETTER_MOST, SEATED_MOST, SPELLING_MOST, SPELLING_SHARE
from warraq.decipher.glyph.scores.word_score import Reader
from warraq.decipher.glyph.signs.spellings import SEATED

if not cython.compiled:
    from math import inf, nan

    from warraq.decipher.glyph.scores.word_score import score_token

if TYPE_CHECKING:
    from warraq.decipher.glyph.scores.columns import Columns, Kept

Ints = NDArray[np.int64]
Floats = NDArray[np.float64]
Bools = NDArray[np.bool_]
Singles = NDArray[np.float32]


class AsRead:
    """How tokens score as their signs are spelled: alike for all the signs of each.

    Attributes:
        scores: float64 by token, as ``score_token`` gives it.
        contexts: int8 by place of all tokens, as it writes them.
        fresh: bool by token, that both are known, and none of its signs reads otherwise now.
        since: int64 by token, when that was last found.
    """

    def __init__(self, tokens: int, places: int) -> None:
        """Nothing is known of so many ``tokens`` with so many ``places`` together."""
        self.scores = np.empty(tokens)
        self.contexts = np.empty(places, np.int8)
        self.fresh = np.zeros(tokens, np.bool_)
        self.since = np.zeros(tokens, np.int64)


class SignCandidates:
    """What a sign may be and where it is looked at.

    Attributes:
        strings, forms: int64, number and form bits of each candidate.
        prior: float64 by candidate, what is known of it before any token is read (nats).
        tokens: int64, the tokens that the sign is looked at in.
    """

    def __init__(self, sign: int, strings: Ints, forms: Ints, prior: Floats, tokens: Ints) -> None:
        self.sign = sign
        self.strings = strings
        self.forms = forms
        self.prior = prior
        self.tokens = tokens


class SignColumns:
    """``Columns``, as the loops take them."""

    def __init__(
        self,
        signs: Ints,
        begins: Ints,
        strings: Ints,
        forms: Ints,
        outline: Floats,
        token_begins: Ints,
        tokens: Ints,
    ) -> None:
        self.signs = signs
        self.begins = begins
        self.strings = strings
        self.forms = forms
        self.outline = outline
        self.token_begins = token_begins
        self.tokens = tokens


class KeptScores:
    """``Kept``, as the loops take it."""

    def __init__(self, begins: Ints, scores: Singles, since: Ints, changed: Ints, clock: Ints, as_read: AsRead) -> None:
        self.begins = begins
        self.scores = scores
        self.since = since
        self.changed = changed
        self.clock = clock
        self.as_read = as_read


class Race:
    """Candidates of one sign that are scored token by token.

    Attributes:
        given_up: one that has fallen behind the best by so much (nats) isn't looked at further.
        best: the score of the best so far; -inf where there is none.
        reached, partial: float64[tokens], the sums of the best and of this one after each token.
    """

    def __init__(self, given_up: float, tokens: int) -> None:
        self.given_up = given_up
        self.best = -inf
        self.reached = np.empty(tokens)
        self.partial = np.empty(tokens)


class Turns:
    """How signs are swept: bool by sign those of the ``first`` sweep, and those that may change at all (``allowed``);
    at most so many ``times``; and ``given_up`` as in ``Race``."""

    def __init__(self, first: Bools, allowed: Bools, times: int, given_up: float) -> None:
        self.first = first
        self.allowed = allowed
        self.times = times
        self.given_up = given_up


class Scored:
    """What sweeps have found: ``scores`` by candidate, and bool by open sign which are ``known``."""

    def __init__(self, scores: Floats, known: Bools) -> None:
        self.scores = scores
        self.known = known


class Marks:
    """Signs that wait for this sweep, and those that the next one is for, as their tokens have changed: bool by sign.

    ``groups`` [2, strings + 1] is room for ``temper``."""

    def __init__(self, waiting: Bools, touched: Bools, groups: Floats) -> None:
        self.waiting = waiting
        self.touched = touched
        self.groups = groups


def score_candidates(one: SignCandidates, known: Floats, as_read: AsRead, reader: Reader, given_up: float) -> Floats:
    """Score of each candidate of a sign: prior + weighted sum over its tokens.

    ``known`` [candidates * tokens] are the tokens' scores where they are known, else NaN; what is found is written
    there, and to ``as_read`` of the string that the sign is spelled now, whose tokens the other signs in them ask for
    too. A candidate that has fallen behind the best by ``given_up`` (nats) isn't looked at further; its score is then
    only a bound. Candidates of one string that stand one behind the other read a token alike but for their forms, so it
    is read once for all of them.
    """
    scores = result = np.empty(len(one.strings))
    _write_scores(reader, one, known, as_read, Race(given_up, len(one.tokens)), scores)
    return result


def score_pairs(one: SignCandidates, other: SignCandidates, reader: Reader, given_up: float) -> Floats:
    """Score of each candidate of ``one`` (rows) with each of ``other``: both priors + what the tokens of ``other`` say,
    as ``score_candidates`` has it.

    Pairs that have fallen behind the best of all by ``given_up`` (nats) aren't looked at further.
    """
    count = len(other.tokens)
    result = np.empty((len(one.strings), len(other.strings)))
    as_read, known = AsRead(len(reader.starts) - 1, len(reader.flat)), np.empty(len(other.strings) * count)
    race, other_prior = Race(given_up, count), np.asarray(other.prior)
    string, mask = reader.spelled[one.sign], reader.forms[one.sign]
    for k in range(len(one.strings)):
        reader.spelled[one.sign], reader.forms[one.sign] = one.strings[k], one.forms[k]
        known[:] = nan
        as_read.fresh[:] = False
        both = SignCandidates(other.sign, other.strings, other.forms, one.prior[k] + other_prior, other.tokens)
        scores = result[k]
        _write_scores(reader, both, known, as_read, race, scores)
    reader.spelled[one.sign], reader.forms[one.sign] = string, mask
    return result


def _wrong_sides(allowed: int, context: int) -> int:
    """How many sides of a letter that is drawn for the contexts ``allowed`` (bits) are wrong in ``context``; 0 to 2."""
    if (allowed >> context) & 1:
        return 0
    before, after = context >> 1, context & 1
    wrong = 0
    if not (allowed >> (2 * before)) & 3:
        wrong += 1
    if not ((allowed >> after) | (allowed >> (2 + after))) & 1:
        wrong += 1
    return max(1, wrong)


def joins_beside(r: Reader, token: int, sign: int) -> int:
    """Sides of the places of a token that are wrong in its ``Reader.contexts``, but for those of ``sign``.

    How often ``sign`` stands in each context is written to ``Reader.stands``.
    """
    wrong = 0
    for context in range(4):
        r.stands[context] = 0
    begin = r.starts[token]
    for i in range(begin, r.starts[token + 1]):
        context = r.contexts[i - begin]
        if context >= 0:
            if r.flat[i] == sign:
                r.stands[context] += 1
            else:
                wrong += _wrong_sides(r.forms[r.flat[i]], context)
    return wrong


def own_joins(r: Reader, mask: int) -> int:
    """Wrong sides of a sign that is drawn for ``mask`` (bits) and stands as often in each context as
    ``Reader.stands`` says."""
    wrong = 0
    for context in range(4):
        if r.stands[context]:
            wrong += r.stands[context] * _wrong_sides(mask, context)
    return wrong


def _write_scores(
    r: Reader, one: SignCandidates, known: NDArray[np.floating], as_read: AsRead, race: Race, result: Floats
) -> None:
    """Write what ``score_candidates`` gives to ``result``.

    The ``race`` may have been run before, by other candidates with the same tokens, beside which these may be given up.
    """
    kept_string, count = r.spelled[one.sign], one.tokens.shape[0]
    if race.best == -inf:
        for k in range(count):
            race.reached[k] = -inf
    for c in range(one.strings.shape[0]):
        r.spelled[one.sign] = one.strings[c]
        total = one.prior[c]
        hopeless, as_now = False, one.strings[c] == kept_string
        for k in range(count):
            token, at = one.tokens[k], c * count + k
            if known[at] != known[at]:
                alike = _as_read(r, token, as_read) if as_now else score_token(r, r.words, token)
                beside = joins_beside(r, token, one.sign)
                other = c
                while other < one.strings.shape[0] and one.strings[other] == one.strings[c]:
                    known[other * count + k] = alike - r.words.wrong_join * (beside + own_joins(r, one.forms[other]))
                    other += 1
            total += r.weights[token] * float(known[at])
            race.partial[k] = total
            if total < race.reached[k] - race.given_up:
                total += race.best - race.reached[k]
                hopeless = True
                break
        result[c] = total
        if not hopeless and total > race.best:
            race.best = total
            for k in range(count):
                race.reached[k] = race.partial[k]
    r.spelled[one.sign] = kept_string


def _as_read(r: Reader, token: int, as_read: AsRead) -> float:
    """Score of a token as all its signs are spelled now, which is kept, with the contexts of its places."""
    begin, end = r.starts[token], r.starts[token + 1]
    if as_read.fresh[token]:
        for i in range(begin, end):
            r.contexts[i - begin] = as_read.contexts[i]
        return float(as_read.scores[token])
    alike = score_token(r, r.words, token)
    as_read.scores[token] = alike
    as_read.fresh[token] = True
    for i in range(begin, end):
        as_read.contexts[i] = r.contexts[i - begin]
    return alike


def temper(r: Reader, strings: Ints, outline: Floats, scores: Floats, best: Floats) -> None:
    """Take back, in place, most of what language says between strings that people write for each other.

    Whether an alef bears a hamza, or a final yeh its dots, is for the outline to say: writers differ, and a model
    that knows the better spelling would correct them. Flags tell those whom it may correct. ``best`` [2, strings + 1]
    is scratch space: what words say at best of a string, and of a group (what is no letter stands last).
    """
    last = best.shape[1] - 1
    for i in range(strings.shape[0]):
        group = r.variant[strings[i]]
        best[0, strings[i]] = -inf
        best[1, group if group >= 0 else last] = -inf
    for i in range(strings.shape[0]):
        string = strings[i]
        group = r.variant[string] if r.variant[string] >= 0 else last
        best[0, string] = max(best[0, string], scores[i] - outline[i])
        best[1, group] = max(best[1, group], scores[i] - outline[i])
    for i in range(strings.shape[0]):
        string = strings[i]
        group = r.variant[string] if r.variant[string] >= 0 else last
        most = SEATED_MOST if r.flags[string] & SEATED else SPELLING_MOST
        if group == last:
            most = NO_LETTER_MOST
        behind = best[1, group] - best[0, string]
        scores[i] += behind - min(SPELLING_SHARE * behind, most)


def _forget(
    r: Reader, sign: int, tokens: Ints, since: Ints, scores: NDArray[np.float32], read: AsRead, changed: Ints, now: int
) -> None:
    """Drop the scores of the tokens in which another sign than ``sign`` has changed; as they read, in which any has."""
    count = tokens.shape[0]
    for k in range(count):
        token, newest = tokens[k], 0
        if since[k] == now and read.since[token] == now:
            continue  # nothing at all has changed since
        for i in range(r.starts[token], r.starts[token + 1]):
            if r.flat[i] != sign:
                newest = max(newest, changed[r.flat[i]])
        if newest > since[k]:
            at = k
            while at < scores.shape[0]:
                scores[at] = nan
                at += count
        if max(newest, changed[sign]) > read.since[token]:
            read.fresh[token] = False
        since[k] = now
        read.since[token] = now


def sweep(columns: Columns, prior: Floats, turns: Turns, reader: Reader, kept: Kept, scored: Scored) -> None:
    """Give each sign its best candidate until nothing changes, or as often as ``turns`` say.

    After the first sweep only signs are looked at whose tokens changed. Writes what signs are spelled and the forms of
    that, and ``scored``.
    """
    laid, known = SignColumns(*columns), KeptScores(*kept)
    race, one = Race(turns.given_up, columns.tokens.size), _room_for_one()
    allowed, touched = np.asarray(turns.allowed), np.empty(len(turns.first), np.bool_)
    room = np.empty((2, len(reader.variant) + 1))
    waiting = np.asarray(turns.first) & allowed
    for _ in range(turns.times):
        touched[:] = False
        if not _sweep_once(reader, laid, prior, Marks(waiting, touched, room), known, scored, race, one):
            return
        waiting = touched & allowed


def _room_for_one() -> SignCandidates:
    """Candidates that a loop over signs takes for each."""
    return SignCandidates(0, np.empty(0, np.int64), np.empty(0, np.int64), np.empty(0), np.empty(0, np.int64))


def _take(one: SignCandidates, columns: SignColumns, k: int, prior: Floats) -> None:
    """Let ``one`` be the k-th sign of some."""
    one.sign = columns.signs[k]
    one.strings = columns.strings[columns.begins[k] : columns.begins[k + 1]]
    one.forms = columns.forms[columns.begins[k] : columns.begins[k + 1]]
    one.prior = prior[columns.begins[k] : columns.begins[k + 1]]
    one.tokens = columns.tokens[columns.token_begins[k] : columns.token_begins[k + 1]]


def _sweep_once(
    r: Reader,
    columns: SignColumns,
    prior: Floats,
    marks: Marks,
    kept: KeptScores,
    scored: Scored,
    race: Race,
    one: SignCandidates,
) -> bool:
    """Give each sign that is waiting its best candidate; returns whether any changed."""
    any_changed = False
    for k in range(columns.signs.shape[0]):
        if not marks.waiting[columns.signs[k]]:
            continue
        _take(one, columns, k, prior)
        a, b, c, d = columns.begins[k], columns.begins[k + 1], columns.token_begins[k], columns.token_begins[k + 1]
        known = kept.scores[kept.begins[k] : kept.begins[k + 1]]
        _forget(r, one.sign, one.tokens, kept.since[c:d], known, kept.as_read, kept.changed, kept.clock[0])
        race.best = -inf
        _write_scores(r, one, known, kept.as_read, race, scored.scores[a:b])
        temper(r, one.strings, columns.outline[a:b], scored.scores[a:b], marks.groups)
        scored.known[k] = True
        best = a
        for candidate in range(a + 1, b):
            if scored.scores[candidate] > scored.scores[best]:
                best = candidate
        if r.spelled[one.sign] != columns.strings[best] or r.forms[one.sign] != columns.forms[best]:
            r.spelled[one.sign] = columns.strings[best]
            r.forms[one.sign] = columns.forms[best]
            kept.clock[0] += 1
            kept.changed[one.sign] = kept.clock[0]
            any_changed = True
            for t in range(c, d):
                for i in range(r.starts[columns.tokens[t]], r.starts[columns.tokens[t] + 1]):
                    marks.touched[r.flat[i]] = True
    return any_changed


def probe(columns: Columns, reader: Reader, given_up: float) -> Floats:
    """Score of each candidate under the present reading of all other signs; any joining context suits.

    Those that fall behind the first of their sign by ``given_up`` (nats) aren't looked at further.
    """
    scores, of_tokens = np.empty(columns.strings.size), np.diff(columns.token_begins)
    known = np.empty(int((np.diff(columns.begins) * of_tokens).max(initial=0)))
    race, as_read = Race(given_up, columns.tokens.size), AsRead(len(reader.starts) - 1, len(reader.flat))
    _probe(reader, SignColumns(*columns), as_read, race, _room_for_one(), known, scores)
    return scores


def _probe(
    r: Reader,
    columns: SignColumns,
    as_read: AsRead,
    race: Race,
    one: SignCandidates,
    known: Floats,
    scores: Floats,
) -> None:
    """``probe`` into ``scores``; ``known`` is room for the scores of the tokens of one sign."""
    for k in range(columns.signs.shape[0]):
        _take(one, columns, k, columns.outline)
        a, b = columns.begins[k], columns.begins[k + 1]
        known[: (b - a) * one.tokens.shape[0]] = nan
        race.best = -inf
        _write_scores(r, one, known, as_read, race, scores[a:b])
