"""How much worse a text reads without a word: beside other words, other ends of it, and letters lost beside it."""

from __future__ import annotations

import math
from dataclasses import replace
from typing import Any

import numpy as np
import pytest

from tests.decipher.text.lattice.test_decoder import known_channel
from tests.decipher.text.words.test_alternatives import ambiguous
from warraq.decipher.text import parameters
from warraq.decipher.text.dump.segments import segments_of
from warraq.decipher.text.emissions import emissions
from warraq.decipher.text.lattice import beam_search
from warraq.decipher.text.lattice.decoder import Decoder, Memory
from warraq.decipher.text.order.line_order import LineOrder
from warraq.decipher.text.order.orders import Ordered
from warraq.decipher.text.records import Piece
from warraq.decipher.text.words import max_marginals as max_marginals_module
from warraq.decipher.text.words.max_marginals import Without, max_marginals
from warraq.decipher.text.words.word_confidence import doubts, words_at
from warraq.decipher.text.words.word_judge import Together, weighed
from warraq.language import tokens
from warraq.language.model import LanguageModel
from warraq.language.units import UNIT_OF, UNITS, spell, units

WAW = "\N{ARABIC LETTER WAW}"


def lines_of(decoder: Decoder, *texts: str) -> list[Ordered]:
    return [LineOrder(decoder).start(segments_of(text)) for text in texts]


def margins(decoder: Decoder, lines: list[Ordered]) -> list[list[float]]:
    return [[other.margin for other in row] for row in max_marginals(decoder, lines)]


def margin_of(decoder: Decoder, text: str, word: str) -> float:
    (line,) = lines_of(decoder, text)
    (row,) = margins(decoder, [line])
    return row[[piece.text for piece in line.path.pieces].index(word)]


def lost_waw() -> Decoder:
    """A channel in which a waw that stands alone comes out as a space."""
    outputs = [" ", *(letters[:1] for letters, _ in UNITS[1:])]
    outputs[UNIT_OF[WAW, "iso"]] = " "
    channel = known_channel(outputs)
    return Decoder(LanguageModel.load(), emissions.from_channel(channel, {}), channel.number)


def test_a_space_beside_a_word_that_may_be_a_letter_of_it_makes_it_less_sure() -> None:
    decoder = lost_waw()
    (line,) = lines_of(decoder, "المقدم  الفريق من")
    word = line.path.pieces[1].text
    assert word in ("الفريق", "والفريق")
    (words,) = words_at(decoder, [line])
    assert not {"الفريق", "والفريق"} <= words[1].keys()  # not over the same items
    spaced = margin_of(decoder, "المقدم  الفريق من", word)
    assert spaced < 2 < margin_of(decoder, "المقدم الفريق من", "الفريق")
    ((_, other, _),) = max_marginals(decoder, [line])
    assert {word, other.instead} == {"الفريق", "والفريق"}
    doubt = doubts(line, words, max_marginals(decoder, [line])[0])[1]
    assert doubt.alternatives[0][0] == other.instead


@pytest.mark.parametrize("text", ["المقدم من الفريق", "(من) الفريق. المقدم، 2020"])
def test_a_margin_is_what_the_search_of_the_whole_text_loses(text: str) -> None:
    decoder = ambiguous()
    (line,) = lines_of(decoder, text)
    whole = Together.of(decoder, [line])
    lattice = weighed(decoder.lattice(whole.items), whole.read)
    start = (tokens.START, tokens.START)
    best = lattice.best(0, len(lattice.items), start, repeated=False)[1]
    (row,) = margins(decoder, [line])
    words = [(piece, margin) for piece, margin in zip(line.path.pieces, row, strict=True) if piece.units]
    assert [margin == 0 for margin in row] == [not piece.units for piece in line.path.pieces]
    for piece, other in zip(line.path.pieces, max_marginals(decoder, [line])[0], strict=True):
        assert piece.text not in other.instead.split()
    for piece, margin in words[:-1]:  # the end of the text counts too for the last
        bar = np.where(lattice.token == piece.token, np.float32(-1e30), lattice.score).astype(np.float32)
        without = replace(lattice, score=bar).best(0, len(lattice.items), start, repeated=False)[1]
        # what the search reads without the word, the neighbours changed with it or not, is no better than that
        assert margin >= best - without - 1e-3
    assert words[0][1] < 30


