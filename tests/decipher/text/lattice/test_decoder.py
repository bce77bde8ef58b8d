"""The lattice decoder: with the channel known it reads the text; its parts do what they say."""

from __future__ import annotations

import gc
import itertools
import weakref
from collections.abc import Callable, Sequence
from concurrent.futures import ThreadPoolExecutor
from typing import Any

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from rapidfuzz.distance import Levenshtein

from tests.decipher.text.cipher import encipher, plain_lines, random_channel, words
from warraq.decipher.text import parameters
from warraq.decipher.text.dump.items import HARD, JOIN, JOIN_SIGN, LAYOUT_SIGN, SOFT_SIGN, Items, itemize
from warraq.decipher.text.emissions import emissions
from warraq.decipher.text.emissions.channel_em import FIRST_HALF, STATES, Channel, identity_letter
from warraq.decipher.text.lattice import arcs
from warraq.decipher.text.lattice.beam_search import (
    Fragment,
    PieceEnds,
    Remembered,
    Scorer,
    Weights,
    search,
    search_from,
    token_logp,
)
from warraq.decipher.text.lattice.decoder import Decoder, Memory, Settings
from warraq.decipher.text.lattice.word_lattice import Arcs, Known, text_of
from warraq.decipher.text.lattice.word_search import Harakat, Prices, Query, Unseen, match_words
from warraq.decipher.text.records import may_follow
from warraq.language import hashing, tokens
from warraq.language.model import LanguageModel
from warraq.language.units import COUNT, UNIT_OF, UNITS, units
from warraq.language.words import harakat
from warraq.language.words.harakat import KINDS

KINDS_OF_WORDS = harakat.kinds_of_words(LanguageModel.load())


def known_channel(outputs: list[str] | None = None) -> Channel:
    """The channel as it really is, lam-alef one character; without ``outputs`` the one that keeps every letter."""
    kept = [" ", *(identity_letter(unit) for unit in range(1, STATES))]
    outputs_of = kept if outputs is None else outputs + [" "] * (STATES - COUNT)
    symbols = tuple(sorted({*outputs_of, " "}))
    emission = np.zeros((STATES, len(symbols)))
    for state, character in enumerate(outputs_of):
        emission[state, symbols.index(character)] = 1.0
    split = np.zeros(COUNT)
    split[list(FIRST_HALF)] = 1.0 if outputs is None else 0.0
    return Channel(symbols, emission, split)


def decoder(outputs: list[str] | None, text: str) -> Decoder:
    channel = known_channel(outputs)
    marks = emissions.mark_table(text, channel.symbols)
    return Decoder(LanguageModel.load(), emissions.from_channel(channel, marks), channel.number, Settings())


def read(outputs: list[str] | None, text: str) -> str:
    d = decoder(outputs, text)
    return " ".join(p.text for p in d.decode(itemize(text, d.symbols)).pieces)


def test_a_known_channel_is_read() -> None:
    outputs = random_channel(3)
    lines = [line for line in plain_lines() if len(words(line)) > 5]
    wrong = total = 0
    for line in lines:
        got, want = words(read(outputs, encipher(line, outputs))), words(line)
        wrong += Levenshtein.distance(want, got)
        total += len(want)
    assert wrong / total < 0.15


def test_a_plain_channel_changes_nothing() -> None:
    assert read(None, "عقد الفريق العامل اجتماعه في عام 2020") == "عقد الفريق العامل اجتماعه في عام 2020"


@pytest.mark.parametrize("spaces", [1, 6])
def test_a_word_may_run_across_a_seam(spaces: int) -> None:
    text = f"الفريق العا{spaces * SOFT_SIGN}{JOIN_SIGN}{spaces * SOFT_SIGN}مل"
    assert read(None, text) == "الفريق العامل"


