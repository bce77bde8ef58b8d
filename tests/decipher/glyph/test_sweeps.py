"""The ascent's loops: what is kept between look-ups, what language may say between spellings, what is tried beside."""

from typing import Any

import numpy as np
import pytest

from warraq.decipher.glyph import parameters
from warraq.decipher.glyph.candidates.candidates import Candidates, spelled_labels
from warraq.decipher.glyph.candidates.more_letters import MoreLetters
from warraq.decipher.glyph.candidates.ranking import ranking
from warraq.decipher.glyph.parameters import (
    ANY_FORM,
    NO_LETTER_MOST,
    SEATED_MOST,
    SPELLING_MOST,
    SPELLING_SHARE,
    WRONG_JOIN,
)
from warraq.decipher.glyph.scores.columns import MORE_ROOM, columns_of, nothing_kept
from warraq.decipher.glyph.scores.problem import Problem, make_problem
from warraq.decipher.glyph.scores.sign_score import (
    AsRead,
    Scored,
    SignCandidates,
    Turns,
    probe,
    score_candidates,
    score_pairs,
    sweep,
    temper,
)
from warraq.decipher.glyph.scores.word_score import Reader, WordTables, score_token, word_tables
from warraq.decipher.glyph.search import coordinate_ascent, solve
from warraq.decipher.glyph.search.coordinate_ascent import doubtful, widen
from warraq.decipher.glyph.signs.spellings import Spellings
from warraq.decipher.glyph.signs.tokens import Tokens
from warraq.fonts.outlines import atlas
from warraq.language import units
from warraq.language.model import LanguageModel

#: Words, names and letters in no order; the last is longer than what is kept, and begins with the one before.
LONG = "المستشفيات" * 2
WORDS = ("في", "المادة", "المحكمة", "مؤسسة", "مئسسة", "سسسسس", "طقثخغ", "ال", "و", LONG, LONG * 2)


def score(word: str, spellings: Spellings, tables: WordTables) -> float:
    numbers = np.array([spellings.number(letter) for letter in word], np.int64)
    flat, starts = np.arange(numbers.size), np.array([0, numbers.size])
    return score_token(Reader(flat, starts, np.ones(1), numbers, numbers, spellings.tables(), tables), tables, 0)


def looked_up(tables: WordTables) -> int:
    """How many words are kept."""
    return int(np.count_nonzero(np.asarray(tables.words)["low"]))


def test_what_was_looked_up_is_found_again_as_it_was() -> None:
    spellings, kept = Spellings(), word_tables(LanguageModel.load())
    fresh = [score(word, spellings, word_tables(LanguageModel.load())) for word in WORDS]
    assert [score(word, spellings, kept) for word in WORDS] == fresh
    assert [score(word, spellings, kept) for word in reversed(WORDS)] == fresh[::-1]
    assert looked_up(kept) == len(WORDS) - 2  # a lone letter, and one too long to be kept


def test_what_one_document_looked_up_is_there_for_the_next() -> None:
    solve._words.cache_clear()
    score("المحكمة", Spellings(), solve._words(language=True, joining=True))
    assert looked_up(solve._words(language=True, joining=True)) == 1
    assert not looked_up(solve._words(language=False, joining=True))  # it says nothing of words there


def tempered(strings: Any, outline: Any, scores: Any, spellings: Spellings) -> None:
    none, tables = np.zeros(0, np.int64), spellings.tables()
    reader = Reader(none, none, np.zeros(0), none, none, tables, word_tables(LanguageModel.load()))
    temper(reader, strings, outline, scores, np.full((2, tables.variant.size + 1), np.nan))


def test_language_says_little_between_spellings_and_all_between_letters() -> None:
    spellings = Spellings()
    strings = np.array([spellings.number(letter) for letter in ("\u0627", "\u0623", "\u0628")], np.int64)
    outline = np.array([0.0, -1.0, -2.0])
    scores = np.array([-100.0, -61.0, -42.0])  # hamza gains 40 over plain alef, beh 20 over that
    tempered(strings, outline, scores, spellings)
    assert scores.tolist() == pytest.approx([-100.0 + 40 - SPELLING_MOST, -61.0, -42.0])
    close = np.array([-10.0, -9.0])
    tempered(strings[:2], outline[:2], close, spellings)
    assert close.tolist() == pytest.approx([-10.0 + 2 - 2 * SPELLING_SHARE, -9.0])


