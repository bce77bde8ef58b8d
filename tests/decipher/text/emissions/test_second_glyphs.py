"""Letters of one shape tell together beside which others their font has a second glyph."""

from __future__ import annotations

import math
from collections.abc import Iterable

import numpy as np
import pytest
from numpy.typing import NDArray

from tests.decipher.text.emissions.test_emissions import CHANNEL, NUMBER, reading
from warraq.decipher.text import parameters
from warraq.decipher.text.emissions import emissions, second_glyphs
from warraq.decipher.text.emissions.second_glyphs import KINDS, SecondGlyph, opened
from warraq.language.model import LanguageModel
from warraq.language.units import COUNT, UNIT_OF
from warraq.language.words import harakat

SYMBOLS = 30
#: What is seen of letters: (letter, those beside it, symbol, how often beside each).
Seen = tuple[str, str, int, float]
#: Joining letters that stand beside others; before the first of them beh and teh have another glyph.
SECOND, FIRST = "رزمه", "لسكفعصط"
NO_GLYPH = np.zeros((COUNT, COUNT, SYMBOLS))
BEH, TEH, THEH = (UNIT_OF[letter, "ini"] for letter in "بتث")


def table(*seen: Seen) -> NDArray[np.float64]:
    """[COUNT, COUNT, SYMBOLS] counts of initial letters by the final letter beside."""
    counts = NO_GLYPH.copy()
    for letter, beside, symbol, often in seen:
        for other in beside:
            counts[UNIT_OF[letter, "ini"], UNIT_OF[other, "fin"], symbol] += often
    return counts


def medial(*seen: Seen) -> NDArray[np.float64]:
    """The same of medial letters."""
    initial = table(*seen)
    counts = NO_GLYPH.copy()
    for letter in "بت":
        counts[UNIT_OF[letter, "med"]] = initial[UNIT_OF[letter, "ini"]]
    return counts


BEH_SEEN: tuple[Seen, ...] = (("ب", SECOND, 1, 3.0), ("ب", FIRST, 2, 3.0))


def second_glyph(*seen: Seen) -> SecondGlyph:
    (glyph,) = second_glyphs.second_glyphs(table(*seen), NO_GLYPH)
    return glyph


def likely(glyph: SecondGlyph) -> set[str]:
    """The final letters beside which the second glyph stands."""
    return {letter for letter in SECOND + FIRST if glyph.share[1, UNIT_OF[letter, "fin"]] > 0.9}


def test_the_second_glyph_stands_where_an_output_is_another() -> None:
    glyph = second_glyph(*BEH_SEEN)
    assert likely(glyph) == set(SECOND)
    assert glyph.by_next and glyph.units == (BEH,) and glyph.gain > parameters.SecondGlyphs.SECOND_GLYPH


def test_what_was_hardly_seen_makes_no_second_glyph(monkeypatch: pytest.MonkeyPatch) -> None:
    seen = table(("ب", "ر", 1, 2.0), ("ب", FIRST, 2, 3.0))
    assert not second_glyphs.second_glyphs(seen, NO_GLYPH)
    monkeypatch.setattr(parameters.SecondGlyphs, "SECOND_GLYPH", 0.0)
    assert likely(second_glyphs.second_glyphs(seen, NO_GLYPH)[0]) == {"ر", "ز"} & set(SECOND)


