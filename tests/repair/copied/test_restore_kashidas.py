"""Kashidas that came out as another sign, in texts that extractors wrote, and signs that are none."""

from __future__ import annotations

import itertools
import re

import pytest

from warraq.repair.copied import restore_kashidas
from warraq.repair.copied.copied_text import as_written

SENTENCE = "تستبدل المادة المستأنفة بالعبارة المنصوص عليها في القانون"
STRETCHED = f" {SENTENCE}"
for place in ("تس", "الم", "المس", "بالعب", "المنص", "علي"):
    STRETCHED = STRETCHED.replace(f" {place}", f" {place}{3 * chr(0x640)}", 1)


@pytest.mark.parametrize("sign", ["\ufffd", "(", ")", "(cid:40)", "\u00dc", "|"])
def test_signs_that_stretch_words_are_kashidas(sign: str) -> None:
    dump = STRETCHED.replace("\u0640", sign)
    assert restore_kashidas.signs(dump) == [sign]
    assert restore_kashidas.repair(dump) == STRETCHED
    written, findings = as_written(dump)
    assert written == STRETCHED
    assert [finding.fault for finding in findings] == ["lost_kashidas"]


@pytest.mark.parametrize("sign", [".", "\u2026", "-", "_", "\u060c", "/", "\u064e"])
def test_what_writers_repeat_is_none(sign: str) -> None:
    text = STRETCHED.replace("\u0640", sign)
    assert restore_kashidas.repair(text) == text


def test_few_runs_are_none() -> None:
    text = " ".join(STRETCHED.replace("\u0640", "|").split()[:4])
    assert restore_kashidas.repair(text) == text


def test_brackets_stay() -> None:
    dump = f"(المادة الأولى) {STRETCHED.replace(chr(0x640), '(')} (مكرر)"
    assert restore_kashidas.repair(dump) == f"(المادة الأولى) {STRETCHED} (مكرر)"


def test_a_kashida_at_the_edge_of_a_run_is_one_too() -> None:
    dump = f"{STRETCHED.replace(chr(0x640), '|')} مس|| ||تقبل"
    assert restore_kashidas.repair(dump).endswith("مس\u0640\u0640 \u0640\u0640تقبل")


def test_a_single_sign_may_be_a_letter() -> None:
    dump = f"{STRETCHED.replace(chr(0x640), '|')} المجل|س القومى قان|ن"
    restored = restore_kashidas.repair(dump)
    assert restored.endswith("المجل\u0640س القومى قان|ن")
    assert re.sub("\u0640", "", restored).startswith(f" {SENTENCE}")


@pytest.mark.parametrize("sign", ["|", "#", "\u2665", "\U0001f602"])
def test_what_parts_words_is_none(sign: str) -> None:
    words = SENTENCE.split()
    text = "\n".join(f"{one}{3 * sign}{other}" for one, other in itertools.permutations(words, 2))
    assert restore_kashidas.signs(text) == []
    assert as_written(text) == (text, [])


def test_joiners_are_none() -> None:
    text = STRETCHED.replace("\u0640", "\u200c")
    assert restore_kashidas.signs(text) == []


def test_forms_of_letters_are_stretched_too() -> None:
    isolated = {0x633: "\ufeb1", 0x62A: "\ufe95", 0x645: "\ufee1", 0x628: "\ufe8f", 0x646: "\ufee5", 0x64A: "\ufef1"}
    forms = STRETCHED.translate(isolated)
    assert restore_kashidas.repair(forms.replace("\u0640", "|")) == forms
