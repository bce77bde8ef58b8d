"""many_to_one_map: many different glyphs claim the same letter, or a space.

A letter has at most four forms; a map in which a dozen glyphs are one letter has lost what the others were.
"""

from __future__ import annotations

from collections import defaultdict
from typing import Final

from warraq.arabic.joining import forms_of
from warraq.arabic.letters import is_arabic_letter
from warraq.config import Config
from warraq.diagnose.case import FontCase
from warraq.model.finding import Finding

#: The letters that any page of Arabic uses.
_ALPHABET: Final = frozenset(
    "\u0627\u0628\u062a\u062c\u062d\u062f\u0631\u0633\u0634\u0635\u0639\u0641\u0642\u0643\u0644\u0645\u0646\u0647\u0648\u064a"
)
#: How many of them a map loses before a rich choice of alternates stops being the better explanation.
_LOST: Final = 4


def check(case: FontCase, config: Config) -> Finding | None:
    """Score: the share of the used codes that are one too many for what they claim."""
    surplus = surplus_codes(case)
    excess = sum(surplus.values())
    if not surplus or excess < config.diagnosis.many_to_one_share * len(case.counts):
        return None
    most = max(surplus, key=lambda text: surplus[text])
    shown = "a space" if most == " " else f"{most} (U+{ord(most):04X})"
    detail = (
        f"{excess} of {len(case.counts)} codes are more than their claims have forms; "
        f"{shown} alone is claimed by {surplus[most]} glyphs too many."
    )
    return Finding("many_to_one_map", "font", case.where, min(1.0, excess / len(case.counts)), detail)


def surplus_codes(case: FontCase) -> dict[str, int]:
    """Claimed letter or space -> how many glyphs more than it can have claim it.

    Glyphs that the program confirms don't count. A letter may have twice its forms, for faces hold alternates; faces
    that hold still more of them (Amiri has 22 lams) are told by the letters that nobody claims: a many-to-one map has
    lost some, a rich face none.
    """
    claimants: dict[str, set[int]] = defaultdict(set)
    for code, claim in case.claims.items():
        if claim == " " or (len(claim) == 1 and is_arabic_letter(claim)):
            confirmed = code in case.program and code not in case.contradicted
            if not confirmed:
                claimants[claim].add(case.font.code_to_gid.get(code, -1 - code))
    claimed = set("".join(case.claims.values()))
    if len(_ALPHABET - claimed) < _LOST:
        claimants = {" ": claimants[" "]} if " " in claimants else {}
    result = {}
    for claim, glyphs in claimants.items():
        allowed = 2 if claim == " " else 2 * len(forms_of(claim))
        if len(glyphs) > allowed:
            result[claim] = len(glyphs) - allowed
    return result
