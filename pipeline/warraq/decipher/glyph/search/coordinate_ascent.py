"""Coordinate ascent: one sign after the other takes the reading that makes the tokens it stands in read best.

Outlines give a start that is mostly right; every word that becomes readable helps its other signs. The score of a
candidate is what the outline and the claims say of it, plus the scores of the distinct tokens that the sign stands
in, each counted at most three times: a word that is repeated is one piece of evidence, not many.
"""

from __future__ import annotations

import itertools
from collections.abc import Callable, Collection, Sequence

import numpy as np
from numpy.typing import NDArray

from warraq.decipher.glyph import parameters
from warraq.decipher.glyph.candidates.candidates import Candidates
from warraq.decipher.glyph.parameters import ANY_FORM, LONE_LETTER
from warraq.decipher.glyph.parameters import CoordinateAscent as P
from warraq.decipher.glyph.scores.columns import Columns, begins_of, columns_of, sizes_of
from warraq.decipher.glyph.scores.problem import REPEATS, Problem
from warraq.decipher.glyph.scores.sign_score import Scored, SignCandidates, Turns, probe, score_pairs, sweep
from warraq.decipher.glyph.scores.word_context import neighbours, settle
from warraq.decipher.glyph.signs.spellings import KASHIDA, LATIN, LETTERS, NOTHING

ClaimScore = Callable[[Sequence[int], NDArray[np.int64], NDArray[np.int64]], NDArray[np.float64]]
"""What the file says of the candidates of some signs: of which signs, where those of each begin, and the candidates."""


def start(problem: Problem, claim_score: ClaimScore) -> NDArray[np.float64]:
    """Every open sign at what its outline and its claim say together: of each candidate that is returned (nats)."""
    columns = problem.columns()
    prior: NDArray[np.float64] = columns.outline + claim_score(problem.moving, columns.begins, columns.strings)
    begins = columns.begins[:-1]
    tops = np.flatnonzero(prior == np.repeat(np.maximum.reduceat(prior, begins), sizes_of(columns.begins)))
    best = tops[np.searchsorted(tops, begins)]
    problem.spelled[columns.signs], problem.forms[columns.signs] = columns.strings[best], columns.forms[best]
    return prior


def sure(
    problem: Problem, prior: NDArray[np.float64], novelty: NDArray[np.float32], apart: Collection[int] = ()
) -> list[int]:
    """Signs that need no ascent: outline and claim prefer one string, the words that it stands in have nothing against
    it, and prefer no other. Of their candidates only those stay that it could be doubted for.

    Args:
        prior: what outline and claim say of each candidate (nats).
        novelty: of each sign's outline.
        apart: signs that aren't: of fonts whose dots are glyphs of their own, which have to be learnt first; and those
            that may be two letters.
    """
    columns, tables = problem.columns(), problem.spellings.tables()
    reading, begins, sizes = problem.spelled[columns.signs], columns.begins[:-1], sizes_of(columns.begins)
    other = columns.strings != np.repeat(reading, sizes)
    top = np.maximum.reduceat(prior, begins)
    margin = top - np.maximum.reduceat(np.where(other, prior, -np.inf), begins)
    held, no_words, unread = _unread(problem, columns)
    unopposed = (margin >= P.ANCHOR_MARGIN) & (no_words <= P.UNREAD_SHARE * held)
    read = (held - unread >= P.SURE_TOKENS) & (unread <= P.WELL_READ * held)
    read &= (margin >= P.SURE_MARGIN) & (tables.kind[reading] == LETTERS)
    is_sure = (unopposed | read) & (novelty[columns.signs] <= P.SURE_NOVELTY) & ~problem.marked(apart)[columns.signs]
    # The likest outline of another string stays too: how far it is behind says how sure the reading is.
    outline = np.where(other, columns.outline, -np.inf)
    stays = outline == np.repeat(np.maximum.reduceat(outline, begins), sizes)
    stays |= prior >= np.repeat(top, sizes) - P.SURE_WITHIN
    stays |= tables.variant[columns.strings] == np.repeat(tables.variant[reading], sizes)
    narrowed, worth = _among(columns, prior, is_sure, stays)
    if not narrowed.signs.size:
        return []
    before, marks = (problem.spelled.copy(), problem.forms.copy()), problem.marked(narrowed.signs.tolist())
    _sweep(problem, narrowed, worth, Turns(marks, marks, 1, parameters.Confidence.MARGIN_CAP))
    signs, spans = [], itertools.pairwise(narrowed.begins.tolist())
    kept = (problem.spelled == before[0])[narrowed.signs].tolist()
    for sign, (a, b), same in zip(narrowed.signs.tolist(), spans, kept, strict=True):
        if same:
            problem.candidates[sign] = Candidates(narrowed.strings[a:b], narrowed.forms[a:b], narrowed.outline[a:b])
            signs.append(sign)
        else:
            problem.spelled[sign], problem.forms[sign] = before[0][sign], before[1][sign]
            problem.note_change(sign)
    return signs


