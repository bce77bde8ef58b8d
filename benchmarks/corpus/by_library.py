"""Producers that are called: Pango over Cairo, fpdf2 and ReportLab."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from itertools import groupby
from pathlib import Path

from benchmarks.corpus.levels import visual
from benchmarks.corpus.page import (
    FALLBACK,
    FALLBACK_FAMILY,
    HEADING,
    HEADING_SIZE,
    LEADING,
    MARGIN,
    PAGE,
    SIZE,
    Block,
    Face,
)

_WIDTH = PAGE[0] - 2 * MARGIN
_GAP = 8.0


def pango(blocks: Sequence[Block], face: Face, out: Path) -> None:
    """Pango shapes and breaks lines, Cairo writes; a page is turned where a block doesn't fit."""
    import cairocffi
    import pangocairocffi
    import pangocffi

    surface = cairocffi.PDFSurface(str(out), *PAGE)
    context = cairocffi.Context(surface)
    y = MARGIN
    for block in blocks:
        layout = pangocairocffi.create_layout(context)
        layout.width = pangocffi.units_from_double(_WIDTH)
        layout.text = block.text
        font = pangocffi.FontDescription()
        font.family = f"{face.family},{FALLBACK_FAMILY}"
        font.set_absolute_size(pangocffi.units_from_double(HEADING_SIZE if block.kind == HEADING else SIZE))
        layout.font_description = font
        layout.spacing = pangocffi.units_from_double(4)
        height = pangocffi.units_to_double(layout.get_size()[1])
        if y + height > PAGE[1] - MARGIN and y > MARGIN:
            surface.show_page()
            y = MARGIN
        context.move_to(MARGIN, y)
        pangocairocffi.show_layout(context, layout)
        y += height + _GAP
    surface.finish()


def fpdf2(blocks: Sequence[Block], face: Face, out: Path) -> None:
    """fpdf2 with its own bidi and HarfBuzz."""
    from fpdf import FPDF

    pdf = FPDF(unit="pt", format="A4")
    pdf.set_margin(MARGIN)
    pdf.set_auto_page_break(True, MARGIN)
    pdf.add_page()
    pdf.add_font("corpus", "", str(face.path))
    pdf.add_font("fallback", "", str(FALLBACK))
    pdf.set_fallback_fonts(["fallback"], exact_match=False)
    pdf.set_text_shaping(True, direction="rtl", script="arab", language="ara")
    for block in blocks:
        pdf.set_font("corpus", size=HEADING_SIZE if block.kind == HEADING else SIZE)
        pdf.multi_cell(0, LEADING, block.text, align="R", new_x="LMARGIN", new_y="NEXT")
        pdf.ln(_GAP)
    pdf.output(str(out))


def reportlab(blocks: Sequence[Block], face: Face, out: Path) -> None:
    """ReportLab as recipes have it: arabic-reshaper and python-bidi make presentation forms in visual order."""
    from arabic_reshaper import ArabicReshaper
    from reportlab.pdfbase import pdfmetrics
    from reportlab.pdfbase.ttfonts import TTFont
    from reportlab.pdfgen.canvas import Canvas

    if not face.has_forms:
        raise ValueError(f"{face.name} has no presentation forms, which ReportLab needs")
    pdfmetrics.registerFont(TTFont(face.name, str(face.path)))
    pdfmetrics.registerFont(TTFont("fallback", str(FALLBACK)))
    reshaper = ArabicReshaper({"delete_harakat": False, "support_ligatures": True})
    canvas = Canvas(str(out), pagesize=PAGE, invariant=True)
    y = PAGE[1] - MARGIN
    for block in blocks:
        size = HEADING_SIZE if block.kind == HEADING else SIZE
        for line in _broken(block.text, lambda text: visual(reshaper.reshape(text)), face, size):
            if y - LEADING < MARGIN:
                canvas.showPage()
                y = PAGE[1] - MARGIN
            y -= LEADING
            x = PAGE[0] - MARGIN - sum(pdfmetrics.stringWidth(text, font, size) for font, text in line)
            for font, text in line:
                canvas.setFont(font, size)
                canvas.drawString(x, y, text)
                x += pdfmetrics.stringWidth(text, font, size)
        y -= _GAP
    canvas.save()


def _broken(text: str, paint: Callable[[str], str], face: Face, size: float) -> Iterator[list[tuple[str, str]]]:
    """Lines that fit the width, each as runs of (font, visual text)."""
    from reportlab.pdfbase import pdfmetrics

    def runs(words: list[str]) -> list[tuple[str, str]]:
        painted = paint(" ".join(words))
        return [
            (face.name if in_face else "fallback", "".join(chars))
            for in_face, chars in groupby(painted, lambda c: c in face.characters or c == " ")
        ]

    line: list[str] = []
    for word in text.split(" "):
        width = sum(pdfmetrics.stringWidth(part, font, size) for font, part in runs([*line, word]))
        if line and width > _WIDTH:
            yield runs(line)
            line = []
        line.append(word)
    yield runs(line)
