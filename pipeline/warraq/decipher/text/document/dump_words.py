"""Tokens of a decoded line as words between spaces: marks and numbers stand where print sets them, labels first."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from unicodedata import bidirectional

from warraq.decipher.text.dump.items import AFTER, ECHO_SIGN, JOIN_SIGN, LAYOUT_SIGN, ROOM_SIGN, SOFT_SIGN
from warraq.decipher.text.dump.stand_ins import KASHIDA, has_stand_ins
from warraq.decipher.text.order.line_lengths import attached
from warraq.decipher.text.order.orders import Ordered
from warraq.decipher.text.words.word_confidence import Doubt
from warraq.model.line import Line, Word

#: A label at the start of a restored line.
LABEL = re.compile(r"(?:\d{1,3}\s?[-–](?!\d)|\(\w{1,2}\)|-\s?\d{1,3}\s)")
_LETTER_LABEL = re.compile(r"\(\w\)")
#: Spaces and the signs of seams.
_BREAKS = f" {JOIN_SIGN}{LAYOUT_SIGN}{SOFT_SIGN}{ROOM_SIGN}"
_SHOWN = re.compile(f"[^{_BREAKS}]+")
_PER_CENT = "%\u066a\u2030"
_LABEL_INSIDE = re.compile(r"\d{1,3}[-–]|[-–]\d{1,3}")


def label_first(line: Line) -> Line:
    """A paragraph's label that stands inside or behind its line goes first: `9 و8 ... -3 ...` has one that is `-3`.

    Its dash stands behind it.
    """
    last = line.words[-1] if len(line.words) > 1 else None
    if last is not None and _LETTER_LABEL.fullmatch(last.text) and not LABEL.match(line.words[0].text):
        return replace(line, words=(last, *line.words[:-1]))
    for k, word in enumerate(line.words):
        if _LABEL_INSIDE.fullmatch(word.text):
            label = replace(word, text=word.text.strip("-–") + "-")
            return replace(line, words=(label, *line.words[:k], *line.words[k + 1 :]))
    return line


def heading_label(line: Line) -> Line:
    """A ``line`` that is the label of a heading, a word and a dash, as print has it: one word that ends in the dash."""
    letters = [word for word in line.words if word.text.strip("-–")]
    if len(letters) != 1:
        return line
    original = " ".join(word.original for word in line.words)
    return replace(line, words=(replace(letters[0], text=letters[0].text.strip("-–") + "-", original=original),))


def numbered_label(words: Sequence[Word]) -> tuple[Word, ...]:
    """The ``words`` of a label, a word and a number, in this order, without full stops: spaces at its edges were taken
    for them."""
    plain = [replace(word, text=word.text.strip(".")) for word in words]
    return tuple(sorted((word for word in plain if word.text), key=lambda word: word.text.isdecimal()))


def words_of(line: Ordered, doubts: Sequence[Doubt], quoted: bool = False) -> tuple[Word, ...]:
    """The tokens of a line as words between spaces: marks and numbers are attached as print sets them.

    What was not read is there as it stands: a sign beside what it stood beside, letters as a word that nobody vouches
    for.

    ``quoted``: the line begins inside quotation marks.
    """
    pieces = line.path.pieces
    by_piece = doubts or tuple(Doubt(1.0, ()) for _ in pieces)
    raw = line.path.items.texts
    words: list[Word] = []
    glued = False
    end = 0
    for piece, doubt, attach in zip(pieces, by_piece, attached(pieces, quoted), strict=True):
        original = _as_it_stands(raw[piece.start : piece.end])
        word = Word(piece.text, original, doubt.confidence, None, doubt.alternatives)
        for sign in _unread(raw, end, piece.start):
            if sign.glued_behind and sign.text in _PER_CENT and bidirectional(word.text[0]) == "AN" and not sign.glued:
                word = _merged(word, sign.word)  # stands to the left of such digits, and is read behind them
                continue
            ends = sign.text in AFTER and bool(words)
            words = _added(words, sign.word, sign.glued or ends)
            glued = sign.glued_behind and not ends
        words = _added(words, word, attach or glued)
        glued, end = False, piece.end
    for sign in _unread(raw, end, len(raw)):
        words = _added(words, sign.word, sign.glued)
    return tuple(words)


@dataclass(frozen=True, slots=True)
class _Unread:
    """Characters that were not read, and whether they stand right behind and before what was."""

    text: str
    glued: bool
    glued_behind: bool

    @property
    def word(self) -> Word:
        """They are sure but for letters."""
        return Word(self.text, self.text, 0.0 if any(c.isalpha() or has_stand_ins(c) for c in self.text) else 1.0)


def _unread(raw: Sequence[str], begin: int, end: int) -> Iterator[_Unread]:
    """What stands between two tokens."""
    text = "".join(
        c
        for c in raw[begin:end]
        if c != KASHIDA and (c in _BREAKS or has_stand_ins(c) or (c.isprintable() and c != "\N{REPLACEMENT CHARACTER}"))
    )
    for match in _SHOWN.finditer(text):
        before = begin > 0 and not match.start() and raw[begin - 1] not in _BREAKS
        behind = end < len(raw) and match.end() == len(text) and raw[end] not in _BREAKS
        yield _Unread(match.group(), before, behind)


def _as_it_stands(raw: Sequence[str]) -> str:
    return "".join(raw).replace(ECHO_SIGN, "").strip(_BREAKS)


def _added(words: list[Word], word: Word, attach: bool) -> list[Word]:
    return [*words[:-1], _merged(words[-1], word)] if attach and words else [*words, word]


def ends_quoted(line: Ordered, quoted: bool) -> bool:
    """Whether the line ends inside quotation marks, if it begins so or not, as ``quoted`` says."""
    return quoted != bool(sum(piece.text == '"' for piece in line.path.pieces) % 2)


def _merged(first: Word, second: Word) -> Word:
    alternatives = tuple((first.text + t, p) for t, p in second.alternatives) or tuple(
        (t + second.text, p) for t, p in first.alternatives
    )
    confidence = min(first.confidence, second.confidence)
    return Word(first.text + second.text, first.original + second.original, confidence, None, alternatives)
