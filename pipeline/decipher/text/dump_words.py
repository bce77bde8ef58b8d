"""Tokens of a decoded line as words between spaces: marks and numbers stand where print sets them, labels first."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace

from pipeline.decipher.text.lattice import Piece
from pipeline.decipher.text.orders import Ordered
from pipeline.decipher.text.word_confidence import Doubt
from pipeline.language import tokens
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
    open_quote = quoted
    glue = False
    for k, (piece, doubt) in enumerate(zip(pieces, by_piece, strict=True)):
        before = pieces[k - 1] if k else None
        after = pieces[k + 1] if k + 1 < len(pieces) else None
        attach = glue or _attached(piece, before, open_quote)
        original = "".join(raw[piece.start : piece.end]).strip("\x01\x02\x03 ")
        word = Word(piece.text, original, doubt.confidence, None, doubt.alternatives)
        words = [*words[:-1], _merged(words[-1], word)] if attach and words else [*words, word]
        glue = _binds(piece, before, after, open_quote)
        if piece.text == '"':
            open_quote = not open_quote
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


def _attached(piece: Piece, before: Piece | None, open_quote: bool) -> bool:
    """The token stands right behind the one before."""
    if before is None:
        return False
    if piece.text in "\N{ARABIC COMMA}\N{ARABIC SEMICOLON}:.)\N{ARABIC QUESTION MARK}" or piece.text in "/-":
        return True
    if piece.text == '"':
        return open_quote
    return piece.token == tokens.NUMBER and before.text == "\N{ARABIC LETTER WAW}"


def _binds(piece: Piece, before: Piece | None, after: Piece | None, open_quote: bool) -> bool:
    """The next token stands right behind this one."""
    if piece.text in "(/":
        return True
    if piece.text == '"':
        return not open_quote
    if piece.text == "-":  # a label's dash ends it; one between words or numbers binds
        label = (
            before is not None and before.token == tokens.NUMBER and after is not None and after.token != tokens.NUMBER
        )
        return before is not None and not label
    return False
