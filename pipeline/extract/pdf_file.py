"""A PDF's glyphs: pdfminer (pdfplumber stands on it) opens the file, a reader fills the columns of each page.

pdfplumber's own characters hold neither the code nor the CID, and cost an object each. ``content`` is the reader that
replaces them; ``pdfplumber_reader`` takes the same below pdfplumber's ``chars`` and is imported only where it is asked
for.
"""

from __future__ import annotations

import hashlib
import logging
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from functools import partial
from pathlib import Path
from typing import Any, Final, Protocol

import numpy as np
from numpy.typing import NDArray
from pdfminer.pdfdocument import PDFDocument, PDFPasswordIncorrect, PDFTextExtractionNotAllowed
from pdfminer.pdftypes import resolve1
from pdfminer.psparser import PSLiteral
from pdfminer.utils import decode_text

from pipeline.config import DEFAULT, PDFPLUMBER, WARRAQ, Config
from pipeline.errors import (
    DamagedPdf,
    EncryptedPdf,
    LimitExceeded,
    NotAPdf,
    NoTextLayer,
    NotReadable,
    UsageError,
    WarraqError,
)
from pipeline.extract.content import ContentReader, FontCache, GlyphColumns
from pipeline.extract.fonts import FontLoader, FontResource
from pipeline.extract.layers import hidden_layers
from pipeline.extract.mend import mend
from pipeline.extract.opened import OpenedDocument
from pipeline.extract.page_tree import geometry, page_dictionaries
from pipeline.extract.paint import AREA_COLUMNS, PAINT_COLUMNS, Runs, mark_unseen
from pipeline.extract.streams import budget, content_bytes
from pipeline.kernels import kernel
from pipeline.model.code_index import CodeIndex
from pipeline.model.glyph import CLIPPED, RECOGNISED, Extraction, Page
from pipeline.model.packed_pages import PackedPages

#: The header may follow up to this many bytes of junk (ISO 32000-1, implementation note 13).
_HEADER_WITHIN: Final = 1024
#: A document of so many pages is worth loading the compiled loop for, and of so many compiling it where need be.
LOADED_PAGES: Final = 4
COMPILED_PAGES: Final = 30
#: A document of so many pages keeps them packed.
PACKED_PAGES: Final = 100
#: A place that is on no page, points.
_FAR: Final = 1e6
#: Types of the columns font, CID, GID and claim.
_KINDS: Final = (np.uint16, np.uint32, np.int32, np.int32)


def extract_pdf(
    path: Path,
    *,
    password: str | None = None,
    config: Config = DEFAULT,
    progress: Callable[[int, int], None] | None = None,
) -> Extraction:
    """Read every glyph of a PDF.

    ``progress(done, total)`` is called after each page. Pages that can't be read come out with the glyphs that were
    read before the damage.

    Raises:
        NotReadable: the file is missing or empty.
        NotAPdf: it has no PDF header.
        EncryptedPdf: the password is missing or wrong.
        DamagedPdf: no page of it can be read.
        NoTextLayer: it paints, but shows no glyph.
        LimitExceeded: it exceeds ``config.limits``.
    """
    data = _read_file(path, config)
    with quiet(), budget(config.limits):
        try:
            return _extract(path, data, _open(data, path, password, config), config, progress)
        except DamagedPdf:
            mended = mend(data)
            if mended is None:
                raise
        return _extract(path, data, _open(mended, path, password, config), config, progress)


def _read_file(path: Path, config: Config) -> bytes:
    try:
        size = path.stat().st_size
        if size > config.limits.file_bytes:
            raise LimitExceeded(f"the file holds {size} bytes", where=str(path))
        data = path.read_bytes()
    except OSError as error:
        raise NotReadable(error.strerror or str(error), where=str(path)) from error
    if not data:
        raise NotReadable("the file is empty", where=str(path))
    if b"%PDF-" not in data[:_HEADER_WITHIN]:
        raise NotAPdf("the file has no PDF header", where=str(path))
    return data


@contextmanager
def quiet() -> Iterator[None]:
    """Libraries log what damaged files make of them; that is no message for a user."""
    loggers = [logging.getLogger(name) for name in ("pdfminer", "pdfplumber", "fontTools")]
    levels = [logger.level for logger in loggers]
    for logger in loggers:
        logger.setLevel(logging.CRITICAL + 1)
    try:
        yield
    finally:
        for logger, level in zip(loggers, levels, strict=True):
            logger.setLevel(level)