def test_a_word_that_the_lattice_does_not_have_there_has_no_margin() -> None:
    decoder = ambiguous()
    (line,) = lines_of(decoder, "المقدم من الفريق")
    first, *others = line.path.pieces
    text = "الاجتماع"
    wrong = replace(first, text=text, units=tuple(units(text)), token=decoder.lm.token_id(text))
    changed = replace(line, path=replace(line.path, pieces=(wrong, *others)))
    assert margins(decoder, [changed])[0][0] == -math.inf


def test_words_outside_the_lexicon_are_told_apart_by_their_units() -> None:
    decoder = ambiguous()
    (line,) = lines_of(decoder, "المقدم غوياسامين الفريق")
    unknown = [k for k, piece in enumerate(line.path.pieces) if piece.token == tokens.UNKNOWN]
    assert unknown
    (row,) = margins(decoder, [line])
    for k in unknown:
        piece: Piece = line.path.pieces[k]
        turned = piece.units[::-1]
        other = replace(piece, text=spell(turned), units=turned)
        pieces = (*line.path.pieces[:k], other, *line.path.pieces[k + 1 :])
        assert math.isfinite(row[k])
        assert margins(decoder, [replace(line, path=replace(line.path, pieces=pieces))])[0][k] == -math.inf


def test_lines_that_follow_one_another_bear_on_each_other() -> None:
    decoder = ambiguous()
    parts = lines_of(decoder, "المقدم", "من", "الفريق")
    together = margins(decoder, parts)
    apart = [margins(decoder, [part])[0] for part in parts]
    assert [len(row) for row in together] == [1, 1, 1]
    assert together[1] != apart[1]


@pytest.mark.parametrize(("count", "is_whole"), [(2, True), (3, True), (parameters.MaxMarginals.MOST_INSTEAD, False)])
def test_what_is_read_instead_is_told_whole_or_not_at_all(
    count: int, is_whole: bool, monkeypatch: pytest.MonkeyPatch
) -> None:
    decoder = ambiguous()
    (line,) = lines_of(decoder, "المقدم من الفريق")
    text = Together.of(decoder, [line])
    lattice = decoder.lattice(text.items)
    word = next(k for k in range(lattice.token.size) if lattice.token[k] >= len(tokens.SPECIAL))

    def instead(*given: Any) -> tuple[np.ndarray, np.ndarray]:
        words = len(given[2].token)
        arcs = np.full((words, parameters.MaxMarginals.MOST_INSTEAD), -1, np.int32)
        arcs[:, :count] = word
        return np.ones(words, np.float32), arcs

    monkeypatch.setattr(max_marginals_module, "max_marginal", instead)
    (row,) = max_marginals(decoder, [line])
    assert row[0].instead == " ".join([lattice.piece(word).text] * count) * is_whole


def test_a_number_or_mark_that_is_read_instead_is_no_alternative(monkeypatch: pytest.MonkeyPatch) -> None:
    decoder = ambiguous()
    (line,) = lines_of(decoder, "من 2020")
    text = Together.of(decoder, [line])
    number = int(np.flatnonzero(decoder.lattice(text.items).token == tokens.NUMBER)[0])
    arcs = np.array([[number] + [-1] * (parameters.MaxMarginals.MOST_INSTEAD - 1)], np.int32)
    monkeypatch.setattr(max_marginals_module, "max_marginal", lambda *_: (np.ones(1, np.float32), arcs))
    (row,) = max_marginals(decoder, [line])
    rivals = [other for piece, other in zip(line.path.pieces, row, strict=True) if piece.units]
    assert rivals == [Without(1.0, "", 1.0)]


