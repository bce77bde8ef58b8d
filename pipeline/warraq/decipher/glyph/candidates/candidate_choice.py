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


class Shapes:
    """``Sight``, as the loops take it, and the likelihoods of the outlines [signs, labels]."""

    def __init__(
        self, loglik: Singles, novelty: Floats, mark: Bools, advance: Floats, below: Ints, above: Ints
    ) -> None:
        self.loglik = loglik
        self.novelty = novelty
        self.mark = mark
        self.advance = advance
        self.below = below
        self.above = above


class Labels:
    """``LabelIndex``, as the loops take it."""

    def __init__(
        self,
        rarity: Floats,
        strings: Ints,
        forms: Ints,
        is_mark: Bools,
        is_letter: Bools,
        is_ligature: Bools,
        below: Bools,
    ) -> None:
        self.rarity = rarity
        self.strings = strings
        self.forms = forms
        self.is_mark = is_mark
        self.is_letter = is_letter
        self.is_ligature = is_ligature
        self.below = below


class Room:
    """Where the labels of one sign are weighed.

    Attributes:
        values: float64 by label, what each is worth.
        usable: the labels that the sign may be, ``count`` of them.
        chosen: the strings that are kept, ``kept_count`` of them, the best first.
        best_row: by string, its best label while they are chosen, and then its place among the chosen; -1 between.
        rows: [kept strings, forms], the best label of each with each form; -1 between.
    """

    def __init__(self, labels: int, numbers: int, slots: int) -> None:
        self.values = np.empty(labels)
        self.usable = np.empty(labels, np.int64)
        self.count = 0
        self.chosen = np.empty(labels, np.int64)
        self.kept_count = 0
        self.best_row = np.full(numbers, -1, np.int64)
        self.rows = np.full((slots, ANY_FORM + 1), -1, np.int64)


class Proposed:
    """The candidates of all signs so far, ``made`` of them: strings, forms and values."""

    def __init__(self, room: int) -> None:
        self.strings = np.empty(room, np.int64)
        self.forms = np.empty(room, np.int64)
        self.outline = np.empty(room)
        self.made = 0


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
    proposed = Proposed(signs * slots * (_FORMS_OF_LABELS + 2))
    begins = np.zeros(signs + 1, np.int64)
    shapes = Shapes(np.ascontiguousarray(loglik), *sight)
    room = Room(count, int(labels.strings.max()) + 1, slots)
    columns = Labels(
        labels.rarity, labels.strings, labels.forms, labels.is_mark, labels.is_letter, labels.is_ligature, labels.below
    )
    _propose(shapes, columns, marks, kept, kept_with_ligatures, begins, proposed, room)
    made = proposed.made
    strings, forms = np.asarray(proposed.strings)[:made].copy(), np.asarray(proposed.forms)[:made].copy()
    return begins, strings, forms, np.asarray(proposed.outline)[:made].copy()


def _propose(
    shapes: Shapes,
    labels: Labels,
    marks: int,
    kept: int,
    kept_with_ligatures: int,
    begins: Ints,
    proposed: Proposed,
    room: Room,
) -> None:
    """Write ``begins`` and what is ``proposed``."""
    for k in range(shapes.loglik.shape[0]):
        deepest = deepest_of(shapes.novelty[k])
        floor = max(deepest, DEEPEST)  # which are kept is told by outlines all the same
        _value(shapes, k, labels, room.values)
        _find_usable(shapes.mark[k], floor, labels, room)
        strings_kept, with_ligatures = kept, kept_with_ligatures
        if shapes.mark[k]:
            strings_kept = with_ligatures = marks
        _choose_best(labels, strings_kept, with_ligatures, room)
        _add_forms(labels, floor, room, proposed)
        begins[k + 1] = proposed.made
        for c in range(begins[k], begins[k + 1]):
            proposed.outline[c] = max(proposed.outline[c], -deepest)


