cimport cython
from libc.math cimport exp, expf, log, log1p

from warraq.decipher.text.lattice.word_lattice cimport Arcs
from warraq.language.lookup cimport HashTable, Ngrams, find, ngram_logp

ctypedef unsigned long long u64
ctypedef unsigned char u8

cdef Py_ssize_t _STOP, _END, _UNKNOWN
cdef int TOKEN_BITS, _REMEMBERED_BITS
cdef u64 _GOLDEN, _ALL
cdef float _NOTHING, _UNJOINED, _SOFT, _NEW_SENTENCE, _OLD_SENTENCE, _ZERO, _INFINITE
cdef double STEP, _LOG_2


cdef class Language:
    cdef public Ngrams ngrams
    cdef public const float[::1] words
    cdef public const float[::1] topic
    cdef public HashTable pairs
    cdef public const float[::1] pair_logp


cdef class Remembered:
    cdef public u64[::1] key
    cdef public float[::1] logp


cdef class Weights:
    cdef public float delta
    cdef public float weight
    cdef public float fee


cdef class Scorer:
    cdef public Language language
    cdef public Remembered remembered
    cdef public Weights weights


cdef class PieceEnds:
    cdef public const long long[::1] at
    cdef public const long long[::1] trim
    cdef public const long long[::1] late


cdef class Fragment:
    cdef public float price
    cdef public float slope


cdef class Pieces:
    cdef public const float[:, ::1] scores
    cdef public const int[:, :, ::1] heads
    cdef public const double[::1] cost
    cdef public const u8[::1] open_start
    cdef public const u8[::1] open_end


cdef class Ways:
    cdef public Py_ssize_t beam
    cdef public double[:, ::1] value
    cdef public int[:, :, ::1] last
    cdef public u8[:, :, ::1] cuts
    cdef public long long[::1] count
    cdef public long long[:, ::1] until


cdef class Beams:
    cdef public Py_ssize_t nodes
    cdef public Py_ssize_t beam
    cdef public int[::1] used
    cdef public float[::1] worst
    cdef public float[:, ::1] score
    cdef public int[:, ::1] a
    cdef public int[:, ::1] b
    cdef public int[:, ::1] first
    cdef public int[:, ::1] second
    cdef public int[:, ::1] back
    cdef public int[:, ::1] back_node
    cdef public signed char[:, ::1] back_rank


cdef class Windows:
    cdef public const long long[:, ::1] first
    cdef public const long long[:, ::1] last
    cdef public const long long[:, ::1] place
    cdef public const int[::1] row
    cdef public const long long[:, ::1] span
    cdef public const int[::1] token
    cdef public const u8[:, ::1] units


cdef double _logaddexp(double x, double y) noexcept nogil

@cython.locals(logp=float, key=u64, slot=Py_ssize_t)
cpdef float token_logp(Language language, Py_ssize_t a, Py_ssize_t b, Py_ssize_t c) noexcept nogil

@cython.locals(key=u64, middle=u64, slot=u64)
cdef float _recalled(Language language, Remembered remembered, Py_ssize_t a, Py_ssize_t b, Py_ssize_t c) noexcept nogil

@cython.locals(low=Py_ssize_t, rank=Py_ssize_t)
cdef Py_ssize_t _place(Beams beams, Py_ssize_t node, int a, int b, float score) noexcept nogil

@cython.locals(
    node=Py_ssize_t, used=Py_ssize_t, rank=Py_ssize_t, arc=Py_ssize_t, target=Py_ssize_t, token=int, a=int, b=int,
    first=int, second=int, full=bint, place=Py_ssize_t, other=Py_ssize_t,
    best=float, score=float, logp=float, least=float, weight=float, fee=float,
)
cdef void _spread(
    Beams beams, Arcs arcs, Scorer scorer, Py_ssize_t low) noexcept nogil

@cython.locals(
    low=Py_ssize_t, beams=Beams, node=Py_ssize_t, rank=Py_ssize_t, place=Py_ssize_t, other=Py_ssize_t, a=int, b=int,
    total=float, path=int[::1], count=Py_ssize_t,
)
cpdef tuple search(
    Arcs arcs, Scorer scorer, Py_ssize_t beam, Py_ssize_t begin, Py_ssize_t end, (int, int) before)

