"""Words that support claims or reject them, and fonts that are accepted or rejected by them."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from pathlib import Path
from types import SimpleNamespace

import numpy as np
import pytest
from numpy.typing import NDArray

from tests.decipher.glyph.tiny_fonts import font
from tests.decipher.glyph.tiny_pages import SIZE, WIDTH, page_of
from tests.glyph_columns import at_rows, glyph_columns, with_columns
from warraq.decipher.glyph import channel, parameters
from warraq.decipher.glyph.signs.tokens import Symbols, symbols_of
from warraq.decipher.glyph.trust import claim_checks, lexicon_support
from warraq.decipher.glyph.trust.claim_checks import ClaimChecks
from warraq.decipher.glyph.trust.lexicon_support import LETTER, in_lexicon, support_of_words, words_of
from warraq.extract.pages.pdf_file import extract_pdf
from warraq.fonts.outlines import atlas
from warraq.fonts.outlines.atlas import Atlas
from warraq.fonts.outlines.outline import OutlineEvidence, Use, outline_evidence
from warraq.language.model import LanguageModel
from warraq.language.parameters import STEP
from warraq.model.font import Font
from warraq.model.glyph import Extraction, Page
from warraq.model.packed.pages import PackedPages, each_page

FIXTURES = Path(__file__).resolve().parents[4] / "fixtures"
PDFS = FIXTURES / "pdf"
TEXT = (FIXTURES / "truth" / "honest.txt").read_text("utf-8")
LETTERS = "ابتثجحخدذرزسشصضطظعغفقكلمنهويىةأإآؤئء"
CODE = {letter: code for code, letter in enumerate(LETTERS, start=1)}


def line_of(claims: dict[int, str], *, leftwards: bool = True) -> tuple[Extraction, Symbols]:
    """The text, one code a letter whatever its form; the claims say what the file makes of each."""
    codes: list[int | None] = [CODE.get(c) if c in CODE else None for c in TEXT if c in CODE or c.isspace()]
    made = page_of(font(None, codes=tuple(CODE.values()), claims=claims), codes, leftwards=leftwards)
    return made, symbols_of(made)


def right() -> dict[int, str]:
    return {code: letter for letter, code in CODE.items()}


def painted_twice(extraction: Extraction) -> Extraction:
    """Each glyph again, a little to the right, as producers make bold letters of a face that has none."""
    (page,) = extraction.pages
    twice = {name: np.repeat(column, 2) for name, column in glyph_columns(page).items()}
    twice["x"][1::2] += 0.3
    return replace(extraction, pages=(with_columns(page, twice),))


def checks_of(extraction: Extraction, symbols: Symbols) -> ClaimChecks:
    return ClaimChecks(extraction, symbols, {0: range(len(symbols))}, words=True, ink=False)


def test_words_of_the_lexicon_are_those_that_the_model_has() -> None:
    model = LanguageModel.load()
    words = ["المادة", "الأمم", "قثصش", "لا", "كتب", "زعفبي", "ولا"]
    assert np.isfinite(in_lexicon(model, words)).tolist() == [word in model for word in words]
    assert in_lexicon(model, ["المادة"])[0] > in_lexicon(model, ["المكا"])[0]
    assert in_lexicon(model, []).tolist() == []
    assert in_lexicon(model, ["", "ولا"]).tolist() == [-np.inf, in_lexicon(model, ["ولا"])[0]]
    known = [word for word in words if word in model]
    numbers = [model.token_id(word) for word in known]
    assert in_lexicon(model, known).tolist() == (-STEP * model.word_value[numbers, 0]).tolist()


def test_words_vouch_for_right_claims() -> None:
    extraction, symbols = line_of(right())
    odds = support_of_words(extraction, symbols, 0)
    assert sum(value >= parameters.ClaimChecks.SUPPORTS for value in odds.values()) >= 25
    assert not [s for s, value in odds.items() if value <= -parameters.ClaimChecks.SUPPORTS and symbols.count[s] > 5]


@pytest.mark.parametrize("claims", [{}, dict.fromkeys(CODE.values(), "e")])
def test_a_font_that_claims_no_arabic_letter_is_not_searched_for_words(
    claims: dict[int, str], monkeypatch: pytest.MonkeyPatch
) -> None:
    extraction, symbols = line_of(claims)
    monkeypatch.delattr(lexicon_support, "words_of")
    assert support_of_words(extraction, symbols, 0) == {}
    with pytest.raises(NameError):
        support_of_words(*line_of(right()), 0)


@pytest.mark.parametrize(("letter", "claim"), [("ه", "\ufbab"), ("ك", "\ufb90"), ("ي", "\ufbff")])
def test_forms_that_other_languages_share_are_called_arabic_by_words(letter: str, claim: str) -> None:
    extraction, symbols = line_of(right() | {CODE[letter]: claim})
    shared = checks_of(extraction, symbols).shared(0)
    assert [int(symbols.code[s]) for s in shared] == [CODE[letter]]
    (glyph_map,) = channel.decipher(extraction)
    assert glyph_map.readings[CODE[letter]].text == letter


@pytest.mark.parametrize(("leftwards", "looks"), [(True, 1), (False, 2)])
def test_words_are_read_backwards_only_where_few_are_known(
    leftwards: bool, looks: int, monkeypatch: pytest.MonkeyPatch
) -> None:
    asked: list[list[str]] = []

    def counted(model: LanguageModel, words: list[str]) -> NDArray[np.float64]:
        asked.append(words)
        return in_lexicon(model, words)

    monkeypatch.setattr(lexicon_support, "in_lexicon", counted)
    odds = support_of_words(*line_of(right(), leftwards=leftwards), 0)
    assert len(asked) == looks
    assert sum(value >= parameters.ClaimChecks.SUPPORTS for value in odds.values()) >= 25


def test_the_ink_of_a_code_is_looked_at_once(monkeypatch: pytest.MonkeyPatch) -> None:
    """Also where it says nothing: a blank, a claim that no face draws."""
    honest = extract_pdf(PDFS / "honest.pdf")
    symbols = symbols_of(honest)
    number = int(symbols.font[symbols.claim.index(" ")])
    members = [s for s in range(len(symbols)) if symbols.font[s] == number]
    asked: list[int] = []

    def counted(font: Font, uses: Sequence[Use], book: Atlas) -> OutlineEvidence | None:
        asked.append(len(uses))
        return outline_evidence(font, uses, book)

    monkeypatch.setattr(claim_checks, "outline_evidence", counted)
    checks = ClaimChecks(honest, symbols, {number: members}, words=True, ink=True)
    first = checks._look(number, members)
    assert checks._look(number, members[::-1]) == first
    assert asked == [len(members)]
    assert len(first) < len(members)


def test_words_accuse_a_wrong_claim_and_no_other_that_is_common() -> None:
    wrong = right() | {CODE["م"]: "ط"}
    extraction, symbols = line_of(wrong)
    odds = support_of_words(extraction, symbols, 0)
    rejected = {
        symbols.claim[s]
        for s, value in odds.items()
        if value <= -parameters.ClaimChecks.SUPPORTS and int(symbols.code[s]) == CODE["م"]
    }
    assert rejected == {"ط"}


@pytest.mark.parametrize(
    ("look", "doubted"),
    [
        ((3.3, "لا"), True),
        ((1.5, "لا"), False),  # the claim suits the ink as well
        ((3.3, "لح"), False),  # no word either
        ((6.0, "لح"), False),
        ((8.0, "لح"), True),  # the ink alone is enough
    ],
)
def test_a_claim_is_doubted_where_words_ask_for_what_the_ink_shows(
    look: tuple[float, str], doubted: bool, monkeypatch: pytest.MonkeyPatch
) -> None:
    checks, wrong = claimed_to_be_a_lam()
    assert checks.supported(0) >= parameters.ClaimChecks.ACCEPTED
    monkeypatch.setattr(checks, "_look", lambda font, sample: {s: look if s == wrong else (0.0, "") for s in sample})
    assert checks.doubted(0) == [wrong] * doubted


@pytest.mark.parametrize(
    ("gap", "asked", "supported", "doubted"),
    [
        (1.9, 50.0, 1.0, False),  # the claim suits the ink as well
        (2.1, 50.0, 1.0, True),
        (2.1, 50.0, 0.5, False),  # a text of another language
        (2.1, 4.9, 1.0, False),
        (2.1, 6.1, 1.0, True),
        (50.0, None, 1.0, True),  # nobody has to be asked
    ],
)
def test_words_and_ink_together_outweigh_what_words_say_of_the_claim(
    gap: float, asked: float | None, supported: float, doubted: bool, monkeypatch: pytest.MonkeyPatch
) -> None:
    checks, wrong = claimed_to_be_a_lam()
    monkeypatch.setattr(checks, "odds", lambda font: {wrong: -3.0})
    monkeypatch.setattr(checks, "supported", lambda font: supported)
    monkeypatch.setattr(checks, "_look", lambda font, sample: {wrong: (gap, "\u0644\u0627")})
    monkeypatch.setattr(checks, "_asked", lambda symbol, text: {"\u0644\u0627": asked}[text])
    assert checks.doubted(0) == [wrong] * doubted


def claimed_to_be_a_lam() -> tuple[ClaimChecks, int]:
    """A text in one word of which a lam-alef is claimed to be a lam, and the symbol of that."""
    ligature = len(LETTERS) + 1
    text: list[int | None] = [CODE.get(c) for c in TEXT if c in CODE or c.isspace()]
    word = [None, CODE["ا"], ligature, *map(CODE.__getitem__, "لتزام")]
    codes = (*CODE.values(), ligature)
    extraction = page_of(font(None, codes=codes, claims=right() | {ligature: "ل"}), text + word)
    symbols = symbols_of(extraction)
    checks = ClaimChecks(extraction, symbols, {0: range(len(symbols))}, words=True, ink=True)
    (wrong,) = np.flatnonzero(symbols.code == ligature).tolist()
    return checks, wrong


def test_letters_set_from_left_to_right_vouch_too() -> None:
    extraction, symbols = line_of(right(), leftwards=False)
    assert checks_of(extraction, symbols).supported(0) > 0.8


def test_claims_that_spell_no_words_convict_the_font() -> None:
    letters = list(right().values())
    shifted = dict(zip(right(), letters[3:] + letters[:3], strict=True))
    assert checks_of(*line_of(shifted)).garbled(0)
    assert not checks_of(*line_of(right())).garbled(0)


def test_words_vouch_for_claims_of_glyphs_that_are_painted_twice() -> None:
    extraction, symbols = line_of(right())
    twice = painted_twice(extraction)
    assert support_of_words(twice, symbols_of(twice), 0) == support_of_words(extraction, symbols, 0)
    assert not checks_of(twice, symbols_of(twice)).garbled(0)


def test_words_of_several_pages_are_those_of_each() -> None:
    """Each page has word spaces of its own, and its lines; one has nothing of the font."""
    extraction, _ = line_of(right())
    (wide,) = extraction.pages
    column, row = np.rint((560 - wide.x) / WIDTH).astype(int) - 1, np.rint(wide.y).astype(int)
    spaces = column - np.array([np.sum((row == row[k]) & (column < column[k])) for k in range(len(wide))])
    narrow = replace(wide, x=(wide.x + spaces * (WIDTH - 0.12 * SIZE)).astype(np.float32))
    other = replace(wide, font=wide.font + 1)

    def words_on(*pages: Page) -> list[tuple[int, ...]]:
        together = replace(extraction, pages=pages, fonts=extraction.fonts * 2)
        symbols = symbols_of(together)
        kind = np.full(len(symbols), LETTER, np.uint8)
        return [tuple(symbols.code[list(word)].tolist()) for word in words_of(together, symbols, 0, kind)]

    assert words_on(wide) == words_on(narrow) != []
    assert words_on(wide, other, wide, narrow) == words_on(wide) * 3
    assert words_on(other) == []
    # A page that begins with a part of a letter: its own place counts, not where the page before ended.
    part = replace(wide, advance=wide.advance * (np.arange(len(wide)) > 0))
    assert words_on(replace(wide, x=wide.x + 1000), part) == words_on(wide) + words_on(part)


@pytest.mark.parametrize("foreign", ["\u06cc", "\u067e", "\u06d2"])
def test_a_text_in_another_language_is_not_convicted(foreign: str) -> None:
    letters = list(right().values())
    shifted = dict(zip(right(), letters[3:] + letters[:3], strict=True)) | {CODE["ا"]: foreign}
    assert not checks_of(*line_of(shifted)).garbled(0)


def test_what_claims_nothing_is_missed_where_words_need_it() -> None:
    claims = right()
    del claims[CODE["ن"]]
    extraction, symbols = line_of(claims)
    silent = next(s for s in range(len(symbols)) if int(symbols.code[s]) == CODE["ن"])
    assert support_of_words(extraction, symbols, 0)[silent] <= -parameters.ClaimChecks.SUPPORTS


def test_codes_that_claim_marks_and_stand_in_the_line_convict() -> None:
    marks = dict(zip((CODE[c] for c in "المن"), "\u064b\u064c\u064d\u064e", strict=True))
    assert checks_of(*line_of(right() | marks)).widens_marks(0)
    assert not checks_of(*line_of(right())).widens_marks(0)


@pytest.mark.parametrize(("drawn", "arabic"), [("\u0643", True), ("k", False)])
def test_a_font_of_latin_claims_paints_arabic_where_its_ink_is_arabic(
    monkeypatch: pytest.MonkeyPatch, drawn: str, arabic: bool
) -> None:
    """That the ink contradicts the claims is not enough: other Latin letters may be painted."""
    claims = dict(enumerate("abcdefghij", start=1))
    made = page_of(font(None, codes=tuple(claims), claims=claims), list(claims))
    symbols = symbols_of(made)
    monkeypatch.setattr(claim_checks, "_look", lambda font, sample, symbols: dict.fromkeys(sample, (40.0, drawn)))
    assert ClaimChecks(made, symbols, {0: range(len(symbols))}, words=True, ink=True).paints_arabic(0) is arabic


@pytest.mark.parametrize(("gap", "standing"), [(1.0, "\u0628\u06f7%"), (5.0, "\u06f7%"), (20.0, "")])
def test_digits_and_signs_stand_unless_ink_belies_them(
    monkeypatch: pytest.MonkeyPatch, gap: float, standing: str
) -> None:
    claims = dict(enumerate("\u0628\u06f7%", start=1))
    made = page_of(font(None, codes=tuple(claims), claims=claims), [1, 2, 3])
    symbols = symbols_of(made)
    monkeypatch.setattr(claim_checks, "_look", lambda font, sample, symbols: dict.fromkeys(sample, (gap, "\u0643")))
    signs = ClaimChecks(made, symbols, {0: range(len(symbols))}, words=True, ink=True).borne_out(0)
    assert "".join(sorted(symbols.claim[s] or "" for s in signs)) == "".join(sorted(standing))


@pytest.mark.parametrize(("letter", "stands"), [("\u0637", False), ("\u067e", True)])
def test_words_accuse_no_claim_of_another_language_that_ink_bears_out(
    monkeypatch: pytest.MonkeyPatch, letter: str, stands: bool
) -> None:
    """Heh for meem makes no Arabic words, but the text claims peh throughout."""
    claims = right() | {CODE["ا"]: letter, CODE["م"]: "\u0647"}
    extraction, symbols = line_of(claims)
    monkeypatch.setattr(claim_checks, "_look", lambda font, sample, symbols: dict.fromkeys(sample, (0.0, "")))
    signs = ClaimChecks(extraction, symbols, {0: range(len(symbols))}, words=True, ink=True).borne_out(0)
    assert (CODE["م"] in symbols.code[signs]) is stands


def test_the_atlas_knows_no_persian_four() -> None:
    assert claim_checks.same_value("\u06f4") == ()
    assert claim_checks.same_value("\u06f3") == ("3", "\u0663")


@pytest.mark.parametrize(
    ("beside", "missed"), [("\u0648", True), ("M", True), ("\u0644\u0648", False), (None, False), ("-", False)]
)
def test_a_glyph_that_no_neighbour_can_name_is_missed(
    monkeypatch: pytest.MonkeyPatch, beside: str | None, missed: bool
) -> None:
    claims = {1: "\u0623"} | ({2: beside} if beside else {})
    made = page_of(font(None, codes=(1, 2, 3), claims=claims), [1, 2, 3, None, 1, 2, 3])
    symbols = symbols_of(made)
    checks = checks_of(made, symbols)
    monkeypatch.setattr(checks, "inked", lambda symbol: True)
    assert (3 in symbols.code[checks.unnamed(0)]) is missed


@pytest.mark.parametrize(("times", "missed"), [(1, True), (2, False)])
def test_a_glyph_that_a_neighbour_can_name_in_few_places_is_missed(
    monkeypatch: pytest.MonkeyPatch, times: int, missed: bool
) -> None:
    claims = {1: "\u0623", 2: "\u0644\u0648", 4: "\u0648"}
    shown = [[1, 2, 3, None]] * times + [[1, 4, 3, None]] * (5 - times)
    made = page_of(font(None, codes=(1, 2, 3, 4), claims=claims), [code for word in shown for code in word])
    symbols = symbols_of(made)
    checks = checks_of(made, symbols)
    monkeypatch.setattr(checks, "inked", lambda symbol: True)
    assert (3 in symbols.code[checks.unnamed(0)]) is missed


@pytest.mark.parametrize(
    ("painted", "base", "down", "missed"),
    [
        ((1, 2, 3), 2, 0.0, [2, 3]),
        ((1, 3, 2), 2, 0.0, [2, 3]),
        ((1, 2, 3), 1, 0.0, [2]),
        ((1, 2, 3), 2, 20.0, [2]),  # another line
    ],
)
def test_a_mark_on_a_glyph_that_nobody_names_is_missed_with_it(
    monkeypatch: pytest.MonkeyPatch, painted: tuple[int, ...], base: int, down: float, missed: list[int]
) -> None:
    made = page_of(font(None, codes=(1, 2, 3), claims={1: "\u0628"}), [*painted, None, *painted])
    page = made.pages[0]
    mark = page.charcode == 3
    x, advance = page.x.copy(), np.where(mark, 0, page.advance).astype(np.float32)
    first = page.charcode == 1
    x[page.charcode == 2] = page.x[first] + page.advance[first]
    x[mark] = x[page.charcode == base] + 1
    y = np.where(mark, page.y + down, page.y).astype(np.float32)
    made = replace(made, pages=(replace(page, x=x, y=y, advance=advance),))
    symbols = symbols_of(made)
    checks = checks_of(made, symbols)
    monkeypatch.setattr(checks, "inked", lambda symbol: True)
    assert [int(symbols.code[s]) for s in checks.unnamed(0)] == missed


@pytest.mark.parametrize(
    ("base", "elsewhere", "missed"),
    [
        ("\u0648", False, [3]),
        ("\u0627", False, [3]),
        ("\u0648", True, []),  # the mark stands on another letter too
        ("\u0624", False, []),  # the letter claims the hamza
        ("\u0649", False, []),  # its dots may be apart
    ],
)
def test_a_mark_that_only_bare_letters_bear_is_missed(
    monkeypatch: pytest.MonkeyPatch, base: str, elsewhere: bool, missed: list[int]
) -> None:
    """XeTeX has no code point for the hamza that FreeSerif draws on waw, and says of that glyph nothing."""
    painted = [1, 3, 2, None, 1, 3, 2, *([None, 2, 3, 1] if elsewhere else [])]
    made = page_of(font(None, codes=(1, 2, 3), claims={1: base, 2: "\u0644"}), painted)
    page = made.pages[0]
    mark = np.flatnonzero(page.charcode == 3)
    x, advance = page.x.copy(), page.advance.copy()
    x[mark], advance[mark] = x[mark - 1] + 1, 0
    made = replace(made, pages=(replace(page, x=x, advance=advance),))
    symbols = symbols_of(made)
    checks = checks_of(made, symbols)
    monkeypatch.setattr(checks, "inked", lambda symbol: True)
    assert [int(symbols.code[s]) for s in checks.unnamed(0)] == missed


def test_a_bullet_that_claims_nothing_is_not_missed(monkeypatch: pytest.MonkeyPatch) -> None:
    made = page_of(font(None, codes=(1, 2), claims={1: "\u0628"}), [2, None, 1, 1, None, 1])
    symbols = symbols_of(made)
    checks = checks_of(made, symbols)
    monkeypatch.setattr(checks, "inked", lambda symbol: True)
    assert checks.unnamed(0) == []


def test_pages_are_looked_through_once_for_all_that_claims_nothing(monkeypatch: pytest.MonkeyPatch) -> None:
    made = page_of(font(None, codes=(1, 2, 3), claims={1: "\u0628"}), [1, 2, 1, None, 1, 3, 1])
    symbols = symbols_of(made)
    asked: list[int] = []

    def of_page(index: int, _: Page) -> NDArray[np.int64]:
        asked.append(index)
        return symbols.of_page[index]

    pages = each_page(PackedPages(made.pages), of_page)
    checks = checks_of(made, replace(symbols, of_page=pages))
    monkeypatch.setattr(checks, "inked", lambda symbol: True)
    assert [int(symbols.code[s]) for s in checks.unnamed(0)] == [2, 3]
    assert asked == [0]


def test_a_glyph_is_looked_at_in_so_many_places(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(parameters.ClaimChecks, "PLACES", 2)
    claims = {1: "\u0628", 2: "\u0644\u0627"}
    made = page_of(font(None, codes=(1, 2, 3), claims=claims), [1, 3, 1, None, 1, 3, 1, None, 2, 3])
    symbols = symbols_of(made)
    checks = checks_of(made, symbols)
    monkeypatch.setattr(checks, "inked", lambda symbol: True)
    assert [int(symbols.code[s]) for s in checks.unnamed(0)] == [3]


def test_a_glyph_that_is_painted_twice_does_not_name_itself(monkeypatch: pytest.MonkeyPatch) -> None:
    made = painted_twice(page_of(font(None, codes=(1, 2), claims={1: "\u0628"}), [1, 2, 1]))
    symbols = symbols_of(made)
    checks = checks_of(made, symbols)
    monkeypatch.setattr(checks, "inked", lambda symbol: True)
    assert [int(symbols.code[s]) for s in checks.unnamed(0)] == [2]


@pytest.mark.parametrize(("claim", "suits"), [("K", True), ("\N{KELVIN SIGN}", True), ("M", False)])
def test_a_sign_that_unicode_calls_the_same_letter_suits_its_outline(
    claim: str, suits: bool, monkeypatch: pytest.MonkeyPatch
) -> None:
    """XeTeX claims the last code point that its face has for a glyph."""
    labels = [label.text for label in atlas.shipped().labels]
    seen = SimpleNamespace(blank=[False], loglik=np.array([[0.0 if text == "K" else -50.0 for text in labels]]))
    monkeypatch.setattr(claim_checks, "outline_evidence", lambda *_: seen)
    made = page_of(font(None, codes=(1,), claims={1: claim}), [1])
    checks = ClaimChecks(made, symbols_of(made), {0: [0]}, words=False, ink=True)
    assert (checks._look(0, [0])[0][0] == 0.0) is suits


@pytest.mark.parametrize(("word", "says"), [("من", False), ("كتب", True)])
def test_words_of_two_letters_say_nothing(word: str, says: bool) -> None:
    """Most pairs of letters are a word."""
    assert bool(lexicon_support._judge({tuple(range(len(word))): word})) is says


def test_a_code_needs_no_more_than_a_few_words(monkeypatch: pytest.MonkeyPatch) -> None:
    """The first of each code, so that those which stand in few words have theirs."""
    words = [word for word in TEXT.split() if len(word) > 3 and set(word) <= set(LETTERS)]
    spelled = {tuple(CODE[c] for c in word): word for word in words}
    few = lexicon_support._judge(spelled)
    monkeypatch.setattr(parameters.LexiconSupport, "ENOUGH", len(words))
    every = lexicon_support._judge(spelled)
    assert few.keys() == every.keys()
    assert few[CODE["ا"]] < every[CODE["ا"]]


def test_a_code_that_claims_nothing_needs_more_words() -> None:
    words = [word for word in TEXT.split() if len(word) > 4 and word.startswith("ا") and set(word) <= set(LETTERS)]
    spelled = {(1, *(2,) * (k + 3)): word for k, word in enumerate(dict.fromkeys(words))}
    few, many = (lexicon_support._judge(spelled, silent)[1] for silent in (frozenset[int](), frozenset({1})))
    assert len(spelled) > 16
    assert few < many / 2


def test_letters_without_a_gap_between_words_say_nothing() -> None:
    codes = [CODE[c] for c in TEXT if c in CODE]
    made = page_of(font(None, codes=tuple(CODE.values()), claims=right()), codes)
    assert support_of_words(made, symbols_of(made), 0) == {}


def test_fonts_are_read_to_the_end_of_the_page_on_which_they_have_written_enough() -> None:
    extraction, _ = line_of(right())
    (page,) = extraction.pages
    pages = (page,) * 4
    together = replace(extraction, pages=pages)
    words = [
        sum(1 for _ in words_of(each, symbols_of(each), 0, np.full(len(symbols_of(each)), LETTER, np.uint8)))
        for each in (extraction, together, replace(together, pages=pages * 2))
    ]
    assert words[0] < words[1] == words[2]


def test_few_letters_that_spell_no_words_convict_no_font() -> None:
    letters = list(right().values())
    shifted = dict(zip(right(), letters[3:] + letters[:3], strict=True))
    extraction, _ = line_of(shifted)
    (page,) = extraction.pages
    few = replace(extraction, pages=(at_rows(page, slice(120)),))
    assert not checks_of(few, symbols_of(few)).garbled(0)


def test_ink_is_looked_at_of_so_many_codes_and_of_fewer_where_words_support_most() -> None:
    claims = {code: chr(0x100 + code) for code in range(1, 61)}
    made = page_of(font(None, codes=tuple(claims), claims=claims), list(claims))
    extraction, symbols = line_of(right())
    strange, shifted = checks_of(made, symbols_of(made)), checks_of(*line_of(dict.fromkeys(right(), "ط")))
    assert len(strange._sample(0)[0]) == 48
    assert len(shifted._sample(0)[0]) == len(symbols) > len(checks_of(extraction, symbols)._sample(0)[0]) == 20


@pytest.mark.parametrize(("wrong", "count", "contradicted"), [(1, 30, False), (2, 60, True), (2, 90, False)])
def test_claims_are_contradicted_where_two_are_and_of_many_a_share(
    wrong: int, count: int, contradicted: bool, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Of many letters two are drawn as no other face draws them."""
    claims = {code: chr(0x100 + code) for code in range(1, count + 1)}
    made = page_of(font(None, codes=tuple(claims), claims=claims), list(claims))
    symbols = symbols_of(made)
    monkeypatch.setattr(parameters.ClaimChecks, "SAMPLE", count)
    monkeypatch.setattr(
        claim_checks, "_look", lambda font, sample, symbols: {s: (40.0 if s < wrong else 0.0, "k") for s in sample}
    )
    checks = ClaimChecks(made, symbols, {0: range(len(symbols))}, words=True, ink=True)
    assert checks._find_contradicted(0) is contradicted
