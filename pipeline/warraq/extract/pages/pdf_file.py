"""A PDF's glyphs: pdfminer (pdfplumber stands on it) opens the file, a reader fills the columns of each page.

pdfplumber's own characters hold neither the code nor the CID, and cost an object each. ``content`` is the reader that
replaces them; ``pdfplumber_reader`` takes the same below pdfplumber's ``chars`` and is imported only where it is asked
for.
"""

from __future__ import annotations

import logging
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import closing, contextmanager
from functools import partial
from typing import Any, Final, Protocol

from pdfminer.pdfdocument import PDFDocument, PDFPasswordIncorrect, PDFTextExtractionNotAllowed
from pdfminer.pdftypes import resolve1
from pdfminer.psparser import PSLiteral
from pdfminer.utils import decode_text

from warraq.config import DEFAULT, PDFPLUMBER, WARRAQ, Config
from warraq.errors import (
    DamagedPdf,
    EncryptedPdf,
    LimitExceeded,
    NotAPdf,
    NoTextLayer,
    UsageError,
    WarraqError,
)
from warraq.extract.content.content_loop import ContentLoop
from warraq.extract.content.fonts import FontLoader
from warraq.extract.content.stream_reader import LOOK_UP_COST, ContentReader, FontCache, GlyphColumns, Painted
from warraq.extract.objects.annotations import MOST_ANNOTATIONS, appearances
from warraq.extract.objects.bookmarks import bookmarks_of
from warraq.extract.objects.layers import hidden_layers
from warraq.extract.objects.mend import mend
from warraq.extract.objects.opened import OpenedDocument
from warraq.extract.objects.page_tree import geometry, page_dictionaries
from warraq.extract.objects.source import InputFile, Readable, read_input
from warraq.extract.pages.made_pages import PageMaker
from warraq.model.glyph import Extraction
from warraq.model.packed.pages import PackedPages
from warraq.pdf.paths import Matrix, transformed_box
from warraq.pdf.streams import budget, content_bytes

#: A document of so many pages keeps them packed.
PACKED_PAGES: Final = 100


def extract_pdf(
    given: Readable,
    *,
    password: str | None = None,
    config: Config = DEFAULT,
    progress: Callable[[int, int], None] | None = None,
    scans: bool = False,
) -> Extraction:
    """Read every glyph of a PDF.

    ``progress(done, total)`` is called after each page. Pages that can't be read come out with the glyphs that were
    read before the damage. ``scans``: a file without any glyph is none that can't be used.

    Raises:
        NotReadable, UsageError: as ``read_input`` does.
        NotAPdf: it has no PDF header.
        EncryptedPdf: the password is missing or wrong.
        DamagedPdf: no page of it can be read.
        NoTextLayer: it paints, but shows no glyph, unless ``scans``.
        LimitExceeded: it exceeds ``config.limits``.
    """
    source = read_input(given, config.limits, password=password)
    if source.kind != "pdf":
        raise NotAPdf("the file has no PDF header", where=source.where)
    with quiet(), budget(config.limits):
        try:
            return _extract(source, _open(source.data, source, config), config, progress, scans)
        except DamagedPdf:
            mended = mend(source.data)
            if mended is None:
                raise
        return _extract(source, _open(mended, source, config), config, progress, scans)


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


def _open(data: bytes, source: InputFile, config: Config) -> PDFDocument:
    """``data`` are those of ``source``, mended where they had to be."""
    try:
        return OpenedDocument(data, source.password, config.limits)
    except LimitExceeded as error:
        error.where = source.where
        raise
    except MemoryError:
        raise
    except Exception as error:  # pdfminer raises anything on damaged input
        causes = [error, error.__cause__, error.__context__, *error.args]
        if any(isinstance(cause, PDFPasswordIncorrect) for cause in causes):
            message = "the password is wrong" if source.password else "the file is encrypted"
            raise EncryptedPdf(message, where=source.where) from None
        if any(isinstance(cause, PDFTextExtractionNotAllowed) for cause in causes):
            raise EncryptedPdf("the file forbids extraction", where=source.where) from None
        raise DamagedPdf("the structure of the file can't be followed", where=source.where) from error


