"""Blocks cut into pieces: before each line that could begin with a label."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, field, replace

from warraq.model.document import NodeKind
from warraq.model.line import Block, Line, Word
from warraq.segment.numbering.numbering import Label, may_end_with_label, read_labels
from warraq.segment.numbering.profiles import Profile
from warraq.segment.numbering.words import fold
from warraq.segment.styles import NO_HEADING, UNTOLD, heading_levels, in_the_middle, reach

#: What one line could be numbered as.
Labels = tuple[Label, ...]
#: A label inside a block must be written at least so exactly to be considered: in general, and a word.
EXACT_INSIDE = 0.75
WORD_INSIDE_BLOCK = 0.5
#: Styles that digits and dashes look like by chance.
BY_CHANCE = frozenset(
    {"decimal", "bracketed", "dash", "dashed_letter", "dashed_hija", "persian", "article", "resolution", "agenda"}
)
#: Style of the number of a heading right above what it heads, and how exact it is at most: a list's last item looks so.
TOPIC = "topic"
TOPIC_EXACT = 0.95
#: Styles after whose label a list may begin in the same line.
OPENS_LIST = frozenset({"article", "decimal", "letter", "dashed_letter", "hija", "dashed_hija"})
#: Labels at the end of a text are not longer than this (characters).
LONGEST_END = 40
#: How a paragraph of a preamble can end: U+060C comma, U+061B semicolon.
STOPS = ("\u060c", "\u061b", ":", ".")
#: Roles of the blocks that are read as running text, and of those that a caption stands above.
RUNNING = frozenset({"body", "annex"})
CAPTIONED = frozenset({"table", "toc"})
#: How the caption of a table begins that has several lines: aljdwl 1, table 1 (folded).
_CAPTION = re.compile(
    r"(?:\u0627\u0644)?\u062c\u062f\u0648\u0644\s+(?:\u0631\u0642\u0645\s+)?[(\d\u0627]|[Tt]able\s+\d"
)
#: A last line that reaches less far than this into the column (share of the usual line) ends its text.
SHORT = 0.75
#: A white of so many lines above a block, or another size by more than this share, sets it apart from the text before.
APART = 0.6
OTHER_SIZE = 0.12
#: Text is justified if this share of at least so many lines reaches as far as the median, within a share of it.
JUSTIFIED = 0.8
ENOUGH = 8
FULL = 0.03
#: A text that ends so is complete; what follows it is a new piece.
_TERMINAL = tuple(".!?\u061f\u061b;:")  # U+061F question mark, U+061B semicolon
#: What may stand behind a colon: a dash.
AFTER_COLON = "-\u2010\u2011\u2012\u2013\u2014\u2015"
#: What may close after it.
_CLOSING = '"\u00bb)]'


def ends_sentence(text: str) -> bool:
    """Whether ``text`` ends as a complete one does."""
    return text.rstrip(_CLOSING).endswith(_TERMINAL)


@dataclass(frozen=True, slots=True)
class Piece:
    """Lines that belong to the same node: a block, or the part of one between two labels.

    Attributes:
        lines: in reading order.
        labels: what it could be numbered as (``numbering.read_labels``), as far as its profile knows the style.
        bold, centered: of its block; ``bold`` of its first line.
        starts_block: False where the piece begins inside a block.
        after_terminal: the line before it ends a sentence (True at the start of a block).
        role: of its block.
        short: its last line ends well before the column does, so nothing in the next block continues it.
        opens: kind of the unnumbered node that it opens like (``Profile.opening``).
        caption: a table, or the entries of a table of contents, follow right after it.
        parted: a table stands between it and the text above it on its page, or it is set as another text; the one above
            is complete.
        heading: what its style says of it: level of a heading, ``NO_HEADING``, or ``UNTOLD``.
        length: how many words it has.
    """

    lines: tuple[Line, ...]
    labels: tuple[Label, ...]
    bold: bool
    centered: bool
    starts_block: bool
    after_terminal: bool
    role: str = "body"
    short: bool = False
    opens: NodeKind | None = None
    caption: bool = False
    parted: bool = False
    heading: int = UNTOLD
    length: int = field(init=False)
    text: str = field(init=False)
    ends_sentence: bool = field(init=False)
    ends_with_colon: bool = field(init=False)

    def __post_init__(self) -> None:
        text = " ".join([line.text for line in self.lines])
        put = object.__setattr__
        put(self, "length", sum([len(line.words) for line in self.lines]))
        put(self, "text", text)
        put(self, "ends_sentence", ends_sentence(text))
        put(self, "ends_with_colon", text.rstrip().rstrip(AFTER_COLON).rstrip().endswith(":"))

    @property
    def first(self) -> Word:
        """Its first word, as ``Line.unplaced`` has it."""
        return next(word for line in self.lines for word in line.unplaced)

    @property
    def placed(self) -> bool:
        """Whether it comes from a page; the blocks of a text dump are less sure."""
        return self.lines[0].box is not None


@dataclass(frozen=True, slots=True)
class Setting:
    """How the running text is set.

    Attributes:
        reach: how far most lines inside a paragraph reach into their column, points; 0 where there are no places.
        justified: nearly all of them reach so far.
    """

    reach: float
    justified: bool

    @classmethod
    def of(cls, blocks: Sequence[Block]) -> Setting:
        """Measured on all lines of body blocks but the last of each."""
        lines = (line for block in blocks if block.role == "body" for line in block.lines[:-1])
        reaches = sorted(reach(line) for line in lines if line.box is not None)
        if not reaches:
            return cls(0.0, False)
        usual = reaches[len(reaches) // 2]
        full = sum(abs(reach - usual) < FULL * usual for reach in reaches)
        return cls(usual, len(reaches) >= ENOUGH and full >= JUSTIFIED * len(reaches))

    def is_short(self, line: Line) -> bool:
        """Whether the line ends well before the column does."""
        return 0 < reach(line) < SHORT * self.reach

    def is_full(self, line: Line) -> bool:
        """Whether the line is as long as nearly all of a justified text."""
        return self.justified and abs(reach(line) - self.reach) < FULL * self.reach


def labels_of(block: Block, read: Callable[[str], Labels] = read_labels) -> list[Labels]:
    """What each line could be numbered as; of the lines that aren't running text the first alone."""
    lines = block.lines if block.role in RUNNING else block.lines[:1]
    return [read(line.text) for line in lines]


