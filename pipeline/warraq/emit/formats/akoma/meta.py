"""Metadata of Akoma Ntoso: which document it is (FRBR), who made the markup, the bodies and terms that it names.

IRIs follow the naming convention of OASIS (``/akn/un/statement/deliberation/AUTHOR/DATE/NUMBER``). A fact that the
document does not state is left out of the IRI; a date that it doesn't state is ``0001-01-01`` and called unknown.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Final, NamedTuple
from xml.etree import ElementTree as ET

import regex

from warraq.emit.formats.printed import printable
from warraq.model.document import Document

NAMESPACE: Final = "http://docs.oasis-open.org/legaldocml/ns/akn/3.0"
#: ISO 639-1 -> 639-2, as the naming convention wants it.
LANGUAGES: Final = {"ar": "ara", "fa": "fas", "ur": "urd"}
UNKNOWN_DATE: Final = "0001-01-01"
SOURCE: Final = "warraq"
_NOT_IN_IRI = regex.compile(r"[^A-Za-z0-9.-]+")


@dataclass(frozen=True, slots=True)
class Kind:
    """Document type of Akoma Ntoso (``element``), its ``name``, and the subtype of its IRI."""

    element: str
    name: str
    subtype: str


#: Profile -> document type, by AKN4UN where it has the class.
KINDS: Final = {
    "un-report": Kind("doc", "report", "report"),
    "un-resolution": Kind("statement", "resolution", "deliberation"),
    "un-agenda": Kind("doc", "agenda", "agenda"),
    "treaty": Kind("act", "convention", "convention"),
    "law": Kind("act", "act", "act"),
    "generic": Kind("doc", "document", "document"),
}


def kind_of(document: Document) -> Kind:
    """The document type, by the profile that the document was read as."""
    return KINDS.get(document.metadata.profile or "", KINDS["generic"])


def meta(document: Document, kind: Kind) -> ET.Element:
    """The element ``meta``."""
    made = ET.Element(f"{{{NAMESPACE}}}meta")
    identification = _add(made, "identification", source=f"#{SOURCE}")
    country = "un" if document.metadata.symbol or kind.name in ("report", "resolution", "agenda") else "xx"
    work = _work_iri(document, kind, country)
    language = LANGUAGES.get(document.metadata.language or "", "ara")
    date = _date(document)
    _level(identification, "FRBRWork", f"{work}/!main", work, date, country=country, document=document)
    expression = f"{work}/{language}"
    _level(identification, "FRBRExpression", f"{expression}/!main", expression, date, language=language)
    manifestation = f"{expression}.xml"
    _level(identification, "FRBRManifestation", f"{expression}/!main.xml", manifestation, date)
    references = _add(made, "references", source=f"#{SOURCE}")
    _add(references, "TLCOrganization", eId=SOURCE, href="/akn/ontology/organization/warraq", showAs="warraq")
    if document.metadata.organ:
        href = "/akn/ontology/organization/organ"
        _add(references, "TLCOrganization", eId="organ", href=href, showAs=printable(document.metadata.organ))
    return made


def _level(
    parent: ET.Element,
    level: str,
    this: str,
    uri: str,
    date: _Date,
    *,
    country: str = "",
    language: str = "",
    document: Document | None = None,
) -> None:
    """One of the levels of FRBR: work, expression, manifestation."""
    made = _add(parent, level)
    _add(made, "FRBRthis", value=this)
    _add(made, "FRBRuri", value=uri)
    if document is not None and document.metadata.symbol:
        _add(made, "FRBRalias", name="symbol", value=document.metadata.symbol)
    _add(made, "FRBRdate", date=date.day, name=date.of)
    author = "#organ" if document is not None and document.metadata.organ else f"#{SOURCE}"
    _add(made, "FRBRauthor", href=author)
    if country:
        _add(made, "FRBRcountry", value=country)
        if document is not None and document.metadata.symbol:
            _add(made, "FRBRnumber", value=document.metadata.symbol)
    if language:
        _add(made, "FRBRlanguage", language=language)
    if level == "FRBRManifestation":
        _add(made, "FRBRformat", value="application/akn+xml")


class _Date(NamedTuple):
    """A date, and what it is the date of."""

    day: str
    of: str


def _date(document: Document) -> _Date:
    """The date of the document."""
    if document.metadata.date:
        return _Date(document.metadata.date, "issuance")
    if document.metadata.meeting_dates:
        return _Date(document.metadata.meeting_dates[-1], "meeting")
    return _Date(UNKNOWN_DATE, "unknown")


def _work_iri(document: Document, kind: Kind, country: str) -> str:
    date = _date(document)
    number = document.metadata.symbol or document.source.file.rsplit(".", 1)[0]
    parts = [country, kind.element, kind.subtype, "" if date.of == "unknown" else date.day, _part(number)]
    return "/akn/" + "/".join(part for part in parts if part)


def _part(text: str) -> str:
    """``text`` as one part of an IRI."""
    return _NOT_IN_IRI.sub("-", text).strip("-.") or "document"


def _add(parent: ET.Element, tag: str, **attributes: str) -> ET.Element:
    return ET.SubElement(parent, f"{{{NAMESPACE}}}{tag}", attributes)
