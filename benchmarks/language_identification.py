"""Which language stretches of text are said to be in, by their length, beside how sure that is said to be.

    python -m benchmarks.language_identification CODE=FILE...    such as fa=news.txt ur=courses.txt.xz

Each FILE has a paragraph a line (``.txt`` or ``.txt.xz``) in the language of CODE.
"""

from __future__ import annotations

import argparse
import random
from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path
from statistics import mean
from typing import Final

from benchmarks.markdown import table_head, table_row
from benchmarks.persian_urdu import paragraphs
from warraq.arabic.languages import IdentifiedLanguage, identify_language

#: Characters of a stretch, and how many stretches of each length are taken from a file.
LENGTHS: Final = (20, 50, 100, 300, 1000, 4000)
STRETCHES: Final = 100
#: Confidences are counted in steps.
STEPS: Final = (0.0, 0.5, 0.6, 0.7, 0.8, 0.9)

Answer = tuple[str, int, IdentifiedLanguage]


def stretches(lines: Sequence[str], length: int, rng: random.Random) -> Iterator[str]:
    """Of ``length`` characters from a paragraph on, as far as the text goes."""
    for _ in range(STRETCHES):
        start = rng.randrange(len(lines))
        text = ""
        for line in lines[start:]:
            text += line + "\n"
            if len(text) >= length:
                break
        yield text[:length]


def answers(files: Sequence[tuple[str, Path]], seed: int = 0) -> list[Answer]:
    """The language of each stretch, its length, and what is said of it."""
    rng = random.Random(seed)
    return [
        (code, length, identify_language([text]))
        for code, path in files
        for length in LENGTHS
        for text in stretches(paragraphs(path), length, rng)
    ]


def by_length(rows: Sequence[Answer]) -> Iterator[tuple[str, Mapping[int, float]]]:
    """For each language the share of the stretches of each length that are identified rightly."""
    for code in sorted({code for code, _, _ in rows}):
        right: dict[int, list[bool]] = {length: [] for length in LENGTHS}
        for language, length, identified in rows:
            if language == code:
                right[length].append(identified.code == code)
        yield code, {length: mean(answers) for length, answers in right.items()}


def by_confidence(rows: Sequence[Answer]) -> Iterator[tuple[float, int, float, float]]:
    """For each step of confidence, how many stretches have it, its mean, and the share that is identified rightly."""
    for low, high in zip(STEPS, (*STEPS[1:], 1.01), strict=True):
        held = [
            (identified.confidence, identified.code == code)
            for code, _, identified in rows
            if low <= identified.confidence < high
        ]
        if held:
            yield low, len(held), mean(confidence for confidence, _ in held), mean(right for _, right in held)


def _file(argument: str) -> tuple[str, Path]:
    code, _, path = argument.partition("=")
    return code, Path(path)


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("files", nargs="+", type=_file, metavar="CODE=FILE")
    parser.add_argument("--seed", type=int, default=0)
    arguments = parser.parse_args()
    rows = answers(arguments.files, arguments.seed)
    print("\n".join(table_head("identified rightly, %", *(f"{length} characters" for length in LENGTHS))))
    for code, shares in by_length(rows):
        print(table_row(code, *(f"{100 * shares[length]:.1f}" for length in LENGTHS)))
    print("\n".join(("", *table_head("confidence from", "stretches", "mean", "identified rightly"))))
    for low, count, confidence, right in by_confidence(rows):
        print(table_row(f"{low:.1f}", str(count), f"{confidence:.3f}", f"{right:.3f}"))


if __name__ == "__main__":
    main()
