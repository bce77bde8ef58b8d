"""The same work on Dask distributed: a cluster of its own on this machine, or one that is there already.

A task has its document read by a worker process of ``child``, as the pool does, so that limits hold and a document
that kills its reader doesn't kill a Dask worker. Where a Dask worker is lost, its tasks are given to others; an
outcome is kept when it arrives here, once.
"""

from __future__ import annotations

import threading
import time
from collections.abc import Iterable, Iterator
from itertools import islice
from multiprocessing.connection import wait
from typing import Any, Final

from warraq.batch.child import Child
from warraq.batch.inputs import fetched, sha256_of
from warraq.batch.pool import attend, cores
from warraq.batch.settings import Admit, Failure, Outcome, Settings, failure_of
from warraq.errors import UsageError

#: Tasks in flight for each thread of the cluster, so that none waits for the next document.
_AHEAD: Final = 3
#: Seconds to wait for a scheduler.
_PATIENCE: Final = 10.0


class _Here(threading.local):
    """What belongs to one thread: its worker processes, by their settings."""

    def __init__(self) -> None:
        self.children: dict[str, Child] = {}


_here: Final = _Here()


class DaskCluster:
    """Executor on Dask: ``workers`` of its own, or those of the ``scheduler`` at an address (they need warraq too)."""

    def __init__(self, settings: Settings, workers: int = 0, scheduler: str | None = None) -> None:
        """Raises UsageError where Dask isn't installed or the scheduler can't be reached."""
        try:
            from distributed import Client, LocalCluster
        except ImportError:
            raise UsageError("--executor dask needs Dask", help="pip install 'warraq[dask]'") from None
        self._settings = settings
        self._cluster = None
        if scheduler is None:
            self._cluster = LocalCluster(
                n_workers=workers or cores(), threads_per_worker=1, dashboard_address=None, silence_logs=50
            )
        try:
            self.client = Client(self._cluster or scheduler, timeout=_PATIENCE)
        except (OSError, ValueError) as error:
            raise UsageError("the scheduler can't be reached", where=str(scheduler)) from error

    def results(self, names: Iterable[str], admit: Admit) -> Iterator[Outcome]:
        """See ``Executor.results``."""
        from distributed import as_completed

        todo = iter(names)
        ready = as_completed(loop=self.client.loop, with_results=False)
        stage: dict[Any, tuple[str, str]] = {}  # future -> name, and its digest once that is known

        def add(function: Any, name: str, digest: str = "") -> None:
            future = self.client.submit(function, name, self._settings, pure=False, retries=2)
            stage[future] = name, digest
            ready.add(future)

        try:
            for name in islice(todo, _AHEAD * max(1, sum(self.client.nthreads().values()))):
                add(digest_of, name)
            for future in ready:
                name, digest = stage.pop(future)
                outcome = _outcome(future, name, digest)
                if isinstance(outcome, str):
                    if admit(name, outcome):
                        add(read, name, outcome)
                        continue
                    outcome = Outcome(name, "same", outcome)
                following = next(todo, None)
                if following is not None:
                    add(digest_of, following)
                yield outcome
        finally:
            for future in stage:
                future.cancel()
            self.client.close()
            if self._cluster is not None:
                self._cluster.close()


def _outcome(future: Any, name: str, digest: str) -> Outcome | str:
    """What a task gave: an outcome, or a digest from the first of the two."""
    try:
        result: Outcome | str = future.result()
    except Exception as error:  # noqa: BLE001 - KilledWorker, or whatever a task could not catch
        return Outcome(name, "failed", digest, failure=Failure("WorkerDied", f"{type(error).__name__}: {error}", 70))
    return result


def digest_of(name: str, settings: Settings) -> Outcome | str:
    """Task: the digest of a document's content, or why it can't be read."""
    most = settings.config.limits.file_bytes
    try:
        with fetched(name, most) as path:
            return sha256_of(path, most)
    except Exception as error:  # noqa: BLE001 - whatever it is, it concerns this document alone
        return Outcome(name, "failed", failure=failure_of(error))


def read(name: str, settings: Settings) -> Outcome:
    """Task: the document, by a worker process that belongs to this thread and serves its later tasks too."""
    kept = _here.children
    key = repr(settings)
    if key not in kept:
        kept[key] = Child(settings, lambda name, sha256: True)
    child, attempts = kept[key], 1
    child.give(name, attempts)
    while True:
        wait([child.channel.fileno()], max(child.deadline - time.monotonic(), 0.0))
        outcome, free = attend(child)
        if outcome is not None:
            return outcome
        if free:
            attempts += 1
            child.give(name, attempts)
