"""The channel as the lattice takes it: from expectation maximisation first, then from the decoder's own output."""

from __future__ import annotations

import collections
import math
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from typing import Final

import numpy as np
from numpy.typing import NDArray

from warraq.decipher.text.dump.items import BETWEEN, Items
from warraq.decipher.text.emissions.channel_em import FIRST_HALF, STATES, Channel, identity_letter
from warraq.decipher.text.emissions.second_glyphs import SecondGlyph, opened, second_glyphs
from warraq.decipher.text.parameters import Emissions as P
from warraq.decipher.text.records import Emissions, Piece
from warraq.language import tokens
from warraq.language.units import ALEFS, COUNT, LAM, UNIT_OF
from warraq.language.words import harakat
from warraq.language.words.harakat import ANY, KINDS

#: Units that write the tanween of an accusative behind them.
ENDS_IN_ALEF = frozenset(UNIT_OF[text, form] for text in (ALEFS[-1], LAM + ALEFS[-1]) for form in ("iso", "fin"))

#: Marks that Arabic text writes.
MARKS = tuple(t for t in tokens.SPECIAL if len(t) == 1)


#: Marks behind words that fonts with a wrong map show as a letter: the others are looked for as themselves or a space.
OFTEN_LETTERS = frozenset("\N{ARABIC SEMICOLON}:\N{ARABIC QUESTION MARK}")


#: A state and a symbol that it emits.
Output = tuple[int, int]


def _log(p: NDArray[np.float64], least: float = 1e-9) -> NDArray[np.float32]:
    return np.log(np.maximum(p, least)).astype(np.float32)


def from_channel(channel: Channel, marks: dict[str, list[tuple[int, float]]], least: float = 0.03) -> Emissions:
    """Emissions that know no context. What a unit emits with less than ``least`` is taken for noise."""
    p = np.where(channel.emission < least, 0.0, channel.emission)
    p = p / np.maximum(p.sum(1, keepdims=True), 1e-9)
    logs = _log(p)
    n = logs.shape[1]
    same = np.ascontiguousarray(np.broadcast_to(logs[:COUNT, None, :], (COUNT, COUNT, n)))
    return Emissions(logs, same, same, channel.split.astype(np.float32), marks, turned=channel.turned)


