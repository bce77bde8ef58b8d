"""What other people's programs read from a healed PDF, and what healing and the proof sheet cost, as Markdown tables.

    python -m benchmarks.heal [FIXTURE...]        letters of each reader, before and after; pictures of the pages
    python -m benchmarks.heal --sheet [FIXTURE]   size of the proof sheet and the time that a browser needs to open it
    python -m benchmarks.heal --real FOLDER...    of files without a truth: how many of the words that we read PDFium
                                                  and poppler copy, before and after; exit 1 where fewer

Rates are on Arabic letters alone: marks, digits, signs, Latin letters and white space are left out. ``in order`` is the
edit distance to the true text in document order. Readers that paste the runs of a line together as they are painted get
right words in a wrong order; ``letters`` is the same distance with words that are right anywhere on the file's pages
taken out first, and shows whether the letters are right. Pages are compared pixel by pixel at 100 dpi.
"""

from __future__ import annotations

import argparse
import re
import subprocess
import sys
import tempfile
import time
import unicodedata
from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Sequence
from pathlib import Path
from typing import Final

import pypdfium2
from rapidfuzz.distance import Levenshtein

from benchmarks.structure_golden import FIXTURES, golden_path
from warraq import run
from warraq.emit.formats.json import read_document
from warraq.emit.formats.printed import printed_label
from warraq.errors import WarraqError
from warraq.model.document import normal_text
from warraq.pictures.painter import compared_pages, repainted
from warraq.repair.strings import drop_controls

#: Fixtures without an honest twin.
_FACSIMILES: Final = ("ctoc-cop-wg7-2020-4", "ctoc-cop-wg7-2020-4-word")
_TATWEEL: Final = "\N{ARABIC TATWEEL}"


def letters(text: str) -> str:
    """The Arabic letters of ``text``, without marks and tatweel; presentation forms are left alone: they aren't letters
    that a search would find."""
    normal = unicodedata.normalize("NFC", text)
    return "".join(c for c in normal if "\u0620" <= c <= "\u06ff" and unicodedata.category(c) == "Lo" and c != _TATWEEL)


def words(text: str) -> list[str]:
    """The words of ``text`` as their letters; words without any are left out.

    Readers put white space before a mark that is painted apart from its letter; that parts no words.
    """
    joined = re.sub(r"\s+(?=[\u064b-\u0652\u0670])", "", text)
    parts = "".join(c if c.isspace() or unicodedata.category(c)[0] in "LM" else " " for c in joined).split()
    return [word for part in parts if (word := letters(part))]


def in_order(true: str, got: str) -> float:
    """Edit distance of the letters, in document order, as a share of the true letters."""
    expected = letters(true)
    return Levenshtein.distance(expected, letters(got)) / max(len(expected), 1)


def any_order(true: str, got: str) -> float:
    """The same with the words that are right taken out first, wherever they stand.

    Among what is left white space counts for nothing: a word cut in two, or two run together, are no fault of letters.
    """
    expected, given = words(true), words(got)
    common = Counter(expected) & Counter(given)
    missing, rest = _without(expected, common), "".join(_without(given, common))
    wrong = []
    for word in sorted(missing, key=len, reverse=True):
        before, together, after = rest.partition(word)
        if together:
            rest = before + after
        else:
            wrong.append(word)
    in_place = [word for word in missing if word in wrong]
    return Levenshtein.distance("".join(in_place), rest) / max(sum(map(len, expected)), 1)


def _without(sequence: Iterable[str], taken: Counter[str]) -> list[str]:
    remaining = Counter(taken)
    kept = []
    for word in sequence:
        if remaining[word]:
            remaining[word] -= 1
        else:
            kept.append(word)
    return kept


def true_text(fixture: Path) -> str:
    """Everything that is painted on the pages, page furniture included.

    A damaged fixture has an honest twin: the same pages with a map that is right by construction. The facsimile has
    none; there it is the golden document, as its furniture has no Arabic letters.
    """
    twin = fixture.with_name(re.sub(r"-(damaged|no-map|wrong-map)$", "", fixture.stem) + fixture.suffix)
    if twin.stem in _FACSIMILES:
        document = read_document(golden_path(fixture))
        return "\n".join(f"{printed_label(node)} {node.content}" for node in document.walk())
    return "\n".join(line.text for line in run.read_pdf(twin, force=True).lines)


def pdftotext(path: Path) -> str:
    """Poppler."""
    return subprocess.run(["pdftotext", str(path), "-"], capture_output=True, check=True).stdout.decode()


def mupdf(path: Path) -> str:
    """PyMuPDF."""
    import pymupdf

    with pymupdf.open(path) as document:
        return "\n".join(page.get_text() for page in document)


