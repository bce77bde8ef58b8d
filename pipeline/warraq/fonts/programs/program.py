"""Embedded font programs: which glyph a code selects, what the program itself calls it, and how wide it is.

``sfnt`` reads sound TrueType programs, fontTools all others: it is imported for them, which takes longer than to read
most programs. A program that a producer has crippled yields what can still be read of it; nothing raises.
"""

from __future__ import annotations

import re
import struct
from collections.abc import Iterable
from dataclasses import dataclass, field
from io import BytesIO
from itertools import pairwise
from typing import TYPE_CHECKING, Any, Final

from warraq.fonts.names.glyph_names import NUMBERED_NAME
from warraq.fonts.names.macintosh_glyphs import GLYPHS
from warraq.fonts.programs.sfnt import MOST_CMAP_WORK, TRUETYPE, cmap_work, read_sfnt

if TYPE_CHECKING:
    from fontTools.ttLib import TTFont


@dataclass(frozen=True, slots=True)
class FontProgram:
    """What an embedded program tells.

    Attributes:
        kind: ``truetype``, ``cff``, ``opentype``, ``type1`` or ``none`` (unreadable).
        units_per_em: design units of the em square.
        gid_to_unicode: from its Unicode cmaps; the lowest code point where several share a glyph, private use last.
        gid_to_name: every glyph name that isn't a mere number.
        name_to_gid: every glyph name, numbered ones too.
        cmaps: (platform, encoding) -> code -> glyph index.
        cid_to_gid: charset of a CID-keyed CFF; None where CID and GID are the same.
        encoding: built-in encoding, code -> glyph name (CFF and Type 1).
        advances: advance by glyph index, design units; the last holds for all further glyphs. Empty for CFF and Type 1.
    """

    kind: str
    units_per_em: int = 1000
    gid_to_unicode: dict[int, str] = field(default_factory=dict)
    gid_to_name: dict[int, str] = field(default_factory=dict)
    name_to_gid: dict[str, int] = field(default_factory=dict)
    cmaps: dict[tuple[int, int], dict[int, int]] = field(default_factory=dict)
    cid_to_gid: dict[int, int] | None = None
    encoding: dict[int, str] = field(default_factory=dict)
    advances: tuple[int, ...] = ()

    def advance(self, gid: int) -> float | None:
        """Advance of a glyph in thousandths of the em; None where the program doesn't say it cheaply."""
        if not self.advances:
            return None
        return self.advances[min(gid, len(self.advances) - 1)] * 1000 / self.units_per_em


NO_PROGRAM: Final = FontProgram("none")

#: Names read of one program: it has no more glyphs.
_MOST_NAMES: Final = 1 << 16


def parse_program(data: bytes) -> FontProgram:
    """Read a font program by its first bytes, whatever key of the descriptor held it."""
    head = data[:4]
    try:
        if head in (b"\0\1\0\0", b"true", b"OTTO", b"ttcf"):
            return _sfnt(data)
        if head[:2] in (b"%!", b"\x80\x01"):
            return _type1(data)
        if head[:1] == b"\x01":
            return _cff(data)
    except MemoryError:
        raise
    except Exception:  # noqa: BLE001 - fontTools raises anything on a crippled table; the file is still worth reading
        return NO_PROGRAM
    return NO_PROGRAM


def _sfnt(data: bytes) -> FontProgram:
    sound = read_sfnt(data) if data[:4] in TRUETYPE else None
    if sound is None:
        return _by_fonttools(data)
    names = _post_names(sound.post) if sound.post is not None else {}
    return FontProgram(
        kind="truetype",
        units_per_em=sound.units_per_em,
        gid_to_unicode=_unicode_by_gid(sound.cmaps),
        gid_to_name=_telling(names),
        name_to_gid={name: gid for gid, name in reversed(names.items())},
        cmaps=sound.cmaps,
        advances=sound.advances,
    )


def _by_fonttools(data: bytes) -> FontProgram:
    from fontTools.ttLib import TTFont

    font = TTFont(BytesIO(data), fontNumber=0, lazy=True)
    count = font["maxp"].numGlyphs if "maxp" in font else 0xFFFF
    # Numbered names make the cmap readable as glyph indices, even where `post` is missing or broken.
    font.setGlyphOrder([f"g{gid}" for gid in range(count)])
    units = _attribute(font, "head", "unitsPerEm", 1000)
    cmaps = _sfnt_cmaps(font)
    cff = _cff(font.reader["CFF "]) if "CFF " in font else None
    names = _post_names(font.reader["post"]) if "post" in font else {}
    if cff is not None:
        names = {gid: name for name, gid in cff.name_to_gid.items()}
    return FontProgram(
        kind="opentype" if cff is not None else "truetype",
        units_per_em=units,
        gid_to_unicode=_unicode_by_gid(cmaps),
        gid_to_name=_telling(names),
        name_to_gid={name: gid for gid, name in reversed(names.items())},
        cmaps=cmaps,
        cid_to_gid=cff.cid_to_gid if cff is not None else None,
        encoding=cff.encoding if cff is not None else {},
        advances=_advances(font),
    )


