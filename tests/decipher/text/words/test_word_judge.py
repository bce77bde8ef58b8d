"""Words are chosen by what stands on both sides of them."""

from __future__ import annotations

from pathlib import Path
from types import SimpleNamespace
from typing import Any, cast

import numpy as np
import pytest
from rapidfuzz.distance import Levenshtein

from tests.decipher.text.cipher import WORD, encipher, random_channel
from tests.decipher.text.lattice.test_decoder import known_channel
from warraq.decipher.text import parameters
from warraq.decipher.text.document.rounds import LAST
from warraq.decipher.text.dump.items import itemize
from warraq.decipher.text.dump.segments import Segment
from warraq.decipher.text.emissions import emissions
from warraq.decipher.text.lattice.decoder import Decoder, Lattice
from warraq.decipher.text.order.line_order import LineOrder
from warraq.decipher.text.records import Piece
from warraq.decipher.text.words import word_judge
from warraq.decipher.text.words.word_judge import Around, reread, reread_lines
from warraq.language import tokens
from warraq.language.context.cloze import Cloze
from warraq.language.model import LanguageModel
from warraq.language.tokens import fold_marks

TRUTH = Path(__file__).parents[4] / "fixtures" / "truth"
#: Texts that the project wrote itself or that stand in no source of the language model.
TEXTS = ("law.tsv", "treaty.tsv", "gazette.tsv", "letter.tsv")
SEEDS = (3, 4, 5)


def decoder_of(seed: int) -> tuple[Decoder, list[str]]:
    """A decoder that knows a channel in which many forms come out alike, and the channel."""
    outputs = random_channel(seed, wrong=0.6, spaces=0.2)
    channel = known_channel(outputs)
    return Decoder(LanguageModel.load(), emissions.from_channel(channel, {}), channel.number, LAST), outputs


def lines() -> list[str]:
    rows = [line.split("\t") for name in TEXTS for line in (TRUTH / name).read_text(encoding="utf-8").splitlines()]
    return [fold_marks(row[2]) for row in rows if len(row) > 2 and len(WORD.findall(row[2])) > 7]


def test_fewer_words_are_wrong_than_by_the_trigram_alone() -> None:
    wrong = np.zeros(2)
    count = 0
    for seed in SEEDS:
        decoder, outputs = decoder_of(seed)
        for line in lines():
            lattice = decoder.lattice(itemize(encipher(line, outputs), decoder.symbols))
            alone = lattice.search(0, len(lattice.items)).pieces
            want = WORD.findall(line)
            count += len(want)
            for k, pieces in enumerate((alone, reread(lattice, alone)[0])):
                wrong[k] += Levenshtein.distance(want, [p.text for p in pieces if p.units])
    assert count > 1000
    assert wrong[1] < 0.97 * wrong[0]


def test_a_line_keeps_what_it_ends_with() -> None:
    decoder, outputs = decoder_of(3)
    order = LineOrder(decoder)
    texts = [encipher("على الوزير أن يصدر القرار", outputs) + " 11", encipher("في هذا القانون", outputs) + " 12"]
    read, _ = reread_lines(decoder, [order.score((Segment(text),)) for text in texts])
    assert [line.path.pieces[-1].text for line in read] == ["11", "12"]
    for line, text in zip(read, texts, strict=True):
        assert line.path.pieces[-1].end == len(line.path.items) <= len(text)


def test_what_was_read_around_a_word_decides(monkeypatch: pytest.MonkeyPatch) -> None:
    decoder, outputs = decoder_of(3)
    lattice = decoder.lattice(itemize(encipher(lines()[0], outputs), decoder.symbols))
    read = lattice.search(0, len(lattice.items)).pieces
    assert [p.text for p in reread(lattice, read)[0]] != [p.text for p in reread(lattice, read[:1])[0]]
    monkeypatch.setattr(parameters.WordJudge, "WEIGHT", 0.0)
    monkeypatch.setattr(parameters.WordJudge, "ALONE", 0.0)
    assert reread(lattice, read)[0] == list(read)


def test_each_word_is_judged_by_its_own_vector_where_it_stands(monkeypatch: pytest.MonkeyPatch) -> None:
    decoder, outputs = decoder_of(3)
    lattice = decoder.lattice(itemize(encipher(lines()[0], outputs), decoder.symbols))
    read = lattice.search(0, len(lattice.items)).pieces
    seen: list[tuple[list[float], int, int]] = []

    def worth(self: Around, words: Any, number: Any, begins: Any, ends: Any) -> Any:
        seen.extend(zip(words[number].tolist(), begins.tolist(), ends.tolist(), strict=True))
        return np.zeros(number.size, np.float32)

    monkeypatch.setattr(parameters.WordJudge, "ALONE", 0.0)
    monkeypatch.setattr(parameters.WordJudge, "WITHIN", np.float32(1e9))
    monkeypatch.setattr(Around, "worth", worth)
    assert reread(lattice, read)[0] == list(read)
    pieces = [lattice.piece(arc) for arc in range(lattice.token.size) if lattice.token[arc] >= 0]
    vectors = Cloze.load().vectors((p.token, p.text) for p in pieces)
    assert seen == [(vector.tolist(), p.start, p.end) for vector, p in zip(vectors, pieces, strict=True)]
    assert len({tuple(vector) for vector, p in zip(vectors, pieces, strict=True) if p.token == tokens.UNKNOWN}) > 5


