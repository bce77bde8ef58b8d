"""Candidates: what a sign may stand for, each with what the outline says of it."""

from __future__ import annotations

import itertools
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache
from typing import Any, Final, NamedTuple

import numpy as np
from numpy.typing import ArrayLike, NDArray

from warraq.arabic.presentation_forms import STACKED
from warraq.compiled import lean_njit, njit
from warraq.decipher.glyph.atlas import LETTER, MARK, Atlas, Label
from warraq.decipher.glyph.spellings import COMPOSING, DIGIT, LATIN, LETTERS, PUNCTUATION, Spellings, rarity
from warraq.decipher.glyph.spellings import MARK as MARKS
from warraq.language import units

ANY_FORM: Final = 0b1111
#: The outline can't speak against a candidate by more than this (nats): a face may draw a letter unlike all others.
DEEPEST: Final = 18.0
#: Where the atlas knows the outline well it may say more; (novelty, nats), linear in between.
FAMILIAR: Final = (20.0, 32.0)
UNFAMILIAR: Final = (45.0, DEEPEST)
#: and less where it knows nothing like it.
STRANGE: Final = (120.0, 12.0)
#: A string that is no letter needs an outline this good (nats below the best), or digits would explain everything.
NON_LETTER_WITHIN: Final = 8.0
#: Strings kept per sign, from the outline alone.
KEPT: Final = 10
#: and more of them where they are ligatures, which faces draw with less likeness to each other (nats below the best).
KEPT_WITH_LIGATURES: Final = 16
LIGATURE_WITHIN: Final = 20.0
#: Cost of a candidate that two joining contexts share, below the mean of both (nats).
SHARED_FORM: Final = 1.0
#: A mark that sits on the wrong side of its base: once, and more of one that nearly always does (nats).
WRONG_SIDE: Final = 8.0
ALWAYS_WRONG: Final = 8.0
#: A glyph that advances is seldom a mark: cost at an advance of ``SPACING`` (em), twice as much at most (nats).
SPACING_MARK: Final = 6.0
SPACING: Final = 0.05
#: Kasra, kasratan, hamza below: the marks that sit below. With a shadda they sit above, under it.
BELOW: Final = "\u0650\u064d\u0655"
#: Kinds of strings that are for the eye alone to tell apart.
SIGNS: Final = frozenset({DIGIT, LATIN, PUNCTUATION})
_ANY: Final = np.array([ANY_FORM], np.int64)
#: Circles, spots, boxes and squares that differ in size alone; hyphen and dashes.
SAME_SHAPES: Final = tuple(map(frozenset, ("\u25cb\u25e6\u00b0", "\u25cf\u2022\u00b7", "\u25a1\u2610", "\u25a0\u25aa")))
DASHES: Final = frozenset("-\u2013\u2014")
#: Forms that labels of one string are drawn for: the four of a letter, and any.
_FORMS_OF_LABELS: Final = 5


@dataclass(slots=True)
class Candidates:
    """The candidates of one sign; all columns have the same length.

    Attributes:
        strings: numbers in ``Spellings``.
        forms: allowed joining contexts, bit 2 x before + after.
        outline: nats, best 0.
    """

    strings: NDArray[np.int64]
    forms: NDArray[np.int64]
    outline: NDArray[np.float64]

    def add(self, strings: ArrayLike, forms: ArrayLike, outline: ArrayLike) -> None:
        """Append candidates; ``forms`` of each, or of all."""
        new = np.asarray(strings, np.int64)
        own = np.full(new.size, forms, np.int64) if isinstance(forms, int) else np.asarray(forms, np.int64)
        self.strings = np.concatenate((self.strings, new))
        self.forms = np.concatenate((self.forms, own))
        self.outline = np.concatenate((self.outline, np.asarray(outline, np.float64)))

    def put(self, string: int, outline: float) -> None:
        """Make the outline worth so much for ``string``, whatever its form, which becomes a candidate if it is none."""
        own = self.strings == string
        if own.any():
            self.outline[own] = outline
        else:
            self.add([string], ANY_FORM, [outline])

    def of(self, chosen: NDArray[np.bool_]) -> Candidates:
        """Those that are chosen, bool by candidate."""
        return Candidates(self.strings[chosen], self.forms[chosen], self.outline[chosen])

    def behind(self, string: int, outline: float) -> Candidates:
        """``string``, whatever its form, and these behind it."""
        return Candidates(
            np.concatenate((np.array([string]), self.strings)),
            np.concatenate((_ANY, self.forms)),
            np.concatenate((np.array([outline]), self.outline)),
        )


