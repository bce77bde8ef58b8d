"""Coordinate ascent: one sign after the other takes the reading that makes the tokens it stands in read best.

Outlines give a start that is mostly right; every word that becomes readable helps its other signs. The score of a
candidate is what the outline and the claims say of it, plus the scores of the distinct tokens that the sign stands
in, each counted at most three times: a word that is repeated is one piece of evidence, not many.
"""

from __future__ import annotations

import itertools
from collections import Counter, defaultdict
from collections.abc import Callable, Collection, Sequence
from dataclasses import dataclass, field
from typing import Final

import numpy as np
from numpy.typing import NDArray

from pipeline.decipher.candidates import ANY_FORM, Candidates, MoreLetters
from pipeline.decipher.spellings import LETTERS, Spellings, SpellingTables
from pipeline.decipher.sweeps import HOPELESS, Columns, Kept, columns_of, nothing_kept, probe, sweep
from pipeline.decipher.word_score import (
    WordTables,
    context_gain,
    known_words,
    score_candidates,
)

#: Tokens looked at per sign.
MOST_TOKENS: Final = 64
#: Tokens tried per extra candidate.
PROBE_TOKENS: Final = 14
#: Extra candidates kept per sign.
EXTRA_KEPT: Final = 8
#: and only those that read so well beside the present reading (nats).
EXTRA_WITHIN: Final = 12.0
#: One that lags behind the present reading by so much, some tokens on, is given up (nats): at 30 it may be a kashida
#: whose first words are read wrong yet.
LAGS: Final = 60.0
#: A word less likely than this is no word (nats).
NO_WORD: Final = -17.5
#: A sign with at least this share of its tokens unreadable is tried with every letter.
SUSPECT_SHARE: Final = 0.25
#: A novel outline isn't, where at most this share of its tokens is unreadable and so many read well.
WELL_READ: Final = 0.1
READ_TOKENS: Final = 3
#: and from this share on with pairs of letters too.
LIGATURE_SHARE: Final = 0.6
#: Pairs are tried too where the outline prefers no string by more than this (nats).
PAIR_MARGIN: Final = 2.0
#: An outline that suits one string better than all others by this much (nats), and that the atlas knows (squared
#: distance), anchors its sign while the doubtful ones are tried.
ANCHOR_MARGIN: Final = 7.0
ANCHOR_NOVELTY: Final = 45.0
#: Two signs are inseparable when they are neighbours in this share of the tokens of both.
INSEPARABLE: Final = 0.6
PAIR_CANDIDATES: Final = 12
REPEAT_CAP: Final = 3
REPEAT_POWER: Final = 0.7
#: Weight of what neighbouring words say, beside the words themselves.
CONTEXT_WEIGHT: Final = 0.7
#: Signs whose best two readings are closer than this are read again with their neighbours (nats).
CLOSE_CALL: Final = 30.0

ClaimScore = Callable[[int, NDArray[np.int64]], NDArray[np.float64]]


