"""Presentation forms become the letters that they stand for.

pdfFactory, Distiller and many converters shape the text themselves and write U+FB50..U+FDFF and U+FE70..U+FEFC. Signs
of their own (the rial, the salutations) stay as they are.

>>> repair("\\ufee3\\ufea4\\ufee4\\ufeaa") == "\\u0645\\u062d\\u0645\\u062f"
True
"""

from __future__ import annotations

import re
from typing import Final

from warraq.arabic.presentation_forms import to_letters

_FORM: Final = re.compile(r"[\ufb50-\ufdff\ufe70-\ufefc]")


def find(text: str) -> float:
    """1 where there is any form."""
    return float(_FORM.search(text) is not None)


def repair(text: str) -> str:
    """``text`` with letters for forms."""
    return to_letters(text)
