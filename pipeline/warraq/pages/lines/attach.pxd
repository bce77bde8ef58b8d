cimport cython
from libc.math cimport INFINITY as inf
from libc.math cimport floor, isnan

from warraq.pages.lines.baselines cimport Placed, first_from, sort

cdef double _NOT_NEIGHBOUR, _LOWER, _OFF_THE_MIDDLE, _READ_FIRST, _PARTNER, _AT_THE_PEN, _SCATTER, _NEARER, _LOOSE
cdef double _SLANT, _TOO_FAR, _NARROWEST, _ROUNDING, _A_LITTLE_LESS
cdef Py_ssize_t _HALF_NEIGHBOUR, _ENOUGH
cdef long long _BITS
cdef int LETTER, MARK


cdef class Marks:
    cdef public Py_ssize_t count
    cdef public double[::1] centre, origin, down, size, offset
    cdef public Py_ssize_t[::1] stream, base, after, partner


cdef class Bases:
    cdef public Py_ssize_t count
    cdef public double[::1] left, right, down, band, middle
    cdef public Py_ssize_t[::1] stream, order, spare


@cython.locals(
    mark=Py_ssize_t, glyph=Py_ssize_t, start=double, end=double, high=double, reached=cython.ulonglong,
    one=cython.ulonglong, level=cython.longlong, band=cython.longlong, count=Py_ssize_t, last=Py_ssize_t,
    after_mark=bint, at=Py_ssize_t, kind=int,
)
cdef void _collect(
    Placed placed, const Py_ssize_t[::1] glyphs, const Py_ssize_t[::1] which, const float[::1] advance, Marks marks,
    Bases bases,
) noexcept nogil

@cython.locals(code=Py_ssize_t, unit=double, pen=double)
cdef (double, double) _ink_of(Placed placed, Py_ssize_t glyph, double advance) noexcept nogil

@cython.locals(high=double, mark=Py_ssize_t)
cdef double _high_of_bands(Marks marks) noexcept nogil

cdef long long _band(double down, double high) noexcept nogil

@cython.locals(mark=Py_ssize_t, bearer=Py_ssize_t, wide=double)
cdef void _tell(Marks marks, Bases bases, Py_ssize_t[::1] base, double[::1] along) noexcept nogil

@cython.locals(mark=Py_ssize_t, high=double, widest=double, reach=double, far=double)
cdef void _attach(Marks marks, Bases bases) noexcept nogil

@cython.locals(
    after=Py_ssize_t, at_the_pen=bint, mark=Py_ssize_t, before=Py_ssize_t, behind=Py_ssize_t, near=double,
    partner=Py_ssize_t, side=int, shift=double,
)
cdef void _find_partners(Marks marks, Bases bases) noexcept nogil

cdef Py_ssize_t _beside(Marks marks, Bases bases, Py_ssize_t mark, int side) noexcept nogil

@cython.locals(
    side=int, scatter=double, shift=double, other=double, other_shift=double, away=double, other_away=double
)
cdef (int, double) _usual_side(Marks marks, Bases bases) noexcept nogil

@cython.locals(mark=Py_ssize_t, base=Py_ssize_t, shift=double)
cdef (double, double) _scatter(Marks marks, Bases bases, int side) noexcept nogil

@cython.locals(at=Py_ssize_t)
cdef double _median(
    double[::1] values, Py_ssize_t count, Py_ssize_t[::1] order, Py_ssize_t[::1] spare
) noexcept nogil

@cython.locals(widest=double, first=Py_ssize_t, base=Py_ssize_t, end=Py_ssize_t)
cdef double _order_by_bands(Bases bases, double high) noexcept nogil

@cython.locals(
    place=double, unit=double, partner=Py_ssize_t, before=Py_ssize_t, behind=Py_ssize_t, right=Py_ssize_t,
    best=Py_ssize_t, least=double, start=Py_ssize_t, end=Py_ssize_t, band=cython.longlong, at=Py_ssize_t,
    base=Py_ssize_t, outside=double, saved=double, cost=double,
)
cdef void _find_base(Marks marks, Bases bases, Py_ssize_t mark, long long level, double far) noexcept nogil

@cython.locals(
    left=double, right=double, place=double, unit=double, apart=double, outside=double, cost=double, beside=Py_ssize_t
)
cdef double _cost(Marks marks, Bases bases, Py_ssize_t mark, Py_ssize_t base) noexcept nogil
