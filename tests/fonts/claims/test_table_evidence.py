"""What a font's own tables say: its substitutions, and all tables weighed together."""

from __future__ import annotations

import pytest

from tests.decipher.glyph.tiny_fonts import font, program
from warraq.config import EVIDENCE
from warraq.fonts.claims import gsub, table_evidence
from warraq.fonts.claims.table_evidence import SETTLED

BEH, LAM, ALEF, KEHEH, FARSI_YEH = "\u0628", "\u0644", "\u0627", "\u06a9", "\u06cc"
YEH, MAKSURA = "\u064a", "\u0649"

GLYPHS = ("beh", "beh.init", "lam", "lam.init", "alef", "alef.fina", "lam_alef", "beh.swash", "mirrored", "stray")
CMAP = {ord(BEH): "beh", ord(LAM): "lam", ord(ALEF): "alef"}
FEATURES = """
languagesystem DFLT dflt;
languagesystem arab dflt;
feature init { sub beh by beh.init; sub lam by lam.init; } init;
feature fina { sub alef by alef.fina; } fina;
feature rlig { sub lam.init alef.fina by lam_alef; } rlig;
feature salt { sub beh.init from [beh.swash]; } salt;
feature rtlm { sub beh by mirrored; } rtlm;
"""
#: glyph indices of GLYPHS start at 1
GID = {name: number for number, name in enumerate(GLYPHS, start=1)}
BY_CMAP = {GID["beh"]: BEH, GID["lam"]: LAM, GID["alef"]: ALEF}


def test_substitutions_name_the_forms_that_the_cmap_does_not_list() -> None:
    texts = gsub.readings(font(program(GLYPHS, CMAP, FEATURES), codes=tuple(GID.values()), cmap=BY_CMAP), GID.values())
    assert texts == {
        GID["beh.init"]: BEH,
        GID["lam.init"]: LAM,
        GID["alef.fina"]: ALEF,
        GID["lam_alef"]: LAM + ALEF,
        GID["beh.swash"]: BEH,
    }


def test_a_font_without_substitutions_says_nothing() -> None:
    assert gsub.readings(font(program(GLYPHS, CMAP), codes=(2,), cmap=BY_CMAP), (2,)) == {}
    assert gsub.readings(font(None, codes=(2,), cmap=BY_CMAP), (2,)) == {}
    assert gsub.readings(font(b"\0\1\0\0 crippled", codes=(2,), cmap=BY_CMAP), (2,)) == {}


def test_a_glyph_of_two_letters_is_a_candidate_for_both_and_settles_nothing() -> None:
    glyphs = ("beh", "lam", "tooth")
    features = "feature medi { sub beh by tooth; sub lam by tooth; } medi;"
    made = font(program(glyphs, {ord(BEH): "beh", ord(LAM): "lam"}, features), codes=(1, 2, 3), cmap={1: BEH, 2: LAM})
    assert gsub.candidates(made, (3,)) == {3: frozenset({BEH, LAM})}
    assert gsub.readings(made, (3,)) == {}


@pytest.mark.parametrize(
    ("listed", "feature", "form", "text"),
    [
        ("\ufbff", "salt", "swash", YEH),  # by the code point
        (FARSI_YEH, "init", "init", YEH),  # by the feature
        (FARSI_YEH, "medi", "medi", YEH),
        (FARSI_YEH, "fina", "fina", MAKSURA),
    ],
)
def test_joined_forms_of_farsi_yeh_show_the_dots_of_yeh(listed: str, feature: str, form: str, text: str) -> None:
    features = f"feature {feature} {{ sub letter by letter.{form}; }} {feature};"
    made = font(
        program(("letter", f"letter.{form}"), {ord(listed): "letter"}, features), codes=(1, 2), cmap={1: listed}
    )
    assert table_evidence.table_evidence(made, (2,), EVIDENCE)[2].text == text


