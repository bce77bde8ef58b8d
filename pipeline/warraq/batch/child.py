"""The parent's end of one worker: starts it, hands it a document, hears what came of it, kills it when it must."""

from __future__ import annotations

import json
import os
import pickle
import signal
import subprocess
import sys
import time
from contextlib import suppress
from multiprocessing import Pipe
from multiprocessing.connection import Connection
from typing import Final

from warraq.batch import worker
from warraq.batch.settings import TIME_HELP, Admit, Failure, Outcome, Settings, Status

#: Seconds that a worker may take to start on a busy machine.
_START: Final = 60.0
#: A document whose worker dies is given to another one so many times.
ATTEMPTS: Final = 3
#: Starts in a row that may fail before the run is given up: then it isn't the documents.
_STARTS: Final = 3
#: Seconds that a worker whose end of the connection is closed gets to be gone by itself.
_GRACE: Final = 2.0
#: Documents that one process reads before another takes its place, so that no leak adds up.
_LIFETIME: Final = 500
#: One thread a worker: the pool decides how many cores are used.
_ONE_THREAD: Final = dict.fromkeys(("OPENBLAS_NUM_THREADS", "OMP_NUM_THREADS", "NUMBA_NUM_THREADS"), "1")


class Child:
    """One worker and the document that it has in hand.

    A worker that dies or is killed is replaced when the next document is given. ``deadline`` is when the document's
    time is up, in the seconds of ``time.monotonic``.
    """

    def __init__(self, settings: Settings, admit: Admit) -> None:
        self._settings = settings
        self._admit = admit
        self._process: subprocess.Popen[bytes] | None = None
        self._connection: Connection | None = None
        self._served = 0
        self._ready = False
        self._failed_starts = 0
        self._digest = ""
        self._begun = 0.0
        self.name = ""
        self.attempts = 0
        self.deadline = 0.0

    @property
    def connection(self) -> Connection:
        """Readable when the worker has something to say, or is dead. Only while it has a document in hand."""
        assert self._connection is not None
        return self._connection

    def give(self, name: str, attempts: int) -> None:
        """Hand over a document; ``attempts`` counts this time too."""
        self.name, self.attempts, self._digest = name, attempts, ""
        self._begun = time.monotonic()
        self.deadline = self._begun + self._settings.config.limits.seconds_per_document
        if self._process is None or self._served >= _LIFETIME:
            self.kill()
            self._start()
            self.deadline += _START  # until it says that it is ready
        self._served += 1
        with suppress(ConnectionError):  # died before it had anything to do: its end of file tells
            self.connection.send_bytes(os.fsencode(name))

    def _start(self) -> None:
        ours, theirs = Pipe()
        with theirs:
            self._process = subprocess.Popen(
                [sys.executable, "-m", worker.__name__, str(theirs.fileno())],
                stdin=subprocess.DEVNULL,
                stdout=subprocess.DEVNULL,
                stderr=None if os.environ.get("WARRAQ_DEBUG") else subprocess.DEVNULL,
                pass_fds=(theirs.fileno(),),
                env=os.environ | _ONE_THREAD,
                start_new_session=True,  # an interrupt from the terminal reaches the parent alone
            )
        self._connection, self._served, self._ready = ours, 0, False
        with suppress(ConnectionError):
            ours.send_bytes(pickle.dumps(self._settings))

    def hear(self) -> Outcome | None:
        """Take one message; the outcome if it was the last of this document. Raises EOFError where the worker died."""
        try:
            message = self.connection.recv_bytes()
        except OSError as error:
            raise EOFError from error
        kind, body = message[:1], message[1:]
        if kind == worker.READY:
            self._ready, self._failed_starts = True, 0
            self._begun = time.monotonic()
            self.deadline = self._begun + self._settings.config.limits.seconds_per_document
        elif kind == worker.DIGEST:
            self._digest = body.decode()
            admitted = self._admit(self.name, self._digest)
            with suppress(ConnectionError):
                self.connection.send_bytes(worker.READ if admitted else worker.SKIP)
            if not admitted:
                return self._outcome("same")
        elif kind == worker.DOCUMENT:
            pages = int.from_bytes(body[: worker.PAGES_BYTES])
            return self._outcome("done", document=body[worker.PAGES_BYTES :], pages=pages)
        elif kind in (worker.FAILURE, worker.LAST_FAILURE):
            if kind == worker.LAST_FAILURE:
                self.kill()
            return self._outcome("failed", failure=Failure(**json.loads(body)))
        return None

    def overdue(self) -> Outcome:
        """The document's time is up: kill the worker."""
        self.kill()
        allowed = self._settings.config.limits.seconds_per_document
        return self._outcome(
            "failed", failure=Failure("LimitExceeded", f"it took more than {allowed:g} s", 10, TIME_HELP)
        )

    def died(self) -> Outcome | None:
        """The worker is dead: the outcome where that happened often enough, else None: the document is due again.

        Raises:
            RuntimeError: it isn't the document: workers don't even start.
        """
        assert self._process is not None
        try:
            code = self._process.wait(_GRACE)
        except subprocess.TimeoutExpired:
            code = 0
        self.kill()
        cause = signal.Signals(-code).name if code < 0 else f"exit code {code}"
        if not self._ready:
            self._failed_starts += 1
            if self._failed_starts >= _STARTS:
                raise RuntimeError(f"workers can't be started ({cause}): WARRAQ_DEBUG=1 shows what they say")
            self.attempts -= 1
            return None
        if self.attempts < ATTEMPTS:
            return None
        message = f"the worker died of it {self.attempts} times ({cause})"
        return self._outcome("failed", failure=Failure("WorkerDied", message, 70, "Look whether memory ran out."))

    def kill(self) -> None:
        """End the process at once."""
        if self._process is None:
            return
        self._process.kill()
        self._process.wait()
        self.connection.close()
        self._process = self._connection = None

    def _outcome(
        self, status: Status, document: bytes = b"", failure: Failure | None = None, pages: int = 0
    ) -> Outcome:
        seconds = time.monotonic() - self._begun
        return Outcome(self.name, status, self._digest, document, failure, pages, seconds, self.attempts)
