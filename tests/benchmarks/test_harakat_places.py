"""How often places of each kind bear a haraka in texts that write one now and then."""

from __future__ import annotations

import sys
from pathlib import Path

import pytest

from benchmarks import harakat_places
from warraq.language.words import harakat

PLAIN = "عقد الفريق العامل اجتماعه الأول في فيينا " * 80


def test_the_letters_that_bear_a_haraka_are_told() -> None:
    assert harakat_places.borne("المنظّمة") == [False] * 4 + [True] + [False] * 2
    assert harakat_places.borne("ثمَّ") == [False, True]
    assert harakat_places.borne("سبيلاً") == [False] * 5  # tanween of an accusative


def test_places_are_counted_in_texts_that_spare_harakat() -> None:
    counts = harakat_places.counted(PLAIN + "المنظّمة يُنشر " * 3)
    assert counts is not None
    places, bearing = counts
    assert +bearing == {harakat.DOUBLED: 3, harakat.PREFIX: 3}
    assert places[harakat.PREFIX] >= 3
    assert f"prefix {(3 / places[harakat.PREFIX]) / (6 / places.total()):.2f} (3 of" in harakat_places.shares(*counts)


@pytest.mark.parametrize("text", [PLAIN, "المنظّمة " * 5, PLAIN + "المنظّمة " * 100, ""])
def test_texts_without_harakat_short_ones_and_those_with_many_tell_nothing(text: str) -> None:
    assert harakat_places.counted(text) is None


def test_a_folder_of_texts_that_tell_nothing(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    (tmp_path / "damaged.pdf").write_bytes(b"%PDF-1.4")
    monkeypatch.setattr(sys, "argv", ["harakat_places", str(tmp_path)])
    harakat_places.main()
    assert "no text that writes harakat now and then" in capsys.readouterr().out
