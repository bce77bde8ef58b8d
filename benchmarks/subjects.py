"""Dumps of other subjects, by a generator that is not this project's.

    python -m benchmarks.subjects --generator make_dump.py FILE...

Each FILE (text, a paragraph a line; .txt or .txt.xz) should be of a source that no part of the language model was made
of. Of each a stretch is drawn for every seed and put through the generator, a program that is called as
``make_dump.py TRUTH OUT SEED [--lost SHARE] [--reversed] [--cut SHARE]``, in the two kinds of ``KINDS``. With
``--show N`` so many of the words that are wrong and not listed are printed beside what they should be.
"""

from __future__ import annotations

import argparse
import random
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Final

from rapidfuzz.distance import Levenshtein

from benchmarks.markdown import table_head, table_row
from benchmarks.text_channel import WORD, paragraphs, stand_rightly
from warraq.config import DEFAULT
from warraq.decipher.text.channel import restore
from warraq.decipher.text.document.restoration import listed_below
from warraq.model.line import Word


@dataclass(frozen=True, slots=True)
class Kind:
    """What the generator is asked for, and how that is called."""

    name: str
    options: tuple[str, ...]


KINDS: Final = (
    Kind("30 % lost, order kept", ("--lost", "0.3")),
    Kind("10 % lost, reversed, 40 % cut", ("--lost", "0.1", "--reversed", "--cut", "0.4")),
)


@dataclass(frozen=True, slots=True)
class Outcome:
    """What came of a dump.

    Attributes:
        wer: share of the true words that are wrong, missing or too many, of the true ones, %.
        listed: share of the words read that are listed as uncertain, %.
        silent: wrong words that aren't listed, per 1,000 that were read.
        worth: share of the listed words that are wrong.
        seconds: of CPU.
    """

    wer: float
    listed: float
    silent: float
    worth: float
    seconds: float

    @classmethod
    def mean(cls, outcomes: Sequence[Outcome]) -> Outcome:
        """The mean of each figure."""
        rows = [(o.wer, o.listed, o.silent, o.worth, o.seconds) for o in outcomes]
        return cls(*(sum(column) / len(rows) for column in zip(*rows, strict=True)))

    def row(self, *names: str) -> str:
        """A row of the table."""
        figures = f"{self.wer:.1f}%", f"{self.silent:.1f}", f"{self.listed:.0f}%", f"{self.worth:.2f}"
        return table_row(*names, *figures, f"{self.seconds:.0f}")


def dump_of(text: Sequence[str], generator: Path, seed: int, kind: Kind) -> str:
    """The paragraphs of ``text`` as the ``generator`` dumps them. Raises CalledProcessError where it fails."""
    with tempfile.TemporaryDirectory() as folder:
        truth, out = Path(folder) / "truth.txt", Path(folder) / "out.txt"
        truth.write_text("\n".join(text), encoding="utf-8")
        subprocess.run([sys.executable, generator, truth, out, str(seed), *kind.options], check=True)
        return out.read_text(encoding="utf-8")


def outcome(text: Sequence[str], dump: str, show: int = 0) -> Outcome:
    """Restore the ``dump`` of ``text``."""
    begin = time.process_time()
    restored = restore(dump)
    seconds = time.process_time() - begin
    want = [w for line in text for w in WORD.findall(line)]
    read = [word for b in restored.blocks for word in b.words]
    below = listed_below(restored.confidences, DEFAULT)
    right = stand_rightly(want, read)
    silent, listed, worth, compared = 0, 0, 0, 0
    for word, stands in zip(read, right, strict=True):
        if stands is not None:
            compared += 1
            listed += word.confidence < below
            worth += word.confidence < below and not stands
            silent += word.confidence >= below and not stands
    got = [w for word in read for w in WORD.findall(word.text)]
    for line in missed(want, read, below, show):
        print(line)
    wer = 100 * Levenshtein.distance(want, got) / len(want)
    share = 100 / max(1, compared)
    return Outcome(wer, share * listed, 10 * share * silent, worth / max(1, listed), seconds)


def missed(want: Sequence[str], read: Sequence[Word], below: float, show: int) -> Iterator[str]:
    """Some of the words that are wrong: what should stand there, what does, and how sure it is."""
    got = [(k, w) for k, word in enumerate(read) for w in WORD.findall(word.text)]
    rows = []
    for op in Levenshtein.editops(want, [w for _, w in got]):
        k = got[min(op.dest_pos, len(got) - 1)][0]
        around = " ".join(want[max(0, op.src_pos - 2) : op.src_pos + 3])
        true = want[op.src_pos] if op.tag != "insert" else "-"
        other = got[op.dest_pos][1] if op.tag != "delete" else "-"
        sure = read[k].confidence
        rows.append(f"{true}\t{other}\t{sure:.2f}{'' if sure < below else ' !'}\t{around}")
    draw = random.Random(1)
    yield from draw.sample(rows, min(show, len(rows)))


def lines(paths: Sequence[Path], generator: Path, seeds: Sequence[int], words: int, show: int = 0) -> Iterator[str]:
    """The table as Markdown: a row a text and kind of dump, the mean of its seeds, and the mean of all."""
    yield from table_head("text", "dump", "WER", "wrong, not listed / 1,000", "listed", "of them wrong", "CPU s")
    means = []
    for path in paths:
        for kind in KINDS:
            outcomes = []
            for seed in seeds:
                text = list(paragraphs(path, words, seed))
                outcomes.append(outcome(text, dump_of(text, generator, seed, kind), show))
            means.append(Outcome.mean(outcomes))
            yield means[-1].row(path.name, kind.name)
    yield Outcome.mean(means).row("mean", "")


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("paths", type=Path, nargs="+", metavar="FILE", help="text, a paragraph a line: .txt, .txt.xz")
    parser.add_argument("--generator", type=Path, required=True, metavar="PROGRAM", help="what makes dumps of texts")
    parser.add_argument("--seeds", type=int, nargs="+", default=[1], metavar="N", help="of dumps and stretches")
    parser.add_argument("--words", type=int, default=1500, help="how many of each text")
    parser.add_argument("--show", type=int, default=0, metavar="N", help="print so many wrong words of each dump")
    given = parser.parse_args()
    for line in lines(given.paths, given.generator, given.seeds, given.words, given.show):
        print(line, flush=True)


if __name__ == "__main__":
    main()
