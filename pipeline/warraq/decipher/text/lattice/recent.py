"""What was worked out last, for texts in which the same comes again soon."""

from __future__ import annotations

from collections.abc import Callable, Hashable
from typing import Generic, TypeVar

Key = TypeVar("Key", bound=Hashable)
Value = TypeVar("Value")


class Recent(Generic[Key, Value]):
    """Remembers values by key, ``most`` of them at a time; two threads may work the same one out."""

    def __init__(self, most: int) -> None:
        self._most = most
        self._known: dict[Key, Value] = {}

    def of(self, key: Key, make: Callable[[], Value]) -> Value:
        """The value of a key: the one that is known, or what ``make`` gives."""
        value = self._known.get(key)
        if value is None:
            if len(self._known) >= self._most:
                self._known = {}
            value = self._known[key] = make()
        return value
