"""Compiling a model from a small corpus of the project's own."""

from __future__ import annotations

import lzma
import subprocess
import sys
from pathlib import Path

import numpy as np
import pytest

from tools import build_language
from warraq.language import tokens
from warraq.language.context.register import Register, unpacked
from warraq.language.model import LanguageModel, quantize
from warraq.language.parameters import STEP

ROOT = Path(__file__).parents[2]
HONEST = ROOT / "fixtures" / "truth" / "honest.txt"
#: In place of wordfreq's list, which only the ``language`` extra installs.
GENERAL = {"كتاب": 0.5, "قلم": 0.3, "في": 0.1, "word": 0.05, "كِتاب": 0.05}
TABLES = {
    "trie_unit", "trie_shape", "word_value", "word_lead", "triple_units", "triple_share", "unit_fingerprint",
    "unit_value", "bigram_fingerprint", "bigram_value", "trigram_fingerprint", "trigram_value",
}  # fmt: skip


def write_xz(path: Path, lines: list[str]) -> None:
    with lzma.open(path, "wt", encoding="utf-8") as stream:
        stream.writelines(f"{line}\n" for line in lines)


@pytest.fixture
def corpora(tmp_path: Path) -> Path:
    """Two running texts, the second one careless with its hamzas, and a list of words with counts."""
    folder = tmp_path / "corpora"
    folder.mkdir()
    lines = HONEST.read_text(encoding="utf-8").splitlines()
    write_xz(folder / "careful.txt.xz", [*lines, "", "ذهب أحمد إلى السوق", "عاد أحمد إلى البيت", "كتب أحمد إلى أخيه"])
    write_xz(folder / "careless.txt.xz", ["ذهب احمد الى المدرسة", "جلس احمد الى الطاولة"])
    write_xz(folder / "unilex_ar.txt.xz", ["كتاب\t10", "شمس\t5", "شَمس\t5", "sun\t9", "قمر\tmany"])
    return folder


