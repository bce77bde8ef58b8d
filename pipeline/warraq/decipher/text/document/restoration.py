"""A dump as it was meant to be read: its lines in words and blocks."""

from __future__ import annotations

import itertools
import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace
from typing import Final

from warraq.arabic.letters import TATWEEL
from warraq.config import Config
from warraq.decipher.text.document.clean_font import ReadLine
from warraq.decipher.text.document.dump_words import (
    LABEL,
    ends_quoted,
    heading_label,
    label_first,
    numbered_label,
    words_of,
)
from warraq.decipher.text.dump.dump import LONE_LABEL, NUMBERED, DumpLine
from warraq.decipher.text.order.beginnings import WAW
from warraq.decipher.text.parameters import Restoration as P
from warraq.language.model import LanguageModel
from warraq.language.tokens import fold_marks
from warraq.language.units import LETTERS
from warraq.model.finding import Finding
from warraq.model.line import Block, Line, Word

_LETTERS: Final = re.compile(f"[{LETTERS}]+")


@dataclass(frozen=True, slots=True)
class TextRestoration:
    """A dump as it was meant to be read.

    Attributes:
        blocks: in document order, furniture among them.
        findings: what was wrong.
        enciphered: letters stood for others, and were deciphered.
        confidence: mean confidence of the words, 0..1.
    """

    blocks: tuple[Block, ...]
    findings: tuple[Finding, ...]
    enciphered: bool
    confidence: float

    @property
    def confidences(self) -> list[float]:
        """Confidence of each word of the body."""
        return [word.confidence for b in self.blocks if b.role == "body" for word in b.words]

    @property
    def text(self) -> str:
        """The body's blocks, a line each."""
        return "\n".join(b.text for b in self.blocks if b.role == "body")


def as_it_stands(
    lines: list[DumpLine],
    garbled: int,
    arabic: int,
    lm: LanguageModel | None = None,
    why: str = "too few to learn how",
) -> TextRestoration:
    """A dump with nothing to decipher, or nothing that can be, ``why`` says: words of lines that look enciphered are
    doubted; where the words of the dump had to be mended, those too that ``lm`` doesn't know."""
    blocks, findings = [], []
    for line in lines:
        sure = P.LEFT_ENCIPHERED if line.enciphered and not line.furniture else 1.0
        shown = ((w.replace(TATWEEL, "") or w, w) for w in line.raw.split())
        words = tuple(Word(text, w, _sure(text, sure, lm)) for text, w in shown)
        plain = Line(line.page, words, gap_before=float(line.blank > 0), painted=line.number)
        blocks.append(Block("header" if line.furniture else "body", (plain,)))
    if garbled:
        detail = f"{garbled} of {arabic} lines look enciphered, {why}"
        findings.append(Finding("enciphered_text", "document", "text layer", garbled / max(1, arabic), detail))
    return TextRestoration(tuple(blocks), tuple(findings), False, mean_confidence(blocks))


def mean_confidence(blocks: Iterable[Block]) -> float:
    """The mean confidence of the words of the body; 0 where there are none."""
    sure = [word.confidence for block in blocks if block.role == "body" for word in block.words]
    return sum(sure) / len(sure) if sure else 0.0


def _sure(word: str, sure: float, lm: LanguageModel | None) -> float:
    """How sure a word is that stands as it is, in a line whose words are ``sure``."""
    if lm is None:
        return sure
    parts = _LETTERS.findall(fold_marks(word))
    odd = any(part != WAW and (len(part) == 1 or part not in lm) for part in parts)
    return min(sure, P.UNKNOWN_WHERE_MENDED) if odd else sure


def blocks_of_lines(lines: list[DumpLine], read: dict[int, ReadLine]) -> list[Block]:
    """Blocks of all lines in order. Lines of one paragraph are one block, what has no letters among them."""
    blocks: list[list[DumpLine]] = []
    body: list[DumpLine] = []
    for line in lines:
        line_read = read.get(line.number)
        before = next(
            (block_line for block_line in reversed(body) if block_line.number in read), body[-1] if body else None
        )
        if before is not None and not line.furniture and not _opens(before, line, line_read):
            body.append(line)
            continue
        blocks.append([line])
        if not line.furniture:
            body = blocks[-1]
    return [Block("header" if block[0].furniture else "body", _laid_out(block, read)) for block in blocks]


def _laid_out(block: list[DumpLine], read: dict[int, ReadLine]) -> tuple[Line, ...]:
    """The lines of a block in words; the label of a heading stands on the line of its heading."""
    lines = list(_lines(block, read))
    if len(lines) > 1 and LONE_LABEL.fullmatch(block[0].raw):
        lines[:2] = [replace(lines[0], words=(*lines[0].words, *lines[1].words))]
    return tuple(lines)


def _lines(block: list[DumpLine], read: dict[int, ReadLine]) -> Iterator[Line]:
    """The lines of a block in words. Quotations close on later lines, unless one of the block's marks was lost."""
    paired = not sum(ends_quoted(read[line.number].ordered, False) for line in block if line.number in read) % 2
    quoted = False
    for line in block:
        line_read = read.get(line.number)
        if line_read is None:
            yield label_first(Line(line.page, tuple(Word(w, w) for w in line.raw.split()), painted=line.number))
        else:
            yield _words(line, line_read, quoted)
            quoted = paired and ends_quoted(line_read.ordered, quoted)


def _words(line: DumpLine, line_read: ReadLine, quoted: bool = False) -> Line:
    """The line in words, its label first; ``quoted``: it begins inside quotation marks."""
    words = words_of(line_read.ordered, line_read.doubts, quoted)
    if NUMBERED.fullmatch(line.raw):
        words = numbered_label(words)
    gap = float(line.blank > 0)
    as_line = Line(line.page, words, bold=line.clean, gap_before=gap, painted=line.number)
    return heading_label(as_line) if LONE_LABEL.fullmatch(line.raw) else label_first(as_line)


def _opens(before: DumpLine, line: DumpLine, line_read: ReadLine | None) -> bool:
    """A line opens a block: a label, another font, or a heading before it; one without letters that stands apart."""
    if line_read is None:
        return line.blank > 0 or line.labelled or before.short_label or before.quality is None
    return (
        line.clean != before.clean
        or line.short_label
        or before.short_label
        or line.labelled
        or bool(LABEL.match(_words(line, line_read).text))
    )


def sure_from(confidences: Iterable[float], wrong: float) -> float:
    """The confidence from which on words hold no more wrong ones than the share ``wrong`` of all, as far as they tell.

    1 where the surest of them would hold more.
    """
    descending = sorted(confidences, reverse=True)
    expected = itertools.accumulate(1.0 - sure for sure in descending)
    held = [sure for sure, total in zip(descending, expected, strict=True) if total <= wrong * len(descending)]
    return held[-1] if held else 1.0


def listed_below(confidences: Iterable[float], config: Config) -> float:
    """Words of a dump below this confidence are listed as uncertain."""
    return max(config.uncertain_below, sure_from(confidences, config.unlisted_wrong))
