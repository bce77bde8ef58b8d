"""The ascent over the open signs of a document, with what it learns on the way and weighs anew."""

from __future__ import annotations

from collections.abc import Callable, Collection, Mapping, Sequence
from typing import Final

import numpy as np
from numpy.typing import NDArray

from warraq.arabic.joining import LAM
from warraq.decipher.glyph import parameters
from warraq.decipher.glyph.candidates.candidates import Candidates, add_to_each, among, of_kind
from warraq.decipher.glyph.candidates.case import Case
from warraq.decipher.glyph.evidence.contours import Contours
from warraq.decipher.glyph.evidence.dot_shapes import DotShapes
from warraq.decipher.glyph.evidence.dots import Dots, bearers
from warraq.decipher.glyph.evidence.joined import joined_pairs
from warraq.decipher.glyph.evidence.similar_glyphs import SimilarGlyphs
from warraq.decipher.glyph.parameters import ANY_FORM, DEEPEST
from warraq.decipher.glyph.parameters import Schedule as P
from warraq.decipher.glyph.scores.columns import begins_of, sizes_of
from warraq.decipher.glyph.scores.problem import Problem
from warraq.decipher.glyph.search import coordinate_ascent, penalties
from warraq.decipher.glyph.signs.spellings import LETTERS
from warraq.decipher.glyph.trust.claim_trust import Claims
from warraq.fonts.outlines.outline import outlines_of

Progress = Callable[[str, float], None]
"""Called with the name of the step and the share done, 0..1."""

_YEHS: Final = "\N{ARABIC LETTER ALEF MAKSURA}\N{ARABIC LETTER YEH}"


def run_schedule(
    case: Case,
    problem: Problem,
    claims: Claims,
    dots: Dots,
    counts: Sequence[Contours | DotShapes],
    similar: SimilarGlyphs,
    report: Progress,
) -> None:
    """Ascend, step by step: take for each open sign of ``problem`` the reading that all evidence makes the best.

    Args:
        claims, dots, counts, similar: what is learnt of them with each reading is theirs to keep; ``counts`` are those
            that count what glyphs with as many contours, or with dots of one shape, read as.
        report: called as it goes on.
    """
    novelty = np.zeros(len(case.signs), np.float32)
    for sign, (font, row) in case.outlines.row_of.items():
        novelty[sign] = case.outlines.of_font[font].novelty[row]
    novel_above = float(np.quantile(novelty[list(case.outlines.row_of)], P.NOVEL_SHARE))
    texts = case.spellings.texts

    proposed: dict[int, tuple[str, ...]] = {}
    last: list[int] = []

    def learn() -> None:
        spelled = problem.spelled[problem.open_signs].tolist()
        if spelled != last:
            last[:] = spelled
            read = dict(zip(problem.open_signs, map(texts.__getitem__, spelled), strict=True))
            claims.learn(read)
            dots.learn(read)
            for evidence in counts:
                evidence.learn(read)
        _weigh_dots(case, problem, dots, proposed)
        moving = {sign: problem.candidates[sign] for sign in problem.moving}
        if any([*(evidence.weigh(moving) for evidence in counts), similar.weigh(moving, problem.scores)]):
            problem.laid_out = None

    if "outline" in case.kinds:
        learn()
    else:
        claims.learn(claims.value)
    prior = coordinate_ascent.start(problem, claims.score)
    # What dots of their own stand for is learnt by the ascent.
    apart = {font for font in case.outlines.of_font if case.extraction.fonts[font].letters}
    unsure = {sign for sign, (font, _) in case.outlines.row_of.items() if font in apart}
    # Outline and words may agree on a letter of a ligature: only that another glyph is that letter tells.
    unsure |= open_to_ligatures(case, problem, dots).keys()
    whole = problem.candidates.copy()
    sure = coordinate_ascent.sure(problem, prior, novelty, unsure) if {"outline", "language"} <= set(case.kinds) else []
    known = problem.kept
    rest = _without(problem.open_signs, sure)
    problem.move(rest)
    open_to_words = coordinate_ascent.doubtful(problem, novelty)
    coordinate_ascent.ascend(problem, claims.score, P.SWEEPS, only=open_to_words)
    coordinate_ascent.ascend(problem, claims.score, P.SWEEPS, _add_pairs(case, problem))
    # Letters first: while most words are misread, pairs are many, and any of them may seem to make one.
    wider = coordinate_ascent.widen(problem, novelty, novel_above, open_to_words, pairs=False)
    coordinate_ascent.ascend(problem, claims.score, P.SWEEPS, wider, open_to_words)
    for round_number in range(3):
        report("ascent", round_number / 3)
        learn()
        first = coordinate_ascent.widen(problem, novelty, novel_above) if round_number else None
        if round_number and not first:
            break
        coordinate_ascent.ascend(problem, claims.score, P.SWEEPS, first)
    learn()
    again = open_to_ligatures(case, problem, dots)
    if not again.keys().isdisjoint(sure):
        problem.candidates |= {sign: whole[sign] for sign in sure if sign in again}
        sure, known = _without(sure, again), None
        rest = _without(problem.open_signs, sure)
        problem.move(rest)
    coordinate_ascent.ascend(problem, claims.score, P.SWEEPS, add_ligatures(case, problem, dots, again))
    learn()
    weigh_spellings(case, problem)  # before the hamzas: it takes the outlines for those that the scores hold
    weigh_hamzas(case, problem)
    weigh_marks(case, problem)
    moved = coordinate_ascent.move_pairs(problem, claims.score)
    coordinate_ascent.ascend(problem, claims.score, 2 + bool(moved))
    if moved and coordinate_ascent.reads_well(problem):  # what was misread with them is tried again
        coordinate_ascent.ascend(
            problem, claims.score, P.SWEEPS, coordinate_ascent.widen(problem, novelty, novel_above)
        )
    problem.move(sure, known)
    coordinate_ascent.ascend(problem, claims.score, 1, given_up=parameters.Confidence.MARGIN_CAP)
    problem.move(rest)
    coordinate_ascent.settle_by_context(problem)
    problem.move(problem.open_signs)


