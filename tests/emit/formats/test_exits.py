"""A document's own methods: by them a user of the library gets every format, and the document back."""

from __future__ import annotations

import json
from pathlib import Path

import html5lib
import pytest

import warraq
from tests.emit.documents import awkward
from tests.fresh_process import printed
from warraq.emit.formats.forms import FORMS, form_of
from warraq.errors import NotReadable, UsageError
from warraq.model.document import Cell, Document, Node, PageReport, Table

DOCUMENT = awkward()


@pytest.mark.parametrize("name", FORMS)
def test_a_file_has_the_format_that_its_ending_names(name: str, tmp_path: Path) -> None:
    for ending in FORMS[name].endings:
        assert form_of(f"A.PDF{ending.upper()}") == name
        path = tmp_path / "new" / f"a.pdf{ending}"
        DOCUMENT.save(path)
        written = FORMS[name].write(DOCUMENT)
        if isinstance(written, bytes):
            assert path.read_bytes() == written
        else:
            assert path.read_bytes().decode() == written == DOCUMENT.to(name)


def test_each_method_gives_the_format_of_its_name() -> None:
    methods = {
        "json": DOCUMENT.to_json,
        "markdown": DOCUMENT.to_markdown,
        "html": DOCUMENT.to_html,
        "akn": DOCUMENT.to_akn,
        "text": DOCUMENT.to_text,
    }
    assert {name: method() for name, method in methods.items()} == {name: DOCUMENT.to(name) for name in methods}
    assert DOCUMENT.to_dict() == json.loads(DOCUMENT.to_json())


def test_a_document_comes_back_from_its_json(tmp_path: Path) -> None:
    assert Document.from_json(DOCUMENT.to_json()) == Document.from_json(DOCUMENT.to_json().encode()) == DOCUMENT
    DOCUMENT.save(tmp_path / "a.json")
    assert warraq.read_document(str(tmp_path / "a.json")) == DOCUMENT


def test_options_reach_the_writer_and_a_name_that_tells_nothing_gets_the_format_asked_for(tmp_path: Path) -> None:
    DOCUMENT.save(tmp_path / "a", "csv", guarded=False)
    raw = (tmp_path / "a").read_bytes().decode()
    assert raw == DOCUMENT.to("csv", guarded=False) != DOCUMENT.to("csv")
    for name in ("csv", "tables"):
        assert DOCUMENT.to(name, bom=True).encode() == b"\xef\xbb\xbf" + DOCUMENT.to(name).encode()
    (table,) = DOCUMENT.tables
    assert table.to_csv(bom=True) == "\ufeff" + table.to_csv()


def test_what_can_not_be_done_is_said_and_nothing_is_written(tmp_path: Path) -> None:
    with pytest.raises(UsageError, match=r"no format is known by this ending") as refused:
        DOCUMENT.save(tmp_path / "a.docx")
    assert ".akn.xml" in refused.value.help and not list(tmp_path.iterdir())
    with pytest.raises(UsageError, match="no format docx"):
        DOCUMENT.to("docx")
    with pytest.raises(NotReadable, match="not a document of schema"):
        Document.from_json("{}")


def test_the_model_alone_has_its_exits() -> None:
    """Whoever imports a module of the package has imported the package, which registers them."""
    code = (
        "from warraq.model.document import Document, Metadata, Source; import sys\n"
        "made = Document(source=Source(file='a', sha256='0', engine='text'), metadata=Metadata())\n"
        "print('warraq.emit.formats.markdown' in sys.modules, repr(made.to_markdown()))"
    )
    assert printed(code) == "False '\\n'\n"


def test_what_is_shown_of_a_part_is_short() -> None:
    assert repr(Node(kind="item", id="i", text="نص " * 99)) == f"<Node item 'i': '{'نص ' * 20}…'>"
    page = PageReport(number=2, word_count=9, kind="text", words=())
    assert repr(page) == "<PageReport 2: text, 9 words, 0 regions>"
    assert repr(Table(rows=1, columns=1, cells=(Cell(row=0, column=0, text="س"),), ruled=False)) == (
        "<Table of 1 rows and 1 columns: 'س'>"
    )


def test_a_notebook_shows_the_page_in_a_frame_that_runs_nothing() -> None:
    assert repr(DOCUMENT) == "<Document 'awkward <&>.pdf': 2 pages, 0 words, 0 uncertain>"
    tree = html5lib.parseFragment(DOCUMENT._repr_html_(), namespaceHTMLElements=False)
    (line, frame) = (tree.find("p"), tree.find("iframe"))
    assert line.text == repr(DOCUMENT)
    assert frame.get("sandbox") == "" and frame.get("srcdoc") == DOCUMENT.to_html()
    assert [child.tag for child in tree] == ["p", "iframe"]
