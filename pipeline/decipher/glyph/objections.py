"""What speaks against readings when all are made: tokens that read as nothing, and glyphs that are read like others."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Sequence
from typing import Final

import numpy as np
from numpy.typing import NDArray

from pipeline.decipher.glyph.ascent import NO_WORD, Problem
from pipeline.decipher.glyph.spellings import COMPOSES, DIGIT, INDIC, LATIN, LETTERS, MARK, NOTHING

#: A sign has the hamza of its letter beside it where one follows it in more than this share of its places.
HAMZA_BESIDE: Final = 0.5


def unread(problem: Problem) -> NDArray[np.bool_]:
    """bool[tokens], those that hold a word that is none, or a letter right beside a digit (``1`` and a lam-alef).

    Latin letters may stand beside ASCII digits, as in the symbols of documents, but never beside Arabic-Indic ones.
    """
    tables = problem.spellings.tables()
    read = problem.spelled[problem.flat]
    kind, indic = tables.kind[read], (tables.flags[read] & INDIC) != 0
    arabic, latin, digit = kind == LETTERS, kind == LATIN, kind == DIGIT
    one, other = slice(None, -1), slice(1, None)
    touch = (digit[one] & arabic[other]) | (arabic[one] & digit[other])
    touch |= (indic[one] & latin[other]) | (latin[one] & indic[other])
    touch[problem.starts[1:-1] - 1] = False  # the next one stands in another token
    found: NDArray[np.bool_] = problem.read().worst < NO_WORD
    found[np.searchsorted(problem.starts, np.flatnonzero(touch), side="right") - 1] = True
    return found


def with_hamza_beside(problem: Problem) -> list[int]:
    """Open signs that a hamza or madda of its own follows nearly wherever they stand: they can't bear one themselves.

    Faces with a hamza apart may draw the alef that bears it otherwise, so that it looks as if it had one.
    """
    flags, flat = problem.spellings.tables().flags, problem.flat
    followed = np.append((flags[problem.spelled[flat[1:]]] & COMPOSES) != 0, False)
    followed[problem.starts[1:] - 1] = False  # the next one stands in another token
    size = problem.spelled.size
    share = np.bincount(flat, followed, size) / np.maximum(np.bincount(flat, minlength=size), 1)
    return [sign for sign in problem.open_signs if share[sign] > HAMZA_BESIDE]


def repeated(problem: Problem, font_of: Sequence[int], uses: NDArray[np.int64]) -> dict[int, float]:
    """Open signs that read as the letters, joined on the same sides, that another glyph of their font reads as too.

    Of those that do, the most used one is left out, unless one is settled. A ligature that the atlas hasn't got is
    easily taken for its first or last letter, where that makes another word. Each sign goes with what this says against
    it: near 1 where few glyphs of the font are so, less in a face that has alternates of many letters.

    Args:
        font_of: font of each sign.
        uses: int64[signs], how often each is used.
    """
    open_signs, fonts = set(problem.open_signs), {font_of[sign] for sign in problem.open_signs}
    spelt = problem.spellings.tables().kind[problem.spelled] == LETTERS
    signs = np.array([sign for sign in np.flatnonzero(spelt).tolist() if font_of[sign] in fonts], np.int64)
    alike: defaultdict[tuple[int, int, int], list[int]] = defaultdict(list)
    columns = signs.tolist(), problem.spelled[signs].tolist(), _joined(problem)[signs].tolist()
    for sign, string, side in zip(*columns, strict=True):
        alike[font_of[sign], string, side].append(sign)
    letters: Counter[int] = Counter()
    different: Counter[int] = Counter()
    for (font, _, _), same in alike.items():
        letters[font] += len(same)
        different[font] += 1
    return {
        sign: different[font] / letters[font]
        for (font, _, _), same in alike.items()
        if len(same) > 1
        for sign in sorted(same, key=lambda s: (s in open_signs, -int(uses[s]), s))[1:]
        if sign in open_signs
    }


def _joined(problem: Problem) -> NDArray[np.intp]:
    """intp[signs], the sides on which each is mostly joined, 2 x before + after, whatever form it may be drawn for."""
    tables = problem.spellings.tables()
    read = problem.spelled[problem.flat]
    kind = tables.kind[read]
    stands = np.flatnonzero((kind != NOTHING) & (kind != MARK))
    sign, read = problem.flat[stands], read[stands]
    joint = tables.joins_after[read[:-1]] & tables.joins_before[read[1:]]
    begins = np.searchsorted(stands, problem.starts[1:-1])  # of each token but the first
    joint[begins[(begins > 0) & (begins < stands.size)] - 1] = False
    side = 2 * np.append(False, joint) + np.append(joint, False)
    often = np.bincount(4 * sign + side, minlength=4 * problem.spelled.size)
    return often.reshape(-1, 4).argmax(axis=1)
