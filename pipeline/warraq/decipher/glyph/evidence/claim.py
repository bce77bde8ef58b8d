"""Evidence: what the file claims. It is worth what the font's other claims are worth, and often nothing."""

from __future__ import annotations

from collections.abc import Iterable

from warraq.diagnose.testimony import claimed
from warraq.model.font import Font


def readings(font: Font, codes: Iterable[int]) -> dict[int, str]:
    """charcode -> claimed string in logical order, presentation forms as letters; codes without a claim absent."""
    return claimed(font, codes)
