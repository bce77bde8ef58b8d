"""Dumps written as they look: each kind found and cured; sound, foreign and enciphered ones left alone."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from warraq import repair_text
from warraq.repair.copied.visual_order import _reads_backwards, in_reading_order

FIXTURES = Path(__file__).parents[3] / "fixtures"
TRUTH = FIXTURES / "truth" / "ctoc-cop-wg7-2020-4.tsv"
MIRROR = str.maketrans("()[]«»", ")(][»«")
#: What a line keeps in order that is painted from right to left.
ISLAND = re.compile(r"[A-Za-z0-9]+(?:[./:,][A-Za-z0-9]+)*")


def lines_of(path: Path, words: int = 12) -> list[str]:
    """The text of a truth file in lines of so many words."""
    rows = [row.split("\t")[-1].split() for row in path.read_text("utf-8").splitlines() if row and row[0] != "#"]
    return [" ".join(row[start : start + words]) for row in rows for start in range(0, len(row), words)]


TEXT = unicodedata.normalize("NFC", "\n".join(line for line in lines_of(TRUTH)[:200] if "-" not in line))


def backwards(line: str) -> str:
    return line[::-1]


def painted(line: str) -> str:
    """Backwards but for numbers and Latin words; brackets as they look."""
    return ISLAND.sub(lambda island: island.group()[::-1], line[::-1]).translate(MIRROR)


def painted_as_typed(line: str) -> str:
    return painted(line).translate(MIRROR)


def words_backwards(line: str) -> str:
    return " ".join(painted(word) for word in line.split(" "))


def words_in_reverse(line: str) -> str:
    return " ".join(reversed(line.split(" ")))


def digits_backwards(line: str) -> str:
    return re.sub(r"\d+(?:[./,:]\d+)*", lambda number: number.group()[::-1], line)


def share_of_right_lines(text: str, true: str) -> float:
    pairs = list(zip(text.split("\n"), true.split("\n"), strict=True))
    return sum(one == other for one, other in pairs) / len(pairs)


@pytest.mark.parametrize(
    ("turn", "fault", "least"),
    [
        (backwards, "visual_order", 0.97),
        (painted, "visual_order", 0.97),
        (painted_as_typed, "visual_order", 0.97),
        (words_backwards, "visual_order", 0.97),
        (words_in_reverse, "visual_order", 1.0),
        (digits_backwards, "mirrored_digits", 0.99),
    ],
)
def test_each_kind_is_cured(turn: Callable[[str], str], fault: str, least: float) -> None:
    turned, findings = in_reading_order("\n".join(map(turn, TEXT.split("\n"))))
    assert [finding.fault for finding in findings] == [fault]
    assert share_of_right_lines(turned, TEXT) >= least


def test_letters_come_out_of_presentation_forms() -> None:
    forms = {"لا": "\ufefb", "ا": "\ufe8d", "ل": "\ufedd"}
    text = TEXT
    for letters, form in forms.items():
        text = text.replace(letters, form)
    turned, _ = in_reading_order("\n".join(map(painted, text.split("\n"))))
    assert share_of_right_lines(turned, TEXT) >= 0.97


def test_the_command_for_texts_does_it() -> None:
    turned = "\n".join(map(painted, TEXT.split("\n")))
    assert repair_text(turned) == in_reading_order(turned)[0]


@pytest.mark.parametrize(
    "text",
    [
        TEXT,
        (FIXTURES / "text" / "ctoc-cop-wg7-2020-4.txt").read_text("utf-8"),
        "\n".join(lines_of(FIXTURES / "truth" / "persian.tsv")),
        "the words of a line in English\n" * 40,
        painted(TEXT.split("\n")[0]),  # too short to say anything
        "",
    ],
)
def test_what_is_not_turned_stays(text: str) -> None:
    assert in_reading_order(text) == (text, [])


def test_an_enciphered_text_that_is_written_as_it_looks_is_turned_round() -> None:
    text = (FIXTURES / "text" / "ctoc-cop-wg7-2020-4.txt").read_text("utf-8")
    assert in_reading_order(text) == (text, [])
    turned, findings = in_reading_order("\n".join(map(painted, text.split("\n"))))
    assert [finding.fault for finding in findings] == ["visual_order"]
    words = re.compile("[\u0621-\u064a]{3,}")
    true, words_turned = words.findall(text), words.findall(turned)
    assert sum(one == other for one, other in zip(sorted(true), sorted(words_turned), strict=True)) > 0.95 * len(true)


@pytest.mark.parametrize(
    ("forwards", "ends", "turned"), [(10, 40, True), (10, 0, False), (30, 40, False)], ids=["all", "no article", "both"]
)
def test_in_broken_texts_both_words_and_the_article_must_run_backwards(forwards: int, ends: int, turned: bool) -> None:
    """Forty of a hundred words are known backwards."""
    letters = "\u0628\u062a\u062b\u062c\u062d\u062e\u062f\u0630\u0631\u0632"
    words = [f"{one}{other}\u0633\u0645" for one in letters for other in letters]
    words = [f"{word}\u0644\u0627" if k < ends else word for k, word in enumerate(words)]
    known: Any = {word[::-1] for word in words[:40]} | set(words[40 : 40 + forwards])
    assert _reads_backwards([" ".join(words)], known) is turned
