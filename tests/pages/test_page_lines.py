"""Lines from geometry: what is painted decides, not the order of the stream."""

from __future__ import annotations

import random
import unicodedata
from dataclasses import replace
from typing import Any

import numpy as np
import pytest

from tests.repair.painter import Painter
from warraq.arabic.digits import to_ascii
from warraq.model.font import GlyphMap, Reading
from warraq.model.glyph import CLIPPED, INVISIBLE, RECOGNISED, Extraction, Page
from warraq.pages import page_lines as lines
from warraq.pages import read_lines
from warraq.pages.rows.cells import LogicalCells
from warraq.pages.rows.raised import is_power
from warraq.pages.rows.row_order import in_logical_order

TEXT = "وقرّر الفريق العامل (انظر A/RES/55/25) في 2018-2019"
OTHER = "ولاحظ الفريق العامل أن الأطراف لا تزال تناقش المسألة"


def read(painter: Painter) -> list[str]:
    return [line.text for line in read_lines(*painter.extraction())[0]]


def painted(*texts: str, **how: object) -> Painter:
    painter = Painter(**how)  # type: ignore[arg-type]
    for number, text in enumerate(texts):
        painter.line(text, y=100 + 20 * number)
    return painter


def changed(painter: Painter, **columns: object) -> tuple[Extraction, list[GlyphMap]]:
    """The painter's extraction with columns of its first page replaced."""
    extraction, maps = painter.extraction()
    page = replace(extraction.pages[0], **columns)  # type: ignore[arg-type]
    return replace(extraction, pages=(page, *extraction.pages[1:])), maps


@pytest.mark.parametrize("count", [1, 3])
@pytest.mark.parametrize("pitch", [12.0, 40.0])
def test_text_over_squared_paper_is_read_whole(pitch: float, count: int) -> None:
    written = [TEXT, OTHER, TEXT][:count]
    painter = painted(*written)
    across, down = np.arange(40.0, 560.0, pitch), np.arange(60.0, 200.0, pitch)
    upright = [(x, down[0], x, down[-1]) for x in across]
    squares = np.array([*upright, *((across[0], y, across[-1], y) for y in down)], np.float32)
    extraction, maps = changed(painter, rules=squares)
    assert [line.text for line in read_lines(extraction, maps)[0]] == written


def test_the_order_of_the_stream_does_not_matter() -> None:
    painter = painted(TEXT, OTHER)
    random.Random(7).shuffle(painter.rows[0])
    assert read(painter) == [TEXT, OTHER]


def test_lines_come_top_to_bottom_whatever_the_stream_says() -> None:
    painter = Painter()
    painter.line(OTHER, y=300)
    painter.line(TEXT, y=100)
    assert read(painter) == [TEXT, OTHER]


def test_lines_know_where_they_stand_in_the_stream() -> None:
    painter = Painter()
    painter.line(OTHER, y=300)
    painter.line(TEXT, y=100)
    lines, *_ = read_lines(*painter.extraction())
    assert [line.painted > 0 for line in lines] == [True, False]
    assert lines[1].painted == 0


def test_a_bullet_that_is_drawn_begins_its_line() -> None:
    dots = np.array([(530, 94, 535, 99), (530, 114, 535, 119)], np.float32)
    extraction, maps = changed(painted(TEXT, OTHER), dots=dots)
    assert [line.text for line in read_lines(extraction, maps)[0]] == [f"• {TEXT}", f"• {OTHER}"]


def test_text_painted_twice_is_read_once() -> None:
    painter = painted(TEXT)
    painter.rows[0] += [(code, x + 0.4, y, advance, size) for code, x, y, advance, size in painter.rows[0]]
    lines, findings, _ = read_lines(*painter.extraction())
    assert [line.text for line in lines] == [TEXT]
    assert [finding.fault for finding in findings] == ["doubled_glyphs"]


def test_repeated_letters_and_digits_are_no_doubles() -> None:
    text = "الله 1111 ١١ ممم ااا ll -- .."
    lines, findings, _ = read_lines(*painted(text).extraction())
    assert [line.text for line in lines] == [text]
    assert findings == []


@pytest.mark.parametrize("flag", [INVISIBLE, CLIPPED])
def test_what_is_not_painted_is_not_read(flag: int) -> None:
    painter = painted(TEXT, OTHER)
    y = painter.extraction()[0].pages[0].y
    flags = np.where(y > 110, flag, 0).astype(np.uint8)
    lines, *_ = read_lines(*changed(painter, flags=flags))
    assert [line.text for line in lines] == [TEXT]


