"""The tokens of content streams, compiled: numbers, strings and dictionaries at a place of the bytes.

As ``tokens`` reads them; what is rare or broken is left to it.
"""

from __future__ import annotations

from typing import Final

import numpy as np

from warraq.compiled import lean_njit

#: Classes of bytes: 0 regular, 1 white space, 2 delimiter.
CLASS: Final = np.zeros(256, np.uint8)
CLASS[[0, 9, 10, 12, 13, 32]] = 1
CLASS[[ord(c) for c in "()<>[]{}/%"]] = 2
#: Powers of ten, and integers up to this one, are exact; a quotient of two of them is rounded once.
_POWERS: Final = np.array([float(f"1e{power}") for power in range(23)])
_EXACT: Final = 1 << 53


@lean_njit()
def number(data, at, end):  # type: ignore[no-untyped-def]
    """(found, value) of the number that the token data[at:end] is, or begins with.

    ``found`` is 0 for none, 2 where more than one operation would be needed to round it as Python does.
    """
    negative = data[at] == 45
    while at < end and (data[at] == 43 or data[at] == 45):
        at += 1
    mantissa, scale, digits, kept = np.int64(0), 0, 0, 0
    point = False
    while at < end:
        c = data[at]
        if c == 46 and not point:
            point = True
        elif 48 <= c <= 57:
            digits += 1
            if kept < 18:
                mantissa = mantissa * 10 + (c - 48)
                if mantissa:
                    kept += 1
                if point:
                    scale += 1
            elif not point:
                scale -= 1
        else:
            break
        at += 1
    value = float(mantissa)
    if scale > 0:
        value = value / _POWERS[min(scale, 22)]
    found = 0 if digits == 0 else 2 if mantissa > _EXACT or scale < 0 or scale > 22 else 1
    return found, -value if negative else value


@lean_njit()
def string(data, at, buffer, used):  # type: ignore[no-untyped-def]
    """A literal string whose opening parenthesis is before ``at``: (end, used) with its bytes in buffer[used:]."""
    depth, n = 1, data.size
    while at < n:
        c = data[at]
        at += 1
        if c == 92:
            if at >= n:
                break
            c = data[at]
            at += 1
            if 48 <= c <= 55:
                value, more = c - 48, 0
                while more < 2 and at < n and 48 <= data[at] <= 55:
                    value = value * 8 + data[at] - 48
                    at += 1
                    more += 1
                c = value & 0xFF
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
    return at, used


@lean_njit()
def hexadecimal(data, at, buffer, used):  # type: ignore[no-untyped-def]
    """A hexadecimal string whose bracket is before ``at``: (end, used); end -1 where it isn't plain."""
    high, half = 0, False
    n = data.size
    while at < n:
        c = data[at]
        at += 1
        if c == 62:
            if half:
                buffer[used] = high << 4
                used += 1
            return at, used
        if 48 <= c <= 57:
            digit = c - 48
        elif 65 <= c <= 70:
            digit = c - 55
        elif 97 <= c <= 102:
            digit = c - 87
        else:
            return -1, used
        if half:
            buffer[used] = high << 4 | digit
            used += 1
        high, half = digit, not half
    return -1, used


@lean_njit()
def _begins_word(data, at):  # type: ignore[no-untyped-def]
    """A word that is no name begins at ``at``, or a quote: an operator, it may be, which ends a dictionary."""
    c = data[at]
    return (c >= 65 or c == 34 or c == 39) and data[at - 1] != 47 and CLASS[c] == 0 and CLASS[data[at - 1]] > 0


@lean_njit()
def dictionary(data, at):  # type: ignore[no-untyped-def]
    """End of a dictionary that opens before ``at``; -1 where it is nested, or says something of ActualText."""
    n, arrays = data.size, 0
    while at < n - 1:
        c = data[at]
        if c == 62 and data[at + 1] == 62:
            return -1 if arrays else at + 2
        if c == 40:  # a plain string, such as that of /Lang
            at += 1
            while at < n and data[at] != 41:
                if data[at] == 40 or data[at] == 92:
                    return -1
                at += 1
        elif c == 91:
            arrays += 1
        elif c == 93:
            if arrays == 0:
                return -1
            arrays -= 1
        # Names with escapes and comments could hide what is looked for.
        elif c in (60, 35, 37) or _begins_word(data, at):
            return -1
        if c == 47 and at + 2 < n and data[at + 1] == 65 and data[at + 2] == 99:
            return -1
        at += 1
    return -1


@lean_njit()
def same(data, start, end, word):  # type: ignore[no-untyped-def]
    """Whether data[start:end] is ``word``."""
    if end - start != word.size:
        return False
    for i in range(word.size):  # noqa: SIM110 - Numba compiles no generators
        if data[start + i] != word[i]:
            return False
    return True
