"""Which glyphs of a document are measured."""

from __future__ import annotations

from collections.abc import Sequence

import pytest

from tests.decipher.glyph.tiny_fonts import font, program
from tests.decipher.glyph.tiny_pages import page_of
from warraq.config import EVIDENCE
from warraq.decipher.glyph.signs import sign_outlines
from warraq.decipher.glyph.signs.signs import signs_of
from warraq.decipher.glyph.signs.tokens import symbols_of
from warraq.fonts.outlines import atlas
from warraq.fonts.outlines.outline import Use
from warraq.model.font import Font


def test_so_many_settled_signs_are_measured_beside_the_open_ones(monkeypatch: pytest.MonkeyPatch) -> None:
    codes = range(1, 151)
    boxes = {f"g{code}": (0, 0, 300 + code, 400, 500) for code in codes}
    page = page_of(font(program(list(boxes), {}, boxes=boxes), codes=tuple(codes)), [*codes, *codes[:100]])
    symbols, asked = symbols_of(page), list[int]()
    signs = signs_of(symbols, page.fonts, {0})

    def measured(font: Font, uses: Sequence[Use], *_: object) -> None:
        asked.append(len(uses))
        assert [use.times for use in uses] == [1] + [2] * 96  # the most used

    monkeypatch.setattr(sign_outlines, "outline_evidence", measured)
    last = len(signs.count) - 1
    sign_outlines.outlines_of_signs(
        page, symbols, signs, [last], dict.fromkeys(range(last), "\u0628"), atlas.shipped(), EVIDENCE
    )
    assert asked == [1 + 96]
