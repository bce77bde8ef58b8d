"""Dumps that keep one space of each run: told by their spaces, and given room for the others."""

from __future__ import annotations

import random
import re
from collections import Counter
from dataclasses import replace
from pathlib import Path

import numpy as np
import pytest

from benchmarks.text_channel import TRUTH, WORD, made_up, paragraphs
from tests.decipher.text.cipher import encipher
from tests.decipher.text.lattice.test_decoder import decoder
from warraq.decipher.text import parameters
from warraq.decipher.text.channel import restore
from warraq.decipher.text.dump import dump
from warraq.decipher.text.dump.collapsed_spaces import is_collapsed, pieces_of_rows, with_room
from warraq.decipher.text.dump.dump_runs import runs_of, segments_of_line
from warraq.decipher.text.dump.items import ROOM_SIGN, SOFT_SIGN, itemize
from warraq.decipher.text.dump.segments import Segment, softened
from warraq.decipher.text.emissions.emissions import align
from warraq.decipher.text.finish.collapsed_confidence import confidence, less_sure
from warraq.decipher.text.lattice.decoder import Decoder
from warraq.decipher.text.records import Piece
from warraq.decipher.text.words.alternatives import by_type
from warraq.decipher.text.words.word_confidence import Doubt
from warraq.language.model import LanguageModel
from warraq.language.units import UNITS, units

SOURCE = Path(__file__).parents[4] / "fixtures" / "text" / "ctoc-cop-wg7-2020-4.txt"


def collapsed(text: str) -> str:
    return "\n".join(re.sub(" +", " ", line).strip() for line in text.split("\n"))


def lines_of(text: str) -> list[dump.DumpLine]:
    return [line for line in dump.read_lines(text, LanguageModel.load()) if line.enciphered]


def test_a_dump_that_lost_all_spaces_but_one_of_each_run_is_told() -> None:
    text = SOURCE.read_text("utf-8")
    assert not is_collapsed(lines_of(text))
    assert is_collapsed(lines_of(collapsed(text)))


@pytest.mark.parametrize("spaces", [0.1, 0.3])
def test_made_up_dumps_keep_theirs(spaces: float) -> None:
    texts = list(paragraphs(TRUTH, 1500, 3))
    text, _ = made_up(texts, random.Random(3), None, spaces)
    assert not is_collapsed(lines_of(text))
    assert is_collapsed(lines_of(collapsed(text)))


def test_few_spaces_tell_nothing() -> None:
    lines = lines_of(collapsed(SOURCE.read_text("utf-8")))
    assert not is_collapsed(lines[:5])
    assert not is_collapsed([])


def test_behind_each_space_there_is_room_for_more_and_at_an_edge_for_two() -> None:
    roomy = f"\u0628 {parameters.CollapsedSpaces.ROOM * ROOM_SIGN}\u062a"
    assert with_room("\u0628 \u062a") == roomy
    assert with_room(f"{SOFT_SIGN}\u0628 \u062a{SOFT_SIGN}") == 2 * SOFT_SIGN + roomy + 2 * SOFT_SIGN
    assert with_room(f"{SOFT_SIGN * 3}\u0628") == SOFT_SIGN * 3 + "\u0628"
    assert with_room(SOFT_SIGN) == SOFT_SIGN
    assert with_room("12") == "12"


def test_only_lines_of_such_dumps_get_room() -> None:
    (line,) = dump.read_lines("\u0628\u0628 \u062a\u062a", LanguageModel.load())
    plain, roomy = segments_of_line(line), segments_of_line(line, collapsed=True)
    assert [segment.text.strip(SOFT_SIGN) for segment in plain] == ["\u0628\u0628 \u062a\u062a"]
    assert [segment.text.strip(SOFT_SIGN) for segment in roomy] == [
        f"\u0628\u0628 {parameters.CollapsedSpaces.ROOM * ROOM_SIGN}\u062a\u062a"
    ]


def lost_letters(lost: list[tuple[str, str]]) -> list[str]:
    """The outputs of a channel that keeps all units but the ``lost`` ones, which are spaces."""
    return [" " if unit in lost else unit[0][:1] for unit in UNITS]


