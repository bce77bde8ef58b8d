"""Where a producer breaks its runs: ``python -m benchmarks.run_breaks FILE.pdf...``.

Word ends a run wherever a block of 256 characters of the story ends, in the middle of a word too. So among the
distances between breaks inside words those of about 256 glyphs (less where two letters make one) should stand out. The
table counts pairs of such breaks by how many glyphs lie between them. It begins runs between words too where somebody
went on writing: such breaks are counted by the lines that have one, two or more. Only files whose spaces are glyphs
tell.
"""

from __future__ import annotations

import argparse
import bisect
from collections import Counter
from collections.abc import Iterator
from pathlib import Path

import pikepdf

#: Distances up to so many glyphs, in classes of so many.
FARTHEST = 340
CLASS = 12
#: The code of the space in the two-byte fonts that Word embeds: glyph 3.
SPACE = b"\x00\x03"
#: Glyphs of a run that is no number.
LONG = 6


def runs(path: Path) -> Iterator[tuple[object, float, list[bytes]]]:
    """The text objects with two-byte codes: (page, font, size and baseline), where each begins, and its codes."""
    with pikepdf.open(path) as document:
        for number, page in enumerate(document.pages):
            fonts = page.resources.get("/Font", pikepdf.Dictionary())
            font, size, x, y, shown = "", 0.0, 0.0, 0.0, b""
            for instruction in pikepdf.parse_content_stream(page):
                operands, name = instruction.operands, str(instruction.operator)
                if name == "BT":
                    shown = b""
                elif name == "Tf":
                    font, size = str(operands[0]), float(operands[1])
                elif name == "Tm":
                    x, y = float(operands[4]), float(operands[5])
                elif name in ("Tj", "TJ"):
                    parts = operands[0] if name == "TJ" else [operands[0]]
                    shown += b"".join(bytes(part) for part in parts if isinstance(part, pikepdf.String))
                elif name == "ET" and fonts.get(font, pikepdf.Dictionary()).get("/Subtype") == "/Type0":
                    codes = [shown[i : i + 2] for i in range(0, len(shown), 2)]
                    yield (number, font, size, round(y, 1)), x, codes


def breaks(path: Path) -> tuple[list[int], Counter[object]]:
    """Where a run goes on to its left: after how many glyphs with neither side of the break a space; and for each
    baseline how often with a space at one of its sides, between runs long enough to be no number."""
    inside = []
    between: Counter[object] = Counter()
    glyphs = 0
    before: tuple[object, float, list[bytes]] | None = None
    for place, x, codes in runs(path):
        goes_on = before is not None and codes and before[2] and place == before[0] and x < before[1]
        if goes_on and before is not None:
            if SPACE not in (before[2][0], codes[-1]):
                inside.append(glyphs)
            elif min(letters(before[2]), letters(codes)) >= LONG:
                between[place] += 1
        glyphs += len(codes)
        blank = goes_on and before is not None and not letters(codes)
        before = (place, x, [*codes, *before[2]] if blank and before is not None else codes)
    return inside, between


def letters(codes: list[bytes]) -> int:
    """How many glyphs of a run are no spaces."""
    return sum(code != SPACE for code in codes)


def distances(places: list[int]) -> Counter[int]:
    """Pairs of ``places`` by the class of their distance."""
    counts: Counter[int] = Counter()
    for k, place in enumerate(places):
        for other in places[k + 1 : bisect.bisect_right(places, place + FARTHEST)]:
            counts[(other - place) // CLASS] += 1
    return counts


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("files", nargs="+", type=Path)
    given = parser.parse_args()
    classes = range(168 // CLASS, FARTHEST // CLASS)
    print("| file | inside words | " + " | ".join(f"{k * CLASS}–{k * CLASS + CLASS - 1}" for k in classes), end="")
    print(" | lines with one between words | two | more |")
    print("|---|---|" + "---|" * len(classes) + "---|---|---|")
    for path in given.files:
        inside, between = breaks(path)
        counts = distances(inside)
        lines = Counter(min(number, 3) for number in between.values())
        row = [path.name, len(inside), *(counts[k] for k in classes), *(lines[n] for n in (1, 2, 3))]
        print("| " + " | ".join(map(str, row)) + " |")


if __name__ == "__main__":
    main()