def test_an_invisible_layer_over_a_scan_is_the_text() -> None:
    painter = painted(TEXT)
    n = len(painter.rows[0])
    lines, *_ = read_lines(*changed(painter, flags=np.full(n, INVISIBLE | RECOGNISED, np.uint8)))
    assert [line.text for line in lines] == [TEXT]


def test_a_page_on_which_nothing_is_seen_has_no_text() -> None:
    painter = painted(TEXT)
    n = len(painter.rows[0])
    lines, _, hidden = read_lines(*changed(painter, flags=np.full(n, INVISIBLE, np.uint8)))
    assert lines == []
    assert [line.text for line in hidden] == [TEXT]


@pytest.mark.parametrize("angle", [90, 180, 270])
def test_rotated_text_reads_the_same(angle: int) -> None:
    painter = painted(TEXT, OTHER)
    page = painter.extraction()[0].pages[0]
    cos, sin = np.cos(np.radians(angle)), np.sin(np.radians(angle))
    x, y = page.x - 300, page.y - 300
    turned = {
        "x": (300 + x * cos + y * sin).astype(np.float32),
        "y": (300 - x * sin + y * cos).astype(np.float32),
        "angle": np.full(len(page), angle, np.float32),
    }
    lines, *_ = read_lines(*changed(painter, **turned))
    assert [line.text for line in lines] == [TEXT, OTHER]
    box = lines[0].box
    assert box is not None
    wide = box[2] - box[0] > box[3] - box[1]
    assert wide == (angle == 180)


def test_a_superscript_stays_in_its_line() -> None:
    painter = Painter()
    painter.line("عملا بالقرار", y=100, right=500)
    painter.glyph("1", 500 - painter.line("عملا بالقرار", y=300, right=500) - 5, 95.5, 4, 7)
    painter.line("وقد لاحظ", y=100, right=430)
    painter.rows[0] = [row for row in painter.rows[0] if row[2] != 300]
    lines, *_ = read_lines(*painter.extraction())
    (line,) = lines
    assert line.text == "عملا بالقرار وقد لاحظ"
    assert [word.mark for word in line.words] == ["", "1", "", ""]


@pytest.mark.parametrize(
    ("raised", "lowered", "texts"),
    [
        (2.4, 2.6, ["يكتب LATEX هنا"]),
        (5.5, 6.5, ["A", "يكتب LTX هنا", "E"]),  # letters of other lines: too far off
    ],
)
def test_letters_that_are_kerned_into_a_word_belong_to_it(raised: float, lowered: float, texts: list[str]) -> None:
    """The sign of LaTeX: a small A over the foot of the L, and an E below the line, under the bars of T and X."""
    painter = Painter()
    painter.line("يكتب", y=100, right=400)
    for letter, x, down, width, size in (
        ("L", 330.0, 0.0, 7.5, 12),
        ("A", 333.2, -raised, 6.1, 8.5),
        ("T", 337.7, 0.0, 8.7, 12),
        ("E", 344.3, lowered, 8.1, 12),
        ("X", 350.9, 0.0, 9.0, 12),
    ):
        painter.glyph(letter, x, 100 + down, width, size)
    painter.line("هنا", y=100, right=326)
    texts_read = [text.replace("LT X", "LTX") for text in read(painter)]
    assert texts_read == texts


def test_a_formula_is_read_from_left_to_right_as_it_is_set() -> None:
    painter = Painter()
    width = painter.line("وعدد الإلكترونات =", y=100, right=500)
    formula = painter.line("𝟔.𝟐𝟓 × 𝟏𝟎", y=300, right=500)
    painter.rows[0] = [row for row in painter.rows[0] if row[2] != 300]
    painter.line("𝟔.𝟐𝟓 × 𝟏𝟎", y=100, left=496 - width - formula, rtl=False)
    painter.line("في الثانية", y=100, right=492 - width - formula)
    assert read(painter) == ["وعدد الإلكترونات = 6.25 × 10 في الثانية"]


@pytest.mark.parametrize(
    ("known", "seen", "text"),
    [(True, False, "3-1) التصور"), (False, True, "3-1) التصور"), (False, False, "1-3) التصور")],
)
def test_digits_are_ordered_in_the_script_that_they_are_shown_in(known: bool, seen: bool, text: str) -> None:
    """Word claims the digits that were typed, and orders those that it shows as Arabic-Indic ones as such."""
    painter = Painter()
    painter.line("٣-١) التصور", y=100, right=500)
    extraction, (glyph_map,) = painter.extraction()
    (font,) = extraction.fonts
    typed = {
        code: replace(
            reading, text=to_ascii(reading.text), painted=reading.text if seen and reading.text.isdigit() else ""
        )
        for code, reading in glyph_map.readings.items()
    }
    digits = {code: reading.text for code, reading in glyph_map.readings.items() if known and reading.text in "٣١"}
    font = replace(font, code_to_gid={code: code for code in digits}, gid_to_unicode=digits)
    lines, *_ = read_lines(replace(extraction, fonts=(font,)), [replace(glyph_map, readings=typed)])
    assert [line.text for line in lines] == [text]


