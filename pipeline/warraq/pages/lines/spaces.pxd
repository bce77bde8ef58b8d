cimport cython
from libc.math cimport INFINITY as inf
from libc.math cimport sqrt

from warraq.pages.lines.baselines cimport Placed, first_from, sort

cdef double ALWAYS, NEVER, TIGHT
cdef double _USUAL, _WITHOUT_SPACE_GLYPH, _LEAST, _OF_USUAL_BETWEEN_LETTERS, _WIDEST_KERNING, _LEAST_SPACES, _MOST_SPACES
cdef double _BESIDE, _NARROWEST, _STRAY, _FEWEST_SPACES, _OF_TIGHT, _STEP_OF_PAGE, _STEP_OF_SPACED, _STEP_OF_LINE
cdef double _NARROW_SHARE, _USUAL_SHARE, _WIDE_SHARE, _SPREAD, _OF_NARROWEST, _OF_USUAL_SPACE, _SPACED_OUT, _OF_USUAL
cdef double _MOSTLY_PAINTED, _WITH_SPACE_GLYPH, _SPACE_NEAR, _MARK_WITH_ROOM, _SPACE_LEAST, _LEFT_OF_SPACE, _TOUCHING
cdef double _NO_WIDTH_SHARE, _NO_SPACE_IN_STREAM, _AFTER_LAST, _ALIKE, _MOST_STRETCH, _SMALLEST
cdef Py_ssize_t _ENOUGH_LINES, _ENOUGH, _ENOUGH_ON_PAGE, _STREAM_NEAR, _NEXT_WORD
cdef int ARABIC, ENDS, TO_LAST, TO_NEXT, _SPACED, _CLOSED


cdef class Gaps:
    cdef const Py_ssize_t[::1] glyphs, bounds
    cdef double[::1] white, before, size, relative
    cdef unsigned char[::1] painted, breaks
    cdef Py_ssize_t[::1] order, spare, numbers


@cython.locals(
    lines=Py_ssize_t, elsewhere=double, at=Py_ssize_t, without_width=Py_ssize_t, wide=Py_ssize_t, no_white=bint
)
cdef void _part_words(Placed placed, Gaps gaps, Py_ssize_t[::1] spaces, Py_ssize_t[::1] marks) noexcept nogil

cdef bint _has_no_width(Placed placed, Py_ssize_t space) noexcept nogil

cdef bint _both_arabic(Placed placed, Py_ssize_t one, Py_ssize_t other) noexcept nogil

@cython.locals(count=Py_ssize_t, number=Py_ssize_t, at=Py_ssize_t, glyph=Py_ssize_t)
cdef double _threshold_of_lines(Placed placed, Gaps gaps) noexcept nogil

@cython.locals(any_letters=bint, inner=Py_ssize_t, every=Py_ssize_t, wider=Py_ssize_t, at=Py_ssize_t, least=double)
cdef double _page_threshold(
    const double[::1] relative, const unsigned char[::1] arabic, Py_ssize_t count, Py_ssize_t[::1] order,
    Py_ssize_t[::1] spare,
) noexcept nogil

@cython.locals(every=Py_ssize_t, spaces=Py_ssize_t, wide=Py_ssize_t, between=Py_ssize_t, at=Py_ssize_t)
cdef bint _is_tight(const double[::1] relative, const unsigned char[::1] arabic, Py_ssize_t count) noexcept nogil

@cython.locals(
    widest=double, step=double, ratio=double, product=double, first=Py_ssize_t, before=double, at=Py_ssize_t,
    value=double,
)
cdef double _step_of_page(Py_ssize_t[::1] order, Py_ssize_t count, const double[::1] relative) noexcept nogil

@cython.locals(
    number=Py_ssize_t, first=Py_ssize_t, last=Py_ssize_t, length=Py_ssize_t, rises=bint, edge=double, baseline=double,
    lowest=double, largest=double, at=Py_ssize_t, glyph=Py_ssize_t, begin=Py_ssize_t, end=Py_ssize_t, low=Py_ssize_t,
    high=Py_ssize_t, last_middle=double, middle=double, steps=Py_ssize_t, probe=Py_ssize_t,
)
cdef void _see_between(
    Placed placed, Gaps gaps, Py_ssize_t[::1] which, Py_ssize_t count, bint marks
) noexcept nogil

