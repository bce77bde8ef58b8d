"""Names of glyphs whose letters bear other dots than those that are drawn."""

from __future__ import annotations

from io import BytesIO

import pytest
from fontTools.fontBuilder import FontBuilder
from fontTools.pens.ttGlyphPen import TTGlyphPen

from tests.decipher.glyph.tiny_fonts import font
from tests.decipher.glyph.tiny_pages import page_of
from warraq.config import EVIDENCE
from warraq.decipher.glyph.channel import _by_tables
from warraq.decipher.glyph.readings.dotted_otherwise import dotted_otherwise
from warraq.decipher.glyph.signs.tokens import symbols_of
from warraq.fonts.outlines.glyph_shape import GlyphOutlines

#: Two dots above, drawn as one contour; and one.
PAIR, DOT = (100, 500, 260, 580), (150, 500, 230, 580)
#: Bodies of different sizes, so that none is borne by others.
DRAWN = [(300, PAIR), (340, PAIR), (380, PAIR), (420, DOT), (460, DOT), (500, None)]
TEH, QAF, TEH_MARBUTA, NOON, FEH, HAH = "\u062a", "\u0642", "\u0629", "\u0646", "\u0641", "\u062d"
NOON_ZAIN, NOON_TEH = "\u0646\u0632", "\u0646\u062a"


def program() -> bytes:
    """Bodies with dots above them, as ``DRAWN`` says."""
    names = [f"g{k}" for k in range(1, len(DRAWN) + 1)]
    builder = FontBuilder(1000, isTTF=True)
    builder.setupGlyphOrder([".notdef", *names])
    builder.setupCharacterMap({})
    glyphs = {".notdef": TTGlyphPen(None).glyph()}
    for name, (width, dots) in zip(names, DRAWN, strict=True):
        pen = TTGlyphPen(None)
        for left, bottom, right, top in [(0, 0, width, 400), *([dots] if dots else [])]:
            pen.moveTo((left, bottom))
            for corner in ((left, top), (right, top), (right, bottom)):
                pen.lineTo(corner)
            pen.closePath()
        glyphs[name] = pen.glyph()
    builder.setupGlyf(glyphs)
    builder.setupHorizontalMetrics(dict.fromkeys(glyphs, (500, 0)))
    builder.setupHorizontalHeader(ascent=800, descent=-200)
    builder.setupPost(keepGlyphNames=False)
    stream = BytesIO()
    builder.save(stream)
    return stream.getvalue()


@pytest.mark.parametrize(
    ("called", "contradicted"),
    [
        ([TEH, QAF, NOON_ZAIN, NOON, FEH, HAH], {3}),  # the pair is that of two others
        ([TEH, QAF, HAH, NOON, FEH, HAH], {3}),  # dots where the letter has none
        ([TEH, QAF, TEH_MARBUTA, NOON, FEH, HAH], set()),
        ([TEH, NOON_ZAIN, NOON_TEH, NOON, FEH, HAH], set()),  # they don't agree with each other
        ([TEH, NOON_ZAIN, NOON_ZAIN, NOON, FEH, HAH], {1}),  # most are believed, be it one that is wrong
        ([TEH, QAF, "\u0643", NOON, FEH, HAH], set()),  # kaf: faces draw it in many ways
        ([TEH, QAF, TEH_MARBUTA, NOON, TEH, HAH], set()),  # one against one
    ],
)
def test_a_name_is_belied_by_the_dots_of_other_letters(called: list[str], contradicted: set[int]) -> None:
    texts = dict(enumerate(called, start=1))
    assert dotted_otherwise(GlyphOutlines(program()), {gid: gid for gid in texts}, texts) == contradicted


def test_what_dots_belie_the_tables_do_not_settle() -> None:
    codes = range(1, len(DRAWN) + 1)
    cmap = dict(zip(codes, [TEH, QAF, HAH, NOON, FEH, HAH], strict=True))
    page = page_of(font(program(), codes=codes, cmap=cmap), list(codes))
    symbols, given = symbols_of(page), (page.fonts[0], range(len(DRAWN)))
    readings, unsettled = _by_tables(*given, symbols, EVIDENCE)
    assert {int(symbols.code[s]) for s in readings} == {1, 2, 4, 5, 6}
    assert unsettled == {}
    assert len(_by_tables(*given, symbols, EVIDENCE - {"dots"})[0]) == len(DRAWN)
