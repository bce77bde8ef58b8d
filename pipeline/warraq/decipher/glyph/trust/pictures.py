"""Evidence: fonts of pictures. Wingdings and its like hold no letters, whatever their outlines remind of.

Word draws bullets, check boxes and arrows from them; the file then claims private use code points (U+F000 and the slot
of the font), or the Latin letter of the slot. What the slots show: Microsoft's charts of the fonts, by the characters
that Unicode 7 took over from them or has that look the same; Symbol by Adobe's encoding, Zapf Dingbats by the block
that Unicode made of it. What is not listed is an ornament: it reads as nothing. So do the marks of maps and charts and
the icons of web pages, whose fonts have no slots that anybody else knows.
"""

from __future__ import annotations

import re
from typing import Final

from warraq.decipher.glyph.parameters import MOSTLY_SO
from warraq.decipher.glyph.parameters import Pictures as P
from warraq.decipher.glyph.trust.lexicon_support import usable
from warraq.fonts.outlines import atlas
from warraq.fonts.outlines.outline import Use, outline_evidence, outlines_of
from warraq.model.font import UNREAD, Font, Reading

#: What a spot may look like where nothing tells its size.
_SPOTS: Final = frozenset("\u2022\u00b7.\u0660")

_NAME: Final = re.compile(
    r"(wingdings ?[23]?|webdings|symbol|(?:itc ?)?zapf ?dingbats|dingbats|d050000l)(?:mt|std)?(?:[-, ].*)?",
    re.IGNORECASE,
)
#: Fonts of marks and icons: of the web, of LaTeX, of Esri's and MapInfo's maps, of borders and ornaments.
_ICONS: Final = re.compile(
    r"[Ff]ont ?-?[Aa]wesome.*|fa-(?:solid|regular|brands)-\d+|Material ?-?(?:Icons|Symbols).*|(?i:glyphicons).*|"
    r"(?:.*[a-z\d _-])?(?:Icons?|(?<![A-Za-z])icons?)(?:-?[A-Z][a-z]+)?|CCIcons|[Ii]onicons|[Ii]co[Mm]oon|"
    r"ESRI.*|Map[Ii]nfo .*|Map ?Symbols.*|Carta(?:[-, ].*)?|Marlett|bbding\d*|dingbat|.*Ornaments?"
)
_PRIVATE_USE: Final = range(0xF020, 0xF100)