def test_a_power_inside_a_word_stays_in_its_place() -> None:
    painter = Painter()
    painter.line("x", y=100, left=100, rtl=False)
    place = 100 + painter.advance("x", 12)
    painter.glyph("2", place, 95.5, 4, 7)
    painter.line("y", y=100, left=place + 4, rtl=False)
    assert read(painter) == ["x²y"]


@pytest.mark.parametrize(
    ("pieces", "text"),
    [
        (["1437", "^2017"], "1437²⁰¹⁷"),
        (["10", "^\N{MINUS SIGN}2"], "10⁻²"),
        (["(10", "^\N{MINUS SIGN}2", ")"], "(10⁻²)"),
        (["48", "^4n+3"], "48⁴ⁿ⁺³"),
        (["x", "^n+1", "y"], "xⁿ⁺¹y"),
        (["x", "^10", "y", "^n"], "x¹⁰yⁿ"),
        (["2", "^10", "3", "^5"], "2¹⁰3⁵"),
        (["a", "^2", "=b", "^2", "+c", "^2"], "a²=b²+c²"),
        (["x", "^n", "y"], "xⁿy"),
        (["km", "^2", "h"], "km²h"),
        (["رتم", "10", "^2", "ب"], "ب10²متر"),  # what follows keeps its order
        # there are no such signs, or nothing that they could be a power of
        (["3", "^nx"], "3nx"),
        (["/", "^2017"], "2017/"),
        (["safrat", "^in"], "safratin"),  # the ending of a transcribed word
    ],
)
def test_powers_are_no_part_of_the_number_that_they_are_of(pieces: list[str], text: str) -> None:
    painter = Painter()
    width = painter.line("العدد", y=100, right=500) + 4
    place = 500 - width - 80
    for piece in pieces:
        raised, size = piece.startswith("^"), 7 if piece.startswith("^") else 12
        for character in piece.removeprefix("^"):
            painter.glyph(character, place, 95.5 if raised else 100, size / 2, size)
            place += size / 2
    assert read(painter) == [f"العدد {text}"]


@pytest.mark.parametrize(
    ("base", "power"),
    [
        ("(z+1)", True),
        ("[z+1]", True),
        ("\N{GREEK SMALL LETTER BETA}", True),
        ("zB", True),
        ("2+ab", True),
        ("abc", False),  # a word
        ("\N{ARABIC LETTER BEH}", False),
        ("z/", False),
        ("", False),
    ],
)
def test_a_power_is_of_a_number_of_what_is_in_brackets_or_of_a_letter_or_two(base: str, power: bool) -> None:
    assert is_power(base, "n") == power


def test_small_shifts_of_the_baseline_do_not_break_a_line() -> None:
    painter = painted(TEXT, OTHER)
    shifts = random.Random(3)
    painter.rows[0] = [
        (code, x, y + shifts.choice([0, 0, 0.2, -0.2, 3.0, -2.5]), advance, size)
        for code, x, y, advance, size in painter.rows[0]
    ]
    assert read(painter) == [TEXT, OTHER]


def test_mixed_sizes_share_a_line() -> None:
    painter = Painter()
    width = painter.line("البند الأول", y=100, right=500, size=16)
    painter.line("من جدول الأعمال", y=100, right=500 - width - 4, size=11)
    assert read(painter) == ["البند الأول من جدول الأعمال"]


def test_a_line_under_larger_letters_is_no_piece_of_theirs() -> None:
    painter = Painter()
    width = painter.line("الفيزياء العامة", y=100, right=240, size=36)
    painter.line("الفصل الأول: التيار وقانون أوم وقوانين كيرشوف", y=120, left=240 - 0.2 * width, size=18)
    assert read(painter) == ["الفيزياء العامة", "الفصل الأول: التيار وقانون أوم وقوانين كيرشوف"]


def test_a_number_in_the_margin_at_another_height_is_no_piece_of_the_line() -> None:
    painter = painted(*[OTHER] * 6, size=16)
    painter.line("5", y=104, left=499 - painter.line(OTHER, y=300), size=14)
    painter.rows[0] = [row for row in painter.rows[0] if row[2] != 300]
    assert read(painter) == [OTHER, "5", *[OTHER] * 5]


