"""``warraq repair``: text in, text out."""

from __future__ import annotations

from argparse import ArgumentParser
from pathlib import Path

from warraq.cli.command import OUT, takes_quiet
from warraq.cli.files import STDIN, read_text
from warraq.cli.terminal import STDOUT, progress, say, to_stdout
from warraq.config import MARK


def repair_arguments(parser: ArgumentParser) -> None:
    parser.add_argument(
        "file", nargs="?", default=STDIN, metavar="FILE", help="a text file; without it, or for -: stdin"
    )
    parser.add_argument(*OUT, dest="out", metavar="PATH", help="a file; without it, or for -: stdout")
    parser.add_argument("--mark", action="store_true", help=f"write {MARK} behind each uncertain word")
    takes_quiet(parser)


def repair(file: str, out: str | None, mark: bool, quiet: bool) -> None:
    """Restore text that was copied out of a broken PDF: text in, text out. A sound text comes back unchanged.

    How many of its words are uncertain is said on stderr; --mark shows which. `extract dump.txt` lists them with other
    readings.

    Examples:
      warraq repair dump.txt > restored.txt
      warraq repair dump.txt --mark | grep -F '[?]'
      pdftotext report.pdf - | warraq repair
    """
    from warraq import run
    from warraq.emit.whole import write_whole

    text = read_text(file)
    name = file if file != STDIN else "stdin"
    with progress(name, quiet) as tell:
        repaired = run.repair_text_with_doubts(text, progress=tell)
    restored = repaired.marked if mark else repaired.text
    if out is None or out == STDOUT:
        with to_stdout() as out_stream:
            out_stream.write(restored)
    else:
        write_whole(restored, Path(out))
    if not quiet:
        for finding in repaired.findings:
            say(f"warraq: {name}: {finding.detail}")
        if repaired.uncertain:
            hint = "" if mark else f" (--mark writes {MARK} behind each)"
            say(f"warraq: {name}: {len(repaired.uncertain)} of {repaired.words} words are uncertain{hint}")
