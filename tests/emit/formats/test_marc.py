"""The record of a catalogue, read by pymarc."""

from __future__ import annotations

import io
from dataclasses import replace

import pymarc

from tests.emit.documents import awkward
from warraq.model.document import Document


def record(document: Document) -> pymarc.Record:
    (made,) = pymarc.parse_xml_to_array(io.BytesIO(document.to("marc").encode()), strict=True)
    return made


def fields(document: Document) -> dict[str, dict[str, str]]:
    """Tag -> code -> value."""
    return {field.tag: {one.code: one.value for one in field.subfields} for field in record(document).get_fields()}


def test_a_document_of_the_united_nations_has_the_fields_of_its_library() -> None:
    facts = replace(
        awkward().metadata,
        symbol="A/HRC/41/L.10",
        job_number="GE.19-11501",
        title="تعزيز التعاون",
        organ="مجلس حقوق الإنسان",
        session_number=41,
        agenda_item="3 (b)",
        date="2019-07-05",
        language="ar",
    )
    assert fields(replace(awkward(), metadata=facts)) == {
        "029": {"a": "JN", "b": "GE.19-11501"},
        "041": {"a": "ara"},
        "191": {"a": "A/HRC/41/L.10", "b": "A/HRC/", "c": "41"},
        "245": {"a": "تعزيز التعاون"},
        "269": {"a": "2019-07-05"},
        "710": {"a": "مجلس حقوق الإنسان"},
        "856": {"u": "https://undocs.org/ar/A/HRC/41/L.10"},
        "991": {"b": "3 (b)"},
    }


def test_what_nobody_knows_is_left_out() -> None:
    facts = replace(
        awkward().metadata,
        symbol=None,
        job_number=None,
        title=None,
        organ=None,
        agenda_item=None,
        date=None,
        language=None,
    )
    assert fields(replace(awkward(), metadata=facts)) == {"245": {"a": "awkward <&>.pdf"}}


def test_a_series_that_nobody_knows_is_left_out() -> None:
    facts = replace(awkward().metadata, symbol="WQ/CONF.4/2019/1", session_number=None)
    assert fields(replace(awkward(), metadata=facts))["191"] == {"a": "WQ/CONF.4/2019/1"}
