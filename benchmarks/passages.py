"""Passages that people typed from the pictures of pages, beside what is read there: the truth of real files in parts.

    python -m benchmarks.passages PASSAGES.json FOLDER [--peer NAME] [--show]

The list has ``file`` (a PDF of the folder, with or without ``.pdf``), ``page`` (from 1) and ``text`` of each passage. A
passage is whole lines or paragraphs, so it is held against the part of the page that is nearest to it: the fewest
edits with what stands before and after left out. Harakat, tatweel, white space and the script of digits are folded on
both sides. ``data/laws.json`` is such a list, of laws and gazettes: official texts, whose files aren't here.

*silent* counts words of that part that the passage doesn't have in their place and that the document doesn't list as
uncertain, *per 1,000* typed words. A peer has no list, and its text no pages: its part is looked for in the whole file.
"""

from __future__ import annotations

import argparse
import json
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from statistics import fmean, median
from typing import Any

import numpy as np
from numpy.typing import NDArray

from benchmarks import peers
from benchmarks.markdown import table_head, table_row
from benchmarks.scores import ascii_digits, in_place
from warraq.emit.formats.printed import printed_label
from warraq.emit.report.compare import Token, fold_marks
from warraq.errors import WarraqError
from warraq.model.document import Document, Node, Span, normal_text
from warraq.run import extract


@dataclass(frozen=True, slots=True)
class Passage:
    """What a person typed from a ``page`` (from 1) of ``file``."""

    file: str
    page: int
    text: str


@dataclass(frozen=True, slots=True)
class Result:
    """One passage beside what was read.

    Attributes:
        cer: edits per typed character.
        words: typed words.
        silent: wrong words that aren't listed as uncertain.
        part: what was read there, folded.
        wrong: the wrong words of the part, the uncertain ones in brackets.
    """

    cer: float
    words: int
    silent: int
    part: str
    wrong: tuple[str, ...]


def load(path: Path) -> list[Passage]:
    """The passages of a list."""
    return [Passage(row["file"], row["page"], row["text"]) for row in json.loads(path.read_text("utf-8"))]


def folded(text: str) -> str:
    """``text`` as it is compared.

    >>> folded("\N{ARABIC LETTER BEH}\N{ARABIC TATWEEL}\N{ARABIC FATHA}  \N{ARABIC-INDIC DIGIT THREE}")
    '\N{ARABIC LETTER BEH} 3'
    """
    return ascii_digits(fold_marks(normal_text(text)))


@cache
def document_of(path: Path) -> Document | None:
    """What is read in a PDF; None of one that is refused."""
    try:
        return extract(path)
    except WarraqError:
        return None


def page_words(document: Document, page: int) -> list[Token]:
    """The words that are printed on a page, furniture and footnotes in their place, folded."""
    placed: list[tuple[int, list[Token]]] = [
        (0 if part.role == "header" else 3, _plain(part.text))
        for part in document.furniture
        if _stands_on(part.spans, page)
    ]
    placed += [(1, list(_words(node))) for node in document.walk() if _stands_on(node.spans, page)]
    notes = (node for note in document.footnotes for node in note.walk())
    placed += [(2, list(_words(node))) for node in notes if _stands_on(node.spans, page)]
    return [word for _, words in sorted(placed, key=lambda item: item[0]) for word in words]


def _stands_on(spans: Sequence[Span], page: int) -> bool:
    return any(span.page == page for span in spans)


def _plain(text: str) -> list[Token]:
    return [Token(word) for word in folded(text).split()]


def _words(node: Node) -> Iterator[Token]:
    yield from _plain(node.label or printed_label(node))
    doubts = {doubt.index for doubt in node.uncertain}
    for index, word in enumerate(node.content.split()):
        if text := folded(word):
            yield Token(text, index in doubts)


def best_part(truth: str, text: str) -> tuple[int, int, int]:
    """Where ``text`` is nearest to ``truth``: (begin, end, edits).

    >>> best_part("two words", "one two wards three")
    (4, 13, 1)
    """
    row = _edits(truth, text, anywhere=True)
    end = int(row.argmin())
    back = _edits(truth[::-1], text[:end][::-1], anywhere=False)
    return end - int(back.argmin()), end, int(row[end])


