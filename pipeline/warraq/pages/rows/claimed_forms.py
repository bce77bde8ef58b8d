"""other_forms: words that are read otherwise than the joining forms that the file claims to paint.

A word that begins with the form of a middle letter lacks what it is joined to: it was cut in two. One that ends with
the form of a first letter lacks what follows. Where claims are presentation forms, the reading is shaped again, and
each letter must join to the next one as the claimed form does.
"""

from __future__ import annotations

import functools
from collections import Counter, defaultdict
from collections.abc import Iterable
from typing import Any, Final

from warraq.arabic.letters import is_arabic_letter
from warraq.arabic.presentation_forms import letters_and_form
from warraq.model.finding import Finding
from warraq.model.line import Line

#: Tah and zah: faces draw all their forms alike, and fonts claim one for another.
_ONE_SHAPE: Final = "\u0637\u0638"
_TATWEEL: Final = "\u0640"
_FIRST_FORM: Final = "\ufb50"
#: So many words are named in the finding of a page.
_NAMED: Final = 3
_DETAIL: Final = "read otherwise than the joining forms that are claimed for their letters: {} ({} in all)"


def find(lines: Iterable[Line], claims: Iterable[str]) -> list[Finding]:
    """A finding for each page that has such words.

    Args:
        claims: what the document claims of its glyphs.
    """
    if not any(max(claim, default="") >= _FIRST_FORM for claim in claims):
        return []
    known: dict[tuple[str, str], bool] = {}
    contradicted: defaultdict[int, Counter[str]] = defaultdict(Counter)
    for line in lines:
        for word in line.unplaced:
            key = word.text, word.original
            if key not in known:
                known[key] = shows(*key)
            if not known[key]:
                contradicted[line.page][word.text] += 1
    return [
        Finding("other_forms", "page", str(page), min(1.0, count / 10), _DETAIL.format(", ".join(named), count))
        for page, words in sorted(contradicted.items())
        for count, named in [(words.total(), list(words)[:_NAMED])]
    ]


def shows(text: str, claim: str) -> bool:
    """Whether ``text``, shaped, joins its letters as the presentation forms of ``claim`` do, as far as they tell.

    >>> shows("\\u0645\\u0644\\u064a", "\\ufee3\\ufee0\\ufef2"), shows("\\u0645\\u0644\\u064a", "\\ufee3\\ufee0\\ufef4")
    (True, False)
    """
    letters, claimed = joins(claim)
    if not any(join is not None for join in claimed):
        return True
    read, shaped = joins(_shape(text))
    if read != letters:
        return True  # the claims are wrong, or were mended: they tell no forms
    return all(None in pair or pair[0] == pair[1] for pair in zip(claimed, shaped, strict=True))


def joins(text: str) -> tuple[str, list[bool | None]]:
    """The letters of ``text``, and whether the form of each joins to the next one; None where it has no form."""
    letters, joined = "", list[bool | None]()
    for character in text:
        split = letters_and_form(character)
        base = "".join(filter(is_arabic_letter, split[0] if split else character))
        if base:
            tells = split is not None and base[-1] not in _ONE_SHAPE
            letters += base
            joined += [None] * (len(base) - 1)
            joined.append(split[1] in ("ini", "med") if split and tells else None)
        elif character == _TATWEEL and joined:
            joined[-1] = None  # it is drawn joined to the tatweel, which a text doesn't keep
    return letters, joined


def _shape(text: str) -> str:
    """``text`` in presentation forms, a letter each."""
    shaped: str = _reshaper().reshape(text)
    return shaped


@functools.cache
def _reshaper() -> Any:
    from arabic_reshaper import ArabicReshaper  # seldom needed, and takes 30 ms

    return ArabicReshaper({"delete_harakat": False, "delete_tatweel": False, "support_ligatures": False})
