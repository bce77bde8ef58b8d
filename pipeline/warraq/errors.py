"""Errors that a user can act on. Each carries an exit code, where it happened and what to do about it.

A fault *inside* a document (a wrong map, a gap in the numbering) is a ``Finding``, never an exception.
"""

from __future__ import annotations


class WarraqError(Exception):
    """Base of every error that leaves the pipeline on purpose.

    Attributes:
        exit_code: the process exit code of the command.
        where: the file (and page, object or line) that the error is about; may be empty.
        help: one sentence that says what the user can do.
    """

    exit_code = 1
    help = ""

    def __init__(self, message: str, *, where: str = "", help: str = "") -> None:
        super().__init__(message)
        self.message = message
        self.where = where
        if help:
            self.help = help

    def __str__(self) -> str:
        return f"{self.where}: {self.message}" if self.where else self.message


class UsageError(WarraqError):
    """The call can't be carried out as it was written."""

    exit_code = 2


class NotReadable(WarraqError):
    """The file is missing, empty, or may not be read or written."""

    exit_code = 3
    help = "Check the path and its permissions."


class NotAPdf(WarraqError):
    """The file is neither a PDF nor a UTF-8 text dump."""

    exit_code = 4
    help = "Give a .pdf file, or a UTF-8 text file that an extractor wrote."


class DamagedPdf(WarraqError):
    """The PDF is truncated or its structure can't be followed."""

    exit_code = 5
    help = "Try to download it again, or mend it with `qpdf in.pdf out.pdf`."


class EncryptedPdf(WarraqError):
    """The PDF needs a password that was not given or is wrong."""

    exit_code = 6
    help = "Give the password with --password."


class NoTextLayer(WarraqError):
    """The pages hold images only (a scan). ``pages``: how many there are."""

    exit_code = 7
    pages = 0
    help = (
        "Install tesseract-ocr and tesseract-ocr-script-arab, by which scans are read (`--ocr auto`; in Python: "
        'ocr="auto"), or run OCR first, e.g. `ocrmypdf -l ara in.pdf out.pdf`.'
    )


class NoArabic(WarraqError):
    """There is text, but neither Arabic letters nor signs of enciphered Arabic."""

    exit_code = 8
    help = "This tool is for Arabic documents; use --force to extract the text as it stands."


class NotUtf8(WarraqError):
    """The text dump is not UTF-8."""

    exit_code = 9
    help = "Convert it first, e.g. `iconv -f WINDOWS-1256 -t UTF-8 in.txt > out.txt`."


class LimitExceeded(WarraqError):
    """The document exceeds a limit that protects the machine."""

    exit_code = 10
    help = "Raise the limit in the configuration if you trust the file."
