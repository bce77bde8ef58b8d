cimport cython
from libc.math cimport INFINITY as inf

ctypedef long long i64

cdef double DIGIT_IN_STEP, DIGIT_WORTH, UNASSIGNED_DIGIT, WORST_DIGIT, _OUT_OF_STEP, _AGAIN


@cython.locals(k=Py_ssize_t, value=Py_ssize_t, best=double, j=Py_ssize_t, lower=Py_ssize_t, reached=double)
cpdef void chain(const double[:, ::1] values, const i64[::1] gids, const unsigned char[::1] alike, Py_ssize_t stride,
                 double[:, ::1] score, i64[:, ::1] came) noexcept nogil

@cython.locals(known=Py_ssize_t, row=Py_ssize_t, count=Py_ssize_t, k=Py_ssize_t, before=Py_ssize_t, column=Py_ssize_t,
               now=Py_ssize_t, total=double)
cpdef void assign(const double[:, ::1] values, double[:, ::1] score, i64[:, ::1] came, signed char[:, ::1] taken,
                  i64[:, ::1] order) noexcept nogil
