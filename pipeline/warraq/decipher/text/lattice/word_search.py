"""The words that items of an enciphered text can stand for: those of the lexicon, rare ones of a longer list, forms of
words of the lexicon, and unit sequences outside all of these.

Words are found by walking a trie along the symbols, so only what the channel allows is ever looked at. Each search
gives rows (start, end, token id), log p(items | word), and how far it read from each start [items]: what it found is
decided by the items before that, or by the text's end where that is ``items + 1``. Words outside the lexicon have their
units too [rows, longest].
"""

from __future__ import annotations

import cython
import numpy as np
from numpy.typing import NDArray

from warraq.decipher.text.dump.items import HARD, JOIN
from warraq.decipher.text.emissions.channel_em import FIRST_HALF
from warraq.language import tokens
from warraq.language.parameters import STEP, UNIT_ORDER, WORD_BEGINS
from warraq.language.units import COUNT
from warraq.language.words.harakat import KINDS
from warraq.language.words.inflections import SHORTEST

if not cython.compiled:
    from math import log as logf

    from warraq.language.lookup import Spelling, onward, spelling_logp, spelling_step, units_before, walk

_HARD = HARD
_JOIN = JOIN
_KINDS = KINDS
_SHORTEST = SHORTEST
_COUNT = COUNT
_UNKNOWN = tokens.UNKNOWN
_SPECIALS = len(tokens.SPECIAL)
#: Emissions and the best word that can still come of a path must together stay above the cut and this, nats.
_LOOKAHEAD = -13.5
#: What it costs that a letter was lost where a word runs across a seam, nats: one that comes out as a space is taken
#: for the layout's there. And what it costs to pass over one.
_LOST_AT_SEAM = -3.0
_OVER_SEAM = -0.5
#: Added to a count of harakat while the last item read is one.
_JUST_READ = 8
#: Added where a path has passed over a seam and has read nothing behind it: no word ends there.
_PASSED = 16
#: From this bit on are the places that bear harakat, the last unit's first.
_PLACES_AT = 5
_PLACE = 1 << _PLACES_AT
#: Who writes one haraka in a word writes another more easily: what the price of the later ones is multiplied by.
_ANOTHER = 0.6
#: What a word that the document uses in clean passages is worth where words are dropped, nats.
_USED = 4.0
_STEP = STEP
_ZERO = 0.0
_NOTHING = -np.inf
#: log p of units that no word holds one behind the other.
_NEVER = -20.0
#: Paths of a search that are held at once, at most, and room among them that the children of a node may need.
_DEPTH = 40_000
_ROOM = 300
#: The same of a search for forms.
_DEPTH_OF_FORMS = 20_000
#: Endings that a stem has in the lexicon, at most.
FAMILY = 512
#: The first half of each unit that may be two symbols, the second is behind it.
_HALF = np.zeros(COUNT, np.int64)
for _unit, _first_half in FIRST_HALF.items():
    _HALF[_unit] = _first_half


class Text:
    """A text as its words are looked for.

    ``codes`` and ``soft`` [items] are those of ``Items``, ``signs`` [items + 1] those of ``Kinds``; ``begins`` and
    ``ends`` [items + 1] say where a word may begin and end. ``skip`` [items + 1] is the item behind a seam of two
    pieces (its layout spaces included) that a word may run across, or the item itself; for room for spaces
    (``Items.room``) it is the item behind all of it, below zero. A word that has read what stands before it may pass
    over the rest at no cost.
    """

    def __init__(
        self,
        codes: NDArray[np.int16],
        soft: NDArray[np.bool_],
        signs: NDArray[np.int64],
        begins: NDArray[np.bool_],
        ends: NDArray[np.bool_],
        skip: NDArray[np.int32],
    ) -> None:
        self.size = len(codes)
        self.codes = codes
        self.soft = soft
        self.signs = signs
        self.begins = begins
        self.ends = ends
        self.skip = skip


class Channel:
    """Log emissions of a unit alone, ``own`` [states, symbols], given the next unit, ``after`` [units, symbols, next
    units], and given the previous one, ``before`` [units before, symbols, units]; ``spread`` [units, 2] is log p of a
    unit's giving one symbol, or two: (0, -inf) where it is never two."""

    def __init__(
        self,
        own: NDArray[np.float32],
        after: NDArray[np.float32],
        before: NDArray[np.float32],
        spread: NDArray[np.float32],
    ) -> None:
        self.own = own
        self.after = after
        self.before = before
        self.spread = spread


class Trie:
    """Words by their units, as ``LanguageModel`` has them; ``best`` [nodes] is the smallest quantised -log p of the
    words at and below a node. ``word`` [nodes] numbers words, and ``kinds`` [words] are ``harakat.kinds_of_words``."""

    def __init__(
        self,
        unit: NDArray[np.uint8],
        parent: NDArray[np.int32],
        first: NDArray[np.int32],
        children: NDArray[np.uint8],
        best: NDArray[np.uint8],
        word: NDArray[np.int32],
        kinds: NDArray[np.uint64],
    ) -> None:
        self.unit = unit
        self.parent = parent
        self.first = first
        self.children = children
        self.best = best
        self.word = word
        self.kinds = kinds


