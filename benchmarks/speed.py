"""Time and memory of the command from a cold start, as a Markdown table.

    python -m benchmarks.speed [FIXTURE...]    three runs each, the median
    python -m benchmarks.speed --warm          one run of each kind, so that compiled code is cached

Each run is a process of its own: wall time counts the interpreter, the imports and the language model.
"""

from __future__ import annotations

import argparse
import os
import platform
import statistics
import subprocess
import sys
import tempfile
import time
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path

import pikepdf

from benchmarks.structure_golden import FIXTURES, sources

RUNS = 3
COMMAND = (sys.executable, "-m", "pipeline")


@dataclass(frozen=True, slots=True)
class Run:
    """One run of the command: wall seconds, peak resident set in MiB, exit code."""

    seconds: float
    mebibytes: float
    code: int


def measure(*arguments: str) -> Run:
    """Run the command with ``arguments`` in a process of its own."""
    start = time.perf_counter()
    with open(os.devnull, "wb") as void:  # noqa: PTH123
        process = subprocess.Popen([*COMMAND, *arguments], stdout=void, stderr=void)
        _, status, usage = os.wait4(process.pid, 0)
    process.returncode = os.waitstatus_to_exitcode(status)
    kibibytes = usage.ru_maxrss / 1024 if sys.platform == "darwin" else usage.ru_maxrss
    return Run(time.perf_counter() - start, kibibytes / 1024, process.returncode)


def pages(path: Path) -> int | None:
    """How many pages a PDF has; None for a dump."""
    if path.suffix != ".pdf":
        return None
    with pikepdf.open(path) as document:
        return len(document.pages)


def row(name: str, runs: list[Run], count: int | None = None) -> str:
    """One line of the table."""
    seconds = statistics.median(run.seconds for run in runs)
    peak = max(run.mebibytes for run in runs)
    per_page = f"{1000 * seconds / count:.0f}" if count else "–"
    failed = "" if not any(run.code for run in runs) else f" (exit {runs[0].code})"
    return f"| {name}{failed} | {seconds:.2f} | {peak:.0f} | {per_page} |"


def warm() -> None:
    """Run each path once; failures are reported by the tests, not here."""
    with tempfile.TemporaryDirectory() as folder:
        for name in sources():
            if (FIXTURES / name).exists():
                measure("extract", "--quiet", "--out", folder + os.sep, str(FIXTURES / name))


def main() -> None:
    parser = argparse.ArgumentParser(description="Wall time and memory of the command, cold start included.")
    parser.add_argument("fixtures", nargs="*", type=Path, help="default: all that have a golden document")
    parser.add_argument("--warm", action="store_true", help="only run each once")
    arguments = parser.parse_args()
    if arguments.warm:
        warm()
        return
    machine = f"{platform.machine()}, {os.cpu_count()} cores, Python {platform.python_version()}"
    print(f"{datetime.now(UTC):%Y-%m-%d}, {machine}")
    print("\n| command | wall s | peak MiB | ms a page |\n|---|---|---|---|")
    print(row("warraq --help", [measure("--help") for _ in range(RUNS)]))
    for fixture in arguments.fixtures or [FIXTURES / name for name in sources()]:
        if fixture.exists():
            runs = [measure("extract", "--quiet", str(fixture)) for _ in range(RUNS)]
            print(row(f"warraq extract {fixture.name}", runs, pages(fixture)), flush=True)


if __name__ == "__main__":
    main()
