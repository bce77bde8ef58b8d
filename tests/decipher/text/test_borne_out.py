"""A map that is wrong is wrong wherever its letter stands; a guess here and there is none."""

from __future__ import annotations

import pytest

from warraq.decipher.text.borne_out import borne_out, loses_letters
from warraq.decipher.text.dump import DumpLine
from warraq.model.line import Block, Line, Word


def block(*pairs: tuple[str, str]) -> list[Block]:
    return [Block("body", (Line(1, tuple(Word(text, shown) for text, shown in pairs)),))]


@pytest.mark.parametrize(
    ("pairs", "share"),
    [
        ([("بيت", "ليت"), ("بلد", "للد"), ("بحر", "لحر")], 1.0),
        ([("بيت", "ليت"), ("بلد", "بلد"), ("بحر", "بحر")], 0.0),  # beh is beh elsewhere
        ([("بيت", "ليت"), ("بيت", "ليت"), ("بلد", "بلد"), ("بحر", "بحر")], 0.0),  # the same once more
        ([("بيت", "بيت"), ("بلد", "بلد")], 0.0),
        ([("أمر", "امر"), ("أحد", "احد")], 0.0),  # so people write them
        ([("بيت", "ليت")], 0.0),  # nothing tells
        ([("بيوت", "ليت"), ("3", "7")], 0.0),
        ([], 0.0),
    ],
)
def test_what_one_letter_came_out_as_it_came_out_as_elsewhere(pairs: list[tuple[str, str]], share: float) -> None:
    assert borne_out(block(*pairs)) == share


@pytest.mark.parametrize(
    ("raw", "loses"),
    [("ع ت هذا ر ال  الم ل ال", True), ("هذا بيت و ذاك بلد", False), ("أ - ألف\tب: باء (ج) 5 د", False)],
)
def test_single_letters_beside_words_were_parts_of_them(raw: str, loses: bool) -> None:
    assert loses_letters([DumpLine(0, raw, 1, 0, None)]) is loses