def _among(
    columns: Columns, prior: NDArray[np.float64], signs: NDArray[np.bool_], stays: NDArray[np.bool_]
) -> tuple[Columns, NDArray[np.float64]]:
    """Of some ``signs`` (bool by row) the candidates that stay (bool by candidate), and what their ``prior`` is."""
    chosen = stays & np.repeat(signs, sizes_of(columns.begins))
    sizes, held = np.add.reduceat(chosen, columns.begins[:-1], dtype=np.int64)[signs], sizes_of(columns.token_begins)
    narrowed = Columns(
        columns.signs[signs],
        begins_of(sizes),
        columns.strings[chosen],
        columns.forms[chosen],
        columns.outline[chosen],
        begins_of(held[signs]),
        columns.tokens[np.repeat(signs, held)],
    )
    return narrowed, prior[chosen]


def _unread(problem: Problem, columns: Columns) -> tuple[NDArray[np.int64], NDArray[np.int64], NDArray[np.int64]]:
    """Of each sign in ``columns``: how many tokens it is looked at in, how many of these hold no words, and those and
    the ones without letters together."""
    worst = problem.read().worst
    held, no_words = columns.of_tokens(worst < P.NO_WORD)
    return held, no_words, columns.of_tokens((worst < P.NO_WORD) | (worst == 0))[1]


def doubtful(problem: Problem, novelty: NDArray[np.float32]) -> list[int]:
    """Moving signs that their outlines leave open: two strings suit them, or none that the atlas knows.

    The others are anchors: words must not move them before these have been tried.
    """
    columns = problem.columns()
    if not columns.signs.size:
        return []
    top, behind = _tops(columns)
    is_doubtful = (top - behind < P.ANCHOR_MARGIN) | ((novelty[columns.signs] > P.ANCHOR_NOVELTY) & (behind > -np.inf))
    signs: list[int] = columns.signs[is_doubtful].tolist()
    return signs


def _tops(columns: Columns) -> tuple[NDArray[np.float64], NDArray[np.float64]]:
    """Of each sign what the outline of its best string is worth, and of the best other one, -inf where none is."""
    begins, sizes = columns.begins[:-1], sizes_of(columns.begins)
    top = np.maximum.reduceat(columns.outline, begins)
    first = np.flatnonzero(columns.outline == np.repeat(top, sizes))
    best = columns.strings[first[np.searchsorted(first, begins)]]
    others = np.where(columns.strings == np.repeat(best, sizes), -np.inf, columns.outline)
    return top, np.maximum.reduceat(others, begins)


