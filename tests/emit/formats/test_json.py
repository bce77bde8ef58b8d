"""The JSON: stable bytes, whole files, a schema that is current."""

from __future__ import annotations

import copy
import json
import math
import pickle
from collections.abc import Iterator
from dataclasses import FrozenInstanceError, replace
from pathlib import Path

import jsonschema
import numpy as np
import pytest
from pydantic import TypeAdapter, ValidationError

from warraq.emit.formats.json import (
    json_pieces,
    published_schema,
    read_document,
    schema,
    to_data,
    to_json,
    to_jsonl,
    write_json,
)
from warraq.emit.schemas import SCHEMAS, published
from warraq.emit.whole import write_pieces_whole, write_whole
from warraq.errors import NotReadable
from warraq.model.document import (
    Alternative,
    Cell,
    Document,
    FindingReport,
    FontReport,
    Furniture,
    HiddenText,
    Metadata,
    Node,
    Quality,
    Source,
    Span,
    Table,
    UncertainWord,
)


@pytest.fixture
def document() -> Document:
    doubt = UncertainWord(word="نص", index=0, confidence=0.5, alternatives=(Alternative(text="بص", probability=0.4),))
    paragraph = Node(
        kind="paragraph",
        id="par-1",
        number="1",
        ordinal=1,
        label="1-",
        text="نص  قصيــر",
        spans=(Span(page=1, bbox=(1, 2, 3, 4)),),
        uncertain=(doubt,),
    )
    section = Node(kind="section", id="sec-1", number="أولا", ordinal=1, title="مقدمة", children=(paragraph,))
    return Document(
        source=Source(file="a.pdf", sha256="0" * 64, pages=1, engine="test"),
        metadata=Metadata(symbol="A/1", language="ar"),
        fonts=(FontReport(name="F", verdict="wrong_map", codes=3, repaired=2, evidence={"a": 1.0}, confidence=0.9),),
        body=(section,),
        furniture=(Furniture(role="header", text="A/1"),),
        hidden=(HiddenText(text="لا يراه أحد", spans=(Span(page=1, bbox=(1, 2, 3, 4)),)),),
        findings=(FindingReport(fault="wrong_map", subject="font", where="F", score=1.0, detail="because"),),
    )


def test_the_published_schema_is_that_of_the_model() -> None:
    assert published_schema() == schema()


def test_the_output_is_valid_and_comes_back_the_same(document: Document, tmp_path: Path) -> None:
    rules = json.loads(published_schema())
    jsonschema.Draft202012Validator.check_schema(rules)
    jsonschema.Draft202012Validator(rules).validate(to_data(document))
    write_json(document, tmp_path / "deep" / "a.json")
    assert read_document(tmp_path / "deep" / "a.json") == document


@pytest.mark.parametrize("path", [("body", 0, "kind"), ("source", "file")])
def test_the_schema_refuses_what_is_wrong(document: Document, path: tuple[str | int, ...]) -> None:
    data = to_data(document)
    place = data
    for step in path[:-1]:
        place = place[step]  # type: ignore[index]
    place[path[-1]] = 7  # type: ignore[index]
    assert list(jsonschema.Draft202012Validator(json.loads(published_schema())).iter_errors(data))


def test_text_is_normalised(document: Document) -> None:
    assert document.body[0].children[0].text == "نص قصير"


def test_bytes_are_stable_and_arabic_is_readable(document: Document) -> None:
    text = to_json(document)
    assert text == to_json(document)
    assert text.endswith("}\n")
    assert "مقدمة" in text
    assert '"pages": 1' in text and "null" not in text


def test_the_pieces_are_what_the_encoder_of_python_writes(document: Document) -> None:
    odd = 'a "b" \\ c \x7f \u2028 \U0001f600 \x01 /'
    inner = Node(kind="item", id="i", text=odd, confidence=0.0001, original="line\nfeed\ttab\rreturn\x0c\x08")
    middle = Node(kind="text", id="m", text="نص", children=(inner, inner))
    table = Table(rows=1, columns=1, ruled=True, cells=(Cell(row=0, column=0, text=odd),))
    outer = Node(kind="part", id="o", title="x", table=table, children=(middle, inner))
    full = replace(document, body=(*document.body, outer), footnotes=(inner,))
    bare = Document(source=document.source, metadata=Metadata())
    for made in (document, full, bare):
        assert to_json(made) == json.dumps(to_data(made), ensure_ascii=False, indent=2) + "\n"
    assert len(list(json_pieces(full))) > 10


def test_values_of_numpy_and_tuples_of_four_are_written_as_any_others(document: Document) -> None:
    quality = Quality(confidence=np.float64(0.25), reasons=("a", "b", "c", "d"))
    node = Node(kind="text", id="t", text=np.str_("x"), spans=(Span(page=1, bbox=(1, 2.5, 3, 4)),))
    made = to_json(replace(document, quality=quality, body=(node,)))
    assert made == json.dumps(json.loads(made), ensure_ascii=False, indent=2) + "\n"
    read = json.loads(made)
    assert read["quality"] | {"confidence": 0.25, "reasons": ["a", "b", "c", "d"]} == read["quality"]
    assert (read["body"][0]["text"], read["body"][0]["spans"][0]["bbox"]) == ("x", [1, 2.5, 3, 4])


