"""What is aligned, and what comes of it."""

from __future__ import annotations

import os
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from warraq.errors import UsageError
from warraq.model.document import UncertainWord


@dataclass(frozen=True, slots=True)
class Sentence:
    """A sentence of a document.

    Attributes:
        text: its words, single spaces between them.
        node: ``id`` of the node that it is of.
        label: the number of that node as it is printed, where the sentence is its first one; else empty.
        page: number of the page that the node begins on, from 1; None where nobody knows.
        uncertain: the words that need a person's eye; their ``index`` counts the words of the sentence, from 0.
    """

    text: str
    node: str
    label: str = ""
    page: int | None = None
    uncertain: tuple[UncertainWord, ...] = ()


@dataclass(frozen=True, slots=True)
class AlignedSentences:
    """Sentences that say the same.

    Attributes:
        sides: those of each document, in the order of ``Alignment.languages``; none where it doesn't say this.
        confidence: the probability that all of them belong together, beside what else they could belong to.
    """

    sides: tuple[tuple[Sentence, ...], ...]
    confidence: float

    @property
    def texts(self) -> tuple[str, ...]:
        """What each document says, in one string."""
        return tuple(" ".join(sentence.text for sentence in side) for side in self.sides)


@dataclass(frozen=True, slots=True)
class AlignedParagraphs:
    """Paragraphs of the first document and of another one that say the same.

    Attributes:
        document: number of the other one, from 1.
        first: ``id`` of each node of the first document.
        other: the same of the other one.
        confidence: the probability that they belong together.
        moved: they stand in another order than those around them.
    """

    document: int
    first: tuple[str, ...]
    other: tuple[str, ...]
    confidence: float
    moved: bool = False


@dataclass(frozen=True, slots=True)
class Alignment:
    """Documents beside each other, sentence by sentence.

    Attributes:
        languages: code of each document's language, in the order in which they were given.
        files: the name of each.
        sentences: in the order of the first document; what only others say stands where they say it.
        paragraphs: each other document with the first one, in the order of the first.
    """

    languages: tuple[str, ...]
    files: tuple[str, ...]
    sentences: tuple[AlignedSentences, ...]
    paragraphs: tuple[AlignedParagraphs, ...]

    def to(self, form: str) -> str:
        """The text of the alignment as ``tmx`` (1.4), ``xliff`` (2.1, of two documents), ``tsv`` or ``jsonl``.

        Raises:
            UsageError: there is no such format, or it doesn't hold so many documents.
        """
        from warraq.align.writers import WRITERS

        if form not in WRITERS:
            raise UsageError(f"{form} is no format of one text", help=f"There are {', '.join(WRITERS)}.")
        return WRITERS[form](self)

    def save(self, path: str | os.PathLike[str], form: str) -> tuple[Path, ...]:
        """Write it to a file, whole or not at all, or as ``moses`` to a file a language: ``PATH.ar``, ``PATH.en``.

        Returns:
            The files that were written.

        Raises:
            UsageError: as ``to``; two documents of ``moses`` have the same language.
            NotReadable: the file can't be written.
        """
        from warraq.align.writers import MOSES, moses
        from warraq.emit.whole import write_whole

        path = Path(path)
        texts = (
            {path: self.to(form)}
            if form != MOSES
            else {path.with_name(f"{path.name}.{language}"): text for language, text in moses(self).items()}
        )
        for file, text in texts.items():
            write_whole(text, file)
        return tuple(texts)

    def __iter__(self) -> Iterator[AlignedSentences]:
        return iter(self.sentences)
