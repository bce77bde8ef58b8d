"""What text recognition is to warraq: the picture of a page in, words with their places out."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Protocol

from warraq.model.line import Box
from warraq.pictures.painter import Pixels


@dataclass(frozen=True, slots=True)
class RecognisedWord:
    """A word that was read in a picture.

    Attributes:
        text: in logical order.
        box: left, top, right and bottom in pixels from the top left of the picture.
        confidence: how sure the engine is, 0..1.
        line: words of the same line have the same number.
        read: what the engine read, where ``text`` was put right; else empty.
        painted: ``text`` is in painted order instead, from left to right, its brackets the mirror images of those seen.
    """

    text: str
    box: Box
    confidence: float
    line: int
    painted: bool = False
    read: str = ""


class Recogniser(Protocol):
    """An engine of text recognition. Threads call it at the same time."""

    def recognise(
        self, picture: Pixels, languages: Sequence[str], lines: Sequence[Box] = ()
    ) -> Sequence[RecognisedWord]:
        """The words of a picture in the order of reading.

        Args:
            picture: of a page; grey.
            languages: as the engine names them; empty: its own choice.
            lines: boxes in pixels, in each of which a line of text stands: only those are read, if there are any.

        Raises:
            LimitExceeded: it took too long or too much memory.
        """
