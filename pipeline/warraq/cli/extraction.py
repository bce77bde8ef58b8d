"""``warraq extract``: documents to stdout, to a file or to a folder."""

from __future__ import annotations

import os
from argparse import ArgumentParser
from dataclasses import dataclass, replace
from pathlib import Path
from typing import TYPE_CHECKING, Final

from warraq.cli.command import (
    font_cache_of,
    takes_corrections,
    takes_font_cache,
    takes_force,
    takes_password,
    takes_quiet,
    takes_raw_csv,
    takes_reader,
)
from warraq.cli.terminal import STDOUT, complain, corrections_of, progress, say, to_stdout
from warraq.config import DEFAULT, Config
from warraq.emit.formats.forms import FORMS
from warraq.errors import UsageError

if TYPE_CHECKING:
    from warraq.model.document import Document


#: Kinds of document; the names of ``pipeline/warraq/segment/data/profiles.toml``.
PROFILES: Final = ("un-report", "un-resolution", "un-agenda", "treaty", "law", "generic")


def extract_arguments(parser: ArgumentParser) -> None:
    parser.add_argument("files", nargs="+", type=Path, metavar="FILE", help="PDFs, or text dumps in UTF-8")
    parser.add_argument(
        "-o", "--out", metavar="PATH", help="a file, or a folder (NAME/ makes one); without it, or for -: stdout"
    )
    parser.add_argument(
        "-f",
        "--format",
        dest="form",
        choices=FORMS,
        default="json",
        help=f"{', '.join(f'{name}: {form.says}' for name, form in FORMS.items() if form.says)} (default: %(default)s)",
    )
    parser.add_argument("--profile", choices=PROFILES, help="kind of document; by default the text's own signs decide")
    takes_password(parser)
    takes_force(parser)
    takes_corrections(parser)
    takes_font_cache(parser)
    takes_reader(parser)
    takes_raw_csv(parser)
    takes_quiet(parser)


@dataclass(frozen=True, slots=True)
class ExtractOptions:
    """What ``extract`` was called with; see its help."""

    files: list[Path]
    out: str | None
    form: str
    profile: str | None
    password: str | None
    force: bool
    corrections: Path | None
    font_cache: Path | None
    reader: str
    raw_csv: bool
    quiet: bool


def extract(options: ExtractOptions) -> int:
    """Read PDFs or text dumps and write each as a document: sections, paragraphs, items, places, doubts.

    Examples:
      warraq extract report.pdf > report.json
      warraq extract report.pdf -f markdown -o report.md
      warraq extract law.pdf -f akn --profile law -o law.akn.xml
      warraq extract *.pdf -o out/            writes out/NAME.pdf.json; goes on after a bad file
      warraq extract report.pdf --corrections report.corrections.json
    """
    files = options.files
    out = None if options.out == STDOUT else options.out
    if len(files) > 1 and out is None:
        raise UsageError("several files need a folder to go to", help="Add --out FOLDER.")
    if len(files) > 1 and out is not None and Path(out).is_file():
        raise UsageError("several files can't go into one", where=out, help="Give --out a folder.")
    config = replace(DEFAULT, reader=options.reader, font_cache=font_cache_of(options.font_cache))
    first_failure = 0
    for file in files:
        try:
            target = _target(file, out, FORMS[options.form].ending, several=len(files) > 1)
            _extract_one(file, target, options, config)
        except Exception as error:
            if len(files) == 1:
                raise
            code = complain(error)
            first_failure = first_failure or code
    return first_failure


def _extract_one(file: Path, target: Path | None, options: ExtractOptions, config: Config) -> None:
    from warraq import run
    from warraq.emit.whole import write_pieces_whole

    form, quiet = options.form, options.quiet
    known = corrections_of(options.corrections)
    with progress(file.name, quiet) as tell:
        document = run.extract(
            file,
            password=options.password,
            config=config,
            progress=tell,
            force=options.force,
            corrections=known,
            profile=options.profile,
        )
    table = FORMS[form].rows
    pieces = FORMS[form].pieces(document, **({"guarded": not options.raw_csv} if table else {}))
    if target is None:
        with to_stdout() as stream:
            stream.writelines(pieces)
        if document.quality.needs_review and not quiet:
            say(f"warraq: {file}: {_summary(document)}")
    else:
        write_pieces_whole(pieces, target)
        if not quiet:
            say(f"{file} -> {target}: {_summary(document)}")
    if table and not quiet and "".join(pieces).count("\n") == 1:
        say(f"warraq: {file}: no {table} in it: the CSV has no rows")


def _target(file: Path, out: str | None, ending: str, *, several: bool) -> Path | None:
    """Where the output of ``file`` goes. The full name is kept, so that a.pdf and a.txt don't collide."""
    if out is None:
        return None
    if several or Path(out).is_dir() or out.endswith(os.sep):
        return Path(out) / f"{file.name}{ending}"
    return Path(out)


def _summary(document: Document) -> str:
    quality = document.quality
    review = f", needs review: {', '.join(quality.reasons)}" if quality.needs_review else ""
    return f"{quality.words} words, {quality.uncertain} uncertain, confidence {quality.confidence:.3f}{review}"
