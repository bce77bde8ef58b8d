"""The beam search of ``segment.sequence``, compiled: what the rules offer, on arrays.

It follows ``series``, ``items``, ``headings`` and ``texts`` rule by rule and in their order, and only finds out which
rule, and which of its moves, is best for each piece: ``sequence_compiled`` then asks that rule for the move itself. A
cost is added up in the same order as there, so that both find the same. It allocates nothing and raises nothing, so
that its object code runs without Numba (:mod:`warraq.object_code`).
"""

from __future__ import annotations

from typing import Final, get_args

from warraq.compiled import lean_njit
from warraq.model.document import NodeKind
from warraq.object_code import ObjectCode
from warraq.segment.headings import (
    BY_PLACE,
    DEEPER,
    INFERRED,
    LONG_FRONT,
    LONG_HEADING,
    OVERLONG,
    PIECES_OF_HEADING,
    READABLE,
    SHORT_HEADING,
    UNCONFIRMED,
    UNLIKE_HEADING,
    UNNUMBERED,
)
from warraq.segment.items import ANNOUNCED, CLOSE, MISREAD, UNANNOUNCED, UNANNOUNCED_LETTER
from warraq.segment.sequence import BEAM, HOPELESS
from warraq.segment.series import LIST_EXPECTED, LONG_ARTICLE_HEADING
from warraq.segment.state import (
    GAP,
    GAP_EACH,
    INSIDE_BLOCK,
    INSIDE_SENTENCE,
    LOOSE_LEVELS,
    REPEAT,
    RESTART,
    WIDEST_GAP,
)
from warraq.segment.texts import (
    BEGINS,
    INSIDE_ITEM,
    JOIN_COMPLETE,
    JOIN_UNPLACED,
    OPENS,
    OPENS_LATE,
    SHORTEST_INFERRED,
)
from warraq.segment.texts import INFERRED as INFERRED_TEXT
from warraq.segment.texts import TEXT as PLAIN
from warraq.segment.texts import TEXT_INSTEAD as PLAIN_INSTEAD

_INFERRED_ALONE: Final = INFERRED + UNLIKE_HEADING / 2
_INFERRED_AMID: Final = INFERRED_TEXT + JOIN_COMPLETE / 2

#: Kinds of node as numbers.
KINDS: Final = ("start", *get_args(NodeKind))
_START, _TITLE, _ANNEX, _SECTION, _SUBSECTION, _ARTICLE, _PREAMBULAR, _OPERATIVE, _TEXT, _ITEM = map(
    KINDS.index,
    ("start", "title", "annex", "section", "subsection", "article", "preambular", "operative", "text", "item"),
)

#: Places in a state: kind of the last node, flags, pieces of the front, series that are free, number of open lists;
#: then the counters, then style and last number of each list, as many as can be open.
LAST, FLAGS, FRONT, FREE, LISTS, COUNTERS = range(6)
#: Flags of a state, see ``state.State``.
COMPLETE, COLON, EMPTY, IN_HEADING, BOLD_HEADING, PREAMBLE = (1 << bit for bit in range(6))

#: Columns of a series, and its forms.
STYLE, KIND, LEVEL, FORM, STARTS, INFER, IS_FRONT, ANYWHERE, FREES, RESETS, FREED, SERIES_COLUMNS = range(12)
FORMS: Final = ("heading", "text", "article")
#: What may begin a series anew, as flags.
BY_SECTION, BY_SUBSECTION = 1, 2
_HEADING, _NUMBERED_TEXT, _NUMBERED_ARTICLE = range(3)

#: What a style is, as flags.
IS_ITEM, LIST_ONLY, COUNTS_NOTHING, HAS_LETTERS, UNMISTAKABLE, DECIMAL, WORD, UNREADABLE = (
    1 << bit for bit in range(8)
)

