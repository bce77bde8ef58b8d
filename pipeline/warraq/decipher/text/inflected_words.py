"""Words outside the lexicon that symbols can stand for and that are forms of words in it (``language.inflections``).

The search walks the lexicon's trie behind each proclitic that the channel allows, leaves it behind a stem, and goes on
along the endings. So a form that no list has costs what its stem, proclitic and ending do, not what its letters would.
"""

from __future__ import annotations

from typing import Final, NamedTuple

import numpy as np
from numpy.typing import NDArray

from warraq.compiled import lean_njit, njit
from warraq.decipher.text.lattice import JOIN
from warraq.language.inflections import SHORTEST
from warraq.language.model import walk
from warraq.language.tokens import UNKNOWN

#: Paths held at once, at most.
_DEPTH: Final = 20_000
#: Endings that a stem has in the lexicon, at most.
_FAMILY: Final = 512


class Paths(NamedTuple):
    """Paths that are still to be followed [depth]: the trie node, the item, the score and the number of units so far,
    the last of these, the node among the endings (-1: still in the stem) and the proclitic."""

    node: NDArray[np.int32]
    pos: NDArray[np.int32]
    score: NDArray[np.float32]
    depth: NDArray[np.int32]
    unit: NDArray[np.uint8]
    ending: NDArray[np.int32]
    proclitic: NDArray[np.int32]


class Family(NamedTuple):
    """The endings that the lexicon has with a stem, kinds and shares of the words; and room for the search."""

    known: NDArray[np.int32]
    kind: NDArray[np.uint8]
    share: NDArray[np.float32]
    stack: NDArray[np.int32]
    state: NDArray[np.int32]


class Found(NamedTuple):
    """The best words from one start on, by their units: scores [longest + 1, keep], units [.., longest], and the place
    where words of so many units end [longest + 1]."""

    score: NDArray[np.float32]
    units: NDArray[np.uint8]
    end: NDArray[np.int32]


@njit(cache=True, nogil=True)
def inflected_words(  # type: ignore[no-untyped-def]
    items, skip, start_ok, end_ok, own, spread, unit, parent, first, children, best, word, value, forms, floor, cut,
    most, keep, longest,
):  # fmt: skip
    """The ``keep`` best forms of each (start, end).

    Returns rows (start, end, token id), scores, units [longest], and how far the search from each start read, as
    ``unknown_words`` does. ``value`` [tokens] is the quantised -log p of words; ``forms`` are ``Inflections``. What
    can't come above ``cut`` (log p) isn't followed, and hardly more paths than ``most`` from one start.
    """
    n = items.size
    rows = np.empty((1024, 3), np.int32)
    scores = np.empty(1024, np.float32)
    spelt = np.zeros((1024, longest), np.uint8)
    count = 0
    read = np.zeros(n, np.int64)
    paths = Paths(
        np.empty(_DEPTH, np.int32), np.empty(_DEPTH, np.int32), np.empty(_DEPTH, np.float32),
        np.empty(_DEPTH, np.int32), np.empty(_DEPTH, np.uint8), np.empty(_DEPTH, np.int32), np.empty(_DEPTH, np.int32),
    )  # fmt: skip
    found = Found(
        np.empty((longest + 1, keep), np.float32), np.zeros((longest + 1, keep, longest), np.uint8),
        np.zeros(longest + 1, np.int32),
    )  # fmt: skip
    path = np.zeros(longest, np.uint8)
    family = Family(
        np.empty(_FAMILY, np.int32), np.empty(_FAMILY, np.uint8), np.empty(_FAMILY, np.float32),
        np.empty(_FAMILY, np.int32), np.empty(_FAMILY, np.int32),
    )  # fmt: skip
    log_share = np.log(forms.share)
    for s in range(n):
        if not start_ok[s]:
            continue
        found.score[:] = -np.inf
        read[s] = _from(
            s, items, skip, end_ok, own, spread, unit, parent, first, children, best, word, value, forms, log_share,
            floor, cut, most, paths, found, path, family,
        )  # fmt: skip
        while count + keep * (longest + 1) > scores.size:
            more = np.empty((2 * scores.size, 3), np.int32)
            wider = np.empty(2 * scores.size, np.float32)
            longer = np.zeros((2 * scores.size, longest), np.uint8)
            more[:count], wider[:count], longer[:count] = rows[:count], scores[:count], spelt[:count]
            rows, scores, spelt = more, wider, longer
        for depth in range(longest + 1):
            for k in range(keep):
                if found.score[depth, k] == -np.inf:
                    continue
                node = walk(found.units[depth, k, :depth], unit, first, children)
                if node >= 0 and unit[node] >= 128:
                    continue  # the lexicon has it
                rows[count, 0], rows[count, 1], rows[count, 2] = s, found.end[depth], UNKNOWN
                scores[count] = found.score[depth, k]
                spelt[count, :depth] = found.units[depth, k, :depth]
                count += 1
    return rows[:count], scores[:count], spelt[:count], read


