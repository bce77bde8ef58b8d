"""What all parts of a run over an archive share: its settings, and what came of one document."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Callable, Iterable, Iterator
from dataclasses import asdict, dataclass, replace
from typing import Any, Literal, Protocol

from warraq.config import DEFAULT, Config


@dataclass(frozen=True, slots=True)
class Settings:
    """How each document is read. Sent to every worker.

    Attributes:
        config: thresholds and limits, those of time and memory too.
        password: tried on every encrypted PDF.
        force: give the text as it stands where there is no Arabic in it.
    """

    config: Config = DEFAULT
    password: str | None = None
    force: bool = False

    @property
    def fingerprint(self) -> str:
        """Short digest of all that decides what a document comes out as. Limits only decide whether it does."""
        decisive = asdict(replace(self.config, limits=DEFAULT.limits)) | {"force": self.force}
        text = json.dumps(decisive, sort_keys=True, default=sorted)  # the order of a set is another in each process
        return hashlib.sha256(text.encode()).hexdigest()[:16]


@dataclass(frozen=True, slots=True)
class Failure:
    """Why a document could not be read: an error's class, message and exit code, and what to do about it."""

    kind: str
    message: str
    exit_code: int
    help: str = ""


#: ``same``: equal content was read under another name.
Status = Literal["done", "failed", "same"]


@dataclass(frozen=True, slots=True)
class Outcome:
    """What came of one input.

    Attributes:
        name: as it was given: a path or a URL.
        status: what came of it, in a word.
        sha256: of the content; empty where it could not be read.
        document: the document as one line of JSON (UTF-8, without the line feed); empty unless done.
        failure: where it failed.
        pages: of the document; 0 where it has none.
        seconds: wall time of the last attempt.
        attempts: how often it was begun; more than once where a worker died.
    """

    name: str
    status: Status
    sha256: str = ""
    document: bytes = b""
    failure: Failure | None = None
    pages: int = 0
    seconds: float = 0.0
    attempts: int = 1


#: ``admit(name, sha256)``: whether content that was met is to be read. Asked again where a worker died of it.
Admit = Callable[[str, str], bool]


class Executor(Protocol):
    """Something that has documents read."""

    def results(self, names: Iterable[str], admit: Admit) -> Iterator[Outcome]:
        """One outcome a name, in the order in which they are ready. Closing the iterator ends the work."""


def failure_of(error: BaseException) -> Failure:
    """An exception as it goes into the ledger; what isn't a ``WarraqError`` is a fault of ours, or of the machine."""
    from warraq.errors import WarraqError

    if isinstance(error, WarraqError):
        return Failure(type(error).__name__, str(error), error.exit_code, error.help)
    if isinstance(error, MemoryError):
        return Failure("LimitExceeded", "the document needs more memory than a worker may take", 10, MEMORY_HELP)
    return Failure(type(error).__name__, f"{error} ({_place(error)})", 70, REPORT_HELP)


MEMORY_HELP = "Raise --memory-limit if you trust the file."
REPORT_HELP = "This is a fault in warraq; please report it."
TIME_HELP = "Raise --time-limit if you trust the file."


def _place(error: BaseException) -> str:
    """File and line where it was raised."""
    trace: Any = error.__traceback__
    while trace is not None and trace.tb_next is not None:
        trace = trace.tb_next
    return f"{trace.tb_frame.f_code.co_filename.rpartition('/')[2]}:{trace.tb_lineno}" if trace else "nowhere"