def _value(shapes: Shapes, row: int, labels: Labels, values: Floats) -> None:
    """Write to ``values`` what each label is worth for one sign (nats); -inf where a mark would be none."""
    mark, below, above = shapes.mark[row], shapes.below[row], shapes.above[row]
    advance = shapes.advance[row]
    spacing = SPACING_MARK * min(advance / SPACING, 2.0) if advance > SPACING else 0.0
    side, more = 0.0, below - above if below > above else above - below
    if more > 0:
        more -= 1
    if below + above > 0:
        side = WRONG_SIDE + ALWAYS_WRONG * more / (below + above)
    for i in range(values.shape[0]):
        values[i] = shapes.loglik[row, i]
        if mark:
            if not labels.is_mark[i]:
                values[i] = -inf
            elif labels.below[i] != (below > above):
                values[i] -= side
        elif labels.is_mark[i]:
            values[i] -= spacing
        values[i] -= labels.rarity[i]


def _find_usable(mark: bool, deepest: float, labels: Labels, room: Room) -> None:
    """Count the values from the best, to ``deepest`` below it, and write down the labels that a sign may be."""
    top, room.count = -inf, 0
    for i in range(room.values.shape[0]):
        top = max(top, room.values[i])
    for i in range(room.values.shape[0]):
        room.values[i] = max(room.values[i] - top, -deepest)
        if (mark and labels.is_mark[i]) or (not mark and (labels.is_letter[i] or room.values[i] > -NON_LETTER_WITHIN)):
            room.usable[room.count] = i
            room.count += 1


def _before(row: int, other: int, values: Floats) -> bool:
    """Whether a label is better than another, or as good and stands before it."""
    return values[row] > values[other] or (values[row] == values[other] and row < other)


def _choose_best(labels: Labels, kept: int, kept_with_ligatures: int, room: Room) -> None:
    """Choose strings of the labels that are usable, the best first. Of equal ones the first is the better."""
    kept_count = 0
    for u in range(room.count):
        row = room.usable[u]
        string = labels.strings[row]
        if room.best_row[string] < 0:
            room.best_row[string], room.chosen[kept_count] = row, string
            kept_count += 1
        elif room.values[row] > room.values[room.best_row[string]]:
            room.best_row[string] = row
    made = 0
    for k in range(kept_count):  # those that are kept stand in front of those that are still to come
        string = room.chosen[k]
        at = _place(room.best_row[string], 0, min(made, kept), room)
        if at < kept:
            string = _insert(string, room.chosen, at, min(made, kept - 1))
            if made < kept:
                made += 1
                continue
        row = room.best_row[string]  # of the string that there was no room for, which is kept if it is a ligature
        if not (labels.is_ligature[row] and room.values[row] > -LIGATURE_WITHIN):
            continue
        at = _place(row, kept, made, room)
        if at < kept_with_ligatures:
            _insert(string, room.chosen, at, min(made, kept_with_ligatures - 1))
            made = min(made + 1, kept_with_ligatures)
    for u in range(room.count):
        room.best_row[labels.strings[room.usable[u]]] = -1
    room.kept_count = made


def _place(row: int, first: int, past: int, room: Room) -> int:
    """Where a string whose label is ``row`` belongs among ``chosen[first:past]``, which stand from the best on."""
    while past > first and _before(row, room.best_row[room.chosen[past - 1]], room.values):
        past -= 1
    return past


def _insert(string: int, strings: Ints, at: int, last: int) -> int:
    """Put ``string`` at a place before ``last``, or there, and move on those up to it; returns what ``last`` held."""
    fallen = strings[last]
    for k in range(last, at, -1):
        strings[k] = strings[k - 1]
    strings[at] = string
    return fallen


def _add_forms(labels: Labels, deepest: float, room: Room, proposed: Proposed) -> None:
    """Propose the strings that were chosen, each with the forms that it has among the usable labels.

    Some faces draw isolated and final, or initial and medial, alike: where a string has both, a candidate for both.
    """
    for slot in range(room.kept_count):
        room.best_row[room.chosen[slot]] = slot
    for u in range(room.count):
        row = room.usable[u]
        slot, form = room.best_row[labels.strings[row]], labels.forms[row]
        if slot >= 0 and (room.rows[slot, form] < 0 or room.values[row] > room.values[room.rows[slot, form]]):
            room.rows[slot, form] = row
    for slot in range(room.kept_count):
        room.best_row[room.chosen[slot]] = -1
        _add_string(slot, deepest, room, proposed)
        for form in range(ANY_FORM + 1):
            room.rows[slot, form] = -1