def _extract(
    source: InputFile,
    document: PDFDocument,
    config: Config,
    progress: Callable[[int, int], None] | None,
    scans: bool,
) -> Extraction:
    pages = _pages(document, source.where, config)
    fonts = FontCache(FontLoader(config.limits), config.limits.fonts)
    hidden = hidden_layers(document.catalog)
    made = PageMaker(PackedPages() if len(pages) >= PACKED_PAGES else [])
    damaged: list[int] = []
    images = glyphs = 0
    painted = Painted(config.limits)
    reader = _reader(config.reader)
    asked = _asked(source, pages)
    for done, (number, page) in enumerate(asked.items(), start=1):
        columns = GlyphColumns(config.limits, painted)
        matrix, width, height, rotation = geometry(page)
        new_reader = partial(reader, fonts, columns, matrix, hidden)
        try:
            with closing(new_reader()) as opened:
                whole = _read_page(page, opened, columns)
            whole = _read_annotations(page, hidden, matrix, new_reader, columns) and whole
            glyphs += len(columns.code) + len(columns.fields)
            if glyphs > config.limits.glyphs:
                raise LimitExceeded(f"the document shows more than {config.limits.glyphs} glyphs")
        except WarraqError as error:
            error.where = error.where or f"{source.where}, page {number}"
            raise
        made.add(number, width, height, columns, rotation)
        images += columns.images
        if not whole:
            damaged.append(number)
        if progress is not None:
            progress(done, len(asked))
    empty = not glyphs
    if empty and damaged:
        raise DamagedPdf("no page of the file can be read", where=source.where)
    if empty and images and not scans:
        scan = NoTextLayer("the pages hold images or outlines, and no text", where=source.where)
        scan.pages = len(pages)
        raise scan
    made.finish()
    return Extraction(
        file=source.name,
        sha256=source.sha256,
        engine=config.reader,
        pages=tuple(made.pages) if isinstance(made.pages, list) else made.pages,
        fonts=tuple(font.freeze() for font in made.fonts),
        claims=tuple(made.claims),
        info=_information(document),
        damaged_pages=tuple(damaged),
        bookmarks=bookmarks_of(document.catalog),
        page_count=len(pages),
    )


def _asked(source: InputFile, pages: Sequence[Mapping[str, Any]]) -> dict[int, Mapping[str, Any]]:
    """The pages that are read, by number: all of them, or those that are to be read alone.

    Raises:
        UsageError: pages are asked for that the file doesn't have.
    """
    numbered = dict(enumerate(pages, start=1))
    chosen = source.numbers(len(pages))
    alone = source.pages is not None and source.pages.alone
    return {number: page for number, page in numbered.items() if number in chosen} if alone else numbered


def _reader(name: str) -> Callable[..., PageReader]:
    """What makes the readers of a document's pages."""
    if name == WARRAQ:
        return partial(ContentReader, loop=ContentLoop())
    if name == PDFPLUMBER:
        from warraq.extract.pages.pdfplumber_reader import PdfplumberReader

        return PdfplumberReader
    raise UsageError(f"there is no reader {name!r}", help=f"Readers are {WARRAQ} and {PDFPLUMBER}.")


def _information(document: PDFDocument) -> dict[str, str]:
    """The document information dictionaries, the newest last; entries that aren't a string, name or number left out.

    So are those that can't be read: the file's text doesn't depend on them.
    """
    texts: dict[str, str] = {}
    for entries in document.info:
        for key, reference in entries.items():
            try:
                value = resolve1(reference)
            except (WarraqError, MemoryError):
                raise
            except Exception:  # noqa: BLE001 - pdfminer raises anything on damaged input
                continue
            if isinstance(value, PSLiteral):
                value = value.name
            if isinstance(value, bytes):
                value = decode_text(value)
            if isinstance(value, (str, int, float)):
                texts[str(key)] = str(value)
    return texts


def _pages(document: PDFDocument, where: str, config: Config) -> list[Mapping[str, Any]]:
    pages: list[Mapping[str, Any]] = []
    try:
        for page in page_dictionaries(document):
            if len(pages) >= config.limits.pages:
                raise LimitExceeded(f"the document has more than {config.limits.pages} pages", where=where)
            pages.append(page)
    except (WarraqError, MemoryError):
        raise
    except Exception as error:  # pdfminer raises anything; the pages found before the break are kept
        if not pages:
            raise DamagedPdf("the page tree can't be followed", where=where) from error
        pages.append({})  # stands for all that is lost
    if not pages:
        raise DamagedPdf("the file has no pages", where=where)
    return pages


class PageReader(Protocol):
    """Fills the columns that it was made with from the content of one page."""

    def read(self, data: bytes, resources: Mapping[str, Any]) -> None: ...

    def close(self) -> None:
        """Let go of the page: a reader holds what holds itself, and would wait for the garbage collector with it."""


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


def _read_annotations(
    page: Mapping[str, Any],
    hidden: frozenset[int],
    matrix: Matrix,
    new_reader: Callable[[], PageReader],
    columns: GlyphColumns,
) -> bool:
    """Let a new reader, for the page's own may have left any state, read what annotations paint. False on damage."""
    if "Annots" not in page:
        return True
    of_content = len(columns.code)
    try:
        listed = resolve1(page["Annots"])
        columns.count_content(LOOK_UP_COST * (len(listed[:MOST_ANNOTATIONS]) if isinstance(listed, list) else 0))
        content, forms, values = appearances(page, hidden, columns.count_content)
        for box, text, size in values:
            columns.add_field(transformed_box(box, matrix), text, size)
        if forms:
            with closing(new_reader()) as reader:
                reader.read(content, {"XObject": forms})
    except (WarraqError, MemoryError):
        raise
    except Exception:  # noqa: BLE001 - pdfminer raises anything on damaged objects
        return False
    finally:
        columns.annotated = len(columns.code) - of_content
    return not columns.cut_off
