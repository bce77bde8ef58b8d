"""The reference engine: pdfplumber opens the document, and glyphs are read below its ``chars``.

pdfplumber's own characters hold neither the code nor the CID, and cost an object each; see ``content`` for what
replaces them.
"""

from __future__ import annotations

import hashlib
import logging
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from pathlib import Path
from typing import Any, Final

import numpy as np
import pdfplumber
from numpy.typing import NDArray
from pdfminer.pdfdocument import PDFPasswordIncorrect, PDFTextExtractionNotAllowed
from pdfminer.pdfpage import PDFPage
from pdfminer.pdftypes import resolve1

from pipeline.config import DEFAULT, Config
from pipeline.errors import DamagedPdf, EncryptedPdf, LimitExceeded, NotAPdf, NoTextLayer, NotReadable, WarraqError
from pipeline.extract.content import ContentReader, FontCache, GlyphColumns, Matrix
from pipeline.extract.fonts import FontLoader, FontResource
from pipeline.model.glyph import CLIPPED, Extraction, Page

ENGINE: Final = "pdfplumber"
#: The header may follow up to this many bytes of junk (ISO 32000-1, implementation note 13).
_HEADER_WITHIN: Final = 1024


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
    with _quiet():
        document = _open(path, password)
        try:
            return _extract(path, data, document, config, progress)
        finally:
            document.close()


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
def _quiet() -> Iterator[None]:
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


def _open(path: Path, password: str | None) -> pdfplumber.PDF:
    try:
        return pdfplumber.open(path, password=password)
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
    document: pdfplumber.PDF,
    config: Config,
    progress: Callable[[int, int], None] | None,
) -> Extraction:
    pages = _pages(document, path, config)
    fonts = FontCache(FontLoader(config.limits))
    tables = _Tables()
    result = []
    painted = failed = 0
    for number, page in enumerate(pages, start=1):
        columns = GlyphColumns(config.limits.glyphs_per_page)
        try:
            record = _read_page(number, page, fonts, columns, tables)
        except WarraqError as error:
            error.where = error.where or f"{path}, page {number}"
            raise
        failed += record is None
        result.append(record if record is not None else _empty_page(number))
        painted += columns.images
        if progress is not None:
            progress(number, len(pages))
    if failed == len(result):
        raise DamagedPdf("no page of the file can be read", where=str(path))
    if painted and not any(len(page) for page in result):
        raise NoTextLayer("the pages hold images or outlines, and no text", where=str(path))
    return Extraction(
        file=path.name,
        sha256=hashlib.sha256(data).hexdigest(),
        engine=ENGINE,
        pages=tuple(result),
        fonts=tuple(font.freeze() for font in tables.fonts),
        claims=tuple(tables.claims),
        info={str(key): str(value) for key, value in document.metadata.items() if isinstance(value, (str, int, float))},
    )


def _pages(document: pdfplumber.PDF, path: Path, config: Config) -> list[PDFPage]:
    pages: list[PDFPage] = []
    try:
        for page in PDFPage.create_pages(document.doc):
            if len(pages) >= config.limits.pages:
                raise LimitExceeded(f"the document has more than {config.limits.pages} pages", where=str(path))
            pages.append(page)
    except LimitExceeded:
        raise
    except Exception as error:  # a broken page tree: the pages found before the break are kept
        if not pages:
            raise DamagedPdf("the page tree can't be followed", where=str(path)) from error
    if not pages:
        raise DamagedPdf("the file has no pages", where=str(path))
    return pages


class _Tables:
    """What all pages share: the fonts in order of first use, and the distinct claimed strings."""

    def __init__(self) -> None:
        self.fonts: list[FontResource] = []
        self.claims: dict[str, int] = {}
        self._index: dict[int, int] = {}

    def font_index(self, font: FontResource) -> int:
        index = self._index.get(id(font))
        if index is None:
            index = self._index[id(font)] = len(self.fonts)
            self.fonts.append(font)
        return index

    def claim_index(self, claim: str | None) -> int:
        return -1 if not claim else self.claims.setdefault(claim, len(self.claims))


