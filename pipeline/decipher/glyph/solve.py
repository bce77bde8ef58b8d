"""Solving the codes that no table of the file settles: outlines, claims, joining and language in one ascent."""

from __future__ import annotations

import itertools
from collections import defaultdict
from collections.abc import Callable, Collection, Iterator, Mapping, Sequence
from dataclasses import replace
from functools import lru_cache, partial
from typing import Final

import numpy as np
from numpy.typing import NDArray

from pipeline.decipher.glyph import ascent, atlas, fuse, objections
from pipeline.decipher.glyph.alibi import usable
from pipeline.decipher.glyph.candidates import (
    ANY_FORM,
    DEEPEST,
    KEPT,
    Candidates,
    Sight,
    add_composing,
    add_to_each,
    among,
    as_claimed_and_drawn,
    fixed,
    from_outlines,
    of_kind,
    spelled_labels,
)
from pipeline.decipher.glyph.confidence import MARGIN_CAP, Grounds, confidence
from pipeline.decipher.glyph.digits import (
    AMONG_DIGITS,
    STYLES,
    Assigned,
    digit_assignment,
    digit_runs,
    shared_digits,
    tenth_digits,
)
from pipeline.decipher.glyph.evidence.dots import Dots, Signature, bearers, signatures
from pipeline.decipher.glyph.evidence.glyph_order import order_support
from pipeline.decipher.glyph.evidence.joined import joined_pairs
from pipeline.decipher.glyph.evidence.outline import FEW_GLYPHS, OutlineEvidence, Use, outline_evidence, outlines_of
from pipeline.decipher.glyph.joining import TATWEEL
from pipeline.decipher.glyph.signs import SPACE_ADVANCE, Signs, blank_reading, has_outline, signs_of
from pipeline.decipher.glyph.spellings import KASHIDA, LETTERS, NO_LETTER, OTHER, PUNCTUATION, SEPARATORS, Spellings
from pipeline.decipher.glyph.sweeps import begins_of, sizes_of
from pipeline.decipher.glyph.tokens import Ink, Symbols, Tokens, tokens_of
from pipeline.decipher.glyph.word_score import WordTables, word_tables
from pipeline.diagnose.missing_glyphs import MISSING
from pipeline.language.model import LanguageModel
from pipeline.model.font import UNREAD, Reading
from pipeline.model.glyph import Extraction
from pipeline.model.record import dataclass

Progress = Callable[[str, float], None]
"""Called with the name of the step and the share done, 0..1."""

SWEEPS: Final = 4
#: Settled signs of a document that are measured beside the open ones: the most used.
MOST_SETTLED: Final = 96
#: Strings tried per sign without outlines, and the least that a label counts as used then (share of running text).
KEPT_BLIND: Final = 200
LEAST_PRIOR: Final = 1e-6
#: Strings tried per sign of a font of one or two glyphs, whose scale is a guess: it is there for what a face lacks.
KEPT_OF_FEW: Final = 16
#: Signs farther from the atlas than this share of them are tried with every letter.
NOVEL_SHARE: Final = 0.5
ALTERNATIVES: Final = 4
#: Probability up to which another reading isn't told.
LEAST_WORTH_TELLING: Final = 1e-3
#: What a glyph costs that reads as another of its font does, in a face without alternates; the share of letters that
#: must have one glyph only, for that to say something; and what two letters cost that no outline proposes (nats).
REPEATED: Final = 6.0
SELDOM_REPEATED: Final = 0.5
LIGATURE: Final = -12.0
#: Scores are sums over words that are not independent: this makes odds between the alternatives of them.
TEMPERATURE: Final = 3.0
#: What a digit gains from each other digit of its run, and at most (nats).
DIGIT_SUPPORT: Final = 2.0
DIGIT_SUPPORT_MOST: Final = 12.0
#: What a digit gains that no other glyph of its style is, and digits of other styles lose (nats).
ASSIGNED_DIGIT: Final = 3.0
#: What the glyph that is left for the tenth digit gains as it (nats), where it stands among the others.
TENTH_DIGIT: Final = 10.0
#: What a second glyph for the same digit costs where the font's digits are certain (nats).
SECOND_DIGIT: Final = 8.0
#: Two different glyphs of a font are hardly ever the same digit: what those are worth at most that are less sure.
SHARED_DIGIT_CONFIDENCE: Final = 0.5
SURE_DIGIT: Final = 0.99
#: What a letter with hamza loses where its glyph has one beside it nearly everywhere (nats).
SECOND_HAMZA: Final = 12.0
#: What a letter loses that another glyph is, where words ask for another spelling (nats): more than outlines say.
SECOND_SPELLING: Final = 18.0
#: What a claimed letter costs that the outline doesn't propose, at least; and a claimed sign that no face draws (nats).
UNLIKE: Final = 12.0
UNDRAWN: Final = 1.0
#: Characters of a claim that may be a reading, at most.
LONGEST_CLAIM: Final = 4
#: Confidence of a claim that nothing could check.
UNCHECKED_CONFIDENCE: Final = 0.3
#: and of a claimed space without a glyph: subsets leave the glyph of the space out.
UNCHECKED_SPACE: Final = 0.95
#: A blank without a width and without a claim is a space from this share of the glyphs of its font on. Words of Arabic
#: have five to six letters.
SPACE_SHARE: Final = 0.1
#: Shares of the tokens with open signs of a font that read as nothing, from which on its readings are in doubt, and in
#: most doubt. What is read right has less than 0.13 in all generated and real files, what isn't has 0.2 to 1.
UNREAD_SHARES: Final = (0.2, 0.4)
#: What a confidence is multiplied by at most, and how many read tokens are taken for granted.
UNREAD_FACTOR: Final = 0.3
FEW_TOKENS: Final = 20