_WINGDINGS: Final = {
    0x20: " ", 0x21: "\u270f", 0x22: "\u2702", 0x28: "\u260e", 0x29: "\u2706", 0x2A: "\u2709", 0x36: "\u231b",
    0x3F: "\u270d", 0x41: "\u270c", 0x45: "\u261c", 0x46: "\u261e", 0x47: "\u261d", 0x48: "\u261f", 0x4A: "\u263a",
    0x4C: "\u2639", 0x4E: "\u2620", 0x51: "\u2708", 0x52: "\u263c", 0x54: "\u2744", 0x56: "\u271e", 0x58: "\u2720",
    0x59: "\u2721", 0x5A: "\u262a", 0x5B: "\u262f", 0x6C: "\u25cf", 0x6D: "\u274d", 0x6E: "\u25a0", 0x6F: "\u25a1",
    0x71: "\u2751", 0x72: "\u2752", 0x73: "\u2b27", 0x74: "\u29eb", 0x75: "\u25c6", 0x76: "\u2756", 0x77: "\u2b25",
    0x78: "\u2327", 0x7A: "\u2318", 0x7D: "\u275d", 0x7E: "\u275e", 0x9E: "\u00b7", 0x9F: "\u2022", 0xA1: "\u25cb",
    0xA4: "\u25c9", 0xA7: "\u25aa", 0xA8: "\u25fb", 0xAB: "\u2605", 0xD8: "\u27a2", 0xDC: "\u27b2", 0xDF: "\u2190",
    0xE0: "\u2192", 0xE1: "\u2191", 0xE2: "\u2193", 0xE7: "\u2190", 0xE8: "\u2794", 0xE9: "\u2191", 0xEA: "\u2193",
    0xEF: "\u21e6", 0xF0: "\u21e8", 0xF1: "\u21e7", 0xF2: "\u21e9", 0xFB: "\u2717", 0xFC: "\u2713", 0xFD: "\u2612",
    0xFE: "\u2611",
}  # fmt: skip
_WINGDINGS_2: Final = {
    0x20: " ", 0x4F: "\u2717", 0x50: "\u2713", 0x51: "\u2612", 0x52: "\u2611", 0x54: "\u2327", 0x96: "\u2022",
    0x97: "\u25cf", 0xA0: "\u25aa", 0xA1: "\u25a0", 0xA3: "\u25a1",
}  # fmt: skip
_WINGDINGS_3: Final = {
    0x20: " ", 0x21: "\u2190", 0x22: "\u2192", 0x23: "\u2191", 0x24: "\u2193", 0x70: "\u25b2", 0x71: "\u25bc",
    0x72: "\u25b3", 0x73: "\u25bd", 0x74: "\u25c0", 0x75: "\u25b6", 0x76: "\u25c1", 0x77: "\u25b7",
}  # fmt: skip
_WEBDINGS: Final = {
    0x20: " ", 0x33: "\u25c0", 0x34: "\u25b6", 0x35: "\u25b2", 0x36: "\u25bc", 0x61: "\u2713", 0x63: "\u25a1",
    0x67: "\u25a0", 0x6E: "\u25cf", 0x72: "\u2717", 0xC8: "\u260e",
}  # fmt: skip
#: Greek capitals from 0x41 on, small letters from 0x61 on.
_GREEK: Final = (
    "\u0391\u0392\u03a7\u0394\u0395\u03a6\u0393\u0397\u0399\u03d1\u039a\u039b\u039c\u039d\u039f\u03a0\u0398\u03a1"
    "\u03a3\u03a4\u03a5\u03c2\u03a9\u039e\u03a8\u0396",
    "\u03b1\u03b2\u03c7\u03b4\u03b5\u03c6\u03b3\u03b7\u03b9\u03d5\u03ba\u03bb\u03bc\u03bd\u03bf\u03c0\u03b8\u03c1"
    "\u03c3\u03c4\u03c5\u03d6\u03c9\u03be\u03c8\u03b6",
)
_SYMBOL: Final = (
    {slot: chr(slot) for slot in b" !#%&()+,./0123456789:;<=>?[]_{|}"}
    | {first + i: letter for first, row in zip((0x41, 0x61), _GREEK, strict=True) for i, letter in enumerate(row)}
    | {
        0x2A: "\u2217", 0x2D: "\u2212", 0xA2: "\u2032", 0xA3: "\u2264", 0xA5: "\u221e", 0xA7: "\u2663", 0xA8: "\u2666",
        0xA9: "\u2665", 0xAA: "\u2660", 0xAB: "\u2194", 0xAC: "\u2190", 0xAD: "\u2191", 0xAE: "\u2192", 0xAF: "\u2193",
        0xB0: "\u00b0", 0xB1: "\u00b1", 0xB2: "\u2033", 0xB3: "\u2265", 0xB4: "\u00d7", 0xB5: "\u221d", 0xB6: "\u2202",
        0xB7: "\u2022", 0xB8: "\u00f7", 0xB9: "\u2260", 0xBA: "\u2261", 0xBB: "\u2248", 0xBC: "\u2026", 0xC5: "\u2295",
        0xC6: "\u2205", 0xC7: "\u2229", 0xC8: "\u222a", 0xCE: "\u2208", 0xD0: "\u2220", 0xD1: "\u2207", 0xD5: "\u220f",
        0xD6: "\u221a", 0xD7: "\u22c5", 0xD9: "\u2227", 0xDA: "\u2228", 0xDB: "\u21d4", 0xDC: "\u21d0", 0xDE: "\u21d2",
        0xE5: "\u2211", 0xF2: "\u222b",
    }
)  # fmt: skip
#: The block Dingbats is in the order of the slots, but for what other blocks had already.
_ZAPF_DINGBATS: Final = (
    {0x20: " "}
    | {slot: chr(0x2701 + slot - 0x21) for slot in range(0x21, 0x7F)}
    | {slot: chr(0x2761 + slot - 0xA1) for slot in range(0xA1, 0xFF) if slot != 0xF0}
    | {0xAC + i: chr(0x2460 + i) for i in range(10)}
    | {
        0x25: "\u260e", 0x2A: "\u261b", 0x2B: "\u261e", 0x48: "\u2605", 0x6C: "\u25cf", 0x6E: "\u25a0", 0x73: "\u25b2",
        0x74: "\u25bc", 0x75: "\u25c6", 0x77: "\u25d7", 0xA8: "\u2663", 0xA9: "\u2666", 0xAA: "\u2665", 0xAB: "\u2660",
        0xD5: "\u2192", 0xD6: "\u2194", 0xD7: "\u2195",
    }
)  # fmt: skip
#: Start of a font's name -> slot -> what it shows.
_SLOTS: Final = {
    "wingdings": _WINGDINGS,
    "wingdings2": _WINGDINGS_2,
    "wingdings3": _WINGDINGS_3,
    "webdings": _WEBDINGS,
    "symbol": _SYMBOL,
    "zapfdingbats": _ZAPF_DINGBATS,
    "itczapfdingbats": _ZAPF_DINGBATS,
    "dingbats": _ZAPF_DINGBATS,
    "d050000l": _ZAPF_DINGBATS,
}