def _attribute(font: TTFont, table: str, name: str, default: int) -> int:
    try:
        return int(getattr(font[table], name)) or default
    except MemoryError:
        raise
    except Exception:  # noqa: BLE001 - see parse_program
        return default


def _sfnt_cmaps(font: TTFont) -> dict[tuple[int, int], dict[int, int]]:
    try:
        if "cmap" not in font or cmap_work(font.reader["cmap"]) > MOST_CMAP_WORK:
            return {}
        tables = font["cmap"].tables
    except MemoryError:
        raise
    except Exception:  # noqa: BLE001 - see parse_program
        return {}
    cmaps: dict[tuple[int, int], dict[int, int]] = {}
    for table in tables:
        if table.format == 14:
            continue  # variation sequences
        try:
            pairs = {code: int(name[1:]) for code, name in table.cmap.items() if name[1:].isdigit()}
        except MemoryError:
            raise
        except Exception:  # noqa: BLE001 - see parse_program
            continue
        cmaps[(table.platformID, table.platEncID)] = {code: gid for code, gid in pairs.items() if gid}
    return cmaps


def _unicode_by_gid(cmaps: dict[tuple[int, int], dict[int, int]]) -> dict[int, str]:
    points: dict[int, int] = {}
    # (3, 0) and (1, 0) number the codes of the PDF, they name no characters; others are mostly one and the same.
    telling = {id(cmap): cmap for of, cmap in cmaps.items() if of[0] == 0 or of in ((3, 1), (3, 10))}
    for cmap in telling.values():
        for point, gid in cmap.items():
            known = points.get(gid)
            if point > 0 and (known is None or (point != known and _preference(point) < _preference(known))):
                points[gid] = point
    return {gid: chr(point) for gid, point in points.items() if point <= 0x10FFFF and not 0xD800 <= point <= 0xDFFF}


def _preference(point: int) -> tuple[bool, int]:
    return (0xE000 <= point <= 0xF8FF or point >= 0xF0000, point)


def _post_names(table: bytes) -> dict[int, str]:
    """Glyph names of a `post` table of format 1 or 2; format 3 has none."""
    version = struct.unpack(">l", table[:4])[0]
    if version == 0x10000:
        return dict(enumerate(GLYPHS))
    if version != 0x20000:
        return {}
    count = struct.unpack(">H", table[32:34])[0]
    indices = struct.unpack(f">{count}H", table[34 : 34 + 2 * count])
    strings: list[str] = []
    at = 34 + 2 * count
    while at < len(table) and len(strings) < _MOST_NAMES:
        length = table[at]
        strings.append(table[at + 1 : at + 1 + length].decode("latin-1"))
        at += 1 + length
    named = (*GLYPHS, *strings)
    return {gid: named[index] for gid, index in enumerate(indices) if index < len(named)}


def _telling(names: dict[int, str]) -> dict[int, str]:
    return {gid: name for gid, name in names.items() if name and not NUMBERED_NAME.fullmatch(name)}


def _advances(font: TTFont) -> tuple[int, ...]:
    try:
        longs = font["hhea"].numberOfHMetrics
        return struct.unpack(f">{2 * longs}H", font.reader["hmtx"][: 4 * longs])[::2]
    except MemoryError:
        raise
    except Exception:  # noqa: BLE001 - see parse_program
        return ()


def _cff(data: bytes) -> FontProgram:
    from fontTools.cffLib import CFFFontSet

    if not _is_in_order(data):
        return NO_PROGRAM
    fonts = CFFFontSet()
    fonts.decompile(BytesIO(data), None)
    top = fonts[fonts.fontNames[0]]
    charset: list[str] = list(top.charset)
    matrix = getattr(top, "FontMatrix", None) or [0.001]
    units = round(1 / matrix[0]) if matrix[0] else 1000
    if hasattr(top, "ROS"):
        cids = {int(name[3:]): gid for gid, name in enumerate(charset) if name.startswith("cid") and name[3:].isdigit()}
        return FontProgram("cff", units_per_em=units, cid_to_gid={0: 0, **cids})
    names = dict(enumerate(charset))
    return FontProgram(
        "cff",
        units_per_em=units,
        gid_to_name=_telling(names),
        name_to_gid={name: gid for gid, name in reversed(names.items())},
        encoding=_cff_encoding(top, data, charset),
    )


