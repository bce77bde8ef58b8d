"""Tokens of a decoded line as words between spaces: marks and numbers stand where print sets them, labels first."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace

from pipeline.decipher.text.orders import Ordered
from pipeline.decipher.text.story import attached
from pipeline.decipher.text.word_confidence import Doubt
from pipeline.model.line import Line, Word

#: A label at the start of a restored line.
LABEL = re.compile(r"(?:\d{1,3}\s?[-–](?!\d)|\(\w{1,2}\)|-\s?\d{1,3}\s)")
_LETTER_LABEL = re.compile(r"\(\w\)")
_LABEL_INSIDE = re.compile(r"\d{1,3}[-–]|[-–]\d{1,3}")


def label_first(line: Line) -> Line:
    """A paragraph's label that stands inside or behind its line goes first: `9 و8 ... -3 ...` has one that is `-3`."""
    last = line.words[-1] if len(line.words) > 1 else None
    if last is not None and _LETTER_LABEL.fullmatch(last.text) and not LABEL.match(line.words[0].text):
        return replace(line, words=(last, *line.words[:-1]))
    for k, word in enumerate(line.words):
        if k and _LABEL_INSIDE.fullmatch(word.text):
            label = replace(word, text=word.text.strip("-–") + "-")
            return replace(line, words=(label, *line.words[:k], *line.words[k + 1 :]))
    return line


def words_of(line: Ordered, found: Sequence[Doubt], quoted: bool = False) -> tuple[Word, ...]:
    """The tokens of a line as words between spaces: marks and numbers are attached as print sets them.

    ``quoted``: the line begins inside quotation marks.
    """
    pieces = line.path.pieces
    by_piece = found or tuple(Doubt(1.0, ()) for _ in pieces)
    raw = line.path.items.texts
    words: list[Word] = []
    for piece, doubt, attach in zip(pieces, by_piece, attached(pieces, quoted), strict=True):
        original = "".join(raw[piece.start : piece.end]).strip("\x01\x02\x03 ")
        word = Word(piece.text, original, doubt.confidence, None, doubt.alternatives)
        words = [*words[:-1], _merged(words[-1], word)] if attach and words else [*words, word]
    return tuple(words)


def ends_quoted(line: Ordered, quoted: bool) -> bool:
    """Whether the line ends inside quotation marks, if it begins so or not, as ``quoted`` says."""
    return quoted != bool(sum(piece.text == '"' for piece in line.path.pieces) % 2)


def _merged(first: Word, second: Word) -> Word:
    alternatives = tuple((first.text + t, p) for t, p in second.alternatives) or tuple(
        (t + second.text, p) for t, p in first.alternatives
    )
    confidence = min(first.confidence, second.confidence)
    return Word(first.text + second.text, first.original + second.original, confidence, None, alternatives)
