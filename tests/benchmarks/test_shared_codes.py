"""What the script on shared codes counts."""

from __future__ import annotations

from pathlib import Path

import pytest

from benchmarks import shared_codes
from warraq.model.font import Reading

PDF = Path(__file__).parents[2] / "fixtures" / "pdf" / "honest-no-map.pdf"


def test_what_a_sister_says_is_held_against_what_the_font_is_sure_of(monkeypatch: pytest.MonkeyPatch) -> None:
    def always_beh(readings: dict[int, Reading], *_: object) -> dict[int, Reading]:
        return {s: Reading("\u0628", 0.9, "shared_codes") for s, r in readings.items() if r == shared_codes._UNREAD}

    monkeypatch.setattr(shared_codes, "by_shared_codes", always_beh)
    letters = shared_codes.found_in(PDF)
    assert letters.sure == letters.taken > 50
    assert 0 < letters.taken - len(letters.wrong) < 9  # the forms of beh, in two faces
    assert not letters.mended
    *_, row, unread = shared_codes.lines([PDF, Path(__file__)])
    assert f"| {letters.taken} | {len(letters.wrong)} |" in row
    assert unread.startswith(f"| {Path(__file__).stem} | not read: ")
