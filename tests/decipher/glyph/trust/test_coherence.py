"""Maps that bear themselves out by the order of the glyphs and by how forms meet, and what that is worth."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace

import numpy as np
import pytest

from tests.decipher.glyph.tiny_fonts import font, program
from tests.decipher.glyph.tiny_pages import page_of
from warraq.arabic.joining import units
from warraq.arabic.presentation_forms import PRESENTATION_FORM
from warraq.decipher.glyph import parameters
from warraq.decipher.glyph.channel import decipher
from warraq.decipher.glyph.signs.tokens import symbols_of
from warraq.decipher.glyph.trust import claim_checks
from warraq.decipher.glyph.trust.claim_checks import ClaimChecks
from warraq.decipher.glyph.trust.coherence import _sure_of_place, coherent, coherent_like, forms_meet
from warraq.model.glyph import Extraction

#: Persian: the lexicon knows next to nothing of it.
TEXT = (
    "کوشش و تلاش ما برای گردآوری این دفترها بی پایان است و هر روز چیزی بر آن می افزاییم تا خوانندگان جوان "
    "بتوانند از گنجینه های کهن بهره ببرند و خود نیز نوشتن بیاموزند سپس بخش دیگری چاپ خواهد شد"
)
HEADING = "بخش دیگری چاپ خواهد شد"
LAM_ALEF = "\ufefc"
Claims = dict[int, str]


def glyphs(text: str) -> list[str | None]:
    """The presentation form of each letter (a ligature of lam and alef is one), None for a space."""
    forms: list[str | None] = []
    for word in text.split():
        forms += [*(PRESENTATION_FORM[unit] for unit in units(word)), None]
    return forms


def letters_of(form: str) -> str:
    return next(letters for (letters, _), shaped in PRESENTATION_FORM.items() if shaped == form)


def letters_first(form: str) -> tuple[int, str]:
    """Faces list the forms of a letter together, and ligatures behind all letters."""
    letters = letters_of(form)
    return 0xFFFF if len(letters) > 1 else ord(letters), form


GLYPHS = glyphs(TEXT)
FACE = sorted({form for form in GLYPHS if form}, key=letters_first)
CODE = {form: code for code, form in enumerate(FACE, start=1)}
#: No claim suits a square.
SQUARES = program([f"g{code}" for code in CODE.values()], {})


def page(claims: Mapping[int, str], text: str = TEXT) -> Extraction:
    """``text`` in a face whose glyphs are squares; ``claims`` say what the file makes of each."""
    codes = [CODE[form] if form else None for form in glyphs(text)]
    return page_of(font(SQUARES, codes=tuple(CODE.values()), claims=claims), codes)


def two_fonts(claims: Claims, other: Extraction) -> Extraction:
    """``TEXT`` with ``claims`` on one page, and ``other`` on the next."""
    first = page(claims)
    (one,), (two,) = first.pages, other.pages
    claim = np.where(two.claim >= 0, two.claim + len(first.claims), -1).astype(np.int32)
    second = replace(two, number=2, font=np.ones_like(two.font), claim=claim)
    return replace(first, fonts=first.fonts + other.fonts, pages=(one, second), claims=first.claims + other.claims)


def borne_out(extraction: Extraction) -> set[str]:
    """The glyphs that the map bears out, by the forms that they show."""
    symbols = symbols_of(extraction)
    signs = coherent(extraction, symbols, 0, range(len(symbols)))
    return {FACE[int(symbols.code[s]) - 1] for s in signs}


def right() -> Claims:
    return {code: form for form, code in CODE.items()}


def swapped(one: str, other: str) -> Claims:
    """Two letters have changed places in all their forms."""
    table = {
        PRESENTATION_FORM[a, form]: PRESENTATION_FORM[b, form]
        for a, b in ((one, other), (other, one))
        for form in ("iso", "ini", "med", "fin")
    }
    return {code: table.get(form, form) for code, form in right().items()}


def shifted(by: int) -> Claims:
    return {code: FACE[(code - 1 + by) % len(FACE)] for code in CODE.values()}


def shuffled(share: float) -> Claims:
    rng = np.random.default_rng(3)
    chosen = rng.choice(len(FACE), round(share * len(FACE)), replace=False) + 1
    return right() | {int(code): FACE[int(donor) - 1] for code, donor in zip(chosen, np.roll(chosen, 1), strict=True)}


def test_a_right_map_is_borne_out_whole() -> None:
    assert borne_out(page(right())) == set(FACE)


def test_what_changed_places_is_not_borne_out_nor_are_ligatures() -> None:
    claims = swapped("\u0628", "\u0633")
    wrong = {form for form in FACE if claims[CODE[form]] != form}
    letters = borne_out(page(claims))
    assert LAM_ALEF in FACE
    assert wrong
    assert len(letters) > 0.8 * len(FACE)
    assert not letters & {*wrong, LAM_ALEF}


@pytest.mark.parametrize(
    "claims",
    [
        pytest.param(shifted(1), id="shifted by one"),
        pytest.param(shifted(4), id="shifted by four"),
        pytest.param({code: chr(0xFE80 + code) for code in CODE.values()}, id="of another font"),
        pytest.param(shuffled(0.1), id="a tenth wrong"),
        pytest.param(shuffled(1.0), id="all wrong"),
        pytest.param({code: letters_of(form) for form, code in CODE.items()}, id="letters, which say nothing of forms"),
        pytest.param({code: chr(0x0627 + code) for code in CODE.values()}, id="letters of another font"),
        pytest.param(dict.fromkeys(CODE.values(), "a"), id="Latin"),
        pytest.param({}, id="no claims"),
    ],
)
def test_other_maps_are_not_borne_out(claims: Claims) -> None:
    assert not borne_out(page(claims))


def test_a_face_in_another_order_is_not_borne_out() -> None:
    extraction = page(right())
    (page_,) = extraction.pages
    elsewhere = np.random.default_rng(3).permutation(len(FACE) + 1).astype(np.int32)
    assert not borne_out(replace(extraction, pages=(replace(page_, gid=elsewhere[page_.gid]),)))


def test_a_face_of_which_a_third_is_in_another_order_is_not_borne_out() -> None:
    """More is out of place there than changes of places explain."""
    extraction = page(right())
    (page_,) = extraction.pages
    third = 2 * len(FACE) // 3
    gid = np.where(page_.gid > third, third + 1 + len(FACE) - page_.gid, page_.gid).astype(np.int32)
    assert not borne_out(replace(extraction, pages=(replace(page_, gid=gid),)))


def test_forms_that_meet_bear_out_a_face_in_any_order_where_many_do(monkeypatch: pytest.MonkeyPatch) -> None:
    def meet(claims: Claims) -> bool:
        extraction = page(claims)
        symbols = symbols_of(extraction)
        return forms_meet(extraction, symbols, 0, range(len(symbols)))

    assert not meet(right())  # too few pairs
    monkeypatch.setattr(parameters.Coherence, "MANY_JOINED", 40)
    assert meet(right())
    one_wrong = right() | {CODE["\ufe91"]: "\ufe90"}  # a final beh for an initial one
    assert not meet(one_wrong)
    assert not meet({code: letters_of(form) for form, code in CODE.items()})


def test_few_words_bear_nothing_out() -> None:
    assert not borne_out(page(right(), HEADING))


def test_few_letters_bear_nothing_out_however_often_they_meet() -> None:
    forms = {(text, form): shaped for (text, form), shaped in PRESENTATION_FORM.items() if shaped in FACE}
    first, last = ([shaped for (_, form), shaped in forms.items() if form == wanted][:4] for wanted in ("ini", "fin"))
    codes = [code for one in first for other in last for code in (CODE[one], CODE[other], None)]
    assert not borne_out(page_of(font(SQUARES, codes=tuple(CODE.values()), claims=right()), codes))


def test_glyphs_that_nobody_knows_have_no_order() -> None:
    extraction = page(right())
    (page_,) = extraction.pages
    assert not borne_out(replace(extraction, pages=(replace(page_, gid=np.full_like(page_.gid, -1)),)))


def coherent_heading(extraction: Extraction, least: int = 0) -> tuple[frozenset[int], list[int]]:
    """What the first of two fonts bears out of the other one, and the symbols of that; from a ``least`` number on."""
    symbols = symbols_of(extraction)
    text, heading = ([s for s in range(len(symbols)) if symbols.font[s] == font] for font in (0, 1))
    borne_out = [s for s in sorted(coherent(extraction, symbols, 0, text)) if s >= least]
    return coherent_like(extraction, symbols, 1, heading, borne_out), heading


def test_a_heading_is_borne_out_by_a_style_with_the_same_map() -> None:
    signs, heading = coherent_heading(two_fonts(right(), page(right(), HEADING)))
    assert signs == set(heading)


def test_not_by_one_that_reads_a_glyph_otherwise_or_has_few_of_its_glyphs() -> None:
    assert not coherent_heading(two_fonts(right(), page(swapped("\u06af", "\u0628"), HEADING)))[0]
    assert not coherent_heading(two_fonts(right(), page(right(), HEADING)), len(FACE) // 2)[0]


def test_a_hearing_asks_the_other_fonts_of_the_document() -> None:
    extraction = two_fonts(right(), page(right(), HEADING))
    symbols = symbols_of(extraction)
    of_font = {number: [s for s in range(len(symbols)) if symbols.font[s] == number] for number in (0, 1)}
    assert ClaimChecks(extraction, symbols, of_font, words=False, ink=False).coherent(1) == set(of_font[1])


def test_two_glyphs_that_both_claim_alike_say_nothing() -> None:
    assert not coherent_heading(two_fonts(right(), page(right(), "با")))[0]


@pytest.mark.parametrize(("gap", "meet", "accepted"), [(7.0, True, True), (7.0, False, False), (30.0, True, False)])
def test_a_font_that_ink_does_not_belie_is_acquitted_where_forms_meet(
    gap: float, meet: bool, accepted: bool, monkeypatch: pytest.MonkeyPatch
) -> None:
    drawn = page_of(font(None, codes=(1,), claims={1: "\ufe8f"}), [1])
    checks = ClaimChecks(drawn, symbols_of(drawn), {0: [0]}, words=False, ink=True)
    monkeypatch.setattr(claim_checks, "forms_meet", lambda *_: meet)
    monkeypatch.setattr(checks, "_look", lambda _, sample: dict.fromkeys(sample, (gap, "\u0643")))
    assert checks.accepted(0) is accepted
    monkeypatch.setattr(checks, "_look", lambda *_: {})
    assert not checks.accepted(0)


def test_a_sister_isn_t_heard_where_forms_do_not_meet() -> None:
    """The same glyph indices, but of another face: what both claim is right in one of them only."""
    strange = page(right(), HEADING)
    (page_,) = strange.pages
    turned = replace(page_, x=page_.x[::-1].copy())
    extraction = two_fonts(right(), replace(strange, pages=(turned,)))
    assert not coherent_heading(extraction)[0]


def test_rows() -> None:
    assert _sure_of_place([1, 9, 2, 3, 3, 5, 4]).tolist() == [True, False, True, True, True, False, False]
    assert _sure_of_place([]).tolist() == []


def test_a_face_that_no_outline_is_like_stays_as_it_is_claimed() -> None:
    extraction = page(right())
    (glyph_map,) = decipher(extraction)
    assert glyph_map.verdict == "honest"
    assert {code: reading.text for code, reading in glyph_map.readings.items()} == right()


def test_ink_belies_the_same_face_where_its_map_does_not_bear_itself_out(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(claim_checks, "coherent", lambda *_: frozenset())
    (glyph_map,) = decipher(page(right()))
    assert glyph_map.verdict != "honest"


def test_claims_that_are_borne_out_stand_beside_glyphs_that_claim_nothing() -> None:
    claims = right()
    del claims[CODE["\ufbfd"]]  # final farsi yeh
    (glyph_map,) = decipher(page(claims))
    assert glyph_map.repaired == 1
    assert {code: glyph_map.readings[code].text for code in claims} == claims


def test_a_right_map_is_acquitted_beside_a_wrong_one() -> None:
    extraction = two_fonts(right(), page(shuffled(1.0)))
    maps = decipher(extraction)
    assert [glyph_map.verdict == "honest" for glyph_map in maps] == [True, False]


@pytest.mark.parametrize(
    ("claim", "gap", "stands"),
    [
        ("\ufe8d", 30.0, True),
        ("*", 30.0, True),
        ("\ufe8f", 30.0, False),
        ("\ufe8f", parameters.ClaimChecks.CONTRADICTED_BY, True),
    ],
)
def test_ink_is_asked_of_letters_alone_whose_place_is_left_open(
    claim: str, gap: float, stands: bool, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The alef's place is known."""
    drawn = page_of(font(None, codes=(1,), claims={1: claim}), [1])
    checks = ClaimChecks(drawn, symbols_of(drawn), {0: [0]}, words=False, ink=True)
    monkeypatch.setattr(checks, "coherent", lambda _: frozenset({0 if claim == "\ufe8d" else 1}))
    monkeypatch.setattr(checks, "_look", lambda _, sample: dict.fromkeys(sample, (gap, "\u0643")))
    assert checks.borne_out(0) == ([0] if stands else [])
