"""What kind of input a file is, and reading a text dump."""

from __future__ import annotations

from pathlib import Path
from typing import Literal

import regex

from warraq.config import DEFAULT, Limits
from warraq.errors import LimitExceeded, NotReadable, NotUtf8


def sniff(path: Path) -> Literal["pdf", "text"]:
    """``pdf`` where the header stands within the first kilobyte, otherwise ``text``.

    Raises:
        NotReadable: the file is missing, unreadable or empty.
    """
    return "pdf" if b"%PDF-" in _read(path, 1024) else "text"


def read_dump(path: Path, limits: Limits = DEFAULT.limits) -> str:
    """The text of a UTF-8 dump, without a byte order mark and with ``\\n`` line ends.

    Raises:
        NotReadable: the file is missing, unreadable or empty.
        LimitExceeded: it has more bytes or lines, or marks on one letter, than ``limits`` allow.
        NotUtf8: with the offset of the first byte that doesn't fit.
    """
    data = _read(path, limits.dump_bytes + 1)
    if len(data) > limits.dump_bytes:
        raise LimitExceeded(f"the text holds more than {limits.dump_bytes} bytes", where=str(path))
    try:
        text = data.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        raise NotUtf8(f"byte {error.start} (0x{data[error.start]:02X}) is not UTF-8", where=str(path)) from None
    text = text.replace("\r\n", "\n").replace("\r", "\n")
    if text.count("\n") > limits.dump_lines:
        raise LimitExceeded(f"the text has more than {limits.dump_lines} lines", where=str(path))
    check_marks(text, limits, str(path))
    return text


def check_marks(text: str, limits: Limits, where: str) -> None:
    """Raise LimitExceeded where ``text`` has more combining marks in a row than ``limits`` allow."""
    most = limits.marks_in_a_row
    if len(text) > most and regex.search(rf"\p{{M}}{{{most + 1}}}", text):
        raise LimitExceeded(f"a text has more than {most} combining marks in a row", where=where)


def _read(path: Path, size: int) -> bytes:
    try:
        with path.open("rb") as stream:
            data = stream.read(size)
    except OSError as error:
        raise NotReadable(error.strerror or str(error), where=str(path)) from error
    if not data:
        raise NotReadable("the file is empty", where=str(path))
    return data
