"""Modules of other packages that are loaded when something of them is asked for, not when they are imported."""

from __future__ import annotations

import sys
from importlib import import_module
from types import ModuleType
from typing import Any


def defer(name: str) -> None:
    """Let ``import name`` give a stand-in, until it is asked for something: then the module itself takes its place.

    ``importlib.util.LazyLoader`` doesn't help here: in Python 3.11 the import statement itself asks for something.
    """
    if name in sys.modules:
        return
    stand_in = ModuleType(name)

    def load(attribute: str) -> Any:
        if sys.modules.get(name) is stand_in:
            del sys.modules[name]
        return getattr(import_module(name), attribute)

    stand_in.__dict__["__getattr__"] = load
    sys.modules[name] = stand_in
