"""Fixtures healed once for all tests."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

import pytest

from warraq import heal
from warraq.emit.heal.healed_pdf import HealReport

FIXTURES = Path(__file__).parents[2] / "fixtures" / "pdf"


@dataclass(frozen=True)
class Healed:
    """A fixture before and after, and what was done."""

    before: Path
    after: Path
    report: HealReport


@pytest.fixture(scope="session")
def healed(tmp_path_factory: pytest.TempPathFactory) -> Callable[..., Healed]:
    """``healed(name, tags=..., incremental=...)`` heals a fixture, each way once."""
    done: dict[tuple[str, bool, bool], Healed] = {}

    def make(name: str, *, tags: bool = False, incremental: bool = False) -> Healed:
        key = (name, tags, incremental)
        if key not in done:
            after = tmp_path_factory.mktemp("healed") / name
            report = heal(FIXTURES / name, after, tags=tags, incremental=incremental, force=True)
            done[key] = Healed(FIXTURES / name, after, report)
        return done[key]

    return make
