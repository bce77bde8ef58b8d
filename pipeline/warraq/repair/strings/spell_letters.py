"""Latin letters that a map names as Roman numerals: ``Styⅼe`` for Style, ``Exaⅿpⅼe`` for Example.

XeTeX names a glyph by the last code point that its face has for it, and faces such as Latin Modern list the small
numerals fifty to a thousand (U+217C to U+217F) under l, c, d and m. A sign beside a Latin letter is one itself, also
with an apostrophe between them. It must not fire on a numeral that stands alone or among its like.

>>> repair("Sty\\u217ce")
'Style'
>>> repair("\\u217f\\u217d") == "\\u217f\\u217d"
True
"""

from __future__ import annotations

import re
from typing import Final

from warraq.arabic.digits import LETTER_OF_NUMERAL

_SIGNS: Final = "".join(LETTER_OF_NUMERAL)
_LETTERS: Final = str.maketrans(LETTER_OF_NUMERAL)
#: Letters of Basic Latin to Latin Extended-B, without the signs of multiplication and division; Latin Extended
#: Additional, and ligatures.
_LATIN: Final = "A-Za-z\u00c0-\u00d6\u00d8-\u00f6\u00f8-\u024f\u1e00-\u1eff\ufb00-\ufb06"
_APOSTROPHE: Final = "['\u2019]"
_BESIDE: Final = re.compile(
    rf"(?:(?<=[{_LATIN}])|(?<=[{_LATIN}]{_APOSTROPHE}))[{_SIGNS}]+|[{_SIGNS}]+(?={_APOSTROPHE}?[{_LATIN}])"
)


def find(text: str) -> float:
    """1 where any stands beside a letter."""
    return float(any(sign in text for sign in _SIGNS) and _BESIDE.search(text) is not None)


def repair(text: str) -> str:
    """``text`` with the letters."""
    return _BESIDE.sub(lambda match: match[0].translate(_LETTERS), text)
