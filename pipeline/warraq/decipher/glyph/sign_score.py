"""How good the tokens of a sign read under each of its candidates, compiled.

A token reads alike whichever contexts its signs are drawn for: what joins wrongly is counted apart.
"""

from __future__ import annotations

from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from warraq.compiled import lean_njit, njit
from warraq.decipher.glyph.word_score import score_token, scratch


class AsRead(NamedTuple):
    """How tokens score as their signs are spelled: alike for all the signs of each.

    Attributes:
        scores: float64 by token, as ``score_token`` gives it.
        contexts: int8 by place of all tokens, as it writes them.
        fresh: bool by token, that both are known, and none of its signs reads otherwise now.
        since: int64 by token, when that was last found.
    """

    scores: NDArray[np.float64]
    contexts: NDArray[np.int8]
    fresh: NDArray[np.bool_]
    since: NDArray[np.int64]


@njit(cache=True)
def nothing_read(tokens, places):  # type: ignore[no-untyped-def]
    """Room for what is known of so many ``tokens`` with so many ``places`` together."""
    return AsRead(np.empty(tokens), np.empty(places, np.int8), np.zeros(tokens, np.bool_), np.zeros(tokens, np.int64))


@njit(cache=True)
def score_candidates(  # type: ignore[no-untyped-def]
    sign, strings, masks, prior, tokens, known, as_read, weights, flat, starts, spelled, forms, t, w, given_up
):
    """Score of each candidate (string number, form bits) of ``sign``: prior + weighted sum over its ``tokens``.

    Token k is ``flat[starts[k]:starts[k + 1]]``. ``known`` [candidates * tokens] are the tokens' scores where they are
    known, else NaN; what is found is written there, and to ``as_read`` of the string that ``sign`` is spelled now,
    whose tokens the other signs in them ask for too. A candidate that has fallen behind the best by ``given_up`` (nats)
    isn't looked at further; its score is then only a bound. Candidates of one string that stand one behind the other
    read a token alike but for their forms, so it is read once for all of them.
    """
    result, room = np.empty(strings.size), room_for(tokens, starts)
    write_scores(
        sign, strings, masks, prior, tokens, known, as_read, weights, flat, starts, spelled, forms, t, w, given_up,
        room, result, -np.inf,
    )  # fmt: skip
    return result


@njit(cache=True)
def score_pairs(  # type: ignore[no-untyped-def]
    one, strings, masks, prior, other, other_strings, other_masks, other_prior, tokens, weights, flat, starts, spelled,
    forms, t, w, given_up,
):  # fmt: skip
    """Score of each candidate of the sign ``one`` (rows) with each of ``other``: both priors + what their ``tokens``
    say, as ``score_candidates`` has it.

    Pairs that have fallen behind the best of all by ``given_up`` (nats) aren't looked at further.
    """
    result, room = np.empty((strings.size, other_strings.size)), room_for(tokens, starts)
    known, as_read = np.empty(other_strings.size * tokens.size), nothing_read(starts.size - 1, flat.size)
    string, mask, best = spelled[one], forms[one], -np.inf
    for k in range(strings.size):
        spelled[one], forms[one] = strings[k], masks[k]
        known[:] = np.nan
        as_read.fresh[:] = False
        best = write_scores(
            other, other_strings, other_masks, prior[k] + other_prior, tokens, known, as_read, weights, flat, starts,
            spelled, forms, t, w, given_up, room, result[k], best,
        )  # fmt: skip
    spelled[one], forms[one] = string, mask
    return result


@njit(cache=True)
def room_for(tokens, starts):  # type: ignore[no-untyped-def]
    """Room to score ``tokens``, or some of them, under the candidates of a sign."""
    longest = 0
    for token in tokens:
        longest = max(longest, starts[token + 1] - starts[token])
    return (
        scratch(), scratch(), np.empty(longest, np.int8), np.empty(4, np.int64), np.empty(tokens.size),
        np.empty(tokens.size),
    )  # fmt: skip


@njit(cache=True, inline="always")
def _wrong_sides(allowed, context):  # type: ignore[no-untyped-def]
    """How many sides of a letter that is drawn for the contexts ``allowed`` (bits) are wrong in ``context``; 0 to 2."""
    if (allowed >> context) & 1:
        return 0
    before, after = context >> 1, context & 1
    wrong_before = not (allowed >> (2 * before)) & 3
    wrong_after = not (((allowed >> after) | (allowed >> (2 + after))) & 1)
    return max(1, wrong_before + wrong_after)


@lean_njit(cache=True, inline="always")
def joins_beside(token, contexts, forms, sign, stands):  # type: ignore[no-untyped-def]
    """Sides of the places of a token that are wrong in its ``contexts``, but for those of ``sign``: drawn as ``forms``
    says (sign -> bits, bit 2 x before + after is set where it is drawn for that context).

    How often ``sign`` stands in each context is written to ``stands`` (int64[4]).
    """
    wrong = 0
    for context in range(4):
        stands[context] = 0
    for i in range(token.size):
        if contexts[i] >= 0:
            if token[i] == sign:
                stands[contexts[i]] += 1
            else:
                wrong += _wrong_sides(forms[token[i]], contexts[i])
    return wrong


@njit(cache=True, inline="always")
def own_joins(stands, mask):  # type: ignore[no-untyped-def]
    """Wrong sides of a sign that is drawn for ``mask`` (bits) and ``stands`` so often in each context."""
    wrong = 0
    for context in range(4):
        if stands[context]:
            wrong += stands[context] * _wrong_sides(mask, context)
    return wrong


@lean_njit(cache=True)
def write_scores(  # type: ignore[no-untyped-def]
    sign, strings, masks, prior, tokens, known, as_read, weights, flat, starts, spelled, forms, t, w, given_up,
    room, result, best,
):  # fmt: skip
    """Write what ``score_candidates`` gives to ``result``; ``room`` as ``room_for`` gives it.

    ``best``: the score of the best candidate for which ``room`` was used before, with these tokens, beside which others
    may be given up; -inf where there is none. Returns it, or that of a better one.
    """
    word, sequence, elsewhere, stands, reached, partial = room  # reached: the best candidate's sum after each token
    kept_string = spelled[sign]
    if best == -np.inf:
        for k in range(tokens.size):
            reached[k] = -np.inf
    for c in range(strings.size):
        spelled[sign] = strings[c]
        total = float(prior[c])
        hopeless = False
        as_now = strings[c] == kept_string
        for k in range(tokens.size):
            at = c * tokens.size + k
            if np.isnan(known[at]):
                begin, end = starts[tokens[k]], starts[tokens[k] + 1]
                token = flat[begin:end]
                contexts = as_read.contexts[begin:end] if as_now else elsewhere[: end - begin]
                if as_now and as_read.fresh[tokens[k]]:
                    alike = as_read.scores[tokens[k]]
                else:
                    alike = score_token(token, spelled, t, w, word, sequence, contexts)
                    if as_now:
                        as_read.scores[tokens[k]], as_read.fresh[tokens[k]] = alike, True
                beside = joins_beside(token, contexts, forms, sign, stands)
                other = c
                while other < strings.size and strings[other] == strings[c]:
                    wrong = beside + own_joins(stands, masks[other])
                    known[other * tokens.size + k] = alike - w.wrong_join * wrong
                    other += 1
            total += weights[tokens[k]] * known[at]
            partial[k] = total
            if total < reached[k] - given_up:
                total += best - reached[k]
                hopeless = True
                break
        result[c] = total
        if not hopeless and total > best:
            best = total
            for k in range(tokens.size):
                reached[k] = partial[k]
    spelled[sign] = kept_string
    return best