class Prices:
    """What a search for words follows, nats.

    Emissions up to ``floor`` are not followed; a word of n items must be better than ``cut - slope * n``. One emission
    of a word may be one that was never seen, at the price of ``wild``, to which ``unsettled`` [units] is added in all
    words but those of clean passages. A ``space`` (its symbol) in a word is a haraka: the first of a place for what
    ``harakat`` [kinds] has for its kind, another for ``second``, and behind the last letter for ``behind`` [units]
    more. Hardly more paths than ``most`` are followed from one start.
    """

    def __init__(
        self,
        space: int,
        floor: float,
        cut: float,
        slope: float,
        harakat: NDArray[np.float32],
        second: float,
        behind: NDArray[np.float32],
        wild: float,
        unsettled: NDArray[np.float32],
        most: int,
    ) -> None:
        self.space = space
        self.floor = float(np.float32(floor))
        self.cut = float(np.float32(cut))
        self.slope = float(np.float32(slope))
        self.harakat = harakat
        self.cheapest = max(harakat)
        self.second = second
        self.behind = behind
        self.wild = wild
        self.unsettled = unsettled
        self.most = most


class Forms:
    """``Inflections``, and the logarithm of ``share``."""

    def __init__(
        self,
        share: NDArray[np.float32],
        kind: NDArray[np.uint8],
        before: NDArray[np.uint8],
        length: NDArray[np.int64],
        logp: NDArray[np.float32],
        fit: NDArray[np.float32],
        begins: NDArray[np.uint8],
        unit: NDArray[np.uint8],
        first: NDArray[np.int32],
        children: NDArray[np.uint8],
        ending: NDArray[np.int16],
        rule: NDArray[np.float32],
        root: NDArray[np.int8],
        last: NDArray[np.uint8],
    ) -> None:
        self.share = share
        self.log_share = np.zeros(256, np.float32)
        self.kind = kind
        self.before = before
        self.length = length
        self.logp = logp
        self.fit = fit
        self.begins = begins
        self.unit = unit
        self.first = first
        self.children = children
        self.ending = ending
        self.rule = rule
        self.root = root
        self.last = last
        _take_logarithms(self)


class Found:
    """Rows that a search has found, ``count`` of them, and room for more: ``row`` [room, 3], ``score`` [room], and the
    ``units`` [room, longest] of words outside the lexicon. ``read`` [items] is how far the search has read."""

    def __init__(self, room: int, longest: int, items: int) -> None:
        self.count = 0
        self.row = np.empty((room, 3), np.int32)
        self.score = np.empty(room, np.float32)
        self.units = np.zeros((room, longest), np.uint8)
        self.read = np.zeros(items, np.int64)

    def more(self) -> None:
        """Make room for as many rows again."""
        self.row = np.concatenate([self.row, np.empty_like(self.row)])
        self.score = np.concatenate([self.score, np.empty_like(self.score)])
        self.units = np.concatenate([self.units, np.zeros_like(self.units)])

    def rows(self) -> tuple[NDArray[np.int32], NDArray[np.float32]]:
        """Rows and scores."""
        return np.asarray(self.row)[: self.count], np.asarray(self.score)[: self.count]

    def spelt(self) -> tuple[NDArray[np.int32], NDArray[np.float32], NDArray[np.uint8], NDArray[np.int64]]:
        """Rows, scores, units, and how far the search has read."""
        return *self.rows(), np.asarray(self.units)[: self.count], np.asarray(self.read)


class Paths:
    """Paths of a search that are still to be followed, ``top`` of them [depth].

    ``node``: the trie node; ``pos``: the item; ``score`` so far; ``unit`` of the node and its ``symbol`` (-1: none to
    correct); the harakat read (``marks``); and whether an output never seen was read (``spent``).
    """

    def __init__(self) -> None:
        self.top = 0
        self.node = np.empty(_DEPTH, np.int32)
        self.pos = np.empty(_DEPTH, np.int32)
        self.score = np.empty(_DEPTH, np.float32)
        self.unit = np.empty(_DEPTH, np.int16)
        self.symbol = np.empty(_DEPTH, np.int16)
        self.marks = np.empty(_DEPTH, np.int64)
        self.spent = np.empty(_DEPTH, np.uint8)


class FormPaths:
    """Paths of a search for forms, as ``Paths``: with the number of units so far (``depth``), the last of these, the
    node among the endings (-1: still in the stem) and the proclitic. ``path`` [longest] are the units of one path.

    Of the stem that was looked at last there are the endings that the lexicon has with it (``known``), kinds and shares
    of these words; ``stack`` and ``state`` are room for the search for them.
    """

    def __init__(self, longest: int) -> None:
        self.top = 0
        self.node = np.empty(_DEPTH_OF_FORMS, np.int32)
        self.pos = np.empty(_DEPTH_OF_FORMS, np.int32)
        self.score = np.empty(_DEPTH_OF_FORMS, np.float32)
        self.depth = np.empty(_DEPTH_OF_FORMS, np.int32)
        self.unit = np.empty(_DEPTH_OF_FORMS, np.uint8)
        self.ending = np.empty(_DEPTH_OF_FORMS, np.int32)
        self.proclitic = np.empty(_DEPTH_OF_FORMS, np.int32)
        self.path = np.zeros(longest, np.uint8)
        self.known = np.empty(FAMILY, np.int32)
        self.kind = np.empty(FAMILY, np.uint8)
        self.share = np.empty(FAMILY, np.float32)
        self.stack = np.empty(FAMILY, np.int32)
        self.state = np.empty(FAMILY, np.int32)


