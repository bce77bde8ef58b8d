"""What a font's own tables say of its codes, weighed together: the program's cmap, its names, its substitutions, and
the private use of old faces. Where they settle a code nothing else is asked; where they contradict each other, or only
one of little weight speaks, their word is one score beside the outline's and the language's.
"""

from __future__ import annotations

import math
import re
from collections.abc import Callable, Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Final

from warraq.arabic.digits import LETTER_OF_NUMERAL, to_arabic_indic
from warraq.arabic.letters import TATWEEL
from warraq.fonts.claims import font_cmap, glyph_name, gsub, legacy
from warraq.fonts.claims.claim_sources import same_letters
from warraq.fonts.claims.claim_text import MIRRORED, SHARED_FORMS, plain
from warraq.model.font import Font

Readings = Callable[[Font, Iterable[int]], Mapping[int, str]]

#: Name of the evidence in a configuration, its name in a reading, what it says, and how often that is right.
TABLES: Final[tuple[tuple[str, str, Readings, float], ...]] = (
    ("font_cmap", "cmap", font_cmap.readings, font_cmap.TRUST),
    ("glyph_name", "name", glyph_name.readings, glyph_name.TRUST),
    ("gsub", "gsub", gsub.readings, gsub.TRUST),
    ("legacy", "legacy", legacy.by_name, legacy.NAME_TRUST),
    ("legacy", "legacy", legacy.by_code_point, legacy.CODE_POINT_TRUST),
)
#: A claim that is wrong could be any of about so many strings.
OTHER_STRINGS: Final = 60
#: A code is settled where a string is at least this likely by the tables alone.
SETTLED: Final = 0.99
#: Keheh, heh goal, heh doachashmee and ae, as kaf and heh; Latin ligatures and Roman numerals as their letters; tatweel
#: as nothing.
_AS_ARABIC: Final = str.maketrans(
    {
        **dict(zip("\u06a9\u06c1\u06be\u06d5", "\u0643\u0647\u0647\u0647", strict=True)),
        **dict(zip("\ufb00\ufb01\ufb02\ufb03\ufb04", ("ff", "fi", "fl", "ffi", "ffl"), strict=True)),
        **LETTER_OF_NUMERAL,
        TATWEEL: "",
    }
)
#: Ornate parentheses, which faces name like plain ones.
_ORNATE: Final = str.maketrans("\ufd3e\ufd3f", "()")
#: Initial and medial farsi yeh.
_JOINED_FARSI_YEH: Final = ("\ufbfe", "\ufbff")
_JOINED_NAME: Final = re.compile(r"(?:[._]ini|[._]med|init|medi|initial|medial|^uniFBF[EF])(?:$|[._])", re.IGNORECASE)
_FARSI_YEH, _YEH, _MAKSURA = "\u06cc", "\u064a", "\u0649"


@dataclass(frozen=True, slots=True)
class TableEvidence:
    """What the tables of a font say of one code.

    Attributes:
        scores: string -> log-likelihood, nats.
        other: that of any string that no table names.
        source: the table whose word the likeliest string is, as ``Reading.evidence`` names it.
    """

    scores: Mapping[str, float]
    other: float
    source: str

    @property
    def text(self) -> str:
        """The likeliest string."""
        return max(self.scores, key=lambda text: self.scores[text])

    @property
    def probability(self) -> float:
        """How likely it is by the tables alone, against all that they name and ``OTHER_STRINGS`` more."""
        best = self.scores[self.text]
        rest = sum(math.exp(score - best) for score in self.scores.values())
        return 1 / (rest + OTHER_STRINGS * math.exp(self.other - best))


def table_evidence(font: Font, codes: Sequence[int], evidence: Collection[str]) -> dict[int, TableEvidence]:
    """charcode -> what the tables that ``evidence`` names say of it; codes of which none says anything are absent."""
    named: dict[int, list[tuple[str, float, str]]] = {}
    for name, source, readings, trust in TABLES:
        if name not in evidence:
            continue
        for code, text in readings(font, codes).items():
            named.setdefault(code, []).append((as_arabic(font, code, text), trust, source))
    return {code: _weigh(names) for code, names in named.items()}


def _weigh(names: Sequence[tuple[str, float, str]]) -> TableEvidence:
    """Sum what each table says; two that agree but for the spelling of a shared glyph count for the first.

    ``names``: string, how often the table is right, and the table.
    """
    texts: list[str] = []
    source_of: dict[str, str] = {}
    for text, _, source in names:
        if not any(same_letters(text, known) for known in texts):
            texts.append(text)
            source_of[text] = source
    scores = dict.fromkeys(texts, 0.0)
    other = 0.0
    for text, trust, _ in names:
        wrong = math.log((1 - trust) / OTHER_STRINGS)
        other += wrong
        for known in texts:
            scores[known] += math.log(trust) if same_letters(text, known) else wrong
    best = max(texts, key=lambda text: scores[text])
    return TableEvidence(scores, other, source_of[best])


def as_arabic(font: Font, code: int, text: str) -> str:
    """Letters of other languages as the Arabic letters that the glyph shows: faces share one glyph between them.

    Where the file claims the same letters, be they of another language, they stay; so do ornate parentheses. Farsi yeh
    has no dots where it ends a word, so that there it shows alef maksura, and nowhere else. Persian digits are
    Arabic-Indic ones, a kashida means nothing.
    """
    text = plain(text)
    claim = plain(font.to_unicode.get(code, "").translate(SHARED_FORMS))
    dotted = _MAKSURA in claim and _FARSI_YEH in text and _joins_after(font, code)
    if claim == text or (claim.isalpha() and same_letters(claim, text) and not dotted) or _is_ornate(claim, text):
        return claim.replace(TATWEEL, "")
    if _FARSI_YEH in text:
        last = _YEH if _joins_after(font, code) else _MAKSURA
        text = text[:-1].replace(_FARSI_YEH, _YEH) + text[-1].replace(_FARSI_YEH, last)
    return to_arabic_indic(text.translate(_AS_ARABIC)) if not text.isascii() else text


def _is_ornate(claim: str, text: str) -> bool:
    """``claim`` is an ornate parenthesis and ``text`` a plain one, of either side: a map names them by either."""
    plain_one = claim.translate(_ORNATE)
    return plain_one != claim and text in (plain_one, plain_one.translate(MIRRORED))


def _joins_after(font: Font, code: int) -> bool:
    """The glyph is an initial or medial form, by the code point or the name that the program gives it."""
    gid = font.code_to_gid.get(code, -1)
    name = font.code_to_name.get(code) or font.gid_to_name.get(gid) or ""
    return font.gid_to_unicode.get(gid, "") in _JOINED_FARSI_YEH or bool(_JOINED_NAME.search(name))