def test_language_says_much_against_a_hamza_over_waw_and_yeh_and_little_for_it() -> None:
    spellings = Spellings()
    for plain, seated in (("\N{ARABIC LETTER WAW}", "\N{ARABIC LETTER WAW WITH HAMZA ABOVE}"), ("\u064a", "\u0626")):
        strings = np.array([spellings.number(plain), spellings.number(seated)], np.int64)
        scores = np.array([-20.0, -95.0])  # the words have none
        tempered(strings, np.zeros(2), scores, spellings)
        assert scores.tolist() == pytest.approx([-20.0, -20.0 - SEATED_MOST])
        scores = np.array([-95.0, -20.0])  # they have one, which a writer may leave out
        tempered(strings, np.zeros(2), scores, spellings)
        assert scores.tolist() == pytest.approx([-20.0 - SPELLING_MOST, -20.0])


def test_language_says_little_between_signs_that_are_no_letters() -> None:
    spellings = Spellings()
    strings = np.array([spellings.number(sign) for sign in "1/"], np.int64)
    scores = np.array([-90.0, -10.0])
    tempered(strings, np.zeros(2), scores, spellings)
    assert scores.tolist() == pytest.approx([-10.0 - NO_LETTER_MOST, -10.0])


def test_strings_that_one_document_adds_are_not_in_the_next_ones() -> None:
    book = atlas.shipped()
    spellings, index = spelled_labels(book)
    count = spellings.tables().kind.size
    assert spellings.texts[index.strings[5]] == book.labels[5].text
    added = spellings.number("\u0628\u0628\u0628\u0628")
    assert added == count == spellings.tables().kind.size - 1
    assert spellings.tables().length[added] == 4
    other, _ = spelled_labels(book)
    assert other.find("\u0628\u0628\u0628\u0628") == -1
    assert other.tables().kind.size == count


def test_more_letters_are_those_that_are_not_there_yet_each_once() -> None:
    spellings = Spellings()
    lam_alef = spellings.number("\u0644\u0627")
    beh, teh = spellings.number("\u0628"), spellings.number("\u062a")
    have = Candidates(np.array([beh, teh]), np.array([ANY_FORM, ANY_FORM]), np.array([0.0, -1.0]))
    more = MoreLetters(spellings, [lam_alef])
    letters = more.beside(have, pairs=False)
    assert {spellings.texts[s] for s in letters.strings} == {*units.LETTERS, ""} - {"\u0628", "\u062a"}
    pairs = more.beside(have, pairs=True)
    texts = [spellings.texts[s] for s in pairs.strings]
    assert len(texts) == len(set(texts))
    assert {"\u0644\u0627", "\u0628\u0631", "\u062a\u0631", "\u062c\u0628"} <= set(texts)
    assert "\u0631\u0628" not in texts  # reh doesn't join what is behind it
    assert pairs.outline.max() < have.outline.min()


def test_leaders_say_nothing_of_their_sign() -> None:
    spellings = Spellings()
    dots, word = [1, 1, 1, 1], [1, 1, 1, 2, 1]
    tokens = Tokens(
        flat=np.array([2, *dots, *word, *dots[1:]]), starts=np.array([0, 5, 10, 13]), counts=np.array([9, 1, 1]),
        follows=np.zeros((0, 3), np.int64), below=np.zeros(3, np.int64), above=np.zeros(3, np.int64),
    )  # fmt: skip
    beh = Candidates(np.array([spellings.number("\u0628")]), np.array([ANY_FORM]), np.zeros(1))
    counts, tables = np.array([0, 42, 1]), word_tables(LanguageModel.load())
    problem = make_problem(spellings, tables, np.zeros(3, np.int64), {1: beh, 2: beh}, counts, tokens)
    assert {sign: rows.tolist() for sign, rows in problem.tokens_of.items()} == {1: [1, 2], 2: [1]}


