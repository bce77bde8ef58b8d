"""Words that support claims: where a font's claims spell words of the lexicon, they are right, whatever it draws.

Cheap evidence for fonts without tables. It supports nearly all claims of honest fonts, so that few outlines have to be
looked at; a wrong claim makes non-words of the words that its code stands in. What words reject isn't wrong for that
alone: those of another language reject every claim of an honest font.
"""

from __future__ import annotations

import itertools
import math
import unicodedata
from collections import defaultdict
from collections.abc import Collection, Iterator, Sequence
from functools import lru_cache
from typing import Any, Final

import numpy as np
from numpy.typing import NDArray

from warraq.arabic.letters import fold_marks
from warraq.decipher.glyph.parameters import SAME_BASELINE
from warraq.decipher.glyph.parameters import LexiconSupport as P
from warraq.decipher.glyph.signs.tokens import Symbols, word_gap
from warraq.extract.pages.doubled import without_doubles
from warraq.fonts.claims.claim_text import SHARED_FORMS, is_mark, plain
from warraq.fonts.outlines.outline import MARK_ADVANCE
from warraq.language import units
from warraq.language.model import LanguageModel
from warraq.language.parameters import STEP
from warraq.language.tokens import UNKNOWN
from warraq.model.glyph import INVISIBLE, Extraction

LETTER, MARK, OTHER = 0, 1, 2
#: Categories of characters that no glyph shows.
_TELLS_NOTHING: Final = frozenset({"Cc", "Co", "Cn", "Cs"})


@lru_cache(maxsize=4096)
def usable(claim: str | None) -> bool:
    """A claim that says something: no U+FFFD, no private use, no control character but white space."""
    return bool(claim) and all(
        c.isspace() or (unicodedata.category(c) not in _TELLS_NOTHING and c != "\N{REPLACEMENT CHARACTER}")
        for c in claim or ""
    )


def is_printed(claim: str) -> bool:
    """Whether a claim has a letter, a digit or a sign: no white alone, nor what controls others."""
    return any(unicodedata.category(char)[0] in "LNPS" for char in claim)


def support_of_words(
    extraction: Extraction, symbols: Symbols, font: int, blank: Collection[int] = ()
) -> dict[int, float]:
    """Symbol -> log odds (nats) that its claim is right, by the words that it stands in; absent where there are none.

    Only the claims of letters are judged, and those that say nothing: they count as parts of the clusters that their
    neighbours name. A glyph that is painted twice is one in its word.

    ``blank``: symbols of the font that paint nothing.
    """
    texts: dict[int, str] = {}
    kind = np.full(len(symbols), OTHER, np.uint8)
    for s in np.flatnonzero(symbols.font == font).tolist():
        claim = symbols.claim[s]
        if claim and usable(claim):
            texts[s] = plain(claim.translate(SHARED_FORMS))
            kind[s] = _kind(texts[s])
        else:
            texts[s] = ""
            kind[s] = OTHER if s in blank else LETTER
    if not any(text and kind[s] == LETTER for s, text in texts.items()):
        return {}  # Latin, or digits: there are no words to find
    spelled: dict[tuple[int, ...], str] = {}
    for word in words_of(extraction, symbols, font, kind):
        if word not in spelled:
            spelled[word] = fold_marks("".join([texts[s] for s in word]))
    return _judge(spelled, frozenset(s for s, text in texts.items() if not text))


def words_of(extraction: Extraction, symbols: Symbols, font: int, kind: NDArray[np.uint8]) -> Iterator[tuple[int, ...]]:
    """The words that a font writes, as symbols in reading order, up to ``GLYPHS`` and then to the end of the page.

    ``kind``: uint8 by symbol, ``LETTER``, ``MARK`` or ``OTHER``, see ``_words``.
    """
    seen, shown = 0, []
    for page, numbers in zip(extraction.pages, symbols.of_page, strict=True):
        rows = np.flatnonzero(page.font == font)
        rows = rows[((page.flags[rows] & INVISIBLE) == 0) & (np.round(page.angle[rows]) == 0)]
        if not rows.size:
            continue
        rows = without_doubles(page, rows, numbers)
        seen += rows.size
        letters = rows[kind[numbers[rows]] != MARK]
        shown.append((page.x[letters], page.y[letters], page.size[letters], page.advance[letters], numbers[letters]))
        if seen >= P.GLYPHS:
            break
    return iter(_words(shown, kind)) if shown else iter(())


