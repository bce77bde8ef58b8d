"""Headings seen on pages beside those that a document has there."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from benchmarks import headings
from benchmarks.headings import Heading, measure
from benchmarks.structure_golden import FIXTURES
from warraq.run import extract

PDF = FIXTURES / "pdf"


def test_marks_signs_and_scripts_of_digits_are_folded() -> None:
    result = measure([Heading(1, "١- المُقدّمـــة:")], ["1. المقدمة"])
    assert (result.found, result.missed, result.false) == (1, (), ())


def test_a_heading_is_found_once_a_page_and_what_none_is_counts_as_false() -> None:
    result = measure(
        [Heading(2, "أمثلة"), Heading(2, "أمثلة"), Heading(1, "الخاتمة")], ["أمثلة", "أمثلة", "قال الراوي"]
    )
    assert (result.found, result.missed, result.false) == (2, ("الخاتمة",), ("قال الراوي",))


def test_a_heading_of_several_lines_may_be_found_in_parts() -> None:
    truth = [Heading(1, "الفصل الأول في أحكام البيوع وشروطها")]
    assert measure(truth, ["الفصل", "في أحكام البيوع وشروطها"]).false == ("الفصل",)
    parts = measure(truth, ["الفصل الأول في أحكام", "البيوع وشروطها"])
    assert (parts.found, parts.false) == (1, ())


def test_what_may_be_a_heading_counts_for_nothing() -> None:
    doubtful = [Heading(0, "كلية الصيدلة")]
    for texts in ([], ["كلية الصيدلة"]):
        result = measure(doubtful, texts)
        assert (result.found, result.missed, result.false) == (0, (), ())


def test_a_list_of_a_file_is_measured(tmp_path: Path) -> None:
    seen = [
        {"file": "report-tables", "page": 1, "headings": []},
        {"file": "no-such-letters.pdf", "page": 1, "headings": [{"level": 1, "text": "عنوان"}]},
    ]
    path = tmp_path / "headings.json"
    path.write_text(json.dumps(seen), "utf-8")
    pages = headings.load(path)
    assert [page.file for page in pages] == ["report-tables", "no-such-letters.pdf"]
    assert pages[1].headings == (Heading(1, "عنوان"),)
    document = extract(PDF / "law.pdf")
    texts = headings.headings_of(document, 1)
    assert texts
    assert measure([Heading(1, text) for text in texts], texts).missed == ()
    path.write_text(
        json.dumps([{"file": "law", "page": 1, "headings": [{"level": 1, "text": text} for text in texts]}]), "utf-8"
    )
    *_, total = headings.lines(headings.load(path), PDF, show=True)
    assert total == "\n1 pages: precision 1.000, recall 1.000, F1 1.000"


def test_rates_of_no_headings_are_no_error() -> None:
    assert headings.rates([]) == pytest.approx((0, 0, 0))
