"""``warraq report``: what is broken how in a folder of documents."""

from __future__ import annotations

from argparse import ArgumentParser
from pathlib import Path
from typing import TYPE_CHECKING

from warraq.cli.command import OUT, takes_language, takes_password, takes_quiet, takes_raw_csv
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
    parser.add_argument(
        "--sheets", action="store_true", help="write a proof sheet of each file, too, to which the report links"
    )
    takes_language(parser)
    takes_password(parser)
    takes_raw_csv(parser)
    takes_quiet(parser)


def report(
    folder: Path, out: Path, sheets: bool, language: str, password: str | None, raw_csv: bool, bom: bool, quiet: bool
) -> None:
    """Say what is broken how in a folder: a table with plots (HTML), and CSV by file and by font.

    A file that can't be read gets a row with the reason, and the rest goes on.

    Examples:
      warraq report archive/ -o report/
      warraq report archive/ -o report/ --sheets --language ar
    """
    from warraq import reports

    def tell(row: FileRow) -> None:
        if not quiet:
            say(f"{row.file}: {row.error or row.state}")

    seen = reports.report(
        folder, password=password, progress=tell, sheets=out / "sheets" if sheets else None, language=language
    )
    seen.save(out, guarded=not raw_csv, bom=bom, language=language)
