"""How much the figures move when a number of ``parameters.py`` changes by a fifth.

    python -m benchmarks.sensitivity [--channel glyph|text] [--only SECTION...] [--jobs N] [--again]

Each number is made a fifth less and a fifth more (a share near 1: what is left to 1; a whole number: by one at least),
and the same files are read each time in a process of its own, in which no module has taken the number over before. The
glyph channel reads a page in each of ``FACES`` (installed ones, and those of ``benchmarks.unseen_faces``, which npm
fetches), map and tables gone or wrong in turns, and honest ones; the text channel dumps of ``TEXTS`` with channels of
their own seeds. What comes of it is written to ``data/sensitivity.tsv``, by which ``docs/parameters.md`` is made: per
1,000 words how many more are wrong, wrong and not listed, and listed; and how many words come out otherwise, in letters
or confidence. What is there already and has the same value is kept.

That nothing moves here doesn't say that a number is idle: many stand for faults that none of these files has.
"""

from __future__ import annotations

import argparse
import csv
import json
import os
import random
import subprocess
import sys
from collections.abc import Iterable, Iterator, Sequence
from concurrent.futures import ThreadPoolExecutor
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import Final, TypeAlias

from rapidfuzz.distance import Levenshtein

from tools.parameters import CHANNELS, Parameter, changed, holder, parameters
from warraq.config import DEFAULT
from warraq.emit.whole import write_whole

#: Words of a file with their confidence, whether each is right, and whether it is listed.
_File: TypeAlias = tuple[list[tuple[str, float]], list[bool], list[bool]]

OUT: Final = Path(__file__).parent / "data" / "sensitivity.tsv"
FACTORS: Final = (1 / 1.2, 1.2)
COLUMNS: Final = ("channel", "name", "value", "change", "wrong", "silent", "listed", "otherwise")

UNSEEN: Final = (
    "mirza", "reem-kufi", "aref-ruqaa", "noto-nastaliq-urdu", "lalezar", "jomhuria", "cascadia-code", "marhey",
)  # fmt: skip
INSTALLED: Final = ("amiri", "noto-naskh", "kacst", "dejavu")
FIRST_SEED: Final = 9700

TRUTH: Final = Path(__file__).parents[1] / "fixtures" / "truth"
TEXTS: Final = ("ctoc-cop-wg7-2020-4.tsv", "law.tsv", "report-tables.tsv")
#: Words of each dump at most, the share of letter forms that come out as spaces, and that of the lines that are cut.
WORDS: Final = 300
SPACES: Final = 0.25
CUT: Final = 0.3


@dataclass(frozen=True, slots=True)
class Outcome:
    """What a run made of all files.

    Attributes:
        words: with their confidence, file after file.
        wrong, silent, listed: how many of them are wrong, wrong and not listed, listed.
    """

    words: list[list[object]]
    wrong: int
    silent: int
    listed: int

    def beside(self, base: Outcome) -> list[str]:
        """The last columns: differences to ``base`` per 1,000 words, and how many words come out otherwise."""
        edits = Levenshtein.opcodes(
            [json.dumps(word) for word in base.words], [json.dumps(word) for word in self.words]
        )
        moved = sum(max(e.src_end - e.src_start, e.dest_end - e.dest_start) for e in edits if e.tag != "equal")
        pairs = ((self.wrong, base.wrong), (self.silent, base.silent), (self.listed, base.listed))
        return [*(f"{1000 * (own - other) / len(base.words):.1f}" for own, other in pairs), str(moved)]


def outcome(channel: str) -> Outcome:
    """Read the files of a channel as its numbers are set now: no module of it may be loaded before."""
    files = list(_pages() if channel == "glyph" else _dumps())
    read: list[list[object]] = [[word, sure] for words, _, _ in files for word, sure in words]
    doubts = [(right, listed) for _, rights, listeds in files for right, listed in zip(rights, listeds, strict=True)]
    wrong = [listed for right, listed in doubts if not right]
    return Outcome(read, len(wrong), wrong.count(False), sum(listed for _, listed in doubts))


def _pages() -> Iterator[_File]:
    from benchmarks import unseen_faces  # it loads modules that take numbers over
    from benchmarks.corpus.build import Case
    from benchmarks.corpus.damage import NO_DAMAGE, Damage
    from benchmarks.matrix import measure
    from benchmarks.scores import right_words

    damages = (Damage("removed", "none"), Damage("wrong-75", "none"))
    with unseen_faces.known(UNSEEN):
        cases = [
            Case(unseen_faces.PRODUCERS[k % 3], face, 1, FIRST_SEED + k, damages[k % 2])
            for k, face in enumerate((*UNSEEN, *INSTALLED))
        ]
        cases += [Case("weasyprint", face, 1, FIRST_SEED + 50 + k, NO_DAMAGE) for k, face in enumerate(INSTALLED[:2])]
        cases += [
            Case("typst", face, 1, FIRST_SEED + 60 + k, Damage("wrong-75", "kept"))
            for k, face in enumerate(INSTALLED[:2])
        ]
        for case in cases:
            result = unseen_faces.as_shown(measure(case, with_peers=False))
            words, sure = result.read.words, result.read.confidence
            yield (
                list(zip(words, sure, strict=True)),
                right_words(result.case.truth, words),
                [s < DEFAULT.uncertain_below for s in sure],
            )


