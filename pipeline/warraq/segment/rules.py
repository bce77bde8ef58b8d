"""What may be done with the next piece of a text, and how much each of it goes against the grammar.

A rule is a function of a piece and of the state before it, and adds the moves that it offers to what is ``offered``.
``offer_moves`` calls the rules in the order in which they win a tie; a new rule is one more function that is called
there, and its line in ``rules.pxd``. Costs have an arbitrary unit, that of ``1 - exactness``: a move that costs nothing
is as expected. They add up over the document, and ``segment.sequence`` looks for the moves that are cheapest for the
whole of it.

The module is compiled: ``rules.pxd`` has the types of attributes, arguments and locals.
"""

from __future__ import annotations

from typing import Final, Literal

from warraq.model.document import NodeKind
from warraq.segment.numbering.numbering import LETTERS, UNNUMBERED, Label, number_of
from warraq.segment.numbering.profiles import ANYWHERE, Profile, Series, freed_by
from warraq.segment.pieces import Piece
from warraq.segment.styles import NO_HEADING

#: Kind of the last node; ``start`` before the first.
LastKind = NodeKind | Literal["start"]

#: A hypothesis that costs so much more than the cheapest is dropped.
HOPELESS: Final = 5.0

#: Level of texts and numbered paragraphs, and of the outermost items; deeper ones follow.
TEXT_LEVEL: Final = 9
OUTERMOST: Final = 10
#: Levels of a heading without a number.
SECTION_LEVEL: Final = 6
SUBSECTION_LEVEL: Final = 7

#: Exactness below which refusing a label costs nothing.
DOUBTFUL: Final = 0.55
#: Cost of refusing an exact label at the start of a block, inside one, and of refusing a word with its number.
REFUSED: Final = 2.0
REFUSED_INSIDE: Final = 1.5
REFUSED_WORD: Final = 4.0
#: Styles that are a word with its number, and all that don't occur at a line's start by chance, as digits do.
WORDS_WITH_NUMBER: Final = frozenset(
    {"article", "book", "division", "part", "chapter", "head", "subhead", "resolution"}
)
UNMISTAKABLE: Final = frozenset({"ordinal", "abjad", "letter", "hija", "recommendation", "annex"}) | WORDS_WITH_NUMBER
#: Exactness from which a heading's label needs no inference.
READABLE: Final = 0.6
#: Confidence from which a letter on a page is what it looks like.
SURE: Final = 0.97


class State:
    """The counters, as far as they bear on the next piece. A state that a move leads to is not changed any more.

    Attributes:
        counters: the last number given out in each series of the profile.
        items: the open item series, outermost first: (style, last number).
        last: kind of the last node; ``start`` before the first.
        complete: the last node's text ends a sentence.
        colon: it ends with a colon, so a list is to be expected.
        quotes: it announces what another law is to say.
        empty: it has a label but no text yet.
        in_heading: the last piece belonged to a heading.
        bold_heading: that heading is in bold type.
        preamble: no numbered text has come yet since the title.
        front: how many pieces the title and the masthead have so far, or a heading after its first.
        free: series that may begin anew, a bit each by index.
        outer: the counters of the law that quotes another one, whose numbers ``counters`` has then; else empty.
        worded: the last article that quotes nothing has its number in words.
    """

    counters: tuple[int, ...]
    items: tuple[tuple[str, int], ...]
    last: LastKind
    complete: bool
    colon: bool
    quotes: bool
    empty: bool
    in_heading: bool
    bold_heading: bool
    preamble: bool
    front: int
    free: int
    outer: tuple[int, ...]
    worded: bool

    def __init__(self, series: int) -> None:
        """That of the beginning, with so many series."""
        self.counters, self.items, self.last = (0,) * series, (), "start"
        self.complete, self.colon, self.empty = True, False, False
        self.in_heading, self.bold_heading, self.preamble = False, False, True
        self.front, self.free = 0, 0
        self.outer, self.worded, self.quotes = (), False, False

    def copy(self) -> State:
        """The same, to be changed."""
        new = State.__new__(State)
        new.counters, new.items, new.last = self.counters, self.items, self.last
        new.complete, new.colon, new.empty = self.complete, self.colon, self.empty
        new.in_heading, new.bold_heading, new.preamble = self.in_heading, self.bold_heading, self.preamble
        new.front, new.free = self.front, self.free
        new.outer, new.worded, new.quotes = self.outer, self.worded, self.quotes
        return new

    def same(self, other: State) -> bool:
        """Whether the two are equal."""
        return (
            self.front == other.front
            and self.free == other.free
            and self.complete == other.complete
            and self.colon == other.colon
            and self.quotes == other.quotes
            and self.empty == other.empty
            and self.in_heading == other.in_heading
            and self.bold_heading == other.bold_heading
            and self.preamble == other.preamble
            and self.worded == other.worded
            and self.last == other.last
            and self.counters == other.counters
            and self.items == other.items
            and self.outer == other.outer
        )

    def __eq__(self, other: object) -> bool:
        return isinstance(other, State) and self.same(other)

    def __hash__(self) -> int:
        return hash(self.counters) ^ hash(self.items) ^ hash(self.last) ^ self.front ^ self.complete