@dataclass(slots=True)
class Counts:
    """What each unit was seen to emit, by neighbour, in texts that were decoded.

    ``own`` [STATES, symbols], ``after`` and ``before`` [COUNT, COUNT, symbols]; ``marks`` token -> characters.
    ``places`` [KINDS] are those in words of the lexicon, ``harakat`` those that bear one, which is a space, and
    ``second`` the spaces beyond the first at one place. ``tanween`` are those behind the last letter of so many words
    that end in alef (``alefs``), and in no other figure.

    ``spellings`` are the words as they stand in the text (their symbols), with what all their readings weigh, and
    ``shown`` (state, symbol) -> spelling -> what the readings weigh in which that state emits that symbol. ``beside``
    ((state, symbol), spelling) -> the symbols around it there.
    """

    own: NDArray[np.float64]
    after: NDArray[np.float64]
    before: NDArray[np.float64]
    split: NDArray[np.float64]
    marks: dict[int, collections.Counter[str]] = field(
        default_factory=lambda: collections.defaultdict(collections.Counter)
    )
    spellings: collections.Counter[bytes] = field(default_factory=collections.Counter)
    shown: dict[Output, collections.Counter[bytes]] = field(
        default_factory=lambda: collections.defaultdict(collections.Counter)
    )
    beside: dict[tuple[Output, bytes], tuple[int, ...]] = field(default_factory=dict)
    harakat: NDArray[np.float64] = field(default_factory=lambda: np.zeros(KINDS))
    places: NDArray[np.float64] = field(default_factory=lambda: np.zeros(KINDS))
    second: float = 0.0
    tanween: float = 0.0
    alefs: float = 0.0

    def evidence(self) -> NDArray[np.float64]:
        """[STATES, symbols]: what the text says for each output, nats: the log odds of the words that need it.

        Words of one stem count once. One that is misread is misread in each of them, and how often it occurs is no
        evidence.
        """
        nats = np.zeros(self.own.shape)
        for output, weights in self.shown.items():
            stems: collections.defaultdict[tuple[int, ...], float] = collections.defaultdict(float)
            for spelling, weight in weights.items():
                odds = -math.log(max(1.0 - weight / self.spellings[spelling], math.exp(-P.MOST)))
                stem = self.beside[output, spelling]
                stems[stem] = max(stems[stem], odds)
            nats[output] = sum(stems.values())
        return nats

    def needed(self, evidence: NDArray[np.float64]) -> NDArray[np.bool_]:
        """[STATES, symbols]: the outputs that the text can't do without; ``evidence`` is that of these counts.

        A font draws one glyph for a unit, or another beside some neighbours. That it does is believed where words can't
        be read otherwise. An output that only ever makes one word of what may be another as well is an error. What no
        other unit shows must be some unit's: there the forms of one word are enough.
        """
        is_needed = np.zeros(self.own.shape, np.bool_)
        is_needed[np.arange(len(is_needed)), np.lexsort((self.own, evidence))[:, -1]] = True
        usual = self.own.argmax(1)
        shares = {output: self._shares(weights) for output, weights in self.shown.items()}
        alone_of = {
            output: [spelling for spelling, share in of.items() if share >= P.ALONE] for output, of in shares.items()
        }
        shown_by = collections.Counter(symbol for (_, symbol), alone in alone_of.items() if alone)
        for output, alone in alone_of.items():
            stems = {self.beside[output, spelling] for spelling in alone}
            most = usual[output[0]] == output[1] or len(alone) >= P.NEEDED_SHARE * sum(shares[output].values())
            kinds = alone if shown_by[output[1]] == 1 else stems
            is_needed[output] |= len(kinds) >= P.NEEDED_BY and most
        return is_needed

    def likely(self) -> NDArray[np.bool_]:
        """[STATES, symbols]: the outputs that ``LIKELY`` stems show in what they are read as most of all."""
        is_likely = np.zeros(self.own.shape, np.bool_)
        for output, weights in self.shown.items():
            shares = self._shares(weights)
            stems = {self.beside[output, spelling] for spelling, share in shares.items() if share >= 0.5}
            is_likely[output] = len(stems) >= P.LIKELY
        return is_likely

    def _shares(self, weights: collections.Counter[bytes]) -> dict[bytes, float]:
        """Of the readings of each spelling the share that ``weights`` are."""
        return {spelling: weight / self.spellings[spelling] for spelling, weight in weights.items()}

    def sharpen(self, exponent: float) -> None:
        """Favour each unit's usual output: its counts to the power of ``exponent``, their sum kept."""
        raised = self.own**exponent
        self.own = raised / np.maximum(raised.sum(1, keepdims=True), 1e-9) * self.own.sum(1, keepdims=True)


def count(
    decoded: Iterable[tuple[Items, Sequence[Piece], float]], emissions: Emissions, kinds: NDArray[np.uint64]
) -> Counts:
    """Counts from (items, pieces, weight). ``kinds`` [tokens] are ``harakat.kinds_of_words``."""
    n = emissions.own.shape[1]
    c = Counts(np.zeros((STATES, n)), np.zeros((COUNT, COUNT, n)), np.zeros((COUNT, COUNT, n)), np.zeros((COUNT, 2)))
    words: collections.Counter[int] = collections.Counter()
    for items, pieces, weight in decoded:
        for piece in pieces:
            if piece.units:
                c.spellings[items.spelling(piece.start, piece.end)] += weight  # type: ignore[assignment]
                if _count_word(c, items, piece, emissions, weight, kinds):
                    words[piece.token] += weight  # type: ignore[assignment]
            elif piece.token >= tokens.LATIN + 1:
                c.marks[piece.token][items.texts[piece.start]] += weight  # type: ignore[assignment]
    c.places = harakat.counted(kinds[list(words)], words.values())
    return c


