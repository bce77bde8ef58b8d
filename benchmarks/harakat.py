"""Harakat: words whose letters are right and whose marks aren't, in sound files and in damaged ones.

    python -m benchmarks.harakat [--faces NAME ...] [--producers NAME ...] [--seed N] [--words N]

All other benchmarks fold marks. Here a page holds sentences with vowels throughout and sentences with a few
(``data/vocalised.txt``), in each installed face by all producers that suit it, in each of ``unseen_faces`` by one that
takes a face from its file; where the file is damaged by one in any case. Words whose letters are wrong are left to
those benchmarks. Marks that a face hasn't got are left out of its text, and faces that make one glyph of the marks of
two letters are left out: what is set in them isn't what they show. The families of the file are left out of the atlas.
"""

from __future__ import annotations

import argparse
import random
import zlib
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Final

import uharfbuzz as hb
from rapidfuzz.distance import Levenshtein

from benchmarks.corpus.build import Case, face_of, pdf_of
from benchmarks.corpus.damage import REMOVED, Damage
from benchmarks.corpus.font_tables import NONE
from benchmarks.corpus.page import Block, Face, faces
from benchmarks.corpus.producers import available, suits
from benchmarks.markdown import table_head, table_row
from benchmarks.matrix import FACES
from benchmarks.reading import Read, families_in, read, unseen
from benchmarks.unseen_faces import EVERY, IN_COLOURS, known
from warraq.arabic.marks import is_mark
from warraq.config import DEFAULT
from warraq.emit.report.compare import fold_marks
from warraq.model.document import normal_text

DATA: Final = Path(__file__).parent / "data" / "vocalised.txt"
#: Sentences on a page.
SENTENCES: Final = 26
FIRST_SEED: Final = 9000
#: Faces of Google Fonts, see ``unseen_faces``; those in colours aren't painted whole.
FETCHED: Final = tuple(name for name in EVERY if name not in IN_COLOURS)
#: Dal with shadda, dal with dammatan: two letters that don't join.
_TWO_LETTERS: Final = "\u062f\u0651\u062f\u064c"
#: Producers that set the very file of a face; Typst looks for its family.
FROM_FILES: Final = ("weasyprint", "fpdf2")
SOUND: Final = "as made"
DAMAGE: Final = {"no map, tables gone": Damage(REMOVED, NONE), "wrong map, tables gone": Damage("wrong-75", NONE)}


@dataclass(frozen=True, slots=True)
class Vocalised(Case):
    """A page with marks; its name tells the text."""

    @property
    def name(self) -> str:
        return f"{Case.name.fget(self)}-{zlib.crc32(self.truth.encode()):08x}"  # type: ignore[attr-defined]

    @property
    def blocks(self) -> list[Block]:
        face = face_of(self)
        chosen = random.Random(self.seed).sample(sentences(), SENTENCES)
        return [Block("".join(c for c in text if not is_mark(c) or c in face.characters)) for text in chosen]


@dataclass(frozen=True, slots=True)
class Pair:
    """A word whose letters are right, as it was set and as it was read."""

    true: str
    found: str
    confidence: float

    @property
    def marked(self) -> bool:
        """One of both bears a mark."""
        return any(map(is_mark, self.true + self.found))

    @property
    def right(self) -> bool:
        return self.true == self.found

    @property
    def silent(self) -> bool:
        """It is wrong, and not listed."""
        return not self.right and self.confidence >= DEFAULT.uncertain_below


@cache
def sentences() -> tuple[str, ...]:
    """The text, a sentence each."""
    return tuple(line for line in DATA.read_text("utf-8").splitlines() if not line.startswith("#"))


def keeps_marks_apart(face: Face) -> bool:
    """The face doesn't join the marks of one letter with those of the next: the cluster of each stays its own."""
    buffer = hb.Buffer()
    buffer.add_str(_TWO_LETTERS)
    buffer.guess_segment_properties()
    hb.shape(hb.Font(hb.Face(hb.Blob.from_file_path(str(face.path)))), buffer)
    return {info.cluster for info in buffer.glyph_infos} == {0, 2}


def pairs(truth: str, reading: Read) -> list[Pair]:
    """The words that were read with the right letters, each beside the true one at its place."""
    true, words = truth.split(), reading.words
    plain, plain_read = ([fold_marks(normal_text(word)) for word in side] for side in (true, words))
    return [
        Pair(normal_text(true[i]), normal_text(words[j]), reading.confidence[j])
        for edit in Levenshtein.opcodes(plain, plain_read)
        if edit.tag == "equal"
        for i, j in zip(range(edit.src_start, edit.src_end), range(edit.dest_start, edit.dest_end), strict=True)
    ]


