"""All that the command writes of two PDFs and a dump: ``python -m tests.end_to_end.all_outputs FOLDER WORKERS``."""

from __future__ import annotations

import locale
import os
import sys
from contextlib import redirect_stdout, suppress
from pathlib import Path
from unittest import mock

from warraq.cli import main
from warraq.decipher.text import parameters
from warraq.emit.formats.forms import FORMS
from warraq.emit.schemas import SCHEMAS

FIXTURES = Path(__file__).resolve().parents[2] / "fixtures"
PDFS = [FIXTURES / "pdf" / name for name in ("law-damaged.pdf", "report-tables-damaged.pdf")]
DUMP = FIXTURES / "text" / "ctoc-cop-wg7-2020-4.txt"


def write_all(folder: Path, workers: int) -> None:
    """All formats of all commands; documents of ``batch`` come as they are ready, so their lines are sorted."""
    dump = folder / "short.txt"
    dump.write_text(DUMP.read_text("utf-8")[4000:4300], "utf-8")
    for file in PDFS:
        for form in FORMS:
            call("extract", file, "-q", "-f", form, "-o", folder / f"{file.name}-{form}")
        with (folder / f"{file.name}-stdout").open("w") as stdout, redirect_stdout(stdout):
            call("extract", file, "-q")
            call("inspect", file)
            call("inspect", file, "--json")
        call("heal", file, "-q", "--no-verify", "-o", folder / f"{file.name}-healed")
        call("heal", file, "-q", "--no-verify", "--tags", "--incremental", "-o", folder / f"{file.name}-tagged")
        call("review", file, "-q", "-o", folder / f"{file.name}-proof")
    call("extract", dump, "-q", "-o", folder / "short.json")
    with (folder / "facts").open("w") as stdout, redirect_stdout(stdout):
        call("repair", dump)
        for name in SCHEMAS:
            call("schema", name)
    (folder / "archive").mkdir()
    for file in PDFS:
        (folder / "archive" / file.name).write_bytes(file.read_bytes())
    call("report", folder / "archive", "-o", folder / "report")
    call("batch", *PDFS, "-q", "-f", "parquet", "-j", 1, "-o", folder / "parquet")
    call("batch", *PDFS, "-q", "-j", workers, "-o", folder / "jsonl")
    for file in folder.glob("jsonl/*.jsonl"):
        file.write_bytes(b"".join(sorted(file.read_bytes().splitlines(keepends=True))))
    for path in (*folder.glob("*/ledger.jsonl"), *folder.glob("*/.lock")):  # which say when and who
        path.unlink()


def call(*arguments: object) -> None:
    try:
        main([str(argument) for argument in arguments])
    except SystemExit as ended:
        assert not ended.code, arguments


if __name__ == "__main__":
    if hasattr(os, "sched_setaffinity") and sys.argv[2] == "1":
        os.sched_setaffinity(0, sorted(os.sched_getaffinity(0))[:1])
    with suppress(locale.Error):  # where the system hasn't got it
        locale.setlocale(locale.LC_ALL, "")
    with mock.patch.object(parameters.Channel, "LEAST_WORDS", 4):  # a page, which takes a quarter of a minute
        write_all(Path(sys.argv[1]), int(sys.argv[2]))
