"""Evidence: private use code points and glyph names of old Arabic faces, whose meaning is a convention of their makers.

The tables are :mod:`pipeline.decipher.evidence.legacy_tables`; the file's claim, the program's cmap and the glyph's
name are each looked up in them.
"""

from __future__ import annotations

from collections.abc import Iterable

from pipeline.model.font import Font

#: Trust in a private use code point: other faces may mean another ligature by it.
TRUST = 0.9


def readings(font: Font, codes: Iterable[int]) -> dict[int, str]:
    """charcode -> string that a private use code point stands for; empty for now."""
    return {}
