"""Grounds of another colour with several lines are read each by itself; bars, marks and rows of tables aren't."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np
import pytest

from tests.layout.lines import PAGE, cell, line
from warraq.layout import build_blocks
from warraq.layout.page import BoxText, Element, _stood_in
from warraq.layout.panels import find_panels
from warraq.model.line import Line

RIGHT_CARD, LEFT_CARD = (310.0, 80.0, 540.0, 160.0), (60.0, 80.0, 290.0, 160.0)


def in_card(word: str, right: float, count: int = 3, step: float = 18.0) -> list[Line]:
    texts = [f"{word} {n} كلام{' هنا' * (n % 2)}" for n in range(count)]
    return [line(text, 100 + step * n, left=right - 5 * len(text), right=right) for n, text in enumerate(texts)]


def panels(lines: Sequence[Line], *grounds: tuple[float, float, float, float]) -> list[tuple[float, ...]]:
    return [panel.box for panel in find_panels(lines, np.array(grounds, np.float32), *PAGE)]


def names(lines: Sequence[Line], *grounds: tuple[float, float, float, float]) -> list[str]:
    """First words of the blocks, each once."""
    read = build_blocks(lines, [(1, *PAGE)], fills={1: np.array(grounds, np.float32)})
    return list(dict.fromkeys(block.text.split()[0] for block in read))


def test_cards_beside_each_other_are_read_one_after_the_other_and_no_text_goes_on_between_them() -> None:
    lines = [*in_card("يمين", 530.0), *in_card("يسار", 280.0), line("نص تحت البطاقتين", 200, left=300)]
    fills = {1: np.array([RIGHT_CARD, LEFT_CARD], np.float32)}
    read = [block.text for block in build_blocks(lines, [(1, *PAGE)], fills=fills)]
    firsts = [text.split()[0] for text in read]
    assert list(dict.fromkeys(firsts)) == ["يمين", "يسار", "نص"]
    assert not any("يمين" in text and "يسار" in text for text in read)


def test_a_head_and_the_body_below_it_are_one_panel() -> None:
    head, body = (310.0, 80.0, 540.0, 108.0), (310.0, 108.0, 540.0, 160.0)
    lines = [*in_card("يمين", 530.0), line("نص تحت البطاقة", 200, left=400)]
    assert panels(lines, head, body) == [RIGHT_CARD]


@pytest.mark.parametrize(("gap", "count"), [(15.0, 1), (20.0, 0)])
def test_a_head_may_stand_a_little_apart_from_its_body(gap: float, count: int) -> None:
    head, body = (310.0, 80.0, 540.0, 108.0), (310.0, 108.0 + gap, 540.0, 160.0)
    cards = [*in_card("يمين", 530.0, 2, step=40.0), line("نص تحت البطاقة", 200, left=400)]
    assert panels(cards, head, body) == [RIGHT_CARD] * count


def test_cards_that_touch_each_other_are_read_one_after_the_other() -> None:
    lines = [*in_card("يمين", 530.0), *in_card("يسار", 280.0), line("نص تحت البطاقتين", 200, left=300)]
    lines.append(line("يسار أعلاه", 82, left=220, right=280))
    grounds = [(300.0, 80.0, 540.0, 160.0), (60.0, 70.0, 300.0, 160.0)]
    assert names(lines, *grounds) == ["يمين", "يسار", "نص"]


def test_cards_whose_lines_stand_at_other_heights_are_read_one_after_the_other() -> None:
    lines = [*in_card("يمين", 530.0, 4, step=15.0), *in_card("يسار", 280.0, 2, step=31.0)]
    lines.append(line("نص تحت البطاقتين", 200, left=300))
    assert names(lines, RIGHT_CARD, LEFT_CARD) == ["يمين", "يسار", "نص"]


def test_what_no_row_of_the_page_is_as_high_as_stands_for_itself() -> None:
    """A row with much larger type reaches far over it."""
    holder = Element((390.0, 40.0, 530.0, 55.0), BoxText([line("إطار", 50, left=400, right=520, size=8.0)]))
    (row,) = _stood_in(holder, [(40.0, 150.0, 90.0)])
    assert row.box == holder.box
    (row,) = _stood_in(holder, [(42.0, 54.0, 8.0), (60.0, 80.0, 12.0)])
    assert row.box == (390.0, 42.0, 530.0, 54.0)


@pytest.mark.parametrize("pitch", [15, 40])
def test_a_table_beside_a_card_is_a_table(pitch: int) -> None:
    rows = [
        line(f"{text}{n}", 90 + pitch * n, left=right - 60, right=right)
        for n in range(8)
        for text, right in (("اسم", 530.0), ("عدد", 440.0), ("٪", 350.0))
    ]
    lines = [*rows, *in_card("بطاقة", 230.0, 3, step=2.0 * pitch)]
    read = build_blocks(lines, [(1, *PAGE)], fills={1: np.array([(40.0, 85.0, 240.0, 110.0 + 4 * pitch)], np.float32)})
    assert [block.role == "table" for block in read][:2] == [True, False]
    assert all("بطاقة" not in block.text for block in read if block.role == "table")
    assert sum(block.text.count("اسم") for block in read if block.role == "table") == 8


def test_a_ground_that_a_line_sticks_out_of_is_no_panel() -> None:
    lines = [*in_card("يمين", 530.0), line("نص تحت البطاقة", 300, left=400)]
    assert panels(lines, (440.0, 80.0, 535.0, 160.0)) == [(440.0, 80.0, 535.0, 160.0)]
    assert panels(lines, (440.0, 80.0, 520.0, 160.0)) == []


def test_grounds_below_each_other_are_rows_of_a_table() -> None:
    lines = [line(f"خلية {n}", 100 + 14 * n, left=490, right=530) for n in range(12)]
    stripes = [(310.0, 90.0 + 56 * n, 540.0, 118.0 + 56 * n) for n in range(3)]
    assert panels(lines, *stripes) == []


def test_one_ground_under_nearly_the_whole_page_parts_nothing() -> None:
    lines = in_card("يمين", 530.0, 10)
    assert panels(lines, (20.0, 20.0, 580.0, 800.0)) == []
    assert panels(lines, (20.0, 20.0, 580.0, 300.0)) == []


def test_a_ground_that_covers_most_of_the_page_parts_nothing() -> None:
    lines = [*in_card("يمين", 530.0, 8), *in_card("تحت", 530.0, 4, step=10.0)]
    lines[8:] = [line("خارجه", 800 + 2 * n, left=500, right=530) for n in range(4)]
    assert panels(lines, (20.0, 20.0, 580.0, 700.0)) == []


def test_the_ground_of_a_head_of_several_cells_is_no_panel() -> None:
    cells = [
        line(text, y, left=right - 5 * len(text), right=right)
        for y in (100, 116)
        for text, right in (("العدد", 530.0), ("السعر", 400.0))
    ]
    apart = [cells[0].with_words((*cells[0].words, *cells[1].words), (375.0, 90.0, 530.0, 104.0)), *cells[2:]]
    assert panels([*apart, *in_card("تحت", 530.0, 6)[3:]], (310.0, 80.0, 540.0, 124.0)) == []


def test_grounds_inside_each_other_are_nested_and_the_same_twice_is_one() -> None:
    inner, outer = (310.0, 80.0, 540.0, 125.0), (300.0, 70.0, 550.0, 165.0)
    lines = [*in_card("يمين", 530.0, 4), line("نص تحت البطاقة", 300, left=400)]
    (panel,) = find_panels(lines, np.array([inner, outer, (299.0, 70.0, 550.0, 166.0)], np.float32), *PAGE)
    assert panel.box == outer
    assert [nested.box for nested in panel.panels] == [inner]


def test_grounds_side_by_side_are_cells_of_a_table() -> None:
    grounds = [(60.0 + 160 * number, 80.0, 220.0 + 160 * number, 130.0) for number in range(3)]
    lines = [cell(f"خلية{n}", 210 + 160 * n, 95 + 16 * at) for n in range(3) for at in (0, 1)]
    lines += [line("نص تحت الجدول", 200, left=300), line("نص تحته أيضا", 216, left=300)]
    assert panels(lines, *grounds) == []
    assert panels(lines, *grounds[:2]) == grounds[:2]
