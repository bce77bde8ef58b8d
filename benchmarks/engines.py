"""Do other readers see the same glyphs? pdfplumber's and PDFium's beside those of our own content reader, file by file.

    python -m benchmarks.engines [FOLDER...]    default: the fixtures

pdfplumber is the reader that ``warraq extract --reader pdfplumber`` takes: its page device below its ``chars``.

PDFium gives no character codes, but it reports what /ToUnicode says. So each font gets, in memory, a map in which every
(font, code) of the document is another character of the basic plane, outside the ranges that PDFium treats in its own
way (right to left, spaces, surrogates), and what it then reads as text is the list of codes. Each page begins with
``1 Tr``, because PDFium drops a text object whose ink has no width unless it is stroked.

*equal* counts the pages where a reader gives the same codes in the same places (0.05 points). What PDFium leaves out
are blanks: drawn alone, or after another blank. They are what words are told apart by, so it is no reader of ours.
"""

from __future__ import annotations

import argparse
import ctypes
import time
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field, replace
from importlib.util import find_spec
from itertools import repeat
from pathlib import Path
from typing import Any, Final

import numpy as np
from numpy.typing import NDArray
from pdfminer.pdfdocument import PDFDocument
from pdfminer.pdfpage import PDFPage
from pdfminer.pdftypes import PDFObjRef, PDFStream, resolve1
from pdfminer.psparser import PSLiteral

from benchmarks.structure_golden import FIXTURES
from warraq.config import DEFAULT, PDFPLUMBER
from warraq.errors import WarraqError
from warraq.extract.content.fonts import FontLoader, FontResource
from warraq.extract.content.stream_reader import FontCache
from warraq.extract.objects.opened import OpenedDocument
from warraq.extract.objects.page_tree import geometry, page_dictionaries
from warraq.extract.pages.pdf_file import extract_pdf, quiet
from warraq.model.glyph import Page
from warraq.pdf.streams import budget

#: Characters that stand for codes: CJK, Yi and Hangul, the private use area.
_RANGES: Final = ((0x3400, 0x4DC0), (0x4E00, 0xA48D), (0xAC00, 0xD7A4), (0xE000, 0xF900))
_ALPHABET: Final = np.concatenate([np.arange(*bounds, dtype=np.uint16) for bounds in _RANGES])
_TEXT, _FORM = 1, 5
BY_PDFPLUMBER: Final = replace(DEFAULT, reader=PDFPLUMBER)
#: How far a glyph may be from where the other reader has it, points.
_NEAR: Final = 0.05


class Unsure(Exception):
    """The file can't be read in this way; the message says why."""


def library() -> ctypes.CDLL:
    """PDFium as pypdfium2 ships it, called without the Python layer between."""
    package = find_spec("pypdfium2_raw")
    folders = list(package.submodule_search_locations or ()) if package else []
    (path,) = (path for folder in folders for path in Path(folder).glob("*pdfium*.[sd]*") if path.suffix != ".py")
    loaded = ctypes.CDLL(str(path))
    pointer, integer = ctypes.c_void_p, ctypes.c_int
    signatures: dict[str, tuple[Any, tuple[Any, ...]]] = {
        "FPDF_LoadMemDocument64": (pointer, (ctypes.c_char_p, ctypes.c_size_t, ctypes.c_char_p)),
        "FPDF_CloseDocument": (None, (pointer,)),
        "FPDF_LoadPage": (pointer, (pointer, integer)),
        "FPDF_ClosePage": (None, (pointer,)),
        "FPDFText_LoadPage": (pointer, (pointer,)),
        "FPDFText_ClosePage": (None, (pointer,)),
        "FPDFText_CountChars": (integer, (pointer,)),
        "FPDFText_GetUnicode": (ctypes.c_uint, (pointer, integer)),
        "FPDFText_GetCharOrigin": (integer, (pointer, integer, pointer, pointer)),
        "FPDFText_GetTextObject": (pointer, (pointer, integer)),
        "FPDFPage_CountObjects": (integer, (pointer,)),
        "FPDFPage_GetObject": (pointer, (pointer, integer)),
        "FPDFFormObj_CountObjects": (integer, (pointer,)),
        "FPDFFormObj_GetObject": (pointer, (pointer, ctypes.c_ulong)),
        "FPDFPageObj_GetType": (integer, (pointer,)),
    }
    for name, (result, arguments) in signatures.items():
        function = getattr(loaded, name)
        function.restype, function.argtypes = result, arguments
    loaded.FPDF_InitLibrary()
    return loaded


