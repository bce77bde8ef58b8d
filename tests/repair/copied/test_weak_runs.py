"""Letters that came out as marks and digits are put in the order of reading, whoever moved them."""

from __future__ import annotations

import re
from itertools import permutations

import pytest

from tests.decipher.text.dump.test_stand_ins import DUMP
from tests.repair.copied.test_visual_order import TEXT
from warraq.decipher.text.dump.stand_ins import WEAK_STAND_INS, as_in_dump, with_stand_ins
from warraq.repair.copied.copied_text import as_written
from warraq.repair.copied.weak_runs import in_reading_order

#: One letter that came out as a mark.
STAND_IN = max(with_stand_ins(DUMP))
READ = with_stand_ins(DUMP)
UNIT = re.compile("[0-9]+(?:[-./,:][0-9]+)*|.")
WEAK = re.compile(f"[{WEAK_STAND_INS}0-9.,:/%#+\u060c-]+")


def turned(text: str) -> str:
    """As pdfium copies it: each run of marks and digits is as it was painted."""
    return WEAK.sub(lambda run: "".join(UNIT.findall(run.group())[::-1]), text)


def test_what_is_in_order_stays() -> None:
    assert in_reading_order(READ) == READ
    assert in_reading_order(TEXT) == TEXT


def test_runs_of_marks_and_digits_are_turned_round() -> None:
    assert turned(READ) != READ
    assert in_reading_order(turned(READ)) == READ


def test_lines_that_are_written_as_they_look_are_turned_round() -> None:
    plain = "\n".join(line for line in READ.split("\n") if not re.search("[0-9A-Za-z()]", line))
    assert in_reading_order("\n".join(line[::-1] for line in plain.split("\n"))) == plain
    painted = "\n".join(line[::-1] for line in f"{plain}\n12 {plain.split()[0]} (34/5)".split("\n"))
    assert in_reading_order(painted).split("\n")[-1] == f"21 {plain.split()[0]} )5/43("


@pytest.mark.parametrize("dump", [READ, turned(READ)])
def test_a_dump_is_put_in_order(dump: str) -> None:
    assert as_in_dump(as_written(as_in_dump(dump))[0]) == DUMP


@pytest.mark.parametrize(("ends", "turned_round"), [(17, False), (19, True)])
def test_lines_are_turned_where_far_more_words_end_alike_than_begin_so(ends: int, turned_round: bool) -> None:
    other = [f"{one}{another}" for one, another in permutations("دذرزوؤ", 2)]
    begins, endings = [f"بـت{word}" for word in other[:12]], [f"{word}جـح" for word in other[:ends]]
    line = " ".join([STAND_IN, *begins, *endings, *(["لم"] * 40)])
    assert (in_reading_order(line) != line) == turned_round
