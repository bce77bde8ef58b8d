"""Round trip through PDFs: random paragraphs, shaped by HarfBuzz, ordered by UAX #9, set in justified lines, read back.

A run tries some thousand paragraphs, of one line to several. What failed once is kept as an example.
"""

from __future__ import annotations

import os
import re
import unicodedata

from hypothesis import HealthCheck, example, given, settings
from hypothesis import strategies as st

from tests.properties.pdf_pages import pdf_of, read_back
from tests.properties.test_order_round_trip import paragraphs

FORMULA_OR_ACCOUNT = re.compile(r"[npx] [=<>≤≥≈] |(?:SA03|GB29|JO94)(?: [A-Z0-9]{4}\b)+")
EXAMPLES = int(os.environ.get("WARRAQ_EXAMPLES", "200"))


def plain(texts: list[str]) -> str:
    return " ".join(unicodedata.normalize("NFC", text) for text in texts)


def settable(text: str) -> str:
    """``text`` as the builders can set it: they name the inner forms of alef maksura alike, and make one glyph of
    lam-alef, over whose edges a vowel is as near to the next letter. Formulas and accounts are not broken by a line:
    which way a sign or a number belongs that such a line ends or begins with can't be told from the line. What is
    raised comes back as raised digits, brackets round them as they are printed."""
    text = re.sub("[⁽⁾]", "", text)
    text = FORMULA_OR_ACCOUNT.sub(lambda match: match[0].replace(" ", ""), text)
    text = re.sub(
        "ى(?=[\N{ARABIC FATHATAN}-\N{ARABIC SUKUN}]*[\N{ARABIC LETTER HAMZA}-\N{ARABIC LETTER YEH}])", "ي", text
    )
    text = re.sub("(?<=ل)[\N{ARABIC FATHATAN}-\N{ARABIC SUKUN}]+(?=[اأإآ])", "", text)
    return re.sub("(?<=ل[اأإآ])[\N{ARABIC DAMMATAN}-\N{ARABIC SUKUN}]+", "", text)


long_paragraphs = st.lists(paragraphs(), min_size=1, max_size=4).map(" ".join).map(settable)


@settings(max_examples=EXAMPLES, suppress_health_check=[HealthCheck.too_slow, HealthCheck.data_too_large])
@given(st.lists(long_paragraphs, min_size=3, max_size=8))
@example(["\N{ARABIC LETTER AIN}\N{ARABIC LETTER ALEF}\N{ARABIC LETTER MEEM} 2018-2019"])
@example(["ءء 0² ءء"])
@example(
    [
        "ءء ءء ءء ٠٫٠٠ ءء ءء ءء ءء غمتقص",
        "ءشآ تر ءء ظرص ءء حتوفولهدك A/CTOC فنخظ ءء بطتتفحءيث",
        "يقحفثبسقى وإقرهخلتد قظمل كغثنزيمثي اخد نضفريوآرؤ ةخأل https://www.example.org/a_b/index.html ظمث حإط يضأسس "
        "و٤١٤٬١٥٧٫٠٢ يحقا ظرأذفآؤيص دت",
        "ئسرئ و٦٥٪ زفبيا ءء نإجقأ و٥٣١٢/٣١٢ عيعصونا Y ccYacX خق. بإرذايح عنهص 1- صجظئن A/CTOC/COP يلزتضه afcagd "
        "ZegeYbXY ؤيإجاؤؤغبلآةس؛ https://www.example.org/a_b/index.html عهاللهمطتيطب؛",
    ]
)
@example(["كتاب " * 14 + "«one two three four five six» كتاب"])
def test_paragraphs_come_back_from_a_pdf(texts: list[str]) -> None:
    assert read_back(pdf_of(texts)) == plain(texts)
