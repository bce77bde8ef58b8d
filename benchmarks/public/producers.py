"""The producers of the public benchmark: those of the matrix, and what makes PDFs in browsers and on servers today."""

from __future__ import annotations

from typing import Final

from benchmarks.corpus import producers as corpus
from benchmarks.corpus.page import Face
from benchmarks.corpus.producers import Producer

#: Those that the matrix lacks.
MORE: Final[dict[str, Producer]] = {}
PRODUCERS: Final[dict[str, Producer]] = {**corpus.PRODUCERS, **MORE}
#: Producers that set a paragraph from left to right among others.
BOTH_WAYS: Final = frozenset({"weasyprint", "pango", "chromium", "typst"})
#: Producers without shaping, which need a face with presentation forms.
BY_FORMS: Final = ("reportlab",)


def available() -> list[str]:
    """Names of the producers that can run here, in a fixed order."""
    return [name for name, producer in PRODUCERS.items() if producer.here]


def suits(producer: str, face: Face) -> bool:
    """Whether the producer can set this face."""
    return corpus.suits(producer, face) and (producer not in BY_FORMS or face.has_forms)
