"""Pale text in the way of other text, shadows, and what a file marks as a watermark, a header or a footer."""

from __future__ import annotations

from pathlib import Path

import pytest
from pikepdf import Dictionary

from tests.repair.sheet import Sheet
from warraq import extract

TEXTS = [f"وقرر الفريق العامل في الفقرة {number} أن يواصل النظر في المسألة" for number in range(10, 24)]
DRAFT = "نسخة غير رسمية"


def sheet() -> Sheet:
    page = Sheet()
    for number, text in enumerate(TEXTS):
        page.line(text, 740 - 20 * number)
    return page


def read(page: Sheet, tmp_path: Path) -> tuple[str, list[str]]:
    """The text of the body, and the furniture."""
    document = extract(page.save(tmp_path / "page.pdf"))
    return " ".join(node.content for node in document.walk()), [piece.text for piece in document.furniture]


@pytest.mark.parametrize(
    "offset",
    [
        0,
        -3,
        4,
        6,
        pytest.param(8, marks=pytest.mark.xfail(strict=True, reason="between the lines nothing is in the way")),
    ],
)
@pytest.mark.parametrize("colour", ["0.85 g", "0.9 0.6 0.6 rg", "/Veil gs"])
def test_pale_words_over_the_text_are_a_watermark(tmp_path: Path, colour: str, offset: float) -> None:
    page = sheet()
    page.resources["ExtGState"] = Dictionary(Veil=Dictionary(ca=0.3))
    page.add(f"q {colour}")
    page.line(DRAFT, 600 + offset, right=450)
    page.add("Q")
    body, furniture = read(page, tmp_path)
    assert furniture == [DRAFT]
    assert body == " ".join(TEXTS)


def test_black_words_between_the_lines_stay(tmp_path: Path) -> None:
    page = sheet()
    page.line(DRAFT, 610, right=450, size=7)
    body, furniture = read(page, tmp_path)
    assert DRAFT in body
    assert furniture == []


@pytest.mark.parametrize("y", [440.0, 462.0])
def test_pale_words_in_their_own_place_stay(tmp_path: Path, y: float) -> None:
    page = sheet()
    page.add("0.7 g")
    page.line(DRAFT, y)
    body, furniture = read(page, tmp_path)
    assert DRAFT in body
    assert furniture == []


def test_a_pale_word_inside_a_line_stays_there(tmp_path: Path) -> None:
    page = sheet()
    left = page.line("قررت اللجنة", 420)
    page.add("0.7 g")
    left = page.line("عقد", 420, right=left - 4)
    page.add("0 g")
    page.line("دورتها", 420, right=left - 4)
    assert "قررت اللجنة عقد دورتها" in read(page, tmp_path)[0]


def test_a_shadow_far_from_its_letters_is_no_text(tmp_path: Path) -> None:
    page = sheet()
    page.add("0.7 g")
    page.line("عنوان له ظل 2020", 396, right=527, size=20)
    page.add("0 g")
    page.line("عنوان له ظل 2020", 400, size=20)
    assert read(page, tmp_path)[0].count("عنوان له ظل 2020") == 1


@pytest.mark.parametrize(("kind", "y"), [("Watermark", 450.0), ("Header", 800.0), ("Footer", 60.0)])
def test_what_the_file_marks_is_furniture(tmp_path: Path, kind: str, y: float) -> None:
    page = sheet()
    page.add(f"/Artifact <</Type /Pagination /Subtype /{kind}>> BDC")
    page.line("كلمة لا تتكرر في هذه الوثيقة", y)
    page.add("EMC")
    body, furniture = read(page, tmp_path)
    assert furniture == ["كلمة لا تتكرر في هذه الوثيقة"]
    assert body == " ".join(TEXTS)


@pytest.mark.parametrize("kind", ["/Subtype /Header", "/Type /Layout", "/Subtype /Other"])
def test_a_line_of_the_text_that_is_marked_wrongly_stays(tmp_path: Path, kind: str) -> None:
    page = sheet()
    page.add(f"/Artifact <<{kind}>> BDC")
    page.line("جملة في وسط الصفحة", 440)
    page.add("EMC")
    assert "جملة في وسط الصفحة" in read(page, tmp_path)[0]


def test_a_page_that_is_marked_whole_stays(tmp_path: Path) -> None:
    page = Sheet()
    page.add("/Artifact <</Subtype /Header>> BDC")
    page.line("جملة أولى تامة في أعلى الصفحة", 780)
    page.line("وجملة ثانية تامة في أعلى الصفحة", 762)
    page.add("EMC")
    assert "جملة أولى" in read(page, tmp_path)[0]