def test_the_tokens_of_a_path_are_those_of_its_arcs() -> None:
    one = decoder(None, "عقد الفريق الغضنفري 12 اجتماعه .")
    lattice = one.lattice(itemize("عقد الفريق الغضنفري 12 اجتماعه .", one.symbols))
    arcs = lattice.best(0, len(lattice.items), (0, 0))[0]
    pieces = [lattice.piece(int(arc)) for arc in arcs if lattice.token[arc] >= 0]
    assert lattice.pieces(arcs) == pieces
    assert [lattice.word(int(arc)) for arc in arcs if lattice.token[arc] >= 0] == [piece.text for piece in pieces]
    assert any(piece.token == tokens.UNKNOWN and piece.units for piece in lattice.pieces(np.arange(lattice.token.size)))
    unknown = np.flatnonzero(lattice.ref >= 0)
    assert [lattice.word(int(arc)) for arc in unknown] == [piece.text for piece in lattice.pieces(unknown)]


def test_a_decoder_is_gone_with_its_last_user() -> None:
    one = decoder(None, "عقد")
    assert one.lattice(itemize("عقد", one.symbols)) is not None
    known = weakref.ref(one)
    gc.disable()  # which would find it, if seldom: a dump is decoded over and over
    try:
        del one
        assert known() is None
    finally:
        gc.enable()


_PARTS = ["عقد", "الفريق العامل", "اجتماعه", " في", "فيينا ", "2020", ".", "بشأن", 2 * SOFT_SIGN, f"{SOFT_SIGN}مل"]


@settings(deadline=None)  # the first example of a text compiles what it needs
@given(st.lists(st.sampled_from(_PARTS), min_size=2, max_size=10), st.sampled_from([None, 3]))
def test_what_is_known_of_a_place_serves_other_texts_unchanged(parts: list[str], seed: int | None) -> None:
    outputs = None if seed is None else random_channel(seed)
    texts = [JOIN_SIGN.join(parts), JOIN_SIGN.join(reversed(parts)), "".join(parts)]
    if outputs:
        texts = [encipher(text, outputs) for text in texts]
    assert_known_places_serve(lambda: decoder(outputs, texts[0]), texts)


def assert_known_places_serve(fresh: Callable[[], Decoder], texts: Sequence[str]) -> None:
    """What a decoder knows of the places of some texts, as ``fresh`` makes it, is what another finds in each."""
    known = fresh()
    for text in texts:
        assert arcs_of(known, text) == arcs_of(fresh(), text)


def arcs_of(one: Decoder, text: str) -> tuple[list[tuple[int, int, int, float]], list[str]]:
    """Source, target, token and score of each arc; and the words that stand at arcs."""
    lattice = one.lattice(itemize(text, one.symbols))
    numbers = (column.tolist() for column in (lattice.source, lattice.target, lattice.token))
    spelt = [lattice.piece(arc).text for arc in range(len(lattice.token)) if lattice.token[arc] >= 0]
    return [*zip(*numbers, lattice.score.tolist(), strict=True)], spelt


def test_two_characters_of_one_unit_are_both_what_decides_a_place() -> None:
    channel = known_channel()
    emitted = emissions.from_channel(channel, {})
    lam = channel.number["\N{ARABIC LETTER LAM}"]
    emitted.own[:COUNT, lam] = emitted.before[
        :, :, lam
    ] = -20.0  # it stands for nothing but the first half of a lam-alef
    one, other = (Decoder(LanguageModel.load(), emitted, channel.number) for _ in range(2))
    arcs_of(one, "لب")
    assert arcs_of(one, "لا") == arcs_of(other, "لا")
    assert one.lm.token_id("لا") in [row[2] for row in arcs_of(one, "لا")[0]]


def test_many_words_are_known_as_well_as_few() -> None:
    outputs = random_channel(5)
    lines = [encipher(line, outputs) for line in plain_lines()[:60]]
    one = decoder(outputs, lines[0])
    first = [arcs_of(one, line) for line in lines]
    assert [arcs_of(decoder(outputs, lines[0]), line) for line in lines[-5:]] == first[-5:]