@cython.locals(end=double, inside=double)
cdef void _let_mark_in(Placed placed, Gaps gaps, Py_ssize_t at, Py_ssize_t mark) noexcept nogil

@cython.locals(at=Py_ssize_t, under=bint)
cdef void _see_space(
    Placed placed, Gaps gaps, Py_ssize_t first, Py_ssize_t last, Py_ssize_t place, Py_ssize_t space
) noexcept nogil

@cython.locals(relative=double, unit=double, near=double)
cdef bint _is_closed(Placed placed, Gaps gaps, Py_ssize_t at, Py_ssize_t space) noexcept nogil

@cython.locals(one=Py_ssize_t, other=Py_ssize_t)
cdef bint _is_between(Gaps gaps, Py_ssize_t at, Py_ssize_t space) noexcept nogil

cdef Py_ssize_t _apart(Py_ssize_t one, Py_ssize_t other) noexcept nogil

@cython.locals(edge=double, apart=double)
cdef bint _touches(Placed placed, Gaps gaps, Py_ssize_t at, Py_ssize_t space) noexcept nogil

@cython.locals(one=int, other=int)
cdef bint _is_beside(Placed placed, Gaps gaps, Py_ssize_t at, Py_ssize_t space) noexcept nogil

@cython.locals(
    lines=Py_ssize_t, any_mixed=bint, line=cython.Py_ssize_t[::1], rank=cython.Py_ssize_t[::1], number=Py_ssize_t,
    mixed=bint, at=Py_ssize_t, glyph=Py_ssize_t,
)
cdef void _part_runs(Gaps gaps, Py_ssize_t glyphs_of_page) noexcept nogil

@cython.locals(
    at=Py_ssize_t, number=Py_ssize_t, first=Py_ssize_t, last=Py_ssize_t, of_letters=double, inside=double,
    between=double, one=Py_ssize_t, glyph=Py_ssize_t, width=double, least=double, parts=bint,
)
cdef void _part_by_white(Placed placed, Gaps gaps, double elsewhere, bint no_white) noexcept nogil

@cython.locals(
    order=cython.Py_ssize_t[::1], relative=cython.double[::1], others=Py_ssize_t, with_glyph=Py_ssize_t,
    wide=Py_ssize_t, closed=Py_ssize_t, joined=Py_ssize_t, narrow=Py_ssize_t, at=Py_ssize_t, painted=bint,
    begin=Py_ssize_t, letter_spaced=bint, spread=double, narrowest=double, between_words=double, least=double,
    inside=double, of_letters=double, usual=double, step=double,
)
cdef (double, double, double) _thresholds(
    Gaps gaps, Py_ssize_t first, Py_ssize_t last, double elsewhere
) noexcept nogil

@cython.locals(
    order=cython.Py_ssize_t[::1], relative=cython.double[::1], tight=bint, low=double, high=double, inner=Py_ssize_t,
    at=Py_ssize_t,
)
cdef double _by_white(
    Gaps gaps, Py_ssize_t first, Py_ssize_t last, double elsewhere, bint letter_spaced, double usual
) noexcept nogil

@cython.locals(count=Py_ssize_t, widest=double, step=double, before=double, at=Py_ssize_t, value=double)
cdef double _widest_step(
    Py_ssize_t[::1] order, Py_ssize_t first, Py_ssize_t last, const double[::1] keys, double low, double high,
    double least, double otherwise,
) noexcept nogil

cdef double _quantile(
    Py_ssize_t[::1] order, Py_ssize_t first, Py_ssize_t count, const double[::1] keys, double share
) noexcept nogil

@cython.locals(
    joined=cython.Py_ssize_t[::1], spaced=bint, number=Py_ssize_t, at=Py_ssize_t, before=int, after=int, width=double,
    join=bint, ended=bint, first=Py_ssize_t, last=Py_ssize_t, least=double, narrowest=double, widest=double,
)
cdef void _part_by_forms(Placed placed, Gaps gaps) noexcept nogil
