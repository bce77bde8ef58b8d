"""Kernels as object code: what Numba compiled once runs without Numba, loaded by llvmlite alone.

Importing Numba and letting it load a function from its own cache takes a second and 100 MiB of memory; the object code
of the same function is there in 25 ms, and as a shared library (:mod:`warraq.shared_code`) in one. Only a kernel that
allocates nothing and raises nothing can be run so: what it would need of Numba then is not there. It takes arrays and
one integer, and returns two integers.

The code is kept beside Numba's cache, under a name that changes with the sources, the processor and llvmlite. A file
that isn't whole is never loaded. Numba must not cache such a kernel (``cache=True``): it looks at the kernel's own file
alone, and would give what it compiled before a constant or a function of another file was changed.
"""

from __future__ import annotations

import ctypes
import hashlib
import importlib
import sys
import threading
from collections.abc import Callable, Sequence
from contextlib import suppress
from itertools import compress
from operator import is_not
from pathlib import Path
from typing import Any, Final

import numpy as np
from numpy.typing import NDArray

from warraq import compiled, shared_code
from warraq.kept_files import folders, keep, kept, sealed, unsealed

#: kernel(*arrays, integer) -> two integers
Call = Callable[..., tuple[int, int]]

#: Changes with the form of the file or of the wrapper.
_VERSION: Final = b"1"
#: What compiled code asks Numba for when it allocates or raises. It does neither, so whoever gets there must not go on.
_NEVER_CALLED: Final = (
    "NRT_Allocate",
    "NRT_Free",
    "NRT_MemInfo_alloc",
    "NRT_MemInfo_alloc_aligned",
    "NRT_MemInfo_call_dtor",
    "numba_do_raise",
    "numba_gil_ensure",
    "numba_gil_release",
    "numba_runtime_build_excinfo_struct",
    "numba_unpickle",
)
_address_of: Final = ctypes.addressof
_first_byte: Final = ctypes.c_char.from_buffer


class ObjectCode:
    """The object code of one kernel.

    Args:
        module, name: where the kernel is, a function of Numba.
        arrays: type and number of dimensions of each array that it takes, in order; all are contiguous.
        sources: modules whose constants or functions are compiled in, beside ``module`` itself.
    """

    def __init__(self, module: str, name: str, arrays: Sequence[tuple[str, int]], sources: Sequence[str] = ()) -> None:
        self._module, self._name, self._arrays = module, name, tuple(arrays)
        self._sources = (module, *sources)
        self._call: Call | None = None

    @property
    def loaded(self) -> Call | None:
        """The kernel, if this process has loaded it."""
        return self._call

    def load(self) -> Call | None:
        """The kernel, if it has been compiled on this machine; else None. Numba isn't imported."""
        if self._call is None:
            self._call = self._from_library() or self._from_object()
        return self._call

    def load_or_compile(self) -> Call:
        """The kernel, compiled first where it must be: that takes Numba, and some tens of seconds."""
        if self._call is None:
            self._call = self._from_library()
        if self._call is None:
            name = self._file_name()
            data = next((data for data in kept(name) if _unpacked(data)), None)
            if data is None:
                data = _packed(*self._compiled())
                keep(data, name)
            self._keep_library(data)
            self._call = self._from_library() or self._loaded(data)
            assert self._call is not None
        return self._call

    def _from_library(self) -> Call | None:
        name = self._library_name()
        for folder in folders() if name else ():
            with suppress(OSError):
                found = shared_code.loaded(folder / name)
                if found is not None:
                    return _Caller(self._arrays, *found)
        return None

    def _from_object(self) -> Call | None:
        """By llvmlite, which is imported for it."""
        return next((call for data in kept(self._file_name()) if (call := self._loaded(data))), None)

    def _keep_library(self, data: bytes) -> None:
        parts, name = _unpacked(data), self._library_name()
        library = shared_code.linked(*parts, _NEVER_CALLED) if parts and name else None
        if library is not None:
            keep(library, name)

    def _library_name(self) -> str:
        """Name of the file of the library; empty where there can be none."""
        processor = shared_code.processor()
        return self._named(processor.encode(), "so") if processor else ""

    def _file_name(self) -> str:
        """Name of the file of the object code."""
        from llvmlite import __version__, binding

        machine = (binding.get_default_triple(), binding.get_host_cpu_name(), binding.get_host_cpu_features().flatten())
        return self._named(repr((__version__, machine)).encode(), "object")

    def _named(self, machine: bytes, ending: str) -> str:
        found = hashlib.sha256(_VERSION)
        for module in self._sources:
            found.update(Path(_loaded_module(module).__file__).read_bytes())
        found.update(repr(self._arrays).encode() + machine)
        return f"{self._module}.{self._name}-{found.hexdigest()[:32]}.{ending}"

    def _compiled(self) -> tuple[str, bytes]:
        """Name of the function that takes pointers, and the object code."""
        from numba import carray, cfunc, types
        from numba.core import codegen

        compiled.load()
        kernel = getattr(_loaded_module(self._module), self._name)
        kinds = sorted({kind for kind, _ in self._arrays})
        names: dict[str, Any] = {"carray": carray, "kernel": kernel}
        exec(_wrapper(self._arrays, kinds), names)  # a text made of the types above
        pointers = [types.CPointer(types.CPointer(getattr(types, kind))) for kind in kinds]
        signature = types.void(*pointers, types.CPointer(types.int64), types.int64, types.CPointer(types.int64))
        # Numba keeps the object code of a library only if it is told so before it compiles.
        made = codegen.CPUCodeLibrary.__init__
        try:

            def with_object(library: Any, *arguments: Any, **options: Any) -> None:
                made(library, *arguments, **options)
                library.enable_object_caching()

            codegen.CPUCodeLibrary.__init__ = with_object
            function = cfunc(signature)(names["wrapper"])
        finally:
            codegen.CPUCodeLibrary.__init__ = made
        code = function._library._get_compiled_object()
        assert b"NRT_MemInfo_alloc" not in code, f"{self._name} allocates"
        return function._wrapper_name, code

    def _loaded(self, data: bytes) -> Call | None:
        """The kernel of a file; None where the file isn't whole."""
        parts = _unpacked(data)
        return None if parts is None else _Caller(self._arrays, *_linked(*parts))


