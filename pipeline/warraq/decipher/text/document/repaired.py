"""A repaired text with the words of it that a person should check."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Final

from warraq.config import MARK, Config
from warraq.decipher.text.document.restoration import TextRestoration, listed_below
from warraq.decipher.text.parameters import Repaired as P
from warraq.model.finding import Finding
from warraq.model.line import Word

#: Characters that may stand inside a word of the text and are left out of what is read.
_UNREAD: Final = "[\u00ad\u061c\u0640\u200b-\u200f\u202a-\u202e\u2060-\u206f\ufeff]*"


@dataclass(frozen=True, slots=True)
class DoubtfulWord:
    """A word that the reader should check.

    Attributes:
        word: as it was read.
        start, end: its characters in the text, the end exclusive; None where the text writes it in another way.
        confidence: how likely it is right, 0..1.
        alternatives: other readings, each with its probability.
    """

    word: str
    start: int | None
    end: int | None
    confidence: float
    alternatives: tuple[tuple[str, float], ...] = ()


@dataclass(frozen=True, slots=True)
class RepairedText:
    """What ``repair_text`` gives, and how far it can be trusted.

    Attributes:
        text: the repaired text; the text itself where nothing was wrong with it.
        words: how many words it has.
        uncertain: those to check, in their order.
        findings: what was wrong.
    """

    text: str
    words: int
    uncertain: tuple[DoubtfulWord, ...]
    findings: tuple[Finding, ...]

    @property
    def marked(self) -> str:
        """The text with ``MARK`` behind each uncertain word."""
        pieces, begin = [], 0
        for doubt in self.uncertain:
            if doubt.end is not None:
                pieces += [self.text[begin : doubt.end], MARK]
                begin = doubt.end
        return "".join([*pieces, self.text[begin:]])


def with_doubts(text: str, restored: TextRestoration, findings: tuple[Finding, ...], config: Config) -> RepairedText:
    """``text``, which was made of what was ``restored``, with its doubts."""
    words = [word for block in restored.blocks for word in block.words if word.text]
    below = listed_below(restored.confidences, config)
    return RepairedText(text, len(words), tuple(_doubts(text, words, below)), findings)


def _doubts(text: str, words: list[Word], below: float) -> Iterator[DoubtfulWord]:
    cursor = 0
    for word in words:
        doubted = word.confidence < below
        start = text.find(word.text, cursor, cursor + P.WITHIN + len(word.text))
        end = start + len(word.text)
        if start < 0 and doubted:
            match = re.compile(_UNREAD.join(map(re.escape, word.text))).search(text, cursor, cursor + 2 * P.WITHIN)
            start, end = match.span() if match else (-1, -1)
        if start >= 0:
            cursor = end
        if doubted:
            others = tuple((other, share) for other, share in word.alternatives if other != word.text)
            begin, behind = (start, end) if start >= 0 else (None, None)
            yield DoubtfulWord(word.text, begin, behind, word.confidence, others)
