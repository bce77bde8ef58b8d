"""Records that are made quickly are frozen dataclasses all the same."""

from __future__ import annotations

import copy
import dataclasses
import pickle

import pytest

from pipeline.model.line import Line, Word
from pipeline.model.record import dataclass


@dataclass(slots=True)
class Open:
    number: int
    seen: list[int] = dataclasses.field(default_factory=list)


@dataclass(frozen=True, slots=True, eq=False)
class Identical:
    number: int = 1
    seen: list[int] = dataclasses.field(default_factory=list)


def test_a_record_is_what_a_frozen_dataclass_is() -> None:
    word = Word("a", original="b", mark="1")
    assert dataclasses.astuple(word) == ("a", "b", 1.0, None, (), "1", "", False, False)
    assert type(word) is Word
    assert repr(word).startswith("Word(text='a', original='b', confidence=1.0")
    assert word == Word("a", "b", mark="1") != Word("a", "b")
    assert len({word, Word("a", "b", mark="1")}) == 1
    assert dataclasses.replace(word, text="c") == Word("c", "b", mark="1")
    assert pickle.loads(pickle.dumps(word)) == copy.copy(word) == word


def test_its_fields_are_set_once() -> None:
    word = Word("a", "b")
    with pytest.raises(dataclasses.FrozenInstanceError):
        word.text = "c"  # type: ignore[misc]
    with pytest.raises(TypeError):
        Word()  # type: ignore[call-arg]
    with pytest.raises(TypeError):
        Word("a", "b", colour="red")  # type: ignore[call-arg]


def test_what_follows_from_its_fields_is_made() -> None:
    line = Line(1, (Word("a", "b"), Word("c", "d")))
    assert line.text == "a c"
    assert dataclasses.replace(line, words=line.words[:1]).text == "a"


def test_one_that_is_not_frozen_may_change() -> None:
    found, other = Open(1), Open(1)
    assert found == other and repr(found).endswith("Open(number=1, seen=[])")
    found.seen.append(2)
    assert found != other and found == Open(1, [2])
    found.number = 3
    assert dataclasses.astuple(found) == (3, [2])
    with pytest.raises(TypeError, match="unhashable"):
        hash(found)


def test_one_without_comparison_is_like_no_other() -> None:
    found = Identical()
    assert found.seen is not Identical().seen
    assert found == found and found != Identical() and hash(found) == object.__hash__(found)
    with pytest.raises(dataclasses.FrozenInstanceError):
        found.number = 2  # type: ignore[misc]
    with pytest.raises(dataclasses.FrozenInstanceError):
        del found.number
    assert copy.copy(found).seen is found.seen
