"""Labels are known by the order in which they follow each other, whatever they come out as."""

from __future__ import annotations

import numpy as np
import pytest

from warraq.decipher.text.words.label_sequence import ABJAD, HIJA, Counted, counted
from warraq.language.units import COUNT, UNIT_OF
from warraq.segment.numbering.words import table

SYMBOLS = " " + HIJA + "ا٭"
NUMBERS = {c: k for k, c in enumerate(SYMBOLS)}
#: In many words every letter was read as itself.
WORDS = {UNIT_OF[c, "iso"]: 20 for c in HIJA}


def channel(**others: str) -> np.ndarray:
    """[units, symbols] log p of a channel in which the isolated letters are themselves, but for ``others``."""
    table = np.full((COUNT, len(SYMBOLS)), -20.0)
    for c in HIJA + "ا":
        table[UNIT_OF[c, "iso"], NUMBERS[others.get(c, c)]] = 0.0
    table[UNIT_OF["ه", "ini"], NUMBERS["ه"]] = 0.0
    return table


def counted_in(shown: str, words: dict[int, int] = WORDS, begins: bool = True, **others: str) -> Counted | None:
    symbols = [NUMBERS[c] for c in shown]
    return counted(symbols, [begins] * len(symbols), channel(**others), words, NUMBERS)


def letters(shown: str, words: dict[int, int] = WORDS, **others: str) -> str:
    """What labels are that come out so; nothing where they don't count."""
    labels = counted_in(shown, words, True, **others)
    return "".join(labels.letters[k] for k in labels.shares.argmax(1)) if labels else ""


def test_both_orders_have_every_letter() -> None:
    assert sorted(ABJAD) == sorted(HIJA)
    assert len(set(ABJAD)) == len(ABJAD) == 28


def test_what_comes_before_the_second_label_is_the_first() -> None:
    # words without hamza say nothing of the glyph that labels have
    shown = "٭بجد٭بج٭ب"
    assert letters(shown, أ="ا") == "أبجدأبجأب"
    # nor do words that nobody read
    unknown = WORDS | {UNIT_OF["ج", "iso"]: 0}
    assert letters("أب٭دأب٭", unknown) == "أبجدأبج"


def test_heh_may_be_drawn_as_it_begins_a_word() -> None:
    symbols, table = [NUMBERS[c] for c in "أب٭وز"], channel()
    table[UNIT_OF["ه", "ini"]] = np.where(np.arange(len(SYMBOLS)) == NUMBERS["٭"], 0.0, -20.0)
    labels = counted(symbols, [True] * len(symbols), table, WORDS, NUMBERS)
    assert labels is not None
    assert labels.letters[labels.shares[2].argmax()] == "ه"
    assert labels.shares[2].max() > 0.9


def test_a_label_that_was_lost_is_known_by_its_place() -> None:
    assert letters("أبجد وز", ه=" ", ك=" ") == "أبجدهوز"


def test_a_space_is_no_label_whose_letter_comes_out_as_itself() -> None:
    labels = counted_in("أب أبجد أبج")
    assert labels is not None
    assert labels.shares.any(1).tolist() == [shown != " " for shown in "أب أبجد أبج"]
    assert not labels.shown[:, NUMBERS[" "]].any()
    # but where the next one stands behind it
    assert letters("أب دأبجدأبج") == "أبجدأبجدأبج"
    # nothing is known of a letter that no word shows
    assert letters("أب أبجدأبج", WORDS | {UNIT_OF["ج", "iso"]: 0}) == "أبجأبجدأبج"
    # labels may have a glyph for alef that words don't have: if there are more of them that are lost
    assert letters(" بج بجد ب") == "أبجأبجدأب"


def test_the_order_of_the_dictionary_shows_in_the_third_label() -> None:
    assert letters("أبتثجأبتأب") == "أبتثجأبتأب"
    assert letters("أبجدهأبجأب") == "أبجدهأبجأب"
    # where the channel knows neither, what comes behind decides
    unknown = {unit: n for unit, n in WORDS.items() if unit not in {UNIT_OF[c, "iso"] for c in "تج"}}
    assert letters("أب٭دهأب٭", unknown) == "أبجدهأبج"
    assert letters("أب٭ثأب٭ث", unknown) == "أبتثأبتث"


def test_labels_may_be_left_out_and_lists_may_begin_later() -> None:
    assert letters("أجدأببجد") == "أجدأببجد"


@pytest.mark.parametrize("shown", ["أبمأب", "أبجوأبج", "أبجدأبصأ"])
def test_a_single_label_does_not_show_by_itself_what_a_letter_comes_out_as(shown: str) -> None:
    # initials, and what stands behind labels that are missing: in words each letter is itself
    assert letters(shown) == shown


@pytest.mark.parametrize("shown", ["", "د", "دددددد", "مدمد", "أب"])
def test_letters_that_do_not_count_are_no_labels(shown: str) -> None:
    assert counted_in(shown) is None


def test_a_reference_does_not_end_a_list() -> None:
    symbols = [NUMBERS[c] for c in "أبأجد"]
    labels = counted(symbols, [True, True, False, True, True], channel(), WORDS, NUMBERS)
    assert labels is not None
    assert "".join(labels.letters[k] for k in labels.shares.argmax(1)) == "أبأجد"
    restarted = counted(symbols, [True] * 5, channel(), WORDS, NUMBERS)
    assert restarted is not None
    assert labels.shares[3].max() > restarted.shares[3].max()


def test_what_labels_show_tells_what_a_symbol_refers_to() -> None:
    labels = counted_in("٭بجد٭بج٭ب", أ="ا", خ="٭")
    assert labels is not None
    assert labels.letters[labels.referring[NUMBERS["٭"]].argmax()] == "أ"
    assert labels.shown[0, NUMBERS["٭"]] == pytest.approx(3, abs=0.1)


def test_shares_tell_what_else_a_label_may_be() -> None:
    unknown = WORDS | {UNIT_OF[c, "iso"]: 0 for c in "جدهو"}
    labels = counted_in("أبجدأب٭أبج", unknown)
    assert labels is not None
    assert labels.shares.sum(1) == pytest.approx(1)
    assert labels.shares[6].max() < labels.shares[1].max()


@pytest.mark.parametrize(("style", "letters"), [("letter", ABJAD), ("hija", HIJA)])
def test_labels_count_as_those_do_that_the_segmenter_knows(style: str, letters: str) -> None:
    assert [(entry.ordinal, entry.number) for entry in table()[style]] == [*enumerate(letters, 1)]
