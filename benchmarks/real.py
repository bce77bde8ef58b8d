"""Real PDFs of a folder of the user's: numbers and characters against the truth that lies beside them, peers beside.

    python -m benchmarks.accuracy --real FOLDER

The folder has ``*.pdf`` and ``manifest.tsv`` (columns ``name`` and ``truth``, file names in ``truth/`` with spaces
between). A ``.md`` is a text keyed by people: characters and numbers are measured. A ``.fontcmap.txt`` is what the
embedded font's own character map says, in an extractor's order: of that only the numbers are taken.

All tools are measured alike on everything that is printed, page furniture in its place: people who key a page leave out
none of it. Page numbers that are hidden in their place are furniture too, and truths from fonts list them; other hidden
text isn't read. Markdown has lost which of its list marks are printed, so they count for nobody.

F1 of the numbers is told twice: the mean of the files, in which a file with twelve numbers counts as much as one with
five hundred, and that of all their numbers together; peers by the best file by file, and by the best tool.
"""

from __future__ import annotations

import csv
import re
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Final

from benchmarks import peers
from benchmarks.markdown import table_head, table_row
from benchmarks.reading import printed_text_of, read
from benchmarks.scores import Numbers, ascii_digits, numbers
from warraq.emit.report.compare import character_error_rate

_KEYED, _NUMBERS_ONLY = ".md", ".fontcmap.txt"
#: Markdown and HTML that is markup and no text. Numbers of a list are text: they are printed.
_MARKUP: Final = re.compile(
    r"<[^>]+>|!\[[^\]]*\]\([^)]*\)|^#+\s*|^\s*>\s?|^\s*[*+-]\s+|[*_`|]+|^[\s|:\-]+$", re.MULTILINE
)
#: A dash or bullet by itself: whether a list mark of the page was keyed as text can't be told from Markdown.
_LIST_MARK: Final = re.compile(
    r"(?<!\S)[-\u2010-\u2015\u2022\u25aa\u25ab\u25a0\u25cf\u25cb\u25e6\u00b7\uf0b7\uf0a7]+(?!\S)"
)
_CONTROLS: Final = re.compile("[\u200e\u200f\u202a-\u202e\u2066-\u2069]")


@dataclass(frozen=True, slots=True)
class Truth:
    """``text`` of a file; ``keyed``: by people, so that its characters count and not the numbers alone."""

    text: str
    keyed: bool


def truths(folder: Path) -> Iterator[tuple[Path, Truth]]:
    """The files that have a truth. Raises FileNotFoundError where the manifest is missing."""
    with (folder / "manifest.tsv").open(encoding="utf-8", newline="") as stream:
        rows = list(csv.DictReader(stream, delimiter="\t", quoting=csv.QUOTE_NONE))
    for row in rows:
        names = sorted((row.get("truth") or "").split(), key=lambda name: not name.endswith(_KEYED))
        for name in names:
            if name.endswith((_KEYED, _NUMBERS_ONLY)):
                text = (folder / "truth" / name).read_text("utf-8")
                keyed = name.endswith(_KEYED)
                yield folder / f"{row['name']}.pdf", Truth(plain(text) if keyed else _CONTROLS.sub("", text), keyed)
                break


def plain(markdown: str) -> str:
    """The text of a Markdown file.

    >>> plain("# One\\n- *two* | <b>three</b>")
    'One\\ntwo   three'
    """
    return _MARKUP.sub("", markdown)


def lines(folder: Path, only: str = "", with_peers: bool = True) -> Iterator[str]:
    """A row a file, ours beside the best peer (by F1 of the numbers; by characters where they are known).

    Args:
        only: files whose name holds this.
        with_peers: read them with the peers too.
    """
    names = peers.available() if with_peers else []
    yield from table_head("file", "CER", "best peer", "numbers right", "numbers F1", "best peer", "asks for review")
    of_files: list[Numbers] = []
    of_peers: list[dict[str, Numbers]] = []
    for path, truth in truths(folder):
        if only not in path.stem:
            continue
        ours = read(path)
        text = printed_text_of(ours.reading.document) if ours.reading else ""
        texts = {name: peers.read(name, path) for name in names}
        of_files.append(numbers(truth.text, text))
        of_peers.append({name: numbers(truth.text, text) for name, text in texts.items()})
        f1 = {name: of_peer.f1 for name, of_peer in of_peers[-1].items()}
        cer = {name: error_rate(truth, text) for name, text in texts.items()} if truth.keyed else {}
        yield table_row(
            path.stem,
            f"{error_rate(truth, text):.1%}" if truth.keyed else "–",
            _best(cer, min, ".1%"),
            f"{of_files[-1].right} of {of_files[-1].true}",
            f"{of_files[-1].f1:.3f}",
            _best(f1, max, ".3f"),
            "yes" if ours.needs_review else "no",
        )
    if of_files:
        mean, best = (
            sum(row) / len(of_files)
            for row in (
                [one.f1 for one in of_files],
                [max((n.f1 for n in one.values()), default=0.0) for one in of_peers],
            )
        )
        yield table_row(f"mean of {len(of_files)}", "", "", "", f"**{mean:.3f}**", f"{best:.3f}" if names else "–", "")
        every = sum(of_files, Numbers())
        pooled = {name: sum((one[name] for one in of_peers), Numbers()).f1 for name in names}
        counts = f"{every.right} of {every.true}"
        yield table_row("all numbers", "", "", counts, f"**{every.f1:.3f}**", _best(pooled, max, ".3f"), "")


def error_rate(truth: Truth, text: str) -> float:
    """Character error rate, digits of all scripts folded and list marks left out on both sides."""
    return character_error_rate(*(_LIST_MARK.sub(" ", ascii_digits(string)) for string in (truth.text, text)))


def _best(figure_of: dict[str, float], choose: object, how: str) -> str:
    if not figure_of:
        return "–"
    name = choose(figure_of, key=figure_of.__getitem__)  # type: ignore[operator]
    return f"{figure_of[name]:{how}} {name}"
