"""Joins of deciphered lines: the judge counts beside the trigram, within bounds."""

from __future__ import annotations

import numpy as np
import pytest

from tests.decipher.text.lattice.test_decoder import known_channel
from warraq.decipher.text import parameters
from warraq.decipher.text.dump.items import itemize
from warraq.decipher.text.emissions import emissions
from warraq.decipher.text.lattice.decoder import Decoder, Path, Settings
from warraq.decipher.text.order.joins import Ends, Joins
from warraq.language.model import LanguageModel


@pytest.fixture(scope="module")
def decoder() -> Decoder:
    channel = known_channel()
    marks = emissions.mark_table("،.()-/", channel.symbols)
    return Decoder(LanguageModel.load(), emissions.from_channel(channel, marks), channel.number, Settings())


def decoded(decoder: Decoder, text: str) -> Path:
    return decoder.decode(itemize(text, decoder.symbols))


def test_a_line_goes_on_with_what_fits_its_build(decoder: Decoder) -> None:
    joins = Joins(decoder)
    left = [joins.ends_of(decoded(decoder, "قدمت الأمانة تقريرا عن التدابير التي"))[0]]
    right = [joins.ends_of(decoded(decoder, t))[0] for t in ("اتخذتها الحكومة لمكافحة الجريمة", "الجريمة لمكافحة")]
    table = joins.table(left, right)
    assert table.shape == (1, 2)
    assert table[0, 0] > table[0, 1] + 1


def test_what_was_not_decoded_is_joined_by_the_trigram_alone(decoder: Decoder) -> None:
    joins = Joins(decoder)
    paths = [decoded(decoder, t) for t in ("تعقد اللجنة", "اجتماعاتها مرة كل سنة")]
    plain = [Ends.of(p) for p in paths]
    ends = [joins.ends_of(p)[0] for p in paths]
    trigram = joins.table(plain[:1], plain[1:])
    assert joins.table(ends[:1], plain[1:]) == trigram
    added = float((joins.table(ends[:1], ends[1:]) - trigram)[0, 0])
    assert added != 0
    assert parameters.Joins.WEIGHT * parameters.Joins.LEAST <= added <= parameters.Joins.WEIGHT * parameters.Joins.MOST
    assert joins.opening(plain[0]) == 0.0


def test_the_inside_of_a_line_in_order_is_worth_more(decoder: Decoder) -> None:
    joins = Joins(decoder)
    inside = [
        joins.ends_of(decoded(decoder, text))[1]
        for text in (
            "على الجهات المختصة تبادل المعلومات وفقا للقوانين",
            "وفقا للقوانين على الجهات المختصة تبادل المعلومات",
        )
    ]
    assert np.isfinite(inside).all()
    assert inside[0] > inside[1]
