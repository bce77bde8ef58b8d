"""One hostile file as a user reads it, in a process of its own: ``python -m tests.fuzz.explode FILE``.

Prints how it ended (``read``, or the kind of the error) and its peak of memory.
"""

from __future__ import annotations

import gc
import os
import subprocess
import sys
import time
from dataclasses import dataclass
from pathlib import Path

from warraq.config import GARBAGE
from warraq.errors import WarraqError


@dataclass(frozen=True, slots=True)
class End:
    """How it ended, and what it took: CPU seconds, and the most memory at a time (MiB)."""

    kind: str
    seconds: float
    mebibytes: float


def explode(path: Path, deadline: float) -> End:
    """Read a file in a process of its own, which may run for ``deadline`` seconds by the clock."""
    child = subprocess.Popen([sys.executable, "-m", "tests.fuzz.explode", str(path)], stdout=subprocess.PIPE, text=True)
    assert child.stdout is not None
    end = time.monotonic() + deadline
    while True:
        pid, status, usage = os.wait4(child.pid, os.WNOHANG)
        if pid:
            break
        if time.monotonic() > end:
            child.kill()
            os.wait4(child.pid, 0)
            return End("hangs", deadline, 0.0)
        time.sleep(0.05)
    child.returncode = os.waitstatus_to_exitcode(status)
    with child.stdout:
        said = child.stdout.read().strip()
    kind, _, mebibytes = said.partition(" ")
    return End(kind or f"exit {child.returncode}", usage.ru_utime + usage.ru_stime, float(mebibytes or 0))


def main() -> None:
    gc.set_threshold(*GARBAGE)
    from warraq.run import extract

    try:
        extract(Path(sys.argv[1]), force=True)
    except WarraqError as error:
        kind = type(error).__name__
    else:
        kind = "read"
    print(kind, peak())


def peak() -> float:
    """The most memory that this process had at a time, in MiB; ``getrusage`` counts what it was forked from, too."""
    (line,) = (line for line in Path("/proc/self/status").read_text().splitlines() if line.startswith("VmHWM"))
    return int(line.split()[1]) / 1024


if __name__ == "__main__":
    main()
