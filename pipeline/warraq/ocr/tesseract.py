"""Tesseract by its command: a picture to its stdin, a table of words from its stdout."""

from __future__ import annotations

import math
import os
import re
import shutil
import subprocess
import sys
from collections.abc import Iterator, Sequence
from contextlib import suppress
from functools import cache
from io import BytesIO
from typing import TYPE_CHECKING, Final

from warraq.config import DEFAULT, Limits
from warraq.errors import LimitExceeded, UsageError
from warraq.model.line import Box
from warraq.ocr.recogniser import RecognisedWord
from warraq.pictures.painter import Pixels

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

COMMAND: Final = "tesseract"
#: What a user is told to install.
PACKAGES: Final = "tesseract-ocr and tesseract-ocr-script-arab"
#: The model of the script reads numbers better than those of its languages; these are asked together where it isn't
#: there.
_SCRIPT: Final = "Arabic"
_LANGUAGES: Final = ("ara", "fas", "urd")
#: How it looks for lines (page segmentation mode): by itself, or not at all, for the picture is one; in that of a word
#: it looks for its line, or takes what stands beside it for a part. A word is at most so many times as wide as high.
_PAGE: Final = "3"
_LINE: Final = "13"
_SHORT_LINE: Final = "7"
_SHORT: Final = 14.0
#: In its table a row of this level is a word.
_WORD: Final = "5"
_COLUMNS: Final = 12
#: It writes a number, or letters of other scripts, in painted order between these signs, of which the first may be
#: lost. Where one stands beside Arabic letters, they are in logical order all the same.
_PAINTED: Final = ("\N{LEFT-TO-RIGHT MARK}", "\N{RIGHT-TO-LEFT MARK}")
_ARABIC: Final = re.compile(r"[\u0621-\u064a\u0671-\u06d3]")
_CONTROLS: Final = dict.fromkeys((0x200E, 0x200F, *range(0x202A, 0x202F), *range(0x2066, 0x206A)))


class Tesseract:
    """The engine where its command is installed; see ``warraq.ocr.recogniser.Recogniser``."""

    def __init__(self, command: str | None = None, limits: Limits = DEFAULT.limits) -> None:
        """
        Args:
            command: its path; by default the one that a shell would run.

        Raises:
            UsageError: it isn't installed, or has no model of the Arabic script.
        """
        where = command or shutil.which(COMMAND)
        if where is None:
            raise UsageError("no text recognition is installed", help=f"Install {PACKAGES}.")
        self._command, self._limits = where, limits
        self._models = _models(where)
        self._usual = self._arabic()

    def _arabic(self) -> tuple[str, ...]:
        if _SCRIPT in self._models:
            return (_SCRIPT,)
        languages = tuple(name for name in _LANGUAGES if name in self._models)
        if not languages:
            raise UsageError("Tesseract has no model of the Arabic script", help=f"Install {PACKAGES}.")
        return languages

    def recognise(self, picture: Pixels, languages: Sequence[str], lines: Sequence[Box] = ()) -> list[RecognisedWord]:
        """The words of a picture, or of some lines of it.

        Raises:
            LimitExceeded: it takes too long, or dies.
            UsageError: a language is asked for that isn't installed.
        """
        missing = [name for name in languages if name not in self._models]
        if missing:
            there = ", ".join(sorted(self._models))
            raise UsageError(f"Tesseract has no model {missing[0]!r}", help=f"It has {there}.")
        models = "+".join(self._models[name] for name in languages or self._usual)
        options = ["-l", models, "--dpi", str(round(picture.dpi)), "--psm", _segmentation(lines), "tsv"]
        parts = [_part(picture, box) for box in lines] if lines else [((0, 0), picture.grey)]
        return list(_words(self._run(_pages([grey for _, grey in parts]), options), [corner for corner, _ in parts]))

    def _run(self, data: bytes, options: Sequence[str]) -> str:
        environment = os.environ | {"OMP_THREAD_LIMIT": "1"}  # pages are read at the same time, not parts of one
        command = [self._command, "stdin", "stdout", *options]
        with subprocess.Popen(
            command, stdin=subprocess.PIPE, stdout=subprocess.PIPE, stderr=subprocess.DEVNULL, env=environment
        ) as process:
            _confine(process.pid, self._limits)
            try:
                answer, _ = process.communicate(data, self._limits.seconds_per_recognition)
            except subprocess.TimeoutExpired:
                process.kill()
                raise LimitExceeded("to recognise the text of a page takes too long") from None
            except BaseException:
                process.kill()
                raise
        if process.returncode:
            raise LimitExceeded("Tesseract died of the picture of a page")
        return answer.decode("utf-8", "replace")


def _segmentation(lines: Sequence[Box]) -> str:
    """The page segmentation mode for some lines of a picture, or for all of it."""
    if not lines:
        return _PAGE
    is_short = all(right - left <= _SHORT * (bottom - top) for left, top, right, bottom in lines)
    return _SHORT_LINE if is_short else _LINE


@cache
def _models(command: str) -> dict[str, str]:
    """The models that are installed, by their names without folders."""
    listed = subprocess.run([command, "--list-langs"], capture_output=True, text=True, check=False, timeout=60).stdout
    return {name.rpartition("/")[2]: name for name in listed.split("\n")[1:] if name}


def _confine(pid: int, limits: Limits) -> None:
    """Let a process take no more memory and time, where the system can: who watches it may be ended before it."""
    if sys.platform == "linux":
        import resource

        seconds = math.ceil(limits.seconds_per_recognition) + 1
        with suppress(OSError):  # it has ended
            resource.prlimit(pid, resource.RLIMIT_DATA, (limits.memory_bytes, limits.memory_bytes))
            resource.prlimit(pid, resource.RLIMIT_CPU, (seconds, seconds))


def _part(picture: Pixels, box: Box) -> tuple[tuple[int, int], NDArray[np.uint8]]:
    """The left and top edges of a box within a picture, and what is in it."""
    left, top, right, bottom = (max(round(edge), 0) for edge in box)
    return (left, top), picture.grey[top : max(bottom, top + 1), left : max(right, left + 1)]


def _pages(pictures: Sequence[NDArray[np.uint8]]) -> bytes:
    """Pictures as Tesseract reads them: one as PGM, several as pages of a TIFF."""
    if len(pictures) == 1:
        height, width = pictures[0].shape
        return b"P5 %d %d 255\n" % (width, height) + pictures[0].tobytes()
    from PIL import Image

    first, *others = map(Image.fromarray, pictures)
    file = BytesIO()
    first.save(file, "tiff", save_all=True, append_images=others)
    return file.getvalue()


def _words(table: str, corners: Sequence[tuple[int, int]]) -> Iterator[RecognisedWord]:
    """The words of a table; ``corners`` are the left and top edges of its pages."""
    lines: dict[tuple[str, ...], int] = {}
    for row in table.split("\n"):
        cells = row.split("\t")
        if len(cells) < _COLUMNS or cells[0] != _WORD:
            continue
        text = cells[11].translate(_CONTROLS).strip()
        if text:
            left, top, width, height = map(float, cells[6:10])
            across, down = corners[min(int(cells[1]), len(corners)) - 1]
            line = lines.setdefault(tuple(cells[1:5]), len(lines))
            box = across + left, down + top, across + left + width, down + top + height
            sure = min(max(float(cells[10]) / 100, 0.0), 1.0)
            painted = any(sign in cells[11] for sign in _PAINTED) and not _ARABIC.search(text)
            yield RecognisedWord(text, box, sure, line, painted)