#: Columns of a piece, and its flags.
PIECE_FLAGS, LENGTH, KIND_OPENED, FIRST_LABEL, LABELS_END, CHARACTERS, PIECE_COLUMNS = range(7)
(
    BOLD, CENTERED, BEGINS_BLOCK, AFTER_TERMINAL, SHORT, CAPTION, PARTED, ENDS, ENDS_WITH_COLON, PLACED, IS_ANNEX, SURE,
) = (1 << bit for bit in range(12))  # fmt: skip

#: Columns of a label, and its flags.
LABEL_STYLE, ORDINAL, LABEL_FLAGS, LABEL_LENGTH, LABEL_COLUMNS = range(5)
HAS_NUMBER, BIS = 1, 2

#: Flags of a profile.
EVERY_TEXT, LOOSE = 1, 2

#: Columns of a candidate behind its state: hash, and where it comes from (parent, rule and which of its moves).
EXTRA: Final = 2
#: An origin is ``parent << PARENT | rule << RULE | move``.
PARENT, RULE = 20, 16


@lean_njit()
def _add(pool, costs, count, width, cost, origin):  # type: ignore[no-untyped-def]
    """Take the state in row ``count`` of the pool as one more candidate, or as a cheaper way to one that is there.

    ``costs[-1]`` is the cost from which a candidate is hopeless. Returns the number of candidates.
    """
    row = pool[count]
    digest = 17
    for place in range(width):
        digest = (digest * 1000003) ^ row[place]
    for known in range(count):
        if pool[known, width] != digest:
            continue
        same = True
        for place in range(width):
            if pool[known, place] != row[place]:
                same = False
                break
        if same:
            if cost < costs[known]:
                costs[known] = cost
                pool[known, width + 1] = origin
                costs[-1] = min(costs[-1], cost + HOPELESS)
            return count
    row[width], row[width + 1] = digest, origin
    costs[count] = cost
    costs[-1] = min(costs[-1], cost + HOPELESS)
    return count + 1


@lean_njit()
def _write(row, state, width, lists, kept, last, flags, front, free):  # type: ignore[no-untyped-def]
    """``state`` with its counters, its first ``kept`` lists, and all else new; ``lists`` is the place of the first."""
    row[LAST], row[FLAGS], row[FRONT], row[FREE], row[LISTS] = last, flags, front, free, kept
    for place in range(COUNTERS, lists + 2 * kept):
        row[place] = state[place]
    for place in range(lists + 2 * kept, width):
        row[place] = 0


@lean_njit()
def _move_on(row, series, index, value):  # type: ignore[no-untyped-def]
    """The counters after series ``index`` has given out ``value``: what lies below it begins anew."""
    for other in range(series.shape[0]):
        if series[index, RESETS] >> other & 1:
            row[COUNTERS + other] = 0
    row[COUNTERS + index] = value


@lean_njit()
def _sequence_cost(value, last):  # type: ignore[no-untyped-def]
    """Cost of number ``value`` after ``last`` in one series: 0 where it follows."""
    if value == last + 1:
        return 0.0
    if value > last:
        return GAP + GAP_EACH * min(value - last - 2, WIDEST_GAP)
    return REPEAT + GAP_EACH * min(last - value, WIDEST_GAP)


@lean_njit()
def _label_cost(style, exactness, flags, state_flags):  # type: ignore[no-untyped-def]
    """Cost of believing a label for how and where it is written; ``style`` has the flags of its style."""
    place = 0.0
    if not flags & BEGINS_BLOCK:
        believed = flags & AFTER_TERMINAL or state_flags & (IN_HEADING | EMPTY) or style & UNMISTAKABLE
        place = INSIDE_BLOCK if believed else INSIDE_SENTENCE
    return 1.0 - exactness + place


@lean_njit()
def _text_flags(flags, others):  # type: ignore[no-untyped-def]
    """Flags of a state after a text: complete, or ending with a colon, and ``others``."""
    complete = COMPLETE if flags & (ENDS | SHORT) else 0
    return complete | (COLON if flags & ENDS_WITH_COLON else 0) | others


