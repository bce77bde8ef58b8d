"""``warraq report``: what is broken how in a folder of documents."""

from __future__ import annotations

from argparse import ArgumentParser
from pathlib import Path
from typing import TYPE_CHECKING

from warraq.cli.command import OUT, takes_password, takes_quiet, takes_raw_csv
from warraq.cli.terminal import progress, say
from warraq.errors import NotReadable, WarraqError

if TYPE_CHECKING:
    from warraq.emit.report.report import FileRow
    from warraq.run import Progress

#: What is looked at in a folder.
_ENDINGS = (".pdf", ".txt")


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
    from warraq.emit.report.report import files_csv, fonts_csv
    from warraq.emit.report.report_page import report_page
    from warraq.emit.whole import write_whole

    rows = []
    for file in _files(folder):
        with progress(file.name, quiet) as tell:
            rows.append(_row(file, folder, password, tell))
        if not quiet:
            say(f"{rows[-1].file}: {rows[-1].error or rows[-1].state}")
    write_whole(report_page(rows, folder.resolve().name), out / "index.html")
    write_whole(files_csv(rows, guarded=not raw_csv, bom=bom), out / "files.csv")
    write_whole(fonts_csv(rows, guarded=not raw_csv, bom=bom), out / "fonts.csv")


def _files(folder: Path) -> list[Path]:
    if folder.is_file():
        return [folder]
    if not folder.is_dir():
        raise NotReadable("there is no such folder", where=str(folder))
    files = sorted(path for path in folder.rglob("*") if path.suffix.lower() in _ENDINGS and path.is_file())
    if not files:
        raise NotReadable("there are no .pdf or .txt files in it", where=str(folder))
    return files


def _row(file: Path, folder: Path, password: str | None, tell: Progress | None) -> FileRow:
    from warraq import run
    from warraq.emit.report.report import file_row, unread_row
    from warraq.extract.objects.source import read_input

    name = file.relative_to(folder).as_posix() if file != folder else file.name
    try:
        source = read_input(file, password=password)
        if source.kind == "pdf":
            reading = run.read_pdf(source, progress=tell)
            return file_row(name, reading.document, reading.lines)
        return file_row(name, run.extract(source, progress=tell))
    except WarraqError as error:
        return unread_row(name, error)
