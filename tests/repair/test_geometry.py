"""Lines of real PDFs by their geometry: turned pages and text, spacing, text painted twice, sizes, raised print."""

from __future__ import annotations

import math
from pathlib import Path

import pytest

from benchmarks.probes import lines_of
from tests.repair.sheet import Sheet
from warraq import extract

TEXT = [
    "وقرر الفريق العامل أن يواصل النظر في مسألة تعزيز التعاون",
    "بين الدول الأطراف على الصعيدين الإقليمي والدولي في عام 2018-2019",
    "وأشار عدد من المتكلمين إلى أهمية تبادل المعلومات (الفقرة 5/3)",
]
#: Direction of the baseline in degrees -> the matrix without its place.
TURNS = {90: (0.0, 1.0, -1.0, 0.0), 180: (-1.0, 0.0, 0.0, -1.0), 270: (0.0, -1.0, 1.0, 0.0)}


def level() -> Sheet:
    """A page with the three lines."""
    sheet = Sheet()
    for number, text in enumerate(TEXT):
        sheet.line(text, 750 - 20 * number)
    return sheet


def read(sheet: Sheet, tmp_path: Path) -> list[str]:
    return lines_of(sheet.save(tmp_path / "sheet.pdf"))


@pytest.mark.parametrize("turn", TURNS)
@pytest.mark.parametrize("rotate", [True, False], ids=["turned back by the page", "as they are"])
def test_turned_lines(tmp_path: Path, turn: int, rotate: bool) -> None:
    sheet = Sheet(page={"Rotate": turn} if rotate else {})
    for number, text in enumerate(TEXT):
        place = {90: (100 + 20 * number, 700), 180: (100, 100 + 20 * number), 270: (500 - 20 * number, 100)}[turn]
        sheet.line(text, 0, matrix=(*TURNS[turn], *place))
    assert read(sheet, tmp_path) == TEXT


@pytest.mark.parametrize("turn", TURNS)
def test_a_turned_line_on_a_level_page(tmp_path: Path, turn: int) -> None:
    sheet = level()
    sheet.line("عنوان جانبي للفصل 2018-2019", 0, matrix=(*TURNS[turn], 40, {90: 600, 180: 300, 270: 300}[turn]))
    assert read(sheet, tmp_path) == [*TEXT, "عنوان جانبي للفصل 2018-2019"]


@pytest.mark.parametrize("degrees", [-1.5, 0.4, 1.5])
def test_a_page_that_was_scanned_askew(tmp_path: Path, degrees: float) -> None:
    cos, sin = math.cos(math.radians(degrees)), math.sin(math.radians(degrees))
    sheet = Sheet()
    for number, text in enumerate(TEXT):
        sheet.line(text, 0, matrix=(cos, sin, -sin, cos, 520 + 20 * number * sin, 700 - 20 * number * cos))
    assert read(sheet, tmp_path) == TEXT


def test_slanted_letters_and_a_page_that_is_painted_upside_down(tmp_path: Path) -> None:
    sheet = Sheet()
    sheet.add("q 1 0 0 -1 0 842 cm")
    for number, text in enumerate(TEXT):
        sheet.line(text, 0, matrix=(1, 0, 0.33, -1, 523, 100 + 20 * number))
    sheet.add("Q")
    assert read(sheet, tmp_path) == TEXT


@pytest.mark.parametrize("spaces", [True, False])
@pytest.mark.parametrize("spacing", [0.5, 2.0, 3.0])
def test_letter_spaced_lines(tmp_path: Path, spacing: float, spaces: bool) -> None:
    sheet = Sheet()
    for number, text in enumerate(TEXT):
        sheet.line(text, 750 - 20 * number, spacing=spacing, spaces=spaces, right=580, size=10)
    assert read(sheet, tmp_path) == TEXT


@pytest.mark.parametrize("text", ["قرار", "المادة", "قرار رقم"])
def test_a_short_line_set_very_wide(tmp_path: Path, text: str) -> None:
    sheet = Sheet()
    sheet.line(text, 750, spacing=6.0)
    assert read(sheet, tmp_path) == [text]


