"""The product: one document as a tree of frozen records, published as JSON Schema.

Text is NFC in logical order without tatweel. Places are PDF points from the top left of the displayed page.

pydantic reads records from JSON, checks them and makes the schema of them (``pydantic.TypeAdapter(Document)``). To
write a document takes nothing of it: loading it takes a quarter of the time that a short document takes from a cold
start.
"""

from __future__ import annotations

import unicodedata
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from itertools import groupby
from operator import attrgetter
from pathlib import Path
from typing import Annotated, Any, Final, Literal, TypeVar, dataclass_transform

from warraq.errors import UsageError
from warraq.model.exits import exits

#: Where a text is from that the file doesn't hold as such.
TextSource = Literal["ocr", "ocr_layer"]

#: Version of the JSON that ``Document`` describes. A change that breaks readers raises the first number.
SCHEMA_VERSION: Final = "1.0"

#: What a node of the body can be.
NodeKind = Literal[
    "title",
    # what has a heading, from the outermost in
    "annex",
    "resolution",
    "book",
    "part",
    "chapter",
    "section",
    "subsection",
    "article",
    "agenda_item",
    # what has text
    "speech",
    "preambular",
    "operative",
    "paragraph",
    "recommendation",
    "item",
    "text",
    "box",
    "table",
    "toc",
    "footnote",
]

#: Kinds whose content is a title and whose text is in their children. An article has a title *or* a text: under a
#: heading of its own its text is in its children, without one it is its own. An agenda item has its text.
TITLED: Final[frozenset[NodeKind]] = frozenset(
    {"annex", "resolution", "book", "part", "chapter", "section", "subsection"}
)

#: So many characters of a text are shown of what holds it.
_EXCERPT: Final = 60
TATWEEL: Final = "\N{ARABIC TATWEEL}"  # U+0640


def is_normal(text: str) -> bool:
    """Whether ``text`` has no tatweel, and no white space but single spaces between words.

    It is also False where a character isn't printable: of all white space only the space is.
    """
    return text.isprintable() and "  " not in text and TATWEEL not in text and text[:1] != " " and text[-1:] != " "


def normal_text(text: str) -> str:
    """``text`` in NFC, without tatweel, white space collapsed to single spaces."""
    if is_normal(text):  # as most is: to see it takes half the time of doing it
        return unicodedata.normalize("NFC", text)
    return " ".join(unicodedata.normalize("NFC", text.replace(TATWEEL, "")).split())


def _excerpt(text: str) -> str:
    """The first words of a text, for people."""
    return text if len(text) <= _EXCERPT else text[:_EXCERPT].rsplit(" ", 1)[0] + " …"


class Within:
    """What numbers a field has, for pydantic: none is less than ``least`` or more than ``most``."""

    def __init__(self, least: float, most: float | None = None) -> None:
        self.least, self.most = least, most

    def __get_pydantic_core_schema__(self, source: Any, handler: Callable[[Any], dict[str, Any]]) -> dict[str, Any]:
        bounds = {"ge": self.least} if self.most is None else {"ge": self.least, "le": self.most}
        return {**handler(source), **bounds}


#: Whatever is given, a record has it as ``normal_text`` gives it.
Text = str
Probability = Annotated[float, Within(0.0, 1.0)]
Count = Annotated[int, Within(0)]
Positive = Annotated[int, Within(1)]

_Class = TypeVar("_Class")


@dataclass_transform(kw_only_default=True, frozen_default=True, field_specifiers=(field,))
def record(cls: type[_Class]) -> type[_Class]:
    """A frozen record whose fields are given by name; to pydantic an unknown one is an error."""
    texts = tuple(name for name, kind in cls.__annotations__.items() if kind in ("Text", "Text | None"))

    def normalise(made: _Class) -> None:
        for name in texts:
            text = getattr(made, name)
            if text:
                object.__setattr__(made, name, normal_text(text))

    if texts:
        cls.__post_init__ = normalise  # type: ignore[attr-defined]
    cls.__pydantic_config__ = {"extra": "forbid"}  # type: ignore[attr-defined]
    return dataclass(slots=True, frozen=True, kw_only=True)(cls)


