"""What open signs read as when all is weighed, how sure that is, and what makes it doubtful."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace
from typing import Final

import numpy as np
from numpy.typing import NDArray

from warraq.arabic.letters import TATWEEL
from warraq.decipher.glyph import parameters
from warraq.decipher.glyph.candidates.candidates import DASHES, SAME_SHAPES, group_of
from warraq.decipher.glyph.candidates.case import Case
from warraq.decipher.glyph.candidates.ranking import Ranking, posterior, ranking
from warraq.decipher.glyph.digits.digits import shared_digits
from warraq.decipher.glyph.evidence.dots import Dots
from warraq.decipher.glyph.parameters import SignReadings as P
from warraq.decipher.glyph.scores.confidence import SILENT, Features, confidence
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

#: Kinds that no word tells.
WORDLESS: Final = frozenset({DIGIT, LATIN, PUNCTUATION})
#: What parts the digits of a number.
IN_NUMBERS: Final = SEPARATORS | frozenset(".,\u060c")
_DAMMA: Final = "\N{ARABIC DAMMA}"
#: Dashes, and what differs in size alone: no reader minds which of them it is.
ALIKE: Final = (DASHES, *SAME_SHAPES)


def readings_of(case: Case, problem: Problem, claims: Claims) -> dict[int, Reading]:
    """What each open sign is read as in the end."""
    columns, texts = problem.columns(), case.spellings.texts
    tokens = columns.of_tokens(penalties.unread(problem))
    scores = np.concatenate([problem.scores[sign] for sign in problem.open_signs])
    ranked = ranking(columns.begins, columns.strings, scores, columns.outline, P.ALTERNATIVES + 1)
    best = [texts[string] for string in ranked.strings[:, 0].tolist()]
    claimed = [claims.bears_out(sign, text) for sign, text in zip(problem.open_signs, best, strict=True)]
    supported = [claims.supports(sign, text) for sign, text in zip(problem.open_signs, best, strict=True)]
    features = features_of(case, problem, ranked, (claimed, supported), tokens)
    if "language" in case.kinds:
        together = joint_margins(problem, claims.score)
        signs = zip(problem.open_signs, features, strict=True)
        features = (
            features_of_sign._replace(margin=min(features_of_sign.margin, together.get(sign, np.inf)))
            for sign, features_of_sign in signs
        )
    rows = zip(
        problem.open_signs, features,
        ranked.sizes.tolist(), ranked.strings.tolist(), ranked.scores.tolist(), strict=True,
    )  # fmt: skip
    parting = penalties.between_digits(problem)
    with_features = [
        (
            sign,
            features_of_sign,
            reading_of(features_of_sign, [texts[string] for string in strings[:size]], values[:size], sign in parting),
        )
        for sign, features_of_sign, size, strings, values in rows
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
        np.where(several, ranked.scores[:, 0] - ranked.scores[:, 1], parameters.Confidence.MARGIN_CAP).tolist(),
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
        sure = min(sure, posterior(scores[:2], P.TEMPERATURE)[0])
    # No number is stretched: what parts its digits is a sign, if one that its outline doesn't tell.
    unread = parts_digits and features.kind in SILENT
    if unread or _is_unlike(features, _lead(features, texts, scores)) or _is_any_mark(features, texts[0]):
        sure = min(sure, P.DOUBTFUL)
    against = "claim" if features.claimed else "language"
    evidence = "outline" if features.outline_margin >= 0 else against
    others: list[tuple[str, float]] = []
    if len(texts) > 1 and 1 - sure > P.LEAST_WORTH_TELLING:
        odds = [(1 - sure) * p for p in posterior(scores[1:], P.TEMPERATURE)]
        ranked = zip(texts[1:], odds, strict=True)
        others = [(text.replace(TATWEEL, ""), round(p, 4)) for text, p in ranked if p > P.LEAST_WORTH_TELLING]
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
    return next(
        (scores[0] - score for text, score in zip(texts, scores, strict=True) if text not in alike),
        parameters.Confidence.MARGIN_CAP,
    )


def _is_unlike(features: Features, lead: float) -> bool:
    """Whether a reading can't be sure, however well words bear it out: of a glyph that looks otherwise.

    What a map that is mostly right claims may look as it likes, and so may letters whose dots are glyphs of their own;
    digits bear each other out. What no word tells must be told by its outline, the better the less the atlas knows it.
    ``lead``: as of ``_lead``.
    """
    novelty, behind = features.novelty, features.outline_margin
    otherwise = novelty < P.FAMILIAR and behind < 0 and bool(behind <= np.interp(novelty, *P.AGAINST))
    if features.kind in WORDLESS and not features.claimed:
        share = P.OF_DIGITS if features.kind == DIGIT else 1.0
        is_stray = features.kind == DIGIT and features.tokens <= 1 and novelty > P.STRAY_DIGIT
        if lead < (P.OF_STRAY_DIGIT if is_stray else share * np.interp(novelty, *P.FAR_ENOUGH)):
            return True
    if features.kind in (LATIN, PUNCTUATION):
        return otherwise or novelty > P.LIKE_NONE
    if features.kind == LETTERS:
        otherwise |= novelty > P.LIKE_NO_LETTER or (novelty > P.LIKE_NONE and behind <= P.MOST_UNLIKE)
    return otherwise and not features.supported and not features.dots_apart


def _is_any_mark(features: Features, text: str) -> bool:
    """Whether a mark that isn't claimed may as well be another one: the atlas knows it from afar, or a more frequent
    glyph of its font is that mark. Words tell those that are a part of a letter."""
    is_sure = features.claimed or any(mark in COMPOSING for mark in text)
    if features.kind != MARK or is_sure or features.margin >= P.SURE_MARK:
        return False
    away, clear = P.CLEAR_MARK
    is_unclear = features.novelty > away[0] and bool(features.outline_margin < np.interp(features.novelty, away, clear))
    return (is_unclear and text != _DAMMA) or (features.repeated > 0 and features.margin < P.SURE_ALTERNATE)


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
        for sign, features_of_sign, reading in with_features
        if features_of_sign.kind == PUNCTUATION and features_of_sign.novelty < P.PLAIN
    }
    return {
        sign: replace(reading, confidence=min(reading.confidence, P.DOUBTFUL))
        if features_of_sign.kind == PUNCTUATION
        and features_of_sign.novelty > P.ORNATE
        and not features_of_sign.claimed
        and (int(font_of[sign]), reading.text) in plain
        else reading
        for sign, features_of_sign, reading in with_features
    }


def doubting_shared_digits(
    readings: Mapping[int, Reading],
    settled: Mapping[int, str],
    font_of: Sequence[int],
) -> dict[int, Reading]:
    """``readings``, where glyphs of a font that read as the same digit are doubtful, but for one beyond doubt.

    Args:
        readings: sign -> what it reads as.
        settled: sign -> text, of those that were not in question.
        font_of: font of each sign.
    """
    texts = {**settled, **{sign: reading.text for sign, reading in readings.items()}}
    shared = [sign for sign in shared_digits(texts, font_of) if sign in readings]
    doubted = dict(readings)
    for sign in shared:
        if readings[sign].confidence < P.SURE_DIGIT:
            sure = min(readings[sign].confidence, P.SHARED_DIGIT_CONFIDENCE)
            doubted[sign] = replace(readings[sign], confidence=sure)
    return doubted


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
    share = np.bincount(font, unread) / (np.bincount(font, held) + P.FEW_TOKENS)
    least, most = P.UNREAD_SHARES
    factor = np.interp(share, (least, most), (1.0, P.UNREAD_FACTOR))
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
