"""Faces that hold Arabic letters in the slots of Latin ones: nothing that the file says of them can be contradicted."""

from __future__ import annotations

import unicodedata
from collections.abc import Iterable, Sequence
from dataclasses import replace
from pathlib import Path

import numpy as np
import pytest

from tests.decipher.glyph.tiny_fonts import font
from tests.decipher.glyph.tiny_pages import page_of
from warraq.decipher.glyph.channel import decipher
from warraq.decipher.glyph.signs.tokens import Symbols, symbols_of
from warraq.decipher.glyph.trust import font_selection, latin_slots
from warraq.decipher.glyph.trust.latin_slots import garbled_without_ink, in_latin_slots, without_latin_claims
from warraq.extract.pages.pdf_file import extract_pdf
from warraq.fonts.outlines import atlas
from warraq.fonts.outlines.outline import OutlineEvidence, Use
from warraq.model.font import Font
from warraq.model.glyph import Extraction

PDFS = Path(__file__).resolve().parents[4] / "fixtures" / "pdf"
#: What the Mac's encoding has for letters and signs, in the order of its codes.
MAC = "".join(bytes([code]).decode("mac_roman") for code in (*range(65, 91), *range(97, 123), *range(128, 252)))
#: Vietnamese, its accents characters of their own.
ACCENTS = unicodedata.normalize(
    "NFD", "Ti\u1ebfng Vi\u1ec7t \u0111\u01b0\u1ee3c vi\u1ebft b\u1eb1ng ch\u1eef Qu\u1ed1c ng\u1eef "
)
LATIN = "The quick brown fox jumps over the lazy dog, and NASA's McDonald looks on for 15 \u00a9 days."


def in_slots_of_latin(honest: Extraction, number: int) -> tuple[Extraction, dict[int, str]]:
    """The document, one of whose fonts has nothing but Latin characters for its Arabic ones; and what these are."""
    arabic = honest.fonts[number]
    truth = {code: text for code, text in arabic.to_unicode.items() if any(map(str.isalpha, text))}
    slots = arabic.to_unicode | dict(zip(truth, MAC, strict=False))
    bare = replace(
        arabic, to_unicode=slots, gid_to_unicode={arabic.code_to_gid[c]: t for c, t in slots.items()}, gid_to_name={}
    )
    table = (*honest.claims, *slots.values())
    entry = {code: len(honest.claims) + k for k, code in enumerate(slots)}
    pages = tuple(
        replace(
            page,
            claim=np.array(
                [
                    entry.get(code, claim) if font == number else claim
                    for font, code, claim in zip(
                        page.font.tolist(), page.charcode.tolist(), page.claim.tolist(), strict=True
                    )
                ],
                np.int32,
            ),
        )
        for page in honest.pages
    )
    fonts = tuple(bare if i == number else other for i, other in enumerate(honest.fonts))
    return replace(honest, fonts=fonts, pages=pages, claims=table), truth


def test_arabic_outlines_win_over_latin_claims_and_names() -> None:
    honest = extract_pdf(PDFS / "honest.pdf")
    number = next(i for i, font in enumerate(honest.fonts) if font.name == "Scheherazade-Regular")
    damaged, truth = in_slots_of_latin(honest, number)
    before, glyph_map = decipher(honest)[number], decipher(damaged)[number]
    assert before.verdict == "honest" and glyph_map.verdict == "wrong_map"
    read = [code for code in truth if code in glyph_map.readings]
    right = [code for code in read if glyph_map.readings[code].text == before.readings[code].text]
    assert len(read) > 60 and len(right) > 0.95 * len(read)


def asked(made: Extraction) -> tuple[tuple[Font, ...], Symbols, dict[int, list[int]]]:
    symbols = symbols_of(made)
    of_font: dict[int, list[int]] = {}
    for symbol, number in enumerate(symbols.font.tolist()):
        of_font.setdefault(number, []).append(symbol)
    return made.fonts, symbols, of_font


