"""What outlines propose for a sign: the best strings, each with the forms that faces draw it in."""

import numpy as np
import pytest

from tests.interpreted import interpreted
from warraq.decipher.glyph import parameters
from warraq.decipher.glyph.candidates import candidate_choice
from warraq.decipher.glyph.candidates.candidates import (
    Candidates,
    Sight,
    add_composing,
    add_to_each,
    among,
    as_claimed_and_drawn,
    from_outlines,
    of_any_size,
    of_kind,
    spelled_labels,
)
from warraq.decipher.glyph.candidates.more_letters import MoreLetters
from warraq.decipher.glyph.candidates.ranking import ranking
from warraq.decipher.glyph.evidence.dotted_ligatures import add_other_dots, with_other_body, with_other_dots
from warraq.decipher.glyph.parameters import (
    ALWAYS_WRONG,
    ANY_FORM,
    DEEPEST,
    LIGATURE_WITHIN,
    NON_LETTER_WITHIN,
    OTHER_FORM,
    SHARED_FORM,
    SPACING_MARK,
    WRONG_SIDE,
)
from warraq.decipher.glyph.signs.spellings import rarity
from warraq.fonts.outlines import atlas
from warraq.language import units

BOOK = atlas.shipped()
SPELLINGS, INDEX = spelled_labels(BOOK)
BEH, TEH = "\u0628", "\u062a"
FATHA, KASRA = "\u064e", "\u0650"
STRANGE = 45.0
"""Squared distance of an outline that the atlas doesn't know: it says little against a letter."""
NONE_DRAWN = np.zeros(0, np.int64)
"""Strings of an atlas that has none."""


def likely(values: dict[tuple[str, str], float]) -> np.ndarray:
    """A row of likelihoods: that of the labels named by text and form (two digits: joins before, after), -100 else."""
    row = np.full(len(BOOK.labels), -100.0, np.float32)
    for i, label in enumerate(BOOK.labels):
        row[i] = values.get((label.text, f"{label.before:d}{label.after:d}"), -100.0)
    return row


def proposed(*rows: np.ndarray, mark: bool = False, advance: float = 0.5, below: int = 0) -> list[Candidates]:
    count = len(rows)
    sight = Sight(
        np.full(count, STRANGE), np.full(count, mark), np.full(count, advance),
        np.full(count, below), np.full(count, 1),
    )  # fmt: skip
    return from_outlines(np.stack(rows), INDEX, sight)


def values_of(candidates: Candidates, text: str) -> dict[int, float]:
    here = candidates.strings == SPELLINGS.find(text)
    return dict(zip(candidates.forms[here].tolist(), candidates.outline[here].tolist(), strict=True))


def test_the_best_strings_come_first_each_with_its_forms_and_one_for_both_that_look_alike() -> None:
    row = likely({(BEH, "00"): 0.0, (BEH, "10"): -2.0, (BEH, "01"): -30.0, (TEH, "11"): -5.0})
    (candidates,) = proposed(row)
    texts = [SPELLINGS.texts[string] for string in candidates.strings.tolist()]
    assert texts[:5] == [BEH, BEH, BEH, BEH, TEH]
    # Initial and medial are out of reach, but together.
    assert values_of(candidates, BEH) == {0b0001: 0.0, 0b0100: -2.0, 0b0101: -1.0 - SHARED_FORM, 0b1010: -DEEPEST}
    assert values_of(candidates, TEH)[0b1000] == -5.0
    assert candidates.outline.min() == -DEEPEST


@pytest.mark.parametrize(("advance", "share"), [(0.0, 0), (0.05, 0), (0.075, 1.5), (0.1, 2), (0.5, 2)])
def test_the_wider_a_glyph_the_less_it_is_a_mark_and_twice_as_wide_says_all(advance: float, share: float) -> None:
    (candidates,) = proposed(likely({(FATHA, "00"): 0.0, (BEH, "00"): -15.0}), advance=advance)
    cost = rarity(FATHA) + share * SPACING_MARK
    assert values_of(candidates, FATHA)[ANY_FORM] == 0.0
    assert values_of(candidates, BEH)[1] == pytest.approx(cost - 15.0, abs=1e-5)


