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
from warraq.decipher.text.parameters import WordSearch as P
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
_LOOKAHEAD = P.LOOKAHEAD
_LOST_AT_SEAM = P.LOST_AT_SEAM
_OVER_SEAM = P.OVER_SEAM
#: Added to a count of harakat while the last item read is one.
_JUST_READ = 8
#: Added where a path has passed over a seam and has read nothing behind it: no word ends there.
_PASSED = 16
#: From this bit on are the places that bear harakat, the last unit's first.
_PLACES_AT = 5
_PLACE = 1 << _PLACES_AT
_ANOTHER = P.ANOTHER
_USED = P.USED
_STEP = STEP
_ZERO = 0.0
_NOTHING = -np.inf
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
    """Log emissions of a unit alone, ``alone`` [states, symbols], given the next unit, ``after`` [units, symbols, next
    units], and given the previous one, ``before`` [units before, symbols, units]; ``spread`` [units, 2] is log p of a
    unit's giving one symbol, or two: (0, -inf) where it is never two."""

    def __init__(
        self,
        alone: NDArray[np.float32],
        after: NDArray[np.float32],
        before: NDArray[np.float32],
        spread: NDArray[np.float32],
    ) -> None:
        self.alone = alone
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


class Harakat:
    """What a ``space`` (its symbol) in a word costs, where it is a haraka, nats: the first of a place what ``by_kind``
    [kinds] has for its kind, another ``second``, and behind the last letter ``behind`` [units] more."""

    def __init__(self, space: int, by_kind: NDArray[np.float32], second: float, behind: NDArray[np.float32]) -> None:
        self.space = space
        self.by_kind = by_kind
        self.cheapest = max(by_kind)
        self.second = second
        self.behind = behind


class Unseen:
    """What an output that was never seen costs, nats: one emission of a word may be one, at the price of ``wild``, to
    which ``unsettled`` [units] is added in all words but those of clean passages; if the word is likelier than
    ``words`` (in quantised -log p)."""

    def __init__(self, wild: float, unsettled: NDArray[np.float32], words: int) -> None:
        self.wild = wild
        self.unsettled = unsettled
        self.words = words


class Prices:
    """What a search for words follows, nats.

    Emissions up to ``floor`` are not followed; a word of n items must be better than ``cut - slope * n``. Hardly more
    paths than ``most`` are followed from one start.
    """

    def __init__(self, floor: float, cut: float, slope: float, harakat: Harakat, unseen: Unseen, most: int) -> None:
        self.floor = float(np.float32(floor))
        self.cut = float(np.float32(cut))
        self.slope = float(np.float32(slope))
        self.harakat = harakat
        self.unseen = unseen
        self.most = most


class UnitModel:
    """What units follow each other in words outside the lexicon: which may (``follow`` [units, units]: joining), log p
    by the two before (``dense`` [units, units, units]), and by all before (``spelling``)."""

    def __init__(self, follow: NDArray[np.bool_], dense: NDArray[np.float32], spelling: Spelling) -> None:
        self.follow = follow
        self.dense = dense
        self.spelling = spelling


class Stems:
    """``Inflections.share`` with its logarithm, ``Inflections.kind``, and the quantised -log p of words, ``value``
    [tokens, 2]."""

    def __init__(self, share: NDArray[np.float32], kind: NDArray[np.uint8], value: NDArray[np.uint8]) -> None:
        self.share = share
        self.log_share = np.zeros(256, np.float32)
        self.kind = kind
        self.value = value
        _take_logarithms(self)


class Proclitics:
    """``inflections.Proclitics``."""

    def __init__(
        self,
        before: NDArray[np.uint8],
        length: NDArray[np.int64],
        logp: NDArray[np.float32],
        fit: NDArray[np.float32],
        begins: NDArray[np.uint8],
    ) -> None:
        self.before = before
        self.length = length
        self.logp = logp
        self.fit = fit
        self.begins = begins


class Endings:
    """``inflections.Endings``."""

    def __init__(
        self,
        unit: NDArray[np.uint8],
        first: NDArray[np.int32],
        children: NDArray[np.uint8],
        ending: NDArray[np.int16],
        rule: NDArray[np.float32],
        root: NDArray[np.int8],
        last: NDArray[np.uint8],
    ) -> None:
        self.unit = unit
        self.first = first
        self.children = children
        self.ending = ending
        self.rule = rule
        self.root = root
        self.last = last


