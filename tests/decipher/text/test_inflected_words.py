"""Forms of the lexicon's words that it doesn't have are found, at a price that their stems and endings make."""

from __future__ import annotations

import numpy as np
import pytest

from tests.decipher.text.cipher import encipher, random_channel
from tests.decipher.text.lattice.test_decoder import assert_known_places_serve, decoder, known_channel
from warraq.decipher.text.dump.items import JOIN_SIGN, itemize
from warraq.decipher.text.emissions import emissions
from warraq.decipher.text.lattice.decoder import Decoder, Lattice, Settings
from warraq.decipher.text.lattice.word_search import FAMILY
from warraq.language import tokens
from warraq.language.model import LanguageModel
from warraq.language.words.inflections import ENDINGS, Inflections

#: Each letter in each form and each lam-alef is one sign.
ITSELF = random_channel(0, wrong=0.0, spaces=0.0)


def forms_of(text: str, inflected: int = 2) -> tuple[Lattice, dict[str, float]]:
    """What the lattice of a text has outside the lexicon, and log p of each by stem and ending."""
    channel = known_channel(ITSELF)
    channel_emissions = emissions.from_channel(channel, {})
    channel_emissions.own[:, channel.number[" "]] = -20.0
    settings = Settings(unknown_width=0, inflected=inflected, within=60.0)
    lattice = Decoder(LanguageModel.load(), channel_emissions, channel.number, settings).lattice(
        itemize(text, channel.number)
    )
    pieces = [lattice.piece(int(arc)) for arc in np.flatnonzero(lattice.token == tokens.UNKNOWN)]
    return lattice, {p.text: p.score for p in pieces if p.units and p.end == len(lattice.items)}


@pytest.mark.parametrize(
    "word",
    [
        "المعقودتين",  # a dual of معقودة, and the article
        "متمايزتين",
        "المتمايزين",  # the article alone
        "وتتدارك",  # a conjunction before a verb
        "جلستيه",  # a dual with a pronoun
    ],
)
def test_a_form_that_no_list_has_is_likelier_than_its_letters(word: str) -> None:
    lm = LanguageModel.load()
    assert word not in lm
    forms = forms_of(encipher(word, ITSELF))[1]
    assert forms[word] > lm.spelling_logp(word)


def test_an_alef_behind_lam_is_in_a_ligature_with_it() -> None:
    assert "لانخفاضها" not in LanguageModel.load()
    assert "لانخفاضها" in forms_of(encipher("لانخفاضها", ITSELF))[1]


def test_a_stem_that_the_lexicon_has_alone_takes_endings() -> None:
    assert "اولان" in LanguageModel.load()  # whose last letter has another form before an ending
    assert "اولانين" in forms_of(encipher("اولانين", ITSELF))[1]


def test_words_of_the_lexicon_are_no_forms() -> None:
    forms = forms_of(encipher("المعقودة", ITSELF))
    assert not forms[1]
    assert LanguageModel.load().token_id("المعقودة") in forms[0].token


def test_none_are_looked_for_if_none_are_asked_for() -> None:
    assert not forms_of(encipher("المعقودتين", ITSELF), inflected=0)[1]


def test_a_stem_has_no_more_endings_than_there_is_room_for() -> None:
    forms = Inflections.load(LanguageModel.load())
    assert forms.endings.unit.size / 2 < FAMILY  # nodes of one of its two trees
    assert len(ENDINGS) <= FAMILY


def test_a_form_may_run_across_a_seam() -> None:
    text = encipher("المعقودتين", ITSELF)
    whole = forms_of(text)[1]["المعقودتين"]
    for cut in (1, 2, 5, 8):  # in the article, behind it, in the stem, in the ending
        assert forms_of(f"{text[:cut]}{JOIN_SIGN}{text[cut:]}")[1]["المعقودتين"] == pytest.approx(whole)


def test_a_preposition_before_another_is_dearer() -> None:
    forms = forms_of(encipher("بلكتمان", ITSELF))[1]  # whose lam is no part of a stem
    assert forms.get("بلكتمان", -99.0) < forms_of(encipher("وتتدارك", ITSELF))[1]["وتتدارك"] - 2


def test_what_is_known_of_a_place_serves_other_texts_unchanged() -> None:
    outputs = random_channel(3)
    parts = [encipher(word, outputs) for word in ("المعقودتين", "في", "جلستيه", "وتتدارك")]
    texts = [JOIN_SIGN.join(parts), JOIN_SIGN.join(reversed(parts)), " ".join(parts), "".join(parts)]

    def fresh() -> Decoder:
        one = decoder(outputs, texts[0])
        return Decoder(one.lm, one.emissions, one.symbols, Settings(inflected=2))

    assert_known_places_serve(fresh, texts)