def with_lists_apart(
    blocks: Sequence[Block], labels: Sequence[list[Labels]], profile: Profile
) -> tuple[list[Block], list[list[Labels]]]:
    """The blocks with a line cut in two where a list begins right after a label: ``article 5- (1) ...``.

    Args:
        labels: ``labels_of`` each block; they are given back likewise.
    """
    apart: list[Block] = []
    labels_apart: list[list[Labels]] = []
    for block, of_lines in zip(blocks, labels, strict=True):
        if profile.run_in and block.role in RUNNING:
            block, of_lines = _with_list_apart(block, of_lines, profile)
        apart.append(block)
        labels_apart.append(of_lines)
    return apart, labels_apart


def _with_list_apart(block: Block, labels: list[Labels], profile: Profile) -> tuple[Block, list[Labels]]:
    lines: list[Line] = []
    for line, of_line in zip(block.lines, labels, strict=True):
        cut = _run_in(line, of_line, profile)
        parts = _cut_words(line.words, cut) if cut else (line.words,)
        lines.extend(line if len(parts) == 1 else replace(line, words=part) for part in parts)
    if len(lines) == len(block.lines):
        return block, labels
    block = replace(block, lines=tuple(lines))
    return block, labels_of(block)


def _run_in(line: Line, labels: Labels, profile: Profile) -> int:
    """Where in the line's text a list begins right after a label; 0 where there is no such pair."""
    label = next((label for label in labels if label.style in OPENS_LIST and label.start == 0), None)
    if label is None or label.exactness < EXACT_INSIDE:
        return 0
    inner = read_labels(line.text[label.end :])[:1]
    begins = any(first.style in profile.items and first.ordinal == 1 and first.exactness == 1.0 for first in inner)
    return label.end if begins else 0


