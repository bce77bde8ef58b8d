"""Outputs never seen are found where they make words of what is read badly, and not where a unit would lose by it."""

from __future__ import annotations

import math
from collections.abc import Iterable, Sequence
from dataclasses import replace

import numpy as np
import pytest
from numpy.typing import NDArray

from pipeline.decipher.text import emissions, unseen
from pipeline.decipher.text.decoder import Decoder, Settings
from pipeline.decipher.text.items import JOIN_SIGN, Items, itemize
from pipeline.decipher.text.lattice import HARD, Piece
from pipeline.decipher.text.rivals import REPEATED, Reading, shared
from pipeline.decipher.text.unseen import with_unseen
from pipeline.language import tokens
from pipeline.language.model import STEP, LanguageModel
from pipeline.language.units import COUNT, UNIT_OF, UNITS
from tests.decipher.text.cipher import encipher, words
from tests.decipher.text.test_decoder import known_channel

#: The first sheen of a word, or behind a letter that doesn't join.
SHEEN = UNIT_OF["\N{ARABIC LETTER SHEEN}", "ini"]
SHOWN = (
    "تخضع الضرائب المباشرة لأحكام هذا القانون",
    "تجدر الإشارة إلى المادة الثانية من هذا القانون",
    "يحصل الموظف على شهادة من الجهة المختصة",
    "تلتزم كل شركة بأحكام هذا القانون",
)


def outputs(letter: str) -> list[str]:
    """Each unit comes out as its letter (its first), that sheen as ``letter``."""
    found = [" ", *(letters[:1] for letters, _ in UNITS[1:])]
    found[SHEEN] = letter
    return found


def learnt_decoder(learnt: list[str]) -> Decoder:
    channel = known_channel(learnt)
    return Decoder(LanguageModel.load(), emissions.from_channel(channel, {}), channel.number)


def reread(learnt: list[str], lines: Iterable[tuple[str, list[str]]]) -> list[list[str]]:
    """What is counted of each line, enciphered by its channel, once outputs that ``learnt`` lacks were looked for."""
    decoder = learnt_decoder(learnt)
    read: list[tuple[Items, Sequence[Piece]]] = []
    readings: list[list[Reading]] = []
    for line, true in lines:
        found = decoder.lattice(itemize(encipher(line, true), decoder.symbols))
        pieces = found.search(0, len(found.items)).pieces
        read.append((found.items, pieces))
        readings.append(shared(found, pieces))
    return [[row[0].text for _, row, _ in line] for line in with_unseen(decoder, read, readings)]


KEPT, OTHER = outputs("\N{ARABIC LETTER SHEEN}"), outputs("\N{ARABIC LETTER ZAH}")


def test_an_output_that_several_words_show_is_found() -> None:
    lost = {"المباشرة", "الإشارة", "شهادة", "شركة"}
    found = reread(KEPT, [(line, OTHER) for line in SHOWN])
    assert lost & {word for line in found for word in line} == lost


def test_one_word_is_not_enough() -> None:
    (found,) = reread(KEPT, [(SHOWN[0], OTHER)])
    assert "المباشرة" not in found


def test_what_is_read_well_stays() -> None:
    found = reread(KEPT, [(line, KEPT) for line in SHOWN])
    assert [list(dict.fromkeys(line)) for line in found] == [words(line) for line in SHOWN]


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


def decoded(decoder: Decoder, text: str) -> tuple[Items, list[Piece]]:
    found = decoder.lattice(itemize(text, decoder.symbols))
    return found.items, list(found.search(0, len(found.items)).pieces)


def looked_up(decoder: Decoder, word: str) -> dict[str, tuple[unseen.Output, float]]:
    """The words that a spelling can be by an output never seen, with it and log p."""
    (found,) = unseen._looked_up(decoder, [itemize(word, decoder.symbols).codes.tobytes()])
    return {decoder.lm.token(token): (output, score) for output, token, score in found}