def test_so_many_strings_are_kept_and_more_where_they_are_ligatures() -> None:
    (candidates,) = proposed(likely({(BEH, "00"): 0.0}))
    texts = [SPELLINGS.texts[string] for string in dict.fromkeys(candidates.strings.tolist())]
    assert len(texts) > parameters.Candidates.KEPT
    assert all(len(text) > 1 for text in texts[parameters.Candidates.KEPT :])


@pytest.mark.parametrize("seed", range(5))
def test_the_strings_that_are_kept_are_those_that_a_sort_puts_first(seed: int) -> None:
    row = np.random.default_rng(seed).normal(0, 9, len(BOOK.labels)).astype(np.float32)
    row[::7] = row[0]  # of equal ones the first label is the better
    worth = row.astype(np.float64) - INDEX.rarity
    worth[INDEX.is_mark] -= 2 * SPACING_MARK
    worth = np.maximum(worth - worth.max(), -DEEPEST)
    label_of: dict[int, int] = {}
    for label in np.argsort(-worth, kind="stable").tolist():
        if INDEX.is_letter[label] or worth[label] > -NON_LETTER_WITHIN:
            label_of.setdefault(int(INDEX.strings[label]), label)
    ranked = list(label_of.items())
    more = [
        s
        for s, label in ranked[parameters.Candidates.KEPT :]
        if INDEX.is_ligature[label] and worth[label] > -LIGATURE_WITHIN
    ]
    (candidates,) = proposed(row)
    wanted = [s for s, _ in ranked[: parameters.Candidates.KEPT]] + more[
        : parameters.Candidates.KEPT_WITH_LIGATURES - parameters.Candidates.KEPT
    ]
    assert list(dict.fromkeys(candidates.strings.tolist())) == wanted


@pytest.mark.parametrize(("away", "there"), [(NON_LETTER_WITHIN - 1.0, True), (NON_LETTER_WITHIN + 1.0, False)])
def test_what_is_no_letter_has_to_look_like_it(away: float, there: bool) -> None:
    (candidates,) = proposed(likely({(BEH, "00"): 0.0, ("1", "00"): -away}))
    assert bool(values_of(candidates, "1")) == there


def test_a_mark_is_a_mark_and_loses_on_the_wrong_side_of_its_base() -> None:
    row = likely({(BEH, "00"): 9.0, (FATHA, "00"): 0.0, (KASRA, "00"): 0.0})
    above, below = proposed(row, mark=True)[0], proposed(row, mark=True, below=2)[0]
    assert not values_of(above, BEH)
    (fatha,), (kasra,) = values_of(above, FATHA).values(), values_of(above, KASRA).values()
    assert fatha - kasra == pytest.approx(WRONG_SIDE)
    (fatha,), (kasra,) = values_of(below, FATHA).values(), values_of(below, KASRA).values()
    assert kasra - fatha == pytest.approx(WRONG_SIDE)


def test_a_mark_that_is_nearly_always_below_is_none_that_sits_above_however_it_looks() -> None:
    """The kasra of IBM Plex Sans Arabic is its fatha, set lower."""
    (often,) = proposed(likely({(FATHA, "00"): 0.0, (KASRA, "00"): 0.0}), mark=True, below=99)
    (fatha,), (kasra,) = values_of(often, FATHA).values(), values_of(often, KASRA).values()
    assert kasra - fatha == pytest.approx(WRONG_SIDE + 0.97 * ALWAYS_WRONG)


def test_signs_are_proposed_for_as_if_each_stood_alone() -> None:
    rows = [likely({(BEH, "00"): 0.0, (TEH, "00"): -3.0}), likely({(TEH, "11"): 0.0}), likely({("1", "00"): 0.0})]
    for candidates, row in zip(proposed(*rows), rows, strict=True):
        (alone,) = proposed(row)
        assert candidates.strings.tolist() == alone.strings.tolist()
        assert candidates.forms.tolist() == alone.forms.tolist()
        assert candidates.outline.tolist() == alone.outline.tolist()


