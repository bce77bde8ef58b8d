"""Blocks in, document out: sections, recommendations, numbered paragraphs, list items, furniture and metadata."""

from __future__ import annotations

from array import array
from collections.abc import Callable, Iterable, Sequence
from dataclasses import replace
from functools import partial
from itertools import repeat
from typing import Literal, NamedTuple

from warraq.arabic.languages import SAMPLE, in_latin_script, language
from warraq.config import DEFAULT, Config
from warraq.model.document import (
    TATWEEL,
    Document,
    FindingReport,
    FontReport,
    Furniture,
    HiddenText,
    Node,
    PageReport,
    Quality,
    Source,
    Word,
    is_normal,
    normal_text,
)
from warraq.model.finding import Finding
from warraq.model.line import Block, Region
from warraq.segment.drafts import footnote, make_drafts
from warraq.segment.metadata.metadata import NOTHING, Mentions, mentions, read_metadata
from warraq.segment.numbering.latin import read_latin_labels
from warraq.segment.numbering.numbering import read_labels
from warraq.segment.numbering.profiles import by_name, choose
from warraq.segment.pages.page_table import PageFacts, page_table
from warraq.segment.pages.page_words import FontOf, by_page, words_of_furniture, words_of_node
from warraq.segment.pages.sources import sources_of, with_sources
from warraq.segment.pages.word_fonts import FontsOfWords
from warraq.segment.pieces import Labels, labels_of, pieces_of, with_lists_apart
from warraq.segment.sequence import read_sequence
from warraq.segment.styles import headings_in_frames
from warraq.segment.tree import Draft, assemble, mean, spans, unaccounted

__all__ = ["segment", "unaccounted"]

#: Roles of the blocks that are kept apart from the body.
APART = frozenset({"header", "footer", "footnote", "hidden", "bookmark"})


def segment(
    blocks: Iterable[Block],
    *,
    source: Source,
    pages: Sequence[PageFacts] = (),
    fonts: Sequence[FontReport] = (),
    findings: Sequence[Finding] = (),
    config: Config = DEFAULT,
    profile: str | None = None,
    regions: Iterable[Region] = (),
) -> Document:
    """Make the document of ``blocks`` (in reading order, furniture among them).

    Every character of the body lands in exactly one node (``unaccounted`` checks it). A gap or a repeat in the
    numbering is added to ``findings``; nothing is dropped for it. ``profile`` is the name of a kind of document
    (``profiles.names``); without it the evidence decides. Of a long document the lines weigh more than the nodes: each
    is let go of as soon as its node is made, if nobody else holds ``blocks``.
    """
    filled = [block for block in map(_filled, blocks) if block.lines]
    content = [block for block in filled if block.role not in APART]
    notes = [block for block in filled if block.role == "footnote"]
    bookmarks = [block for block in filled if block.role == "bookmark"]
    furniture = tuple(_furniture(block) for block in filled if block.role in ("header", "footer"))
    places = {page.number: page.glyphs for page in pages if page.glyphs}
    font_of = FontsOfWords(places, [font.name for font in fonts]).of if config.words else None
    headers, footers = (_furniture_words(filled, role, font_of) for role in ("header", "footer"))
    table = page_table(pages, (block for block in filled if block.role != "bookmark"), regions)
    hidden = tuple(HiddenText(text=block.text, spans=spans(block.lines)) for block in filled if block.role == "hidden")
    see = partial(_look, font_of, language([block.text for block in content]) or "")
    del filled
    labels = _labels(content)
    evidence: dict[str, float] = {}
    if profile:
        chosen = by_name(profile)
    else:
        above = [piece.text for piece in _shown(furniture)]
        chosen, evidence = choose(content, [of_lines[0] for of_lines in labels], above)
    content, labels = with_lists_apart(content, labels, chosen)
    pieces = pieces_of(content, labels, chosen, bookmarks)
    in_frames = headings_in_frames(content) if chosen.styled else frozenset()
    drafts, faults = make_drafts(content, pieces, read_sequence(pieces, chosen), in_frames)
    del pieces, content, labels
    title = _title(drafts)
    made = _with_sources(_nodes(drafts, notes, config, see), table)
    if config.words:
        words = by_page([*headers, *made.words, *footers])
        table = tuple(replace(page, words=tuple(words.get(page.number, ()))) for page in table)
    nodes = [node for root in made.body for node in root.walk()]
    return Document(
        source=source,
        metadata=read_metadata(title, _shown(furniture), nodes, made.mentions, chosen.name, evidence, source.file),
        pages=table,
        fonts=tuple(fonts),
        body=made.body,
        footnotes=made.footnotes,
        furniture=furniture,
        hidden=hidden,
        findings=tuple(_report(finding) for finding in (*findings, *faults)),
        quality=_quality(nodes, made.confidences),
    )


def _shown(furniture: Iterable[Furniture]) -> list[Furniture]:
    return [piece for piece in furniture if not piece.hidden]


