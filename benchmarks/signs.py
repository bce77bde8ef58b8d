"""Signs among words: currency, mathematics, primes, daggers, arrows, bullets, boxes, in files whose maps are broken.

    python -m benchmarks.signs [--faces NAME ...] [--each]

No word tells what a sign is, and digits and letters look like many. Each sign that a face or the one beside it has
stands twice between words of the report; what is read in its place is right, doubted, or wrong and not flagged. The
families of the file are left out of the atlas. Brackets alone between words are left out: which way they open is not
to be seen.
"""

from __future__ import annotations

import argparse
import itertools
import random
import tempfile
import unicodedata
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Final

from fontTools.ttLib import TTFont
from rapidfuzz.distance import Levenshtein

from benchmarks.corpus.damage import REMOVED, Damage, inflict
from benchmarks.corpus.font_tables import NONE
from benchmarks.corpus.page import FALLBACK, FONTS, Block, Face, faces
from benchmarks.corpus.producers import render
from benchmarks.markdown import table_head, table_row
from benchmarks.reading import Read, families_in, read, unseen
from benchmarks.text_channel import TRUTH
from benchmarks.truth import read_truth
from warraq.arabic.letters import has_arabic
from warraq.config import DEFAULT
from warraq.fonts.outlines.atlas import RARE_SIGNS, VERSE_SIGNS

#: Signs that documents have; most are rare.
SIGNS: Final = (
    "!\"#%&'*+,-./:;<=>?@\\_|\u00a7\u00a9\u00ab\u00b0\u00b7\u00bb\u2013\u2014\u2018\u2019\u201c\u201d\u2022\u2026"
    "\u060c\u061b\u061f\u066a\u066d\ufd3e\ufd3f" + RARE_SIGNS + VERSE_SIGNS
)
#: Faces with signs of their own, and one whose signs are those of the face beside it.
FACES: Final = ("amiri", "dejavu", "freeserif", "kacst")
DAMAGE: Final = {
    f"{what}, tables gone": Damage(name, NONE)
    for name, what in (("wrong-75", "wrong map"), ("shifted", "map shifted"), (REMOVED, "no map"))
}
PRODUCER: Final = "fpdf2"
SEED: Final = 5
TIMES: Final = 2
#: Words before each sign, and signs in a paragraph.
WORDS: Final = 4
IN_BLOCK: Final = 12


@dataclass(frozen=True, slots=True)
class Place:
    """One sign on the page. ``found``: what is read there; ``confidence``: the least of that."""

    sign: str
    found: str
    confidence: float

    @property
    def right(self) -> bool:
        """The sign is there, whatever stands beside it."""
        return self.sign in self.found.split()

    @property
    def flagged(self) -> bool:
        return self.confidence < DEFAULT.uncertain_below


def blocks_of(face: Face, draw: random.Random) -> tuple[list[Block], list[str]]:
    """Paragraphs with each sign that ``face`` can show, and the signs in their order."""
    with TTFont(FALLBACK) as beside:
        shown = face.characters | frozenset(map(chr, beside.getBestCmap()))
    signs = [sign for sign in SIGNS if sign in shown] * TIMES
    draw.shuffle(signs)
    text = [word for row in read_truth(TRUTH) for word in row.text.split() if has_arabic(word) and word.isalpha()]
    words = itertools.cycle(text)
    blocks = []
    for first in range(0, len(signs), IN_BLOCK):
        parts = [word for sign in signs[first : first + IN_BLOCK] for word in (*itertools.islice(words, WORDS), sign)]
        blocks.append(Block(" ".join((*parts, next(words)))))
    return blocks, signs


def places(blocks: Sequence[Block], signs: Sequence[str], reading: Read) -> list[Place]:
    """What is read for each of the ``signs`` of ``blocks``, in their order."""
    true = unicodedata.normalize("NFC", " ".join(block.text for block in blocks)).split()
    at: dict[int, tuple[str, float]] = {}
    for edit in Levenshtein.opcodes(true, list(reading.words)):
        span = slice(edit.dest_start, edit.dest_end)
        for k in range(edit.src_start, edit.src_end):
            if edit.tag == "equal":
                place_read = edit.dest_start + k - edit.src_start
                at[k] = reading.words[place_read], reading.confidence[place_read]
            else:
                at[k] = " ".join(reading.words[span]), min(reading.confidence[span], default=1.0)
    where = [k for k, word in enumerate(true) if not has_arabic(word) or word in SIGNS]
    return [Place(sign, *at[k]) for sign, k in zip(signs, where, strict=True)]


def measure(names: Sequence[str] = FACES) -> Iterator[tuple[str, Place]]:
    """Kind of damage and place of every sign in the faces of these ``names``."""
    known = {face.name: face for face in faces()}
    with tempfile.TemporaryDirectory(prefix="warraq-signs-") as folder:
        sound, broken = Path(folder, "sound.pdf"), Path(folder, "broken.pdf")
        for name in names:
            blocks, signs = blocks_of(known[name], random.Random(SEED))
            render(PRODUCER, blocks, known[name], sound)
            for kind, damage in DAMAGE.items():
                inflict(sound, broken, damage, None, SEED)
                with unseen(families_in(sound)):
                    reading = read(broken)
                for place in places(blocks, signs, reading):
                    yield kind, place


def lines(placed: Sequence[tuple[str, Place]], *, each: bool = False) -> Iterator[str]:
    """A row a kind of damage; ``each``: also one a sign that is read wrong."""
    yield from table_head(
        "damage", "signs", "read right", "wrong, flagged", "wrong, not flagged", "most often not flagged"
    )
    for kind in dict.fromkeys(kind for kind, _ in placed):
        of_kind = [place for name, place in placed if name == kind]
        wrong = [place for place in of_kind if not place.right]
        silent = Counter(f"{place.sign} as {place.found}" for place in wrong if not place.flagged)
        flagged = sum(place.flagged for place in wrong)
        shares = (f"{count / len(of_kind):.1%}" for count in (len(of_kind) - len(wrong), flagged, len(wrong) - flagged))
        yield table_row(kind, str(len(of_kind)), *shares, ", ".join(text for text, _ in silent.most_common(4)))
    if each:
        yield ""
        yield from table_head("sign", "damage", "read as", "confidence")
        for kind, place in placed:
            if not place.right:
                yield table_row(place.sign, kind, place.found, f"{place.confidence:.2f}")


def main() -> None:
    parser = argparse.ArgumentParser(description="Signs among words, in files whose maps are broken.")
    names = [face.name for face in faces()]
    parser.add_argument("--faces", nargs="+", metavar="NAME", default=FACES, choices=names, help=f"of {FONTS}")
    parser.add_argument("--each", action="store_true", help="also a row a sign that is read wrong")
    given = parser.parse_args()
    print(*lines(list(measure(given.faces)), each=given.each), sep="\n")


if __name__ == "__main__":
    main()