class BestForms:
    """The ``keep`` best forms from one start on by their units: ``score`` [longest + 1, keep], ``units`` [.., longest],
    and the place where words of so many units end [longest + 1]."""

    def __init__(self, longest: int, keep: int) -> None:
        self.longest = longest
        self.keep = keep
        self.score = np.empty((longest + 1, keep), np.float32)
        self.units = np.zeros((longest + 1, keep, longest), np.uint8)
        self.end = np.zeros(longest + 1, np.int64)


def _take_logarithms(forms: Forms) -> None:
    for value in range(256):
        forms.log_share[value] = logf(forms.share[value]) if forms.share[value] > 0 else _NOTHING


def match_words(
    text: Text, starts: NDArray[np.bool_], channel: Channel, trie: Trie, prices: Prices, wild_words: int
) -> tuple[NDArray[np.int32], NDArray[np.float32], NDArray[np.int64]]:
    """Words of the ``trie`` that the items from each start on can stand for: rows, scores, how far the search read.

    One output of a word may be one that was never seen if the word is likelier than ``wild_words`` (in quantised
    -log p).
    """
    found = Found(1024, 0, text.size)
    paths = Paths()
    start = 0
    while True:
        with cython.nogil:
            start = _match_starts(start, text, starts, channel, trie, prices, wild_words, paths, found)
        if start == text.size:
            break
        found.more()
    return *found.rows(), np.asarray(found.read)


def _match_starts(
    start: int,
    text: Text,
    starts: NDArray[np.bool_],
    channel: Channel,
    trie: Trie,
    prices: Prices,
    wild_words: int,
    paths: Paths,
    found: Found,
) -> int:
    """Add the words from ``start`` and the later of the ``starts`` on; where there is no more room, or the end."""
    while start < text.size:
        if starts[start] and not _match_from(start, text, channel, trie, prices, wild_words, paths, found):
            return start
        start += 1
    return start


def _push(paths: Paths, node: int, pos: int, score: float, unit: int, symbol: int, marks: int, spent: bool) -> None:
    """One more path."""
    top = paths.top
    paths.node[top] = node
    paths.pos[top] = pos
    paths.score[top] = score
    paths.unit[top] = unit
    paths.symbol[top] = symbol
    paths.marks[top] = marks
    paths.spent[top] = spent
    paths.top = top + 1


def _dearer(places: int, kinds: int, prices: Prices) -> float:
    """What the harakat at ``places`` of a word, whose places are of these ``kinds``, cost beyond the cheapest."""
    number = 0
    total = _ZERO
    another = _ANOTHER
    while places:
        if places & 1:
            number += 1
            total += prices.harakat[(kinds & 15) % _KINDS] - prices.cheapest
        places >>= 1
        kinds >>= 4
    return total * (1 + another * (number - 1)) / number


