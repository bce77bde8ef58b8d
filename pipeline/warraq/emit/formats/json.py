"""The document as JSON: the same document gives the same bytes, and a file is there whole or not at all."""

from __future__ import annotations

import json
import math
import re
from collections.abc import Callable, Iterator, Sequence
from dataclasses import replace
from functools import cache
from importlib import resources
from json.encoder import encode_basestring
from operator import attrgetter
from pathlib import Path
from typing import Any, Final

from warraq.emit.whole import write_pieces_whole
from warraq.errors import NotReadable
from warraq.model.document import SCHEMA_VERSION, Document, Node, Span

#: The published schema, in this package.
SCHEMA_FILE = f"schema/document-{SCHEMA_VERSION}.json"
#: What stands in the JSON as it is.
_PLAIN: Final = (str, int, type(None))
_FOUR_FLOATS: Final = [float] * 4


def to_data(document: Document, *, words: bool = False) -> dict[str, Any]:
    """``document`` as plain dicts and lists; what is not known is left out. ``words``: those of its pages, too."""
    return record_data(document if words else without_words(document))


def without_words(document: Document) -> Document:
    """The document without the words of its pages."""
    if all(page.words is None for page in document.pages):
        return document
    return replace(document, pages=tuple(replace(page, words=None) for page in document.pages))


def record_data(record: Any) -> dict[str, Any]:
    """A record of whatever class as plain dicts and lists; fields that are None are left out."""
    pairs = ((name, getattr(record, name)) for name in _names(record))
    return {name: _data(value) for name, value in pairs if value is not None}


def _data(value: Any) -> Any:
    if isinstance(value, tuple):
        return [_data(part) for part in value]
    if isinstance(value, float):
        return value if math.isfinite(value) else None
    if isinstance(value, dict):
        return {name: _data(part) for name, part in value.items()}
    if isinstance(value, _PLAIN):
        return value
    return record_data(value)


def _names(record: Any) -> tuple[str, ...]:
    """The names of the fields of a record, or of a class of records."""
    names: tuple[str, ...] = record.__slots__
    return names


def to_json(document: Document, *, words: bool = False) -> str:
    """Fields in the order of the model, two spaces, Arabic as it is, a line feed at the end.

    ``words``: those of its pages, too, if it has them.
    """
    return "".join(json_pieces(document, words=words))


def json_pieces(document: Document, *, words: bool = False) -> Iterator[str]:
    """The text of ``to_json``, about a node at a time: that of a long document is never held as a whole."""
    document = document if words else without_words(document)
    before = "{\n  "
    for name in _names(document):
        value = getattr(document, name)
        yield f'{before}"{name}": '
        if isinstance(value, tuple):
            yield from _list_pieces(value, "\n  ")
        else:
            yield _text(value, "\n  ")
        before = ",\n  "
    yield "\n}\n"


def _list_pieces(records: Sequence[Any], margin: str) -> Iterator[str]:
    """A list whose brackets stand behind ``margin``, a line feed and spaces."""
    before = "["
    for record in records:
        yield f"{before}{margin}  "
        yield from _record_pieces(record, margin + "  ")
        before = ","
    yield f"{margin}]" if records else "[]"


def _record_pieces(record: Any, margin: str) -> Iterator[str]:
    """A record whose braces stand behind ``margin``; a node's children, its last field, one by one."""
    if not isinstance(record, Node) or not record.children:
        yield _text(record, margin)
        return
    yield f'{{{_fields(record, margin + "  ", -1)},{margin}  "children": '
    yield from _list_pieces(record.children, margin + "  ")
    yield f"{margin}}}"


def _text(value: Any, margin: str) -> str:
    """A value that begins on a line behind ``margin``, as ``json.dumps`` writes it in several times as long."""
    write = _WRITERS.get(type(value))
    if write is not None:
        return write(value)
    inner = margin + "  "
    if type(value) is Span and type(value.page) is int and value.bbox and _is_box(value.bbox):
        # Each node has one, and written field by field it takes twice as long.
        left, top, right, bottom = map(repr, value.bbox)
        edge = inner + "  "
        box = f"[{edge}{left},{edge}{top},{edge}{right},{edge}{bottom}{inner}]"
        return f'{{{inner}"page": {value.page},{inner}"bbox": {box}{margin}}}'
    if isinstance(value, tuple):
        if not value:
            return "[]"
        parts = map(repr, value) if _is_box(value) else [_text(part, inner) for part in value]
        return f"[{inner}{f',{inner}'.join(parts)}{margin}]"
    if isinstance(value, dict):
        return json.dumps(_data(value), ensure_ascii=False, indent=2).replace("\n", margin)
    if isinstance(value, str | float):  # a class of NumPy's, or an enumeration
        return _text(float(value) if isinstance(value, float) else str(value), margin)
    return f"{{{_fields(value, inner)}{margin}}}"


def _is_box(value: tuple[Any, ...]) -> bool:
    """Whether it is four finite numbers, as half of all values are."""
    return len(value) == 4 and list(map(type, value)) == _FOUR_FLOATS and math.isfinite(sum(value))


def _number(value: float) -> str:
    return repr(value) if math.isfinite(value) else "null"