def _weigh_dots(case: Case, problem: Problem, dots: Dots, proposed: dict[int, tuple[str, ...]]) -> None:
    """Make what was learnt of the dots a part of what the outlines say.

    A letter that bears the dots of its glyph is a candidate even where its body isn't like the outline.
    ``proposed``: sign -> dots whose letters are candidates already.
    """
    asked = []
    for sign in problem.moving:
        borne = dots.likeliest(sign)
        if borne and proposed.get(sign) != borne and problem.candidates[sign].strings.size > 1:
            proposed[sign] = borne
            asked.append(sign)
    if asked:
        _add_bearers(case, problem.candidates, asked, proposed)
    if dots.weigh({sign: problem.candidates[sign] for sign in problem.moving}):
        problem.laid_out = None


def _add_bearers(
    case: Case, candidates: Mapping[int, Candidates], signs: Sequence[int], borne: Mapping[int, tuple[str, ...]]
) -> None:
    """Letters that bear the dots that ``signs`` are thought to bear (``borne``), where they aren't candidates."""
    kinds, kind_of_label = bearers(case.book.labels)
    strings, forms = case.index.strings, case.index.forms
    own = [candidates[sign].strings for sign in signs]
    wanted = np.array([kinds.get(borne[sign], -1) for sign in signs], np.int64)
    loglik = case.outlines.loglik(signs)
    begins, label, value = of_kind(
        begins_of(list(map(len, own))), np.concatenate(own), wanted, kind_of_label, strings, loglik
    )
    outline = np.maximum(value.astype(np.float64) - loglik.max(1).astype(np.float64).repeat(sizes_of(begins)), -DEEPEST)
    add_to_each(candidates, signs, begins.tolist(), Candidates(strings[label], forms[label], outline))


def weigh_hamzas(case: Case, problem: Problem) -> None:
    """Letters with hamza are worth less where one stands beside their sign."""
    tables = case.spellings.tables()
    bears = tables.compose.max(axis=1) < 0  # no further one is set on such a letter
    for sign in penalties.with_hamza_beside(problem):
        own = problem.candidates[sign]
        plain = tables.variant[own.strings]
        spelt = (tables.kind[own.strings] == LETTERS) & (plain != own.strings)
        ends = tables.letters[own.strings, np.maximum(tables.length[own.strings], 1) - 1]
        own.outline[spelt & bears[ends]] -= P.SECOND_HAMZA
        problem.laid_out = None


def weigh_spellings(case: Case, problem: Problem) -> None:
    """What a sign reads as is worth less where another glyph is that, and its words ask for another spelling."""
    for sign in penalties.otherwise_spelt(problem, case.font_of) if "repeated" in case.kinds else ():
        own = problem.candidates[sign]
        own.outline[own.strings == problem.spelled[sign]] -= P.SECOND_SPELLING
        problem.laid_out = None


def weigh_marks(case: Case, problem: Problem) -> None:
    """Where a sign reads as the mark that a more frequent glyph is, a vowel or shadda that none of its font is may be
    meant: all else is worth less."""
    if "repeated" not in case.kinds:
        return
    is_vowel = case.spellings.tables().vowels()
    for sign, again in penalties.repeated_marks(problem, case.font_of, case.signs.count).items():
        if again >= P.SELDOM_REPEATED:
            own, read = problem.candidates[sign], problem.spelled[case.font_of == case.font_of[sign]]
            own.outline[~is_vowel[own.strings] | among(own.strings, read, is_vowel.size)] -= P.REPEATED
            problem.laid_out = None


