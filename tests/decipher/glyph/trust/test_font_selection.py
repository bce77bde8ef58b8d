"""Which fonts are taken at their word, and how sure a reading is."""

from __future__ import annotations

from collections import Counter
from dataclasses import replace
from pathlib import Path

import numpy as np
import pytest

from tests.decipher.glyph.tiny_fonts import font as font_of
from tests.decipher.glyph.tiny_fonts import program
from tests.decipher.glyph.tiny_pages import page_of
from warraq.config import EVIDENCE
from warraq.decipher.glyph.channel import contradicted_maps, decipher, in_claimed_style
from warraq.decipher.glyph.parameters import ClaimChecks as P
from warraq.decipher.glyph.scores.confidence import Features, confidence
from warraq.decipher.glyph.search.solve import telling
from warraq.decipher.glyph.signs.spellings import Spellings
from warraq.decipher.glyph.signs.tokens import symbols_of
from warraq.decipher.glyph.trust import font_selection
from warraq.decipher.glyph.trust.claim_checks import ClaimChecks
from warraq.decipher.glyph.trust.claim_trust import Claims
from warraq.decipher.glyph.trust.font_selection import is_echo, select_fonts, without_painted_spaces
from warraq.decipher.glyph.trust.lexicon_support import usable
from warraq.diagnose import used_codes
from warraq.extract.pages.pdf_file import extract_pdf
from warraq.fonts.claims.claim_text import plain
from warraq.model.finding import Finding
from warraq.model.font import Font, GlyphMap, Reading
from warraq.model.glyph import Extraction

PDFS = Path(__file__).resolve().parents[4] / "fixtures" / "pdf"


def selected_of(extraction: Extraction, findings: tuple[Finding, ...] = ()) -> frozenset[int]:
    symbols = symbols_of(extraction)
    of_font: dict[int, list[int]] = {}
    for symbol, font in enumerate(symbols.font.tolist()):
        of_font.setdefault(font, []).append(symbol)
    return select_fonts(extraction, symbols, of_font, findings).fonts


@pytest.mark.parametrize("claim", ["\ufffd", "\ue001", "\x02", "", None])
def test_claims_that_say_nothing(claim: str | None) -> None:
    assert not usable(claim)


@pytest.mark.parametrize("claim", ["\u0628", " ", "\t", "(", "\u0644\u0627"])
def test_claims_that_say_something(claim: str) -> None:
    assert usable(claim)


def test_no_font_of_an_honest_document_is_suspect() -> None:
    assert selected_of(extract_pdf(PDFS / "honest.pdf")) == set()


def test_a_finding_names_its_font_by_number() -> None:
    honest = extract_pdf(PDFS / "honest.pdf")
    finding = Finding("wrong_map", "font", f"{honest.fonts[3].name} (font 3)", 0.5, "")
    assert selected_of(honest, (finding,)) == {3}


def test_ink_belies_a_wrong_map_that_no_table_can() -> None:
    damaged = extract_pdf(PDFS / "honest-wrong-map.pdf")
    names = {damaged.fonts[i].name for i in selected_of(damaged)}
    assert names == {"Scheherazade-Regular", "Scheherazade-Bold"}


@pytest.mark.parametrize(
    ("gap", "odds", "supported", "doubted"),
    [
        (10.5, -2.0, 0.0, True),  # ink alone
        (8.5, -2.0, 0.95, True),  # together
        (5.5, -6.0, 0.95, True),
        (5.5, -4.0, 0.95, False),
        (4.5, -20.0, 0.95, False),  # words alone never reject
        (8.5, -20.0, 0.85, False),  # of another language they reject everything
        (10.5, -1.0, 0.95, False),  # rare words are spelt by ink's leave
    ],
)
def test_words_and_ink_doubt_a_claim_together(
    gap: float, odds: float, supported: float, doubted: bool, monkeypatch: pytest.MonkeyPatch
) -> None:
    drawn = page_of(font_of(None, codes=(1,), claims={1: "\u0622"}), [1])
    checks = ClaimChecks(drawn, symbols_of(drawn), {0: [0]}, words=True, ink=True)
    monkeypatch.setattr(checks, "odds", lambda font: {0: odds})
    monkeypatch.setattr(checks, "supported", lambda font: supported)
    monkeypatch.setattr(checks, "_look", lambda font, sample: dict.fromkeys(sample, (gap, "\u0643")))
    assert checks.doubted(0) == ([0] if doubted else [])


