"""Which rules of decipherment matter anywhere: each is switched off by the value of a number, and outputs are compared.

    python -m benchmarks.idle [FILE...] [--channel glyph|text] [--only SECTION...] [--set NAME=VALUE...]
                              [--tests TEST...]

``data/off_values.tsv`` has values at which a rule of ``parameters.py`` does nothing: a price of 0, a bound that nothing
reaches; of some that bound the work alone, one at which they cut. Numbers that move something when they change by a
fifth (``benchmarks.sensitivity``) aren't asked. All that moved nothing yet are switched off in groups, and of a group
that moves something each half in turn. The text channel reads made-up dumps (``made_up_dumps``) and the FILEs, copied
text; the glyph channel FILEs, PDFs; then the TESTs are run, files of tests or folders. Each reading has a process of
its own, forked before a module has taken the number over. What each rule moves first, and how many words come out
otherwise, in letters or confidence, goes into ``data/idle.tsv``, by which ``docs/parameters.md`` is made; what moved
something isn't asked again. A test that counts with the number itself can't fail by its value, only without the rule:
where nothing moves, that there is one is said.

What moves nothing here may matter elsewhere: before a rule goes, read real files without it (``benchmarks.frozen``). Of
17 that moved no test and no fixture four moved some of 76 such files, and got tests instead.

In a group one rule may hide what another does, so that one which moves nothing in a group may move something alone.
"""

from __future__ import annotations

import argparse
import ast
import contextlib
import hashlib
import io
import json
import os
import pickle
import random
import re
import resource
import sys
import tempfile
from collections.abc import Callable, Iterator, Sequence
from dataclasses import astuple, dataclass, fields
from functools import partial
from multiprocessing import get_context
from pathlib import Path
from typing import Any, ClassVar, Final
from unittest.mock import patch

from rapidfuzz.distance import Levenshtein

from benchmarks.sensitivity import refuse_loaded
from tools.parameters import CHANNELS, IDLE, NAMED, OFF_VALUES, TEST, Idle, holder, idle, moves, parameters
from warraq.emit.whole import write_whole
from warraq.language.model import LanguageModel
from warraq.language.tokens import fold_marks

TRUTH: Final = Path(__file__).parents[1] / "fixtures" / "truth"
TEXTS: Final = ("ctoc-cop-wg7-2020-4", "gazette", "law", "report-tables", "resolution", "treaty")
#: Words of a made-up dump at most.
WORDS: Final = 220
FIRST_SEED: Final = 5200
#: Seconds of CPU that a reading may take: a bound that keeps a search short moves something, too.
SECONDS: Final = 20
TEST_SECONDS: Final = 1200
#: Rules that are switched off at once, at most.
GROUP: Final = 16
#: What stands in the table for files that are given.
OTHER: Final = "another file"
TESTS: Final = Path(__file__).parents[1] / "tests"


@dataclass(frozen=True, slots=True, order=True)
class Off:
    """A value that switches a rule off: of which number, and how it is written."""

    name: str
    value: str


@dataclass(frozen=True, slots=True)
class Outcome:
    """What came of a file: its words, each as JSON with its confidence, and all else as one digest; of tests the first
    that fails."""

    words: tuple[str, ...] = ()
    rest: str = ""

    def otherwise(self, other: Outcome) -> int:
        """Words that come out otherwise, 1 at least where anything does."""
        edits = Levenshtein.opcodes(self.words, other.words)
        moved = sum(max(e.src_end - e.src_start, e.dest_end - e.dest_start) for e in edits if e.tag != "equal")
        return max(moved, int(self != other))


#: What is made of a file or a test with the numbers as they are set in the process.
Reading = Callable[[], Outcome]


def off_values(channel: str, sections: Sequence[str] = ()) -> list[Off]:
    """Those of the table, of these sections or all, in its order."""
    rows = [row.split("\t") for row in OFF_VALUES.read_text("utf-8").splitlines()[2:]]
    return [
        Off(name, value)
        for of, name, value in rows
        if of == channel and (not sections or name.rpartition(".")[0] in sections)
    ]


def moving(channel: str) -> set[str]:
    """Numbers that move something already when they change by a fifth."""
    source = {one.key: one.source for one in parameters(channel)}
    return {
        move.name
        for move in moves()
        if move.channel == channel and move.otherwise and move.value == source.get(move.name)
    }


