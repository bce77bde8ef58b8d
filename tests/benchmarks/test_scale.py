"""The times that the tables of an archive are made of."""

from __future__ import annotations

import pytest

from benchmarks import scale


def test_a_file_is_timed_by_stage_in_a_process_that_has_not_seen_its_fonts(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(scale, "RUNS", 1)
    found = scale.new_fonts(scale.FIXTURES / "pdf" / "gazette.pdf")
    assert found.pages == 1
    assert {"glyphs", "diagnosis", "lines", "layout", "structure", "JSON"} <= set(found.seconds)
    assert 0 < found.total < 60
