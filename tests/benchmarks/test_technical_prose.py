"""The text of technical prose: filled, the same for a seed, and painted as UAX #9 does over the ends of lines."""

from __future__ import annotations

from bidi import get_display

from benchmarks.technical_prose import apart, broken, lines_wrong, painted_lines, paragraphs, turned


def test_sentences_are_filled_and_follow_the_seed() -> None:
    text = "\n".join(paragraphs(1))
    assert "{cmd}" not in text and "{n}" not in text
    assert paragraphs(1) == paragraphs(1) != paragraphs(2)
    assert not set(apart()) & set(paragraphs(1))


def test_levels_are_those_of_the_algorithm() -> None:
    assert turned("ا 5/3 (b)-") == [True, True, False, False, False, True, True, False, True, True]
    assert turned("5") == [False]


def test_a_line_is_painted_as_the_paragraph_has_it() -> None:
    assert list(painted_lines(["ا b +", "c ا"])) == ["b + ا", "ا c"]
    (line,) = painted_lines(["ا ب 12 c"])
    assert line == get_display("ا ب 12 c", base_dir="R")


def test_lines_are_broken_at_spaces() -> None:
    assert list(broken("aa bb cc", 5)) == ["aa bb", "cc"]
    assert list(broken("aaaaaaa b", 5)) == ["aaaaaaa", "b"]


def test_what_is_read_otherwise_counts() -> None:
    characters, errors, lines, wrong = lines_wrong(["ا b +", "ا 5"])
    assert (characters, errors, lines, wrong) == (16, 0, 4, [])
