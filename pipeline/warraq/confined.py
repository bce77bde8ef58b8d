"""Limits of a process that reads what strangers wrote."""

from __future__ import annotations

import sys
from contextlib import suppress


def confine(memory_bytes: int) -> None:
    """Let this process take no more memory than that; an allocation beyond it raises MemoryError."""
    import resource

    # RLIMIT_DATA counts what is really taken (Linux 4.7 and later); RLIMIT_AS counts mapped files too.
    kind = resource.RLIMIT_DATA if sys.platform == "linux" else resource.RLIMIT_AS
    _, hard = resource.getrlimit(kind)
    most = memory_bytes if hard == resource.RLIM_INFINITY else min(memory_bytes, hard)
    with suppress(ValueError, OSError):  # macOS refuses
        resource.setrlimit(kind, (most, hard))
    with suppress(ValueError, OSError):
        resource.setrlimit(resource.RLIMIT_CORE, (0, 0))
