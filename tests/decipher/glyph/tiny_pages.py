"""One line of glyphs as an extraction, for tests of what words say of claims."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np

from warraq.model.font import Font
from warraq.model.glyph import Extraction, Page

SIZE, WIDTH, LINE = 10.0, 5.0, 14.0


def page_of(font: Font, codes: Sequence[int | None], *, leftwards: bool = True, per_line: int = 60) -> Extraction:
    """``codes`` from right to left (or left to right), half an em each; None is a gap of a word's space."""
    rows: list[tuple[int, float, float]] = []
    for place, code in enumerate(codes):
        if code is None:
            continue
        column = place % per_line
        x = 560 - WIDTH * (column + 1) if leftwards else 40 + WIDTH * column
        rows.append((code, x, 60 + LINE * (place // per_line)))
    charcode = np.array([row[0] for row in rows], np.uint32)
    count = len(rows)
    table = sorted(set(font.to_unicode.values()))
    index = {text: i for i, text in enumerate(table)}
    claim = [index[font.to_unicode[c]] if c in font.to_unicode else -1 for c in charcode.tolist()]
    page = Page(
        number=1, width=600.0, height=800.0, font=np.zeros(count, np.uint16), charcode=charcode, cid=charcode,
        gid=np.array([font.code_to_gid.get(c, -1) for c in charcode.tolist()], np.int32),
        x=np.array([row[1] for row in rows], np.float32), y=np.array([row[2] for row in rows], np.float32),
        advance=np.full(count, WIDTH, np.float32), size=np.full(count, SIZE, np.float32),
        angle=np.zeros(count, np.float32), flags=np.zeros(count, np.uint8), claim=np.array(claim, np.int32),
    )  # fmt: skip
    return Extraction("tiny.pdf", "0" * 64, "tiny", (page,), (font,), tuple(table), {})
