"""Cases of a stage, sorted by intent: ``fixtures/cases/<stage>/<name>.json``.

``wild``: what real files have, and what is to come of it. ``negative``: what must stay as it is. ``known_failures``:
what is to come of it and doesn't yet, each with its ``reason``; a test of them fails as soon as one of them passes.
"""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest
from _pytest.mark.structures import ParameterSet

CASES = Path(__file__).parents[1] / "fixtures" / "cases"
INTENTS = ("wild", "negative", "known_failures")


def named(stage: str) -> dict[str, dict[str, list[Any]]]:
    """Name -> intent -> cases."""
    return {path.stem: json.loads(path.read_text("utf-8")) for path in sorted((CASES / stage).glob("*.json"))}


def cases(stage: str, intent: str) -> list[ParameterSet]:
    """The name and one case of it, as parameters of a test; a known failure is a strict xfail."""
    return [
        pytest.param(
            name,
            case,
            id=f"{name}-{case.get('says', case.get('before', case.get('text')))}",
            marks=[pytest.mark.xfail(strict=True, reason=case["reason"])] if intent == "known_failures" else [],
        )
        for name, sorted_cases in named(stage).items()
        for case in sorted_cases[intent]
    ]