def add_to_each(
    candidates: Mapping[int, Candidates], signs: Sequence[int], begins: Sequence[int], added: Candidates
) -> None:
    """``Candidates.add`` to those of several ``signs`` at once: the k-th gets ``begins[k]`` to ``begins[k + 1]`` of
    what is ``added``."""
    found, spans = [candidates[sign] for sign in signs], list(itertools.pairwise(begins))
    if not found:
        return
    sizes = [own.strings.size + b - a for own, (a, b) in zip(found, spans, strict=True)]

    def longer(own: Iterable[NDArray[Any]], new: NDArray[Any]) -> NDArray[Any]:
        return np.concatenate([part for each, (a, b) in zip(own, spans, strict=True) for part in (each, new[a:b])])

    strings = longer((own.strings for own in found), added.strings)
    forms = longer((own.forms for own in found), added.forms)
    outline = longer((own.outline for own in found), added.outline)
    for own, (a, b) in zip(found, itertools.pairwise(itertools.accumulate(sizes, initial=0)), strict=True):
        own.strings, own.forms, own.outline = strings[a:b], forms[a:b], outline[a:b]


def add_composing(found: Sequence[Candidates], spellings: Spellings) -> None:
    """Add the hamzas and the madda to candidates among which there is a mark: faces draw those least alike of all."""
    strings = np.concatenate([own.strings for own in found])
    row = np.repeat(np.arange(len(found)), [own.strings.size for own in found])
    marks = np.unique(row[spellings.tables().kind[strings] == MARKS]).tolist()
    composing = np.array([spellings.number(mark) for mark in COMPOSING], np.int64)
    for own in (found[k] for k in marks):
        new = composing[~np.isin(composing, own.strings)]
        own.add(new, ANY_FORM, np.full(new.size, -DEEPEST))


def among(strings: NDArray[np.int64], others: NDArray[np.int64], count: int) -> NDArray[np.bool_]:
    """Which of ``strings`` are among ``others``; all are less than ``count``. For a few it beats ``np.isin`` by far."""
    held = np.zeros(count, np.bool_)
    held[others] = True
    return held[strings]


@njit(cache=True)
def of_kind(begins, strings, wanted, kinds, string_of, loglik):  # type: ignore[no-untyped-def]
    """Labels of the kind that each of some signs wants, whose strings are no candidates of it.

    Args:
        begins, strings: where the candidates of each sign begin, and those of all.
        wanted: int64[n], a kind for each sign.
        kinds, string_of: int64[labels], kind and string of each label.
        loglik: float32[n, labels].

    Returns where the labels of each sign begin, int64[n + 1], the labels, and their ``loglik``.
    """
    room = 0
    for kind in kinds:
        for own in wanted:
            room += kind == own
    found, labels, values = np.zeros(begins.size, np.int64), np.empty(room, np.int64), np.empty(room, np.float32)
    held, made = np.full(string_of.max() + 1, -1, np.int64), 0
    for row in range(wanted.size):
        for c in range(begins[row], begins[row + 1]):
            if strings[c] < held.size:
                held[strings[c]] = row
        for label in range(kinds.size):
            if kinds[label] == wanted[row] and held[string_of[label]] != row:
                labels[made], values[made] = label, loglik[row, label]
                made += 1
        found[row + 1] = made
    return found, labels[:made].copy(), values[:made].copy()


def form_bit(label: Label) -> int:
    """The joining context that a label is drawn for; every one where it is no letter."""
    return 1 << (2 * label.before + label.after) if label.kind == LETTER else ANY_FORM


class LabelIndex(NamedTuple):
    """The atlas labels for compiled loops; all columns but ``ligatures`` are by label.

    Attributes:
        rarity: float64, what a mark or a punctuation mark costs for being rare (nats).
        strings, forms: int64, numbers in ``Spellings``, and joining contexts as in ``Candidates``.
        is_mark, is_letter, is_ligature, below: bool, kinds of label, and marks that sit below.
        ligatures: int64, strings: those of the atlas, and the stacked letters that faces of type foundries have and it
            lacks.
    """

    rarity: NDArray[np.float64]
    strings: NDArray[np.int64]
    forms: NDArray[np.int64]
    is_mark: NDArray[np.bool_]
    is_letter: NDArray[np.bool_]
    is_ligature: NDArray[np.bool_]
    below: NDArray[np.bool_]
    ligatures: NDArray[np.int64]