def _is_in_order(data: bytes) -> bool:
    """Whether what the indexes of names, dictionaries and strings list follows each other: fontTools copies it all, and
    each might be as long as the program."""
    at = data[2]
    for _ in range(3):
        count, width = int.from_bytes(data[at : at + 2], "big"), data[at + 2 : at + 3]
        at += 2
        if not count:
            continue
        size = int.from_bytes(width, "big")
        listed = data[at + 1 : at + 1 + (count + 1) * size]
        offsets = [int.from_bytes(listed[i : i + size], "big") for i in range(0, len(listed), size or 1)]
        if len(offsets) <= count or any(b < a for a, b in pairwise(offsets)):
            return False
        at += len(listed) + offsets[-1]
    return True


def _cff_encoding(top: Any, data: bytes, charset: list[str]) -> dict[int, str]:
    from fontTools.encodings.StandardEncoding import StandardEncoding

    encoding = getattr(top, "Encoding", "StandardEncoding")
    names: Iterable[str] = StandardEncoding if isinstance(encoding, str) else encoding
    name_of = {code: name for code, name in enumerate(names) if name and name != ".notdef"}
    at = top.rawDict.get("Encoding", 0)
    if at > 1 and data[at] & 0x7F == 0:
        # Format 0: a code for each glyph after .notdef. fontTools skips code 0, which Arabic fonts of TeX use.
        glyph = data[at + 2 : at + 2 + data[at + 1]].find(0) + 1
        if glyph:
            name_of.setdefault(0, charset[glyph])
    return name_of


def _type1(data: bytes) -> FontProgram:
    from fontTools.encodings.StandardEncoding import StandardEncoding

    data = _without_pfb_headers(data)
    clear, _, cipher = data.partition(b"eexec")
    names = _charstring_names(_decrypt(cipher.lstrip(b" \t\r\n")))
    matrix = re.search(rb"/FontMatrix\s*\[\s*([\d.eE+-]+)", clear)
    scale = float(matrix[1]) if matrix else 0.001
    encoding = {
        int(match[1]): match[2].decode("latin-1")
        for match in re.finditer(rb"dup\s++(\d{1,3})\s*+/([^\s/]++)\s++put", clear)
    }
    if re.search(rb"/Encoding\s+StandardEncoding\s+def", clear):
        encoding = {code: name for code, name in enumerate(StandardEncoding) if name != ".notdef"}
    return FontProgram(
        "type1",
        units_per_em=round(1 / scale) if scale else 1000,
        gid_to_name=_telling(names),
        name_to_gid={name: gid for gid, name in names.items()},
        encoding=encoding,
    )


def _without_pfb_headers(data: bytes) -> bytes:
    parts = []
    while data[:1] == b"\x80" and data[1:2] in (b"\x01", b"\x02"):
        length = int.from_bytes(data[2:6], "little")
        parts.append(data[6 : 6 + length])
        data = data[6 + length :]
    return b"".join(parts) or data


def _decrypt(cipher: bytes) -> bytes:
    if re.fullmatch(rb"[0-9A-Fa-f\s]{8}", cipher[:8]):
        digits = re.sub(rb"[^0-9A-Fa-f]", b"", cipher)
        cipher = bytes.fromhex(digits[: len(digits) & ~1].decode("ascii"))
    from fontTools.misc import eexec

    clear: bytes = eexec.decrypt(cipher, 55665)[0]
    return clear


def _charstring_names(private: bytes) -> dict[int, str]:
    """Names in the order of the CharStrings dictionary, .notdef first: the glyph indices that FreeType gives."""
    names: list[str] = []
    at = private.find(b"/CharStrings")
    entry = re.compile(rb"/([^\s/]++)\s++(\d{1,6}+)\s++(?:RD|-\|)\s")
    while at >= 0 and len(names) < _MOST_NAMES and (match := entry.search(private, at + 1 if not names else at)):
        names.append(match[1].decode("latin-1"))
        at = match.end() + int(match[2])
    if ".notdef" in names:
        names.remove(".notdef")
    return dict(enumerate([".notdef", *names]))
