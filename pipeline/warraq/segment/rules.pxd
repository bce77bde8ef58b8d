cimport cython

cdef double HOPELESS
cdef int OUTERMOST, SECTION_LEVEL, SUBSECTION_LEVEL
cdef double DOUBTFUL, REFUSED, REFUSED_INSIDE, REFUSED_WORD
cdef double QUOTED, QUOTED_ON, OTHER_FORM, BIS_APART
cdef double GAP, GAP_EACH, REPEAT, INSIDE_BLOCK, INSIDE_SENTENCE, RESTART, LIST_EXPECTED
cdef double UNANNOUNCED, ANNOUNCED, UNANNOUNCED_LETTER, CLOSE, MISREAD, SURE
cdef double INFERRED, DEEPER, READABLE, UNCONFIRMED, UNLIKE_HEADING, OVERLONG, UNNUMBERED_HEADING, BY_PLACE
cdef double INFERRED_TEXT, TEXT, TEXT_INSTEAD, INSIDE_ITEM, JOIN_COMPLETE, JOIN_UNPLACED, BEGINS, OPENS, OPENS_LATE
cdef int WIDEST_GAP, LONG_ARTICLE_HEADING, LONG_HEADING, SHORT_HEADING, LONG_FRONT, PIECES_OF_HEADING, SHORTEST_INFERRED


cdef class State:
    cdef readonly tuple counters, items, outer
    cdef readonly str last
    cdef readonly bint complete, colon, empty, in_heading, bold_heading, preamble, worded, quotes
    cdef readonly int front
    cdef readonly long long free

    @cython.locals(new=State)
    cdef State copy(self)
    cdef bint same(self, State other)


cdef class Move:
    cdef readonly str act, fault
    cdef readonly State state
    cdef readonly double cost
    cdef readonly int level
    cdef readonly object label, ordinal, number
    cdef readonly bint titled


cdef class Found:
    cdef readonly dict best
    cdef readonly double worst
    cdef tuple before
    cdef double accepted, refused

    cdef double total(self, double cost, label) noexcept
    cdef bint hopeless(self, double cost, label) noexcept
    @cython.locals(total=double, path=tuple, known=tuple)
    cdef add(self, Move move)


cdef class SeriesFacts:
    cdef readonly int index, level
    cdef readonly str style, kind, form
    cdef readonly bint starts, front, anywhere
    cdef readonly long long frees
    cdef readonly list below


cdef class ProfileFacts:
    cdef object items, profile
    cdef bint every_text, loose
    cdef list series, headings, texts, sections
    cdef long long freed_by_section, freed_by_subsection
    cdef int annex_level, article


cdef class LabelFacts:
    cdef readonly object label
    cdef readonly str style, number
    cdef readonly int value, length
    cdef readonly double exactness


cdef class PieceFacts:
    cdef ProfileFacts profile
    cdef bint bold, centered, starts_block, after_terminal, parted, caption, placed, ends, colon, quotes, complete, annex, sure
    cdef str opens
    cdef int length, characters, heading
    cdef list numbered, items
    cdef object unreadable
    cdef double inside, beginning

    @cython.locals(label=LabelFacts, best=LabelFacts, series=SeriesFacts, readable=bint)
    cdef look_at_labels(self, piece)
    @cython.locals(cost=double)
    cdef refuse(self, LabelFacts best)


@cython.locals(cost=double, last=Move, state=State, series=SeriesFacts, label=LabelFacts)
cpdef offer_moves(PieceFacts piece, tuple before, Found offered)
@cython.locals(move=Move)
cpdef Move move_to(State state, str act, double cost, int level)

@cython.locals(after=State)
cdef State after_heading(PieceFacts piece, State state, str kind)
@cython.locals(after=State)
cdef State after_text(PieceFacts piece, State state, str kind, tuple items)
@cython.locals(moved=list, index=int)
cdef tuple moved_on(tuple counters, SeriesFacts series, int value)
cdef double sequence_cost(int value, int last) noexcept
cdef str sequence_fault(int value, int last)
@cython.locals(place=double, believed=bint)
cdef double label_cost(LabelFacts label, PieceFacts piece, State state) except -1
cdef int unlike_heading(PieceFacts piece) noexcept

@cython.locals(headed=bint, other=bint, inside=State, back=State)
cdef next_number(PieceFacts piece, State state, SeriesFacts series, LabelFacts label, Found offered)
@cython.locals(last=int, other=bint)
cdef bint may_be_quoted(PieceFacts piece, State state, LabelFacts label) except -1
@cython.locals(last=int, fault=str, bare=bint, heads=bint, titled=bint, after=State, move=Move)
cdef number(PieceFacts piece, State state, SeriesFacts series, LabelFacts label, double cost, Found offered)
@cython.locals(opened=int, counts=bint, begins=bint, depth=int, style=str, last=int, close=double, cost=double, fault=str)
cdef next_item(PieceFacts piece, State state, LabelFacts label, Found offered)
@cython.locals(after=State, move=Move)
cdef item(PieceFacts piece, State state, LabelFacts label, int depth, double cost, str fault, Found offered)
@cython.locals(after=State)
cdef annex(PieceFacts piece, State state, Found offered)
@cython.locals(late=int, after=State)
cdef title(PieceFacts piece, State state, Found offered)
@cython.locals(cost=double, after=State, move=Move)
cdef heading_of_article(PieceFacts piece, State state, Found offered)
@cython.locals(cost=double, after=State)
cdef rest_of_heading(PieceFacts piece, State state, Found offered)
@cython.locals(profile=ProfileFacts, after=State)
cdef heading_without_number(PieceFacts piece, State state, Found offered)
@cython.locals(profile=ProfileFacts, outermost=bint, after=State, move=Move, label=LabelFacts)
cdef heading_by_style(PieceFacts piece, State state, Found offered)
@cython.locals(alone=bint, cost=double, outermost=bint, series=SeriesFacts, value=int, after=State, move=Move)
cdef heading_with_lost_number(PieceFacts piece, State state, Found offered)
@cython.locals(operative=bint, late=bint, after=State)
cdef opening(PieceFacts piece, State state, Found offered)
@cython.locals(after_bold=bint, complete=bint, unsure=bint, under_article=bint, cost=double, after=State)
cdef plain_text(PieceFacts piece, State state, Found offered)
@cython.locals(profile=ProfileFacts, series=SeriesFacts, begins=bint, cost=double, value=int, after=State, move=Move)
cdef text_with_lost_number(PieceFacts piece, State state, Found offered)
