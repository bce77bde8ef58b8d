"""Real PDFs of a folder of the user's: words, numbers and characters against the truth beside them, peers beside.

    python -m benchmarks.accuracy --real FOLDER

The folder has ``*.pdf`` and ``manifest.tsv`` (columns ``name`` and ``truth``, file names in ``truth/`` with spaces
between). A ``.md`` is a text keyed by people: characters, words and numbers are measured. A ``.fontcmap.txt`` is what
the embedded fonts' own character maps say, in an extractor's order: of that only the numbers are taken, and none of
lines with signs that Arabic doesn't write: there the map isn't that of the glyphs.

All tools are measured alike on everything that is printed, page furniture in its place: people who key a page mostly
leave out none of it. Page numbers that are hidden in their place are furniture too, and truths from fonts list them;
other hidden text isn't read. Markdown has lost which of its list marks are printed, so they count for nobody.

Whoever keyed a page without its number or running head makes every tool wrong that reads them. So F1 is told once more
for the body alone: the furniture, as warraq has it, is taken from the truth, and of every tool as many words are let
go, whatever it made of them. No tool gains by how it reads furniture, and none loses.

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
from benchmarks.scores import Bag, ascii_digits, letters_and_numbers, numbers
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
#: Marks of African and Indian spellings: a font's map that says them in an Arabic text isn't that of its glyphs.
_FOREIGN_MARKS: Final = re.compile("[\u0656-\u065f]")
#: In the order of the table.
_MEASURES: Final = ("words F1", "numbers F1", "body: words F1", "numbers F1")


@dataclass(frozen=True, slots=True)
class Truth:
    """``text`` of a file; ``keyed``: by people, so that its characters count and not the numbers alone."""

    text: str
    keyed: bool


@dataclass(frozen=True, slots=True)
class Compared:
    """What a tool reads of a file: words and numbers, of all that is printed and of its body; ``words`` are only told
    of keyed truths."""

    words: Bag
    numbers: Bag
    body_words: Bag
    body_numbers: Bag

    @classmethod
    def of(cls, truth: Truth, text: str, furniture: str) -> Compared:
        """``text`` beside the ``truth``."""
        every = (letters_and_numbers, numbers)
        return cls(*(bag(truth.text, text) for bag in every), *(bag(truth.text, text, furniture) for bag in every))

    def f1(self) -> tuple[float, ...]:
        """In the order of the table."""
        return tuple(bag.f1 for bag in (self.words, self.numbers, self.body_words, self.body_numbers))


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
                yield folder / f"{row['name']}.pdf", Truth(plain(text) if keyed else mapped(text), keyed)
                break


def plain(markdown: str) -> str:
    """The text of a Markdown file.

    >>> plain("# One\\n- *two* | <b>three</b>")
    'One\\ntwo   three'
    """
    return _MARKUP.sub("", markdown)


def mapped(text: str) -> str:
    """What fonts' maps say, without controls of direction and lines of which no map is right.

    >>> mapped("\N{ARABIC LETTER ALEF} 12\n\N{ARABIC LETTER ALEF}\N{ARABIC VOWEL SIGN DOT BELOW} 5")
    '\N{ARABIC LETTER ALEF} 12'
    """
    return "\n".join(line for line in _CONTROLS.sub("", text).splitlines() if not _FOREIGN_MARKS.search(line))


def lines(folder: Path, only: str = "", with_peers: bool = True) -> Iterator[str]:
    """A row a file, each figure beside that of the best peer.

    Args:
        only: files whose name holds this.
        with_peers: read them with the peers too.
    """
    names = peers.available() if with_peers else []
    beside = (cell for measure in _MEASURES for cell in (measure, "best peer"))
    yield from table_head("file", "CER", "best peer", "numbers right", *beside, "asks for review")
    ours: list[Compared] = []
    of_peers: list[dict[str, Compared]] = []
    for path, truth in truths(folder):
        if only not in path.stem:
            continue
        reading = read(path)
        document = reading.reading.document if reading.reading else None
        text = printed_text_of(document) if document else ""
        furniture = "\n".join(part.text for part in document.furniture) if document else ""
        texts = {name: peers.read(name, path) for name in names}
        ours.append(Compared.of(truth, text, furniture))
        of_peers.append({name: Compared.of(truth, text, furniture) for name, text in texts.items()})
        cer = {name: error_rate(truth, text) for name, text in texts.items()} if truth.keyed else {}
        yield table_row(
            path.stem,
            f"{error_rate(truth, text):.1%}" if truth.keyed else "–",
            _best(cer, min, ".1%"),
            f"{ours[-1].numbers.right} of {ours[-1].numbers.true}",
            *_beside(ours[-1], of_peers[-1], truth.keyed),
            "yes" if reading.needs_review else "no",
        )
    if ours:
        yield _mean(ours, of_peers)
        yield _together(ours, of_peers, names)


def _beside(ours: Compared, of_peers: dict[str, Compared], keyed: bool) -> Iterator[str]:
    """F1 of each measure and the best peer's; words only where people keyed them."""
    for measure, figure in enumerate(ours.f1()):
        is_measured = keyed or "words" not in _MEASURES[measure]
        yield f"{figure:.3f}" if is_measured else "–"
        yield _best({name: peer.f1()[measure] for name, peer in of_peers.items()} if is_measured else {}, max, ".3f")


def _mean(ours: list[Compared], of_peers: list[dict[str, Compared]]) -> str:
    """Of the files, the best peer file by file."""
    cells = []
    for measure, name in enumerate(_MEASURES):
        if "words" in name:
            cells += ["", ""]
            continue
        best = [max((peer.f1()[measure] for peer in one.values()), default=0.0) for one in of_peers]
        cells += [f"**{_average([one.f1()[measure] for one in ours]):.3f}**"]
        cells += [f"{_average(best):.3f}" if any(of_peers) else "–"]
    return table_row(f"mean of {len(ours)}", "", "", "", *cells, "")


def _average(figures: list[float]) -> float:
    return sum(figures) / len(figures)


def _together(ours: list[Compared], of_peers: list[dict[str, Compared]], names: list[str]) -> str:
    """All numbers of all files, the best tool of all."""

    def both(files: list[Compared]) -> tuple[Bag, Bag]:
        return sum((one.numbers for one in files), Bag()), sum((one.body_numbers for one in files), Bag())

    of_ours = both(ours)
    pooled = {name: both([one[name] for one in of_peers]) for name in names}
    every, body = (
        (f"**{bag.f1:.3f}**", _best({name: bags[at].f1 for name, bags in pooled.items()}, max, ".3f"))
        for at, bag in enumerate(of_ours)
    )
    counts = f"{of_ours[0].right} of {of_ours[0].true}"
    return table_row("all numbers", "", "", counts, "", "", *every, "", "", *body, "")


def error_rate(truth: Truth, text: str) -> float:
    """Character error rate, digits of all scripts folded and list marks left out on both sides."""
    return character_error_rate(*(_LIST_MARK.sub(" ", ascii_digits(string)) for string in (truth.text, text)))


def _best(figure_of: dict[str, float], choose: object, how: str) -> str:
    if not figure_of:
        return "–"
    name = choose(figure_of, key=figure_of.__getitem__)  # type: ignore[operator]
    return f"{figure_of[name]:{how}} {name}"
