"""The table of string repairs, in order of execution, and the two functions that use it.

A repair acts only where its fault was found. Each change is recorded: ``replay(before, changes) == after``.
"""

from __future__ import annotations

from collections.abc import Callable, Collection
from dataclasses import dataclass
from difflib import SequenceMatcher
from typing import Final

from warraq.model.change import Change
from warraq.model.finding import Finding
from warraq.repair.strings import (
    arabic_letters,
    aspirates,
    compose_marks,
    drop_controls,
    fold_presentation_forms,
    joined_letters,
    persian_letters,
    remove_tatweel,
    reorder_lam_alef,
    reverse_digits,
    spell_letters,
)


@dataclass(frozen=True, slots=True)
class Repair:
    """One row.

    Attributes:
        name: of the act, and of its file.
        fault: the finding that it cures.
        find: text of a document -> 0 (no sign of the fault) to 1 (certain).
        repair: text -> text; pure, and a second run changes nothing unless ``once``.
        detail: the fault in words.
        spares: whether a line is left as it is, in a text that has the fault.
        once: an involution: the gate alone keeps it from running twice.
    """

    name: str
    fault: str
    find: Callable[[str], float]
    repair: Callable[[str], str]
    detail: str
    once: bool = False
    spares: Callable[[str], bool] | None = None


REPAIRS: Final = (
    Repair(
        "fold_presentation_forms",
        "presentation_forms",
        fold_presentation_forms.find,
        fold_presentation_forms.repair,
        "letters written as presentation forms",
    ),
    Repair("remove_tatweel", "tatweel", remove_tatweel.find, remove_tatweel.repair, "words stretched with tatweel"),
    Repair(
        "drop_controls",
        "format_characters",
        drop_controls.find,
        drop_controls.repair,
        "direction marks and other invisible characters",
    ),
    Repair(
        "compose_marks",
        "loose_marks",
        compose_marks.find,
        compose_marks.repair,
        "marks doubled, out of order or apart from their letters",
    ),
    # After the marks: a hamza that stands apart from its alef is composed by then.
    Repair(
        "reorder_lam_alef",
        "reversed_lam_alef",
        reorder_lam_alef.find,
        reorder_lam_alef.repair,
        "lam-alef ligatures that came out as alef-lam",
    ),
    Repair(
        "reverse_digits",
        "mirrored_digits",
        reverse_digits.find,
        reverse_digits.repair,
        "numbers written backwards",
        once=True,
    ),
    Repair(
        "spell_letters",
        "numerals_for_letters",
        spell_letters.find,
        spell_letters.repair,
        "Latin letters mapped to Roman numerals",
    ),
    Repair(
        "arabic_letters",
        "foreign_letters",
        arabic_letters.find,
        arabic_letters.repair,
        "letters or digits of Persian and Urdu in Arabic words",
    ),
    Repair(
        "persian_letters",
        "unpersian_letters",
        persian_letters.find,
        persian_letters.repair,
        "the heh of Urdu, or Arabic yeh or digits, in Persian words and numbers",
    ),
    Repair(
        "joined_letters",
        "arabic_joined_letters",
        joined_letters.find,
        joined_letters.repair,
        "Arabic yeh or kaf in the middle of Persian and Urdu words",
        spares=joined_letters.spared,
    ),
    # After the yeh: the words of Urdu that tell the heh are written with their own.
    Repair(
        "aspirates",
        "arabic_aspirates",
        aspirates.find,
        aspirates.repair,
        "the heh of Arabic in aspirates of Urdu",
        spares=aspirates.spared,
    ),
)


def find_faults(text: str, where: str = "", faults: Collection[str] | None = None) -> list[Finding]:
    """What the repairs of the table could cure in the text of a document; ``faults``: those that are looked for."""
    scores = [(row, row.find(text)) for row in REPAIRS if faults is None or row.fault in faults]
    return [Finding(row.fault, "document", where, score, row.detail) for row, score in scores if score > 0]


def faults_of_line(line: str, faults: Collection[str]) -> set[str]:
    """Those of the ``faults`` of a text that are cured in a line of it."""
    return {row.fault for row in REPAIRS if row.fault in faults and not (row.spares and row.spares(line))}


def apply_repairs(text: str, faults: Collection[str]) -> tuple[str, tuple[Change, ...]]:
    """Run the repairs whose fault is among ``faults``; returns the new text and what was changed."""
    changes: list[Change] = []
    for row in REPAIRS:
        if row.fault in faults:
            repaired = row.repair(text)
            if repaired != text:
                changes.extend(changes_between(text, repaired, row.name))
                text = repaired
    return text, tuple(changes)


def changes_between(before: str, after: str, name: str) -> list[Change]:
    """The edits that lead from one string to the other, each against the string as it then stands."""
    changes = []
    shift = 0
    for tag, start, end, new_start, new_end in SequenceMatcher(None, before, after, autojunk=False).get_opcodes():
        if tag != "equal":
            changes.append(Change(name, start + shift, before[start:end], after[new_start:new_end]))
            shift += (new_end - new_start) - (end - start)
    return changes
