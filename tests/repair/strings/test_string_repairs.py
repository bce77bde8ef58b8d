"""Every row of REPAIRS against its cases: in the wild, must not fire, known failures."""

from __future__ import annotations

import unicodedata

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st

from tests.cases import cases, named
from warraq.model.change import replay
from warraq.repair import REPAIRS, apply_repairs, find_faults
from warraq.repair.strings import compose_marks

ROWS = {row.name: row for row in REPAIRS}


@pytest.mark.parametrize(("name", "case"), cases("repair", "wild"))
def test_found_and_cured(name: str, case: dict[str, str]) -> None:
    after = unicodedata.normalize("NFC", case["after"])
    if case["before"] != after:
        assert ROWS[name].find(case["before"]) > 0
    assert ROWS[name].repair(case["before"]) == after


@pytest.mark.parametrize(("name", "case"), cases("repair", "negative"))
def test_left_alone(name: str, case: dict[str, str]) -> None:
    text = case["text"]
    faults = [finding.fault for finding in find_faults(text) if finding.fault == ROWS[name].fault]
    assert apply_repairs(text, faults) == (text, ())


@pytest.mark.parametrize(("name", "case"), cases("repair", "known_failures"))
def test_known_failure(name: str, case: dict[str, str]) -> None:
    assert ROWS[name].repair(case["before"]) == case["after"]


@settings(max_examples=300)
@example("\u0627\u0623\u0644 \u064e")
@example("\u0627\u0627\u0654\u0644\u0645")
@example("\ufefb\u0654\u0644\u0623")
@given(st.text(st.sampled_from("اأإلمحمـ 0120٠٢َّّ\u0654\u200f\u200cﻻﻣ/-"), max_size=30))
def test_changes_replay_and_a_second_run_changes_nothing(text: str) -> None:
    faults = {row.fault for row in REPAIRS}
    repaired, changes = apply_repairs(text, faults)
    assert replay(text, changes) == repaired
    settled = {row.fault for row in REPAIRS if not row.once}
    assert apply_repairs(repaired, settled)[0] == repaired


@given(st.text(st.sampled_from("اويمب \u00a0\u064e\u0651\u0654\u0655\u0670\n"), max_size=12))
@example("\u0628 \u064e\u0651")
@example("\u0628\u0651\u064e")
@example("\u0628\u00a0\u064e")
@example("\u0628 \u0655")
@example("\u0628 \u0670")
@example("\u0628\u0653\u0654\u0653")
def test_marks_are_loose_where_putting_them_right_changes_anything(text: str) -> None:
    assert compose_marks.find(text) == (compose_marks.repair(text) != text)


def test_every_repair_has_its_own_file_and_cases() -> None:
    for row in REPAIRS:
        assert row.repair.__module__.rsplit(".", 1)[1] == row.name
    assert named("repair").keys() == ROWS.keys()