@lean_njit()
def _numbered(pool, costs, count, width, lists, state, before, origin, series, styles, piece, labels, exact):  # type: ignore[no-untyped-def]
    """``series.numbered``."""
    flags, state_flags = piece[PIECE_FLAGS], state[FLAGS]
    bold = BOLD_HEADING if flags & BOLD else 0
    heads = flags & (BOLD | CENTERED) and not flags & ENDS and piece[LENGTH] <= LONG_ARTICLE_HEADING
    for index in range(series.shape[0]):
        last, form = state[COUNTERS + index], series[index, FORM]
        for number in range(piece[FIRST_LABEL], piece[LABELS_END]):
            label = labels[number]
            if label[LABEL_STYLE] != series[index, STYLE]:
                continue
            style, value = styles[label[LABEL_STYLE]], label[ORDINAL]
            if not label[LABEL_FLAGS] & HAS_NUMBER or (series[index, STARTS] and not last) or label[LABEL_FLAGS] & BIS:
                cost = 0.0
            elif value == 1 and last and (state[FREE] >> index & 1 or series[index, ANYWHERE]):
                cost = RESTART
            else:
                cost = _sequence_cost(value, last)
            if form == _NUMBERED_TEXT and state_flags & COLON and style & DECIMAL:
                cost += LIST_EXPECTED
            cost = cost + _label_cost(style, exact[number], flags, state_flags) + before
            if cost <= costs[-1]:
                bare = label[LABEL_LENGTH] >= piece[CHARACTERS]
                preamble = PREAMBLE if series[index, IS_FRONT] or (state_flags & PREAMBLE and form == _HEADING) else 0
                if form == _HEADING or (form == _NUMBERED_ARTICLE and not bare and heads):
                    after, free = IN_HEADING | bold | preamble, state[FREE]
                else:
                    after = EMPTY | bold | preamble if bare else _text_flags(flags, bold | preamble)
                    free = state[FREE] & ~(1 << index)
                _write(pool[count], state, width, lists, 0, series[index, KIND], after, 0, free | series[index, FREES])
                _move_on(pool[count], series, index, value)
                count = _add(pool, costs, count, width, cost, origin)
            origin += 1
    return count


@lean_njit()
def _item(pool, costs, count, width, lists, state, cost, origin, piece, depth, style, value):  # type: ignore[no-untyped-def]
    """Candidate with ``value`` as the last number of list ``depth``, which is the innermost one now."""
    if cost > costs[-1]:
        return count
    flags = piece[PIECE_FLAGS]
    others = (BOLD_HEADING if flags & BOLD else 0) | state[FLAGS] & PREAMBLE
    row = pool[count]
    _write(row, state, width, lists, depth, _ITEM, _text_flags(flags, others), state[FRONT], state[FREE])
    row[LISTS] = depth + 1
    row[lists + 2 * depth], row[lists + 2 * depth + 1] = style, value
    return _add(pool, costs, count, width, cost, origin)


