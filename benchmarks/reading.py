"""What warraq makes of a PDF, with what the measures need: its text, its words with their confidence, its verdict."""

from __future__ import annotations

import re
import time
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from unittest.mock import patch

import pikepdf

from pipeline.config import DEFAULT, Config
from pipeline.decipher import atlas
from pipeline.emit.markdown import printed_label
from pipeline.errors import WarraqError
from pipeline.model.document import Document, Node
from pipeline.run import PdfReading, read_pdf


@dataclass(frozen=True, slots=True)
class Read:
    """One file as warraq read it.

    Attributes:
        text: of the document, labels as they are printed.
        words, confidence: of the lines, furniture and all.
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
    words = [word for line in reading.lines for word in line.words]
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


def all_text_of(document: Document) -> str:
    """The same with footnotes and page furniture at the end: everything that is printed."""
    notes = [inner for note in document.footnotes for inner in note.walk()]
    return "\n".join((_text(document.walk()), _text(notes), *(part.text for part in document.furniture)))


def _text(nodes: Iterable[Node]) -> str:
    return "\n".join(f"{node.label or printed_label(node)} {node.content}".strip() for node in nodes)


@cache
def _families() -> tuple[str, ...]:
    return atlas.load().families


def families_in(path: Path) -> tuple[str, ...]:
    """The families of the atlas whose faces are embedded in the file, by the fonts' names."""
    with pikepdf.open(path) as pdf:
        names = {
            str(found["/BaseFont"]).rpartition("+")[2].lstrip("/")
            for found in pdf.objects
            if isinstance(found, pikepdf.Dictionary) and "/BaseFont" in found
        }
    plain = [re.sub(r"[^A-Za-z]", "", name) for name in names]
    found = (max((f for f in _families() if name.startswith(f)), key=len, default="") for name in plain)
    return tuple(sorted(set(filter(None, found))))


@contextmanager
def unseen(families: tuple[str, ...]) -> Iterator[None]:
    """Inside, the shipped atlas has none of these families, as for a face that was never seen."""
    with patch.object(atlas, "shipped", lambda: _without(families)):
        yield


@cache
def _without(families: tuple[str, ...]) -> atlas.Atlas:
    return atlas.load(exclude=families)
