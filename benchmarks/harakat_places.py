"""Where real texts write harakat: ``python -m benchmarks.harakat_places FOLDER``; the figures of ``harakat.SHARE``.

For each PDF in FOLDER that writes a haraka now and then, how often the places of each kind bear one, beside all places.
Texts with harakat throughout, or with hardly any, tell nothing of where writers who spare them put them. Tanween behind
the alef of an accusative is left out.
"""

from __future__ import annotations

import argparse
import re
from collections import Counter
from pathlib import Path

from warraq.emit.formats.printed import measured_text
from warraq.errors import WarraqError
from warraq.language.tokens import fold_marks
from warraq.language.units import LETTERS
from warraq.language.words import harakat
from warraq.run import extract

FATHATAN = "\N{ARABIC FATHATAN}"
HARAKAT = f"{FATHATAN}-\N{ARABIC SUKUN}\N{ARABIC LETTER SUPERSCRIPT ALEF}"
WORD = re.compile(f"[{LETTERS}][{LETTERS}{HARAKAT}]+")
NAMES = ("any", "root", "derived", "doubled", "prefix", "last", "last doubled")
#: Words of a text at least, and those with harakat: so many at least, and this share at most.
WORDS, MARKED, VOCALISED = 400, 4, 0.06


def borne(word: str) -> list[bool]:
    """Whether each letter of ``word`` bears a haraka that isn't fathatan."""
    bears: list[bool] = []
    for c in word:
        if c in LETTERS:
            bears.append(False)
        else:
            bears[-1] |= c != FATHATAN
    return bears


def counted(text: str) -> tuple[Counter[int], Counter[int]] | None:
    """Places by their kind, and those that bear a haraka; None of a text that tells nothing."""
    words = [word for word in WORD.findall(text) if len(fold_marks(word)) > 1]
    marked = sum(any(borne(word)) for word in words)
    if len(words) < WORDS or not MARKED <= marked <= VOCALISED * len(words):
        return None
    places: Counter[int] = Counter()
    bearing: Counter[int] = Counter()
    for word in words:
        for kind, bears in zip(harakat.kinds_of(fold_marks(word)), borne(word), strict=True):
            places[kind] += 1
            bearing[kind] += bears
    return places, bearing


def shares(places: Counter[int], bearing: Counter[int]) -> str:
    """How often each kind bears a haraka, beside all places."""
    usual = bearing.total() / places.total()
    each = (
        f"{name} {bearing[kind] / max(1, places[kind]) / usual:.2f} ({bearing[kind]} of {places[kind]})"
        for kind, name in enumerate(NAMES)
    )
    return f"one in {1 / usual:.0f}: " + ", ".join(each)


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("folder", type=Path, help="of PDFs with text that is sound")
    places: Counter[int] = Counter()
    bearing: Counter[int] = Counter()
    for path in sorted(parser.parse_args().folder.glob("*.pdf")):
        try:
            counts = counted(measured_text(extract(path)))
        except WarraqError as error:
            print(f"{path.name[:40]}: {error}")
            continue
        if counts is not None:
            print(f"{path.name[:40]}: {shares(*counts)}", flush=True)
            places, bearing = places + counts[0], bearing + counts[1]
    if places:
        print(f"all: {shares(places, bearing)}")
    else:
        print("no text that writes harakat now and then")


if __name__ == "__main__":
    main()
