"""What a full stop is worth behind the words of a text: by the trigram, by the judge of words in their places, and by
how the document's own sentences begin."""

from __future__ import annotations

from typing import Final

import numpy as np
from numpy.typing import NDArray

from warraq.decipher.text import parameters
from warraq.decipher.text.lattice.decoder import Decoder
from warraq.decipher.text.order.beginnings import Preferred, kind
from warraq.decipher.text.parameters import StopWorth as P
from warraq.decipher.text.stops.lost_stops import STOP, worth_of_stop
from warraq.decipher.text.stops.stop_places import Text
from warraq.language import tokens
from warraq.language.context.cloze import FAR, Cloze

Ints = NDArray[np.int64]

#: So many places are weighed at once.
AT_ONCE: Final = 1500


class Beginnings:
    """What it is worth that words begin a sentence, by those that stand behind a stop in the document."""

    def __init__(self, text: Text) -> None:
        words = [(k, piece.text) for k, piece in enumerate(text.pieces) if piece.units]
        behind = [w for k, w in words if k and text.pieces[k - 1].token == STOP and k not in text.begins]
        self._kinds = Preferred(
            map(kind, (w for _, w in words)), map(kind, behind), parameters.Beginnings.OTHERS_OF_KIND
        )
        self._words = Preferred((w for _, w in words), behind, parameters.Beginnings.OTHERS_OF_WORD)

    def worth(self, word: str, behind: bool = False) -> float:
        """Of one of the document's words, nats; 0 of what is none.

        ``behind``: it stands behind a stop where it is weighed, and doesn't count for that itself.
        """
        if word not in self._words.used:
            return 0.0
        return P.KIND_BEGINS * self._kinds.of(kind(word), behind) + P.WORD_BEGINS * self._words.of(word, behind)


class Worth:
    """What a full stop is worth behind tokens of a text, by the words around it."""

    def __init__(self, decoder: Decoder, text: Text) -> None:
        self._decoder, self._judge = decoder, Cloze.load()
        outside: list[int] = []
        place = []
        for k in range(len(text.pieces)):
            if k in text.begins:
                outside += [-1] * FAR
            place.append(len(outside))
            outside.append(k)
        #: numbers of tokens with -1 for what is outside a block
        self._row = np.array(outside + [-1] * (FAR + 2), np.int64)
        self._place = np.array(place, np.int64)
        self._words = [p.text for p in text.pieces]
        self._token = [p.token for p in text.pieces]
        vectors = self._judge.vectors((p.token, p.text) for p in text.pieces)
        self._beginnings = Beginnings(text)
        self._stop = self._judge.vectors([(STOP, ".")])
        self._vectors = np.concatenate([vectors, self._judge.outside[None]])

    def of(self, pieces: Ints, read: NDArray[np.bool_] | None = None) -> NDArray[np.float64]:
        """Log odds [n] of a stop behind each of these tokens, up to a constant, nats.

        ``read`` [n] says behind which of them one was read, the next token; without it none was.
        """
        skipped = np.zeros(pieces.size, np.int64) if read is None else read.astype(np.int64)
        parts = [slice(k, k + AT_ONCE) for k in range(0, pieces.size, AT_ONCE)]
        return np.concatenate([self._some(pieces[part], skipped[part]) for part in parts])

    def _some(self, pieces: Ints, skipped: Ints) -> NDArray[np.float64]:
        at, n = self._place[pieces], pieces.size
        after = at + 1 + skipped
        step = np.arange(FAR)
        before = self._vectors[self._row[at[:, None] - step]]
        behind = self._vectors[self._row[after[:, None] + step]]
        farther = self._vectors[self._row[after[:, None] + 1 + step]]
        stop = np.repeat(self._stop, n, axis=0)
        ended = np.concatenate([stop[:, None], before[:, :-1]], axis=1)
        here = self._judge.judge(self._judge.wanted(*self._judge.beside(before, behind)), stop)
        word = self._vectors[self._row[after]]
        with_stop = self._judge.judge(self._judge.wanted(*self._judge.beside(ended, farther)), word)
        without = self._judge.judge(self._judge.wanted(*self._judge.beside(before, farther)), word)
        # nothing is next at the end of a block
        goes_on = self._row[after] >= 0
        begun = [
            self._beginnings.worth(self._words[k], bool(behind_stop)) if k >= 0 else 0.0
            for k, behind_stop in zip(self._row[after].tolist(), skipped, strict=True)
        ]
        in_context = P.STOP_FITS * np.clip(here, P.LEAST, P.MOST)
        in_context += P.NEXT_FITS * goes_on * np.clip(with_stop - without, P.LEAST, P.MOST)
        trigram = [self._trigram(int(a), int(b)) for a, b in zip(at, after, strict=True)]
        worth: NDArray[np.float64] = np.array(trigram) + in_context.astype(np.float64) + np.array(begun)
        return worth

    def _trigram(self, at: int, after: int) -> float:
        row = self._row[[at - 1, at, after, after + 1]].tolist()
        a, b, c, d = (self._token[k] if k >= 0 else tokens.START for k in row)
        if row[2] < 0:
            p = self._decoder.token_logp
            worth = p(a, b, STOP) + p(b, STOP, tokens.END) - p(a, b, tokens.END)
        else:
            worth = worth_of_stop(self._decoder, a, b, c, d)
        return P.TRIGRAM / self._decoder.settings.weight * min(max(worth, P.LEAST * 2), P.MOST)
