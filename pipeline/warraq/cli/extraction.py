"""``warraq extract``: documents to stdout, to a file or to a folder."""

from __future__ import annotations

import os
import sys
from dataclasses import replace
from enum import StrEnum
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from warraq.cli.terminal import (
    STDOUT,
    CorrectionsFile,
    FontCacheFolder,
    Force,
    Password,
    Quiet,
    RawCsv,
    complain,
    corrections_of,
    progress,
    say,
)
from warraq.config import DEFAULT, Config
from warraq.errors import UsageError

if TYPE_CHECKING:
    from warraq.model.document import Document


class Format(StrEnum):
    """What ``extract`` writes."""

    JSON = "json"
    JSONL = "jsonl"
    MARKDOWN = "markdown"
    HTML = "html"
    AKN = "akn"
    CSV = "csv"
    CHUNKS = "chunks"
    TEXT = "text"


class Profile(StrEnum):
    """Kinds of document; the names of ``pipeline/warraq/segment/data/profiles.toml``."""

    UN_REPORT = "un-report"
    UN_RESOLUTION = "un-resolution"
    UN_AGENDA = "un-agenda"
    TREATY = "treaty"
    LAW = "law"
    GENERIC = "generic"


class Reader(StrEnum):
    """Who reads the content of pages; the names of ``warraq.config``."""

    WARRAQ = "warraq"
    PDFPLUMBER = "pdfplumber"


def extract(
    files: Annotated[list[Path], typer.Argument(help="PDFs, or text dumps in UTF-8.", metavar="FILE...")],
    out: Annotated[
        str | None,
        typer.Option(
            "--out", "-o", help="A file, or a folder (NAME/ makes one). Without it, or for -: stdout.", metavar="PATH"
        ),
    ] = None,
    form: Annotated[
        Format,
        typer.Option(
            "--format",
            "-f",
            help="akn is Akoma Ntoso, csv the recommendations, chunks passages for an index.",
        ),
    ] = Format.JSON,
    profile: Annotated[
        Profile | None, typer.Option(help="Kind of document. Without it the text's own signs decide.")
    ] = None,
    password: Password = None,
    force: Force = False,
    corrections: CorrectionsFile = None,
    font_cache: FontCacheFolder = None,
    reader: Annotated[
        Reader, typer.Option(help="Who reads the pages: pdfplumber is slower, and there to check the other one.")
    ] = Reader.WARRAQ,
    raw_csv: RawCsv = False,
    quiet: Quiet = False,
) -> None:
    """Read PDFs or text dumps and write each as a document: sections, paragraphs, items, places, doubts.

    \b
    Examples:
      warraq extract report.pdf > report.json
      warraq extract report.pdf -f markdown -o report.md
      warraq extract law.pdf -f akn --profile law -o law.akn.xml
      warraq extract *.pdf -o out/            writes out/NAME.pdf.json; goes on after a bad file
      warraq extract report.pdf --corrections report.corrections.json
    """
    out = None if out == STDOUT else out
    if len(files) > 1 and out is None:
        raise UsageError("several files need a folder to go to", help="Add --out FOLDER.")
    if len(files) > 1 and out is not None and Path(out).is_file():
        raise UsageError("several files can't go into one", where=out, help="Give --out a folder.")
    config = replace(DEFAULT, reader=str(reader), font_cache=str(font_cache) if font_cache else "")
    first_failure = 0
    for file in files:
        try:
            target = _target(file, out, form, several=len(files) > 1)
            _extract_one(file, target, form, profile, password, force, quiet, corrections, config, raw_csv)
        except Exception as error:
            if len(files) == 1:
                raise
            code = complain(error)
            first_failure = first_failure or code
    if first_failure:
        raise typer.Exit(first_failure)


def _extract_one(
    file: Path,
    target: Path | None,
    form: Format,
    profile: Profile | None,
    password: str | None,
    force: bool,
    quiet: bool,
    corrections: Path | None,
    config: Config,
    raw_csv: bool,
) -> None:
    from warraq import run
    from warraq.emit.formats import FORMS
    from warraq.emit.whole import write_pieces_whole

    known = corrections_of(corrections)
    with progress(file.name, quiet) as tell:
        document = run.extract(
            file, password=password, config=config, progress=tell, force=force, corrections=known, profile=profile
        )
    pieces = FORMS[form].pieces(document, **({"guarded": False} if raw_csv and form == Format.CSV else {}))
    if target is None:
        sys.stdout.writelines(pieces)
    else:
        write_pieces_whole(pieces, target)
        if not quiet:
            say(f"{file} -> {target}: {_summary(document)}")


def _target(file: Path, out: str | None, form: Format, *, several: bool) -> Path | None:
    """Where the output of ``file`` goes. The full name is kept, so that a.pdf and a.txt don't collide."""
    if out is None:
        return None
    if several or Path(out).is_dir() or out.endswith(os.sep):
        return Path(out) / f"{file.name}{_ending(form)}"
    return Path(out)


def _ending(form: Format) -> str:
    from warraq.emit.formats import FORMS

    return FORMS[form].ending


def _summary(document: Document) -> str:
    quality = document.quality
    review = ", needs review" if quality.needs_review else ""
    return f"{quality.words} words, {quality.uncertain} uncertain, confidence {quality.confidence:.3f}{review}"
