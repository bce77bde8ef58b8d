"""The words that items of an enciphered text can stand for: those of the lexicon, and unit sequences outside it.

Words of the lexicon are found by walking its trie along the symbols, so only what the channel allows is ever looked at.
"""

from __future__ import annotations

from typing import Final

import numpy as np
from numpy.typing import NDArray

from pipeline.compiled import njit
from pipeline.decipher.text.channel_em import FIRST_HALF
from pipeline.decipher.text.lattice import JOIN
from pipeline.language.model import STEP
from pipeline.language.tokens import UNKNOWN
from pipeline.language.units import COUNT

#: Emissions and the best word that can still come of a path must together stay above the cut and this, nats.
LOOKAHEAD: Final = np.float32(-13.5)
#: Added to a count of diacritics while the last item read is one.
_JUST_READ: Final = 8

HALF = np.zeros(COUNT, np.int64)
for _unit, _half in FIRST_HALF.items():
    HALF[_unit] = _half


@njit(cache=True, nogil=True)
def match_words(  # type: ignore[no-untyped-def]
    items, space, skip, start_ok, end_ok, own, after, before, spread, unit, first, children, best, word,
    floor, cut, slope, mark, most, wild, wild_best, behind,
):  # fmt: skip
    """Lexicon words that the items from each start on can stand for.

    Returns rows (start, end, token id), log p(items | word), and how far the search from each start read [items]: it
    is decided by the items before that, or by the text's end where that is ``items + 1``.

    ``skip`` [items + 1] is the item behind a seam of two pieces (its layout spaces included) that a word may run
    across, or the item itself. ``own`` [states, symbols], ``after`` [units, symbols, next units] and ``before`` [units
    before, symbols, units] are log emissions of a unit alone, given the next unit, and given the previous one;
    ``spread`` [units, 2] is log p of a unit's giving one symbol, or two. One emission of a word may be one that was
    never seen, at the price of ``wild``, in words that are likelier than ``wild_best`` (in quantised -log p); 0 allows
    none. A space in a word is a diacritic for ``mark`` nats, and behind its last letter for ``behind`` [units] more.
    """
    n = items.size
    room = 1024
    rows = np.empty((room, 3), np.int32)
    scores = np.empty(room, np.float32)
    count = 0
    depth = 40_000
    s_node = np.empty(depth, np.int32)
    s_pos = np.empty(depth, np.int32)
    s_score = np.empty(depth, np.float32)
    s_prev = np.empty(depth, np.int16)  # unit of the node
    s_sym = np.empty(depth, np.int16)  # its symbol, -1 where it has none to correct
    s_mark = np.empty(depth, np.int8)
    s_wild = np.empty(depth, np.bool_)
    read = np.zeros(n, np.int64)
    for s in range(n):
        if not start_ok[s]:
            continue
        top = 1
        s_node[0], s_pos[0], s_score[0], s_prev[0], s_sym[0], s_mark[0] = 0, s, 0.0, 0, -1, 0
        s_wild[0] = wild_best == 0
        begin = count
        while top > 0:
            top -= 1
            node, pos, score, u, y, marks = s_node[top], s_pos[top], s_score[top], s_prev[top], s_sym[top], s_mark[top]
            spent = s_wild[top]
            read[s] = max(read[s], pos + 1)
            if unit[node] >= 128 and (pos == n or end_ok[pos]):
                total = score + (after[u, y, 0] - own[u, y] if y >= 0 else np.float32(0.0))
                if marks >= _JUST_READ:
                    total += behind[u]
                if total > cut - slope * (pos - s) + (wild if spent and wild_best > 0 else 0.0) and (
                    wild_best == 0 or not spent or pos - s >= 4
                ):
                    if count == room:
                        room *= 2
                        more = np.empty((room, 3), np.int32)
                        more[:count] = rows[:count]
                        rows = more
                        wider = np.empty(room, np.float32)
                        wider[:count] = scores[:count]
                        scores = wider
                    rows[count, 0], rows[count, 1], rows[count, 2] = s, pos, word[node]
                    scores[count] = total
                    count += 1
            if pos >= n or top > depth - 300 or count - begin > most:
                continue
            spaces = marks & (_JUST_READ - 1)
            if node > 0 and items[pos] == space and spaces < 3:
                s_node[top], s_pos[top], s_score[top] = node, pos + 1, score + (mark if spaces == 0 else mark * 0.6)
                s_prev[top], s_sym[top], s_mark[top], s_wild[top] = u, y, (spaces + 1) | _JUST_READ, spent
                top += 1
            if node > 0 and skip[pos] > pos:
                s_node[top], s_pos[top], s_score[top] = node, skip[pos], score - np.float32(0.5)
                s_prev[top], s_sym[top], s_mark[top], s_wild[top] = u, y, marks, spent
                top += 1
            z = items[pos]
            if z < 0:
                continue
            limit = cut - slope * (pos - s) - 2.0 + (wild if spent and wild_best > 0 else 0.0)
            onto, goes_on = before[u, z], after[u, y]
            alone = own[u, y]
            for child in range(first[node], first[node] + children[node]):
                if spent and best[child] >= wild_best > 0:
                    continue  # what has shown an output never seen must be one of the words that may
                v = unit[child] & 127
                e = onto[v]
                base = score + (goes_on[v] - alone if y >= 0 else np.float32(0.0))
                if e > floor and base + e > limit and base + e - STEP * best[child] > limit + LOOKAHEAD:
                    s_node[top], s_pos[top], s_score[top] = child, pos + 1, base + e + spread[v, 0]
                    s_prev[top], s_sym[top], s_mark[top], s_wild[top] = v, z, spaces, spent
                    top += 1
                elif (
                    not spent
                    and e <= floor
                    and best[child] < wild_best
                    and base > cut
                    and base - STEP * best[child] > limit + LOOKAHEAD
                ):
                    s_node[top], s_pos[top], s_score[top] = child, pos + 1, base + wild
                    s_prev[top], s_sym[top], s_mark[top], s_wild[top] = v, -1, spaces, True
                    top += 1
                if spread[v, 0] < 0:
                    read[s] = max(read[s], pos + 2)
                if spread[v, 0] < 0 and pos + 1 < n and items[pos + 1] >= 0:
                    e = own[HALF[v], z] + own[HALF[v] + 1, items[pos + 1]]
                    if e > 2 * floor and base + e > limit:
                        s_node[top], s_pos[top], s_score[top] = child, pos + 2, base + e + spread[v, 1]
                        s_prev[top], s_sym[top], s_mark[top], s_wild[top] = v, -1, spaces, spent
                        top += 1
    return rows[:count], scores[:count], read


