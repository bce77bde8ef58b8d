# cython: boundscheck=True
"""Content streams cut into operations: operands and the operator that they stand before.

ISO 32000-2, 7.2 and 7.3. Nothing raises: what can't be read is skipped, as viewers do. Operands stay numbers of C, and
places in the data or in a buffer; they become objects of Python for whoever asks for those.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Any, Final

import numpy as np
from numpy.typing import NDArray

from warraq.pdf.operands import ARRAY, DICT, NAME, NULL, NUMBER, STRING, operator_number

#: What else a token may be: the end of the data, a bracket that closes, an operator.
_END, _CLOSES, _OPERATOR = 0, 7, 8
#: Operands of one operation, those within arrays counted; of more the rest is skipped.
MOST_OPERANDS: Final = 1 << 20
_ROOM: Final = 16
#: Bytes of the longest word that may be an operator, and of the longest that is one of Python's integers here.
_LONGEST_WORD: Final = 10
_LONGEST_OPERATOR: Final = 7
#: Nested arrays and dictionaries; deeper ones are an attack.
_MAX_DEPTH: Final = 32
#: Digits of an integer that is kept as it is, and the largest one that a double holds.
_DIGITS: Final = 18
_EXACT: Final = 1 << 53
#: Powers of ten up to this one are exact; a quotient of two exact numbers is rounded once.
_LARGEST_POWER: Final = 22
_POWERS = np.array([float(f"1e{power}") for power in range(_LARGEST_POWER + 1)])

#: Classes of bytes: 0 regular, 1 white space, 2 delimiter.
_CLASS = bytes([1 if byte in b"\0\t\n\f\r " else 2 if byte in b"()<>[]{}/%" else 0 for byte in range(256)])

#: End of an inline image: EI between white space, with content after it that is no image data.
_END_OF_IMAGE: Final = re.compile(rb"[\0\t\n\f\r ]EI(?=[\0\t\n\f\r ]|$)")
_ESCAPED_BYTE: Final = re.compile(rb"#([0-9A-Fa-f]{2})")


_true, _false, _null = operator_number(b"true"), operator_number(b"false"), operator_number(b"null")
_BI, _EI = operator_number(b"BI"), operator_number(b"EI")


def _longer(column: Any, room: int) -> NDArray[Any]:
    old = np.asarray(column)
    new = np.zeros(room, old.dtype)
    new[: len(old)] = old
    return new


class Tokens:
    """Reads a content stream operation by operation. An inline image is one, whose operator is EI.

    Attributes:
        content: the data.
        start, at: where its last operator begins, and where it is read on.
        count, filled: operands of the last operation, and bytes of their strings.
        places: of each operand its place in the columns that follow; what an array or dictionary holds stands behind.
        kinds: NUMBER, STRING, NAME, NULL, ARRAY or DICT.
        values: of numbers.
        lows, highs: of strings where they are in ``buffer``, of names where they are in the data (without the slash),
            of arrays and dictionaries the places of what is in them.
    """

    def __init__(self, content: bytes) -> None:
        self.content, self.data = content, content or b"\0"
        self.end = len(content)
        self.store = bytearray(self.end + 1)  # no string is longer than what it is read from
        self.buffer = self.store
        self.start = self.at = self.used = self.filled = self.count = 0
        self.value = 0.0
        self.low = self.high = 0
        self.word = 0
        self.room = _ROOM
        self.places, self.lows, self.highs = (np.zeros(_ROOM, np.intp) for _ in range(3))
        self.kinds, self.values = np.zeros(_ROOM, np.uint8), np.zeros(_ROOM)

    def _make_room(self, room: int) -> None:
        """Columns for so many operands."""
        self.places, self.kinds = _longer(self.places, room), _longer(self.kinds, room)
        self.values = _longer(self.values, room)
        self.lows, self.highs = _longer(self.lows, room), _longer(self.highs, room)
        self.room = room

    def next(self) -> int:
        """Read the next operation: its operator, as ``operator_number`` has it; -1 at the end of the data."""
        self.used = self.filled = self.count = 0
        while True:
            kind = self._token()
            if kind < _CLOSES:
                if kind == _END:
                    self.start = self.end
                    return -1
                place = self._add(kind)
                if place >= 0:
                    self.places[self.count] = place
                    self.count += 1
                if kind >= ARRAY:
                    self._collect(place, 0)
            elif kind == _OPERATOR:
                if self.word == _BI:
                    self.at = self._after_image()
                    return _EI
                return self.word

    def _add(self, kind: int) -> int:
        """Keep what ``_token`` read: its place in the columns, -1 where there is no room for more."""
        place = self.used
        if place == self.room:
            if place >= MOST_OPERANDS:
                return -1
            self._make_room(2 * place)
        self.kinds[place], self.values[place] = kind, self.value
        self.lows[place], self.highs[place] = self.low, self.high
        self.used = place + 1
        return place

    def _collect(self, place: int, depth: int) -> int:
        """Read what is in the array or dictionary at ``place``, which has been opened. An operator ends an open one."""
        if place >= 0:
            self.lows[place] = self.used
        while True:
            before = self.at
            kind = self._token()
            if kind == _OPERATOR:
                self.at = before
            if kind in (_END, _OPERATOR, _CLOSES):
                break
            if kind >= ARRAY and depth >= _MAX_DEPTH:
                break
            inner = self._add(kind)
            if kind >= ARRAY:
                self._collect(inner, depth + 1)
        if place >= 0:
            self.highs[place] = self.used
        return 0

    def _token(self) -> int:
        """Read one token: its kind, its value in ``value``, ``low``, ``high`` or ``word``."""
        data = self.data
        at, n = self.at, self.end
        while True:
            while at < n and _CLASS[data[at]] == 1:
                at += 1
            if at >= n:
                self.at = n
                return _END
            c = data[at]
            if _CLASS[c] == 0:
                end = at + 1
                while end < n and _CLASS[data[end]] == 0:
                    end += 1
                self.at = end
                kind = self._word(at, end)
                if kind:
                    return kind
                at = end
            elif c == 40:
                self._string(at + 1)
                return STRING
            elif c == 47:
                end = at + 1
                while end < n and _CLASS[data[end]] == 0:
                    end += 1
                self.low, self.high, self.at = at + 1, end, end
                return NAME
            elif c == 60:
                if at + 1 < n and data[at + 1] == 60:
                    self.at = at + 2
                    return DICT
                self._hexadecimal(at + 1)
                return STRING
            elif c == 91 or c == 93:
                self.at = at + 1
                return ARRAY if c == 91 else _CLOSES
            elif c == 62 and at + 1 < n and data[at + 1] == 62:
                self.at = at + 2
                return _CLOSES
            elif c == 37:
                while at < n and data[at] != 10 and data[at] != 13:
                    at += 1
            else:
                at += 1  # a bracket that belongs to nothing

    def _word(self, start: int, end: int) -> int:
        """The kind of a word of regular characters: a constant, an operator, a number; 0 for none of them."""
        data = self.data
        c = data[start]
        if not (65 <= c <= 90 or 97 <= c <= 122 or c == 39 or c == 34):
            return self._number(start, end)
        if end - start > _LONGEST_WORD:
            return 0
        word = c
        for at in range(start + 1, end):
            c = data[at]
            if not (48 <= c <= 57 or 65 <= c <= 90 or 97 <= c <= 122 or c == 42):
                return 0
            if at - start < _LONGEST_OPERATOR:
                word = word << 8 | c
        if word in (_true, _false):
            self.value = 1.0 if word == _true else 0.0
            return NUMBER
        if word == _null:
            return NULL
        self.start, self.word = start, word
        return _OPERATOR

    def _number(self, start: int, end: int) -> int:
        """NUMBER where the word begins with a number, signs before it; 0 where it doesn't."""
        data = self.data
        negative = data[start] == 45
        while start < end and (data[start] == 43 or data[start] == 45):
            start += 1
        mantissa, scale, digits, kept = 0, 0, 0, 0
        point = False
        at = start
        while at < end:
            c = data[at]
            if c == 46 and not point:
                point = True
            elif 48 <= c <= 57:
                digits += 1
                if kept < _DIGITS:
                    mantissa = mantissa * 10 + (c - 48)
                    if mantissa:
                        kept += 1
                    if point:
                        scale += 1
                else:
                    scale += _LARGEST_POWER + 1  # more digits than can be exact
            else:
                break
            at += 1
        if digits == 0:
            return 0
        value = float(mantissa)
        if scale > _LARGEST_POWER or (point and mantissa > _EXACT):
            value = float(self.content[start:at])  # rounded as Python does
        elif scale > 0:
            value = value / _POWERS[scale]
        # An integer has no negative zero.
        self.value = -value if negative and (point or value != 0) else value
        return NUMBER

    def _string(self, at: int) -> int:
        """A literal string whose opening parenthesis is before ``at``; an open one ends with the data."""
        data, buffer, n = self.data, self.buffer, self.end
        used, depth = self.filled, 1
        self.low = used
        while at < n:
            c = data[at]
            at += 1
            if c == 92 and at < n:
                c = data[at]
                at += 1
                if 48 <= c <= 55:
                    octal, more = c - 48, 0
                    while more < 2 and at < n and 48 <= data[at] <= 55:
                        octal = octal * 8 + data[at] - 48
                        at += 1
                        more += 1
                    c = octal & 0xFF
                elif c == 13 or c == 10:
                    if c == 13 and at < n and data[at] == 10:
                        at += 1
                    continue
                elif c == 110:
                    c = 10
                elif c == 114:
                    c = 13
                elif c == 116:
                    c = 9
                elif c == 98:
                    c = 8
                elif c == 102:
                    c = 12
            elif c == 40:
                depth += 1
            elif c == 41:
                depth -= 1
                if depth == 0:
                    break
            elif c == 13:
                if at < n and data[at] == 10:
                    at += 1
                c = 10
            buffer[used] = c
            used += 1
        self.filled = self.high = used
        self.at = at
        return 0

    def _hexadecimal(self, at: int) -> int:
        """A hexadecimal string whose bracket is before ``at``; what is no digit is skipped, a missing one is 0."""
        data, buffer, n = self.data, self.buffer, self.end
        used, high, half = self.filled, 0, False
        self.low = used
        while at < n:
            c = data[at]
            at += 1
            if c == 62:
                break
            if 48 <= c <= 57:
                digit = c - 48
            elif 65 <= c <= 70:
                digit = c - 55
            elif 97 <= c <= 102:
                digit = c - 87
            else:
                continue
            if half:
                buffer[used] = high << 4 | digit
                used += 1
            high, half = digit, not half
        if half:
            buffer[used] = high << 4
            used += 1
        self.filled = self.high = used
        self.at = at
        return 0

    def _after_image(self) -> int:
        """End of the inline image whose BI was read."""
        start = self.content.find(b"ID", self.at)
        if start < 0:
            return self.end
        match = _END_OF_IMAGE.search(self.content, start + 2)
        return match.end() if match is not None else self.end

    def string(self, place: int) -> bytes:
        """The bytes of the string at ``place``."""
        return bytes(self.store[self.lows[place] : self.highs[place]])

    def name(self, place: int) -> str:
        """The name at ``place``."""
        return name_of(self.content[self.lows[place] : self.highs[place]])

    def after(self, place: int) -> int:
        """The place behind the operand at ``place`` and what is in it."""
        return self.highs[place] if self.kinds[place] >= ARRAY else place + 1

    def object(self, place: int) -> Any:
        """The operand at ``place``: a number, bytes for a string, str for a name, None, a list or a dictionary."""
        kind = self.kinds[place]
        if kind == NUMBER:
            return self.values[place]
        if kind == STRING:
            return self.string(place)
        if kind == NAME:
            return self.name(place)
        if kind == NULL:
            return None
        items = []
        inner = self.lows[place]
        while inner < self.highs[place]:
            items.append(self.object(inner))
            inner = self.after(inner)
        if kind == ARRAY:
            return items
        return {key: value for key, value in zip(items[::2], items[1::2], strict=False) if isinstance(key, str)}

    def objects(self) -> list[Any]:
        """The operands of the last operation."""
        return [self.object(self.places[number]) for number in range(self.count)]


class Operator(bytes):
    """An operator, as its bytes."""

    __slots__ = ()


def tokens(content: bytes) -> Iterator[Any]:
    """Operands and operators in order: numbers, bytes (strings), str (names), lists, dicts, and ``Operator``."""
    read = Tokens(content)
    while True:
        operator = read.next()
        yield from read.objects()
        if operator < 0:
            return
        yield Operator(b"EI" if operator == _EI else content[read.start : read.at])


def name_of(raw: bytes) -> str:
    """A name of a content stream, which begins behind its slash."""
    if b"#" in raw:
        raw = _ESCAPED_BYTE.sub(lambda code: bytes((int(code[1], 16),)), raw)
    try:
        return raw.decode("utf-8")
    except UnicodeDecodeError:
        return raw.decode("latin-1")
