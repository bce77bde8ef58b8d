"""What extractors do to the text of sound documents and of broken ones."""

from __future__ import annotations

import re
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tests.decipher.text.cipher import encipher, plain_lines, random_channel
from warraq import extract, inspect, repair_text
from warraq.language.units import UNIT_OF
from warraq.model.finding import Finding
from warraq.repair.copied.copied_text import as_written, ligatures_turned, words_mended

TRUTH = Path(__file__).parents[3] / "fixtures" / "truth" / "ctoc-cop-wg7-2020-4.tsv"
ROWS = [row.split("\t")[-1] for row in TRUTH.read_text("utf-8").splitlines() if row and row[0] != "#"]
TEXT = "\n".join(ROWS)
#: Lam and its alef as most producers write them: one glyph, whose two letters poppler turns round.
LIGATURE = re.compile("\u0644([\u0627\u0622\u0623\u0625])")
WORD = re.compile("[\u0621-\u064a]+")


def by_poppler(text: str) -> str:
    """Each line between marks of direction, the letters of each ligature in the order in which it is painted."""
    return "\n".join(
        f"\u202b{LIGATURE.sub(lambda match: match[1] + chr(0x644), line)}\u202c" for line in text.split("\n")
    )


def test_lam_alef_that_is_turned_round_is_turned_back() -> None:
    written, (finding,) = as_written(by_poppler(TEXT))
    assert (finding.fault, finding.score) == ("lam_alef_order", 1.0)
    true, words = WORD.findall(TEXT), WORD.findall(written)
    assert len(true) == len(words)
    wrong = [(one, other) for one, other in zip(true, words, strict=True) if one != other]
    turned = [word for word in true if LIGATURE.search(word)]
    assert len(turned) > 50
    assert len(wrong) <= 0.01 * len(turned), wrong


def test_a_sound_text_is_left_as_it_is() -> None:
    assert as_written(TEXT) == (TEXT, [])
    assert repair_text(TEXT) is TEXT
    marked = f"\u202b{TEXT}\u202c"
    assert as_written(marked) == (TEXT, [])
    assert repair_text(marked) is marked


def test_the_text_of_poppler_reads_as_the_document_does(tmp_path: Path) -> None:
    dump = tmp_path / "dump.txt"
    dump.write_text(by_poppler(TEXT), encoding="utf-8")
    assert repair_text(by_poppler(TEXT)) == as_written(by_poppler(TEXT))[0]
    document = extract(dump)
    for result in (document, inspect(dump)):
        assert "lam_alef_order" in {finding.fault for finding in result.findings}
    text = " ".join(node.content for node in document.walk())
    assert not re.search("\u0627[\u0622\u0623\u0625]\u0644", text)
    assert "\u202b" not in text


@pytest.mark.parametrize(
    ("line", "read"),
    [
        # Letters that stand for others: only what no word spells is turned back.
        ("\u0627\u0644\u0641\u0627\u0644 \u0627\u0623\u0644\u0639\u0645\u0644 \u0631\u062a\u0632\u0632",
         "\u0627\u0644\u0641\u0627\u0644 \u0627\u0644\u0623\u0639\u0645\u0644 \u0631\u062a\u0632\u0632"),
        # A word of the lexicon stays unless the other is far likelier.
        ("\u0631\u0623\u0633 \u0627\u0644\u0645\u0627\u0644 \u0641\u064a \u062d\u0627\u0644\u0629 "
         "\u0627\u0644\u0634\u0631\u0643\u0629 \u0627\u0644\u0645\u0633\u0627\u0647\u0645\u0629",) * 2,
    ],
)  # fmt: skip
def test_words_that_may_be_either_stay(line: str, read: str) -> None:
    turned = " \u0627\u0623\u0644\u0645\u0645" * 3
    written, _ = as_written(line + "\n" + turned)
    assert written.split("\n")[0] == read


