"""Fonts that little tells of: their text alone, beside the pictures of their pages, and the pictures alone.

    python -m benchmarks.witness [--apart] [--faces NAME ...] [--seeds N ...]

Short files without maps or tables, in faces that no outline is known of (``benchmarks.unseen_faces``): the shorter a
file, the less of it can be deciphered. Tesseract must be installed.
"""

from __future__ import annotations

import argparse
from collections import defaultdict
from dataclasses import dataclass
from itertools import product
from typing import Final

from benchmarks.corpus.build import Case, pdf_of
from benchmarks.corpus.damage import Damage
from benchmarks.corpus.font_tables import NONE
from benchmarks.corpus.page import Block
from benchmarks.scores import right_words
from benchmarks.unseen_faces import Shown, known
from warraq.config import ALWAYS, AUTO, DEFAULT, NEVER
from warraq.emit.report.compare import character_error_rate
from warraq.run import extract

#: Faces that the rules were tried on, and others.
WORK: Final = ("qahiri", "blaka-hollow", "oi", "badeen-display", "vibes", "rakkas", "gulzar")
APART: Final = ("katibeh", "lalezar", "reem-kufi", "mada", "handjet", "zain", "fustat")
#: Blocks of a file.
LENGTHS: Final = (2, 4)
MODES: Final = (NEVER, AUTO, ALWAYS)


@dataclass(frozen=True, slots=True)
class Short(Shown):
    """The first blocks of a page."""

    most: int = 2

    @property
    def name(self) -> str:
        return f"{self.producer}-{self.face}-{self.most}b-{self.seed}-{self.damage.name}"

    @property
    def blocks(self) -> list[Block]:
        return Case(self.producer, self.face, self.pages, self.seed).blocks[: self.most]


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--apart", action="store_true", help="faces that no rule was tried on")
    parser.add_argument("--faces", nargs="+", metavar="NAME", help="of npm's @fontsource")
    parser.add_argument("--seeds", nargs="+", type=int, default=[7001, 7002], metavar="N")
    given = parser.parse_args()
    faces = given.faces or (APART if given.apart else WORK)
    errors: defaultdict[tuple[str, str], list[float]] = defaultdict(list)
    unflagged: defaultdict[str, list[bool]] = defaultdict(list)
    with known(faces):
        for face, length, seed in product(faces, LENGTHS, given.seeds):
            case = Short("fpdf2", face, 1, seed, Damage("removed", NONE), most=length)
            path, kind = pdf_of(case), ""
            for mode in MODES:
                document = extract(path, ocr=mode, force=True)
                lost = any(font.verdict == "unreadable" for font in document.fonts)
                kind = kind or ("unreadable" if lost else "deciphered")
                errors[kind, mode].append(character_error_rate(case.truth, document.to_text()))
                sure = [word.confidence >= DEFAULT.uncertain_below for word in document.words]
                right = right_words(case.truth, [word.text for word in document.words])
                unflagged[mode] += [flag and not good for flag, good in zip(sure, right, strict=True)]
            print(case.name, kind, *(f"{errors[kind, mode][-1]:.1%}" for mode in MODES), flush=True)
    print(f"{'CER':12} {'files':>5}" + "".join(f"{mode:>8}" for mode in MODES))
    for kind in dict.fromkeys(kind for kind, _ in errors):
        of_kind = [errors[kind, mode] for mode in MODES]
        print(f"{kind:12} {len(of_kind[0]):5}" + "".join(f"{sum(rates) / len(rates):8.2%}" for rates in of_kind))
    per = (f"{mode} {1000 * sum(flags) / len(flags):.1f}" for mode, flags in unflagged.items())
    print("wrong and not flagged per 1,000 words:", *per)


if __name__ == "__main__":
    main()
