"""Object code: loaded without Numba, refused where it isn't whole, called with nothing but what it was made for."""

from __future__ import annotations

import ast
import importlib
import importlib.util
import sys
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import numpy as np
import pytest
from numba.core.caching import NullCache
from numba.core.dispatcher import Dispatcher

from tests.fresh_process import printed
from tests.installed import require
from warraq import compiled, kept_files, object_code, shared_code
from warraq.extract.content_arrays import END
from warraq.extract.content_kernel import CODE
from warraq.kernel_cache import VARIABLE
from warraq.object_code import ObjectCode
from warraq.repair.geometry_kernel import CODE as GEOMETRY
from warraq.repair.row_kernel import CODE as ROWS
from warraq.segment.sequence_kernel import CODE as NUMBERING

FACSIMILE = Path(__file__).parents[1] / "fixtures" / "pdf" / "ctoc-cop-wg7-2020-4.pdf"


def again() -> ObjectCode:
    """The same code, not loaded yet."""
    return ObjectCode(CODE._module, CODE._name, CODE._arrays, CODE._sources[1:])


@pytest.fixture
def packed(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """The file of the kernel, in a folder of its own."""
    CODE.load_or_compile()
    name = CODE._file_name()
    data = next(path.read_bytes() for folder in kept_files.folders() if (path := folder / name).exists())
    monkeypatch.setenv(VARIABLE, str(tmp_path))
    (tmp_path / name).write_bytes(data)
    return tmp_path / name


@pytest.fixture
def library(packed: Path) -> Path:
    """The shared library made of it, alone in the folder."""
    require(Path("/usr/bin/ld"), "binutils")
    again()._keep_library(packed.read_bytes())
    packed.unlink()
    (kept,) = packed.parent.iterdir()
    return kept


def test_what_was_compiled_is_loaded_without_numba_and_llvmlite() -> None:
    require(Path("/usr/bin/ld"), "binutils")
    CODE.load_or_compile()
    code = (
        "import sys; from pathlib import Path; from warraq.extract.pdf_file import extract_pdf;"
        f"read = extract_pdf(Path({str(FACSIMILE)!r}));"
        "from warraq.extract.content_kernel import CODE;"
        "print(len(read.pages), CODE._call is not None, 'llvmlite' in sys.modules, 'numba' in sys.modules)"
    )
    assert printed(code) == "10 True False False\n"


def test_it_is_found_in_the_folder_of_the_user(packed: Path) -> None:
    assert again().load() is not None
    packed.unlink()
    assert again().load() is None


def test_the_library_does_what_the_object_code_does(packed: Path) -> None:
    require(Path("/usr/bin/ld"), "binutils")
    by_object, made = again().load(), again()
    made._keep_library(packed.read_bytes())
    packed.unlink()
    for call in (by_object, made.load()):
        assert call is not None
        arrays = [np.zeros((64,) * dims, "bool" if kind == "boolean" else kind) for kind, dims in CODE._arrays]
        arrays[0] = np.frombuffer(b"q 1 0 0 1 5 6 cm Q ", np.uint8)
        assert call(*arrays, 0) == (END, arrays[0].size)


@pytest.mark.parametrize("lacks", ["linker", "processor"])
def test_without_a_linker_or_a_known_processor_the_object_code_is_loaded(
    packed: Path, lacks: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    if lacks == "linker":
        monkeypatch.setattr(shared_code.shutil, "which", lambda name: None)
    else:
        monkeypatch.setattr(shared_code, "processor", lambda: None)
    assert again().load_or_compile() is not None
    assert list(packed.parent.iterdir()) == [packed]


@pytest.mark.parametrize("kind", ["packed", "library"])
@pytest.mark.parametrize("damage", ["cut short", "a bit turned", "empty"])
def test_a_file_that_is_not_whole_is_not_loaded(kind: str, damage: str, request: pytest.FixtureRequest) -> None:
    packed: Path = request.getfixturevalue(kind)
    data = bytearray(packed.read_bytes())
    if damage == "cut short":
        data = data[: len(data) // 2]
    elif damage == "a bit turned":
        data[-100] ^= 1
    else:
        data.clear()
    packed.write_bytes(data)
    assert again().load() is None


def test_another_source_or_signature_is_another_file() -> None:
    other = ObjectCode(CODE._module, CODE._name, CODE._arrays, ("warraq.extract.tokens",))
    shorter = ObjectCode(CODE._module, CODE._name, CODE._arrays[:-1], CODE._sources[1:])
    assert len({CODE._file_name(), other._file_name(), shorter._file_name()}) == 3
    assert again()._file_name() == CODE._file_name()


def kernel_modules(code: ObjectCode) -> list[str]:
    """The modules of its functions, but for one that is called by itself too and takes nothing of others."""
    return [name for name in code._sources if name.endswith("_kernel")]


def taken_from(module: str) -> set[str]:
    """Modules of ours that ``module`` takes something of, which may be compiled in."""
    file = importlib.import_module(module).__file__
    assert file is not None
    found = set()
    for node in ast.walk(ast.parse(Path(file).read_text(encoding="utf-8"))):
        if isinstance(node, ast.ImportFrom) and node.module is not None and node.module.startswith("warraq"):
            for name in node.names:
                inner = f"{node.module}.{name.name}"
                package = importlib.import_module(node.module)
                is_module = hasattr(package, "__path__") and importlib.util.find_spec(inner) is not None
                found.add(inner if is_module else node.module)
    return found


@pytest.mark.parametrize("code", [CODE, GEOMETRY, ROWS, NUMBERING], ids=lambda code: code._module)
def test_whatever_is_compiled_in_is_a_source(code: ObjectCode) -> None:
    taken = set().union(*map(taken_from, kernel_modules(code))) - {"warraq.compiled", "warraq.object_code"}
    assert taken and taken <= set(code._sources)


@pytest.mark.parametrize("code", [CODE, GEOMETRY, ROWS, NUMBERING], ids=lambda code: code._module)
def test_numba_keeps_no_kernel_whose_constants_are_in_other_files(code: ObjectCode) -> None:
    compiled.load()
    kernels = [
        kernel
        for module in kernel_modules(code)
        for kernel in vars(importlib.import_module(module)).values()
        if isinstance(kernel, Dispatcher) and kernel.py_func.__module__ == module
    ]
    assert len(kernels) > 10
    assert all(isinstance(kernel._cache, NullCache) for kernel in kernels)


def test_an_array_of_another_kind_is_refused() -> None:
    call = CODE.load_or_compile()
    arrays = [np.zeros((1,) * dimensions, "bool" if kind == "boolean" else kind) for kind, dimensions in CODE._arrays]
    for wrong in (arrays[0].astype(np.int8), arrays[0].reshape(1, 1), np.zeros(4, np.uint8)[::2]):
        with pytest.raises(TypeError, match="array 0"):
            call(wrong, *arrays[1:], 0)


def test_an_array_whose_address_could_not_be_had_is_asked_again(monkeypatch: pytest.MonkeyPatch) -> None:
    call = CODE.load_or_compile()
    arrays = [np.zeros((64,) * dims, "bool" if kind == "boolean" else kind) for kind, dims in CODE._arrays]
    call(*arrays, 0)
    arrays[0] = np.frombuffer(b"q 1 0 0 1 5 6 cm Q ", np.uint8)
    with monkeypatch.context() as patched:
        patched.setattr(object_code, "_address", lambda array: int("none"))
        with pytest.raises(ValueError, match="none"):
            call(*arrays, 0)
    assert call(*arrays, 0) == (END, arrays[0].size)


def test_arrays_are_where_numpy_has_them() -> None:
    fixed = np.arange(5.0)
    fixed.flags.writeable = False
    for array in (np.arange(6).reshape(2, 3), np.arange(9)[4:], fixed, np.frombuffer(b"bytes", np.uint8), np.zeros(0)):
        assert object_code._address(array) == array.ctypes.data


@pytest.fixture
def hasty_threads() -> Iterator[None]:
    """Threads take turns as often as they can."""
    interval = sys.getswitchinterval()
    sys.setswitchinterval(1e-6)
    yield
    sys.setswitchinterval(interval)


@pytest.mark.usefixtures("hasty_threads")
def test_threads_do_not_call_it_with_the_arrays_of_others() -> None:
    call = CODE.load_or_compile()

    def ends(length: int) -> set[tuple[int, int]]:
        arrays = [np.zeros((64,) * dims, "bool" if kind == "boolean" else kind) for kind, dims in CODE._arrays]
        arrays[0] = np.full(length, ord(" "), np.uint8)
        return {call(*arrays, 0) for _ in range(3000)}

    with ThreadPoolExecutor(2) as pool:
        assert list(pool.map(ends, (10, 20))) == [{(END, 10)}, {(END, 20)}]


def test_where_nothing_can_be_kept_nothing_is_left(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (tmp_path / "file").write_bytes(b"")
    monkeypatch.setenv(VARIABLE, str(tmp_path / "file" / "folder"))
    kept_files.keep(b"data", "name")
    assert [path.name for path in tmp_path.iterdir()] == ["file"]
    monkeypatch.setenv(VARIABLE, str(tmp_path / "folder"))
    kept_files.keep(b"data", "name")
    assert (tmp_path / "folder" / "name").read_bytes() == b"data"
    assert len(list((tmp_path / "folder").iterdir())) == 1