def _match_from(
    start: int, text: Text, channel: Channel, trie: Trie, prices: Prices, wild_words: int, paths: Paths, found: Found
) -> bool:
    """Add the words from ``start`` on; False where there is no room for them, and then none of them are."""
    size = text.size
    space = prices.space
    floor = prices.floor
    before = found.count
    followed = 0
    read = 0
    paths.top = 0
    _push(paths, 0, start, _ZERO, 0, -1, 0, wild_words == 0)
    while paths.top > 0:
        paths.top -= 1
        followed += 1
        node = paths.node[paths.top]
        pos = paths.pos[paths.top]
        score = paths.score[paths.top]
        u = paths.unit[paths.top]
        y = paths.symbol[paths.top]
        marks = paths.marks[paths.top]
        spent = paths.spent[paths.top]
        if pos + 1 > read:
            read = pos + 1
        least = prices.cut - prices.slope * (pos - start)
        if trie.unit[node] >= 128 and not marks & _PASSED and (pos == size or text.ends[pos]):
            total = score
            if y >= 0:
                total = score + (channel.after[u, y, 0] - channel.own[u, y])
            if marks & _JUST_READ:
                total = total + prices.behind[u]
            whole = total
            if marks >= _PLACE:
                whole = total + _dearer(marks >> _PLACES_AT, trie.kinds[trie.word[node]], prices)
            if whole > least + (prices.wild if spent and wild_words > 0 else 0.0) and (
                wild_words == 0 or not spent or pos - start >= 4
            ):
                if found.count == found.score.shape[0]:
                    found.count = before
                    return False
                found.row[found.count, 0] = start
                found.row[found.count, 1] = pos
                found.row[found.count, 2] = trie.word[node]
                found.score[found.count] = whole
                found.count += 1
        if pos >= size or paths.top > _DEPTH - _ROOM or followed > prices.most:
            continue
        spaces = marks & (_JUST_READ - 1)
        places = marks >> _PLACES_AT
        if node > 0:
            if text.codes[pos] == space and spaces < 3:
                price = prices.cheapest
                if marks & _JUST_READ:
                    price = prices.second
                elif spaces > 0:
                    price = prices.cheapest * _ANOTHER
                marked = (places | 1) << _PLACES_AT | (spaces + 1) | _JUST_READ
                _push(paths, node, pos + 1, score + price, u, y, marked, spent)
            if text.skip[pos] < 0 and text.skip[start] != text.skip[pos]:
                _push(paths, node, -text.skip[pos], score, u, y, marks | _PASSED, spent)
            elif text.skip[pos] > pos:
                over = places << _PLACES_AT | spaces | _PASSED
                _push(paths, node, text.skip[pos], score + _OVER_SEAM, u, y, over, spent)
        marks = spaces | places << (_PLACES_AT + 1)
        limit = least - 2.0 + (prices.wild if spent and wild_words > 0 else 0.0)
        if node > 0 and text.skip[pos] > pos:
            for child in range(trie.first[node], trie.first[node] + trie.children[node]):
                if spent and 0 < wild_words <= trie.best[child]:
                    continue
                v = trie.unit[child] & 127
                e = channel.before[u, space, v] + _LOST_AT_SEAM
                base = score
                if y >= 0:
                    base = score + (channel.after[u, y, v] - channel.own[u, y])
                if e > floor and base + e > limit and base + e - STEP * trie.best[child] > limit + _LOOKAHEAD:
                    shown = base + e + channel.spread[v, 0]
                    _push(paths, child, text.skip[pos], shown, v, space, marks, spent)
        z = text.codes[pos]
        if z < 0:
            continue
        for child in range(trie.first[node], trie.first[node] + trie.children[node]):
            if spent and 0 < wild_words <= trie.best[child]:
                continue  # what has shown an output never seen must be one of the words that may
            v = trie.unit[child] & 127
            e = channel.before[u, z, v]
            if e <= floor and channel.spread[v, 0] == 0 and (spent or trie.best[child] >= wild_words):
                continue  # most children: quickly
            base = score
            if y >= 0:
                base = score + (channel.after[u, y, v] - channel.own[u, y])
            if e > floor and base + e > limit and base + e - STEP * trie.best[child] > limit + _LOOKAHEAD:
                _push(paths, child, pos + 1, base + e + channel.spread[v, 0], v, z, marks, spent)
            elif not spent and e <= floor and trie.best[child] < wild_words:
                shown = base
                if trie.best[child] > 0:
                    shown = base + prices.unsettled[v]
                if shown > prices.cut and shown - STEP * trie.best[child] > limit + _LOOKAHEAD:
                    _push(paths, child, pos + 1, shown + prices.wild, v, -1, marks, True)
            if channel.spread[v, 0] < 0:
                if pos + 2 > read:
                    read = pos + 2
                if pos + 1 < size and text.codes[pos + 1] >= 0:
                    e = channel.own[_HALF[v], z] + channel.own[_HALF[v] + 1, text.codes[pos + 1]]
                    if e > 2 * floor and base + e > limit:
                        _push(paths, child, pos + 2, base + e + channel.spread[v, 1], v, -1, marks, spent)
    found.read[start] = read
    return True


def best_of_spans(rows: NDArray[np.int32], values: NDArray[np.float32], keep: int) -> NDArray[np.bool_]:
    """Which of ``rows`` (start, end, token; by start) are among the ``keep`` best of their span, each token once."""
    count = rows.shape[0]
    chosen = np.zeros(count, np.bool_)
    mark = chosen
    widest = 0
    for i in range(count):
        if rows[i, 1] - rows[i, 0] > widest:
            widest = rows[i, 1] - rows[i, 0]
    taken = np.zeros(widest + 1, np.int32)
    best = np.zeros((widest + 1, keep), np.int64)
    with cython.nogil:
        i = 0
        while i < count:
            begin = i
            for span in range(widest + 1):
                taken[span] = 0
            while i < count and rows[i, 0] == rows[begin, 0]:
                _take(i, rows, values, keep, taken, best)
                i += 1
            for span in range(widest + 1):
                for k in range(taken[span]):
                    mark[best[span, k]] = True
    return chosen


def _take(
    i: int,
    rows: NDArray[np.int32],
    values: NDArray[np.float32],
    keep: int,
    taken: NDArray[np.int32],
    best: NDArray[np.int64],
) -> None:
    """Put the row of this number among the ``best`` of its span [spans, keep], which stand by value, if it is one."""
    span = rows[i, 1] - rows[i, 0]
    place = taken[span]
    if place == keep and values[best[span, keep - 1]] >= values[i]:
        return
    for k in range(taken[span]):
        if rows[best[span, k], 2] == rows[i, 2]:
            if values[best[span, k]] >= values[i]:
                return
            place = k
            break
    if place == taken[span]:
        if place == keep:
            place -= 1
        else:
            taken[span] += 1
    while place > 0 and values[best[span, place - 1]] < values[i]:
        best[span, place] = best[span, place - 1]
        place -= 1
    best[span, place] = i


def lexicon_words(
    text: Text,
    starts: NDArray[np.bool_],
    channel: Channel,
    trie: Trie,
    prices: Prices,
    wild_words: int,
    value: NDArray[np.uint8],
    used: NDArray[np.float32],
    hidden: float,
    keep: int,
) -> tuple[NDArray[np.int32], NDArray[np.float32], NDArray[np.int64]]:
    """The ``keep`` best words of the lexicon for each (start, end): what ``match_words`` gives.

    ``value`` [tokens, 2] has their quantised -log p; words that the document has ``used`` [tokens] in clean passages
    are the last to go. One that stands where there is but room for spaces is worth ``hidden`` more.
    """
    rows, scores, read = match_words(text, starts, channel, trie, prices, wild_words)
    values = np.empty(len(scores), np.float32)
    _weigh(text, prices, rows, scores, values, value, used, hidden)
    chosen = best_of_spans(rows, values, keep)
    return rows[chosen], scores[chosen], read


