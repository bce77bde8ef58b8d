"""Dumps by a generator that is not the project's."""

from __future__ import annotations

from pathlib import Path

import pytest

from benchmarks import subjects
from benchmarks.subjects import KINDS, Outcome, dump_of, lines, missed, outcome
from warraq.decipher.text.document.restoration import TextRestoration
from warraq.model.line import Block, Line, Word

#: It writes the text as it is, then how it was called.
GENERATOR = """
import sys, pathlib
text = pathlib.Path(sys.argv[1]).read_text("utf-8")
pathlib.Path(sys.argv[2]).write_text(text + "|" + " ".join(sys.argv[3:]), "utf-8")
"""
TEXT = ["في كل يوم كتاب", "وفي كل شهر قلم"]


def read_as(*words: tuple[str, float]) -> TextRestoration:
    line = Line(1, tuple(Word(text, text, sure) for text, sure in words))
    return TextRestoration((Block("body", (line,)),), (), True, 1.0)


@pytest.fixture
def generator(tmp_path: Path) -> Path:
    path = tmp_path / "make_dump.py"
    path.write_text(GENERATOR, encoding="utf-8")
    return path


def test_the_generator_is_told_the_seed_and_the_kind(generator: Path) -> None:
    assert dump_of(["سطر", "آخر"], generator, 7, KINDS[1]) == "سطر\nآخر|7 --lost 0.1 --reversed --cut 0.4"


def test_wrong_words_are_counted_by_whether_they_are_listed(monkeypatch: pytest.MonkeyPatch) -> None:
    read = (
        ("في", 1.0),
        ("كل", 1.0),
        ("يوم", 0.2),
        ("كتب", 0.3),
        ("وفي", 1.0),
        ("كل", 1.0),
        ("شهر", 1.0),
        ("قلب", 0.99),
    )
    monkeypatch.setattr(subjects, "restore", lambda _: read_as(*read))
    result = outcome(TEXT, "")
    assert (result.wer, result.listed, result.silent, result.worth) == (25.0, 25.0, 125.0, 0.5)


def test_wrong_words_are_shown_with_what_they_should_be() -> None:
    want, read = ["في", "كل", "يوم"], [Word("في", "", 1.0), Word("كان", "", 0.9), Word("يوم", "", 1.0)]
    assert list(missed(want, read, 0.85, 5)) == ["كل\tكان\t0.90 !\tفي كل يوم"]
    assert list(missed(want, read, 0.95, 5)) == ["كل\tكان\t0.90\tفي كل يوم"]
    assert not list(missed(want, read, 0.95, 0))


def test_a_row_a_text_and_kind_and_their_mean(generator: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    figures = iter(range(1, 9))

    def judged(*_: object) -> Outcome:
        number = next(figures)
        return Outcome(number, number, number, number, number)

    monkeypatch.setattr(subjects, "outcome", judged)
    text = tmp_path / "text.txt"
    text.write_text("كلمة " * 10 + "\n", encoding="utf-8")
    rows = list(lines([text, text], generator, [1, 2], 10))
    assert [row.split("|")[3].strip() for row in rows[2:]] == ["1.5%", "3.5%", "5.5%", "7.5%", "4.5%"]
