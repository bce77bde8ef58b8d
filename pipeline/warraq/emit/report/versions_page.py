"""Two versions of a document as one HTML page: what was put in and what was taken out, word by word."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass

from warraq.emit.formats.html import RIGHT_TO_LEFT
from warraq.emit.formats.printed import own_label, printable
from warraq.emit.html_page import html_page
from warraq.emit.report.versions import SIGNS, Edit, Revision, Status
from warraq.emit.translation import ENGLISH, LANGUAGES
from warraq.model.document import Document, Node


@dataclass(frozen=True, slots=True)
class _Shown:
    """A revision as the template shows it; ``old`` and ``new`` say which side has it."""

    status: Status
    old: bool
    new: bool
    old_label: str
    new_label: str
    text: str
    edits: tuple[Edit, ...]
    page: int | None


def versions_page(revisions: Sequence[Revision], old: Document, new: Document) -> str:
    """The page, in the language and direction of the new version; it needs no script and no other file.

    Args:
        revisions: as ``versions.revisions`` gives them for ``old`` and ``new``.
    """
    counts: Counter[str] = Counter(revision.status for revision in revisions)
    language = new.metadata.language or ENGLISH
    return html_page(
        "report/versions.html",
        style="report/versions.css",
        language=language if language in LANGUAGES else ENGLISH,
        old=_name(old),
        new=_name(new),
        text_language=language,
        text_direction="rtl" if language in RIGHT_TO_LEFT else "ltr",
        counts={status: counts[status] for status in SIGNS if counts[status]},
        revisions=[_shown(revision) for revision in revisions],
    )


def _name(document: Document) -> str:
    return printable(document.source.file)


def _shown(revision: Revision) -> _Shown:
    node = revision.new or revision.old
    assert node is not None  # one side is always there
    return _Shown(
        status=revision.status,
        old=revision.old is not None,
        new=revision.new is not None,
        old_label=_label(revision.old),
        new_label=_label(revision.new),
        text=printable(node.content),
        edits=tuple(Edit(printable(edit.old), printable(edit.new)) for edit in revision.edits),
        page=node.spans[0].page if node.spans else None,
    )


def _label(node: Node | None) -> str:
    return printable(own_label(node)) if node else ""
