"""Spellings that are read badly are looked up as words that show one output never seen."""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import replace

import numpy as np
import pytest
from numpy.typing import NDArray

from tests.decipher.text.cipher import encipher
from tests.decipher.text.lattice.test_decoder import known_channel
from tests.decipher.text.sheen import KEPT, OTHER, SHEEN, decoded, learnt_decoder
from warraq.decipher.text import parameters
from warraq.decipher.text.dump.items import HARD, JOIN_SIGN, itemize
from warraq.decipher.text.emissions import emissions
from warraq.decipher.text.lattice import beam_search
from warraq.decipher.text.lattice.arcs import channel_of
from warraq.decipher.text.lattice.decoder import Decoder, Settings
from warraq.decipher.text.lattice.word_search import unseen_outputs
from warraq.decipher.text.outputs import proposals
from warraq.decipher.text.records import Piece
from warraq.language import tokens
from warraq.language.model import LanguageModel
from warraq.language.parameters import STEP
from warraq.language.units import COUNT


@pytest.fixture(scope="module")
def kept() -> Decoder:
    """Of the channel that keeps the sheen."""
    return learnt_decoder(KEPT)


def looked_up(decoder: Decoder, word: str) -> dict[str, tuple[proposals.Output, float]]:
    """The words that a spelling can be by an output never seen, with it and log p."""
    (rows,) = proposals.looked_up(decoder, [itemize(word, decoder.symbols).codes.tobytes()])
    return {decoder.lm.token(token): (output, score) for output, token, score in rows}


def test_each_word_shows_one_output_never_seen_at_the_price_of_that_alone(kept: Decoder) -> None:
    zah = kept.symbols["\N{ARABIC LETTER ZAH}"]
    words = looked_up(kept, encipher("شهادة", OTHER))
    assert words["شهادة"][0] == (SHEEN, zah)
    assert words["شهادة"][1] == pytest.approx(parameters.Proposals.FOUND, abs=0.1)
    for word, (output, _) in words.items():
        letters = [kept.lm.units_of(kept.lm.token_id(word)), encipher("شهادة", OTHER)]
        assert [u for u, c in zip(*letters, strict=True) if KEPT[u] != c] == [output[0]]
    assert "شاشة" not in looked_up(kept, encipher("شاشة", OTHER))  # two outputs: a sheen ahead, and one behind alef
    assert not any(kept.lm.token_id(word) == 0 for word in words)


def test_rare_words_are_looked_up_but_not_the_rarest(kept: Decoder) -> None:
    words = [kept.lm.token_id(word) for spelling in ("ظاهر", "ظمال") for word in looked_up(kept, spelling)]
    best = [-STEP * float(kept.lm.trie_best[kept.lm.path_of(word)[-1]]) for word in words]  # it, or what it begins
    assert min(best) + STEP >= parameters.Proposals.RAREST
    assert min(best) < parameters.Proposals.RAREST + 1


def test_no_spelling_gives_no_words(kept: Decoder) -> None:
    assert proposals.looked_up(kept, []) == []


def test_what_was_read_is_no_better_than_itself(kept: Decoder) -> None:
    items, pieces = decoded(kept, encipher("يحصل الموظف على شهادة من الجهة المختصة", KEPT))
    places = proposals.places_of([(items, pieces)])
    (met,) = places[itemize("شهادة", kept.symbols).codes.tobytes(), 1]
    (piece,) = met.pieces
    met = replace(met, pieces=(replace(piece, score=-3.0),))
    gains = proposals.gains_of(kept, [met, met], [((1, 1), piece.token, s) for s in (-3.0, -1.5)])
    assert gains == pytest.approx([0.0, 1.5])
    assert proposals.gains_of(kept, [met], []) == []


def test_short_words_and_those_across_a_seam_are_not_asked(kept: Decoder) -> None:
    items, pieces = decoded(kept, f"{encipher('عقد الفريق العا', KEPT)}{JOIN_SIGN}{encipher('مل في فيينا', KEPT)}")
    assert {"في", "العامل"} <= {piece.text for piece in pieces}
    asked = {met[0].pieces[0].text for met in proposals.places_of([(items, pieces)]).values()}
    assert {"عقد", "فيينا"} <= asked
    assert not {"في", "العامل"} & asked


def test_units_whose_outputs_are_settled_may_still_have_one_never_seen() -> None:
    channel = known_channel(KEPT)
    settled = Settings(unsettled=(-100.0,) * COUNT)
    one = Decoder(LanguageModel.load(), emissions.from_channel(channel, {}), channel.number, settled)
    assert "شهادة" in looked_up(one, encipher("شهادة", OTHER))


def test_an_output_is_one_never_seen_behind_the_unit_that_stands_there() -> None:
    one = learnt_decoder(KEPT)
    lm, token = one.lm, one.lm.token_id("قانون")
    units, codes = lm.units_of(token), itemize("قانون", one.symbols).codes

    def never(codes: NDArray[np.int16]) -> tuple[int, int] | None:
        rows, line = np.array([[1, token]], np.int32), np.array([HARD, *codes, HARD], np.int16)
        before, trie = channel_of(one.emissions).before, one.places._lexicon.trie
        ((unit, symbol),) = unseen_outputs(rows, line, before, one.settings.floor, lm.word_nodes, trie).tolist()
        return None if unit < 0 else (unit, symbol)

    assert never(codes) is None
    one.emissions.before[units[2], :, codes[2]] = -20.0
    assert never(codes) == (units[2], codes[2])
    assert (
        never(codes[:-1]) is never(np.append(codes, codes[-1])) is None
    )  # some unit comes out as two symbols, or none
    one.emissions.before[units[2], units[1], codes[2]] = 0.0
    assert never(codes) is None


