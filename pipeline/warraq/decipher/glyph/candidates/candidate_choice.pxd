cimport cython
from libc.math cimport INFINITY as inf

ctypedef long long i64
ctypedef unsigned char u8

cdef double ALWAYS_WRONG, DEEPEST, LIGATURE_WITHIN, NON_LETTER_WITHIN, NOTHING_COST, OTHER_FORM, SHARED_FORM, SPACING
cdef double SPACING_MARK, WRONG_SIDE, _NEAR, _MOST, _FAR, _LESS, _FARTHEST, _LEAST, _LETTER_COST, _LIGATURE_COST
cdef double _CHARGED
cdef Py_ssize_t ANY_FORM


cdef class Shapes:
    cdef const float[:, ::1] loglik
    cdef const double[::1] novelty, advance
    cdef const u8[::1] mark
    cdef const i64[::1] below, above


cdef class Labels:
    cdef const double[::1] rarity
    cdef const i64[::1] strings, forms
    cdef const u8[::1] is_mark, is_letter, is_ligature, below


cdef class Room:
    cdef double[::1] values
    cdef i64[::1] usable, chosen, best_row
    cdef i64[:, ::1] rows
    cdef Py_ssize_t count, kept_count


cdef class Proposed:
    cdef i64[::1] strings, forms
    cdef double[::1] outline
    cdef Py_ssize_t made


cdef class Own:
    cdef const i64[::1] strings, forms
    cdef const double[::1] outline


cdef class Tried:
    cdef const i64[::1] strings, ligatures
    cdef Py_ssize_t letters


cpdef double deepest_of(double novelty) noexcept nogil

@cython.locals(proposed=Proposed)
cpdef tuple propose(loglik, sight, labels, Py_ssize_t kept, Py_ssize_t kept_with_ligatures)

@cython.locals(k=Py_ssize_t, deepest=double, floor=double, strings_kept=Py_ssize_t, with_ligatures=Py_ssize_t,
               c=Py_ssize_t)
cdef void _propose(
    Shapes shapes, Labels labels, Py_ssize_t marks, Py_ssize_t kept, Py_ssize_t kept_with_ligatures, i64[::1] begins,
    Proposed proposed, Room room) noexcept nogil

@cython.locals(mark=bint, below=Py_ssize_t, above=Py_ssize_t, advance=double, spacing=double, side=double,
               more=Py_ssize_t, i=Py_ssize_t)
cdef void _value(Shapes shapes, Py_ssize_t row, Labels labels, double[::1] values) noexcept nogil

@cython.locals(top=double, i=Py_ssize_t)
cdef void _find_usable(bint mark, double deepest, Labels labels, Room room) noexcept nogil

cdef inline bint _before(Py_ssize_t row, Py_ssize_t other, double[::1] values) noexcept nogil

@cython.locals(kept_count=Py_ssize_t, u=Py_ssize_t, row=Py_ssize_t, string=Py_ssize_t, made=Py_ssize_t, k=Py_ssize_t,
               at=Py_ssize_t)
cdef void _choose_best(
    Labels labels, Py_ssize_t kept, Py_ssize_t kept_with_ligatures, Room room) noexcept nogil

cdef inline Py_ssize_t _place(Py_ssize_t row, Py_ssize_t first, Py_ssize_t past, Room room) noexcept nogil

@cython.locals(fallen=Py_ssize_t, k=Py_ssize_t)
cdef inline Py_ssize_t _insert(Py_ssize_t string, i64[::1] strings, Py_ssize_t at, Py_ssize_t last) noexcept nogil

@cython.locals(slot=Py_ssize_t, u=Py_ssize_t, row=Py_ssize_t, form=Py_ssize_t)
cdef void _add_forms(Labels labels, double deepest, Room room, Proposed proposed) noexcept nogil

@cython.locals(first=Py_ssize_t, made=Py_ssize_t, form=Py_ssize_t, row=Py_ssize_t, at=Py_ssize_t, top=double,
               end=Py_ssize_t, k=Py_ssize_t, value=double, other=Py_ssize_t)
cdef void _add_string(Py_ssize_t slot, double deepest, Room room, Proposed proposed) noexcept nogil

@cython.locals(size=Py_ssize_t)
cpdef tuple beside(Own offers, Tried tried, bint pairs, double deepest, Py_ssize_t count)

@cython.locals(least=double, i=Py_ssize_t, floor=double, made=Py_ssize_t, string=Py_ssize_t, cost=double, value=double)
cdef Py_ssize_t _find_beside(
    Own offers, Tried tried, bint pairs, double deepest, u8[::1] new, double[::1] best, i64[::1] strings,
    double[::1] values) noexcept nogil

@cython.locals(k=Py_ssize_t, count=Py_ssize_t, winner=Py_ssize_t, c=Py_ssize_t, mine=double, other=double)
cpdef void rank(const i64[::1] begins, const i64[::1] strings, const double[::1] scores, const double[::1] outline,
                i64[::1] sizes, i64[:, ::1] best, double[:, ::1] best_scores, double[::1] margin) noexcept nogil

@cython.locals(k=Py_ssize_t)
cdef inline bint _is_among(Py_ssize_t string, i64[:, ::1] best, Py_ssize_t row, Py_ssize_t count) noexcept nogil
