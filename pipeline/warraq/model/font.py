"""A font as the file holds it, and the map that decipherment finds for it."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Final

#: How a glyph is read that nothing is known of.
UNREAD: Final = "\N{REPLACEMENT CHARACTER}"


@dataclass(frozen=True, slots=True)
class Font:
    """One font resource of a document.

    Attributes:
        name: /BaseFont without its subset tag, e.g. ``Amiri-Bold``.
        subtype: ``Type0``, ``TrueType``, ``Type1``, ``Type3``, ``MMType1``.
        composite: True for Type0 (codes of one to four bytes), False for simple fonts (one byte).
        program: bytes of the embedded font program (FontFile, FontFile2 or FontFile3; of a Type 3 font its glyph
            procedures, see ``warraq.fonts.programs.type3``); None where not embedded.
        program_kind: ``truetype``, ``cff``, ``opentype``, ``type1``, ``type3`` or ``none``.
        program_hash: sha256 of the program, or of name and widths where there is none.
        to_unicode: charcode -> string, as the /ToUnicode CMap says; empty where there is none.
        code_to_gid: charcode -> glyph index in the program, for the codes that the document uses.
        gid_to_unicode: glyph index -> string, from the font program's own cmap (all that it lists).
        gid_to_name: glyph index -> glyph name from the program (post, CFF charset, Type 1), but no ``glyphNNN``.
        code_to_name: charcode -> glyph name in force for a simple font: /Differences over the base encoding.
        widths: charcode -> advance, thousandths of the font size.
        units_per_em: of the program; 1000 where there is none.
        bold: the name, the descriptor's flags or the weight say so.
        italic: likewise.
        letters: glyph index -> the glyphs, with their offsets in font units, that are one letter together, where
            decipherment joined a letter and its dots; no index of the program.
        guests: glyph index -> another font and a glyph of it, where a face was written as two fonts and decipherment
            made them one; no index of the program.
    """

    name: str
    subtype: str
    composite: bool
    program: bytes | None = field(repr=False)
    program_kind: str
    program_hash: str
    to_unicode: dict[int, str] = field(repr=False)
    code_to_gid: dict[int, int] = field(repr=False)
    gid_to_unicode: dict[int, str] = field(repr=False)
    gid_to_name: dict[int, str] = field(repr=False)
    code_to_name: dict[int, str] = field(repr=False)
    widths: dict[int, float] = field(repr=False)
    units_per_em: int = 1000
    bold: bool = False
    italic: bool = False
    letters: dict[int, tuple[tuple[int, int, int], ...]] = field(default_factory=dict, repr=False)
    guests: dict[int, tuple[Font, int]] = field(default_factory=dict, repr=False)


@dataclass(frozen=True, slots=True)
class Reading:
    """What one charcode stands for.

    Attributes:
        text: the Unicode string in logical order; empty for a kashida or an ornament that means nothing.
        confidence: posterior probability that ``text`` is right, 0..1.
        evidence: name of the evidence that decided: ``claim``, ``cmap``, ``name``, ``gsub``, ``legacy``, ``outline``,
            ``language``, ``shared_codes``.
        alternatives: other strings with their posterior, best first.
        painted: the digit that the glyph shows, where ``text`` is the same one in another script; else empty.
    """

    text: str
    confidence: float
    evidence: str
    alternatives: tuple[tuple[str, float], ...] = ()
    painted: str = ""


@dataclass(frozen=True, slots=True)
class GlyphMap:
    """charcode -> ``Reading`` for one font, with the verdict on what the file claimed.

    Attributes:
        font: index into ``Extraction.fonts``.
        verdict: ``honest`` (claims stand), ``wrong_map``, ``no_map`` or ``unreadable``.
        readings: one per charcode that the document uses.
        repaired: how many codes read otherwise than claimed.
        evidence: share of the decisions that each kind of evidence made or agreed with, 0..1.
        confidence: mean confidence of the readings, weighted by use.
    """

    font: int
    verdict: str
    readings: dict[int, Reading] = field(repr=False)
    repaired: int = 0
    evidence: dict[str, float] = field(default_factory=dict)
    confidence: float = 1.0
