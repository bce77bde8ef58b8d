"""How strings of composite fonts are cut into codes, and which CID each code selects. ISO 32000-2, 9.7.5."""

from __future__ import annotations

import hashlib
import re
import struct
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from typing import Any, Final

from pdfminer.cmapdb import CMapDB
from pdfminer.pdftypes import PDFStream, resolve1

from warraq.fonts.programs.cmap import parse_cmap
from warraq.pdf.values import name_of


@dataclass(frozen=True, slots=True)
class Coding:
    """How a composite font's strings are cut into codes, and codes into CIDs.

    Attributes:
        name: two codings with equal names are the same.
        decode: string -> its codes, each an int of its bytes (big-endian).
        cids: code -> CID; None where they are the same.
        vertical: writing mode 1.
        single_byte: some codes are a byte long.
        codes_are_unicode: the codes are UTF-16 or UCS-2.
    """

    name: str
    decode: Callable[[bytes], Iterable[int]]
    cids: dict[int, int] | None = None
    vertical: bool = False
    single_byte: bool = False
    codes_are_unicode: bool = False


def composite_coding(encoding: Any, data: bytes = b"") -> Coding:
    """The coding of a composite font by its /Encoding: a predefined CMap's name, or a stream that holds ``data``."""
    if isinstance(encoding, PDFStream):
        cmap = parse_cmap(data)
        parent = cmap.parent or name_of(resolve1(encoding.get("UseCMap")))
        if not cmap.to_cid and (not parent or parent.startswith("Identity")):
            return Coding("Identity", two_bytes, vertical=cmap.vertical or parent.endswith("V"))
        digest = hashlib.sha256(data).hexdigest()
        spaces = cmap.codespaces or [(2, 0, 0xFFFF)]
        return Coding(
            digest, _by_codespace(spaces), cmap.to_cid, cmap.vertical, any(size == 1 for size, _, _ in spaces)
        )
    name = name_of(encoding) or "Identity-H"
    if name in ("Identity-H", "Identity-V"):
        return Coding(name, two_bytes, vertical=name.endswith("V"))
    return _predefined_coding(name)


#: Names of predefined CMaps, which are names of pdfminer's files: nothing else of a file leads to one.
_PREDEFINED: Final = re.compile(r"[A-Za-z0-9-]{1,40}")


def _predefined_coding(name: str) -> Coding:
    try:
        tree = CMapDB.get_cmap(name).code2cid if _PREDEFINED.fullmatch(name) else {}
    except CMapDB.CMapNotFound:
        tree = {}
    cids: dict[int, int] = {}
    sizes: dict[int, list[int]] = {}

    def walk(node: Mapping[int, Any], prefix: int, depth: int) -> None:
        for byte, value in node.items():
            code = prefix << 8 | byte
            if isinstance(value, int):
                cids[code] = value
                sizes.setdefault(depth, []).append(code)
            else:
                walk(value, code, depth + 1)

    walk(tree, 0, 1)
    is_unicode = "UCS2" in name or "UTF16" in name
    if not cids:
        return Coding(name, two_bytes, vertical=name.endswith("V"), codes_are_unicode=is_unicode)
    spaces = [(size, min(codes), max(codes)) for size, codes in sizes.items()]
    return Coding(name, _by_codespace(spaces), cids, name.endswith("V"), 1 in sizes, is_unicode)


def two_bytes(data: bytes) -> tuple[int, ...]:
    """The codes of a string of two bytes each; an odd byte at its end is none."""
    count = len(data) // 2
    return struct.unpack(f">{count}H", data[: 2 * count])


def _by_codespace(spaces: list[tuple[int, int, int]]) -> Callable[[bytes], Iterable[int]]:
    """A decoder that takes the shortest code in a code space; bytes that fit none are taken as the shortest size."""
    ordered = sorted(set(spaces))
    if all(size == 2 for size, _, _ in ordered):
        return two_bytes
    shortest = ordered[0][0]

    def decode(data: bytes) -> list[int]:
        codes = []
        at = 0
        while at < len(data):
            for size, low, high in ordered:
                piece = data[at : at + size]
                if len(piece) == size and all(
                    a <= b <= c for a, b, c in zip(low.to_bytes(size), piece, high.to_bytes(size), strict=True)
                ):
                    break
            else:
                piece = data[at : at + shortest]
            codes.append(int.from_bytes(piece, "big"))
            at += len(piece)
        return codes

    return decode