def _cut_words(words: Sequence[Word], place: int) -> tuple[tuple[Word, ...], tuple[Word, ...]]:
    """The words before and after a place in their text, one that it lies in cut in two (``5-a-`` of ``5-`` and ``a-``).

    The halves share the box. What was claimed for the whole stays with the first half where it has another length.
    """
    start = 0
    for index, word in enumerate(words):
        inside = place - start
        if inside <= 0:
            return tuple(words[:index]), tuple(words[index:])
        if inside < len(word.text):
            claimed = inside if len(word.original) == len(word.text) else len(word.original)
            first = replace(word, text=word.text[:inside], original=word.original[:claimed], alternatives=())
            rest = replace(word, text=word.text[inside:], original=word.original[claimed:], alternatives=())
            return (*words[:index], replace(first, mark="", note="")), (rest, *words[index + 1 :])
        start += len(word.text) + 1
    return tuple(words), ()


def pieces_of(
    blocks: Sequence[Block], labels: Sequence[list[Labels]], profile: Profile, bookmarks: Sequence[Block] = ()
) -> list[Piece]:
    """The pieces of the running text among ``blocks``, in reading order; ``labels`` are ``labels_of`` each."""
    setting = Setting.of(blocks)
    levels = heading_levels(blocks, setting.reach, bookmarks) if profile.styled else [UNTOLD] * len(blocks)
    pieces: list[Piece] = []
    before: Block | None = None  # the running text above
    in_heading = False  # whether that is a heading in the middle, which may go on there
    for index, block in enumerate(blocks):
        if block.role in RUNNING:
            caption = index + 1 < len(blocks) and blocks[index + 1].role in CAPTIONED
            in_heading = in_heading and in_the_middle(block) and block.page == pieces[-1].lines[-1].page
            goes_on = in_heading or (bool(pieces) and _heads(pieces[-1]))
            is_row = before is not None and (before.lines[-1].in_cells or block.lines[0].in_cells)
            apart = before is not None and (is_row or (not goes_on and _set_apart(before, block, setting)))
            parted = apart or _parts(blocks[index - 1], block, pieces)  # no pieces come before the first
            level = UNTOLD if _named(labels[index], profile) else levels[index]
            cut = list(_cut(block, labels[index], profile, setting, level, caption=caption, parted=parted))
            pieces.extend(cut)
            before = block
            in_heading = in_the_middle(block) and bool(cut) and (in_heading or _heads(cut[-1]))
    return _with_topics(pieces, profile) if TOPIC in profile.styles else pieces


def _with_topics(pieces: Sequence[Piece], profile: Profile) -> list[Piece]:
    """The pieces. A numbered one in bold right above an article, or above more in bold that is, may be a ``topic`` too;
    where there are no articles, above a numbered paragraph.

    Codes of law count the subjects of a chapter so, and reports those of a subsection.
    """
    headed = "article" if "article" in profile.styles else "decimal"
    parts: list[Piece] = []
    heads = False  # what follows is headed by such a number, or by what follows it
    for piece in reversed(pieces):
        bold = not piece.ends_sentence and all(line.bold for line in piece.lines)
        number = next((label for label in piece.labels if label.style == "decimal"), None)
        if heads and bold and number is not None:
            topic = number._replace(style=TOPIC, exactness=min(number.exactness, TOPIC_EXACT))
            piece = replace(piece, labels=(*piece.labels, topic))
        parts.append(piece)
        labelled = any(label.style == headed for label in piece.labels) and (headed == "article" or not bold)
        heads = labelled or (heads and bold)
    return parts[::-1]


def _parts(between: Block, block: Block, before: Sequence[Piece]) -> bool:
    """Whether ``between`` stands between ``block`` and the text before it, all on one page."""
    return (
        between.role in CAPTIONED
        and bool(before)
        and before[-1].placed
        and block.page == between.page == before[-1].lines[-1].page
    )


def _heads(piece: Piece) -> bool:
    """Whether the piece can be a label or heading that goes on in the next block, in whatever type."""
    return bool(piece.labels) and len(piece.lines) == 1


def _set_apart(before: Block, block: Block, setting: Setting) -> bool:
    """Whether ``block`` is set as another text than the one before it: in the middle or not, in another size, or
    below more white than paragraphs are given. Bold type on the same page is no text's but a heading's.

    A full line of a justified text goes on below white too, where a picture stands in its sentence.
    """
    last, first = before.lines[-1], block.lines[0]
    if last.box is None or first.box is None or (first.bold and first.page == last.page):
        return False
    below_white = first.page == last.page and first.gap_before > APART and not setting.is_full(last)
    if in_the_middle(before) != in_the_middle(block) or below_white:
        return True
    return abs(first.size - last.size) > OTHER_SIZE * max(first.size, last.size)


