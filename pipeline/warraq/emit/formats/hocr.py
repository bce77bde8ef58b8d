"""The words of the pages as hOCR 1.2: HTML that programs which know text recognition read, such as hocr-tools.

Boxes are whole pixels at 300 dots an inch, as the format wants; ``scan_res`` says so.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from html import escape
from itertools import groupby
from operator import attrgetter
from typing import Final

from warraq.emit.formats.html import RIGHT_TO_LEFT
from warraq.emit.formats.printed import printable
from warraq.errors import UsageError
from warraq.model.document import Document, PageReport, Word

_DOTS: Final = 300
_PIXELS: Final = _DOTS / 72  # a point
_Box = tuple[float, float, float, float]


def to_hocr(document: Document) -> str:
    """A page an ``ocr_page``, a node an ``ocr_par``, then lines and words with their box and confidence in percent.

    Raises:
        UsageError: the words of the document were not kept, or it is a text, whose words have no places.
    """
    if document.source.engine == "text":
        raise UsageError("a text has no places that hOCR could give", help="Give the PDF that it was copied from.")
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
    if page.words is None:
        raise UsageError("the words were not kept", help="Read the file with Config(words=True).")
    width, height = page.size or (0.0, 0.0)
    box = _bbox((0.0, 0.0, width, height))
    yield f'<div class="ocr_page" title="{box}; ppageno {page.number - 1}; scan_res {_DOTS} {_DOTS}">'
    for _, of_node in groupby(page.words, key=attrgetter("node")):
        placed = [(word, word.bbox) for word in of_node if word.bbox is not None]
        if placed:
            yield f'<p class="ocr_par" title="{_bbox(_around(box for _, box in placed))}">'
            yield from (_line(line) for line in _lines(placed))
            yield "</p>"
    yield "</div>"


def _lines(placed: list[tuple[Word, _Box]]) -> Iterator[list[tuple[Word, _Box]]]:
    """The words of a node line by line: the middle of the next word of a line is level with the word before it."""
    line: list[tuple[Word, _Box]] = []
    for word, box in placed:
        if line and not line[-1][1][1] <= (box[1] + box[3]) / 2 <= line[-1][1][3]:
            yield line
            line = []
        line.append((word, box))
    yield line


def _line(line: list[tuple[Word, _Box]]) -> str:
    words = " ".join(_word(word, box) for word, box in line)
    return f'<span class="ocr_line" title="{_bbox(_around(box for _, box in line))}">{words}</span>'


def _word(word: Word, box: _Box) -> str:
    title = f"{_bbox(box)}; x_wconf {round(100 * word.confidence)}"
    return f'<span class="ocrx_word" title="{title}">{_text(word.text)}</span>'


def _around(boxes: Iterable[_Box]) -> _Box:
    left, top, right, bottom = zip(*boxes, strict=True)
    return min(left), min(top), max(right), max(bottom)


def _bbox(box: _Box) -> str:
    return "bbox " + " ".join(str(max(round(edge * _PIXELS), 0)) for edge in box)


def _text(text: str) -> str:
    return escape(printable(text), quote=True)
