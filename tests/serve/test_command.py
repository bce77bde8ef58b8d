"""The command: it says where it listens, and leaves nothing behind however it is ended."""

from __future__ import annotations

import os
import re
import signal
import socket
import subprocess
import sys
import urllib.request
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest


@contextmanager
def started(folder: Path, *options: str) -> Iterator[tuple[subprocess.Popen[str], str]]:
    """A server whose temporary files are in ``folder``, and the first line that it says."""
    process = subprocess.Popen(
        [sys.executable, "-m", "warraq", "serve", "--port", "0", *options],
        stderr=subprocess.PIPE,
        text=True,
        env=os.environ | {"TMPDIR": str(folder)},
    )
    assert process.stderr is not None
    try:
        yield process, process.stderr.readline()
    finally:
        process.kill()
        process.wait()
        process.stderr.close()


@pytest.mark.parametrize("number", [signal.SIGINT, signal.SIGTERM, signal.SIGHUP], ids=lambda number: number.name)
def test_nothing_is_left_when_it_is_ended(number: signal.Signals, tmp_path: Path) -> None:
    with started(tmp_path) as (process, line):
        (address,) = re.findall(r"http://127\.0\.0\.1:\d+/", line)
        with urllib.request.urlopen(
            urllib.request.Request(f"{address}api/documents", data=b"%PDF-1.7", method="POST")
        ) as answer:
            assert answer.status == 202
        (folder,) = tmp_path.iterdir()
        assert folder.stat().st_mode & 0o77 == 0
        process.send_signal(number)
        process.wait(20)
    assert list(tmp_path.iterdir()) == []


def test_an_address_of_a_network_is_warned_of(tmp_path: Path) -> None:
    with started(tmp_path, "--host", "0.0.0.0") as (process, line):
        assert re.match(r"http://localhost:\d+/ ", line)
        assert process.stderr is not None and "no password" in process.stderr.readline()


def test_where_it_cannot_listen_it_says_so() -> None:
    with socket.create_server(("127.0.0.1", 0)) as other:
        busy = str(other.getsockname()[1])
        for port in (busy, "65536"):
            command = [sys.executable, "-m", "warraq", "serve", "--port", port]
            done = subprocess.run(command, capture_output=True, text=True, check=False, timeout=60)
            assert done.returncode == 2 and "Give another --port." in done.stderr and "Traceback" not in done.stderr


def test_what_it_needs_is_named() -> None:
    code = "import sys; sys.modules['uvicorn'] = None; from warraq.cli import main; main(['serve'])"
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=False)
    assert done.returncode == 2 and "pip install 'warraq[serve]'" in done.stderr
