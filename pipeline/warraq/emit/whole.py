"""Files are written whole or not at all: nobody ever sees half of one."""

from __future__ import annotations

import os
import secrets
import stat
from collections.abc import Iterable
from pathlib import Path
from typing import Final

from warraq.errors import NotReadable

#: What a new file allows before the umask takes away.
_EVERYBODY: Final = 0o666
#: Of a file's name, in that of its beginnings: file systems take 255 bytes, and a letter has up to four.
_MOST_OF_NAME: Final = 50


def write_whole(text: str, path: Path) -> None:
    """Write ``text`` as UTF-8; see ``write_bytes_whole``."""
    write_bytes_whole(text.encode("utf-8"), path)


def write_pieces_whole(pieces: Iterable[str | bytes], path: Path) -> None:
    """Write ``pieces`` one after another, text as UTF-8; see ``write_bytes_whole``. Nothing is left behind either
    where the pieces themselves break off.
    """
    _write_whole((piece.encode("utf-8") if isinstance(piece, str) else piece for piece in pieces), path)


def write_bytes_whole(data: bytes, path: Path, *, copy_of: Path | None = None) -> None:
    """Write ``data`` beside ``path`` and move it there. Makes the folder.

    A file that is replaced keeps its mode; a new one has what the umask leaves, and nobody may read or write it who
    can't read or write ``copy_of``. A link keeps pointing where it does, and what it points to is written. A device or
    pipe (``/dev/null``) is written to as it stands: nothing can be moved to its place without destroying it.

    Raises NotReadable where the folder or the file can't be written; nothing is left behind then. A process that is
    killed leaves the old file, and at most a beginning of the new one named ``.NAME.`` and 16 hexadecimal digits.
    """
    _write_whole((data,), path, copy_of)


def _write_whole(pieces: Iterable[bytes], path: Path, copy_of: Path | None = None) -> None:
    try:
        if path.exists() and not (path.is_file() or path.is_dir()):
            with path.open("wb") as stream:
                stream.writelines(pieces)
            return
        path = Path(os.path.realpath(path))  # Path.resolve raises RuntimeError at links in a circle before Python 3.13
        if path.is_symlink():
            raise NotReadable("links that lead to each other", where=str(path))
        path.parent.mkdir(parents=True, exist_ok=True)
        before = path if path.is_file() else None
        allowed = _mode(copy_of) if copy_of is not None and before is None else _EVERYBODY
        partial = path.with_name(f".{path.name[:_MOST_OF_NAME]}.{secrets.token_hex(8)}")
        # Where a file is replaced, nobody else sees the new one before it has the mode of the old one.
        mode = stat.S_IRUSR | stat.S_IWUSR if before else allowed
        handle = os.open(partial, os.O_WRONLY | os.O_CREAT | os.O_EXCL | getattr(os, "O_BINARY", 0), mode)
    except OSError as error:
        raise NotReadable(error.strerror or "can't be written", where=str(path)) from error
    try:
        with os.fdopen(handle, "wb") as stream:
            stream.writelines(pieces)
        if before:
            partial.chmod(_mode(before))
        partial.replace(path)
    except BaseException as error:
        partial.unlink(missing_ok=True)
        if isinstance(error, OSError):
            raise NotReadable(error.strerror or "can't be written", where=str(path)) from error
        raise


def _mode(path: Path) -> int:
    """Who may read, write and run a file."""
    return stat.S_IMODE(path.stat().st_mode) & (_EVERYBODY | stat.S_IXUSR | stat.S_IXGRP | stat.S_IXOTH)