def test_each_word_shows_one_output_never_seen_at_the_price_of_that_alone(kept: Decoder) -> None:
    zah = kept.symbols["\N{ARABIC LETTER ZAH}"]
    found = looked_up(kept, encipher("شهادة", OTHER))
    assert found["شهادة"][0] == (SHEEN, zah)
    assert found["شهادة"][1] == pytest.approx(unseen.FOUND, abs=0.1)
    for word, (output, _) in found.items():
        letters = [kept.lm.units_of(kept.lm.token_id(word)), encipher("شهادة", OTHER)]
        assert [u for u, c in zip(*letters, strict=True) if KEPT[u] != c] == [output[0]]
    assert "شاشة" not in looked_up(kept, encipher("شاشة", OTHER))  # two outputs: a sheen ahead, and one behind alef
    assert not any(kept.lm.token_id(word) == 0 for word in found)


def test_rare_words_are_looked_up_but_not_the_rarest(kept: Decoder) -> None:
    words = [kept.lm.token_id(word) for spelling in ("ظاهر", "ظمال") for word in looked_up(kept, spelling)]
    best = [-STEP * float(kept.lm.trie_best[kept.lm.path_of(word)[-1]]) for word in words]  # it, or what it begins
    assert min(best) + STEP >= unseen.RAREST
    assert min(best) < unseen.RAREST + 1


def test_no_spelling_gives_no_words(kept: Decoder) -> None:
    assert unseen._looked_up(kept, []) == []
    assert unseen.with_unseen(kept, [], []) == []


def test_what_was_read_is_no_better_than_itself(kept: Decoder) -> None:
    items, pieces = decoded(kept, encipher(SHOWN[2], KEPT))
    places = unseen._places([(items, pieces)])
    (met,) = places[itemize("شهادة", kept.symbols).codes.tobytes()]
    met = replace(met, piece=replace(met.piece, score=-3.0))
    gains = unseen._gains(kept, [met, met], [((1, 1), met.piece.token, s) for s in (-3.0, -1.5)])
    assert gains == pytest.approx([0.0, 1.5])
    assert unseen._gains(kept, [met], []) == []


def test_short_words_and_those_across_a_seam_are_not_asked(kept: Decoder) -> None:
    items, pieces = decoded(kept, f"{encipher('عقد الفريق العا', KEPT)}{JOIN_SIGN}{encipher('مل في فيينا', KEPT)}")
    assert {"في", "العامل"} <= {piece.text for piece in pieces}
    asked = {met[0].piece.text for met in unseen._places([(items, pieces)]).values()}
    assert {"عقد", "فيينا"} <= asked
    assert not {"في", "العامل"} & asked


def test_a_spelling_is_read_as_the_word_with_its_units_and_token(kept: Decoder) -> None:
    items, pieces = decoded(kept, encipher("شهادة", KEPT))
    (piece,) = (p for p in pieces if p.units)
    other = kept.lm.token_id("زيادة")
    found = {unseen._spelling(items, piece): unseen._Proposal(b"", other, 1.0)}
    _, (read,), share = unseen._read_as(kept, (items, [piece], 0.25), found)
    assert (read.text, read.token, read.units, share) == ("زيادة", other, kept.lm.units_of(other), 0.25)
    no_word = (items, [Piece("12", piece.start, piece.end, 3, (), 0.0)], 1.0)
    assert unseen._read_as(kept, no_word, found) == no_word


def test_the_better_of_two_outputs_takes_a_spelling(kept: Decoder, monkeypatch: pytest.MonkeyPatch) -> None:
    items, pieces = decoded(kept, encipher("شهادة شركة", KEPT))
    spellings = list(unseen._places([(items, pieces)]))
    one, other = kept.lm.token_id("زيادة"), kept.lm.token_id("قيادة")
    proposals = {
        (1, 1): [unseen._Proposal(s, one, 6.0) for s in spellings],
        (2, 1): [unseen._Proposal(s, other, 7.0) for s in spellings],
        (3, 1): [unseen._Proposal(s, one, 5.0) for s in spellings],
    }
    monkeypatch.setattr(unseen, "_proposals", lambda *_: proposals)
    (found,) = unseen.with_unseen(kept, [(items, pieces)], [[(items, [p], 1.0) for p in pieces if p.units]])
    assert [row[0].text for _, row, _ in found] == ["قيادة", "قيادة"]


