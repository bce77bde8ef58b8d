"""The cases of every stage are sorted by intent."""

from __future__ import annotations

import pytest

from tests.cases import CASES, INTENTS, named


@pytest.mark.parametrize("stage", sorted(path.name for path in CASES.iterdir()))
def test_cases_are_sorted_by_intent(stage: str) -> None:
    """Each file has some from the wild and some that must not change, and says why a known failure is one."""
    assert named(stage)
    for name, of_name in named(stage).items():
        assert tuple(of_name) == INTENTS, name
        assert of_name["wild"] and of_name["negative"], name
        assert all(case["reason"] for case in of_name["known_failures"]), name
