cimport cython

from warraq.decipher.text.lattice.word_search cimport Text
from warraq.language.lookup cimport mix

ctypedef unsigned long long u64
ctypedef unsigned char u8

cdef Py_ssize_t _JOIN, _ALIKE
cdef float _NOTHING, _ZERO
cdef double STEP


cdef class Arcs:
    cdef public const int[::1] at
    cdef public const int[::1] target
    cdef public const int[::1] token
    cdef public float[::1] score


cdef class ArcsOfKinds:
    cdef public const long long[::1] at
    cdef public const int[::1] source
    cdef public const int[::1] target
    cdef public const int[::1] token
    cdef public const float[::1] score


cdef class Unigrams:
    cdef public const u8[:, ::1] value
    cdef public float weight
    cdef public float fee


cdef class Kinds:
    cdef public const short[::1] code
    cdef public const u8[::1] soft
    cdef public const u8[::1] room
    cdef public const long long[::1] sign
    cdef public const u8[::1] opens
    cdef public const u8[::1] closes
    cdef public ArcsOfKinds arcs


cdef class Rows:
    cdef public int[:, ::1] row
    cdef public float[::1] score
    cdef public u8[:, ::1] units


cdef class Known:
    cdef public u64[::1] key
    cdef public long long[::1] first
    cdef public long long[::1] many
    cdef public Py_ssize_t used
    cdef public Py_ssize_t count
    cdef public Py_ssize_t read
    cdef public Rows rows


cdef u64 _onward(u64 key, u64 sign) noexcept nogil

@cython.locals(mask=u64, slot=u64)
cdef Py_ssize_t _slot(const u64[::1] keys, u64 key) noexcept nogil

@cython.locals(old=Py_ssize_t, slot=Py_ssize_t)
cdef void _refill(Known known, const u64[::1] keys, const long long[::1] first, const long long[::1] many) noexcept nogil

@cython.locals(place=Py_ssize_t, at=Py_ssize_t, key=u64, slot=Py_ssize_t)
cdef void _look_up(Known known, const long long[::1] signs, const u8[::1] begins, long long[:, ::1] result) noexcept nogil

@cython.locals(
    target=Rows, i=Py_ssize_t, number=Py_ssize_t, place=Py_ssize_t, begin=Py_ssize_t, at=Py_ssize_t, k=Py_ssize_t,
    end=Py_ssize_t, key=u64, slot=Py_ssize_t,
)
cdef void _learn(
    Known known, Text text, const long long[::1] places, const int[:, ::1] rows, const float[::1] scores,
    const u8[:, ::1] units, const long long[::1] read)

@cython.locals(
    size=Py_ssize_t, place=Py_ssize_t, at=Py_ssize_t, key=u64, slot=Py_ssize_t, keys=u64[::1], mark=u8[::1],
)
cpdef object first_of_alike(const u8[::1] places, const long long[::1] signs)

@cython.locals(size=Py_ssize_t, p=Py_ssize_t, kind=Py_ssize_t, begin=Py_ssize_t, end=Py_ssize_t, at=Py_ssize_t)
cdef void _fill(
    const long long[::1] numbers, Kinds kinds, short[::1] codes, u8[::1] soft, long long[::1] signs, u8[::1] begins,
    u8[::1] ends, int[::1] skip) noexcept nogil

@cython.locals(mark=u8[::1], ahead=float[::1], behind=float[::1], worth=float[::1])
cpdef object worth_keeping(Py_ssize_t nodes, Arcs arcs, Unigrams unigrams, float within)

@cython.locals(arc=Py_ssize_t, node=Py_ssize_t, price=float, reached=float, best=float)
cdef void _sweep(
    Py_ssize_t nodes, Arcs arcs, Unigrams unigrams, float within, float[::1] ahead, float[::1] behind,
    float[::1] worth, u8[::1] keep) noexcept nogil

@cython.locals(p=Py_ssize_t)
cdef void _count_words(const long long[:, ::1] places, int[::1] at) noexcept nogil

@cython.locals(p=Py_ssize_t, kind=Py_ssize_t, arc=Py_ssize_t)
cdef void _count_others(const long long[::1] numbers, Kinds kinds, int[::1] at) noexcept nogil

@cython.locals(p=Py_ssize_t, i=Py_ssize_t, row=Py_ssize_t, k=Py_ssize_t)
cdef Py_ssize_t _put_spellings(
    Rows rows, const long long[:, ::1] places, const int[::1] free, int[::1] ref, u8[:, ::1] spelt,
    Py_ssize_t spellings) noexcept nogil

@cython.locals(p=Py_ssize_t, node=Py_ssize_t, i=Py_ssize_t, row=Py_ssize_t, arc=Py_ssize_t)
cdef void _put_words(
    Rows rows, const long long[:, ::1] places, int[::1] free, int[::1] source, int[::1] target, int[::1] token,
    float[::1] score) noexcept nogil

@cython.locals(p=Py_ssize_t, kind=Py_ssize_t, arc_number=Py_ssize_t, node=Py_ssize_t, arc=Py_ssize_t)
cdef void _put_others(
    const long long[::1] numbers, Kinds kinds, int[::1] free, int[::1] source, int[::1] target, int[::1] token,
    float[::1] score) noexcept nogil
