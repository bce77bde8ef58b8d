"""Fusing the evidence: what each claim is worth, and from scores to probabilities."""

from __future__ import annotations

import math
import unicodedata
from collections import Counter, defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache
from typing import Final

import numpy as np
from numpy.typing import NDArray

from pipeline.arabic.presentation_forms import letters_and_form
from pipeline.decipher.evidence.outline import outlines_of
from pipeline.decipher.spellings import Spellings
from pipeline.model.font import Font

#: No claim is believed more than this, however often claims were right.
MOST_TRUST: Final = 0.97
#: A claim that is wrong could be any of about so many strings.
OTHER_STRINGS: Final = 60
#: Weight of the font's overall trust in that of one claimed value (in signs).
PRIOR_SIGNS: Final = 2.0
_OPENING: Final = frozenset("([<\u00ab\u2039\u2264")
_BRACKETS: Final = frozenset("()[]<>\u00ab\u00bb\u2039\u203a\u2264\u2265")
MIRRORED: Final = str.maketrans(
    "()[]{}<>\u00ab\u00bb\u2039\u203a\u2264\u2265", ")(][}{><\u00bb\u00ab\u203a\u2039\u2265\u2264"
)


@lru_cache(maxsize=4096)
def plain(text: str) -> str:
    """``text`` with presentation forms as letters, spaces as U+0020, without joiners and directional marks."""
    parts = []
    for c in text:
        found = letters_and_form(c)
        if found is not None:
            parts.append(found[0])
        elif c.isspace():
            parts.append(" ")
        elif unicodedata.category(c) != "Cf":
            parts.append(c)
    return "".join(parts)


def as_painted(font: Font, gid: int, text: str) -> str:
    """A bracket as its outline shows it; all other text (braces too, whose middle varies) as it is.

    The middle of an opening bracket (painted) lies left of its ends. Fonts without a readable outline keep the claim.
    """
    if text not in _BRACKETS:
        return text
    outlines = outlines_of(font)
    side = outlines.bulge(gid) if outlines is not None else 0.0
    if side == 0.0:
        return text
    opening = text if text in _OPENING else text.translate(MIRRORED)
    return opening if side < 0 else opening.translate(MIRRORED)


def is_mark(character: str) -> bool:
    """True for a combining mark."""
    return unicodedata.category(character) == "Mn"


@dataclass(frozen=True, slots=True)
class Testimony:
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


class Claims:
    """What the file claims each open sign stands for, and how far it is to be believed.

    Trust is learnt per font and claimed value: a map that is wrong for most glyphs can be right for the digits.
    """

    def __init__(
        self,
        claims: Mapping[int, Counter[str]],
        font_of: Mapping[int, int],
        spellings: Spellings,
        tables: Mapping[int, Testimony] | None = None,
    ) -> None:
        self._spellings = spellings
        self._font_of = font_of
        #: sign -> what tables say that don't settle it
        self.tables = tables or {}
        #: sign -> its commonest claim, plain
        self.value: dict[int, str] = {}
        for sign, found in claims.items():
            if found:
                self.value[sign] = plain(min(found, key=lambda text: (-found[text], text)))
        self._trust: dict[tuple[int, str], float] = {}

    def learn(self, readings: Mapping[int, str]) -> None:
        """Measure trust anew: the share of signs with a claimed value that are now read so."""
        seen: defaultdict[tuple[int, str], list[bool]] = defaultdict(list)
        by_font: defaultdict[int, list[bool]] = defaultdict(list)
        for sign, value in self.value.items():
            right = _agrees(value, readings.get(sign, ""))
            seen[self._font_of[sign], value].append(right)
            by_font[self._font_of[sign]].append(right)
        overall = {font: sum(right) / len(right) for font, right in by_font.items()}
        self._trust = {
            (font, value): (sum(right) + PRIOR_SIGNS * overall[font] + 0.01) / (len(right) + PRIOR_SIGNS + 0.02)
            for (font, value), right in seen.items()
        }

    def score(self, sign: int, strings: NDArray[np.int64]) -> NDArray[np.float64]:
        """log p(claim, tables | string) of each candidate, up to a constant; zeros where nothing is said or learnt."""
        table = self.tables.get(sign)
        if table is not None:
            texts = self._spellings.texts
            said = np.array([table.scores.get(texts[s], table.other) for s in strings.tolist()])
            return said + self._claimed(sign, strings)
        return self._claimed(sign, strings)

    def _claimed(self, sign: int, strings: NDArray[np.int64]) -> NDArray[np.float64]:
        value = self.value.get(sign)
        trust = self._trust.get((self._font_of[sign], value)) if value is not None else None
        if value is None or trust is None:
            return np.zeros(strings.size)
        trust = min(MOST_TRUST, trust)
        agrees = strings == self._spellings.find(value)
        if (mirrored := value.translate(MIRRORED)) != value:
            agrees |= strings == self._spellings.find(mirrored)
        return np.where(agrees, math.log(trust), math.log((1 - trust) / OTHER_STRINGS))


def _agrees(claim: str, text: str) -> bool:
    """True where a claim says ``text``; a bracket may be claimed by either of its sides."""
    return claim == text or claim.translate(MIRRORED) == text


def by_string(strings: NDArray[np.int64], scores: NDArray[np.float64], most: int) -> list[tuple[int, float]]:
    """(string, best score over its forms) of the ``most`` best strings, best first."""
    best: dict[int, float] = {}
    order = np.lexsort((strings, -scores))
    for string, score in zip(strings[order].tolist(), scores[order].tolist(), strict=True):
        best.setdefault(string, score)
        if len(best) == most:
            break
    return list(best.items())


def posterior(scores: Sequence[float], temperature: float) -> list[float]:
    """Probabilities of candidates whose scores are ``temperature`` times too sure."""
    best = max(scores)
    weights = [math.exp((score - best) / temperature) for score in scores]
    total = sum(weights)
    return [weight / total for weight in weights]