def test_terms_in_a_column_of_their_own_share_lines_with_what_explains_them() -> None:
    painter = Painter()
    for number, (term, meaning) in enumerate([("الفئة:", "مجموعة من الوظائف"), ("الدرجة:", "مستوى وظيفي")] * 3):
        painter.line(term, y=103 + 30 * number, right=520)
        painter.line(meaning, y=100 + 30 * number, right=520 - painter.line("الدرجة:", y=900) - 17)
    painter.rows[0] = [row for row in painter.rows[0] if row[2] != 900]
    assert read(painter) == ["الفئة: مجموعة من الوظائف", "الدرجة: مستوى وظيفي"] * 3


def test_two_columns_are_cut_apart() -> None:
    painter = Painter()
    for number in range(8):
        painter.line("العمود الأيمن من هذه الصفحة هنا", y=100 + 20 * number, right=540)
        painter.line("العمود الأيسر من هذه الصفحة هنا", y=100 + 20 * number, right=270)
    lines = read(painter)
    assert len(lines) == 16
    assert set(lines) == {"العمود الأيمن من هذه الصفحة هنا", "العمود الأيسر من هذه الصفحة هنا"}


def beside_each_other(step: float, white: float | None = None) -> list[str]:
    """Ragged texts in two columns, of the left one every second line ``step`` points lower.

    The longest line of the right one stands ``white`` font sizes from the left one.
    """
    painter, size = Painter(), 9.0
    arabic = ["نخر", "تجلطي", "للأنسجة", "بسبب", "عوامل", "فيزيائية", "أو", "كيميائية"]
    english = ["Definition", "of", "burns", "by", "physical", "and", "other", "agents"]
    for number, words in enumerate((3, 4, 3, 5, 3, 4, 3, 4, 8, 3)):
        y, right = 100 + 20 * number, " ".join(arabic[:words])
        width = painter.line(" ".join(english[:words]), y=y + step * (number % 2), left=60, rtl=False, size=size)
        if white is not None and words == 8:
            painter.line(right, y=y, left=60 + width + white * size, size=size)
        else:
            painter.line(right, y=y, right=540, size=size)
    return read(painter)


def test_a_text_and_its_translation_beside_it_are_cut_apart_though_their_lines_are_ragged() -> None:
    lines = beside_each_other(step=9.0)
    assert len(lines) == 20
    assert sum(line.isascii() for line in lines) == 10


def test_a_line_that_runs_up_to_the_translation_is_cut_where_the_others_are() -> None:
    assert len(beside_each_other(step=9.0, white=1.0)) == 20


@pytest.mark.parametrize(("rows", "lines"), [(2, 2), (4, 12)])
def test_few_lines_with_white_in_the_same_places_are_not_cut(rows: int, lines: int) -> None:
    """Formulas below each other have it in two."""
    painter = Painter()
    for number in range(rows):
        for right in (540, 360, 180):
            painter.line("كلام في خانة", y=100 + 20 * number, right=right)
    assert len(read(painter)) == lines


def test_terms_and_their_translations_are_cut_apart_too_and_their_rows_are_for_the_layout_to_find() -> None:
    lines = beside_each_other(step=0.0)
    assert len(lines) == 20
    assert lines[:2] == ["Definition of burns", "نخر تجلطي للأنسجة"]


def test_a_tab_after_a_label_is_no_gutter() -> None:
    painter = Painter()
    for number in range(8):
        painter.line(f"{number}-", y=100 + 20 * number, right=540)
        painter.line("عملا بالقرار الذي اتخذه المؤتمر", y=100 + 20 * number, right=500)
    assert read(painter) == [f"{number}- عملا بالقرار الذي اتخذه المؤتمر" for number in range(8)]


@pytest.mark.parametrize(("rows", "cut"), [(5, True), (3, False)])
def test_narrow_cells_of_a_regular_table_are_read_each_by_itself(rows: int, cut: bool) -> None:
    """A percent sign stands where it is painted, which in a line of words would be elsewhere."""
    painter = Painter()
    for number in range(rows):
        y = 100 + 20 * number
        painter.line("المغرب", y=y, right=540)
        for left in (400, 300, 200):
            painter.line(f"1{number}%", y=y, left=left, rtl=False)
    assert (read(painter).count("10%") == 3) == cut


@pytest.mark.parametrize(
    ("words", "size", "white", "lines"),
    [
        ("عنوان كبير هنا", 24.0, 2.0, 2),
        ("عنوان كبير هنا", 13.0, 2.0, 1),
        ("عنوان كبير هنا", 24.0, 1.0, 1),
        ("7", 24.0, 2.0, 1),
    ],
)
def test_a_heading_is_no_part_of_the_small_print_far_beside_it(
    words: str, size: float, white: float, lines: int
) -> None:
    painter = Painter()
    painter.line(words, y=100, left=220 + white * size, size=size)
    painter.line("سطر من النص الصغير بجانبه", y=100, right=220, size=9.0)
    painter.line("وخانة صغيرة", y=100, right=90, size=9.0)
    assert len(read(painter)) == lines


