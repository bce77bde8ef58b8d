"""Many spoilt files through the whole pipeline, each read by a worker that may die.

    python -m tests.fuzz.campaign --count 10000 --seed 1 [FOLDER...]   fixtures, and PDFs of your own
    python -m tests.fuzz.campaign --bombs                              the generated bombs alone
    python -m tests.fuzz.campaign --interpreted --count 50             glyphs as Python reads them by the same source

Prints what came of them; exit code 1 where one crashed, hung, or raised what isn't a ``WarraqError``. Such a file is
kept in --keep, under the number that makes it again.
"""

from __future__ import annotations

import argparse
import random
import sys
import tempfile
from collections import Counter
from collections.abc import Iterator
from dataclasses import replace
from functools import cache
from pathlib import Path
from types import ModuleType
from unittest import mock

import numpy as np

from tests.fuzz.bombs import MEBIBYTES, SECONDS, bombs
from tests.fuzz.mutations import seeds, spoil
from tests.interpreted import interpreted
from warraq.batch import Settings
from warraq.batch.pool import Pool
from warraq.batch.settings import Outcome
from warraq.config import DEFAULT
from warraq.errors import WarraqError
from warraq.extract.content.content_loop import ContentLoop
from warraq.extract.pages import pdf_file

#: Files after which it says how far it is.
_TELL = 250


def settings(seconds: float = SECONDS) -> Settings:
    """A worker's settings: text without Arabic is read too, so that no stage is spared."""
    limits = replace(DEFAULT.limits, seconds_per_document=seconds, memory_bytes=MEBIBYTES << 20)
    return Settings(replace(DEFAULT, limits=limits), force=True)


def fault(outcome: Outcome) -> str:
    """What is wrong with how it ended; empty where all is well: a document, or an error that a user can act on."""
    failure = outcome.failure
    if failure is None:
        return ""
    if failure.exit_code == 70:
        return f"{failure.kind}: {failure.message}"
    if failure.message.startswith("it took more than"):
        return "hangs"
    return "takes too much memory" if "more memory than" in failure.message else ""


@cache
def sources() -> tuple[ModuleType, ModuleType]:
    """What interprets content streams, and what parts them into tokens, run by Python."""
    loop, tokens = interpreted("warraq.extract.content.content_loop"), interpreted("warraq.pdf.tokens")
    loop.Tokens = tokens.Tokens  # type: ignore[attr-defined]
    return loop, tokens


def difference(path: Path) -> str:
    """How the glyphs of a file differ where the interpreter of content streams is run by Python; empty for not at all.

    Other errors than a ``WarraqError`` leave, whoever raises them.
    """
    ends: list[object] = []
    for loop in (ContentLoop, sources()[0].ContentLoop):
        with mock.patch.object(pdf_file, "ContentLoop", loop), np.errstate(all="ignore"):
            try:
                read = pdf_file.extract_pdf(path)
            except WarraqError as error:
                ends.append(str(error))
            else:
                columns = ("font", "charcode", "gid", "x", "y", "advance", "size", "angle", "flags", "claim", "rules")
                pages = [[getattr(page, name).tobytes() for name in columns] for page in read.pages]
                ends.append((pages, [page.actual_text for page in read.pages], read.damaged_pages, read.claims))
    return "" if ends[0] == ends[1] else f"{path.name} is read otherwise by the source"


def _compare(files: Iterator[str]) -> int:
    """Read by the source, too; the number of files that differ."""
    faults = count = 0
    for name in files:
        message = difference(Path(name))
        count, faults = count + 1, faults + bool(message)
        if message:
            print(message, flush=True)
    print(f"{count} files: {faults} differ")
    return faults


def _spoilt(count: int, seed: int, folders: list[Path]) -> Iterator[tuple[str, bytes]]:
    sources = list(seeds())
    sources += [(path.name, path.read_bytes()) for folder in folders for path in sorted(folder.glob("**/*.pdf"))]
    for number in range(seed, seed + count):
        chance = random.Random(number)
        name, data = chance.choice(sources)
        yield f"{number}-{name[-60:]}", spoil(data, chance)


def _written(files: Iterator[tuple[str, bytes]], folder: Path) -> Iterator[str]:
    for name, data in files:
        path = folder / name
        path.write_bytes(data)
        yield str(path)


def main() -> int:
    parser = argparse.ArgumentParser(description="Spoilt files and bombs through the whole pipeline.")
    parser.add_argument("folders", nargs="*", type=Path, help="PDFs to spoil beside the fixtures")
    parser.add_argument("--count", type=int, default=1000)
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--bombs", action="store_true")
    parser.add_argument("--interpreted", action="store_true", help="compare what is compiled with its source")
    parser.add_argument("--workers", type=int, default=1)
    parser.add_argument("--keep", type=Path, default=Path(tempfile.gettempdir()) / "warraq-fuzz")
    arguments = parser.parse_args()
    files = bombs() if arguments.bombs else _spoilt(arguments.count, arguments.seed, arguments.folders)
    ends: Counter[str] = Counter()
    faults = 0
    slowest = (0.0, "")
    with tempfile.TemporaryDirectory() as folder:
        if arguments.interpreted:
            return int(_compare(_written(files, Path(folder))) > 0)
        pool = Pool(settings(), arguments.workers)
        for outcome in pool.results(_written(files, Path(folder)), lambda name, sha256: True):
            path = Path(outcome.name)
            ends[outcome.failure.kind if outcome.failure else "read"] += 1
            slowest = max(slowest, (outcome.seconds, path.name))
            if arguments.bombs and not fault(outcome):
                print(f"{path.name}: {outcome.failure.message if outcome.failure else 'read'}, {outcome.seconds:.1f} s")
            if fault(outcome):
                faults += 1
                arguments.keep.mkdir(parents=True, exist_ok=True)
                (arguments.keep / path.name).write_bytes(path.read_bytes())
                print(f"{path.name}: {fault(outcome)}", flush=True)
            path.unlink()
            if ends.total() % _TELL == 0:
                print(f"{ends.total()} files, {faults} faults", file=sys.stderr, flush=True)
    print(f"{ends.total()} files: {', '.join(f'{count} {kind}' for kind, count in ends.most_common())}")
    print(f"{faults} faults; the slowest took {slowest[0]:.1f} s ({slowest[1]})")
    return int(faults > 0)


if __name__ == "__main__":
    sys.exit(main())