def _named(labels: Sequence[Labels], profile: Profile) -> bool:
    """Whether one of the lines has a label that names what it numbers, so that its form and place tell its level."""
    return any(
        label.style in profile.headings and not _inside_surer(label, of_line) for of_line in labels for label in of_line
    )


def _inside_surer(label: Label, among: Labels) -> bool:
    """Whether it begins inside a label that is written more exactly: one of the two readings of the same signs."""
    return any(other.start <= label.start < other.end and other.exactness > label.exactness for other in among)


def _cut(
    block: Block, labels: list[Labels], profile: Profile, setting: Setting, heading: int, *, caption: bool, parted: bool
) -> Iterator[Piece]:
    """The pieces of a block; ``parted`` is that of the first. A ``heading`` is one piece."""
    start = 0
    for cut in (*(() if heading > NO_HEADING else _cuts(block.lines, labels, profile, setting)), len(block.lines)):
        lines = block.lines[start:cut]
        if any(line.words for line in lines):
            piece = _piece(block, lines, labels[start], start, profile, setting, caption=caption, parted=parted)
            yield piece if heading == UNTOLD else replace(piece, heading=heading)
            parted = False
        start = cut


def _cuts(lines: Sequence[Line], labels: list[Labels], profile: Profile, setting: Setting) -> list[int]:
    return [
        index
        for index in range(1, len(lines))
        if any(label.style in profile.styles and _may_cut(label) for label in labels[index])
        or _begins_anew(lines, index, profile, setting)
    ]


def _begins_anew(lines: Sequence[Line], index: int, profile: Profile, setting: Setting) -> bool:
    """Whether a text begins at this line of a block: the line before is the last of another, or ends like one.

    A paragraph of a preamble ends with a comma; and where text is justified, a line that ends early is a last one.
    """
    before = lines[index - 1]
    if setting.justified and setting.is_short(before):
        return True
    return before.text.endswith(STOPS) and profile.opening(lines[index].text) is not None


def _may_cut(label: Label) -> bool:
    """Whether the label could begin a node inside a block. Cutting costs nothing where it is refused afterwards."""
    return label.exactness >= (EXACT_INSIDE if label.style in BY_CHANCE else WORD_INSIDE_BLOCK)


def _piece(
    block: Block,
    lines: tuple[Line, ...],
    labels: Labels,
    start: int,
    profile: Profile,
    setting: Setting,
    *,
    caption: bool,
    parted: bool,
) -> Piece:
    return Piece(
        lines=lines,
        labels=tuple(label for label in _labels(lines, labels) if label.style in profile.styles),
        bold=lines[0].bold,
        centered=block.centered,
        starts_block=start == 0 or _begins_anew(block.lines, start, profile, setting),
        after_terminal=start == 0 or ends_sentence(block.lines[start - 1].text),
        role=block.role,
        short=setting.is_short(lines[-1]),
        opens=profile.opening(lines[0].text),
        caption=caption and (len(lines) == 1 or _CAPTION.match(fold(lines[0].text)) is not None),
        parted=parted,
    )


def _labels(lines: Sequence[Line], of_first: Labels) -> Iterator[Label]:
    """Labels at the start of the piece, at its end, at the end of its first line; inside that line in bold type."""
    first = lines[0].text
    for label in of_first:
        if label.start == 0 or label.end == len(first) or lines[0].bold:
            yield label
    if len(lines) > 1:
        yield from _labels_at_end(" ".join([line.text for line in lines]))


def _labels_at_end(text: str) -> Iterator[Label]:
    """Labels that ``text`` ends with; only its end is read."""
    cut = max(len(text) - LONGEST_END, 0)
    if not may_end_with_label(text[cut:]):
        return
    for label in read_labels(text[cut:]):
        if label.start and label.end == len(text) - cut:
            yield Label(label.style, label.ordinal, label.number, label.start + cut, label.end + cut, label.exactness)
