"""Font resources: from a font dictionary to what the reader of a page needs for each code, and to ``model.Font``.

ISO 32000-2, 9.6 and 9.7. A dictionary here is what pdfminer hands out: plain dicts with indirect references inside.
"""

from __future__ import annotations

import hashlib
import re
import struct
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field
from typing import Any, Final

from pdfminer.fontmetrics import FONT_METRICS
from pdfminer.latin_enc import ENCODING
from pdfminer.pdftypes import resolve1
from pdfminer.psparser import PSLiteral

from warraq.config import Limits
from warraq.errors import LimitExceeded
from warraq.extract.content.font_tables import FontTables, Table
from warraq.extract.content.glyph_forms import with_forms
from warraq.fonts.names.adobe_names import to_unicode
from warraq.fonts.names.glyph_names import NUMBERED_NAME
from warraq.fonts.programs.program import NO_PROGRAM, FontProgram
from warraq.fonts.programs.type3 import glyph_order, pack, upside_down
from warraq.model.font import Font
from warraq.pdf.streams import stream_bytes
from warraq.pdf.values import dictionary_of, name_of, number_of, numbers_of

_SYMBOLIC: Final = 4
_ITALIC: Final = 64
_MISSING: Final = ".notdef"
_FORCE_BOLD: Final = 1 << 18
_BOLD_NAME: Final = re.compile(r"bold|black|heavy|demi", re.IGNORECASE)
#: A program that shows one glyph for so many codes says nothing of them: Tesseract's font for what it recognised.
_ONE_GLYPH: Final = 4
#: Units per em that faces have beside about 1000, and how near to one the matrix of a Type 3 font must be (share).
UNITS_OF_FACES: Final = (2000, 2048, 4096)
SAME_MATRIX: Final = 1e-3
#: First and last of the blocks that hold the characters of ZapfDingbats: arrows to dingbats.
_DINGBATS: Final = ("\u2190", "\u27bf")
_ITALIC_NAME: Final = re.compile(r"italic|oblique", re.IGNORECASE)
#: Items read of a /Differences; there are 256 codes.
_MOST_DIFFERENCES: Final = 4096
_ENCODING_COLUMNS: Final = {"StandardEncoding": 1, "MacRomanEncoding": 2, "WinAnsiEncoding": 3, "PDFDocEncoding": 4}

#: Name of a predefined encoding -> code -> glyph name.
LATIN_ENCODINGS: Final = {
    name: {row[column]: row[0] for row in ENCODING if row[column]} for name, column in _ENCODING_COLUMNS.items()
}


