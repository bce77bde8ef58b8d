"""Lines, word spaces and marks: the compiled modules find what their sources do, to the bit."""

from __future__ import annotations

import random
from collections import Counter
from collections.abc import Sequence
from dataclasses import replace
from pathlib import Path

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tests.glyph_columns import at_rows, with_columns
from tests.repair.painter import Painter, rows_of
from tests.repair.sources import arranged_by_the_source
from warraq.extract.pages.pdf_file import extract_pdf
from warraq.model.glyph import Page
from warraq.model.packed.shown_codes import shown_codes
from warraq.pages import read_lines
from warraq.pages.codes.codes import CodeColumns, CodeTable, build_codes
from warraq.pages.lines import pieces
from warraq.pages.lines.arrange import Block, arrange
from warraq.pages.lines.regions import gutters

FIXTURES = Path(__file__).parents[2] / "fixtures" / "pdf"
TEXTS = (
    "وقرّر الفريق العامل (انظر A/RES/55/25) في 2018-2019",
    "ولاحظ أنّ الأطراف لا تزال تناقش المسألةَ الآن",
    "تعزيز",
    "12 و34",
    "هـذا مُجْمَلٌ",
)


def expect_the_same(page: Page, codes: CodeTable) -> list[Block]:
    """The blocks of a page, which both find."""
    columns, rows = CodeColumns.of(codes), rows_of(page, codes)
    seen: tuple[Counter[tuple[str, int]], ...] = Counter(), Counter()
    compiled = arrange(page, rows, columns, seen[0])
    with arranged_by_the_source():
        source = arrange(page, rows, columns, seen[1])
    assert seen[0] == seen[1]
    for one, other in zip(compiled, source, strict=True):
        for name in ("glyphs", "starts", "breaks", "gaps"):
            column, twin = getattr(one.rows, name), getattr(other.rows, name)
            assert (column.dtype, column.tolist()) == (twin.dtype, twin.tolist()), name
        assert (one.marks, one.across) == (other.marks, other.across)
    return compiled


@pytest.fixture
def alone(monkeypatch: pytest.MonkeyPatch) -> None:
    """No bands are merged, and no gutters are looked for in the lines."""
    monkeypatch.setattr(pieces, "_merge_raised", None)
    monkeypatch.setattr(gutters, "find_bands", None)


def painted(painter: Painter) -> tuple[Page, CodeTable]:
    extraction, maps = painter.extraction()
    return extraction.pages[0], build_codes(extraction, maps, shown_codes(extraction))


@pytest.mark.parametrize("path", sorted(FIXTURES.glob("*.pdf")), ids=lambda path: path.name)
def test_every_page_of_every_fixture(path: Path) -> None:
    extraction = extract_pdf(path)
    codes = build_codes(extraction, [], shown_codes(extraction))
    for page in extraction.pages:
        expect_the_same(page, codes)


@pytest.mark.parametrize(("step", "lines"), [(7.0, 1), (12.0, 5), (0.0, 1)])
def test_steep_steps_of_a_word_are_of_one_line(step: float, lines: int) -> None:
    painter = Painter()
    for place, letter in enumerate("\u062d\u064a\u062a\u0628\u0633"):
        painter.glyph(letter, 100 + 5 * place, 200 - step * place, 5.0, 10.0)
    blocks = expect_the_same(*painted(painter))
    assert [len(block.rows.starts) for block in blocks] == [lines]


