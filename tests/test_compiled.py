"""Numba is imported by the first kernel that is called, and by nothing else."""

from __future__ import annotations

from pathlib import Path

import numpy as np
import pytest
from numba.core.errors import NumbaError

from tests.fresh_process import printed
from warraq.compiled import lean_njit

HONEST = Path(__file__).parents[1] / "fixtures" / "pdf" / "honest.pdf"


def test_an_honest_document_needs_no_numba() -> None:
    code = f"import sys; from warraq import extract; extract({str(HONEST)!r}); print('numba' in sys.modules)"
    assert printed(code) == "False\n"


def test_the_first_call_makes_dispatchers_everywhere() -> None:
    code = (
        "from warraq.language import hashing, model; import numpy as np, sys;"
        "before = type(hashing.mix).__name__; value = hashing.mix(np.uint64(1));"
        "import numba; print(before, int(value) == int(hashing.mix.py_func(np.uint64(1))),"
        "isinstance(hashing.find, numba.core.dispatcher.Dispatcher))"
    )
    assert printed(code) == "_Kernel True True\n"


def test_kernels_are_there_once_one_was_called() -> None:
    code = (
        "import numpy as np; from warraq import compiled; from warraq.language import hashing;"
        "before = compiled.loaded(); hashing.mix(np.uint64(1)); print(before, compiled.loaded())"
    )
    assert printed(code) == "False True\n"


def test_kernels_are_not_there_yet_where_somebody_else_loaded_numba() -> None:
    code = "from warraq import compiled; from warraq.language import hashing; import numba; print(compiled.loaded())"
    assert printed(code) == "False\n"


def test_where_numba_is_loaded_it_is_used_at_once() -> None:
    code = "import numba; from warraq.language import hashing; print(type(hashing.mix).__name__)"
    assert printed(code) == "CPUDispatcher\n"


def test_kernels_that_waited_are_there_for_those_made_after_somebody_loaded_numba() -> None:
    code = (
        "from warraq.language import hashing; before = type(hashing.mix).__name__; import numba;"
        "from warraq.compiled import njit; twice = njit()(lambda key: hashing.mix(hashing.mix(key)));"
        "import numpy as np; one = np.uint64(1);"
        "print(before, int(twice(one)) == int(hashing.mix(hashing.mix(one))))"
    )
    assert printed(code) == "_Kernel True\n"


def test_a_thread_waits_for_another_that_imports_numba() -> None:
    code = (
        "import sys, threading, time; from warraq.compiled import njit;"
        "thread = threading.Thread(target=__import__, args=('numba',)); thread.start()\n"
        "while 'numba' not in sys.modules: time.sleep(0)\n"
        "print(type(njit()(lambda key: key)).__name__); thread.join()"
    )
    assert printed(code) == "CPUDispatcher\n"


def test_a_lean_kernel_reads_arrays_and_is_refused_where_it_makes_one() -> None:
    @lean_njit()
    def total(values):  # type: ignore[no-untyped-def]
        found = 0.0
        for value in values[1:]:
            found += value
        return found

    @lean_njit()
    def made(count):  # type: ignore[no-untyped-def]
        return np.zeros(count)

    assert total(np.arange(4.0)) == 6.0
    with pytest.raises(NumbaError):
        made(3)