@lru_cache(maxsize=4096)
def _kind(text: str) -> int:
    if text and all(map(is_mark, text)):
        return MARK
    return LETTER if units.is_word(fold_marks(text)) else OTHER


def _words(shown: Sequence[tuple[NDArray[Any], ...]], kind: NDArray[np.uint8]) -> list[tuple[int, ...]]:
    """Runs of letters from right to left, parted by gaps and by whatever is no letter, page by page.

    ``shown``: per page x, y, size, advance and symbol of its glyphs, but for marks.
    """
    x, y, size, advance, symbol = map(np.concatenate, zip(*shown, strict=True))
    begins = np.cumsum([0, *(len(page[0]) for page in shown)])
    sheet = np.repeat(np.arange(len(shown)), np.diff(begins))
    size = np.maximum(size, 1)
    order = np.lexsort((y, sheet))
    line = np.zeros(x.size, np.int64)
    height, turned = y[order], np.diff(sheet) > 0
    line[order[1:]] = np.cumsum((height[1:] - height[:-1] > SAME_BASELINE * size[order][1:]) | turned)
    order = np.lexsort((-x, line))
    x, size, line, symbol, advance = x[order], size[order], line[order], symbol[order], np.abs(advance[order])
    still = advance <= MARK_ADVANCE * size  # a part of a letter, drawn anywhere over it: parts nothing
    ends = np.where(still, np.inf, x + advance)
    left = x[np.maximum.accumulate(np.where(still, begins[sheet], np.arange(x.size)))]
    letter = kind[symbol] == LETTER
    gaps = np.where(line[1:] == line[:-1], (left[:-1] - ends[1:]) / size[1:], np.inf)
    of_pages = (gaps[a:b] for a, b in itertools.pairwise(begins.tolist()))
    wide = np.array([word_gap(of_page[np.isfinite(of_page)]) for of_page in of_pages])
    parted = (gaps > wide[sheet[1:]]) | ~letter[1:] | ~letter[:-1]
    cuts = np.concatenate([[0], np.flatnonzero(parted) + 1, [x.size]])
    symbols = symbol.tolist()
    return [
        tuple(symbols[a:b])
        for a, b in zip(cuts[:-1].tolist(), cuts[1:].tolist(), strict=True)
        if 1 < b - a <= P.LONGEST
    ]


def _judge(spelled: dict[tuple[int, ...], str], silent: frozenset[int] = frozenset()) -> dict[int, float]:
    """Log odds of each symbol from the words looked up: the first of each symbol, so that rare ones have theirs."""
    looked: defaultdict[int, int] = defaultdict(int)
    chosen: list[tuple[tuple[int, ...], str]] = []
    for symbols, word in spelled.items():
        if (
            len(word) >= P.SHORTEST
            and units.is_word(word)
            and any(looked[s] < (P.ENOUGH_SILENT if s in silent else P.ENOUGH) for s in symbols)
        ):
            chosen.append((symbols, word))
            for s in set(symbols):
                looked[s] += 1
    model = LanguageModel.load()
    logps = in_lexicon(model, [word for _, word in chosen])
    known = np.count_nonzero(np.isfinite(logps))
    if 2 * known < len(chosen):
        # Listings and tests of fonts set letters from left to right.
        backwards = in_lexicon(model, [word[::-1] for _, word in chosen])
        if np.isfinite(backwards).sum() > 2 * known:
            logps = backwards
    odds: dict[int, float] = {}
    for (symbols, word), logp in zip(chosen, logps.tolist(), strict=True):
        if P.RARE > logp > -math.inf:
            continue
        chance = P.KNOWN_BY_CHANCE.get(len(word), P.KNOWN_BY_CHANCE_BEYOND)
        gain = math.log(P.KNOWN_RIGHT / chance) if logp >= P.RARE else math.log((1 - P.KNOWN_RIGHT) / (1 - chance))
        for s in set(symbols):
            odds[s] = odds.get(s, 0.0) + gain
    return odds


def in_lexicon(model: LanguageModel, words: Sequence[str]) -> NDArray[np.float64]:
    """log p of each word, -inf where the lexicon hasn't got it."""
    logs, numbers = np.full(len(words), -math.inf), np.array([model.token_id(word) for word in words], np.int64)
    known = numbers != UNKNOWN
    logs[known] = -STEP * model.word_value[numbers[known], 0]
    return logs