def of_dump(path: Path) -> Outcome:
    """Words of a dump with their confidence; the repaired text, its doubts and findings."""
    from warraq.decipher.text import channel
    from warraq.run import repair_text_with_doubts

    restore, words = channel.restore, list[tuple[str, float]]()

    def watched(*arguments: Any, **options: Any) -> Any:
        restored = restore(*arguments, **options)
        words.extend((word.text, word.confidence) for block in restored.blocks for word in block.words)
        return restored

    with patch.object(channel, "restore", watched):
        repaired = repair_text_with_doubts(path.read_text("utf-8"))
    doubts = [(doubt.start, doubt.end, [text for text, _ in doubt.alternatives]) for doubt in repaired.uncertain]
    return _outcome(words, (repaired.text, doubts, repaired.findings))


def of_pdf(path: Path) -> Outcome:
    """Words of a PDF with their confidence; findings and maps."""
    from warraq.run import read_pdf

    reading = read_pdf(path)
    words = [(word.text, word.confidence) for line in reading.lines for word in line.words]
    return _outcome(words, (reading.document.findings, reading.maps))


def _outcome(words: Sequence[tuple[str, float]], rest: object) -> Outcome:
    shown = tuple(json.dumps((text, round(sure, 3)), ensure_ascii=False) for text, sure in words)
    return Outcome(shown, hashlib.sha256(repr(rest).encode()).hexdigest())


def of_test(test: str) -> Outcome:
    """The first test that fails, if one does."""
    import pytest

    class Failed:
        names: ClassVar[list[str]] = []

        def pytest_runtest_logreport(self, report: pytest.TestReport) -> None:
            if report.failed:
                self.names.append(report.nodeid)

    with contextlib.redirect_stdout(io.StringIO()):
        code = pytest.main(["-x", "-q", "-p", "no:cacheprovider", test], plugins=[Failed()])
    return Outcome(rest=next(iter(Failed.names), f"exit {int(code)}") if code else "")


def is_named(number: str, tests: Path = TESTS) -> bool:
    """Whether a test counts with a number of ``parameters.py``, or sets it."""
    section, _, name = number.rpartition(".")
    written = rf'\b{section}(?:\.|, "){name}\b' if section else rf"(?:\bparameters\.|(?<![\w.\"])){name}\b"
    return any(re.search(written, path.read_text("utf-8")) for path in tests.rglob("*.py"))


def apart(channel: str, offs: Sequence[Off], *, reading: Reading, seconds: int = SECONDS) -> Outcome:
    """A reading with the rules switched off, in a process of its own; what it raises is an outcome, too and that it
    takes too long."""
    refuse_loaded(channel)
    sys.stdout.flush()
    source, sink = os.pipe()
    if child := os.fork():
        os.close(sink)
        with os.fdopen(source, "rb") as answer:
            data = answer.read()
        os.waitpid(child, 0)
        outcome: Outcome = pickle.loads(data) if data else Outcome(rest="took too long")
        return outcome
    os.close(source)
    resource.setrlimit(resource.RLIMIT_CPU, (seconds, seconds))
    try:
        for off in offs:
            section, _, name = off.name.rpartition(".")
            setattr(holder(channel, section), name, ast.literal_eval(off.value))
        outcome = reading()
    except Exception as error:  # noqa: BLE001 - that a rule keeps errors away counts
        outcome = Outcome(rest=f"{type(error).__name__}: {error}")
    with os.fdopen(sink, "wb") as answer:
        pickle.dump(outcome, answer)
    os._exit(0)


def movers(
    offs: Sequence[Off], run: Callable[[Sequence[Off]], Outcome], base: Outcome
) -> Iterator[tuple[Off, Outcome]]:
    """Those of a group that move something by themselves, with what comes of each, by halves."""
    if len(offs) > GROUP:
        for first in range(0, len(offs), GROUP):
            yield from movers(offs[first : first + GROUP], run, base)
        return
    if not offs or (outcome := run(offs)) == base:
        return
    if len(offs) == 1:
        yield offs[0], outcome
        return
    middle = len(offs) // 2
    yield from movers(offs[:middle], run, base)
    yield from movers(offs[middle:], run, base)


def _passages(path: Path) -> Iterator[str]:
    """The texts of a document's nodes, headings and labels among them, up to ``WORDS``."""
    count = 0
    for row in path.read_text("utf-8").splitlines():
        _, label, text = row.split("\t")[:3]
        if text and count < WORDS:
            yield fold_marks(f"{label} - {text}" if label else text)
            count += len(text.split())


