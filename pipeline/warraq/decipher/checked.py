"""Values of JSON that a stranger may have written, checked by their form.

Each function raises TypeError where a value is of another kind, ValueError where it is out of range.
"""

from __future__ import annotations

from typing import Any


def whole(value: Any, least: int, most: int) -> int:
    """A whole number; no truth value is one."""
    if type(value) is not int:
        raise TypeError(f"{value!r} is not a whole number")
    if not least <= value <= most:
        raise ValueError("a number is out of range")
    return value


def number(value: Any, least: float, most: float) -> float:
    """A number, with a fraction or without."""
    if type(value) not in (int, float):
        raise TypeError(f"{value!r} is not a number")
    if not least <= value <= most:  # also of what is no number at all
        raise ValueError("a number is out of range")
    return float(value)


def text(value: Any, most: int | None = None) -> str:
    """A text of at most so many characters, without half of a surrogate pair: nothing can be written with that."""
    if type(value) is not str:
        raise TypeError(f"{value!r} is not a text")
    if most is not None and len(value) > most:
        raise ValueError("a text is too long")
    value.encode("utf-8")
    return value
