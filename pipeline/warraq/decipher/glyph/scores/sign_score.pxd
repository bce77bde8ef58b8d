cimport cython
from libc.math cimport INFINITY as inf, NAN as nan

from warraq.decipher.glyph.scores.word_score cimport Reader, WordTables, score_token

ctypedef long long i64
ctypedef unsigned char u8

cdef double NO_LETTER_MOST, SEATED_MOST, SPELLING_MOST, SPELLING_SHARE
cdef int SEATED


cdef class AsRead:
    cdef public double[::1] scores
    cdef public signed char[::1] contexts
    cdef public u8[::1] fresh
    cdef public i64[::1] since


@cython.locals(scores=double[::1], reached=double[::1], partial=double[::1])
cpdef object score_candidates(Py_ssize_t sign, const i64[::1] strings, const i64[::1] masks, const double[::1] prior,
                              const i64[::1] tokens, double[::1] known, AsRead as_read, Reader reader,
                              double given_up)

@cython.locals(as_read=AsRead, known=double[::1], reached=double[::1], partial=double[::1], best=double,
               string=Py_ssize_t, mask=Py_ssize_t, k=Py_ssize_t, both=double[::1], scores=double[::1])
cpdef object score_pairs(Py_ssize_t one, const i64[::1] strings, const i64[::1] masks, prior, Py_ssize_t other,
                         const i64[::1] other_strings, const i64[::1] other_masks, other_prior,
                         const i64[::1] tokens, Reader reader, double given_up)

@cython.locals(before=int, after=int, wrong=Py_ssize_t)
cdef inline Py_ssize_t _wrong_sides(Py_ssize_t allowed, int context) noexcept nogil

@cython.locals(wrong=Py_ssize_t, context=int, begin=Py_ssize_t, i=Py_ssize_t)
cpdef Py_ssize_t joins_beside(Reader r, Py_ssize_t token, Py_ssize_t sign) noexcept nogil

@cython.locals(wrong=Py_ssize_t, context=int)
cpdef Py_ssize_t own_joins(Reader r, Py_ssize_t mask) noexcept nogil

@cython.locals(kept_string=Py_ssize_t, count=Py_ssize_t, k=Py_ssize_t, c=Py_ssize_t, total=double, hopeless=bint,
               as_now=bint, token=Py_ssize_t, at=Py_ssize_t, begin=Py_ssize_t, end=Py_ssize_t, alike=double,
               i=Py_ssize_t, beside=Py_ssize_t, other=Py_ssize_t)
cdef double _write_scores(
    Reader r, WordTables w, Py_ssize_t sign, const i64[::1] strings, const i64[::1] masks, const double[::1] prior,
    const i64[::1] tokens, cython.floating[::1] known, AsRead as_read, double given_up, double[::1] reached,
    double[::1] partial, double[::1] result, double best) noexcept nogil

@cython.locals(last=Py_ssize_t, i=Py_ssize_t, group=Py_ssize_t, string=Py_ssize_t, most=double, behind=double)
cpdef void temper(Reader r, const i64[::1] strings, const double[::1] outline, double[::1] scores,
                  double[:, ::1] best) noexcept nogil

@cython.locals(count=Py_ssize_t, k=Py_ssize_t, token=Py_ssize_t, newest=i64, i=Py_ssize_t, at=Py_ssize_t)
cdef void _forget(Reader r, Py_ssize_t sign, const i64[::1] tokens, i64[::1] since, float[::1] scores, AsRead read,
                  i64[::1] changed, i64 now) noexcept nogil

@cython.locals(any_changed=bint, k=Py_ssize_t, sign=Py_ssize_t, a=Py_ssize_t, b=Py_ssize_t, c=Py_ssize_t,
               d=Py_ssize_t, known=float[::1], best=Py_ssize_t, candidate=Py_ssize_t, t=Py_ssize_t, i=Py_ssize_t)
cdef bint _sweep_once(
    Reader r, WordTables w, const i64[::1] signs, const i64[::1] begins, const i64[::1] strings,
    const i64[::1] masks, const double[::1] outline, const i64[::1] token_begins, const i64[::1] tokens,
    const double[::1] prior, const u8[::1] waiting, u8[::1] touched, const i64[::1] kept_begins,
    float[::1] kept_scores, i64[::1] since, i64[::1] changed, i64[::1] clock, AsRead as_read, double[::1] scores,
    u8[::1] scored, double given_up, double[::1] reached, double[::1] partial, double[:, ::1] room) noexcept nogil

@cython.locals(k=Py_ssize_t, a=Py_ssize_t, b=Py_ssize_t, c=Py_ssize_t, d=Py_ssize_t)
cdef void _probe(
    Reader r, WordTables w, const i64[::1] signs, const i64[::1] begins, const i64[::1] strings,
    const i64[::1] masks, const double[::1] outline, const i64[::1] token_begins, const i64[::1] tokens,
    AsRead as_read, double given_up, double[::1] known, double[::1] reached, double[::1] partial,
    double[::1] scores) noexcept nogil
