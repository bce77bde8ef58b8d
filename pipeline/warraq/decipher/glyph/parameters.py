"""Thresholds that loops and what calls them share; compiled modules take them over as C constants."""

from __future__ import annotations

from typing import Final

#: Baselines closer than this are one line (font sizes).
SAME_BASELINE: Final = 0.25
