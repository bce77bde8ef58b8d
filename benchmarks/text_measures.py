"""What a user gets without this project: the text of a PDF by plain pdfplumber, a dump as it stands."""

from __future__ import annotations

from pathlib import Path

import pdfplumber


def plain(path: Path) -> str:
    """The text of ``path`` in the order in which pdfplumber (or the dump) gives it."""
    if path.suffix != ".pdf":
        return path.read_text(encoding="utf-8")
    with pdfplumber.open(path) as document:
        return "\n".join(page.extract_text() or "" for page in document.pages)


def logical(path: Path) -> str:
    """The same with each line put into logical order by python-bidi, which is what most recipes on the web add."""
    from bidi import get_display

    text = plain(path)
    return text if path.suffix != ".pdf" else "\n".join(str(get_display(line)) for line in text.splitlines())
