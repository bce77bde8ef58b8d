"""Solving the codes that no table of the file settles: outlines, claims, joining and language in one ascent.

What is known of the signs is gathered in a ``Case``; their outlines (``sign_outlines``), runs of digits
(``digit_support``) and claims propose candidates; ``schedule`` chooses those that read best together; ``sign_readings``
says how sure each is.
"""

from __future__ import annotations

import unicodedata
from collections import Counter, defaultdict
from collections.abc import Callable, Collection, Iterator, Mapping, Sequence
from dataclasses import replace
from functools import lru_cache
from typing import Final, NamedTuple

import numpy as np
from numpy.typing import NDArray

from warraq.arabic.digits import ARABIC_INDIC, EXTENDED
from warraq.decipher.glyph import parameters
from warraq.decipher.glyph.candidates.books import book_of
from warraq.decipher.glyph.candidates.candidates import (
    SIGNS,
    Candidates,
    LabelIndex,
    Sight,
    add_composing,
    add_to_each,
    as_claimed_and_drawn,
    from_outlines,
    of_any_size,
    spelled_labels,
)
from warraq.decipher.glyph.candidates.case import Case
from warraq.decipher.glyph.digits.digit_support import support_digits
from warraq.decipher.glyph.digits.raised_digits import propose_raised, raised
from warraq.decipher.glyph.evidence.contours import Contours
from warraq.decipher.glyph.evidence.dot_shapes import DotShapes, shapes_of
from warraq.decipher.glyph.evidence.dots import Dots, Signature, signatures
from warraq.decipher.glyph.evidence.dotted_ligatures import add_other_dots
from warraq.decipher.glyph.evidence.kashidas import add_kashidas
from warraq.decipher.glyph.evidence.look_alikes import tell_apart
from warraq.decipher.glyph.evidence.similar_glyphs import Link, SimilarGlyphs, links_of_bodies, links_of_shapes
from warraq.decipher.glyph.parameters import ANY_FORM, NON_LETTER_WITHIN
from warraq.decipher.glyph.parameters import Solve as P
from warraq.decipher.glyph.readings.name_of_god import add_with_alef
from warraq.decipher.glyph.scores.columns import begins_of
from warraq.decipher.glyph.scores.problem import Problem, make_problem
from warraq.decipher.glyph.scores.word_score import WordTables, word_tables
from warraq.decipher.glyph.search.schedule import Progress, run_schedule
from warraq.decipher.glyph.search.sign_readings import doubting_shared_digits, readings_of, with_borne_hamzas
from warraq.decipher.glyph.signs.parted_words import ends_and_begins, parted
from warraq.decipher.glyph.signs.sign_outlines import outlines_of_signs
from warraq.decipher.glyph.signs.signs import Signs, blank_reading, has_outline, signs_of
from warraq.decipher.glyph.signs.spellings import COMPOSING, KASHIDA, LETTERS, OTHER, PUNCTUATION, Spellings
from warraq.decipher.glyph.signs.tokens import Ink, Symbols, Tokens, tokens_of
from warraq.decipher.glyph.trust.claim_trust import Claims
from warraq.decipher.glyph.trust.lexicon_support import is_printed, usable
from warraq.diagnose.missing_glyphs import MISSING
from warraq.fonts.claims.claim_text import is_mark, plain
from warraq.fonts.claims.table_evidence import TableEvidence
from warraq.fonts.outlines import atlas
from warraq.fonts.outlines.outline import FEW_GLYPHS, outlines_of
from warraq.fonts.programs.glyph_ink import SPACE_ADVANCE
from warraq.language.alphabets import ARABIC, PERSIAN, URDU, Alphabet
from warraq.language.model import LanguageModel
from warraq.language.tokens import UNKNOWN
from warraq.model.font import UNREAD, Reading
from warraq.model.glyph import Extraction