class Move:
    """One thing that can be done with a piece.

    Attributes:
        act: ``open`` a node, or ``join`` the piece to the last one.
        state: the counters after it.
        cost: how much it goes against the grammar.
        level: of the node in the tree, 1 outermost.
        label: the label that was accepted, if any.
        ordinal, number: of the node; a paragraph whose label was lost has them without ``label``.
        fault: name of a finding to report: ``numbering_gap``, ``numbering_repeat``, ``number_inferred``.
        titled: the piece is the heading of an article.
    """

    act: str
    state: State
    cost: float
    level: int
    label: Label | None
    ordinal: int | None
    number: str | None
    fault: str
    titled: bool

    @property
    def kind(self) -> LastKind:
        """Of the node that is opened or joined; that of no move is ``start``."""
        return self.state.last


def move_to(state: State, act: str, cost: float, level: int) -> Move:
    """A move without a label."""
    move = Move.__new__(Move)
    move.act, move.state, move.cost, move.level = act, state, cost, level
    move.label, move.ordinal, move.number, move.fault, move.titled = None, None, None, "", False
    return move


#: A hypothesis: what all moves so far cost and the labels that they refuse, the newest move, and what was before it.
#: A tuple, because Python lets go of the longest chain of these without a call inside a call for each link.
Path = tuple[float, Move, "Path | None"]


class Found:
    """The cheapest hypothesis for each state after a piece.

    Attributes:
        best: those hypotheses, in the order in which their states were found.
        worst: one that costs more is hopeless.
        before: the hypothesis that the moves go on with which are added.
        accepted, refused: its cost, and with what it costs to refuse the labels of the piece.
    """

    best: dict[State, Path]
    worst: float
    before: Path
    accepted: float
    refused: float

    def __init__(self) -> None:
        self.best, self.worst = {}, float("inf")

    def total(self, cost: float, label: Label | None) -> float:
        """Cost of the hypothesis that goes on with a move of this cost, which accepts ``label`` if there is one."""
        return cost + (self.refused if label is None else self.accepted)

    def hopeless(self, cost: float, label: Label | None) -> bool:
        """Whether such a move need not be made."""
        return self.total(cost, label) > self.worst

    def add(self, move: Move) -> None:
        """Go on with ``move``, unless that is hopeless or there is a way to its state that costs no more."""
        total = self.total(move.cost, move.label)
        if total > self.worst:
            return
        path = (total, move, self.before)
        known = self.best.setdefault(move.state, path)
        if total < known[0]:
            self.best[move.state] = known = path
        if known is path:
            self.worst = min(self.worst, total + HOPELESS)


class SeriesFacts:
    """What the rules ask of a series of the profile, see ``profiles.Series``.

    Attributes:
        index, style, kind, level, form, starts, front, frees: as it has them.
        anywhere: 1 is always a new beginning.
        below: indexes of the series that begin anew when it moves on.
    """

    index: int
    style: str
    kind: NodeKind
    level: int
    form: str
    starts: bool
    front: bool
    frees: int
    anywhere: bool
    below: list[int]

    def __init__(self, series: Series) -> None:
        self.index, self.style, self.kind, self.level = series.index, series.style, series.kind, series.level
        self.form, self.starts, self.front, self.frees = series.form, series.starts, series.front, series.frees
        self.anywhere = ANYWHERE in series.restarts
        self.below = [index for index, reset in enumerate(series.resets) if reset]