def test_candidates_are_laid_out_anew_when_one_was_added() -> None:
    spellings, tables = Spellings(), word_tables(LanguageModel.load())
    beh, teh = spellings.number("\u0628"), spellings.number("\u062a")
    one = np.zeros(1, np.int64)
    tokens = Tokens(one, np.arange(2), one + 1, np.zeros((0, 3), np.int64), one, one)
    candidates = Candidates(np.array([beh]), np.array([ANY_FORM]), np.zeros(1))
    problem = make_problem(spellings, tables, one.copy(), {0: candidates}, one + 1, tokens)
    before = problem.columns()
    assert problem.columns().strings is before.strings
    problem.candidates[0].add([teh], ANY_FORM, [-1.0])
    assert (before.strings.tolist(), problem.columns().strings.tolist()) == ([beh], [beh, teh])
    assert problem.columns().tokens is before.tokens  # those of a sign are the same


def test_what_outlines_say_of_candidates_is_laid_out_anew_when_it_changed() -> None:
    spellings, tables = Spellings(), word_tables(LanguageModel.load())
    beh, teh = spellings.number("\u0628"), spellings.number("\u062a")
    one = np.zeros(1, np.int64)
    tokens = Tokens(one, np.arange(2), one + 1, np.zeros((0, 3), np.int64), one, one)
    candidates = Candidates(np.array([beh, teh]), np.full(2, ANY_FORM), np.array([0.0, -1.0]))
    problem = make_problem(spellings, tables, one.copy(), {0: candidates}, one + 1, tokens)
    before = problem.columns()
    candidates.outline[0] -= 2.0
    assert problem.columns().outline.tolist() == [-2.0, -1.0]
    assert problem.columns().strings is before.strings


def test_signs_are_doubtful_whose_outline_is_new_or_suits_two_strings() -> None:
    spellings, any_form = Spellings(), np.full(3, ANY_FORM)
    beh, teh, noon = (spellings.number(c) for c in "\u0628\u062a\u0646")
    near, far, alone = np.array([-1.0, 0.0, -6.0]), np.array([-9.0, 0.0, 0.0]), np.zeros(3)
    candidates = {
        0: Candidates(np.array([teh, beh, noon]), any_form, near),
        1: Candidates(np.array([teh, beh, beh]), any_form, far),
        2: Candidates(np.array([teh, beh, beh]), any_form, far),
        3: Candidates(np.array([teh, teh, teh]), any_form, alone),
    }
    ones, one = np.ones(4, np.int64), np.ones(1, np.int64)
    tokens = Tokens(np.arange(4), np.array([0, 4]), one, np.zeros((0, 3), np.int64), ones, ones)
    problem = make_problem(spellings, word_tables(LanguageModel.load()), ones, candidates, ones, tokens)
    novelty = np.array(
        [
            0.0,
            parameters.CoordinateAscent.ANCHOR_NOVELTY,
            parameters.CoordinateAscent.ANCHOR_NOVELTY + 1,
            parameters.CoordinateAscent.ANCHOR_NOVELTY + 1,
        ],
        np.float32,
    )
    assert doubtful(problem, novelty) == [0, 2]  # the last one may be nothing else
    problem.move([])
    assert doubtful(problem, novelty) == []


def test_a_probe_gives_up_what_lags_behind_and_scores_the_rest() -> None:
    spellings, tables = Spellings(), word_tables(LanguageModel.load())
    word = "المحكمة"
    spelled = np.array([spellings.number(letter) for letter in word], np.int64)
    forms = np.full(spelled.size, ANY_FORM, np.int64)
    wrong = [spellings.number(letter) for letter in "ظغ"]
    tried = Candidates(np.array([spelled[2], *wrong]), np.full(3, ANY_FORM, np.int64), np.zeros(3))
    tokens = np.arange(4)
    columns = columns_of([2], [tried], {2: tokens})
    flat, starts = np.tile(np.arange(7), 4), np.arange(0, 35, 7)
    reader = Reader(flat, starts, np.ones(4), spelled, forms, spellings.tables(), tables)
    whole, short = probe(columns, reader, np.inf), probe(columns, reader, 5.0)
    assert whole.argmax() == 0
    assert short[0] == whole[0] > short[1] > whole[1]  # a bound, not the score
    assert spelled[2] == spellings.number(word[2])


