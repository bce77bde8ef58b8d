"""Tokens of a content stream: operands as Python values, operators as bytes in a wrapper of their own.

ISO 32000-2, 7.2 and 7.3. One regular expression does the work: pdfminer's parser spends four fifths of the time of a
page in its state machine.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Any, Final

_SPACE: Final = rb"\0\t\n\f\r "
_DELIMITER: Final = _SPACE + rb"()<>\[\]{}/%"

#: What a token may be; ``lastindex`` says which it is, and the order is that of frequency.
_TOKEN: Final = re.compile(
    rb"[%(space)s]*(?:"
    rb"([+-]?(?:\d++(?:\.\d*+)?|\.\d++))(?=[%(delimiter)s]|$)"  # 1 number
    rb"|<([0-9A-Fa-f]*)>"  # 2 hexadecimal string
    rb"|\(([^()\\\r]*)\)"  # 3 literal string without escapes
    rb"|([A-Za-z'\"][A-Za-z0-9*]{0,9})(?=[%(delimiter)s]|$)"  # 4 operator
    rb"|(\[)|(\])"  # 5, 6 array
    rb"|/([^%(delimiter)s]*)"  # 7 name
    rb"|(<<)|(>>)"  # 8, 9 dictionary
    rb"|(\()"  # 10 literal string with escapes or parentheses
    rb"|(%%[^\r\n]*)"  # 11 comment
    rb"|<([^>]*)>?"  # 12 hexadecimal string with white space or faults
    rb"|([^%(delimiter)s]+)"  # 13 anything else, such as a number with two signs
    rb"|([{})>])"  # 14 stray delimiter
    rb")" % {b"space": _SPACE, b"delimiter": _DELIMITER}
)
_NUMBER, _HEX, _PLAIN, _OPERATOR, _OPEN, _CLOSE, _NAME, _OPEN_DICT, _CLOSE_DICT, _STRING = range(1, 11)
_LOOSE_HEX, _OTHER = 12, 13

_PARENTHESIS: Final = re.compile(rb"\\.|[()]", re.DOTALL)
_ESCAPE: Final = re.compile(rb"\\(?:([0-7]{1,3})|(\r\n|[\r\n])|(.))|\r\n?", re.DOTALL)
_ESCAPED: Final = {b"n": b"\n", b"r": b"\r", b"t": b"\t", b"b": b"\b", b"f": b"\f"}
_SALVAGED: Final = re.compile(rb"[+-]*(\d+\.?\d*|\.\d+)")
#: End of an inline image: EI between white space, with content operators after it rather than image data.
_END_OF_IMAGE: Final = re.compile(rb"[%b]EI(?=[%b][%b!-~]{0,12}|$)" % (_SPACE, _SPACE, _SPACE))
_CONSTANTS: Final = {b"true": True, b"false": False, b"null": None}
#: Integers of more digits are no less garbage as floats, and sooner read.
_LONG: Final = 18
#: Nested arrays and dictionaries; deeper ones are an attack.
_MAX_DEPTH: Final = 32


class Operator(bytes):
    """An operator, as its bytes."""

    __slots__ = ()


def tokens(data: bytes) -> Iterator[Any]:
    """Operands and operators in order: numbers, bytes (strings), str (names), lists, dicts, and ``Operator``.

    An inline image comes out as its operator EI. Nothing raises; what can't be read is skipped.
    """
    operator: Operator | None = Operator()
    at = 0
    while operator is not None:
        operands, operator, at = operation(data, at)
        yield from operands
        if operator is not None:
            yield operator


def operation(data: bytes, at: int) -> tuple[list[Any], Operator | None, int]:
    """The operands from data[at] on, their operator (None at the end of the data), and where that ends."""
    match = _TOKEN.match
    operands: list[Any] = []
    while (found := match(data, at)) is not None:
        kind, at = found.lastindex, found.end()
        if kind == _NUMBER:
            operands.append(_number(found[1]))
        elif kind == _OPERATOR:
            word = found[4]
            if word == b"BI":
                return operands, Operator(b"EI"), _after_image(data, at)
            if word not in _CONSTANTS:
                return operands, Operator(word), at
            operands.append(_CONSTANTS[word])
        elif kind == _HEX:
            operands.append(_hex(found[2]))
        elif kind == _PLAIN:
            operands.append(found[3])
        elif kind in (_OPEN, _OPEN_DICT):
            value, at = _collection(data, at, is_dict=kind == _OPEN_DICT, depth=0)
            operands.append(value)
        else:
            value, at = _rare(data, found)
            if value is not None:
                operands.append(value)
    return operands, None, at


def _number(text: bytes) -> float:
    return float(text) if b"." in text or len(text) > _LONG else int(text)


def _hex(digits: bytes) -> bytes:
    return bytes.fromhex(str(digits, "ascii")) if len(digits) % 2 == 0 else bytes.fromhex(str(digits, "ascii") + "0")


def _rare(data: bytes, found: re.Match[bytes]) -> tuple[Any, int]:
    """Value (None for nothing) and end of the kinds that are seldom met."""
    kind, at = found.lastindex, found.end()
    if kind == _NAME:
        return name_of(found[_NAME]), at
    if kind == _STRING:
        return _string(data, at)
    if kind == _LOOSE_HEX:
        return _hex(re.sub(rb"[^0-9A-Fa-f]", b"", found[_LOOSE_HEX])), at
    if kind == _OTHER:
        salvaged = _SALVAGED.match(found[_OTHER])
        return (_number(salvaged[1]) * (-1 if found[_OTHER][:1] == b"-" else 1) if salvaged else None), at
    return None, at


def name_of(raw: bytes) -> str:
    if b"#" in raw:
        raw = re.sub(rb"#([0-9A-Fa-f]{2})", lambda code: bytes((int(code[1], 16),)), raw)
    try:
        return raw.decode("utf-8")
    except UnicodeDecodeError:
        return raw.decode("latin-1")


def _string(data: bytes, start: int) -> tuple[bytes, int]:
    """A literal string whose opening parenthesis ends at ``start``; unclosed ones run to the end."""
    depth = 1
    end = after = len(data)
    for mark in _PARENTHESIS.finditer(data, start):
        if mark.group() == b"(":
            depth += 1
        elif mark.group() == b")":
            depth -= 1
            if depth == 0:
                end, after = mark.span()
                break
    return _ESCAPE.sub(_unescape, data[start:end]), after


def _unescape(escape: re.Match[bytes]) -> bytes:
    if escape[1]:
        return bytes((int(escape[1], 8) & 0xFF,))
    if escape[3]:
        return _ESCAPED.get(escape[3], escape[3])
    return b"" if escape[2] else b"\n"  # a line continued, or a bare line end


def _collection(data: bytes, at: int, *, is_dict: bool, depth: int) -> tuple[Any, int]:
    """An array or dictionary that opens before ``at``, and where it ends. An operator ends an unclosed one."""
    items: list[Any] = []
    while found := _TOKEN.match(data, at):
        kind = found.lastindex
        at = found.end()
        if kind == _NUMBER:
            items.append(_number(found[1]))
        elif kind == _HEX:
            items.append(_hex(found[2]))
        elif kind == _PLAIN:
            items.append(found[3])
        elif kind in (_CLOSE, _CLOSE_DICT):
            break
        elif kind == _OPERATOR:
            if found[4] not in _CONSTANTS:
                at = found.start()
                break
            items.append(_CONSTANTS[found[4]])
        elif kind in (_OPEN, _OPEN_DICT):
            if depth >= _MAX_DEPTH:
                break
            value, at = _collection(data, at, is_dict=kind == _OPEN_DICT, depth=depth + 1)
            items.append(value)
        else:
            value, at = _rare(data, found)
            if value is not None:
                items.append(value)
    if not is_dict:
        return items, at
    return {key: value for key, value in zip(items[::2], items[1::2], strict=False) if isinstance(key, str)}, at


def _after_image(data: bytes, at: int) -> int:
    """End of the inline image whose BI ends at ``at``."""
    start = data.find(b"ID", at)
    if start < 0:
        return len(data)
    end = _END_OF_IMAGE.search(data, start + 2)
    return end.end() if end else len(data)
