"""What every command shares: its progress bar, and how it complains. stdout is data, stderr for people."""

from __future__ import annotations

import logging
import os
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING, Final, TextIO

from warraq.cli.exit_codes import INTERNAL_FAULT
from warraq.errors import LimitExceeded, NotReadable, WarraqError

if TYPE_CHECKING:
    from warraq.decipher.corrections import Corrections
    from warraq.run import Progress

#: A name of no file: what is written there goes to stdout.
STDOUT: Final = "-"
#: The logger of the library, whose messages ``-v`` shows.
_LOGGER: Final = logging.getLogger("warraq")
#: From which level on ``-v`` and ``-vv`` show them.
_LEVELS: Final = {1: logging.INFO, 2: logging.DEBUG}


class _Lines(logging.Handler):
    """Writes messages to stderr as it is then, with the seconds since the start."""

    def emit(self, record: logging.LogRecord) -> None:
        say(f"warraq: {record.relativeCreated / 1000:7.2f} s  {self.format(record)}")


def log_to_stderr(verbose: int) -> None:
    """Show what the library logs: its stages for 1, what they saw too for 2; nothing for 0."""
    for handler in [handler for handler in _LOGGER.handlers if isinstance(handler, _Lines)]:
        _LOGGER.removeHandler(handler)
    _LOGGER.setLevel(_LEVELS.get(min(verbose, 2), logging.NOTSET))
    if verbose:
        _LOGGER.addHandler(_Lines())


def corrections_of(path: Path | None) -> Corrections | None:
    """What a person corrected; None where no file is given."""
    if path is None:
        return None
    from warraq.decipher.corrections import read_corrections

    return read_corrections(path)


def log_level() -> int:
    """What ``log_to_stderr`` was called with."""
    return next((times for times, level in _LEVELS.items() if level == _LOGGER.level), 0)


@contextmanager
def progress(name: str, quiet: bool) -> Iterator[Progress | None]:
    """A progress bar on stderr where a person is looking, nothing elsewhere."""
    if quiet or not sys.stderr.isatty() or _LOGGER.isEnabledFor(logging.INFO):  # lines of the log would tear it
        yield None
        return
    from rich.console import Console
    from rich.progress import BarColumn, Progress, TextColumn, TimeElapsedColumn

    columns = (TextColumn("{task.description}"), BarColumn(), TimeElapsedColumn())
    with Progress(*columns, console=Console(stderr=True), transient=True) as bar:
        task = bar.add_task(name, total=None)

        def tell(stage: str, done: int, total: int) -> None:
            bar.update(task, description=f"{name} · {stage}", completed=done, total=total or None)

        yield tell


def say(message: str) -> None:
    sys.stderr.write(message + "\n")


@contextmanager
def to_stdout() -> Iterator[TextIO]:
    """stdout, all of it written when the block ends. Raises NotReadable where it can't be: a full disk behind it."""
    try:
        yield sys.stdout
        sys.stdout.flush()
    except BrokenPipeError:
        raise
    except OSError as error:
        abandon_stdout()
        raise NotReadable(error.strerror or "can't be written", where="stdout", help="Is the disk full?") from error


def abandon_stdout() -> None:
    """Let what was not written yet go nowhere: Python would try again when it ends."""
    with open(os.devnull, "wb") as nowhere:  # noqa: PTH123 (no path of a file)
        os.dup2(nowhere.fileno(), sys.stdout.fileno())


def complain(error: Exception) -> int:
    """Tell the user what went wrong and what to do; the exit code for it. WARRAQ_DEBUG raises our own faults."""
    if isinstance(error, WarraqError):
        say(f"warraq: {error}")
        if error.help:
            say(f"        {error.help}")
        return error.exit_code
    if isinstance(error, MemoryError):
        return complain(LimitExceeded("memory ran out", help="Read the file on a larger machine, if you trust it."))
    if os.environ.get("WARRAQ_DEBUG"):
        raise error
    say(f"warraq: a fault in warraq itself: {type(error).__name__}: {error}")
    say("        Set WARRAQ_DEBUG=1 to see where, and please report it.")
    return INTERNAL_FAULT
