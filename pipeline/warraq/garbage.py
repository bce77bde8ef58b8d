"""How often Python looks for garbage: hardly ever, since what the stages let go of is freed by counting references.

By default it looks each time that 700 objects more were made than freed, which a page does many times over.
"""

from __future__ import annotations

import gc
from typing import Final

#: How many objects more than were freed, and how many rounds over the younger ones, it takes to look.
THRESHOLDS: Final = (200_000, 20, 20)


def seldom_look() -> None:
    """Let this process look for garbage only after so much."""
    gc.set_threshold(*THRESHOLDS)