def is_picture_font(font: Font) -> bool:
    """Whether the font's name is that of a font of pictures or signs."""
    return _NAME.fullmatch(font.name) is not None or _ICONS.fullmatch(font.name) is not None


def picture(font: Font, code: int, claim: str | None) -> str:
    """What a code of a picture font shows; empty for an ornament.

    Args:
        claim: what the file says of it: believed where it is a sign, not where it is private or names the slot.
    """
    if claim and usable(claim) and not (claim.isascii() or claim.isalpha()):
        return claim
    name = _NAME.fullmatch(font.name)
    slots = _SLOTS[name[1].lower().replace(" ", "")] if name else {}
    return slots.get(_named_slot(font, code, claim), "")


def is_unnamed(font: Font, code: int, claim: str | None) -> bool:
    """Nothing tells which slot of a picture font the code is: it may show anything, but in a font of icons."""
    return not claim and not _named_slot(font, code, claim) and _NAME.fullmatch(font.name) is not None


def _named_slot(font: Font, code: int, claim: str | None) -> int:
    private = (font.to_unicode.get(code), claim, font.gid_to_unicode.get(font.code_to_gid.get(code, -1)))
    return next((slot for text in private if (slot := _slot(text))), 0 if font.composite else code)


def by_outline(font: Font, use: Use) -> Reading:
    """A round spot or a square as the bullet that most are, and anything else as a sign that can't be read.

    A doubtful sign stays in the text: what stands at the head of each item is not passed over.
    """
    book = atlas.shipped()
    seen = outline_evidence(font, (use,), book)
    outlines = outlines_of(font)
    if seen is None or outlines is None:
        return Reading(UNREAD, 0.0, "outline")
    if seen.blank[0]:
        return Reading(" ", MOSTLY_SO, "outline")
    contours, _ = outlines.contours([use.gid])
    if len(contours) == 1 and _is_square(*contours[0].tolist()):
        return Reading("\N{BLACK SMALL SQUARE}", MOSTLY_SO, "outline")
    like = book.labels[int(seen.loglik[0].argmax())].text
    if like in _SPOTS and seen.novelty[0] < P.SPOT_WITHIN:
        return Reading("\N{BULLET}", MOSTLY_SO, "outline")
    return Reading(UNREAD, 0.0, "outline")


def _is_square(area: float, left: float, bottom: float, right: float, top: float) -> bool:
    wide, high = right - left, top - bottom
    return abs(area) > P.SQUARE_FILLS * wide * high > 0 and abs(wide - high) < (1 - P.SQUARE_FILLS) * high


def _slot(text: str | None) -> int:
    """The slot that a private use code point names; 0 for any other text."""
    return ord(text) - 0xF000 if text and len(text) == 1 and ord(text) in _PRIVATE_USE else 0
