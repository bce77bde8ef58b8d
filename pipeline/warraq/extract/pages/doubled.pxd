cimport cython
from libc.math cimport floor

cdef extern from "math.h" nogil:
    float hypotf(float, float)

cdef float DOUBLED_WITHIN, DOUBLED_WITHIN_ADVANCE, DOUBLED_MARK_WITHIN, NO_ADVANCE, SAME_SIZE, _BAND
cdef double _FARTHEST, _CELL, _EDGE, _A_LITTLE_MORE
cdef long long _SPREAD, _MOST_COMPARED, _INDEX, _CELLS, _INDEX_BITS
cdef Py_ssize_t _MOST_FOLLOWING

@cython.locals(step=Py_ssize_t, at=Py_ssize_t, first=Py_ssize_t, second=Py_ssize_t, is_new=bint)
cdef void _mark_doubles(
    const float[::1] x, const float[::1] y, const float[::1] size, const float[::1] advance,
    const Py_ssize_t[::1] indices, const Py_ssize_t[::1] order, const unsigned long long[::1] place,
    unsigned char[::1] doubled,
) noexcept nogil

@cython.locals(size_here=float, width=float, reach=float)
cdef bint _is_double(
    Py_ssize_t first, Py_ssize_t second,
    const float[::1] x, const float[::1] y, const float[::1] size, const float[::1] advance,
) noexcept nogil

@cython.locals(
    one=cython.longlong, mask=cython.longlong, left=cython.longlong, at=Py_ssize_t, glyph=Py_ssize_t,
    code=cython.longlong, size_here=float, band=cython.longlong, farthest=double, place=double, around=double,
    cell=cython.longlong, cells=cython.longlong, near_cells=cython.longlong, bucket=cython.longlong,
    taken=cython.longlong, beside=cython.longlong, other=Py_ssize_t, own_cell=cython.longlong,
)
cdef bint _may_be_doubled(
    long long[::1] heads, long long[::1] following,
    const float[::1] x, const float[::1] y, const float[::1] size, const float[::1] advance,
    const Py_ssize_t[::1] indices, const Py_ssize_t[::1] rows,
) noexcept nogil
