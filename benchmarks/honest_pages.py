"""Character errors on pages that nothing is wrong with, by every producer: what reading costs where nothing is healed.

    python -m benchmarks.honest_pages [--producers NAME...] [--faces NAME...] [--pages N] [--seeds N...] [--show]

Raw: white space collapsed and NFC, nothing else folded; a tatweel that the author typed counts as an error: it goes.
A word or symbol that a line breaks in two is one, as in the document's text.
``numbers`` is the share of digit strings and symbols that come out exactly, in order.
"""

from __future__ import annotations

import argparse
import difflib
from collections.abc import Iterator, Sequence
from typing import Final

from fontTools.ttLib import TTFont
from rapidfuzz.distance import Levenshtein

from benchmarks.corpus.build import Case, face_of, pdf_of
from benchmarks.corpus.page import FACES, Face, faces
from benchmarks.corpus.producers import PRODUCERS, available, suits
from benchmarks.probes import plain
from benchmarks.reading import read
from warraq.arabic.digits import ARABIC_INDIC, EXTENDED
from warraq.emit.report.compare import numbers_exact

#: Persian digit -> Arabic-Indic one.
_ARABIC_INDIC: Final = str.maketrans(EXTENDED, ARABIC_INDIC)


def figures(case: Case, show: bool) -> tuple[float, float, list[str]]:
    """(CER, share of exact numbers, the words that differ) of one file.

    Where the face has one glyph for a Persian digit and an Arabic-Indic one, no page tells which was typed.
    """
    true, read_text = plain(case.truth), plain(" ".join(read(pdf_of(case)).words))
    if _draws_digits_alike(face_of(case)):
        true, read_text = true.translate(_ARABIC_INDIC), read_text.translate(_ARABIC_INDIC)
    error = Levenshtein.distance(true, read_text) / len(true)
    return error, numbers_exact(true, read_text), differences(true, read_text) if show else []


def _draws_digits_alike(face: Face) -> bool:
    with TTFont(face.path) as font:
        glyphs = font.getBestCmap()
    return all(
        glyphs.get(ord(one)) == glyphs.get(ord(other)) for one, other in zip(EXTENDED, ARABIC_INDIC, strict=True)
    )


def differences(true: str, read_text: str) -> list[str]:
    """The words that differ, true and found."""
    old, new = true.split(), read_text.split()
    codes = difflib.SequenceMatcher(None, old, new, autojunk=False).get_opcodes()
    return [
        f"    {' '.join(old[a:b])} | {' '.join(new[c:d])}" for operation, a, b, c, d in codes if operation != "equal"
    ]


def rows(
    producers: Sequence[str], chosen: Sequence[Face], pages: int, seeds: Sequence[int], show: bool
) -> Iterator[str]:
    """The table, line by line: CER and exact numbers of each producer and face, over all seeds."""
    yield "| producer | face | CER | numbers exact |"
    yield "|---|---|---|---|"
    for producer in producers:
        for face in chosen:
            if not suits(producer, face):
                continue
            measured = [figures(Case(producer, face.name, pages, seed), show) for seed in seeds]
            error = sum(cer for cer, _, _ in measured) / len(measured)
            numbers = sum(exact for _, exact, _ in measured) / len(measured)
            yield f"| {producer} | {face.name} | {error:.3%} | {numbers:.2%} |"
            for _, _, different in measured:
                yield from different


def main() -> None:
    parser = argparse.ArgumentParser(description="Character errors on sound pages, as a Markdown table.")
    parser.add_argument("--producers", nargs="*", choices=list(PRODUCERS), default=available())
    parser.add_argument("--faces", nargs="*", default=[face.name for face in FACES])
    parser.add_argument("--pages", type=int, default=1)
    parser.add_argument("--seeds", nargs="*", type=int, default=[1, 2, 3])
    parser.add_argument("--show", action="store_true", help="list the words that differ")
    given = parser.parse_args()
    for line in rows(given.producers, faces(given.faces), given.pages, given.seeds, given.show):
        print(line, flush=True)


if __name__ == "__main__":
    main()