def spread_of(split: NDArray[np.float32]) -> NDArray[np.float32]:
    """[units, 2] log p of giving one symbol, or two, of which ``split`` [units] is the share; (0, -inf): never two."""
    with np.errstate(divide="ignore"):
        return np.log(np.stack([1 - split, split], axis=1)).astype(np.float32)


@njit(cache=True, nogil=True)
def best_of_spans(rows, values, keep):  # type: ignore[no-untyped-def]
    """Which of ``rows`` (start, end, token; by start) are among the ``keep`` best of their span, each token once."""
    chosen = np.zeros(rows.shape[0], np.bool_)
    begin = 0
    while begin < rows.shape[0]:
        end = begin
        longest = 0
        while end < rows.shape[0] and rows[end, 0] == rows[begin, 0]:
            longest = max(longest, rows[end, 1] - rows[begin, 0])
            end += 1
        taken = np.zeros(longest + 1, np.int32)
        tokens_of = np.zeros((longest + 1, keep), np.int32)
        for i in np.argsort(-values[begin:end]):
            k = begin + i
            span = rows[k, 1] - rows[k, 0]
            if taken[span] == keep:
                continue
            known = False
            for j in range(taken[span]):
                known |= tokens_of[span, j] == rows[k, 2]
            if not known:
                tokens_of[span, taken[span]] = rows[k, 2]
                taken[span] += 1
                chosen[k] = True
        begin = end
    return chosen


@njit(cache=True, nogil=True)
def unknown_words(items, skip, start_ok, end_ok, own, follow, dense, width, longest, floor):  # type: ignore[no-untyped-def]
    """Unit sequences outside the lexicon, two for each (start, end).

    Returns rows (start, end, token id), scores, units [longest], and how far the search from each start read, as in
    ``match_words``.

    ``follow`` [units, units] says which unit may stand after which (joining); ``dense`` [units, units, units] is the
    unit trigram; a beam of ``width`` goes along the symbols.
    """
    n = items.size
    allowed = np.zeros((own.shape[1], COUNT), np.uint8)
    many = np.zeros(own.shape[1], np.int64)
    for y in range(own.shape[1]):
        for x in range(1, COUNT):
            if own[x, y] >= floor:
                allowed[y, many[y]] = x
                many[y] += 1
    rows = np.empty((start_ok.sum() * longest * 2, 3), np.int32)
    scores = np.empty(rows.shape[0], np.float32)
    spelt = np.zeros((rows.shape[0], longest), np.uint8)
    read = np.zeros(n, np.int64)
    count = 0
    cur = np.zeros((width, longest), np.uint8)
    nxt = np.zeros((width, longest), np.uint8)
    cs = np.zeros(width, np.float32)
    ns = np.zeros(width, np.float32)
    for s in range(n):
        if not start_ok[s]:
            continue
        m = 1
        cs[0] = 0.0
        pos = s
        t = 0
        while t < longest and pos < n and m > 0:
            if items[pos] == JOIN and t > 0:
                pos = skip[pos]
                if pos >= n:
                    break
            y = items[pos]
            if y < 0:
                break
            k = 0
            for h in range(m):
                a = cur[h, t - 2] if t > 1 else 0
                b = cur[h, t - 1] if t > 0 else 0
                for i in range(many[y]):
                    x = allowed[y, i]
                    if not follow[b, x]:
                        continue
                    v = cs[h] + own[x, y] + dense[a, b, x]
                    if k < width:
                        j = k
                        k += 1
                    else:
                        j = 0
                        for q in range(1, width):
                            if ns[q] < ns[j]:
                                j = q
                        if ns[j] >= v:
                            continue
                    ns[j] = v
                    for q in range(t):
                        nxt[j, q] = cur[h, q]
                    nxt[j, t] = x
            m = k
            for h in range(m):
                cs[h] = ns[h]
                for q in range(t + 1):
                    cur[h, q] = nxt[h, q]
            t += 1
            pos += 1
            if t < 2 or not (pos == n or end_ok[pos]):
                continue
            one, two = -1, -1
            for h in range(m):
                if follow[cur[h, t - 1], 0]:
                    ns[h] = cs[h] + dense[cur[h, t - 2], cur[h, t - 1], 0]
                    if one < 0 or ns[h] > ns[one]:
                        one, two = h, one
                    elif two < 0 or ns[h] > ns[two]:
                        two = h
            for h in (one, two):
                if h >= 0:
                    rows[count, 0], rows[count, 1], rows[count, 2] = s, pos, UNKNOWN
                    scores[count] = ns[h]
                    for q in range(t):
                        spelt[count, q] = cur[h, q]
                    count += 1
        read[s] = pos + 1
    return rows[:count], scores[:count], spelt[:count], read
