"""``njit`` as Numba has it, but Numba itself is imported by the first call of a kernel.

Importing Numba takes as long as reading twenty honest pages, which need none of its kernels. Until one is called, each
is a stand-in; the first call makes dispatchers of all of them, and puts each where a module holds its stand-in, so that
kernels find each other when they are compiled.
"""

from __future__ import annotations

import functools
import sys
import threading
from collections.abc import Callable
from typing import Any, Final

_PACKAGE: Final = __name__.partition(".")[0]
_waiting: Final[list[_Kernel]] = []
_lock: Final = threading.RLock()


class _Kernel:
    """Stands for a kernel that nothing has called yet."""

    def __init__(self, function: Callable[..., Any], options: dict[str, Any]) -> None:
        functools.update_wrapper(self, function)
        self.py_func = function
        self.options = options
        self.dispatcher: Callable[..., Any] | None = None

    def __call__(self, *arguments: Any) -> Any:
        if self.dispatcher is None:
            load()
        assert self.dispatcher is not None
        return self.dispatcher(*arguments)


def njit(**options: Any) -> Callable[[Callable[..., Any]], Any]:
    """A decorator that takes the options of ``numba.njit``; where Numba is loaded already, it is that."""

    def decorate(function: Callable[..., Any]) -> Any:
        if "numba" in sys.modules:
            import numba  # waits where another thread is still importing it

            if _waiting:  # somebody else imported it: no kernel may find a stand-in when it is compiled
                load()
            return numba.njit(**options)(function)
        kernel = _Kernel(function, options)
        with _lock:
            _waiting.append(kernel)
        return kernel

    return decorate


def lean_njit(**options: Any) -> Callable[[Callable[..., Any]], Any]:
    """``njit`` for kernels that allocate nothing, which Numba refuses to compile otherwise.

    Any other counts the references to its arrays, at each look at a field of a tuple of them: an atomic operation, as
    long as the arithmetic of a tight loop.
    """
    return njit(_nrt=False, **options)


def loaded() -> bool:
    """Whether kernels can be called at the price of a call: the process has Numba already."""
    return "numba" in sys.modules and not _waiting


def load() -> None:
    """Import Numba and make dispatchers of all kernels that wait."""
    import numba

    with _lock:
        for kernel in _waiting:
            kernel.dispatcher = numba.njit(**kernel.options)(kernel.py_func)
        _waiting.clear()
        for name, module in list(sys.modules.items()):
            if name.partition(".")[0] != _PACKAGE or module is None:
                continue
            for key, value in list(vars(module).items()):
                if isinstance(value, _Kernel):
                    setattr(module, key, value.dispatcher)
