"""The ledger: one line of JSON for each input that was dealt with. What isn't in it has not happened.

It is written after the document itself, so that a line stands for something that is there. A line that was cut off
by a crash or a full disk is taken back, and so is what follows one whose document a loss of power took.
"""

from __future__ import annotations

import hashlib
import json
import math
import os
from collections.abc import Iterable, Iterator, Mapping
from contextlib import suppress
from pathlib import Path
from types import MappingProxyType
from typing import Any, Final

from warraq.errors import NotReadable, UsageError, WarraqError

#: Version of the ledger's lines.
_VERSION: Final = 1


class Ledger:
    """The ledger of a folder, opened to be added to.

    Attributes:
        ends: name of a part -> how many bytes of it are accounted for.
        counts: status -> how many lines had it when the ledger was opened.
    """

    def __init__(
        self,
        path: Path,
        settings: str,
        sizes: Mapping[str, int] = MappingProxyType({}),
        *,
        forget_failures: bool = False,
    ) -> None:
        """Open or begin the ledger at ``path``. ``sizes``: name of a part that is there -> its bytes.

        A part that isn't there was moved away: what the ledger says of it holds.

        Raises:
            UsageError: it belongs to a run with other ``settings`` (a fingerprint).
            NotReadable: it can't be read or written, or is damaged.
        """
        self._path = path
        self._done: set[bytes] = set()
        self._names: set[bytes] = set()
        self._same: list[tuple[str, bytes]] = []
        self._failed: set[bytes] = set()
        self.ends: dict[str, int] = {}
        self.counts: dict[str, int] = {}
        try:
            self._file = os.open(path, os.O_RDWR | os.O_CREAT | os.O_APPEND | os.O_CLOEXEC, 0o644)
        except OSError as error:
            raise NotReadable(error.strerror or "can't be opened", where=str(path)) from error
        self._size = 0
        try:
            self._recall_all(settings, sizes, forget_failures)
            with suppress(OSError):
                os.ftruncate(self._file, self._size)
            if self._size == 0:
                self._append([{"ledger": _VERSION, "settings": settings}])
        except WarraqError:
            os.close(self._file)
            raise

    def _recall_all(self, settings: str, sizes: Mapping[str, int], forget_failures: bool) -> None:
        """Read what is there, up to the first line whose document isn't."""
        try:
            for entries, end in self._groups(sizes):
                for entry in entries:
                    self._recall(entry, settings, forget_failures)
                self._size = end
            self._recall_same(forget_failures)
        except (ValueError, KeyError, TypeError, AttributeError, RecursionError) as error:
            raise NotReadable(
                f"it is damaged behind byte {self._size}",
                where=str(self._path),
                help="Cut it off there: what it then no longer names is read again.",
            ) from error

    def _groups(self, sizes: Mapping[str, int]) -> Iterator[tuple[list[dict[str, Any]], int]]:
        """Lines that count together or not at all (those of a Parquet part, any other alone), each with where they end;
        up to the first whose document isn't there."""
        group: list[dict[str, Any]] = []
        for entry, end in self._lines():
            if entry.get("end", 0) > sizes.get(entry.get("part", ""), math.inf):
                return
            group.append(entry)
            if len(group) >= entry.get("rows", 1):
                yield group, end
                group = []

    def _lines(self) -> Iterator[tuple[dict[str, Any], int]]:
        """The whole lines, each with where it ends."""
        end = 0
        with self._path.open("rb") as stream:
            for line in stream:
                if not line.endswith(b"\n"):
                    return
                end += len(line)
                yield json.loads(line), end

    def _recall(self, entry: dict[str, Any], settings: str, forget_failures: bool) -> None:
        if "ledger" in entry:
            if entry != {"ledger": _VERSION, "settings": settings}:
                raise UsageError(
                    "the folder holds a run with other settings",
                    where=str(self._path),
                    help="Give another folder to --out, or the settings of the first run.",
                )
            return
        status = entry["status"]
        self.counts[status] = self.counts.get(status, 0) + 1
        self._remember_failure(entry)
        if status == "same":
            self._same.append((entry["sha256"], _key(entry["input"], entry.get("stamp"))))
        elif status != "failed" or not forget_failures:
            self._note(entry)

    def _recall_same(self, forget_failures: bool) -> None:
        """What had the same content as another input is forgotten where that one failed and is forgotten."""
        self._names.update(name for sha256, name in self._same if not forget_failures or self.holds(sha256))
        self._same.clear()

    def _note(self, entry: dict[str, Any]) -> None:
        if entry["status"] == "done":
            self._done.add(bytes.fromhex(entry["sha256"]))
            self.ends[entry["part"]] = max(entry.get("end", 0), self.ends.get(entry["part"], 0))
        self._names.add(_key(entry["input"], entry.get("stamp")))

    def holds(self, sha256: str) -> bool:
        """Whether this content was read."""
        return bytes.fromhex(sha256) in self._done

    def knows(self, name: str) -> bool:
        """Whether this input was dealt with and has not changed since."""
        return _key(name, stamp(name)) in self._names

    def failed(self, name: str) -> bool:
        """Whether the last that came of this input was a failure."""
        return _key(name, None) in self._failed

    def _remember_failure(self, entry: dict[str, Any]) -> None:
        name = _key(entry["input"], None)
        if entry["status"] == "failed":
            self._failed.add(name)
        else:
            self._failed.discard(name)

    def add(self, *entries: dict[str, Any]) -> None:
        """Write lines, all or none, and remember them. Raises NotReadable where that can't be."""
        self._append(entries)
        for entry in entries:
            self._note(entry)
            self._remember_failure(entry)

    def _append(self, entries: Iterable[dict[str, Any]]) -> None:
        lines = b"".join(json.dumps(entry).encode() + b"\n" for entry in entries)
        try:
            write_all(self._file, lines)
        except OSError as error:
            os.ftruncate(self._file, self._size)
            raise NotReadable(error.strerror or "can't be written", where=str(self._path)) from error
        self._size += len(lines)

    def sync(self) -> None:
        os.fsync(self._file)

    def close(self) -> None:
        self.sync()
        os.close(self._file)


def stamp(name: str) -> str | None:
    """Size and time of a file, which tell whether it has changed; None for what is not a file here."""
    try:
        status = Path(name).stat()
    except (OSError, ValueError):
        return None
    return f"{status.st_size}.{status.st_mtime_ns}"


def _key(name: str, stamped: str | None) -> bytes:
    """A short stand-in for a name, because an archive has millions."""
    return hashlib.blake2b(f"{name}\0{stamped}".encode("utf-8", "surrogatepass"), digest_size=16).digest()


def write_all(file: int, data: bytes) -> None:
    """Write all of ``data`` to a descriptor; a full disk takes part of it before it says so."""
    view = memoryview(data)
    while view:
        view = view[os.write(file, view) :]
