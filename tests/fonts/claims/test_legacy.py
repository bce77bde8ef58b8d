"""Names and private use code points of old Arabic faces."""

from __future__ import annotations

from dataclasses import replace

import pytest

from tests.decipher.glyph.tiny_fonts import font
from tests.decipher.glyph.tiny_pages import page_of
from warraq.config import EVIDENCE
from warraq.decipher.glyph.channel import _claimed
from warraq.decipher.glyph.signs.tokens import symbols_of
from warraq.decipher.glyph.trust.font_selection import names_are_latin
from warraq.fonts.claims import table_evidence
from warraq.fonts.claims.legacy import PRIVATE_USE, by_code_point, by_name, text_of_private_name


@pytest.mark.parametrize(
    ("name", "text"),
    [
        ("ainfinal", "ع"),
        ("lamwithmeemwithjeeminitial", "لمج"),
        ("lamwithalefhamzaaboveisolatedd", "لأ"),
        ("fehinitialwithyehfinal", "في"),
        ("laminitialwithalefmaksurafinal", "لى"),
        ("behmeeminitial", "بم"),
        ("yehwithhamzaaboveinitial", "ئ"),
        ("tehmarbutafinal", "ة"),
        ("arabickaffinal", "ك"),
        ("shaddawithfathalow", "\u0651\u064e"),
        ("fathaonhamza", "\u064e"),
        ("extendedarabicindicdigitnine", "\u06f9"),
        ("arabiccomma", "\u060c"),
        ("afii62753", "آ"),
        ("afii62762", "ب"),
        ("afii62841", "لا"),
    ],
)
def test_names_of_foundries(name: str, text: str) -> None:
    assert text_of_private_name(name) == text


@pytest.mark.parametrize("name", ["final", "radical", "unknownfinal", "medial", "afii99999", "below", "comma"])
def test_other_names_say_nothing(name: str) -> None:
    assert text_of_private_name(name) is None


def test_a_name_settles_a_code_and_a_private_use_code_point_does_not() -> None:
    made = font(None, codes=(1, 2), cmap={2: "\uf2bb"}, names={1: "lammedial"})
    evidence = table_evidence.table_evidence(made, (1, 2), EVIDENCE)
    assert evidence[1].text == evidence[2].text == "ل"
    assert evidence[1].probability >= table_evidence.SETTLED > evidence[2].probability > 0.5


def test_code_points_of_claims_count_where_the_cmap_has_none() -> None:
    assert by_code_point(font(None, codes=(1,), claims={1: "\ue811"}), (1,)) == {1: "لمج"}
    assert by_code_point(font(None, codes=(1,), claims={1: "\ue000"}), (1,)) == {}


def test_names_that_the_adobe_list_knows_are_left_to_it() -> None:
    assert by_name(font(None, codes=(1,), names={1: "uni0644"}), (1,)) == {}


def test_evidence_left_out_is_not_heard() -> None:
    made = font(None, codes=(1,), names={1: "lammedial"})
    assert table_evidence.table_evidence(made, (1,), EVIDENCE - {"legacy"}) == {}


def test_every_form_of_a_letter_has_its_place() -> None:
    assert all(text and all("\u0600" <= c <= "\u06ff" for c in text) for text in PRIVATE_USE.values())


def test_latin_names_of_a_face_with_its_letters_in_private_use_are_not_heard() -> None:
    made = font(None, codes=(1, 2), cmap={1: "\uf241", 2: "\uf2bb"}, names={1: "bracketright", 2: "Odieresis"})
    symbols = symbols_of(page_of(made, [1, 2, 1]))
    assert names_are_latin(made, range(len(symbols)), symbols)


@pytest.mark.parametrize(("claims", "latin"), [("Ab", True), ("\u0627b", False), ("A\ufe91", False)])
def test_a_face_that_nothing_checks_and_that_claims_no_arabic_has_latin_slots(claims: str, latin: bool) -> None:
    made = replace(font(None, codes=(1, 2), claims=dict(enumerate(claims, 1))), program_kind="type3")
    symbols = symbols_of(page_of(made, [1, 2, 1]))
    assert names_are_latin(made, range(len(symbols)), symbols) == latin


def test_a_face_that_names_arabic_letters_in_its_makers_way_has_no_latin_slots() -> None:
    names = {1: "shaddaisolated", 2: "eacute"}
    made = replace(font(None, codes=(1, 2), claims={2: "\u00e9"}, names=names), program_kind="type3")
    symbols = symbols_of(page_of(made, [1, 2, 1]))
    assert not names_are_latin(made, range(len(symbols)), symbols)


@pytest.mark.parametrize(("claims", "silent"), [({2: "."}, False), ({2: ".", 3: "\u0627"}, True)])
def test_a_glyph_that_no_name_explains_is_in_no_cluster_where_nothing_arabic_is_claimed(
    claims: dict[int, str], silent: bool
) -> None:
    codes = range(1, 8)
    names = {
        1: "ainfinal",
        2: "period",
        4: "dalfinal",
        5: "rehfinal",
        6: "arabickaffinal",
        7: "ornament",
        3: "aleffinal",
    }
    made = replace(font(None, codes=tuple(codes), claims=claims, names=names), composite=False)
    symbols = symbols_of(page_of(made, list(codes)))
    texts = {int(symbols.code[s]): r.text for s, r in _claimed(made, range(len(symbols)), symbols, EVIDENCE).items()}
    assert texts == {code: text for code, text in texts.items() if code != 7} | ({7: ""} if silent else {})
    assert texts[1] == "\u0639" and texts[2] == "."