def cases(installed: Sequence[str], fetched: Sequence[str], producers: Sequence[str], seed: int) -> Iterator[Case]:
    """Sound files by each producer that suits an installed face, and by one of those that take a face from a file.

    Each face has one file of each kind of damage; producers take turns with the seeds.
    """
    for face in filter(keeps_marks_apart, faces(installed) if installed else ()):
        able = [name for name in producers if suits(name, face)]
        yield from (Vocalised(name, face.name, 1, seed + turn) for turn, name in enumerate(able))
        yield from _damaged(face.name, able, seed)
    for turn, name in enumerate(fetched):
        able = [producer for producer in FROM_FILES if producer in producers]
        if able:
            yield Vocalised(able[turn % len(able)], name, 1, seed + turn)
            yield from _damaged(name, able[turn % len(able) :] + able, seed + turn)


def _damaged(face: str, producers: Sequence[str], seed: int) -> Iterator[Case]:
    for turn, damage in enumerate(DAMAGE.values() if producers else ()):
        producer = producers[(turn + zlib.crc32(face.encode())) % len(producers)]
        yield Vocalised(producer, face, 1, seed + turn, damage)


@dataclass(frozen=True, slots=True)
class Result:
    """One file: the words that count, and how many there were."""

    case: Case
    words: int
    pairs: list[Pair]


def measure(case: Case) -> Result:
    """Make the file of ``case`` and read it, by a warraq that has never seen its faces."""
    path = pdf_of(case)
    with unseen(tuple(sorted({face_of(case).atlas, *families_in(path)} - {""}))):
        reading = read(path)
    return Result(case, len(case.truth.split()), pairs(case.truth, reading))


@dataclass(frozen=True, slots=True)
class Row:
    """Results of one group."""

    results: Sequence[Result]

    def figures(self) -> Iterator[str]:
        """Cells of the table: files, words with marks, wrong ones and silent ones a thousand of those, worst file."""
        marked = [pair for result in self.results for pair in result.pairs if pair.marked]
        yield str(len(self.results))
        yield str(len(marked))
        for count in (sum(not pair.right for pair in marked), sum(pair.silent for pair in marked)):
            yield f"{1000 * count / max(len(marked), 1):.2f}"
        words = sum(result.words for result in self.results)
        yield f"{1 - sum(len(result.pairs) for result in self.results) / max(words, 1):.2%}"
        worst = max(self.results, key=_wrong_marks)
        yield f"{_wrong_marks(worst)} {worst.case.producer} {worst.case.face}" if _wrong_marks(worst) else "–"


def _wrong_marks(result: Result) -> int:
    return sum(not pair.right for pair in result.pairs)


def group_of(case: Case) -> tuple[str, str]:
    """Kind of face, and damage."""
    kind = "Google Fonts" if case.face in FETCHED else "installed"
    return kind, next((name for name, damage in DAMAGE.items() if damage == case.damage), SOUND)


def lines(measured: Sequence[Result], *, each: bool = False) -> Iterator[str]:
    """A row a kind of face and damage; ``each``: also one a producer and one a face."""
    groups: dict[tuple[str, str], list[Result]] = {}
    for result in measured:
        groups.setdefault(group_of(result.case), []).append(result)
        for name in (result.case.producer, result.case.face) if each else ():
            groups.setdefault((name, group_of(result.case)[1]), []).append(result)
    yield from table_head(
        "faces",
        "",
        "files",
        "words with marks",
        "marks wrong / 1,000",
        "and not flagged",
        "letters wrong",
        "worst file",
    )
    for (name, damage), results in groups.items():
        yield table_row(name, damage, *Row(results).figures())


def wrong(result: Result, most: int) -> Iterator[str]:
    """Words with wrong marks, at most so many, those that aren't listed first."""
    for pair in sorted((pair for pair in result.pairs if not pair.right), key=lambda pair: not pair.silent)[:most]:
        yield f"  {pair.true} -> {pair.found} {pair.confidence:.2f}"


def results(
    installed: Sequence[str] = FACES,
    fetched: Sequence[str] = FETCHED,
    producers: Sequence[str] = (),
    seed: int = FIRST_SEED,
) -> Iterator[Result]:
    """All files, one by one; by all producers that are here where none is named."""
    with known(fetched):
        yield from map(measure, cases(installed, fetched, producers or available(), seed))


def main() -> None:
    parser = argparse.ArgumentParser(description="Words whose letters are right and whose marks aren't.")
    parser.add_argument("--faces", nargs="+", metavar="NAME", default=(*FACES, *FETCHED), help="installed, or of npm")
    parser.add_argument("--producers", nargs="+", choices=available(), default=available())
    parser.add_argument("--seed", type=int, default=FIRST_SEED, metavar="N", help="of the first file; others next")
    parser.add_argument("--words", type=int, default=0, metavar="N", help="also print N words with wrong marks a file")
    given = parser.parse_args()
    here = [face.name for face in faces()]
    installed, fetched = ([name for name in given.faces if (name in here) == is_here] for is_here in (True, False))
    measured = []
    for result in results(installed, fetched, given.producers, given.seed):
        measured.append(result)
        if given.words:
            print(*wrong(result, given.words), sep="\n")
            print(result.case.name, _wrong_marks(result), flush=True)
    print(*lines(measured, each=True), sep="\n")


if __name__ == "__main__":
    main()
