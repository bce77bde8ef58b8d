"""Paints logical lines as glyph columns by UAX #9: what any honest producer would leave, without a font or a PDF.

One code per distinct base (a letter, or lam with alef); marks are glyphs of their own without advance, over their base.
"""

from __future__ import annotations

import random
import unicodedata
from dataclasses import dataclass, field, replace
from typing import TypedDict

import numpy as np
from bidi import get_display

from warraq.decipher.glyph.signs.tokens import Symbols, symbols_of
from warraq.model.font import Font, GlyphMap, Reading
from warraq.model.glyph import Extraction, Page
from warraq.model.packed.code_index import code_keys
from warraq.pages.codes.codes import CodeTable

MIRRORS = dict(zip("()[]{}<>«»≤≥⁽⁾", ")(][}{><»«≥≤⁾⁽", strict=True))
#: Takes the level of the bracket before it and so shows whether the bracket is painted mirrored.
PROBE = "\N{COMBINING GRAVE ACCENT}"
LAM = "\N{ARABIC LETTER LAM}"
#: alef -> the ligature that lam makes with it
LAM_ALEF = {
    "\N{ARABIC LETTER ALEF}": "\ufefb",
    "\N{ARABIC LETTER ALEF WITH HAMZA ABOVE}": "\ufef7",
    "\N{ARABIC LETTER ALEF WITH HAMZA BELOW}": "\ufef9",
    "\N{ARABIC LETTER ALEF WITH MADDA ABOVE}": "\ufef5",
}
LIGATURES = {ligature: LAM + alef for alef, ligature in LAM_ALEF.items()}
#: Letters that don't join the next one.
RIGHT_JOINING = set("اأإآدذرزوؤةىء")


def is_mark(character: str) -> bool:
    return unicodedata.category(character) == "Mn"


def visual(text: str, rtl: bool = True) -> list[tuple[str, str]]:
    """(base, marks) left to right as UAX #9 paints the line; brackets at odd levels mirrored, lam-alef one base."""
    keys: list[str] = []
    for character in unicodedata.normalize("NFC", text):
        if character in LAM_ALEF and keys and keys[-1] == LAM:
            keys[-1] = LAM_ALEF[character]
        else:
            keys.append(character + (PROBE if character in MIRRORS else ""))
    display = get_display("".join(keys), base_dir="R" if rtl else "L")
    painted: list[tuple[str, str]] = []
    waiting = ""
    index = 0
    while index < len(display):
        character = display[index]
        index += 1
        if character == PROBE:
            painted.append((MIRRORS[display[index]], ""))
            index += 1
        elif character in MIRRORS:
            painted.append((character, ""))
            index += 1
        elif is_mark(character):
            waiting = character + waiting
        else:
            painted.append((LIGATURES.get(character, character), waiting))
            waiting = ""
    return painted


class HowPainted(TypedDict, total=False):
    """What some tests vary of a ``Painter``."""

    space_glyphs: bool
    kashida: float
    noise: float
    seed: int
    space_width: float