#: Digits of Persian -> those of the atlas, and back.
_OUTLINED: Final = str.maketrans(EXTENDED, ARABIC_INDIC)
_WRITTEN: Final = str.maketrans(ARABIC_INDIC, EXTENDED)
_YEH: Final = "\N{ARABIC LETTER YEH}"
_MAKSURA: Final = "\N{ARABIC LETTER ALEF MAKSURA}"


@lru_cache(maxsize=3)
def _words(*, language: bool, joining: bool, code: str = "ar") -> WordTables:
    """Kept from document to document, with what was looked up: a worker of an archive asks for the same words again."""
    return word_tables(LanguageModel.load(code), language=language, joining=joining)


def solve(
    extraction: Extraction,
    symbols: Symbols,
    selected: Collection[int],
    known: Mapping[int, Reading],
    table_evidence: Mapping[int, TableEvidence],
    evidence: Collection[str],
    cells: Collection[int] = (),
    progress: Progress | None = None,
) -> dict[int, Reading]:
    """Readings of the symbols that ``known`` has none for.

    Args:
        selected: fonts whose codes are merged by their ink.
        table_evidence: symbol -> what tables say that don't settle it.
        evidence: the kinds of evidence that are used.
        cells: symbols of glyphs that paint nothing and are no white, see ``blank_glyphs``; they are known.
    """
    report = progress or (lambda step, share: None)
    open_fonts = {int(symbols.font[s]) for s in range(len(symbols)) if s not in known}
    signs = signs_of(symbols, extraction.fonts, open_fonts | set(selected), cells)
    readings: dict[int, Reading] = {}
    texts: dict[int, str] = {}
    open_signs: list[int] = []
    spaces, lacking = spaces_without_width(symbols, signs), spaces_without_glyph(extraction, symbols, signs)
    for sign, members in enumerate(signs.members):
        settled = [known[s] for s in members if s in known]
        if settled:
            texts[sign] = plain(settled[0].text)
            readings[sign] = settled[0]
        elif sign in lacking:
            texts[sign] = " "
            readings[sign] = Reading(" ", parameters.MOSTLY_SO, "language")
        elif signs.blank[sign]:
            advance = float(symbols.advance[signs.leader[sign]])
            readings[sign] = blank_reading(advance, called_space=sign in spaces)
        else:
            open_signs.append(sign)
    if open_signs:
        report("outlines", 0.0)
        of_sign = {sign: table_evidence[s] for sign in open_signs for s in signs.members[sign] if s in table_evidence}
        readings |= _in_likeliest_language(
            _Work(extraction, symbols, signs, texts, open_signs, of_sign, evidence), report
        )
    return {s: readings[sign] for s, sign in enumerate(signs.of_symbol.tolist()) if s not in known}


class _Work(NamedTuple):
    """What is to be solved, in whatever language.

    Attributes:
        texts: sign -> text, of those that are settled.
        tables: sign -> what tables say that don't settle it.
        kinds: the kinds of evidence that are used.
    """

    extraction: Extraction
    symbols: Symbols
    signs: Signs
    texts: Mapping[int, str]
    open_signs: list[int]
    tables: Mapping[int, TableEvidence]
    kinds: Collection[str]

    def case(self, alphabet: Alphabet) -> Case:
        """The case with the letters of a language."""
        book = book_of(atlas.shipped(), alphabet)
        texts = {sign: alphabet.fold(text) for sign, text in self.texts.items()}
        outlines = outlines_of_signs(
            self.extraction, self.symbols, self.signs, self.open_signs, texts, book, self.kinds
        )
        return Case(
            self.extraction, self.symbols, self.signs, texts, outlines, book, self.kinds,
            *spelled_labels(book, alphabet),
        )  # fmt: skip


class _Solved(NamedTuple):
    """Readings of the open signs, and the share of the letters that stand in known words."""

    readings: dict[int, Reading]
    known: float