def _count_word(
    c: Counts, items: Items, piece: Piece, emissions: Emissions, weight: float, kinds: NDArray[np.uint64]
) -> bool:
    """Counts what the units of a word emitted; False where they can't have emitted its symbols."""
    symbols = items.symbols(piece.start, piece.end)
    units = piece.units
    places = harakat.kinds(kinds[piece.token]) if len(symbols) != len(units) or min(symbols) < 0 else []
    path = align(units, symbols, emissions, places)
    if path is None:
        return False
    plain, marks = path
    outputs, spelling = list(_outputs(units, plain)), items.spelling(piece.start, piece.end)
    for output in set(outputs):
        c.shown[output][spelling] += weight  # type: ignore[assignment]
        k = outputs.index(output)
        c.beside[output, spelling] = tuple(symbol for _, symbol in outputs[max(0, k - P.STEM) : k + P.STEM + 1])
    if piece.token == tokens.UNKNOWN:
        weight *= P.UNKNOWN_WEIGHT
    for i, (unit, taken) in enumerate(zip(units, plain, strict=True)):
        if len(taken) == 2:
            c.own[FIRST_HALF[unit], taken[0]] += weight
            c.own[FIRST_HALF[unit] + 1, taken[1]] += weight
            c.split[unit, 1] += weight
            continue
        c.own[unit, taken[0]] += weight
        c.after[unit, units[i + 1] if i + 1 < len(units) else 0, taken[0]] += weight
        c.before[unit, units[i - 1] if i else 0, taken[0]] += weight
        c.split[unit, 0] += weight
    if units[-1] in ENDS_IN_ALEF:
        c.alefs += weight
        c.tanween += weight * min(1, marks[-1])
        marks[-1] = 0
    for kind, number in zip(places[::-1], marks[::-1], strict=False):
        if number:
            c.harakat[kind] += weight
            c.second += weight * (number - 1)
    return True


def _outputs(units: Sequence[int], taken: Sequence[tuple[int, ...]]) -> Iterator[Output]:
    """(state, symbol) of each symbol that ``units`` emitted, as ``align`` found them."""
    for unit, symbols in zip(units, taken, strict=True):
        first = FIRST_HALF[unit] if len(symbols) == 2 else unit
        yield from ((first + half, symbol) for half, symbol in enumerate(symbols))


def align(
    units: Sequence[int], symbols: Sequence[int], e: Emissions, kinds: Sequence[int] = ()
) -> tuple[list[tuple[int, ...]], list[int]] | None:
    """The symbols that each unit emitted, one, or two for a lam-alef, and how many harakat are behind each.

    ``symbols`` are those of ``Items.symbols``: room for one is one, or nothing at no cost. ``kinds`` are those of the
    places behind the units, or behind the last ones. None: no way.
    """
    n, m = len(units), len(symbols)
    if n == m and not any(u in FIRST_HALF for u in units) and min(symbols, default=0) >= 0:
        return [(s,) for s in symbols], [0] * n
    price = [*([ANY] * (n - len(kinds))), *kinds]
    shown = [s if s >= 0 else -1 - s for s in symbols]
    best = np.full((n + 1, m + 1, 2), -1e9)  # the last: whether the symbol before is a haraka
    best[0, 0, 0] = 0.0
    back: dict[tuple[int, int, int], tuple[int, int]] = {}

    def reach(i: int, j: int, marked: int, value: float, step: int, before: int) -> None:
        if value > best[i, j, marked]:
            best[i, j, marked], back[i, j, marked] = value, (step, before)

    for i in range(n + 1):
        for j in range(m + 1):
            for marked in range(2):
                v = best[i, j, marked]
                if v < -1e8:
                    continue
                if j < m and symbols[j] < 0:
                    reach(i, j + 1, marked, v, 3, marked)
                if i and j < m:
                    reach(i, j + 1, 1, v + (e.second if marked else e.harakat[price[i - 1]]), 0, marked)
                if i < n and j < m:
                    reach(i + 1, j + 1, 0, v + e.own[units[i], shown[j]], 1, marked)
                if i < n and j + 1 < m and units[i] in FIRST_HALF:
                    half = FIRST_HALF[units[i]]
                    w = e.own[half, shown[j]] + e.own[half + 1, shown[j + 1]]
                    reach(i + 1, j + 2, 0, v + w, 2, marked)
    marked = int(best[n, m].argmax())
    if best[n, m, marked] < -60:
        return None
    taken: list[tuple[int, ...]] = []
    marks = [0] * n
    i, j = n, m
    while i or j:
        step, before = back[i, j, marked]
        if step in (0, 3):
            marks[i - 1] += step == 0
            j, marked = j - 1, before
            continue
        taken.append(tuple(shown[j - step : j]))
        i, j, marked = i - 1, j - step, before
    return taken[::-1], marks


