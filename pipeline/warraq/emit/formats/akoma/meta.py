"""Metadata of Akoma Ntoso: which document it is (FRBR), who made the markup, the bodies and terms that it names.

IRIs follow the naming convention of OASIS (``/akn/un/statement/deliberation/AUTHOR/DATE/NUMBER/LANGUAGE@DATE``). An
author that nobody knows is left out; an IRI has a date, so that one that is unknown is ``0001-01-01`` and called so.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Final, NamedTuple
from xml.etree import ElementTree as ET

import regex

from warraq.emit.formats.printed import printable
from warraq.model.document import Document
from warraq.model.un_organs import Organ, organ_of, year_of

NAMESPACE: Final = "http://docs.oasis-open.org/legaldocml/ns/akn/3.0"
#: ISO 639-1 -> 639-2, as the naming convention wants it; ``und`` is a language that nobody knows.
LANGUAGES: Final = {
    "ar": "ara",
    "fa": "fas",
    "ur": "urd",
    "ckb": "kur",
    "ps": "pus",
    "sd": "snd",
    "ug": "uig",
    "ms": "msa",
    "en": "eng",
    "fr": "fra",
    "es": "spa",
    "ru": "rus",
    "zh": "zho",
    "de": "deu",
    "it": "ita",
    "pt": "por",
}
UNKNOWN_LANGUAGE: Final = "und"
#: The component of a work that is no attachment of it.
MAIN: Final = "main"
UNKNOWN_COUNTRY: Final = "xx"
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
    "un-record": Kind("doc", "record", "record"),
    "treaty": Kind("act", "convention", "convention"),
    "law": Kind("act", "act", "act"),
    "generic": Kind("doc", "document", "document"),
}


def kind_of(document: Document) -> Kind:
    """The document type, by the profile that the document was read as."""
    return KINDS.get(document.metadata.profile or "", KINDS["generic"])


def meta(document: Document, kind: Kind, component: str = MAIN) -> ET.Element:
    """The element ``meta`` of the document, or of a component of it: that of an attachment only says which it is."""
    made = ET.Element(f"{{{NAMESPACE}}}meta")
    identification = _add(made, "identification", source=f"#{SOURCE}")
    facts = document.metadata
    country = _country(document, kind)
    organ = organ_of(facts.symbol) if facts.symbol else None
    author = f"#{organ.identifier}" if organ else "#organ" if facts.organ else f"#{SOURCE}"
    work, date = work_of(document, kind), _date(document)
    level = _level(identification, "FRBRWork", (work, component, ""), date, author)
    if facts.symbol:
        alias = ET.Element(f"{{{NAMESPACE}}}FRBRalias", name="symbol", value=facts.symbol)
        level.insert(2, alias)
    _add(level, "FRBRcountry", value=country)
    _add(level, "FRBRsubtype", value=kind.subtype)
    if facts.symbol:
        _add(level, "FRBRnumber", value=facts.symbol)
    language = LANGUAGES.get(facts.language or "", UNKNOWN_LANGUAGE)
    expression = f"{work}/{language}@{date.version}"
    level = _level(identification, "FRBRExpression", (expression, component, ""), date, author)
    _add(level, "FRBRlanguage", language=language)
    original = LANGUAGES.get(facts.original_language or "")
    if original and original != language:
        href = f"{work}/{original}@{date.version}/!{component}"
        _add(level, "FRBRtranslation", href=href, fromLanguage=original, authoritative="false", by=author)
    level = _level(identification, "FRBRManifestation", (expression, component, ".xml"), date, f"#{SOURCE}")
    _add(level, "FRBRformat", value="application/akn+xml")
    if component != MAIN:
        return made
    if facts.date:
        _published(made, document, author)
    if facts.meeting_dates:
        workflow = _add(made, "workflow", source=f"#{SOURCE}")
        for number, day in enumerate(facts.meeting_dates, start=1):
            _add(workflow, "step", eId=f"step_{number}", date=day, by=author, refersTo="#meeting")
    _references(made, document, organ)
    return made


def _published(made: ET.Element, document: Document, author: str) -> None:
    """When a document was issued, and for what: the agenda item and session by which it is filed."""
    facts = document.metadata
    day = facts.date or UNKNOWN_DATE
    symbol = {"number": facts.symbol} if facts.symbol else {}
    _add(made, "publication", date=day, name="issuance", showAs=printable(facts.symbol or facts.title or day), **symbol)
    filed = [
        ("agenda-item", facts.agenda_item),
        ("session", str(facts.session_number) if facts.session_number else facts.session),
    ]
    if any(value for _, value in filed):
        place = _add(made, "classification", source=f"#{SOURCE}")
        for dictionary, value in filed:
            if value:
                value = printable(value)
                _add(place, "keyword", value=value, showAs=value, dictionary=f"/akn/ontology/concept/{dictionary}")
    lifecycle = _add(made, "lifecycle", source=f"#{SOURCE}")
    _add(lifecycle, "eventRef", eId="eventRef_1", date=day, source=author, type="generation")


def _references(made: ET.Element, document: Document, organ: Organ | None) -> None:
    """The ontologies' entries that the markup names."""
    references = _add(made, "references", source=f"#{SOURCE}")
    _add(references, "TLCOrganization", eId=SOURCE, href="/akn/ontology/organization/warraq", showAs="warraq")
    name = printable(document.metadata.organ) if document.metadata.organ else ""
    if organ:
        href = f"/akn/ontology/organization/un/{organ.identifier}"
        _add(references, "TLCOrganization", eId=organ.identifier, href=href, showAs=name or organ.name)
    elif name:
        _add(references, "TLCOrganization", eId="organ", href="/akn/ontology/organization/organ", showAs=name)
    if document.metadata.meeting_dates:
        _add(references, "TLCEvent", eId="meeting", href="/akn/ontology/event/meeting", showAs="meeting")


