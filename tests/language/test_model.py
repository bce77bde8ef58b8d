"""The shipped model: its figures are sane, and it is small and quick to load."""

from __future__ import annotations

import math
import random
import subprocess
import sys

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from tools.build_language import shape_bits, unit_key
from warraq.language import tokens, units
from warraq.language.lookup import find, find_word, onward, spelling_logp, spelling_step, walk, word_onward
from warraq.language.model import DATA, LanguageModel, first_children, quantize
from warraq.language.parameters import KEPT_ORDER, STEP, UNIT_ORDER, WORD_BEGINS

#: Sentences that the project wrote itself; they stand in no source of the model.
SENTENCES = (
    "يجوز للدولة الطرف أن تطلب المساعدة من الدول الأخرى في تنفيذ أحكام هذا القانون",
    "قدمت الأمانة تقريرا عن التدابير التي اتخذتها الحكومة لمكافحة الجريمة المنظمة",
    "تعقد اللجنة اجتماعاتها مرة كل سنة بدعوة من رئيسها أو بناء على طلب أغلبية أعضائها",
    "على الجهات المختصة تبادل المعلومات وفقا للقوانين المعمول بها في كل دولة",
)
LOAD_SECONDS = 0.3
DATA_MEGABYTES = 15


@pytest.fixture(scope="module")
def model() -> LanguageModel:
    return LanguageModel.load()


def logp(model: LanguageModel, words: list[str]) -> float:
    line = ["<s>", "<s>", *words, "</s>"]
    return sum(model.trigram_logp(*line[i - 2 : i + 1]) for i in range(2, len(line)))


@pytest.mark.parametrize("word", ["المساعدة", "تقريرا", "بغداد"])
def test_what_may_follow_the_beginning_of_a_word_adds_up_to_one(model: LanguageModel, word: str) -> None:
    """Of the units that no n-gram has behind it, each has what a shorter one gives it, times the backoff."""
    past = WORD_BEGINS
    for unit in units.units(word)[:4]:
        past = onward(past, unit)
        whole = sum(math.exp(spelling_logp(model.unit_ngrams, past, behind)) for behind in range(units.COUNT))
        assert whole == pytest.approx(1, abs=0.04)  # values are stored in steps


@pytest.mark.parametrize("sentence", SENTENCES)
def test_a_sentence_is_likelier_than_its_words_shuffled(model: LanguageModel, sentence: str) -> None:
    words = sentence.split()
    for seed in range(20):
        shuffled = random.Random(seed).sample(words, len(words))
        if shuffled != words:
            assert logp(model, words) > logp(model, shuffled) + 5


@pytest.mark.parametrize("sentence", SENTENCES)
def test_a_word_is_likelier_than_the_same_letters_in_another_order(model: LanguageModel, sentence: str) -> None:
    for word in sentence.split():
        for seed in range(5):
            shuffled = "".join(random.Random(seed).sample(word, len(word)))
            if len(word) > 4 and shuffled not in model:
                assert model.spelling_logp(word) > model.spelling_logp(shuffled)


def test_context_decides_between_words_that_look_alike(model: LanguageModel) -> None:
    assert model.trigram_logp("الأمم", "المتحدة", "لمكافحة") > model.trigram_logp("الأمم", "المتحدة", "لمكافأة")
    assert model.trigram_logp("<unk>", "مجلس", "الأمن") > model.trigram_logp("<unk>", "مجلس", "الثمن")


def test_common_words_are_likelier_than_rare_and_unknown_ones(model: LanguageModel) -> None:
    common, rare, unknown = (model.word_logp(word) for word in ("في", "المهاجرين", "ضظغخث"))
    assert common > -5
    assert common > rare > unknown
    assert "المهاجرين" in model
    assert "ضظغخث" not in model
    for _ in range(2):  # as new words, and as those that were asked for
        assert model.unknown(["ضظغخث", "المهاجرين", "abc", "ثخغظض"]) == ["ضظغخث", "abc", "ثخغظض"]


def test_unigrams_are_a_distribution(model: LanguageModel) -> None:
    mass = np.exp(-STEP * model.word_value[:, 0].astype(float)).sum()
    assert mass == pytest.approx(1, abs=0.02)  # one byte an entry


def test_spelling_is_a_distribution_of_at_most_one(model: LanguageModel) -> None:
    """All words of one and two letters together, and no more than everything."""
    letters = units.LETTERS
    mass = sum(math.exp(model.spelling_logp(word)) for word in (*letters, *(a + b for a in letters for b in letters)))
    assert 1e-5 < mass < 1


@given(st.lists(st.integers(1, units.COUNT - 1), max_size=12))
def test_what_is_known_of_the_unit_before_only_saves_looking(word: list[int]) -> None:
    """However rare a sequence of units is: each is as likely as where all n-grams are looked for."""
    past, longest = WORD_BEGINS, UNIT_ORDER
    for unit in (*word, 0):
        value, longest = spelling_step(LanguageModel.load().unit_ngrams, past, unit, longest)
        assert value == spelling_logp(LanguageModel.load().unit_ngrams, past, unit)
        past = onward(past, unit)


def test_no_n_gram_is_longer_than_those_that_are_looked_for(model: LanguageModel) -> None:
    """Nor does it cost anything that the longest ones have none that go on with them."""
    keys: dict[int, set[int]] = {KEPT_ORDER: set(), KEPT_ORDER + 1: set()}
    for number in random.Random(2).sample(range(len(tokens.SPECIAL), len(model.word_value)), 500):
        word = (*(0,) * (UNIT_ORDER - 1), *model.units_of(number), 0)
        for order, of_order in keys.items():
            of_order.update(unit_key(word[i : i + order]) for i in range(len(word) - order + 1))
    grams, values = model.unit_ngrams.grams, np.asarray(model.unit_ngrams.value)
    slots = {order: np.array([find(grams, key) for key in of_order]) for order, of_order in keys.items()}
    assert (slots[KEPT_ORDER] >= 0).mean() > 0.9
    assert not values[slots[KEPT_ORDER][slots[KEPT_ORDER] >= 0], 1].any()
    assert (slots[KEPT_ORDER + 1] < 0).all()


