"""What can't be written to stdout is said, with the exit code of a file that can't be written."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

import pytest

from warraq.cli.terminal import complain

FULL = Path("/dev/full")
FIXTURES = Path(__file__).resolve().parents[2] / "fixtures"
HONEST = str(FIXTURES / "pdf" / "honest.pdf")
GOLDEN = str(FIXTURES / "golden")


@pytest.mark.skipif(not FULL.exists(), reason="only Linux has a device that is always full")
@pytest.mark.parametrize(
    "arguments",
    [
        ("version",),
        ("schema",),
        ("extract", HONEST),
        ("extract", HONEST, "-f", "text"),
        ("inspect", HONEST),
        ("inspect", HONEST, "--json"),
        ("diff", "--quiet", GOLDEN, GOLDEN),
        ("repair", "-"),
    ],
)
def test_a_full_disk_behind_stdout_exits_3(arguments: tuple[str, ...]) -> None:
    with FULL.open("wb") as full:
        run = subprocess.run(
            [sys.executable, "-m", "warraq", *arguments],
            input="نص سليم".encode(),
            stdout=full,
            stderr=subprocess.PIPE,
            check=False,
        )
    assert (run.returncode, run.stderr.decode().splitlines()[0]) == (3, "warraq: stdout: No space left on device")
    assert "Traceback" not in run.stderr.decode()


def test_memory_that_ran_out_exits_10(capsys: pytest.CaptureFixture[str]) -> None:
    assert complain(MemoryError()) == 10
    assert "memory" in capsys.readouterr().err
