"""Texts in three languages, set, changed and aligned: F1 of the pairs of paragraphs and of sentences.

    python -m benchmarks.align [--texts NAME...] [--seeds N...] [--show]

In each version a paragraph of each translation is moved, one split and one left out, a sentence left out and one joined
with the next; then the same is done to the Arabic, too. The costs of ``warraq.align`` were set on the other texts, with
the seeds 1 to 8 and changes on all sides.
"""

from __future__ import annotations

import argparse
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from itertools import product
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Final

from benchmarks.parallel import LANGUAGES, Paragraph, changed, read, set_pdf
from warraq import align, extract
from warraq.align.records import Alignment

#: Texts and seeds that nothing was set on.
APART: Final = ("lease",)
SEEDS: Final = tuple(range(101, 111))

#: What belongs together: the texts of both sides without spaces and punctuation.
Pair = tuple[str, str]


@dataclass(frozen=True, slots=True)
class Score:
    """Pairs that are true, that were given, and that are both."""

    true: int
    given: int
    right: int

    @property
    def f1(self) -> float:
        return 2 * self.right / (self.true + self.given) if self.true + self.given else 1.0

    def __add__(self, other: Score) -> Score:
        return Score(self.true + other.true, self.given + other.given, self.right + other.right)


NOTHING: Final = Score(0, 0, 0)


@dataclass(frozen=True, slots=True)
class Version:
    """A text in Arabic and in another language, with its changes in both, and how they were aligned."""

    language: str
    texts: tuple[list[Paragraph], list[Paragraph]]
    alignment: Alignment

    def paragraphs(self) -> tuple[set[Pair], set[Pair]]:
        """True and given pairs of paragraphs; one that is split has two."""
        true = {
            (_plain(one.text), _plain(two.text))
            for one, two in product(*self.texts)
            if one.key == two.key and _share(one.sentences, two.sentences)
        }
        contents: tuple[dict[str, str], dict[str, str]] = ({}, {})
        for group in self.alignment.sentences:
            for content, side in zip(contents, group.sides, strict=True):
                for sentence in side:
                    content[sentence.node] = content.get(sentence.node, "") + sentence.text
        given = {
            (_plain(contents[0][one]), _plain(contents[1][two]))
            for pair in self.alignment.paragraphs
            for one, two in product(pair.first, pair.other)
        }
        return true, given

    def sentences(self) -> tuple[set[Pair], set[Pair]]:
        """The same of sentences; what is joined in one of the languages is one in both."""
        true = {
            (_plain(one), _plain(two))
            for key in {paragraph.key for paragraph in self.texts[0]}
            for one, two in _joined(*(_of_key(text, key) for text in self.texts))
        }
        given = {
            (_plain(group.texts[0]), _plain(group.texts[1])) for group in self.alignment.sentences if all(group.sides)
        }
        return true, given


Numbered = list[tuple[tuple[int, ...], str]]


def _of_key(paragraphs: Iterable[Paragraph], key: int) -> Numbered:
    return [sentence for paragraph in paragraphs if paragraph.key == key for sentence in paragraph.sentences]


def _share(one: Iterable[tuple[tuple[int, ...], str]], two: Iterable[tuple[tuple[int, ...], str]]) -> bool:
    """Whether they have a sentence in common, as the second half of a split one has with the whole."""
    first, second = ({number for numbers, _ in side for number in numbers} for side in (one, two))
    return bool(first & second)


def _joined(one: Numbered, two: Numbered) -> Iterator[Pair]:
    """Texts of the smallest groups of sentences that share numbers."""
    left = list(one)
    while left:
        numbers, lefts, rights = set(left[0][0]), [left.pop(0)], []
        grown = True
        while grown:
            size = len(numbers)
            rights = [sentence for sentence in two if numbers & set(sentence[0])]
            lefts += [sentence for sentence in left if numbers & set(sentence[0])]
            left = [sentence for sentence in left if sentence not in lefts]
            numbers.update(number for sentence in (*lefts, *rights) for number in sentence[0])
            grown = len(numbers) > size
        if rights:
            yield " ".join(text for _, text in lefts), " ".join(text for _, text in rights)


def _plain(text: str) -> str:
    return "".join(filter(str.isalnum, text))


def versions(name: str, seed: int, *, all_sides: bool = True) -> Iterator[Version]:
    """The text ``name``, changed in each translation, as PDFs that are read; the first one aligned with each of them.

    ``all_sides``: the first one is changed, too.
    """
    whole = read(name)
    texts = {language: changed(whole[language], 10 * seed + at) for at, language in enumerate(LANGUAGES)}
    if not all_sides:
        texts[LANGUAGES[0]] = whole[LANGUAGES[0]]
    with TemporaryDirectory(prefix="align-") as folder:
        files = {language: Path(folder) / f"{language}.pdf" for language in LANGUAGES}
        for language, file in files.items():
            set_pdf(texts[language], language, file)
        documents = {language: extract(file, force=True) for language, file in files.items()}
    first, *others = LANGUAGES
    for other in others:
        yield Version(other, (texts[first], texts[other]), align(documents[first], documents[other]))


def score(pairs: tuple[set[Pair], set[Pair]]) -> Score:
    true, given = pairs
    return Score(len(true), len(given), len(true & given))


def rows(texts: Sequence[str], seeds: Sequence[int], *, show: bool = False) -> Iterator[str]:
    """The table, line by line."""
    yield "| text | changed | paragraph pairs | F1 | sentence pairs | F1 |"
    yield "|---|---|---|---|---|---|"
    for name, all_sides in product(texts, (False, True)):
        paragraphs, sentences = NOTHING, NOTHING
        for seed in seeds:
            for made in versions(name, seed, all_sides=all_sides):
                for pairs in (made.paragraphs(), made.sentences()) if show else ():
                    yield from _differences(f"{name} {seed} {made.language}", *pairs)
                paragraphs += score(made.paragraphs())
                sentences += score(made.sentences())
        figures = " | ".join(f"{one.true} | {one.f1:.4f}" for one in (paragraphs, sentences))
        yield f"| {name} | {'all' if all_sides else 'translations'} | {figures} |"


def _differences(where: str, true: set[Pair], given: set[Pair]) -> Iterator[str]:
    yield from (f"{where}: missed {pair}" for pair in sorted(true - given))
    yield from (f"{where}: wrong {pair}" for pair in sorted(given - true))


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--texts", nargs="+", default=APART)
    parser.add_argument("--seeds", nargs="+", type=int, default=SEEDS)
    parser.add_argument("--show", action="store_true", help="the pairs that are wrong, too")
    given = parser.parse_args()
    for row in rows(given.texts, given.seeds, show=given.show):
        print(row, flush=True)


if __name__ == "__main__":
    main()