def test_what_is_not_judged_counts_as_what_is_judged_worst(monkeypatch: pytest.MonkeyPatch) -> None:
    decoder, outputs = decoder_of(3)
    lattice = decoder.lattice(itemize(encipher(lines()[0], outputs), decoder.symbols))
    read = lattice.search(0, len(lattice.items)).pieces
    worst = np.float32(parameters.WordJudge.WEIGHT * parameters.WordJudge.LEAST)
    monkeypatch.setattr(Around, "worth", lambda _, __, number, *___: np.full(number.size, worst))
    texts = []
    for within in (0.0, 1e9):
        monkeypatch.setattr(parameters.WordJudge, "WITHIN", np.float32(within))
        texts.append([p.text for p in reread(lattice, read)[0]])
    assert texts[0] == texts[1]


def test_what_is_no_word_keeps_its_score(monkeypatch: pytest.MonkeyPatch) -> None:
    decoder, outputs = decoder_of(3)
    lattice = decoder.lattice(itemize(encipher(lines()[0], outputs), decoder.symbols))
    read = lattice.search(0, len(lattice.items)).pieces
    scores: list[np.ndarray] = []
    best = Lattice.best

    def record(self: Lattice, *given: Any) -> Any:
        scores.append(self.score)
        return best(self, *given)

    monkeypatch.setattr(Lattice, "best", record)
    monkeypatch.setattr(parameters.WordJudge, "WITHIN", np.float32(0.0))
    reread(lattice, read)
    word = lattice.token >= 0
    assert 0 < word.sum() < word.size
    np.testing.assert_array_equal(scores[0][~word], lattice.score[~word])
    least = parameters.WordJudge.WEIGHT * parameters.WordJudge.LEAST + word_judge.alone(decoder.lm, lattice.token[word])
    assert (scores[0][word] - lattice.score[word] >= least - 1e-4).all()


def test_the_judge_says_no_more_than_so_much_of_a_word() -> None:
    around = Around([], [], [], 1)
    says = np.array([parameters.WordJudge.MOST + 1, parameters.WordJudge.LEAST - 1, 1.0])
    around._judge = cast("Cloze", SimpleNamespace(wanted=lambda *_: np.zeros((1, 1)), judge=lambda *_: says))
    none = np.zeros(3, np.int64)
    want = parameters.WordJudge.WEIGHT * np.array([parameters.WordJudge.MOST, parameters.WordJudge.LEAST, 1.0])
    np.testing.assert_allclose(around.worth(np.zeros((1, 1), np.float32), none, none, none), want)


def test_of_words_that_fit_alike_the_more_frequent_counts_more() -> None:
    lm = LanguageModel.load()
    often, seldom = word_judge.alone(lm, np.array([lm.token_id("من"), lm.token_id("الشمولية")]))
    assert often - seldom == pytest.approx(
        parameters.WordJudge.ALONE * (lm.word_logp("من") - lm.word_logp("الشمولية")), abs=1e-4
    )
    assert often > seldom


def test_a_place_has_what_ends_before_it_and_what_begins_behind_it() -> None:
    lm, judge = LanguageModel.load(), Cloze.load()
    pieces = [Piece(word, start, end, lm.token_id(word), (), 0.0) for word, start, end in (("من", 0, 2), ("في", 3, 5))]
    around = Around(pieces, [p.start for p in pieces], [p.end for p in pieces], 6)
    ended, begun = np.array([0, 0, 1, 1, 1, 2]), np.array([0, 1, 1, 1, 2, 2])
    before, behind = judge.sides(around.vectors(pieces), ended, begun)
    np.testing.assert_allclose(around._before[around._ended], before, atol=1e-5)
    np.testing.assert_allclose(around._behind[around._begun], behind, atol=1e-5)
    assert len(around._before) == len(around._behind) == len(pieces) + 1


def test_words_are_judged_between_the_places_where_they_begin_and_end() -> None:
    lm, judge = LanguageModel.load(), Cloze.load()
    texts = ["تعقد", "اللجنة", "اجتماعاتها", "مرة", "كل", "سنة", "بدعوة", "من", "رئيسها"]
    pieces = [Piece(text, k, k + 1, lm.token_id(text), (), 0.0) for k, text in enumerate(texts)]
    around = Around(pieces, range(len(texts)), range(1, len(texts) + 1), len(texts) + 1)
    words = around.vectors([pieces[4], pieces[1]])
    number, begins, ends = np.array([1, 0, 1]), np.array([1, 3, 1]), np.array([2, 6, 4])
    values = around.worth(words, number, begins, ends)
    for k, worth in enumerate(values):
        before, behind = around._before[begins[k]], around._behind[ends[k]]  # each place is behind a word
        wanted = judge.wanted(before[None], behind[None])
        one = judge.judge(wanted, words[number[k] :][:1])
        assert worth == pytest.approx(
            parameters.WordJudge.WEIGHT * np.clip(one[0], parameters.WordJudge.LEAST, parameters.WordJudge.MOST),
            abs=1e-4,
        )
    assert values[0] > values[2]  # where it was, and in the place of three words
