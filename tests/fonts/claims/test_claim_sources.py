"""The sources: claims, cmap and glyph names, and when two of them agree."""

import pytest

from tests.diagnose.fonts import font
from warraq.fonts.claims import font_cmap, glyph_name
from warraq.fonts.claims.claim_sources import agree, by_program, claimed
from warraq.fonts.names.glyph_names import text_of_name
from warraq.model.font import Font


def test_claims_are_letters_in_logical_order() -> None:
    claims = {1: "\ufefb", 2: "\ufe91", 3: " ", 4: "\u00a0", 5: "A"}
    assert claimed(font(claims), claims) == {1: "\u0644\u0627", 2: "\u0628", 3: " ", 4: " ", 5: "A"}


@pytest.mark.parametrize("useless", ["\ufffd", "\ue811", "\x03", "\u0628\ufffd", "\ufe73"])
def test_claims_that_no_glyph_can_show_are_absent(useless: str) -> None:
    assert claimed(font({1: useless}), [1, 2]) == {}


def test_a_simple_font_without_to_unicode_claims_by_name() -> None:
    made = font({}, composite=False)
    named = Font(
        **{**{f: getattr(made, f) for f in made.__slots__}, "code_to_name": {65: "afii57415", 66: "g3", 67: "A"}}
    )
    assert claimed(named, [65, 66, 67]) == {65: "\u0627", 67: "A"}


def test_the_cmap_reads_the_glyph_of_the_code() -> None:
    assert font_cmap.readings(font({}, {1: "\ufe91", 2: "\ue000"}), [1, 2, 3]) == {1: "\u0628"}


def test_names_of_the_encoding_come_before_those_of_the_program() -> None:
    made = font({}, names={1: "beh-ar.init", 2: "glyph00002"})
    assert glyph_name.readings(made, [1, 2]) == {1: "\u0628"}


@pytest.mark.parametrize(
    ("claim", "used"),
    [("\u0645", False), (None, False), ("\U0001ee0c", True)],  # meem, and the symbol of formulas
)
def test_symbols_of_formulas_are_heard_where_the_file_claims_some(claim: str | None, used: bool) -> None:
    claims = {1: claim} if claim else {}
    assert font_cmap.readings(font(claims, {1: "\U0001ee2c"}), [1]) == ({1: "\U0001ee2c"} if used else {})
    named = font(claims, names={1: "u1EE2C"})
    assert glyph_name.readings(named, [1]) == ({1: "\U0001ee2c"} if used else {})
    assert by_program(named, [1]) == ({1: "\U0001ee2c"} if used else {})


def test_latin_slots_of_an_old_arabic_face_are_not_heard() -> None:
    made = font({1: "\u0639", 2: "A"}, {1: "\u0178", 2: "A"}, {1: "Ydieresis", 2: "A"})
    assert font_cmap.readings(made, [1, 2]) == {2: "A"}
    assert glyph_name.readings(made, [1, 2]) == {2: "A"}


def test_other_latin_slots_of_such_a_face_are_no_latin_characters_either() -> None:
    made = font({1: "\u0639", 2: "\u0645", 3: "."}, {1: "\u0178", 2: "\u00c2", 3: "\u00c6"})
    assert font_cmap.readings(made, [1, 2, 3]) == {}


def test_the_latin_glyph_that_was_given_a_whole_run_is_heard() -> None:
    made = font({1: "\u0639A", 2: "\u0639"}, {1: "A", 2: "B"})
    assert font_cmap.readings(made, [1, 2]) == {1: "A"}


@pytest.mark.parametrize(
    ("name", "text"),
    [
        ("uni0628.init", "\u0628"),
        ("uniFEFB", "\u0644\u0627"),
        ("uni0644_uni0627.fina", "\u0644\u0627"),
        ("uni06440627", "\u0644\u0627"),
        ("u0628", "\u0628"),
        ("u1EE00", "\U0001ee00"),
        ("afii57415", "\u0627"),
        ("lam_alef-ar.fina", "\u0644\u0627"),
        ("lam_alefHamzaabove-ar.isol", "\u0644\u0623"),
        ("behDotless-ar.medi", "\u066e"),
        ("zain.ar.fina", "\u0632"),
        ("comma.ar", "\u060c"),
        ("five.fa", "\u06f5"),
        ("uni05D0.ar.fina", "\u0627"),  # what tools make of alef, kaf and ain, which are letters of other scripts
        ("uni05DB.ar.init", "\u0643"),
        ("uni1D25.ar.medi", "\u0639"),
        ("lam_uni05D0.ar", "\u0644\u0627"),
        ("uni0644_uni0627-ar", "\u0644\u0627"),
        ("uni05D0", "\u05d0"),
        ("alefMaksura-ar", "\u0649"),
        ("tehMarbuta-ar.fina", "\u0629"),
        ("teh_marbuta", "\u0629"),
        ("Arabic_Beh_init", "\u0628"),
        ("yehFarsi-ar.init", "\u06cc"),
        ("shaddaFatha-ar", "\u0651\u064e"),
        ("behinitialarabic", "\u0628"),
        ("alef", "\u0627"),
        ("kaf.fina", "\u0643"),
        ("hamza.fina", "\u0621"),
        ("hamza.above", "\u0654"),
        ("hamza.below.l1", "\u0655"),
        ("one-ar", "\u0661"),
        ("two-persian", "\u06f2"),
        ("comma-ar", "\u060c"),
        ("parenleft-ar", "\ufd3e"),
        ("parenright", ")"),
        ("kashida-ar", "\u0640"),
        ("eight", "8"),
        ("space", " "),
        ("dalet", "\u05d3"),
        ("beh#1", "\u0628"),
        ("teh_yeharabic.lig", "\u062a\u064a"),
    ],
)
def test_glyph_names(name: str, text: str) -> None:
    assert text_of_name(name) == text


@pytest.mark.parametrize(
    "name",
    [
        "g12",
        "gid00012",
        "glyph123",
        "cid00004",
        ".notdef",
        "a17",
        "uniE811",
        "index5",
        "",
        "G0A",
        "beh_nosuch-ar",
        "nosuch_yeharabic",
        "uniFE73",  # the tail of a seen: a part of a letter
    ],
)
def test_names_that_say_nothing(name: str) -> None:
    assert text_of_name(name) is None


@pytest.mark.parametrize(
    ("a", "b"),
    [
        ("\u0628", "\u0628"),
        ("2", "\u0662"),
        ("\ufd3e", "("),
        ("\u06f2", "\u0662"),
        ("\u06cc", "\u064a"),
        ("\u06cc", "\u0649"),
        ("\u06a9", "\u0643"),
        ("\u0644\u0644\u0647", "\u0644"),  # a cluster's claim on one of its glyphs
        ("\u0623", "\u0627\u0654"),
        ("\u0640\u0628", "\u0628"),
        ("\ufb01", "fi"),
    ],
)
def test_readings_that_name_the_same_glyph_agree(a: str, b: str) -> None:
    assert agree(a, b)
    assert agree(b, a)


@pytest.mark.parametrize(
    ("a", "b"),
    [
        ("\u0628", "\u062a"),
        ("\u0649", "\u064a"),
        (" ", "\u0628"),
        ("\u0640", "\u062f"),
        ("2", "\u0663"),
        ("\u060c", ","),
    ],
)
def test_readings_of_different_glyphs_dont(a: str, b: str) -> None:
    assert not agree(a, b)
    assert not agree(b, a)