def _in_likeliest_language(work: _Work, report: Progress) -> dict[int, Reading]:
    """Readings of the open signs in the language whose words they make: Arabic, unless they make hardly any."""
    best = _read(work, ARABIC, report)
    if not {"language", "outline"} <= set(work.kinds) or best.known >= P.WORDS_OF_ARABIC:
        return best.readings
    others = [_read(work, alphabet, report) for alphabet in (PERSIAN, URDU)]
    return max(best, *others, key=lambda solved: solved.known).readings


def spaces_without_width(symbols: Symbols, signs: Signs) -> set[int]:
    """Blank signs without a width that are the spaces of their fonts: claimed so, or used as often as spaces are.

    A letter or sign that a wrong map claims of a blank says nothing. A font that has a blank with a width has its space
    in that, unless it is hardly used. Other blanks without one are joiners and the like.
    """
    blanks = np.flatnonzero(signs.blank)
    font, advance = symbols.font[signs.leader], symbols.advance[signs.leader]
    wide = blanks[advance[blanks] > SPACE_ADVANCE]
    uses = np.bincount(font, signs.count)
    spaced = np.bincount(font[wide], signs.count[wide], uses.size)
    spaces = set()
    for sign in blanks.tolist():
        number, claims = int(font[sign]), [claim for claim in signs.claims[sign] if not is_printed(claim)]
        often = signs.count[sign] >= P.SPACE_SHARE * uses[number]
        alone = spaced[number] <= (parameters.DotsApart.SELDOM * signs.count[sign] if often or not claims else 0)
        if advance[sign] <= SPACE_ADVANCE and alone and (all(map(str.isspace, claims)) if claims else often):
            spaces.add(sign)
    return spaces


def spaces_without_glyph(extraction: Extraction, symbols: Symbols, signs: Signs) -> set[int]:
    """Signs that are the space of a font which has no glyph for it: Pango writes a glyph index that there isn't.

    It is used as often as spaces are, the font has no blank, and all its other codes have a glyph. What a wrong map
    claims of it says nothing.
    """
    font = symbols.font[signs.leader]
    uses, blanks = np.bincount(font, signs.count), set(font[signs.blank].tolist())
    lacking: defaultdict[int, list[int]] = defaultdict(list)
    for sign in np.flatnonzero(symbols.gid[signs.leader] == MISSING).tolist():
        lacking[int(font[sign])].append(sign)
    return {
        codes[0]
        for number, codes in lacking.items()
        if len(codes) == 1 and number not in blanks
        if signs.count[codes[0]] >= P.SPACE_SHARE * uses[number]
        if symbols.advance[signs.leader[codes[0]]] > SPACE_ADVANCE
        and not has_outline(extraction.fonts[number], MISSING)
    }


def telling(claims: Mapping[str, int]) -> Mapping[str, int]:
    """The ``claims`` that say something: no U+FFFD, by which a producer says that it doesn't know, and no private use.

    Believed like a letter, U+FFFD would make all glyphs that claim it one, and keep heads and tails from being told
    apart. Apache FOP numbers the glyphs that its face has no character for in the private use area: in a short text
    such a claim would be the likeliest reading of a glyph that stands in one word. What old faces mean by private use
    is evidence of its own.
    """
    return claims if all(map(usable, claims)) else {claim: n for claim, n in claims.items() if usable(claim)}


def _read(work: _Work, alphabet: Alphabet, report: Progress) -> _Solved:
    """The open signs as a text with these letters."""
    case = work.case(alphabet)
    readable = [sign for sign in work.open_signs if sign in case.outlines.row_of]
    unreadable = {sign: _unchecked(case, sign) for sign in work.open_signs if sign not in case.outlines.row_of}
    if not readable:
        return _Solved(unreadable, 1.0)
    tokens = tokens_of(case.extraction, (case.signs.of_symbol[numbers] for numbers in case.symbols.of_page), _ink(case))
    readings, problem = _solved(case, readable, unreadable, work.tables, tokens, report)
    if not alphabet.in_forms:
        parts = parted(tokens, *ends_and_begins(problem.spelled, problem.forms, problem.spellings.tables()))
        if parts is not tokens:
            readings, problem = _solved(case, readable, unreadable, work.tables, parts, report)
        readings = {sign: in_alphabet(reading, alphabet) for sign, reading in readings.items()}
    return _Solved(unreadable | readings, known_words(problem))


