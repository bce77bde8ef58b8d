"""Evidence: the embedded program's own cmap. Where it lists the glyph it is nearly always right: the text was shaped
through it. Contextual forms that only GSUB reaches are not in it."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Final

from warraq.fonts.claims.claim_sources import by_cmap
from warraq.model.font import Font

#: How often what it says is right.
TRUST: Final = 0.9995


def readings(font: Font, codes: Iterable[int]) -> dict[int, str]:
    """charcode -> string of the glyph that it selects, presentation forms as letters; glyphs not in the cmap absent."""
    return by_cmap(font, codes)
