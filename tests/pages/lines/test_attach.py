"""Marks find the base that is cheapest of all, though they look at a few of them only."""

from __future__ import annotations

import math
import tracemalloc
from types import ModuleType
from typing import Any

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tests.repair.painter import Painter
from tests.repair.sources import ATTACH
from tests.repair.test_geometry_compiled import expect_the_same, painted
from warraq.pages.lines import attach
from warraq.pages.rows.marks.hung_marks import HungMark, a_vowel_each, insert_mark

Bases = dict[str, np.ndarray]
FATHA, DAMMA, KASRA, SUKUN, SHADDA = "\u064e", "\u064f", "\u0650", "\u0652", "\u0651"


def line_of(pairs: int, down: float = 0.0) -> tuple[np.ndarray, Bases]:
    """Middles of marks, each over one of the bases side by side."""
    left = 5.0 * np.arange(pairs)
    stream = 2.0 * np.arange(pairs)
    return left + 2, {"left": left, "right": left + 4, "baseline": np.full(pairs, down), "stream": stream}


def places(
    module: ModuleType,
    centre: np.ndarray,
    origin: np.ndarray,
    baseline: np.ndarray,
    stream: np.ndarray,
    size: np.ndarray,
    bases: Bases,
) -> tuple[attach.Marks, attach.Bases]:
    """Marks and bases as ``module`` takes them, ``attach`` or its source."""
    marks, candidates = module.Marks(len(centre)), module.Bases(len(bases["left"]), len(centre))
    marks.centre, marks.origin, marks.down, marks.size = (
        np.array(column, np.float64) for column in (centre, origin, baseline, size)
    )
    marks.stream, candidates.stream = stream.astype(np.intp), bases["stream"].astype(np.intp)
    candidates.left, candidates.right, candidates.down = (
        np.array(bases[name], np.float64) for name in ("left", "right", "baseline")
    )
    return marks, candidates


def attached(
    centre: np.ndarray, origin: np.ndarray, baseline: np.ndarray, stream: np.ndarray, size: np.ndarray, bases: Bases
) -> tuple[list[int], np.ndarray]:
    """The base of each mark, and their middles, as the module and its source find them."""
    (marks, candidates), (others, other_bases) = (
        places(module, centre, origin, baseline, stream, size, bases) for module in (attach, ATTACH)
    )
    attach.attach_marks(marks, candidates)
    ATTACH.attach_marks(others, other_bases)
    assert np.asarray(marks.base).tolist() == others.base.tolist()
    assert np.asarray(marks.centre).tolist() == others.centre.tolist()
    return others.base.tolist(), others.centre


def partners(
    centre: np.ndarray, stream: np.ndarray, size: np.ndarray, bases: Bases, origin: float = -1e3
) -> tuple[list[int], float]:
    """The base at each mark's usual side in the stream, and the shift; by the source."""
    given = centre, centre + origin, centre * 0, stream, size, bases
    marks, candidates = places(ATTACH, *given)
    ATTACH._find_partners(marks, candidates)
    return marks.partner.tolist(), float((np.abs(centre - marks.centre) / size).max(initial=0.0))


def cheapest(centre: float, baseline: float, stream: int, size: float, partner: int, bases: Bases) -> int:
    """The base of a mark by a look at all of them; the first of equal ones; -1 where none is near."""
    best, least = -1, math.inf
    after = int(np.searchsorted(bases["stream"], stream))
    beside_it = max(after - 1, 0), min(after, len(bases["stream"]) - 1)
    rightmost = max(reversed(beside_it), key=lambda base: float(bases["left"][base] + bases["right"][base]))
    for base in range(len(bases["left"])):
        left, right = float(bases["left"][base]), float(bases["right"][base])
        apart = abs(float(bases["baseline"][base]) - baseline)
        if apart > ATTACH._TOO_FAR * size:
            continue
        outside = max(left - centre, centre - right, 0.0)
        middle = abs((left + right) / 2 - centre)
        cost = (outside + ATTACH._OFF_THE_MIDDLE * middle + ATTACH._LOWER * apart) / size
        beside = abs(float(bases["stream"][base]) - stream)
        if beside > 1:
            cost += ATTACH._NOT_NEIGHBOUR if beside > ATTACH._HALF_NEIGHBOUR else ATTACH._NOT_NEIGHBOUR / 2
        cost -= ATTACH._PARTNER if base == partner else 0.0
        cost -= ATTACH._READ_FIRST if base == rightmost else 0.0
        if cost < least:
            best, least = base, cost
    return best if least <= ATTACH._TOO_FAR else -1


