cimport cython
from libc.math cimport INFINITY as inf
from libc.math cimport NAN as nan
from libc.math cimport rint

from warraq.pages.lines.baselines cimport Placed

cdef double ASCENT, DESCENT, WALL
cdef int ARABIC, TO_LAST, TO_NEXT, LETTER_GLYPH
cdef int ANY_NEUTRAL, BRACKET, BREAK, COMMON, DIGIT, EUROPEAN, LETTER, OTHER, SIGN, SPACE, TERMINATOR, WESTERN
cdef int _PLAIN, _APART, _WALLED, _BOLD, _JOINED, _OPEN
cdef Py_ssize_t _LEAST, _MOST, _USUAL, _SPREAD, _WHITE


cdef class Boxes:
    cdef double[:, ::1] sides


cdef class Cut:
    cdef const Py_ssize_t[::1] glyphs, bounds
    cdef const unsigned char[::1] breaks
    cdef const double[::1] gaps
    cdef Py_ssize_t[::1] cell, order, first_silent, spaces, silent, before, first
    cdef unsigned short[::1] role
    cdef double[::1] widths, size
    cdef unsigned char[::1] flags
    cdef double[:, ::1] looks
    cdef Boxes boxes
    cdef Py_ssize_t cells, parts, mute


cdef class Painted:
    cdef const Py_ssize_t[::1] cell, first_silent, silent, before


cdef class Ordered:
    cdef const Py_ssize_t[::1] bounds, order
    cdef const unsigned char[::1] mirrored


cdef class Parts:
    cdef Py_ssize_t[::1] number, claim, glyph, symbol, starts, rows, word_of
    cdef unsigned char[::1] traits, flags
    cdef double[::1] sure
    cdef const double[::1] sure_of
    cdef Boxes boxes
    cdef Py_ssize_t claims, pieces, words


@cython.locals(
    rows=Py_ssize_t, number=Py_ssize_t, first_space=Py_ssize_t, begin=Py_ssize_t, walled=bint, space=Py_ssize_t,
    below=int, flags=int,
)
cdef void _cut_rows(
    Placed placed, Cut cut, const unsigned short[::1] role, const unsigned short[::1] font,
    const unsigned char[::1] bold,
) noexcept nogil

@cython.locals(begins=bint, parts=bint, width=double, waiting=Py_ssize_t, at=Py_ssize_t, glyph=Py_ssize_t)
cdef void _cut_row(Placed placed, Cut cut, Py_ssize_t number, const unsigned short[::1] role) noexcept nogil

@cython.locals(result=int, at=Py_ssize_t, numbers=bint, apart=bint, plain=bint)
cdef int _order_row(
    const unsigned short[::1] role, Py_ssize_t[::1] order, Py_ssize_t first, Py_ssize_t last, bint walled, int below
) noexcept nogil

@cython.locals(at=Py_ssize_t, end=Py_ssize_t, between=bint, digit=Py_ssize_t)
cdef void _order_numbers(
    const unsigned short[::1] role, Py_ssize_t[::1] order, Py_ssize_t first, Py_ssize_t last
) noexcept nogil

@cython.locals(script=int, digit=Py_ssize_t, terminated=bint, at=Py_ssize_t, between=int)
cdef bint _stand_apart(const unsigned short[::1] role, Py_ssize_t first, Py_ssize_t last) noexcept nogil

@cython.locals(
    least=double, most=double, highest=double, lowest=double, smallest=double, largest=double, letters=Py_ssize_t,
    heavy=Py_ssize_t, edge=double, white=double, placed_well=bint, at=Py_ssize_t, glyph=Py_ssize_t, unit=double,
)
cdef int _look_at_row(
    Placed placed, Cut cut, Py_ssize_t number, const unsigned short[::1] font, const unsigned char[::1] bold
) noexcept nogil

cdef void _open(Boxes boxes, Py_ssize_t number) noexcept nogil

@cython.locals(unit=double, base=double)
cdef void _widen(Boxes boxes, Py_ssize_t number, Placed placed, Py_ssize_t glyph) noexcept nogil

@cython.locals(side=Py_ssize_t)
cdef void _round(Boxes boxes, Py_ssize_t number) noexcept nogil

@cython.locals(word=Py_ssize_t)
cdef list _numbered(
    bytes symbols, Py_ssize_t wide, const Py_ssize_t[::1] starts, Py_ssize_t words, dict known
)

@cython.locals(
    row=Py_ssize_t, begins=bint, at=Py_ssize_t, glyph=Py_ssize_t, turned=Py_ssize_t, mute=Py_ssize_t, one=Py_ssize_t,
    other=Py_ssize_t, word=Py_ssize_t,
)
cdef void _part_words(
    Placed placed, Parts parts, Painted painted, Ordered ordered, const int[::1] claim,
    const Py_ssize_t[::1] next_mark,
) noexcept nogil

cdef bint _joins(Placed placed, Py_ssize_t glyph, int trait) noexcept nogil

@cython.locals(word=Py_ssize_t, code=Py_ssize_t, piece=Py_ssize_t)
cdef void _add_piece(
    Placed placed, Parts parts, Py_ssize_t glyph, Py_ssize_t turned, Py_ssize_t claim
) noexcept nogil

@cython.locals(
    pieces=cython.Py_ssize_t[::1], numbers=cython.Py_ssize_t[::1], first=Py_ssize_t, last=Py_ssize_t, at=Py_ssize_t,
    result=list, claimed=list,
)
cpdef tuple spelled(parts, words, list texts, list claims)