def _open(data: bytes, path: Path, password: str | None, config: Config) -> PDFDocument:
    try:
        return OpenedDocument(data, password, config.limits)
    except LimitExceeded as error:
        error.where = str(path)
        raise
    except MemoryError:
        raise
    except Exception as error:  # pdfminer raises anything on damaged input
        causes = [error, error.__cause__, error.__context__, *error.args]
        if any(isinstance(cause, PDFPasswordIncorrect) for cause in causes):
            message = "the password is wrong" if password else "the file is encrypted"
            raise EncryptedPdf(message, where=str(path)) from None
        if any(isinstance(cause, PDFTextExtractionNotAllowed) for cause in causes):
            raise EncryptedPdf("the file forbids extraction", where=str(path)) from None
        raise DamagedPdf("the structure of the file can't be followed", where=str(path)) from error


def _extract(
    path: Path,
    data: bytes,
    document: PDFDocument,
    config: Config,
    progress: Callable[[int, int], None] | None,
) -> Extraction:
    pages = _pages(document, path, config)
    fonts = FontCache(FontLoader(config.limits), config.limits.fonts)
    hidden = hidden_layers(document.catalog)
    tables = _Tables()
    result: list[Page] | PackedPages = PackedPages() if len(pages) >= PACKED_PAGES else []
    damaged: list[int] = []
    painted = glyphs = 0
    reader = _reader(config.reader, len(pages))
    for number, page in enumerate(pages, start=1):
        columns = GlyphColumns(config.limits)
        opened = reader(fonts, columns, geometry(page)[0], hidden)
        try:
            whole = _read_page(page, opened, columns)
            glyphs += len(columns.code)
            if glyphs > config.limits.glyphs:
                raise LimitExceeded(f"the document shows more than {config.limits.glyphs} glyphs")
        except WarraqError as error:
            error.where = error.where or f"{path}, page {number}"
            raise
        opened.close()
        result.append(_finish(number, page, columns, tables))
        painted += columns.images
        if not whole:
            damaged.append(number)
        if progress is not None:
            progress(number, len(pages))
    empty = not glyphs
    if empty and damaged:
        raise DamagedPdf("no page of the file can be read", where=str(path))
    if empty and painted:
        raise NoTextLayer("the pages hold images or outlines, and no text", where=str(path))
    return Extraction(
        file=path.name,
        sha256=hashlib.sha256(data).hexdigest(),
        engine=config.reader,
        pages=tuple(result) if isinstance(result, list) else result,
        fonts=tuple(font.freeze() for font in tables.fonts),
        claims=tuple(tables.claims),
        info=_information(document),
        damaged_pages=tuple(damaged),
    )


def _reader(name: str, pages: int) -> Callable[..., PageReader]:
    """What makes the readers of a document's pages: compiled where that is worth loading, or even compiling."""
    if name == PDFPLUMBER:
        from pipeline.extract.pdfplumber_reader import PdfplumberReader

        return PdfplumberReader
    if name != WARRAQ:
        raise UsageError(f"there is no reader {name!r}", help=f"Readers are {WARRAQ} and {PDFPLUMBER}.")
    if pages >= COMPILED_PAGES:
        from pipeline.extract.content_kernel import CODE

        CODE.load_or_compile()
    call = kernel("pipeline.extract.content_kernel", worth_loading=pages >= LOADED_PAGES)
    if call is None:
        return ContentReader
    from pipeline.extract.content_compiled import CompiledReader, Workspace

    return partial(CompiledReader, workspace=Workspace(), call=call)


def _information(document: PDFDocument) -> dict[str, str]:
    """The document information dictionaries, the newest last; entries that aren't a string, name or number left out."""
    found: dict[str, str] = {}
    for entries in document.info:
        for key, reference in entries.items():
            value = resolve1(reference)
            if isinstance(value, PSLiteral):
                value = value.name
            if isinstance(value, bytes):
                value = decode_text(value)
            if isinstance(value, (str, int, float)):
                found[str(key)] = str(value)
    return found


