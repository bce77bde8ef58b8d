"""Headings that people saw on pictures of pages, beside those that the document has there: precision, recall, F1.

    python -m benchmarks.headings HEADINGS.json FOLDER [--show]

The list has ``file`` (a PDF of the folder, with or without ``.pdf``), ``page`` (from 1) and ``headings`` of each page
that was looked at, each with ``text`` and ``level``; a page without headings is in it too. Level 0 marks what a reader
may call a heading or not, such as the lines of a letterhead: neither found nor missed counts.

Headings are compared by page and letters, with marks, signs and the script of digits folded, and are the same where
they are nearly (``ALIKE``). One of several lines may be found in parts; it counts once.
"""

from __future__ import annotations

import argparse
import json
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from difflib import SequenceMatcher
from functools import cache
from pathlib import Path

from benchmarks.markdown import table_head, table_row
from benchmarks.passages import folded
from warraq.emit.formats.printed import printed_label
from warraq.errors import WarraqError
from warraq.model.document import TITLED, Document, Node
from warraq.run import extract

#: Two headings are the same from this share of common letters.
ALIKE = 0.8


@dataclass(frozen=True, slots=True)
class Heading:
    """A heading that a person saw; ``level`` 1 is outermost, 0 is what may be one."""

    level: int
    text: str


@dataclass(frozen=True, slots=True)
class Page:
    """The headings of one ``page`` (from 1) of ``file``."""

    file: str
    page: int
    headings: tuple[Heading, ...]


@dataclass(frozen=True, slots=True)
class Result:
    """What was found of the headings of a page: how many, which were missed, which are none."""

    found: int
    missed: tuple[str, ...]
    false: tuple[str, ...]


def load(path: Path) -> list[Page]:
    """The pages of a list."""
    return [
        Page(row["file"], row["page"], tuple(Heading(one["level"], one["text"]) for one in row["headings"]))
        for row in json.loads(path.read_text("utf-8"))
    ]


def headings_of(document: Document, page: int) -> list[str]:
    """The titles and headings that begin on a page, each with its label."""
    return [
        f"{node.label or printed_label(node)} {node.content}".strip()
        for node in document.walk()
        if node.spans and node.spans[0].page == page and _is_heading(node)
    ]


def _is_heading(node: Node) -> bool:
    return node.kind == "title" or node.kind in TITLED or (node.kind == "article" and node.title is not None)


def measure(headings: Sequence[Heading], texts: Sequence[str]) -> Result:
    """The headings of a page beside those that were found.

    >>> measure([Heading(1, "One of two"), Heading(1, "Other"), Heading(0, "By X")], ["ONE", "One of two", "by x", "y"])
    Result(found=1, missed=('Other',), false=('ONE', 'y'))
    """
    letters = [_letters(one.text) for one in headings]
    seen = [False] * len(headings)
    false = []
    for text in texts:
        places = [at for at, truth in enumerate(letters) if _same(truth, _letters(text))]
        if places:
            # The same words may head two sections of a page.
            seen[next((at for at in places if not seen[at]), places[0])] = True
        else:
            false.append(text)
    asked = [(one.text, is_seen) for one, is_seen in zip(headings, seen, strict=True) if one.level]
    return Result(
        sum(is_seen for _, is_seen in asked), tuple(text for text, is_seen in asked if not is_seen), tuple(false)
    )


def _letters(text: str) -> str:
    return "".join(filter(str.isalnum, folded(text)))


def _same(truth: str, text: str) -> bool:
    """Whether ``text`` is the heading or whole words of it that are more than a few."""
    if not text:
        return False
    in_part = text in truth and 3 * len(text) >= len(truth)
    return in_part or SequenceMatcher(None, truth, text, autojunk=False).ratio() >= ALIKE


def rates(results: Sequence[Result]) -> tuple[float, float, float]:
    """Precision, recall and F1 of all results together."""
    right = sum(result.found for result in results)
    missed = sum(len(result.missed) for result in results)
    false = sum(len(result.false) for result in results)
    return right / max(right + false, 1), right / max(right + missed, 1), 2 * right / max(2 * right + missed + false, 1)


def lines(pages: Sequence[Page], folder: Path, show: bool = False) -> Iterator[str]:
    """A row a file, and all together. With ``show`` what was missed and what is none follows each row."""

    @cache
    def document(file: str) -> Document | None:
        try:
            return extract(folder / f"{file.removesuffix('.pdf')}.pdf")
        except WarraqError:
            return None

    yield from table_head("file", "seen", "found", "missed", "false")
    results: list[Result] = []
    for file in dict.fromkeys(page.file for page in pages):
        read = document(file)
        of_file = [
            measure(page.headings, headings_of(read, page.page) if read else []) for page in pages if page.file == file
        ]
        results += of_file
        right, missed = sum(one.found for one in of_file), sum(len(one.missed) for one in of_file)
        false = sum(len(one.false) for one in of_file)
        yield table_row(file, str(right + missed), str(right), str(missed), str(false))
        if show:
            yield from (f"missed {text}" for one in of_file for text in one.missed)
            yield from (f"false  {text}" for one in of_file for text in one.false)
    precision, recall, f1 = rates(results)
    yield f"\n{len(results)} pages: precision {precision:.3f}, recall {recall:.3f}, F1 {f1:.3f}"


def main() -> None:
    parser = argparse.ArgumentParser(description="Headings seen on pictures of pages, beside those that are found.")
    parser.add_argument("headings", type=Path, help="list of the pages, JSON")
    parser.add_argument("folder", type=Path, help="folder of the PDFs")
    parser.add_argument("--show", action="store_true", help="what was missed, and what is no heading")
    given = parser.parse_args()
    for line in lines(load(given.headings), given.folder, given.show):
        print(line, flush=True)


if __name__ == "__main__":
    main()
