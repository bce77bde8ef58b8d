"""A document as the ascent sees it: its tokens, what each sign may stand for, and what it reads as at present."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from dataclasses import dataclass, field
from functools import lru_cache
from typing import Final

import numpy as np
from numpy.typing import ArrayLike, NDArray

from warraq.decipher.glyph.candidates.candidates import Candidates
from warraq.decipher.glyph.candidates.more_letters import MoreLetters
from warraq.decipher.glyph.parameters import ANY_FORM
from warraq.decipher.glyph.parameters import Problem as P
from warraq.decipher.glyph.scores.columns import Columns, Kept, Words, columns_of, nothing_kept
from warraq.decipher.glyph.scores.sign_score import AsRead
from warraq.decipher.glyph.scores.word_context import read_tokens
from warraq.decipher.glyph.scores.word_score import Reader, WordTables
from warraq.decipher.glyph.signs.spellings import Spellings
from warraq.decipher.glyph.signs.tokens import Tokens

#: How often a token or a pair stands there, up to the cap -> its weight.
REPEATS: Final = np.arange(P.REPEAT_CAP + 1, dtype=np.float64) ** P.REPEAT_POWER


@dataclass(slots=True)
class Problem:
    """The document as the ascent sees it; signs are numbered 0..n.

    Attributes:
        spelled: int64[n], the present reading of each sign (a number in ``spellings``).
        forms: int64[n], the joining contexts that reading was drawn for.
        open_signs: signs that are not settled, most used first.
        moving: those of them that the ascent moves at present.
        candidates: per open sign.
        flat, starts, counts, follows: the distinct tokens, as in ``Tokens``.
        more_letters: what signs are tried with that their outlines don't propose.
        tokens_of: sign -> numbers of its tokens, most frequent first.
        scores: sign -> score of each candidate, as last computed.
        kept: what is known of the tokens' scores.
        tried: (sign, whether with pairs) -> changes there had been when more letters were last tried.
        of_moving: columns of the moving signs as they were when last asked for, if they were.
        last_read: how the tokens read when that was last asked for, and the readings of the signs then.
    """

    spellings: Spellings
    words: WordTables
    spelled: NDArray[np.int64]
    forms: NDArray[np.int64]
    open_signs: list[int]
    moving: list[int]
    candidates: dict[int, Candidates]
    flat: NDArray[np.int64]
    starts: NDArray[np.int64]
    counts: NDArray[np.int64]
    follows: NDArray[np.int64]
    tokens_of: dict[int, NDArray[np.int64]]
    more_letters: MoreLetters
    scores: dict[int, NDArray[np.float64]] = field(default_factory=dict)
    kept: Kept | None = None
    tried: dict[tuple[int, bool], int] = field(default_factory=dict)
    of_moving: Columns | None = None
    last_read: tuple[Words, NDArray[np.int64]] | None = None

    def marked(self, signs: Collection[int]) -> NDArray[np.bool_]:
        """True at the numbers of ``signs``."""
        marks = np.zeros(self.spelled.size, np.bool_)
        marks[list(signs)] = True
        return marks

    def move(self, signs: list[int], kept: Kept | None = None) -> None:
        """From here on the ascent moves ``signs``; ``kept`` is what is known of their scores, if anything is."""
        self.moving, self.of_moving = signs, None
        if self.kept is not None:
            self.kept = kept or self.kept.of_others()

    def known(self, columns: Columns) -> Kept:
        """What is known of the scores of the moving signs; nothing yet where ``columns`` outgrow the room."""
        if self.kept is None:
            as_read = AsRead(self.counts.size, self.flat.size)
            self.kept = nothing_kept(columns, np.zeros(self.spelled.size, np.int64), np.zeros(1, np.int64), as_read)
        elif self.kept.outgrown(columns):
            self.kept = nothing_kept(columns, self.kept.changed, self.kept.clock, self.kept.as_read)
        return self.kept

    def newest(self) -> tuple[int, NDArray[np.int64]]:
        """How many changes there were, and per token the number of the last one of its signs."""
        if self.kept is None:
            return 0, np.zeros(self.counts.size, np.int64)
        return int(self.kept.clock[0]), np.maximum.reduceat(self.kept.changed[self.flat], self.starts[:-1])

    def columns(self) -> Columns:
        """The candidates of the moving signs as they are now; they are only ever added to."""
        candidates = [self.candidates[sign] for sign in self.moving]
        before, count = self.of_moving, sum([candidate.strings.size for candidate in candidates])
        if before is None or before.strings.size != count:
            self.of_moving = columns_of(self.moving, candidates, self.tokens_of, before)
        elif candidates:  # the same strings, of which outlines may tell something else now
            self.of_moving = before._replace(outline=np.concatenate([candidate.outline for candidate in candidates]))
        else:
            self.of_moving = before
        return self.of_moving

    def read(self) -> Words:
        """How the tokens read now; those are read again of which a sign has changed."""
        if self.last_read is None:
            count = self.starts.size - 1
            words = Words(np.empty(count, np.int64), np.empty(count, np.int64), np.empty(count, np.float32))
            read_tokens(self.reader(), np.arange(count), *words)
        else:
            words, before = self.last_read
            changed = self.spelled != before
            if changed.any():
                stale = np.flatnonzero(np.logical_or.reduceat(changed[self.flat], self.starts[:-1]))
                read_tokens(self.reader(), stale, *words)
        self.last_read = words, self.spelled.copy()
        return words

    def reader(self) -> Reader:
        """What reads the tokens as the signs are spelled, now and when they change."""
        tables = self.spellings.tables()
        return Reader(self.flat, self.starts, self.weights, self.spelled, self.forms, tables, self.words)

    def note_change(self, sign: int) -> None:
        """What is known of tokens with ``sign`` no longer holds."""
        if self.kept is not None:
            self.kept.clock[0] += 1
            self.kept.changed[sign] = self.kept.clock[0]

    @property
    def weights(self) -> NDArray[np.float64]:
        return REPEATS[np.minimum(self.counts, P.REPEAT_CAP)]


def make_problem(
    spellings: Spellings,
    words: WordTables,
    spelled: NDArray[np.int64],
    candidates: dict[int, Candidates],
    sign_counts: NDArray[np.int64],
    tokens: Tokens,
    ligatures: ArrayLike = (),
) -> Problem:
    """Lay out tokens and candidates. ``spelled`` gives the settled signs; the open ones start at their best outline.

    ``ligatures``: strings of several letters that some face draws as one glyph.
    """
    forms = np.full(spelled.size, ANY_FORM, np.int64)
    spelled = spelled.copy()
    for sign, candidate in candidates.items():
        best = int(candidate.outline.argmax())
        spelled[sign], forms[sign] = candidate.strings[best], candidate.forms[best]
    open_signs = sorted(candidates, key=lambda s: (-int(sign_counts[s]), s))
    return Problem(
        spellings=spellings,
        words=words,
        spelled=spelled,
        forms=forms,
        open_signs=open_signs,
        moving=open_signs,
        candidates=candidates,
        flat=tokens.flat,
        starts=tokens.starts,
        counts=tokens.counts,
        follows=tokens.follows,
        more_letters=MoreLetters(spellings, ligatures),
        tokens_of=_tokens_of(open_signs, tokens),
    )


def _tokens_of(signs: Sequence[int], tokens: Tokens) -> dict[int, NDArray[np.int64]]:
    """Sign -> numbers of the tokens that it is looked at in, the most frequent first; none of them is a leader."""
    token = np.repeat(np.arange(tokens.counts.size), np.diff(tokens.starts))
    again = (tokens.flat[1:] == tokens.flat[:-1]) & (token[1:] == token[:-1])
    leads = np.zeros(tokens.counts.size, np.bool_)
    places = again.size - (P.LEADER - 2)
    if places > 0:
        row = np.logical_and.reduce([again[k : k + places] for k in range(P.LEADER - 1)])
        leads[token[np.flatnonzero(row)]] = True
    stands = ~leads[token]
    sign, token = tokens.flat[stands], token[stands]
    by_sign = np.argsort(sign.astype(np.uint16) if tokens.below.size < 1 << 16 else sign, kind="stable")
    sign, token = sign[by_sign], token[by_sign]
    once = np.ones(sign.size, np.bool_)
    once[1:] = (sign[1:] != sign[:-1]) | (token[1:] != token[:-1])
    sign, numbers = sign[once], token[once]
    begins, ends = (np.searchsorted(sign, np.array(signs, np.int64), side=side) for side in ("left", "right"))
    spans = zip(signs, begins.tolist(), ends.tolist(), strict=True)
    return {sign: _spread(numbers[a:b]) for sign, a, b in spans}


def _spread(tokens: NDArray[np.int64]) -> NDArray[np.int64]:
    """The most frequent half of ``MOST_TOKENS``, and as many more spread over the rest."""
    if tokens.size <= P.MOST_TOKENS:
        return tokens
    return tokens[_places(tokens.size)]


@lru_cache(maxsize=4096)
def _places(count: int) -> NDArray[np.int64]:
    """Which of ``count`` tokens are looked at, of more than ``MOST_TOKENS``."""
    half = P.MOST_TOKENS // 2
    rest = np.linspace(half, count - 1, P.MOST_TOKENS - half).astype(np.int64)
    return np.concatenate([np.arange(half), rest])