@dataclass(slots=True)
class FontResource:
    """A font as pages use it: how to cut strings into codes, and what each code selects.

    Attributes:
        key: two resources with equal keys decode, map and look alike.
        decode: string -> its codes, each an int of its bytes (big-endian).
        cids: code -> CID; None where they are the same.
        gid_of: CID -> glyph index, -1 where unknown; takes the code of a simple font.
        advances: code -> advance, thousandths of the font size.
        default_advance: for codes that ``advances`` doesn't list.
        single_byte_space: word spacing applies to code 32.
        vertical: writing mode 1.
        em_scale: text-space size of the em at font size 1; 1 but for Type 3 fonts.
        claims: code -> claimed string.
        mirrored: how many more of its glyphs are painted as in a mirror than are not.
    """

    key: tuple[Any, ...]
    name: str
    subtype: str
    composite: bool
    program: bytes | None
    parsed: FontProgram
    program_kind: str
    program_hash: str
    to_unicode: dict[int, str]
    code_to_name: dict[int, str]
    decode: Callable[[bytes], Iterable[int]]
    cids: dict[int, int] | None
    gid_of: Callable[[int], int]
    advances: dict[int, float]
    default_advance: float
    claims: Callable[[int], str | None]
    single_byte_space: bool = True
    vertical: bool = False
    em_scale: float = 1.0
    bold: bool = False
    italic: bool = False
    used: set[int] = field(default_factory=set)
    mirrored: int = 0

    def cid(self, code: int) -> int:
        return code if self.cids is None else self.cids.get(code, 0)

    def gid(self, code: int) -> int:
        return self.gid_of(self.cid(code))

    def _implied_text(self, codes: list[int]) -> dict[int, str]:
        """For a composite font whose codes are code points (/ToUnicode /Identity-H, UCS-2 and UTF-16 encodings)."""
        return {code: text for code in codes if (text := self.claims(code))} if self.composite else {}

    def freeze(self) -> Font:
        """The record for later stages, limited to the codes in ``used`` where it depends on codes."""
        codes = sorted(self.used)
        cids = codes if self.cids is None else map(self.cid, codes)
        code_to_gid = {code: gid for code, gid in zip(codes, map(self.gid_of, cids), strict=True) if gid >= 0}
        program, digest, parsed = self.program, self.program_hash, self.parsed
        if len(code_to_gid) >= _ONE_GLYPH and len(set(code_to_gid.values())) == 1:
            program, parsed = None, NO_PROGRAM
        if self.program_kind == "type3" and self.mirrored > 0 and program is not None:
            program, digest = upside_down(program), f"{digest}-upside-down"
        return Font(
            name=self.name,
            subtype=self.subtype,
            composite=self.composite,
            program=program,
            program_kind=self.program_kind if program is not None else "none",
            program_hash=digest,
            to_unicode=self.to_unicode or self._implied_text(codes),
            code_to_gid=code_to_gid,
            gid_to_unicode=parsed.gid_to_unicode,
            gid_to_name=parsed.gid_to_name,
            code_to_name={code: self.code_to_name[code] for code in codes if code in self.code_to_name},
            widths={code: self.advances.get(code, self.default_advance) for code in codes},
            units_per_em=parsed.units_per_em,
            bold=self.bold,
            italic=self.italic,
        )