def _weigh(
    text: Text,
    prices: Prices,
    rows: NDArray[np.int32],
    scores: NDArray[np.float32],
    values: NDArray[np.float32],
    value: NDArray[np.uint8],
    used: NDArray[np.float32],
    hidden: float,
) -> None:
    """Write the ``values`` [rows] by which words of the lexicon are chosen; see ``lexicon_words``."""
    for i in range(rows.shape[0]):
        token = rows[i, 2]
        if _is_of_room(text, rows[i, 0], rows[i, 1], prices.space):
            scores[i] += hidden
        quantised = value[token, 0]
        values[i] = scores[i] - _STEP * quantised
        if used[token] > 0:
            values[i] += _USED


def _is_of_room(text: Text, start: int, end: int, space: int) -> bool:
    """Whether items [start, end) are spaces alone, and all but the first at most only room for one."""
    for pos in range(start, end):
        if text.codes[pos] != space or (pos > start and text.skip[pos] >= 0):
            return False
    return text.skip[end - 1] < 0


def rare_words(
    text: Text,
    starts: NDArray[np.bool_],
    channel: Channel,
    trie: Trie,
    prices: Prices,
    logp: np.float32,
    keep: int,
    longest: int,
) -> tuple[NDArray[np.int32], NDArray[np.float32], NDArray[np.uint8], NDArray[np.int64]]:
    """The ``keep`` best of the list of rare words, whose ``trie`` numbers nodes instead of words, for each (start,
    end); ``logp`` is that of each of them. None shows an output never seen."""
    rows, scores, read = match_words(text, starts, channel, trie, prices, 0)
    chosen = best_of_spans(rows, scores, keep)
    rows = rows[chosen]
    scores = scores[chosen] + logp
    spelt = np.zeros((len(scores), longest), np.uint8)
    _spell(rows, trie, np.empty(longest + 1, np.uint8), spelt)
    return rows, scores, spelt, read


def _spell(rows: NDArray[np.int32], trie: Trie, row: NDArray[np.uint8], spelt: NDArray[np.uint8]) -> None:
    """Write the units of the words that end at the nodes in ``rows``, which become unknown words."""
    room = row.shape[0]
    for i in range(rows.shape[0]):
        begin = units_before(rows[i, 2], trie.unit, trie.parent, row, room)
        for k in range(begin, room):
            spelt[i, k - begin] = row[k]
        rows[i, 2] = _UNKNOWN


def unknown_words(
    text: Text,
    starts: NDArray[np.bool_],
    channel: Channel,
    follow: NDArray[np.bool_],
    dense: NDArray[np.float32],
    spelling: Spelling,
    exact: bool,
    width: int,
    longest: int,
    floor: float,
) -> tuple[NDArray[np.int32], NDArray[np.float32], NDArray[np.uint8], NDArray[np.int64]]:
    """Unit sequences, two for each (start, end).

    ``follow`` [units, units] says which unit may stand after which (joining). A beam of ``width`` goes along the
    symbols: ``dense`` [units, units, units], the unit trigram, chooses what it follows; if ``exact``, that is weighed
    by all of the units before, as ``spelling_step`` takes them.
    """
    many = 0
    for pos in range(text.size):
        if starts[pos]:
            many += 1
    found = Found(many * longest * 2, longest, text.size)
    beam = Spellings(width, longest, channel.own.shape[1])
    with cython.nogil:
        _allow(beam, channel, floor)
        for pos in range(text.size):
            if starts[pos]:
                _spell_from(pos, text, channel, follow, dense, spelling, exact, beam, found)
    return found.spelt()


class Spellings:
    """The beam of ``unknown_words``: ``units`` [width, longest] of the spellings that are followed, their ``score``,
    the bytes of their last units (``past``) and how many of these are an n-gram (``known``); the same of those that
    come of them, with the number of the one that each goes on from (``parent``). ``allowed`` [symbols, units] are the
    units that may show each symbol, ``many`` [symbols] of them."""

    def __init__(self, width: int, longest: int, symbols: int) -> None:
        self.width = width
        self.longest = longest
        self.units = np.zeros((width, longest), np.uint8)
        self.score = np.zeros(width, np.float32)
        self.past = np.zeros(width, np.uint64)
        self.known = np.zeros(width, np.int32)
        self.next_units = np.zeros((width, longest), np.uint8)
        self.next_score = np.zeros(width, np.float32)
        self.next_past = np.zeros(width, np.uint64)
        self.next_known = np.zeros(width, np.int32)
        self.parent = np.zeros(width, np.int64)
        self.allowed = np.zeros((symbols, COUNT), np.uint8)
        self.many = np.zeros(symbols, np.int64)


def _allow(beam: Spellings, channel: Channel, floor: float) -> None:
    """Note which units may show each symbol alone."""
    for y in range(channel.own.shape[1]):
        for x in range(1, _COUNT):
            if channel.own[x, y] + channel.spread[x, 0] >= floor:
                beam.allowed[y, beam.many[y]] = x
                beam.many[y] += 1


