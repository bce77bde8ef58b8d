"""The words that items of an enciphered text can stand for: those of the lexicon, rare ones of a longer list, and unit
sequences outside both.

Words of the lexicon are found by walking its trie along the symbols, so only what the channel allows is ever looked at.
"""

from __future__ import annotations

from typing import Final, NamedTuple

import numpy as np
from numpy.typing import NDArray

from warraq.compiled import lean_njit, njit
from warraq.decipher.text.channel_em import FIRST_HALF
from warraq.decipher.text.lattice import JOIN
from warraq.language.harakat import KINDS
from warraq.language.model import STEP, UNIT_ORDER, WORD_BEGINS, onward, spelling_step, units_before
from warraq.language.tokens import UNKNOWN
from warraq.language.units import COUNT

#: Emissions and the best word that can still come of a path must together stay above the cut and this, nats.
LOOKAHEAD: Final = np.float32(-13.5)
#: What it costs that a letter was lost where a word runs across a seam, nats: one that comes out as a space is taken
#: for the layout's there.
LOST_AT_SEAM: Final = np.float32(-3.0)
#: Added to a count of harakat while the last item read is one.
_JUST_READ: Final = 8
#: Added where a path has passed over a seam and has read nothing behind it: no word ends there.
_PASSED: Final = 16
#: From this bit on are the places that bear harakat, the last unit's first.
_PLACES_AT: Final = 5
_PLACE: Final = 1 << _PLACES_AT
#: Who writes one haraka in a word writes another more easily: what the price of the later ones is multiplied by.
_ANOTHER: Final = np.float32(0.6)
#: Paths that ``match_words`` holds at once, at most.
_DEPTH: Final = 40_000

HALF = np.zeros(COUNT, np.int64)
for _unit, _half in FIRST_HALF.items():
    HALF[_unit] = _half


class Stack(NamedTuple):
    """Paths of ``match_words`` that are still to be followed [depth]: the trie node, the item, the score so far, the
    unit of the node and its symbol (-1: none to correct), the harakat read, and whether an output never seen was."""

    node: NDArray[np.int32]
    pos: NDArray[np.int32]
    score: NDArray[np.float32]
    unit: NDArray[np.int16]
    symbol: NDArray[np.int16]
    marks: NDArray[np.int64]
    spent: NDArray[np.bool_]


@njit(cache=True, nogil=True)
def match_words(  # type: ignore[no-untyped-def]
    items, space, skip, start_ok, end_ok, own, after, before, spread, unit, first, children, best, word,
    floor, cut, slope, harakat, second, most, wild, wild_best, rare, behind, kinds,
):  # fmt: skip
    """Lexicon words that the items from each start on can stand for.

    Returns rows (start, end, token id), log p(items | word), and how far the search from each start read [items]: it
    is decided by the items before that, or by the text's end where that is ``items + 1``.

    ``skip`` [items + 1] is the item behind a seam of two pieces (its layout spaces included) that a word may run
    across, or the item itself; for room for spaces (``Items.room``) it is the item behind all of it, below zero. A word
    that has read what stands before it may pass over the rest at no cost. ``own`` [states, symbols], ``after`` [units,
    symbols, next units] and ``before`` [units before, symbols, units] are log emissions of a unit alone, given the next
    unit, and given the previous one; ``spread`` [units, 2] is log p of a unit's giving one symbol, or two. One emission
    of a word may be one that was never seen, at the price of ``wild``, in words that are likelier than ``wild_best``
    (in quantised -log p); 0 allows none. To that price ``rare`` [units] is added in all words but those of 0. A space
    in a word is a haraka: the first of a place for what ``harakat`` has for its kind, of which ``kinds`` [tokens]
    tells, another for ``second`` nats, and behind the last letter for ``behind`` [units] more. Hardly more paths than
    ``most`` are followed from one start.
    """
    rows = np.empty((1024, 3), np.int32)
    scores = np.empty(1024, np.float32)
    count = 0
    stack = Stack(
        np.empty(_DEPTH, np.int32), np.empty(_DEPTH, np.int32), np.empty(_DEPTH, np.float32),
        np.empty(_DEPTH, np.int16), np.empty(_DEPTH, np.int16), np.empty(_DEPTH, np.int64), np.empty(_DEPTH, np.bool_),
    )  # fmt: skip
    read = np.zeros(items.size, np.int64)
    for s in range(items.size):
        if not start_ok[s]:
            continue
        while True:
            found, read[s] = _match_from(
                s, items, space, skip, end_ok, own, after, before, spread, unit, first, children, best, word,
                floor, cut, slope, harakat, second, most, wild, wild_best, rare, behind, kinds, stack, rows, scores,
                count,
            )  # fmt: skip
            if found >= 0:
                break
            more = np.empty((2 * scores.size, 3), np.int32)
            wider = np.empty(2 * scores.size, np.float32)
            more[:count], wider[:count] = rows[:count], scores[:count]
            rows, scores = more, wider
        count = found
    return rows[:count], scores[:count], read


