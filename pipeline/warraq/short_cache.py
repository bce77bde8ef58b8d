"""``lru_cache`` for functions of a text: only what short texts gave is kept.

A cache that counts its entries bounds its memory only if entries are bounded too, and nobody vouches for how long the
lines of a file are. Those that come again, such as headers, labels and numbers, are short.
"""

from __future__ import annotations

from collections.abc import Callable
from functools import lru_cache, update_wrapper
from typing import Any, Final, Generic, TypeVar

#: Characters of the longest text that is kept; a line of a book has half as many.
LONGEST: Final = 256

_Given = TypeVar("_Given")


class _Kept(Generic[_Given]):
    """A function with its cache, which is looked at and emptied as that of ``lru_cache``."""

    def __init__(self, function: Callable[..., _Given], entries: int) -> None:
        update_wrapper(self, function)
        self._function = function
        self._cached: Any = lru_cache(maxsize=entries)(function)
        self.cache_info, self.cache_clear = self._cached.cache_info, self._cached.cache_clear

    def __call__(self, text: str, *rest: Any) -> _Given:
        found: _Given = (self._cached if len(text) <= LONGEST else self._function)(text, *rest)
        return found


def kept_if_short(entries: int) -> Callable[[Callable[..., _Given]], _Kept[_Given]]:
    """A decorator: what a function gave for the last ``entries`` texts of at most ``LONGEST`` characters is kept.

    The text is its first argument; all are positional and can be hashed.
    """

    def decorate(function: Callable[..., _Given]) -> _Kept[_Given]:
        return _Kept(function, entries)

    return decorate