def _spell_from(
    start: int,
    text: Text,
    channel: Channel,
    follow: NDArray[np.bool_],
    dense: NDArray[np.float32],
    spelling: Spelling,
    exact: bool,
    beam: Spellings,
    found: Found,
) -> None:
    """Add the best spellings from ``start`` on."""
    m = 1
    beam.score[0] = 0
    beam.past[0] = WORD_BEGINS
    beam.known[0] = UNIT_ORDER
    pos = start
    t = 0
    while t < beam.longest and pos < text.size and m > 0:
        if t > 0:
            if text.codes[pos] == _JOIN:
                pos = text.skip[pos]
                if pos >= text.size:
                    break
            if text.skip[pos] < 0:
                pos = -text.skip[pos]
            if pos >= text.size:
                break
        y = text.codes[pos]
        if y < 0:
            break
        m = _go_on(t, y, m, channel, follow, dense, spelling, exact, beam)
        t += 1
        pos += 1
        if t >= 2 and (pos == text.size or text.ends[pos]):
            _end(start, pos, t, m, follow, dense, spelling, exact, beam, found)
    found.read[start] = pos + 1


def _go_on(
    t: int,
    y: int,
    m: int,
    channel: Channel,
    follow: NDArray[np.bool_],
    dense: NDArray[np.float32],
    spelling: Spelling,
    exact: bool,
    beam: Spellings,
) -> int:
    """Let the ``m`` spellings of ``t`` units go on with what may show the symbol ``y``; how many there are then."""
    count = 0
    for h in range(m):
        a = beam.units[h, t - 2] if t > 1 else 0
        b = beam.units[h, t - 1] if t > 0 else 0
        for i in range(beam.many[y]):
            x = beam.allowed[y, i]
            if not follow[b, x]:
                continue
            value = beam.score[h] + channel.own[x, y] + channel.spread[x, 0] + dense[a, b, x]
            if count < beam.width:
                j = count
                count += 1
            else:
                j = 0
                for q in range(1, beam.width):
                    if beam.next_score[q] < beam.next_score[j]:
                        j = q
                if beam.next_score[j] >= value:
                    continue
            beam.next_score[j] = value
            beam.parent[j] = h
            beam.next_units[j, t] = x
    for j in range(count):
        h = beam.parent[j]
        x = beam.next_units[j, t]
        for q in range(t):
            beam.next_units[j, q] = beam.units[h, q]
        if exact:
            value, known = spelling_step(spelling, beam.past[h], x, beam.known[h])
            beam.next_known[j] = known
            beam.next_past[j] = onward(beam.past[h], x)
            beam.next_score[j] = beam.score[h] + channel.own[x, y] + channel.spread[x, 0] + value
    for h in range(count):
        beam.score[h] = beam.next_score[h]
        beam.past[h] = beam.next_past[h]
        beam.known[h] = beam.next_known[h]
        for q in range(t + 1):
            beam.units[h, q] = beam.next_units[h, q]
    return count


def _end(
    start: int,
    end: int,
    t: int,
    m: int,
    follow: NDArray[np.bool_],
    dense: NDArray[np.float32],
    spelling: Spelling,
    exact: bool,
    beam: Spellings,
    found: Found,
) -> None:
    """Add the two best of the ``m`` spellings of ``t`` units that may end here."""
    one = -1
    two = -1
    for h in range(m):
        if follow[beam.units[h, t - 1], 0]:
            value = dense[beam.units[h, t - 2], beam.units[h, t - 1], 0]
            if exact:
                value, _ = spelling_step(spelling, beam.past[h], 0, beam.known[h])
            beam.next_score[h] = beam.score[h] + value
            if one < 0 or beam.next_score[h] > beam.next_score[one]:
                two = one
                one = h
            elif two < 0 or beam.next_score[h] > beam.next_score[two]:
                two = h
    for turn in range(2):
        h = two if turn else one
        if h >= 0:
            found.row[found.count, 0] = start
            found.row[found.count, 1] = end
            found.row[found.count, 2] = _UNKNOWN
            found.score[found.count] = beam.next_score[h]
            for q in range(t):
                found.units[found.count, q] = beam.units[h, q]
            found.count += 1


def dense_trigram(spelling: Spelling, pairs: NDArray[np.uint8]) -> NDArray[np.float32]:
    """log p(unit | two units before it) [COUNT, COUNT, COUNT], for these ``pairs`` [n, 2]; ``_NEVER`` elsewhere."""
    dense = np.full((COUNT, COUNT, COUNT), _NEVER, np.float32)
    with cython.nogil:
        for i in range(pairs.shape[0]):
            past = onward(onward(WORD_BEGINS, pairs[i, 0]), pairs[i, 1])
            for unit in range(_COUNT):
                dense[pairs[i, 0], pairs[i, 1], unit] = spelling_logp(spelling, past, unit)
    return np.asarray(dense)


def inflected_words(
    text: Text,
    starts: NDArray[np.bool_],
    channel: Channel,
    trie: Trie,
    value: NDArray[np.uint8],
    forms: Forms,
    floor: float,
    least: float,
    most: int,
    keep: int,
    longest: int,
) -> tuple[NDArray[np.int32], NDArray[np.float32], NDArray[np.uint8], NDArray[np.int64]]:
    """The ``keep`` best forms of words of the lexicon that it doesn't have for each (start, end) (``inflections``).

    The search walks the lexicon's trie behind each proclitic that the channel allows, leaves it behind a stem, and goes
    on along the endings. So a form that no list has costs what its stem, proclitic and ending do, not what its letters
    would. ``value`` [tokens, 2] has the quantised -log p of words. What can't come above ``least`` (log p) isn't
    followed, and hardly more paths than ``most`` from one start.
    """
    found = Found(1024, longest, text.size)
    paths = FormPaths(longest)
    best = BestForms(longest, keep)
    start = 0
    while True:
        with cython.nogil:
            start = _inflect_starts(
                start, text, starts, channel, trie, value, forms, floor, least, most, paths, best, found
            )
        if start == text.size:
            break
        found.more()
    return found.spelt()


