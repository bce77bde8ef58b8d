"""Optional content: which layers a viewer doesn't show when it opens the file (ISO 32000-2, 8.11)."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from typing import Any, Final

from pdfminer.pdftypes import PDFObjRef, resolve1

from warraq.pdf.values import name_of

#: Visibility policy of a membership dictionary -> whether its content is shown; takes for each group whether it is off.
_POLICIES: Final[Mapping[str, Callable[[Iterable[bool]], bool]]] = {
    "AnyOn": lambda off: not all(off),
    "AllOn": lambda off: not any(off),
    "AnyOff": any,
    "AllOff": all,
}
#: Visibility expressions within each other; more is a loop.
_MOST_DEPTH: Final = 16


def hidden_layers(catalog: Mapping[str, Any]) -> frozenset[int]:
    """Object numbers of the optional content groups that the default configuration turns off, on a screen."""
    properties = resolve1(catalog.get("OCProperties"))
    default = resolve1(properties.get("D")) if isinstance(properties, Mapping) else None
    if not isinstance(default, Mapping):
        return frozenset()
    hidden = _numbers(default.get("OFF"))
    if name_of(default.get("BaseState")) == "OFF":
        hidden |= _numbers(properties.get("OCGs")) - _numbers(default.get("ON"))
    for reference, state in _states_on_screen(default):
        if state == "OFF":
            hidden.add(reference.objid)
        elif state == "ON":
            hidden.discard(reference.objid)
    return frozenset(hidden)


def _states_on_screen(default: Mapping[str, Any]) -> Iterable[tuple[PDFObjRef, str]]:
    """Groups that the configuration sets by their usage when a page is viewed (8.11.4.5), and how."""
    applications = resolve1(default.get("AS"))
    for application in map(resolve1, applications if isinstance(applications, list) else []):
        if not isinstance(application, Mapping) or name_of(application.get("Event")) != "View":
            continue
        groups = resolve1(application.get("OCGs"))
        for reference in groups if isinstance(groups, list) else []:
            usage = _entry(resolve1(reference), "Usage")
            state = name_of(_entry(_entry(usage, "View"), "ViewState"))
            if isinstance(reference, PDFObjRef):
                yield reference, state


def _entry(dictionary: Any, key: str) -> Any:
    return resolve1(dictionary.get(key)) if isinstance(dictionary, Mapping) else None


def is_hidden(reference: Any, hidden: frozenset[int]) -> bool:
    """Content that belongs to ``reference`` (a group, or a membership dictionary over groups) isn't shown.

    Args:
        hidden: numbers of the groups that are off.
    """
    if reference is None:
        return False
    if isinstance(reference, PDFObjRef) and reference.objid in hidden:
        return True
    membership = resolve1(reference)
    if not isinstance(membership, Mapping):
        return False
    expression = resolve1(membership.get("VE"))
    if isinstance(expression, list):
        return not _is_on(expression, hidden, 0)
    groups = membership.get("OCGs")
    listed = _numbers(groups if isinstance(resolve1(groups), list) else [groups])
    policy = _POLICIES.get(name_of(membership.get("P")), _POLICIES["AnyOn"])
    return bool(listed) and not policy([number in hidden for number in sorted(listed)])


def _is_on(expression: Any, hidden: frozenset[int], depth: int) -> bool:
    """The value of a visibility expression (8.11.2.2); what is none is on."""
    if isinstance(expression, PDFObjRef) and expression.objid in hidden:
        return False
    operator, *operands = expression if isinstance(expression := resolve1(expression), list) and expression else [None]
    name = getattr(operator, "name", "")
    if name not in ("And", "Or", "Not") or not operands or depth >= _MOST_DEPTH:
        return True
    values = [_is_on(operand, hidden, depth + 1) for operand in operands]
    return all(values) if name == "And" else any(values) if name == "Or" else not values[0]


def _numbers(array: Any) -> set[int]:
    items = resolve1(array)
    return {item.objid for item in items if isinstance(item, PDFObjRef)} if isinstance(items, list) else set()
