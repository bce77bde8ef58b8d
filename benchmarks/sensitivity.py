"""How much the figures move when a number of ``parameters.py`` changes by a fifth.

    python -m benchmarks.sensitivity [--channel glyph|text] [--only SECTION...] [--jobs N] [--again]

Each number is made a fifth less and a fifth more (a share near 1: what is left to 1; a whole number: by one at least),
and the same files are read each time in a process of its own, forked before any module has taken the number over. The
glyph channel reads a page in each face of ``UNSEEN`` (npm fetches them, see ``benchmarks.unseen_faces``) and
``INSTALLED``, tables gone, map gone or wrong in turns, one that is honest and one whose tables are there; the text
channel dumps of ``TEXTS`` with channels of their own seeds. What comes of it is written to ``data/sensitivity.tsv``, by
which ``docs/parameters.md`` is made, see ``tools.parameters.Move``. What is there and has the same value is kept.

That nothing moves here doesn't say that a number is idle: many stand for faults that none of these files has.
"""

from __future__ import annotations

import argparse
import json
import os
import random
import sys
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import astuple, dataclass, fields
from multiprocessing import get_context
from pathlib import Path
from typing import Final, TypeAlias

from rapidfuzz.distance import Levenshtein

from benchmarks import unseen_faces
from benchmarks.corpus.build import Case
from benchmarks.corpus.damage import NO_DAMAGE, Damage
from benchmarks.corpus.font_tables import KEPT, NONE
from benchmarks.matrix import families_of, measure
from benchmarks.reading import atlas_without
from benchmarks.scores import right_words
from tools.parameters import CHANNELS, MOVES, Move, Parameter, changed, holder, moves, parameters
from warraq.config import DEFAULT
from warraq.emit.whole import write_whole

#: Words of a file with their confidence, whether each is right, and whether it is listed.
_File: TypeAlias = tuple[list[tuple[str, float]], list[bool], list[bool]]

FACTORS: Final = (1 / 1.2, 1.2)
COLUMNS: Final = tuple(field.name for field in fields(Move))

UNSEEN: Final = (
    "mirza", "reem-kufi", "aref-ruqaa", "noto-nastaliq-urdu", "lalezar", "jomhuria", "cascadia-code", "marhey",
)  # fmt: skip
INSTALLED: Final = ("amiri", "kacst")
HONEST: Final = "noto-naskh"
TOLD: Final = "dejavu"
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

    def beside(self, base: Outcome, one: Parameter, channel: str, change: str) -> Move:
        """How it differs from ``base``."""
        old, new = ([json.dumps(word) for word in run.words] for run in (base, self))
        edits = Levenshtein.opcodes(old, new)
        moved = sum(max(e.src_end - e.src_start, e.dest_end - e.dest_start) for e in edits if e.tag != "equal")

        wrong, silent, listed = (
            round(1000 * (here - other) / len(old), 1)
            for here, other in ((self.wrong, base.wrong), (self.silent, base.silent), (self.listed, base.listed))
        )
        return Move(channel, one.key, one.source, change, wrong, silent, listed, moved)


def outcome(channel: str) -> Outcome:
    """Read the files of a channel as its numbers are set now: no module of it may be loaded before."""
    files = list(_pages() if channel == "glyph" else _dumps())
    read: list[list[object]] = [[word, sure] for words, _, _ in files for word, sure in words]
    doubts = [(right, listed) for _, rights, listeds in files for right, listed in zip(rights, listeds, strict=True)]
    wrong = [listed for right, listed in doubts if not right]
    return Outcome(read, len(wrong), wrong.count(False), sum(listed for _, listed in doubts))


def cases() -> list[Case]:
    """The files of the glyph channel: damaged ones, honest ones, and such whose tables still tell."""
    damages = (Damage("removed", NONE), Damage("wrong-75", NONE))
    damaged = [
        Case(unseen_faces.PRODUCERS[k % 3], face, 1, FIRST_SEED + k, damages[k % 2])
        for k, face in enumerate((*UNSEEN, *INSTALLED))
    ]
    honest = Case("weasyprint", HONEST, 1, FIRST_SEED + 50, NO_DAMAGE)
    known_tables = Case("typst", TOLD, 1, FIRST_SEED + 60, Damage("wrong-75", KEPT))
    return [*damaged, honest, known_tables]