class Forms:
    """How words that the lexicon doesn't have are formed of those that it has: see ``inflections``."""

    def __init__(self, stems: Stems, proclitics: Proclitics, endings: Endings) -> None:
        self.stems = stems
        self.proclitics = proclitics
        self.endings = endings


class Pruning:
    """What a search for forms doesn't follow: emissions below ``floor`` and what can't come above ``least``, log p; and
    hardly more paths than ``most`` from one start."""

    def __init__(self, floor: float, least: float, most: int) -> None:
        self.floor = floor
        self.least = least
        self.most = most


class Query:
    """What a search is asked for: words that may begin at ``starts`` [items + 1] of a ``text``, by a ``channel``."""

    def __init__(self, text: Text, starts: NDArray[np.bool_], channel: Channel) -> None:
        self.text = text
        self.starts = starts
        self.channel = channel


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


class Path:
    """The path that is followed, as ``Paths``."""

    def __init__(self) -> None:
        self.node = 0
        self.pos = 0
        self.score = 0.0
        self.unit = 0
        self.symbol = 0
        self.marks = 0
        self.spent = False


class Paths:
    """Paths of a search that are still to be followed, ``top`` of them [depth], and the one that is (``path``).

    ``node``: the trie node; ``pos``: the item; ``score`` so far; ``unit`` of the node and its ``symbol`` (-1: none to
    correct); the harakat read (``marks``); and whether an output never seen was read (``spent``). ``followed`` counts
    those from one start, and ``read`` is the item up to which they read.
    """

    def __init__(self) -> None:
        self.top = 0
        self.followed = 0
        self.read = 0
        self.path = Path()
        self.node = np.empty(_DEPTH, np.int32)
        self.pos = np.empty(_DEPTH, np.int32)
        self.score = np.empty(_DEPTH, np.float32)
        self.unit = np.empty(_DEPTH, np.int16)
        self.symbol = np.empty(_DEPTH, np.int16)
        self.marks = np.empty(_DEPTH, np.int64)
        self.spent = np.empty(_DEPTH, np.uint8)


class FormPath:
    """The path that is followed, as ``FormPaths``; its ``units`` [longest]."""

    def __init__(self, longest: int) -> None:
        self.node = 0
        self.pos = 0
        self.score = 0.0
        self.depth = 0
        self.ending = 0
        self.proclitic = 0
        self.units = np.zeros(longest, np.uint8)


class Family:
    """The words that the lexicon has of a ``stem`` (-1: none was looked at), by the node at which it ends, ``size`` of
    them: with which endings (``known``), their kinds and shares. ``stack`` and ``state`` are room for the search."""

    def __init__(self) -> None:
        self.stem = -1
        self.size = 0
        self.known = np.empty(FAMILY, np.int32)
        self.kind = np.empty(FAMILY, np.uint8)
        self.share = np.empty(FAMILY, np.float32)
        self.stack = np.empty(FAMILY, np.int32)
        self.state = np.empty(FAMILY, np.int32)


class FormPaths:
    """Paths of a search for forms, as ``Paths``: with the number of units so far (``depth``), the last of these, the
    node among the endings (-1: still in the stem) and the proclitic. ``family`` is that of the last stem."""

    def __init__(self, longest: int) -> None:
        self.top = 0
        self.followed = 0
        self.read = 0
        self.path = FormPath(longest)
        self.family = Family()
        self.node = np.empty(_DEPTH_OF_FORMS, np.int32)
        self.pos = np.empty(_DEPTH_OF_FORMS, np.int32)
        self.score = np.empty(_DEPTH_OF_FORMS, np.float32)
        self.depth = np.empty(_DEPTH_OF_FORMS, np.int32)
        self.unit = np.empty(_DEPTH_OF_FORMS, np.uint8)
        self.ending = np.empty(_DEPTH_OF_FORMS, np.int32)
        self.proclitic = np.empty(_DEPTH_OF_FORMS, np.int32)


class BestForms:
    """The ``keep`` best forms from one start on by their units: ``score`` [longest + 1, keep], ``units`` [.., longest],
    and the place where words of so many units end [longest + 1]."""

    def __init__(self, longest: int, keep: int) -> None:
        self.longest = longest
        self.keep = keep
        self.score = np.empty((longest + 1, keep), np.float32)
        self.units = np.zeros((longest + 1, keep, longest), np.uint8)
        self.end = np.zeros(longest + 1, np.int64)


