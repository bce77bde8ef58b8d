"""What is broken how in a folder of documents."""

from __future__ import annotations

import os
from collections.abc import Callable, Iterator
from dataclasses import dataclass, replace
from pathlib import Path
from typing import TYPE_CHECKING, Final

from warraq.config import DEFAULT, Config
from warraq.errors import NotReadable, WarraqError

if TYPE_CHECKING:
    from warraq.emit.report.report import FileRow

#: What is looked at in a folder.
_ENDINGS: Final = (".pdf", ".txt")


@dataclass(frozen=True, slots=True)
class FolderReport:
    """What was seen in a folder.

    Attributes:
        name: of the folder, or of the one file.
        files: a row a file, in the order of their names; one that can't be read has the reason in ``error``.
    """

    name: str
    files: tuple[FileRow, ...]

    def to_html(self, *, language: str = "en", folder: str | os.PathLike[str] | None = None) -> str:
        """One page with tables and plots, which loads nothing from elsewhere.

        Args:
            language: ``en`` or ``ar``.
            folder: where it is to lie; links to proof sheets are relative to it.
        """
        from warraq.emit.report.report_page import report_page

        place = None if folder is None else Path(folder)
        return report_page(self.files, self.name, language=language, folder=place)

    def files_csv(self, *, guarded: bool = True, bom: bool = False) -> str:
        """A line a file; the arguments are those of ``Table.to_csv``."""
        from warraq.emit.report.report import files_csv

        return files_csv(self.files, guarded=guarded, bom=bom)

    def fonts_csv(self, *, guarded: bool = True, bom: bool = False) -> str:
        """A line a font; the arguments are those of ``Table.to_csv``."""
        from warraq.emit.report.report import fonts_csv

        return fonts_csv(self.files, guarded=guarded, bom=bom)

    def save(
        self, folder: str | os.PathLike[str], *, guarded: bool = True, bom: bool = False, language: str = "en"
    ) -> None:
        """Write ``index.html``, ``files.csv`` and ``fonts.csv``, each whole or not at all; the folder is made.

        Raises:
            NotReadable: a file can't be written.
        """
        from warraq.emit.whole import write_whole

        write_whole(self.to_html(language=language, folder=folder), Path(folder) / "index.html")
        write_whole(self.files_csv(guarded=guarded, bom=bom), Path(folder) / "files.csv")
        write_whole(self.fonts_csv(guarded=guarded, bom=bom), Path(folder) / "fonts.csv")


def report(
    folder: str | os.PathLike[str],
    *,
    password: str | None = None,
    config: Config = DEFAULT,
    progress: Callable[[FileRow], None] | None = None,
    sheets: str | os.PathLike[str] | None = None,
    language: str = "en",
) -> FolderReport:
    """Read every PDF and text dump below a folder and say what is broken how.

    Args:
        folder: with files that end with ``.pdf`` or ``.txt``, in folders of it too; or one file.
        password: tried on every encrypted PDF.
        config: thresholds and limits.
        progress: called with the row of each file as soon as it was read.
        sheets: folder for a proof sheet of each file, to which the page then links; without one none is written.
        language: that in which these open, ``en`` or ``ar``.

    Raises:
        NotReadable: there is no such folder, or no such file in it. A file that can't be read is a row.
    """
    rows = []
    for row in rows_of(Path(folder), password, config, None if sheets is None else Path(sheets), language):
        rows.append(row)
        if progress is not None:
            progress(row)
    return FolderReport(Path(folder).resolve().name, tuple(rows))


def rows_of(
    folder: Path, password: str | None, config: Config, sheets: Path | None = None, language: str = "en"
) -> Iterator[FileRow]:
    """The row of each file, once it was read."""
    for file in files_in(folder):
        name = file.relative_to(folder).as_posix() if file != folder else file.name
        sheet = None if sheets is None else sheets / f"{name}.html"
        yield _row(file, name, password, config, sheet, language)


def files_in(folder: Path) -> list[Path]:
    """The files that are looked at. Raises NotReadable where there are none."""
    if folder.is_file():
        return [folder]
    if not folder.is_dir():
        raise NotReadable("there is no such folder", where=str(folder))
    files = sorted(path for path in folder.rglob("*") if path.suffix.lower() in _ENDINGS and path.is_file())
    if not files:
        raise NotReadable("there are no .pdf or .txt files in it", where=str(folder))
    return files


def _row(file: Path, name: str, password: str | None, config: Config, sheet: Path | None, language: str) -> FileRow:
    from warraq import run
    from warraq.emit.report.report import file_row, unread_row
    from warraq.emit.whole import write_whole
    from warraq.extract.objects.source import read_input

    try:
        source = read_input(file, config.limits, password=password)
        if source.kind == "pdf":
            reading = run.read_pdf(source, config=config)
            row = file_row(name, reading.document, reading.lines, config)
            html = None if sheet is None else run.sheet_of_pdf(source, reading, config, language)
        else:
            dump = run.read_text(source, config)
            row = file_row(name, dump.document, dump.lines, replace(config, uncertain_below=dump.below))
            html = None if sheet is None else run.sheet_of_dump(source, dump, language)
    except WarraqError as error:
        return unread_row(name, error)
    if sheet is None or html is None:
        return row
    write_whole(html, sheet)
    return replace(row, sheet=str(sheet))
