"""Faces that no part of warraq was fitted on: broken files in them, their tables gone.

    python -m benchmarks.unseen_faces [--faces NAME ...] [--pages N ...] [--seed N] [--words N]

The faces are those of Google Fonts as npm's ``@fontsource`` packages have them, fetched once by ``npm pack`` (all under
the SIL Open Font License). None is in the atlas. Those of ``CHOSEN_ON`` served to choose how letters with dots of their
own are joined, digits that are drawn twice are read, and the like; all others were only looked at. What counts is what
pages show: see ``shown``.
"""

from __future__ import annotations

import argparse
import io
import subprocess
import tarfile
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, replace
from functools import cache
from itertools import product
from pathlib import Path
from typing import Final
from unittest.mock import patch

from fontTools.pens.boundsPen import BoundsPen
from fontTools.ttLib import TTFont
from rapidfuzz.distance import Levenshtein

from benchmarks.corpus import page
from benchmarks.corpus.build import FOLDER, Case, face_of, pdf_of
from benchmarks.corpus.damage import NO_DAMAGE, Damage
from benchmarks.corpus.font_tables import NONE
from benchmarks.corpus.page import FALLBACK, Face
from benchmarks.markdown import table_head, table_row
from benchmarks.matrix import FIGURES, Result, Row, measure
from benchmarks.reading import read
from benchmarks.scores import ascii_digits, right_words, scores
from warraq.config import DEFAULT
from warraq.emit.whole import write_bytes_whole
from warraq.model.document import normal_text

#: Faces whose letters are drawn whole, and those that draw dots apart.
WHOLE: Final = (
    "almarai", "cairo", "changa", "el-messiri", "ibm-plex-sans-arabic", "kufam", "lalezar", "lemonada", "markazi-text",
    "rakkas", "readex-pro", "rubik", "tajawal", "vibes",
)  # fmt: skip
APART: Final = ("mirza", "reem-kufi", "mada", "katibeh", "aref-ruqaa", "gulzar", "qahiri")
#: Looked at when all of that was done, and mended then, faces in colours and in Nastaliq among them; and those that
#: were kept out of that: faces, and the lightest and heaviest weights of others.
LATER: Final = (
    "jomhuria", "marhey", "blaka", "alkalami", "baloo-bhaijaan-2", "handjet", "zain", "beiruti", "playpen-sans-arabic",
    "alexandria", "cairo-play", "reem-kufi-fun", "fustat", "badeen-display", "noto-nastaliq-urdu", "aref-ruqaa-ink",
    "oi", "ruwudu", "blaka-hollow",
)  # fmt: skip
HELD_OUT: Final = (
    "parastoo", "estedad", "alyamama", "cascadia-code", "alyamama@900", "cairo@200", "cairo@900", "almarai@800",
    "changa@200", "changa@800", "readex-pro@200", "tajawal@200", "tajawal@900", "ibm-plex-sans-arabic@100",
)  # fmt: skip
REGULAR: Final = "400"
#: Of those that were looked at: WeasyPrint paints none of their layers, fpdf2 some, Typst all.
IN_COLOURS: Final = ("cairo-play", "reem-kufi-fun", "aref-ruqaa-ink")
EVERY: Final = (*WHOLE, *APART, *LATER, *HELD_OUT)
CHOSEN_ON: Final = (
    "mirza", "reem-kufi", "mada", "katibeh", "aref-ruqaa",
    "jomhuria", "alkalami", "handjet", "beiruti", "playpen-sans-arabic", "alexandria",
    "cairo-play", "reem-kufi-fun", "noto-nastaliq-urdu", "aref-ruqaa-ink", "oi", "ruwudu",
)  # fmt: skip
_KIND_OF: Final = {
    name: kind
    for kind, names in (
        ("dots apart", APART),
        ("looked at later", LATER),
        ("in colours", IN_COLOURS),
        ("held out", HELD_OUT),
    )
    for name in names
}
DAMAGE: Final = {
    "as made": NO_DAMAGE,
    "no map, tables gone": Damage("removed", NONE),
    "wrong map, tables gone": Damage("wrong-75", NONE),
}
#: Producers that need no installed face, in turn.
PRODUCERS: Final = ("weasyprint", "fpdf2", "typst")
FIRST_SEED: Final = 7000
#: A face whose Arabic zero is this share of its one in height draws western digits: the Arabic zero is a dot.
_TALL_ZERO: Final = 0.8
#: The producer that paints nothing where neither the face nor the other one has a sign, nor lines that it sets no font
#: for; those beside it look further.
_PAINTS_NO_OTHER: Final = "fpdf2"