def _add_string(slot: int, deepest: float, room: Room, proposed: Proposed) -> None:
    """Propose one of the strings that were chosen, with its forms."""
    first = made = proposed.made
    for form in range(ANY_FORM + 1):
        row = room.rows[slot, form]
        if row < 0:
            continue
        at = made  # the better ones stand first, of equal ones the first label
        while at > first and _before(row, room.rows[slot, proposed.forms[at - 1]], room.values):
            proposed.forms[at] = proposed.forms[at - 1]
            at -= 1
        proposed.forms[at] = form
        made += 1
    top = room.values[room.rows[slot, proposed.forms[first]]]
    end, made = made, first
    for k in range(first, end):
        form = proposed.forms[k]
        value = room.values[room.rows[slot, form]]
        if value > -deepest or value == top:
            proposed.strings[made], proposed.forms[made], proposed.outline[made] = room.chosen[slot], form, value
            made += 1
    for form in range(1, 3):  # isolated or initial, with final or medial
        row, other = room.rows[slot, form], room.rows[slot, 4 * form]
        if row >= 0 and other >= 0:
            proposed.strings[made], proposed.forms[made] = room.chosen[slot], 5 * form
            value = (room.values[row] + room.values[other]) / 2 - SHARED_FORM
            proposed.outline[made] = max(value, -deepest)
            made += 1
    proposed.made = made


class Own:
    """The candidates of a sign: strings, forms and what their outline is worth."""

    def __init__(self, strings: Ints, forms: Ints, outline: Floats) -> None:
        self.strings = strings
        self.forms = forms
        self.outline = outline


class Tried:
    """Strings that a sign is tried with: so many ``letters`` first, then nothing, and the rest behind it; and all that
    are ``ligatures``."""

    def __init__(self, strings: Ints, letters: int, ligatures: Ints) -> None:
        self.strings = strings
        self.letters = letters
        self.ligatures = ligatures


def beside(offers: Own, tried: Tried, pairs: bool, deepest: float, count: int) -> tuple[Ints, Floats]:
    """Those strings that ``MoreLetters.beside`` tells of, each once, and what their outline is worth.

    Args:
        deepest: how much the outline can say against one.
        count: all strings are less than this.
    """
    size = len(tried.strings)
    strings, values = np.empty(size, np.int64), np.empty(size)
    new, best = np.ones(count, np.bool_), np.full(count, -np.inf)
    made = _find_beside(offers, tried, pairs, deepest, new, best, strings, values)
    return strings[:made].copy(), values[:made].copy()


def _find_beside(
    offers: Own, tried: Tried, pairs: bool, deepest: float, new: Bools, best: Floats, strings: Ints, values: Floats
) -> int:
    """Write what ``beside`` gives, and return how much that is. By string: ``new`` comes true, ``best`` -inf."""
    least = inf
    for i in range(offers.strings.shape[0]):
        new[offers.strings[i]] = False
        best[offers.strings[i]] = max(best[offers.strings[i]], offers.outline[i])
        least = min(least, offers.outline[i])
    if pairs:
        for i in range(tried.ligatures.shape[0]):
            new[tried.ligatures[i]] = True
        for i in range(offers.strings.shape[0]):
            if offers.forms[i] == ANY_FORM:
                new[offers.strings[i]] = False
    floor, made = min(max(least, -deepest), _CHARGED - deepest), 0
    for i in range(tried.strings.shape[0]):
        string = tried.strings[i]
        if new[string]:
            new[string] = False
            cost = _LETTER_COST if i < tried.letters else NOTHING_COST if i == tried.letters else _LIGATURE_COST
            value = floor - cost
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
            winner = -1
            for c in range(begins[k], begins[k + 1]):
                if (
                    winner < 0
                    or scores[c] > scores[winner]
                    or (scores[c] == scores[winner] and strings[c] < strings[winner])
                ) and not _is_among(strings[c], best, k, count):
                    winner = c
            if winner < 0:
                break
            best[k, count], best_scores[k, count] = strings[winner], scores[winner]
            count += 1
        sizes[k] = count
        mine, other = -inf, -inf
        for c in range(begins[k], begins[k + 1]):
            if strings[c] == best[k, 0]:
                mine = max(mine, outline[c])
            else:
                other = max(other, outline[c])
        margin[k] = mine - other


def _is_among(string: int, best: Ints, row: int, count: int) -> bool:
    """Whether ``string`` is one of the first ``count`` of a row."""
    for k in range(count):  # noqa: SIM110 (a loop that is compiled)
        if best[row, k] == string:
            return True
    return False