@dataclass(frozen=True, slots=True)
class Smoothing:
    """How counts are backed off.

    Attributes:
        trust: how many observations the channel's own estimate is worth.
        context: how many observations a unit's estimate is worth where a neighbour is known.
        least: emissions below this probability beside a neighbour are left out, unless the other neighbour calls for
            them.
        prune: outputs of a common unit below this share, or seen once, are taken for errors of the decoder.
    """

    trust: float = 2.0
    context: float = 2.0
    least: float = 0.03
    prune: float = 0.0


#: While the channel is rough.
_ROUGH: Final = Smoothing()


def from_counts(
    counts: Counts,
    channel: Channel,
    marks: dict[str, list[tuple[int, float]]],
    smoothing: Smoothing = _ROUGH,
    *,
    settled: bool = False,
    known: Emissions | None = None,
) -> Emissions:
    """Emissions from counts, backed off on the channel.

    Args:
        settled: a unit that was seen has no outputs but those that the text needs; the channel tells of others alone.
        known: what was known of the channel: outputs of it that are ``likely`` stay.
    """
    credited, closed = _credited(counts, channel, smoothing.prune, settled, known)
    base, may = _backed_off(credited, closed, channel, smoothing.trust)
    # sooner, what is read wrongly hides that a font has a third glyph, or another set for some letters
    glyphs = second_glyphs(counts.after, counts.before) if settled else []
    base[:COUNT] = unit = opened(glyphs, counts.after, counts.before, base[:COUNT], may)
    after, before = _beside_neighbours(counts, unit, may, glyphs, smoothing)
    bearing, second = _harakat(counts)
    tanween = (counts.tanween + 0.5) / (counts.alefs + 20.0)
    return Emissions(
        _log(np.where(base > 0.004, base, 1e-9)),
        after,
        before,
        _split(counts, channel, settled),
        marks,
        harakat=bearing,
        second=second,
        tanween=float(np.log(tanween)),
        turned=channel.turned,
    )


def _credited(
    counts: Counts, channel: Channel, prune: float, settled: bool, known: Emissions | None
) -> tuple[NDArray[np.float64], NDArray[np.bool_]]:
    """The counts of outputs that are believed [STATES, symbols], and the outputs that a unit can't have."""
    credited = counts.own.copy()
    closed = np.zeros(credited.shape, np.bool_)
    if settled:
        evidence = counts.evidence()
        needed = counts.needed(evidence)
        if known is not None:
            needed |= counts.likely() & (known.own > P.GONE)
        credited *= _credible(credited, evidence, channel)
        credited[~needed] = 0.0
        closed = ~needed & (credited.sum(1, keepdims=True) >= P.SEEN)
    elif prune:
        total = credited.sum(1, keepdims=True)
        rare = (total >= 8) & ((credited < 1.5) | (credited < prune * total))
        rare[:COUNT] &= ~(_rules(counts.after) | _rules(counts.before))
        credited[rare] = 0.0
    return credited, closed


