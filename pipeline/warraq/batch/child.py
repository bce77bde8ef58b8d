"""The parent's end of one worker: starts it, hands it a document, hears what came of it, kills it when it must."""

from __future__ import annotations

import json
import os
import pickle
import re
import signal
import socket
import subprocess
import sys
import time
from contextlib import suppress
from typing import Final

from warraq.batch import worker
from warraq.batch.messages import BadMessage, Channel
from warraq.batch.settings import TIME_HELP, Admit, Failure, Outcome, Settings, Status

#: Seconds that a worker may take to start on a busy machine.
_START: Final = 60.0
#: A document whose worker dies is given to another one so many times.
ATTEMPTS: Final = 3
#: Starts in a row that may fail before the run is given up: then it isn't the documents.
_STARTS: Final = 3
#: Seconds that a worker whose end of the socket is closed gets to be gone by itself.
_GRACE: Final = 2.0
#: Documents that one process reads before another takes its place, so that no leak adds up.
_LIFETIME: Final = 500
_DIGEST: Final = re.compile(rb"[0-9a-f]{64}")
#: Bytes of the longest message of a failure or a digest.
_SHORT: Final = 1 << 16
#: One thread a worker: the pool decides how many cores are used.
_ONE_THREAD: Final = dict.fromkeys(("OPENBLAS_NUM_THREADS", "OMP_NUM_THREADS"), "1")


