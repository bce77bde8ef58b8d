"""A place for compiled functions where neither the package nor the user's cache folder can be written to.

Numba refuses to import a cached function it finds no place for; that is so for a package that root installed and a
service without a home folder runs. It takes its folder from ``NUMBA_CACHE_DIR``, read when it is first imported.
"""

from __future__ import annotations

import os
import stat
import tempfile
from pathlib import Path
from typing import Final

VARIABLE: Final = "NUMBA_CACHE_DIR"


def provide(package: Path) -> None:
    """Set ``NUMBA_CACHE_DIR`` to a folder of the user's own in the temporary folder, unless Numba has a place."""
    if os.environ.get(VARIABLE) or os.name != "posix":
        return
    if not (os.access(package, os.W_OK) or _can_be_made(_user_cache())):
        os.environ[VARIABLE] = str(_private_folder(Path(tempfile.gettempdir())))


def _user_cache() -> Path:
    return Path(os.environ.get("XDG_CACHE_HOME") or os.path.expanduser("~/.cache"))  # noqa: PTH111 (never raises)


def _can_be_made(folder: Path) -> bool:
    """Whether ``folder`` is there and may be written to, or could be made."""
    there = next((path for path in (folder, *folder.parents) if path.exists()), None)
    return there is not None and os.access(there, os.W_OK)


def _private_folder(temporary: Path) -> Path:
    """The same folder each time if nobody else can write to it (Numba runs what it finds there), else a new one."""
    folder = temporary / f"warraq-{os.getuid()}"
    try:
        folder.mkdir(mode=0o700, exist_ok=True)
        found = folder.lstat()
    except OSError:
        return Path(tempfile.mkdtemp(prefix="warraq-", dir=temporary))
    if stat.S_ISDIR(found.st_mode) and found.st_uid == os.getuid() and not found.st_mode & 0o077:
        return folder
    return Path(tempfile.mkdtemp(prefix="warraq-", dir=temporary))
