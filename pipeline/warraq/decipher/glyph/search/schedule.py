"""The ascent over the open signs of a document, with what it learns on the way and weighs anew."""

from __future__ import annotations

from collections.abc import Callable, Collection, Mapping, Sequence
from dataclasses import dataclass, field
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
from warraq.decipher.glyph.scores.columns import Kept, begins_of, sizes_of
from warraq.decipher.glyph.scores.problem import Problem
from warraq.decipher.glyph.search import coordinate_ascent, penalties
from warraq.decipher.glyph.signs.spellings import LETTERS
from warraq.decipher.glyph.trust.claim_trust import Claims
from warraq.fonts.outlines.outline import outlines_of

Progress = Callable[[str, float], None]
"""Called with the name of the step and the share done, 0..1."""

_YEHS: Final = "\N{ARABIC LETTER ALEF MAKSURA}\N{ARABIC LETTER YEH}"


@dataclass(slots=True)
class Ascent:
    """The ascent over one document: what its steps share.

    Attributes:
        claims, dots, counts, similar: what is learnt of them with each reading is theirs to keep; ``counts`` are those
            that count what glyphs with as many contours, or with dots of one shape, read as.
        report: called as it goes on.
        novelty: float32 by sign, squared distance of the outline to the atlas; above ``novel_above`` it is new.
        proposed: sign -> dots whose letters are candidates already.
        learnt: what the open signs read as when that was last learnt from.
        whole: the candidates before any sign was taken for sure.
        sure, rest: the open signs that are sure by outline and claim, and the others.
        kept: what is known of the scores of all open signs, while they are those that it was found for.
        open_to_words: signs whose reading the words may change before they are given more candidates.
    """

    case: Case
    problem: Problem
    claims: Claims
    dots: Dots
    counts: Sequence[Contours | DotShapes]
    similar: SimilarGlyphs
    report: Progress
    novelty: NDArray[np.float32]
    novel_above: float
    proposed: dict[int, tuple[str, ...]] = field(default_factory=dict)
    learnt: list[int] = field(default_factory=list)
    whole: dict[int, Candidates] = field(default_factory=dict)
    sure: list[int] = field(default_factory=list)
    rest: list[int] = field(default_factory=list)
    kept: Kept | None = None
    open_to_words: Collection[int] = ()

    def learn(self) -> None:
        """Learn from what the open signs read as now, and weigh the candidates of those that move by it."""
        problem = self.problem
        spelled = problem.spelled[problem.open_signs].tolist()
        if spelled != self.learnt:
            self.learnt = spelled
            read = dict(zip(problem.open_signs, map(self.case.spellings.texts.__getitem__, spelled), strict=True))
            self.claims.learn(read)
            self.dots.learn(read)
            for evidence in self.counts:
                evidence.learn(read)
        _weigh_dots(self.case, problem, self.dots, self.proposed)
        moving = {sign: problem.candidates[sign] for sign in problem.moving}
        for evidence in self.counts:
            evidence.weigh(moving)
        self.similar.weigh(moving, problem.scores)

    def ascend(
        self, first: Sequence[int] | None = None, only: Collection[int] | None = None, times: int = P.SWEEPS
    ) -> None:
        """``coordinate_ascent.ascend``."""
        coordinate_ascent.ascend(self.problem, self.claims.score, times, first, only)

    def widen(self, *, letters: bool = False) -> list[int]:
        """``coordinate_ascent.widen``: with pairs of letters too, or single ``letters`` where words may tell."""
        if letters:
            return coordinate_ascent.widen(
                self.problem, self.novelty, self.novel_above, self.open_to_words, pairs=False
            )
        return coordinate_ascent.widen(self.problem, self.novelty, self.novel_above)


def _start(ascent: Ascent) -> None:
    if "outline" in ascent.case.kinds:
        ascent.learn()
    else:
        ascent.claims.learn(ascent.claims.value)


def _set_sure_apart(ascent: Ascent) -> None:
    case, problem = ascent.case, ascent.problem
    prior = coordinate_ascent.start(problem, ascent.claims.score)
    # What dots of their own stand for is learnt by the ascent.
    apart = {font for font in case.outlines.of_font if case.extraction.fonts[font].letters}
    unsure = {sign for sign, (font, _) in case.outlines.row_of.items() if font in apart}
    # Outline and words may agree on a letter of a ligature: only that another glyph is that letter tells.
    unsure |= open_to_ligatures(case, problem, ascent.dots).keys()
    ascent.whole = problem.candidates.copy()
    if {"outline", "language"} <= set(case.kinds):
        ascent.sure = coordinate_ascent.sure(problem, prior, ascent.novelty, unsure)
    ascent.kept = problem.kept
    ascent.rest = _without(problem.open_signs, ascent.sure)
    problem.move(ascent.rest)


