"""The tools that read the files, each as its users call it; the text of each file goes into the folder of outputs."""

from __future__ import annotations

import json
import re
import shutil
import subprocess
import sys
import time
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from functools import partial
from importlib.metadata import version
from importlib.util import find_spec
from pathlib import Path
from typing import Final

from benchmarks import copied_out, peers
from benchmarks.corpus.page import FACES
from benchmarks.public import score
from benchmarks.reading import families_in, read, text_of, unseen

#: Seconds that a tool has for all files; what isn't read by then counts as read empty.
TIME: Final = 1800
#: Tesseract reads one file in so many.
SAMPLE_EVERY: Final = 5
#: Language of Tesseract by the first language of a file.
_TESSERACT: Final = {"ar": "ara", "fa": "fas", "ur": "urd"}

_ROOT: Final = Path(__file__).resolve().parents[2]

Row = Mapping[str, object]


@dataclass(frozen=True, slots=True)
class Tool:
    """One tool.

    Attributes:
        read: (file, its row of the manifest) -> its text.
        module: Python module that it needs; empty where none.
        package: what brings it, on PyPI or in Debian; its version is that of the package or the program.
        program: program that it needs; empty where none.
        every: it reads one file in so many.
    """

    read: Callable[[Path, Row], str]
    module: str = ""
    package: str = ""
    program: str = ""
    every: int = 1

    @property
    def here(self) -> bool:
        """All that it needs is installed."""
        return (not self.module or find_spec(self.module) is not None) and (
            not self.program or shutil.which(self.program) is not None
        )

    @property
    def version(self) -> str:
        if self.program:
            return peers.program_version(self.program)
        return version(self.package)


def _warraq(path: Path, row: Row) -> str:
    reading = read(path).reading
    return text_of(reading.document) if reading is not None else ""


def _warraq_unseen(path: Path, row: Row) -> str:
    """warraq, its atlas without the families that the file is set in."""
    known = next(face.atlas for face in FACES if face.name == row["face"])
    with unseen(tuple(sorted({known, *families_in(path)} - {""}))):
        return _warraq(path, row)


def _by_path(reader: Callable[[Path], str], path: Path, row: Row) -> str:
    return reader(path)


def _arafix(path: Path, row: Row) -> str:
    import arafix

    return str(arafix.read(path))


def _harfix(path: Path, row: Row) -> str:
    """Pages that it decodes, and the others from pdftotext, repaired."""
    import harfix

    decoded = {page.page: page.text for page in harfix.decode_pdf(path)}
    pages = copied_out.pdftotext(path).removesuffix("\f").split("\f")
    return "\n".join(decoded.get(number) or harfix.repair_text(page).text for number, page in enumerate(pages, 1))


def _rtldoc(path: Path, row: Row) -> str:
    """The blocks of each page, before they are written as Markdown."""
    import pymupdf
    from rtldoc import arabic, pipeline

    with pymupdf.open(path) as document:
        pages = [pipeline.parse_page(page, None, arabic.NormalizeOptions()) for page in document]
    return "\n".join(block.text for page in pages for block in page.blocks if block.role != "figure")


def _docling_parse(path: Path, row: Row) -> str:
    """What docling's parser gives to its models, line by line, in the order of the file."""
    from docling_core.types.doc.page import TextCellUnit
    from docling_parse.pdf_parser import DoclingPdfParser

    document = DoclingPdfParser().load(str(path))
    return "\n".join(
        cell.text for _, page in document.iterate_pages() for cell in page.iterate_cells(TextCellUnit.LINE)
    )


def _docling(path: Path, row: Row) -> str:
    """Its converter with all its models, which it loads from elsewhere."""
    from docling.document_converter import DocumentConverter

    return str(DocumentConverter().convert(str(path)).document.export_to_text())


def _markitdown(path: Path, row: Row) -> str:
    from markitdown import MarkItDown

    return str(MarkItDown(enable_plugins=False).convert(str(path)).text_content)


def _tesseract(path: Path, row: Row) -> str:
    first, *others = str(row["language"]).split(", ")
    return peers.tesseract(path, "+".join([_TESSERACT[first], *(["eng"] if others else [])]))