@dataclass
class Painter:
    """Collects lines and gives an ``Extraction`` with honest maps.

    Attributes:
        size: font size, points.
        space_glyphs: paint a glyph for each word space.
        kashida: probability of a kashida glyph between two joined letters.
        noise: random kerning, in units of the font size.
        mark_shift: how far marks stand right of the middle of their letter, in units of the font size.
    """

    size: float = 12.0
    width: float = 595.0
    height: float = 842.0
    space_glyphs: bool = True
    space_width: float = 0.28
    kashida: float = 0.0
    noise: float = 0.0
    mark_shift: float = 0.0
    seed: int = 0
    rows: list[list[tuple[int, float, float, float, float]]] = field(default_factory=lambda: [[]])
    codes: dict[str, int] = field(default_factory=dict)

    def __post_init__(self) -> None:
        self.random = random.Random(self.seed)

    def code(self, text: str) -> int:
        return self.codes.setdefault(text, len(self.codes) + 1)

    def glyph(self, text: str, x: float, y: float, advance: float, size: float) -> None:
        self.rows[-1].append((self.code(text), x, y, advance, size))

    def new_page(self) -> None:
        self.rows.append([])

    def advance(self, text: str, size: float) -> float:
        """A steady pseudo-random advance per base, points."""
        return size * (0.28 + 0.5 * random.Random(text).random()) if text else 0.0

    def line(
        self,
        text: str,
        y: float,
        right: float | None = None,
        left: float | None = None,
        rtl: bool = True,
        size: float = 0,
    ) -> float:
        """Paint one line flush right (or from ``left``); returns its width, points."""
        size = size or self.size
        painted = visual(text, rtl)
        x, placed = 0.0, []
        for number, (base, marks) in enumerate(painted):
            advance = size * self.space_width if base == " " else self.advance(base, size)
            placed.append((base, marks, x, advance))
            x += advance + self.noise * size * self.random.uniform(-1, 1) * (base != " ")
            joined = number + 1 < len(painted) and base[0].isalpha() and base[0] > "ء"
            before = painted[number + 1][0] if joined else " "
            if joined and before[0] > "ء" and before[-1] not in RIGHT_JOINING and before[0].isalpha():
                while self.random.random() < self.kashida:
                    placed.append(("ـ", "", x, 0.3 * size))
                    x += 0.3 * size
        start = left if left is not None else (self.width - 72 if right is None else right) - x
        for base, marks, offset, advance in placed:
            if base == " " and not self.space_glyphs:
                continue
            self.glyph(base, start + offset, y, advance, size)
            for mark in marks:
                # On a lam with alef the marks are the alef's, and that is its left half.
                place = 0.25 if len(base) > 1 else 0.5
                self.glyph(mark, start + offset + advance * place + self.mark_shift * size, y, 0.0, size)
        return x

    def extraction(self) -> tuple[Extraction, list[GlyphMap]]:
        texts = {code: text for text, code in self.codes.items()}
        claims = ("", *(texts[code] for code in sorted(texts)))
        font = Font("Painted", "Type0", True, None, "none", "", dict(texts), {}, {}, {}, {}, {})
        readings = {code: Reading(text, 1.0, "claim") for code, text in texts.items()}
        pages = tuple(self._page(number, rows) for number, rows in enumerate(self.rows, 1))
        extraction = Extraction("painted.pdf", "", "painter", pages, (font,), claims, {})
        return extraction, [GlyphMap(0, "honest", readings)]

    def _page(self, number: int, rows: list[tuple[int, float, float, float, float]]) -> Page:
        n = len(rows)
        code, x, y, advance, size = (np.array(column) for column in zip(*rows, strict=True)) if rows else ([],) * 5
        return Page(
            number=number,
            width=self.width,
            height=self.height,
            font=np.zeros(n, np.uint16),
            charcode=np.asarray(code, np.uint32),
            cid=np.asarray(code, np.uint32),
            gid=np.full(n, -1, np.int32),
            x=np.asarray(x, np.float32),
            y=np.asarray(y, np.float32),
            advance=np.asarray(advance, np.float32),
            size=np.asarray(size, np.float32),
            angle=np.zeros(n, np.float32),
            flags=np.zeros(n, np.uint8),
            claim=np.asarray(code, np.int32),
        )


def rows_of(page: Page, codes: CodeTable) -> np.ndarray:
    """The row of each glyph of a page in a table of codes, wherever the page comes from."""
    return np.searchsorted(codes.keys, code_keys(page))


def line_read_by(text: str, evidence: str) -> tuple[dict[int, Reading], Symbols]:
    """The symbols of a line, and what each reads as by this ``evidence``: what it stands for."""
    painter = Painter()
    painter.line(text, y=100)
    extraction, maps = painter.extraction()
    symbols = symbols_of(extraction)
    readings = {s: replace(maps[0].readings[code], evidence=evidence) for s, code in enumerate(symbols.code.tolist())}
    return readings, symbols
