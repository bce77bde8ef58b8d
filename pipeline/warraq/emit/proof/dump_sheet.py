"""The proof sheet of a text dump: each line as it stands beside what was read of it."""

from __future__ import annotations

import re
from bisect import bisect_left
from collections import defaultdict
from collections.abc import Collection, Iterator, Sequence
from dataclasses import replace
from itertools import groupby
from operator import itemgetter
from typing import Any, Final

from warraq.decipher.text.dump.dump import raw_lines
from warraq.emit.proof.sheet_data import branch, sheet_html, word_entry
from warraq.emit.translation import ENGLISH
from warraq.model.document import Document, Node
from warraq.model.line import Line, Word

#: Lines that the page builds at once: a dump without form feeds is one page, however long.
_TOGETHER: Final = 60
#: A node is looked for by so many of its first words.
_FIRST: Final = 3
_SIGNS: Final = re.compile("[\x00-\x08]")


def dump_sheet(
    text: str,
    lines: Sequence[Line],
    document: Document,
    *,
    below: float,
    pages: Collection[int] = (),
    language: str = ENGLISH,
) -> str:
    """The proof sheet of a text dump as an HTML page.

    Args:
        text: the dump as it stands.
        lines: what was read of it, in the order of the document; ``painted`` says of which of its lines.
        below: words below this confidence are to be checked.
        pages: numbers of the pages to show; all where it is empty.
        language: that in which it opens.
    """
    rows = [row for row in _rows(raw_lines(text), lines, below) if not pages or row["p"] in pages]
    places = _Places([word["t"] for row in rows for word in row["words"]])
    return sheet_html(
        document,
        below=below,
        fonts=[],
        pages=list(_parts(rows)),
        tree=[branch(node, (), places.of) for node in (*document.body, *document.footnotes)],
        language=language,
    )


def _rows(raw: Sequence[str], lines: Sequence[Line], below: float) -> Iterator[dict[str, Any]]:
    """A row a line: its page, number and raw text, and the words that were read of it, none where it is part of others.

    Blank lines are left out.
    """
    done = 0
    for line in lines:
        number = line.painted
        yield from (_row(line.page, k, raw[k]) for k in range(done, number) if raw[k].strip())
        done = max(done, number + 1)
        words = [word_entry(_without_signs(word), (), below) for word in line.words]
        yield _row(line.page, number, raw[number]) | {"rtl": int(line.rtl), "b": int(line.bold), "words": words}
    last = lines[-1].page if lines else 1
    yield from (_row(last, k, raw[k]) for k in range(done, len(raw)) if raw[k].strip())


def _without_signs(word: Word) -> Word:
    """The word without the signs that the reader puts where pieces of a line meet."""
    original = _SIGNS.sub("", word.original)
    return word if original == word.original else replace(word, original=original)


def _row(page: int, number: int, raw: str) -> dict[str, Any]:
    return {"p": page, "n": number + 1, "raw": raw.strip("\f\n"), "rtl": 1, "b": 0, "words": []}


def _parts(rows: Sequence[dict[str, Any]]) -> Iterator[dict[str, Any]]:
    for number, page in groupby(rows, key=itemgetter("p")):
        of_page = list(page)
        for start in range(0, len(of_page), _TOGETHER):
            yield {"n": number, "regions": [], "lines": of_page[start : start + _TOGETHER]}


class _Places:
    """Where nodes begin among the words of a dump, each behind the one before if it can: the dump doesn't say."""

    def __init__(self, words: Sequence[str]) -> None:
        self._at: defaultdict[tuple[str, ...], list[int]] = defaultdict(list)
        for place in range(len(words)):
            for size in range(1, _FIRST + 1):
                self._at[tuple(words[place : place + size])].append(place)
        self._next = 0

    def of(self, node: Node) -> int | None:
        """The number of its first word; None where it is not there as it stands."""
        places = self._at.get(tuple(node.content.split()[:_FIRST]))
        if not places:
            return None
        at = places[bisect_left(places, self._next) % len(places)]
        self._next = max(self._next, at + 1)
        return at
