"""``warraq batch``: an archive into a folder, document by document, whatever some of them do."""

from __future__ import annotations

import sys
import time
from argparse import ArgumentParser
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, replace
from pathlib import Path
from typing import TYPE_CHECKING, Final

from warraq.cli.command import (
    OUT,
    at_least,
    font_cache_of,
    process_limits,
    takes_font_cache,
    takes_force,
    takes_ocr,
    takes_password,
    takes_process_limits,
    takes_quiet,
)
from warraq.cli.exit_codes import WORSE
from warraq.cli.terminal import say
from warraq.config import DEFAULT, NEVER, Ocr

if TYPE_CHECKING:
    from warraq.batch import Settings, Tally
    from warraq.batch.settings import Executor

#: Seconds between two lines of progress where no person is looking.
_EVERY = 30.0
#: The executor that needs another package.
_DASK: Final = "dask"


def batch_arguments(parser: ArgumentParser) -> None:
    parser.add_argument(
        "inputs", nargs="+", metavar="INPUT", help="files, folders, patterns, URLs, or - for a list on stdin"
    )
    parser.add_argument(*OUT, dest="out", type=Path, required=True, metavar="FOLDER", help="the folder to write to")
    parser.add_argument(
        "-f",
        "--format",
        dest="form",
        choices=("jsonl", "parquet"),
        default="jsonl",
        help="what to write (default: %(default)s)",
    )
    parser.add_argument(
        "-j",
        "--workers",
        type=at_least(0, int),
        default=0,
        metavar="N",
        help="processes; 0 is one a core (default: %(default)s)",
    )
    parser.add_argument(
        "--executor",
        choices=("processes", _DASK),
        default="processes",
        help="what reads the documents (default: %(default)s)",
    )
    parser.add_argument("--scheduler", metavar="ADDRESS", help="of a Dask cluster; without it dask gets its own")
    takes_process_limits(parser)
    parser.add_argument(
        "-0", "--null", action="store_true", help="names on stdin end with a NUL, as `find -print0` writes them"
    )
    parser.add_argument("--retry-failed", action="store_true", help="read again what failed before")
    takes_ocr(parser, NEVER)
    takes_font_cache(parser)
    takes_password(parser)
    takes_force(parser)
    takes_quiet(parser)


@dataclass(frozen=True, slots=True)
class BatchOptions:
    """What ``batch`` was called with; see its help."""

    inputs: list[str]
    out: Path
    form: str
    workers: int
    executor: str
    scheduler: str | None
    time_limit: float
    memory_limit: int
    null: bool
    retry_failed: bool
    ocr: str
    ocr_languages: tuple[str, ...]
    font_cache: Path | None
    password: str | None
    force: bool
    quiet: bool


def batch(options: BatchOptions) -> int:
    """Read an archive into a folder. A run that was broken off goes on where it was; exit code 1 if documents failed,
    in an earlier run too.

    The folder gets documents-00001.jsonl (or .parquet) and so on, a document a line, and ledger.jsonl, which says for
    each input what came of it. A file's content is read once, whatever its names.

    Examples:
      warraq batch archive/ -o out/
      warraq batch 'un/**/*.pdf' more.pdf -o out/ -f parquet -j 8
      warraq batch scans/ -o out/ --ocr auto --time-limit 3600
      find . -name '*.pdf' -print0 | warraq batch - --null -o out/ --time-limit 60
      warraq batch s3://bucket/folder -o out/ --executor dask --scheduler tcp://10.0.0.5:8786
      jq -r 'select(.status == "failed") | [.input, .error.message] | @tsv' out/ledger.jsonl
    """
    from warraq.batch import Settings, run_archive
    from warraq.batch.inputs import expand

    limits = process_limits(options.time_limit, options.memory_limit)
    config = replace(
        DEFAULT,
        limits=limits,
        ocr=Ocr(options.ocr, options.ocr_languages, workers=1),  # documents are read at the same time, not pages
        font_cache=font_cache_of(options.font_cache),
        words=False,
    )
    settings = Settings(config, options.password, options.force)
    names = expand(options.inputs, sys.stdin.buffer, null=options.null)
    try:
        with _watching(options.quiet) as tell:
            reader = _executor(options.executor, settings, options.workers, options.scheduler)
            tally = run_archive(
                names, options.out, settings, reader, form=options.form, retry_failed=options.retry_failed, tell=tell
            )
    except KeyboardInterrupt:
        say("Broken off. What is done is kept; the same command goes on from there.")
        raise
    if not options.quiet:
        say(_summary(tally, options.out))
    return WORSE if tally.failed or tally.failed_before else 0


def _executor(kind: str, settings: Settings, workers: int, scheduler: str | None) -> Executor:
    if kind == _DASK:
        from warraq.batch.cluster import DaskCluster

        return DaskCluster(settings, workers, scheduler)
    from warraq.batch.pool import Pool

    return Pool(settings, workers)


@contextmanager
def _watching(quiet: bool) -> Iterator[Callable[[Tally], None]]:
    """A bar where a person is looking; a line now and then in a log."""
    if quiet:
        yield lambda tally: None
        return
    if not sys.stderr.isatty():
        yield _log_lines()
        return
    from rich.console import Console
    from rich.progress import BarColumn, Progress, TextColumn

    columns = (TextColumn("{task.description}"), BarColumn())
    with Progress(*columns, console=Console(stderr=True), transient=True) as bar:
        task = bar.add_task("", total=None)

        def tell(tally: Tally) -> None:
            total = None if tally.total is None else tally.total - tally.skipped
            bar.update(task, description=_state(tally), completed=tally.handled, total=total)

        yield tell


def _log_lines() -> Callable[[Tally], None]:
    last = time.monotonic()

    def tell(tally: Tally) -> None:
        nonlocal last
        if time.monotonic() - last >= _EVERY:
            last = time.monotonic()
            say(_state(tally))

    return tell


def _state(tally: Tally) -> str:
    of = f" of {tally.total - tally.skipped}" if tally.total is not None else ""
    failed = f", {tally.failed} failed" if tally.failed else ""
    left = f", {_duration(tally.left)} left" if tally.left is not None else ""
    return f"{tally.handled}{of}{failed} · {tally.rate:.1f} documents/s{left}"


def _duration(seconds: float) -> str:
    minutes, rest = divmod(round(seconds), 60)
    hours, minutes = divmod(minutes, 60)
    return f"{hours} h {minutes:02} min" if hours else f"{minutes} min {rest:02} s"


def _summary(tally: Tally, out: Path) -> str:
    again = "failed in an earlier run (--retry-failed reads them again)"
    kinds = ", ".join(f"{count} {kind}" for kind, count in sorted(tally.failures.items()))
    parts = [
        f"{tally.done} documents ({tally.pages} pages) in {_duration(tally.seconds)} -> {out}",
        f"{tally.same} with the content of another" if tally.same else "",
        f"{tally.skipped - tally.failed_before} done before" if tally.skipped > tally.failed_before else "",
        f"{tally.failed_before} {again}" if tally.failed_before else "",
        f"{tally.failed} failed ({kinds}): see {out / 'ledger.jsonl'}" if tally.failed else "",
    ]
    return "; ".join(part for part in parts if part)
