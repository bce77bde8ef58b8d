"""A process that is forked while threads read documents reads them as well, and the threads read them right."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

FIXTURES = Path(__file__).parents[1] / "fixtures" / "pdf"
NAMES = ("honest.pdf", "law-damaged.pdf", "agenda-damaged.pdf", "persian-no-tables.pdf", "ctoc-cop-wg7-2020-4-word.pdf")

#: Prints how each child ended (a child that hangs is ended by its alarm: -14), then what is wrong with the threads.
PROGRAM = """
import os, signal, sys, threading, time
from warraq import extract
from warraq.emit.formats.json import to_json

def read(path):
    return to_json(extract(path))

def read_often():
    while not done.is_set():
        for path in paths:
            found[path].add(read(path))

paths, done = sys.argv[1:], threading.Event()
found = {path: set() for path in paths}
threads = [threading.Thread(target=read_often) for _ in range(4)]
for thread in threads:
    thread.start()
codes = []
for number in range(8):
    time.sleep(0.15)
    child = os.fork()
    if child == 0:
        signal.alarm(90)
        read(paths[number % len(paths)])
        os._exit(0)
    codes.append(os.waitstatus_to_exitcode(os.waitpid(child, 0)[1]))
done.set()
for thread in threads:
    thread.join()
print(codes, [path for path in paths if found[path] != {read(path)}])
"""


def test_a_process_that_is_forked_while_threads_read() -> None:
    """It waited for ever for locks of threads that it hasn't: of imports, and of properties that are made once.

    The threads shared faces, each of which holds one glyph: letters of one thread came out as those of another.
    """
    paths = [str(FIXTURES / name) for name in NAMES[:2]]
    command = [sys.executable, "-W", "ignore", "-c", PROGRAM, *paths]
    # OpenBLAS ends its threads where a process forks, whatever they are doing for others.
    one_thread = os.environ | {"OPENBLAS_NUM_THREADS": "1"}
    run = subprocess.run(command, capture_output=True, text=True, env=one_thread, timeout=300)
    assert run.stderr == ""
    assert run.stdout == f"{[0] * 8} []\n"


#: Prints what else is imported in a thread once it is prepared, which it is before a file is looked for.
LATE = """
import contextlib, sys, threading
from warraq import WarraqError, extract

def read():
    with contextlib.suppress(WarraqError):
        extract("no such file")
    before = set(sys.modules)
    for path in sys.argv[1:]:
        with contextlib.suppress(WarraqError):
            extract(path)
    print(sorted(set(sys.modules) - before))

thread = threading.Thread(target=read)
thread.start()
thread.join()
"""


def test_a_thread_imports_nothing_after_it_was_prepared() -> None:
    """What it imports later may be half imported when another thread forks."""
    paths = [str(FIXTURES / name) for name in NAMES]
    run = subprocess.run([sys.executable, "-W", "ignore", "-c", LATE, *paths], capture_output=True, text=True)
    assert run.stderr == ""
    assert run.stdout == "[]\n"