@dataclass(frozen=True, slots=True)
class Shown(Case):
    """A case whose true text is what its pages show.

    Attributes:
        painted: the text of the sound file, where a page of that is damaged; else empty.
    """

    painted: str = ""

    @property
    def truth(self) -> str:
        return shown(self, self.painted or _set(self))


def fetched(name: str) -> Face:
    """The regular style of ``@fontsource/NAME``, or that of another weight, ``NAME@WEIGHT``.

    Raises FileNotFoundError without npm or such a style, CalledProcessError offline.
    """
    package, _, weight = name.partition("@")
    path = FOLDER.parent / "faces" / f"{name}.ttf"
    if not path.exists():
        path.parent.mkdir(parents=True, exist_ok=True)
        packed = ["npm", "pack", f"@fontsource/{package}", "--silent", "--pack-destination", str(path.parent)]
        archive = path.parent / subprocess.run(packed, check=True, capture_output=True, text=True).stdout.split()[-1]
        with tarfile.open(archive) as files:
            style = next((n for n in files.getnames() if n.endswith(f"-arabic-{weight or REGULAR}-normal.woff2")), None)
            data = files.extractfile(style) if style else None
            if data is None:
                raise FileNotFoundError(f"{archive} holds no Arabic style of weight {weight or REGULAR}")
            font = TTFont(io.BytesIO(data.read()))
        font.flavor = None
        stream = io.BytesIO()
        font.save(stream)
        write_bytes_whole(stream.getvalue(), path)
        archive.unlink()
    with TTFont(path) as font:
        family = font["name"].getDebugName(16) or font["name"].getDebugName(1)
    return Face(name, family, path, f"npm: @fontsource/{package}")


def cases(names: Sequence[str], pages: Sequence[int], first: int = FIRST_SEED) -> Iterator[Case]:
    """Each face with each damage and length; ``first``: the seed of the first file.

    Producers take turns with the seeds; a face has the same ones whichever are asked for.
    """
    every = dict.fromkeys((*EVERY, *names))
    for turn, (name, damage) in enumerate(product(every, DAMAGE.values())):
        for count in pages if name in names else ():
            yield Case(PRODUCERS[(turn + first - FIRST_SEED) % len(PRODUCERS)], name, count, first + turn, damage)


@contextmanager
def known(names: Sequence[str]) -> Iterator[None]:
    """Inside, these faces are among those that cases may name."""
    with patch.object(page, "FACES", (*page.FACES, *map(fetched, names))):
        yield


def shown(case: Case, text: str) -> str:
    """``text`` as the pages of ``case`` show it: western digits for Arabic ones that the face draws so, and none of the
    signs that nothing is painted for. A file without a map can't tell more."""
    face = face_of(case)
    if draws_western_digits(face.path):
        text = ascii_digits(text)
    if case.producer == _PAINTS_NO_OTHER:
        unpainted = set(_set(case)) - face.characters - _other_characters()
        text = "".join(char for char in text if char not in unpainted or char.isspace())
    return text


def _set(case: Case) -> str:
    """The text that was set, a block a line."""
    return "\n".join(block.text for block in case.blocks)


@cache
def draws_western_digits(path: Path) -> bool:
    """Whether the face in a file draws its Arabic digits as western ones."""
    with TTFont(path) as font:
        glyphs, names = font.getGlyphSet(), font.getBestCmap()
        heights = []
        for digit in "\N{ARABIC-INDIC DIGIT ZERO}\N{ARABIC-INDIC DIGIT ONE}":
            pen = BoundsPen(glyphs)
            if ord(digit) in names:
                glyphs[names[ord(digit)]].draw(pen)
            _, bottom, _, top = pen.bounds or (0, 0, 0, 0)
            heights.append(top - bottom)
    return heights[0] > _TALL_ZERO * heights[1]


