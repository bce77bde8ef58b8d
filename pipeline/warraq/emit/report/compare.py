"""How far a document is from the true one: words, characters, numbers, structure, and doubt that was not voiced.

The one place where the project's measures are defined; the benchmarks import them.
"""

from __future__ import annotations

import unicodedata
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import groupby
from typing import TYPE_CHECKING

import regex
from rapidfuzz.distance import LCSseq, Levenshtein

from warraq.emit.formats.printed import measured_text, printed_label
from warraq.model.document import Document, Node, normal_text

if TYPE_CHECKING:
    from rich.text import Text

_MARKS = regex.compile(r"\p{Mn}+")
#: A symbol (CTOC/COP/WG.7/2020/4, V.20-05359) or a string of digits with what joins it (5/3, 2018-2019).
_NUMBERS = regex.compile(r"[A-Z][A-Z0-9]*(?:[/.\-][A-Za-z0-9]+)+|\d+(?:[/.:\-]\d+)*")
#: Two texts of the same node that agree to this share are the same text.
SAME_TEXT = 0.9


@dataclass(frozen=True, slots=True)
class Comparison:
    """The measures of one document against the true one. Rates are shares (0..1; an error rate can exceed 1).

    Attributes:
        cer: character error rate, harakat folded, white space collapsed.
        wer: word error rate, harakat folded.
        wer_raw: word error rate with harakat.
        numbers_exact: share of the numbers and symbols that are right and in order.
        structure_f1: of (kind, number) in reading order.
        structure_text_f1: the same where the text agrees too (``SAME_TEXT``).
        unflagged: words that are wrong (harakat folded) and not listed as uncertain.
        words: words of the true document.
        flagged: words listed as uncertain.
    """

    cer: float
    wer: float
    wer_raw: float
    numbers_exact: float
    structure_f1: float
    structure_text_f1: float
    unflagged: int
    words: int
    flagged: int


@dataclass(frozen=True, slots=True)
class Token:
    """A word of a document, and whether the document itself calls it uncertain."""

    text: str
    uncertain: bool = False


def fold_marks(text: str) -> str:
    """``text`` without harakat, shadda and tanween (a hamza or madda is part of its letter, and stays)."""
    folded: str = _MARKS.sub("", unicodedata.normalize("NFC", text))
    return folded


def tokens(document: Document) -> list[Token]:
    """The words in reading order; a node's number counts as a word, printed the same way for every source."""
    parts: list[Token] = []
    for node in document.walk():
        parts += (Token(part) for part in printed_label(node).split())
        doubts = {word.index for word in node.uncertain}
        parts += (Token(part, index in doubts) for index, part in enumerate(node.content.split()))
    return parts


def compare(golden: Document, got: Document) -> Comparison:
    """Measure ``got`` against ``golden``."""
    true_words, words = tokens(golden), tokens(got)
    true_text, text = measured_text(golden), measured_text(got)
    precise, by_text = _structure(golden, got)
    return Comparison(
        cer=character_error_rate(true_text, text),
        wer=word_error_rate(true_text, text),
        wer_raw=word_error_rate(true_text, text, fold=False),
        numbers_exact=numbers_exact(true_text, text),
        structure_f1=precise,
        structure_text_f1=by_text,
        unflagged=_unflagged(true_words, words),
        words=len(true_words),
        flagged=sum(word.uncertain for word in words),
    )


def character_error_rate(golden: str, got: str, *, fold: bool = True) -> float:
    """Edits per true character, white space collapsed to single spaces."""
    true, text = (fold_marks(normal_text(string)) if fold else normal_text(string) for string in (golden, got))
    return Levenshtein.distance(true, text) / max(len(true), 1)


def word_error_rate(golden: str, got: str, *, fold: bool = True) -> float:
    """Edits (of whole words) per true word."""
    true, text = (
        (fold_marks(normal_text(string)) if fold else normal_text(string)).split() for string in (golden, got)
    )
    return Levenshtein.distance(true, text) / max(len(true), 1)