def _inflect_starts(
    start: int,
    text: Text,
    starts: NDArray[np.bool_],
    channel: Channel,
    trie: Trie,
    value: NDArray[np.uint8],
    forms: Forms,
    floor: float,
    least: float,
    most: int,
    paths: FormPaths,
    best: BestForms,
    found: Found,
) -> int:
    """Add the forms from ``start`` and the later of the ``starts`` on; where there is no more room, or the end."""
    while start < text.size:
        if starts[start]:
            if found.count + best.keep * (best.longest + 1) > found.score.shape[0]:
                return start
            _begin_forms(start, text, channel, forms, floor, least, paths, best, found)
            _follow_forms(start, text, channel, trie, value, forms, floor, least, most, paths, best, found)
            _add_forms(start, trie, best, found)
        start += 1
    return start


def _begin_forms(
    start: int,
    text: Text,
    channel: Channel,
    forms: Forms,
    floor: float,
    least: float,
    paths: FormPaths,
    best: BestForms,
    found: Found,
) -> None:
    """The paths behind each proclitic that may stand at ``start``; nothing is found yet."""
    for depth in range(best.longest + 1):
        for k in range(best.keep):
            best.score[depth, k] = _NOTHING
    paths.top = 0
    read = start + 1
    for p in range(forms.length.shape[0]):
        pos = start
        score = forms.logp[p]
        k = 0
        while k < forms.length[p]:
            if k > 0:
                if pos < text.size and text.codes[pos] == _JOIN:
                    pos = text.skip[pos]
                if text.skip[pos] < 0:
                    pos = -text.skip[pos]
            if pos >= text.size or text.codes[pos] < 0:
                break
            u = forms.before[p, k]
            e = channel.own[u, text.codes[pos]] + channel.spread[u, 0]
            if e < floor:
                break
            score += e
            pos += 1
            k += 1
        if pos + 1 > read:
            read = pos + 1
        if k == forms.length[p] and score > least:
            _push_form(paths, 0, pos, score, k, 0, -1, p)
    found.read[start] = read


def _follow_forms(
    start: int,
    text: Text,
    channel: Channel,
    trie: Trie,
    value: NDArray[np.uint8],
    forms: Forms,
    floor: float,
    least: float,
    most: int,
    paths: FormPaths,
    best: BestForms,
    found: Found,
) -> None:
    """Put the ``best`` forms that come of the ``paths`` from ``start`` on together."""
    followed = 0
    read = found.read[start]
    stem = -1
    size = 0
    while paths.top > 0:
        paths.top -= 1
        followed += 1
        node = paths.node[paths.top]
        pos = paths.pos[paths.top]
        score = paths.score[paths.top]
        depth = paths.depth[paths.top]
        ending = paths.ending[paths.top]
        p = paths.proclitic[paths.top]
        length = forms.length[p]
        if depth > length:
            paths.path[depth - 1] = paths.unit[paths.top]
        else:
            for k in range(length):
                paths.path[k] = forms.before[p, k]
        if pos + 1 > read:
            read = pos + 1
        if pos == text.size or text.ends[pos]:
            chance = _ZERO
            if ending < 0:
                if p > 0 and trie.unit[node] >= 128:
                    word = trie.word[node]
                    chance = forms.rule[0, 0] * forms.share[value[word, 0]] * forms.fit[p, forms.kind[word]]
            elif forms.ending[ending] >= 0:
                if node != stem:
                    stem = node
                    size = _family(node, trie, value, forms, paths)
                for k in range(size):
                    if paths.known[k] != forms.ending[ending]:
                        fit = forms.fit[p, paths.kind[k]]
                        chance += paths.share[k] * fit * forms.rule[paths.known[k], forms.ending[ending]]
            if chance > 0:
                _put(best, paths.path, depth, score + logf(chance))
                best.end[depth] = pos
        if pos >= text.size or depth == best.longest or paths.top > _DEPTH_OF_FORMS - _ROOM or followed > most:
            continue
        if depth > 0:
            if text.codes[pos] == _JOIN:
                pos = text.skip[pos]
                if pos + 1 > read:
                    read = pos + 1
                if pos >= text.size:
                    continue
            if text.skip[pos] < 0:
                pos = -text.skip[pos]
                if pos + 1 > read:
                    read = pos + 1
            if pos >= text.size:
                continue
        z = text.codes[pos]
        if z < 0:
            continue
        if ending < 0:
            for child in range(trie.first[node], trie.first[node] + trie.children[node]):
                u = trie.unit[child] & 127
                if node == 0:
                    u = forms.begins[p, u]
                    if u == 0:
                        continue
                e = channel.own[u, z] + channel.spread[u, 0]
                if e >= floor and score + e + forms.log_share[trie.best[child]] > least:
                    _push_form(paths, child, pos + 1, score + e, depth + 1, u, -1, p)
            if depth < length + _SHORTEST:
                continue
            ending = forms.root[trie.unit[node] & 127]
            if ending < 0 or score + forms.log_share[trie.best[node]] < least:
                continue
        for step in range(forms.first[ending], forms.first[ending] + forms.children[ending]):
            u = forms.unit[step]
            e = channel.own[u, z] + channel.spread[u, 0]
            if e >= floor and score + e > least:
                _push_form(paths, node, pos + 1, score + e, depth + 1, u, step, p)
    found.read[start] = read


