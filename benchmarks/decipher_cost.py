"""What it costs to find out what a font's codes stand for: CPU milliseconds of diagnosis and decipherment.

    python -m benchmarks.decipher_cost [FACE...]    default: amiri noto-naskh kacst
    python -m benchmarks.decipher_cost --every      the faces of the matrix and of benchmarks.unseen_faces, in short

Faces are those of the corpus, or of ``benchmarks.unseen_faces``, which are fetched. For each three documents by Typst
without the font's own tables: one page and ten with 75 % of the codes claimed wrong, and ten honest ones. Then the
fixture with the broken map. The face is left out of the atlas, nothing is known of the program, compiled functions are
loaded, and one thread works. Joining letters with dots that are glyphs of their own is a part of it. The last column is
the same with a ``--font-cache`` that has seen the document.

With ``--every``: two files of some ten pages by WeasyPrint a face, with a wrong map and without one.
"""

from __future__ import annotations

import argparse
import tempfile
from collections.abc import Iterator
from itertools import product
from pathlib import Path
from statistics import median
from typing import Final

from benchmarks.corpus.build import Case, face_of, pdf_of
from benchmarks.corpus.damage import REMOVED, Damage
from benchmarks.corpus.font_tables import NONE
from benchmarks.corpus.page import faces
from benchmarks.markdown import table_head, table_row
from benchmarks.matrix import FACES as MATRIX
from benchmarks.reading import families_in, unseen
from benchmarks.scale import BROKEN, cpu
from benchmarks.speed import machine
from benchmarks.unseen_faces import EVERY, IN_COLOURS, known
from warraq.config import EVIDENCE
from warraq.decipher.glyph.channel import decipher
from warraq.decipher.glyph.parts.split_dots import join_dots
from warraq.decipher.glyph.readings.font_cache import FontCache
from warraq.decipher.glyph.search import solve
from warraq.diagnose import diagnose
from warraq.extract.pages.pdf_file import extract_pdf
from warraq.fonts.outlines import outline
from warraq.model.glyph import Extraction

FACES: Final = ("amiri", "noto-naskh", "kacst")
SEED: Final = 1900
EVERY_DAMAGE: Final = ("wrong-75", REMOVED)
DOCUMENTS: Final = ((1, "wrong-75"), (10, "wrong-75"), (10, "sound"))


def documents(faces: list[str]) -> Iterator[tuple[str, Path, tuple[str, ...]]]:
    """Name, file and the families that the atlas must not have."""
    for face in faces:
        for pages, damage in DOCUMENTS:
            case = Case("typst", face, pages, SEED, Damage(damage, NONE))
            path = pdf_of(case)
            yield case.name, path, tuple(sorted({face_of(case).atlas, *families_in(path)} - {""}))
    yield BROKEN.name, BROKEN, ()


def row(name: str, path: Path, families: tuple[str, ...]) -> str:
    """One line of the table."""
    with unseen(families), tempfile.TemporaryDirectory(prefix="warraq-fonts-") as folder:
        extraction = extract_pdf(path)
        once(extraction)
        once(extraction, folder)
        codes = sum(len(font.code_to_gid) for font in extraction.fonts)
        times = [1000 * cpu(lambda: once(extraction)), 1000 * cpu(lambda: once(extraction, folder))]
    pages = len(extraction.pages)
    return table_row(name, str(pages), str(codes), *(f"{time:.0f}" for time in times), f"{times[0] / pages:.1f}")


def once(extraction: Extraction, kept: str = "") -> None:
    """Diagnose and decipher ``extraction`` as a process does that has met none of its fonts.

    ``kept``: the font cache.
    """
    outline._cache.clear()
    outline._opened.outlines.clear()
    solve._words.cache_clear()
    joined = join_dots(extraction, EVIDENCE)
    decipher(joined, diagnose(joined), cache=FontCache(Path(kept), EVIDENCE) if kept else None)


def every() -> Iterator[str]:
    """A table with a row a group of faces: files, their pages, the median of their times and the longest, CPU ms."""
    groups = {"installed": MATRIX, "Google Fonts": tuple(name for name in EVERY if name not in IN_COLOURS)}
    yield from table_head("faces", "files", "pages", "ms, median", "most", "")
    with known(EVERY):
        for name, faces_of_group in groups.items():
            times, pages = {}, []
            for face, damage in product(faces_of_group, EVERY_DAMAGE):
                case = Case("weasyprint", face, 10, SEED, Damage(damage, NONE))
                path = pdf_of(case)
                with unseen(tuple(sorted({face_of(case).atlas, *families_in(path)} - {""}))):
                    extraction = extract_pdf(path)
                    once(extraction)
                    times[1000 * cpu(lambda: once(extraction))] = face  # noqa: B023 (called at once)
                pages.append(len(extraction.pages))
            most = max(times)
            yield table_row(
                name, str(len(pages)), f"{min(pages)}-{max(pages)}", f"{median(times):.0f}", f"{most:.0f}", times[most]
            )


def main() -> None:
    parser = argparse.ArgumentParser(description="CPU time of diagnosis and decipherment by document.")
    parser.add_argument("faces", nargs="*", default=FACES)
    parser.add_argument("--every", action="store_true", help="all faces that there are, in short")
    given = parser.parse_args()
    print(f"CPU ms, the least of five. {machine()}.\n", flush=True)
    if given.every:
        for text in every():
            print(text, flush=True)
        return
    for text in table_head("document", "pages", "codes", "ms", "ms, fonts kept", "ms a page"):
        print(text)
    installed = {face.name for face in faces()}
    with known([name for name in given.faces if name not in installed]):
        for name, path, families in documents(list(given.faces)):
            print(row(name, path, families), flush=True)


if __name__ == "__main__":
    main()