def open_to_ligatures(case: Case, problem: Problem, dots: Dots) -> dict[int, float]:
    """Open signs that may be two letters: they read as another glyph of their font does, or bear the dots of two.

    Each goes with what the first says against its reading, as ``penalties.repeated`` gives it.
    """
    texts = case.spellings.texts
    repeated = penalties.repeated(problem, case.font_of, case.signs.count) if "repeated" in case.kinds else {}
    found = {}
    for sign, string in zip(problem.open_signs, problem.spelled[problem.open_signs].tolist(), strict=True):
        borne = dots.likeliest(sign)
        again = repeated.get(sign, 0.0) if len(texts[string]) == 1 else 0.0
        if problem.candidates[sign].strings.size > 1 and (again >= P.SELDOM_REPEATED or len(borne or ()) >= 2):
            found[sign] = again
    return found


def add_ligatures(case: Case, problem: Problem, dots: Dots, again: Mapping[int, float]) -> list[int]:
    """Two letters, where a glyph may be a ligature: ``again`` as ``open_to_ligatures`` gives it.

    One that no face of the atlas draws so is easily taken for one of its letters: lam-yeh for a lam. A lam that no
    letter follows anywhere is tried with a yeh even where no other glyph reads as it does.
    Returns the signs that got candidates.
    """
    more = {}
    with_yeh = np.array([case.spellings.number(LAM + yeh) for yeh in _YEHS], np.int64)
    lams = _last_lams(case, problem)
    for sign in problem.moving:
        if sign not in again and not lams[sign]:
            continue
        own, reading, borne = problem.candidates[sign], int(problem.spelled[sign]), dots.likeliest(sign)
        own.outline[own.strings == reading] -= again.get(sign, 0.0) * P.REPEATED
        pairs = problem.more_letters.pairs(own, reading) if sign in again else with_yeh
        new = pairs[dots.fit(pairs, borne)]
        worth = _unproposed(case, sign)
        new = new[~among(new, own.strings[own.outline >= worth], len(case.spellings.texts))]
        if new.size:
            more[sign] = Candidates(new, np.full(new.size, ANY_FORM), np.full(new.size, worth))
    coordinate_ascent.try_more(problem, more)
    problem.laid_out = None
    return list(more)


def _unproposed(case: Case, sign: int) -> float:
    """What two letters cost a glyph that its outline doesn't propose (nats): more where the atlas knows it well."""
    font, row = case.outlines.row_of[sign]
    away, worth = zip(P.FAMILIAR_LIGATURE, P.NOVEL_LIGATURE, strict=True)
    return float(np.interp(case.outlines.of_font[font].novelty[row], away, worth))


def _last_lams(case: Case, problem: Problem) -> NDArray[np.bool_]:
    """bool[signs], those that read as a lam after which no letter stands in any token."""
    kind, flat = case.spellings.tables().kind, problem.flat
    followed = np.append(kind[problem.spelled[flat[1:]]] == LETTERS, False)
    followed[problem.starts[1:] - 1] = False  # the next one stands in another token
    inside = np.bincount(flat, followed, problem.spelled.size) > 0
    found: NDArray[np.bool_] = (problem.spelled == case.spellings.number(LAM)) & ~inside
    return found


def _add_pairs(case: Case, problem: Problem) -> list[int]:
    """Two letters of the same font, where together they look like a glyph that the atlas doesn't know.

    Returns the signs that got candidates.
    """
    if "joined" not in case.kinds:
        return []
    grown, moving = [], set(problem.moving)
    for font, result in case.outlines.of_font.items():
        outlines = outlines_of(case.extraction.fonts[font])
        if outlines is None:
            continue
        signs, uses = case.outlines.signs_of_font[font], case.outlines.uses_of_font[font]
        texts = {row: case.spellings.texts[problem.spelled[sign]] for row, sign in enumerate(signs)}
        wanted = [row for row, sign in enumerate(signs) if sign in moving]
        for row, pairs in joined_pairs(outlines, uses, result, case.book, texts, wanted).items():
            for pair in pairs:
                string, form = case.spellings.number(pair.text), 1 << (2 * pair.before)
                problem.candidates[signs[row]].add([string], form, [pair.value])
            grown.append(signs[row])
    return grown


def _without(signs: Sequence[int], others: Collection[int]) -> list[int]:
    """``signs`` but for the ``others``."""
    left_out = set(others)
    return [sign for sign in signs if sign not in left_out]
