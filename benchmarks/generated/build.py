"""The files: a page of a kind by a producer, made once and kept in ``build/pages``.

python -m benchmarks.generated.build KIND PRODUCER SEED     makes one page and prints its path
"""

from __future__ import annotations

import argparse
import hashlib
import os
import tempfile
from collections.abc import Callable, Sequence
from pathlib import Path
from typing import Final

import pikepdf

from benchmarks.corpus.by_markup import CHROMIUM, run
from benchmarks.corpus.damage import UNTOUCHED, Damage, inflict
from benchmarks.corpus.producers import PRODUCERS as CORPUS
from benchmarks.generated import by_hand, html_page, typst_page
from benchmarks.generated.author import Author
from benchmarks.generated.kinds import KINDS
from benchmarks.generated.look import Look, look_of
from benchmarks.generated.sheet import Part, Sheet

#: Where files are kept; git ignores it.
FOLDER: Final = Path(__file__).resolve().parents[2] / "build" / "pages"


def _chromium(parts: Sequence[Part], look: Look, out: Path) -> None:
    with tempfile.TemporaryDirectory(prefix="pages-") as folder:
        page = Path(folder) / "page.html"
        page.write_text(html_page.page_of(parts, look), encoding="utf-8")
        run(*CHROMIUM, f"--user-data-dir={folder}/profile", f"--print-to-pdf={out.resolve()}", page.as_uri())


def _weasyprint(parts: Sequence[Part], look: Look, out: Path) -> None:
    from weasyprint import HTML

    HTML(string=html_page.page_of(parts, look, printer=True)).write_pdf(out)


def _typst(parts: Sequence[Part], look: Look, out: Path) -> None:
    import typst

    with tempfile.TemporaryDirectory(prefix="pages-") as folder:
        page = Path(folder) / "page.typ"
        page.write_text(typst_page.source_of(parts, look), encoding="utf-8")
        typst.compile(str(page), output=str(out), font_paths=[str(look.face.path.parent)])


#: Each writes parts in a look to a file. What each needs is listed in ``benchmarks.corpus.producers``.
PRODUCERS: Final[dict[str, Callable[[Sequence[Part], Look, Path], None]]] = {
    "chromium": _chromium,
    "fpdf2": by_hand.fpdf2,
    "reportlab": by_hand.reportlab,
    "typst": _typst,
    "weasyprint": _weasyprint,
}


def available() -> list[str]:
    """Names of the producers that can run here."""
    return [name for name in PRODUCERS if CORPUS[name].here]


def missing() -> list[str]:
    """What to install for the others, a line each."""
    return [f"{name}: {CORPUS[name].package}" for name in PRODUCERS if not CORPUS[name].here]


def sheet_of(kind: str, seed: int) -> Sheet:
    """The page that a seed makes of a kind. Raises KeyError for a kind that is unknown."""
    return KINDS[kind](Author(seed, kind, look_of(seed)))


def pdf_of(kind: str, producer: str, seed: int, folder: Path = FOLDER, damage: str = UNTOUCHED) -> Path:
    """The file of a page, made if it isn't there yet; with ``damage`` (of ``benchmarks.corpus.damage``) its maps lie.

    Raises KeyError for an unknown kind or producer, ValueError where the kind makes more than one page of the seed.
    """
    if damage != UNTOUCHED:
        sound = pdf_of(kind, producer, seed, folder)
        path = sound.with_suffix(f".{damage}.pdf")
        if not path.exists():
            inflict(sound, path, Damage(damage), None, seed)
        return path
    sheet, look = sheet_of(kind, seed), look_of(seed)
    path = folder / f"{kind.replace(' ', '-')}-{producer}-{seed}-{_digest(sheet, look, producer)}.pdf"
    if path.exists():
        return path
    folder.mkdir(parents=True, exist_ok=True)
    part = path.with_suffix(f".{os.getpid()}.pdf")
    PRODUCERS[producer](sheet.parts, look, part)
    with pikepdf.open(part) as pdf:
        count = len(pdf.pages)
    if count != 1:
        part.replace(path.with_suffix(".long.pdf"))
        raise ValueError(f"{kind} {seed} by {producer} makes {count} pages")
    part.replace(path)
    return path


def _digest(sheet: Sheet, look: Look, producer: str) -> str:
    """Of all that decides what a file holds, so that a change of one kind makes its pages alone anew."""
    if producer == "typst":
        source = typst_page.source_of(sheet.parts, look)
    elif producer in ("chromium", "weasyprint"):
        source = html_page.page_of(sheet.parts, look, printer=producer == "weasyprint")
    else:
        source = repr((sheet.parts, look.size, look.leading, look)) + Path(by_hand.__file__).read_text("utf-8")
    return hashlib.sha256(source.encode()).hexdigest()[:10]


def main() -> None:
    parser = argparse.ArgumentParser(description="Make one page and print its path.")
    parser.add_argument("kind", choices=list(KINDS))
    parser.add_argument("producer", choices=list(PRODUCERS))
    parser.add_argument("seed", type=int)
    given = parser.parse_args()
    print(pdf_of(given.kind, given.producer, given.seed))


if __name__ == "__main__":
    main()