def _take_logarithms(stems: Stems) -> None:
    for value in range(256):
        stems.log_share[value] = logf(stems.share[value]) if stems.share[value] > 0 else _NOTHING


def match_words(
    query: Query, trie: Trie, prices: Prices
) -> tuple[NDArray[np.int32], NDArray[np.float32], NDArray[np.int64]]:
    """Words of the ``trie`` that the items from each start on can stand for: rows, scores, how far the search read."""
    size = query.text.size
    output = Found(1024, 0, size)
    paths = Paths()
    start = 0
    while True:
        with cython.nogil:
            start = _match_starts(start, query, trie, prices, paths, output)
        if start == size:
            break
        output.more()
    return *output.rows(), np.asarray(output.read)


def _match_starts(start: int, query: Query, trie: Trie, prices: Prices, paths: Paths, output: Found) -> int:
    """Add the words from ``start`` and the later of the starts on; where there is no more room, or the end."""
    while start < query.text.size:
        if query.starts[start] and not _match_from(start, query.text, query.channel, trie, prices, paths, output):
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


def _dearer(places: int, kinds: int, harakat: Harakat) -> float:
    """What the harakat at ``places`` of a word, whose places are of these ``kinds``, cost beyond the cheapest."""
    number = 0
    total = _ZERO
    another = _ANOTHER
    while places:
        if places & 1:
            number += 1
            total += harakat.by_kind[(kinds & 15) % _KINDS] - harakat.cheapest
        places >>= 1
        kinds >>= 4
    return total * (1 + another * (number - 1)) / number


def _pop(paths: Paths) -> None:
    """Make the last path the one that is followed."""
    paths.top -= 1
    top = paths.top
    paths.path.node = paths.node[top]
    paths.path.pos = paths.pos[top]
    paths.path.score = paths.score[top]
    paths.path.unit = paths.unit[top]
    paths.path.symbol = paths.symbol[top]
    paths.path.marks = paths.marks[top]
    paths.path.spent = paths.spent[top]
    paths.followed += 1
    paths.read = max(paths.read, paths.path.pos + 1)


def _match_from(
    start: int, text: Text, channel: Channel, trie: Trie, prices: Prices, paths: Paths, output: Found
) -> bool:
    """Add the words from ``start`` on; False where there is no room for them, and then none of them are."""
    before = output.count
    paths.top = 0
    paths.followed = 0
    paths.read = 0
    _push(paths, 0, start, _ZERO, 0, -1, 0, prices.unseen.words == 0)
    while paths.top > 0:
        _pop(paths)
        node = paths.path.node
        pos = paths.path.pos
        least = prices.cut - prices.slope * (pos - start)
        may_end = trie.unit[node] >= 128 and not paths.path.marks & _PASSED and (pos == text.size or text.ends[pos])
        if may_end and not _end_word(start, paths.path, channel, trie, prices, least, output):
            output.count = before
            return False
        if pos >= text.size or paths.top > _DEPTH - _ROOM or paths.followed > prices.most:
            continue
        if node > 0:
            _stay(start, text, prices.harakat, paths)
        limit = least - 2.0 + _price_of_spent(paths.path, prices.unseen)
        if node > 0 and text.skip[pos] > pos:
            _lose_letter(text, channel, trie, prices, limit, paths)
        if text.codes[pos] >= 0:
            _read_symbol(text, channel, trie, prices, limit, paths)
    output.read[start] = paths.read
    return True


def _price_of_spent(path: Path, unseen: Unseen) -> float:
    """What the output never seen that was read, if one was, has cost of what a path must be worth."""
    return unseen.wild if path.spent and unseen.words > 0 else 0.0


def _corrected(path: Path, channel: Channel, v: int) -> float:
    """The score of a path whose next unit is known."""
    if path.symbol >= 0:
        alone = channel.alone[path.unit, path.symbol]
        return path.score + (channel.after[path.unit, path.symbol, v] - alone)
    return path.score


