cimport cython
from libc.math cimport log

cdef float _ONE, _ZERO, _BROKEN_OFF


cdef class PairModel:
    cdef public const int[::1] start
    cdef public const int[::1] target
    cdef public const float[::1] probability
    cdef public const int[::1] unit


cdef class Sequences:
    cdef public const int[::1] symbols
    cdef public const long long[::1] offsets


cdef class Trellis:
    cdef public float[:, ::1] of_symbol
    cdef public float[::1] to_boundary
    cdef public float[:, ::1] alpha
    cdef public int[:, ::1] active
    cdef public long long[::1] width
    cdef public double[::1] scale
    cdef public float[::1] beta
    cdef public float[::1] weighted
    cdef public float[::1] row
    cdef public int[::1] touched


@cython.locals(
    longest=Py_ssize_t, s=Py_ssize_t, first=Py_ssize_t, length=Py_ssize_t, t=Py_ssize_t, total=double,
    trellis=Trellis,
)
cpdef double expectation(
    Sequences sequences, const float[:, ::1] emission, PairModel model, double[:, ::1] counts, double floor,
    double prune) except? -1

@cython.locals(pairs=Py_ssize_t, q=Py_ssize_t, y=Py_ssize_t, p=Py_ssize_t, arc=Py_ssize_t)
cdef void _lay_out(Trellis trellis, const float[:, ::1] emission, PairModel model) noexcept nogil

@cython.locals(
    live=Py_ssize_t, i=Py_ssize_t, p=Py_ssize_t, arc=Py_ssize_t, q=Py_ssize_t, mass=float, e=float,
)
cdef void _forward(Py_ssize_t t, Py_ssize_t y, Trellis trellis, PairModel model, double floor) noexcept nogil

@cython.locals(live=Py_ssize_t, kept=Py_ssize_t, i=Py_ssize_t, q=Py_ssize_t, z=double, share=double)
cdef double _normalised(Py_ssize_t t, Trellis trellis, double prune) noexcept nogil

@cython.locals(i=Py_ssize_t, q=Py_ssize_t)
cdef void _end(Py_ssize_t length, Trellis trellis) noexcept nogil

@cython.locals(
    i=Py_ssize_t, q=Py_ssize_t, p=Py_ssize_t, arc=Py_ssize_t, z=double, value=float,
)
cdef void _backward(
    Py_ssize_t t, Py_ssize_t y, Trellis trellis, const float[:, ::1] emission, PairModel model,
    double[:, ::1] counts) noexcept nogil