def test_a_pair_of_letters_is_no_longer_than_faces_draw_any() -> None:
    spellings, index = spelled_labels(BOOK)
    long = next(
        text
        for text in (SPELLINGS.texts[s] for s in index.ligatures.tolist())
        if len(text) > parameters.MoreLetters.LONGEST_PAIR
    )
    of_two = "\u0644\u0645"
    more = MoreLetters(spellings, ())
    (candidates,) = proposed(likely({(long, "00"): 0.0, (of_two, "01"): -1.0}))
    added = {spellings.texts[s] for s in more.beside(candidates, pairs=True).strings.tolist()}
    assert of_two + "\u062c" in added
    assert max(map(len, added)) == parameters.MoreLetters.LONGEST_PAIR


def test_what_a_candidate_was_charged_with_is_not_charged_to_those_beside_it() -> None:
    more = MoreLetters(spelled_labels(BOOK)[0], ())
    (candidates,) = proposed(likely({(BEH, "00"): 0.0, (TEH, "00"): -40.0}))
    before = more.beside(candidates, pairs=True)
    candidates.outline[candidates.outline.argmin()] -= 8.0
    after = more.beside(candidates, pairs=True)
    assert after.strings.tolist() == before.strings.tolist()
    assert after.outline.tolist() == before.outline.tolist()


def test_what_the_outline_does_not_propose_stands_far_below_and_that_it_is_nothing_farther_still() -> None:
    spellings = spelled_labels(BOOK)[0]
    candidates = Candidates(np.array([spellings.number(BEH)]), np.array([ANY_FORM]), np.zeros(1))
    added = MoreLetters(spellings, ()).beside(candidates, pairs=False)
    worth = {spellings.texts[s]: v for s, v in zip(added.strings.tolist(), added.outline.tolist(), strict=True)}
    assert worth[TEH] == max(worth.values()) == pytest.approx(4.0 - DEEPEST - 1.0)
    assert worth[""] == pytest.approx(worth[TEH] - 24.0)


def test_the_less_the_atlas_knows_an_outline_the_less_it_says_against_a_letter() -> None:
    more, row = MoreLetters(spelled_labels(BOOK)[0], ()), likely({(BEH, "00"): 0.0, (TEH, "00"): -40.0})
    lowest, tried = [], []
    for novelty in (20.0, 45.0, 120.0, 200.0):
        sight = Sight(np.full(1, novelty), np.zeros(1, np.bool_), np.full(1, 0.5), np.zeros(1, int), np.ones(1, int))
        (candidates,) = from_outlines(row[None], INDEX, sight)
        lowest.append(float(candidates.outline.min()))
        tried.append(float(more.beside(candidates, pairs=False, novelty=novelty).outline.max()))
    assert lowest == [-32.0, -DEEPEST, -12.0, -12.0]
    assert tried == [-33.0, -DEEPEST - 1, -13.0, -13.0]


def test_ligatures_of_another_body_with_the_same_dots_are_tried_where_the_atlas_knows_none_like_the_outline() -> None:
    noon_yeh, feh_yeh, ghain_yeh = ("\u0646\u064a", "\u0641\u064a", "\u063a\u064a")
    assert with_other_body(noon_yeh) == (feh_yeh, ghain_yeh)
    assert with_other_body("\u0644\u064a") == ()
    spellings, _ = spelled_labels(BOOK)
    others = dict.fromkeys(with_other_dots(noon_yeh), parameters.DottedLigatures.OTHER_DOTS)
    bodies = others | {feh_yeh: parameters.DottedLigatures.OTHER_BODY, ghain_yeh: parameters.DottedLigatures.OTHER_BODY}
    for novelty, costs in (
        (parameters.DottedLigatures.STRANGE_BODY - 1, others),
        (parameters.DottedLigatures.STRANGE_BODY, bodies),
    ):
        candidates = Candidates(np.array([spellings.number(noon_yeh)]), np.array([4]), np.zeros(1))
        add_other_dots([candidates], np.array([novelty]), spellings, NONE_DRAWN)
        added = {
            spellings.texts[s]: -v for s, v in zip(candidates.strings[1:].tolist(), candidates.outline[1:], strict=True)
        }
        assert added == costs


