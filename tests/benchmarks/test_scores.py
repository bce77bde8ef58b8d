"""The measures of the benchmarks on texts whose scores can be counted by hand."""

from __future__ import annotations

import pytest

from benchmarks.scores import Bag, Doubt, letters_and_numbers, numbers, right_words, scores

TRUE = "في 5/3 من 2018-2019 قرار"  # U+0641 ...


def test_harakat_white_space_and_tatweel_do_not_count() -> None:
    assert scores(TRUE, "فِي  5/3 مـن\n2018-2019 قرار").cer == 0  # U+0650, U+0640


def test_one_wrong_letter_in_one_word() -> None:
    measured = scores(TRUE, TRUE.replace("قرار", "فرار"))
    assert measured.cer == pytest.approx(1 / len(TRUE))
    assert measured.wer == pytest.approx(1 / 5)
    assert measured.numbers == 1


def test_a_turned_range_is_a_wrong_number() -> None:
    assert scores(TRUE, TRUE.replace("2018-2019", "2019-2018")).numbers == pytest.approx(1 / 2)


def test_numbers_as_a_bag_fold_digits() -> None:
    assert numbers("12 و 13", "\u0661\u0663 ثم \u0661\u0662").f1 == 1
    assert numbers("12 و 13 و 13", "13") == Bag(true=3, found=1, right=1)
    assert numbers("12", "21").f1 == 0
    assert numbers("لا رقم", "لا رقم").f1 == 1


def test_words_as_a_bag_fold_marks_and_signs() -> None:
    assert letters_and_numbers("قَد\u0640\u0640م، 12", "\u0661\u0662 قدم").f1 == 1
    assert letters_and_numbers("one two", "two three") == Bag(true=2, found=2, right=1)


def test_furniture_counts_for_nobody() -> None:
    assert numbers("1 2", "1 2 7", "7") == Bag(true=2, found=2, right=2)
    assert numbers("1 2 7", "1 2", "7") == Bag(true=2, found=2, right=2)  # who leaves it out isn't charged either
    assert numbers("1 2", "1 2 9 9", "7") == Bag(true=2, found=3, right=2)  # read wrong it is let go, and no more


def test_words_are_right_at_their_place() -> None:
    assert right_words("one two three", ["one", "too", "three"]) == [True, False, True]
    assert right_words("one two three", ["one", "three"]) == [True, True]


def test_calibration_of_confidence_that_is_right_and_wrong() -> None:
    doubt = Doubt()
    doubt.add([0.9] * 10, [True] * 9 + [False])
    assert doubt.calibration_error() == pytest.approx(0.0, abs=1e-9)
    doubt.add([0.99] * 10, [False] * 10)
    assert doubt.calibration_error() == pytest.approx(0.495)
    assert doubt.unflagged(0.95) == pytest.approx(500)
    assert doubt.flagged(0.95) == pytest.approx(0.5)


def test_confidence_and_words_must_be_as_many() -> None:
    with pytest.raises(ValueError, match="1 confidences of 2 words"):
        Doubt().add([0.5], [True, False])


def test_a_raised_number_is_one_of_its_own() -> None:
    assert numbers("6.25 × 10¹⁸", "18 10 × 6.25") == Bag(4, 4, 4)
    assert numbers("10¹⁸", "1018") == Bag(true=2, found=1, right=0)
