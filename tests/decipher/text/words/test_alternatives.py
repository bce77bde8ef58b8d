"""What else a decoded place may be: shares by channel and language, and how much a repeated word counts."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

import numpy as np
import pytest

from tests.decipher.text.lattice.test_decoder import known_channel
from warraq.decipher.text import parameters
from warraq.decipher.text.dump.items import itemize
from warraq.decipher.text.dump.segments import Segment, segments_of
from warraq.decipher.text.emissions import emissions
from warraq.decipher.text.lattice.decoder import Decoder, Memory
from warraq.decipher.text.order.line_order import LineOrder
from warraq.decipher.text.order.order_confidence import letters_of
from warraq.decipher.text.order.orders import Ordered
from warraq.decipher.text.records import Piece
from warraq.decipher.text.words import word_confidence
from warraq.decipher.text.words.alternatives import as_read, by_type, score_alternatives, shared
from warraq.decipher.text.words.max_marginals import Without, max_marginals
from warraq.decipher.text.words.word_confidence import doubts, features_of, words_at
from warraq.decipher.text.words.word_judge import Around, alone
from warraq.language import tokens
from warraq.language.model import LanguageModel
from warraq.language.units import UNIT_OF, UNITS

TEXT = "المقدم من 2020"
RUN = "المقدم من الفريق"


def ambiguous(memory: Memory | None = None) -> Decoder:
    """A channel in which the initial ain comes out as a meem: two words of two letters are one."""
    outputs = [" ", *(letters[:1] for letters, _ in UNITS[1:])]
    outputs[UNIT_OF["\N{ARABIC LETTER AIN}", "ini"]] = "\N{ARABIC LETTER MEEM}"
    channel = known_channel(outputs)
    return Decoder(LanguageModel.load(), emissions.from_channel(channel, {}), channel.number, None, memory)


def test_a_place_is_parted_among_the_words_that_it_may_be() -> None:
    decoder = ambiguous()
    lattice = decoder.lattice(itemize(TEXT, decoder.symbols))
    pieces = lattice.search(0, len(lattice.items)).pieces
    readings = shared(lattice, pieces)
    second = {row[0].text: share for _, row, share in readings if row[0].start == pieces[1].start}
    assert second["من"] > second["عن"] > 0.02
    assert sum(second.values()) == pytest.approx(1.0, abs=0.03)
    assert [(row[0].text, share) for _, row, share in readings][-1] == ("2020", 1.0)


def test_a_judge_parts_a_place_beside_channel_and_trigram() -> None:
    decoder = ambiguous()
    lattice = decoder.lattice(itemize(TEXT, decoder.symbols))
    pieces = lattice.search(0, len(lattice.items)).pieces
    asked = []

    def judge(number: int, words: Sequence[Piece]) -> np.ndarray:
        asked.append(number)
        return np.array([6.0 * (word.text == "عن") for word in words], np.float32)

    second = {
        row[0].text: share
        for _, row, share in shared(lattice, pieces, judge)
        if row[0].start == pieces[1].start and row[0].units
    }
    assert second["عن"] > 0.9
    assert asked == [0, 1]  # the number at the end is no word

    def silent(_: int, words: Sequence[Piece]) -> np.ndarray:
        return np.zeros(len(words), np.float32)

    lighter = replace(decoder.settings, weight=parameters.WordJudge.TRIGRAM)
    alike = Decoder(decoder.lm, decoder.emissions, decoder.symbols, lighter)
    again = alike.lattice(itemize(TEXT, decoder.symbols))
    assert score_alternatives(lattice, pieces, decoder.unprompted, judge=silent) == score_alternatives(
        again, pieces, alike.unprompted
    )


def test_what_the_document_repeats_bears_on_rivals_but_not_on_shares() -> None:
    plain = ambiguous()
    first, other = (plain.lm.token_id(w) for w in ("المقدم", "عن"))
    prompted = ambiguous(Memory.of(plain.lm, {}, {(first, other): 9}))
    lattice = prompted.lattice(itemize(TEXT, prompted.symbols))
    pieces = lattice.search(0, len(lattice.items)).pieces
    assert pieces[1].text == "عن"
    best = max((score, arc) for arc, score in score_alternatives(lattice, pieces, prompted.language)[1].items())[1]
    assert lattice.piece(best).text == "عن"
    shares = {row[0].text: share for _, row, share in shared(lattice, pieces)}
    assert shares["من"] > shares["عن"]


def test_a_word_is_no_surer_for_having_been_read_before() -> None:
    plain = ambiguous()
    first, other = (plain.lm.token_id(w) for w in ("المقدم", "عن"))
    prompted = ambiguous(Memory.of(plain.lm, {}, {(first, other): 9}))
    line = LineOrder(prompted).start(segments_of(TEXT))
    k = [p.text for p in line.path.pieces].index("عن")
    doubt = doubts(line, words_at(prompted, [line])[0], max_marginals(prompted, [line])[0])[k]
    assert doubt.confidence < 0.7
    assert doubt.alternatives[0][0] == "من"


def test_a_repeated_spelling_counts_little_more_than_once() -> None:
    decoder = ambiguous()
    lattice = decoder.lattice(itemize(TEXT, decoder.symbols))
    pieces = lattice.search(0, len(lattice.items)).pieces
    counted = by_type([reading for _ in range(8) for reading in shared(lattice, pieces)])
    words = {row[0].text: weight for _, row, weight in counted if row[0].units}
    assert words["من"] + words["عن"] == pytest.approx(8**parameters.Alternatives.REPEATED, rel=0.03)
    assert words["المقدم"] == pytest.approx(8**parameters.Alternatives.REPEATED, rel=0.03)
    assert sum(row[0].text == "2020" for _, row, _ in counted) == 8


def test_what_was_read_counts_whole() -> None:
    decoder = ambiguous()
    path = decoder.decode(itemize(TEXT, decoder.symbols))
    assert by_type(as_read(path.items, path.pieces)) == by_type((path.items, [p], 1.0) for p in path.pieces)
    assert [weight for _, _, weight in as_read(path.items, path.pieces)] == [1.0, 1.0, 1.0]


def test_a_word_that_several_arcs_read_is_worth_the_best_of_them(monkeypatch: pytest.MonkeyPatch) -> None:
    decoder = ambiguous()
    line = LineOrder(decoder).start(segments_of(TEXT))
    (usual,) = words_at(decoder, [line])
    arcs = score_alternatives(
        decoder.lattice(line.path.items), line.path.pieces, decoder.unprompted, after=[tokens.END]
    )
    assert any(len(row) > len(words) for row, words in zip(arcs, usual, strict=True))
    turned = [dict(reversed(row.items())) for row in arcs]
    monkeypatch.setattr(word_confidence, "score_alternatives", lambda *_: turned)
    assert {w: score for w, (score, _) in words_at(decoder, [line])[0][1].items()} == pytest.approx(
        {w: score for w, (score, _) in usual[1].items()}, abs=1e-5
    )


def test_the_lines_before_and_behind_bear_on_a_word() -> None:
    decoder = ambiguous()
    whole, *parts = (LineOrder(decoder).start(segments_of(text)) for text in (RUN, *RUN.split()))
    apart = words_at(decoder, parts)
    assert [len(row) for row in apart] == [1, 1, 1]
    (together,) = words_at(decoder, [whole])
    assert len(together[1]) > 1
    for words, want in zip(apart, together, strict=True):
        assert {w: score for w, (score, _) in words[0].items()} == pytest.approx(
            {w: score for w, (score, _) in want.items()}, abs=1e-4
        )


def test_rivals_are_judged_by_what_stands_on_both_sides() -> None:
    decoder = ambiguous()
    line = LineOrder(decoder).start(segments_of(RUN))
    scores = score_alternatives(
        decoder.lattice(line.path.items), line.path.pieces, decoder.unprompted, after=[tokens.END]
    )[1]
    lattice = decoder.lattice(line.path.items)
    around = Around(line.path.pieces, range(3), range(1, 4), 4)
    at = np.array([1])
    for word, (score, piece) in words_at(decoder, [line])[0][1].items():
        trigram = max(value for arc, value in scores.items() if lattice.piece(arc).text == word)
        added = around.worth(around.vectors([piece]), np.array([0]), at, at + 1)
        added += alone(decoder.lm, np.array([piece.token]))
        assert score - trigram == pytest.approx(added[0], abs=1e-4)


def test_what_was_read_before_and_where_a_word_stands_are_grounds() -> None:
    decoder = ambiguous()
    parts = (Segment("المقدم من "), Segment("المقدم 2020"))
    line = replace(LineOrder(decoder).score(parts), standings=((0.58, ""), (0.42, letters_of(parts))))
    words = [piece for piece in line.path.pieces if piece.units]
    rows = [features_of(piece, 3.0, line, earlier=({"من"}, {"من", "المقدم"})) for piece in words]
    assert [features.margin for features in rows] == [3.0] * 3
    assert [features.steady for features in rows] == [0.5, 1.0, 0.5]
    assert [features.order for features in rows] == [pytest.approx(0.42)] * 3
    assert [features.edge for features in rows] == [True, False, False]
    assert [features.runs for features in rows] == [2] * 3
    assert features_of(words[0], 3.0, line).steady == 1.0


def test_what_is_read_without_a_word_is_one_of_its_alternatives() -> None:
    decoder = ambiguous()
    (piece,) = LineOrder(decoder).start(segments_of("من")).path.pieces
    words: word_confidence.Alternatives = {piece.text: (-3.0, piece), "عن": (-5.0, piece)}

    def alternatives(margin: float, instead: str) -> dict[str, float]:
        return dict(word_confidence._alternatives(piece.text, words, Without(margin, instead, margin)))

    assert list(alternatives(1.0, "و من")) == ["و من", "عن"]
    assert list(alternatives(1.0, "عن")) == ["عن"]
    assert (
        list(alternatives(1.0, ""))
        == list(alternatives(-np.inf, "و من"))
        == list(alternatives(np.inf, "و من"))
        == ["عن"]
    )


def test_a_number_is_as_sure_as_its_place() -> None:
    decoder = ambiguous()
    line = LineOrder(decoder).score((Segment("المقدم من "), Segment("2020")))

    def sure(line: Ordered) -> float:
        line_doubts = doubts(line, words_at(decoder, [line])[0], max_marginals(decoder, [line])[0])
        return line_doubts[[piece.text for piece in line.path.pieces].index("2020")].confidence

    moved = replace(line, standings=((0.6, letters_of(line.segments)), (0.4, "2020المقدممن")))
    assert sure(moved) < sure(line)