class Symbols:
    """The characters that stand for codes: ``font[character]`` (-1 for none) and ``code[character]``."""

    def __init__(self) -> None:
        self.font = np.full(0x10000, -1, dtype=np.int32)
        self.code = np.zeros(0x10000, dtype=np.uint32)
        self._used = 0
        self._maps: dict[int, bytes] = {}

    def map_of(self, font: FontResource) -> bytes:
        """A /ToUnicode CMap for ``font``. Raises Unsure where there aren't characters enough."""
        if id(font) in self._maps:
            return self._maps[id(font)]
        codes = np.array(_possible_codes(font), dtype=np.uint32)
        if self._used + codes.size > _ALPHABET.size:
            raise Unsure("more codes than characters")
        characters = _ALPHABET[self._used : self._used + codes.size]
        self._used += codes.size
        self.font[characters], self.code[characters] = len(self._maps), codes
        digits = 4 if font.composite else 2
        pairs = zip(codes.tolist(), characters.tolist(), strict=True)
        rows = [f"<{code:0{digits}X}><{character:04X}>" for code, character in pairs]
        parts = ["begincmap 1 begincodespacerange", f"<{'0' * digits}><{'F' * digits}>", "endcodespacerange"]
        for start in range(0, len(rows), 100):
            piece = rows[start : start + 100]
            parts += [f"{len(piece)} beginbfchar", *piece, "endbfchar"]
        self._maps[id(font)] = made = "\n".join([*parts, "endcmap"]).encode()
        return made


def _possible_codes(font: FontResource) -> list[int]:
    """Codes that pages may show: those that the font says anything of."""
    if not font.composite:
        return list(range(256))
    codes = {0, *font.to_unicode, *font.advances, *(font.cids or range(len(font.parsed.advances)))}
    return sorted(code for code in codes if 0 <= code <= 0xFFFF)


def with_maps(data: bytes, document: PDFDocument, symbols: Symbols) -> bytes:
    """The file with an update behind it (ISO 32000-2, 7.5.6): our map for every font, ``1 Tr`` before every page.

    Raises:
        Unsure: it is encrypted, or a font is no object of its own.
    """
    if document.encryption is not None:
        raise Unsure("encrypted")
    fonts = FontCache(FontLoader(DEFAULT.limits), DEFAULT.limits.fonts)
    pages = list(page_dictionaries(document))
    free = 1 + max((number for xref in document.xrefs for number in xref.get_objids()), default=0)
    prefix = PDFObjRef(document, free)
    bodies = {free: b"<</Length 8>>stream\n1 w 1 Tr\nendstream"}
    for number in sorted({number for page in pages for number in _font_numbers(page, set())}):
        free += 1
        reference = PDFObjRef(document, number)
        cmap = symbols.map_of(fonts.get(reference))
        bodies[number] = _written({**resolve1(reference), "ToUnicode": PDFObjRef(document, free)})
        bodies[free] = b"<</Length %d>>stream\n%b\nendstream" % (len(cmap), cmap)
    for page in PDFPage.create_pages(document):
        entries = resolve1(PDFObjRef(document, page.pageid))
        contents = resolve1(entries.get("Contents"))
        streams = contents if isinstance(contents, list) else [entries.get("Contents")]
        bodies[page.pageid] = _written({**entries, "Contents": [prefix, *streams]})
    return _updated(data, document, bodies, free + 1)


def _font_numbers(holder: Mapping[str, Any], seen: set[int]) -> Iterator[int]:
    """Object numbers of the fonts in the resources of a page or form, and of the forms in those."""
    resources = resolve1(holder.get("Resources"))
    entries = resources if isinstance(resources, Mapping) else {}
    fonts, forms = resolve1(entries.get("Font")), resolve1(entries.get("XObject"))
    for reference in fonts.values() if isinstance(fonts, Mapping) else ():
        if not isinstance(reference, PDFObjRef):
            raise Unsure("a font that is no object of its own")
        yield reference.objid
    for reference in forms.values() if isinstance(forms, Mapping) else ():
        form = resolve1(reference)
        if isinstance(form, PDFStream) and form.objid is not None and form.objid not in seen:
            seen.add(form.objid)
            yield from _font_numbers(form.attrs, seen)


def _written(value: Any) -> bytes:
    """A value as PDF syntax."""
    if isinstance(value, PDFObjRef):
        return b"%d 0 R" % value.objid
    if isinstance(value, PSLiteral):
        name = value.name if isinstance(value.name, bytes) else value.name.encode("utf-8")
        return b"/" + b"".join(bytes((c,)) if chr(c).isalnum() and c < 128 else b"#%02X" % c for c in name)
    if value is None or isinstance(value, bool):
        return {None: b"null", True: b"true", False: b"false"}[value]
    if isinstance(value, (int, float)):
        return f"{value:.9f}".encode() if isinstance(value, float) else b"%d" % value
    if isinstance(value, bytes):
        return b"<" + value.hex().encode() + b">"
    if isinstance(value, list):
        return b"[" + b" ".join(map(_written, value)) + b"]"
    if isinstance(value, Mapping):
        return b"<<" + b"".join(_written(PSLiteral(key)) + b" " + _written(item) for key, item in value.items()) + b">>"
    raise Unsure(f"a value of type {type(value).__name__}")


