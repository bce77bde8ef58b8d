cimport cython
from warraq.language.lookup cimport mix, units_before, walk

ctypedef unsigned long long u64
ctypedef unsigned char u8

cdef Py_ssize_t _ROOM, _LETTERS
cdef u64 _LOW, _ALL
cdef u8 _WAW, _LAM


cdef class Spelt:
    cdef public const int[::1] ends
    cdef public const u8[::1] unit
    cdef public const int[::1] parent
    cdef public u8[::1] row


cdef class Clitics:
    cdef public const u8[::1] kind
    cdef public const u8[::1] first
    cdef public const u8[::1] letters
    cdef public const u8[::1] of_article
    cdef public u8 alef
    cdef public Py_ssize_t left


cdef class Affixes:
    cdef public const long long[::1] endings
    cdef public const long long[::1] before_verbs
    cdef public const long long[::1] before_nouns
    cdef public const long long[::1] behind_yeh
    cdef public const u8[::1] of_verbs
    cdef public const u8[::1] of_nouns
    cdef public Py_ssize_t longest


cdef class Roots:
    cdef public const u8[::1] no_first
    cdef public const u8[::1] no_doubled
    cdef public const u8[::1] no_third
    cdef public const u8[::1] of_eight


cdef class Morphology:
    cdef public Affixes affixes
    cdef public Roots roots
    cdef public u8 alef, seen, teh, meem, yeh
    cdef public u8 any, root, derived, doubled, prefix, last, last_doubled


cdef class Word:
    cdef public u8[::1] letters
    cdef public u8[::1] kinds
    cdef public u8[::1] ends


@cython.locals(k=Py_ssize_t, begin=Py_ssize_t, kind=u8, letters=Py_ssize_t, at=Py_ssize_t, swallowed=bint,
               node=Py_ssize_t, row=u8[::1])
cdef void _bare_words(
    Spelt spelt, const int[::1] first, const u8[::1] children, const int[::1] word, const u8[::1] value,
    Clitics clitics, int[::1] result,
) noexcept nogil

@cython.locals(k=Py_ssize_t, begin=Py_ssize_t, size=Py_ssize_t, at=Py_ssize_t, i=Py_ssize_t, number=u64,
               row=u8[::1])
cdef void _kinds_of_words(
    Spelt spelt, const u8[:, ::1] letters, Morphology morphology, Word word, u64[::1] result,
) noexcept nogil

@cython.locals(i=Py_ssize_t, key=cython.longlong, a=Py_ssize_t, verb=bint, noun=bint, length=Py_ssize_t, tenth=bint)
cdef void _find_kinds(Word word, Py_ssize_t size, Morphology morphology) noexcept nogil

@cython.locals(first=Py_ssize_t, past=Py_ssize_t, middle=Py_ssize_t)
cdef bint _among(long long key, const long long[::1] keys) noexcept nogil

cdef void _note(Word word, Py_ssize_t size, Py_ssize_t place, u8 kind) noexcept nogil

@cython.locals(letter=u8, before_teh=bint)
cdef bint _is_prefix(
    Word word, Py_ssize_t a, Py_ssize_t length, bint verb, bint noun, Morphology morphology,
) noexcept nogil

@cython.locals(b=Py_ssize_t)
cdef void _try_root(
    Word word, Py_ssize_t size, Py_ssize_t a, Py_ssize_t length, bint verb, Morphology morphology,
) noexcept nogil

@cython.locals(k=Py_ssize_t, begin=Py_ssize_t, end=Py_ssize_t, node=Py_ssize_t, i=Py_ssize_t, size=Py_ssize_t, key=u64,
               word=u8[::1])
cdef void _stems_of_words(
    Spelt spelt, const u8[:, ::1] letters, const u8[:, ::1] prefixes, const u8[:, ::1] suffixes,
    const long long[::1] left, unsigned int[::1] result,
) noexcept nogil

@cython.locals(k=Py_ssize_t, size=Py_ssize_t, first=Py_ssize_t, i=Py_ssize_t)
cdef Py_ssize_t _affix(
    const u8[::1] word, Py_ssize_t begin, Py_ssize_t end, const u8[:, ::1] affixes, const long long[::1] left,
    bint front,
) noexcept nogil
