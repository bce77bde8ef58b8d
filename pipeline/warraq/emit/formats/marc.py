"""What a document says of itself as a record of a catalogue: MARC 21 in XML, with the fields of the UN Digital Library.

029 is the job number, 191 the symbol with its series and session, 269 the date, 710 the body, 991 the item of the
agenda, 856 where the document is. The subfields are those that the Dag Hammarskjöld Library's editor takes
(github.com/dag-hammarskjold-library/dlx-rest). A field whose value nobody knows is left out.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import Final
from urllib.parse import quote
from xml.etree import ElementTree as ET

from warraq.emit.formats.akoma.meta import LANGUAGES
from warraq.emit.formats.akoma.text import RESOLVER
from warraq.emit.formats.printed import printable
from warraq.model.document import Document
from warraq.model.un_organs import series_of

NAMESPACE: Final = "http://www.loc.gov/MARC21/slim"
#: A text, a monograph, described by no rules; lengths and addresses are of no use in XML.
LEADER: Final = "00000nam a2200000 u 4500"
#: Tag, both indicators, and the subfields of a field.
Field = tuple[str, str, dict[str, str]]


def to_marc(document: Document) -> str:
    """A collection of one record, in XML."""
    ET.register_namespace("", NAMESPACE)
    root = ET.Element(f"{{{NAMESPACE}}}collection")
    record = ET.SubElement(root, f"{{{NAMESPACE}}}record")
    ET.SubElement(record, f"{{{NAMESPACE}}}leader").text = LEADER
    for tag, indicators, subfields in _fields(document):
        held = {code: printable(value) for code, value in subfields.items() if value}
        if held:
            attributes = {"tag": tag, "ind1": indicators[0], "ind2": indicators[1]}
            field = ET.SubElement(record, f"{{{NAMESPACE}}}datafield", attributes)
            for code, value in held.items():
                ET.SubElement(field, f"{{{NAMESPACE}}}subfield", code=code).text = value
    ET.indent(root)
    return '<?xml version="1.0" encoding="UTF-8"?>\n' + ET.tostring(root, encoding="unicode") + "\n"


def _fields(document: Document) -> Iterator[Field]:
    """Those of a document, in the order of their tags."""
    facts = document.metadata
    symbol, session = facts.symbol or "", facts.session_number
    if facts.job_number:
        yield "029", "  ", {"a": "JN", "b": facts.job_number}
    yield "041", "  ", {"a": LANGUAGES.get(facts.language or "", "")}
    if symbol:
        yield "191", "  ", {"a": symbol, "b": series_of(symbol), "c": str(session or "")}
    yield "245", "10", {"a": facts.title or document.source.file}
    yield "269", "  ", {"a": facts.date or ""}
    yield "710", "2 ", {"a": facts.organ or ""}
    if symbol:
        yield "856", "40", {"u": f"{RESOLVER}{facts.language or 'ar'}/{quote(symbol)}"}
    yield "991", "  ", {"b": facts.agenda_item or ""}
