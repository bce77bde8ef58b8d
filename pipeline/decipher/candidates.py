"""Candidates: what a sign may stand for, each with what the outline says of it."""

from __future__ import annotations

import itertools
from collections.abc import Sequence
from dataclasses import dataclass
from functools import lru_cache
from typing import Final

import numpy as np
from numpy.typing import ArrayLike, NDArray

from pipeline.arabic.presentation_forms import STACKED
from pipeline.compiled import njit
from pipeline.decipher.atlas import LETTER, MARK, Atlas, Label
from pipeline.decipher.joining import JOINS_AFTER, JOINS_BEFORE
from pipeline.decipher.spellings import LETTERS, Spellings, rarity
from pipeline.language import units

ANY_FORM: Final = 0b1111
#: The outline can't speak against a candidate by more than this (nats): a face may draw a letter unlike all others.
DEEPEST: Final = 18.0
#: Where the atlas knows the outline well it may say more; (novelty, nats), linear in between.
FAMILIAR: Final = (20.0, 32.0)
UNFAMILIAR: Final = (45.0, DEEPEST)
#: A string that is no letter needs an outline this good (nats below the best), or digits would explain everything.
NON_LETTER_WITHIN: Final = 8.0
#: That a sign means nothing has to be worth more than this (nats).
NOTHING_COST: Final = 25.0
#: Letters that the outline proposes first, which are tried with another letter beside them.
TOPS: Final = 3
#: Strings kept per sign, from the outline alone.
KEPT: Final = 10
#: and more of them where they are ligatures, which faces draw with less likeness to each other (nats below the best).
KEPT_WITH_LIGATURES: Final = 16
LIGATURE_WITHIN: Final = 20.0
#: Cost of a candidate that two joining contexts share, below the mean of both (nats).
SHARED_FORM: Final = 1.0
#: A mark that sits on the wrong side of its base (nats).
WRONG_SIDE: Final = 8.0
#: A glyph that advances is seldom a mark: cost at an advance of ``SPACING`` (em), thrice as much at most (nats).
SPACING_MARK: Final = 6.0
SPACING: Final = 0.05
#: Kasra, kasratan, hamza below: the marks that sit below. With a shadda they sit above, under it.
BELOW: Final = "\u0650\u064d\u0655"


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

    def add(self, strings: ArrayLike, forms: int, outline: ArrayLike) -> None:
        """Append candidates that are all drawn for the same joining contexts."""
        new = np.asarray(strings, np.int64)
        self.strings = np.concatenate([self.strings, new])
        self.forms = np.concatenate([self.forms, np.full(new.size, forms, np.int64)])
        self.outline = np.concatenate([self.outline, np.asarray(outline, np.float64)])

    def behind(self, string: int, outline: float) -> Candidates:
        """``string``, whatever its form, and these behind it."""
        return Candidates(
            np.concatenate([[string], self.strings]),
            np.concatenate([[ANY_FORM], self.forms]),
            np.concatenate([[outline], self.outline]),
        )


def form_bit(label: Label) -> int:
    """The joining context that a label is drawn for; every one where it is no letter."""
    return 1 << (2 * label.before + label.after) if label.kind == LETTER else ANY_FORM


class LabelIndex:
    """The atlas labels as spelling numbers, forms and kinds.

    ``ligatures`` are those of the atlas, and the stacked letters that faces of type foundries have and it lacks.
    """

    def __init__(self, labels: Sequence[Label], spellings: Spellings) -> None:
        self.rarity = np.array([rarity(label.text) for label in labels], np.float64)
        self.strings = np.array([spellings.number(label.text) for label in labels], np.int64)
        self.forms = np.array([form_bit(label) for label in labels], np.int64)
        self.is_mark = np.array([label.kind == MARK for label in labels], np.bool_)
        self.is_letter = np.array([label.kind == LETTER for label in labels], np.bool_)
        self.is_ligature = np.array([len(label.text) > 1 and label.kind == LETTER for label in labels], np.bool_)
        self.below = np.array([label.text[0] in BELOW for label in labels], np.bool_)
        self.ligatures = sorted(
            {
                string
                for string in self.strings.tolist()
                if spellings.kind(string) == LETTERS and len(spellings.texts[string]) > 1
            }
            | {spellings.number(text) for text in STACKED}
        )


def spelled_labels(atlas: Atlas) -> tuple[Spellings, LabelIndex]:
    """The labels of ``atlas`` with the spellings that they are numbers of: a copy, which more may be added to."""
    spellings, index = _spelled(atlas.labels)
    return spellings.copy(), index


@lru_cache(maxsize=4)
def _spelled(labels: tuple[Label, ...]) -> tuple[Spellings, LabelIndex]:
    """Labels first, then all pairs of letters, so that no document has to find them anew."""
    spellings = Spellings()
    index = LabelIndex(labels, spellings)
    for one, other in itertools.product(("", *units.LETTERS), repeat=2):
        spellings.number(one + other)
    spellings.tables()
    return spellings, index


def from_outline(
    loglik: NDArray[np.float32],
    index: LabelIndex,
    *,
    novelty: float,
    mark: bool,
    advance: float,
    below: int,
    above: int,
    kept: int = KEPT,
) -> Candidates:
    """Candidates of one sign from its row of outline likelihoods.

    ``novelty``: squared distance of the outline to the atlas. ``below`` and ``above``: how often a mark sat below and
    above its base. ``kept``: strings that are kept.
    """
    values = loglik.astype(np.float64)
    if mark:
        values = np.where(index.is_mark, values, -np.inf)
        if below + above:
            values = values - WRONG_SIDE * (index.below != (below > above))
    elif advance > SPACING:
        values = values - SPACING_MARK * min(advance / SPACING, 3.0) * index.is_mark
    values = values - index.rarity
    best = values.max()
    deepest = _deepest(novelty)
    values = np.maximum(values - best, -deepest)
    usable = index.is_letter | (values > -NON_LETTER_WITHIN)
    if mark:
        usable = index.is_mark
    order = np.flatnonzero(usable)[np.argsort(-values[usable], kind="stable")]
    most = (order.size, order.size) if mark else (kept, max(kept, KEPT_WITH_LIGATURES))
    return Candidates(*_best(order, values, index.strings, index.forms, index.is_ligature, *most, deepest))