@pytest.mark.parametrize("backwards", [False, True])
def test_a_mark_between_two_letters_is_of_the_one_that_is_read_first(backwards: bool) -> None:
    """In the isolated lam-alef with hamza of Scheherazade a fatha stands over the next letter's edge."""
    order = [0, 1][:: -1 if backwards else 1]
    bases = {
        "left": np.array([503.9, 510.1])[order],
        "right": np.array([510.1, 517.0])[order],
        "baseline": np.full(2, 100.0),
        "stream": np.array([0.0, 2.0]),
    }
    one = np.array([510.0]), np.array([509.0]), np.full(1, 100.0), np.array([1]), np.full(1, 12.0)
    assert attached(*one, bases)[0] == [order.index(1)]
    further = np.array([509.0]), *one[1:]
    assert attached(*further, bases)[0] == [order.index(0)]


@st.composite
def pages(draw: st.DrawFn) -> tuple[np.ndarray, np.ndarray, np.ndarray, np.ndarray, Bases]:
    """Middle, baseline, place in the stream and size of marks, and bases of three lines, some of them wide."""
    count = draw(st.integers(1, 30))
    kinds = draw(st.lists(st.booleans(), min_size=count, max_size=count).filter(lambda kinds: len(set(kinds)) == 2))
    is_mark = np.array(kinds)
    chance = np.random.default_rng(draw(st.integers(0, 1 << 30)))
    left = np.round(chance.uniform(0, draw(st.sampled_from((9.0, 90.0, 900.0))), count))
    down = chance.choice([0.0, 14.0, 28.0, 28.3], count) + is_mark * chance.choice([0.0, -9.6, 3.0], count)
    size = chance.choice([1.0, 8.0, 12.0, 40.0], count)
    stream = np.arange(count)
    bases = {
        "left": left[~is_mark],
        "right": (left + chance.choice([0.0, 4.0, 60.0, 3000.0], count))[~is_mark],
        "baseline": down[~is_mark],
        "stream": stream[~is_mark].astype(np.float64),
    }
    return left[is_mark] + 1.0, down[is_mark], stream[is_mark], size[is_mark], bases


@settings(max_examples=300)
@given(pages())
def test_no_base_is_cheaper(page: tuple[np.ndarray, np.ndarray, np.ndarray, np.ndarray, Bases]) -> None:
    centre, baseline, stream, size, bases = page
    bases_of_marks, moved = attached(centre, centre - 1e3, baseline, stream, size, bases)
    partner, _ = partners(centre, stream, size, bases)
    marks = zip(moved.tolist(), baseline.tolist(), stream.tolist(), size.tolist(), partner, strict=True)
    assert bases_of_marks == [cheapest(*of_mark, bases) for of_mark in marks]


def test_marks_that_scatter_a_little_less_over_the_farther_base_belong_to_the_nearer_one() -> None:
    chance = np.random.default_rng(2)
    count, size = 40, 10.0
    over_first, over_second = 0.5 + chance.uniform(-0.14, 0.14, count), chance.uniform(-0.2, 0.2, count)
    middle = np.concatenate([[0.0], np.cumsum(over_first - over_second)]) * size
    bases = {"left": middle - 1, "right": middle + 1, "baseline": 0 * middle, "stream": 2 * np.arange(count + 1)}
    marks = middle[:-1] + over_first * size
    partner, moved = partners(marks, 2 * np.arange(count) + 1, np.full(count, size), bases)
    assert partner == list(range(1, count + 1))
    assert moved == 0.0


@pytest.mark.parametrize(("shift", "most", "chosen"), [(-0.12, 0.22, True), (-0.3, 0.22, False), (-0.12, 0.4, False)])
def test_where_marks_scatter_the_side_on_which_they_are_nearer_to_the_middle_counts(
    shift: float, most: float, chosen: bool
) -> None:
    """Faces of narrow teeth set marks a little beside the middle of their letter, now more and now less."""
    chance = np.random.default_rng(1)
    count, size = 40, 10.0
    width = chance.uniform(2.6, 8, count)
    left = np.cumsum(width) - width
    bases = {"left": left, "right": left + width, "baseline": np.zeros(count), "stream": 2.0 * np.arange(count) + 1}
    scatter = chance.uniform(-most, most, count)
    middle = left + width / 2 + (shift + scatter) * size
    stream, sizes = 2 * np.arange(count), np.full(count, size)  # each before its base
    partner, moved = partners(middle, stream, sizes, bases)
    assert partner == (list(range(count)) if chosen else [-1] * count)
    assert moved == 0.0


def looks(monkeypatch: pytest.MonkeyPatch, centre: np.ndarray, baseline: np.ndarray, bases: Bases) -> int:
    """How often the source looks at a base for a mark; each stands in the stream before its base."""
    looked, first = 0, ATTACH.first_from

    class Watched(np.ndarray):
        def __getitem__(self, at: Any, /) -> Any:
            nonlocal looked
            looked += 1
            return super().__getitem__(at)

    size, stream = np.full(len(centre), 12.0), 2 * np.arange(len(centre)) - 1
    marks, candidates = places(ATTACH, centre, centre - 1e3, baseline, stream, size, bases)
    order = ATTACH._order_by_bands

    def ordered(bases: attach.Bases, high: float) -> float:
        widest: float = order(bases, high)
        bases.order = bases.order.view(Watched)
        return widest

    monkeypatch.setattr(ATTACH, "_order_by_bands", ordered)
    # Not those of the search for the first base that is near enough.
    monkeypatch.setattr(ATTACH, "first_from", lambda order, *rest: first(np.asarray(order), *rest))
    ATTACH.attach_marks(marks, candidates)
    return looked