def _read_words(ascent: Ascent) -> None:
    ascent.open_to_words = coordinate_ascent.doubtful(ascent.problem, ascent.novelty)
    ascent.ascend(only=ascent.open_to_words)


def _add_joined(ascent: Ascent) -> None:
    ascent.ascend(_add_pairs(ascent.case, ascent.problem))


def _add_letters(ascent: Ascent) -> None:
    ascent.ascend(ascent.widen(letters=True), ascent.open_to_words)


def _learn_and_widen(ascent: Ascent) -> None:
    for round_number in range(3):
        ascent.report("ascent", round_number / 3)
        ascent.learn()
        first = ascent.widen() if round_number else None
        if round_number and not first:
            break
        ascent.ascend(first)


def _add_ligatures(ascent: Ascent) -> None:
    case, problem = ascent.case, ascent.problem
    ascent.learn()
    again = open_to_ligatures(case, problem, ascent.dots)
    if not again.keys().isdisjoint(ascent.sure):
        problem.candidates |= {sign: ascent.whole[sign] for sign in ascent.sure if sign in again}
        ascent.sure, ascent.kept = _without(ascent.sure, again), None
        ascent.rest = _without(problem.open_signs, ascent.sure)
        problem.move(ascent.rest)
    ascent.ascend(add_ligatures(case, problem, ascent.dots, again))


def _weigh_by_the_others(ascent: Ascent) -> None:
    ascent.learn()
    weigh_spellings(ascent.case, ascent.problem)  # before the hamzas: it takes the outlines for what the scores hold
    weigh_hamzas(ascent.case, ascent.problem)
    weigh_marks(ascent.case, ascent.problem)


def _move_pairs(ascent: Ascent) -> None:
    moved = coordinate_ascent.move_pairs(ascent.problem, ascent.claims.score)
    ascent.ascend(times=2 + bool(moved))
    if moved and coordinate_ascent.reads_well(ascent.problem):  # what was misread with them is tried again
        ascent.ascend(ascent.widen())


def _score_sure(ascent: Ascent) -> None:
    ascent.problem.move(ascent.sure, ascent.kept)
    coordinate_ascent.ascend(ascent.problem, ascent.claims.score, 1, given_up=parameters.Confidence.MARGIN_CAP)


def _settle_by_context(ascent: Ascent) -> None:
    ascent.problem.move(ascent.rest)
    coordinate_ascent.settle_by_context(ascent.problem)


def _open_all(ascent: Ascent) -> None:
    ascent.problem.move(ascent.problem.open_signs)


@dataclass(frozen=True, slots=True)
class Step:
    """One step of the ascent, and why it stands where it does."""

    run: Callable[[Ascent], None]
    why: str


#: The ascent. Each step finds the signs as the one before has left them.
SCHEDULE: Final = (
    Step(_start, "first: what claims and outlines say of each other is a part of what every step weighs"),
    Step(_set_sure_apart, "before any words are read: what outline and claim agree on is read by them alone"),
    Step(_read_words, "the outlines' own candidates first: a wider choice among misread words finds wrong ones"),
    Step(_add_joined, "two letters that together look like the glyph are as good as a candidate of its outline"),
    Step(_add_letters, "letters before pairs: while most words are misread, any of many pairs may seem to make one"),
    Step(_learn_and_widen, "now most words are right: claims, dots and shapes are learnt from them, and pairs tried"),
    Step(_add_ligatures, "a glyph reads as another one does: that is known when both are read by words"),
    Step(_weigh_by_the_others, "once no sign gains candidates any more: what other glyphs read as counts against each"),
    Step(_move_pairs, "signs that hold each other in a wrong reading move together, when nothing else moves alone"),
    Step(_score_sure, "their scores, for the confidence: beside signs that are read as they will stay"),
    Step(_settle_by_context, "last, as it compares scores: close calls by the words on both sides"),
    Step(_open_all, "whoever asks for scores next asks of all open signs"),
)


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

    The arguments are those of ``Ascent``.
    """
    novelty = np.zeros(len(case.signs), np.float32)
    for sign, (font, row) in case.outlines.row_of.items():
        novelty[sign] = case.outlines.of_font[font].novelty[row]
    novel_above = float(np.quantile(novelty[list(case.outlines.row_of)], P.NOVEL_SHARE))
    ascent = Ascent(case, problem, claims, dots, counts, similar, report, novelty, novel_above)
    for step in SCHEDULE:
        step.run(ascent)


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
    dots.weigh({sign: problem.candidates[sign] for sign in problem.moving})


def _add_bearers(
    case: Case, candidates: Mapping[int, Candidates], signs: Sequence[int], borne: Mapping[int, tuple[str, ...]]
) -> None:
    """Letters that bear the dots that ``signs`` are thought to bear (``borne``), where they aren't candidates."""
    kinds, kind_of_label = bearers(case.book.labels)
    strings, forms = case.index.strings, case.index.forms
    proposed = [candidates[sign].strings for sign in signs]
    wanted = np.array([kinds.get(borne[sign], -1) for sign in signs], np.int64)
    loglik = case.outlines.loglik(signs)
    begins, label, value = of_kind(
        begins_of(list(map(len, proposed))), np.concatenate(proposed), wanted, kind_of_label, strings, loglik
    )
    outline = np.maximum(value.astype(np.float64) - loglik.max(1).astype(np.float64).repeat(sizes_of(begins)), -DEEPEST)
    add_to_each(candidates, signs, begins.tolist(), Candidates(strings[label], forms[label], outline))


