"""What the symbol of a document of the United Nations says: the organ, by how it begins, and the year.

Source: the guide to symbols of the Dag Hammarskjöld Library (research.un.org/en/docs/symbols).
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Final

import regex


@dataclass(frozen=True, slots=True)
class Organ:
    """Its identifier in IRIs, and its name."""

    identifier: str
    name: str


#: Beginning of a symbol, whole parts of it -> identifier and name; the longest one says which.
_ORGANS: Final = {
    "A": ("unga", "General Assembly"),
    "A/AC": ("unga-committee", "Ad hoc committee of the General Assembly"),
    "A/C.1": ("unga-c1", "First Committee of the General Assembly"),
    "A/C.2": ("unga-c2", "Second Committee of the General Assembly"),
    "A/C.3": ("unga-c3", "Third Committee of the General Assembly"),
    "A/C.4": ("unga-c4", "Fourth Committee of the General Assembly"),
    "A/C.5": ("unga-c5", "Fifth Committee of the General Assembly"),
    "A/C.6": ("unga-c6", "Sixth Committee of the General Assembly"),
    "A/CN.4": ("ilc", "International Law Commission"),
    "A/CN.9": ("uncitral", "United Nations Commission on International Trade Law"),
    "A/CN.10": ("undc", "Disarmament Commission"),
    "A/HRC": ("hrc", "Human Rights Council"),
    "CAC/COSP": ("cac-cosp", "Conference of the States Parties to the Convention against Corruption"),
    "CAT": ("cat", "Committee against Torture"),
    "CBD": ("cbd", "Convention on Biological Diversity"),
    "CCPR": ("ccpr", "Human Rights Committee"),
    "CD": ("cd", "Conference on Disarmament"),
    "CED": ("ced", "Committee on Enforced Disappearances"),
    "CEDAW": ("cedaw", "Committee on the Elimination of Discrimination against Women"),
    "CERD": ("cerd", "Committee on the Elimination of Racial Discrimination"),
    "CMW": ("cmw", "Committee on Migrant Workers"),
    "CRC": ("crc", "Committee on the Rights of the Child"),
    "CRPD": ("crpd", "Committee on the Rights of Persons with Disabilities"),
    "CTOC/COP": ("ctoc-cop", "Conference of the Parties to the Convention against Transnational Organized Crime"),
    "DP": ("undp", "United Nations Development Programme"),
    "E": ("ecosoc", "Economic and Social Council"),
    "E/C.12": ("cescr", "Committee on Economic, Social and Cultural Rights"),
    "E/CN.3": ("un-statcom", "Statistical Commission"),
    "E/CN.6": ("csw", "Commission on the Status of Women"),
    "E/CN.7": ("cnd", "Commission on Narcotic Drugs"),
    "E/CN.9": ("cpd", "Commission on Population and Development"),
    "E/CN.15": ("ccpcj", "Commission on Crime Prevention and Criminal Justice"),
    "E/ECA": ("eca", "Economic Commission for Africa"),
    "E/ECE": ("ece", "Economic Commission for Europe"),
    "E/ESCWA": ("escwa", "Economic and Social Commission for Western Asia"),
    "FCCC": ("unfccc", "United Nations Framework Convention on Climate Change"),
    "HSP": ("un-habitat", "United Nations Human Settlements Programme"),
    "ICCD": ("unccd", "United Nations Convention to Combat Desertification"),
    "IDB": ("unido", "Industrial Development Board"),
    "S": ("unsc", "Security Council"),
    "ST": ("secretariat", "Secretariat"),
    "T": ("tc", "Trusteeship Council"),
    "TD": ("unctad", "United Nations Conference on Trade and Development"),
    "UNEP": ("unep", "United Nations Environment Programme"),
}
#: A symbol as file names have it, and the language that the Official Document System puts behind it: A_79_PV.1-AR.
_IN_NAME: Final = regex.compile(
    r"(?P<symbol>[A-Z]{1,6}(?:_[A-Z0-9][A-Z0-9.()]*){1,7})(?P<language>-(?:AR|ZH|EN|FR|RU|ES))?(?:\.[A-Za-z]{2,4})?"
)
_YEAR: Final = regex.compile(r"(?:^|/)(19[4-9]\d|20\d{2})(?=/|$)|\((19[4-9]\d|20\d{2})\)")


def organ_of(symbol: str) -> Organ | None:
    """The organ whose symbols begin so; None where nobody knows.

    >>> organ_of("A/HRC/WG.6/38/L.4"), organ_of("WQ/CONF.4/2019/1")
    (Organ(identifier='hrc', name='Human Rights Council'), None)
    """
    return next((Organ(*_ORGANS[known]) for _, known in _beginnings(symbol)), None)


def series_of(symbol: str) -> str:
    """The series that a symbol is of: what its organ's symbols begin with, to a stroke; empty where nobody knows.

    >>> series_of("A/HRC/41/L.10"), series_of("WQ/CONF.4/2019/1")
    ('A/HRC/', '')
    """
    return next((f"{begins}/" for begins, _ in _beginnings(symbol)), "")


def _beginnings(symbol: str) -> Iterator[tuple[str, str]]:
    """How a symbol begins, as far as that is an organ's, and the organ's beginning in the table; the longest first."""
    parts = symbol.split("/")
    for length in range(len(parts), 0, -1):
        begins = "/".join(parts[:length])
        for known in (begins, begins.rpartition(".")[0]):
            if known in _ORGANS:
                yield begins, known


def year_of(symbol: str) -> str:
    """The year that a symbol has as a part, ``CEDAW/C/2019/3``, or in brackets; empty where it has none."""
    year = _YEAR.search(symbol)
    return next(filter(None, year.groups())) if year else ""


def symbol_in_name(file: str) -> str | None:
    """The symbol that the name of a file has, underscores for its strokes; None where it is no such name.

    It is known by the language behind it, or by the organ that it begins with, and has a number.

    >>> symbol_in_name("A_79_PV.1-AR.pdf"), symbol_in_name("CEDAW_C_2019_3.pdf"), symbol_in_name("REPORT_2020.pdf")
    ('A/79/PV.1', 'CEDAW/C/2019/3', None)
    """
    name = _IN_NAME.fullmatch(file)
    if name is None:
        return None
    symbol: str = name["symbol"].replace("_", "/").replace("(", " (")  # as texts print it
    known = name["language"] is not None or organ_of(symbol) is not None
    return symbol if known and any(map(str.isdigit, symbol)) else None
