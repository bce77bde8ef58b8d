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
from warraq.decipher.glyph.candidates import candidate_choice
from warraq.decipher.glyph.parameters import ANY_FORM, DEEPEST
from warraq.decipher.glyph.parameters import Candidates as P
from warraq.decipher.glyph.signs.spellings import COMPOSING, DIGIT, LATIN, LETTERS, PUNCTUATION, Spellings, rarity
from warraq.decipher.glyph.signs.spellings import MARK as MARKS
from warraq.fonts.outlines.atlas import LETTER, MARK, Atlas, Label
from warraq.language.alphabets import ARABIC, Alphabet

#: Kasra, kasratan, hamza below: the marks that sit below. With a shadda they sit above, under it.
BELOW: Final = "\u0650\u064d\u0655"
#: Kinds of strings that are for the eye alone to tell apart.
SIGNS: Final = frozenset({DIGIT, LATIN, PUNCTUATION})
_ANY: Final = np.array([ANY_FORM], np.int64)
#: Circles, spots, boxes and squares that differ in size alone; hyphen and dashes.
SAME_SHAPES: Final = tuple(map(frozenset, ("\u25cb\u25e6\u00b0", "\u25cf\u2022\u00b7", "\u25a1\u2610", "\u25a0\u25aa")))
DASHES: Final = frozenset("-\u2013\u2014")


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
        mask = np.full(new.size, forms, np.int64) if isinstance(forms, int) else np.asarray(forms, np.int64)
        self.strings = np.concatenate((self.strings, new))
        self.forms = np.concatenate((self.forms, mask))
        self.outline = np.concatenate((self.outline, np.asarray(outline, np.float64)))

    def put(self, string: int, outline: float) -> None:
        """Make the outline worth so much for ``string``, whatever its form, which becomes a candidate if it is none."""
        is_string = self.strings == string
        if is_string.any():
            self.outline[is_string] = outline
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
    sets, spans = [candidates[sign] for sign in signs], list(itertools.pairwise(begins))
    if not sets:
        return
    sizes = [each_set.strings.size + b - a for each_set, (a, b) in zip(sets, spans, strict=True)]

    def longer(arrays: Iterable[NDArray[Any]], new: NDArray[Any]) -> NDArray[Any]:
        return np.concatenate([part for each, (a, b) in zip(arrays, spans, strict=True) for part in (each, new[a:b])])

    strings = longer((each_set.strings for each_set in sets), added.strings)
    forms = longer((each_set.forms for each_set in sets), added.forms)
    outline = longer((each_set.outline for each_set in sets), added.outline)
    for each_set, (a, b) in zip(sets, itertools.pairwise(itertools.accumulate(sizes, initial=0)), strict=True):
        each_set.strings, each_set.forms, each_set.outline = strings[a:b], forms[a:b], outline[a:b]


def add_composing(proposed: Sequence[Candidates], spellings: Spellings) -> None:
    """Add the hamzas and the madda to candidates among which there is a mark: faces draw those least alike of all."""
    strings = np.concatenate([candidate.strings for candidate in proposed])
    row = np.repeat(np.arange(len(proposed)), [candidate.strings.size for candidate in proposed])
    marks = np.unique(row[spellings.tables().kind[strings] == MARKS]).tolist()
    composing = np.array([spellings.number(mark) for mark in COMPOSING], np.int64)
    for candidate in (proposed[k] for k in marks):
        new = composing[~np.isin(composing, candidate.strings)]
        candidate.add(new, ANY_FORM, np.full(new.size, -DEEPEST))


def among(strings: NDArray[np.int64], others: NDArray[np.int64], count: int) -> NDArray[np.bool_]:
    """Which of ``strings`` are among ``others``; all are less than ``count``. For a few it beats ``np.isin`` by far."""
    held = np.zeros(count, np.bool_)
    held[others] = True
    return held[strings]