class FontLoader:
    """Loads font dictionaries; reads each program and each table once per document, whoever refers to it."""

    def __init__(self, limits: Limits) -> None:
        self._limits = limits
        self._tables = FontTables(limits)
        self._by_key: dict[tuple[Any, ...], FontResource] = {}

    def load(self, spec: Mapping[str, Any]) -> FontResource:
        """The resource for a font dictionary; an equal one that was loaded before is returned again."""
        read = self._composite if name_of(spec.get("Subtype")) == "Type0" else self._simple
        try:
            resource = read(spec)
        except (TypeError, ValueError, KeyError, IndexError, AttributeError, OverflowError, struct.error):
            # A malformed dictionary; what its codes look like can't be known, but they are still there.
            resource = read({"Subtype": spec.get("Subtype"), "BaseFont": spec.get("BaseFont")})
        return self._by_key.setdefault(resource.key, resource)

    def _program(self, descriptor: Mapping[str, Any]) -> tuple[bytes | None, str, FontProgram]:
        for key in ("FontFile2", "FontFile3", "FontFile"):
            if program := self._tables.program(descriptor.get(key)):
                return program
        return None, "", NO_PROGRAM

    def _procedures(self, spec: Mapping[str, Any]) -> dict[str, bytes]:
        """The glyph procedures of a Type 3 font by name. All may be one long stream, so they are counted together."""
        procedures: dict[str, bytes] = {}
        size, most = 0, self._limits.font_program_bytes
        listed = dictionary_of(spec.get("CharProcs"))
        self._tables.count(len(listed))
        for name, stream in listed.items():
            procedures[name] = with_forms(stream_bytes(stream), spec.get("Resources"), most - size)
            size += len(procedures[name])
            if size > most:
                raise LimitExceeded(f"glyph procedures of a font hold {size} bytes")
        self._tables.count_bytes(size)
        return procedures

    def _simple(self, spec: Mapping[str, Any]) -> FontResource:
        subtype = name_of(spec.get("Subtype")) or "Type1"
        descriptor = dictionary_of(spec.get("FontDescriptor"))
        program, digest, parsed = self._program(descriptor)
        name = _font_name(spec, descriptor)
        matrix = numbers_of(spec.get("FontMatrix")) if subtype == "Type3" else []
        em_scale = _type3_em(spec, matrix) if subtype == "Type3" else 1.0
        scale = abs(matrix[0]) * 1000 if len(matrix) == 6 and matrix[0] else 1.0
        encoding = _simple_encoding(spec, descriptor, subtype, parsed)
        mapped = self._tables.to_unicode(spec.get("ToUnicode"))
        if subtype == "Type3":
            mapped = self._without_numbers(mapped, encoding.names)
        to_unicode = mapped.entries
        lookup = _simple_gids(subtype, parsed, encoding, bool(int(number_of(descriptor.get("Flags"))) & _SYMBOLIC))
        advances = _simple_advances(spec, name, encoding, scale)
        if not advances:
            measured = {code: parsed.advance(gid) for code, gid in lookup.items()}
            advances = {code: advance for code, advance in measured.items() if advance is not None}
        procedures = self._procedures(spec)
        digest = digest or _hash(name, advances, procedures)
        if subtype == "Type3":
            program, lookup = _type3_program(procedures, encoding, advances, matrix, em_scale)
        return FontResource(
            key=(name, digest, "simple", mapped.digest, tuple(sorted(encoding.names.items()))),
            name=name,
            subtype=subtype,
            composite=False,
            program=program,
            parsed=parsed,
            program_kind="type3" if subtype == "Type3" else parsed.kind,
            program_hash=digest,
            to_unicode=to_unicode,
            code_to_name=encoding.names,
            decode=lambda data: data,
            cids=None,
            gid_of=lambda code: lookup.get(code, -1),
            advances=advances,
            default_advance=number_of(descriptor.get("MissingWidth")) * scale,
            claims=lambda code: to_unicode.get(code) or _name_claim(encoding.names.get(code)),
            em_scale=em_scale,
            bold=_is_bold(name, descriptor),
            italic=_is_italic(name, descriptor),
        )

    def _composite(self, spec: Mapping[str, Any]) -> FontResource:
        descendants = resolve1(spec.get("DescendantFonts"))
        cid_font = dictionary_of(descendants[0]) if isinstance(descendants, list) and descendants else {}
        descriptor = dictionary_of(cid_font.get("FontDescriptor"))
        program, digest, parsed = self._program(descriptor)
        name = _font_name(spec, descriptor)
        coding = self._tables.coding(spec.get("Encoding"))
        mapped = self._tables.to_unicode(spec.get("ToUnicode"))
        to_unicode = mapped.entries
        identity_text = name_of(spec.get("ToUnicode")).startswith("Identity") or coding.codes_are_unicode
        widths = self._tables.widths(cid_font.get("W"))
        by_cid = widths.entries
        default = number_of(cid_font.get("DW"), 1000.0)
        to_gid_map = self._tables.gid_map(cid_font.get("CIDToGIDMap"))
        if not digest:
            self._tables.count(len(by_cid))
            digest = _hash(name, by_cid, {})
        advances = by_cid
        if coding.cids is not None:
            self._tables.count(min(len(by_cid), len(coding.cids)))
            advances = _recode(by_cid, coding.cids)
        return FontResource(
            key=(name, digest, coding.name, to_gid_map, mapped.digest, widths.digest),
            name=name,
            subtype="Type0",
            composite=True,
            program=program,
            parsed=parsed,
            program_kind=parsed.kind,
            program_hash=digest,
            to_unicode=to_unicode,
            code_to_name={},
            decode=coding.decode,
            cids=coding.cids,
            gid_of=_composite_gids(parsed, to_gid_map, program is not None),
            advances=advances,
            default_advance=default,
            claims=(lambda code: to_unicode.get(code) or _character(code)) if identity_text else to_unicode.get,
            single_byte_space=coding.single_byte,
            vertical=coding.vertical,
            bold=_is_bold(name, descriptor),
            italic=_is_italic(name, descriptor),
        )

    def _without_numbers(self, mapped: Table[str], names: Mapping[int, str]) -> Table[str]:
        """``mapped`` without what is said of glyphs that have no name but their code, such as a65 for code 65.

        So Ghostscript numbers the glyphs of bitmap fonts. ZapfDingbats calls its own a1 to a206, at other codes, and
        they are taken for those where such a file is converted once more.
        """
        wrong = [
            code
            for code, name in names.items()
            if name == f"a{code}" and _DINGBATS[0] <= mapped.entries.get(code, "")[:1] <= _DINGBATS[1]
        ]
        if not wrong:
            return mapped
        self._tables.count(len(mapped.entries))
        return self._tables.table({code: text for code, text in mapped.entries.items() if code not in wrong})


