"""What speaks against readings when all are made: tokens that read as nothing, and glyphs that are read like others."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Final

import numpy as np
from numpy.typing import NDArray

from warraq.decipher.glyph import parameters
from warraq.decipher.glyph.parameters import ANY_FORM, SPELLING_MOST
from warraq.decipher.glyph.parameters import Penalties as P
from warraq.decipher.glyph.scores.columns import begins_of
from warraq.decipher.glyph.scores.problem import Problem
from warraq.decipher.glyph.scores.sign_score import AsRead, SignCandidates, score_candidates
from warraq.decipher.glyph.signs.spellings import COMPOSES, DIGIT, INDIC, LATIN, LETTERS, MARK, NOTHING

#: Words ask for a spelling where they say as much for it as is believed of them (nats, nearly), at this share of the
#: words that say anything, of which there are so many at least.
ASKED_FOR: Final = 0.9 * SPELLING_MOST
_MAKSURA: Final = "\N{ARABIC LETTER ALEF MAKSURA}"


def unread(problem: Problem) -> NDArray[np.bool_]:
    """bool[tokens], those that hold a word that is none, or a letter right beside a digit (``1`` and a lam-alef), or
    letters of two scripts side by side: a comma of another face may look like a ``g``.

    Latin letters may stand beside ASCII digits, as in the symbols of documents, but never beside Arabic-Indic ones.
    """
    tables = problem.spellings.tables()
    read = problem.spelled[problem.flat]
    kind, indic = tables.kind[read], (tables.flags[read] & INDIC) != 0
    arabic, latin, digit = kind == LETTERS, kind == LATIN, kind == DIGIT
    one, other = slice(None, -1), slice(1, None)
    touch = (digit[one] & arabic[other]) | (arabic[one] & digit[other])
    touch |= ((indic | arabic)[one] & latin[other]) | (latin[one] & (indic | arabic)[other])
    touch[problem.starts[1:-1] - 1] = False  # the next one stands in another token
    is_unread: NDArray[np.bool_] = problem.read().worst < parameters.CoordinateAscent.NO_WORD
    is_unread[np.searchsorted(problem.starts, np.flatnonzero(touch), side="right") - 1] = True
    return is_unread


def between_digits(problem: Problem) -> set[int]:
    """Open signs that part digits: at most of their places one stands on either side."""
    flat, size = problem.flat, problem.spelled.size
    digit = problem.spellings.tables().kind[problem.spelled[flat]] == DIGIT
    parts = np.zeros(flat.size, np.bool_)
    parts[1:-1] = digit[:-2] & digit[2:]
    parts[problem.starts[:-1]] = parts[problem.starts[1:] - 1] = False  # what is beside it stands in another token
    share = np.bincount(flat, parts, size) / np.maximum(np.bincount(flat, minlength=size), 1)
    return {sign for sign in problem.open_signs if share[sign] > P.MOSTLY}


def with_hamza_beside(problem: Problem) -> list[int]:
    """Open signs that a hamza or madda of its own follows nearly wherever they stand: they can't bear one themselves.

    Faces with a hamza apart may draw the alef that bears it otherwise, so that it looks as if it had one.
    """
    flags, flat = problem.spellings.tables().flags, problem.flat
    followed = np.append((flags[problem.spelled[flat[1:]]] & COMPOSES) != 0, False)
    followed[problem.starts[1:] - 1] = False  # the next one stands in another token
    size = problem.spelled.size
    share = np.bincount(flat, followed, size) / np.maximum(np.bincount(flat, minlength=size), 1)
    return [sign for sign in problem.open_signs if share[sign] > P.MOSTLY]


def repeated(problem: Problem, font_of: NDArray[np.int64], uses: NDArray[np.int64]) -> dict[int, float]:
    """Open signs that read as the letters, joined on the same sides, that another glyph of their font reads as too.

    Of those that do, the most used one is left out, unless one is settled. A ligature that the atlas hasn't got is
    easily taken for its first or last letter, where that makes another word. Each sign goes with what this says against
    it: near 1 where few glyphs of the font are so, less in a face that has alternates of many letters.

    Args:
        font_of: int64[signs], font of each sign.
        uses: int64[signs], how often each is used.
    """
    asked = np.bincount(font_of[problem.open_signs], minlength=font_of.max(initial=-1) + 1) > 0
    signs, key = _read_alike(problem, font_of, asked)
    return _again(signs, key, problem, font_of, uses)


def repeated_marks(problem: Problem, font_of: NDArray[np.int64], uses: NDArray[np.int64]) -> dict[int, float]:
    """Open signs that read as vowels or a shadda which another glyph of their font reads as too.

    Of those that do, the most used one is left out, unless one is settled. Words hardly tell marks apart, and the rare
    ones (dammatan, a shadda with its fathatan) are easily taken for those that are frequent. Each sign goes with what
    this says against it, as ``repeated`` has it.

    Args:
        font_of: int64[signs], font of each sign.
        uses: int64[signs], how often each is used.
    """
    is_vowel = problem.spellings.tables().vowels()
    signs = np.flatnonzero(is_vowel[problem.spelled])
    return _again(signs, font_of[signs] * is_vowel.size + problem.spelled[signs], problem, font_of, uses)


def _again(
    signs: NDArray[np.int64],
    key: NDArray[np.int64],
    problem: Problem,
    font_of: NDArray[np.int64],
    uses: NDArray[np.int64],
) -> dict[int, float]:
    """The open ones of ``signs`` that have the ``key`` of another, but for the most used one of those if none is
    settled; and the share of the keys among the signs of its font."""
    is_open = problem.marked(problem.open_signs)
    order = np.lexsort((signs, -uses[signs], is_open[signs], key))
    signs, key = signs[order], key[order]
    first = np.ones(signs.size, np.bool_)
    first[1:] = key[1:] != key[:-1]
    font, fonts = font_of[signs], font_of.max(initial=-1) + 1
    every, different = np.bincount(font, minlength=fonts), np.bincount(font[first], minlength=fonts)
    again = np.flatnonzero(~first & is_open[signs])
    share = different[font[again]] / every[font[again]]
    return dict(zip(signs[again].tolist(), share.tolist(), strict=True))


def otherwise_spelt(problem: Problem, font_of: NDArray[np.int64]) -> dict[int, int]:
    """Open signs whose words nearly all ask for another spelling of the letters, a string, while another glyph of the
    font that reads as they do, joined alike, is what its own words ask for: heh beside teh marbuta.

    Of a glyph by itself words don't tell how it is spelt, for writers differ; but none has two glyphs for one letter
    and keeps them to the words in which others write two. Nor has any a hamza where no word has one, or an alef maksura
    before a letter, where none stands.

    Args:
        font_of: int64[signs], font of each sign.
    """
    scored = (s for s in problem.open_signs if s in problem.scores)
    other_spelling = _other_spellings(
        problem, [s for s in scored if problem.scores[s].size == problem.candidates[s].strings.size]
    )
    doubted = [sign for sign, (_, more) in other_spelling.items() if more >= ASKED_FOR]
    if not doubted:
        return {}
    asked = np.bincount(font_of[doubted], minlength=font_of.max(initial=-1) + 1) > 0
    signs, key = _read_alike(problem, font_of, asked)
    key_of = dict(zip(signs.tolist(), key.tolist(), strict=True))
    is_open = problem.marked(problem.open_signs)
    borne_out = {
        key_of[s] for s in key_of if not is_open[s] or (s in other_spelling and other_spelling[s][1] <= -ASKED_FOR)
    }
    respelt, maksura = {}, problem.spellings.number(_MAKSURA)
    for sign in doubted:
        string, another = other_spelling[sign][0], key_of.get(sign) in borne_out
        nobodys = problem.spellings.tables().variant[string] == string
        nobodys |= problem.spelled[sign] == maksura and _inside_words(problem, sign)
        more = _more_for(problem, sign, string) if nobodys or another else np.zeros(0)
        if (another and _ask_for(more)) or (nobodys and _far_better(more)):
            respelt[sign] = string
    return respelt


def _other_spellings(problem: Problem, signs: Sequence[int]) -> dict[int, tuple[int, float]]:
    """The spelling of the letters of each sign that its words say most for, beside its own, and how much more than for
    that (nats, as far as is believed of them); -inf where it has no other."""
    if not signs:
        return {}
    tables, proposed = problem.spellings.tables(), [problem.candidates[sign] for sign in signs]
    sizes = [one.strings.size for one in proposed]
    begins, strings = begins_of(sizes)[:-1], np.concatenate([one.strings for one in proposed])
    by_words = np.concatenate([problem.scores[sign] for sign in signs])
    by_words -= np.concatenate([one.outline for one in proposed])
    reading = problem.spelled[signs].repeat(sizes)
    others = (tables.variant[strings] == tables.variant[reading]) & (strings != reading)
    of_others = np.where(others & (tables.kind[reading] == LETTERS), by_words, -np.inf)
    most, as_read = np.maximum.reduceat(of_others, begins), np.where(strings == reading, by_words, -np.inf)
    tops = np.flatnonzero(of_others == most.repeat(sizes))
    best = strings[tops[np.searchsorted(tops, begins)]]
    more = np.full(most.size, -np.inf)
    np.subtract(most, np.maximum.reduceat(as_read, begins), out=more, where=most > -np.inf)
    return dict(zip(signs, zip(best.tolist(), more.tolist(), strict=True), strict=True))


def _more_for(problem: Problem, sign: int, string: int) -> NDArray[np.float64]:
    """How much better each of the words that ``sign`` stands in reads with ``string`` in its place (nats)."""
    tokens, strings = problem.tokens_of[sign], np.array([problem.spelled[sign], string])
    known, nothing = np.full(2 * tokens.size, np.nan), AsRead(problem.counts.size, problem.flat.size)
    forms, prior = np.full(2, ANY_FORM), np.zeros(2)
    one = SignCandidates(sign, strings, forms, prior, tokens)
    score_candidates(one, known, nothing, problem.reader(), np.inf)
    more: NDArray[np.float64] = known[tokens.size :] - known[: tokens.size]
    return more


def _ask_for(more: NDArray[np.float64]) -> bool:
    """Whether nearly all words ask for another spelling, if they ask for anything. ``more`` as of ``_more_for``."""
    asking, against = np.count_nonzero(more > 1), np.count_nonzero(more < -1)
    return bool(asking >= P.LEAST_ASKING and asking >= P.ASKED_BY * (asking + against))


def _inside_words(problem: Problem, sign: int) -> bool:
    """Whether a letter stands behind ``sign`` wherever it is."""
    places = np.flatnonzero(problem.flat == sign)
    behind = np.append(problem.spellings.tables().kind[problem.spelled[problem.flat[1:]]] == LETTERS, False)
    behind[problem.starts[1:] - 1] = False  # the next one stands in another token
    return bool(behind[places].all())


def _far_better(more: NDArray[np.float64]) -> bool:
    """Whether all words would be far better with another spelling. ``more`` as of ``_more_for``."""
    return bool(more.size >= P.LEAST_ASKING and more.min() >= P.FAR_BETTER)


def _read_alike(
    problem: Problem, font_of: NDArray[np.int64], asked: NDArray[np.bool_]
) -> tuple[NDArray[np.int64], NDArray[np.int64]]:
    """Signs of the fonts that are ``asked`` for (bool by font) which read as letters, and a number for each: the same
    for those of one font that read alike and are joined on the same sides."""
    signs = np.flatnonzero((problem.spellings.tables().kind[problem.spelled] == LETTERS) & asked[font_of])
    font_and_string = font_of[signs] * len(problem.spellings.texts) + problem.spelled[signs]
    return signs, font_and_string * 4 + _joined(problem)[signs]


def _joined(problem: Problem) -> NDArray[np.intp]:
    """intp[signs], the sides on which each is mostly joined, 2 x before + after, whatever form it may be drawn for."""
    tables, flat = problem.spellings.tables(), problem.flat
    token = np.repeat(np.arange(problem.starts.size - 1), np.diff(problem.starts))
    kind = tables.kind[problem.spelled[flat]]
    stands = (kind != NOTHING) & (kind != MARK)  # what else has sides that letters join
    sign, token = flat[stands], token[stands]
    read, side = problem.spelled[sign], np.zeros(sign.size, np.int64)
    joint = tables.joins_after[read[:-1]] & tables.joins_before[read[1:]] & (token[:-1] == token[1:])
    side[:-1] += joint
    side[1:] += 2 * joint
    counted = np.bincount(4 * sign + side, minlength=4 * problem.spelled.size).reshape(-1, 4)
    mostly: NDArray[np.intp] = counted.argmax(axis=1)
    return mostly
