"""What the command costs from a cold start, and whether the first run after it was installed costs more.

    python -m benchmarks.cold_start                      an honest PDF, a damaged one and a dump, from this checkout
    python -m benchmarks.cold_start --first-run          from a wheel of it, in an environment of its own

The environment of ``--first-run`` is sealed before the first run: nobody may write to it. The command runs without a
home folder, as nobody where root asks for it (and nobody can run the Python that is asked for: ``--python``). Which
files it opens to write, makes or renames is told by Python's own audit events, in a run that isn't timed.
"""

from __future__ import annotations

import argparse
import os
import subprocess
import sys
import tempfile
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import Any, Final

from benchmarks.speed import Run, machine, measure, pages, row
from benchmarks.structure_golden import FIXTURES

ROOT: Final = Path(__file__).resolve().parents[1]
FILES: Final = ("pdf/honest.pdf", "pdf/law-damaged.pdf", "text/ctoc-cop-wg7-2020-4.txt")
NOBODY: Final = 65534
#: Runs the command and prints what it wrote, a path a line. Events of Python's own functions; a library that opens a
#: file by itself is kept from it by the folder being sealed.
AUDITED: Final = """
import os, sys
seen = set()
def hear(event, given):
    if event == "open":
        path, mode, flags = given
        if isinstance(flags, int) and flags & (os.O_WRONLY | os.O_RDWR | os.O_CREAT) and isinstance(path, (str, bytes)):
            seen.add(os.fsdecode(path))
    elif event in ("os.mkdir", "os.rename", "os.link", "os.symlink"):
        seen.update(os.fsdecode(path) for path in given[:2] if isinstance(path, (str, bytes)))
sys.addaudithook(hear)
from warraq.cli import main
try:
    main()
finally:
    print(*sorted(seen), sep="\\n", file=sys.__stderr__)
"""


def lines(runs: int) -> Iterator[str]:
    """The table of cold starts."""
    yield f"Median of {runs} runs (of CPU time the least). {machine()}."
    yield from ("", "| command | wall s | CPU s | peak MiB | ms a page |", "|---|---|---|---|---|")
    for name in FILES:
        path = FIXTURES / name
        runs_of_file = [measure("extract", "--quiet", str(path)) for _ in range(runs)]
        yield row(f"`warraq extract {path.name}`", runs_of_file, pages(path))


def first_runs(python: str, wheel: Path | None) -> Iterator[str]:
    """The first run of each file beside the second, and what was written."""
    with tempfile.TemporaryDirectory(prefix="warraq-cold-") as made:
        folder = Path(made)
        folder.chmod(0o755)
        inside = install(python, wheel, folder)
        files = [folder / Path(name).name for name in FILES]
        for name, file in zip(FILES, files, strict=True):
            file.write_bytes((FIXTURES / name).read_bytes())
        seal(folder)
        how = conditions(inside)
        who = "as nobody, " if "user" in how else ""
        yield f"From a wheel, {who}without HOME, in a sealed folder. {machine(inside)}."
        yield from (
            "",
            "| file | first run: wall s | CPU s | second: wall s | CPU s | written |",
            "|---|---|---|---|---|---|",
        )
        for file in files:
            first, second = (run(inside, file, how) for _ in range(2))
            paths = ", ".join(f"`{path}`" for path in written(inside, file, how)) or "nothing"
            yield (
                f"| {file.name} | {first.seconds:.2f} | {first.cpu:.2f} | {second.seconds:.2f} | {second.cpu:.2f} "
                f"| {paths} |"
            )
        unseal(folder)


def install(python: str, wheel: Path | None, folder: Path) -> Path:
    """The Python of a new environment with the wheel in it; without one it is built of this checkout."""
    environment = folder / "environment"
    environment_without_python = {name: value for name, value in os.environ.items() if not name.startswith("PYTHON")}
    subprocess.run([python, "-m", "venv", str(environment)], check=True, env=environment_without_python)
    inside = environment / "bin" / "python"
    pip = [str(inside), "-m", "pip", "--quiet", "--disable-pip-version-check"]
    if wheel is None:
        clone = folder / "clone"  # what is compiled in the checkout itself is of another Python
        subprocess.run(["git", "clone", "--quiet", str(ROOT), str(clone)], check=True)
        subprocess.run(
            [*pip, "wheel", "--no-deps", "-w", str(folder), str(clone)],
            check=True,
            env=environment_without_python,
            stdout=sys.stderr,
        )
        (wheel,) = folder.glob("*.whl")
    subprocess.run([*pip, "install", str(wheel)], check=True, env=environment_without_python, stdout=sys.stderr)
    return inside


def seal(folder: Path) -> None:
    """Let nobody write to anything in ``folder``."""
    for path in (folder, *folder.rglob("*")):
        if not path.is_symlink():
            path.chmod(path.stat().st_mode & 0o555)


def unseal(folder: Path) -> None:
    """Let the owner write again, so that it can be removed."""
    for path in (folder, *folder.rglob("*")):
        if path.is_dir() and not path.is_symlink():
            path.chmod(path.stat().st_mode | 0o200)


def conditions(inside: Path) -> dict[str, Any]:
    """How the command is run: without a home, as nobody where that is possible."""
    how: dict[str, Any] = {"cwd": "/", "env": {"PATH": os.defpath, "LANG": "C.UTF-8"}}
    if os.geteuid() == 0:
        stranger = how | {"user": NOBODY, "group": NOBODY, "extra_groups": []}
        try:
            subprocess.run([str(inside), "-c", ""], check=True, **stranger)
        except (OSError, subprocess.CalledProcessError):  # it lies in root's own folder
            return how
        return stranger
    return how


def run(inside: Path, file: Path, how: dict[str, Any]) -> Run:
    """One run of the command, which has to succeed."""
    measured = measure("extract", "--quiet", str(file), python=str(inside), **how)
    if measured.code:
        raise SystemExit(f"warraq extract {file.name} failed with {measured.code}")
    return measured


def written(inside: Path, file: Path, how: dict[str, Any]) -> Sequence[str]:
    """What a run opens to write, makes or renames; its output goes to stdout."""
    command = [str(inside), "-c", AUDITED, "extract", "--quiet", str(file)]
    done = subprocess.run(command, check=True, stdout=subprocess.DEVNULL, stderr=subprocess.PIPE, text=True, **how)
    return [line for line in done.stderr.splitlines() if line and line != os.devnull]


def main() -> None:
    parser = argparse.ArgumentParser(description="Cold starts, and the first run after an installation.")
    parser.add_argument("--runs", type=int, default=5, metavar="N", help="runs of each file (default: %(default)s)")
    parser.add_argument("--first-run", action="store_true", help="install a wheel, and run it for the first time")
    parser.add_argument("--python", default=sys.executable, help="what makes that environment (default: %(default)s)")
    parser.add_argument("--wheel", type=Path, help="the wheel to install (by default it is made of the last commit)")
    options = parser.parse_args()
    for line in first_runs(options.python, options.wheel) if options.first_run else lines(options.runs):
        print(line, flush=True)


if __name__ == "__main__":
    main()
