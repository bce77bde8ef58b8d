"""One font before the checks: its used codes and what the sources of a claim say of them, gathered once."""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass
from typing import Final

from warraq.arabic.letters import is_arabic_letter
from warraq.diagnose.usage import Counts
from warraq.fonts.claims.claim_sources import agree, by_cmap, by_name, by_program, claimed, concerns_arabic
from warraq.fonts.programs.glyph_ink import outlined
from warraq.lazy import lazy
from warraq.model.font import Font

#: Faces of signs, whose glyphs stand for no character of a text.
_SIGNS: Final = re.compile(r"dingbat|symbol|wingding|webding|emoji|awesome|icon|ornament|bullet", re.IGNORECASE)
#: Distinct codes of a font that writes text rather than a bullet or a logo.
_TEXT: Final = 8


@dataclass(frozen=True)
class FontCase:
    """A font, its number in the extraction, and how many glyphs use each of its codes."""

    index: int
    font: Font
    counts: Counts

    @lazy
    def claims(self) -> dict[int, str]:
        return claimed(self.font, self.counts)

    @lazy
    def cmap(self) -> dict[int, str]:
        return by_cmap(self.font, self.counts)

    @lazy
    def names(self) -> dict[int, str]:
        return by_name(self.font, self.counts)

    @lazy
    def program(self) -> dict[int, str]:
        """What the font program itself says: cmap, then glyph names."""
        return by_program(self.font, self.counts)

    @lazy
    def contradicted(self) -> dict[int, tuple[str, str]]:
        """charcode -> (claim, what the program says), where they differ and one of them is Arabic."""
        pairs = {code: (claim, self.program[code]) for code, claim in self.claims.items() if code in self.program}
        return {code: pair for code, pair in pairs.items() if concerns_arabic(*pair) and not agree(*pair)}

    @lazy
    def painted_spaces(self) -> list[int]:
        """Codes of an Arabic font that claim to be a space although their glyph has an outline."""
        gids = self.font.code_to_gid
        spaces = {code: gids.get(code, -1) for code, claim in self.claims.items() if claim == " "}
        drawn = outlined(self.font.program, spaces.values())
        return [code for code, gid in spaces.items() if gid in drawn] if drawn and self.arabic else []

    @lazy
    def glyphs(self) -> int:
        """How many glyphs the font paints in the document."""
        return sum(self.counts.values())

    @lazy
    def arabic(self) -> bool:
        """Claims or program name Arabic letters among the used codes."""
        return any(map(is_arabic_letter, "".join((*self.claims.values(), *self.program.values()))))

    @lazy
    def writes_text(self) -> bool:
        """It uses enough codes to write text, and isn't a face of signs."""
        return len(self.counts) >= _TEXT and not _SIGNS.search(self.font.name)

    @lazy
    def mute(self) -> bool:
        """A composite font that writes text and claims nothing: it may well be Arabic."""
        return self.font.composite and not self.claims and self.writes_text

    def uses(self, codes: Iterable[int]) -> int:
        """How many glyphs use ``codes``."""
        return sum(self.counts[code] for code in codes)

    @property
    def where(self) -> str:
        return f"{self.font.name} (font {self.index})"
