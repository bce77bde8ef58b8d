"""What lines tell of their words."""

from __future__ import annotations

import copy
import dataclasses
import pickle

import pytest

from warraq.model.line import Line, PlacedWords, Word


def test_a_line_knows_whether_a_mark_hangs_on_a_word() -> None:
    plain, marked = Word("a", "a"), Word("b", "b", mark="1")
    for words in ([plain, plain], [plain, marked], [marked]):
        expected = marked in words
        placed = Line(1, PlacedWords(words, [None] * len(words)))
        assert Line(1, words).marked is placed.marked is placed.marked is expected
        assert placed.at(1.0, 2.0).marked is expected


def test_a_word_is_compared_by_its_fields_and_shows_them() -> None:
    word = Word("a", original="b", mark="1")
    assert dataclasses.astuple(word) == ("a", "b", 1.0, None, (), "1", "", False, False)
    assert repr(word).startswith("Word(text='a', original='b', confidence=1.0")
    assert word == Word("a", "b", mark="1") != Word("a", "b")
    assert len({word, Word("a", "b", mark="1")}) == 1
    assert dataclasses.replace(word, text="c") == Word("c", "b", mark="1")
    assert pickle.loads(pickle.dumps(word)) == copy.copy(word) == word


def test_the_fields_of_a_word_are_set_once() -> None:
    word = Word("a", "b")
    with pytest.raises(dataclasses.FrozenInstanceError):
        word.text = "c"  # type: ignore[misc]
    with pytest.raises(TypeError):
        Word()  # type: ignore[call-arg]
    with pytest.raises(TypeError):
        Word("a", "b", colour="red")  # type: ignore[call-arg]


def test_a_word_has_the_slots_that_its_fields_are() -> None:
    assert Word.__slots__ == tuple(field.name for field in dataclasses.fields(Word))
    assert not hasattr(Word("a", "b"), "__dict__") and not hasattr(Word("a", "b"), "__weakref__")


def test_the_text_of_a_line_follows_from_its_words() -> None:
    line = Line(1, (Word("a", "b"), Word("c", "d")))
    assert line.text == "a c"
    assert dataclasses.replace(line, words=line.words[:1]).text == "a"
    assert pickle.loads(pickle.dumps(line)) == line