def of_kind(
    begins: NDArray[np.int64],
    strings: NDArray[np.int64],
    wanted: NDArray[np.int64],
    kinds: NDArray[np.int64],
    string_of: NDArray[np.int64],
    loglik: NDArray[np.float32],
) -> tuple[NDArray[np.int64], NDArray[np.intp], NDArray[np.float32]]:
    """Labels of the kind that each of some signs wants, whose strings are no candidates of it.

    Args:
        begins, strings: where the candidates of each sign begin, and those of all.
        wanted: int64[n], a kind for each sign.
        kinds, string_of: int64[labels], kind and string of each label.
        loglik: float32[n, labels].

    Returns where the labels of each sign begin, int64[n + 1], the labels, and their ``loglik``.
    """
    held = np.zeros((wanted.size, int(max(string_of.max(), strings.max(initial=0))) + 1), np.bool_)
    held[np.repeat(np.arange(wanted.size), np.diff(begins)), strings] = True
    row, label = np.nonzero((kinds == wanted[:, None]) & ~held[:, string_of])
    return np.searchsorted(row, np.arange(wanted.size + 1)), label, loglik[row, label]


def form_bit(label: Label) -> int:
    """The joining context that a label is drawn for; every one where it is no letter."""
    return 1 << (2 * label.before + label.after) if label.kind == LETTER else ANY_FORM


class LabelIndex(NamedTuple):
    """The atlas labels for loops; all columns but ``ligatures`` are by label.

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


def spelled_labels(atlas: Atlas, alphabet: Alphabet = ARABIC) -> tuple[Spellings, LabelIndex]:
    """The labels of ``atlas`` with the spellings that they are numbers of: a copy, which more may be added to."""
    spellings, index = _spelled(atlas.labels, alphabet)
    return spellings.copy(), index


@lru_cache(maxsize=4)
def _spelled(labels: tuple[Label, ...], alphabet: Alphabet) -> tuple[Spellings, LabelIndex]:
    """Labels first, then all pairs of letters, so that no document has to find them anew."""
    spellings = Spellings(alphabet)
    index = _index(labels, spellings)
    for one, other in itertools.product(("", *alphabet.letters), repeat=2):
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


def from_outlines(loglik: NDArray[np.float32], index: LabelIndex, sight: Sight, kept: int = P.KEPT) -> list[Candidates]:
    """Candidates of each sign from its row of outline likelihoods [n, labels]. ``kept``: strings that are kept."""
    begins, strings, forms, outline = candidate_choice.propose(
        loglik, sight, index, kept, max(kept, P.KEPT_WITH_LIGATURES)
    )
    return [Candidates(strings[a:b], forms[a:b], outline[a:b]) for a, b in itertools.pairwise(begins.tolist())]


def fixed(string: int) -> Candidates:
    """The one candidate of a sign that is already read."""
    return Candidates(np.array([string], np.int64), np.array([ANY_FORM], np.int64), np.zeros(1))


def group_of(text: str, groups: Iterable[frozenset[str]]) -> frozenset[str]:
    """The first of ``groups`` that ``text`` is in; empty where there is none."""
    return next((group for group in groups if text in group), frozenset())


def of_any_size(proposed: Candidates, spellings: Spellings, claimed: int) -> None:
    """Let a ``claimed`` bullet, circle or box look like those of other sizes among the candidates ``proposed``.

    How large they are against the letters is a guess in fonts of signs, which have no letters.
    """
    group = group_of(spellings.texts[claimed], SAME_SHAPES)
    if group and (alike := np.isin(proposed.strings, [spellings.find(shape) for shape in group])).any():
        proposed.put(claimed, float(proposed.outline[alike].max()))


def as_claimed_and_drawn(proposed: Candidates, spellings: Spellings, claimed: int) -> Candidates:
    """``proposed`` without other digits, Latin letters and signs, where one is ``claimed`` and its outline is likest.

    Words don't tell those apart: language alone would read the ``J`` of ``ADJ`` as a bracket.
    """
    if claimed < 0 or spellings.kind(claimed) not in SIGNS:
        return proposed
    drawn = proposed.outline[proposed.strings == claimed]
    if not drawn.size or drawn.max() < proposed.outline.max():
        return proposed
    other = np.array([s != claimed and spellings.kind(s) in SIGNS for s in proposed.strings.tolist()], np.bool_)
    return Candidates(proposed.strings[~other], proposed.forms[~other], proposed.outline[~other])
