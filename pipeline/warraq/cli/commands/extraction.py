"""``warraq extract``: documents to stdout, to a file or to a folder."""

from __future__ import annotations

import gc
import os
import signal
from argparse import ArgumentParser
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from itertools import repeat
from pathlib import Path
from typing import TYPE_CHECKING, Final

from warraq.cli.command import (
    OUT,
    at_least,
    font_cache_of,
    takes_corrections,
    takes_files,
    takes_font_cache,
    takes_force,
    takes_ocr,
    takes_pages,
    takes_password,
    takes_quiet,
    takes_raw_csv,
    takes_reader,
)
from warraq.cli.files import STDIN, asked_for, files_below
from warraq.cli.terminal import (
    STDOUT,
    complain,
    corrections_of,
    log_level,
    log_to_stderr,
    progress,
    say,
    to_stdout,
)
from warraq.config import DEFAULT, GARBAGE, Config, Ocr
from warraq.emit.formats.forms import FORMS, form_of
from warraq.errors import UsageError
from warraq.model.chosen_pages import chosen_pages

if TYPE_CHECKING:
    from warraq.model.document import Document


#: Kinds of document; the names of ``pipeline/warraq/segment/data/profiles.toml``.
PROFILES: Final = ("un-report", "un-resolution", "un-agenda", "un-record", "treaty", "law", "generic")


def extract_arguments(parser: ArgumentParser) -> None:
    takes_files(parser)
    parser.add_argument(
        *OUT, dest="out", metavar="PATH", help="a file, or a folder (NAME/ makes one); without it, or for -: stdout"
    )
    said = ", ".join(f"{name}: {form.says}" for name, form in FORMS.items() if form.says)
    parser.add_argument(
        "-f",
        "--format",
        dest="form",
        type=lambda name: name if name in FORMS else form_of(f".{name}") or name,
        choices=FORMS,
        help=f"{said}; an ending such as md will do (default: that of the ending of --out, else json)",
    )
    parser.add_argument(
        "-j",
        "--workers",
        type=at_least(0, int),
        default=1,
        metavar="N",
        help="processes for several files; 0 is one a core (default: %(default)s)",
    )
    parser.add_argument("--profile", choices=PROFILES, help="kind of document; by default the text's own signs decide")
    takes_pages(parser)
    takes_password(parser)
    takes_force(parser)
    takes_corrections(parser)
    takes_font_cache(parser)
    takes_reader(parser)
    takes_ocr(parser)
    parser.add_argument(
        "--words", action="store_true", help="json: each word of each page, with its place, confidence and node"
    )
    takes_raw_csv(parser)
    takes_quiet(parser)


@dataclass(frozen=True, slots=True)
class ExtractOptions:
    """What ``extract`` was called with; see its help. ``bar``: a progress bar may be drawn."""

    files: list[Path]
    out: str | None
    form: str | None
    workers: int
    profile: str | None
    pages: str | None
    pages_alone: bool
    password: str | None
    force: bool
    corrections: Path | None
    font_cache: Path | None
    reader: str
    ocr: str
    ocr_languages: tuple[str, ...]
    words: bool
    raw_csv: bool
    bom: bool
    quiet: bool
    bar: bool = True


@dataclass(frozen=True, slots=True)
class _Task:
    """A file, its format, and where that goes; to stdout for None."""

    file: Path
    form: str
    target: Path | None


def extract(options: ExtractOptions) -> int:
    """Read PDFs or text dumps and write each as a document: sections, paragraphs, items, places, doubts.

    Examples:
      warraq extract report.pdf > report.json
      warraq extract report.pdf -o report.md
      warraq extract law.pdf -f akn --profile law -o law.akn.xml
      warraq extract *.pdf -o out/            writes out/NAME.pdf.json; goes on after a bad file
      warraq extract archive/ -f md -o out/ -j 4
      warraq extract report.pdf --corrections report.corrections.json
      curl -s https://example.org/report.pdf | warraq extract - -f text
    """
    chosen_pages(options.pages, alone=options.pages_alone)  # nonsense is refused before any file is read
    tasks = _tasks(options)
    words = options.words or any(FORMS[task.form].of_words for task in tasks)
    config = replace(
        DEFAULT,
        reader=options.reader,
        ocr=Ocr(options.ocr, options.ocr_languages),
        font_cache=font_cache_of(options.font_cache),
        words=words,
    )
    if len(tasks) == 1:
        _extract_one(tasks[0], options, config)
        return 0
    codes = list(_codes(tasks, options, config))
    return next((code for code in codes if code), 0)


