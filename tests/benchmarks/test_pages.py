"""Generated pages: the seed decides them, their truth follows from what they are made of, and faults are counted."""

from __future__ import annotations

from pathlib import Path

import pytest

from benchmarks import pages
from benchmarks.generated import truth
from benchmarks.generated.build import PRODUCERS, available, pdf_of, sheet_of
from benchmarks.generated.kinds import KINDS
from benchmarks.generated.look import BOLD, look_of
from benchmarks.generated.sheet import HEADING, TITLE, Across, Cell, Foot, Pairs, Sheet, Table, Text
from benchmarks.tables import Grid
from tests.installed import require

TABLE = Table(((Cell("مبالغ", 2),), (Cell("قمح"), Cell("12"))), (2.0, 1.0), "all")
PARTS = (
    Text("مقدمة", HEADING, 1),
    Across(((Text("يمين"),), (Text("يسار", follows=False),)), (1.0, 1.0), 10.0),
    Text("جدول", TITLE),
    TABLE,
    Pairs((("الاسم", "ليلى"), ("التوقيع", "")), "dots"),
    Foot((("1", "حاشية"),)),
)


@pytest.fixture(scope="module", autouse=True)
def faces() -> None:
    for seed in range(len(BOLD)):
        look = look_of(seed)
        require(look.bold, look.face.package)


@pytest.mark.parametrize("kind", KINDS)
def test_a_seed_makes_the_same_page_and_another_seed_another(kind: str) -> None:
    assert sheet_of(kind, 3) == sheet_of(kind, 3) != sheet_of(kind, 4)


def test_truth_is_what_the_page_is_made_of() -> None:
    assert [(block.first, block.last, block.follows) for block in truth.blocks(PARTS)] == [
        ("مقدمة", "مقدمة", True),
        ("يمين", "يمين", True),
        ("يسار", "يسار", False),
        ("جدول", "جدول", True),
        ("مبالغ", "12", True),
        ("الاسم", "ليلي", True),
        ("التوقيع", "التوقيع", True),
    ]
    assert list(truth.whole_texts(PARTS)) == ["مقدمة", "يمين", "يسار", "جدول", "الاسمليلي", "التوقيع", "حاشية"]
    assert truth.tables(PARTS) == [(("مبالغ", ""), ("قمح", "12"))]
    assert [(one.level, one.text) for one in truth.headings(PARTS)] == [(1, "مقدمة"), (0, "جدول")]


@pytest.mark.parametrize("producer", [name for name in PRODUCERS if name in ("chromium", "fpdf2")])
def test_a_page_of_columns_is_read_right(producer: str, tmp_path: Path) -> None:
    assert producer in available(), "tests/needs names its package"
    score = pages.measure("two columns", producer, 0, tmp_path)
    assert score.is_right
    assert score.whole[1] > score.pairs[1] > 5
    assert pages.share([score]) == 1.0
    assert pdf_of("two columns", producer, 0, tmp_path).exists()


def test_what_is_wrong_is_counted_and_told(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    pdf_of("two columns", "fpdf2", 0, tmp_path)
    true = sheet_of("two columns", 0).parts
    other = Sheet("two columns", "", (Text("عنوان طويل لا يقرؤه أحد في هذه الصفحة", HEADING, 1), *true, TABLE))
    path = pdf_of("two columns", "fpdf2", 0, tmp_path)
    monkeypatch.setattr(pages, "sheet_of", lambda *_: other)
    monkeypatch.setattr(pages, "pdf_of", lambda *_: path)
    score = pages.measure("two columns", "fpdf2", 0, tmp_path)
    assert [score.whole[1] - score.whole[0], score.pairs[1] - score.pairs[0]] == [1, 2]
    assert (score.tables, score.cells, score.headings[1]) == ((0, 1), (0, 3, 0), 1)
    assert len(score.faults) == 5
    assert pages.share([score]) < 1.0


GRID: Grid = (("نوع", "عدد"), ("قمح", "12"))


@pytest.mark.parametrize(
    ("seen", "counted"),
    [
        ([GRID], (1, (4, 4, 4), 0)),
        ([(("نوع", "عدد"), ("12", "قمح"))], (1, (2, 4, 4), 0)),
        ([(("نوع", "عدد"),)], (1, (2, 4, 2), 0)),
        ([(("قمح",),), GRID], (1, (4, 4, 4), 1)),
        ([(("كلام", "آخر"),)], (0, (0, 4, 0), 1)),
        ([], (0, (0, 4, 0), 0)),
    ],
)
def test_tables_are_known_by_their_text(seen: list[Grid], counted: tuple[int, tuple[int, int, int], int]) -> None:
    assert pages.found_tables([GRID], seen, []) == counted


@pytest.mark.parametrize("producer", ["fpdf2"])
def test_a_page_whose_maps_lie_may_have_wrong_letters(producer: str, tmp_path: Path) -> None:
    score = pages.measure("two columns", producer, 0, tmp_path, "wrong-100")
    assert (score.whole[0], score.pairs[0]) == (score.whole[1], score.pairs[1])
    assert len(list(tmp_path.glob("*.wrong-100.pdf"))) == 1


def test_seeds_by_name_and_by_number() -> None:
    assert pages.seeds("apart") == range(1000, 1010)
    assert pages.seeds("3") == range(3, 4)
    assert pages.seeds("0-2") == range(3)