def _index(labels: Sequence[Label], spellings: Spellings) -> LabelIndex:
    strings = [spellings.number(label.text) for label in labels]
    known = {s for s in strings if spellings.kind(s) == LETTERS and len(spellings.texts[s]) > 1}
    return LabelIndex(
        rarity=np.array([rarity(label.text) for label in labels], np.float64),
        strings=np.array(strings, np.int64),
        forms=np.array([form_bit(label) for label in labels], np.int64),
        is_mark=np.array([label.kind == MARK for label in labels], np.bool_),
        is_letter=np.array([label.kind == LETTER for label in labels], np.bool_),
        is_ligature=np.array([len(label.text) > 1 and label.kind == LETTER for label in labels], np.bool_),
        below=np.array([label.text[0] in BELOW for label in labels], np.bool_),
        ligatures=np.array(sorted(known | {spellings.number(text) for text in STACKED}), np.int64),
    )


def spelled_labels(atlas: Atlas) -> tuple[Spellings, LabelIndex]:
    """The labels of ``atlas`` with the spellings that they are numbers of: a copy, which more may be added to."""
    spellings, index = _spelled(atlas.labels)
    return spellings.copy(), index


@lru_cache(maxsize=4)
def _spelled(labels: tuple[Label, ...]) -> tuple[Spellings, LabelIndex]:
    """Labels first, then all pairs of letters, so that no document has to find them anew."""
    spellings = Spellings()
    index = _index(labels, spellings)
    for one, other in itertools.product(("", *units.LETTERS), repeat=2):
        spellings.number(one + other)
    spellings.tables()
    return spellings, index


class Sight(NamedTuple):
    """What is known of the glyphs of some signs beside the likelihoods of their outlines.

    Attributes:
        novelty: float64[n], squared distance of the outline to the atlas.
        mark: bool[n], it is a mark.
        advance: float64[n], em.
        below, above: int64[n], how often a mark sat below and above its base.
    """

    novelty: NDArray[np.float64]
    mark: NDArray[np.bool_]
    advance: NDArray[np.float64]
    below: NDArray[np.int64]
    above: NDArray[np.int64]

    def of(self, rows: Sequence[int]) -> Sight:
        """The same of some of the signs."""
        return Sight(self.novelty[rows], self.mark[rows], self.advance[rows], self.below[rows], self.above[rows])


def from_outlines(loglik: NDArray[np.float32], index: LabelIndex, sight: Sight, kept: int = KEPT) -> list[Candidates]:
    """Candidates of each sign from its row of outline likelihoods [n, labels]. ``kept``: strings that are kept."""
    begins, strings, forms, outline = _propose(loglik, sight, index, kept, max(kept, KEPT_WITH_LIGATURES))
    return [Candidates(strings[a:b], forms[a:b], outline[a:b]) for a, b in itertools.pairwise(begins.tolist())]


@lean_njit(cache=True, inline="always")
def deepest_of(novelty):  # type: ignore[no-untyped-def]
    """How much the outline can say against a candidate (nats), the more the better the atlas knows it."""
    near, most = FAMILIAR
    far, less = UNFAMILIAR
    farthest, least = STRANGE
    if novelty < far:
        return most + (less - most) / (far - near) * (max(novelty, near) - near)
    return less + (least - less) / (farthest - far) * (min(novelty, farthest) - far)


