"""``warraq heal``, ``warraq review``: the PDF with a right text layer, and the sheet on which a person checks it."""

from __future__ import annotations

from argparse import ArgumentParser, BooleanOptionalAction
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, replace
from pathlib import Path
from typing import TYPE_CHECKING, BinaryIO

from warraq.cli.command import (
    OUT,
    takes_corrections,
    takes_force,
    takes_language,
    takes_ocr,
    takes_page_ranges,
    takes_pages,
    takes_password,
    takes_quiet,
)
from warraq.cli.files import STDIN, asked_for
from warraq.cli.terminal import STDOUT, corrections_of, progress, say, to_stdout
from warraq.config import DEFAULT, NEVER, Ocr
from warraq.errors import UsageError

if TYPE_CHECKING:
    from warraq.emit.heal.healed_pdf import HealReport


def heal_arguments(parser: ArgumentParser) -> None:
    parser.add_argument("file", type=Path, metavar="FILE", help="a PDF; - is stdin")
    parser.add_argument(*OUT, dest="out", type=Path, metavar="PATH", help="where the healed PDF goes; - is stdout")
    parser.add_argument("--tags", action="store_true", help="add structure tags and reading order")
    parser.add_argument(
        "--incremental", action="store_true", help="append the changes; the file's own bytes stay as they are"
    )
    parser.add_argument("--in-place", action="store_true", help="let the healed PDF take the place of the file")
    parser.add_argument(
        "--verify",
        action=BooleanOptionalAction,
        default=True,
        help="compare picture and text of every page before and after (default: --verify)",
    )
    takes_page_ranges(parser)
    takes_ocr(parser, NEVER)
    takes_corrections(parser)
    takes_password(parser)
    takes_force(parser)
    takes_quiet(parser)


@dataclass(frozen=True, slots=True)
class HealOptions:
    """What ``heal`` was called with; see its help."""

    file: Path
    out: Path | None
    tags: bool
    incremental: bool
    in_place: bool
    verify: bool
    pages: str | None
    ocr: str
    ocr_languages: tuple[str, ...]
    corrections: Path | None
    password: str | None
    force: bool
    quiet: bool


def heal(options: HealOptions) -> None:
    """Mend a PDF so that viewers, search engines and screen readers get the right text. It looks as before.

    Examples:
      warraq heal report.pdf -o healed.pdf
      warraq heal report.pdf -o healed.pdf --tags
      warraq heal report.pdf -o healed.pdf --corrections report.corrections.json
      warraq heal scan.pdf --ocr auto -o searchable.pdf
      warraq heal report.pdf --in-place
      curl -s https://example.org/report.pdf | warraq heal - -o - > healed.pdf
    """
    from warraq import run

    asked = asked_for(options.file)
    target = _target(options.file, options.out, options.in_place)
    if options.pages and options.in_place:
        raise UsageError("a part can't take the place of the whole file", help="Give --out PATH.")
    known = corrections_of(options.corrections)
    with progress(asked.name, options.quiet) as tell, _opened(target) as out:
        report = run.heal(
            asked.file,
            out,
            name=asked.name,
            tags=options.tags,
            incremental=options.incremental,
            verify=options.verify,
            pages=options.pages,
            corrections=known,
            password=options.password,
            config=replace(DEFAULT, ocr=Ocr(options.ocr, options.ocr_languages)),
            progress=tell,
            force=options.force,
        )
    for warning in report.warnings:
        say(f"warraq: {asked.where}: {warning}")
    if not options.quiet:
        say(f"{asked.where} -> {target}: {_summary(report, options.pages)}")


@contextmanager
def _opened(target: Path) -> Iterator[Path | BinaryIO]:
    """Where a PDF is written to: its path, or stdout for ``-``."""
    if str(target) == STDOUT:
        with to_stdout() as stream:
            yield stream.buffer
    else:
        yield target


def _target(file: Path, out: Path | None, in_place: bool) -> Path:
    """Where the healed PDF goes. Raises UsageError where the file itself would be replaced unasked."""
    if out is None:
        if not in_place or str(file) == STDIN:
            raise UsageError("where does the healed PDF go?", help="Give --out PATH, or --in-place.")
        return file
    if out.exists() and file.exists() and out.samefile(file) and not in_place:
        raise UsageError("it is the file itself", where=str(out), help="--in-place lets the healed PDF take its place.")
    return out


def _summary(report: HealReport, pages: str | None) -> str:
    if not report.changed:
        return "nothing to heal" + ("" if pages else "; the same bytes")
    done = [
        f"{font.name}: {font.changed} codes" + (f", {font.split} ligatures split" if font.split else "")
        for font in report.fonts
    ]
    done += [f"{report.words} glyphs with a text of their own"] if report.words else []
    done += [f"language {report.language}"] if report.language else []
    done += ["tagged"] if report.tagged else []
    done += [f"{report.recognised} pages read in their pictures"] if report.recognised else []
    return "; ".join(done)


def review_arguments(parser: ArgumentParser) -> None:
    parser.add_argument("file", type=Path, metavar="FILE", help="a PDF or a text dump; - is stdin")
    parser.add_argument(
        *OUT, dest="out", type=Path, required=True, metavar="PATH.html", help="where the proof sheet goes; - is stdout"
    )
    takes_pages(parser)
    takes_ocr(parser)
    takes_corrections(parser)
    takes_language(parser)
    takes_password(parser)
    takes_force(parser)
    takes_quiet(parser)


@dataclass(frozen=True, slots=True)
class ReviewOptions:
    """What ``review`` was called with; see its help."""

    file: Path
    out: Path
    pages: str | None
    pages_alone: bool
    ocr: str
    ocr_languages: tuple[str, ...]
    corrections: Path | None
    language: str
    password: str | None
    force: bool
    quiet: bool


def review(options: ReviewOptions) -> None:
    """Write a proof sheet: one HTML page that shows each page beside its restored text, and takes corrections.

    Of a text dump it shows each line as it stands beside what was read of it.

    Examples:
      warraq review report.pdf -o proof.html
      warraq extract report.pdf --corrections report.pdf.corrections.json -o report.json
    """
    from warraq import run
    from warraq.emit.whole import write_whole

    asked, known = asked_for(options.file), corrections_of(options.corrections)
    with progress(asked.name, options.quiet) as tell:
        sheet = run.review(
            asked.file,
            name=asked.name,
            corrections=known,
            password=options.password,
            config=replace(DEFAULT, ocr=Ocr(options.ocr, options.ocr_languages)),
            progress=tell,
            force=options.force,
            pages=options.pages,
            pages_alone=options.pages_alone,
            language=options.language,
        )
    if str(options.out) == STDOUT:
        with to_stdout() as stream:
            stream.write(sheet)
    else:
        write_whole(sheet, options.out)
    if not options.quiet:
        say(f"{asked.where} -> {options.out}: {len(sheet.encode()) / 1e6:.1f} MB; open it in a browser")