def test_pairs_score_as_their_signs_do_one_after_the_other_and_hopeless_ones_are_given_up() -> None:
    spellings, tables = Spellings(), word_tables(LanguageModel.load())
    spelled = np.array([spellings.number(letter) for letter in "المحكمة"], np.int64)
    forms, before = np.full(spelled.size, ANY_FORM, np.int64), spelled.copy()
    one, other = 3, 4
    firsts = np.array([spellings.number("ظ"), spelled[one]])
    seconds = np.array([spelled[other], spellings.number("غ"), spellings.number("ذ")])
    prior, other_prior, tokens = np.array([2.0, -1.0]), np.array([0.5, 0.0, 3.0]), np.arange(4)
    flat, starts = np.tile(np.arange(7), 4), np.arange(0, 35, 7)
    reader = Reader(flat, starts, np.ones(4), spelled, forms, spellings.tables(), tables)

    def pairs(given_up: float) -> Any:
        any_form = np.full(3, ANY_FORM, np.int64)
        return score_pairs(
            SignCandidates(one, firsts, any_form[:2], prior, tokens),
            SignCandidates(other, seconds, any_form, other_prior, tokens),
            reader,
            given_up,
        )

    whole = pairs(np.inf)
    assert spelled.tolist() == before.tolist()
    assert np.unravel_index(whole.argmax(), whole.shape) == (1, 0)
    for row, string in enumerate(firsts):
        spelled[one] = string
        tried = SignCandidates(other, seconds, np.full(3, ANY_FORM), other_prior, tokens)
        alone = score_candidates(tried, np.full(12, np.nan), AsRead(4, 28), reader, np.inf)
        assert whole[row].tolist() == pytest.approx((alone + prior[row]).tolist())
    spelled[one] = before[one]
    firsts, prior = firsts[::-1].copy(), prior[::-1].copy()  # the right one comes first: others fall behind it
    short = pairs(5.0)
    assert short[0, 0] == whole[1, 0]
    assert (short[1] > whole[0]).all()  # bounds, not the scores
    assert short.argmax() == 0


def test_forms_of_one_string_are_read_together_and_differ_by_their_joins() -> None:
    spellings, tables = Spellings(), word_tables(LanguageModel.load())
    word = "المحكمة"
    spelled = np.array([spellings.number(letter) for letter in word], np.int64)
    forms = np.full(spelled.size, ANY_FORM, np.int64)
    meem = 2  # joins the lam before it and the hah behind it, as the second one its neighbours
    strings, masks = np.full(4, spelled[meem]), np.array([ANY_FORM, 0b1000, 0b0100, 0b0001])
    known, flat = np.full(4, np.nan), np.array([0, 1, 2, 3, 4, meem, 6])
    reader = Reader(flat, np.array([0, 7]), np.ones(1), spelled, forms, spellings.tables(), tables)
    prior, one = np.array([0.0, 0.0, -99.0, 0.0]), np.zeros(1, np.int64)
    whole = score_candidates(SignCandidates(meem, strings, masks, prior, one), known, AsRead(1, 7), reader, 5.0)
    best = known[0]
    assert known.tolist() == pytest.approx([best, best, best - 2 * WRONG_JOIN, best - 4 * WRONG_JOIN])
    assert whole[1] == whole[0] > whole[3]
    apart = np.full(2, np.nan)
    tried = SignCandidates(meem, strings[2:], masks[2:], np.zeros(2), one)
    other = score_candidates(tried, apart, AsRead(1, 7), reader, 99.0)
    assert other.tolist() == pytest.approx(known[2:].tolist())  # as if each were asked for by itself


