"""How a page is dressed: face, sizes, colours, how headings stand out. Chosen by the seed."""

from __future__ import annotations

import random
from dataclasses import dataclass
from pathlib import Path
from typing import Final

from benchmarks.corpus.page import FACES, Face

#: Faces with a bold companion, and its file.
BOLD: Final = {
    "amiri": "Amiri-Bold.ttf",
    "noto-naskh": "NotoNaskhArabic-Bold.ttf",
    "noto-sans": "NotoSansArabic-Bold.ttf",
    "dejavu": "DejaVuSans-Bold.ttf",
}
#: Their widths differ: size of text (points) in each that gives about as many words a line.
_SIZES: Final = {"amiri": 12.0, "noto-naskh": 10.5, "noto-sans": 10.5, "dejavu": 9.5}
_COLOURS: Final = ("1f4e79", "7a1f2b", "1d6b4f", "5b3a8c", "8a5a00")


@dataclass(frozen=True, slots=True)
class Look:
    """The dress of a page; lengths are points, colours six hex digits.

    Attributes:
        face: of the text.
        bold: file of its bold companion.
        size, leading: of the text, and the distance of its lines.
        margin: on all four sides.
        gap: between columns.
        accent, ground: a strong colour and a pale one.
        headings: what makes them stand out: ``bold``, ``large`` or ``colour``.
        justified: lines of paragraphs end at one edge.
    """

    face: Face
    bold: Path
    size: float
    leading: float
    margin: float
    gap: float
    accent: str
    ground: str
    headings: str
    justified: bool

    def heading(self, level: int) -> tuple[float, bool, str]:
        """Size, weight and colour of a heading."""
        size = self.size + (5.0 if level == 1 else 2.0) + (2.0 if self.headings == "large" else 0.0)
        return size, self.headings != "large", self.accent if self.headings == "colour" else "000000"

    @property
    def big(self) -> float:
        """Size of numbers that carry the page's message."""
        return 2.4 * self.size

    @property
    def small(self) -> float:
        """Size of captions and notes."""
        return self.size - 1.5


def look_of(seed: int) -> Look:
    """The dress that a seed chooses. Raises FileNotFoundError where its face isn't installed."""
    chance = random.Random(f"look {seed}")
    name = list(BOLD)[seed % len(BOLD)]
    face = next(face for face in FACES if face.name == name)
    bold = face.path.with_name(BOLD[name])
    if not bold.exists():
        raise FileNotFoundError(f"{bold} is missing: apt-get install {face.package}")
    accent = chance.choice(_COLOURS)
    size = _SIZES[name] + chance.choice((-0.5, 0.0))
    return Look(
        face=face,
        bold=bold,
        size=size,
        leading=round(size * chance.uniform(1.5, 1.7), 1),
        margin=chance.choice((48.0, 56.0, 64.0)),
        gap=chance.choice((16.0, 20.0, 28.0)),
        accent=accent,
        ground=_pale(accent),
        headings=chance.choice(("bold", "large", "colour")),
        justified=chance.random() < 0.5,
    )


def _pale(colour: str) -> str:
    """A tenth of the colour on white."""
    parts = [int(colour[at : at + 2], 16) for at in (0, 2, 4)]
    return "".join(f"{255 - (255 - part) // 8:02x}" for part in parts)