class ProfileFacts:
    """What the rules ask of the kind of document.

    Attributes:
        items, every_text, loose: as ``profiles.Profile`` has them.
        series: all of its series.
        headings, texts: those of headings and of texts whose lost numbers are inferred.
        sections: indexes of those of headings that a heading without a number may lie in.
        freed_by_section, freed_by_subsection: series that may begin anew below a heading without a number, as bits.
        annex_level: level of annexes.
        article: index of the series of articles; -1 where there is none.
        profile: it.
    """

    items: frozenset[str]
    every_text: bool
    loose: bool
    series: list[SeriesFacts]
    headings: list[SeriesFacts]
    texts: list[SeriesFacts]
    sections: list[int]
    freed_by_section: int
    freed_by_subsection: int
    annex_level: int
    article: int
    profile: Profile

    def __init__(self, profile: Profile) -> None:
        self.profile = profile
        self.items, self.every_text, self.loose = profile.items, profile.every_text, profile.loose
        self.series = [SeriesFacts(series) for series in profile.series]
        inferred = [one for one, series in zip(self.series, profile.series, strict=True) if series.infer]
        self.headings = [series for series in inferred if series.form == "heading"]
        self.texts = [series for series in inferred if series.form == "text"]
        self.sections = [series.index for series in self.series if series.level == SECTION_LEVEL]
        self.freed_by_section = freed_by("section", profile.series)
        self.freed_by_subsection = freed_by("subsection", profile.series)
        levels = [series.level for series in self.series if series.style == "annex"]
        self.annex_level = levels[0] if levels else 1
        self.article = next((series.index for series in self.series if series.style == "article"), -1)


class LabelFacts:
    """What the rules ask of a label that a piece could have.

    Attributes:
        label: the label.
        style, value, number: its style, its number, and that as it is cited.
        exactness: how exactly it is written.
        length: with its punctuation, characters.
    """

    label: Label
    style: str
    value: int
    number: str
    exactness: float
    length: int

    def __init__(self, label: Label) -> None:
        self.label, self.style, self.value, self.number = label, label.style, label.ordinal, label.number
        self.exactness, self.length = label.exactness, label.end - label.start


class PieceFacts:
    """What the rules ask of a piece, looked up once for all states that may be before it.

    Attributes:
        profile: of the kind of document.
        bold, centered, starts_block, after_terminal, parted, caption, placed, opens, length: as ``pieces.Piece`` has
            them.
        ends, colon: it ends a sentence; with a colon.
        quotes: it announces what another law is to say.
        complete: it ends a sentence, or its last line ends early.
        characters: length of its text.
        annex: the layout has found it to head an annex, and it has no such label.
        heading: as ``pieces.Piece`` has it.
        numbered: its labels, each with the series that it could be the next number of.
        items: those of its labels that could be list marks.
        unreadable: the label of a heading that can't be read; None where there is one that can.
        sure: the page supports its first word.
        inside, beginning: cost of refusing its labels in the middle of a text, and where one may begin.
    """

    profile: ProfileFacts
    bold: bool
    centered: bool
    starts_block: bool
    after_terminal: bool
    parted: bool
    caption: bool
    placed: bool
    opens: NodeKind | None
    length: int
    ends: bool
    colon: bool
    quotes: bool
    complete: bool
    characters: int
    annex: bool
    heading: int
    numbered: list[tuple[SeriesFacts, LabelFacts]]
    items: list[LabelFacts]
    unreadable: Label | None
    sure: bool
    inside: float
    beginning: float

    def __init__(self, piece: Piece, profile: ProfileFacts) -> None:
        self.profile = profile
        self.bold, self.centered, self.starts_block = piece.bold, piece.centered, piece.starts_block
        self.after_terminal, self.parted, self.caption = piece.after_terminal, piece.parted, piece.caption
        self.placed, self.opens, self.length = piece.placed, piece.opens, piece.length
        self.ends, self.colon = piece.ends_sentence, piece.ends_with_colon
        self.quotes = self.profile.article >= 0 and self.profile.profile.announces(piece.text)
        self.complete = piece.ends_sentence or piece.short
        self.characters = len(piece.text)
        self.annex = piece.role == "annex"
        self.heading = piece.heading
        self.numbered, self.items, self.unreadable, self.sure = [], [], None, False
        self.inside = self.beginning = 0.0
        if piece.labels:
            self.look_at_labels(piece)

    def look_at_labels(self, piece: Piece) -> None:
        """Look up what is asked of the labels."""
        labels = list(map(LabelFacts, piece.labels))
        self.numbered = [
            (series, label) for series in self.profile.series for label in labels if label.style == series.style
        ]
        self.items = [label for label in labels if label.style in self.profile.items]
        self.sure = piece.placed and piece.first.confidence >= SURE
        best, readable = labels[0], False
        for label in labels:
            if label.exactness > best.exactness:
                best = label
            if label.style == "annex":
                self.annex = False
            elif label.style == "unreadable" and self.unreadable is None:
                self.unreadable = label.label
            elif label.style in ("ordinal", "abjad") and label.exactness >= READABLE:
                readable = True
        if readable:
            self.unreadable = None
        if best.exactness > DOUBTFUL:
            self.refuse(best)

    def refuse(self, best: LabelFacts) -> None:
        """What it costs to take the piece as plain text, though it looks labelled; ``best`` is its most exact label."""
        if self.starts_block:
            cost = REFUSED_WORD if best.style in WORDS_WITH_NUMBER else REFUSED
            self.inside = self.beginning = cost * best.exactness
        else:
            self.beginning = REFUSED_INSIDE * best.exactness
            self.inside = self.beginning if best.style in UNMISTAKABLE else 0.0


