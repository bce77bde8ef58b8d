"""A public benchmark of broken Arabic PDFs: write it, read it with every tool that is installed, score all of them.

    python -m benchmarks.public [FOLDER]             everything, into build/benchmark: some minutes
    python -m benchmarks.public --quick /tmp/quick   a file a class, by one producer
    python -m benchmarks.public --seed 7 /tmp/seven  other texts, other damage: a set that nobody has seen
    python -m benchmarks.public --score              score again, after a tool's texts were put into outputs/TOOL/

FOLDER gets pdf/, truth/, manifest.jsonl, score.py, README.md (the classes; how to add a tool), LICENCES.md, outputs/
and table.md. Producers and tools that aren't installed are named there.
"""

from __future__ import annotations

import argparse
import os
import platform
import sys
from collections.abc import Iterator
from datetime import date
from pathlib import Path
from typing import Final

from benchmarks.public import files, score
from benchmarks.public import tools as readers
from benchmarks.public.damage import CLASSES
from benchmarks.public.producers import TYPE3, available
from tools.docs import fill

FOLDER: Final = Path(__file__).resolve().parents[2] / "build" / "benchmark"
DOCS: Final = Path(__file__).resolve().parents[2] / "docs" / "benchmark.md"
#: The producers of the quick set: no program is called.
QUICK: Final = ("fpdf2", TYPE3)


def main(arguments: list[str] | None = None) -> int:
    head, _, rest = (__doc__ or "").partition("\n")
    parser = argparse.ArgumentParser(
        prog="python -m benchmarks.public",
        description=head,
        epilog=rest,
        formatter_class=argparse.RawDescriptionHelpFormatter,
    )
    parser.add_argument("folder", type=Path, nargs="?", default=FOLDER, help="where it goes (default: build/benchmark)")
    add = parser.add_argument
    add("--seed", type=int, default=files.SEED, metavar="N", help=f"default: {files.SEED}, the standard set")
    add("--each", type=int, metavar="N", help=f"files of a class (default: {files.EACH})")
    add("--quick", action="store_true", help=f"a file a class, by {', '.join(QUICK)} alone")
    add("--classes", nargs="+", choices=list(CLASSES), metavar="CLASS", default=[], help="default: all")
    add("--producers", nargs="+", choices=available(), metavar="NAME", help="default: all that are installed")
    add("--tools", nargs="*", choices=list(readers.TOOLS), metavar="TOOL", help="default: all; without a name none")
    add("--score", action="store_true", help="write and read nothing, score the texts that are there")
    add("--page", action="store_true", help="only put the classes and figures that are there into docs/benchmark.md")
    add("--read", choices=list(readers.TOOLS), metavar="TOOL", help="write nothing, read with one tool in this process")
    given = parser.parse_args(arguments)
    if given.page:
        DOCS.write_text(page(DOCS.read_text("utf-8"), given.folder), encoding="utf-8")
        return 0
    if given.read:
        readers.read_all(given.folder, given.read)
        return 0
    if not given.score:
        each = given.each or (files.QUICK_EACH if given.quick else files.EACH)
        if not files.is_ours(given.folder):
            _tell(f"{given.folder} is no benchmark and isn't empty")
            return 2
        makers = given.producers or (QUICK if given.quick else ())
        planned = files.plan(given.seed, each, makers, given.classes)
        count = files.write(given.folder, given.seed, planned, _tell)
        _tell(f"{count} files in {given.folder}")
        for name in readers.TOOLS if given.tools is None else given.tools:
            _tell(f"{name}: {readers.run(given.folder, name)}")
    text = "\n".join(table(given.folder))
    (given.folder / "table.md").write_text(text + "\n", encoding="utf-8")
    print(text)
    return 0


def page(text: str, folder: Path) -> str:
    """The page of the docs with the classes and the figures of a folder."""
    text = fill(text, "classes", "\n".join(files.class_table(score.read_manifest(folder))))
    return fill(text, "figures", (folder / "table.md").read_text("utf-8").strip())


def _tell(message: str) -> None:
    print(message, file=sys.stderr, flush=True)


def table(folder: Path) -> Iterator[str]:
    """The figures: all measures of each tool, then two of them by class, and the first by language and producer."""
    results = readers.results(folder)
    rows = score.read_manifest(folder)
    machine = f"{platform.system()} {platform.machine()}, {os.cpu_count()} cores, Python {platform.python_version()}"
    yield f"Set `{files.digest(rows)}`, {len(rows)} files, {date.today():%-d %B %Y}, {machine}."
    yield f"Producers: {files.named(rows, 'producer')}; not on this machine: {files.absent_producers()}."
    yield ""
    yield from score.summary(folder, results)
    for measure, by in (("cer", "class"), ("numbers", "class"), ("cer", "language"), ("cer", "producer")):
        yield ""
        yield from score.table(folder, results, measure, by)
    for word in (score.NOT_INSTALLED, score.FAILED, "stopped"):
        names = [f"{outputs.name} ({outputs.status[word]})" for outputs, _ in results if word in outputs.status]
        if names:
            yield ""
            yield f"{word.capitalize()}: {', '.join(names)}."


if __name__ == "__main__":
    sys.exit(main())