@cache
def _other_characters() -> frozenset[str]:
    return Face("", "", FALLBACK, "").characters


def as_shown(result: Result) -> Result:
    """``result`` by what the pages show, in the true text as in what was read."""
    case, ours = result.case, result.read
    case = Shown(case.producer, case.face, case.pages, case.seed, case.damage, _painted(result))
    words = [(shown(case, word), sure) for word, sure in zip(ours.words, ours.confidence, strict=True)]
    words = [(word, sure) for word, sure in words if word]
    ours = replace(
        ours,
        text=shown(case, ours.text),
        words=tuple(word for word, _ in words),
        confidence=tuple(sure for _, sure in words),
    )
    return replace(result, case=case, ours=scores(case.truth, ours.text), read=ours)


def _painted(result: Result) -> str:
    """What the sound file says, where a page is damaged: a line that fpdf2 sets no font for isn't painted."""
    case, reading = result.case, result.read.reading
    if case.producer != _PAINTS_NO_OTHER or reading is None:
        return ""
    if all(finding.fault != "damaged_page" for finding in reading.document.findings):
        return ""
    return " ".join(read(pdf_of(replace(case, damage=NO_DAMAGE))).words)


def lines(results: Sequence[Result], *, each: bool = True) -> Iterator[str]:
    """A row a kind of face and damage, with the worst file; ``each``: a row a face too."""
    yield from table_head(
        "face", "", *FIGURES, "asks for review", "silent over 2 %", "worst file",
    )  # fmt: skip
    rows: dict[tuple[str, str], Row] = {}
    damage_of = {damage: name for name, damage in DAMAGE.items()}
    for result in results:
        kind = _KIND_OF.get(result.case.face, "whole")
        for face in (result.case.face, f"all, {kind}") if each else (kind,):
            rows.setdefault((face, damage_of[result.case.damage]), Row()).results.append(result)
    for (face, damage), row in sorted(rows.items(), key=lambda item: (item[0][0].startswith("all"), item[0])):
        chosen = " *" if face in CHOSEN_ON else ""
        yield table_row(
            face + chosen,
            damage,
            *row.figures(),
            str(row.asks_for_review()),
            str(row.silent()),
            f"{row.worst().ours.cer:.2%} {row.worst().case.face}",
        )
    if each:
        yield ""
        yield "\\* chosen on"


def kinds(names: Sequence[str] = EVERY) -> list[str]:
    """The rows of kinds of face alone, a page of each face and damage."""
    with known(names):
        return list(lines([as_shown(measure(case, with_peers=False)) for case in cases(names, [1])], each=False))


def wrong(result: Result, most: int) -> Iterator[str]:
    """Words that are wrong and surer than the mark of doubt, at most so many."""
    true, read = ([normal_text(word) for word in words] for words in (result.case.truth.split(), result.read.words))
    right = right_words(result.case.truth, result.read.words)
    for edit in Levenshtein.opcodes(true, read):
        there = range(edit.dest_start, edit.dest_end)
        sure = [k for k in there if not right[k] and result.read.confidence[k] >= DEFAULT.uncertain_below]
        if edit.tag != "equal" and sure and most:
            most -= 1
            yield f"  {' '.join(true[edit.src_start : edit.src_end])} -> {' '.join(read[k] for k in there)}"


def main() -> None:
    parser = argparse.ArgumentParser(description="Broken files in faces that were never seen.")
    parser.add_argument("--faces", nargs="+", default=EVERY, metavar="NAME", help="of npm's @fontsource")
    parser.add_argument("--pages", nargs="+", type=int, default=[1], metavar="N", help="lengths of the files")
    parser.add_argument("--seed", type=int, default=FIRST_SEED, metavar="N", help="of the first file; others next")
    parser.add_argument(
        "--words", type=int, default=0, metavar="N", help="also print N wrong words a file, not flagged"
    )
    given = parser.parse_args()
    with known(given.faces):
        results = []
        for case in cases(given.faces, given.pages, given.seed):
            results.append(as_shown(measure(case, with_peers=False)))
            if given.words:
                print(case.name, f"{results[-1].ours.cer:.2%}", flush=True)
                print(*wrong(results[-1], given.words), sep="\n")
        print(*lines(results), sep="\n")


if __name__ == "__main__":
    main()
