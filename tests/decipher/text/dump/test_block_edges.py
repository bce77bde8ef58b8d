"""Cuts that no line shows are foreseen, where a dump's runs were cut at the blocks of its story."""

from __future__ import annotations

import numpy as np
import pytest
from numpy.typing import NDArray

from warraq.decipher.text import parameters
from warraq.decipher.text.dump.block_edges import ELSEWHERE, Cut, Elsewhere, Place, foreseen, likelihood

LINE = 90


def story(count: int, opens: bool = False) -> list[Place]:
    return [Place(LINE * k, LINE, opens or not k) for k in range(count)]


def cut(place: Place, phase: int) -> tuple[Cut, ...]:
    """Where blocks that end at ``phase``, and each 256 characters on, cut the line."""
    inside = (phase - place.start) % parameters.BlockEdges.BLOCK
    return (Cut(inside),) if 2 <= inside < place.length - 1 else ()


def evidence(places: list[Place], phases: list[int]) -> NDArray[np.float64]:
    return np.stack([likelihood(cut(p, phase), p.length) for p, phase in zip(places, phases, strict=True)])


def shares_of(places: list[Place], likelihoods: NDArray[np.float64]) -> NDArray[np.float64]:
    return foreseen(places, lambda elsewhere: likelihoods)[0]


def test_a_cut_speaks_for_a_block_that_ends_near_it() -> None:
    likelihoods = likelihood((Cut(40),), LINE)
    assert likelihoods.argmax() == 40
    assert likelihoods[38] > likelihoods[37] > 50 * likelihoods[60]
    assert likelihoods[40] > 0.2


def test_no_block_ends_before_the_second_letter_of_a_line() -> None:
    assert likelihood((Cut(3),), LINE)[:2] == pytest.approx(likelihood((Cut(60),), LINE)[:2])
    assert likelihood((Cut(3),), LINE)[2] > 10 * likelihood((Cut(60),), LINE)[2]
    assert likelihood((Cut(LINE - 2),), LINE)[LINE - 1 :] == pytest.approx(likelihood((Cut(40),), LINE)[LINE - 1 :])


def test_a_cut_that_was_read_says_more_exactly_where() -> None:
    read, counted = (
        likelihood((Cut(40),), LINE, ELSEWHERE[0], distances)
        for distances in (parameters.BlockEdges.READ, parameters.BlockEdges.COUNTED)
    )
    assert read[40] > 1.3 * counted[40]
    assert read[37] < 0.7 * counted[37]
    assert read.sum() == pytest.approx(counted.sum(), rel=0.01)


def test_what_no_block_cuts_is_cut_between_words() -> None:
    between, inside = (likelihood((Cut(40, inside),), LINE) for inside in (False, True))
    usual = ELSEWHERE[0]
    assert between[200] / inside[200] == pytest.approx(usual.between / usual.inside)
    assert between[40] == pytest.approx(inside[40])  # a block ends in a word as well


def test_a_line_that_was_cut_twice_pays_for_one_cut_if_a_block_ends_at_the_other() -> None:
    once, twice = likelihood((Cut(40),), LINE), likelihood((Cut(20), Cut(40)), LINE)
    assert twice[40] == pytest.approx(once[40] * ELSEWHERE[0].between)


def test_a_whole_line_speaks_against_a_block_that_ends_in_it() -> None:
    likelihoods = likelihood((), LINE)
    assert likelihoods[40] < 0.02 * likelihoods[200]
    assert likelihoods[200] == pytest.approx(1.0, abs=0.05)


def test_a_block_that_ends_beside_a_lines_end_cuts_nothing() -> None:
    likelihoods = likelihood((), LINE)
    assert likelihoods[[0, 1, LINE - 1, LINE]].tolist() == [likelihoods[200]] * 4


