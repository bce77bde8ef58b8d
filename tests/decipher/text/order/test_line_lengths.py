"""Characters of the story are counted by what was read in a line, not by what a dump shows of it."""

from __future__ import annotations

import pytest

from warraq.decipher.text.dump.block_edges import Cut, Place
from warraq.decipher.text.dump.items import ECHO_SIGN, ROOM_SIGN, SOFT_SIGN, itemize
from warraq.decipher.text.dump.segments import Segment, joined, seams
from warraq.decipher.text.lattice.decoder import Path
from warraq.decipher.text.order.line_lengths import Read, places_as_read
from warraq.decipher.text.records import Piece
from warraq.language import tokens

TATWEEL = "\N{ARABIC TATWEEL}"
SYMBOLS = {letter: n for n, letter in enumerate(" ابتدرعفقلمنويه.،")}


def read(shown: list[str], words: list[tuple[str, str]]) -> Read:
    """A line of these segments, in which each of ``words`` was read over the items that show it."""
    segments = [Segment(text) for text in shown]
    text = joined(segments)
    items = itemize(text, SYMBOLS)
    pieces = []
    end = 0
    for word, over in words:
        start = next(k for k in range(end, len(items)) if "".join(items.texts[k:]).startswith(over))
        end = start + (1 if over.isdigit() else len(over))
        token = tokens.NUMBER if word.isdigit() else tokens.UNKNOWN
        pieces.append(Piece(word, start, end, token, (1,) if word.isalpha() else (), 0.0))
    return Read.of(segments, Path(items, tuple(pieces), 0.0, (0, 0)))


def test_a_line_is_its_words_the_spaces_between_them_and_the_one_it_ends_with() -> None:
    assert read(["بلد من"], [("بلد", "بلد"), ("من", "من")]) == Read((), len("بلد من "))


def test_a_ligature_that_came_out_as_one_letter_is_two() -> None:
    assert read(["بلد"], [("بلاد", "بلد")]).length == len("بلاد ")


def test_a_mark_over_a_letter_that_came_out_as_a_space_is_a_character() -> None:
    assert read(["بل د"], [("بلد", "بل د")]).length == len("بلّد ")


def test_room_for_spaces_is_no_character() -> None:
    assert read([f"بل {ROOM_SIGN * 3}د"], [("بلد", "بل    د")]).length == len("بلّد ")
    cut = read([f"بل {ROOM_SIGN * 3}د", "من"], [("بلدمن", "بل    د\x01من")])
    assert cut.length == len("بل دمن ")
    shown = f"بل {ECHO_SIGN * 4}د"
    assert read([shown, "من"], [("بلدمن", f"{shown}\x01من")]).length == len("بل دمن ")


@pytest.mark.parametrize("shown", ["بلد، من", "بلد ، من"])
def test_a_mark_stands_behind_its_word_unless_a_space_is_seen(shown: str) -> None:
    assert read([shown], [("بلد", "بلد"), ("،", "،"), ("من", "من")]).length == len(shown) + 1


def test_spaces_that_nothing_was_read_in_are_a_lost_word_but_not_the_layouts() -> None:
    assert read(["بلد   من"], [("بلد", "بلد"), ("من", "من")]).length == len("بلد   من ")
    assert read([f"بلد{SOFT_SIGN * 4}من"], [("بلد", "بلد"), ("من", "من")]).length == len("بلد من ")


def test_a_number_stands_apart_though_nothing_is_between() -> None:
    assert read(["من", "12"], [("من", "من"), ("12", "12")]) == Read((), len("من 12 "))


def test_cuts_are_counted_in_what_was_read() -> None:
    between = read(["بل د", "من"], [("بلد", "بل د"), ("من", "من")])
    assert between == Read((Cut(len("بلّد ")),), len("بلّد من "))
    inside = read(["بلد م", "ن"], [("بلاد", "بلد"), ("من", "م\x01ن")])
    assert inside == Read((Cut(len("بلاد م"), inside=True),), len("بلاد من "))


def test_the_layouts_spaces_at_a_seam_are_no_characters_of_a_word_that_runs_across_it() -> None:
    shown = [f"بل{SOFT_SIGN * 3}", f"{SOFT_SIGN * 3}د"]
    assert read(shown, [("بلد", f"بل{' ' * 3}\x01{' ' * 3}د")]).length == len("بلد ")


def test_a_cut_behind_all_that_was_read_is_at_the_end() -> None:
    assert read(["بلد", "من"], [("بلد", "بلد")]).cuts == (Cut(len("بلد ")),)


def test_a_label_in_brackets_is_a_run_by_itself() -> None:
    label, word = [("(", "("), ("أ", "أ"), (")", ")")], [("بلد", "بلد"), ("من", "من")]
    assert read(["(أ)", "بلد من"], [*label, *word]).cuts == ()
    assert read(["بلد", "من"], word).cuts == (Cut(len("بلد ")),)
    assert read(["بلد (أ)", "من"], [word[0], *label, word[1]]).cuts == (Cut(len("بلد (أ) ")),)


def test_only_words_that_follow_words_are_cut_unseen() -> None:
    order = [
        Segment("بلد"),
        Segment("12"),
        Segment("من"),
        Segment(f"عل{TATWEEL}"),
        Segment(f"{TATWEEL * 2}م"),
        Segment("في"),
    ]
    assert seams(order) == [False, False, True, True]


def test_places_move_by_what_was_read_before_them() -> None:
    counted = [Place(0, 10, True), Place(12, 10, True), Place(22, 10, False)]
    read = places_as_read(counted, [Read((), 13), Read((), 9), Read((), 10)])
    assert read == [Place(0, 13, True), Place(15, 9, True), Place(24, 10, False)]
    again = [Read((), 12), Read((), 9), Read((), 11)]
    assert places_as_read(read, again) == places_as_read(counted, again)