def written(text: str) -> Extraction:
    claims = dict(enumerate(dict.fromkeys(text), start=1))
    code = {claim: code for code, claim in claims.items()}
    return page_of(font(None, codes=tuple(claims), claims=claims), [code[c] for c in text], leftwards=False)


@pytest.mark.parametrize(
    ("text", "odd"),
    [
        (LATIN, False),
        (LATIN.upper(), False),
        (ACCENTS, False),
        ("1,234.56 (12 %) \u2013 789", False),
        ("Les \u00e9l\u00e8ves fran\u00e7ais ont \u00e9t\u00e9 re\u00e7us", False),
        ("\u00dcQ\u00c9\u2265j \u00c9e \u03a9\u00c9Y \u222b\u00d3N \u2026Q\u00c9\u00e9\u00e0dG", True),
        ("ECjk HRad wGQs dGjh CfEk gGdR", True),
        ("\u00b1", True),
        ("\u00e9 a b", True),
        ("\u00e9 a b c", False),  # a quarter is not enough
        ("aB 12345678", False),  # nor is one pair
        ("\u060c", False),  # a comma of Arabic is at home anywhere
    ],
)
def test_what_no_text_is_made_of_reads_oddly(text: str, odd: bool, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(latin_slots, "_paints_arabic", lambda *_: True)
    fonts, symbols, of_font = asked(written(text))
    assert in_latin_slots(fonts, symbols, of_font, [0]) == ({0} if odd else set())


def test_neighbours_of_another_font_are_no_pair(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(latin_slots, "_paints_arabic", lambda *_: True)
    fonts, symbols, _ = asked(written("aB" * 20))
    of_both = {0: [0], 1: [1]}
    assert in_latin_slots(fonts, symbols, {0: [0, 1]}, [0]) == {0}
    two = replace(symbols, font=np.arange(2, dtype=symbols.font.dtype))
    assert in_latin_slots((*fonts, *fonts), two, of_both, [0, 1]) == set()


def looks(monkeypatch: pytest.MonkeyPatch, like: list[tuple[str, float]], *, blank: bool = False) -> None:
    """Make the outlines those of the labels, so far away, and everything else a hundred nats less likely; or blank."""
    labels = [label.text for label in atlas.shipped().labels]
    values = np.full((len(like), len(labels)), -100.0, np.float32)
    for row, (label, _) in enumerate(like):
        values[row, labels.index(label)] = 0.0
    novelty = np.array([away for _, away in like], np.float32)
    no = np.zeros(len(like), np.bool_)
    seen = OutlineEvidence(values, novelty, no | blank, no, (None,) * len(like))
    monkeypatch.setattr(latin_slots, "outline_evidence", lambda *_: seen)


@pytest.mark.parametrize(
    ("claims", "like", "alone", "beside_another"),
    [
        ("\u00a9", [("(", 9.0)], True, True),
        ("\u00a9", [("\u00a9", 0.0)], False, False),
        ("\u00b1", [("\u0661", 4.0)], False, True),  # one that the atlas lacks says less
        ("\u00b1\u00a5", [("\u0661", 4.0), ("\u0664", 4.0)], True, True),
        ("\u00b1", [("\u0661", 60.0)], False, False),
        ("\u2212", [("-", 3.0)], False, False),  # a dash is like a dash
        ("\u00e9", [("\u0645", 20.0)], False, True),  # accents are hardly told by outlines
        ("\u00c2\u00c3", [("\u0645", 20.0), ("\u062c", 20.0)], True, True),
    ],
)
def test_ink_decides_and_less_of_it_where_the_face_writes_arabic_elsewhere(
    claims: str, like: list[tuple[str, float]], alone: bool, beside_another: bool, monkeypatch: pytest.MonkeyPatch
) -> None:
    looks(monkeypatch, like)
    fonts, symbols, of_font = asked(written(claims))
    slots = in_latin_slots(fonts, symbols, of_font, [0])
    assert slots == ({0} if alone else set())
    monkeypatch.setattr(latin_slots, "_may_be_arabic", lambda *_: True)
    slots = in_latin_slots((*fonts, *fonts), symbols, of_font | {1: []}, [0])
    assert slots == ({0} if beside_another else set())
    nameless = replace(fonts[0], name="")
    slots = in_latin_slots((nameless, nameless), symbols, of_font | {1: []}, [0])
    assert slots == ({0} if alone else set())


def test_blanks_say_nothing(monkeypatch: pytest.MonkeyPatch) -> None:
    looks(monkeypatch, [("(", 9.0)], blank=True)
    assert in_latin_slots(*asked(written("\u00a9")), [0]) == set()


@pytest.mark.parametrize(("claim", "asked_for"), [("\ufe8e", False), ("\u0627", False), ("\u060c", True)])
def test_a_font_that_claims_arabic_letters_or_forms_is_not_asked(
    claim: str, asked_for: bool, monkeypatch: pytest.MonkeyPatch
) -> None:
    fonts_seen: list[int] = []

    def watched(_fonts: object, _symbols: object, _of_font: object, fonts_asked: Iterable[int]) -> set[int]:
        fonts_seen.extend(fonts_asked)
        return set()

    monkeypatch.setattr(font_selection, "in_latin_slots", watched)
    made = written("\u00b1\u00a9" + claim)
    _, symbols, of_font = asked(made)
    font_selection.select_fonts(made, symbols, of_font, ())
    assert fonts_seen == ([0] if asked_for else [])


def test_digits_and_stops_keep_their_slots() -> None:
    symbols = symbols_of(written("G5. \u00ac\u00e9\u2013\u0301\u061f"))
    kept = without_latin_claims(symbols, {0})
    assert {claim for claim in kept.claim if claim} == set("5. \u2013\u061f")
    assert without_latin_claims(symbols, ()) is symbols


GARBLED = "\u00dcQ\u00c9\u2265j \u00c9e \u03a9\u00c9Y \u222b\u00d3N \u2026Q\u00c9\u00e9\u00e0dG AGjdG "


def test_a_garbled_text_without_outlines_stays_and_is_doubted() -> None:
    claims = dict(enumerate(dict.fromkeys(GARBLED), start=1))
    code = {claim: code for code, claim in claims.items()}
    names = {code: f"uni{ord(claim):04X}" for code, claim in claims.items()}
    made = replace(font(None, codes=tuple(claims), claims=claims, names=names), composite=False, code_to_name=names)
    (glyph_map,) = decipher(page_of(made, [code[c] for c in GARBLED * 6], leftwards=False))
    assert glyph_map.verdict == "unreadable"
    assert {code: reading.text for code, reading in glyph_map.readings.items()} == claims
    assert all(r.confidence < 0.5 for r in glyph_map.readings.values() if r.text.strip())


def test_what_has_outlines_is_told_by_these_alone(monkeypatch: pytest.MonkeyPatch) -> None:
    given = asked(written(GARBLED * 6))
    assert garbled_without_ink(*given, [0]) == {0}
    monkeypatch.setattr(latin_slots, "outlines_of", lambda _: object())
    assert garbled_without_ink(*given, [0]) == set()


@pytest.mark.parametrize(
    "text", [LATIN * 4, GARBLED, ACCENTS * 4, "\u041f\u0440\u0438\u0432\u0435\u0442 \u043c\u0438\u0440 " * 20]
)
def test_other_texts_without_outlines_stand(text: str) -> None:
    (glyph_map,) = decipher(written(text))
    assert glyph_map.verdict == "honest" and glyph_map.confidence > 0.99


def test_the_ink_of_so_many_codes_is_looked_at(monkeypatch: pytest.MonkeyPatch) -> None:
    claims = dict(enumerate("abcdefghijklmnopqrstuvwxyz", start=1))
    made = page_of(font(None, codes=tuple(claims), claims=claims), list(claims))
    symbols, asked = symbols_of(made), list[int]()

    def measured(font: Font, uses: Sequence[Use], book: atlas.Atlas) -> None:
        asked.append(len(uses))

    monkeypatch.setattr(latin_slots, "outline_evidence", measured)
    assert not latin_slots._paints_arabic(made.fonts[0], range(len(symbols)), symbols, ())
    assert asked == [20]
