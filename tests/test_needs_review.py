"""A document asks for review where it was not restored, says why, and an honest one doesn't."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

import pytest

from warraq.config import DEFAULT
from warraq.model.document import (
    Alternative,
    Document,
    FindingReport,
    FontReport,
    Metadata,
    Node,
    PageKind,
    PageReport,
    Quality,
    Source,
    UncertainWord,
)
from warraq.needs_review import HARDLY, LIKELY, review

SENTENCE = "تعقد الدول الأطراف اجتماعا سنويا للنظر في التقارير المقدمة إليها وفي سير العمل بهذه الاتفاقية "
PERSIAN = "این گزارش را گروهی از پژوهشگران برای کتابخانه‌های شهر نوشته‌اند و چاپ می‌شود "
URDU = "یہ رپورٹ شہر کے کتب خانوں کے لیے لکھی گئی ہے اور اسے جلد شائع کیا جائے گا "
NONSENSE = "تنشضج لجعف اعرططت ذيلاغظ وكعثخق طغنملش "


def document(text: str, verdict: str, codes: int = 100, **quality: Any) -> Document:
    return Document(
        source=Source(file="a.pdf", sha256="0", engine="warraq"),
        metadata=Metadata(),
        fonts=(
            FontReport(name="F", verdict=verdict, codes=codes, repaired=0, confidence=0.5),
            FontReport(name="G", verdict="honest", codes=100, repaired=0, confidence=1.0),
        ),
        body=(Node(kind="text", id="t-1", text=text),),
        quality=Quality(words=len(text.split()), **quality),
    )


def reasons(checked: Document) -> tuple[str, ...]:
    done = review(checked, DEFAULT)
    assert done.quality.needs_review == bool(done.quality.reasons)
    assert set(done.quality.reasons) <= {finding.fault for finding in done.findings}
    return done.quality.reasons


def test_a_restored_text_of_words_needs_no_review() -> None:
    assert reasons(document(SENTENCE * 3, "wrong_map")) == ()


def test_a_changed_text_that_is_not_words_needs_review() -> None:
    assert reasons(document(NONSENSE * 5, "wrong_map")) == ("unlikely_words",)
    assert reasons(document((SENTENCE + NONSENSE) * 3, "no_map")) == ("unlikely_words",)


def test_words_are_judged_by_the_lexicon_of_their_language() -> None:
    for language, wanted in ((code, ("unlikely_words",)) for code in ("ar", "fa", "ur")):
        checked = replace(document(NONSENSE * 5, "wrong_map"), metadata=Metadata(language=language))
        assert reasons(checked) == wanted
    for language, text in (("fa", PERSIAN), ("ur", URDU)):
        checked = replace(document(text * 3, "wrong_map"), metadata=Metadata(language=language))
        assert reasons(checked) == ()
        assert reasons(replace(checked, metadata=Metadata(language="ar"))) == ("unlikely_words",)


def test_words_of_other_languages_are_not_known() -> None:
    checked = replace(document(NONSENSE * 5, "wrong_map"), metadata=Metadata(language="de"))
    assert reasons(checked) == ()


def test_an_honest_text_may_be_in_any_language() -> None:
    assert reasons(document(NONSENSE * 5, "honest")) == ()


def test_what_ocr_read_is_told_and_no_reason() -> None:
    kinds: tuple[PageKind, ...] = ("text", "ocr_layer", "ocr_layer", "picture", "ocr_layer")
    pages = tuple(PageReport(number=number, word_count=9, kind=kind) for number, kind in enumerate(kinds, start=1))
    checked = replace(document(SENTENCE * 3, "honest"), pages=pages)
    assert reasons(checked) == ("pages_without_text",)
    (ocr,) = (finding for finding in review(checked, DEFAULT).findings if finding.fault == "ocr_layer")
    assert (ocr.score, ocr.detail) == (
        0.6,
        "The text of 3 of 5 pages is what somebody's OCR read in pictures, with its mistakes: 2-3, 5.",
    )
    told_in = [finding.fault for finding in review(replace(checked, pages=pages[:1]), DEFAULT).findings]
    assert "ocr_layer" not in told_in


def test_too_few_words_say_nothing() -> None:
    assert reasons(document(NONSENSE, "wrong_map")) == ()


def test_an_unreadable_font_counts_by_its_use() -> None:
    assert reasons(document(SENTENCE, "unreadable")) == ("unreadable_font",)
    assert reasons(document(SENTENCE, "unreadable", codes=5)) == ()


def test_many_uncertain_words_are_a_reason() -> None:
    assert reasons(document(SENTENCE * 10, "wrong_map", uncertain=20)) == ("uncertain_words",)
    assert reasons(document(SENTENCE * 10, "wrong_map", uncertain=1)) == ()


@pytest.mark.parametrize(
    ("readings", "asks"),
    [
        (("13000\u066c000",), False),  # U+066C groups digits as the comma does
        (("13000\u066b000",), True),  # U+066B parts decimals
        (("13000\u066c000", "13000\u066b000"), True),
        (("18000,000",), True),
        ((), True),
    ],
)
def test_how_digits_are_grouped_is_no_doubt_of_the_number(readings: tuple[str, ...], asks: bool) -> None:
    others = tuple(Alternative(text=text, probability=LIKELY) for text in readings)
    unlikely = Alternative(text="13000\u066b000", probability=LIKELY / 2)
    listed = UncertainWord(word="13000,000", index=0, confidence=0.5, alternatives=(*others, unlikely))
    checked = document(SENTENCE * 3, "wrong_map", uncertain=10)
    node = replace(checked.body[0], uncertain=(listed,) * 10)
    assert reasons(replace(checked, body=(node,))) == (("uncertain_words",) if asks else ())


@pytest.mark.parametrize(
    ("word", "confidence", "asks"),
    [
        ("\u0630\u0644\u0644\u0622", HARDLY / 2, True),
        ("\u0630\u0644\u0643", HARDLY, False),  # in doubt, and listed
        ("13000,000", HARDLY / 2, False),  # how its digits are grouped is in doubt
    ],
)
def test_one_word_that_is_surely_wrong_is_a_reason(word: str, confidence: float, asks: bool) -> None:
    others = (Alternative(text="13000\u066c000", probability=0.9),) if "," in word else ()
    listed = UncertainWord(word=word, index=0, confidence=confidence, alternatives=others)
    whole = document(SENTENCE * 30, "wrong_map", uncertain=1)
    node = replace(whole.body[0], uncertain=(listed,))
    assert reasons(replace(whole, body=(node,))) == (("wrong_words",) if asks else ())


@pytest.mark.parametrize(
    "fault",
    ["numbering_gap", "numbering_repeat", "number_inferred", "damaged_page", "missing_glyphs", "uncertain_order"],
)
def test_faults_of_the_structure_and_pages_read_in_part_are_reasons(fault: str) -> None:
    reported = FindingReport(fault=fault, subject="block", where="1", score=0.5, detail="")
    report = replace(document(SENTENCE * 3, "honest"), findings=(reported,), metadata=Metadata(profile="un-report"))
    assert reasons(report) == (fault,)


@pytest.mark.parametrize(("profile", "asks"), [("un-report", True), ("treaty", True), ("law", False), (None, False)])
@pytest.mark.parametrize("fault", ["numbering_gap", "numbering_repeat"])
def test_laws_quote_articles_of_others_and_exercises_begin_again(fault: str, profile: str | None, asks: bool) -> None:
    reported = FindingReport(fault=fault, subject="block", where="article 4", score=0.5, detail="")
    checked = replace(document(SENTENCE * 3, "honest"), metadata=Metadata(profile=profile))
    for times in (1, 50):
        assert reasons(replace(checked, findings=(reported,) * times)) == ((fault,) if asks else ())


def test_other_findings_are_none() -> None:
    reported = FindingReport(fault="wrong_map", subject="font", where="F", score=1.0, detail="")
    assert reasons(replace(document(SENTENCE * 3, "honest"), findings=(reported,))) == ()