def _loaded_module(name: str) -> Any:
    return sys.modules.get(name) or importlib.import_module(name)


def _wrapper(arrays: Sequence[tuple[str, int]], kinds: Sequence[str]) -> str:
    """Text of the function that makes arrays of addresses and lengths, and calls the kernel."""
    lines = [f"def wrapper({', '.join(f'p_{kind}' for kind in kinds)}, sizes, number, out):"]
    size = 0
    for place, (kind, dimensions) in enumerate(arrays):
        shape = "".join(f"sizes[{size + i}], " for i in range(dimensions))
        size += dimensions
        lines.append(f"    a{place} = carray(p_{kind}[{place}], ({shape}))")
    lines.append(f"    out[0], out[1] = kernel({', '.join(f'a{place}' for place in range(len(arrays)))}, number)")
    return "\n".join(lines) + "\n"


def _linked(name: str, code: bytes) -> tuple[int, Any]:
    """Address of the function ``name`` of object code, and what must live as long as it is called."""
    from llvmlite import binding

    with suppress(RuntimeError):  # newer ones do this by themselves
        binding.initialize_native_target()
        binding.initialize_native_asmprinter()
    if "numba" not in sys.modules:
        stop = ctypes.cast(ctypes.CDLL(None).abort, ctypes.c_void_p).value
        for symbol in _NEVER_CALLED:
            binding.add_symbol(symbol, stop)
    machine = binding.Target.from_default_triple().create_target_machine(jit=True)
    engine = binding.create_mcjit_compiler(binding.parse_assembly(""), machine)
    engine.add_object_file(binding.ObjectFileRef.from_data(code))
    engine.finalize_object()
    return engine.get_function_address(name), engine


class _Caller:
    """Calls the function at an address with arrays; those of the call before are not looked at again.

    All threads share one, and the function runs without Python's lock: only one of them calls it at a time.
    """

    def __init__(self, arrays: Sequence[tuple[str, int]], address: int, engine: Any) -> None:
        self._types = [(np.dtype("bool" if kind == "boolean" else kind), dimensions) for kind, dimensions in arrays]
        self._starts = np.cumsum([0, *(dimensions for _, dimensions in arrays)]).tolist()
        self._every = range(len(arrays))
        self._engine = engine
        self._lock = threading.Lock()
        self._held: list[NDArray[Any] | None] = [None] * len(arrays)
        self._addresses = (ctypes.c_void_p * len(arrays))()
        self._sizes = (ctypes.c_int64 * self._starts[-1])()
        self._out = (ctypes.c_int64 * 2)()
        pointers = [self._addresses] * len({kind for kind, _ in arrays})
        self._before = [ctypes.c_void_p(ctypes.addressof(given)) for given in (*pointers, self._sizes)]
        self._after = ctypes.c_void_p(ctypes.addressof(self._out))
        kinds = [ctypes.c_void_p] * len(self._before)
        self._function = ctypes.CFUNCTYPE(None, *kinds, ctypes.c_int64, ctypes.c_void_p)(address)

    def __call__(self, *arguments: Any) -> tuple[int, int]:
        *arrays, number = arguments
        with self._lock:
            for place in compress(self._every, map(is_not, arrays, self._held)):
                self._hold(place, arrays[place])
            self._function(*self._before, number, self._after)
            first, second = self._out
        return first, second

    def _hold(self, place: int, array: NDArray[Any]) -> None:
        kind, dimensions = self._types[place]
        flags, shape = array.flags, array.shape
        # Most types are the same object, which is seen before they are compared.
        if (array.dtype is not kind and array.dtype != kind) or len(shape) != dimensions or not flags.c_contiguous:
            raise TypeError(f"array {place} is {array.dtype}[{array.ndim}], not {kind}[{dimensions}] and contiguous")
        self._addresses[place] = _address(array)
        start = self._starts[place]
        if dimensions == 1:  # as most
            self._sizes[start] = shape[0]
        else:
            self._sizes[start : start + dimensions] = shape
        self._held[place] = array


def _address(array: Any) -> int:
    """Where the first element of a NumPy array is; NumPy's own ways to say so take three times as long."""
    if array.flags.writeable and array.size:
        return _address_of(_first_byte(array))
    address: int = array.__array_interface__["data"][0]
    return address


def _packed(name: str, code: bytes) -> bytes:
    return sealed(name.encode() + b"\n" + code)


def _unpacked(data: bytes) -> tuple[str, bytes] | None:
    content = unsealed(data)
    if content is None:
        return None
    name, _, code = content.partition(b"\n")
    return name.decode(), code