def _end_word(
    start: int, path: Path, channel: Channel, trie: Trie, prices: Prices, least: float, output: Found
) -> bool:
    """Add the word that a path from ``start`` on has read if it is worth ``least``; False: there is no room for it."""
    total = _corrected(path, channel, 0)
    if path.marks & _JUST_READ:
        total = total + prices.harakat.behind[path.unit]
    whole = total
    word = trie.word[path.node]
    if path.marks >= _PLACE:
        whole = total + _dearer(path.marks >> _PLACES_AT, trie.kinds[word], prices.harakat)
    unseen = prices.unseen.words > 0 and path.spent
    if whole > least + _price_of_spent(path, prices.unseen) and (not unseen or path.pos - start >= 4):
        if output.count == output.score.shape[0]:
            return False
        output.row[output.count, 0] = start
        output.row[output.count, 1] = path.pos
        output.row[output.count, 2] = word
        output.score[output.count] = whole
        output.count += 1
    return True


def _stay(start: int, text: Text, harakat: Harakat, paths: Paths) -> None:
    """The paths that read a haraka, or pass over a seam or over room for spaces, and stay at their node."""
    node = paths.path.node
    pos = paths.path.pos
    score = paths.path.score
    u = paths.path.unit
    y = paths.path.symbol
    marks = paths.path.marks
    spent = paths.path.spent
    spaces = marks & (_JUST_READ - 1)
    places = marks >> _PLACES_AT
    if text.codes[pos] == harakat.space and spaces < 3:
        price = harakat.cheapest
        if marks & _JUST_READ:
            price = harakat.second
        elif spaces > 0:
            price = harakat.cheapest * _ANOTHER
        marked = (places | 1) << _PLACES_AT | (spaces + 1) | _JUST_READ
        _push(paths, node, pos + 1, score + price, u, y, marked, spent)
    if text.skip[pos] < 0 and text.skip[start] != text.skip[pos]:
        _push(paths, node, -text.skip[pos], score, u, y, marks | _PASSED, spent)
    elif text.skip[pos] > pos:
        over = places << _PLACES_AT | spaces | _PASSED
        _push(paths, node, text.skip[pos], score + _OVER_SEAM, u, y, over, spent)


def _marks_of_next(marks: int) -> int:
    """The harakat read when the next unit is."""
    return marks & (_JUST_READ - 1) | marks >> _PLACES_AT << (_PLACES_AT + 1)


def _lose_letter(text: Text, channel: Channel, trie: Trie, prices: Prices, limit: float, paths: Paths) -> None:
    """The paths on which a letter was lost at the seam."""
    node = paths.path.node
    behind = text.skip[paths.path.pos]
    u = paths.path.unit
    space = prices.harakat.space
    marks = _marks_of_next(paths.path.marks)
    spent = paths.path.spent
    for child in range(trie.first[node], trie.first[node] + trie.children[node]):
        if spent and 0 < prices.unseen.words <= trie.best[child]:
            continue
        v = trie.unit[child] & 127
        e = channel.before[u, space, v] + _LOST_AT_SEAM
        base = _corrected(paths.path, channel, v)
        if e > prices.floor and base + e > limit and base + e - STEP * trie.best[child] > limit + _LOOKAHEAD:
            _push(paths, child, behind, base + e + channel.spread[v, 0], v, space, marks, spent)


