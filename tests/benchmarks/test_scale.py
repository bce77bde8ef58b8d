"""The times that the tables of an archive are made of."""

from __future__ import annotations

import pytest

from benchmarks import scale
from benchmarks.structure_golden import FIXTURES


def test_a_file_is_timed_by_stage_in_a_process_that_has_not_seen_its_fonts(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(scale, "RUNS", 1)
    stages = scale.new_fonts(FIXTURES / "pdf" / "gazette.pdf")
    assert stages.pages == 1
    assert {"glyphs", "diagnosis", "lines", "layout", "structure", "JSON"} <= set(stages.seconds)
    assert 0 < stages.total < 60


def test_an_archive_is_reckoned_by_fonts_that_were_never_seen_before(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(scale, "stages", lambda path: scale.Stages(10, {"lines": 0.036}))
    monkeypatch.setattr(scale, "new_fonts", lambda path: scale.Stages(10, {"lines": 0.36}))
    hours = {row.split("|")[1].strip(): row.split("|")[2].strip() for row in scale.archive_lines()}
    assert (hours["0%"], hours["50%"], hours["100%"]) == ("10", "55", "100")
