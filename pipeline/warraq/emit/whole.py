"""Files are written whole or not at all: nobody ever sees half of one."""

from __future__ import annotations

import os
import tempfile
from collections.abc import Iterable
from pathlib import Path

from warraq.errors import NotReadable


def write_whole(text: str, path: Path) -> None:
    """Write ``text`` as UTF-8; see ``write_bytes_whole``."""
    write_bytes_whole(text.encode("utf-8"), path)


def write_pieces_whole(pieces: Iterable[str], path: Path) -> None:
    """Write ``pieces`` one after another as UTF-8; see ``write_bytes_whole``. Nothing is left behind either where the
    pieces themselves break off.
    """
    _write_whole((piece.encode("utf-8") for piece in pieces), path)


def write_bytes_whole(data: bytes, path: Path) -> None:
    """Write ``data`` beside ``path`` and move it there. Makes the folder.

    A link keeps pointing where it does, and what it points to is written. A device or pipe (``/dev/null``) is written
    to as it stands: nothing can be moved to its place without destroying it.

    Raises NotReadable where the folder or the file can't be written; nothing is left behind then.
    """
    _write_whole((data,), path)


def _write_whole(pieces: Iterable[bytes], path: Path) -> None:
    try:
        if path.exists() and not (path.is_file() or path.is_dir()):
            with path.open("wb") as stream:
                stream.writelines(pieces)
            return
        path = Path(os.path.realpath(path))  # Path.resolve raises RuntimeError at links in a circle before Python 3.13
        if path.is_symlink():
            raise NotReadable("links that lead to each other", where=str(path))
        path.parent.mkdir(parents=True, exist_ok=True)
        handle, partial = tempfile.mkstemp(prefix=f".{path.name}.", dir=path.parent)
    except OSError as error:
        raise NotReadable(error.strerror or "can't be written", where=str(path)) from error
    try:
        with os.fdopen(handle, "wb") as stream:
            stream.writelines(pieces)
        Path(partial).chmod(0o644)
        Path(partial).replace(path)
    except BaseException as error:
        Path(partial).unlink(missing_ok=True)
        if isinstance(error, OSError):
            raise NotReadable(error.strerror or "can't be written", where=str(path)) from error
        raise