def test_lines_that_were_cut_tell_where_the_others_are() -> None:
    places = story(30)
    likelihoods = evidence(places, [130] * 30)
    likelihoods[12:18] = 1.0
    shares = shares_of(places, likelihoods)
    for k in range(12, 18):
        assert abs((shares[k].argmax() + places[k].start) % parameters.BlockEdges.BLOCK - 130) <= 1


def test_a_lines_own_cut_is_no_witness_for_itself() -> None:
    places = story(30)
    likelihoods = evidence(places, [130] * 30)
    line = next(k for k in range(10, 20) if cut(places[k], 130))
    shares = shares_of(places, likelihoods)
    likelihoods[line] = likelihood((Cut(10),), LINE)
    assert shares_of(places, likelihoods)[line] == pytest.approx(shares[line])
    assert (shares[line].argmax() + places[line].start) % parameters.BlockEdges.BLOCK == 130


def test_a_count_that_is_right_mostly_stays_so() -> None:
    places = story(30)
    likelihoods = evidence(places, [130] * 30)
    likelihoods[15] = 1.0
    shares = shares_of(places, likelihoods)[15]
    assert shares.max() > 2 * np.delete(shares, int(shares.argmax())).max() > 0


def test_less_is_known_across_the_start_of_a_block_of_text() -> None:
    known = evidence(story(30), [130] * 30)
    known[15:] = 1.0
    within, across = (
        shares_of([Place(p.start, p.length, not k or (opens and k == 15)) for k, p in enumerate(story(30))], known)[15]
        for opens in (False, True)
    )
    assert across.max() < 0.7 * within.max()


def test_a_count_that_drifts_is_followed() -> None:
    places = story(60)
    phases = [100 - k // 4 for k in range(60)]
    shares = shares_of(places, evidence(places, phases))
    off = [
        (int(row.argmax()) + p.start - phase) % parameters.BlockEdges.BLOCK
        for row, p, phase in zip(shares, places, phases, strict=True)
    ]
    assert all(min(x, parameters.BlockEdges.BLOCK - x) <= 4 for x in off[5:-5])


def test_what_stands_between_two_blocks_of_text_can_be_anything() -> None:
    places = [Place(p.start, p.length, k == 30 or not k) for k, p in enumerate(story(60))]
    phases = [40] * 30 + [200] * 30
    shares = shares_of(places, evidence(places, phases))
    assert (shares[50].argmax() + places[50].start) % parameters.BlockEdges.BLOCK == 200
    assert (shares[10].argmax() + places[10].start) % parameters.BlockEdges.BLOCK == 40


@pytest.mark.parametrize("count", [1, 20])
def test_without_evidence_every_place_is_as_likely(count: int) -> None:
    shares = shares_of(story(count), np.ones((count, parameters.BlockEdges.BLOCK)))
    assert shares == pytest.approx(np.full((count, parameters.BlockEdges.BLOCK), 1 / parameters.BlockEdges.BLOCK))


def test_lines_that_were_cut_anywhere_are_told_from_those_cut_at_blocks() -> None:
    places = story(60)
    anywhere: list[tuple[Cut, ...]] = [(Cut((37 * k) % 80 + 4, bool(k % 6 - 1)),) if k % 3 else () for k in range(60)]
    at_blocks: list[tuple[Cut, ...]] = [cut(place, 130) for place in places]

    def shares_among(cuts: list[tuple[Cut, ...]]) -> tuple[NDArray[np.float64], Elsewhere]:
        return foreseen(places, lambda elsewhere: np.stack([likelihood(c, LINE, elsewhere) for c in cuts]))

    shares, elsewhere = shares_among(at_blocks)
    assert shares.max(axis=1).mean() > 0.2
    assert elsewhere == ELSEWHERE[0]
    shares, elsewhere = shares_among(anywhere)
    assert shares == pytest.approx(np.full((60, parameters.BlockEdges.BLOCK), 1 / parameters.BlockEdges.BLOCK))
    assert elsewhere != ELSEWHERE[0]
