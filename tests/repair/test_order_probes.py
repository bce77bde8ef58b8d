"""Exact strings: what UAX #9 paints from each must read back as that very string."""

from __future__ import annotations

import unicodedata
from typing import Unpack

import pytest

from benchmarks.corpus.producers import PRODUCERS
from benchmarks.probes import probes
from tests.repair.painter import HowPainted, Painter
from warraq.pages import read_lines

PROBES = [
    # ranges, fractions, dates, times
    "في الفترة 2018-2019 وما بعدها",
    "2018-2019 برنامج العمل",
    "من 2018 إلى 2019",
    "الجدول 5/3 من التقرير",
    "5/3 من الأعضاء",
    "يومي 8 و9 أيلول/سبتمبر 2020",
    "فيينا، 8-9 أيلول/سبتمبر 2020",
    "في 31/12/2019 الساعة 10:30 صباحا",
    "١٤٤٢/٣/١٥ للهجرة الموافق ٢٠٢٠/١١/١",
    "الأعوام ٢٠١٨-٢٠١٩ و٢٠٢٠",
    # amounts
    "نسبة 50% من المجموع",
    "50% من المجموع",
    "بلغت ٥٠٪ من المجموع",
    "مبلغ 1,000.50 دولار",
    "مبلغ ٣٫١٤ ألف",
    "درجة الحرارة +5 و-5 درجات",
    # symbols
    "الوثيقة CTOC/COP/WG.7/2020/4",
    "الوثيقة CTOC/COP/WG.7/2020/1/Rev.1 المؤرخة",
    "القرار (A/RES/55/25) بشأن الاتفاقية",
    "V.20-05359",
    "الوثائق CTOC/COP/2018/13 وCTOC/COP/WG.7/2019/5 و6",
    "كوفيد-19",
    "جائحة كوفيد-19 وأثرها",
    "مرض (COVID-19) المستجد",
    "المنظمة (الإنتربول) (INTERPOL) والشركاء",
    # labels
    "1- عملا بالقرار",
    "-1 عملا بالقرار",
    "1 - عملا بالقرار",
    "19- ولاحظ الفريق",
    "(أ) افتتاح الاجتماع",
    "(1) البند الأول",
    "ألف- التوصية 1",
    "ثانيا- التوصيات",
    "(ب) '2' المادة 3، الفقرة 4 (ج)",
    "أ) البند ب) البند",
    "من كان أول رئيس؟ A) القائد الأول B) القائد الثاني C) غيرهما",
    # brackets and quotes
    "قال «نعم» ثم (لا) ثم [ربما]",
    'قال "نعم" ومضى',
    "قال “نعم” ومضى",
    "(انظر المرفق الأول (الجزء 2) أدناه)",
    # Latin phrases, addresses
    "موقع https://www.unodc.org/unodc/en/index.html للمزيد",
    "البريد info@example.org أو الهاتف",
    "مشروع SHERLOC knowledge management portal الجديد",
    "اتفاقية United Nations (UN) الدولية",
    "the word كتاب means book",
    "Arabic كتاب جديد in a Latin line",
    # formulas: read from the left where that is what UAX #9 paints
    "المعادلة x + y + z \N{MINUS SIGN} 1 = 0 تقبل حلا",
    "المعادلة f (x) = 0 التالية",
    "العدد (34n + 27n \N{MINUS SIGN} 4) قابل للقسمة",
    "احسب T = 3 \N{MULTIPLICATION SIGN} 5 + 1 من الجدول",
    "نهاية lim f(x) = 2",
    "نقبل أن f (\N{GREEK SMALL LETTER ALPHA}) = 0, 87 فقط",
    "المجال x \N{ELEMENT OF} {1, 2, 3} هنا",
    "لدينا y = (2x \N{MINUS SIGN} 3) كما يلي",
    "نسبة CO2 = 45 جزءا",
    "لدينا x = \N{MINUS SIGN}1 فقط",
    "قيمة x \N{DIVISION SIGN} 2 هنا",
    "قيمة x = 3 \N{PLUS-MINUS SIGN} 2 هنا",
    "لما x \N{RIGHTWARDS ARROW} 0 نجد",
    "قيمة x \N{ASYMPTOTICALLY EQUAL TO} 3 هنا",
    "قيمة p < 0.05 هنا",
    # and what lists numbers after a Latin word
    "في Table 3, 7 هنا",
    "القرار A/RES/5; 7 هنا",
    # and no formulas
    "المادة 5 = المادة 6",
    "5 = 2 + 3 كان",
    # marks and ligatures
    "عملاً بالقرار إذاً",
    "مقدِّمة محمَّد مُعلِّم",
    "بناءً على طلبٍ سابقٍ وكتابٌ",
    "لا إلاّ لأن لإنّ للآن الأمم",
    "الله واللّه",
    "؟هل انتهى؛ نعم، انتهى!",
    "«١٢»، (٣٤)؛ ٥٦.",
]


def read_back(text: str, **how: Unpack[HowPainted]) -> list[str]:
    painter = Painter(**how)
    rtl = not text[0].isascii() or not text[0].isalpha() or text == "V.20-05359"
    painter.line(text, y=100, rtl=rtl)
    lines, *_ = read_lines(*painter.extraction())
    return [line.text for line in lines]


@pytest.mark.parametrize("text", PROBES)
@pytest.mark.parametrize(
    "how", [{}, {"space_glyphs": False}, {"kashida": 0.3, "noise": 0.02}], ids=["plain", "no spaces", "justified"]
)
def test_probe_reads_back(text: str, how: HowPainted) -> None:
    assert read_back(text, **how) == [unicodedata.normalize("NFC", text)]


def test_there_are_enough_probes() -> None:
    assert len(set(PROBES)) >= 40


# A line that begins with Latin shows its direction only by the lines around it: see test_spaces.
ARABIC = [probe.text for probe in probes() if probe.language == "ar" and not ("A" <= probe.text[0] <= "z")]


@pytest.mark.parametrize("text", ARABIC)
def test_probe_of_the_benchmark_reads_back(text: str) -> None:
    assert read_back(text) == [unicodedata.normalize("NFC", text)]


def test_probes_of_the_benchmark_are_many_and_name_producers() -> None:
    assert len({probe.text for probe in probes()}) >= 550
    assert {name for probe in probes() for name in probe.not_by} <= set(PRODUCERS)