def test_ligatures_with_other_dots_are_tried_where_the_atlas_knows_none_like_the_outline() -> None:
    spellings, index = spelled_labels(BOOK)
    row = likely({("\u0644\u0649", "10"): -1.0, ("\u0644\u064a", "10"): -30.0, (BEH, "00"): 0.0})

    def tried(novelty: float, drawn: np.ndarray = NONE_DRAWN) -> dict[tuple[str, int], float]:
        (candidates,) = proposed(row)
        before = candidates.strings.size
        add_other_dots([candidates], np.array([novelty]), spellings, drawn)
        added = slice(before, None)
        columns = (
            candidates.strings[added].tolist(),
            candidates.forms[added].tolist(),
            candidates.outline[added].tolist(),
        )
        return {(spellings.texts[s], form): value for s, form, value in zip(*columns, strict=True)}

    behind = -1.0 - parameters.Spellings.LIGATURE_COST - parameters.DottedLigatures.OTHER_DOTS
    assert tried(parameters.DottedLigatures.STRANGE_DOTS - 1) == {}
    assert tried(parameters.DottedLigatures.STRANGE_DOTS) == {("\u0644\u064a", 1 << 2): behind}
    assert tried(parameters.DottedLigatures.STRANGE_DOTS, index.strings) == {
        ("\u0644\u064a", 1 << 2): behind - parameters.DottedLigatures.KNOWN_DOTS
    }
    assert set(with_other_dots("\u062a\u0645")) == {letter + "\u0645" for letter in "\u0628\u062b\u0646\u064a\u0626"}
    assert with_other_dots("\u0644\u0645") == ()
    assert with_other_dots("\u0644\u0645\u062d") == ("\u0644\u0645\u062c", "\u0644\u0645\u062e")


def test_few_letters_are_drawn_as_one_but_for_lam_alef_and_the_name_of_god() -> None:
    assert rarity("\u0644\u0649") == parameters.Spellings.LIGATURE_COST > 0.0
    for text in ("\u0628", "\u0644\u0627", "\u0644\u0623", "\u0644\u0644\u0647", "\u0627\u0644\u0644\u0647"):
        assert rarity(text) == 0.0


def test_the_name_of_god_has_no_other_dots() -> None:
    spellings, _ = spelled_labels(BOOK)
    candidates = Candidates(np.array([spellings.number("\u0644\u0644\u0647")]), np.array([1]), np.zeros(1))
    add_other_dots([candidates], np.array([STRANGE]), spellings, NONE_DRAWN)
    assert candidates.strings.size == 1


def test_each_string_is_proposed_once_as_the_first_that_proposes_it() -> None:
    spellings, index = spelled_labels(BOOK)
    of_two = "\u0644\u0645"
    assert spellings.number(of_two) in index.ligatures
    (candidates,) = proposed(likely({("\u0644", "01"): 0.0, (BEH, "01"): -1.0}))
    added = MoreLetters(spellings, index.ligatures).beside(candidates, pairs=True).strings.tolist()
    assert spellings.number(of_two) in added
    assert len(added) == len(set(added))


def test_a_ligature_of_one_form_is_tried_in_the_others_behind_it() -> None:
    spellings, index = spelled_labels(BOOK)
    ligature = "\u0628\u0645"
    (candidates,) = proposed(likely({(ligature, "00"): -5.0, (BEH, "01"): 0.0}))
    added = MoreLetters(spellings, index.ligatures).beside(candidates, pairs=True)
    assert BEH not in {spellings.texts[s] for s in added.strings.tolist()}
    at = added.strings.tolist().index(spellings.number(ligature))
    (worth,) = candidates.outline[candidates.strings == added.strings[at]]
    assert (added.forms[at], added.outline[at]) == (ANY_FORM, worth - OTHER_FORM)
    assert (
        spellings.number(ligature)
        not in MoreLetters(spellings, index.ligatures).beside(candidates, pairs=False).strings
    )


@pytest.mark.parametrize(("outline", "left"), [([0.0, -5.0, -9.0], "JE"), ([-5.0, 0.0, -9.0], "J)E")])
def test_a_sign_that_is_claimed_and_drawn_is_no_other_sign(outline: list[float], left: str) -> None:
    spellings, _ = spelled_labels(BOOK)
    texts = ("J", ")", BEH)
    strings = [spellings.number(text) for text in texts]
    candidates = Candidates(np.array(strings), np.full(3, ANY_FORM), np.array(outline))
    kept = as_claimed_and_drawn(candidates, spellings, strings[0])
    assert [spellings.texts[s] for s in kept.strings.tolist()] == [BEH if c == "E" else c for c in left]
    assert as_claimed_and_drawn(candidates, spellings, strings[2]) is candidates
    assert as_claimed_and_drawn(candidates, spellings, -1) is candidates


