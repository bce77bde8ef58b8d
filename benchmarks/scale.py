"""An archive in figures: CPU time by stage, beside other tools, memory by length, workers, and ten million pages.

    python -m benchmarks.scale                     all tables (some minutes)
    python -m benchmarks.scale stages peers        those alone; also: memory, workers, archive
    python -m benchmarks.scale --gate              the ratios alone; exit 1 where one is worse than its bound
    python -m benchmarks.scale --raise             write the ratios of today as the new bound

Times are CPU seconds (user and system) of this process or its children, the least of several runs: what else the
machine does hardly changes them. The gate compares ratios to PDFium's plain text on the same file, not seconds.
"""

from __future__ import annotations

import argparse
import atexit
import hashlib
import json
import os
import resource
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from functools import cache, partial
from pathlib import Path

import pikepdf

from benchmarks import peers, speed
from benchmarks.markdown import table_head, table_row
from benchmarks.structure_golden import FIXTURES
from warraq.config import DEFAULT

TWO_HONEST_PAGES = FIXTURES / "pdf" / "honest.pdf"
#: A report of ten pages with a wrong map, and the same with sound fonts.
BROKEN = FIXTURES / "pdf" / "ctoc-cop-wg7-2020-4.pdf"
SOUND_TWIN = FIXTURES / "pdf" / "ctoc-cop-wg7-2020-4-word.pdf"
#: Honest fixtures of a kind each: no page of them is like another.
KINDS = ("agenda", "gazette", "law", "letter", "report-tables", "resolution", "treaty")
BOUNDS = Path(__file__).parent / "speed_ratios.json"
#: A ratio may be worse than its bound by this factor: the machine and the peers change too.
SLACK = 1.5
RUNS = 5
LENGTHS = (2, 10, 100, 500, 2000)
#: Length of the honest document that times are taken of, that of the broken one.
PAGES = 10
ARCHIVE_PAGES = 10_000_000
#: Shares of files with a broken map for which the archive is projected.
SHARES = (0.0, 0.1, 0.5, 1.0)


@cache
def honest() -> Path:
    """Ten honest pages: two, five times over."""
    return repeated(TWO_HONEST_PAGES, PAGES, _folder() / "honest.pdf")


@cache
def different() -> Path:
    """Honest pages of all kinds, each once."""
    path = _folder() / "different.pdf"
    with pikepdf.new() as made:
        for kind in KINDS:
            with pikepdf.open(FIXTURES / "pdf" / f"{kind}.pdf") as source:
                made.pages.extend(source.pages)
        made.save(path)
    return path


@cache
def _folder() -> Path:
    """A folder that is gone when this process ends."""
    folder = tempfile.TemporaryDirectory(prefix="warraq-scale-")
    atexit.register(folder.cleanup)
    return Path(folder.name)


def cpu(act: Callable[[], object], runs: int = RUNS) -> float:
    """CPU seconds of ``act``, the least of ``runs``; of children too, if it has any."""
    best = float("inf")
    for _ in range(runs):
        before = _used()
        act()
        best = min(best, _used() - before)
    return best


def _used() -> float:
    """CPU seconds of this process and of its children that have ended."""
    usages = (resource.getrusage(who) for who in (resource.RUSAGE_SELF, resource.RUSAGE_CHILDREN))
    return sum(usage.ru_utime + usage.ru_stime for usage in usages)


@dataclass(slots=True)
class Stages:
    """CPU seconds by stage, least of several runs, and the number of pages."""

    pages: int = 0
    seconds: dict[str, float] = field(default_factory=dict)

    @property
    def total(self) -> float:
        return sum(self.seconds.values())

    def note(self, stage: str, start: float) -> float:
        now = time.process_time()
        self.seconds[stage] = min(now - start, self.seconds.get(stage, float("inf")))
        return time.process_time()


@cache
def stages(path: Path) -> Stages:
    """Time of each stage on ``path`` in a process that is set up as the worker of a batch is.

    A stage ends where ``run.extract`` says that the next begins. Each run reads the text as if for the first time; the
    shapes of damaged fonts are remembered from run to run, as they are for other files with the very same fonts.
    """
    from warraq.batch.worker import load_stages

    load_stages()
    measured = Stages()
    for _ in range(RUNS + 1):
        _forget_texts()
        _read(path, measured)
    return measured


@cache
def new_fonts(path: Path) -> Stages:
    """The same of fonts that no document has used before: once in each of several such processes, after other files."""
    measured = Stages()
    for _ in range(RUNS):
        command = [sys.executable, "-c", "from benchmarks.scale import tell_new; tell_new()", str(path)]
        run = subprocess.run(command, check=True, capture_output=True, env=os.environ | {"OPENBLAS_NUM_THREADS": "1"})
        measured.pages, seconds = json.loads(run.stdout)
        measured.seconds = {name: min(value, measured.seconds.get(name, value)) for name, value in seconds.items()}
    return measured