def offer_moves(piece: PieceFacts, before: Path, offered: Found) -> None:
    """Add to ``offered`` whatever may be done with ``piece`` after the moves so far; the first of equals wins."""
    cost, last, _ = before
    state = last.state
    offered.before, offered.accepted = before, cost
    offered.refused = cost + (piece.beginning if state.in_heading or state.empty else piece.inside)
    if piece.heading > NO_HEADING and (piece.items or not state.in_heading):  # the name of a chapter stands below it
        heading_by_style(piece, state, offered)
        return
    for series, label in piece.numbered:
        next_number(piece, state, series, label, offered)
    for label in piece.items:
        next_item(piece, state, label, offered)
    annex(piece, state, offered)
    title(piece, state, offered)
    heading_of_article(piece, state, offered)
    rest_of_heading(piece, state, offered)
    heading_without_number(piece, state, offered)
    heading_with_lost_number(piece, state, offered)
    opening(piece, state, offered)
    plain_text(piece, state, offered)
    text_with_lost_number(piece, state, offered)


def after_heading(piece: PieceFacts, state: State, kind: LastKind) -> State:
    """The state after a heading that ``piece`` begins; all lists are closed."""
    after = state.copy()
    after.items, after.last = (), kind
    after.complete, after.colon, after.empty = False, False, False
    after.in_heading, after.bold_heading, after.quotes = True, piece.bold, False
    return after


def after_text(piece: PieceFacts, state: State, kind: LastKind, items: tuple[tuple[str, int], ...]) -> State:
    """The state after a text that ends with ``piece``, with these lists open."""
    after = state.copy()
    after.items, after.last = items, kind
    after.complete, after.colon, after.empty = piece.complete, piece.colon, False
    after.in_heading, after.bold_heading, after.quotes = False, False, piece.quotes
    return after


#: Costs of departing from the sequence; set on the truth of ctoc-cop-wg7-2020-4 with labels dropped, doubled and
#: damaged at random (tests/segment).
GAP: Final = 2.0
GAP_EACH: Final = 0.3
WIDEST_GAP: Final = 4
REPEAT: Final = 1.7
#: Cost of a label inside a block: after what ends a sentence or where none else would be, and amid a sentence.
INSIDE_BLOCK: Final = 0.3
INSIDE_SENTENCE: Final = 1.5
#: Cost of a numbering that starts anew in a section.
RESTART: Final = 0.8
#: Cost of a list number read as that of a paragraph, or of a heading in words, where a list is expected.
LIST_EXPECTED: Final = 0.3
#: The word for a number between two, as of an article that was put in later: mkrr.
BIS: Final = "\u0645\u0643\u0631\u0631"
#: What follows the label of an article is its heading if it has no more words than this, and no end of a sentence.
LONG_ARTICLE_HEADING: Final = 20


def moved_on(counters: tuple[int, ...], series: SeriesFacts, value: int) -> tuple[int, ...]:
    """The counters after ``series`` has given out ``value``: what lies below it begins anew."""
    moved = list(counters)
    for index in series.below:
        moved[index] = 0
    moved[series.index] = value
    return tuple(moved)


