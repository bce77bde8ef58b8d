"""Dumps restored as a whole, and dumps that must be left alone."""

from __future__ import annotations

import itertools
import random
import re
import textwrap
from collections import Counter
from collections.abc import Callable, Iterable, Sequence
from dataclasses import replace
from pathlib import Path
from typing import Any

import numpy as np
import pytest
from rapidfuzz.distance import Levenshtein

from benchmarks import text_channel as made_up
from tests.decipher.text.cipher import encipher, plain_lines, random_channel, words
from tests.decipher.text.lattice.test_decoder import known_channel
from warraq import DEFAULT, extract, inspect, repair_text
from warraq.config import Limits
from warraq.decipher.text import channel as text_channel
from warraq.decipher.text import parameters
from warraq.decipher.text.channel import parts_of, restore
from warraq.decipher.text.document import clean_font, solver
from warraq.decipher.text.document.clean_font import CleanFont
from warraq.decipher.text.document.restoration import TextRestoration, sure_from
from warraq.decipher.text.document.rounds import CLEAN, LAST, ROUNDS
from warraq.decipher.text.document.solver import _finished
from warraq.decipher.text.dump import dump
from warraq.decipher.text.dump.dump import DumpLine
from warraq.decipher.text.dump.items import OWN_SIGNS
from warraq.decipher.text.dump.segments import Segment, segments_of
from warraq.decipher.text.emissions import emissions
from warraq.decipher.text.lattice.decoder import Decoder, Lattice, Memory
from warraq.decipher.text.order.line_order import LineOrder
from warraq.decipher.text.order.orders import Ordered
from warraq.decipher.text.outputs.readings import neighbours, unprompted
from warraq.decipher.text.records import Emissions, Piece
from warraq.decipher.text.words import word_judge
from warraq.decipher.text.words.agreement import agreed
from warraq.decipher.text.words.alternatives import Reading, by_type
from warraq.decipher.text.words.labels import labelled
from warraq.decipher.text.words.last_order import Orders
from warraq.decipher.text.words.word_confidence import Alternatives, doubts, outputs_of, words_at
from warraq.decipher.text.words.word_features import Outputs
from warraq.decipher.text.words.word_judge import reread_lines
from warraq.errors import LimitExceeded
from warraq.language.context.register import Register
from warraq.language.context.topics import MOST, Topics
from warraq.language.model import LanguageModel
from warraq.language.units import COUNT, UNIT_OF, UNITS
from warraq.model.line import Block, Line, Word


@pytest.fixture(scope="module")
def restored() -> TextRestoration:
    outputs = random_channel(11)
    return restore("\n\n".join(encipher(line, outputs) for line in plain_lines()))


def test_most_words_come_back(restored: TextRestoration) -> None:
    want = [w for line in plain_lines() for w in words(line)]
    got = words(restored.text)
    assert restored.enciphered
    # 460 words are little to learn a channel from: a document has thousands
    assert Levenshtein.distance(want, got) / len(want) < 0.35


def test_ligatures_that_are_turned_round_are_read() -> None:
    outputs = random_channel(1)
    for alef, form in itertools.product("أإآ", ("iso", "fin")):
        outputs[UNIT_OF["ل" + alef, form]] = alef + "ل"
    lines = plain_lines()
    read = restore("\n".join(encipher(line, outputs) for line in lines), turned=True)
    with_ligature = Counter(w for line in lines for w in words(line) if re.search("ل[أإآ]", w))
    assert with_ligature.total() > 10
    assert (with_ligature - Counter(words(read.text))).total() <= 1


def test_the_order_of_lines_goes_by_where_blocks_probably_begin(monkeypatch: pytest.MonkeyPatch) -> None:
    chances_given: list[Sequence[float]] = []
    given_chances: dict[str, list[Sequence[float]]] = {"choose": [], "foresee": [], "reconsidered": []}
    chances = LineOrder.chances

    def watched(self: LineOrder, *given: Any) -> list[float]:
        chances_given.append([0.25 if 0 < chance < 1 else chance for chance in chances(self, *given)])
        return list(chances_given[-1])

    for owner, name in ((LineOrder, "choose"), (LineOrder, "foresee"), (Orders, "reconsidered")):
        way = getattr(owner, name)

        def note(self: Any, *given: Any, way: Callable[..., Any] = way, name: str = name) -> Any:
            given_chances[name].append(given[-1])
            return way(self, *given)

        monkeypatch.setattr(owner, name, note)
    cut: list[int] = []
    monkeypatch.setattr(LineOrder, "cut_further", lambda self, lines, chosen: cut.append(len(given_chances["choose"])))
    monkeypatch.setattr(LineOrder, "chances", watched)
    outputs = random_channel(11)
    restore("\n\n".join(encipher(line, outputs) for line in plain_lines()))
    assert 0.25 in chances_given[-1]
    assert given_chances["choose"] == chances_given
    assert all(opens in chances_given for opens in given_chances["foresee"]) and given_chances["foresee"]
    assert given_chances["reconsidered"] == [chances_given[-1]]
    assert cut == [ROUNDS[1].choices - 1, len(chances_given) - 1]  # once a round, before its last choice


