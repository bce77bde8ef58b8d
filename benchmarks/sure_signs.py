"""Signs that are sure from the start (``ascent.sure``): how many there are, and what an ascent over them would change.

    python -m benchmarks.sure_signs [--every N] [--from K] [--real FOLDER | --faces [NAME ...]]

Each file of the matrix's sample, its face left out of the atlas, is read as it is and once more with an ascent over all
signs. ``--every`` and ``--from`` take each N-th file from the K-th on, ``--real`` the PDFs of a folder instead,
``--faces`` the files of one page of ``benchmarks.unseen_faces``.
"""

from __future__ import annotations

import argparse
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Final
from unittest import mock

from benchmarks.corpus.build import face_of, pdf_of
from benchmarks.markdown import table_head, table_row
from benchmarks.matrix import SAMPLE, cases
from benchmarks.reading import families_in, unseen
from benchmarks.unseen_faces import APART, WHOLE, known
from benchmarks.unseen_faces import cases as unseen_cases
from warraq.decipher.glyph.scores.problem import Problem
from warraq.decipher.glyph.search import coordinate_ascent
from warraq.errors import WarraqError
from warraq.run import read_pdf

_SURE: Final = coordinate_ascent.sure

Readings = dict[tuple[int, int], str]
"""(font, charcode) -> text."""


@contextmanager
def counted(counts: list[int], use: bool) -> Iterator[None]:
    """Add to ``counts`` how many signs are open, and how many of them sure; where they aren't used none is sure."""

    def sure(problem: Problem, *features: object) -> list[int]:
        signs = _SURE(problem, *features) if use else []  # type: ignore[arg-type]
        counts[0] += len(problem.open_signs)
        counts[1] += len(signs)
        return signs

    with mock.patch.object(coordinate_ascent, "sure", sure):
        yield


def readings(path: Path, counts: list[int], use: bool) -> Readings:
    """What each code of a file reads as; nothing where it can't be read."""
    with counted(counts, use):
        try:
            maps = read_pdf(path).maps
        except WarraqError:
            return {}
    return {(m.font, code): reading.text for m in maps for code, reading in m.readings.items()}


def files(every: int, first: int, folder: Path | None, faces: list[str]) -> Iterator[tuple[Path, tuple[str, ...]]]:
    """Files, and the families that the atlas must not have."""
    if folder is not None:
        yield from ((path, ()) for path in sorted(folder.glob("*.pdf"))[first::every])
        return
    for case in list(unseen_cases(faces, [1]) if faces else cases(SAMPLE))[first::every]:
        path = pdf_of(case)
        yield path, tuple(sorted({face_of(case).atlas, *families_in(path)} - {""}))


def main() -> None:
    parser = argparse.ArgumentParser(description="What an ascent over the signs that are sure would change.")
    parser.add_argument("--every", type=int, default=1, metavar="N")
    parser.add_argument("--from", dest="first", type=int, default=0, metavar="K")
    parser.add_argument("--real", type=Path, metavar="FOLDER")
    parser.add_argument("--faces", nargs="*", metavar="NAME", help="of npm's @fontsource; all without NAME")
    chosen = parser.parse_args()
    faces = [] if chosen.faces is None else chosen.faces or [*WHOLE, *APART]
    counts, codes, count = [0, 0], 0, 0
    changed: list[str] = []
    with known(faces):
        for path, families in files(chosen.every, chosen.first, chosen.real, faces):
            with unseen(families):
                spared, full = readings(path, counts, True), readings(path, [0, 0], False)
            count, codes = count + 1, codes + len(full)
            changed += [f"{path.stem}: {text} is {spared[key]}" for key, text in full.items() if spared[key] != text]
    for text in table_head("files", "open signs", "sure", "codes", "read otherwise"):
        print(text)
    print(table_row(str(count), *map(str, counts), str(codes), str(len(changed))))
    print("\n".join(changed))


if __name__ == "__main__":
    main()