class _Nodes(NamedTuple):
    """The nodes of a document, what they mention, the confidences of the words of the body in reading order, and the
    words of all of them, if they are kept.
    """

    body: tuple[Node, ...]
    footnotes: tuple[Node, ...]
    mentions: list[Mentions]
    confidences: array[float]
    words: list[Word]


def _with_sources(made: _Nodes, table: Sequence[PageReport]) -> _Nodes:
    """The nodes, those on pages whose text is read in pictures with where it is from."""
    sources = sources_of(table)
    if not sources:
        return made
    return made._replace(body=with_sources(made.body, sources), footnotes=with_sources(made.footnotes, sources))


class _Seen(NamedTuple):
    """What is seen of each node while what it was made from is there, in reading order."""

    mentions: list[Mentions]
    words: list[tuple[Word, ...]]


def _nodes(drafts: list[Draft], notes: Sequence[Block], config: Config, see: Callable[..., None]) -> _Nodes:
    """The nodes that come of the drafts of the body, and of the blocks of its notes; ``see`` is ``_look`` at them."""
    uncertain_below = config.uncertain_below
    note_drafts = [footnote(block) for block in notes]
    in_notes, in_body = _Seen([], []), _Seen([], [])
    footnotes = assemble(note_drafts, uncertain_below=uncertain_below, look=partial(see, in_notes))
    keys = {block.note: node.id for block, node in zip(notes, footnotes, strict=True) if block.note}
    confidences = array("d")
    look = partial(see, in_body)
    body = assemble(drafts, uncertain_below=uncertain_below, notes=keys, confidences=confidences, look=look)
    words = [word for of_node in (*in_body.words, *in_notes.words) for word in of_node]
    return _Nodes(body, footnotes, [*in_body.mentions, *in_notes.mentions], confidences, words)


def _look(font_of: FontOf | None, code: str, seen: _Seen, place: int, node: Node, draft: Draft) -> None:
    """See what ``node`` mentions, the one at ``place`` in reading order, and let go of the lines that it came from.

    ``font_of``: keep its words, too, each with its font; None where they aren't kept. ``code``: the language.
    """
    missing = place + 1 - len(seen.mentions)
    seen.mentions.extend(repeat(NOTHING, missing))
    seen.words.extend(repeat((), missing))
    seen.mentions[place] = mentions(node, draft, code)
    if font_of is not None:
        seen.words[place] = tuple(words_of_node(node, draft, font_of))
    draft.parts, draft.table = [], None


def _furniture_words(blocks: Sequence[Block], role: str, font_of: FontOf | None) -> list[Word]:
    """The words of headers, or of footers, if they are kept."""
    if font_of is None:
        return []
    return [word for block in blocks if block.role == role for word in words_of_furniture(block, font_of)]


def _labels(blocks: Sequence[Block]) -> list[list[Labels]]:
    """What each line of each block could be numbered as: that depends on the script of the document."""
    # The texts of a long document are many letters, and the first ones tell that it is Arabic.
    latin = all(in_latin_script([block.text for block in part]) for part in (blocks[:SAMPLE], blocks))
    read = read_latin_labels if latin else read_labels
    return [labels_of(block, read) for block in blocks]


def _filled(block: Block) -> Block:
    """The block without blank words and lines. Most have none, and are given back as they are."""
    text = " ".join([line.text for line in block.lines])  # an empty line would leave white at an end, or twice as much
    if text and is_normal(text):
        return block
    words = [word.text for line in block.lines for word in line.unplaced]
    blank = "" in words or TATWEEL in words or any(map(str.isspace, words))
    if not blank and all(map(len, (line.words for line in block.lines))):
        return block
    lines = (replace(line, words=tuple(word for word in line.words if normal_text(word.text))) for line in block.lines)
    return replace(block, lines=tuple(line for line in lines if line.words))


def _title(drafts: Sequence[Draft]) -> str | None:
    title = next((draft for draft in drafts if draft.kind == "title"), None)
    return " ".join(word.text for word in title.words) if title else None


def _furniture(block: Block) -> Furniture:
    role: Literal["header", "footer"] = "header" if block.role == "header" else "footer"
    return Furniture(role=role, text=block.text, spans=spans(block.lines), hidden=block.lines[0].hidden)


def _report(finding: Finding) -> FindingReport:
    return FindingReport(
        fault=finding.fault,
        subject=finding.subject,
        where=finding.where,
        score=round(float(finding.score), 4),
        detail=finding.detail,
    )


def _quality(nodes: Sequence[Node], confidences: array[float]) -> Quality:
    """``confidences`` are those of the words of the body, in reading order. What asks for review, `review` says."""
    return Quality(
        confidence=mean(confidences) if confidences else 0.0,
        words=len(confidences),
        uncertain=sum(len(node.uncertain) for node in nodes),
    )
