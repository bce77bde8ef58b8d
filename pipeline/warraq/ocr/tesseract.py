"""Tesseract by its command: a picture to its stdin, a table of words from its stdout."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
from collections.abc import Iterator, Sequence
from contextlib import suppress
from functools import cache
from typing import Final

from warraq.config import DEFAULT, Limits
from warraq.errors import LimitExceeded, UsageError
from warraq.ocr.recogniser import RecognisedWord
from warraq.pictures.painter import Pixels

COMMAND: Final = "tesseract"
#: What a user is told to install.
PACKAGES: Final = "tesseract-ocr and tesseract-ocr-script-arab"
#: The model of the script reads numbers better than those of its languages; these are asked together where it isn't
#: there.
_SCRIPT: Final = "Arabic"
_LANGUAGES: Final = ("ara", "fas", "urd")
#: In its table a row of this level is a word.
_WORD: Final = "5"
_COLUMNS: Final = 12
#: It writes a word in painted order between these signs, of which the first may be lost.
_PAINTED: Final = ("\N{LEFT-TO-RIGHT MARK}", "\N{RIGHT-TO-LEFT MARK}")
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

    def recognise(self, picture: Pixels, languages: Sequence[str]) -> list[RecognisedWord]:
        """The words of a picture. Raises UsageError where a language is asked for that isn't installed."""
        missing = [name for name in languages if name not in self._models]
        if missing:
            there = ", ".join(sorted(self._models))
            raise UsageError(f"Tesseract has no model {missing[0]!r}", help=f"It has {there}.")
        models = "+".join(self._models[name] for name in languages or self._usual)
        options = ["-l", models, "--dpi", str(round(picture.dpi)), "--psm", "3", "tsv"]
        return list(_words(self._run(picture, options)))

    def _run(self, picture: Pixels, options: Sequence[str]) -> str:
        height, width = picture.grey.shape
        data = b"P5 %d %d 255\n" % (width, height) + picture.grey.tobytes()
        environment = os.environ | {"OMP_THREAD_LIMIT": "1"}  # pages are read at the same time, not parts of one
        command = [self._command, "stdin", "stdout", *options]
        with subprocess.Popen(
            command, stdin=subprocess.PIPE, stdout=subprocess.PIPE, stderr=subprocess.DEVNULL, env=environment
        ) as process:
            _confine(process.pid, self._limits.memory_bytes)
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


@cache
def _models(command: str) -> dict[str, str]:
    """The models that are installed, by their names without folders."""
    listed = subprocess.run([command, "--list-langs"], capture_output=True, text=True, check=False, timeout=60).stdout
    return {name.rpartition("/")[2]: name for name in listed.split("\n")[1:] if name}


def _confine(pid: int, memory_bytes: int) -> None:
    """Let a process take no more memory than that, where the system can."""
    if sys.platform == "linux":
        import resource

        with suppress(OSError):  # it has ended
            resource.prlimit(pid, resource.RLIMIT_DATA, (memory_bytes, memory_bytes))


def _words(table: str) -> Iterator[RecognisedWord]:
    lines: dict[tuple[str, ...], int] = {}
    for row in table.split("\n"):
        cells = row.split("\t")
        if len(cells) < _COLUMNS or cells[0] != _WORD:
            continue
        text = cells[11].translate(_CONTROLS).strip()
        if text:
            left, top, width, height = map(float, cells[6:10])
            line = lines.setdefault(tuple(cells[1:5]), len(lines))
            box = left, top, left + width, top + height
            sure = min(max(float(cells[10]) / 100, 0.0), 1.0)
            yield RecognisedWord(text, box, sure, line, any(sign in cells[11] for sign in _PAINTED))
