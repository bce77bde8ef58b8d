"""The made-up dumps of the text channel's benchmark, and where runs of a PDF break."""

from __future__ import annotations

import random
from dataclasses import replace
from pathlib import Path

import pytest

from benchmarks import text_channel
from benchmarks.run_breaks import distances
from benchmarks.text_channel import (
    COPIED,
    KASHIDA,
    SPELT,
    Channel,
    Trial,
    channel,
    drawn,
    others,
    processed,
    stand_rightly,
)
from benchmarks.text_channel import dump as reversed_runs
from warraq.decipher.text import parameters
from warraq.language.units import COUNT, UNIT_OF, UNITS, units
from warraq.model.line import Word

PLAIN = Channel([UNITS[unit][0][:1] for unit in range(COUNT)], {}, {})


def test_a_line_is_drawn_from_its_last_run_on_and_cut_where_a_block_ends() -> None:
    assert drawn("في عام 2020عقد", set(), set()) == "عقد2020في عام "
    assert drawn("عقد الفريق", set(), {6}) == "فريقعقد ال"
    assert drawn("عام 2019", set(), {6}) == "2019عام "


def test_latin_words_that_follow_one_another_are_one_run() -> None:
    assert drawn("عملة STARK CHAIN هي", set(), set()) == "هيSTARK CHAINعملة "
    assert drawn("رمز ERC-20 له", set(), set()) == "لهERC-20رمز "
    assert drawn("عام \N{ARABIC-INDIC DIGIT TWO}\N{ARABIC-INDIC DIGIT ZERO} هو", set(), set()).startswith("هو")


def test_pieces_of_a_broken_run_stand_where_the_pen_steps_back() -> None:
    cut = KASHIDA * 2
    assert drawn("عام 3 استخدام القوة", {8}, set()) == f"{cut}تخدام القوة3عام  اس{KASHIDA}"


def test_a_processed_text_holds_all_its_characters() -> None:
    text = "عقد الفريق العامل اجتماعه السابع في فيينا يومي 8 و 9 من عام 2020 وفقا لقرار المؤتمر بشأن تهريب المهاجرين"
    dump = processed([text] * 4, PLAIN, random.Random(1), 0.5)
    assert sorted(dump.replace(KASHIDA, "").replace(" ", "").replace("\n", "")) == sorted(text.replace(" ", "") * 4)
    assert KASHIDA in dump


@pytest.mark.parametrize(("last", "letters"), [("سلامة", 1), ("سلام", 2)])
def test_a_block_counts_both_letters_of_a_ligature_and_never_parts_them(last: str, letters: int) -> None:
    text = " ".join(["سلامة"] * 13)
    texts = [f"{text[:-5]}{last}", *[text] * 3]
    dump = processed(texts, PLAIN, random.Random(1), 0.0)
    whole = processed([text], PLAIN, random.Random(1), 0.0).splitlines()[0].rstrip()
    behind = parameters.BlockEdges.BLOCK - sum(
        len(text) + 2 for text in texts[:3]
    )  # their spaces and ends of paragraphs count
    assert behind == 3 * len("سلامة ") + letters  # right before the ligature, or inside
    shown = 3 * len("سلمة ") + letters
    assert dump.split("\n")[6] == whole[shown:] + " " + whole[:shown]


def test_the_space_at_which_a_line_is_broken_stands_behind_what_is_read_last() -> None:
    text = " ".join(["عقد"] * 12 + ["2020", "عقد"])
    assert reversed_runs([text], PLAIN, random.Random(1), 0.0) == " 2020" + "عقد " * 12 + "\nعقد \n"
    assert processed([text], PLAIN, random.Random(1), 0.0) == "2020" + "عقد " * 12 + "\nعقد \n"
    whole = "عقد " * 13
    cut = reversed_runs([whole], PLAIN, random.Random(1), 1.0).split("\n")[0]
    assert cut != whole
    assert whole in cut * 2  # with that space the halves meet, turned round