@pytest.mark.parametrize("space_glyphs", [False, True])
@pytest.mark.parametrize("spacing", [0.1, 0.3])
def test_letter_spaced_text_keeps_its_words(spacing: float, space_glyphs: bool) -> None:
    painter = painted(OTHER, space_glyphs=space_glyphs, space_width=0.4)
    spread, rows, last = 0.0, [], None
    for code, x, y, advance, size in sorted(painter.rows[0], key=lambda row: row[1]):
        spread += spacing * size * (last is not None)
        rows.append((code, x + spread, y, advance, size))
        last = code
    painter.rows[0] = rows
    assert read(painter) == [OTHER]


def test_a_space_glyph_under_letters_is_no_space() -> None:
    painter = painted("العامل")
    code, x, y, _, size = painter.rows[0][2]
    del code
    painter.glyph(" ", x, y, 0.25 * size, size)
    assert read(painter) == ["العامل"]


def test_kashida_closes_a_word_and_leaves_no_trace() -> None:
    painter = painted("عملا بالقرار الجديد", kashida=0.6, seed=5)
    extraction, maps = painter.extraction()
    assert any(text == "ـ" for text in extraction.claims)
    (line,) = read_lines(extraction, maps)[0]
    assert line.text == "عملا بالقرار الجديد"
    assert "ـ" in line.original


@pytest.mark.parametrize("text", ["وقرر (المؤتمر) عقد اجتماع [أول]", "وقرر المؤتمر⁽¹⁾ عقد اجتماع"])
def test_brackets_mapped_to_the_typed_character_are_turned(text: str) -> None:
    painter = painted(text, OTHER)
    extraction, (glyph_map,) = painter.extraction()
    swap = {"(": ")", ")": "(", "[": "]", "]": "[", "⁽": "⁾", "⁾": "⁽"}
    readings = {
        code: Reading(swap.get(reading.text, reading.text), 1.0, "claim")
        for code, reading in glyph_map.readings.items()
    }
    lines, findings, _ = read_lines(extraction, [replace(glyph_map, readings=readings)])
    assert lines[0].text == text
    assert [finding.fault for finding in findings] == ["mirrored_brackets"]


def test_presentation_forms_and_ligatures_become_letters() -> None:
    painter = Painter()
    for index, text in enumerate(["\ufeea", "\ufeff", "\ufefb", "\ufe8d", " ", "\ufdf2"]):
        painter.glyph(text, 100 + 8.0 * index, 100, 8.0, 12)
    assert read(painter) == ["الله الاه"]


def test_a_word_that_was_cut_shows_in_the_claimed_forms() -> None:
    painter = Painter()
    for index, text in enumerate(["\ufef4", "\ufee0", "\ufee3"]):  # from the left: a letter that joins on, and nothing
        painter.glyph(text, 100 + 8.0 * index, 100, 8.0, 12)
    (line,), findings, _ = read_lines(*painter.extraction())
    assert line.text == "ملي"
    assert [(finding.fault, finding.where) for finding in findings] == [("other_forms", "1")]


@pytest.mark.parametrize(
    ("glyphs", "text"), [("ا ﷲ", "الله"), ("ﷲ", "الله"), ("و ا ﷲ", "والله"), ("ا ا ل ل ه", "االله")]
)
def test_the_ligature_of_the_name_of_god_has_one_alef(glyphs: str, text: str) -> None:
    painter = Painter()
    for place, glyph in enumerate(glyphs.split()):
        painter.glyph(glyph, 500 - 6 * place, 100, 6, 12)
    assert read(painter) == [text]


def test_a_word_says_what_was_claimed_and_what_else_it_may_be() -> None:
    painter = painted("سبل")
    extraction, (glyph_map,) = painter.extraction()
    code = painter.codes["ب"]
    readings = dict(glyph_map.readings)
    readings[code] = Reading("ه", 0.7, "language", (("ب", 0.2), ("ن", 0.1)))
    (line,) = read_lines(extraction, [replace(glyph_map, readings=readings)])[0]
    (word,) = line.words
    assert (word.text, word.original) == ("سهل", "سبل")
    assert word.confidence == pytest.approx(0.7)
    assert word.alternatives == (("سبل", 0.2), ("سنل", 0.1))


