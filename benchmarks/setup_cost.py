"""What a fresh clone costs: ``make extract`` from nothing, the environment it makes, the wheel.

``python -m benchmarks.setup_cost`` clones the last commit into a folder of its own and runs the command there; packages
come from wherever pip gets them. On a machine with nothing on it, the compiler is part of it.
"""

from __future__ import annotations

import argparse
import os
import resource
import subprocess
import sys
import tempfile
import time
from pathlib import Path
from typing import Final

ROOT: Final = Path(__file__).resolve().parents[1]
MEGABYTE: Final = 1 << 20


def size(folder: Path) -> float:
    """What the files of a folder take on the disk, in megabytes."""
    return sum(path.lstat().st_blocks * 512 for path in folder.rglob("*")) / MEGABYTE


def timed(command: list[str], folder: Path) -> tuple[float, float]:
    """Seconds of the clock and of the processors that a command takes; what it prints goes to stderr."""
    start, before = time.monotonic(), resource.getrusage(resource.RUSAGE_CHILDREN)
    environment = {name: value for name, value in os.environ.items() if name not in ("MAKEFLAGS", "MAKELEVEL")}
    subprocess.run(command, cwd=folder, env=environment, stdout=sys.stderr, check=True)
    after = resource.getrusage(resource.RUSAGE_CHILDREN)
    return time.monotonic() - start, after.ru_utime + after.ru_stime - before.ru_utime - before.ru_stime


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__.partition("\n")[0] if __doc__ else "")
    parser.add_argument("--python", default=sys.executable, help="what makes the environment (%(default)s)")
    options = parser.parse_args()
    with tempfile.TemporaryDirectory(prefix="warraq-setup-") as made:
        clone = Path(made) / "warraq"
        subprocess.run(["git", "clone", "--quiet", str(ROOT), str(clone)], check=True)
        python = f"PYTHON={options.python}"
        print("| step | wall, s | CPU, s | |\n|---|---|---|---|")
        wall, cpu = timed(["make", "setup", python], clone)
        print(f"| `make setup` | {wall:.0f} | {cpu:.0f} | environment {size(clone / '.venv'):.0f} MB |", flush=True)
        wall, cpu = timed(["make", "extract", python], clone)
        print(f"| `make extract` after it | {wall:.0f} | {cpu:.0f} | |", flush=True)
        wall, cpu = timed([".venv/bin/python", "-m", "pip", "wheel", "--quiet", "--no-deps", "-w", "dist", "."], clone)
        (wheel,) = (clone / "dist").glob("*.whl")
        print(f"| a wheel | {wall:.0f} | {cpu:.0f} | {wheel.stat().st_size / MEGABYTE:.1f} MB |")


if __name__ == "__main__":
    main()
