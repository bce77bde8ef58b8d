"""Object code as a shared library, which the system's own loader has there in a millisecond.

llvmlite, which can load object code too, takes as long as reading three pages, and 40 MiB. A library is made where the
machine has a linker (``ld`` of binutils) and says what processor it has (Linux); elsewhere there is none.
"""

from __future__ import annotations

import ctypes
import hashlib
import platform
import shutil
import subprocess
import tempfile
from collections.abc import Sequence
from contextlib import suppress
from functools import cache
from pathlib import Path
from typing import Any, Final

_DIGEST: Final = hashlib.sha256().digest_size
#: Of what Linux says of the processors, the first is in so many bytes.
_FIRST_PROCESSOR: Final = 16_384
#: Bytes of the length of a name.
_LENGTH: Final = 2


@cache
def processor() -> str | None:
    """What the processor is and can do, as far as code may depend on it; None where the system doesn't say."""
    with suppress(OSError), open("/proc/cpuinfo", encoding="utf-8", errors="replace") as stream:  # noqa: PTH123
        for line in stream.read(_FIRST_PROCESSOR).splitlines():
            name, _, value = line.partition(":")
            if name.strip() in ("flags", "Features"):
                return f"{platform.machine()} {value.strip()}"
    return None


def linked(name: str, code: bytes, never_called: Sequence[str]) -> bytes | None:
    """The file of a library in which ``name`` is the function; None where none can be made.

    Args:
        code: object code, as llvmlite gives it.
        never_called: what the code asks for though it never calls it. Whoever gets there after all is stopped.
    """
    linker = shutil.which("ld")
    if linker is None or processor() is None:
        return None
    with tempfile.TemporaryDirectory(prefix="warraq-") as made:
        folder = Path(made)
        (folder / "code.o").write_bytes(code)
        (folder / "stops.o").write_bytes(_stops(never_called))
        # The code was compiled to be put anywhere by a program, so its addresses are written into it (notext).
        options = ("-shared", "-s", "-z", "notext", "-z", "noexecstack", "-o", "library.so", "code.o", "stops.o")
        run = subprocess.run([linker, *options], cwd=folder, capture_output=True, check=False)
        if run.returncode:
            return None
        content = (folder / "library.so").read_bytes()
        (folder / "library.so").chmod(0o700)
        try:
            ctypes.CDLL(str(folder / "library.so"))[name]
        except (OSError, AttributeError):  # the system lets nobody load such a library
            return None
    # What stands behind a library's own parts is nothing to the loader.
    content += name.encode() + len(name.encode()).to_bytes(_LENGTH, "big")
    return content + hashlib.sha256(content).digest()


def loaded(path: Path) -> tuple[int, Any] | None:
    """Address of the function of a library, and what must live as long as it is called; None if it isn't whole.

    Raises OSError where it isn't there or may not be loaded.
    """
    data = path.read_bytes()
    content = data[:-_DIGEST]
    if len(content) < _LENGTH or hashlib.sha256(content).digest() != data[-_DIGEST:]:
        return None
    length = int.from_bytes(content[-_LENGTH:], "big")
    name = content[-_LENGTH - length : -_LENGTH].decode()
    library = ctypes.CDLL(str(path))
    address = ctypes.cast(library[name], ctypes.c_void_p).value
    assert address is not None  # looked up just now
    return address, library


def _stops(names: Sequence[str]) -> bytes:
    """Object code in which each of ``names`` is a function that ends the process."""
    from llvmlite import binding

    with suppress(RuntimeError):  # newer ones do this by themselves
        binding.initialize_native_target()
        binding.initialize_native_asmprinter()
    functions = (f"define hidden void @{name}() {{\ncall void @abort()\nunreachable\n}}" for name in names)
    module = binding.parse_assembly("\n".join(("declare void @abort()", *functions)))
    machine = binding.Target.from_default_triple().create_target_machine(reloc="pic")
    return bytes(machine.emit_object(module))
