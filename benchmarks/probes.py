"""Exact strings through real producers: numbers, symbols, brackets, marks and mixed directions, one probe a line.

    python -m benchmarks.probes [--producers NAME...] [--faces NAME...] [--show]

A probe counts where the file reads back to that very string: white space collapsed, NFC, and nothing else folded. The
probes are ``fixtures/probes.json``; the producers are those of ``benchmarks.corpus`` that are installed.
"""

from __future__ import annotations

import argparse
import json
import unicodedata
from collections import Counter, defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import partial
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Final

import pikepdf

from benchmarks.corpus.page import Block, Face, faces, missing
from benchmarks.corpus.producers import PRODUCERS, available, render, suits
from benchmarks.markdown import table_head, table_row
from warraq.config import DEFAULT
from warraq.decipher.glyph.channel import decipher
from warraq.diagnose import diagnose
from warraq.extract.pages.pdf_file import extract_pdf
from warraq.pages import read_lines

PROBES: Final = Path(__file__).parents[1] / "fixtures" / "probes.json"
#: Faces of different build: marks placed by the font or not, lam-alef as one glyph or two, kerned spaces.
FACES: Final = ("amiri", "noto-naskh", "noto-sans", "dejavu")
#: Faces in which a producer paints something else: full stops and digits of the fallback font on the wrong side.
_PAINTED_OTHERWISE: Final = frozenset({("xetex", "noto-naskh"), ("xetex", "noto-sans")})


@dataclass(frozen=True, slots=True)
class Probe:
    """One string. ``language``: probes of one language are one document; ``not_by``: producers that can't paint it."""

    text: str
    language: str
    not_by: frozenset[str]


def probes() -> list[Probe]:
    """All of them, in the order of the file. Arabic where a row names no language."""
    rows = json.loads(PROBES.read_text(encoding="utf-8"))
    return [Probe(row["text"], row.get("language", "ar"), frozenset(row.get("not", ()))) for row in rows]


def plain(text: str) -> str:
    """``text`` in NFC, white space collapsed."""
    return " ".join(unicodedata.normalize("NFC", text).split())


def lines_of(path: Path) -> list[str]:
    """The lines of a PDF as the pipeline reads them."""
    extraction = extract_pdf(path)
    maps = decipher(extraction, diagnose(extraction, DEFAULT), DEFAULT, partial(_silent))
    return [line.text for line in read_lines(extraction, maps)[0]]


def _silent(stage: str, share: float) -> None:
    """Report nothing."""


def failures(producer: str, face: Face, texts: Sequence[str]) -> list[str]:
    """Those of the ``texts`` of one document that don't come back exactly.

    A document in which the producer shows text without a font is torn: what is wrong in it is set once more by itself.
    """
    with TemporaryDirectory(prefix="probes-") as folder:
        path = Path(folder) / "probes.pdf"
        render(producer, [Block(text) for text in texts], face, path)
        lines_read = Counter(lines_of(path))
        wrong = [text for text in texts if not lines_read[plain(text)]]
        if len(texts) > 1 and wrong and shows_without_font(path):
            return [text for text in wrong if failures(producer, face, [text])]
    return wrong


def shows_without_font(path: Path) -> bool:
    """Whether a page shows text before it sets a font, which then has none (ISO 32000-2, 9.3.1): viewers leave it out.

    fpdf2 does, at the top of a page, where the face it began with is back after a fallback font.
    """
    with pikepdf.open(path) as pdf:
        return any(map(_shows_without_font, pdf.pages))


def _shows_without_font(page: pikepdf.Page) -> bool:
    set_, saved = False, []
    for instruction in pikepdf.parse_content_stream(page):
        match str(instruction.operator):
            case "q":
                saved.append(set_)
            case "Q":
                set_ = saved.pop() if saved else False
            case "Tf":
                set_ = True
            case "Tj" | "TJ" if not set_ and instruction.operands:
                return True
    return False


def tried(producer: str, face: Face) -> dict[str, list[str]]:
    """Language -> the probes that the producer can set in the face."""
    texts: dict[str, list[str]] = defaultdict(list)
    for probe in probes():
        if producer not in probe.not_by and not missing(face, [Block(probe.text)]):
            texts[probe.language].append(probe.text)
    return texts


def rows(producers: Sequence[str], chosen: Sequence[Face], show: bool) -> Iterator[str]:
    """The table, line by line: for each producer and face, how many probes are exact of how many it can set."""
    yield from table_head("producer", *(face.name for face in chosen))
    for producer in producers:
        cells, failed = [], []
        for face in chosen:
            if not suits(producer, face) or (producer, face.name) in _PAINTED_OTHERWISE:
                cells.append("–")
                continue
            texts = tried(producer, face)
            wrong = [text for part in texts.values() for text in failures(producer, face, part)]
            count = sum(map(len, texts.values()))
            cells.append(f"{count - len(wrong)} of {count}")
            failed += [f"    {producer}, {face.name}: {text}" for text in wrong]
        yield table_row(producer, *cells)
        if show:
            yield from failed


def main() -> None:
    parser = argparse.ArgumentParser(description="Exact strings through real producers, as a Markdown table.")
    parser.add_argument("--producers", nargs="*", choices=list(PRODUCERS), default=available())
    parser.add_argument("--faces", nargs="*", default=list(FACES))
    parser.add_argument("--show", action="store_true", help="list the probes that fail")
    given = parser.parse_args()
    for line in rows(given.producers, faces(given.faces), given.show):
        print(line, flush=True)


if __name__ == "__main__":
    main()
