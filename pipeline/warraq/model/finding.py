"""A fault that was seen in a document. Findings are data: they are reported, they gate repairs, never raised."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Finding:
    """One fault, where it is and how sure we are.

    Attributes:
        fault: name of the check that saw it, e.g. ``wrong_map``, ``mirrored_digits``, ``numbering_gap``.
        subject: what it is about: ``font``, ``page``, ``line``, ``block`` or ``document``.
        where: name or number of the subject.
        score: 0 (no sign) to 1 (certain).
        detail: one sentence for people.
    """

    fault: str
    subject: str
    where: str
    score: float
    detail: str