def read(outputs: list[str], text: str) -> list[str]:
    """The words of a line that went through a channel of these ``outputs`` and lost all spaces but one of each run."""
    shown = with_room(re.sub(" +", " ", encipher(text, outputs)).strip())
    one = decoder(outputs, shown)
    return [piece.text for piece in one.decode(itemize(shown, one.symbols)).pieces]


@pytest.mark.parametrize(
    ("text", "lost"),
    [
        ("عقد الفريق العامل بما في ذلك التعاون", [("ف", "ini"), ("ي", "fin")]),  # a whole word
        ("وتعزيز التعاون من أجل تحسين التحقيق", [("ل", "fin"), ("ج", "ini")]),
        ("عقد الفريق العامل اجتماعه في القاهرة", [("م", "med"), ("ه", "med")]),  # inside words
    ],
)
def test_words_are_read_whatever_number_of_their_letters_went_with_a_space(
    text: str, lost: list[tuple[str, str]]
) -> None:
    assert read(lost_letters(lost), text) == text.split()


def test_room_inside_a_word_costs_nothing() -> None:
    outputs = lost_letters([("م", "ini")])
    shown = encipher("العامل", outputs)
    plain, roomy = (
        decoder(outputs, shown).decode(itemize(text, decoder(outputs, shown).symbols))
        for text in (shown, with_room(shown))
    )
    assert " " in shown
    assert [piece.text for piece in plain.pieces] == [piece.text for piece in roomy.pieces] == ["العامل"]
    assert plain.score == pytest.approx(roomy.score)


def test_room_that_a_word_passed_over_shows_nothing_of_its_letters() -> None:
    outputs = lost_letters([("م", "ini")])
    shown = with_room(encipher("العامل", outputs))
    one = decoder(outputs, shown)
    items = itemize(shown, one.symbols)
    spelt = units("العامل")
    space = one.symbols[" "]
    assert items.symbols(0, len(items)).count(-1 - space) == parameters.CollapsedSpaces.ROOM
    alignment = align(spelt, items.symbols(0, len(items)), one.emissions)
    assert alignment is not None
    assert alignment[0] == [(one.symbols[outputs[unit]],) for unit in spelt]
    assert alignment[1] == [0] * len(spelt)


def test_a_word_is_spelt_alike_however_much_of_the_room_beside_it_it_takes() -> None:
    one = decoder(lost_letters([("م", "fin")]), "\u0628 ")
    items = itemize(f"\u0628 {2 * ROOM_SIGN}\u0628", one.symbols)
    token = LanguageModel.load().token_id("\u0628\u0645")
    pieces = [Piece("\u0628\u0645", 0, end, token, units("\u0628\u0645"), 0.0) for end in (2, 3, 4)]
    assert len({items.spelling(0, piece.end) for piece in pieces}) == 1
    ((_, _, weight),) = by_type([(items, [piece], 1.0) for piece in pieces])
    assert weight == pytest.approx(3**parameters.Alternatives.REPEATED)
    assert items.spelling(0, 5) != items.spelling(0, 4)


def test_a_word_that_left_nothing_but_a_space_has_the_worth_of_hidden_ones_and_no_other_has() -> None:
    outputs = lost_letters([("ف", "ini"), ("ي", "fin")])
    shown = with_room(re.sub(" +", " ", encipher("المعقود في القاهرة", outputs)))

    def scores(hidden: float) -> dict[str, float]:
        one = decoder(outputs, shown)
        one = Decoder(one.lm, one.emissions, one.symbols, replace(one.settings, hidden=hidden))
        lattice = one.lattice(itemize(shown, one.symbols))
        return {p.text: p.score for p in lattice.pieces(np.flatnonzero(lattice.token >= 0))}

    usual, more = scores(0.0), scores(2.5)
    assert more["في"] - usual["في"] == pytest.approx(2.5)
    assert more["المعقود"] == pytest.approx(usual["المعقود"])


