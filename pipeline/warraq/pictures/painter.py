"""The parent's end of the process that paints pages (``painting``): starts it, hears it, kills it where it must."""

from __future__ import annotations

import base64
import json
import subprocess
import sys
import threading
from collections.abc import Iterator, Sequence
from contextlib import suppress
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, Final

from warraq.config import DEFAULT, Limits
from warraq.errors import DamagedPdf, LimitExceeded, WarraqError
from warraq.pictures import painting

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

#: Resolution at which the painted pages are compared, dots per inch.
VERIFY_DPI: Final = 100
#: That of pictures: sharp enough to read harakat beside the text, small enough for a hundred pages in one file.
DPI: Final = 132
#: ... and at which pages are read: what text recognition is made for.
READ_DPI: Final = 300
#: What is darker than this in a grey picture is ink.
DARK: Final = 128
#: Bytes of the longest answer: a picture of a page.
_LONGEST: Final = 128 << 20
#: Seconds until a process must have started, on however busy a machine.
_STARTS: Final = 60.0
#: So many pages may end the process that paints them; those after have no picture.
_DEATHS: Final = 3


def page_pictures(
    data: bytes, password: str | None = None, dpi: int = DPI, limits: Limits = DEFAULT.limits, first: int = 0
) -> Iterator[str]:
    """A data URI for each page in order, from that with the index ``first`` on.

    A damaged file that PDFium can't open, or whose end it doesn't find, has fewer pictures than pages; a page that it
    can't open, or not paint within the limits, has an empty one.
    """
    for _ in range(_DEATHS):
        answers = _answers([data], password, dpi, limits, first)
        (count,) = next(answers, [None])
        for picture in answers:
            yield picture or ""
            first += 1
        if first >= (count or 0):
            return
        yield ""
        first += 1


@dataclass(frozen=True, slots=True, eq=False)
class Pixels:
    """A painted page: uint8[height, width], 0 is black; its resolution, dots per inch; how it was turned, degrees."""

    grey: NDArray[np.uint8]
    dpi: float
    angle: float = 0.0


def page_pixels(
    data: bytes,
    indices: Sequence[int],
    password: str | None = None,
    dpi: int = READ_DPI,
    limits: Limits = DEFAULT.limits,
) -> Iterator[Pixels | None]:
    """The pixels of some pages, by their indices in the file.

    None for a page that PDFium can't open or not paint within the limits, or on which a picture is beyond them.
    """
    left = list(indices)
    for _ in range(_DEATHS):
        wanted = _Wanted(left, limits.picture_side)
        answers = _answers([data], password, dpi, limits, wanted=wanted)
        next(answers, None)
        for answer in answers:
            del left[0]
            yield answer and _unpacked(answer)
        if not left:
            return
        del left[0]
        yield None
    yield from (None for _ in left)


def _unpacked(answer: dict[str, Any]) -> Pixels:
    import numpy as np

    grey = np.frombuffer(base64.b64decode(answer["data"]), np.uint8)
    return Pixels(grey.reshape(answer["height"], answer["width"]), answer["dpi"])


@dataclass(frozen=True, slots=True)
class ComparedPage:
    """A page of two files: whether its pictures differ, and the text that PDFium copies from each."""

    differs: bool
    before: str
    after: str


def compared_pages(
    before: bytes,
    after: bytes,
    password: str | None = None,
    dpi: int = VERIFY_DPI,
    limits: Limits = DEFAULT.limits,
    where: str = "",
) -> list[ComparedPage]:
    """The pages of both files, as PDFium paints them at ``dpi`` and copies them; all differ where one has more.

    Args:
        where: the file that errors are about.

    Raises:
        DamagedPdf: PDFium can't open one of the files or a page.
        LimitExceeded: to paint a page takes too long or too much memory, or PDFium dies of it.
    """
    counts, *pages = list(_answers([before, after], password, dpi, limits)) or [(1, 1)]
    if None in counts:
        raise DamagedPdf("PDFium can't open it", where=where)
    if None in pages:
        raise DamagedPdf(f"PDFium can't open page {pages.index(None) + 1}", where=where)
    if counts[0] != counts[1]:
        return [ComparedPage(True, "", "")] * max(counts)
    if len(pages) < counts[0]:
        raise LimitExceeded(
            f"page {len(pages) + 1} can't be painted within {limits.seconds_per_picture:g} s and the memory allowed",
            where=where,
            help="--no-verify writes the healed file without comparing pages.",
        )
    return [ComparedPage(*page) for page in pages]


def repainted(pages: Sequence[ComparedPage]) -> list[int]:
    """Numbers of the pages whose pictures differ."""
    return [number for number, page in enumerate(pages, 1) if page.differs]


@dataclass(frozen=True, slots=True)
class _Wanted:
    """Of which pages the pixels are wanted, and how long the side of a picture may be, pixels."""

    pages: Sequence[int] | None = None
    picture_side: int = 0


def _answers(
    files: Sequence[bytes],
    password: str | None,
    dpi: int,
    limits: Limits,
    first: int = 0,
    wanted: _Wanted = _Wanted(),
) -> Iterator[Any]:
    """What the process says, until it ends, dies or is killed because a page takes too long."""
    sizes = [len(data) for data in files]
    task = painting.Task(sizes, password, dpi, first, limits.memory_bytes, wanted.pages, wanted.picture_side)
    command = [sys.executable, "-P", "-m", painting.__name__]
    with subprocess.Popen(command, stdin=subprocess.PIPE, stdout=subprocess.PIPE, stderr=subprocess.DEVNULL) as process:
        assert process.stdin is not None and process.stdout is not None
        try:
            with suppress(BrokenPipeError):  # it died: its end of file tells
                process.stdin.writelines([task.line(), *files])
            with suppress(BrokenPipeError):  # what is left is written then
                process.stdin.close()
            if not _within(_STARTS, process):  # that is no fault of the file
                raise WarraqError("the process that paints pages didn't start", help=f"Try: {' '.join(command)}")
            while line := _within(limits.seconds_per_picture, process):
                yield json.loads(line)
        finally:
            process.kill()


def _within(seconds: float, process: subprocess.Popen[bytes]) -> bytes:
    """The next line that a process prints whole; none where it ends before, or is killed after so many seconds."""
    assert process.stdout is not None
    timer = threading.Timer(seconds, process.kill)
    timer.start()
    try:
        line = process.stdout.readline(_LONGEST)
    finally:
        timer.cancel()
    return line if line.endswith(b"\n") else b""