@njit(cache=True)
def _propose(loglik, sight, labels, kept, kept_with_ligatures):  # type: ignore[no-untyped-def]
    """Where the candidates of each sign begin, and their strings, forms and values."""
    signs, count = loglik.shape
    marks = np.count_nonzero(labels.is_mark)
    slots = max(kept_with_ligatures, marks)
    room = signs * slots * (_FORMS_OF_LABELS + 2)
    out = np.empty(room, np.int64), np.empty(room, np.int64), np.empty(room)
    begins = np.zeros(signs + 1, np.int64)
    values, order, strings = np.empty(count), np.empty(count, np.int64), np.empty(count, np.int64)
    best_row = np.full(labels.strings.max() + 1, -1, np.int64)
    rows = np.full((slots, ANY_FORM + 1), -1, np.int64)
    for k in range(signs):
        deepest = deepest_of(sight.novelty[k])
        floor = max(deepest, DEEPEST)  # which are kept is told by outlines all the same
        _values_of(loglik[k], sight.mark[k], sight.advance[k], sight.below[k], sight.above[k], labels, values)
        usable = order[: _usable(sight.mark[k], floor, labels, values, order)]
        most = (marks, marks) if sight.mark[k] else (kept, kept_with_ligatures)
        chosen = strings[: _best(usable, values, labels, most, best_row, strings)]
        begins[k + 1] = _with_forms(chosen, usable, values, labels, floor, best_row, rows, out, begins[k])
        for c in range(begins[k], begins[k + 1]):
            out[2][c] = max(out[2][c], -deepest)
    made = begins[signs]
    return begins, out[0][:made].copy(), out[1][:made].copy(), out[2][:made].copy()


@lean_njit(cache=True)
def _usable(mark, deepest, labels, values, order):  # type: ignore[no-untyped-def]
    """Count ``values`` from the best, to ``deepest`` below it, and write to ``order`` the labels that a sign may be.

    Returns how many there are.
    """
    top = -np.inf
    for i in range(values.size):
        top = max(top, values[i])
    usable = 0
    for i in range(values.size):
        values[i] = max(values[i] - top, -deepest)
        if labels.is_mark[i] if mark else labels.is_letter[i] or values[i] > -NON_LETTER_WITHIN:
            order[usable] = i
            usable += 1
    return usable


@lean_njit(cache=True)
def _values_of(loglik, mark, advance, below, above, labels, values):  # type: ignore[no-untyped-def]
    """Write to ``values`` what each label is worth for one sign (nats); -inf where a mark would be none."""
    spacing = SPACING_MARK * min(advance / SPACING, 2.0) if advance > SPACING else 0.0
    for i in range(loglik.size):
        values[i] = loglik[i]
        if mark:
            if not labels.is_mark[i]:
                values[i] = -np.inf
            elif below + above and labels.below[i] != (below > above):
                values[i] -= WRONG_SIDE + ALWAYS_WRONG * max(abs(below - above) - 1, 0) / (below + above)
        elif labels.is_mark[i]:
            values[i] -= spacing
        values[i] -= labels.rarity[i]


@lean_njit(cache=True, inline="always")
def _before(row, other, values):  # type: ignore[no-untyped-def]
    """Whether a label is better than another, or as good and stands before it."""
    return values[row] > values[other] or (values[row] == values[other] and row < other)


@lean_njit(cache=True)
def _best(usable, values, labels, most, best_row, strings):  # type: ignore[no-untyped-def]
    """Write the strings of the labels that are ``usable`` to ``strings``, the best first; returns how many are kept.

    Of equal ones the first is the better. ``most``: strings that are kept, and with ligatures; ``best_row`` [strings]
    is scratch space, -1 everywhere.
    """
    found = 0
    for row in usable:
        string = labels.strings[row]
        if best_row[string] < 0:
            best_row[string], strings[found] = row, string
            found += 1
        elif values[row] > values[best_row[string]]:
            best_row[string] = row
    kept, kept_with_ligatures = most
    count = 0
    for k in range(found):  # those that are kept stand in front of those that are still to come
        string = strings[k]
        at = _place(best_row[string], strings, 0, min(count, kept), best_row, values)
        if at < kept:
            string = _insert(string, strings, at, min(count, kept - 1))
            if count < kept:
                count += 1
                continue
        row = best_row[string]  # of the string that there was no room for, which is still kept if it is a ligature
        if not (labels.is_ligature[row] and values[row] > -LIGATURE_WITHIN):
            continue
        at = _place(row, strings, kept, count, best_row, values)
        if at < kept_with_ligatures:
            _insert(string, strings, at, min(count, kept_with_ligatures - 1))
            count = min(count + 1, kept_with_ligatures)
    for row in usable:
        best_row[labels.strings[row]] = -1
    return count


