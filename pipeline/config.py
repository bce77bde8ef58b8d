"""Every threshold of the pipeline, with its unit and the corpus that set it. One frozen object, handed down."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Limits:
    """Bounds that protect the machine from hostile input. Exceeding one raises ``LimitExceeded``."""

    file_bytes: int = 512 * 1024 * 1024
    pages: int = 5_000
    glyphs_per_page: int = 200_000
    font_program_bytes: int = 32 * 1024 * 1024


@dataclass(frozen=True, slots=True)
class Config:
    """Settings of one run. The defaults suit documents that nobody has looked at."""

    limits: Limits = Limits()
    #: a word below this confidence is listed as uncertain (probability)
    uncertain_below: float = 0.85
    #: a document below this share of certain words needs review (share of words)
    review_below: float = 0.98


DEFAULT = Config()