def test_where_letters_stand_for_others_ligatures_are_left_to_the_search_for_letters() -> None:
    outputs = random_channel(11)
    outputs[UNIT_OF["\u0627", "iso"]] = "\u0627"
    for alef in "\u0622\u0623\u0625":
        outputs[UNIT_OF["\u0644" + alef, "iso"]] = alef + "\u0644"
    garbled = [encipher(line, outputs) for line in plain_lines()]
    heading = "\u0627\u0644\u0623\u0639\u0645\u0627\u0644 \u0648\u0627\u0644\u0645\u0633\u0627\u0626\u0644"
    turned = heading.replace("\u0644\u0623", "\u0623\u0644")
    written, findings = as_written("\n".join([turned, *garbled]))
    assert ligatures_turned(findings)
    assert written.split("\n") == [heading, *garbled]
    assert not ligatures_turned(as_written("\n".join(plain_lines()))[1])
    few = by_poppler(TEXT)[:2000]
    assert ligatures_turned(as_written(few)[1])
    assert "\u0627\u0623\u0644" not in as_written(few)[0]


def test_other_ligatures_of_lam_are_turned_back_in_words_that_are_none() -> None:
    line = (
        "\u0627\u062a\u062e\u0630\u062a \u0627\u0645\u0644\u0624\u0633\u0633\u0627\u062a "
        "\u0627\u0645\u0644\u062d\u0644\u064a\u0629 \u0627\u0644\u062a\u062f\u0627\u0628\u064a\u0631 "
        "\u0644\u062d\u0645\u0644 \u0627\u0644\u0637\u0641\u0644 "
        "\u0641\u064a \u0627\u0644\u0645\u062f\u0627\u0631\u0633 \u0648\u0645\u0644\u062e"
    )
    written, _ = as_written(line + "\n" + " \u0627\u0623\u0644\u0645\u0645" * 3)
    read = line.replace("\u0627\u0645\u0644\u0624", "\u0627\u0644\u0645\u0624").replace(
        "\u0627\u0645\u0644\u062d", "\u0627\u0644\u0645\u062d"
    )
    assert written.split("\n")[0] == read


def test_a_line_of_a_sound_text_needs_no_long_words_and_one_of_a_broken_text_does() -> None:
    turned, alone = " \u0627\u0623\u0644\u0645\u0645" * 3, "\u0627\u0644"
    assert as_written(f"{by_poppler(TEXT)}\n{alone}")[0].split("\n")[-1] == "\u0644\u0627"
    words = (
        "\u0631\u062a\u0632\u0632\u0634 \u0644\u0642\u0645\u0648\u0636 "
        "\u0628\u062a\u062f\u0648\u063a \u0639\u062d\u063a\u0635\u062b"
    )
    known = "\u0627\u0644\u0627\u062c\u062a\u0645\u0627\u0639"
    written, _ = as_written("\n".join((f"{alone} {known} {words}", f"{alone} {known}", *[words] * 3, turned)))
    assert [line.split()[0] for line in written.split("\n")[:2]] == [alone, alone]


def test_two_turned_ligatures_are_not_enough() -> None:
    text = "\u0627\u0623\u0644\u0645\u0645 " * 2
    assert as_written(text) == (text, [])
    mixed = "\u0627\u0623\u0644\u0645\u0645 " * 5 + "\u0627\u0644\u0623\u0645\u0645 "
    assert as_written(mixed) == (mixed, [])


def test_where_only_some_ligatures_are_turned_words_that_are_none_are_mended() -> None:
    half = len(TEXT) // 2
    written, (finding,) = as_written(by_poppler(TEXT[:half]) + TEXT[half:])
    assert 0.3 < finding.score < 0.7
    true, words = WORD.findall(TEXT), WORD.findall(written)
    wrong = [(one, other) for one, other in zip(true, words, strict=True) if one != other]
    turned = [word for word in WORD.findall(TEXT[:half]) if LIGATURE.search(word)]
    assert len(wrong) <= 0.15 * len(turned), wrong


