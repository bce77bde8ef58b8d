"""What open signs read as when all is weighed, how sure that is, and what makes it doubtful."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import replace
from typing import Final

import numpy as np
from numpy.typing import NDArray

from warraq.arabic.letters import TATWEEL
from warraq.decipher.glyph.candidates.candidates import DASHES, SAME_SHAPES, group_of
from warraq.decipher.glyph.candidates.case import Case
from warraq.decipher.glyph.candidates.ranking import Ranking, posterior, ranking
from warraq.decipher.glyph.digits.digits import shared_digits
from warraq.decipher.glyph.evidence.dots import Dots
from warraq.decipher.glyph.scores.confidence import MARGIN_CAP, SILENT, Features, confidence
from warraq.decipher.glyph.scores.problem import Problem
from warraq.decipher.glyph.search import penalties
from warraq.decipher.glyph.search.joint_margins import joint_margins
from warraq.decipher.glyph.signs.spellings import (
    COMPOSING,
    DIGIT,
    LATIN,
    LETTERS,
    MARK,
    NO_LETTER,
    PUNCTUATION,
    SEPARATORS,
    kind_of,
)
from warraq.decipher.glyph.trust.claim_trust import Claims
from warraq.model.font import Reading

ALTERNATIVES: Final = 4
#: Kinds that no word tells.
WORDLESS: Final = frozenset({DIGIT, LATIN, PUNCTUATION})
#: What parts the digits of a number.
IN_NUMBERS: Final = SEPARATORS | frozenset(".,\u060c")
#: Probability up to which another reading isn't told.
LEAST_WORTH_TELLING: Final = 1e-3
#: Scores are sums over words that are not independent: this makes odds between the alternatives of them.
TEMPERATURE: Final = 3.0
#: Two different glyphs of a font are hardly ever the same digit: what those are worth at most that are less sure, or
#: farther from the atlas (squared distance).
SHARED_DIGIT_CONFIDENCE: Final = 0.5
SURE_DIGIT: Final = 0.99
KNOWN_DIGIT: Final = 30.0
#: What a reading is worth at most that the outline speaks against by so much (nats) though the atlas knows it within so
#: much (squared distance; linear in between), a sign that is like none of the atlas, which no word tells, and a letter
#: that is like none of its own by far, or unlike all and most unlike this one: of 20,000 codes of real files no such
#: reading was right.
DOUBTFUL: Final = 0.5
AGAINST: Final = ((0.0, 25.0), (-6.0, -8.0))
FAMILIAR: Final = 25.0
LIKE_NONE: Final = 100.0
LIKE_NO_LETTER: Final = 250.0
MOST_UNLIKE: Final = -16.0
#: How far a digit, Latin letter or sign must be before the next one (nats), by how far its outline is from the
#: atlas (squared distance), linear in between and no more beyond: below it more than half of those of real files that
#: aren't claimed are wrong, above it one in thirty. For digits, which bear each other out, this share of it is enough.
#: A digit of a single token that is farther from the atlas than this must be so far ahead (nats): of 24 faces with 90
#: signs each all that came out so were no digits, but signs of currency and the like; digits of real files have 14.
FAR_ENOUGH: Final = ((5.0, 30.0, 75.0), (1.2, 5.0, 10.0))
OF_DIGITS: Final = 0.5
STRAY_DIGIT: Final = 15.0
OF_STRAY_DIGIT: Final = 12.0
#: So much better than any other reading must the outline of a mark suit (nats), by how far it is from the atlas
#: (squared distance), linear in between; nearer ones are all right. So are those that lead by so much (nats), and
#: dammas, which look like no other vowel: of 51 faces 51 glyphs of other marks that are right are below, and 72 of the
#: 109 that are wrong and would be sure. Words hardly tell vowels apart.
CLEAR_MARK: Final = ((30.0, 45.0, 75.0, 100.0), (0.0, 2.0, 3.0, 5.0))
SURE_MARK: Final = 15.0
#: ... nor is one that a more frequent glyph of its font is too, with no such lead before what none of them is (nats):
#: of 51 faces and Amiri those that are wrong have up to 9, alternates 5 to 15.
SURE_ALTERNATE: Final = 10.0
_DAMMA: Final = "\N{ARABIC DAMMA}"
#: Dashes, and what differs in size alone: no reader minds which of them it is.
ALIKE: Final = (DASHES, *SAME_SHAPES)
#: A sign whose outline is farther from the atlas than this reads as one of its font that is nearer than the other.
ORNATE: Final = 30.0
PLAIN: Final = 15.0
#: Shares of the tokens with open signs of a font that read as nothing, from which on its readings are in doubt, and in
#: most doubt. What is read right has less than 0.13 in all generated and real files, what isn't has 0.2 to 1; most
#: words are right up to a quarter (86 % of those of a calligraphic face).
UNREAD_SHARES: Final = (0.25, 0.4)
#: What a confidence is multiplied by at most, and how many read tokens are taken for granted.
UNREAD_FACTOR: Final = 0.3
FEW_TOKENS: Final = 20


def readings_of(case: Case, problem: Problem, claims: Claims) -> dict[int, Reading]:
    """What each open sign is read as in the end."""
    columns, texts = problem.columns(), case.spellings.texts
    tokens = columns.of_tokens(penalties.unread(problem))
    scores = np.concatenate([problem.scores[sign] for sign in problem.open_signs])
    ranked = ranking(columns.begins, columns.strings, scores, columns.outline, ALTERNATIVES + 1)
    best = [texts[string] for string in ranked.strings[:, 0].tolist()]
    claimed = [claims.bears_out(sign, text) for sign, text in zip(problem.open_signs, best, strict=True)]
    supported = [claims.supports(sign, text) for sign, text in zip(problem.open_signs, best, strict=True)]
    features = features_of(case, problem, ranked, (claimed, supported), tokens)
    if "language" in case.kinds:
        together = joint_margins(problem, claims.score)
        signs = zip(problem.open_signs, features, strict=True)
        features = (own._replace(margin=min(own.margin, together.get(sign, np.inf))) for sign, own in signs)
    rows = zip(
        problem.open_signs, features,
        ranked.sizes.tolist(), ranked.strings.tolist(), ranked.scores.tolist(), strict=True,
    )  # fmt: skip
    parting = penalties.between_digits(problem)
    with_features = [
        (sign, own, reading_of(own, [texts[string] for string in strings[:size]], values[:size], sign in parting))
        for sign, own, size, strings, values in rows
    ]
    readings = doubting_ornate_signs(with_features, case.font_of)
    return doubting_fonts_without_words(readings, case.font_of[problem.open_signs], *tokens)


def features_of(
    case: Case,
    problem: Problem,
    ranked: Ranking,
    claimed: tuple[Sequence[bool], Sequence[bool]],
    tokens: tuple[NDArray[np.int64], NDArray[np.int64]],
) -> Iterator[Features]:
    """Features of the first of the ``ranked`` strings of each open sign.

    Args:
        claimed: whether the file says so, and whether it is mostly right about other glyphs of the font.
        tokens: how many hold each, and how many of those read as nothing.
    """
    tables = case.spellings.tables()
    several = ranked.sizes > 1
    group, next_group = tables.variant[ranked.strings[:, :2]].T
    together = several & (group == next_group)
    held, unread = tokens
    repeated: dict[int, float] = {}
    if "repeated" in case.kinds:
        repeated |= penalties.repeated(problem, case.font_of, case.signs.count)
        repeated |= penalties.repeated_marks(problem, case.font_of, case.signs.count)
    apart = {number for number, font in enumerate(case.extraction.fonts) if font.letters}
    return map(
        Features,
        np.where(several, ranked.scores[:, 0] - ranked.scores[:, 1], MARGIN_CAP).tolist(),
        ranked.outline_margin.tolist(),
        held.tolist(),
        case.outlines.novelty(problem.open_signs).tolist(),
        (together & (group != NO_LETTER)).tolist(),
        (together & (group == NO_LETTER)).tolist(),
        tables.kind[ranked.strings[:, 0]].tolist(),
        claimed[0],
        (unread / np.maximum(held, 1)).tolist(),
        [repeated.get(sign, 0.0) for sign in problem.open_signs],
        [font in apart for font in case.font_of[problem.open_signs].tolist()],
        claimed[1],
    )


def reading_of(
    features: Features, texts: Sequence[str], scores: Sequence[float], parts_digits: bool = False
) -> Reading:
    """The reading of a sign whose best strings are ``texts``, which have these ``scores`` (nats), the best first.

    ``parts_digits``: it stands between digits for the most part.
    """
    sure = confidence(features)
    if _goes_by_its_lead(features, texts, parts_digits):
        sure = min(sure, posterior(scores[:2], TEMPERATURE)[0])
    # No number is stretched: what parts its digits is a sign, if one that its outline doesn't tell.
    unread = parts_digits and features.kind in SILENT
    if unread or _is_unlike(features, _lead(features, texts, scores)) or _is_any_mark(features, texts[0]):
        sure = min(sure, DOUBTFUL)
    against = "claim" if features.claimed else "language"
    evidence = "outline" if features.outline_margin >= 0 else against
    others: list[tuple[str, float]] = []
    if len(texts) > 1 and 1 - sure > LEAST_WORTH_TELLING:
        odds = [(1 - sure) * p for p in posterior(scores[1:], TEMPERATURE)]
        ranked = zip(texts[1:], odds, strict=True)
        others = [(text.replace(TATWEEL, ""), round(p, 4)) for text, p in ranked if p > LEAST_WORTH_TELLING]
    return Reading(texts[0].replace(TATWEEL, ""), sure, evidence, tuple(others))


def _goes_by_its_lead(features: Features, texts: Sequence[str], parts_digits: bool) -> bool:
    """Whether a reading is no surer than its score is before that of the next: nothing else tells these two apart."""
    if parts_digits and len(texts) > 1 and IN_NUMBERS.issuperset(texts[:2]):
        return True  # a stop for a comma makes another number
    if not SEPARATORS.isdisjoint(texts[:2]) or (features.outline_margin < 0 and _is_digit_or_letter(texts[:2])):
        # Commas of three kinds separate digits, much alike in many faces, and no word tells which it is; nor whether a
        # bar that looks more like a Roman numeral is a one.
        return True
    in_one_place = features.tokens <= 1 and not features.claimed
    if in_one_place and features.kind in (DIGIT, LATIN) and _is_sign(texts[1:2]):
        return True  # no other number or name bears it out: signs of currency look like an eight and a Y
    # Many a word is one with a letter more at its end too: neither its words nor their number tell which it is.
    shorter = len(texts) > 1 and len(texts[0]) < len(texts[1]) and texts[1].startswith(texts[0])
    return features.kind == LETTERS and shorter


def _is_digit_or_letter(texts: Sequence[str]) -> bool:
    """Whether two readings are a digit and a Latin letter."""
    return len(texts) > 1 and any(map(str.isdigit, texts)) and any(text.isalpha() and text.isascii() for text in texts)


def _is_sign(texts: Sequence[str]) -> bool:
    """Whether one of ``texts`` is a sign, and no letter or digit."""
    return any(kind_of(text) == PUNCTUATION for text in texts)


def _lead(features: Features, texts: Sequence[str], scores: Sequence[float]) -> float:
    """How far a reading is before the first one that doesn't differ from it in size alone, nats."""
    alike = group_of(texts[0], ALIKE)
    if len(texts) < 2 or texts[1] not in alike:
        return features.margin
    return next((scores[0] - score for text, score in zip(texts, scores, strict=True) if text not in alike), MARGIN_CAP)