@pytest.mark.parametrize(
    ("texts", "outline", "claimed", "worth"),
    [
        ("\u25cbO", [-1.0, 0.0], "\u25e6", -1.0),
        ("\u2022\u25cf", [-6.0, -0.5], "\u2022", -0.5),
        ("\u2022\u25cf", [-0.5, -6.0], "\u2022", -0.5),
        ("\u2022O", [-1.0, 0.0], "\u25e6", None),
        ("\u25cbO", [-1.0, 0.0], "X", None),
        ("\u25cbO", [-1.0, 0.0], "", None),
    ],
)
def test_a_claimed_bullet_looks_like_those_of_other_sizes(
    texts: str, outline: list[float], claimed: str, worth: float | None
) -> None:
    spellings, _ = spelled_labels(BOOK)
    strings = [spellings.number(text) for text in texts]
    candidates = Candidates(np.array(strings), np.full(len(texts), ANY_FORM), np.array(outline))
    string = spellings.number(claimed)
    of_any_size(candidates, spellings, string)
    now = dict(zip(candidates.strings.tolist(), candidates.outline.tolist(), strict=True))
    assert now == dict(zip(strings, outline, strict=True)) | ({string: worth} if worth is not None else {})


def test_candidates_are_added_to_several_signs_as_to_each_of_them() -> None:
    def candidates_of() -> dict[int, Candidates]:
        sizes = {4: 2, 1: 3, 7: 1, 2: 2}
        return {sign: Candidates(np.arange(n), np.full(n, ANY_FORM), -np.arange(n) / 2.0) for sign, n in sizes.items()}

    added = Candidates(np.array([10, 11, 12]), np.array([1, 2, 4]), np.array([-3.0, -4.0, -5.0]))
    together, apart = candidates_of(), candidates_of()
    add_to_each(together, [1, 7, 4], [0, 2, 2, 3], added)
    apart[1].add(added.strings[:2], added.forms[:2], added.outline[:2])
    apart[4].add(added.strings[2:], added.forms[2:], added.outline[2:])
    for sign, alone in apart.items():
        for column in ("strings", "forms", "outline"):
            assert getattr(together[sign], column).tolist() == getattr(alone, column).tolist(), (sign, column)
    together[1].outline[:] = 0  # those of another sign are its own
    assert together[4].outline.tolist() == apart[4].outline.tolist()
    add_to_each(together, [], [0], added)


def test_strings_that_are_among_others_are_told_from_the_rest() -> None:
    assert among(np.array([3, 0, 3, 5]), np.array([5, 3]), 6).tolist() == [True, False, True, True]
    assert not among(np.array([3, 0]), np.array([], np.int64), 4).any()


def test_hamzas_are_tried_where_a_mark_is() -> None:
    madda, above, below = "\u0653", "\u0654", "\u0655"
    with_mark, without, with_hamza = proposed(
        likely({(FATHA, "00"): 0.0, (BEH, "00"): -1.0}),
        likely({(BEH, "00"): 0.0}),
        likely({(above, "00"): 0.0}),
        advance=0.0,
    )
    before = without.strings.tolist()
    add_composing([with_mark, without, with_hamza], SPELLINGS)
    assert [values_of(with_mark, mark) for mark in (madda, above, below)] == [{ANY_FORM: -DEEPEST}] * 3
    assert without.strings.tolist() == before
    assert values_of(with_hamza, above) == {ANY_FORM: 0.0}
    assert values_of(with_hamza, below) == {ANY_FORM: -DEEPEST}


def test_labels_of_a_kind_are_those_whose_strings_are_no_candidates_yet() -> None:
    kinds, string_of = np.array([1, 2, 1, 0, 2]), np.array([5, 6, 5, 7, 8])
    loglik = np.arange(15, dtype=np.float32).reshape(3, 5)
    begins, strings = np.array([0, 1, 3, 3]), np.array([6, 5, 99])
    signs, labels, values = of_kind(begins, strings, np.array([2, 1, 1]), kinds, string_of, loglik)
    assert signs.tolist() == [0, 1, 1, 3]
    assert labels.tolist() == [4, 0, 2]
    assert values.tolist() == [4.0, 10.0, 12.0]
    assert of_kind(begins, strings, np.array([-1, -1, -1]), kinds, string_of, loglik)[0].tolist() == [0, 0, 0, 0]