def test_letters_before_kashidas_and_marks_are_parts_of_their_words() -> None:
    stretched = "\u0627\u0644\u0640\u0640\u0645\u0627\u062f\u0629 \u0627\u0644\u0648\u064e\u0632\u0627\u0631\u0629"
    turned = "\u062e\u0640\u0627\u0644\u0644"
    written, _ = as_written(f"{by_poppler(TEXT)}\n{stretched} {turned}")
    assert written.split("\n")[-1] == f"{stretched} \u062e\u0640\u0644\u0627\u0644"


def test_a_ligature_that_came_out_as_lam_is_left_to_the_search_for_letters() -> None:
    # al-ittijahat, al-alaqat, al-mu'ahhalat and ar-rihlat with a lam for each lam-alef
    lost = "\u0627\u0644\u062a\u062c\u0627\u0647\u0627\u062a"
    others = (
        "\u0627\u0644\u0639\u0644\u0642\u0627\u062a",
        "\u0627\u0644\u0645\u0624\u0647\u0644\u062a",
        "\u0627\u0644\u0631\u062d\u0644\u062a",
    )
    assert as_written(f"{by_poppler(TEXT)}\n{lost}")[0].split()[-1] != lost
    written, _ = as_written(f"{by_poppler(TEXT)}\n{lost} {' '.join(others)}")
    assert written.split("\n")[-1].split()[0] == lost


@pytest.mark.parametrize(
    ("line", "read"),
    [
        (
            "\u202b\u0628\u0627\u0628\u202a \u060c\u202c\u062f\u0627\u0631\u202c",
            "\u0628\u0627\u0628\u060c \u062f\u0627\u0631",
        ),
        ("\u202b\u0628\u0627\u0628\u202a\u060c19-\u202c\u202c", "\u0628\u0627\u0628-19\u060c"),
        ("\u202b\u0628\u0627\u0628 \u202a8-9-2020 :\u202c\u202c", "\u0628\u0627\u0628 : 8-9-2020"),
        ("\u202b\u0628\u0627\u0628 \u202aV.20-05359\u202c\u202c", "\u0628\u0627\u0628 V.20-05359"),
    ],
)
def test_signs_that_are_set_apart_as_they_look_are_put_in_order(line: str, read: str) -> None:
    assert as_written(line)[0] == read


def test_forms_of_letters_are_letters() -> None:
    forms = {"\u0627": "\ufe8d", "\u0644": "\ufedf", "\u0645": "\ufee3", "\u0629": "\ufe94", "\u0646": "\ufee8"}
    dump = "".join(forms.get(letter, letter) for letter in TEXT)
    written, (finding,) = as_written(dump)
    assert written == TEXT
    assert finding.fault == "presentation_forms"
    assert repair_text(dump) == TEXT


def test_what_is_no_word_is_doubted_where_words_had_to_be_mended(tmp_path: Path) -> None:
    odd = "\u063a\u0632\u0637\u0633"  # no word, and no part of one
    dump = tmp_path / "dump.txt"
    for text, doubted in ((by_poppler(TEXT), True), (TEXT, False)):
        known = " ".join(TEXT.split()[:12])
        dump.write_text(f"{text}\n{known} {odd} \u0648 \u0633", encoding="utf-8")
        nodes = list(extract(dump).walk())
        doubted_words = {word.word for node in nodes for word in node.uncertain}
        assert ({odd, "\u0633"} <= doubted_words) == doubted
        assert (inspect(dump).confidence < 1) == doubted
        (last,) = (node for node in nodes if odd in node.content)
        assert "\u0648" not in {word.word for word in last.uncertain}


def test_ends_of_lines_are_kept() -> None:
    windows = TEXT.replace("\n", "\r\n")
    assert as_written(windows) == (windows, [])
    assert repair_text(windows) is windows
    broken = by_poppler(TEXT)
    assert as_written(broken.replace("\n", "\r\n"))[0] == as_written(broken)[0].replace("\n", "\r\n")


def test_signs_of_their_own_are_no_fault() -> None:
    text = f"{TEXT}\n\ufdfa \ufdfc \ufd3e\ufd3f"
    assert as_written(text) == (text, [])
    assert repair_text(text) is text


