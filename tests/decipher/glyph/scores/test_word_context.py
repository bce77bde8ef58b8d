"""Words beside words: which tokens are words, and close calls that their neighbours decide."""

from __future__ import annotations

from collections.abc import Sequence
from types import SimpleNamespace
from typing import cast

import numpy as np
import pytest
from numpy.typing import NDArray

from warraq.decipher.glyph import parameters
from warraq.decipher.glyph.candidates.candidates import Candidates
from warraq.decipher.glyph.parameters import ANY_FORM
from warraq.decipher.glyph.scores.columns import Words
from warraq.decipher.glyph.scores.problem import Problem, _tokens_of, make_problem
from warraq.decipher.glyph.scores.sign_score import SignCandidates
from warraq.decipher.glyph.scores.word_context import neighbours, read_tokens
from warraq.decipher.glyph.scores.word_score import Reader, word_tables
from warraq.decipher.glyph.search import coordinate_ascent, schedule
from warraq.decipher.glyph.signs.spellings import Spellings
from warraq.decipher.glyph.signs.tokens import Tokens
from warraq.language.model import LanguageModel
from warraq.language.tokens import UNKNOWN


def tokens_like(words: Sequence[Sequence[int]], follows: Sequence[tuple[int, int, int]], signs: int) -> Tokens:
    flat = np.array([sign for word in words for sign in word], np.int64)
    starts = np.concatenate([[0], np.cumsum([len(word) for word in words])]).astype(np.int64)
    none = np.zeros(signs, np.int64)
    pairs = np.array(follows, np.int64).reshape(-1, 3)
    return Tokens(flat, starts, np.ones(len(words), np.int64), pairs, none, none)


def read_all(reader: Reader) -> Words:
    """All tokens as the signs are spelled now."""
    count = len(reader.starts) - 1
    words = Words(np.empty(count, np.int64), np.empty(count, np.int64), np.empty(count, np.float32))
    read_tokens(reader, np.arange(count), *words)
    return words


def read_as(spelled: np.ndarray, tokens: Tokens, spellings: Spellings) -> Words:
    """``tokens`` with their signs ``spelled`` so."""
    tables, weights = word_tables(LanguageModel.load()), np.ones(tokens.counts.size)
    return read_all(Reader(tokens.flat, tokens.starts, weights, spelled, spelled, spellings.tables(), tables))


class Writing:
    """A document of one line, a sign a letter; ``hidden`` is the sign of some places, which two letters suit."""

    def __init__(self, line: str, hidden: tuple[int, int], letters: str, *more: tuple[int, int]) -> None:
        self.spellings = Spellings()
        words = line.split()
        self.sign = {letter: sign for sign, letter in enumerate(dict.fromkeys(line.replace(" ", "")))}
        self.open = len(self.sign)
        numbers = [[self.sign[c] for c in word] for word in words]
        for word, place in (hidden, *more):
            numbers[word][place] = self.open
        follows = [(k, k + 1, 1) for k in range(len(words) - 1)]
        spelled = np.array([self.spellings.number(letter) for letter in (*self.sign, "")], np.int64)
        strings = np.array([self.spellings.number(letter) for letter in letters], np.int64)
        candidates = Candidates(strings, np.full(strings.size, ANY_FORM, np.int64), np.zeros(strings.size))
        self.problem = make_problem(
            self.spellings, word_tables(LanguageModel.load()), spelled, {self.open: candidates},
            np.ones(spelled.size, np.int64), tokens_like(numbers, follows, spelled.size),
        )  # fmt: skip

    def read(self, scores: Sequence[float]) -> str:
        self.problem.scores[self.open] = np.array(scores)
        coordinate_ascent.settle_by_context(self.problem)
        return self.spellings.texts[self.problem.spelled[self.open]]


def test_neighbours_decide_between_words_that_one_letter_divides() -> None:
    # U+0627 U+0644 U+0623 U+0645 U+0645 "nations", U+0627 U+0644 U+0623 U+0644 U+0645 "pain", both before "united"
    line = "الأمم المتحدة"
    assert Writing(line, (0, 3), "لم").read([1.0, 0.0]) == "م"
    assert Writing(line, (0, 3), "لم").read([parameters.CoordinateAscent.CLOSE_CALL + 1.0, 0.0]) == "ل"  # no close call
    assert Writing(line.split()[0], (0, 3), "لم").read([1.0, 0.0]) == "ل"  # no neighbours


