cimport cython
from libc.math cimport ceil, rint, sqrt

cdef Py_ssize_t _CELL, _MOST_LINES, _LEAST_PART, _LEAST_HOLE, _MOST_PARTS
cdef Py_ssize_t _BEGIN, _END, _AREA, _INK, _EDGE, _TOP, _BOTTOM, _SAME
cdef unsigned char _ON, _CUBIC, _KIND
cdef double _NEAR, _HALF_INKED
cdef const double[::1] _BLUR


cdef class Placed:
    cdef public const double[:, ::1] lines
    cdef public const long long[::1] begins
    cdef public const long long[:, ::1] parts
    cdef public const long long[::1] clusters
    cdef public const long long[:, ::1] boxes


cdef class Picture:
    cdef public float[:, ::1] ink
    cdef public Py_ssize_t top, bottom, left, right


cdef class Pen:
    cdef double[:, ::1] segments
    cdef Py_ssize_t count
    cdef double x, y, ax, ay, bx, by, end_x, end_y, bend


@cython.locals(near=double, first=Py_ssize_t, contour=Py_ssize_t, last=Py_ssize_t, i=Py_ssize_t, stop=Py_ssize_t,
               begin_x=double, begin_y=double, kind=cython.uchar, pen=Pen)
cdef Py_ssize_t _trace(
    const long long[:, ::1] points, const unsigned char[::1] tags, const long long[::1] ends, double[:, ::1] segments,
) except -1

@cython.locals(x=double, y=double, ax=double, ay=double, bx=double, by=double, end_x=double, end_y=double, bend=double)
cdef Py_ssize_t _read_piece(
    Pen pen, const long long[:, ::1] points, const unsigned char[::1] tags, Py_ssize_t i, Py_ssize_t stop,
) except -1

@cython.locals(parts=double, x=double, y=double, step=Py_ssize_t, t=double, u=double, to_x=double, to_y=double)
cdef int _draw(Pen pen, bint straight, double near) except -1

cdef int _add_line(Pen pen, double x, double y) except -1

@cython.locals(i=Py_ssize_t, left=cython.longlong, right=cython.longlong, bottom=cython.longlong, top=cython.longlong)
cdef long long _side(const long long[:, ::1] points) except -1

@cython.locals(whole=Picture, part=Picture, count=Py_ssize_t, k=Py_ssize_t, left=cython.longlong,
               bottom=cython.longlong, right=cython.longlong, top=cython.longlong, side=double, scale=double)
cpdef zoomed(Placed placed, Py_ssize_t margin, Py_ssize_t pixels)

@cython.locals(whole=Picture, part=Picture, count=Py_ssize_t, k=Py_ssize_t, middle=double)
cpdef on_baseline(Placed placed, double scale, double row, Py_ssize_t pixels)

@cython.locals(middle=double, first=Py_ssize_t, k=Py_ssize_t, glyph=Py_ssize_t, left=double, base=double,
               picture=Picture)
cdef int _paint_cluster(
    Placed placed, Py_ssize_t cluster, double scale, double x, double y, double row, Picture whole, Picture part,
) except -1

@cython.locals(row=Py_ssize_t, column=Py_ssize_t)
cdef int _lay_over(Picture whole, Picture part) except -1

@cython.locals(row=Py_ssize_t, column=Py_ssize_t)
cdef int _clear(Picture picture) except -1

@cython.locals(pixels=Py_ssize_t, size=double, least=double, most=double, k=Py_ssize_t, x0=double, y0=double,
               x1=double, y1=double, way=double, slope=double, x=double, upper=double, first=Py_ssize_t,
               past=Py_ssize_t, row=Py_ssize_t, lower=double, onward=double)
cpdef int paint(
    Picture picture, const double[:, ::1] lines, Py_ssize_t begin, Py_ssize_t end, double scale, double left,
    double base,
) except -1

@cython.locals(pixels=Py_ssize_t, first=Py_ssize_t, past=Py_ssize_t, share=double, width=double, begun=double,
               column=Py_ssize_t, a=double, b=double)
cdef int _cover(Picture picture, Py_ssize_t row, double left, double right, double high) except -1

@cython.locals(row=Py_ssize_t, total=double, column=Py_ssize_t)
cdef int _sum_up(Picture picture) except -1

@cython.locals(size=Py_ssize_t, top=Py_ssize_t, bottom=Py_ssize_t, left=Py_ssize_t, right=Py_ssize_t, y=Py_ssize_t,
               x=Py_ssize_t, total=double, row=Py_ssize_t, column=Py_ssize_t, k=Py_ssize_t, share=double)
cdef int _blur(Picture picture, double[:, ::1] means, double[:, ::1] across, float[:, ::1] result) except -1

@cython.locals(rows=Py_ssize_t, count=Py_ssize_t, above=Py_ssize_t, below=Py_ssize_t, row=Py_ssize_t,
               first=Py_ssize_t, column=Py_ssize_t, ink=bint, begin=Py_ssize_t, run=Py_ssize_t, one=Py_ssize_t,
               other=Py_ssize_t)
cdef Py_ssize_t _joined_runs(Picture picture, int[:, ::1] runs) except -1

cdef Py_ssize_t _root(int[:, ::1] runs, Py_ssize_t run) except -1

@cython.locals(run=Py_ssize_t, part=Py_ssize_t, body=Py_ssize_t, most=Py_ssize_t, parts=Py_ssize_t, holes=Py_ssize_t,
               over=Py_ssize_t, under=Py_ssize_t)
cdef tuple _counted(int[:, ::1] runs, Py_ssize_t count)