def _backed_off(
    credited: NDArray[np.float64], closed: NDArray[np.bool_], channel: Channel, trust: float
) -> tuple[NDArray[np.float64], NDArray[np.float64]]:
    """Emissions [STATES, symbols] of counts, and of units of which nothing is ``closed`` [COUNT, symbols]."""
    prior = np.where(channel.emission > 0.01, channel.emission, 0.0)
    prior = prior / np.maximum(prior.sum(1, keepdims=True), 1e-9)
    usual = _usual(credited, channel)
    may = trust * prior + P.USUAL * usual
    may = (may / np.maximum(may.sum(1, keepdims=True), 1e-9))[:COUNT]
    prior[closed] = 0.0
    usual[closed] = 0.0
    base = (credited + trust * prior + P.USUAL * usual) / (credited.sum(1, keepdims=True) + trust + P.USUAL)
    return base / np.maximum(base.sum(1, keepdims=True), 1e-9), may


def _beside_neighbours(
    counts: Counts,
    unit: NDArray[np.float64],
    may: NDArray[np.float64],
    glyphs: Sequence[SecondGlyph],
    smoothing: Smoothing,
) -> tuple[NDArray[np.float32], NDArray[np.float32]]:
    """Log emissions where the next unit is known, and where the one before is, backed off on those of the ``unit``
    alone, or on those that it ``may`` have."""
    least, context = smoothing.least, smoothing.context
    alive = (unit > 0.004)[:, None, :]
    by_next, by_last = _rules(counts.after), _rules(counts.before)

    def given(table: NDArray[np.float64], ruled: NDArray[np.bool_]) -> NDArray[np.float32]:
        # an output ``ruled`` by the other neighbour is as seldom beside this one as it is in all
        p = (table * alive + context * unit[:, None, :]) / ((table * alive).sum(2, keepdims=True) + context)
        return _log(np.where(alive & ((p > least) | ruled[:, None, :]), p, 1e-9))

    after, before = given(counts.after, by_last), given(counts.before, by_next)
    for glyph in glyphs:
        seen, by_glyph, other = (counts.after, after, before) if glyph.by_next else (counts.before, before, after)
        for number in (u for u in glyph.units if glyph.tells(seen[u])):
            p = glyph.outputs(seen[number] * alive[number], unit[number], may[number])
            by_glyph[number] = _log(np.where(alive[number] & (p > least), p, 1e-9))
            if glyph.hides(seen[number]):  # what it may come out as was seen beside no letter
                other[number] = _log(np.where(alive[number], unit[number], 1e-9))
    return after, before


def _split(counts: Counts, channel: Channel, settled: bool) -> NDArray[np.float32]:
    """``Emissions.split``."""
    split = (counts.split[:, 1] + 0.5) / (counts.split.sum(1) + 1.0)
    if settled:
        split = split**P.ONE_WAY / (split**P.ONE_WAY + (1.0 - split) ** P.ONE_WAY)
    return np.asarray(np.where(channel.split > 0, split, 0.0), np.float32)


def _harakat(counts: Counts) -> tuple[NDArray[np.float32], float]:
    """``Emissions.harakat`` and ``Emissions.second``."""
    usual = max((counts.harakat.sum() + 1.0) / (counts.places.sum() + 200.0), P.RARE_HARAKA) * harakat.SHARE
    usual = np.minimum(usual, 1.0)  # in a text with harakat throughout, kinds that bear them often bear one each
    share = (counts.harakat + P.HARAKAT_TRUST * usual) / (counts.places + P.HARAKAT_TRUST)
    share = np.maximum(share, P.RARE_HARAKA * harakat.SHARE.min())
    second = min((counts.second + P.SECOND_TRUST * P.SECOND) / (counts.harakat.sum() + P.SECOND_TRUST), 1.0)
    return np.log(share).astype(np.float32), float(np.log(second))


def _credible(counted: NDArray[np.float64], evidence: NDArray[np.float64], channel: Channel) -> NDArray[np.float64]:
    """[STATES, symbols]: how likely each output is one of its unit's, by the ``evidence`` for it and how common it is
    that units keep their letter, lose it to a space, or show another."""
    usual = _usual(counted, channel)
    others = np.maximum(1.0 - usual.sum(1, keepdims=True), P.OTHERS) / len(channel.symbols)
    prior = np.minimum(usual + others, 1.0 - P.OTHERS)
    return np.asarray(prior / (prior + (1.0 - prior) * np.exp(-evidence)))