@record
class Span:
    """A place on a page.

    Attributes:
        page: its number, from 1.
        bbox: left, top, right and bottom in points from the top left of the page as displayed; a text dump has none.
    """

    page: Positive
    bbox: tuple[float, float, float, float] | None = None


@record
class Alternative:
    """Another reading of an uncertain word.

    Attributes:
        text: the word as it would be then.
        probability: how likely that is, beside the other readings.
    """

    text: Text
    probability: Probability


@record
class UncertainWord:
    """A word that the reader should check.

    Attributes:
        word: as it stands in the text.
        index: its number among the words of the node's title or text, from 0.
        confidence: the probability that it is right.
        alternatives: what else it may be, the likeliest first.
    """

    word: Text
    index: Count
    confidence: Probability
    alternatives: tuple[Alternative, ...] = ()


@record
class Word:
    """A word of a page.

    Attributes:
        text: as it stands in the text of its node.
        page: number of the page, from 1.
        bbox: left, top, right and bottom in points from the top left of the page as displayed; a text dump has none.
        confidence: the probability that it is right.
        node: ``id`` of the node or footnote that has it; headers and footers are none.
        index: its number among the words of the node's title or text, from 0; a word of the label has none.
        alternatives: what else it may be, the likeliest first, where the node lists it as uncertain.
        font: the font of most of its glyphs, by the name that ``fonts`` has for it; of a text dump nobody knows.
    """

    text: str
    page: Positive
    bbox: tuple[float, float, float, float] | None = None
    confidence: Probability = 1.0
    node: str | None = None
    index: Count | None = None
    alternatives: tuple[Alternative, ...] = ()
    font: str | None = None


@record
class NoteMark:
    """A footnote's mark in the text.

    Attributes:
        mark: as printed.
        index: number of the word that it hangs on, among those of the node's title or text, from 0.
        note: ``id`` of the footnote.
    """

    mark: Text
    index: Count
    note: str


@record
class Cell:
    """One cell of a table.

    Attributes:
        row: from 0.
        column: from 0, in reading order (from the right in Arabic).
        rows: how many rows it spans.
        columns: how many columns it spans.
        text: empty where the cell is.
        spans: where it stands, one a page.
        header: it names a column.
    """

    row: Count
    column: Count
    rows: Positive = 1
    columns: Positive = 1
    text: Text = ""
    spans: tuple[Span, ...] = ()
    header: bool = False


@record
class Table:
    """A table as cells that cover its grid once.

    Attributes:
        rows: how many the grid has.
        columns: how many the grid has.
        cells: row by row, each row in reading order.
        ruled: drawn lines part its cells; else white does.
    """

    rows: Positive
    columns: Positive
    cells: tuple[Cell, ...]
    ruled: bool

    def __repr__(self) -> str:
        """How large it is, and what stands in it first."""
        first = next((cell.text for cell in self.cells if cell.text), "")
        return f"<Table of {self.rows} rows and {self.columns} columns: {_excerpt(first)!r}>"

    @property
    def pages(self) -> tuple[int, ...]:
        """The pages that it stands on, from 1."""
        return tuple(sorted({span.page for cell in self.cells for span in cell.spans}))

    def to_rows(self) -> list[list[str]]:
        """The texts of its grid, row by row, each in reading order (an Arabic one from the right).

        A cell that spans several places stands in the first of them; the others are empty.
        """
        grid = [[""] * self.columns for _ in range(self.rows)]
        for cell in self.cells:
            grid[cell.row][cell.column] = cell.text
        return grid

    def to_csv(self, *, guarded: bool = True, bom: bool = False) -> str:
        """The grid as CSV (RFC 4180).

        Args:
            guarded: cells that a spreadsheet would run have an apostrophe before them.
            bom: it begins with a byte order mark, by which Excel knows UTF-8.
        """
        return exits().table_csv(self, guarded=guarded, bom=bom)

    def to_frame(self, library: Literal["pandas", "polars"] | None = None) -> Any:
        """The grid as a data frame of strings; its columns have the names that the header's cells give them.

        Rows whose cells all name columns are the header. A column without a name, or with that of another, has its
        number (from 0) behind it: ``column_2``.

        Args:
            library: whose frame; without it that of pandas where it is installed, else that of polars.

        Raises:
            UsageError: it is not installed.
        """
        return exits().frame(self, library)


