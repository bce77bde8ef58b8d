cimport cython
from libc.math cimport INFINITY as inf

ctypedef long long i64
ctypedef unsigned char u8

cdef double ALWAYS_WRONG, DEEPEST, LIGATURE_WITHIN, NON_LETTER_WITHIN, NOTHING_COST, OTHER_FORM, SHARED_FORM, SPACING
cdef double SPACING_MARK, WRONG_SIDE, _NEAR, _MOST, _FAR, _LESS, _FARTHEST, _LEAST, _LETTER_COST, _LIGATURE_COST
cdef double _CHARGED
cdef Py_ssize_t ANY_FORM


cpdef double deepest_of(double novelty) noexcept nogil

@cython.locals(k=Py_ssize_t, deepest=double, floor=double, count=Py_ssize_t, strings_kept=Py_ssize_t,
               with_ligatures=Py_ssize_t, found=Py_ssize_t, c=Py_ssize_t)
cdef void _propose(
    const float[:, ::1] loglik, const double[::1] novelty, const u8[::1] mark, const double[::1] advance,
    const i64[::1] below, const i64[::1] above, const double[::1] rarity, const i64[::1] string_of,
    const i64[::1] form_of, const u8[::1] is_mark, const u8[::1] is_letter, const u8[::1] is_ligature,
    const u8[::1] is_below, Py_ssize_t marks, Py_ssize_t kept, Py_ssize_t kept_with_ligatures, i64[::1] begins,
    i64[::1] strings, i64[::1] forms, double[::1] outline, double[::1] values, i64[::1] usable, i64[::1] chosen,
    i64[::1] best_row, i64[:, ::1] rows) noexcept nogil

@cython.locals(spacing=double, side=double, more=Py_ssize_t, i=Py_ssize_t)
cdef void _value(const float[:, ::1] loglik, Py_ssize_t row, bint mark, double advance, Py_ssize_t below,
                 Py_ssize_t above, const double[::1] rarity, const u8[::1] is_mark, const u8[::1] is_below,
                 double[::1] values) noexcept nogil

@cython.locals(top=double, count=Py_ssize_t, i=Py_ssize_t)
cdef Py_ssize_t _find_usable(bint mark, double deepest, const u8[::1] is_mark, const u8[::1] is_letter,
                             double[::1] values, i64[::1] usable) noexcept nogil

cdef inline bint _before(Py_ssize_t row, Py_ssize_t other, double[::1] values) noexcept nogil

@cython.locals(found=Py_ssize_t, u=Py_ssize_t, row=Py_ssize_t, string=Py_ssize_t, made=Py_ssize_t, k=Py_ssize_t,
               at=Py_ssize_t)
cdef Py_ssize_t _choose_best(
    i64[::1] usable, Py_ssize_t count, double[::1] values, const i64[::1] string_of, const u8[::1] is_ligature,
    Py_ssize_t kept, Py_ssize_t kept_with_ligatures, i64[::1] best_row, i64[::1] strings) noexcept nogil

cdef inline Py_ssize_t _place(Py_ssize_t row, i64[::1] strings, Py_ssize_t first, Py_ssize_t past, i64[::1] best_row,
                              double[::1] values) noexcept nogil

@cython.locals(fallen=Py_ssize_t, k=Py_ssize_t)
cdef inline Py_ssize_t _insert(Py_ssize_t string, i64[::1] strings, Py_ssize_t at, Py_ssize_t last) noexcept nogil

@cython.locals(slot=Py_ssize_t, u=Py_ssize_t, row=Py_ssize_t, form=Py_ssize_t, first=Py_ssize_t, at=Py_ssize_t,
               top=double, end=Py_ssize_t, k=Py_ssize_t, value=double, other=Py_ssize_t)
cdef Py_ssize_t _add_forms(
    i64[::1] chosen, Py_ssize_t found, i64[::1] usable, Py_ssize_t count, double[::1] values,
    const i64[::1] string_of, const i64[::1] form_of, double deepest, i64[::1] slot_of, i64[:, ::1] rows,
    i64[::1] strings, i64[::1] forms, double[::1] outline, Py_ssize_t made) noexcept nogil

@cython.locals(least=double, i=Py_ssize_t, floor=double, made=Py_ssize_t, string=Py_ssize_t, value=double)
cdef Py_ssize_t _find_beside(
    const i64[::1] own, const i64[::1] forms, const double[::1] outline, const i64[::1] tried, Py_ssize_t letters,
    const i64[::1] ligatures, bint pairs, double deepest, u8[::1] new, double[::1] best, i64[::1] strings,
    double[::1] values) noexcept nogil

@cython.locals(k=Py_ssize_t, count=Py_ssize_t, found=Py_ssize_t, c=Py_ssize_t, own=double, other=double)
cpdef void rank(const i64[::1] begins, const i64[::1] strings, const double[::1] scores, const double[::1] outline,
                i64[::1] sizes, i64[:, ::1] best, double[:, ::1] best_scores, double[::1] margin) noexcept nogil

@cython.locals(k=Py_ssize_t)
cdef inline bint _is_among(Py_ssize_t string, i64[:, ::1] best, Py_ssize_t row, Py_ssize_t count) noexcept nogil
