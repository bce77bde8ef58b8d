"""Scans of known texts: how much of them is read, beside what Tesseract alone gives of the same pictures.

    python -m benchmarks.ocr                    the pages that rules were tried on
    python -m benchmarks.ocr --apart            pages that nothing was tried on
    python -m benchmarks.ocr --dpi 200 --how clean skewed

Pages of the fixtures are painted, spoilt as scanners spoil them, and read. The truth is the text of the same page as it
is read from its sound text layer, words in the order of reading, headers and footers too. Tesseract alone is its
command with the model of Arabic, which is what most recipes use, and with that of the script.
"""

from __future__ import annotations

import argparse
import io
import subprocess
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Final, NamedTuple

import numpy as np
import pypdfium2
from PIL import Image, ImageFilter

from benchmarks.scores import Doubt, right_words
from warraq.config import DEFAULT
from warraq.emit.report.compare import character_error_rate, numbers_exact, word_error_rate
from warraq.model.document import Document
from warraq.run import extract

FIXTURES: Final = Path(__file__).resolve().parents[1] / "fixtures" / "pdf"
#: Pages that rules were tried on, and others: a fixture and the index of a page.
WORK: Final = (("law", 0), ("agenda", 0), ("honest", 0), ("treaty", 0))
APART: Final = (("gazette", 0), ("letter", 0), ("resolution", 0), ("report-tables", 0), ("ctoc-cop-wg7-2020-4-word", 3))
RESOLUTIONS: Final = (150, 200, 300)


def _noisy(picture: Image.Image) -> Image.Image:
    """Blurred a little, with grain."""
    grey = np.asarray(picture.filter(ImageFilter.GaussianBlur(0.6)), dtype=np.float64)
    grain = np.random.default_rng(1).normal(0.0, 18.0, grey.shape)
    return Image.fromarray(np.clip(grey + grain, 0, 255).astype(np.uint8))


def _skewed(picture: Image.Image) -> Image.Image:
    return picture.rotate(2.0, Image.Resampling.BICUBIC, fillcolor=255)


def _compressed(picture: Image.Image) -> Image.Image:
    coded = io.BytesIO()
    picture.save(coded, "jpeg", quality=30)
    return Image.open(coded).convert("L")


#: What befalls a page on its way.
SPOILT: Final[dict[str, Callable[[Image.Image], Image.Image]]] = {
    "clean": lambda picture: picture,
    "noise": _noisy,
    "skewed": _skewed,
    "jpeg": _compressed,
}


@dataclass(frozen=True, slots=True)
class Errors:
    """Of one page, or of several."""

    cer: float
    wer: float
    numbers: float

    @classmethod
    def of(cls, true: str, read: str) -> Errors:
        return cls(character_error_rate(true, read), word_error_rate(true, read), numbers_exact(true, read))

    @classmethod
    def mean(cls, several: Sequence[Errors]) -> Errors:
        count = len(several)
        return cls(
            sum(one.cer for one in several) / count,
            sum(one.wer for one in several) / count,
            sum(one.numbers for one in several) / count,
        )

    def __str__(self) -> str:
        return f"{self.cer:7.2%} {self.wer:7.2%} {self.numbers:7.2%}"


def painted(name: str, index: int, dpi: int) -> Image.Image:
    """A page of a fixture, grey."""
    with pypdfium2.PdfDocument(FIXTURES / f"{name}.pdf") as document:
        page: Image.Image = document[index].render(scale=dpi / 72, grayscale=True).to_pil()
        return page.convert("L")


def _text(document: Document) -> str:
    return " ".join(word.text for word in document.words)


def truth(name: str, index: int) -> str:
    """The words of a page, from its text layer."""
    return _text(extract(FIXTURES / f"{name}.pdf", pages=[index + 1], pages_alone=True))


def by_tesseract(picture: Image.Image, dpi: int, model: str) -> str:
    """What the command gives of a picture, without marks of direction."""
    coded = io.BytesIO()
    picture.save(coded, "ppm")
    command = ["tesseract", "stdin", "stdout", "-l", model, "--dpi", str(dpi)]
    done = subprocess.run(
        command, input=coded.getvalue(), capture_output=True, check=True, env={"OMP_THREAD_LIMIT": "1"}
    )
    text = done.stdout.decode()
    return "".join(sign for sign in text if sign not in "\u200e\u200f\u202a\u202b\u202c\f")


def by_warraq(picture: Image.Image, dpi: int) -> Document:
    """What we read in a PDF of it."""
    file = io.BytesIO()
    picture.save(file, "pdf", resolution=dpi, quality=95)
    return extract(file.getvalue(), ocr="always", force=True)


class Row(NamedTuple):
    """What one reader made of one picture: the page, its resolution, what befell it, who read it, the errors, and how
    sure each word is and whether it is right, where the reader says how sure."""

    page: str
    dpi: int
    way: str
    reader: str
    errors: Errors
    words: Sequence[tuple[float, bool]] = ()


def measured(pages: Sequence[tuple[str, int]], resolutions: Sequence[int], ways: Sequence[str]) -> Iterator[Row]:
    """A row for each picture and reader."""
    for name, index in pages:
        true = truth(name, index)
        for dpi in resolutions:
            whole = painted(name, index, dpi)
            for way in ways:
                picture = SPOILT[way](whole)
                for reader in READERS[:2]:
                    yield Row(name, dpi, way, reader, Errors.of(true, by_tesseract(picture, dpi, reader)))
                document = by_warraq(picture, dpi)
                right = right_words(true, [word.text for word in document.words])
                words = list(zip([word.confidence for word in document.words], right, strict=True))
                yield Row(name, dpi, way, READERS[2], Errors.of(true, _text(document)), words)


READERS: Final = ("ara", "Arabic", "warraq")


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--apart", action="store_true", help="the pages that nothing was tried on")
    parser.add_argument("--dpi", type=int, nargs="+", default=RESOLUTIONS)
    parser.add_argument("--how", nargs="+", choices=SPOILT, default=list(SPOILT))
    parser.add_argument("--pages", action="store_true", help="a line a page, too")
    given = parser.parse_args()
    rows = list(measured(APART if given.apart else WORK, given.dpi, given.how))
    print(f"{'':24}" + "".join(f"{reader:>24}" for reader in READERS))
    print(f"{'':24}" + f"{'CER':>8}{'WER':>8}{'numbers':>8}" * len(READERS))

    if given.pages:
        for name in dict.fromkeys(row.page for row in rows):
            print(_line(name, [row for row in rows if row.page == name]))
    for dpi in given.dpi:
        print(_line(f"{dpi} dpi", [row for row in rows if row.dpi == dpi]))
    for way in given.how:
        print(_line(way, [row for row in rows if row.way == way]))
    print(_line("all", rows))
    doubt = Doubt()
    for row in rows:
        doubt.add([sure for sure, _ in row.words], [right for _, right in row.words])
    error, below = doubt.calibration_error(), DEFAULT.uncertain_below
    print(f"calibration error {error:.3f}; wrong and not flagged per 1,000 words {doubt.unflagged(below):.1f}")
    print(f"flagged {doubt.flagged(below):.1%} of {len(doubt.right)} words")


def _line(label: str, rows: Sequence[Row]) -> str:
    means = (Errors.mean([row.errors for row in rows if row.reader == reader]) for reader in READERS)
    return f"{label:24}" + "".join(f" {mean}" for mean in means)


if __name__ == "__main__":
    main()
