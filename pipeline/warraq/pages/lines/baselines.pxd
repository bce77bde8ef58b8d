cimport cython
from libc.math cimport INFINITY as inf

cdef double _SAME_BASELINE, _LEAST_APART, _KERNED, _MEET, _STEEPEST, _MANY, _SAME_PLACE, _NO_ADVANCE, _ROUNDED, _NEAR
cdef double RAISED_WITHIN, ROUNDING, SMALLER
cdef int ARABIC, IS_ALEF, IS_LAM, LATIN
cdef Py_ssize_t _TIED, _NARROW, _RUN


cdef class Placed:
    cdef readonly object frame
    cdef const double[::1] left, right, down, size, ink_left, ink_right
    cdef const Py_ssize_t[::1] row
    cdef const unsigned char[::1] kind, traits


cdef class Pieces:
    cdef Py_ssize_t[::1] begins, order, spare
    cdef double[::1] height


@cython.locals(
    begin=Py_ssize_t, rises=bint, end=Py_ssize_t, low=Py_ssize_t, high=Py_ssize_t, start=Py_ssize_t, at=Py_ssize_t,
    item=Py_ssize_t, to=Py_ssize_t, width=Py_ssize_t, middle=Py_ssize_t,
)
cpdef void sort(
    Py_ssize_t[::1] order, Py_ssize_t[::1] spare, Py_ssize_t first, Py_ssize_t last, const double[::1] keys
) noexcept nogil

@cython.locals(at=Py_ssize_t, left=Py_ssize_t, right=Py_ssize_t, to=Py_ssize_t)
cdef void _merge(
    Py_ssize_t[::1] order, Py_ssize_t[::1] spare, Py_ssize_t start, Py_ssize_t middle, Py_ssize_t end,
    const double[::1] keys,
) noexcept nogil

@cython.locals(low=Py_ssize_t, high=Py_ssize_t, middle=Py_ssize_t)
cpdef Py_ssize_t first_from(
    Py_ssize_t[::1] order, Py_ssize_t first, Py_ssize_t last, const double[::1] keys, double least
) noexcept nogil

@cython.locals(low=Py_ssize_t, high=Py_ssize_t, middle=Py_ssize_t)
cdef Py_ssize_t first_beyond(
    Py_ssize_t[::1] order, Py_ssize_t first, Py_ssize_t last, const double[::1] keys, double most
) noexcept nogil

cpdef object find_lines(Placed placed, object bases)

@cython.locals(
    largest=double, at=Py_ssize_t, pieces=Py_ssize_t, apart=double, count=Py_ssize_t, start=Py_ssize_t, end=Py_ssize_t,
    first=Py_ssize_t, near=bint, piece=Py_ssize_t, member=Py_ssize_t, one=Py_ssize_t, other=Py_ssize_t, limit=double,
)
cdef (Py_ssize_t, bint) _find_bands(
    Placed placed, const Py_ssize_t[::1] bases, double[::1] level, Py_ssize_t[::1] band, double[::1] baselines,
    Pieces parts,
) noexcept nogil

@cython.locals(pieces=Py_ssize_t, at=Py_ssize_t)
cdef Py_ssize_t _cut_pieces(double[::1] level, Py_ssize_t[::1] begins) noexcept nogil

@cython.locals(
    middle=Py_ssize_t, passed=Py_ssize_t, place=double, before=double, at=Py_ssize_t, piece=Py_ssize_t, end=Py_ssize_t
)
cdef double _middle(
    Py_ssize_t[::1] order, Py_ssize_t first, Py_ssize_t last, Py_ssize_t[::1] begins, Py_ssize_t length,
    double[::1] height,
) noexcept nogil

@cython.locals(
    count=Py_ssize_t, ranked=bint, turn=int, back=bint, end=Py_ssize_t, piece=Py_ssize_t, at=Py_ssize_t, first=Py_ssize_t,
    highest=double, lowest=double, member=Py_ssize_t, most=Py_ssize_t, begin=Py_ssize_t, one=Py_ssize_t,
)
cdef bint _straighten(
    Placed placed, const Py_ssize_t[::1] bases, double[::1] level, Py_ssize_t[::1] begins, Py_ssize_t pieces,
    Py_ssize_t[::1] order, Py_ssize_t[::1] spare, double[::1] height,
) noexcept nogil

@cython.locals(unit=double, white=double, fall=double)
cdef bint _meet(Placed placed, Py_ssize_t one, Py_ssize_t other, bint back) noexcept nogil

@cython.locals(most=Py_ssize_t, member=Py_ssize_t, step=double)
cdef Py_ssize_t _count_standing(
    Placed placed, const Py_ssize_t[::1] bases, Py_ssize_t first, Py_ssize_t end, Py_ssize_t[::1] order,
    Py_ssize_t[::1] standing, double[::1] height,
) noexcept nogil

@cython.locals(one=Py_ssize_t, other=Py_ssize_t, fall=double)
cdef bint _changes_line(
    Placed placed, const Py_ssize_t[::1] bases, Py_ssize_t member, Py_ssize_t most, Py_ssize_t[::1] standing,
) noexcept nogil

@cython.locals(lines=Py_ssize_t, at=Py_ssize_t, number=Py_ssize_t)
cdef void _order_lines(
    Placed placed, const Py_ssize_t[::1] bases, const Py_ssize_t[::1] line, Py_ssize_t[::1] glyphs,
    Py_ssize_t[::1] bounds, Py_ssize_t[::1] spare,
) noexcept nogil

@cython.locals(at=Py_ssize_t, glyph=Py_ssize_t)
cdef bint _may_tie(Placed placed, Py_ssize_t[::1] glyphs) noexcept nogil

@cython.locals(
    at=Py_ssize_t, one=Py_ssize_t, other=Py_ssize_t, width_of_one=double, apart=double, narrow=bint, within=bint, rounded=double,
    behind=bint, of_one=int, of_other=int, swapped=bint, lam=Py_ssize_t, alef=Py_ssize_t, bare=bint,
)
cdef void _settle(
    Placed placed, Py_ssize_t[::1] glyphs, Py_ssize_t first, Py_ssize_t last, Py_ssize_t[::1] tied
) noexcept nogil

cdef double _width(Placed placed, Py_ssize_t glyph) noexcept nogil

@cython.locals(
    earlier=Py_ssize_t, later=Py_ssize_t, before=Py_ssize_t, after=Py_ssize_t, at=Py_ssize_t, member=Py_ssize_t,
    to=double, on=double, step=double,
)
cdef bint _stands_left(
    Placed placed, Py_ssize_t glyph, Py_ssize_t other, Py_ssize_t[::1] glyphs, Py_ssize_t first, Py_ssize_t last
) noexcept nogil

cdef double _step(double step, double unit) noexcept nogil

@cython.locals(number=Py_ssize_t, first=Py_ssize_t, edge=double, at=Py_ssize_t)
cdef void _measure_white(
    Placed placed, const Py_ssize_t[::1] glyphs, const Py_ssize_t[::1] bounds, double[::1] result
) noexcept nogil
