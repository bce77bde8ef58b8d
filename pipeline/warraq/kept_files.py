"""Files that are made once on a machine and found again: compiled code, compiled expressions.

They are kept where Numba keeps its own. Each is named by all that it depends on, and one that isn't whole is none.
"""

from __future__ import annotations

import hashlib
import os
import tempfile
from collections.abc import Iterator
from contextlib import suppress
from pathlib import Path
from typing import Final

from warraq.kernel_cache import VARIABLE

_DIGEST: Final = hashlib.sha256().digest_size


def folders() -> list[Path]:
    """Where files are looked for and kept, the first that can be written to: as Numba does."""
    chosen = os.environ.get(VARIABLE)
    here = Path(__file__).parent / "__pycache__"
    cache = Path(os.environ.get("XDG_CACHE_HOME") or os.path.expanduser("~/.cache")) / "warraq"  # noqa: PTH111
    return [Path(chosen)] if chosen else [here, cache]


def kept(name: str, most: int | None = None) -> Iterator[bytes]:
    """What is kept under ``name``, wherever it is; no file of more than ``most`` bytes is read."""
    for folder in folders():
        with suppress(OSError):
            path = folder / name
            if most is None or path.stat().st_size <= most:
                yield path.read_bytes()


def keep(data: bytes, name: str) -> None:
    """Write it to the first folder that takes it. Where none does it is made again next time."""
    for folder in folders():
        with suppress(OSError):
            folder.mkdir(parents=True, exist_ok=True)
            handle, partial = tempfile.mkstemp(prefix=f".{name}.", dir=folder)
            try:
                with os.fdopen(handle, "wb") as stream:
                    stream.write(data)
                Path(partial).chmod(0o644)
                Path(partial).replace(folder / name)
            except BaseException:
                Path(partial).unlink(missing_ok=True)
                raise
            return


def sealed(content: bytes) -> bytes:
    """``content`` with what tells whether it is whole."""
    return hashlib.sha256(content).digest() + content


def unsealed(data: bytes) -> bytes | None:
    """The content of what ``sealed`` gave; None where it isn't whole."""
    content = data[_DIGEST:]
    return content if hashlib.sha256(content).digest() == data[:_DIGEST] else None
