"""What a document says of itself: symbol, job number, organ, session, dates, language, and what it cites.

The patterns of the masthead are in ``data/metadata.toml``.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from itertools import takewhile
from types import MappingProxyType
from typing import Any, Final, Literal

import regex

from warraq.arabic.languages import identify_language
from warraq.model.document import Citation, DateMention, Furniture, Metadata, Node, Span, normal_text
from warraq.model.line import Box
from warraq.model.un_numbers import JOB_NUMBER, is_job_line
from warraq.model.un_organs import symbol_in_name
from warraq.segment.metadata.citations import DIGIT, SYMBOL, FoundCitation, find_citations
from warraq.segment.metadata.dates import FoundDate, days_held, is_dated, meeting_days
from warraq.segment.metadata.eastern_dates import dates_in
from warraq.segment.metadata.front import LONGEST_ORGAN, agenda_item_of, organ_of, patterns_of, session_of
from warraq.segment.numbering.words import fold_with_places
from warraq.segment.tree import Draft, around

#: A job number that says of which office it is: V.20-05359.
_OFFICE_JOB: Final = regex.compile(r"(?<!\w)[A-Z]{1,3}\.\d{2}-\d{4,6}")

_ANY_JOB: Final = regex.compile(JOB_NUMBER)
#: The masthead is looked for in so many of the first nodes.
FRONT: Final = 10

Distribution = Literal["general", "limited", "restricted", "provisional"]


#: The dates and the citations of a node, and those of most nodes.
Mentions = tuple[tuple[DateMention, ...], tuple[Citation, ...]]
NOTHING: Final[Mentions] = ((), ())


def read_metadata(
    title: str | None,
    pieces: Sequence[Furniture],
    nodes: Sequence[Node],
    mentioned: Sequence[Mentions],
    profile: str,
    evidence: Mapping[str, float] = MappingProxyType({}),
    file: str = "",
) -> Metadata:
    """Metadata from the title, the page furniture and the nodes of the body, each asked in that order.

    The symbol is also looked for in the name of the ``file``.

    ``mentioned`` has what ``mentions`` found in the body and the footnotes; ``evidence`` is that of the ``profile``.
    """
    furniture = [piece.text for piece in pieces]
    texts = [node.text for node in nodes if node.text and node.kind != "title"]
    masthead = list(takewhile(lambda node: not node.number, nodes[:FRONT]))
    above = [node.content for node in takewhile(lambda node: node.kind != "title", masthead)] if title else []
    # Running headers and footers are the same on every page.
    front = [*dict.fromkeys((*furniture, *(node.content for node in masthead)))]
    days = meeting_days(title or "") or next((held for held in map(days_held, texts) if held), ())
    code, confidence = identify_language([title or "", *texts])
    session, session_number = session_of([title or "", *front])  # the text speaks of other bodies' sessions too
    return Metadata(
        symbol=_most_common(SYMBOL, furniture)
        or _most_common(SYMBOL, [title or "", *texts[:3]])
        or symbol_in_name(file),
        job_number=_job_number(furniture, [title or "", *texts]),
        title=title or None,
        organ=organ_of(title, front, above, texts[:FRONT]),
        session=session,
        session_number=session_number,
        agenda_item=agenda_item_of(front),
        date=_own_date([text for text in front if text != title], title or "", code or ""),
        meeting_dates=tuple(day.isoformat() for day in days),
        distribution=_stated("distribution", front),  # type: ignore[arg-type]
        language=code,
        language_confidence=round(confidence, 3) if code else None,
        original_language=_stated("original_language", front),
        profile=profile or None,
        profile_evidence={sign: round(points, 2) for sign, points in evidence.items()},
        dates=tuple(date for dates, _ in mentioned for date in dates),
        citations=tuple(citation for _, cited in mentioned for citation in cited),
    )


def _most_common(pattern: regex.Pattern[str], texts: Iterable[str]) -> str | None:
    counts: Counter[str] = Counter()
    for text, times in Counter(texts).items():
        for match in pattern.findall(text):
            counts[match] += times
    return counts.most_common(1)[0][0] if counts else None


def _job_number(furniture: Sequence[str], texts: Sequence[str]) -> str | None:
    """The job number of the furniture, else one in the text; that of New York is bare, and may be any other there."""
    jobs = [text for text in furniture if is_job_line(text) or _ANY_JOB.fullmatch(text)]
    return _most_common(_OFFICE_JOB, furniture) or _most_common(_ANY_JOB, jobs) or _most_common(_OFFICE_JOB, texts)


def _stated(part: str, texts: Iterable[str]) -> str | None:
    """The name of the first pattern that one of ``texts`` has."""
    return next(
        (name for text in texts for name, pattern in patterns_of(part).items() if pattern.search(text)),
        None,
    )


def _own_date(front: Sequence[str], title: str, code: str) -> str | None:
    """The first full date in a short piece of the masthead, else the one that the title says it is dated by."""
    for text in front:
        if len(text.split()) <= LONGEST_ORGAN:
            for date in dates_in(text, code):
                if len(date.iso) == len("2020-01-01"):
                    return date.iso
    return next((date.iso for date in dates_in(title, code) if is_dated(title, date.start)), None)


def mentions(node: Node, draft: Draft, code: str) -> Mentions:
    """The dates and the citations of one node; what it was made from knows where each word stands.

    ``code``: the language of the document.
    """
    content = node.content
    if not DIGIT.search(content):
        return NOTHING  # as most have
    folding = fold_with_places(content)
    dates, cited = dates_in(content, code, folding), find_citations(content, folding)
    if not dates and not cited:
        return NOTHING
    places = _word_places(draft, content)

    def where(mention: FoundDate | FoundCitation) -> dict[str, Any]:
        first, last = content.count(" ", 0, mention.start), content.count(" ", 0, mention.end)
        return {
            "text": content[mention.start : mention.end],
            "node": node.id,
            "start": mention.start,
            "end": mention.end,
            "spans": _around(places[first : last + 1]),
        }

    return (
        tuple(DateMention(**where(one), iso=one.iso, calendar=one.calendar) for one in dates),
        tuple(Citation(**where(one), kind=one.kind, number=one.number) for one in cited),
    )


def _word_places(draft: Draft, content: str) -> list[tuple[int, Box | None]]:
    """Page and box of each word of the node's content, in order."""
    texts, places = draft.placed_texts()
    if " ".join(texts).count(" ") == content.count(" ") == len(places) - 1:
        return places
    return [place for text, place in zip(texts, places, strict=True) for _ in normal_text(text).split()]


def _around(places: Sequence[tuple[int, Box | None]]) -> tuple[Span, ...]:
    """One box a page round some words; nothing for the words of a dump."""
    boxes: dict[int, list[Box]] = {}
    for page, box in places:
        if box:
            boxes.setdefault(page, []).append(box)
    return tuple(Span(page=page, bbox=around(of_page)) for page, of_page in sorted(boxes.items()))
