"""The files of the benchmark: which there are, how one is made, and the folder that they are written to."""

from __future__ import annotations

import hashlib
import json
import random
import shutil
import subprocess
from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import date
from importlib.metadata import version
from itertools import pairwise
from pathlib import Path
from typing import Final

from benchmarks.corpus.damage import MAPS, Damage, inflict
from benchmarks.corpus.page import Block, Face, faces
from benchmarks.markdown import table_head, table_row
from benchmarks.public import score
from benchmarks.public.damage import CHANGED, CLASSES, Class
from benchmarks.public.producers import PRODUCERS, available, can_set, is_here, written_for
from benchmarks.public.texts import DATA, SOURCES, document
from warraq.arabic.joining import joins_after, joins_before

#: Seed of the standard set, published; no figure of warraq was fitted on it, nor on a seed near it.
SEED: Final = 440_600
#: Files of a class in the standard set, and in the quick one.
EACH: Final = 8
QUICK_EACH: Final = 1
#: Characters of a text: most of a page.
CHARACTERS: Final = 1500
#: Texts in turn, with the faces that each is set in.
TURNS: Final[tuple[tuple[str, tuple[str, ...]], ...]] = (
    ("arabic", ("amiri", "kacst", "noto-naskh", "dejavu", "scheherazade", "noto-kufi", "freeserif", "noto-sans")),
    ("persian", ("nazli", "noto-naskh", "dejavu", "scheherazade", "amiri")),
    ("arabic", ("noto-sans", "scheherazade", "freeserif", "amiri", "noto-naskh", "dejavu", "kacst")),
    ("urdu", ("noto-naskh", "scheherazade", "amiri", "noto-sans")),
    ("mixed", ("amiri", "dejavu", "noto-naskh", "noto-sans")),
    ("arabic", ("dejavu", "amiri", "noto-kufi", "noto-naskh", "nazli")),
    ("persian", ("dejavu", "amiri", "nazli", "noto-sans")),
    ("rights", ("scheherazade", "noto-naskh", "amiri", "kacst")),
)
_TATWEEL: Final = "\N{ARABIC TATWEEL}"
_LAM: Final = "\N{ARABIC LETTER LAM}"
#: Share of the words that a kashida stretches, and how many may stand together.
STRETCHED: Final = 0.3
MOST_KASHIDAS: Final = 3
#: Licences of the faces, by the Debian packages that have them.
FACE_LICENCES: Final = {
    "fonts-hosny-amiri": "OFL-1.1",
    "fonts-noto-core": "OFL-1.1",
    "fonts-sil-scheherazade": "OFL-1.1",
    "fonts-kacst-one": "GPL-2.0-only",
    "fonts-dejavu-core": "Bitstream Vera, public domain changes",
    "fonts-farsiweb": "GPL-2.0-only with font exception",
    "fonts-freefont-ttf": "GPL-3.0-or-later with font exception",
    "fonts-liberation": "OFL-1.1",
}


@dataclass(frozen=True, slots=True)
class File:
    """One file of the benchmark; equal ones have the same bytes, by the same versions of programs.

    Attributes:
        kind: its class of damage.
        source: its text, a key of ``SOURCES``.
    """

    kind: str
    producer: str
    face: Face
    source: str
    seed: int

    @property
    def name(self) -> str:
        return f"{self.kind}-{self.source}-{self.producer}-{self.face.name}-{self.seed}"

    @property
    def damage(self) -> Class:
        return CLASSES[self.kind]

    @property
    def blocks(self) -> list[Block]:
        """The text as it is seen in this face."""
        blocks = written_for(self.producer, document(self.source, self.seed, CHARACTERS))
        return [replace(block, text=self.face.text(block.text)) for block in blocks]

    @property
    def truth(self) -> str:
        return "\n".join(block.text for block in self.blocks)

    def row(self, pdf: bytes) -> dict[str, object]:
        """Its line of the manifest. ``pdf``: the file, whose bytes change with the time at which it is made."""
        source = SOURCES[self.source]
        return {
            "name": self.name,
            "file": f"pdf/{self.name}.pdf",
            "class": self.kind,
            "producer": self.producer,
            "face": self.face.name,
            "language": source.language,
            "text": self.source,
            "seed": self.seed,
            "text_licence": source.licence,
            "face_licence": FACE_LICENCES[self.face.package],
            "truth_sha256": hashlib.sha256(self.truth.encode()).hexdigest(),
            "pdf_sha256": hashlib.sha256(pdf).hexdigest(),
        }


def plan(seed: int, each: int, makers: Sequence[str] = (), kinds: Sequence[str] = ()) -> Iterator[File]:
    """The files of a set: ``each`` of a class; texts, faces and producers take turns.

    ``makers``: producers that may be taken, all that are installed where none are named; a class whose producers aren't
    among them has no file. ``kinds``: classes, all where none are named.
    """
    makers = makers or available()
    for number, (kind, damage) in enumerate(CLASSES.items()):
        for turn in range(each if not kinds or kind in kinds else 0):
            source, names = TURNS[turn % len(TURNS)]
            file_seed = seed + number * 100 + turn
            blocks = document(source, file_seed, CHARACTERS)
            able = [maker for maker in makers if damage.can_be_of(maker)]
            pairs = [(maker, face) for face in faces(names) for maker in able if can_set(maker, face, source, blocks)]
            if pairs:
                # 29 has no divisor in common with the number of pairs
                maker, face = pairs[(number * 7 + turn * 29) % len(pairs)]
                yield File(kind, maker, face, source, file_seed)


