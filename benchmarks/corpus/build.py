"""One test file: which text, by which producer, in which face, with which damage; made once and kept in a folder.

python -m benchmarks.corpus.build --producer typst --face amiri --pages 3 --map wrong-75 --tables none [--seed N]
"""

from __future__ import annotations

import argparse
import hashlib
import os
from collections.abc import Sequence
from dataclasses import dataclass, replace
from functools import cache
from pathlib import Path
from typing import Final

from benchmarks.corpus import text
from benchmarks.corpus.damage import MAPS, NO_DAMAGE, UNTOUCHED, Damage, inflict
from benchmarks.corpus.font_tables import TABLES
from benchmarks.corpus.page import FACES, Block, Face, faces
from benchmarks.corpus.producers import PRODUCERS, render

#: Where files are kept; git ignores it.
FOLDER: Final = Path(__file__).resolve().parents[2] / "build" / "corpus"


@dataclass(frozen=True, slots=True)
class Case:
    """One test file; equal cases are the same file."""

    producer: str
    face: str
    pages: int = 1
    seed: int = 1
    damage: Damage = NO_DAMAGE

    @property
    def name(self) -> str:
        return f"{self.producer}-{self.face}-{self.pages}p-{self.seed}-{self.damage.name}"

    @property
    def blocks(self) -> list[Block]:
        face = face_of(self)
        return [replace(block, text=face.text(block.text)) for block in text.pages(self.seed, self.pages)]

    @property
    def truth(self) -> str:
        """The text, a block a line."""
        return "\n".join(block.text for block in self.blocks)


def face_of(case: Case) -> Face:
    """The face of a case. Raises KeyError where it is unknown, FileNotFoundError where it isn't installed."""
    named = faces([case.face])
    if not named:
        face = next(face for face in FACES if face.name == case.face)
        raise FileNotFoundError(f"{face.path} is missing: apt-get install {face.package}")
    return named[0]


def pdf_of(case: Case, folder: Path = FOLDER) -> Path:
    """The file of ``case``, made if it isn't there yet."""
    folder = folder / _version()
    path = folder / f"{case.name}.pdf"
    if path.exists():
        return path
    folder.mkdir(parents=True, exist_ok=True)
    part = path.with_suffix(f".{os.getpid()}.pdf")
    if case.damage.map == UNTOUCHED:
        render(case.producer, case.blocks, face_of(case), part)
    else:
        sound = pdf_of(replace(case, damage=NO_DAMAGE), folder.parent)
        inflict(sound, part, case.damage, face_of(case), case.seed)
    part.replace(path)
    return path


@cache
def _version() -> str:
    """Digest of all that decides what files hold: this package's code and data."""
    here = Path(__file__).parent
    digest = hashlib.sha256()
    for source in sorted((*here.glob("*.py"), *here.glob("data/*"))):
        digest.update(source.read_bytes())
    return digest.hexdigest()[:12]


def main(arguments: Sequence[str] | None = None) -> None:
    parser = argparse.ArgumentParser(description="Make one test file and print its path.")
    parser.add_argument("--producer", choices=PRODUCERS, default="typst")
    parser.add_argument("--face", choices=[face.name for face in FACES], default="amiri")
    parser.add_argument("--pages", type=int, default=1)
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--map", choices=[UNTOUCHED, *MAPS], default=UNTOUCHED)
    parser.add_argument("--tables", choices=TABLES, default=TABLES[0])
    given = parser.parse_args(arguments)
    case = Case(given.producer, given.face, given.pages, given.seed, Damage(given.map, given.tables))
    path = pdf_of(case)
    path.with_suffix(".txt").write_text(case.truth + "\n", encoding="utf-8")
    print(path)


if __name__ == "__main__":
    main()