def weigh_hamzas(case: Case, problem: Problem) -> None:
    """Letters with hamza are worth less where one stands beside their sign."""
    tables = case.spellings.tables()
    bears = tables.compose.max(axis=1) < 0  # no further one is set on such a letter
    for sign in penalties.with_hamza_beside(problem):
        candidate = problem.candidates[sign]
        plain = tables.variant[candidate.strings]
        spelt = (tables.kind[candidate.strings] == LETTERS) & (plain != candidate.strings)
        ends = tables.letters[candidate.strings, np.maximum(tables.length[candidate.strings], 1) - 1]
        candidate.outline[spelt & bears[ends]] -= P.SECOND_HAMZA


def weigh_spellings(case: Case, problem: Problem) -> None:
    """What a sign reads as is worth less where another glyph is that, and its words ask for another spelling."""
    for sign in penalties.otherwise_spelt(problem, case.font_of) if "repeated" in case.kinds else ():
        candidate = problem.candidates[sign]
        candidate.outline[candidate.strings == problem.spelled[sign]] -= P.SECOND_SPELLING


def weigh_marks(case: Case, problem: Problem) -> None:
    """Where a sign reads as the mark that a more frequent glyph is, a vowel or shadda that none of its font is may be
    meant: all else is worth less."""
    if "repeated" not in case.kinds:
        return
    is_vowel = case.spellings.tables().vowels()
    for sign, again in penalties.repeated_marks(problem, case.font_of, case.signs.count).items():
        if again >= P.SELDOM_REPEATED:
            candidate, read = problem.candidates[sign], problem.spelled[case.font_of == case.font_of[sign]]
            candidate.outline[~is_vowel[candidate.strings] | among(candidate.strings, read, is_vowel.size)] -= (
                P.REPEATED
            )


def open_to_ligatures(case: Case, problem: Problem, dots: Dots) -> dict[int, float]:
    """Open signs that may be two letters: they read as another glyph of their font does, or bear the dots of two.

    Each goes with what the first says against its reading, as ``penalties.repeated`` gives it.
    """
    texts = case.spellings.texts
    repeated = penalties.repeated(problem, case.font_of, case.signs.count) if "repeated" in case.kinds else {}
    worth_of = {}
    for sign, string in zip(problem.open_signs, problem.spelled[problem.open_signs].tolist(), strict=True):
        borne = dots.likeliest(sign)
        again = repeated.get(sign, 0.0) if len(texts[string]) == 1 else 0.0
        if problem.candidates[sign].strings.size > 1 and (again >= P.SELDOM_REPEATED or len(borne or ()) >= 2):
            worth_of[sign] = again
    return worth_of


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
        candidate, reading, borne = problem.candidates[sign], int(problem.spelled[sign]), dots.likeliest(sign)
        candidate.outline[candidate.strings == reading] -= again.get(sign, 0.0) * P.REPEATED
        pairs = problem.more_letters.pairs(candidate, reading) if sign in again else with_yeh
        new = pairs[dots.fit(pairs, borne)]
        worth = _unproposed(case, sign)
        new = new[~among(new, candidate.strings[candidate.outline >= worth], len(case.spellings.texts))]
        if new.size:
            more[sign] = Candidates(new, np.full(new.size, ANY_FORM), np.full(new.size, worth))
    coordinate_ascent.try_more(problem, more)
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
    last: NDArray[np.bool_] = (problem.spelled == case.spellings.number(LAM)) & ~inside
    return last


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