@lru_cache(maxsize=1)
def _words(*, language: bool, joining: bool) -> WordTables:
    """Kept from document to document, with what was looked up: a worker of an archive asks for the same words again."""
    return word_tables(LanguageModel.load(), language=language, joining=joining)


@dataclass(slots=True)
class _Evidence:
    """Outline evidence of the open signs: which row of which font's evidence is a sign's."""

    of_font: dict[int, OutlineEvidence]
    uses_of_font: dict[int, list[Use]]
    signs_of_font: dict[int, list[int]]
    row_of: dict[int, tuple[int, int]]

    def loglik(self, signs: Sequence[int]) -> NDArray[np.float32]:
        """What the outlines of some signs say of each label, float32[n, labels]."""
        font, row = np.array([self.row_of[sign] for sign in signs], np.int64).T
        labels = next(iter(self.of_font.values())).loglik.shape[1]
        found = np.empty((row.size, labels), np.float32)
        for number, evidence in self.of_font.items():
            here = font == number
            found[here] = evidence.loglik[row[here]]
        return found


def solve(
    extraction: Extraction,
    symbols: Symbols,
    suspect: Collection[int],
    known: Mapping[int, Reading],
    testimonies: Mapping[int, fuse.Testimony],
    evidence: Collection[str],
    progress: Progress | None = None,
) -> dict[int, Reading]:
    """Readings of the symbols that ``known`` has none for.

    Args:
        suspect: fonts whose codes are merged by their ink.
        testimonies: symbol -> what tables say that don't settle it.
        evidence: the kinds of evidence that are heard.
    """
    report = progress or (lambda step, share: None)
    open_fonts = {int(symbols.font[s]) for s in range(len(symbols)) if s not in known}
    signs = signs_of(symbols, extraction.fonts, open_fonts | set(suspect))
    readings: dict[int, Reading] = {}
    texts: dict[int, str] = {}
    open_signs: list[int] = []
    spaces = spaces_without_width(symbols, signs)
    for sign, members in enumerate(signs.members):
        told = [known[s] for s in members if s in known]
        if told:
            texts[sign] = fuse.plain(told[0].text)
            readings[sign] = told[0]
        elif signs.blank[sign]:
            advance = float(symbols.advance[signs.leader[sign]])
            readings[sign] = blank_reading(advance, called_space=sign in spaces)
        else:
            open_signs.append(sign)
    if open_signs:
        report("outlines", 0.0)
        book = atlas.shipped()
        heard_of = {sign: testimonies[s] for sign in open_signs for s in signs.members[sign] if s in testimonies}
        found = _evidence(extraction, symbols, signs, open_signs, texts, book, evidence)
        task = _Ascent(extraction, symbols, signs, texts, found, heard_of, book, evidence, report)
        readings |= task.run(open_signs)
    return {s: readings[sign] for s, sign in enumerate(signs.of_symbol.tolist()) if s not in known}


def spaces_without_width(symbols: Symbols, signs: Signs) -> set[int]:
    """Blank signs without a width that are the spaces of their fonts: claimed so, or used as often as spaces are.

    A font that has a blank with a width has its space in that. Other blanks without one are joiners and the like.
    """
    blanks = np.flatnonzero(signs.blank)
    font, advance = symbols.font[signs.leader], symbols.advance[signs.leader]
    spaced = set(font[blanks[advance[blanks] > SPACE_ADVANCE]].tolist())
    uses = np.bincount(font, signs.count)
    found = set()
    for sign in blanks.tolist():
        number, claims = int(font[sign]), signs.claims[sign]
        often = signs.count[sign] >= SPACE_SHARE * uses[number]
        if number not in spaced and (all(map(str.isspace, claims)) if claims else often):
            found.add(sign)
    return found