def sequence_cost(value: int, last: int) -> float:
    """Cost of number ``value`` after ``last`` in one series."""
    if value == last + 1:
        return 0.0
    if value > last:
        return GAP + GAP_EACH * min(value - last - 2, WIDEST_GAP)
    return REPEAT + GAP_EACH * min(last - value, WIDEST_GAP)


def sequence_fault(value: int, last: int) -> str:
    """The finding that number ``value`` after ``last`` makes."""
    return "" if value == last + 1 else "numbering_gap" if value > last else "numbering_repeat"


def label_cost(label: LabelFacts, piece: PieceFacts, state: State) -> float:
    """Cost of believing that ``label`` is one, for how and where it is written."""
    place = 0.0
    if not piece.starts_block:
        believed = piece.after_terminal or state.in_heading or state.empty or label.style in UNMISTAKABLE
        place = INSIDE_BLOCK if believed else INSIDE_SENTENCE
    return 1.0 - label.exactness + place


#: Cost of a law's article as the first that is quoted from another law, and of one that goes on so though it could be
#: the next of the law itself; of a number in words where the last one had digits, or the other way round.
QUOTED: Final = 0.2
QUOTED_ON: Final = 0.1
OTHER_FORM: Final = 0.3
#: Cost of an article between two that stands beside neither.
BIS_APART: Final = 0.5


def next_number(piece: PieceFacts, state: State, series: SeriesFacts, label: LabelFacts, offered: Found) -> None:
    """A label as the next number of a series, of the law itself or of another one that it quotes."""
    headed = label.style in WORDS_WITH_NUMBER
    if not state.outer:
        if headed and state.quotes and may_be_quoted(piece, state, label):
            inside = state.copy()
            inside.outer, inside.counters = state.counters, (0,) * len(state.counters)
            number(piece, inside, series, label, QUOTED, offered)
        number(piece, state, series, label, 0.0, offered)
        return
    other = label.style == "article" and state.worded == label.number[:1].isdigit()
    if headed and state.outer[series.index] and label.value == state.outer[series.index] + 1:
        back = state.copy()
        back.counters, back.outer = state.outer, ()
        number(piece, back, series, label, OTHER_FORM if other else 0.0, offered)
        number(piece, state, series, label, 0.0 if other else QUOTED_ON, offered)
    else:
        number(piece, state, series, label, 0.0, offered)


def may_be_quoted(piece: PieceFacts, state: State, label: LabelFacts) -> bool:
    """Whether what is announced may be another law's: it comes after an article, and not as the next one."""
    last = state.counters[piece.profile.article] if piece.profile.article >= 0 else 0
    if not last or label.style != "article":
        return last > 0
    other = state.worded == label.number[:1].isdigit()
    return label.value > 1 and (label.value != last + 1 or other)


def number(
    piece: PieceFacts, state: State, series: SeriesFacts, label: LabelFacts, cost: float, offered: Found
) -> None:
    """A label as the next number of a series: of headings, of numbered texts, of articles."""
    last, fault = state.counters[series.index], ""
    if BIS in label.number and not state.outer:
        cost += 0.0 if not last or last <= label.value <= last + 1 else BIS_APART
    elif not label.number or (series.starts and not last) or BIS in label.number:
        pass
    elif label.value == 1 and last and (state.free >> series.index & 1 or series.anywhere):
        cost += RESTART
    elif state.outer and label.style in WORDS_WITH_NUMBER:  # of another law only some numbers are quoted
        cost += 0.0 if label.value > last else RESTART
    else:
        cost += sequence_cost(label.value, last)
        fault = "" if state.outer else sequence_fault(label.value, last)
    if state.colon and (series.style == "ordinal" or (series.form == "text" and series.style == "decimal")):
        cost += LIST_EXPECTED
    cost += label_cost(label, piece, state)
    if offered.hopeless(cost, label.label):
        return
    bare = label.length >= piece.characters
    heads = (piece.bold or piece.centered) and not piece.ends and piece.length <= LONG_ARTICLE_HEADING
    titled = heads and not bare and series.form == "article"
    if titled or series.form == "heading":
        after = after_heading(piece, state, series.kind)
    else:
        after = after_text(piece, state, series.kind, ())
        after.bold_heading, after.free = piece.bold, state.free & ~(1 << series.index)
        if bare:
            after.complete, after.colon, after.empty = False, False, True
    after.counters, after.front = moved_on(state.counters, series, label.value), 0
    after.free |= series.frees
    after.preamble = series.front or (state.preamble and series.form == "heading")
    if label.style == "article" and not state.outer:
        after.worded = not label.number[:1].isdigit()
    move = move_to(after, "open", cost, series.level)
    move.label, move.ordinal, move.number = label.label, label.value or None, label.number or None
    move.fault, move.titled = fault, titled
    offered.add(move)