@pytest.fixture
def folder(corpora: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.setattr(build_language, "wordfreq_list", lambda: GENERAL)
    out = tmp_path / "data"
    out.mkdir()
    build_language.build(corpora, out)
    return out


def test_the_tables_load_and_know_the_text(folder: Path) -> None:
    assert {path.stem for path in folder.glob("*.npy")} == TABLES
    model = LanguageModel(folder)
    assert "أحمد" in model
    assert "كتاب" in model
    assert "شمس" in model
    assert "كِتاب" not in model
    assert "قمر" not in model
    assert model.trigram_logp("ذهب", "أحمد", "إلى") > model.trigram_logp("ذهب", "أحمد", "السوق")


def test_a_careless_spelling_is_counted_as_the_careful_one(folder: Path) -> None:
    model = LanguageModel(folder)
    assert "احمد" not in model
    assert model.trigram_logp("جلس", "أحمد", "إلى") > -1


def test_every_word_of_the_trie_comes_back(folder: Path) -> None:
    model = LanguageModel(folder)
    words = [model.token(number) for number in range(len(tokens.SPECIAL), len(model.word_value))]
    assert len(set(words)) == len(words)
    assert [model.token_id(word) for word in words] == list(range(len(tokens.SPECIAL), len(model.word_value)))


def test_a_lead_is_how_much_likelier_the_general_lists_have_a_word() -> None:
    leads = build_language.leads(["كتاب", "أحمد"], {"كتاب": 0.5}, quantize(np.log([0.05, 0.01])))
    assert leads == pytest.approx([np.log(0.5 / 0.05), np.log(1e-12 / 0.01)], abs=STEP)


def test_words_of_the_general_lists_lead(folder: Path) -> None:
    model = LanguageModel(folder)
    below = unpacked(np.load(folder / "word_lead.npy"), len(model.word_value) - len(tokens.SPECIAL))
    first = len(tokens.SPECIAL)
    assert below[model.token_id("كتاب") - first] < 5
    assert below[model.token_id("أحمد") - first] == 15  # in no list
    assert Register(folder, model).power({model.token_id("كتاب"): 9}) > 0


def test_the_same_corpora_give_the_same_bytes(folder: Path, corpora: Path, tmp_path: Path) -> None:
    again = tmp_path / "again"
    again.mkdir()
    build_language.build(corpora, again)
    for table in TABLES:
        assert (again / f"{table}.npy").read_bytes() == (folder / f"{table}.npy").read_bytes()


def test_a_source_counts_as_much_as_its_weight_says(corpora: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    paths = [corpora / "careful.txt.xz", corpora / "careless.txt.xz"]
    once = build_language.read_corpora(paths)
    monkeypatch.setattr(build_language, "source_weights", lambda: {"careless": 2.5, "careful": 0.5})
    weighed = build_language.read_corpora(paths)
    careful, careless = build_language.read_sources(paths)
    assert len(once) == len(careful.sentences) + len(careless.sentences)
    assert len(weighed) == len(careful.sentences) // 2 + 5
    ids = {word: number for number, word in enumerate(tokens.SPECIAL)} | {"أحمد": 50, "إلى": 51, "ذهب": 52, "جلس": 53}
    tri, _, uni = build_language.merged_counts([careful, careless], ids, 1 << 20)
    start = tokens.START
    keys = [(start << 40) | (start << 20) | ids[word] for word in ("ذهب", "جلس")]
    at = np.searchsorted(tri.keys, keys)
    assert tri.keys[at].tolist() == keys
    assert tri.counts[at].tolist() == [0.5 + 2.5, 2.5]  # one of them begins a sentence of either source
    assert (tri.cuts < tri.counts).all()
    assert uni.keys.tolist() == sorted(set(uni.keys.tolist()))


def test_sources_are_weighed_by_a_table() -> None:
    weights = build_language.source_weights()
    assert weights["ar_ant_news"] > weights["uae_laws"] > 0
    assert all("." not in name for name in weights)


def test_the_most_frequent_are_kept() -> None:
    counted = build_language.Counts(
        np.array([1 << 20 | 5, 1 << 20 | 6, 2 << 20 | 5], np.int64),
        np.array([9.0, 8.0, 1.0]),
        np.array([0.5, 0.5, 0.5]),
    )
    grams = build_language.NGrams(counted, 1 << 20)
    lower = np.array([0.5, 0.01, 0.5])
    p = grams.interpolate(lower)
    assert p[:2] == pytest.approx([8.5 / 17 + 0.5 / 17, 7.5 / 17 + 0.01 / 17])
    assert grams.most_frequent(1).tolist() == [True, False, False]
    weight = grams.backoff(grams.most_frequent(1), lower)
    assert weight == pytest.approx([(1 - p[0]) / 0.5, 1.0])


def test_the_words_stay_where_the_ngrams_alone_are_made_anew(folder: Path, tmp_path: Path) -> None:
    before = {path.name: path.read_bytes() for path in folder.glob("*.npy")}
    value = np.load(folder / "word_value.npy")[:, 0]
    other = tmp_path / "other"
    other.mkdir()
    write_xz(other / "other.txt.xz", ["أحمد إلى كتاب", "عاد إلى كتاب", "قمر إلى كتاب"])
    build_language.build_ngrams(other, folder)
    after = {path.name for path in folder.glob("*.npy") if path.read_bytes() != before[path.name]}
    names = "bigram_fingerprint", "bigram_value", "trigram_fingerprint", "trigram_value", "word_value"
    assert after == {f"{name}.npy" for name in names}
    assert np.load(folder / "word_value.npy")[:, 0].tolist() == value.tolist()
    model = LanguageModel(folder)
    assert model.trigram_logp("قلم", "إلى", "كتاب") > -1
    assert "قمر" not in model


def test_each_line_is_counted_once(tmp_path: Path) -> None:
    write_xz(tmp_path / "a.txt.xz", ["سطر واحد", "سطر واحد", "سطر آخر"])
    write_xz(tmp_path / "b.txt.xz", ["سطر واحد"])
    sentences = list(build_language.read_sentences(sorted(tmp_path.glob("*.xz"))))
    assert sentences == [("a.txt.xz", ["سطر", "واحد"]), ("a.txt.xz", ["سطر", "آخر"])]


def test_without_wordfreq_it_says_what_to_install(corpora: Path, tmp_path: Path) -> None:
    """In a process where wordfreq can't be imported, whether or not it is installed here."""
    script = "import sys; sys.modules['wordfreq'] = None; from tools import build_language; build_language.main()"
    out = tmp_path / "data"
    command = [sys.executable, "-c", script, str(corpora), "--out", str(out)]
    run = subprocess.run(command, capture_output=True, cwd=ROOT, text=True, check=False)
    assert run.returncode == 2
    assert "pip install 'warraq[language]'" in run.stderr
    assert "Traceback" not in run.stderr
    assert list(out.iterdir()) == []


def test_a_folder_without_corpora_is_named(tmp_path: Path) -> None:
    command = [sys.executable, "-m", "tools.build_language", str(tmp_path)]
    run = subprocess.run(command, capture_output=True, cwd=ROOT, text=True, check=False)
    assert run.returncode == 2
    assert f"no *.txt.xz in {tmp_path}" in run.stderr


def test_running_texts_are_all_but_lists_of_words(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    (tmp_path / "unilex_ar.txt.xz").touch()
    monkeypatch.setattr(sys, "argv", ["build_topics", str(tmp_path), "--out", str(tmp_path / "data")])
    with pytest.raises(SystemExit) as stopped:
        build_language.running_texts("")
    assert stopped.value.code == 2
    assert f"no *.txt.xz in {tmp_path}" in capsys.readouterr().err
    for name in ("b", "a", "fa_c", "ur_d"):
        (tmp_path / f"{name}.txt.xz").touch()
    assert build_language.running_texts("") == ([tmp_path / "a.txt.xz", tmp_path / "b.txt.xz"], tmp_path / "data")