def test_a_token_is_read_once_for_all_its_signs_as_they_are_spelled() -> None:
    spellings, tables = Spellings(), word_tables(LanguageModel.load())
    word, other = "\u0645\u062d\u0643\u0645\u0629", spellings.number("\u0638")
    spelled = np.array([spellings.number(letter) for letter in word], np.int64)
    forms, as_read = np.array([ANY_FORM, *[0b0001] * 4]), AsRead(1, 5)
    reader = Reader(np.arange(5), np.array([0, 5]), np.ones(1), spelled, forms, spellings.tables(), tables)

    def scores_of(sign: int) -> list[float]:
        strings, masks, one = np.array([spelled[sign], other]), np.full(2, ANY_FORM), np.zeros(1, np.int64)
        known = np.full(2, np.nan)
        tried = SignCandidates(sign, strings, masks, np.zeros(2), one)
        return list(score_candidates(tried, known, as_read, reader, parameters.CoordinateAscent.HOPELESS))

    first = scores_of(0)
    assert all(as_read.fresh)
    assert list(as_read.contexts) == [1, 3, 3, 3, 2]
    as_read.scores[0] += 100
    assert scores_of(0) == pytest.approx([first[0] + 100, first[1]])  # what else it may be is read as it would be
    assert scores_of(4)[0] == pytest.approx(first[0] + 100 + WRONG_JOIN)  # that of the last sign isn't wrong now


def test_kept_scores_are_those_that_would_be_found_anew() -> None:
    """Signs change from sweep to sweep; what is kept of them must never be an old score."""
    spellings, tables = Spellings(), word_tables(LanguageModel.load())
    letters = "المحكمةفي"
    alphabet = sorted(set(letters))
    words = [[alphabet.index(c) for c in word] for word in ("المحكمة", "في", "كم", "المال", "يملك", "محل")]
    flat, starts = np.concatenate(words), np.concatenate([[0], np.cumsum([len(word) for word in words])])
    numbers = np.array([spellings.number(c) for c in alphabet], np.int64)
    rng = np.random.default_rng(3)
    signs = list(range(len(alphabet)))
    candidates = [
        Candidates(rng.permutation(numbers)[:5], np.full(5, ANY_FORM, np.int64), rng.normal(0, 3, 5)) for _ in signs
    ]
    tokens_of = {sign: np.flatnonzero([sign in word for word in words]) for sign in signs}
    columns = columns_of(signs, candidates, tokens_of)
    everything = np.ones(len(signs), np.bool_)
    outcomes = []
    for forgetful in (False, True):
        spelled, forms = numbers.copy(), np.full(len(signs), ANY_FORM, np.int64)
        scores, scored = np.zeros(columns.strings.size), np.zeros(len(signs), np.bool_)
        as_read = AsRead(len(words), flat.size)
        kept = nothing_kept(columns, np.zeros(len(signs), np.int64), np.zeros(1, np.int64), as_read)
        reader = Reader(flat, starts, np.ones(len(words)), spelled, forms, spellings.tables(), tables)
        for turn in range(6):
            if forgetful:
                kept = nothing_kept(columns, kept.changed, kept.clock, AsRead(len(words), flat.size))
            prior = columns.outline + np.roll(columns.outline, turn)  # other claims: other readings come first
            turns = Turns(everything, everything, 1, parameters.CoordinateAscent.HOPELESS)
            sweep(columns, prior, turns, reader, kept, Scored(scores, scored))
        assert kept.clock[0] > len(signs)  # readings did change
        outcomes.append((spelled.tolist(), scores.tolist()))
    assert outcomes[0] == outcomes[1]


def test_room_for_candidates_is_outgrown_when_there_are_too_many() -> None:
    few = Candidates(np.arange(3), np.full(3, ANY_FORM, np.int64), np.zeros(3))
    many = Candidates(np.arange(3 + MORE_ROOM + 1), np.full(4 + MORE_ROOM, ANY_FORM, np.int64), np.zeros(4 + MORE_ROOM))
    tokens = {0: np.arange(2)}
    kept = nothing_kept(columns_of([0], [few], tokens), np.zeros(1, np.int64), np.zeros(1, np.int64), AsRead(2, 2))
    assert not kept.outgrown(columns_of([0], [few], tokens))
    assert kept.outgrown(columns_of([0], [many], tokens))


