"""Full stops at the ends of lines and blocks, where they came out as spaces: an extractor drops some of a line's last
spaces, so that it can't be seen whether one of them was a stop.

The words on both sides tell. What they say is weighed as for two spaces (``second_spaces``): what they say where there
is no stop, between words with a single space, is its measure; how its sentences begin, and how many lines end with a
stop, the document tells itself. A line that is shorter than others, or behind which empty lines stand, may well end a
paragraph, and the last one of a block does, so each sort is counted apart, and of each sort those behind which more
than one space is left. A few words that stand by themselves without a label are a heading, which has no stop.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import replace
from enum import IntEnum
from typing import Final, TypeVar

import numpy as np
from numpy.typing import NDArray

from pipeline.decipher.text.decoder import Decoder
from pipeline.decipher.text.lattice import Piece
from pipeline.decipher.text.lost_stops import STOP, learnt_share, log_mean, worth_of_stop
from pipeline.decipher.text.orders import WAW, Ordered
from pipeline.decipher.text.second_spaces import plain_spaces
from pipeline.language import tokens
from pipeline.language.cloze import FAR, Cloze
from pipeline.model.record import dataclass

Array = NDArray[np.float32]
Ints = NDArray[np.int64]
_Some = TypeVar("_Some")

#: Stops must come out as spaces mostly, or those that were lost are few.
_LOST: Final = float(np.log(0.5))
#: What the trigram counts, what the judge says of a stop in this place, and of the next word behind a stop rather than
#: without. Fitted, as what counts how sentences begin, to the sentences inside the paragraphs of nine texts, reports,
#: laws and gazettes, each held against the others.
_TRIGRAM: Final = 0.45
_STOP_FITS: Final = 0.25
_NEXT_FITS: Final = 0.3
#: What it counts how the document's own sentences begin: with a word of which kind, and with which word; and how many
#: sentences of which nothing is known stand beside its own.
_KIND_BEGINS: Final = 0.5
_WORD_BEGINS: Final = 0.5
_OTHERS_OF_KIND: Final = 4.0
_OTHERS_OF_WORD: Final = 20.0
#: The article.
_ARTICLE: Final = "\N{ARABIC LETTER ALEF}\N{ARABIC LETTER LAM}"
#: What the judge says at least and at most, nats.
_LEAST: Final = -8.0
_MOST: Final = 12.0
#: A line of less than this share of the usual length ends before the margin.
_SHORT: Final = 0.7
#: So many places between words, from all over the document, are enough to tell what is said where no stop is.
_SAMPLE: Final = 1500
#: Stops are written where they are likelier than not by this much, nats: the words are a little too sure of themselves.
_CAUTION: Final = 0.4
#: A label in brackets.
_LABEL: Final = re.compile(r"\(\w{1,2}\)")
#: What opens a label.
_OPENS_LABEL: Final = frozenset("(-")
#: So many words at most are a heading where they stand by themselves, and the log odds of a stop behind one, whatever
#: they are: of eleven texts, reports, laws and gazettes, 164 such lines have none, and 14 have one.
_HEADING: Final = 6
_UNSTOPPED: Final = -2.5
#: What ends a sentence, or what leads to the next passage.
_CLOSES: Final = ".:\N{ARABIC SEMICOLON}\N{ARABIC QUESTION MARK}"


class _Sort(IntEnum):
    """A line inside a block; one that is shorter than others; one behind which empty lines stand; a block's last."""

    FULL = 0
    SHORT = 1
    APART = 2
    LAST = 3


#: What is known of the share of lines that end with a stop before any is seen, by their sort: stops and lines.
_BEFORE: Final = ((1.0, 10.0), (1.0, 2.0), (1.0, 2.0), (1.0, 2.0))


@dataclass(frozen=True, slots=True)
class _End:
    """The end of a line: number of the block and of the line; its sort; the piece of the document before it; whether
    more than one space is left behind that."""

    block: int
    line: int
    sort: _Sort
    piece: int
    spaced: bool = False


