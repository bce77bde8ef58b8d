"""The signs of a document that have to be read together, with what is known of them before any reading is chosen."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from warraq.decipher.glyph.candidates.candidates import LabelIndex
from warraq.decipher.glyph.signs.sign_outlines import SignOutlines
from warraq.decipher.glyph.signs.signs import Signs
from warraq.decipher.glyph.signs.spellings import Spellings
from warraq.decipher.glyph.signs.tokens import Symbols
from warraq.fonts.claims.claim_text import commonest
from warraq.fonts.outlines.atlas import Atlas
from warraq.model.glyph import Extraction


@dataclass(frozen=True, slots=True)
class Case:
    """What all steps of the solution look at.

    Attributes:
        texts: sign -> text, of those that are settled.
        outlines: of the open signs; those that it has none of can't be read.
        book: the faces that outlines are held against.
        kinds: the kinds of evidence that are used.
        spellings: the strings that signs may stand for, by number.
        index: the strings of the labels of ``book``.
    """

    extraction: Extraction
    symbols: Symbols
    signs: Signs
    texts: Mapping[int, str]
    outlines: SignOutlines
    book: Atlas
    kinds: Collection[str]
    spellings: Spellings
    index: LabelIndex

    @property
    def font_of(self) -> NDArray[np.int64]:
        """int64[signs], font of each."""
        return self.symbols.font[self.signs.leader]

    def claimed(self, sign: int) -> str:
        """The commonest claim of a sign; empty where there is none."""
        claims = self.signs.claims[sign]
        return commonest(claims) if claims else ""