def _is_unlike(features: Features, lead: float) -> bool:
    """Whether a reading can't be sure, however well words bear it out: of a glyph that looks otherwise.

    What a map that is mostly right claims may look as it likes, and so may letters whose dots are glyphs of their own;
    digits bear each other out. What no word tells must be told by its outline, the better the less the atlas knows it.
    ``lead``: as of ``_lead``.
    """
    novelty, behind = features.novelty, features.outline_margin
    otherwise = novelty < FAMILIAR and behind < 0 and bool(behind <= np.interp(novelty, *AGAINST))
    if features.kind in WORDLESS and not features.claimed:
        share = OF_DIGITS if features.kind == DIGIT else 1.0
        is_stray = features.kind == DIGIT and features.tokens <= 1 and novelty > STRAY_DIGIT
        if lead < (OF_STRAY_DIGIT if is_stray else share * np.interp(novelty, *FAR_ENOUGH)):
            return True
    if features.kind in (LATIN, PUNCTUATION):
        return otherwise or novelty > LIKE_NONE
    if features.kind == LETTERS:
        otherwise |= novelty > LIKE_NO_LETTER or (novelty > LIKE_NONE and behind <= MOST_UNLIKE)
    return otherwise and not features.supported and not features.dots_apart


def _is_any_mark(features: Features, text: str) -> bool:
    """Whether a mark that isn't claimed may as well be another one: the atlas knows it from afar, or a more frequent
    glyph of its font is that mark. Words tell those that are a part of a letter."""
    is_sure = features.claimed or any(mark in COMPOSING for mark in text)
    if features.kind != MARK or is_sure or features.margin >= SURE_MARK:
        return False
    away, clear = CLEAR_MARK
    is_unclear = features.novelty > away[0] and bool(features.outline_margin < np.interp(features.novelty, away, clear))
    return (is_unclear and text != _DAMMA) or (features.repeated > 0 and features.margin < SURE_ALTERNATE)


