"""Maps that bear themselves out, whatever language they spell and however their face is drawn.

Many faces list their glyphs in the order of their characters, and many producers keep glyph indices and claim
presentation forms. Claims of such a map rise with the glyph index, and where two glyphs touch, both forms join or
neither does. Claims that changed places break the order, claims that are shifted or another font's break the joints.
Words and outlines aren't asked: the lexicon knows one language, the atlas no shadows, stripes and dots.
"""

from __future__ import annotations

import itertools
from bisect import bisect_right
from collections.abc import Collection, Iterable, Sequence
from typing import Final, NamedTuple

import numpy as np
from numpy.typing import NDArray

from warraq.arabic.joining import joins_after, joins_before
from warraq.arabic.letters import has_arabic, is_arabic_letter
from warraq.arabic.presentation_forms import letters_and_form
from warraq.decipher.glyph.parameters import Coherence as P
from warraq.decipher.glyph.signs.tokens import Symbols
from warraq.decipher.glyph.trust.lexicon_support import LETTER, OTHER, words_of
from warraq.model.glyph import Extraction

_JOINS_BEFORE: Final = frozenset(("med", "fin"))
_JOINS_AFTER: Final = frozenset(("ini", "med"))


class _Sides(NamedTuple):
    """Whether a claim joins to the letter before it and to the one after; None where it may do either."""

    before: bool | None
    after: bool | None


def coherent(extraction: Extraction, symbols: Symbols, font: int, members: Sequence[int]) -> frozenset[int]:
    """Those of ``members``, the symbols of ``font``, whose claims order and joints bear out together; else none.

    Where no claim is out of place, none has changed places with a ligature or a sign: these are borne out too.
    """
    characters = _characters(symbols, members)
    if len(set(filter(is_arabic_letter, characters.values()))) < P.LEAST_LETTERS:
        return frozenset()
    ordered = sorted(characters, key=lambda s: (int(symbols.gid[s]), s))
    held = _sure_of_place([ord(characters[s]) for s in ordered])
    if np.count_nonzero(held) < P.IN_ORDER * len(ordered):
        return frozenset()
    if not _joints_agree(extraction, symbols, font, members, P.LEAST_JOINED):
        return frozenset()
    if held.all():
        return frozenset(_arabic(symbols, members))
    return frozenset(s for s, sure in zip(ordered, held.tolist(), strict=True) if sure)


def coherent_like(
    extraction: Extraction, symbols: Symbols, font: int, members: Sequence[int], borne_out: Collection[int]
) -> frozenset[int]:
    """Those of ``members``, the symbols of ``font``, that claim the same as the ``borne_out`` symbols; else none.

    Styles of one family keep its glyph indices. A heading in one of them may be too short to bear itself out: its map
    is as right as the other one where all that both claim is the same, which is nearly all of its claims.

    Args:
        borne_out: symbols of another font, whose claims are borne out.
    """
    claims = _arabic(symbols, members)
    known = {int(symbols.gid[s]): claim for s, claim in _arabic(symbols, borne_out).items()}
    shared = {s: known[gid] == claim for s, claim in claims.items() if (gid := int(symbols.gid[s])) in known}
    if len(shared) < max(P.LEAST_SHARED, P.SHARED * len(claims)) or not all(shared.values()):
        return frozenset()
    return frozenset(shared) if _joints_agree(extraction, symbols, font, members, 0) else frozenset()


def forms_meet(extraction: Extraction, symbols: Symbols, font: int, members: Sequence[int]) -> bool:
    """True where many pairs of glyphs join by the claims of ``members``, the symbols of ``font``, and all pairs agree.

    Letters that join alike may still have changed places: ink has to be asked about that.
    """
    joined, agreeing, known = _joints(extraction, symbols, font, members)
    return joined >= P.MANY_JOINED and agreeing == known


def _characters(symbols: Symbols, members: Iterable[int]) -> dict[int, str]:
    """Symbol -> its claim, where that is one character of the Arabic script, in whatever form."""
    return {s: claim for s, claim in _arabic(symbols, members).items() if len(claim) == 1}


def _arabic(symbols: Symbols, members: Iterable[int]) -> dict[int, str]:
    """Symbol -> its claim, forms as letters, where that is of the Arabic script and the glyph is known."""
    claims = {s: _letters(symbols.claim[s] or "") for s in members if symbols.gid[s] >= 0}
    return {s: claim for s, claim in claims.items() if has_arabic(claim)}


def _letters(claim: str) -> str:
    """The letters of a single presentation form; other claims as they are."""
    form = letters_and_form(claim) if len(claim) == 1 else None
    return form[0] if form is not None else claim


def _sure_of_place(values: Sequence[int]) -> NDArray[np.bool_]:
    """bool[n], the members of ``values`` that every longest rising row of them holds; equal ones may follow each other.

    >>> _sure_of_place([1, 9, 2, 3, 3, 5, 4]).tolist()
    [True, False, True, True, True, False, False]
    """
    up, down = _row_lengths(values), _row_lengths([-value for value in reversed(values)])[::-1]
    longest = int(up.max(initial=0))
    on_one = up + down == longest + 1
    alone = np.bincount(up[on_one], minlength=longest + 1) == 1
    is_sure: NDArray[np.bool_] = on_one & alone[up]
    return is_sure


def _row_lengths(values: Sequence[int]) -> NDArray[np.int64]:
    """int64[n], how long the longest rising row is that ends with each value."""
    lengths: list[int] = []
    ends: list[int] = []  # the least value that a row of each length ends with
    for value in values:
        length = bisect_right(ends, value)
        ends[length : length + 1] = [value]
        lengths.append(length + 1)
    return np.array(lengths, np.int64)


def _sides(claim: str) -> _Sides | None:
    """The sides on which a claim joins; None for what is no letter and no form of one.

    Letters that don't say in which form they are painted may join on the sides on which they can.
    """
    form = letters_and_form(claim) if len(claim) == 1 else None
    if form is not None and form[0]:
        return _Sides(form[1] in _JOINS_BEFORE, form[1] in _JOINS_AFTER)
    if claim and all(map(is_arabic_letter, claim)):
        return _Sides(None if joins_before(claim[0]) else False, None if joins_after(claim[-1]) else False)
    return None


def _joints_agree(extraction: Extraction, symbols: Symbols, font: int, members: Sequence[int], least: int) -> bool:
    """Of glyphs that stand beside each other in a word both join or neither, and ``least`` different pairs do."""
    joined, agreeing, known = _joints(extraction, symbols, font, members)
    return joined >= least and agreeing >= P.JOINTS_AGREE * known


def _joints(extraction: Extraction, symbols: Symbols, font: int, members: Sequence[int]) -> tuple[int, int, int]:
    """Different pairs of neighbours of which both join, of which both or neither do, and all whose forms are known."""
    sides = {s: side for s in members if (side := _sides(symbols.claim[s] or "")) is not None}
    kind = np.full(len(symbols), OTHER, np.uint8)
    kind[list(sides)] = LETTER
    pairs = {pair for word in words_of(extraction, symbols, font, kind) for pair in itertools.pairwise(word)}
    met = [(sides[first].after, sides[second].before) for first, second in pairs]
    known = [(after, before) for after, before in met if after is not None and before is not None]
    joined = sum(after and before for after, before in known)
    return joined, sum(after == before for after, before in known), len(known)