def _dumps() -> Iterator[_File]:
    from benchmarks.text_channel import WORD, made_up, paragraphs, stand_rightly
    from warraq.decipher.text.channel import restore
    from warraq.decipher.text.document.restoration import listed_below

    for seed, name in enumerate(TEXTS, FIRST_SEED):
        texts = list(paragraphs(TRUTH / name, WORDS, seed))
        cipher, _ = made_up(texts, random.Random(seed), CUT, SPACES)
        restored = restore(cipher)
        words = [word for block in restored.blocks for word in block.words]
        below = listed_below(restored.confidences, DEFAULT)
        rights = stand_rightly([word for text in texts for word in WORD.findall(text)], words)
        yield (
            [(word.text, word.confidence) for word in words],
            [right is not False for right in rights],
            [word.confidence < below for word in words],
        )


def asked(channel: str, key: str = "", factor: float = 1.0) -> Outcome:
    """``outcome`` in a process of its own, where the number ``key`` is multiplied by ``factor``."""
    command = [sys.executable, "-m", "benchmarks.sensitivity", "--outcome", channel, key, str(factor)]
    environment = os.environ | {"OPENBLAS_NUM_THREADS": "1"}
    done = subprocess.run(command, check=True, capture_output=True, text=True, env=environment)
    return Outcome(**json.loads(done.stdout.splitlines()[-1]))


def set_to(channel: str, key: str, factor: float) -> None:
    """Multiply a number of the channel in this process. Raises RuntimeError where modules took it over already."""
    loaded = [name for name in sys.modules if name.startswith(f"warraq.decipher.{channel}.")]
    if loaded not in ([], [f"warraq.decipher.{channel}.parameters"]):
        raise RuntimeError(f"loaded before the number was changed: {loaded}")
    one = next(found for found in parameters(channel) if found.key == key)
    where = holder(channel, one.section)
    setattr(where, one.name, changed(getattr(where, one.name), one.unit, factor))


def rows(channel: str, chosen: Sequence[Parameter], jobs: int) -> Iterator[tuple[str, ...]]:
    """A row a number and factor, as they are done."""
    base = asked(channel)
    pairs = [(one, factor) for one in chosen for factor in FACTORS]
    with ThreadPoolExecutor(jobs) as pool:
        for (one, factor), found in zip(
            pairs, pool.map(lambda pair: asked(channel, pair[0].key, pair[1]), pairs), strict=True
        ):
            yield channel, one.key, one.source, "more" if factor > 1 else "less", *found.beside(base)


def kept() -> dict[tuple[str, str, str, str], tuple[str, ...]]:
    """The rows that are there, by channel, name, value and change."""
    if not OUT.exists():
        return {}
    with OUT.open(encoding="utf-8", newline="") as lines:
        found = list(csv.reader((line for line in lines if not line.startswith("#")), delimiter="\t"))[1:]
    return {(row[0], row[1], row[2], row[3]): tuple(row) for row in found}


def write(found: Iterable[tuple[str, ...]]) -> None:
    """All rows, in the order of the files of parameters."""
    order = {(channel, one.key): k for channel in CHANNELS for k, one in enumerate(parameters(channel))}
    known = sorted((row for row in found if row[:2] in order), key=lambda row: (row[0], order[row[0], row[1]], row[3]))
    head = "# Made by `make sensitivity`.\n" + "\t".join(COLUMNS) + "\n"
    write_whole(head + "".join("\t".join(row) + "\n" for row in known), OUT)


def main() -> None:
    parser = argparse.ArgumentParser(description="How much the figures move when a number changes by a fifth.")
    parser.add_argument("--channel", choices=CHANNELS, nargs="+", default=CHANNELS, help="which numbers")
    parser.add_argument("--only", nargs="+", default=(), metavar="SECTION", help="classes of parameters.py")
    parser.add_argument("--jobs", type=int, default=os.cpu_count() or 1, metavar="N", help="processes at once")
    parser.add_argument("--again", action="store_true", help="also those that are known")
    parser.add_argument("--outcome", nargs=3, help=argparse.SUPPRESS)
    given = parser.parse_args()
    if given.outcome:
        channel, key, factor = given.outcome
        if key:
            set_to(channel, key, float(factor))
        print(json.dumps(asdict(outcome(channel))))
        return
    known = {} if given.again else kept()
    for channel in given.channel:
        every = [
            one for one in parameters(channel) if one.unit != "bits" and one.section in (given.only or [one.section])
        ]
        chosen = [one for one in every if (channel, one.key, one.source, "more") not in known]
        print(f"{channel}: {len(chosen)} of {len(every)} numbers to measure", flush=True)
        for done, row in enumerate(rows(channel, chosen, given.jobs) if chosen else (), 1):
            known[row[0], row[1], row[2], row[3]] = row
            write(known.values())
            print(f"{done} of {2 * len(chosen)}: {' '.join(row)}", flush=True)


if __name__ == "__main__":
    main()
