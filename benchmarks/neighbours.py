"""Neighbouring blocks of real pages, marked by eye: whether they are read whole and one after the other.

    python -m benchmarks.neighbours FOLDER [--files FOLDER] [--peer NAME] [--show]

The folder has a JSON file a PDF, and the PDFs where ``--files`` names no other folder for them: ``file`` and ``pages``,
each with ``page`` (from 1), ``kind`` and ``blocks`` in reading order: ``kind``, ``first`` and ``last`` (the first and
last few words), ``after_matters``. Running heads, feet and footnotes are left out: they are read apart on purpose.

Of two neighbours the second is *right* where its first words follow the last words of the first at once, give or take
an edit in five characters. A block is *broken* where the first words of another stand between its first and last ones.
"""

from __future__ import annotations

import argparse
import json
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Final

from benchmarks import peers
from benchmarks.markdown import table_head, table_row
from benchmarks.passages import best_part, document_of, folded, page_words

_APART: Final = {"header", "footer", "footnote"}
#: Farsi yeh and keheh are yeh and kaf; decimal and thousands separators, commas and slashes in numbers are one, as
#: are the two signs of per cent.
_ALIKE: Final[dict[int, int | str]] = {
    0x6CC: 0x64A,
    0x649: 0x64A,
    0x6A9: 0x643,
    0x66B: ",",
    0x66C: ",",
    0x66A: "%",
    0x60C: ",",
    0x2F: ",",
    0x2E: ",",
    0x200C: "",
}
#: Edits that words may have, as a share of their characters.
_NEAR: Final = 0.2


@dataclass(frozen=True, slots=True)
class Block:
    """First and last words of a block, without white space, and whether it comes right after the one before."""

    first: str
    last: str
    follows: bool


@dataclass(frozen=True, slots=True)
class Marked:
    """A page whose blocks a person marked, in reading order."""

    file: str
    page: int
    kind: str
    blocks: tuple[Block, ...]


def load(folder: Path) -> list[Marked]:
    """All pages that are marked in a folder."""
    pages = []
    for path in sorted(folder.glob("*.json")):
        row = json.loads(path.read_text("utf-8"))
        for page in row["pages"]:
            blocks = tuple(_block(block) for block in page["blocks"] if block["kind"] not in _APART)
            pages.append(Marked(row["file"], page["page"], page["kind"], blocks))
    return pages


def _block(row: dict[str, Any]) -> Block:
    return Block(plain(row["first"]), plain(row["last"]), row.get("after_matters", True))


def plain(text: str) -> str:
    """Text as it is compared: letters that keyboards of other languages type, and signs in numbers, are alike."""
    return "".join(folded(text).translate(_ALIKE).split())


def right_pairs(blocks: Sequence[Block], text: str, near: float = _NEAR) -> Iterator[tuple[Block, Block, bool]]:
    """Each two neighbours, and whether the one follows the other in a page's text without white space.

    ``near`` is the edits that the words may have, as a share of their characters.
    """
    for index in range(1, len(blocks)):
        one, other = blocks[index - 1], blocks[index]
        if other.follows:
            yield one, other, _stands(one.last + other.first, text, near)


def _stands(words: str, text: str, near: float) -> bool:
    if words in text:
        return True
    return best_part(words, text)[2] <= near * len(words) if near and text else False


def page_text(path: Path, page: int) -> str:
    """The text of a page without white space, furniture left out."""
    document = document_of(path)
    return plain("".join(word.text for word in page_words(document, page))) if document else ""


def main() -> None:
    parser = argparse.ArgumentParser(description="Neighbouring blocks, marked by eye.")
    parser.add_argument("folder", type=Path)
    parser.add_argument("--files", type=Path, help="where the PDFs are, if not beside the marks")
    parser.add_argument("--peer", choices=sorted(peers.PEERS), help="what another tool reads (pages aren't known)")
    parser.add_argument("--show", action="store_true", help="print the pairs that aren't right")
    given = parser.parse_args()
    total = right = 0
    for line in table_head("file", "page", "kind", "pairs", "right"):
        print(line)
    for marked in load(given.folder):
        path = (given.files or given.folder) / marked.file
        text = plain(peers.read(given.peer, path)) if given.peer else page_text(path, marked.page)
        pairs = list(right_pairs(marked.blocks, text))
        good = sum(is_right for *_, is_right in pairs)
        total, right = total + len(pairs), right + good
        print(table_row(marked.file, str(marked.page), marked.kind, str(len(pairs)), str(good)), flush=True)
        if given.show:
            for one, other, is_right in pairs:
                if not is_right:
                    print("   ", one.last, "->", other.first)
    print(f"\n{right} of {total} neighbours right: {right / max(total, 1):.3f}")


if __name__ == "__main__":
    main()
