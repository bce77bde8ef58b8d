"""A map that is wrong is wrong wherever its letter stands; a guess here and there is none."""

from __future__ import annotations

import pytest

from warraq.decipher.text.document.borne_out import borne_out, explains, loses_letters
from warraq.decipher.text.dump.dump import DumpLine
from warraq.model.line import Block, Line, Word


def block(*pairs: tuple[str, str]) -> list[Block]:
    return [Block("body", (Line(1, tuple(Word(text, shown) for text, shown in pairs)),))]


@pytest.mark.parametrize(
    ("pairs", "counts"),
    [
        ([("بيت", "ليت"), ("بلد", "للد"), ("بحر", "لحر")], (3, 3)),
        ([("بيت", "ليت"), ("بلد", "بلد"), ("بحر", "بحر")], (0, 1)),  # beh is beh elsewhere
        ([("بيت", "ليت"), ("بيت", "ليت"), ("بلد", "بلد"), ("بحر", "بحر")], (0, 1)),  # the same once more
        ([("بيت", "بيت"), ("بلد", "بلد")], (0, 0)),
        ([("أمر", "امر"), ("أحد", "احد")], (0, 0)),  # so people write them
        ([("بيت", "ليت")], (0, 0)),  # nothing tells
        ([("بيوت", "ليت"), ("3", "7")], (0, 0)),
        ([], (0, 0)),
    ],
)
def test_what_one_letter_came_out_as_it_came_out_as_elsewhere(
    pairs: list[tuple[str, str]], counts: tuple[int, int]
) -> None:
    assert borne_out(block(*pairs)) == counts


@pytest.mark.parametrize(
    ("raw", "loses"),
    [("ع ت هذا ر ال  الم ل ال", True), ("هذا بيت و ذاك بلد", False), ("أ - ألف\tب: باء (ج) 5 د", False)],
)
def test_single_letters_beside_words_were_parts_of_them(raw: str, loses: bool) -> None:
    assert loses_letters([DumpLine(0, raw, 1, 0, None)]) is loses


#: Words whose first letter came out as lam: all of them, half of them, one in five.
WORDS = [f"ب{second}{third}" for second in "تحسعلم" for third in "بدرقنك"]
SURE = [(word, f"ل{word[1:]}") for word in WORDS]
HALF = [
    *SURE,
    *((f"س{word[1:]}", f"س{word[1:]}") for word in WORDS),
    *((f"س{w[1:]}ا", f"ص{w[1:]}ا") for w in WORDS[:30]),
]
GUESSED = [*SURE[:7], *((word, word) for word in WORDS[7:]), *((f"س{w[1:]}ا", f"ص{w[1:]}ا") for w in WORDS[:14:14])]
GUESSED += [(f"س{word[1:]}", f"س{word[1:]}") for word in WORDS] + [(f"س{w[1:]}ا", f"ص{w[1:]}ا") for w in WORDS[:14]]
LOST = "ع ت هذا ر ال  الم ل ال"


@pytest.mark.parametrize(
    ("pairs", "raw", "read"),
    [
        (SURE, "هذا بيت", True),
        (HALF, "هذا بيت", False),
        (HALF, LOST, True),
        (GUESSED, LOST, False),  # letters that stand apart are not lost
        (GUESSED[:7], LOST, True),  # too few to tell
        ([], "هذا بيت", False),
    ],
)
def test_less_has_to_be_borne_out_where_letters_are_lost(pairs: list[tuple[str, str]], raw: str, read: bool) -> None:
    assert explains(block(*pairs), [DumpLine(0, raw, 1, 0, None)]) is read
