"""What it costs to find out what a font's codes stand for: CPU milliseconds of diagnosis and decipherment.

    python -m benchmarks.decipher_cost [FACE...]    default: amiri noto-naskh kacst

Faces are those of the corpus, or of ``benchmarks.unseen_faces``, which are fetched. For each three documents by Typst
without the font's own tables: one page and ten with 75 % of the codes claimed wrong, and ten honest ones. Then the
fixture with the broken map. The face is left out of the atlas, nothing is known of the program, compiled functions are
loaded, and one thread works. Joining letters with dots that are glyphs of their own is a part of it. The last column is
the same with a ``--font-cache`` that has seen the document.
"""

from __future__ import annotations

import argparse
import tempfile
from collections.abc import Iterator
from pathlib import Path
from typing import Final

from benchmarks.corpus.build import Case, face_of, pdf_of
from benchmarks.corpus.damage import Damage
from benchmarks.corpus.font_tables import NONE
from benchmarks.corpus.page import faces
from benchmarks.markdown import table_head, table_row
from benchmarks.reading import families_in, unseen
from benchmarks.scale import BROKEN, cpu
from benchmarks.speed import machine
from benchmarks.unseen_faces import known
from pipeline.config import EVIDENCE
from pipeline.decipher.glyph import solve
from pipeline.decipher.glyph.evidence import outline
from pipeline.decipher.glyph.font_cache import FontCache
from pipeline.decipher.glyph.glyph_channel import decipher
from pipeline.decipher.glyph.split_dots import join_dots
from pipeline.diagnose import diagnose
from pipeline.extract.pdf_file import extract_pdf

FACES: Final = ("amiri", "noto-naskh", "kacst")
SEED: Final = 1900
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
        found = extract_pdf(path)

        def once(kept: str = "") -> None:
            outline._cache.clear()
            outline._open.clear()
            solve._words.cache_clear()
            joined = join_dots(found, EVIDENCE)
            decipher(joined, diagnose(joined), cache=FontCache(Path(kept), EVIDENCE) if kept else None)

        once()
        once(folder)
        codes = sum(len(font.code_to_gid) for font in found.fonts)
        times = [1000 * cpu(once), 1000 * cpu(lambda: once(folder))]
    pages = len(found.pages)
    return table_row(name, str(pages), str(codes), *(f"{time:.0f}" for time in times), f"{times[0] / pages:.1f}")


def main() -> None:
    parser = argparse.ArgumentParser(description="CPU time of diagnosis and decipherment by document.")
    parser.add_argument("faces", nargs="*", default=FACES)
    given = parser.parse_args()
    print(f"CPU ms, the least of five. {machine()}.\n", flush=True)
    for text in table_head("document", "pages", "codes", "ms", "ms, fonts kept", "ms a page"):
        print(text)
    own = {face.name for face in faces()}
    with known([name for name in given.faces if name not in own]):
        for name, path, families in documents(list(given.faces)):
            print(row(name, path, families), flush=True)


if __name__ == "__main__":
    main()
