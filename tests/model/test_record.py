"""Records that are made quickly are frozen dataclasses all the same."""

from __future__ import annotations

import copy
import dataclasses
import inspect
import pickle
from threading import Barrier, Thread
from typing import Any

import pytest

from warraq.model.line import Line, Word
from warraq.model.record import dataclass, maker


@dataclass(slots=True)
class Open:
    number: int
    seen: list[int] = dataclasses.field(default_factory=list)


@dataclass(frozen=True, slots=True, eq=False)
class Identical:
    number: int = 1
    seen: list[int] = dataclasses.field(default_factory=list)


def plain() -> type[Any]:
    """A class with fields of each kind, which is no dataclass yet."""

    class Plain:
        number: int
        name: str = dataclasses.field(default="", repr=False)
        note: str = dataclasses.field(default="", compare=False)
        seen: list[int] = dataclasses.field(default_factory=list, compare=False)
        double: int = dataclasses.field(init=False)

        def __post_init__(self) -> None:
            object.__setattr__(self, "double", 2 * self.number)

    return Plain


ARGUMENTS: tuple[dict[str, Any], ...] = (
    {"number": 1},
    {"number": 1, "note": "other"},
    {"number": 1, "seen": [1]},
    {"number": 1, "name": "a"},
    {"number": 2},
)


@pytest.mark.parametrize("frozen", [True, False])
@pytest.mark.parametrize("eq", [True, False])
def test_a_record_does_what_dataclasses_does(frozen: bool, eq: bool) -> None:
    twin = dataclasses.dataclass(frozen=frozen, slots=True, eq=eq)(plain())
    made = dataclass(frozen=frozen, slots=True, eq=eq)(plain())
    twins, records = [twin(**named) for named in ARGUMENTS], [made(**named) for named in ARGUMENTS]
    assert list(map(repr, records)) == list(map(repr, twins))
    assert [[one == other for other in records] for one in records] == [
        [one == other for other in twins] for one in twins
    ]
    assert [dataclasses.asdict(one) for one in records] == [dataclasses.asdict(one) for one in twins]
    assert list(inspect.signature(made).parameters) == list(inspect.signature(twin).parameters)
    assert records[0] != twins[0] and records[0] != 1
    assert (made.__hash__ is None) == (twin.__hash__ is None) == (eq and not frozen)
    if frozen:
        assert [hash(one) == hash(records[0]) for one in records] == [hash(one) == hash(twins[0]) for one in twins]
    for one in (records[0], twins[0]):
        assert copy.deepcopy(one).seen is not one.seen and dataclasses.replace(one, number=5).double == 10


def test_the_first_ones_may_be_made_by_several_threads() -> None:
    for _ in range(50):
        made, start = dataclass(frozen=True, slots=True)(plain()), Barrier(4)
        found: list[Any] = []

        def make(number: int, made: Any = made, start: Barrier = start, found: list[Any] = found) -> None:
            start.wait()
            found.append(made(number))

        threads = [Thread(target=make, args=(number,)) for number in range(4)]
        for thread in threads:
            thread.start()
        for thread in threads:
            thread.join()
        assert sorted(one.double for one in found) == [0, 2, 4, 6] and {type(one) for one in found} == {made}


def test_its_maker_is_compiled_once() -> None:
    made = dataclass(frozen=True, slots=True)(plain())
    made(1)
    maker = made.__init__
    assert made(1, "a").name == "a" and made.__init__ is maker
    assert list(inspect.signature(maker).parameters) == ["self", "number", "name", "note", "seen"]


def test_what_would_be_lost_is_refused() -> None:
    class Shown:
        number: int

        def __repr__(self) -> str:
            return "shown"

    class Derived(Shown):
        more: int

    class Filled:
        number: int = dataclasses.field(default=1, init=False)

    for refused in (Shown, Derived):
        with pytest.raises(AssertionError):
            dataclass(slots=True)(refused)
    with pytest.raises(AssertionError):
        dataclass(slots=True)(Filled)()


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


def test_its_maker_makes_the_same_record() -> None:
    make = maker(Word)
    assert make is maker(Word)
    word = make("a", "b", mark="1")
    assert type(word) is Word and word == Word("a", "b", mark="1")
    with pytest.raises(dataclasses.FrozenInstanceError):
        word.text = "c"  # type: ignore[misc]
    with pytest.raises(TypeError):
        make("a")  # type: ignore[call-arg]
    assert maker(Line)(1, (word,)).text == "a"
    assert pickle.loads(pickle.dumps(word)) == word


def test_a_frozen_class_has_the_slots_that_its_fields_are() -> None:
    assert Word.__slots__ == tuple(field.name for field in dataclasses.fields(Word))
    assert not hasattr(Word("a", "b"), "__dict__") and not hasattr(Word("a", "b"), "__weakref__")