#: Persian, which has letters of its own, and verses with their vowels: neither is in the lexicon.
OTHERS = [
    "پژوهشگران این کتاب را برای آموزش گردآورده اند\n",
    "قِفَا نَبْكِ مِنْ ذِكْرَى حَبِيبٍ وَمَنْزِلِ بِسِقْطِ اللِّوَى\n",
]


@pytest.mark.parametrize("line", OTHERS)
def test_what_is_no_plain_arabic_stays_as_it_is(line: str) -> None:
    text = line * 40
    restored = restore(text)
    assert not restored.enciphered
    assert [word.text for block in restored.blocks for word in block.words] == text.split()
    assert set(restored.confidences) == {1.0}
    assert repair_text(text) is text


def test_doubt_falls_on_what_is_wrong(restored: TextRestoration) -> None:
    true = {w for line in plain_lines() for w in words(line)}
    pairs = [(words(w.text)[0] in true, w.confidence) for b in restored.blocks for w in b.words if words(w.text)]
    right = [c for ok, c in pairs if ok]
    wrong = [c for ok, c in pairs if not ok]
    # the chance that a right word is surer than a wrong one; 0.5 would be no knowledge
    surer = sum((r > w) + 0.5 * (r == w) for r in right for w in wrong) / (len(right) * len(wrong))
    assert surer > 0.7


@pytest.mark.parametrize("share", [0.002, 0.01, 0.05, 0.3])
def test_words_are_sure_up_to_as_many_wrong_ones_as_are_allowed(restored: TextRestoration, share: float) -> None:
    sure = np.array([w.confidence for b in restored.blocks if b.role == "body" for w in b.words])
    least = sure_from(restored.confidences, share)

    def expected(confidence: float) -> float:
        return float((1 - sure[sure >= confidence]).sum()) / len(sure)

    assert expected(least + 1e-9) <= share
    less = max(sure[sure < least], default=0.0)
    assert expected(less) > share or not less


def test_nothing_is_sure_where_nothing_may_be_wrong(restored: TextRestoration) -> None:
    words = [Word("a", "a", confidence) for confidence in (0.9, 0.8)]
    made = replace(restored, blocks=(Block("body", (Line(1, tuple(words)),)),))
    assert [sure_from(made.confidences, share) for share in (0.01, 0.06, 0.2)] == [1.0, 0.9, 0.8]


def test_twice_gives_the_same(restored: TextRestoration) -> None:
    outputs = random_channel(11)
    again = restore("\n\n".join(encipher(line, outputs) for line in plain_lines()))
    assert again == restored