#: Cost of a list that no colon announces, and of one that a colon does.
UNANNOUNCED: Final = 1.2
ANNOUNCED: Final = 0.1
#: Cost of a list that no colon announces, of styles that number nothing else.
UNANNOUNCED_LETTER: Final = 0.3
LIST_ONLY: Final = frozenset({"dashed_letter", "dashed_hija", "persian", "bullet", "vote"})
#: Cost of closing one inner list to go on with an outer one.
CLOSE: Final = 0.05
#: Below these no list begins, unless it is sure that they are headings to their end.
HEADED: Final = frozenset({"title", "section", "subsection"})
#: Cost of a letter that is read as the next one, whatever it looks like.
MISREAD: Final = 0.4


def next_item(piece: PieceFacts, state: State, label: LabelFacts, offered: Found) -> None:
    """A label as the next item of each open list of its style, or as the first of a new, inner list."""
    opened = len(state.items)
    if not opened and (state.last == "start" or (state.last in HEADED and not state.complete)):
        return
    counts = label.style not in UNNUMBERED
    begins = label.value == 1 or not counts
    for depth, (style, last) in enumerate(state.items):
        if style != label.style:
            continue
        begins = False
        close = CLOSE * (opened - depth - 1)
        if not counts:
            item(piece, state, label, depth, close, "", offered)
            continue
        fault = sequence_fault(label.value, last)
        item(piece, state, label, depth, sequence_cost(label.value, last) + close, fault, offered)
        if fault and label.style in LETTERS and not piece.sure:
            number = number_of(LETTERS[label.style], last + 1) or label.number
            read_as = LabelFacts(label.label._replace(ordinal=last + 1, number=number))
            item(piece, state, read_as, depth, MISREAD, "number_inferred", offered)
    if begins:
        cost = ANNOUNCED if state.colon else UNANNOUNCED_LETTER if label.style in LIST_ONLY else UNANNOUNCED
        item(piece, state, label, opened, cost, "", offered)


def item(
    piece: PieceFacts, state: State, label: LabelFacts, depth: int, cost: float, fault: str, offered: Found
) -> None:
    """An item of the list that lies so deep; the lists inside it are closed."""
    after = after_text(piece, state, "item", (*state.items[:depth], (label.style, label.value)))
    after.bold_heading = piece.bold
    move = move_to(after, "open", cost + label_cost(label, piece, state), OUTERMOST + depth)
    move.label, move.ordinal, move.number = label.label, label.value or None, label.number or None
    move.fault = fault
    offered.add(move)


#: A heading longer than this (words) is more likely a paragraph that lost its label.
LONG_HEADING: Final = 45
#: Cost of a heading whose label can't be read; of a section rather than a subsection.
INFERRED: Final = 0.8
DEEPER: Final = 0.2
#: A line of so few words alone may be a heading, in whatever type.
SHORT_HEADING: Final = 5
#: Masthead and title have no more pieces than this.
LONG_FRONT: Final = 8
#: Cost of a continuation of a heading that nothing in the type confirms.
UNCONFIRMED: Final = 0.25
#: Cost of each sign that it is no continuation: it ends like a sentence, it is long, it is set apart.
UNLIKE_HEADING: Final = 1.2
#: A heading has so many blocks after its first; cost of each further one.
PIECES_OF_HEADING: Final = 2
OVERLONG: Final = 0.8
#: Cost of a heading without a number.
UNNUMBERED_HEADING: Final = 0.3
#: Cost of a text as the heading of its article where only its place in the middle says so.
BY_PLACE: Final = 0.15


def unlike_heading(piece: PieceFacts) -> int:
    """How many signs there are that ``piece`` is no heading: it ends like a sentence, it is long."""
    return piece.ends + (piece.length > LONG_HEADING)


def annex(piece: PieceFacts, state: State, offered: Found) -> None:
    """What the layout has found to head an annex as one, with whatever label it has."""
    if piece.annex:
        after = after_heading(piece, state, "annex")
        after.counters, after.front, after.free, after.preamble = (0,) * len(state.counters), 0, 0, True
        offered.add(move_to(after, "open", 0.0, piece.profile.annex_level))