def test_a_neighbour_that_has_the_sign_too_is_read_with_each_letter() -> None:
    assert Writing("الأمم المتحدة", (0, 3), "لم", (1, 2)).read([1.0, 0.0]) == "م"
    assert Writing("الأمم المتحدة", (1, 2), "لم", (0, 3)).read([1.0, 0.0]) == "م"


def test_a_reading_that_changes_is_seen_by_the_words_beside_it() -> None:
    writing = Writing("الأمم المتحدة", (0, 3), "لم")
    before = read_all(writing.problem.reader())
    writing.read([0.0, 0.0])
    after = read_all(writing.problem.reader())
    assert after.first[0] == after.final[0] != before.first[0]
    assert after.worst[1] == before.worst[1] < 0


def test_tokens_are_read_again_where_one_of_their_signs_has_changed() -> None:
    problem = (writing := Writing("الأمم المتحدة", (0, 3), "لم")).problem
    firsts = set()
    for letter in "لخم":
        problem.spelled[writing.open] = problem.spellings.number(letter)
        read, anew = problem.read(), read_all(problem.reader())
        for name in Words._fields:
            assert getattr(read, name).tolist() == getattr(anew, name).tolist()
        firsts.add(int(problem.read().first[0]))
    assert len(firsts) > 1


def test_tokens_of_which_no_sign_has_changed_are_not_read_again() -> None:
    problem = Writing("الأمم المتحدة", (0, 3), "لم").problem
    problem.read().worst[:] = 1.0
    assert problem.read().worst.tolist() == [1.0, 1.0]


def test_a_token_that_is_no_word_is_worse_than_one_that_is() -> None:
    writing = Writing("المتحدة", (0, 6), "ةخ")
    worst = []
    for letter in "ةخ":
        writing.problem.spelled[writing.open] = writing.spellings.number(letter)
        worst.append(read_all(writing.problem.reader()).worst[0])
    assert worst[0] > parameters.CoordinateAscent.NO_WORD > worst[1]


def test_likely_letters_are_no_word_that_the_lexicon_has_not_got() -> None:
    spellings = Spellings()
    spelled = np.array([spellings.number(letter) for letter in "وطا"], np.int64)
    assert read_as(spelled, tokens_like([[0, 1, 2]], [], 3), spellings).worst < parameters.CoordinateAscent.NO_WORD


def test_so_many_tokens_of_a_sign_are_looked_at_half_of_them_the_most_frequent() -> None:
    looked_at = _tokens_of([0], tokens_like([[0]] * 200, [], 1))[0].tolist()
    assert len(looked_at) == 64
    assert looked_at[:32] == list(range(32))
    assert looked_at[-1] == 199


def test_a_hamza_before_an_alef_is_read_with_it() -> None:
    below = "\N{ARABIC HAMZA BELOW}"
    # U+0627 U+0644 U+0625 U+062F U+0627 U+0631 U+0629 "administration", and without its article
    texts = [["ا", "ل", "إ", *"دارة"], ["ا", "ل", below, "ا", *"دارة"], ["إ", *"دارة"], [below, "ا", *"دارة"]]
    spellings = Spellings()
    numbers = sorted({spellings.number(text) for word in texts for text in word})
    spelled = np.array(numbers, np.int64)
    words = [[numbers.index(spellings.number(text)) for text in word] for word in texts]
    tokens = tokens_like(words, [], spelled.size)
    read = read_as(spelled, tokens, spellings)
    assert UNKNOWN != read.first[0] == read.first[1] != read.first[2] == read.first[3] != UNKNOWN
    assert read.worst[0] == read.worst[1]
    assert read.worst[2] == read.worst[3]


def test_a_hamza_over_the_last_lam_of_a_word_is_not_that_of_the_next_word_s_alef() -> None:
    spellings = Spellings()
    texts = ["ل", "\N{ARABIC HAMZA BELOW}", "/", *"ادارة"]
    spelled = np.array([spellings.number(text) for text in texts], np.int64)
    tokens = tokens_like([[0, 1, 2, *range(3, 8)], list(range(3, 8))], [], spelled.size)
    read = read_as(spelled, tokens, spellings)
    assert read.final[0] == read.final[1]