def test_a_place_has_the_same_words_whether_it_is_looked_up_alone_or_with_many() -> None:
    outputs = random_channel(5)
    line = encipher(" ".join(plain_lines()[:40]), outputs)
    d = decoder(outputs, line)
    text = text_of(*d._kinds.of(itemize(line, d.symbols)))
    begins, none = np.asarray(text.begins), np.zeros(COUNT, np.float32)

    def words_at(places: np.ndarray, most: int = 20_000) -> np.ndarray:
        harakat = Harakat(d.space, np.full(KINDS, -5.5, np.float32), -3.3, none)
        prices = Prices(-6.5, -6.0, 0.6, harakat, Unseen(-7.0, none, 0), most)
        return match_words(Query(text, places, d.places._channel), d.places._lexicon.trie, prices)[0]

    every = words_at(begins)
    one_by_one = [words_at(np.arange(begins.size) == place) for place in np.flatnonzero(begins)]
    assert len(every) > 1024 > max(map(len, one_by_one))  # more than there is room for at first
    assert np.array_equal(every, np.concatenate(one_by_one))
    assert 0 < len(words_at(begins, most=20)) < len(every)


def test_what_comes_again_in_a_text_is_looked_up_once() -> None:
    few, many = decoder(None, "نص."), decoder(None, "نص.")
    for one, times in ((few, 40), (many, 80)):
        arcs_of(one, " ".join(["العامل"] * times))
    assert few.places.rows == many.places.rows > 0


@pytest.mark.parametrize("spaces", [6, 40])
def test_places_that_differ_far_behind_them_are_told_apart(spaces: int) -> None:
    begin = f"العا{spaces * SOFT_SIGN}"
    texts = [f"{begin}{JOIN_SIGN}مل", f"{begin}مل", begin]
    alone = {text: arcs_of(decoder(None, "نص."), text) for text in texts}
    for order in itertools.permutations(texts):
        one = decoder(None, "نص.")
        assert [arcs_of(one, text) for text in order] == [alone[text] for text in order]


def test_what_is_remembered_is_thrown_away_when_there_is_much_of_it(monkeypatch: pytest.MonkeyPatch) -> None:
    outputs = random_channel(5)
    lines = [encipher(line, outputs) for line in plain_lines()[:20]]
    short, long = decoder(outputs, lines[0]), decoder(outputs, lines[0])
    expected = [arcs_of(long, line) for line in lines]
    monkeypatch.setattr(arcs, "_MOST_ROWS", 500)
    assert [arcs_of(short, line) for line in lines] == expected
    arcs_of(short, lines[-1][:1])  # what there is too much of goes when the next text comes
    assert short.places.rows <= 500 < long.places.rows


def test_what_was_thrown_away_during_a_search_is_looked_up_again(monkeypatch: pytest.MonkeyPatch) -> None:
    texts = ["الفريق العامل", "عقد الفريق العامل اجتماعه"]
    expected = arcs_of(decoder(None, "نص."), texts[1])
    looks: list[np.ndarray] = []

    class Forgetful(Known):
        forgets = False

        def at(self, *arguments: Any) -> Any:
            looks.append(super().at(*arguments))
            if Forgetful.forgets:
                Forgetful.forgets = False
                one.places._forget()
            return looks[-1]

    monkeypatch.setattr(arcs, "Known", Forgetful)
    one = decoder(None, "نص.")
    arcs_of(one, texts[0])
    looks.clear()
    Forgetful.forgets = True
    assert arcs_of(one, texts[1]) == expected
    assert (looks[0][:, 0] > 0).any()


def test_what_one_thread_has_looked_up_serves_the_other() -> None:
    one = decoder(None, "نص.")
    with ThreadPoolExecutor(1) as pool:
        pool.submit(arcs_of, one, "عقد الفريق العامل").result()
    known = one.places.rows
    assert known
    arcs_of(one, "الفريق العامل")
    assert one.places.rows == known


@pytest.mark.parametrize("seam", [JOIN_SIGN, JOIN_SIGN + SOFT_SIGN, SOFT_SIGN + JOIN_SIGN + 2 * SOFT_SIGN])
def test_a_letter_that_comes_out_as_a_space_may_be_lost_at_a_seam(seam: str) -> None:
    outputs = [" ", *(letters[:1] for letters, _ in UNITS[1:])]
    outputs[UNIT_OF["\N{ARABIC LETTER HEH}", "ini"]] = " "
    outputs[UNIT_OF["\N{ARABIC LETTER HEH}", "med"]] = " "
    assert read(outputs, f"تهريب الم{seam}اجرين".replace("ه", " ")) == "تهريب المهاجرين"
    assert "المهاجرين" not in read(outputs, "تهريب الماجرين".replace("ه", " "))
    assert "المهاجرين" not in read(None, f"تهريب الم{seam}اجرين")


