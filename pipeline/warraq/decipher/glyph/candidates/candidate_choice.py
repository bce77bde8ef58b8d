"""Which labels and strings a sign may stand for, by its outline, and which are the best: loops over many of them."""

from __future__ import annotations

from typing import TYPE_CHECKING

import cython
import numpy as np
from numpy.typing import NDArray

from warraq.decipher.glyph.parameters import (
    ALWAYS_WRONG,
    ANY_FORM,
    DEEPEST,
    FAMILIAR,
    LIGATURE_WITHIN,
    NON_LETTER_WITHIN,
    NOTHING_COST,
    OTHER_FORM,
    SHARED_FORM,
    SPACING,
    SPACING_MARK,
    STRANGE,
    UNFAMILIAR,
    WRONG_SIDE,
)
from warraq.decipher.glyph.parameters import CandidateChoice as P

if not cython.compiled:
    from math import inf

if TYPE_CHECKING:
    from warraq.decipher.glyph.candidates.candidates import LabelIndex, Sight

Ints = NDArray[np.int64]
Floats = NDArray[np.float64]
Singles = NDArray[np.float32]
Bools = NDArray[np.bool_]

_NEAR, _MOST = FAMILIAR
_FAR, _LESS = UNFAMILIAR
_FARTHEST, _LEAST = STRANGE
#: Forms that labels of one string are drawn for: the four of a letter, and any.
_FORMS_OF_LABELS = 5
_LETTER_COST = P.LETTER_COST
_LIGATURE_COST = P.LIGATURE_COST
_CHARGED = P.CHARGED


def deepest_of(novelty: float) -> float:
    """How much the outline can say against a candidate (nats), the more the better the atlas knows it."""
    if novelty < _FAR:
        return _MOST + (_LESS - _MOST) / (_FAR - _NEAR) * (max(novelty, _NEAR) - _NEAR)
    return _LESS + (_LEAST - _LESS) / (_FARTHEST - _FAR) * (min(novelty, _FARTHEST) - _FAR)


def propose(
    loglik: Singles, sight: Sight, labels: LabelIndex, kept: int, kept_with_ligatures: int
) -> tuple[Ints, Ints, Ints, Floats]:
    """Where the candidates of each sign begin, and their strings, forms and values.

    Args:
        loglik: outline likelihoods [signs, labels].
        kept, kept_with_ligatures: strings that are kept of a sign that is no mark, and with ligatures.
    """
    signs, count = loglik.shape
    marks = int(np.count_nonzero(labels.is_mark))
    slots = max(kept_with_ligatures, marks)
    room, numbers = signs * slots * (_FORMS_OF_LABELS + 2), int(labels.strings.max()) + 1
    strings, forms, outline = np.empty(room, np.int64), np.empty(room, np.int64), np.empty(room)
    begins = np.zeros(signs + 1, np.int64)
    _propose(
        np.ascontiguousarray(loglik), sight.novelty, sight.mark, sight.advance, sight.below, sight.above,
        labels.rarity, labels.strings, labels.forms, labels.is_mark, labels.is_letter, labels.is_ligature,
        labels.below, marks, kept, kept_with_ligatures, begins, strings, forms, outline, np.empty(count),
        np.empty(count, np.int64), np.empty(count, np.int64), np.full(numbers, -1, np.int64),
        np.full((slots, ANY_FORM + 1), -1, np.int64),
    )  # fmt: skip
    made = begins[signs]
    return begins, strings[:made].copy(), forms[:made].copy(), outline[:made].copy()


def _propose(
    loglik: Singles, novelty: Floats, mark: Bools, advance: Floats, below: Ints, above: Ints, rarity: Floats,
    string_of: Ints, form_of: Ints, is_mark: Bools, is_letter: Bools, is_ligature: Bools, is_below: Bools, marks: int,
    kept: int, kept_with_ligatures: int, begins: Ints, strings: Ints, forms: Ints, outline: Floats, values: Floats,
    usable: Ints, chosen: Ints, best_row: Ints, rows: Ints,
) -> None:  # fmt: skip
    """Write ``begins`` and the columns ``strings``, ``forms`` and ``outline``.

    ``mark`` is of signs, the columns from ``rarity`` to ``is_below`` are of labels. ``values``, ``usable`` and
    ``chosen`` [labels], ``best_row`` [strings] and ``rows`` [slots, forms] are to work on; the last two come full
    of -1.
    """
    for k in range(loglik.shape[0]):
        deepest = deepest_of(novelty[k])
        floor = max(deepest, DEEPEST)  # which are kept is told by outlines all the same
        _value(loglik, k, mark[k], advance[k], below[k], above[k], rarity, is_mark, is_below, values)
        count = _find_usable(mark[k], floor, is_mark, is_letter, values, usable)
        strings_kept, with_ligatures = kept, kept_with_ligatures
        if mark[k]:
            strings_kept = with_ligatures = marks
        found = _choose_best(
            usable, count, values, string_of, is_ligature, strings_kept, with_ligatures, best_row, chosen
        )
        begins[k + 1] = _add_forms(
            chosen, found, usable, count, values, string_of, form_of, floor, best_row, rows, strings, forms, outline,
            begins[k],
        )  # fmt: skip
        for c in range(begins[k], begins[k + 1]):
            outline[c] = max(outline[c], -deepest)