def tell_new() -> None:
    """Print pages and seconds by stage of the file named in the arguments, read once after files of all kinds."""
    from warraq.batch.worker import load_stages
    from warraq.run import extract

    load_stages()
    for kind in KINDS:
        extract(FIXTURES / "pdf" / f"{kind}-damaged.pdf")
    extract(SOUND_TWIN)
    measured = Stages()
    _read(Path(sys.argv[1]), measured)
    print(json.dumps([measured.pages, measured.seconds]))


def _read(path: Path, measured: Stages) -> None:
    """Read a file and note the time of each stage."""
    from warraq.emit.formats.json import to_json
    from warraq.run import extract

    current = ["glyphs", time.process_time()]

    def tell(stage: str, done: int, total: int) -> None:
        name = "glyphs" if stage == "pages" else stage if stage in _NAMES else "decipherment"
        if name != current[0]:
            current[:] = [name, measured.note(str(current[0]), float(str(current[1])))]

    document = extract(path, progress=tell)
    start = measured.note(str(current[0]), float(str(current[1])))
    to_json(document)
    measured.note("JSON", start)
    measured.pages = document.source.pages or 1


def _forget_texts() -> None:
    """Empty what decipherment remembers of words, and the stages after it of lines: their caches that have a bound."""
    for name, module in list(sys.modules.items()):
        if name.startswith(("warraq.decipher.glyph.search.solve", "warraq.repair", "warraq.layout", "warraq.segment")):
            for function in vars(module).values():
                if hasattr(function, "cache_info") and function.cache_info().maxsize is not None:
                    function.cache_clear()


_NAMES = ("glyphs", "diagnosis", "lines", "layout", "structure", "JSON")


def stage_lines() -> Iterator[str]:
    rows = {
        "honest, only {} pages": stages(TWO_HONEST_PAGES),
        "honest, {} pages": stages(honest()),
        "honest, {} different pages": stages(different()),
        "broken map, {} pages": stages(BROKEN),
        "broken map, {} pages, fonts never seen before": new_fonts(BROKEN),
    }
    names = sorted({stage for measured in rows.values() for stage in measured.seconds}, key=_order)
    yield from table_head("CPU ms a page, warm", *names, "all")
    for label, measured in rows.items():
        cells = [f"{1000 * measured.seconds.get(name, 0) / measured.pages:.1f}" for name in names]
        yield table_row(label.format(measured.pages), *cells, f"{1000 * measured.total / measured.pages:.1f}")


def _order(stage: str) -> tuple[int, str]:
    order = ("glyphs", "diagnosis", "decipherment", "lines", "layout", "structure", "JSON")
    return (order.index(stage) if stage in order else len(order), stage)


@cache
def peer_seconds() -> dict[str, float]:
    """CPU seconds a page of each tool on the honest file: plain text, as its users call it."""
    seconds_of = {
        "warraq, everything": stages(honest()).total,
        "warraq, glyphs alone": stages(honest()).seconds["glyphs"],
    }
    for name in peers.available():
        if name != peers.OCR:  # minutes, and no one doubts it
            tool = partial(peers.PEERS[name], honest())
            tool()
            seconds_of[name] = cpu(tool)
    pages = stages(honest()).pages
    return {name: seconds / pages for name, seconds in seconds_of.items()}


def ratios() -> dict[str, float]:
    """Our times in units of PDFium's on the same file: the gate's figures."""
    unit = next(seconds for name, seconds in peer_seconds().items() if "pdfium" in name.lower())
    sound, broken = stages(honest()), stages(BROKEN)
    return {
        "glyphs": round(sound.seconds["glyphs"] / sound.pages / unit, 2),
        "honest": round(sound.total / sound.pages / unit, 2),
        "broken": round(broken.total / broken.pages / unit, 2),
    }


def peer_lines() -> Iterator[str]:
    seconds_of = peer_seconds()
    ours = seconds_of["warraq, everything"]
    yield "| tool | CPU ms a page | beside warraq |"
    yield "|---|---|---|"
    for name, seconds in sorted(seconds_of.items(), key=lambda item: item[1]):
        yield f"| {name} | {1000 * seconds:.1f} | {seconds / ours:.2f} |"


def repeated(path: Path, pages: int, target: Path) -> Path:
    """A document of so many pages: those of ``path`` over and over, each a page of its own."""
    with pikepdf.open(path) as source, pikepdf.new() as made:
        while len(made.pages) < pages:
            made.pages.extend(source.pages[: pages - len(made.pages)])
        made.save(target)
    return target


def memory_lines(lengths: tuple[int, ...] = LENGTHS) -> Iterator[str]:
    yield "| honest pages | peak MiB | wall s | wall ms a page | peak MiB, pages of all kinds |"
    yield "|---|---|---|---|---|"
    with tempfile.TemporaryDirectory() as folder:
        for length in lengths:
            alike, mixed = (
                _extracted(repeated(path, length, Path(folder) / f"{path.stem}-{length}.pdf"))
                for path in (TWO_HONEST_PAGES, different())
            )
            failed = "" if alike.code == mixed.code == 0 else f" (exit {alike.code or mixed.code})"
            each = 1000 * alike.seconds / length
            yield (
                f"| {length}{failed} | {alike.mebibytes:.0f} | {alike.seconds:.1f} | {each:.0f} "
                f"| {mixed.mebibytes:.0f} |"
            )