def _evidence(
    extraction: Extraction,
    symbols: Symbols,
    signs: Signs,
    open_signs: list[int],
    texts: Mapping[int, str],
    book: atlas.Atlas,
    kinds: Collection[str],
) -> _Evidence:
    """Outlines of the fonts that hold open signs. Signs that are settled are measured with them: they tell the scale,
    the order of the glyphs, and what the face's letters look like."""
    by_font: defaultdict[int, list[int]] = defaultdict(list)
    wanted = set(open_signs)
    settled = sorted(texts, key=lambda sign: (-int(signs.count[sign]), sign))[:MOST_SETTLED]
    font_of, gid_of = symbols.font[signs.leader].tolist(), symbols.gid[signs.leader].tolist()
    advance_of, blank, count = symbols.advance[signs.leader].tolist(), signs.blank.tolist(), signs.count.tolist()
    for sign in (*open_signs, *settled):
        font = font_of[sign]
        if not blank[sign] and has_outline(extraction.fonts[font], gid_of[sign]):
            by_font[font].append(sign)
    found = _Evidence({}, {}, {}, {})
    most, tall = 0, 0.0  # glyphs that are set in the font that most are set in, and how tall its letters are (em)
    for font, members in sorted(by_font.items(), key=lambda item: len(item[1]) < FEW_GLYPHS):
        if wanted.isdisjoint(members):
            continue
        uses = [Use(gid_of[sign], round(advance_of[sign], 4), count[sign]) for sign in members]
        few = len(members) < FEW_GLYPHS
        result = outline_evidence(extraction.fonts[font], uses, book, tall if few else 0.0)
        if result is None:
            continue
        if not few and (times := sum(use.times for use in uses)) > most:
            outlines = outlines_of(extraction.fonts[font])
            most, tall = times, result.tall / outlines.units_per_em if outlines is not None else 0.0
        if "outline" not in kinds:
            use = np.log(np.maximum(book.prior, LEAST_PRIOR)).astype(np.float32)
            result = replace(result, loglik=np.tile(use, (len(uses), 1)))
        if "glyph_order" in kinds:
            result = replace(result, loglik=result.loglik + order_support(uses, result, book))
        found.of_font[font], found.uses_of_font[font], found.signs_of_font[font] = result, uses, members
        for row, sign in enumerate(members):
            if sign in wanted:
                found.row_of[sign] = (font, row)
    return found


def _beside(tokens: Tokens, signs: Sequence[int], rows: Sequence[int]) -> NDArray[np.float64]:
    """Of each of ``signs``, the share of its places that one of those in ``rows`` is beside."""
    return tokens.beside([signs[row] for row in rows])[np.array(signs, np.int64)]


def telling(claims: Mapping[str, int]) -> Mapping[str, int]:
    """The ``claims`` that say something: no U+FFFD, by which a producer says that it doesn't know, and no private use.

    Believed like a letter, U+FFFD would make all glyphs that claim it one, and keep heads and tails from being told
    apart. Apache FOP numbers the glyphs that its face has no character for in the private use area: in a short text
    such a claim would be the likeliest reading of a glyph that stands in one word. What old faces mean by private use
    is evidence of its own.
    """
    return claims if all(map(usable, claims)) else {claim: n for claim, n in claims.items() if usable(claim)}


def favour_digit(found: Candidates, given: Assigned, spellings: Spellings) -> None:
    """Make the assigned digit worth more than the outline says, and other digits less.

    It becomes a candidate where so many others suit the outline more that it is none.
    """
    string = spellings.number(given.digit)
    if not (found.strings == string).any():
        found.add([string], ANY_FORM, [given.suits])
    worth = {other: -given.others.get(other, ASSIGNED_DIGIT) for other in itertools.chain(*STYLES)}
    worth[given.digit] = ASSIGNED_DIGIT
    texts = (spellings.texts[string] for string in found.strings.tolist())
    found.outline += np.array([worth.get(text, 0.0) for text in texts])


def doubting_shared_digits(
    readings: Mapping[int, Reading], settled: Mapping[int, str], font_of: Sequence[int]
) -> dict[int, Reading]:
    """``readings``, where glyphs of a font that read as the same digit are doubtful, but for one beyond doubt.

    Args:
        readings: sign -> what it reads as.
        settled: sign -> text, of those that were not in question.
        font_of: font of each sign.
    """
    texts = {**settled, **{sign: reading.text for sign, reading in readings.items()}}
    shared = shared_digits(texts, font_of)
    return {
        sign: replace(reading, confidence=min(reading.confidence, SHARED_DIGIT_CONFIDENCE))
        if sign in shared and reading.confidence < SURE_DIGIT
        else reading
        for sign, reading in readings.items()
    }


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


