"""What a symbol says, and symbols in names of files."""

from __future__ import annotations

import pytest

import warraq
from warraq.model.un_organs import organ_of, symbol_in_name, year_of


@pytest.mark.parametrize(
    ("symbol", "organ"),
    [
        ("A/RES/55/25", "unga"),
        ("A/HRC/WG.6/38/L.4", "hrc"),
        ("A/C.3/75/L.12/Rev.1", "unga-c3"),
        ("A/AC.109/2020/1", "unga-committee"),
        ("S/PV.8000", "unsc"),
        ("E/CN.15/2020/L.5", "ccpcj"),
        ("CTOC/COP/WG.7/2020/4", "ctoc-cop"),
        ("CEDAW/C/2019/3", "cedaw"),
        ("WQ/CONF.4/2019/1", None),
        ("Aa/1", None),
    ],
)
def test_an_organ_is_known_by_the_symbol(symbol: str, organ: str | None) -> None:
    known = organ_of(symbol)
    assert (known.identifier if known else None) == organ


def test_a_symbol_may_have_the_year() -> None:
    symbols = ("CEDAW/C/2019/3", "S/RES/1373(2001)", "A/79/PV.1", "A/2020b/1", "A/RES/1993/1")
    assert [year_of(symbol) for symbol in symbols] == ["2019", "2001", "", "", "1993"]


@pytest.mark.parametrize(
    ("file", "symbol"),
    [
        ("A_79_PV.1-AR.pdf", "A/79/PV.1"),
        ("S_RES_2664(2022)-AR.pdf", "S/RES/2664 (2022)"),
        ("CTOC_COP_WG.7_2020_4.txt", "CTOC/COP/WG.7/2020/4"),
        ("XYZ_2020_1-EN.pdf", "XYZ/2020/1"),
        ("A_HRC_41_L.10", "A/HRC/41/L.10"),
        ("REPORT_2020.pdf", None),
        ("A_B-AR.pdf", None),
        ("report-AR.pdf", None),
        ("A_79_PV.1 (copy).pdf", None),
        ("stdin", None),
    ],
)
def test_a_symbol_is_known_by_the_name_of_its_file(file: str, symbol: str | None) -> None:
    assert symbol_in_name(file) == symbol


def test_a_document_without_a_symbol_takes_it_from_its_file() -> None:
    text = "تقرير عن المكتبات العامة وما فيها من كتب\n\n1- عقدت اللجنة دورتها في القاهرة.\n".encode()
    assert warraq.extract(text, name="A_79_PV.1-AR.txt").metadata.symbol == "A/79/PV.1"
    assert warraq.extract(text, name="minutes.txt").metadata.symbol is None
