"""Expectation maximisation finds a made-up channel from the enciphered text alone."""

from __future__ import annotations

from collections import Counter
from typing import Any

import numpy as np
import pytest

from tests.decipher.text.cipher import encipher, plain_lines, random_channel, words
from warraq.decipher.text.dump.dump import runs_of_symbols
from warraq.decipher.text.emissions import channel_em
from warraq.decipher.text.emissions.channel_em import FIRST_HALF, STATES, Learning, identity_letter, learn, pair_model
from warraq.decipher.text.emissions.expectation import Sequences, expectation
from warraq.language.model import LanguageModel
from warraq.language.units import BOUNDARY, COUNT, UNIT_OF, units


def test_transitions_are_probabilities() -> None:
    pairs = pair_model(LanguageModel.load())
    probability = np.asarray(pairs.probability)
    for pair in range(0, len(pairs.unit), 97):
        out = probability[pairs.start[pair] : pairs.start[pair + 1]]
        assert 0.97 < out.sum() <= 1.0001
    assert pairs.unit[0] == BOUNDARY


def test_lam_alef_has_two_halves() -> None:
    lam_alef = UNIT_OF["\u0644\u0627", "iso"]
    half = FIRST_HALF[lam_alef]
    assert identity_letter(half) == "\N{ARABIC LETTER LAM}"
    assert identity_letter(half + 1) == "\N{ARABIC LETTER ALEF}"
    assert [identity_letter(half + k, turned=True) for k in (0, 1)] == ["\u0627", "\u0644"]
    assert identity_letter(lam_alef, turned=True) == identity_letter(lam_alef) == "\u0644"
    assert COUNT <= half < STATES


def test_where_ligatures_are_turned_round_the_alef_is_learnt_first() -> None:
    text = ["الأمم الأول الأطراف لأجل لأن", "الأعمال الأخرى بالأمر"]
    turned = [line.replace("لأ", "أل") for line in text]
    half = FIRST_HALF[UNIT_OF["لأ", "iso"]]
    for shown, is_turned in ((text, False), (turned, True)):
        channel = learn(shown, LanguageModel.load(), turned=is_turned)
        assert channel.turned is is_turned
        likeliest = [channel.symbols[int(np.argmax(channel.emission[half + k]))] for k in (0, 1)]
        assert likeliest == (["أ", "ل"] if is_turned else ["ل", "أ"])


@pytest.mark.parametrize("seed", [1, 2])
def test_the_channel_is_found_from_the_cipher_alone(seed: int) -> None:
    outputs = random_channel(seed)
    lines = plain_lines()
    channel = learn(runs_of_symbols([encipher(line, outputs) for line in lines], "\x03"), LanguageModel.load())
    used = Counter(u for line in lines for word in words(line) for u in units(word))
    right = sum(
        n
        for u, n in used.items()
        if outputs[u] in channel.number and int(np.argmax(channel.emission[u])) == channel.number[outputs[u]]
    )
    assert right / sum(used.values()) > 0.85


def test_rows_sum_to_one() -> None:
    channel = learn(["بسم الله", "في عام"], LanguageModel.load(), Learning(iterations=2))
    assert np.allclose(channel.emission.sum(1), 1.0, atol=1e-6)
    assert channel_em.identity_channel([" ", "ا"], np.array([0.5, 0.5])).emission[BOUNDARY, 0] == 1.0


def test_a_long_line_is_learnt_from_in_pieces(monkeypatch: pytest.MonkeyPatch) -> None:
    """All pairs are held at each place of the longest piece."""
    line = "بسم الله " * 1000 + "ا" * 5000
    lengths: list[int] = []

    def counted(sequences: Sequences, *rest: Any) -> float:
        lengths.extend(np.diff(sequences.offsets).tolist())
        return expectation(sequences, *rest)

    monkeypatch.setattr(channel_em, "expectation", counted)
    learn([line, "بسم الله"], LanguageModel.load(), Learning(iterations=1, early=0))
    assert sum(lengths) == len(line) + len("بسم الله")
    assert max(lengths) == 2000 and 8 in lengths
    assert [length for length in lengths if length % 9 == 0]  # they are cut behind a space