def numbers_exact(golden: str, got: str) -> float:
    """Numbers and symbols that are the same in the same order, as a share of the longer sequence."""
    true, read = _NUMBERS.findall(normal_text(golden)), _NUMBERS.findall(normal_text(got))
    return LCSseq.similarity(true, read) / max(len(true), len(read), 1)


def _unflagged(golden: Sequence[Token], got: Sequence[Token]) -> int:
    true, words = [fold_marks(word.text) for word in golden], [fold_marks(word.text) for word in got]
    return sum(
        not got[index].uncertain
        for edit in Levenshtein.opcodes(true, words)
        if edit.tag != "equal"
        for index in range(edit.dest_start, edit.dest_end)
    )


def _structure(golden: Document, got: Document) -> tuple[float, float]:
    true, nodes = list(golden.walk()), list(got.walk())
    keys, found_keys = [_key(node) for node in true], [_key(node) for node in nodes]
    pairs = [
        (true[edit.src_start + i], nodes[edit.dest_start + i])
        for edit in LCSseq.opcodes(keys, found_keys)
        if edit.tag == "equal"
        for i in range(edit.src_end - edit.src_start)
    ]
    total = max(len(true) + len(nodes), 1)
    same = sum(_similarity(one.content, other.content) >= SAME_TEXT for one, other in pairs)
    return 2 * len(pairs) / total, 2 * same / total


def _key(node: Node) -> tuple[str, str | None]:
    return node.kind, node.number


def _similarity(one: str, other: str) -> float:
    return Levenshtein.normalized_similarity(fold_marks(one), fold_marks(other))


@dataclass(frozen=True, slots=True)
class Difference:
    """A run of words that differ: ``golden`` should stand where ``got`` stands. Equal runs have ``equal`` set."""

    equal: bool
    golden: tuple[str, ...]
    got: tuple[str, ...]


def differences(golden: Document, got: Document) -> Iterator[Difference]:
    """The words of both documents aligned, harakat folded: equal and different runs in turn."""
    true, words = measured_text(golden).split(), measured_text(got).split()
    folded, read = [fold_marks(word) for word in true], [fold_marks(word) for word in words]
    edits = Levenshtein.opcodes(folded, read)
    for equal, group in groupby(edits, key=lambda edit: edit.tag == "equal"):
        run = list(group)
        yield Difference(
            equal,
            tuple(true[run[0].src_start : run[-1].src_end]),
            tuple(words[run[0].dest_start : run[-1].dest_end]),
        )


def structure_differences(golden: Document, got: Document) -> list[str]:
    """The nodes that only one of the two has: ``- kind number`` is missing, ``+ kind number`` is too many."""
    keys, keys_read = [_key(node) for node in golden.walk()], [_key(node) for node in got.walk()]
    lines = []
    for edit in LCSseq.opcodes(keys, keys_read):
        if edit.tag != "equal":
            lines += [f"- {kind} {number or ''}".rstrip() for kind, number in keys[edit.src_start : edit.src_end]]
            lines += [
                f"+ {kind} {number or ''}".rstrip() for kind, number in keys_read[edit.dest_start : edit.dest_end]
            ]
    return lines


def coloured(golden: Document, got: Document, *, context: int = 4, limit: int | None = None) -> Text:
    """A readable word diff, a line a difference: missing words red in [-...-], words too many green in {+...+}.

    Args:
        context: words that are shown on each side.
        limit: differences that are shown; the rest is only counted.
    """
    from rich.text import Text  # only wanted where a person looks

    parts = list(differences(golden, got))
    out = Text()
    shown = 0
    total = sum(not part.equal for part in parts)
    for index, part in enumerate(parts):
        if part.equal:
            continue
        if limit is not None and shown == limit:
            out.append(f"... and {total - shown} more differences\n", style="bold")
            break
        shown += 1
        before, after = parts[index - 1] if index else None, parts[index + 1] if index + 1 < len(parts) else None
        if before:
            out.append(" ".join(before.got[-context:]) + " ", style="dim")
        if part.golden:
            out.append(f"[-{' '.join(part.golden)}-]", style="red")
        if part.got:
            out.append(f"{{+{' '.join(part.got)}+}}", style="green")
        if after:
            out.append(" " + " ".join(after.got[:context]), style="dim")
        out.append("\n")
    return out
