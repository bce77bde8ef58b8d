"""Objects of a damaged file: anything may stand where a dictionary, a name or a number is wanted."""

from __future__ import annotations

from decimal import Decimal
from typing import Any

import pikepdf
from pikepdf import Dictionary, Object


class CannotFollow(Exception):
    """Content that can't be taken apart, or whose codes can't be counted."""


def text_of(value: Any) -> str:
    """A name or operator; empty for one that isn't UTF-8, which is none that is looked for."""
    try:
        return str(value)
    except UnicodeDecodeError:
        return ""


def dictionary_of(value: Any) -> Object | None:
    """The value where it is a dictionary."""
    return value if isinstance(value, Dictionary) else None


def entries_of(value: Any) -> list[tuple[str, Any]]:
    """Keys and values of a dictionary; none of one whose keys aren't UTF-8, or of anything else."""
    try:
        return list(value.items()) if isinstance(value, Dictionary) else []
    except UnicodeDecodeError:
        return []


def instructions_of(stream: Object | pikepdf.Page) -> list[Any]:
    """The instructions of a page or stream. Raises CannotFollow where pikepdf can't take it apart."""
    try:
        return list(pikepdf.parse_content_stream(stream))
    except (pikepdf.PdfError, RuntimeError, TypeError) as error:
        raise CannotFollow from error


def operand(one: Any, at: int) -> Any:
    """An operand of an instruction. Raises CannotFollow where it hasn't so many."""
    if at >= len(one.operands):
        raise CannotFollow
    return one.operands[at]


def number(value: Any) -> float:
    """A number. Raises CannotFollow where it is none."""
    if not isinstance(value, int | float | Decimal):
        raise CannotFollow
    return float(value)


def short_number(value: float, digits: int = 4) -> Any:
    """A number to write, as short as it can be."""
    rounded = round(value, digits)
    return int(rounded) if rounded == int(rounded) else rounded
