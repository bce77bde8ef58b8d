"""What outlines say of the signs that have to be read: evidence of each font that holds some of them."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass, replace

import numpy as np
from numpy.typing import NDArray

from warraq.decipher.glyph.parameters import SignOutlines as P
from warraq.decipher.glyph.signs.glyph_order import order_support
from warraq.decipher.glyph.signs.signs import Signs, has_outline
from warraq.decipher.glyph.signs.tokens import Symbols
from warraq.fonts.outlines import atlas
from warraq.fonts.outlines.outline import FEW_GLYPHS, OutlineEvidence, Use, outline_evidence, outlines_of
from warraq.model.glyph import Extraction


@dataclass(slots=True)
class SignOutlines:
    """Outline evidence of the open signs.

    Attributes:
        of_font: font -> its evidence, a row for each of its signs that are measured, settled ones among them.
        uses_of_font, signs_of_font: font -> the glyph and the sign of each row.
        row_of: open sign -> its font, and its row there.
    """

    of_font: dict[int, OutlineEvidence]
    uses_of_font: dict[int, list[Use]]
    signs_of_font: dict[int, list[int]]
    row_of: dict[int, tuple[int, int]]

    def loglik(self, signs: Sequence[int]) -> NDArray[np.float32]:
        """What the outlines of some signs say of each label, float32[n, labels]."""
        font, row = np.array([self.row_of[sign] for sign in signs], np.int64).T
        labels = next(iter(self.of_font.values())).loglik.shape[1]
        logs = np.empty((row.size, labels), np.float32)
        for number, evidence in self.of_font.items():
            here = font == number
            logs[here] = evidence.loglik[row[here]]
        return logs

    def novelty(self, signs: Sequence[int]) -> NDArray[np.float64]:
        """Squared distances of the outlines of some signs to the atlas, float64[n]."""
        places = map(self.row_of.__getitem__, signs)
        return np.array([self.of_font[font].novelty[row] for font, row in places], np.float64)


def outlines_of_signs(
    extraction: Extraction,
    symbols: Symbols,
    signs: Signs,
    open_signs: list[int],
    texts: Mapping[int, str],
    book: atlas.Atlas,
    kinds: Collection[str],
) -> SignOutlines:
    """Outlines of the fonts that hold open signs. Signs that are settled are measured with them: they tell the scale,
    the order of the glyphs, and what the face's letters look like."""
    by_font: defaultdict[int, list[int]] = defaultdict(list)
    wanted = set(open_signs)
    settled = sorted(texts, key=lambda sign: (-int(signs.count[sign]), sign))[: P.MOST_SETTLED]
    font_of, gid_of = symbols.font[signs.leader].tolist(), symbols.gid[signs.leader].tolist()
    advance_of, blank, count = symbols.advance[signs.leader].tolist(), signs.blank.tolist(), signs.count.tolist()
    for sign in (*open_signs, *settled):
        font = font_of[sign]
        if not blank[sign] and has_outline(extraction.fonts[font], gid_of[sign]):
            by_font[font].append(sign)
    measured = SignOutlines({}, {}, {}, {})
    most, tall = 0, 0.0  # glyphs that are set in the font that most are set in, and how tall its letters are (em)
    for font, members in sorted(by_font.items(), key=lambda item: len(item[1]) < FEW_GLYPHS):
        if wanted.isdisjoint(members):
            continue
        uses = [Use(gid_of[sign], round(advance_of[sign], 4), count[sign]) for sign in members]
        few = len(members) < FEW_GLYPHS
        result = outline_evidence(extraction.fonts[font], uses, book, tall if few else 0.0)
        if result is None:
            continue
        if not few and (times := sum(use.times for use in uses)) > most:
            outlines = outlines_of(extraction.fonts[font])
            most, tall = times, result.tall / outlines.units_per_em if outlines is not None else 0.0
        if "outline" not in kinds:
            use = np.log(book.prior).astype(np.float32)
            result = replace(result, loglik=np.tile(use, (len(uses), 1)))
        if "glyph_order" in kinds:
            result = replace(result, loglik=result.loglik + order_support(uses, result, book))
        measured.of_font[font], measured.uses_of_font[font], measured.signs_of_font[font] = result, uses, members
        for row, sign in enumerate(members):
            if sign in wanted:
                measured.row_of[sign] = (font, row)
    return measured