def test_one_kashida_that_is_a_path_spaces_no_line(tmp_path: Path) -> None:
    """It is the only white between joined letters of a line without space glyphs, and wider than a space."""
    sheet = Sheet()
    left = sheet.line("دار", 750)
    left = sheet.line("\N{ARABIC LETTER FEH INITIAL FORM}", 750, right=left - 4)
    left = sheet.line("\N{ARABIC LETTER YEH FINAL FORM}", 750, right=left - 10)
    sheet.line("وادي", 750, right=left - 4)
    assert read(sheet, tmp_path) == ["دار في وادي"]


@pytest.mark.parametrize(
    "shifts",
    [((0.3, 0), (0.6, 0)), ((1.0, -1.0),), ((-1.2, 1.2),), ((0, 0),)],
    ids=["bold", "shadow", "light", "twice"],
)
def test_text_painted_more_than_once(tmp_path: Path, shifts: tuple[tuple[float, float], ...]) -> None:
    sheet = level()
    sheet.line("عنوان غامق 1111 الللل", 600, size=16)
    for right, up in shifts:
        sheet.line("عنوان غامق 1111 الللل", 600 + up, right=523 + right, size=16)
    assert read(sheet, tmp_path) == [*TEXT, "عنوان غامق 1111 الللل"]


def test_edges_painted_before_their_letters(tmp_path: Path) -> None:
    sheet = level()
    for mode in ("1 Tr 0.5 w", "0 Tr"):
        sheet.add(mode)
        sheet.line("عنوان محدد 2020", 600, size=20)
    assert read(sheet, tmp_path) == [*TEXT, "عنوان محدد 2020"]


def test_sizes_that_share_a_line(tmp_path: Path) -> None:
    sheet = Sheet()
    left = sheet.line("عنوان كبير", 500, size=24)
    left = sheet.line("ثم نص صغير 2019/2020", 500, right=left - 5, size=9)
    sheet.line("ونص عادي", 500, right=left - 5)
    assert read(sheet, tmp_path) == ["عنوان كبير ثم نص صغير 2019/2020 ونص عادي"]


@pytest.mark.xfail(strict=True, reason="a letter over two lines is read with the one on whose baseline it stands")
def test_a_letter_over_two_lines_opens_the_first(tmp_path: Path) -> None:
    sheet = Sheet()
    left = sheet.line("و", 476, size=40)
    sheet.line("قررت اللجنة أن تجتمع في السنة المقبلة", 500, right=left - 3)
    sheet.line("لتنظر في التقرير الذي أعدته الأمانة", 482, right=left - 3)
    assert read(sheet, tmp_path)[0].startswith("وقررت")


@pytest.mark.parametrize(("mark", "label"), [("(1)", "(1)"), ("12", "12"), ("*", "*")])
def test_the_mark_of_a_footnote_hangs_on_its_word(tmp_path: Path, mark: str, label: str) -> None:
    sheet = level()
    left = sheet.line("قررت اللجنة", 680)
    left = sheet.line(mark, 685, right=left, size=7)
    sheet.line("أن تجتمع مرة أخرى في جنيف خلال العام المقبل", 680, right=left - 3)
    sheet.line(f"{label} انظر الوثيقة A/55/383.", 60, size=8)
    document = extract(sheet.save(tmp_path / "sheet.pdf"))
    assert "قررت اللجنة أن تجتمع" in " ".join(node.content for node in document.walk())
    assert [note.text for note in document.footnotes] == ["انظر الوثيقة A/55/383."]


def test_raised_and_lowered_figures_stay_with_their_letters(tmp_path: Path) -> None:
    sheet = level()
    left = sheet.line("مساحتها 25 كم", 600)
    left = sheet.line("2", 605, right=left, size=7)
    sheet.line("تقريبا", 600, right=left - 3)
    assert "25 كم² تقريبا" in " ".join(n.content for n in extract(sheet.save(tmp_path / "a.pdf")).walk())
