"""Dumps whose lines are written as they look, not as they are read: what extractors leave that know no direction.

Old Windows and DTP producers paint Arabic from left to right, and many extractors copy what is painted: letters
backwards, numbers and Latin words in order. Others turn the whole line, numbers and all; or spell each word backwards
in its place; or leave the words whole and turn their order; or turn nothing but numbers. The lexicon and its pairs of
words tell which, for the document as a whole: it must know far more words one way than the other, so that sound text in
whatever language stays as it is. Enciphered text spells few words either way: there the article tells too, which begins
every fourth word where its letters are kept.

>>> in_reading_order("a b") == ("a b", [])
True
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from itertools import pairwise
from typing import Final

from warraq.arabic.marks import is_mark
from warraq.arabic.presentation_forms import to_letters
from warraq.language import tokens
from warraq.language.model import LanguageModel
from warraq.language.tokens import fold_marks
from warraq.language.units import LETTERS
from warraq.model.finding import Finding
from warraq.repair.order.brackets import count_pairs, turned
from warraq.repair.order.order import logical_order
from warraq.repair.strings import reverse_digits

_ARABIC_WORD: Final = re.compile(f"[{LETTERS}]{{4,}}")
_ARABIC: Final = re.compile("[\\u0621-\\u064a\\u066e-\\u06d3\\ufb50-\\ufdff\\ufe70-\\ufefc]")
#: Distinct words (of four letters or more) that say anything, and how many are looked up.
_LEAST_WORDS: Final = 20
_MOST_WORDS: Final = 1500
#: Share of the words that must be known one way, and how many times that of the other. Sound laws and reports have 0.9
#: and 0.05, enciphered ones 0.1 and 0.1.
_KNOWN: Final = 0.5
_TIMES: Final = 3.0
#: In enciphered text: so many words must be known one way, so many times those of the other, and the article must begin
#: so many times the words that it ends. The text layers of the report have 210 to 80, and 840 to 100.
_ENCIPHERED_WORDS: Final = 30
_ENCIPHERED_TIMES: Final = 2.0
_ARTICLE_TIMES: Final = 4.0
_ARTICLE: Final = "\u0627\u0644"
#: Pairs of words that say anything of their order, and by how much one order must be likelier (nats a pair).
_LEAST_PAIRS: Final = 40
_MOST_PAIRS: Final = 1500
_LIKELIER: Final = 0.6
#: Score from which the digits of a text are backwards.
_DIGITS: Final = 0.9

#: A mark at the start of a word, where it has no letter to stand on.
_MARK_BEGINS: Final = re.compile("(?:^|\\s)[\\u064b-\\u0652]")

_Turn = Callable[[str], str]


def in_reading_order(text: str) -> tuple[str, list[Finding]]:
    """``text`` with its lines in the order in which they are read, and what was wrong; itself where nothing is."""
    lines = text.split("\n")
    turn: _Turn
    turns: list[_Turn]
    arabic = [line for line in lines if _ARABIC.search(line)]
    if not arabic:
        return text, []
    lm = LanguageModel.load()
    if _reads_backwards(arabic, lm):
        writing = _Writing.of(arabic)
        turns = [writing.as_painted, writing.whole, writing.words]
        turn = max(turns, key=lambda turn: _worth(list(map(turn, arabic)), lm))
        detail = "letters run backwards: the lines are written as they look"
    elif _likelier(list(map(_order, arabic)), lm) - _likelier(arabic, lm) > _LIKELIER:
        turn, detail = _order, "the words of each line run backwards"
    else:
        return _with_digits(text)
    restored = "\n".join(
        unicodedata.normalize("NFC", to_letters(turn(line))) if _ARABIC.search(line) else line for line in lines
    )
    finding = Finding("visual_order", "document", "text layer", 1.0, detail)
    restored, others = _with_digits(unicodedata.normalize("NFC", restored))
    return restored, [finding, *others]


def _with_digits(text: str) -> tuple[str, list[Finding]]:
    score = reverse_digits.find(text)
    if score < _DIGITS:
        return text, []
    finding = Finding("mirrored_digits", "document", "text layer", score, "numbers are written backwards")
    return reverse_digits.repair(text), [finding]


def _reads_backwards(lines: Sequence[str], lm: LanguageModel) -> bool:
    """The lexicon knows the words only when their letters are turned round."""
    words = list(dict.fromkeys(word for line in lines for word in _ARABIC_WORD.findall(_plain(line))))[:_MOST_WORDS]
    if len(words) < _LEAST_WORDS:
        return False
    forwards, backwards = (sum(word[::step] in lm for word in words) for step in (1, -1))
    if backwards >= _KNOWN * len(words):
        return backwards >= _TIMES * forwards
    begins = sum(word.startswith(_ARTICLE) for word in words)
    ends = sum(word.endswith(_ARTICLE[::-1]) for word in words)
    return backwards >= max(_ENCIPHERED_WORDS, _ENCIPHERED_TIMES * forwards) and ends > _ARTICLE_TIMES * begins


def _worth(lines: Sequence[str], lm: LanguageModel) -> float:
    """How well lines read: the order of their words; numbers decide between orders that turn the same words."""
    return _likelier(lines, lm) - reverse_digits.find("\n".join(lines))


def _likelier(lines: Sequence[str], lm: LanguageModel) -> float:
    """Mean log p of a word after the one before it, over that of the word alone (nats); 0 for too few pairs."""
    total, pairs = 0.0, 0
    for line in lines:
        ids = [lm.token_id(word) if _ARABIC_WORD.fullmatch(word) else -1 for word in _plain(line).split()]
        for before, after in pairwise(ids):
            if min(before, after) >= len(tokens.SPECIAL):
                alone = lm.token_trigram_logp(tokens.UNKNOWN, tokens.UNKNOWN, after)
                total += lm.token_trigram_logp(tokens.UNKNOWN, before, after) - alone
                pairs += 1
        if pairs >= _MOST_PAIRS:
            break
    return total / pairs if pairs >= _LEAST_PAIRS else 0.0


def _plain(line: str) -> str:
    return fold_marks(to_letters(line))


@dataclass(frozen=True, slots=True)
class _Writing:
    """How the lines of a document are written.

    Attributes:
        marks_first: marks stand before their letters, turned round with them.
        typed: brackets are the characters typed, not what they look like.
    """

    marks_first: bool
    typed: bool

    @classmethod
    def of(cls, lines: Sequence[str]) -> _Writing:
        """Tell it by marks that begin words, and by pairs of brackets that look inside out."""
        right, wrong = 0, 0
        for line in lines:
            pairs = count_pairs([(character, 0) for character in line])
            right, wrong = right + pairs[0].total(), wrong + pairs[1].total()
        return cls(any(_MARK_BEGINS.search(line) for line in lines), wrong > right)

    def clusters(self, line: str) -> list[str]:
        """The letters of a line, each followed by its marks."""
        clusters: list[str] = []
        for character in reversed(line) if self.marks_first else line:
            if clusters and is_mark(character):
                clusters[-1] += character
            else:
                clusters.append(character)
        return clusters[::-1] if self.marks_first else clusters

    def as_painted(self, line: str) -> str:
        """The logical string of a line that is written from left to right as it looks."""
        clusters = [turned(cluster) if self.typed else cluster for cluster in self.clusters(line)]
        order = logical_order("".join(cluster[0] for cluster in clusters))
        return "".join(turned(clusters[i]) if i in order.mirrored else clusters[i] for i in order.indices)

    def whole(self, line: str) -> str:
        """The line from its end to its start; brackets were typed, not painted."""
        return "".join(reversed(self.clusters(line)))

    def words(self, line: str) -> str:
        """Each word from its end to its start."""
        return " ".join(map(self.as_painted, line.split(" ")))


def _order(line: str) -> str:
    """The words from the last to the first."""
    return " ".join(reversed(line.split(" ")))
