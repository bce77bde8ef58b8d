"""Every exit code of the command, once: helps, the man page and ``docs/commands/index.md`` are made of this table."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Final

from warraq import errors

#: Exit code of a comparison that came out worse, of a gate that a page didn't pass, of an archive with failures.
WORSE: Final = 1
#: Exit code of a fault in this program.
INTERNAL_FAULT: Final = 70
#: What a shell expects of a program that Ctrl-C ended, and of one that wrote to a pipe that nobody reads any more.
INTERRUPTED: Final = 130
CLOSED_PIPE: Final = 141


@dataclass(frozen=True, slots=True)
class ExitCode:
    """What an exit code means, and what to do about it; both as Markdown."""

    code: int
    meaning: str
    advice: str = ""


EXIT_CODES: Final = (
    ExitCode(0, "done"),
    ExitCode(
        WORSE,
        "`diff`: worse than the floors, or different; `check`: a page isn't kept; `batch`: documents failed, "
        "in an earlier run too",
        "read the differences, the routes, or the ledger",
    ),
    ExitCode(
        errors.UsageError.exit_code,
        "the call is wrong, or the corrections are another file's",
        "`warraq COMMAND --help`; `--force`",
    ),
    ExitCode(
        errors.NotReadable.exit_code, "missing, empty, or may not be read or written", "check path and permissions"
    ),
    ExitCode(errors.NotAPdf.exit_code, "neither PDF nor text"),
    ExitCode(errors.DamagedPdf.exit_code, "damaged PDF", "download it again, or `qpdf in.pdf out.pdf`"),
    ExitCode(errors.EncryptedPdf.exit_code, "password needed or wrong", "`--password`, or `WARRAQ_PASSWORD`"),
    ExitCode(
        errors.NoTextLayer.exit_code,
        "no page has a text layer (a scan)",
        "install Tesseract with its model of the Arabic script, or OCR first: `ocrmypdf -l ara in.pdf out.pdf`",
    ),
    ExitCode(errors.NoArabic.exit_code, "no Arabic in it", "`--force` gives the text as it stands"),
    ExitCode(errors.NotUtf8.exit_code, "the text is not UTF-8", "`iconv -f WINDOWS-1256 -t UTF-8`"),
    ExitCode(
        errors.LimitExceeded.exit_code,
        "a limit was exceeded",
        "`Config(limits=…)` in the library, if you trust the file",
    ),
    ExitCode(
        INTERNAL_FAULT,
        "a fault in warraq, or a healed page would have looked different or been copied worse (nothing is written "
        "then)",
        "`WARRAQ_DEBUG=1` shows where; please report it",
    ),
    ExitCode(
        INTERRUPTED, "interrupted (Ctrl-C)", "nothing is half written; `batch` goes on where it was if called again"
    ),
    ExitCode(CLOSED_PIPE, "what read stdout had enough before the end, as `head` has: no fault"),
)


def as_lines() -> str:
    """The table for a help: a code a line."""
    rows = (f"  {row.code:3}  {row.meaning}{f': {row.advice}' if row.advice else ''}" for row in EXIT_CODES)
    return "\n".join(("exit codes:", *rows)).replace("`", "")