def _read_symbol(text: Text, channel: Channel, trie: Trie, prices: Prices, limit: float, paths: Paths) -> None:
    """The paths whose next unit gives the next symbol, or the next two."""
    node = paths.path.node
    pos = paths.path.pos
    u = paths.path.unit
    marks = _marks_of_next(paths.path.marks)
    spent = paths.path.spent
    floor = prices.floor
    words = prices.unseen.words
    z = text.codes[pos]
    for child in range(trie.first[node], trie.first[node] + trie.children[node]):
        if spent and 0 < words <= trie.best[child]:
            continue  # what has shown an output never seen must be one of the words that may
        v = trie.unit[child] & 127
        e = channel.before[u, z, v]
        if e <= floor and channel.spread[v, 0] == 0 and (spent or trie.best[child] >= words):
            continue  # most children: quickly
        base = _corrected(paths.path, channel, v)
        if e > floor and base + e > limit and base + e - STEP * trie.best[child] > limit + _LOOKAHEAD:
            _push(paths, child, pos + 1, base + e + channel.spread[v, 0], v, z, marks, spent)
        elif not spent and e <= floor and trie.best[child] < words:
            shown = base
            if trie.best[child] > 0:
                shown = base + prices.unseen.unsettled[v]
            if shown > prices.cut and shown - STEP * trie.best[child] > limit + _LOOKAHEAD:
                _push(paths, child, pos + 1, shown + prices.unseen.wild, v, -1, marks, True)
        if channel.spread[v, 0] < 0:
            paths.read = max(paths.read, pos + 2)
            if pos + 1 < text.size and text.codes[pos + 1] >= 0:
                e = channel.alone[_HALF[v], z] + channel.alone[_HALF[v] + 1, text.codes[pos + 1]]
                if e > 2 * floor and base + e > limit:
                    _push(paths, child, pos + 2, base + e + channel.spread[v, 1], v, -1, marks, spent)


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
    query: Query,
    trie: Trie,
    prices: Prices,
    value: NDArray[np.uint8],
    used: NDArray[np.float32],
    hidden: float,
    keep: int,
) -> tuple[NDArray[np.int32], NDArray[np.float32], NDArray[np.int64]]:
    """The ``keep`` best words of the lexicon for each (start, end): what ``match_words`` gives.

    ``value`` [tokens, 2] has their quantised -log p; words that the document has ``used`` [tokens] in clean passages
    are the last to go. One that stands where there is but room for spaces is worth ``hidden`` more.
    """
    rows, scores, read = match_words(query, trie, prices)
    values = np.empty(len(scores), np.float32)
    _weigh(query.text, prices.harakat.space, rows, scores, values, value, used, hidden)
    chosen = best_of_spans(rows, values, keep)
    return rows[chosen], scores[chosen], read


def _weigh(
    text: Text,
    space: int,
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
        if _is_of_room(text, rows[i, 0], rows[i, 1], space):
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
    query: Query, trie: Trie, prices: Prices, logp: np.float32, keep: int, longest: int
) -> tuple[NDArray[np.int32], NDArray[np.float32], NDArray[np.uint8], NDArray[np.int64]]:
    """The ``keep`` best of the list of rare words, whose ``trie`` numbers nodes instead of words, for each (start,
    end); ``logp`` is that of each of them."""
    rows, scores, read = match_words(query, trie, prices)
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
    query: Query, units: UnitModel, exact: bool, width: int, longest: int, floor: float
) -> tuple[NDArray[np.int32], NDArray[np.float32], NDArray[np.uint8], NDArray[np.int64]]:
    """Unit sequences, two for each (start, end).

    A beam of ``width`` goes along the symbols: the unit trigram chooses what it follows; if ``exact``, that is weighed
    by all of the units before, as ``spelling_step`` takes them.
    """
    size = query.text.size
    many = 0
    for pos in range(size):
        if query.starts[pos]:
            many += 1
    output = Found(many * longest * 2, longest, size)
    beam = Spellings(width, longest, query.channel.alone.shape[1])
    with cython.nogil:
        _allow(beam, query.channel, floor)
        for pos in range(size):
            if query.starts[pos]:
                _spell_from(pos, query.text, query.channel, units, exact, beam, output)
    return output.spelt()


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
    for y in range(channel.alone.shape[1]):
        for x in range(1, _COUNT):
            if channel.alone[x, y] + channel.spread[x, 0] >= floor:
                beam.allowed[y, beam.many[y]] = x
                beam.many[y] += 1


