"""The producers of PDF: what each is called, whether it is here, and how to render with it.

    python -m benchmarks.corpus.producers OUT     one page by each

Those from PyPI are installed by ``pip install -e '.[bench]'``; the rest are Debian packages, see ``PRODUCERS``.
"""

from __future__ import annotations

import argparse
import shutil
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from importlib.util import find_spec
from pathlib import Path

from benchmarks.corpus import by_library, by_markup, by_tex
from benchmarks.corpus.page import Block, Face, faces


@dataclass(frozen=True, slots=True)
class Producer:
    """One way to make a PDF.

    Attributes:
        make: (blocks, face, out) writes the file.
        modules: Python modules that it needs.
        program: program that it needs, empty where none.
        package: where that comes from, for people.
    """

    make: Callable[[Sequence[Block], Face, Path], None]
    modules: tuple[str, ...] = ()
    program: str = ""
    package: str = "PyPI"

    @property
    def here(self) -> bool:
        """All that it needs is installed."""
        return all(map(find_spec, self.modules)) and (not self.program or shutil.which(self.program) is not None)


PRODUCERS: dict[str, Producer] = {
    "weasyprint": Producer(by_markup.weasyprint, ("weasyprint",)),
    "pango": Producer(by_library.pango, ("cairocffi", "pangocffi", "pangocairocffi")),
    "chromium": Producer(by_markup.chromium, (), "chromium", "Debian: chromium"),
    "typst": Producer(by_markup.typst, ("typst",)),
    "fpdf2": Producer(by_library.fpdf2, ("fpdf", "uharfbuzz")),
    "reportlab": Producer(by_library.reportlab, ("reportlab", "arabic_reshaper", "bidi")),
    "libreoffice": Producer(by_markup.libreoffice, (), "soffice", "Debian: libreoffice-writer-nogui"),
    "xetex": Producer(by_tex.xetex, (), "xelatex", "Debian: texlive-xetex texlive-lang-arabic"),
    "luatex": Producer(by_tex.luatex, (), "lualatex", "Debian: texlive-luatex texlive-lang-arabic"),
}


def available() -> list[str]:
    """Names of the producers that can run here, in a fixed order."""
    return [name for name, producer in PRODUCERS.items() if producer.here]


def suits(producer: str, face: Face) -> bool:
    """Whether the producer can set this face."""
    if producer == "luatex":  # its fallback fonts don't reach the hyphen between two numbers
        return "-" in face.characters
    return producer != "reportlab" or face.has_forms


def render(producer: str, blocks: Sequence[Block], face: Face, out: Path) -> None:
    """Write ``blocks`` as a PDF to ``out``. Raises KeyError for an unknown producer, RuntimeError where it fails."""
    out.parent.mkdir(parents=True, exist_ok=True)
    PRODUCERS[producer].make(blocks, face, out)


def main() -> None:
    parser = argparse.ArgumentParser(description="One page by each producer that is installed.")
    parser.add_argument("out", type=Path)
    parser.add_argument("--face", default="amiri")
    parser.add_argument("--text", default="المادة 5: تسري أحكام القرار (A/RES/55/25) على السنوات 2018-2019.")
    arguments = parser.parse_args()
    for name in available():
        render(name, [Block(arguments.text)], faces([arguments.face])[0], arguments.out / f"{name}.pdf")
        print(arguments.out / f"{name}.pdf")


if __name__ == "__main__":
    main()
