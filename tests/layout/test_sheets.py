"""Two pages on a sheet: each is read by itself, and what is read stands where it was."""

from __future__ import annotations

from dataclasses import replace

import numpy as np
import pytest

from tests.layout.lines import FULL, LEADING, line
from warraq.layout import build_blocks
from warraq.layout.sheets import part_sheets
from warraq.model.line import Block, Line, PackedWords, packed

SHEET = (842.0, 595.0)
RIGHT, LEFT = (481.0, 782.0), (60.0, 361.0)


def page(place: tuple[float, float], first: int, count: int = 9, number: int = 1, ends: str = "تمت.") -> list[Line]:
    """Lines of running text that fill one half of a sheet, the last one short."""
    left, right = place
    lines = [line(f"{FULL} {first + n}", 80 + LEADING * n, right=right, left=left) for n in range(count - 1)]
    lines.append(line(ends, 80 + LEADING * (count - 1), right=right, left=right - 60))
    return [replace(each, page=number) for each in lines]


def row_of_cells(y: float, left: float, right: float) -> Line:
    """A row with a cell at each end."""
    whole = line("بند رقم", y, right=right, left=left)
    places = zip(whole.words, (right - 90, left), strict=True)
    return replace(whole, words=tuple(replace(word, box=(edge, y - 10, edge + 90, y + 4)) for word, edge in places))


def read(lines: list[Line], **further: object) -> list[Block]:
    pages = [(number, *SHEET) for number in sorted({each.page for each in lines})]
    return build_blocks(lines, pages, **further)  # type: ignore[arg-type]


def by_height(lines: list[Line]) -> list[Line]:
    return sorted(lines, key=lambda each: (each.page, (each.box or (0.0,) * 4)[3], (each.box or (0.0,))[0]))


def test_the_right_page_of_a_sheet_is_read_before_the_left_one_and_both_stand_on_the_sheet() -> None:
    lines = page(RIGHT, 0) + page(LEFT, 10)
    blocks = read(by_height(lines))
    assert [each.text for block in blocks for each in block.lines] == [each.text for each in lines]
    assert {each.box for block in blocks for each in block.lines} == {each.box for each in lines}
    assert {each.page for block in blocks for each in block.lines} == {1}
    boxes = {tuple(np.round(word.box or (), 2).tolist()) for each in lines for word in each.words}
    assert {word.box for block in blocks for word in block.words} == boxes


def test_the_left_page_is_first_in_a_text_that_runs_to_the_right() -> None:
    lines = [replace(each, rtl=False) for each in page(LEFT, 0) + page(RIGHT, 10)]
    _, _, _, parts = part_sheets(lines, [(1, *SHEET)], ({},))
    assert [parts[number].left for number in (1, 2)] == [0.0, SHEET[0] / 2]


def test_running_heads_and_numbers_of_the_pages_of_sheets_are_furniture() -> None:
    lines, heads = [], set()
    for sheet in (1, 2, 3):
        for side, place in enumerate((RIGHT, LEFT)):
            number = 2 * sheet - 1 + side
            head = line(f"مجموعة القوانين {number}", 30, right=place[1], left=place[1] - 90)
            heads.add(head.text)
            lines += [replace(head, page=sheet), *page(place, 20 * number, number=sheet)]
    blocks = read(by_height(lines))
    assert {block.text for block in blocks if block.role == "header"} == heads
    roles = [block.role for block in blocks if block.page == 1]
    assert roles == ["header", "body", "header", "body"]


def test_what_a_sheet_hides_follows_both_its_pages() -> None:
    hidden = replace(line("مخفي", 300, right=700.0, left=650.0), hidden=True)
    blocks = read(by_height(page(RIGHT, 0) + page(LEFT, 10)), hidden=[hidden])
    assert [block.role for block in blocks] == ["body", "body", "hidden"]
    assert blocks[-1].lines == (hidden,)


def test_rules_go_with_their_page() -> None:
    lines = page(RIGHT, 0) + page(LEFT, 10)
    rules = np.array([(490, 400, 600, 400.5), (70, 300, 200, 300.5)], dtype=np.float32)
    _, pages, (parted,), _ = part_sheets(lines, [(1, *SHEET)], ({1: rules},))
    assert pages == [(1, 421.0, 595.0), (2, 421.0, 595.0)]
    assert [parted[number].tolist() for number in (1, 2)] == [
        [[69.0, 400.0, 179.0, 400.5]],
        [[70.0, 300.0, 200.0, 300.5]],
    ]


def test_frames_around_both_pages_stay_with_them() -> None:
    lines = page(RIGHT, 0) + page(LEFT, 10)
    rules = np.array([(30, 40, 422, 40.5), (420, 40, 812, 40.5)], dtype=np.float32)
    _, _, (parted,), parts = part_sheets(lines, [(1, *SHEET)], ({1: rules},))
    assert len(parts) == 2
    assert [parted[number].tolist() for number in (1, 2)] == [[[-1.0, 40.0, 391.0, 40.5]], [[30.0, 40.0, 422.0, 40.5]]]


