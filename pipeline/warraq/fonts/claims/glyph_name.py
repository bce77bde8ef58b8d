"""Evidence: glyph names, from the encoding of a simple font or from the program (``post``, CFF charset, Type 1)."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Final

from warraq.fonts.claims.claim_sources import by_name
from warraq.model.font import Font

#: How often what it says is right.
TRUST: Final = 0.998


def readings(font: Font, codes: Iterable[int]) -> dict[int, str]:
    """charcode -> string that the glyph's name stands for, in logical order; numbered and unknown names absent."""
    return by_name(font, codes)