def with_stops(
    decoder: Decoder,
    blocks: Sequence[Sequence[Ordered]],
    apart: Sequence[Sequence[bool]] | None = None,
    added: Sequence[Sequence[int]] | None = None,
) -> list[list[Ordered]]:
    """The lines of blocks with the full stops that were lost at their ends.

    ``apart``: which of the lines stand apart from the one before, behind empty lines; none of them if it is not known.
    ``added``: how many of the spaces at the end of each the dump doesn't show; none of them if it is not known.
    """
    result = [list(block) for block in blocks]
    lost = decoder.lost_stop
    if lost is None or lost < _LOST:
        return result
    text = _Text.of(result, apart, added)
    ends = [end for end in text.ends if text.may_end(end)]
    gaps = np.array([k for k in text.gaps if text.may_stop(k)], np.int64)
    if not ends or not gaps.size:
        return result
    worth = _Worth(decoder, text)
    # what is said where no stop is, is 1 in the mean
    usual = log_mean(worth.of(gaps[:: -(-gaps.size // _SAMPLE)]))
    odds = worth.of(np.array([end.piece for end in ends], np.int64)) - usual
    likely = _likely(odds, ends)
    likely = np.where(_headings(text, ends, likely), _UNSTOPPED, likely)
    for end, more in zip(ends, likely.tolist(), strict=True):
        line = result[end.block][end.line]
        result[end.block][end.line] = ended(line, more) if more > _CAUTION else _bare(line)
    return result


def _likely(odds: NDArray[np.float64], ends: Sequence[_End]) -> NDArray[np.float64]:
    """Log odds that there are stops, from what the words say of each (``odds``), each sort of lines by itself.

    What is known of a sort is known of its lines behind which more than one space is left, and of the others.
    """
    found = np.zeros_like(odds)
    sort, spaced = np.array([(end.sort, end.spaced) for end in ends]).T
    for own in set(sort.tolist()):
        stops, places = _BEFORE[own]
        _, share = learnt_share(odds[sort == own], stops, places)
        for left in (False, True):
            which = (sort == own) & (spaced == left)
            found[which], _ = learnt_share(odds[which], share * places, places)
    return found


def _headings(text: _Text, ends: Sequence[_End], likely: NDArray[np.float64]) -> NDArray[np.bool_]:
    """Which of the ``ends`` of lines are those of headings, if stops are as ``likely`` as that, log odds."""
    closed: set[int] = set()
    found = np.zeros(len(ends), bool)
    for number, (end, more) in enumerate(zip(ends, likely.tolist(), strict=True)):
        found[number] = end.sort >= _Sort.APART and text.is_heading(end.piece, closed)
        if found[number] or more > _CAUTION:
            closed.add(end.piece)
    return found


def _has_lost_stop(line: Ordered) -> bool:
    """The line's last token is a stop that came out as a space."""
    pieces, texts = line.path.pieces, line.path.items.texts
    last = pieces[-1] if pieces else None
    return last is not None and last.token == STOP and (last.start >= len(texts) or texts[last.start] == " ")


def ended(line: Ordered, odds: float) -> Ordered:
    """The line with a full stop at its end that came out as a space, whose log ``odds`` are told, nats."""
    line = _bare(line)
    last = line.path.pieces[-1]
    likely = -float(np.logaddexp(0.0, -odds))
    stop = Piece(".", last.end, last.end + 1, STOP, (), likely)
    return replace(line, path=replace(line.path, pieces=(*line.path.pieces, stop)), stop=float(np.exp(likely)))


def _bare(line: Ordered) -> Ordered:
    if not _has_lost_stop(line):
        return line
    return replace(line, path=replace(line.path, pieces=line.path.pieces[:-1]), stop=None)


@dataclass(frozen=True, slots=True)
class _Text:
    """The tokens of blocks one after the other, the stops at line ends left out.

    ``begins`` says which open a block, ``opens`` which open a line; ``gaps`` are the numbers of those before which and
    the next one a single space stands.
    """

    pieces: list[Piece]
    begins: set[int]
    opens: set[int]
    gaps: list[int]
    ends: list[_End]

    @classmethod
    def of(
        cls,
        blocks: Sequence[Sequence[Ordered]],
        apart: Sequence[Sequence[bool]] | None = None,
        added: Sequence[Sequence[int]] | None = None,
    ) -> _Text:
        usual = float(np.median([_length(line) for block in blocks for line in block]))
        found = cls([], set(), set(), [], [])
        for number, block in enumerate(blocks):
            found.begins.add(len(found.pieces))
            for k, line in enumerate(block):
                own = _bare(line).path.pieces
                found.opens.add(len(found.pieces))
                found.gaps.extend(len(found.pieces) + place for place in _single(line, own))
                found.pieces.extend(own)
                if not own or _shown(line, own[-1]):
                    continue
                if k + 1 == len(block):
                    sort = _Sort.LAST
                elif apart is not None and apart[number][k + 1]:
                    sort = _Sort.APART
                else:
                    sort = _Sort.SHORT if _length(line) < _SHORT * usual else _Sort.FULL
                spaces = len(line.path.items) - own[-1].end - (added[number][k] if added is not None else 0)
                found.ends.append(_End(number, k, sort, len(found.pieces) - 1, spaces > 1))
        return found

    def may_stop(self, piece: int) -> bool:
        """A stop may stand behind this token: a word, a number or a closing bracket, before a word, number or label."""
        if piece + 1 >= len(self.pieces) or piece + 1 in self.begins:
            return False
        behind = self.pieces[piece + 1]
        label = "".join(p.text for p in self.pieces[piece + 1 : piece + 4])
        return self._may_precede(piece) and (_is_word(behind) or bool(_LABEL.fullmatch(label)))

    def may_end(self, end: _End) -> bool:
        """A stop may stand at the end of a line; behind a block's last nothing speaks against it."""
        return self._may_precede(end.piece) if end.sort == _Sort.LAST else self.may_stop(end.piece)

    def _may_precede(self, piece: int) -> bool:
        return _is_word(self.pieces[piece]) or self.pieces[piece].text in ')"'

    def is_heading(self, piece: int, closed: set[int]) -> bool:
        """The words up to this token are few, and have the lines for themselves that they stand in, without a label.

        ``closed`` are the tokens behind which a passage ends though no mark is there yet.
        """
        words = 0
        for k in range(piece, -1, -1):
            words += _is_word(self.pieces[k])
            if words > _HEADING:
                return False
            if k in self.begins or k - 1 in closed or self.pieces[k - 1].text in _CLOSES:
                first = self.pieces[k]
                return k in self.opens and first.token != tokens.NUMBER and first.text not in _OPENS_LABEL
        return False


def _is_word(piece: Piece) -> bool:
    return bool(piece.units) or piece.token == tokens.NUMBER


def _shown(line: Ordered, last: Piece) -> bool:
    """Something stands behind the last token of a line, though it could not be read: the line's end was not lost."""
    return not set(line.path.items.texts[last.end :]) <= {" "}


def _length(line: Ordered) -> int:
    return int((~line.path.items.soft).sum())


def _single(line: Ordered, pieces: Sequence[Piece]) -> Iterator[int]:
    """The tokens of a line between which and the next one a single space of the text stands."""
    for k in range(len(pieces) - 1):
        if plain_spaces(line.path.items, pieces[k].end, pieces[k + 1].start) == 1:
            yield k


def _kind(word: str) -> tuple[bool, bool]:
    """Whether a word begins with the conjunction waw, and whether it, or what stands behind that, has the article: most
    sentences of a report begin with a conjunction and a verb."""
    joins = word.startswith(WAW) and len(word) > 2
    bare = word[joins:]
    return joins, bare.startswith(_ARTICLE) and len(bare) > 3


class _Beginnings:
    """What it is worth that words begin a sentence, by those that stand behind a stop in the document."""

    def __init__(self, text: _Text) -> None:
        words = [(k, piece.text) for k, piece in enumerate(text.pieces) if piece.units]
        behind = [w for k, w in words if k and text.pieces[k - 1].token == STOP and k not in text.begins]
        used = [w for _, w in words]
        self._kinds = _preferred(map(_kind, used), map(_kind, behind), _OTHERS_OF_KIND)
        self._words = _preferred(used, behind, _OTHERS_OF_WORD)

    def worth(self, word: str) -> float:
        """Of one of the document's words, nats; 0 of what is none."""
        if word not in self._words:
            return 0.0
        return _KIND_BEGINS * self._kinds[_kind(word)] + _WORD_BEGINS * self._words[word]


def _preferred(used: Iterable[_Some], behind: Iterable[_Some], others: float) -> dict[_Some, float]:
    """How much likelier each sort of words is behind a stop than elsewhere, log; as likely in ``others`` more that
    count beside those that were seen there."""
    usual, seen = Counter(used), Counter(behind)
    every, stops = usual.total(), seen.total()
    return {sort: float(np.log((seen[sort] / (n / every) + others) / (stops + others))) for sort, n in usual.items()}


class _Worth:
    """What a full stop is worth behind tokens of a text, by the words around it."""

    def __init__(self, decoder: Decoder, text: _Text) -> None:
        self._decoder, self._judge = decoder, Cloze.load()
        outside: list[int] = []
        place = []
        for k in range(len(text.pieces)):
            if k in text.begins:
                outside += [-1] * FAR
            place.append(len(outside))
            outside.append(k)
        #: numbers of tokens with -1 for what is outside a block
        self._row = np.array(outside + [-1] * (FAR + 1), np.int64)
        self._place = np.array(place, np.int64)
        self._words = [p.text for p in text.pieces]
        self._token = [p.token for p in text.pieces]
        vectors = self._judge.vectors((p.token, p.text) for p in text.pieces)
        self._beginnings = _Beginnings(text)
        self._stop = self._judge.vectors([(STOP, ".")])
        self._vectors = np.concatenate([vectors, self._judge.outside[None]])

    def of(self, pieces: Ints) -> NDArray[np.float64]:
        """Log odds [n] of a stop behind each of these tokens, up to a constant, nats."""
        found = [self._some(pieces[k : k + _SAMPLE]) for k in range(0, pieces.size, _SAMPLE)]
        return np.concatenate(found)

    def _some(self, pieces: Ints) -> NDArray[np.float64]:
        at, n = self._place[pieces], pieces.size
        step = np.arange(FAR)
        before = self._vectors[self._row[at[:, None] - step]]
        behind = self._vectors[self._row[at[:, None] + 1 + step]]
        farther = self._vectors[self._row[at[:, None] + 2 + step]]
        stop = np.repeat(self._stop, n, axis=0)
        ended = np.concatenate([stop[:, None], before[:, :-1]], axis=1)
        here = self._judge.judge(self._judge.wanted(*self._judge.beside(before, behind)), stop)
        word = self._vectors[pieces + 1]
        with_stop = self._judge.judge(self._judge.wanted(*self._judge.beside(ended, farther)), word)
        without = self._judge.judge(self._judge.wanted(*self._judge.beside(before, farther)), word)
        # nothing is next at the end of a block
        goes_on = self._row[at + 1] >= 0
        begun = np.array(
            [self._beginnings.worth(self._words[k + 1]) if on else 0.0 for k, on in zip(pieces, goes_on, strict=True)]
        )
        judged = _STOP_FITS * np.clip(here, _LEAST, _MOST)
        judged += _NEXT_FITS * goes_on * np.clip(with_stop - without, _LEAST, _MOST)
        return np.array([self._trigram(int(k)) for k in at]) + judged.astype(np.float64) + begun

    def _trigram(self, at: int) -> float:
        a, b, c, d = (self._token[k] if k >= 0 else tokens.START for k in self._row[at - 1 : at + 3].tolist())
        if self._row[at + 1] < 0:
            p = self._decoder.token_logp
            worth = p(a, b, STOP) + p(b, STOP, tokens.END) - p(a, b, tokens.END)
        else:
            worth = worth_of_stop(self._decoder, a, b, c, d)
        return _TRIGRAM / self._decoder.settings.weight * min(max(worth, _LEAST * 2), _MOST)
