"""Modules of other packages that are loaded when something of them is asked for, not when they are imported."""

from __future__ import annotations

import sys
from importlib import import_module
from importlib.util import find_spec
from threading import Lock
from types import ModuleType
from typing import Any, Final

_ONE_AT_A_TIME: Final = Lock()


def defer_what_is_seldom_needed() -> None:
    """Defer what packages load that a sound document asks nothing of.

    It is called once, before a stage has run, by a process that reads documents and does nothing else: what others
    import in theirs is theirs to decide.
    """
    # pdfminer guesses the encoding of text files with it, which nobody asks it for; it takes as long as reading four
    # pages.
    defer("charset_normalizer")
    # Its package asks for its own version, for which ``importlib.metadata`` and ``email`` are loaded.
    defer_package("pdfminer")
    # It compiles expressions, which is done once on a machine.
    defer_package("regex")
    # Only its distances are asked for.
    defer_package("rapidfuzz")
    # Only encrypted files need them.
    defer_names("cryptography.hazmat.backends", "default_backend")
    defer_names("cryptography.hazmat.primitives.ciphers", "Cipher", "algorithms", "modes")
    # Explanations of NumPy's functions, for whoever asks for help in Python.
    defer("numpy._core._add_newdocs")


def defer(name: str) -> None:
    """Let ``import name`` give a stand-in, until it is asked for something: then the module itself takes its place.

    ``importlib.util.LazyLoader`` doesn't help here: in Python 3.11 the import statement itself asks for something.
    """
    if name not in sys.modules:
        _stand_in(name)


def defer_package(name: str) -> None:
    """Let modules of a package be imported without what the package itself imports, which is loaded as in ``defer``."""
    if name not in sys.modules and (spec := find_spec(name)) is not None and spec.submodule_search_locations:
        made = _stand_in(name)
        made.__spec__, made.__file__, made.__path__ = spec, spec.origin, spec.submodule_search_locations


def defer_names(name: str, *names: str) -> None:
    """Let ``from name import NAME`` give stand-ins for ``names``, until they are called or asked for something."""
    if name not in sys.modules:
        made = _stand_in(name)
        vars(made).update({wanted: _Name(made, wanted) for wanted in names})


def _stand_in(name: str) -> ModuleType:
    made = ModuleType(name)

    def load(attribute: str) -> Any:
        if attribute == "__path__":  # the import statement asks for it
            raise AttributeError(attribute)
        if "__path__" in vars(made) and sys.modules.get(name) is made and find_spec(f"{name}.{attribute}") is not None:
            return import_module(f"{name}.{attribute}")
        with _ONE_AT_A_TIME:
            if sys.modules.get(name) is made:
                del sys.modules[name]
        real = import_module(name)
        # What was imported of the package before it; another thread may be importing more.
        for part, module in list(vars(made).items()):
            if isinstance(module, ModuleType):
                vars(real).setdefault(part, module)
        return getattr(real, attribute)

    made.__dict__["__getattr__"] = load
    sys.modules[name] = made
    return made


class _Name:
    """Stands for something of a module."""

    def __init__(self, module: ModuleType, name: str) -> None:
        self._module, self._name = module, name

    def _real(self) -> Any:
        return self._module.__dict__["__getattr__"](self._name)

    def __getattr__(self, name: str) -> Any:
        return getattr(self._real(), name)

    def __call__(self, *arguments: Any, **named: Any) -> Any:
        return self._real()(*arguments, **named)