def knocked_about(page: Page, chance: random.Random) -> Page:
    """The page with glyphs shifted, narrowed, resized, doubled in place, or in another order."""
    columns = {name: getattr(page, name).copy() for name in ("x", "y", "advance", "size", "angle")}
    share = chance.choice((0.0, 0.02, 0.3))
    for place in range(len(page)):
        if chance.random() >= share:
            continue
        size, other = float(page.size[place]), chance.randrange(len(page))
        act = chance.randrange(7)
        if act == 0:
            columns["x"][place] += size * chance.uniform(-0.2, 0.2)
        elif act == 1:
            columns["y"][place] += size * chance.choice((-0.4, -0.2, -0.05, 0.05, 0.3))
        elif act == 2:
            columns["advance"][place] *= chance.choice((0.0, 0.05, 0.5, 1.2))
        elif act == 3:
            columns["size"][place] *= chance.choice((0.5, 0.9, 1.3, 3.0))
        elif act == 4:
            columns["x"][place], columns["y"][place] = columns["x"][other], columns["y"][other]
        elif act == 5:
            columns["angle"][place] = chance.choice((0.0, 90.0, 0.3))
        else:
            columns["x"][place] += size * chance.choice((0.33, 2.0, 8.0))
    page = with_columns(page, columns)
    if chance.random() < 0.3:
        order = np.array(chance.sample(range(len(page)), len(page)), dtype=np.intp)
        page = at_rows(page, order)
    return page


def with_other_forms(codes: CodeTable, chance: random.Random) -> CodeTable:
    """The table with forms and ink of letters that nobody drew."""

    def some(share: float) -> np.ndarray:
        return np.array([chance.random() < share for _ in codes.text], dtype=np.bool_)

    share = chance.choice((0.0, 0.5, 0.9))
    left = np.array([chance.uniform(-0.5, 0.2) for _ in codes.text])
    left[some(0.5)] = np.nan
    return replace(
        codes,
        to_next=some(share),
        to_last=some(share),
        ends=some(share),
        ink_left=left,
        ink_right=left + chance.choice((0.0, 0.2, 0.5)),
    )


def grid(x: Sequence[float], y: Sequence[float]) -> np.ndarray:
    """``Page.rules`` of a table with edges at ``x`` and ``y``."""
    levels = [(x[0], at, x[-1], at + 0.5) for at in y]
    return np.array([*levels, *((at, y[0], at + 0.5, y[-1]) for at in x)], np.float32)


def with_rules(page: Page, chance: random.Random) -> Page:
    """The page, perhaps with a table over a part of it, or with a rule between its columns."""
    kind = chance.randrange(3)
    if kind == 0:
        return page
    x, y = sorted(chance.sample(range(60, 540, 40), 3)), sorted(chance.sample(range(80, 240, 10), chance.randint(2, 5)))
    return replace(page, rules=grid(x, y) if kind == 1 else grid(x, y)[-1:] * np.array([1, 0.5, 1, 3], np.float32))


@settings(max_examples=150)
@given(
    texts=st.lists(st.sampled_from(TEXTS), min_size=1, max_size=9),
    leading=st.sampled_from((3.0, 8.0, 14.0, 40.0)),
    columns=st.sampled_from(((72.0,), (72.0, 330.0))),
    space_glyphs=st.booleans(),
    noise=st.sampled_from((0.0, 0.05, 0.4)),
    chance=st.randoms(use_true_random=False),
)
def test_any_page(
    texts: Sequence[str],
    leading: float,
    columns: Sequence[float],
    space_glyphs: bool,
    noise: float,
    chance: random.Random,
) -> None:
    painter = Painter(space_glyphs=space_glyphs, noise=noise, kashida=0.2, mark_shift=chance.choice((0.0, 0.3)))
    for number, text in enumerate(texts):
        for left in columns:
            painter.line(text, 100 + number * leading, left=left, size=chance.choice((0, 0, 9, 20)))
    page, codes = painted(painter)
    expect_the_same(with_rules(knocked_about(page, chance), chance), with_other_forms(codes, chance))


@pytest.mark.usefixtures("alone")
def test_lines_that_stand_by_themselves_need_no_help() -> None:
    painter = Painter()
    for number, text in enumerate(TEXTS):
        painter.line(text, 100 + 20 * number)
    blocks = expect_the_same(*painted(painter))
    assert len(blocks[0].rows.starts) == len(TEXTS)


