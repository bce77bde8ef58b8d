"""What words and ink say of the claims of a font that no table can check: each asked when needed, and once."""

from __future__ import annotations

import unicodedata
from collections import Counter
from collections.abc import Callable, Collection, Mapping, Sequence
from dataclasses import replace
from functools import lru_cache
from typing import Final

import numpy as np
from numpy.typing import NDArray

from warraq.arabic.digits import to_arabic_indic, to_ascii
from warraq.arabic.letters import ARABIC_LETTERS, has_arabic, is_arabic_letter
from warraq.decipher.glyph.parameters import SAME_BASELINE
from warraq.decipher.glyph.parameters import ClaimChecks as P
from warraq.decipher.glyph.signs.signs import inked
from warraq.decipher.glyph.signs.tokens import Symbols
from warraq.decipher.glyph.trust.coherence import coherent, coherent_like, forms_meet
from warraq.decipher.glyph.trust.lexicon_support import support_of_words, usable
from warraq.extract.pages.doubled import without_doubles
from warraq.fonts.claims.claim_text import MIRRORED, SHARED_FORMS, is_mark, plain
from warraq.fonts.outlines import atlas
from warraq.fonts.outlines.outline import MARK_ADVANCE, Use, outline_evidence
from warraq.language.units import ALEFS, LAM
from warraq.model.font import Font
from warraq.model.glyph import Extraction, Page

_PERSIAN_SHAPES: Final = frozenset("\u06f4\u06f5\u06f6")
#: Letters that people write for each other, which words don't tell apart: alefs, yehs, heh and teh marbuta, waws.
_VARIED: Final = frozenset("\u0627\u064a\u0647\u0648")
#: Alef and waw: letters that no dots make another one of.
_BARE: Final = frozenset("\u0627\u0648")
#: Lam and alefs.
_OVERLAPPING: Final = frozenset(LAM + ALEFS)
_PLAIN: Final = str.maketrans(
    "\u0622\u0623\u0625\u0671\u0624\u0626\u0649\u0629", "\u0627\u0627\u0627\u0627\u0648\u064a\u064a\u0647"
)