def test_tables_that_agree_settle_a_code_and_tables_that_differ_leave_it_open() -> None:
    made = font(None, codes=(1, 2), cmap={1: BEH, 2: BEH}, names={1: "uni0628", 2: "uni0644"})
    evidence = table_evidence.table_evidence(made, (1, 2), EVIDENCE)
    assert evidence[1].probability >= SETTLED
    assert evidence[2].probability < SETTLED
    assert set(evidence[2].scores) == {BEH, LAM}


def test_evidence_that_is_left_out_is_not_heard() -> None:
    made = font(None, codes=(1,), cmap={1: BEH}, names={1: "uni0644"})
    assert table_evidence.table_evidence(made, (1,), EVIDENCE - {"font_cmap"})[1].text == LAM
    assert table_evidence.table_evidence(made, (1,), EVIDENCE - {"glyph_name"})[1].text == BEH
    assert table_evidence.table_evidence(made, (1,), frozenset()) == {}


@pytest.mark.parametrize(
    ("claim", "listed", "text"),
    [
        (None, KEHEH, "\u0643"),
        (None, FARSI_YEH, "\u0649"),
        (None, "\ufbfe", "\u064a"),
        ("\u0649", "\ufbfe", "\u064a"),  # inside words it has dots
        ("\u0649", FARSI_YEH, "\u0649"),
        (FARSI_YEH, "\ufbfe", FARSI_YEH),
        (KEHEH, KEHEH, KEHEH),
        ("\u0643", KEHEH, "\u0643"),
        (KEHEH, "\u0643", KEHEH),
        (None, "\u217c", "l"),  # a Roman numeral, drawn as the letter
        (None, "\u2164", "V"),
        (None, "\u2161", "\u2161"),
        ("\u217c", "\u217c", "\u217c"),
    ],
)
def test_letters_that_share_a_glyph_are_read_as_claimed_or_as_arabic(claim: str | None, listed: str, text: str) -> None:
    made = font(None, codes=(1,), claims={1: claim} if claim else {}, cmap={1: listed})
    assert table_evidence.table_evidence(made, (1,), EVIDENCE)[1].text == text


@pytest.mark.parametrize(
    ("name", "text"),
    [
        ("uni06CC.init", "\u064a"),
        ("uni06CC.medi", "\u064a"),
        ("uni06CC.fina", "\u0649"),
        ("uniFBFE.long1", "\u064a"),
        ("uniFBFF.long4", "\u064a"),
        ("uniFBFD.long1", "\u0649"),
        ("uni06CC", "\u0649"),
        ("uni06CC_uni0646.fina", "\u064a\u0646"),
        ("uni0636_uni06CC.fina", "\u0636\u0649"),
        ("uni06F4", "\u0664"),
        ("fi", "fi"),
    ],
)
def test_persian_names_read_as_the_arabic_letters_that_are_drawn(name: str, text: str) -> None:
    assert table_evidence.table_evidence(font(None, codes=(1,), names={1: name}), (1,), EVIDENCE)[1].text == text


@pytest.mark.parametrize(
    ("claim", "name", "text"),
    [
        ("\ufd3e", "parenright", "\ufd3e"),
        ("\ufd3f", "parenright", "\ufd3f"),  # mirrored
        ("\ufd3e", "bracketleft", "["),
        ("[", "parenleft", "("),
        (")", "parenleft", "("),
        (None, "parenleft", "("),
    ],
)
def test_ornate_parentheses_are_named_like_plain_ones(claim: str | None, name: str, text: str) -> None:
    made = font(None, codes=(1, 2), claims={1: claim} if claim else {}, names={1: name, 2: "uni0627"})
    assert table_evidence.table_evidence(made, (1, 2), EVIDENCE)[1].text == text


def test_an_alef_that_claims_a_hamza_is_still_an_alef() -> None:
    made = font(None, codes=(1,), claims={1: "\u0623"}, names={1: "uni0627"})
    assert table_evidence.table_evidence(made, (1,), EVIDENCE)[1].text == "\u0627"