def _edits(truth: str, text: str, *, anywhere: bool) -> NDArray[np.int64]:
    """Sellers' algorithm: for each end in ``text`` the edits from ``truth``, which begins anywhere or at the start."""
    codes = np.array([ord(char) for char in text], np.int64)
    place = np.arange(len(text) + 1)
    row = np.zeros(len(text) + 1, np.int64) if anywhere else place.copy()
    for char in truth:
        step = row + 1
        np.minimum(step[1:], row[:-1] + (codes != ord(char)), out=step[1:])
        row = np.minimum.accumulate(step - place) + place
    return row


def measure(truth: str, words: Sequence[Token]) -> Result:
    """A passage beside the words (folded) among which it stands."""
    true = folded(truth)
    text = " ".join(word.text for word in words)
    begin, end, edits = best_part(true, text)
    inside = list(_between(words, begin, end))
    right = in_place(true.split(), [word.text for word in inside])
    wrong = [word for word, is_right in zip(inside, right, strict=True) if not is_right]
    return Result(
        cer=edits / max(len(true), 1),
        words=len(true.split()),
        silent=sum(not word.uncertain for word in wrong),
        part=text[begin:end],
        wrong=tuple(f"[{word.text}]" if word.uncertain else word.text for word in wrong),
    )


def _between(words: Sequence[Token], begin: int, end: int) -> Iterator[Token]:
    """The words that stand between two places of their text, single spaces between them; cut off at both ends."""
    start = 0
    for word in words:
        stop = start + len(word.text)
        if text := word.text[max(begin - start, 0) : max(end - start, 0)]:
            yield Token(text, word.uncertain)
        start = stop + 1


def results(passages: Sequence[Passage], folder: Path, peer: str | None = None) -> Iterator[Result]:
    """Each passage beside what is read in the PDFs of a folder; a file that is refused has no words."""

    @cache
    def by_peer(file: str) -> list[Token]:
        return _plain(peers.read(str(peer), _path(folder, file)))

    for one in passages:
        if peer:
            yield measure(one.text, by_peer(one.file))
        else:
            read = document_of(_path(folder, one.file))
            yield measure(one.text, page_words(read, one.page) if read else [])


def _path(folder: Path, file: str) -> Path:
    return folder / f"{file.removesuffix('.pdf')}.pdf"


def summary(measured: Sequence[Result]) -> dict[str, Any]:
    """Mean and median CER, how many are exact, wrong words that nothing flags per 1,000."""
    rates = [result.cer for result in measured]
    return {
        "passages": len(rates),
        "mean": fmean(rates),
        "median": median(rates),
        "exact": sum(not rate for rate in rates),
        "silent": 1000 * sum(result.silent for result in measured) / max(sum(r.words for r in measured), 1),
    }


def lines(passages: Sequence[Passage], folder: Path, peer: str | None = None, show: bool = False) -> Iterator[str]:
    """A row a passage, and all together. With ``show`` what is wrong follows each row."""
    yield from table_head("file", "page", "CER", "words", "silent")
    measured: list[Result] = []
    for passage, result in zip(passages, results(passages, folder, peer), strict=True):
        measured.append(result)
        yield table_row(passage.file, str(passage.page), f"{result.cer:.2%}", str(result.words), str(result.silent))
        if show and result.cer:
            yield f"typed {folded(passage.text)}\nread  {result.part}\nwrong {' '.join(result.wrong)}"
    if measured:
        total = summary(measured)
        yield (
            f"\n{total['passages']} passages: mean CER {total['mean']:.2%}, median {total['median']:.2%}, "
            f"{total['exact']} exact, {total['silent']:.1f} wrong words in 1,000 not flagged"
        )


def main() -> None:
    parser = argparse.ArgumentParser(description="Passages typed from pictures of pages, beside what is read there.")
    parser.add_argument("passages", type=Path, help="list of the passages, JSON")
    parser.add_argument("folder", type=Path, help="folder of the PDFs")
    parser.add_argument("--peer", choices=[*peers.PEERS, peers.OCR], help="read with another tool")
    parser.add_argument("--show", action="store_true", help="what was typed and what was read, where they differ")
    given = parser.parse_args()
    for line in lines(load(given.passages), given.folder, given.peer, given.show):
        print(line, flush=True)


if __name__ == "__main__":
    main()
