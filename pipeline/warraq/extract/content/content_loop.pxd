cimport cython
from libc.math cimport INFINITY as inf, isfinite, sqrt

from warraq.pdf.tokens cimport Tokens

cdef unsigned char NUMBER, STRING, NAME, ARRAY, DICT
cdef int INEXACT, SOLID, SOMEHOW, PICTURE, ROUNDED, ARTIFACT, INVISIBLE, RECOGNISED, _CLIPS, _NOTHING, _NOTHING_BUT_CLIPS, _NO_MODE
cdef double OPAQUE, SHEER, TRANSPARENT, UNKNOWN, RULE_THICKNESS, LEVEL
cdef Py_ssize_t MOST_POINTS, MOST_RULES, MOST_BENDS, MOST_SIDES, MOST_OF_CIRCLE, MOST_SAVED, _MOST_NAMES, _MOST_GLYPHS, _RUNS
cdef Py_ssize_t _q, _Q, _cm, _gs, _w, _Do, _sh, _EI, _BT, _Tm, _Td, _TD, _Tstar, _Tf, _Tc, _Tw, _Tz, _TL, _Ts, _Tr
cdef Py_ssize_t _Tj, _TJ, _quote, _double, _BDC, _BMC, _EMC, _g, _rg, _k, _cs, _sc, _scn
cdef Py_ssize_t _m, _l, _re, _h, _c, _v, _y, _n, _f, _F, _fstar, _S, _s, _B, _Bstar, _b, _bstar, _W, _Wstar


@cython.final
cdef class ShownFont:
    cdef readonly object resource
    cdef readonly bint vertical, spaced
    cdef readonly Py_ssize_t size, count
    cdef readonly double[::1] widths
    cdef public Py_ssize_t index, page


@cython.final
cdef class State:
    cdef public double a, b, c, d, e, f
    cdef public double size, char_space, word_space, scale, leading, rise
    cdef public double left, bottom, right, top, light, alpha, width
    cdef public int mode, mixed
    cdef public ShownFont font
    cdef public object text_clip

    @cython.locals(new=State)
    cpdef State copy(self)
    @cython.locals(p=double, q=double, r=double, s=double, t=double, u=double)
    cpdef int concat(self, double a, double b, double c, double d, double e, double f) except -1
    cpdef bint is_level(self) except -1
    cpdef int narrow_clip(self, double left, double bottom, double right, double top, bint rectangle) except -1


@cython.final
cdef class Path:
    cdef readonly object rules
    cdef double[::1] px, py
    cdef unsigned char[::1] starts
    cdef readonly Py_ssize_t count
    cdef public Py_ssize_t points
    cdef readonly Py_ssize_t bends, lines
    cdef public bint clipping
    cdef readonly double left, bottom, right, top, box_left, box_bottom, box_right, box_top

    cpdef int reset(self) except -1
    cdef int _reach(self, double x, double y) except -1
    @cython.locals(at=Py_ssize_t)
    cdef int _add(self, double x, double y, bint begins) except -1
    cpdef int move(self, double x, double y) except -1
    cpdef int line(self, double x, double y) except -1
    @cython.locals(right=double, top=double)
    cpdef int rectangle(self, double x, double y, double width, double height) except -1
    cpdef int curve(self, double x, double y) except -1
    @cython.locals(at=Py_ssize_t, low=Py_ssize_t)
    cpdef int close(self) except -1
    @cython.locals(n=Py_ssize_t, i=Py_ssize_t, j=Py_ssize_t)
    cpdef bint is_round(self) except -1
    cpdef bint is_rectangle(self, State state) except -1
    @cython.locals(i=Py_ssize_t, j=Py_ssize_t, near=double[::1], scale=double, low=double, high=double, other_low=double,
                   other_high=double, left=double, right=double, inset=double)
    cpdef bint is_border(self, State state) except -1
    cpdef bint measure(self, State state) except -1
    @cython.locals(a=double, b=double, c=double, d=double, e=double, f=double, x0=double, x1=double, x2=double, x3=double,
                   y0=double, y1=double, y2=double, y3=double)
    cpdef bint measure_box(self, State state, double left, double bottom, double right, double top) except -1
    @cython.locals(a=double, b=double, c=double, d=double, e=double, f=double, low=Py_ssize_t, high=Py_ssize_t,
                   i=Py_ssize_t, left=double, right=double, bottom=double, top=double, px=double, py=double, x=double,
                   y=double)
    cpdef int add_rules(self, State state, bint stroke) except -1