def test_a_page_is_no_sheet_if_a_rule_goes_through_its_middle_or_one_side_is_narrower_or_little_is_on_it() -> None:
    lines = page(RIGHT, 0) + page(LEFT, 10)
    across = np.array([(60, 300, 782, 300.5)], dtype=np.float32)
    narrow = [line("عدد", 80 + LEADING * n, right=361, left=60 + n) for n in range(9)]
    labels = [line("اسم", 80 + LEADING * n, right=782, left=700 + n) for n in range(9)]
    edges = [line("بند", 80 + LEADING * n, right=r, left=r - 60) for n in range(9) for r in (541, 782)]
    few = page(RIGHT, 0, count=5) + page(LEFT, 10, count=5)
    one_side = page(RIGHT, 0, count=16) + page(LEFT, 10, count=2)
    ragged = [
        line("قصيرة", 80 + LEADING * n, right=r, left=r - 20 - n % 3 * 2 - (n == 4) * 270)
        for n in range(20)
        for r in (361, 782)
    ]
    cells = [row_of_cells(80 + LEADING * n, left, right) for n in range(9) for left, right in ((20, 380), (462, 822))]
    for sheet_lines, rules in (
        (lines, {1: across}),
        (cells, {}),
        (labels + narrow, {}),
        (page(LEFT, 0) + edges, {}),
        (few, {}),
        (one_side, {}),
        (ragged, {}),
    ):
        assert part_sheets(sheet_lines, [(1, *SHEET)], (rules,)) == (sheet_lines, [(1, *SHEET)], (rules,), {})


def test_pages_that_are_no_sheets_stay_whole_beside_sheets() -> None:
    upright = [replace(each, page=2) for each in page((72.0, 523.0), 30)]
    lines = page(RIGHT, 0) + page(LEFT, 10) + upright
    parted, pages, _, parts = part_sheets(lines, [(1, *SHEET), (2, 595.0, 842.0)], ({},))
    assert pages[2] == (3, 595.0, 842.0)
    assert parts[3].sheet == 2
    assert [each.box for each in parted if each.page == 3] == [each.box for each in upright]


def test_a_watermark_over_a_sheet_holds_its_pages_not_together() -> None:
    watermark = replace(line("مسودة", 300, right=600, left=200), across=True)
    parted, _, _, parts = part_sheets([*page(RIGHT, 0), *page(LEFT, 10), watermark], [(1, *SHEET)], ({},))
    assert len(parts) == 2
    assert sum(each.across for each in parted) == 1


@pytest.mark.parametrize(
    ("left", "right", "first"),
    [
        ("- 1 -", "- 2 -", "left"),
        ("- ٢ -", "- ١ -", "right"),
        ("A/55/1 9/10", "A/55/1 10/10", "left"),
        ("A/55/1 1/2", "2/2 A/55/1", "left"),
        ("A/55/1", "A/55/1", "right"),  # the same on all pages
        ("- 1 -", "- 7 -", "right"),
        ("1 2", "2 3", "right"),
        ("ص 1", "- 2 -", "right"),
    ],
)
def test_page_numbers_tell_which_page_of_a_sheet_is_the_first(left: str, right: str, first: str) -> None:
    text = page(RIGHT, 0, count=14) + page(LEFT, 20, count=14)
    for y in (40, 550):
        numbers = [line(left, y, right=230, left=190), line(right, y + 1, right=650, left=610)]
        parted, _, _, parts = part_sheets([*text, *numbers], [(1, *SHEET)], ({},))
        assert (parts[1].left == 0.0) is (first == "left")
        assert next(each.page for each in parted if each.text.endswith(f"{FULL} 0")) == (2 if first == "left" else 1)


def test_lines_of_sheets_stay_packed() -> None:
    lines = [packed(each, {}) for each in page((470.35, 782.01), 0) + page((60.0, 361.2), 10)]
    sheet = (841.89, SHEET[1])
    parted, _, _, parts = part_sheets(lines, [(1, *sheet)], ({},))
    assert len(parts) == 2
    blocks = build_blocks(lines, [(1, *sheet)])
    for each in (*parted, *(each for block in blocks for each in block.lines)):
        assert isinstance(each.words, PackedWords) and isinstance(each.words._boxes, bytes)
    assert {each.box for block in blocks for each in block.lines} == {each.box for each in lines}


@pytest.mark.parametrize("heights", [(206.0, 206.0), (40.0, 560.0)], ids=["amid the pages", "at two heights"])
def test_other_numbers_do_not_tell_which_page_is_first(heights: tuple[float, float]) -> None:
    lines = page(RIGHT, 0, count=15) + page(LEFT, 50, count=15)
    other = [line(f"بند {7 + n}", heights[n], right=right, left=right - 60) for n, right in enumerate((361, 782))]
    taken = {each.box[1] for each in other if each.box}
    lines = [each for each in lines if each.box and each.box[1] not in taken] + other
    _, _, _, parts = part_sheets(lines, [(1, *SHEET)], ({},))
    assert [parts[number].left for number in (1, 2)] == [SHEET[0] / 2, 0.0]


def test_wide_pages_of_another_width_are_no_sheets_for_that() -> None:
    slide = [replace(each, page=2) for each in page((60.0, 900.0), 30)]
    pages = [(1, *SHEET), (2, 960.0, 540.0)]
    _, _, _, parts = part_sheets(page(RIGHT, 0) + page(LEFT, 10) + slide, pages, ({},))
    assert [parts[number].sheet for number in sorted(parts)] == [1, 1, 2]