def test_other_dots_are_those_of_the_ligatures_that_suit_best_and_take_nothing_from_what_suits_better() -> None:
    spellings, index = spelled_labels(BOOK)
    of_two = [text for text in (spellings.texts[s] for s in index.ligatures.tolist()) if len(text) == 2]
    shapes: dict[frozenset[str], tuple[str, str]] = {}
    for label in BOOK.labels:
        if label.text in of_two and (others := with_other_dots(label.text)):
            shapes.setdefault(frozenset((label.text, *others)), (label.text, f"{label.before:d}{label.after:d}"))
    chosen = list(shapes.values())[: parameters.DottedLigatures.TRIED + 1]
    (candidates,) = proposed(likely({ligature: -float(k) for k, ligature in enumerate(chosen)}))
    before = candidates.strings.size
    add_other_dots([candidates], np.array([STRANGE]), spellings, NONE_DRAWN)
    added = {spellings.texts[s] for s in candidates.strings[before:].tolist()}
    for k, (text, _) in enumerate(chosen):
        assert added.isdisjoint(with_other_dots(text)) is (k == parameters.DottedLigatures.TRIED)
    forms = {(label.text, f"{label.before:d}{label.after:d}") for label in BOOK.labels if label.text in of_two}
    letters, other, form = min(
        (text, other, form) for text, form in forms for other in with_other_dots(text) if (other, form) in forms
    )
    for behind, more in (
        (parameters.DottedLigatures.OTHER_DOTS - 1.0, False),
        (parameters.DottedLigatures.OTHER_DOTS + 1.0, True),
    ):
        (candidates,) = proposed(likely({(letters, form): 0.0, (other, form): -behind}))
        before = candidates.strings.size
        add_other_dots([candidates], np.array([STRANGE]), spellings, NONE_DRAWN)
        assert (spellings.number(other) in candidates.strings[before:]) is more


def test_candidates_are_chosen_alike_compiled_and_interpreted() -> None:
    """Letters and marks that look like several labels, or like none; strings beside them; the best of them."""
    plain, rng = interpreted("warraq.decipher.glyph.candidates.candidate_choice"), np.random.default_rng(4)
    loglik = rng.normal(0, 12, (12, len(BOOK.labels))).astype(np.float32)
    loglik[:, ::7] = loglik[:, :1]
    sight = Sight(
        rng.uniform(5, 150, 12), np.arange(12) % 3 == 0, rng.uniform(0, 0.2, 12), rng.integers(0, 9, 12),
        rng.integers(0, 3, 12),
    )  # fmt: skip
    columns = candidate_choice.propose(
        loglik, sight, INDEX, parameters.Candidates.KEPT, parameters.Candidates.KEPT_WITH_LIGATURES
    )
    slow = plain.propose(loglik, sight, INDEX, parameters.Candidates.KEPT, parameters.Candidates.KEPT_WITH_LIGATURES)
    assert [column.tolist() for column in columns] == [column.tolist() for column in slow]
    begins, strings, forms, outline = columns
    spellings, (a, b) = spelled_labels(BOOK)[0], begins[1:3]
    tried = np.concatenate([spellings.numbers(tuple(units.LETTERS)), [0], INDEX.ligatures, strings])
    for pairs in (False, True):
        one, other = (
            module.beside(
                module.Own(strings[a:b], forms[a:b], outline[a:b]),
                module.Tried(tried, len(units.LETTERS), INDEX.ligatures),
                pairs,
                20.0,
                len(spellings.texts),
            )
            for module in (candidate_choice, plain)
        )
        assert [column.tolist() for column in one] == [column.tolist() for column in other]
    ranked = ranking(begins, strings, np.round(outline, -1), outline, 5)
    again = [np.zeros_like(column) for column in ranked]
    plain.rank(begins, strings, np.round(outline, -1), outline, *again)
    assert [column.tolist() for column in ranked] == [column.tolist() for column in again]
