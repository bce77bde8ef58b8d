"""The producers of the public benchmark: those of the matrix, and what makes PDFs in browsers and on servers today."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Final

from benchmarks.corpus import producers as corpus
from benchmarks.corpus.page import Block, Face, missing
from benchmarks.corpus.producers import Producer
from benchmarks.public import by_programs
from benchmarks.public.type3 import type3


@dataclass(frozen=True, slots=True)
class Limits:
    """What a producer can't paint as it is meant.

    Attributes:
        texts: keys of ``SOURCES`` that it can set; all where none are named.
        faces: those that it joins as it must; all where none are named.
        alone: it has no fallback, the face must have all characters.
        forms: it needs a face with presentation forms, and its maps give these.
        both_ways: it sets a paragraph from left to right among others.
        files: what it needs beside programs and modules.
    """

    texts: frozenset[str] = frozenset()
    faces: frozenset[str] = frozenset()
    alone: bool = False
    forms: bool = False
    both_ways: bool = False
    files: tuple[Path, ...] = ()


_NODE: Final = "npm: make benchmark installs it"
_MODULES: Final = by_programs.NODE / "node_modules"
_ARABIC: Final = frozenset({"arabic"})
TYPE3: Final = "type3"
#: Those that the matrix lacks.
MORE: Final[dict[str, Producer]] = {
    "jspdf": Producer(by_programs.jspdf, (), "node", _NODE),
    "reactpdf": Producer(by_programs.reactpdf, (), "node", _NODE),
    "itext5": Producer(by_programs.itext, (), "java", "Debian: libitext5-java default-jdk-headless"),
    "fop": Producer(by_programs.fop, (), "fop", "Debian: fop"),
    TYPE3: Producer(type3, ("uharfbuzz",)),
}
PRODUCERS: Final[dict[str, Producer]] = {**corpus.PRODUCERS, **MORE}
LIMITS: Final[dict[str, Limits]] = {
    "weasyprint": Limits(both_ways=True),
    "pango": Limits(both_ways=True),
    "chromium": Limits(both_ways=True),
    "typst": Limits(both_ways=True),
    "reportlab": Limits(forms=True),
    # its bidi knows Arabic only, and joins letters of other languages to marks that stand apart
    "jspdf": Limits(texts=_ARABIC, alone=True, forms=True, files=(_MODULES / "jspdf",)),
    # glyphs that are joined by anchors overlap
    "reactpdf": Limits(
        faces=frozenset({"noto-naskh", "noto-sans", "noto-kufi", "nazli", "dejavu", "kacst", "freeserif"}),
        both_ways=True,
        files=(_MODULES / "@react-pdf" / "renderer",),
    ),
    "itext5": Limits(texts=_ARABIC, forms=True, files=(by_programs.ITEXT,)),
    # other faces' letters aren't joined
    "fop": Limits(faces=frozenset({"amiri"}), both_ways=True),
}
_NO_LIMITS: Final = Limits()
_NON_JOINER: Final = "\N{ZERO WIDTH NON-JOINER}"
_AND: Final = "\N{ARABIC LETTER WAW}"
#: What iText, by the bidirectional algorithm of its day, puts elsewhere: a label, a date with slashes, a range.
_OLD_BIDI: Final = ((r"^(\d+)-", r"\1."), (r"(?<=\d)/(?=\d)", "."), (r"(?<=\d)-(?=\d)", f" {_AND}"))


def available() -> list[str]:
    """Names of the producers that can run here, in a fixed order."""
    return [name for name, producer in PRODUCERS.items() if is_here(name, producer)]


def is_here(name: str, producer: Producer) -> bool:
    """All that it needs is installed."""
    return producer.here and all(path.exists() for path in limits(name).files)


def limits(producer: str) -> Limits:
    return LIMITS.get(producer, _NO_LIMITS)


def written_for(producer: str, blocks: Sequence[Block]) -> list[Block]:
    """The blocks in a way in which the producer paints what is meant."""
    if producer != "itext5":
        return list(blocks)
    made = []
    for block in blocks:
        text = block.text
        for pattern, other in _OLD_BIDI:
            text = re.sub(pattern, other, text)
        made.append(replace(block, text=text))
    return made


def can_set(producer: str, face: Face, source: str, blocks: Sequence[Block]) -> bool:
    """Whether the producer can set this text in the face as it is meant."""
    of_producer = limits(producer)
    return (
        corpus.suits(producer, face)
        and (not of_producer.texts or source in of_producer.texts)
        and (not of_producer.faces or face.name in of_producer.faces)
        and (not of_producer.forms or face.has_forms)
        and (of_producer.both_ways or all(block.direction == "rtl" for block in blocks))
        and not missing(face, blocks) - {_NON_JOINER}
        and not (of_producer.alone and {char for block in blocks for char in block.text} - face.characters - {" "})
    )
