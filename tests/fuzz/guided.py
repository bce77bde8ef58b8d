"""Fuzzing that looks inside: Atheris makes the inputs that reach new lines of warraq and fontTools.

    python -m tests.fuzz.guided --minutes 60 [TARGET...]      all targets, or some; the minutes are shared out
    python -m tests.fuzz.guided TARGET --input FILE           what one input does, without Atheris

Fails where an input raises what isn't a ``WarraqError``, crashes, or takes more than ``SECONDS`` or ``MEBIBYTES``. The
input is kept in the folder --keep, and the command that reads it again is printed. What is compiled can't be looked
into: of the reader of content the same source guides, run by Python, and has to read the same glyphs.
"""

from __future__ import annotations

import argparse
import importlib.util
import os
import re
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator
from pathlib import Path
from types import FunctionType, ModuleType
from typing import Final

from tests.fuzz.mutations import NUMBERS, TOKENS

#: An input takes at most so long and so much, in a process that counts the lines it runs and keeps what it found.
SECONDS: Final = 60
MEBIBYTES: Final = 2048
#: The packages whose lines are counted.
LOOKED_INTO: Final = ["warraq", "fontTools"]
#: How libFuzzer says how far it is.
_TOLD: Final = re.compile(r"#(\d+)\s.*?cov: (\d+)")
#: Seconds between two lines of progress, and to wait for what should have ended.
_TELL: Final = 30.0
_PATIENCE: Final = 120.0
#: A file system in memory, where there is one: each input is written to a file.
_FAST: Final = "/dev/shm" if Path("/dev/shm").is_dir() else None
_MISSING: Final = (
    "Fuzzing needs Atheris: pip install -c constraints.txt '.[fuzz]'\n"
    "There are wheels for Linux on x86-64 and Python 3.11 to 3.14; this is Python {}.{} on {}."
)


def main() -> int:
    parser = argparse.ArgumentParser(description="Fuzzing that is guided by which lines run.")
    parser.add_argument("targets", nargs="*", metavar="TARGET")
    parser.add_argument("--minutes", type=float, default=5.0, help="for all targets together")
    parser.add_argument("--keep", type=Path, default=Path("out") / "fuzz", help="folder of inputs that show a fault")
    parser.add_argument("--input", type=Path, help="read this one and say what comes of it")
    parser.add_argument("--guide", type=float, metavar="SECONDS", help=argparse.SUPPRESS)
    arguments = parser.parse_args()
    if arguments.guide is not None:
        return _guide(arguments.targets[0], arguments.guide, arguments.keep)
    from tests.fuzz.targets import TARGETS

    names = arguments.targets or list(TARGETS)
    if unknown := set(names) - set(TARGETS):
        parser.error(f"no target {', '.join(sorted(unknown))}; there are {', '.join(TARGETS)}")
    if arguments.input is not None:
        for name in names:
            one_input(name, arguments.input.read_bytes())
            print(f"{name}: no fault")
        return 0
    if importlib.util.find_spec("atheris") is None:
        print(_MISSING.format(*sys.version_info[:2], sys.platform), file=sys.stderr)
        return 2
    faults = [name for name in names if not _sound(name, 60 * arguments.minutes / len(names), arguments.keep)]
    print(f"faults in {', '.join(faults)}" if faults else "no faults")
    return int(bool(faults))


def one_input(name: str, data: bytes) -> None:
    """Read ``data`` as a target does; what leaves is a fault."""
    from tests.fuzz.targets import TARGETS
    from warraq.errors import WarraqError

    try:
        TARGETS[name].read(data)
    except WarraqError as error:
        assert error.exit_code != 70
        str(error).encode("utf-8", "surrogateescape")


def _sound(name: str, seconds: float, keep: Path) -> bool:
    """Feed one target in a process of its own, and tell how far it is; whether it found nothing."""
    keep.mkdir(parents=True, exist_ok=True)
    before = set(keep.iterdir())
    log = keep / f"{name}.log"
    command = [sys.executable, "-m", "tests.fuzz.guided", name]
    began = time.monotonic()
    with log.open("wb") as said, tempfile.TemporaryDirectory(prefix="warraq-fuzz-", dir=_FAST) as folder:
        guide = [*command, "--guide", str(seconds), "--keep", str(keep)]
        child = subprocess.Popen(guide, stdout=said, stderr=said, env=os.environ | {"TMPDIR": folder})
        while child.poll() is None:
            try:
                child.wait(_TELL)
            except subprocess.TimeoutExpired:
                print(f"{name}: {_progress(log)}", flush=True)
            if time.monotonic() - began > seconds + SECONDS + _PATIENCE:
                child.kill()
    print(f"{name}: {time.monotonic() - began:.0f} s, {_progress(log)}", flush=True)
    if child.returncode == 0:
        return True
    print(f"{name}: FAULT; what it said is in {log}")
    for path in sorted(set(keep.iterdir()) - before - {log}):
        print(f"  once more: {' '.join(command)} --input {path}")
    return False


def _progress(log: Path) -> str:
    """The last that libFuzzer said of how far it is."""
    progress = _TOLD.findall(log.read_text("utf-8", "replace"))
    return f"{int(progress[-1][0]):,} inputs, {int(progress[-1][1]):,} places in the code" if progress else "starts"


def _guide(name: str, seconds: float, keep: Path) -> int:
    """Be the process that Atheris feeds; libFuzzer ends it, so that whatever it makes is in the parent's folder."""
    import atheris

    # Modules are imported where they are needed, some of them by the inputs: all that is done here stays inside.
    with atheris.instrument_imports(include=LOOKED_INTO, enable_loader_override=False):
        from tests.fuzz.campaign import sources
        from tests.fuzz.targets import TARGETS

        for module in sources():
            for function in _functions(module):
                atheris.instrument_func(function)
        target = TARGETS[name]
        folder = Path(tempfile.mkdtemp())
        for number, seed in enumerate(target.seeds()):
            (folder / f"seed-{number:03}").write_bytes(seed[: target.most])
        words = folder.with_suffix(".words")
        words.write_text("".join(f'"{_escaped(word)}"\n' for word in (*TOKENS, *NUMBERS)))
        options = {
            "max_total_time": max(int(seconds), 1),
            "max_len": target.most,
            "len_control": 10,
            "timeout": SECONDS,
            "report_slow_units": SECONDS,
            # what the process keeps of the inputs before, and the fragments of its heap, are no input's
            "rss_limit_mb": 2 * MEBIBYTES,
            "malloc_limit_mb": MEBIBYTES,
            "artifact_prefix": f"{keep}{os.sep}{name}-",
            "dict": words,
        }
        given = [f"-{key}={value}" for key, value in options.items()]
        atheris.Setup([sys.argv[0], *given, str(folder)], lambda data: one_input(name, data))
        atheris.Fuzz()
    return 0


def _functions(module: ModuleType) -> Iterator[FunctionType]:
    """The functions of a module and of its classes."""
    for thing in (module, *(value for value in vars(module).values() if isinstance(value, type))):
        for value in vars(thing).values():
            if isinstance(value, FunctionType) and value.__module__ == module.__name__:
                yield value


def _escaped(word: bytes) -> str:
    return "".join(f"\\x{byte:02x}" for byte in word)


if __name__ == "__main__":
    sys.exit(main())