def add_unproposed(
    candidates: Mapping[int, Candidates],
    claimed: Sequence[tuple[int, int]],
    spellings: Spellings,
    drawn: NDArray[np.int64],
) -> None:
    """Add the strings that are ``claimed`` (sign, string) where they are none of the candidates.

    ``drawn``: strings of the atlas.
    """
    if not claimed:
        return
    string = np.array([string for _, string in claimed], np.int64)
    own = [candidates[sign].strings for sign, _ in claimed]
    sizes = [strings.size for strings in own]
    proposed = np.logical_or.reduceat(np.concatenate(own) == np.repeat(string, sizes), begins_of(sizes)[:-1])
    kind, known = spellings.tables().kind[string], np.isin(string, drawn)
    # A claimed mark or sign that the atlas knows would be a candidate if the outline allowed it.
    new = ~proposed & (~known | np.isin(kind, (LETTERS, KASHIDA)))
    unlike = -np.where(~known & np.isin(kind, (PUNCTUATION, OTHER)), UNDRAWN, UNLIKE)
    sign = np.array([sign for sign, _ in claimed], np.int64)
    order = np.argsort(sign[new], kind="stable")  # a sign may claim several
    signs, begins = np.unique(sign[new][order], return_index=True)
    added = Candidates(string[new][order], np.full(order.size, ANY_FORM, np.int64), unlike[new][order])
    add_to_each(candidates, signs.tolist(), [*begins.tolist(), order.size], added)


def _without(signs: Sequence[int], others: Collection[int]) -> list[int]:
    left_out = set(others)
    return [sign for sign in signs if sign not in left_out]


def reading_of(grounds: Grounds, texts: Sequence[str], scores: Sequence[float]) -> Reading:
    """The reading of a sign whose best strings are ``texts``, which have these ``scores`` (nats), the best first."""
    sure = confidence(grounds)
    if not SEPARATORS.isdisjoint(texts[:2]):
        # Commas of three kinds separate digits, much alike in many faces, and no word tells which it is.
        sure = min(sure, fuse.posterior(scores[:2], TEMPERATURE)[0])
    against = "claim" if grounds.claimed else "language"
    evidence = "outline" if grounds.outline_margin >= 0 else against
    others: list[tuple[str, float]] = []
    if len(texts) > 1 and 1 - sure > LEAST_WORTH_TELLING:
        odds = [(1 - sure) * p for p in fuse.posterior(scores[1:], TEMPERATURE)]
        told = zip(texts[1:], odds, strict=True)
        others = [(text.replace(TATWEEL, ""), round(p, 4)) for text, p in told if p > LEAST_WORTH_TELLING]
    return Reading(texts[0].replace(TATWEEL, ""), sure, evidence, tuple(others))


