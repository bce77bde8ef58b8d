"""Words of the list of rare ones are found in a dump, at a price of their own."""

from __future__ import annotations

import numpy as np
import pytest

from tests.decipher.text.cipher import encipher, random_channel
from tests.decipher.text.lattice.test_decoder import assert_known_places_serve, decoder, known_channel
from warraq.decipher.text.document.rounds import LAST
from warraq.decipher.text.dump.items import JOIN_SIGN, itemize
from warraq.decipher.text.emissions import emissions
from warraq.decipher.text.lattice.decoder import Decoder, Settings
from warraq.language import tokens
from warraq.language.model import LanguageModel
from warraq.language.words.rare_words import RareWords

#: Each letter in each form and each lam-alef is one sign.
ITSELF = random_channel(0, wrong=0.0, spaces=0.0)
#: In the list, and not in the lexicon.
NAME = "فرنانديس"


def rare_words_of(text: str, rare: int = 2) -> dict[str, float]:
    """What the lattice of a whole text has outside the lexicon, and log p of each."""
    channel = known_channel(ITSELF)
    channel_emissions = emissions.from_channel(channel, {})
    channel_emissions.own[:, channel.number[" "]] = -20.0
    settings = Settings(unknown_width=0, rare=rare, within=60.0)
    lattice = Decoder(LanguageModel.load(), channel_emissions, channel.number, settings).lattice(
        itemize(text, channel.number)
    )
    pieces = [lattice.piece(int(arc)) for arc in np.flatnonzero(lattice.token == tokens.UNKNOWN)]
    return {p.text: p.score for p in pieces if p.units and p.end == len(lattice.items) and p.start == 0}


def test_a_rare_word_is_likelier_than_its_letters() -> None:
    lm = LanguageModel.load()
    assert NAME not in lm
    words = rare_words_of(encipher(NAME, ITSELF))
    assert words[NAME] == pytest.approx(float(RareWords.load().logp), abs=0.5)
    assert words[NAME] > lm.spelling_logp(NAME) + 5


def test_none_are_looked_for_if_none_are_asked_for() -> None:
    assert not rare_words_of(encipher(NAME, ITSELF), rare=0)


def test_the_last_reading_asks_for_them() -> None:
    assert LAST.rare


def test_a_rare_word_may_run_across_a_seam() -> None:
    text = encipher(NAME, ITSELF)
    assert NAME in rare_words_of(f"{text[:3]}{JOIN_SIGN}{text[3:]}")


def test_what_is_known_of_a_place_serves_other_texts_unchanged() -> None:
    outputs = random_channel(3)
    parts = [encipher(word, outputs) for word in (NAME, "في", "البيولجي")]
    texts = [JOIN_SIGN.join(parts), " ".join(reversed(parts)), "".join(parts)]

    def fresh() -> Decoder:
        one = decoder(outputs, texts[0])
        return Decoder(one.lm, one.emissions, one.symbols, Settings(rare=2))

    assert_known_places_serve(fresh, texts)
