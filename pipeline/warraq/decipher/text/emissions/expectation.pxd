cimport cython
from libc.math cimport log

cdef float _ONE, _ZERO, _BROKEN_OFF


@cython.locals(
    pairs=Py_ssize_t, longest=Py_ssize_t, s=Py_ssize_t, q=Py_ssize_t, y=Py_ssize_t, p=Py_ssize_t, arc=Py_ssize_t,
    t=Py_ssize_t, i=Py_ssize_t, first=Py_ssize_t, length=Py_ssize_t, found=Py_ssize_t, kept=Py_ssize_t,
    total=double, z=double, share=double, mass=float, e=float, value=float,
    of_symbol=float[:, ::1], to_boundary=float[::1], alpha=float[:, ::1], active=int[:, ::1],
    width=cython.longlong[::1], scale=double[::1], beta=float[::1], weighted=float[::1], row=float[::1],
    touched=int[::1],
)
cpdef double expectation(
    const int[::1] symbols, const long long[::1] offsets, const float[:, ::1] emission, const int[::1] start,
    const int[::1] target, const float[::1] probability, const int[::1] unit, double[:, ::1] counts, double floor,
    double prune) except? -1