@record
class Node:
    """One piece of the document.

    Attributes:
        kind: what it is.
        id: stable between runs, unique in the document, e.g. ``sec-2-a``, ``par-26-1-b``.
        number: as a person would cite it: ``ثانيا``, ``ألف``, ``3``, ``ب``; absent where it has none.
        ordinal: the number as an integer (ثانيا is 2, ب is 2).
        label: the number as it is printed, with its punctuation: ``3-``, ``(ب)``, ``التوصية 4``.
        title: of what has a heading (``TITLED``): a section, a chapter; an article where it has one.
        text: of everything else; of a table the text of its cells in their order.
        original: what the file claimed at this place, where that differs from ``label`` and ``text``.
        spans: where it stands, one a page.
        confidence: mean confidence of its words.
        uncertain: the words that need a person's eye.
        marks: footnote marks in it; they are not part of the text.
        table: of a table, its cells.
        target: of an entry of a table of contents, the page that it points to, as printed.
        source: where its text is from, if the file doesn't hold all of it as text: ``ocr``, read in the picture of a
            page, or ``ocr_layer``, read in one by somebody's text recognition.
        children: the pieces inside it, in reading order.
    """

    kind: NodeKind
    id: str
    number: str | None = None
    ordinal: int | None = None
    label: Text | None = None
    title: Text | None = None
    text: Text | None = None
    original: str | None = None
    spans: tuple[Span, ...] = ()
    confidence: Probability = 1.0
    uncertain: tuple[UncertainWord, ...] = ()
    marks: tuple[NoteMark, ...] = ()
    table: Table | None = None
    target: Text | None = None
    source: TextSource | None = None
    children: tuple[Node, ...] = ()

    def __repr__(self) -> str:
        """What it is, how it begins, and how many pieces are inside it; the fields say the rest."""
        inside = f", {len(self.children)} inside" if self.children else ""
        return f"<Node {self.kind} {self.id!r}: {_excerpt(self.content)!r}{inside}>"

    @property
    def content(self) -> str:
        """The title or the text, whichever the node has."""
        return self.title or self.text or ""

    def walk(self) -> Iterator[Node]:
        """This node and all inside it, in reading order."""
        yield self
        for child in self.children:
            yield from child.walk()


@record
class Furniture:
    """What is printed on a page but is not part of the text: running headers, page numbers, job numbers.

    Attributes:
        role: whether it stands above the text or below it.
        text: what it says.
        spans: where it stands, one a page.
        hidden: it is a page number that the page holds in its place and doesn't show.
    """

    role: Literal["header", "footer"]
    text: Text
    spans: tuple[Span, ...] = ()
    hidden: bool = False


@record
class HiddenText:
    """A line that a page holds and doesn't show: white on white, painted over, transparent, clipped, in a layer off.

    It is evidence, not text: nobody who looks at the page can know what it says.

    Attributes:
        text: what it says.
        spans: where it stands.
    """

    text: Text
    spans: tuple[Span, ...] = ()


@record
class Source:
    """The file that was read.

    Attributes:
        file: its name, without folders.
        sha256: of its bytes, in hexadecimal.
        pages: how many it has; absent for a text dump, which doesn't say.
        engine: what read it: ``warraq`` or ``pdfplumber`` a PDF, ``text`` a dump.
    """

    file: str
    sha256: str
    pages: int | None = None
    engine: str


#: What a page shows: text; text that somebody's text recognition read in a picture of it (``ocr_layer``); a picture
#: whose text was recognised now (``ocr``), or of which no text is known; nothing at all.
PageKind = Literal["text", "ocr_layer", "ocr", "picture", "empty"]


#: What a region of a page is.
RegionKind = Literal["text", "box", "table", "toc", "labels", "footnote", "header", "footer"]


@record
class Region:
    """A part of a page that is read as a whole, before the next part.

    Attributes:
        kind: a column of ``text``; text in a frame or on a coloured ground (``box``); a ``table``, or the part of one
            on this page; entries of a table of contents (``toc``); short texts side by side, such as the ``labels`` of
            a chart, read row by row; ``footnote``, ``header`` or ``footer``.
        order: its place in reading, from 1; headers and footers, which are no part of the text, have none.
        bbox: left, top, right and bottom in points from the top left of the page as displayed.
    """

    kind: RegionKind
    order: Positive | None = None
    bbox: tuple[float, float, float, float]