def pdfium(path: Path) -> str:
    """pypdfium2: the engine of Chromium's viewer, as it gives a page's text to the clipboard."""
    with pypdfium2.PdfDocument(path) as document:
        return "\n".join(page.get_textpage().get_text_range() for page in document)


def pypdf(path: Path) -> str:
    """pypdf."""
    from pypdf import PdfReader

    return "\n".join(page.extract_text() for page in PdfReader(path).pages)


READERS: Final[dict[str, Callable[[Path], str]]] = {
    "pdftotext": pdftotext,
    "PyMuPDF": mupdf,
    "pypdfium2": pdfium,
    "pypdf": pypdf,
}


def rows(fixture: Path, folder: Path) -> Iterator[tuple[str, ...]]:
    """One row for each reader of the fixture."""
    true = true_text(fixture)
    healed = folder / fixture.name
    run.heal(fixture, healed, force=True, verify=False)
    changed = repainted(compared_pages(fixture.read_bytes(), healed.read_bytes()))
    for name, reader in READERS.items():
        before, after = reader(fixture), reader(healed)
        yield (
            fixture.name,
            name,
            f"{any_order(true, before):.2%}",
            f"{any_order(true, after):.2%}",
            f"{in_order(true, before):.2%}",
            f"{in_order(true, after):.2%}",
            "identical" if not changed else f"pages {changed} differ",
        )


def real_rows(file: Path, folder: Path) -> Iterator[tuple[str, ...]]:
    """One row for each reader of a file without a truth; the last cell says where it was made worse."""
    healed = folder / "healed.pdf"
    try:
        read = Counter(_normal_words("\n".join(line.text for line in run.read_pdf(file).lines)))
        run.heal(file, healed)
    except WarraqError as error:
        yield file.name, "", "", "", type(error).__name__
        return
    for name, reader in (("pypdfium2", pdfium), ("pdftotext", pdftotext)):
        before, after = ((Counter(_normal_words(reader(path))) & read).total() for path in (file, healed))
        yield file.name, name, str(before), str(after), "WORSE" if after < before else ""


def _normal_words(text: str) -> list[str]:
    """Words without tatweel and the marks of direction that poppler sets around them."""
    return normal_text(unicodedata.normalize("NFKC", drop_controls.repair(text))).split()


def sheet_figures(fixture: Path, folder: Path) -> Iterator[tuple[str, ...]]:
    """Size of the proof sheet, and the least of five times that Chromium needs until it can be used."""
    from tests.review.browser import opened

    started = time.process_time()
    sheet = run.review(fixture)
    spent = time.process_time() - started
    path = folder / "proof.html"
    path.write_text(sheet, encoding="utf-8")
    times = []
    for _ in range(5):
        with opened() as page:
            page.goto(path.as_uri())
            page.wait_for_selector("html[data-ready]", state="attached")
            times.append(page.evaluate("performance.getEntriesByName('ready')[0].startTime") / 1000)
    with pypdfium2.PdfDocument(fixture) as document:
        pages = len(document)
    yield (fixture.name, str(pages), f"{len(sheet.encode()) / 1e6:.2f}", f"{spent:.2f}", f"{min(times):.2f}")


def _table(header: Sequence[str], body: Iterable[Sequence[str]]) -> None:
    sys.stdout.write(f"| {' | '.join(header)} |\n|{'---|' * len(header)}\n")
    for row in body:
        sys.stdout.write(f"| {' | '.join(row)} |\n")
        sys.stdout.flush()


def main() -> None:
    """Print the table that was asked for."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("fixtures", nargs="*", type=Path, help="PDFs that have a golden document; all by default")
    parser.add_argument("--sheet", action="store_true", help="measure the proof sheet")
    parser.add_argument("--real", nargs="+", type=Path, metavar="FOLDER", help="files without a truth")
    asked = parser.parse_args()
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        if asked.real:
            files = sorted(path for real in asked.real for path in real.glob("*.pdf"))
            worse = []
            for file in files:
                for row in real_rows(file, folder):
                    print(*row, sep="\t", flush=True)
                    worse += [row] * (row[-1] == "WORSE")
            print(f"{len(files)} files; made worse for a reader: {len(worse)}")
            sys.exit(bool(worse))
        if asked.sheet:
            chosen = asked.fixtures or [FIXTURES / "pdf/ctoc-cop-wg7-2020-4.pdf"]
            sheet = ("fixture", "pages", "MB", "made in s (CPU)", "open in s")
            _table(sheet, (row for fixture in chosen for row in sheet_figures(fixture, folder)))
            return
        chosen = asked.fixtures or [
            path for path in sorted((FIXTURES / "pdf").glob("*.pdf")) if golden_path(path).exists()
        ]
        header = ("fixture", "reader", "letters before", "letters healed", "in order before", "healed", "pages")
        _table(header, (row for fixture in chosen for row in rows(fixture, folder)))


if __name__ == "__main__":
    main()
