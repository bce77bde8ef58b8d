"""Where documents go: parts of JSON lines or Parquet in one folder, with the ledger beside them.

A part is named ``.partial`` while it grows and renamed when it is whole, so that a reader never meets half of one. A
document counts from the moment the ledger names it. What a crash left behind that is not in the ledger is cut off when
the folder is opened again, and read anew.
"""

from __future__ import annotations

import json
import os
import re
from contextlib import suppress
from pathlib import Path
from typing import Any, Final, Protocol

from warraq.batch.ledger import Ledger, write_all
from warraq.errors import NotReadable, UsageError, WarraqError

_PARTIAL: Final = ".partial"
#: The number of a part, and what ends its name.
_PART: Final = re.compile(r"documents-([0-9]{5,})(\..*)")
#: A part of JSON lines is closed when it has grown to this, bytes.
JSONL_BYTES: Final = 1 << 30
#: A Parquet part is written when so many documents, or bytes of them, have come together.
PARQUET_ROWS: Final = 512
PARQUET_BYTES: Final = 64 << 20

#: What the ledger says of a document, without its place.
Entry = dict[str, Any]


class Part(Protocol):
    """One output file that is being written."""

    name: str

    def add(self, document: bytes, entry: Entry) -> list[Entry]:
        """Take a document; the entries that may go into the ledger now. OSError leaves the part as it was."""

    def take_back(self) -> None:
        """Undo the last ``add`` that gave entries: the ledger could not take them."""

    def sync(self) -> None:
        """Make what entries were given for safe against a loss of power."""

    def full(self) -> bool:
        """Whether the next document should go into another part."""

    def close(self) -> list[Entry]:
        """Give the part its name; the entries that were still waiting."""


class JsonLines:
    """A document a line, as ``warraq schema`` describes it."""

    ending = ".jsonl"

    def __init__(self, path: Path) -> None:
        self._path = path
        self.name = path.name
        self._partial = path.with_name(path.name + _PARTIAL)
        self._file = os.open(self._partial, os.O_WRONLY | os.O_CREAT | os.O_TRUNC | os.O_CLOEXEC, 0o644)
        _sync_names(path.parent)
        self._end = self._before = 0

    def add(self, document: bytes, entry: Entry) -> list[Entry]:
        line = document + b"\n"
        self._before = self._end
        try:
            write_all(self._file, line)
        except OSError:
            self.take_back()
            raise
        self._end += len(line)
        return [entry | {"part": self.name, "end": self._end}]

    def take_back(self) -> None:
        self._end = self._before
        os.ftruncate(self._file, self._end)
        os.lseek(self._file, self._end, os.SEEK_SET)

    def sync(self) -> None:
        os.fsync(self._file)

    def full(self) -> bool:
        return self._end >= JSONL_BYTES

    def close(self) -> list[Entry]:
        os.fsync(self._file)
        os.close(self._file)
        self._partial.replace(self._path)
        _sync_names(self._path.parent)
        return []


class Parquet:
    """A document a row: what one filters by in columns, the document itself as JSON."""

    ending = ".parquet"

    def __init__(self, path: Path) -> None:
        try:
            import pyarrow.parquet  # noqa: F401
        except ImportError:
            raise UsageError("Parquet needs pyarrow", help="pip install 'warraq[parquet]'") from None
        self._path = path
        self.name = path.name
        self._rows: list[dict[str, Any]] = []
        self._waiting: list[Entry] = []
        self._bytes = 0

    def add(self, document: bytes, entry: Entry) -> list[Entry]:
        self._rows.append(_row(document, entry["input"]))
        self._waiting.append(entry | {"part": self.name})
        self._bytes += len(document)
        return []

    def take_back(self) -> None:
        """Nothing: ``add`` gives no entries."""

    def sync(self) -> None:
        """Nothing, for the same reason."""

    def full(self) -> bool:
        return len(self._rows) >= PARQUET_ROWS or self._bytes >= PARQUET_BYTES

    def close(self) -> list[Entry]:
        import pyarrow
        import pyarrow.parquet

        partial = self._path.with_name(self.name + _PARTIAL)
        try:
            pyarrow.parquet.write_table(
                pyarrow.Table.from_pylist(self._rows, schema=_parquet_schema()), partial, compression="zstd"
            )
            with partial.open("rb") as stream:
                os.fsync(stream.fileno())
            partial.replace(self._path)
            _sync_names(self._path.parent)
        except OSError:
            partial.unlink(missing_ok=True)
            raise
        return [entry | {"rows": len(self._waiting)} for entry in self._waiting]


def _row(document: bytes, name: str) -> dict[str, Any]:
    data = json.loads(document)
    source, metadata, quality = data["source"], data["metadata"], data["quality"]
    return {
        "input": name.encode("utf-8", "replace").decode(),
        "sha256": source["sha256"],
        "pages": source.get("pages"),
        "symbol": metadata.get("symbol"),
        "title": metadata.get("title"),
        "language": metadata.get("language"),
        "words": quality["words"],
        "uncertain": quality["uncertain"],
        "confidence": quality["confidence"],
        "needs_review": quality["needs_review"],
        "document": document.decode(),
    }


