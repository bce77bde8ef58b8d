"""One run over an archive: inputs in, documents and a ledger out, with a count that a person can watch."""

from __future__ import annotations

import time
from collections import deque
from collections.abc import Callable, Iterable, Iterator
from dataclasses import asdict, dataclass, field
from pathlib import Path
from typing import Final

from warraq.batch.ledger import stamp
from warraq.batch.settings import Executor, Outcome, Settings
from warraq.batch.store import Store

#: Inputs that are listed ahead, so that the time that is left can be told.
_AHEAD: Final = 100_000
#: Seconds between two times that what is done is made safe against a loss of power.
_SYNC: Final = 5.0


@dataclass(slots=True)
class Tally:
    """How far a run is.

    Attributes:
        done, failed, same: inputs of this run, by what came of them.
        skipped: inputs that an earlier run had dealt with.
        failed_before: those of them that failed.
        pages: of the documents that are done.
        total: inputs in all; None while they are still being listed.
        seconds: since the run began.
        last: name of the input that was dealt with last, and why it failed if it did.
    """

    done: int = 0
    failed: int = 0
    same: int = 0
    skipped: int = 0
    failed_before: int = 0
    pages: int = 0
    total: int | None = None
    seconds: float = 0.0
    last: str = ""
    failures: dict[str, int] = field(default_factory=dict)

    @property
    def handled(self) -> int:
        """Inputs that this run has dealt with."""
        return self.done + self.failed + self.same

    @property
    def rate(self) -> float:
        """Inputs a second."""
        return self.handled / self.seconds if self.seconds else 0.0

    @property
    def left(self) -> float | None:
        """Seconds that the rest will take; None where that can't be told."""
        if self.total is None or not self.rate:
            return None
        return (self.total - self.skipped - self.handled) / self.rate


def run_archive(
    names: Iterable[str],
    folder: Path,
    settings: Settings,
    executor: Executor,
    *,
    form: str = "jsonl",
    retry_failed: bool = False,
    tell: Callable[[Tally], None] = lambda tally: None,
) -> Tally:
    """Have every document read that ``folder`` doesn't hold yet.

    Args:
        names: paths and URLs; may be endless.
        folder: gets ``documents-00001.jsonl`` (or ``.parquet``) and so on, and ``ledger.jsonl``.
        executor: what reads them.
        form: ``jsonl`` or ``parquet``.
        retry_failed: read again what failed in an earlier run.
        tell: called after each input.

    Raises:
        NotReadable: the folder can't be written (a full disk too), or its ledger is damaged. All that was done until
            then is kept.
        UsageError: the folder holds a run with other settings, or documents that no ledger names.
    """
    store = Store(folder, form, settings.fingerprint, forget_failures=retry_failed)
    tally = Tally()
    begun = synced = time.monotonic()
    reading: dict[str, str] = {}  # digest -> name of the input that it is read from

    def admit(name: str, sha256: str) -> bool:
        return not store.ledger.holds(sha256) and reading.setdefault(sha256, name) == name

    results = executor.results(_fresh(names, store, tally), admit)
    try:
        for outcome in results:
            _keep(outcome, store, tally)
            if reading.get(outcome.sha256) == outcome.name and store.ledger.holds(outcome.sha256):
                del reading[outcome.sha256]
            now = time.monotonic()
            tally.seconds = now - begun
            tell(tally)
            if now - synced > _SYNC:
                store.sync()
                synced = now
    finally:
        close = getattr(results, "close", None)
        if close is not None:
            close()
        store.close()
    tally.seconds = time.monotonic() - begun
    return tally


def _fresh(names: Iterable[str], store: Store, tally: Tally) -> Iterator[str]:
    """The names that the ledger doesn't know, each once."""
    listed: deque[str] = deque()
    source = iter(names)
    met = 0
    while True:
        while tally.total is None and len(listed) < _AHEAD:
            name = next(source, None)
            if name is None:
                tally.total = met
                break
            met += 1
            listed.append(name)
        if not listed:
            return
        name = listed.popleft()
        if store.ledger.knows(name):
            tally.skipped += 1
            tally.failed_before += store.ledger.failed(name)
        else:
            yield name


def _keep(outcome: Outcome, store: Store, tally: Tally) -> None:
    entry: dict[str, object] = {"input": outcome.name, "status": outcome.status}
    if outcome.sha256:
        entry["sha256"] = outcome.sha256
    stamped = stamp(outcome.name)
    if stamped:
        entry["stamp"] = stamped
    entry |= {"seconds": round(outcome.seconds, 3), "attempts": outcome.attempts}
    tally.last = outcome.name
    if outcome.status == "done":
        store.put(outcome.document, entry | {"pages": outcome.pages})
        tally.done += 1
        tally.pages += outcome.pages
        return
    if outcome.failure is not None:
        entry["error"] = asdict(outcome.failure)
        tally.failures[outcome.failure.kind] = tally.failures.get(outcome.failure.kind, 0) + 1
    store.ledger.add(entry)
    if outcome.status == "failed":
        tally.failed += 1
    else:
        tally.same += 1
