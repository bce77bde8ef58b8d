"""What the claims of a sign come to."""

from __future__ import annotations

from pipeline.decipher.glyph.fuse import commonest
from pipeline.decipher.glyph.solve import hamza_of, telling


def test_the_claim_that_is_made_most_often_counts_and_of_equal_ones_the_least() -> None:
    assert commonest({"\u0628": 1, "\u062a": 3, "\u062b": 2}) == "\u062a"
    assert commonest({"\u062b": 2, "\u062a": 2, "\u0628": 1}) == "\u062a"
    assert commonest({"\u0628": 1}) == "\u0628"


def test_claims_that_say_nothing_are_left_out() -> None:
    claims = {"\u0628": 1, "\ufffd": 5, "\ue000": 2}
    assert telling(claims) == {"\u0628": 1}
    assert telling({"\ufffd": 5}) == {}
    assert telling(all_tell := {"\u0628": 1, "\u062a": 2}) == all_tell


def test_a_hamza_that_claims_the_letter_of_its_cluster_claims_itself() -> None:
    above, below = "\N{ARABIC HAMZA ABOVE}", "\N{ARABIC HAMZA BELOW}"
    assert hamza_of({"\u0623": 3, "\ufe83": 1, "\u0625": 2}) == {above: 4, below: 2}
    kept = {"\u0627": 2, "\u064e": 1, "\u0644\u0623": 1, "": 4, " ": 1}
    assert hamza_of(kept) == kept
