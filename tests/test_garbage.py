"""Processes that read documents look for garbage seldom, from their start."""

from __future__ import annotations

import gc
from collections.abc import Iterator

import pytest

from warraq.batch.worker import load_stages
from warraq.cli import main
from warraq.config import GARBAGE


@pytest.fixture(autouse=True)
def as_before() -> Iterator[None]:
    before = gc.get_threshold()
    yield
    gc.set_threshold(*before)
    gc.unfreeze()


def test_the_command_looks_seldom() -> None:
    with pytest.raises(SystemExit, match="0"):
        main(["version"])
    assert gc.get_threshold() == GARBAGE


def test_a_worker_looks_seldom_and_never_at_what_it_loaded() -> None:
    load_stages()
    assert gc.get_threshold() == GARBAGE
    assert gc.get_freeze_count() > 0
