"""Latin phrases that a line breaks in two keep the signs at the break, and a line by itself keeps its own."""

from __future__ import annotations

import pytest

from benchmarks.technical_prose import painted_lines, read_lines
from warraq.pages.rows.row_order import order_of_painted
from warraq.repair.order.bidi import spell
from warraq.repair.order.broken_phrases import Beyond, begins_with, ends_in_latin, readings


@pytest.mark.parametrize(
    ("painted", "below", "likeliest"),
    [
        ("A/ \u0628", "R", "Ax \u0628"),
        ("A/L.5/ \u0628", "R", "A/L.5x \u0628"),
        ("A/L.5/ \u0628", "7", "A/L.5x \u0628"),
        ("A/L.5/) \u0628", "R", "A/L.5x) \u0628"),
        ("https:// \u0628", "w", "httpsxxx \u0628"),
        ("A/ \u0628", "", "A/ \u0628"),
        ("A \u0628", "R", "A \u0628"),
        ("/A \u0628", "R", "/A \u0628"),
        ("A/\u0628\u0628", "R", "A/\u0628\u0628"),
        ("5:// \u0628", "w", "5:// \u0628"),
        ("// \u0628", "w", "// \u0628"),
        ("& \u0628", "R", "& \u0628"),
    ],
)
def test_signs_of_symbols_are_theirs_first(painted: str, below: str, likeliest: str) -> None:
    assert next(readings(painted, Beyond(below=below))) == likeliest


@pytest.mark.parametrize(
    "lines",
    [
        ["إذا كان f(x) = 2x +", "1 فإن المستقيمين متوازيان"],
        ["تفاعل CaCO₃", "→ CaO وغاز ثقيل"],
        ["نفذ الأمر make &&", "make install من جديد"],
        ["من القائمة Tools →", "Options اختر ما تريد"],
        ["واجهة API (Application Programming", "Interface) شائعة"],
        ["لغات منها .NET،", "Node.js وغيرهما كثير"],
        ["بين لغة C++", "(2.0.1) ولغة أخرى"],
        ["كتب Knuth (1997) ثم J.", "Smith بعده"],
        ["الخيارات هي (-a،", "-r) لا غير"],
        ["ثم نفذ ls -l", "/tmp من جديد"],
        ["ثم نفذ tar", "-xzf backup.tar من جديد"],
        ['ورقة عنوانها "The', 'Anatomy" نشرت قديما'],
        ["تكفيها ذاكرة O(n log", "n) لا غير"],
        ["عين الثابت x", "= 273 في الترويسة"],
        ["عين الثابت $total =", "273 في الترويسة"],
        ["لدينا u = 5 وr =", "3 لا غير"],
        ["السجلات WHERE age", ">= 18 ORDER BY name; لا غير"],
        ["افتح https://example.com/search?", "q=linux في المتصفح"],
        ["الخيار --dry-", "run لا غير"],
        ["وهو ترميز زوج البايتات (BPE) (Sennrich et al.,", "2015)، باستخدام نص"],
        ["كما في BERT (Devlin وآخرون،", "2019) ثم مضى"],
        ['ورقة عنوانها "The', 'Anatomy of a Search Engine"', "نشرت قديما"],
        ["كتبه Brown et", "al. (2014). ثم مضى"],
        ["من الجزء f(x,", "y). ثم مضى"],
        ["من المتغير x", ":= 5، ثم مضى"],
        ["من النموذج A", "=> B ثم مضى"],
        ["من الرمز A +", "B ثم مضى"],
        ["في العام الذي بدأ", "2024-05-01."],
        ["وهو من وضع", "Thompson [7]. تنشأ منه"],
        ["انظر الجدول", "3 SSD مع غيره"],
        ["كتب Saussure (1916, pp.", "20-25). ثم مضى"],
        ['كتاب "Design Patterns: Elements of', "Reusable Object-Oriented", 'Software" المشهور'],
        ["الترويسة Content-Type: text/html;", "charset=utf-8 تخبر المتصفح بترميز الصفحة"],
        ["ينظر Hitti, P. K., History of the Arabs (London:", "Macmillan, 1970), p. 245."],
        ["أو بالصيغة rgb(255,", "0, 0) ثم مضى إلى غيره"],
        ["وقد ذكره في كتاب", "«Structure and Interpretation of Computer", "Programs» ثم مضى إلى غيره"],
        ["إذا كان lim", "f(x) = +∞ فإن المستقيمين متوازيان"],
        ["والسعة الكبرى 512 GB (NVMe,", "PCIe 3.0) ثم مضى"],
        ["المرجع: Hawking, S. W. A Brief History of Time.", "Bantam Books لا غير"],
        ["نشر في Journal of NLP, 12(4),", "233–250. مرجع أساسي"],
        ["نشر في Bell", "System Technical Journal, 27(3),", "379-423."],
    ],
)
def test_what_stands_at_a_break_belongs_to_the_phrase(lines: list[str]) -> None:
    assert list(read_lines(list(painted_lines(lines)))) == lines


@pytest.mark.parametrize(
    "lines",
    [
        ["قال الكاتب (نعم", "ثم مضى) إلى Vim ثم"],
        ["منها (Vim) وغيره", "وكذلك (Emacs) وغيره"],
        ["تكفيها O(m", "+ n) لا غير"],
    ],
)
def test_brackets_that_pair_stay_as_they_are(lines: list[str]) -> None:
    assert list(read_lines(list(painted_lines(lines)))) == lines


@pytest.mark.parametrize(
    ("above", "painted", "text"),
    [
        ("القسم الأول من Python.", "\u0628 (II", "II) \u0628"),
        ("القيمة بوحدة m.", "\u0628 -3-2", "2-3- \u0628"),
        ("القيمة بوحدة m.", "\u0628 5", "5 \u0628"),
        ("", "\u0628 tmp/", "/tmp \u0628"),
    ],
)
def test_labels_and_new_sentences_go_on_with_nothing(above: str, painted: str, text: str) -> None:
    order, _ = order_of_painted(painted, True, 0, Beyond(above))
    assert spell(painted, order) == text


@pytest.mark.parametrize(
    ("painted", "latin", "begin"),
    [
        ("AB \u0628", True, ""),
        ("\u0628 AB", False, "AB"),
        ("AB CD", True, "AB CD"),
        ("AB\u0628 (12)", True, "12"),
        ("\u0628 \u0661", False, "\u0661"),
        ("\u0628 12 34", False, "34"),
        ("\u0628 .", False, ""),
    ],
)
def test_the_ends_of_a_line(painted: str, latin: bool, begin: str) -> None:
    assert ends_in_latin(painted) is latin
    assert begins_with(painted) == begin
