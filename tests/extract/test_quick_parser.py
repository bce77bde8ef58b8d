"""The short way cuts the tokens that pdfminer cuts, wherever a buffer ends."""

from __future__ import annotations

from io import BytesIO
from typing import Any

from hypothesis import example, given, settings
from hypothesis import strategies as st
from pdfminer.pdfparser import PDFParser
from pdfminer.pdftypes import PDFObjRef
from pdfminer.psparser import PSEOF

from warraq.extract.quick_parser import QuickParser

_PIECES = (
    b"12", b"-3", b"+7", b"0.5", b"-.5", b"12.", b"1-2", b"4.5.6", b"--1", b"12ab", b"/Name", b"/A#42", b"/",
    b"/\xd8\xa8",
    b"/F1+x", b"true", b"false", b"null", b"R", b"obj", b"a#b", b"x\xff", b"[", b"]", b"<<", b">>", b"<", b">", b"<0a>",
    b"(a(b)\\)c)", b"(", b")", b"{", b"}", b"%c\n", b" ", b"\n", b"\r\n", b"\0", b"9" * 30, b"/a/b", b"1/b", b"endobj",
)  # fmt: skip


def tokens(kind: type[PDFParser], data: bytes, size: int) -> list[Any]:
    """All tokens with their places and types, and where the parser stands after each."""
    parser = kind(BytesIO(data))
    parser.BUFSIZ = size
    found: list[Any] = []
    while True:
        try:
            place, token = parser.nexttoken()
        except PSEOF:
            return found
        except Exception as error:  # noqa: BLE001 - pdfminer raises anything; so must ours
            return [*found, type(error)]
        found.append((place, type(token), repr(token), parser.bufpos + parser.charpos))


@settings(max_examples=400)
@given(st.lists(st.sampled_from(_PIECES), max_size=25).map(b"".join), st.sampled_from((1, 3, 7, 4096)))
@example(b"[1 2.5 /Name<</W[3[500 600]]>>]7 0 R ", 4096)
@example(b"/Name 12", 4)
def test_tokens_are_those_of_pdfminer(data: bytes, size: int) -> None:
    assert tokens(QuickParser, data, size) == tokens(PDFParser, data, size)


@settings(max_examples=200)
@given(st.binary(max_size=60), st.sampled_from((2, 4096)))
def test_any_bytes(data: bytes, size: int) -> None:
    assert tokens(QuickParser, data, size) == tokens(PDFParser, data, size)


def objects(kind: type[PDFParser], data: bytes, size: int) -> list[str]:
    """All objects, and where the parser stands after each."""
    parser = kind(BytesIO(data))
    parser.BUFSIZ = size
    found: list[str] = []
    while True:
        try:
            _, made = parser.nextobject()
        except PSEOF:
            return found
        except Exception as error:  # noqa: BLE001 - pdfminer raises anything; so must ours
            return [*found, repr(type(error))]
        found.append(f"{_known(made)} {parser.bufpos + parser.charpos}")


def _known(made: Any) -> Any:
    """What was made, references by their number."""
    if isinstance(made, list):
        return [_known(one) for one in made]
    if isinstance(made, dict):
        return {key: _known(one) for key, one in made.items()}
    return f"{made.objid} R" if isinstance(made, PDFObjRef) else repr(made)


@settings(max_examples=600)
@given(
    st.lists(st.sampled_from((*_PIECES, b"[", b"[ 1 2.5", b"]", b" 3 ", b"[4 0 R 5")), max_size=25).map(b" ".join),
    st.sampled_from((1, 3, 7, 4096)),
)
@example(b"[1 -2.50 +3 [500. 7][]]<</W[3[500 600]7 0 R 8]>> 1 ", 4096)
@example(b"[1 2.5.3 4]", 4096)
@example(b"[1 2%c\n3 4] 5 ", 4096)
@example(b"[12 345 -67.89 1234567] 8 ", 7)
@example(b"[1 " + b"9" * 30 + b" 2] 3 ", 4096)
def test_objects_are_those_of_pdfminer(data: bytes, size: int) -> None:
    assert objects(QuickParser, data, size) == objects(PDFParser, data, size)
