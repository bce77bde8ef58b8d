"""Tables as data frames of polars."""

from __future__ import annotations

from pathlib import Path

import polars
import pytest

from tests.emit.documents import awkward
from tests.emit.formats.rows.test_frames import TABLE
from warraq.emit.formats.rows import frames


def test_a_frame_has_the_names_of_the_header() -> None:
    frame = TABLE.to_frame("polars")
    assert isinstance(frame, polars.DataFrame)
    assert frame.columns == ["البلد", "العدد", "column_2"]
    assert frame.rows() == [("=10", "=11", "=12"), ("=20", "=21", "=22")]


def test_it_is_taken_where_pandas_is_not_there(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(frames, "LIBRARIES", ("no_such_library", "polars"))
    assert isinstance(TABLE.to_frame(), polars.DataFrame)


def test_it_reads_the_parquet(tmp_path: Path) -> None:
    awkward().save(tmp_path / "a.parquet")
    assert polars.read_parquet(tmp_path / "a.parquet")["text"].len() > 1