def test_strings_are_ranked_by_the_best_of_their_forms() -> None:
    strings = np.array([7, 5, 7, 3, 3, 9])
    scores = np.array([-4.0, -2.0, -1.0, -2.0, -9.0, -3.0])
    outline = np.array([0.0, -6.0, -1.0, -2.0, -4.0, 0.0])
    begins = np.array([0, 5, 6])  # nine is all that the second sign has
    ranked = ranking(begins, strings, scores, outline, 4)
    assert ranked.sizes.tolist() == [3, 1]
    assert ranked.strings[0, :3].tolist() == [7, 3, 5]
    assert ranked.scores[0, :3].tolist() == [-1.0, -2.0, -2.0]
    assert ranked.outline_margin.tolist() == [2.0, np.inf]
    assert ranking(begins, strings, scores, outline, 2).strings.tolist() == [[7, 3], [9, 0]]


def read_as_a_jeem(outline: float) -> tuple[Problem, int]:
    """A glyph that reads as a jeem by its words, which are words without it too, and looks like a sheen by so much more
    (nats); and the string of a teh stacked on a jeem, a ligature of the atlas."""
    spellings = Spellings()
    words = [[0, *map(spellings.number, rest)] for rest in ("اوز", "ديد", "اه", "ديده")]
    known = sorted({number for word in words for number in word[1:]})
    spelled = np.array([0, *known], np.int64)
    flat = np.array([0 if k == 0 else 1 + known.index(number) for word in words for k, number in enumerate(word)])
    starts = np.cumsum([0, *map(len, words)])
    jeem, sheen = spellings.number("\u062c"), spellings.number("\u0634")
    candidates = Candidates(np.array([jeem, sheen]), np.array([ANY_FORM, ANY_FORM]), np.array([outline, 0.0]))
    none, ones = np.zeros(spelled.size, np.int64), np.ones(spelled.size, np.int64)
    tokens = Tokens(flat, starts, np.ones(len(words), np.int64), np.zeros((0, 3), np.int64), none, none)
    stacked = spellings.number("\u062a\u062c")
    problem = make_problem(
        spellings, word_tables(LanguageModel.load()), spelled, {0: candidates}, ones, tokens, [stacked]
    )
    problem.spelled[0] = jeem
    return problem, stacked


@pytest.mark.parametrize(("outline", "tried"), [(-2.0, False), (-16.0, True)])
def test_a_letter_that_its_words_bear_out_but_not_its_outline_is_tried_with_others(outline: float, tried: bool) -> None:
    problem, stacked = read_as_a_jeem(outline)
    assert widen(problem, np.full(problem.spelled.size, 100.0, np.float32), 50.0) == [0] * tried
    assert (stacked in problem.candidates[0].strings) is tried


def tried_by_widening(
    problem: Problem, novelty: float, monkeypatch: pytest.MonkeyPatch, *, pairs: bool = True
) -> list[int]:
    """What signs whose outlines are so far from the atlas are tried as."""
    tried: list[int] = []
    beside = problem.more_letters.beside

    def listed(*given: Any, **named: Any) -> Candidates:
        candidates = beside(*given, **named)
        tried.extend(candidates.strings.tolist())
        return candidates

    monkeypatch.setattr(problem.more_letters, "beside", listed)
    widen(problem, np.full(problem.spelled.size, novelty, np.float32), 50.0, pairs=pairs)
    return tried


@pytest.mark.parametrize(("outline", "unread", "pairs"), [(-16.0, 2, False), (-16.0, 3, True), (-1.0, 2, True)])
def test_pairs_are_tried_where_most_words_are_unread_or_outlines_hardly_differ(
    outline: float, unread: int, pairs: bool, monkeypatch: pytest.MonkeyPatch
) -> None:
    problem, stacked = read_as_a_jeem(outline)
    counts = np.array([4]), np.array([unread]), np.array([unread])
    monkeypatch.setattr(coordinate_ascent, "_unread", lambda problem, columns: counts)
    assert (stacked in tried_by_widening(problem, 0.0, monkeypatch)) is pairs


