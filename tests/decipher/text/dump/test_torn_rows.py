"""Pieces of rows that an extractor wrote as lines of their own are put on one line again."""

from __future__ import annotations

from warraq.decipher.text.channel import _as_laid_out
from warraq.decipher.text.dump import dump
from warraq.decipher.text.dump.dump import DumpLine
from warraq.decipher.text.dump.torn_rows import GAP, with_rows
from warraq.language.model import LanguageModel

FULL = "س" * 100
LEFT, RIGHT = "ل" * 55, "ي" * 42
#: The lines of a text with a row that was torn.
OFTEN_TORN = [*[FULL] * 5, LEFT, RIGHT]


def rows(
    texts: list[str], *, apart: int | None = None, opens: int | None = None, closed: int | None = None, behind: int = 99
) -> list[str]:
    """The lines that come of ``texts``; ``apart`` is one below a blank line, ``opens`` and ``closed`` open a block, and
    before ``behind`` another line stands."""
    lines = [DumpLine(k + (k >= behind), text, 1, int(k == apart), -4.0) for k, text in enumerate(texts)]
    return [line.raw for line in with_rows(lines, [k in (0, opens, closed) for k in range(len(texts))])]


def test_two_short_lines_as_long_as_one_are_a_row_whose_second_piece_is_first() -> None:
    texts = [FULL, LEFT, RIGHT, *[FULL] * 6]
    assert rows(texts) == [FULL, RIGHT + GAP + LEFT, *[FULL] * 6]
    assert rows(texts, apart=2) == texts
    assert rows(texts, opens=2) == texts
    assert rows(texts, behind=2) == texts


def test_what_is_less_or_more_than_a_row_stays() -> None:
    for first, second in ((20, 40), (70, 60), (85, 15)):
        texts = [FULL, "ل" * first, "ي" * second, *[FULL] * 6]
        assert rows(texts) == texts


def test_as_many_rows_as_can_be_are_put_together() -> None:
    one, two, three, four = ("ل" * 50, "ي" * 45, "ن" * 45, "م" * 50)
    assert rows([FULL, one, two, three, four, *[FULL] * 9]) == [FULL, two + GAP + one, four + GAP + three, *[FULL] * 9]
    assert len(rows([FULL, one, two, three, *[FULL] * 9])) == 12


def test_what_stands_apart_behind_a_paragraph_is_the_rest_of_its_shortest_line_but_the_last() -> None:
    paragraph, last = ["ن" * 70, "م" * 60, FULL, "س" * 10], "ف" * 35
    texts = [*OFTEN_TORN, *paragraph, last, FULL]
    usual = [*[FULL] * 5, RIGHT + GAP + LEFT]
    whole = [*usual, "ن" * 70, "م" * 60 + GAP + last, FULL, "س" * 10, FULL]
    assert rows(texts, opens=7, apart=11, closed=12) == whole
    assert rows(texts[:-1], opens=7, apart=11) == whole[:-1]
    assert rows(texts, opens=7, closed=12) == [*usual, *texts[7:]]  # it doesn't stand apart
    assert rows(texts, opens=7, apart=11) == [*usual, *texts[7:]]  # the paragraph goes on behind it
    assert rows(texts, opens=11, apart=11, closed=12) == [*usual, *texts[7:]]  # it is a block of its own
    assert rows(texts, opens=10, apart=11, closed=12) == [*usual, *texts[7:]]  # the paragraph has one line


def test_a_line_is_a_piece_of_one_row_alone() -> None:
    texts = [*OFTEN_TORN, FULL, LEFT, RIGHT, FULL, "ف" * 50]
    assert rows(texts, opens=7, apart=11) == [*[FULL] * 5, *[RIGHT + GAP + LEFT, FULL] * 2, "ف" * 50]


def test_a_rest_is_of_no_line_before_one_that_is_left_out() -> None:
    texts = [*OFTEN_TORN, "ن" * 70, "م" * 60, FULL, "س" * 10, "ف" * 35]
    assert ("م" * 60 + GAP + "ف" * 35) in rows(texts, opens=7, apart=11)
    assert rows(texts, opens=7, apart=11, behind=9) == [*[FULL] * 5, RIGHT + GAP + LEFT, *texts[7:]]


def test_no_line_has_a_rest_that_it_has_no_room_for() -> None:
    for torn, rest in ((85, 15), (75, 40), (30, 20)):
        texts = [*OFTEN_TORN, "ن" * torn, FULL, "ف" * rest]
        assert rows(texts, opens=7, apart=9) == [*[FULL] * 5, RIGHT + GAP + LEFT, *texts[7:]]


def test_where_pieces_are_rare_lines_stay() -> None:
    texts = [*[FULL] * 90, LEFT, RIGHT, FULL]
    assert rows(texts) == texts


def test_only_enciphered_dumps_that_keep_one_space_of_each_run_have_torn_rows() -> None:
    words = ["ارفلة", "ممرما", "اوظعغ"] * 6
    full, left, right = (" ".join(some) for some in (words, words[:9], words[9:]))
    torn = [*[full] * 20, left, right, full]

    def laid_out(texts: list[str]) -> list[str]:
        return [line.raw for line in _as_laid_out(dump.read_lines("\n".join(texts), LanguageModel.load()))]

    assert laid_out(torn) == [*[full] * 20, right + GAP + left, full]
    wide = [text.replace(" ", "  ", 4) for text in torn]
    assert laid_out(wide) == wide
