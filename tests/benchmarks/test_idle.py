"""What switches rules off: values of the right shape, groups that are halved, readings in processes of their own."""

from __future__ import annotations

import ast
from collections.abc import Sequence
from pathlib import Path

import pytest

from benchmarks import idle
from benchmarks.idle import Off, Outcome, apart, is_named, made_up_dumps, movers, of_dump, of_test, off_values
from tools.parameters import CHANNELS, Idle, holder, parameters
from tools.parameters import idle as measured

RULES = [Off(f"Rule.{k}", "0") for k in range(9)]


@pytest.mark.parametrize("channel", CHANNELS)
def test_values_are_other_than_those_of_the_parameters(channel: str) -> None:
    names = {one.key for one in parameters(channel)}
    offs = off_values(channel)
    assert len(set(offs)) == len(offs) > 200
    for off in offs:
        assert off.name in names
        section, _, name = off.name.rpartition(".")
        now = getattr(holder(channel, section), name)
        assert isinstance(now, tuple) == isinstance(ast.literal_eval(off.value), tuple), off
        assert now != ast.literal_eval(off.value), off


def test_a_group_is_halved_until_each_that_moves_something_is_alone() -> None:
    asked: list[int] = []

    def run(offs: Sequence[Off]) -> Outcome:
        asked.append(len(offs))
        return Outcome(rest="otherwise" if {RULES[2], RULES[7]} & set(offs) else "")

    assert [off for off, _ in movers(RULES, run, Outcome())] == [RULES[2], RULES[7]]
    assert len(asked) < 2 * len(RULES)
    assert list(movers(RULES[:2], run, Outcome())) == []


def test_words_count_that_come_out_otherwise() -> None:
    base = Outcome(("a", "b", "c"), "same")
    assert base.otherwise(base) == 0
    assert base.otherwise(Outcome(("a", "x", "y", "c"), "same")) == 2
    assert base.otherwise(Outcome(("a", "b", "c"), "findings")) == 1


def test_a_reading_has_the_number_in_a_process_of_its_own(monkeypatch: pytest.MonkeyPatch) -> None:
    from warraq.decipher.text import parameters as numbers

    monkeypatch.setattr(idle, "refuse_loaded", lambda channel: None)
    before = numbers.Dump.FRONT

    def reading() -> Outcome:
        return Outcome(rest=str(numbers.Dump.FRONT))

    assert apart("text", (Off("Dump.FRONT", "0"),), reading=reading) == Outcome(rest="0")
    assert apart("text", (), reading=reading) == Outcome(rest=str(before))
    assert before == numbers.Dump.FRONT


def test_what_is_raised_is_an_outcome(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(idle, "refuse_loaded", lambda channel: None)

    def reading() -> Outcome:
        raise ZeroDivisionError("by nothing")

    assert apart("text", (), reading=reading) == Outcome(rest="ZeroDivisionError: by nothing")


def test_a_dump_is_its_words_and_all_else(tmp_path: Path) -> None:
    path = tmp_path / "dump.txt"
    path.write_text("هذا كتاب جديد\n", "utf-8")
    one = of_dump(path)
    assert one.words[0] == '["هذا", 1.0]'
    path.write_text("هذا كتاب\nجديد\n", "utf-8")
    other = of_dump(path)
    assert other.words == one.words
    assert other != one


def test_made_up_dumps_are_long_enough_to_be_deciphered(tmp_path: Path) -> None:
    paths = made_up_dumps(tmp_path)
    assert len(paths) == len({path.read_text("utf-8") for path in paths}) == 5 * len(idle.TEXTS)
    assert all(len(path.read_text("utf-8").split()) > 200 for path in paths)


def test_the_first_test_that_fails_is_told(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    monkeypatch.setattr(idle, "refuse_loaded", lambda channel: None)
    path = tmp_path / "test_made_up.py"
    path.write_text("def test_one() -> None:\n    assert 1 == 2\n", "utf-8")
    failing = apart("text", (), reading=lambda: of_test(str(path)))
    assert failing.rest.endswith("test_made_up.py::test_one")
    path.write_text("def test_one() -> None:\n    assert 1 == 1\n", "utf-8")
    assert apart("text", (), reading=lambda: of_test(str(path))) == Outcome()


def test_numbers_that_tests_count_with_are_known(tmp_path: Path) -> None:
    (tmp_path / "test_a.py").write_text(
        'x = parameters.Dump.FRONT + STEP\nsetattr(parameters.Lines, "MOST", 1)\n', "utf-8"
    )
    assert [is_named(name, tmp_path) for name in ("Dump.FRONT", "STEP", "Lines.MOST")] == [True] * 3
    assert [is_named(name, tmp_path) for name in ("Dump.FRONTS", "Other.FRONT", "FRONT", "MOST")] == [False] * 4


def test_the_table_is_written_in_the_order_of_the_values(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    monkeypatch.setattr(idle, "IDLE", tmp_path / "idle.tsv")
    monkeypatch.setattr("tools.parameters.IDLE", tmp_path / "idle.tsv")
    first, second = (Idle("text", off.name, "1", off.value, "a test", 1) for off in off_values("text")[:2])
    gone = Idle("text", "Gone.RULE", "1", "0", "", 0)
    idle.write([second, gone, first])
    assert list(measured()) == [first, second]
