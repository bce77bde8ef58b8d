"""Values of options that are read without pydantic: text, paths, names out of a few, and lists of those.

Typer asks pydantic to read each value (from 0.29 on). To load that takes a fifth of the time that ``warraq extract``
takes for two pages, and these are values that no check goes with. Whatever else there is, and what is wrong, is left
to Typer. Whether a path that is given can be read is not asked beforehand, as Typer does: who reads it tells.
"""

from __future__ import annotations

from collections.abc import Callable
from enum import StrEnum
from pathlib import Path
from typing import Any, get_args, get_origin

from typer.core import TyperCommand, TyperGroup


class Command(TyperCommand):
    """A command whose plain values are read here."""

    def get_params(self, ctx: Any) -> list[Any]:
        return list(map(_reading_plainly, super().get_params(ctx)))


class Group(TyperGroup):
    """A command with commands of its own whose plain values are read here."""

    def get_params(self, ctx: Any) -> list[Any]:
        return list(map(_reading_plainly, super().get_params(ctx)))


def _reading_plainly(parameter: Any) -> Any:
    """The parameter, which asks Typer to read only what isn't plain."""
    described = getattr(parameter, "type_descriptor", None)
    if described is None or _is_checked(described.parameter_info):
        return parameter
    if "process_value" not in vars(parameter):
        # An attribute of its own: Typer makes parameters itself, of classes of its own.
        parameter.process_value = _reader(parameter, described.annotation)
    return parameter


def _is_checked(info: Any) -> bool:
    """Whether an option asks for more than its class: a parser, or something of the path that is given."""
    asked = (info.parser, info.exists, info.writable, info.resolve_path, info.path_type)
    return any(asked) or not (info.file_okay and info.dir_okay)


def _reader(parameter: Any, kind: Any) -> Callable[[Any, Any], Any]:
    """What reads a value in its context."""
    ask_typer = parameter.process_value
    may_be_missing = not parameter.required and parameter.nargs == 1 and not parameter.multiple

    def read(context: Any, value: Any) -> Any:
        found = plain_value(kind, value)
        if found is None and not (value is None and may_be_missing):
            return ask_typer(context, value)
        return found if parameter.callback is None else parameter.callback(context, parameter, found)

    return read


def plain_value(kind: Any, value: Any) -> Any:
    """What ``value`` is as a ``kind``; None where that isn't plain."""
    if get_origin(kind) is list and isinstance(value, tuple):
        found = [plain_value(get_args(kind)[0], part) for part in value]
        return found if found and None not in found else None
    if not isinstance(value, str) or not isinstance(kind, type):
        return None
    if issubclass(kind, StrEnum):
        return next((member for member in kind if member == value), None)
    return kind(value) if kind in (str, Path) else None
