"""The compiled loops of the text channel give what the interpreter gives with the same source."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from functools import partial
from types import ModuleType
from typing import Any

import numpy as np
import pytest

from tests.decipher.text.cipher import encipher, random_channel
from tests.decipher.text.lattice.test_decoder import known_channel
from tests.interpreted import interpreted
from tests.wide_numpy import WideNumpy, wide
from warraq.decipher.text.dump.items import JOIN_SIGN, SOFT_SIGN, itemize
from warraq.decipher.text.emissions import channel_em, emissions, expectation
from warraq.decipher.text.lattice import beam_search, word_lattice, word_search
from warraq.decipher.text.lattice.decoder import Decoder, Lattice, Memory, Settings
from warraq.language import tokens
from warraq.language.lookup import Spelling
from warraq.language.model import LanguageModel
from warraq.language.units import UNIT_OF
from warraq.language.words.clitics import bare_words

LM = LanguageModel.load()
TEXTS = (
    "عقد الفريق",
    f"اجتماعه في {JOIN_SIGN}{SOFT_SIGN}2020.",
    f"بشأن ال{JOIN_SIGN}لانخفاضها",
    "من المعقودتين فرنانديس",
)
#: What each of the loops' bundles of arrays takes, in this order.
BUNDLES: dict[str, Sequence[str]] = {
    "Text": ("codes", "soft", "signs", "begins", "ends", "skip"),
    "Channel": ("alone", "after", "before", "spread"),
    "Trie": ("unit", "parent", "first", "children", "best", "word", "kinds"),
    "UnitModel": ("follow", "dense", "spelling"),
    "Stems": ("share", "kind", "value"),
    "Proclitics": ("before", "length", "logp", "fit", "begins"),
    "Endings": ("unit", "first", "children", "ending", "rule", "root", "last"),
    "Forms": ("stems", "proclitics", "endings"),
    "Kinds": ("code", "soft", "room", "sign", "opens", "closes", "arcs"),
    "ArcsOfKinds": ("at", "source", "target", "token", "score"),
    "Arcs": ("at", "target", "token", "score"),
    "Windows": ("first", "last", "place", "row", "span", "token", "units"),
}  # fmt: skip


def plain(name: str) -> ModuleType:
    module = interpreted(f"warraq.decipher.text.{name}")
    vars(module).update(np=WideNumpy())
    return module


PLAIN_SEARCH, PLAIN_LATTICE, PLAIN_BEAMS = map(
    plain, ("lattice.word_search", "lattice.word_lattice", "lattice.beam_search")
)
_LOOKUP = interpreted("warraq.language.lookup")  # what takes arrays of these modules'
vars(PLAIN_LATTICE).update(Text=PLAIN_SEARCH.Text)
vars(PLAIN_BEAMS).update(Arcs=PLAIN_LATTICE.Arcs)
vars(PLAIN_SEARCH).update(units_before=_LOOKUP.units_before, walk=_LOOKUP.walk)


def same(bundle: Any) -> Any:
    return bundle


def as_plain(module: ModuleType, bundle: Any) -> Any:
    """A bundle of arrays, or of such bundles, as the interpreted module has it."""
    name = type(bundle).__name__
    if name not in BUNDLES:
        return bundle if isinstance(bundle, Spelling) else wide(bundle)
    return getattr(module, name)(*(as_plain(module, getattr(bundle, column)) for column in BUNDLES[name]))


def alike(one: Any, other: Any) -> None:
    """Tuples of arrays and numbers are the same, but for rounding."""
    assert len(one) == len(other)
    for mine, theirs in zip(one, other, strict=True):
        assert np.shape(mine) == np.shape(theirs)
        assert np.allclose(np.asarray(mine, np.float64), np.asarray(theirs, np.float64), rtol=1e-5, atol=1e-5)


@pytest.fixture(scope="module")
def decoder() -> Decoder:
    """A channel that leaves some letters out; a document that uses and repeats some words."""
    outputs = random_channel(3, wrong=0.1, spaces=0.1)
    channel = known_channel(outputs)
    channel_emissions = emissions.from_channel(channel, emissions.mark_table("".join(TEXTS), channel.symbols))
    channel_emissions.split[UNIT_OF["لا", "iso"]] = 0.25
    first, second = LM.token_id("عقد"), LM.token_id("الفريق")
    memory = Memory.of(LM, {first: 2, second: 1}, {(first, second): 4}, bare=bare_words(LM))
    settings = Settings(inflected=2, rare=2, wild_words=120, unknown_width=3)
    return Decoder(LM, channel_emissions, channel.number, settings, memory)


@pytest.fixture(scope="module")
def texts(decoder: Decoder) -> list[tuple[Any, Any]]:
    """Numbers and kinds of the items of each text."""
    outputs = random_channel(3, wrong=0.1, spaces=0.1)
    return [decoder._kinds.of(itemize(encipher(text, outputs), decoder.symbols)) for text in TEXTS]


def prices_of(module: ModuleType, decoder: Decoder, unseen: int) -> Any:
    made = decoder.places._limits
    harakat = module.Harakat(made.space, made.harakat, made.second, made.behind)
    never = module.Unseen(made.wild, made.unsettled, unseen)
    return module.Prices(made.floor, made.cut, made.slope, harakat, never, 500)


@pytest.mark.parametrize("number", range(len(TEXTS)))
def test_words_are_found_alike(decoder: Decoder, texts: list[tuple[Any, Any]], number: int) -> None:
    text = word_lattice.text_of(*texts[number])
    starts = np.asarray(text.begins)
    lexicon, channel, limits = decoder.places._lexicon, decoder.places._channel, decoder.places._limits
    for module in (word_search, PLAIN_SEARCH):
        plain: Callable[[Any], Any] = partial(as_plain, PLAIN_SEARCH) if module is PLAIN_SEARCH else same
        trie, query = plain(lexicon.trie), module.Query(plain(text), starts, plain(channel))
        pruning = module.Pruning(limits.floor, limits.inflected_least, 500)
        value = lexicon.value if module is word_search else wide(lexicon.value)
        results = [
            module.lexicon_words(query, trie, prices_of(module, decoder, 120), value, lexicon.used, 1.0, 5),
            module.rare_words(query, plain(lexicon.rare), prices_of(module, decoder, 0), lexicon.rare_logp, 2, 14),
            module.unknown_words(query, plain(lexicon.units), number % 2 == 0, 3, 14, limits.floor),
            module.inflected_words(query, trie, plain(lexicon.forms), pruning, 2, 14),
        ]
        if module is word_search:
            compiled = results
    assert all(len(rows) for rows, *_ in compiled[:1])
    for one, other in zip(compiled, results, strict=True):
        alike(one, other)


def test_each_search_finds_some(decoder: Decoder, texts: list[tuple[Any, Any]]) -> None:
    places = decoder.places
    for numbers, kinds in texts:
        places.arcs(numbers, kinds)
    assert all(known.count for known in places._known.values())


def test_outputs_never_seen_are_told_alike(decoder: Decoder) -> None:
    words = [LM.token_id(word) for word in ("الفريق", "العامل", "من")]
    outputs = random_channel(3, wrong=0.1, spaces=0.1)
    symbols = [[*map(decoder.symbols.__getitem__, encipher(word, outputs))] for word in ("الفريق", "العامل", "من")]
    symbols[1][3] = (symbols[1][3] + 1) % len(decoder.symbols)
    codes = np.array([code for word in symbols for code in (*word, -1)], np.int16)
    starts = np.cumsum([0, *(len(word) + 1 for word in symbols)])[:-1]
    rows = np.array([(start, word) for start in starts for word in words], np.int32)
    trie, before = decoder.places._lexicon.trie, np.asarray(decoder.places._channel.before)
    unseen = word_search.unseen_outputs(rows, codes, before, -6.5, LM.word_nodes, trie)
    other = PLAIN_SEARCH.unseen_outputs(
        wide(rows), wide(codes), before, -6.5, LM.word_nodes, as_plain(PLAIN_SEARCH, trie)
    )
    assert unseen.tolist() == other.tolist()
    assert (unseen >= 0).any() and (unseen < 0).any()


def test_unit_trigrams_are_alike() -> None:
    pairs = np.array([(5, 9), (0, 3), (20, 21)], np.uint8)
    alike([word_search.dense_trigram(LM.unit_ngrams, pairs)], [PLAIN_SEARCH.dense_trigram(LM.unit_ngrams, wide(pairs))])


def test_arcs_are_gathered_alike(decoder: Decoder, texts: list[tuple[Any, Any]]) -> None:
    searches = decoder.places._searches
    limits, value = decoder.places._limits, decoder.places._lexicon.value

    def unigrams(module: ModuleType) -> Any:
        return module.Unigrams(value, limits.weight, limits.fee)

    for name, longest in ((None, 0), ("unknown", 14)):
        known, other = word_lattice.Known(longest), PLAIN_LATTICE.Known(longest)
        known.widen()
        other.widen()
        for numbers, kinds in texts:
            text = word_lattice.text_of(numbers, kinds)
            plain = PLAIN_LATTICE.text_of(wide(numbers), as_plain(PLAIN_LATTICE, kinds))
            alike([getattr(text, c) for c in BUNDLES["Text"]], [getattr(plain, c) for c in BUNDLES["Text"]])
            begins = np.asarray(text.begins).view(np.bool_)
            first = word_lattice.first_of_alike(begins, text.signs)
            assert first.tolist() == PLAIN_LATTICE.first_of_alike(begins, plain.signs).tolist()
            words = searches[name or "words"](text, begins)
            known.learn(text, begins, *words)
            other.learn(plain, begins, *map(wide, words))
            places, others = known.at(text.signs, begins), other.at(plain.signs, begins)
            assert places.tolist() == others.tolist()
            results = [
                module.gather(numbers, kinds, [(rows.rows, at)] * 2, unigrams(module), 12.0)
                for module, rows, at in ((word_lattice, known, places), (PLAIN_LATTICE, other, others))
            ]
            alike(*results)


def searched(decoder: Decoder, text: str) -> Lattice:
    return decoder.lattice(itemize(encipher(text, random_channel(3, wrong=0.1, spaces=0.1)), decoder.symbols))


def scorer_of(module: ModuleType, language: Any, weights: tuple[float, float, float]) -> Any:
    return module.Scorer(language, module.Remembered(), module.Weights(*weights))


def plain_language(decoder: Decoder) -> Any:
    m = decoder.memory
    return PLAIN_BEAMS.Language(decoder.language.ngrams, m.words, m.topic, m.pair_fingerprint, m.pair_logp)


@pytest.mark.parametrize("text", TEXTS)
def test_paths_are_searched_alike(decoder: Decoder, text: str) -> None:
    lattice = searched(decoder, text)
    size = len(lattice.items)
    ends = np.array([size // 2, size])
    weights = (14.0, 0.8, -1.0)
    one = lattice.arcs, scorer_of(beam_search, decoder.language, weights)
    other = as_plain(PLAIN_BEAMS, lattice.arcs), scorer_of(PLAIN_BEAMS, plain_language(decoder), weights)
    for beam in (2, 6):
        before = (tokens.START, LM.token_id("عقد"))
        path, *rest = beam_search.search(*one, beam, 0, size, before)
        again, *others = PLAIN_BEAMS.search(*other, beam, 0, size, before)
        assert path.tolist() == again.tolist()
        assert rest == pytest.approx(others, rel=1e-5)
        begins, reached = (0, 1, 2), (ends, ends - 1, ends - 2)
        alike(
            *(
                module.search_from(*given, beam, begins, module.PieceEnds(*reached), module.Fragment(-5.0, 1.8))
                for module, given in ((beam_search, one), (PLAIN_BEAMS, other))
            )
        )
    assert np.asarray(one[1].remembered.key).tolist() == other[1].remembered.key.tolist()


def test_texts_are_read_without_a_word_alike(decoder: Decoder) -> None:
    lattice = searched(decoder, TEXTS[0])
    first, last = lattice.search(0, len(lattice.items)).pieces
    windows = beam_search.Windows(
        np.array([[1, 1]] * 2), np.array([[2 * last.end, 2 * last.end + 1]] * 2), np.array([[2, 4]] * 2),
        np.array([0, 0, first.token, last.token, tokens.END], np.int32),
        np.array([[2 * p.start + 1, 2 * p.end] for p in (first, last)]), np.array([first.token, last.token], np.int32),
        np.zeros((2, lattice.unknown.shape[1]), np.uint8),
    )  # fmt: skip
    weights = (14.0, 0.6, -1.0)
    score = lattice.score.copy()
    scorer = scorer_of(beam_search, decoder.language, weights)
    one = beam_search.max_marginal(lattice.arcs, scorer, windows, lattice.ref, lattice.unknown, 4, 3)
    assert np.array_equal(score, lattice.score)
    other = PLAIN_BEAMS.max_marginal(
        as_plain(PLAIN_BEAMS, lattice.arcs), scorer_of(PLAIN_BEAMS, plain_language(decoder), weights),
        as_plain(PLAIN_BEAMS, windows), wide(lattice.ref), wide(lattice.unknown), 4, 3,
    )  # fmt: skip
    alike(one, other)
    assert (one[0] > 0).all() and (one[1] >= 0).any()


def test_tokens_are_weighed_alike(decoder: Decoder) -> None:
    one, other = decoder.language, plain_language(decoder)
    chance = np.random.default_rng(4)
    known = [LM.token_id(word) for word in ("عقد", "الفريق", "من", "الشمولية", ".")]
    row = np.array([*chance.choice(known, 5), *chance.integers(0, 5000, 4)], np.int32)
    some = np.array([*known, *chance.integers(0, 5000, 20)], np.int32)
    alike([beam_search.fits(one, row, 3, some)], [PLAIN_BEAMS.fits(other, wide(row), 3, wide(some))])
    last, first = some[:10].reshape(5, 2), np.append(some[10:19], np.int32(0)).reshape(5, 2)
    alike(
        [beam_search.join_table(one, last, first, 0.8)],
        [PLAIN_BEAMS.join_table(other, wide(last), wide(first), 0.8)],
    )
    first_token, second, third = known[:3]
    assert beam_search.join_logp(one, first_token, second, third, 0, 0.8) == pytest.approx(
        PLAIN_BEAMS.join_logp(other, first_token, second, third, 0, 0.8), rel=1e-5
    )


def test_lines_are_tiled_alike(decoder: Decoder) -> None:
    chance = np.random.default_rng(9)
    m = 5
    scores = np.triu(chance.normal(-20, 6, (m, m)), 1).astype(np.float32)
    scores[scores == 0] = -1e30
    heads = chance.integers(1, 4000, (m, m, 4)).astype(np.int32)
    edges = chance.random(m) < 0.4, chance.random(m) < 0.4
    cost, prices = chance.random(m), (5.0, 10.0, 3, 0.8)
    one = beam_search.tile(decoder.language, beam_search.Pieces(scores, heads, cost, *edges), *prices)
    pieces = PLAIN_BEAMS.Pieces(scores, wide(heads), cost, *edges)
    alike(one, PLAIN_BEAMS.tile(plain_language(decoder), pieces, *prices))
    assert len(one[0]) == 3


def test_counts_are_expected_alike() -> None:
    text = ["في هذا", "عقد"]
    number = {c: k for k, c in enumerate(sorted({*"".join(text)}))}
    channel = channel_em.identity_channel([*number], np.ones(len(number)) / len(number))
    pairs = channel_em.pair_model(LM)
    symbols = np.array([number[c] for line in text for c in line], np.int32)
    offsets = np.cumsum([0, *map(len, text)])
    results = []
    for module in (expectation, plain("emissions.expectation")):
        counts = np.zeros((channel_em.STATES, len(number)))
        model = module.PairModel(*(getattr(pairs, column) for column in ("start", "target", "probability", "unit")))
        emission = channel_em._effective(channel)
        total = module.expectation(module.Sequences(symbols, offsets), emission, model, counts, 1e-3, 1e-3)
        results.append((counts, total))
    assert results[0][1] == pytest.approx(results[1][1], rel=1e-5)
    assert results[0][0] == pytest.approx(results[1][0], abs=1e-4)
    assert results[0][0].sum() == pytest.approx(symbols.size, rel=1e-3)