def test_what_is_no_number_is_null(document: Document) -> None:
    font = FontReport(name="F", verdict="sound", codes=1, repaired=0, evidence={"claim": math.nan}, confidence=1.0)
    odd = replace(
        document,
        body=(Node(kind="text", id="t", spans=(Span(page=1, bbox=(1.5, math.nan, math.inf, 0.0)),)),),
        fonts=(font,),
    )
    read = json.loads(to_json(odd), parse_constant=lambda name: pytest.fail(name))
    assert read["body"][0]["spans"][0]["bbox"] == [1.5, None, None, 0.0]
    assert read["fonts"][0]["evidence"] == {"claim": None}
    assert read == to_data(odd)


@pytest.mark.parametrize(
    ("change", "place"),
    [
        ({"kind": "nothing"}, "kind"),
        ({"confidence": 1.5}, "confidence"),
        ({"spans": [{"page": 0}]}, "page"),
        ({"unknown": 1}, "unknown"),
    ],
)
def test_a_document_that_breaks_the_rules_is_refused(
    change: dict[str, object], place: str, document: Document, tmp_path: Path
) -> None:
    data = to_data(document)
    data["body"][0] |= change
    with pytest.raises(ValidationError, match=place):
        TypeAdapter(Document).validate_python(data)
    (tmp_path / "a.json").write_text(json.dumps(data))
    with pytest.raises(NotReadable, match="1 faults"):
        read_document(tmp_path / "a.json")


def test_a_record_is_frozen_and_survives_copies_and_pickles(document: Document) -> None:
    for made in (pickle.loads(pickle.dumps(document)), copy.deepcopy(document), copy.copy(document)):
        assert made == document and type(made) is Document and to_json(made) == to_json(document)
    with pytest.raises(FrozenInstanceError):
        document.hidden = ()  # type: ignore[misc]
    with pytest.raises(TypeError):
        Span(1)  # type: ignore[call-arg]
    with pytest.raises(TypeError):
        Span(page=1, unknown=2)  # type: ignore[call-arg]


def test_a_text_is_normal_however_a_record_is_made() -> None:
    wanted = "\u0623\u0645\u0631 \u0628"
    # alef and hamza above apart, a tatweel, two spaces
    written = " \u0627\u0654\u0640\u0645\u0631  \u0628\n"
    made = Node(kind="text", id="t", title="x", text=written)
    read = TypeAdapter(Node).validate_python({"kind": "text", "id": "t", "title": written, "label": written})
    assert (made.text, replace(made, title=written).title) == (wanted, wanted)
    assert (read.title, read.label, read.text) == (wanted, wanted, None)


def test_pieces_that_break_off_leave_the_old_file_and_nothing_else(tmp_path: Path) -> None:
    target = tmp_path / "a.json"
    write_whole("old\n", target)

    def pieces() -> Iterator[str]:
        yield "new"
        raise MemoryError

    with pytest.raises(MemoryError):
        write_pieces_whole(pieces(), target)
    assert target.read_text() == "old\n"
    assert list(tmp_path.iterdir()) == [target]


def test_jsonl_has_a_line_a_node_with_its_path(document: Document) -> None:
    lines = [json.loads(line) for line in to_jsonl(document).splitlines()]
    assert [(line["id"], line["path"]) for line in lines] == [("sec-1", []), ("par-1", ["sec-1"])]


def test_a_failed_write_leaves_the_old_file_and_nothing_else(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    target = tmp_path / "a.json"
    write_whole("old\n", target)

    def fail(self: Path, other: Path) -> Path:
        raise OSError(28, "No space left on device")

    monkeypatch.setattr(Path, "replace", fail)
    with pytest.raises(NotReadable, match="No space left"):
        write_whole("new\n", target)
    assert target.read_text() == "old\n"
    assert list(tmp_path.iterdir()) == [target]


def test_a_folder_that_is_a_file_is_said_so(tmp_path: Path) -> None:
    (tmp_path / "file").write_text("x")
    with pytest.raises(NotReadable):
        write_whole("new\n", tmp_path / "file" / "a.json")


@pytest.mark.parametrize("content", ["", "[]", '{"schema_version": "9.0"}'])
def test_something_else_than_a_document_is_refused(content: str, tmp_path: Path) -> None:
    path = tmp_path / "a.json"
    path.write_text(content)
    with pytest.raises(NotReadable):
        read_document(path)


@pytest.mark.parametrize("name", SCHEMAS)
def test_every_field_of_a_schema_is_described(name: str) -> None:
    rules = json.loads(published(name))
    objects = [rules, *rules["$defs"].values()]
    fields = {(schema["title"], name): field for schema in objects for name, field in schema["properties"].items()}
    assert [where for where, field in fields.items() if not field.get("description")] == []
    assert not [schema["title"] for schema in objects if "Attributes:" in schema["description"]]