#: What writes the values that fit on a line, by their class.
_WRITERS: Final[dict[type, Callable[[Any], str]]] = {
    str: encode_basestring,
    float: _number,
    int: repr,
    bool: {True: "true", False: "false"}.__getitem__,
    type(None): json.dumps,
}


def _fields(record: Any, margin: str, end: int | None = None) -> str:
    """The fields of a record up to ``end`` that aren't None, each behind ``margin``."""
    kind: Any = type(record)
    names, values = _parts_of(kind)
    written = []
    for name, value in zip(names[:end], values(record)[:end], strict=True):
        if value is not None:
            write = _WRITERS.get(type(value))
            written.append(f"{margin}{name}{write(value) if write else _text(value, margin)}")
    return ",".join(written)


@cache
def _parts_of(kind: Any) -> tuple[list[str], Callable[[Any], tuple[Any, ...]]]:
    """What stands before the value of each field of a class of records, and what gives the values."""
    names = _names(kind)
    return [f'"{name}": ' for name in names], attrgetter(*names)


def to_jsonl(document: Document) -> str:
    """One line a node, in reading order: the node without its children, with the ids of its ancestors as ``path``."""
    lines: list[str] = []

    def visit(node: dict[str, Any], path: list[str]) -> None:
        children = node.pop("children", [])
        lines.append(json.dumps({**node, "path": path}, ensure_ascii=False) + "\n")
        for child in children:
            visit(child, [*path, node["id"]])

    for root in to_data(document)["body"]:
        visit(root, [])
    return "".join(lines)


def document_of(text: str | bytes) -> Document:
    """The document that ``text`` is the JSON of. Raises ValueError (pydantic's) where it isn't of the schema."""
    document: Document = _adapter(Document).validate_json(text)
    return document


def document_in(text: str | bytes, where: str = "") -> Document:
    """The document that ``text`` is the JSON of. Raises NotReadable, which names ``where``, for anything else."""
    from pydantic import ValidationError

    try:
        return document_of(text)
    except ValidationError as error:
        message = f"is not a document of schema {SCHEMA_VERSION} ({error.error_count()} faults)"
        raise NotReadable(message, where=where, help="Give JSON that `warraq extract` wrote.") from error


def read_document(path: str | Path) -> Document:
    """Read a document from a file of JSON, as ``warraq extract`` and ``Document.save`` write it.

    Raises ``NotReadable`` where it is missing or something else.
    """
    try:
        text = Path(path).read_bytes()
    except OSError as error:
        raise NotReadable(error.strerror or "can't be read", where=str(path)) from error
    return document_in(text, str(path))


def write_json(document: Document, path: Path) -> None:
    """Write ``to_json`` to ``path``."""
    write_pieces_whole(json_pieces(document), path)


def schema() -> str:
    """The JSON Schema of ``Document``, made from the model. ``published_schema`` is the file of it that is shipped."""
    return schema_text(made_schema(Document), "document")


def made_schema(kind: type) -> dict[str, Any]:
    """What pydantic says of a class of records, its fields described as the docstring does under "Attributes"."""
    made: dict[str, Any] = _adapter(kind).json_schema(mode="serialization")
    for described in (made, *made.get("$defs", {}).values()):
        if "properties" in described:
            _describe_fields(described)
    return made


def _describe_fields(described: dict[str, Any]) -> None:
    """Take what the description of an object says of its fields apart, and give each field its own."""
    head, _, attributes = described["description"].partition("\n\nAttributes:\n")
    described["description"] = head
    for names, text in re.findall(r"^    (\w[\w, ]*): (.*(?:\n     .*)*)", attributes, re.MULTILINE):
        for name in names.split(", "):
            described["properties"][name]["description"] = " ".join(text.split())


@cache
def _adapter(kind: type) -> Any:
    """What reads, checks and describes a class of records: to make it takes as long as reading a short document."""
    from pydantic import TypeAdapter

    return TypeAdapter(kind)


def schema_text(made: dict[str, Any], name: str) -> str:
    """A schema that pydantic made, as it is published under ``name``."""
    made["$schema"] = "https://json-schema.org/draft/2020-12/schema"
    made["$id"] = f"urn:warraq:{name}:{SCHEMA_VERSION}"
    _drop_required_nulls(made)
    return json.dumps(made, ensure_ascii=False, indent=2, sort_keys=True) + "\n"


@cache
def published_schema() -> str:
    """The schema file in this package."""
    return resources.files("warraq.emit").joinpath(SCHEMA_FILE).read_text(encoding="utf-8")


def _drop_required_nulls(part: Any) -> None:
    """Absent fields are left out of the output, so a field that may be null is not required and never null."""
    if isinstance(part, dict):
        for name, field in part.get("properties", {}).items():
            choices = field.get("anyOf", [])
            if {"type": "null"} in choices:
                others = [choice for choice in choices if choice != {"type": "null"}]
                del field["anyOf"]
                field.pop("default", None)
                field.update(others[0] if len(others) == 1 else {"anyOf": others})
                part["required"] = [required for required in part.get("required", []) if required != name]
        for value in part.values():
            _drop_required_nulls(value)
    elif isinstance(part, list):
        for value in part:
            _drop_required_nulls(value)