@cython.locals(
    count=Py_ssize_t, begin=Py_ssize_t, behind_spaces=Py_ssize_t, behind_fragment=Py_ssize_t, low=Py_ssize_t,
    beams=Beams, node=Py_ssize_t, scores=float[::1], result=int[:, ::1],
)
cpdef tuple search_from(
    Arcs arcs, Scorer scorer, Py_ssize_t beam, (Py_ssize_t, Py_ssize_t, Py_ssize_t) begins, PieceEnds ends,
    Fragment fragment)

cdef double _price(double once, double each, Py_ssize_t items) noexcept nogil

@cython.locals(i=Py_ssize_t, turn=Py_ssize_t, place=Py_ssize_t, node=Py_ssize_t, rank=Py_ssize_t, price=double, score=double)
cdef void _best_ends(
    Beams beams, Py_ssize_t low, PieceEnds ends, Fragment fragment, float[::1] scores,
    int[:, ::1] result) noexcept nogil

@cython.locals(
    count=Py_ssize_t, nodes=Py_ssize_t, i=Py_ssize_t, low=Py_ssize_t, high=Py_ssize_t, begin=Py_ssize_t,
    end=Py_ssize_t, turn=Py_ssize_t,
    node=Py_ssize_t, arc=Py_ssize_t, k=Py_ssize_t, there=bint, same=bint, beams=Beams, best=float, score=float,
    margins=float[::1], instead=int[:, ::1], kept=float[::1],
)
cpdef tuple max_marginal(
    Arcs arcs, Scorer scorer, Windows windows, const int[::1] ref, const u8[:, ::1] unknown, Py_ssize_t beam,
    Py_ssize_t most)

@cython.locals(node=Py_ssize_t)
cdef void _emptied(Beams beams, Py_ssize_t nodes) noexcept nogil

@cython.locals(
    low=Py_ssize_t, begin=Py_ssize_t, end=Py_ssize_t, side=Py_ssize_t, node=Py_ssize_t, ends_at=Py_ssize_t, rank=Py_ssize_t, other=Py_ssize_t,
    behind=Py_ssize_t, k=Py_ssize_t, count=Py_ssize_t, arc=Py_ssize_t, a=int, b=int, best=float, total=float,
)
cdef float _read(
    Beams beams, Arcs arcs, Scorer scorer, Windows windows, int[:, ::1] instead, Py_ssize_t i) noexcept nogil

@cython.locals(gain=float)
cpdef double join_logp(
    Language language, Py_ssize_t a, Py_ssize_t b, Py_ssize_t first, Py_ssize_t second, double weight) noexcept nogil

@cython.locals(i=Py_ssize_t, j=Py_ssize_t, result=double[:, ::1])
cpdef object join_table(Language language, const int[:, ::1] last, const int[:, ::1] first, double weight)

@cython.locals(i=Py_ssize_t, last=Py_ssize_t, a=Py_ssize_t, b=Py_ssize_t, c=Py_ssize_t, result=double[::1])
cpdef object fits(Language language, const int[::1] row, Py_ssize_t place, const int[::1] candidates)

@cython.locals(m=Py_ssize_t, s=Py_ssize_t, e=Py_ssize_t, h=Py_ssize_t, v=double, ways=Ways)
cpdef tuple tile(
    Language language, Pieces pieces, double loose, double closed, Py_ssize_t beam, double weight)

@cython.locals(behind=Py_ssize_t)
cdef double _with_edges(
    double v, Pieces pieces, Ways ways, Py_ssize_t s, Py_ssize_t e, Py_ssize_t h, double loose,
    double closed) noexcept nogil

@cython.locals(m=Py_ssize_t, k=Py_ssize_t, q=Py_ssize_t)
cdef void _add_way(
    Pieces pieces, Ways ways, Py_ssize_t s, Py_ssize_t e, Py_ssize_t h, double v) noexcept nogil
