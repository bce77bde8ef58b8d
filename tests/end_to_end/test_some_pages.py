"""Some pages of a file: as they are in the whole one, or as if there were no others."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator
from pathlib import Path
from typing import Any
from unittest.mock import patch

import pikepdf
import pytest

from tests.end_to_end.test_page_table import scan, text_page
from tests.repair.sheet import save_all
from warraq import Document, Node, extract, inspect
from warraq.cli import main
from warraq.errors import UsageError
from warraq.extract.objects.page_tree import geometry
from warraq.extract.pages import pdf_file
from warraq.run import review

FIXTURES = Path(__file__).parents[2] / "fixtures"
REPORT = FIXTURES / "pdf" / "ctoc-cop-wg7-2020-4-word.pdf"
SOUND = FIXTURES / "pdf" / "honest.pdf"


@pytest.fixture(scope="module")
def whole() -> Document:
    return extract(REPORT)


def pages_of(node: Node) -> set[int]:
    return {span.page for span in node.spans}


def bare(nodes: Iterator[Node]) -> list[tuple[object, ...]]:
    return [(node.id, node.kind, node.number, node.content, node.spans, node.uncertain) for node in nodes]


def test_each_node_is_the_one_that_the_whole_document_has(whole: Document) -> None:
    some = extract(REPORT, pages="3-4,6")
    there = dict(zip((node.id for node in whole.walk()), bare(whole.walk()), strict=True))
    assert [there[node.id] for node in some.walk()] == bare(some.walk())
    for node in some.walk():
        below = {page for inner in node.walk() for page in pages_of(inner)}
        assert below & {3, 4, 6}, "nothing of other pages but what holds something of these"
    on_pages = [node.id for node in whole.walk() if pages_of(node) & {3, 4, 6}]
    assert set(on_pages) <= {node.id for node in some.walk()}
    assert len(list(some.walk())) < len(list(whole.walk()))


def test_what_isnt_of_the_pages_is_not_there(whole: Document) -> None:
    some = extract(REPORT, pages=[3])
    assert [page.number for page in some.pages] == [3]
    assert some.pages[0] == whole.pages[2]
    assert some.source == whole.source, "it says how many pages the file has"
    assert {span.page for piece in some.furniture for span in piece.spans} <= {3}
    assert {finding.where for finding in some.findings if finding.subject == "page"} <= {"3", "page 3"}
    known = {node.id for node in (*some.walk(), *some.footnotes)}
    assert {mark.note for node in some.walk() for mark in node.marks} <= {note.id for note in some.footnotes}
    assert {date.node for date in some.metadata.dates} <= known
    assert {cited.node for cited in some.metadata.citations} <= known
    assert some.metadata.symbol == whole.metadata.symbol
    assert some.quality.words == sum(len(node.content.split()) for node in some.walk())
    assert some.quality.uncertain == sum(len(node.uncertain) for node in some.walk())


def test_all_pages_are_the_whole_document(whole: Document) -> None:
    assert extract(REPORT, pages="1-") == whole


def test_pages_alone_are_read_as_if_there_were_no_others(tmp_path: Path) -> None:
    with pikepdf.open(REPORT) as pdf:
        count = len(pdf.pages)
        del pdf.pages[4:]
        del pdf.pages[:2]
        pdf.save(tmp_path / "two.pdf")
    with patch.object(pdf_file, "geometry", wraps=geometry) as looked_at:
        alone = extract(REPORT, pages="3-4", pages_alone=True)
    assert looked_at.call_count == 2, "the others aren't even read"
    two = extract(tmp_path / "two.pdf")
    assert [node.content for node in alone.walk()] == [node.content for node in two.walk()]
    assert [page.number for page in alone.pages] == [3, 4]
    assert {page for node in alone.walk() for page in pages_of(node)} == {3, 4}
    assert alone.source.pages == count


def test_a_page_that_isnt_there_is_an_error_before_any_is_read() -> None:
    with patch.object(pdf_file, "geometry", side_effect=AssertionError), pytest.raises(UsageError, match="has 2 pages"):
        extract(SOUND, pages="2-3")


DUMP = "المادة 1\n\nتسري أحكام هذا القانون.\n\fالمادة 2\n\nتلغى الأحكام السابقة.\n\fالمادة 3\n\nينشر هذا القانون.\n"


@pytest.mark.parametrize("alone", [False, True])
def test_form_feeds_part_the_pages_of_a_dump(alone: bool) -> None:
    some = extract(DUMP.encode(), pages="2", pages_alone=alone)
    text = " ".join(node.content for node in some.walk())
    assert "تلغى الأحكام السابقة" in text
    assert "ينشر" not in text
    assert "تسري" not in text
    assert {page for node in some.walk() for page in pages_of(node)} == {2}
    one_page = DUMP.replace("\f", "").encode()
    assert extract(one_page, pages="1", pages_alone=alone) == extract(one_page)
    with pytest.raises(UsageError, match="no page 2"):
        extract(one_page, pages="2", pages_alone=alone)
    with pytest.raises(UsageError, match="as a whole"):
        inspect(DUMP.encode(), pages="1")


def test_the_fonts_of_a_page_are_inspected() -> None:
    every, third = inspect(REPORT), inspect(REPORT, pages="3")
    alone = inspect(REPORT, pages="3", pages_alone=True)
    assert every.pages == third.pages == alone.pages
    assert [font for font in every.fonts if font in third.fonts] == list(third.fonts)
    assert len(third.fonts) == 2
    assert {font.name for font in third.fonts} == {font.name for font in alone.fonts}
    assert sum(font.codes for font in third.fonts) > sum(font.codes for font in alone.fonts), "learnt from all of it"
    assert {finding.where for finding in third.findings if finding.subject == "font"} <= {f.name for f in third.fonts}


def embedded(sheet: str) -> Any:
    (data,) = re.findall(r'<script[^>]*type="application/json"[^>]*>(.*?)</script>', sheet, re.DOTALL)
    return json.loads(data)


def test_a_proof_sheet_shows_the_pages_with_their_own_pictures() -> None:
    every, second = (embedded(review(SOUND, pages=pages))["pages"] for pages in (None, "2"))
    assert second == every[1:]


@pytest.mark.parametrize("command", ["extract", "inspect", "review"])
def test_commands_take_pages(command: str, tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    out = [] if command == "inspect" else ["-o", str(tmp_path / "out.html")]
    for pages, code in (("2", 0), ("-1", 0), ("3", 2), ("x", 2)):
        with pytest.raises(SystemExit) as ended:
            main([command, str(SOUND), "-q", "--pages", pages, *out])
        assert (ended.value.code or 0) == code
    said = capsys.readouterr().err
    assert "there is no page 3: the file has 2 pages" in said
    assert "'x' is no range of pages" in said


def test_the_structure_beside_a_proof_sheet_leads_to_its_pages_alone() -> None:
    def places(branch: dict[str, Any]) -> Iterator[int]:
        yield from (place[0] for place in (*branch["at"], *branch.get("cells", ())))
        for child in branch.get("ch", ()):
            yield from places(child)

    shown = embedded(review(REPORT, pages="3"))
    assert {page for branch in shown["tree"] for page in places(branch)} == {3}
    assert {glyph["at"][0] for font in shown["fonts"] for glyph in font["glyphs"] if "at" in glyph} == {3}


def test_a_page_without_text_is_reported_where_it_was_asked_for(tmp_path: Path) -> None:
    path = save_all(tmp_path / "scan.pdf", [text_page(), scan()])
    faults = [
        [finding.fault for finding in inspect(path, pages=pages).findings if finding.subject == "document"]
        for pages in ("1", "2", None)
    ]
    assert faults == [[], ["pages_without_text"], ["pages_without_text"]]
