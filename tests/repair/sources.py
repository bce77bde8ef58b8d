"""The compiled modules of ``repair`` run by the interpreter: the oracle of what pages are read with."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager

import numpy as np
import pytest

from tests.interpreted import interpreted
from warraq.pages.lines import arrange
from warraq.pages.lines.regions import gutters

BASELINES, SPACES, ATTACH, ROWS = (
    interpreted(f"warraq.pages.{name}") for name in ("lines.baselines", "lines.spaces", "lines.attach", "rows.rows")
)
for module in (SPACES, ATTACH):  # what they take of the first is compiled
    for name in ("Placed", "white", "sort", "first_from"):
        if hasattr(module, name):
            setattr(module, name, getattr(BASELINES, name))


@contextmanager
def arranged_by_the_source() -> Iterator[None]:
    """Pages are arranged by the interpreter."""
    with pytest.MonkeyPatch.context() as patch, np.errstate(all="ignore"):
        patch.setattr(arrange, "Placed", BASELINES.Placed)
        patch.setattr(arrange, "find_lines", BASELINES.find_lines)
        patch.setattr(gutters, "white", BASELINES.white)
        patch.setattr(arrange, "part_words", SPACES.part_words)
        patch.setattr(arrange, "read_marks", ATTACH.read_marks)
        yield