def _level(parent: ET.Element, level: str, iri: tuple[str, str, str], date: _Date, author: str) -> ET.Element:
    """One of the levels of FRBR (work, expression, manifestation) with what all of them have.

    ``iri`` has that of the whole, the component, and the ending of a file.
    """
    uri, component, ending = iri
    made = _add(parent, level)
    _add(made, "FRBRthis", value=f"{uri}/!{component}{ending}")
    _add(made, "FRBRuri", value=f"{uri}{ending}")
    _add(made, "FRBRdate", date=date.day, name=date.of)
    _add(made, "FRBRauthor", href=author)
    return made


class _Date(NamedTuple):
    """A date, what it is the date of, and how IRIs have it."""

    day: str
    of: str
    written: str

    @property
    def version(self) -> str:
        """How the IRI of an expression has it: what is of no known day is the original version."""
        return self.day if self.written == self.day and self.of != "unknown" else ""


def _date(document: Document) -> _Date:
    """The date of the document; of one that doesn't say it the year of its symbol."""
    facts = document.metadata
    if facts.date:
        return _Date(facts.date, "issuance", facts.date)
    if facts.meeting_dates:
        return _Date(facts.meeting_dates[-1], "meeting", facts.meeting_dates[-1])
    year = year_of(facts.symbol or "")
    return _Date(f"{year}-01-01", "year", year) if year else _Date(UNKNOWN_DATE, "unknown", UNKNOWN_DATE)


def _country(document: Document, kind: Kind) -> str:
    return (
        "un"
        if document.metadata.symbol or kind.name in ("report", "resolution", "agenda", "record")
        else UNKNOWN_COUNTRY
    )


def work_of(document: Document, kind: Kind) -> str:
    """The IRI of the work."""
    organ = organ_of(document.metadata.symbol) if document.metadata.symbol else None
    number = document.metadata.symbol or document.source.file.rsplit(".", 1)[0]
    author = organ.identifier if organ else ""
    parts = [
        _country(document, kind),
        kind.element,
        kind.subtype,
        author,
        _date(document).written,
        part_of_iri(number),
    ]
    return "/akn/" + "/".join(part for part in parts if part)


def part_of_iri(text: str) -> str:
    """``text`` as one part of an IRI."""
    return _NOT_IN_IRI.sub("-", text).strip("-.") or "document"


def _add(parent: ET.Element, tag: str, **attributes: str) -> ET.Element:
    return ET.SubElement(parent, f"{{{NAMESPACE}}}{tag}", attributes)