def doubting_ornate_signs(
    with_features: Sequence[tuple[int, Features, Reading]], font_of: NDArray[np.int64]
) -> dict[int, Reading]:
    """Sign -> its reading, of those ``with_features``. What reads as a sign that another glyph of its font is far more
    like is doubtful, unless it is claimed: the ornate brackets of a verse are no round ones.

    Args:
        font_of: int64[signs], font of each.
    """
    plain = {
        (int(font_of[sign]), reading.text)
        for sign, own, reading in with_features
        if own.kind == PUNCTUATION and own.novelty < PLAIN
    }
    return {
        sign: replace(reading, confidence=min(reading.confidence, DOUBTFUL))
        if own.kind == PUNCTUATION
        and own.novelty > ORNATE
        and not own.claimed
        and (int(font_of[sign]), reading.text) in plain
        else reading
        for sign, own, reading in with_features
    }


def doubting_shared_digits(
    readings: Mapping[int, Reading],
    settled: Mapping[int, str],
    font_of: Sequence[int],
    novelty: Callable[[Sequence[int]], NDArray[np.float64]],
) -> dict[int, Reading]:
    """``readings``, where glyphs of a font that read as the same digit are doubtful, but for one beyond doubt.

    Args:
        readings: sign -> what it reads as.
        settled: sign -> text, of those that were not in question.
        font_of: font of each sign.
        novelty: signs -> squared distance of their outlines to the atlas.
    """
    texts = {**settled, **{sign: reading.text for sign, reading in readings.items()}}
    shared = [sign for sign in shared_digits(texts, font_of) if sign in readings]
    found = dict(readings)
    for sign, away in zip(shared, novelty(shared).tolist() if shared else (), strict=True):
        if readings[sign].confidence < SURE_DIGIT or away > KNOWN_DIGIT:
            sure = min(readings[sign].confidence, SHARED_DIGIT_CONFIDENCE)
            found[sign] = replace(readings[sign], confidence=sure)
    return found