@pytest.mark.parametrize(("pairs", "strange"), [(False, True), (True, True), (False, False), (True, False)])
def test_at_first_only_a_lam_alef_is_tried_of_what_is_several_letters(
    pairs: bool, strange: bool, monkeypatch: pytest.MonkeyPatch
) -> None:
    """While most words are misread any pair may seem to make one; what half of the words bear out is one letter."""
    problem, stacked = read_as_a_jeem(-16.0)
    if not strange:
        monkeypatch.setattr(
            coordinate_ascent, "_unread", lambda problem, columns: (np.array([4]), np.array([2]), np.array([2]))
        )
    tried = tried_by_widening(problem, 100.0 if strange else 0.0, monkeypatch, pairs=pairs)
    lam_alef, beh = map(problem.spellings.number, ("\u0644\u0627", "\u0628"))
    assert beh in tried
    assert (stacked in tried, lam_alef in tried) == (strange and pairs, strange and not pairs)


@pytest.mark.parametrize("reading", ["ق", "J"])
def test_what_stands_alone_as_a_letter_is_tried_as_a_word(reading: str) -> None:
    """A word that is one glyph, and words that end with it."""
    spellings = Spellings()
    words = ["", "الحر", "والحر", "بالحر"]
    known = sorted(set("".join(words)))
    spelled = np.array([*map(spellings.number, (reading, *known))], np.int64)
    flat = np.array([number for word in words for number in (*(1 + known.index(c) for c in word), 0)])
    starts = np.cumsum([0, *(len(word) + 1 for word in words)])
    none, counts = np.zeros(spelled.size, np.int64), np.array([9, 1, 1, 1])
    candidates = Candidates(
        np.array([*map(spellings.number, (reading, "j"))]), np.full(2, ANY_FORM), np.array([0.0, -3.0])
    )
    word = spellings.number("في")
    tokens = Tokens(flat, starts, counts, np.zeros((0, 3), np.int64), none, none)
    problem = make_problem(
        spellings, word_tables(LanguageModel.load()), spelled, {0: candidates}, none + 1, tokens, [word]
    )
    assert widen(problem, np.full(spelled.size, 130.0, np.float32), 50.0) == [0]
    assert word in problem.candidates[0].strings


@pytest.mark.parametrize(("outline", "tried"), [(-2.0, False), (-11.0, True)])
def test_a_kashida_that_its_outline_hardly_speaks_for_is_tried_as_a_letter(outline: float, tried: bool) -> None:
    """A final teh: what stands before it is a word too, and a kashida may end one."""
    spellings = Spellings()
    words = [[*map(spellings.number, rest), 0] for rest in ("بن", "انتج", "استغل", "قدم")]
    known = sorted({number for word in words for number in word[:-1]})
    spelled = np.array([0, *known], np.int64)
    flat = np.array([0 if k == len(word) - 1 else 1 + known.index(n) for word in words for k, n in enumerate(word)])
    kashida, sad, teh = map(spellings.number, ("\N{ARABIC TATWEEL}", "\u0635", "\u062a"))
    candidates = Candidates(np.array([kashida, sad]), np.array([ANY_FORM, ANY_FORM]), np.array([outline, 0.0]))
    none, ones = np.zeros(spelled.size, np.int64), np.ones(spelled.size, np.int64)
    starts = np.cumsum([0, *map(len, words)])
    tokens = Tokens(flat, starts, np.ones(len(words), np.int64), np.zeros((0, 3), np.int64), none, none)
    problem = make_problem(spellings, word_tables(LanguageModel.load()), spelled, {0: candidates}, ones, tokens)
    problem.spelled[0] = kashida
    assert widen(problem, np.full(spelled.size, 40.0, np.float32), 50.0) == [0] * tried
    assert (teh in problem.candidates[0].strings) is tried
