"""The share of glyphs that the glyph channel reads right: ``python -m tests.decipher.glyph.measure PDF TWIN``.

The twin is the same document with the fonts' tables kept. A glyph's truth is what the twin's cmap says of the glyph
with the same outline; outlines that the twin's cmap doesn't list are left out, and their share is told.
"""

from __future__ import annotations

import sys
import time
from collections import Counter
from dataclasses import dataclass
from pathlib import Path

from warraq.decipher.glyph.channel import decipher
from warraq.diagnose import diagnose
from warraq.extract.pages.pdf_file import extract_pdf
from warraq.fonts.claims import font_cmap
from warraq.fonts.outlines.outline import outlines_of
from warraq.model.font import GlyphMap
from warraq.model.glyph import Extraction


@dataclass(frozen=True, slots=True)
class Measure:
    """Glyph occurrences: compared, read right, and wrong ones that were not flagged (confidence >= 0.9).

    ``wrong``: (font name, charcode, truth, reading, confidence, occurrences).
    """

    compared: int
    right: int
    unflagged: int
    unknown: int
    wrong: tuple[tuple[str, int, str, str, float, int], ...]

    @property
    def share(self) -> float:
        return self.right / self.compared


def truth_by_ink(twin: Extraction) -> dict[tuple[bool, bytes], str]:
    """(bold, outline) -> what the twin's cmap says."""
    truth = {}
    for font in twin.fonts:
        outlines = outlines_of(font)
        if outlines is None:
            continue
        for code, text in font_cmap.readings(font, font.code_to_gid).items():
            ink = outlines.ink(font.code_to_gid[code])
            if ink is not None:
                truth[font.bold, ink] = text
    return truth


def measure(extraction: Extraction, maps: list[GlyphMap], truth: dict[tuple[bool, bytes], str]) -> Measure:
    """Compare the readings of ``maps`` with the truth, glyph by glyph."""
    uses = Counter(
        pair for page in extraction.pages for pair in zip(page.font.tolist(), page.charcode.tolist(), strict=True)
    )
    right = compared = unflagged = unknown = 0
    wrong = []
    for (number, code), count in uses.items():
        font, reading = extraction.fonts[number], maps[number].readings[code]
        outlines = outlines_of(font)
        ink = outlines.ink(font.code_to_gid[code]) if outlines is not None else None
        if ink is None:
            continue
        expected = truth.get((font.bold, ink))
        if expected is None:
            unknown += count
            continue
        compared += count
        if reading.text == expected:
            right += count
        else:
            unflagged += count if reading.confidence >= 0.9 else 0
            wrong.append((font.name, code, expected, reading.text, reading.confidence, count))
    return Measure(compared, right, unflagged, unknown, tuple(sorted(wrong, key=lambda row: -row[-1])))


def main() -> None:
    """Print the measure of a PDF against its twin."""
    extraction, twin = (extract_pdf(Path(argument)) for argument in sys.argv[1:3])
    findings = diagnose(extraction)
    decipher(extraction, findings)
    start = time.perf_counter()
    maps = decipher(extraction, findings)
    seconds = time.perf_counter() - start
    result = measure(extraction, maps, truth_by_ink(twin))
    print(f"{result.share:.4%} of {result.compared} glyphs right, {result.unknown} without a truth, {seconds:.2f} s")
    print(f"wrong and not flagged: {result.unflagged}")
    for row in result.wrong:
        print("  ", *row)


if __name__ == "__main__":
    main()