@lean_njit(cache=True, inline="always")
def _push(stack, top, node, pos, score, unit, symbol, marks, spent):  # type: ignore[no-untyped-def]
    """One more path on the stack; its new height."""
    stack.node[top], stack.pos[top], stack.score[top], stack.unit[top] = node, pos, score, unit
    stack.symbol[top], stack.marks[top], stack.spent[top] = symbol, marks, spent
    return top + 1


@lean_njit(cache=True, inline="always")
def _dearer(places, kinds, harakat, cheapest):  # type: ignore[no-untyped-def]
    """What the harakat at ``places`` of a word, whose places are of these ``kinds``, cost beyond the cheapest."""
    number, total = 0, np.float32(0.0)
    while places:
        if places & 1:
            number += 1
            total += harakat[np.int64(kinds & np.uint64(15)) % KINDS] - cheapest
        places >>= 1
        kinds >>= np.uint64(4)
    return total * (1 + _ANOTHER * (number - 1)) / number


@lean_njit(cache=True, nogil=True)
def _match_from(  # type: ignore[no-untyped-def]
    s, items, space, skip, end_ok, own, after, before, spread, unit, first, children, best, word,
    floor, cut, slope, harakat, second, most, wild, wild_best, rare, behind, kinds, stack, rows, scores, count,
):  # fmt: skip
    """Writes the words from ``s`` on behind the ``count`` rows that are there; how many are then, -1 where there is no
    room for them, and how far the search read."""
    n = items.size
    followed = 0
    read = 0
    cheapest = harakat[0]
    for kind in range(1, KINDS):
        cheapest = max(cheapest, harakat[kind])
    top = _push(stack, 0, 0, s, np.float32(0.0), 0, -1, 0, wild_best == 0)
    while top > 0:
        top -= 1
        followed += 1
        node, pos, score, u = stack.node[top], stack.pos[top], stack.score[top], stack.unit[top]
        y, marks, spent = stack.symbol[top], stack.marks[top], stack.spent[top]
        read = max(read, pos + 1)
        if unit[node] >= 128 and not marks & _PASSED and (pos == n or end_ok[pos]):
            total = score + (after[u, y, 0] - own[u, y] if y >= 0 else np.float32(0.0))
            if marks & _JUST_READ:
                total += behind[u]
            if marks >= _PLACE:
                total += _dearer(marks >> _PLACES_AT, kinds[word[node]], harakat, cheapest)
            if total > cut - slope * (pos - s) + (wild if spent and wild_best > 0 else 0.0) and (
                wild_best == 0 or not spent or pos - s >= 4
            ):
                if count == scores.size:
                    return -1, read
                rows[count, 0], rows[count, 1], rows[count, 2] = s, pos, word[node]
                scores[count] = total
                count += 1
        if pos >= n or top > _DEPTH - 300 or followed > most:
            continue
        spaces, places = marks & (_JUST_READ - 1), marks >> _PLACES_AT
        if node > 0 and items[pos] == space and spaces < 3:
            price = second if marks & _JUST_READ else cheapest if spaces == 0 else cheapest * _ANOTHER
            top = _push(
                stack, top, node, pos + 1, score + price, u, y,
                (places | 1) << _PLACES_AT | (spaces + 1) | _JUST_READ, spent,
            )  # fmt: skip
        if node > 0 and skip[pos] < 0 and skip[s] != skip[pos]:
            top = _push(stack, top, node, -skip[pos], score, u, y, marks | _PASSED, spent)
        elif node > 0 and skip[pos] > pos:
            over = places << _PLACES_AT | spaces | _PASSED
            top = _push(stack, top, node, skip[pos], score - np.float32(0.5), u, y, over, spent)
        spaces |= places << (_PLACES_AT + 1)
        limit = cut - slope * (pos - s) - 2.0 + (wild if spent and wild_best > 0 else 0.0)
        if node > 0 and skip[pos] > pos:
            for child in range(first[node], first[node] + children[node]):
                if spent and best[child] >= wild_best > 0:
                    continue
                v = unit[child] & 127
                e = before[u, space, v] + LOST_AT_SEAM
                base = score + (after[u, y, v] - own[u, y] if y >= 0 else np.float32(0.0))
                if e > floor and base + e > limit and base + e - STEP * best[child] > limit + LOOKAHEAD:
                    top = _push(stack, top, child, skip[pos], base + e + spread[v, 0], v, space, spaces, spent)
        z = items[pos]
        if z < 0:
            continue
        for child in range(first[node], first[node] + children[node]):
            if spent and best[child] >= wild_best > 0:
                continue  # what has shown an output never seen must be one of the words that may
            v = unit[child] & 127
            e = before[u, z, v]
            if e <= floor and spread[v, 0] == 0 and (spent or best[child] >= wild_best):
                continue  # most children: quickly
            base = score + (after[u, y, v] - own[u, y] if y >= 0 else np.float32(0.0))
            if e > floor and base + e > limit and base + e - STEP * best[child] > limit + LOOKAHEAD:
                top = _push(stack, top, child, pos + 1, base + e + spread[v, 0], v, z, spaces, spent)
            elif not spent and e <= floor and best[child] < wild_best:
                shown = base + (rare[v] if best[child] > 0 else np.float32(0.0))
                if shown > cut and shown - STEP * best[child] > limit + LOOKAHEAD:
                    top = _push(stack, top, child, pos + 1, shown + wild, v, -1, spaces, True)
            if spread[v, 0] < 0:
                read = max(read, pos + 2)
            if spread[v, 0] < 0 and pos + 1 < n and items[pos + 1] >= 0:
                e = own[HALF[v], z] + own[HALF[v] + 1, items[pos + 1]]
                if e > 2 * floor and base + e > limit:
                    top = _push(stack, top, child, pos + 2, base + e + spread[v, 1], v, -1, spaces, spent)
    return count, read


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
def rare_words(  # type: ignore[no-untyped-def]
    items, space, skip, start_ok, end_ok, own, after, before, spread, words, floor, cut, slope, harakat, second, most,
    wild, unsettled, behind, keep, longest,
):  # fmt: skip
    """The ``keep`` best of the list ``words`` (``RareWords``) for each (start, end), as ``match_words`` finds words of
    the lexicon, none with an output never seen.

    Returns what ``unknown_words`` does: these words are outside the lexicon too.
    """
    rows, scores, read = match_words(
        items, space, skip, start_ok, end_ok, own, after, before, spread, words.unit, words.first, words.children,
        words.best, words.node, floor, cut, slope, harakat, second, most, wild, np.uint8(0), unsettled, behind,
        words.kinds,
    )  # fmt: skip
    chosen = best_of_spans(rows, scores, keep)
    rows, scores = rows[chosen], scores[chosen] + words.logp
    spelt = np.zeros((scores.size, longest), np.uint8)
    row = np.empty(longest + 1, np.uint8)
    for i in range(scores.size):
        begin = units_before(rows[i, 2], words.unit, words.parent, row)
        spelt[i, : row.size - begin] = row[begin:]
        rows[i, 2] = UNKNOWN
    return rows, scores, spelt, read


