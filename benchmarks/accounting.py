"""Nothing is lost: every character of the lines of a file is in its document once, and nothing else is.

    python -m benchmarks.accounting FOLDER_OR_FILE... [--pages N]

Counted from the lines as they were read off the pages, before the layout: letters, digits, marks and signs, without
white space and tatweel. Leaders of tables of contents don't count. Prints what a file lacks and has too many; the exit
code is 1 where any does.
"""

from __future__ import annotations

import argparse
import re
import sys
from collections import Counter
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace
from pathlib import Path

from warraq.config import DEFAULT
from warraq.errors import WarraqError
from warraq.layout import lay_out
from warraq.model.document import Document, Source, normal_text
from warraq.model.line import Block, Line, Region
from warraq.pages import read_lines
from warraq.run import _decipher_pdf, font_reports
from warraq.segment import segment

#: Leaders, and what is folded away with them: dots, ellipses, middle dots, low lines.
_LEADER = re.compile(r"[.\u2026\u00b7_\u06d4\uf02e]")


@dataclass(frozen=True, slots=True)
class Account:
    """What became of the characters of a file.

    Attributes:
        document: the whole of it.
        blocks: what the layout made.
        regions: where that stands.
        lost, gained: characters that the blocks, or the document, lack and have too many, leaders left out.
    """

    document: Document
    blocks: list[Block]
    regions: list[Region]
    lost: Counter[str]
    gained: Counter[str]

    @property
    def missing(self) -> int:
        return self.lost.total()

    @property
    def extra(self) -> int:
        return self.gained.total()


def accounted(path: Path, pages: int | None = None) -> Account:
    """Read a PDF (at most ``pages`` pages of it) stage by stage and count."""
    deciphered = _decipher_pdf(path, DEFAULT, lambda *_: None)
    extraction, maps = deciphered.extraction, deciphered.maps
    extraction = replace(extraction, pages=extraction.pages[:pages])
    lines, seen, hidden = read_lines(extraction, maps, DEFAULT)
    layout = lay_out(
        lines,
        [(page.number, page.width, page.height) for page in extraction.pages],
        rules={page.number: page.rules for page in extraction.pages},
        hidden=hidden,
        fills={page.number: page.fills for page in extraction.pages},
    )
    document = segment(
        layout.blocks,
        source=Source(file=path.name, sha256=extraction.sha256, pages=len(extraction.pages), engine=extraction.engine),
        fonts=font_reports(extraction, maps),
        findings=(*deciphered.findings, *seen),
    )
    given, laid, held = of_lines([*lines, *hidden]), of_blocks(layout.blocks), of_document(document)
    return Account(
        document, layout.blocks, layout.regions, (given - laid) + (laid - held), (laid - given) + (held - laid)
    )


def of_lines(lines: Iterable[Line]) -> Counter[str]:
    """Characters of lines, marks of footnotes among them."""
    return _count(part for line in lines for word in line.words for part in (word.text, word.mark))


def of_blocks(blocks: Iterable[Block]) -> Counter[str]:
    """Characters of blocks, the pages of entries of contents among them."""
    counted = Counter[str]()
    for block in blocks:
        counted += of_lines(block.lines) + _count([block.target])
    return counted


def of_document(document: Document) -> Counter[str]:
    """Characters of a document: labels, contents, marks, targets, footnotes, furniture, hidden text."""
    parts: list[str] = []
    for node in (*document.walk(), *document.footnotes):
        parts += [node.label or "", node.content, node.target or "", *(mark.mark for mark in node.marks)]
    parts += [piece.text for piece in document.furniture]
    parts += [piece.text for piece in document.hidden]
    return _count(parts)


def _count(parts: Iterable[str]) -> Counter[str]:
    text = _LEADER.sub("", normal_text("\n".join(parts)))
    counted = Counter(text)
    del counted[" "]
    return counted


def files(paths: Iterable[Path]) -> Iterator[Path]:
    """The PDFs among ``paths`` and in the folders among them."""
    for path in paths:
        yield from sorted(path.glob("*.pdf")) if path.is_dir() else [path]


def main() -> None:
    parser = argparse.ArgumentParser(description="Count every character of PDFs before and after.")
    parser.add_argument("paths", nargs="+", type=Path, help="PDFs, or folders of them")
    parser.add_argument("--pages", type=int, help="read so many pages at most")
    arguments = parser.parse_args()
    worst = 0
    for path in files(arguments.paths):
        try:
            account = accounted(path, arguments.pages)
        except WarraqError as error:
            print(f"{path.name}: not read: {error}", flush=True)
            continue
        worst = max(worst, account.missing + account.extra)
        detail = f"  lost {dict(account.lost)} gained {dict(account.gained)}" if account.missing + account.extra else ""
        print(
            f"{path.name}: {of_blocks(account.blocks).total()} characters, {account.missing} lost, "
            f"{account.extra} too many{detail}",
            flush=True,
        )
    sys.exit(1 if worst else 0)


if __name__ == "__main__":
    main()