@pytest.mark.parametrize(("left", "lines"), [(40.0, 2), (232.0, 1)])
def test_lines_of_pieces(left: float, lines: int) -> None:
    painter = Painter()
    painter.line(TEXTS[0], 100)
    painter.line("12", 95, left=left, size=7)
    blocks = expect_the_same(*painted(painter))
    assert len(blocks[0].rows.starts) == lines


def test_columns_are_cut() -> None:
    painter = Painter()
    for number in range(8):
        for left in (60.0, 330.0):
            painter.line("وقرر الفريق العامل أن ينظر", 100 + 20 * number, left=left)
    blocks = expect_the_same(*painted(painter))
    assert len(blocks[0].rows.starts) == 16


def test_lines_of_each_cell_are_found_by_themselves() -> None:
    """Those of several pieces, and columns in a cell, with the help that they need elsewhere."""
    painter = Painter()
    for number, text in enumerate(TEXTS):
        painter.line(text, 100 + 20 * number)
    painter.line(TEXTS[0], 300)
    painter.line("12", 295, left=40, size=7)
    for number in range(8):
        for left in (60.0, 330.0):
            painter.line("وقرر الفريق العامل أن ينظر", 400 + 20 * number, left=left)
    page, codes = painted(painter)
    blocks = expect_the_same(replace(page, rules=grid((20, 580), (80, 250, 350, 600))), codes)
    assert len(blocks[0].rows.starts) == len(TEXTS) + 2 + 16


def test_letters_of_a_cell_that_start_in_the_same_place_are_put_in_order() -> None:
    painter = Painter()
    for letter in ("\N{ARABIC LETTER LAM}", "\N{ARABIC LETTER ALEF}"):
        painter.glyph(letter, 100, 100, 0.0, 12)
    page, codes = painted(painter)
    blocks = expect_the_same(replace(page, rules=grid((20, 580), (80, 250, 350))), codes)
    assert blocks[0].rows.glyphs.tolist() == [1, 0]


@pytest.mark.usefixtures("alone")
@pytest.mark.parametrize("upwards", [False, True])
def test_lines_of_words_that_are_longer_than_most(upwards: bool) -> None:
    """The stream goes down the page, or up; from one space to the next are few letters, or many."""
    painter = Painter()
    places = [100 + 20 * number for number in range(12)]
    for number, y in enumerate(reversed(places) if upwards else places):
        painter.line(" ".join("وقرر" * (1 + (number + word) % 7) for word in range(4)) + " 12 و34", y)
    blocks = expect_the_same(*painted(painter))
    assert len(blocks[0].rows.starts) == 12


def test_few_marks_on_a_page_of_many_lines() -> None:
    """Their neighbours in the stream may be in another line, which none of them reaches."""
    painter = Painter()
    for number in range(20):
        painter.line("وقرر الفريق العامل", 100 + 20 * number)
        if number in (3, 11):
            painter.glyph("\N{ARABIC FATHA}", 480, 100 + 20 * (number + 3), 0.0, 12)
    painter.glyph("\N{ARABIC FATHA}", 480, 700, 0.0, 12)
    blocks = expect_the_same(*painted(painter))
    assert len(blocks[0].marks) == 2


@pytest.mark.parametrize("after", [False, True])
@pytest.mark.parametrize("seed", range(3))
def test_neighbours_of_marks_in_the_stream_tell_their_shift_from_lines_away(seed: int, after: bool) -> None:
    """Each mark is painted next to a letter that no mark reaches, and stands as far from it as the others do."""
    chance, painter, size = random.Random(seed), Painter(), 10.0
    for number in range(10):  # bands that have a bit of their own
        y, x, centre = 20 + 72 * number, 100.0, chance.uniform(110, 130)
        mark, letter = ("\N{ARABIC FATHA}", centre, y, 0.0, size), ("\u0633", centre - 5.5, y + 36, 5.0, size)
        for glyph in () if after else (letter, mark):
            painter.glyph(*glyph)
        for base in range(8):
            width = chance.uniform(2.6, 6)
            painter.glyph("\u0628\u0633\u0639"[base % 3], x, y, width, size)
            x += width
        for glyph in (mark, letter) if after else ():
            painter.glyph(*glyph)
    blocks = expect_the_same(*painted(painter))
    assert len(blocks[0].marks) == 10


