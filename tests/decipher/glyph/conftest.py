"""A page of a face whose dots are glyphs of their own, whole and taken apart."""

from __future__ import annotations

import pytest

from pipeline.model.glyph import Extraction
from tests.decipher.glyph.split_face import naskh_page, taken_apart
from tests.decipher.glyph.typesetter import Typeset


@pytest.fixture(scope="module")
def page() -> Typeset:
    return naskh_page()


@pytest.fixture(scope="module")
def apart(page: Typeset) -> Extraction:
    return taken_apart(page)
