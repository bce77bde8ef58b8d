"""Lines whose runs stand as they are painted, from the left, each with what ends it before it: as MuPDF writes them.

Where a producer paints the runs of a line one by one, MuPDF gives them back in that order: ``2020  of1 law no.`` for
``law no. 1 of 2020``, were it Arabic. Within an Arabic run the letters are in reading order, but the spaces and signs
behind its last letter come first, from the left. A document shows it by its numbers: no letter has a space between it
and a number behind it, and most numbers have one or two before the letters behind them.

``with_ends_behind`` sets spaces and signs behind the letters again, and turns round words with a slash between them,
which is a run of its own there; ``in_reading_order`` puts the runs in order too, in text that can be read.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from typing import Final

from warraq.arabic.marks import VOWEL_MARKS
from warraq.language.model import LanguageModel
from warraq.language.tokens import END, START, tokenize
from warraq.language.units import LETTERS

_LETTER: Final = f"[{LETTERS}\u0640{VOWEL_MARKS}]"
_DIGIT: Final = "[0-9\u0660-\u0669]"
_NUMBER: Final = rf"{_DIGIT}+(?:[.,/:\u066b\u066c-]{_DIGIT}+)*%?"
#: Numbers, Latin words with the numbers among them, and a slash between words: runs of their own.
_RUN: Final = re.compile(
    rf"([A-Za-z][A-Za-z0-9]*(?:[ .,/:_@&+-]+[A-Za-z0-9]+)*|{_NUMBER}|(?<={_LETTER})/(?= *{_LETTER}))"
)
#: A line without what ends it or the page before it.
_PAGE_OR_LINE: Final = re.compile(r"[^\n\f]+")
_MARK: Final = re.compile(f"[{VOWEL_MARKS}]")
_WORDED: Final = re.compile(f"[{LETTERS}]")
#: A number that opens a line with a dash before it is its label, which stands to the right of all.
_LABEL: Final = re.compile(rf"^\s*-\s*{_DIGIT}{{1,3}}(?=[^\S\n]*[^\s\d])")
#: The signs and spaces before the letters of a run, marks of the last letter among them.
_FRONT: Final = re.compile(rf"^[^{LETTERS}\u0640]*")
_MET: Final = re.compile(rf"[{LETTERS}]( *)(?={_DIGIT})")
_FOLLOWED: Final = re.compile(rf"(?<={_DIGIT})( *)[{LETTERS}]")
#: Between a word of two letters or more and a number or Latin word. A waw is written beside it.
_TOUCHING: Final = re.compile(rf"(?<={_LETTER}{_LETTER})(?={_DIGIT}|[A-Za-z])")
#: So many letters that a number stands beside show the habit. Lines that were painted in one are in order, so that a
#: share of them may have a space between.
_LEAST: Final = 8
_SPACED: Final = 0.1
#: By how much lines must be likelier in reading order, nats a line.
_LIKELIER: Final = 1.0
_OPENERS: Final = "(\u00ab["
_CLOSERS: Final = ")\u00bb].\u060c\u061b:\u061f!%"


def has_painted_runs(text: str) -> bool:
    """Whether what ends each run of ``text`` stands before it."""
    met = [len(spaces) for spaces in _MET.findall(text)]
    followed = [len(spaces) for spaces in _FOLLOWED.findall(text)]
    if min(len(met), len(followed)) < _LEAST:
        return False
    return sum(map(bool, met)) <= _SPACED * len(met) and sum(map(bool, followed)) > 0.5 * len(followed)


def with_ends_behind(text: str) -> str:
    """``text`` with what ends its runs behind them."""

    def mended(line: re.Match[str]) -> str:
        label, runs = _label_and_runs(line.group())
        return label + "".join(runs)

    return _PAGE_OR_LINE.sub(mended, text)


def in_reading_order(text: str) -> str:
    """``text`` with its runs in the order in which they are read, where that makes its lines likelier."""
    changed: dict[str, str] = {}
    gain, count = 0.0, 0
    lm = LanguageModel.load()
    for line in _PAGE_OR_LINE.findall(text):
        if line not in changed and _WORDED.search(line):
            ordered = _in_order(*_label_and_runs(line))
            changed[line] = ordered if ordered.split() != line.split() else line
        new = changed.get(line, line)
        if new != line:
            gain += _logp(new, lm) - _logp(line, lm)
            count += 1
    if gain <= _LIKELIER * count:
        return text
    return _PAGE_OR_LINE.sub(lambda line: changed.get(line.group(), line.group()), text)


def _label_and_runs(line: str) -> tuple[str, list[str]]:
    """The label of a line, if it has one, and its runs as they stand, each with its end behind it."""
    label = _LABEL.match(line)
    first = label.group() if label else ""
    runs = [run for run in _RUN.split(line[len(first) :]) if run]
    parts = []
    for k, run in enumerate(runs):
        if _WORDED.search(run):
            parts.append(_with_end_behind(run, k + 1 < len(runs), k > 0))
        else:
            parts.append(run if _RUN.fullmatch(run) else run[::-1])
    return first, _around_slashes(parts)


def _around_slashes(runs: list[str]) -> list[str]:
    """``runs`` with those on both sides of a slash turned round; they are one then."""
    joined: list[list[str]] = []
    rest = iter(runs)
    for run in rest:
        if run == "/" and joined and _WORDED.search(joined[-1][-1]):
            joined[-1] += [run, next(rest, "")]
        else:
            joined.append([run])
    return ["".join(reversed(parts)) for parts in joined]


def _with_end_behind(run: str, after_another: bool, before_another: bool) -> str:
    """An Arabic run: what stands before its letters and belongs behind them is there, in the order of reading."""
    front = _FRONT.match(run)
    signs = front.group() if front else ""
    size = _own(signs, run[len(signs) :], after_another, before_another)
    ended, begins = signs[: len(signs) - size], signs[len(signs) - size :]
    return begins + run[len(signs) :] + ended[::-1]


def _own(signs: str, letters: str, after_another: bool, before_another: bool) -> int:
    """How many of the ``signs`` before the ``letters`` of a run, the last ones, begin it."""
    size = 0
    for place in range(len(signs) - 1, -1, -1):
        sign = signs[place]
        if sign.isspace():
            # one space parts it from what is before it; more belong behind it
            if (size and signs[place + 1].isspace()) or not (after_another or size):
                break
        elif sign in _OPENERS:
            if before_another and not _closes(letters, signs[:place], sign):
                break
        elif sign in _CLOSERS:
            if not after_another or any(not c.isspace() for c in signs[place + 1 : len(signs)]):
                break
        elif _MARK.match(sign):
            break
        size = len(signs) - place
    return size


def _closes(letters: str, ended: str, opener: str) -> bool:
    """Whether a run closes the bracket that it would begin with."""
    closer = {"(": ")", "\u00ab": "\u00bb", "[": "]"}[opener]
    return closer in letters + ended


def _in_order(label: str, runs: Sequence[str]) -> str:
    """Runs from the last to the first, a label before them."""
    ordered = _parted(reversed(runs))
    return f"{label} {ordered}" if label else ordered


def _parted(runs: Iterable[str]) -> str:
    """``runs`` as one text, one space between words, and between a word and the number behind it."""
    return " ".join(_TOUCHING.sub(" ", "".join(runs)).split())


def _logp(line: str, lm: LanguageModel) -> float:
    """log p of a line's tokens."""
    ids = [START, START, *map(lm.token_id, tokenize(line)), END]
    return sum(lm.token_trigram_logp(a, b, c) for a, b, c in zip(ids, ids[1:], ids[2:], strict=False))
