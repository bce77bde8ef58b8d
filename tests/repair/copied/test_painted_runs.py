"""Runs that stand as they are painted, each with its end before it: as MuPDF copies lines that are drawn run by run."""

from __future__ import annotations

import pytest

from tests.repair.copied.test_visual_order import TEXT
from warraq import repair_text
from warraq.repair.copied import painted_runs
from warraq.repair.copied.copied_text import as_written

#: As they are copied, and as they are read.
LINES = [
    ("2024  لسنة1 قانون رقم", "قانون رقم 1 لسنة 2024"),
    ("2001 ) لسنة9( قانون رقم", "قانون رقم (9 ) لسنة 2001"),
    ("1979  لسنة59  ، والقانون رقم1979", "1979 ، والقانون رقم 59 لسنة 1979"),
    ("، 211 ،210 ، / فقرتان أولى وثانية167 ،159", "159، 167 / فقرتان أولى وثانية، 210، 211 ،"),
    ("384 ،ً مكررا276 ،216", "216، 276 مكرراً، 384"),
    ("16  (مكرر) فى2  العدد", "العدد 2 (مكرر) فى 16"),
    (")(المادة الأولى", "(المادة الأولى)"),
    (": قرر مجلس النواب القانون الآتى", "قرر مجلس النواب القانون الآتى :"),
    ("2020 سبتمبر/ أيلول9 و8 المعقود في فيينا يومي", "المعقود في فيينا يومي 8 و9 أيلول/ سبتمبر 2020"),
    ("-3 الفريق  2020 عقد في عام", "-3 عقد في عام 2020 الفريق"),
    ("WG.7 المعقود في2  الفريق", "الفريق 2 المعقود في WG.7"),
    ("2001 )(لسنة9 قانون رقم", "قانون رقم 9(لسنة) 2001"),
    (" من5%  بنسبة", "بنسبة 5% من"),
    ("باسم الشعب", "باسم الشعب"),
    ("12 345", "12 345"),
]


@pytest.mark.parametrize(("copied", "read"), LINES)
def test_a_line_is_read(copied: str, read: str) -> None:
    # the others make it likely that runs are out of order
    text = "\n".join([copied, *(line for line, _ in LINES)])
    assert painted_runs.in_reading_order(text).split("\n")[0] == read


def test_ends_are_behind_their_runs() -> None:
    assert painted_runs.with_ends_behind("13   إل11  ، والثلي  م2012") == "13 إل  11 ، والثلي  م 2012"
    assert painted_runs.with_ends_behind("2017  س تم ا/  ف تو13") == "2017 ف تو / س تم ا 13"


def copied(line: str) -> str:
    """A line that is drawn run by run, as MuPDF copies it."""
    runs: list[str] = []
    for word in line.split():
        number = word[0].isdigit()
        if runs and number == runs[-1][0].isdigit():
            runs[-1] += f" {word}"
        else:
            runs.append(word)
    parts = [run if run[0].isdigit() else " " * ((k > 0) + (k + 1 < len(runs))) + run for k, run in enumerate(runs)]
    return "".join(reversed(parts))


def test_a_text_is_known_by_its_numbers_and_read() -> None:
    lines = [f"قانون رقم {number} لسنة 20{number % 100:02} بشأن المجلس القومى" for number in range(1, 30)]
    dump = "\n".join(map(copied, lines))
    assert painted_runs.has_painted_runs(dump)
    written, findings = as_written(dump)
    assert written.split("\n") == lines
    assert [finding.fault for finding in findings] == ["visual_order"]
    assert repair_text(dump) == written


def test_sound_text_is_not_touched() -> None:
    assert not painted_runs.has_painted_runs(TEXT)
    lines = "\n".join(f"قانون رقم {number} لسنة 2020 بشأن المجلس القومى" for number in range(30))
    assert not painted_runs.has_painted_runs(lines)
    assert painted_runs.in_reading_order(lines) == lines
    glued = "\n".join(f"المادة{number}" for number in range(30))
    assert not painted_runs.has_painted_runs(glued)
    assert as_written(glued) == (glued, [])
    beside = "\n".join(f"{number} قانون{number}من" for number in range(30))
    assert not painted_runs.has_painted_runs(beside)


def test_a_few_numbers_show_nothing() -> None:
    lines = [copied(f"قانون رقم {number} لسنة 2020") for number in range(8)]
    assert painted_runs.has_painted_runs("\n".join(lines))
    assert not painted_runs.has_painted_runs("\n".join(lines[:7]))


def test_enciphered_text_keeps_the_order_of_its_runs() -> None:
    lines = [f"رقغهز صحط {number} ذعظغ 20{number % 100:02} ثسخج حطكصض" for number in range(1, 30)]
    written, findings = as_written("\n".join(map(copied, lines)))
    assert written.split("\n")[0] == " ثسخج حطكصض2001 ذعظغ 1رقغهز صحط ".replace(" ث", " ث")
    assert findings == []


def test_pages_end_where_they_ended() -> None:
    text = "\n\f".join(line for line, _ in LINES)
    turned = painted_runs.in_reading_order(text)
    assert [line.strip("\f") for line in turned.split("\n")] == [read for _, read in LINES]
    assert turned.count("\f") == text.count("\f")
    assert painted_runs.with_ends_behind("\f13   إل11").startswith("\f")


def test_lines_that_are_in_order_keep_their_spaces() -> None:
    text = "\n".join(["   باسم    الشعب ", *(line for line, _ in LINES)])
    assert painted_runs.in_reading_order(text).split("\n")[0] == "   باسم    الشعب "