def in_alphabet(reading: Reading, alphabet: Alphabet) -> Reading:
    """``reading`` with the letters of a language, and with its digits."""
    return replace(reading, text=alphabet.fold(reading.text).translate(_WRITTEN))


def known_words(problem: Problem) -> float:
    """The share of the letters, in tokens of several signs, that stand in words of the lexicon; 1 where there are none.

    Of each token the first word tells, and each token counts once.
    """
    words, sizes = problem.read(), np.diff(problem.starts)
    several = (words.first >= 0) & (sizes > 1)
    letters = float(sizes[several].sum())
    return float(sizes[several & (words.first != UNKNOWN)].sum()) / letters if letters else 1.0


def _solved(
    case: Case,
    readable: list[int],
    unreadable: Mapping[int, Reading],
    table_evidence: Mapping[int, TableEvidence],
    tokens: Tokens,
    report: Progress,
) -> tuple[dict[int, Reading], Problem]:
    """Readings of the ``readable`` signs, whose words are ``tokens``, and the problem as it was solved."""
    candidates = _candidates(case, readable, tokens)
    support_digits(case, candidates, tokens)
    tell_apart(case, candidates)
    if "outline" in case.kinds:
        propose_raised(case, candidates)
    spelled = np.zeros(len(case.signs), np.int64)
    for sign, text in case.texts.items():
        spelled[sign] = case.spellings.number(text)
    for sign, reading in unreadable.items():
        spelled[sign] = case.spellings.number(plain(reading.text))
    claims_of = {sign: telling(case.signs.claims[sign]) for sign in readable}
    if not case.spellings.alphabet.in_forms:
        claims_of = {sign: _folded(claims, case.spellings.alphabet) for sign, claims in claims_of.items()}
    marks = [sign for sign, (font, row) in case.outlines.row_of.items() if case.outlines.of_font[font].mark[row]]
    claims = Claims(
        claims_of | {sign: hamza_of(claims_of[sign]) for sign in marks},
        {sign: case.outlines.row_of[sign][0] for sign in readable},
        case.spellings,
        table_evidence,
    )
    _add_claims(case, candidates, claims)
    language = case.spellings.alphabet.language
    words = _words(language="language" in case.kinds, joining="joining" in case.kinds, code=language)
    problem = make_problem(case.spellings, words, spelled, candidates, case.signs.count, tokens, case.index.ligatures)
    borne = _borne(case)
    dots = Dots(borne, case.texts, case.spellings)
    contours = Contours(_beside(borne), case.texts, case.spellings)
    shapes = DotShapes(_shapes(case), case.texts, case.spellings)
    similar = SimilarGlyphs(_links(case), case.texts, case.spellings)
    run_schedule(case, problem, claims, dots, (contours, shapes), similar, report)
    readings = raised(with_borne_hamzas(readings_of(case, problem, claims), dots), case)
    return doubting_shared_digits(readings, case.texts, case.font_of.tolist()), problem


def _folded(claims: Mapping[str, int], alphabet: Alphabet) -> Mapping[str, int]:
    """``claims`` with the letters of a language, and digits as outlines have them."""
    folded: Counter[str] = Counter()
    for claim, times in claims.items():
        folded[alphabet.fold(plain(claim)).translate(_OUTLINED)] += times
    return folded


def hamza_of(claims: Mapping[str, int]) -> Mapping[str, int]:
    """The ``claims`` of a mark, where those of a letter with a hamza or madda claim that mark alone.

    Pango claims the letter of a cluster for the glyph that comes first, which may be the hamza.
    """
    hamzas: Counter[str] = Counter()
    for claim, times in claims.items():
        parts = unicodedata.normalize("NFD", plain(claim))
        hamzas[parts[1] if len(parts) == 2 and parts[1] in COMPOSING else claim] += times
    return hamzas


