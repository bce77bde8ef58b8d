"""How good the tokens of a sign read under each of its candidates, and sweeps that give signs the best of them.

A token reads alike whichever contexts its signs are drawn for: what joins wrongly is counted apart.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

import cython
import numpy as np
from numpy.typing import NDArray

from warraq.decipher.glyph.parameters import NO_LETTER_MOST, SEATED_MOST, SPELLING_MOST, SPELLING_SHARE
from warraq.decipher.glyph.scores.word_score import Reader, WordTables
from warraq.decipher.glyph.signs.spellings import SEATED

if not cython.compiled:
    from math import inf, nan

    from warraq.decipher.glyph.scores.word_score import score_token

if TYPE_CHECKING:
    from warraq.decipher.glyph.scores.columns import Columns, Kept

Ints = NDArray[np.int64]
Floats = NDArray[np.float64]
Bools = NDArray[np.bool_]


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


def score_candidates(
    sign: int, strings: Ints, masks: Ints, prior: Floats, tokens: Ints, known: Floats, as_read: AsRead,
    reader: Reader, given_up: float,
) -> Floats:  # fmt: skip
    """Score of each candidate (string number, form bits) of ``sign``: prior + weighted sum over its ``tokens``.

    ``known`` [candidates * tokens] are the tokens' scores where they are known, else NaN; what is found is written
    there, and to ``as_read`` of the string that ``sign`` is spelled now, whose tokens the other signs in them ask for
    too. A candidate that has fallen behind the best by ``given_up`` (nats) isn't looked at further; its score is then
    only a bound. Candidates of one string that stand one behind the other read a token alike but for their forms, so it
    is read once for all of them.
    """
    scores = result = np.empty(len(strings))
    reached, partial = np.empty((2, len(tokens)))
    _write_scores(
        reader, reader.words, sign, strings, masks, prior, tokens, known, as_read, given_up, reached, partial, scores,
        -inf,
    )  # fmt: skip
    return result


def score_pairs(
    one: int, strings: Ints, masks: Ints, prior: Floats, other: int, other_strings: Ints, other_masks: Ints,
    other_prior: Floats, tokens: Ints, reader: Reader, given_up: float,
) -> Floats:  # fmt: skip
    """Score of each candidate of the sign ``one`` (rows) with each of ``other``: both priors + what their ``tokens``
    say, as ``score_candidates`` has it.

    Pairs that have fallen behind the best of all by ``given_up`` (nats) aren't looked at further.
    """
    result = np.empty((len(strings), len(other_strings)))
    as_read, known = AsRead(len(reader.starts) - 1, len(reader.flat)), np.empty(len(other_strings) * len(tokens))
    (reached, partial), best = np.empty((2, len(tokens))), -inf
    string, mask = reader.spelled[one], reader.forms[one]
    for k in range(len(strings)):
        reader.spelled[one], reader.forms[one] = strings[k], masks[k]
        known[:] = nan
        as_read.fresh[:] = False
        both, scores = prior[k] + other_prior, result[k]
        best = _write_scores(
            reader, reader.words, other, other_strings, other_masks, both, tokens, known, as_read, given_up, reached,
            partial, scores, best,
        )  # fmt: skip
    reader.spelled[one], reader.forms[one] = string, mask
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
    r: Reader, w: WordTables, sign: int, strings: Ints, masks: Ints, prior: Floats, tokens: Ints,
    known: NDArray[np.floating], as_read: AsRead, given_up: float, reached: Floats, partial: Floats, result: Floats,
    best: float,
) -> float:  # fmt: skip
    """Write what ``score_candidates`` gives to ``result``.

    Args:
        reached, partial: float64[tokens], the sums of the best candidate and of this one after each token.
        best: the score of the best candidate for which ``reached`` was used before, with these tokens, beside which
            others may be given up; -inf where there is none.

    Returns ``best``, or the score of a better one.
    """
    kept_string, count = r.spelled[sign], tokens.shape[0]
    if best == -inf:
        for k in range(count):
            reached[k] = -inf
    for c in range(strings.shape[0]):
        r.spelled[sign] = strings[c]
        total = prior[c]
        hopeless, as_now = False, strings[c] == kept_string
        for k in range(count):
            token, at = tokens[k], c * count + k
            if known[at] != known[at]:
                begin, end = r.starts[token], r.starts[token + 1]
                if as_now and as_read.fresh[token]:
                    alike = as_read.scores[token]
                    for i in range(begin, end):
                        r.contexts[i - begin] = as_read.contexts[i]
                else:
                    alike = score_token(r, w, token)
                    if as_now:
                        as_read.scores[token] = alike
                        as_read.fresh[token] = True
                        for i in range(begin, end):
                            as_read.contexts[i] = r.contexts[i - begin]
                beside = joins_beside(r, token, sign)
                other = c
                while other < strings.shape[0] and strings[other] == strings[c]:
                    known[other * count + k] = alike - w.wrong_join * (beside + own_joins(r, masks[other]))
                    other += 1
            total += r.weights[token] * float(known[at])
            partial[k] = total
            if total < reached[k] - given_up:
                total += best - reached[k]
                hopeless = True
                break
        result[c] = total
        if not hopeless and total > best:
            best = total
            for k in range(count):
                reached[k] = partial[k]
    r.spelled[sign] = kept_string
    return best


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


def sweep(
    columns: Columns, prior: Floats, first: Bools, allowed: Bools, times: int, reader: Reader, kept: Kept,
    scores: Floats, scored: Bools, given_up: float,
) -> None:  # fmt: skip
    """Give each sign its best candidate, at most ``times`` over, until nothing changes.

    After the first sweep only signs are looked at whose tokens changed. ``first`` and ``allowed``, bool by sign: those
    of the first sweep, and those that may change at all; ``given_up`` as in ``score_candidates``. Writes what signs are
    spelled and the forms of that, ``scores`` by candidate and ``scored`` by open sign.
    """
    waiting, touched = first & allowed, np.empty(first.size, np.bool_)
    reached, partial = np.empty((2, columns.tokens.size))
    room = np.empty((2, len(reader.variant) + 1))
    for _ in range(times):
        touched[:] = False
        changed = _sweep_once(
            reader, reader.words, columns.signs, columns.begins, columns.strings, columns.forms, columns.outline,
            columns.token_begins, columns.tokens, prior, waiting, touched, kept.begins, kept.scores, kept.since,
            kept.changed, kept.clock, kept.as_read, scores, scored, given_up, reached, partial, room,
        )  # fmt: skip
        if not changed:
            return
        waiting = touched & allowed


def _sweep_once(
    r: Reader, w: WordTables, signs: Ints, begins: Ints, strings: Ints, masks: Ints, outline: Floats,
    token_begins: Ints, tokens: Ints, prior: Floats, waiting: Bools, touched: Bools, kept_begins: Ints,
    kept_scores: NDArray[np.float32], since: Ints, changed: Ints, clock: Ints, as_read: AsRead, scores: Floats,
    scored: Bools, given_up: float, reached: Floats, partial: Floats, room: Floats,
) -> bool:  # fmt: skip
    """Give each sign that is ``waiting`` its best candidate; returns whether any changed.

    Signs whose tokens did are ``touched`` then (both bool by sign). The first arrays are those of ``Columns``, those
    from ``kept_begins`` on of ``Kept``; ``reached``, ``partial`` and ``room`` are scratch space.
    """
    any_changed = False
    for k in range(signs.shape[0]):
        sign = signs[k]
        if not waiting[sign]:
            continue
        a, b, c, d = begins[k], begins[k + 1], token_begins[k], token_begins[k + 1]
        known = kept_scores[kept_begins[k] : kept_begins[k + 1]]
        _forget(r, sign, tokens[c:d], since[c:d], known, as_read, changed, clock[0])
        _write_scores(
            r, w, sign, strings[a:b], masks[a:b], prior[a:b], tokens[c:d], known, as_read, given_up, reached, partial,
            scores[a:b], -inf,
        )  # fmt: skip
        temper(r, strings[a:b], outline[a:b], scores[a:b], room)
        scored[k] = True
        best = a
        for candidate in range(a + 1, b):
            if scores[candidate] > scores[best]:
                best = candidate
        if r.spelled[sign] != strings[best] or r.forms[sign] != masks[best]:
            r.spelled[sign] = strings[best]
            r.forms[sign] = masks[best]
            clock[0] += 1
            changed[sign] = clock[0]
            any_changed = True
            for t in range(c, d):
                for i in range(r.starts[tokens[t]], r.starts[tokens[t] + 1]):
                    touched[r.flat[i]] = True
    return any_changed


def probe(columns: Columns, reader: Reader, given_up: float) -> Floats:
    """Score of each candidate under the present reading of all other signs; any joining context suits.

    Those that fall behind the first of their sign by ``given_up`` (nats) aren't looked at further.
    """
    scores, of_tokens = np.empty(columns.strings.size), np.diff(columns.token_begins)
    known = np.empty(int((np.diff(columns.begins) * of_tokens).max(initial=0)))
    reached, partial = np.empty((2, columns.tokens.size))
    _probe(
        reader, reader.words, columns.signs, columns.begins, columns.strings, columns.forms, columns.outline,
        columns.token_begins, columns.tokens, AsRead(len(reader.starts) - 1, len(reader.flat)), given_up, known,
        reached, partial, scores,
    )  # fmt: skip
    return scores


def _probe(
    r: Reader, w: WordTables, signs: Ints, begins: Ints, strings: Ints, masks: Ints, outline: Floats,
    token_begins: Ints, tokens: Ints, as_read: AsRead, given_up: float, known: Floats, reached: Floats,
    partial: Floats, scores: Floats,
) -> None:  # fmt: skip
    """``probe`` into ``scores``; ``known``, ``reached`` and ``partial`` are scratch space."""
    for k in range(signs.shape[0]):
        a, b, c, d = begins[k], begins[k + 1], token_begins[k], token_begins[k + 1]
        known[: (b - a) * (d - c)] = nan
        _write_scores(
            r, w, signs[k], strings[a:b], masks[a:b], outline[a:b], tokens[c:d], known, as_read, given_up, reached,
            partial, scores[a:b], -inf,
        )  # fmt: skip
