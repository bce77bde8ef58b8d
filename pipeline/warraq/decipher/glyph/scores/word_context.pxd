cimport cython
from libc.math cimport INFINITY as inf

from warraq.decipher.glyph.scores.sign_score cimport SignColumns
from warraq.decipher.glyph.scores.word_score cimport Reader, WordTables, kept_word
from warraq.language.lookup cimport ngram_logp

ctypedef long long i64
ctypedef unsigned char u8

cdef Py_ssize_t LONGEST_WORD, NOTHING, LETTERS, MARK, PUNCTUATION, KASHIDA, UNKNOWN, _SPECIALS
cdef int COMPOSES
cdef double STEP, _NOT_IN_LEXICON, _CONTEXT_WEIGHT, _MOST_BY_PAIR


cdef class Around:
    cdef public const i64[:, :, ::1] places
    cdef public const i64[::1] used
    cdef public const double[::1] weights


cdef class AsWords:
    cdef public i64[::1] first
    cdef public i64[::1] final
    cdef public float[::1] worst


cdef class NearRoom:
    cdef public u8[::1] alters
    cdef public u8[::1] near
    cdef public double[::1] gain


@cython.locals(first=Py_ssize_t, final=Py_ssize_t, worst=double, count=Py_ssize_t, ahead=Py_ssize_t, end=Py_ssize_t,
               i=Py_ssize_t, s=Py_ssize_t, kind=Py_ssize_t, k=Py_ssize_t, letter=Py_ssize_t, made=Py_ssize_t,
               value=double, number=Py_ssize_t)
cdef (Py_ssize_t, Py_ssize_t, double) _read_token(Reader r, WordTables w, Py_ssize_t token) noexcept nogil

@cython.locals(k=Py_ssize_t, token=Py_ssize_t)
cpdef void read_tokens(Reader r, const i64[::1] tokens, i64[::1] first, i64[::1] final,
                       float[::1] worst) noexcept nogil

@cython.locals(p=Py_ssize_t, side=Py_ssize_t, token_here=Py_ssize_t, i=Py_ssize_t, slot=Py_ssize_t, at=Py_ssize_t)
cdef void _find_neighbours(const i64[::1] slot_of, const i64[:, ::1] follows, const i64[::1] flat,
                           const i64[::1] starts, i64[:, :, ::1] neighbourhood, i64[::1] used) noexcept nogil

@cython.locals(i=Py_ssize_t)
cdef inline bint _holds(const i64[::1] flat, Py_ssize_t start, Py_ssize_t end, Py_ssize_t sign) noexcept nogil

@cython.locals(k=Py_ssize_t, sign=Py_ssize_t, a=Py_ssize_t, b=Py_ssize_t, place=Py_ssize_t, beside=Py_ssize_t,
               kept=Py_ssize_t, best=double, c=Py_ssize_t, other=Py_ssize_t, top=Py_ssize_t, token=Py_ssize_t)
cdef void _settle(
    Reader r, SignColumns columns, double[::1] scores, Around around, double close, AsWords read,
    NearRoom room) noexcept nogil

@cython.locals(total=double, last=Py_ssize_t, often=Py_ssize_t, first=Py_ssize_t, final=Py_ssize_t, place=Py_ssize_t,
               before=Py_ssize_t, token_here=Py_ssize_t, after=Py_ssize_t, _=double, beside=Py_ssize_t, one=Py_ssize_t,
               other=Py_ssize_t, two=Py_ssize_t)
cdef double _gain(Reader r, Around around, Py_ssize_t row, AsWords read, NearRoom room) noexcept nogil

@cython.locals(excess=double)
cdef double _by_pair(WordTables w, Py_ssize_t a, Py_ssize_t b) noexcept nogil