def _borne(case: Case) -> dict[int, tuple[int, Signature]]:
    """Sign -> its font, and what its glyph bears; nothing where dots aren't asked."""
    borne: dict[int, tuple[int, Signature]] = {}
    for font, signs in case.outlines.signs_of_font.items() if "dots" in case.kinds else ():
        outlines = outlines_of(case.extraction.fonts[font])
        if outlines is not None:
            shown = signatures(outlines, [use.gid for use in case.outlines.uses_of_font[font]])
            borne |= {sign: (font, signature) for sign, signature in zip(signs, shown, strict=True)}
    return borne


def _beside(borne: Mapping[int, tuple[int, Signature]]) -> dict[int, tuple[int, int]]:
    """Sign -> its font, and how many contours its glyph has beside the body; of those that are drawn whole."""
    whole = (
        (sign, font, dots)
        for sign, (font, dots) in borne.items()
        if not dots or dots[0][0] < parameters.Dots.FIRST_GLYPH
    )
    return {sign: (font, len(dots)) for sign, font, dots in whole}


def _shapes(case: Case) -> dict[int, tuple[int, tuple[int, ...]]]:
    """Sign -> its font, and the shapes of its dots, where those are glyphs of their own and are asked."""
    drawn: dict[int, tuple[int, tuple[int, ...]]] = {}
    for font, signs in case.outlines.signs_of_font.items() if "dots" in case.kinds else ():
        letters, outlines = case.extraction.fonts[font].letters, outlines_of(case.extraction.fonts[font])
        if letters and outlines is not None:
            gids = [use.gid for use in case.outlines.uses_of_font[font]]
            shape = shapes_of(outlines, sorted({dot for gid in gids for dot, _, _ in letters.get(gid, ())[1:]}))
            drawn |= {
                sign: (font, tuple(sorted(shape[dot] for dot, _, _ in letters[gid][1:])))
                for sign, gid in zip(signs, gids, strict=True)
                if gid in letters
            }
    return drawn


def _links(case: Case) -> Iterator[tuple[int, Link]]:
    """Signs of faces that draw dots apart, each with one that tells of it; none where dots aren't asked."""
    for font, signs in case.outlines.signs_of_font.items() if "dots" in case.kinds else ():
        letters, uses = case.extraction.fonts[font].letters, case.outlines.uses_of_font[font]
        if letters:
            bodies = [letters[use.gid][0][0] if use.gid in letters else use.gid for use in uses]
            yield from links_of_bodies({sign: (font, body) for sign, body in zip(signs, bodies, strict=True)})
            result = case.outlines.of_font[font]
            rows = np.flatnonzero(~result.mark & ~result.blank)
            yield from links_of_shapes([signs[row] for row in rows.tolist()], result.points[rows])


def _ink(case: Case) -> Ink:
    """Boxes of the signs: from the evidence where there is some, from the program where it can be opened."""
    count = len(case.signs)
    box = np.zeros((count, 4), np.float32)
    box[:, 2] = case.symbols.advance[case.signs.leader]
    box[:, 3] = 0.7
    mark = np.zeros(count, np.bool_)
    for sign, (font, row) in case.outlines.row_of.items():
        ink = case.outlines.of_font[font].boxes[row]
        if ink is not None:
            box[sign] = ink
        mark[sign] = case.outlines.of_font[font].mark[row]
    for sign, text in case.texts.items():
        if text and all(is_mark(c) for c in text):
            mark[sign] = True
            leader = int(case.signs.leader[sign])
            outlines = outlines_of(case.extraction.fonts[int(case.symbols.font[leader])])
            found_box = outlines.box(int(case.symbols.gid[leader]))[0] if outlines else None
            if found_box is not None and outlines is not None:
                box[sign] = np.array(found_box, np.float32) / outlines.units_per_em
    blank = case.signs.blank | np.array([case.texts.get(s, "x").isspace() for s in range(count)], np.bool_)
    return Ink(blank, mark, *box.T.copy())


