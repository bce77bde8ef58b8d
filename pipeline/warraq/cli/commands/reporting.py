"""``warraq report``: what is broken how in a folder of documents."""

from __future__ import annotations

from argparse import ArgumentParser
from pathlib import Path
from typing import TYPE_CHECKING

from warraq.cli.command import OUT, takes_password, takes_quiet, takes_raw_csv
from warraq.cli.terminal import say

if TYPE_CHECKING:
    from warraq.emit.report.report import FileRow


def report_arguments(parser: ArgumentParser) -> None:
    parser.add_argument("folder", type=Path, metavar="FOLDER", help="a folder of PDFs and text dumps, or one file")
    parser.add_argument(
        *OUT,
        dest="out",
        type=Path,
        required=True,
        metavar="FOLDER",
        help="folder for index.html, files.csv and fonts.csv",
    )
    takes_password(parser)
    takes_raw_csv(parser)
    takes_quiet(parser)


def report(folder: Path, out: Path, password: str | None, raw_csv: bool, bom: bool, quiet: bool) -> None:
    """Say what is broken how in a folder: a table with plots (HTML), and CSV by file and by font.

    A file that can't be read gets a row with the reason, and the rest goes on.

    Examples:
      warraq report archive/ -o report/
    """
    from warraq import reports

    def tell(row: FileRow) -> None:
        if not quiet:
            say(f"{row.file}: {row.error or row.state}")

    reports.report(folder, password=password, progress=tell).save(out, guarded=not raw_csv, bom=bom)
