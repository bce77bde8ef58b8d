"""The loops over signs and their tokens are the same compiled and by the interpreter, on a text that is misread."""

from __future__ import annotations

import itertools
from pathlib import Path
from types import ModuleType

import numpy as np

from tests.interpreted import interpreted
from warraq.decipher.glyph.candidates.candidates import Candidates
from warraq.decipher.glyph.parameters import ANY_FORM
from warraq.decipher.glyph.scores import sign_score, word_context
from warraq.decipher.glyph.scores.columns import Words, nothing_kept
from warraq.decipher.glyph.scores.problem import REPEATS, Problem, make_problem
from warraq.decipher.glyph.scores.word_score import word_tables
from warraq.decipher.glyph.signs.spellings import Spellings
from warraq.decipher.glyph.signs.tokens import Tokens
from warraq.language.model import LanguageModel

TEXT = (Path(__file__).resolve().parents[3] / "fixtures" / "truth" / "honest.txt").read_text("utf-8").split()[:90]
OTHERS = "\u0627\u0623\u0625\u0649\u064a\u0647\u0629\u0640\u0651\u064b1\u0665/."


def misread() -> Problem:
    """A sign a letter; each may be some others, which many of them read as."""
    rng, spellings = np.random.default_rng(8), Spellings()
    words = list(dict.fromkeys(TEXT))
    letters = sorted(set("".join(words)))
    flat = np.array([letters.index(letter) for word in words for letter in word])
    starts, counts = np.cumsum([0, *map(len, words)]), np.array([TEXT.count(word) for word in words])
    follows = np.array([(words.index(one), words.index(other), 1) for one, other in itertools.pairwise(TEXT)])
    below = np.zeros(len(letters), np.int64)
    candidates = {}
    for sign, letter in enumerate(letters):
        texts = [letter, letter, *rng.choice([*OTHERS], 4).tolist(), *rng.choice(letters, 3).tolist(), ""]
        outline = np.round(np.append(rng.normal(-6, 6, len(texts) - 1), -20.0), 2)
        forms = rng.choice([ANY_FORM, 1, 2, 4, 8, 5, 10], len(texts))
        candidates[sign] = Candidates(np.array([*map(spellings.number, texts)]), forms, outline)
    tokens = Tokens(flat, starts, counts, follows, below, below)
    tables, spelled = word_tables(LanguageModel.load()), np.zeros(len(letters), np.int64)
    return make_problem(spellings, tables, spelled, candidates, np.bincount(flat), tokens)


def swept(module: ModuleType) -> list[object]:
    problem = misread()
    columns, reader, signs = problem.columns(), problem.reader(), problem.spelled.size
    as_read = module.AsRead(problem.counts.size, problem.flat.size)
    kept = nothing_kept(columns, np.zeros(signs, np.int64), np.zeros(1, np.int64), as_read)
    scores, scored, every = np.zeros(columns.strings.size), np.zeros(signs, np.bool_), np.ones(signs, np.bool_)
    made: list[object] = []
    for given_up in (9.0, 60.0):
        turns = module.Turns(every, np.arange(signs) % 5 > 0, 3, given_up)
        module.sweep(columns, columns.outline, turns, reader, kept, module.Scored(scores, scored))
        made += [problem.spelled.tolist(), problem.forms.tolist(), scores.tolist(), scored.tolist()]
        made += [str(kept.scores.tolist()), kept.since.tolist(), kept.changed.tolist(), kept.clock.tolist()]
        made += [np.asarray(as_read.scores)[np.asarray(as_read.fresh) > 0].tolist(), list(as_read.since)]
        made.append(module.probe(columns, reader, given_up).tolist())
    one, other = problem.candidates[3], problem.candidates[4]
    made.append(
        module.score_pairs(
            *(
                module.SignCandidates(sign, each.strings, each.forms, each.outline, problem.tokens_of[4])
                for sign, each in ((3, one), (4, other))
            ),
            reader,
            20.0,
        ).tolist()
    )
    assert kept.clock[0] > 10
    return made


def test_sweeps_and_scores_are_alike() -> None:
    assert swept(sign_score) == swept(interpreted("warraq.decipher.glyph.scores.sign_score"))


def settled(module: ModuleType) -> list[object]:
    problem = misread()
    columns, reader, count = problem.columns(), problem.reader(), problem.counts.size
    right = columns.strings[columns.begins[:-1]]
    problem.spelled[columns.signs[::2]] = right[::2]
    words = Words(np.zeros(count, np.int64), np.zeros(count, np.int64), np.zeros(count, np.float32))
    module.read_tokens(reader, np.arange(count), *words)
    made: list[object] = [column.tolist() for column in words]
    slot_of = np.full(problem.spelled.size, -1)
    slot_of[columns.signs] = np.arange(columns.signs.size)
    around, used = module.neighbours(slot_of, columns.signs.size, problem.follows, problem.flat, problem.starts, 20)
    made += [used.tolist(), [around[k, :n].tolist() for k, n in enumerate(used)]]
    scores, before = columns.outline.copy(), problem.spelled.copy()
    module.settle(columns, scores, around, used, REPEATS, 30.0, words, reader)
    assert (problem.spelled != before).any()
    made += [scores.tolist(), problem.spelled.tolist(), problem.forms.tolist()]
    return made + [column.tolist() for column in words]


def test_words_beside_words_are_alike() -> None:
    assert settled(word_context) == settled(interpreted("warraq.decipher.glyph.scores.word_context"))
