"""Workers on this machine. Each has one document in hand; one that hangs or dies costs its own place for a second."""

from __future__ import annotations

import os
import time
from collections import deque
from collections.abc import Iterable, Iterator
from multiprocessing.connection import wait

from warraq.batch.child import Child
from warraq.batch.messages import BadMessage
from warraq.batch.settings import Admit, Outcome, Settings


def cores() -> int:
    """How many cores this process may use."""
    return len(os.sched_getaffinity(0)) if hasattr(os, "sched_getaffinity") else os.cpu_count() or 1


class Pool:
    """The default executor: ``workers`` processes on this machine."""

    def __init__(self, settings: Settings, workers: int = 0) -> None:
        self._settings = settings
        self._workers = workers or cores()

    def results(self, names: Iterable[str], admit: Admit) -> Iterator[Outcome]:
        """See ``Executor.results``."""
        todo = iter(names)
        again: deque[tuple[str, int]] = deque()
        idle = [Child(self._settings, admit) for _ in range(self._workers)]
        busy: list[Child] = []
        try:
            while True:
                while idle and (task := _next(todo, again)) is not None:
                    child = idle.pop()
                    child.give(*task)
                    busy.append(child)
                if not busy:
                    return
                for child in _stirring(busy):
                    outcome, free = attend(child)
                    if free:
                        busy.remove(child)
                        idle.append(child)
                        if outcome is None:
                            again.append((child.name, child.attempts + 1))
                    if outcome is not None:
                        yield outcome
        finally:
            for child in (*busy, *idle):
                child.kill()


def _next(todo: Iterator[str], again: deque[tuple[str, int]]) -> tuple[str, int] | None:
    """The next document with the number of its attempt; those whose worker died come last of what is at hand."""
    name = next(todo, None)
    if name is not None:
        return name, 1
    return again.popleft() if again else None


def _stirring(busy: list[Child]) -> list[Child]:
    """The children that have something to say or whose time is up; waits until there is one."""
    patience = min(child.deadline for child in busy) - time.monotonic()
    ready = wait([child.channel.fileno() for child in busy], max(patience, 0.0))
    now = time.monotonic()
    return [child for child in busy if child.channel.fileno() in ready or child.deadline <= now]


def attend(child: Child) -> tuple[Outcome | None, bool]:
    """What a child says: the outcome if it has one, and whether it has nothing in hand now."""
    try:
        outcome = child.hear()
    except EOFError:
        return child.died(), True
    except BadMessage as error:
        return child.lost(str(error)), True
    if outcome is None and child.deadline <= time.monotonic():
        return child.overdue(), True
    return outcome, outcome is not None
