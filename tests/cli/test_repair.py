"""``warraq repair`` says how many words are uncertain, marks them, and leaves alone what it would make worse."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.decipher.text.cipher import encipher, plain_lines, random_channel
from warraq import repair_text, repair_text_with_doubts
from warraq.cli import main
from warraq.config import MARK
from warraq.decipher.text.document.repaired import RepairedText

#: Texts that no map of letters has been through. The lexicon knows few words of the last ones.
HONEST = {
    "english": "The committee met twice, and the report was adopted on 3 May 2019 (see A/RES/74/1).\n" * 20,
    "code": 'def greet(name):\n    """يرحب بالمستخدم"""\n    رسالة = f"مرحبا {name}"\n    return [رسالة, 2 * "أ"]\n'
    * 15,
    "persian": "او در دانشگاه درس خوانده و اکنون در بانک مرکزی کار می کند و با همسرش در اصفهان زندگی می کند\n" * 12,
    "names": "فاز نوفاك ديوكوفيتش على كارلوس ألكاراز وستيفانوس تسيتسيباس في رولان غاروس\n"
    "ووقع فولوديمير زيلينسكي وأورسولا فون دير لاين وينس ستولتنبرغ في بروكسل بيانا\n" * 12,
    "moroccan": "حنا غادي نمشيو غدا ان شاء الله لكازا باش نشوفو خالتي فاطمة و ولادها حيت توحشناهم بزاف\n"
    "ماعرفتش علاش هاد الدري ما بغاش يقرا و كيلعب غير الكورة مع صحابو فالزنقة\n"
    "خاصنا نشريو شوية ديال الخضرة و الحوت من المارشي قبل ما يسدو صافي زربي راه تعطلنا\n"
    "فين كنتي البارح كنقلب عليك و ماجاوبتيش فالتيليفون لباس عليك ياك\n"
    "دابا غادي نوضو نطيبو الطاجين بالبرقوق و نعيطو على الدراري باش يجيو يتعشاو معانا\n"
    "شحال هادي ما مشيتي عند الطبيب راك كتكح بزاف و خاصك تشرب الدوا ديالك\n"
    "هاديك الطوموبيل ديال جارنا خاسرة و ما بغاتش تخدم من نهار الحد اللي فات\n"
    "بغيت نسولك واش عندك شي خبار على خويا اللي خدام فطنجة حيت مابقاش كيعيط لينا\n"
    "سيدي ربي عطانا الشتا هاد العام و الفلاحة فرحانين و كيحرتو الارض ديالهم\n",
    "medicines": "باراسيتامول إيبوبروفين أموكسيسيلين سيبروفلوكساسين ديكلوفيناك أوميبرازول ميتفورمين\n"
    "أتورفاستاتين لوسارتان هيدروكلوروثيازيد ليفوثيروكسين وارفارين كلوبيدوغريل فوروسيميد\n" * 20,
    "letters": "أ - ألف\nب - باء\nج - جيم\nد - دال\nه - هاء\nو - واو\nح - حاء\nط - طاء\nي - ياء\nك - كاف\n" * 12,
}


@pytest.fixture(scope="module")
def dump() -> str:
    outputs = random_channel(11)
    return "\n\n".join(encipher(line, outputs) for line in plain_lines())


@pytest.fixture(scope="module")
def repaired(dump: str) -> RepairedText:
    return repair_text_with_doubts(dump)


@pytest.mark.parametrize("name", HONEST)
def test_an_honest_text_is_left_alone(name: str) -> None:
    assert repair_text(HONEST[name]) is HONEST[name]


def test_the_doubts_are_places_in_the_text(repaired: RepairedText) -> None:
    assert repaired.words == len(repaired.text.split())
    assert 0 < len(repaired.uncertain) < repaired.words
    for doubt in repaired.uncertain:
        assert repaired.text[doubt.start : doubt.end] == doubt.word
        assert 0 <= doubt.confidence < 1
        assert doubt.word not in {other for other, _ in doubt.alternatives}
    assert any(doubt.alternatives for doubt in repaired.uncertain)
    assert repaired.marked.count(MARK) == len(repaired.uncertain)
    assert repaired.marked.replace(MARK, "") == repaired.text


def test_doubts_of_lines_that_stay_stand_where_they_are() -> None:
    broken = "\u202bقرر الفريق\u202c\n\nصضطظ ططظ ضضص كخخ"
    repaired = repair_text_with_doubts(broken)
    assert repaired.text is broken
    assert repaired.marked == "\u202bقرر الفريق\u202c\n\nصضطظ[?] ططظ[?] ضضص[?] كخخ[?]"
    assert [finding.fault for finding in repaired.findings] == ["enciphered_text"]


def run(*arguments: str) -> None:
    with pytest.raises(SystemExit, match=r"^0$"):
        main(["repair", *arguments])


def test_the_command_says_how_many_words_are_uncertain(
    tmp_path: Path, dump: str, repaired: RepairedText, capsys: pytest.CaptureFixture[str]
) -> None:
    path = tmp_path / "dump.txt"
    path.write_text(dump, encoding="utf-8")
    run(str(path), "--mark")
    shown = capsys.readouterr()
    assert shown.out == repaired.marked
    assert shown.err.endswith(f"{len(repaired.uncertain)} of {repaired.words} words are uncertain\n")
    assert "lines are enciphered" in shown.err


def test_of_a_sound_text_nothing_is_said(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    path = tmp_path / "sound.txt"
    path.write_text(HONEST["names"], encoding="utf-8")
    run(str(path))
    assert capsys.readouterr() == (HONEST["names"], "")
    path.write_text("قرر الفريق\n\nصضطظ ططظ ضضص كخخ", encoding="utf-8")
    run(str(path))
    assert capsys.readouterr().err.endswith(f"4 of 6 words are uncertain (--mark writes {MARK} behind each)\n")
    run(str(path), "--quiet")
    assert capsys.readouterr().err == ""
