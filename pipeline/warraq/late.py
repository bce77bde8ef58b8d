"""Until repair/ makes its expressions where they are."""

from collections.abc import Callable
from typing import TypeVar

_Made = TypeVar("_Made")


def late(make: Callable[[], _Made]) -> _Made:
    return make()
