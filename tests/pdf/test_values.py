"""Values of dictionaries: of another type they count as empty, whatever a file puts there."""

from __future__ import annotations

from typing import Any

import pytest
from pdfminer.psparser import KWD, LIT

from warraq.pdf.values import dictionary_of, name_of, number_of, numbers_of


@pytest.mark.parametrize("value", [None, 7, b"Name", "Name", [LIT("Name")], {"Name": 1}, KWD(b"Name")])
def test_what_is_no_name_is_an_empty_one(value: Any) -> None:
    assert name_of(value) == ""
    assert name_of(LIT("Name")) == name_of(LIT(b"Name")) == "Name"
    assert name_of(LIT(b"N\xff")) == "N\ufffd"


def test_numbers_and_dictionaries() -> None:
    assert (number_of(3), number_of(2.5), number_of("3", 7.0), number_of(None)) == (3.0, 2.5, 7.0, 0.0)
    assert (numbers_of([1, None, 2.5]), numbers_of(4)) == ([1.0, 0.0, 2.5], [])
    assert (dictionary_of({"A": 1}), dictionary_of([1])) == ({"A": 1}, {})
    with pytest.raises(OverflowError):
        number_of(10**400)
