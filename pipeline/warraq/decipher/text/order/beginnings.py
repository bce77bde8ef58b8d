"""What words begin a document's sentences and blocks: most numbered paragraphs of a report begin with a conjunction and
a verb, the articles of a law with a noun."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Sequence
from typing import Final, Generic, TypeVar

import numpy as np

from warraq.decipher.text.parameters import Beginnings as P
from warraq.decipher.text.records import Piece

_Sort = TypeVar("_Sort")
#: The one-letter word that is written together with the next one, and never joins to it; a bracket may come out as it.
WAW: Final = "\N{ARABIC LETTER WAW}"
#: The article.
_ARTICLE: Final = "\N{ARABIC LETTER ALEF}\N{ARABIC LETTER LAM}"
#: A label: a number, or a letter or number in brackets.
_LABEL: Final = re.compile(r"\d{1,3}-|\(\w{1,2}\)")


def kind(word: str) -> tuple[bool, bool]:
    """Whether a word begins with the conjunction waw, and whether it, or what stands behind that, has the article: most
    sentences of a report begin with a conjunction and a verb."""
    joins = word.startswith(WAW) and len(word) > 2
    bare = word[joins:]
    return joins, bare.startswith(_ARTICLE) and len(bare) > 3


class Preferred(Generic[_Sort]):
    """How much likelier sorts of words are in a place, where ``seen`` are, than elsewhere, as the ``used`` words show.

    ``others``: so many more in that place, which are as likely there as elsewhere, count beside those that were seen.
    """

    def __init__(self, used: Iterable[_Sort], seen: Iterable[_Sort], others: float) -> None:
        self.used, self._seen, self._others = Counter(used), Counter(seen), others
        self._every, self._places = self.used.total(), self._seen.total()

    def of(self, sort: _Sort, once: bool = False) -> float:
        """Log ratio of a sort; ``once``: one that is in the place doesn't count."""
        seen, places = self._seen[sort] - once, self._places - once
        usual = self.used[sort] / self._every if self._every else 0.0
        return float(np.log(((seen / usual if usual else 0.0) + self._others) / (places + self._others)))


def head(pieces: Sequence[Piece]) -> str:
    """The first word behind a label; empty where there is no label."""
    first = next((k for k, piece in enumerate(pieces) if piece.units and len(piece.text) > 1), 0)
    return pieces[first].text if _LABEL.fullmatch("".join(piece.text for piece in pieces[:first])) else ""


class Heads:
    """What it is worth that words begin labelled blocks.

    Args:
        used: all words of the document.
        heads: those that begin its labelled blocks.
    """

    def __init__(self, used: Sequence[str] = (), heads: Sequence[str] = ()) -> None:
        again = Counter(heads) - Counter(set(heads))  # one that begins a single block must not support itself
        self._kinds = Preferred(map(kind, used), map(kind, heads), P.OTHERS_OF_KIND)
        self._words = Preferred(used, again.elements(), P.OTHERS_OF_WORD)

    def worth(self, word: str) -> float:
        """Nats; 0 where there is none."""
        return P.KIND * self._kinds.of(kind(word)) + P.WORD * self._words.of(word) if word else 0.0
