"""Patterns that are compiled when they are first asked for something: a short document asks few of them."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any, TypeVar, cast

_Made = TypeVar("_Made")


class _Late:
    """Stands for what ``make`` makes. What was asked for once is found here, as quickly as there."""

    def __init__(self, make: Callable[[], Any]) -> None:
        self._make = make

    def __getattr__(self, name: str) -> Any:
        if "_made" not in self.__dict__:
            self._made = self._make()
        found = self.__dict__[name] = getattr(self._made, name)
        return found


def late(make: Callable[[], _Made]) -> _Made:
    """What ``make`` makes, made when it is first asked for an attribute."""
    return cast(_Made, _Late(make))
