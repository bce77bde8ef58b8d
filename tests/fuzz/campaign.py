"""Many spoilt files through the whole pipeline, each read by a worker that may die.

    python -m tests.fuzz.campaign --count 10000 --seed 1 [FOLDER...]   fixtures, and PDFs of your own
    python -m tests.fuzz.campaign --bombs                              the generated bombs alone

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
from pathlib import Path

from tests.fuzz.bombs import MEBIBYTES, SECONDS, bombs
from tests.fuzz.mutations import seeds, spoil
from warraq.batch import Settings
from warraq.batch.pool import Pool
from warraq.batch.settings import Outcome
from warraq.config import DEFAULT

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
    parser.add_argument("--workers", type=int, default=1)
    parser.add_argument("--keep", type=Path, default=Path(tempfile.gettempdir()) / "warraq-fuzz")
    arguments = parser.parse_args()
    files = bombs() if arguments.bombs else _spoilt(arguments.count, arguments.seed, arguments.folders)
    ends: Counter[str] = Counter()
    faults = 0
    slowest = (0.0, "")
    with tempfile.TemporaryDirectory() as folder:
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