def _candidates(case: Case, readable: list[int], tokens: Tokens) -> dict[int, Candidates]:
    """What the outline of each of the ``readable`` signs proposes."""
    of_font, places = case.outlines.of_font, [case.outlines.row_of[sign] for sign in readable]
    sight = Sight(
        novelty=case.outlines.novelty(readable),
        mark=np.array([of_font[font].mark[row] for font, row in places], np.bool_),
        advance=case.symbols.advance[case.signs.leader[readable]].astype(np.float64),
        below=tokens.below[readable],
        above=tokens.above[readable],
    )
    kept = parameters.Candidates.KEPT if "outline" in case.kinds else P.KEPT_BLIND
    loglik = case.outlines.loglik(readable)
    proposed = from_outlines(loglik, case.index, sight, kept)
    few = [k for k, (font, _) in enumerate(places) if len(case.outlines.signs_of_font[font]) < FEW_GLYPHS]
    if few and kept < P.KEPT_OF_FEW:
        more = from_outlines(loglik[few], case.index, sight.of(few), P.KEPT_OF_FEW)
        for k, candidate in zip(few, more, strict=True):
            proposed[k] = candidate
    add_composing(proposed, case.spellings)
    strange = {font: strangeness(result.novelty) for font, result in of_font.items()}
    doubt_ligatures(proposed, [strange[font] for font, _ in places], case.index)
    if "outline" in case.kinds:
        add_other_dots(proposed, sight.novelty, case.spellings, case.index.strings)
    candidates = dict(zip(readable, proposed, strict=True))
    if "outline" in case.kinds:
        add_with_alef(case, candidates)
    add_kashidas(case, candidates)
    return candidates


def strangeness(novelty: NDArray[np.float32]) -> float:
    """What a ligature costs in a font that needn't have it (nats): more where the atlas knows nothing like its glyphs.

    ``novelty``: of its glyphs, squared distance to the atlas.
    """
    away, cost = zip(P.KNOWN_FACE, P.STRANGE_FACE, strict=True)
    return float(np.interp(np.median(novelty), away, cost)) if len(novelty) >= FEW_GLYPHS else 0.0


def doubt_ligatures(proposed: Sequence[Candidates], cost: Sequence[float], labels: LabelIndex) -> None:
    """Take its cost from the ligatures of the atlas that a face needn't have among the candidates of each sign."""
    doubted = np.zeros(int(labels.strings.max()) + 1, np.bool_)
    doubted[labels.strings[labels.is_ligature & (labels.rarity > 0)]] = True
    for candidate, nats in zip(proposed, cost, strict=True):
        if nats > 0:
            known = candidate.strings < doubted.size
            candidate.outline[known] -= nats * doubted[candidate.strings[known]]


def _add_claims(case: Case, candidates: dict[int, Candidates], claims: Claims) -> None:
    """A claimed letter is a candidate even where the outline doesn't propose it."""
    named = [(sign, text) for sign, table in claims.tables.items() for text in table.scores if sign in candidates]
    # A space that paints may be a further part of its letter, and means nothing then.
    stripped = [(sign, value.strip()) for sign, value in (*claims.value.items(), *named)]
    claimed = dict.fromkeys(
        (sign, case.spellings.number(text))
        for sign, text in stripped
        if len(text) <= P.LONGEST_CLAIM and candidates[sign].strings.size > 1
    )
    # Where the dots are glyphs of their own, what bears none is no yeh, whatever its map says.
    bare = [(sign, value) for sign, value in claims.value.items() if value.endswith(_YEH) and _is_bare(case, sign)]
    claimed |= dict.fromkeys((sign, case.spellings.number(value[:-1] + _MAKSURA)) for sign, value in bare)
    _add_crowded_out(case, candidates, list(claimed))
    for sign, string in claimed:
        of_any_size(candidates[sign], case.spellings, string)
    add_unproposed(candidates, list(claimed), case.spellings, case.index.strings, case.outlines.novelty)
    for sign, value in claims.value.items():
        candidates[sign] = as_claimed_and_drawn(candidates[sign], case.spellings, case.spellings.find(value))


