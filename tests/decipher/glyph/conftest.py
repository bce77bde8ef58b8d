"""A page of a face whose dots are glyphs of their own, whole and taken apart; and pages that nothing but ink tells."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import numpy as np
import pytest

from tests.decipher.glyph.split_face import naskh_page, taken_apart
from tests.decipher.glyph.typesetter import Typeset
from warraq.extract.pages.pdf_file import extract_pdf
from warraq.model.glyph import Extraction


@pytest.fixture(scope="module")
def page() -> Typeset:
    return naskh_page()


@pytest.fixture(scope="module")
def apart(page: Typeset) -> Extraction:
    return taken_apart(page)


@pytest.fixture(scope="session")
def untold() -> Extraction:
    """Of its Arabic font no table says what any glyph stands for."""
    honest = extract_pdf(Path(__file__).resolve().parents[3] / "fixtures" / "pdf" / "honest.pdf")
    number = next(i for i, font in enumerate(honest.fonts) if font.name == "Scheherazade-Regular")
    bare = replace(honest.fonts[number], to_unicode={}, gid_to_unicode={}, gid_to_name={}, code_to_name={})
    unknown = len(honest.claims)
    pages = tuple(replace(page, claim=np.where(page.font == number, unknown, page.claim)) for page in honest.pages)
    fonts = tuple(bare if i == number else other for i, other in enumerate(honest.fonts))
    return replace(honest, fonts=fonts, pages=pages, claims=(*honest.claims, "\ufffd"))
