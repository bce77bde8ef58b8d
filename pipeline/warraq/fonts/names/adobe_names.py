"""The Adobe Glyph List, as fontTools has it: what a glyph's name says it shows. Then TeX's own names."""

from __future__ import annotations

import re
from functools import lru_cache
from typing import Final

from warraq.fonts.names.tex_names import tex_text

#: A name that spells the code points out itself; surrogates are none.
_SPELT: Final = re.compile(r"uni((?:(?!D[89A-F])[0-9A-F]{4})++)")


#: Names that are longer aren't kept; the list has none of more than 20 characters.
_LONGEST: Final = 64


def to_unicode(name: str) -> str:
    """The characters that a glyph name stands for; none: empty.

    By section 2 of the Adobe Glyph List specification, and for names that the list hasn't as TeX's fonts use them.
    """
    return _known(name) if len(name) <= _LONGEST else _read(name)


def _read(name: str) -> str:
    """``to_unicode``.

    fontTools makes its tables from the text of the list when it is imported, which takes as long as reading two pages;
    few honest files have a name that must be looked up.
    """
    spelt = _SPELT.fullmatch(name)
    if spelt:
        return bytes.fromhex(spelt[1]).decode("utf-16-be")
    from fontTools import agl

    text = str(agl.toUnicode(name))
    if len(name) > _LONGEST or (text and not all("\ue000" <= c <= "\uf8ff" for c in text)):
        return text
    return tex_text(name) or text  # digits of the old style are of private use in the list


_known: Final = lru_cache(maxsize=4096)(_read)  # fonts share most of their names