def test_numbers_that_writers_set_between_marks_of_direction_stay() -> None:
    assert as_written("\u202a+962 6 568\u202c")[0] == "+962 6 568"
    assert as_written("\u202b\u0628 \u202a5\n/ 7\u202c")[0] == "\u0628 5\n/ 7"


def test_a_few_slips_in_a_long_text_are_no_fault() -> None:
    turned = " \u0627\u0623\u0644\u0645\u0645" * 3
    assert as_written(20 * TEXT + turned) == (20 * TEXT + turned, [])


@pytest.mark.parametrize(
    "text",
    [
        "",
        "\n",
        "\f",
        "(cid:12)",
        "\ud800 \U000f0648\U000f064e \u0378\ufdd0",
        "\n".join(f"\u0627\u0644\u0645\u0627\u062f\u0629{k}, {k}-{k + 2}; 2020/5/{k}" for k in range(40)),
        "\n".join(f"({k}) \u0623) \u0645\u0627 \u0628) \u0645\u0646 | {k}\t{k * k}" for k in range(40)),
    ],
)
def test_texts_of_any_kind_come_back(text: str) -> None:
    assert as_written(text) == (text, [])
    assert repair_text(text) is text


@settings(max_examples=60, deadline=None)
@given(
    st.lists(
        st.one_of(
            st.sampled_from(
                [*ROWS[0].split(), "\ufefc", "\ufdfa", "(cid:40)", "\u0627\u0623\u0644\u0645", "|||", "\u202a"]
            ),
            st.text("\u0627\u0644\u0645\u0648\u0640\u064e\u0656\u0663 1/(\n\f\r", max_size=8),
            st.text(max_size=4),
        ),
        max_size=40,
    ),
    st.sampled_from(["", TEXT[:1000]]),
)
def test_what_is_mended_is_sound(pieces: list[str], before: str) -> None:
    written, _ = as_written(before + "".join(pieces))
    again, findings = as_written(written)
    assert again == written
    # where letters stand for others, lam-alefs stay turned round, and whoever deciphers them is told
    assert {finding.fault for finding in findings} <= {"lam_alef_order"}
    assert not findings or ligatures_turned(findings)


@pytest.mark.parametrize("fault", ["lost_kashidas", "lam_alef_order", "word_spaces", "visual_order"])
def test_some_faults_tell_of_broken_words(fault: str) -> None:
    finding = Finding(fault, "document", "text layer", 0.1, "")
    assert words_mended([finding]) == (fault != "visual_order")
    assert not words_mended([])


@pytest.mark.parametrize("word", ["الإنسان", "والأطفال", "للإحاطة", "بالآثار"])
def test_no_word_ends_behind_the_article_and_a_hamza(word: str) -> None:
    sentence = "من أجل العمل على حماية حقوق الجميع في كل مكان وفقا لأحكام القانون "
    cut = re.sub("(?<=[\u0622\u0623\u0625])(?=[\u0621-\u064a]{2})", " ", word)
    written, (finding,) = as_written(sentence * 9 + cut)
    assert written == sentence * 9 + word
    assert finding.fault == "word_spaces"
    assert not words_mended([finding])  # one space says nothing of other words
    assert words_mended(as_written(sentence + cut)[1])


@pytest.mark.parametrize("text", ["الإ يلتقطه", "حرف الأ", "ال إنسان", "فالأ ببب"])
def test_what_makes_no_word_together_stays_apart(text: str) -> None:
    assert as_written(text) == (text, [])


@pytest.mark.parametrize(
    ("line", "written"),
    [
        ("\u202bانظر \u202a.A/71/757\u202c\u202c", "انظر A/71/757."),
        ("\u202bالوثيقة \u202a.,A/71\u202c ثم\u202c", "الوثيقة A/71., ثم"),
        ("\u202aSee .NET\u202c", "See .NET"),
        ("\u202bبرنامج \u202a.NET v. 5\u202c\u202c", "برنامج NET v. 5."),  # painted so, its stop ends the line
    ],
)
def test_a_stop_painted_on_the_left_of_a_symbol_ends_it(line: str, written: str) -> None:
    assert as_written(line)[0] == written
