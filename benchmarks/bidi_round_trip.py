"""Unicode's BidiCharacterTest as a round trip: from what the page shows back to a string that paints it.

    python -m benchmarks.bidi_round_trip [FILE]

``exact`` is the string of the test; ``another`` a different one that UAX #9 paints alike, which the page can't tell
from it. The file is in Debian's ``unicode-data``.
"""

from __future__ import annotations

import argparse
import unicodedata
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Final

from benchmarks.markdown import table_head, table_row
from warraq.repair.order.bidi import MIRROR, bidi_class, spell
from warraq.repair.order.order import logical_order

SOURCE: Final = Path("/usr/share/unicode/BidiCharacterTest.txt")
#: Class -> why a line with it is left out. The output has no controls, so that no string of ours can paint those lines.
_EXPLICIT: Final = dict.fromkeys(("LRE", "RLE", "LRO", "RLO", "PDF", "LRI", "RLI", "FSI", "PDI"), "explicit direction")
_SKIPPED: Final = _EXPLICIT | {
    "BN": "boundary neutral: a control, too",
    "B": "paragraph separator: two lines",
    "S": "segment separator: cells of their own",
    "NSM": "mark: belongs to its base before lines are read",
}


@dataclass(frozen=True, slots=True)
class Case:
    """One line of the file: the logical string, what it paints left to right, and the paragraph's direction."""

    logical: str
    painted: str
    rtl: bool


def cases(path: Path, skipped: Counter[str]) -> Iterator[Case]:
    """The lines of the file that a page can show; the others are counted by reason."""
    for line in path.read_text(encoding="utf-8").splitlines():
        if not line or line.startswith("#"):
            continue
        points, _, paragraph, levels, order = line.split(";")
        logical = "".join(chr(int(point, 16)) for point in points.split())
        reasons = [_SKIPPED[kind] for kind in map(bidi_class, logical) if kind in _SKIPPED]
        if any(unicodedata.mirrored(character) and character not in MIRROR for character in logical):
            reasons.append("bracket that isn't used in text")
        if reasons:
            skipped[reasons[0]] += 1
            continue
        level = [int(value) for value in levels.split()]
        painted = (MIRROR.get(logical[i], logical[i]) if level[i] % 2 else logical[i] for i in map(int, order.split()))
        yield Case(logical, "".join(painted), paragraph == "1")


def verdict(case: Case) -> str:
    """``exact``, ``another`` or ``none``, where no order was found that paints the line."""
    order = logical_order(case.painted, case.rtl, after_arabic=False)
    if spell(case.painted, order) == case.logical:
        return "exact"
    return "another" if order.verified else "none"


def rows(path: Path) -> Iterator[str]:
    """The table and the skips, line by line."""
    skipped: Counter[str] = Counter()
    verdicts = Counter((case.rtl, verdict(case)) for case in cases(path, skipped))
    yield from table_head("paragraph", "cases", "exact", "another string that paints the same", "not found")
    for rtl, name in ((True, "right to left"), (False, "left to right")):
        counts = [verdicts[rtl, kind] for kind in ("exact", "another", "none")]
        yield table_row(name, f"{sum(counts):,}", *(f"{count:,}" for count in counts))
    yield f"skipped: {sum(skipped.values())}"
    for reason, count in skipped.most_common():
        yield f"    {count:4} {reason}"


def main() -> None:
    parser = argparse.ArgumentParser(description="Round trip over BidiCharacterTest, as a Markdown table.")
    parser.add_argument("file", nargs="?", type=Path, default=SOURCE)
    for line in rows(parser.parse_args().file):
        print(line)


if __name__ == "__main__":
    main()
