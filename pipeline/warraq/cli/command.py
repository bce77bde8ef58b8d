"""What a command is: a function, the help in its docstring, and its arguments."""

from __future__ import annotations

import os
from argparse import ArgumentParser, ArgumentTypeError, BooleanOptionalAction, RawDescriptionHelpFormatter
from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from functools import partial
from inspect import cleandoc
from pathlib import Path
from typing import Final

from warraq.cli.exit_codes import as_lines
from warraq.cli.terminal import log_to_stderr
from warraq.config import ALWAYS, AUTO, DEFAULT, NEVER, PDFPLUMBER, WARRAQ, Limits
from warraq.emit.translation import ENGLISH, LANGUAGES

#: A parser whose help stands as it is written; no option may be shortened, so that new ones break no scripts.
Parser: Final = partial(
    ArgumentParser, epilog=as_lines(), formatter_class=RawDescriptionHelpFormatter, allow_abbrev=False
)


MEBIBYTE: Final = 1024 * 1024
#: The option that says where the output goes.
OUT: Final = ("-o", "--out", "--output")


@dataclass(frozen=True, slots=True)
class Command:
    """One command.

    Attributes:
        run: carries it out and gives its exit code, None for 0; it has the name of the command.
        arguments: tells a parser what it takes; the names are those of the parameters of ``run``.
        options: what ``run`` takes instead where they are many: a record with a field of each name.
    """

    run: Callable[..., int | None]
    arguments: Callable[[ArgumentParser], None]
    options: Callable[..., object] | None = None

    @property
    def name(self) -> str:
        return self.run.__name__

    @property
    def help(self) -> str:
        return cleandoc(self.run.__doc__ or "")

    @property
    def summary(self) -> str:
        """The first sentence of the help."""
        return self.help.split("\n\n")[0].replace("\n", " ").split(". ")[0].rstrip(".") + "."

    def fill(self, parser: ArgumentParser) -> None:
        """Tell ``parser`` what the command takes: its own arguments, and what all commands take."""
        self.arguments(parser)
        parser.add_argument(
            "-v", "--verbose", action="count", default=0, help="say on stderr what is done; -vv says what was seen too"
        )

    def __call__(self, given: Sequence[str]) -> int | None:
        """Run it with the arguments ``given``, files and options in any order; a wrong call exits with 2."""
        parser = Parser(prog=f"warraq {self.name}", description=self.help)
        self.fill(parser)
        read = vars(parser.parse_intermixed_args(given))
        log_to_stderr(read.pop("verbose"))
        return self.run(self.options(**read)) if self.options else self.run(**read)


def at_least(least: float, kind: type[int] | type[float]) -> Callable[[str], float]:
    """What reads a number that may not be less than ``least``."""

    def number(text: str) -> float:
        read = kind(text)
        if not read >= least:  # what is no number neither
            raise ArgumentTypeError(f"{text} is less than {least}")
        return read

    return number


def takes_files(parser: ArgumentParser) -> None:
    parser.add_argument(
        "files",
        nargs="+",
        type=Path,
        metavar="FILE",
        help="PDFs, text dumps in UTF-8, or folders: every PDF below; - is stdin",
    )


def takes_quiet(parser: ArgumentParser) -> None:
    parser.add_argument("-q", "--quiet", action="store_true", help="no progress on stderr")


def takes_language(parser: ArgumentParser) -> None:
    parser.add_argument(
        "--language", choices=LANGUAGES, default=ENGLISH, help="what it says is said in (default: %(default)s)"
    )


def takes_force(parser: ArgumentParser) -> None:
    parser.add_argument(
        "--force",
        action=BooleanOptionalAction,
        default=False,
        help="go on where there is no Arabic in the file, or the corrections are those of another file",
    )


def takes_page_ranges(parser: ArgumentParser) -> None:
    parser.add_argument(
        "--pages",
        metavar="RANGES",
        help="pages to give, such as 1-3,7 or 5-; what letters stand for is learnt from the whole file all the same",
    )


def takes_pages(parser: ArgumentParser) -> None:
    takes_page_ranges(parser)
    parser.add_argument(
        "--pages-alone",
        action="store_true",
        help="read those pages as if the file had no others: faster, less is known",
    )


def takes_password(parser: ArgumentParser) -> None:
    parser.add_argument(
        "--password",
        default=os.environ.get("WARRAQ_PASSWORD") or None,
        help="password of an encrypted PDF (by default what WARRAQ_PASSWORD is set to)",
    )


def takes_corrections(parser: ArgumentParser) -> None:
    parser.add_argument(
        "--corrections", type=Path, metavar="FILE", help="JSON of corrections that the proof sheet saved"
    )


def takes_font_cache(parser: ArgumentParser) -> None:
    parser.add_argument(
        "--font-cache",
        type=Path,
        metavar="FOLDER",
        help="folder where deciphered fonts are kept from document to document",
    )


def font_cache_of(folder: Path | None) -> str:
    """What ``Config.font_cache`` is for ``--font-cache``. Raises NotReadable where others may write to the folder."""
    if folder is None:
        return ""
    from warraq.decipher.glyph.readings.font_cache import check_folder

    check_folder(folder)
    return str(folder.absolute())


def takes_process_limits(parser: ArgumentParser) -> None:
    """Limits of the process that reads a document, see ``process_limits``."""
    parser.add_argument(
        "--time-limit",
        type=at_least(0.1, float),
        default=DEFAULT.limits.seconds_per_document,
        metavar="SECONDS",
        help="what a document may take (default: %(default)s)",
    )
    parser.add_argument(
        "--memory-limit",
        type=at_least(64, int),
        default=DEFAULT.limits.memory_bytes // MEBIBYTE,
        metavar="MIB",
        help="what a document may take (default: %(default)s)",
    )


def process_limits(time_limit: float, memory_limit: int) -> Limits:
    """The limits that ``--time-limit`` and ``--memory-limit`` ask for."""
    return replace(DEFAULT.limits, seconds_per_document=time_limit, memory_bytes=memory_limit * MEBIBYTE)


def takes_reader(parser: ArgumentParser) -> None:
    parser.add_argument(
        "--reader",
        choices=(WARRAQ, PDFPLUMBER),
        default=WARRAQ,
        help="who reads the pages; pdfplumber is slower, and there to check the other one (default: %(default)s)",
    )


def takes_ocr(parser: ArgumentParser, default: str = AUTO) -> None:
    parser.add_argument(
        "--ocr",
        choices=(AUTO, NEVER, ALWAYS),
        default=default,
        help="pages that are read by their pictures, if Tesseract is installed: those that are pictures without text, "
        "none, or all (default: %(default)s)",
    )
    parser.add_argument(
        "--ocr-languages",
        type=lambda names: tuple(name for name in names.replace(",", "+").split("+") if name),
        default=(),
        metavar="NAMES",
        help="models that read them, such as ara+eng (default: that of the Arabic script)",
    )


def takes_raw_csv(parser: ArgumentParser) -> None:
    parser.add_argument(
        "--raw-csv",
        action="store_true",
        help="leave cells of a CSV as they are; by default an apostrophe keeps a spreadsheet from running them",
    )
    parser.add_argument(
        "--bom", action="store_true", help="begin a CSV with a byte order mark, by which Excel knows that it is UTF-8"
    )