def test_distances_of_breaks_are_counted_by_class() -> None:
    assert distances([0, 256, 300]) == {256 // 12: 1, 300 // 12: 1, 44 // 12: 1}
    assert not distances([0, 1000])


def test_a_word_is_right_where_all_its_letters_stand_in_their_place() -> None:
    read = [Word(text, text) for text in ("عقد", "و/أو", "2020", "الفريق،", "اجتماعه", "في", "فيينا/جنيف")]
    right = stand_rightly(["عقد", "و", "أو", "الفريق", "في", "فيينا", "نيويورك"], read)
    assert right == [True, True, None, True, False, True, False]


def test_a_word_that_is_spelt_otherwise_is_told_from_one_that_was_misread() -> None:
    read = [Word(text, text) for text in ("الذي", "الإدارة", "من")]
    true = ["الذى", "الادارة", "عن"]
    assert stand_rightly(true, read) == [False] * 3
    assert stand_rightly(true, read, SPELT) == [True, True, False]


def test_the_table_of_texts_tells_what_is_listed_and_what_is_not(monkeypatch: pytest.MonkeyPatch) -> None:
    one = Trial(words=100, wer=2.0, listed=20.0, silent=1.0, misread=0.5)

    def trial(path: Path, seed: int, *given: float) -> Trial:
        return replace(one, wer=seed * 2.0 + 10.0 * given[-1], listed=20.0 * len(path.stem), silent=float(seed))

    monkeypatch.setattr(text_channel, "trial", trial)
    rows = [[cell.strip() for cell in row.strip("|").split("|")] for row in others([Path("a"), Path("bb.pdf")])]
    assert rows[2:] == [
        ["a", "2.0%", "4.0%", "7.0%", "9.0%", "20%", "1.5", "0.5"],
        ["bb", "2.0%", "4.0%", "7.0%", "9.0%", "40%", "1.5", "0.5"],
        ["mean of 2", "**2.0%**", "**4.0%**", "**7.0%**", "**9.0%**", "30%", "1.5", "**0.5**"],
    ]
    copied = [[cell.strip() for cell in row.strip("|").split("|")] for row in others([Path("a")], COPIED)]
    assert copied[0][:3] == ["text", "channel 1", "channel 2"]
    assert copied[2] == ["a", "7.0%", "9.0%", "20%", "1.5", "0.5"]


def test_a_second_glyph_stands_beside_the_letters_that_ask_for_it() -> None:
    beh, meem, alef = UNIT_OF["ب", "med"], UNIT_OF["م", "ini"], UNIT_OF["ا", "fin"]
    made = replace(PLAIN, before={(beh, alef): "1"}, after={(beh, meem): "2"})
    assert "".join(made.of("مباب")) == "م1اب"  # the letter behind it comes first
    assert "".join(made.of("مبتسم")) == "م2تسم"
    assert "".join(made.of("كبير")) == "كبير"


def test_letters_of_one_shape_have_second_glyphs_in_the_same_places() -> None:
    joined = channel(random.Random(3), 0.5, 0.1, 1.0)
    assert channel(random.Random(3), 0.5, 0.1).outputs == joined.outputs
    assert not channel(random.Random(3), 0.5, 0.1).before
    places = [{other for unit, other in joined.before if UNITS[unit] == (x, "ini")} for x in "بتثني"]
    assert places[0]
    assert all(other == places[0] for other in places)
    assert all(UNITS[other][1] in ("med", "fin") for _, other in joined.before)
    assert all(UNITS[other][1] in ("ini", "med") for _, other in joined.after)
    outputs = {unit: {joined.before[u, other] for u, other in joined.before if u == unit} for unit, _ in joined.before}
    assert {len(of_unit) for of_unit in outputs.values()} == {1}
    assert any(output != {joined.outputs[unit]} for unit, output in outputs.items())
    assert len(joined.of("المستشفيات")) == len(units("المستشفيات"))
