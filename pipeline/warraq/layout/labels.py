"""Labels that open a numbered paragraph or a list item: ``1-``, ``(أ)``, ``ألف-``, ``أولا-``, a bullet."""

from __future__ import annotations

import re
from typing import Final

_DIGITS: Final = r"[0-9\u0660-\u0669\u06f0-\u06f9]{1,3}"
#: A letter, or two or three with marks: the abjad letters that number items, or their names.
_LETTERS: Final = (
    r"[\u0621-\u064a\u0671-\u06d3][\u0640\u064b-\u0652]*(?:[\u0621-\u064a\u0671-\u06d3][\u064b-\u0652]*){0,5}"
)
_DASH: Final = r"[-\u2010-\u2015\u2212\u0640]"

#: One alternative a line; each is followed by a space or the end.
_PATTERNS: Final = (
    rf"{_DIGITS}\s?{_DASH}",  # 1-   1 -
    rf"{_DIGITS}(?:{_DASH}{_DIGITS}){{1,3}}\s?{_DASH}",  # 1-2-  2-3-1-
    rf"{_DASH}\s?{_DIGITS}",  # -1
    rf"{_DIGITS}[.)/:]",  # 1.  1)  1/
    rf"\(\s?{_DIGITS}\s?\)",  # (1)
    rf"\(\s?{_LETTERS}\s?\)",  # (أ)
    rf"{_LETTERS}\s?{_DASH}",  # ألف-  أولا-
    r"[\u0621-\u064a]\u0640?[).]",  # أ)
    r"['\u2018\u2019]\s?[0-9\u0660-\u0669]{1,2}\s?['\u2018\u2019]",  # '1'
    r"[\u2022\u25cf\u25cb\u25aa\u25a0\u2023\u25e6\u00b7\uf0b7\u2013-]",  # bullets and dashes
    r"[\u25a1\u25fb\u2751\u2752\u274d\u25c6\u29eb\u2b25\u2b27\u2756\u27a2\u2794\u27b2\u2713\u2717\u2605\u2610-\u2612]",
    r"\(?[ivxIVX]{1,4}[.)]",  # (iv)
    # (al)madt, Persian and Urdu madh, dfh: article 5  (5)  5-  5:
    r"(?:(?:\u0627\u0644)?\u0645\u0627\u062f\u0629|\u0645\u0627\u062f\u0647|\u062f\u0641\u0639\u06c1)"
    rf"\s?[(\[]?\s?{_DIGITS}\s?[)\]]?\s?(?:{_DASH}|[.:/])*",
)
#: A number as a label: what stands before it, the number, what stands behind it.
_NUMBER: Final = re.compile(rf"(\(?)({_DIGITS})(\s?[.)/:]|\s?{_DASH})(?=\s|$)")
_LABEL: Final = re.compile(r"(?:" + "|".join(_PATTERNS) + r")(?=\s|$)")


def starts_with_label(text: str) -> bool:
    """Whether the line opens with a label that is set apart by a space."""
    return _LABEL.match(text) is not None


def is_label(text: str) -> bool:
    """Whether the text is a label and nothing else."""
    match = _LABEL.match(text)
    return match is not None and match.end() == len(text)


def is_bullet(text: str) -> bool:
    """Whether the text is a label without a letter or digit."""
    return is_label(text) and not any(map(str.isalnum, text))


def counts_on(text: str, below: str) -> bool:
    """Whether two texts open with numbers as labels, in the same form, the second of which is one more."""
    first, second = _NUMBER.match(text), _NUMBER.match(below)
    return (
        first is not None
        and second is not None
        and first.group(1, 3) == second.group(1, 3)
        and int(second[2]) == int(first[2]) + 1
    )
