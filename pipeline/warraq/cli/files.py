"""What a command is given: files by name, those of a folder by where they lie in it, and text on stdin."""

from __future__ import annotations

import sys
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import Final

from warraq.errors import NotReadable, NotUtf8

#: A name of no file: what is read there comes from stdin.
STDIN: Final = "-"


def files_below(given: Sequence[Path]) -> Iterator[tuple[Path, Path]]:
    """Each file with the name that its output gets: of a PDF in a folder, its place below it.

    Raises NotReadable for a folder without PDFs.
    """
    from warraq.batch.inputs import expand

    for path in given:
        if not path.is_dir():
            yield path, Path(path.name)
            continue
        inside = [Path(name) for name in expand((str(path),))]
        if not inside:
            raise NotReadable("there are no PDFs in it", where=str(path), help="Name the files that are.")
        yield from ((file, file.relative_to(path)) for file in inside)


def read_text(name: str) -> str:
    """The text of a UTF-8 file, or of stdin. Raises as ``read_dump``."""
    if name != STDIN:
        from warraq.extract.objects.source import read_dump

        return read_dump(Path(name))
    try:
        return sys.stdin.buffer.read().decode("utf-8-sig")
    except UnicodeDecodeError as error:
        raise NotUtf8(f"byte {error.start} is not UTF-8", where="stdin") from None
