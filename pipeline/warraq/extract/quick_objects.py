"""Indirect objects without pdfminer's parser, where they are written as nearly all are.

pdfminer takes five calls for a token. Here one pattern cuts it, and a stack holds the arrays and dictionaries that are
open. What has anything else in it, a comment, an escape, a keyword, a fault, is left to pdfminer as a whole.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from typing import Any, Final

from pdfminer.pdfdocument import PDFDocument
from pdfminer.pdftypes import PDFObjRef, PDFStream, int_value
from pdfminer.psparser import LIT, PSLiteral

#: What ``plain_object`` gives where the object is to be read by pdfminer; null is an object.
NOT_PLAIN: Final = object()

_OPENING: Final = re.compile(rb"\s*+(\d{1,9})\s++\d{1,5}\s++obj(?=[/\[\]<(\s])")
#: A reference; integers and arrays of integers by turns, as widths are given; an integer; a real; a name without
#: escapes; an array of integers; what opens and closes other arrays and dictionaries; a string without brackets,
#: escapes and line ends; one in hexadecimal digits; a constant; what stands behind the object. What ends each is what
#: pdfminer ends it with.
_TOKEN: Final = re.compile(
    rb"""\s*+(?:
        (\d{1,9})\s++\d{1,5}\s++R(?=[\#/%\[\]()<>{}\s])
        |((?:[+-]?\d{1,18}\s*+\[\s*+(?:[+-]?\d{1,18}(?:\s++|(?=\])))++\]\s*+){2,}+)
        |([+-]?\d{1,18})(?=[^0-9.])
        |([+-]?\d{1,18}\.\d{0,18})(?=[^0-9])
        |/([!"$&'*-.0-;=?-Z\\^-z|~]+)(?=[/%\[\]()<>{}\s])
        |\[\s*+((?:[+-]?\d{1,18}(?:\s++|(?=\])))++)\]
        |(<<|\[)
        |(>>|\])
        |\(([^()\\\r\n]*+)\)
        |<((?:[0-9A-Fa-f]{2})*+)>
        |(true|false|null)(?=[\#/%\[\]()<>{}\s])
        |(endobj|stream)(?=\s)
    )""",
    re.VERBOSE,
)
(
    _REFERENCE, _BY_TURNS, _INTEGER, _REAL, _NAME, _INTEGERS, _OPENS, _CLOSES, _STRING, _HEXADECIMAL, _CONSTANT, _ENDS,
) = range(1, 13)  # fmt: skip
_CONSTANTS: Final = {b"true": True, b"false": False, b"null": None}
_LINE_END: Final = re.compile(rb"[^\r\n]*+(?:\r\n|\r|\n)")
_AFTER_STREAM: Final = re.compile(rb"\s*+endstream\s++endobj\s")


def plain_object(document: PDFDocument, data: bytes, start: int, number: int) -> Any:
    """The object that ``number 0 obj`` at ``start`` of the file begins; ``NOT_PLAIN`` where pdfminer is to read it."""
    opening = _OPENING.match(data, start)
    if opening is None or int(opening[1]) != number:
        return NOT_PLAIN
    at, values, outside = opening.end(), list[Any](), list[tuple[bytes, list[Any]]]()
    while (match := _TOKEN.match(data, at)) is not None:
        kind, at = match.lastindex, match.end()
        assert kind is not None
        if kind == _OPENS:
            outside.append((match[kind], values))
            values = []
        elif kind == _CLOSES:
            if not outside or _CLOSING[outside[-1][0]] != match[kind]:
                return NOT_PLAIN
            bracket, before = outside.pop()
            found = values if bracket == b"[" else _dictionary(values)
            if found is None:
                return NOT_PLAIN
            before.append(found)
            values = before
        elif kind == _REFERENCE:
            values.append(PDFObjRef(document, int(match[kind])))
        elif kind == _BY_TURNS:
            for pair in match[kind].split(b"]")[:-1]:
                integer, _, listed = pair.partition(b"[")
                values += int(integer), list(map(int, listed.split()))
        elif kind == _ENDS:
            if outside or len(values) != 1:
                return NOT_PLAIN
            return values[0] if match[kind] == b"endobj" else _stream(document, data, at, values[0])
        else:
            values.append(_MADE[kind](match[kind]))
    return NOT_PLAIN


def _dictionary(values: list[Any]) -> dict[str, Any] | None:
    """Keys and values by turns as a dictionary, without those that are null; None where a key is no name."""
    keys = values[::2]
    if len(values) % 2 or not all(isinstance(key, PSLiteral) for key in keys):
        return None
    return {key.name: value for key, value in zip(keys, values[1::2], strict=True) if value is not None}


def _stream(document: PDFDocument, data: bytes, at: int, attributes: Any) -> Any:
    """The stream whose keyword ends at ``at``; as long as it says, if it ends there."""
    line = _LINE_END.match(data, at)
    if line is None or not isinstance(attributes, dict) or "Length" not in attributes:
        return NOT_PLAIN
    end = line.end() + int_value(attributes["Length"])
    if end < line.end() or _AFTER_STREAM.match(data, end) is None:
        return NOT_PLAIN
    return PDFStream(attributes, data[line.end() : end], document.decipher)


_CLOSING: Final = {b"[": b"]", b"<<": b">>"}
_MADE: Final[dict[int, Callable[[bytes], Any]]] = {
    _INTEGER: int,
    _REAL: float,
    _NAME: lambda name: LIT(name.decode("ascii")),
    _INTEGERS: lambda numbers: [int(number) for number in numbers.split()],
    _STRING: bytes,
    _HEXADECIMAL: lambda digits: bytes.fromhex(digits.decode("ascii")),
    _CONSTANT: _CONSTANTS.__getitem__,
}