def ascend(
    problem: Problem,
    claim_score: ClaimScore,
    times: int,
    first: Sequence[int] | None = None,
    only: Collection[int] | None = None,
    given_up: float = P.HOPELESS,
) -> None:
    """Sweep over the moving signs until nothing changes; after the first sweep only over signs whose tokens changed.

    ``first``: signs of the first sweep; ``only``: signs that may change at all; ``given_up``: how far a candidate may
    fall behind the best (nats).
    """
    signs = problem.moving
    allowed = problem.marked(signs if only is None else only)
    if not signs or not allowed.any() or (first is not None and not len(first)):
        return
    columns = problem.columns()
    prior = columns.outline + claim_score(signs, columns.begins, columns.strings)
    begins_with = allowed if first is None else problem.marked(first)
    _sweep(problem, columns, prior, Turns(begins_with, allowed, times, given_up))


def _sweep(problem: Problem, columns: Columns, prior: NDArray[np.float64], turns: Turns) -> None:
    """``sweep`` over ``columns``, whose scores are noted by sign."""
    scores, scored = np.zeros(prior.size), np.zeros(columns.signs.size, np.bool_)
    reader, kept = problem.reader(), problem.known(columns)
    sweep(columns, prior, turns, reader, kept, Scored(scores, scored))
    signs, begins = columns.signs.tolist(), columns.begins.tolist()
    for k in np.flatnonzero(scored).tolist():
        problem.scores[signs[k]] = scores[begins[k] : begins[k + 1]]


def widen(
    problem: Problem,
    novelty: NDArray[np.float32],
    novel_above: float,
    only: Collection[int] | None = None,
    *,
    pairs: bool = True,
) -> list[int]:
    """Add candidates to signs whose words are no words, or whose outline is like none in the atlas.

    ``only``: signs that may get some; ``pairs``: whether ligatures and pairs of letters are tried too, where it isn't
    plain that they are none; else only lam-alefs are.
    Returns the signs that got some.
    """
    tables, columns = problem.spellings.tables(), problem.columns()
    held, _, unread = _unread(problem, columns)
    lone = columns.of_tokens(problem.read().worst == LONE_LETTER)[1]
    share = (unread + lone) / np.maximum(held, 1)
    read = (share <= P.WELL_READ) & (held - unread - lone >= P.READ_TOKENS)
    kind = tables.kind[problem.spelled[columns.signs]]
    novel = (novelty[columns.signs] > novel_above) & (kind == LETTERS)
    asked = held > 0
    if only is not None:
        asked &= problem.marked(only)[columns.signs]
    if not asked.any():
        return []
    top, behind = _tops(columns)
    # Where the outline hardly speaks for the reading, its words may do without a letter that the glyph shows too.
    unlike = top - _of_readings(problem, columns) > P.UNLIKE_READING
    strange = (novel & (~read | unlike)) | ((kind == KASHIDA) & unlike)
    asked &= strange | (share >= P.UNREAD_SHARE)
    with_pairs = strange | (share > P.LIGATURE_SHARE) | (top - behind < P.PAIR_MARGIN) | (behind == -np.inf)
    with_pairs |= kind == LATIN
    now, newest = problem.newest()
    more: dict[int, Candidates] = {}
    for k in np.flatnonzero(asked).tolist():
        sign, paired = problem.moving[k], pairs and bool(with_pairs[k])
        if problem.tried.get((sign, paired), -1) >= newest[problem.tokens_of[sign]].max():
            continue  # nothing around it has changed since
        problem.tried[sign, paired] = now
        candidate = problem.candidates[sign]
        more[sign] = problem.more_letters.beside(
            candidate, pairs=paired, lam_alefs=bool(with_pairs[k]), novelty=float(novelty[sign])
        )
    try_more(problem, {sign: proposals for sign, proposals in more.items() if proposals.strings.size})
    return [sign for sign, proposals in more.items() if proposals.strings.size]


def _of_readings(problem: Problem, columns: Columns) -> NDArray[np.float64]:
    """What the outline of each sign in ``columns`` is worth as what it reads at present."""
    is_read = columns.strings == np.repeat(problem.spelled[columns.signs], sizes_of(columns.begins))
    outline: NDArray[np.float64] = np.maximum.reduceat(np.where(is_read, columns.outline, -np.inf), columns.begins[:-1])
    return outline