@lean_njit()
def _items(pool, costs, count, width, lists, state, before, origin, styles, piece, labels, exact):  # type: ignore[no-untyped-def]
    """``items.items``."""
    kind, opened = state[LAST], state[LISTS]
    if not opened and kind in (_START, _TITLE, _SECTION, _SUBSECTION):
        return count
    flags, state_flags = piece[PIECE_FLAGS], state[FLAGS]
    for number in range(piece[FIRST_LABEL], piece[LABELS_END]):
        name, value = labels[number, LABEL_STYLE], labels[number, ORDINAL]
        style = styles[name]
        if not style & IS_ITEM:
            continue
        written = _label_cost(style, exact[number], flags, state_flags)
        known = False
        for depth in range(opened):
            if state[lists + 2 * depth] != name:
                continue
            known = True
            last = state[lists + 2 * depth + 1]
            close = CLOSE * (opened - depth - 1)
            follows = 0.0 if style & COUNTS_NOTHING else _sequence_cost(value, last)
            cost = (close if style & COUNTS_NOTHING else follows + close) + written + before
            count = _item(pool, costs, count, width, lists, state, cost, origin, piece, depth, name, value)
            origin += 1
            if follows and style & HAS_LETTERS and (not flags & PLACED or not flags & SURE):
                cost = MISREAD + written + before
                count = _item(pool, costs, count, width, lists, state, cost, origin, piece, depth, name, last + 1)
                origin += 1
        if not known and (value == 1 or style & COUNTS_NOTHING):
            lonely = UNANNOUNCED_LETTER if style & LIST_ONLY else UNANNOUNCED
            cost = (ANNOUNCED if state_flags & COLON else lonely) + written + before
            count = _item(pool, costs, count, width, lists, state, cost, origin, piece, opened, name, value)
            origin += 1
    return count


@lean_njit()
def _unlike(piece):  # type: ignore[no-untyped-def]
    """How many signs there are that a piece is no heading: it ends like a sentence, it is long."""
    return (1 if piece[PIECE_FLAGS] & ENDS else 0) + (1 if piece[LENGTH] > LONG_HEADING else 0)


@lean_njit()
def _headings(pool, costs, count, width, lists, state, refused, origin, series, loose, piece):  # type: ignore[no-untyped-def]
    """``annex``, ``title``, ``of_article``, ``continued`` and ``unnumbered`` of ``headings``, a rule number each."""
    flags, kind, state_flags = piece[PIECE_FLAGS], state[LAST], state[FLAGS]
    bold = BOLD_HEADING if flags & BOLD else 0
    row = pool[count]
    if flags & IS_ANNEX and refused <= costs[-1]:
        _write(row, state, width, lists, 0, _ANNEX, IN_HEADING | bold | PREAMBLE, 0, 0)
        for index in range(series.shape[0]):
            row[COUNTERS + index] = 0
        count = _add(pool, costs, count, width, refused, origin)
    origin += 1 << RULE
    unlike = UNLIKE_HEADING * _unlike(piece)
    if kind in (_START, _TITLE) and flags & BEGINS_BLOCK:
        late = (1 if state[FRONT] >= LONG_FRONT else 0) + (1 if piece[KIND_OPENED] >= 0 else 0)
        cost = unlike + UNLIKE_HEADING * late + refused
        if cost <= costs[-1]:
            after = state_flags & ~COMPLETE
            _write(pool[count], state, width, lists, state[LISTS], _TITLE, after, state[FRONT] + 1, state[FREE])
            count = _add(pool, costs, count, width, cost, origin)
    elif kind == _TITLE and refused <= costs[-1]:
        _write(pool[count], state, width, lists, state[LISTS], kind, state_flags, state[FRONT], state[FREE])
        count = _add(pool, costs, count, width, refused, origin)
    origin += 1 << RULE
    if flags & BEGINS_BLOCK and flags & (BOLD | CENTERED) and kind == _ARTICLE and state_flags & EMPTY:
        cost = (0.0 if bold else BY_PLACE) + unlike + refused
        if cost <= costs[-1]:
            after = state_flags & ~(EMPTY | BOLD_HEADING) | IN_HEADING | bold
            _write(pool[count], state, width, lists, state[LISTS], kind, after, state[FRONT], state[FREE])
            count = _add(pool, costs, count, width, cost, origin)
    origin += 1 << RULE
    if state_flags & IN_HEADING:
        cost = UNLIKE_HEADING if state_flags & BOLD_HEADING else UNCONFIRMED
        if bold or not flags & BEGINS_BLOCK:
            cost = 0.0
        cost += unlike + (UNLIKE_HEADING if flags & PARTED else 0.0)
        if flags & PLACED and flags & BEGINS_BLOCK and state[FRONT] >= PIECES_OF_HEADING:
            cost += OVERLONG
        cost = cost + refused
        if cost <= costs[-1]:
            _write(pool[count], state, width, lists, state[LISTS], kind, state_flags, state[FRONT] + 1, state[FREE])
            count = _add(pool, costs, count, width, cost, origin)
    origin += 1 << RULE
    may = loose and bold and flags & BEGINS_BLOCK and not flags & (ENDS | CAPTION) and piece[LENGTH] <= LONG_HEADING
    if may and kind != _START and not state_flags & (IN_HEADING | EMPTY):
        outer = flags & CENTERED
        if not outer:
            outer = 1
            for index in range(series.shape[0]):
                if series[index, LEVEL] == _LOOSE_LEVEL and state[COUNTERS + index]:
                    outer = 0
        cost = UNNUMBERED + refused
        if cost <= costs[-1]:
            after = IN_HEADING | bold | state_flags & PREAMBLE
            found, by = (_SECTION, BY_SECTION) if outer else (_SUBSECTION, BY_SUBSECTION)
            free = state[FREE]
            for index in range(series.shape[0]):
                if series[index, FREED] & by:
                    free |= 1 << index
            _write(pool[count], state, width, lists, 0, found, after, state[FRONT], free)
            count = _add(pool, costs, count, width, cost, origin)
    return count


