"""The documents of a server: each in a folder of its own, read by a process that is ended when its time is up."""

from __future__ import annotations

import json
import secrets
import shutil
import subprocess
import sys
import tempfile
import threading
import time
from collections.abc import Callable
from concurrent.futures import CancelledError, ThreadPoolExecutor
from contextlib import suppress
from dataclasses import asdict, dataclass, field
from pathlib import Path
from typing import Any, Final, Literal

from warraq.batch.settings import REPORT_HELP, TIME_HELP, Failure
from warraq.config import DEFAULT, Limits, Ocr
from warraq.errors import UsageError
from warraq.serve import worker

State = Literal["waiting", "reading", "done", "failed"]
#: Documents that a server has at a time.
MOST: Final = 100
#: Bytes of a line that a worker may say.
_LINE: Final = 1 << 16


@dataclass(slots=True)
class Job:
    """A document that was given.

    Attributes:
        id: unguessable.
        name: of the file as it was given, without folders.
        folder: holds it and what was made of it.
        state: where it is.
        stage, done, total: how far its reading is; ``total`` is 0 where nobody knows.
        failure: why it can't be read.
        facts: what ``app`` says of a document that was read, once it was asked.
        used: when anybody last asked for it, in the seconds of ``time.monotonic``.
        lock: held while a process works in the folder.
    """

    id: str
    name: str
    folder: Path
    password: str | None = field(default=None, repr=False)
    state: State = "waiting"
    stage: str = ""
    done: int = 0
    total: int = 0
    failure: Failure | None = None
    facts: Any = None
    used: float = field(default_factory=time.monotonic)
    lock: threading.Lock = field(default_factory=threading.Lock, repr=False)