def test_room_at_the_edge_of_a_piece_is_the_layouts() -> None:
    assert softened(f"ب {ROOM_SIGN}", False, True) == f"ب{2 * SOFT_SIGN}"
    assert softened(f"{ROOM_SIGN}ب", True, False) == f"{SOFT_SIGN}ب"


def test_a_channel_is_learnt_first_from_the_spaces_that_are_left() -> None:
    assert runs_of([[Segment(with_room("\u0628\u0628 \u062a\u062a"))]]) == ["\u0628\u0628 \u062a\u062a"]


def test_letters_that_went_with_the_spaces_are_read(monkeypatch: pytest.MonkeyPatch) -> None:
    """Without room for them a fifth of these words are missing, with room for one more space a tenth."""
    usual: list[float] = []

    def watched(share: float) -> float:
        usual.append(share)
        return confidence(share)

    monkeypatch.setattr("warraq.decipher.text.finish.collapsed_confidence.confidence", watched)
    texts = list(paragraphs(TRUTH, 700, 4))
    text, _ = made_up(texts, random.Random(4), None, 0.1)
    restored = restore(collapsed(text))
    true = Counter(word for line in texts for word in WORD.findall(line))
    read = Counter(word for block in restored.blocks for each in block.words for word in WORD.findall(each.text))
    assert (true - read).total() < 0.07 * true.total()
    assert len(usual) >= read.total()


def test_words_of_such_dumps_are_less_sure() -> None:
    assert (confidence(0.0), confidence(1.0)) == (0.0, 1.0)
    assert confidence(0.997) == pytest.approx(0.9928, abs=1e-4)
    assert all(confidence(share) < share for share in (0.1, 0.5, 0.9, 0.99))


def doubt_of(word: str, torn: bool = False) -> Doubt:
    lm = LanguageModel.load()
    piece = Piece(word, 0, len(word), lm.token_id(word), units(word), 0.0)
    (doubt,) = less_sure([piece], [Doubt(0.997, (("أخرى", 0.1),))], lm, torn=torn)
    return doubt


def test_a_word_that_another_alef_makes_likelier_is_listed_and_that_one_is_shown() -> None:
    assert doubt_of("الإجرامية") == Doubt(confidence(0.997), (("أخرى", 0.1),))
    assert doubt_of("الاجرامية") == Doubt(
        parameters.CollapsedConfidence.MISSPELT,
        (("الإجرامية", 1 - parameters.CollapsedConfidence.MISSPELT), ("أخرى", 0.1)),
    )


def test_a_word_of_a_torn_row_is_as_sure_as_its_place() -> None:
    assert doubt_of("الإجرامية", torn=True).confidence == pytest.approx(
        parameters.CollapsedConfidence.IN_PLACE * confidence(0.997)
    )


def torn(text: str) -> list[bool]:
    lines = dump.read_lines(text, LanguageModel.load())
    return pieces_of_rows(lines, dump.breaks(lines))


FULL, PART = "\u0628\u062a " * 20, "\u0628\u062a " * 8


def test_short_lines_are_pieces_where_their_paragraph_goes_on_behind_them() -> None:
    assert torn("\n".join([FULL, PART, PART, FULL, FULL, PART])) == [False, True, True, False, False, False]
    assert torn("\n".join([FULL, FULL, PART, "", FULL, PART, "", FULL])) == [False] * 6
    assert torn("") == []


def test_where_rows_were_torn_short_lines_that_stand_apart_are_pieces_too() -> None:
    assert torn("\n".join([FULL, PART, FULL, "", PART, "", FULL])) == [False, True, False, True, False]
    assert torn("\n".join([FULL, PART, FULL, PART, "", FULL, FULL])) == [False, True, False, True, False, False]


def test_where_few_rows_were_torn_short_lines_that_stand_apart_end_their_paragraphs() -> None:
    lines = [PART, *[FULL] * 40, "", PART, "", FULL]
    assert torn("\n".join(lines)) == [True, *[False] * 42]


def test_a_single_long_line_makes_no_pieces_of_the_others() -> None:
    assert torn("\n".join([FULL * 2, *[FULL] * 9])) == [False] * 10