@pytest.mark.parametrize(("each", "read"), [(4.4, "شهادة"), (4.6, "زيادة")])
def test_what_a_unit_would_lose_counts_half_and_something_must_be_left(
    kept: Decoder, monkeypatch: pytest.MonkeyPatch, each: float, read: str
) -> None:
    items, pieces = decoded(kept, encipher("شهادة شهادة شركة", KEPT))
    one, other = unseen._places([(items, pieces)])  # the first stands there twice
    token = kept.lm.token_id("زيادة")
    proposals = {(1, 1): [unseen._Proposal(one, token, each / 2**REPEATED), unseen._Proposal(other, token, each)]}
    monkeypatch.setattr(unseen, "_proposals", lambda *_: proposals)
    monkeypatch.setattr(unseen, "_worth_of_units", lambda *_: {1: 10.0})
    (found,) = unseen.with_unseen(kept, [(items, pieces)], [[(items, [pieces[0]], 1.0)]])
    assert [row[0].text for _, row, _ in found] == [read]


@pytest.mark.parametrize(("each", "read"), [(7.4, None), (7.6, "زيادة")])
def test_at_last_more_must_be_left_of_what_a_unit_shows(
    kept: Decoder, monkeypatch: pytest.MonkeyPatch, each: float, read: str | None
) -> None:
    items, pieces = decoded(kept, encipher("شهادة شركة", KEPT))
    spellings = list(unseen._places([(items, pieces)]))
    token = kept.lm.token_id("زيادة")
    proposals = {(SHEEN, 1): [unseen._Proposal(spelling, token, each) for spelling in spellings]}
    monkeypatch.setattr(unseen, "_proposals", lambda *_: proposals)
    monkeypatch.setattr(unseen, "_worth_of_units", lambda *_: {SHEEN: 10.0})
    readings: list[list[Reading]] = [[(items, [pieces[0]], 1.0)]]
    found = unseen.with_last_unseen(kept, [(items, pieces)], lambda: readings)
    assert (found and found[0][0][1][0].text) == read


@pytest.mark.parametrize("few", [1, 2])
def test_at_last_only_units_of_few_words_are_asked(kept: Decoder, monkeypatch: pytest.MonkeyPatch, few: int) -> None:
    items, pieces = decoded(kept, encipher("شهادة شركة شهادة", KEPT))
    proposals = {(SHEEN, 1): [unseen._Proposal(s, 0, 8.0) for s in unseen._places([(items, pieces)])]}
    monkeypatch.setattr(unseen, "_proposals", lambda *_: proposals)
    monkeypatch.setattr(unseen, "OF_FEW", few)
    asked: list[bool] = []

    def readings() -> list[list[Reading]]:
        asked.append(True)
        return []

    unseen.with_last_unseen(kept, [(items, pieces)], readings)
    assert asked == [True] * (few == 2)  # the unit stands in two words


@pytest.mark.parametrize(("shown", "each", "asks"), [(2, 8.0, True), (2, 4.0, False), (1, 30.0, False)])
def test_at_last_readings_are_asked_for_where_they_may_matter(
    kept: Decoder, monkeypatch: pytest.MonkeyPatch, shown: int, each: float, asks: bool
) -> None:
    items, pieces = decoded(kept, encipher("شهادة شركة", KEPT))
    spellings = list(unseen._places([(items, pieces)]))[:shown]
    proposals = {(SHEEN, 1): [unseen._Proposal(spelling, 0, each) for spelling in spellings]}
    monkeypatch.setattr(unseen, "_proposals", lambda *_: proposals)
    asked: list[bool] = []

    def readings() -> list[list[Reading]]:
        asked.append(True)
        return []

    unseen.with_last_unseen(kept, [(items, pieces)], readings)
    assert bool(asked) is asks


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
        trie = lm.word_nodes, lm.trie_unit, lm.trie_parent
        ((unit, symbol),) = unseen._unseen(rows, line, one.emissions.before, one.settings.floor, *trie).tolist()
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
        return unseen._worth_of_units(kept, [(items, [piece], share) for piece, share in read])[unit]

    assert worth((common, 1.0)) == unseen.MOST
    assert worth((rare, 1.0)) == unseen.MOST_OF_RARE
    assert worth((common, 0.5), (rare, 0.5)) == unseen.MOST  # one of its words is known well
    assert worth(*[(common, 1.0)] * 32) == pytest.approx(unseen.MOST * 32**REPEATED)
    assert worth((common, 0.8), (other, 0.2)) == pytest.approx(math.log(4))
    assert worth((common, 0.4), (other, 0.6)) == 0.0
