"""Kinds of document as data: which rules read a kind, and what shows that a document is of it."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Final

from pipeline.segment import headings, items, recommendations
from pipeline.segment.state import Piece, Rule

#: Exactness from which a label is evidence of its profile.
EVIDENT: Final = 0.7


@dataclass(frozen=True, slots=True)
class Profile:
    """One kind of document.

    Attributes:
        name: as it is chosen by name.
        rules: in the order in which they win a tie.
        signs: styles of label of which one at least must be there; empty: any document will do.
    """

    name: str
    rules: tuple[Rule, ...]
    signs: frozenset[str] = frozenset()


#: In the order in which they are tried. ``un-report`` numbers every paragraph, so a lost number can be inferred; a
#: ``generic`` document may well have text without numbers.
PROFILES: tuple[Profile, ...] = (
    Profile(
        "un-report",
        (
            headings.sections,
            headings.subsections,
            recommendations.recommendations,
            recommendations.paragraphs,
            items.items,
            headings.title,
            headings.continued,
            headings.unnumbered,
            headings.lost_number,
            recommendations.plain_among_numbers,
            recommendations.lost_number,
        ),
        frozenset({"ordinal", "recommendation"}),
    ),
    Profile(
        "generic",
        (
            headings.sections,
            headings.subsections,
            recommendations.paragraphs,
            items.items,
            headings.title,
            headings.continued,
            headings.unnumbered,
            recommendations.plain,
        ),
    ),
)


def choose(pieces: Sequence[Piece]) -> Profile:
    """The first profile whose signs are seen."""
    seen = {label.style for piece in pieces for label in piece.labels if label.exactness >= EVIDENT}
    return next(profile for profile in PROFILES if not profile.signs or profile.signs & seen)


def by_name(name: str) -> Profile:
    """The profile called ``name``; ValueError with the names that there are."""
    for profile in PROFILES:
        if profile.name == name:
            return profile
    raise ValueError(f"no profile {name!r}; there are {', '.join(profile.name for profile in PROFILES)}")
