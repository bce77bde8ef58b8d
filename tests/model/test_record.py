"""Records that are made quickly are frozen dataclasses all the same."""

from __future__ import annotations

import copy
import dataclasses
import pickle

import pytest

from pipeline.model.line import Line, Word


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