def _pages(document: PDFDocument, path: Path, config: Config) -> list[Mapping[str, Any]]:
    pages: list[Mapping[str, Any]] = []
    try:
        for page in page_dictionaries(document):
            if len(pages) >= config.limits.pages:
                raise LimitExceeded(f"the document has more than {config.limits.pages} pages", where=str(path))
            pages.append(page)
    except (WarraqError, MemoryError):
        raise
    except Exception as error:  # pdfminer raises anything; the pages found before the break are kept
        if not pages:
            raise DamagedPdf("the page tree can't be followed", where=str(path)) from error
        pages.append({})  # stands for all that is lost
    if not pages:
        raise DamagedPdf("the file has no pages", where=str(path))
    return pages


class PageReader(Protocol):
    """Fills the columns that it was made with from the content of one page."""

    def read(self, data: bytes, resources: Mapping[str, Any]) -> None: ...

    def close(self) -> None:
        """Let go of the page: a reader holds what holds itself, and would wait for the garbage collector with it."""


class _Tables:
    """What all pages share: the fonts in order of first use, the distinct claimed strings, and what codes stand for."""

    def __init__(self) -> None:
        self.fonts: list[FontResource] = []
        self.claims: dict[str, int] = {}
        self.codes = CodeIndex()
        self._index: dict[int, int] = {}
        self._numbers: dict[int, int] = {}
        self._rows: list[tuple[int, int, int, int]] = []
        self._columns: tuple[NDArray[Any], ...] = tuple(np.zeros(0, kind) for kind in _KINDS)

    def number(self, font: FontResource) -> int:
        """Number of a font for the keys of ``codes``."""
        return self._numbers.setdefault(id(font), len(self._numbers))

    def look_up(self, font: FontResource, code: int) -> None:
        """Add a row for a code that a font shows, the next of ``codes``."""
        font.used.add(code)
        self._rows.append((self.font_index(font), font.cid(code), font.gid(code), self.claim_index(font.claims(code))))

    def columns(self) -> tuple[NDArray[Any], ...]:
        """Font, CID, GID and claim of each row."""
        if self._rows:
            new = (np.array(column, kind) for column, kind in zip(zip(*self._rows, strict=True), _KINDS, strict=True))
            self._columns = tuple(np.concatenate(both) for both in zip(self._columns, new, strict=True))
            self._rows = []
        return self._columns

    def font_index(self, font: FontResource) -> int:
        index = self._index.get(id(font))
        if index is None:
            index = self._index[id(font)] = len(self.fonts)
            self.fonts.append(font)
        return index

    def claim_index(self, claim: str | None) -> int:
        return -1 if not claim else self.claims.setdefault(claim, len(self.claims))


def _read_page(page: Mapping[str, Any], reader: PageReader, columns: GlyphColumns) -> bool:
    """Let ``reader`` read the page's content. False where damage, or nesting too deep, cost a part of it; what was read
    before is kept."""
    if not page:
        return False
    try:
        contents = resolve1(page.get("Contents"))
        resources = resolve1(page.get("Resources"))
        decoded = []
        for stream in contents if isinstance(contents, list) else [contents]:
            decoded.append(content_bytes(stream))
            columns.count_content(len(decoded[-1][0]))
        # Tokens don't span streams (ISO 32000-2, 7.8.2); the line end keeps them apart.
        data = b"\n".join(data for data, _ in decoded)
        reader.read(data, resources if isinstance(resources, Mapping) else {})
    except (WarraqError, MemoryError):
        raise
    except Exception:  # noqa: BLE001 - pdfminer raises anything on damaged objects
        return False
    return all(whole for _, whole in decoded) and not columns.cut_off


