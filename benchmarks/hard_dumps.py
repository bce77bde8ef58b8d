"""What dumps cost that are hard on the search for words, and how far that search goes in a real one.

    python -m benchmarks.hard_dumps [--times N]    default: 1

Each dump is read by the command in a process of its own. ``--times`` makes all of them so many times as long: seconds
and memory should grow no faster. Then the source dump: how many places in its lines would have fewer words if fewer
paths through the lexicon were followed than are (``arcs.MOST_PATHS``).
"""

from __future__ import annotations

import argparse
import tempfile
import threading
from collections.abc import Iterator
from pathlib import Path
from typing import Final
from unittest import mock

import numpy as np
from numpy.typing import NDArray

from benchmarks.markdown import table_head, table_row
from benchmarks.speed import machine, measure
from benchmarks.structure_golden import FIXTURES
from warraq.decipher.text import parameters
from warraq.decipher.text.channel import restore
from warraq.decipher.text.lattice import arcs
from warraq.decipher.text.lattice.arcs import Places
from warraq.decipher.text.lattice.word_lattice import first_of_alike
from warraq.decipher.text.lattice.word_search import Query, Text, match_words

SOURCE: Final = FIXTURES / "text" / "ctoc-cop-wg7-2020-4.txt"
#: Paths that are followed from a place at most.
BOUNDS: Final = (4_096, 16_384, 32_768)
BEH, SEEN = "\N{ARABIC LETTER BEH}", "\N{ARABIC LETTER SEEN}"


def dumps(times: int) -> Iterator[tuple[str, str]]:
    """Name and text."""
    source = SOURCE.read_text(encoding="utf-8")
    words = source.split()
    yield "the source dump", "\f".join([source] * times)
    yield "its words in one line", " ".join(words[: 1000 * times])
    yield "its words, 10,000 spaces between two", (" " * 10_000).join(words[: 200 * times])
    yield "one of its words, in one line", " ".join([max(words[:200], key=len)] * 300 * times)
    yield "one letter, lines of 60", "\n".join([BEH * 60] * 100 * times)
    yield "one letter, words of 6", "\n".join([" ".join([BEH * 6] * 10)] * 100 * times)
    yield "one letter, words of 3, in one line", " ".join([BEH * 3] * 1000 * times)
    yield "two letters in turn", "\n".join([(BEH + SEEN) * 30] * 100 * times)


def cost_lines(times: int) -> Iterator[str]:
    yield from table_head("dump", "characters", "wall s", "CPU s", "peak MiB")
    with tempfile.TemporaryDirectory() as folder:
        for name, text in dumps(times):
            path = Path(folder) / "dump.txt"
            path.write_text(text, encoding="utf-8")
            run = measure("extract", "--quiet", str(path))
            name += f" (exit {run.code})" * (run.code != 0)
            yield table_row(name, f"{len(text):,}", f"{run.seconds:.1f}", f"{run.cpu:.1f}", f"{run.mebibytes:.0f}")


def searched() -> tuple[list[int], int]:
    """How many places of the source dump have fewer words with each of ``BOUNDS``, and how many are looked up."""
    cut, count = [0] * len(BOUNDS), 0
    of, lock = Places._of, threading.Lock()

    def watched(places: Places, text: Text, begins: NDArray[np.bool_], search: str) -> object:
        nonlocal count
        with lock:
            if search == arcs.WORDS:
                known = places._known[search]
                unmet = first_of_alike(known.at(text.signs, begins)[:, 0] < 0, text.signs)
                count += int(unmet.sum())
                full = word_starts(places, text, unmet, parameters.Arcs.MOST_PATHS)
                for k, bound in enumerate(BOUNDS):
                    cut[k] += int((word_starts(places, text, unmet, bound) != full).sum())
            return of(places, text, begins, search)

    with mock.patch.object(Places, "_of", watched):
        restore(SOURCE.read_text(encoding="utf-8"))
    return cut, count


def word_starts(places: Places, text: Text, starts: NDArray[np.bool_], most: int) -> NDArray[np.int64]:
    """How many words each of the ``starts`` [items + 1] can begin, if at most so many paths are followed."""
    limits, lexicon = places._limits, places._lexicon
    prices = limits.prices(limits.unseen(limits.wild_words), most)
    rows, *_ = match_words(Query(text, starts, places._channel), lexicon.trie, prices)
    return np.bincount(rows[:, 0], minlength=starts.size)


def path_lines() -> Iterator[str]:
    cut, count = searched()
    most = parameters.Arcs.MOST_PATHS
    yield f"Places looked up in the source dump: {count:,}. With fewer paths than {most:,} from each:"
    yield ""
    yield from table_head("paths", "places with fewer words")
    for bound, places in zip(BOUNDS, cut, strict=True):
        yield table_row(f"{bound:,}", f"{places:,}")


def main() -> None:
    parser = argparse.ArgumentParser(description="Dumps that are hard on the search for words.")
    parser.add_argument("--times", type=int, default=1, metavar="N", help="so many times as long")
    times = parser.parse_args().times
    print(f"{machine()}.\n")
    for text in cost_lines(times):
        print(text, flush=True)
    print("", *path_lines(), sep="\n")


if __name__ == "__main__":
    main()