def test_a_hamza_that_no_letter_follows_is_not_that_of_an_alef_behind_a_sign() -> None:
    spellings = Spellings()
    spelled = np.array([spellings.number(text) for text in ["\N{ARABIC HAMZA BELOW}", "/", *"ادارة"]], np.int64)
    tokens = tokens_like([[0, 1, *range(2, 7)], list(range(2, 7))], [], spelled.size)
    read = read_as(spelled, tokens, spellings)
    assert read.first[0] == read.first[1]


def test_neighbours_of_a_sign_are_counted_once_a_token_up_to_a_bound() -> None:
    tokens = tokens_like([[0, 0, 1], [2]], [(0, 1, 5), (1, 0, 3)], 3)
    slot_of = np.array([0, -1, 1])
    beside, used = neighbours(slot_of, 2, tokens.follows, tokens.flat, tokens.starts, 3)
    assert used.tolist() == [2, 2]
    assert beside[0, :2].tolist() == [[-1, 0, 1, 5], [1, 0, -1, 3]]
    assert beside[1, :2].tolist() == [[0, 1, -1, 5], [-1, 1, 0, 3]]
    assert neighbours(slot_of, 2, tokens.follows, tokens.flat, tokens.starts, 1)[1].tolist() == [1, 1]


@pytest.mark.parametrize(("doubtful", "count"), [("lam", 1), ("none", 0)])
def test_signs_that_stand_side_by_side_nearly_always_are_inseparable(doubtful: str, count: int) -> None:
    """Signs 0 and 1 are beside each other in all their tokens, 1 and 2 in one of three."""
    spellings = Spellings()
    lam, alef, meem = (spellings.number(c) for c in "\u0644\u0627\u0645")
    candidates = {
        sign: Candidates(np.array([string, meem]), np.full(2, ANY_FORM), np.array([0.0, -1.0]))
        for sign, string in enumerate((lam, alef, lam))
    }
    problem = make_problem(
        spellings, word_tables(LanguageModel.load()), np.zeros(3, np.int64), candidates, np.ones(3, np.int64),
        tokens_like([[0, 1], [2, 0, 1], [0, 1, 2], [2]], [], 3),
    )  # fmt: skip
    if doubtful == "lam":
        problem.spelled[0] = meem
    assert coordinate_ascent._inseparable(problem) == [(0, 1, 0.0)][:count]


def test_a_sign_read_against_its_outline_is_tried_together_with_a_neighbour_that_stands_nowhere_else() -> None:
    """Reh for ain and teh for qaf make words of each other; the outline of the ain speaks against it, and it stands
    elsewhere too."""
    spellings = Spellings()
    letters = ("\u0648", "\u0642", "\u0639", "\u0645", "\u064a", "\u0627")  # waw, qaf, ain, meem, yeh, alef
    teh, reh = spellings.number("\u062a"), spellings.number("\u0631")
    spelled = np.array([spellings.number(letter) for letter in letters], np.int64)
    qaf, ain = spelled[1], spelled[2]
    candidates = {
        1: Candidates(np.array([teh]), np.full(1, ANY_FORM), np.zeros(1)),
        2: Candidates(
            np.array([ain, reh]), np.full(2, ANY_FORM), np.array([0.0, -parameters.CoordinateAscent.UNLIKE_BESIDE - 1])
        ),
    }
    problem = make_problem(
        spellings, word_tables(LanguageModel.load()), spelled, candidates, np.ones(6, np.int64),
        tokens_like([[0, 1, 2], [4, 1, 2], [3, 0, 1, 2], [0, 5, 1, 2], [3, 0, 5, 1, 2], *[[3, 2]] * 4], [], 6),
    )  # fmt: skip
    problem.spelled[[1, 2]] = teh, reh
    assert coordinate_ascent._inseparable(problem) == [(1, 2, parameters.CoordinateAscent.PAIR_GAIN)]

    def no_claims(signs: Sequence[int], begins: np.ndarray, strings: np.ndarray) -> np.ndarray:
        return np.zeros(strings.size)

    coordinate_ascent._move_pair(problem, 2, 1, no_claims, least=100.0)
    assert problem.spelled[[1, 2]].tolist() == [teh, reh]
    coordinate_ascent._move_pair(problem, 2, 1, no_claims)
    assert problem.spelled[[1, 2]].tolist() == [qaf, ain]  # though no outline proposes the qaf
    assert qaf in problem.candidates[1].strings


