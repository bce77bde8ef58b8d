"""Persian and Urdu files from held-out text: honest ones, with a wrong map, and without map and tables.

    python -m benchmarks.persian_urdu TEXT [--language ur] [--faces NAME ...] [--producers NAME ...] [--pages N ...]

TEXT has a paragraph a line (``.txt`` or ``.txt.xz``) and had no part in what the package learnt. Each pair of producer
and face sets lines of its own, those whose every character it can set; the face is left out of the atlas.
"""

from __future__ import annotations

import argparse
import lzma
import random
import unicodedata
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import cache
from itertools import product
from pathlib import Path
from typing import Final
from unittest.mock import patch

from benchmarks.corpus import page
from benchmarks.corpus.build import Case
from benchmarks.corpus.damage import NO_DAMAGE, Damage
from benchmarks.corpus.font_tables import NONE
from benchmarks.corpus.page import FONTS, Block, Face, faces, missing
from benchmarks.corpus.producers import available, suits
from benchmarks.corpus.text import PER_PAGE
from benchmarks.markdown import table_head, table_row
from benchmarks.matrix import FIGURES, Result, Row, measure
from benchmarks.unseen_faces import wrong
from warraq.config import DEFAULT

FACES_OF: Final = {
    "fa": ("nazli", "noto-naskh", "dejavu", "scheherazade", "amiri", "noto-sans"),
    "ur": ("noto-naskh", "scheherazade", "amiri", "noto-sans"),
}
NASTALIQ: Final = Face(
    "noto-nastaliq",
    "Noto Nastaliq Urdu",
    FONTS / "truetype/noto/NotoNastaliqUrdu-Regular.ttf",
    "fonts-noto-core",
)
DAMAGE: Final = {
    "as made": NO_DAMAGE,
    "no map, tables gone": Damage("removed", NONE),
    "wrong map, tables gone": Damage("wrong-75", NONE),
}
FIRST_SEED: Final = 9000
#: Lengths of a paragraph that is taken, characters.
_TAKEN: Final = range(60, 900)


@dataclass(frozen=True, slots=True)
class Written(Case):
    """A case whose text is that of a file.

    Attributes:
        language: its code.
        source: the file.
    """

    language: str = "fa"
    source: Path = Path()

    @property
    def name(self) -> str:
        return f"{self.language}-{self.source.name.partition('.')[0]}-{super(Written, self).name}"

    @property
    def blocks(self) -> list[Block]:
        face = face_named(self.face)
        blocks: list[Block] = []
        left = self.pages * PER_PAGE
        lines = list(paragraphs(self.source))
        random.Random(f"{self.language} {self.seed}").shuffle(lines)
        for line in lines:
            block = Block(face.text(line))
            if left > 0 and not missing(face, [block]):
                blocks.append(block)
                left -= len(line)
        return blocks

    @property
    def truth(self) -> str:
        return "\n".join(block.text for block in self.blocks)


@cache
def paragraphs(source: Path) -> tuple[str, ...]:
    """Lines of a text that are neither short nor long. Raises ValueError where there are none."""
    data = lzma.decompress(source.read_bytes()) if source.suffix == ".xz" else source.read_bytes()
    every = (unicodedata.normalize("NFC", " ".join(line.split())) for line in data.decode("utf-8").splitlines())
    taken = tuple(line for line in every if len(line) in _TAKEN)
    if not taken:
        raise ValueError(f"{source}: no paragraph of {_TAKEN.start} to {_TAKEN.stop} characters")
    return taken


def face_named(name: str) -> Face:
    """A face that is installed. Raises IndexError where it isn't."""
    return faces([name])[0]


def cases(
    language: str, source: Path, names: Sequence[str], makers: Sequence[str], pages: Sequence[int]
) -> Iterator[Written]:
    """Each damage and length of every pair of producer and face, whose seed they share."""
    pairs = [(maker, face.name) for maker, face in product(makers, faces(names)) if suits(maker, face)]
    for (turn, pair), count, damage in product(enumerate(pairs), pages, DAMAGE.values()):
        yield Written(*pair, count, FIRST_SEED + turn, damage, language, source)


def lines(results: Sequence[Result], language: str) -> Iterator[str]:
    """A row a damage and length."""
    yield from table_head("damage", "pages", *FIGURES, "flagged", "asks for review", "language told", "worst file")
    damage_of = {damage: name for name, damage in DAMAGE.items()}
    rows: dict[tuple[str, int], Row] = {}
    for result in results:
        rows.setdefault((damage_of[result.case.damage], result.case.pages), Row()).results.append(result)
    for (damage, pages), row in rows.items():
        right = sum(language_of(result) == language for result in row.results)
        yield table_row(
            damage,
            str(pages),
            *row.figures(),
            f"{row.doubt().flagged(DEFAULT.uncertain_below):.1%}",
            str(row.asks_for_review()),
            str(right),
            f"{row.worst().ours.cer:.2%} {row.worst().case.name}",
        )


def language_of(result: Result) -> str | None:
    """The language that the document says it is in."""
    return result.read.reading.document.metadata.language if result.read.reading is not None else None


def main() -> None:
    parser = argparse.ArgumentParser(description="Files in Persian or Urdu, honest and broken, as a Markdown table.")
    parser.add_argument("text", type=Path, help="a paragraph a line")
    parser.add_argument("--language", choices=list(FACES_OF), default="fa")
    parser.add_argument("--faces", nargs="+", metavar="NAME", help=f"also {NASTALIQ.name}")
    parser.add_argument("--producers", nargs="+", default=available(), metavar="NAME")
    parser.add_argument("--pages", nargs="+", type=int, default=[1, 3], metavar="N")
    parser.add_argument("--damage", nargs="+", choices=list(DAMAGE), default=list(DAMAGE))
    parser.add_argument(
        "--words", type=int, default=0, metavar="N", help="also print N wrong words a file, not flagged"
    )
    given = parser.parse_args()
    chosen = given.faces or FACES_OF[given.language]
    with patch.object(page, "FACES", (*page.FACES, NASTALIQ)):
        results = list(_measured(given, chosen))
        print(*lines(results, given.language), sep="\n")


def _measured(given: argparse.Namespace, chosen: Sequence[str]) -> Iterator[Result]:
    """Results one by one, each with a line that says what came of it."""
    for case in cases(given.language, given.text, chosen, given.producers, given.pages):
        if case.damage not in [DAMAGE[name] for name in given.damage]:
            continue
        result = measure(case, with_peers=False)
        read, flagged = result.read, Row([result]).doubt().flagged(DEFAULT.uncertain_below)
        reasons = read.reading.document.quality.reasons if read.reading is not None else read.failure
        print(
            f"{case.name}: {result.ours.cer:.2%}, {flagged:.1%} flagged, {read.seconds:.1f} s, "
            f"{language_of(result)}, {reasons}",
            *wrong(result, given.words),
            sep="\n",
            flush=True,
        )
        yield result


if __name__ == "__main__":
    main()
