"""Add the letters that Arabic lacks to the atlas, in a file of their own: ``python -m tools.build_letters``.

Faces of the atlas shape frequent words of Persian and of Urdu, as ``tools.build_atlas`` has it, and what is drawn of
``LETTERS``, and of digits as the two draw them, is projected by the axes of the shipped atlas. Its file stays as it is:
documents in Arabic don't read this one.
"""

from __future__ import annotations

import argparse
import sys
from collections import defaultdict
from pathlib import Path
from typing import Final

import numpy as np

from tools.atlas_faces import FACES
from tools.build_atlas import BEH, FaceEntries, Shaper, add_words, in_steps, shipped, write_labels
from warraq.arabic.digits import ARABIC_INDIC, EXTENDED
from warraq.fonts.outlines.atlas import DATA, DIGIT, LETTER, PUNCTUATION, Label
from warraq.fonts.outlines.glyph_shape import GlyphOutlines, Part, Shape

#: peh, tcheh, jeh, gaf, keheh, farsi yeh, heh with hamza; tteh, ddal, rreh, noon ghunna, heh goal (also with hamza),
#: heh doachashmee, teh marbuta goal, yeh barree (also with hamza).
LETTERS: Final = (
    "\u067e\u0686\u0698\u06af\u06a9\u06cc\u06c0\u0679\u0688\u0691\u06ba\u06c1\u06c2\u06be\u06c3\u06d2\u06d3"
)
FULL_STOP: Final = "\N{ARABIC FULL STOP}"
#: HarfBuzz's codes of the languages in which words are shaped.
LANGUAGES: Final = ("fa", "ur")
WORDS: Final = 3000
RARE: Final = 1e-7
#: Letters of a word, about: labels have shares of letters, words shares of words.
OF_WORD: Final = 4
_TO_ARABIC_INDIC: Final = str.maketrans(EXTENDED, ARABIC_INDIC)


def words_to_shape(language: str) -> list[tuple[str, float]]:
    """Frequent words with their frequency, then each of ``LETTERS`` in every context that draws it differently."""
    from wordfreq import top_n_list, word_frequency

    words = [(w, word_frequency(w, language)) for w in top_n_list(language, WORDS) if w.isalpha()]
    for letter in LETTERS:
        around = (letter, BEH + letter, letter + BEH, BEH + letter + BEH, letter + letter)
        words += [(word, RARE) for word in around]
    return words


def entries_of(
    data: bytes, words: dict[str, list[tuple[str, float]]]
) -> dict[tuple[Label, bytes], tuple[float, Shape]]:
    """(label, what is painted) -> use and shape of what one face draws in any of the languages."""
    rows: dict[tuple[Label, bytes], tuple[float, Shape]] = {}
    for language, shaped in words.items():
        shaper, entries = Shaper(data, language), FaceEntries(GlyphOutlines(data))
        if shaper.nominal(BEH) is None:
            continue
        add_words(shaper, entries, shaped)
        for character in (*EXTENDED, FULL_STOP):
            for info, position in shaper.shape(character) if shaper.covers(character) else ():
                kind = PUNCTUATION if character == FULL_STOP else DIGIT
                label = Label(character.translate(_TO_ARABIC_INDIC), False, False, kind)
                entries.add(label, [Part(info.codepoint)], position.x_advance, RARE)
        for label, use, shape in entries.shapes():
            if label.kind != LETTER or (len(label.text) == 1 and label.text in LETTERS):
                key = label, shape.raster.tobytes()
                rows[key] = rows.get(key, (0.0, shape))[0] + use / len(words), shape
    return rows


def build(fonts: Path, out: Path) -> None:
    """Write ``letters.npz`` and ``letters.tsv`` to ``out``. Raises FileNotFoundError where a face is missing."""
    atlas, words = shipped(), {language: words_to_shape(language) for language in LANGUAGES}
    numbers: dict[Label, int] = {}
    use: defaultdict[Label, float] = defaultdict(float)
    places: list[tuple[int, int]] = []
    shapes: list[Shape] = []
    for face in FACES:
        entries = entries_of((fonts / face.file).read_bytes(), words)
        print(f"{face.file}: {len(entries)} outlines", file=sys.stderr)
        for (label, _), (weight, shape) in entries.items():
            use[label] += weight
            places.append((numbers.setdefault(label, len(numbers)), atlas.families.index(face.family)))
            shapes.append(shape)
    points = atlas.projection.points(
        np.array([shape.raster for shape in shapes]), np.array([shape.scalars for shape in shapes])
    )
    table = np.unique(np.hstack([np.array(places), in_steps(points, atlas.step)]), axis=0)
    np.savez_compressed(
        out / "letters.npz",
        points=table[:, 2:].astype(np.int8),
        label_of=table[:, 0].astype(np.uint16),
        family_of=table[:, 1].astype(np.uint8),
    )
    write_labels(out / "letters.tsv", {label: use[label] / len(FACES) / OF_WORD for label in numbers})


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--fonts", type=Path, default=Path("/usr/share/fonts"))
    parser.add_argument("--out", type=Path, default=DATA)
    arguments = parser.parse_args()
    build(arguments.fonts, arguments.out)


if __name__ == "__main__":
    main()