def halves_of_lam_alef(words: int) -> Problem:
    """Signs 6 and 7 are the halves of a lam-alef, the first read as both and the second as a seen, as it looks; in so
    many words."""
    spellings = Spellings()
    letters = "\u062e\u0644\u062b\u0628\u062f\u0633"  # khah, lam, theh, beh, dal, seen
    spelled = np.array([*map(spellings.number, letters), 0, 0], np.int64)
    both, seen = spellings.number("\u0644\u0627"), int(spelled[5])
    candidates = {
        6: Candidates(np.array([both]), np.full(1, ANY_FORM), np.zeros(1)),
        7: Candidates(np.array([seen]), np.full(1, ANY_FORM), np.zeros(1)),
    }
    token_rows = [[0, 6, 7, 1], [2, 6, 7, 2], [3, 6, 7, 4], [4, 6, 7, 1], [3, 6, 7, 1], [5, 6, 7, 1]]
    return make_problem(
        spellings, word_tables(LanguageModel.load()), spelled, candidates, np.ones(8, np.int64),
        tokens_like(token_rows[:words], [], 8),
    )  # fmt: skip


def test_of_a_pair_the_first_sign_is_tried_as_what_is_likeliest(monkeypatch: pytest.MonkeyPatch) -> None:
    """and what lags far behind is given up."""
    problem, asked = halves_of_lam_alef(3), list[tuple[int, float]]()
    letters = [problem.spellings.number(chr(code)) for code in range(0x628, 0x63B)]
    problem.candidates[6].add(letters, ANY_FORM, [-1.0 - k for k in range(len(letters))])

    def score_pairs(one: SignCandidates, other: SignCandidates, reader: Reader, given_up: float) -> NDArray[np.float64]:
        asked.append((one.strings.size, given_up))
        return np.zeros((one.strings.size, other.strings.size))

    monkeypatch.setattr(coordinate_ascent, "score_pairs", score_pairs)
    coordinate_ascent._move_pair(problem, 6, 7, lambda signs, begins, strings: np.zeros(strings.size))
    assert asked == [(12, 60.0)]


def test_signs_are_swept_over_four_times_at_most(monkeypatch: pytest.MonkeyPatch) -> None:
    times: list[int] = []
    monkeypatch.setattr(coordinate_ascent, "ascend", lambda problem, score, most, *more: times.append(most))
    schedule.Ascent.ascend(cast("schedule.Ascent", SimpleNamespace(problem=None, claims=SimpleNamespace(score=None))))
    assert times == [4]


def test_signs_that_stand_in_no_words_are_tried_with_what_stands_beside_them() -> None:
    problem = halves_of_lam_alef(3)
    held, no_words, _ = coordinate_ascent._unread(problem, problem.columns())
    assert (held == no_words).all()
    assert coordinate_ascent._wordless(problem) == []  # nor does anything else: it may be another language
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(parameters.CoordinateAscent, "WELL_READ_TEXT", 1.0)
        assert coordinate_ascent._wordless(problem) == [6, 7]
        assert coordinate_ascent._inseparable(problem) == [(6, 7, 0.0)]
        patch.setattr(parameters.CoordinateAscent, "READ_TOKENS", 4)  # in so few tokens it may be chance
        assert coordinate_ascent._wordless(problem) == []


def test_a_sign_that_stands_in_no_words_holds_the_other_that_stands_elsewhere_too() -> None:
    problem = halves_of_lam_alef(3)
    elsewhere = np.tile(np.array([7, 2, 3, 7]), 3)
    problem.flat = np.concatenate([problem.flat, elsewhere])
    problem.starts = np.concatenate([problem.starts, problem.starts[-1] + np.arange(4, 13, 4)])
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(coordinate_ascent, "_wordless", lambda problem: [6])
        assert coordinate_ascent._inseparable(problem) == [(6, 7, parameters.CoordinateAscent.PAIR_GAIN)]
        patch.setattr(coordinate_ascent, "_wordless", lambda problem: [])
        assert coordinate_ascent._inseparable(problem) == []


def test_half_of_a_lam_alef_is_nothing_where_the_other_half_reads_as_both() -> None:
    problem = halves_of_lam_alef(6)
    coordinate_ascent._move_pair(problem, 6, 7, lambda signs, begins, strings: np.zeros(strings.size))
    assert [problem.spellings.texts[s] for s in problem.spelled[[6, 7]]] == ["\u0644\u0627", ""]
