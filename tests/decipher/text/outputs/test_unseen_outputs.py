"""Outputs never seen are found where they make words of what is read badly, and not where a unit would lose by it."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

import pytest

from tests.decipher.text.cipher import encipher, words
from tests.decipher.text.sheen import KEPT, OTHER, SHEEN, decoded, learnt_decoder
from warraq.decipher.text import parameters
from warraq.decipher.text.dump.items import Items, itemize
from warraq.decipher.text.lattice.decoder import Decoder
from warraq.decipher.text.outputs import unseen_outputs
from warraq.decipher.text.outputs.proposals import Proposal, places_of, proposals_of, spelling_of
from warraq.decipher.text.records import Piece
from warraq.decipher.text.words.alternatives import Reading, shared

SHOWN = (
    "تخضع الضرائب المباشرة لأحكام هذا القانون",
    "تجدر الإشارة إلى المادة الثانية من هذا القانون",
    "يحصل الموظف على شهادة من الجهة المختصة",
    "تلتزم كل شركة بأحكام هذا القانون",
)


def reread(learnt: list[str], lines: Iterable[tuple[str, list[str]]]) -> list[list[str]]:
    """What is counted of each line, enciphered by its channel, once outputs that ``learnt`` lacks were looked for."""
    decoder = learnt_decoder(learnt)
    read: list[tuple[Items, Sequence[Piece]]] = []
    readings: list[list[Reading]] = []
    for line, true in lines:
        lattice = decoder.lattice(itemize(encipher(line, true), decoder.symbols))
        pieces = lattice.search(0, len(lattice.items)).pieces
        read.append((lattice.items, pieces))
        readings.append(shared(lattice, pieces))
    places = places_of(read)
    found_words = unseen_outputs.with_unseen(decoder, places, proposals_of(decoder, places), readings)
    return [[row[0].text for _, row, _ in line] for line in found_words]


def test_an_output_that_several_words_show_is_found() -> None:
    lost = {"المباشرة", "الإشارة", "شهادة", "شركة"}
    texts = reread(KEPT, [(line, OTHER) for line in SHOWN])
    assert lost & {word for line in texts for word in line} == lost


def test_one_word_is_not_enough() -> None:
    (words_read,) = reread(KEPT, [(SHOWN[0], OTHER)])
    assert "المباشرة" not in words_read


def test_what_is_read_well_stays() -> None:
    texts = reread(KEPT, [(line, KEPT) for line in SHOWN])
    assert [list(dict.fromkeys(line)) for line in texts] == [words(line) for line in SHOWN]


def test_a_unit_that_is_needed_as_it_is_asks_for_more() -> None:
    lost = {"المباشرة", "الإشارة"}
    few = [(line, OTHER) for line in SHOWN[:2]]
    assert lost <= {word for line in reread(KEPT, few) for word in line}
    kept = ("شهد شهر شباط شؤون شكل شعب شرط", "شأن شخص شبكة شراء شرق شمال شديد", "شامل شفاف شيء شرعي شهري شعبي")
    assert not lost & {word for line in reread(KEPT, [*few, *((line, KEPT) for line in kept)]) for word in line}


@pytest.fixture(scope="module")
def kept() -> Decoder:
    """Of the channel that keeps the sheen."""
    return learnt_decoder(KEPT)


def test_a_spelling_is_read_as_the_word_with_its_units_and_token(kept: Decoder) -> None:
    items, pieces = decoded(kept, encipher("شهادة", KEPT))
    (piece,) = (p for p in pieces if p.units)
    other = kept.lm.token_id("زيادة")
    proposed = {spelling_of(items, piece): Proposal((b"", 1), other, 1.0)}
    _, (read,), share = unseen_outputs._read_as(kept, (items, [piece], 0.25), proposed)
    assert (read.text, read.token, read.units, share) == ("زيادة", other, kept.lm.units_of(other), 0.25)
    no_word = (items, [Piece("12", piece.start, piece.end, 3, (), 0.0)], 1.0)
    assert unseen_outputs._read_as(kept, no_word, proposed) == no_word


def test_the_better_of_two_outputs_takes_a_spelling(kept: Decoder) -> None:
    items, pieces = decoded(kept, encipher("شهادة شركة", KEPT))
    places = places_of([(items, pieces)])
    spellings = list(places)
    one, other = kept.lm.token_id("زيادة"), kept.lm.token_id("قيادة")
    proposals = {
        (1, 1): [Proposal(s, one, 6.0) for s in spellings],
        (2, 1): [Proposal(s, other, 7.0) for s in spellings],
        (3, 1): [Proposal(s, one, 5.0) for s in spellings],
    }
    (line,) = unseen_outputs.with_unseen(kept, places, proposals, [[(items, [p], 1.0) for p in pieces if p.units]])
    assert [row[0].text for _, row, _ in line] == ["قيادة", "قيادة"]


@pytest.mark.parametrize(("each", "read"), [(4.4, "شهادة"), (4.6, "زيادة")])
def test_what_a_unit_would_lose_counts_half_and_something_must_be_left(
    kept: Decoder, monkeypatch: pytest.MonkeyPatch, each: float, read: str
) -> None:
    items, pieces = decoded(kept, encipher("شهادة شهادة شركة", KEPT))
    places = places_of([(items, pieces)])
    one, other = places  # the first stands there twice
    token = kept.lm.token_id("زيادة")
    proposals = {
        (1, 1): [Proposal(one, token, each / 2**parameters.Alternatives.REPEATED), Proposal(other, token, each)]
    }
    monkeypatch.setattr(unseen_outputs, "worth", lambda *_: {1: 10.0})
    (line,) = unseen_outputs.with_unseen(kept, places, proposals, [[(items, [pieces[0]], 1.0)]])
    assert [row[0].text for _, row, _ in line] == [read]


@pytest.mark.parametrize(("each", "read"), [(7.4, None), (7.6, "زيادة")])
def test_at_last_more_must_be_left_of_what_a_unit_shows(
    kept: Decoder, monkeypatch: pytest.MonkeyPatch, each: float, read: str | None
) -> None:
    items, pieces = decoded(kept, encipher("شهادة شركة", KEPT))
    lines: list[tuple[Items, Sequence[Piece]]] = [(items, pieces)]
    places = places_of(lines)
    token = kept.lm.token_id("زيادة")
    proposed = {(SHEEN, 1): [Proposal(spelling, token, each) for spelling in places]}
    monkeypatch.setattr(unseen_outputs, "worth", lambda *_: {SHEEN: 10.0})
    readings: list[list[Reading]] = [[(items, [pieces[0]], 1.0)]]
    result = unseen_outputs.with_last_unseen(kept, lines, places, proposed, readings)
    assert (None if result is readings else result[0][0][1][0].text) == read


@pytest.mark.parametrize("few", [1, 2])
def test_at_last_only_units_of_few_words_are_asked(kept: Decoder, monkeypatch: pytest.MonkeyPatch, few: int) -> None:
    items, pieces = decoded(kept, encipher("شهادة شركة شهادة", KEPT))
    lines: list[tuple[Items, Sequence[Piece]]] = [(items, pieces)]
    places = places_of(lines)
    proposed = {(SHEEN, 1): [Proposal(spelling, kept.lm.token_id("زيادة"), 8.0) for spelling in places]}
    monkeypatch.setattr(parameters.UnseenOutputs, "OF_FEW", few)
    monkeypatch.setattr(unseen_outputs, "worth", lambda *_: {SHEEN: 0.0})
    readings: list[list[Reading]] = [[(items, [piece], 1.0) for piece in pieces]]
    result = unseen_outputs.with_last_unseen(kept, lines, places, proposed, readings)
    assert (result is readings) is (few == 1)  # the unit stands in two words


def test_what_is_proposed_for_two_words_is_none_of_its_business(kept: Decoder, monkeypatch: pytest.MonkeyPatch) -> None:
    items, pieces = decoded(kept, encipher("عقد في فيينا", KEPT))
    places = places_of([(items, pieces)], kept.space)
    token = kept.lm.token_id("زيادة")
    proposed = {(1, 1): [Proposal(key, token, 30.0) for key in places if key[1] == 2]}
    assert len(proposed[1, 1]) == 2
    readings: list[list[Reading]] = [[(items, [piece], 1.0) for piece in pieces]]
    assert unseen_outputs.with_unseen(kept, places, proposed, readings) == readings
    assert unseen_outputs.with_unseen(kept, {}, {}, []) == []
    monkeypatch.setattr(unseen_outputs, "worth", lambda *_: {1: 0.0})
    assert unseen_outputs.with_last_unseen(kept, [(items, pieces)], places, proposed, readings) is readings
