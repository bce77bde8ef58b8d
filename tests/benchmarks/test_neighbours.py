"""Neighbouring blocks: the second follows the first at once, give or take a few letters."""

from __future__ import annotations

import json
from pathlib import Path

from benchmarks.neighbours import Block, load, right_pairs

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
