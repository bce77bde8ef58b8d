"""The document as JSON: the same document gives the same bytes, and a file is there whole or not at all."""

from __future__ import annotations

import json
from collections.abc import Iterator, Sequence
from functools import cache
from importlib import resources
from pathlib import Path
from typing import Any

from pydantic import ValidationError

from pipeline.emit.whole import write_pieces_whole
from pipeline.errors import NotReadable
from pipeline.model.document import SCHEMA_VERSION, Document, Node, Record

#: The published schema, in this package.
SCHEMA_FILE = f"schema/document-{SCHEMA_VERSION}.json"


def to_data(document: Document) -> dict[str, Any]:
    """``document`` as plain dicts and lists; what is not known is left out."""
    return document.model_dump(mode="json", exclude_none=True)


def to_json(document: Document) -> str:
    """Fields in the order of the model, two spaces, Arabic as it is, a line feed at the end."""
    return "".join(json_pieces(document))


def json_pieces(document: Document) -> Iterator[str]:
    """The text of ``to_json``, about a node at a time: that of a long document is never held as a whole."""
    before = "{\n  "
    for name in type(document).model_fields:
        value = getattr(document, name)
        yield f'{before}"{name}": '
        if isinstance(value, tuple):
            yield from _list_pieces(value, 2)
        elif isinstance(value, Record):
            yield from _record_pieces(value, 2)
        else:
            yield json.dumps(value, ensure_ascii=False)
        before = ",\n  "
    yield "\n}\n"


def _list_pieces(records: Sequence[Record], depth: int) -> Iterator[str]:
    """A list whose brackets stand ``depth`` spaces in."""
    before = "["
    for record in records:
        yield f"{before}\n{' ' * (depth + 2)}"
        yield from _record_pieces(record, depth + 2)
        before = ","
    yield f"\n{' ' * depth}]" if records else "[]"


def _record_pieces(record: Record, depth: int) -> Iterator[str]:
    """A record whose braces stand ``depth`` spaces in; a node's children, its last field, one by one."""
    inner = record.children if isinstance(record, Node) else ()
    text = record.model_dump_json(indent=2, exclude_none=True, exclude={"children"} if inner else None)
    text = text.replace("\n", "\n" + " " * depth)  # a line feed inside a string is written as an escape
    if not inner:
        yield text
        return
    yield f'{text.removesuffix("}").rstrip()},\n{" " * (depth + 2)}"children": '
    yield from _list_pieces(inner, depth + 2)
    yield f"\n{' ' * depth}}}"


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


def read_document(path: Path) -> Document:
    """Read a document that ``write_json`` wrote. Raises ``NotReadable`` where it is missing or something else."""
    try:
        return Document.model_validate_json(path.read_bytes())
    except OSError as error:
        raise NotReadable(error.strerror or "can't be read", where=str(path)) from error
    except ValidationError as error:
        raise NotReadable(
            f"is not a document of schema {SCHEMA_VERSION} ({error.error_count()} faults)",
            where=str(path),
            help="Give a file that `warraq extract` wrote.",
        ) from error


def write_json(document: Document, path: Path) -> None:
    """Write ``to_json`` to ``path``."""
    write_pieces_whole(json_pieces(document), path)


def schema() -> str:
    """The JSON Schema of ``Document``, made from the model. ``published_schema`` is the file of it that is shipped."""
    return schema_text(Document.model_json_schema(mode="serialization"), "document")


def schema_text(made: dict[str, Any], name: str) -> str:
    """A schema that pydantic made, as it is published under ``name``."""
    made["$schema"] = "https://json-schema.org/draft/2020-12/schema"
    made["$id"] = f"urn:warraq:{name}:{SCHEMA_VERSION}"
    _drop_required_nulls(made)
    return json.dumps(made, ensure_ascii=False, indent=2, sort_keys=True) + "\n"


@cache
def published_schema() -> str:
    """The schema file in this package."""
    return resources.files("pipeline.emit").joinpath(SCHEMA_FILE).read_text(encoding="utf-8")


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
