"""What other tools make of a PDF: the same files, each tool as its users call it.

qalam is the best of them; pdfplumber gets the recipe that is usual for Arabic (python-bidi, then NFKC). Tools that give
presentation forms are folded by NFKC too: it is what their users do next.
"""

from __future__ import annotations

import shutil
import subprocess
import unicodedata
from collections.abc import Callable
from importlib.metadata import version
from importlib.util import find_spec
from pathlib import Path
from typing import Final

import pypdfium2

#: Resolution for Tesseract.
DPI: Final = 200
#: Limits for a child process, seconds.
TIMEOUT: Final = 600


def qalam(path: Path) -> str:
    """qalam (Rust, PyPI), pages that it declines included: ``page.text`` gives them."""
    import qalam as tool

    return "\n".join(page.text for page in tool.Document(str(path)).pages)


def pdfplumber(path: Path) -> str:
    """pdfplumber, each line through python-bidi, then NFKC."""
    import pdfplumber as tool
    from bidi import get_display

    with tool.open(path) as document:
        text = "\n".join(page.extract_text() or "" for page in document.pages)
    return _folded("\n".join(str(get_display(line)) for line in text.splitlines()))


def pymupdf(path: Path) -> str:
    """PyMuPDF, blocks sorted by place."""
    import pymupdf as tool

    with tool.open(path) as document:
        return _folded("\n".join(page.get_text("text", sort=True) for page in document))


def pypdfium(path: Path) -> str:
    """pypdfium2."""
    document = pypdfium2.PdfDocument(path)
    try:
        return _folded("\n".join(page.get_textpage().get_text_range() for page in document))
    finally:
        document.close()


def pdftotext(path: Path) -> str:
    """pdftotext of poppler."""
    done = subprocess.run(["pdftotext", str(path), "-"], capture_output=True, timeout=TIMEOUT, check=False)
    return _folded(done.stdout.decode("utf-8", "replace"))


def tesseract(path: Path, languages: str = "ara") -> str:
    """Tesseract on the pages as pictures: slow, and independent of what the file says. ``languages``: its names."""
    document = pypdfium2.PdfDocument(path)
    texts = []
    try:
        for page in document:
            picture = page.render(scale=DPI / 72).to_pil()
            texts.append(_tesseract_page(picture.convert("L"), languages))
    finally:
        document.close()
    return "\n".join(texts)


def _tesseract_page(picture: object, languages: str) -> str:
    import io

    stream = io.BytesIO()
    picture.save(stream, "PNG")  # type: ignore[attr-defined]
    command = ["tesseract", "-", "-", "-l", languages, "--dpi", str(DPI)]
    done = subprocess.run(command, input=stream.getvalue(), capture_output=True, timeout=TIMEOUT, check=True)
    return done.stdout.decode("utf-8")


def _folded(text: str) -> str:
    return unicodedata.normalize("NFKC", text)


#: Tool -> how to read a file with it. Tesseract is apart: it takes seconds a page.
PEERS: Final[dict[str, Callable[[Path], str]]] = {
    "qalam": qalam,
    "pdfplumber": pdfplumber,
    "PyMuPDF": pymupdf,
    "pypdfium2": pypdfium,
    "pdftotext": pdftotext,
}
OCR: Final = "Tesseract"
_MODULES: Final = {"qalam": "qalam", "pdfplumber": "pdfplumber", "PyMuPDF": "pymupdf", "pypdfium2": "pypdfium2"}
_PROGRAMS: Final = {"pdftotext": "pdftotext", OCR: "tesseract"}


def available() -> list[str]:
    """The peers that are installed here."""
    return [name for name in PEERS if _here(name)]


def _here(name: str) -> bool:
    if name in _PROGRAMS:
        return shutil.which(_PROGRAMS[name]) is not None
    return find_spec(_MODULES[name]) is not None


def versions() -> str:
    """The peers that run here with their versions, for the head of a table."""
    named = [
        f"{name} {version(_MODULES[name]) if name in _MODULES else program_version(_PROGRAMS[name])}"
        for name in (*available(), *([OCR] if _here(OCR) else []))
    ]
    return ", ".join(named)


def program_version(program: str) -> str:
    """What pdftotext or Tesseract says its version is."""
    flag = "-v" if program == "pdftotext" else "--version"
    done = subprocess.run([program, flag], capture_output=True, text=True, check=False)
    return (done.stderr or done.stdout).split()[2 if program == "pdftotext" else 1]


def read(name: str, path: Path) -> str:
    """The text of ``path`` by the peer of this name; a peer that fails has read nothing."""
    try:
        return tesseract(path) if name == OCR else PEERS[name](path)
    except Exception:  # noqa: BLE001 - another project's tool may fail in any way; the score says so
        return ""