def _extracted(path: Path) -> speed.Run:
    return speed.measure("extract", "--quiet", "--out", f"{path}.json", str(path))


def archive_of(folder: Path, count: int) -> None:
    """``count`` honest documents of ten pages, each with a digest of its own."""
    data = honest().read_bytes()
    for number in range(count):
        (folder / f"{number}.pdf").write_bytes(data + b"%%%d\n" % number)


@cache
def batch_seconds(workers: int, count: int = 40) -> float:
    """Wall seconds that ``warraq batch`` takes for ``count`` documents more, starting up left out."""
    seconds = []
    for size in (workers * 2, workers * 2 + count):
        with tempfile.TemporaryDirectory() as folder:
            source = Path(folder) / "in"
            source.mkdir()
            archive_of(source, size)
            command = [*speed.COMMAND, "batch", str(source), "-o", f"{folder}/out", "-j", str(workers), "--quiet"]
            start = time.perf_counter()
            subprocess.run(command, check=True)
            seconds.append(time.perf_counter() - start)
    return (seconds[1] - seconds[0]) / count


def parent_seconds(count: int = 20) -> float:
    """CPU seconds that the parent of a batch takes for one document."""
    from warraq.batch import Settings, run_archive
    from warraq.batch.pool import Pool

    with tempfile.TemporaryDirectory() as folder:
        source = Path(folder) / "in"
        source.mkdir()
        archive_of(source, count)
        start = time.process_time()
        run_archive(map(str, source.iterdir()), Path(folder) / "out", Settings(), Pool(Settings(), 1))
        return (time.process_time() - start) / count


def worker_lines() -> Iterator[str]:
    pages = stages(honest()).pages
    """Wall time, and what of it is the parent's: that is what can't be shared out."""
    yield f"The parent takes {1000 * parent_seconds():.1f} ms of CPU for each document of {PAGES} pages."
    yield ""
    yield "| workers | pages a second | speed-up |"
    yield "|---|---|---|"
    for workers in range(1, (os.cpu_count() or 1) + 1):
        each = batch_seconds(workers)
        yield f"| {workers} | {pages / each:.0f} | {batch_seconds(1) / each:.2f} |"


def archive_lines() -> Iterator[str]:
    """Ten million pages, from the rates of the stages."""
    from warraq.batch.settings import Settings
    from warraq.batch.worker import document_line

    sound, broken = stages(honest()), new_fonts(BROKEN)
    pages, line = document_line(honest(), hashlib.sha256(honest().read_bytes()).hexdigest(), Settings())
    stored = len(line) / pages * ARCHIVE_PAGES / 2**30
    ceiling = DEFAULT.limits.memory_bytes / 2**30
    heads = ("core hours", "hours on 32 cores", "JSON lines, GiB", "GiB that a worker may take")
    yield f"| {ARCHIVE_PAGES:,} pages, broken maps | {' | '.join(heads)} |"
    yield "|---|---|---|---|---|"
    for share in SHARES:
        each = (1 - share) * sound.total / sound.pages + share * broken.total / broken.pages
        hours = each * ARCHIVE_PAGES / 3600
        yield f"| {share:.0%} | {hours:.0f} | {hours / 32:.1f} | {stored:.0f} | {ceiling:.0f} |"


def gate() -> int:
    """Print the ratios beside their bounds; 1 where one is worse."""
    bounds: dict[str, float] = json.loads(BOUNDS.read_text(encoding="utf-8"))
    worse = False
    for name, ratio in ratios().items():
        bad = ratio > bounds[name] * SLACK
        worse |= bad
        print(f"{name}: {ratio:.2f} times PDFium, bound {bounds[name]:.2f}{' WORSE' if bad else ''}")
    return int(worse)


TABLES: dict[str, Callable[[], Iterator[str]]] = {
    "stages": stage_lines,
    "peers": peer_lines,
    "memory": memory_lines,
    "workers": worker_lines,
    "archive": archive_lines,
}


def main() -> int:
    parser = argparse.ArgumentParser(description="Speed, memory and scale, as Markdown tables.")
    parser.add_argument("tables", nargs="*", metavar="TABLE", help=f"of {', '.join(TABLES)}; default: all")
    parser.add_argument("--gate", action="store_true", help="compare ratios with their bounds")
    parser.add_argument("--raise", dest="write", action="store_true", help="make the ratios of today the bounds")
    arguments = parser.parse_args()
    if arguments.write:
        BOUNDS.write_text(json.dumps(ratios(), indent=2) + "\n", encoding="utf-8")
        return 0
    if arguments.gate:
        return gate()
    print(speed.machine())
    for name in arguments.tables or TABLES:
        print()
        for line in TABLES[name]():
            print(line, flush=True)
    return 0


if __name__ == "__main__":
    sys.exit(main())