def _spell_from(
    start: int, text: Text, channel: Channel, units: UnitModel, exact: bool, beam: Spellings, output: Found
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
        m = _go_on(t, y, m, channel, units, exact, beam)
        t += 1
        pos += 1
        if t >= 2 and (pos == text.size or text.ends[pos]):
            _end(start, pos, t, m, units, exact, beam, output)
    output.read[start] = pos + 1


def _go_on(t: int, y: int, m: int, channel: Channel, units: UnitModel, exact: bool, beam: Spellings) -> int:
    """Let the ``m`` spellings of ``t`` units go on with what may show the symbol ``y``; how many there are then."""
    count = 0
    for h in range(m):
        a = beam.units[h, t - 2] if t > 1 else 0
        b = beam.units[h, t - 1] if t > 0 else 0
        for i in range(beam.many[y]):
            x = beam.allowed[y, i]
            if not units.follow[b, x]:
                continue
            value = beam.score[h] + channel.alone[x, y] + channel.spread[x, 0] + units.dense[a, b, x]
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
            value, known = spelling_step(units.spelling, beam.past[h], x, beam.known[h])
            beam.next_known[j] = known
            beam.next_past[j] = onward(beam.past[h], x)
            beam.next_score[j] = beam.score[h] + channel.alone[x, y] + channel.spread[x, 0] + value
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
    units: UnitModel,
    exact: bool,
    beam: Spellings,
    output: Found,
) -> None:
    """Add the two best of the ``m`` spellings of ``t`` units that may end here."""
    one = -1
    two = -1
    for h in range(m):
        if units.follow[beam.units[h, t - 1], 0]:
            value = units.dense[beam.units[h, t - 2], beam.units[h, t - 1], 0]
            if exact:
                value, _ = spelling_step(units.spelling, beam.past[h], 0, beam.known[h])
            beam.next_score[h] = beam.score[h] + value
            if one < 0 or beam.next_score[h] > beam.next_score[one]:
                two = one
                one = h
            elif two < 0 or beam.next_score[h] > beam.next_score[two]:
                two = h
    for turn in range(2):
        h = two if turn else one
        if h >= 0:
            output.row[output.count, 0] = start
            output.row[output.count, 1] = end
            output.row[output.count, 2] = _UNKNOWN
            output.score[output.count] = beam.next_score[h]
            for q in range(t):
                output.units[output.count, q] = beam.units[h, q]
            output.count += 1


def dense_trigram(spelling: Spelling, pairs: NDArray[np.uint8]) -> NDArray[np.float32]:
    """log p(unit | two units before it) [COUNT, COUNT, COUNT], for these ``pairs`` [n, 2]; -inf elsewhere."""
    dense = np.full((COUNT, COUNT, COUNT), _NOTHING, np.float32)
    with cython.nogil:
        for i in range(pairs.shape[0]):
            past = onward(onward(WORD_BEGINS, pairs[i, 0]), pairs[i, 1])
            for unit in range(_COUNT):
                dense[pairs[i, 0], pairs[i, 1], unit] = spelling_logp(spelling, past, unit)
    return np.asarray(dense)


def inflected_words(
    query: Query, trie: Trie, forms: Forms, pruning: Pruning, keep: int, longest: int
) -> tuple[NDArray[np.int32], NDArray[np.float32], NDArray[np.uint8], NDArray[np.int64]]:
    """The ``keep`` best forms of words of the lexicon that it doesn't have for each (start, end) (``inflections``).

    The search walks the lexicon's trie behind each proclitic that the channel allows, leaves it behind a stem, and goes
    on along the endings. So a form that no list has costs what its stem, proclitic and ending do, not what its letters
    would.
    """
    size = query.text.size
    output = Found(1024, longest, size)
    paths = FormPaths(longest)
    best = BestForms(longest, keep)
    start = 0
    while True:
        with cython.nogil:
            start = _inflect_starts(start, query, trie, forms, pruning, paths, best, output)
        if start == size:
            break
        output.more()
    return output.spelt()


def _inflect_starts(
    start: int,
    query: Query,
    trie: Trie,
    forms: Forms,
    pruning: Pruning,
    paths: FormPaths,
    best: BestForms,
    output: Found,
) -> int:
    """Add the forms from ``start`` and the later of the starts on; where there is no more room, or the end."""
    while start < query.text.size:
        if query.starts[start]:
            if output.count + best.keep * (best.longest + 1) > output.score.shape[0]:
                return start
            _forget(best)
            _begin_forms(start, query.text, query.channel, forms.proclitics, pruning, paths)
            _follow_forms(query.text, query.channel, trie, forms, pruning, paths, best)
            _add_forms(start, trie, best, output)
            output.read[start] = paths.read
        start += 1
    return start


def _forget(best: BestForms) -> None:
    """Nothing is found yet."""
    for depth in range(best.longest + 1):
        for k in range(best.keep):
            best.score[depth, k] = _NOTHING


def _begin_forms(
    start: int, text: Text, channel: Channel, proclitics: Proclitics, pruning: Pruning, paths: FormPaths
) -> None:
    """The paths behind each proclitic that may stand at ``start``."""
    paths.top = 0
    paths.followed = 0
    paths.read = start + 1
    paths.family.stem = -1
    for p in range(proclitics.length.shape[0]):
        pos = start
        score = proclitics.logp[p]
        k = 0
        while k < proclitics.length[p]:
            if k > 0:
                if pos < text.size and text.codes[pos] == _JOIN:
                    pos = text.skip[pos]
                if text.skip[pos] < 0:
                    pos = -text.skip[pos]
            if pos >= text.size or text.codes[pos] < 0:
                break
            u = proclitics.before[p, k]
            e = channel.alone[u, text.codes[pos]] + channel.spread[u, 0]
            if e < pruning.floor:
                break
            score += e
            pos += 1
            k += 1
        paths.read = max(paths.read, pos + 1)
        if k == proclitics.length[p] and score > pruning.least:
            _push_form(paths, 0, pos, score, k, 0, -1, p)


