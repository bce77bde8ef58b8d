"""Objects that are read without pdfminer's parser are those that it reads; what it alone can read is left to it."""

from __future__ import annotations

from io import BytesIO
from pathlib import Path
from typing import Any

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st
from pdfminer.pdfdocument import PDFDocument
from pdfminer.pdfparser import PDFParser
from pdfminer.pdftypes import PDFObjRef, PDFStream

from warraq.config import DEFAULT
from warraq.extract.opened import OpenedDocument
from warraq.extract.quick_objects import NOT_PLAIN, plain_object

FIXTURES = Path(__file__).parents[2] / "fixtures" / "pdf"
_PIECES = (
    b"12", b"-3", b"0.5", b"-.5", b"12.", b"4.5.6", b"/Name", b"/A#42", b"/", b"/F1+x", b"/a/b", b"true", b"null",
    b"7 0 R", b"R", b"0 R", b"a", b"[", b"]", b"<<", b">>", b"[1 2 0 R]", b"3[4]", b"-5 [6 7 ]",
    b"<</A 1/B[2]>>", b"<</A null>>", b"<0a>",
    b"<0>", b"<", b"(a(b)\\)c)", b"(ab)", b"(a\r\nb)", b"(", b")", b"{", b"%c\n", b"\0", b"stream\n", b"endstream",
    b"endobj\n", b"<</Length 3>>stream\nabc\nendstream",
)  # fmt: skip


def shown(value: Any) -> Any:
    """All that can be told of an object."""
    if isinstance(value, PDFStream):
        return "stream", shown(value.attrs), value.rawdata, value.decipher
    if isinstance(value, PDFObjRef):
        return "reference", value.objid
    if isinstance(value, dict):
        return [(key, shown(one)) for key, one in value.items()]
    if isinstance(value, list):
        return list(map(shown, value))
    return type(value), repr(value)


def both(data: bytes) -> tuple[Any, Any]:
    """What is read of object 1 at the start of ``data``, and what pdfminer reads."""
    document = object.__new__(PDFDocument)
    document._parser = PDFParser(BytesIO(data))
    document._parser.set_document(document)
    document.decipher, document.xrefs, document.caching, document._cached_objs = None, [], True, {}
    found = plain_object(document, data, 0, 1)
    if found is NOT_PLAIN:
        return NOT_PLAIN, NOT_PLAIN
    return shown(found), shown(document._getobj_parse(0, 1))


@settings(max_examples=500)
@given(st.lists(st.sampled_from(_PIECES), max_size=8).map(b" ".join), st.sampled_from((b" ", b"\n", b"")))
@example(b"<</Type/Font/W[0[500 600]]/N null/D<0a0B>/S(ab)/R 7 0 R>>", b"\n")
@example(b"<</Length 3>>\nstream\r\nabc\nendstream", b"\n")
@example(b"<</Length 3>>stream\nabcd\nendstream", b"\n")
@example(b"[1 2 0 R 3]", b"")
@example(b"<</W[0 [500] 3[600 -700 ]\n5 [1]8 0 R 4[2] 5[6 7]]>>", b"\n")
@example(b"[0 [500] 3[600] 5 [1.5] 6 [1 0 R] 7[] 8[9]10[11]12]", b"\n")
@example(b"[[ 1 -2 +3][4 5 ] [6.5 7][8 9 0 R]<</W[10]>>]", b"")
def test_an_object_is_the_one_that_pdfminer_reads(content: bytes, space: bytes) -> None:
    found, expected = both(b"1 0 obj" + space + content + b"\nendobj\n")
    assert found == expected


@pytest.mark.parametrize(
    "content",
    [
        b"<</Type/Font/W[0[500 600.5]]/N null/D<0a0B>/S(ab)/R 7 0 R/T true>>",
        b"<</Length 3>>\nstream\r\nabc\nendstream",
        b"[<<>>[][-1 +2 0.5 7.]]",
        b"7 0 R",
    ],
)
def test_what_is_written_as_most_are_is_plain(content: bytes) -> None:
    assert both(b"1 0 obj\n" + content + b"\nendobj\n")[0] is not NOT_PLAIN


@pytest.mark.parametrize(
    "content",
    [
        b"(a\\)b)", b"/A#42", b"[1 % c\n]", b"<</A>>", b"<<1 2>>", b"[1>>", b"1 2", b"", b"<</A word>>", b"<0>",
        b"<</Length 3>>stream\nabcd endstream", b"<</Length -3>>stream\nabc\nendstream", b"<<>>stream\nabc\nendstream",
    ],
)  # fmt: skip
def test_what_is_odd_is_left_to_pdfminer(content: bytes) -> None:
    assert both(b"1 0 obj\n" + content + b"\nendobj\n")[0] is NOT_PLAIN


def test_an_object_of_another_number_is_left_to_pdfminer() -> None:
    assert both(b"2 0 obj\n1\nendobj\n")[0] is NOT_PLAIN


@pytest.mark.parametrize("name", ["honest.pdf", "ctoc-cop-wg7-2020-4.pdf", "gazette.pdf"])
def test_all_objects_of_a_file(name: str) -> None:
    data = (FIXTURES / name).read_bytes()
    document = OpenedDocument(data, None, DEFAULT.limits)
    plain = others = 0
    for table in document.xrefs:
        for number in table.get_objids():
            stream, start, _ = table.get_pos(number)
            found = NOT_PLAIN if stream is not None else plain_object(document, data, start, number)
            if found is NOT_PLAIN:
                others += 1
            else:
                plain += 1
                assert shown(found) == shown(PDFDocument._getobj_parse(document, start, number))
                assert shown(document._getobj_parse(start, number)) == shown(found)
    assert plain > 10 * others


def test_a_plain_file_needs_none_of_pdfminer_s_objects(monkeypatch: pytest.MonkeyPatch) -> None:
    expected = OpenedDocument((FIXTURES / "honest.pdf").read_bytes(), None, DEFAULT.limits).catalog
    monkeypatch.setattr(PDFDocument, "_getobj_parse", None)
    found = OpenedDocument((FIXTURES / "honest.pdf").read_bytes(), None, DEFAULT.limits).catalog
    assert found and shown(found) == shown(expected)