TOOLS: Final[dict[str, Tool]] = {
    "warraq": Tool(_warraq, "warraq", "warraq"),
    "warraq, faces unseen": Tool(_warraq_unseen, "warraq", "warraq"),
    "qalam": Tool(partial(_by_path, peers.qalam), "qalam", "qalam"),
    "arafix": Tool(_arafix, "arafix", "arafix"),
    "harfix": Tool(_harfix, "harfix", "harfix"),
    "pdf-rtldoc": Tool(_rtldoc, "rtldoc", "pdf-rtldoc"),
    "pdfplumber + bidi": Tool(partial(_by_path, peers.pdfplumber), "pdfplumber", "pdfplumber"),
    "PyMuPDF": Tool(partial(_by_path, copied_out.mupdf), "pymupdf", "pymupdf"),
    "pypdfium2": Tool(partial(_by_path, copied_out.pdfium), "pypdfium2", "pypdfium2"),
    "pdftotext": Tool(partial(_by_path, copied_out.pdftotext), "", "poppler-utils", "pdftotext"),
    "docling-parse": Tool(_docling_parse, "docling_parse", "docling-parse"),
    "docling": Tool(_docling, "torch", "docling"),
    "MarkItDown": Tool(_markitdown, "markitdown", "markitdown"),
    peers.OCR: Tool(_tesseract, "", "tesseract-ocr-ara -fas -urd", "tesseract", SAMPLE_EVERY),
}


def folder_of(folder: Path, name: str) -> Path:
    """Where the texts of a tool of ours are."""
    return folder / "outputs" / "-".join(re.findall(r"[a-z0-9]+", name.lower()))


def run(folder: Path, name: str, python: str = sys.executable) -> str:
    """Read all files with a tool, in a process of its own. Returns what is to be told of it, in a few words."""
    out, tool = folder_of(folder, name), TOOLS[name]
    shutil.rmtree(out, ignore_errors=True)
    out.mkdir(parents=True)
    if not tool.here:
        _say(out, {"name": name, score.NOT_INSTALLED: f"needs {tool.package}"})
        return score.NOT_INSTALLED
    start = time.monotonic()
    command = [python, "-m", "benchmarks.public", str(folder.resolve()), "--read", name]
    status: dict[str, object] = {"name": name, "version": tool.version}
    try:
        done = subprocess.run(command, capture_output=True, text=True, timeout=TIME, check=False, cwd=_ROOT)
        if done.returncode:
            status[score.FAILED] = done.stderr.strip().rpartition("\n")[2]
    except subprocess.TimeoutExpired:
        status["stopped"] = f"after {TIME} s"
    status["seconds"] = round(time.monotonic() - start)
    if tool.every > 1:
        status["sample"] = True
    _say(out, status)
    return str(status.get(score.FAILED) or status.get("stopped") or f"{status['seconds']} s")


def read_all(folder: Path, name: str) -> None:
    """Read the files with a tool, in this process. A file that it fails on is read empty.

    Raises:
        RuntimeError: it failed on every file; the message has the first reason.
    """
    tool, out = TOOLS[name], folder_of(folder, name)
    rows = score.read_manifest(folder)[:: tool.every]
    failures = []
    for row in rows:
        try:
            text = tool.read(folder / str(row["file"]), row)
        except Exception as error:  # noqa: BLE001 - another project's tool may fail in any way; the score says so
            failures.append(f"{type(error).__name__}: {error}")
            text = ""
        (out / f"{row['name']}.txt").write_text(text, encoding="utf-8", errors="replace")
    if rows and len(failures) == len(rows):
        raise RuntimeError(failures[0])


def results(folder: Path) -> list[tuple[score.Outputs, dict[str, score.Score]]]:
    """The scores of all tools: ours in the order of ``TOOLS``, then those that others have put there."""
    order = {folder_of(folder, name): place for place, name in enumerate(TOOLS)}
    there = sorted(
        (path for path in (folder / "outputs").iterdir() if path.is_dir()), key=lambda p: (order.get(p, len(order)), p)
    )
    return [(outputs, score.score_outputs(folder, outputs)) for outputs in map(score.Outputs.of, there)]


def _say(out: Path, status: dict[str, object]) -> None:
    (out / score.STATUS).write_text(json.dumps(status, ensure_ascii=False) + "\n", encoding="utf-8")
