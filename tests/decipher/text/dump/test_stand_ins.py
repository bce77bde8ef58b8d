"""Letters that came out as marks and digits: known as letters, read, and shown as they were."""

from __future__ import annotations

import re
from collections import Counter
from pathlib import Path

import pytest

from tests.repair.copied.test_visual_order import TEXT, TRUTH
from warraq import extract, repair_text
from warraq.decipher.text import parameters
from warraq.decipher.text.dump import dump
from warraq.decipher.text.dump.stand_ins import (
    KASHIDA,
    STAND_INS,
    SYMBOLS,
    as_in_dump,
    as_shown,
    has_stand_ins,
    with_stand_ins,
    without_stand_ins,
)
from warraq.language.model import LanguageModel
from warraq.language.tokens import fold_harakat
from warraq.language.units import UNITS, units
from warraq.model.line import Block, Line, Word

#: Each form of each letter has a code of its own, and the map counts on from U+0621.
FORMS = [chr(code) for code in range(0x621, 0x6D4) if code not in (0x640, 0x66A, 0x66B, 0x66C, 0x66D)]


def shifted(text: str) -> str:
    """``text`` as a font writes it whose map counts on from the first letter of the script."""
    return re.sub(
        "[\u0621-\u063a\u0641-\u064a]+", lambda word: "".join(FORMS[unit] for unit in units(word.group())), text
    )


PLAIN = fold_harakat(TEXT)
DUMP = shifted(PLAIN)


def test_marks_and_digits_inside_words_are_letters() -> None:
    assert len(FORMS) >= len(UNITS)
    marked = with_stand_ins(DUMP)
    assert has_stand_ins(marked)
    assert as_in_dump(marked) == DUMP
    words = [len(word) for word in re.findall(f"[{SYMBOLS}]+", marked)]
    assert words == [len(units(word)) for word in re.findall("[\u0621-\u063a\u0641-\u064a]+", PLAIN)]
    assert len(without_stand_ins(marked)) < len(marked)


@pytest.mark.parametrize("text", [TEXT, "مُحَمَّدٌ ١٢٣ قالَ " * 50, "المادة١ من القانون " * 50, "پچژگکیہےں " * 50])
def test_marks_are_marks_elsewhere(text: str) -> None:
    assert with_stand_ins(text) == text


def test_odd_marks_that_are_few_among_the_letters_are_left() -> None:
    """A quotation from such a dump in a sound one."""
    assert with_stand_ins(DUMP + PLAIN * 40) == DUMP + PLAIN * 40


def test_a_line_of_stand_ins_spells_nothing() -> None:
    lm, line = LanguageModel.load(), next(line for line in PLAIN.split("\n") if len(line) > 60)
    one = STAND_INS[0]
    few, many = f"{line[:40]}{one}{line[40:]}", re.sub("(.).", rf"\1{one}", line)
    quality = [dump.quality(text, lm) or 0.0 for text in (few, many)]
    assert 0 > quality[0] > parameters.Dump.CLEAN_ABOVE > -10 > quality[1]


def test_kashidas_that_begin_words_may_be_letters() -> None:
    letter = Counter(word[0] for word in DUMP.split()).most_common(3)[2][0]
    changed = DUMP.replace(letter, "\u0640")
    replaced = with_stand_ins(changed)
    assert as_in_dump(replaced) == changed
    assert replaced.count(KASHIDA) == len(re.findall("\u0640+", changed)) > 100
    few = DUMP.replace(" ", " \u0640", 15)
    assert KASHIDA not in with_stand_ins(few)


def test_such_a_dump_is_read(tmp_path: Path) -> None:
    rows = [row.split("\t")[-1] for row in TRUTH.read_text("utf-8").splitlines() if row and row[0] != "#"]
    text = fold_harakat("\n".join(rows))
    path = tmp_path / "dump.txt"
    path.write_text(shifted(text), encoding="utf-8")
    document = extract(path)
    nodes = list(document.walk())
    true = re.findall("[\u0621-\u064a]+", text)
    read = re.findall("[\u0621-\u064a]+", " ".join(node.content for node in nodes))
    assert len(set(true) - set(read)) <= 0.1 * len(set(true))
    assert document.quality.needs_review
    assert any(set(node.original or "") & set("\u064b\u064c\u064d\u0660") for node in nodes)
    assert not any(has_stand_ins(f"{node.content}{node.original}") for node in nodes)
    numbers = {word for node in nodes for word in node.content.split() if re.search(r"\d", word)}
    listed = {word.word for node in nodes for word in node.uncertain}
    assert numbers
    assert numbers <= listed


def test_what_is_too_little_to_learn_from_stays() -> None:
    some = " ".join(DUMP.split()[:45] * 2)
    assert has_stand_ins(with_stand_ins(some))
    assert not has_stand_ins(repair_text(some))


@pytest.mark.parametrize(
    "text",
    [
        "المادة١من القانون رقم٢لسنة٣في ٤ " * 50,
        "اِلٰهٖ بِهٖ رُسُلِهٗ مِنۡ دُوۡنِهٖ " * 50,
        "کٔشیٖر مَنٛز ٲسۍ وٗنۍ مٟ گٔرٕ " * 50,
        "\U000f0648\U000f064e icon " * 50,
    ],
)
def test_other_texts_with_odd_characters_are_left(text: str) -> None:
    assert with_stand_ins(text) == text
    assert not has_stand_ins(text)
    assert as_in_dump(text) == text


def test_a_few_odd_characters_are_left() -> None:
    few = "ب١ت ب٢ت \u0656\u0657\u0658 "
    assert with_stand_ins(few * 11) == few * 11
    assert has_stand_ins(with_stand_ins(few * 12))


def test_words_are_shown_as_the_dump_has_them_with_their_other_readings() -> None:
    stand_in = next(c for c in with_stand_ins(DUMP) if has_stand_ins(c))
    letter, digit = Word(stand_in, stand_in, 0.9, None, ((stand_in, 0.1),)), Word("7", "7", 0.9)
    ((line,),) = (as_shown(Block("body", (Line(1, (letter, digit)),))).lines,)
    shown = as_in_dump(stand_in)
    assert line.words[0] == Word(shown, shown, 0.9, None, ((shown, 0.1),))
    assert line.words[1].confidence < 0.5
