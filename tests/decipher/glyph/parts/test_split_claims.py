"""What is claimed and said of letters whose dots are glyphs of their own."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence
from dataclasses import replace
from typing import Any

import numpy as np
import pytest

from tests.decipher.glyph.split_face import (
    BASE,
    DOTS,
    DRAWN,
    SPACE,
    codes,
    nastaliq,
)
from tests.decipher.glyph.tiny_fonts import font as font_of
from tests.decipher.glyph.tiny_pages import page_of
from tests.decipher.glyph.typesetter import Typeset
from warraq.config import EVIDENCE
from warraq.decipher.glyph.parts import dots_apart, split_claims, split_letters, whole_letters
from warraq.decipher.glyph.parts.split_dots import join_dots
from warraq.decipher.glyph.parts.split_letters import FIRST_CODE
from warraq.model.glyph import Extraction

BEH, HAH, ALEF_HAMZA = "\u0628", "\u062d", "\u0623"
YEH, WAW_HAMZA = "\u064a", "\u0624"
LAM, NOON, FEH = "\u0644", "\u0646", "\u0641"


def test_a_letter_of_which_actual_text_says_two_things_claims_none() -> None:
    letter = split_letters.Letter(0, 1, ((2, 0, 0),))
    letters = [split_letters.Found(row, (row + 1,), letter) for row in (0, 2)]
    for texts, said in (((BEH, HAH), {}), ((BEH, BEH), {(0, 7): BEH})):
        extraction = page_of(font_of(None, codes=(1,)), [1, 2, 1, 2])
        page = replace(extraction.pages[0], actual_text=spans(texts))
        document = replace(extraction, pages=(page,))
        assert split_claims.claims_of_letters(document, [letters], {letter: 7}, ()) == said


def spans(texts: Sequence[str]) -> tuple[tuple[int, int, str], ...]:
    return tuple((2 * at, 2 * at + 2, text) for at, text in enumerate(texts))


def test_a_base_that_stands_alone_claims_no_letter_with_dots(apart: Extraction) -> None:
    font, first = apart.fonts[0], apart.pages[0]
    bases = {parts[0][0] for parts in join_dots(apart, EVIDENCE).fonts[0].letters.values()}
    once, twice = sorted(bases & set(first.charcode.tolist()))[:2]
    spelt = {once: "\N{ARABIC LETTER JEEM}", twice: "\N{ARABIC LETTER HAH}"}
    claims = tuple(spelt.values())
    lost = [int(np.flatnonzero(first.charcode == base)[0]) - 1 for base in spelt]  # their dots
    claim = np.select([first.charcode == once, first.charcode == twice], [0, 1], -1).astype(np.int32)
    kept = np.delete(np.arange(len(first)), lost)
    first = whole_letters._without(replace(first, claim=claim), np.isin(np.arange(len(first)), kept))
    fonts = (replace(font, to_unicode=spelt),)
    claimed = replace(apart, fonts=fonts, pages=(first, *apart.pages[1:]), claims=claims)
    joined = join_dots(claimed, EVIDENCE)
    assert joined.fonts[0].to_unicode == {twice: "\N{ARABIC LETTER HAH}"}
    left = {claims[i] for one in joined.pages for i in one.claim.tolist() if i >= 0}
    assert left == {"\N{ARABIC LETTER HAH}"}


def test_actual_text_of_just_a_letter_is_its_claim(page: Typeset, apart: Extraction) -> None:
    truth = page.truth
    spans: list[tuple[int, int, str]] = []
    whole = iter(codes(page.extraction))
    first = apart.pages[0]
    row = 0
    while row < len(first):
        dots = int(apart.fonts[0].widths[int(first.charcode[row])] == 0.0)
        shown = truth.get(next(whole), "")
        spans += [(row, row + 2, shown)] if dots and shown else []
        row += 1 + dots
    spans.append((0, 1, "x") if spans[0][0] else (2, 3, "x"))
    said = replace(apart, pages=(replace(first, actual_text=tuple(spans)), *apart.pages[1:]))
    joined = join_dots(said, EVIDENCE)
    claims: defaultdict[int, set[str]] = defaultdict(set)
    for old, new in zip(codes(page.extraction), codes(joined), strict=True):
        if new in joined.fonts[0].to_unicode:
            claims[new].add(truth[old])
    assert len(claims) > 25
    assert all({joined.fonts[0].to_unicode[code]} == shown for code, shown in claims.items())
    ends = [(start, end) for start, end, _ in joined.pages[0].actual_text]
    assert all(end - start == 1 for start, end in ends)


@pytest.mark.parametrize(
    ("claims", "whole"),
    [
        ({9: YEH}, True),
        ({9: YEH, 8: WAW_HAMZA}, True),
        ({9: YEH, 8: WAW_HAMZA, 3: "\N{ARABIC LETTER WAW}"}, True),  # which waw itself is drawn with
        ({9: YEH, 3: "\N{ARABIC LETTER WAW}"}, False),  # hamza that claims nothing
        ({9: YEH, 8: WAW_HAMZA, 1: YEH}, False),  # claimed twice
        ({9: YEH, 8: WAW_HAMZA, 1: "\N{REPLACEMENT CHARACTER}"}, False),
        ({9: HAH, 8: WAW_HAMZA}, False),  # which bears no dots
        ({9: YEH + BEH, 8: WAW_HAMZA}, False),
    ],
)
def test_dots_that_claim_the_one_letter_of_their_base_are_no_part_of_many(claims: dict[int, str], whole: bool) -> None:
    font = replace(font_of(None, codes=(1, 2, 3, 8, 9)), to_unicode=claims)
    yeh, final_yeh, waw = (split_letters.Letter(0, base, ((dots, 0, 0),)) for base, dots in ((1, 9), (2, 9), (3, 8)))
    letters = {yeh, final_yeh, waw} if len(claims) > 1 else {yeh, final_yeh}
    of_base = {1: YEH, 2: YEH} | ({3: WAW_HAMZA} if len(claims) > 1 else {})
    assert split_claims.claimed_whole(font, letters) == (of_base if whole else {})
    # Over another letter's base the same dots are a part of it.
    assert not split_claims.claimed_whole(font, letters | {split_letters.Letter(0, 1, ((8, 0, 0),))})


def of_one_letter_each(apart: Extraction) -> Extraction:
    """What is left where each base bears one kind of dots only, which claims a yeh."""
    letters = {
        each.letter
        for page in apart.pages
        for each in split_letters.letters_of_page(page, dots_apart.faces_with_dots(apart))
    }
    one = {letter.base: letter for letter in sorted(letters)}
    kept = {(base, dots) for base, letter in one.items() for dots, *_ in letter.dots}
    gone = {letter.dots[0][0] for letter in letters if (letter.base, letter.dots[0][0]) not in kept}
    pages = [whole_letters._without(page, ~np.isin(page.charcode, list(gone))) for page in apart.pages]
    said = replace(apart.fonts[0], to_unicode={dots: YEH for _, dots in kept})
    return replace(apart, pages=tuple(pages), fonts=(said,))


def test_letters_claim_what_their_dots_do_where_these_are_parts_of_no_other(apart: Extraction) -> None:
    whole = of_one_letter_each(apart)
    joined = join_dots(whole, EVIDENCE)
    made = {code for code in codes(joined) if code >= FIRST_CODE}
    claims = {joined.claims[claim] for page in joined.pages for claim in page.claim[page.charcode >= FIRST_CODE]}
    assert claims == {YEH}
    assert {joined.fonts[0].to_unicode[code] for code in made} == {YEH}
    for unsaid in (join_dots(whole, EVIDENCE - {"claim"}), join_dots(apart, EVIDENCE)):
        assert unsaid.fonts[0].letters
        assert not unsaid.fonts[0].to_unicode.keys() & made


def test_what_is_said_of_a_part_of_a_letter_is_not_said_of_it(apart: Extraction) -> None:
    first = apart.pages[0]
    letter = next(iter(split_letters.letters_of_page(first, dots_apart.faces_with_dots(apart))))
    begin, end = min(letter.base, *letter.dots), max(letter.base, *letter.dots) + 1
    spans = ((letter.base, letter.base + 1, HAH), (letter.dots[0], letter.dots[0] + 1, HAH), (begin, end, BEH))
    said = replace(apart, pages=(replace(first, actual_text=spans), *apart.pages[1:]))
    assert [text for *_, text in join_dots(said, EVIDENCE).pages[0].actual_text] == [BEH]


def test_codes_go_by_text_where_glyphs_have_several_of_several_claims() -> None:
    claims = {1: NOON, 2: FEH, 3: NOON, 4: BEH, 5: LAM, 6: BEH, 7: FEH, 8: "\ufef0", 9: "\u0649"}
    font = replace(font_of(None, claims=claims, codes=tuple(claims)))
    three = {1: 7, 2: 7, 3: 8, 4: 8, 5: 9, 6: 9, 7: 10}
    assert split_claims.claims_by_text(replace(font, code_to_gid=three))
    assert not split_claims.claims_by_text(replace(font, code_to_gid=three | {6: 11}))
    # The same letter in two shapes is one text.
    assert not split_claims.claims_by_text(replace(font, code_to_gid=three | {6: 11, 8: 12, 9: 12}))


@pytest.mark.parametrize(
    ("claims", "spans", "by_text", "said"),
    [
        ({BASE: NOON, DOTS: NOON}, (), (), NOON),  # Typst
        ({BASE: NOON, DOTS: FEH}, ((0, 1, NOON),), (), NOON),
        ({BASE: NOON, DOTS: FEH}, ((1, 2, FEH),), (), FEH),
        ({BASE: NOON, DOTS: FEH}, (), (), ""),
        ({DOTS: NOON}, (), (), ""),  # the dots of many letters (WeasyPrint)
        ({DOTS: NOON}, (), {0}, NOON),  # those of one (fpdf2)
        ({DOTS: NOON}, ((0, 2, FEH),), {0}, FEH),  # Chromium
        ({BASE: "\N{REPLACEMENT CHARACTER}", DOTS: "\N{REPLACEMENT CHARACTER}"}, (), (), ""),
    ],
)
def test_what_all_glyphs_of_a_letter_say_is_said_of_it(
    claims: dict[int, str], spans: tuple[tuple[int, int, str], ...], by_text: Any, said: str
) -> None:
    document = nastaliq(claims, [DOTS, BASE], *spans)
    letter = split_letters.Letter(0, BASE, ((DOTS, 0, 0),))
    claimed = split_claims.claims_of_letters(document, [[split_letters.Found(1, (0,), letter)]], {letter: 7}, by_text)
    assert claimed == ({(0, 7): said} if said else {})


def test_what_is_always_said_of_a_base_alone_is_its_claim_unless_it_has_dots() -> None:
    for texts, said in (((LAM, LAM), LAM), ((LAM, "\u0645"), ""), ((NOON, NOON), "")):
        spans = [(at, at + 1, text) for at, text in enumerate(texts)]
        claimed = split_claims.claims_of_bases(nastaliq({BASE: FEH}, [BASE, BASE], *spans), [[]], {0: DRAWN}, ())
        assert claimed == ({(0, BASE): said} if said else {})


def test_what_a_code_claims_needs_no_telling_but_where_codes_go_by_text() -> None:
    for by_text, said in (((), {}), ({0}, {(0, BASE): "\u0639"})):
        assert split_claims.claims_of_bases(nastaliq({BASE: "\ufecb"}, [BASE]), [[]], {0: DRAWN}, by_text) == said
    joined = split_letters.Found(0, (1,), split_letters.Letter(0, BASE, ((DOTS, 0, 0),)))
    document = nastaliq({BASE: FEH}, [BASE, DOTS], (0, 1, LAM))
    assert split_claims.claims_of_bases(document, [[joined]], {0: DRAWN}, {0}) == {}


def test_letters_are_what_their_clusters_claim(page: Typeset, apart: Extraction) -> None:
    """As Typst claims them: each glyph of a letter the whole of it, by its code or else by /ActualText."""
    assert all(end > start for start, end, _ in clusters(page, apart))
    claiming = replace(apart.pages[0], actual_text=clusters(page, apart))
    joined = join_dots(replace(apart, pages=(claiming, *apart.pages[1:])), EVIDENCE)
    truth = page.truth
    right = {
        new: truth[old]
        for old, new in zip(codes(page.extraction), codes(joined), strict=True)
        if new >= FIRST_CODE and truth.get(old)
    }
    said = {code: text for code, text in joined.fonts[0].to_unicode.items() if code in right}
    assert len(said) > 25
    assert said == {code: right[code] for code in said}


def clusters(page: Typeset, apart: Extraction) -> tuple[tuple[int, int, str], ...]:
    """A span for each glyph of the letters of the first page."""
    spans: list[tuple[int, int, str]] = []
    whole, first, row = iter(codes(page.extraction)), apart.pages[0], 0
    while row < len(first):
        count = 2 if apart.fonts[0].widths[int(first.charcode[row])] == 0.0 else 1
        shown = page.truth.get(next(whole), "")
        spans += [(at, at + 1, shown) for at in range(row, row + count) if shown and count == 2]
        row += count
    return tuple(spans)


def test_what_is_said_of_a_base_alone_is_claimed_wherever_it_stands() -> None:
    page = nastaliq({BASE: FEH}, [BASE, SPACE, BASE]).pages[0]
    assert whole_letters._joined(page, [], {}, {(0, BASE): 5}, set()).claim.tolist() == [5, -1, 5]
    assert whole_letters._joined(page, [], {}, {(0, FIRST_CODE): 5}, set()).claim.tolist() == page.claim.tolist()


@pytest.mark.parametrize(
    ("claim", "wrong"), [(NOON, True), ("\ufb9f", False), (LAM, False), ("\u066e", True), ("\N{ARABIC SUKUN}", False)]
)
def test_a_base_that_claims_a_letter_with_dots_is_believed_nowhere(claim: str, wrong: bool) -> None:
    """But noon ghunna, which is noon without its dot, and what has none."""
    document = nastaliq({BASE: claim}, [BASE])
    assert split_claims.wrongly_claimed(document, {(0, BASE)}) == ({(0, BASE)} if wrong else set())