def _value(
    loglik: Singles, row: int, mark: bool, advance: float, below: int, above: int, rarity: Floats, is_mark: Bools,
    is_below: Bools, values: Floats,
) -> None:  # fmt: skip
    """Write to ``values`` what each label is worth for one sign (nats); -inf where a mark would be none."""
    spacing = SPACING_MARK * min(advance / SPACING, 2.0) if advance > SPACING else 0.0
    side, more = 0.0, below - above if below > above else above - below
    if more > 0:
        more -= 1
    if below + above > 0:
        side = WRONG_SIDE + ALWAYS_WRONG * more / (below + above)
    for i in range(values.shape[0]):
        values[i] = loglik[row, i]
        if mark:
            if not is_mark[i]:
                values[i] = -inf
            elif is_below[i] != (below > above):
                values[i] -= side
        elif is_mark[i]:
            values[i] -= spacing
        values[i] -= rarity[i]


def _find_usable(mark: bool, deepest: float, is_mark: Bools, is_letter: Bools, values: Floats, usable: Ints) -> int:
    """Count ``values`` from the best, to ``deepest`` below it, and write down the labels that a sign may be.

    Returns how many there are.
    """
    top, count = -inf, 0
    for i in range(values.shape[0]):
        top = max(top, values[i])
    for i in range(values.shape[0]):
        values[i] = max(values[i] - top, -deepest)
        if (mark and is_mark[i]) or (not mark and (is_letter[i] or values[i] > -NON_LETTER_WITHIN)):
            usable[count] = i
            count += 1
    return count


def _before(row: int, other: int, values: Floats) -> bool:
    """Whether a label is better than another, or as good and stands before it."""
    return values[row] > values[other] or (values[row] == values[other] and row < other)


def _choose_best(
    usable: Ints, count: int, values: Floats, string_of: Ints, is_ligature: Bools, kept: int,
    kept_with_ligatures: int, best_row: Ints, strings: Ints,
) -> int:  # fmt: skip
    """Write the strings of the labels ``usable[:count]`` to ``strings``, the best first; returns how many are kept.

    Of equal ones the first is the better. ``best_row`` [strings] is -1 everywhere, before and after.
    """
    found = 0
    for u in range(count):
        row = usable[u]
        string = string_of[row]
        if best_row[string] < 0:
            best_row[string], strings[found] = row, string
            found += 1
        elif values[row] > values[best_row[string]]:
            best_row[string] = row
    made = 0
    for k in range(found):  # those that are kept stand in front of those that are still to come
        string = strings[k]
        at = _place(best_row[string], strings, 0, min(made, kept), best_row, values)
        if at < kept:
            string = _insert(string, strings, at, min(made, kept - 1))
            if made < kept:
                made += 1
                continue
        row = best_row[string]  # of the string that there was no room for, which is still kept if it is a ligature
        if not (is_ligature[row] and values[row] > -LIGATURE_WITHIN):
            continue
        at = _place(row, strings, kept, made, best_row, values)
        if at < kept_with_ligatures:
            _insert(string, strings, at, min(made, kept_with_ligatures - 1))
            made = min(made + 1, kept_with_ligatures)
    for u in range(count):
        best_row[string_of[usable[u]]] = -1
    return made


def _place(row: int, strings: Ints, first: int, past: int, best_row: Ints, values: Floats) -> int:
    """Where a string whose label is ``row`` belongs among ``strings[first:past]``, which stand from the best on."""
    while past > first and _before(row, best_row[strings[past - 1]], values):
        past -= 1
    return past


def _insert(string: int, strings: Ints, at: int, last: int) -> int:
    """Put ``string`` at a place before ``last``, or there, and move on those up to it; returns what ``last`` held."""
    fallen = strings[last]
    for k in range(last, at, -1):
        strings[k] = strings[k - 1]
    strings[at] = string
    return fallen