@pytest.mark.parametrize(("sure", "left"), [(0.6, 0.6), (0.95, 1.0)])
@pytest.mark.parametrize("others", [(), (("ت", 0.3),)])
def test_a_glyph_that_may_be_a_letter_makes_its_word_doubtful_though_it_reads_as_nothing(
    sure: float, left: float, others: tuple[tuple[str, float], ...]
) -> None:
    """The last glyph of the first word; the letters of the second are sure."""
    painter = painted("سبت سب")
    extraction, (glyph_map,) = painter.extraction()
    readings = glyph_map.readings | {painter.codes["ت"]: Reading("", sure, "language", others)}
    (line,) = read_lines(extraction, [replace(glyph_map, readings=readings)])[0]
    assert [(word.text, word.confidence) for word in line.words] == [("سب", left), ("سب", 1.0)]
    assert line.words[0].alternatives == ()


def test_the_bar_of_a_kashida_leaves_its_word_as_sure_as_it_is() -> None:
    painter = painted("سـب")
    extraction, (glyph_map,) = painter.extraction()
    readings = glyph_map.readings | {painter.codes["ـ"]: Reading("", 0.6, "language")}
    (line,) = read_lines(extraction, [replace(glyph_map, readings=readings)])[0]
    assert [word.confidence for word in line.words] == [1.0]


@pytest.mark.parametrize("text", ["دَم دُم دَم دم دَمُ دمَ", "دمٌّ دمٌ دمّ"])
def test_words_of_the_same_letters_keep_their_own_marks(text: str) -> None:
    assert read(painted(text)) == [text]


def test_words_of_the_same_letters_keep_what_was_claimed_of_their_kashidas() -> None:
    painter = Painter()
    for text, left in (("ل", 100), ("ـ", 108), ("س", 116), ("ل", 140), ("ـ", 148), ("ـ", 156), ("س", 164)):
        painter.glyph(text, left, 100, 8, 12)
    (line,) = read_lines(*painter.extraction())[0]
    assert [(word.text, word.original) for word in line.words] == [("سل", "ســل"), ("سل", "سـل")]


def test_marks_of_the_same_ligature_stand_on_the_letter_that_they_are_over() -> None:
    painter = Painter()
    for left, mark in ((100.0, 102.0), (114.0, 120.0), (128.0, 130.0)):
        painter.glyph("\N{ARABIC LIGATURE LAM WITH ALEF ISOLATED FORM}", left, 100, 8, 12)
        painter.glyph("\N{ARABIC FATHA}", mark, 100, 0, 12)
    assert read(painter) == ["لاَ لَا لاَ"]


def test_a_fatha_in_the_middle_of_a_lam_alef_is_of_the_lam() -> None:
    """ReportLab paints marks where the pen is: beside the ligature, all of them."""
    painter = Painter()
    for left in (100.0, 114.0, 128.0):
        painter.glyph("\N{ARABIC FATHA}", left, 100, 0, 12)
        painter.glyph("\N{ARABIC LIGATURE LAM WITH ALEF ISOLATED FORM}", left, 100, 8, 12)
    assert read(painter) == ["لَا لَا لَا"]


def test_behind_an_alef_a_lam_with_two_marks_has_the_sukun() -> None:
    painter = Painter()
    painter.glyph("\N{ARABIC LIGATURE LAM WITH ALEF WITH HAMZA ABOVE ISOLATED FORM}", 100, 100, 8, 12)
    painter.glyph("\N{ARABIC SUKUN}", 102, 100, 0, 12)
    painter.glyph("\N{ARABIC FATHA}", 106, 100, 0, 12)
    painter.glyph("\N{ARABIC LETTER ALEF}", 108, 100, 3, 12)
    assert read(painter) == ["الْأَ"]


def test_a_lam_with_hamza_is_read_with_its_alef_wherever_the_hamza_is() -> None:
    painter = Painter()
    for left, mark in ((100.0, 107.0), (114.0, 114.5)):
        painter.glyph("\N{ARABIC LETTER LAM}", left, 100, 8, 12)
        painter.glyph("\N{ARABIC HAMZA ABOVE}", mark, 100, 0, 12)
    assert read(painter) == ["لأ لأ"]


def test_the_same_lam_with_hamza_and_vowel_is_read_by_where_the_vowel_is() -> None:
    painter = Painter()
    for left, mark in ((100.0, 101.0), (114.0, 119.0)):
        painter.glyph("\N{ARABIC LETTER LAM}", left, 100, 8, 12)
        painter.glyph("\N{ARABIC HAMZA ABOVE}", left + 7, 100, 0, 12)
        painter.glyph("\N{ARABIC FATHA}", mark, 100, 0, 12)
    (line,) = read_lines(*painter.extraction())[0]
    assert len({word.text for word in line.words}) == 2


