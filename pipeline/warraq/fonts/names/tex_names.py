"""What the glyph names of TeX's fonts say: those of ``data/tex_names.tsv``, which the Adobe Glyph List hasn't."""

from __future__ import annotations

import re
from functools import cache
from importlib import resources
from typing import Final

#: A sign and its size. What is larger than the sign of the list, such as the union of many sets, is in the table as
#: "display".
_SIZED: Final = re.compile(r"(.+?)(bigg?|Bigg?|oldstyle|text|display|wide(?:r|st)?)")
_SAME: Final = {"text": "display", "wider": "wide", "widest": "wide"}
#: Pieces that large signs and long arrows are put together from, and the slash of the Polish l.
_PIECE: Final = re.compile(
    r"(?:paren|bracket|brace)(?:left|right)(?:tp|mid|ex|bt)|braceex|bracehtip(?:up|down)(?:left|right)"
    r"|arrow(?:dbl)?(?:tp|bt)|arrowvertex(?:dbl)?|vextend(?:single|double)|radical(?:tp|bt|vertex)"
    r"|mapsto|arrowhook(?:left|right)|arrowaxis(?:left|right)|axisshort|suppress"
)


def tex_text(name: str) -> str:
    """The characters that a glyph of TeX's fonts shows, a sign of any size as the sign; unknown names: empty.

    >>> tex_text("prime"), tex_text("summationdisplay")
    ('′', '∑')
    """
    names = _names()
    sized = None if name in names else _SIZED.fullmatch(name)
    if sized is None:
        return names.get(name, "")
    stem, size = sized.groups()
    return names.get(stem + _SAME.get(size, size)) or names.get(stem) or _listed_sign(stem)


def is_piece(name: str) -> bool:
    """The glyph is a piece of a sign, of which another piece or none is read: it says nothing by itself."""
    return _PIECE.fullmatch(name) is not None


def _listed_sign(stem: str) -> str:
    """The sign of this name in the Adobe Glyph List. Letters have no sizes: "alefwide" is no Hebrew alef."""
    from fontTools import agl

    text = str(agl.toUnicode(stem))
    return "" if any(map(str.isalpha, text)) else text


@cache
def _names() -> dict[str, str]:
    """Name -> characters."""
    text = resources.files("warraq.fonts.names").joinpath("data/tex_names.tsv").read_text(encoding="utf-8")
    rows = (line.split("\t", 1) for line in text.splitlines() if not line.startswith("#"))
    return dict(rows)
