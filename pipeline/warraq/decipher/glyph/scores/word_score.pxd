cimport cython
from libc.math cimport INFINITY as inf

from warraq.language.lookup cimport Lexicon, Ngrams, Spelling, find_word, mix, onward, spelling_step, word_onward

ctypedef unsigned long long u64
ctypedef long long i64
ctypedef unsigned char u8

cdef Py_ssize_t NOTHING, LETTERS, MARK, DIGIT, LATIN, PUNCTUATION, KASHIDA, _END
cdef int ASCII_COMMA, BINDS, CLOSES, COMMA, COMPOSES, DECIMAL, FATHATAN, INDIC, NO_SEPARATOR, OPENS, SHADDA_FIRST, STOPS
cdef int TANWEEN, THOUSANDS, ZERO
cdef double BETWEEN_DIGITS, LONE_LATIN, LONE_LETTER, LONE_SLASH, WRONG_SEAT, STEP, _KNOWN, _UNKNOWN, _LAST_KASHIDA
cdef double _MIXED_DIGITS, _LATIN_BESIDE_DIGIT, _LATIN_BESIDE_INDIC, _OTHER_SEAT, _LEADING_ZERO, _LONE_ZERO
cdef double _FOREIGN_COMMA, _NO_GROUP, _LETTER_BESIDE, _LETTER_BESIDE_INDIC
cdef Py_ssize_t LONGEST_WORD, UNKNOWN, _GROUP, _LONGEST_KEPT
cdef int UNIT_ORDER
cdef u64 WORD_BEGINS, _WORD_ROOM, _GRAM_ROOM, _PAST_THAT_COUNTS, _MULTIPLIER, _ALL


cdef struct KeptWord:
    u64 low
    u64 high
    double value
    i64 number


cdef struct KeptGram:
    u64 key
    float value
    unsigned int longest


cdef class WordTables:
    cdef public Lexicon lexicon
    cdef public Spelling spelling
    cdef public Ngrams ngrams
    cdef public double language
    cdef public double wrong_join
    cdef public KeptWord[::1] words
    cdef public KeptGram[::1] grams


cdef class Reader:
    cdef public const i64[::1] flat
    cdef public const i64[::1] starts
    cdef public const double[::1] weights
    cdef public i64[::1] spelled
    cdef public i64[::1] forms
    cdef public WordTables words
    cdef public const signed char[::1] kind
    cdef public const i64[::1] variant
    cdef public const float[::1] cost
    cdef public const unsigned short[::1] flags
    cdef public const signed char[::1] length
    cdef public const signed char[:, ::1] letters
    cdef public const u8[::1] joins_before
    cdef public const u8[::1] joins_after
    cdef public const signed char[::1] compose_with
    cdef public const short[:, ::1] unit_of
    cdef public const short[:, ::1] lam_alef
    cdef public const signed char[:, ::1] compose
    cdef public const u8[::1] joins
    cdef public Py_ssize_t lam
    cdef public Py_ssize_t alef
    cdef public Py_ssize_t waw
    cdef public Py_ssize_t on_waw
    cdef public Py_ssize_t on_yeh
    cdef public i64[::1] word
    cdef public i64[::1] sequence
    cdef public signed char[::1] contexts
    cdef public i64[::1] stands


@cython.locals(made=Py_ssize_t, joined=bint, i=Py_ssize_t, letter=Py_ssize_t, before=bint, follows=bint,
               form=Py_ssize_t, unit=Py_ssize_t)
cdef Py_ssize_t _units_of_word(Reader r, Py_ssize_t count) noexcept nogil

@cython.locals(key=u64, slot=Py_ssize_t, value=float, reached=int)
cdef (double, int) _gram(WordTables w, u64 past, Py_ssize_t unit, int longest) noexcept nogil

@cython.locals(length=Py_ssize_t, number=Py_ssize_t, steps=Py_ssize_t, seat=Py_ssize_t, k=Py_ssize_t,
               letter=Py_ssize_t, hashed=u64, place=Py_ssize_t, value=double, mistaken=bint, spelt=double, past=u64,
               longest=int, unit=Py_ssize_t, step=double)
cdef (double, Py_ssize_t) _look_up(Reader r, WordTables w, Py_ssize_t count) noexcept nogil

@cython.locals(low=u64, high=u64, k=Py_ssize_t, slot=Py_ssize_t, value=double, number=Py_ssize_t)
cpdef (double, Py_ssize_t) kept_word(Reader r, WordTables w, Py_ssize_t count) noexcept nogil

@cython.locals(cost=double, last=Py_ssize_t, flags=int, made=Py_ssize_t)
cdef (double, Py_ssize_t) _mark_cost(Reader r, Py_ssize_t s, Py_ssize_t count, Py_ssize_t following) noexcept nogil

cdef double _separator_cost(int flags, Py_ssize_t digits, bint in_number) noexcept nogil

@cython.locals(i=Py_ssize_t, s=Py_ssize_t, kind=Py_ssize_t)
cdef inline Py_ssize_t _string_behind(Reader r, Py_ssize_t place, Py_ssize_t end, bint past_kashidas) noexcept nogil

@cython.locals(letter=Py_ssize_t, cost=double, made=Py_ssize_t)
cdef (double, Py_ssize_t) _read_mark(
    Reader r, Py_ssize_t s, Py_ssize_t count, Py_ssize_t following, Py_ssize_t ahead) noexcept nogil

cdef double _score_alone(Reader r, Py_ssize_t previous, Py_ssize_t last, double total) noexcept nogil

@cython.locals(value=double, _=Py_ssize_t, beside=double)
cdef double _end_word(
    Reader r, WordTables w, Py_ssize_t count, Py_ssize_t last, Py_ssize_t s, Py_ssize_t kind,
    double total) noexcept nogil

cdef double _begin_letters(Reader r, Py_ssize_t previous, Py_ssize_t last, double total) noexcept nogil

@cython.locals(k=Py_ssize_t)
cdef Py_ssize_t _spell(Reader r, Py_ssize_t s, Py_ssize_t count, Py_ssize_t ahead) noexcept nogil

@cython.locals(between=bint)
cdef double _score_punctuation(
    Reader r, Py_ssize_t s, Py_ssize_t previous, Py_ssize_t last, Py_ssize_t following, Py_ssize_t digits,
    bint in_number, double total) noexcept nogil

@cython.locals(ends=bint)
cdef double _score_beside(
    Reader r, Py_ssize_t s, Py_ssize_t kind, Py_ssize_t previous, Py_ssize_t last, Py_ssize_t following,
    bint in_number, double total) noexcept nogil

@cython.locals(begin=Py_ssize_t, end=Py_ssize_t, n=Py_ssize_t, total=double, count=Py_ssize_t, previous=Py_ssize_t,
               last=Py_ssize_t, in_number=bint, ahead=Py_ssize_t, digits=Py_ssize_t, latin=Py_ssize_t,
               others=Py_ssize_t, i=Py_ssize_t, s=Py_ssize_t, kind=Py_ssize_t, following=Py_ssize_t,
               cost=double, before=bint, after=bint)
cpdef double score_token(Reader r, WordTables w, Py_ssize_t token) noexcept nogil
