"""What a kind of evidence adds to candidates replaces what it added before."""

from __future__ import annotations

import numpy as np

from warraq.decipher.glyph.candidates.candidates import Candidates
from warraq.decipher.glyph.evidence.contributions import Contributions
from warraq.decipher.glyph.parameters import ANY_FORM


def candidates(*outline: float) -> Candidates:
    return Candidates(np.arange(len(outline)), np.full(len(outline), ANY_FORM), np.array(outline))


def test_what_is_said_replaces_what_was_said_before() -> None:
    contributions, one, other = Contributions(), candidates(0.0, -1.0), candidates(-5.0)
    begins = np.array([0, 2, 3])
    assert contributions.replace([7, 3], [one, other], begins, np.array([-2.0, 0.0, -4.0]))
    assert contributions.replace([7, 3], [one, other], begins, np.array([-3.0, 0.0, -4.0]))
    assert one.outline.tolist() == [-3.0, -1.0]
    assert other.outline.tolist() == [-9.0]
    assert contributions.of(7).tolist() == [-3.0, 0.0]


def test_candidates_that_are_new_were_charged_with_nothing() -> None:
    contributions, added = Contributions(), candidates(0.0)
    assert contributions.replace([0], [added], np.array([0, 1]), np.array([-2.0]))
    added.add([9], ANY_FORM, [0.0])
    assert contributions.replace([0], [added], np.array([0, 2]), np.array([-2.0, -1.0]))
    assert added.outline.tolist() == [-2.0, -1.0]


def test_a_sign_that_hardly_changes_keeps_what_it_has_and_is_told_so() -> None:
    contributions, new, other = Contributions(), candidates(0.0, 0.0), candidates(0.0)
    begins = np.array([0, 2, 3])
    assert not contributions.replace([0, 1], [new, other], begins, np.array([0.0, -0.1, 0.1]), least=0.1)
    assert contributions.replace([0, 1], [new, other], begins, np.array([0.05, -0.2, 0.1]), least=0.1)
    assert new.outline.tolist() == [0.05, -0.2]
    assert other.outline.tolist() == [0.0]
    assert contributions.of(1).size == 0


def test_without_signs_nothing_changes() -> None:
    assert not Contributions().replace([], [], np.zeros(1, np.int64), np.zeros(0))