@lean_njit(cache=True, inline="always")
def _place(row, strings, first, past, best_row, values):  # type: ignore[no-untyped-def]
    """Where a string whose label is ``row`` belongs among ``strings[first:past]``, which stand from the best on."""
    while past > first and _before(row, best_row[strings[past - 1]], values):
        past -= 1
    return past


@lean_njit(cache=True, inline="always")
def _insert(string, strings, at, last):  # type: ignore[no-untyped-def]
    """Put ``string`` at a place before ``last``, or there, and move on those up to it; returns what ``last`` held."""
    fallen = strings[last]
    for k in range(last, at, -1):
        strings[k] = strings[k - 1]
    strings[at] = string
    return fallen


@lean_njit(cache=True)
def _with_forms(chosen, usable, values, labels, deepest, slot_of, rows, out, made):  # type: ignore[no-untyped-def]
    """Write the strings ``chosen`` to ``out``, each with the forms that it has among the labels ``usable``.

    Some faces draw isolated and final, or initial and medial, alike: where a string has both, a candidate for both.
    ``slot_of`` [strings] and ``rows`` [slots, forms] are scratch space, -1 everywhere; ``made``: candidates that are
    there already. Returns how many there are now.
    """
    out_string, out_form, out_value = out
    for slot in range(chosen.size):
        slot_of[chosen[slot]] = slot
    for row in usable:
        slot, form = slot_of[labels.strings[row]], labels.forms[row]
        if slot >= 0 and (rows[slot, form] < 0 or values[row] > values[rows[slot, form]]):
            rows[slot, form] = row
    for slot in range(chosen.size):
        slot_of[chosen[slot]] = -1
        own, first = rows[slot], made
        for form in range(ANY_FORM + 1):
            row = own[form]
            if row < 0:
                continue
            at = made  # the better ones stand first, of equal ones the first label
            while at > first and _before(row, own[out_form[at - 1]], values):
                out_form[at] = out_form[at - 1]
                at -= 1
            out_form[at] = form
            made += 1
        top = values[own[out_form[first]]]
        count, made = made, first
        for k in range(first, count):
            form = out_form[k]
            value = values[own[form]]
            if value > -deepest or value == top:
                out_string[made], out_form[made], out_value[made] = chosen[slot], form, value
                made += 1
        for one, other in ((0b0001, 0b0100), (0b0010, 0b1000)):
            if own[one] >= 0 and own[other] >= 0:
                out_string[made], out_form[made] = chosen[slot], one | other
                out_value[made] = max((values[own[one]] + values[own[other]]) / 2 - SHARED_FORM, -deepest)
                made += 1
        own[:] = -1
    return made


def fixed(string: int) -> Candidates:
    """The one candidate of a sign that is already read."""
    return Candidates(np.array([string], np.int64), np.array([ANY_FORM], np.int64), np.zeros(1))


def group_of(text: str, groups: Iterable[frozenset[str]]) -> frozenset[str]:
    """The first of ``groups`` that ``text`` is in; empty where there is none."""
    return next((group for group in groups if text in group), frozenset())


def of_any_size(found: Candidates, spellings: Spellings, claimed: int) -> None:
    """Let a ``claimed`` bullet, circle or box look like those of other sizes among the candidates ``found``.

    How large they are against the letters is a guess in fonts of signs, which have no letters.
    """
    group = group_of(spellings.texts[claimed], SAME_SHAPES)
    alike = np.isin(found.strings, [spellings.find(shape) for shape in group]) if group else np.zeros(0, np.bool_)
    if alike.any():
        found.put(claimed, float(found.outline[alike].max()))


def as_claimed_and_drawn(found: Candidates, spellings: Spellings, claimed: int) -> Candidates:
    """``found`` without other digits, Latin letters and signs, where one is ``claimed`` and its outline is the likest.

    Words don't tell those apart: language alone would read the ``J`` of ``ADJ`` as a bracket.
    """
    if claimed < 0 or spellings.kind(claimed) not in SIGNS:
        return found
    own = found.outline[found.strings == claimed]
    if not own.size or own.max() < found.outline.max():
        return found
    other = np.array([s != claimed and spellings.kind(s) in SIGNS for s in found.strings.tolist()], np.bool_)
    return Candidates(found.strings[~other], found.forms[~other], found.outline[~other])