@dataclass(slots=True)
class Problem:
    """The document as the ascent sees it; signs are numbered 0..n.

    Attributes:
        spelled: int64[n], the present reading of each sign (a number in ``spellings``).
        forms: int64[n], the joining contexts that reading was drawn for.
        open_signs: signs that are not settled, most used first.
        candidates: per open sign.
        flat, starts, weights: the distinct tokens.
        more_letters: what signs are tried with that their outlines don't propose.
        tokens_of: sign -> numbers of its tokens, most frequent first.
        scores: sign -> score of each candidate, as last computed.
        kept: what is known of the tokens' scores.
        tried: (sign, whether with pairs) -> changes there had been when more letters were last tried.
    """

    spellings: Spellings
    words: WordTables
    spelled: NDArray[np.int64]
    forms: NDArray[np.int64]
    open_signs: list[int]
    candidates: dict[int, Candidates]
    flat: NDArray[np.int64]
    starts: NDArray[np.int64]
    counts: NDArray[np.int64]
    occurrences: list[tuple[int, int, int]]
    tokens_of: dict[int, NDArray[np.int64]]
    more_letters: MoreLetters
    scores: dict[int, NDArray[np.float64]] = field(default_factory=dict)
    kept: Kept | None = None
    tried: dict[tuple[int, bool], int] = field(default_factory=dict)
    tables: SpellingTables | None = None

    def marked(self, signs: Collection[int]) -> NDArray[np.bool_]:
        """True at the numbers of ``signs``."""
        marks = np.zeros(self.spelled.size, np.bool_)
        marks[list(signs)] = True
        return marks

    def known(self, columns: Columns) -> Kept:
        """What is known of the scores of all open signs; nothing yet where ``columns`` outgrow the room."""
        if self.kept is None:
            self.kept = nothing_kept(columns, np.zeros(self.spelled.size, np.int64), np.zeros(1, np.int64))
        elif self.kept.outgrown(columns):
            self.kept = nothing_kept(columns, self.kept.changed, self.kept.clock)
        return self.kept

    def newest(self) -> tuple[int, NDArray[np.int64]]:
        """How many changes there were, and per token the number of the last one of its signs."""
        if self.kept is None:
            return 0, np.zeros(self.counts.size, np.int64)
        return int(self.kept.clock[0]), np.maximum.reduceat(self.kept.changed[self.flat], self.starts[:-1])

    def note_change(self, sign: int) -> None:
        """What is known of tokens with ``sign`` no longer holds."""
        if self.kept is not None:
            self.kept.clock[0] += 1
            self.kept.changed[sign] = self.kept.clock[0]

    @property
    def weights(self) -> NDArray[np.float64]:
        return np.minimum(self.counts, REPEAT_CAP).astype(np.float64) ** REPEAT_POWER

    def refresh(self) -> SpellingTables:
        """The spelling tables, built again where strings were added."""
        if self.tables is None or self.tables.kind.size != len(self.spellings.texts):
            self.tables = self.spellings.tables()
        return self.tables


def make_problem(
    spellings: Spellings,
    words: WordTables,
    spelled: NDArray[np.int64],
    candidates: dict[int, Candidates],
    sign_counts: NDArray[np.int64],
    count: Counter[tuple[int, ...]],
    follows: Counter[tuple[tuple[int, ...], tuple[int, ...]]],
    ligatures: Sequence[int] = (),
) -> Problem:
    """Lay out tokens and candidates. ``spelled`` gives the settled signs; the open ones start at their best outline.

    ``ligatures``: strings of several letters that some face draws as one glyph.
    """
    ordered = sorted(count, key=lambda token: (-count[token], token))
    number = {token: i for i, token in enumerate(ordered)}
    open_signs = sorted(candidates, key=lambda s: (-int(sign_counts[s]), s))
    is_open = set(open_signs)
    tokens_of: defaultdict[int, list[int]] = defaultdict(list)
    for i, token in enumerate(ordered):
        for sign in is_open.intersection(token):
            tokens_of[sign].append(i)
    forms = np.full(spelled.size, ANY_FORM, np.int64)
    spelled = spelled.copy()
    for sign, found in candidates.items():
        best = int(found.outline.argmax())
        spelled[sign], forms[sign] = found.strings[best], found.forms[best]
    lengths = np.array([len(token) for token in ordered], np.int64)
    return Problem(
        spellings=spellings,
        words=words,
        spelled=spelled,
        forms=forms,
        open_signs=open_signs,
        candidates=candidates,
        flat=np.array([sign for token in ordered for sign in token], np.int64),
        starts=np.concatenate([[0], np.cumsum(lengths)]).astype(np.int64),
        counts=np.array([count[token] for token in ordered], np.int64),
        occurrences=[(number[a], number[b], n) for (a, b), n in sorted(follows.items())],
        more_letters=MoreLetters(spellings, ligatures),
        tokens_of={sign: _spread(np.array(found, np.int64)) for sign, found in tokens_of.items()},
    )


