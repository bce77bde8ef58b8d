"""A folder of real PDFs with truths: what is read from it, and the table."""

from __future__ import annotations

import shutil
from pathlib import Path
from types import SimpleNamespace
from typing import Literal

import pytest

from benchmarks import peers, real
from benchmarks.reading import printed_text_of
from benchmarks.structure_golden import FIXTURES
from warraq.model.document import Document, Furniture, Metadata, Node, Quality, Source, Span

HONEST = FIXTURES / "pdf" / "honest.pdf"
TEXT = (FIXTURES / "truth" / "honest.txt").read_text("utf-8")


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    (tmp_path / "truth").mkdir()
    shutil.copy(HONEST, tmp_path / "keyed.pdf")
    shutil.copy(HONEST, tmp_path / "listed.pdf")
    (tmp_path / "truth" / "keyed.md").write_text("# " + TEXT, encoding="utf-8")
    (tmp_path / "truth" / "keyed.fontcmap.txt").write_text("12", encoding="utf-8")
    (tmp_path / "truth" / "listed.fontcmap.txt").write_text("\u200f" + TEXT, encoding="utf-8")
    rows = ["name\ttruth", "keyed\tkeyed.fontcmap.txt keyed.md", "listed\tlisted.fontcmap.txt", "none\t"]
    (tmp_path / "manifest.tsv").write_text("\n".join(rows) + "\n", encoding="utf-8")
    return tmp_path


def test_what_people_keyed_is_preferred(folder: Path) -> None:
    by_name = {path.stem: truth for path, truth in real.truths(folder)}
    assert by_name["keyed"].keyed
    assert by_name["keyed"].text == TEXT
    assert not by_name["listed"].keyed
    assert "\u200f" not in by_name["listed"].text
    assert "none" not in by_name


def test_markup_is_no_text_and_numbers_of_lists_are() -> None:
    assert real.plain("## Two\n3. *four* <br> five").split() == ["Two", "3.", "four", "five"]


def test_the_table_has_a_row_a_file_the_mean_and_all_together(folder: Path) -> None:
    rows = [[cell.strip() for cell in row.strip("|").split("|")] for row in real.lines(folder)]
    keyed, listed, mean, every = rows[2:]
    assert keyed[0] == "keyed"
    assert float(keyed[1].rstrip("%")) < 10  # running headers are printed and not keyed
    assert listed[1] == "–"
    assert mean[0] == "mean of 2"
    assert every[0] == "all numbers"
    right, true = zip(*(map(int, row[3].split(" of ")) for row in (keyed, listed)), strict=True)
    assert every[3] == f"{sum(right)} of {sum(true)}"
    assert all(row[-1] == "no" for row in (keyed, listed))
    assert listed[4:6] == ["–", "–"]  # words are only keyed by people
    assert keyed[8] > keyed[4]  # those of the body


def test_files_are_chosen_by_name_and_peers_may_stay_away(folder: Path) -> None:
    rows = [[cell.strip() for cell in row.strip("|").split("|")] for row in real.lines(folder, "list", False)]
    assert [row[0] for row in rows[2:]] == ["listed", "mean of 1", "all numbers"]
    assert rows[2][2] == rows[2][7] == rows[4][7] == rows[4][11] == "–"


def test_numbers_of_all_files_are_counted_together_and_the_best_peer_is_the_best_of_these(
    folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (folder / "truth" / "keyed.md").write_text("1", encoding="utf-8")
    (folder / "truth" / "listed.fontcmap.txt").write_text("2 3 4 5 6 7", encoding="utf-8")
    texts = {"short": ("1", ""), "long": ("", "2 3 4 5 6 7")}  # the numbers of either file, and none of the other's
    monkeypatch.setattr(peers, "available", lambda: list(texts))
    monkeypatch.setattr(peers, "read", lambda name, path: texts[name][path.stem == "listed"])
    monkeypatch.setattr(real, "printed_text_of", lambda document: "2 3 4")
    furniture = (SimpleNamespace(text="4"),)
    ours = SimpleNamespace(reading=SimpleNamespace(document=SimpleNamespace(furniture=furniture)), needs_review=False)
    monkeypatch.setattr(real, "read", lambda path: ours)
    rows = [[cell.strip() for cell in row.strip("|").split("|")] for row in real.lines(folder)]
    assert [[row[3], *row[6:8]] for row in rows[2:]] == [
        ["0 of 1", "0.000", "1.000 short"],
        ["3 of 6", "0.667", "1.000 long"],
        ["", "**0.333**", "1.000"],
        ["3 of 7", "**0.462**", "0.923 long"],
    ]
    # the page number 4 isn't asked for, and each tool may have one number more
    assert [row[10:12] for row in rows[2:]] == [
        ["0.000", "1.000 short"],
        ["0.571", "1.000 long"],
        ["**0.286**", "1.000"],
        ["**0.400**", "0.909 long"],
    ]


def test_lines_that_a_map_says_in_signs_of_other_languages_are_no_truth(folder: Path) -> None:
    (folder / "truth" / "listed.fontcmap.txt").write_text("12\n\u0627\u065d 5\n13", encoding="utf-8")
    assert {path.stem: truth for path, truth in real.truths(folder)}["listed"].text == "12\n13"


def test_everything_is_read_page_after_page_with_furniture_in_its_place() -> None:
    margins: list[tuple[Literal["header", "footer"], int]] = [("header", 1), ("footer", 1), ("header", 2)]
    document = Document(
        source=Source(file="a.pdf", sha256="", pages=2, engine="test"),
        metadata=Metadata(),
        body=(
            Node(kind="paragraph", id="par-1", number="1", label="1-", text="one", spans=(Span(page=1), Span(page=2))),
            Node(kind="text", id="text-1", text="two", spans=(Span(page=2),)),
        ),
        footnotes=(Node(kind="footnote", id="note-1", number="1", label="(1)", text="note", spans=(Span(page=1),)),),
        furniture=tuple(
            Furniture(role=role, text=f"{role} {page}", spans=(Span(page=page),)) for role, page in margins
        ),
        quality=Quality(confidence=1.0, words=3, uncertain=0, needs_review=False),
    )
    assert printed_text_of(document).split("\n") == ["header 1", "1- one", "(1) note", "footer 1", "header 2", "two"]


@pytest.mark.parametrize(
    ("text", "rate"),
    [
        ("one 2-3 two", 0.0),
        ("- one 2-3 \u2022 two \uf0b7", 0.0),  # list marks count for nobody
        ("one 23 two", 1 / 11),  # a dash inside a number does
    ],
)
def test_list_marks_are_not_measured(text: str, rate: float) -> None:
    assert real.error_rate(real.Truth("one 2-3 two", keyed=True), text) == pytest.approx(rate)
