"""Round trip over Unicode's own BidiCharacterTest: what the page shows must be painted by the order that is found.

The file is not part of the project: Debian's ``unicode-data`` has it, or name it in UNICODE_BIDI_CHARACTER_TEST. Where
CI is set it must not be missing.
"""

from __future__ import annotations

import os
import unicodedata
from collections import Counter
from collections.abc import Iterator
from pathlib import Path

from pipeline.repair.order import MIRROR, bidi_class, logical_order, spell
from tests.installed import require

SOURCE = Path(os.environ.get("UNICODE_BIDI_CHARACTER_TEST", "/usr/share/unicode/BidiCharacterTest.txt"))
#: Class -> why a line with it is left out.
EXPLICIT = dict.fromkeys(("LRE", "RLE", "LRO", "RLO", "PDF", "LRI", "RLI", "FSI", "PDI"), "explicit direction")
SKIPPED = EXPLICIT | {"BN": "boundary neutral", "B": "paragraph separator", "S": "segment separator", "NSM": "mark"}
#: One in so many cases is run: all 91,576 take ten seconds.
STEP = 17


def cases(skipped: Counter[str]) -> Iterator[tuple[str, str, bool]]:
    """(logical, painted, right to left) of the lines without explicit formatting."""
    for line in require(SOURCE, "unicode-data").read_text(encoding="utf-8").splitlines():
        if not line or line.startswith("#"):
            continue
        points, direction, _, levels, order = line.split(";")
        logical = "".join(chr(int(point, 16)) for point in points.split())
        reasons = [SKIPPED[kind] for kind in map(bidi_class, logical) if kind in SKIPPED]
        if direction == "2":
            reasons.append("automatic direction")
        if any(unicodedata.mirrored(character) and character not in MIRROR for character in logical):
            reasons.append("rare bracket")
        if reasons:
            skipped[reasons[0]] += 1
            continue
        level = [int(value) for value in levels.split()]
        painted = (MIRROR.get(logical[i], logical[i]) if level[i] % 2 else logical[i] for i in map(int, order.split()))
        yield logical, "".join(painted), direction == "1"


def test_an_order_is_found_that_paints_the_page() -> None:
    skipped: Counter[str] = Counter()
    found: Counter[tuple[bool, str]] = Counter()
    for number, (logical, painted, rtl) in enumerate(cases(skipped)):
        if number % STEP == 0:
            order = logical_order(painted, rtl, after_arabic=False)
            exact = spell(painted, order) == logical
            found[rtl, "exact" if exact else "another" if order.verified else "none"] += 1
    assert sum(skipped.values()) < 200, skipped
    right_to_left = sum(count for (rtl, _), count in found.items() if rtl)
    assert found[True, "none"] == 0
    assert found[True, "exact"] > 0.85 * right_to_left
    # Left to right, brackets that cross (a[b)c]) are given up.
    assert found[False, "none"] < 0.005 * sum(found.values())
