"""Scans, painted from texts of our own."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

import pikepdf
import pypdfium2

from tests.installed import program


def engine() -> str:
    """The path of Tesseract, with the model of the Arabic script."""
    program(
        "tesseract", "tesseract-ocr tesseract-ocr-script-arab tesseract-ocr-ara tesseract-ocr-fas tesseract-ocr-urd"
    )
    return program("tesseract", "tesseract-ocr")


def scanned(source: Path, target: Path, *, dpi: int = 200, pages: Sequence[int] | None = None) -> Path:
    """``source`` as a scanner would give it: its pages, or those with these indices, as pictures."""
    with pypdfium2.PdfDocument(source) as document:
        wanted = range(len(document)) if pages is None else pages
        first, *others = [
            document[index].render(scale=dpi / 72, grayscale=True).to_pil().convert("L") for index in wanted
        ]
    first.save(target, "PDF", resolution=dpi, save_all=True, append_images=others, quality=95)
    return target


def joined(target: Path, *parts: tuple[Path, int]) -> Path:
    """A file of single pages of others, each given by its file and index."""
    with pikepdf.new() as pdf:
        for path, index in parts:
            with pikepdf.open(path) as source:
                pdf.pages.append(source.pages[index])
        pdf.save(target)
    return target