def test_a_window_ends_at_words_and_takes_in_both_nodes_beside_what_is_none(monkeypatch: pytest.MonkeyPatch) -> None:
    asked: list[tuple[list[list[int]], list[list[int]]]] = []

    def watched(*given: Any) -> object:
        asked.append((np.asarray(given[2].first).tolist(), np.asarray(given[2].last).tolist()))
        return beam_search.max_marginal(*given)

    monkeypatch.setattr(max_marginals_module, "max_marginal", watched)
    decoder = ambiguous()
    (line,) = lines_of(decoder, "الفريق 2020 المقدم من")  # the last run is read first
    max_marginals(decoder, [line])
    between, around = asked
    a, b, number, c = line.path.pieces
    assert [p.text for p in (a, b, c)] == ["المقدم", "من", "الفريق"]
    size = len(line.path.items)
    # nodes: 2 p where a word ends before item p, 2 p + 1 where one begins
    ends = [2 * size, 2 * size + 1]
    assert between[0] == [[1, 1], [2 * a.end] * 2, [2 * number.end, 2 * number.end + 1]]
    assert between[1] == [[2 * b.start + 1] * 2, [2 * number.start, 2 * number.start + 1], ends]
    # the tokens beside a word are free
    assert around[0] == [[1, 1], [1, 1], [2 * b.end] * 2]
    assert around[1] == [[2 * number.start, 2 * number.start + 1], [2 * c.start + 1] * 2, ends]


def test_a_word_is_no_surer_than_the_best_reading_without_it_whose_neighbours_are_others(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    def margin_where(free: int) -> float:
        monkeypatch.setattr(parameters.MaxMarginals, "FREE", free)
        return margin_of(lost_waw(), "هذه حر ف من الفريق", "من")

    # a letter of it may be the next word's
    between, around = margin_where(0), margin_where(1)
    assert around < between - 5
    (line,) = lines_of(lost_waw(), "هذه حر ف من الفريق")
    other = max_marginals(lost_waw(), [line])[0][[piece.text for piece in line.path.pieces].index("من")]
    assert (other.margin, other.lead) == (around, between)  # what is told instead stands between the same neighbours


def test_a_mark_that_was_read_from_a_space_may_be_a_letter_of_the_word_beside_it() -> None:
    decoder = lost_waw()
    (line,) = lines_of(decoder, "المقدم  الفريق من")
    before, word, *others = line.path.pieces
    assert word.text == "والفريق"
    lam = decoder.lm.token_id("الفريق")
    plain = replace(word, text="الفريق", start=word.start + 1, token=lam, units=tuple(units("الفريق")))
    stop = Piece(".", word.start, word.start + 1, tokens.SPECIAL_ID["."], (), 0.0)
    stopped = replace(line, path=replace(line.path, pieces=(before, stop, plain, *others)))
    (row,) = max_marginals(decoder, [stopped])
    assert row[2].instead == "والفريق"
    assert row[2].margin < 0


def test_a_word_without_a_rival_has_an_infinite_margin() -> None:
    decoder = ambiguous()
    (line,) = lines_of(decoder, "المقدم من الفريق")
    text = Together.of(decoder, [line])
    lattice = decoder.lattice(text.items)
    path = lattice.best(0, len(lattice.items), (tokens.START, tokens.START))[0]
    kept = replace(
        lattice, score=np.where(np.isin(np.arange(lattice.token.size), path), lattice.score, -1e30).astype("f4")
    )
    assert [other.margin for other in max_marginals_module._max_marginals(kept, text.read)] == [math.inf] * 3


def test_what_the_document_repeats_does_not_count() -> None:
    plain = ambiguous()
    pair = plain.lm.token_id("المقدم"), plain.lm.token_id("من")
    prompted = ambiguous(Memory.of(plain.lm, {}, {pair: 9}))
    lines = lines_of(plain, "المقدم من الفريق")
    assert margins(prompted, lines) == margins(plain, lines)
    assert prompted.token_logp(tokens.START, *pair) > plain.token_logp(tokens.START, *pair)