def _spread(tokens: NDArray[np.int64]) -> NDArray[np.int64]:
    """The most frequent half of ``MOST_TOKENS``, and as many more spread over the rest."""
    if tokens.size <= MOST_TOKENS:
        return tokens
    half = MOST_TOKENS // 2
    rest = np.linspace(half, tokens.size - 1, MOST_TOKENS - half).astype(np.int64)
    return tokens[np.concatenate([np.arange(half), rest])]


def start(problem: Problem, claim_score: ClaimScore) -> None:
    """Every open sign at what its outline and its claim say together."""
    for sign in problem.open_signs:
        found = problem.candidates[sign]
        best = int((found.outline + claim_score(sign, found.strings)).argmax())
        problem.spelled[sign], problem.forms[sign] = found.strings[best], found.forms[best]


def doubtful(problem: Problem, novelty: NDArray[np.float32]) -> set[int]:
    """Signs that their outlines leave open: two strings suit them, or none that the atlas knows.

    The others are anchors: words must not move them before these have been tried.
    """
    found = set()
    for sign in problem.open_signs:
        own = problem.candidates[sign]
        best = own.strings[int(own.outline.argmax())]
        others = own.outline[own.strings != best]
        margin = float(own.outline.max() - others.max()) if others.size else np.inf
        if margin < ANCHOR_MARGIN or (novelty[sign] > ANCHOR_NOVELTY and others.size):
            found.add(sign)
    return found


def ascend(
    problem: Problem,
    claim_score: ClaimScore,
    times: int,
    first: Sequence[int] | None = None,
    only: Collection[int] | None = None,
) -> None:
    """Sweep over the open signs until nothing changes; after the first sweep only over signs whose tokens changed.

    ``first``: signs of the first sweep; ``only``: signs that may change at all.
    """
    signs = problem.open_signs
    allowed = problem.marked(signs if only is None else only)
    if not signs or not allowed.any() or (first is not None and not len(first)):
        return
    candidates = [problem.candidates[sign] for sign in signs]
    columns = columns_of(signs, candidates, problem.tokens_of)
    prior = np.concatenate(
        [
            found.outline + claim_score(sign, found.strings) if allowed[sign] else found.outline
            for sign, found in zip(signs, candidates, strict=True)
        ]
    )
    scores, scored = np.zeros(prior.size), np.zeros(len(signs), np.bool_)
    sweep(
        columns, prior, allowed if first is None else problem.marked(first), allowed, times,
        problem.weights, problem.flat, problem.starts, problem.spelled, problem.forms, problem.refresh(),
        problem.words, problem.known(columns), scores, scored,
    )  # fmt: skip
    for k in np.flatnonzero(scored).tolist():
        problem.scores[signs[k]] = scores[columns.begins[k] : columns.begins[k + 1]]


def widen(
    problem: Problem, novelty: NDArray[np.float32], novel_above: float, only: Collection[int] | None = None
) -> list[int]:
    """Add candidates to signs whose words are no words, or whose outline is like none in the atlas.

    Returns the signs that got some.
    """
    tables = problem.refresh()
    worst = known_words(problem.flat, problem.starts, problem.spelled, tables, problem.words)
    now, newest = problem.newest()
    more: dict[int, Candidates] = {}
    for sign in problem.open_signs:
        chosen = problem.tokens_of.get(sign)
        if chosen is None or not chosen.size or (only is not None and sign not in only):
            continue
        unread = (worst[chosen] < NO_WORD) | (worst[chosen] == 0)
        share = float(unread.mean())
        read = share <= WELL_READ and chosen.size - unread.sum() >= READ_TOKENS
        novel = novelty[sign] > novel_above and tables.kind[problem.spelled[sign]] == LETTERS and not read
        if share >= SUSPECT_SHARE or novel:
            pairs = bool(novel or share > LIGATURE_SHARE or _open_to_pairs(problem.candidates[sign]))
            if problem.tried.get((sign, pairs), -1) >= newest[chosen].max():
                continue  # nothing around it has changed since
            problem.tried[sign, pairs] = now
            more[sign] = problem.more_letters.beside(problem.candidates[sign], pairs=pairs)
    _try_more(problem, {sign: found for sign, found in more.items() if found.strings.size})
    return [sign for sign, found in more.items() if found.strings.size]