def test_digits_are_looked_at_whatever_words_reject(monkeypatch: pytest.MonkeyPatch) -> None:
    """In a font of Persian letters words reject more claims than are looked at, and of digits they say nothing."""
    letters = {code: chr(0x0627 + code) for code in range(1, P.SAMPLE + 1)}
    digits = {code: chr(0x06F0 + code - P.SAMPLE) for code in range(P.SAMPLE + 1, P.SAMPLE + 4)}
    drawn = page_of(font_of(None, codes=tuple(letters | digits), claims=letters | digits), [*letters, *digits])
    symbols = symbols_of(drawn)
    members = list(range(len(symbols)))
    checks = ClaimChecks(drawn, symbols, {0: members}, words=True, ink=True)
    isdigit = {s: (symbols.claim[s] or "").isdigit() for s in members}
    monkeypatch.setattr(checks, "odds", lambda font: {s: -20.0 for s in members if not isdigit[s]})
    monkeypatch.setattr(checks, "_look", lambda font, sample: {s: (20.0 * isdigit[s], "") for s in sample})
    assert checks.contradicted(0)


@pytest.mark.parametrize(("wrong", "contradicted"), [(1, False), (2, False), (3, True)])
def test_most_digits_are_contradicted_or_none_is(
    wrong: int, contradicted: bool, monkeypatch: pytest.MonkeyPatch
) -> None:
    claims = {code: chr(0x0660 + code) for code in range(1, 5)} | {code: chr(0x0627 + code) for code in range(5, 9)}
    drawn = page_of(font_of(None, codes=tuple(claims), claims=claims), [*claims])
    symbols = symbols_of(drawn)
    digits = [s for s in range(len(symbols)) if (symbols.claim[s] or "").isdecimal()]
    checks = ClaimChecks(drawn, symbols, {0: list(range(len(symbols)))}, words=True, ink=True)
    monkeypatch.setattr(checks, "_sample", lambda font: ([], set()))
    monkeypatch.setattr(checks, "_look", lambda font, sample: {s: (20.0 * (s in digits[:wrong]), "") for s in sample})
    assert checks.contradicted(0) == contradicted


