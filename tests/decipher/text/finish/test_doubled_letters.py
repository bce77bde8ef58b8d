"""Letters that an extractor took for one that is printed twice: told by the channel, and given room."""

from __future__ import annotations

import numpy as np
import pytest

from tests.decipher.text.cipher import encipher, plain_lines, random_channel
from tests.decipher.text.lattice.test_decoder import decoder, known_channel
from warraq.decipher.text.channel import restore
from warraq.decipher.text.document.dump_words import words_of
from warraq.decipher.text.document.rounds import ROUNDS
from warraq.decipher.text.document.solver import CleanUse, Solver
from warraq.decipher.text.dump.items import ECHO_SIGN, HARD, JOIN_SIGN, SOFT_SIGN, itemize
from warraq.decipher.text.dump.segments import Segment
from warraq.decipher.text.finish import doubled_letters
from warraq.decipher.text.finish.doubled_letters import shown_beside, taken_for_one, with_echoes
from warraq.decipher.text.lattice.decoder import Decoder
from warraq.decipher.text.order.order_confidence import letters_of
from warraq.decipher.text.order.orders import Ordered
from warraq.decipher.text.records import Emissions
from warraq.language.units import UNIT_OF, UNITS

REH, ALEF, WAW = UNIT_OF["\u0631", "fin"], UNIT_OF["\u0627", "iso"], UNIT_OF["\u0648", "iso"]
#: The reh at the end of a letter group comes out as an alef, the initial jeem as a space.
OUTPUTS = [
    " " if unit == ("\u062c", "ini") else "\u0627" if unit == ("\u0631", "fin") else unit[0][:1] for unit in UNITS
]


def with_loss(beside: dict[int, float]) -> Decoder:
    """A channel of ``OUTPUTS`` in which a reh is a space before units in such shares."""
    lossy = decoder(OUTPUTS, "")
    space = lossy.symbols[" "]
    after = lossy.emissions.after.copy()
    for unit, share in beside.items():
        after[REH, unit] = np.log(1e-9)
        after[REH, unit, lossy.symbols["\u0627"]] = np.log(1 - share)
        after[REH, unit, space] = np.log(share)
    e = lossy.emissions
    emissions = Emissions(e.own, after, e.before, e.split, e.marks)
    return Decoder(lossy.lm, emissions, lossy.symbols, lossy.settings)


def pairs_of(decoder: Decoder) -> list[tuple[int, int, int]]:
    return [tuple(row) for row in taken_for_one(decoder.emissions, decoder.space).tolist()]


def test_a_letter_that_is_a_space_before_those_of_its_own_character_was_taken_for_one() -> None:
    lossy = with_loss({ALEF: 0.95})
    assert pairs_of(lossy) == [(REH, ALEF, lossy.symbols["\u0627"])]
    assert pairs_of(with_loss({})) == []
    assert pairs_of(with_loss({ALEF: 0.6})) == []


def test_a_letter_that_is_a_space_before_others_too_is_drawn_as_another_glyph() -> None:
    assert pairs_of(with_loss({ALEF: 0.95, WAW: 0.95})) == []


def test_a_letter_that_is_no_character_usually_was_not_taken_for_one() -> None:
    lossy = with_loss({ALEF: 0.95})
    lossy.emissions.own[REH] = np.log(1e-9)
    for character, share in ("\u0627", 0.4), ("\u0628", 0.3), ("\u062a", 0.3):
        lossy.emissions.own[REH, lossy.symbols[character]] = np.log(share)
    assert pairs_of(lossy) == []


def test_a_letter_that_is_a_space_usually_was_not_taken_for_one() -> None:
    lossy = with_loss({ALEF: 0.95})
    for unit in (REH, ALEF):
        lossy.emissions.own[unit] = np.log(1e-9)
        lossy.emissions.own[unit, lossy.space] = 0.0
    assert pairs_of(lossy) == []


def test_between_a_space_and_the_character_there_is_room_for_it() -> None:
    text = f"\u0627 \u0627\u0628 \u0628{SOFT_SIGN}\u0627"
    assert with_echoes([Segment(text)], {"\u0627"}) == [
        Segment(f"\u0627 {ECHO_SIGN}\u0627\u0628 \u0628{SOFT_SIGN}{ECHO_SIGN}\u0627")
    ]
    assert with_echoes([Segment("")], {"\u0627"}) == [Segment("")]


def test_the_room_is_for_the_character_behind_it() -> None:
    symbols = {" ": 0, "\u0627": 1, "\u0628": 2}
    items = itemize(f"\u0628 {ECHO_SIGN}\u0627", symbols)
    assert items.codes.tolist() == [2, 0, 1, 1]
    assert items.room.tolist() == [False, False, True, False]
    cut = itemize(f"\u0628 {ECHO_SIGN}{JOIN_SIGN}\u0627{ECHO_SIGN}", symbols)
    assert (cut.codes[2], cut.codes[-1]) == (HARD, HARD)


def test_a_lost_letter_is_read() -> None:
    word = "الإجرامية"
    lossy = with_loss({ALEF: 0.95})
    lost = encipher(word, OUTPUTS).replace(" \u0627\u0627", " \u0627")
    assert " \u0627" in lost
    (segment,) = with_echoes([Segment(lost)], {"\u0627"})
    opened = shown_beside(lossy.emissions, taken_for_one(lossy.emissions, lossy.space))
    roomy = Decoder(lossy.lm, opened, lossy.symbols, lossy.settings)
    path = roomy.decode(itemize(segment.text, roomy.symbols))
    assert [piece.text for piece in path.pieces] == [word]
    assert [piece.text for piece in roomy.decode(itemize(lost, roomy.symbols)).pieces] != [word]
    assert opened.after[REH, ALEF, lossy.symbols["\u0627"]] == pytest.approx(np.log(0.5))
    assert lossy.emissions.after[REH, ALEF, lossy.symbols["\u0627"]] < np.log(0.1)
    (read,) = words_of(Ordered((segment,), path, 0.0), ())
    assert ECHO_SIGN not in read.original


def test_a_dump_that_keeps_one_space_of_each_run_has_room_anyway() -> None:
    lossy = with_loss({ALEF: 0.95})
    solver = Solver([], [], lossy.lm, CleanUse(), {})
    solver.channel = known_channel(OUTPUTS)
    plain = solver.segments = [[Segment("\u0628 \u0627")]]
    solver.collapsed = True
    assert solver._with_room_for_lost(lossy.emissions) is lossy.emissions
    assert solver.segments == plain
    solver.collapsed = False
    assert solver._with_room_for_lost(lossy.emissions) is not lossy.emissions
    assert solver.segments == [[Segment(f"\u0628 {ECHO_SIGN}\u0627")]]


def test_letters_taken_for_one_are_looked_for_once_the_channel_is_settled(monkeypatch: pytest.MonkeyPatch) -> None:
    asked, original = [], doubled_letters.taken_for_one

    def looked_for(learnt: Emissions, space: int) -> doubled_letters.Pairs:
        asked.append(space)
        return original(learnt, space)

    monkeypatch.setattr(doubled_letters, "taken_for_one", looked_for)
    outputs = random_channel(11)
    restore("\n\n".join(encipher(line, outputs) for line in plain_lines()))
    assert len(asked) == sum(step.settled for step in ROUNDS) > 0


def test_room_is_no_letter_of_an_order() -> None:
    assert letters_of([Segment(f"\u0628 {ECHO_SIGN}\u0627")]) == "\u0628\u0627"
