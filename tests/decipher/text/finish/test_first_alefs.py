"""The alefs that words begin with: which unit has one, which is usual, and what a document writes instead."""

from __future__ import annotations

import pytest

from warraq.decipher.text.finish.first_alefs import ALEFS, FirstAlefs, first_alef, usual_alef, with_letter
from warraq.language.model import LanguageModel
from warraq.language.units import units


@pytest.mark.parametrize(
    ("word", "place"),
    [("استقرار", 0), ("الاستقرار", 1), ("والاستقرار", 2), ("لاستقرار", 0), ("باستقرار", 1), ("إلى", 0), ("التزام", -1),
     ("القانون", -1), ("بالقانون", -1), ("كان", -1), ("باب", -1), ("لا", -1), ("لازم", -1), ("من", -1)],
)  # fmt: skip
def test_a_word_begins_with_an_alef_behind_its_proclitics(word: str, place: int) -> None:
    assert first_alef(tuple(units(word)), LanguageModel.load()) == place


def test_the_usual_alef_is_that_of_careful_writers() -> None:
    lm = LanguageModel.load()

    def usual(word: str) -> str | None:
        return usual_alef(tuple(units(word)), first_alef(tuple(units(word)), lm), lm)

    assert usual("إستقرار") == usual("الإستقرار") == "ا"
    assert usual("اول") == usual("الأول") == "أ"
    assert (usual("أن"), usual("إن")) == ("أ", "إ")  # two words
    assert usual("اغغغغغ") is None


def test_a_word_with_another_letter_keeps_the_lam_before_it() -> None:
    assert with_letter(tuple(units("الأمر")), 1, "ا") == "الامر"
    assert with_letter(tuple(units("أمر")), 0, "إ") == "إمر"


def test_what_is_written_instead_is_told_by_several_words() -> None:
    few = [("ا", "إ", 9)] * 3 + [("ا", "ا", 9), ("أ", "أ", 1)]
    assert FirstAlefs(few).shares("ا", ALEFS) == {}
    alefs = FirstAlefs([*few, ("ا", "إ", 9)])
    assert alefs.shares("ا", "اإ") == {"ا": 0.2, "إ": 0.8}
    assert alefs.shares("ا", "ا") == {"ا": 1.0}
    assert alefs.shares("ا", "آ") == alefs.shares("أ", ALEFS) == {}
