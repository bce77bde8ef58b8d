"""Tokens of content streams."""

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from warraq.pdf.tokens import Operator, tokens


def read(data: bytes) -> list[object]:
    return list(tokens(data))


@pytest.mark.parametrize(
    ("data", "value"),
    [
        (b"12", 12),
        (b"-.5", -0.5),
        (b"+4.", 4.0),
        (b"--5", -5),  # two signs: viewers read one
        (b"1.2.3", 1.2),
        (b"<06 44>", b"\x06\x44"),
        (b"<064>", b"\x06\x40"),
        (b"<06zz44>", b"\x06\x44"),
        (b"<>", b""),
        (b"(plain)", b"plain"),
        (b"(a(b)c)", b"a(b)c"),
        (rb"(\(\)\\\101\12)", b"()\\A\n"),
        (b"(a\\\r\nb)", b"ab"),
        (b"(a\r\nb)", b"a\nb"),
        (b"(never closed", b"never closed"),
        (b"/F1", "F1"),
        (b"/A#20B", "A B"),
        (b"/\xd8\xa8", "\u0628"),
        (b"/\xff", "\xff"),
        (b"true", True),
        (b"[1 (a) <62> /N [2]]", [1, b"a", b"b", "N", [2]]),
        (b"<</MCID 3/A<</B[1]>>>>", {"MCID": 3, "A": {"B": [1]}}),
    ],
)
def test_operands(data: bytes, value: object) -> None:
    assert read(data) == [value]


def test_operators_are_told_from_strings() -> None:
    read_tokens = read(b"BT/F1 9 Tf(Tj)Tj T* ' \" f* ET")
    assert [token for token in read_tokens if type(token) is Operator] == [
        b"BT",
        b"Tf",
        b"Tj",
        b"T*",
        b"'",
        b'"',
        b"f*",
        b"ET",
    ]
    assert b"Tj" in [token for token in read_tokens if type(token) is bytes]


def test_comments_end_at_the_line() -> None:
    assert read(b"1 % 2 Tj\n3") == [1, 3]


def test_an_inline_image_is_one_operator_whatever_its_bytes_say() -> None:
    assert read(b"q BI /W 2 /H 1 ID \x00 EI\x80 Tj (x) Tj\xff EI Q") == [b"q", b"EI", b"Q"]


def test_an_array_that_never_closes_ends_at_the_operator() -> None:
    assert read(b"[(a) 3 (b) TJ ET") == [[b"a", 3, b"b"], b"TJ", b"ET"]


def test_deep_nesting_is_bounded() -> None:
    read(b"[" * 100_000)


@given(st.binary(max_size=400))
@example(b"(((\\")
@example(b"<<<")
@example(b"BI ID")
def test_garbage_never_raises(data: bytes) -> None:
    read(data)


@given(st.lists(st.integers(-99999, 99999) | st.binary(max_size=20)))
def test_written_operands_read_back(values: list[int | bytes]) -> None:
    data = b" ".join(b"<" + v.hex().encode() + b">" if isinstance(v, bytes) else str(v).encode() for v in values)
    assert read(data) == values