class Jobs:
    """All documents. Nothing of them is left when it is closed, unless there is a folder to keep them in."""

    def __init__(
        self,
        limits: Limits = DEFAULT.limits,
        *,
        workers: int = 1,
        keep: Path | None = None,
        seconds: float = 3600.0,
        ocr: Ocr = DEFAULT.ocr,
    ) -> None:
        """
        Args:
            limits: what a document may take.
            workers: processes at a time.
            keep: folder where documents stay; without it they are gone when they weren't asked for in ``seconds``.
            ocr: which pages are read by their pictures.
        """
        self.limits, self._ocr = limits, ocr
        self._keep, self._seconds = keep, seconds
        if keep is not None:
            keep.mkdir(parents=True, exist_ok=True)
        self._folder = Path(tempfile.mkdtemp(prefix="warraq-")) if keep is None else keep
        self._jobs: dict[str, Job] = {}
        self._pool = ThreadPoolExecutor(workers)
        self._running: dict[str, subprocess.Popen[bytes]] = {}
        self._closed = False

    def new(self, name: str, password: str | None) -> Job:
        """A place for a document. Raises UsageError where there are too many."""
        self.forget_old()
        if len(self._jobs) >= MOST:
            raise UsageError("there are too many documents", help="Remove some.")
        number = secrets.token_urlsafe(16)
        folder = self._folder / number
        folder.mkdir(mode=0o700)
        job = Job(number, Path(name.replace("\\", "/")).name[:200] or "document", folder, password or None)
        self._jobs[number] = job
        return job

    def get(self, number: str) -> Job | None:
        """The document of an id."""
        job = self._jobs.get(number)
        if job is not None:
            job.used = time.monotonic()
        return job

    def all(self) -> list[Job]:
        """Every document, in the order in which they came."""
        self.forget_old()
        return list(self._jobs.values())

    def read(self, job: Job) -> None:
        """Have it read, now or when a process is free."""
        job.state, job.stage, job.done, job.total, job.failure, job.facts = "waiting", "", 0, 0, None, None
        self._pool.submit(self._read, job)

    def _read(self, job: Job) -> None:
        with job.lock:
            if job.id not in self._jobs:
                return
            job.state = "reading"
            (job.folder / worker.HEALED).unlink(missing_ok=True)

            def tell(stage: str, done: int, total: int) -> None:
                job.stage, job.done, job.total = stage, done, total

            job.failure = self._work(job, {"act": "read"}, tell)
            job.state = "failed" if job.failure else "done"

    def heal(self, job: Job, *, tags: bool) -> Failure | None:
        """Have it healed into its folder when a process is free; why it couldn't be. Waits for it."""

        def work() -> Failure | None:
            with job.lock:
                return self._work(job, {"act": "heal", "tags": tags}, lambda stage, done, total: None)

        try:
            return self._pool.submit(work).result()
        except (CancelledError, RuntimeError):  # it is closed
            return Failure("WorkerDied", "the server ends", 70)

    def _work(self, job: Job, asked: dict[str, Any], tell: Callable[[str, int, int], None]) -> Failure | None:
        asked |= {"name": job.name, "password": job.password}
        asked |= {name: getattr(self.limits, name) for name in worker.LIMITS} | {"ocr": asdict(self._ocr)}
        command = [sys.executable, "-P", "-m", worker.__name__, str(job.folder)]
        process = subprocess.Popen(command, stdin=subprocess.PIPE, stdout=subprocess.PIPE, stderr=subprocess.DEVNULL)
        self._running[job.id] = process
        if self._closed or job.id not in self._jobs:
            process.kill()
        late = threading.Event()

        def end() -> None:
            late.set()
            process.kill()

        timer = threading.Timer(self.limits.seconds_per_document, end)
        timer.start()
        try:
            ended = _listen(process, json.dumps(asked), tell)
        finally:
            timer.cancel()
            process.kill()
            process.wait()
            self._running.pop(job.id, None)
        if ended is not None:
            return Failure(**ended["error"]) if "error" in ended else None
        if late.is_set():
            return Failure("LimitExceeded", "it takes too long", 10, TIME_HELP)
        return Failure("WorkerDied", "the process that read it died", 70, REPORT_HELP)

    def remove(self, job: Job) -> None:
        """Let go of a document, and of all that was made of it."""
        self._jobs.pop(job.id, None)
        process = self._running.get(job.id)
        if process is not None:  # else it would write into what is removed
            process.kill()
            process.wait()
        shutil.rmtree(job.folder, ignore_errors=True)

    def forget_old(self) -> None:
        """Remove what nobody asked for in a while."""
        if self._keep is None:
            before = time.monotonic() - self._seconds
            for job in [job for job in self._jobs.values() if job.used < before and job.state != "reading"]:
                self.remove(job)

    def close(self) -> None:
        """End all work, and remove what isn't to be kept. A second call does nothing."""
        self._closed = True
        for process in list(self._running.values()):
            process.kill()
        self._pool.shutdown(cancel_futures=True)
        if self._keep is None:
            shutil.rmtree(self._folder, ignore_errors=True)


def _listen(process: subprocess.Popen[bytes], asked: str, tell: Callable[[str, int, int], None]) -> Any:
    """What a worker says at its end; None where it ends without a word, or says what it shouldn't."""
    assert process.stdin is not None and process.stdout is not None
    with process.stdin, process.stdout:
        with suppress(OSError):
            process.stdin.write(asked.encode() + b"\n")
            process.stdin.flush()
        while line := process.stdout.readline(_LINE):
            try:
                said = json.loads(line)
                if isinstance(said, dict):
                    error = said.get("error")
                    return said if error is None or _is_failure(error) else None
                stage, done, total = said
                tell(str(stage)[:40], int(done), int(total))
            except (ValueError, TypeError):
                return None
    return None


def _is_failure(error: Any) -> bool:
    kinds = {"kind": str, "message": str, "exit_code": int, "help": str}
    return isinstance(error, dict) and {name: type(value) for name, value in error.items()} == kinds
