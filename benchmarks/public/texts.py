"""The texts of the public benchmark: passages of our own in several languages, and articles of the United Nations.

No sentence is in what the language models of warraq were made of, nor in the texts that anything was fitted on.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from functools import cache
from itertools import cycle, islice
from pathlib import Path
from typing import Final

from benchmarks.corpus.page import HEADING, Block
from benchmarks.corpus.text import INDIC_EVERY, Stock, Writer
from benchmarks.parallel import read

DATA: Final = Path(__file__).parent / "data"
PERSIAN: Final = str.maketrans("0123456789", "".join(chr(0x06F0 + digit) for digit in range(10)))
ARABIC_INDIC: Final = str.maketrans("0123456789", "".join(chr(0x0660 + digit) for digit in range(10)))
#: Sentences of a paragraph.
_SENTENCES: Final = (2, 4)


@dataclass(frozen=True, slots=True)
class Source:
    """Texts of one kind.

    Attributes:
        language: BCP 47 code of the language, two for a mixed text.
        file: of ``data``; empty for the articles of the United Nations.
        digits: code point of a western digit -> that of the script; none where digits are western everywhere.
        digits_every: one document in so many has those digits.
        licence: who wrote it, on what terms.
    """

    language: str
    file: str
    licence: str = "MIT, written for this benchmark"
    digits: Mapping[int, int] = field(default_factory=lambda: ARABIC_INDIC)
    digits_every: int = INDIC_EVERY


SOURCES: Final[dict[str, Source]] = {
    "arabic": Source("ar", "arabic.tsv"),
    "mixed": Source("ar, en", "mixed.tsv", digits={}),
    "persian": Source("fa", "persian.tsv", digits=PERSIAN, digits_every=1),
    "urdu": Source("ur", "urdu.tsv", digits=PERSIAN),
    "rights": Source(
        "ar, en",
        "",
        "Universal Declaration of Human Rights, United Nations, resolution 217 A (III): official text, free to use",
    ),
}


@cache
def _stock(name: str) -> Stock:
    source = SOURCES[name]
    slots: defaultdict[str, list[str]] = defaultdict(list)
    for row in (DATA / source.file).read_text("utf-8").splitlines():
        if not row.startswith("#"):
            slot, text = row.split("\t")
            slots[slot].append(text)
    texts = {slot: tuple(rows) for slot, rows in slots.items()}
    return Stock(texts["sentence"], texts, source.digits, source.digits_every)


def document(name: str, seed: int, characters: int) -> list[Block]:
    """Blocks with at least so many characters. The same seed gives the same blocks. Raises KeyError: no such source."""
    blocks: list[Block] = []
    for block in _articles(seed) if name == "rights" else _passages(name, seed):
        blocks.append(block)
        characters -= len(block.text)
        if characters <= 0:
            break
    return blocks


def _passages(name: str, seed: int) -> Iterator[Block]:
    """Headings and numbered paragraphs; of a mixed text each third paragraph is English."""
    stock = _stock(name)
    writer = Writer(seed, stock)
    english = Writer(seed, Stock(stock.slots["english"], stock.slots, {})) if "english" in stock.slots else None
    number = 0
    while True:
        yield Block(writer.heading(), HEADING)
        for _ in range(writer.count(3, 5)):
            number += 1
            if english is not None and number % 3 == 0:
                yield Block(english.sentence(), direction="ltr")
            text = " ".join(writer.sentence() for _ in range(writer.count(*_SENTENCES)))
            yield Block(f"{writer.digits(f'{number}-')} {text}")


def _articles(seed: int) -> Iterator[Block]:
    """Articles of the Universal Declaration in Arabic, each third one followed by the English; begun by the seed."""
    texts = read("rights")
    pairs = [(one, other) for one, other in zip(texts["ar"], texts["en"], strict=True) if one.style == "article"]
    for turn, (arabic, english) in enumerate(islice(cycle(pairs), seed % len(pairs), None)):
        yield Block(f"المادة {arabic.number}: {arabic.text}")  # almadt: article
        if turn % 3 == 2:
            yield Block(f"Article {english.number}: {english.text}", direction="ltr")