class ClaimChecks:
    """What words and ink say of the claims of the fonts of one document.

    Args:
        of_font: font -> its symbols.
        words: whether the language is asked; without it only ink is.
        ink: whether outlines are.
    """

    def __init__(
        self, extraction: Extraction, symbols: Symbols, of_font: Mapping[int, Sequence[int]], words: bool, ink: bool
    ) -> None:
        self._extraction, self._symbols, self._of_font = extraction, symbols, of_font
        self._words, self._ink = words, ink
        self._odds: dict[int, dict[int, float]] = {}
        self._looked: dict[int, dict[int, tuple[float, str] | None]] = {}
        self._alone: dict[int, frozenset[int]] = {}
        self._coherent: dict[int, frozenset[int]] = {}
        self._contradicted: dict[int, bool] = {}
        self._of_letters: dict[int, list[int]] = {}
        self._count: list[int] = symbols.count.tolist()

    def odds(self, font: int) -> dict[int, float]:
        """Symbol -> log odds that its claim is right, by words."""
        if font not in self._odds:
            odds = support_of_words(self._extraction, self._symbols, font, self._blank(font)) if self._words else {}
            self._odds[font] = {s: value for s, value in odds.items() if self._symbols.font[s] == font}
        return self._odds[font]

    def _blank(self, font: int) -> list[int]:
        """Symbols that claim nothing that says anything, and paint nothing."""
        return [s for s in self._of_font[font] if not usable(self._symbols.claim[s]) and not self.inked(s)]

    def inked(self, symbol: int) -> bool:
        """Its glyph paints something, as far as can be known."""
        font = self._extraction.fonts[int(self._symbols.font[symbol])]
        return inked(font, int(self._symbols.gid[symbol]))

    def unexplained(self, font: int) -> list[int]:
        """Symbols that claim nothing, or that nobody knows what they are (U+FFFD), but paint."""
        return [s for s in self._of_font[font] if self._claims_nothing(s) and self.inked(s)]

    def _claims_nothing(self, symbol: int) -> bool:
        return not (self._symbols.claim[symbol] or "").strip("\N{REPLACEMENT CHARACTER}")

    def unnamed(self, font: int) -> list[int]:
        """Unexplained symbols that stand in words beside glyphs none of which can claim them as a part of its cluster.

        XeTeX leaves ligatures out of its maps for which the face has no code point, Qt all that the face has none for.
        WeasyPrint claims a cluster for the glyph that is painted first: the final lam-alef of Lateef is claimed nowhere
        if a hamza is set over it where it comes first, and stands without one elsewhere. Words hardly miss a lam-alef.
        What is claimed to be an empty string is no gap in a map. Marks that only such symbols bear are of theirs: the
        hamza over the alef of a lam-alef. So is one that only bare alefs and waws bear, which don't claim it: the hamza
        of FreeSerif's waw.
        """
        silent = [s for s in self.unexplained(font) if self._symbols.claim[s] is None]
        wide = [s for s in silent if self._symbols.advance[s] > MARK_ADVANCE]
        open_ = np.zeros(len(self._symbols), np.bool_)
        open_[wide] = True
        looked_at: Counter[int] = Counter()
        claimed: Counter[int] = Counter()
        in_words: set[int] = set()
        for page, numbers in zip(self._extraction.pages, self._symbols.of_page, strict=True):
            if not open_.any():
                break
            once = without_doubles(page, np.arange(len(page)), numbers)
            shown = numbers[once]
            for place in np.flatnonzero(open_[shown]).tolist():
                symbol = int(shown[place])
                beside = self._beside(page, once, shown, place) if open_[symbol] else []
                looked_at[symbol] += 1
                if any(map(self._may_name, beside)):
                    claimed[symbol] += 1
                elif any(c.isalpha() for s in beside for c in self._claim(s)):
                    in_words.add(symbol)
                if looked_at[symbol] == P.PLACES:
                    open_[symbol] = False
        missing = [s for s in wide if s in in_words and claimed[s] <= P.SELDOM_CLAIMED * looked_at[s]]
        marks = [s for s in silent if self._symbols.advance[s] <= MARK_ADVANCE]
        bare = [s for s in self._of_font[font] if self._claim(s) in _BARE] if marks else []
        return missing + self._borne({*missing, *bare}, marks)

    def _borne(self, bases: Collection[int], marks: Sequence[int]) -> list[int]:
        """Those of ``marks`` that stand on ``bases`` wherever they are, in so many places as are looked at."""
        if not bases or not marks:
            return []
        open_ = np.zeros(len(self._symbols), np.bool_)
        open_[list(marks)] = True
        looked_at: Counter[int] = Counter()
        astray: set[int] = set()
        for page, numbers in zip(self._extraction.pages, self._symbols.of_page, strict=True):
            for place in np.flatnonzero(open_[numbers]).tolist():
                mark = int(numbers[place])
                if looked_at[mark] < P.PLACES:
                    looked_at[mark] += 1
                    beside = [self._neighbour(numbers, place, step) for step in (-1, 1)]
                    if not any(k >= 0 and numbers[k] in bases and _over(page, place, k) for k in beside):
                        astray.add(mark)
        return [s for s in marks if s not in astray]

    def _beside(self, page: Page, rows: NDArray[np.intp], numbers: NDArray[np.int64], place: int) -> list[int]:
        """The symbols that touch the glyph at ``place`` of ``rows``, which have the ``numbers``."""
        others = (self._neighbour(numbers, place, step) for step in (-1, 1))
        return [int(numbers[k]) for k in others if k >= 0 and _touch(page, int(rows[place]), int(rows[k]))]

    def _neighbour(self, numbers: NDArray[np.int64], place: int, step: int) -> int:
        """Place of the next glyph of the stream that paints; marks that claim no letter are passed over. -1: none."""
        for other in range(place + step, place + (P.REACH + 1) * step, step):
            if not 0 <= other < len(numbers):
                break
            s = int(numbers[other])
            mark = self._symbols.advance[s] <= MARK_ADVANCE and not any(map(is_arabic_letter, self._claim(s)))
            if self.inked(s) and not mark:
                return other
        return -1

    def _may_name(self, symbol: int) -> bool:
        """It claims several letters, or one though it takes no room, or nothing."""
        letters = sum(map(is_arabic_letter, self._claim(symbol)))
        return letters > (self._symbols.advance[symbol] > MARK_ADVANCE) or not self._symbols.claim[symbol]

    def supported(self, font: int) -> float:
        """Share of the letters (glyphs) that words support."""
        return self._share(font, self._letters(font), lambda odds: odds >= P.SUPPORTS)

    def _knows_words(self, font: int) -> bool:
        """Whether words support nearly all letters (glyphs) but for those that they reject, and reject few."""
        letters = self._letters(font)
        rejected = self._share(font, letters, lambda odds: odds <= -P.SUPPORTS)
        return rejected <= P.FEW_REJECTED and self.supported(font) >= P.ACCEPTED * (1 - rejected)

    def _letters(self, font: int) -> list[int]:
        """Symbols that claim Arabic letters."""
        if font not in self._of_letters:
            members = self._of_font[font]
            self._of_letters[font] = [s for s in members if any(map(is_arabic_letter, self._claim(s)))]
        return self._of_letters[font]

    def _claim(self, symbol: int) -> str:
        return _as_arabic(self._symbols.claim[symbol] or "")

    def _share(self, font: int, members: Sequence[int], wanted: Callable[[float], bool]) -> float:
        count, odds = self._count, self.odds(font)
        supported = sum(count[s] for s in members if s in odds and wanted(odds[s]))
        return supported / max(sum(count[s] for s in members), 1)

    def coherent(self, font: int) -> frozenset[int]:
        """Symbols whose claims the map itself bears out, see :mod:`warraq.decipher.glyph.trust.coherence`."""
        if font not in self._coherent:
            self._coherent[font] = self._coherent_alone(font) or self._coherent_like_another(font)
        return self._coherent[font]

    def _coherent_alone(self, font: int) -> frozenset[int]:
        if font not in self._alone:
            self._alone[font] = coherent(self._extraction, self._symbols, font, self._of_font[font])
        return self._alone[font]

    def _coherent_like_another(self, font: int) -> frozenset[int]:
        members = self._of_font[font]
        for other in self._of_font:
            borne_out = self._coherent_alone(other)
            if borne_out and (alike := coherent_like(self._extraction, self._symbols, font, members, borne_out)):
                return alike
        return frozenset()

    def accepted(self, font: int) -> bool:
        """True where words support nearly all that the font writes, and the ink of the rest contradicts no claim.

        Or where the ink bears out every claim that it can be asked about, or the map bears itself out. Or where it
        contradicts none, and forms meet wherever glyphs do, or most are borne out and spell another language.
        """
        if self.contradicted(font):
            return False
        odds, members = self.odds(font), [s for s in self._of_font[font] if usable(self._symbols.claim[s])]
        if self.supported(font) >= P.ACCEPTED:
            rest = [s for s in members if odds.get(s, 0.0) < P.SUPPORTS]
            return all(gap <= P.CONTRADICTED_BY for gap, _ in self._look(font, rest).values())
        looked = self._look(font, members)
        suits = bool(looked) and all(gap <= P.SUITS for gap, _ in looked.values())
        if suits or self.coherent(font):
            return True
        if not looked or any(gap > P.CONTRADICTED_BY for gap, _ in looked.values()):
            return False
        if self._foreign(font) and self._borne_out(looked):
            return True
        return forms_meet(self._extraction, self._symbols, font, members)

    def _borne_out(self, looked: Mapping[int, tuple[float, str]]) -> bool:
        """Ink speaks for most of the claims that were ``looked`` at."""
        return sum(gap <= P.SUITS for gap, _ in looked.values()) >= P.BORNE_OUT * len(looked)

    def shared(self, font: int) -> list[int]:
        """Symbols that claim a form which Arabic and Persian share a glyph for, and that words call Arabic.

        LuaTeX names the glyph, not the character, and many faces know it by its Persian name.
        """
        named = [
            s
            for s in self._of_font[font]
            if (claim := self._symbols.claim[s]) and claim.translate(SHARED_FORMS) != claim
        ]
        if not named or self.supported(font) < P.ACCEPTED:
            return []
        return [s for s in named if self.odds(font).get(s, 0.0) > -P.SUPPORTS]

    def garbled(self, font: int) -> bool:
        """True where the claims spell no words: in Arabic letters alone, most of them rejected.

        Never where letters of other languages are claimed, or where the ink bears the claims out.
        """
        letters = self._letters(font)
        total = sum(self._count[s] for s in letters)
        if total < P.LEAST_LETTERS or self._foreign(font):
            return False
        rejected = self._share(font, letters, lambda odds: odds <= -P.SUPPORTS)
        if rejected < P.REJECTED:
            return False
        looked = self._look(font, self._sample(font)[0])
        return not looked or not self._borne_out(looked)

    def _foreign(self, font: int) -> bool:
        """The claims spell another language than Arabic, of whose words the lexicon says nothing."""
        count, letters = self._count, self._letters(font)
        foreign = [s for s in letters if not set(filter(is_arabic_letter, self._claim(s))) <= ARABIC_LETTERS]
        return sum(count[s] for s in foreign) > P.FOREIGN * sum(count[s] for s in letters)

    def widens_marks(self, font: int) -> bool:
        """True where several codes claim a combining mark, but advance like letters and stand in the line."""
        wide = [
            s
            for s in self._of_font[font]
            if self._symbols.advance[s] > P.WIDE_MARK and (claim := self._claim(s)) and all(map(is_mark, claim))
        ]
        return len(wide) >= P.LEAST_WIDE_MARKS

    def contradicted(self, font: int) -> bool:
        """True where the outlines contradict too many claims: of codes that words reject, or say nothing of."""
        if font not in self._contradicted:
            self._contradicted[font] = self._find_contradicted(font)
        return self._contradicted[font]

    def _find_contradicted(self, font: int) -> bool:
        sample, supported = self._sample(font)
        looked = self._look(font, sample)
        checked = len(looked) + len(supported.difference(looked))
        wrong = {s for s, (gap, _) in looked.items() if gap > P.CONTRADICTED_BY}
        least = max(P.LEAST_CONTRADICTED, P.LEAST_SHARE * checked)
        if len(wrong) >= least and len(wrong - self.coherent(font)) >= least:
            return True
        return self._digits_contradicted(font)

    def _digits_contradicted(self, font: int) -> bool:
        """Ink contradicts most of the digits. The letters may all be right: words say nothing of a digit."""
        digits = self._look(font, [s for s in self._of_font[font] if (self._symbols.claim[s] or "").isdecimal()])
        wrong = sum(gap > P.CONTRADICTED_BY for gap, _ in digits.values())
        return wrong >= P.LEAST_CONTRADICTED and 2 * wrong > len(digits)

    def doubted(self, font: int) -> list[int]:
        """Symbols that words reject and ink contradicts, of a font that is otherwise believed.

        What words say counts beside ink where they know the language: in another one they reject every claim. There
        they may ask for what the ink shows: macOS claims a lam alone for a lam-alef, which a heading holds once.
        """
        odds = self.odds(font)
        rejected = [
            s for s in self._of_font[font] if odds.get(s, 0.0) <= -P.SUPPORTS and usable(self._symbols.claim[s])
        ]
        if not rejected:
            return []
        known = self.supported(font) >= P.ACCEPTED
        looked = self._look(font, rejected)

        def contradicted_by(least: Callable[[int], float]) -> list[int]:
            return [s for s, (gap, _) in looked.items() if gap > max(least(s), P.CONTRADICTED_BY + odds[s])]

        wrong = contradicted_by(lambda s: P.CONTRADICTED_BY / 2 if known else P.CONTRADICTED_BY)
        whole = not self._extraction.fonts[font].letters  # parts of letters carry claims of others
        if whole and len(wrong) >= P.LEAST_CONTRADICTED and self._knows_words(font):
            # The map is wrong, and if the atlas knows nothing like the face, ink contradicts little. A lam and its alef
            # may overlap: words take them in the wrong order then.
            wrong = contradicted_by(lambda s: P.CONTRADICTED_BY / 2 if self._claim(s) in _OVERLAPPING else 0.0)
        shown = {s: seen for s, seen in looked.items() if known and s not in wrong and seen[0] > P.SUITS}
        wrong += [s for s, (gap, text) in shown.items() if gap + self._asked(s, text) > P.CONTRADICTED_BY + odds[s]]
        return [s for s in wrong if s not in self.coherent(font)]

    def _asked(self, symbol: int, text: str) -> float:
        """Log odds that ``symbol`` is ``text`` by the words that it stands in; -inf where they don't support it."""
        claim, font = list(self._symbols.claim), int(self._symbols.font[symbol])
        claim[symbol] = text
        odds = support_of_words(self._extraction, replace(self._symbols, claim=tuple(claim)), font, self._blank(font))
        return support if (support := odds.get(symbol, 0.0)) >= P.SUPPORTS else -np.inf

    def borne_out(self, font: int) -> list[int]:
        """Symbols whose claims words support or ink bears out, or that the atlas doesn't know.

        Digits and signs, of which words know nothing, need no more than that ink doesn't contradict them. In a text of
        another language words reject nothing: they would some of its letters, whatever these are. Where the
        map bears itself out, ink is asked of Arabic letters alone whose place it leaves open.
        """
        odds, members = self.odds(font), [s for s in self._of_font[font] if usable(self._symbols.claim[s])]
        looked = self._look(font, [s for s in members if odds.get(s, 0.0) < P.SUPPORTS])

        def stands(s: int, within: float) -> bool:
            return looked.get(s, (0.0, ""))[0] <= within

        if coherent := self.coherent(font):
            return [
                s for s in members if s in coherent or not has_arabic(self._claim(s)) or stands(s, P.CONTRADICTED_BY)
            ]
        rejected = set() if self._foreign(font) else {s for s in members if odds.get(s, 0.0) <= -P.SUPPORTS}
        spelt = {s for s in members if is_spelt(self._claim(s))}
        return [s for s in members if s not in rejected and stands(s, P.SUITS if s in spelt else P.CONTRADICTED_BY)]

    def _sample(self, font: int) -> tuple[list[int], set[int]]:
        """Symbols whose ink is worth a look, the most doubtful first; and those that words support."""
        odds, count, claim = self.odds(font), self._count, self._symbols.claim
        members = [s for s in self._of_font[font] if claim[s] is not None]
        supported = {s for s in members if odds.get(s, 0.0) >= P.SUPPORTS}
        mostly = self._share(font, members, lambda value: value >= P.SUPPORTS) >= P.MOSTLY_SUPPORTED

        def rank(s: int) -> tuple[int, float, int, int]:
            if s in supported:
                # Words don't tell a letter from its variant; of the others they leave nothing to ask.
                varied = self._claim(s).translate(_PLAIN) in _VARIED
                return 1 if varied else 2, 0.0, -count[s], s
            return 0, min(odds.get(s, 0.0) + P.SUPPORTS, 0.0), -count[s], s

        return sorted(members, key=rank)[: P.SMALL_SAMPLE if mostly else P.SAMPLE], supported

    def paints_arabic(self, font: int) -> bool:
        """True where the font claims letters of another script and paints Arabic ones."""
        claimed = [s for s in self._of_font[font] if (self._symbols.claim[s] or " ")[0].isalpha()]
        looked = self._look(font, sorted(claimed, key=lambda s: (-self._count[s], s))[: P.SMALL_SAMPLE])
        arabic = sum(gap > P.CONTRADICTED_BY and has_arabic(text[0]) for gap, text in looked.values())
        return arabic >= P.SLOTS_SHARE * max(len(looked), 1)

    def paints_letters(self, font: int) -> bool:
        """True where a glyph of the font has the outline of an Arabic letter, claims something else, and is in a word.

        Letters of other scripts may be drawn like Arabic ones; they stand among their own.
        """
        looked = self._look(font, [s for s in self._of_font[font] if usable(self._symbols.claim[s])])
        letters = [s for s, (gap, text) in looked.items() if gap > P.CONTRADICTED_BY and is_arabic_letter(text[0])]
        return any(self._is_in_words(s) for s in letters)

    def _is_in_words(self, symbol: int) -> bool:
        """In most of the places that are looked at it touches an Arabic letter of another font."""
        font = self._symbols.font[symbol]
        known: list[bool] = []
        for page, numbers in zip(self._extraction.pages, self._symbols.of_page, strict=True):
            rows = np.arange(len(page))
            for place in np.flatnonzero(numbers == symbol)[: P.PLACES - len(known)].tolist():
                beside = self._beside(page, rows, numbers, place)
                known.append(any(self._symbols.font[s] != font and has_arabic(self._claim(s)) for s in beside))
        return 2 * sum(known) > len(known)

    def _look(self, font: int, sample: Sequence[int]) -> dict[int, tuple[float, str]]:
        """Symbol -> (how much worse its claim suits its outline than the best label, nats; that label's string).

        Blank glyphs are left out, and claims that the atlas can't know.
        """
        known = self._looked.setdefault(font, {})
        new = [s for s in sample if s not in known]
        if new and self._ink:
            known |= dict.fromkeys(new) | _look(self._extraction.fonts[font], new, self._symbols)
        return {s: seen for s in sample if (seen := known.get(s)) is not None}


