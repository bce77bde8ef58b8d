"""How sure words are: known ones more than unknown ones and numbers, none less for the engine being surer."""

from __future__ import annotations

import pytest

from warraq.ocr.mending.confidence import calibrated
from warraq.ocr.recogniser import RecognisedWord


def sure(text: str, confidence: float, read: str = "") -> float:
    (word,) = calibrated([RecognisedWord(text, (0.0, 0.0, 1.0, 1.0), confidence, 0, read=read)])
    return word.confidence


def test_known_words_are_surer_than_others() -> None:
    assert sure("المخطوطات", 0.9) > 0.98
    assert 0.8 < sure("المخطوطات", 0.9, read="المخطرطات") < 0.85
    assert sure("المخزطات", 0.9) < 0.6
    assert 0.85 < sure("2019", 0.93) < 0.95


@pytest.mark.parametrize("text", ["المخطوطات", "المخزطات", "2019", "WQ/CONF.3"])
def test_a_surer_engine_makes_no_word_less_sure(text: str) -> None:
    values = [sure(text, share / 20) for share in range(21)]
    assert values == sorted(values)
    assert values[0] >= 0.0 and values[-1] <= 1.0
