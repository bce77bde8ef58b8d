"""Paragraphs through a real PDF: HarfBuzz shapes, UAX #9 orders, the fixtures' builders write, the pipeline reads."""

from __future__ import annotations

import sys
import tempfile
from collections.abc import Sequence
from functools import cache
from pathlib import Path
from typing import Any

from tests.installed import require
from warraq.extract.pages.pdf_file import extract_pdf
from warraq.layout.notes.marks import link_marks
from warraq.model.font import GlyphMap, Reading
from warraq.model.line import Block
from warraq.pages import read_lines

BUILD = Path(__file__).parents[2] / "fixtures" / "build"
#: Where the paragraphs begin on the first page and on others, below the header, and end above the footer, points from
#: the top.
TOPS, BOTTOM = (110.0, 70.0), 770.0


@cache
def _faces() -> dict[str, Any]:
    if str(BUILD) not in sys.path:
        sys.path.insert(0, str(BUILD))
    import faces

    for face in ("scheherazade/Scheherazade-Regular.ttf", "liberation/LiberationSerif-Regular.ttf"):
        require(faces.TRUETYPE / face, "fonts-sil-scheherazade fonts-liberation")
    return faces.load_faces()


def pdf_of(paragraphs: Sequence[str]) -> bytes:
    """The paragraphs in justified lines, stretched by kashida, with right maps."""
    faces = _faces()
    from claims import true_claim
    from document import PLAIN, Furniture, TypesetDocument, western_page_number
    from typeset import Block

    blocks = [Block("", text, PLAIN) for text in paragraphs]
    document = TypesetDocument.of_blocks(faces, blocks, Furniture("WQ/1", "F.19-00217", western_page_number))
    return document.pdf(true_claim, True, "warraq tests")


def _top(page: int) -> float:
    return TOPS[min(page, len(TOPS)) - 1]


def read_back(data: bytes) -> str:
    """The text of the body, lines joined by spaces. The maps are right: nothing has to be deciphered."""
    with tempfile.NamedTemporaryFile(suffix=".pdf") as file:
        file.write(data)
        file.flush()
        extraction = extract_pdf(Path(file.name))
    maps = [
        GlyphMap(index, "honest", {code: Reading(text, 1.0, "claim") for code, text in font.to_unicode.items()})
        for index, font in enumerate(extraction.fonts)
    ]
    lines = read_lines(extraction, maps)[0]
    body = tuple(line for line in lines if line.box and _top(line.page) < line.box[3] < BOTTOM)
    # No raised number is tied to a footnote here: each goes back into its word.
    return " ".join(line.text for block in link_marks([Block("text", body)]) for line in block.lines)
