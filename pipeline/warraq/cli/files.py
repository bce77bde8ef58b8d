"""What a command is given: files by name, those of a folder by where they lie in it, and stdin."""

from __future__ import annotations

import sys
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import BinaryIO, Final

from warraq.errors import NotReadable, UsageError

#: A name of no file: what is read there comes from stdin.
STDIN: Final = "-"


@dataclass(frozen=True, slots=True)
class Asked:
    """A file that a command is to read, by what it was called.

    Attributes:
        file: it, or stdin.
        name: without folders.
        where: what messages call it.
    """

    file: Path | BinaryIO
    name: str
    where: str


def asked_for(file: Path) -> Asked:
    """What the name of a file on the command line stands for: ``-`` is stdin."""
    if str(file) == STDIN:
        return Asked(sys.stdin.buffer, "stdin", "stdin")
    return Asked(file, file.name, str(file))


def files_below(given: Sequence[Path]) -> Iterator[tuple[Path, Path]]:
    """Each file with the name that its output gets: of a PDF in a folder, its place below it.

    Raises NotReadable for a folder without PDFs.
    """
    from warraq.batch.inputs import expand

    for path in given:
        if not path.is_dir():
            yield path, Path(asked_for(path).name)
            continue
        inside = [Path(name) for name in expand((str(path),))]
        if not inside:
            raise NotReadable("there are no PDFs in it", where=str(path), help="Name the files that are.")
        yield from ((file, file.relative_to(path)) for file in inside)


def read_text(name: str) -> str:
    """The text of a UTF-8 file, or of stdin. Raises as ``read_dump``, and UsageError for a PDF."""
    from warraq.extract.objects.source import read_dump, read_input

    asked = asked_for(Path(name))
    source = read_input(asked.file, name=asked.name)
    if source.kind == "pdf":
        raise UsageError("it is a PDF, not copied text", where=asked.where, help="`warraq extract` reads it.")
    return read_dump(source)