@lean_njit(cache=True, nogil=True)
def _from(  # type: ignore[no-untyped-def]
    s, items, skip, end_ok, own, spread, unit, parent, first, children, best, word, value, forms, log_share, floor,
    cut, most, paths, found, path, family,
):  # fmt: skip
    """Puts the best forms from ``s`` on into ``found``; how far the search read."""
    n = items.size
    top, followed, read = 0, 0, s + 1
    of, size = np.int32(-1), 0
    for p in range(forms.length.size):
        pos, score, k = np.int64(s), forms.logp[p], 0
        while k < forms.length[p]:
            if k > 0 and pos < n and items[pos] == JOIN:
                pos = np.int64(skip[pos])
            if k > 0 and skip[pos] < 0:
                pos = np.int64(-skip[pos])
            if pos >= n or items[pos] < 0:
                break
            u = forms.before[p, k]
            e = own[u, items[pos]] + spread[u, 0]
            if e < floor:
                break
            score += e
            pos += 1
            k += 1
        read = max(read, pos + 1)
        if k == forms.length[p] and score > cut:
            top = _push(paths, top, 0, pos, score, k, 0, -1, p)
    while top > 0:
        top -= 1
        followed += 1
        node, pos, score, depth = paths.node[top], np.int64(paths.pos[top]), paths.score[top], paths.depth[top]
        ending, p = paths.ending[top], paths.proclitic[top]
        length = forms.length[p]
        if depth > length:
            path[depth - 1] = paths.unit[top]
        else:
            for k in range(length):
                path[k] = forms.before[p, k]
        read = max(read, pos + 1)
        if pos == n or end_ok[pos]:
            chance = np.float32(0.0)
            if ending < 0:
                if p > 0 and unit[node] >= 128:
                    chance = forms.rule[0, 0] * forms.share[value[word[node]]] * forms.fit[p, forms.kind[word[node]]]
            elif forms.ending[ending] >= 0:
                if node != of:
                    of, size = node, _family(node, unit, parent, first, children, word, value, forms, family)
                for k in range(size):
                    if family.known[k] != forms.ending[ending]:
                        fit = forms.fit[p, family.kind[k]]
                        chance += family.share[k] * fit * forms.rule[family.known[k], forms.ending[ending]]
            if chance > 0:
                _put(found, path, depth, score + np.float32(np.log(chance)))
                found.end[depth] = pos
        if pos >= n or depth == path.size or top > _DEPTH - 300 or followed > most:
            continue
        if depth > 0 and items[pos] == JOIN:
            pos = np.int64(skip[pos])
            read = max(read, pos + 1)
            if pos >= n:
                continue
        if depth > 0 and skip[pos] < 0:
            pos = np.int64(-skip[pos])
            read = max(read, pos + 1)
        if pos >= n:
            continue
        z = items[pos]
        if z < 0:
            continue
        if ending < 0:
            for child in range(first[node], first[node] + children[node]):
                u = np.int64(unit[child] & 127)
                if node == 0:
                    u = np.int64(forms.begins[p, u])
                    if u == 0:
                        continue
                e = own[u, z] + spread[u, 0]
                if e >= floor and score + e + log_share[best[child]] > cut:
                    top = _push(paths, top, child, pos + 1, score + e, depth + 1, u, -1, p)
            if depth < length + SHORTEST:
                continue
            ending = np.int32(forms.root[unit[node] & 127])
            if ending < 0 or score + log_share[best[node]] < cut:
                continue
        for child in range(forms.first[ending], forms.first[ending] + forms.children[ending]):
            u = np.int64(forms.unit[child])
            e = own[u, z] + spread[u, 0]
            if e >= floor and score + e > cut:
                top = _push(paths, top, node, pos + 1, score + e, depth + 1, u, child, p)
    return read


@lean_njit(cache=True, inline="always")
def _push(paths, top, node, pos, score, depth, unit, ending, proclitic):  # type: ignore[no-untyped-def]
    """One more path; how many there are."""
    paths.node[top], paths.pos[top], paths.score[top], paths.depth[top] = node, pos, score, depth
    paths.unit[top], paths.ending[top], paths.proclitic[top] = unit, ending, proclitic
    return top + 1


@lean_njit(cache=True, nogil=True)
def _put(found, path, depth, score):  # type: ignore[no-untyped-def]
    """The word on the ``path`` among the best of its length, each once."""
    low = 0
    for k in range(found.score.shape[1]):
        if found.score[depth, k] > -np.inf:
            same = True
            for q in range(depth):
                same &= found.units[depth, k, q] == path[q]
            if same:
                found.score[depth, k] = max(found.score[depth, k], score)
                return
        if found.score[depth, k] < found.score[depth, low]:
            low = k
    if score > found.score[depth, low]:
        found.score[depth, low] = score
        for q in range(depth):
            found.units[depth, low, q] = path[q]


@lean_njit(cache=True, nogil=True)
def _family(node, unit, parent, first, children, word, value, forms, family):  # type: ignore[no-untyped-def]
    """Writes the words that the lexicon has of the stem that ends at a trie node into ``family``; how many."""
    last, count = unit[node] & 127, 0
    bare = node
    if forms.last[last] != last:  # a stem that joins to its endings stands alone in another form
        bare = 0
        for child in range(first[parent[node]], first[parent[node]] + children[parent[node]]):
            if unit[child] & 127 == forms.last[last]:
                bare = child
    if bare > 0 and unit[bare] >= 128:
        count = _add(family, 0, 0, word[bare], value, forms)
    family.stack[0], family.state[0], top = node, forms.root[last], 1
    while top > 0:
        top -= 1
        at, root = family.stack[top], family.state[top]
        for child in range(first[at], first[at] + children[at]):
            u = unit[child] & 127
            for step in range(forms.first[root], forms.first[root] + forms.children[root]):
                if forms.unit[step] == u:
                    if forms.ending[step] >= 0 and unit[child] >= 128:
                        count = _add(family, count, forms.ending[step], word[child], value, forms)
                    family.stack[top], family.state[top] = child, step
                    top += 1
                    break
    return count


@lean_njit(cache=True, inline="always")
def _add(family, count, ending, token, value, forms):  # type: ignore[no-untyped-def]
    """One more word of a family; how many there are."""
    family.known[count], family.kind[count], family.share[count] = ending, forms.kind[token], forms.share[value[token]]
    return count + 1
