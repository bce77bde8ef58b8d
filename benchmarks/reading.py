"""What warraq makes of a PDF, with what the measures need: its text, its words with their confidence, its verdict."""

from __future__ import annotations

import re
import time
from collections.abc import Iterable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from unittest.mock import patch

import pikepdf

from warraq.config import DEFAULT, Config
from warraq.emit.formats.printed import printed_label
from warraq.errors import WarraqError
from warraq.fonts.outlines import atlas
from warraq.layout.paragraphs.wrapped import Spellings, joined_lines
from warraq.model.document import Document, Node, Span
from warraq.run import PdfReading, read_pdf


@dataclass(frozen=True, slots=True)
class Read:
    """One file as warraq read it.

    Attributes:
        text: of the document, labels as they are printed.
        words, confidence: of the lines, furniture and all; a word that a line breaks in two is one, as in the text.
        needs_review: the document's own verdict.
        seconds: processor time.
        failure: what was raised, where the file was refused.
        reading: everything that the stages made; None where the file was refused.
    """

    text: str = ""
    words: tuple[str, ...] = ()
    confidence: tuple[float, ...] = ()
    needs_review: bool = True
    seconds: float = 0.0
    failure: str = ""
    reading: PdfReading | None = None


def read(path: Path, config: Config = DEFAULT) -> Read:
    """Read ``path``. A file that is refused is an empty text that asks for review."""
    start = time.process_time()
    try:
        reading = read_pdf(path, config=config)
    except WarraqError as error:
        return Read(failure=str(error), seconds=time.process_time() - start)
    seconds = time.process_time() - start
    lines = joined_lines(reading.lines, Spellings.of(reading.lines))
    words = [word for line in lines for word in line.words]
    return Read(
        text=text_of(reading.document),
        words=tuple(word.text for word in words),
        confidence=tuple(word.confidence for word in words),
        needs_review=reading.document.quality.needs_review,
        seconds=seconds,
        reading=reading,
    )


def text_of(document: Document) -> str:
    """One line a node of the body, its label as it is printed."""
    return _text(document.walk())


def printed_text_of(document: Document) -> str:
    """Everything that is printed, page after page: headers, the text that begins there, footnotes, footers.

    It is what tools give that keep no page furniture apart, and what people key from the picture of a page.
    """
    placed: list[tuple[int, int, str]] = []
    page = 0
    for node in document.walk():
        page = max(page, _page(node.spans))
        placed.append((page, 1, _printed(node)))
    for note in document.footnotes:
        placed += [(_page(note.spans), 2, _printed(inner)) for inner in note.walk()]
    for part in document.furniture:
        placed.append((_page(part.spans), 0 if part.role == "header" else 3, part.text))
    return "\n".join(text for _, _, text in sorted(placed, key=lambda item: item[:2]))


def _page(spans: Sequence[Span]) -> int:
    return min((span.page for span in spans), default=0)


def _text(nodes: Iterable[Node]) -> str:
    return "\n".join(map(_printed, nodes))


def _printed(node: Node) -> str:
    return f"{node.label or printed_label(node)} {node.content}".strip()


@cache
def _families() -> tuple[str, ...]:
    return atlas.load().families


def families_in(path: Path) -> tuple[str, ...]:
    """The families of the atlas whose faces are embedded in the file, by the fonts' names."""
    with pikepdf.open(path) as pdf:
        names = {
            str(font["/BaseFont"]).rpartition("+")[2].lstrip("/")
            for font in pdf.objects
            if isinstance(font, pikepdf.Dictionary) and "/BaseFont" in font
        }
    plain = [re.sub(r"[^A-Za-z]", "", name) for name in names]
    families = (max((f for f in _families() if name.startswith(f)), key=len, default="") for name in plain)
    return tuple(sorted(set(filter(None, families))))


@contextmanager
def unseen(families: tuple[str, ...]) -> Iterator[None]:
    """Inside, the shipped atlas has none of these families, as for a face that was never seen."""
    with patch.object(atlas, "shipped", lambda: atlas_without(families)):
        yield


@cache
def atlas_without(families: tuple[str, ...]) -> atlas.Atlas:
    """The shipped atlas without some families."""
    return atlas.load(exclude=families)