@lru_cache(maxsize=4096)
def _as_arabic(claim: str) -> str:
    """A claim as plain letters, those of Arabic where it shares their forms."""
    return plain(claim.translate(SHARED_FORMS))


def _over(page: Page, mark: int, base: int) -> bool:
    """The mark's origin lies within the width of the base, in the same line."""
    size, advance = float(page.size[base]), float(page.advance[base])
    along = float(page.x[mark] - page.x[base])
    level = abs(float(page.y[mark] - page.y[base])) < size
    return level and -P.TOUCHING * size <= along <= advance + P.TOUCHING * size


def _touch(page: Page, place: int, other: int) -> bool:
    """Two glyphs of a page stand side by side in one line, with no white between them."""
    left, right = sorted((place, other), key=lambda i: float(page.x[i]))
    size = float(page.size[place])
    white = float(page.x[right] - page.x[left] - abs(page.advance[left]))
    return abs(float(page.y[left] - page.y[right])) < SAME_BASELINE * size and white < P.TOUCHING * size


def _look(font: Font, sample: Sequence[int], symbols: Symbols) -> dict[int, tuple[float, str]]:
    book = atlas.shipped()
    uses = [Use(int(symbols.gid[s]), round(float(symbols.advance[s]), 4), int(symbols.count[s])) for s in sample]
    evidence = outline_evidence(font, uses, book)
    if evidence is None:
        return {}
    seen: dict[int, tuple[float, str]] = {}
    for row, s in enumerate(sample):
        claim = plain(symbols.claim[s] or "")
        if evidence.blank[row]:
            continue
        labels = _labels_of(claim, book)
        if not labels.size and not claim.isspace():
            continue
        values = evidence.loglik[row]
        gap = float(values.max() - values[labels].max()) if labels.size else np.inf
        seen[s] = (gap, book.labels[int(values.argmax())].text)
    return seen


@lru_cache(maxsize=4096)
def _labels_of(claim: str, book: atlas.Atlas) -> NDArray[np.int64]:
    """Numbers of the labels that look like what is claimed; none of accented letters and rare signs, which outlines
    hardly tell."""
    same = unicodedata.normalize("NFC", claim)  # U+212A is a K
    alike = {claim, same, claim.translate(MIRRORED), claim.swapcase(), *same_value(claim)}
    numbers = (i for i, label in enumerate(book.labels) if label.text in alike and not (label.accented or label.varied))
    return np.array([*numbers], np.int64)


def same_value(claim: str) -> tuple[str, ...]:
    """A digit in both styles: faces that paint ASCII digits as Arabic-Indic ones are no fault of the map.

    The Persian four, five and six are drawn in ways of their own, which the atlas doesn't know.
    """
    if len(claim) != 1 or not claim.isdigit() or claim in _PERSIAN_SHAPES:
        return ()
    return to_ascii(claim), to_arabic_indic(claim)


def is_spelt(claim: str) -> bool:
    """It is of letters and marks, by which words are told apart."""
    return any(c.isalpha() or is_mark(c) for c in claim)