def test_a_word_that_begins_behind_a_seam_runs_across_nothing() -> None:
    one = decoder(None, "نص.")
    seam, _ = arcs_of(one, f"في{JOIN_SIGN}{SOFT_SIGN}{SOFT_SIGN}من")
    plain, _ = arcs_of(one, f"{SOFT_SIGN}{SOFT_SIGN}من")
    assert {(s - 6, t - 6, token, score) for s, t, token, score in seam if s >= 6 and token >= 0} == {
        row for row in plain if row[2] >= 0
    }


def test_no_word_ends_behind_a_seam_that_it_has_passed_over() -> None:
    one = decoder(None, "نص.")
    text = f"من{2 * SOFT_SIGN}{JOIN_SIGN}{SOFT_SIGN}2020"
    word = one.lm.token_id("من")
    ends = {target // 2 for _, target, token, _ in arcs_of(one, text)[0] if token == word}
    assert 2 in ends and len(itemize(text, one.symbols)) - 1 not in ends


def test_a_narrow_beam_takes_a_whole_word_for_a_fragment_that_costs_more() -> None:
    d = decoder(None, "نص.")
    lattice = d.lattice(itemize("في من", d.symbols))
    end = np.array([5])
    scorer, ends = Scorer(d.language, Remembered(), Weights(14.0, 1.0, -1.0)), PieceEnds(end, end, end)
    scores = [search_from(lattice.arcs, scorer, beam, (0, 0, 3), ends, Fragment(-20.0, 0.3))[0][0] for beam in (1, 4)]
    assert scores[0] == scores[1] > -20.0


def test_a_full_beam_takes_whatever_is_better_than_its_worst() -> None:
    language = decoder(None, "نص.").language
    at = np.array([0, 0, 2, 2, 2, 2], np.int32)  # two words over the one item
    target, words = np.array([3, 3], np.int32), np.array([20, 21], np.int32)
    given = (
        Arcs(at, target, words, np.array([-2.0, -1.0], np.float32)),
        Scorer(language, Remembered(), Weights(14.0, 0.0, 0.0)),
    )
    path, total, _, last = search(*given, 1, 0, 1, (0, 0))
    assert (path.tolist(), total, last) == ([1], -1.0, 21)
    end = np.array([1])
    scores, ends_at = search_from(*given, 1, (0, 0, 0), PieceEnds(end, end, end), Fragment(-20.0, 0.3))
    assert (scores.tolist(), ends_at[0, -1]) == ([-1.0], 21)


def test_a_trigram_is_not_taken_for_another_in_its_place() -> None:
    d = decoder(None, "نص.")
    columns = np.array([0, 0, 1, 1, 1, 1], np.int32), np.array([3], np.int32), np.array([20], np.int32)
    remembered = Remembered()
    remembered.key[:], remembered.logp[:] = 1, -99.0  # all places are taken by one that is not asked for
    scorer = Scorer(d.language, remembered, Weights(14.0, 1.0, 0.0))
    total = search(Arcs(*columns, np.zeros(1, "f4")), scorer, 1, 0, 1, (0, 0))[1]
    assert total == token_logp(d.language, 0, 0, 20)


def test_two_threads_read_as_one() -> None:
    outputs = random_channel(3)
    lines = [encipher(line, outputs) for line in plain_lines()[:40]]
    together, alone = decoder(outputs, lines[0]), decoder(outputs, lines[0])
    with ThreadPoolExecutor(4) as pool:
        assert list(pool.map(lambda line: arcs_of(together, line), lines)) == [arcs_of(alone, line) for line in lines]


def test_a_full_stop_may_stand_between_any_two_words() -> None:
    d = decoder(None, "نص.")
    stop, end = d.lm.token_id("."), tokens.END
    word, before = d.lm.token_id("واختتمت"), d.lm.token_id("فعالة")
    assert d.token_logp(before, stop, word) > d.lm.token_trigram_logp(before, stop, word) + 1
    assert d.token_logp(before, stop, end) == d.lm.token_trigram_logp(before, stop, end)


def test_lines_of_a_passage_bear_on_each_other_and_share_no_word() -> None:
    d = decoder(None, "نص.")
    lines = [itemize(text, d.symbols) for text in ("عقد الفريق", "2020 العامل", "اجتماعه")]
    whole = Items.of_lines(lines)
    assert "".join(whole.texts) == LAYOUT_SIGN.join("".join(line.texts) for line in lines)
    assert len(whole.soft) == len(whole.codes) == len(whole.at) == len(whole)
    assert list(whole.at) == sorted(whole.at)
    assert [p.text for p in d.decode(whole).pieces] == ["عقد", "الفريق", "2020", "العامل", "اجتماعه"]
    cut = Items.of_lines([itemize(text, d.symbols) for text in ("عقد الفريق العا", "مل اجتماعه")])
    assert "العامل" not in [p.text for p in d.decode(cut).pieces]


def test_items_know_numbers_latin_and_seams() -> None:
    items = itemize(f"في 2020{JOIN_SIGN}A/RES/55/25ـ،", {" ": 0, "ف": 1, "ي": 2})
    assert items.texts == ("ف", "ي", " ", "2020", JOIN_SIGN, "A/RES/55/25", "،")
    assert items.codes.tolist() == [1, 2, 0, HARD, JOIN, HARD, HARD]
    assert items.at == (0, 1, 2, 3, 7, 8, 20)


def test_a_repeated_pair_counts_once_less() -> None:
    lm = LanguageModel.load()
    a, b = lm.token_id("الفريق"), lm.token_id("العامل")
    once, twice = Memory.of(lm, {}, {(a, b): 1}), Memory.of(lm, {}, {(a, b): 3})
    plain = Memory.empty(lm)
    channel = known_channel()
    emitted = emissions.from_channel(channel, {})
    p = [Decoder(lm, emitted, channel.number, None, m).token_logp(0, a, b) for m in (plain, once, twice)]
    assert p[0] == pytest.approx(p[1], abs=1e-6)
    assert p[2] > p[0]


def test_a_pair_without_room_in_the_table_takes_no_other_pair_s_place(monkeypatch: pytest.MonkeyPatch) -> None:
    lm = LanguageModel.load()
    monkeypatch.setattr(hashing, "build", lambda keys: (np.zeros(8, np.uint32), np.array([7, -1])))
    memory = Memory.of(lm, {}, {(20, 21): 3, (20, 22): 9})
    assert memory.pair_logp.tolist() == pytest.approx([0.0] * 7 + [np.log(2 / 12)])


def with_two_readings(memory: Memory) -> Decoder:
    """A decoder to which the last two words of the next tests are one: ain comes out as meem there."""
    outputs = [" ", *(letters[:1] for letters, _ in UNITS[1:])]
    outputs[UNIT_OF["\N{ARABIC LETTER AIN}", "ini"]] = "\N{ARABIC LETTER MEEM}"
    channel = known_channel(outputs)
    return Decoder(LanguageModel.load(), emissions.from_channel(channel, {}), channel.number, None, memory)


def test_unprompted_reading_leaves_out_what_the_document_repeats() -> None:
    lm = LanguageModel.load()
    first, usual, other = (lm.token_id(w) for w in ("الفريق", "من", "عن"))
    one = with_two_readings(Memory.of(lm, {}, {(first, other): 9}))
    lattice_of = one.lattice(itemize("الفريق من", one.symbols))
    assert [p.token for p in lattice_of.search(0, 9).pieces] == [first, other]
    assert lattice_of.unprompted() == [first, usual]


def test_the_subject_of_a_document_bears_on_its_words() -> None:
    lm = LanguageModel.load()
    first, usual, other = (lm.token_id(w) for w in ("الفريق", "من", "عن"))
    for gain, word in ((0.0, usual), (50.0, other)):
        topic = np.zeros(lm.word_value.shape[0], np.float32)
        topic[other] = gain
        one = with_two_readings(Memory.of(lm, {}, {}, topic))
        lattice_of = one.lattice(itemize("الفريق من", one.symbols))
        assert [p.token for p in lattice_of.search(0, 9).pieces] == [first, word]
        assert lattice_of.unprompted() == [first, word]
        assert one.token_logp(first, usual, other) <= 0.0  # the searches count on it


def test_a_decoder_on_another_subject_knows_what_was_looked_up_and_forgets_what_was_searched() -> None:
    lm = LanguageModel.load()
    first, usual, other = (lm.token_id(w) for w in ("الفريق", "من", "عن"))
    one = with_two_readings(Memory.of(lm, {}, {(first, usual): 9}))
    topic = np.zeros(lm.word_value.shape[0], np.float32)
    topic[other] = 50.0
    items = itemize("الفريق من", one.symbols)
    assert [p.token for p in one.decode(items).pieces] == [first, usual]
    moved = one.on_subject(topic)
    assert [p.token for p in moved.decode(items).pieces] == [first, other]
    assert moved.lattice(items).unprompted() == [first, other]
    assert [p.token for p in one.decode(items).pieces] == [first, usual]
    assert moved.places is one.places
    assert moved.memory.pair_logp is one.memory.pair_logp


def test_a_word_of_clean_passages_may_show_an_output_never_seen() -> None:
    lm = LanguageModel.load()
    channel = known_channel()
    emitted = emissions.from_channel(channel, {})
    text = "الكوارث الطبيزية"  # the sixth letter came out as another one
    items = itemize(text, channel.number)
    settings = Settings(wild_words=1)
    known = Memory.of(lm, {lm.token_id("الطبيعية"): 1}, {})
    with_it = Decoder(lm, emitted, channel.number, settings, known).decode(items)
    without = Decoder(lm, emitted, channel.number, settings).decode(items)
    assert [p.text for p in with_it.pieces] == ["الكوارث", "الطبيعية"]
    assert "الطبيعية" not in [p.text for p in without.pieces]


def test_a_unit_of_which_little_is_known_may_show_an_output_never_seen() -> None:
    lm = LanguageModel.load()
    channel = known_channel()
    emitted = emissions.from_channel(channel, {})
    items = itemize("الكوارث الطبيزية", channel.number)  # the sixth letter came out as another one
    word, ain = lm.token_id("الطبيعية"), UNIT_OF["\N{ARABIC LETTER AIN}", "med"]

    def score(unsettled: float, memory: Memory | None = None) -> float | None:
        prices = [parameters.SeldomUnits.KNOWN] * COUNT
        prices[ain] = unsettled
        one = Settings(wild_words=155, unsettled=tuple(prices))
        lattice = Decoder(lm, emitted, channel.number, one, memory).lattice(items)
        return max((float(score) for score in lattice.score[lattice.token == word]), default=None)

    assert score(2.0) == pytest.approx(Settings().wild + 2.0, abs=0.01)
    assert score(1.0) == pytest.approx(Settings().wild + 1.0, abs=0.01)
    assert score(parameters.SeldomUnits.KNOWN) is None
    used = Memory.of(lm, {word: 1}, {})
    assert score(parameters.SeldomUnits.KNOWN, used) == pytest.approx(
        Settings().wild, abs=0.01
    )  # in a word of clean passages any may


def test_what_was_read_of_an_output_never_seen_ends_in_no_other_word_at_a_seam() -> None:
    lm = LanguageModel.load()
    outputs = [" ", *(letters[:1] for letters, _ in UNITS[1:])]
    outputs[UNIT_OF["\N{ARABIC LETTER TEH MARBUTA}", "fin"]] = " "
    channel = known_channel(outputs)
    known = Memory.of(lm, {lm.token_id("الطبيعية"): 1}, {})
    one = Decoder(lm, emissions.from_channel(channel, {}), channel.number, Settings(wild_words=1), known)
    other = lm.token_id("الطبيعة")
    assert other in one.lattice(itemize(f"الطبيع{JOIN_SIGN} من", channel.number)).token
    assert other not in one.lattice(itemize(f"الطزيع{JOIN_SIGN} من", channel.number)).token


def test_a_word_of_clean_passages_stays_among_few_candidates() -> None:
    lm = LanguageModel.load()
    outputs = [" ", *(letters[:1] for letters, _ in UNITS[1:])]
    outputs[UNIT_OF["\N{ARABIC LETTER AIN}", "ini"]] = "\N{ARABIC LETTER MEEM}"
    channel = known_channel(outputs)
    emitted = emissions.from_channel(channel, {})
    one = Settings(candidates=1, unknown_width=0)
    usual, other = lm.token_id("من"), lm.token_id("عن")

    def candidates(memory: Memory) -> set[int]:
        arcs = Decoder(lm, emitted, channel.number, one, memory).lattice(itemize("من", channel.number))
        return {int(token) for token in arcs.token if token >= len(tokens.SPECIAL)}

    assert candidates(Memory.empty(lm)) == {usual}
    assert candidates(Memory.of(lm, {other: 1}, {})) == {other}


def test_a_word_outside_the_lexicon_is_weighed_by_all_the_units_before_each_or_by_two() -> None:
    lm = LanguageModel.load()
    channel = known_channel()
    word = "متبلورات"  # by two it costs 5 nats more
    assert word not in lm

    def score(exact: bool) -> float:
        one = Decoder(lm, emissions.from_channel(channel, {}), channel.number, Settings(unknown_exact=exact))
        lattice = one.lattice(itemize(word, channel.number))
        pieces = [lattice.piece(int(arc)) for arc in np.flatnonzero(lattice.token == tokens.UNKNOWN)]
        return max(piece.score for piece in pieces if piece.text == word)

    assert score(True) == pytest.approx(lm.spelling_logp(word), abs=0.01)
    assert score(False) < score(True) - 4.0


def test_a_rare_unit_may_come_out_as_units_do_in_general() -> None:
    channel = known_channel()
    space, seen = channel.number[" "], UNIT_OF["\N{ARABIC LETTER BEH}", "ini"]
    rare = UNIT_OF["\N{ARABIC LETTER ZAH}", "iso"]
    general = emissions.from_channel(channel, {})
    counts = emissions.count([], general, KINDS_OF_WORDS)
    counts.own[seen, space] = 20.0
    learnt = emissions.from_counts(counts, channel, {}, emissions.Smoothing(trust=0.5))
    assert learnt.own[rare, space] > -3.0
    assert (
        emissions.from_counts(
            emissions.count([], general, KINDS_OF_WORDS), channel, {}, emissions.Smoothing(trust=0.5)
        ).own[rare, space]
        < -10.0
    )


def test_a_space_behind_a_word_is_a_diacritic_at_a_higher_price() -> None:
    channel = known_channel()
    learnt = emissions.from_channel(channel, {})

    def price(text: str, trailing: float, word: str = "مقدمة") -> float:
        d = Decoder(LanguageModel.load(), learnt, channel.number, Settings(trailing=trailing))
        lattice = d.lattice(itemize(text, channel.number))
        arcs = zip(lattice.source, lattice.target, lattice.token, lattice.score, strict=True)
        whole = (1, 2 * len(text), d.lm.token_id(word))
        return next(float(score) for *arc, score in arcs if tuple(arc) == whole)

    assert price("مقدمة ", -2.5) == pytest.approx(price("مقدمة ", 0.0) - 2.5, abs=1e-4)
    assert price("مقد مة", -2.5) == pytest.approx(price("مقد مة", 0.0), abs=1e-6)
    assert price("مقدمة", -2.5) == pytest.approx(price("مقدمة", 0.0), abs=1e-6)
    # behind alef stands tanween, which the channel knows
    learnt.tanween = -1.0
    assert price("أيضا ", -2.5, "أيضا") == pytest.approx(price("أيضا", -2.5, "أيضا") - 1.0, abs=1e-4)
    assert price("شمالا ", -2.5, "شمالا") == pytest.approx(price("شمالا", -2.5, "شمالا") - 1.0, abs=1e-4)


def test_joining_decides_what_may_follow() -> None:
    follow = may_follow()
    for word in ("الاجتماع", "قضاء", "الأطراف"):
        row = (0, *units(word), 0)
        assert all(follow[a, b] for a, b in itertools.pairwise(row))
    assert not follow[units("بب")[0], 0]


def test_alignment_finds_the_harakat() -> None:
    channel = known_channel()
    channel_emissions = emissions.from_channel(channel, {})
    word = units("مقدمة")

    def aligned(shown: str) -> tuple[list[tuple[int, ...]], list[int]] | None:
        return emissions.align(word, [channel.number[c] for c in shown], channel_emissions, harakat.kinds_of("مقدمة"))

    plain = [(channel.number[c],) for c in "مقدمة"]
    assert aligned("مقدمة") == (plain, [0] * 5)
    assert aligned("مقد مة") == (plain, [0, 0, 1, 0, 0])
    assert aligned("م قد  مة ") == (plain, [1, 0, 2, 0, 1])
    assert aligned("مقد") is None
    # a letter lost to a space beside a haraka: the place that bears one more often has it
    channel_emissions.own[word[3], channel.number[" "]] = -1.0
    channel_emissions.harakat[harakat.DOUBLED] = -2.0
    assert aligned("مقد  ة") == ([*plain[:3], (channel.number[" "],), plain[4]], [0, 0, 1, 0, 0])
    channel_emissions.harakat[harakat.ANY] = -1.0
    assert aligned("مقد  ة") == ([*plain[:3], (channel.number[" "],), plain[4]], [0, 0, 0, 1, 0])


def test_a_haraka_costs_what_places_of_its_kind_do() -> None:
    channel = known_channel()
    learnt = emissions.from_channel(channel, {})
    learnt.harakat = np.arange(-8, -1, dtype=np.float32)  # of each kind another
    learnt.second = -1.5

    def price(text: str, word: str) -> float:
        d = Decoder(LanguageModel.load(), learnt, channel.number)
        lattice = d.lattice(itemize(text, channel.number))
        rows = zip(lattice.source, lattice.target, lattice.token, lattice.score, strict=True)
        whole = (1, 2 * len(text), d.lm.token_id(word))
        return next(float(score) for *row, score in rows if tuple(row) == whole)

    bare = price("المنظمة", "المنظمة")
    assert price("المنظ مة", "المنظمة") == pytest.approx(bare + learnt.harakat[harakat.DOUBLED], abs=1e-4)
    assert price("الم نظمة", "المنظمة") == pytest.approx(bare + learnt.harakat[harakat.DERIVED], abs=1e-4)
    assert price("المنظ  مة", "المنظمة") == pytest.approx(bare + learnt.harakat[harakat.DOUBLED] - 1.5, abs=1e-4)
    both = learnt.harakat[harakat.DERIVED] + learnt.harakat[harakat.DOUBLED]
    assert price("الم نظ مة", "المنظمة") == pytest.approx(bare + 0.8 * both, abs=1e-4)
    # before a seam that the word runs across, its place is known behind it, too
    whole = price(f"المنظ{JOIN_SIGN}مة", "المنظمة")
    across = price(f"المنظ {JOIN_SIGN}مة", "المنظمة")
    assert across == pytest.approx(whole + learnt.harakat[harakat.DOUBLED], abs=1e-4)


def test_counts_sharpen_towards_the_usual_output() -> None:
    counts = emissions.Counts(np.array([[9.0, 1.0]]), np.zeros((1, 1, 2)), np.zeros((1, 1, 2)), np.zeros((1, 2)))
    counts.sharpen(2.0)
    assert counts.own.sum() == pytest.approx(10.0)
    assert counts.own[0, 0] > 9.8


def test_punctuation_stands_for_itself_first() -> None:
    table = emissions.mark_table("(أ)، ب", [" ", "و"])
    best = {c: max(rows, key=lambda r: r[1])[0] for c, rows in table.items()}
    assert best["،"] == tokens.SPECIAL_ID["،"]
    assert best["("] == tokens.SPECIAL_ID["("]
    assert best[" "] == tokens.SPECIAL_ID["."]


def test_a_lam_alef_that_is_always_two_characters_is_never_read_from_one() -> None:
    d = decoder(None, "\N{ARABIC LETTER LAM}")
    lattice = d.lattice(itemize("\N{ARABIC LETTER ZAH}\N{ARABIC LETTER GHAIN}\N{ARABIC LETTER LAM}", d.symbols))
    spelt = [lattice.piece(arc).units for arc in range(lattice.token.size) if lattice.token[arc] == tokens.UNKNOWN]
    assert any(spelt)
    assert not any(set(row) & set(FIRST_HALF) for row in spelt)