@record
class PageReport:
    """One page of the file. A text dump has a table of them where form feeds part its pages; it knows number and words.

    Attributes:
        number: 1-based, as ``Span.page``.
        size: width and height of the page as it is displayed, points.
        rotation: by how much the file turns it clockwise for that, degrees: 0, 90, 180 or 270.
        word_count: how many words were read on it, those of headers and footers too.
        kind: what it shows. Of a ``picture`` nothing was read but headers, footers, and what is printed over several.
        regions: what was taken for what on it, in the order of reading: headers, text, footnotes, footers.
        words: each word in that order, if they were kept (``Config.words``, ``--words``).
    """

    number: Positive
    size: tuple[float, float] | None = None
    rotation: int | None = None
    word_count: Count
    kind: PageKind | None = None
    regions: tuple[Region, ...] = ()
    words: tuple[Word, ...] | None = None

    def __repr__(self) -> str:
        """Its number, what it shows, and how much stands on it; the fields say the rest."""
        kind = f" {self.kind}," if self.kind else ""
        return f"<PageReport {self.number}:{kind} {self.word_count} words, {len(self.regions)} regions>"

    @property
    def text(self) -> str:
        """What stands on the page without its headers and footers, a line a node. Raises as ``Document.words``."""
        of_nodes = [word for word in _kept(self) if word.node is not None]
        nodes = groupby(of_nodes, key=attrgetter("node"))
        return "".join(" ".join(word.text for word in words) + "\n" for _, words in nodes)


def _kept(page: PageReport) -> tuple[Word, ...]:
    if page.words is None:
        raise UsageError(
            f"the words of page {page.number} were not kept",
            help="Read the file with Config(words=True), or JSON that was written with its words.",
        )
    return page.words


# A mention is characters ``start`` to ``end`` (exclusive) of a node's title or text, and where they stand.


@record
class DateMention:
    """A date in the text.

    Attributes:
        text: as it is written there.
        node: ``id`` of the node that has it.
        start: number of its first character in the node's title or text, from 0.
        end: number of the character behind its last.
        spans: where it stands, one a page.
        iso: ISO 8601: a day, a month, a year, or an interval of days (``2020-09-08/2020-09-09``): a range, or a month
            or year of the Hijri calendar that is named without its day.
        calendar: the one in which it is written, that of Iran being ``solar_hijri``; ``iso`` is Gregorian.
    """

    text: str
    node: str
    start: Count
    end: Count
    spans: tuple[Span, ...] = ()
    iso: str
    calendar: Literal["gregorian", "hijri", "solar_hijri"] = "gregorian"


@record
class Citation:
    """Another document that the text refers to.

    Attributes:
        text: as it is written there.
        node: ``id`` of the node that has it.
        start: number of its first character in the node's title or text, from 0.
        end: number of the character behind its last.
        spans: where it stands, one a page.
        kind: ``document`` by its symbol, ``resolution`` or ``decision`` by its number, ``law`` by number and year.
        number: the symbol, ``5/3``, ``1373 (2001)``, or ``8/1994`` of a law.
    """

    text: str
    node: str
    start: Count
    end: Count
    spans: tuple[Span, ...] = ()
    kind: Literal["document", "resolution", "decision", "law"]
    number: str