def doubting_fonts_without_words(
    readings: dict[int, Reading], font: NDArray[np.int64], held: NDArray[np.int64], unread: NDArray[np.int64]
) -> dict[int, Reading]:
    """``readings``, where those of a font that spells too few words are doubtful, whatever speaks for each by itself.

    Piecemeal faces that the atlas is far from, and other languages, can be read with wide margins into a text that is
    none.

    Args:
        readings: sign -> what it reads as.
        font: int64[signs], font of each.
        held, unread: int64[signs], distinct tokens that hold each, and how many of those read as nothing.
    """
    share = np.bincount(font, unread) / (np.bincount(font, held) + FEW_TOKENS)
    least, most = UNREAD_SHARES
    factor = np.interp(share, (least, most), (1.0, UNREAD_FACTOR))
    return {
        sign: replace(reading, confidence=reading.confidence * by) if by < 1 else reading
        for (sign, reading), by in zip(readings.items(), factor[font].tolist(), strict=True)
    }


def with_borne_hamzas(readings: Mapping[int, Reading], dots: Dots) -> dict[int, Reading]:
    """``readings``, where a letter that can't bear a hamza or madda has it beside it that its glyph bears.

    Where a lam and its alef are glyphs of their own, so is the hamza of that alef, and may be joined to the lam as dots
    are. ``pages.rows.seats`` sets it on its alef.
    """
    return {
        sign: replace(reading, text=reading.text + mark) if (mark := dots.loose_hamza(sign, reading.text)) else reading
        for sign, reading in readings.items()
    }
