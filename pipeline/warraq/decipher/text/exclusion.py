"""How much worse a text reads without one of its words: the word's max-marginal, in a window around it.

The words over the very same items are not all that could stand in a word's place: a space beside it may be a lost
letter of it (a waw above all), it may be two words, or end earlier. So the best reading with the word is held against
the best one without it. Its neighbours may be read otherwise then: what cuts a word in two, or takes a letter of the
next one, is often sure of each half beside the other.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import Final, NamedTuple

import numpy as np
from numpy.typing import NDArray

from warraq.compiled import njit
from warraq.decipher.text.decoder import Decoder, Lattice
from warraq.decipher.text.judged import Together, weighed
from warraq.decipher.text.lattice import Piece, spread, token_logp
from warraq.decipher.text.orders import Ordered
from warraq.language import tokens

#: Paths kept at each node of a window, which is short.
BEAM: Final = 6
#: So many tokens on each side of a word may be read otherwise without it. With one, half as many wrong words of made-up
#: dumps are sure as with none (``benchmarks.text_channel``), and no fewer with two.
FREE: Final = 1
#: So many tokens may be told that are read instead of a word.
MOST_INSTEAD: Final = 4
_BARRED: Final = np.float32(-1e30)


@njit(cache=True, nogil=True)
def exclusion(  # type: ignore[no-untyped-def]
    first, last, span, own, spelt, row, place, arcs_at, target, token, score, ref, unknown, delta, weight, fee,
    keys, values, cache, topic, df, dv, bare, word, bf, bv, tf, tv,
):  # fmt: skip
    """How much better the window of each of n words reads with it than without it, nats [n], and the arcs of the tokens
    that are read instead, last first [n, MOST_INSTEAD], -1 behind them.

    ``first`` and ``last`` [n, 2] are the nodes at which the windows may begin and end, ``span`` [n, 2] those at which
    the words do, ``own`` [n] the words' tokens, ``spelt`` [n, units] their units, as the lattice has those of words
    outside the lexicon, ``place`` [n, 2] which tokens of the ``row`` are the first of their windows and the first
    behind these. ``score`` is changed, and given back as it was. A margin is -inf for a word that the lattice doesn't
    have there, and inf where it has nothing else.
    """
    margins = np.empty(own.size, np.float32)
    instead = np.full((own.size, MOST_INSTEAD), -1, np.int32)
    for i in range(own.size):
        begin, end = arcs_at[first[i, 0]], arcs_at[last[i, 1] + 1]
        before = score[begin:end].copy()
        best = np.full(2, _BARRED, np.float32)
        there = False
        for without in range(2):
            score[begin:end] = before
            for node in range(first[i, 0], min(last[i, 1] + 1, span[i, 1])):
                for arc in range(arcs_at[node], arcs_at[node + 1]):
                    if token[arc] < 0 or target[arc] <= span[i, 0]:
                        continue
                    if token[arc] == tokens.UNKNOWN:  # the lexicon's words are proposed by their letters too
                        same = ref[arc] >= 0
                        for k in range(spelt.shape[1]):
                            same = same and unknown[ref[arc], k] == spelt[i, k]
                    else:
                        same = token[arc] == own[i]
                    there = there or same
                    if same == (without == 1):
                        score[arc] = _BARRED
            best[without] = _read(
                first[i], last[i], row, place[i, 0], place[i, 1], instead[i], arcs_at, target, token, score, delta,
                weight, fee, keys, values, cache, topic, df, dv, bare, word, bf, bv, tf, tv,
            )  # fmt: skip
        score[begin:end] = before
        margins[i] = (best[0] - best[1] if best[1] > _BARRED / 2 else np.inf) if there else -np.inf
    return margins, instead


@njit(cache=True, nogil=True)
def _read(  # type: ignore[no-untyped-def]
    first, last, row, place, end, read, arcs_at, target, token, score, delta, weight, fee,
    keys, values, cache, topic, df, dv, bare, word, bf, bv, tf, tv,
):  # fmt: skip
    """Score of the best path from one of the ``first`` [2] nodes to one of the ``last`` [2], and what follows it.

    ``read`` becomes the arcs of its tokens, the last first, as far as there is room.
    """
    nodes = last[1] - first[0] + 1
    ha = np.zeros((nodes, BEAM), np.int32)
    hb = np.zeros((nodes, BEAM), np.int32)
    hs = np.full((nodes, BEAM), _BARRED, np.float32)
    back_arc = np.full((nodes, BEAM), -1, np.int32)
    back_node = np.full((nodes, BEAM), -1, np.int32)
    back_hyp = np.full((nodes, BEAM), -1, np.int8)
    worst = np.full(nodes, _BARRED, np.float32)
    used = np.zeros(nodes, np.int32)
    for node in (0, first[1] - first[0]):
        used[node] = 1
        ha[node, 0], hb[node, 0], hs[node, 0] = row[place - 2], row[place - 1], 0.0
    spread(
        first[0], arcs_at, target, token, score, delta, weight, fee, ha, hb, hs, back_arc, back_node, back_hyp, worst,
        used, keys, values, cache, topic, df, dv, bare, word, bf, bv, tf, tv,
    )  # fmt: skip
    best, v, h = _BARRED, 0, -1
    for node in range(last[0] - first[0], nodes):
        for k in range(used[node]):
            a, b, total = ha[node, k], hb[node, k], hs[node, k]
            for behind in range(end, min(end + 2, row.size)):
                total += weight * token_logp(a, b, row[behind], cache, topic, df, dv, bare, word, bf, bv, tf, tv)
                a, b = b, row[behind]
            if total > best:
                best, v, h = total, node, k
    read[:] = -1
    count = 0
    while h >= 0 and back_arc[v, h] >= 0 and count < read.size:
        arc = back_arc[v, h]
        if token[arc] >= 0:
            read[count] = arc
            count += 1
        v, h = back_node[v, h], back_hyp[v, h]
    return best


class Without(NamedTuple):
    """What a text reads where a word of it isn't read as it was.

    Attributes:
        margin: how much worse that is, nats; infinite where nothing else can be read, minus infinity where the word
            can't be read there itself.
        instead: the words that are read then between the same neighbours; empty where it is anything but words.
        lead: how much worse they are, nats.
    """

    margin: float
    instead: str
    lead: float


#: Of what is no word.
NO_WORD: Final = Without(0.0, "", 0.0)


def exclusions(decoder: Decoder, lines: Sequence[Ordered]) -> list[list[Without]]:
    """For each token of lines that follow one another what they read without it.

    What the document repeats doesn't count: a mistake that comes again with its neighbours would look sure.
    """
    text = Together.of(decoder, lines)
    found = iter(_exclusions(weighed(decoder.lattice(text.items), text.read), text.read))
    return [[next(found) for _ in line.path.pieces] for line in lines]


def _exclusions(found: Lattice, read: Sequence[Piece]) -> list[Without]:
    words = np.array([k for k, piece in enumerate(read) if piece.units], np.int64)
    if not words.size:
        return [NO_WORD] * len(read)
    leads, instead = _excluded(found, read, words, 0)
    margins, _ = _excluded(found, read, words, FREE)
    result = [NO_WORD] * len(read)
    for k, margin, lead, arcs in zip(
        words.tolist(), np.minimum(leads, margins).tolist(), leads.tolist(), instead, strict=True
    ):
        others = found.pieces(arcs[arcs >= 0][::-1])
        whole = len(others) < MOST_INSTEAD and all(p.units for p in others)
        result[k] = Without(margin, " ".join(p.text for p in others) if whole else "", lead)
    return result


def _excluded(
    found: Lattice, read: Sequence[Piece], words: NDArray[np.int64], free: int
) -> tuple[NDArray[np.float32], NDArray[np.int32]]:
    """``exclusion`` of some of the pieces that were ``read``, the ``words``, where so many neighbours on each side are
    ``free`` to be read otherwise."""
    first, last, place = _windows(found, read, words, free)
    span = np.array([(2 * read[k].start + 1, 2 * read[k].end) for k in words], np.int64)
    spelt = np.zeros((words.size, found.unknown.shape[1]), np.uint8)
    for letters, k in zip(spelt, words, strict=True):
        own = read[k].units[: letters.size]
        letters[: len(own)] = own
    lm = found.decoder.lm
    of_words = np.array([lm.token_id(read[k].text) for k in words], np.int32)
    token = np.array([piece.token for piece in read], np.int32)
    row = np.concatenate([[tokens.START] * 2, token, [tokens.END]]).astype(np.int32)
    d, s = found.decoder, found.decoder.settings
    with d.notes() as notes:
        margins, instead = exclusion(
            first, last, span, of_words, spelt, row, place,
            found.at, found.target, found.token, found.score, found.ref, found.unknown,
            np.float32(s.delta), np.float32(s.weight), np.float32(s.fee), *notes.alone, *d.unprompted,
        )  # fmt: skip
    return margins, instead


def _windows(
    found: Lattice, read: Sequence[Piece], words: NDArray[np.int64], free: int
) -> tuple[NDArray[np.int64], NDArray[np.int64], NDArray[np.int64]]:
    """``exclusion``'s ``first``, ``last`` and ``place``; see ``_excluded``.

    From where the piece before ends to where the next may begin. A mark may stand right beside a word; one that was
    read from a space is in the window, for that may be a letter of the word.
    """
    start, end = np.array([p.start for p in read]), np.array([p.end for p in read])
    blank = np.array([_is_blank(found, piece) for piece in read])
    number = np.arange(len(read) + 1)
    # the first of the marks from spaces that end before each piece, and the first piece that is none from each on
    ahead = np.maximum.accumulate(np.append(0, np.where(blank, 0, number[1:])))
    behind = np.minimum.accumulate(np.append(np.where(blank, len(read), number[:-1]), len(read))[::-1])[::-1]
    begins, ends = ahead[words], behind[words + 1]
    for _ in range(free):
        begins, ends = ahead[np.maximum(0, begins - 1)], behind[np.minimum(len(read), ends + 1)]
    is_word = np.array([bool(piece.units) for piece in read])
    after = 2 * np.append(0, end)[begins]
    first = np.stack([after, after + 1 - np.append(False, is_word)[begins]], 1)
    first[begins == 0] = 1
    before = 2 * np.append(start, len(found.items))[ends]
    last = np.stack([before + np.append(is_word, False)[ends], before + 1], 1)
    return first, last, np.stack([begins, ends], 1) + 2


def _is_blank(found: Lattice, piece: Piece) -> bool:
    """A mark that was read from a space."""
    return not piece.units and found.items.texts[piece.start : piece.end] == (" ",)
