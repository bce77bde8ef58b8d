"""The file that is read, whatever it was given as: a path, bytes, a file object, an open PDF of another library.

It is read once, in whole and within the limits: pipes have nothing to read twice, and what is looked at, deciphered and
healed is the same.
"""

from __future__ import annotations

import hashlib
import os
from collections.abc import Collection, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field, replace
from io import BytesIO
from pathlib import Path, PurePath
from typing import BinaryIO, Final, Literal, Protocol, cast

import regex

from warraq.config import DEFAULT, Limits
from warraq.errors import LimitExceeded, NotAPdf, NotReadable, NotUtf8, UsageError
from warraq.model.chosen_pages import ChosenPages

#: The header may follow up to this many bytes of junk (ISO 32000-1, implementation note 13).
_HEADER_WITHIN: Final = 1024
#: Bytes that are asked of a stream at a time; a pipe gives what it has.
_CHUNK: Final = 1 << 20
#: What a file is called that came without a name.
UNNAMED: Final = "document"

Kind = Literal["pdf", "text"]


class BinaryFile(Protocol):
    """A file object that gives bytes: an open file, ``BytesIO``, a member of an archive, the body of a response."""

    def read(self, size: int = ..., /) -> bytes: ...


class FileBehind(Protocol):
    """A reader that stands on a file object, as ``pdfplumber.PDF`` does."""

    @property
    def stream(self) -> BinaryFile: ...


class Saves(Protocol):
    """A document that writes itself, as ``pikepdf.Pdf`` does."""

    @property
    def Root(self) -> object: ...

    def save(self, filename_or_stream: BinaryIO, /, *, deterministic_id: bool) -> None: ...


@dataclass(frozen=True, slots=True)
class InputFile:
    """A file as the stages take it.

    Attributes:
        name: without folders; ``source.file`` of the output.
        where: what messages call it: its path, else its name.
        data: all of its bytes.
        password: that opens it, where it is encrypted.
        path: where it lies; None where it came as bytes.
        pages: those that are asked for; None for all.
    """

    name: str
    where: str
    data: bytes = field(repr=False)
    password: str | None = field(default=None, repr=False)
    path: Path | None = None
    pages: ChosenPages | None = None

    @property
    def kind(self) -> Kind:
        """``pdf`` where the header stands within the first kilobyte, otherwise ``text``."""
        return _kind(self.data)

    @property
    def sha256(self) -> str:
        """Of its bytes, in hexadecimal."""
        return hashlib.sha256(self.data).hexdigest()

    def numbers(self, count: int) -> Collection[int]:
        """The pages that are asked for, of ``count`` that it has. Raises UsageError where it doesn't have them all."""
        return self.pages.numbers(count, self.where) if self.pages else range(1, count + 1)


#: What a document can be read from: a path; bytes; a file object; an open ``pdfplumber.PDF`` (its file is read again);
#: a ``pikepdf.Pdf`` (read as it would be saved now).
Readable = str | os.PathLike[str] | bytes | bytearray | memoryview | BinaryFile | FileBehind | Saves | InputFile


def read_input(
    given: Readable,
    limits: Limits = DEFAULT.limits,
    *,
    name: str | None = None,
    password: str | None = None,
    pages: ChosenPages | None = None,
) -> InputFile:
    """The file that ``given`` stands for; an ``InputFile`` stands for itself.

    Of a file object all is read, from its beginning if it can go back there, and it is left where it stood.

    Args:
        name: what it is called, in place of the name that it has.
        password: that opens it, in place of the one that another library opened it with.
        pages: those that are asked for.

    Raises:
        NotReadable: it is missing, unreadable, closed or empty.
        NotAPdf: it is called .pdf and has no PDF header.
        LimitExceeded: it has more bytes than ``limits`` allow a file of its kind.
        UsageError: it is nothing that can be read.
    """
    if isinstance(given, InputFile):
        return replace(given, name=name or given.name, password=password or given.password, pages=pages or given.pages)
    path = Path(given) if isinstance(given, (str, os.PathLike)) else None
    called = PurePath(name or _name(given)).name or UNNAMED
    where = name or (str(path) if path else called)
    try:
        with _opened(given) as stream:
            data = _whole(stream, called, where, limits)
    except (OSError, ValueError) as error:  # ValueError: the file is closed, or its name holds a NUL
        reason = error.strerror if isinstance(error, OSError) else None
        raise NotReadable(reason or str(error), where=where) from error
    theirs = getattr(given, "password", None)  # of pdfplumber, which keeps it
    return InputFile(called, where, data, password or (theirs if isinstance(theirs, str) else None), path, pages)