def test_unlikely_units_are_looked_for_in_short_n_grams_alone(model: LanguageModel) -> None:
    first, second = (units.UNIT_OF[letter, "iso"] for letter in "\u0636\u0638")
    _, longest = spelling_step(model.unit_ngrams, WORD_BEGINS, first, UNIT_ORDER)
    _, after = spelling_step(model.unit_ngrams, onward(WORD_BEGINS, first), second, longest)
    assert after < longest < UNIT_ORDER


def test_unit_trigrams_are_a_distribution_over_units_that_may_follow(model: LanguageModel) -> None:
    triples, p = model.unit_trigram[:, :3].astype(int), model.unit_trigram[:, 3]
    assert p.sum() == pytest.approx(1, abs=1e-4)
    assert (p > 0).all()
    forward = np.array([form in ("ini", "med") for _, form in units.UNITS])
    back = np.array([form in ("med", "fin") for _, form in units.UNITS])
    assert (forward[triples[:, 1]] == back[triples[:, 2]]).all()


@given(st.data())
def test_ids_and_words_agree(data: st.DataObject) -> None:
    model = LanguageModel.load()
    number = data.draw(st.integers(0, len(model.word_value) - 1))
    token = model.token(number)
    assert model.token_id(token) == number
    assert model.units_of(number) == (units.units(token) if number >= len(tokens.SPECIAL) else ())


@given(st.text(st.sampled_from(units.LETTERS), min_size=1, max_size=12), st.sampled_from(SENTENCES))
def test_every_word_in_every_context_has_a_probability(word: str, sentence: str) -> None:
    model = LanguageModel.load()
    first, second, *_ = sentence.split()
    for value in (model.word_logp(word), model.spelling_logp(word), model.trigram_logp(first, second, word)):
        assert math.isfinite(value)
        assert value <= 0


def test_the_lexicon_has_the_words_of_the_trie_and_no_others(model: LanguageModel) -> None:
    def entry_of(word: tuple[int, ...]) -> tuple[int, int]:
        hashed = 0
        for unit in word:
            hashed = word_onward(hashed, unit)
        return find_word(model.lexicon_table, hashed)

    ids = random.Random(1).sample(range(len(tokens.SPECIAL), len(model.word_value)), 2000)
    assert all(entry_of(model.units_of(i)) == (i, model.word_value[i, 0]) for i in ids)
    assert np.count_nonzero(model.lexicon_table.table) == model.word_nodes.size
    others = [(*model.units_of(i), 1 + i % 100) for i in ids]
    trie = model.trie_unit, model.trie_first, model.trie_children
    known = [walk(np.array(word, np.uint8), 0, len(word), *trie) for word in others]
    strangers = [word for word, node in zip(others, known, strict=True) if node < 0 or model.trie_unit[node] < 128]
    assert len(strangers) > 1500
    assert {entry_of(word)[0] for word in strangers} == {-1}


def test_best_below_a_node_is_the_best_of_its_words(model: LanguageModel) -> None:
    ends = np.flatnonzero(model.trie_unit >= 128)
    best = np.full(model.trie_unit.size, 255, np.uint8)
    best[ends] = model.word_value[model.trie_word[ends], 0]
    children_best = np.full(model.trie_unit.size, 255, np.uint8)
    np.minimum.at(children_best, model.trie_parent[1:], model.trie_best[1:])
    assert np.array_equal(np.minimum(best, children_best), model.trie_best)


def test_quantised_values_are_within_half_a_step() -> None:
    values = -np.linspace(0, 255 * STEP, 1001)
    assert np.abs(-STEP * quantize(values) - values).max() <= STEP / 2 + 1e-9
    assert quantize(np.array([-1e9]))[0] == 255


def test_a_folder_without_tables_is_named(tmp_path: object) -> None:
    with pytest.raises(FileNotFoundError, match="make language"):
        LanguageModel(tmp_path)  # type: ignore[arg-type]


def test_loading_is_quick() -> None:
    """Processor time of importing and loading the model once NumPy is there; the best of three processes."""
    script = (
        "import time, numpy\n"
        "start = time.process_time()\n"
        "from warraq.language.model import LanguageModel\n"
        "LanguageModel.load()\n"
        "print(time.process_time() - start)\n"
    )
    command = [sys.executable, "-c", script]
    subprocess.run(command, check=True, capture_output=True)  # fills the disk cache
    seconds = [float(subprocess.run(command, check=True, capture_output=True).stdout) for _ in range(3)]
    assert min(seconds) <= LOAD_SECONDS


def test_the_data_are_small_and_their_sources_named() -> None:
    assert sum(path.stat().st_size for path in DATA.iterdir()) <= DATA_MEGABYTES * 1e6
    notice = (DATA / "NOTICE.md").read_text(encoding="utf-8")
    assert all(source in notice for source in ("wordfreq", "UNILEX", "CC BY-SA 4.0"))


@pytest.mark.parametrize("children", [[0], [7] + [0] * 7, [3, 0, 2, 1, 0, 40, *[0] * 40], [1] * 300 + [0]])
def test_the_shape_of_a_tree_comes_back_from_its_bits(children: list[int]) -> None:
    bits = shape_bits(np.array(children, np.uint8))
    assert 8 * len(bits) < 2 * len(children) + 8
    assert first_children(bits).tolist() == [1, *(1 + np.cumsum(children)).tolist()]