def test_outputs_of_rare_words_are_worth_less_and_repetition_counts_little(kept: Decoder) -> None:
    items, (common, *_) = decoded(kept, encipher("القانون", KEPT))
    unit = common.units[2]
    rare, other = replace(common, token=tokens.UNKNOWN), replace(common, units=common.units[:1])

    def worth(*read: tuple[Piece, float]) -> float:
        return proposals.worth(kept, [(items, [piece], share) for piece, share in read], set)[unit]

    assert worth((common, 1.0)) == parameters.Proposals.MOST
    assert worth((rare, 1.0)) == parameters.Proposals.MOST_OF_RARE
    assert worth((common, 0.5), (rare, 0.5)) == parameters.Proposals.MOST  # one of its words is known well
    assert worth(*[(common, 1.0)] * 32) == pytest.approx(
        parameters.Proposals.MOST * 32**parameters.Alternatives.REPEATED
    )
    assert worth((common, 0.8), (other, 0.2)) == pytest.approx(math.log(4))
    assert worth((common, 0.4), (other, 0.6)) == 0.0


def test_two_words_with_a_space_between_may_be_one(kept: Decoder) -> None:
    items, pieces = decoded(kept, encipher("عقد في فيينا، قانون", KEPT))
    space = kept.space
    pairs = [key for key in proposals.places_of([(items, pieces)], space) if key[1] == 2]
    assert [np.frombuffer(symbols, np.int16).tolist().count(space) for symbols, _ in pairs] == [1, 1]
    assert not any(key[1] == 2 for key in proposals.places_of([(items, pieces)]))


def test_two_words_with_more_than_a_space_between_are_no_single_one(kept: Decoder) -> None:
    items, (first, other) = decoded(kept, encipher("عقد  فيينا", KEPT))
    apart = replace(first, end=first.start + 3), replace(other, start=first.start + 5)
    assert items.texts[3:5] == (" ", " ")
    assert not any(key[1] == 2 for key in proposals.places_of([(items, apart)], kept.space))


def test_places_from_all_over_a_text_are_asked_how_a_word_fits(kept: Decoder, monkeypatch: pytest.MonkeyPatch) -> None:
    asked: list[list[int]] = []

    def gains(decoder: Decoder, met: Sequence[proposals.Place], words: Sequence[object]) -> list[float]:
        asked.append([place.line for place in met])
        return [0.0] * len(words)

    monkeypatch.setattr(proposals, "gains_of", gains)
    monkeypatch.setattr(proposals, "is_rare", lambda decoder, token: True)
    proposals.proposals_of(kept, proposals.places_of([decoded(kept, encipher("شهادة", KEPT))] * 10))
    assert asked == [[0, 3, 6, 9]]


def test_a_word_for_two_is_worth_what_they_are_not(kept: Decoder) -> None:
    """Each trigram counts once, and of two fees one is saved."""
    items, pieces = decoded(kept, encipher("نص هذا القانون على أن", KEPT))
    places = proposals.places_of([(items, pieces)], kept.space)
    (place,) = (met[0] for key, met in places.items() if met[0].pieces[0].text == "هذا" and key[1] == 2)
    token = kept.lm.token_id("المرسوم")
    (gain,) = proposals.gains_of(kept, [place], [((1, 1), token, -2.0)])

    def row(*words: str) -> float:
        numbers = [tokens.START, tokens.START, *(kept.lm.token_id(word) for word in words)]
        triples = zip(numbers, numbers[1:], numbers[2:], strict=False)
        return sum(beam_search.token_logp(kept.unprompted, *triple) for triple in triples)

    one, two = row("نص", "المرسوم", "على", "أن"), row("نص", "هذا", "القانون", "على", "أن")
    settings = kept.settings
    spelt = sum(piece.score for piece in place.pieces)
    assert gain == pytest.approx(-2.0 - spelt - settings.fee + settings.weight * (one - two), abs=1e-3)


def test_a_spelling_is_not_proposed_to_be_what_it_is_read_as(kept: Decoder, monkeypatch: pytest.MonkeyPatch) -> None:
    items, pieces = decoded(kept, encipher("الشاحنة", KEPT))
    (rare,) = pieces
    assert proposals.is_rare(kept, rare.token)
    lines = [(items, [replace(piece, score=-9.0) for piece in pieces])]
    other = kept.lm.token_id("الساحنة")
    words = [((1, 1), rare.token, 0.0), ((2, 1), other, 0.0)]
    monkeypatch.setattr(proposals, "looked_up", lambda _, spellings: [words] * len(spellings))
    proposed = proposals.proposals_of(kept, proposals.places_of(lines))
    assert list(proposed) == [(2, 1)]