def _usual(counted: NDArray[np.float64], channel: Channel) -> NDArray[np.float64]:
    """[STATES, symbols]: how units in general come out, as their own letter or as a space: a rare one may do so too."""
    total = counted.sum(1)
    share = counted / np.maximum(total[:, None], 1e-9)
    table = np.zeros_like(counted)
    kept = np.zeros(len(counted), np.int64)
    for state in range(1, len(counted)):
        kept[state] = channel.number.get(identity_letter(state, turned=channel.turned), -1)
    seen = [state for state in range(1, len(counted)) if total[state] > 8 and kept[state] >= 0]
    if not seen:
        return table
    space = channel.number[" "]
    as_letter = float(np.mean([share[state, kept[state]] for state in seen]))
    as_space = float(np.mean(share[seen, space]))
    for state in range(1, len(counted)):
        table[state, space] += as_space
        if kept[state] >= 0:
            table[state, kept[state]] += as_letter
    return table


def _rules(table: NDArray[np.float64]) -> NDArray[np.bool_]:
    """[COUNT, symbols]: the output is the usual one beside some neighbour (fonts draw another glyph there)."""
    most = table.max(2, keepdims=True)
    is_rule: NDArray[np.bool_] = ((table >= 1.9) & (table >= 0.6 * table.sum(2, keepdims=True)) & (table == most)).any(
        1
    )
    return is_rule


def loose_letters(decoded: Iterable[tuple[Items, Sequence[Piece]]], space: int) -> collections.Counter[str]:
    """How often each letter ends a run of letters though its word ends before it, in (items, pieces).

    ``space`` is the symbol of the space.
    """
    loose: collections.Counter[str] = collections.Counter()
    for items, pieces in decoded:
        behind = [*(piece.start for piece in pieces[1:]), len(items)]
        for piece, after in zip(pieces, behind, strict=False):
            codes = items.codes[piece.end : after].tolist()
            if piece.units and codes and codes[0] >= 0 and codes[0] != space:
                loose[items.texts[piece.end]] += len(codes) == 1 or codes[1] < 0 or codes[1] == space
    return loose


def mark_table(
    text_characters: str,
    letters: Sequence[str],
    counts: Counts | None = None,
    loose: collections.Counter[str] | None = None,
) -> dict[str, list[tuple[int, float]]]:
    """Which punctuation each character may stand for: character -> (token, log p).

    A mark that occurs in the text stands for itself, a bracket for either bracket. Any mark may come out as a letter or
    a space; how, is learnt from counts, and singles don't count: punctuation that is free swallows letters.

    A font draws a mark as one glyph, so of its outputs only the most frequent counts; brackets are turned round.

    A letter that stands behind words again and again and makes none of them (``loose_letters``) is one of the marks
    that were met as nothing else.
    """
    table: dict[str, list[tuple[int, float]]] = collections.defaultdict(list)
    outputs = [*letters, *MARKS]
    for sign in MARKS:
        token = tokens.SPECIAL_ID[sign]
        seen = counts.marks[token] if counts else collections.Counter()
        if loose and sign in OFTEN_LETTERS and sign not in text_characters and max(seen.values(), default=0) <= 1:
            seen = loose
        most = max(seen.values(), default=0.0)
        strong = {c: max(n - 1.0, 0.0) ** 1.5 for c, n in seen.items() if n == most or sign in "()"}
        total = sum(strong.values()) + 4.0
        for c in outputs:
            p = (strong.get(c, 0.0) + 4.0 * _mark_prior(sign, c, text_characters, len(letters))) / total
            if p > 1e-4:
                table[c].append((token, float(np.log(p))))
    return dict(table)


def _mark_prior(sign: str, c: str, text: str, letters: int) -> float:
    in_text = sign in text
    if sign in BETWEEN or sign in '\N{ARABIC COMMA}"':
        return 1.0 if c == sign else 0.0
    if sign == ".":
        return 0.5 if c in ". " else 0.0
    if c == sign:
        return 0.5 if in_text else 0.05
    if sign in "()" and c in "()":
        return 0.3
    return 0.02 / letters if c not in MARKS else 0.0
