"""White beside brackets and stops that no space is painted in."""

from __future__ import annotations

from dataclasses import replace

import numpy as np
import pytest

from tests.repair.painter import Painter
from warraq.model.glyph import Extraction
from warraq.pages import read_lines

SIZE = 12.0


def read(glyphs: list[tuple[str, float, float]], other_face: str) -> str:
    """The line of glyphs (text, x, advance); those of ``other_face`` are set in another font."""
    painter = Painter()
    for text, x, advance in glyphs:
        painter.glyph(text, x, 100, advance, SIZE)
    extraction, maps = painter.extraction()
    page = extraction.pages[0]
    font = np.array([text in other_face for text, _, _ in glyphs], np.uint16)
    fonts = (extraction.fonts[0], extraction.fonts[0])
    both: Extraction = replace(extraction, fonts=fonts, pages=(replace(page, font=font),))
    return read_lines(both, [maps[0], replace(maps[0], font=1)])[0][0].text


def line(sign: str, white: float) -> list[tuple[str, float, float]]:
    """Words from the right, and ``sign`` with ``white`` between it and the second one, before a painted space."""
    glyphs: list[tuple[str, float, float]] = []
    at = 100.0
    for text in (*reversed("المعلمون"), " ", sign, *reversed("المنازل"), " ", *reversed("كتابنا")):
        width = 3.5 if text == " " else 6.0
        glyphs.append((text, at, width))
        at += width + (white if text == sign else 0.0)
    return glyphs


@pytest.mark.parametrize("sign", [".", "\N{ARABIC COMMA}", '"'])
def test_a_stop_of_another_face_belongs_to_the_word_before_it_whatever_the_white(sign: str) -> None:
    assert read(line(sign, 6.0), sign) == f"كتابنا المنازل{sign} المعلمون"
    assert read(line(sign, 6.0), "") == f"كتابنا المنازل {sign} المعلمون"  # of the same face
    assert read(line(sign, 30.0), sign) == f"كتابنا المنازل {sign} المعلمون"  # too far


def test_a_bracket_belongs_to_what_it_closes() -> None:
    assert read(line("(", 6.0), "") == "كتابنا المنازل) المعلمون"
    assert read(line(")", 6.0), "") == "كتابنا المنازل ( المعلمون"


def test_white_on_both_sides_of_a_sign_with_spaces_parts_it_from_both() -> None:
    glyphs = line("(", 6.0)
    place = next(k for k, glyph in enumerate(glyphs) if glyph[0] == "(")
    glyphs.insert(place + 1, (" ", glyphs[place][1] + 6.0, 3.5))
    assert read(glyphs, "") == "كتابنا المنازل ) المعلمون"
