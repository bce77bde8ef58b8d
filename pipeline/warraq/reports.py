"""What is broken how in a folder of documents."""

from __future__ import annotations

import os
from collections.abc import Callable, Iterator
from dataclasses import dataclass
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

    def to_html(self) -> str:
        """One page with tables and plots, which loads nothing from elsewhere."""
        from warraq.emit.report.report_page import report_page

        return report_page(self.files, self.name)

    def files_csv(self, *, guarded: bool = True, bom: bool = False) -> str:
        """A line a file; the arguments are those of ``Table.to_csv``."""
        from warraq.emit.report.report import files_csv

        return files_csv(self.files, guarded=guarded, bom=bom)

    def fonts_csv(self, *, guarded: bool = True, bom: bool = False) -> str:
        """A line a font; the arguments are those of ``Table.to_csv``."""
        from warraq.emit.report.report import fonts_csv

        return fonts_csv(self.files, guarded=guarded, bom=bom)

    def save(self, folder: str | os.PathLike[str], *, guarded: bool = True, bom: bool = False) -> None:
        """Write ``index.html``, ``files.csv`` and ``fonts.csv``, each whole or not at all; the folder is made.

        Raises:
            NotReadable: a file can't be written.
        """
        from warraq.emit.whole import write_whole

        write_whole(self.to_html(), Path(folder) / "index.html")
        write_whole(self.files_csv(guarded=guarded, bom=bom), Path(folder) / "files.csv")
        write_whole(self.fonts_csv(guarded=guarded, bom=bom), Path(folder) / "fonts.csv")


def report(
    folder: str | os.PathLike[str],
    *,
    password: str | None = None,
    config: Config = DEFAULT,
    progress: Callable[[FileRow], None] | None = None,
) -> FolderReport:
    """Read every PDF and text dump below a folder and say what is broken how.

    Args:
        folder: with files that end with ``.pdf`` or ``.txt``, in folders of it too; or one file.
        password: tried on every encrypted PDF.
        config: thresholds and limits.
        progress: called with the row of each file as soon as it was read.

    Raises:
        NotReadable: there is no such folder, or no such file in it. A file that can't be read is a row.
    """
    rows = []
    for row in rows_of(Path(folder), password, config):
        rows.append(row)
        if progress is not None:
            progress(row)
    return FolderReport(Path(folder).resolve().name, tuple(rows))


def rows_of(folder: Path, password: str | None, config: Config) -> Iterator[FileRow]:
    """The row of each file, once it was read."""
    for file in files_in(folder):
        yield _row(file, file.relative_to(folder).as_posix() if file != folder else file.name, password, config)


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


def _row(file: Path, name: str, password: str | None, config: Config) -> FileRow:
    from warraq import run
    from warraq.emit.report.report import file_row, unread_row
    from warraq.extract.objects.source import read_input

    try:
        source = read_input(file, config.limits, password=password)
        if source.kind == "pdf":
            reading = run.read_pdf(source, config=config)
            return file_row(name, reading.document, reading.lines, config)
        return file_row(name, run.extract(source, config=config), config=config)
    except WarraqError as error:
        return unread_row(name, error)