def _codes(tasks: Sequence[_Task], options: ExtractOptions, config: Config) -> Iterator[int]:
    """Do the tasks; the exit code of each in their order."""
    from warraq.batch.pool import cores

    workers = min(options.workers or cores(), len(tasks))
    if workers == 1 or STDIN in map(str, (task.file for task in tasks)):  # other processes have another stdin
        yield from (_try_one(task, options, config) for task in tasks)
        return
    from concurrent.futures import ProcessPoolExecutor
    from multiprocessing import get_context

    # fresh processes: a fork of one that has threads may wait for ever
    with ProcessPoolExecutor(workers, get_context("spawn"), _begin_worker, (log_level(),)) as pool:
        yield from pool.map(_try_one, tasks, repeat(replace(options, bar=False)), repeat(config))


def _begin_worker(level: int) -> None:
    signal.signal(signal.SIGINT, signal.SIG_DFL)  # Ctrl-C ends it without a word
    gc.set_threshold(*GARBAGE)
    log_to_stderr(level)


def _try_one(task: _Task, options: ExtractOptions, config: Config) -> int:
    """Do a task; its exit code, once the user was told."""
    try:
        _extract_one(task, options, config)
    except Exception as error:  # noqa: BLE001 - the next file may be sound
        return complain(error)
    return 0


def _extract_one(task: _Task, options: ExtractOptions, config: Config) -> None:
    from warraq import run
    from warraq.emit.whole import write_pieces_whole

    asked, form, target, quiet = asked_for(task.file), FORMS[task.form], task.target, options.quiet
    known = corrections_of(options.corrections)
    with progress(asked.name, quiet or not options.bar) as tell:
        document = run.extract(
            asked.file,
            name=asked.name,
            password=options.password,
            config=config,
            progress=tell,
            force=options.force,
            corrections=known,
            profile=options.profile,
            pages=options.pages,
            pages_alone=options.pages_alone,
        )
    table = form.rows
    options_of_form = {"guarded": not options.raw_csv, "bom": options.bom, "words": options.words}
    pieces: Iterable[bytes] = form.pieces(document, **{name: options_of_form[name] for name in form.takes})
    if table:
        pieces = list(pieces)
    if target is None:
        with to_stdout() as stream:
            stream.buffer.writelines(pieces)
        if document.quality.needs_review and not quiet:
            say(f"warraq: {asked.where}: {_summary(document)}")
    else:
        write_pieces_whole(pieces, target)
        if not quiet:
            say(f"{asked.where} -> {target}: {_summary(document)}")
    if table and not quiet and b"".join(pieces).count(b"\n") == 1:
        say(f"warraq: {asked.where}: no {table} in it: the CSV has no rows")


def _tasks(options: ExtractOptions) -> list[_Task]:
    """What is to be done. The full name of a file is kept, so that a.pdf and a.txt don't collide.

    Raises UsageError where several files would go to one place, or a format isn't known.
    """
    out = None if options.out == STDOUT else options.out
    files = list(files_below(options.files))
    several = len(files) > 1 or any(map(Path.is_dir, options.files))
    if several and out is None:
        raise UsageError("several files need a folder to go to", help="Add --out FOLDER.")
    if out is not None and several and Path(out).is_file():
        raise UsageError("several files can't go into one", where=out, help="Give --out a folder.")
    if out is None:
        return [_Task(file, options.form or "json", None) for file, _ in files]
    if not several and not Path(out).is_dir() and not out.endswith(os.sep):
        return [_Task(file, options.form or _form_of(out), Path(out)) for file, _ in files]
    form = options.form or "json"
    tasks = [_Task(file, form, Path(out) / f"{name}{FORMS[form].ending}") for file, name in files]
    targets = Counter(task.target for task in tasks)
    for task in tasks:
        if targets[task.target] > 1:
            raise UsageError("another file has its name", where=str(task.file), help="Give them different folders.")
    return tasks


def _form_of(out: str) -> str:
    """The format that a file is to have by its name; JSON where it has no ending. Raises UsageError if unknown."""
    form = form_of(out) or ("" if Path(out).suffix else "json")
    if not form:
        raise UsageError("no format is known by this ending", where=out, help="Say which it is with --format.")
    return form


def _summary(document: Document) -> str:
    quality = document.quality
    review = f", needs review: {', '.join(quality.reasons)}" if quality.needs_review else ""
    return f"{quality.words} words, {quality.uncertain} uncertain, confidence {quality.confidence:.3f}{review}"
