"""``warraq repair``: text in, text out."""

from __future__ import annotations

import sys
from argparse import ArgumentParser
from pathlib import Path
from typing import Final

from warraq.cli.command import takes_quiet
from warraq.cli.terminal import STDOUT, progress, to_stdout
from warraq.errors import NotUtf8

#: A name of no file: what is read there comes from stdin.
STDIN: Final = "-"


def repair_arguments(parser: ArgumentParser) -> None:
    parser.add_argument(
        "file", nargs="?", default=STDIN, metavar="FILE", help="a text file; without it, or for -: stdin"
    )
    parser.add_argument("-o", "--out", metavar="PATH", help="a file; without it, or for -: stdout")
    takes_quiet(parser)


def repair(file: str, out: str | None, quiet: bool) -> None:
    """Restore text that was copied out of a broken PDF: text in, text out. A sound text comes back unchanged.

    Examples:
      warraq repair dump.txt > restored.txt
      pdftotext report.pdf - | warraq repair
    """
    from warraq import run
    from warraq.emit.whole import write_whole

    text = _read_stdin() if file == STDIN else _read_text(Path(file))
    with progress(file if file != STDIN else "stdin", quiet) as tell:
        restored = run.repair_text(text, progress=tell)
    if out is None or out == STDOUT:
        with to_stdout() as out_stream:
            out_stream.write(restored)
    else:
        write_whole(restored, Path(out))


def _read_text(file: Path) -> str:
    from warraq.extract.source import read_dump

    return read_dump(file)


def _read_stdin() -> str:
    try:
        return sys.stdin.buffer.read().decode("utf-8-sig")
    except UnicodeDecodeError as error:
        raise NotUtf8(f"byte {error.start} is not UTF-8", where="stdin") from None
