"""The measure of full stops that dumps lost: dumps without stops, places told by the texts, a curve that is found."""

from __future__ import annotations

import random
from pathlib import Path

import numpy as np
import pytest

from benchmarks.lost_stops import SECOND, Sample, passages, rows, samples, without_stops, worth
from benchmarks.text_channel import Channel
from tests.decipher.text.cipher import encipher, plain_lines, random_channel
from warraq.decipher.text.stops.stop_places import Sort

TEXTS = ["عقد الفريق العامل اجتماعه الأول. ورحب الرئيس بالمشاركين في 3.5 ساعات.", "مسائل أخرى"]


@pytest.mark.parametrize("drawn", [False, True])
def test_a_dump_shows_no_stop_but_those_inside_numbers(drawn: bool) -> None:
    made = without_stops(TEXTS * 20, 1, drawn)
    assert made.count(".") == 20
    assert all(line == line.rstrip() + " " for line in made.split("\n") if line)


def test_a_stop_and_a_second_space_look_alike(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("benchmarks.lost_stops.channel", lambda *_: encipher_plainly())
    monkeypatch.setattr("benchmarks.lost_stops.SECOND", 0.0)
    first, *_ = without_stops(TEXTS, 1, False).split("\n")
    assert first == "عقد الفريق العامل اجتماعه الأول  ورحب الرئيس بالمشاركين في 3.5 ساعات "
    monkeypatch.setattr("benchmarks.lost_stops.SECOND", 1.0)
    assert without_stops(TEXTS[1:], 1, False).split("\n")[0] == "مسائل  أخرى "
    assert 0 < SECOND < 0.1


def encipher_plainly() -> Channel:
    """The channel in which each letter comes out as it is."""
    from warraq.language.units import UNITS

    return Channel([" ", *(text for text, _ in UNITS[1:])], {}, {})


def test_passages_are_those_from_somewhere_on(tmp_path: Path) -> None:
    path = tmp_path / "text.txt"
    path.write_text("\n".join(["كلمة", *(f"سطر {'كلمة ' * k}" for k in range(2, 40))]), encoding="utf-8")
    some = list(passages(path, 100, 3))
    assert 100 <= sum(len(text.split()) for text in some) < 180
    assert "كلمة" not in some
    assert list(passages(path, 10**6, 3)) == list(passages(path, 10**6, 4))


def test_places_of_a_dump_are_told_by_its_texts() -> None:
    texts = [f"{line.rstrip('.')}." for line in plain_lines()]
    made = "\n\n".join(encipher(line.replace(".", " ").rstrip() + " ", random_channel(11)) for line in texts)
    dump_samples = samples(texts, made)
    ends = [place for place in dump_samples if place.sort in (Sort.APART, Sort.LAST)]
    assert len(ends) > 0.5 * len(texts)
    assert all(place.right == place.read for place in ends)


def test_the_curve_that_made_the_places_is_found() -> None:
    draw = random.Random(1)
    dump_samples = []
    for _ in range(4000):
        odds = draw.uniform(-6, 6)
        there = draw.random() < 1 / (1 + np.exp(-(0.8 * odds - 1.5)))
        dump_samples.append(Sample(Sort.FULL, odds, False, odds > 0, 0.9, (odds > 0) == there))
    assert worth(dump_samples) == pytest.approx((-1.5, 0.8), abs=0.15)
    table = list(rows(dump_samples))
    assert len(table) == 3
    assert [int(n) for n in table[1].split()[1:6]] == [
        sum(p.read and p.right for p in dump_samples),
        sum(not p.read and not p.right for p in dump_samples),
        sum(p.read and not p.right for p in dump_samples),
        sum(not p.read and p.right for p in dump_samples),
        sum(not p.right for p in dump_samples),
    ]