def _pages() -> Iterator[_File]:
    for case in cases():
        result = unseen_faces.as_shown(measure(case, with_peers=False))
        words, sure = result.read.words, result.read.confidence
        listed = [s < DEFAULT.uncertain_below for s in sure]
        yield list(zip(words, sure, strict=True)), right_words(result.case.truth, words), listed


def _dumps() -> Iterator[_File]:
    # it loads modules that take numbers over
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


def asked(change: tuple[str, str, float]) -> Outcome:
    """``outcome`` of a channel where a number is multiplied by a factor; one without a name: as it is."""
    channel, key, factor = change
    if key:
        set_to(channel, key, factor)
    return outcome(channel)


def set_to(channel: str, key: str, factor: float) -> None:
    """Multiply a number of the channel in this process. Raises RuntimeError where modules took it over already."""
    refuse_loaded(channel)
    one = next(number for number in parameters(channel) if number.key == key)
    where = holder(channel, one.section)
    setattr(where, one.name, changed(getattr(where, one.name), one.unit, factor))


def refuse_loaded(channel: str) -> None:
    """Raises RuntimeError where modules of the channel have taken its numbers over."""
    loaded = {name for name in sys.modules if name.startswith(f"warraq.decipher.{channel}.")}
    if loaded - {f"warraq.decipher.{channel}.parameters"}:
        raise RuntimeError(f"loaded before the number was changed: {sorted(loaded)}")


def measured(channel: str, chosen: Sequence[Parameter], jobs: int) -> Iterator[Move]:
    """What comes of each number and factor, as they are done, each in a process of its own."""
    changes = [(one, factor) for one in chosen for factor in FACTORS]
    with get_context("fork").Pool(jobs, maxtasksperchild=1) as pool:
        outcomes = pool.imap(asked, [(channel, "", 1.0), *((channel, one.key, factor) for one, factor in changes)])
        base = next(outcomes)
        for (one, factor), changed_outcome in zip(changes, outcomes, strict=True):
            yield changed_outcome.beside(base, one, channel, "more" if factor > 1 else "less")


def write(measured_moves: Iterable[Move]) -> None:
    """All of them, in the order of the files of parameters; numbers that are gone are left out."""
    order = {(channel, one.key): k for channel in CHANNELS for k, one in enumerate(parameters(channel))}
    known = [move for move in measured_moves if (move.channel, move.name) in order]
    known.sort(key=lambda move: (move.channel, order[move.channel, move.name], move.change))
    rows = [
        "# Made by `make sensitivity`.",
        "\t".join(COLUMNS),
        *("\t".join(map(str, astuple(move))) for move in known),
    ]
    write_whole("\n".join(rows) + "\n", MOVES)


def main() -> None:
    parser = argparse.ArgumentParser(description="How much the figures move when a number changes by a fifth.")
    parser.add_argument("--channel", choices=CHANNELS, nargs="+", default=CHANNELS, help="which numbers")
    parser.add_argument("--only", nargs="+", default=(), metavar="SECTION", help="classes of parameters.py")
    parser.add_argument("--jobs", type=int, default=os.cpu_count() or 1, metavar="N", help="processes at once")
    parser.add_argument("--again", action="store_true", help="also those that are known")
    given = parser.parse_args()
    known = {} if given.again else {(move.channel, move.name, move.value, move.change): move for move in moves()}
    with unseen_faces.known(UNSEEN if "glyph" in given.channel else ()):
        for case in cases() if "glyph" in given.channel else ():
            atlas_without(families_of(case))  # what all processes need is made before they part
        for channel in given.channel:
            every = [
                one
                for one in parameters(channel)
                if one.unit != "bits" and one.section in (given.only or [one.section])
            ]
            chosen = [one for one in every if (channel, one.key, one.source, "more") not in known]
            print(f"{channel}: {len(chosen)} of {len(every)} numbers to measure", flush=True)
            for done, move in enumerate(measured(channel, chosen, given.jobs) if chosen else (), 1):
                known[channel, move.name, move.value, move.change] = move
                write(known.values())
                print(f"{done} of {2 * len(chosen)}:", *astuple(move), flush=True)


if __name__ == "__main__":
    main()
