"""Compiling the words of Persian from a small corpus of the project's own."""

from __future__ import annotations

import lzma
from pathlib import Path

import pytest

from tools import build_lexicon
from warraq.language.alphabets import PERSIAN, URDU
from warraq.language.model import DATA, LanguageModel


def write_xz(path: Path, *lines: str) -> None:
    with lzma.open(path, "wt", encoding="utf-8") as stream:
        stream.writelines(f"{line}\n" for line in lines)


@pytest.fixture
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    corpora = tmp_path / "corpora"
    corpora.mkdir()
    write_xz(corpora / "fa_news.txt.xz", "او كتاب می‌خواند، و می‌نویسد.", "او کتاب می‌نویسد.", "مدرسه ۱۳ بود")
    write_xz(corpora / "fa_tico19.txt.xz", "بیمارستان بیمارستان")
    write_xz(corpora / "fa_ganjoor_sample.txt.xz", "بنی‌آدم بنی‌آدم")
    write_xz(corpora / "fa_list_wordfreq.tsv.xz", "خانه‌ها\t5", "house\t9", "قلم\tmany")
    monkeypatch.setattr(build_lexicon, "frequencies", lambda language: {"درخت": 0.5, "tree": 0.2})
    out = tmp_path / "data"
    build_lexicon.build(corpora, PERSIAN, out)
    return out


def test_words_are_those_between_non_joiners(folder: Path) -> None:
    model = LanguageModel(folder, PERSIAN)
    known = ("کتاب", "می", "نویسد", "خانه", "ها", "درخت")
    assert not model.unknown(known)
    assert model.unknown(["مینویسد", "قلم"]) == ["مینویسد", "قلم"]
    assert model.trigram_logp("<unk>", "کتاب", "می") > model.trigram_logp("<unk>", "کتاب", "درخت")


def test_words_that_stand_once_in_running_text_alone_are_left_out(folder: Path) -> None:
    assert LanguageModel(folder, PERSIAN).unknown(["خواند", "مدرسه"]) == ["خواند", "مدرسه"]


def test_texts_that_are_measured_on_and_verse_are_left_out(folder: Path) -> None:
    assert len(LanguageModel(folder, PERSIAN).unknown(["بیمارستان", "بنی", "آدم"])) == 3


def test_a_folder_without_the_language_is_refused(tmp_path: Path) -> None:
    with pytest.raises(FileNotFoundError, match="no ur_"):
        build_lexicon.build(tmp_path, URDU, tmp_path / "out")


@pytest.mark.parametrize(("code", "word"), [("fa", "دانشگاه"), ("ur", "زندگی")])
def test_the_shipped_words_of_a_language_are_loaded_when_asked_for(code: str, word: str) -> None:
    assert word in LanguageModel.load(code)
    assert word not in LanguageModel.load()
    assert LanguageModel.load(code) is LanguageModel.load(code)


def test_the_shipped_words_are_small() -> None:
    assert sum(path.stat().st_size for code in build_lexicon.LANGUAGES for path in (DATA / code).iterdir()) < 15e6


def test_the_command_says_what_is_missing(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setattr("sys.argv", ["build_lexicon", str(tmp_path), "fa"])
    with pytest.raises(SystemExit) as raised:
        build_lexicon.main()
    assert raised.value.code == 2
    assert "no fa_*.txt.xz" in capsys.readouterr().err
