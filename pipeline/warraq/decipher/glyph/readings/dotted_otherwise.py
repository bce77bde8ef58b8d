"""Letters that a font's tables call a glyph, and whose dots it doesn't bear.

The face Traditional Arabic names its ligature of teh and reh ``noonwithzainfinal``; a subset whose cmap lists alef
maksura and no yeh makes the medial form of both of it. What the tables say of other glyphs with the same dots tells.
It must not fire where few glyphs bear them: one of those may be misnamed itself.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Mapping

from warraq.decipher.glyph.evidence.dots import Signature, dots_of, signatures
from warraq.decipher.glyph.parameters import DottedOtherwise as P
from warraq.fonts.outlines.glyph_shape import GlyphOutlines


def dotted_otherwise(outlines: GlyphOutlines, gids: Mapping[int, int], texts: Mapping[int, str]) -> set[int]:
    """The symbols of a font whose dots are on the glyphs of other letters, all of which have the same.

    Args:
        gids: symbol -> its glyph.
        texts: symbol -> what the tables call it, of the same symbols.
    """
    symbols = [s for s in texts if dots_of(texts[s]) is not None]
    glyphs = sorted({gids[s] for s in symbols})
    borne = dict(zip(glyphs, signatures(outlines, glyphs), strict=True))
    kinds: defaultdict[Signature, Counter[tuple[str, ...]]] = defaultdict(Counter)
    for gid, text in {(gids[s], texts[s]) for s in symbols}:
        kinds[borne[gid]][dots_of(text) or ()] += 1
    otherwise = set()
    for s in symbols:
        read, others = dots_of(texts[s]) or (), kinds[borne[gids[s]]]
        if borne[gids[s]] and others[read] == 1 and others.total() > P.LEAST and len(others) == 2:
            otherwise.add(s)
    return otherwise
