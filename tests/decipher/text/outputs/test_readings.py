"""What decoded lines show of the channel, and how what stands around a place bears on that."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np
import pytest

from tests.decipher.text.cipher import encipher, random_channel
from tests.decipher.text.lattice.test_decoder import known_channel
from warraq.decipher.text import parameters
from warraq.decipher.text.document.rounds import LAST, ROUNDS
from warraq.decipher.text.dump.segments import segments_of
from warraq.decipher.text.emissions import emissions
from warraq.decipher.text.lattice.decoder import Decoder
from warraq.decipher.text.order.line_order import LineOrder
from warraq.decipher.text.outputs import readings
from warraq.decipher.text.outputs.readings import in_context, literal, neighbours, unprompted
from warraq.decipher.text.records import Piece
from warraq.decipher.text.words.word_judge import Judge, alone, in_place
from warraq.language import tokens
from warraq.language.context.cloze import Cloze
from warraq.language.model import LanguageModel

TEXTS = ("تعقد اللجنة اجتماعاتها مرة كل سنة", "بدعوة من رئيسها")


def order() -> LineOrder:
    channel = known_channel(random_channel(3, wrong=0.6, spaces=0.2))
    return LineOrder(Decoder(LanguageModel.load(), emissions.from_channel(channel, {}), channel.number, LAST))


def test_the_pieces_of_a_block_are_judged_by_their_number_in_it(monkeypatch: pytest.MonkeyPatch) -> None:
    asked: list[int] = []

    def recorded(passage: Sequence[Piece], lm: LanguageModel) -> Judge:
        judge = in_place(passage, lm)

        def worth(number: int, words: Sequence[Piece]) -> np.ndarray:
            asked.append(number)
            assert passage[number].token in [word.token for word in words]
            return judge(number, words)

        return worth

    monkeypatch.setattr(readings, "in_place", recorded)
    line_order = order()
    lines = [line_order.start(segments_of(encipher(text, random_channel(3, wrong=0.6, spaces=0.2)))) for text in TEXTS]
    shown = in_context(line_order.decoder)(lines)
    assert asked == list(range(sum(len(line.path.pieces) for line in lines)))
    plain = [unprompted(line_order.decoder)(line) for line in lines]
    assert [row for row, _ in shown] == [row for row, _ in plain] == [row for row, _ in map(literal, lines)]
    assert [share for _, row in shown for _, _, share in row] != [share for _, row in plain for _, _, share in row]


def test_words_are_worth_what_fits_between_their_neighbours_and_how_frequent_they_are() -> None:
    lm, cloze = LanguageModel.load(), Cloze.load()
    row = [Piece(word, k, k + 1, lm.token_id(word), (1,), 0.0) for k, word in enumerate(" ".join(TEXTS).split())]
    words = [row[1], row[4]]
    values = in_place(row, lm)(4, words)
    vectors = cloze.vectors((p.token, p.text) for p in row)
    wanted = cloze.wanted(*cloze.sides(vectors, np.array([4]), np.array([5])))
    want = parameters.WordJudge.WEIGHT * np.clip(
        cloze.judge(np.repeat(wanted, 2, 0), vectors[[1, 4]]), parameters.WordJudge.LEAST, parameters.WordJudge.MOST
    )
    want += alone(lm, np.array([p.token for p in words]))
    np.testing.assert_allclose(values, want, atol=1e-4)
    assert values[1] > values[0]


def test_the_judge_bears_on_the_channel_once_the_order_is_known() -> None:
    assert [step.in_context for step in ROUNDS] == [False] * (len(ROUNDS) - 1) + [True]
    assert ROUNDS[-1].order


def test_neighbours_of_what_is_unknown_and_of_marks_alone_do_not_count() -> None:
    word, mark = len(tokens.SPECIAL), len(tokens.SPECIAL) - 1
    assert mark > tokens.UNKNOWN
    rows = [[word, word + 1, tokens.UNKNOWN, word, mark, mark, word], [word, word + 1]]
    assert neighbours(rows) == {(word, word + 1): 2, (word, mark): 1, (mark, word): 1}