def _updated(data: bytes, document: PDFDocument, bodies: Mapping[int, bytes], size: int) -> bytes:
    tail = data.rpartition(b"startxref")[2].split()
    root = next((xref.get_trailer().get("Root") for xref in document.xrefs if xref.get_trailer().get("Root")), None)
    if not tail or not tail[0].isdigit() or root is None:
        raise Unsure("no cross-reference table to go on from")
    parts, offsets, at = [data, b"\n"], {}, len(data) + 1
    for number, body in bodies.items():
        text = b"%d 0 obj\n%b\nendobj\n" % (number, body)
        offsets[number] = at
        parts.append(text)
        at += len(text)
    previous = int(tail[0])
    ends = b"/Size %d/Prev %d/Root %b" % (size + 1, previous, _written(root))
    if data[previous : previous + 4] == b"xref":
        rows = b"".join(b"%d 1\n%010d 00000 n \n" % item for item in sorted(offsets.items()))
        return b"".join([*parts, b"xref\n%btrailer\n<<%b>>\nstartxref\n%d\n%%%%EOF\n" % (rows, ends, at)])
    offsets[size] = at
    rows = b"".join(b"\1" + offset.to_bytes(4) + b"\0\0" for _, offset in sorted(offsets.items()))
    numbers = b" ".join(b"%d 1" % number for number in sorted(offsets))
    entries = b"/Type/XRef/W[1 4 2]/Index[%b]/Length %d" % (numbers, len(rows)) + ends
    parts.append(b"%d 0 obj\n<<%b>>stream\n%b\nendstream\nendobj\n" % (size, entries, rows))
    return b"".join([*parts, b"startxref\n%d\n%%%%EOF\n" % at])


def read_page(pdfium: ctypes.CDLL, page: int, symbols: Symbols) -> tuple[NDArray[np.uint32], NDArray[np.float64]]:
    """Codes and origins (user space) of a page's glyphs in the order of its content stream."""
    text = pdfium.FPDFText_LoadPage(page)
    count = pdfium.FPDFText_CountChars(text)
    indices = range(count)
    unicode = np.fromiter(map(pdfium.FPDFText_GetUnicode, repeat(text), indices), np.uint32, count) & 0xFFFF
    origins = np.zeros((count, 2), dtype=np.float64)
    base = origins.ctypes.data
    places = range(base, base + 16 * count, 16), range(base + 8, base + 8 + 16 * count, 16)
    list(map(pdfium.FPDFText_GetCharOrigin, repeat(text), indices, *places))
    objects = np.fromiter((pdfium.FPDFText_GetTextObject(text, index) or 0 for index in indices), np.uint64, count)
    pdfium.FPDFText_ClosePage(text)
    order: dict[int, int] = {}
    _number_objects(pdfium, page, pdfium.FPDFPage_CountObjects, pdfium.FPDFPage_GetObject, order)
    kept = np.flatnonzero(symbols.font[unicode] >= 0)
    runs = np.fromiter((order.get(item, -1) for item in objects[kept].tolist()), np.int64, kept.size)
    kept = kept[np.argsort(runs, kind="stable")]
    return symbols.code[unicode[kept]], origins[kept]


def _number_objects(pdfium: ctypes.CDLL, holder: int, count: Any, get: Any, order: dict[int, int]) -> None:
    """PDFium sorts text objects within a line; their order in the content stream is that of the page's objects."""
    for index in range(count(holder)):
        item = get(holder, index)
        kind = pdfium.FPDFPageObj_GetType(item)
        if kind == _TEXT:
            order[item] = len(order)
        elif kind == _FORM:
            _number_objects(pdfium, item, pdfium.FPDFFormObj_CountObjects, pdfium.FPDFFormObj_GetObject, order)


@dataclass(slots=True)
class Reading:
    """What another reader gives: equal pages, glyphs, CPU seconds."""

    equal: int = 0
    glyphs: int = 0
    seconds: float = 0.0


