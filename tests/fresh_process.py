"""Python code in a process of its own, which has loaded nothing yet."""

from __future__ import annotations

import subprocess
import sys


def printed(code: str) -> str:
    """What ``code`` prints; a failure is raised."""
    return subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True).stdout