def test_a_word_is_as_sure_as_its_different_letters_together() -> None:
    painter = painted("سلسل بدر")
    extraction, (glyph_map,) = painter.extraction()
    sure = {painter.codes[letter]: 0.9 for letter in "سلبد"} | {painter.codes["ر"]: 0.5}
    readings = {code: replace(reading, confidence=sure.get(code, 1.0)) for code, reading in glyph_map.readings.items()}
    (line,) = read_lines(extraction, [replace(glyph_map, readings=readings)])[0]
    assert [word.confidence for word in line.words] == [0.81, 0.405]


def test_a_word_with_marks_is_as_sure_as_its_different_letters_and_marks_together() -> None:
    painter = painted("بَبَ")
    extraction, (glyph_map,) = painter.extraction()
    sure = {painter.codes["ب"]: 0.9, painter.codes["\N{ARABIC FATHA}"]: 0.8}
    readings = {code: replace(reading, confidence=sure[code]) for code, reading in glyph_map.readings.items()}
    (line,) = read_lines(extraction, [replace(glyph_map, readings=readings)])[0]
    assert [(word.text, word.confidence) for word in line.words] == [("بَبَ", 0.72)]


def test_four_other_readings_of_a_word_are_told() -> None:
    painter = painted("سبل")
    extraction, (glyph_map,) = painter.extraction()
    others = tuple((letter, 0.05) for letter in "بنتيث")
    readings = glyph_map.readings | {painter.codes["ب"]: Reading("ه", 0.7, "language", others)}
    (line,) = read_lines(extraction, [replace(glyph_map, readings=readings)])[0]
    assert [text for text, _ in line.words[0].alternatives] == ["سبل", "سنل", "ستل", "سيل"]


def test_what_else_a_cluster_may_be_is_put_for_it_alone() -> None:
    """Not for the same letters of two other glyphs."""
    painter = painted("سبهن")
    extraction, (glyph_map,) = painter.extraction()
    others = {"س": Reading("ل", 1.0, "claim"), "ب": Reading("ا", 1.0, "claim")}
    others["ه"] = Reading("لا", 0.7, "language", (("ت", 0.2),))
    readings = glyph_map.readings | {painter.codes[letter]: reading for letter, reading in others.items()}
    (line,) = read_lines(extraction, [replace(glyph_map, readings=readings)])[0]
    assert (line.text, line.words[0].alternatives) == ("لالان", (("لاتن", 0.2),))


@pytest.mark.parametrize(("column", "value"), [("size", 0.0), ("x", np.nan), ("y", np.inf)])
def test_a_glyph_of_no_size_or_at_no_place_is_not_read(column: str, value: float) -> None:
    painter = painted("سبل")
    page = painter.extraction()[0].pages[0]
    values = np.where(page.charcode == painter.codes["ب"], np.float32(value), getattr(page, column))
    extraction, maps = changed(painter, **{column: values})
    assert [line.text for line in read_lines(extraction, maps)[0]] == ["س ل"]


def test_a_code_without_a_reading_is_shown_and_doubted() -> None:
    painter = painted("سبل")
    extraction, (glyph_map,) = painter.extraction()
    readings = {code: reading for code, reading in glyph_map.readings.items() if reading.text != "ب"}
    (line,) = read_lines(extraction, [replace(glyph_map, readings=readings)])[0]
    assert line.text == "سبل"
    assert line.words[0].confidence < 0.85


def test_no_bidi_controls_come_out() -> None:
    painter = painted("قال نعم")
    extraction, (glyph_map,) = painter.extraction()
    readings = {
        code: Reading("\u202b" + reading.text + "\u200f", 1.0, "claim") for code, reading in glyph_map.readings.items()
    }
    (line,) = read_lines(extraction, [replace(glyph_map, readings=readings)])[0]
    assert line.text == "قال نعم"


def test_an_empty_page_has_no_lines() -> None:
    extraction, maps = Painter().extraction()
    assert isinstance(extraction.pages[0], Page)
    assert read_lines(extraction, maps) == ([], [], [])


def test_cells_of_a_table_row_keep_their_own_order() -> None:
    painter = Painter()
    for right, text, rtl in (
        (540, "اسم الدولة", True),
        (400, "A/55/25", False),
        (300, "Rev. 1", False),
        (200, "12", True),
    ):
        painter.line(text, y=100, right=right, rtl=rtl)
    assert read(painter) == ["اسم الدولة A/55/25 Rev. 1 12"]