@dataclass(slots=True)
class Comparison:
    """Pages and glyphs of our reader, its CPU seconds, and the others'; PDFium None where it can't be asked."""

    pages: int = 0
    glyphs: int = 0
    seconds: float = 0.0
    pdfplumber: Reading = field(default_factory=Reading)
    pdfium: Reading | None = None
    unsure: str = ""

    def row(self, name: str) -> str:
        cells = [name, str(self.pages), str(self.pdfplumber.equal)]
        cells += [str(self.pdfium.equal), f"{1 - self.pdfium.glyphs / max(self.glyphs, 1):.2%}"] if self.pdfium else []
        cells += [] if self.pdfium else ["–", self.unsure]
        times = [self.seconds, self.pdfplumber.seconds, self.pdfium.seconds if self.pdfium else None]
        cells += ["–" if time is None else f"{1000 * time / max(self.pages, 1):.1f}" for time in times]
        return f"| {' | '.join(cells)} |"


def compare(path: Path, pdfium: ctypes.CDLL) -> Comparison:
    """Read a file with all three. Raises WarraqError where it can't be read."""
    start = time.process_time()
    extraction = extract_pdf(path)
    pages = list(extraction.pages)
    comparison = Comparison(len(pages), sum(map(len, pages)), time.process_time() - start)
    start = time.process_time()
    twins = list(extract_pdf(path, config=BY_PDFPLUMBER).pages)
    comparison.pdfplumber.seconds = time.process_time() - start
    for page, twin in zip(pages, twins, strict=True):
        comparison.pdfplumber.equal += _equal(page, twin.charcode, twin.x, twin.y)
        comparison.pdfplumber.glyphs += len(twin)
    try:
        comparison.pdfium = _by_pdfium(path, pages, pdfium)
    except (Unsure, ValueError, KeyError, AttributeError) as error:
        comparison.unsure = str(error)
    return comparison


def _by_pdfium(path: Path, pages: list[Page], pdfium: ctypes.CDLL) -> Reading:
    """Raises Unsure where the file can't be read in this way."""
    reading = Reading()
    start = time.process_time()
    data = path.read_bytes()
    with quiet(), budget(DEFAULT.limits):
        document = OpenedDocument(data, None, DEFAULT.limits)
        symbols = Symbols()
        data = with_maps(data, document, symbols)
        geometries = [geometry(page) for page in page_dictionaries(document)]
    handle = pdfium.FPDF_LoadMemDocument64(data, len(data), None)
    if not handle:
        raise Unsure("PDFium can't open it")
    for page, (ctm, _, height, _) in zip(pages, geometries, strict=True):
        loaded = pdfium.FPDF_LoadPage(handle, page.number - 1)
        codes, origins = read_page(pdfium, loaded, symbols) if loaded else (np.zeros(0, np.uint32), np.zeros((0, 2)))
        pdfium.FPDF_ClosePage(loaded)
        a, b, c, d, e, f = ctm
        x, y = origins.T
        reading.equal += _equal(page, codes, a * x + c * y + e, height - (b * x + d * y + f))
        reading.glyphs += codes.size
    pdfium.FPDF_CloseDocument(handle)
    reading.seconds = time.process_time() - start
    return reading


def _equal(page: Page, codes: NDArray[np.uint32], x: NDArray[Any], y: NDArray[Any]) -> bool:
    if codes.size != len(page) or (codes != page.charcode).any():
        return False
    return bool(max(abs(x - page.x).max(initial=0), abs(y - page.y).max(initial=0)) < _NEAR)


def lines(folders: list[Path]) -> Iterator[str]:
    """The table, line by line, and its sums."""
    pdfium, compared = library(), list[Comparison]()
    yield (
        "| file | pages | pdfplumber equal | PDFium equal | glyphs that PDFium leaves out "
        "| ours, CPU ms a page | pdfplumber | PDFium |"
    )
    yield "|---|---|---|---|---|---|---|---|"
    for path in sorted(path for folder in folders for path in folder.glob("**/*.pdf")):
        try:
            compared.append(compare(path, pdfium))
        except WarraqError as error:
            yield f"| {path.name} | – | – | – | {error} | – | – | – |"
            continue
        yield compared[-1].row(path.name)
    yield _sum(compared).row("all")
    yield _sum([item for item in compared if item.pdfium]).row("all that PDFium can be asked for")


def _sum(compared: list[Comparison]) -> Comparison:
    total = Comparison(pdfium=Reading())
    for item in compared:
        total.pages += item.pages
        total.glyphs += item.glyphs
        total.seconds += item.seconds
        for mine, its in ((total.pdfplumber, item.pdfplumber), (total.pdfium, item.pdfium)):
            if mine and its:
                mine.equal += its.equal
                mine.glyphs += its.glyphs
                mine.seconds += its.seconds
    return total


def main() -> None:
    parser = argparse.ArgumentParser(description="Other readers' glyphs and time beside our own's.")
    parser.add_argument("folders", nargs="*", type=Path, default=[FIXTURES / "pdf"], help="default: the fixtures")
    for line in lines(parser.parse_args().folders):
        print(line, flush=True)


if __name__ == "__main__":
    main()