def test_letters_beside_which_little_was_seen_of_the_second_glyph_stay_with_the_first(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    seen: list[Seen] = [*BEH_SEEN, ("ب", "ن", 1, 0.02)]
    noon = UNIT_OF["ن", "fin"]
    assert second_glyph(*seen).share[1, noon] < 0.5
    monkeypatch.setattr(parameters.SecondGlyphs, "KIND", 0.0)
    assert second_glyph(*seen).share[1, noon] > 0.5


def test_the_letter_before_may_choose() -> None:
    (glyph,) = second_glyphs.second_glyphs(medial(("ب", "رلمك", 2, 3.0)), medial(*BEH_SEEN))
    assert not glyph.by_next and likely(glyph) == set(SECOND)


def test_the_side_that_tells_more_is_the_one_that_chooses() -> None:
    mixed = medial(("ب", "ر", 1, 3.0), ("ب", SECOND[1:] + FIRST, 2, 3.0))
    for by_next in (True, False):
        sides = (medial(*BEH_SEEN), mixed)
        (glyph,) = second_glyphs.second_glyphs(*(sides if by_next else sides[::-1]))
        assert glyph.by_next is by_next


@pytest.mark.parametrize("often", [3.0, 100.0])
def test_a_letter_with_one_output_or_with_errors_everywhere_has_no_second_glyph(often: float) -> None:
    one = table(("ب", SECOND + FIRST, 1, often))
    assert not second_glyphs.second_glyphs(one, NO_GLYPH)
    errors = table(("ب", SECOND + FIRST, 1, often), ("ب", SECOND + FIRST, 2, often / 10))
    assert not second_glyphs.second_glyphs(errors, NO_GLYPH)


def test_letters_that_are_alike_tell_together() -> None:
    seldom: list[Seen] = [(letter, SECOND[k::2], 3 + k, 0.8) for k, letter in enumerate("بت")]
    usual: list[Seen] = [("ب", FIRST, 1, 2.0), ("ت", FIRST, 2, 2.0)]
    for k in range(2):
        alone = second_glyphs.second_glyphs(table(seldom[k], usual[k]), NO_GLYPH)
        assert not any(likely(glyph) == set(SECOND) for glyph in alone)
    assert likely(second_glyph(*seldom, *usual)) == set(SECOND)


def test_beside_a_letter_that_was_not_met_its_shape_tells() -> None:
    seen = table(("ب", "رمه", 1, 3.0), ("ب", FIRST, 2, 3.0))
    (glyph,) = second_glyphs.second_glyphs(seen, NO_GLYPH)
    reh, zain, meem, alef = (UNIT_OF[letter, "fin"] for letter in "رزما")
    assert glyph.share[1, zain] == glyph.share[1, reh] > 0.9
    usual = seen[BEH].sum(0) / seen[BEH].sum()
    shown = glyph.outputs(seen[BEH], usual, np.zeros(SYMBOLS))
    assert shown[zain, 1] > 0.9 and shown[meem, 1] > 0.9
    # of a shape that was met beside none of them as much as in all
    assert 0.1 < shown[alef, 1] < 0.6


def test_a_letter_that_was_not_seen_as_its_second_glyph_may_come_out_as_anything_there() -> None:
    seen = table(*BEH_SEEN, ("ت", FIRST, 4, 3.0), ("ث", FIRST, 6, 3.0), ("ث", SECOND, 6, parameters.SecondGlyphs.SEEN))
    (glyph,) = second_glyphs.second_glyphs(seen, NO_GLYPH)
    usual = seen.sum(1) / np.maximum(seen.sum((1, 2))[:, None], 1e-9)
    may = np.zeros((COUNT, SYMBOLS))
    may[:, 9] = 1.0
    shares = opened([glyph], seen, NO_GLYPH, usual, may)
    assert shares[TEH, 9] == pytest.approx(parameters.SecondGlyphs.OPENED) and shares[TEH, 4] == pytest.approx(
        1 - parameters.SecondGlyphs.OPENED
    )
    assert shares[TEH, 9] > 0.1
    assert shares[BEH, 9] == shares[THEH, 9] == 0.0
    reh, lam = UNIT_OF["ر", "fin"], UNIT_OF["ل", "fin"]
    shown = {unit: glyph.outputs(seen[unit], shares[unit], may[unit]) for unit in (BEH, TEH)}
    assert shown[TEH][reh, 9] > 0.4 > 0.05 > shown[TEH][lam, 9]
    assert shown[BEH][reh, 9] == 0.0


def test_a_glyph_does_not_tell_what_comes_out_in_many_ways() -> None:
    seen = table(*BEH_SEEN, ("ت", SECOND, 3, 3.0), ("ت", FIRST, 4, 3.0), ("ت", SECOND + FIRST, 5, 0.5))
    (glyph,) = second_glyphs.second_glyphs(seen, NO_GLYPH)
    assert glyph.tells(seen[BEH]) and not glyph.tells(seen[TEH])


@pytest.mark.parametrize(("form", "by_next"), [("ini", False), ("fin", True)])
def test_a_letter_that_does_not_join_chooses_no_glyph(form: str, by_next: bool) -> None:
    seen = NO_GLYPH.copy()
    seen[UNIT_OF["ب", form]] = table(*BEH_SEEN)[BEH]
    sides = (seen, NO_GLYPH) if by_next else (NO_GLYPH, seen)
    assert not second_glyphs.second_glyphs(*sides)


def test_emissions_know_where_the_second_glyph_stands() -> None:
    def shown(words: Iterable[str], second: str) -> list[tuple[str, str]]:
        return [(word.replace("بر", second + "ر").replace("بد", second + "د"), word) for word in words]

    usual = ["البيت", "السبب", "السبيل", "النبي", "القبول", "الطبع", "السبعة", "القبلة", "لبس", "جبل", "كبش"]
    other = ["الخبر", "الصبر", "القبر", "الجبر", "الكبرى", "العبرة", "العبد", "كبد", "المعبد"]
    readings = [reading(*pair) for pair in shown([*usual, *other], "م")]
    counts = emissions.count(
        readings, emissions.from_channel(CHANNEL, {}), harakat.kinds_of_words(LanguageModel.load())
    )
    known = emissions.from_counts(counts, CHANNEL, {}, emissions.Smoothing(trust=0.1), settled=True)
    beh, zain, lam = UNIT_OF["ب", "med"], UNIT_OF["ز", "fin"], UNIT_OF["ل", "fin"]
    assert known.after[beh, zain, NUMBER["م"]] > -0.2 > -2.0 > known.after[beh, zain, NUMBER["ب"]]
    assert known.after[beh, lam, NUMBER["ب"]] > known.after[beh, lam, NUMBER["م"]]


def test_a_letter_that_hides_its_second_glyph_may_show_it_behind_every_letter() -> None:
    usual = ["البيت", "السبب", "السبيل", "النبي", "القبول", "السبعة", "القبلة", "لبس", "جبل", "كبش"]
    other = ["الخبر", "الصبر", "القبر", "الجبر", "الكبرى", "العبرة", "العبد", "كبد", "المعبد"]
    shown = [(word.replace("بر", "مر").replace("بد", "مد"), word) for word in (*usual, *other)]
    shown += [(word.replace("س", " "), word) for word in ("السماء", "السوق", "السيد", "السلام", "السكن") * 4]
    plain = ["الكتب", "الفتح", "المتعة", "القتل", "الستة", "المتن"]
    readings = [reading(*pair) for pair in (*shown, *((word, word) for word in plain))]
    counts = emissions.count(
        readings, emissions.from_channel(CHANNEL, {}), harakat.kinds_of_words(LanguageModel.load())
    )
    known = emissions.from_counts(counts, CHANNEL, {}, emissions.Smoothing(trust=0.1), settled=True)
    teh = UNIT_OF["ت", "med"]
    symbols = np.flatnonzero(known.own[teh] > np.log(0.004))
    assert len(symbols) > 1
    for before in "كف":
        given = known.before[teh, UNIT_OF[before, "med"], symbols]
        assert given == pytest.approx(known.own[teh, symbols])


@pytest.mark.parametrize("x", [0.001, 0.01, 0.3, 1.0, 2.5, 40.0, 3000.0])
def test_the_gamma_function_is_exact_enough(x: float) -> None:
    assert float(second_glyphs._log_gamma(np.array(x))) == pytest.approx(math.lgamma(x), abs=1e-6)


def test_letters_that_are_alike_without_dots_are_of_one_kind() -> None:
    kinds = {letter: KINDS[UNIT_OF[letter, "med"]] for letter in "بتنيسشم"}
    assert len({kinds[letter] for letter in "بتني"}) == 1
    assert len({kinds["ب"], kinds["س"], kinds["م"]}) == 3
    assert kinds["س"] == kinds["ش"] != KINDS[UNIT_OF["س", "ini"]]
    assert KINDS[0] == ("", "boundary")
    assert len(KINDS) == COUNT