def _finish(number: int, page: Mapping[str, Any], columns: GlyphColumns, tables: _Tables) -> Page:
    _, width, height = geometry(page)
    lengths = np.asarray(columns.run_length, dtype=np.int64)
    frame = np.asarray(columns.run_frame, dtype=np.float64).reshape(-1, 5)
    *_, run_dx, run_dy, angle = frame.T
    ox, oy, dx, dy, unit = (np.repeat(column, lengths) for column in (*frame.T[:4], np.hypot(run_dx, run_dy)))
    along = np.asarray(columns.along, dtype=np.float64)
    advance = np.asarray(columns.advance, dtype=np.float64)
    x, y = _on_paper(ox + along * dx), _on_paper(height - (oy + along * dy))
    flags = _flags(columns, lengths, frame, along, advance)
    if x.size and not (x.min() >= -0.5 and x.max() <= width + 0.5 and y.min() >= -0.5 and y.max() <= height + 0.5):
        flags[(x < -0.5) | (x > width + 0.5) | (y < -0.5) | (y > height + 0.5)] |= CLIPPED
    local = np.repeat(np.asarray(columns.run_font, dtype=np.int64), lengths)
    code = np.asarray(columns.code, dtype=np.uint32)
    font, cid, gid, claim = _look_up(local, code, [font for _, font in columns.fonts.values()], tables)
    return Page(
        number=number,
        width=width,
        height=height,
        font=font,
        charcode=code,
        cid=cid,
        gid=gid,
        x=x.astype(np.float32),
        y=y.astype(np.float32),
        advance=_on_paper(np.abs(advance * unit)).astype(np.float32),
        size=np.repeat(_on_paper(np.asarray(columns.run_size)).astype(np.float32), lengths),
        angle=np.repeat(np.where(np.isnan(angle), 0.0, angle).astype(np.float32), lengths),
        flags=flags,
        claim=claim,
        rules=_rules(columns, height),
        actual_text=tuple(span for span in columns.actual_text if span[1] > span[0]),
    )


def _flags(
    columns: GlyphColumns,
    lengths: NDArray[np.int64],
    frame: NDArray[np.float64],
    along: NDArray[np.float64],
    advance: NDArray[np.float64],
) -> NDArray[np.uint8]:
    """``Page.flags`` but for what lies outside the page."""
    fonts = [font for _, font in columns.fonts.values()]
    # Glyphs of Type 3 have colours of their own, and how far a vertical one reaches isn't known.
    followed = np.array([not font.vertical and font.program_kind != "type3" for font in fonts], dtype=np.bool_)
    runs = Runs(
        lengths,
        frame,
        along,
        advance,
        np.asarray(columns.run_size, dtype=np.float64),
        np.asarray(columns.run_paint, dtype=np.float64).reshape(-1, PAINT_COLUMNS),
        followed[np.asarray(columns.run_font, dtype=np.intp)],
    )
    own = np.asarray(columns.run_flags, dtype=np.uint8)
    areas = np.asarray(columns.areas, dtype=np.float64).reshape(-1, AREA_COLUMNS)
    flags = np.repeat(own & ~np.uint8(RECOGNISED), lengths)
    with np.errstate(all="ignore"):  # places that are no numbers lie nowhere
        mark_unseen(runs, (own & RECOGNISED) != 0, areas, flags)
    return flags


def _rules(columns: GlyphColumns, height: float) -> NDArray[np.float32]:
    """``Page.rules``: from user space to the displayed page."""
    left, bottom, right, top = np.asarray(columns.rules, dtype=np.float64).reshape(-1, 4).T
    return _on_paper(np.column_stack([left, height - top, right, height - bottom])).astype(np.float32)


def _on_paper(lengths: NDArray[np.float64]) -> NDArray[np.float64]:
    """Lengths in points that arithmetic can be done with: no page is a kilometre wide, and nothing is no number."""
    if np.abs(lengths).max(initial=0.0) <= _FAR:  # never true where there is one that is no number
        return lengths
    return np.clip(np.nan_to_num(lengths, nan=_FAR, posinf=_FAR, neginf=-_FAR), -_FAR, _FAR)


def _look_up(
    local: NDArray[np.int64], code: NDArray[np.uint32], fonts: list[FontResource], tables: _Tables
) -> tuple[NDArray[np.uint16], NDArray[np.uint32], NDArray[np.int32], NDArray[np.int32]]:
    """Font, CID, GID and claim columns: decided once per distinct (font, code), then spread over the column."""
    numbers = np.array([tables.number(font) for font in fonts] or [0], dtype=np.uint64)
    wide = code.astype(np.uint64)
    keys = numbers[local] << np.uint64(32) | wide
    rows = tables.codes.find(keys)
    new = np.flatnonzero(rows < 0)
    if new.size:
        # Fonts and claims are numbered in the order of the page's fonts and of their codes.
        _, first = np.unique(local[new].astype(np.uint64) << np.uint64(32) | wide[new], return_index=True)
        for place in new[first].tolist():
            tables.look_up(fonts[local[place]], int(code[place]))
        tables.codes.add(keys[new[first]])
        rows = tables.codes.find(keys)
    font, cid, gid, claim = tables.columns()
    return font[rows], cid[rows], gid[rows], claim[rows]