class Child:
    """One worker and the document that it has in hand.

    A worker that dies or is killed is replaced when the next document is given. ``deadline`` is when the time of the
    document is up, or that of a worker that has yet to start, in the seconds of ``time.monotonic``.
    """

    def __init__(self, settings: Settings, admit: Admit) -> None:
        self._settings = settings
        self._admit = admit
        self._process: subprocess.Popen[bytes] | None = None
        self._channel: Channel | None = None
        self._served = 0
        self._ready = False
        self._failed_starts = 0
        self._digest = ""
        self._begun = 0.0
        self.name = ""
        self.attempts = 0
        self.deadline = 0.0

    @property
    def channel(self) -> Channel:
        """Readable when the worker has something to say, or is dead. Only while it has a document in hand."""
        assert self._channel is not None
        return self._channel

    def give(self, name: str, attempts: int) -> None:
        """Hand over a document; ``attempts`` counts this time too."""
        self.name, self.attempts, self._digest = name, attempts, ""
        if self._process is None or self._served >= _LIFETIME or not self.channel.silent:
            self.kill()
            self._start()
        self._begin()
        self._served += 1
        with suppress(OSError):  # died before it had anything to do: its end of file tells
            self.channel.send(os.fsencode(name))

    def _begin(self) -> None:
        """The clock runs: that of the document, or, as long as the worker isn't ready, that of its start."""
        self._begun = time.monotonic()
        self.deadline = self._begun + (self._settings.config.limits.seconds_per_document if self._ready else _START)

    def _start(self) -> None:
        ours, theirs = socket.socketpair()
        with theirs:
            self._process = subprocess.Popen(
                [sys.executable, "-P", "-m", worker.__name__, str(theirs.fileno())],
                stdin=subprocess.DEVNULL,
                stdout=subprocess.DEVNULL,
                stderr=None if os.environ.get("WARRAQ_DEBUG") else subprocess.DEVNULL,
                pass_fds=(theirs.fileno(),),
                env=os.environ | _ONE_THREAD,
                start_new_session=True,  # an interrupt from the terminal reaches the parent alone
            )
        # No document is longer than what its worker may hold.
        self._channel = Channel(ours, self._settings.config.limits.memory_bytes)
        self._served, self._ready = 0, False
        with suppress(OSError):
            self._channel.send(pickle.dumps(self._settings))

    def hear(self) -> Outcome | None:
        """Take what the worker says; the outcome if that was the last of this document.

        Raises EOFError where the worker died, and BadMessage where it says what no worker says: then it isn't ours any
        more, and what it said is not believed.
        """
        while (message := self.channel.take()) is not None:
            outcome = self._understand(message[:1], message[1:])
            if outcome is not None:
                return outcome
        return None

    def _understand(self, kind: bytes, body: bytes) -> Outcome | None:
        if kind == worker.READY and not self._ready and not body:
            self._ready, self._failed_starts = True, 0
            self._begin()
            return None
        if not self._ready:
            raise BadMessage("it spoke before it was ready")
        if kind == worker.DIGEST and not self._digest and _DIGEST.fullmatch(body):
            self._digest = body.decode()
            admitted = self._admit(self.name, self._digest)
            with suppress(OSError):
                self.channel.send(worker.READ if admitted else worker.SKIP)
            return None if admitted else self._outcome("same")
        if kind == worker.DOCUMENT and self._digest:
            pages, line = int.from_bytes(body[: worker.PAGES_BYTES]), body[worker.PAGES_BYTES :]
            _check(line, self._digest, pages)
            return self._outcome("done", document=line, pages=pages)
        if kind in (worker.FAILURE, worker.LAST_FAILURE):
            failure = _failure(body)
            if kind == worker.LAST_FAILURE:
                self.kill()
            return self._outcome("failed", failure=failure)
        raise BadMessage("a message that isn't due")

    def overdue(self) -> Outcome | None:
        """The time is up: kill the worker. None where it hasn't even started: that isn't the document's fault.

        Raises RuntimeError as ``died`` does.
        """
        self.kill()
        if not self._ready:
            self._fail_to_start(f"not ready within {_START:g} s")
            return None
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
        return self.lost(signal.Signals(-code).name if code < 0 else f"exit code {code}")

    def lost(self, cause: str) -> Outcome | None:
        """As ``died``, of a worker that is dead or not to be trusted."""
        self.kill()
        if not self._ready:
            self._fail_to_start(cause)
            return None
        if self.attempts < ATTEMPTS:
            return None
        message = f"the worker died of it {self.attempts} times ({cause})"
        return self._outcome("failed", failure=Failure("WorkerDied", message, 70, "Look whether memory ran out."))

    def _fail_to_start(self, cause: str) -> None:
        self._failed_starts += 1
        if self._failed_starts >= _STARTS:
            raise RuntimeError(f"workers can't be started ({cause}): WARRAQ_DEBUG=1 shows what they say")
        self.attempts -= 1

    def kill(self) -> None:
        """End the process at once."""
        if self._process is None:
            return
        self._process.kill()
        self._process.wait()
        self.channel.close()
        self._process = self._channel = None

    def _outcome(
        self, status: Status, document: bytes = b"", failure: Failure | None = None, pages: int = 0
    ) -> Outcome:
        seconds = time.monotonic() - self._begun
        return Outcome(self.name, status, self._digest, document, failure, pages, seconds, self.attempts)


def _check(line: bytes, digest: str, pages: int) -> None:
    """Raises BadMessage where a document isn't one of the schema in one line, or not of the content that was read."""
    from warraq.emit.formats.json import document_of

    if b"\n" in line:
        raise BadMessage("a document of several lines")
    try:
        source = document_of(line).source
    except ValueError as error:
        raise BadMessage("a document that isn't of the schema") from error
    if (source.sha256, source.pages or 0) != (digest, pages):
        raise BadMessage("a document of another file")


def _failure(body: bytes) -> Failure:
    """Raises BadMessage where it isn't one."""
    try:
        given = json.loads(body) if len(body) <= _SHORT else None
        kinds = {"kind": str, "message": str, "exit_code": int, "help": str}
        if isinstance(given, dict) and {name: type(value) for name, value in given.items()} == kinds:
            return Failure(**given)
    except (ValueError, RecursionError) as error:
        raise BadMessage("a failure that can't be read") from error
    raise BadMessage("a failure that isn't one")