@dataclass(frozen=True, slots=True)
class _SimpleEncoding:
    """names: code -> glyph name in force; differences: the part from /Differences; stated: there is an /Encoding."""

    names: dict[int, str]
    differences: dict[int, str]
    stated: bool


def _simple_encoding(
    spec: Mapping[str, Any], descriptor: Mapping[str, Any], subtype: str, parsed: FontProgram
) -> _SimpleEncoding:
    encoding = resolve1(spec.get("Encoding"))
    symbolic = bool(int(number_of(descriptor.get("Flags"))) & _SYMBOLIC)
    base_name = name_of(encoding) if not isinstance(encoding, Mapping) else name_of(encoding.get("BaseEncoding"))
    differences = _differences(encoding.get("Differences")) if isinstance(encoding, Mapping) else {}
    base: dict[int, str] = {}
    if base_name in LATIN_ENCODINGS:
        base = LATIN_ENCODINGS[base_name]
    elif parsed.encoding:
        base = parsed.encoding
    elif subtype != "Type3" and not (symbolic and parsed is not NO_PROGRAM):
        # ISO 32000-2, table 112: StandardEncoding for a non-symbolic font; viewers take WinAnsi for TrueType.
        base = LATIN_ENCODINGS["WinAnsiEncoding" if subtype == "TrueType" else "StandardEncoding"]
    return _SimpleEncoding({**base, **differences}, differences, encoding is not None)


def _differences(array: Any) -> dict[int, str]:
    names: dict[int, str] = {}
    code = 0
    items = resolve1(array)
    for item in items[:_MOST_DIFFERENCES] if isinstance(items, list) else []:
        value = resolve1(item)
        if isinstance(value, int):
            code = value
        elif isinstance(value, PSLiteral):
            if 0 <= code < 256:
                names[code] = name_of(value)
            code += 1
    return names


def _simple_gids(subtype: str, parsed: FontProgram, encoding: _SimpleEncoding, symbolic: bool) -> dict[int, int]:
    """code -> glyph index, as ISO 32000-2, 9.6.5.4 looks it up; codes that select nothing are absent."""
    if parsed is NO_PROGRAM or subtype == "Type3":
        return {}
    if parsed.kind in ("cff", "type1") or not parsed.cmaps:
        return {code: parsed.name_to_gid[name] for code, name in encoding.names.items() if name in parsed.name_to_gid}
    gids = {}
    for code in range(256):
        gid = 0
        if encoding.stated and (not symbolic or encoding.differences):
            gid = _gid_by_name(parsed, encoding.names.get(code))
        gid = gid or _gid_by_code(parsed, code) or _gid_by_name(parsed, encoding.names.get(code))
        if gid:
            gids[code] = gid
    return gids


def _gid_by_code(parsed: FontProgram, code: int) -> int:
    symbol = parsed.cmaps.get((3, 0), {})
    for page in (0xF000, 0, 0xF100, 0xF200):
        if page + code in symbol:
            return symbol[page + code]
    return parsed.cmaps.get((1, 0), {}).get(code, 0)


def _gid_by_name(parsed: FontProgram, name: str | None) -> int:
    if not name:
        return 0
    text = to_unicode(name)
    if len(text) == 1:
        for table in ((3, 1), (3, 10), (0, 3), (0, 4)):
            gid = parsed.cmaps.get(table, {}).get(ord(text), 0)
            if gid:
                return gid
    return parsed.name_to_gid.get(name, 0)


def _simple_advances(spec: Mapping[str, Any], name: str, encoding: _SimpleEncoding, scale: float) -> dict[int, float]:
    widths = resolve1(spec.get("Widths"))
    first = int(number_of(spec.get("FirstChar")))
    if isinstance(widths, list):
        return {first + i: number_of(width) * scale for i, width in enumerate(widths[:256])}
    if name in FONT_METRICS:  # the standard fourteen needn't say
        metrics = FONT_METRICS[name][1]
        texts = {code: to_unicode(glyph) for code, glyph in encoding.names.items()}
        return {code: float(metrics[text]) for code, text in texts.items() if text in metrics}
    return {}