@pytest.mark.parametrize(
    ("gaps", "supported", "rejected", "apart", "doubted"),
    [
        ((10.5, 10.5, 2.0, 2.0), 0.85, 0.1, False, [0, 1, 2]),  # the face is like none of the atlas
        ((10.5, 9.5, 2.0, 2.0), 0.85, 0.1, False, [0]),  # one claim may be wrong in a map that is right
        (
            (10.5, 10.5, 0.0, 5.5),
            0.85,
            0.1,
            False,
            [0, 1, 3],
        ),  # a lam, whose alef lies before it, and is one all the same
        ((10.5, 10.5, 2.0, 2.0), 0.75, 0.1, False, [0, 1]),  # words may not know the language
        ((10.5, 10.5, 2.0, 2.0), 0.85, 0.3, False, [0, 1]),
        ((10.5, 10.5, 2.0, 2.0), 0.85, 0.1, True, [0, 1]),  # parts of letters carry claims of others
    ],
)
def test_where_ink_shows_that_a_map_is_wrong_words_accuse_further_claims(
    gaps: tuple[float, ...],
    supported: float,
    rejected: float,
    apart: bool,
    doubted: list[int],
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    font = font_of(None, codes=(1, 2, 3, 4), claims=dict(zip((1, 2, 3, 4), "\u062d\u062f\u0621\u0644", strict=True)))
    if apart:
        font = replace(font, letters={1: ((1, 0, 0), (2, 0, 0))})
    drawn = page_of(font, [1, 2, 3, 4])
    checks = ClaimChecks(drawn, symbols_of(drawn), {0: [0, 1, 2, 3]}, words=True, ink=True)
    looks = {s: (gap, "\u0643") for s, gap in enumerate(gaps)}
    monkeypatch.setattr(checks, "odds", lambda font: dict.fromkeys(range(4), -12.0))
    monkeypatch.setattr(checks, "supported", lambda font: supported)
    monkeypatch.setattr(checks, "_share", lambda font, letters, wanted: rejected)
    monkeypatch.setattr(checks, "_look", lambda font, sample: {s: looks[s] for s in sample})
    assert checks.doubted(0) == doubted


def test_one_letter_that_a_sound_map_has_wrong_is_read_and_told() -> None:
    """Old drivers of printers gave initial kaf the code of alef with madda, in a map that is right otherwise."""
    honest = extract_pdf(PDFS / "honest.pdf")
    number = next(i for i, font in enumerate(honest.fonts) if font.name == "Scheherazade-Regular")
    font, wrong = honest.fonts[number], "\u0622"
    counts = used_codes(honest)[number]
    kaf = max((code for code, text in font.to_unicode.items() if text == "\u0643"), key=lambda code: counts[code])
    bare = replace(font, to_unicode=font.to_unicode | {kaf: wrong}, gid_to_unicode={}, gid_to_name={}, code_to_name={})
    entry = len(honest.claims)
    pages = tuple(
        replace(page, claim=np.where((page.font == number) & (page.charcode == kaf), entry, page.claim))
        for page in honest.pages
    )
    fonts = tuple(bare if i == number else other for i, other in enumerate(honest.fonts))
    damaged = replace(honest, fonts=fonts, pages=pages, claims=(*honest.claims, wrong))
    maps = decipher(damaged)
    assert maps[number].readings[kaf].text == "\u0643"
    assert (maps[number].verdict, maps[number].repaired) == ("wrong_map", 1)
    assert [finding.where for finding in contradicted_maps(damaged, maps, [])] == [f"{font.name} (font {number})"]


def test_what_a_font_claims_stands_where_it_leaves_the_rest_out() -> None:
    honest = extract_pdf(PDFS / "honest.pdf")
    number = next(i for i, font in enumerate(honest.fonts) if font.name == "Scheherazade-Regular")
    font = honest.fonts[number]
    arabic = [code for code, text in sorted(font.to_unicode.items()) if len(text) == 1 and "\u0621" <= text <= "\u064a"]
    silent = arabic[::3]
    kept = {code: text for code, text in font.to_unicode.items() if code not in silent}
    bare = replace(font, to_unicode=kept, gid_to_unicode={}, gid_to_name={}, code_to_name={})
    pages = []
    for page in honest.pages:
        dropped = (page.font == number) & np.isin(page.charcode, silent)
        pages.append(replace(page, claim=np.where(dropped, -1, page.claim)))
    fonts = tuple(bare if i == number else other for i, other in enumerate(honest.fonts))
    glyph_map = decipher(replace(honest, fonts=fonts, pages=tuple(pages)))[number]
    assert glyph_map.verdict == "no_map"
    assert glyph_map.repaired == len(set(silent) & glyph_map.readings.keys())
    spoken = [code for code in arabic if code not in silent and code in glyph_map.readings]
    assert [glyph_map.readings[code].text for code in spoken] == [font.to_unicode[code] for code in spoken]
    assert sum(glyph_map.readings[code].evidence == "claim" for code in spoken) >= 0.5 * len(spoken)
    right = [glyph_map.readings[code].text == font.to_unicode[code] for code in silent if code in glyph_map.readings]
    assert sum(right) >= 0.9 * len(right)


def test_a_space_that_the_font_has_a_mark_for_is_no_space() -> None:
    shadda, letters = "\N{ARABIC SHADDA}", "\u0628\u062a\u0633\u0644\u0645"
    codes = range(1, len(letters) + 3)
    cmap = dict(zip(codes, letters + shadda + " ", strict=True))
    made = font_of(None, codes=codes, claims=cmap | {len(letters) + 1: " "}, cmap=cmap)
    (glyph_map,) = decipher(page_of(made, list(codes)))
    assert glyph_map.verdict == "honest"
    assert "".join(glyph_map.readings[code].text for code in codes) == letters + shadda + " "


def test_a_space_that_paints_within_a_word_is_a_further_glyph_of_its_cluster() -> None:
    """Word, Sakkal Majalla: the tooth by which seen joins yeh has a code of its own."""
    word = "\u0627\u0644\u062a\u0648\u0646\u0633\u064a"
    tooth, blank = len(word) + 1, len(word) + 2
    cmap = dict(enumerate(word, start=1))
    claims = cmap | {tooth: " ", blank: " "}
    data = program([f"g{code}" for code in claims], {}, blank={f"g{blank}"})
    made = font_of(data, codes=list(claims), claims=claims, cmap=cmap)
    drawn = page_of(made, [*range(1, tooth - 1), tooth, tooth - 1, blank] * 3)
    (glyph_map,) = decipher(drawn)
    assert glyph_map.verdict == "honest"
    assert {code: glyph_map.readings[code].text for code in claims} == claims | {tooth: ""}


def test_a_word_that_needs_nothing_of_a_glyph_without_a_claim_leaves_its_font_alone() -> None:
    """Names that nobody knows support no claim, and miss none."""
    word, name = "\u0627\u0644\u062a\u0648\u0646\u0633\u064a", "\u0638\u063a\u0636\u062b\u0630"
    tooth, blank = len(word) + len(name) + 1, len(word) + len(name) + 2
    cmap = dict(enumerate(word + name, start=1))
    claims = cmap | {tooth: " ", blank: " "}
    data = program([f"g{code}" for code in claims], {}, blank={f"g{blank}"})
    made = font_of(data, codes=list(claims), claims=claims, cmap=cmap)
    known = [*range(1, len(word)), tooth, len(word), blank]
    drawn = page_of(made, [*known, *range(len(word) + 1, tooth)])
    symbols = without_painted_spaces(drawn, symbols_of(drawn), {0: range(len(claims))}, [])
    checks = ClaimChecks(drawn, symbols, {0: range(len(claims))}, words=True, ink=True)
    assert checks.supported(0) < P.ACCEPTED
    assert checks.unexplained(0)
    assert not select_fonts(drawn, symbols, {0: range(len(claims))}, []).fonts


@pytest.mark.parametrize("letter", ["\u0628", "b"])
@pytest.mark.parametrize(("sign", "claim"), [("<", " "), ("\N{BULLET}", "\t"), ("7", " ")])
def test_a_space_that_paints_a_sign_which_the_font_knows_is_that_sign(letter: str, sign: str, claim: str) -> None:
    """Word claims spaces for signs of formulas; of a letter or a space of the tables it is none."""
    known = {1: letter, 2: sign, 3: sign, 4: " "}
    data = program([f"g{code}" for code in known], {}, blank={"g3"})
    made = font_of(data, codes=list(known), claims=dict.fromkeys(known, claim) | {1: letter}, cmap=known)
    (glyph_map,) = decipher(page_of(made, [*known, 1, 1]))
    assert glyph_map.verdict == "honest"
    assert {code: glyph_map.readings[code].text for code in known} == {1: letter, 2: sign, 3: claim, 4: claim}


def test_of_white_space_that_paints_only_digits_and_signs_are_told_by_tables() -> None:
    known = {1: "7", 2: "\u2211", 3: "\N{ARABIC TATWEEL}", 4: "\N{ARABIC SHADDA}", 5: "\u0628", 6: "x", 7: " "}
    made = font_of(
        program([f"g{code}" for code in known], {}), codes=list(known), claims=dict.fromkeys(known, " "), cmap=known
    )
    symbols = symbols_of(page_of(made, list(known)))
    signs = font_selection._spaces_for_signs(made, range(len(symbols)), symbols, EVIDENCE)
    assert {int(symbols.code[s]) for s in signs} == {1, 2}
    assert not font_selection._spaces_for_signs(made, range(len(symbols)), symbols, EVIDENCE - {"font_cmap"})


@pytest.mark.parametrize(
    ("blank", "unpainted"),
    [
        ("4", [3]),  # a letter
        ("5", [4]),  # a digit
        ("6", []),  # a sign may be one
        ("123456", []),  # nothing paints: text that was recognised
    ],
)
def test_a_letter_that_a_font_paints_nothing_for_is_none(blank: str, unpainted: list[int]) -> None:
    claims = dict(enumerate("\u0628\u062a\u0633\u0644" + "1.", start=1))
    data = program([f"g{code}" for code in claims], {}, blank={f"g{code}" for code in blank})
    drawn = page_of(font_of(data, codes=list(claims), claims=claims, cmap=claims), list(claims))
    assert font_selection._unpainted(drawn.fonts[0], range(6), symbols_of(drawn)) == unpainted
    (glyph_map,) = decipher(drawn)
    read = {code: glyph_map.readings[code].text for code in claims}
    assert read == claims | {symbol + 1: " " for symbol in unpainted}


@pytest.mark.parametrize(
    ("claims", "spaces"),
    [
        ({1: "!"}, [1]),
        ({1: "!", 2: "."}, [1, 2]),
        ({1: "\N{SOFT HYPHEN}"}, []),  # nothing is painted for it in any face
        ({1: " "}, []),
        ({1: "!", 2: "a"}, []),  # text that was recognised
        ({1: "!", 3: "a"}, [1]),  # the letter paints
    ],
)
def test_a_sign_that_a_font_paints_nothing_for_is_a_space_where_a_map_is_wrong(
    claims: dict[int, str], spaces: list[int]
) -> None:
    letters = dict(enumerate("\u0628\u062a\u0633\u0644", start=1))
    data = program([f"g{code}" for code in (1, 2, 3)], {}, blank={"g1", "g2"})
    blanks = font_of(data, codes=list(claims), claims=claims)
    wrong = font_of(program([f"g{code}" for code in letters], {}), codes=list(letters), claims=letters)
    for fault, expected in ((Finding("wrong_map", "font", "1", 1.0, ""), spaces), (None, [])):
        drawn = page_of(blanks, [*claims] * 3)
        drawn = replace(drawn, fonts=(blanks, wrong))
        readings = decipher(drawn, [fault] if fault else [])[0].readings
        assert {code: readings[code].text for code in claims} == claims | dict.fromkeys(expected, " ")


def test_a_blank_that_takes_no_room_may_carry_a_letter() -> None:
    claims = dict(enumerate("\u0628\u062a\u0633\u0627", start=1))
    data = program([f"g{code}" for code in claims], {}, blank={"g4"})
    drawn = page_of(font_of(data, codes=list(claims), claims=claims, cmap=claims), list(claims))
    symbols = symbols_of(drawn)
    narrow = replace(symbols, advance=np.where(symbols.code == 4, 0.001, symbols.advance).astype(np.float32))
    assert font_selection._unpainted(drawn.fonts[0], range(4), symbols) == [3]
    assert font_selection._unpainted(drawn.fonts[0], range(4), narrow) == []


def test_a_space_that_paints_keeps_its_claim_where_a_map_of_the_document_is_wrong() -> None:
    made = font_of(program(["g1", "g2"], {}), codes=(1, 2), claims={1: "\u0628", 2: " "})
    drawn = page_of(made, [1, 2, 1])
    symbols = symbols_of(drawn)
    wrong = [Finding("wrong_map", "font", "Tiny (font 0)", 0.5, "")]
    assert without_painted_spaces(drawn, symbols, {0: [0, 1]}, wrong).claim == ("\u0628", " ")
    assert without_painted_spaces(drawn, symbols, {0: [0, 1]}, []).claim == ("\u0628", "")


def test_only_glyphs_that_paint_beside_arabic_letters_and_are_no_marks_lose_their_space() -> None:
    shadda, claims = "\N{ARABIC SHADDA}", {1: "\u0628", 2: " ", 3: " ", 4: " ", 5: " "}
    data = program(["g1", "g2", "g3"], {})
    made = font_of(data, codes=(1, 2, 3, 4, 5), claims=claims, cmap={2: shadda})
    made = replace(made, code_to_gid=made.code_to_gid | {4: 0, 5: -1})

    def kept(font: Font) -> dict[int, str | None]:
        drawn = page_of(font, list(claims))
        symbols = symbols_of(drawn)
        kept_symbols = without_painted_spaces(drawn, symbols, {0: range(len(symbols))}, [])
        return dict(zip(symbols.code.tolist(), kept_symbols.claim, strict=True))

    assert kept(made) == claims | {3: ""}
    assert kept(replace(made, gid_to_unicode={2: shadda, 3: " "})) == claims  # the program calls it a space too
    flat = font_of(program(["g1", "g2", "g3"], {}, flat={"g3"}), codes=(1, 2, 3, 4, 5), claims=claims, cmap={2: shadda})
    assert kept(replace(flat, code_to_gid=made.code_to_gid)) == claims
    latin = claims | {1: "b"}
    assert kept(replace(made, to_unicode=latin)) == latin


def test_a_font_without_program_and_claims_is_unreadable() -> None:
    honest = extract_pdf(PDFS / "honest.pdf")
    fonts = tuple(
        replace(f, program=None, program_hash=f.name, gid_to_unicode={}, gid_to_name={}) for f in honest.fonts
    )
    pages = tuple(replace(page, claim=np.full(len(page), -1, np.int32)) for page in honest.pages)
    maps = decipher(replace(honest, fonts=fonts, pages=pages))
    assert {m.verdict for m in maps} == {"unreadable"}
    assert all(reading.confidence == 0 for m in maps for reading in m.readings.values())


def test_a_claim_that_the_producer_does_not_know_proposes_nothing() -> None:
    claims = Counter({"\ufffd": 3, "\u0628": 1, "\u0628\ufffd": 2, "\ue042": 4, "\uffff": 1})
    assert telling(claims) == {"\u0628": 1}


@pytest.mark.parametrize(
    ("claim", "silent"), [("\ufffd", True), ("\ufffd\ufffd", True), ("\ue001", False), ("\u0628", False)]
)
def test_a_glyph_whose_claim_is_that_it_is_unknown_claims_nothing(
    claim: str, silent: bool, monkeypatch: pytest.MonkeyPatch
) -> None:
    drawn = page_of(font_of(None, codes=(1,), claims={1: claim}), [1])
    checks = ClaimChecks(drawn, symbols_of(drawn), {0: [0]}, words=True, ink=True)
    monkeypatch.setattr(checks, "inked", lambda symbol: True)
    assert checks.unexplained(0) == ([0] if silent else [])


def test_glyphs_that_claim_to_be_unknown_are_read() -> None:
    honest = extract_pdf(PDFS / "honest.pdf")
    number = next(i for i, font in enumerate(honest.fonts) if font.name == "Scheherazade-Regular")
    font = honest.fonts[number]
    unknown = [code for code, text in sorted(font.to_unicode.items()) if "\u0621" <= text <= "\u064a"][::3]
    bare = replace(
        font,
        to_unicode=font.to_unicode | dict.fromkeys(unknown, "\ufffd"),
        gid_to_unicode={},
        gid_to_name={},
        code_to_name={},
    )
    entry = len(honest.claims)
    pages = tuple(
        replace(page, claim=np.where((page.font == number) & np.isin(page.charcode, unknown), entry, page.claim))
        for page in honest.pages
    )
    fonts = tuple(bare if i == number else other for i, other in enumerate(honest.fonts))
    glyph_map = decipher(replace(honest, fonts=fonts, pages=pages, claims=(*honest.claims, "\ufffd")))[number]
    read = {code: glyph_map.readings[code].text for code in unknown if code in glyph_map.readings}
    assert len(read) > 10 and read == {code: font.to_unicode[code] for code in read}


def test_trust_is_learnt_per_claimed_value() -> None:
    spellings = Spellings()
    right, wrong, other = (spellings.number(c) for c in "\u0628\u062a\u062b")
    claims = Claims({0: Counter("\u0628"), 1: Counter("\u0628"), 2: Counter("\u062a")}, {0: 0, 1: 0, 2: 0}, spellings)
    claims.learn({0: "\u0628", 1: "\u0628", 2: "\u062b"})
    trust = claims.score([0, 2], np.array([0, 2, 4]), np.array([right, other, wrong, other]))
    believed, doubted = trust[:2], trust[2:]
    assert believed[0] - believed[1] > doubted[0] - doubted[1]
    assert doubted[1] - doubted[0] < believed[0] - believed[1]


def test_trust_in_a_value_leans_on_that_in_the_rest_of_its_font_alone() -> None:
    """What two fonts claim alike is read as claimed in both, but only the one claims nothing wrong beside it."""
    spellings = Spellings()
    beh, teh, theh = "\u0628\u062a\u062b"
    claimed = {0: beh, 1: teh, 2: teh, 3: beh, 4: theh, 5: theh}
    claims = Claims({s: Counter(c) for s, c in claimed.items()}, {0: 5, 1: 5, 2: 5, 3: 2, 4: 2, 5: 2}, spellings)
    numbers = np.array([spellings.number(c) for c in (beh, teh)])
    claims.learn({**claimed, 4: beh, 5: beh})
    trust = claims.score([0, 3], np.array([0, 2, 4]), np.tile(numbers, 2))
    assert trust[0] - trust[1] > trust[2] - trust[3] > 0
    claims.learn({})
    trust = claims.score([0, 3], np.array([0, 2, 4]), np.tile(numbers, 2))
    assert trust[0] - trust[1] == trust[2] - trust[3] < 0


def test_trust_in_digits_and_stops_is_learnt_apart_from_that_in_letters() -> None:
    """A map whose letters are wrong throughout has its stops right more often than not."""
    spellings = Spellings()
    claimed = dict(enumerate(("\u0628", "\u062a", "\u062b", "G", "\u00e9", "(", "5", ".")))
    claims = Claims({s: Counter(c) for s, c in claimed.items()}, dict.fromkeys(claimed, 0), spellings)
    number = {claim: spellings.number(claim) for claim in ("\u0643", *claimed.values())}
    claims.learn({s: c if c in "(5" else "\u0643" for s, c in claimed.items()})

    def gain(sign: int) -> float:
        trust = claims.score([sign], np.array([0, 2]), np.array([number[claimed[sign]], number["\u0643"]]))
        return float(trust[0] - trust[1])

    assert gain(7) > 4.5 > max(gain(3), gain(4), gain(0))


def test_the_only_digit_of_a_map_whose_letters_are_wrong_is_believed_whatever_it_reads_as() -> None:
    spellings = Spellings()
    claimed = dict(enumerate("\u0628\u062a\u062b5"))
    claims = Claims({s: Counter(c) for s, c in claimed.items()}, dict.fromkeys(claimed, 0), spellings)
    beh, five, kaf = (spellings.number(text) for text in "\u06285\u0643")
    claims.learn(dict.fromkeys(claimed, "\u0643"))
    digit, letter = claims.score([3], np.array([0, 2]), np.array([five, kaf]))
    claim, other = claims.score([0], np.array([0, 2]), np.array([beh, kaf]))
    assert digit - letter > 4.5 and claim - other < 0


def test_plain_text() -> None:
    assert plain("\ufefb") == "\u0644\u0627"
    assert plain("\u00a0") == " "
    assert plain("\u200fa") == "a"
    assert plain("\u06dd\u200f") == "\u06dd"  # the end of an ayah paints, though it is a format character


def test_confidence_rises_with_the_margin_and_falls_with_novelty() -> None:
    low, high = Features(2.0, 1.0, 3, 20.0), Features(15.0, 1.0, 3, 20.0)
    assert confidence(low) < confidence(high)
    assert confidence(high._replace(novelty=140.0)) < confidence(high)
    assert confidence(high._replace(outline_margin=-10.0)) < confidence(high)
    assert 0 < confidence(Features(0.0, -18.0, 1, 1000.0)) < 0.2


def test_belied_maps_are_findings() -> None:
    damaged = extract_pdf(PDFS / "honest-wrong-map.pdf")
    findings = contradicted_maps(damaged, decipher(damaged), ())
    assert {finding.fault for finding in findings} == {"wrong_map"}
    assert all(0 < finding.score <= 1 for finding in findings)
    reported = [Finding("wrong_map", "font", finding.where, 1.0, "") for finding in findings]
    assert contradicted_maps(damaged, decipher(damaged), reported) == []


@pytest.mark.parametrize(
    ("faults", "wrong"),
    [((), "2 of 3 codes"), (("blank_letters",), "1 of 3 codes"), (("blank_letters", "wrong_map"), None)],
)
def test_what_a_check_has_reported_is_not_told_twice(faults: tuple[str, ...], wrong: str | None) -> None:
    claims = dict(enumerate("\u0628\u062a\u0633", start=1))
    data = program([f"g{code}" for code in claims], {}, blank={"g1"})
    drawn = page_of(font_of(data, codes=list(claims), claims=claims), [*claims])
    readings = {code: Reading(text, 0.99, "outline") for code, text in zip(claims, " \u062b\u0633", strict=True)}
    where = f"{drawn.fonts[0].name} (font 0)"
    reported = [Finding(fault, "font", where, 1.0, "") for fault in faults]
    findings = contradicted_maps(drawn, [GlyphMap(0, "wrong_map", readings, 2, {}, 0.99)], reported)
    assert [finding.detail[: len("1 of 3 codes")] for finding in findings] == ([wrong] if wrong else [])


def test_claims_that_differ_in_style_alone_are_kept() -> None:
    def read(*texts: str) -> dict[int, Reading]:
        return {s: Reading(text, 0.9, "outline") for s, text in enumerate(texts)}

    assert {s: r.text for s, r in in_claimed_style((0, 1), read("\u0661", "S"), ("1", "s")).items()} == {0: "1", 1: "s"}
    assert in_claimed_style((0, 1), read("\u0661", "\u0662"), ("1", "3")) == {}
    for shown, painted in (("\u0661\u0662s", {0: "\u0661", 1: "\u0662", 2: ""}), ("\u06612S", {0: ""})):
        readings = in_claimed_style((0, 1, 2), read(*shown), ("1", "2", "S"))
        assert {s: r.painted for s, r in readings.items()} == painted  # of the digits, where all are Arabic-Indic


def test_small_letters_go_by_claims_only_where_most_letters_read_as_claimed() -> None:
    readings = {s: Reading(text, 0.9, "outline") for s, text in enumerate("Dabc")}
    assert {s: r.text for s, r in in_claimed_style(range(4), readings, tuple("dabx")).items()} == {0: "d"}
    assert in_claimed_style(range(4), readings, tuple("dxyz")) == {}


@pytest.mark.parametrize(
    ("change", "echo"),
    [
        ({}, True),
        ({"composite": True}, False),
        ({"program_kind": "cff"}, False),
        ({"gid_to_unicode": {}}, False),
        ({"gid_to_unicode": {1: ")", 7: "x"}}, True),  # of a glyph that no code selects
        ({"gid_to_unicode": {1: ")", 2: "("}}, False),
        ({"to_unicode": {}, "code_to_name": {41: "parenright", 32: "space"}}, True),
        ({"to_unicode": {}}, False),
    ],
)
def test_the_cmap_of_a_simple_font_says_what_its_codes_say(change: dict[str, object], echo: bool) -> None:
    simple = font_of(None, claims={41: ")", 32: "\u00a0"}, cmap={1: ")", 2: " "})
    simple = replace(simple, composite=False, code_to_gid={41: 1, 32: 2})
    assert is_echo(replace(simple, **{"program_kind": "truetype", **change})) is echo  # type: ignore[arg-type]


@pytest.mark.parametrize("claims", [dict.fromkeys((1, 2, 3), ")"), {}])
def test_a_simple_font_whose_own_cmap_says_else_is_read_by_it(claims: dict[int, str]) -> None:
    cmap = {1: "\u0628", 2: "\u0643", 3: "\u0631"}
    simple = replace(font_of(None, codes=(1, 2, 3), claims=claims, cmap=cmap), composite=False)
    (glyph_map,) = decipher(page_of(simple, [1, 2, 3]), [Finding("wrong_map", "font", "Tiny (font 0)", 1.0, "")])
    assert {code: (reading.text, reading.evidence) for code, reading in glyph_map.readings.items()} == {
        code: (text, "cmap") for code, text in cmap.items()
    }


@pytest.mark.parametrize(
    ("looks", "paints"),
    [
        ([(10.5, "\u0631")], True),
        ([(9.5, "\u0631")], False),  # not sure enough
        ([(10.5, "|"), (12.0, "\u0661")], False),  # a sign or digit of another face
        ([(0.0, ")"), (10.5, "\u0644\u0627")], True),
    ],
)
def test_one_arabic_letter_convicts_a_font_of_signs(
    looks: list[tuple[float, str]], paints: bool, monkeypatch: pytest.MonkeyPatch
) -> None:
    codes = range(1, len(looks) + 1)
    drawn = page_of(font_of(None, codes=tuple(codes), claims=dict.fromkeys(codes, ")")), list(codes))
    checks = ClaimChecks(drawn, symbols_of(drawn), {0: list(range(len(looks)))}, words=True, ink=True)
    monkeypatch.setattr(checks, "_look", lambda font, sample: dict(zip(sample, looks, strict=True)))
    monkeypatch.setattr(checks, "_is_in_words", lambda symbol: True)
    assert checks.paints_letters(0) is paints


@pytest.mark.parametrize(
    ("shown", "alone", "paints"),
    [
        ([2, 1, 2], False, True),
        ([2, 1, None, 2], False, True),
        ([2, None, 1, None, 2], False, False),  # between words
        ([2, 1, 2, None, 1, None, 2, None, 1], False, False),  # seldom in one
        ([2, 1, 2, None, 1], False, False),  # in half of its places
        ([2, 1, 2], True, False),  # letters of its own font
        ([3, 1, 3], False, False),  # signs
    ],
)
def test_a_sign_is_accused_where_it_stands_in_words_of_another_font(
    shown: list[int | None], alone: bool, paints: bool, monkeypatch: pytest.MonkeyPatch
) -> None:
    drawn = page_of(font_of(None, codes=(1, 2, 3), claims={1: ")", 2: "\u0628", 3: "-"}), shown)
    (page,) = drawn.pages
    if not alone:
        drawn = replace(
            drawn, fonts=drawn.fonts * 2, pages=(replace(page, font=(page.charcode == 1).astype(np.int32)),)
        )
    symbols = symbols_of(drawn)
    sign = next(s for s in range(len(symbols)) if symbols.claim[s] == ")")
    of_font = {number: np.flatnonzero(symbols.font == number).tolist() for number in (0, 1)}
    checks = ClaimChecks(drawn, symbols, of_font, words=True, ink=True)
    monkeypatch.setattr(checks, "inked", lambda symbol: True)
    monkeypatch.setattr(checks, "_look", lambda font, sample: {sign: (20.0, "\u0631")})
    assert checks.paints_letters(int(symbols.font[sign])) is paints


def test_a_font_of_signs_is_looked_at_where_another_is_at_fault_or_its_space_paints(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    honest = extract_pdf(PDFS / "honest.pdf")
    number = next(i for i, font in enumerate(honest.fonts) if font.name == "LiberationSerif")
    face = honest.fonts[number]
    echo = replace(
        face, composite=False, gid_to_unicode={gid: face.to_unicode[code] for code, gid in face.code_to_gid.items()}
    )
    document = replace(honest, fonts=tuple(echo if i == number else font for i, font in enumerate(honest.fonts)))
    monkeypatch.setattr(ClaimChecks, "paints_letters", lambda self, font: font == number)
    assert number not in selected_of(document)
    finding = Finding("wrong_map", "font", f"{honest.fonts[number - 1].name} (font {number - 1})", 0.5, "")
    assert number in selected_of(document, (finding,))
    monkeypatch.setattr(font_selection, "_paints_space", lambda font, members, symbols: True)
    assert number in selected_of(document)
    of_signs = replace(document.fonts[number], composite=True)  # whose codes don't find their glyphs by the cmap
    assert number not in selected_of(
        replace(document, fonts=(*document.fonts[:number], of_signs, *document.fonts[number + 1 :]))
    )


@pytest.mark.parametrize(
    ("claim", "blank", "paints"), [(" ", (), True), (" ", ("one",), False), ("x", (), False), ("\u00a0", (), True)]
)
def test_a_space_paints_if_its_glyph_has_an_outline(claim: str, blank: tuple[str, ...], paints: bool) -> None:
    drawn = page_of(font_of(program(["one"], {}, blank=blank), codes=(1,), claims={1: claim}), [1])
    assert font_selection._paints_space(drawn.fonts[0], [0], symbols_of(drawn)) is paints
