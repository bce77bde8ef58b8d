"""Two versions of a document, paragraph by paragraph."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from warraq.cli import main
from warraq.emit.formats.json import write_json
from warraq.emit.report.versions import readable, revisions, to_jsonl
from warraq.model.document import Document, Metadata, Node, Source

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
