"""Optional content: which layers a viewer doesn't show when it opens the file (ISO 32000-2, 8.11)."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from pdfminer.pdftypes import PDFObjRef, resolve1


def hidden_layers(catalog: Mapping[str, Any]) -> frozenset[int]:
    """Object numbers of the optional content groups that the default configuration turns off."""
    properties = resolve1(catalog.get("OCProperties"))
    default = resolve1(properties.get("D")) if isinstance(properties, Mapping) else None
    if not isinstance(default, Mapping):
        return frozenset()
    hidden = _numbers(default.get("OFF"))
    if getattr(resolve1(default.get("BaseState")), "name", "ON") == "OFF":
        hidden |= _numbers(properties.get("OCGs")) - _numbers(default.get("ON"))
    return frozenset(hidden)


def is_hidden(reference: Any, hidden: frozenset[int]) -> bool:
    """Content that belongs to ``reference`` (a group, or a membership dictionary over groups) isn't shown.

    Of the visibility policies only the two that producers write are followed: any group on (the default), or all on.
    """
    if not hidden:
        return False
    if isinstance(reference, PDFObjRef) and reference.objid in hidden:
        return True
    membership = resolve1(reference)
    if not isinstance(membership, Mapping) or "OCGs" not in membership:
        return False
    groups = membership["OCGs"]
    listed = _numbers(groups if not isinstance(groups, PDFObjRef) or isinstance(resolve1(groups), list) else [groups])
    if getattr(resolve1(membership.get("P")), "name", "AnyOn") == "AllOn":
        return bool(listed & hidden)
    return bool(listed) and listed <= hidden


def _numbers(array: Any) -> set[int]:
    items = resolve1(array)
    return {item.objid for item in items if isinstance(item, PDFObjRef)} if isinstance(items, list) else set()