_LOOSE_LEVEL: Final = LOOSE_LEVELS[0][0]


@lean_njit()
def _lost_heading(pool, costs, count, width, lists, state, before, origin, series, styles, piece, labels, exact):  # type: ignore[no-untyped-def]
    """``headings.lost_number``."""
    flags = piece[PIECE_FLAGS]
    bold = BOLD_HEADING if flags & BOLD else 0
    if not bold and not (flags & BEGINS_BLOCK and piece[LENGTH] <= SHORT_HEADING):
        return count
    unreadable = False
    for number in range(piece[FIRST_LABEL], piece[LABELS_END]):
        style = styles[labels[number, LABEL_STYLE]]
        if style & WORD and exact[number] >= READABLE:
            return count
        unreadable = unreadable or style & UNREADABLE != 0
    if not unreadable:
        return count
    outer = -1
    for index in range(series.shape[0]):
        if not series[index, INFER] or series[index, FORM] != _HEADING:
            continue
        if outer >= 0 and not state[COUNTERS + outer]:
            continue
        cost = INFERRED if bold else _INFERRED_ALONE
        cost += DEEPER if outer < 0 else 0.0
        cost = cost + before
        if cost <= costs[-1]:
            value = state[COUNTERS + index] + 1
            after = IN_HEADING | bold | state[FLAGS] & PREAMBLE
            free = state[FREE] | series[index, FREES]
            _write(pool[count], state, width, lists, 0, series[index, KIND], after, 0, free)
            _move_on(pool[count], series, index, value)
            count = _add(pool, costs, count, width, cost, origin)
        origin += 1
        if outer < 0:
            outer = index
    return count