def _open_to_pairs(found: Candidates) -> bool:
    """No one string suits the outline much better than all others."""
    best = found.outline.argmax()
    others = found.outline[found.strings != found.strings[best]]
    return bool(not others.size or found.outline[best] - others.max() < PAIR_MARGIN)


def _try_more(problem: Problem, more: dict[int, Candidates]) -> None:
    """Keep those of the extra candidates that make a sample of each sign's tokens read best."""
    if not more:
        return
    samples, tried = {}, []
    for sign, extra in more.items():
        chosen, own = problem.tokens_of[sign], problem.candidates[sign]
        samples[sign] = chosen[:: max(1, chosen.size // PROBE_TOKENS)][:PROBE_TOKENS]
        now = int(np.flatnonzero(own.strings == problem.spelled[sign])[0])
        tried.append(extra.behind(problem.spelled[sign], own.outline[now]))
    columns = columns_of(list(more), tried, samples)
    found = probe(
        columns, problem.weights, problem.flat, problem.starts, problem.spelled, problem.forms, problem.refresh(),
        problem.words, LAGS,
    )  # fmt: skip
    for k, (sign, extra) in enumerate(more.items()):
        scores = found[columns.begins[k] : columns.begins[k + 1]]
        order = np.argsort(-scores[1:], kind="stable")[:EXTRA_KEPT]
        keep = order[scores[1:][order] > scores[0] - EXTRA_WITHIN]
        problem.candidates[sign].add(extra.strings[keep], ANY_FORM, extra.outline[keep])


def move_pairs(problem: Problem, claim_score: ClaimScore) -> list[int]:
    """Read pairs of signs again that stand nearly always side by side: half of a lam-alef never changes alone.

    Only pairs of which a sign is read against its outline. Returns the signs that changed.
    """
    changed: list[int] = []
    for one, other in _inseparable(problem):
        before = (problem.spelled[one], problem.spelled[other])
        _move_pair(problem, one, other, claim_score)
        if before != (problem.spelled[one], problem.spelled[other]):
            changed += [one, other]
            problem.note_change(one)
            problem.note_change(other)
    return changed


def _inseparable(problem: Problem) -> list[tuple[int, int]]:
    """Pairs of open signs that are neighbours in most tokens of both, one of them against its outline."""
    together: Counter[tuple[int, int]] = Counter()
    alone: Counter[int] = Counter()
    is_open = set(problem.open_signs)
    for k in range(problem.counts.size):
        token = problem.flat[problem.starts[k] : problem.starts[k + 1]].tolist()
        alone.update(token)
        together.update(pair for pair in itertools.pairwise(token) if is_open.issuperset(pair) and pair[0] != pair[1])
    doubtful = {
        sign
        for sign in problem.open_signs
        if problem.spelled[sign] != problem.candidates[sign].strings[int(problem.candidates[sign].outline.argmax())]
    }
    return [
        pair
        for pair, count in together.items()
        if count >= INSEPARABLE * max(alone[pair[0]], alone[pair[1]]) and not doubtful.isdisjoint(pair)
    ]


def _move_pair(problem: Problem, one: int, other: int, claim_score: ClaimScore) -> None:
    """The best readings of two signs together, over the best outlines of the first and all candidates of the second."""
    tables, weights = problem.refresh(), problem.weights
    first, second = problem.candidates[one], problem.candidates[other]
    prior = first.outline + claim_score(one, first.strings)
    now = np.flatnonzero((first.strings == problem.spelled[one]) & (first.forms == problem.forms[one]))
    tried = list(dict.fromkeys([*now.tolist(), *np.argsort(-prior, kind="stable")[:PAIR_CANDIDATES].tolist()]))
    chosen = np.union1d(problem.tokens_of[one], problem.tokens_of[other])[:MOST_TOKENS]
    best_score, best = -np.inf, (problem.spelled[one], problem.forms[one], problem.spelled[other], problem.forms[other])
    for k in tried:
        problem.spelled[one], problem.forms[one] = first.strings[k], first.forms[k]
        scores = score_candidates(
            other, second.strings, second.forms, second.outline + claim_score(other, second.strings),
            chosen, np.full(second.strings.size * chosen.size, np.nan), weights, problem.flat, problem.starts,
            problem.spelled, problem.forms, tables, problem.words, HOPELESS,
        )  # fmt: skip
        at = int(scores.argmax())
        if scores[at] + prior[k] > best_score:
            best_score = float(scores[at] + prior[k])
            best = (first.strings[k], first.forms[k], second.strings[at], second.forms[at])
    problem.spelled[one], problem.forms[one], problem.spelled[other], problem.forms[other] = best


def settle_by_context(problem: Problem) -> None:
    """Read close calls again with the words on both sides, which tell real words apart that one sign divides."""
    tables = problem.refresh()
    close = []
    for sign in problem.open_signs:
        scores = problem.scores.get(sign)
        if scores is None:
            continue
        strings = problem.candidates[sign].strings
        other = scores[strings != problem.spelled[sign]]
        if other.size and scores.max() - other.max() < CLOSE_CALL:
            close.append(sign)
    around = _contexts(problem, set(close))
    for sign in close:
        _settle(problem, sign, around.get(sign, []), tables)


def _settle(problem: Problem, sign: int, around: list[tuple[int, int, int, int]], tables: SpellingTables) -> None:
    if not around:
        return
    found, scores = problem.candidates[sign], problem.scores[sign]
    keep = np.flatnonzero(scores > scores.max() - CLOSE_CALL)
    columns = np.array(around, np.int64)
    weights = np.minimum(columns[:, 3], REPEAT_CAP).astype(np.float64) ** REPEAT_POWER
    gain = context_gain(
        sign, found.strings[keep], found.forms[keep], columns[:, 0], columns[:, 1], columns[:, 2], weights,
        problem.flat, problem.starts, problem.spelled, problem.forms, tables, problem.words,
    )  # fmt: skip
    scores[keep] += CONTEXT_WEIGHT * _by_variant(problem.spellings, found.strings[keep], gain)
    best = int(scores.argmax())
    problem.spelled[sign], problem.forms[sign] = found.strings[best], found.forms[best]


def _by_variant(spellings: Spellings, strings: NDArray[np.int64], gain: NDArray[np.float64]) -> NDArray[np.float64]:
    """The same gain, the best of them, for all spellings of one word."""
    groups = [spellings.variant(string) for string in strings.tolist()]
    best = {group: max(g for other, g in zip(groups, gain.tolist(), strict=True) if other == group) for group in groups}
    return np.array([best[group] for group in groups])


def _contexts(problem: Problem, signs: set[int]) -> dict[int, list[tuple[int, int, int, int]]]:
    """Per sign: (token before, token, token after, count), one side at a time (-1: not looked at)."""
    around: defaultdict[int, list[tuple[int, int, int, int]]] = defaultdict(list)
    for before, after, count in problem.occurrences:
        for sign in signs.intersection(problem.flat[problem.starts[after] : problem.starts[after + 1]].tolist()):
            if len(around[sign]) < 2 * MOST_TOKENS:
                around[sign].append((before, after, -1, count))
        for sign in signs.intersection(problem.flat[problem.starts[before] : problem.starts[before + 1]].tolist()):
            if len(around[sign]) < 2 * MOST_TOKENS:
                around[sign].append((-1, before, after, count))
    return around
