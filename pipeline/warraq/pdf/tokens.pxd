cimport cython

cdef unsigned char _END, _CLOSES, _OPERATOR, NUMBER, STRING, NAME, NULL, ARRAY, DICT
cdef Py_ssize_t MOST_OPERANDS, _LONGEST_WORD, _LONGEST_OPERATOR, _ROOM
cdef int _MAX_DEPTH, _DIGITS, _LARGEST_POWER
cdef long long _EXACT
cdef Py_ssize_t _true, _false, _null, _BI, _EI
cdef const double[::1] _POWERS
cdef const unsigned char[::1] _CLASS


@cython.final
cdef class Tokens:
    cdef readonly bytes content
    cdef readonly object store
    cdef readonly Py_ssize_t start, at, count, filled
    cdef readonly Py_ssize_t[::1] places, lows, highs
    cdef readonly unsigned char[::1] kinds
    cdef readonly double[::1] values
    cdef readonly const unsigned char[::1] data
    cdef readonly unsigned char[::1] buffer
    cdef Py_ssize_t end, used, room, low, high
    cdef double value
    cdef Py_ssize_t word

    @cython.locals(kind=cython.uchar, place=Py_ssize_t)
    cpdef Py_ssize_t next(self) except? -2
    @cython.locals(place=Py_ssize_t)
    cdef Py_ssize_t _add(self, unsigned char kind) except? -2
    @cython.locals(kind=cython.uchar, inner=Py_ssize_t, before=Py_ssize_t)
    cdef int _collect(self, Py_ssize_t place, int depth) except -1
    @cython.locals(at=Py_ssize_t, n=Py_ssize_t, end=Py_ssize_t, c=cython.uchar, kind=int)
    cdef int _token(self) except -1
    @cython.locals(c=cython.uchar, at=Py_ssize_t, word=Py_ssize_t)
    cdef int _word(self, Py_ssize_t start, Py_ssize_t end) except -1
    @cython.locals(c=cython.uchar, at=Py_ssize_t, mantissa=cython.longlong, scale=Py_ssize_t, digits=Py_ssize_t,
                   kept=int, value=double, negative=cython.bint, point=cython.bint)
    cdef int _number(self, Py_ssize_t start, Py_ssize_t end) except -1
    @cython.locals(n=Py_ssize_t, used=Py_ssize_t, depth=Py_ssize_t, octal=int, more=int, c=int)
    cdef int _string(self, Py_ssize_t at) except -1
    @cython.locals(n=Py_ssize_t, used=Py_ssize_t, high=int, digit=int, half=cython.bint, c=int)
    cdef int _hexadecimal(self, Py_ssize_t at) except -1
    cdef Py_ssize_t _after_image(self) except -1
    cpdef bytes string(self, Py_ssize_t place)
    cpdef str name(self, Py_ssize_t place)
    cpdef Py_ssize_t after(self, Py_ssize_t place) except -1
    cpdef object(self, Py_ssize_t place)