@lean_njit()
def _texts(pool, costs, count, width, lists, state, refused, origin, every_text, piece):  # type: ignore[no-untyped-def]
    """``opening`` and ``plain`` of ``texts``, a rule number each."""
    flags, kind, state_flags, opened = piece[PIECE_FLAGS], state[LAST], state[FLAGS], piece[KIND_OPENED]
    bold, preamble = BOLD_HEADING if flags & BOLD else 0, state_flags & PREAMBLE
    front, free = state[FRONT], state[FREE]
    if opened >= 0 and flags & BEGINS_BLOCK and not bold and kind != _START:
        late = not preamble or (opened == _OPERATIVE and kind != _PREAMBULAR)
        cost = (OPENS_LATE if late else OPENS) + refused
        if cost <= costs[-1]:
            after = _text_flags(flags, 0 if opened == _OPERATIVE else preamble)
            _write(pool[count], state, width, lists, 0, opened, after, front, free)
            count = _add(pool, costs, count, width, cost, origin)
    origin += 1 << RULE
    if kind in (_START, _TITLE):
        cost = PLAIN_INSTEAD + refused
        if flags & BEGINS_BLOCK and cost <= costs[-1]:
            _write(pool[count], state, width, lists, 0, _TEXT, _text_flags(flags, preamble), front, free)
            count = _add(pool, costs, count, width, cost, origin)
        return count
    after_bold = state_flags & BOLD_HEADING and not bold and not state_flags & (EMPTY | IN_HEADING)
    complete = state_flags & COMPLETE or after_bold or flags & PARTED
    if not state_flags & IN_HEADING:
        cost = 0.0
        if not (state_flags & EMPTY or not complete or not flags & BEGINS_BLOCK):
            cost = JOIN_UNPLACED if every_text and not flags & PLACED and kind != _TEXT else JOIN_COMPLETE
        if flags & BEGINS_BLOCK:
            signs = (1 if bold else 0) + (1 if flags & CAPTION else 0) + (1 if opened >= 0 and preamble else 0)
            cost += BEGINS * signs
        cost = cost + refused
        if cost <= costs[-1]:
            _write(
                pool[count], state, width, lists, state[LISTS], kind, _text_flags(flags, bold | preamble), front, free
            )
            count = _add(pool, costs, count, width, cost, origin)
        origin += 1
    if flags & BEGINS_BLOCK and not state_flags & EMPTY:
        under_article = state_flags & IN_HEADING and kind == _ARTICLE
        text = PLAIN if complete or flags & CAPTION or under_article else PLAIN_INSTEAD
        cost = text + refused
        if cost <= costs[-1]:
            _write(pool[count], state, width, lists, 0, _TEXT, _text_flags(flags, preamble), front, free)
            count = _add(pool, costs, count, width, cost, origin)
        origin += 1
        cost = text + INSIDE_ITEM + refused
        if state[LISTS] and complete and cost <= costs[-1]:
            _write(pool[count], state, width, lists, state[LISTS], _TEXT, _text_flags(flags, preamble), front, free)
            count = _add(pool, costs, count, width, cost, origin)
    return count


@lean_njit()
def _lost_text(pool, costs, count, width, lists, state, refused, origin, series, every_text, piece):  # type: ignore[no-untyped-def]
    """``texts.lost_number``."""
    flags, state_flags = piece[PIECE_FLAGS], state[FLAGS]
    if not every_text or not flags & BEGINS_BLOCK or flags & (BOLD | CAPTION) or piece[LENGTH] < SHORTEST_INFERRED:
        return count
    outer = -1
    for index in range(series.shape[0] - 1, -1, -1):
        if series[index, INFER] and series[index, FORM] == _HEADING:
            outer = index
    if outer < 0 or state_flags & EMPTY or not state[COUNTERS + outer]:
        return count
    begins = state_flags & (COMPLETE | IN_HEADING)
    for index in range(series.shape[0]):
        if not series[index, INFER] or series[index, FORM] != _NUMBERED_TEXT:
            continue
        value = state[COUNTERS + index] + 1
        if begins or value > 1:
            cost = (INFERRED_TEXT if begins else _INFERRED_AMID) + refused
            if cost <= costs[-1]:
                free = state[FREE] & ~(1 << index)
                after = _text_flags(flags, 0)
                _write(pool[count], state, width, lists, 0, series[index, KIND], after, state[FRONT], free)
                _move_on(pool[count], series, index, value)
                count = _add(pool, costs, count, width, cost, origin)
            origin += 1
    return count


@lean_njit()
def _survivors(pool, costs, count, order):  # type: ignore[no-untyped-def]
    """Put the candidates that go on into ``order``, the cheapest first and of equals the first that was found."""
    kept = 0
    for candidate in range(count):
        cost = costs[candidate]
        if cost > costs[-1] or (kept == BEAM and cost >= costs[order[kept - 1]]):
            continue
        place = kept if kept < BEAM else BEAM - 1
        while place > 0 and costs[order[place - 1]] > cost:
            order[place] = order[place - 1]
            place -= 1
        order[place] = candidate
        kept = min(kept + 1, BEAM)
    return kept