def stretched(text: str, seed: int) -> str:
    """``text`` with kashidas between letters that join, in some of its words; lam keeps what follows it beside it."""
    chance = random.Random(f"kashidas {seed}")
    return " ".join(_stretched(word, chance) if chance.random() < STRETCHED else word for word in text.split(" "))


def _stretched(word: str, chance: random.Random) -> str:
    places = [
        place
        for place, (one, other) in enumerate(pairwise(word), 1)
        if joins_after(one) and joins_before(other) and one != _LAM
    ]
    if not places:
        return word
    place = chance.choice(places)
    return word[:place] + _TATWEEL * chance.randint(1, MOST_KASHIDAS) + word[place:]


def make(file: File, out: Path) -> None:
    """Write the file of the benchmark."""
    damage = file.damage
    blocks = file.blocks
    if damage.stretched:
        blocks = [replace(block, text=stretched(block.text, file.seed)) for block in blocks]
    sound = out.with_suffix(".sound.pdf")
    try:
        PRODUCERS[file.producer].make(blocks, file.face, sound)
        maps = {**MAPS, CHANGED: damage.change} if damage.change else MAPS
        inflict(sound, out, Damage(damage.map, damage.tables), file.face, file.seed, maps)
    finally:
        sound.unlink(missing_ok=True)


def is_ours(folder: Path) -> bool:
    """Whether a benchmark can be written there: it has one, or nothing."""
    return not folder.exists() or not any(folder.iterdir()) or (folder / score.MANIFEST).exists()


def write(folder: Path, seed: int, files: Iterable[File], say: Callable[[str], None] = print) -> int:
    """Write a benchmark of ``files`` into ``folder``: files, truth, manifest, licences, scorer. What is there is
    made anew; texts of tools stay for files that are the same. Returns how many files there are.
    """
    for part in ("pdf", "truth"):
        shutil.rmtree(folder / part, ignore_errors=True)
        (folder / part).mkdir(parents=True)
    (folder / "outputs").mkdir(exist_ok=True)
    before = {str(row["name"]): row["truth_sha256"] for row in _manifest(folder)}
    rows = []
    for file in files:
        path = folder / "pdf" / f"{file.name}.pdf"
        try:
            make(file, path)
        except (RuntimeError, OSError, subprocess.SubprocessError) as error:
            say(f"{file.name}: {error}")
            path.unlink(missing_ok=True)
            continue
        (folder / "truth" / f"{file.name}.txt").write_text(file.truth + "\n", encoding="utf-8")
        rows.append(file.row(path.read_bytes()))
        say(file.name)
    lines = "".join(json.dumps(row, ensure_ascii=False) + "\n" for row in rows)
    (folder / score.MANIFEST).write_text(lines, encoding="utf-8")
    _forget(folder, {str(row["name"]) for row in rows if before.get(str(row["name"])) == row["truth_sha256"]})
    _describe(folder, seed, rows)
    return len(rows)


def _manifest(folder: Path) -> list[dict[str, object]]:
    return score.read_manifest(folder) if (folder / score.MANIFEST).exists() else []


def _forget(folder: Path, same: set[str]) -> None:
    """Remove the texts that tools of ours made of files that have changed."""
    for path in (folder / "outputs").glob("*/*.txt"):
        if path.stem not in same:
            path.unlink()


def _describe(folder: Path, seed: int, rows: Sequence[dict[str, object]]) -> None:
    """README.md, LICENCES.md and the scorer."""
    shutil.copyfile(score.__file__, folder / "score.py")
    text = (
        (DATA / "README.md")
        .read_text("utf-8")
        .format(
            files=len(rows),
            seed=seed,
            standard=SEED,
            digest=digest(rows),
            classes="\n".join(class_table(rows)),
            producers=named(rows, "producer"),
            absent=absent_producers(),
            faces=named(rows, "face"),
            made=f"{date.today():%-d %B %Y}, warraq {version('warraq')}",
        )
    )
    (folder / "README.md").write_text(text, encoding="utf-8")
    (folder / "LICENCES.md").write_text("\n".join(_licences(rows)) + "\n", encoding="utf-8")


def named(rows: Sequence[dict[str, object]], what: str) -> str:
    """The values of a field of the manifest, for people."""
    return ", ".join(sorted({str(row[what]) for row in rows}))


def absent_producers() -> str:
    """The producers that aren't here, each with what brings it, for people."""
    absent = [f"{name} ({producer.package})" for name, producer in PRODUCERS.items() if not is_here(name, producer)]
    return ", ".join(absent) or "none"


def class_table(rows: Sequence[dict[str, object]]) -> Iterator[str]:
    """The classes, each with how many files of the manifest it has."""
    counts = Counter(str(row["class"]) for row in rows)
    yield from table_head("class", "files", "what is wrong", "where such files come from")
    for name, one in CLASSES.items():
        yield table_row(f"`{name}`", str(counts[name]), one.what, one.wild)


def digest(rows: Sequence[dict[str, object]]) -> str:
    """Eight digits by which sets are told apart: figures of two sets can't be compared."""
    known = "\n".join(sorted(f"{row['name']} {row['truth_sha256']}" for row in rows))
    return hashlib.sha256(known.encode()).hexdigest()[:8]


def _licences(rows: Sequence[dict[str, object]]) -> Iterator[str]:
    yield "# Licences\n"
    yield "Each line of `manifest.jsonl` has those of its file. The scorer is under the MIT licence of warraq.\n"
    for field, title in (("text", "Texts"), ("face", "Faces, embedded as subsets")):
        yield f"## {title}\n"
        yield from table_head(field, "licence")
        yield from sorted({table_row(str(row[field]), str(row[f"{field}_licence"])) for row in rows})
        yield ""
