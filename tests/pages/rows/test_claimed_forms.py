"""Words that aren't read as the claimed presentation forms join."""

import pytest

from warraq.model.line import Line, Word
from warraq.pages.rows.claimed_forms import find, shows

MEEM, LAM, YEH, WAW, NOON = "\u0645\u0644\u064a\u0648\u0646"
INI_MEEM, MED_LAM, FIN_YEH, MED_YEH = "\ufee3\ufee0\ufef2\ufef4"


@pytest.mark.parametrize(
    ("text", "claim"),
    [
        (MEEM + LAM + YEH, INI_MEEM + MED_LAM + FIN_YEH),
        # A final letter may be claimed by the letter itself, which tells no form.
        (MEEM + LAM + YEH, INI_MEEM + MED_LAM + YEH),
        # The claim names other letters: it is wrong, and tells nothing.
        (WAW + NOON, INI_MEEM + MED_LAM),
        # An abbreviation drawn with a tatweel after it, and one whose marks are of its own glyph.
        ("\u0647", "\ufeeb\u0640"),
        ("\u0645\u064e\u0646", "\ufee3\u064e\ufee6"),
        # Faces draw all forms of tah alike.
        ("\u0637\u0644\u0628", "\ufec1\ufee0\ufe90"),
        # A ligature tells how its last letter joins.
        ("\u0644\u0627", "\ufefb"),
        ("\u0627\u0644\u0644\u0647", "\ufdf2"),
        ("abc", "abc"),
        ("", ""),
    ],
)
def test_what_shows_the_claimed_forms(text: str, claim: str) -> None:
    assert shows(text, claim)


@pytest.mark.parametrize(
    ("text", "claim"),
    [
        # Two halves of a word: the first ends in a letter that joins on, the second begins with one that is joined.
        (MEEM + LAM + YEH, INI_MEEM + MED_LAM + MED_YEH),
        ("\u0647\u0649", "\ufeea\ufeef"),
        # A ligature that joins on, where the word ends.
        ("\u0644\u062c", "\ufedf\ufea0"),
    ],
)
def test_what_does_not(text: str, claim: str) -> None:
    assert not shows(text, claim)


def test_a_page_with_broken_words_says_which() -> None:
    cut = Word(MEEM + LAM + YEH, INI_MEEM + MED_LAM + MED_YEH)
    rest = Word(WAW + NOON, WAW + "\ufee5")
    lines = [Line(1, (rest,)), Line(2, (cut, rest)), Line(2, (cut,))]
    (finding,) = find(lines, [word.original for word in (cut, rest)])
    assert (finding.fault, finding.subject, finding.where, finding.score) == ("other_forms", "page", "2", 0.2)
    assert finding.detail.endswith(f"letters: {cut.text} (2 in all)")
