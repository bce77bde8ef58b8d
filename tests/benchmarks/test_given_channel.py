"""The benchmark that tells the text channel what letters come out as."""

from __future__ import annotations

import random

import pytest

from benchmarks import text_channel
from benchmarks.given_channel import as_learnt, channel_given
from benchmarks.text_channel import TRUTH, Channel, channel, trial
from warraq.decipher.text.emissions import emissions
from warraq.language.units import COUNT, UNIT_OF, UNITS


def test_what_a_unit_comes_out_as_is_all_but_certain() -> None:
    outputs = [UNITS[unit][0][:1] for unit in range(COUNT)]
    beh, teh = UNIT_OF["ب", "ini"], UNIT_OF["ت", "ini"]
    outputs[beh], outputs[teh] = "س", "ظ"
    learnt = as_learnt(Channel(outputs, {}, {}), ["سلام", "سس"])
    assert learnt.emission[beh, learnt.number["س"]] == pytest.approx(1.0, abs=1e-4)
    assert learnt.emission[teh].max() == pytest.approx(1 / len(learnt.symbols))  # it stands nowhere
    assert learnt.emission.sum(1) == pytest.approx(1.0)


def test_fewer_words_are_wrong_where_the_channel_is_told() -> None:
    learnt = trial(TRUTH, 1, 250, None, 0.3)
    with channel_given():
        known = trial(TRUTH, 1, 250, None, 0.3)
    assert known.words == learnt.words
    assert known.wer < learnt.wer
    shown = as_learnt(Channel([" "] * COUNT, {}, {}), ["سلام"])
    with channel_given():
        learnt_anew = emissions.from_counts(None, shown, {}, emissions.Smoothing(trust=0.1))  # type: ignore[arg-type]
    assert (learnt_anew.own == emissions.from_channel(shown, {}).own).all()
    assert text_channel.made_up(["نص"], random.Random(1), None, 0.3)[1] == channel(random.Random(1), 0.5, 0.3)
