"""``warraq check``: a gate, which says of each page whether its text can be kept."""

from __future__ import annotations

from argparse import ArgumentParser
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import groupby
from pathlib import Path
from typing import TYPE_CHECKING, Final

from warraq.cli.command import takes_files, takes_pages, takes_password, takes_quiet
from warraq.cli.exit_codes import WORSE
from warraq.cli.files import asked_for, files_below, read_text
from warraq.cli.terminal import complain, progress, to_stdout
from warraq.errors import UsageError, WarraqError
from warraq.model.chosen_pages import chosen_pages

if TYPE_CHECKING:
    from warraq.routes.route import Checked, PageRoute

#: What ``--fail-on`` takes: the names of ``warraq.routes.route.ROUTES`` that aren't ``keep``, the worst last.
FAIL_ON: Final = ("repair", "ocr")
NEVER: Final = "never"


def check_arguments(parser: ArgumentParser) -> None:
    takes_files(parser)
    parser.add_argument(
        "--text", metavar="FILE", help="text that an extractor made of the PDF, to judge in its place; - is stdin"
    )
    parser.add_argument(
        "--fail-on",
        choices=(*FAIL_ON, NEVER),
        default=FAIL_ON[0],
        help="the route from which on a page makes the exit code 1 (default: %(default)s)",
    )
    parser.add_argument("--json", dest="as_json", action="store_true", help="a JSON object a file, a line each")
    takes_pages(parser)
    takes_password(parser)
    takes_quiet(parser)


@dataclass(frozen=True, slots=True)
class CheckOptions:
    """What ``check`` was called with; see its help."""

    files: list[Path]
    text: str | None
    fail_on: str
    as_json: bool
    pages: str | None
    pages_alone: bool
    password: str | None
    quiet: bool


def check(options: CheckOptions) -> int:
    """Say of each page whether its text can be kept, warraq can repair it, or only OCR can read it, and why.

    A gate for archives and pipelines: exit code 1 where a page isn't kept. Nothing is deciphered, so that it takes
    little more than to open the file. --text judges what another extractor made, page by page between form feeds.
    Pages that go to OCR are read by `warraq extract --ocr auto`, where Tesseract is installed.

    Examples:
      warraq check report.pdf
      warraq check archive/ --fail-on ocr
      warraq check archive/ --json --fail-on never | jq -r 'select(.route == "ocr") | .file'
      pdftotext report.pdf - | warraq check report.pdf --text -
    """
    from warraq import run

    chosen_pages(options.pages, alone=options.pages_alone)  # nonsense is refused before any file is read
    named = list(files_below(options.files))
    if options.text is not None and len(named) > 1:
        raise UsageError("a text is judged beside one PDF", where=options.text, help="Name the PDF it was made of.")
    copied = None if options.text is None else read_text(options.text)
    fail_on = options.fail_on
    worse, failure = False, 0
    for file, _ in named:
        try:
            asked = asked_for(file)
            with progress(asked.name, options.quiet) as tell:
                checked = run.check(
                    asked.file,
                    name=asked.name,
                    text=copied,
                    password=options.password,
                    progress=tell,
                    pages=options.pages,
                    pages_alone=options.pages_alone,
                )
        except WarraqError as error:
            if options.as_json:
                _print((_failure_json(file, error),))
            failure = failure or complain(error)
            continue
        _print((_json(file, checked),) if options.as_json else _lines(file, checked))
        worse |= fail_on in FAIL_ON and checked.route in FAIL_ON[FAIL_ON.index(fail_on) :]
    return failure or (WORSE if worse else 0)


def _print(lines: Sequence[str] | Iterator[str]) -> None:
    with to_stdout() as stream:
        stream.writelines(f"{line}\n" for line in lines)


def _lines(file: Path, checked: Checked) -> Iterator[str]:
    """What a person reads: how many pages go which way, then those that aren't kept."""
    from warraq.routes.route import KEEP, ROUTES

    routes = [page.route for page in checked.pages]
    counts = ", ".join(f"{routes.count(route)} {route}" for route in ROUTES if route in routes)
    yield f"{file}: {counts}"
    for (route, reasons), pages in groupby(checked.pages, key=lambda page: (page.route, page.reasons)):
        if route != KEEP or reasons:
            yield f"  {_named(list(pages)):14}{route:8}{', '.join(reasons)}"


def _named(pages: Sequence[PageRoute]) -> str:
    first, last = pages[0].page, pages[-1].page
    if first is None:
        return "text"
    return f"page {first}" if first == last else f"pages {first}-{last}"


def _json(file: Path, checked: Checked) -> str:
    import json
    from dataclasses import asdict

    of_file = asdict(checked) | {"file": str(file)}
    return json.dumps({"route": checked.route} | of_file, ensure_ascii=False)


def _failure_json(file: Path, error: WarraqError) -> str:
    import json

    said = {"kind": type(error).__name__, "message": error.message, "exit_code": error.exit_code, "help": error.help}
    return json.dumps({"file": str(file), "error": said}, ensure_ascii=False)