def _pop_form(paths: FormPaths, proclitics: Proclitics) -> None:
    """Make the last path the one that is followed."""
    paths.top -= 1
    top = paths.top
    paths.path.node = paths.node[top]
    paths.path.pos = paths.pos[top]
    paths.path.score = paths.score[top]
    paths.path.depth = paths.depth[top]
    paths.path.ending = paths.ending[top]
    paths.path.proclitic = paths.proclitic[top]
    length = proclitics.length[paths.path.proclitic]
    if paths.path.depth > length:
        paths.path.units[paths.path.depth - 1] = paths.unit[top]
    else:
        for k in range(length):
            paths.path.units[k] = proclitics.before[paths.path.proclitic, k]
    paths.followed += 1
    paths.read = max(paths.read, paths.path.pos + 1)


def _follow_forms(
    text: Text,
    channel: Channel,
    trie: Trie,
    forms: Forms,
    pruning: Pruning,
    paths: FormPaths,
    best: BestForms,
) -> None:
    """Put the ``best`` forms that come of the ``paths`` together."""
    while paths.top > 0:
        _pop_form(paths, forms.proclitics)
        pos = paths.path.pos
        depth = paths.path.depth
        if pos == text.size or text.ends[pos]:
            chance = _chance(paths.path, trie, forms, paths.family)
            if chance > 0:
                _put(best, paths.path.units, depth, paths.path.score + logf(chance))
                best.end[depth] = pos
        if pos >= text.size or depth == best.longest or paths.top > _DEPTH_OF_FORMS - _ROOM:
            continue
        if paths.followed > pruning.most:
            continue
        if depth > 0:
            pos = _behind_seam(text, paths)
        if pos >= text.size or text.codes[pos] < 0:
            continue
        paths.path.pos = pos
        ending = paths.path.ending
        if ending < 0:
            _read_in_stem(text, channel, trie, forms, pruning, paths)
            ending = _root_of_endings(paths.path, trie, forms, pruning)
        if ending >= 0:
            _read_in_ending(ending, text, channel, forms.endings, pruning, paths)


def _chance(path: FormPath, trie: Trie, forms: Forms, family: Family) -> float:
    """How likely the form is that ends where a path stands; 0: none does."""
    chance = _ZERO
    if path.ending < 0:
        if path.proclitic > 0 and trie.unit[path.node] >= 128:
            word = trie.word[path.node]
            share = forms.stems.share[forms.stems.value[word, 0]]
            chance = forms.endings.rule[0, 0] * share * forms.proclitics.fit[path.proclitic, forms.stems.kind[word]]
    elif forms.endings.ending[path.ending] >= 0:
        if path.node != family.stem:
            _find_family(path.node, trie, forms, family)
        ending = forms.endings.ending[path.ending]
        for k in range(family.size):
            if family.known[k] != ending:
                fit = forms.proclitics.fit[path.proclitic, family.kind[k]]
                chance += family.share[k] * fit * forms.endings.rule[family.known[k], ending]
    return chance


def _behind_seam(text: Text, paths: FormPaths) -> int:
    """Where a path goes on that runs across the seam, or passes over the room for spaces, before which it stands."""
    pos = paths.path.pos
    if text.codes[pos] == _JOIN:
        pos = text.skip[pos]
        paths.read = max(paths.read, pos + 1)
        if pos >= text.size:
            return pos
    if text.skip[pos] < 0:
        pos = -text.skip[pos]
        paths.read = max(paths.read, pos + 1)
    return pos


