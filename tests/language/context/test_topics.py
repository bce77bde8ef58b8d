"""The shipped vectors of stems tell which words go with a document's subject; and they are small."""

from __future__ import annotations

from pathlib import Path

import numpy as np
import pytest

from warraq.language import tokens
from warraq.language.context.topics import MOST, Topics, stems
from warraq.language.model import DATA, LanguageModel

MEGABYTES = 0.2


@pytest.fixture(scope="module")
def lm() -> LanguageModel:
    return LanguageModel.load()


@pytest.mark.parametrize(
    ("words", "other"),
    [
        ("القاضي وقاضي والقاضي قاضيها", "قضية"),
        ("الزوج زوج زوجها زوجة الزوجين وزوج", "زواج"),
        ("إجراء اجراء الإجراءات بالإجراءات", "تجار"),  # alefs are one letter
        ("القانون للقانون وللقانون بالقانون كالقانون", "سفن"),  # with and without prepositions
        ("على علي", "علم"),  # yeh and alef maksura are one letter, and two letters stay of a word
        ("ولد الولد وولد", "لدى"),  # three letters stay behind a waw
    ],
)
def test_words_of_one_stem_have_the_same_hash(lm: LanguageModel, words: str, other: str) -> None:
    hashes = stems(lm)
    values = {hashes[lm.token_id(word)] for word in words.split()}
    assert len(values) == 1
    assert hashes[lm.token_id(other)] not in values


def test_special_tokens_have_no_stem(lm: LanguageModel) -> None:
    hashes = stems(lm)
    assert hashes.size == lm.word_value.shape[0]
    assert not hashes[: len(tokens.SPECIAL)].any()
    assert hashes[len(tokens.SPECIAL) :].all()


#: Words of a subject, and pairs of words: that which goes with it, and one that doesn't.
SUBJECTS = [
    ("الزوج الطلاق النفقة الحضانة الزواج العقد", [("المهر", "العصر"), ("الخلع", "الخلل"), ("مهرها", "ظهرها")]),
    ("المناخ الاحتباس الحراري الطاقة الوقود", [("الانبعاثات", "الانبعاث"), ("الغاز", "العام"), ("تلوث", "زواج")]),
    ("السفينة البحري الميناء الربان الشحن", [("البحارة", "الزوجة"), ("سفن", "سكن"), ("الناقل", "العاقل")]),
]


@pytest.mark.parametrize(("read", "pairs"), SUBJECTS)
def test_words_that_go_with_the_subject_gain_on_others(
    lm: LanguageModel, read: str, pairs: list[tuple[str, str]]
) -> None:
    gain = Topics.load().rescaling(dict.fromkeys(map(lm.token_id, read.split()), 1))
    better = [gain[lm.token_id(one)] > gain[lm.token_id(other)] for one, other in pairs]
    assert sum(better) >= len(pairs) - 1
    assert np.abs(gain).max() == pytest.approx(MOST)
    assert not gain[: len(tokens.SPECIAL)].any()


def test_how_often_a_word_is_used_counts_and_frequent_words_count_little(lm: LanguageModel) -> None:
    topics = Topics.load()
    marriage, ship, of = (lm.token_id(word) for word in ("الطلاق", "السفينة", "من"))
    alone = topics.rescaling({marriage: 4})
    moved = [
        np.abs(topics.rescaling({marriage: 4, word: n}) - alone).mean() for word, n in ((of, 4), (ship, 4), (ship, 1))
    ]
    assert moved[0] < 0.1 * moved[1]
    assert moved[2] < 0.5 * moved[1]


def test_only_the_direction_of_a_vector_counts(lm: LanguageModel, tmp_path: Path) -> None:
    for name, scale in (("code", 1), ("centroid", 2), ("stem", 1)):
        table = np.load(DATA / f"topic_{name}.npy")
        np.save(tmp_path / f"topic_{name}.npy", table * table.dtype.type(scale))
    used = {lm.token_id(word): 1 for word in ("الطلاق", "الزوج")}
    assert Topics(tmp_path, lm).rescaling(used) == pytest.approx(Topics.load().rescaling(used), abs=1e-5)


def test_a_document_of_no_known_stem_has_no_subject(lm: LanguageModel) -> None:
    topics = Topics.load()
    assert not topics.rescaling({}).any()
    assert not topics.rescaling({tokens.UNKNOWN: 4, tokens.NUMBER: 2}).any()


def test_the_tables_are_small() -> None:
    assert sum(path.stat().st_size for path in DATA.glob("topic_*.npy")) < MEGABYTES * 1e6


def test_a_folder_without_tables_says_what_to_do(tmp_path: Path) -> None:
    with pytest.raises(FileNotFoundError, match="make language"):
        Topics(tmp_path)
