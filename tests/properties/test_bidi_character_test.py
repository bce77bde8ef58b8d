"""Round trip over Unicode's own BidiCharacterTest: what the page shows must be painted by the order that is found.

The file is not part of the project: Debian's ``unicode-data`` has it, or name it in UNICODE_BIDI_CHARACTER_TEST. Where
CI is set it must not be missing.
"""

from __future__ import annotations

import os
from collections import Counter
from pathlib import Path

from benchmarks.bidi_round_trip import SOURCE, cases, verdict
from tests.installed import require

FILE = Path(os.environ.get("UNICODE_BIDI_CHARACTER_TEST", SOURCE))
#: One in so many cases is run here; ``python -m benchmarks.bidi_round_trip`` runs all of them in half a minute.
STEP = 17


def test_an_order_is_found_that_paints_the_page() -> None:
    skipped: Counter[str] = Counter()
    every = list(cases(require(FILE, "unicode-data"), skipped))
    verdicts = Counter((case.rtl, verdict(case)) for case in every[::STEP])
    assert len(every) > 91_500
    assert sum(skipped.values()) < 130, skipped
    assert verdicts[True, "none"] == verdicts[False, "none"] == 0
    assert verdicts[True, "exact"] > 0.85 * sum(count for (rtl, _), count in verdicts.items() if rtl)