def try_more(problem: Problem, more: dict[int, Candidates]) -> None:
    """Keep those of the extra candidates that make a sample of each sign's tokens read best."""
    if not more:
        return
    samples, tried = {}, []
    for sign, extra in more.items():
        chosen, candidate, reading = problem.tokens_of[sign], problem.candidates[sign], int(problem.spelled[sign])
        samples[sign] = chosen[:: max(1, chosen.size // P.PROBE_TOKENS)][: P.PROBE_TOKENS]
        tried.append(extra.behind(reading, candidate.outline[(candidate.strings == reading).argmax()]))
    columns = columns_of(list(more), tried, samples)
    probed = probe(columns, problem.reader(), P.LAGS)
    for (sign, extra), (a, b) in zip(more.items(), itertools.pairwise(columns.begins.tolist()), strict=True):
        scores = probed[a + 1 : b]
        near = np.flatnonzero(scores > probed[a] - P.EXTRA_WITHIN)
        keep = near[np.argsort(-scores[near], kind="stable")[: P.EXTRA_KEPT]]
        problem.candidates[sign].add(extra.strings[keep], ANY_FORM, extra.outline[keep])


def move_pairs(problem: Problem, claim_score: ClaimScore) -> list[int]:
    """Read pairs of signs again that stand nearly always side by side: half of a lam-alef never changes alone.

    Only pairs of which a sign is read against its outline. Returns the signs that changed.
    """
    changed: list[int] = []
    for one, other, least in _inseparable(problem):
        before = (problem.spelled[one], problem.spelled[other])
        _move_pair(problem, one, other, claim_score, least)
        if before != (problem.spelled[one], problem.spelled[other]):
            changed += [one, other]
            problem.note_change(one)
            problem.note_change(other)
    return changed


def _inseparable(problem: Problem) -> list[tuple[int, int, float]]:
    """Pairs of open signs that are neighbours in most tokens of both, or of one, and one of them is read against its
    outline or stands in no words; with what another reading of both has to gain (nats)."""
    doubtful = [
        sign
        for sign in problem.open_signs
        if problem.spelled[sign] != problem.candidates[sign].strings[int(problem.candidates[sign].outline.argmax())]
    ]
    wordless = _wordless(problem)
    is_open, is_doubtful = problem.marked(problem.open_signs), problem.marked([*doubtful, *wordless])
    one, other = problem.flat[:-1], problem.flat[1:]
    beside = is_open[one] & is_open[other] & (is_doubtful[one] | is_doubtful[other]) & (one != other)
    beside[problem.starts[1:-1] - 1] = False  # the next one stands in another token
    size = problem.spelled.size
    pairs, first, together = np.unique((one * size + other)[beside], return_index=True, return_counts=True)
    alone = np.bincount(problem.flat, minlength=size)
    near = together >= P.INSEPARABLE * np.maximum(alone[pairs // size], alone[pairs % size])
    # One that hardly stands elsewhere holds the other to what both were misread as.
    unlike = problem.marked([*(sign for sign in doubtful if _is_unlike(problem, sign)), *wordless])
    held = together >= P.INSEPARABLE * np.minimum(alone[pairs // size], alone[pairs % size])
    close = np.flatnonzero(near | (held & (unlike[pairs // size] | unlike[pairs % size])))
    close = close[np.argsort(first[close])]
    least = np.where(near[close], 0.0, P.PAIR_GAIN)
    return list(zip((pairs[close] // size).tolist(), (pairs[close] % size).tolist(), least.tolist(), strict=True))


def reads_well(problem: Problem) -> bool:
    """Whether the text is words for the most part: in another language unread words say nothing of a sign."""
    held, no_words, _ = _unread(problem, problem.columns())
    return _are_words(held, no_words)


def _are_words(held: NDArray[np.int64], no_words: NDArray[np.int64]) -> bool:
    """Whether few of the tokens that signs hold are no words; of each sign."""
    return bool(no_words.sum() <= P.WELL_READ_TEXT * held.sum())


def _wordless(problem: Problem) -> list[int]:
    """Moving signs that stand in no words, where others do."""
    columns = problem.columns()
    held, no_words, _ = _unread(problem, columns)
    if not _are_words(held, no_words):
        return []
    wordless: list[int] = columns.signs[(held >= P.READ_TOKENS) & (no_words > P.WORDLESS_SHARE * held)].tolist()
    return wordless


def _is_unlike(problem: Problem, sign: int) -> bool:
    """Whether the outline of ``sign`` suits another string better than what it reads as."""
    candidate = problem.candidates[sign]
    read = candidate.strings == problem.spelled[sign]
    return bool(candidate.outline.max() - candidate.outline[read].max(initial=-np.inf) > P.UNLIKE_BESIDE)


def _move_pair(problem: Problem, one: int, other: int, claim_score: ClaimScore, least: float = 0.0) -> None:
    """The best readings of two signs together, over the best outlines of the first and all candidates of the second,
    where they gain at ``least`` so much (nats).

    Every letter is one of the latter, and nothing: none but the right one reads well beside a misread neighbour.
    """
    tables = problem.spellings.tables()
    first, known = problem.candidates[one], problem.candidates[other]
    more = problem.more_letters.beside(known, pairs=False)
    more = more.of(np.isin(tables.kind[more.strings], (LETTERS, NOTHING)))  # a lam may be read with its alef
    second = Candidates(known.strings, known.forms, known.outline)
    second.add(more.strings, more.forms, more.outline)
    prior, other_prior = (
        string.outline + claim_score([sign], np.array([0, string.strings.size]), string.strings)
        for sign, string in ((one, first), (other, second))
    )
    now = np.flatnonzero((first.strings == problem.spelled[one]) & (first.forms == problem.forms[one]))
    tried = list(dict.fromkeys([*now.tolist(), *np.argsort(-prior, kind="stable")[: P.PAIR_CANDIDATES].tolist()]))
    chosen = np.union1d(problem.tokens_of[one], problem.tokens_of[other])[: parameters.Problem.MOST_TOKENS]
    scores = score_pairs(
        SignCandidates(one, first.strings[tried], first.forms[tried], prior[tried], chosen),
        SignCandidates(other, second.strings, second.forms, other_prior, chosen),
        problem.reader(),
        P.LAGS,
    )
    as_read = (second.strings == problem.spelled[other]) & (second.forms == problem.forms[other])
    if scores.max() <= scores[: now.size, as_read].max(initial=-np.inf) + least:
        return
    row, at = divmod(int(scores.argmax()), second.strings.size)
    best = (first.strings[tried[row]], first.forms[tried[row]], second.strings[at], second.forms[at])
    problem.spelled[one], problem.forms[one], problem.spelled[other], problem.forms[other] = best
    added = more.of(more.strings == best[2])
    if added.strings.size:
        known.add(added.strings, added.forms, added.outline)


def settle_by_context(problem: Problem) -> None:
    """Read close calls among the moving signs again with the words on both sides: one sign divides real words, which
    these tell apart."""
    close = []
    for sign in problem.moving:
        scores = problem.scores.get(sign)
        if scores is None:
            continue
        strings = problem.candidates[sign].strings
        other = scores[strings != problem.spelled[sign]]
        if other.size and scores.max() - other.max() < P.CLOSE_CALL:
            close.append(sign)
    if not close:
        return
    slot_of = np.full(problem.spelled.size, -1, np.int64)
    slot_of[close] = np.arange(len(close))
    around, used = neighbours(
        slot_of, len(close), problem.follows, problem.flat, problem.starts, 2 * parameters.Problem.MOST_TOKENS
    )
    columns = columns_of(close, [problem.candidates[sign] for sign in close], problem.tokens_of)
    scores = np.concatenate([problem.scores[sign] for sign in close])
    settle(columns, scores, around, used, REPEATS, P.CLOSE_CALL, problem.read(), problem.reader())
    for k, sign in enumerate(close):
        problem.scores[sign] = scores[columns.begins[k] : columns.begins[k + 1]]