def test_numbers_grouped_by_spaces_stay_whole() -> None:
    painter = Painter()
    width = painter.line("بلغت الميزانية", y=100, right=500)
    painter.line("12 345 678", y=100, right=500 - width - 4, rtl=False)
    width += painter.line("12 345 678", y=300, right=500, rtl=False) + 8
    painter.line("دولارا", y=100, right=500 - width)
    assert read(painter)[0] == "بلغت الميزانية 12 345 678 دولارا"


VOWELLED = "إِنَّ الطَّالِبَ كَتَبَ دَرْسَهُ عَلَى اللَّوْحِ ثُمَّ قَرَأَهُ بِصَوْتٍ عَالٍ جِدًّا"


@pytest.mark.parametrize("mark_shift", [-0.25, 0.0, 0.25])
def test_marks_find_their_letters_in_slanted_faces(mark_shift: float) -> None:
    painter = painted(VOWELLED, mark_shift=mark_shift)
    assert read(painter) == [unicodedata.normalize("NFC", VOWELLED)]


def test_marks_find_their_letters_by_place_where_the_stream_says_nothing() -> None:
    painter = painted(VOWELLED)
    random.Random(11).shuffle(painter.rows[0])
    assert read(painter) == [unicodedata.normalize("NFC", VOWELLED)]


def test_marks_and_spaces_turned_by_themselves_are_no_line() -> None:
    painter = painted(TEXT)
    mark, space = painter.code("\N{ARABIC SHADDA}"), painter.code(" ")
    painter.rows[0] += [(mark, 300.0, 300.0, 0.0, 10.0), (space, 310.0, 300.0, 3.0, 10.0)]
    extraction, _ = painter.extraction()
    angle = extraction.pages[0].angle.copy()
    angle[-2:] = 90.0
    turned, maps = changed(painter, angle=angle)
    assert [line.text for line in read_lines(turned, maps)[0]] == [TEXT]


def test_a_soft_hyphen_that_is_painted_is_a_hyphen() -> None:
    lines, *_ = read_lines(*painted("COVID\N{SOFT HYPHEN}19").extraction())
    assert [line.text for line in lines] == ["COVID-19"]
    assert lines[0].words[0].original == "COVID\N{SOFT HYPHEN}19"


def test_a_hyphen_at_the_end_of_a_latin_phrase_stays_there() -> None:
    painter = painted("\u0645\u0634\u0631\u0648\u0639 law and inter-x")
    painter.rows[0] = [row for row in painter.rows[0] if row[0] != painter.codes["x"]]
    painter.line("national \u0623\u062f\u0646\u0627\u0647", y=120)
    assert read(painter) == ["\u0645\u0634\u0631\u0648\u0639 law and inter-", "national \u0623\u062f\u0646\u0627\u0647"]


def test_letters_drawn_joined_over_the_end_of_a_line_say_so() -> None:
    painter = Painter()
    for y, forms in ((100, "\ufed7\ufeae\ufead \ufe8d\ufedf\ufed4\ufeae\ufe97"), (120, "\ufef4\ufed6 \ufee3\ufee6")):
        x = 523.0
        for form in forms:
            x -= 6.0
            painter.glyph(form, x, y, 6.0 if form != " " else 3.4, 12.0)
    lines, *_ = read_lines(*painter.extraction())
    assert [[(word.joined, word.cut) for word in line.words] for line in lines] == [
        [(False, False), (False, True)],
        [(True, False), (False, False)],
    ]


def test_letters_mapped_to_roman_numerals_are_letters_and_it_is_told() -> None:
    lines, findings, _ = read_lines(*painted("كتاب Sty\u217ce \u217c").extraction())
    assert [line.text for line in lines] == ["كتاب Style \u217c"]
    assert [finding.fault for finding in findings] == ["numerals_for_letters"]


def test_roman_numerals_stay() -> None:
    lines, findings, _ = read_lines(*painted("الفصل \u217c").extraction())
    assert [line.text for line in lines] == ["الفصل \u217c"]
    assert not findings


def test_a_number_of_a_line_of_doubtful_order_is_less_sure_than_the_same_elsewhere(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    def partly_verified(*arguments: Any) -> LogicalCells:
        cells = in_logical_order(*arguments)
        return replace(cells, verified=[not row % 2 for row in range(len(cells.verified))])

    monkeypatch.setattr(lines, "in_logical_order", partly_verified)
    read, findings, _ = read_lines(*painted("نص 12", "نص 12", "نص 12").extraction())
    assert [[word.confidence for word in line.words] for line in read] == [[1.0, 1.0], [1.0, 0.8], [1.0, 1.0]]
    assert [(each.fault, each.detail[:2]) for each in findings] == [("unverified_order", "1 ")]
