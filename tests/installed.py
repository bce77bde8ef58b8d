"""What some tests need of the machine beside Python packages; ``tests/needs`` lists the Debian packages for it."""

from __future__ import annotations

import os
from pathlib import Path

import pytest


def require(path: Path, package: str) -> Path:
    """``path``, if it is there. Else the test is skipped, or fails where CI is set: there nothing may be missing."""
    if not path.exists():
        message = f"{path} is missing: apt-get install {package}"
        if os.environ.get("CI"):
            pytest.fail(message)
        pytest.skip(message)
    return path