def made_up_dumps(folder: Path) -> list[Path]:
    """Dumps of the fixtures' texts: in order, cut unseen, drawn with second glyphs, with spaces collapsed, and without
    full stops."""
    from benchmarks.lost_stops import without_stops
    from benchmarks.text_channel import AS_DRAWN, CONTEXTUAL, made_up

    paths = []
    for seed, text in enumerate(TEXTS, FIRST_SEED):
        texts = list(_passages(TRUTH / f"{text}.tsv"))
        dumps = {
            "in-order": made_up(texts, random.Random(seed), None, 0.3)[0],
            "cut": made_up(texts, random.Random(seed), 0.4, 0.1)[0],
            "drawn": made_up(texts, random.Random(seed), AS_DRAWN, 0.2, CONTEXTUAL)[0],
            "collapsed": re.sub(" +", " ", made_up(texts, random.Random(seed), None, 0.2)[0]),
            "stopless": without_stops(texts, seed, drawn=False),
        }
        for kind, dump in dumps.items():
            paths.append(folder / f"{text}-{kind}.txt")
            paths[-1].write_text(dump, "utf-8")
    return paths


def write(rows: Sequence[Idle]) -> None:
    """All of them, in the order of the parameters; numbers and values that are gone are left out."""
    order = {(channel, off.name, off.value): k for channel in CHANNELS for k, off in enumerate(off_values(channel))}
    known = [row for row in rows if (row.channel, row.name, row.off) in order]
    known.sort(key=lambda row: (row.channel, order[row.channel, row.name, row.off]))
    names = [field.name for field in fields(Idle)]
    lines = [
        "# Made by `python -m benchmarks.idle`.",
        *("\t".join(map(str, row)) for row in (names, *map(astuple, known))),
    ]
    write_whole("\n".join(lines) + "\n", IDLE)


def readings(channel: str, files: Sequence[Path], tests: Sequence[str]) -> Iterator[tuple[str, Reading]]:
    """What is called how in the table, and made how: files of others have no names there."""
    if channel == "text":
        with tempfile.TemporaryDirectory() as folder:
            for path in _made_apart(Path(folder)):
                yield path.stem, partial(of_dump, path)
    for path in files:
        yield OTHER, partial(of_dump if channel == "text" else of_pdf, path)
    for test in tests:
        yield TEST, partial(of_test, test)


def _made_apart(folder: Path) -> list[Path]:
    """The made-up dumps, made in a process of its own: it loads modules that take numbers over."""
    with get_context("fork").Pool(1) as pool:
        return pool.apply(made_up_dumps, (folder,))


def main() -> None:
    parser = argparse.ArgumentParser(description="Which rules of decipherment matter anywhere, when switched off.")
    parser.add_argument(
        "files", type=Path, nargs="*", metavar="FILE", help="copied text, or PDFs for the glyph channel"
    )
    parser.add_argument("--channel", choices=CHANNELS, default="text", help="which numbers")
    parser.add_argument("--only", nargs="+", default=(), metavar="SECTION", help="classes of parameters.py")
    parser.add_argument("--set", nargs="+", default=(), metavar="NAME=VALUE", help="these instead; nothing is written")
    parser.add_argument("--tests", nargs="+", default=(), metavar="TEST", help="files of tests that are run at last")
    given = parser.parse_args()
    LanguageModel.load()  # once for all
    values = {one.key: one.source for one in parameters(given.channel)}
    known = {(row.channel, row.name, row.value, row.off): row for row in idle()}
    left = [Off(*one.split("=", 1)) for one in given.set] or [
        off
        for off in off_values(given.channel, given.only)
        if off.name not in moving(given.channel)
        and not getattr(known.get((given.channel, off.name, values[off.name], off.value)), "otherwise", 0)
    ]
    for name, reading in readings(given.channel, given.files, given.tests):
        run = partial(apart, given.channel, reading=reading, seconds=TEST_SECONDS if name == TEST else SECONDS)
        base = run(())
        moved = {}
        for off, outcome in movers(left, run, base):
            moved[off] = base.otherwise(outcome)
            print(f"{off.name}={off.value}: {moved[off]} in {name}", flush=True)
        for off in left:
            where = name if off in moved else NAMED * is_named(off.name)
            row = Idle(given.channel, off.name, values[off.name], off.value, where, moved.get(off, 0))
            known[row.channel, row.name, row.value, row.off] = row
        left = [off for off in left if off not in moved]
        if not given.set:
            write(list(known.values()))
        print(f"{name}: {len(moved)} move something, {len(left)} are left", flush=True)
    print("nothing moved by:", *(f"{off.name}={off.value}" for off in left), sep="\n")


if __name__ == "__main__":
    main()
