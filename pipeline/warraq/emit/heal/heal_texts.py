"""What each code should say: the text for /ToUnicode, decided from the readings, and the CMap that says it."""

from __future__ import annotations

import unicodedata
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Final

from warraq.arabic.letters import TATWEEL
from warraq.arabic.presentation_forms import to_letters
from warraq.fonts.outlines.outline import outlines_of
from warraq.model.font import UNREAD, Font, GlyphMap, Reading

#: For what paints nothing, or nothing that is text. A code without an entry would come out as whatever a viewer makes
#: of its number, so it gets a character that every search skips.
NO_TEXT: Final = "\N{WORD JOINER}"  # U+2060
#: A kashida is at least this many times as wide as high.
_FLAT: Final = 1.5
#: Entries of one bfchar section (Adobe Technical Note 5411).
_SECTION: Final = 100


@dataclass(frozen=True, slots=True)
class HealedTexts:
    """What the codes of one font say after healing.

    Attributes:
        texts: charcode -> text, for every code that the document uses and that has one.
        changed: the codes whose text differs from what /ToUnicode said.
    """

    texts: dict[int, str]
    changed: frozenset[int]


def healed_texts(font: Font, glyph_map: GlyphMap) -> HealedTexts:
    """The text of each used code of ``font``.

    An honest font keeps its claims, with letters for presentation forms. Elsewhere the reading stands; a code that
    could not be read keeps what the file claims.
    """
    texts: dict[int, str] = {}
    for charcode, reading in sorted(glyph_map.readings.items()):
        claim = font.to_unicode.get(charcode)
        text = _claimed(claim) if glyph_map.verdict == "honest" else _read(font, charcode, reading, claim)
        if text:
            texts[charcode] = text
    changed = frozenset(code for code, text in texts.items() if font.to_unicode.get(code) != text)
    return HealedTexts(texts, changed)


def _claimed(claim: str | None) -> str | None:
    if claim is None:
        return None
    return to_letters(claim) or claim


def _read(font: Font, charcode: int, reading: Reading, claim: str | None) -> str | None:
    text = unicodedata.normalize("NFC", to_letters(reading.text))
    if text == UNREAD:
        return _claimed(claim)
    if not text:
        return TATWEEL if claim == TATWEEL or _is_flat(font, charcode) else NO_TEXT
    return text


def _is_flat(font: Font, charcode: int) -> bool:
    """Whether its ink is a bar, as that of a kashida."""
    outlines = outlines_of(font)
    box = outlines.box(font.code_to_gid.get(charcode, -1))[0] if outlines is not None else None
    return box is not None and (box[2] - box[0]) > _FLAT * (box[3] - box[1])


def to_unicode_cmap(texts: Mapping[int, str], sizes: Mapping[int, int]) -> bytes:
    """A /ToUnicode CMap; ISO 32000-2, 9.10.3.

    Args:
        texts: charcode -> text.
        sizes: charcode -> number of its bytes; the code spaces are as wide as those.
    """
    widths = sorted({sizes[code] for code in texts}) or [1]
    lines = [
        "/CIDInit /ProcSet findresource begin",
        "12 dict begin",
        "begincmap",
        "/CIDSystemInfo << /Registry (Adobe) /Ordering (UCS) /Supplement 0 >> def",
        "/CMapName /Adobe-Identity-UCS def",
        "/CMapType 2 def",
        f"{len(widths)} begincodespacerange",
        *(f"<{'00' * width}> <{'FF' * width}>" for width in widths),
        "endcodespacerange",
    ]
    entries = [f"<{code:0{2 * sizes[code]}X}> <{_utf16(text)}>" for code, text in sorted(texts.items())]
    for section in _sections(entries):
        lines += [f"{len(section)} beginbfchar", *section, "endbfchar"]
    lines += ["endcmap", "CMapName currentdict /CMap defineresource pop", "end", "end", ""]
    return "\n".join(lines).encode("ascii")


def _sections(entries: list[str]) -> Iterable[list[str]]:
    return (entries[start : start + _SECTION] for start in range(0, len(entries), _SECTION))


def _utf16(text: str) -> str:
    return text.encode("utf-16-be").hex().upper()
