cimport cython
from libc.math cimport logf

cdef float _INFINITE, _NONE, _ONE, _SIXTEENTH, _E2, _E3, _E4, _E5, _E6
cdef double _NAN


cdef class Links:
    cdef public const long long[::1] begins
    cdef public const long long[::1] sources
    cdef public const double[::1] costs
    cdef public const unsigned char[::1] of_body
    cdef public double most


cdef class Sources:
    cdef public const long long[::1] begins
    cdef public const long long[::1] strings
    cdef public double[::1] values
    cdef public const long long[::1] bodies


cdef class Asked:
    cdef public const long long[::1] rows
    cdef public const long long[::1] begins
    cdef public const long long[::1] strings


cdef class Sums:
    cdef public double[:, ::1] worth
    cdef public long long[:, ::1] named


@cython.locals(g=Py_ssize_t, i=Py_ssize_t, j=Py_ssize_t, row=Py_ssize_t, norm=float, away=float)
cpdef void least_distances(
    const float[:, ::1] products, const float[::1] twice, const float[::1] lengths, const float[::1] norms,
    const long long[::1] groups, float[:, ::1] result,
) noexcept nogil

@cython.locals(g=Py_ssize_t, i=Py_ssize_t, family=Py_ssize_t)
cdef void _nearest(const float[:, ::1] distances, const long long[::1] group_of, float[:, ::1] nearest) noexcept nogil

@cython.locals(families=Py_ssize_t, first=Py_ssize_t, past=Py_ssize_t, group=Py_ssize_t, label=Py_ssize_t,
               i=Py_ssize_t, weight=float, term=float, part=float, power=float, none=float, one=float, sixteenth=float,
               e2=float, e3=float, e4=float, e5=float, e6=float)
cdef void _mixture(
    const float[:, ::1] distances, const float[::1] weights, const long long[::1] group_of, float scale, float least,
    float[::1] peak, float[::1] total, float[:, ::1] result,
) noexcept nogil

@cython.locals(source=Py_ssize_t, j=Py_ssize_t, best=double)
cdef void _from_best(Sources sources) noexcept nogil

@cython.locals(k=Py_ssize_t, c=Py_ssize_t, i=Py_ssize_t, bodies=Py_ssize_t, letters=Py_ssize_t, string=Py_ssize_t,
               body=Py_ssize_t, other_body=double, other_letters=double)
cdef void _write_messages(
    Asked asked, Links links, Sources sources, double least, Sums sums, double[::1] now,
) noexcept nogil

cdef double _known(double value, double other) noexcept nogil

@cython.locals(kind=Py_ssize_t, count=Py_ssize_t, other=double, k=Py_ssize_t, begin=Py_ssize_t, end=Py_ssize_t,
               informative=bint, j=Py_ssize_t, i=Py_ssize_t, body=Py_ssize_t, value=double, key=Py_ssize_t, best=double)
cdef (Py_ssize_t, double) _together(
    Links links, Py_ssize_t row, bint of_body, Sources sources, Sums sums,
) noexcept nogil
