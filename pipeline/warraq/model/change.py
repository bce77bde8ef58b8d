"""One recorded change of a string: enough to replay it, and to show a person what was done."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Change:
    """``before`` at ``start`` became ``after``.

    Attributes:
        repair: name of the repair that did it.
        start: index of the first changed character, in the string as it stood before this change.
        before, after: the text that was replaced and its replacement.
    """

    repair: str
    start: int
    before: str
    after: str


def replay(original: str, changes: list[Change] | tuple[Change, ...]) -> str:
    """Apply ``changes`` in order. Raises ValueError where one does not fit the string."""
    text = original
    for change in changes:
        end = change.start + len(change.before)
        if text[change.start : end] != change.before:
            raise ValueError(f"{change.repair} expected {change.before!r} at {change.start}")
        text = text[: change.start] + change.after + text[end:]
    return text
