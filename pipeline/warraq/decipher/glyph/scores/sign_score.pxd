cimport cython
from libc.math cimport INFINITY as inf, NAN as nan

from warraq.decipher.glyph.scores.word_score cimport Reader, score_token

ctypedef long long i64
ctypedef unsigned char u8

cdef double NO_LETTER_MOST, SEATED_MOST, SPELLING_MOST, SPELLING_SHARE
cdef int SEATED


cdef class AsRead:
    cdef public double[::1] scores
    cdef public signed char[::1] contexts
    cdef public u8[::1] fresh
    cdef public i64[::1] since


cdef class SignCandidates:
    cdef public Py_ssize_t sign
    cdef public const i64[::1] strings
    cdef public const i64[::1] forms
    cdef public const double[::1] prior
    cdef public const i64[::1] tokens


cdef class SignColumns:
    cdef public const i64[::1] signs
    cdef public const i64[::1] begins
    cdef public const i64[::1] strings
    cdef public const i64[::1] forms
    cdef public const double[::1] outline
    cdef public const i64[::1] token_begins
    cdef public const i64[::1] tokens


cdef class KeptScores:
    cdef public const i64[::1] begins
    cdef public float[::1] scores
    cdef public i64[::1] since
    cdef public i64[::1] changed
    cdef public i64[::1] clock
    cdef public AsRead as_read


cdef class Race:
    cdef public double given_up
    cdef public double best
    cdef public double[::1] reached
    cdef public double[::1] partial


cdef class Turns:
    cdef public const u8[::1] first
    cdef public const u8[::1] allowed
    cdef public Py_ssize_t times
    cdef public double given_up


cdef class Scored:
    cdef public double[::1] scores
    cdef public u8[::1] known


cdef class Marks:
    cdef public const u8[::1] waiting
    cdef public u8[::1] touched
    cdef public double[:, ::1] groups


@cython.locals(scores=double[::1])
cpdef object score_candidates(
    SignCandidates one, double[::1] known, AsRead as_read, Reader reader, double given_up)

@cython.locals(count=Py_ssize_t, as_read=AsRead, known=double[::1], race=Race, string=Py_ssize_t, mask=Py_ssize_t,
               k=Py_ssize_t, both=SignCandidates, scores=double[::1])
cpdef object score_pairs(SignCandidates one, SignCandidates other, Reader reader, double given_up)

@cython.locals(before=int, after=int, wrong=Py_ssize_t)
cdef inline Py_ssize_t _wrong_sides(Py_ssize_t allowed, int context) noexcept nogil

@cython.locals(wrong=Py_ssize_t, context=int, begin=Py_ssize_t, i=Py_ssize_t)
cpdef Py_ssize_t joins_beside(Reader r, Py_ssize_t token, Py_ssize_t sign) noexcept nogil

@cython.locals(wrong=Py_ssize_t, context=int)
cpdef Py_ssize_t own_joins(Reader r, Py_ssize_t mask) noexcept nogil

@cython.locals(kept_string=Py_ssize_t, count=Py_ssize_t, k=Py_ssize_t, c=Py_ssize_t, total=double, hopeless=bint,
               as_now=bint, token=Py_ssize_t, at=Py_ssize_t, alike=double, beside=Py_ssize_t, other=Py_ssize_t)
cdef void _write_scores(
    Reader r, SignCandidates one, cython.floating[::1] known, AsRead as_read, Race race,
    double[::1] result) noexcept nogil

@cython.locals(begin=Py_ssize_t, end=Py_ssize_t, i=Py_ssize_t, alike=double)
cdef double _as_read(Reader r, Py_ssize_t token, AsRead as_read) noexcept nogil

@cython.locals(last=Py_ssize_t, i=Py_ssize_t, group=Py_ssize_t, string=Py_ssize_t, most=double, behind=double)
cpdef void temper(Reader r, const i64[::1] strings, const double[::1] outline, double[::1] scores,
                  double[:, ::1] best) noexcept nogil

@cython.locals(count=Py_ssize_t, k=Py_ssize_t, token=Py_ssize_t, newest=i64, i=Py_ssize_t, at=Py_ssize_t)
cdef void _forget(Reader r, Py_ssize_t sign, const i64[::1] tokens, i64[::1] since, float[::1] scores, AsRead read,
                  i64[::1] changed, i64 now) noexcept nogil

cdef void _take(SignCandidates one, SignColumns columns, Py_ssize_t k, const double[::1] prior) noexcept nogil

@cython.locals(any_changed=bint, k=Py_ssize_t, a=Py_ssize_t, b=Py_ssize_t, c=Py_ssize_t, d=Py_ssize_t,
               known=float[::1], best=Py_ssize_t, candidate=Py_ssize_t, t=Py_ssize_t, i=Py_ssize_t)
cdef bint _sweep_once(
    Reader r, SignColumns columns, const double[::1] prior, Marks marks, KeptScores kept, Scored scored, Race race,
    SignCandidates one) noexcept nogil

@cython.locals(k=Py_ssize_t, a=Py_ssize_t, b=Py_ssize_t)
cdef void _probe(
    Reader r, SignColumns columns, AsRead as_read, Race race, SignCandidates one, double[::1] known,
    double[::1] scores) noexcept nogil
