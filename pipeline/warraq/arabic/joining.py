"""How Arabic letters join: joining types, contextual forms and the units that a font draws as one glyph.

The Unicode Standard, 9.2 (Arabic joining rules R1-R7). Forms are ``iso``, ``ini``, ``med`` and ``fin`` everywhere in
this project.
"""

from __future__ import annotations

from typing import Final, Literal

from warraq.arabic.tables import JOINING_TYPES

Form = Literal["iso", "ini", "med", "fin"]
FORMS: Final[tuple[Form, ...]] = ("iso", "ini", "med", "fin")

LAM: Final = "\N{ARABIC LETTER LAM}"
#: The alefs that form a ligature with lam: with madda, hamza above, hamza below, bare, wasla.
ALEFS: Final = "\u0622\u0623\u0625\u0627\u0671"

_TYPE: Final = {character: kind for kind, characters in JOINING_TYPES.items() for character in characters}
#: (joined to the letter before, joined to the letter after) -> form
FORM_OF: Final[dict[tuple[bool, bool], Form]] = {
    (False, False): "iso",
    (False, True): "ini",
    (True, True): "med",
    (True, False): "fin",
}


def joining_type(character: str) -> str:
    """R, L, D, C (causes joining: tatweel, ZWJ), T (transparent: marks) or U (joins to nothing)."""
    return _TYPE.get(character, "U")


def joins_after(character: str) -> bool:
    """It can join to the letter that follows."""
    return joining_type(character) in "DLC"


def joins_before(character: str) -> bool:
    """It can join to the letter that precedes."""
    return joining_type(character) in "RDC"


def forms_of(letter: str) -> tuple[Form, ...]:
    """The forms that a letter can take, e.g. ``("iso", "fin")`` for alef."""
    before, after = joins_before(letter), joins_after(letter)
    return tuple(form for joins, form in FORM_OF.items() if (before or not joins[0]) and (after or not joins[1]))


def forms(word: str) -> list[Form | None]:
    """Form of each character of ``word``; None for transparent ones (marks), which take none."""
    solid = [i for i, character in enumerate(word) if joining_type(character) != "T"]
    result: list[Form | None] = [None] * len(word)
    joined = False
    for place, i in enumerate(solid):
        after = solid[place + 1] if place + 1 < len(solid) else None
        follows = after is not None and joins_after(word[i]) and joins_before(word[after])
        result[i] = FORM_OF[joined, follows]
        joined = follows
    return result


def units(word: str) -> list[tuple[str, Form]]:
    """(letters, form) of each glyph that a plain font draws for ``word``; a lam-alef is one unit.

    Marks and joiners (tatweel, ZWJ) shape their neighbours and give no unit. Characters that aren't Arabic letters are
    isolated units of their own.

    >>> units("\\u0644\\u0627")
    [('لا', 'iso')]
    """
    result: list[tuple[str, Form]] = []
    for character, form in zip(word, forms(word), strict=True):
        if form is None or joining_type(character) == "C":
            continue
        if character in ALEFS and form == "fin" and result and result[-1][0] == LAM:
            lam_form = result.pop()[1]
            result.append((LAM + character, "fin" if lam_form == "med" else "iso"))
        else:
            result.append((character, form))
    return result
