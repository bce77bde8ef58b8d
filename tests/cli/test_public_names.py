"""``from warraq import ...``: the functions keep their names whatever has been loaded."""

from __future__ import annotations

import subprocess
import sys

import warraq


def test_every_public_name_is_there() -> None:
    assert all(getattr(warraq, name) is not None for name in warraq.__all__)
    assert set(warraq.__all__) == set(dir(warraq))


def test_the_function_extract_is_not_lost_to_the_stage_of_its_name() -> None:
    script = (
        "import warraq.extract.objects.source\n"
        "from warraq.extract import pages\n"
        "from warraq import extract, inspect, repair_text\n"
        "assert all(map(callable, (extract, inspect, repair_text)))\n"
        "assert pages.__name__ == 'warraq.extract.pages'\n"
    )
    subprocess.run([sys.executable, "-c", script], check=True)


def test_importing_the_package_loads_no_stage() -> None:
    script = "import sys, warraq; print([m for m in ('numpy', 'pydantic', 'pdfplumber') if m in sys.modules])"
    done = subprocess.run([sys.executable, "-c", script], capture_output=True, text=True, check=True)
    assert done.stdout.strip() == "[]"
