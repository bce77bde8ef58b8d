"""Time and memory of the command from a cold start, as a Markdown table.

    python -m benchmarks.speed [FIXTURE...]    three runs each, the median

Each run is a process of its own: wall time counts the interpreter, the imports and the language model.
"""

from __future__ import annotations

import argparse
import os
import platform
import statistics
import subprocess
import sys
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import pikepdf

from benchmarks.structure_golden import FIXTURES, sources

RUNS = 3
COMMAND = (sys.executable, "-m", "warraq")


#: Runs the command in its arguments and prints wall seconds, peak resident set and exit code. A process of its own,
#: and a small one: a child's peak includes what its parent held when it was forked.
LAUNCHER = """
import os, subprocess, sys, time
start = time.perf_counter()
process = subprocess.Popen(sys.argv[1:], stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
_, status, usage = os.wait4(process.pid, 0)
wall, cpu = time.perf_counter() - start, usage.ru_utime + usage.ru_stime
print(wall, cpu, usage.ru_maxrss, os.waitstatus_to_exitcode(status))
"""
#: A package that pip installed has its byte code; a checkout keeps it unless it is told not to.
WITHOUT_BYTE_CODE = "PYTHONDONTWRITEBYTECODE"


@dataclass(frozen=True, slots=True)
class Run:
    """One run of the command: wall seconds, peak resident set in MiB, exit code, CPU seconds (user and system)."""

    seconds: float
    mebibytes: float
    code: int
    cpu: float


def measure(*arguments: str, python: str = sys.executable, **how: Any) -> Run:
    """Run the command with ``arguments`` in a process of its own, of ``python``; ``how`` as for ``subprocess.run``."""
    launcher = [python, "-c", LAUNCHER, python, *COMMAND[1:], *arguments]
    environment = {name: value for name, value in os.environ.items() if name != WITHOUT_BYTE_CODE}
    printed = subprocess.run(launcher, check=True, capture_output=True, text=True, **{"env": environment, **how}).stdout
    seconds, cpu, peak, code = printed.split()
    kibibytes = float(peak) / 1024 if sys.platform == "darwin" else float(peak)
    return Run(float(seconds), kibibytes / 1024, int(code), float(cpu))


def pages(path: Path) -> int | None:
    """How many pages a PDF has; None for a dump."""
    if path.suffix != ".pdf":
        return None
    with pikepdf.open(path) as document:
        return len(document.pages)


def row(name: str, runs: list[Run], count: int | None = None) -> str:
    """One line of the table."""
    seconds = statistics.median(run.seconds for run in runs)
    peak, cpu = max(run.mebibytes for run in runs), min(run.cpu for run in runs)
    per_page = f"{1000 * seconds / count:.0f}" if count else "–"
    failed = "" if not any(run.code for run in runs) else f" (exit {runs[0].code})"
    return f"| {name}{failed} | {seconds:.2f} | {cpu:.2f} | {peak:.0f} | {per_page} |"


def machine(python: Path | None = None) -> str:
    """What it was measured on, and when; ``python`` where it wasn't this one."""
    memory = os.sysconf("SC_PAGE_SIZE") * os.sysconf("SC_PHYS_PAGES") / 2**30
    try:
        system = platform.freedesktop_os_release()["PRETTY_NAME"]
    except OSError:
        system = platform.platform(terse=True)
    version = f"Python {platform.python_version()}"
    if python is not None:
        version = subprocess.run([python, "--version"], capture_output=True, text=True, check=True).stdout.strip()
    return f"{datetime.now(UTC):%Y-%m-%d}: {os.cpu_count()} cores, {memory:.0f} GiB, {system}, {version}"


def lines(fixtures: Sequence[Path] = ()) -> Iterator[str]:
    """The table, line by line, each as soon as it is known; without ``fixtures``, all that have a golden document."""
    yield f"Median of {RUNS} runs (of CPU time the least), cold start included. {machine()}."
    yield from ("", "| command | wall s | CPU s | peak MiB | ms a page |", "|---|---|---|---|---|")
    yield row("`warraq --help`", [measure("--help") for _ in range(RUNS)])
    for fixture in fixtures or [FIXTURES / name for name in sources()]:
        if fixture.exists():
            runs = [measure("extract", "--quiet", str(fixture)) for _ in range(RUNS)]
            yield row(f"`warraq extract {fixture.name}`", runs, pages(fixture))


def main() -> None:
    parser = argparse.ArgumentParser(description="Wall time and memory of the command, cold start included.")
    parser.add_argument("fixtures", nargs="*", type=Path, help="default: all that have a golden document")
    arguments = parser.parse_args()
    for line in lines(arguments.fixtures):
        print(line, flush=True)


if __name__ == "__main__":
    main()
