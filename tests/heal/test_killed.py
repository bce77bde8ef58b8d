"""A heal that is killed while it writes leaves the file as it was, and nothing that passes for a document."""

from __future__ import annotations

import io
import re
import signal
import subprocess
import sys
from pathlib import Path

import pytest

from tests.heal.test_in_place import DAMAGED, run
from warraq.batch.inputs import expand

#: Killed by the kernel inside the write that would make a file longer than this.
IN_THE_WRITE = (
    "import resource, signal; signal.signal(signal.SIGXFSZ, signal.SIG_DFL);"
    "resource.setrlimit(resource.RLIMIT_FSIZE, (4096, 4096))"
)
#: Killed at the moment when the new file is to take the old one's place.
BEFORE_THE_MOVE = (
    "import os, signal, sys;"
    "sys.addaudithook(lambda event, _: os.kill(os.getpid(), signal.SIGKILL) if event == 'os.rename' else None)"
)


def killed(how: str, *arguments: str | Path) -> None:
    """Heal in a process that is killed in this way."""
    code = f"{how}; from warraq.cli import main; main()"
    command = [sys.executable, "-c", code, "heal", *map(str, arguments), "--quiet", "--no-verify"]
    ended = subprocess.run(command, capture_output=True, check=False)
    assert -ended.returncode in (signal.SIGKILL, signal.SIGXFSZ), ended.stderr.decode()


@pytest.mark.skipif(not hasattr(signal, "SIGXFSZ"), reason="Windows has no such signals")
@pytest.mark.parametrize("how", [IN_THE_WRITE, BEFORE_THE_MOVE], ids=["in the write", "before the move"])
@pytest.mark.parametrize("target", ["new", "existing", "in place"])
def test_the_old_file_stays_whole(how: str, target: str, tmp_path: Path) -> None:
    source, out = tmp_path / "law.pdf", tmp_path / "out.pdf"
    source.write_bytes(DAMAGED.read_bytes())
    if target == "existing":
        out.write_bytes(b"%PDF-1.7 of before")
    options = ("--in-place",) if target == "in place" else ("-o", out)
    before = {path: path.read_bytes() for path in tmp_path.iterdir()}
    killed(how, source, *options)
    assert {path: path.read_bytes() for path in before} == before
    (stray,) = set(tmp_path.iterdir()) - set(before)
    written = source if target == "in place" else out
    assert re.fullmatch(rf"\.{written.name}\.[0-9a-f]{{16}}", stray.name)
    assert list(expand([str(tmp_path)], io.BytesIO())) == [str(path) for path in sorted(before)]
    # The next one isn't in its way.
    assert run(source, "--no-verify", *options) == 0
    assert written.read_bytes()[:5] == b"%PDF-"
    assert written.stat().st_size > 10_000
