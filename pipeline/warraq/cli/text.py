"""``warraq repair``: text in, text out."""

from __future__ import annotations

import sys
from pathlib import Path
from typing import Annotated

import typer

from warraq.cli.terminal import STDOUT, Quiet, progress
from warraq.errors import NotUtf8


def repair(
    file: Annotated[str, typer.Argument(help="A text file, or - for stdin.")] = "-",
    out: Annotated[Path | None, typer.Option("--out", "-o", help="A file. Without it, or for -: stdout.")] = None,
    quiet: Quiet = False,
) -> None:
    """Restore text that was copied out of a broken PDF: text in, text out. A sound text comes back unchanged.

    \b
    Examples:
      warraq repair dump.txt > restored.txt
      pdftotext report.pdf - | warraq repair
    """
    from warraq import run
    from warraq.emit.whole import write_whole

    text = _read_stdin() if file == "-" else _read_text(Path(file))
    with progress(file if file != "-" else "stdin", quiet) as tell:
        restored = run.repair_text(text, progress=tell)
    if out is None or str(out) == STDOUT:
        sys.stdout.write(restored)
    else:
        write_whole(restored, out)


def _read_text(file: Path) -> str:
    from warraq.extract.source import read_dump

    return read_dump(file)


def _read_stdin() -> str:
    try:
        return sys.stdin.buffer.read().decode("utf-8-sig")
    except UnicodeDecodeError as error:
        raise NotUtf8(f"byte {error.start} is not UTF-8", where="stdin") from None