def _add_crowded_out(case: Case, candidates: Mapping[int, Candidates], claimed: Sequence[tuple[int, int]]) -> None:
    """Add the signs that are ``claimed`` (sign, string) and that the outline allows, but that likelier strings left no
    room for: in a font of one glyph, whose scale is a guess, these may be many letters."""
    labels, kinds = case.index, case.spellings.tables().kind
    for sign, string in claimed:
        candidate = candidates[sign]
        if kinds[string] not in SIGNS or (candidate.strings == string).any():
            continue
        drawn = labels.strings == string
        if not drawn.any():
            continue
        worth = np.where(labels.is_mark, -np.inf, case.outlines.loglik([sign])[0] - labels.rarity)
        behind = float(worth[drawn].max() - worth.max())
        if behind > -NON_LETTER_WITHIN:
            candidate.add([string], ANY_FORM, [behind])


def _is_bare(case: Case, sign: int) -> bool:
    """A glyph without dots, of a font that draws them apart."""
    font, row = case.outlines.row_of[sign]
    letters = case.extraction.fonts[font].letters
    return bool(letters) and case.outlines.uses_of_font[font][row].gid not in letters


def add_unproposed(
    candidates: Mapping[int, Candidates],
    claimed: Sequence[tuple[int, int]],
    spellings: Spellings,
    drawn: NDArray[np.int64],
    novelty: Callable[[Sequence[int]], NDArray[np.float64]],
) -> None:
    """Add the strings that are ``claimed`` (sign, string) where they are none of the candidates.

    Args:
        drawn: strings of the atlas.
        novelty: squared distances of signs to it.
    """
    if not claimed:
        return
    string = np.array([string for _, string in claimed], np.int64)
    strings_of = [candidates[sign].strings for sign, _ in claimed]
    sizes = [strings.size for strings in strings_of]
    proposed = np.logical_or.reduceat(np.concatenate(strings_of) == np.repeat(string, sizes), begins_of(sizes)[:-1])
    kind, known = spellings.tables().kind[string], np.isin(string, drawn)
    # A claimed mark or sign that the atlas knows would be a candidate if the outline allowed it, but for those that
    # faces draw in ways of their own.
    differs = known & np.array([spellings.texts[number] in atlas.VARIED for number in string.tolist()], np.bool_)
    new = ~proposed & (~known | differs | np.isin(kind, (LETTERS, KASHIDA)))
    undrawn = np.interp(novelty([sign for sign, _ in claimed]), *P.UNDRAWN)
    unlike = -np.where(~known & np.isin(kind, (PUNCTUATION, OTHER)), undrawn, P.UNLIKE)
    sign = np.array([sign for sign, _ in claimed], np.int64)
    order = np.argsort(sign[new], kind="stable")  # a sign may claim several
    signs, begins = np.unique(sign[new][order], return_index=True)
    added = Candidates(string[new][order], np.full(order.size, ANY_FORM, np.int64), unlike[new][order])
    add_to_each(candidates, signs.tolist(), [*begins.tolist(), order.size], added)


def _unchecked(case: Case, sign: int) -> Reading:
    """The reading of a sign without an outline: nothing can check what it claims."""
    claims, text = case.signs.claims[sign], case.claimed(sign)
    if text.isspace():
        return Reading(" ", parameters.MOSTLY_SO, "claim")
    leader = int(case.signs.leader[sign])
    font = case.extraction.fonts[int(case.symbols.font[leader])]
    if not claims and font.program_kind == "type3" and case.symbols.gid[leader] == MISSING:
        return Reading(UNREAD, 0.0, "claim")
    return Reading(text, parameters.UNCHECKED if claims else 0.0, "claim")
