"""Which documents: files, folders, patterns, lists on stdin, and URLs of whatever fsspec knows.

Nothing is opened here but folders: a file that isn't there is reported like any other that can't be read, and so are a
pattern that nothing fits and a folder that can't be listed.
"""

from __future__ import annotations

import glob
import hashlib
import os
import tempfile
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from io import BufferedReader
from pathlib import Path
from typing import IO, Any, Final

from warraq.errors import LimitExceeded, NotReadable, UsageError, WarraqError

_PATTERN: Final = frozenset("*?[")
_CHUNK: Final = 1 << 20


def expand(arguments: Iterable[str], stdin: IO[bytes] | None = None, *, null: bool = False) -> Iterator[str]:
    """Names of documents, folder by folder in the order of their names.

    Args:
        arguments: a file, a folder (every PDF below it), a pattern (``**`` too), a URL (``s3://bucket/folder``), or
            ``-`` for a list of those on ``stdin``, one a line.
        null: names on ``stdin`` end with a NUL, not with the line: names may have ends of lines in them.
    """
    for argument in arguments:
        if argument == "-" and stdin is not None:
            lines = _between_nulls(stdin) if null else (line.rstrip(b"\r\n") for line in stdin)
            yield from expand(os.fsdecode(line) for line in lines if line.strip())
        elif is_url(argument):
            yield from _expand_url(argument)
        elif os.path.isdir(argument):  # noqa: PTH112 - Path.is_dir raises for a name that is too long
            yield from _below(argument)
        elif _PATTERN & set(argument) and not os.path.lexists(argument):
            yield from _matching(argument) or [argument]
        else:
            yield argument


def _between_nulls(stream: IO[bytes]) -> Iterator[bytes]:
    """What stands between NULs, as it comes."""
    held = b""
    while chunk := stream.read1(_CHUNK) if isinstance(stream, BufferedReader) else stream.read(_CHUNK):
        *names, held = (held + chunk).split(b"\0")
        yield from names
    yield held


def _matching(pattern: str) -> list[str]:
    """The files that ``pattern`` fits, by name; none where it can't be of any file (a NUL in a list from stdin)."""
    try:
        matches = glob.glob(pattern, recursive=True)  # noqa: PTH207 - Path.glob takes no absolute pattern
    except ValueError:
        return []
    return sorted(name for name in matches if Path(name).is_file())


def _below(folder: str) -> Iterator[str]:
    """Every PDF below a folder; links to other folders aren't followed, so that no loop of them is.

    A folder that can't be listed is an input too, of which the reader says so.
    """
    closed: list[str] = []
    for path, folders, files in os.walk(folder, onerror=lambda error: closed.append(error.filename)):
        folders.sort()
        yield from (f"{path.rstrip(os.sep)}{os.sep}{name}" for name in sorted(files) if name.lower().endswith(".pdf"))
    yield from closed


def is_url(name: str) -> bool:
    """Whether ``name`` is for fsspec. ``C:\\`` is not."""
    return "://" in name


def _expand_url(url: str) -> Iterator[str]:
    system, path = _filesystem(url)
    try:
        if _PATTERN & set(path):
            names = sorted(system.glob(path)) or None
        elif system.isdir(path):
            names = [name for name in sorted(system.find(path)) if name.lower().endswith(".pdf")]
        else:
            names = None
    except Exception as error:  # every file system has errors of its own
        raise NotReadable(str(error) or type(error).__name__, where=url) from error
    if names is None:
        yield url
    else:
        yield from (str(system.unstrip_protocol(name)) for name in names)


def _filesystem(url: str) -> tuple[Any, str]:
    try:
        import fsspec
    except ImportError:
        raise UsageError("URLs need fsspec", where=url, help="pip install 'warraq[remote]'") from None
    try:
        system, path = fsspec.core.url_to_fs(url)
    except (ImportError, ValueError) as error:
        raise UsageError(str(error), where=url) from error
    return system, path


@contextmanager
def fetched(name: str, most: int) -> Iterator[Path]:
    """A local path with the content of ``name``; of a URL, a copy that is deleted afterwards.

    Raises:
        NotReadable: it can't be read.
        LimitExceeded: it holds more than ``most`` bytes.
    """
    if not is_url(name):
        yield Path(name)
        return
    with tempfile.TemporaryDirectory(prefix="warraq-") as folder:
        path = Path(folder) / _base_name(name)
        try:
            system, remote = _filesystem(name)
            with system.open(remote, "rb") as source, path.open("wb") as target:
                _copy(source, target, most, name)
        except WarraqError:
            raise
        except Exception as error:  # every file system has errors of its own
            raise NotReadable(str(error) or type(error).__name__, where=name) from error
        yield path


def _copy(source: IO[bytes], target: IO[bytes], most: int, name: str) -> None:
    size = 0
    while chunk := source.read(_CHUNK):
        size += len(chunk)
        if size > most:
            raise LimitExceeded(f"the file holds more than {most} bytes", where=name)
        target.write(chunk)


def _base_name(url: str) -> str:
    """The last part of a URL as a file name: nothing that leads to another folder, and not too long for any disk."""
    name = url.partition("?")[0].rstrip("/").rpartition("/")[2].replace("\0", "").replace("\\", "_")
    return name[-120:] if name.strip(".") else "document"


def sha256_of(path: Path, most: int) -> str:
    """Hex digest of a file's content.

    Raises:
        NotReadable: it can't be read, or isn't a file (a pipe would never end).
        LimitExceeded: it holds more than ``most`` bytes.
    """
    digest = hashlib.sha256()
    try:
        if path.is_dir():
            raise NotReadable("it is a folder that can't be listed", where=str(path))
        if path.exists() and not path.is_file():
            raise NotReadable("it is not a file", where=str(path))
        with path.open("rb") as stream:
            if os.fstat(stream.fileno()).st_size > most:
                raise LimitExceeded(f"the file holds more than {most} bytes", where=str(path))
            while chunk := stream.read(_CHUNK):
                digest.update(chunk)
    except (OSError, ValueError) as error:
        raise NotReadable(getattr(error, "strerror", None) or str(error), where=str(path)) from error
    return digest.hexdigest()
