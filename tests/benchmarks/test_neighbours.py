"""Neighbouring blocks: the second follows the first at once, give or take a few letters."""

from __future__ import annotations

import json
import sys
from pathlib import Path

import pytest

from benchmarks import neighbours
from benchmarks.neighbours import Block, load, plain, right_pairs
from warraq.emit.report.compare import Token

FIRST = Block("بدايةالفقرةالأولى", "نهايتها.", follows=True)
SECOND = Block("وهناالثانيةكلها", "وآخرها.", follows=True)


def right(text: str, *blocks: Block) -> list[bool]:
    return [is_right for *_, is_right in right_pairs(blocks, text)]


def test_the_second_follows_the_first_at_once() -> None:
    assert right("بدايةالفقرةالأولىكلامنهايتها.وهناالثانيةكلهاكلاموآخرها.", FIRST, SECOND) == [True]
    assert right("وهناالثانيةكلهاكلاموآخرها.بدايةالفقرةالأولىكلامنهايتها.", FIRST, SECOND) == [False]
    assert right("نهايتها.سطرطويلمنعمودآخرلاصلةلهبهذاوهناالثانيةكلها", FIRST, SECOND) == [False]
    assert right("", FIRST, SECOND) == [False]


def test_a_wrong_letter_is_not_the_order() -> None:
    assert right("نهايتهاوهناالثانيهكلها", FIRST, SECOND) == [True]


def test_blocks_whose_place_does_not_matter_are_not_asked_for() -> None:
    assert right("كلام", FIRST, Block("وهنا", "آخرها", follows=False)) == []


def test_what_is_read_apart_is_left_out(tmp_path: Path) -> None:
    blocks = [{"kind": kind, "first": "أول", "last": "آخر"} for kind in ("header", "paragraph", "footnote", "list")]
    page = {"page": 2, "kind": "boxes", "blocks": blocks}
    (tmp_path / "a.json").write_text(json.dumps({"file": "a.pdf", "pages": [page]}), "utf-8")
    (marked,) = load(tmp_path)
    assert (marked.file, marked.page, len(marked.blocks)) == ("a.pdf", 2, 2)


def test_text_of_a_page_is_compared_as_marks_are(monkeypatch: pytest.MonkeyPatch) -> None:
    """The eye doesn't see which yeh or comma a file has."""
    words = [Token("می\u200cرود،"), Token("۲۰۱۶/۲")]
    monkeypatch.setattr(neighbours, "document_of", lambda path: path)
    monkeypatch.setattr(neighbours, "page_words", lambda document, page: words)
    assert neighbours.page_text(Path("a.pdf"), 1) == plain("ميرود, 2016/2")


def test_pdfs_may_be_in_another_folder_than_the_marks(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    page = {"page": 1, "kind": "boxes", "blocks": [{"kind": "box", "first": "أول", "last": "آخر"}]}
    (tmp_path / "a.json").write_text(json.dumps({"file": "a.pdf", "pages": [page]}), "utf-8")
    opened: list[Path] = []

    def read(path: Path, page: int) -> str:
        opened.append(path)
        return ""

    monkeypatch.setattr(neighbours, "page_text", read)
    for more in ([], ["--files", "elsewhere"]):
        monkeypatch.setattr(sys, "argv", ["neighbours", str(tmp_path), *more])
        neighbours.main()
    assert opened == [tmp_path / "a.pdf", Path("elsewhere/a.pdf")]


def test_signs_that_look_the_same_are_the_same() -> None:
    assert plain("٥٫٣٪ علی") == plain("5.3% على")