def _read_in_stem(text: Text, channel: Channel, trie: Trie, forms: Forms, pruning: Pruning, paths: FormPaths) -> None:
    """The paths that go on in the lexicon's trie."""
    node = paths.path.node
    score = paths.path.score
    depth = paths.path.depth
    p = paths.path.proclitic
    pos = paths.path.pos
    for child in range(trie.first[node], trie.first[node] + trie.children[node]):
        u = trie.unit[child] & 127
        if node == 0:
            u = forms.proclitics.begins[p, u]
            if u == 0:
                continue
        e = channel.alone[u, text.codes[pos]] + channel.spread[u, 0]
        if e >= pruning.floor and score + e + forms.stems.log_share[trie.best[child]] > pruning.least:
            _push_form(paths, child, pos + 1, score + e, depth + 1, u, -1, p)


def _root_of_endings(path: FormPath, trie: Trie, forms: Forms, pruning: Pruning) -> int:
    """The node at which the endings of the stem begin that a path has read; -1: it may have none."""
    if path.depth < forms.proclitics.length[path.proclitic] + _SHORTEST:
        return -1
    if path.score + forms.stems.log_share[trie.best[path.node]] < pruning.least:
        return -1
    return forms.endings.root[trie.unit[path.node] & 127]


def _read_in_ending(
    ending: int, text: Text, channel: Channel, endings: Endings, pruning: Pruning, paths: FormPaths
) -> None:
    """The paths that go on among the endings, from this node on."""
    node = paths.path.node
    score = paths.path.score
    depth = paths.path.depth
    p = paths.path.proclitic
    pos = paths.path.pos
    for step in range(endings.first[ending], endings.first[ending] + endings.children[ending]):
        u = endings.unit[step]
        e = channel.alone[u, text.codes[pos]] + channel.spread[u, 0]
        if e >= pruning.floor and score + e > pruning.least:
            _push_form(paths, node, pos + 1, score + e, depth + 1, u, step, p)


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


def _find_family(node: int, trie: Trie, forms: Forms, family: Family) -> None:
    """Find the words that the lexicon has of the stem that ends at a trie node."""
    last = trie.unit[node] & 127
    family.stem = node
    family.size = 0
    bare = node
    if forms.endings.last[last] != last:  # a stem that joins to its endings stands alone in another form
        bare = 0
        above = trie.parent[node]
        for child in range(trie.first[above], trie.first[above] + trie.children[above]):
            if trie.unit[child] & 127 == forms.endings.last[last]:
                bare = child
    if bare > 0 and trie.unit[bare] >= 128:
        _add_to_family(family, 0, trie.word[bare], forms.stems)
    family.stack[0] = node
    family.state[0] = forms.endings.root[last]
    top = 1
    while top > 0:
        top -= 1
        at = family.stack[top]
        root = family.state[top]
        for child in range(trie.first[at], trie.first[at] + trie.children[at]):
            u = trie.unit[child] & 127
            for step in range(forms.endings.first[root], forms.endings.first[root] + forms.endings.children[root]):
                if forms.endings.unit[step] == u:
                    if forms.endings.ending[step] >= 0 and trie.unit[child] >= 128:
                        _add_to_family(family, forms.endings.ending[step], trie.word[child], forms.stems)
                    family.stack[top] = child
                    family.state[top] = step
                    top += 1
                    break


def _add_to_family(family: Family, ending: int, word: int, stems: Stems) -> None:
    """One more word of a family."""
    family.known[family.size] = ending
    family.kind[family.size] = stems.kind[word]
    family.share[family.size] = stems.share[stems.value[word, 0]]
    family.size += 1


def _add_forms(start: int, trie: Trie, best: BestForms, output: Found) -> None:
    """Add the ``best`` forms from ``start`` on that the lexicon doesn't have."""
    for depth in range(best.longest + 1):
        for k in range(best.keep):
            if best.score[depth, k] == _NOTHING:
                continue
            node = walk(best.units[depth, k], 0, depth, trie.unit, trie.first, trie.children)
            if node >= 0 and trie.unit[node] >= 128:
                continue
            output.row[output.count, 0] = start
            output.row[output.count, 1] = best.end[depth]
            output.row[output.count, 2] = _UNKNOWN
            output.score[output.count] = best.score[depth, k]
            for q in range(depth):
                output.units[output.count, q] = best.units[depth, k, q]
            output.count += 1


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
    output = np.full((rows.shape[0], 2), -1, np.int64)
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
                    output[i, 0] = unit
                    output[i, 1] = codes[place]
                node = above
            if node > 0 or place != start or never != 1:
                output[i, 0] = -1
                output[i, 1] = -1
    return np.asarray(output)
