"""CMaps: code -> string (/ToUnicode) and code -> CID (/Encoding of a composite font).

ISO 32000-2, 9.7.5 and 9.10.3. Keys are character codes as integers, never CIDs. Files lie in every way that a CMap
allows, so the reader takes what it understands, skips the rest and never raises.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Final

from warraq.fonts.names.adobe_names import to_unicode

#: Entries kept of one CMap; a two-byte font can't hold more codes than this.
MAX_ENTRIES: Final = 70_000
#: Entries read of one CMap, those that overwrite each other too: a thousand ranges over all codes are an attack.
MAX_WORK: Final = 1_000_000
#: Operands kept of one section, and of one array in it; programs write at most a hundred entries into a section.
MOST_OPERANDS: Final = 1_000_000
#: Bytes of a CMap that are read, ten times what one needs that lists every code of two bytes.
MOST_BYTES: Final = 8 << 20
#: Characters that one code may stand for; longer strings are garbage (real ligatures reach 18, U+FDFA).
MAX_TEXT: Final = 64

#: Strings are cut many at once, and are never given back one by one: to be able to takes half a kilobyte each.
_TOKEN: Final = re.compile(
    rb"(?P<strings>(?:<(?:[0-9A-Fa-f]{2})++>\s*+){2,1000}+)|%[^\r\n]*|<<|>>|<(?P<hex>[0-9A-Fa-f\s]*)>|\((?:\\.|[^\\()])*+\)|/(?P<name>[^\s<>\[\]()/%{}]*)"
    rb"|\[|\]|(?P<word>[^\s<>\[\]()/%{}]+)",
    re.DOTALL,
)

_BRACKETS_TO_SPACES: Final = bytes.maketrans(b"<>", b"  ")
_INTEGER: Final = re.compile(rb"[+-]?\d{1,10}")
#: Bytes of most destinations, one unit of UTF-16, and of the longest code.
_UNIT: Final = 2
_LONGEST_CODE: Final = 4

#: An operand: hex string, name (str), number, or a list of those.
Operand = bytes | str | int | list["Operand"]


@dataclass(slots=True)
class CMap:
    """What one CMap stream says.

    Attributes:
        to_unicode: code -> string, from bfchar and bfrange.
        to_cid: code -> CID, from cidchar and cidrange.
        codespaces: (number of bytes, lowest code, highest code).
        vertical: /WMode 1.
        parent: name of the CMap that this one extends (usecmap); empty where none.
    """

    to_unicode: dict[int, str] = field(default_factory=dict)
    to_cid: dict[int, int] = field(default_factory=dict)
    codespaces: list[tuple[int, int, int]] = field(default_factory=list)
    vertical: bool = False
    parent: str = ""
    _work: int = 0

    def take(self, first: int, last: int) -> range:
        """The codes of a range that are still to be read."""
        codes = range(first, min(last, first + 0xFFFF, first + MAX_WORK - self._work) + 1)
        self._work += len(codes)
        return codes


def parse_cmap(data: bytes) -> CMap:
    """Read a CMap stream. Unusable parts are skipped; nothing raises."""
    cmap = CMap()
    operands: list[Operand] = []
    for token in _tokens(data):
        if not isinstance(token, _Keyword):
            if isinstance(token, _Strings):
                operands += token[: MOST_OPERANDS - len(operands)]
            elif len(operands) < MOST_OPERANDS:
                operands.append(token)
            continue
        section = _SECTIONS.get(token.word)
        if section is not None:
            section(cmap, operands)
        elif token.word == b"def" and len(operands) >= 2 and operands[-2] == "WMode":
            cmap.vertical = operands[-1] == 1
        elif token.word == b"usecmap" and operands and isinstance(operands[-1], str):
            cmap.parent = operands[-1]
        operands.clear()
    return cmap


@dataclass(frozen=True, slots=True)
class _Keyword:
    word: bytes


class _Strings(list[bytes]):
    """Operands that follow each other."""


def _tokens(data: bytes) -> Iterator[Operand | _Strings | _Keyword]:
    array: list[Operand] | None = None
    for match in _TOKEN.finditer(data):
        kind, text = match.lastgroup, match.group()
        value: Operand
        if kind == "strings":  # most of a CMap is these
            values = _Strings(map(bytes.fromhex, text.translate(_BRACKETS_TO_SPACES).decode("ascii").split()))
            if array is None:
                yield values
            elif len(array) < MOST_OPERANDS:
                array.extend(values)
            continue
        if kind == "hex":
            value = _hex(match["hex"])
        elif kind == "name":
            value = match["name"].decode("latin-1")
        elif text == b"[":
            array = []
            continue
        elif text == b"]":
            if array is not None:
                yield array
            array = None
            continue
        elif kind is None:
            continue  # comment, dictionary bracket or literal string
        elif _INTEGER.fullmatch(text):
            value = int(text)
        else:
            array = None  # an operator inside an array: the closing bracket is missing
            yield _Keyword(text)
            continue
        if array is None:
            yield value
        elif len(array) < MOST_OPERANDS:
            array.append(value)


def _hex(digits: bytes) -> bytes:
    if len(digits) % 2 == 0 and digits.isalnum():
        return bytes.fromhex(digits.decode("ascii"))
    digits = b"".join(digits.split())
    return bytes.fromhex((digits + b"0" * (len(digits) % 2)).decode("ascii"))


def _text(destination: Operand) -> str:
    """The string that a bfchar destination stands for; empty where it stands for none."""
    if isinstance(destination, str):
        return to_unicode(destination)
    if not isinstance(destination, bytes) or not destination or len(destination) > 2 * MAX_TEXT:
        return ""
    if len(destination) == _UNIT:
        point = int.from_bytes(destination, "big")
        return chr(point) if point and not 0xD800 <= point <= 0xDFFF else ""
    # "ignore" drops lone surrogates and a trailing odd byte.
    text = chr(destination[0]) if len(destination) == 1 else destination.decode("utf-16-be", "ignore")
    if len(text) > 1:
        text = text.removeprefix("\N{ZERO WIDTH NO-BREAK SPACE}")
    return text.strip("\0")


def _code(operand: Operand) -> int | None:
    if isinstance(operand, bytes) and 1 <= len(operand) <= _LONGEST_CODE:
        return int.from_bytes(operand, "big")
    return None


def _put(cmap: CMap, code: int, text: str) -> None:
    if text and len(cmap.to_unicode) < MAX_ENTRIES:
        cmap.to_unicode[code] = text


def _bfchar(cmap: CMap, operands: list[Operand]) -> None:
    texts, number = cmap.to_unicode, int.from_bytes
    for source, destination in zip(operands[::2], operands[1::2], strict=False):
        if (
            type(source) is type(destination) is bytes
            and len(destination) == _UNIT
            and 0 < len(source) <= _LONGEST_CODE
        ):
            point = number(destination, "big")  # as nearly all are: a call each for the two takes longer
            if (0 < point < 0xD800 or point > 0xDFFF) and len(texts) < MAX_ENTRIES:
                texts[number(source, "big")] = chr(point)
            continue
        code = _code(source)
        if code is not None:
            _put(cmap, code, _text(destination))


def _bfrange(cmap: CMap, operands: list[Operand]) -> None:
    for low, high, destination in zip(operands[::3], operands[1::3], operands[2::3], strict=False):
        first, last = _code(low), _code(high)
        if first is None or last is None:
            continue
        codes = cmap.take(first, last)
        if isinstance(destination, list):
            for code, item in zip(codes, destination, strict=False):
                _put(cmap, code, _text(item))
            continue
        # Tesseract's font stands for all characters, U+0000 the first of them.
        text = "\0" if destination == b"\0\0" else _text(destination)
        if text:
            stem, base = text[:-1], ord(text[-1])
            for code in codes:
                point = base + code - first
                if point > 0x10FFFF or len(cmap.to_unicode) >= MAX_ENTRIES:
                    break
                if point and not 0xD800 <= point <= 0xDFFF:
                    cmap.to_unicode[code] = stem + chr(point)


def _cidchar(cmap: CMap, operands: list[Operand]) -> None:
    for source, cid in zip(operands[::2], operands[1::2], strict=False):
        code = _code(source)
        if code is not None and isinstance(cid, int) and len(cmap.to_cid) < MAX_ENTRIES:
            cmap.to_cid[code] = cid


def _cidrange(cmap: CMap, operands: list[Operand]) -> None:
    for low, high, cid in zip(operands[::3], operands[1::3], operands[2::3], strict=False):
        first, last = _code(low), _code(high)
        if first is None or last is None or not isinstance(cid, int):
            continue
        for code in cmap.take(first, last):
            if len(cmap.to_cid) >= MAX_ENTRIES:
                return
            cmap.to_cid[code] = cid + code - first


def _codespace(cmap: CMap, operands: list[Operand]) -> None:
    for low, high in zip(operands[::2], operands[1::2], strict=False):
        first, last = _code(low), _code(high)
        if first is not None and last is not None and isinstance(low, bytes) and len(cmap.codespaces) < 256:
            cmap.codespaces.append((len(low), first, last))


_SECTIONS: Final = {
    b"endbfchar": _bfchar,
    b"endbfrange": _bfrange,
    b"endcidchar": _cidchar,
    b"endcidrange": _cidrange,
    b"endcodespacerange": _codespace,
}
