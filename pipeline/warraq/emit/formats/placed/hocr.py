"""The words of the pages as hOCR 1.2: HTML that programs which know text recognition read, such as hocr-tools.

Boxes are whole pixels at 300 dots an inch, as the format wants; ``scan_res`` says so.
"""

from __future__ import annotations

from collections.abc import Iterator
from html import escape

from warraq.emit.formats.html import RIGHT_TO_LEFT
from warraq.emit.formats.placed.words import DOTS, Box, Placed, around, nodes_of, pixels, require_places
from warraq.emit.formats.printed import printable
from warraq.model.document import Document, PageReport


def to_hocr(document: Document) -> str:
    """A page an ``ocr_page``, a node an ``ocr_par``, then lines and words with their box and confidence in percent.

    Raises:
        UsageError: the words of the document were not kept, or it is a text, whose words have no places.
    """
    require_places(document, "hOCR")
    language = escape(document.metadata.language or "ar")
    direction = "rtl" if language in RIGHT_TO_LEFT else "ltr"
    lines = [
        "<!DOCTYPE html>",
        f'<html lang="{language}" dir="{direction}">',
        "<head>",
        '<meta charset="utf-8">',
        f"<title>{_text(document.source.file)}</title>",
        '<meta name="ocr-system" content="warraq">',
        '<meta name="ocr-capabilities" content="ocr_page ocr_par ocr_line ocrx_word">',
        "</head>",
        "<body>",
        *(line for page in document.pages for line in _page(page)),
        "</body>",
        "</html>",
    ]
    return "\n".join(lines) + "\n"


def _page(page: PageReport) -> Iterator[str]:
    width, height = page.size or (0.0, 0.0)
    box = _bbox((0.0, 0.0, width, height))
    yield f'<div class="ocr_page" title="{box}; ppageno {page.number - 1}; scan_res {DOTS} {DOTS}">'
    for _, lines in nodes_of(page):
        yield f'<p class="ocr_par" title="{_bbox(around(box for line in lines for _, box in line))}">'
        yield from map(_line, lines)
        yield "</p>"
    yield "</div>"


def _line(line: list[Placed]) -> str:
    words = " ".join(map(_word, line))
    return f'<span class="ocr_line" title="{_bbox(around(box for _, box in line))}">{words}</span>'


def _word(placed: Placed) -> str:
    word, box = placed
    title = f"{_bbox(box)}; x_wconf {round(100 * word.confidence)}"
    return f'<span class="ocrx_word" title="{title}">{_text(word.text)}</span>'


def _bbox(box: Box) -> str:
    return "bbox " + " ".join(map(str, pixels(box)))


def _text(text: str) -> str:
    return escape(printable(text), quote=True)
