cimport cython
from libc.math cimport INFINITY as inf, rint

from warraq.language.lookup cimport mix

ctypedef unsigned long long u64
ctypedef long long i64
ctypedef unsigned char u8

cdef double SAME_BASELINE, _ALIKE_SHARE, _ALIKE_WITHIN, _APART_LEAST, _APART_MOST, _LOW, _ASIDE, _REACH, _STEPS
cdef double _KERNED
cdef Py_ssize_t _SET_APART
cdef u64 _MULTIPLIER, _ALL


cdef class Glyphs:
    cdef const double[::1] along, down, size
    cdef const i64[::1] symbol


cdef class InkBoxes:
    cdef const u8[::1] blank
    cdef const float[::1] left, bottom, right, top


cdef class Lines:
    cdef const i64[::1] order, bounds
    cdef double[::1] height, left, right


cdef class Marks:
    cdef const i64[::1] rows
    cdef const i64[:, ::1] painted
    cdef i64[::1] owners


cdef class Sides:
    cdef i64[::1] below, above


cdef class Owned:
    cdef const i64[::1] marks, owners
    cdef i64[::1] first, following


cdef class CutTokens:
    cdef i64[::1] signs, sizes
    cdef u8[::1] beside


cdef class SortRoom:
    cdef double[::1] place
    cdef i64[::1] spare


@cython.locals(made=Py_ssize_t, place=Py_ssize_t, last=Py_ssize_t, token=Py_ssize_t, polynomial=u64, power=u64, _=Py_ssize_t,
               slot=Py_ssize_t)
cdef Py_ssize_t _number(const i64[::1] signs, const i64[::1] sizes, i64[::1] slots, u64[::1] hashed, i64[::1] number,
                        i64[::1] first, i64[::1] counts) noexcept nogil

@cython.locals(bases=Py_ssize_t, made=Py_ssize_t, waiting=Py_ssize_t, last=Py_ssize_t, k=Py_ssize_t, m=Py_ssize_t)
cdef Py_ssize_t _part(const i64[::1] symbol, const u8[::1] blank, const u8[::1] mark, i64[::1] base, i64[::1] marks,
                      i64[:, ::1] painted) noexcept nogil

@cython.locals(count=Py_ssize_t, k=Py_ssize_t)
cdef Py_ssize_t _part_lines(const i64[::1] order, const double[::1] down, const double[::1] size,
                            i64[::1] bounds) noexcept nogil

@cython.locals(line=Py_ssize_t, wide=Py_ssize_t, count=Py_ssize_t, k=Py_ssize_t, usual=double, alike=Py_ssize_t)
cdef void _close(double[::1] gaps, const u8[::1] blank, const i64[::1] bounds, i64[::1] between,
                 i64[::1] spare) noexcept nogil

@cython.locals(line=Py_ssize_t, begin=Py_ssize_t, end=Py_ssize_t, k=Py_ssize_t, forth=Py_ssize_t, step=double,
               row=Py_ssize_t, right=double, past=double)
cdef void _from_left(i64[::1] rows, const i64[::1] bounds, const double[::1] along, const double[::1] advance,
                     const double[::1] size, const u8[::1] blank, SortRoom room, double[::1] gaps) noexcept nogil

@cython.locals(k=Py_ssize_t, width=Py_ssize_t, left=Py_ssize_t, middle=Py_ssize_t, right=Py_ssize_t, one=Py_ssize_t,
               other=Py_ssize_t)
cdef void _sort(i64[::1] rows, Py_ssize_t begin, Py_ssize_t end, const double[::1] key, i64[::1] spare) noexcept nogil

@cython.locals(k=Py_ssize_t, signs=Py_ssize_t, tokens=Py_ssize_t, last=Py_ssize_t, line=Py_ssize_t, ended=bint,
               base=Py_ssize_t, mark=Py_ssize_t)
cdef Py_ssize_t _cut(const i64[::1] row, const double[::1] gaps, double gap, const i64[::1] bounds,
                     const i64[::1] symbol, const u8[::1] blank, Owned owned, CutTokens made) noexcept nogil

cdef inline double _away(double height, double down, double middle, double left, double right) noexcept nogil

@cython.locals(n=Py_ssize_t, begin=Py_ssize_t, end=Py_ssize_t, low=Py_ssize_t, high=Py_ssize_t, k=Py_ssize_t,
               row=Py_ssize_t)
cdef void _measure(Lines lines, Glyphs glyphs) noexcept nogil

@cython.locals(mark=Py_ssize_t, least=double, owner=Py_ssize_t, k=Py_ssize_t, row=Py_ssize_t, base=Py_ssize_t,
               near=double, far=double, beside=double)
cdef (Py_ssize_t, double) _base_in_line(
    Py_ssize_t n, Marks marks, Py_ssize_t m, double middle, Lines lines, Glyphs glyphs, InkBoxes ink) noexcept nogil

@cython.locals(count=Py_ssize_t, m=Py_ssize_t, mark=Py_ssize_t, s=Py_ssize_t, size=double, down=double, middle=double,
               nearest=double, n=Py_ssize_t, lowest=double, away=double, owner=Py_ssize_t, least=double,
               base=Py_ssize_t, over=double, under=double, cost=double)
cdef void _find_owners(Marks marks, Lines lines, Glyphs glyphs, InkBoxes ink, Sides sides) noexcept nogil

@cython.locals(base=Py_ssize_t, away=double, high=double)
cdef void _count_side(
    Py_ssize_t s, Py_ssize_t mark, Py_ssize_t owner, Glyphs glyphs, InkBoxes ink, Sides sides) noexcept nogil