@record
class Metadata:
    """What the document says of itself.

    Attributes:
        symbol: of a United Nations document, ``CTOC/COP/WG.7/2020/4``.
        job_number: of the same, ``V.20-05359``.
        title: of the document.
        organ: the body that it is of or for.
        session: as printed.
        session_number: the session as an integer.
        agenda_item: number of the item that it was issued under, ``5`` or ``3 (b)`` as printed.
        date: of the document, ISO 8601.
        meeting_dates: ISO 8601 dates, every day of the meeting.
        distribution: ``general``, ``limited``, ``restricted`` or ``provisional``.
        language: ISO 639 code of the text.
        language_confidence: 0..1, how sure that is, by the letters and words that tell one language from the others.
        original_language: ISO 639 code of the text that it was translated from.
        profile: the kind of document that it was read as.
        profile_evidence: what told that kind, each sign with its points: ``label article``, ``opening preambular``,
            ``front`` (how it begins), ``masthead`` (a symbol or job number), ``numbered`` (most paragraphs are); empty
            where the kind was given by name, and where nothing tells it (``generic``).
        dates: every date in the text, in reading order.
        citations: every document that the text cites, in reading order.
    """

    symbol: str | None = None
    job_number: str | None = None
    title: Text | None = None
    organ: Text | None = None
    session: Text | None = None
    session_number: int | None = None
    agenda_item: str | None = None
    date: str | None = None
    meeting_dates: tuple[str, ...] = ()
    distribution: Literal["general", "limited", "restricted", "provisional"] | None = None
    language: str | None = None
    language_confidence: float | None = None
    original_language: str | None = None
    profile: str | None = None
    profile_evidence: dict[str, float] = field(default_factory=dict)
    dates: tuple[DateMention, ...] = ()
    citations: tuple[Citation, ...] = ()


@record
class FontReport:
    """One font: what was found wrong with its map and what was done about it.

    Attributes:
        name: as the file has it, without the prefix of a subset.
        verdict: ``honest`` (what it claims stands), ``wrong_map``, ``no_map`` or ``unreadable``.
        codes: how many of its codes the document uses.
        repaired: how many of these stand for something else than the file claims.
        evidence: share of the decisions that each kind of evidence made or agreed with, 0 to 1.
        confidence: mean confidence in what its codes stand for, weighted by use.
    """

    name: str
    verdict: str
    codes: int
    repaired: int
    evidence: dict[str, float] = field(default_factory=dict)
    confidence: Probability


