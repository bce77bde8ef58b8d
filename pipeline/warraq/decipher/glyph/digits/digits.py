"""Digits: a font keeps its ten digits together and in order, so they are read as a run, never one by one.

Language says nothing about digits, and single outlines confuse one with alef, five with heh, zero with a dot.
But glyph order is a fact of the font program: ten glyphs in a row that look like 0 to 9 are the digits. Faces that look
written by hand draw each of them more than once, one beside the other.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Mapping, Sequence
from functools import lru_cache
from itertools import pairwise, repeat
from operator import itemgetter
from typing import Final, NamedTuple

import numpy as np
from numpy.typing import NDArray

from warraq.arabic.digits import value as value_of
from warraq.decipher.glyph.digits import digit_search
from warraq.decipher.glyph.parameters import DIGIT_IN_STEP, DIGIT_WORTH, UNASSIGNED_DIGIT, WORST_DIGIT
from warraq.decipher.glyph.parameters import Digits as P
from warraq.fonts.outlines.atlas import DIGIT, LATIN, LETTER, Atlas, Label, columns_of_digits
from warraq.fonts.outlines.outline import OutlineEvidence, Use

STYLES: Final = ("0123456789", "".join(chr(0x660 + value) for value in range(10)))
_DIGITS: Final = frozenset("".join(STYLES))


_Chain = list[tuple[int, int]]
"""Positions in order of glyph index, and the value of each."""


class Run(NamedTuple):
    """Digits of one style in glyph order, positions in ``uses`` with them, and whether they are beyond doubt."""

    digits: list[tuple[int, str]]
    certain: bool


def digit_runs(
    uses: Sequence[Use],
    evidence: OutlineEvidence,
    atlas: Atlas,
    beside: Callable[[Sequence[int]], NDArray[np.float64]] | None = None,
) -> list[Run]:
    """Runs of digits of one font, at most one run per style.

    Each run is the best chain of glyphs, in glyph order, whose values rise; steps of glyph index that equal the
    step of value are what makes a chain good. Where several digits have more than one glyph, their values don't fall.
    A run that passes over glyphs that the page shows may have the wrong ones for its digits: it is not certain.

    ``beside``: as in ``digit_assignment``. Glyphs that stand in words are no run; those that one passes over are digits
    of it too where they stand among the others and their places in the order leave them one digit, whatever they look
    like.
    """
    columns = columns_of_digits(atlas.labels)
    rows = [i for i in _drawn(evidence).tolist() if uses[i].gid >= 0]
    rows.sort(key=lambda i: (uses[i].gid, i))
    if not rows:
        return []
    relative = evidence.loglik[rows]
    relative -= relative.max(1, keepdims=True)
    gids, points = np.array([uses[i].gid for i in rows]), evidence.points[rows]
    alike = np.append(False, (np.diff(gids) == 1) & (np.square(np.diff(points, axis=0)).sum(1) < P.ALIKE))
    runs = []
    for style in STYLES:
        values = relative[:, [columns[digit] for digit in style]].astype(np.float64)
        chain = _best_chain(values, gids, alike)
        if len(chain) < P.SHORTEST_RUN:
            continue
        run = [(rows[k], style[value]) for k, value in chain]
        if (
            beside is None
            or _beside_letters([row for row, _ in run], evidence, atlas, beside).mean() <= P.BESIDE_LETTERS
        ):
            runs.append(run)
    place = {row: k for k, row in enumerate(rows)}
    all_runs = []
    for run in _without_overlap(runs, relative, place, columns):
        if beside is not None:
            texts = [atlas.labels[label].text for label in evidence.loglik[rows].argmax(1).tolist()]
            run = _filled(run, rows, gids.tolist(), texts, beside)
        whole = place[run[-1][0]] - place[run[0][0]] == len(run) - 1
        all_runs.append(Run(run, whole and len({digit for _, digit in run}) >= P.CERTAIN_RUN))
    return all_runs


def _beside_letters(
    rows: Sequence[int],
    evidence: OutlineEvidence,
    atlas: Atlas,
    beside: Callable[[Sequence[int]], NDArray[np.float64]],
) -> NDArray[np.float64]:
    """Of each glyph in ``rows``, that look like digits, the share of its places that a letter is beside."""
    kinds, best, digits = _kinds(atlas.labels), evidence.loglik.argmax(1).tolist(), set(rows)
    letters = [row for row in _drawn(evidence).tolist() if kinds[best[row]] == LETTER and row not in digits]
    return beside(letters)[list(rows)] if letters else np.zeros(len(rows))


def _filled(
    run: list[tuple[int, str]],
    rows: Sequence[int],
    gids: Sequence[int],
    texts: Sequence[str],
    beside: Callable[[Sequence[int]], NDArray[np.float64]],
) -> list[tuple[int, str]]:
    """``run`` with those of the glyphs it passes over that can be one digit only.

    ``rows`` are in order of ``gids``; ``texts``: what they look most like.

    Nothing is added to a run that is short, or whose glyphs don't stand beside each other: letters may look like one.
    Several that look like digits are those that two of the run leave out, in their order, if they are as many. A digit
    that another glyph among them looks like is that: what stands in its place here is a sign.
    """
    run_rows, at = [row for row, _ in run], {row: k for k, row in enumerate(rows)}
    # What it passes over may be digits that its own stand beside.
    if (
        len(run) < P.LONG_RUN
        or np.mean(beside(rows[at[run_rows[0]] : at[run_rows[-1]] + 1])[run_rows]) <= P.AMONG_DIGITS
    ):
        return run
    share = beside(run_rows)
    gid_of = {row: gids[at[row]] for row, _ in run}
    others = zip(rows, texts, strict=True)
    seen = {text for row, text in others if row not in gid_of and share[row] > P.NOW_AND_THEN}
    steps = [
        (gid_of[next_row] - gid_of[row]) / (ord(next_digit) - ord(digit))
        for (row, digit), (next_row, next_digit) in pairwise(run)
        if digit != next_digit
    ]
    stride = max(P.STRIDES, key=steps.count)
    whole = run[:1]
    for (row, digit), (next_row, next_digit) in pairwise(run):
        between = [k for k in range(at[row] + 1, at[next_row]) if share[rows[k]] > P.NOW_AND_THEN]
        left_out = [chr(value) for value in range(ord(digit) + 1, ord(next_digit))]
        if len(between) == len(left_out) > 1 and all(texts[k] in _DIGITS for k in between):
            # Whatever is between them: a face may have the Persian four beside its own, which the page doesn't show.
            whole += zip((rows[k] for k in between), left_out, strict=True)
        else:
            behind = [(gids[k] - gid_of[row]) / stride for k in between]
            before = [(gid_of[next_row] - gids[k]) / stride for k in between]
            inside = map(_only_digit, repeat(digit), repeat(next_digit), behind, before)
            filled = [
                (rows[k], digits_inside)
                for k, digits_inside in zip(between, inside, strict=True)
                if digits_inside and digits_inside not in seen
            ]
            if all(one < other for (_, one), (_, other) in pairwise(filled)):
                whole += filled
        whole.append((next_row, next_digit))
    return whole


def _only_digit(digit: str, next_digit: str, behind: float, before: float) -> str:
    """The digit between two others that is so many steps behind the one or before the other; empty if not one alone.

    Where glyphs of others lie between, one of the two counts.
    """
    counted = {ord(digit) + behind, ord(next_digit) - before}
    inside = [int(value) for value in counted if ord(digit) < value < ord(next_digit) and value.is_integer()]
    return chr(inside[0]) if len(inside) == 1 else ""


@lru_cache(maxsize=4)
def _kinds(labels: tuple[Label, ...]) -> tuple[str, ...]:
    """The kind of each label."""
    return tuple(label.kind for label in labels)


def _drawn(evidence: OutlineEvidence) -> NDArray[np.intp]:
    """Positions of the glyphs that paint and are no marks."""
    return np.flatnonzero(~(evidence.blank | evidence.mark))


class Assigned(NamedTuple):
    """Position in ``uses``, its digit, how much less that suits its outline than its best label does (nats, 0 or less),
    and what each other digit costs it (nats)."""

    row: int
    digit: str
    suits: float
    others: dict[str, float]


def digit_assignment(
    uses: Sequence[Use],
    evidence: OutlineEvidence,
    atlas: Atlas,
    claims: Sequence[str] = (),
    beside: Callable[[Sequence[int]], NDArray[np.float64]] | None = None,
) -> list[Assigned]:
    """The digits of glyphs that look like some, each digit given once per style.

    For faces that don't keep their digits in a row: no two glyphs of a style are the same digit.

    Args:
        claims: what the file says of each of ``uses``; it counts where the outline allows it, and where the outlines
            of most of those that claim a digit of the style don't say otherwise.
        beside: positions of glyphs -> share of the places of each of ``uses`` that one of them is beside. What stands
            among digits is one, though its outline may suit a Latin letter better, or another sign a little; so is what
            looks nearly like a digit and like a Latin letter, stands beside digits and never beside a Latin letter.
    """
    columns = columns_of_digits(atlas.labels)
    kinds = _kinds(atlas.labels)
    drawn = _drawn(evidence).tolist()
    best = evidence.loglik.argmax(1).tolist()
    assigned = []
    for style in STYLES:
        wanted = [columns[digit] for digit in style]
        rows = [i for i in drawn if best[i] in wanted]
        if beside is not None and rows:
            in_words = _beside_letters(rows, evidence, atlas, beside) > P.IN_WORDS
            rows = [row for row, letter in zip(rows, in_words.tolist(), strict=True) if not letter]
            suits = (evidence.loglik[:, wanted].max(1) - evidence.loglik.max(1)).tolist()
            rows = _with_those_among(rows, suits, {i: kinds[best[i]] for i in drawn}, beside)
        if len(rows) >= 2:
            values = evidence.loglik[rows][:, wanted].astype(np.float64)
            values -= values.max(1, keepdims=True)
            chosen = _assign(values)
            claimed = {
                k: value for k, row in enumerate(rows) if claims and (value := value_of(claims[row])) is not None
            }
            contradicted = sum(chosen[k] != value for k, value in claimed.items())
            if contradicted < P.LEAST_CONTRADICTED or 2 * contradicted <= len(claimed):
                values[list(claimed), list(claimed.values())] += P.CLAIMED
                chosen = _assign(values)
            assigned += [
                Assigned(
                    rows[k],
                    style[value],
                    float(evidence.loglik[rows[k], wanted[value]] - evidence.loglik[rows[k]].max()),
                    dict(zip(style, _costs(values, chosen, k), strict=True)),
                )
                for k, value in enumerate(chosen)
                if value >= 0
            ]
    return assigned


def _with_those_among(
    rows: Sequence[int],
    suits: Sequence[float],
    kind: Mapping[int, str],
    beside: Callable[[Sequence[int]], NDArray[np.float64]],
) -> list[int]:
    """``rows`` of digits with those that stand among them; what is found to be a digit is one that others stand beside.

    Args:
        suits: row -> how much less a digit suits its outline than its best label (nats, 0 or less).
        kind: row -> kind of its best label.
    """
    latin = [i for i in kind if kind[i] == LATIN and suits[i] < -WORST_DIGIT]
    never = beside(latin) == 0
    known, lone = set(rows), set[int]()
    for _ in range(P.ROUNDS):
        share, before = beside(sorted(known)), len(known)
        # A full stop looks like a zero: what stands beside it alone stands beside no digit.
        near = beside(sorted(lone.union(i for i in known if share[i] > P.NOW_AND_THEN and kind[i] in (DIGIT, LATIN))))
        for i in kind:
            # No number has digits of two styles: what looks like one of the other style needn't stand here often.
            often = P.NOW_AND_THEN if kind[i] == DIGIT else P.AMONG_DIGITS
            if share[i] > often and suits[i] > -(WORST_DIGIT if kind[i] in (DIGIT, LATIN) else P.NEARLY):
                known.add(i)
            elif near[i] > 0 and never[i] and kind[i] == LATIN and suits[i] > -P.NEARLY:
                lone.add(i)
        known |= lone
        if len(known) == before:
            break
    return sorted(known)


def _costs(values: NDArray[np.float64], chosen: Sequence[int], row: int) -> list[float]:
    """What each digit costs the glyph ``row`` of ``values`` [n, 10], where the glyphs were assigned ``chosen``."""
    least, most = P.OTHER_DIGIT
    costs = [least] * 10
    free = sorted(set(range(10)).difference(chosen) | {chosen[row]})
    for other, digit in enumerate(chosen):
        if digit >= 0:
            loss = values[other, digit] - max(-UNASSIGNED_DIGIT, float(values[other, free].max()))
            costs[digit] = min(most, loss)  # less than nothing where that one would rather change places
    costs[chosen[row]] = 0.0
    return costs


def tenth_digits(
    uses: Sequence[Use], evidence: OutlineEvidence, atlas: Atlas, assigned: Sequence[Assigned]
) -> list[tuple[list[int], str]]:
    """The digit that a style lacks of ten, with the positions in ``uses`` of the other glyphs that nearly look like it.

    A text that uses nine digits uses the tenth, whose outline may be a little more like another sign: zero is a dot.
    """
    columns = columns_of_digits(atlas.labels)
    taken = {given.row for given in assigned}
    free = [i for i in _drawn(evidence).tolist() if i not in taken]
    tenths = []
    for style in STYLES:
        missing = set(style).difference(given.digit for given in assigned)
        if len(missing) == 1:
            digit = missing.pop()
            near = [i for i in free if evidence.loglik[i, columns[digit]] > evidence.loglik[i].max() - P.NEARLY]
            tenths.append((near, digit))
    return tenths


def shared_digits(texts: Mapping[int, str], font_of: Sequence[int]) -> set[int]:
    """Signs that read as a digit which another sign of their font reads as too. ``texts``: sign -> what it reads as."""
    signs_of: defaultdict[tuple[int, str], list[int]] = defaultdict(list)
    for sign, text in texts.items():
        if text in _DIGITS:
            signs_of[font_of[sign], text].append(sign)
    return {sign for signs in signs_of.values() if len(signs) > 1 for sign in signs}


def _assign(values: NDArray[np.float64]) -> list[int]:
    """The best one-to-one choice of columns for the rows of ``values`` [n, 10]; -1 where a row gets none."""
    rows, sets = values.shape[0], 1 << values.shape[1]
    score, came = np.full((rows + 1, sets), -np.inf), np.zeros((rows, sets), np.int64)
    taken = np.full((rows, sets), -1, np.int8)
    digit_search.assign(np.ascontiguousarray(values), score, came, taken, np.empty((2, sets), np.int64))
    choices = []
    for at in np.flatnonzero(score[-1] == score[-1].max()).tolist():
        chosen: list[int] = []
        for row in range(rows - 1, -1, -1):
            chosen.append(int(taken[row, at]))
            at = int(came[row, at])
        choices.append(chosen[::-1])
    return max(choices)


def _best_chain(values: NDArray[np.float64], gids: NDArray[np.int64], alike: NDArray[np.bool_]) -> _Chain:
    """The best rising chain; rows are in order of glyph index.

    ``alike``: which rows may be the digit of the one before them, drawn again. It has to be so for several digits.
    """
    if np.count_nonzero(alike) >= P.LEAST_DRAWN_AGAIN:
        chain = _chain(values, gids, alike, 1)[1]
        if np.count_nonzero(np.bincount([value for _, value in chain]) > 1) >= P.LEAST_DRAWN_AGAIN:
            return chain
    chains = [_chain(values, gids, np.zeros_like(alike), stride) for stride in P.STRIDES]
    # Where glyphs stand in the order of the text, few of them are far apart by chance as digits would be.
    chains[1:] = [(score, chain) for score, chain in chains[1:] if len(chain) >= P.CERTAIN_RUN]
    return max(chains, key=itemgetter(0))[1]


def _chain(
    values: NDArray[np.float64], gids: NDArray[np.int64], alike: NDArray[np.bool_], stride: int
) -> tuple[float, _Chain]:
    """The best chain of digits whose glyph indices are ``stride`` apart, and its score; -inf where there is none."""
    score, came = np.full(values.shape, -np.inf), np.full(values.shape, -1, np.int64)
    digit_search.chain(np.ascontiguousarray(values), gids, alike, stride, score, came)
    if not np.isfinite(score).any():
        return -np.inf, []
    at, chain = int(score.argmax()), []
    while at >= 0:
        chain.append(divmod(at, 10))
        at = int(came.flat[at])
    return float(score.max()), chain[::-1]


def _without_overlap(
    runs: list[list[tuple[int, str]]],
    relative: NDArray[np.float32],
    place: Mapping[int, int],
    columns: Mapping[str, int],
) -> list[list[tuple[int, str]]]:
    """Where both styles claim a glyph (1 looks the same in both), the run with more of a fit keeps it.

    ``place``: position in ``uses`` -> row of ``relative``.
    """
    if len(runs) < 2:
        return runs

    def worth(run: list[tuple[int, str]]) -> float:
        return float(sum(DIGIT_WORTH + DIGIT_IN_STEP + relative[place[row], columns[digit]] for row, digit in run))

    first, second = sorted(runs, key=worth, reverse=True)
    taken = {row for row, _ in first}
    rest = [(row, digit) for row, digit in second if row not in taken]
    return [first, rest] if len(rest) >= P.SHORTEST_RUN else [first]