def title(piece: PieceFacts, state: State, offered: Found) -> None:
    """Before the first label stands the title; ``headings.own_title`` tells it from the masthead afterwards."""
    if state.last in ("start", "title") and piece.starts_block:
        late = (state.front >= LONG_FRONT) + (piece.opens is not None)
        after = state.copy()
        after.last, after.complete, after.front = "title", False, state.front + 1
        offered.add(move_to(after, "open", UNLIKE_HEADING * unlike_heading(piece) + UNLIKE_HEADING * late, 1))
    elif state.last == "title":
        offered.add(move_to(state, "join", 0.0, 1))


def heading_of_article(piece: PieceFacts, state: State, offered: Found) -> None:
    """A bold or centered piece right after an article's label as the article's heading."""
    if state.empty and state.last == "article" and piece.starts_block and (piece.bold or piece.centered):
        cost = 0.0 if piece.bold else BY_PLACE
        after = state.copy()
        after.empty, after.in_heading, after.bold_heading = False, True, piece.bold
        move = move_to(after, "join", cost + UNLIKE_HEADING * unlike_heading(piece), TEXT_LEVEL)
        move.titled = True
        offered.add(move)


def rest_of_heading(piece: PieceFacts, state: State, offered: Found) -> None:
    """A piece as the rest of the heading right before it."""
    if state.in_heading:
        cost = UNLIKE_HEADING if state.bold_heading else UNCONFIRMED
        if piece.bold or not piece.starts_block:
            cost = 0.0
        cost += UNLIKE_HEADING * (unlike_heading(piece) + piece.parted)
        if piece.placed and piece.starts_block and state.front >= PIECES_OF_HEADING:
            cost += OVERLONG
        after = state.copy()
        after.front = state.front + 1
        offered.add(move_to(after, "join", cost, TEXT_LEVEL))


def heading_without_number(piece: PieceFacts, state: State, offered: Found) -> None:
    """A short bold block as a heading without a number: a subsection where it stands in a numbered section."""
    profile = piece.profile
    if not (profile.loose and piece.bold and piece.starts_block) or piece.caption or unlike_heading(piece):
        return
    if piece.heading == NO_HEADING:
        return
    if state.last == "start" or state.in_heading or state.empty:
        return
    if piece.centered or not any(map(state.counters.__getitem__, profile.sections)):
        after = after_heading(piece, state, "section")
        after.free |= profile.freed_by_section
        offered.add(move_to(after, "open", UNNUMBERED_HEADING, SECTION_LEVEL))
    else:
        after = after_heading(piece, state, "subsection")
        after.free |= profile.freed_by_subsection
        offered.add(move_to(after, "open", UNNUMBERED_HEADING, SUBSECTION_LEVEL))


def heading_by_style(piece: PieceFacts, state: State, offered: Found) -> None:
    """A heading of the document's own style, with the number that it may have; what follows is not the rest of it."""
    profile = piece.profile
    outermost = piece.heading == 1
    after = after_text(piece, state, "section" if outermost else "subsection", ())
    after.complete, after.front = True, 0
    after.free |= profile.freed_by_section if outermost else profile.freed_by_subsection
    move = move_to(after, "open", 0.0, SECTION_LEVEL + piece.heading - 1)
    for label in piece.items:
        if label.exactness >= READABLE and label.label.start == 0 and label.length < piece.characters:
            move.label, move.ordinal, move.number = label.label, label.value or None, label.number or None
            break
    offered.add(move)


def heading_with_lost_number(piece: PieceFacts, state: State, offered: Found) -> None:
    """The next number for a heading whose label can't be read: a bold line, or a short one alone."""
    alone = piece.starts_block and piece.length <= SHORT_HEADING
    if piece.unreadable is None or not (piece.bold or alone):
        return
    cost = INFERRED if piece.bold else INFERRED + UNLIKE_HEADING / 2
    outermost = True
    for series in piece.profile.headings:
        value = state.counters[series.index] + 1
        after = after_heading(piece, state, series.kind)
        after.counters, after.front = moved_on(state.counters, series, value), 0
        after.free |= series.frees
        move = move_to(after, "open", cost + DEEPER if outermost else cost, series.level)
        move.label, move.ordinal, move.number = piece.unreadable, value, number_of(series.style, value)
        move.fault = "number_inferred"
        offered.add(move)
        if outermost and value == 1:
            return  # the outermost is not open: nothing lies in it
        outermost = False


