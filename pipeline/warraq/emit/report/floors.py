"""Accuracy floors: what each fixture has reached, in a file that only gets better.

``cer``, ``wer``, ``wer_raw`` and ``unflagged`` may not be exceeded; ``structure_f1`` and ``numbers_exact`` may not be
missed.
"""

from __future__ import annotations

import json
import math
from pathlib import Path
from typing import Final

from warraq.emit.report.compare import Comparison
from warraq.errors import NotReadable

#: Measures of which less is better, and those of which more is better.
CEILINGS: Final = ("cer", "wer", "wer_raw", "unflagged")
FLOORS: Final = ("structure_f1", "numbers_exact")
_SCALE: Final = 10_000

Floors = dict[str, dict[str, float]]


def read_floors(path: Path) -> Floors:
    """The floors file; empty where there is none yet. Raises ``NotReadable`` where it is not JSON."""
    if not path.exists():
        return {}
    try:
        return dict(json.loads(path.read_text(encoding="utf-8")))
    except (OSError, ValueError) as error:
        raise NotReadable(f"is not a floors file: {error}", where=str(path)) from error


def regressions(floors: dict[str, float], reached: Comparison) -> list[str]:
    """One sentence for each measure that is worse than its floor."""
    worse = []
    for name in (*CEILINGS, *FLOORS):
        if name in floors:
            value = rounded(reached)[name]
            if value > floors[name] if name in CEILINGS else value < floors[name]:
                worse.append(f"{name} is {value:g}, and has been {floors[name]:g}")
    return worse


def rounded(reached: Comparison) -> dict[str, float]:
    """The measures that have floors, to four decimals, rounded to the cautious side."""
    figures: dict[str, float] = {name: math.ceil(getattr(reached, name) * _SCALE) / _SCALE for name in CEILINGS}
    figures |= {name: math.floor(getattr(reached, name) * _SCALE) / _SCALE for name in FLOORS}
    return figures
