"""What some tests need of the machine beside Python packages, and the Debian packages that have it.

The lists of needs are what ``.ci/run`` installs: a test that needs something else would pass only where somebody
installed it by hand.
"""

from __future__ import annotations

import os
import shutil
from pathlib import Path
from typing import Final

import pytest

_ROOT: Final = Path(__file__).resolve().parents[1]
#: The files that list Debian packages: the faces of the fixtures, and what tests need beside them.
LISTS: Final = (_ROOT / "fixtures" / "build" / "needs", _ROOT / "tests" / "needs")


def needs() -> set[str]:
    """Names of the Debian packages that continuous integration installs."""
    lines = (line for path in LISTS for line in path.read_text(encoding="utf-8").splitlines())
    return {line for line in lines if line and not line.startswith("#")}


def require(path: Path, packages: str) -> Path:
    """``path``, which one of ``packages`` (names with spaces between) has; each must be in the lists of needs.

    Where it isn't there the test is skipped, or fails where CI is set: there nothing may be missing.
    """
    unlisted = set(packages.split()) - needs()
    if unlisted:
        pytest.fail(f"in no list of needs: {', '.join(sorted(unlisted))}")
    if not path.exists():
        message = f"{path} is missing: apt-get install {packages}"
        if os.environ.get("CI"):
            pytest.fail(message)
        pytest.skip(message)
    return path


def program(name: str, package: str) -> str:
    """The path of a program, which ``package`` has."""
    return str(require(Path(shutil.which(name) or f"/usr/bin/{name}"), package))
