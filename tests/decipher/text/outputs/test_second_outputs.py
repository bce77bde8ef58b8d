"""Second outputs of units are believed before the letters where several stems show them."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence

import numpy as np
import pytest

from tests.decipher.text.cipher import encipher
from tests.decipher.text.sheen import KEPT, decoded, learnt_decoder
from warraq.decipher.text import parameters
from warraq.decipher.text.dump.items import Items, itemize
from warraq.decipher.text.emissions.second_glyphs import KINDS, Kind
from warraq.decipher.text.lattice.decoder import Decoder
from warraq.decipher.text.outputs import second_outputs
from warraq.decipher.text.outputs.proposals import Place, Proposal, places_of, proposals_of
from warraq.decipher.text.outputs.second_outputs import Use, with_second_outputs
from warraq.decipher.text.records import Piece
from warraq.decipher.text.words.alternatives import Reading
from warraq.language.units import UNIT_OF

SHEEN = "\N{ARABIC LETTER SHEEN}"
MEDIAL = UNIT_OF[SHEEN, "med"]
REH = KINDS[UNIT_OF["\N{ARABIC LETTER REH}", "fin"]]
ALEF = KINDS[UNIT_OF["\N{ARABIC LETTER ALEF}", "fin"]]
#: Where a sheen stands inside, before reh and before other letters.
BEFORE_REH = "البشرية نشرت المشرع الشركات عشرة مباشرة"
BEFORE_OTHERS = "الأشخاص مشكلة النشاط المشاركة استشارية منشآت"


@pytest.fixture(scope="module")
def kept() -> Decoder:
    """Of the channel that keeps the sheen."""
    return learnt_decoder(KEPT)


def shown(line: str) -> str:
    """The line as a font shows it that has a glyph for a sheen before reh, and none in its map."""
    return encipher(line, KEPT).replace(f"{SHEEN}\N{ARABIC LETTER REH}", " \N{ARABIC LETTER REH}")


def read(decoder: Decoder, *lines: str) -> tuple[list[tuple[Items, Sequence[Piece]]], list[list[Reading]]]:
    """Items, pieces and readings of lines as they stand in a dump."""
    parts: list[tuple[Items, Sequence[Piece]]] = [decoded(decoder, line) for line in lines]
    return parts, [[(items, [piece], 1.0) for piece in pieces] for items, pieces in parts]


def reread(decoder: Decoder, *lines: str) -> list[list[str]]:
    """The words of each line once second outputs were looked for."""
    parts, readings = read(decoder, *lines)
    places = places_of(parts, decoder.space)
    reread_lines = with_second_outputs(decoder, parts, places, proposals_of(decoder, places), readings)
    rows = [sorted((piece for _, (piece, *_), _ in line), key=lambda piece: piece.start) for line in reread_lines]
    return [[piece.text for piece in row] for row in rows]


def test_a_letter_that_is_lost_before_another_is_found_where_others_are_read(kept: Decoder) -> None:
    lines = shown(BEFORE_REH), shown(BEFORE_OTHERS)
    assert " " in lines[0].replace(" ", "", 1) and lines[1] == encipher(BEFORE_OTHERS, KEPT)
    before, others = reread(kept, *lines)
    assert {"البشرية", "نشرت", "المشرع"} <= set(before)
    assert others == BEFORE_OTHERS.split()


def test_a_single_stem_is_not_enough(kept: Decoder) -> None:
    (words,) = reread(kept, shown("البشرية البشري البشر بشر"))
    assert "البشرية" not in words


def test_where_nothing_is_found_the_same_readings_come_back(kept: Decoder) -> None:
    parts, readings = read(kept, encipher(BEFORE_REH, KEPT))
    places = places_of(parts, kept.space)
    result = with_second_outputs(kept, parts, places, proposals_of(kept, places), readings, last=True)
    assert result is readings


@pytest.mark.parametrize("last", [False, True])
def test_what_a_single_stem_shows_is_no_output_however_often(kept: Decoder, last: bool) -> None:
    parts, readings = read(kept, *[shown("البشرية البشري البشر بشر")] * 9)
    places = places_of(parts, kept.space)
    assert with_second_outputs(kept, parts, places, proposals_of(kept, places), readings, last=last) is readings


@pytest.mark.parametrize("last", [False, True])
def test_at_last_fewer_stems_are_enough(kept: Decoder, monkeypatch: pytest.MonkeyPatch, last: bool) -> None:
    parts, readings = read(kept, shown(BEFORE_REH))
    places = places_of(parts, kept.space)
    proposed = proposals_of(kept, places)
    monkeypatch.setattr(parameters.SecondOutputs, "STEMS", 50)
    result = with_second_outputs(kept, parts, places, proposed, readings, last=last)
    assert (result is readings) is (not last)
    monkeypatch.setattr(parameters.SecondOutputs, "WORTH_AT_LAST", 500.0)
    assert with_second_outputs(kept, parts, places, proposed, readings, last=last) is readings


def words(number: int, behind: Kind, worth: float = 4.0) -> list[second_outputs._Word]:
    """Words of as many stems."""
    return [
        second_outputs._Word(Proposal((bytes([k, *behind[0].encode()]), 1), k, worth), worth, behind, bytes([k]))
        for k in range(number)
    ]


def test_only_what_is_shown_before_the_same_letters_counts_against_it() -> None:
    before_reh = words(parameters.SecondOutputs.STEMS, REH)
    accepted = second_outputs._accepted({(MEDIAL, 0): before_reh}, Counter({MEDIAL: 400.0, (MEDIAL, ALEF): 400.0}))
    assert accepted == [word.proposal for word in before_reh]
    most = (
        4.0 * parameters.SecondOutputs.STEMS - parameters.SecondOutputs.KIND - parameters.SecondOutputs.WORTH
    ) / parameters.UnseenOutputs.LOST
    for against, accepted in ((most + 0.1, []), (most - 0.1, [word.proposal for word in before_reh])):
        present: Counter[Use] = Counter({MEDIAL: 400.0, (MEDIAL, REH): against})
        assert second_outputs._accepted({(MEDIAL, 0): before_reh}, present) == accepted


def test_letters_before_which_it_loses_are_left_out() -> None:
    before_reh, other = words(parameters.SecondOutputs.STEMS, REH), words(parameters.SecondOutputs.STEMS, ALEF)
    accepted = second_outputs._accepted(
        {(MEDIAL, 0): before_reh + other}, Counter({MEDIAL: 400.0, (MEDIAL, ALEF): 400.0})
    )
    assert accepted == [word.proposal for word in before_reh]


def test_an_output_that_is_worth_more_than_all_the_unit_shows_is_one_everywhere() -> None:
    showing = words(parameters.SecondOutputs.STEMS - 1, REH) + words(1, ALEF, 1.0)
    assert len(second_outputs._accepted({(MEDIAL, 0): showing}, Counter())) == parameters.SecondOutputs.STEMS
    assert not second_outputs._accepted({(MEDIAL, 0): showing}, Counter({MEDIAL: 400.0}))


@pytest.mark.parametrize(
    ("stems", "accepted"), [(parameters.SecondOutputs.STEMS - 1, False), (parameters.SecondOutputs.STEMS, True)]
)
def test_so_many_stems_must_show_it_and_words_of_one_count_once(stems: int, accepted: bool) -> None:
    showing = words(stems, REH)
    same = [second_outputs._Word(Proposal((b"x", 1), 90, 8.0), 8.0, REH, showing[0].stem)]
    outputs = second_outputs._accepted({(MEDIAL, 0): showing + same}, Counter())
    assert bool(outputs) is accepted


def test_what_one_output_explains_speaks_for_no_other() -> None:
    showing, more = words(parameters.SecondOutputs.STEMS, REH), words(parameters.SecondOutputs.STEMS, REH, 5.0)
    outputs = {(MEDIAL, 0): showing, (MEDIAL, 1): more}
    assert [w.proposal for w in more] == second_outputs._accepted(outputs, Counter())


def test_of_places_that_overlap_the_first_is_read(kept: Decoder) -> None:
    parts, readings = read(kept, encipher("عقد في فيينا", KEPT))
    places = places_of(parts, kept.space)
    one, other = (key for key in places if key[1] == 2)
    token = kept.lm.token_id("زيادة")
    ((items, _),) = parts
    words_read = second_outputs._read_as(kept, items, readings[0], [(places[one][0], token), (places[other][0], token)])
    assert [piece.text for _, (piece,), _ in words_read] == ["فيينا", "زيادة"]


def test_what_overlaps_a_word_is_no_other_reading_beside_it(kept: Decoder) -> None:
    parts, readings = read(kept, encipher("عقد في فيينا", KEPT))
    ((items, _),) = parts
    places = places_of(parts, kept.space)
    (place,) = (met[0] for key, met in places.items() if key[1] == 2 and met[0].pieces[1].text == "في")
    wider = Piece("قفي", place.start - 1, place.end - 1, 0, (), 0.0)
    words_read = second_outputs._read_as(kept, items, [(items, [wider], 0.5), *readings[0]], [(place, 40)])
    assert [piece.text for _, (piece,), _ in words_read] == ["فيينا", kept.lm.token(40)]


def test_a_spelling_that_is_met_again_says_a_little_more(kept: Decoder) -> None:
    items = itemize(shown("نشرت"), kept.symbols)
    spelling = items.codes.tobytes(), 1
    proposal = Proposal(spelling, kept.lm.token_id("نشرت"), 3.0)
    piece = Piece("", 0, len(items), 0, (), 0.0)
    place = Place(0, np.zeros(3, np.int32), 2, (piece,))
    words = [second_outputs._word(kept, {spelling: [place] * n}, (MEDIAL, kept.space), proposal) for n in (1, 32)]
    assert [word.worth for word in words] == pytest.approx([3.0, 3.0 * 32**parameters.Alternatives.REPEATED])


def test_words_of_one_stem_are_worth_what_the_best_is() -> None:
    showing = words(parameters.SecondOutputs.STEMS, REH, 2.0)
    same = [second_outputs._Word(Proposal((bytes([90 + k]), 1), 90, 2.0), 2.0, REH, showing[0].stem) for k in range(4)]
    least = 2.0 * parameters.SecondOutputs.STEMS - parameters.SecondOutputs.KIND
    assert second_outputs._accepted({(MEDIAL, 0): showing + same}, Counter({MEDIAL: 99.0}), least)
    assert not second_outputs._accepted({(MEDIAL, 0): showing + same}, Counter({MEDIAL: 99.0}), least + 0.1)


def test_an_output_that_lost_words_to_another_has_to_wait_for_its_turn() -> None:
    best, between = words(parameters.SecondOutputs.STEMS, REH, 9.0), words(parameters.SecondOutputs.STEMS, ALEF, 4.0)
    losing = words(parameters.SecondOutputs.STEMS, REH, 7.0) + words(parameters.SecondOutputs.STEMS, ALEF, 1.9)
    outputs = {(MEDIAL, 0): best, (MEDIAL, 1): losing, (MEDIAL, 2): between}
    accepted = second_outputs._accepted(outputs, Counter())
    assert accepted == [word.proposal for word in best + between]


def test_codes_of_a_spelling_tell_the_place_of_the_output(kept: Decoder) -> None:
    items = itemize(shown("نشرت"), kept.symbols)
    spelling = items.codes.tobytes(), 1
    token = kept.lm.token_id("نشرت")
    word = second_outputs._word(kept, {spelling: []}, (MEDIAL, kept.space), Proposal(spelling, token, 3.0))
    assert word.behind == REH
    assert word.stem == items.codes[:3].tobytes()
