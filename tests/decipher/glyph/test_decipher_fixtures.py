"""The glyph channel on the committed PDFs: the facsimile with its wrong map, its twin, and an honest document."""

from __future__ import annotations

import time
from dataclasses import replace
from functools import cache
from pathlib import Path

import numpy as np
import pytest

from tests.decipher.glyph.measure import measure, truth_by_ink
from warraq.decipher.glyph import parameters
from warraq.decipher.glyph.channel import decipher
from warraq.decipher.glyph.search import penalties
from warraq.diagnose import diagnose
from warraq.extract.pages.pdf_file import extract_pdf
from warraq.model.font import Font, GlyphMap
from warraq.model.glyph import Extraction

PDFS = Path(__file__).resolve().parents[3] / "fixtures" / "pdf"
FACSIMILE, TWIN = "ctoc-cop-wg7-2020-4.pdf", "ctoc-cop-wg7-2020-4-word.pdf"


@cache
def extraction(name: str) -> Extraction:
    return extract_pdf(PDFS / name)


@cache
def deciphered(name: str) -> list[GlyphMap]:
    return decipher(extraction(name), diagnose(extraction(name)))


def stripped(font: Font) -> Font:
    return replace(font, gid_to_unicode={}, gid_to_name={})


def test_facsimile_without_tables_is_read() -> None:
    result = measure(extraction(FACSIMILE), deciphered(FACSIMILE), truth_by_ink(extraction(TWIN)))
    assert result.compared > 18_000
    assert result.share >= 0.9995
    assert result.unflagged == 0


def test_every_digit_and_punctuation_mark_of_the_facsimile_is_right() -> None:
    result = measure(extraction(FACSIMILE), deciphered(FACSIMILE), truth_by_ink(extraction(TWIN)))
    signs = [row for row in result.wrong if not any(c.isalpha() or c >= "\u064b" for c in row[2])]
    assert signs == []


def test_facsimile_verdicts() -> None:
    verdicts = {extraction(FACSIMILE).fonts[m.font].name: m.verdict for m in deciphered(FACSIMILE)}
    assert verdicts["LiberationSerif"] == "honest"
    assert verdicts["Scheherazade-Regular"] == "wrong_map"


def test_twin_with_its_tables_is_read_by_them() -> None:
    result = measure(extraction(TWIN), deciphered(TWIN), truth_by_ink(extraction(TWIN)))
    assert result.share == 1.0
    body = next(m for m in deciphered(TWIN) if extraction(TWIN).fonts[m.font].name == "Scheherazade-Regular")
    assert body.evidence["cmap"] > 0.7
    assert body.repaired > 60


def test_mirrored_digits_are_caught_without_tables() -> None:
    """Claims that swap the digits of a Latin font are belied by the ink, though nothing else is wrong with the font."""
    damaged = extraction(TWIN)
    document = replace(damaged, fonts=tuple(map(stripped, damaged.fonts)))
    maps = decipher(document, diagnose(document))
    result = measure(document, maps, truth_by_ink(damaged))
    assert not [row for row in result.wrong if row[2].isdigit()]


def test_kashida_means_nothing() -> None:
    """The twin's kashida has no claim, no cmap entry and no name: only its ink is left."""
    twin = extraction(TWIN)
    number = next(i for i, font in enumerate(twin.fonts) if font.name == "Scheherazade-Regular")
    unclaimed = [code for code in deciphered(TWIN)[number].readings if code not in twin.fonts[number].to_unicode]
    assert unclaimed
    assert all(deciphered(TWIN)[number].readings[code].text == "" for code in unclaimed)


def test_honest_document_keeps_every_claim() -> None:
    honest = extraction("honest.pdf")
    for glyph_map in deciphered("honest.pdf"):
        font = honest.fonts[glyph_map.font]
        assert glyph_map.verdict == "honest"
        assert glyph_map.repaired == 0
        assert {code: reading.text for code, reading in glyph_map.readings.items()} == {
            code: font.to_unicode[code] for code in glyph_map.readings
        }


def test_honest_document_costs_next_to_nothing() -> None:
    honest, findings = extraction("honest.pdf"), diagnose(extraction("honest.pdf"))
    decipher(honest, findings)
    start = time.perf_counter()
    decipher(honest, findings)
    assert time.perf_counter() - start < 0.1


@pytest.mark.parametrize("name", ["honest-no-map.pdf", "honest-wrong-map.pdf"])
def test_one_damaged_page_reads_as_the_honest_one(name: str) -> None:
    result = measure(extraction(name), deciphered(name), truth_by_ink(extraction("honest.pdf")))
    assert result.compared > 1_000
    assert result.share >= 0.995


def test_letters_with_a_hamza_beside_them_lose_before_the_last_ascent(monkeypatch: pytest.MonkeyPatch) -> None:
    def with_hamzas(maps: list[GlyphMap]) -> set[str]:
        return {
            c for glyph_map in maps for reading in glyph_map.readings.values() for c in reading.text if c in "أإآؤئ"
        }

    assert with_hamzas(deciphered("honest-no-map.pdf")) == set("أإآؤئ")
    monkeypatch.setattr(penalties, "with_hamza_beside", lambda problem: problem.open_signs)
    monkeypatch.setattr(parameters.Schedule, "SECOND_HAMZA", 1000.0)
    damaged = extraction("honest-no-map.pdf")
    assert with_hamzas(decipher(damaged, diagnose(damaged))) == set()


def test_same_document_gives_the_same_maps() -> None:
    again = decipher(extraction(FACSIMILE), diagnose(extraction(FACSIMILE)))
    assert again == deciphered(FACSIMILE)


def test_what_is_claimed_to_be_unknown_says_no_more_than_no_claim() -> None:
    """Believed like a letter, U+FFFD made one of the heads and tails that claim it."""
    damaged = extraction("honest-wrong-map.pdf")
    arabic = [n for n, claim in enumerate(damaged.claims) if any(c >= "\u0600" for c in claim)]
    unknown = {damaged.claims[n] for n in arabic[::2]}

    def texts(claim: str | None) -> dict[tuple[int, int], str]:
        fonts = []
        for font in damaged.fonts:
            said = {code: claim if text in unknown else text for code, text in font.to_unicode.items()}
            known = {code: text for code, text in said.items() if text is not None}
            fonts.append(replace(stripped(font), to_unicode=known))
        pages = damaged.pages
        if claim is None:
            pages = tuple(
                replace(page, claim=np.where(np.isin(page.claim, arabic[::2]), -1, page.claim).astype(np.int32))
                for page in pages
            )
        claims = tuple((claim or text) if text in unknown else text for text in damaged.claims)
        document = replace(damaged, claims=claims, fonts=tuple(fonts), pages=pages)
        return {
            (m.font, code): r.text for m in decipher(document, diagnose(document)) for code, r in m.readings.items()
        }

    assert texts("\N{REPLACEMENT CHARACTER}") == texts(None)