def _add_forms(
    chosen: Ints, found: int, usable: Ints, count: int, values: Floats, string_of: Ints, form_of: Ints,
    deepest: float, slot_of: Ints, rows: Ints, strings: Ints, forms: Ints, outline: Floats, made: int,
) -> int:  # fmt: skip
    """Write the strings ``chosen[:found]`` to the columns ``strings``, ``forms`` and ``outline``, each with the forms
    that it has among the labels ``usable[:count]``.

    Some faces draw isolated and final, or initial and medial, alike: where a string has both, a candidate for both.
    ``slot_of`` [strings] and ``rows`` [slots, forms] are -1 everywhere, before and after; ``made``: candidates that are
    there already. Returns how many there are now.
    """
    for slot in range(found):
        slot_of[chosen[slot]] = slot
    for u in range(count):
        row = usable[u]
        slot, form = slot_of[string_of[row]], form_of[row]
        if slot >= 0 and (rows[slot, form] < 0 or values[row] > values[rows[slot, form]]):
            rows[slot, form] = row
    for slot in range(found):
        slot_of[chosen[slot]] = -1
        first = made
        for form in range(ANY_FORM + 1):
            row = rows[slot, form]
            if row < 0:
                continue
            at = made  # the better ones stand first, of equal ones the first label
            while at > first and _before(row, rows[slot, forms[at - 1]], values):
                forms[at] = forms[at - 1]
                at -= 1
            forms[at] = form
            made += 1
        top = values[rows[slot, forms[first]]]
        end, made = made, first
        for k in range(first, end):
            form = forms[k]
            value = values[rows[slot, form]]
            if value > -deepest or value == top:
                strings[made], forms[made], outline[made] = chosen[slot], form, value
                made += 1
        for form in range(1, 3):  # isolated or initial, with final or medial
            row, other = rows[slot, form], rows[slot, 4 * form]
            if row >= 0 and other >= 0:
                strings[made], forms[made] = chosen[slot], 5 * form
                outline[made] = max((values[row] + values[other]) / 2 - SHARED_FORM, -deepest)
                made += 1
        for form in range(ANY_FORM + 1):
            rows[slot, form] = -1
    return made


def beside(
    own: Ints, forms: Ints, outline: Floats, tried: Ints, letters: int, ligatures: Ints, pairs: bool, deepest: float,
    count: int,
) -> tuple[Ints, Floats]:  # fmt: skip
    """Those strings of ``tried`` that ``MoreLetters.beside`` tells of, each once, and what their outline is worth.

    Args:
        own, forms, outline: the candidates.
        letters: so many letters stand first in ``tried``, then nothing, and the rest behind it.
        deepest: how much the outline can say against one.
        count: all strings are less than this.
    """
    strings, values = np.empty_like(tried), np.empty(tried.size)
    new, best = np.ones(count, np.bool_), np.full(count, -np.inf)
    made = _find_beside(own, forms, outline, tried, letters, ligatures, pairs, deepest, new, best, strings, values)
    return strings[:made].copy(), values[:made].copy()


def _find_beside(
    own: Ints, forms: Ints, outline: Floats, tried: Ints, letters: int, ligatures: Ints, pairs: bool, deepest: float,
    new: Bools, best: Floats, strings: Ints, values: Floats,
) -> int:  # fmt: skip
    """Write what ``beside`` gives, and return how much that is. By string: ``new`` comes true, ``best`` -inf."""
    least = inf
    for i in range(own.shape[0]):
        new[own[i]] = False
        best[own[i]] = max(best[own[i]], outline[i])
        least = min(least, outline[i])
    if pairs:
        for i in range(ligatures.shape[0]):
            new[ligatures[i]] = True
        for i in range(own.shape[0]):
            if forms[i] == ANY_FORM:
                new[own[i]] = False
    floor, made = min(max(least, -deepest), _CHARGED - deepest), 0
    for i in range(tried.shape[0]):
        string = tried[i]
        if new[string]:
            new[string] = False
            value = floor - (_LETTER_COST if i < letters else NOTHING_COST if i == letters else _LIGATURE_COST)
            if pairs:
                value = max(value, best[string] - OTHER_FORM)
            strings[made], values[made] = string, value
            made += 1
    return made


def rank(
    begins: Ints, strings: Ints, scores: Floats, outline: Floats, sizes: Ints, best: Ints, best_scores: Floats,
    margin: Floats,
) -> None:  # fmt: skip
    """Write the best strings of each sign and their scores, as ``fuse.Ranking`` has them, which comes empty."""
    for k in range(sizes.shape[0]):
        count = 0
        while count < best.shape[1]:
            found = -1
            for c in range(begins[k], begins[k + 1]):
                if (
                    found < 0
                    or scores[c] > scores[found]
                    or (scores[c] == scores[found] and strings[c] < strings[found])
                ) and not _is_among(strings[c], best, k, count):
                    found = c
            if found < 0:
                break
            best[k, count], best_scores[k, count] = strings[found], scores[found]
            count += 1
        sizes[k] = count
        own, other = -inf, -inf
        for c in range(begins[k], begins[k + 1]):
            if strings[c] == best[k, 0]:
                own = max(own, outline[c])
            else:
                other = max(other, outline[c])
        margin[k] = own - other


def _is_among(string: int, best: Ints, row: int, count: int) -> bool:
    """Whether ``string`` is one of the first ``count`` of a row."""
    for k in range(count):  # noqa: SIM110 (a loop that is compiled)
        if best[row, k] == string:
            return True
    return False