#: Cost of numbering a paragraph whose label is lost: less than the gap that it explains (``GAP``), more than text.
INFERRED_TEXT: Final = 1.4
#: A block shorter than this (words) is not taken for a paragraph that lost its number.
SHORTEST_INFERRED: Final = 6
#: Cost of plain text after a complete text, and after an incomplete one.
TEXT: Final = 0.3
TEXT_INSTEAD: Final = 1.0
#: Cost of a text as part of the item before it, rather than of what the list is in.
INSIDE_ITEM: Final = 0.1
#: Cost of joining a block to a text that is already complete: in general, and in a dump where all texts are numbered.
JOIN_COMPLETE: Final = 0.6
JOIN_UNPLACED: Final = 0.2
#: Cost of a block as the rest of a text for each sign that it begins one: it is bold, a caption, opens like a preamble.
BEGINS: Final = 0.6
#: Cost of a text that opens as the texts of a preamble do, and of one that says so outside a preamble.
OPENS: Final = 0.05
OPENS_LATE: Final = 0.9


def opening(piece: PieceFacts, state: State, offered: Found) -> None:
    """A text that opens like one of a preamble, or like an operative paragraph, as one."""
    if piece.opens is None or not piece.starts_block or piece.bold or state.last == "start":
        return
    operative = piece.opens == "operative"
    late = not state.preamble or (operative and state.last != "preambular")
    after = after_text(piece, state, piece.opens, ())
    after.preamble = state.preamble and not operative
    offered.add(move_to(after, "open", OPENS_LATE if late else OPENS, TEXT_LEVEL))


def plain_text(piece: PieceFacts, state: State, offered: Found) -> None:
    """An unnumbered text: the rest of the last node, or a node of its own.

    Where every paragraph has a number, a block of a dump is more likely the rest of one than a new text.
    """
    if state.last in ("start", "title"):
        if piece.starts_block:
            offered.add(move_to(after_text(piece, state, "text", ()), "open", TEXT_INSTEAD, TEXT_LEVEL))
        return
    after_bold = state.bold_heading and not (piece.bold or state.empty or state.in_heading)
    complete = state.complete or after_bold or piece.parted
    if not state.in_heading:
        cost = 0.0
        if complete and piece.starts_block and not state.empty:
            unsure = piece.profile.every_text and not piece.placed and state.last != "text"
            cost = JOIN_UNPLACED if unsure else JOIN_COMPLETE
        if piece.starts_block:
            cost += BEGINS * (piece.bold + piece.caption + (piece.opens is not None and state.preamble))
        after = after_text(piece, state, state.last, state.items)
        after.bold_heading = piece.bold
        offered.add(move_to(after, "join", cost, TEXT_LEVEL))
    if piece.starts_block and not state.empty:
        under_article = state.in_heading and state.last == "article"
        cost = TEXT if complete or piece.caption or under_article else TEXT_INSTEAD
        offered.add(move_to(after_text(piece, state, "text", ()), "open", cost, TEXT_LEVEL))
        if state.items and complete:
            after = after_text(piece, state, "text", state.items)
            offered.add(move_to(after, "open", cost + INSIDE_ITEM, OUTERMOST + len(state.items)))


def text_with_lost_number(piece: PieceFacts, state: State, offered: Found) -> None:
    """The next number for a block that has none. The numbers around it decide whether that is believed."""
    profile = piece.profile
    if not profile.every_text or not piece.starts_block or piece.bold or piece.caption:
        return
    if piece.length < SHORTEST_INFERRED or not profile.headings or state.empty:
        return
    if not state.counters[profile.headings[0].index]:
        return  # no text has a number before the outermost heading
    begins = state.complete or state.in_heading
    cost = INFERRED_TEXT if begins else INFERRED_TEXT + JOIN_COMPLETE / 2
    if offered.hopeless(cost, None):
        return
    for series in profile.texts:
        value = state.counters[series.index] + 1
        if begins or value > 1:
            after = after_text(piece, state, series.kind, ())
            after.counters, after.preamble = moved_on(state.counters, series, value), False
            after.free &= ~(1 << series.index)
            move = move_to(after, "open", cost, series.level)
            move.ordinal, move.number, move.fault = value, str(value), "number_inferred"
            offered.add(move)