@njit(cache=True, nogil=True)
def unknown_words(  # type: ignore[no-untyped-def]
    items, skip, start_ok, end_ok, own, spread, follow, dense, exact, uf, uv, us, width, longest, floor
):
    """Unit sequences outside the lexicon, two for each (start, end).

    Returns rows (start, end, token id), scores, units [longest], and how far the search from each start read, as in
    ``match_words``.

    ``follow`` [units, units] says which unit may stand after which (joining). A beam of ``width`` goes along the
    symbols: ``dense`` [units, units, units], the unit trigram, chooses what it follows; if ``exact``, that is weighed
    by all of the units before, as ``spelling_step`` takes them.
    """
    n = items.size
    allowed = np.zeros((own.shape[1], COUNT), np.uint8)
    many = np.zeros(own.shape[1], np.int64)
    for y in range(own.shape[1]):
        for x in range(1, COUNT):
            if own[x, y] + spread[x, 0] >= floor:
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
    past = np.zeros(width, np.uint64)
    known = np.zeros(width, np.int64)
    new_past = np.zeros(width, np.uint64)
    new_known = np.zeros(width, np.int64)
    parent = np.zeros(width, np.int64)
    for s in range(n):
        if not start_ok[s]:
            continue
        m = 1
        cs[0] = 0.0
        past[0], known[0] = WORD_BEGINS, UNIT_ORDER
        pos = s
        t = 0
        while t < longest and pos < n and m > 0:
            if items[pos] == JOIN and t > 0:
                pos = skip[pos]
                if pos >= n:
                    break
            if t > 0 and skip[pos] < 0:
                pos = -skip[pos]
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
                    v = cs[h] + own[x, y] + spread[x, 0] + dense[a, b, x]
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
                    parent[j] = h
                    for q in range(t):
                        nxt[j, q] = cur[h, q]
                    nxt[j, t] = x
            m = k
            for j in range(m if exact else 0):
                h, x = parent[j], nxt[j, t]
                logp, new_known[j] = spelling_step(past[h], x, known[h], uf, uv, us)
                new_past[j] = onward(past[h], x)
                ns[j] = cs[h] + own[x, y] + spread[x, 0] + logp
            for h in range(m):
                cs[h], past[h], known[h] = ns[h], new_past[h], new_known[h]
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
                    if exact:
                        ns[h] = cs[h] + spelling_step(past[h], 0, known[h], uf, uv, us)[0]
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