@record
class FindingReport:
    """One fault that was seen.

    Attributes:
        fault: name of the check that saw it, such as ``wrong_map``, ``mirrored_digits``, ``numbering_gap``.
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


@record
class Quality:
    """How far the text can be trusted.

    Attributes:
        confidence: mean confidence of all words of the body; 0 where it has none.
        words: how many words the text of the body has; labels such as ``1.`` are none.
        uncertain: how many of them are listed as uncertain.
        needs_review: a person should look before anyone relies on the text.
        reasons: why, as names of faults that are among the document's ``findings``.
    """

    confidence: Probability = 1.0
    words: int = 0
    uncertain: int = 0
    needs_review: bool = False
    reasons: tuple[str, ...] = ()


@record
class Chunk:
    """One passage.

    Attributes:
        id: of the node, with ``.2`` and so on for the further pieces of a long one.
        document: symbol of the document, else its file name.
        sha256: of the file.
        kind: of the node.
        number: of the node.
        path: the headings above it, from the outermost in.
        text: label and text, items included.
        pages: where it stands, 1-based.
        spans: the same with boxes, one a page.
        confidence: mean confidence of its words.
        uncertain: the words to check, as they stand in ``text``.
    """

    id: str
    document: str
    sha256: str
    kind: str
    number: str | None = None
    path: tuple[str, ...] = ()
    text: str
    pages: tuple[Positive, ...] = ()
    spans: tuple[Span, ...] = ()
    confidence: Probability = 1.0
    uncertain: tuple[str, ...] = ()


@record
class Document:
    """One document; ``warraq schema`` prints its JSON Schema.

    Attributes:
        schema_version: of this format. A change that breaks readers raises the first number.
        source: the file that was read.
        metadata: what the document says of itself.
        pages: each page and what it shows.
        fonts: each font, and what was found wrong with it.
        body: the text as a tree, in reading order.
        footnotes: kept apart from the body; ``marks`` of a node tie them to their words.
        furniture: headers, footers, page and job numbers.
        hidden: lines that pages hold and don't show.
        findings: every fault that was seen.
        quality: how far all of it can be trusted.
    """

    schema_version: Literal["1.0"] = SCHEMA_VERSION
    source: Source
    metadata: Metadata
    pages: tuple[PageReport, ...] = ()
    fonts: tuple[FontReport, ...] = ()
    body: tuple[Node, ...] = ()
    footnotes: tuple[Node, ...] = ()
    furniture: tuple[Furniture, ...] = ()
    hidden: tuple[HiddenText, ...] = ()
    findings: tuple[FindingReport, ...] = ()
    quality: Quality = Quality()

    def walk(self) -> Iterator[Node]:
        """Every node of the body in reading order."""
        for node in self.body:
            yield from node.walk()

    def __repr__(self) -> str:
        """What it is of, how long it is and how far it can be trusted; the fields say the rest."""
        quality = self.quality
        review = ", needs review" if quality.needs_review else ""
        pages = "" if self.source.pages is None else f"{self.source.pages} pages, "
        return f"<Document {self.source.file!r}: {pages}{quality.words} words, {quality.uncertain} uncertain{review}>"

    def _repr_html_(self) -> str:
        """What a notebook shows: the same line, and the text, which scrolls in a frame that runs nothing."""
        return exits().notebook(self)

    @property
    def words(self) -> tuple[Word, ...]:
        """Every word of every page, in the order of reading; none where a text dump has no table of pages.

        Raises:
            UsageError: they weren't kept: it was read with ``Config(words=False)``, or from JSON without them.
        """
        return tuple(word for page in self.pages for word in _kept(page))

    @property
    def tables(self) -> tuple[Table, ...]:
        """The tables of the body, in the order of reading."""
        return tuple(node.table for node in self.walk() if node.table)

    def to(self, form: str, **options: Any) -> str:
        """The text of the document in a format, by the name that ``warraq extract --format`` has for it.

        Args:
            form: ``json``, ``jsonl``, ``markdown``, ``html``, ``akn``, ``csv``, ``tables``, ``chunks``, ``hocr``,
                ``alto`` or ``text``.
            options: of its writer: ``guarded=False`` leaves cells of a CSV as they are, ``bom=True`` begins it with a
                byte order mark, ``words=True`` puts those of each page into ``json``.

        Raises:
            UsageError: there is no such format, or it is no text, such as ``parquet``, which ``save`` writes.
        """
        return exits().write(self, form, **options)

    def to_json(self, *, words: bool = False) -> str:
        """The JSON that ``warraq extract`` writes, with the words of each page or without; ``from_json`` reads it."""
        return self.to("json", words=words)

    def to_markdown(self) -> str:
        """Markdown: headings, numbered paragraphs, items, tables, footnotes."""
        return self.to("markdown")

    def to_html(self) -> str:
        """One HTML page that needs no other file; doubtful words are marked."""
        return self.to("html")

    def to_text(self) -> str:
        """Plain text, a line a node, each with its label."""
        return self.to("text")

    def to_akn(self) -> str:
        """Akoma Ntoso 3.0, an XML file."""
        return self.to("akn")

    def to_dict(self, *, words: bool = False) -> dict[str, Any]:
        """What the JSON says, as dicts and lists that are the caller's to change; what is not known is left out."""
        return exits().data(self, words=words)

    def chunks(
        self, max_tokens: int = 300, overlap: int = 0, count: Callable[[str], int] | None = None
    ) -> Iterator[Chunk]:
        """Passages for a search index or a language model, in reading order; footnotes at the end.

        A passage is a paragraph with its items. One that is too long is cut before an item or after a sentence; only a
        single sentence may be longer.

        Args:
            max_tokens: the most that a passage has.
            overlap: so much of the end of a piece, in whole sentences, begins the next piece of the same passage.
            count: how many tokens a text has, by the tokenizer of a model; without it words are counted.
        """
        return exits().chunks(self, max_tokens, overlap, count)

    def save(self, path: str | Path, form: str | None = None, **options: Any) -> None:
        """Write the document to a file, whole or not at all; the folder is made.

        Args:
            path: its ending names the format: ``.json``, ``.md``, ``.html``, ``.akn.xml``, ``.tables.csv``, ``.txt``
                and so on.
            form: the format where the ending doesn't tell; with ``options`` as of ``to``.

        Raises:
            UsageError: no format is known by this ending.
            NotReadable: the file can't be written.
        """
        exits().save(self, path, form, **options)

    @classmethod
    def from_json(cls, text: str | bytes) -> Document:
        """The document that ``to_json`` made ``text`` of. ``read_document`` reads a file.

        Raises:
            NotReadable: it is not JSON of this schema.
        """
        return exits().read(text)