@pytest.mark.parametrize("search", ["with_unseen", "with_second_outputs"])
def test_outputs_never_seen_are_looked_for_and_what_is_found_is_learnt(
    search: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    seen, learnt = [], []
    searched = getattr(solver, search)

    def looked_for(*given: Any, last: bool = False) -> Any:
        if last:
            return given[-1]
        seen.append([[(items, pieces, share) for items, pieces, share in line] for line in searched(*given)])
        return seen[-1]

    def counted(readings: Iterable[Reading]) -> list[Reading]:
        learnt.append(list(readings))
        return by_type(learnt[-1])

    monkeypatch.setattr(solver, search, looked_for)
    monkeypatch.setattr(solver, "by_type", counted)
    outputs = random_channel(11)
    restore("\n\n".join(encipher(line, outputs) for line in plain_lines()))
    for lines, readings in zip(seen, learnt[-2:], strict=True):
        of_found = {id(reading) for line in lines for reading in line}
        assert readings
        assert all(id(reading) in of_found for reading in readings)


def test_the_last_decode_knows_the_subject_the_register_and_the_spaces_of_what_was_read(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    used: list[Counter[int]] = []
    topics: list[tuple[bool, bool]] = []
    prices: list[float] = []
    layouts: list[tuple[float, ...]] = []
    unsettled: list[tuple[tuple[float, ...], int]] = []
    spaces_learnt = (-0.5, *LAST.layout[1:])
    seldom = (1.5,) * COUNT
    marks: list[Counter[str] | None] = []
    mark_table = emissions.mark_table
    leaning: list[Counter[int]] = []
    rescaling = Topics.rescaling

    def record(self: Topics, counts: Counter[int]) -> Any:
        used.append(counts)
        return rescaling(self, counts)

    def lean(self: Register, counts: Counter[int]) -> Any:
        leaning.append(counts)
        return np.full(LanguageModel.load().word_value.shape[0], 7.0, np.float32)

    def ordered(decoder: Decoder, *given: Any, **named: Any) -> LineOrder:
        prices.append(decoder.settings.extra_space)
        layouts.append(decoder.settings.layout)
        unsettled.append((decoder.settings.unsettled, decoder.settings.wild_words))
        given_last = ("extra_space", "layout", "weight", "wild_words", "unsettled")
        usual = {name: getattr(LAST, name) for name in given_last}
        last = replace(decoder.settings, **usual) == LAST
        topics.append((last, bool(decoder.memory.topic.any())))
        assert decoder.memory.topic.max() <= MOST or last
        assert (decoder.memory.bare.size > 0) == last
        if last:
            assert decoder.memory.topic.min() > 7.0 - 2 * MOST
        return LineOrder(decoder, *given, **named)

    def table(text: str, letters: Sequence[str], counts: Any = None, loose: Any = None) -> Any:
        marks.append(loose)
        return mark_table(text, letters, counts, loose)

    monkeypatch.setattr(Topics, "rescaling", record)
    monkeypatch.setattr(Register, "rescaling", lean)
    monkeypatch.setattr(solver, "LineOrder", ordered)
    monkeypatch.setattr(clean_font, "LineOrder", ordered)
    monkeypatch.setattr(solver, "price_of_second_space", lambda decoder, blocks: -7.25)
    monkeypatch.setattr(solver, "layout_prices", lambda lines: spaces_learnt)
    monkeypatch.setattr(solver, "prices_of_unseen", lambda lines: seldom)
    monkeypatch.setattr(emissions, "loose_letters", lambda lines, space: Counter("ظظ"))
    monkeypatch.setattr(emissions, "mark_table", table)
    restore("\n\n".join(encipher(line, random_channel(11)) for line in plain_lines()))
    lm = LanguageModel.load()
    want = Counter(lm.token_id(w) for line in plain_lines() for w in words(line))
    assert (want & used[0]).total() > 0.7 * want.total()
    assert leaning == used
    assert topics[-1] == (True, True)
    assert marks == [*[None] * (len(marks) - 1), Counter("ظظ")]
    assert {last for (last, _), price in zip(topics, prices, strict=True) if price == -7.25} == {True}
    assert {last for (last, _), layout in zip(topics, layouts, strict=True) if layout == spaces_learnt} == {True}
    assert [prices == (seldom, parameters.SeldomUnits.COMMON) for prices in unsettled] == [last for last, _ in topics]
    assert not any(topic for last, topic in topics if not last)


def test_labels_are_looked_for_where_blocks_begin_and_behind_empty_lines(monkeypatch: pytest.MonkeyPatch) -> None:
    given: list[list[bool]] = []

    def asked(decoder: Decoder, lines: Sequence[Ordered], begins: list[bool]) -> Any:
        given.append(begins)
        return labelled(decoder, lines, begins)

    monkeypatch.setattr(solver, "labelled", asked)
    lines = [encipher(line, random_channel(11)) for line in plain_lines()]
    restore("\n".join(lines))
    place = given[0].index(False)
    restore("\n".join([*lines[:place], "", *lines[place:]]))
    without, behind_empty = given
    assert behind_empty == [*without[:place], True, *without[place + 1 :]]


@pytest.mark.parametrize("finds", [None, "with_last_unseen", "with_second_outputs"])
def test_the_last_reading_is_read_again_by_its_own_words_subject_and_outputs(
    monkeypatch: pytest.MonkeyPatch, finds: str | None
) -> None:
    calls: list[tuple[Decoder, list[Ordered], list[Ordered]]] = []
    shown: list[Emissions] = []

    def recorded(decoder: Decoder, lines: list[Ordered]) -> tuple[list[Ordered], float]:
        reread, score = reread_lines(decoder, lines)
        calls.append((decoder, lines, reread))
        return reread, score

    def watched_outputs(lines: Any, without: Any, learnt: Emissions) -> Any:
        shown.append(learnt)
        return outputs_of(lines, without, learnt)

    monkeypatch.setattr(solver, "reread_lines", recorded)
    monkeypatch.setattr(solver, "outputs_of", watched_outputs)

    def search(name: str) -> Callable[..., Any]:
        def unseen(*given: Any, last: bool = name == "with_last_unseen") -> Any:
            *_, readings = given
            return list(readings) if finds == name and last else readings

        return unseen

    for name in ("with_last_unseen", "with_second_outputs"):
        monkeypatch.setattr(solver, name, search(name))
    restore("\n\n".join(encipher(line, random_channel(11)) for line in plain_lines()))
    (first, second), half = dict.fromkeys(decoder for decoder, *_ in calls), len(calls) // 2
    assert [decoder for decoder, *_ in calls] == [first] * half + [second] * half
    assert {id(lines) for _, lines, _ in calls[half:]} == {id(reread) for *_, reread in calls[:half]}
    read = Counter(p.token for *_, reread in calls[:half] for line in reread for p in line.path.pieces)
    subject = Topics.load().rescaling(read) + Register.load().rescaling(read)
    assert np.allclose(second.memory.topic, subject, atol=1e-5)
    assert not np.allclose(first.memory.topic, subject, atol=1e-5)
    assert (second.places is first.places) == (second.emissions is first.emissions) == (finds is None)
    assert second.settings == first.settings
    assert shown[0] is second.emissions


def test_the_last_decode_goes_by_all_that_was_read_of_a_block(monkeypatch: pytest.MonkeyPatch) -> None:
    channel = known_channel()
    line_order = LineOrder(Decoder(LanguageModel.load(), emissions.from_channel(channel, {}), channel.number))
    block = [line_order.start(segments_of(text)) for text in ("عقد الفريق", "اجتماعه السنوي")]
    given: list[list[tuple[str, int]]] = []

    def last(lattice: Lattice, read: Sequence[Piece]) -> tuple[list[Piece], float]:
        given.append([(p.text, p.start) for p in read])
        return [*read[:2], replace(read[2], text="اجتماعها"), read[3]], 0.0

    monkeypatch.setattr(word_judge, "reread", last)
    finished = _finished(line_order, block)
    size = len(block[0].path.items) + 1
    places = [[p.start for p in line.path.pieces] for line in block]
    words_read = ["عقد", "الفريق", "اجتماعه", "السنوي"]
    assert given == [list(zip(words_read, [*places[0], *(size + p for p in places[1])], strict=True))]
    assert [[p.text for p in line.path.pieces] for line in finished] == [["عقد", "الفريق"], ["اجتماعها", "السنوي"]]
    assert [[p.start for p in line.path.pieces] for line in finished] == places


def test_close_calls_of_order_are_decided_by_the_last_reading(monkeypatch: pytest.MonkeyPatch) -> None:
    asked: list[tuple[bool, bool]] = []

    def first_words(self: Orders, last: LineOrder, chosen: list[Ordered], breaks: list[bool]) -> list[Ordered]:
        assert last.costs == ROUNDS[-1].costs  # marks stay with their text in it too
        assert last.costs.mark > 0
        assert [line.choice for line in self.options] == [0] * len(chosen)
        weighed = self.order.decoder.settings, last.decoder.settings.weight
        asked.append((weighed[0] == ROUNDS[-1].settings, weighed[1] == LAST.weight))
        return [replace(line, segments=line.segments[:1]) for line in chosen[:1]] + chosen[1:]

    monkeypatch.setattr(Orders, "reconsidered", first_words)
    shown = [encipher(line, random_channel(11)) for line in plain_lines()]
    restored = restore("\n\n".join([f"{shown[0]} 7 {shown[1]}", *shown[2:]]))
    assert asked == [(True, True)]
    assert len(restored.blocks[0].words) < len(plain_lines()[0].split())


def test_stops_at_the_ends_of_lines_are_looked_for_in_what_was_read_last(monkeypatch: pytest.MonkeyPatch) -> None:
    spaced: list[bool] = []
    added: list[int] = []

    def shortened(
        decoder: Decoder,
        blocks: Sequence[Sequence[Ordered]],
        apart: Sequence[Sequence[bool]],
        unshown: Sequence[Sequence[int]],
    ) -> list[list[Ordered]]:
        assert decoder.settings.weight == LAST.weight
        assert [len(row) for row in apart] == [len(row) for row in unshown] == [len(block) for block in blocks]
        spaced.extend(itertools.chain(*apart))
        added.extend(itertools.chain(*unshown))
        return [[replace(line, path=replace(line.path, pieces=line.path.pieces[:1])) for line in b] for b in blocks]

    monkeypatch.setattr(solver, "with_stops", shortened)
    monkeypatch.setattr(text_channel, "explains", lambda blocks, lines: True)  # first words alone bear out nothing
    first, *others = [encipher(line, random_channel(11)) for line in plain_lines()]
    first, others = first.rstrip() + " ", [line.rstrip() for line in others]
    restored = restore("\n".join([first, "\n\n".join(others)]))
    for line in itertools.chain(*(block.lines for block in restored.blocks)):
        assert sum(word.confidence > 0 and any(map(str.isalpha, word.text)) for word in line.words) <= 1
    assert spaced == [False, False, *[True] * (len(others) - 1)]
    assert added == [1, *[2] * len(others)]


def test_words_are_weighed_in_whole_blocks(monkeypatch: pytest.MonkeyPatch) -> None:
    blocks: list[list[str]] = []

    def record(decoder: Decoder, block: Sequence[Ordered]) -> Any:
        blocks.append([p.text for line in block for p in line.path.pieces])
        return words_at(decoder, block)

    monkeypatch.setattr(solver, "words_at", record)
    texts = [encipher(line, random_channel(11)) for line in plain_lines()]
    restored = restore("\n\n".join("\n".join(textwrap.wrap(text, 40)) for text in texts))
    assert max(len(line.words) for block in restored.blocks for line in block.lines) < 20
    assert max(map(len, blocks)) > 30


def test_numbers_come_out_whole() -> None:
    numbers = ["2018-2019", "10:30", "2.5%", "12/5/2020", "1,250,000", "٣٫٥%", "$30", "2020-05-12", "5/3"]
    lines = [re.sub(r"[-\d/]+", "", line).split() for line in plain_lines()]
    running = itertools.cycle(words for words in lines if len(words) > 12)
    texts = [" ".join([*w[:5], number, *w[5:]]) for w, number in zip(running, numbers, strict=False)]
    restored = restore(made_up.dump(texts, made_up.Channel(random_channel(11), {}, {}), random.Random(1), 0.0))
    read = Counter(word.text.strip("()،.") for block in restored.blocks for word in block.words)
    assert {number: read[number] for number in numbers} == dict.fromkeys(numbers, 1)


def test_a_plain_dump_is_left_alone() -> None:
    text = "\n".join(plain_lines())
    result = restore(text)
    assert not result.enciphered
    assert not result.findings
    assert result.text.split() == text.split()
    assert result.confidence == 1.0


def test_pairs_of_the_clean_font_vouch_at_once() -> None:
    lm = LanguageModel.load()
    clean_lines = [DumpLine(k, line, 1, 0, -1.5) for k, line in enumerate(plain_lines()[:6])]
    opens = dict.fromkeys(range(6), True)
    clean = CleanFont(clean_lines, lm)
    read = clean.read(opens, dump.places(clean_lines, opens))
    pairs = clean.pairs(read, opens)
    first, second = (lm.token_id(w) for w in words(plain_lines()[0])[:2])
    assert pairs[first, second] >= 2
    assert min(pairs.values()) == 2
    used = {word: lm.token_id(word) in clean.words(read) for line in plain_lines()[:6] for word in words(line)}
    assert {len(word) > 2 for word, places in used.items() if places} == {True}
    assert any(len(word) == 2 for word in used)


def test_a_line_of_either_font_is_weighed_alike_in_both(monkeypatch: pytest.MonkeyPatch) -> None:
    weights: list[tuple[float, float, float]] = []

    def record(line: DumpLine, read: Any, clean: LineOrder, garbled: LineOrder, last: tuple[Decoder, Any]) -> DumpLine:
        weights.append((clean.decoder.settings.weight, garbled.decoder.settings.weight, last[0].settings.weight))
        return line

    monkeypatch.setattr(text_channel, "in_its_font", record)
    garbled = [encipher(line, random_channel(11)) for line in plain_lines()]
    restore("\n\n".join([*plain_lines()[:12], *garbled]))
    assert set(weights) == {(CLEAN.weight, CLEAN.weight, LAST.weight)}
    channel = known_channel()
    memory = Memory.of(LanguageModel.load(), {}, {(20, 30): 9})
    decoder = Decoder(LanguageModel.load(), emissions.from_channel(channel, {}), channel.number, memory=memory)
    for backwards in (False, True):
        same = clean_font.without_judge(LineOrder(decoder, backwards=backwards))
        assert same.backwards == backwards
        assert (same.decoder.emissions, same.decoder.memory) == (decoder.emissions, decoder.memory)


def a_line_in(
    quality: float, text: str, clean: LineOrder | None, garbled: LineOrder, shown: Outputs | None = None
) -> tuple[DumpLine, list[str]]:
    """A line that was read in one font, as it is in the font that explains it better, and its words."""
    line = DumpLine(0, text, 1, 0, quality)
    first = clean if line.clean and clean else garbled
    ordered = first.start(segments_of(text))
    read = {0: clean_font.ReadLine(ordered, ())}
    taken = clean_font.in_its_font(line, read, clean, garbled, (garbled.decoder, shown))
    assert (read[0].ordered is ordered) == (taken is line)
    return taken, [p.text for p in read[0].ordered.path.pieces]


@pytest.fixture
def doubted(monkeypatch: pytest.MonkeyPatch) -> list[tuple[str, Outputs | None]]:
    """The lines that are doubted, and what their document is known to show of its letters."""
    calls: list[tuple[str, Outputs | None]] = []

    def record(line: Ordered, others: Any, margins: Any, shown: Outputs | None = None, *earlier: Any) -> Any:
        calls.append((" ".join(p.text for p in line.path.pieces), shown))
        return doubts(line, others, margins, shown, *earlier)

    for module in (solver, clean_font):
        monkeypatch.setattr(module, "doubts", record)
    return calls


def test_enciphered_lines_are_doubted_by_what_they_show_and_clean_ones_are_not(
    doubted: list[tuple[str, Outputs | None]],
) -> None:
    clean = plain_lines()[:12]
    restore("\n\n".join([*clean, *(encipher(line, random_channel(11)) for line in plain_lines())]))
    outputs = [shown for _, shown in doubted if shown is not None]
    assert len(outputs) >= len(plain_lines())
    assert len(set(map(id, outputs))) == 1
    assert len([line for line, shown in doubted if shown is None]) >= len(clean)


def test_a_line_read_in_another_font_is_doubted_as_those_in_it(doubted: list[tuple[str, Outputs | None]]) -> None:
    lm = LanguageModel.load()
    outputs = random_channel(11)
    cipher, plain = known_channel(outputs), known_channel()
    garbled, clean = (
        LineOrder(Decoder(lm, emissions.from_channel(channel, {}), channel.number, CLEAN))
        for channel in (cipher, plain)
    )
    shown = Outputs((), garbled.decoder.emissions)
    text = "الأمم المتحدة"
    a_line_in(parameters.CleanFont.PLAIN_ABOVE - 0.1, encipher(text, outputs), clean, garbled, shown)
    a_line_in(-9.0, text, clean, garbled, shown)
    assert doubted == [(text, shown), (text, None)]


def test_a_line_that_a_font_explains_badly_is_read_in_the_other() -> None:
    lm = LanguageModel.load()
    outputs = random_channel(11)
    cipher = known_channel(outputs)
    garbled = LineOrder(Decoder(lm, emissions.from_channel(cipher, {}), cipher.number, CLEAN))
    plain = known_channel()
    clean = LineOrder(Decoder(lm, emissions.from_channel(plain, {}), plain.number, CLEAN))
    text = "الأمم المتحدة"
    badly, shown = parameters.CleanFont.PLAIN_ABOVE - 0.1, encipher(text, outputs)
    assert DumpLine(0, text, 1, 0, badly).clean
    assert DumpLine(0, text, 1, 0, -9.0).enciphered
    taken, got = a_line_in(badly, shown, clean, garbled)
    assert (got, taken.enciphered) == (text.split(), True)
    assert a_line_in(badly + 0.2, shown, clean, garbled)[0].clean
    assert a_line_in(badly, text, clean, garbled)[1] == text.split()
    taken, got = a_line_in(-9.0, text, clean, garbled)
    assert (got, taken.clean) == (text.split(), True)
    assert a_line_in(-9.0, text, None, garbled)[0].enciphered
    assert a_line_in(-9.0, "التوصية 5", clean, garbled)[0].enciphered  # a label is read as it is
    long = "عقد الفريق العامل المعني بالبيئة اجتماعه السنوي"
    assert a_line_in(-9.0, long, clean, garbled)[0].enciphered


def test_which_way_lines_run_is_not_told_by_pairs_met_on_that_way(monkeypatch: pytest.MonkeyPatch) -> None:
    ways: list[tuple[int, bool]] = []
    prefers = LineOrder.prefers_backwards

    def record(self: LineOrder, lines: list[list[Segment]]) -> float:
        ways.append((int(self.decoder.memory.pair_fingerprint.astype(bool).sum()), self.backwards))
        return prefers(self, lines)

    monkeypatch.setattr(LineOrder, "prefers_backwards", record)
    restore("\n\n".join(encipher(line, random_channel(11)) for line in plain_lines() * 2))
    assert ways[-1] == (0, True)


def test_a_pair_vouches_only_where_the_language_alone_would_read_it() -> None:
    lm = LanguageModel.load()
    outputs = [" ", *(letters[:1] for letters, _ in UNITS[1:])]
    outputs[UNIT_OF["\N{ARABIC LETTER AIN}", "ini"]] = "\N{ARABIC LETTER MEEM}"
    channel = known_channel(outputs)
    first, usual, other = (lm.token_id(w) for w in ("الفريق", "من", "عن"))
    repeated = Memory.of(lm, {}, {(first, other): 9})
    order = LineOrder(Decoder(lm, emissions.from_channel(channel, {}), channel.number, None, repeated))
    state = [order.start(segments_of("الفريق من")) for _ in range(3)]
    assert all(other in [p.token for p in line.path.pieces] for line in state)
    assert neighbours(unprompted(order.decoder)(line)[0] for line in state) == {(first, usual): 3}


def test_too_little_cipher_is_reported_not_guessed() -> None:
    line = encipher("عقد الفريق العامل المعني بحماية البيئة اجتماعه السنوي", random_channel(2))
    result = restore(line)
    assert result.text.split() == line.split()
    assert [f.fault for f in result.findings] == ["enciphered_text"]
    assert result.confidence < 0.5
    assert set(result.confidences) == {parameters.Restoration.LEFT_ENCIPHERED}


@pytest.mark.parametrize("sign", ["\N{GRINNING FACE}", "( ", "\n"])
def test_letters_that_all_stand_alone_teach_nothing(sign: str) -> None:
    text = f"\N{ARABIC LETTER ALEF}{sign}" * 600
    restored = restore(text)
    assert not restored.enciphered
    assert restored.text.split() == text.split()


def test_control_characters_of_the_dump_are_none_of_ours() -> None:
    """They neither join words nor are spaces or room, and are left out as any other is."""
    lines = [encipher(line, random_channel(11)) for line in plain_lines()]
    any_other = ("\x07",)
    restored, other = (
        restore("\n\n".join(f"{line[:20]}{signs[k % len(signs)]}{line[20:]}" for k, line in enumerate(lines)))
        for signs in (OWN_SIGNS, any_other)
    )
    assert (restored.text, restored.confidence) == (other.text, other.confidence)
    assert not any(set(OWN_SIGNS) & set(word.original) for block in restored.blocks for word in block.words)


def test_a_few_odd_lines_do_not_make_a_cipher() -> None:
    plain = plain_lines()
    odd = [encipher(line, random_channel(2)) for line in plain if len(words(line)) > 15]
    assert sum(len(words(line)) for line in odd) > parameters.Channel.LEAST_WORDS
    text = "\n".join([*(plain * 20), *odd])
    result = restore(text)
    assert not result.enciphered
    assert result.text.split() == text.split()
    assert [f.fault for f in result.findings] == ["enciphered_text"]
    doubted = {word.text for block in result.blocks for word in block.words if word.confidence < 1}
    assert {word for line in odd for word in line.split()} >= doubted
    assert len(doubted) > parameters.Channel.LEAST_WORDS / 2


def test_steps_are_told() -> None:
    seen: list[tuple[int, int]] = []
    outputs = random_channel(11)
    restore("\n".join(encipher(line, outputs) for line in plain_lines()), progress=lambda a, b: seen.append((a, b)))
    assert seen[-1] == (len(ROUNDS) + 3,) * 2
    assert seen == sorted(seen)


def test_labels_of_lists_come_back_whatever_they_come_out_as(monkeypatch: pytest.MonkeyPatch) -> None:
    others: list[Sequence[Alternatives]] = []

    def watched(decoder: Decoder, lines: Sequence[Ordered], alternatives: Sequence[Sequence[Alternatives]]) -> Any:
        others.extend(alternatives)
        return agreed(decoder, lines, alternatives)

    monkeypatch.setattr(solver, "agreed", watched)
    outputs, texts = random_channel(11), [re.sub("[0-9-]+", "", line).strip() for line in plain_lines()]
    shown = ("\N{ARABIC LETTER ZAH}", *(outputs[UNIT_OF[letter, "iso"]] for letter in "بجد"))
    lines = [f"({shown[k % 4]}) {encipher(line, outputs)}" for k, line in enumerate(texts)]
    read = [b.words[0] for b in restore("\n\n".join(lines)).blocks]
    assert [word.text for word in read] == [f"({'أبجد'[k % 4]})" for k in range(len(lines))]
    assert all(word.confidence > 0.9 for word in read)
    assert not any(row[1] for row in others)  # what stands there elsewhere says nothing of a label
    assert any(row[3] for row in others)


def test_words_are_doubted_by_what_the_rounds_before_read_in_their_line(monkeypatch: pytest.MonkeyPatch) -> None:
    steady: list[float] = []

    def record(
        line: Ordered, others: Any, without: Any, shown: Any, earlier: Sequence[frozenset[str]], labels: Any
    ) -> Any:
        assert len(earlier) == parameters.WordFeatures.EARLIER
        words = [piece.text for piece in line.path.pieces if piece.units]
        steady.extend(sum(word in read for read in earlier) / parameters.WordFeatures.EARLIER for word in words)
        return doubts(line, others, without, shown, earlier, labels)

    monkeypatch.setattr(solver, "doubts", record)
    restore("\n\n".join(encipher(line, random_channel(11)) for line in plain_lines()))
    assert 0.5 < np.mean(steady) < 1


@pytest.mark.parametrize("read", [extract, inspect])
@pytest.mark.parametrize(
    ("limits", "message"),
    [
        (Limits(enciphered_line=40), "more than 40 characters"),
        (Limits(enciphered_lines=9), "more than 9 lines are enciphered"),
        (Limits(dump_lines=3), "more than 3 lines"),
    ],
)
def test_limits_of_dumps_are_those_of_the_configuration(
    read: Callable[..., Any], limits: Limits, message: str, tmp_path: Path
) -> None:
    """All readings of an enciphered line are held at once."""
    outputs = random_channel(11)
    path = tmp_path / "dump.txt"
    path.write_text("\n\n".join(encipher(line, outputs) for line in plain_lines()), encoding="utf-8")
    with pytest.raises(LimitExceeded, match=message):
        read(path, config=replace(DEFAULT, limits=limits))


def test_a_long_dump_is_read_in_parts(restored: TextRestoration, monkeypatch: pytest.MonkeyPatch) -> None:
    outputs, lines = random_channel(11), plain_lines()
    monkeypatch.setattr(parameters.Channel, "PART", len(lines))
    seen: list[tuple[int, int]] = []
    in_parts = restore("\n\n".join(encipher(line, outputs) for line in 2 * lines), lambda *step: seen.append(step))
    want = 2 * words(restored.text)
    assert Levenshtein.distance(want, words(in_parts.text)) / len(want) < 0.15
    assert [step for step, _ in seen] == [*range(1, seen[-1][1] + 1)]
    assert seen[-1][1] == 2 * (len(ROUNDS) + 2) + 1


def test_few_enciphered_lines_of_many_are_read_as_they_stand(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(text_channel, "_too_little", lambda garbled: False)
    line = DumpLine(0, "\N{ARABIC LETTER BEH}", 1, 0, 0.0)
    assert [text_channel._is_deciphered([line] * 100, [line] * count) for count in (5, 15)] == [False, True]


def lines_of(count: int) -> list[DumpLine]:
    """So many enciphered lines, a clean one before each fifth."""
    qualities = (q for k in range(count) for q in ([0.0] if not k % 5 else []) + [2 * parameters.Dump.CLEAN_ABOVE])
    return [DumpLine(number, "\N{ARABIC LETTER BEH}", 1, 0, q) for number, q in enumerate(qualities)]


@pytest.mark.parametrize(
    ("count", "sizes"),
    [
        (1, [1]),
        (parameters.Channel.PART, [parameters.Channel.PART]),
        (parameters.Channel.PART + 1, [parameters.Channel.PART // 2 + 5, parameters.Channel.PART // 2 - 4]),
        (3 * parameters.Channel.PART, [parameters.Channel.PART, parameters.Channel.PART, parameters.Channel.PART]),
    ],
)
def test_parts_are_about_as_large_and_begin_where_a_block_does(count: int, sizes: list[int]) -> None:
    lines = lines_of(count)
    parts = list(parts_of(lines, {line.number: line.clean for line in lines}, count))
    assert [line for part in parts for line in part] == lines
    assert [sum(line.enciphered for line in part) for part in parts] == sizes
    assert all(part[0].clean for part in parts)


@pytest.mark.parametrize("clean", [1, 40])
def test_clean_lines_at_the_end_are_no_part(clean: int) -> None:
    body = lines_of(20)
    lines = [*body, *(replace(body[0], number=len(body) + number) for number in range(clean))]
    assert body[0].clean
    assert list(parts_of(lines, {line.number: line.clean for line in lines}, 20)) == [lines]


def test_a_part_waits_only_so_long_for_a_block_to_begin() -> None:
    lines = lines_of(2 * parameters.Channel.PART)
    first, second = parts_of(lines, {line.number: not line.number for line in lines}, 2 * parameters.Channel.PART)
    assert parameters.Channel.PART < sum(line.enciphered for line in first) < 1.3 * parameters.Channel.PART
    assert len(first) + len(second) == len(lines)