def _type3_em(spec: Mapping[str, Any], matrix: list[float]) -> float:
    """Text-space height of the em at font size 1. A Type 3 font has no em, so its bounding box stands in for it.

    But not where its matrix is that of a face: Chromium writes such fonts of faces that it makes bold, one for some of
    the glyphs each, whose boxes differ.
    """
    box = numbers_of(spec.get("FontBBox"))
    vertical = abs(matrix[3]) if len(matrix) == 6 else 0.001
    height = abs(box[3] - box[1]) if len(box) == 4 else 0.0
    of_face = any(abs(vertical * units - 1) < SAME_MATRIX for units in UNITS_OF_FACES)
    if 0.0009 < vertical < 0.0011 or of_face or not height or not vertical:
        return 1.0
    return vertical * height


def _type3_program(
    procedures: Mapping[str, bytes],
    encoding: _SimpleEncoding,
    advances: Mapping[int, float],
    matrix: list[float],
    em: float,
) -> tuple[bytes | None, dict[int, int]]:
    """The glyph procedures as a program, and code -> glyph index."""
    if not procedures:
        return None, {}
    names = {code: name for code, name in encoding.names.items() if name in procedures}
    widths = {name: advances.get(code, 0.0) / em for code, name in names.items()}
    number = {name: index for index, name in enumerate(glyph_order(procedures), start=1)}
    number[_MISSING] = 0  # what is painted for it is no drawing of the code's own (fpdf2: boxes for layers it lacks)
    return pack(procedures, widths, matrix, em), {code: number[name] for code, name in names.items()}


def _composite_gids(parsed: FontProgram, to_gid_map: bytes, embedded: bool) -> Callable[[int], int]:
    if not embedded:
        return lambda cid: -1
    if to_gid_map:
        count = len(to_gid_map) // 2
        return lambda cid: int.from_bytes(to_gid_map[2 * cid : 2 * cid + 2], "big") if 0 <= cid < count else -1
    if parsed.cid_to_gid is not None:
        charset = parsed.cid_to_gid
        return lambda cid: charset.get(cid, -1)
    return lambda cid: cid


def _recode(by_cid: dict[int, float], cids: dict[int, int]) -> dict[int, float]:
    return {code: by_cid[cid] for code, cid in cids.items() if cid in by_cid}


def _name_claim(name: str | None) -> str | None:
    if not name or NUMBERED_NAME.fullmatch(name):
        return None
    return to_unicode(name) or None


def _character(code: int) -> str | None:
    return chr(code) if 0 < code < 0xD800 or 0xE000 <= code <= 0x10FFFF else None


def _font_name(spec: Mapping[str, Any], descriptor: Mapping[str, Any]) -> str:
    name = (
        name_of(spec.get("BaseFont")) or name_of(descriptor.get("FontName")) or name_of(spec.get("Name")) or "unnamed"
    )
    return re.sub(r"^[A-Z]{6}\+", "", name)


def _is_bold(name: str, descriptor: Mapping[str, Any]) -> bool:
    if _BOLD_NAME.search(name) or int(number_of(descriptor.get("Flags"))) & _FORCE_BOLD:
        return True
    return number_of(descriptor.get("FontWeight")) >= 600 or number_of(descriptor.get("StemV")) >= 140


def _is_italic(name: str, descriptor: Mapping[str, Any]) -> bool:
    return bool(
        _ITALIC_NAME.search(name)
        or int(number_of(descriptor.get("Flags"))) & _ITALIC
        or number_of(descriptor.get("ItalicAngle"))
    )


def _hash(name: str, advances: dict[int, float], procedures: Mapping[str, bytes]) -> str:
    painted = b"".join(glyph.encode() + procedures[glyph] for glyph in sorted(procedures))
    return hashlib.sha256(repr((name, sorted(advances.items()))).encode() + painted).hexdigest()