class _Ascent:
    """Sets up and runs the ascent over the open signs of one document."""

    def __init__(
        self,
        extraction: Extraction,
        symbols: Symbols,
        signs: Signs,
        texts: Mapping[int, str],
        evidence: _Evidence,
        testimonies: Mapping[int, fuse.Testimony],
        book: atlas.Atlas,
        kinds: Collection[str],
        report: Progress,
    ) -> None:
        self.extraction, self.symbols, self.signs, self.texts = extraction, symbols, signs, texts
        self.evidence, self.testimonies, self.book, self.kinds, self.report = evidence, testimonies, book, kinds, report
        self.spellings, self.index = spelled_labels(book)

    def run(self, open_signs: list[int]) -> dict[int, Reading]:
        """Readings of ``open_signs``."""
        readable = [sign for sign in open_signs if sign in self.evidence.row_of]
        unreadable = {sign: self._unchecked(sign) for sign in open_signs if sign not in self.evidence.row_of}
        if not readable:
            return unreadable
        tokens = tokens_of(
            self.extraction, (self.signs.of_symbol[numbers] for numbers in self.symbols.of_page), self._ink()
        )
        candidates = self._candidates(readable, tokens)
        self._support_digits(candidates, tokens)
        spelled = np.zeros(len(self.signs), np.int64)
        for sign, text in self.texts.items():
            spelled[sign] = self.spellings.number(text)
        for sign, reading in unreadable.items():
            spelled[sign] = self.spellings.number(fuse.plain(reading.text))
        claims = fuse.Claims(
            {sign: telling(self.signs.claims[sign]) for sign in readable},
            {sign: self.evidence.row_of[sign][0] for sign in readable},
            self.spellings,
            self.testimonies,
        )
        self._add_claims(candidates, claims)
        words = _words(language="language" in self.kinds, joining="joining" in self.kinds)
        problem = ascent.make_problem(
            self.spellings,
            words,
            spelled,
            candidates,
            self.signs.count,
            tokens,
            self.index.ligatures,
        )
        self._climb(problem, claims, self._dots())
        font_of = self.symbols.font[self.signs.leader]
        readings = self._readings(problem, claims, font_of)
        return unreadable | doubting_shared_digits(readings, self.texts, font_of.tolist())

    def _dots(self) -> Dots:
        """What the glyphs bear; nothing where that isn't heard."""
        borne: dict[int, tuple[int, Signature]] = {}
        for font, signs in self.evidence.signs_of_font.items() if "dots" in self.kinds else ():
            outlines = outlines_of(self.extraction.fonts[font])
            if outlines is not None:
                found = signatures(outlines, [use.gid for use in self.evidence.uses_of_font[font]])
                borne |= {sign: (font, signature) for sign, signature in zip(signs, found, strict=True)}
        return Dots(borne, self.texts, self.spellings)

    def _climb(self, problem: ascent.Problem, claims: fuse.Claims, dots: Dots) -> None:
        novelty = np.zeros(len(self.signs), np.float32)
        for sign, (font, row) in self.evidence.row_of.items():
            novelty[sign] = self.evidence.of_font[font].novelty[row]
        novel_above = float(np.quantile(novelty[list(self.evidence.row_of)], NOVEL_SHARE))
        texts = self.spellings.texts

        proposed: dict[int, tuple[str, ...]] = {}
        last: list[int] = []

        def learn() -> None:
            spelled = problem.spelled[problem.open_signs].tolist()
            if spelled != last:
                last[:] = spelled
                read = dict(zip(problem.open_signs, map(texts.__getitem__, spelled), strict=True))
                claims.learn(read)
                dots.learn(read)
            self._weigh_dots(problem, dots, proposed)

        if "outline" in self.kinds:
            learn()
        else:
            claims.learn(claims.value)
        prior = ascent.start(problem, claims.score)
        # What dots of their own stand for is learnt by the ascent.
        apart = {font for font in self.evidence.of_font if self.extraction.fonts[font].letters}
        unsure = {sign for sign, (font, _) in self.evidence.row_of.items() if font in apart}
        # Outline and words may agree on a letter of a ligature: only that another glyph is that letter tells.
        unsure |= self._open_to_ligatures(problem, dots).keys()
        whole = problem.candidates.copy()
        sure = ascent.sure(problem, prior, novelty, unsure) if {"outline", "language"} <= set(self.kinds) else []
        known = problem.kept
        rest = _without(problem.open_signs, sure)
        problem.move(rest)
        open_to_words = ascent.doubtful(problem, novelty)
        ascent.ascend(problem, claims.score, SWEEPS, only=open_to_words)
        ascent.ascend(problem, claims.score, SWEEPS, self._add_pairs(problem))
        wider = ascent.widen(problem, novelty, novel_above, open_to_words)
        ascent.ascend(problem, claims.score, SWEEPS, wider, open_to_words)
        for round_number in range(3):
            self.report("ascent", round_number / 3)
            learn()
            first = ascent.widen(problem, novelty, novel_above) if round_number else None
            if round_number and not first:
                break
            ascent.ascend(problem, claims.score, SWEEPS, first)
        learn()
        again = self._open_to_ligatures(problem, dots)
        if not again.keys().isdisjoint(sure):
            problem.candidates |= {sign: whole[sign] for sign in sure if sign in again}
            sure, known = _without(sure, again), None
            rest = _without(problem.open_signs, sure)
            problem.move(rest)
        ascent.ascend(problem, claims.score, SWEEPS, self._add_ligatures(problem, dots, again))
        learn()
        self._weigh_spellings(problem)  # before the hamzas: it takes the outlines for those that the scores hold
        self._weigh_hamzas(problem)
        moved = ascent.move_pairs(problem, claims.score)
        ascent.ascend(problem, claims.score, 2 + bool(moved))
        problem.move(sure, known)
        ascent.ascend(problem, claims.score, 1, given_up=MARGIN_CAP)
        problem.move(rest)
        ascent.settle_by_context(problem)
        problem.move(problem.open_signs)

    def _ink(self) -> Ink:
        """Boxes of the signs: from the evidence where there is some, from the program where it can be opened."""
        count = len(self.signs)
        box = np.zeros((count, 4), np.float32)
        box[:, 2] = self.symbols.advance[self.signs.leader]
        box[:, 3] = 0.7
        mark = np.zeros(count, np.bool_)
        for sign, (font, row) in self.evidence.row_of.items():
            found = self.evidence.of_font[font].boxes[row]
            if found is not None:
                box[sign] = found
            mark[sign] = self.evidence.of_font[font].mark[row]
        for sign, text in self.texts.items():
            if text and all(fuse.is_mark(c) for c in text):
                mark[sign] = True
                outlines = outlines_of(self.extraction.fonts[int(self.symbols.font[self.signs.leader[sign]])])
                found_box = outlines.box(int(self.symbols.gid[self.signs.leader[sign]]))[0] if outlines else None
                if found_box is not None and outlines is not None:
                    box[sign] = np.array(found_box, np.float32) / outlines.units_per_em
        blank = self.signs.blank | np.array([self.texts.get(s, "x").isspace() for s in range(count)], np.bool_)
        return Ink(blank, mark, box[:, 0], box[:, 1], box[:, 2], box[:, 3])

    def _candidates(self, readable: list[int], tokens: Tokens) -> dict[int, Candidates]:
        of_font, places = self.evidence.of_font, [self.evidence.row_of[sign] for sign in readable]
        sight = Sight(
            novelty=np.array([of_font[font].novelty[row] for font, row in places], np.float64),
            mark=np.array([of_font[font].mark[row] for font, row in places], np.bool_),
            advance=self.symbols.advance[self.signs.leader[readable]].astype(np.float64),
            below=tokens.below[readable],
            above=tokens.above[readable],
        )
        kept = KEPT if "outline" in self.kinds else KEPT_BLIND
        loglik = self.evidence.loglik(readable)
        found = from_outlines(loglik, self.index, sight, kept)
        few = [k for k, (font, _) in enumerate(places) if len(self.evidence.signs_of_font[font]) < FEW_GLYPHS]
        if few and kept < KEPT_OF_FEW:
            more = from_outlines(loglik[few], self.index, sight.of(few), KEPT_OF_FEW)
            for k, own in zip(few, more, strict=True):
                found[k] = own
        add_composing(found, self.spellings)
        return dict(zip(readable, found, strict=True))

    def _support_digits(self, candidates: dict[int, Candidates], tokens: Tokens) -> None:
        """Digits in a run of glyph indices, and those that no other glyph is, are worth more than their outlines."""
        for font, result in self.evidence.of_font.items():
            signs = self.evidence.signs_of_font[font]
            uses = self.evidence.uses_of_font[font]
            taken: set[int] = set()
            for run in digit_runs(uses, result, self.book):
                gain = min(DIGIT_SUPPORT * (len(run.digits) - 1), DIGIT_SUPPORT_MOST)
                for row, digit in run.digits:
                    if signs[row] not in candidates:
                        continue
                    string = self.spellings.number(digit)
                    if run.certain:
                        candidates[signs[row]] = fixed(string)
                        taken.add(string)
                        continue
                    found = candidates[signs[row]]
                    hit = found.strings == string
                    if hit.any():
                        found.outline[hit] += gain
                    else:
                        found.add([string], ANY_FORM, [gain - 8.0])

            claimed = [self._claimed(sign) for sign in signs]
            beside = partial(_beside, tokens, signs)
            assigned = digit_assignment(uses, result, self.book, claimed, beside)
            for rows, digit in tenth_digits(uses, result, self.book, assigned):
                # Zero stands in_numbers zeros: a number that another digit is in will do.
                in_numbers = tokens.shares_with([signs[given.row] for given in assigned]) > AMONG_DIGITS
                near = [signs[row] for row in rows if signs[row] in candidates and in_numbers[signs[row]]]
                if near:
                    found = candidates[max(near, key=lambda sign: int(self.signs.count[sign]))]
                    found.add([self.spellings.number(digit)], ANY_FORM, [TENTH_DIGIT])
            for given in assigned:
                sign = signs[given.row]
                if sign in candidates and candidates[sign].strings.size > 1:
                    favour_digit(candidates[sign], given, self.spellings)
            for found in (candidates[sign] for sign in signs if taken and sign in candidates):
                if found.strings.size == 1:
                    continue
                found.outline[np.isin(found.strings, list(taken))] -= SECOND_DIGIT

    def _weigh_dots(self, problem: ascent.Problem, dots: Dots, proposed: dict[int, tuple[str, ...]]) -> None:
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
            self._add_bearers(problem.candidates, asked, proposed)
        if dots.weigh({sign: problem.candidates[sign] for sign in problem.moving}):
            problem.laid_out = None

    def _weigh_hamzas(self, problem: ascent.Problem) -> None:
        """Letters with hamza are worth less where one stands beside their sign."""
        tables = self.spellings.tables()
        bears = tables.compose.max(axis=1) < 0  # no further one is set on such a letter
        for sign in objections.with_hamza_beside(problem):
            own = problem.candidates[sign]
            plain = tables.variant[own.strings]
            spelt = (tables.kind[own.strings] == LETTERS) & (plain != own.strings)
            ends = tables.letters[own.strings, np.maximum(tables.length[own.strings], 1) - 1]
            own.outline[spelt & bears[ends]] -= SECOND_HAMZA
            problem.laid_out = None

    def _weigh_spellings(self, problem: ascent.Problem) -> None:
        """What a sign reads as is worth less where another glyph is that, and its words ask for another spelling."""
        font_of = self.symbols.font[self.signs.leader]
        for sign in objections.otherwise_spelt(problem, font_of) if "repeated" in self.kinds else ():
            own = problem.candidates[sign]
            own.outline[own.strings == problem.spelled[sign]] -= SECOND_SPELLING
            problem.laid_out = None

    def _add_bearers(
        self, candidates: Mapping[int, Candidates], signs: Sequence[int], borne: Mapping[int, tuple[str, ...]]
    ) -> None:
        """Letters that bear the dots that ``signs`` are thought to bear (``borne``), where they aren't candidates."""
        kinds, kind_of_label = bearers(self.book.labels)
        strings, forms = self.index.strings, self.index.forms
        own = [candidates[sign].strings for sign in signs]
        wanted = np.array([kinds.get(borne[sign], -1) for sign in signs], np.int64)
        loglik = self.evidence.loglik(signs)
        begins, label, value = of_kind(
            begins_of(list(map(len, own))), np.concatenate(own), wanted, kind_of_label, strings, loglik
        )
        outline = np.maximum(
            value.astype(np.float64) - loglik.max(1).astype(np.float64).repeat(sizes_of(begins)), -DEEPEST
        )
        add_to_each(candidates, signs, begins.tolist(), Candidates(strings[label], forms[label], outline))

    def _open_to_ligatures(self, problem: ascent.Problem, dots: Dots) -> dict[int, float]:
        """Open signs that may be two letters: they read as another glyph of their font does, or bear the dots of two.

        Each goes with what the first says against its reading, as ``objections.repeated`` gives it.
        """
        font_of, texts = self.symbols.font[self.signs.leader], self.spellings.texts
        repeated = objections.repeated(problem, font_of, self.signs.count) if "repeated" in self.kinds else {}
        found = {}
        for sign, string in zip(problem.open_signs, problem.spelled[problem.open_signs].tolist(), strict=True):
            borne = dots.likeliest(sign)
            again = repeated.get(sign, 0.0) if len(texts[string]) == 1 else 0.0
            if problem.candidates[sign].strings.size > 1 and (again >= SELDOM_REPEATED or len(borne or ()) >= 2):
                found[sign] = again
        return found

    def _add_ligatures(self, problem: ascent.Problem, dots: Dots, again: Mapping[int, float]) -> list[int]:
        """Two letters, where a glyph may be a ligature: ``again`` as ``_open_to_ligatures`` gives it.

        One that no face of the atlas draws so is easily taken for one of its letters: lam-yeh for a lam.
        Returns the signs that got candidates.
        """
        more = {}
        for sign in problem.moving:
            if sign not in again:
                continue
            own, reading, borne = problem.candidates[sign], int(problem.spelled[sign]), dots.likeliest(sign)
            own.outline[own.strings == reading] -= again[sign] * REPEATED
            pairs = problem.more_letters.pairs(own, reading)
            new = pairs[dots.fit(pairs, borne)]
            new = new[~among(new, own.strings[own.outline >= LIGATURE], len(self.spellings.texts))]
            if new.size:
                more[sign] = Candidates(new, np.full(new.size, ANY_FORM), np.full(new.size, LIGATURE))
        ascent.try_more(problem, more)
        problem.laid_out = None
        return list(more)

    def _add_pairs(self, problem: ascent.Problem) -> list[int]:
        """Two letters of the same font, where together they look like a glyph that the atlas doesn't know.

        Returns the signs that got candidates.
        """
        if "joined" not in self.kinds:
            return []
        grown, moving = [], set(problem.moving)
        for font, result in self.evidence.of_font.items():
            outlines = outlines_of(self.extraction.fonts[font])
            if outlines is None:
                continue
            signs, uses = self.evidence.signs_of_font[font], self.evidence.uses_of_font[font]
            texts = {row: self.spellings.texts[problem.spelled[sign]] for row, sign in enumerate(signs)}
            wanted = [row for row, sign in enumerate(signs) if sign in moving]
            for row, pairs in joined_pairs(outlines, uses, result, self.book, texts, wanted).items():
                for pair in pairs:
                    string, form = self.spellings.number(pair.text), 1 << (2 * pair.before)
                    problem.candidates[signs[row]].add([string], form, [pair.value])
                grown.append(signs[row])
        return grown

    def _claimed(self, sign: int) -> str:
        """The commonest claim of a sign; empty where there is none."""
        claims = self.signs.claims[sign]
        return fuse.commonest(claims) if claims else ""

    def _add_claims(self, candidates: dict[int, Candidates], claims: fuse.Claims) -> None:
        """A claimed letter is a candidate even where the outline doesn't propose it."""
        told = [(sign, text) for sign, table in claims.tables.items() for text in table.scores if sign in candidates]
        # A space that paints may be a further part of its letter, and means nothing then.
        stripped = [(sign, value.strip()) for sign, value in (*claims.value.items(), *told)]
        claimed = dict.fromkeys(
            (sign, self.spellings.number(text))
            for sign, text in stripped
            if len(text) <= LONGEST_CLAIM and candidates[sign].strings.size > 1
        )
        add_unproposed(candidates, list(claimed), self.spellings, self.index.strings)
        for sign, value in claims.value.items():
            candidates[sign] = as_claimed_and_drawn(candidates[sign], self.spellings, self.spellings.find(value))

    def _unchecked(self, sign: int) -> Reading:
        claims, text = self.signs.claims[sign], self._claimed(sign)
        if text.isspace():
            return Reading(" ", UNCHECKED_SPACE, "claim")
        leader = int(self.signs.leader[sign])
        font = self.extraction.fonts[int(self.symbols.font[leader])]
        if not claims and font.program_kind == "type3" and self.symbols.gid[leader] == MISSING:
            return Reading(UNREAD, 0.0, "claim")
        return Reading(text, UNCHECKED_CONFIDENCE if claims else 0.0, "claim")

    def _readings(self, problem: ascent.Problem, claims: fuse.Claims, font_of: NDArray[np.int64]) -> dict[int, Reading]:
        """What each open sign is read as in the end. ``font_of``: font of each sign."""
        columns, texts = problem.columns(), self.spellings.texts
        tokens = columns.of_tokens(objections.unread(problem))
        scores = np.concatenate([problem.scores[sign] for sign in problem.open_signs])
        ranked = fuse.ranking(columns.begins, columns.strings, scores, columns.outline, ALTERNATIVES + 1)
        best = [texts[string] for string in ranked.strings[:, 0].tolist()]
        claimed = [claims.value.get(sign) == text for sign, text in zip(problem.open_signs, best, strict=True)]
        rows = zip(
            problem.open_signs, self._grounds(problem, ranked, claimed, font_of, tokens),
            ranked.sizes.tolist(), ranked.strings.tolist(), ranked.scores.tolist(), strict=True,
        )  # fmt: skip
        readings = {
            sign: reading_of(grounds, [texts[string] for string in strings[:size]], values[:size])
            for sign, grounds, size, strings, values in rows
        }
        return doubting_fonts_without_words(readings, font_of[problem.open_signs], *tokens)

    def _grounds(
        self,
        problem: ascent.Problem,
        ranked: fuse.Ranking,
        claimed: Sequence[bool],
        font_of: NDArray[np.int64],
        tokens: tuple[NDArray[np.int64], NDArray[np.int64]],
    ) -> Iterator[Grounds]:
        """Grounds of the first of the ``ranked`` strings of each open sign.

        Args:
            claimed: whether the file says so.
            tokens: how many hold each, and how many of those read as nothing.
        """
        tables, places = self.spellings.tables(), map(self.evidence.row_of.__getitem__, problem.open_signs)
        several = ranked.sizes > 1
        group, next_group = tables.variant[ranked.strings[:, :2]].T
        together = several & (group == next_group)
        held, unread = tokens
        repeated = objections.repeated(problem, font_of, self.signs.count) if "repeated" in self.kinds else {}
        return map(
            Grounds,
            np.where(several, ranked.scores[:, 0] - ranked.scores[:, 1], MARGIN_CAP).tolist(),
            ranked.outline_margin.tolist(),
            held.tolist(),
            [float(self.evidence.of_font[font].novelty[row]) for font, row in places],
            (together & (group != NO_LETTER)).tolist(),
            (together & (group == NO_LETTER)).tolist(),
            tables.kind[ranked.strings[:, 0]].tolist(),
            claimed,
            (unread / np.maximum(held, 1)).tolist(),
            [repeated.get(sign, 0.0) for sign in problem.open_signs],
        )