@pytest.mark.parametrize("line", [94.0, 102.0, 110.0])
def test_a_mark_that_is_painted_last_sits_on_a_letter_a_little_above_it_or_below(line: float) -> None:
    """The letter may be in the band of the page beside that of the mark, and nothing in the stream is near it."""
    painter, size = Painter(), 10.0
    for y in (line, 400.0):
        for place in range(8):
            painter.glyph("\u0628\u0633\u0639"[place % 3], 100 + 6 * place, y, 6.0, size)
    painter.glyph("\N{ARABIC FATHA}", 127, 102, 0.0, size)
    blocks = expect_the_same(*painted(painter))
    assert list(blocks[0].marks) == [4]


@pytest.mark.usefixtures("alone")
@pytest.mark.parametrize("most", [0.03, 0.14, 0.22, 0.4])
@pytest.mark.parametrize("shift", [-0.3, -0.12, 0.2])
def test_marks_that_scatter_over_their_letters(shift: float, most: float) -> None:
    chance, painter, size, x = random.Random(most), Painter(), 10.0, 100.0
    for number in range(40):
        width = chance.uniform(2.6, 8)
        painter.glyph("\N{ARABIC FATHA}", x + width / 2 + (shift + chance.uniform(-most, most)) * size, 100, 0.0, size)
        painter.glyph("\u0628\u0633\u0639"[number % 3], x, 100, width, size)
        x += width
    page, codes = painted(painter)
    expect_the_same(replace(page, rules=grid((20, 580), (80, 250, 350))), codes)


@pytest.mark.parametrize(("start", "width"), [(100.0, 0.0), (100.9, 0.9)])
def test_a_lam_before_an_alef_is_left_where_stream_or_place_says_so(start: float, width: float) -> None:
    painter = Painter()
    hah, lam, alef = "\u062d", "\N{ARABIC LETTER LAM}", "\N{ARABIC LETTER ALEF}"
    for letter, x, advance in ((hah, 92, 8.0), (lam, 100, width), (alef, start, 3.0), (hah, start + 3, 8.0)):
        painter.glyph(letter, x, 100, advance, 12)
    page, codes = painted(painter)
    blocks = expect_the_same(replace(page, rules=grid((20, 580), (80, 250, 350))), codes)
    assert blocks[0].rows.glyphs.tolist() == [0, 1, 2, 3]


@pytest.mark.parametrize(("space", "kerning"), [(0.128, 0.122), (0.12, 0.152), (0.128, 0.17), (0.28, 0.21)])
def test_a_pair_that_kerning_set_apart(space: float, kerning: float) -> None:
    painter = Painter(space_width=space)
    width = Painter(space_width=space).line("كما قال نعم في تعر", y=100)
    painter.line("يف الكتاب نعم كما قال", y=100, right=500 - width - kerning * 12)
    painter.line("كما قال نعم في تعر", y=100, right=500)
    expect_the_same(*painted(painter))


@pytest.mark.parametrize("stray", [0.0, 0.03])
def test_a_page_whose_spaces_are_hardly_any_white(stray: float) -> None:
    painter = Painter(space_glyphs=False)
    for number in range(8):
        at = 500.0
        for place in range(20):
            kerning = 0.05 if (number, place) == (2, 6) else stray if place == 7 else 0.0
            at -= 6.0 + 12 * (0.055 if place % 4 == 0 else kerning)
            painter.glyph("\u0628\u0633\u0639"[place % 3], at, 100 + 20 * number, 6.0, 12)
        painter.glyph("\u200d", at - 5.4, 100 + 20 * number, 0.0, 12)
        painter.glyph("\u0627", at - 6.0, 100 + 20 * number, 6.0, 12)
    blocks = expect_the_same(*painted(painter))
    assert blocks[0].rows.breaks.any() == (not stray)