@pytest.mark.parametrize("way", ["in one line", "in one column"])
def test_a_mark_looks_at_few_bases_however_many_there_are(monkeypatch: pytest.MonkeyPatch, way: str) -> None:
    centre, bases = line_of(3000)
    baseline = np.zeros(3000)
    if way == "in one column":
        baseline, bases["baseline"] = centre * 3, bases["left"] * 3
        centre, bases["left"], bases["right"] = baseline * 0 + 2, baseline * 0, baseline * 0 + 4
    assert looks(monkeypatch, centre, baseline, bases) < 30 * 3000


def test_a_base_without_end_makes_no_mark_look_at_all(monkeypatch: pytest.MonkeyPatch) -> None:
    """Each mark of a line looked at each base where one was wider than the page: 8,000 took three seconds."""
    centre, bases = line_of(3000)
    bases["right"][7] = 1e7
    assert looks(monkeypatch, centre, centre * 0, bases) < 300 * 3000


def test_marks_of_one_place_take_no_room_for_each_pair_of_them() -> None:
    centre, bases = line_of(3000)
    packed = {name: column * (name == "stream") for name, column in bases.items()}
    marks, candidates = places(
        attach, centre * 0, centre * 0 - 1e3, centre * 0, 2 * np.arange(3000) - 1, centre * 0 + 12, packed
    )
    tracemalloc.start()
    attach.attach_marks(marks, candidates)
    _, most = tracemalloc.get_traced_memory()
    tracemalloc.stop()
    assert most < 3000 * 100


@pytest.mark.parametrize("wide", [0, 1])
def test_a_line_of_thousands_of_marks_is_read_alike_by_both(wide: int) -> None:
    painter = Painter()
    for _ in range(wide):
        painter.glyph("\N{ARABIC LETTER NOON}", 0, 100, 1e5, 12)
    for number in range(3000):
        painter.glyph("\N{ARABIC LETTER BEH}", 4.0 * number, 100, 4.0, 12)
        painter.glyph("\N{ARABIC FATHA}", 4.0 * number + 1.5, 99, 0.0, 12)
    blocks = expect_the_same(*painted(painter))
    assert len(blocks[0].marks) == 3000


def hung(*marks: tuple[int, float, str]) -> list[HungMark]:
    return [HungMark(*mark) for mark in marks]


LAM_JEEM = "\u0644\u062c"
NAME_OF_GOD = "\u0627\u0644\u0644\u0647"


@pytest.mark.parametrize("along", [0.4, 0.6])
def test_the_doubled_letter_of_the_name_of_god_is_its_second_lam(along: float) -> None:
    assert insert_mark(NAME_OF_GOD, SHADDA, along) == f"{NAME_OF_GOD[:3]}{SHADDA}{NAME_OF_GOD[3:]}"
    assert insert_mark(NAME_OF_GOD[1:], SHADDA, along) == f"{NAME_OF_GOD[1:3]}{SHADDA}{NAME_OF_GOD[3:]}"


@pytest.mark.parametrize(
    ("letters", "mark", "marked"),
    [(NAME_OF_GOD, KASRA, NAME_OF_GOD + KASRA), (LAM_JEEM, SHADDA, LAM_JEEM + SHADDA)],
)
def test_other_marks_and_ligatures_have_theirs_where_they_stand(letters: str, mark: str, marked: str) -> None:
    assert insert_mark(letters, mark, 0.9) == marked


def test_of_as_many_vowels_as_a_ligature_has_letters_each_has_one() -> None:
    marks = hung((1, 0.79, DAMMA), (1, 0.52, SUKUN), (1, 0.6, SHADDA), (0, 0.1, FATHA))
    each = hung((1, 0.75, DAMMA), (1, 0.25, SUKUN), (1, 0.6, SHADDA), (0, 0.1, FATHA))
    assert a_vowel_each(marks, ["\u0628", LAM_JEEM]) == each


@pytest.mark.parametrize(
    ("bases", "marks"),
    [
        (["\u0628", LAM_JEEM], [(1, 0.79, DAMMA), (0, 0.5, FATHA)]),
        ([LAM_JEEM], [(0, 0.1, FATHA), (0, 0.2, KASRA), (0, 0.9, FATHA)]),
        (["\u0628"], [(0, 0.9, FATHA)]),
        (["\u0628"], [(0, 0.1, FATHA), (0, 0.9, FATHA)]),
    ],
)
def test_other_vowels_stay_where_they_stand(bases: list[str], marks: list[tuple[int, float, str]]) -> None:
    assert a_vowel_each(hung(*marks), bases) == hung(*marks)
