"""The system's Chromium, driven by Playwright: no network, a new profile each time."""

from __future__ import annotations

import shutil
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from playwright.sync_api import Page, sync_playwright

from benchmarks.corpus.by_markup import ALONE
from tests.installed import require


@contextmanager
def opened(
    *, width: int = 1440, height: int = 900, dark: bool = False, online: bool = False, locale: str = "en-GB"
) -> Iterator[Page]:
    """A blank page. An error in a script raises at the end.

    Args:
        online: requests are let through, not only those for files and data.
        locale: the language that the browser asks for.
    """
    program = require(Path(shutil.which("chromium") or "/usr/bin/chromium"), "chromium")
    errors: list[str] = []
    with tempfile.TemporaryDirectory() as profile, sync_playwright() as playwright:
        context = playwright.chromium.launch_persistent_context(
            profile,
            executable_path=str(program),
            headless=True,
            args=list(ALONE),
            viewport={"width": width, "height": height},
            color_scheme="dark" if dark else "light",
            offline=not online,
            locale=locale,
            accept_downloads=True,
        )
        page = context.new_page()
        page.on("pageerror", lambda error: errors.append(str(error)))
        page.on("console", lambda message: errors.append(message.text) if message.type == "error" else None)
        try:
            yield page
        finally:
            context.close()
    assert not errors, errors