def _deepest(novelty: float) -> float:
    """How much the outline can say against a candidate (nats), the more the better the atlas knows it."""
    (near, most), (far, least) = FAMILIAR, UNFAMILIAR
    return most + (least - most) / (far - near) * (min(max(novelty, near), far) - near)


@njit(cache=True)
def _best(order, values, strings, forms, is_ligature, kept, kept_with_ligatures, deepest):  # type: ignore[no-untyped-def]
    """The best strings of the labels in ``order`` with their forms: numbers, forms and values, string by string.

    Some faces draw isolated and final, or initial and medial, alike: where a string has both, a candidate for both.
    """
    slot_of = np.full(strings.max() + 1, -1, np.int64)
    chosen = np.empty(order.size, np.int64)
    value_of = np.full((order.size, ANY_FORM + 1), np.nan)
    form_of = np.empty((order.size, ANY_FORM + 1), np.int64)
    many = np.zeros(order.size, np.int64)
    count = 0
    for row in order:
        slot = slot_of[strings[row]]
        if slot < 0:
            ligature = is_ligature[row] and values[row] > -LIGATURE_WITHIN
            if count >= (kept_with_ligatures if ligature else kept):
                continue
            slot = slot_of[strings[row]] = count
            chosen[slot] = strings[row]
            count += 1
        if np.isnan(value_of[slot, forms[row]]):
            value_of[slot, forms[row]] = values[row]
            form_of[slot, many[slot]] = forms[row]
            many[slot] += 1
    room = int(many.sum()) + 2 * count
    out_string, out_form, out_value = np.empty(room, np.int64), np.empty(room, np.int64), np.empty(room)
    made = 0
    for slot in range(count):
        top = value_of[slot, form_of[slot, 0]]
        for k in range(many[slot]):
            form = form_of[slot, k]
            if value_of[slot, form] > -deepest or value_of[slot, form] == top:
                out_string[made], out_form[made], out_value[made] = chosen[slot], form, value_of[slot, form]
                made += 1
        for one, other in ((0b0001, 0b0100), (0b0010, 0b1000)):
            both = (value_of[slot, one] + value_of[slot, other]) / 2
            if not np.isnan(both):
                out_string[made], out_form[made] = chosen[slot], one | other
                out_value[made] = max(both - SHARED_FORM, -deepest)
                made += 1
    return out_string[:made], out_form[:made], out_value[:made]


def fixed(string: int) -> Candidates:
    """The one candidate of a sign that is already read."""
    return Candidates(np.array([string], np.int64), np.array([ANY_FORM], np.int64), np.zeros(1))


class MoreLetters:
    """What a sign may stand for that its outline doesn't propose."""

    def __init__(self, spellings: Spellings, ligatures: Sequence[int]) -> None:
        self._spellings = spellings
        self._letters = np.array([spellings.number(letter) for letter in units.LETTERS], np.int64)
        self._nothing = np.array([spellings.number("")], np.int64)
        self._ligatures = np.array(ligatures, np.int64)
        self._pairs: dict[str, NDArray[np.int64]] = {}

    def beside(self, candidates: Candidates, *, pairs: bool) -> Candidates:
        """Every letter, and that it means nothing; with ``pairs`` also the known ligatures, and pairs with the letters
        that the outline proposes first. What is among ``candidates`` is left out."""
        floor = float(min(candidates.outline.min(), -DEEPEST + 4))
        strings = [self._letters, self._nothing]
        if pairs:
            strings += [self._ligatures, *(self._with(text) for text in self._tops(candidates))]
        found = np.concatenate(strings)
        outline = np.full(found.size, floor - 4.0)
        outline[: self._letters.size] = floor - 1.0
        outline[self._letters.size] = floor - NOTHING_COST
        new = np.ones(max(int(found.max()), int(candidates.strings.max())) + 1, np.bool_)
        new[candidates.strings] = False
        first = np.sort(np.unique(found, return_index=True)[1])
        keep = first[new[found[first]]]
        return Candidates(found[keep], np.full(keep.size, ANY_FORM, np.int64), outline[keep])

    def _tops(self, candidates: Candidates) -> list[str]:
        """The letters that the outline proposes first."""
        texts = self._spellings.texts
        order = candidates.strings[np.argsort(-candidates.outline, kind="stable")].tolist()
        letters = (texts[s] for s in dict.fromkeys(order) if self._spellings.kind(s) == LETTERS)
        return list(itertools.islice(letters, TOPS))

    def _with(self, text: str) -> NDArray[np.int64]:
        """``text`` and one more letter that joins it, before or behind it, of three letters at most."""
        if text not in self._pairs:
            both = [pair for letter in units.LETTERS for pair in ((text, letter), (letter, text)) if _are_joined(*pair)]
            found = ["".join(pair) for pair in both]
            self._pairs[text] = np.array([self._spellings.number(pair) for pair in found if len(pair) <= 3], np.int64)
        return self._pairs[text]


def _are_joined(first: str, second: str) -> bool:
    """The one joins the other; faces draw no two letters as one glyph that don't."""
    return first[-1] in JOINS_AFTER and second[0] in JOINS_BEFORE
