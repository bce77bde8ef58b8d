"""Candidates: what a sign may stand for, each with what the outline says of it."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Final

import numpy as np
from numpy.typing import NDArray

from pipeline.decipher.atlas import LETTER, MARK, Atlas, Label
from pipeline.decipher.spellings import LETTERS, Spellings, kind_of, rarity
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

    def add(self, strings: Iterable[int], forms: int, outline: Iterable[float]) -> None:
        """Append candidates that any form would suit."""
        new = list(strings)
        self.strings = np.concatenate([self.strings, np.array(new, np.int64)])
        self.forms = np.concatenate([self.forms, np.full(len(new), forms, np.int64)])
        self.outline = np.concatenate([self.outline, np.array(list(outline), np.float64)])


def form_bit(label: Label) -> int:
    """The joining context that a label is drawn for; every one where it is no letter."""
    return 1 << (2 * label.before + label.after) if label.kind == LETTER else ANY_FORM


class LabelIndex:
    """The atlas labels as spelling numbers, forms and kinds."""

    def __init__(self, atlas: Atlas, spellings: Spellings) -> None:
        self.rarity = np.array([rarity(label.text) for label in atlas.labels], np.float64)
        self.strings = np.array([spellings.number(label.text) for label in atlas.labels], np.int64)
        self.forms = np.array([form_bit(label) for label in atlas.labels], np.int64)
        self.is_mark = np.array([label.kind == MARK for label in atlas.labels], np.bool_)
        self.is_letter = np.array([label.kind == LETTER for label in atlas.labels], np.bool_)
        self.is_ligature = np.array([len(label.text) > 1 and label.kind == LETTER for label in atlas.labels], np.bool_)
        self.below = np.array([label.text[0] in BELOW for label in atlas.labels], np.bool_)


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
    deepest = float(np.interp(novelty, (FAMILIAR[0], UNFAMILIAR[0]), (FAMILIAR[1], UNFAMILIAR[1])))
    values = np.maximum(values - best, -deepest)
    values[~np.isfinite(loglik)] = -deepest
    usable = index.is_letter | (values > -NON_LETTER_WITHIN)
    if mark:
        usable = index.is_mark
    order = np.flatnonzero(usable)[np.argsort(-values[usable], kind="stable")]
    by_string: dict[int, dict[int, float]] = {}
    for row in order.tolist():
        string = int(index.strings[row])
        if string not in by_string:
            ligature = index.is_ligature[row] and values[row] > -LIGATURE_WITHIN
            if len(by_string) >= (max(kept, KEPT_WITH_LIGATURES) if ligature else kept) and not mark:
                continue
            by_string[string] = {}
        by_string[string].setdefault(int(index.forms[row]), float(values[row]))
    return _flatten(by_string, deepest)


def _flatten(by_string: dict[int, dict[int, float]], deepest: float) -> Candidates:
    strings, forms, outline = [], [], []
    for string, found in by_string.items():
        top = max(found.values())
        for form, value in found.items():
            if value > -deepest or value == top:
                strings.append(string)
                forms.append(form)
                outline.append(value)
        # Some faces draw isolated and final, or initial and medial, alike.
        for one, other in ((0b0001, 0b0100), (0b0010, 0b1000)):
            if one in found and other in found:
                strings.append(string)
                forms.append(one | other)
                outline.append(max((found[one] + found[other]) / 2 - SHARED_FORM, -deepest))
    return Candidates(np.array(strings, np.int64), np.array(forms, np.int64), np.array(outline, np.float64))


def fixed(string: int) -> Candidates:
    """The one candidate of a sign that is already read."""
    return Candidates(np.array([string], np.int64), np.array([ANY_FORM], np.int64), np.zeros(1))


def more_letters(
    candidates: Candidates, spellings: Spellings, ligatures: Sequence[int] | None
) -> list[tuple[int, float]]:
    """(string, outline) of what the outline didn't propose: every letter, and that it means nothing.

    Where ``ligatures`` (those that the atlas knows) are given, they too, and pairs with the letters it proposes first.
    """
    have = set(candidates.strings.tolist())
    floor = float(min(candidates.outline.min(), -DEEPEST + 4))
    found = {spellings.number(letter): floor - 1.0 for letter in units.LETTERS}
    found[spellings.number("")] = floor - NOTHING_COST
    if ligatures is not None:
        found |= dict.fromkeys(ligatures, floor - 4.0)
        order = candidates.strings[np.argsort(-candidates.outline, kind="stable")].tolist()
        tops = [spellings.texts[s] for s in dict.fromkeys(order) if kind_of(spellings.texts[s]) == LETTERS][:3]
        for text in tops:
            for letter in units.LETTERS:
                for pair in (text + letter, letter + text):
                    if len(pair) <= 3:
                        found.setdefault(spellings.number(pair), floor - 4.0)
    return [(string, value) for string, value in found.items() if string not in have]