def _name(given: object) -> str:
    """The name that something has that can be read; empty where it has none."""
    if isinstance(given, (str, os.PathLike)):
        return os.fspath(given)
    # of file objects; of pdfplumber; of pikepdf. A file without a name has its number in place of it.
    names = (getattr(given, attribute, None) for attribute in ("name", "path", "filename"))
    return next((os.fspath(name) for name in names if isinstance(name, (str, os.PathLike))), "")


@contextmanager
def _opened(given: object) -> Iterator[BinaryFile]:
    """What gives the bytes of ``given``, from the first one on."""
    if isinstance(given, (str, os.PathLike)):
        with Path(given).open("rb") as stream:
            yield stream
    elif isinstance(given, (bytes, bytearray, memoryview)):
        yield BytesIO(given)
    elif hasattr(given, "read"):
        with _from_the_beginning(cast(BinaryFile, given)) as stream:
            yield stream
    elif hasattr(given, "stream") and hasattr(given.stream, "read"):
        with _from_the_beginning(given.stream) as stream:
            yield stream
    elif hasattr(given, "save") and hasattr(given, "Root"):
        yield BytesIO(_saved(cast(Saves, given)))
    else:
        raise UsageError(
            f"{type(given).__name__} is nothing that can be read",
            help="Give a path, bytes, a binary file object, a pdfplumber.PDF or a pikepdf.Pdf.",
        )


@contextmanager
def _from_the_beginning(stream: BinaryFile) -> Iterator[BinaryFile]:
    """The stream, set back where that can be done, and left where it stood: whoever opened it may go on reading."""
    file = cast(BinaryIO, stream)
    if not (hasattr(file, "seekable") and file.seekable()):
        yield stream
        return
    place = file.tell()
    file.seek(0)
    try:
        yield stream
    finally:
        file.seek(place)


def _saved(document: Saves) -> bytes:
    """The bytes of a document that writes itself, the same ones each time."""
    target = BytesIO()
    try:
        document.save(target, deterministic_id=True)
    except Exception as error:  # qpdf's own are many
        raise NotReadable(f"it can't be saved: {error}", help="Save it to a file, and give that.") from error
    return target.getvalue()


def _whole(stream: BinaryFile, name: str, where: str, limits: Limits) -> bytes:
    """All bytes of the stream, and never many more than a file of its kind may have."""
    read = BytesIO()
    _copy(stream, read, _HEADER_WITHIN, where)
    if not read.tell():
        raise NotReadable("the file is empty", where=where)
    is_pdf = _kind(read.getvalue()) == "pdf"
    if not is_pdf and name.lower().endswith(".pdf"):
        raise NotAPdf("it has no PDF header", where=where)
    what, most = ("file", limits.file_bytes) if is_pdf else ("text", limits.dump_bytes)
    _copy(stream, read, most + 1 - read.tell(), where)
    if read.tell() > most:
        raise LimitExceeded(f"the {what} holds more than {most} bytes", where=where)
    return read.getvalue()


def _copy(stream: BinaryFile, target: BytesIO, size: int, where: str) -> None:
    """The next ``size`` bytes, fewer where the stream ends before."""
    while size > 0 and (piece := stream.read(min(size, _CHUNK))):
        if not isinstance(piece, bytes):
            raise UsageError("the file object gives no bytes", where=where, help='Open the file with mode "rb".')
        target.write(piece)
        size -= len(piece)


def _kind(data: bytes) -> Kind:
    return "pdf" if b"%PDF-" in data[:_HEADER_WITHIN] else "text"


def read_dump(given: Readable, limits: Limits = DEFAULT.limits) -> str:
    """The text of a UTF-8 dump, without a byte order mark and with ``\\n`` line ends.

    Raises:
        NotReadable, NotAPdf, LimitExceeded, UsageError: as ``read_input`` does.
        LimitExceeded: it has more lines, or marks on one letter, than ``limits`` allow.
        NotUtf8: with the offset of the first byte that doesn't fit.
    """
    source = read_input(given, limits)
    try:
        text = source.data.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        message = f"byte {error.start} (0x{source.data[error.start]:02X}) is not UTF-8"
        raise NotUtf8(message, where=source.where) from None
    text = text.replace("\r\n", "\n").replace("\r", "\n")
    if text.count("\n") > limits.dump_lines:
        raise LimitExceeded(f"the text has more than {limits.dump_lines} lines", where=source.where)
    check_marks(text, limits, source.where)
    return text


def check_marks(text: str, limits: Limits, where: str) -> None:
    """Raise LimitExceeded where ``text`` has more combining marks in a row than ``limits`` allow."""
    most = limits.marks_in_a_row
    if len(text) > most and regex.search(rf"\p{{M}}{{{most + 1}}}", text):
        raise LimitExceeded(f"a text has more than {most} combining marks in a row", where=where)
