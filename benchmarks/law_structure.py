"""Numbered structure of laws, decrees and contracts beside what people saw on pictures, as a Markdown table.

    python -m benchmarks.law_structure FOLDER [--show] [FILE...]

FOLDER has the files that ``data/law_structure.tsv`` names; the others of them are left out. Only the pages that were
looked at count. ``F1`` is of headings and articles with their numbers, each on its page, in reading order, those
that are quoted apart from the law's own. ``faults`` are the findings about numbers: each asks a person to look.
"""

from __future__ import annotations

import argparse
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Final, NamedTuple

import regex
from rapidfuzz.distance import LCSseq

from benchmarks.markdown import table_head, table_row
from warraq.model.document import Document, Node
from warraq.run import extract
from warraq.segment.numbering.words import fold

MARKS: Final = Path(__file__).parent / "data" / "law_structure.tsv"
KINDS: Final = frozenset({"annex", "book", "part", "chapter", "section", "subsection", "article"})
#: How the name of a file that nothing was set on ends in the list.
APART: Final = " apart"
_RANGE: Final = regex.compile(r"(?P<kind>\w+) (?P<first>\d+)(?:-(?P<last>\d+)|(?P<rest>\D.*))?")
_SIGN: Final = regex.compile(r"[\W_]+")
#: bis, folded: U+0645 U+0643 U+0631 U+0631
_BIS: Final = regex.compile(r"(?<=^|\s)\u0645\u0643\u0631\u0631.*")


class Mark(NamedTuple):
    """A heading or an article: its page from 1, its kind, its number with what makes it one between two."""

    page: int
    kind: str
    number: str
    quoted: bool


@dataclass(frozen=True, slots=True)
class Truth:
    """What was seen on the ``pages`` of a file: its marks, and those that may be there or not."""

    apart: bool
    pages: frozenset[int]
    marks: tuple[Mark, ...]
    either: tuple[Mark, ...]


def load(path: Path = MARKS) -> dict[str, Truth]:
    """File -> what was seen in it."""
    rows: dict[str, list[tuple[int, str]]] = {}
    for line in path.read_text(encoding="utf-8").splitlines():
        if line and not line.startswith("#"):
            name, page, marks = (line + "\t").split("\t")[:3]
            rows.setdefault(name, []).append((int(page), marks))
    return {name.removesuffix(APART): _truth(name.endswith(APART), of_file) for name, of_file in rows.items()}


def _truth(apart: bool, rows: Sequence[tuple[int, str]]) -> Truth:
    written = [(page, part.strip()) for page, marks in rows for part in marks.split(";") if part.strip()]
    sure = [mark for page, part in written if not part.startswith("~") for mark in read_marks(page, part)]
    either = [mark for page, part in written if part.startswith("~") for mark in read_marks(page, part[1:])]
    return Truth(apart, frozenset(page for page, _ in rows), tuple(sure), tuple(either))


def read_marks(page: int, written: str) -> Iterator[Mark]:
    """The marks that one part of a row stands for: ``article 4-7``. ValueError where it is none."""
    match = _RANGE.fullmatch(written.removeprefix(">"))
    if match is None or match["kind"] not in KINDS:
        raise ValueError(f"no mark: {written!r} on page {page}")
    first = int(match["first"])
    for number in range(first, int(match["last"] or first) + 1):
        yield Mark(page, match["kind"], _number(number, match["rest"] or ""), written.startswith(">"))


def _number(ordinal: int, bis: str) -> str:
    return f"{ordinal} {_SIGN.sub('', fold(bis))}".strip()


def marks_of(document: Document) -> list[Mark]:
    """Those of a document, in reading order."""
    marks: list[Mark] = []
    for root in document.body:
        _add_marks(root, marks, quoted=False)
    return marks


def _add_marks(node: Node, marks: list[Mark], *, quoted: bool) -> None:
    if node.kind in KINDS and node.ordinal is not None and node.spans:
        bis = _BIS.search(fold(node.number or ""))
        marks.append(Mark(node.spans[0].page, node.kind, _number(node.ordinal, bis[0] if bis else ""), quoted))
    for child in node.children:
        _add_marks(child, marks, quoted=quoted or node.kind == "article")


@dataclass(frozen=True, slots=True)
class Result:
    """How many marks are true, there, and right, and how many findings there are about numbers."""

    true: int
    there: int
    right: int
    faults: int

    def __add__(self, other: Result) -> Result:
        return Result(
            self.true + other.true, self.there + other.there, self.right + other.right, self.faults + other.faults
        )

    @property
    def f1(self) -> float:
        """Harmonic mean of precision and recall."""
        return 2 * self.right / (self.true + self.there) if self.true + self.there else 1.0


def compare(truth: Truth, document: Document) -> tuple[Result, list[str]]:
    """The result of one file, and what is missing (-) or too much (+)."""
    there = without_either(truth, [mark for mark in marks_of(document) if mark.page in truth.pages])
    right = LCSseq.similarity(truth.marks, there)
    faults = sum(finding.fault.startswith("number") for finding in document.findings)
    missing, extra = Counter(truth.marks) - Counter(there), Counter(there) - Counter(truth.marks)
    shown = [f"{sign} {'>' * mark.quoted}{mark.kind} {mark.number} (page {mark.page})"
             for sign, marks in (("-", missing), ("+", extra)) for mark in marks.elements()]  # fmt: skip
    return Result(len(truth.marks), len(there), right, faults), shown


def without_either(truth: Truth, there: Sequence[Mark]) -> list[Mark]:
    """``there`` without what may be there or not: the first of those that are too many."""
    extra = Counter(there) - Counter(truth.marks)
    free = Counter(truth.either) & extra
    kept = []
    for mark in there:
        if free[mark]:
            free[mark] -= 1
        else:
            kept.append(mark)
    return kept


def row(name: str, result: Result) -> str:
    """A line of the table."""
    return table_row(name, str(result.true), str(result.there), f"{result.f1:.4f}", str(result.faults))


def main() -> None:
    parser = argparse.ArgumentParser(description="Structure of laws beside what people saw.")
    parser.add_argument("folder", type=Path)
    parser.add_argument("files", nargs="*", metavar="FILE", help="only those whose names have one of these in them")
    parser.add_argument("--show", action="store_true", help="say what is missing (-) and too much (+)")
    arguments = parser.parse_args()
    totals = {False: Result(0, 0, 0, 0), True: Result(0, 0, 0, 0)}
    for line in table_head("file", "marks", "there", "F1", "faults"):
        print(line)
    for name, truth in load().items():
        path = arguments.folder / f"{name}.pdf"
        if path.is_file() and (not arguments.files or any(part in name for part in arguments.files)):
            result, shown = compare(truth, extract(path))
            totals[truth.apart] += result
            print(
                row(name + " (apart)" * truth.apart, result), *(shown if arguments.show else ()), sep="\n", flush=True
            )
    for apart, total in totals.items():
        print(row("all kept apart" if apart else "all others", total))


if __name__ == "__main__":
    main()