@pytest.mark.parametrize("x", [100.0, 105.4, 105.5, 105.6, 106.9])
def test_a_space_under_the_letter_before_the_white(x: float) -> None:
    painter = Painter()
    line = (" ", x, 1.5), ("ي", 100.0, 7.0), ("ر", 108.1, 2.8), ("ط", 110.9, 8.4), (" ", 119.3, 1.5), ("ب", 120.8, 3.0)
    for text, left, advance in line:
        painter.glyph(text, left, 100, advance, 12)
    expect_the_same(*painted(painter))


def test_a_table_without_letters() -> None:
    painter = Painter()
    painter.glyph(" ", 100, 100, 3, 12)
    page, codes = painted(painter)
    blocks = expect_the_same(replace(page, rules=grid((20, 580), (80, 250, 350))), codes)
    assert not len(blocks[0].rows.starts)


def test_glyphs_painted_twice_are_found() -> None:
    painter = Painter()
    painter.line(TEXTS[1], 100)
    for code, x, y, advance, size in list(painter.rows[0]):
        painter.rows[0].append((code, x + 0.3, y + 0.1, advance, size))
    blocks = expect_the_same(*painted(painter))
    assert len(blocks[0].rows.glyphs) < len(painter.rows[0]) / 2


def test_letters_that_touch_show_that_a_line_is_not_spaced_out() -> None:
    painter = Painter()
    alone, final, initial = "\ufea9\ufeaa\ufe91"  # dal, dal, beh
    for text, x in ((alone, 90.0), (alone, 96.0), (final, 108.0), (initial, 128.0)):
        painter.glyph(text, x, 100, 6.0, 12)
    blocks = expect_the_same(*painted(painter))
    assert blocks[0].rows.breaks.tolist() == [False, False, True, False]


def test_no_dot_of_a_line_of_many_is_a_double() -> None:
    painter = Painter()
    for place in range(200):
        painter.glyph(".", 50 + 5 * place, 100, 3, 12)
    blocks = expect_the_same(*painted(painter))
    assert len(blocks[0].rows.glyphs) == 200


def test_a_page_of_more_glyphs_than_there_is_room_for() -> None:
    painter = Painter()
    for number in range(80):
        painter.line(TEXTS[1], 100 + 20 * number)
    page, codes = painted(painter)
    assert len(page) > 2048
    expect_the_same(page, codes)


def test_advances_that_are_no_numbers() -> None:
    painter = Painter()
    painter.line(TEXTS[1], 100)
    page, codes = painted(painter)
    page.advance[3] = np.inf
    expect_the_same(page, codes)


def test_a_page_without_letters() -> None:
    painter = Painter()
    painter.glyph(" ", 100, 100, 3, 12)
    painter.glyph("\N{ARABIC FATHA}", 100, 100, 0, 12)
    blocks = expect_the_same(*painted(painter))
    assert not len(blocks[0].rows.starts)


def test_a_page_of_a_long_document_is_read_as_one_that_is_alone() -> None:
    painter = Painter()
    painter.line(TEXTS[1], 100)
    (alone,), _, _ = read_lines(*painter.extraction())
    for _ in range(4):
        painter.new_page()
        painter.line(TEXTS[1], 100)
    assert [(line.text, line.box) for line in read_lines(*painter.extraction())[0]] == [(alone.text, alone.box)] * 5


def test_of_bases_that_are_as_near_to_a_mark_the_first_in_the_stream_bears_it() -> None:
    painter = Painter()
    painter.glyph("\N{ARABIC LETTER DAL}", 110, 100, 10, 10)
    painter.glyph("\N{ARABIC FATHA}", 109, 100, 2, 10)
    painter.glyph("\N{ARABIC LETTER REH}", 100, 100, 10, 10)
    blocks = expect_the_same(*painted(painter))
    assert blocks[0].marks == {0: [(1, 1.0)]}