def _parquet_schema() -> Any:
    import pyarrow as pa

    strings = ("input", "sha256", "symbol", "title", "language", "document")
    numbers = {"pages": pa.int32(), "words": pa.int32(), "uncertain": pa.int32(), "confidence": pa.float64()}
    types = dict.fromkeys(strings, pa.string()) | numbers | {"needs_review": pa.bool_()}
    order = ("input", "sha256", "pages", "symbol", "title", "language", "words", "uncertain", "confidence")
    return pa.schema([(name, types[name]) for name in (*order, "needs_review", "document")])


_KINDS: Final[dict[str, type[JsonLines | Parquet]]] = {"jsonl": JsonLines, "parquet": Parquet}


class Store:
    """A folder that takes documents and failures, one at a time, and loses none. One process at a time may hold it."""

    def __init__(self, folder: Path, form: str, settings: str, *, forget_failures: bool = False) -> None:
        """Open ``folder``, or make it.

        Raises:
            NotReadable: it can't be made, written, another run holds it, or its ledger is damaged.
            UsageError: it holds a run with other settings, or documents that no ledger names.
        """
        self._folder = folder
        self._kind = _KINDS[form]
        self._part: Part | None = None
        try:
            folder.mkdir(parents=True, exist_ok=True)
            self._lock = _lock(folder / ".lock")
            try:
                self.ledger = self._open_ledger(f"{form}-{settings}", forget_failures)
                self._clear_up()
            except (WarraqError, OSError):
                os.close(self._lock)
                raise
        except OSError as error:
            raise NotReadable(error.strerror or "can't be written", where=str(folder)) from error
        # A part that was moved away keeps its number: the ledger goes on naming it.
        names = {path.name for path in self._parts()} | self.ledger.ends.keys()
        self._number = max((int(part[1]) for name in names if (part := _PART.match(name))), default=0)

    def _parts(self, ending: str = "") -> list[Path]:
        """The parts of earlier runs; with ``ending`` behind their names those that weren't finished."""
        ending = self._kind.ending + ending
        return [path for path in self._folder.iterdir() if (part := _PART.match(path.name)) and part[2] == ending]

    def _open_ledger(self, settings: str, forget_failures: bool) -> Ledger:
        path = self._folder / "ledger.jsonl"
        parts = self._parts()
        if parts and not (path.exists() and path.stat().st_size):
            raise UsageError(
                "the folder holds documents, but no ledger that names them",
                where=str(self._folder),
                help="Give another folder to --out: what no ledger names would be deleted here.",
            )
        there = (*parts, *self._parts(_PARTIAL)) if self._kind is JsonLines else ()
        sizes = {part.name.removesuffix(_PARTIAL): part.stat().st_size for part in there}
        return Ledger(path, settings, sizes, forget_failures=forget_failures)

    def _clear_up(self) -> None:
        """Cut off and delete what the ledger doesn't name."""
        for partial in self._parts(_PARTIAL):
            name = partial.name.removesuffix(_PARTIAL)
            end = self.ledger.ends.get(name, 0)
            if end and self._kind is JsonLines:
                os.truncate(partial, end)
                partial.replace(self._folder / name)
            else:
                partial.unlink()
        for part in self._parts():
            whole = self.ledger.ends.get(part.name)
            if whole is None:
                part.unlink()
            elif self._kind is JsonLines and part.stat().st_size > whole:
                os.truncate(part, whole)

    def put(self, document: bytes, entry: Entry) -> None:
        """Keep a document. Raises NotReadable where the disk is full; all that was kept before stays."""
        try:
            if self._part is None:
                self._number += 1
                self._part = self._kind(self._folder / f"documents-{self._number:05}{self._kind.ending}")
            kept = self._part.add(document, entry)
        except OSError as error:
            raise NotReadable(error.strerror or "can't be written", where=str(self._folder)) from error
        try:
            self.ledger.add(*kept)
        except NotReadable:
            self._part.take_back()
            raise
        if self._part.full():
            self.close_part()

    def sync(self) -> None:
        """Make all that is done safe against a loss of power: the documents first, then what names them.

        Raises NotReadable where the disk can't take them: some say so only now.
        """
        try:
            if self._part is not None:
                self._part.sync()
            self.ledger.sync()
        except OSError as error:
            raise NotReadable(error.strerror or "can't be written", where=str(self._folder)) from error

    def close_part(self) -> None:
        """Finish the part that is being written. Raises NotReadable where that can't be done."""
        part, self._part = self._part, None
        if part is None:
            return
        try:
            waiting = part.close()
        except OSError as error:
            raise NotReadable(error.strerror or "can't be written", where=str(self._folder)) from error
        self.ledger.add(*waiting)

    def close(self) -> None:
        try:
            self.close_part()
        finally:
            with suppress(OSError):
                self.ledger.close()
            os.close(self._lock)


def _sync_names(folder: Path) -> None:
    """Make the names of the files in ``folder`` safe against a loss of power, as ``fsync`` makes what they hold.

    File systems of networks and of user space may have no way to do so, and say so: they are taken as they are.
    """
    file = os.open(folder, os.O_RDONLY | os.O_CLOEXEC)
    try:
        with suppress(OSError):
            os.fsync(file)
    finally:
        os.close(file)


def _lock(path: Path) -> int:
    """Hold the folder against other runs, until this process ends."""
    import fcntl

    file = os.open(path, os.O_RDWR | os.O_CREAT | os.O_CLOEXEC, 0o644)
    try:
        fcntl.flock(file, fcntl.LOCK_EX | fcntl.LOCK_NB)
    except OSError:
        os.close(file)
        raise NotReadable("another run is writing to it", where=str(path.parent), help="Wait for it.") from None
    return file