@lean_njit()
def search(  # type: ignore[no-untyped-def]
    series, styles, pieces, refusals, labels, exact, pool, costs, beam, beam_costs, order, origins, chosen, flags
):
    """Find rule and move of each piece, ``rule << RULE | move`` in ``chosen``.

    Args:
        series, styles, pieces, labels: rows as the columns above have them; ``styles`` has a row of flags a style.
        refusals: of each piece, what it costs to refuse its labels inside a text, and where one may begin.
        exact: exactness of each label.
        pool, costs: room for the candidates of one piece, and one cost more.
        beam, beam_costs, order: room for those that are kept.
        origins: room for those that were kept after each piece.
        flags: of the profile.

    Returns:
        The number of hypotheses at the end, and 0.
    """
    width = pool.shape[1] - EXTRA
    lists = COUNTERS + series.shape[0]
    for place in range(width):
        beam[0, place] = 0
    beam[0, LAST], beam[0, FLAGS] = _START, COMPLETE | PREAMBLE
    beam_costs[0] = 0.0
    kept = 1
    every_text, loose = flags & EVERY_TEXT, flags & LOOSE
    for number in range(pieces.shape[0]):
        piece = pieces[number]
        labelled = piece[LABELS_END] > piece[FIRST_LABEL]
        count = 0
        costs[-1] = 1e300
        for parent in range(kept):
            state, before = beam[parent], beam_costs[parent]
            if before > costs[-1]:
                break  # nothing costs less than nothing
            refused = before + refusals[number, 1 if state[FLAGS] & (IN_HEADING | EMPTY) else 0]
            origin = parent << PARENT
            if labelled:
                count = _numbered(
                    pool, costs, count, width, lists, state, before, origin, series, styles, piece, labels, exact
                )
                origin += 1 << RULE
                count = _items(pool, costs, count, width, lists, state, before, origin, styles, piece, labels, exact)
                origin += 1 << RULE
            else:
                origin += 2 << RULE
            count = _headings(pool, costs, count, width, lists, state, refused, origin, series, loose, piece)
            origin += 5 << RULE
            if labelled:
                count = _lost_heading(
                    pool, costs, count, width, lists, state, before, origin, series, styles, piece, labels, exact
                )
            origin += 1 << RULE
            count = _texts(pool, costs, count, width, lists, state, refused, origin, every_text, piece)
            origin += 2 << RULE
            count = _lost_text(pool, costs, count, width, lists, state, refused, origin, series, every_text, piece)
        kept = _survivors(pool, costs, count, order)
        for slot in range(kept):
            candidate = order[slot]
            for place in range(width):
                beam[slot, place] = pool[candidate, place]
            beam_costs[slot] = costs[candidate]
            origins[number, slot] = pool[candidate, width + 1]
    slot = 0
    for number in range(pieces.shape[0] - 1, -1, -1):
        origin = origins[number, slot]
        chosen[number] = origin & ((1 << PARENT) - 1)
        slot = origin >> PARENT
    return kept, 0


#: ``search`` without Numba.
CODE: Final = ObjectCode(
    __name__,
    "search",
    (
        ("int64", 2), ("int64", 1), ("int64", 2), ("float64", 2), ("int64", 2), ("float64", 1), ("int64", 2),
        ("float64", 1), ("int64", 2), ("float64", 1), ("int64", 1), ("int32", 2), ("int64", 1),
    ),
    sources=(
        "warraq.model.document", "warraq.segment.headings", "warraq.segment.items", "warraq.segment.sequence",
        "warraq.segment.series", "warraq.segment.state", "warraq.segment.texts",
    ),
)  # fmt: skip
