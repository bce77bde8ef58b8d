"""How sure letters are that stand in one word only, beside others that do: each is sure if the others are.

The margin of such a letter is that over other letters beside its neighbour as it is read. Where both are misread, as
makes another word, each bears the other out: what counts is how far both together are before any other two.
"""

from __future__ import annotations

import itertools
from collections import defaultdict
from collections.abc import Iterator

import numpy as np
from numpy.typing import NDArray

from warraq.decipher.glyph import parameters
from warraq.decipher.glyph.parameters import JointMargins as P
from warraq.decipher.glyph.scores.problem import Problem
from warraq.decipher.glyph.scores.sign_score import AsRead, SignCandidates, score_candidates
from warraq.decipher.glyph.search.coordinate_ascent import ClaimScore
from warraq.decipher.glyph.signs.spellings import LETTERS


def joint_margins(problem: Problem, claim_score: ClaimScore) -> dict[int, float]:
    """Open signs of one token that stand in it beside another such: how far what both are read as is before any other
    reading of both (nats); of several neighbours the least."""
    margins: dict[int, float] = {}
    for token, one, other in _lone_pairs(problem):
        margin = _margin(problem, token, one, other, claim_score)
        for sign in (one, other):
            margins[sign] = min(margin, margins.get(sign, np.inf))
    return margins


def _lone_pairs(problem: Problem) -> Iterator[tuple[int, int, int]]:
    """Tokens with two signs that stand nowhere else, letters both, with the next of them."""
    kind = problem.spellings.tables().kind
    lone: defaultdict[int, list[int]] = defaultdict(list)
    for sign in problem.open_signs:
        tokens, read = problem.tokens_of[sign], problem.spelled[sign]
        if tokens.size == 1 and kind[read] == LETTERS and (problem.candidates[sign].strings != read).any():
            lone[int(tokens[0])].append(sign)
    for token, signs in lone.items():
        if len(signs) > 1:
            places = problem.flat[problem.starts[token] : problem.starts[token + 1]].tolist()
            for one, other in itertools.pairwise(sorted(signs, key=places.index)):
                yield token, one, other


def _margin(problem: Problem, token: int, one: int, other: int, claim_score: ClaimScore) -> float:
    first, second = problem.candidates[one], problem.candidates[other]
    prior, other_prior = (
        candidate.outline + claim_score([sign], np.array([0, candidate.strings.size]), candidate.strings)
        for sign, candidate in ((one, first), (other, second))
    )
    before, reader = (problem.spelled[one], problem.forms[one]), problem.reader()
    as_read, others = first.strings == before[0], second.strings != problem.spelled[other]
    tried = np.argsort(np.where(as_read, -np.inf, prior), kind="stable")[::-1][: P.TRIED]

    def scores(string: int, form: int) -> NDArray[np.float64]:
        problem.spelled[one], problem.forms[one] = string, form
        against = SignCandidates(other, second.strings, second.forms, other_prior, np.array([token]))
        return score_candidates(
            against, np.full(second.strings.size, np.nan), AsRead(problem.counts.size, problem.flat.size), reader,
            parameters.CoordinateAscent.LAGS,
        )  # fmt: skip

    now = prior[as_read & (first.forms == before[1])].max(initial=-np.inf)
    now += scores(*before)[~others].max(initial=-np.inf)
    best = max(
        float(scores(first.strings[k], first.forms[k])[others].max(initial=-np.inf) + prior[k])
        for k in tried.tolist()
        if not as_read[k]
    )
    problem.spelled[one], problem.forms[one] = before
    return float(now - best)