def _push_form(
    paths: FormPaths, node: int, pos: int, score: float, depth: int, unit: int, ending: int, proclitic: int
) -> None:
    """One more path."""
    top = paths.top
    paths.node[top] = node
    paths.pos[top] = pos
    paths.score[top] = score
    paths.depth[top] = depth
    paths.unit[top] = unit
    paths.ending[top] = ending
    paths.proclitic[top] = proclitic
    paths.top = top + 1


def _put(best: BestForms, path: NDArray[np.uint8], depth: int, score: float) -> None:
    """The word on the ``path`` among the best of its length, each once."""
    low = 0
    for k in range(best.keep):
        if best.score[depth, k] > _NOTHING:
            same = True
            for q in range(depth):
                if best.units[depth, k, q] != path[q]:
                    same = False
                    break
            if same:
                if score > best.score[depth, k]:
                    best.score[depth, k] = score
                return
        if best.score[depth, k] < best.score[depth, low]:
            low = k
    if score > best.score[depth, low]:
        best.score[depth, low] = score
        for q in range(depth):
            best.units[depth, low, q] = path[q]


def _family(node: int, trie: Trie, value: NDArray[np.uint8], forms: Forms, paths: FormPaths) -> int:
    """Write the words that the lexicon has of the stem that ends at a trie node into ``paths``; how many."""
    last = trie.unit[node] & 127
    count = 0
    bare = node
    if forms.last[last] != last:  # a stem that joins to its endings stands alone in another form
        bare = 0
        above = trie.parent[node]
        for child in range(trie.first[above], trie.first[above] + trie.children[above]):
            if trie.unit[child] & 127 == forms.last[last]:
                bare = child
    if bare > 0 and trie.unit[bare] >= 128:
        _add_to_family(paths, count, 0, trie.word[bare], value, forms)
        count += 1
    paths.stack[0] = node
    paths.state[0] = forms.root[last]
    top = 1
    while top > 0:
        top -= 1
        at = paths.stack[top]
        root = paths.state[top]
        for child in range(trie.first[at], trie.first[at] + trie.children[at]):
            u = trie.unit[child] & 127
            for step in range(forms.first[root], forms.first[root] + forms.children[root]):
                if forms.unit[step] == u:
                    if forms.ending[step] >= 0 and trie.unit[child] >= 128:
                        _add_to_family(paths, count, forms.ending[step], trie.word[child], value, forms)
                        count += 1
                    paths.stack[top] = child
                    paths.state[top] = step
                    top += 1
                    break
    return count


def _add_to_family(
    paths: FormPaths, place: int, ending: int, word: int, value: NDArray[np.uint8], forms: Forms
) -> None:
    """One more word of a family."""
    paths.known[place] = ending
    paths.kind[place] = forms.kind[word]
    paths.share[place] = forms.share[value[word, 0]]


def _add_forms(start: int, trie: Trie, best: BestForms, found: Found) -> None:
    """Add the ``best`` forms from ``start`` on that the lexicon doesn't have."""
    for depth in range(best.longest + 1):
        for k in range(best.keep):
            if best.score[depth, k] == _NOTHING:
                continue
            node = walk(best.units[depth, k], 0, depth, trie.unit, trie.first, trie.children)
            if node >= 0 and trie.unit[node] >= 128:
                continue
            found.row[found.count, 0] = start
            found.row[found.count, 1] = best.end[depth]
            found.row[found.count, 2] = _UNKNOWN
            found.score[found.count] = best.score[depth, k]
            for q in range(depth):
                found.units[found.count, q] = best.units[depth, k, q]
            found.count += 1


def unseen_outputs(
    rows: NDArray[np.int32],
    codes: NDArray[np.int16],
    before: NDArray[np.float32],
    floor: float,
    nodes: NDArray[np.int32],
    trie: Trie,
) -> NDArray[np.int64]:
    """For each of ``rows`` (start, token) [n, 2] the one output (unit, symbol) that was never seen if the symbols from
    ``start`` on, up to the HARD one, are that word's; (-1, -1) where they are more or fewer, or not just one is.

    ``nodes`` [words] are the trie nodes at which words end, ``before`` is that of ``Channel``.
    """
    found = np.full((rows.shape[0], 2), -1, np.int64)
    with cython.nogil:
        for i in range(rows.shape[0]):
            start = rows[i, 0]
            end = start
            while codes[end] != _HARD:
                end += 1
            node = nodes[rows[i, 1] - _SPECIALS]
            place = end
            never = 0
            while node > 0:
                place -= 1
                if place < start:
                    break
                unit = trie.unit[node] & 127
                above = trie.parent[node]
                last = trie.unit[above] & 127 if above > 0 else 0
                if before[last, codes[place], unit] <= floor:
                    never += 1
                    found[i, 0] = unit
                    found[i, 1] = codes[place]
                node = above
            if node > 0 or place != start or never != 1:
                found[i, 0] = -1
                found[i, 1] = -1
    return np.asarray(found)
