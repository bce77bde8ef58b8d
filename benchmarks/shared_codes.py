"""Codes that fonts of one document share: how often a font that speaks for another's code is right.

    python -m benchmarks.shared_codes FILE.pdf ...

Each letter that a font is sure of is taken for unread, in turn: what is it read as from the fonts that share its code,
and how sure? Below that, what they say of letters that their own font isn't sure of.
"""

from __future__ import annotations

import argparse
from collections.abc import Iterator
from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import Final

from benchmarks.markdown import table_head, table_row
from warraq.config import DEFAULT, EVIDENCE
from warraq.decipher.glyph import parameters
from warraq.decipher.glyph.readings.shared_codes import by_shared_codes
from warraq.decipher.glyph.signs.tokens import symbols_of
from warraq.errors import WarraqError
from warraq.fonts.claims.claim_text import plain
from warraq.model.font import Reading
from warraq.run import read_pdf

_ALONE: Final = replace(DEFAULT, evidence=EVIDENCE - {"shared_codes"})
#: What a letter is taken for that is asked for: theh twice, which no ligature is.
_UNREAD: Final = Reading("\u062b\u062b", 0.5, "outline")


@dataclass(slots=True)
class Found:
    """Letters whose own font was sure, those taken from another one, which of them wrongly, and which are mended so."""

    sure: int = 0
    taken: int = 0
    wrong: list[str] = field(default_factory=list)
    mended: list[str] = field(default_factory=list)


def found_in(path: Path) -> Found:
    """What the fonts of a file say of each other's codes. Raises WarraqError where it can't be read."""
    read = read_pdf(path, config=_ALONE)
    symbols, fonts = symbols_of(read.extraction), read.extraction.fonts
    codes = zip(symbols.font.tolist(), symbols.code.tolist(), strict=True)
    readings = {s: read.maps[font].readings[code] for s, (font, code) in enumerate(codes)}
    shared = Found()
    for s, better in by_shared_codes(readings, symbols, fonts).items():
        shared.mended.append(
            f"{readings[s].text} {readings[s].confidence:.2f} -> {better.text} {better.confidence:.2f}"
        )
    sure = {
        s: reading if reading.confidence >= parameters.SharedCodes.SURE else replace(reading, text="")
        for s, reading in readings.items()
    }
    for s, reading in sure.items():
        if reading.text.isalpha() and reading.evidence != "claim":
            taken = by_shared_codes({**sure, s: _UNREAD}, symbols, fonts).get(s)
            shared.sure += 1
            shared.taken += taken is not None
            if taken is not None and plain(taken.text) != plain(reading.text):
                shared.wrong.append(f"{reading.text} {reading.confidence:.2f} -> {taken.text} {taken.confidence:.2f}")
    return shared


def lines(paths: list[Path]) -> Iterator[str]:
    """A row a file that has fonts which share codes, or can't be read."""
    yield from table_head("file", "letters sure", "spoken for", "otherwise", "", "unsure letters")
    for path in paths:
        try:
            shared = found_in(path)
        except WarraqError as error:
            yield table_row(path.stem, f"not read: {error}", "", "", "", "")
            continue
        if shared.taken or shared.mended:
            wrong = str(len(shared.wrong)), "; ".join(shared.wrong)
            yield table_row(path.stem, str(shared.sure), str(shared.taken), *wrong, "; ".join(shared.mended))


def main() -> None:
    parser = argparse.ArgumentParser(description="Codes that fonts of one document share.")
    parser.add_argument("files", nargs="+", type=Path, metavar="FILE.pdf")
    for row in lines(parser.parse_args().files):
        print(row, flush=True)


if __name__ == "__main__":
    main()
