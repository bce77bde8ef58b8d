"""Words that spaces cut in two, or that stand together without one, in a text that can be read otherwise.

pdfium and pdfminer set a space where letters stand apart: around a kashida without an entry in the map, before a letter
that was painted by itself. They set none where a producer parted words by placing them, without a space. Only words
that the lexicon hasn't are touched, and single letters, where all that comes of them is in it and far likelier; and
only in texts with many of them, for in any text some names fall apart into words.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Final

from warraq.language.model import LanguageModel
from warraq.language.tokens import HARAKAT, UNKNOWN, fold_marks
from warraq.language.units import LETTERS

_MARKS: Final = f"\u0640{HARAKAT}"
#: Letters of the script and signs of the Koran. Words with those that Arabic hasn't are nobody's parts.
_SCRIPT: Final = "\u0620-\u063f\u0641-\u064a\u066e\u066f\u0671-\u06d3\u06d5-\u06ef\u06fa-\u06ff\u0750-\u077f"
#: A part may begin with marks of the letter before it, or be no more.
_WORD: Final = f"[{_SCRIPT}{_MARKS}]++"
#: Words with nothing but spaces between them.
_WORDS: Final = re.compile(rf"{_WORD}(?: +{_WORD})*")
_FOREIGN: Final = re.compile(f"[^{LETTERS}]")
_WAW: Final = "\N{ARABIC LETTER WAW}"
#: So many parts make one word at most, of so many letters.
_PARTS: Final = 4
_LONGEST: Final = 16
#: A word that may be several has so many letters; the letters of each of these.
_LEAST_TOGETHER: Final = 6
_LEAST_LETTERS: Final = 2
#: What it costs that a space is left out or set, and by how much a reading must be likelier, nats.
_SPACE: Final = 2.0
_LIKELIER: Final = 5.0
#: A part of a word is rarer than this, if it is a word at all (log p).
_RARE: Final = -12.5
#: So many words that are mended, and such a share of all, show that it is the extractor's doing.
_LEAST: Final = 6
_SHARE: Final = 0.015


@dataclass(frozen=True, slots=True)
class Mended:
    """A text with its words parted otherwise, and how many of its words had to be."""

    text: str
    count: int
    words: int

    @property
    def share(self) -> float:
        return self.count / max(1, self.words)


def respaced(text: str) -> Mended | None:
    """``text`` with its words parted as the lexicon has them; None where hardly any have to be."""
    lm = LanguageModel.load()
    readings = _Readings(lm)
    mended, count, words = [], 0, 0
    end = 0
    for run in _WORDS.finditer(text):
        parts = run.group().split()
        words += len(parts)
        parts_read, changed = readings.of(parts)
        if changed:
            mended += [text[end : run.start()], " ".join(parts_read)]
            end, count = run.end(), count + changed
    mended.append(text[end:])
    result = Mended("".join(mended), count, words)
    return result if count >= _LEAST and result.share >= _SHARE else None


class _Readings:
    """How words that stand side by side are parted best."""

    def __init__(self, lm: LanguageModel) -> None:
        self._lm = lm
        self._several: dict[str, tuple[str, ...]] = {}
        self._odd_words: dict[str, bool] = {}

    def of(self, parts: Sequence[str]) -> tuple[list[str], int]:
        """``parts``, each with its marks, as words, and how many of them were mended."""
        plain = [fold_marks(part) for part in parts]
        odd = [self._odd(word) for word in plain]
        if not any(odd) or any(map(_FOREIGN.search, plain)):
            return list(parts), 0
        # best[k]: score of the first k parts, the last word's id, and the step that led there: where it began, the
        # words as they are written, and how many were mended
        best: list[tuple[float, int, tuple[int, list[str], int]]] = [(0.0, UNKNOWN, (0, [], 0))]
        for end in range(1, len(parts) + 1):
            options = []
            for begin in range(max(0, end - _PARTS), end):
                score, last, _ = best[begin]
                for reading in self._readings(plain[begin:end], odd[begin:end]):
                    value, before = score, last
                    for word in reading:
                        value, before = value + self._logp(before, word), self._lm.token_id(word)
                    spaces = abs(end - begin - len(reading))
                    mended = bool(spaces)
                    written = list(parts[begin:end]) if not mended else _written(parts[begin:end], reading)
                    worth = value - mended * (_SPACE * spaces + _LIKELIER)
                    options.append((worth, before, (begin, written, mended)))
            best.append(max(options, key=lambda option: option[0]))
        words: list[str] = []
        count, at = 0, len(parts)
        while at:
            at, written, changed = best[at][2]
            words += reversed(written)
            count += changed
        return words[::-1], count

    def _odd(self, word: str) -> bool:
        if word not in self._odd_words:
            self._odd_words[word] = word != _WAW and (len(word) == 1 or self._lm.word_logp(word) < _RARE)
        return self._odd_words[word]

    def _readings(self, plain: Sequence[str], odd: Sequence[bool]) -> Iterator[tuple[str, ...]]:
        """What some parts may be: a part as it stands; several as one word; one as several words."""
        if len(plain) == 1:
            yield (plain[0],)
            if len(plain[0]) >= _LEAST_TOGETHER and plain[0] not in self._lm:
                several = self._apart(plain[0])
                if several:
                    yield several
        elif plain[0] and plain[-1] and any(odd) and any(len(part) > 1 for part in plain):
            word = "".join(plain)
            if len(word) <= _LONGEST and word in self._lm:
                yield (word,)

    def _apart(self, word: str) -> tuple[str, ...]:
        """The likeliest words of the lexicon that stand in ``word`` one after the other; none if there are none."""
        if word not in self._several:
            # best[k]: score of the first k letters, and where their last word begins
            best: list[tuple[float, int] | None] = [(0.0, 0)]
            for end in range(1, len(word) + 1):
                options = []
                for begin in range(max(0, end - _LONGEST), end - _LEAST_LETTERS + 1):
                    before, part = best[begin], word[begin:end]
                    if before is not None and part in self._lm:
                        options.append((before[0] + self._lm.word_logp(part) - _SPACE, begin))
                best.append(max(options, default=None))
            words, end = [], len(word)
            while end and (step := best[end]) is not None:
                words.append(word[step[1] : end])
                end = step[1]
            self._several[word] = tuple(words[::-1]) if not end and len(words) > 1 else ()
        return self._several[word]

    def _logp(self, before: int, word: str) -> float:
        token = self._lm.token_id(word)
        if token == UNKNOWN:
            return self._lm.word_logp(word)
        return self._lm.token_trigram_logp(UNKNOWN, before, token)


def _written(parts: Sequence[str], reading: Sequence[str]) -> list[str]:
    """``parts`` with their marks, parted as the words of ``reading``."""
    letters = re.findall(f"(?:^[{_MARKS}]+)?[{LETTERS}][{_MARKS}]*", "".join(parts))
    written, at = [], 0
    for word in reading:
        written.append("".join(letters[at : at + len(word)]))
        at += len(word)
    return written
