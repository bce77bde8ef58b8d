"""Fonts for the checks, made of nothing but the fields that a check reads."""

from __future__ import annotations

from warraq.diagnose.case import FontCase
from warraq.model.font import Font

#: The isolated letters alef to yeh, as a face lists them.
LETTERS = (
    "\u0627\u0628\u062a\u062b\u062c\u062d\u062e\u062f\u0630\u0631\u0632\u0633\u0634\u0635"
    "\u0636\u0637\u0638\u0639\u063a\u0641\u0642\u0643\u0644\u0645\u0646\u0647\u0648\u064a"
)


def font(
    claims: dict[int, str],
    cmap: dict[int, str] | None = None,
    names: dict[int, str] | None = None,
    *,
    composite: bool = True,
    name: str = "Tiny",
    program: bytes | None = b"none",
) -> Font:
    """A font whose codes are its glyph indices."""
    codes = {*claims, *(cmap or {}), *(names or {})}
    return Font(
        name=name,
        subtype="Type0" if composite else "TrueType",
        composite=composite,
        program=program,
        program_kind="truetype",
        program_hash="",
        to_unicode=claims,
        code_to_gid={code: code for code in codes},
        gid_to_unicode=cmap or {},
        gid_to_name=names or {},
        code_to_name={},
        widths=dict.fromkeys(codes, 500.0),
    )


def case(made: Font, counts: dict[int, int] | None = None) -> FontCase:
    """The font with each of its codes used ten times, unless ``counts`` says otherwise."""
    return FontCase(0, made, counts or dict.fromkeys(made.code_to_gid, 10))


def lettered(shift: int = 0) -> tuple[dict[int, str], dict[int, str]]:
    """(claims, cmap) of the alphabet at codes 1 to 28; the claims are shifted by ``shift`` letters."""
    cmap = dict(enumerate(LETTERS, start=1))
    claims = {code: LETTERS[(code - 1 + shift) % len(LETTERS)] for code in cmap}
    return claims, cmap
