"""Short documents are read by compiled loops where those are there already, and load none."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.fresh_process import printed
from warraq.emit.json import to_json
from warraq.object_code import ObjectCode
from warraq.run import extract, load_kernels
from warraq.segment import sequence

HONEST = Path(__file__).parents[1] / "fixtures" / "pdf" / "honest.pdf"


def test_a_short_document_loads_no_kernel() -> None:
    code = (
        f"import sys; from warraq import extract; extract({str(HONEST)!r});"
        "print([name for name in sys.modules if name.endswith('_kernel')])"
    )
    assert printed(code) == "[]\n"


def test_a_short_document_is_read_by_kernels_that_are_there(monkeypatch: pytest.MonkeyPatch) -> None:
    plain = to_json(extract(HONEST))
    load_kernels()
    monkeypatch.setattr(ObjectCode, "loaded", property(lambda code: code._call))
    monkeypatch.setattr(sequence, "search", None)
    assert to_json(extract(HONEST)) == plain