def _read_page(number: int, page: PDFPage, fonts: FontCache, columns: GlyphColumns, tables: _Tables) -> Page | None:
    """The page's columns; None where nothing of it can be read."""
    damaged = False
    try:
        ctm, width, height = _geometry(page)
        contents = resolve1(page.contents)
        resources = resolve1(page.resources)
        streams = contents if isinstance(contents, list) else [contents]
        reader = ContentReader(fonts, columns, ctm)
        try:
            reader.read(streams, resources if isinstance(resources, Mapping) else {})
        except WarraqError:
            raise
        except Exception:  # noqa: BLE001 - pdfminer raises anything on damaged content; what was read is kept
            damaged = True
    except WarraqError:
        raise
    except Exception:  # noqa: BLE001 - as above, for the page's boxes and resources
        return None
    if damaged and not columns.code:
        return None
    return _finish(number, width, height, columns, tables)


def _geometry(page: PDFPage) -> tuple[Matrix, float, float]:
    """User space -> the displayed page with its origin at the bottom left, and the displayed width and height."""
    box = _box(page.cropbox) or _box(page.mediabox) or (0.0, 0.0, 612.0, 792.0)
    media = _box(page.mediabox)
    if media is not None:
        clipped = (max(box[0], media[0]), max(box[1], media[1]), min(box[2], media[2]), min(box[3], media[3]))
        box = clipped if clipped[0] < clipped[2] and clipped[1] < clipped[3] else media
    x0, y0, x1, y1 = box
    turns: dict[int, Matrix] = {
        90: (0, -1, 1, 0, -y0, x1),
        180: (-1, 0, 0, -1, x1, y1),
        270: (0, 1, -1, 0, y1, -x0),
    }
    rotation = int(page.rotate) % 360
    width, height = x1 - x0, y1 - y0
    if rotation in (90, 270):
        width, height = height, width
    return turns.get(rotation, (1, 0, 0, 1, -x0, -y0)), width, height


def _box(values: Any) -> tuple[float, float, float, float] | None:
    values = resolve1(values)
    if not isinstance(values, (list, tuple)) or len(values) != 4:
        return None
    x0, y0, x1, y1 = (float(resolve1(value)) for value in values)
    box = (min(x0, x1), min(y0, y1), max(x0, x1), max(y0, y1))
    return box if box[0] < box[2] and box[1] < box[3] else None


def _finish(number: int, width: float, height: float, columns: GlyphColumns, tables: _Tables) -> Page:
    lengths = np.asarray(columns.run_length, dtype=np.int64)
    frame = np.asarray(columns.run_frame, dtype=np.float64).reshape(-1, 5)
    ox, oy, dx, dy, angle = np.repeat(frame, lengths, axis=0).T
    along = np.asarray(columns.along, dtype=np.float64)
    x = ox + along * dx
    y = height - (oy + along * dy)
    flags = np.repeat(np.asarray(columns.run_flags, dtype=np.uint8), lengths)
    outside = (x < -0.5) | (x > width + 0.5) | (y < -0.5) | (y > height + 0.5)
    flags[outside] |= CLIPPED
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
        advance=np.abs(np.asarray(columns.advance, dtype=np.float64) * np.hypot(dx, dy)).astype(np.float32),
        size=np.repeat(np.asarray(columns.run_size, dtype=np.float32), lengths),
        angle=angle.astype(np.float32),
        flags=flags,
        claim=claim,
    )


def _look_up(
    local: NDArray[np.int64], code: NDArray[np.uint32], fonts: list[FontResource], tables: _Tables
) -> tuple[NDArray[np.uint16], NDArray[np.uint32], NDArray[np.int32], NDArray[np.int32]]:
    """Font, CID, GID and claim columns: decided once per distinct (font, code), then spread over the column."""
    keys, inverse = np.unique(local.astype(np.uint64) << np.uint64(32) | code.astype(np.uint64), return_inverse=True)
    font = np.empty(keys.size, dtype=np.uint16)
    cid = np.empty(keys.size, dtype=np.uint32)
    gid = np.empty(keys.size, dtype=np.int32)
    claim = np.empty(keys.size, dtype=np.int32)
    for row, key in enumerate(keys.tolist()):
        resource, value = fonts[key >> 32], key & 0xFFFFFFFF
        font[row] = tables.font_index(resource)
        cid[row] = resource.cid(value)
        gid[row] = resource.gid(value)
        claim[row] = tables.claim_index(resource.claims(value))
    return font[inverse], cid[inverse], gid[inverse], claim[inverse]


def _empty_page(number: int) -> Page:
    return _finish(number, 612.0, 792.0, GlyphColumns(0), _Tables())