@cython.final
cdef class ContentLoop:
    cdef dict _known
    cdef Py_ssize_t _widths, page, room, glyphs, runs, shown, closed, most
    cdef public dict names
    cdef object host, columns
    cdef public State state
    cdef public list stack, marks
    cdef public int flags
    cdef readonly Path path
    cdef double la, lb, lc, ld, le, lf, along, origin
    cdef unsigned int[::1] codes
    cdef double[::1] offsets, advances
    cdef long long[::1] lengths
    cdef unsigned short[::1] indices
    cdef unsigned char[::1] run_flags
    cdef double[:, ::1] frames

    @cython.locals(tokens=Tokens, operator=Py_ssize_t)
    cpdef run(self, bytes content)
    @cython.locals(count=Py_ssize_t, numbers=Py_ssize_t, value=double, done=bint)
    cdef int _do(self, Tokens tokens, Py_ssize_t operator) except -1
    @cython.locals(count=Py_ssize_t, last=Py_ssize_t, state=State)
    cdef bint _do_text(self, Tokens tokens, Py_ssize_t operator, Py_ssize_t numbers, double value) except -1
    @cython.locals(count=Py_ssize_t, span=Py_ssize_t)
    cdef bint _do_state(self, Tokens tokens, Py_ssize_t operator, Py_ssize_t numbers, double value) except -1
    @cython.locals(state=State)
    cdef bint _do_object(self, Tokens tokens, Py_ssize_t operator) except -1
    @cython.locals(red=double, green=double, ink=double, state=State)
    cdef bint _do_colour(self, Tokens tokens, Py_ssize_t operator, Py_ssize_t numbers, double value) except -1
    cdef double _value(self, Tokens tokens, Py_ssize_t back) except? -1
    @cython.locals(state=State)
    cdef bint _set_number(self, Py_ssize_t operator, Py_ssize_t numbers, double value) except -1
    @cython.locals(place=Py_ssize_t, font=ShownFont, raw=bytes)
    cdef int _set_font(self, Tokens tokens, Py_ssize_t count, Py_ssize_t numbers) except -1
    cdef int _begin_text(self) except -1
    cdef int _move(self, double x, double y) except -1
    @cython.locals(word=Py_ssize_t, char=Py_ssize_t)
    cdef bint _set_spaces(self, Tokens tokens, Py_ssize_t count) except -1
    @cython.locals(low=Py_ssize_t, high=Py_ssize_t, font=ShownFont, before=Py_ssize_t, unit=double, kind=cython.uchar)
    cdef int _show(self, Tokens tokens, Py_ssize_t place, bint array) except -1
    @cython.locals(grows=bint, room=Py_ssize_t)
    cdef int _make_room(self, Py_ssize_t needed) except -1
    @cython.locals(state=State, unit=double, char_space=double, word_space=double, place=double, origin=double,
                   count=Py_ssize_t, size=Py_ssize_t, other=Py_ssize_t, at=Py_ssize_t, code=Py_ssize_t, advance=double)
    cdef int _show_codes(self, unsigned char[::1] strings, Py_ssize_t start, Py_ssize_t end, ShownFont font) except -1
    @cython.locals(state=State, stretch=double, unit=double, char_space=double, word_space=double, at=Py_ssize_t,
                   advance=double)
    cdef int _show_string(self, bytes string, ShownFont font) except -1
    @cython.locals(state=State, row=Py_ssize_t, la=double, lb=double, lc=double, ld=double, a=double, b=double, c=double,
                   d=double, dx=double, dy=double, up_x=double, up_y=double, x=double, y=double, sign=double, rise=double,
                   origin=double, flags=int, shade=double)
    cdef int _close_run(self, ShownFont font, Py_ssize_t count) except -1
    cdef int _begin_marked(self, Tokens tokens, Py_ssize_t count) except -1
    @cython.locals(place=Py_ssize_t, tag=bytes, inner=Py_ssize_t, name=bytes)
    cdef bint _is_plain(self, Tokens tokens, Py_ssize_t count) except -1
    @cython.locals(path=Path, needed=Py_ssize_t, back=Py_ssize_t)
    cdef int _follow_path(self, Tokens tokens, Py_ssize_t operator, Py_ssize_t numbers, double value) except -1
    @cython.locals(path=Path, state=State, rectangle=bint)
    cdef int _paint(self, bint fill, bint stroke) except -1
    @cython.locals(path=Path)
    cdef int _clip_by_path(self, bint rectangle) except -1
    @cython.locals(path=Path, state=State, left=double, bottom=double, right=double, top=double, width=double, kind=int,
                   shade=double)
    cdef int _add_path_area(self, bint rectangle, bint fill) except -1
    cdef int _add_area(self, double left, double bottom, double right, double top, int kind, double shade) except -1
    @cython.locals(path=Path, state=State)
    cpdef int paint_image(self) except -1
    @cython.locals(run=Py_ssize_t, clip=list)
    cdef int _show_through(self) except -1
