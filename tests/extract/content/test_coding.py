"""How strings of composite fonts are cut: by the code spaces of their CMap."""

from __future__ import annotations

import pytest
from pdfminer.pdftypes import PDFStream
from pdfminer.psparser import LIT

from warraq.extract.content.coding import composite_coding, two_bytes

MIXED = b"2 begincodespacerange <00> <80> <8140> <9ffc> endcodespacerange 1 begincidchar <8150> 9 endcidchar"


@pytest.mark.parametrize("name", ["Identity-H", "Identity-V", "", "NoSuchCMap-V", "../UniGB-UCS2-V"])
def test_two_bytes_are_a_code_where_nothing_else_is_known(name: str) -> None:
    coding = composite_coding(LIT(name) if name else None)
    assert coding.decode is two_bytes
    assert coding.cids is None
    assert coding.vertical == name.endswith("V")
    assert list(coding.decode(b"\x00\x03\x12\x34\x05")) == [3, 0x1234]


def test_codes_of_one_and_two_bytes_are_told_apart() -> None:
    coding = composite_coding(PDFStream({}, MIXED), MIXED)
    assert coding.single_byte
    assert coding.cids == {0x8150: 9}
    # 0x81 needs a second byte from 0x40 on: what fits no code space is taken as the shortest code
    assert list(coding.decode(b"\x41\x81\x50\x81\x20\x81")) == [0x41, 0x8150, 0x81, 0x20, 0x81]


def test_a_predefined_cmap() -> None:
    coding = composite_coding(LIT("UniGB-UCS2-H"))
    assert coding.codes_are_unicode
    assert coding.cids is not None
    assert list(coding.decode("\u4e00".encode("utf-16-be"))) == [0x4E00]
